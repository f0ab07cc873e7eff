"""Temporal expressions of news English as EDTF dates with strict bounds.

A pure grammar over strings: :func:`parse_times` reads any string, :func:`find_times` a report's spans. Expressions
follow TimeML's TIMEX3 (DATE, DURATION, SET); values follow the record's dates: what hangs on the day of publication
is resolved against it, is as wide as it is uncertain, and is kept as an offset where it is not known.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta

from reportedly.findings.dates import edtf, grammar, meanings, periods, relations
from reportedly.findings.dates.edtf import Period
from reportedly.findings.dates.meanings import Context, Expression, Match
from reportedly.types import Date, Published, Relative, Report, Span, Time, identifier

_MAKERS: dict[str, Callable[[Match, str, Span], Expression | None]] = {
    "iso": meanings.iso,
    "numeric": meanings.numeric,
    "month_day": meanings.month_day,
    "day_month": meanings.day_month,
    "month_year": periods.month_year,
    "quarter": periods.quarter,
    "short_quarter": periods.short_quarter,
    "half": periods.half,
    "decade": periods.decade,
    "decade_word": periods.decade_word,
    "century": periods.century,
    "fiscal": periods.fiscal,
    "season_year": periods.season_year,
    "season": periods.season,
    "year": periods.year,
    "month": periods.month,
    "weekday": meanings.weekday,
    "near": meanings.near,
    "year_ago": relations.year_ago,
    "ended": relations.ended,
    "lasting": relations.lasting,
    "deictic": relations.deictic,
    "counted": relations.counted,
    "day_before": relations.day_before,
    "each": relations.repeated,
    "weekdays": relations.repeated,
    "often": relations.repeated,
    "bare": relations.bare,
    "weekend": relations.weekend,
    "year_end": relations.year_end,
    "vague": relations.vague,
}

# Days of publication that stand for all when it is not known: each weekday, both ends of each month, a leap year, both
# ends of decades and centuries.
_SAMPLE = tuple(
    sorted(
        {date(2003, 6, 9) + timedelta(days=n) for n in range(7)}
        | {date(year, 12, 31) for year in (1899, 1989, 1999, 2009)}
        | {date(year, 1, 1) for year in (1900, 1990, 2000, 2010)}
        | {date(2003 + n // 12, n % 12 + 1, 1) - timedelta(days=back) for n in range(27) for back in (0, 1)}
    )
)


def expressions(text: str, span: Span) -> list[Expression]:
    """The temporal expressions in ``text[span]``, in order, not yet resolved."""
    start, stop = span
    folded = grammar.fold(text)
    found: list[Expression] = []
    at = start
    while (m := grammar.ANY.search(folded, at, stop)) is not None:
        made = _MAKERS[m.lastgroup](m, text, span) if m.lastgroup else None
        if made is None or grammar.names(text, m.start(), m.end()):
            at = m.start() + 1
            continue
        floor = found[-1].span[1] if found else start
        lead = grammar.LEAD.search(folded, max(floor, m.start() - 24), m.start())
        found.append(replace(made, span=(lead.start() if lead and m.lastgroup != "vague" else m.start(), made.span[1])))
        at = max(made.span[1], m.start() + 1)
    return found


def value_of(expression: Expression, anchor: date | None = None) -> Period | None:
    """What an expression means by itself, if the report was published on ``anchor``.

    Without an anchor only those that do not hang on it (``expression.hangs``) have a value; null else.
    """
    if anchor is None and expression.hangs:
        return None
    return _resolve([expression], anchor or date(2000, 1, 1))[0]


def _resolve(found: Sequence[Expression], anchor: date) -> list[Period | None]:
    """What each expression means if the report was published on ``anchor``."""
    context = Context(anchor)
    values: list[Period | None] = []
    for expression in found:
        try:
            value = expression.meaning(context)
        except (OverflowError, ValueError):  # beyond the years 1 to 9999
            value = None
        values.append(value)
        if value is None:
            continue
        if expression.type == "DATE":
            context.latest, context.latest_at = value, expression.span[1]
        if expression.measures:
            context.measured, context.measured_at = value, expression.span[1]
    return values


def _dates(found: Sequence[Expression], anchor: Date | Published | None) -> list[Date]:
    first = date.fromisoformat(anchor.earliest) if anchor and anchor.earliest else None
    last = date.fromisoformat(anchor.latest) if anchor and anchor.latest else None
    if first is None or last is None:
        return _hanging(found, first or last)
    inferred = "?" in (anchor.edtf or "") if anchor else False
    if first == last:
        return [_dated(e, value, inferred) for e, value in zip(found, _resolve(found, first), strict=True)]
    pairs = zip(found, _resolve(found, first), _resolve(found, last), strict=True)
    return [_between(e, a, b) for e, a, b in pairs]


def _dated(expression: Expression, value: Period | None, inferred: bool) -> Date:
    return edtf.dated(value, inferred and expression.hangs) if value else Date(None, None, None)


def _between(expression: Expression, a: Period | None, b: Period | None) -> Date:
    """A date that is ``a`` if the report was published on the first day possible and ``b`` if on the last."""
    if a is None or b is None:
        return Date(None, None, None)
    if a == b:
        return edtf.dated(a, expression.hangs)
    return edtf.dated(Period("either", min(a.first, b.first), max(a.last, b.last)))


def _hanging(found: Sequence[Expression], bound: date | None) -> list[Date]:
    """Dates under an unknown day of publication: those that do not hang on it, and offsets of those that do."""
    samples = list(_SAMPLE)
    for expression in found:
        if expression.yearless:
            month, number = expression.yearless
            here = date(2004, month, min(number, 28))
            samples += [here + timedelta(days=n) for n in (-1, 0, 1, 2)]
    runs = [(day, _resolve(found, day)) for day in sorted(set(samples))] if any(e.hangs for e in found) else []
    fixed = _resolve([e for e in found if not e.hangs], date(2004, 1, 1)) if not runs else []
    dates: list[Date] = []
    rest = iter(fixed)
    for index, expression in enumerate(found):
        values = [(day, run[index]) for day, run in runs] or [(date(2004, 1, 1), next(rest))]
        known = [(day, value) for day, value in values if value is not None]
        if len(known) < len(values):
            dates.append(Date(None, None, None))
        elif all(value == known[0][1] for _, value in known):
            dates.append(edtf.dated(known[0][1]))
        else:
            low = min((value.first - day).days for day, value in known)
            high = max((value.last - day).days for day, value in known)
            dates.append(Date(None, None, None, Relative("published", (low, high), expression.span)))
    return dates


def parse_times(
    text: str, span: Span | None = None, anchor: Date | Published | None = None
) -> tuple[tuple[Span, str, Date], ...]:
    """Temporal expressions of ``text[span]`` (all of it if null), as (span, TIMEX3 type, date), in order.

    ``anchor`` is the day of publication, known, an interval or unknown (null).
    """
    found = expressions(text, span or (0, len(text)))
    dates = _dates(found, anchor)
    return tuple((e.span, e.type, d) for e, d in zip(found, dates, strict=True))


def find_times(report: Report, spans: Iterable[Span]) -> tuple[Time, ...]:
    """The temporal expressions in ``spans`` of the report's text (paragraphs or sentences in document order),
    resolved against ``report.published`` and against each other.

    Returns times sorted by span. Vague ones ("now", "recently") and lengths of time without a place have a date without
    value; where the day of publication is not known, what hangs on it keeps its offset in ``relative``.
    """
    found = [e for span in spans for e in expressions(report.text, span)]
    times: list[Time] = []
    for e, d in zip(found, _dates(found, report.published), strict=True):
        key = identifier("t", report.page.sha256, "time", e.type, e.span, 0)
        times.append(Time(key, report.id, e.span, report.text[e.span[0] : e.span[1]], e.type, d))
    return tuple(sorted(times, key=lambda t: t.span))
