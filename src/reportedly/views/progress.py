"""The progress of a build on standard error, and its summary: a bar on a terminal, plain lines elsewhere."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TextIO

from reportedly.pipeline import Progress, Summary

EVERY = 10.0  # seconds between plain lines


@contextmanager
def progress_to(stream: TextIO, quiet: bool = False) -> Iterator[Progress | None]:
    """What to hand to :func:`reportedly.pipeline.build` as ``progress``."""
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

        def update(done: int, total: int, summary: Summary) -> None:
            speed = bar.tasks[0].speed
            skipped = f"{len(summary.skipped)} skipped" if summary.skipped else ""
            rate = f"{speed:.0f} pages/s" if speed else ""
            bar.update(task, completed=done, total=total, rate=rate, skipped=skipped)

        yield update


def _lines(stream: TextIO) -> Progress:
    started = last = time.monotonic()

    def update(done: int, total: int, summary: Summary) -> None:
        nonlocal last
        now = time.monotonic()
        if now - last >= EVERY and done < total:
            last = now
            rate = done / (now - started)
            left = (total - done) / rate
            print(f"{done} of {total} pages, {rate:.1f} a second, about {left:.0f} s left", file=stream, flush=True)

    return update


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
    cases = "" if summary.collating is None else f", {summary.collating:.1f} of them for cases and series"
    yield f"{summary.seconds:.1f} seconds{cases}"


def one_line(text: str) -> str:
    """``text`` with control characters written out, so that a file name cannot forge lines or colours."""
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in text)
