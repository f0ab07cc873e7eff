"""Temporal expressions: what is found, what it means, and that every date is valid EDTF with those bounds."""

from __future__ import annotations

import re
import time
from datetime import date
from itertools import pairwise

import pytest
import vocabulary
from edtf import parse_edtf
from hypothesis import given, settings
from hypothesis import strategies as st

from reportedly.findings import dates
from reportedly.findings.dates import edtf, grammar
from reportedly.findings.dates.times import find_times, parse_times
from reportedly.types import Date, PageRef, Published, Report, identifier

THURSDAY = Date("2012-02-02", "2012-02-02", "2012-02-02")


def read(text: str, anchor: Date | None = THURSDAY) -> list[tuple[str, str, str | None]]:
    return [(text[s[0] : s[1]], kind, d.edtf) for s, kind, d in parse_times(text, None, anchor)]


def value(text: str, anchor: Date | None = THURSDAY) -> str | None:
    (found,) = read(text, anchor)
    return found[2]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It opened on Feb. 2, 2010.", "2010-02-02"),
        ("It opened on 2 February 2010.", "2010-02-02"),
        ("It opened on the 2nd of February, 2010.", "2010-02-02"),
        ("It opened on Tuesday, February 2, 2010.", "2010-02-02"),
        ("It opened on 2010-02-02.", "2010-02-02"),
        ("It opened on 02/02/2010.", "2010-02-02"),
        ("It opened on 25/12/2010.", "2010-12-25"),
        ("It opened on 03/04/2010.", "[2010-03-04,2010-04-03]"),
        ("It opened on 3.4.2010.", "2010-04-03"),
        ("It opened in February 2010.", "2010-02"),
        ("It opened in 1982.", "1982"),
        ("It opened in nineteen eighty-two.", "1982"),
        ("It was built in the 1980s.", "198X"),
        ("It was built in the ’80s.", "198X"),
        ("It was built in the nineties.", "199X"),
        ("It was built in the 19th century.", "18XX"),
        ("The fair ran March 3-5, 2010.", "2010-03-03/2010-03-05"),
        ("Sales fell in the third quarter of 2010.", "2010-07/2010-09"),
        ("Sales fell in the first half of 2010.", "2010-01/2010-06"),
        ("It opened in the summer of 2010.", "2010-06/2010-08"),
        ("It opened in the winter of 2010.", "[2009-12-01..2011-02-28]"),
    ],
)
def test_stated_dates_do_not_need_the_day_of_publication(text: str, expected: str) -> None:
    assert value(text) == expected
    assert value(text, None) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The mayor said Thursday that the bridge is closed.", "2012-02-02"),
        ("The mayor said Friday that the bridge is closed.", "2012-01-27"),
        ("The council will meet on Tuesday.", "2012-02-07"),
        ("The bridge is to reopen Tuesday.", "2012-02-07"),
        ("The report will be published on Tuesday.", "2012-02-07"),
        ("On Tuesday, crowds gathered.", "2012-01-31"),
        ("He left last Thursday.", "2012-01-26"),
        ("He leaves next Thursday.", "2012-02-09"),
        ("He left yesterday.", "2012-02-01"),
        ("He left the day before yesterday.", "2012-01-31"),
        ("He leaves tomorrow.", "2012-02-03"),
        ("He left last month.", "2012-01"),
        ("He met them earlier this week.", "2012-01-30/2012-02-05"),
        ("He met them last week.", "2012-01-23/2012-01-29"),
        ("He met them at weekend talks.", "2012-01-28/2012-01-29"),
        ("It has grown since last year.", "2011"),
        ("It will grow next year.", "2013"),
        ("It happened two years ago.", "2010"),
        ("It happened three days ago.", "2012-01-30"),
        ("It happened six months ago.", "2011-08"),
        ("It began in November.", "2011-11"),
        ("It will begin in November.", "2012-11"),
        ("It began on Nov. 12.", "2011-11-12"),
        ("It will begin on Nov. 12.", "2012-11-12"),
        ("It rained in the past three months.", "2011-11-02/2012-02-02"),
        ("It rained last summer.", "2011-06/2011-08"),
        ("Profit fell in the fourth quarter.", "2011-10/2011-12"),
        ("It must be done by year-end.", "2012-12-31"),
        ("He spoke on Wednesday, Feb. 1.", "2012-02-01"),
        ("He left last February.", "2011-02"),
    ],
)
def test_what_hangs_on_the_day_of_publication(text: str, expected: str) -> None:
    assert value(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The dam broke on May 3, 2009. The next day the town was empty.", ["2009-05-03", "2009-05-04"]),
        ("The dam broke in 2009. A year earlier it had been repaired.", ["2009", "2008"]),
        ("The dam broke in 2009. Two years later it was rebuilt.", ["2009", "2011"]),
        ("Profit fell in the third quarter. It was 3 crowns a year ago.", ["2011-07/2011-09", "2010-07/2010-09"]),
        ("Profit fell in the quarter ended Dec. 31.", ["2011-10/2011-12", "2011-12-31"]),
        ("In the quarter ended July 31, 2011, it fell.", ["2011-05/2011-07", "2011-07-31"]),
    ],
)
def test_what_hangs_on_a_date_named_before(text: str, expected: list[str]) -> None:
    assert [row[2] for row in read(text)] == expected


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Now the river rises.", [("Now", "DATE", None)]),
        ("They recently moved.", [("recently", "DATE", None)]),
        ("The strike lasted three weeks.", [("three weeks", "DURATION", None)]),
        ("The 10-month-old strike goes on.", [("The 10-month-old", "DURATION", None)]),
        ("They spoke a day after meeting in Orvel.", [("a day after", "DURATION", None)]),
        ("The market opens every Tuesday.", [("every Tuesday", "SET", None)]),
        ("The market opens on Tuesdays.", [("Tuesdays", "SET", None)]),
        ("It is counted daily.", [("daily", "SET", None)]),
    ],
)
def test_durations_sets_and_vague_times_are_found_without_a_value(
    text: str, found: list[tuple[str, str, str | None]]
) -> None:
    assert read(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "Resolution 1973 was read out.",
        "Some 2000 people fled.",
        "At least 1,990 tents burned.",
        "It cost $2010 and 1999 pounds.",
        "They may march on the palace.",
        "The fall of the city was near.",
        "A second man was hurt.",
        "Mark Summers sat in room 1984.",
        "The ratio is 3/4.",
        "Version 1.2.3 is out.",
    ],
)
def test_numbers_and_words_that_are_no_dates(text: str) -> None:
    assert read(text) == []


