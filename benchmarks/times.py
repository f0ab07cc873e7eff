"""Dates in text, against the document's date, on the shared TimeML documents."""

from __future__ import annotations

from benchmarks.common import Score, by_halves, data, export, published


def measure() -> Score:
    folder = data("timebank")
    exported = export("timebank", folder / "text", published(folder / "meta.csv"))
    names = sorted(file.stem for file in (folder / "text").glob("*.txt"))
    read = set(names[::2])  # every other document was read for its errors while the grammar was written
    return by_halves("score_times", exported, folder / "times.jsonl", read.__contains__)
