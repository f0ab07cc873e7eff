"""Who denies an act: statements that deny, and what it is that they deny.

Nothing is inferred beyond the words. A denial is of the act that its content itself states ("denied that its troops had
shelled the clinic", "denied shelling it"), not of what the content takes for granted ("denied any role in the
shelling"), nor of what a pronoun points back to ("denied this").
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from reportedly.reading.tags import Clause
from reportedly.types import Span, Statement

_LONGEST = 400  # characters of a denial that are looked through
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
# Before the act in a denial: words that make it something given, or another's.
_GIVEN = re.compile(
    r"\b(?:who|which|whose|whom|where|when|while|after|before|because|since|if|unless|ordered|planned|helped)\b", re.I
)
# So do these before a noun, though not before a finite verb ("that its men in the valley had shelled ...").
_TAKES_PART = re.compile(
    r"\b(?:involve\w+|role|part|hand|responsib\w+|links?|linked|ties?|connect\w+|knowledge|knew|aware|behind|blame\w*"
    r"|about|over|in|for|during|of)\b",
    re.I,
)
_FINITE = r"(?:has|have|had|was|were|is|are|will|would|did|does|do|could|may|might)\b"
_BEGINS_FINITE = re.compile(_FINITE, re.I)
_LEADS_FINITE = re.compile(rf"\b{_FINITE}(?:\s+\w+){{0,2}}\s*$", re.I)
_CHARGE = re.compile(
    r"\b(?:reports?|allegations?|accusations?|claims?|charges?|suggestions?|rumou?rs?|speculation)\s+(?:that|of)\b",
    re.I,
)
_AHEAD = re.compile(r"\b(?:will|would|plan\w*|intend\w*|going to|about to|prepar\w+)\b", re.I)
# Words of a trigger that do not name the act.
_LIGHT = frozenset(
    """a an the to of on in at by for from with that it its he she they their his her we our not never no be been being
    is are was were has have had having will would shall should may might could can do does did said say says told deny
    denied denies denying reportedly allegedly and or yet also still any""".split()
)
_IRREGULAR = {
    form: verb
    for verb, *forms in (
        row.split()
        for row in (
            "sell sold,buy bought,send sent,meet met,hold held,fight fought,shoot shot,take took taken,give gave given,"
            "strike struck,build built,break broke broken,withdraw withdrew withdrawn,flee fled,blow blew blown,"
            "steal stole stolen,win won,lose lost,leave left,seek sought,speak spoke spoken,fly flew flown,"
            "fall fell fallen,drive drove driven,lead led,pay paid,make made,freeze froze frozen,begin began begun"
        ).split(",")
    )
    for form in forms
}
_MOST = 50  # denials with one word that are asked about one act: bounds the time


def stem(word: str) -> str:
    """What the forms of a verb and its nouns in -ing share ("shelled", "shelling": "shel"), rough but the same for
    all of them."""
    low = word.lower()
    low = _IRREGULAR.get(low, low)
    for ending in ("ing", "ed", "es", "s", "e"):
        if low.endswith(ending) and len(low) - len(ending) >= 3 and not (ending == "s" and low.endswith("ss")):
            low = low[: -len(ending)]
            break
    low = low[:-1] + "i" if low.endswith("y") else low
    return low[:-1] if len(low) > 3 and low[-1] == low[-2] else low


def act_words(text: str, trigger: Span) -> frozenset[str]:
    """Stems of the words of a trigger that name the act."""
    words = (m[0].lower() for m in _WORD.finditer(text, trigger[0], min(trigger[1], trigger[0] + _LONGEST)))
    return frozenset(stem(word) for word in words if word not in _LIGHT)


@dataclass(frozen=True, slots=True)
class Denial:
    """A statement that denies, one part of its content, and the stems of the words there with their places."""

    statement: Statement
    span: Span
    places: dict[str, Span]


class Denials:
    """The denials of a report, to be asked which of them are of an act."""

    def __init__(self, text: str, statements: Sequence[Statement], clauses: Sequence[Clause]) -> None:
        """``statements`` and ``clauses`` are all those of the report whose text is ``text``."""
        self._text = text
        self._clauses = sorted(clauses, key=lambda c: c.trigger)
        self._starts = [c.trigger[0] for c in self._clauses]
        self._by_word: dict[str, list[Denial]] = {}
        for statement in statements:
            if statement.manner != "deny" or statement.negated or statement.speaker is None:
                continue
            for start, end in statement.content:
                part = (start, min(end, start + _LONGEST))
                places: dict[str, Span] = {}
                for match in _WORD.finditer(text, *part):
                    if match[0].lower() not in _LIGHT:
                        places.setdefault(stem(match[0]), match.span())
                denial = Denial(statement, part, places)
                for word in places:
                    self._by_word.setdefault(word, []).append(denial)

    def itself(self, trigger: Span, holding: Statement | None) -> bool:
        """Whether ``holding``, the innermost statement that holds the act at ``trigger``, denies that very act."""
        if holding is None or holding.manner != "deny" or holding.negated:
            return False
        part = next(((a, b) for a, b in holding.content if a < trigger[1] and trigger[0] < b), None)
        return part is not None and self._stated(part, max(trigger[0], part[0]))

    def of(self, clause: Clause) -> Iterator[Statement]:
        """The denials, elsewhere in the report, of the act ``clause``, in the order of the statements.

        Conservative: all words that name the act stand in the denial, which states it; the denial shares one more
        word of substance with the clause; both speak of the past, or both of what is to come; and where a clause
        of the denial has the act, no role that both fill is filled without a common word.
        """
        words = act_words(self._text, clause.trigger)
        if not words or clause.negated:
            return
        within = _WORD.finditer(self._text, clause.span[0], min(clause.span[1], clause.span[0] + _LONGEST))
        about = {stem(m[0]) for m in within if len(m[0]) > 3 and m[0].lower() not in _LIGHT} - words
        ahead = clause.status in ("planned", "threatened", "proposed")
        for denial in self._by_word.get(min(words), [])[:_MOST]:
            start, end = denial.span
            if not words <= denial.places.keys() or (start < clause.trigger[1] and clause.trigger[0] < end):
                continue
            at = min(denial.places[word][0] for word in words)
            same = about & denial.places.keys()
            if not same or not self._stated(denial.span, at) or ahead != bool(_AHEAD.search(self._text, start, at)):
                continue
            first = bisect_left(self._starts, start)
            told = self._clauses[first : bisect_left(self._starts, end)]
            same_act = (c for c in told if words & act_words(self._text, c.trigger))
            if not any(self._conflict(clause, c) for c in same_act):
                yield denial.statement

    def _stated(self, part: Span, at: int) -> bool:
        """Whether what begins at ``at`` in the content ``part`` is stated there, not given or another's."""
        before = _CHARGE.sub("", self._text[part[0] : at])
        if _GIVEN.search(before):
            return False
        finite = _BEGINS_FINITE.match(self._text, at) or _LEADS_FINITE.search(before)
        return finite is not None or _TAKES_PART.search(before) is None

    def _conflict(self, one: Clause, other: Clause) -> bool:
        for role in ("actor", "recipient", "item", "place"):
            first, second = self._names(one, role), self._names(other, role)
            if first and second and not first & second:
                return True
        return False

    def _names(self, clause: Clause, role: str) -> set[str]:
        """Stems of the words of substance that fill a role: none for a pronoun."""
        found: set[str] = set()
        for name, (start, end) in clause.roles:
            if name == role:
                found |= {stem(m[0]) for m in _WORD.finditer(self._text, start, end) if len(m[0]) > 3}
        return found - {stem(word) for word in ("their", "them", "they", "these", "those", "this", "that")}
