"""What the relative expressions mean: "last month", "a year earlier", "the next day", "the quarter", "10 years ago".

They are measured from the day of publication, or from a date that the text named before.
"""

from __future__ import annotations

import re
from datetime import date, timedelta

from reportedly.findings.dates import edtf, grammar
from reportedly.findings.dates.edtf import Period, Unit
from reportedly.findings.dates.meanings import Context, Expression, Match, last_weekday, next_weekday
from reportedly.findings.dates.tense import turn_of
from reportedly.types import Span

_UNITS: dict[str, Unit] = {
    "day": "day", "weekend": "weekend", "week": "week", "month": "month", "quarter": "quarter", "year": "year",
    "decade": "decade", "century": "century", "centurie": "century",
}  # fmt: skip
_NEARBY = 600  # code points: how far back the date lies that "a year earlier" is counted from; a few paragraphs of news
_CLAUSE_ENDS = re.compile(r"\s*(?:[.,;:)!?\"”’_]|--|$)")


def _results(context: Context) -> Period:
    """The period whose results the text gives: the last one it named that is over, else the quarter before this one."""
    if context.measured and (context.measured.last - context.anchor).days <= 31:
        return context.measured
    return _near_unit("quarter", -1, context.anchor)


def _near_unit(unit: Unit, steps: int, anchor: date) -> Period:
    return edtf.shift(edtf.period(unit, anchor), "week" if unit == "weekend" else unit, steps)


def deictic(m: Match, text: str, within: Span) -> Expression | None:
    """this, last, next, the past, the following ... with a unit, weekday, month or season."""
    which, word = m["d_which"], m["d_unit"].rstrip(".")
    which = "this past" if which.endswith("past") and which != "past" else "next" if which.endswith("coming") else which
    if word == "period":
        return year_ago_period(m, 0) if which == "latest" else None
    if word in _UNITS:
        return _deictic_unit(m, which, _UNITS[word], within)
    if which in ("same", "latest", "current"):
        return None
    back = which in ("last", "past", "previous", "preceding", "this past")
    ahead = which in ("next", "following", "upcoming")
    if word in grammar.WEEKDAYS:
        number = grammar.weekday_number(word)
        if back:
            return Expression(m.span(), "DATE", lambda c: edtf.day(last_weekday(c.anchor, number, strictly=True)))
        if ahead:
            return Expression(m.span(), "DATE", lambda c: edtf.day(next_weekday(c.anchor, number, strictly=True)))
        if turn_of(text, m.span(), within) == "past":
            return Expression(m.span(), "DATE", lambda c: edtf.day(last_weekday(c.anchor, number)))
        return Expression(m.span(), "DATE", lambda c: edtf.day(next_weekday(c.anchor, number)))
    if word in grammar.SEASONS:
        return _deictic_part(m, "season", grammar.SEASONS[word], back, ahead)
    if which == "that" or (len(word) < 6 and not text[m.start("d_unit")].isupper()):
        return None
    return _deictic_part(m, "month", grammar.month_number(word), back, ahead)


def _deictic_part(m: Match, unit: Unit, number: int, back: bool, ahead: bool) -> Expression:
    def part(year: int) -> Period:
        if unit == "month":
            return edtf.month_of(year, number)
        start = number * 3
        return edtf.period("season", date(year, start, 1))

    def meaning(context: Context) -> Period | None:
        anchor = context.anchor
        found = [part(anchor.year + step) for step in (-2, -1, 0, 1)]
        if back:
            # "last February" in March is a year ago: the other one is last month
            reach = 31 if unit == "month" else 0
            return next((p for p in reversed(found) if (anchor - p.last).days > reach), None)
        if ahead:
            return next((p for p in found if p.first > anchor), None)
        return next((p for p in found if p.first <= anchor <= p.last), found[2])

    return Expression(m.span(), "DATE", meaning)


def _deictic_unit(m: Match, which: str, unit: Unit, within: Span) -> Expression | None:
    if unit == "quarter" and which in ("latest", "last", "current", "this", "next", "previous"):
        return _deictic_quarter(m, which)
    if (
        which in ("past", "this past") and unit != "weekend"
    ):  # over the past year: the year up to the day of publication
        return Expression(m.span(), "DURATION", lambda c: _up_to(c.anchor, unit, -1))
    if which in ("this", "current", "latest", "this past", "last"):
        if unit == "day" and which != "this":
            return None
        steps = -1 if which in ("last", "this past") or (which == "latest" and unit != "year") else 0
        return Expression(m.span(), "DATE", lambda c: _near_unit(unit, steps, c.anchor))
    if which in ("next", "upcoming", "coming") and unit != "day":
        return Expression(m.span(), "DATE", lambda c: _near_unit(unit, 1, c.anchor))
    return _from_named(m, unit, {"same": 0, "that": 0, "previous": -1, "preceding": -1}.get(which, 1))


