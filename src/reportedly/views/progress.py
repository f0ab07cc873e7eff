"""The progress of a build on standard error, and its summary: a bar on a terminal, plain lines elsewhere."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TextIO

from reportedly.building import Progress, Summary

EVERY = 10.0  # seconds between plain lines


@contextmanager
def progress_to(stream: TextIO, quiet: bool = False) -> Iterator[Progress | None]:
    """What to hand to :func:`reportedly.building.build` as ``progress``."""
    if quiet:
        yield None
    elif stream.isatty():
        with _bar(stream) as progress:
            yield progress
    else:
        yield _lines(stream)


@contextmanager
def _bar(stream: TextIO) -> Iterator[Progress]:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as Bar

    columns = (
        TextColumn("reading"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[rate]}"),
        TimeRemainingColumn(),
        TextColumn("{task.fields[skipped]}"),
    )
    with Bar(*columns, console=Console(file=stream), transient=True) as bar:
        task = bar.add_task("reading", total=None, rate="", skipped="")
        known = _Total()

        def update(done: int, total: int, summary: Summary) -> None:
            speed = bar.tasks[0].speed
            skipped = f"{len(summary.skipped)} skipped" if summary.skipped else ""
            rate = f"{speed:.0f} pages/s" if speed else ""
            bar.tasks[0].total = known.of(total)
            bar.update(task, completed=done, rate=rate, skipped=skipped)

        yield update


def _lines(stream: TextIO) -> Progress:
    started = last = time.monotonic()
    known = _Total()

    def update(done: int, total: int, summary: Summary) -> None:
        nonlocal last
        now, whole = time.monotonic(), known.of(total)
        if now - last < EVERY or done == whole:
            return
        last = now
        rate = done / (now - started)
        of, left = (f" of {whole}", f", about {(whole - done) / rate:.0f} s left") if whole else ("", "")
        print(f"{done}{of} pages, {rate:.1f} a second{left}", file=stream, flush=True)

    return update


class _Total:
    """How many pages there are in all. A file counts as one page until it is opened, so that the number grows where
    standard input or an archive is read; from then on it is not known."""

    def __init__(self) -> None:
        self._least: int | None = None
        self._grown = False

    def of(self, total: int) -> int | None:
        """The number where it is known, of what :func:`reportedly.building.build` says."""
        self._least = total if self._least is None else min(total, self._least)
        self._grown |= total > self._least
        return None if self._grown else total


def summary_lines(summary: Summary, record: str) -> Iterator[str]:
    """What a build did, in lines: skipped pages with their reasons, then the counts."""
    for skipped in summary.skipped:
        yield f"skipped: {one_line(skipped.path)}: {skipped.reason}"
    for language, count in sorted(summary.unread.items()):
        yield f"stored, not read further: {count} in {language} (only English is read)"
    known = f", {summary.known} known already" if summary.known else ""
    again = f" ({summary.again} again)" if summary.again else ""
    yield f"{summary.pages} pages: {summary.added} read{again}{known}, {len(summary.skipped)} skipped"
    yield (
        f"{record} holds {summary.reports} reports, {summary.statements} statements, {summary.figures} figures, "
        f"{summary.events} events, {summary.mentions} mentions, {summary.times} times, {summary.cases} cases, "
        f"{summary.series} series"
    )
    if summary.orphans:
        yield f"{summary.orphans} corrections have lost what they were on, see: reportedly correct {record} orphans"
    cases = "" if summary.collating is None else f", {summary.collating:.1f} of them for cases and series"
    yield f"{summary.seconds:.1f} seconds{cases}"


def one_line(text: str) -> str:
    """``text`` with control characters written out, so that a file name cannot forge lines or colours."""
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in text)
