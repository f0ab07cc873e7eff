"""Paragraphs and sentences of a report, as spans.

A paragraph is a line of a title or body span (news text is one paragraph a line; texts that wrap their
lines are joined where a line does not end a sentence). Sentences end at ``.``, ``!`` or ``?`` with their
closing quotation marks, unless the word before is a known abbreviation, an initial, or what follows is lower case.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise

from reportedly.types import Report, Span

_ABBREVIATIONS = frozenset(
    """mr mrs ms dr prof gen lt col maj capt sgt cpl adm sen rep gov pres hon rev st jr sr no vs etc inc ltd co corp
    bros dept univ assn jan feb mar apr jun jul aug sept sep oct nov dec mon tue wed thu fri sat sun approx est fig vol
    art sec cmdr supt amb messrs mt ft gens cols reps sens govs u.s u.k u.n e.u d.c a.m p.m i.e e.g""".split()
)  # fmt: skip
# Abbreviations that end sentences too: they do where a word follows that begins sentences far more often than names.
_MAY_END = frozenset("u.s u.k u.n e.u d.c a.m p.m etc inc ltd co corp jr sr".split())
_STARTERS = frozenset(
    """the in on at he she it they we i you but and a an this that these those as after before for if its his her their
    our there here meanwhile however since when while with last no not by from to some many most all several both now
    then today yesterday earlier later still yet so what who why how""".split()
)  # fmt: skip
# A no-break space that was decoded twice leaves one of ``¬`` and ``Â`` behind; it is white space to us.
_END = re.compile(r"[.!?…]+[\"'”’»)\]]*(?=[¬Â]?\s|$)")
_COLUMN = 132  # characters of the widest lines that a terminal or printer wrapped
_BLANK = re.compile(r"\s*(?:\r\n|\n|\r)(?:[^\S\r\n]*(?:\r\n|\n|\r))+\s*")
_BREAK = re.compile(r"\r\n|[\n\r\u2028\u2029\x0b\x0c\x85]")
_NEXT = re.compile(r"[¬Â]?\s+([\"'“‘«(\[]*)((\S)\w*)")


def lines(text: str) -> list[Span]:
    """Spans of the lines of ``text`` that are not blank, without surrounding white space."""
    found: list[Span] = []
    start = 0
    for match in [*_BREAK.finditer(text), None]:
        end = match.start() if match else len(text)
        a, b = start, end
        while a < b and text[a].isspace():
            a += 1
        while b > a and text[b - 1].isspace():
            b -= 1
        if a < b:
            found.append((a, b))
        start = match.end() if match else end
    return found


def split_sentences(text: str, span: Span) -> list[Span]:
    """Spans of the sentences of ``text[span]``, without surrounding white space."""
    return list(_sentences(text, span))


@lru_cache(maxsize=256)  # the reader and many a finding ask for those of one report
def _sentences(text: str, span: Span) -> tuple[Span, ...]:
    start, stop = span
    found: list[Span] = []
    for match in _END.finditer(text, start, stop):
        end = match.end()
        if end < start:
            continue
        if end < stop:
            following = _NEXT.match(text, end, stop)
            if following and following[3].islower():
                continue
            word = following[2].lower() if following else ""
            if match[0].rstrip("\"'”’»)]") == "." and _abbreviated(text, start, match.start(), word):
                continue
        _append(found, text, start, end)
        start = end
    _append(found, text, start, stop)
    return tuple(found)


def _abbreviated(text: str, start: int, dot: int, following: str) -> bool:
    """Whether the full stop at ``dot`` belongs to an abbreviation and ends no sentence before ``following``."""
    word_start = dot
    while word_start > start and dot - word_start < 12 and not text[word_start - 1].isspace():
        word_start -= 1
    word = text[word_start:dot].lstrip("\"'“‘«([").lower()
    if word in _MAY_END and following in _STARTERS:
        return False
    return word in _ABBREVIATIONS or (len(word) == 1 and word.isalpha() and word != "i")


def _append(found: list[Span], text: str, start: int, end: int) -> None:
    while start < end and (text[start].isspace() or (text[start] in "¬Â" and text[start + 1 : start + 2].isspace())):
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end:
        found.append((start, end))


def paragraphs(report: Report) -> list[Span]:
    """Spans of the paragraphs that findings are read from: the title, then the body, in document order.

    A paragraph is a line; in texts whose lines are wrapped (most lines stop short of a sentence's end and
    the next begins in the middle of one) it runs to the next blank line.
    """
    spans = sorted([*([report.title_span] if report.title_span else []), *report.body])
    return list(_paragraphs(report.text, tuple(spans)))


@lru_cache(maxsize=4)
def _paragraphs(text: str, spans: tuple[Span, ...]) -> tuple[Span, ...]:
    found: list[Span] = []
    for start, end in spans:
        part = text[start:end]
        pieces = [(a + start, b + start) for a, b in lines(part)]
        wrapped = _wrapped(text, pieces)
        for piece in pieces:
            if wrapped and found and found[-1][0] >= start and not _BLANK.search(text, found[-1][1], piece[0]):
                found[-1] = (found[-1][0], piece[1])
            else:
                found.append(piece)
    return tuple(found)


def _wrapped(text: str, pieces: list[Span]) -> bool:
    """Whether the lines are wrapped: three and more, nine of ten of a width that a column has, and most go on in lower
    case or without an end mark."""
    if len(pieces) < 3 or sum(end - start > _COLUMN for start, end in pieces) * 10 > len(pieces):
        return False
    runs = sum(
        1 for (_, end), (start, _) in pairwise(pieces) if text[end - 1] not in ".!?…\"'”’»:)" or text[start].islower()
    )
    return runs * 2 > len(pieces) - 1
