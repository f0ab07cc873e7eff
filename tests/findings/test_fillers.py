"""Empty roles that the words beside a trigger fill."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

sys.path.insert(0, str(Path(__file__).parents[1] / "reading"))
from made_reports import report

from reportedly.findings.fillers import filled
from reportedly.reading.tags import Attribution, Clause, Entity, Tagged
from reportedly.types import Span


def at(text: str, words: str) -> Span:
    start = text.index(words)
    return start, start + len(words)


def roles(
    text: str,
    trigger: str,
    type: str | None,
    subtype: str | None = None,
    given: tuple[tuple[str, str], ...] = (),
    said: tuple[str, str, str] | None = None,
    **mentions: str,
) -> dict[str, list[str]]:
    """The roles once they are filled; ``said`` is a source, a cue and a content."""
    entities = tuple(Entity(at(text, w), kind) for kind, words in mentions.items() for w in words.split("|"))  # type: ignore[arg-type]
    attributions = (Attribution(*((at(text, words),) for words in said)),) if said else ()
    clause = Clause(at(text, trigger), at(text, trigger), type, subtype, tuple((n, at(text, w)) for n, w in given))
    tagged = Tagged(report(text), attributions, tuple(sorted(entities, key=lambda e: e.span)), (), (clause,))
    found: dict[str, list[str]] = {}
    for name, span in filled(tagged, [clause])[0].roles:
        found.setdefault(name, []).append(text[slice(*span)])
    return found


@pytest.mark.parametrize(
    ("text", "trigger", "type", "wanted"),
    [
        ("In May two clerks were wounded.", "were wounded", "ASSAULT", {"recipient": ["two clerks"]}),
        ("She was arrested at noon.", "was arrested", "COERCE", {"recipient": ["She"]}),
        ("The clinic was shelled by the rebels.", "was shelled", "ASSAULT",
         {"actor": ["rebels"], "recipient": ["clinic"]}),
        ("They denounced the bombing of the mill by rebels.", "bombing", "ASSAULT",
         {"actor": ["rebels"], "recipient": ["mill"]}),
        ("The attack on the convoy went on.", "attack", "ASSAULT", {"recipient": ["convoy"]}),
        ("By shooting the doctors they ruled.", "shooting", "ASSAULT", {"recipient": ["doctors"]}),
        ("They have attacked the mill.", "have attacked", "ASSAULT", {"actor": ["They"], "recipient": ["mill"]}),
        ("Nobody knows who was hit, or where.", "was hit", "ASSAULT", {}),
        ("The bombing went on at night.", "bombing", "ASSAULT", {}),
    ],
)  # fmt: skip
def test_who_hit_whom(text: str, trigger: str, type: str, wanted: dict[str, list[str]]) -> None:
    assert roles(text, trigger, type) == wanted


def test_whom_a_relative_clause_tells_of() -> None:
    text = "They mourn Oran Telle, who was killed in Velm."
    assert roles(text, "was killed", "ASSAULT", person="Oran Telle", place="Velm") == {"recipient": ["Oran Telle"]}


def test_a_role_that_the_reader_filled_stays() -> None:
    text = "She was arrested by the guards."
    assert roles(text, "was arrested", "COERCE", given=(("actor", "guards"),)) == {
        "actor": ["guards"],
        "recipient": ["She"],
    }


def test_who_would_veto_what_and_where() -> None:
    text = "A draft lies before the Security Council. Kessara says it would veto the draft."
    assert roles(text, "would veto", "THREATEN", "veto", organization="the Security Council", place="Kessara") == {
        "actor": ["it"],
        "body": ["Security Council"],
        "instrument": ["draft"],
    }


def test_a_draft_that_demands() -> None:
    text = "They spoke of a draft resolution at the Velm Assembly demanding that Telle go."
    found = roles(text, "demanding", "REQUEST", "draft-resolution", organization="the Velm Assembly")
    assert found == {"body": ["Velm Assembly"], "instrument": ["draft resolution"]}


def test_what_must_be_done_by_whom_and_who_says_so() -> None:
    text = "Minister Oran Telle said on Sunday that those fighting the army must lay down their arms."
    found = roles(
        text,
        "must lay",
        "REQUEST",
        given=(("actor", "fighting the army"), ("place", "army")),
        said=("Minister Oran Telle", "said", "those fighting the army must lay down their arms"),
    )
    assert found == {
        "actor": ["Minister Oran Telle"],
        "content": ["lay down their arms"],
        "recipient": ["those fighting the army"],
    }


def test_what_has_a_price() -> None:
    text = 'Telle says prices for imported bread have "soared" since May.'
    assert roles(text, "soared", None, "economic") == {"item": ["prices for imported bread"]}


def test_an_event_does_not_reach_into_another_sentence() -> None:
    text = "The Velm Council met. Kessara would veto the draft."
    clause = Clause(at(text, "would veto"), at(text, "would veto"), "THREATEN", "veto")
    entities = (Entity(at(text, "The Velm Council"), "organization"), Entity(at(text, "Kessara"), "place"))
    (made,) = filled(Tagged(report(text), (), entities, (), (clause,)), [clause])
    assert ("body", at(text, "Velm Council")) in made.roles
    assert made.span == at(text, "Kessara would veto the draft")


@given(
    st.text(alphabet="the must bya.said,\n ", min_size=1, max_size=80),
    st.integers(0, 79),
    st.integers(1, 12),
    st.sampled_from([("ASSAULT", "attack"), ("REQUEST", None), ("THREATEN", "veto"), (None, "economic")]),
)
def test_any_trigger_gets_roles_within_the_text(
    text: str, start: int, size: int, kind: tuple[str | None, str | None]
) -> None:
    trigger = (min(start, len(text) - 1), min(start + size, len(text)))
    clause = Clause(trigger, trigger, *kind)
    (made,) = filled(Tagged(report(text), (), (), (), (clause,)), [clause])
    assert all(0 <= a < b <= len(text) for _, (a, b) in made.roles)
