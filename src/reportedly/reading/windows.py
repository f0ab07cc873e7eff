"""Texts as windows of word pieces with their letter case: what the encoder reads, in training and at run time.

Whole paragraphs are packed in order, so that a quotation sees the "he said" of the paragraph before; one that ends
with a colon goes with what follows it, and one that is longer than a window is cut between sentences.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from typing import Final
from unicodedata import category

import numpy as np
import numpy.typing as npt
from tokenizers import Tokenizer

from reportedly.types import Span

LONGEST: Final = 144  # word pieces of a window with its [CLS] and [SEP]s; longer ones brought nothing (EXPERIMENTS.md)
NO_CASE, LOWER, TITLE, UPPER, MIXED, DIGIT = range(6)
CASES: Final = 6
EMPTY: Final = (0, 0)  # the span of [CLS] and [SEP]
_DROPPED = frozenset(["Mn", "Cf", "Cc"])  # categories that the tokenizer leaves out: accents, soft hyphens, NULs
_ROOM = 1 << 19  # characters of the words that are kept
_SURROGATE = re.compile("[\ud800-\udfff]")  # alone they have no UTF-8, which the tokenizer takes


@dataclass(frozen=True)
class Window:
    """Word pieces of neighbouring paragraphs: ids in the vocabulary, letter cases, and places in the text in code
    points (:data:`EMPTY` for [CLS] and [SEP]). All three have one length."""

    ids: list[int]
    cases: list[int]
    spans: list[Span]

    @cached_property
    def mask(self) -> npt.NDArray[np.float32]:
        """1 for the pieces that stand for text, 0 for [CLS] and [SEP]. Asked for when the window is whole."""
        return self.inside.astype(np.float32)

    @cached_property
    def inside(self) -> npt.NDArray[np.uint8]:
        """The same as whole numbers."""
        return np.array([a < b for a, b in self.spans], dtype=np.uint8)


def case_of(word: str) -> int:
    """The letter case of a word; any digit makes it a number."""
    if word.isalpha():
        if word.islower():
            return LOWER
        if word[0].isupper() and (len(word) == 1 or word[1:].islower()):
            return TITLE
        return UPPER if word.isupper() else MIXED
    if any(c.isdigit() for c in word):
        return DIGIT
    return NO_CASE


@dataclass(frozen=True, slots=True)
class Cut:
    """Word pieces: their ids, letter cases and places, as in a :class:`Window`."""

    ids: list[int]
    cases: list[int]
    spans: list[Span]


class Pieces:
    """A tokenizer that keeps what it has cut. What stands between two spaces is cut in the same way everywhere, so
    that nothing but the time depends on what is kept."""

    def __init__(self, tokenizer: Tokenizer) -> None:
        self._tokenizer = tokenizer
        self._kept: dict[str, Cut] = {}
        self._room = _ROOM

    def id(self, name: str) -> int:
        """The id of a special token, 0 where there is none."""
        return self._tokenizer.token_to_id(name) or 0

    def cut(self, text: str, parts: Sequence[Span]) -> list[Cut]:
        """The pieces of each part of ``text``."""
        if self._room < 0:
            self._kept.clear()
            self._room = _ROOM
        starts = [start for start, _ in parts]
        words = [_SURROGATE.sub("\ufffd", text[start:end]).split(" ") for start, end in parts]
        new = [word for word in dict.fromkeys(chain.from_iterable(words)) if word not in self._kept]
        for word, cut in zip(new, self._tokenizer.encode_batch(new, add_special_tokens=False), strict=True):
            self._kept[word] = Cut(cut.ids, _cases(word, cut.offsets), cut.offsets)
            self._room -= len(word) + 1
        return [self._joined(some, start) for some, start in zip(words, starts, strict=True)]

    def _joined(self, words: Iterable[str], start: int) -> Cut:
        """The pieces of words with a space between each two, the first of which stands at ``start``."""
        ids: list[int] = []
        cases: list[int] = []
        spans: list[Span] = []
        for word in words:
            cut = self._kept[word]
            ids += cut.ids
            cases += cut.cases
            for a, b in cut.spans:
                spans.append((start + a, start + b))
            start += len(word) + 1
        return Cut(ids, cases, spans)


def windows(
    text: str, paragraphs: Iterable[Sequence[Span]], tokenizer: Tokenizer | Pieces, longest: int = LONGEST
) -> list[Window]:
    """The windows of ``text``. A paragraph is the sequence of its sentences' spans, in order; empty ones are left out.

    Every word piece of every paragraph is in exactly one window of at most ``longest`` pieces, in order of the text.
    """
    pieces = tokenizer if isinstance(tokenizer, Pieces) else Pieces(tokenizer)
    kept = [sentences for sentences in paragraphs if sentences]
    cls, sep = pieces.id("[CLS]"), pieces.id("[SEP]")
    found: list[Window] = []
    colon = 0  # where the last window's last paragraph begins, if it ends with a colon and others stand before it
    for sentences, cut in zip(kept, pieces.cut(text, [(s[0][0], s[-1][1]) for s in kept]), strict=True):
        for first, last in _cuts(cut.spans, sentences, longest - 2):
            more = last - first + 1
            if not found or len(found[-1].ids) + more > longest:
                follows = colon and len(found[-1].ids) - colon + more + 1 <= longest
                found.append(_split(found[-1], colon) if follows else Window([], [], []))
                window = found[-1]
                window.ids.insert(0, cls)
                window.cases.insert(0, NO_CASE)
                window.spans.insert(0, EMPTY)
            window = found[-1]
            ends = last == len(cut.spans) and text[sentences[-1][1] - 1] == ":"
            colon = len(window.ids) if ends and len(window.ids) > 1 else 0
            window.ids.extend(cut.ids[first:last])
            window.ids.append(sep)
            window.cases.extend(cut.cases[first:last])
            window.cases.append(NO_CASE)
            window.spans.extend(cut.spans[first:last])
            window.spans.append(EMPTY)
    return found


def _split(window: Window, at: int) -> Window:
    """What of a window stands from ``at`` on, taken out of it."""
    rest = Window(window.ids[at:], window.cases[at:], window.spans[at:])
    del window.ids[at:], window.cases[at:], window.spans[at:]
    return rest


def _cuts(spans: Sequence[Span], sentences: Sequence[Span], most: int) -> list[tuple[int, int]]:
    """Ranges of at most ``most`` pieces that together are all of ``spans``, cut at sentences where that is possible."""
    if len(spans) <= most:
        return [(0, len(spans))] if spans else []
    ends: list[int] = []  # index after each sentence's last piece
    at = 0
    for _, end in sentences:
        while at < len(spans) and spans[at][0] < end:
            at += 1
        ends.append(at)
    ends[-1] = len(spans)
    ranges: list[tuple[int, int]] = []
    first = previous = 0
    for end in ends:
        if end - first > most and previous > first:
            ranges.append((first, previous))
            first = previous
        while end - first > most:
            ranges.append((first, first + most))
            first += most
        previous = end
    if first < len(spans):
        ranges.append((first, len(spans)))
    return ranges


def _cases(text: str, spans: Sequence[Span]) -> list[int]:
    """The case of the whole word that each piece belongs to."""
    found: list[int] = []
    i, n = 0, len(spans)
    while i < n:
        start, end = spans[i]
        j = i + 1
        if text[start].isalnum():
            while j < n and spans[j][0] == end and text[end].isalnum():
                end = spans[j][1]
                j += 1
        case = case_of(text[start:end])
        if j == i + 1:
            found.append(case)
        else:
            found.extend([case] * (j - i))
        i = j
    return found


def whole_words(window: Window, text: str, first: int, last: int) -> tuple[int, int]:
    """``first``..``last`` (pieces, inclusive) with the rest of the words that they begin or end in the middle of."""
    spans = window.spans
    while first > 0 and _joined(spans[first - 1], spans[first], text):
        first -= 1
    while last + 1 < len(spans) and _joined(spans[last], spans[last + 1], text):
        last += 1
    return first, last


def _joined(left: Span, right: Span, text: str) -> bool:
    """Whether two neighbouring pieces are parts of one word."""
    (start, end), (following, last) = left, right
    if start == end or following == last:
        return False
    if following < end:  # of one character, such as a Korean syllable
        return True
    if text[end] == " ":  # most words
        return False
    if not (text[end - 1].isalnum() and text[following].isalnum()):
        return False
    between = text[end:following]
    return not between or all(category(c) in _DROPPED and not c.isspace() for c in between)
