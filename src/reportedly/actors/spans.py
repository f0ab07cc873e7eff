"""Where names begin and end: the reader's mentions brought to whole words, and the words of a reference completed.

A mention may be cut inside a word (a letter that was decoded wrongly), begin with the point of "Mr." or be that "Mr."
alone; a source may end before its name does, or run on into the verb after it.
"""

from __future__ import annotations

import re
from bisect import bisect_left

from reportedly.reading.clauses import is_verb, tokenize
from reportedly.reading.tags import Tagged
from reportedly.types import Span

_LETTERS = r"(?:\w|(?<=[ÃÂÄÅ])[\u0080-\u00bf\u2018-\u2122]|(?<=\w)['’-](?=\w))*"
_ON = re.compile(_LETTERS)
_ALONE = frozenset("he she him her his i me my it we our us they them who".split())
_TITLES = frozenset("mr mrs ms miss dr sen rep gov gen col sir lord lady sens reps president".split())
_STATES = frozenset(
    """Ala Ariz Ark Calif Colo Conn Del Fla Ga Ill Ind Kan Ky La Mass Md Mich Minn Miss Mo Mont Neb Nev Okla Ore Pa Tenn
    Tex Va Vt Wash Wis Wyo""".split()
)
_SUFFIX = re.compile(r",? (?:Jr\b\.?|Sr\b\.?|I{2,3}\b|IV\b)")
_RELATIVE = re.compile(r"(?P<relative>who|which|that)\s(?P<name>[A-Z].*)?", re.S)
_APART = re.compile(r"(?:[Tt]hese|[Tt]hose|[Mm]any|[Ss]ome|[Mm]ost) [a-z -]{2,60}, (?=[A-Z])")
_NAMED = re.compile(r"\s(?:named|called)\s")
_SAYS = re.compile(
    r"(?P<who>[A-Z][^,;:]{1,60}?) (?:said|says|Says|Said|told|tells|Tells) (?P<does>(?:the |that )?[A-Z][^,;:]{1,60})$"
)
_JOINTS = re.compile(r"^(?:and|but|or)\s+(?=\S)|(?<=\S)\s+(?:and|or)$")
_KIN = re.compile(
    r"['’]s?\s(?:late )?(?P<kin>father|mother|brother|sister|son|daughter|wife|husband|uncle|cousin)\b"
    r",?\s(?P<name>[A-Z]\w+)"
)
_SHORT_FORM = re.compile(r"(?:\.[A-Z])+\.?(?![a-z])")
_LAST = re.compile(r"(\w+)\.?$")


def person_spans(tagged: Tagged) -> list[Span]:
    """The places of the reader's persons in the report, in whole words, with suffixes, without lone titles; sorted.

    Neighbours that one space parts are one name ("Mara" "Tolin").
    """
    text = tagged.report.text
    found: list[Span] = []
    for entity in tagged.entities:
        if entity.type != "person":
            continue
        a, b = entity.span
        while a < b and not text[a].isalnum():
            a += 1
        while a and text[a - 1].isalnum() and text[a].isalnum():
            a -= 1
        b = whole(text, b) if b > a else b
        if a >= b or text[a:b].lower().rstrip(".") in _TITLES | _ALONE:
            continue
        if text[a:b] in _STATES and text[b : b + 1] == "." and text[max(0, a - 2) : a] in {", ", "R-", "D-"}:
            continue  # "Quist Bay, Fla."
        if suffix := _SUFFIX.match(text, b):
            b = suffix.end()
        if found and found[-1][1] >= a - 1 and text[found[-1][1] : a] in {"", " "} and text[a].isupper():
            found[-1] = (found[-1][0], b)
        elif not found or a >= found[-1][1]:
            found.append((a, b))
    return found


def one_clause(words: str, speaks: bool) -> str:
    """The words of a reference that runs over a verb of saying: who says it for a speaker, else who does what is said
    ("Tolin said Berek"); without a joint word at its ends ("and troops")."""
    words = _JOINTS.sub("", words)
    says = _SAYS.match(words)
    return words if says is None else str(says["who" if speaks else "does"])


def whole(text: str, end: int) -> int:
    """``end``, or the end of the word that it stands in."""
    match = _ON.match(text, end) if end and text[end - 1].isalnum() else None
    return match.end() if match else end


def completed(text: str, span: Span, words: str, persons: list[Span]) -> str:
    """The words of a reference at ``span``: with the name after a title that they end in, without the clause after a
    name that they begin with ("Tolin met the others"), whole where they are cut inside a name."""
    a, b = span
    if not words or text[a:b] != words:
        return words
    if words[-1].isupper() and (words[-2:-1] in {"", " "}) and (short := _SHORT_FORM.match(text, b)):
        return text[a : short.end()]  # "the U" of "the U.S."
    if words[0].isupper() and (kin := _KIN.match(text, b)) and kin["name"] not in words:
        return f"{kin['name']}, {kin['kin']}"  # "Tolin" of "Tolin's father, Ivo"
    if relative := _RELATIVE.match(words):  # "who in May", "which Tolin"
        return relative["name"] or relative["relative"]
    if apart := _APART.match(words):  # "These clerks, Tolin" (explained): what he says begins before his name
        rest = words[apart.end() :]
        if any(s == (a + apart.end(), b) for s in persons[bisect_left(persons, (a, a)) :][:2]):
            return rest
    if named := _NAMED.match(text, b):  # "a farmer" and then "named Ivo Berek"
        k = bisect_left(persons, (named.end(), 0))
        if k < len(persons) and persons[k][0] == named.end():
            return text[a : persons[k][1]]
    last = _LAST.search(words)
    k = bisect_left(persons, (b, b))
    titled = last is not None and last[1].lower() in _TITLES and last[1][0].isupper()
    if titled and k < len(persons) and persons[k][0] - b < 4 and text[b : persons[k][0]].strip() in {"", "."}:
        return text[a : persons[k][1]]
    if k and persons[k - 1][1] > b > persons[k - 1][0] and "\n" not in text[b : persons[k - 1][1]]:
        return text[a : persons[k - 1][1]]
    first = bisect_left(persons, (a, a))
    if first < len(persons) and persons[first][0] == a and persons[first][1] < b:
        end = persons[first][1]
        tokens = tokenize(text, (end, min(b, end + 60)))
        if tokens and tokens[0].text.islower() and (is_verb(tokens[0]) or tokens[0].low in {"met", "joined"}):
            return text[a:end]
    return words
