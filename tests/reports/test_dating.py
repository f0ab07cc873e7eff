"""The day of publication: what is kept, what is read from datelines, what is inferred, and what must not be."""

from __future__ import annotations

from dataclasses import replace

import pytest
from edtf import parse_edtf
from hypothesis import given, settings
from hypothesis import strategies as st

from reportedly.reports.dating import date_report
from reportedly.types import UNDATED, Evidence, PageRef, Published, Report, identifier

LONG = (
    "The council of Orvel kept its bridges shut and its markets open while the river rose in the lower town, and " * 2
)


def make_report(
    *parts: tuple[str, str], published: Published = UNDATED, byline: tuple[str, ...] = (), captured: str | None = None
) -> Report:
    """A report of lines, each with its label: title, body, caption or aside."""
    text = ""
    places: dict[str, list[tuple[int, int]]] = {"title": [], "body": [], "caption": [], "aside": []}
    for label, line in parts:
        places[label].append((len(text), len(text) + len(line)))
        text += line + "\n"
    page = PageRef("a.txt", ("a.txt",), None, "00", "text/plain", captured, None)
    title = places["title"][0] if places["title"] else None
    return Report(
        identifier("r", "00"), page, None, title, None, byline, (), "en", published, text,
        tuple(places["body"]), tuple(places["caption"]), tuple(places["aside"]),
    )  # fmt: skip


def dated(*parts: tuple[str, str], byline: tuple[str, ...] = (), captured: str | None = None) -> Published:
    report = make_report(*parts, byline=byline, captured=captured)
    published = date_report(report).published
    for evidence in published.evidence:
        if evidence.span and evidence.how not in ("anniversary", "dateline"):
            assert report.text[slice(*evidence.span)] == evidence.text
    return published


def test_a_day_that_metadata_gave_is_kept() -> None:
    given_day = Published("2011-01-05", "2011-01-05", "2011-01-05", None, (Evidence("metadata", None, "2011-01-05"),))
    report = make_report(("body", "ORVEL, March 3, 2012 (TNA) - " + LONG), published=given_day)
    assert date_report(report) == report


@pytest.mark.parametrize(
    "opening",
    [
        "ORVEL, March 3, 2012 (TNA) - ",
        "ORVEL, 3 March 2012 – ",
        "ORVEL, Tessaly (March 3, 2012) — ",
        "PORT ORVEL, Saturday, March 3, 2012 (TNA) -- ",
    ],
)
def test_a_dateline_that_opens_the_text(opening: str) -> None:
    found = dated(("title", "River rises"), ("body", opening + LONG))
    assert (found.edtf, found.earliest, found.latest) == ("2012-03-03", "2012-03-03", "2012-03-03")
    assert [e.how for e in found.evidence] == ["dateline"]


@pytest.mark.parametrize(
    ("label", "line", "expected"),
    [
        ("body", "March 3, 2012", "2012-03-03"),
        ("aside", "Published: 3 March 2012, 10:15 GMT", "2012-03-03"),
        ("aside", "Saturday, March 3, 2012 | 9:30 a.m.", "2012-03-03"),
        ("aside", "Posted on 2012-03-03 | Updated on 2012-03-05", "2012-03-03"),
        ("aside", "Updated 5 March 2012 | Published 3 March 2012", "2012-03-03"),
        ("aside", "Updated 5 March 2012", "2012-03-05"),
        ("aside", "By Ada Kerr, March 3, 2012", "2012-03-03"),
        ("aside", "03/04/2012", "[2012-03-04,2012-04-03]"),
    ],
)
def test_a_stamp_beside_the_title(label: str, line: str, expected: str) -> None:
    found = dated(("title", "River rises"), (label, line), ("body", LONG), byline=("Ada Kerr",))
    assert found.edtf == expected
    assert [e.how for e in found.evidence] == ["dateline"]
    assert found.evidence[0].text == line


@pytest.mark.parametrize(
    "line",
    [
        "We changed our terms on March 3, 2012",
        "The flood of March 3, 2012",
        "Festival opens March 3, 2012",
    ],
)
def test_a_line_that_says_more_than_a_date_is_no_stamp(line: str) -> None:
    assert dated(("title", "River rises"), ("aside", line), ("body", LONG)).edtf is None


def test_dates_in_set_aside_text_are_never_evidence() -> None:
    found = dated(
        ("aside", "Since July 1, 2024 we have shown no advertisements."),
        ("title", "River rises"),
        ("body", LONG),
        ("aside", "The fair was opened in 2019 and closed on May 5, 2020."),
        ("aside", "March 3, 2012"),
    )
    assert found == UNDATED


def test_past_and_future_dates_bound_the_day() -> None:
    found = dated(
        ("title", "River rises"),
        ("body", "The dam was repaired on May 5, 2009. " + LONG),
        ("body", "The new dam will open on June 1, 2013, the council said."),
    )
    assert (found.edtf, found.earliest, found.latest) == ("[2009-05-05..2013-06-01]", "2009-05-05", "2013-06-01")
    assert [e.how for e in found.evidence] == ["past date", "future date"]


