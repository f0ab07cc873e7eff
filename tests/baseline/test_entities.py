from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "reading"))
from made_reports import report

from benchmarks.baseline.rules import RuleReader
from reportedly.reading.gazetteer import countries, country_names, government_names, people_names


def mentions(body: str, title: str | None = None) -> set[tuple[str, str]]:
    tagged = RuleReader().read([report(body, title)])[0]
    return {(tagged.report.text[slice(*e.span)], e.type) for e in tagged.entities}


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("Deputy Trade Minister Mara Tolin left.", {("Deputy Trade Minister", "title"), ("Mara Tolin", "person")}),
        ("He met Secretary of Labor Mara Tolin.", {("Secretary of Labor", "title"), ("Mara Tolin", "person")}),
        ("They flew from Chad to Peru.", {("Chad", "place"), ("Peru", "place")}),
        ("The Peruvian navy left.", {("Peruvian", "nationality")}),
        ("The Harbour Workers Union met.", {("Harbour Workers Union", "organization")}),
        ("They fled to Tovenburg.", {("Tovenburg", "place")}),
        ("They cost $5 million in May 2019.", {("$5 million", "money"), ("May 2019", "time")}),
        ("Rebels fired anti-aircraft guns.", {("anti-aircraft guns", "weapon")}),
        ("The newspaper Morgenstern asked.", {("Morgenstern", "organization")}),
    ],
)
def test_mentions(body: str, expected: set[tuple[str, str]]) -> None:
    assert expected <= mentions(body)


def test_surname_is_a_person_once_the_name_was_full() -> None:
    assert ("Tolin", "person") in mentions("Mara Tolin came late. Nobody waited for Tolin there.")


def test_capitals_of_a_headline_are_no_names() -> None:
    found = mentions("Mara Tolin left Chad.", "Tolin Leaves Chad After Long Talks Fail")
    assert ("Chad", "place") in found
    assert not any("Talks" in words or "Leaves" in words for words, _ in found)


def test_tables_agree() -> None:
    codes = [row.code for row in countries()]
    assert len(codes) == len(set(codes))
    assert all(len(code) == 3 and code.isupper() for code in codes)
    assert country_names()["peru"].code == "PER"
    assert people_names()["peruvians"].code == "PER"
    assert government_names()["the kremlin"].code == "RUS"


def test_table_has_iso_codes() -> None:
    pycountry = pytest.importorskip("pycountry")
    known = {country.alpha_3 for country in pycountry.countries} | {"XKX"}
    assert {row.code for row in countries()} <= known
