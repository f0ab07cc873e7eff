"""Rows of labels read as runs of word pieces."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

Run = tuple[int, int]
"""First and last index, both inside."""


def runs(row: Sequence[int] | npt.NDArray[np.int64], begin: int, inside: int) -> list[Run]:
    """Each run of ``row`` that starts with ``begin``, or with ``inside`` after anything else."""
    labels = np.asarray(row)
    places = ((labels == begin) | (labels == inside)).nonzero()[0]  # few of them in most rows
    found: list[Run] = []
    for i, label in zip(places.tolist(), labels[places].tolist(), strict=True):
        if label == begin or not found or found[-1][1] != i - 1:
            found.append((i, i))
        else:
            found[-1] = (found[-1][0], i)
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
