"""Agencies and photographers, for text and photographs, with the words that credit them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportedly.reports.agencies import agency, looks_like_agency
from reportedly.reports.credits import find_credits
from reportedly.reports.layout import LineLabel
from reportedly.reports.lines import plain_layout
from reportedly.types import Credit

_BODY = "The ferry left Port Kelvar before dawn on Tuesday with forty passengers, the harbour office said."


def credits_of(*lines: tuple[LineLabel, str]) -> tuple[list[tuple[str, str, str]], list[LineLabel]]:
    """(name, for, words) of every credit, and the labels afterwards."""
    layout = plain_layout("\n\n".join(text for _, text in lines))
    credits, labels = find_credits(layout, [label for label, _ in lines])
    return [(c.name, c.for_, layout.text[slice(*c.span)] if c.span else "") for c in credits], list(labels)


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("(AP, Reuters)", ["AP", "Reuters"]),
        ("(Merrow Wire)", ["Merrow Wire"]),
        ("AP/Reuters", ["AP", "Reuters"]),
        ("Source: Xinhua", ["Xinhua"]),
        ("The Associated Press contributed to this report.", ["AP"]),
        ("Merrow Wire writers Ana Sol and Ben Tor contributed to this story.", ["Merrow Wire"]),
        ("Copyright 2019 The Associated Press. All rights reserved.", ["AP"]),
        ("(Reporting by Ana Sol in Kelvar and Ben Tor; Editing by Li Po.)", ["Ana Sol", "Ben Tor"]),
    ],
)
def test_a_closing_line_credits_the_text(line: str, names: list[str]) -> None:
    found, labels = credits_of(("title", "Ferry leaves early"), ("body", _BODY), ("body", _BODY), ("body", line))
    assert found == [(name, "text", line) for name in names]
    assert labels[-1] == "credit"


@pytest.mark.parametrize("line", ["(Continued)", "He left.", "(More)", "(1)", "AP called it."])
def test_other_closing_lines_are_no_credits(line: str) -> None:
    found, labels = credits_of(("body", _BODY), ("body", _BODY), ("body", line))
    assert found == []
    assert labels[-1] == "body"


@pytest.mark.parametrize(
    ("start", "name", "words"),
    [
        ("BEIRUT (AP) — ", "AP", "(AP)"),
        ("(AFP) - ", "AFP", "(AFP)"),
        ("PORT KELVAR, Oct. 4 (Merrow) -- ", "Merrow", "(Merrow)"),
        ("Kelvar (Merrow Wire) – ", "Merrow Wire", "(Merrow Wire)"),
        ("MOSCOW, August 8. /TASS/. ", "TASS", "/TASS/"),
        ("Dec 29 (Reuters) - ", "Reuters", "(Reuters)"),
    ],
)
def test_a_dateline_credits_the_text_and_stays_in_the_body(start: str, name: str, words: str) -> None:
    found, labels = credits_of(("title", "Ferry leaves early"), ("body", start + _BODY), ("body", _BODY))
    assert found == [(name, "text", words)]
    assert labels == ["title", "body", "body"]


@pytest.mark.parametrize(
    "start", ["John Wend (R-Ohio) - ", "The minister (pictured) - ", "Wend (Liberal) - ", "The party (founded 1911) - "]
)
def test_other_brackets_are_no_datelines(start: str) -> None:
    assert credits_of(("body", start + _BODY), ("body", _BODY), ("body", _BODY))[0] == []


def test_brackets_after_the_last_sentence() -> None:
    found, labels = credits_of(("body", _BODY), ("body", _BODY + " (AP, Merrow Wire)"))
    assert found == [("AP", "text", "(AP, Merrow Wire)"), ("Merrow Wire", "text", "(AP, Merrow Wire)")]
    assert labels == ["body", "body"]


@pytest.mark.parametrize(
    ("caption", "names", "words"),
    [
        ("Soldiers near the port, May 1, 2012. Credit: Reuters", ["Reuters"], "Credit: Reuters"),
        ("A man waits. (AP Photo/Ana Sol, File)", ["AP", "Ana Sol"], "(AP Photo/Ana Sol, File)"),
        ("REUTERS/Ana Sol", ["Reuters", "Ana Sol"], "REUTERS/Ana Sol"),
        ("Smoke over the port (Reuters)", ["Reuters"], "(Reuters)"),
        ("Photo: Ana Sol/Merrow Wire", ["Ana Sol", "Merrow Wire"], "Photo: Ana Sol/Merrow Wire"),
        ("A man on the quay. Photograph: Ana Sol", ["Ana Sol"], "Photograph: Ana Sol"),
        ("The port at night. Getty Images", ["Getty Images"], "Getty Images"),
    ],
)
def test_captions_credit_photographs(caption: str, names: list[str], words: str) -> None:
    found, labels = credits_of(("body", _BODY), ("caption", caption), ("body", _BODY))
    assert {name for name, *_ in found} == set(names)
    assert all(for_ == "photo" and words in its for _, for_, its in found)
    assert labels == ["body", "caption", "body"]


def test_a_caption_without_credit() -> None:
    assert credits_of(("body", _BODY), ("caption", "A view of the port (left) and the hill"), ("body", _BODY))[0] == []


def test_a_photographs_credit_on_its_own_line() -> None:
    found, labels = credits_of(
        ("body", _BODY), ("caption", "The port at night"), ("credit", "Photo: Ana Sol"), ("body", _BODY)
    )
    assert found == [("Ana Sol", "photo", "Photo: Ana Sol")]
    assert labels == ["body", "caption", "credit", "body"]


def test_bylines_of_agencies() -> None:
    found, labels = credits_of(
        ("title", "Ferry leaves early"), ("aside", "By ANA SOL, Associated Press"), ("body", _BODY), ("body", _BODY)
    )
    assert found == [("AP", "text", "By ANA SOL, Associated Press")]
    assert labels == ["title", "credit", "body", "body"]


def test_a_credit_line_that_names_nobody_is_set_aside() -> None:
    assert credits_of(("body", _BODY), ("credit", "12"), ("body", _BODY))[1] == ["body", "aside", "body"]


def test_agencies_by_their_names() -> None:
    names = ("The Associated Press", "AFP", "REUTERS", "dpa", "DPA", "Map", "Merrow Wire")
    assert [agency(name) for name in names] == ["AP", "AFP", "Reuters", "dpa", "dpa", None, None]
    assert looks_like_agency("Merrow Wire")
    assert not looks_like_agency("Ana Sol")


_LABELS = st.sampled_from(["title", "body", "caption", "credit", "aside"])


@given(st.lists(st.tuples(_LABELS, st.text(alphabet='Aab (),/-—.©:&"1Reuters', min_size=1, max_size=60)), max_size=12))
def test_spans_lie_in_the_text_and_credit_lines_have_theirs(lines: list[tuple[LineLabel, str]]) -> None:
    kept = [(label, text) for label, text in lines if text.strip()]
    layout = plain_layout("\n".join(text for _, text in kept))
    credits, labels = find_credits(layout, [label for label, _ in kept])
    assert len(labels) == len(layout.lines)
    spans = {credit.span for credit in credits}
    for credit in credits:
        assert isinstance(credit, Credit)
        assert credit.name.strip()
        assert credit.span is not None
        assert 0 <= credit.span[0] < credit.span[1] <= len(layout.text)
    for line, label in zip(layout.lines, labels, strict=True):
        assert label != "credit" or line.span in spans
