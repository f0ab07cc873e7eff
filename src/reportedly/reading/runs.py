"""Rows of labels read as runs of word pieces."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

Run = tuple[int, int]
"""First and last index, both inside."""


def runs(row: bytes | Sequence[int], begin: int, inside: int) -> list[Run]:
    """Each run of ``row`` that starts with ``begin``, or with ``inside`` after anything else. As bytes a row is read
    ten times as fast."""
    if not isinstance(row, bytes):
        row = bytes(1 if label == begin else 2 if label == inside else 0 for label in row)
        begin, inside = 1, 2
    if begin not in row and inside not in row:
        return []
    return [(match.start(), match.end() - 1) for match in _pattern(begin, inside).finditer(row)]


@cache
def _pattern(begin: int, inside: int) -> re.Pattern[bytes]:
    first, more = (re.escape(bytes([label])) for label in (begin, inside))
    return re.compile(b"[%b%b]%b*" % (first, more, more))


def stretches(row: Sequence[int]) -> list[tuple[int, int, int]]:
    """First and last index and label of each longest run of one label other than 0."""
    found: list[tuple[int, int, int]] = []
    for i, label in enumerate(row):
        if label and found and found[-1][1] == i - 1 and found[-1][2] == label:
            found[-1] = (found[-1][0], i, label)
        elif label:
            found.append((i, i, label))
    return found