def test_a_day_that_its_month_lacks_is_never_given() -> None:
    assert all(not (row[2] or "").startswith("2010-02-") for row in read("on Feb. 30, 2010"))


def test_an_inferred_day_of_publication_keeps_its_mark_on_what_hangs_on_it() -> None:
    inferred = Date("2012-02-02?", "2012-02-02", "2012-02-02")
    assert value("He said Tuesday so.", inferred) == "2012-01-31?"
    assert value("He met them last week.", inferred) == "2012-01-23?/2012-01-29?"
    assert value("It opened in 1982.", inferred) == "1982"


def test_an_interval_of_publication_widens_what_hangs_on_it() -> None:
    interval = Date("[2012-03-12..2012-03-14]", "2012-03-12", "2012-03-14")
    assert value("He spoke today.", interval) == "[2012-03-12..2012-03-14]"
    assert value("He spoke last month.", interval) == "2012-02?"
    assert value("He said Monday so.", interval) == "2012-03-12?"


@pytest.mark.parametrize(
    ("text", "offset"),
    [
        ("He spoke today.", (0, 0)),
        ("He spoke yesterday.", (-1, -1)),
        ("He spoke three days ago.", (-3, -3)),
        ("He said Monday so.", (-6, 0)),
        ("He will speak on Monday.", (0, 6)),
        ("He spoke last week.", (-13, -1)),
        ("He spoke last month.", (-61, -1)),
        ("He spoke last year.", (-730, -1)),
    ],
)
def test_an_unknown_day_of_publication_leaves_an_offset(text: str, offset: tuple[int, int]) -> None:
    ((span, _, found),) = parse_times(text, None, None)
    assert (found.edtf, found.earliest, found.latest) == (None, None, None)
    assert found.relative is not None
    assert (found.relative.anchor, found.relative.offset, found.relative.span) == ("published", offset, span)


