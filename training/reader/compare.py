"""Attributions that were found against an article's own, measured as the shared scorer does."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from training.reader.polnear import Article, Span

ROLES = ("source", "cue", "content")


def compare(articles: Iterable[Article], by_article: dict[str, Any]) -> dict[str, Any]:
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
    return {name: f1_of(*c) for name, c in [*counts.items(), ("attribution", whole)]}


def _same(gold: dict[str, frozenset[int]], found: dict[str, frozenset[int]]) -> bool:
    enough = 2 * len(found["content"] & gold["content"]) >= max(len(found["content"]), len(gold["content"]))
    return enough and bool(found["source"] & gold["source"] or not (found["source"] or gold["source"]))


def f1_of(right: int, wrong: int, missed: int) -> dict[str, float]:
    p, r = right / max(1, right + wrong), right / max(1, right + missed)
    return {"precision": round(p, 4), "recall": round(r, 4), "f1": round(2 * p * r / max(1e-9, p + r), 4)}
