"""The sentences with annotated figures parse, cover every measure, and hold together; the reader refuses the rest."""

from __future__ import annotations

import itertools
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from training.sentences import figures
from training.sentences.figures import MEASURES, AnnotationError, Figure, Sentence, parse, read

FILES = sorted(Path(figures.__file__).parent.glob("figures-*.txt"))


@pytest.fixture(scope="module")
def corpus() -> list[Sentence]:
    return list(itertools.chain.from_iterable(map(read, FILES)))


def test_figures_with_and_without_bounds() -> None:
    sentence = parse("{killed|12|- At least 12 miners} died {area-distance|1.5|1.5 1.5 miles} down.")
    assert sentence.text == "At least 12 miners died 1.5 miles down."
    assert sentence.figures == (
        Figure((0, 18), "killed", 12, None, None),
        Figure((24, 33), "area-distance", 1.5, 1.5, None),
    )
    assert sentence.text[24:33] == "1.5 miles"


def test_money_has_a_unit_that_may_be_unknown() -> None:
    sentence = parse("It cost {money|-|5|USD up to $5} or {money|90|90|- 90 pesos}.")
    assert [(f.low, f.high, f.unit) for f in sentence.figures] == [(None, 5, "USD"), (90, 90, None)]


def test_a_sentence_may_have_no_figure() -> None:
    assert parse("He is 35.") == Sentence("He is 35.", ())


@pytest.mark.parametrize(
    "line",
    [
        "{hurt|3|3 three} fell.",
        "{killed|3 three} fell.",
        "{killed|-|- three} fell.",
        "{killed|4|3 three} fell.",
        "{killed|3|3  three} fell.",
        "{killed|3|3 three } fell.",
        "{killed|3|3 } fell.",
        "{killed|3|3 three fell.",
        "three} fell.",
        "{killed|3|3 {killed|2|2 two} three} fell.",
        "{killed|3|3|USD three} fell.",
        "{money|3|3 three euros} fell.",
        "{money|3|3|euro three euros} fell.",
        "{killed|3,000|3,000 three} fell.",
    ],
)
def test_what_is_not_valid_is_refused(line: str) -> None:
    with pytest.raises(AnnotationError):
        parse(line)


@given(st.text(alphabet="{}|12 -.kiledUSD", max_size=60))
def test_any_line_parses_or_is_refused(line: str) -> None:
    try:
        sentence = parse(line)
    except AnnotationError:
        return
    assert not set("{}|") & set(sentence.text)


def test_an_error_names_file_and_line(tmp_path: Path) -> None:
    path = tmp_path / "bad.txt"
    path.write_text("# a comment\n\n{hurt|3|3 Three} fell.\n", encoding="utf-8")
    with pytest.raises(AnnotationError, match=r"bad\.txt:3"):
        read(path)


def test_there_is_enough(corpus: list[Sentence]) -> None:
    assert len(corpus) >= 900
    assert all(len(read(path)) >= 150 for path in FILES)


def test_every_measure_is_covered(corpus: list[Sentence]) -> None:
    counts = Counter(figure.measure for sentence in corpus for figure in sentence.figures)
    assert {measure: counts[measure] for measure in MEASURES if counts[measure] < 60} == {}


def test_enough_sentences_have_no_figure(corpus: list[Sentence]) -> None:
    assert sum(not sentence.figures for sentence in corpus) >= 0.2 * len(corpus)


def test_bounds_of_every_sort_are_there(corpus: list[Sentence]) -> None:
    bounds = [(f.low, f.high) for sentence in corpus for f in sentence.figures]
    assert sum(high is None for _, high in bounds) >= 100
    assert sum(low is None for low, _ in bounds) >= 60
    assert sum(None not in (low, high) and low != high for low, high in bounds) >= 60
    assert sum(low == high == 0 for low, high in bounds) >= 8


def test_no_sentence_stands_twice(corpus: list[Sentence]) -> None:
    counts = Counter(" ".join(sentence.text.lower().split()) for sentence in corpus)
    assert [text for text, count in counts.items() if count > 1] == []


def test_spans_are_words_of_the_text(corpus: list[Sentence]) -> None:
    for sentence in corpus:
        end = 0
        for figure in sentence.figures:
            assert end <= figure.span[0] < figure.span[1] <= len(sentence.text), sentence.text
            end = figure.span[1]
            words = sentence.text[slice(*figure.span)]
            assert words == words.strip(" ,;:"), sentence.text
            outside = sentence.text[figure.span[0] - 1 : figure.span[0]] + sentence.text[end : end + 1]
            assert not any(char.isalnum() for char in outside), sentence.text


def test_text_is_natural(corpus: list[Sentence]) -> None:
    for sentence in corpus:
        assert not any(mark in sentence.text for mark in ("  ", " ,", " .", " ;", "...")), sentence.text
        assert sentence.text[0].isupper() or sentence.text[0] in '"`$€£0123456789', sentence.text
        assert sentence.text[-1] in '.?!"' or any(word.isupper() and len(word) > 2 for word in sentence.text.split())
