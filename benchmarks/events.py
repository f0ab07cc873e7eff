"""Events of single sentences: types, actors and recipients of those that hold one, and how many of those that hold
none got one."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from benchmarks.common import ROOT, Score, data, export, read_rows, score, scratch, write_rows

WITHOUT = ROOT / "benchmarks" / "gold" / "no-events.jsonl"


def without_events() -> dict[str, str]:
    """The sentences that hold no event (gold/README.md), by names that no other page has.

    Exits where a span is no sentence of its document."""
    texts: dict[Path, str] = {}
    sentences = {}
    for row in read_rows(WITHOUT):
        folder = data("timebank") if row["set"] == "timebank" else data("polnear") / "dev"
        file = folder / "text" / f"{row['doc']}.txt"
        text = texts.setdefault(file, file.read_bytes().decode())
        sentence = text[row["start"] : row["end"]]
        if not sentence or sentence != sentence.strip() or text[: row["start"]][-1:].isalnum():
            sys.exit(f"{row['doc']} of gold/{WITHOUT.name} is not as it was read")
        sentences[f"none-{row['doc']}-{row['start']}"] = sentence
    return sentences


def measure() -> Score:
    with_events = list(read_rows(data("plover") / "gsr-dev.jsonl"))
    without = without_events()
    pages = scratch("events-pages")
    for name, text in {**{row["doc"]: row["text"] for row in with_events}, **without}.items():
        (pages / f"{name}.txt").write_bytes(text.encode())
    exported = export("events", pages)
    none: list[dict[str, Any]] = [{"doc": name, "events": []} for name in without]
    return {
        "with events": score("score_events", exported, write_rows("events-gold", with_events)),
        "without events": {"sentences": len(without), **given_events(exported, set(without))},
        "together": score("score_events", exported, write_rows("events-gold-together", with_events + none)),
    }


def given_events(exported: Path, names: set[str]) -> Score:
    """How many of the pages called ``names`` got an event of a type, how many one without, and the types they got."""
    page_of: dict[str, str] = {}
    typed: dict[str, set[str]] = {}
    untyped: set[str] = set()
    for row in read_rows(exported):
        if row["kind"] == "report":
            page_of[row["id"]] = Path(row["page"]["path"]).stem
        elif row["kind"] == "event":
            page = page_of[row["report"]]
            if row["type"]:
                typed.setdefault(page, set()).add(row["type"])
            else:
                untyped.add(page)
    given = {page: types for page, types in typed.items() if page in names}
    counts: dict[str, int] = {}
    for types in given.values():
        for kind in sorted(types):
            counts[kind] = counts.get(kind, 0) + 1
    return {
        "with a typed event": len(given),
        "with only an untyped event": len((untyped & names) - set(given)),
        "types": dict(sorted(counts.items())),
    }
