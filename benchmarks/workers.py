"""Processes that load first and then work at a word: speed is measured without anybody's loading in it.

A worker reads one line (the files, as JSON), prepares, answers ``ready``, and for each further line does the whole
work once and answers with its processor seconds. Every worker has one thread; two processes share the files by size.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any

from benchmarks.common import ROOT, WORK, data

Work = Callable[[str], dict[str, Any]]  # takes the word it is told

_ONE_THREAD = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "BLIS_NUM_THREADS"), "1")


def one_thread() -> dict[str, str]:
    """The environment of a process whose libraries use one thread."""
    return dict(os.environ) | _ONE_THREAD


def peers_python() -> str:
    """The Python of the peers' own environment (``REPORTEDLY_PEERS`` names its folder); says how to make it."""
    folder = Path(os.environ.get("REPORTEDLY_PEERS", WORK / "peers"))
    python = folder / "bin" / "python"
    if not python.exists():
        sys.exit(
            f"the peers are not installed: python3 -m venv {folder} && "
            f"{folder}/bin/pip install -r benchmarks/requirements-peers.txt"
        )
    return str(python)


def articles() -> list[Path]:
    """PolNeAR's development texts; ``REPORTEDLY_ARTICLES=6`` takes only six, to try whether things run."""
    files = sorted((data("polnear") / "dev" / "text").glob("*.txt"))
    return files[: int(os.environ.get("REPORTEDLY_ARTICLES", len(files)))]


def words(files: Sequence[Path]) -> int:
    """Words between white space."""
    return sum(len(file.read_text(encoding="utf-8").split()) for file in files)


class Team:
    """``processes`` workers that run ``python -m MODULE --worker``, each with its share of ``files``."""

    def __init__(self, python: str, module: str, files: Sequence[Path], processes: int) -> None:
        self._workers = []
        for part in _shares(files, processes):
            worker = subprocess.Popen(
                [python, "-m", module, "--worker"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                text=True,
                cwd=ROOT,
                env=one_thread(),
            )
            self._workers.append(worker)
            _tell(worker, json.dumps([str(file) for file in part]))
        for worker in self._workers:
            if _answer(worker) != "ready":
                sys.exit(f"{module}: the worker did not get ready")

    def run(self, word: str = "all") -> dict[str, Any]:
        """All files once: wall ``seconds`` from the word to the last answer, and the sums of what workers answer."""
        started = time.perf_counter()
        for worker in self._workers:
            _tell(worker, word)
        answers = [json.loads(_answer(worker)) for worker in self._workers]
        seconds = time.perf_counter() - started
        return {key: sum(answer[key] for answer in answers) for key in answers[0]} | {"seconds": seconds}

    def __enter__(self) -> Team:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        for worker in self._workers:
            if worker.stdin:
                worker.stdin.close()  # a worker ends where its input does
            worker.wait(timeout=60)


def serve(prepare: Callable[[list[Path]], Work]) -> None:
    """The worker's side. ``prepare`` loads, reads the files, works once to warm up, and gives what to do at a word;
    that returns numbers to be summed over workers."""
    answers = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)  # whatever a library prints must not stand among the answers
    work = prepare([Path(name) for name in json.loads(sys.stdin.readline())])
    print("ready", file=answers, flush=True)
    for word in sys.stdin:
        started = time.process_time()
        result = work(word.strip())
        print(json.dumps({"cpu": time.process_time() - started, **result}), file=answers, flush=True)


def _shares(files: Sequence[Path], parts: int) -> list[list[Path]]:
    """``files`` in ``parts`` shares of about the same size: the longest first, each to the share that has least."""
    shares: list[tuple[int, list[Path]]] = [(0, []) for _ in range(parts)]
    for file in sorted(files, key=lambda file: (-file.stat().st_size, file.name)):
        least = min(range(parts), key=lambda i: shares[i][0])
        size, share = shares[least]
        shares[least] = (size + file.stat().st_size, [*share, file])
    return [share for _, share in shares]


def _tell(worker: subprocess.Popen[str], line: str) -> None:
    assert worker.stdin
    worker.stdin.write(line + "\n")
    worker.stdin.flush()


def _answer(worker: subprocess.Popen[str]) -> str:
    assert worker.stdout
    line = worker.stdout.readline().strip()
    if not line:
        sys.exit(f"a worker ended early: {worker.args!r}")
    return line
