"""The few numbers beside the weights, from development articles: ``python -m training.reader.tune --models DIR``.

From which probability a piece is a cue (best F1 of whole attributions and of cue words together on PolNeAR's
development articles), or a trigger and its type (best F1 of types on the PLOVER development sentences with those that
hold no event, and on whole pages), and the logistic curve that makes a score the share of such attributions that are
right. Needs no PyTorch.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from collections.abc import Sequence
from itertools import product
from pathlib import Path
from typing import Any

import numpy as np

from reportedly.reading import decoding
from reportedly.reading.encoder import Encoder
from reportedly.reading.labels import EVENTS
from reportedly.reading.reader import Links, attributions_of
from reportedly.reading.tags import Attribution
from reportedly.reading.windows import windows
from training.reader.compare import compare, right_ones
from training.reader.polnear import Article, read_articles, unpacked
from training.reader.windows import windows_of

THRESHOLDS = [round(0.3 + 0.05 * n, 2) for n in range(14)]
INNER = 0.7  # of .3, .5 and .7 the best F1 of inner statements in `python -m benchmarks chains`
TRIGGERS = [0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95]
TYPES = [0.0, 0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5]

Page = tuple[str, list[tuple[int, int, str]]]
"""A text, and the triggers of its events with their types ("none" where an event has none)."""


def read_at(encoder: Encoder, read: Sequence[tuple[Article, list[Any]]], cue: float) -> dict[str, list[Any]]:
    """Outer attributions by article where a piece is a cue from the probability ``cue`` on."""
    found: dict[str, list[Any]] = {}
    for article, parts in read:
        outer: list[Attribution] = []
        for window, states, scores in parts:
            made, rest = attributions_of(Links(encoder, states), article.text, window, scores, cue)
            within = decoding.holders([(one.source, one.cue, one.content) for one in made])
            outer += [
                Attribution(one.source, one.cue, one.content, one.confidence)
                for one, holder in zip(made, within, strict=True)
                if holder is None
            ]
            outer[-8:] = decoding.carried_on(article.text, outer[-8:], rest)
        found[article.name] = outer
    return found


def best_cue(encoder: Encoder, read: Sequence[tuple[Article, list[Any]]]) -> tuple[float, dict[str, list[Any]]]:
    articles = [article for article, _ in read]
    best: tuple[float, float, dict[str, list[Any]]] = (0.0, 0.5, {})
    for threshold in THRESHOLDS:
        found = read_at(encoder, read, threshold)
        result = compare(articles, found)
        print(threshold, {name: values["f1"] for name, values in result.items()}, flush=True)
        best = max(best, (sum(values["f1"] for values in result.values()), threshold, found), key=lambda b: b[:2])
    return best[1], best[2]


def best_event(
    encoder: Encoder, sentences: Sequence[tuple[str, set[str]]], pages: Sequence[Page]
) -> tuple[float, float]:
    """The thresholds of triggers and of their types with the best sum of two F1: of (sentence, type) pairs of
    ``sentences``, and of events of whole ``pages``, found where a trigger of the same type overlaps theirs."""
    read = [
        (text, [(w, encoder.tags(w)[1]["event"]) for w in windows(text, [[(0, len(text))]], encoder.tokenizer)], gold)
        for text, gold in sentences
    ]
    whole = [
        (text, [(w, encoder.tags(w)[1]["event"]) for w in windows_of(text, encoder.tokenizer)], gold)
        for text, gold in pages
    ]
    best = (0.0, 0.5, 0.3)
    for threshold, sure in product(TRIGGERS, TYPES):
        right = wrong = missed = 0
        for text, parts, gold in read:
            have = {
                EVENTS[label]
                for window, scores in parts
                for _, label, _ in decoding.trigger_runs(text, window, scores, threshold, sure)
                if label > 1
            }
            right, wrong, missed = right + len(have & gold), wrong + len(have - gold), missed + len(gold - have)
        single = 2 * right / max(1, 2 * right + wrong + missed)
        right = wrong = missed = 0
        for text, parts, events in whole:
            found = [
                (window.spans[first][0], window.spans[last][1], EVENTS[label])
                for window, scores in parts
                for (first, last), label, _ in decoding.trigger_runs(text, window, scores, threshold, sure)
            ]
            hit = sum(any(a < end and start < b and k == kind for a, b, k in found) for start, end, kind in events)
            right, missed, wrong = right + hit, missed + len(events) - hit, wrong + max(0, len(found) - hit)
        paged = 2 * right / max(1, 2 * right + wrong + missed)
        print("event", threshold, sure, round(single, 4), round(paged, 4), flush=True)
        best = max(best, (single + paged, threshold, sure))
    return best[1], best[2]


def calibration(scores: Sequence[float], right: Sequence[bool]) -> tuple[float, float]:
    """Slope and shift of the logistic curve over log odds that fits best, by Newton's method."""
    clipped = np.clip(np.array(scores), 1e-6, 1 - 1e-6)
    columns = np.stack([np.log(clipped / (1 - clipped)), np.ones(len(clipped))], axis=1)
    wanted, weights = np.array(right, dtype=float), np.array([1.0, 0.0])
    for _ in range(50):
        share = 1 / (1 + np.exp(-columns @ weights))
        gradient = columns.T @ (wanted - share) - 1e-3 * weights
        curve = (columns * (share * (1 - share))[:, None]).T @ columns + 1e-3 * np.eye(2)
        weights = weights + np.linalg.solve(curve, gradient)
    return float(weights[0]), float(weights[1])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--models", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    arguments = parser.parse_args()
    encoder = Encoder(arguments.models)
    with tempfile.TemporaryDirectory() as folder:
        articles = read_articles(unpacked(arguments.data, Path(folder)) / "dev")
    read = [
        (article, [(w, *encoder.tags(w)) for w in windows_of(article.text, encoder.tokenizer)]) for article in articles
    ]
    cue, found = best_cue(encoder, read)
    pairs = [pair for article in articles for pair in right_ones(article, found[article.name])]
    slope, shift = calibration([one.confidence for one, _ in pairs], [right for _, right in pairs])
    sentences = []
    for line in (arguments.data / "plover" / "gsr-dev.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        sentences.append((row["text"], {event["type"] for event in row["events"]}))
    pages: list[Page] = []
    try:
        from benchmarks.events import without_events
        from benchmarks.page_events import gold_pages

        sentences += [(text, set()) for text in without_events().values()]
        pages = gold_pages()
    except (ImportError, SystemExit):
        print("without the sentences that have no event, and without whole pages")
    event, sure = best_event(encoder, sentences, pages)
    settings = {
        "cue": cue,
        "event": event,
        "type": sure,
        "measure": 0.5,
        "inner": INNER,
        "confidence": [round(slope, 4), round(shift, 4)],
    }
    print(json.dumps(settings))
    arguments.out.write_text(json.dumps(settings) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
