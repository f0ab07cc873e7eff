"""Relays and nesting: statements of 102 shared documents that reach the report through others or stand in one another.

``gold/statements.jsonl`` has every statement with a relay or nesting in those documents (gold/README.md). A statement
is found where its content and an exported statement's share at least half of the words of each and their sources share
a word (or both have none). Chains are then compared on what was found; the precisions look at all that is exported.
``found_within_untaught`` leaves out the documents whose inner statements the model was trained on.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from benchmarks.common import ROOT, Score, export, read_rows, scratch
from benchmarks.reading import GOLD, gold_texts
from training.sets.nested import read as read_nested

NESTED = ROOT / "training" / "sets" / "nested-polnear.jsonl"

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Pair:
    """A gold statement, and the exported one that was found for it."""

    gold: Row
    found: Row
    outer: Row | None  # the exported statement that was found for the one that holds the gold one


def measure() -> Score:
    """What of ``gold/statements.jsonl`` a record of its documents holds: shares, each with its counts."""
    texts = gold_texts(GOLD / "statements-documents.jsonl")
    pages = scratch("chains-pages")
    for name, text in texts.items():
        (pages / f"{name}.txt").write_bytes(text.encode())
    exported = _statements(list(read_rows(export("chains", pages))))
    gold: dict[str, list[Row]] = defaultdict(list)
    for row in read_rows(GOLD / "statements.jsonl"):
        gold[row["doc"]].append(row)
    pairs: list[Pair] = []
    for name, text in texts.items():
        pairs += match(text, gold[name], exported[name])
    every = [row for rows in gold.values() for row in rows]
    # Of three documents the reading model has seen what is said inside contents: training/sets/nested-polnear.jsonl.
    taught = {one.doc for one in read_nested(NESTED)}
    names = {row["doc"] for row in read_rows(GOLD / "statements-documents.jsonl") if row["key"] in taught}
    inner = [row for row in every if row["within"] is not None and row["doc"] not in names]
    found = sum(p.gold["within"] is not None and p.gold["doc"] not in names for p in pairs)
    unread = sum(not rows for rows in exported.values())  # documents without any exported statement
    return {
        "documents": len(texts),
        "unread": unread,
        "found_within_untaught": _share(found, len(inner)),
        **_found(every, pairs),
        **_right(pairs),
        **_precision(exported, pairs),
    }


def match(text: str, gold: Sequence[Row], exported: Sequence[Row]) -> list[Pair]:
    """The pairs of one document. Each exported statement serves one gold statement; the nearest contents go first."""
    words = [m.span() for m in re.finditer(r"[^\W_]+", text)]

    def indices(spans: Sequence[Sequence[int]]) -> frozenset[int]:
        return frozenset(i for i, (s, e) in enumerate(words) for a, b in spans if s < b and a < e)

    theirs = [tuple(indices(row[part]) for part in ("source", "cue", "content")) for row in exported]
    near: list[tuple[float, int, int]] = []
    for n, row in enumerate(gold):
        source, cue, content = (indices(row[part]) for part in ("source", "cue", "content"))
        for k, (said_by, by_word, said) in enumerate(theirs):
            shared = len(content & said)
            if content and 2 * shared >= max(len(content), len(said)) and (source & said_by or not (source or said_by)):
                closeness = shared / len(content | said) + (1 if cue & by_word else 0)
                near.append((-closeness, n, k))
    found: dict[int, int] = {}
    taken: set[int] = set()
    for _, n, k in sorted(near):
        if n not in found and k not in taken:
            found[n] = k
            taken.add(k)
    by_number = {row["n"]: n for n, row in enumerate(gold)}
    pairs = []
    for n, k in sorted(found.items()):
        holder = by_number.get(gold[n]["within"], -1)
        pairs.append(Pair(gold[n], exported[k], exported[found[holder]] if holder in found else None))
    return pairs


def _statements(rows: Sequence[Row]) -> dict[str, list[Row]]:
    """The exported statements by the name of their page's file."""
    names = {row["id"]: row["page"]["path"].removesuffix(".txt") for row in rows if row["kind"] == "report"}
    found: dict[str, list[Row]] = {name: [] for name in names.values()}
    for row in rows:
        if row["kind"] == "statement":
            found[names[row["report"]]].append(row)
    return found


