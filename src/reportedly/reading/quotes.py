"""Quotations: where quotation marks open and close in a paragraph, in the styles that news text uses."""

from __future__ import annotations

import re
from dataclasses import dataclass

from reportedly.types import Span

_MARK = re.compile(r"''|``|[\"“”„‟«»]|[‘’'‹›]")
_OPENING, _CLOSING = "“„‟«``", "”»"


@dataclass(frozen=True, slots=True)
class Quotation:
    """A quotation with its marks. ``closed`` is false where the paragraph ends before the closing mark."""

    span: Span
    closed: bool


def quotations(text: str, span: Span) -> list[Quotation]:
    """The outermost quotations of the paragraph ``text[span]``, in order.

    Straight, curly, low-high („ “) and angle marks (« » and » «), doubled single quotes and single quotes
    around words; a single quote inside a word or after one (an apostrophe) is no mark. An inner quotation
    belongs to the one around it.
    """
    start, stop = span
    found: list[Quotation] = []
    opened: int | None = None
    mark = ""
    german = "„" in text[start:stop]
    inverted = re.search(r"(?:^|\s)»\w", text[start:stop]) is not None
    last_single = start
    for match in _MARK.finditer(text, start, stop):
        a, b, sign = match.start(), match.end(), match[0]
        before = text[a - 1] if a > start else " "
        after = text[b] if b < stop else " "
        if sign in "‘’'‹›":
            # A single quote opens a quotation only outside a double one, before a word and after none.
            if opened is None and a >= last_single and sign in "‘'‹" and _opens(before) and after.isalpha():
                end = _single_end(text, b, stop, sign)
                last_single = end or b
                if end:
                    found.append(Quotation((a, end), True))
            continue
        if opened is None:
            if a < last_single:
                continue
            if sign in _CLOSING and not (inverted and sign == "»"):
                continue
            if sign in "\"''" and not (_opens(before) or not after.isspace()):
                continue
            opened, mark = a, sign
        elif _closes(mark, sign, before, after, german, inverted):
            found.append(Quotation((opened, b), True))
            opened = None
    if opened is not None:
        found.append(Quotation((opened, stop), False))
    return sorted(found, key=lambda q: q.span)


def _opens(before: str) -> bool:
    return before.isspace() or before in '([{—–-/:"“„«'


def _closes(mark: str, sign: str, before: str, after: str, german: bool, inverted: bool) -> bool:
    if mark in ('"', "''", "``"):
        # A straight mark with a space before it and a word after it opens an inner quotation.
        return sign == mark or (mark == "``" and sign == "''") or (sign == "”" and mark == '"')
    if mark in "„‟":
        return sign in '“”"'
    if mark == "«":
        return sign == "»"
    if mark == "»":
        return sign == "«"
    return sign in '”"' and not (sign == '"' and before.isspace() and not after.isspace())


def _single_end(text: str, start: int, stop: int, sign: str) -> int | None:
    """The end of a single quotation: at a quote after punctuation if there is one before the next opening, else at
    the first quote that ends a word. It reaches at most 2,000 characters, so that stray marks cost little."""
    closing = "›" if sign == "‹" else "’'"
    first: int | None = None
    for at in range(start, min(stop, start + 2000)):
        char = text[at]
        if char not in closing:
            if char in '"“”\n':
                break
            if char == "‘" and text[at - 1].isspace():
                break
            continue
        after = text[at + 1] if at + 1 < stop else " "
        if after.isalnum():
            if text[at - 1].isspace():
                break
            continue
        if text[at - 1] in ",.!?…":
            return at + 1
        first = first or at + 1
    return first
