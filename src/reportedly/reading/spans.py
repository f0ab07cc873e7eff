"""Runs of word pieces as spans of the text: whole words, small gaps closed, brackets with both halves."""

from __future__ import annotations

from collections.abc import Sequence
from unicodedata import combining

from reportedly.reading.runs import Run
from reportedly.reading.windows import EMPTY, Window, whole_words
from reportedly.types import Span, Spans

_GAP = 4  # word pieces between two parts of a source or content that are taken for one
_OPENS, _CLOSES = "([", ")]"


def closed(found: Sequence[Run], row: bytes, cue: Run, window: Window) -> list[Run]:
    """Runs of one role with small gaps between them closed, where nothing else of the attribution stands in a gap."""
    made: list[Run] = []
    for first, last in found:
        if made:
            gap = range(made[-1][1] + 1, first)
            if len(gap) <= _GAP and not any(row[i] or cue[0] <= i <= cue[1] or window.spans[i] == EMPTY for i in gap):
                made[-1] = (made[-1][0], last)
                continue
        made.append((first, last))
    return made


def spans_of(text: str, window: Window, found: Sequence[Run]) -> Spans:
    """Runs as spans of whole words, neighbours with nothing between them joined."""
    made: list[Span] = []
    for first, last in found:
        span = whole_span(text, window, first, last)
        if made and (span[0] <= made[-1][1] or not text[made[-1][1] : span[0]].strip()):
            made[-1] = (made[-1][0], max(made[-1][1], span[1]))
        else:
            made.append(span)
    return tuple(made)


def whole_span(text: str, window: Window, first: int, last: int) -> Span:
    """The pieces ``first`` to ``last``, both of them of the text, as a span of whole words."""
    return span_of(text, window, *whole_words(window, text, first, last))


def span_of(text: str, window: Window, first: int, last: int) -> Span:
    """The same for pieces that are whole words."""
    end = window.spans[last][1]
    while end < len(text) and combining(text[end]):
        end += 1
    return window.spans[first][0], end


def grown(text: str, window: Window, found: Sequence[Run]) -> list[Run]:
    """Runs grown to whole words, those that then share a word made one: a model may begin anew inside a word."""
    made: list[Run] = []
    for run in found:
        first, last = whole_words(window, text, *run)
        if made and first <= made[-1][1]:
            made[-1] = (made[-1][0], max(made[-1][1], last))
        else:
            made.append((first, last))
    return made


def balanced(text: str, span: Span) -> Span:
    """``span`` without a bracket at its end or beginning that has no other half in it, and with the other half of one
    inside that ends right after it ("Orvelian Front (OF" before ")")."""
    start, end = span
    while start < end:
        inside = text[start:end]
        if inside[-1] in _OPENS or inside[-1].isspace() or _half(inside, inside[-1]) < 0:
            end -= 1
        elif inside[0] in _CLOSES or inside[0].isspace():
            start += 1
        elif (late := text[end : end + 1]) and late in _CLOSES and _half(inside, late) > 0:
            end += 1
        elif _half(inside, inside[0]) > 0:
            start += 1
        else:
            return start, end
    return span


def _half(text: str, mark: str) -> int:
    """How many more brackets of the kind of ``mark`` open in ``text`` than close; 0 where it is no bracket."""
    for opens, closes in zip(_OPENS, _CLOSES, strict=True):
        if mark in (opens, closes):
            return text.count(opens) - text.count(closes)
    return 0
