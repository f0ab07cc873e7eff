from __future__ import annotations

import sys
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

sys.path.insert(0, str(Path(__file__).parents[1] / "reading"))
from made_reports import report

from benchmarks.baseline.rules import RuleReader
from reportedly.reading.tags import Tagged

Row = tuple[list[str], list[str], list[str]]


def read(body: str, title: str | None = None) -> Tagged:
    return RuleReader().read([report(body, title)])[0]


def rows(body: str, title: str | None = None) -> list[Row]:
    tagged = read(body, title)
    text = tagged.report.text
    return [
        (
            [text[a:b] for a, b in row.source],
            [text[a:b] for a, b in row.cue],
            [text[a:b] for a, b in row.content],
        )
        for row in tagged.attributions
    ]


@pytest.mark.parametrize(
    ("body", "source", "cue", "content"),
    [
        ("Mara Tolin said that the bridge was closed.", "Mara Tolin", "said", "that the bridge was closed"),
        ("The bridge was closed, Mara Tolin said.", "Mara Tolin", "said", "The bridge was closed"),
        ("The bridge was closed, said Mara Tolin.", "Mara Tolin", "said", "The bridge was closed"),
        ('"The bridge is closed," said Mara Tolin.', "Mara Tolin", "said", '"The bridge is closed,"'),
        ("“The bridge is closed,” she told reporters.", "she", "told", "“The bridge is closed,”"),
        ("«The bridge is closed», said Mara Tolin.", "Mara Tolin", "said", "«The bridge is closed»"),
        ("„The bridge is closed“, said Mara Tolin.", "Mara Tolin", "said", "„The bridge is closed“"),
        ("''The bridge is closed,'' Mara Tolin said.", "Mara Tolin", "said", "''The bridge is closed,''"),
        ("‘The bridge isn’t open,’ Mara Tolin said.", "Mara Tolin", "said", "‘The bridge isn’t open,’"),
        ("According to the mayor, the bridge was closed.", "the mayor", "According to", "the bridge was closed"),
        ("The bridge was closed, according to the mayor.", "the mayor", "according to", "The bridge was closed"),
        ("The mayor has not said why it closed.", "The mayor", "has not said", "why it closed"),
        ("Farmers want to return to the valley.", "Farmers", "want", "to return to the valley"),
        ("The envoy refused to sign the paper.", "The envoy", "refused", "to sign the paper"),
        ("As the mayor said, the road is long.", "the mayor", "said", "the road is long"),
        (
            "Mara Tolin, a spokeswoman for the port, said the road was long.",
            "Mara Tolin, a spokeswoman for the port",
            "said",
            "the road was long",
        ),
        (
            "The road was long, said Mara Tolin, a spokeswoman for the port.",
            "Mara Tolin, a spokeswoman for the port",
            "said",
            "The road was long",
        ),
        (
            "Mara Tolin — who runs the port — says the road is long.",
            "Mara Tolin — who runs the port",
            "says",
            "the road is long",
        ),
        ("The council’s claim that nobody fled was wrong.", "The council’s", "claim", "that nobody fled"),
    ],
)
def test_one_attribution(body: str, source: str, cue: str, content: str) -> None:
    (row,) = rows(body)
    assert row == ([source], [cue], [content])


def test_split_quotation_is_one_attribution() -> None:
    assert rows('"We will rebuild," Tolin said, "and we will stay."') == [
        (["Tolin"], ["said"], ['"We will rebuild,"', '"and we will stay."'])
    ]


def test_quotation_goes_on_after_the_speaker() -> None:
    assert rows('"We will rebuild," Tolin said. "We will stay. We have time."') == [
        (["Tolin"], ["said"], ['"We will rebuild,"', '"We will stay. We have time."'])
    ]


def test_quotation_goes_on_in_the_next_paragraph_when_left_open() -> None:
    found = rows("Tolin said: “We will rebuild.\n\n“We will stay.”\n\nThe road is long.")
    assert found == [(["Tolin"], ["said"], ["“We will rebuild.\n\n“We will stay.”"])]


def test_colon_announces_the_next_paragraph() -> None:
    assert rows("The minister said:\n\nThe attack was a crime. It will be punished.") == [
        (["The minister"], ["said"], ["The attack was a crime. It will be punished."])
    ]


