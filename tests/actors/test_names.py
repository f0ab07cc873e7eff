from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportedly.actors.heads import fold, last_name
from reportedly.actors.names import read_name


@pytest.mark.parametrize(
    ("words", "name", "description", "kind"),
    [
        ("Mara Tolin", "Mara Tolin", None, "person"),
        ("Mr. Tolin", "Tolin", None, "person"),
        ("Mr. King and Mr. Tolin", "King and Tolin", None, "group"),
        ("Kolvar Sen. Mara Tolin", "Mara Tolin", "Kolvar Sen", "person"),
        ("Gull News moderator Mara Tolin", "Mara Tolin", "Gull News moderator", "person"),
        ("Mara Tolin, 56, who left", "Mara Tolin", None, "person"),
        ("PORT SOL (Quist) - The mayor of Port Sol, Mara Tolin,", "Mara Tolin", "mayor of Port Sol", "person"),
        ("Mara Tolin - a pilot", "Mara Tolin", "pilot", "person"),
        ("Paula Tolin of the non-partisan Tide Report", "Paula Tolin", None, "person"),
        ("a study conducted by the Harbour Centre", None, "study conducted by the Harbour Centre", "document"),
        ("Tolin’s film “Low Tide”", "Low Tide", None, "document"),
        ("PortWatch", "PortWatch", None, "organization"),
        ("Mr. Tolin's campaign", "Tolin campaign", None, "organization"),
        ("the aftermath of a storm in Port Sol, Calif.", None, "aftermath of a storm in Port Sol", "unnamed"),
        ("Deputy Trade Minister Mara Tolin", "Mara Tolin", "Deputy Trade Minister", "person"),
        ("Peru’s Trade Minister Mara Tolin", "Mara Tolin", "Trade Minister", "person"),
        ("Secretary of Labor Mara Tolin", "Mara Tolin", "Secretary of Labor", "person"),
        ("U.S. ambassador to Peru Mara Tolin", "Mara Tolin", "U.S. ambassador to Peru", "person"),
        ("Mara Tolin, a resident", "Mara Tolin", "resident", "person"),
        ("Mara Tolin, deputy head of the Tide Council,", "Mara Tolin", "deputy head of the Tide Council", "person"),
        ("Mara Tolin, who left early", "Mara Tolin", None, "person"),
        ("his spokesman, Ivo Berek", "Ivo Berek", "his spokesman", "person"),
        ("Rep. Steve King (Coast)", "Steve King", "Rep", "person"),
        ("a senior port official", None, "senior port official", "unnamed"),
        ("residents of the lower town", None, "residents of the lower town", "group"),
        ("State, county and local port officials", None, "state, county and local port officials", "group"),
        ("Federal and local officials", None, "federal and local officials", "group"),
        ("many Peruvians", None, "many Peruvians", "group"),
        ("a new survey", None, "new survey", "document"),
        ("the minister", None, "minister", "unnamed"),
        ("Chad’s ambassador to Peru", None, "Chad’s ambassador to Peru", "unnamed"),
        (
            "the government of former Peruvian President Mara Tolin",
            None,
            "government of former Peruvian President Mara Tolin",
            "organization",
        ),
        ("the office of Mayor Mara Tolin", None, "office of Mayor Mara Tolin", "organization"),
        ("the Tolin campaign", "Tolin campaign", None, "organization"),
        ("Tolin's campaign", "Tolin campaign", None, "organization"),
        ("the independent Council on Harbour Safety", "Council on Harbour Safety", None, "organization"),
        ("the Harbour Workers Union", "Harbour Workers Union", None, "organization"),
        ("the Peruvian newspaper Morgen", "Morgen", "Peruvian newspaper", "organization"),
        ("Mr. Tolin and Mrs. Berek", "Tolin and Berek", None, "group"),
        ("Peru, Chad and the Tide Council", "Peru and Chad and Tide Council", None, "group"),
        ("Mara Tolin and several residents", "Mara Tolin", None, "group"),
        ("Mara Tolin of the Tide School of Law", "Mara Tolin", None, "person"),
        ("the opposition River Pact", "River Pact", None, "organization"),
        ("the state news agency Morgen", "Morgen", None, "organization"),
        ("Prime Minister Theresa May", "Theresa May", "Prime Minister", "person"),
        ("Her office", None, "her office", "organization"),
        ("Peru", "Peru", None, "country"),
        ("the Kremlin", "Russia", None, "country"),
        ("Lima", "Peru", None, "country"),
        ("the White House", "White House", None, "organization"),
        ("Ivo Berek III", "Ivo Berek III", None, "person"),
        ("TomÃ¡s Berek", "TomÃ¡s Berek", None, "person"),
        ("Tolin the optimist", "Tolin", "optimist", "person"),
        ("a farmer named Ivo Berek", "Ivo Berek", "farmer", "person"),
        ("coastal columnist Sanu Berek of the anti-dam Quist Post", "Sanu Berek", "coastal columnist", "person"),
        ("supporters of Senator Mara Tolin", None, "supporters of Senator Mara Tolin", "group"),
        ("lawyers for both Ivo and Mara Berek", None, "lawyers for both Ivo and Mara Berek", "group"),
        ("Tide Board and Harbour Council spokesmen", None, "Tide Board and Harbour Council spokesmen", "group"),
        (
            "a spokeswoman for the Lower House Tide Committee",
            None,
            "spokeswoman for the Lower House Tide Committee",
            "unnamed",
        ),
        ("the head of the Harbour Workers Union", None, "head of the Harbour Workers Union", "unnamed"),
        ("new polls released Sunday", None, "new polls released Sunday", "document"),
        ("former Democratic", None, "former Democratic", "unnamed"),
        ("the Tide Safety Act of 2009", "Tide Safety Act of 2009", None, "document"),
        ("the Court of Appeals for the 3rd Circuit", "Court of Appeals for the 3rd Circuit", None, "organization"),
        ("the Quist Institute website", "Quist Institute", "website", "organization"),
        ("the Quist-Harbour poll", "Quist-Harbour poll", None, "document"),
        ("Sol County", "Sol County", None, "organization"),
        ("six newspapers, including the Quist Post", "Quist Post", "six newspapers", "group"),
        ("groups like the Tide Council and the Harbour Fund", "Tide Council and Harbour Fund", "groups", "group"),
        ("Harbour President On Tolin", None, "Harbour President On Tolin", "unnamed"),
    ],
)
def test_read_name(words: str, name: str | None, description: str | None, kind: str) -> None:
    found = read_name(words)
    assert (found.name, found.description, found.kind) == (name, description, kind)