def test_offsets_hold_for_every_day_of_publication() -> None:
    text = "He spoke last month, on Friday, last year, in March, this week, on June 9 and last summer."
    loose = [d.relative for _, _, d in parse_times(text, None, None)]
    assert len(loose) == 7
    for ordinal in range(date(2011, 1, 1).toordinal(), date(2013, 1, 1).toordinal(), 3):
        day = date.fromordinal(ordinal)
        known = parse_times(text, None, Date(day.isoformat(), day.isoformat(), day.isoformat()))
        for hung, (span, _, found) in zip(loose, known, strict=True):
            assert hung is not None
            assert found.earliest is not None
            assert found.latest is not None
            assert hung.offset[0] <= (date.fromisoformat(found.earliest) - day).days, (text[slice(*span)], day)
            assert (date.fromisoformat(found.latest) - day).days <= hung.offset[1], (text[slice(*span)], day)


def test_find_times_gives_ids_spans_and_types() -> None:
    text = "Title\nHe said Tuesday that it began in 1982.\nOld news from 1975."
    page = PageRef("a.txt", ("a.txt",), None, "00", "text/plain", None, None)
    published = Published("2012-02-02", "2012-02-02", "2012-02-02")
    report = Report(
        identifier("r", "00"), page, None, None, None, (), (), "en", published, text, ((0, len(text)),), (), ()
    )
    times = find_times(report, [(6, 44)])
    assert [(t.text, t.date.edtf, t.type, t.report) for t in times] == [
        ("Tuesday", "2012-01-31", "DATE", report.id),
        ("1982", "1982", "DATE", report.id),
    ]
    assert all(text[t.span[0] : t.span[1]] == t.text for t in times)
    assert len({t.id for t in times}) == 2
    assert times == find_times(report, [(6, 44)])


def bounds_of(text: str) -> tuple[str, str]:
    """The strict bounds of an EDTF string as the edtf package reads them."""
    parsed = parse_edtf(text)
    low, high = parsed.lower_strict(), parsed.upper_strict()
    return date(*low[:3]).isoformat(), date(*high[:3]).isoformat()


PIECES = st.sampled_from(
    [
        "today", "last month", "said Monday", "will meet Friday", "in 1982", "the 1990s", "two years ago",
        "a day later", "Feb. 29", "Feb. 29, 2012", "in May", "last week", "the third quarter", "a year earlier",
        "this summer", "year-end", "the winter of 1999", "03/04/2010", "the past 9999 years", "9999 years ago",
        "the 20th century", "every day", "the quarter ended Feb. 29", "March 3-5", "the weekend", "the following year",
        "the day before", "3 decades later", "the past year", "this century", "next decade", "the latest quarter",
    ]
)  # fmt: skip


@settings(deadline=None, max_examples=50)  # the oracle takes milliseconds a string
@given(st.lists(PIECES, max_size=5), st.dates(), st.integers(0, 400), st.booleans())
def test_every_date_is_valid_edtf_with_its_own_bounds(pieces: list[str], day: date, width: int, inferred: bool) -> None:
    last = date.fromordinal(min(date.max.toordinal(), day.toordinal() + width))
    anchor = Date("2012?" if inferred else "2012", day.isoformat(), last.isoformat())
    for _, _, found in parse_times(". He said ".join(pieces), None, anchor):
        assert (found.edtf is None) == (found.earliest is None) == (found.latest is None)
        if found.edtf and found.earliest and found.latest:
            assert bounds_of(found.edtf) == (found.earliest, found.latest)
            assert found.earliest <= found.latest


