from __future__ import annotations

import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

sys.path.insert(0, str(Path(__file__).parents[1] / "reading"))
from made_reports import report

from reportedly.findings.interviews import answers, turns
from reportedly.findings.mending import mended
from reportedly.reading.tags import Attribution, Tagged
from reportedly.types import Spans


def spans(text: str, *parts: str) -> Spans:
    return tuple((text.index(p), text.index(p) + len(p)) for p in parts)


def mend(text: str, source: str, cue: str, *content: str) -> tuple[list[str], list[str]]:
    """The words of source and content after mending; a source in brackets starts where its words do in the text."""
    row = Attribution(spans(text, source) if source else (), spans(text, cue), spans(text, *content))
    made = mended(Tagged(report(text), (row,))).attributions[0]
    return [text[a:b] for a, b in made.source], [text[a:b] for a, b in made.content]


@pytest.mark.parametrize(
    ("text", "source", "cue", "mended_source"),
    [
        ("Quist activists Thursday marked the day.", "Quist activists Thursday", "marked", "Quist activists"),
        ("Activists on Friday urged the council to act.", "Activists on Friday", "urged", "Activists"),
        ("A clerk for Quist Today said the day went.", "A clerk for Quist Today", "said", None),
        ("The fans of Super Tuesday want the day back.", "The fans of Super Tuesday", "want", None),
        ("A survey published Monday shows the day was calm.", "A survey published Monday", "shows", None),
        ("He spent his talk on the day.", "He spent his", "talk on", "He"),
        ("He and Tolin want the day off.", "He and Tolin", "want", "He and Tolin"),
        ("It rained, but men in Quist said the day was calm.", "but men in Quist", "said", "men in Quist"),
        ("Then Sens. Mara Tolin (D-Quist.) and Ivo Berek said the day was calm.", "D-Quist.) and Ivo Berek", "said",
         "Sens. Mara Tolin (D-Quist.) and Ivo Berek"),
        ("Tolin's public answer to the day was calm.", "s public", "answer to", "Tolin's public"),
    ],
)  # fmt: skip
def test_sources_are_cut_to_who_they_name(text: str, source: str, cue: str, mended_source: str | None) -> None:
    assert mend(text, source, cue, "day")[0] == [mended_source or source]


@pytest.mark.parametrize(
    ("text", "cue", "source"),
    [
        ("Tolin has tried to win the town, accusing her rival of theft.", "accusing", "Tolin"),
        ("Meanwhile, it attacked Berek, saying he was a rival of theft.", "saying", "it"),
        ("Officials named two men in a shooting and said a rival of theft was gone.", "said", "Officials"),
        ("For those in the town who have met and called for a rival of theft, it was late.", "called for", "who"),
        ("Tolin in a long interview said a rival of theft had won.", "said", "Tolin"),
        ("It is a game the Quist congressman said was a rival of theft.", "said", "the Quist congressman"),
        ("The tide was said to be a rival of theft.", "was said", None),
        ("Tolin seems to be a rival of theft.", "seems", None),
        ("There was a report on a rival of theft.", "report on", None),
    ],
)
def test_subjects_of_cues_that_have_no_source(text: str, cue: str, source: str | None) -> None:
    assert mend(text, "", cue, "a rival of theft" if "a rival" in text else "rival of theft")[0] == (
        [source] if source else []
    )


def test_what_becomes_the_source_is_no_content() -> None:
    text = "It is a game the Quist congressman said was lost."
    assert mend(text, "", "said", "a game the Quist congressman", "was lost") == (
        ["the Quist congressman"],
        ["a game", "was lost"],
    )


@pytest.mark.parametrize("source", ["and", "Thursday", "at least"])
def test_words_that_name_nobody_are_no_source(source: str) -> None:
    text = f"It rained, {source} asking for help, they set up a post."
    assert mend(text, source, "asking", "for help")[0] == []


INTERVIEW = "A talk.\n\nQ: Why did it rain?\n\nA: I think it had to.\n\nQ: And then?\n\nA: It stopped."


def test_turns_of_an_interview_are_statements() -> None:
    text = INTERVIEW
    inner = Attribution(spans(text, "I"), spans(text, "think"), spans(text, "it had to"))
    rows = mended(Tagged(report(text), (inner,))).attributions
    assert [text[slice(*row.source[0])] for row in rows] == ["Q", "A", "I", "Q", "A"]
    assert [row.within for row in rows] == [None, None, 1, None, None]
    assert text[slice(*rows[3].content[0])] == "And then?"


def test_letters_of_an_interview() -> None:
    assert [(INTERVIEW[slice(*span)], letter) for span, letter in answers(INTERVIEW).items()] == [
        (x, x) for x in "QAQA"
    ]
    assert answers("Q: Why?\n\nA: So.") == {}
    assert turns("Q: Why?\n\nA: So.", [(0, 7), (9, 14)]) == []


WORDS = st.lists(
    st.sampled_from(
        "Tolin said saying and, who (Quist) the Thursday he his 's in was “we” . \n\n Q: A: report accusing".split(" ")
    ),
    min_size=1,
    max_size=30,
)


@given(WORDS, st.data())
def test_any_tags_are_mended_in_order_and_inside_the_text(words: list[str], data: st.DataObject) -> None:
    text = " ".join(words) + " end"
    place = st.integers(0, len(text) - 1)

    def span() -> Spans:
        a = data.draw(place)
        return ((a, data.draw(st.integers(a + 1, len(text)))),)

    rows = tuple(
        Attribution(span() if data.draw(st.booleans()) else (), span() if data.draw(st.booleans()) else (), span())
        for _ in range(data.draw(st.integers(0, 4)))
    )
    made = report(text)
    found = mended(Tagged(made, rows)).attributions
    assert len(found) >= len(rows)
    starts = []
    for row in found:
        parts = (*row.source, *row.cue, *row.content)
        assert row.content
        assert all(0 <= a < b <= len(text) for a, b in parts)
        starts.append(min(a for a, _ in parts))
    assert starts == sorted(starts)
    assert mended(Tagged(made, rows)) == mended(Tagged(made, rows))
