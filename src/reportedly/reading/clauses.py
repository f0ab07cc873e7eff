"""Tokens of a sentence with quotations as single tokens, and where noun phrases beside a verb begin and end.

There is no part-of-speech tagger here: closed word classes, capitals and endings stand in for one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from reportedly.reading.cues import DOCUMENTS, VERBS
from reportedly.reading.gazetteer import ORGANIZATION_WORDS, PERSON_TITLES
from reportedly.reading.quotes import Quotation
from reportedly.types import Span

TokenKind = Literal["word", "mark", "quote"]
_TOKEN = re.compile(
    r"(?:[^\W\d_]\.){2,}|\d+(?:[.,]\d+)+|[A-Z][a-z]{0,4}\.(?=\s+[A-Z])|[^\W_]+(?:[-’'&/.][^\W_]+)*[’']?|--|[^\w\s]",
    re.UNICODE,
)
_AUXILIARY = frozenset(
    """is was are were be been has have had do does did will would can could may might must should 'd 'll isn't
    wasn't doesn't didn't don't hasn't haven't hadn't won't wouldn't can't cannot""".split()
)
_PAST = frozenset(
    """won lost met made took gave went came got held kept began ran fell rose led left became saw stood sat sent
    spent put set cut hit brought bought built caught chose drew drove ate fought flew forgot grew hid knew lay
    let paid sold shot slept spoke stole struck taught threw woke wore broke has""".split()
)
_SUBJECTS = frozenset("he she they i we it you who".split())
_CLAUSE = frozenset(
    """but because while if when whether since though although unless until before after that which who whom whose
    where as so than why how what and or""".split()
)
_LEADING = frozenset(
    """but and so yet or also meanwhile however still then instead now today yesterday thus indeed later even just
    only earlier moreover nonetheless nevertheless perhaps maybe nor both""".split()
)
_DAYS = frozenset("monday tuesday wednesday thursday friday saturday sunday".split())
_MONTHS = frozenset("january february march april may june july august september october november december".split())
_FUNCTION = frozenset(
    """the a an this that these those his her its their our my your him them it us me in on at by for from with to
    of about as not and or but who which what how""".split()
)
_TIMES = _DAYS | _MONTHS | {"today", "yesterday", "tonight", "tomorrow"}
_ADJUNCT = frozenset(
    "in on at during after before to from via by with through late early last this earlier later".split()
)
_RELATIVE = frozenset("who which that".split())
_CONTRACTED = re.compile(r"(?:it|that|he|she|they|we|you|i|there|what)['’](?:s|re|ve|ll|d|m)$")
_NO_SOURCE = frozenset("under near past despite regardless rather having without during".split())
_DETERMINED = _SUBJECTS | frozenset(
    """the a an this that these those his her its their our my your some any no every each all both many most several
    few one two three four five six seven eight nine ten another other more others someone somebody everyone anyone
    nobody none half dozens hundreds thousands much which what whoever whose al de van von el""".split()
)
_BARE = frozenset(
    """people police media press staff opposition women men children research evidence data video footage television
    radio management law intelligence information literature public counsel congress parliament""".split()
)
LONGEST = 400  # tokens of a unit
REACH = 60  # tokens of a noun phrase
SPEECH = 5  # words from which a quotation is taken for speech, not for a word held at a distance
DASHES = frozenset({"—", "–", "-", "--"})
_OPENING = frozenset("in on at by with for of to from - last week".split())
_TRAILING = frozenset("and or of for also often then now later still has".split())
_NP_PREPOSITIONS = frozenset("of for from to with in at on against".split())


@dataclass(frozen=True, slots=True)
class Token:
    """A word, a mark or a whole quotation. ``words`` counts the words of a quotation (1 for others); ``closed``
    is false for a quotation that the paragraph leaves open."""

    start: int
    end: int
    kind: TokenKind
    text: str
    low: str
    words: int = 1
    closed: bool = True


@dataclass(frozen=True, slots=True)
class Unit:
    """A sentence, or several that one quotation joins. Never empty."""

    start: int
    end: int
    tokens: list[Token]


def sentence_units(text: str, sentences: list[Span], quotes: list[Quotation]) -> list[Unit]:
    """The sentences of a paragraph, joined where a quotation runs over their borders, as tokens."""
    units: list[Unit] = []
    index, pending = 0, 0
    start: int | None = None
    for a, b in sentences:
        start = a if start is None else start
        while index < len(quotes) and quotes[index].span[1] <= b:
            index += 1
        if index < len(quotes) and quotes[index].span[0] < b:
            continue
        inner = []
        while pending < len(quotes) and quotes[pending].span[0] < b:
            inner.append(quotes[pending])
            pending += 1
        units += _pieces(_tokens(text, (start, b), inner))
        start = None
    if start is not None and sentences:
        units += _pieces(_tokens(text, (start, sentences[-1][1]), quotes[pending:]))
    return units


def _pieces(tokens: list[Token]) -> list[Unit]:
    """One unit; of a "sentence" that no writer wrote several, so that each step's cost stays bounded."""
    cuts = range(0, len(tokens), LONGEST)
    return [Unit(t[0].start, t[-1].end, t) for t in (tokens[k : k + LONGEST] for k in cuts)]


