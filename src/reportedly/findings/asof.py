"""When a figure was counted: the time it covers and the day it speaks of."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from reportedly.findings.circumstances import CAUSES
from reportedly.types import Date, Measure, Published, Relative, Span, Spans, Statement, Time

_RECENT = 45  # days before the report within which a toll is still being counted
_STANDING = frozenset(["displaced", "idps", "refugees", "fighters", "weapons", "vehicles", "sites"])
_SAYING = re.compile(r"\b(?:said|told|announced|reported|says)\b", re.I)
_LEAD = re.compile(
    r"\b(?:(since)\b[^,;.]{0,60}|(by|as of|until|through|from)(?:\s+(?:the|early|late|mid|last|end of|start of))*\s*)$",
    re.I,
)
_COMPARED = re.compile(r"\bthan\s+(?:there|it|they|in|at|did|was|were|had|last|an?|the)\b", re.I)
_DUE = re.compile(r"\b(?:due|maturing|expiring|payable)\s+(?:in\s+)?$", re.I)
_OWN_TENSE = re.compile(r"\b(?:which|who)\s+(?:(?:has|have)\s+\w+|[a-z]+s)\s+$", re.I)
_LED = re.compile(r"(since|by|as of|until)\b", re.I)
_GOES_ON = re.compile(rf"[\"“‘'`]*(?:The|That|This)\s+(?:\w+\s+){{0,2}}(?:{CAUSES})\b")
_TELLS_OF = re.compile(rf"\b(?:{CAUSES})\b", re.I)


@dataclass(frozen=True, slots=True)
class When:
    """A time beside a figure, and the word that leads it in ("since", "by")."""

    date: Date
    lead: str = ""


class Times:
    """The temporal expressions of a report that have a value, in order of their places."""

    def __init__(self, times: Sequence[Time]) -> None:
        self._times = sorted((t for t in times if t.type == "DATE" and _valued(t.date)), key=lambda t: t.span)
        self._starts = [t.span[0] for t in self._times]

    def within(self, span: Span) -> list[Time]:
        """Those that begin in ``span``."""
        return self._times[bisect_left(self._starts, span[0]) : bisect_left(self._starts, span[1])]


def _valued(value: Date) -> bool:
    return value.earliest is not None or value.latest is not None or value.relative is not None


def when_counted(text: str, span: Span, around: Span, content: Spans, times: Times) -> When | None:
    """The time that the figure at ``span`` is given for: the nearest in ``around``, not the one when somebody said it.

    ``content`` is that of the statement which holds the figure, if any: only times in it are the figure's own.
    """
    best: tuple[int, Time] | None = None
    near = times.within(around)
    for time in near:
        if content and not any(a <= time.span[0] and time.span[1] <= b for a, b in content):
            continue
        late = time.span[0] >= span[1]
        gap = time.span[0] - span[1] if late else span[0] - time.span[1] + 30  # what follows is nearer
        between = text[span[1] : time.span[0]] if late else text[time.span[1] : span[0]]
        if (not late and time.span[1] > span[0]) or ";" in between or (not content and _SAYING.search(between)):
            continue
        if _anothers(text, span, time.span, between):
            continue
        if best is None or gap < best[0]:
            best = (gap, time)
    if best is None:
        return None
    start = best[1].span[0]
    lead = _LEAD.search(text, max(around[0], start - 80), start)
    word = (lead[1] or lead[2]) if lead else None
    first = _LED.match(best[1].text)
    if (both := _between(text, around[0], best[1], near)) is not None:
        return When(both)
    return When(best[1].date, (word or (first[1] if first else "")).lower())


def _anothers(text: str, span: Span, time: Span, between: str) -> bool:
    """Whether the time beside the figure at ``span`` is that of another act: of a comparison ("than there were a decade
    ago"), of what falls due, or, before it, of a main clause whose relative clause has a tense of its own."""
    if _DUE.search(text[max(0, time[0] - 20) : time[0]]):
        return True
    if time[0] >= span[1]:
        return _COMPARED.search(between) is not None
    return _OWN_TENSE.search(between) is not None


def _between(text: str, start: int, time: Time, near: Sequence[Time]) -> Date | None:
    """The interval of "between 2003 and 2012" and "from May to June" where ``time`` is one of the two, else null."""
    at = near.index(time)
    for first, last in zip(near[max(0, at - 1) : at + 1], near[max(1, at) : at + 2], strict=False):
        joint = text[first.span[1] : last.span[0]].strip().lower()
        lead = re.search(r"\b(between|from)\s+$", text[max(start, first.span[0] - 12) : first.span[0]], re.I)
        joints = ("and",) if lead and lead[1].lower() == "between" else ("to", "until", "till", "through")
        if lead is not None and first is not last and joint in joints:
            return _interval(first.date, last.date)
    return None


def when_told_beside(text: str, sentence: Span, after: Span | None, times: Times, published: Published) -> When | None:
    """The time of an act of the past that the next sentence (``after``) goes on about: "The assault killed hundreds of
    people. The attack took place in 1974." Null unless that time lies clearly before the report's own."""
    if after is None or not _GOES_ON.match(text, *after) or not _TELLS_OF.search(text, *sentence):
        return None
    for time in times.within((after[0], min(after[1], after[0] + 200))):
        latest = time.date.latest
        if latest is None or time.date.relative is not None:
            continue
        if (
            published.earliest is None
            or (date.fromisoformat(published.earliest) - date.fromisoformat(latest)).days > 300
        ):
            return When(time.date)
    return None


def period_and_day(
    published: Published, measure: Measure, when: When | None, statement: Statement | None
) -> tuple[Date | None, Date]:
    """The time that a count covers, null where none is named, and the day that it speaks of.

    That day is the one named ("as of Monday"); for what happened long before the report, when it happened; else the
    day on which the source spoke or the report was published, for tolls go on being counted.
    """
    if _valued(Date(published.edtf, published.earliest, published.latest, published.relative)):
        day = Date(published.edtf, published.earliest, published.latest, published.relative)
    else:
        day = Date(None, None, None, Relative("published", (0, 0)))
    if statement is not None and statement.said is not None and _valued(statement.said):
        day = statement.said
    if when is None:
        return None, day
    if when.lead in ("as of", "by", "until", "through"):
        return None, when.date
    if when.lead in ("since", "from"):
        return _interval(when.date, day), day
    if measure in _STANDING or not _recent(when.date, day):
        return when.date, when.date
    return when.date, day


def _interval(first: Date, last: Date) -> Date:
    """From the beginning of one date to the end of another; open where the other is not known."""
    if first.earliest is None:
        return Date(None, None, last.latest, first.relative)
    if last.latest is None or last.latest < first.earliest:
        return Date(f"{first.earliest}/..", first.earliest, None)
    return Date(f"{first.earliest}/{last.latest}", first.earliest, last.latest)


def _recent(when: Date, day: Date) -> bool:
    if when.latest and day.earliest:
        return (date.fromisoformat(day.earliest) - date.fromisoformat(when.latest)).days <= _RECENT
    return when.latest is None and when.relative is not None and when.relative.offset[1] >= -_RECENT
