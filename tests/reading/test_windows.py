"""Windows of word pieces: each piece once, spans that hold, cuts between sentences, letter cases, whole words."""

from __future__ import annotations

import re
import time
from itertools import pairwise

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from small_tokenizer import small_tokenizer

from reportedly.reading.windows import (
    DIGIT,
    EMPTY,
    LONGEST,
    LOWER,
    MIXED,
    NO_CASE,
    TITLE,
    UPPER,
    Pieces,
    Window,
    _cases,
    case_of,
    whole_words,
    windows,
)
from reportedly.reports.sentences import lines, split_sentences
from reportedly.types import Span

TOKENIZER = small_tokenizer()
CLS, SEP = TOKENIZER.token_to_id("[CLS]"), TOKENIZER.token_to_id("[SEP]")
ODD = "ab Zé.é\u0301한中ﬀİǅß\u200b\u00ad\u200f\ufeff\ufffd\x00\ud800\udfff𝄞𝔘🙂‘’“”\u00a0\u2028\t\n\r.:!?שלםمرحب12"


def paragraphs(text: str) -> list[list[Span]]:
    return [split_sentences(text, line) for line in lines(text)]


def made(text: str, longest: int = LONGEST) -> list[Window]:
    return windows(text, paragraphs(text), TOKENIZER, longest)


def words(text: str, window: Window) -> list[str]:
    return [text[a:b] for a, b in window.spans if (a, b) != EMPTY]


def pieces(text: str, found: list[Window]) -> list[tuple[int, Span]]:
    return [(i, s) for w in found for i, s in zip(w.ids, w.spans, strict=True) if i not in (CLS, SEP)]


def test_a_window_begins_with_cls_and_ends_each_paragraph_with_sep() -> None:
    text = "The town.\n\nHe said."
    (window,) = made(text)
    assert [TOKENIZER.id_to_token(i) for i in window.ids] == [
        "[CLS]", "the", "town", ".", "[SEP]", "he", "said", ".", "[SEP]"
    ]  # fmt: skip
    assert window.spans == [EMPTY, (0, 3), (4, 8), (8, 9), EMPTY, (11, 13), (14, 18), (18, 19), EMPTY]
    assert window.cases == [NO_CASE, TITLE, LOWER, NO_CASE, NO_CASE, TITLE, LOWER, NO_CASE, NO_CASE]


def test_no_text_has_no_window() -> None:
    assert made("") == []
    assert made(" \n\t\n") == []
    assert windows("The town.", [[], []], TOKENIZER) == []


def test_only_the_paragraphs_that_are_given_are_read() -> None:
    text = "The town. He said."
    (window,) = windows(text, [[(10, 18)]], TOKENIZER)
    assert words(text, window) == ["He", "said", "."]


def test_whole_paragraphs_share_a_window_until_it_is_full() -> None:
    text = "\n".join(["the town was in the north"] * 5)  # 6 pieces and a [SEP] each
    assert [len(w.ids) for w in made(text, 1 + 2 * 7)] == [15, 15, 8]
    assert [len(w.ids) for w in made(text, 2 * 7)] == [8] * 5


def test_a_paragraph_that_ends_with_a_colon_goes_with_the_next() -> None:
    text = "the town was in the north\nhe said:\nthe trucks was in the north"
    sizes = [len(w.ids) for w in made(text)]
    assert len(sizes) == 1
    first, second = made(text, sizes[0] - 1)
    assert words(text, first) == "the town was in the north".split()
    assert text[second.spans[1][0] : second.spans[-2][1]] == "he said:\nthe trucks was in the north"
    plain = text.replace(":", ".")
    first, second = made(plain, sizes[0] - 1)
    assert plain[second.spans[1][0] : second.spans[-2][1]] == "the trucks was in the north"


def test_a_colon_stays_where_what_follows_would_not_fit_with_it() -> None:
    text = "he said:\n" + "the trucks was in the north " * 3
    whole = len(made(text)[0].ids)
    first, second = made(text, whole - 1)
    assert words(text, first) == ["he", "said", ":"]
    assert words(text, second)[0] == "the"


def test_a_long_paragraph_is_cut_between_sentences() -> None:
    text = "He said the town. She was in the north. The trucks. A port and a minister on the trucks of the north."
    found = made(text, 12)
    assert [" ".join(words(text, w)) for w in found] == [
        "He said the town .", "She was in the north . The trucks .", "A port and a minister on the trucks of the",
        "north ."
    ]  # fmt: skip


