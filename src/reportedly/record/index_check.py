"""SQLite's own check of the search index, made on a copy of the index so that nothing is written to the record.

FTS5 checks an index when ``integrity-check`` is inserted into it (https://www.sqlite.org/fts5.html), which would
need a write lock on a record that may be read-only, or evidence.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path
from tempfile import TemporaryDirectory

from reportedly.record.opening import address
from reportedly.record.search import TABLES

# FTS5 does not notice where the row is missing that leads to a leaf of the index, of which no word is found then. The
# number of a leaf holds those of its segment and page; beyond where its third and fourth byte point stand its terms
# (https://sqlite.org/src/file/ext/fts5/fts5_index.c).
_UNFOUND = """SELECT COUNT(*) FROM (
    SELECT id >> 37, id & 0x7fffffff FROM {table}_data
    WHERE id >= 1 << 37 AND (id >> 36) & 1 = 0 AND length(block) > end_of_leaf(block)
    EXCEPT SELECT segid, pgno >> 1 FROM {table}_idx)"""
_PARTS = ("config", "content", "data", "docsize", "idx")  # the tables in which FTS5 keeps an index


def _attach(made: sqlite3.Connection, path: Path) -> None:
    """Open the record beside another database, to be read from."""
    for immutable in (False, True):  # the latter where SQLite may make no files beside the record
        try:
            made.execute("ATTACH ? AS record", (address(path, read_only=True, immutable=immutable),))
            made.execute("SELECT 1 FROM record.search_rows LIMIT 1")
            return
        except sqlite3.OperationalError:
            if immutable:
                raise
            with suppress(sqlite3.Error):
                made.execute("DETACH record")


def index_damages(path: Path) -> Iterator[str]:
    """What is wrong inside the search index of the record at ``path``. The copy goes to the folder for temporary
    files. Raises :class:`sqlite3.Error` where it cannot even be made."""
    with TemporaryDirectory(prefix="reportedly-") as folder:
        copy = Path(folder) / "index.db"
        with closing(sqlite3.connect(copy, isolation_level=None, uri=True)) as made:
            made.execute("PRAGMA journal_mode = OFF")
            made.execute("PRAGMA synchronous = OFF")
            _attach(made, path)
            made.execute("BEGIN")
            for name, statement in TABLES.items():
                made.execute(statement)
                for part in (f"{name}_{part}" for part in _PARTS):
                    made.execute(f"DELETE FROM main.{part}")
                    made.execute(f"INSERT INTO main.{part} SELECT * FROM record.{part}")
            made.execute("COMMIT")
        # FTS5 keeps in mind what it has read: another connection reads all of it anew.
        with closing(sqlite3.connect(copy, isolation_level=None)) as check:
            check.create_function("end_of_leaf", 1, lambda block: int.from_bytes(block[2:4], "big"))
            for name in TABLES:
                try:
                    check.execute(f"INSERT INTO {name} ({name}) VALUES ('integrity-check')")
                    (lost,) = check.execute(_UNFOUND.format(table=name)).fetchone()
                    if lost:
                        yield f"{name}: nothing leads to {lost} of its parts"
                except sqlite3.Error as error:
                    yield f"{name}: {error}"
