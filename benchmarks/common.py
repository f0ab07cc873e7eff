"""What the benchmarks share: the data, building and exporting a record, the scorers."""

from __future__ import annotations

import csv
import hashlib
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

from training.reader.polnear import unpacked

ROOT = Path(__file__).resolve().parent.parent
SHARED = Path(os.environ.get("REPORTEDLY_SHARED", ROOT.parent / "shared"))
WORK = Path(os.environ.get("REPORTEDLY_BENCH", Path(tempfile.gettempdir()) / "reportedly-benchmarks"))

Score = dict[str, Any]


def data(name: str) -> Path:
    """A folder of the shared data; an archive ``NAME.tar.gz`` is unpacked once into the work folder."""
    if not SHARED.is_dir():
        sys.exit(f"the shared data is not there ({SHARED}); set REPORTEDLY_SHARED")
    folder = SHARED / "data" / name
    if folder.is_dir():
        return folder
    (WORK / "data").mkdir(parents=True, exist_ok=True)
    return unpacked(SHARED / "data", WORK / "data", name)


def scratch(name: str, *, keep: bool = False) -> Path:
    """An empty folder to write in; with what is in it where ``keep`` is set."""
    folder = WORK / "scratch" / name
    folder.mkdir(parents=True, exist_ok=True)
    for file in folder.iterdir():
        if file.is_file() and not keep:
            file.unlink()
    return folder


def export(name: str, pages: Path, meta: dict[str, dict[str, str]] | None = None) -> Path:
    """Build a fresh record of ``pages`` and export it; the export's path. Notes how many pages were skipped.

    ``REPORTEDLY_MODEL`` in the environment names the reading model (``full`` without)."""
    from reportedly.building import build
    from reportedly.exports.jsonl import export_jsonl
    from reportedly.record.store import open_record

    folder = scratch(name)
    model: Any = os.environ.get("REPORTEDLY_MODEL", "full")
    summary = build([pages], folder / "record.db", meta=meta, model=model)
    if summary.skipped:
        print(f"{name}: {len(summary.skipped)} pages skipped, such as {summary.skipped[0]}", file=sys.stderr)
    exported = folder / "export.jsonl"
    with open_record(folder / "record.db") as record, open(exported, "w", encoding="utf-8", newline="\n") as stream:
        export_jsonl(record, stream)
    return exported


def write_rows(name: str, rows: Iterable[dict[str, Any]]) -> Path:
    """Rows in the shape of an export, for peers that make no record."""
    file = scratch(name) / "export.jsonl"
    with open(file, "w", encoding="utf-8", newline="\n") as stream:
        stream.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    return file


def read_rows(file: Path) -> Iterator[dict[str, Any]]:
    """The objects of a JSON Lines file."""
    with open(file, encoding="utf-8") as stream:
        for line in stream:
            yield json.loads(line)


def score(scorer: str, *arguments: str | Path) -> Score:
    """What a scorer of ``../shared/bench`` prints."""
    script = SHARED / "bench" / f"{scorer}.py"
    done = subprocess.run(
        [sys.executable, str(script), *map(str, arguments)], capture_output=True, text=True, check=False
    )
    if done.returncode:
        sys.exit(f"{scorer}: {done.stderr.strip() or done.stdout.strip()}")
    result: Score = json.loads(done.stdout)
    return result


def by_halves(scorer: str, export: Path, gold: Path, half: Callable[[str], bool], *more: str | Path) -> Score:
    """A score of all documents of a gold file, and of the half that was read while rules were written and the other."""
    result = {"all": score(scorer, export, gold, *more)}
    for name, wanted in (("read", True), ("unread", False)):
        part = scratch(f"half-{name}") / "gold.jsonl"
        with open(part, "w", encoding="utf-8", newline="\n") as stream:
            for row in read_rows(gold):
                if half(row["doc"]) is wanted:
                    stream.write(json.dumps(row, ensure_ascii=False) + "\n")
        result[name] = score(scorer, export, part, *more)
    return result


def even_hash(document: str) -> bool:
    """Whether the first byte of the name's SHA-256 is even: those documents were read for their errors."""
    return hashlib.sha256(document.encode()).digest()[0] % 2 == 0


def published(file: Path) -> dict[str, dict[str, str]]:
    """``path,published`` rows of a CSV file as what ``--meta`` gives."""
    with open(file, encoding="utf-8", newline="") as stream:
        return {row["path"]: row for row in csv.DictReader(stream)}


def commit() -> str:
    """The checked-out commit, with ``+`` where the tree differs from it."""
    head = subprocess.run(
        ["git", "-C", ROOT, "rev-parse", "--short=10", "HEAD"], capture_output=True, text=True
    ).stdout.strip()
    dirty = subprocess.run(["git", "-C", ROOT, "status", "--porcelain"], capture_output=True, text=True).stdout.strip()
    return head + ("+" if dirty else "")


def machine() -> str:
    """Processor, cores and memory, in words."""
    model, memory = "unknown processor", 0
    try:
        info = Path("/proc/cpuinfo").read_text()
        model = next(
            (line.split(":", 1)[1].strip() for line in info.splitlines() if line.startswith("model name")), model
        )
        memory = int(Path("/proc/meminfo").read_text().split()[1]) // 1024 // 1024
    except OSError:
        pass
    return f"{model}, {os.cpu_count()} cores, {memory} GiB, Python {sys.version.split()[0]}"