def test_short_sentences_of_a_long_paragraph_are_cut_together() -> None:
    text = " ".join(["The town was north."] * 9)  # 5 pieces each
    assert [len(words(text, w)) for w in made(text, 22)] == [20, 20, 5]


def test_a_sentence_longer_than_a_window_is_cut_within() -> None:
    text = " ".join(["town"] * 300)
    found = made(text)
    assert [len(w.ids) for w in found] == [LONGEST, LONGEST, 300 - 2 * (LONGEST - 2) + 2]
    assert [s for w in found for s in w.spans if s != EMPTY] == [(5 * n, 5 * n + 4) for n in range(300)]


def test_right_to_left_text_keeps_its_places() -> None:
    text = "שלום said.\nمرحبا بالعالم, he said."
    (window,) = made(text)
    assert "".join(words(text, window)) == "".join(text.split())
    assert all(text[a:b].strip() == text[a:b] for a, b in window.spans)


def test_one_huge_line_takes_time_by_its_length() -> None:
    def seconds(count: int) -> float:
        text = "He said the town was in the north. " * count
        started = time.process_time()
        found = made(text)
        assert sum(len(words(text, w)) for w in found) == 9 * count
        return time.process_time() - started

    seconds(100)
    small = min(seconds(1000) for _ in range(3))
    assert min(seconds(8000) for _ in range(2)) < 8 * 4 * small + 0.2


def test_one_huge_word() -> None:
    text = "k" * 200_000
    (window,) = made(text)
    assert window.spans == [EMPTY, (0, 200_000), EMPTY]


def test_lone_surrogates_are_read() -> None:
    text = "\ud800 the \udfff\nHe said \ud83d."
    (window,) = made(text)
    assert words(text, window) == ["the", "He", "said", "."]


@settings(deadline=None)
@given(st.lists(st.text(alphabet=ODD, max_size=40) | st.just("the [SEP]s of trucks"), max_size=8))
def test_what_was_cut_before_is_cut_the_same(texts: list[str]) -> None:
    kept = Pieces(TOKENIZER)
    for text in [*texts, *texts]:
        (cut,) = kept.cut(f"Ab {text}", [(3, 3 + len(text))])
        clean = re.sub("[\ud800-\udfff]", "\ufffd", text)
        whole = TOKENIZER.encode(clean, add_special_tokens=False)
        assert (cut.ids, cut.spans) == (whole.ids, [(3 + a, 3 + b) for a, b in whole.offsets])
        assert cut.cases == _cases(clean, whole.offsets)


def test_only_so_many_words_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reportedly.reading.windows._ROOM", 20)
    kept = Pieces(TOKENIZER)
    for _ in range(3):
        for word in ("minister", "town", "Kessara", "trucks"):
            (cut,) = kept.cut(f"the {word}", [(0, 4 + len(word))])
            assert cut.ids == TOKENIZER.encode(f"the {word}", add_special_tokens=False).ids
            assert len(kept._kept) <= 5


@given(st.text(alphabet=ODD, max_size=300), st.integers(3, 40))
@example("한국\n" * 30, 10)
@example("e\u0301" * 20, 7)
@example("a¬ b. Â c. d" * 9, 5)
def test_every_piece_is_in_one_window(text: str, longest: int) -> None:
    found = made(text, longest)
    wanted = []
    for sentences in paragraphs(text):
        if sentences:
            start = sentences[0][0]
            plain = "".join("\ufffd" if "\ud800" <= c <= "\udfff" else c for c in text[start : sentences[-1][1]])
            encoding = TOKENIZER.encode(plain, add_special_tokens=False)
            wanted += [(i, (start + a, start + b)) for i, (a, b) in zip(encoding.ids, encoding.offsets, strict=True)]
    assert pieces(text, found) == wanted
    for window in found:
        assert len(window.ids) == len(window.cases) == len(window.spans) <= longest
        assert window.ids[0] == CLS
        assert window.ids[-1] == SEP
        assert all(0 <= a < b <= len(text) for a, b in window.spans if (a, b) != EMPTY)
        assert [i in (CLS, SEP) for i in window.ids] == [span == EMPTY for span in window.spans]
    spans = [span for _, span in pieces(text, found)]
    assert all(a[0] <= b[0] and a[1] <= b[1] for a, b in pairwise(spans))