@settings(deadline=None)
@given(st.text(max_size=300), st.sampled_from([None, THURSDAY]))
def test_any_text_is_read_without_error(text: str, anchor: Date | None) -> None:
    spans_are_apart(text, anchor)


def spans_are_apart(text: str, anchor: Date | None) -> None:
    spans = [span for span, _, _ in parse_times(text, None, anchor)]
    assert all(0 <= a < b <= len(text) for a, b in spans)
    assert all(first[1] <= second[0] for first, second in pairwise(spans))


@settings(max_examples=100, deadline=None)
@given(vocabulary.texts(dates), st.sampled_from([None, THURSDAY]))
def test_any_words_of_the_grammar_are_read_without_error(text: str, anchor: Date | None) -> None:
    spans_are_apart(text, anchor)


_WITHOUT_STARTS = re.compile(grammar.ANY.pattern.replace(grammar.STARTS, "", 1))


@settings(deadline=None)
@given(st.lists(st.one_of(PIECES, st.text(max_size=12)), max_size=10).map(" ".join))
def test_the_starts_only_save_time(text: str) -> None:
    folded = grammar.fold(text)
    assert [m.span() for m in grammar.ANY.finditer(folded)] == [m.span() for m in _WITHOUT_STARTS.finditer(folded)]


@pytest.mark.parametrize(
    "piece", ["last   ", "a a ", "1 1 ", "twenty ", "the first ", "Feb. ", "in the ", "x", "on Monday "]
)
def test_long_lines_take_time_in_proportion(piece: str) -> None:
    def seconds(size: int) -> float:
        text = piece * (size // len(piece))
        start = time.process_time()
        parse_times(text, None, THURSDAY)
        return time.process_time() - start

    seconds(4_000)
    assert seconds(64_000) < 50 * seconds(4_000) + 0.2  # 16 if linear, 256 if quadratic


def test_periods_shift_and_clip() -> None:
    assert edtf.add_months(date(2012, 1, 31), 1) == date(2012, 2, 29)
    assert edtf.edtf(edtf.shift(edtf.month_of(2012, 1), "month", -1)) == "2011-12"
    assert edtf.edtf(edtf.shift(edtf.day(date(2012, 2, 29)), "year", 1)) == "2013-02-28"
    assert edtf.between(date(2012, 1, 2), None) == Date("[2012-01-02..]", "2012-01-02", None)
    assert edtf.between(None, None) == Date(None, None, None)
    with pytest.raises(OverflowError):
        edtf.add_months(date(9999, 12, 1), 1)


@pytest.mark.parametrize(
    "text", ['He spoke on the Osk Hour and "This Week," he said.', "This is VOA Today.", "USA TODAY ran it."]
)
def test_names_of_papers_and_programmes_are_no_times(text: str) -> None:
    assert read(text) == []


def test_today_after_a_name_in_capitals_is_a_time_elsewhere() -> None:
    assert read("It was read out at the UN today.") == [("today", "DATE", "2012-02-02")]
    assert read("It will meet this week.") == [("this week", "DATE", "2012-01-30/2012-02-05")]


def test_what_had_not_happened_until_a_day_is_past() -> None:
    assert value("Until Tuesday, they had not called him a suspect.") == "2012-01-31"
    assert value("Until Tuesday, the road stays closed.") == "2012-02-07"


def test_an_unnamed_day_tells_of_no_past() -> None:
    assert value("It would be paid on a still unspecified date in January.") == "2013-01"


def test_decades_hang_on_an_unknown_day_too() -> None:
    ((_, _, found),) = parse_times("There were more of them a decade ago.")
    assert found.edtf is None
    assert found.relative is not None
