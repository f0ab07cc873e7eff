from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportedly.actors.identity import organization_named, person_key


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Karim Tolin", "Karim al-Tolin"),
        ("Karim al-Tolin", "Karim Al Tolin"),
        ("Mohammed Berek", "Muhammad Berek"),
        ("Sergey Tolinsky", "Sergei Tolinskiy"),
        ("Abdel Rahman Berek", "Abd al-Rahman Berek"),
        ("Mara J. Tolin", "Mara Tolin"),
        ("Tae Ki-lin", "Tae Ki Lin"),
        ("Karim ash-Shoubi", "Karim Shubi"),
        ("José Berék", "Jose Berek"),
    ],
)
def test_spellings_of_one_name(one: str, other: str) -> None:
    assert person_key(one) == person_key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Mara Tolin", "Ivo Tolin"),
        ("Ivo Berek", "Ivo Berek Jr."),
        ("Ivo Berek", "Ivo Berekson"),
        ("Al Tolin", "Tolin"),
        ("J. K. Tolin", "J. R. Tolin"),
        ("Karim Tolin", "Karima Tolin"),
    ],
)
def test_people_that_stay_apart(one: str, other: str) -> None:
    assert person_key(one) != person_key(other)


@pytest.mark.parametrize(
    ("name", "known"),
    [
        ("UN", "United Nations"),
        ("the U.N.", "United Nations"),
        ("United Nations Security Council", "UN Security Council"),
        ("Security Council", "UN Security Council"),
        ("AP", "Associated Press"),
        ("Medecins Sans Frontieres", "Doctors Without Borders"),
        ("is", None),
        ("SPA", None),
        ("Tide Council", None),
    ],
)
def test_organizations_of_the_table(name: str, known: str | None) -> None:
    row = organization_named(name)
    assert (row.name if row else None) == known


@given(st.text(max_size=40))
def test_a_key_of_any_text_is_stable(name: str) -> None:
    key = person_key(name)
    assert key == person_key(f" {name.upper()} ".casefold()) or not name.isascii()
    assert "  " not in key
    organization_named(name)


NAMES = st.lists(st.sampled_from(["Karim", "al-Tolin", "Mara", "Berek", "J.", "Mohammed", "Lin-Tae"]), min_size=1)


@given(NAMES)
def test_case_and_spaces_do_not_matter(parts: list[str]) -> None:
    assert person_key(" ".join(parts)) == person_key("  ".join(parts).upper())
