"""Recipients that no words beside the trigger name, and roles that hold whole names."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

sys.path.insert(0, str(Path(__file__).parents[1] / "reading"))
from made_reports import report

from reportedly.findings.parties import completed
from reportedly.reading.tags import Clause, Entity, Tagged
from reportedly.types import Span


def at(text: str, words: str) -> Span:
    start = text.index(words)
    return start, start + len(words)


def act(text: str, trigger: str, type: str, **roles: str) -> Clause:
    filled = tuple((name, at(text, words)) for name, words in roles.items())
    spans = [at(text, trigger), *(span for _, span in filled)]
    return Clause((min(a for a, _ in spans), max(b for _, b in spans)), at(text, trigger), type, None, filled)


def roles(text: str, clause: Clause, **mentions: str) -> dict[str, list[str]]:
    """The roles' words after completion; ``mentions`` are types with the words of one or more, parted by "|"."""
    entities = tuple(Entity(at(text, w), kind) for kind, words in mentions.items() for w in words.split("|"))  # type: ignore[arg-type]
    (made,) = completed(Tagged(report(text), (), entities, (), (clause,)))
    found: dict[str, list[str]] = {}
    for name, span in made.roles:
        found.setdefault(name, []).append(text[slice(*span)])
    return found


def test_whose_plan_is_refused() -> None:
    text = "Kessara rejected a Lumeran truce plan."
    clause = act(text, "rejected", "REJECT", actor="Kessara", content="Lumeran truce plan")
    assert roles(text, clause, place="Kessara", nationality="Lumeran")["recipient"] == ["Lumeran"]


def test_whom_it_comes_from_goes_before_what_is_only_named() -> None:
    text = "Kessara rejected a fresh offer on the Velm strait from Lumera."
    clause = act(text, "rejected", "REJECT", actor="Kessara", content="fresh offer on the Velm strait from Lumera")
    assert roles(text, clause, place="Kessara|the Velm strait|Lumera")["recipient"] == ["Lumera"]


def test_of_whom_something_is_demanded() -> None:
    text = "The labour office demanded on Friday that Lumera ease its rules for Tarquin workers."
    clause = act(text, "demanded", "REQUEST", actor="labour office", content="ease its rules for Tarquin workers")
    found = roles(text, clause, organization="The labour office", place="Lumera", nationality="Tarquin")
    assert found["recipient"] == ["Lumera"]


def test_who_lives_under_a_curfew() -> None:
    text = "Serrano lifted a night curfew in Ostmark."
    clause = act(text, "lifted", "CONCEDE", actor="Serrano", item="night curfew", place="Ostmark")
    assert roles(text, clause, place="Serrano|Ostmark") == {
        "actor": ["Serrano"],
        "item": ["night curfew"],
        "place": ["Ostmark"],
        "recipient": ["Ostmark"],
    }


def test_an_adjective_of_nation_with_the_people_it_tells_of() -> None:
    text = "The president threatened to ban Kessaran opposition candidates from the vote."
    clause = act(text, "threatened to ban", "THREATEN", actor="president", content="Kessaran opposition candidates")
    found = roles(text, clause, nationality="Kessaran", organization="opposition candidates", title="president")
    assert found["recipient"] == ["Kessaran opposition candidates"]


def test_a_recipient_that_the_reader_found_stays_alone() -> None:
    text = "Kessara handed Lumera a Tarquin protest note."
    clause = act(text, "handed", "ACCUSE", actor="Kessara", recipient="Lumera", content="Tarquin protest note")
    assert roles(text, clause, place="Kessara|Lumera", nationality="Tarquin")["recipient"] == ["Lumera"]


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("France rejected the French plan.", "French plan"),  # its own
        ("Kessara rejected the plan.", "plan"),  # nobody's
        ("Kessara rejected what they wanted.", "what they wanted"),  # a pronoun's
    ],
)
def test_none_where_no_other_party_is_named(text: str, content: str) -> None:
    actor = text.split()[0]
    clause = act(text, "rejected", "REJECT", actor=actor, content=content)
    mentions = {"place": actor}
    if "French" in text:
        mentions["nationality"] = "French"
    if "they" in text:
        mentions["organization"] = "they"
    assert "recipient" not in roles(text, clause, **mentions)


def test_an_actor_behind_against_is_the_recipient() -> None:
    text = "Marchers rallied in Velm against the mayor Oran Telle."
    clause = act(text, "rallied", "PROTEST", actor="mayor Oran Telle", place="Velm")
    assert roles(text, clause, person="Oran Telle", place="Velm")["recipient"] == ["mayor Oran Telle"]


def test_a_role_has_the_rest_of_a_name_and_no_relative_clause() -> None:
    text = "Shells hit the Front of National Rescue, which denies it."
    clause = act(text, "hit", "ASSAULT", recipient="National Rescue, which denies it")
    assert roles(text, clause, organization="the Front of National Rescue")["recipient"] == ["Front of National Rescue"]


def test_a_number_is_whole() -> None:
    text = "The office counted 1,340 cases and a $320-million loss."
    clause = act(text, "counted", "ACCUSE", actor="office", content=",340 cases", item="-million loss")
    assert roles(text, clause) == {"actor": ["office"], "content": ["1,340 cases"], "item": ["$320-million loss"]}


def test_a_preposition_is_no_party() -> None:
    text = "Rebels fired rockets at civilians of Velm."
    clause = act(text, "fired", "ASSAULT", actor="Rebels", recipient="at civilians", place="of Velm", item="rockets")
    found = roles(text, clause, organization="civilians", place="Velm")
    assert (found["recipient"], found["place"]) == (["civilians"], ["Velm"])
    clause = act(text, "fired", "ASSAULT", actor="of", recipient="at civilians")
    assert "actor" not in roles(text, clause, organization="civilians")


def test_a_scrap_of_another_name_is_left_out() -> None:
    text = "Envoys of Upper Kessara met Lumeran officers."
    clause = act(text, "met", "CONSULT", actor="Envoys of Upper", recipient="Lumeran officers")
    found = roles(text, clause, place="Upper Kessara", nationality="Lumeran")
    assert found["actor"] == ["Envoys of"]


@given(st.data())
def test_spans_stay_in_the_text_and_hold_words(data: st.DataObject) -> None:
    text = data.draw(st.text("abA the,.\n who", min_size=8, max_size=60))
    size = len(text)

    def span() -> Span:
        start = data.draw(st.integers(0, size - 1))
        return start, data.draw(st.integers(start + 1, size))

    names = ("actor", "recipient", "content", "place", "item")
    filled = tuple((data.draw(st.sampled_from(names)), span()) for _ in range(data.draw(st.integers(0, 4))))
    entities = tuple(
        Entity(span(), data.draw(st.sampled_from(("person", "place", "organization", "nationality", "time"))))
        for _ in range(data.draw(st.integers(0, 4)))
    )
    clause = Clause((0, size), (0, 1), data.draw(st.sampled_from(("REJECT", "REQUEST", "ASSAULT", None))), None, filled)
    (made,) = completed(Tagged(report(text), (), entities, (), (clause,)))
    for _, (start, end) in made.roles:
        assert 0 <= start < end <= size
        assert any(c.isalnum() for c in text[start:end])
    assert replace(made, roles=()) == replace(clause, roles=())
