"""Measures of a model while it is trained, as the shared scorers have them; their own run on an export counts."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import torch
from tokenizers import Tokenizer

from reportedly.reading.labels import ENTITIES, EVENTS
from reportedly.reading.runs import runs
from reportedly.reading.windows import windows
from training.reader.batches import batches, tensors
from training.reader.compare import compare, f1_of
from training.reader.model import Reader
from training.reader.polnear import Article, Attribution
from training.reader.windows import IGNORE, Labelled, decode, windows_of


@torch.no_grad()
def attributions_of(model: Reader, group: Sequence[Labelled]) -> list[list[Attribution]]:
    """The attributions of each window of a batch."""
    device = next(model.parameters()).device
    states, scores = model(*(t.to(device) for t in tensors(group)))
    best = scores["cue"].argmax(-1).tolist()
    rows = [tags[: len(one.window.ids)] for tags, one in zip(best, group, strict=True)]
    cues = [(n, a, b) for n, row in enumerate(rows) for a, b in runs(row, 1, 2)]
    roles: dict[int, list[list[int]]] = defaultdict(list)
    if cues:
        index = [torch.tensor([c[k] for c in cues], device=device) for k in range(3)]
        found = model.links["attribution"](states, *index).argmax(-1).tolist()
        for (n, _, _), row in zip(cues, found, strict=True):
            roles[n].append(row[: len(group[n].window.ids)])
    return [decode(one.window, row, roles[n]) for n, (one, row) in enumerate(zip(group, rows, strict=True))]


def score_attributions(model: Reader, articles: Sequence[Article], tokenizer: Tokenizer, pieces: int) -> dict[str, Any]:
    """F1 of source, cue and content words and of whole attributions on ``articles``."""
    found = [
        Labelled(article.name, window, article.text)
        for article in articles
        for window in windows_of(article.text, tokenizer)
    ]
    by_article: dict[str, list[Attribution]] = defaultdict(list)
    for group in batches(found, pieces, None):
        for one, attributions in zip(group, attributions_of(model, group), strict=True):
            by_article[one.origin] += attributions
    return compare(articles, by_article)


@torch.no_grad()
def score_mentions(model: Reader, found: Sequence[Labelled], pieces: int) -> dict[str, float]:
    """F1 of mentions by overlap and type, within windows."""
    device = next(model.parameters()).device
    right = wrong = hit = missed = 0
    for group in batches(found, pieces, None):
        _, scores = model(*(t.to(device) for t in tensors(group)))
        rows = {name: scores[name].argmax(-1).tolist() for name in ("entity", "nationality")}
        for n, one in enumerate(group):
            have = _mentions({name: row[n] for name, row in rows.items()}, one)
            gold = _mentions(one.tags, one)
            hit += sum(any(_meet(g, h) for h in have) for g in gold)
            missed += sum(not any(_meet(g, h) for h in have) for g in gold)
            right += sum(any(_meet(g, h) for g in gold) for h in have)
            wrong += sum(not any(_meet(g, h) for g in gold) for h in have)
    p, r = right / max(1, right + wrong), hit / max(1, hit + missed)
    return {"precision": round(p, 4), "recall": round(r, 4), "f1": round(2 * p * r / max(1e-9, p + r), 4)}


def _mentions(rows: dict[str, list[int]], one: Labelled) -> list[tuple[int, int, str]]:
    found = []
    for name, row in rows.items():
        kinds = (
            {1: "nationality"} if name == "nationality" else {i: e[2:] for i, e in enumerate(ENTITIES) if e[0] == "B"}
        )
        kept = [label if a < b and label != IGNORE else 0 for label, (a, b) in zip(row, one.window.spans, strict=False)]
        for label, kind in kinds.items():
            found += [(a, b, kind) for a, b in runs(kept, label, label + 1) if kind != "quantity"]
    return found


def _meet(one: tuple[int, int, str], other: tuple[int, int, str]) -> bool:
    return one[2] == other[2] and one[0] <= other[1] and other[0] <= one[1]


@torch.no_grad()
def score_events(model: Reader, file: Path, tokenizer: Tokenizer) -> dict[str, float]:
    """F1 of (sentence, PLOVER type) pairs on sentences with gold events."""
    device = next(model.parameters()).device
    right = wrong = missed = 0
    for line in file.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        text = row["text"]
        group = [Labelled("gold", w, text) for w in windows(text, [[(0, len(text))]], tokenizer)]
        _, scores = model(*(t.to(device) for t in tensors(group)))
        have = {EVENTS[label] for best in scores["event"].argmax(-1).tolist() for label in best if label > 1}
        gold = {event["type"] for event in row["events"]}
        right, wrong, missed = right + len(have & gold), wrong + len(have - gold), missed + len(gold - have)
    return f1_of(right, wrong, missed)
