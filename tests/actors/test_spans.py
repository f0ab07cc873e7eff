from __future__ import annotations

import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

sys.path.insert(0, str(Path(__file__).parents[1] / "reading"))
from made_reports import report

from reportedly.actors.spans import completed, person_spans
from reportedly.reading.tags import Entity, Tagged


def tagged(text: str, *names: str) -> Tagged:
    made = report(text)
    found = [(made.text.index(name), name) for name in names]
    return Tagged(made, entities=tuple(Entity((a, a + len(name)), "person") for a, name in sorted(found)))


@pytest.mark.parametrize(
    ("text", "tags", "names"),
    [
        ("Then Mr. Tolin left.", [". Tolin"], ["Tolin"]),
        ("Then Mr. Tolin left.", ["Mr", "Tolin"], ["Tolin"]),
        ("Then TomÃ¡s Berek left.", ["TomÃ", "Berek"], ["TomÃ¡s Berek"]),
        ("Then Ivo Berek III left.", ["Ivo Berek"], ["Ivo Berek III"]),
        ("Then Ivo Berek, Jr. left.", ["Ivo Berek"], ["Ivo Berek, Jr."]),
        ("Then she met Ivo Berek.", ["she", "Ivo Berek"], ["Ivo Berek"]),
        ("Mara Tolin, Ivo Berek left.", ["Mara Tolin", "Ivo Berek"], ["Mara Tolin", "Ivo Berek"]),
    ],
)
def test_person_spans(text: str, tags: list[str], names: list[str]) -> None:
    made = tagged(text, *tags)
    assert [made.report.text[slice(*s)] for s in person_spans(made)] == names


@pytest.mark.parametrize(
    ("text", "words", "whole"),
    [
        ("Then Mr. Ivo Berek left.", "Mr", "Mr. Ivo Berek"),
        ("Then Ivo Berek left.", "Ivo", "Ivo Berek"),
        ("Ivo Berek met the others.", "Ivo Berek met the others", "Ivo Berek"),
        ("He saw a farmer named Ivo Berek.", "a farmer", "a farmer named Ivo Berek"),
        ("Those who in May left met Ivo Berek.", "who in May", "who"),
        ("The talk, which Ivo Berek began.", "which Ivo Berek", "Ivo Berek"),
        ("These clerks, Ivo Berek explained, left.", "These clerks, Ivo Berek", "Ivo Berek"),
        ("Then Ivo Berek left.", "Ivo Berek", "Ivo Berek"),
        ("The minister left Ivo Berek.", "The minister", "The minister"),
    ],
)
def test_completed(text: str, words: str, whole: str) -> None:
    made = tagged(text, "Ivo Berek")
    at = made.report.text.index(words)
    assert completed(made.report.text, (at, at + len(words)), words, person_spans(made)) == whole


@given(st.text(alphabet="AÃ¡b. ,'’-\n", max_size=40), st.integers(0, 40), st.integers(0, 40))
def test_any_span_is_brought_to_words(text: str, start: int, end: int) -> None:
    made = report(f"{text} End.")
    a, b = sorted((min(start, len(made.text)), min(end, len(made.text))))
    for span in person_spans(Tagged(made, entities=(Entity((a, b), "person"),))):
        assert 0 <= span[0] < span[1] <= len(made.text)
