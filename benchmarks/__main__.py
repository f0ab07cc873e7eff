"""``python -m benchmarks [NAME ...] [--write]``: run and print the named measurements; without a name all but the slow.

``--write`` puts each result at the top of its part of benchmarks/RESULTS.md, with date, machine and commit.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from datetime import date
from importlib import import_module

from benchmarks.common import ROOT, Score, commit, machine

NAMES = (
    "articles",
    "webpages",
    "clean",
    "dating",
    "times",
    "reading",
    "events",
    "page-events",
    "chains",
    "examples",
    "registers",
    "speed",
)
# Slow, or they need packages that only training has or that only a peer needs (requirements-peers.txt).
BY_NAME_ONLY = (
    "figure-head",
    "heldout",
    "many-pages",
    "peer-reading",
    "quick",
    "reading-speed",
    "reliability",
    "roofline",
    "times-peer",
)
RESULTS = ROOT / "benchmarks" / "RESULTS.md"


def main(arguments: list[str]) -> None:
    write = "--write" in arguments
    names = [a for a in arguments if a != "--write"] or list(NAMES)
    for name in names:
        if name not in NAMES + BY_NAME_ONLY:
            sys.exit(f"no benchmark is called {name}; there are {', '.join(NAMES + BY_NAME_ONLY)}")
        module = import_module(f"benchmarks.{name.replace('-', '_')}")
        measure: Callable[[], Score] = module.measure
        result = json.dumps(measure(), indent=1, ensure_ascii=False)
        print(f"{name}\n{result}", flush=True)
        if write:
            _keep(name, (module.__doc__ or "").strip(), result)


def _keep(name: str, about: str, result: str) -> None:
    """Replace the part of RESULTS.md that is called ``name``; parts stand in the order of NAMES."""
    head, *parts = RESULTS.read_text(encoding="utf-8").split("\n## ") if RESULTS.is_file() else ["# Measured\n"]
    by_name = {part.split("\n", 1)[0].strip(): part for part in parts}
    by_name[name] = (
        f"{name}\n\n{about}\n\n`python -m benchmarks {name}`, {date.today()}, commit {commit()}, {machine()}\n\n"
        f"```json\n{result}\n```\n"
    )
    ordered = [by_name[n] for n in (*NAMES, *sorted(set(by_name) - set(NAMES))) if n in by_name]
    RESULTS.write_text("\n## ".join([head, *ordered]), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
