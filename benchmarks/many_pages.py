"""A long build: pages a second, peak memory and where the processor time goes, with one process and with two.

5,000 pages of the shared data (``REPORTEDLY_PAGES`` for fewer, ``REPORTEDLY_MODEL=quick`` for the other model): web
pages, articles and news texts, mixed; pages near the limits of size, one at a time; and a
stream of 100,000 made pages on standard input (``REPORTEDLY_STREAM``), in a language that is stored and not read, which
shows what the way in and the record take without the reader; and the cases of 100,000 reports, which are those of the
pages twenty times over, four hundred years apart. Stages are timed around their functions in the run with
one process; what is left is loading, hashing, writing transactions and waiting.
"""

from __future__ import annotations

import gzip
import json
import os
import pickle
import re
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

from benchmarks.common import ROOT, SHARED, Score, data, scratch
from reportedly.types import Published

PAGES = int(os.environ.get("REPORTEDLY_PAGES", "5000"))
STREAM = int(os.environ.get("REPORTEDLY_STREAM", "100000"))
COPIES = int(os.environ.get("REPORTEDLY_COPIES", "20"))  # at most 20: a day has four digits of year


def measure() -> Score:
    pages = scratch("many") / "pages.jsonl"
    words = _gather(pages)
    found: Score = {"pages": PAGES, "words": words}
    for workers in (1, 2):
        found[f"{workers} processes"] = _child("build", str(pages), str(workers))
    record = str(scratch("many-2", keep=True) / "record.db")
    for copies in sorted({1, max(COPIES // 4, 1), COPIES}):
        found[f"cases of the reports {copies} times over"] = _child("cases", record, str(copies))
    for count in (STREAM // 10, STREAM):
        found[f"stream of {count}"] = _child("stream", str(count))
    base = _child("large", "none")["most memory of the main process, MB"]
    for kind in LARGE:
        told = _child("large", kind)
        size, memory = told["bytes"], told["most memory of the main process, MB"]
        found[f"one large page: {kind}"] = {
            "MB": round(size / 1e6, 1),
            "seconds": told["seconds"],
            "memory above that of a small page, in sizes of the page": round((memory - base) * 2**20 / size, 1),
        }
    return found


def _gather(file: Path) -> int:
    """Write the pages, one JSON line each, kinds mixed in a fixed order; the number of words of the plain ones."""
    kinds = [list(_news()), list(_texts("polnear", "*.txt")), list(_texts("timebank", "*")), list(_html())]
    order = sorted((n / len(kind), k, n) for k, kind in enumerate(kinds) for n in range(len(kind)))
    words = 0
    with open(file, "w", encoding="utf-8") as stream:
        for _, k, n in order[:PAGES]:
            line = kinds[k][n]
            words += len(line.get("text", "").split())
            stream.write(json.dumps(line) + "\n")
    return words


def _news() -> Iterator[dict[str, str]]:
    with gzip.open(SHARED / "data" / "news-text.jsonl.gz", "rt", encoding="utf-8") as stream:
        yield from ({"text": json.loads(line)["text"]} for line in stream)


def _texts(name: str, pattern: str) -> Iterator[dict[str, str]]:
    for file in sorted(f for f in data(name).rglob(pattern) if f.is_file() and f.suffix in ("", ".txt", ".tml")):
        text = file.read_text(encoding="utf-8", errors="replace")
        if len(text) > 500:
            yield {"text": text}


def _html() -> Iterator[dict[str, str]]:
    for file in sorted((data("webpages") / "html").iterdir()):
        yield {"html": file.read_text(encoding="utf-8", errors="replace")}


def _child(*arguments: str) -> dict[str, Any]:
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.many_pages", *arguments], cwd=ROOT, stdout=subprocess.PIPE, check=True
    )
    answer: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    print(*arguments, json.dumps(answer), file=sys.stderr, flush=True)  # a part at a time: the whole takes long
    return answer


def _build(paths: list[str], workers: int | None) -> dict[str, Any]:
    """Build in this process and say what it took. Memory is the most that was resident (``ru_maxrss``)."""
    import resource

    from reportedly.building import build

    record = scratch(f"many-{workers}") / "record.db"
    spent = _timed() if workers == 1 else {}
    started = time.monotonic()
    model: Any = os.environ.get("REPORTEDLY_MODEL", "full")
    with _watched() as others:
        summary = build(paths, record, workers=workers, model=model, page_seconds=0)
    seconds = time.monotonic() - started
    used = resource.getrusage(resource.RUSAGE_SELF)
    total = used.ru_utime + used.ru_stime
    return {
        "pages": summary.pages,
        "skipped": len(summary.skipped),
        "seconds": round(seconds, 1),
        "pages a second": round(summary.pages / seconds, 2),
        "of these seconds for cases": round(summary.collating or 0, 1),
        "most memory of the main process, MB": used.ru_maxrss // 1024,
        "most memory of another process, MB": max(others.values(), default=0) // 1024,
        "record bytes a page": record.stat().st_size // max(summary.pages, 1),
        **({"share of processor time": {k: round(v / total, 3) for k, v in spent.items()}} if spent else {}),
    }


@contextmanager
def _watched() -> Iterator[dict[int, int]]:
    """Look at the processes under this one while something runs: the most kilobytes resident of each, by number."""
    seen: dict[int, int] = {}
    done = threading.Event()

    def look() -> None:
        while not done.wait(1.0):
            mine = {os.getpid()}
            for status in sorted(Path("/proc").glob("[0-9]*/status"), key=lambda file: int(file.parent.name)):
                try:
                    told = dict(line.split(":", 1) for line in status.read_text().splitlines() if ":" in line)
                except OSError:
                    continue  # it has just ended
                if int(told["PPid"]) in mine and "VmHWM" in told:
                    mine.add(int(told["Pid"]))
                    seen[int(told["Pid"])] = int(told["VmHWM"].split()[0])

    watcher = threading.Thread(target=look, daemon=True)
    watcher.start()
    try:
        yield seen
    finally:
        done.set()
        watcher.join()


def _timed() -> dict[str, float]:
    """Time the stages from here on; the mapping is filled while they run."""
    import importlib

    from reportedly import building, pipeline
    from reportedly.reading.reader import ModelReader
    from reportedly.record.store import Record

    spent: dict[str, float] = {}

    def wrap(owner: Any, name: str, label: str) -> None:
        function: Callable[..., Any] = getattr(owner, name)

        def timed(*arguments: Any, **named: Any) -> Any:
            started = time.process_time()
            try:
                return function(*arguments, **named)
            finally:
                spent[label] = spent.get(label, 0.0) + time.process_time() - started

        setattr(owner, name, timed)

    wrap(pipeline, "make_report", "article")
    wrap(pipeline, "date_report", "dating")
    wrap(ModelReader, "read", "reader")
    wrap(pipeline, "find_times", "times")
    for module, name, label in (
        ("findings.statements", "find_statements", "statements"),
        ("findings.figures", "find_figures", "figures"),
        ("findings.events", "find_events", "events"),
        ("findings.acts", "acts_of", "events"),
        ("actors.coreference", "resolve", "actors"),
        ("actors.resolve", "identify", "actors"),
    ):
        wrap(importlib.import_module(f"reportedly.{module}"), name, label)
    for name in ("add", "known"):
        wrap(Record, name, "record")
    wrap(building, "bring_together", "cases (and reading the record for them)")
    return spent


def _stream(count: int) -> dict[str, Any]:
    """Build ``count`` made pages in a language that is not read, from standard input."""
    text = (
        "El alcalde habla en Orvasta, dice {n}\n\nEl alcalde de Orvasta dijo el martes que las conversaciones con los "
        "estibadores del puerto habían terminado y que no quedaba nada de que hablar en la calle número {n}, según "
        "informaron fuentes del ayuntamiento y de la asamblea."
    )
    line = f"{{'url': f'https://h.example/{{n}}', 'text': {text!r}.format(n=n)}}"
    maker = f"import json\nfor n in range({count}): print(json.dumps({line}))"
    with subprocess.Popen([sys.executable, "-c", maker], stdout=subprocess.PIPE) as made:
        assert made.stdout is not None
        os.dup2(made.stdout.fileno(), 0)
        return _build(["-"], None)


def _cases(record: str, copies: int) -> dict[str, Any]:
    """Make cases of all reports of a record ``copies`` times over, each time four hundred years later."""
    import resource

    from reportedly.building import entries_of
    from reportedly.collation.collate import collating
    from reportedly.record.store import open_record

    def entries(store: Any, actors: Any) -> Iterator[tuple[Any, Any]]:
        for n in range(copies):
            for report, findings in entries_of(store, actors):
                if report.published.earliest is None and report.published.latest is None:
                    report = replace(report, published=Published("2100", "2100-01-01", "2100-12-31"))
                yield _moved(report, findings, n)

    reports = cases = series = 0
    started = time.monotonic()
    with open_record(record, read_only=True) as store:
        actors = store.actors_by_id()
        with collating(entries(store, actors), actors) as made:
            cases, series = sum(1 for _ in made.cases), sum(1 for _ in made.series)
        reports = store.counts()["reports"] * copies
    return {
        "reports": reports,
        "cases": cases,
        "series": series,
        "ms a report": round((time.monotonic() - started) / reports * 1000, 1),
        "most memory of the main process, MB": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
    }


def _moved(report: Any, findings: Any, n: int) -> Any:
    """A report with other ids of its own, its days ``n`` times four hundred years later; done on the packed values, in
    which an id and a day are as long as before."""
    packed = pickle.dumps((report, findings))
    packed = re.sub(rb"[rsfemt]-[0-9a-f]{16}", lambda m: m[0][:2] + b"%02x" % n + m[0][4:], packed)
    return pickle.loads(re.sub(rb"[12]\d{3}(?=-\d\d-\d\d)", lambda m: b"%04d" % (int(m[0]) + 400 * n), packed))


def _paragraphs(size: int) -> Iterator[str]:
    told, n = 0, 0
    while told < size:
        n += 1
        line = f"The mayor of Orvast said on Tuesday that {n} people had left street number {n} of the town since May."
        told += len(line) + 2
        yield line


def _html_page(size: int, tag: str) -> bytes:
    inner = "\n".join(f"<{tag}><a href='/x'>{line}</a></{tag}>" for line in _paragraphs(size))
    return f"<html><head><title>Talks</title></head><body>{inner}</body></html>".encode()


LARGE: dict[str, Callable[[], bytes]] = {
    "text of a million characters": lambda: "\n\n".join(_paragraphs(990_000)).encode(),
    "text of 49 MB, which is too long": lambda: "\n\n".join(_paragraphs(48_500_000)).encode(),
    "one line of 49 MB": lambda: b"The mayor said so. " * 2_580_000,
    "HTML with a million characters": lambda: _html_page(980_000, "p"),
    "HTML of 49 MB, most of it tags, which are too many": lambda: b"<html><body>" + b"<i>x</i>" * 6_100_000,
    "HTML of half a million tags": lambda: b"<html><body>" + b"<p>x y</p>" * 249_000,
    "HTML of 49 MB in one attribute": lambda: b"<html><body><p title='" + b"x" * 48_900_000 + b"'>She spoke.</p>",
    "HTML nested half a million deep": lambda: b"<html><body>" + b"<div>" * 499_000 + b"x",
    "gzip of 49 MB of text": lambda: gzip.compress("\n\n".join(_paragraphs(48_500_000)).encode(), 6),
}
"""Pages near the limits, by what they are."""


def _large(kind: str) -> dict[str, Any]:
    folder = scratch("large")
    raw = LARGE[kind]() if kind in LARGE else b"Talks\n\nThe mayor said on Tuesday that talks were over.\n"
    (folder / "page").write_bytes(raw)
    size = len(gzip.decompress(raw)) if kind.startswith("gzip") else len(raw)
    del raw
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.many_pages", "build", str(folder / "page"), "one"],
        cwd=ROOT, stdout=subprocess.PIPE, check=True,
    )  # fmt: skip
    return {**json.loads(done.stdout.splitlines()[-1]), "bytes": size}


if __name__ == "__main__":
    if sys.argv[1] == "large":
        print(json.dumps(_large(sys.argv[2])))
    elif sys.argv[1] == "build" and sys.argv[3] == "one":
        print(json.dumps(_build([sys.argv[2]], None)))
    elif sys.argv[1] == "cases":
        print(json.dumps(_cases(sys.argv[2], int(sys.argv[3]))))
    elif sys.argv[1] == "build":
        print(json.dumps(_build([sys.argv[2]], int(sys.argv[3]))))
    else:
        print(json.dumps(_stream(int(sys.argv[2]))))
