import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportedly.collation.parties import Parties
from reportedly.collation.places import extended, place_named

PARTIES = Parties({})


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
