"""What the line classifier is compared with, and the measures it is compared by.

Each baseline takes a layout and says which lines it keeps, so that a benchmark can score it like the classifier.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence

import numpy as np

from reportedly.reports.features import best_run
from reportedly.reports.layout import Layout
from reportedly.reports.lines import classify

_END = re.compile(r"[.!?…]['\"”’»“)\]]*$")


def keep_everything(layout: Layout) -> list[bool]:
    """Every line."""
    return [True] * len(layout.lines)


def long_lines(layout: Layout, least: int = 80, cost: int = 60) -> list[bool]:
    """The best run of long punctuated lines: each adds its length, any other line takes ``cost`` away."""
    texts = [layout.text[line.span[0] : line.span[1]] for line in layout.lines]
    gain = [float(len(t)) if len(t) >= least and _END.search(t[-20:]) else -float(cost) for t in texts]
    start, end = best_run(np.array(gain))
    return [start <= i < end for i in range(len(texts))]


def extractors_choice(layout: Layout) -> list[bool]:
    """trafilatura's choice, as it is mapped onto the lines of an HTML page."""
    return [bool(line.chosen) for line in layout.lines]


def our_choice(layout: Layout) -> list[bool]:
    """The shipped classifier: body and captions."""
    return [label in ("body", "caption") for label in classify(layout)]


BASELINES: dict[str, Callable[[Layout], list[bool]]] = {
    "keep everything": keep_everything,
    "long punctuated lines": long_lines,
    "trafilatura (fast)": extractors_choice,
}


def kept_text(layout: Layout, kept: Sequence[bool]) -> str:
    """The kept lines, joined by spaces as the scorers join spans."""
    return " ".join(layout.text[line.span[0] : line.span[1]] for line, k in zip(layout.lines, kept, strict=True) if k)


def _shingles(text: str) -> Counter[tuple[str, ...]]:
    words = re.findall(r"\w+", text)
    return Counter(tuple(words[i : i + 4]) for i in range(max(1, len(words) - 3))) if words else Counter()


def body_f1(pairs: Sequence[tuple[str, str]]) -> float:
    """F1 of four-word shingles over (gold text, kept text), each page counting the same."""
    sums = np.zeros(3)
    for gold, kept in pairs:
        a, b = _shingles(gold), _shingles(kept)
        counts = np.array([(a & b).total(), (b - a).total(), (a - b).total()], float)
        sums += counts / counts.sum() if counts.sum() else 0
    return float(2 * sums[0] / max(1e-9, 2 * sums[0] + sums[1] + sums[2]))


def segment_counts(kept: str, present: Sequence[str], absent: Sequence[str]) -> np.ndarray:
    """True positives, false positives, false negatives: texts that must and must not be in the kept text."""
    flat = re.sub(r"\s+", " ", kept)

    def hits(segments: Sequence[str]) -> int:
        return sum(re.sub(r"\s+", " ", segment) in flat for segment in segments)

    found = hits(present)
    return np.array([found, hits(absent), len(present) - found])


def f1(counts: np.ndarray) -> float:
    """F1 of (true positives, false positives, false negatives)."""
    return float(2 * counts[0] / max(1, 2 * counts[0] + counts[1] + counts[2]))
