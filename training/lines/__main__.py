"""Fits and measures the line classifier: ``python -m training.lines --data FOLDER --shared FOLDER [--folds 5]``.

``--data`` holds the unpacked article, web page and PolNeAR archives, ``--shared`` the archives' folder (for
insightCrime's texts). With ``--folds`` the model is cross-validated by site first; ``--out`` is where the weights go.
"""

from __future__ import annotations

import argparse
import json
import random
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from reportedly.reports.lines import Model, judged, label
from training.lines import baselines, dumps
from training.lines.data import Example, articles, clean_articles, webpages
from training.lines.fit import Prepared, fit, pack, prepare

_MODELS = Path(__file__).parents[2] / "src/reportedly/reports/models"
_OUTER = 5


def examples(data: Path, shared: Path) -> tuple[list[Example], list[Example]]:
    """Every training page: as HTML; as plain text, with what is made from them."""
    pairs = [(html, plain) for html, _, plain in (*articles(data), *webpages(data))]
    clean = list(clean_articles(data, shared))
    rng = random.Random(3)
    plain = [page for _, page in pairs if page.layout.lines]
    made: list[Example | None] = []
    for html, page in pairs:
        if page.layout.lines and rng.random() < 0.5:
            made += [rng.choice((dumps.restyled, dumps.cropped))(rng.choice((html, page)), rng)]
    # An article is mixed with furniture of pages on its own side of the split only.
    sides = [[page for page in plain if page.fold(_OUTER) == k] for k in range(_OUTER)]
    for article in clean:
        if rng.random() < 0.5 and sides[article.fold(_OUTER)]:
            made.append(dumps.mixed(article, sides[article.fold(_OUTER)], rng))
    return [html for html, _ in pairs], plain + [m for m in made if m and m.layout.lines] + clean


def measure(model: Model, pages: Sequence[Prepared], plain: Model) -> dict[str, list[object]]:
    """What the scores are made of, page by page. ``plain`` is the model for plain text, heard on HTML pages too."""
    found: dict[str, list[object]] = {"gold": [], "segments": [], "clean": [], "title": []}
    for page in pages:
        example = page.example
        labels = label(example.layout, *judged(example.layout, model, plain))
        kept = baselines.kept_text(example.layout, [name in ("body", "caption") for name in labels])
        if example.source == "articles":
            found["gold"].append((example.gold or "", kept))
        elif example.source == "webpages":
            found["segments"].append(baselines.segment_counts(kept, example.present, example.absent))
        elif example.source != "made":
            held = page.sizes[[name in ("title", "body") for name in labels]].sum()
            found["clean"].append((held, page.sizes.sum()))
        if example.titled and example.source in ("articles", "webpages"):
            found["title"].append(any(n == "title" and y == 1 for n, y in zip(labels, example.title, strict=True)))
    return found


def summary(found: dict[str, list[object]]) -> dict[str, float]:
    """The scores of :func:`measure`'s pages."""
    scores = {"body_f1": baselines.body_f1(found["gold"])}  # type: ignore[arg-type]
    scores["segments_f1"] = baselines.f1(np.sum(found["segments"], axis=0))
    scores["titles"] = float(np.mean(found["title"]))  # type: ignore[arg-type]
    if found["clean"]:
        held, total = np.sum(found["clean"], axis=0)
        scores["clean_kept"] = float(held / total)
    return {name: round(score, 4) for name, score in scores.items()}


def main() -> None:
    """Read the command line, cross-validate, fit on everything, write the weights."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--shared", type=Path, required=True)
    parser.add_argument("--out", type=Path, default=_MODELS)
    parser.add_argument("--folds", type=int, default=0, help=f"how many of the {_OUTER} parts to hold out in turn")
    parser.add_argument("--kind", choices=("html", "plain", "both"), default="both")
    given = parser.parse_args()
    args_out: Path = given.out
    html, plain = examples(given.data, given.shared)
    prepared = {"html": [prepare(page) for page in html], "plain": [prepare(page) for page in plain]}
    for name, pages in prepared.items():
        for rule, keep in baselines.BASELINES.items():
            if name == "html" or rule != "trafilatura (fast)":
                print(name, rule, json.dumps(_baseline(pages, keep)))
    found: dict[str, dict[str, list[object]]] = {"html": {}, "plain": {}}
    for k in range(given.folds):
        ours = {
            name: fit([p for p in pages if p.example.fold(_OUTER) != k], name == "html")
            for name, pages in prepared.items()
        }
        for name, pages in prepared.items():
            part = measure(ours[name], [p for p in pages if p.example.fold(_OUTER) == k], ours["plain"])
            print(name, "part", k, json.dumps(summary(part)), flush=True)
            found[name] = {key: found[name].get(key, []) + rows for key, rows in part.items()}
    for name, pages in prepared.items():
        if given.folds:
            print(name, "cross-validated", json.dumps(summary(found[name])))
        if given.kind in (name, "both"):
            np.savez_compressed(args_out / f"{name}.npz", **pack(fit(pages, name == "html")))


def _baseline(pages: Sequence[Prepared], keep: object) -> dict[str, float]:
    gold, segments = [], []
    for page in pages:
        example = page.example
        if example.source in ("articles", "webpages"):
            kept = baselines.kept_text(example.layout, keep(example.layout))  # type: ignore[operator]
            if example.source == "articles":
                gold.append((example.gold or "", kept))
            else:
                segments.append(baselines.segment_counts(kept, example.present, example.absent))
    scores = {"body_f1": baselines.body_f1(gold), "segments_f1": baselines.f1(np.sum(segments, axis=0))}
    return {name: round(score, 4) for name, score in scores.items()}


if __name__ == "__main__":
    main()
