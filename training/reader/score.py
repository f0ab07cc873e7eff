"""PolNeAR's measures of a model, as the shared scorer has them: word F1 by role, F1 of whole attributions."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable
from typing import Any

import torch

from training.reader.model import Reader
from training.reader.polnear import Article, Attribution, Span
from training.reader.windows import Window, decode, runs

ROLES = ("source", "cue", "content")


@torch.no_grad()
def attributions_of(
    model: Reader, group: list[Window], tensors: Callable[..., Any], device: torch.device
) -> list[list[Attribution]]:
    """The attributions of each window of a batch."""
    ids, cases, mask = tensors(group, device)
    states, scores = model(ids, cases, mask)
    best = scores["cue"].argmax(-1).tolist()
    rows = [tags[: len(w.ids)] for tags, w in zip(best, group, strict=True)]
    cues = [(n, a, b) for n, row in enumerate(rows) for a, b in runs(row, 1, 2)]
    roles: dict[int, list[list[int]]] = defaultdict(list)
    if cues:
        index = [torch.tensor([c[k] for c in cues], device=device) for k in range(3)]
        for (n, _, _), row in zip(cues, model.roles(states, *index).argmax(-1).tolist(), strict=True):
            roles[n].append(row[: len(group[n].ids)])
    return [decode(w, row, roles[n]) for n, (w, row) in enumerate(zip(group, rows, strict=True))]


def score(
    model: Reader,
    articles: Iterable[Article],
    found: list[Window],
    batches: Callable[[list[Window]], list[list[Window]]],
    tensors: Callable[..., Any],
    device: torch.device,
) -> dict[str, Any]:
    """F1 on ``articles``, whose windows are ``found``."""
    model.eval()
    by_article: dict[str, list[Attribution]] = defaultdict(list)
    for group in batches(found):
        for window, attributions in zip(group, attributions_of(model, group, tensors, device), strict=True):
            by_article[window.article] += attributions
    return compare(articles, by_article)


def compare(articles: Iterable[Article], by_article: dict[str, list[Attribution]]) -> dict[str, Any]:
    """The measures of attributions that were found against an article's own."""
    counts = {role: [0, 0, 0] for role in ROLES}
    whole = [0, 0, 0]
    for article in articles:
        words = [m.span() for m in re.finditer(r"[^\W_]+", article.text)]

        def indices(spans: Iterable[Span], words: list[Span] = words) -> frozenset[int]:
            return frozenset(i for a, b in spans for i, (s, e) in enumerate(words) if s < b and a < e)

        gold = [{r: indices(getattr(a, r)) for r in ROLES} for a in article.attributions]
        mine = [{r: indices(getattr(a, r)) for r in ROLES} for a in by_article[article.name]]
        for role in ROLES:
            g = frozenset().union(*(x[role] for x in gold))
            p = frozenset().union(*(x[role] for x in mine))
            for k, part in enumerate((g & p, p - g, g - p)):
                counts[role][k] += len(part)
        free = [m for m in mine if m["content"]]
        for g in (g for g in gold if g["content"]):
            hit = next((p for p in free if _same(g, p)), None)
            if hit:
                free.remove(hit)
            whole[0 if hit else 2] += 1
        whole[1] += len(free)
    return {name: _f1(*c) for name, c in [*counts.items(), ("attribution", whole)]}


def _same(gold: dict[str, frozenset[int]], found: dict[str, frozenset[int]]) -> bool:
    enough = 2 * len(found["content"] & gold["content"]) >= max(len(found["content"]), len(gold["content"]))
    return enough and bool(found["source"] & gold["source"] or not (found["source"] or gold["source"]))


def _f1(right: int, wrong: int, missed: int) -> dict[str, float]:
    p, r = right / max(1, right + wrong), right / max(1, right + missed)
    return {"precision": round(p, 4), "recall": round(r, 4), "f1": round(2 * p * r / max(1e-9, p + r), 4)}
