"""The labelled sentences of public news sets keep to their form, and their spans are words of the documents."""

from __future__ import annotations

import json
from collections import Counter
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportedly.reports.sentences import lines, split_sentences
from training.sets import news
from training.sets.news import LabelledSentence, NotLabels, read

SETS = Path(news.__file__).parent
RE3D = SETS / "events-re3d.jsonl"
DOCUMENTS = Path(__file__).parents[3] / "shared" / "data" / "re3d"

EVENT: dict[str, Any] = {
    "type": "ASSAULT",
    "subtype": "attack",
    "status": "happened",
    "negated": False,
    "voice": "own",
    "trigger": [20, 28],
    "roles": {"actor": [[10, 19]], "place": [[32, 40], [45, 50]]},
}
ROW: dict[str, Any] = {"set": "ours", "doc": "a", "start": 10, "end": 60, "events": [EVENT]}


def changed(path: str, value: Any) -> dict[str, Any]:
    """:data:`ROW` with another value at ``path``, names and indices with dots between."""
    row = deepcopy(ROW)
    *way, last = [int(step) if step.isdigit() else step for step in path.split(".")]
    at: Any = row
    for step in way:
        at = at[step]
    at[last] = value
    return row


def written(file: Path, *rows: Any) -> Path:
    file.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return file


@pytest.fixture(scope="module")
def labelled() -> list[LabelledSentence]:
    return read(RE3D)


@pytest.fixture(scope="module")
def texts() -> dict[str, str]:
    files = sorted(DOCUMENTS.glob("*/documents.jsonl"))
    if not files:
        pytest.skip("needs the shared data")
    rows = [json.loads(line) for file in files for line in file.read_text(encoding="utf-8").splitlines() if line]
    return {row["_id"]: row["text"] for row in rows}


def test_a_sentence_and_its_event(tmp_path: Path) -> None:
    (sentence,) = read(written(tmp_path / "x.jsonl", ROW))
    assert (sentence.set, sentence.doc, sentence.start, sentence.end) == ("ours", "a", 10, 60)
    (event,) = sentence.events
    assert (event.type, event.subtype, event.status, event.negated, event.voice) == (
        "ASSAULT",
        "attack",
        "happened",
        False,
        "own",
    )
    assert event.trigger == (20, 28)
    assert event.roles == {"actor": ((10, 19),), "place": ((32, 40), (45, 50))}


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("doc", ""),
        ("start", "10"),
        ("start", -1),
        ("end", 10),
        ("events", None),
        ("events", [EVENT, EVENT]),
        ("more", 1),
        ("events.0.more", 1),
        ("events.0.type", "ATTACK"),
        ("events.0.type", []),
        ("events.0.subtype", "war"),
        ("events.0.status", None),
        ("events.0.negated", 0),
        ("events.0.voice", "ours"),
        ("events.0.trigger", [28, 28]),
        ("events.0.trigger", [20, 61]),
        ("events.0.trigger", [20, True]),
        ("events.0.trigger", [15, 28]),
        ("events.0.roles", []),
        ("events.0.roles.victim", [[32, 40]]),
        ("events.0.roles.actor", []),
        ("events.0.roles.place", [[45, 50], [32, 40]]),
    ],
)
def test_what_is_not_in_the_format_is_refused_with_its_line(tmp_path: Path, path: str, value: Any) -> None:
    first = {"set": "ours", "doc": "a", "start": 0, "end": 9, "events": []}
    assert len(read(written(tmp_path / "good.jsonl", first, ROW))) == 2
    with pytest.raises(NotLabels, match=r"bad\.jsonl:2: "):
        read(written(tmp_path / "bad.jsonl", first, changed(path, value)))


def test_an_event_without_type_and_subtype_is_refused(tmp_path: Path) -> None:
    row = changed("events.0.type", None)
    assert read(written(tmp_path / "x.jsonl", row))[0].events[0].type is None
    row["events"][0]["subtype"] = None
    with pytest.raises(NotLabels, match="a type or a subtype"):
        read(written(tmp_path / "x.jsonl", row))


@pytest.mark.parametrize("second", [{"start": 59, "end": 70}, {"doc": "A", "start": 70, "end": 80}])
def test_sentences_that_overlap_or_are_not_sorted_are_refused(tmp_path: Path, second: dict[str, Any]) -> None:
    after = {**ROW, "start": 60, "end": 70, "events": []}
    assert len(read(written(tmp_path / "x.jsonl", ROW, after))) == 2
    with pytest.raises(NotLabels, match="not sorted"):
        read(written(tmp_path / "x.jsonl", ROW, {**after, **second}))


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers(-3, 70) | st.sampled_from(["", "ASSAULT", "attack", "actor"]),
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from([*ROW, *EVENT]), inner),
        max_leaves=8,
    ),
    st.sampled_from(["", "doc", "start", "events", "events.0", "events.0.type", "events.0.trigger", "events.0.roles"]),
)
def test_anything_is_read_or_refused(tmp_path_factory: pytest.TempPathFactory, value: Any, path: str) -> None:
    file = written(tmp_path_factory.getbasetemp() / "any.jsonl", changed(path, value) if path else value)
    try:
        (sentence,) = read(file)
    except NotLabels:
        return
    for event in sentence.events:
        assert sentence.start <= event.trigger[0] < event.trigger[1] <= sentence.end


@pytest.mark.parametrize("file", sorted(SETS.glob("events-*.jsonl")), ids=lambda file: file.stem)
def test_every_committed_file_is_in_the_format(file: Path) -> None:
    found = read(file)
    assert {f"events-{sentence.set}" for sentence in found} == {file.stem}
    assert any(sentence.events for sentence in found)
    assert not all(sentence.events for sentence in found)


def test_there_are_sentences_enough_with_and_without_events(labelled: list[LabelledSentence]) -> None:
    assert len(labelled) >= 350
    empty = sum(not sentence.events for sentence in labelled)
    assert len(labelled) / 5 < empty < len(labelled) / 2
    types = Counter(event.type for sentence in labelled for event in sentence.events)
    assert all(types[name] >= 10 for name in ("ACCUSE", "AGREE", "AID", "ASSAULT", "CONSULT", "REQUEST", "SUPPORT"))


def test_labelled_sentences_are_sentences_of_documents_that_are_not_kept(
    labelled: list[LabelledSentence], texts: dict[str, str]
) -> None:
    kept = set(sorted(texts)[::5])
    split = {doc: {s for line in lines(text) for s in split_sentences(text, line)} for doc, text in texts.items()}
    for sentence in labelled:
        assert sentence.doc not in kept
        assert (sentence.start, sentence.end) in split[sentence.doc]


def test_no_sentence_with_words_is_left_out_of_a_document(
    labelled: list[LabelledSentence], texts: dict[str, str]
) -> None:
    here = {(sentence.doc, sentence.start) for sentence in labelled}
    for doc in {doc for doc, _ in here}:
        text = texts[doc]
        for a, b in (s for line in lines(text) for s in split_sentences(text, line)):
            assert (doc, a) in here or not any(char.isalnum() for char in text[a:b])


def test_spans_are_whole_words(labelled: list[LabelledSentence], texts: dict[str, str]) -> None:
    for sentence in labelled:
        text = texts[sentence.doc]
        for event in sentence.events:
            for start, end in [event.trigger, *(span for spans in event.roles.values() for span in spans)]:
                assert text[start:end] == text[start:end].strip(), (sentence.doc, start)
                for edge in (start, end):  # no word goes on over an edge
                    around = text[max(edge - 1, 0) : edge + 1]
                    assert len(around) < 2 or not around.isalnum(), (sentence.doc, start)
