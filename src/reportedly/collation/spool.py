"""What the making of cases sets aside: claims, figures and keys, in a temporary database that holds any number of them.

SQLite keeps such a database in memory while it is small and in the system's folder for temporary files (``TMPDIR``)
beyond, so that what a process takes does not grow with the record.
"""

from __future__ import annotations

import pickle
import sqlite3
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from itertools import groupby
from operator import itemgetter
from types import TracebackType
from typing import Any, Self

from reportedly.collation.claims import Claim
from reportedly.collation.series import Counted, Incident, series_of
from reportedly.errors import ReportedlyError
from reportedly.types import Joined, RegisterName

_CACHE = 64  # MB
_TABLES = """
    CREATE TABLE stands (day TEXT, path TEXT, report TEXT, late INTEGER, at INTEGER, finding TEXT, findings TEXT,
                         stated INTEGER, claim BLOB);
    CREATE TABLE cases (number INTEGER PRIMARY KEY, register TEXT, id TEXT UNIQUE);
    CREATE TABLE members (number INTEGER, claim BLOB);
    CREATE TABLE joins (number INTEGER, finding TEXT, joined_to TEXT, how TEXT);
    CREATE TABLE touches (key TEXT, touch INTEGER, number INTEGER, PRIMARY KEY (key, touch)) WITHOUT ROWID;
    CREATE TABLE incidents (figure TEXT PRIMARY KEY, incident BLOB) WITHOUT ROWID;
    CREATE TABLE waiting (place INTEGER PRIMARY KEY, counted BLOB);
    CREATE TABLE counted (series TEXT, place INTEGER, counted BLOB);
    CREATE INDEX members_by_case ON members (number);
    CREATE INDEX joins_by_case ON joins (number);
"""


