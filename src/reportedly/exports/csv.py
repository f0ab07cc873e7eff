"""The record as tables for spreadsheets: one CSV file a kind (https://www.rfc-editor.org/rfc/rfc4180), UTF-8.

Each row stands alone: it repeats where it comes from (report, path, hash, title, date), so that a table can be
filtered and sorted without the others. Order is that of the JSON Lines. A cell that a spreadsheet would take for a
formula begins with an apostrophe (https://owasp.org/www-community/attacks/CSV_Injection).
"""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import ExitStack
from os import PathLike
from pathlib import Path
from typing import Any, TextIO

from reportedly.errors import RecordError, UsageError
from reportedly.exports.jsonl import Line, actor_line, case_line, findings_lines, report_line, series_line
from reportedly.record import Record
from reportedly.types import Case, Report, Series, words_of

_FROM = "report path sha256 report_title outlet published_earliest published_latest"
_FINDING = "voice statement confidence review"
COLUMNS: dict[str, tuple[str, ...]] = {
    kind: tuple(names.split())
    for kind, names in {
        "reports": """id path paths url sha256 media_type captured_at captured_by title outlet byline text_credits
            photo_credits language published_edtf published_earliest published_latest published_evidence reader""",
        "statements": f"""id {_FROM} speaker speaker_kind speaker_id speaker_text manner negated quotation text
            source_text cue_text addressee via said_edtf said_earliest said_latest place within confidence review""",
        "figures": f"""id {_FROM} measure low high qualifier vague unit per group place origin destinations cause scope
            period_edtf period_earliest period_latest as_of_edtf as_of_earliest as_of_latest text source source_id via
            {_FINDING}""",
        "events": f"""id {_FROM} type mode contexts subtype status negated actor recipient item body instrument place
            content condition when_edtf when_earliest when_latest text denied_by figures {_FINDING}""",
        "mentions": f"id {_FROM} text type actor span_start span_end",
        "times": f"id {_FROM} text type date_edtf date_earliest date_latest span_start span_end",
        "actors": "id name aliases actor_kind country roles",
        "cases": """id register title actor recipient item body instrument places content condition place when_edtf
            when_earliest when_latest issue stance status history findings figures independent_sources joined_by""",
        "series": """id measure scope place group episode as_of_edtf as_of_earliest as_of_latest low high figures
            independent_sources conflicts""",
    }.items()
}
"""The columns of each table, by kind."""

_FORMULA = tuple("=+-@\t\r\n＝＋－＠")
_UNWRITABLE = re.compile("[\x00\ud800-\udfff]")
Cells = dict[str, Any]


def export_csv(record: Record, target: str | PathLike[str] | TextIO, kind: str | None = None) -> list[Path]:
    """Write the record's tables and return the files that were written (none for a stream).

    ``target`` is a folder, made if need be, for one file a kind (``reports.csv``, ``statements.csv``, ...), or all
    but ``kind`` left out; or a stream that takes text (opened as UTF-8 with ``newline=""``) for the one ``kind``.
    Raises UsageError for a kind there is not, or a stream without one; RecordError when a file cannot be written.
    """
    if kind is not None and kind not in COLUMNS:
        raise UsageError(f"{kind} is not a table; take one of {', '.join(COLUMNS)}")
    kinds = list(COLUMNS) if kind is None else [kind]
    if not isinstance(target, str | PathLike):
        if kind is None:
            raise UsageError(f"a stream takes one table; name one of {', '.join(COLUMNS)}")
        _write(record, {kind: target})
        return []
    folder = Path(target)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with ExitStack() as opened:
            files = {
                name: opened.enter_context((folder / f"{name}.csv").open("w", encoding="utf-8", newline=""))
                for name in kinds
            }
            _write(record, files)
    except OSError as error:
        raise RecordError(f"{folder}: cannot be written ({error.strerror or error})") from error
    return [folder / f"{name}.csv" for name in kinds]


def _write(record: Record, streams: Mapping[str, TextIO]) -> None:
    writers = {kind: csv.writer(stream, lineterminator="\r\n") for kind, stream in streams.items()}
    for kind, writer in writers.items():
        writer.writerow(COLUMNS[kind])
    with record.snapshot():
        for kind, row in table_rows(record, set(writers)):
            writers[kind].writerow([cell(row[column]) for column in COLUMNS[kind]])


