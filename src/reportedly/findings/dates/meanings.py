"""What a temporal expression means: a function of the day of publication and of the dates named before it.

One maker for each form of :mod:`reportedly.findings.dates.grammar`. A maker takes the match and gives an
:class:`Expression`, or null where the words are no temporal expression after all ("the fall of", "may", the
number of a resolution).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from reportedly.findings.dates import edtf, grammar
from reportedly.findings.dates.edtf import Period
from reportedly.findings.dates.tense import Turn, turn_of
from reportedly.types import Span, TimeType


@dataclass(slots=True)
class Context:
    """What an expression is resolved against: the day of publication, the last date that the text named and the last
    period that results were given for, with their places in the text."""

    anchor: date
    latest: Period | None = None
    latest_at: int = 0
    measured: Period | None = None
    measured_at: int = 0


Meaning = Callable[[Context], Period | None]


def unknown(_: Context) -> Period | None:
    """The meaning of what names no day ("now", "three weeks")."""
    return None


@dataclass(frozen=True, slots=True)
class Expression:
    """A temporal expression: its place, its TIMEX3 type and its meaning.

    ``hangs`` tells whether the meaning depends on the day of publication, ``measures`` whether it is a period that
    results are given for; ``yearless`` is the month and day of a date without a year.
    """

    span: Span
    type: TimeType
    meaning: Meaning = unknown
    hangs: bool = True
    measures: bool = False
    yearless: tuple[int, int] | None = None


Match = re.Match[str]
_ENDED = re.compile(r"\bended\s{1,4}(?:on\s)?$", re.IGNORECASE)
# A tense may be misread: a day this far off on its side gives way to one this near on the other.
_FAR, _NEAR = 240, 100


def turn_around(m: Match, text: str, within: Span) -> Turn | None:
    """The tense of the words around a match."""
    return turn_of(text, m.span(), within)


# Days


def _near_day(
    month: int, number: int, turn: Turn | None, weekday: int | None, anchor: date, sure: bool = False
) -> Period | None:
    """The day of that month which is nearest to ``anchor``: on that weekday if one is given, else on the side of
    ``turn`` (``sure``: however far off)."""
    reach = (
        1 if weekday is None else 11
    )  # a date falls on the same weekday again after 11 years at most, 12 at century ends
    found: list[date] = []
    for year in range(max(1, anchor.year - reach), min(9999, anchor.year + reach) + 1):
        try:
            found.append(date(year, month, number))
        except ValueError:  # 29 February
            continue
    named = [d for d in found if d.weekday() == weekday]
    nearest = min(named or found, key=lambda d: (abs((d - anchor).days), d), default=None)
    if nearest is None or named:
        return edtf.day(nearest) if nearest else None
    side = [d for d in found if (d <= anchor if turn == "past" else d >= anchor if turn == "future" else True)]
    chosen = min(side, key=lambda d: abs((d - anchor).days), default=nearest)
    far, near = abs((chosen - anchor).days), abs((nearest - anchor).days)
    return edtf.day(nearest if turn == "past" and not sure and far > _FAR and near <= _NEAR else chosen)


def _days(first: date, last: date) -> Period:
    return edtf.day(first) if first == last else Period("stretch", min(first, last), max(first, last))


def _month_and_day(m: Match, text: str, within: Span, prefix: str) -> Expression | None:
    word, year = m[f"{prefix}_month"], m[f"{prefix}_year"]
    if len(word.rstrip(".")) < 6 and not text[m.start(f"{prefix}_month")].isupper():
        return None  # "may 12", "mar 3"
    month, first = grammar.month_number(word), _number(m[f"{prefix}_day"])
    last = _number(m[f"{prefix}_last"]) if m[f"{prefix}_last"] else first
    try:
        date(2000, month, max(first, last))
        fixed = _days(date(int(year), month, first), date(int(year), month, last)) if year else None
    except ValueError:
        return None
    if fixed:
        return Expression(m.span(), "DATE", lambda _: fixed, hangs=False)
    weekday = grammar.weekday_number(m[f"{prefix}_weekday"]) if m[f"{prefix}_weekday"] else None
    over = _ENDED.search(text, max(0, m.start() - 20), m.start()) is not None
    turn = "past" if over else turn_around(m, text, within)

    def meaning(context: Context) -> Period | None:
        begin = _near_day(month, first, turn, weekday, context.anchor, over)
        if begin is None or last <= first:
            return begin
        return _days(begin.first, begin.first.replace(day=last))

    return Expression(m.span(), "DATE", meaning, yearless=(month, first))


def _number(words: str) -> int:
    return int(re.sub(r"\D", "", words))


def month_day(m: Match, text: str, within: Span) -> Expression | None:
    return _month_and_day(m, text, within, "md")


def day_month(m: Match, text: str, within: Span) -> Expression | None:
    return _month_and_day(m, text, within, "dm")


def iso(m: Match, text: str, within: Span) -> Expression | None:
    try:
        fixed = edtf.day(date.fromisoformat(m[0]))
    except ValueError:
        return None
    return Expression(m.span(), "DATE", lambda _: fixed, hangs=False)


def numeric(m: Match, text: str, within: Span) -> Expression | None:
    """02/03/2012 may be the second of March or the third of February: one of two days, unless one is impossible.

    With dots the day comes first.
    """
    a, b, c = (int(part) for part in re.split(r"[/.]", m[0]))
    if c < 100:
        if m["n_sep"] == ".":
            return None
        c += 2000 if c < 50 else 1900  # the pivot of strptime is 69; news archives on paper begin earlier
    days = set()
    for month, day in ((b, a),) if m["n_sep"] == "." else ((a, b), (b, a)):
        try:
            days.add(date(c, month, day))
        except ValueError:
            continue
    if not days:
        return None
    first, last = min(days), max(days)
    fixed = edtf.day(first) if first == last else Period("two", first, last)
    return Expression(m.span(), "DATE", lambda _: fixed, hangs=False)


def last_weekday(anchor: date, weekday: int, strictly: bool = False) -> date:
    """The latest such weekday on or before ``anchor`` (``strictly``: before it)."""
    back = (anchor.weekday() - weekday) % 7
    return anchor - timedelta(days=back or (7 if strictly else 0))


def next_weekday(anchor: date, weekday: int, strictly: bool = False) -> date:
    """The earliest such weekday on or after ``anchor`` (``strictly``: after it)."""
    ahead = (weekday - anchor.weekday()) % 7
    return anchor + timedelta(days=ahead or (7 if strictly else 0))


def weekday(m: Match, text: str, within: Span) -> Expression | None:
    word = m["w_name"] or m["w_short"]
    if m["w_short"] and not text[m.start()].isupper():
        return None
    number = grammar.weekday_number(word)
    if turn_around(m, text, within) == "future":
        return Expression(m.span(), "DATE", lambda c: edtf.day(next_weekday(c.anchor, number)))
    return Expression(m.span(), "DATE", lambda c: edtf.day(last_weekday(c.anchor, number)))


def near(m: Match, text: str, within: Span) -> Expression | None:
    word = m["near_word"]
    days = -1 if word.startswith(("yesterday", "last")) else 1 if word == "tomorrow" else 0
    return Expression(m.span(), "DATE", lambda c: edtf.day(c.anchor + timedelta(days=days)))
