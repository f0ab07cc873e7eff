"""``reportedly log``: what was done to a record, checked as it is printed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from reportedly.record.audit import Entry
    from reportedly.record.store import Record

_SHOWN = 16  # digits of a hash that a line shows


def add_to(app: typer.Typer) -> None:
    """Add the command."""

    @app.command()
    def log(
        record: Annotated[Path, typer.Argument(help="The record: one SQLite file.", show_default=False)],
        head: Annotated[
            bool, typer.Option("--head", help="Only the hash of the last entry, to be kept elsewhere.")
        ] = False,
        json: Annotated[bool, typer.Option("--json", help="Print JSON Lines for a program to read.")] = False,
    ) -> None:
        """Print what was done to the record, by whom and when; exit status 1 where the log is not whole."""
        from reportedly.record.store import open_record

        wrong = 0
        with open_record(record, read_only=True) as opened:
            for line, is_problem in log_lines(opened, head, json):
                typer.echo(line, err=is_problem or line.startswith(_NOTE))
                wrong += is_problem
        if wrong:
            raise typer.Exit(1)


_NOTE = "note: "


def log_lines(record: Record, head: bool, as_json: bool) -> Iterator[tuple[str, bool]]:
    """The entries of the log a line each, or the last one's hash; then what is wrong with it, and whether a line names
    such a thing."""
    from reportedly.exports.jsonl import dumps
    from reportedly.record.verify import log_problems

    last: Entry | None = None
    open_builds: list[int] = []
    for last in record.log():
        if last.action == "build":
            open_builds.append(last.seq)
        elif last.action in ("built", "stopped") and isinstance(last.details, dict):
            open_builds = [seq for seq in open_builds if seq != last.details.get("build")]
        if not head:
            yield dumps(asdict(last)) if as_json else entry_line(last), False
    if head and last is not None:
        yield dumps(asdict(last)) if as_json else last.hash, False
    for seq in open_builds:
        yield f"{_NOTE}the build of entry {seq} is under way or was killed", False
    for problem in log_problems(record):
        yield str(problem), True


def entry_line(entry: Entry) -> str:
    """An entry in one line."""
    from reportedly.views.progress import one_line

    who = one_line(entry.who or "-")
    told = one_line("; ".join(_told(entry.details)))
    return f"{entry.seq:>4}  {entry.at}  {who}  {entry.action}  {told}  {str(entry.hash)[:_SHOWN]}"


def _told(value: object, name: str = "") -> Iterator[str]:
    """What stands in the details, without what is null, false or empty."""
    match value:
        case dict():
            for key, inner in value.items():
                yield from _told(inner, key)
        case list() if all(isinstance(inner, str) for inner in value):
            yield from [f"{name} {' '.join(value)}"] if value else []
        case list():
            for inner in value:
                yield from _told(inner, name)
        case True:
            yield name
        case None | False | "":
            pass
        case str() if name in ("sha256", "of"):
            yield f"{name} {value[:_SHOWN]}"
        case _:
            yield f"{name} {value}"
