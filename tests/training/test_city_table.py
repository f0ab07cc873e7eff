"""The table of towns, made from invented rows in the shape of the source's."""

from __future__ import annotations

import pytest

from training.cities.__main__ import letters_of, spellings, table

COUNTRIES = {
    "NL": {"iso3": "NOR", "languages": "en-NL,fr"},
    "SD": {"iso3": "SYR", "languages": "ar-SD,ku"},
    "UK": {"iso3": "UKR", "languages": "uk,ru-UK"},
}


def town(name: str, country: str, population: int, *others: str) -> dict[str, object]:
    return {"name": name, "countrycode": country, "population": population, "alternatenames": list(others)}


def test_a_line_has_the_towns_of_a_name_largest_first():
    rows = [town("Velm", "NL", 24_600), town("Velm", "UK", 130_400), town("Tiny Dorn", "NL", 19_999)]
    assert table(rows, COUNTRIES) == ["velm\tUKR:130;NOR:25"]


def test_states_stand_before_towns_and_unknown_countries_nowhere():
    rows = [town("Orvast", "NL", 50_000), town("Lull", "XX", 50_000)]
    assert table(rows, COUNTRIES, ["Orvast", "Merrow"]) == ["merrow\tUSA:", "orvast\tUSA:;NOR:50"]


def test_other_spellings_only_where_english_has_several():
    others = ("Velmiv", "Welmiev", "VLM", "Arkona", "Велмів", "velmo")
    assert table([town("Velmiv", "UK", 50_000, *others)], COUNTRIES) == ["velmiv\tUKR:50", "welmiev\tUKR:50:velmiv"]
    assert table([town("Velmiv", "NL", 50_000, *others)], COUNTRIES) == ["velmiv\tNOR:50"]


def test_the_article_of_an_arabic_name_may_be_left_out():
    assert spellings("Al Veshār", ["Washara", "El-Veshar", "Berea"], True) == {
        "al veshar", "veshar", "washara", "el veshar",
    }  # fmt: skip
    assert spellings("Al Veshār", ["El-Veshar"], False) == {"al veshar", "el veshar"}


def test_a_spelling_that_is_another_towns_own_name_or_of_two_like_towns_is_none():
    rows = [town("Velmiv", "UK", 900_000, "Volmev"), town("Volmev", "UK", 30_000)]
    assert table(rows, COUNTRIES) == ["velmiv\tUKR:900", "volmev\tUKR:30"]
    rows = [town("Velmiv", "UK", 90_000, "Volmev"), town("Velmov", "UK", 30_000, "Volmev")]
    assert table(rows, COUNTRIES) == ["velmiv\tUKR:90", "velmov\tUKR:30"]
    rows = [town("Velmiv", "UK", 900_000, "Volmev"), town("Velmov", "UK", 30_000, "Volmev")]
    assert "volmev\tUKR:900:velmiv" in table(rows, COUNTRIES)


@pytest.mark.parametrize(
    ("one", "other"),
    [("deir ez zor", "dayr az zawr"), ("al qusayr", "kuseir"), ("dumah", "douma"), ("kyiv", "kiev")],
)
def test_spellings_share_their_consonants(one, other):
    assert letters_of(one) == letters_of(other)


def test_other_names_have_other_consonants():
    assert letters_of("velm") != letters_of("dorn")
    assert letters_of("homs") != letters_of("hama")
