"""Dates in text, against the document's date, on the shared TimeML documents."""

from __future__ import annotations

from benchmarks.common import Score, data, export, published, score


def measure() -> Score:
    folder = data("timebank")
    exported = export("timebank", folder / "text", published(folder / "meta.csv"))
    return score("score_times", exported, folder / "times.jsonl")
