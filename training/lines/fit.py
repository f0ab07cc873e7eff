"""Fits the line classifier: word tables, two stages of trees for what is kept, trees for captions and titles.

The second stage sees what the first says of a line's neighbours, and so do the tables' first readers: every training
row gets its features from tables and trees that were fitted without its site.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import lightgbm
import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from reportedly.reports import features
from reportedly.reports.lines import Model, Trees, first_columns, second_columns
from training.lines.data import Example
from training.lines.labels import texts_of

THREADS = 1
EASY = 0.2  # share of the short lines set aside that is trained on
_PARAMETERS = {
    "objective": "binary", "learning_rate": 0.1, "num_leaves": 24, "max_depth": 6, "min_data_in_leaf": 30,
    "feature_fraction": 0.3,
    "bagging_fraction": 0.7, "bagging_freq": 1, "lambda_l2": 5.0, "max_bin": 63, "verbose": -1, "seed": 7,
    "deterministic": True, "force_row_wise": True,
}  # fmt: skip


@dataclass
class Prepared:
    """An example with what does not depend on any fitted weight."""

    example: Example
    rows: np.ndarray
    words: list[list[int]]
    names: list[list[int]]
    sizes: np.ndarray


def prepare(example: Example) -> Prepared:
    """Features of an example before any learned weight."""
    texts = texts_of(example.layout)
    names: list[list[int]] = []
    if example.layout.html:
        rows, which = features.name_keys(example.layout.lines)
        names = [rows[k] for k in which]
    sizes = np.array([len(t) for t in texts], np.float64)
    return Prepared(example, features.page_rows(example.layout), features.word_keys(texts), names, sizes)


def importance(page: Prepared) -> np.ndarray:
    """Weight of each line in training: every page counts much the same, every line by its words."""
    size = 0.25 + np.minimum(page.sizes, 400) / 100
    damped = size / np.sqrt(size.sum())
    source = {"articles": 3.0, "webpages": 1.0, "made": 1.0}.get(page.example.source, 0.5)
    if page.example.layout.html and page.example.source == "webpages":
        # Where the silver label is trafilatura's own choice, it must not teach that trafilatura is always right.
        source = np.where(page.example.weight > 1, 2.0, 0.3)
    return damped * page.example.weight * source


def table(keys: Sequence[Sequence[int]], target: np.ndarray, weight: np.ndarray, bits: int) -> np.ndarray:
    """Logistic weights of hashed words or names."""
    lengths = np.array([len(row) for row in keys])
    index = np.concatenate(([0], np.cumsum(lengths)))
    flat = np.array([key for row in keys for key in row], np.int32)
    values = np.repeat(1 / np.sqrt(np.maximum(lengths, 1)), lengths)
    matrix = csr_matrix((values, flat, index), shape=(len(keys), 1 << bits))
    model = LogisticRegression(C=2.0, solver="liblinear", max_iter=60, tol=1e-3)
    model.fit(matrix, target > 0.5, sample_weight=weight)
    return np.asarray(model.coef_[0], np.float16).astype(np.float32)


def _tables(pages: Sequence[Prepared], html: bool) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    target = np.concatenate([page.example.kept for page in pages])
    # Made pages repeat the others' lines, and are the only ones with appeals in prose.
    weight = np.concatenate([importance(page) * (0.5 if page.example.source == "made" else 1.0) for page in pages])
    words = table([row for page in pages for row in page.words], target, weight, features.WORD_BITS)
    pictured = np.concatenate([page.example.caption for page in pages])
    captions = table([row for page in pages for row in page.words], pictured, np.ones(len(weight)), features.WORD_BITS)
    names = np.zeros(1 << features.NAME_BITS, np.float32)
    if html:
        names = table([row for page in pages for row in page.names], target, weight, features.NAME_BITS)
    return words, names, captions


def grow(rows: np.ndarray, target: np.ndarray, weight: np.ndarray, trees: int, **changed: Any) -> Trees:
    """Boosted trees as plain arrays."""
    data = lightgbm.Dataset(rows, target, weight=weight / weight.mean(), free_raw_data=True)
    parameters = {**_PARAMETERS, "num_threads": THREADS, **changed}
    booster = lightgbm.train(parameters, data, trees)
    return from_booster(booster)


def from_booster(booster: lightgbm.Booster) -> Trees:
    """Flatten LightGBM's trees: node arrays, a leaf pointing at itself."""
    feature, threshold, left, right, value, roots = [], [], [], [], [], []
    deepest = 0
    for tree in booster.dump_model()["tree_info"]:
        roots.append(len(feature))
        stack: list[tuple[dict[str, Any], int, int, int]] = [(tree["tree_structure"], -1, 0, 0)]
        while stack:
            node, parent, side, depth = stack.pop()
            here = len(feature)
            deepest = max(deepest, depth)
            if parent >= 0:
                (left, right)[side][parent] = here
            leaf = "leaf_value" in node
            feature.append(0 if leaf else node["split_feature"])
            limit = np.float32(0.0 if leaf else node["threshold"])
            if not leaf and float(limit) > node["threshold"]:
                limit = np.nextafter(limit, np.float32(-np.inf))
            threshold.append(limit)
            left.append(here)
            right.append(here)
            value.append(node["leaf_value"] if leaf else 0.0)
            if not leaf:
                stack += [(node["right_child"], here, 1, depth + 1), (node["left_child"], here, 0, depth + 1)]
    return Trees(
        np.array(feature, np.int16), np.array(threshold, np.float32), np.array(left, np.int32),
        np.array(right, np.int32), np.array(value, np.float32), np.array(roots, np.int32), deepest,
    )  # fmt: skip