def _from_named(m: Match, unit: Unit, steps: int) -> Expression:
    """``steps`` units from the unit that holds the date named last; unknown where none was named nearby."""

    def meaning(context: Context) -> Period | None:
        named = context.latest
        if named is None or m.start() - context.latest_at > _NEARBY or _coarser(named.unit, unit):
            return None
        return _near_unit(unit, steps, named.first)

    return Expression(m.span(), "DATE", meaning)


_SIZES = ("day", "weekend", "week", "month", "quarter", "season", "half", "year", "decade", "century")


def _coarser(a: str, b: str) -> bool:
    return a in _SIZES and b in _SIZES and _SIZES.index(a) > _SIZES.index(b)


def _deictic_quarter(m: Match, which: str) -> Expression:
    steps = {"next": 1, "latest": -1, "last": -1, "previous": -1}.get(which, 0)

    def meaning(context: Context) -> Period | None:
        if which == "latest":
            return _results(context)
        return _near_unit("quarter", steps, context.anchor)

    return Expression(m.span(), "DATE", meaning, measures=True)


def counted(m: Match, text: str, within: Span) -> Expression | None:
    """A count of units: a length of time, or with "ago", "earlier", "later" a date."""
    word, how = m["ct_unit"].lower(), (m["ct_how"] or "").lower()
    number = grammar.number_of(m["ct_number"])
    unit = _UNITS.get(word)
    if how in ("before", "after", "earlier", "later", "previously", "prior") and not (
        how in ("earlier", "later", "previously") or _CLAUSE_ENDS.match(text, m.end(), min(len(text), m.end() + 8))
    ):
        return Expression(m.span(), "DURATION", hangs=False)
    if how in ("old", "long", "") or word in ("second", "minute"):
        if word == "second" and number == 1:
            return None
        return Expression(m.span(), "DURATION", hangs=False)
    if number is None or unit is None or number != int(number) or m["ct_half"]:
        return Expression(m.span(), "DATE" if unit else "DURATION")
    count = int(number)
    if how in ("ago", "hence", "from now") or how.startswith("from"):
        return _counted_from_now(m, unit, -count if how == "ago" else count)
    return _counted_from_named(m, unit, count if how in ("later", "after") else -count)


def _counted_from_now(m: Match, unit: Unit, steps: int) -> Expression:
    def meaning(context: Context) -> Period | None:
        measured = context.measured
        if steps == -1 and unit == "year" and measured and m.start() - context.measured_at < _NEARBY:
            return edtf.shift(measured, "year", -1)
        return _near_unit(unit, steps, context.anchor)

    return Expression(m.span(), "DATE", meaning)


def _counted_from_named(m: Match, unit: Unit, steps: int) -> Expression:
    def meaning(context: Context) -> Period | None:
        if unit == "year" and context.measured and m.start() - context.measured_at < 2 * _NEARBY:
            return edtf.shift(context.measured, "year", steps)
        named = context.latest
        if named is None or m.start() - context.latest_at > _NEARBY:
            return _near_unit(unit, steps, context.anchor) if unit == "year" and steps < 0 else None
        if _coarser(named.unit, unit):
            return None
        if _coarser(unit, named.unit) and unit in ("month", "year", "decade", "century"):
            return _near_unit(unit, steps, named.first)
        return edtf.shift(named, "week" if unit == "weekend" else unit, steps)

    return Expression(m.span(), "DATE", meaning)


def day_before(m: Match, text: str, within: Span) -> Expression | None:
    """The day before, the week after: of the date named last, where nothing follows that it is before or after of."""
    unit = _UNITS[m["db_unit"].lower()]
    steps = -1 if m["db_more"].lower().endswith("before") else 1
    if m["db_near"]:
        return Expression(m.span(), "DATE", lambda c: edtf.day(c.anchor + timedelta(days=2 * steps)))
    if _CLAUSE_ENDS.match(text, m.end(), min(len(text), m.end() + 8)):
        return _from_named(m, unit, steps)
    return Expression(m.span(), "DATE")


