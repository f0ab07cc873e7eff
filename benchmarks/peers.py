"""The peers that reports are compared with: trafilatura alone, keeping everything, the best run of long lines."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

Row = dict[str, Any]


def row(file: Path, text: str, body: list[list[int]], **fields: Any) -> Row:
    """A report line with what the scorers look at."""
    page = {"path": file.name, "paths": [file.name]}
    return {"kind": "report", "id": file.name, "page": page, "text": text, "body": body, "captions": [], **fields}


def trafilatura_alone(file: Path) -> Row:
    """trafilatura's own text and metadata (``bare_extraction(fast=True)``, its default settings otherwise)."""
    import trafilatura

    found = trafilatura.bare_extraction(file.read_bytes(), fast=True, with_metadata=True)
    text = (found.text if found else "") or ""
    day = found.date if found else None
    fields = {
        "title": found.title if found else None,
        "published": {"earliest": day, "latest": day},
        "byline": [found.author] if found and found.author else [],
    }
    return row(file, text, [[0, len(text)]], **fields)


def keep_everything(file: Path) -> Row:
    text = file.read_text(encoding="utf-8", errors="replace")
    return row(file, text, [[0, len(text)]])


def long_lines(file: Path, least: int = 10) -> Row:
    """The run of lines that holds the most words in long punctuated lines, short lines between costing theirs.

    A line of ``least`` words or more with a sentence mark counts its words, any other line counts against the run;
    the best run is the largest sum (Kadane's algorithm). Within it only the long lines are kept.
    """
    text = file.read_text(encoding="utf-8", errors="replace")
    lines = [(m.start(), m.end(), m[0]) for m in re.finditer(r"[^\n]+", text) if m[0].strip()]
    gains = []
    for _, _, line in lines:
        words = len(line.split())
        gains.append(words if words >= least and re.search(r"[.!?…。][\"'”’»)]*\s*$", line) else -max(3, words))
    best, best_from, best_to, current, start = 0, 0, 0, 0, 0
    for i, gain in enumerate(gains):
        if current <= 0:
            current, start = 0, i
        current += gain
        if current > best:
            best, best_from, best_to = current, start, i + 1
    body = [
        [a, b] for (a, b, _), gain in zip(lines[best_from:best_to], gains[best_from:best_to], strict=True) if gain > 0
    ]
    return row(file, text, body)


def rows(folder: Path, peer: Callable[[Path], Row]) -> Iterator[Row]:
    for file in sorted(folder.iterdir()):
        yield peer(file)
