"""Rows of labels read as runs of word pieces."""

from __future__ import annotations

from collections.abc import Sequence

Run = tuple[int, int]
"""First and last index, both inside."""


def runs(row: Sequence[int], begin: int, inside: int) -> list[Run]:
    """Each run of ``row`` that starts with ``begin``, or with ``inside`` after anything else."""
    found: list[Run] = []
    going = False
    for i, label in enumerate(row):
        if label == begin or (label == inside and not going):
            found.append((i, i))
            going = True
        elif label == inside:
            found[-1] = (found[-1][0], i)
        else:
            going = False
    return found


def stretches(row: Sequence[int]) -> list[tuple[int, int, int]]:
    """First and last index and label of each longest run of one label other than 0."""
    found: list[tuple[int, int, int]] = []
    for i, label in enumerate(row):
        if label and found and found[-1][1] == i - 1 and found[-1][2] == label:
            found[-1] = (found[-1][0], i, label)
        elif label:
            found.append((i, i, label))
    return found
