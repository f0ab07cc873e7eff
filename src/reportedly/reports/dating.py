"""When a report was published, where its page does not say: from a dateline, else inferred from its own words.

The day is inferred as the days that all evidence allows: it lies on or after the latest day that the text speaks of as
past and on or after the dated photographs, on or before the earliest day that it speaks of as to come; an anniversary
names its year. Evidence is read from title, body and captions, never from set-aside text; the one exception is
a line that is nothing but a date stamp, beside the title or byline, which is a dateline whatever it was sorted as.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from reportedly.findings.dates import edtf
from reportedly.findings.dates.edtf import Period
from reportedly.findings.dates.grammar import number_of, weekday_number
from reportedly.findings.dates.meanings import Expression
from reportedly.findings.dates.tense import turn_of
from reportedly.findings.dates.times import expressions, value_of
from reportedly.reports.sentences import lines, paragraphs
from reportedly.types import Evidence, Published, Report, Span

_STAMP_LINES = 8  # lines between title and text that may hold the stamp: kicker, standfirst, byline, place, share links
_STAMP_LENGTH = 120
_TEXT_LENGTH = 140  # a line of this length is the article's text, no stamp stands below it
_DATELINE_REACH = 90  # code points into the first paragraphs in which a dateline ends

_PUBLISHED = re.compile(
    r"\b(?:published|posted|publication date|first published|date|issued|released)\b", re.IGNORECASE
)
_UPDATED = re.compile(r"\b(?:updated|modified|revised|edited|last\s+update)\b", re.IGNORECASE)
_STAMP_WORDS = re.compile(
    r"""\b(?:first|last|publication|date|dated|published|posted|updated|modified|issued|released|on|at|by|in|and|of|the|time|local|
    a\.?m\.?|p\.?m\.?|gmt|utc|bst|cet|cest|eet|eest|est|edt|cst|cdt|mst|mdt|pst|pdt|et|ct|pt|ist|msk|noon|midnight|min|mins|minutes?|
    read|story|article|news|(?:mon|tues|wednes|thurs|fri|satur|sun)day|mon|tue|tues|wed|thu|thur|thurs|fri|sat|sun)\b
    |\d{1,2}[:.h]\d{2}(?::\d{2})?|\b\d{1,2}\s?(?=[ap]\.?m)|[+-]\d{2}:?\d{2}|\d+\s(?=min)""",
    re.IGNORECASE | re.VERBOSE,
)
_PLACE = re.compile(r"[\"“(]?[A-Z][A-Z.'’\-]+(?:[\s,]+(?:[A-Z][A-Za-z.'’\-]*|\([A-Z][\w\s]+\)))*[\s,:;(/–—-]{1,4}$")
_AFTER_DATELINE = re.compile(r"\)?,?\s*(?:\([^()\n]{1,40}\)|/[^/\n]{1,40}/)?\s*(?:[-–—_]{1,3}|:|\.\s[-–—])\s*")
_UNSURE = re.compile(
    r"\b(?:will|would|won[’']t|could|(?-i:may)|might|should|shall|plans?|planned|expect\w*|next|by|if|until|before|projected|"
    r"forecast\w*|predict\w*|intend\w*|schedul\w*|ahead of|upcoming|coming|through|hop(?:es?|ing)|must|"
    r"so that|expires?)\b|[’'](?:ll|d)\b",
    re.IGNORECASE,
)
# A year places an act in time after "in" or "since", unless what it places is a vote that may be yet to come.
_IN_YEAR = re.compile(
    r"(?<!election )(?<!elections )(?<!race )(?<!nomination )(?<!bid )(?<!campaign )(?<!again )(?<!effect )"
    r"(?<!redistricting )"
    r"\b(?:in|since|during)\s$",
    re.IGNORECASE,
)
_WILL = re.compile(
    r"\b(?:will|is\s+(?:scheduled|due|expected|set|slated)|are\s+(?:scheduled|due|expected|set|slated))\b|[’']ll\b",
    re.IGNORECASE,
)
_WEEKDAY = re.compile(r"(?:mon|tues|wednes|thurs|fri|satur|sun)day", re.IGNORECASE)
_ANNIVERSARY = re.compile(
    r"\b(?:the\s+)?(\d{1,3}|[a-z]{1,12}(?:-[a-z]{1,8})?)(?:(?:st|nd|rd|th)\s+|[-\s]year[-\s])anniversary\b",
    re.IGNORECASE,
)
_ORDINAL_WORDS = {
    "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9,
    "tenth": 10, "twentieth": 20, "thirtieth": 30, "fortieth": 40, "fiftieth": 50, "hundredth": 100,
}  # fmt: skip
_WORD_ANNIVERSARY = re.compile(rf"\b({'|'.join(_ORDINAL_WORDS)})\s+anniversary\b", re.IGNORECASE)
_HOPE = re.compile(r"\b(?:will|would|hop(?:es?|ed|ing)|plans?|until|by the time|could|may|might)\b", re.IGNORECASE)
_AHEAD = re.compile(
    r"\b(?:ahead of|before|approach\w*|upcoming|next|coming|prepar\w*|will|near\w*|eve of)\b", re.IGNORECASE
)
_ANNIVERSARIES = 4  # of one paragraph, looked into
_NAMED = 60  # code points: "the anniversary of the 1982 flood"
_ANNIVERSARY_REACH = 600  # code points on either side in which the year of what is marked is named
_OLD_PHOTO = re.compile(r"\b(?:file|archive|undated|library)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Bound:
    """Days that one piece of evidence allows; null is open."""

    first: date | None
    last: date | None
    evidence: Evidence


_Read = list[tuple[Span, Expression]]  # each temporal expression of title and body, with its paragraph


def date_report(report: Report) -> Report:
    """The report with its day of publication, as far as it can be told, and the evidence for it.

    A day that metadata or a sidecar gave is kept. Else the date of a dateline; else what title, body and captions
    allow: one day marked ``?``, an interval ``[a..b]``, a half-open one ``[a..]``, or nothing. Bounds are strict: a day
    outside contradicts the text.
    """
    if report.published.edtf is not None:
        return report
    published = _stamped(report) or _dateline(report) or _inferred(report)
    return replace(report, published=published) if published else report


# Datelines


def _day_of(expression: Expression) -> Period | None:
    """The day (or one of two days) that an expression states in full."""
    if expression.hangs or expression.type != "DATE":
        return None
    value = value_of(expression)
    return value if value is not None and value.unit in ("day", "two") else None


def _stamp_lines(report: Report) -> Iterator[tuple[Span, bool]]:
    """Lines that may be date stamps: below the title down to the text, and (true) those that must say "published"."""
    found = lines(report.text[: (report.body[0][1] if report.body else 0) + 2000])
    title = report.title_span
    if title:
        above = [line for line in found if line[1] <= title[0]][-2:]
        yield from ((line, True) for line in above)
    below = [line for line in found if not title or line[0] >= title[1]]
    if not title:
        first = report.body[0][0] if report.body else 0
        below = [*[line for line in found if line[1] <= first][-3:], *[line for line in found if line[0] >= first]]
    for line in below[:_STAMP_LINES]:
        if line[1] - line[0] >= _TEXT_LENGTH:
            break
        yield line, not title and not _inside(line, report.body)
    if report.body:
        start, end = report.body[-1]
        last = [(a + start, b + start) for a, b in lines(report.text[max(start, end - 400) : end])][-2:]
        shift = max(start, end - 400) - start
        yield from (((a + shift, b + shift), True) for a, b in last)


def _inside(span: Span, spans: tuple[Span, ...]) -> bool:
    return any(a <= span[0] and span[1] <= b for a, b in spans)


def _stamped(report: Report) -> Published | None:
    updated: Published | None = None
    known = {w.lower() for name in (*report.byline, report.outlet or "") for w in re.findall(r"\w+", name)}
    for line, must_say in _stamp_lines(report):
        text = report.text[line[0] : line[1]]
        if len(text) > _STAMP_LENGTH:
            continue
        says = _PUBLISHED.search(text)
        if must_say and not says:
            continue
        stated = [(e, value) for e in expressions(report.text, line) if (value := _day_of(e))]
        if not stated or len(stated) > 2 or not _only_stamp(report.text, line, [e.span for e, _ in stated], known):
            continue
        at = line[0]
        for expression, value in stated:
            lead = report.text[at : expression.span[0]]
            at = expression.span[1]
            published = _stated(value, Evidence("dateline", line, text))
            if not _UPDATED.search(lead) or _PUBLISHED.search(lead):
                return published
            updated = updated or published
    return updated


def _only_stamp(text: str, line: Span, spans: list[Span], known: set[str]) -> bool:
    rest, at = [], line[0]
    for start, end in spans:
        rest.append(text[at:start])
        at = end
    rest.append(text[at : line[1]])
    left = _STAMP_WORDS.sub(" ", " ".join(rest))
    return all(word.lower() in known for word in re.findall(r"\w+", left))


def _stated(value: Period, evidence: Evidence) -> Published:
    stated = edtf.dated(value)
    return Published(stated.edtf, stated.earliest, stated.latest, None, (evidence,))


def _dateline(report: Report) -> Published | None:
    """The full date in a dateline that opens the text: place in capitals, date, perhaps an agency, a dash."""
    for start, end in [p for p in paragraphs(report) if p != report.title_span][:2]:
        for expression in expressions(report.text, (start, min(end, start + _DATELINE_REACH))):
            value = _day_of(expression)
            if value is None:
                continue
            place = _PLACE.match(report.text, start, expression.span[0])
            after = _AFTER_DATELINE.match(report.text, expression.span[1], end)
            if place and place.end() == expression.span[0] and after:
                words = report.text[start : after.end()].rstrip()
                return _stated(value, Evidence("dateline", (start, start + len(words)), words))
    return None


# Inference


def _inferred(report: Report) -> Published | None:
    spans = paragraphs(report)
    read = [(span, expression) for span in spans for expression in expressions(report.text, span)]
    bounds = [*_text_bounds(report, read), *_captions(report), *_anniversaries(report, spans, read)]
    if report.page.captured_at and re.match(r"\d{4}-\d{2}-\d{2}", report.page.captured_at):
        captured = date.fromisoformat(report.page.captured_at[:10])
        bounds.append(_Bound(None, captured, Evidence("capture", None, report.page.captured_at)))
    if not bounds:
        return None
    firsts = [b for b in bounds if b.first]
    lasts = [b for b in bounds if b.last]
    low = max(firsts, key=lambda b: b.first or date.min, default=None)
    high = min(lasts, key=lambda b: b.last or date.max, default=None)
    if low and high and low.first and high.last and low.first > high.last:
        return None  # the evidence contradicts itself: something was misread
    used = tuple(dict.fromkeys(b.evidence for b in (low, high) if b))
    single = _single_day(report, read, bounds)
    if single is not None:
        return single
    interval = edtf.between(low.first if low else None, high.last if high else None)
    return Published(interval.edtf, interval.earliest, interval.latest, None, used)


def _text_bounds(report: Report, read: _Read) -> Iterator[_Bound]:
    """Dates of the past, which the report follows, and of the future, which it precedes."""
    text = report.text
    for within, expression in read:
        value = value_of(expression)
        if value is None or value.unit not in ("day", "month", "year", "quarter", "season"):
            continue
        start, end = expression.span
        evidence = Evidence("past date", expression.span, text[start:end])
        around = text[max(within[0], start - 150) : min(within[1], end + 100)]
        if value.unit == "year" and not (
            text[start].isdigit() and _IN_YEAR.search(text, max(within[0], start - 30), start)
        ):
            continue  # a name, not a time: "the 2016 race"
        if text[max(0, start - 2) : start] in ('="', "='"):
            continue  # an attribute of markup that was left in the text
        turn = turn_of(text, expression.span, within)
        if turn == "past" and not _UNSURE.search(around):
            yield _Bound(value.first, None, evidence)
        elif turn == "future" and _WILL.search(text, max(within[0], start - 60), start):
            yield _Bound(None, value.last, replace(evidence, how="future date"))


def _captions(report: Report) -> Iterator[_Bound]:
    """Dated photographs: taken on or before the day of publication."""
    for span in report.captions:
        if _OLD_PHOTO.search(report.text, *span):
            continue
        for expression in expressions(report.text, span):
            value = _day_of(expression)
            if value is not None and value.unit == "day":
                text = report.text[expression.span[0] : expression.span[1]]
                yield _Bound(value.first, None, Evidence("caption", expression.span, text))


def _anniversaries(report: Report, spans: list[Span], read: _Read) -> Iterator[_Bound]:
    """An anniversary that is marked falls in the year of what it marks and the years since: 1982 and 30 make 2012."""
    for span in spans:
        matches = [*_ANNIVERSARY.finditer(report.text, *span), *_WORD_ANNIVERSARY.finditer(report.text, *span)]
        for m in matches[:_ANNIVERSARIES]:
            count = _ORDINAL_WORDS.get(m[1].lower()) or number_of(m[1])
            if not count or count != int(count):
                continue
            sentence = report.text[max(span[0], m.start() - 120) : min(span[1], m.end() + 60)]
            year = None if _HOPE.search(sentence) else _year_near(report, read, m.span())
            if year is None:
                continue
            number = year[0] + int(count)
            before = report.text[max(span[0], m.start() - 60) : m.start()]
            first = date(number - 1 if _AHEAD.search(before) else number, 1, 1)
            if number > 9998:
                continue
            yield _Bound(first, date(number, 12, 31), Evidence("anniversary", m.span(), f"{m[0]} ... {year[1]}"))


def _year_near(report: Report, read: _Read, around: Span) -> tuple[int, str] | None:
    """The one year that is named near ``around``, null where there are several or none."""
    found: dict[int, str] = {}
    for within, expression in read:
        start, end = expression.span
        if end < around[0] - _ANNIVERSARY_REACH or start > around[1] + _ANNIVERSARY_REACH:
            continue
        value = value_of(expression)
        if value is None or value.unit not in ("day", "month", "year"):
            continue
        near = 0 <= start - around[1] <= _NAMED and "." not in report.text[around[1] : start]
        if near or turn_of(report.text, expression.span, within) == "past":
            found.setdefault(value.first.year, report.text[start:end])
    return next(iter(found.items())) if len(found) == 1 else None


def _single_day(report: Report, read: _Read, bounds: list[_Bound]) -> Published | None:
    """The day on which a photograph, a weekday and a year agree, else null.

    The weekday is the one that the text tells its news on (first in it, most often, in the past tense); the day is
    the first such weekday on or after the latest dated photograph. All other evidence must allow it, and the year must
    be known from something else than the photograph, so that an old photograph does not date the report.
    """
    photographs = [b for b in bounds if b.evidence.how == "caption" and b.first]
    years = [b for b in bounds if b.evidence.how != "caption" and b.first and b.last]
    weekday = _weekday_told(report, read)
    if not photographs or not years or weekday is None:
        return None
    latest = max(photographs, key=lambda b: b.first or date.min)
    taken = latest.first or date.min
    day = taken + timedelta(days=(weekday[0] - taken.weekday()) % 7)
    if any((b.first and day < b.first) or (b.last and day > b.last) for b in bounds):
        return None
    evidence = (latest.evidence, weekday[1], *(b.evidence for b in years[:1]))
    return Published(f"{day.isoformat()}?", day.isoformat(), day.isoformat(), None, evidence)


def _weekday_told(report: Report, read: _Read) -> tuple[int, Evidence] | None:
    """The weekday of the news: the first in the text, past, named three times at least and more than any other."""
    counts: dict[int, int] = {}
    first: tuple[int, Evidence] | None = None
    for within, expression in read:
        words = report.text[expression.span[0] : expression.span[1]]
        if not _WEEKDAY.fullmatch(words) or turn_of(report.text, expression.span, within) == "future":
            continue
        number = weekday_number(words)
        counts[number] = counts.get(number, 0) + 1
        first = first or (number, Evidence("weekday", expression.span, words))
    if first is None or counts[first[0]] < 3 or any(n >= counts[first[0]] for k, n in counts.items() if k != first[0]):
        return None
    return first
