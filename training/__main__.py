"""``python -m training``: everything that the package ships as weights, from the shared data, in one go.

The data is found as for the benchmarks (``../shared``, or where ``REPORTEDLY_SHARED`` says). The line classifier's
weights are written into the package; the worth of the signs of a date is printed, to be put into reports/published.py.
The reading model's checkpoints stay in ``training/runs`` (which git ignores); its int8 form goes into the package.
"""

from __future__ import annotations

import runpy
import sys

from benchmarks.common import ROOT, SHARED, data

RUNS = ROOT / "training" / "runs"


def main() -> None:
    """Unpack the data and run each training with it."""
    folders = [data(name) for name in ("webpages", "articles", "polnear")]
    for module, arguments in (
        ("training.lines", ["--data", str(folders[0].parent), "--shared", str(SHARED / "data")]),
        ("training.published", ["--data", str(folders[0])]),
        ("training.reader", ["--data", str(SHARED / "data"), "--out", str(RUNS)]),
    ):
        print(f"{module} {' '.join(arguments)}", flush=True)
        sys.argv = [module, *arguments]
        runpy.run_module(module, run_name="__main__")


if __name__ == "__main__":
    main()
