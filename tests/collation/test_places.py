import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportedly.collation.parties import Parties
from reportedly.collation.places import Place, extended, place_named, placed
from reportedly.types import Actor

NORLAND = Actor("a-nor", "Norland", ("Halden",), "country", None)
PARTIES = Parties({})
KNOWING = Parties({NORLAND.id: NORLAND})


@pytest.mark.parametrize(
    ("words", "place"),
    [
        ("the port city of Oster Bay", "Oster Bay"),
        ("crowded market in Port Lull, the main harbour", "Port Lull"),
        ("Wheat Market square", "Wheat Market square"),
        ("in the Lullian port of Dorn", "Dorn"),
        ("the city", None),
        ("the capital", None),
        ("Vesk's prisons", None),
        ("the Syrian border", None),
        ("The", None),
        ("Battle Over Lull Gold Behind Killings", None),
    ],
)
def test_names_of_places(words, place):
    assert place_named(words, PARTIES) == place


def test_a_name_that_a_span_cuts_is_whole_again():
    text = "Soldiers entered Port Lull's old town near Dorn and left."
    assert text[slice(*extended(text, (17, 21)))] == "Port Lull"
    text = "Soldiers entered Port Lull and left."
    assert text[slice(*extended(text, (17, 21)))] == "Port Lull"
    assert extended(text, (0, 8)) == (0, 8)


@given(st.text(max_size=80))
def test_any_words_give_a_part_of_them_or_nothing(words):
    found = place_named(words, PARTIES)
    assert found is None or found in " ".join(words.split())


def test_a_place_is_one_under_its_names_and_spellings():
    for one, other in (("Kiev", "Kyiv"), ("al-Raqqa", "Raqqa"), ("U.S.", "United States"), ("Port Lull", "port lull")):
        assert placed(one, PARTIES, ()).same(placed(other, PARTIES, ())), one
    assert not placed("Port Lull", PARTIES, ()).same(placed("Port Selin", PARTIES, ()))


def test_a_town_lies_in_its_country_and_is_not_it():
    homs, aleppo, syria, iraq = (placed(name, PARTIES, ()) for name in ("Homs", "Aleppo", "Syria", "Iraq"))
    assert syria.holds(homs)
    assert not homs.holds(syria)
    assert not homs.same(syria)
    assert not homs.same(aleppo)
    assert not iraq.holds(homs)
    assert not syria.holds(syria)


def test_a_capital_is_a_town_where_it_says_where_and_its_government_elsewhere():
    assert PARTIES.country("Damascus") == ("country:SYR", "Syria")
    assert PARTIES.land("Damascus") is None
    assert placed("Damascus", PARTIES, ()) == Place("damascus", "damascus", "country:SYR", False)
    assert PARTIES.land("Singapore") == ("country:SGP", "Singapore")


def test_an_invented_country_is_one_and_an_invented_town_is_in_none():
    assert placed("Norland", KNOWING, ()) == Place("norland", "norland", "country:norland", True)
    assert placed("Port Lull", KNOWING, ["norland"]) == Place("port lull", "port lull", None, False)


def test_towns_of_one_name_are_told_apart_by_the_countries_of_their_reports():
    libya, lebanon = placed("Tripoli", PARTIES, ["LBY"]), placed("Tripoli", PARTIES, ["LBN"])
    unsaid = placed("Tripoli", PARTIES, ())
    assert not libya.same(lebanon)
    assert unsaid.same(libya)
    assert unsaid.same(lebanon)


@given(st.text(max_size=40), st.lists(st.sampled_from(["SYR", "norland"]), max_size=2))
def test_any_name_is_placed_and_is_the_same_as_itself(words, spoken):
    place = placed(words, KNOWING, spoken)
    assert place.same(place)
    assert not place.holds(place)
