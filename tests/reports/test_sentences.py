import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportedly.reports.sentences import _paragraphs, lines, split_sentences


def sentences(text):
    return [text[a:b] for a, b in split_sentences(text, (0, len(text)))]


@pytest.mark.parametrize(
    "parts",
    [
        ["The mayor left.", "Nobody asked why.", "“We are here,” he said."],
        ["“Go!”", "They went.", "‘Why?’", "No answer came."],
        ["Dr. Ada Morn met Gen. T. Orrin of Velt Corp. on Jan. 5.", "It rained."],
        ["He left the U.S. Senate at 5 p.m. Tuesday.", "Talks went on."],
        ["He distrusts the U.S.", "Last month he said so."],
        ["Was it so? asked the clerk.", "It was."],
        ["Prices rose 2.5 percent…", "Wages did not."],
        ["She waited (for hours.)", "No one came."],
    ],
)
def test_sentences_end_where_a_reader_ends_them(parts):
    assert sentences(" ".join(parts)) == parts


def test_a_space_that_was_decoded_twice_still_separates():
    assert sentences("He distrusts the U.S.¬ Last month he said so.") == [
        "He distrusts the U.S.",
        "Last month he said so.",
    ]


def test_lines_of_all_kinds_of_line_ends():
    text = "one\r\ntwo\rthree\u2028 four \n\n\n five"
    assert [text[a:b] for a, b in lines(text)] == ["one", "two", "three", "four", "five"]


def test_wrapped_lines_are_one_paragraph_and_plain_lines_are_not():
    wrapped = (
        "The envoy said the talks\nwould go on until the\nend of the week.\n\nNobody else\nspoke of an\nend to them."
    )
    assert len(_paragraphs(wrapped, ((0, len(wrapped)),))) == 2
    plain = "The envoy spoke.\nNobody answered.\nThe talks ended.\n"
    assert len(_paragraphs(plain, ((0, len(plain)),))) == 3


@given(st.text(max_size=300))
def test_sentences_are_disjoint_ordered_and_lose_nothing_but_space(text):
    found = split_sentences(text, (0, len(text)))
    last = 0
    for start, end in found:
        assert last <= start < end <= len(text)
        assert not text[last:start].strip("¬Â \t\r\n\x0b\x0c\x1c\x1d\x1e\x1f\x85\xa0").strip()
        last = end
    assert not text[last:].strip()


def test_a_caller_may_change_its_list() -> None:
    text = "The town fell. Nobody fled."
    mine = split_sentences(text, (0, len(text)))
    mine.clear()
    assert split_sentences(text, (0, len(text))) == [(0, 14), (15, 27)]
