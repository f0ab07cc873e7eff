"""Who stands behind what a report says, so that copies of one source count once.

A claim has labels: the named speaker it is attributed to, or, in a report's own voice, the agencies that the text is
credited to, else the outlet, else the site, else the page; and the words themselves where they are long enough to tell
a copy. Claims that share a label are of one source; sources are the connected components.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from reportedly.actors.heads import fold
from reportedly.types import Report, identifier

_HOST = re.compile(r"https?://(?:[^/@]*@)?(?:www\.)?([^/:?#]+)", re.I)
_TELLING = 6  # words from which on the same words are a copy, not chance


def labels_of(report: Report) -> frozenset[str]:
    """Labels of the report's own voice."""
    agencies = {f"agency:{fold(c.name)}" for c in report.credits if c.for_ == "text"}
    if agencies:
        return frozenset(agencies)
    if report.outlet:
        return frozenset([f"outlet:{fold(report.outlet)}"])
    host = _HOST.match(report.page.url) if report.page.url else None
    if host is not None:
        return frozenset([f"site:{host[1].lower()}"])
    return frozenset([f"page:{report.page.sha256}"])


def label_of_words(text: str) -> str | None:
    """A label of some words, null where they are too few to tell a copy by."""
    words = fold(text).split()
    return identifier("words", *words) if len(words) >= _TELLING else None


def count_sources(labels: Iterable[frozenset[str]]) -> int | None:
    """How many connected components the claims with these labels make; null where none has a label."""
    above: dict[str, str] = {}

    def top(label: str) -> str:
        while above.setdefault(label, label) != label:
            above[label] = above[above[label]]
            label = above[label]
        return label

    for group in labels:
        first, *others = sorted(group) or [""]
        for other in others:
            above[top(other)] = top(first)
        if first:
            top(first)
    return len({top(label) for label in list(above)}) or None
