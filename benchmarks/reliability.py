"""How sure the scores on PolNeAR's development articles are, and whether `confidence` means what it says.

`scores`: F1 of source, cue and content words and of whole attributions, as the shared scorer has them (the run stops
where the two differ), with the 2.5th and 97.5th percentile over 1,000 samples of as many articles, drawn with
replacement. `reliability`: outer statements by confidence in ten bins, with the share of them that is right, and the
expected calibration error (the mean distance of both, by statements). `settings` is the logistic curve (slope, shift)
over the model's raw score that would fit best; `error_after` is the error with curves that were fitted on the other
half of the articles. `REPORTEDLY_ARTICLES` reads fewer articles.
"""

from __future__ import annotations

import shutil
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from benchmarks.common import Score, data, even_hash, export, read_rows, score, scratch
from benchmarks.workers import articles
from reportedly.types import Spans
from training.reader.compare import MEASURES, compare, counts_of, right_ones
from training.reader.polnear import Article, read_articles
from training.reader.tune import calibration

SAMPLES = 1000
SEED = 1
BINS = 10
Numbers = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Outer:
    """An exported statement that stands in no other."""

    source: Spans
    cue: Spans
    content: Spans
    confidence: float


def measure() -> Score:
    split = _split()
    gold = read_articles(split)
    exported = export("reliability", split / "text")
    found = statements(exported)
    whole = compare(gold, found)
    if whole != score("score_attributions", exported, split):
        sys.exit("training.reader.compare and the shared scorer differ on the same export")
    low, high = intervals(_counts(gold, found), SAMPLES, SEED)
    # Whether a name's hash is even, confidence, whether it is right.
    judged = [(even_hash(a.name), one.confidence, right) for a in gold for one, right in right_ones(a, found[a.name])]
    sure, right = _columns(judged)
    slope, shift = calibration(_open(sure).tolist(), right.astype(bool).tolist())
    return {
        "articles": len(gold),
        "scores": {
            name: {**whole[name], "f1_from": round(float(low[n]), 4), "f1_to": round(float(high[n]), 4)}
            for n, name in enumerate(MEASURES)
        },
        "reliability": bins(sure, right),
        "error": round(expected_error(sure, right), 4),
        "error_after": round(_error_after(judged), 4),
        "over_confidence": [round(slope, 4), round(shift, 4)],
        "settings": _settings(slope, shift),
    }


def statements(exported: Path) -> dict[str, list[Outer]]:
    """The outer statements of an export by the name of their page's file, in the order of the lines."""
    names: dict[str, str] = {}
    found: dict[str, list[Outer]] = {}
    for row in read_rows(exported):
        if row["kind"] == "report":
            names[row["id"]] = Path(row["page"]["path"]).stem
            found[names[row["id"]]] = []
        elif row["kind"] == "statement" and not row["within"]:
            source, cue, content = (tuple((a, b) for a, b in row[role]) for role in ("source", "cue", "content"))
            found[names[row["report"]]].append(Outer(source, cue, content, row["confidence"]))
    return found


def intervals(counts: Numbers, samples: int, seed: int) -> tuple[Numbers, Numbers]:
    """The 2.5th and 97.5th percentile of each measure's F1 over samples of the articles.

    ``counts``: (articles, measures, 3) with what is right, wrong and missed.
    """
    chance = np.random.default_rng(seed)
    drawn = chance.integers(0, len(counts), (samples, len(counts)))
    right, wrong, missed = np.moveaxis(counts[drawn].sum(axis=1), -1, 0)
    low, high = np.percentile(2 * right / np.maximum(1, 2 * right + wrong + missed), [2.5, 97.5], axis=0)
    return low, high


def bins(sure: Numbers, right: Numbers) -> list[Score]:
    """A row for each tenth of the confidence that has statements: how many, their mean confidence, the share right."""
    at = _bin_of(sure)
    return [
        {
            "from": round(n / BINS, 2),
            "count": int((at == n).sum()),
            "confidence": round(float(sure[at == n].mean()), 4),
            "right": round(float(right[at == n].mean()), 4),
        }
        for n in range(BINS)
        if (at == n).any()
    ]


def expected_error(sure: Numbers, right: Numbers) -> float:
    """The expected calibration error (Naeini et al. 2015) over bins of one width."""
    at = _bin_of(sure)
    return sum(abs(float((sure - right)[at == n].sum())) for n in range(BINS)) / max(1, len(sure))


def _bin_of(sure: Numbers) -> npt.NDArray[np.int64]:
    return np.minimum((sure * BINS).astype(np.int64), BINS - 1)


def _open(sure: Numbers) -> Numbers:
    """Exported confidences have four digits, so that 1 stands for anything from 0.99995 on."""
    return np.clip(sure, 5e-5, 1 - 5e-5)


def _counts(gold: Sequence[Article], found: dict[str, list[Outer]]) -> Numbers:
    by_article = [counts_of(article, found[article.name]) for article in gold]
    return np.array([[counts[name] for name in MEASURES] for counts in by_article], dtype=float)


def _columns(judged: Sequence[tuple[bool, float, bool]]) -> tuple[Numbers, Numbers]:
    return np.array([sure for _, sure, _ in judged]), np.array([right for _, _, right in judged], dtype=float)


def _error_after(judged: Sequence[tuple[bool, float, bool]]) -> float:
    """The calibration error with each half of the articles corrected by the curve that fits the other."""
    fitted, wanted = [], []
    for half in (True, False):
        other = [one for one in judged if one[0] is not half]
        slope, shift = calibration(_open(_columns(other)[0]).tolist(), [one[2] for one in other])
        sure, right = _columns([one for one in judged if one[0] is half])
        clipped = _open(sure)
        fitted.append(1 / (1 + np.exp(-(slope * np.log(clipped / (1 - clipped)) + shift))))
        wanted.append(right)
    return expected_error(np.concatenate(fitted), np.concatenate(wanted))


def _settings(slope: float, shift: float) -> list[float]:
    """A curve over the exported confidence as one over the raw score, which the shipped curve has turned into it."""
    from reportedly.reading.encoder import the_encoder

    before = the_encoder().settings.confidence
    return [round(slope * before[0], 4), round(slope * before[1] + shift, 4)]


def _split() -> Path:
    """The development articles, or as many as ``REPORTEDLY_ARTICLES`` says, with their annotations."""
    whole = data("polnear") / "dev"
    texts, annotations = scratch("reliability-split/text"), scratch("reliability-split/attributions")
    for file in articles():
        shutil.copyfile(file, texts / file.name)
        for annotation in (whole / "attributions").glob("*.ann"):
            if annotation.name.rpartition("_")[0] == file.stem:
                shutil.copyfile(annotation, annotations / annotation.name)
    return texts.parent
