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
_FIRST = ("build", "paths", "pages", "format", "register", "files")  # of the details, in a line


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

    details = entry.details if isinstance(entry.details, dict) else {"details": entry.details}
    names = [*(name for name in _FIRST if name in details), *(name for name in details if name not in _FIRST)]
    told = "; ".join(words for name in names if (words := _words(name, details[name])))
    line = f"{entry.seq:>4}  {entry.at}  {entry.who or '-'}  {entry.action}  {told}  {str(entry.hash)[:_SHOWN]}"
    return f"{one_line(line)}  (the entry {entry.problem})" if entry.problem else one_line(line)


def _words(name: str, value: object) -> str:
    """What stands in the details under a name; nothing where it is null, false or empty."""
    if value is None or value is False or value in ("", [], {}):
        return ""
    match value:
        case True:
            return name
        case dict():
            return ", ".join(words for key, inner in value.items() if (words := _words(key, inner)))
        case [{"path": path, "sha256": str(digest)}]:
            return f"{path or 'to standard output'}, SHA-256 {digest[:_SHOWN]}"
        case [{"path": str(path), "sha256": _}, *_]:
            return f"{len(value)} files, {path} and so on"
        case list():
            return f"{name} {' '.join(map(str, value))}"
        case str() if name == "of":
            return f"state {value[:_SHOWN]}"
        case _:
            return f"{name} {value}"
