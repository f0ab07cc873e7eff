"""Our reader beside the peer on PolNeAR's development texts: articles and words a second, from text to tagged spans.

Ours is ``the_reader().read`` on reports with the full and with the quick model, all at once and, with the full one, one
by one (as a build reads); the peer is spaCy's small English pipeline in one stream with quotations by rule
(``peer_reading.py``). All have loaded and warmed up; each process has one thread. They take turns in one run, medians
of the turns; the ratio is the median of the turns' ratios. Then the share of processor time in ONNX Runtime, of the
reader and of a whole build in one process.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks.common import ROOT, Score, scratch
from benchmarks.sessions import Counted, count
from benchmarks.workers import Team, Work, articles, peers_python, serve, words

if TYPE_CHECKING:
    from reportedly.reading.encoder import ModelName

REPEATS = 3
NO_MODEL = "no model"
NAMES: tuple[ModelName, ...] = ("full", "quick")
_OURS = "benchmarks.reading_speed"


def measure() -> Score:
    python, files = peers_python(), articles()
    result: Score = {"articles": len(files), "words": words(files)}
    for processes in (1, 2):
        with (
            Team(sys.executable, _OURS, files, processes) as ours,
            Team(python, "benchmarks.peer_reading", files, processes) as peer,
        ):
            turns = [({name: ours.run(name) for name in NAMES}, peer.run()) for _ in range(REPEATS)]
        result[f"{processes} processes"] = {
            "peer": _rates(files, [theirs for _, theirs in turns]),
            **{
                name: _rates(files, [mine[name] for mine, _ in turns])
                | {
                    "ratio": _median(theirs["seconds"] / mine[name]["seconds"] for mine, theirs in turns),
                    "ratio by processor time": _median(theirs["cpu"] / mine[name]["cpu"] for mine, theirs in turns),
                    "share of processor time in ONNX Runtime": _median(
                        mine[name]["onnx"] / mine[name]["cpu"] for mine, _ in turns
                    ),
                }
                for name in NAMES
            },
        }
    with Team(sys.executable, _OURS, files, 1) as ours:
        result["ours, one report at a time, 1 process"] = _rates(
            files, [ours.run("one by one") for _ in range(REPEATS)]
        )
    result["share of a build's processor time in ONNX Runtime"] = {name: _build_share(files, name) for name in NAMES}
    return result


def _median(values: Iterable[float]) -> float:
    return round(statistics.median(values), 3)


def _rates(files: list[Path], turns: list[dict[str, Any]]) -> Score:
    seconds = statistics.median(turn["seconds"] for turn in turns)
    return {
        "articles a second": round(len(files) / seconds, 2),
        "words a second": round(words(files) / seconds),
        "words a processor second": round(words(files) / statistics.median(turn["cpu"] for turn in turns)),
    }


def _build_share(files: list[Path], model: ModelName) -> float:
    """ONNX Runtime's share of a whole build's processor time, in a fresh process, its start left out."""
    command = [sys.executable, "-m", _OURS, "--build", model, *map(str, files)]
    printed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    return round(float(json.loads(printed)["share"]), 3)


def prepare(files: list[Path], counted: Counted | None = None) -> Work:
    """The worker: reports are made beforehand. A word names the model; ``one by one`` hands them over singly."""
    from reportedly.pages.places import Place
    from reportedly.pages.sources import read_place
    from reportedly.pipeline import the_reader
    from reportedly.reports.article import make_report
    from reportedly.types import Page

    counted = counted or count()
    pages = [page for file in files for page in read_place(Place(file, file.name))]
    reports = [make_report(page) for page in pages if isinstance(page, Page)]
    for name in NAMES:
        the_reader(name).read(reports[:1])

    def work(how: str) -> dict[str, Any]:
        reader = the_reader("quick" if how == "quick" else "full")
        counted.clear()
        batches = [[report] for report in reports] if how == "one by one" else [reports]
        tagged = [one for batch in batches for one in reader.read(batch)]
        return {"attributions": sum(len(one.attributions) for one in tagged), **counted.sums()}

    return work


def _build(model: Any, files: list[str]) -> None:
    counted = count()
    os.environ["REPORTEDLY_DEBUG"] = "1"
    from reportedly.building import build
    from reportedly.pipeline import the_reader

    the_reader(model)
    started = time.process_time()
    build(files, scratch("reading-speed") / "record.db", workers=1, model=model)
    print(json.dumps({"share": counted.cpu / (time.process_time() - started)}))


if __name__ == "__main__":
    if "--worker" in sys.argv:
        serve(prepare)
    elif "--build" in sys.argv:
        at = sys.argv.index("--build") + 1
        _build(sys.argv[at], sys.argv[at + 1 :])