def lasting(m: Match, text: str, within: Span) -> Expression | None:
    """The past three months, the next two years: the days of that length up to the day of publication, or from it."""
    side, number = m["l_side"].lower(), grammar.number_of(m["l_number"])
    unit = _UNITS.get(m["l_unit"].lower())
    if (
        number is None
        or number != int(number)
        or unit in (None, "weekend", "century")
        or side in ("final", "following", "previous")
    ):
        return Expression(m.span(), "DURATION", hangs=False)
    count = int(number)
    if side == "first":  # the first nine months: of the year of publication, a period of results
        if unit != "month":
            return Expression(m.span(), "DURATION", hangs=False)
        return Expression(m.span(), "DURATION", lambda c: _first_months(c.anchor.year, count), measures=True)
    steps = -count if side in ("past", "last") else count

    return Expression(m.span(), "DURATION", lambda c: _up_to(c.anchor, str(unit), steps))


def _up_to(anchor: date, unit: str, steps: int) -> Period:
    """The days from ``anchor`` to the day ``steps`` units from it, in order."""
    other = edtf.shift(edtf.day(anchor), unit, steps).first
    return Period("stretch", min(other, anchor), max(other, anchor))


def _first_months(year: int, count: int) -> Period:
    first = date(year, 1, 1)
    return Period("stretch", first, edtf.add_months(first, count) - timedelta(days=1))


def year_ago(m: Match, text: str, within: Span) -> Expression | None:
    """The year-earlier quarter, the same period of 1988: the period of the results, in another year."""
    words = m["ya_year"] or m["ya_year2"]
    digits = re.search(r"\d{4}", words) if words else None
    if not words and m["ya_same"] and m["ya_same"].lower() in ("same", "corresponding", "comparable"):
        return Expression(m.span(), "DATE", _results)
    return year_ago_period(m, int(digits[0]) if digits else -1)


def year_ago_period(m: Match, year: int) -> Expression:
    """The last period that results were given for, in ``year`` (0: its own, -1: the year before it)."""

    def meaning(context: Context) -> Period | None:
        measured = _results(context)
        return edtf.shift(measured, "year", year - measured.first.year if year > 0 else year)

    return Expression(m.span(), "DATE", meaning)


def bare(m: Match, text: str, within: Span) -> Expression | None:
    """The week, the quarter, the year, with no more said: the current one, or the one that results are given for."""
    unit = _UNITS[m["b_unit"]]
    if unit == "weekend":
        return weekend(m, text, within)

    def meaning(context: Context) -> Period | None:
        return _results(context) if unit == "quarter" else _near_unit(unit, 0, context.anchor)

    return Expression(m.span(), "DATE", meaning)


def ended(m: Match, text: str, within: Span) -> Expression | None:
    """The quarter ended on a day: the months or weeks up to that day, which results are given for."""
    count = grammar.number_of(m["en_number"]) if m["en_number"] else 1
    unit = _UNITS[m["en_unit"]]
    if not count or count != int(count):
        return None
    size = int(count)
    month, number = grammar.month_number(m["en_month"]), int(m["en_day"])
    year = int(m["en_year"]) if m["en_year"] else None

    def meaning(context: Context) -> Period | None:
        last = date(year, month, number) if year else date(context.anchor.year, month, number)
        if not year and (last - context.anchor).days > 100:
            last = last.replace(year=last.year - 1)
        first = edtf.shift(edtf.day(last + timedelta(days=1)), unit, -size).first
        whole = edtf.period(unit, last)
        return whole if (whole.first, whole.last) == (first, last) and size == 1 else Period("stretch", first, last)

    # the day is left to be found as a date of its own
    return Expression(
        (m.start(), m.start("en_verb") - 1),
        "DATE" if unit == "quarter" else "DURATION",
        meaning,
        not year,
        measures=True,
    )


def weekend(m: Match, text: str, within: Span) -> Expression | None:
    """A weekend named in passing ("weekend talks"): the last one, or the next where the tense is future."""
    steps = 0 if turn_of(text, m.span(), within) == "future" else -1

    def meaning(context: Context) -> Period | None:
        this = edtf.period("weekend", context.anchor)
        return this if steps == 0 or this.first <= context.anchor else edtf.shift(this, "week", -1)

    return Expression(m.span(), "DATE", meaning)


def year_end(m: Match, text: str, within: Span) -> Expression | None:
    """Year-end: the last day of the year of publication."""
    return Expression(m.span(), "DATE", lambda c: edtf.day(date(c.anchor.year, 12, 31)))


def repeated(m: Match, text: str, within: Span) -> Expression | None:
    """Every Tuesday, daily: a set of times, with no day of its own."""
    return Expression(m.span(), "SET", hangs=False)


def vague(m: Match, text: str, within: Span) -> Expression | None:
    """Now, recently, the future: found, with no day that bounds it."""
    return Expression(m.span(), "DATE", hangs=False)