def test_a_past_date_alone_leaves_the_end_open() -> None:
    found = dated(("body", "The dam was built in 1982. " + LONG))
    assert (found.edtf, found.earliest, found.latest) == ("[1982-01-01..]", "1982-01-01", None)


@pytest.mark.parametrize(
    "sentence",
    [
        "She hopes to win the 2016 race.",
        "They agreed that it would end by 2020.",
        "He said he might run again in 2018.",
        "On Thursday the council met.",
        "The council met yesterday.",
    ],
)
def test_what_bounds_nothing(sentence: str) -> None:
    assert dated(("title", "River rises"), ("body", sentence + " " + LONG)) == UNDATED


def test_evidence_that_contradicts_itself_dates_nothing() -> None:
    repaired, closing = "The dam was repaired on May 5, 2014. " + LONG, "The dam will close on June 1, 2013."
    found = dated(("body", repaired), ("body", closing))
    assert found == UNDATED


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Crowds marked the 20-year anniversary of the flood, which took place in 1990.", ("2010-01-01", "2010-12-31")),
        ("Crowds marked the 20th anniversary of the 1990 flood.", ("2010-01-01", "2010-12-31")),
        ("Crowds met ahead of the tenth anniversary of the 1990 flood.", ("1999-01-01", "2000-12-31")),
    ],
)
def test_an_anniversary_names_the_year(sentence: str, expected: tuple[str, str]) -> None:
    found = dated(("body", sentence + " " + LONG))
    assert (found.earliest, found.latest) == expected
    assert "anniversary" in [e.how for e in found.evidence]


def test_an_anniversary_between_two_years_says_nothing() -> None:
    found = dated(("body", "Crowds marked the 20-year anniversary. It began in 1990 and ended in 1993. " + LONG))
    assert "anniversary" not in [e.how for e in found.evidence]


TOLD = (
    "The mayor said Thursday that it is closed. Crowds marked on Thursday the 20th anniversary of the 1990 flood.",
    "The mayor met Tuesday with engineers. One of them said in an interview published Thursday that it will hold.",
)


def test_photograph_weekday_and_year_agree_on_one_day() -> None:
    found = dated(
        ("title", "Bridge closed"),
        ("body", TOLD[0]),
        ("caption", "A boat near the bridge of Orvel, May 4, 2010. Photo: TNA"),
        ("body", TOLD[1]),
    )
    assert (found.edtf, found.earliest, found.latest) == ("2010-05-06?", "2010-05-06", "2010-05-06")
    assert [e.how for e in found.evidence] == ["caption", "weekday", "anniversary"]


def test_a_photograph_of_another_year_does_not_date_the_report() -> None:
    found = dated(("body", TOLD[0]), ("caption", "A boat near the bridge, May 4, 2007."), ("body", TOLD[1]))
    assert (found.earliest, found.latest) == ("2010-01-01", "2010-12-31")


def test_a_photograph_alone_is_a_lower_bound_and_an_archive_photograph_none() -> None:
    found = dated(("body", LONG), ("caption", "A boat near the bridge of Orvel, May 4, 2010."))
    assert (found.edtf, found.evidence[0].how) == ("[2010-05-04..]", "caption")
    assert dated(("body", LONG), ("caption", "A boat in a file photograph of May 4, 2010.")) == UNDATED


def test_the_capture_is_an_upper_bound() -> None:
    found = dated(("body", "The dam was built in 1982. " + LONG), captured="2015-06-07T08:09:10Z")
    assert (found.edtf, found.latest) == ("[1982-01-01..2015-06-07]", "2015-06-07")


def test_nothing_but_the_date_changes() -> None:
    report = make_report(("body", "The dam was built in 1982. " + LONG))
    assert replace(date_report(report), published=UNDATED) == report


LINES = st.one_of(
    st.text(max_size=60).map(lambda s: s.replace("\n", " ")),
    st.sampled_from(
        [
            "March 3, 2012", "ORVEL, March 3, 2012 -", "The 20th anniversary of the 1990 flood", "It fell in 9999",
            "He said Thursday", "the 9999-year anniversary of 1990", "It will end in 1950", "Published 30 Feb 2010",
        ]
    ),
)  # fmt: skip


@settings(deadline=None)
@given(st.lists(st.tuples(st.sampled_from(["title", "body", "caption", "aside"]), LINES.filter(bool)), max_size=8))
def test_any_report_gets_valid_bounds(parts: list[tuple[str, str]]) -> None:
    found = date_report(make_report(*parts)).published
    assert (found.edtf is None) == (found.earliest is None and found.latest is None)
    if found.edtf:
        parse_edtf(found.edtf)
        assert found.evidence
    if found.earliest and found.latest:
        assert found.earliest <= found.latest
