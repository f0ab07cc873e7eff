"""What a record brings together: actors as all reports tell of them, cases and series."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from itertools import islice
from typing import TYPE_CHECKING

from sqlalchemy import Connection, func, select

from reportedly.errors import RecordError
from reportedly.record import case_rows, merging
from reportedly.record.cells import Row, chunks
from reportedly.record.loading import load_findings, load_reports
from reportedly.record.schema import actors as actors_table
from reportedly.record.schema import reports
from reportedly.types import Actor, Case, Collation, Findings, RegisterName, Report, Series

AT_ONCE = 50  # reports that are read at a time
_HELD = 20_000  # actors in memory


class Collated:
    """The part of a :class:`~reportedly.record.store.Record` of which cases are made, and which holds them."""

    _changed: bool  # whether findings changed in this transaction

    if TYPE_CHECKING:

        def snapshot(self) -> AbstractContextManager[Connection]: ...
        def _change(self) -> AbstractContextManager[Connection]: ...
        def _flush(self) -> None: ...

    def entries_by_day(self) -> Iterator[tuple[Report, Findings]]:
        """Every report with what it says, by day, path and id, undated ones last, as cases are made of them."""
        day = func.coalesce(reports.c.published_earliest, reports.c.published_latest, "9999-12-31")
        with self.snapshot() as connection:
            ordered = select(reports.c.id).order_by(day, reports.c.path, reports.c.id)
            ids = connection.execute(ordered).scalars().all()
        for start in range(0, len(ids), AT_ONCE):
            some = ids[start : start + AT_ONCE]
            with self.snapshot() as connection:
                rows = connection.execute(select(reports).where(reports.c.id.in_(some))).mappings().all()
            yield from self._entries(sorted(rows, key=lambda row: some.index(row["id"])))

    def _entries(self, rows: Sequence[Row]) -> Iterator[tuple[Report, Findings]]:
        with self.snapshot() as connection:
            found = load_reports(connection, rows)
            findings = load_findings(connection, [report.id for report in found])
        yield from ((report, findings[report.id]) for report in found)

    # Actors

    def actors(self) -> Iterator[Actor]:
        """Every actor that a finding names, by id, with what all reports say of it."""
        for some in self._some_actors():
            yield from some

    def _some_actors(self) -> Iterator[list[Actor]]:
        last = ""
        while True:
            with self.snapshot() as connection:
                query = select(actors_table).where(actors_table.c.id > last).order_by(actors_table.c.id)
                rows = connection.execute(query.limit(AT_ONCE * 10)).mappings().all()
                found = merging.merged(connection, rows)
            if not found:
                return
            yield found
            last = found[-1].id

    def actor(self, id: str) -> Actor:
        """The actor with this id. Raises RecordError when there is none."""
        found = self.actors_of([id])
        if not found:
            raise RecordError(f"no actor {id} is in this record")
        return found[0]

    def actors_of(self, ids: Sequence[str]) -> list[Actor]:
        """The actors with these ids, by id; those that are not there are left out."""
        found: list[Actor] = []
        with self.snapshot() as connection:
            for some in chunks(sorted(ids)):
                query = select(actors_table).where(actors_table.c.id.in_(some)).order_by(actors_table.c.id)
                found += merging.merged(connection, connection.execute(query).mappings().all())
        return found

    def actors_by_id(self) -> ActorsById:
        """The actors by id, of which only some are in memory."""
        return ActorsById(self._some_actors, self.actors_of)

    # Cases

    def replace_cases(self, collation: Collation) -> None:
        """Put cases and series in the place of those that are there, all at once; they are up to date then.

        Raises RecordError when they name a report, an actor or a figure that is not in the record.
        """
        with self._change() as connection:
            self._flush()
            case_rows.write(connection, collation)
            self._changed = False

    @property
    def cases_due(self) -> bool:
        """Whether findings have changed since cases and series were made of them. Where the change replaced a report
        there are none until they are made again, else the old ones stand."""
        with self.snapshot() as connection:
            return self._changed or case_rows.is_due(connection)

    def cases(self, register: RegisterName | None = None) -> Iterator[Case]:
        """Every case, by register and id, or those of one register. Only some are in memory at a time."""
        last: Case | None = None
        while True:
            with self.snapshot() as connection:
                found = case_rows.next_cases(connection, last, register, AT_ONCE * 10)
            if not found:
                return
            yield from found
            last = found[-1]

    def series(self) -> Iterator[Series]:
        """Every series, by id. Only some are in memory at a time."""
        last: Series | None = None
        while True:
            with self.snapshot() as connection:
                found = case_rows.next_series(connection, last, AT_ONCE * 10)
            if not found:
                return
            yield from found
            last = found[-1]

    def beginning(self, start: str) -> list[Case | Series]:
        """The cases and series whose ids begin so."""
        with self.snapshot() as connection:
            return case_rows.beginning(connection, start)


class ActorsById(Mapping[str, Actor]):
    """The actors of a record by id, in order of their ids; only those used last are in memory."""

    def __init__(self, all: Callable[[], Iterator[list[Actor]]], some: Callable[[Sequence[str]], list[Actor]]) -> None:
        self._all, self._some = all, some
        self._held: dict[str, Actor | None] = {}  # null for what the record does not have

    def bring(self, ids: Iterable[str]) -> None:
        """Read the actors that are looked up next, all at once."""
        wanted = {id: self._held.pop(id, None) for id in sorted(ids)}
        wanted.update((actor.id, actor) for actor in self._some([id for id, actor in wanted.items() if actor is None]))
        self._keep(wanted)

    def _keep(self, found: Mapping[str, Actor | None]) -> None:
        self._held.update(found)
        for id in [*islice(self._held, max(len(self._held) - max(_HELD, len(found)), 0))]:
            del self._held[id]

    def __getitem__(self, id: str) -> Actor:
        if id not in self._held:
            self.bring([id])
        actor = self._held[id]
        if actor is None:
            raise KeyError(id)
        return actor

    def __iter__(self) -> Iterator[str]:
        for some in self._all():
            self._keep({actor.id: actor for actor in some})
            yield from (actor.id for actor in some)

    def __len__(self) -> int:
        return sum(len(some) for some in self._all())