@pytest.mark.parametrize("words", ["he", "She", "we", "who", "they", "it", ""])
def test_pronouns(words: str) -> None:
    assert read_name(words).pronoun
    assert read_name(words).name is None


def test_last_name_leaves_suffixes_out() -> None:
    assert {last_name(name) for name in ("Ivo Berek III", "Ivo Berek, Jr.", "Ivo Berek")} == {"berek"}
    assert last_name("") == ""


def test_one_word_is_no_given_name() -> None:
    assert read_name("Warren").gender is None  # may be a last name
    assert read_name("Warren Tolin").gender == "he"


def test_title_tells_gender_but_not_whose_title_it_is() -> None:
    assert read_name("Mrs. Tolin").gender == "she"
    assert read_name("Ivo Berek, a spokesman for Mrs. Tolin").gender == "he"


def test_owner_of_a_title() -> None:
    assert read_name("Peru’s Trade Minister Mara Tolin").owner == "Peru"
    assert read_name("Peruvian Trade Minister Mara Tolin").owner == "Peru"


def test_fold() -> None:
    assert fold("José  Á. Peña’s") == "jose a pena's"
    assert fold("TOLIN") == fold("Tolin")


@given(
    st.one_of(
        st.text(),
        st.lists(st.sampled_from("the Minister of Tolin , ’s Mara and ( ) who Peru's for a".split())).map(" ".join),
    )
)
def test_any_words_are_read(words: str) -> None:
    found = read_name(words)
    assert found.name is None or found.name.strip()
    assert found.pronoun or found.kind is not None
