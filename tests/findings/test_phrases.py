"""Roles made whole noun phrases, and those of another act given back."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

sys.path.insert(0, str(Path(__file__).parents[1] / "reading"))
from made_reports import report

from reportedly.findings.phrases import mended
from reportedly.reading.tags import Clause, Entity, Quantity, Tagged
from reportedly.types import Span


def at(text: str, words: str, after: int = 0) -> Span:
    start = text.index(words, after)
    return start, start + len(words)


def act(text: str, trigger: str, type: str | None, *roles: tuple[str, str]) -> Clause:
    filled = tuple((name, at(text, words)) for name, words in roles)
    spans = [at(text, trigger), *(span for _, span in filled)]
    return Clause((min(a for a, _ in spans), max(b for _, b in spans)), at(text, trigger), type, None, filled)


def roles(text: str, *clauses: Clause, counted: str = "", **mentions: str) -> dict[str, list[str]]:
    """The roles of the first clause once they are mended; ``mentions`` are types with words, parted by "|"."""
    entities = tuple(Entity(at(text, w), kind) for kind, words in mentions.items() for w in words.split("|"))  # type: ignore[arg-type]
    quantities = (Quantity(at(text, counted), "killed"),) if counted else ()
    tagged = Tagged(report(text), (), tuple(sorted(entities, key=lambda e: e.span)), quantities, clauses)
    found: dict[str, list[str]] = {}
    for name, span in mended(tagged, clauses)[0].roles:
        found.setdefault(name, []).append(text[slice(*span)])
    return found


@pytest.mark.parametrize(
    ("text", "trigger", "type", "given", "wanted"),
    [
        pytest.param(
            "Marchers marked the 20-year anniversary of the Velm siege.", "marked", None,
            [("actor", "Marchers"), ("content", "the"), ("content", "20-year"), ("content", "of the Velm siege")],
            {"actor": ["Marchers"], "content": ["the 20-year anniversary of the Velm siege"]}, id="parts"),
        pytest.param(
            "Guns hit the rebellious city of Velm.", "hit", "ASSAULT",
            [("recipient", "rebellious"), ("place", "city of Velm")],
            {"place": ["rebellious city of Velm"]}, id="an adjective goes with its noun"),
        pytest.param(
            "Lumera will send observers to states bordering Kessara.", "will send", "AID",
            [("item", "observers"), ("place", "states bordering"), ("recipient", "Kessara")],
            {"item": ["observers"], "place": ["states bordering Kessara"]}, id="a name led to"),
        pytest.param(
            "Ivo Berek, an envoy, also suggested Lumera sent spies.", "sent", "ASSAULT",
            [("actor", "Ivo Berek, an envoy, also suggested Lumera"), ("recipient", "spies")],
            {"actor": ["Lumera"], "recipient": ["spies"]}, id="who suggests it"),
        pytest.param(
            "Killings by the police more than doubled.", "Killings", "ASSAULT", [("actor", "the police more than")],
            {"actor": ["police"]}, id="more than what follows"),
        pytest.param(
            "Guns hit a mill in the northern Velm valley.", "hit", "ASSAULT",
            [("recipient", "a mill"), ("place", "in the northern Velm valley")],
            {"recipient": ["mill"], "place": ["northern Velm valley"]}, id="a place without its in"),
        pytest.param(
            "It rained, and troops moved in.", "moved in", "MOBILIZE", [("actor", "and troops")],
            {"actor": ["troops"]}, id="a conjunction"),
        pytest.param(
            "Kessara Official Says Lumera Will Not Halt Sales", "Will Not Halt", "REJECT",
            [("actor", "Kessara Official Says Lumera")], {"actor": ["Lumera"]}, id="a headline's speaker"),
        pytest.param(
            "Telle said Orrin told him the raids would end.", "would end", "AGREE", [("actor", "Telle said Orrin")],
            {"actor": ["Orrin"]}, id="who tells of it"),
        pytest.param(
            "The raid levelled whole streets and killed dozens of people.", "levelled", "ASSAULT",
            [("recipient", "whole streets and killed dozens of people")],
            {"recipient": ["whole streets", "dozens of people"]}, id="another deed between two victims"),
        pytest.param(
            "Nine people died in the government crackdown.", "died", "ASSAULT",
            [("recipient", "Nine people"), ("recipient", "government")],
            {"recipient": ["Nine people"], "actor": ["government"]}, id="whose crackdown it is"),
        pytest.param(
            "They asked the government forces to leave.", "asked", "REQUEST", [("recipient", "government")],
            {"recipient": ["government forces"]}, id="forces"),
        pytest.param(
            "The envoy was shot with a rifle.", "was shot", "ASSAULT", [("actor", "envoy"), ("instrument", "rifle")],
            {"recipient": ["envoy"], "instrument": ["rifle"]}, id="the subject of a passive"),
        pytest.param(
            "A sniper shot two nurses.", "shot", "ASSAULT", [("recipient", "sniper"), ("recipient", "two nurses")],
            {"actor": ["sniper"], "recipient": ["two nurses"]}, id="the subject of a deed"),
        pytest.param(
            "The office will send monitors abroad.", "will send", "MOBILIZE",
            [("item", "monitors"), ("recipient", "monitors")], {"item": ["monitors"]}, id="what is moved"),
        pytest.param(
            "The attack came when Telle's uncle ruled.", "attack", "ASSAULT", [("actor", "Telle")], {},
            id="who is named in another clause"),
        pytest.param(
            "Rebels hit a mill; destroyed two boats.", "hit", "ASSAULT", [("recipient", "mill; destroyed two boats")],
            {"recipient": ["mill", "two boats"]}, id="a list of deeds"),
        pytest.param(
            "He has rejected the plan of.", "has rejected", "REJECT", [("actor", "He"), ("content", "of")],
            {"actor": ["He"]}, id="no words"),
    ],
)  # fmt: skip
def test_a_role_is_a_phrase(
    text: str, trigger: str, type: str | None, given: Any, wanted: dict[str, list[str]]
) -> None:
    assert roles(text, act(text, trigger, type, *given)) == wanted


def test_a_counted_phrase_is_whole() -> None:
    text = "At least 900 people were driven out."
    clause = act(text, "were driven out", None, ("actor", "least"), ("recipient", "900 people"))
    assert roles(text, clause, counted="At least 900 people") == {"recipient": ["At least 900 people"]}


def test_a_name_and_its_short_form() -> None:
    text = "Lumera trains the Velm Rescue Corps (VRC) at sea."
    clause = act(text, "trains", "AID", ("actor", "Lumera"), ("recipient", "Rescue Corps ("), ("actor", "VRC)"))
    assert roles(text, clause, organization="the Velm Rescue Corps") == {
        "actor": ["Lumera"],
        "recipient": ["Velm Rescue Corps (VRC)"],
    }


def test_a_town_before_the_noun_is_where_it_was_and_a_country_may_have_done_it() -> None:
    text = "They recall the Velm massacre."
    clause = act(text, "massacre", "ASSAULT", ("actor", "Velm"))
    assert roles(text, clause, place="Velm") == {"place": ["Velm"]}
    text = "They recall the Sweden attacks."
    assert roles(text, act(text, "attacks", "ASSAULT", ("actor", "Sweden")), place="Sweden") == {"actor": ["Sweden"]}


def test_what_stands_behind_another_act_is_that_ones() -> None:
    text = "Telle's call came as the office said it would send monitors."
    call = act(text, "call", "REQUEST", ("actor", "Telle"), ("content", "monitors"))
    send = act(text, "would send", "MOBILIZE", ("item", "monitors"))
    assert roles(text, call, send) == {"actor": ["Telle"]}
    assert roles(text, send, call) == {"item": ["monitors"]}


def test_whom_another_act_names_with_by_is_that_ones() -> None:
    text = "Their talks echoed a plan agreed by Kessara and Lumera."
    talks = act(text, "talks", "CONSULT", ("actor", "Their"), ("recipient", "Kessara and Lumera"))
    agreed = act(text, "agreed by", "AGREE", ("actor", "Their"), ("actor", "Kessara and Lumera"))
    assert roles(text, talks, agreed) == {"actor": ["Their"]}
    assert roles(text, agreed, talks) == {"actor": ["Kessara and Lumera"]}


@given(
    st.text(alphabet="ab AB.,;()'’ \nof and says by U.S.", min_size=1, max_size=60),
    st.lists(
        st.tuples(
            st.sampled_from(["actor", "recipient", "item", "place", "content"]), st.integers(0, 59), st.integers(1, 20)
        ),
        max_size=5,
    ),
    st.sampled_from(["ASSAULT", "MOBILIZE", "REQUEST", None]),
)
def test_any_roles_stay_within_the_text(text: str, spans: list[tuple[str, int, int]], type: str | None) -> None:
    end = len(text)
    given = tuple((name, (min(a, end - 1), min(a + size, end))) for name, a, size in spans)
    clause = Clause((0, end), (0, 1), type, None, given)
    (made,) = mended(Tagged(report(text), (), (), (), (clause,)), (clause,))
    assert all(0 <= a < b <= end for _, (a, b) in made.roles)
    assert list(made.roles) == sorted(set(made.roles), key=lambda role: (role[1], role[0]))
    assert {name for name, _ in made.roles} <= {"actor", "recipient", "item", "place", "content"}
