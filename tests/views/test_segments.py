"""Zones of a report and segments of its lines."""

from dataclasses import replace
from itertools import pairwise
from time import perf_counter

from hypothesis import given
from hypothesis import strategies as st
from made_crisis import crisis
from made_record import report_over

from reportedly.reports.sentences import lines
from reportedly.types import Report
from reportedly.views.segments import DEEPEST, Mark, cut, zones

SPANS = st.tuples(st.integers(0, 40), st.integers(0, 40)).map(lambda pair: (min(pair), max(pair)))
MARKS = st.lists(
    st.builds(
        Mark, SPANS, st.sampled_from(["content", "source", "cue", "figure", "event", "time"]), st.sampled_from("123ab")
    ),
    max_size=DEEPEST,
)


def ranges(borders: list[int]) -> list[tuple[int, int]]:
    return [(a, b) for a, b in zip(borders[::2], borders[1::2], strict=False) if a < b]


@given(MARKS, st.lists(st.integers(0, 40), max_size=8).map(sorted).map(ranges))
def test_segments_cover_each_range_and_know_their_marks(marks: list[Mark], lines: list[tuple[int, int]]) -> None:
    pieces = list(cut(lines, marks))
    assert len(pieces) == len(lines)
    for (start, end), segments in zip(lines, pieces, strict=True):
        assert segments[0].span[0] == start
        assert segments[-1].span[1] == end
        assert all(a.span[1] == b.span[0] for a, b in pairwise(segments))
        for segment in segments:
            a, b = segment.span
            assert a < b
            assert set(segment.marks) == {m for m in marks if max(m.span[0], a) < min(m.span[1], b)}
            assert all(mark.span[0] <= a and b <= mark.span[1] for mark in segment.marks)


def test_the_outermost_mark_comes_first() -> None:
    outer, inner = Mark((0, 9), "content", "1"), Mark((3, 6), "content", "2")
    (segments,) = cut([(0, 9)], [inner, outer])
    assert [segment.marks for segment in segments] == [(outer,), (outer, inner), (outer,)]


def test_marks_piled_on_one_place_are_bounded_and_quick() -> None:
    marks = [Mark((n, 100_000 - n), "content", str(n)) for n in range(20_000)]
    began = perf_counter()
    (segments,) = cut([(0, 100_000)], marks)
    assert perf_counter() - began < 5
    assert len(segments) == 39_999
    assert max(len(segment.marks) for segment in segments) == DEEPEST
    assert [mark.label for mark in segments[19_999].marks] == [str(n) for n in range(20_000 - DEEPEST, 20_000)]


def test_zones_of_a_full_report() -> None:
    report = crisis().pairs[0][0]
    found = [(zone.label, len(zone.lines)) for zone in zones(report)]
    assert found == [
        ("aside", 2), ("title", 1), ("aside", 1), ("body", 2), ("caption", 1), ("body", 4), ("credit", 1), ("aside", 4),
    ]  # fmt: skip


def test_wrapped_lines_are_one_paragraph() -> None:
    report = report_over(
        "The ferry left the\nharbour at noon and was\nnot seen again.\n\nNobody knows\nwhy it went\nso far out.\n"
    )
    assert [len(zone.lines) for zone in zones(report)] == [2]


@given(
    st.text(st.sampled_from("ab. \n\r\u2028"), max_size=60),
    st.lists(SPANS, max_size=3),
    st.lists(SPANS, max_size=3),
    st.lists(SPANS, max_size=3),
    st.none() | SPANS,
)
def test_every_word_is_in_exactly_one_line(
    text: str,
    body: list[tuple[int, int]],
    captions: list[tuple[int, int]],
    aside: list[tuple[int, int]],
    title: tuple[int, int] | None,
) -> None:
    report: Report = replace(
        report_over(text), body=tuple(body), captions=tuple(captions), set_aside=tuple(aside), title_span=title
    )
    found = [line for zone in zones(report) for line in zone.lines]
    assert found == sorted(found)
    covered = [place for start, end in found for place in range(start, end)]
    assert len(covered) == len(set(covered))
    assert {place for place, char in enumerate(text) if not char.isspace()} <= set(covered)


def test_a_report_whose_parts_are_lost_is_all_set_aside() -> None:
    report = replace(report_over("One line.\nAnother.\n"), body=())
    (zone,) = zones(report)
    assert zone.label == "aside"
    assert list(zone.lines) == lines(report.text)
