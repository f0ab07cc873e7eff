"""Fits and measures what each sign of a day of publication is worth: ``python -m training.published --data FOLDER``.

``--data`` holds the unpacked web pages (``html/`` and ``expected.json``). Prints the table for published.py and the
share of right days, cross-validated by site. A softmax over each page's candidates, pulled towards ``_EXPECTED``, what
one would say without data: most signs are seen on few pages.
"""

from __future__ import annotations

import argparse
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from zlib import crc32

import numpy as np

from reportedly.pages.decoding import decode
from reportedly.reports.candidates import Candidate
from reportedly.reports.html import parse
from reportedly.reports.metadata import days_of_page
from reportedly.types import Page

_EXPECTED = {
    "first declared": 2.5, "data": 0.7, "meta": 0.7, "published time": 0.7, "created": 0.8, "meta date": 1.0,
    "other data": 0.5, "changed": 0.3, "time": 0.4, "time elsewhere": 0.1, "midnight": 2.5,
    "local": 1.0, "utc": -0.3, "shown first": 2.0, "shown first below": 1.0, "shown first far": 0.6,
    "shown later": 0.3, "shown far": 0.0, "shown above": 1.5, "shown above far": 0.1, "shown changed": 0.6,
    "shown changed far": 0.2, "text": 0.6, "form": 0.2, "labelled": 0.5, "another's": -0.5,
    "address": 0.8, "in the title": 0.5, "new year": -0.4, "htmldate": 1.2,
    "extensive": 0.6,
}  # fmt: skip
_NAMES = list(_EXPECTED)
_PULL = 2.0  # how strongly towards _EXPECTED
_FOLDS = 8
_STEPS = 1500


@dataclass(frozen=True)
class Example:
    """A page's candidates and its day as ISO; ``site`` groups pages that stay on one side of a split."""

    name: str
    site: str
    day: str
    found: Sequence[Candidate]


def examples(folder: Path) -> list[Example]:
    """The dated pages of trafilatura's evaluation set."""
    rows = []
    for name, case in json.loads((folder / "expected.json").read_text(encoding="utf-8")).items():
        day = (case.get("date") or "")[:10]
        if re.fullmatch(r"\d{4}-\d\d-\d\d", day):
            raw = (folder / "html" / Path(case["file"]).name).read_bytes()
            page = Page(case["file"], raw, "0" * 64, "text/html")
            found = days_of_page(parse(decode(page).text), page)
            rows.append(Example(name, site_of(case["file"]), day, found))
    return rows


def site_of(file: str) -> str:
    """What names the site in a file's name (``kelvar-post.example-ferry.html``)."""
    file = file.replace("www.", "")
    first = re.split(r"[-_/]", file)[0]
    return first if "." in first else file.split(".")[0]


def fit(rows: Sequence[Example]) -> dict[str, float]:
    """What each sign is worth, on the pages that name their day anywhere."""
    place = {name: i for i, name in enumerate(_NAMES)}
    signs, of_page, right = [], [], []
    pages = 0
    for row in rows:
        if any(its.day == row.day for its in row.found):
            for its in row.found:
                signs.append([name in its.signs for name in place])
                of_page.append(pages)
                right.append(its.day == row.day)
            pages += 1
    x, page, y = np.array(signs, float), np.array(of_page), np.array(right, float)
    expected = np.array(list(_EXPECTED.values()))
    worth, moving = expected.copy(), np.zeros(len(expected))
    for _ in range(_STEPS):
        score = np.exp(x @ worth - (x @ worth).max())
        share = score / np.bincount(page, score, pages)[page]
        slope = x.T @ (share - y) + _PULL * (worth - expected)
        moving = 0.9 * moving - 0.003 * slope
        worth = worth + moving
    return dict(zip(_NAMES, worth.tolist(), strict=True))


def right(rows: Sequence[Example], worth: dict[str, float]) -> int:
    """How many pages get their day."""
    best = [max(row.found, key=lambda its: sum(worth[s] for s in its.signs), default=None) for row in rows]
    return sum(its is not None and its.day == row.day for its, row in zip(best, rows, strict=True))


def main() -> None:
    """Print the table and the cross-validated share."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    rows = examples(parser.parse_args().data)
    hits = 0
    for k in range(_FOLDS):
        apart = [row for row in rows if crc32(row.site.encode()) % _FOLDS == k]
        hits += right(apart, fit([row for row in rows if crc32(row.site.encode()) % _FOLDS != k]))
    worth = fit(rows)
    print(json.dumps({name: round(value, 2) for name, value in worth.items()}))
    print(f"right: {right(rows, worth)}/{len(rows)} of the training pages, {hits}/{len(rows)} cross-validated by site")


if __name__ == "__main__":
    main()