def cell(value: object) -> str | int | float:
    """A value as it stands in a cell: empty for null, ``yes`` or ``no``, numbers as they are, the items of a list with
    semicolons between, text that cannot be taken for a formula."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int | float):
        return value
    value = "; ".join(value) if isinstance(value, list) else value
    text = _UNWRITABLE.sub("\ufffd", str(value))
    return f"'{text}" if text.startswith(_FORMULA) else text


def table_rows(record: Record, kinds: set[str]) -> Iterator[tuple[str, Cells]]:
    """The rows of these tables, each with the kind it is of, in their order: what each column holds, a list where it
    may be several, days as ISO 8601. A row may have more than the columns of its table."""
    if kinds - {"actors", "cases", "series"}:
        for report, findings in record.entries():
            if "reports" in kinds:
                yield "reports", _report(report_line(report))
            origin = _origin(report)
            for line in findings_lines(findings):
                kind = f"{line['kind']}s"
                if kind in kinds:
                    yield kind, {**origin, **_TABLES[kind](line, report.text)}
    if "actors" in kinds:
        for actor in record.actors():
            line = actor_line(actor)
            roles = [" of ".join(filter(None, (role["title"], role["of"]))) for role in line["roles"]]
            yield "actors", {**line, "aliases": _several(line["aliases"]), "roles": _several(roles)}
    if "cases" in kinds:
        yield from (("cases", _case(case)) for case in record.cases())
    if "series" in kinds:
        yield from (("series", row) for series in record.series() for row in _points(series))


def _origin(report: Report) -> Cells:
    """Where a row comes from."""
    return {
        "report": report.id,
        "path": report.page.path,
        "sha256": report.page.sha256,
        "report_title": report.title,
        "outlet": report.outlet,
        "published_earliest": report.published.earliest,
        "published_latest": report.published.latest,
    }


def _report(line: Line) -> Cells:
    names = {role: [c["name"] for c in line["credits"] if c["for"] == role] for role in ("text", "photo")}
    return {
        **line,
        **line["page"],
        "paths": _several(line["page"]["paths"]),
        "byline": _several(line["byline"]),
        "text_credits": _several(names["text"]),
        "photo_credits": _several(names["photo"]),
        **_date("published", line["published"]),
        "published_evidence": _several(f"{item['how']}: {item['text']}" for item in line["published"]["evidence"]),
    }


def _statement(line: Line, text: str) -> Cells:
    speaker = line["speaker"] or {}
    return {
        **line,
        "speaker": _who(line["speaker"]),
        "speaker_kind": speaker.get("kind"),
        "speaker_id": speaker.get("actor"),
        "speaker_text": speaker.get("text"),
        "source_text": words_of(text, ((start, end) for start, end in line["source"])),
        "cue_text": words_of(text, ((start, end) for start, end in line["cue"])),
        "addressee": _who(line["addressee"]),
        "via": _several(map(_who, line["via"])),
        **_date("said", line["said"]),
    }


def _figure(line: Line, text: str) -> Cells:
    return {
        **line,
        "destinations": _several(line["destinations"]),
        **_date("period", line["period"]),
        **_date("as_of", line["as_of"]),
        "source": _who(line["source"]),
        "source_id": (line["source"] or {}).get("actor"),
        "via": _several(map(_who, line["via"])),
    }


def _event(line: Line, text: str) -> Cells:
    return {
        **line,
        "contexts": _several(line["contexts"]),
        **{role: _several(map(_who, fillers)) for role, fillers in line["roles"].items()},
        **_date("when", line["when"]),
        "denied_by": _several(map(_who, line["denied_by"])),
        "figures": _several(line["figures"]),
    }


def _mention(line: Line, text: str) -> Cells:
    return {**line, "span_start": line["span"][0], "span_end": line["span"][1]}


def _time(line: Line, text: str) -> Cells:
    return {**_mention(line, text), **_date("date", line["date"])}


def _case(case: Case) -> Cells:
    line = case_line(case)
    states = [f"{state['status']} {(state['date'] or {}).get('edtf') or ''}".strip() for state in line["history"]]
    findings = dict.fromkeys(id for state in case.history for id in state.findings)
    return {
        **line,
        **{role: _several(map(_who, fillers)) for role, fillers in line["roles"].items() if role != "place"},
        "places": _several(map(_who, line["roles"]["place"])),
        **_date("when", line["when"]),
        "status": case.history[-1].status if case.history else None,
        "history": _several(states),
        "findings": _several(findings),
        "figures": _several(case.figures),
        "joined_by": _several(f"{join.finding} to {join.to}: {join.how}" for join in case.joined_by),
    }


def _points(series: Series) -> Iterator[Cells]:
    """A row a point; a series without any has one row."""
    line = series_line(series)
    for point in line["points"] or [dict.fromkeys(("as_of", "low", "high", "independent_sources"))]:
        figures = point.get("figures", ())
        conflicts = [c["why"] for c in line["conflicts"] if set(c["figures"]) & set(figures)]
        cells = {**line, **point, **_date("as_of", point["as_of"])}
        yield {**cells, "figures": _several(figures), "conflicts": _several(conflicts)}


_TABLES: dict[str, Callable[[Line, str], Cells]] = {
    "statements": _statement,
    "figures": _figure,
    "events": _event,
    "mentions": _mention,
    "times": _time,
}


def _who(ref: Line | None) -> str | None:
    """An actor's name, or what it is called, or the words."""
    return (ref.get("name") or ref.get("description") or ref["text"]) if ref else None


def _date(name: str, date: Line | None) -> Cells:
    return {f"{name}_{part}": (date or {}).get(part) for part in ("edtf", "earliest", "latest")}


def _several(values: Iterable[str | None]) -> list[str]:
    return [value for value in values if value]
