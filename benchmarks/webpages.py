"""Titles, dates, bylines and body segments of the shared web pages, beside trafilatura alone."""

from __future__ import annotations

from benchmarks import peers
from benchmarks.common import Score, data, export, score, write_rows


def measure() -> Score:
    folder = data("webpages")
    expected = folder / "expected.json"
    alone = write_rows("peer", peers.rows(folder / "html", peers.trafilatura_alone))
    return {
        "reportedly": score("score_pages", export("webpages", folder / "html"), expected),
        "trafilatura alone": score("score_pages", alone, expected),
    }
