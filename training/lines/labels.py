"""Labels for lines: from full gold texts, from trafilatura's choice and what must and must not be in the body."""

from __future__ import annotations

import re
from difflib import SequenceMatcher

import numpy as np

from reportedly.reports.layout import Layout

_WORD = re.compile(r"\w+")


def texts_of(layout: Layout) -> list[str]:
    """The text of every line."""
    return [layout.text[line.span[0] : line.span[1]] for line in layout.lines]


def by_gold(texts: list[str], gold: str) -> np.ndarray:
    """Share of each line's words that are in ``gold``, in order (NaN for lines without words)."""
    words: list[str] = []
    owner: list[int] = []
    for i, text in enumerate(texts):
        found = _WORD.findall(text)
        words += found
        owner += [i] * len(found)
    matched = np.zeros(len(texts))
    total = np.zeros(len(texts))
    np.add.at(total, owner, 1)
    matcher = SequenceMatcher(None, words, _WORD.findall(gold), autojunk=False)
    owners = np.array(owner, dtype=int)
    for block in matcher.get_matching_blocks():
        place = owners[block.a : block.a + block.size]
        if block.size >= 4:
            np.add.at(matched, place, 1)
        elif block.size:
            # Short matches count only where they are a whole line: single words match by chance.
            for i in set(place.tolist()):
                if (place == i).sum() == total[i]:
                    matched[i] += total[i]
    with np.errstate(invalid="ignore"):
        return matched / total


def by_segments(texts: list[str], present: list[str], absent: list[str]) -> np.ndarray:
    """1 for lines that hold a text that must be in the body, 0 for one that must not, else NaN."""
    found = np.full(len(texts), np.nan)
    flat = [re.sub(r"\s+", " ", text) for text in texts]
    for value, segments in ((0.0, absent), (1.0, present)):
        for segment in segments:
            want = re.sub(r"\s+", " ", segment).strip()
            hits = [i for i, line in enumerate(flat) if want in line or (len(line) > 40 and line in want)]
            # A short text that stands in many lines, or inside a much longer one, tells little about them.
            for i in hits:
                if len(hits) <= 2 and (value == 1.0 or len(want) > 0.5 * len(flat[i])):
                    found[i] = value
    return found
