"""The annotated training sentences parse, cover every type, and hold together; the parser refuses what is not valid."""

from __future__ import annotations

import itertools
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from training.sentences import parse as sentences
from training.sentences.parse import AnnotationError, Sentence, parse, read

FILES = sorted(Path(sentences.__file__).parent.glob("events-*.txt"))


@pytest.fixture(scope="module")
def corpus() -> list[Sentence]:
    return list(itertools.chain.from_iterable(map(read, FILES)))


def words(sentence: Sentence, span: tuple[int, int]) -> str:
    return sentence.text[slice(*span)]


def test_an_event_with_its_roles() -> None:
    sentence = parse("[actor Orvania] has [!AGREE/contract/happened/hearsay reportedly signed] for [item 24 jets].")
    assert sentence.text == "Orvania has reportedly signed for 24 jets."
    (event,) = sentence.events
    assert (event.type, event.subtype, event.status) == ("AGREE", "contract", "happened")
    assert (event.negated, event.voice) == (False, "hearsay")
    assert words(sentence, event.trigger) == "reportedly signed"
    assert {role: [words(sentence, s) for s in spans] for role, spans in event.roles.items()} == {
        "actor": ["Orvania"],
        "item": ["24 jets"],
    }


def test_one_span_serves_two_events_and_spans_nest() -> None:
    sentence = parse(
        "The [actor12 [body council]] [!REJECT/vote/refused/not/attributed did not vote] but "
        "[!2 -/economic/ongoing fell]."
    )
    first, second = sentence.events
    assert first.roles["actor"] == first.roles["body"] == second.roles["actor"]
    assert first.negated
    assert first.voice == "attributed"
    assert second.type is None
    assert "body" not in second.roles


@pytest.mark.parametrize(
    "line",
    [
        "[actor A] fled.",  # a role without an event
        "[actor A] [!FLEE/-/happened fled].",
        "[actor A] [!RETREAT/-/done fled].",
        "[actor A] [!RETREAT/flight/happened fled].",
        "[actor A] [!RETREAT/-/happened/attributed/not fled].",
        "[actor A] [!-/-/happened fled].",
        "[agent A] [!RETREAT/-/happened fled].",
        "[actor A [!RETREAT/-/happened fled].",
        "[actor A]] [!RETREAT/-/happened fled].",
        "[actor  A] [!RETREAT/-/happened fled].",
        "[actor ] [!RETREAT/-/happened fled].",
        "[actor A] [!2 RETREAT/-/happened fled].",
        "[!RETREAT/-/happened fled] and [!RETREAT/-/happened fled].",
    ],
)
def test_what_is_not_valid_is_refused(line: str) -> None:
    with pytest.raises(AnnotationError):
        parse(line)


@given(st.text(alphabet="[]!12 /-abA", max_size=60))
def test_any_line_parses_or_is_refused(line: str) -> None:
    try:
        sentence = parse(line)
    except AnnotationError:
        return
    assert "[" not in sentence.text
    assert "]" not in sentence.text


def test_an_error_names_file_and_line(tmp_path: Path) -> None:
    path = tmp_path / "bad.txt"
    path.write_text("# a comment\n\nThe sea is [wet].\n", encoding="utf-8")
    with pytest.raises(AnnotationError, match=r"bad\.txt:3"):
        read(path)


def test_every_file_is_long_enough() -> None:
    assert len(FILES) >= 6
    assert all(len(read(path)) >= 150 for path in FILES)


def test_every_type_subtype_and_status_is_covered(corpus: list[Sentence]) -> None:
    events = [event for sentence in corpus for event in sentence.events]
    types = Counter(event.type for event in events)
    assert {kind: types[kind] for kind in sentences.TYPES if types[kind] < 40} == {}
    subtypes = Counter(event.subtype for event in events)
    assert {kind: subtypes[kind] for kind in sentences.SUBTYPES if subtypes[kind] < 10} == {}
    statuses = Counter(event.status for event in events)
    assert {status: statuses[status] for status in sentences.STATUSES if statuses[status] < 25} == {}
    assert sum(event.negated for event in events) >= 50
    assert Counter(event.voice for event in events)["hearsay"] >= 30


def test_enough_sentences_have_no_event(corpus: list[Sentence]) -> None:
    assert sum(not sentence.events for sentence in corpus) >= 0.15 * len(corpus)


def test_no_sentence_stands_twice(corpus: list[Sentence]) -> None:
    counts = Counter(" ".join(sentence.text.lower().split()) for sentence in corpus)
    assert [text for text, count in counts.items() if count > 1] == []


def test_spans_are_words_of_the_text(corpus: list[Sentence]) -> None:
    for sentence in corpus:
        for event in sentence.events:
            assert event.roles, sentence.text
            for start, end in (event.trigger, *itertools.chain.from_iterable(event.roles.values())):
                assert 0 <= start < end <= len(sentence.text), sentence.text
                outside = sentence.text[start - 1 : start] + sentence.text[end : end + 1]
                assert not any(char.isalnum() for char in outside), sentence.text


def test_text_is_natural(corpus: list[Sentence]) -> None:
    for sentence in corpus:
        assert not any(mark in sentence.text for mark in ("  ", " ,", " .", " ;")), sentence.text
        assert sentence.text[0].isupper() or sentence.text[0] in '"0123456789', sentence.text
