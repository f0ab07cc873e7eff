"""Rows to decide on in a spreadsheet, and what comes back from there.

One CSV file a kind. ``id`` and ``version`` say which row it is and what somebody saw of it; ``decision`` and ``why``
are to be filled in, the cells after them to be edited; what stands behind is there to judge by and ignored on the way
back.
The file begins with a byte order mark, without which Excel takes UTF-8 for something else.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from os import PathLike
from pathlib import Path
from typing import TextIO

from reportedly.corrections.anchoring import spans_of
from reportedly.corrections.changes import Change
from reportedly.corrections.marks import lines_of
from reportedly.corrections.versions import edited, refuse_damaged, unguarded
from reportedly.errors import UsageError
from reportedly.exports.csv import cell
from reportedly.record import decided
from reportedly.record.asking import report_meant
from reportedly.record.sheets import SHEETS, SheetRow, actor_row, by_target, finding_row, line_row, on_actor
from reportedly.record.store import Record
from reportedly.reports.sentences import split_sentences
from reportedly.types import Decision, Finding, Findings, Report, words_of

_FIRST = {"actors": ("id", "version", "why"), "lines": ("id", "version", "why")}
_FIRST_OF_FINDINGS = ("id", "version", "decision", "why")
_BEHIND = {
    "actors": ("aliases", "actor_kind", "country", "decisions"),
    "lines": ("path", "text"),
}
_BEHIND_FINDINGS = ("review", "confidence", "report", "path", "quote", "sentence", "decisions")
_KINDS = {"s-": "statements", "f-": "figures", "e-": "events", "a-": "actors", "r-": "lines"}
_VERDICTS = {"accept": "accept", "accepted": "accept", "reject": "reject", "rejected": "reject", "": ""}
_LONGEST = 1000  # characters of a quote or a sentence
_BIGGEST = 1 << 28  # bytes of a file that comes back


def columns(kind: str) -> tuple[str, ...]:
    """The columns of the file of a kind of rows. Raises UsageError for a kind that there is not."""
    if kind not in SHEETS:
        raise UsageError(f"{kind} is no kind of rows: take one of {', '.join(SHEETS)}")
    names = tuple(field.name for field in SHEETS[kind])
    return (*_FIRST.get(kind, _FIRST_OF_FINDINGS), *names, *_BEHIND.get(kind, _BEHIND_FINDINGS))


def write_rows(record: Record, kind: str, stream: TextIO, report: str | None = None) -> int:
    """Write the rows of a kind to ``stream``, which takes text (opened as UTF-8 with ``newline=""``), those of the
    whole record or of one report (its id or path). Returns how many. Raises UsageError for a kind or report that there
    is not."""
    names = columns(kind)
    chosen = report_meant(record, report) if report is not None else None
    stream.write("\ufeff")
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow(names)
    count = 0
    with record.snapshot():
        for row, behind in _rows(record, kind, chosen):
            cells: dict[str, object] = {"id": row.id, "version": row.version, **behind, **row.cells}
            writer.writerow([cell(cells.get(name)) for name in names])
            count += 1
    return count


def _rows(record: Record, kind: str, chosen: Report | None) -> Iterator[tuple[SheetRow, Mapping[str, object]]]:
    if kind == "actors":
        if chosen is not None:
            raise UsageError("actors are of the whole record: leave out --report")
        yield from _actors(record)
        return
    entries: Iterable[tuple[Report, Findings]]
    entries = record.entries() if chosen is None else [(chosen, record.findings(chosen.id))]
    for report, findings in entries:
        if kind == "lines":
            for line in lines_of(report):
                text = " ".join(report.text[slice(*line.span)][:_LONGEST].split())
                yield line_row(report.id, line, report.text), {"path": report.page.path, "text": text}
            continue
        with record.snapshot() as connection:
            some = decided.about(connection, report.page.sha256)
        on = by_target(some, {decision.seq: decision.placed for decision in some})
        items: tuple[Finding, ...] = getattr(findings, kind)
        for finding in items:
            yield finding_row(finding, on.get(finding.id, ())), _behind(report, finding, on.get(finding.id, ()))


def _actors(record: Record) -> Iterator[tuple[SheetRow, Mapping[str, object]]]:
    with record.snapshot() as connection:
        some = decided.about(connection, "")
        cast = decided.cast_of(connection)
    for actor in record.actors():
        on = on_actor(some, cast, actor.id) if some else []
        behind = {
            "aliases": "; ".join(actor.aliases),
            "actor_kind": actor.actor_kind,
            "country": actor.country,
            "decisions": _decisions(on),
        }
        yield actor_row(actor, cast, on), behind


def _behind(report: Report, finding: Finding, on: Iterable[Decision]) -> Mapping[str, object]:
    spans = spans_of(finding)
    start = spans[0][0] if spans else 0
    line_start = max(report.text.rfind(mark, 0, start) for mark in "\n\r") + 1
    line_end = report.text.find("\n", start)
    piece = (line_start, len(report.text) if line_end < 0 else line_end)
    sentence = next((s for s in split_sentences(report.text, piece) if s[0] <= start < s[1]), piece)
    return {
        "review": finding.review,
        "confidence": finding.confidence,
        "report": report.id,
        "path": report.page.path,
        "quote": " ".join(words_of(report.text, spans)[:_LONGEST].split()),
        "sentence": " ".join(report.text[slice(*sentence)][:_LONGEST].split()),
        "decisions": _decisions(on),
    }


def _decisions(on: Iterable[Decision]) -> str:
    return "; ".join(f"#{d.seq} {d.action} by {d.who}" for d in on)


# The way back


@dataclass(frozen=True, slots=True)
class Returned:
    """What somebody decided in a file, and the rows that cannot be taken: where, and why."""

    changes: tuple[Change, ...]
    refused: tuple[tuple[str, str], ...]


def read_rows(file: str | PathLike[str]) -> Returned:
    """The changes in a file that :func:`write_rows` made and a spreadsheet may have saved.

    The separator may be a comma, a semicolon or a tab, the encoding UTF-8 or UTF-16; columns may be missing or in
    another order. Rows in which nothing was decided or edited give nothing. Raises UsageError for a file that cannot be
    read or has no ``id`` and ``version``.
    """
    path = Path(file)
    text = _decoded(path)
    head, rows = _table(path, text)
    changes: list[Change] = []
    refused: list[tuple[str, str]] = []
    seen: dict[str, tuple[str, ...]] = {}
    for number, cells in rows:
        origin = f"{path.name}, line {number}"
        if not any(one.strip() for one in cells):
            continue
        try:
            if len(cells) > len(head) and any(one.strip() for one in cells[len(head) :]):
                raise UsageError("has more cells than the first line; cells with the separator in them need quotes")
            row = dict(zip(head, cells, strict=False))
            change = _change(row, origin)
            id = row.get("id", "").strip()
            if change is not None and seen.setdefault(id, tuple(cells)) != tuple(cells):
                raise UsageError(f"{id} stands here a second time, with something else decided")
        except UsageError as error:
            refused.append((origin, str(error)))
            continue
        if change is not None and change not in changes[-1:]:
            changes.append(change)
    return Returned(tuple(_lines_together(changes)), tuple(refused))


def _decoded(path: Path) -> str:
    try:
        if path.stat().st_size > _BIGGEST:
            raise UsageError(f"{path}: is larger than a file of rows can be")
        raw = path.read_bytes()
    except OSError as error:
        raise UsageError(f"{path}: cannot be read ({error.strerror or error})") from error
    encoding = "utf-16" if raw[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    try:
        return raw.decode(encoding)
    except UnicodeError as error:
        raise UsageError(f"{path}: is not UTF-8; save it as 'CSV UTF-8', else letters are lost") from error


def _table(path: Path, text: str) -> tuple[list[str], list[tuple[int, list[str]]]]:
    """The names of the columns, and the rows with the numbers of their first lines."""
    if text[:4].lower() == "sep=":
        text = text.partition("\n")[2]
    for separator in ",;\t":
        reader = csv.reader(io.StringIO(text.replace("\0", ""), newline=""), delimiter=separator)
        with suppress(StopIteration, csv.Error):
            head = [name.strip().lower() for name in next(reader)]
            if "id" in head and "version" in head:
                return head, list(_numbered(path, reader))
    raise UsageError(
        f"{path}: its first line has no columns id and version; take a file that correct RECORD export wrote"
    )


def _numbered(path: Path, reader: Iterator[list[str]]) -> Iterator[tuple[int, list[str]]]:
    at = 2
    try:
        for cells in reader:
            yield at, cells
            at = reader.line_num + 1  # type: ignore[attr-defined]
    except csv.Error as error:
        raise UsageError(f"{path}, line {at}: cannot be read as CSV ({error})") from error


def _change(row: Mapping[str, str], origin: str) -> Change | None:
    """What was decided in a row; null where nothing was."""
    id = row["id"].strip()
    kind = _KINDS.get(id[:2])
    if kind is None:
        raise UsageError(f"{id[:40]!r} is no id of a row")
    fields = {field.name: field for field in SHEETS[kind]}
    cells = {name: unguarded(row[name]) for name in fields if name in row}
    word = row.get("version", "").strip()
    changed = edited(word, tuple(fields.values()), cells)
    if changed is None:
        word, changed = "", list(cells)  # nobody can tell what was seen
    why = " ".join(unguarded(row.get("why", "")).split()) or None
    if kind == "actors":
        return _actor_change(id, {name: cells[name] for name in changed}, why, word, origin)
    for name in changed:
        refuse_damaged(fields[name], cells[name])
    if kind == "lines":
        report, _, number = id.partition(":")
        if not changed or not word:
            return None
        part = " ".join(cells["part"].split()).casefold().replace(" ", "-")
        if part not in ("body", "set-aside"):
            raise UsageError(f"part: {cells['part'][:40]!r} is neither body nor set-aside")
        return Change("body" if part == "body" else "set-aside", report, {"lines": number}, why, word, origin)
    verdict = _VERDICTS.get(" ".join(row.get("decision", "").split()).casefold())
    if verdict is None:
        raise UsageError(
            f"decision: {row['decision'][:40]!r} is neither accept nor reject; leave it empty to edit only"
        )
    if verdict == "reject" and changed and word:
        raise UsageError(f"is rejected and edited ({', '.join(changed)}) at once: do the one or the other")
    if changed and (word or not verdict):
        return Change("edit", id, {name: cells[name] for name in changed}, why, word, origin)
    if verdict:
        return Change("accept" if verdict == "accept" else "reject", id, {}, why, word, origin)
    if why:
        raise UsageError("has a reason, but nothing is decided or edited")
    return None


def _actor_change(id: str, changed: Mapping[str, str], why: str | None, word: str, origin: str) -> Change | None:
    into = " ".join(changed.get("into", "").split())
    if into:
        if "name" in changed and word:
            raise UsageError("is renamed and merged at once: do the one or the other")
        return Change("merge", id, {"into": into}, why, word, origin)
    if "name" in changed and changed["name"].strip():
        return Change("rename", id, {"name": changed["name"]}, why, word, origin)
    if "name" in changed and word:
        raise UsageError("name cannot be empty")
    if why and word:
        raise UsageError("has a reason, but nothing is decided or edited")
    return None


def _lines_together(changes: Iterable[Change]) -> Iterator[Change]:
    """The same changes, those of one report's lines that belong together as one."""
    going: list[Change] = []
    for change in changes:
        alike = going and (change.action, change.target, change.why) == (going[0].action, going[0].target, going[0].why)
        if alike and change.action in ("body", "set-aside"):
            going.append(change)
            continue
        yield from _joined(going)
        going = [change]
    yield from _joined(going)


def _joined(going: list[Change]) -> Iterator[Change]:
    if not going:
        return
    if going[0].action not in ("body", "set-aside"):
        yield going[0]
        return
    with suppress(ValueError):
        going = sorted(going, key=lambda change: int(change.values["lines"]))
    numbers = ",".join(change.values["lines"] for change in going)
    versions = " ".join(change.version or "" for change in going)
    yield replace(going[0], values={"lines": numbers}, version=versions)