def test_subject_is_shared_by_later_verbs() -> None:
    found = rows("Tolin said the port was open, adding that ships would come, and denied reports of a strike.")
    assert [row[0] for row in found] == [["Tolin"]] * 3
    assert found[0][2] == ["the port was open"]


def test_nested_speech_lies_within() -> None:
    tagged = read("Tolin said Berek told him the ships would come.")
    outer, inner = tagged.attributions
    assert outer.within is None
    assert inner.within == 0
    assert inner.content[0][0] > outer.content[0][0]


def test_words_held_at_a_distance_stay_in_the_content() -> None:
    assert rows('Tolin said the prices have "exploded" since May.')[0][2] == ['the prices have "exploded" since May']


def test_title_is_read() -> None:
    assert rows("It rained.", "Tolin Says Port Will Open")[0] == (["Tolin"], ["Says"], ["Port Will Open"])


@pytest.mark.parametrize(
    "body",
    ["The talks in the capital lasted a week.", "The United States has ports.", "A proposed law is on hold.", "", "—"],
)
def test_no_speech_no_attribution(body: str) -> None:
    assert rows(body) == []


PIECES = """“|”|"|'|‘|’|«|»| said |, |. |

|
|he |Tolin |told |that |according to |: | — |(|)|who |Minister |of |’s |claim |and |5,000 """.split("|")


@given(st.one_of(st.text(), st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=3))).map("".join)))
def test_any_text_is_read_and_spans_lie_in_it(body: str) -> None:
    tagged = read(body)
    size = len(body)
    for n, row in enumerate(tagged.attributions):
        assert row.content
        assert row.within != n
        assert row.within is None or 0 <= row.within < len(tagged.attributions)
        for part in (row.source, row.cue, row.content):
            assert list(part) == sorted(part)
            assert all(0 <= a < b <= size for a, b in part)
    for entity in tagged.entities:
        a, b = entity.span
        assert 0 <= a < b <= size
        assert body[a:b].strip()


def test_reading_is_linear() -> None:
    def seconds(times: int) -> float:
        start = time.process_time()
        read("Tolin said “a " * times + "1,2" * times)
        return time.process_time() - start

    seconds(200)
    small, large = seconds(1000), seconds(8000)
    assert large < 8 * 4 * max(small, 0.02)


def nested(body: str) -> list[tuple[str, str, str | None]]:
    """Source, content and the source of the holder, of each attribution."""
    tagged = read(body)
    text = tagged.report.text

    def source(n: int | None) -> str | None:
        return None if n is None else "".join(text[a:b] for a, b in tagged.attributions[n].source)

    return [
        (source(n) or "", " ... ".join(text[a:b] for a, b in row.content), source(row.within))
        for n, row in enumerate(tagged.attributions)
    ]


@pytest.mark.parametrize(
    ("body", "inner"),
    [
        ('"I think the bridge is shut," Tolin said.', [("I", "the bridge is shut", "Tolin")]),
        ('"We hope that it opens, and we wait," Tolin said.', [("We", "that it opens", "Tolin")]),
        ("Tolin said she believed that it was shut, but that it would open.", [("she", "that it was shut", "Tolin")]),
        ("Tolin said it was shut, the Gazette reported.", [("Tolin", "it was shut", "the Gazette")]),
        ('"If they want that the bridge opens, they can pay," Tolin said.', []),
        ("Tolin said ships and safety challenges that follow matter.", []),
        ("The Gazette said Berek believed that Tolin knew that it was shut.", [
            ("Berek", "that Tolin knew that it was shut", "The Gazette"), ("Tolin", "that it was shut", "Berek"),
        ]),
    ],
)  # fmt: skip
def test_statements_in_others(body: str, inner: list[tuple[str, str, str]]) -> None:
    assert [row for row in nested(body) if row[2] is not None] == inner


@pytest.mark.parametrize(
    "body",
    [
        "Yesterday box said that it was shut.",
        "It's quick said that it was shut.",
        "PortWatch rated 32 of the mayor's claims as doubtful.",
    ],
)
def test_what_no_source_can_be(body: str) -> None:
    assert all(row[0] == [] for row in rows(body))


@given(st.text(alphabet="\"“”' ,.Isaidthk", max_size=300))
def test_inner_attributions_point_at_others(body: str) -> None:
    found = read(body).attributions
    for n, row in enumerate(found):
        assert row.within is None or (row.within != n and 0 <= row.within < len(found))
        assert row.content
