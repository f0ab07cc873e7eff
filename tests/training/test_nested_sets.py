"""The labelled attributions within attributions keep to their form, and their spans are words of PolNeAR's articles."""

from __future__ import annotations

import json
from collections import Counter
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from training.reader.polnear import Article, Attribution, read_articles, unpacked
from training.sets import nested
from training.sets.nested import NestedContent, NotNested, read

FILE = Path(nested.__file__).parent / "nested-polnear.jsonl"
DATA = Path(__file__).parents[3] / "shared" / "data"

INNER: dict[str, Any] = {"source": [[10, 12]], "cue": [[13, 21]], "content": [[22, 40], [50, 60]]}
ROW: dict[str, Any] = {"set": "ours", "doc": "b", "content": [[10, 40], [50, 60]], "inner": [INNER]}


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
def labelled() -> list[NestedContent]:
    return read(FILE)


@pytest.fixture(scope="module")
def articles(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Article]:
    if not (DATA / "polnear.tar.gz").is_file():
        pytest.skip("needs the shared data")
    folder = unpacked(DATA, tmp_path_factory.mktemp("polnear"))
    return {article.name: article for article in read_articles(folder / "train")}


def test_a_content_and_what_is_said_within_it(tmp_path: Path) -> None:
    (content,) = read(written(tmp_path / "x.jsonl", ROW))
    inner = Attribution(((10, 12),), ((13, 21),), ((22, 40), (50, 60)))
    assert content == NestedContent("ours", "b", ((10, 40), (50, 60)), (inner,))


def test_a_source_may_be_missing_but_no_cue_and_no_content(tmp_path: Path) -> None:
    (content,) = read(written(tmp_path / "x.jsonl", changed("inner.0.source", [])))
    assert content.inner[0].source == ()
    for role in ("cue", "content"):
        with pytest.raises(NotNested, match="has a cue and a content"):
            read(written(tmp_path / "x.jsonl", changed(f"inner.0.{role}", [])))


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("doc", ""),
        ("set", None),
        ("more", 1),
        ("content", []),
        ("content", [[50, 60], [10, 40]]),
        ("content", [[10, 55], [50, 60]]),
        ("content", [[10, 40]]),
        ("inner", None),
        ("inner", [INNER, INNER]),
        ("inner", [{**INNER, "cue": [[14, 21]]}, INNER]),
        ("inner.0.more", 1),
        ("inner.0.source", None),
        ("inner.0.source", [[9, 12]]),
        ("inner.0.source", [[-3, 12]]),
        ("inner.0.source", [[10, 15]]),
        ("inner.0.cue", [[13, 13]]),
        ("inner.0.cue", [[13, True]]),
        ("inner.0.cue", [[13, 21, 22]]),
        ("inner.0.content", [[22, 60]]),
        ("inner.0.content", [[50, 60], [22, 40]]),
    ],
)
def test_what_is_not_in_the_format_is_refused_with_its_line(tmp_path: Path, path: str, value: Any) -> None:
    first = {"set": "ours", "doc": "a", "content": [[0, 9]], "inner": []}
    assert len(read(written(tmp_path / "good.jsonl", first, ROW))) == 2
    with pytest.raises(NotNested, match=r"bad\.jsonl:2: "):
        read(written(tmp_path / "bad.jsonl", first, changed(path, value)))


@pytest.mark.parametrize("second", [{}, {"doc": "a"}, {"content": [[9, 60]]}])
def test_contents_that_are_not_sorted_or_stand_twice_are_refused(tmp_path: Path, second: dict[str, Any]) -> None:
    after = {**ROW, "content": [[10, 60]], "inner": []}
    assert len(read(written(tmp_path / "x.jsonl", ROW, after))) == 2
    with pytest.raises(NotNested, match="not sorted"):
        read(written(tmp_path / "x.jsonl", after, {**after, **second}))


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers(-3, 70) | st.sampled_from(["", "ours"]),
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from([*ROW, *INNER]), inner),
        max_leaves=8,
    ),
    st.sampled_from(["", "doc", "content", "content.0", "inner", "inner.0", "inner.0.source", "inner.0.content.0"]),
)
def test_anything_is_read_or_refused(tmp_path_factory: pytest.TempPathFactory, value: Any, path: str) -> None:
    file = written(tmp_path_factory.getbasetemp() / "any-nested.jsonl", changed(path, value) if path else value)
    try:
        (content,) = read(file)
    except NotNested:
        return
    for inner in content.inner:
        for start, end in (*inner.source, *inner.cue, *inner.content):
            assert any(a <= start < end <= b for a, b in content.content)


def test_there_are_contents_enough_with_and_without_inner_attributions(labelled: list[NestedContent]) -> None:
    assert {content.set for content in labelled} == {"polnear-train"}
    assert len(labelled) >= 500
    assert sum(len(content.inner) for content in labelled) >= 150
    without = sum(not content.inner for content in labelled)
    assert len(labelled) / 2 < without < len(labelled) * 0.9
    articles = Counter(content.doc for content in labelled)
    assert len(articles) >= 60
    assert max(articles.values()) <= 8


def test_outer_contents_are_those_of_polnear(labelled: list[NestedContent], articles: dict[str, Article]) -> None:
    outer = {name: {a.content for a in article.attributions} for name, article in articles.items()}
    for content in labelled:
        assert content.content in outer[content.doc]
        words = [word for a, b in content.content for word in articles[content.doc].text[a:b].split()]
        assert len(words) >= 8


def test_spans_are_whole_words(labelled: list[NestedContent], articles: dict[str, Article]) -> None:
    for content in labelled:
        text = articles[content.doc].text
        for inner in content.inner:
            for start, end in (*inner.source, *inner.cue, *inner.content):
                assert text[start:end] == text[start:end].strip(), (content.doc, start)
                assert any(char.isalnum() for char in text[start:end]), (content.doc, start)
                for edge in (start, end):  # no word goes on over an edge
                    around = text[max(edge - 1, 0) : edge + 1]
                    assert len(around) < 2 or not around.isalnum(), (content.doc, start)
