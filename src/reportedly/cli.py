"""The command line. Each command calls one function of the package and prints what comes back."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from reportedly.commands import correct, fetch, log
from reportedly.commands.exporting import exporting
from reportedly.errors import ReportedlyError, UsageError

if TYPE_CHECKING:
    from reportedly.record.readable import Readable
    from reportedly.record.store import Record

app = typer.Typer(
    name="reportedly",
    help="Read news pages about an unfolding crisis into a record: who said what, what was counted, through whom.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)

RecordFile = Annotated[Path, typer.Argument(help="The record: one SQLite file.", show_default=False)]
Mask = Annotated[
    list[str] | None,
    typer.Option(
        help="Replace names: persons, private, unnamed, names with commas between, or a file of names.",
        show_default=False,
    ),
]
Who = Annotated[
    str | None,
    typer.Option(help="By whom, for the log. Default: REPORTEDLY_WHO in the environment, else the login name."),
]
Json = Annotated[bool, typer.Option("--json", help="Print JSON Lines for a program to read.")]


class ExportFormat(StrEnum):
    jsonl = "jsonl"
    csv = "csv"
    parquet = "parquet"


class ReadFormat(StrEnum):
    terminal = "terminal"
    jsonl = "jsonl"


class Model(StrEnum):
    full = "full"
    quick = "quick"


class Kind(StrEnum):
    report = "report"
    statement = "statement"
    figure = "figure"
    event = "event"


class Register(StrEnum):
    transfers = "transfers"
    restrictions = "restrictions"
    docket = "docket"
    tolls = "tolls"
    displacement = "displacement"
    meetings = "meetings"
    proposals = "proposals"
    positions = "positions"
    ground_events = "ground-events"
    economic_claims = "economic-claims"


def _version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        typer.echo(f"reportedly {version('reportedly')}")
        raise typer.Exit


@app.callback()
def common(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version and stop.")
    ] = False,
) -> None:
    """Options that come before a command."""


@app.command()
def build(
    paths: Annotated[
        list[str],
        typer.Argument(help="Files, folders (with all below them) or globs; - for standard input.", show_default=False),
    ],
    record: Annotated[Path, typer.Option(help="The record to make or to add to.")] = Path("record.db"),
    meta: Annotated[
        Path | None,
        typer.Option(
            help="A CSV file with path or url, and outlet, published, title, captured_at; overrides what is inferred."
        ),
    ] = None,
    fields: Annotated[
        str | None,
        typer.Option(help="What JSON Lines call their fields: url=link,text=body.content.", show_default=False),
    ] = None,
    strict: Annotated[
        bool, typer.Option("--strict", help="Stop at the first page that cannot be read; exit status 1.")
    ] = False,
    again: Annotated[bool, typer.Option("--again", help="Read the pages again that the record holds already.")] = False,
    workers: Annotated[int | None, typer.Option(min=1, help="Processes to read in. Default: the cores.")] = None,
    model: Annotated[
        Model, typer.Option(help="The reading model: quick takes about half the time and errs more.")
    ] = Model.full,
    no_cases: Annotated[
        bool, typer.Option("--no-cases", help="Leave cases and series to a later build, when many follow one another.")
    ] = False,
    who: Who = None,
    page_seconds: Annotated[float, typer.Option(min=0, help="Skip a page that takes longer; 0: no limit.")] = 600,
    quiet: Annotated[bool, typer.Option("--quiet", help="No progress; the summary and errors only.")] = False,
) -> None:
    """Read pages into a record. Pages that it holds already are not read again."""
    from reportedly.building import build as build_record
    from reportedly.pages.jsonl import parse_fields
    from reportedly.views.progress import progress_to, summary_lines

    with progress_to(sys.stderr, quiet) as progress:
        summary = build_record(
            paths,
            record,
            meta=meta,
            fields=parse_fields(fields),
            strict=strict,
            again=again,
            workers=workers,
            model=model.value,
            page_seconds=page_seconds,
            cases=not no_cases,
            who=who,
            progress=progress,
        )
    for line in summary_lines(summary, str(record)):
        typer.echo(line, err=True)


@app.command()
def show(
    record: RecordFile,
    what: Annotated[
        str | None,
        typer.Argument(
            help="A report (id or path), a finding, case or series (id), an actor (id or name); nothing for the list "
            "of reports. "
            "With --register: words that a row must hold."
        ),
    ] = None,
    register: Annotated[Register | None, typer.Option(help="The rows of a register.")] = None,
    lines: Annotated[bool, typer.Option("--lines", help="Of a report: its lines, numbered, and what each is.")] = False,
    json: Json = False,
) -> None:
    """Show the reports, one report with its findings in context, one finding, case or actor, or a register."""
    from reportedly.views.numbered import numbered_lines
    from reportedly.views.register_lines import register_json, register_text
    from reportedly.views.terminal import show_json, show_text

    with _opened(record) as opened:
        if lines:
            shown = numbered_lines(opened, what, json)
        elif register is not None:
            shown = (register_json if json else register_text)(opened, register.value, what or "")
        else:
            shown = (show_json if json else show_text)(opened, what)
        for line in shown:
            typer.echo(line)


@app.command()
def search(
    record: RecordFile,
    words: Annotated[
        list[str], typer.Argument(help='Words; "a phrase" in quotes; a prefix with *.', show_default=False)
    ],
    kind: Annotated[Kind | None, typer.Option(help="Only reports, statements, figures or events.")] = None,
    limit: Annotated[int, typer.Option(min=1, help="The most hits to print.")] = 20,
    json: Json = False,
) -> None:
    """Find words in reports and findings."""
    from reportedly.views.terminal import hits_json, hits_text

    with _opened(record) as opened:
        for line in (hits_json if json else hits_text)(opened, " ".join(words), kind.value if kind else None, limit):
            typer.echo(line)


@app.command()
def export(
    record: RecordFile,
    format: Annotated[
        ExportFormat | None,
        typer.Option(help="JSON Lines, CSV or Parquet tables. Default: jsonl; for a register csv.", show_default=False),
    ] = None,
    register: Annotated[Register | None, typer.Option(help="Only this register, as a table of cases.")] = None,
    output: Annotated[
        Path | None,
        typer.Option(
            "--output",
            "-o",
            help="The file to write, or for the whole record as csv or parquet the folder; the screen without.",
        ),
    ] = None,
    mask: Mask = None,
    who: Who = None,
) -> None:
    """Write the whole record or a register out, the same bytes for the same pages."""
    named = format or (ExportFormat.jsonl if register is None else ExportFormat.csv)
    what = {"format": named.value, "register": register and register.value, "mask": mask or None}
    with exporting(record, who, **what) as (whole, writing):
        opened = _masked(whole, mask)
        if format is ExportFormat.parquet:
            from reportedly.exports.frames import parquet_files

            for file in parquet_files(opened, register.value if register else None, output):
                typer.echo(str(file), err=True)
                writing.wrote(file)
        elif register is not None:
            from reportedly.exports.register_files import export_register_csv, export_register_jsonl

            with writing.to(output) as stream:
                write = export_register_jsonl if format is ExportFormat.jsonl else export_register_csv
                write(opened, register.value, stream)
        elif format is ExportFormat.csv:
            from reportedly.exports.csv import export_csv

            if output is None:
                raise UsageError("export --format csv writes several tables: name a folder with -o FOLDER")
            for file in export_csv(opened, output):
                typer.echo(str(file), err=True)
                writing.wrote(file)
        else:
            from reportedly.exports.jsonl import export_jsonl

            with writing.to(output) as stream:
                export_jsonl(opened, stream)


@app.command()
def report(
    record: RecordFile,
    output: Annotated[Path, typer.Option("--output", "-o", help="The HTML file to write.")] = Path("report.html"),
    mask: Mask = None,
    who: Who = None,
) -> None:
    """Write the record as one self-contained page to read, print and pass on."""
    from reportedly.masking import notice
    from reportedly.views.report import write_report

    with exporting(record, who, format="html", mask=mask or None) as (whole, writing):
        opened = _masked(whole, mask)
        with writing.to(output) as stream:
            write_report(opened, stream, notice=notice(opened))
    typer.echo(f"report: {output}", err=True)


@app.command()
def read(
    file: Annotated[Path, typer.Argument(help="One page; - for standard input.", show_default=False)],
    format: Annotated[ReadFormat, typer.Option(help="Text to look at, or JSON Lines.")] = ReadFormat.terminal,
    layers: Annotated[
        str, typer.Option(help="Which tags, with commas between: attribution, entities, figures, events.")
    ] = "attribution,entities,figures,events",
    model: Annotated[Model, typer.Option(help="The reading model: full or quick.")] = Model.full,
) -> None:
    """Print a text with the tags that the reading model gives it, to look at them. Needs no record."""
    from reportedly.pipeline import tag_file
    from reportedly.views.tagged import chosen, json_lines, print_tagged

    wanted = chosen(layers)
    tagged = tag_file(file, model.value)
    if format is ReadFormat.jsonl:
        for line in json_lines(tagged, wanted):
            typer.echo(line)
    else:
        print_tagged(tagged, wanted, sys.stdout)


correct.add_to(app)


@app.command()
def verify(
    record: RecordFile,
    head: Annotated[
        str | None, typer.Option(help="A hash that was kept of the log: it must still be there.", show_default=False)
    ] = None,
    json: Json = False,
) -> None:
    """Check every byte, span and entry of the log against what was recorded; exit status 1 where anything differs."""
    from reportedly.views.terminal import verify_lines

    with _opened(record) as opened:
        problems = 0
        for line, wrong in verify_lines(opened, json, head and head.strip().lower()):
            typer.echo(line)
            problems += wrong
    if problems:
        raise typer.Exit(1)


fetch.add_to(app)
log.add_to(app)


def _opened(record: Path) -> Record:
    from reportedly.record.store import open_record

    return open_record(record, read_only=True)


def _masked(record: Record, values: list[str] | None) -> Readable:
    """The record with names replaced, told in a line; the record itself where none are to be."""
    from reportedly.masking import masked, warnings

    shown = masked(record, values or [])
    for line in warnings(shown):
        typer.echo(line, err=True)
    return shown


def main() -> None:
    """The entry point: errors of the package become one line and an exit status."""
    try:
        app()
    except UsageError as error:
        typer.echo(f"reportedly: {error}", err=True)
        sys.exit(2)
    except ReportedlyError as error:
        typer.echo(f"reportedly: {error}", err=True)
        sys.exit(1)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(0)


if __name__ == "__main__":
    main()
