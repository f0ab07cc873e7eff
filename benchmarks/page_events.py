"""Events of whole pages: which are found, and what of them is right.

``gold/events-pages.jsonl`` has every event of 22 shared documents, none of which the model was trained on. A gold event
is found where an exported one of its type (or, without a type, its subtype) stands around its trigger, the tightest
first; each serves one. Of those found: status, negation, and roles (which share half of the words
of the longer, as in the shared scorer for single sentences). Precision is over all exported events of the documents.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from benchmarks.common import Score, data, export, read_rows, scratch
from benchmarks.events import WITHOUT

GOLD = WITHOUT.with_name("events-pages.jsonl")
Row = dict[str, Any]


def texts_of(rows: Sequence[Row]) -> dict[str, str]:
    """The texts of the documents that ``rows`` name."""
    wanted = {(row["set"], row["doc"]) for row in rows}
    folder = data("timebank") / "text"
    texts = {doc: (folder / f"{doc}.txt").read_bytes().decode() for name, doc in wanted if name == "timebank"}
    for file in sorted(data("re3d").glob("*/documents.jsonl")):
        texts |= {d["_id"]: d["text"] for d in read_rows(file) if ("re3d", d["_id"]) in wanted}
    return texts


def gold_pages() -> list[tuple[str, list[tuple[int, int, str]]]]:
    """Every text with the triggers of its events and their types; "none" for an event without a type."""
    rows = list(read_rows(GOLD))
    return [
        (text, [(*e["trigger"], e["type"] or "none") for row in rows if row["doc"] == name for e in row["events"]])
        for name, text in sorted(texts_of(rows).items())
    ]


def measure() -> Score:
    rows = list(read_rows(GOLD))
    texts = texts_of(rows)
    pages = scratch("page-events-pages")
    for name, text in texts.items():
        (pages / f"{name}.txt").write_bytes(text.encode())
    exported: dict[str, list[Row]] = {name: [] for name in texts}
    page_of: dict[str, str] = {}
    for row in read_rows(export("page-events", pages)):
        if row["kind"] == "report":
            page_of[row["id"]] = Path(row["page"]["path"]).stem
        elif row["kind"] == "event":
            exported[page_of[row["report"]]].append(row)
    gold: dict[str, list[Row]] = {name: [] for name in texts}
    for row in rows:
        gold[row["doc"]] += row["events"]
    pairs = [(name, *pair) for name in texts for pair in match(gold[name], exported[name])]
    wanted, given = sum(map(len, gold.values())), sum(map(len, exported.values()))
    precision, recall = len(pairs) / max(1, given), len(pairs) / max(1, wanted)
    of_type = Counter(event["type"] or "-" for events in gold.values() for event in events)
    found = Counter(mine["type"] or "-" for _, mine, _ in pairs)
    return {
        "documents": len(texts),
        "sentences": len(rows),
        "events": wanted,
        "found": {
            "precision": round(precision, 4),
            "recall": round(recall, 4),
            "f1": round(2 * precision * recall / max(1e-9, precision + recall), 4),
        },
        "status": _share([mine["status"] == theirs["status"] for _, mine, theirs in pairs]),
        "status other than happened": _share(
            [mine["status"] == theirs["status"] for _, mine, theirs in pairs if mine["status"] != "happened"]
        ),
        "negated": _share([mine["negated"] == theirs["negated"] for _, mine, theirs in pairs]),
        **{
            role: _share([_same(texts[n], mine, theirs, role) for n, mine, theirs in pairs if role in mine["roles"]])
            for role in ("actor", "recipient", "item", "place")
        },
        "recall by type": {kind: f"{found[kind]}/{of_type[kind]}" for kind in sorted(of_type)},
    }


def match(gold: Sequence[Row], exported: Sequence[Row]) -> list[tuple[Row, Row]]:
    """Gold events of one document with the exported ones that were found for them."""
    near = sorted(
        (other["span"][1] - other["span"][0], n, k)
        for n, event in enumerate(gold)
        for k, other in enumerate(exported)
        if (event["type"], None if event["type"] else event["subtype"])
        == (other["type"], None if event["type"] else other["subtype"])
        and other["span"][0] < event["trigger"][1]
        and event["trigger"][0] < other["span"][1]
    )
    found: dict[int, int] = {}
    for _, n, k in near:
        if n not in found and k not in found.values():
            found[n] = k
    return [(gold[n], exported[k]) for n, k in sorted(found.items())]


def _same(text: str, gold: Row, exported: Row, role: str) -> bool:
    """Whether one of an event's fillers of a role is one of the gold ones."""
    ours = [_words(text[a:b]) for a, b in gold["roles"][role]]
    theirs = [_words(filler.get(part) or "") for filler in exported["roles"][role] for part in ("text", "name")]
    return any(a and b and 2 * len(a & b) >= max(len(a), len(b)) for a in ours for b in theirs)


def _words(text: str) -> set[str]:
    return set(re.findall(r"\w+", text.lower())) - {"the", "a", "an"}


def _share(right: Sequence[bool]) -> Score:
    return {"right": sum(right), "of": len(right), "share": round(sum(right) / max(1, len(right)), 4)}
