"""Words that are an act by themselves, and what the model must hold of them."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportedly.reading.tags import Clause
from reportedly.reading.triggers import _choices, apart, as_listed, listed, with_listed
from reportedly.reading.windows import EMPTY, Window


def found(text: str) -> list[tuple[str, str | None, str | None, float]]:
    return [(text[slice(*span)], act.type, act.subtype, act.least) for span, act in listed(text, 0, len(text))]


def window(text: str) -> Window:
    """A window whose pieces are the words of ``text``."""
    spans = [EMPTY]
    at = 0
    for word in text.split():
        at = text.index(word, at)
        spans.append((at, at + len(word)))
        at += len(word)
    spans.append(EMPTY)
    return Window([0] * len(spans), [0] * len(spans), spans)


def clause(text: str, trigger: str, type: str | None, **roles: str) -> Clause:
    def at(words: str) -> tuple[int, int]:
        return text.index(words), text.index(words) + len(words)

    filled = tuple((name, at(words)) for name, words in roles.items())
    return Clause((0, len(text)), at(trigger), type, None, filled, "planned", False, 0.3)


@pytest.mark.parametrize(
    ("text", "words", "type", "subtype"),
    [
        ("Nine miners were badly wounded.", "were badly wounded", "ASSAULT", "attack"),
        ("The bombing of the mill went on.", "bombing", "ASSAULT", "attack"),
        ("Two clerks have been detained in Velm.", "have been detained", "COERCE", None),
        ("A clerk was charged with arson.", "was charged with", "ACCUSE", None),
        ("Lumera would veto the text.", "would veto", "THREATEN", "veto"),
        ("Kessara has blocked UN sanctions.", "has blocked UN sanctions", "REJECT", "restriction"),
        ("Kessara will abide by existing contracts.", "will abide by existing contracts", "AGREE", "contract"),
        ("Kessara sees no reason to halt the trade.", "sees no reason to halt", "REJECT", None),
        ("The rebels must lay down their arms.", "must lay", "REQUEST", None),
        ("A draft resolution before the council calling for a truce.", "calling for", "REQUEST", "draft-resolution"),
        ("The plan agreed by both sides in Velm.", "agreed by", "AGREE", None),
        ("The proposals he made in Velm are secret.", "proposals he made", "REQUEST", "proposal"),
        ("She came back from talks with Telle.", "talks with", "CONSULT", "talks"),
        ("Troops set up three checkpoints.", "set up three checkpoints", "MOBILIZE", "deployment"),
        ("Prices for bread have soared.", "have soared", None, "economic"),
        ("Some 900 farmers have already fled.", "have already fled", None, "displacement"),
    ],
)
def test_what_the_list_knows(text: str, words: str, type: str | None, subtype: str | None) -> None:
    assert [(w, t, s) for w, t, s, _ in found(text)] == [(words, type, subtype)]


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("There was no attack.", "attack"),  # none
        ("He warned of possible bombings.", "bombings"),
        ("Women are victims of armed attack.", "attack"),  # any of its kind
        ("The army has six attack helicopters.", "attack"),  # another noun's
        ("A balloon rose over Velm.", "rose"),  # nothing that has a price
        ("Trees poured into the valley.", "poured into"),  # no troops, unless the model says so
    ],
)
def test_words_that_are_no_act(text: str, word: str) -> None:
    assert word not in [w for w, *_, least in found(text) if least < 0.2]


def test_what_a_protest_is_for_is_no_second_act() -> None:
    text = "Miners marched through Velm, saying the mayors must resign."
    protest = clause(text, "marched", "PROTEST")
    ((_, _), (_, act)) = listed(text, 0, len(text))
    demand = clause(text, "must resign", "REQUEST")
    assert apart(text, [(protest, None), (demand, act)]) == [protest]
    assert apart(text, [(demand, act)]) == [demand]


def test_a_demand_of_nobody_in_particular_needs_the_models_word() -> None:
    assert [least for *_, least in found("The rebels must leave Velm.")] == [0.0]
    assert [least for *_, least in found("He must leave Velm.")] == [0.5]


def test_a_noun_that_says_when_needs_more() -> None:
    assert [least for *_, least in found("The bombing in Velm went on.")] == [0.45]
    assert [least for *_, least in found("Shops shut after the bombing in Velm.")] == [0.5]


def test_there_is_no_embargo() -> None:
    text = "There are no formal restrictions on such sales."
    ((_, act),) = listed(text, 0, len(text))
    made = as_listed(clause(text, "no formal", "SANCTION"), act)
    assert (made.type, made.subtype, made.status, made.negated) == ("SANCTION", "restriction", "ongoing", True)
    assert made.confidence == 0.5  # so it is, whatever the model says


def test_what_the_model_passed_over_is_added_where_it_is_likely_enough() -> None:
    text = "Rebels met Telle after nine guards were wounded ."
    one = window(text)
    happens = np.zeros(len(one.spans), dtype=np.float32)
    happens[2] = 0.9
    met = ((2, 2), 5, 0.9)
    assert with_listed(text, one, happens, [met]) == ([met], [None])
    happens[8] = 0.12
    runs, acts = with_listed(text, one, happens, [met])
    assert [run for run, _, _ in runs] == [(2, 2), (7, 8)]
    assert [act and act.type for act in acts] == [None, "ASSAULT"]


def test_what_the_words_decide_goes_before_the_models_type() -> None:
    text = "Kessara has blocked UN sanctions ."
    one = window(text)
    happens = np.ones(len(one.spans), dtype=np.float32)
    runs, acts = with_listed(text, one, happens, [((2, 3), 14, 0.8), ((5, 5), 14, 0.7)])
    assert [run for run, _, _ in runs] == [(2, 3)]
    assert [act and (act.type, act.status) for act in acts] == [("REJECT", "blocked")]


def test_what_somebody_speaks_of_is_no_second_act() -> None:
    text = "Lumera condemned the bombing of the mill."
    spoken = clause(text, "condemned", "ACCUSE", content="the bombing of the mill")
    ((_, _), (_, act)) = listed(text, 0, len(text))
    told = clause(text, "bombing", "ASSAULT")
    assert apart(text, [(spoken, None), (told, act)]) == [spoken]
    assert apart(text, [(spoken, None), (told, None)]) == [spoken, told]  # the model's own word stands


def test_a_refusal_that_somebody_tells_is_not_the_tellers_threat() -> None:
    text = "Telle said Kessara sees no reason to halt the trade."
    said = clause(text, "said", "THREATEN", content="Kessara sees no reason to halt the trade")
    ((_, act),) = listed(text, 0, len(text))
    refused = clause(text, "sees no reason to halt", "REJECT")
    assert apart(text, [(said, None), (refused, act)]) == [refused]


def test_a_pattern_is_cut_between_alternatives_that_stand_in_no_group() -> None:
    assert _choices(r"a(?:b|c(?:d|e))f|gh?|(?<!x)i") == [r"a(?:b|c(?:d|e))f", "gh?", "(?<!x)i"]
    assert _choices("a") == ["a"]


@given(st.text(alphabet='abcdefghi killedmustprices,. \n\xa0AİT’"', max_size=200))
def test_any_text_gives_words_of_it_in_order_and_apart(text: str) -> None:
    spans = [span for span, _ in listed(text, 0, len(text))]
    assert spans == sorted(spans)
    assert all(a < b for a, b in spans)
    assert all(b <= c for (_, b), (c, _) in pairwise(spans))