@settings(deadline=None)
@given(st.lists(st.integers(1, 30), max_size=12), st.integers(3, 25))
def test_a_sentence_that_fits_is_in_one_window(lengths: list[int], longest: int) -> None:
    text = " ".join("The" + " town" * (n - 1) + "." for n in lengths)
    found = made(text, longest)
    for start, end in split_sentences(text, (0, len(text))):
        inside = [[s for s in w.spans if s != EMPTY and start <= s[0] < end] for w in found]
        assert sum(map(len, inside)) <= longest - 2 or sum(map(bool, inside)) > 1
        if sum(map(len, inside)) <= longest - 2:
            assert sum(map(bool, inside)) == 1


@pytest.mark.parametrize(
    ("word", "case"),
    [
        ("town", LOWER),
        ("Town", TITLE),
        ("A", TITLE),
        ("UN", UPPER),
        ("McAdo", MIXED),
        ("uN", MIXED),
        ("élan", LOWER),
        ("Élan", TITLE),
        ("Ελλάδα", TITLE),
        ("12", DIGIT),
        ("F16", DIGIT),
        ("3rd", DIGIT),
        ("٣", DIGIT),
        (".", NO_CASE),
        ("", NO_CASE),
        ("…”", NO_CASE),
        ("🙂", NO_CASE),
    ],
)
def test_case_of(word: str, case: int) -> None:
    assert case_of(word) == case


@settings(deadline=None)
@given(st.text())
def test_every_word_has_a_case(word: str) -> None:
    assert case_of(word) in range(6)


def test_all_pieces_of_a_word_have_its_case() -> None:
    text = "UNKESSARA Kessara's F16-trucks"
    (window,) = made(text)
    whole = {(0, 9): UPPER, (10, 17): TITLE, (17, 18): NO_CASE, (18, 19): LOWER, (20, 23): DIGIT, (23, 24): NO_CASE}
    whole[(24, 30)] = LOWER
    for (start, end), case in whole.items():
        inside = [c for (a, b), c in zip(window.spans, window.cases, strict=True) if start <= a < b <= end]
        assert set(inside) == {case}
    assert len(window.ids) > 2 + len(whole)


def test_whole_words_grow_to_their_ends_only() -> None:
    text = "Kessara's truckss."
    (window,) = made(text)
    names = [TOKENIZER.id_to_token(i) for i in window.ids]
    assert names == ["[CLS]", "kess", "##ara", "'", "s", "trucks", "##s", ".", "[SEP]"]
    assert whole_words(window, text, 1, 1) == (1, 2)
    assert whole_words(window, text, 2, 2) == (1, 2)
    assert whole_words(window, text, 3, 3) == (3, 3)
    assert whole_words(window, text, 2, 5) == (1, 6)
    assert whole_words(window, text, 7, 7) == (7, 7)


@pytest.mark.parametrize("inside", ["\u0301", "\u00ad", "\u200d", "\x00"])
def test_a_word_goes_on_after_what_the_tokenizer_leaves_out(inside: str) -> None:
    text = f"the kes{inside}sara"
    (window,) = made(text)
    last = len(window.ids) - 2
    assert last > 2
    assert whole_words(window, text, 2, 2) == whole_words(window, text, last, last) == (2, last)


def test_pieces_of_one_character_are_one_word() -> None:
    tokenizer = small_tokenizer({"\u1112", "##\u1161", "##\u11ab"})
    text = "한 a"
    (window,) = windows(text, [[(0, 3)]], tokenizer)
    assert window.spans[1:4] == [(0, 1)] * 3
    assert whole_words(window, text, 2, 2) == (1, 3)


def test_words_of_two_paragraphs_stay_apart() -> None:
    text = "kessara\nkessara"
    (window,) = made(text)
    assert whole_words(window, text, 2, 2) == (1, 2)
    assert whole_words(window, text, 4, 4) == (4, 5)


@settings(deadline=None)
@given(st.text(alphabet=ODD, min_size=1, max_size=80), st.data())
def test_whole_words_hold_what_they_grew_from(text: str, data: st.DataObject) -> None:
    for window in made(text, 30):
        first = data.draw(st.integers(1, len(window.ids) - 1))
        last = data.draw(st.integers(first, len(window.ids) - 1))
        a, b = whole_words(window, text, first, last)
        assert 0 < a <= first <= last <= b < len(window.ids)
        assert whole_words(window, text, a, b) == (a, b)
