"""Putting pages and what they say into a record's tables, many at a time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from sqlalchemy import Connection, Table, delete, func, insert, select, update

from reportedly.record import merging, schema, search
from reportedly.record.cells import Row, chunks
from reportedly.record.columns import storable
from reportedly.record.decided import Seen
from reportedly.record.decision_tables import readings
from reportedly.record.loading import load_findings, load_reports, pack
from reportedly.record.rows import Rows, actor_rows, findings_rows, report_rows
from reportedly.record.schema import page_bytes, page_paths, pages, report_actors, reports, skipped_pages
from reportedly.types import Actor, Findings, Page, Report

_REPORTS = 100  # that wait to be written together: a statement a table for all of them
_BYTES = 1 << 26  # of pages that wait, at most
_ACTOR_TABLES = (report_actors, schema.actor_aliases, schema.actor_roles)


class Pending:
    """New pages that wait to be written together, within one transaction."""

    def __init__(self) -> None:
        self.clear()

    def clear(self) -> None:
        """Forget what waits."""
        self.pages: set[str] = set()
        self._rows: Rows = defaultdict(list)
        self._sayings: list[Actor] = []
        self._words: list[tuple[Report, Findings]] = []
        self._places: set[str] = set()
        self._bytes = 0

    @property
    def full(self) -> bool:
        """Whether it is time to write."""
        return len(self.pages) >= _REPORTS or self._bytes >= _BYTES

    def put(self, page: Page, report: Report, seen: Seen) -> None:
        """Let a page wait that is not in the record."""
        paths = sorted({page.path, *report.page.paths}, key=storable)
        self.pages.add(page.sha256)
        self._places.update(paths)
        self._bytes += len(page.raw) + 4 * len(report.text)
        self._rows[pages].append({"sha256": page.sha256, "size": len(page.raw), **page_facts(page)})
        self._rows[page_bytes].append({"sha256": page.sha256, "zlib": pack(page.raw)})
        self._rows[page_paths] += [place_row(page, path) for path in paths]
        self.put_report(report, paths[0], seen)

    def put_report(self, report: Report, path: str, seen: Seen) -> None:
        """Let a report wait whose page is in the record or waits too; ``path`` is the first of its page's."""
        findings, actors = seen.findings, seen.actors
        if seen.reading is not None:
            self._rows[readings].append({"report": report.id, "zlib": seen.reading})
        for rows in (report_rows(report, path), findings_rows(report.id, findings), actor_rows(report.id, actors)):
            for table, values in rows.items():
                self._rows[table] += values
        self._sayings += actors
        self._words.append((report, findings))

    def write(self, connection: Connection) -> set[str]:
        """Write all that waits. Returns the ids of the actors whose rows are to be settled."""
        unsettled: set[str] = set()
        if self._words:
            unsettled = merging.welcome(connection, self._sayings)
            for table, values in self._rows.items():
                if values:
                    connection.execute(insert(table), values)
            search.index(connection, self._words)
            forget_skips(connection, self._places, self.pages)
        self.clear()
        return unsettled


def page_facts(page: Page) -> dict[str, object]:
    """What a row of ``pages`` says that another reading of the same bytes may change."""
    return {"media_type": page.media_type, "declared_encoding": page.declared, "given": dict(page.given)}


def place_row(page: Page, path: str) -> dict[str, str | None]:
    """The row of one place of a page."""
    captured = {"captured_at": page.captured_at, "captured_by": page.captured_by, "capture_id": page.capture_id}
    return {"sha256": page.sha256, "path": path, "url": page.url, **captured}


def add_place(connection: Connection, row: dict[str, str | None]) -> bool:
    """Write a row of ``page_paths`` unless it is there already."""
    here = (page_paths.c.sha256 == row["sha256"]) & (page_paths.c.path == row["path"])
    old = connection.execute(select(page_paths).where(here)).mappings().one_or_none()
    if old is not None and dict(old) == row:
        return False
    if old is None:
        connection.execute(insert(page_paths), [row])
    else:
        connection.execute(update(page_paths).where(here).values(**row))
    return True


def settle_path(connection: Connection, sha256: str) -> str:
    """Put a page's reports under the first of its paths, and return it."""
    query = select(func.min(page_paths.c.path)).where(page_paths.c.sha256 == sha256)
    first: str = connection.execute(query).scalar_one()
    moved = (reports.c.page == sha256) & (reports.c.path != first)
    connection.execute(update(reports).where(moved).values(path=first))
    return first


def forget_skips(connection: Connection, paths: set[str], hashes: set[str]) -> None:
    """Pages that gave a report are no longer skipped ones."""
    for chunk in chunks(sorted(paths)):
        connection.execute(delete(skipped_pages).where(skipped_pages.c.path.in_(chunk)))
    for chunk in chunks(sorted(hashes)):
        connection.execute(delete(skipped_pages).where(skipped_pages.c.sha256.in_(chunk)))


def remove_report(connection: Connection, report: str) -> set[str]:
    """Take out a report with all that hangs on it; its page stays. Returns the actors it named."""
    named = connection.execute(select(report_actors.c.actor).where(report_actors.c.report == report)).scalars()
    touched = set(named)
    search.forget(connection, report)
    connection.execute(delete(reports).where(reports.c.id == report))
    return touched


def is_same(connection: Connection, report: Report, findings: Findings, actors: Sequence[Actor]) -> bool:
    """Whether the record holds just this of the report, which is in it; its page aside."""
    row = connection.execute(select(reports).where(reports.c.id == report.id)).mappings().one()
    stored = load_reports(connection, [row])[0]
    if report_rows(stored, "") != report_rows(report, ""):
        return False
    if load_findings(connection, [report.id])[report.id] != findings:
        return False
    said = actor_rows(report.id, actors)
    return all(_sorted(said[table]) == _sorted(_rows_of(connection, table, report.id)) for table in _ACTOR_TABLES)


def _rows_of(connection: Connection, table: Table, report: str) -> Sequence[Row]:
    return connection.execute(select(table).where(table.c.report == report)).mappings().all()


def _sorted(rows: Sequence[Row] | Sequence[dict[str, object]]) -> list[list[tuple[str, str]]]:
    return sorted(sorted((name, repr(value)) for name, value in row.items()) for row in rows)
