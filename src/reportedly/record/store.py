"""A record: pages with their bytes, the reports made of them, what these say, and who is named.

One file, one connection, one process that writes at a time; others may read meanwhile. Every change is a
transaction: a build that is cut off leaves what it had finished.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from importlib import import_module
from os import PathLike
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from sqlalchemy import Connection, delete, func, insert, select, tuple_, update

from reportedly.errors import RecordError
from reportedly.record import case_rows, decided, merging, opening
from reportedly.record.agreement import require_agreement
from reportedly.record.audit import Keeper, Logged
from reportedly.record.cells import Row
from reportedly.record.collated import AT_ONCE, Collated
from reportedly.record.columns import metadata
from reportedly.record.correcting import Decisions
from reportedly.record.known import Known
from reportedly.record.loading import load_findings, load_page, load_page_refs, load_reports
from reportedly.record.lookup import Found, found_among
from reportedly.record.rows import actors_named
from reportedly.record.schema import pages, reports, skipped_pages
from reportedly.record.seals import raw_of
from reportedly.record.writing import (
    Pending,
    add_place,
    forget_skips,
    page_facts,
    place_row,
    settle_path,
)
from reportedly.types import Actor, Findings, Page, Report, Skipped

if TYPE_CHECKING:
    import pyarrow

_COUNTED = "pages page_paths reports statements figures events mentions times actors cases series skipped_pages"


def open_record(
    path: str | PathLike[str],
    create: bool = False,
    *,
    read_only: bool = False,
    wait: float = 5.0,
    who: str | None = None,
) -> Record:
    """Open the record at ``path``; with ``create``, make it where nothing is there.

    ``wait`` is how many seconds to wait while another process writes, ``who`` by whom the record's log says that
    things are done (default: see :func:`~reportedly.record.audit.who_is_it`, where empty is nobody). Raises
    RecordError when the file is missing, is no record, belongs to another version, is locked, or cannot be made.
    """
    where = Path(path)
    return Record(where, opening.connect(where, create=create, read_only=read_only, wait=wait, who=who), who)


class Record(Decisions, Logged, Collated):
    """An open record; a context manager that closes it. Made by :func:`open_record`.

    Methods raise RecordError when the file is locked, read-only, damaged or full.
    """

    def __init__(self, path: Path, connection: Connection, who: str | None = None) -> None:
        self.path = path
        self._keeper = Keeper(who)
        self._connection = connection
        self._batch = False
        self._pending = Pending()
        self._touched: set[str] = set()  # actors to be settled before the transaction ends
        self._changed = False  # whether findings changed in this transaction, of which cases are made

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the file. What was added in a finished batch is in it."""
        self._connection.close()

    # Transactions

    @contextmanager
    def batch(self) -> Iterator[Self]:
        """All that is added inside is one transaction, undone when an exception leaves it. Batches of some hundred
        reports are much faster than one report at a time. A batch within a batch belongs to the outer one."""
        if self._batch:
            yield self
            return
        if self._connection.in_transaction():
            raise RecordError(f"{self.path}: nothing can be added while a snapshot of this record is being read")
        with opening.told(self.path):
            self._keeper.begin(raw_of(self._connection))
            self._connection.execution_options(writes=True)
            self._batch = True
            try:
                with self._connection.begin():
                    yield self
                    self._flush()
                    merging.settle(self._connection, self._touched)
                    if self._changed:
                        case_rows.set_due(self._connection, True)
                        decided.place_actors(self._connection)
                    self._keeper.end(raw_of(self._connection))
            finally:
                self._batch = self._changed = False
                self._touched.clear()
                self._pending.clear()
                opening.undo(self._connection)
                self._connection.execution_options(writes=False)

    @contextmanager
    def snapshot(self) -> Iterator[Connection]:
        """The record as it is at this moment, whatever another process adds meanwhile."""
        if self._batch:
            self._flush()
        if self._connection.in_transaction():
            yield self._connection
            return
        with opening.told(self.path):
            reading = self._connection.begin()
            try:
                yield self._connection
            finally:
                reading.rollback()

    @contextmanager
    def _change(self) -> Iterator[Connection]:
        """One change, in the batch or in one of its own."""
        with self.batch(), opening.told(self.path):
            yield self._connection

    @contextmanager
    def _glance(self, sha256: str) -> Iterator[Connection]:
        """A snapshot that makes nothing be written early, unless it is about the page that is asked for."""
        if self._batch and sha256 not in self._pending.pages:
            yield self._connection
            return
        with self.snapshot() as connection:
            yield connection

    # Writing

    def add(self, page: Page, report: Report, findings: Findings, actors: Sequence[Actor] = ()) -> bool:
        """Put a page, its report and what it says into the record. Returns whether anything changed.

        A page that is there already gets the new report and findings in place of the old, all of them; the same
        again changes nothing. ``actors`` are those that the findings name; others among them are left out. What people
        decided on the page and its actors holds for the new findings too. Raises RecordError when the parts
        contradict each other (a finding of another report, an actor not given).
        """
        require_agreement(page, report, findings, actors)
        named = actors_named(findings)
        kept = [actor for actor in actors if actor.id in named]
        with self._change() as connection:
            if page.sha256 in self._pending.pages:
                self._flush()
            seen = decided.seen(connection, report, findings, kept)
            decided.place(connection, seen.placed)
            stored = connection.execute(select(pages).where(pages.c.sha256 == page.sha256)).mappings().one_or_none()
            if stored is None:
                self._changed = True
                self._pending.put(page, report, seen)
                if self._pending.full:
                    self._flush()
                return True
            with connection.begin_nested():
                changed = self._add_again(connection, stored, page, report, seen)
                self._changed |= changed
                return changed

    def _add_again(self, connection: Connection, stored: Row, page: Page, report: Report, seen: decided.Seen) -> bool:
        facts = page_facts(page)
        changed = any(stored[name] != value for name, value in facts.items())
        if changed:
            connection.execute(update(pages).where(pages.c.sha256 == page.sha256).values(**facts))
        paths = {page.path, *report.page.paths}
        for path in sorted(paths):
            changed |= add_place(connection, place_row(page, path))
        forget_skips(connection, paths, {page.sha256})
        path = settle_path(connection, page.sha256)
        return self._put_seen(connection, report, path, seen) or changed

    def add_path(
        self,
        sha256: str,
        path: str,
        *,
        url: str | None = None,
        captured_at: str | None = None,
        captured_by: str | None = None,
        capture_id: str | None = None,
    ) -> bool:
        """Note another place where the bytes of a page in the record were found. Returns whether it is new."""
        captured = {"captured_at": captured_at, "captured_by": captured_by, "capture_id": capture_id}
        row = {"sha256": sha256, "path": path, "url": url, **captured}
        with self._change() as connection:
            if sha256 in self._pending.pages:
                self._flush()
            if connection.execute(select(pages.c.sha256).where(pages.c.sha256 == sha256)).first() is None:
                raise RecordError(f"{path}: no page with the hash {sha256} is in this record")
            with connection.begin_nested():
                forget_skips(connection, {path}, set())
                changed = add_place(connection, row)
                if changed:
                    settle_path(connection, sha256)
                    self._changed = True
        return changed

    def skip(self, path: str, reason: str, *, sha256: str | None = None, build: str | None = None) -> None:
        """Note that the page at ``path`` gave no report, and why. ``build`` names the version that says so; with
        ``sha256`` the same bytes are :meth:`known` and need not be tried again."""
        row = {"path": path, "reason": reason, "sha256": sha256, "build": build}
        with self._change() as connection:
            self._flush()
            connection.execute(delete(skipped_pages).where(skipped_pages.c.path == path))
            connection.execute(insert(skipped_pages), [row])

    def _flush(self) -> None:
        """Write what waits."""
        self._touched |= self._pending.write(self._connection)

    # Reading

    def known(self, sha256: str) -> Known | None:
        """What the record has of the page with this hash; null when it has never seen it."""
        with self._glance(sha256) as connection:
            row = connection.execute(
                select(pages, reports.c.id, reports.c.reader)
                .join(reports, reports.c.page == pages.c.sha256)
                .where(pages.c.sha256 == sha256)
            ).mappings()
            found = row.first()
            if found is not None:
                paths = load_page_refs(connection, [sha256])[sha256].paths
                return Known(found["id"], found["reader"], found["given"], found["declared_encoding"], paths)
            skips = select(skipped_pages).where(skipped_pages.c.sha256 == sha256).order_by(skipped_pages.c.path)
            skipped = connection.execute(skips).mappings().all()
        if not skipped:
            return None
        paths = tuple(row["path"] for row in skipped)
        return Known(None, skipped[0]["build"], paths=paths, reason=skipped[0]["reason"])

    def page(self, sha256: str) -> Page:
        """The page with this hash and its bytes. Raises RecordError when there is none."""
        with self.snapshot() as connection:
            return load_page(connection, sha256)

    def entries(self) -> Iterator[tuple[Report, Findings]]:
        """Every report with what it says, by path. Only some reports are in memory at a time."""
        for rows in self._chunks():
            yield from self._entries(rows)

    def reports(self) -> Iterator[Report]:
        """Every report, by path. Only some are in memory at a time."""
        for rows in self._chunks():
            with self.snapshot() as connection:
                found = load_reports(connection, rows)
            yield from found

    def report(self, id: str) -> Report:
        """The report with this id. Raises RecordError when there is none."""
        with self.snapshot() as connection:
            row = connection.execute(select(reports).where(reports.c.id == id)).mappings().one_or_none()
            if row is None:
                raise RecordError(f"no report {id} is in this record")
            return load_reports(connection, [row])[0]

    def path_of(self, report: str) -> str | None:
        """The path that a report stands under; null when there is none."""
        with self.snapshot() as connection:
            return connection.execute(select(reports.c.path).where(reports.c.id == report)).scalar_one_or_none()

    def findings(self, report: str) -> Findings:
        """What the report with this id says; nothing when there is none."""
        with self.snapshot() as connection:
            return load_findings(connection, [report])[report]

    def found(self, ids: Iterable[str]) -> dict[str, Found]:
        """The findings with these ids, each with what is needed to say where it stands; what is not there is left
        out."""
        with self.snapshot() as connection:
            return found_among(connection, ids)

    def skipped(self) -> Iterator[Skipped]:
        """The pages that gave no report, by path, and why."""
        with self.snapshot() as connection:
            rows = connection.execute(select(skipped_pages).order_by(skipped_pages.c.path)).mappings().all()
        yield from (Skipped(row["path"], row["reason"]) for row in rows)

    def counts(self) -> dict[str, int]:
        """How many pages, places of pages, reports, findings of each kind, actors, cases, series and skipped pages
        there are."""
        with self.snapshot() as connection:
            counted = {name: select(func.count()).select_from(metadata.tables[name]) for name in _COUNTED.split()}
            return {name: connection.execute(query).scalar_one() for name, query in counted.items()}

    def frame(self, kind: str) -> pyarrow.Table:
        """A table of the record (``figures``, ``transfers``, ...) in memory, with typed columns:
        :func:`reportedly.exports.frames.frame`. Raises UsageError where pyarrow is missing."""
        # By name: nothing in the record hangs on exports, and pyarrow is an extra.
        return import_module("reportedly.exports.frames").frame(self, kind)

    def _chunks(self) -> Iterator[Sequence[Row]]:
        """Rows of ``reports`` by path and id, some at a time."""
        place = tuple_(reports.c.path, reports.c.id)
        query = select(reports).order_by(reports.c.path, reports.c.id).limit(AT_ONCE)
        after: tuple[str, str] | None = None
        while True:
            with self.snapshot() as connection:
                rows = connection.execute(query if after is None else query.where(place > after)).mappings().all()
            if not rows:
                return
            yield rows
            after = (rows[-1]["path"], rows[-1]["id"])