class Spool:
    """A context manager that takes its database away when it closes. Methods raise ReportedlyError where there is no
    room for temporary files."""

    def __init__(self) -> None:
        with _told():
            self._db = sqlite3.connect("", isolation_level=None)
            self._db.executescript(
                f"PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -{_CACHE * 1000}; {_TABLES}"
            )
            self._db.execute("BEGIN")
        self._touches = 0
        self._counted = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._db.close()

    def _do(self, sql: str, *values: object) -> sqlite3.Cursor:
        with _told():
            return self._db.execute(sql, values)

    def _rows(self, sql: str, *values: object) -> Iterator[Any]:
        with _told():
            yield from self._db.execute(sql, values)

    # Claims that wait for others

    def add_stand(self, claim: Claim, *, stated: bool) -> None:
        """Set a stand aside until all are known; ``stated`` is false for those that follow from cases."""
        ids = " ".join(claim.findings)
        self._do("INSERT INTO stands VALUES (?,?,?,?,?,?,?,?,?)", *claim.order, ids, stated, _packed(claim))

    def stands(self) -> Iterator[Claim]:
        """All stands in order; what follows from cases comes before what is stated at the same place."""
        order = "day, path, report, late, at, finding, findings, stated, rowid"
        for (claim,) in self._rows(f"SELECT claim FROM stands ORDER BY {order}"):
            yield _unpacked(claim)

    # Cases

    def begin(self, register: RegisterName, id: str) -> int | None:
        """The number of a new case, in the order in which they begin; null where the id is taken."""
        done = self._do("INSERT OR IGNORE INTO cases (register, id) VALUES (?, ?)", register, id)
        return done.lastrowid if done.rowcount else None

    def add_member(self, number: int, claim: Claim) -> None:
        """Put a claim into a case."""
        self._do("INSERT INTO members VALUES (?, ?)", number, _packed(claim))

    def add_join(self, number: int, joined: Joined) -> None:
        """Note what joined a finding to a case."""
        self._do("INSERT INTO joins VALUES (?, ?, ?, ?)", number, joined.finding, joined.to, joined.how)

    def ends(self, number: int, latest: int) -> list[Claim]:
        """The first claim of a case and the latest ones, in their order."""
        sql = "SELECT rowid, claim FROM members WHERE number = ? ORDER BY rowid"
        rows = [*self._rows(f"{sql} DESC LIMIT ?", number, latest)][::-1]
        first = [*self._rows(f"{sql} LIMIT 1", number)]
        return [_unpacked(claim) for _, claim in (rows if rows[:1] == first else [*first, *rows])]

    def touch(self, key: str, number: int) -> None:
        """Note that a claim with a key went into a case."""
        self._touches += 1
        self._do("INSERT INTO touches VALUES (?, ?, ?)", key, self._touches, number)

    def touched(self, key: str, latest: int) -> list[int]:
        """The cases that claims with a key went into, as far as its latest touches tell, the latest first."""
        rows = self._rows("SELECT number FROM touches WHERE key = ? ORDER BY touch DESC LIMIT ?", key, latest)
        return [number for (number,) in rows]

    def cases_begun(self, registers: Collection[str]) -> Iterator[list[Claim]]:
        """The claims of each case of some registers, in the order in which the cases began."""
        some = ", ".join("?" * len(registers))
        for (number,) in self._rows(f"SELECT number FROM cases WHERE register IN ({some}) ORDER BY number", *registers):
            yield self._members(number)

    def cases_by_id(self) -> Iterator[tuple[str, list[Claim], list[Joined]]]:
        """The id, claims and joins of each case, by register and id."""
        joins = "SELECT finding, joined_to, how FROM joins WHERE number = ? ORDER BY rowid"
        for number, id in self._rows("SELECT number, id FROM cases ORDER BY register, id"):
            yield id, self._members(number), [Joined(*row) for row in self._rows(joins, number)]

    def _members(self, number: int) -> list[Claim]:
        rows = self._rows("SELECT claim FROM members WHERE number = ? ORDER BY rowid", number)
        return [_unpacked(claim) for (claim,) in rows]

    # Figures

    def count(self, counted: Counted) -> None:
        """Set a figure aside; figures come in their order."""
        self._counted += 1
        if counted.key.scope == "incident":  # whose cases are not known yet
            self._do("INSERT INTO waiting VALUES (?, ?)", self._counted, _packed(counted))
        else:
            self._group(self._counted, counted, None)

    def _group(self, place: int, counted: Counted, incident: Incident | None) -> None:
        series, counted = series_of(counted, incident)
        self._do("INSERT INTO counted VALUES (?, ?, ?)", series, place, _packed(counted))

    def add_incident(self, figure: str, incident: Incident) -> None:
        """Note of which case on the ground a figure is."""
        self._do("INSERT OR REPLACE INTO incidents VALUES (?, ?)", figure, _packed(incident))

    def by_series(self) -> Iterator[tuple[str, list[Counted]]]:
        """The id of each series with its figures in their order, by id. All incidents are known by now."""
        for place, packed in self._rows("SELECT place, counted FROM waiting ORDER BY place"):
            counted: Counted = _unpacked(packed)
            found = [*self._rows("SELECT incident FROM incidents WHERE figure = ?", counted.figure.id)]
            self._group(place, counted, _unpacked(found[0][0]) if found else None)
        rows = self._rows("SELECT series, counted FROM counted ORDER BY series, place")
        for series, members in groupby(rows, itemgetter(0)):
            yield series, [_unpacked(packed) for _, packed in members]


def _packed(value: object) -> bytes:
    return pickle.dumps(value, pickle.HIGHEST_PROTOCOL)


def _unpacked(packed: bytes) -> Any:
    return pickle.loads(packed)


@contextmanager
def _told() -> Iterator[None]:
    try:
        yield
    except sqlite3.Error as error:
        raise ReportedlyError(
            f"cases cannot be made: {error} (they take room in the folder for temporary files, TMPDIR)"
        ) from error
