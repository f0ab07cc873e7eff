"""Rows of labels read as runs."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportedly.reading.runs import runs, stretches


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ([], []),
        ([0, 0], []),
        ([1], [(0, 0)]),
        ([1, 2, 2, 0], [(0, 2)]),
        ([1, 1, 2], [(0, 0), (1, 2)]),
        ([0, 2, 2], [(1, 2)]),
        ([1, 2, 0, 2], [(0, 1), (3, 3)]),
        ([1, 3, 2], [(0, 0), (2, 2)]),
        ([3, 4, 1, 2, 4], [(2, 3)]),
    ],
)
def test_runs(row: list[int], expected: list[tuple[int, int]]) -> None:
    assert runs(row, 1, 2) == expected


def test_runs_of_another_label() -> None:
    assert runs([3, 4, 1, 2, 4], 3, 4) == [(0, 1), (4, 4)]


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ([], []),
        ([0], []),
        ([3, 3, 0, 3], [(0, 1, 3), (3, 3, 3)]),
        ([1, 1, 2, 2], [(0, 1, 1), (2, 3, 2)]),
    ],
)
def test_stretches(row: list[int], expected: list[tuple[int, int, int]]) -> None:
    assert stretches(row) == expected


@given(st.lists(st.integers(0, 4)))
def test_runs_are_apart_and_hold_all_their_labels(row: list[int]) -> None:
    found = runs(row, 1, 2)
    assert [i for a, b in found for i in range(a, b + 1)] == [i for i, label in enumerate(row) if label in (1, 2)]
    assert all(1 not in row[a + 1 : b + 1] for a, b in found)
    assert all(c > b + 1 or row[c] == 1 for (_, b), (c, _) in pairwise(found))


@given(st.lists(st.integers(0, 100)), st.integers(1, 99))
def test_a_row_of_bytes_has_the_same_runs(row: list[int], begin: int) -> None:
    assert runs(bytes(row), begin, begin + 1) == runs(row, begin, begin + 1)


@given(st.lists(st.integers(0, 3)))
def test_stretches_are_as_long_as_they_can_be(row: list[int]) -> None:
    found = stretches(row)
    assert [(i, label) for a, b, label in found for i in range(a, b + 1)] == [
        (i, label) for i, label in enumerate(row) if label
    ]
    assert all(c > b + 1 or one != other for (_, b, one), (c, _, other) in pairwise(found))
