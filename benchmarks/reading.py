"""The reader and the findings on the shared development sets: statements, mentions, figures, events."""

from __future__ import annotations

from benchmarks.common import ROOT, Score, data, export, read_rows, score, scratch


def attributions() -> Score:
    """PolNeAR's development articles: word F1 of source, cue and content, F1 of whole attributions."""
    split = data("polnear") / "dev"
    return score("score_attributions", export("polnear", split / "text"), split)


def speakers() -> Score:
    """Who the source is, in twelve of those articles (gold/README.md): share of right speakers."""
    gold = ROOT / "benchmarks" / "gold" / "speakers-dev.jsonl"
    texts, pages = data("polnear") / "dev" / "text", scratch("speakers-pages")
    for name in sorted({row["doc"] for row in read_rows(gold)}):
        (pages / f"{name}.txt").write_bytes((texts / f"{name}.txt").read_bytes())
    return score("score_speakers", export("speakers", pages), gold)


def mentions() -> Score:
    """re3d's documents: span F1 of mentions, strict and by overlap."""
    folder = data("re3d")
    pages = scratch("re3d-pages")
    for file in sorted(folder.glob("*/documents.jsonl")):
        for document in read_rows(file):
            (pages / f"{document['_id']}.txt").write_bytes(document["text"].encode())
    return score("score_mentions", export("re3d", pages), folder)


def figures() -> Score:
    """The figures annotated for this project: found, valued and full F1, share of right sources."""
    folder = data("figures-dev")
    return score("score_figures", export("figures", folder / "docs"), folder / "gold.jsonl", folder / "docs")


def events() -> Score:
    """Single sentences with PLOVER events, one page a sentence: F1 of types, right actors and recipients."""
    gold = data("plover") / "gsr-dev.jsonl"
    pages = scratch("gsr-pages")
    for sentence in read_rows(gold):
        (pages / f"{sentence['doc']}.txt").write_bytes(sentence["text"].encode())
    return score("score_events", export("events", pages), gold)


def measure() -> Score:
    return {
        "attributions": attributions(),
        "speakers": speakers(),
        "mentions": mentions(),
        "figures": figures(),
        "events": events(),
    }
