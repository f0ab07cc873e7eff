from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from reportedly.reading.known import known_mentions
from reportedly.reading.tags import Entity


def names(text: str, *found: Entity) -> set[tuple[str, str]]:
    return {(text[slice(*e.span)], e.type) for e in known_mentions(text, [(0, len(text))], found)}


def test_peoples_are_nationalities_also_inside_organizations() -> None:
    text = "The Syrian army and polish troops"
    army = Entity((4, 15), "organization")
    assert names(text, army) == {("Syrian army", "organization"), ("Syrian", "nationality")}


def test_what_is_found_is_not_found_twice() -> None:
    assert names("Syrian forces", Entity((0, 6), "nationality")) == {("Syrian", "nationality")}


def test_a_ship_is_one_mention() -> None:
    text = "The frigate HMS Calder Bay left."
    assert names(text, Entity((16, 26), "place"), Entity((12, 15), "organization")) == {("HMS Calder Bay", "weapon")}


def test_a_last_name_and_he_are_no_bodies() -> None:
    text = "Mara Tolin left. Tolin said he saw Quist."
    found = [Entity((0, 10), "person"), *(Entity(span, "organization") for span in ((17, 22), (28, 30), (35, 40)))]
    assert names(text, *found) == {
        ("Mara Tolin", "person"), ("Tolin", "person"), ("he", "person"), ("Quist", "organization"),
    }  # fmt: skip


def test_a_company_of_its_founders_name_stays_one() -> None:
    text = "Tolin, Tolin and Tolin: the firm of Mara Tolin."
    found = [*(Entity(span, "organization") for span in ((0, 5), (7, 12), (17, 22))), Entity((36, 46), "person")]
    assert names(text, *found) == {("Tolin", "organization"), ("Mara Tolin", "person")}


@given(st.text(max_size=80), st.data())
def test_spans_are_words_of_the_text(text: str, data: st.DataObject) -> None:
    spans = data.draw(st.lists(st.tuples(st.integers(0, 80), st.integers(0, 80)), max_size=4))
    found = [Entity((a, b), "place") for a, b in spans if a < b <= len(text)]
    assert all(text[slice(*e.span)].strip() for e in known_mentions(text, [(0, len(text))], found) if e not in found)