def tokenize(text: str, span: Span) -> list[Token]:
    """The words and marks of ``text[span]``, quotations not taken together."""
    return _tokens(text, span, [])


def _tokens(text: str, span: Span, quotes: list[Quotation]) -> list[Token]:
    tokens: list[Token] = []
    at = span[0]
    for quote in [*quotes, None]:
        stop = quote.span[0] if quote else span[1]
        for match in _TOKEN.finditer(text, at, stop):
            word = match[0]
            kind: TokenKind = "word" if word[0].isalnum() else "mark"
            tokens.append(Token(match.start(), match.end(), kind, word, word.lower()))
        if quote:
            a, b = quote.span
            inside = text[a:b]
            # a quotation that ends in a mark of its own is speech, however short
            words = len(inside.split()) + (SPEECH if inside.rstrip("\"'”’»“")[-1:] in {",", ".", "!", "?", "…"} else 0)
            tokens.append(Token(a, b, "quote", '"', '"', words, quote.closed))
            at = b
    return tokens


def is_verb(token: Token) -> bool:
    """Whether a word looks like a finite verb: an auxiliary, a reporting verb, a past form."""
    low = token.low
    return low in _AUXILIARY or low in _PAST or (low in VERBS and VERBS[low].form in {"past", "s"})


def _finite(tokens: list[Token], k: int) -> bool:
    """Whether the word at ``k`` looks like a finite verb here: "said", "was", or "-ed" with no noun after it."""
    token = tokens[k]
    low = token.low
    if low.endswith("ed") and len(low) > 4 and token.text[0].islower():
        after = tokens[k + 1] if k + 1 < len(tokens) else None
        return after is None or after.kind != "word" or after.low in _FUNCTION or after.text[0].isupper()
    return is_verb(token)


def np_left(tokens: list[Token], last: int, apposition: bool = False) -> int:
    """The index where the noun phrase begins that ends with token ``last`` (its end is ``last + 1``).

    With ``apposition`` the token at ``last`` is the comma that closes one: "X, a spokesman, said". Returns
    ``last + 1`` (or ``last`` for the comma) where there is none.
    """
    if apposition:
        comma = last - 1
        while comma > max(0, last - REACH) and not (tokens[comma].text == "," and tokens[comma - 1].kind == "word"):
            if (tokens[comma].kind == "quote" and tokens[comma].words >= SPEECH) or tokens[comma].text in {
                ";",
                ":",
                "—",
            }:
                return last
            comma -= 1
        if comma <= 0:
            return last
        first = tokens[comma + 1]
        if first.low in {"and", "but", "or", "while"} or is_verb(first) or first.low in _SUBJECTS - {"who"}:
            return last
        start = np_left(tokens, comma - 1)
        if start >= comma:
            return last
        if tokens[start].low in _ADJUNCT or tokens[start].low in _TIMES:
            return last
        word = tokens[start].text
        if start > 1 and tokens[start - 1].text == "," and (word.islower() or word.isdigit() or word == "The"):
            further = np_left(tokens, start - 2)  # "X, a spokesman for Y, who left early, said"
            start = further if further <= start - 2 else start
        return start
    if last < 0 or (tokens[last].kind == "mark" and tokens[last].text not in {")", "%"}):
        return last + 1
    if tokens[last].low in _SUBJECTS:
        return last
    start = last + 1
    depth = 0
    for k in range(last, max(-1, last - REACH), -1):
        token = tokens[k]
        if token.text == ")":
            depth += 1
        elif token.text == "(":
            depth -= 1
            if depth < 0:
                break
        elif depth == 0:
            if token.kind == "mark" and token.text not in {"&", "%", "$", "-", "/", "#", "@"}:
                break
            if token.kind == "quote" and token.words >= SPEECH:
                break
            if k < last and token.low in _SUBJECTS:
                break
            if token.low in _CLAUSE - {"and", "or"} or (
                k < last and _finite(tokens, k) and not _only_times(tokens, k + 1, last)
            ):
                break
            if token.low in {"and", "or"} and _clause_left(tokens, k):
                break
            if token.low == "to" and k < last and _infinitive(tokens[k + 1]):
                start = k + 2
                break
        start = k
    while start <= last and _trims(tokens[start]):
        start += 1
    return start


