"""Reading values out of a record's tables, many reports at a time."""

from __future__ import annotations

import zlib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Select, Table, select

from reportedly.errors import RecordError
from reportedly.record import schema
from reportedly.record.cells import Row
from reportedly.record.rows import findings_from, report_from
from reportedly.record.schema import page_bytes, page_paths, pages
from reportedly.types import Findings, Page, PageRef, Report

_REPORT_PARTS = (
    schema.report_spans,
    schema.report_bylines,
    schema.report_credits,
    schema.report_evidence,
    schema.report_notes,
)
_FINDINGS = (schema.statements, schema.figures, schema.events, schema.mentions, schema.times, schema.actor_refs)
_FINDING_PARTS = (
    (schema.statement_spans, schema.statements, "statement"),
    (schema.figure_destinations, schema.figures, "figure"),
    (schema.event_contexts, schema.events, "event"),
    (schema.event_figures, schema.events, "event"),
)


def load_page_refs(connection: Connection, hashes: Iterable[str]) -> dict[str, PageRef]:
    """The pages of some hashes, each with all its places."""
    rows = connection.execute(
        select(page_paths, pages.c.media_type)
        .join(pages, pages.c.sha256 == page_paths.c.sha256)
        .where(page_paths.c.sha256.in_(sorted(set(hashes))))
        .order_by(page_paths.c.sha256, page_paths.c.path)
    ).mappings()
    places: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        places[row["sha256"]].append(row)
    return {sha256: _page_ref(sha256, found) for sha256, found in places.items()}


def _page_ref(sha256: str, places: Sequence[Row]) -> PageRef:
    """The first place that says so tells the address; likewise for when and by whom the page was captured."""
    captured = next((p for p in places if p["captured_at"] or p["captured_by"]), places[0])
    paths = tuple(place["path"] for place in places)
    return PageRef(
        path=paths[0],
        paths=paths,
        url=next((place["url"] for place in places if place["url"] is not None), None),
        sha256=sha256,
        media_type=places[0]["media_type"],
        captured_at=captured["captured_at"],
        captured_by=captured["captured_by"],
        capture_id=captured["capture_id"],
    )


def load_page(connection: Connection, sha256: str) -> Page:
    """The page of a hash with its bytes. Raises RecordError where there is none or its bytes are damaged."""
    ref = load_page_refs(connection, [sha256]).get(sha256)
    row = connection.execute(
        select(pages, page_bytes.c.zlib)
        .join(page_bytes, page_bytes.c.sha256 == pages.c.sha256, isouter=True)
        .where(pages.c.sha256 == sha256)
    ).mappings()
    found = row.one_or_none()
    if ref is None or found is None:
        raise RecordError(f"no page with the hash {sha256} is in this record")
    return Page(
        path=ref.path,
        raw=unpack(found["zlib"], found["size"]),
        sha256=sha256,
        media_type=ref.media_type,
        url=ref.url,
        captured_at=ref.captured_at,
        captured_by=ref.captured_by,
        capture_id=ref.capture_id,
        declared=found["declared_encoding"],
        given=found["given"],
    )


def pack(raw: bytes) -> bytes:
    """``raw`` compressed; the zlib format has no room for a time, so the same bytes give the same bytes."""
    return zlib.compress(raw, 6)


def unpack(packed: bytes | None, size: int) -> bytes:
    """The ``size`` bytes that were compressed. Raises RecordError when they are not what is there."""
    if packed is None:
        raise RecordError("the page's bytes are not in the record")
    reader = zlib.decompressobj()
    try:
        raw = reader.decompress(packed, size + 1)
    except zlib.error as error:
        raise RecordError(f"the page's bytes are damaged ({error})") from error
    if len(raw) != size or not (reader.eof or (size == 0 and not raw)):
        raise RecordError(f"the page's bytes are damaged (not {size} of them)")
    return raw


def load_reports(connection: Connection, rows: Sequence[Row]) -> list[Report]:
    """The reports of some rows of ``reports``, in their order."""
    ids = [row["id"] for row in rows]
    refs = load_page_refs(connection, (row["page"] for row in rows))
    parts: dict[str, dict[Table, list[Row]]] = defaultdict(lambda: defaultdict(list))
    for table in _REPORT_PARTS:
        _collect(parts, table, connection, select(table).where(table.c.report.in_(ids)).order_by(table.c.position))
    return [report_from(row, _known_ref(refs, row), parts[row["id"]]) for row in rows]


def _known_ref(refs: Mapping[str, PageRef], row: Row) -> PageRef:
    if row["page"] not in refs:
        raise RecordError(f"the report {row['id']} has no page in this record; verify tells more")
    return refs[row["page"]]


def load_findings(connection: Connection, ids: Sequence[str]) -> dict[str, Findings]:
    """What the reports of some ids say."""
    parts: dict[str, dict[Table, list[Row]]] = defaultdict(lambda: defaultdict(list))
    for table in _FINDINGS:
        _collect(parts, table, connection, select(table).where(table.c.report.in_(ids)).order_by(table.c.position))
    for table, owner, key in _FINDING_PARTS:
        query = select(table, owner.c.report).join(owner, owner.c.id == table.c[key])
        _collect(parts, table, connection, query.where(owner.c.report.in_(ids)).order_by(table.c.position))
    return {id: findings_from(parts[id]) for id in ids}


def _collect(
    parts: Mapping[str, Mapping[Table, list[Row]]], table: Table, connection: Connection, query: Select[Any]
) -> None:
    for row in connection.execute(query).mappings():
        parts[row["report"]][table].append(row)
