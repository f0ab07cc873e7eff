"""The log of a record: what was done to it, by whom and when, in a chain in which no entry can be changed alone.

Entries are only ever added, in the transaction of what they tell of. Each holds the state of the record after it
(:func:`reportedly.record.seals.state`) and a hash over itself and the hash before. So the last hash, the *head*,
stands for all that the record is and was: whoever has it written down elsewhere can tell any other past from this one.
"""

from __future__ import annotations

import getpass
import hashlib
import json
import os
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Literal

from sqlalchemy import Connection

from reportedly.errors import RecordError
from reportedly.record import seals
from reportedly.record.columns import Json, Words, restored
from reportedly.versions import package_version

Action = Literal["make", "migrate", "build", "built", "stopped", "correct", "export", "change"]
"""What was done. A build has an entry when it begins and one when it ends (``built``) or is broken off (``stopped``);
one without either was killed. ``change`` is what a program wrote through :class:`Record` outside a build."""

_UNLOGGED = "unlogged"  # the key in ``meta`` of the build that has written since the last entry
_CELLS = "seq, at, who, action, details, state, previous, hash"


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of the log. ``problem`` says why it cannot be trusted, in one line; null where the chain holds."""

    seq: int
    at: str
    who: str | None
    action: str
    details: Any
    state: str
    previous: str
    hash: str
    problem: str | None = None


def now() -> str:
    """The time that an entry gets: UTC, to the second."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def who_is_it(who: str | None = None) -> str | None:
    """By whom something is done: ``who``, else the environment's ``REPORTEDLY_WHO``, else the login name. Empty is
    nobody, which the log notes as null."""
    if who is None:
        who = os.environ.get("REPORTEDLY_WHO")
    if who is None:
        with suppress(KeyError, OSError, ImportError):
            who = getpass.getuser()
    return (who or "").strip() or None


def append(raw: sqlite3.Connection, action: str, details: Mapping[str, object], who: str | None) -> int:
    """Add an entry to the log, in the transaction that is open. Returns its number."""
    last = raw.execute("SELECT seq, hash FROM log ORDER BY seq DESC LIMIT 1").fetchone()
    seq, previous = (last[0] + 1, last[1]) if last else (1, "")
    words = None if who is None else Words().process_bind_param(who, None)  # type: ignore[arg-type]
    told = Json().process_bind_param(dict(details), None)  # type: ignore[arg-type]
    cells = (seq, now(), words, action, told, seals.state(raw), previous)
    raw.execute(f"INSERT INTO log ({_CELLS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?)", (*cells, _hash(*cells)))
    return seq


def _hash(*cells: object) -> str:
    return hashlib.sha256(seals.line("log", *cells)).hexdigest()


def entries(raw: sqlite3.Connection) -> Iterator[Entry]:
    """The log from its beginning, each entry checked against the one before it."""
    seq, previous = 0, ""
    for cells in raw.execute(f"SELECT {_CELLS} FROM log ORDER BY seq"):
        problem = None
        if cells[0] != seq + 1:
            problem = f"does not follow: entry {seq + 1} before it is missing"
        elif cells[6] != previous:
            problem = "does not follow from the entry before it"
        elif _hash(*cells[:7]) != cells[7]:
            problem = "is not what was written"
        try:
            details = json.loads(restored(cells[4]))
            who = None if cells[2] is None else restored(cells[2])
        except (ValueError, TypeError, AttributeError):
            details, who, problem = {}, None, problem or "cannot be read"
        seq, at, _, action, _, state, previous, hash = cells
        yield Entry(seq, at, who, action, details, state, previous, hash, problem)
        previous = hash


def unlogged(raw: sqlite3.Connection) -> str | None:
    """The number of the build that has written to the record since the last entry: it is under way or was killed.
    Null where the last entry tells of all that the record holds."""
    row = raw.execute("SELECT value FROM meta WHERE key = ?", (_UNLOGGED,)).fetchone()
    return None if row is None else str(row[0])


class Keeper:
    """Seals what the transactions of one record write and keeps the log of them."""

    def __init__(self, who: str | None) -> None:
        self._who = who
        self._watching = False
        self._waiting: list[tuple[str, Mapping[str, object], str | None]] = []
        self.build: int | None = None  # the entry of the build that is under way
        self.last = 0  # the entry that was written last

    def begin(self, raw: sqlite3.Connection) -> None:
        """To be called before a transaction that writes."""
        if not self._watching:
            seals.watch(raw)
            self._watching = True
        self._waiting.clear()

    def note(self, action: str, details: Mapping[str, object], who: str | None) -> None:
        """Let an entry wait for the end of the transaction, where the state is known that it notes."""
        self._waiting.append((action, details, who_is_it(self._who if who is None else who)))

    def end(self, raw: sqlite3.Connection) -> None:
        """To be called as the last thing in a transaction.

        What is written without an entry of its own gets one, unless it is part of a build; then the record notes
        that its log lags behind until the build ends.
        """
        written = seals.touched(raw)
        if written and not self._waiting and self.build is not None:
            raw.execute("INSERT OR IGNORE INTO meta (key, value) VALUES (?, ?)", (_UNLOGGED, str(self.build)))
        elif written or self._waiting:
            raw.execute("DELETE FROM meta WHERE key = ?", (_UNLOGGED,))
        if seals.settle(raw) and not self._waiting and self.build is None:
            self.note("change", {}, None)
        for action, details, who in self._waiting:
            self.last = append(raw, action, details, who)
        self._waiting.clear()


class Logged:
    """The part of a :class:`~reportedly.record.store.Record` that keeps its log."""

    _keeper: Keeper

    if TYPE_CHECKING:

        def batch(self) -> AbstractContextManager[object]: ...
        def snapshot(self) -> AbstractContextManager[Connection]: ...

    def write_log(self, action: Action, details: Mapping[str, object], who: str | None = None) -> None:
        """Add an entry to the log, at the end of the batch that is open, else at once. ``details`` must be what JSON
        can say; ``who`` is by whom (default: see :func:`who_is_it`, where empty is nobody)."""
        with self.batch():
            self._keeper.note(action, details, who)

    @contextmanager
    def building(self, details: Mapping[str, object]) -> Iterator[dict[str, object]]:
        """A build: what is written inside belongs to it. The log says when it began, with ``details``, and when it
        ended, with what was put into the dict that this gives; or that it was stopped, and by what."""
        keeper = self._keeper
        with self.batch():
            keeper.note("build", {"package": package_version(), **details}, None)
        keeper.build = begun = keeper.last
        done: dict[str, object] = {}
        try:
            yield done
        except BaseException as error:
            keeper.build = None
            why = " ".join(str(error).split())[:200] or type(error).__name__
            with suppress(RecordError):  # the first error is the one to be told
                self.write_log("stopped", {"build": begun, "why": why})
            raise
        keeper.build = None
        self.write_log("built", {"build": begun, **done})

    def log(self) -> Iterator[Entry]:
        """The log from its beginning, each entry with what is wrong with it."""
        with self.snapshot() as connection:
            yield from entries(seals.raw_of(connection))
