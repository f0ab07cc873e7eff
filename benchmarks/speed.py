"""Seconds from cold to record for two pages, imports included, and pages a second of a longer build.

Times are of whole processes on this machine, the median of several; the pages a second are of every sixth web page, and
stand beside what trafilatura alone (``bare_extraction(fast=True, with_metadata=True)``) does on them in the same run.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
from pathlib import Path

from benchmarks.common import Score, data, scratch

_PEER = """
import pathlib, sys, trafilatura
for file in sorted(pathlib.Path(sys.argv[1]).iterdir()):
    trafilatura.bare_extraction(file.read_bytes(), fast=True, with_metadata=True)
"""


def measure() -> Score:
    polnear, webpages = data("polnear") / "dev" / "text", scratch("speed-pages")
    for file in sorted((data("webpages") / "html").iterdir())[::6]:
        (webpages / file.name).write_bytes(file.read_bytes())
    texts, pages = len(os.listdir(polnear)), len(os.listdir(webpages))
    peer = _seconds([sys.executable, "-c", _PEER, str(webpages)])
    ours = {workers: _build(webpages, workers) for workers in (1, 2)}
    size = (scratch("speed", keep=True) / "record.db").stat().st_size
    plain = {workers: _build(polnear, workers) for workers in (1, 2)}
    return {
        "two pages cold, seconds": round(statistics.median(_build(data("seeds"), None) for _ in range(5)), 2),
        "web pages a second": {f"{w} processes": round(pages / s, 1) for w, s in ours.items()},
        "web pages a second, trafilatura alone, 1 process": round(pages / peer, 1),
        "plain texts a second": {f"{w} processes": round(texts / s, 1) for w, s in plain.items()},
        "record bytes a web page": size // pages,
    }


def _build(pages: Path, workers: int | None) -> float:
    record = scratch("speed") / "record.db"
    command = [sys.executable, "-m", "reportedly.cli", "build", str(pages), "--record", str(record), "--quiet"]
    return _seconds(command + (["--workers", str(workers)] if workers else []))


def _seconds(command: list[str]) -> float:
    started = time.monotonic()
    subprocess.run(command, check=True, capture_output=True)
    return time.monotonic() - started
