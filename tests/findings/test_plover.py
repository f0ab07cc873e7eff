"""PLOVER modes and contexts: the names that the documentation lists, and words however long."""

from __future__ import annotations

import re
import time
from pathlib import Path

import pytest

from reportedly.findings.plover import CONTEXTS, MODES, contexts_of, mode_of

MODEL = Path(__file__).parents[2] / "docs" / "data-model.md"


def quoted(text: str) -> list[str]:
    return re.findall("`([^`]+)`", text)


def test_modes_and_contexts_are_those_of_the_data_model() -> None:
    section = MODEL.read_text(encoding="utf-8").partition("Modes, by type")[2]
    table, _, rest = section.partition("Contexts: ")
    listed = {}
    for line in table.splitlines():
        if line.startswith("| `"):
            types, modes = line.strip("| ").split("|")
            listed |= dict.fromkeys(quoted(types), frozenset(quoted(modes)))
    assert listed == MODES
    assert tuple(quoted(rest.partition("PLOVER spells")[0])) == CONTEXTS == tuple(sorted(CONTEXTS))


def test_the_trigger_tells_before_the_rest_of_the_words() -> None:
    assert mode_of("ASSAULT", "attack", "abducted", "gunmen villagers") == "abduct"
    assert mode_of("ASSAULT", "attack", "killed", "gunmen villagers") == "firearms"
    assert mode_of("ASSAULT", "attack", "killed", "villagers") is None
    assert mode_of("REJECT", "cease-fire", "refused", "") == "yield"
    assert mode_of(None, "strike", "strike", "") is None


def test_words_are_whole_and_may_be_wrapped() -> None:
    assert contexts_of("The armyworm ate the courtyard.") == ()
    assert contexts_of("The secret\nservice was told of the Human Rights case.") == ("human_rights", "intelligence")
    assert mode_of("PROTEST", None, "began a hunger\nstrike", "") == "hunger"


@pytest.mark.parametrize("words", ["suspended ", "was cut ", "a ", "-", " \n", "broke off ", "fired "])
def test_long_words_take_no_time_to_speak_of(words: str) -> None:
    text = words * 20_000
    started = time.process_time()
    for type in MODES:
        mode_of(type, None, text, text)
    contexts_of(text)
    assert time.process_time() - started < 3
