"""``reportedly correct``: what people decide on findings, actors and lines."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from reportedly.errors import UsageError

if TYPE_CHECKING:
    from reportedly.corrections.changes import Change
    from reportedly.types import Action


class Do(StrEnum):
    accept = "accept"
    reject = "reject"
    edit = "edit"
    rename = "rename"
    merge = "merge"
    body = "body"
    set_aside = "set-aside"
    withdraw = "withdraw"
    list = "list"
    orphans = "orphans"
    export = "export"
    import_ = "import"


def add_to(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(correct)


def correct(
    record: Annotated[Path, typer.Argument(help="The record: one SQLite file.", show_default=False)],
    do: Annotated[Do, typer.Argument(help="What to do.", show_default=False)],
    what: Annotated[
        list[str] | None,
        typer.Argument(
            help="accept ID...; reject ID...; edit ID FIELD=VALUE...; rename ACTOR NAME; merge ACTOR... --into ACTOR; "
            "body REPORT LINES; set-aside REPORT LINES; withdraw NUMBER...; list [ID]; orphans; export KIND; "
            "import FILE...",
            show_default=False,
        ),
    ] = None,
    into: Annotated[str | None, typer.Option(help="Of merge: the actor that the others are.")] = None,
    who: Annotated[str | None, typer.Option(help="Who decides. Default: REPORTEDLY_WHO, else the login name.")] = None,
    why: Annotated[str | None, typer.Option(help="The reason.")] = None,
    overrule: Annotated[bool, typer.Option("--overrule", help="Do what is in conflict all the same.")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only tell what would come of it.")] = False,
    later: Annotated[
        bool, typer.Option("--later", help="Leave cases and series to the next correction or build.")
    ] = False,
    report: Annotated[str | None, typer.Option(help="Of export: only the rows of this report (id or path).")] = None,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="Of export: the file to write; without, the screen.")
    ] = None,
    json: Annotated[bool, typer.Option("--json", help="Print JSON Lines for a program to read.")] = False,
) -> None:
    """Accept, reject or edit findings, rename or merge actors, say which lines are the article, from here or by CSV."""
    from reportedly.correcting import correct as do_all
    from reportedly.correcting import deciding
    from reportedly.record.store import open_record
    from reportedly.views.decisions import list_lines, outcome_json, outcome_lines

    words = what or []
    if do in (Do.list, Do.orphans):
        with open_record(record, read_only=True) as opened:
            about = _one(words, "one id at most") if words else None
            for line in list_lines(opened, about, orphans=do is Do.orphans, as_json=json):
                typer.echo(line)
        return
    if do is Do.export:
        _export(record, _one(words, "one kind: statements, figures, events, actors or lines"), report, output)
        return
    deciding(who)
    changes, returned = _changes(do, words, into)
    with open_record(record) as opened:
        outcome = do_all(
            opened, changes, who=who, why=why, overrule=overrule, dry_run=dry_run, later=later, returned=returned
        )
    if outcome.refused and not returned and not (outcome.decided or outcome.conflicts or outcome.unchanged):
        raise UsageError("; ".join(one.why for one in outcome.refused))
    for line in outcome_json(outcome) if json else outcome_lines(outcome, dry_run):
        typer.echo(line)
    if outcome.conflicts or outcome.refused:
        raise typer.Exit(1)


def _changes(do: Do, words: list[str], into: str | None) -> tuple[Iterable[Change], tuple[tuple[str, str], ...]]:
    """What the words ask for, and the rows of files that cannot be taken."""
    from reportedly.corrections.changes import Change

    if do in (Do.accept, Do.reject, Do.withdraw):
        if not words:
            needed = "numbers of decisions" if do is Do.withdraw else "ids of findings"
            raise UsageError(f"{do.value} what? give {needed}")
        action: Action = "withdraw" if do is Do.withdraw else "accept" if do is Do.accept else "reject"
        return [Change(action, word) for word in words], ()
    if do is Do.edit:
        pairs = [word.partition("=") for word in words[1:]]
        if not pairs or not all(sign for _, sign, _ in pairs):
            raise UsageError("edit what? give the id of a finding, then FIELD=VALUE, such as low=1200")
        return [Change("edit", words[0], {name.strip(): value for name, _, value in pairs})], ()
    if do is Do.rename:
        if len(words) != 2:
            raise UsageError("rename whom? give an actor (id or name) and the new name in quotes")
        return [Change("rename", words[0], {"name": words[1]})], ()
    if do is Do.merge:
        if not words or into is None:
            raise UsageError("merge whom? give actors (ids or names) and --into ACTOR")
        return [Change("merge", word, {"into": into}) for word in words], ()
    if do in (Do.body, Do.set_aside):
        if len(words) != 2:
            raise UsageError(
                f"{do.value} what? give a report (id or path) and lines such as 12-15,18, see show --lines"
            )
        return [Change("body" if do is Do.body else "set-aside", words[0], {"lines": words[1]})], ()
    from reportedly.exports.sheets import read_rows

    if not words:
        raise UsageError("import what? give the files that export wrote and you edited")
    files = [read_rows(word) for word in words]
    return [change for file in files for change in file.changes], tuple(pair for file in files for pair in file.refused)


def _one(words: list[str], needed: str) -> str:
    if len(words) != 1:
        raise UsageError(f"give {needed}")
    return words[0]


def _export(record: Path, kind: str, report: str | None, output: Path | None) -> None:
    from reportedly.exports.sheets import columns, write_rows
    from reportedly.record.store import open_record

    columns(kind)
    with open_record(record, read_only=True) as opened:
        if output is None:
            sys.stdout.reconfigure(encoding="utf-8", newline="")  # type: ignore[union-attr]
            write_rows(opened, kind, sys.stdout, report)
            return
        try:
            # Written beside and moved into place, so that a stopped export leaves no half of a file.
            beside = output.with_name(output.name + ".part")
            with beside.open("w", encoding="utf-8", newline="") as stream:
                count = write_rows(opened, kind, stream, report)
            beside.replace(output)
        except OSError as error:
            raise UsageError(f"{output}: cannot be written: {error.strerror or error}") from error
    typer.echo(f"{count} rows", err=True)
