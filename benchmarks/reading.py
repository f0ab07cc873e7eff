"""The reader and the findings on the shared development sets: statements, mentions, figures."""

from __future__ import annotations

import gzip
import hashlib
import json
import sys
from collections.abc import Callable
from pathlib import Path

from benchmarks.common import (
    ROOT,
    SHARED,
    Score,
    by_halves,
    data,
    even_hash,
    export,
    read_rows,
    score,
    scratch,
)

GOLD = ROOT / "benchmarks" / "gold"


def attributions() -> Score:
    """PolNeAR's development articles: word F1 of source, cue and content, F1 of whole attributions."""
    split = data("polnear") / "dev"
    return score("score_attributions", export("polnear", split / "text"), split)


def speakers() -> Score:
    """Who the source is, in twelve of those articles (gold/README.md): share of right speakers."""
    gold = GOLD / "speakers-dev.jsonl"
    texts, pages = data("polnear") / "dev" / "text", scratch("speakers-pages")
    for name in sorted({row["doc"] for row in read_rows(gold)}):
        (pages / f"{name}.txt").write_bytes((texts / f"{name}.txt").read_bytes())
    return by_halves("score_speakers", export("speakers", pages), gold, even_hash)


def speakers_more() -> Score:
    """The same in 40 training articles, whose attributions the model has seen: 30 for work on the rules, 10 apart."""
    texts, result = data("polnear") / "train" / "text", {}
    for part in ("train", "apart"):
        gold, pages = GOLD / f"speakers-{part}.jsonl", scratch(f"speakers-{part}-pages")
        for name in sorted({row["doc"] for row in read_rows(gold)}):
            (pages / f"{name}.txt").write_bytes((texts / f"{name}.txt").read_bytes())
        result[part] = score("score_speakers", export(f"speakers-{part}", pages), gold)
    return result


def mentions() -> Score:
    """re3d's documents: span F1 of mentions, strict and by overlap; of all, of those that the shipped model was trained
    on, and of those kept apart from it (every fifth by id, as training/reader/train.py leaves them out)."""
    folder = data("re3d")
    pages = scratch("re3d-pages")
    for file in sorted(folder.glob("*/documents.jsonl")):
        for document in read_rows(file):
            (pages / f"{document['_id']}.txt").write_bytes(document["text"].encode())
    apart = {page.stem for page in sorted(pages.iterdir())[::5]}
    exported = export("re3d", pages)
    return {
        "all": score("score_mentions", exported, folder),
        "trained on": score("score_mentions", exported, _part_of(folder, lambda name: name not in apart, "trained")),
        "apart": score("score_mentions", exported, _part_of(folder, lambda name: name in apart, "apart")),
    }


def _part_of(folder: Path, wanted: Callable[[str], bool], name: str) -> Path:
    """re3d's folders with the documents that are wanted, and their entities."""
    part = scratch(f"re3d-{name}")
    for file in sorted(folder.glob("*/documents.jsonl")):
        own = part / file.parent.name
        own.mkdir(exist_ok=True)
        for source, key in ((file, "_id"), (file.with_name("entities.jsonl"), "documentId")):
            with open(own / source.name, "w", encoding="utf-8", newline="\n") as stream:
                stream.writelines(json.dumps(row) + "\n" for row in read_rows(source) if wanted(row[key]))
    return part


def figures() -> Score:
    """The figures annotated for this project: found, valued and full F1, share of right sources."""
    folder = data("figures-dev")
    return score("score_figures", export("figures", folder / "docs"), folder / "gold.jsonl", folder / "docs")


def figures_more() -> Score:
    """Figures of 91 more documents of the shared sets (gold/README.md), scored the same way."""
    texts = gold_texts(GOLD / "figures-documents.jsonl")
    pages, gold = scratch("figures-more-pages"), scratch("figures-more-gold") / "gold.jsonl"
    for name, text in texts.items():
        (pages / f"{name}.txt").write_bytes(text.encode())
    with open(gold, "w", encoding="utf-8", newline="\n") as stream:
        for row in read_rows(GOLD / "figures.jsonl"):
            text, source = texts[row["doc"]], row["source_span"]
            row["source"] = text[source[0] : source[1]] if source else None
            stream.write(json.dumps(row, ensure_ascii=False) + "\n")
    exported = export("figures-more", pages)
    result = {"all": score("score_figures", exported, gold, pages)}
    for name, wanted in (("read", True), ("unread", False)):
        # This scorer scores the documents of a folder, those without a figure too.
        half = scratch(f"figures-more-{name}")
        for doc in texts:
            if even_hash(doc) is wanted:
                (half / f"{doc}.txt").touch()
        result[name] = score("score_figures", exported, gold, half)
    return result


def gold_texts(documents: Path) -> dict[str, str]:
    """The texts that a ``gold/*-documents.jsonl`` names, by their name there; each is checked against its hash."""
    wanted = list(read_rows(documents))
    texts = {}
    for row in wanted:
        if row["set"] in ("timebank", "polnear-train"):
            folder = data("timebank") if row["set"] == "timebank" else data("polnear") / "train"
            texts[row["doc"]] = (folder / "text" / f"{row['key']}.txt").read_bytes().decode()
    by_id = {row["key"]: row["doc"] for row in wanted if row["set"] == "re3d"}
    for file in sorted(data("re3d").glob("*/documents.jsonl")):
        texts |= {by_id[d["_id"]]: d["text"] for d in read_rows(file) if d["_id"] in by_id}
    by_line = {row["key"]: row["doc"] for row in wanted if row["set"] == "insightcrime"}
    texts |= _news_lines(by_line, SHARED / "data" / "news-text.jsonl.gz")
    changed = [row["doc"] for row in wanted if _sha256(texts.get(row["doc"], "")) != row["sha256"]]
    if changed:
        sys.exit(f"{len(changed)} documents of gold/{documents.name} are not as annotated, such as {changed[0]}")
    return {row["doc"]: texts[row["doc"]] for row in wanted}


def _news_lines(names: dict[int, str], file: Path) -> dict[str, str]:
    """The texts of those lines, counted from 1, of a compressed JSON Lines file, by their given names."""
    with gzip.open(file, "rt", encoding="utf-8", newline="\n") as stream:
        return {names[number]: json.loads(line)["text"] for number, line in enumerate(stream, 1) if number in names}


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def measure() -> Score:
    return {
        "attributions": attributions(),
        "speakers": speakers(),
        "speakers_more": speakers_more(),
        "mentions": mentions(),
        "figures": figures(),
        "figures_more": figures_more(),
    }
