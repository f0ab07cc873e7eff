"""Towns and their countries: by an invented table, and a handful of names of the one that is shipped."""

from __future__ import annotations

from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportedly.reading import cities
from reportedly.reading.cities import City, cities_named, city_named, fold_place

INVENTED = [
    "al velm\tNOR:90",
    "dorn\tNOR:80;SUD:30",
    "lull\tNOR:2000;SUD:350;WES:100",
    "merrow\tSUD:1500;NOR:40",
    "orvast\tUSA:;NOR:300",
    "orvasht\tNOR:300:orvast",
    "velm\tNOR:90:al velm",
]


@pytest.fixture
def invented(monkeypatch):
    monkeypatch.setattr(cities, "_lines", lambda: sorted(INVENTED))
    cities_named.cache_clear()
    yield
    cities_named.cache_clear()


@pytest.mark.parametrize(
    ("words", "spoken", "country"),
    [
        ("Merrow", (), "SUD"),  # large, and forty times the other
        ("Merrow", ("NOR",), "NOR"),  # the report's country before the larger town
        ("Merrow", ("WES",), "SUD"),
        ("Lull", (), None),  # large, but so is its namesake
        ("Lull", ("WES", "SUD"), "WES"),  # the country that the report names most
        ("Lull", ("EAS", "WES", "SUD"), None),
        ("Dorn", (), None),  # too small to be meant without its country
        ("Dorn", ("SUD",), "SUD"),
        ("Orvast", (), "USA"),  # a state
        ("Velm Bridge", ("NOR",), None),
    ],
)
def test_which_of_several_towns_is_meant(invented, words, spoken, country):
    found = city_named(words, spoken)
    assert (found.country if found else None) == country


def test_a_town_is_the_same_under_another_spelling_and_with_or_without_its_article(invented):
    town = City("al velm", "NOR", 90)
    assert [city_named(words, ["NOR"]) for words in ("Al-Velm", "al Velm", "Velm", "el-Velm")] == [town] * 4
    assert city_named("Orvasht", ["NOR"]) == City("orvast", "NOR", 300)
    assert city_named("a-Velm", ["NOR"]) is None


def test_names_are_folded():
    assert fold_place("Al-Qaşr") == fold_place("al Qasr") == "al qasr"
    assert fold_place("St. Orvast’s  Rock") == "saint orvasts rock"
    assert fold_place("Dar‘ā") == "dara"
    assert fold_place("Łomna") == "lomna"


@pytest.mark.parametrize(
    ("words", "name", "country"),
    [
        ("Homs", "homs", "SYR"),
        ("Kiev", "kyiv", "UKR"),
        ("Kyiv", "kyiv", "UKR"),
        ("Deir ez-Zor", "deir ez zor", "SYR"),
        ("Bombay", "mumbai", "IND"),
        ("Port-au-Prince", "port au prince", "HTI"),
        ("Texas", "texas", "USA"),
    ],
)
def test_towns_of_the_shipped_table(words, name, country):
    found = city_named(words)
    assert found is not None
    assert (found.name, found.country) == (name, country)


def test_the_country_of_the_report_decides_between_towns_of_the_shipped_table():
    assert city_named("Tripoli") is None
    assert [getattr(city_named("Tripoli", [code]), "country", None) for code in ("LBY", "LBN")] == ["LBY", "LBN"]
    assert city_named("Port Selin") is None


def test_the_shipped_table_is_sorted_small_and_says_whence_it_is():
    raw = (files("reportedly.reading") / "cities.tsv").read_bytes()
    head, *lines = raw.decode("utf-8").rstrip("\n").split("\n")
    assert "GeoNames" in head
    assert "CC BY 4.0" in head
    assert lines == sorted(lines)
    assert len(raw) < 1_000_000
    names = [line.split("\t")[0] for line in lines]
    assert len(set(names)) == len(names)
    assert all(fold_place(name) == name for name in names)
    assert all(cities_named(name) for name in names[::500])


@given(st.text(max_size=40), st.lists(st.sampled_from(["SYR", "USA", "norland"]), max_size=3))
def test_any_words_are_looked_up(words, spoken):
    found = city_named(words, spoken)
    assert found is None or found in cities_named(words)
    assert fold_place(fold_place(words)) == fold_place(words)
