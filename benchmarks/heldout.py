"""The line classifier on pages that it was not trained on: cross-validated by site, a new fit for each part.

Takes half an hour and the packages of the ``train`` extra (``make train`` installs them), so it is run by name only.
"""

from __future__ import annotations

import json
import subprocess
import sys

from benchmarks.common import ROOT, SHARED, Score, data, scratch


def measure() -> Score:
    folders = [data(name) for name in ("webpages", "articles", "polnear")]
    command = [
        sys.executable,
        "-m",
        "training.lines",
        "--data",
        str(folders[0].parent),
        "--shared",
        str(SHARED / "data"),
    ]
    command += ["--folds", "5", "--out", str(scratch("heldout"))]
    printed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    found: Score = {}
    for line in printed.splitlines():
        kind, _, rest = line.partition(" ")
        name, _, scores = rest.partition("{")
        if kind in ("html", "plain") and scores:
            found.setdefault(kind, {})[name.strip()] = json.loads("{" + scores)
    return found
