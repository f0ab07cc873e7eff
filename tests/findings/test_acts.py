"""Clauses that tell one act are one event; others stay apart."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportedly.findings.acts import joined, settled
from reportedly.reading.tags import Clause
from reportedly.types import Span, Status

TEXT = "Kessara signed a contract to supply 24 jets to Lumera. Rebels shelled Velm and killed nine. They fled."


def at(words: str) -> Span:
    start = TEXT.index(words)
    return start, start + len(words)


SENTENCES = [at("Kessara signed a contract to supply 24 jets to Lumera."), at("Rebels shelled Velm and killed nine."),
             at("They fled.")]  # fmt: skip


def act(
    trigger: str,
    type: str,
    confidence: float = 0.5,
    subtype: str | None = None,
    status: Status = "happened",
    **roles: str,
) -> Clause:
    filled = tuple((name, at(words)) for name, words in roles.items())
    spans = [at(trigger), *(span for _, span in filled)]
    whole = (min(a for a, _ in spans), max(b for _, b in spans))
    return Clause(whole, at(trigger), type, subtype, filled, status, False, confidence)


SIGNED = act("signed", "AGREE", 0.8, "contract", actor="Kessara", item="24 jets")
SUPPLY = act("supply", "AGREE", 0.6, None, "planned", item="24 jets", recipient="Lumera")
SHELLED = act("shelled", "ASSAULT", 0.7, actor="Rebels", recipient="Velm")
KILLED = act("killed", "ASSAULT", 0.9, actor="Rebels", recipient="nine")


@pytest.mark.parametrize(
    ("text", "trigger", "status"),
    [
        ("Kessara reportedly signed a deal to supply jets.", "reportedly signed", "happened"),
        ("Kessara has sold jets.", "has sold", "happened"),
        ("Kessara signed a contract for jets.", "signed a contract", "happened"),
        ("Kessara moved to buy jets.", "moved to buy", "planned"),
        ("Kessara agreed to sell jets.", "agreed to sell", "planned"),
        ("The deal is to be signed in May.", "signed", "planned"),
        ("Kessara decided on a deal.", "decided", "planned"),
    ],
)
def test_a_deed_in_the_past_is_no_plan(text: str, trigger: str, status: str) -> None:
    start = text.index(trigger)
    clause = Clause((0, len(text)), (start, start + len(trigger)), "AGREE", None, (), "planned")
    assert settled(text, clause).status == status
    threat = Clause((0, len(text)), (start, start + len(trigger)), "THREATEN", None, (), "planned")
    assert settled(text, threat).status == "planned"


def test_triggers_of_one_deal_are_one_act() -> None:
    (made,) = joined([SUPPLY, SIGNED], SENTENCES)
    assert (made.trigger, made.subtype, made.status, made.confidence) == (at("signed"), "contract", "happened", 0.8)
    assert made.roles == (("actor", at("Kessara")), ("item", at("24 jets")), ("recipient", at("Lumera")))
    assert TEXT[slice(*made.span)] == "Kessara signed a contract to supply 24 jets to Lumera"


def test_the_surer_one_leads() -> None:
    (made,) = joined([SHELLED, KILLED], SENTENCES)
    assert made.trigger == at("killed")
    assert ("recipient", at("Velm")) in made.roles
    assert ("recipient", at("nine")) in made.roles


def test_others_stay_apart() -> None:
    other = act("killed", "ASSAULT", recipient="nine")
    assert len(joined([SHELLED, other], SENTENCES)) == 2  # no word in common
    assert len(joined([SIGNED, act("supply", "COOPERATE", item="24 jets")], SENTENCES)) == 2
    assert len(joined([SIGNED, act("supply", "AGREE", subtype="delivery", item="24 jets")], SENTENCES)) == 2
    assert len(joined([KILLED, act("fled", "ASSAULT")], SENTENCES)) == 2  # another sentence
    negated = Clause(SUPPLY.span, SUPPLY.trigger, "AGREE", None, SUPPLY.roles, "happened", True)
    assert len(joined([SIGNED, negated], SENTENCES)) == 2


def test_an_act_without_a_party_joins_its_neighbour() -> None:
    assert len(joined([SIGNED, act("contract", "AGREE")], SENTENCES)) == 1


@given(st.permutations([SIGNED, SUPPLY, SHELLED, KILLED, act("fled", "RETREAT")]))
def test_the_order_they_come_in_does_not_matter(clauses: list[Clause]) -> None:
    made = joined(clauses, SENTENCES)
    assert made == joined([SIGNED, SUPPLY, SHELLED, KILLED, act("fled", "RETREAT")], SENTENCES)
    assert len(made) == 3
