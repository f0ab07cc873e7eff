"""Attributions that were found against an article's own, measured as the shared scorer does."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from typing import Any

from training.reader.polnear import Article, Span

ROLES = ("source", "cue", "content")
MEASURES = (*ROLES, "attribution")
Words = dict[str, frozenset[int]]


def compare(articles: Iterable[Article], by_article: dict[str, Any]) -> dict[str, Any]:
    """Precision, recall and F1 of source, cue and content words and of whole attributions."""
    totals = dict.fromkeys(MEASURES, (0, 0, 0))
    for article in articles:
        for name, (right, wrong, missed) in counts_of(article, by_article[article.name]).items():
            total = totals[name]
            totals[name] = total[0] + right, total[1] + wrong, total[2] + missed
    return {name: f1_of(*total) for name, total in totals.items()}


def counts_of(article: Article, found: Sequence[Any]) -> dict[str, tuple[int, int, int]]:
    """How many words of each role, and how many whole attributions, are right, wrong and missed in one article."""
    gold, mine = _words_of(article, article.attributions), _words_of(article, found)
    counts = {}
    for role in ROLES:
        g = frozenset[int]().union(*(x[role] for x in gold))
        p = frozenset[int]().union(*(x[role] for x in mine))
        counts[role] = len(g & p), len(p - g), len(g - p)
    hits = _matched(gold, mine)
    wrong = sum(1 for n, m in enumerate(mine) if m["content"] and n not in hits)
    counts["attribution"] = len(hits), wrong, sum(1 for g in gold if g["content"]) - len(hits)
    return counts


def right_ones(article: Article, found: Sequence[Any]) -> list[tuple[Any, bool]]:
    """Each of ``found`` that has a content, and whether the article's annotator has it too."""
    mine = _words_of(article, found)
    hits = _matched(_words_of(article, article.attributions), mine)
    return [(one, n in hits) for n, one in enumerate(found) if mine[n]["content"]]


def _words_of(article: Article, found: Iterable[Any]) -> list[Words]:
    """The indices of the words in each role of each attribution."""
    words = [m.span() for m in re.finditer(r"[^\W_]+", article.text)]
    starts, ends = [a for a, _ in words], [b for _, b in words]

    def indices(spans: Iterable[Span]) -> frozenset[int]:
        return frozenset(i for a, b in spans for i in range(bisect_right(ends, a), bisect_left(starts, b)))

    return [{role: indices(getattr(one, role)) for role in ROLES} for one in found]


def _matched(gold: Sequence[Words], mine: Sequence[Words]) -> set[int]:
    """Indices of those of ``mine`` that match one of ``gold``, each of which is matched once."""
    free = [n for n, m in enumerate(mine) if m["content"]]
    hits = set()
    for g in gold:
        hit = next((n for n in free if g["content"] and _same(g, mine[n])), None)
        if hit is not None:
            free.remove(hit)
            hits.add(hit)
    return hits


def _same(gold: Words, found: Words) -> bool:
    enough = 2 * len(found["content"] & gold["content"]) >= max(len(found["content"]), len(gold["content"]))
    return enough and bool(found["source"] & gold["source"] or not (found["source"] or gold["source"]))


def f1_of(right: int, wrong: int, missed: int) -> dict[str, float]:
    """Precision, recall and F1 of counts."""
    p, r = right / max(1, right + wrong), right / max(1, right + missed)
    return {"precision": round(p, 4), "recall": round(r, 4), "f1": round(2 * p * r / max(1e-9, p + r), 4)}
