"""Attributions within the contents of others: which content holds each, and what of it is kept."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from reportedly.reading.decoding import Linked
from reportedly.reading.nesting import kept, placed
from reportedly.reading.tags import Attribution
from reportedly.types import Span, Spans

TEXT = "Brecht said the mayor told her that Kessara hoped to sell the mill, and left."


def at(words: str) -> Spans:
    start = TEXT.index(words)
    return ((start, start + len(words)),)


OUTER = Attribution(at("Brecht"), at("said"), at("the mayor told her that Kessara hoped to sell the mill"), 0.9)
TOLD = Linked(at("told"), at("the mayor"), at("that Kessara hoped to sell the mill"), 0.8)
HOPED = Linked(at("hoped"), at("Kessara"), at("to sell the mill"), 0.7)


def test_each_stands_in_the_smallest_content_that_holds_its_cue() -> None:
    made = placed([OUTER], [HOPED, TOLD])
    assert [(one.cue, one.within) for one in made] == [(OUTER.cue, None), (TOLD.cue, 0), (HOPED.cue, 1)]
    assert [one.confidence for one in made] == [0.9, 0.8, 0.7]


def test_what_no_content_holds_is_left_out() -> None:
    assert placed([OUTER], [Linked(at("left"), at("Brecht"), at("the mill"), 0.9)]) == [OUTER]
    assert placed([], [TOLD]) == []


def test_a_cue_that_is_taken_counts_once() -> None:
    again = Linked(at("told her"), (), at("that Kessara hoped"), 0.9)
    assert [one.cue for one in placed([OUTER], [TOLD, again])] == [OUTER.cue, TOLD.cue]


def test_source_and_content_end_where_the_content_around_them_does() -> None:
    wide = Linked(at("told"), at("Brecht said the mayor"), at("that Kessara hoped to sell the mill, and left."), 0.8)
    made = placed([OUTER], [wide])[1]
    assert made.source == at("the mayor")
    assert made.content == at("that Kessara hoped to sell the mill")
    assert placed([OUTER], [Linked(at("told"), at("the mayor"), at("and left."), 0.8)]) == [OUTER]


def test_rows_are_kept_in_order_of_the_text_with_their_holders() -> None:
    rows = kept(TEXT, placed([OUTER], [HOPED, TOLD]))
    assert [(row.cue, row.within) for row in rows] == [(OUTER.cue, None), (TOLD.cue, 0), (HOPED.cue, 1)]


def test_a_condition_or_nobody_is_no_statement_there() -> None:
    text = "He said if the mayor agrees that all is well they will come."

    def span(words: str) -> Spans:
        start = text.index(words)
        return ((start, start + len(words)),)

    outer = Attribution(span("He"), span("said"), span("if the mayor agrees that all is well they will come"))
    inside = Linked(span("agrees"), span("the mayor"), span("that all is well"), 0.9)
    assert kept(text, placed([outer], [inside])) == [outer]
    nobody = Linked(span("agrees"), (), span("that all is well"), 0.9)
    assert kept(text, placed([outer], [nobody])) == [outer]


@given(st.data())
def test_what_is_placed_lies_in_its_holder(data: st.DataObject) -> None:
    size = len(TEXT)

    def spans(most: int) -> Spans:
        found: list[Span] = []
        for _ in range(data.draw(st.integers(0, most))):
            start = data.draw(st.integers(found[-1][1] if found else 0, size - 1))
            found.append((start, data.draw(st.integers(start + 1, size))))
            if found[-1][1] >= size:
                break
        return tuple(found)

    outer = [Attribution(spans(2), spans(1), spans(2) or ((0, size),)) for _ in range(data.draw(st.integers(0, 3)))]
    inside = [Linked(spans(1), spans(2), spans(2), 0.5) for _ in range(data.draw(st.integers(0, 4)))]
    made = placed(outer, inside)
    assert made[: len(outer)] == outer
    for one in made[len(outer) :]:
        assert one.within is not None
        for start, end in (*one.source, *one.cue, *one.content):
            assert any(a <= start and end <= b for a, b in made[one.within].content)
    rows = kept(TEXT, made)
    for row in rows:
        if row.within is not None:
            holder = rows[row.within].content
            assert all(any(a <= start and end <= b for a, b in holder) for start, end in row.cue)
