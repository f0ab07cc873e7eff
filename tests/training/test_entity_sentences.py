"""The sentences with marked mentions parse, cover every type, and hold together; the reader refuses the rest."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from training.sentences import entities
from training.sentences.entities import PRONOUNS, TYPES, AnnotationError, Sentence, parse, read

FILES = sorted(Path(entities.__file__).parent.glob("entities-*.txt"))


@pytest.fixture(scope="module")
def corpus() -> list[Sentence]:
    return list(itertools.chain.from_iterable(map(read, FILES)))


def test_mentions_lie_where_their_words_are() -> None:
    sentence = parse("[title Foreign Minister] [person Ana Brecht] left [place Kessra]'s port.")
    assert sentence.text == "Foreign Minister Ana Brecht left Kessra's port."
    assert sentence.mentions == ((0, 16, "title"), (17, 27, "person"), (33, 39, "place"))
    assert sentence.text[33:39] == "Kessra"


def test_offsets_are_code_points() -> None:
    sentence = parse("“Žalm 𝄞” met [person Çelo].")
    assert [sentence.text[start:end] for start, end, _ in sentence.mentions] == ["Çelo"]


def test_a_sentence_may_have_no_mention() -> None:
    assert parse("It rained.") == Sentence("It rained.", ())


@pytest.mark.parametrize(
    "line",
    [
        "[city Kessra] fell.",
        "[Place Kessra] fell.",
        "[place] fell.",
        "[place ] fell.",
        "[place  Kessra] fell.",
        "[place Kessra ] fell.",
        "[place Kessra fell.",
        "place Kessra] fell.",
        "[Kessra] fell.",
        "[organization Bank of [place Kessra]] fell.",
        "[place Kess]ra fell.",
        "Old[place Kessra] fell.",
    ],
)
def test_what_is_not_valid_is_refused(line: str) -> None:
    with pytest.raises(AnnotationError):
        parse(line)


@given(st.text(alphabet="[]placetime KÉ.", max_size=60))
def test_any_line_parses_or_is_refused(line: str) -> None:
    try:
        sentence = parse(line)
    except AnnotationError:
        return
    assert not set("[]") & set(sentence.text)
    assert len(sentence.text) <= len(line)


@given(st.lists(st.tuples(st.sampled_from(sorted(TYPES)), st.from_regex(r"[^\W_]+(?: [^\W_]+)?", fullmatch=True))))
def test_what_is_marked_is_read_back(parts: list[tuple[str, str]]) -> None:
    sentence = parse("; ".join(f"[{kind} {words}]" for kind, words in parts))
    assert [(kind, sentence.text[start:end]) for start, end, kind in sentence.mentions] == parts


def test_an_error_names_file_and_line(tmp_path: Path) -> None:
    path = tmp_path / "bad.txt"
    path.write_text("# a comment\n\n[town Kessra] fell.\n", encoding="utf-8")
    with pytest.raises(AnnotationError, match=r"bad\.txt:3"):
        read(path)


def test_there_is_enough(corpus: list[Sentence]) -> None:
    assert len(corpus) >= 450
    assert all(len(read(path)) >= 150 for path in FILES)


def test_every_type_is_covered(corpus: list[Sentence]) -> None:
    counts = Counter(kind for sentence in corpus for _, _, kind in sentence.mentions)
    assert {kind: counts[kind] for kind in TYPES if counts[kind] < 60} == {}


def test_titles_stand_beside_names_and_alone(corpus: list[Sentence]) -> None:
    beside = alone = 0
    for sentence in corpus:
        for start, end, kind in sentence.mentions:
            if kind == "title":
                near = {start - 1, start - 2, end + 1, end + 2}
                named = any(k == "person" and {s, e} & near for s, e, k in sentence.mentions)
                beside, alone = beside + named, alone + (not named)
    assert beside >= 60
    assert alone >= 60


def test_lines_in_capitals_and_lines_without_mentions_are_there(corpus: list[Sentence]) -> None:
    assert sum(sentence.text.isupper() for sentence in corpus) >= 15
    assert sum(not sentence.mentions for sentence in corpus) >= 20


def test_the_same_words_have_more_than_one_type(corpus: list[Sentence]) -> None:
    kinds: dict[str, set[str]] = {}
    for sentence in corpus:
        for start, end, kind in sentence.mentions:
            kinds.setdefault(sentence.text[start:end], set()).add(kind)
    assert sum({"organization", "place"} <= held for held in kinds.values()) >= 10
    places = {words for words, held in kinds.items() if "place" in held}
    assert sum("person" in held and not places.isdisjoint(name.split()) for name, held in kinds.items()) >= 5


def test_no_sentence_stands_twice(corpus: list[Sentence]) -> None:
    counts = Counter(" ".join(sentence.text.lower().split()) for sentence in corpus)
    assert [text for text, count in counts.items() if count > 1] == []


def test_spans_end_where_the_rules_say(corpus: list[Sentence]) -> None:
    for sentence in corpus:
        end = 0
        for start, stop, kind in sentence.mentions:
            assert end <= start < stop <= len(sentence.text), sentence.text
            end = stop
            words = sentence.text[start:stop]
            assert words == words.strip(' ,;:"“”'), words
            assert not re.search(r"['’]s?$", words), words
            # "A" is outside but for a number ("a dozen"), an amount, a time and an initial.
            if kind not in ("quantity", "money", "time", "person"):
                assert not re.match(r"(?:a|an|A|An) ", words), words
                before = sentence.text[max(0, start - 5) : start]
                if kind != "nationality":
                    assert not re.search(r"(?:^|\s)the $", before, re.IGNORECASE), sentence.text


def test_marked_pronouns_are_marked_everywhere(corpus: list[Sentence]) -> None:
    for sentence in corpus:
        inside = {k for start, end, _ in sentence.mentions for k in range(start, end)}
        for match in re.finditer(r"\b(?:I|[Hh]e|[Ss]he|[Ww]e|us)\b(?![.'’])", sentence.text):
            if not sentence.text.isupper():
                assert match[0].lower() in PRONOUNS
                assert match.start() in inside, sentence.text


def test_text_is_natural(corpus: list[Sentence]) -> None:
    for sentence in corpus:
        assert not any(mark in sentence.text for mark in ("  ", " ,", " .", " ;", "...")), sentence.text
