"""Days and periods, and how they are written as EDTF (ISO 8601-2:2019, levels 0 to 2).

A :class:`Period` is a stretch of whole days with the unit that names it (a month, a week, a decade). It is
written in the shortest form that says so: ``2012-02-02``, ``2012-02``, ``2012``, ``198X``, ``19XX``; weeks, quarters,
seasons and other stretches have no form of their own that readers share and are written as intervals
(``2012-01-30/2012-02-05``). ``?`` marks what was inferred, ``[a..b]`` one unknown day among several,
``[a,b]`` one of two.
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Literal

from reportedly.types import Date

Unit = Literal[
    "day", "weekend", "week", "month", "quarter", "season", "half", "year", "decade", "century",
    "stretch", "either", "two"
]  # fmt: skip

_MONTHS_IN = {"month": 1, "quarter": 3, "season": 3, "half": 6, "year": 12, "decade": 120, "century": 1200}
_DAYS_IN = {"day": 1, "weekend": 7, "week": 7}


@dataclass(frozen=True, slots=True)
class Period:
    """Whole days from ``first`` to ``last``, both included, and the unit that names them.

    ``stretch`` is any run of days; ``either`` one unknown day of such a run, ``two`` its first or its last day.
    """

    unit: Unit
    first: date
    last: date


def day(value: date) -> Period:
    """The period of one day."""
    return Period("day", value, value)


def period(unit: Unit, at: date) -> Period:
    """The calendar ``unit`` that holds the day ``at``.

    Weeks run Monday to Sunday (ISO 8601), a weekend is the Saturday and Sunday of the ISO week; seasons are the
    meteorological ones of the northern half of the world (spring begins in March), as news of the north uses them.
    ``stretch`` and ``either`` give the day itself.

    Raises:
        OverflowError: the unit reaches beyond the years 1 to 9999.
    """
    if unit in ("week", "weekend"):
        monday = at - timedelta(days=at.weekday())
        return Period(unit, monday + timedelta(days=5 if unit == "weekend" else 0), monday + timedelta(days=6))
    if unit in _MONTHS_IN:
        size = _MONTHS_IN[unit]
        lead = 2 if unit == "season" else 0  # December, January and February are one winter
        begin = (at.year * 12 + at.month - 1 - lead) // size * size + lead
        return Period(unit, _month_start(begin), _month_start(begin + size) - timedelta(days=1))
    return Period(unit, at, at)


def year_of(number: int) -> Period:
    """The calendar year ``number``.

    Raises:
        ValueError: the number is not one of 1 to 9998.
    """
    return Period("year", date(number, 1, 1), date(number, 12, 31))


def month_of(year: int, month: int) -> Period:
    """A month of a year.

    Raises:
        ValueError: there is no such month.
    """
    return Period("month", date(year, month, 1), date(year, month, monthrange(year, month)[1]))


def part_of_year(unit: Unit, year: int, number: int) -> Period:
    """The ``number``-th quarter or half of a year, counted from 1; or season: 1 spring, 2 summer, 3 autumn, 4 winter.

    The winter "of 1994" may be the one that ends or the one that begins in that year: one unknown day of both.
    """
    if unit == "season":
        if number == 4:
            return Period("either", date(year - 1, 12, 1), _month_start((year + 1) * 12 + 2) - timedelta(days=1))
        return period("season", date(year, number * 3, 1))
    return period(unit, date(year, (number - 1) * _MONTHS_IN[unit] + 1, 1))


def shift(value: Period, unit: str, count: int) -> Period:
    """``value`` moved by ``count`` of ``unit`` ("day", "week", "month", "quarter", "year" ...), keeping its own unit.

    Days of the month that the target month lacks become its last day.

    Raises:
        OverflowError: the result lies beyond the years 1 to 9999.
    """
    if unit in _DAYS_IN:
        delta = timedelta(days=_DAYS_IN[unit] * count)
        return replace(value, first=value.first + delta, last=value.last + delta)
    months = _MONTHS_IN[unit] * count
    if value.unit in _MONTHS_IN:
        return period(value.unit, add_months(value.first, months))
    if value.unit in ("week", "weekend"):
        return period(value.unit, add_months(value.first, months))
    return replace(value, first=add_months(value.first, months), last=add_months(value.last, months))


def add_months(at: date, count: int) -> date:
    """``at`` moved by ``count`` months; a day that the month lacks becomes its last day.

    Raises:
        OverflowError: the result lies beyond the years 1 to 9999.
    """
    start = _month_start(at.year * 12 + at.month - 1 + count)
    return start.replace(day=min(at.day, monthrange(start.year, start.month)[1]))


def _month_start(index: int) -> date:
    year, month = divmod(index, 12)
    if not 1 <= year <= 9999:
        raise OverflowError("a date beyond the years 1 to 9999")
    return date(year, month + 1, 1)


def edtf(value: Period, inferred: bool = False) -> str:
    """``value`` as an EDTF string; ``inferred`` adds ``?`` where the form has a place for it."""
    mark = "?" if inferred else ""
    first, last = value.first, value.last
    if value.unit == "decade":
        return f"{first.year // 10:03d}X{mark}"
    if value.unit == "century":
        return f"{first.year // 100:02d}XX{mark}"
    if value.unit == "either" and first != last:
        return f"[{first.isoformat()}..{last.isoformat()}]"
    if value.unit == "two":
        return f"[{first.isoformat()},{last.isoformat()}]"
    if first == last:
        return first.isoformat() + mark
    months = first.day == 1 and last.day == monthrange(last.year, last.month)[1]
    if months and (first.month, last.month) == (1, 12):
        a, b = f"{first.year:04d}", f"{last.year:04d}"
    elif months:
        a, b = first.isoformat()[:7], last.isoformat()[:7]
    else:
        a, b = first.isoformat(), last.isoformat()
    return a + mark if a == b else f"{a}{mark}/{b}{mark}"


def dated(value: Period, inferred: bool = False) -> Date:
    """``value`` as a date with its strict bounds."""
    return Date(edtf(value, inferred), value.first.isoformat(), value.last.isoformat())


def between(first: date | None, last: date | None) -> Date:
    """One unknown day from ``first`` to ``last``; either may be open, both open is a date of which nothing is known."""
    if first is None and last is None:
        return Date(None, None, None)
    if first is not None and first == last:
        return dated(day(first), inferred=True)
    a, b = first.isoformat() if first else "", last.isoformat() if last else ""
    return Date(f"[{a}..{b}]", a or None, b or None)
