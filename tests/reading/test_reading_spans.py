"""Spans of the text from runs of word pieces."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_tokenizer import small_tokenizer

from reportedly.reading.spans import balanced, grown
from reportedly.reading.windows import windows


@pytest.mark.parametrize(
    ("words", "better"),
    [
        ("OF)", "OF"),
        ("Front (", "Front"),
        ("(OF", "(OF)"),
        ("Front (OF", "Front (OF)"),
        ("Front (OF)", "Front (OF)"),
        (") left", "left"),
        ("left [at", "left [at"),
    ],
)
def test_brackets_have_both_halves(words: str, better: str) -> None:
    text = "The Orvelian Front (OF) left [at dawn]."
    start = text.index(words)
    assert text[slice(*balanced(text, (start, start + len(words))))] == better


@given(st.text("ab ()[]", min_size=1), st.data())
def test_balanced_stays_near_and_never_empty(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    found = balanced(text, (start, end))
    assert start <= found[0] < found[1] <= min(len(text), end + 2)
    assert found == (start, end) or text[slice(*found)] == text[slice(*found)].strip()


def test_grown_runs_are_apart() -> None:
    text = "Kessara said."
    (window,) = windows(text, [[(0, len(text))]], small_tokenizer())
    first, second = 1, 2  # "kess" and "##ara"
    assert [window.spans[n] for n in (first, second)] == [(0, 4), (4, 7)]
    assert grown(text, window, [(first, first), (second, second), (second + 1, second + 1)]) == [
        (first, second),
        (second + 1, second + 1),
    ]
