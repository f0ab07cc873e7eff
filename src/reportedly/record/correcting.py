"""What a record does with people's decisions: keep them, and show every report as they make it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING

from sqlalchemy import Connection, func, select

from reportedly.corrections.applying import Applied, standing
from reportedly.corrections.fields import FIELDS
from reportedly.record import case_rows, decided
from reportedly.record.agreement import require_agreement
from reportedly.record.decision_tables import decisions
from reportedly.record.loading import load_reports
from reportedly.record.rows import actors_named
from reportedly.record.schema import reports
from reportedly.record.writing import Pending, is_same, remove_report
from reportedly.types import Actor, Decision, Findings, LineMark, Page, Report

_MANY = 500  # decisions that are read at a time


class Decisions:
    """The part of :class:`~reportedly.record.store.Record` that has to do with decisions."""

    _touched: set[str]
    _changed: bool

    if TYPE_CHECKING:

        def snapshot(self) -> AbstractContextManager[Connection]: ...
        def _change(self) -> AbstractContextManager[Connection]: ...
        def _glance(self, sha256: str) -> AbstractContextManager[Connection]: ...
        def _flush(self) -> None: ...
        def page(self, sha256: str) -> Page: ...

    def decisions(self) -> Iterator[Decision]:
        """Every decision that people made, in order, those that were taken back and those that take back among
        them."""
        last = 0
        while True:
            with self.snapshot() as connection:
                query = select(decisions).where(decisions.c.seq > last).order_by(decisions.c.seq).limit(_MANY)
                found = [decided.decision_from(row) for row in connection.execute(query).mappings()]
            if not found:
                return
            yield from found
            last = found[-1].seq

    def orphans(self) -> list[Decision]:
        """The decisions that stand and have nothing any more that they are on."""
        lost = decisions.c.placed.is_(None) & (decisions.c.action != "withdraw")
        with self.snapshot() as connection:
            if connection.execute(select(decisions.c.seq).where(lost).limit(1)).first() is None:
                return []
        return [decision for decision in standing(self.decisions()) if decision.placed is None]

    def marks(self, sha256: str) -> tuple[LineMark, ...]:
        """What people decided on the lines of the page with this hash, and hold to; it is to be read with them."""
        with self._glance(sha256) as connection:
            return decided.marks(connection, sha256)

    def applied(self, report: Report) -> Applied:
        """A report with all decisions on it, and what it says before those on actors."""
        with self.snapshot() as connection:
            return decided.applied(connection, report)

    def next_decision(self) -> int:
        """The number that the next decision gets."""
        with self.snapshot() as connection:
            return (connection.execute(select(func.max(decisions.c.seq))).scalar_one() or 0) + 1

    def decide(self, some: Sequence[Decision]) -> None:
        """Keep decisions, in order, and make every report anew that they change. After one on lines its page is to be
        read anew, and added, in the same batch."""
        with self._change() as connection:
            self._flush()
            before = decided.cast_of(connection)
            for decision in some:
                decided.write(connection, decision)
            after = decided.cast_of(connection)
            actors: set[str] = set()
            pages: set[str] = set()
            for decision in some:
                if decision.kind == "actor":
                    for id in (decision.target, decision.decided.get("into", decision.target)):
                        actors |= before.members(id) | after.members(id)
                elif decision.kind in FIELDS and decision.page is not None:
                    pages.add(decision.page)
            there = set(decided.naming(connection, actors))
            for page in sorted(pages):
                there.update(connection.execute(select(reports.c.id).where(reports.c.page == page)).scalars())
            self._make_anew(connection, sorted(there))

    def read_again(self, report: Report, findings: Findings, actors: Sequence[Actor]) -> None:
        """Put what was read anew in a report in the place of what the record has of it; its page stays as it is."""
        require_agreement(self.page(report.page.sha256), report, findings, actors)
        named = actors_named(findings)
        with self._change() as connection:
            self._flush()
            where = select(reports.c.path).where(reports.c.page == report.page.sha256)
            path = connection.execute(where).scalar_one()
            seen = decided.seen(connection, report, findings, [actor for actor in actors if actor.id in named])
            decided.place(connection, seen.placed)
            self._changed |= self._put_seen(connection, report, path, seen)

    def _make_anew(self, connection: Connection, ids: Iterable[str]) -> None:
        """Show reports of the record as the decisions make them."""
        for id in ids:
            row = connection.execute(select(reports).where(reports.c.id == id)).mappings().one()
            report = load_reports(connection, [row])[0]
            reading = decided.load_reading(connection, id)
            seen = decided.seen(connection, report, reading.findings, reading.actors)
            decided.place(connection, seen.placed)
            self._changed = True
            self._put_seen(connection, report, row["path"], seen)

    def _put_seen(self, connection: Connection, report: Report, path: str, seen: decided.Seen) -> bool:
        """Put a report with what the record is to show of it in the place of what is there. Returns whether that was
        something else."""
        old = connection.execute(select(reports.c.id).where(reports.c.page == report.page.sha256)).scalars().all()
        if list(old) == [report.id] and is_same(connection, report, seen.findings, seen.actors):
            if decided.packed_reading(connection, report.id) == seen.reading:
                return False
            decided.keep(connection, report.id, seen.reading)
            return True
        for id in old:
            case_rows.drop(connection)  # they would name findings and actors that are not there any more
            self._touched |= remove_report(connection, id)
        again = Pending()
        again.put_report(report, path, seen)
        self._touched |= again.write(connection)
        return True
