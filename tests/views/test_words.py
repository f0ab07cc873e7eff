"""Dates, amounts and chains in words."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from made_crisis import ASSEMBLY, BRANDEL, LINDQVIST, crisis
from made_record import actor, figure, report_over

from reportedly.types import ActorRef, Date, Evidence, Published, Relative
from reportedly.views.words import (
    actor_words,
    amount_words,
    chain_words,
    counted_by,
    date_words,
    how_dated,
    letters,
    manner_words,
    number_words,
    title_words,
)


@pytest.mark.parametrize(
    ("edtf", "words"),
    [
        ("2031-04-09", "9 April 2031"),
        ("2031-04-09?", "probably 9 April 2031"),
        ("2031-04~", "about April 2031"),
        ("2031", "2031"),
        ("203X", "2030s"),
        ("19XX", "1900s"),
        ("2031-23", "autumn 2031"),
        ("2031-04-XX", "a day in April 2031"),
        ("2031-XX-XX", "a day in 2031"),
        ("[2031-03-12..2031-03-14]", "between 12 and 14 March 2031"),
        ("[2031-02-28..2031-03-03]", "between 28 February and 3 March 2031"),
        ("[2030-12-30..2031-01-02]", "between 30 December 2030 and 2 January 2031"),
        ("[..2031-03-14]", "14 March 2031 or earlier"),
        ("[2031-03-14..]", "14 March 2031 or later"),
        ("[2031-03-14,2031-03-20]", "14 March 2031 or 20 March 2031"),
        ("{2031-03-14,2031-03-20}", "14 March 2031 and 20 March 2031"),
        ("2031-03-10/2031-03-11", "10 to 11 March 2031"),
        ("2031-03/2031-05", "March to May 2031"),
        ("../2031-04", "until April 2031"),
        ("2031-04/..", "from April 2031 on"),
        ("2031-13", "2031-13"),
        ("some day", "some day"),
    ],
)
def test_edtf_in_words(edtf: str, words: str) -> None:
    assert date_words(Date(edtf, None, None)) == words


@pytest.mark.parametrize(
    ("offset", "words"),
    [
        ((0, 0), "the day of the report"),
        ((-3, -3), "3 days before the report"),
        ((1, 1), "1 day after the report"),
        ((-6, -2), "2 to 6 days before the report"),
        ((-6, 0), "up to 6 days before the report"),
        ((-2, 1), "between 2 days before and 1 after the report"),
    ],
)
def test_a_date_that_hangs_on_the_report(offset: tuple[int, int], words: str) -> None:
    assert date_words(Date(None, None, None, Relative("published", offset))) == words


def test_bounds_without_a_string() -> None:
    assert date_words(Date(None, "2031-04-01", "2031-04-09")) == "between 1 and 9 April 2031"
    assert date_words(Date(None, "2031-04-01", None)) == "1 April 2031 or later"
    assert date_words(Date(None, None, "2031-04-09")) == "9 April 2031 or earlier"
    assert date_words(Date(None, None, None)) is None
    assert date_words(None) is None


@given(st.text())
def test_any_string_for_a_date_has_words(edtf: str) -> None:
    assert isinstance(date_words(Date(edtf, None, None)), str)


def test_how_dated_names_each_kind_of_evidence_once() -> None:
    evidence = (
        Evidence("weekday", None, "Friday"),
        Evidence("weekday", None, "Monday"),
        Evidence("caption", None, "1 May"),
    )
    date = Published("2031-05-02?", "2031-05-02", "2031-05-02", None, evidence)
    assert how_dated(date) == "from a weekday in its text and from a dated photograph"
    assert how_dated(replace(date, evidence=())) is None
    assert how_dated(replace(date, evidence=(Evidence("tide-table", None, ""),))) == "from: tide table"


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (0, "0"),
        (5400, "5,400"),
        (1e6, "1 million"),
        (740e6, "740 million"),
        (1.5e9, "1.5 billion"),
        (1234567, "1,234,567"),
        (0.5, "0.5"),
        (-30, "-30"),
        (float("inf"), "inf"),
    ],
)
def test_numbers(value: float, words: str) -> None:
    assert number_words(value) == words


@given(st.floats(allow_nan=True, allow_infinity=True))
def test_any_number_has_words(value: float) -> None:
    assert number_words(value)


@pytest.mark.parametrize(
    ("low", "high", "fields", "words"),
    [
        (6200, None, {"qualifier": "more than"}, "more than 6,200"),
        (200000, None, {"qualifier": "at least"}, "200,000 or more"),
        (None, 30, {"qualifier": "nearly"}, "nearly 30"),
        (None, 30, {"qualifier": "fewer than"}, "fewer than 30"),
        (None, 30, {"qualifier": "up to"}, "30 or fewer"),
        (None, 30, {"qualifier": "up to", "measure": "money", "unit": "USD"}, "30 USD or less"),
        (20, 30, {}, "20 to 30"),
        (30, 30, {"qualifier": "some"}, "about 30"),
        (30, 30, {}, "30"),
        (200, 999, {"vague": True, "per": "day"}, "200 to 999 a day"),
        (740e6, 740e6, {"unit": "USD"}, "740 million USD"),
        (None, None, {}, "not known"),
    ],
)
def test_amounts(low: float | None, high: float | None, fields: dict[str, object], words: str) -> None:
    made = figure(report_over("some number"), "some number", "people", low, high, None)
    made = replace(made, **fields)  # type: ignore[arg-type]
    assert amount_words(made) == words


def test_who_counted() -> None:
    made = figure(report_over("some number"), "some number", "people", 1, 1, ASSEMBLY, via=(LINDQVIST,))
    assert counted_by(made) == "Assembly of Nations, via Pavo Lindqvist"
    assert counted_by(replace(made, via=())) == "Assembly of Nations"
    assert counted_by(replace(made, source=None, voice="own")) == "the report itself"
    assert counted_by(replace(made, source=None, voice="hearsay")) == "nobody named (hearsay)"


def test_chains_run_from_the_source_outward() -> None:
    paper = replace(actor("Kestrel", "organization"), how="interview")
    assert chain_words((LINDQVIST, paper)) == "via Pavo Lindqvist, then Kestrel (interview)"
    assert chain_words(()) is None


def test_actors_by_name_description_or_words() -> None:
    assert actor_words(BRANDEL) == "Oskar Brandel"
    assert actor_words(ActorRef(None, None, "senior official", None, "a senior official", None)) == "senior official"
    assert actor_words(ActorRef(None, None, None, None, "the\n minister", None)) == "the minister"
    assert actor_words(None) == "somebody not named"


def test_manners_as_verbs() -> None:
    said = crisis().pairs[0][1].statements[3]
    assert manner_words(said) == "denied"
    assert manner_words(replace(said, negated=True)) == "did not deny"


def test_a_report_without_a_title_goes_by_its_first_words() -> None:
    report = report_over("Menu\nThe ferry to Sarn has not been seen since noon, and nobody on the quay expects it.\n")
    report = replace(report, body=((5, len(report.text)),))
    assert title_words(report) == "Untitled: The ferry to Sarn has not been seen since noon, and nobody\u2026"
    assert title_words(replace(report, title="Lost")) == "Lost"
    assert title_words(replace(report, text="", body=())) == f"Untitled: {report.page.path}"


def test_letters() -> None:
    assert [letters(n) for n in (0, 25, 26, 27, 51, 52, 701, 702)] == ["a", "z", "aa", "ab", "az", "ba", "zz", "aaa"]
