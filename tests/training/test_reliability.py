"""The arithmetic of the `reliability` benchmark: intervals, bins, calibration error and the curve that mends it."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.reliability import Outer, bins, expected_error, intervals, statements
from training.reader.tune import calibration


def test_articles_that_are_alike_leave_no_doubt() -> None:
    low, high = intervals(np.array([[[6.0, 2.0, 2.0]]] * 20), 200, 1)
    assert low.tolist() == high.tolist() == [pytest.approx(0.75)]


def test_intervals_hold_the_score_and_narrow_with_more_articles() -> None:
    chance = np.random.default_rng(5)
    right = chance.integers(0, 20, 400)
    counts = np.stack([right, 20 - right, 20 - right], axis=-1)[:, None].astype(float)
    widths = []
    for number in (25, 400):
        some = counts[:number]
        low, high = intervals(some, 1000, 1)
        assert low[0] < some[:, 0, 0].sum() / (20 * number) < high[0]
        widths.append(high[0] - low[0])
    assert widths[1] == pytest.approx(widths[0] / 4, rel=0.35)
    # The binomial spread of a mean: 1.96 standard errors each way.
    assert widths[1] == pytest.approx(2 * 1.96 * (right / 20).std() / 20, rel=0.15)


def test_the_same_seed_gives_the_same_interval() -> None:
    counts = np.random.default_rng(2).integers(0, 9, (30, 4, 3)).astype(float)
    assert [x.tolist() for x in intervals(counts, 100, 1)] == [x.tolist() for x in intervals(counts, 100, 1)]
    assert [x.tolist() for x in intervals(counts, 100, 1)] != [x.tolist() for x in intervals(counts, 100, 2)]


def test_articles_without_anything_score_nothing() -> None:
    low, high = intervals(np.zeros((3, 4, 3)), 10, 1)
    assert low.tolist() == high.tolist() == [0.0] * 4


def test_bins() -> None:
    sure, right = np.array([0.0, 0.05, 0.95, 1.0, 0.1]), np.array([0.0, 1.0, 1.0, 1.0, 0.0])
    assert bins(sure, right) == [
        {"from": 0.0, "count": 2, "confidence": 0.025, "right": 0.5},
        {"from": 0.1, "count": 1, "confidence": 0.1, "right": 0.0},
        {"from": 0.9, "count": 2, "confidence": 0.975, "right": 1.0},
    ]
    assert expected_error(sure, right) == pytest.approx((2 * 0.475 + 0.1 + 2 * 0.025) / 5)


def test_nothing_has_no_error() -> None:
    assert bins(np.zeros(0), np.zeros(0)) == []
    assert expected_error(np.zeros(0), np.zeros(0)) == 0


@given(st.lists(st.tuples(st.floats(0, 1), st.booleans()), min_size=1))
def test_every_statement_is_in_one_bin(pairs: list[tuple[float, bool]]) -> None:
    sure, right = np.array([p for p, _ in pairs]), np.array([float(r) for _, r in pairs])
    assert sum(row["count"] for row in bins(sure, right)) == len(pairs)
    assert 0 <= expected_error(sure, right) <= 1


def test_the_curve_is_found_again() -> None:
    chance = np.random.default_rng(3)
    odds = chance.normal(0, 2, 20_000)
    raw = 1 / (1 + np.exp(-odds))
    right = chance.random(20_000) < 1 / (1 + np.exp(-(0.6 * odds - 0.5)))
    slope, shift = calibration(raw.tolist(), right.tolist())
    assert slope == pytest.approx(0.6, abs=0.04)
    assert shift == pytest.approx(-0.5, abs=0.05)
    mended = 1 / (1 + np.exp(-(slope * odds + shift)))
    assert expected_error(mended, right.astype(float)) < 0.015 < expected_error(raw, right.astype(float))


def test_only_outer_statements_are_read(tmp_path: Path) -> None:
    parts = {"source": [[0, 2]], "cue": [], "content": [[3, 5], [7, 9]]}
    rows = [
        {"kind": "report", "id": "r", "page": {"path": "folder/a.b.txt"}},
        {"kind": "statement", "report": "r", "within": None, "confidence": 0.5, **parts},
        {"kind": "statement", "report": "r", "within": "s", "confidence": 0.5, **parts},
        {"kind": "report", "id": "q", "page": {"path": "empty.txt"}},
    ]
    (tmp_path / "e.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    assert statements(tmp_path / "e.jsonl") == {
        "a.b": [Outer(((0, 2),), (), ((3, 5), (7, 9)), 0.5)],
        "empty": [],
    }