def _only_times(tokens: list[Token], start: int, last: int) -> bool:
    """Whether a participle has only a date after it ("a report published Monday")."""
    return start <= last < start + 3 and all(
        tokens[k].low in _TIMES | {"last", "week", "on"} for k in range(start, last + 1)
    )


def _infinitive(after: Token) -> bool:
    return after.text.islower() and after.low not in {"the", "a", "an", "his", "her", "their", "its", "this"}


def _clause_left(tokens: list[Token], k: int) -> bool:
    """Whether a verb stands between the clause's start and the "and" at ``k``."""
    for j in range(k - 1, max(-1, k - 25), -1):
        if tokens[j].text in {",", ";", ":", "—"} or tokens[j].kind == "quote":
            return tokens[j].text != ","
        if _finite(tokens, j) or tokens[j].low in _SUBJECTS:
            return True
    return False


def _trims(token: Token) -> bool:
    low = token.low
    adverb = low.endswith("ly") and not token.text.istitle()
    return adverb or low in _LEADING or low in _TIMES or low in _CLAUSE or low in _OPENING


def np_right(tokens: list[Token], start: int, appositions: bool = True, verbs: bool = True) -> int:
    """The index after the noun phrase that begins at ``start``; ``start`` where there is none.

    ``appositions`` takes in ", a resident of ..." up to the next comma; ``verbs`` ends it before a finite verb.
    """
    if start < len(tokens) and re.split("['’]", tokens[start].low)[0] in _SUBJECTS - {"who"}:
        return start + 1
    k, depth = start, 0
    while k < min(len(tokens), start + REACH):
        token = tokens[k]
        if token.text == "(":
            depth += 1
        elif token.text == ")":
            depth -= 1
            if depth < 0:
                break
        elif depth == 0:
            if token.kind == "quote" and token.words >= SPEECH:
                break
            if token.kind == "mark" and token.text not in {"&", "$", "%", "-", "/", "#", "@"}:
                break
            if token.low in _CLAUSE - {"and", "or", "who"} or (k > start and token.low in _SUBJECTS - {"who"}):
                break
            if token.low == "who":
                return _relative_end(tokens, k)
            if verbs and k > start and _finite(tokens, k):
                break
            if not verbs and token.low == "to" and k > start and k + 1 < len(tokens) and _infinitive(tokens[k + 1]):
                break
            if k > start and token.low in _TIMES:
                break
            passive = token.low == "by" and re.search(r"[^e]ed$|[ae]en$", tokens[k - 1].low)
            if k > start and token.low in _ADJUNCT and token.low not in _NP_PREPOSITIONS and not passive:
                break
            if token.low in {"in", "on", "at"} and k + 1 < len(tokens) and _adjunct_noun(tokens, k + 1):
                break
        k += 1
    while k > start + 1 and (tokens[k - 1].low in _ADJUNCT | _TRAILING or tokens[k - 1].low.endswith("ly")):
        k -= 1
    if (
        k > start
        and k + 2 < len(tokens)
        and tokens[k].text == ","
        and tokens[k + 1].low.isdigit()
        and tokens[k + 2].text == ","
    ):
        k += 2  # ", 55, a resident"
    if appositions and k > start and k + 1 < len(tokens) and tokens[k].text == "," and _apposes(tokens, k + 1):
        end = np_right(tokens, k + 1, appositions=False, verbs=False)
        if tokens[k + 1].low == "who":
            end = _relative_end(tokens, k + 1)
        return end if end > k + 1 else k
    return k