def _parts(pages: Sequence[Prepared], folds: int) -> np.ndarray:
    # Another split than the outer one's, so that each inner part holds sites of every outer part.
    return np.array([page.example.fold(997) % folds for page in pages])


def pack(model: Model) -> dict[str, np.ndarray]:
    """The arrays that the package reads (see ``reportedly.reports.lines.unpack``)."""
    arrays = {"words": model.words, "names": model.names, "captions": model.captions}
    arrays = {name: array.astype(np.float16) for name, array in arrays.items()}
    for name in ("first", "second", "title", "caption"):
        for part, array in vars(getattr(model, name)).items():
            arrays[f"{name}_{part}"] = np.asarray(array)
    return arrays


def _lexical(page: Prepared, words: np.ndarray, names: np.ndarray) -> np.ndarray:
    parts = [page.rows, features.lexical(page.words, words)]
    if page.example.layout.html:
        parts.append(features.lexical(page.names, names))
    return np.hstack(parts)


def fit(pages: Sequence[Prepared], html: bool, inner: int = 3, trees: tuple[int, int] = (100, 100)) -> Model:
    """A model for pages of one kind (``html`` or plain)."""
    part = _parts(pages, inner)
    rng = np.random.default_rng(5)
    first: list[np.ndarray | None] = [None] * len(pages)
    pictured: list[np.ndarray] = [np.zeros(0)] * len(pages)
    for k in range(inner):
        words, names, captions = _tables([p for p, f in zip(pages, part, strict=True) if f != k], html)
        for i in np.flatnonzero(part == k):
            first[i] = _lexical(pages[i], words, names)
            pictured[i] = features.lexical(pages[i].words, captions)
    rows = [np.asarray(r) for r in first]
    ahead = [first_columns(r, html) for r in rows]
    target = [page.example.kept for page in pages]
    # Where the title stands in the kept text is not asked of these trees.
    weight = [importance(p) * (p.example.title == 0) for p in pages]
    # Short lines set aside are plentiful and easy: a part of them is enough.
    picked = [
        (rng.random(len(t)) < np.where((t == 0) & (p.sizes < 50), EASY, 1.0)) & (w > 0)
        for t, p, w in zip(target, pages, weight, strict=True)
    ]
    weight = [
        w * np.where((t == 0) & (p.sizes < 50), 1 / EASY, 1.0) for w, t, p in zip(weight, target, pages, strict=True)
    ]

    def gather(columns: list[np.ndarray], which: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        return (
            np.vstack([columns[i][picked[i]] for i in which]),
            np.concatenate([target[i][picked[i]] for i in which]),
            np.concatenate([weight[i][picked[i]] for i in which]),
        )

    said: list[np.ndarray] = [np.zeros(0)] * len(pages)
    for k in range(inner):
        forest = grow(*gather(ahead, np.flatnonzero(part != k)), trees[0])
        for i in np.flatnonzero(part == k):
            said[i] = forest.score(ahead[i])
        print(f"  part {k + 1} of {inner} at {time.process_time():.0f} s", flush=True)
    everything = np.arange(len(pages))
    words, names, captions = _tables(pages, html)
    one = grow(*gather(ahead, everything), trees[0])
    del ahead
    behind = [second_columns(r, s, p.sizes, html) for r, s, p in zip(rows, said, pages, strict=True)]
    two = grow(*gather(behind, everything), trees[1])

    def label(which: np.ndarray, labels: list[np.ndarray], columns: list[np.ndarray]) -> Trees:
        chosen = [
            np.flatnonzero((labels[i] >= 0) & ((rng.random(len(labels[i])) < 0.3) | (labels[i] > 0))) for i in which
        ]
        return grow(
            np.vstack([columns[i][c] for i, c in zip(which, chosen, strict=True)]),
            np.concatenate([labels[i][c] for i, c in zip(which, chosen, strict=True)]),
            np.concatenate([np.where(labels[i][c] > 0, 1.0, 3.3) for i, c in zip(which, chosen, strict=True)]),
            60,
        )

    titled = np.array([i for i in everything if pages[i].example.titled])
    title = label(titled, [page.example.title for page in pages], behind)
    told = np.array([i for i in everything if pages[i].example.source in ("articles", "webpages", "made")])
    caption = label(
        told, [page.example.caption for page in pages], [np.hstack(c) for c in zip(behind, pictured, strict=True)]
    )
    return Model(words, names, captions, one, two, title, caption)