def _found(gold: Sequence[Row], pairs: Sequence[Pair]) -> Score:
    """How many statements are found: all, those that hold or have no holder, those within, those with a relay."""
    held = sum(row["within"] is not None for row in gold)
    relayed = sum(row["within"] is None and bool(row["via"]) for row in gold)
    return {
        "found": _share(len(pairs), len(gold)),
        "found_outer": _share(sum(p.gold["within"] is None for p in pairs), len(gold) - held),
        "found_within": _share(sum(p.gold["within"] is not None for p in pairs), held),
        "found_relayed": _share(sum(p.gold["within"] is None and bool(p.gold["via"]) for p in pairs), relayed),
    }


def _right(pairs: Sequence[Pair]) -> Score:
    """Of the statements found, how many are right in each respect."""
    relayed = [p for p in pairs if p.gold["within"] is None and p.gold["via"]]
    inner = [p for p in pairs if p.gold["within"] is not None]
    addressed = [p for p in pairs if p.gold["addressee"] is not None]
    hows = [
        (ours["how"], max(near, key=lambda via: _closeness(ours["span"], via["span"]))["how"])
        for p in pairs
        for ours in p.gold["via"]
        if (near := [via for via in p.found["via"] if _overlap(ours["span"], via["span"])])
    ]
    return {
        "relays_right": _share(sum(map(_relays, pairs)), len(pairs)),
        "relays_right_outer": _share(sum(map(_relays, relayed)), len(relayed)),
        "relays_right_within": _share(sum(map(_relays, inner)), len(inner)),
        "how_right": _share(sum(ours == theirs for ours, theirs in hows), len(hows)),
        "within_right": _share(sum(map(_within, pairs)), len(pairs)),
        "within_right_within": _share(sum(map(_within, inner)), len(inner)),
        "addressee_right": _share(sum(map(_addressee, pairs)), len(pairs)),
        "addressee_right_addressed": _share(sum(map(_addressee, addressed)), len(addressed)),
        "quotation_right": _share(sum(p.gold["quotation"] == p.found["quotation"] for p in pairs), len(pairs)),
        "manner_right": _share(sum(p.gold["manner"] == p.found["manner"] for p in pairs), len(pairs)),
        "negation_right": _share(sum(p.gold["negated"] == p.found["negated"] for p in pairs), len(pairs)),
    }


def _precision(exported: dict[str, list[Row]], pairs: Sequence[Pair]) -> Score:
    """Of the exported rows within others and of the exported relays, how many are those of the gold statements."""
    by_id = {p.found["id"]: p for p in pairs}
    rows = [row for found in exported.values() for row in found]
    inner = [row for row in rows if row["within"] is not None]
    outer = [row for row in rows if row["within"] is None]

    def relays(some: Sequence[Row]) -> Score:
        right = sum(
            any(_overlap(via["span"], ours["span"]) for ours in by_id[row["id"]].gold["via"])
            for row in some
            if row["id"] in by_id
            for via in row["via"]
        )
        return _share(right, sum(len(row["via"]) for row in some))

    return {
        "within_precision": _share(sum(row["id"] in by_id and _within(by_id[row["id"]]) for row in inner), len(inner)),
        "via_precision": relays(rows),
        "via_precision_outer": relays(outer),
        "via_precision_within": relays(inner),
    }


def _relays(pair: Pair) -> bool:
    """Every relay of the one overlaps one of the other, both ways."""
    ours = [via["span"] for via in pair.gold["via"]]
    theirs = [via["span"] for via in pair.found["via"]]
    return all(any(_overlap(a, b) for b in theirs) for a in ours) and all(
        any(_overlap(a, b) for b in ours) for a in theirs
    )


def _within(pair: Pair) -> bool:
    """Both stand in no other, or in the same other."""
    if pair.gold["within"] is None:
        return pair.found["within"] is None
    return pair.outer is not None and pair.found["within"] == pair.outer["id"]


def _addressee(pair: Pair) -> bool:
    """Both have no addressee, or the same words."""
    ours, theirs = pair.gold["addressee"], pair.found["addressee"]
    if ours is None or theirs is None:
        return ours is theirs
    return _overlap(ours, theirs["span"])


def _overlap(one: Sequence[int] | None, other: Sequence[int] | None) -> bool:
    return one is not None and other is not None and one[0] < other[1] and other[0] < one[1]


def _closeness(one: Sequence[int], other: Sequence[int]) -> float:
    """Shared characters over those of both."""
    return (min(one[1], other[1]) - max(one[0], other[0])) / (max(one[1], other[1]) - min(one[0], other[0]))


def _share(right: int, of: int) -> Score:
    return {"share": round(right / of, 3) if of else None, "right": right, "of": of}