def _relative_end(tokens: list[Token], k: int) -> int:
    while k < len(tokens) and tokens[k].kind == "word":
        k += 1
    return k


def _apposes(tokens: list[Token], k: int) -> bool:
    token = tokens[k]
    if token.kind != "word" or token.low in _SUBJECTS - {"who"} or token.low in _CLAUSE - {"who"}:
        return False
    return not (is_verb(token) or token.low in _ADJUNCT or token.low in _TIMES or token.low.endswith("ing"))


def _adjunct_noun(tokens: list[Token], k: int) -> bool:
    """Whether "in", "on" or "at" before ``k`` begins an occasion ("on Thursday", "in an interview")."""
    word = tokens[k].low
    if word in _TIMES or word[:4].isdigit():
        return True
    return word in {"a", "an"} or any(
        t.low in {"interview", "statement", "conference", "week", "least"} for t in tokens[k : k + 3]
    )


def adjunct_end(tokens: list[Token], start: int) -> int:
    """The index after the adjuncts at ``start``: "on Thursday", "in an interview with N", "to reporters"."""
    k = start
    while k < len(tokens):
        token = tokens[k]
        if (
            token.low in _TIMES
            or (token.low.endswith("ly") and k + 1 < len(tokens))
            or token.low in {"later", "earlier", "again"}
        ):
            k += 1
        elif token.low in _ADJUNCT and token.kind == "word":
            k += 1
            while (
                k < len(tokens)
                and tokens[k].kind == "word"
                and not (tokens[k].low in _CLAUSE or tokens[k].low in _SUBJECTS or is_verb(tokens[k]))
            ):
                if tokens[k].low in _TIMES and (k + 1 >= len(tokens) or tokens[k + 1].low not in _MONTHS):
                    k += 1
                    break
                k += 1
        else:
            break
    return k


def opening_noun(tokens: list[Token], stop: int) -> tuple[int, int] | None:
    """The noun phrase that opens the sentence, before its first verb: the subject that later verbs share."""
    k = 0
    while k < stop and (_trims(tokens[k]) or tokens[k].kind == "mark") and tokens[k].low not in _ADJUNCT:
        k += 1
    if k < stop and tokens[k].low in _ADJUNCT | _CLAUSE:
        comma = next((j for j in range(k, stop) if tokens[j].text == ","), None)
        k = comma + 1 if comma is not None else k
        while k < stop and (_trims(tokens[k]) or tokens[k].kind == "mark"):
            k += 1
    end = np_right(tokens, k, appositions=False)
    return (k, end) if k < end <= stop else None


def may_speak(tokens: list[Token], start: int, stop: int) -> bool:
    """Whether a noun phrase can be a source: a bare noun in lower case is one only in the plural ("residents", "state
    media", not "box"), and no clause is ("it's quick", "receive training and", "N rated 3 of 10")."""
    first, last = tokens[start], tokens[stop - 1]
    if (
        last.low in _CLAUSE - _RELATIVE
        or first.low in _NO_SOURCE
        or (stop - start > 1 and _CONTRACTED.match(first.low))
    ):
        return False
    for k in range(start + 1, stop):
        low, after = tokens[k].low, tokens[k + 1].low if k + 1 < stop else "by"
        if low.endswith("ed") and tokens[k].text.islower() and tokens[k - 1].text[0].isupper() and after.isdigit():
            return False
    if first.kind != "word" or not first.text[0].islower() or first.low in _DETERMINED or stop - start > REACH:
        return True
    end = next((k for k in range(start + 1, stop) if tokens[k].low in _NP_PREPOSITIONS | {"who", "that"}), stop)
    head = tokens[end - 1]
    roles = _BARE | PERSON_TITLES | DOCUMENTS | ORGANIZATION_WORDS
    return head.low in roles or head.text[0].isupper() or (head.low.endswith("s") and not head.low.endswith("ss"))
