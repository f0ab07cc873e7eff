"""SQLite's own check of the search index, made on a copy of the index so that nothing is written to the record.

FTS5 checks an index when ``integrity-check`` is inserted into it (https://www.sqlite.org/fts5.html), which would
need a write lock on a record that may be read-only, or evidence.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

from reportedly.record.opening import address
from reportedly.record.search import TABLES

# FTS5 does not notice where a row that leads to a word is missing: every word is asked for as a search does.
_UNFOUND = """SELECT COUNT(*) FROM {words} AS every
    WHERE (SELECT doc FROM {words} AS one WHERE one.term = every.term) IS NOT every.doc"""
_PARTS = ("config", "content", "data", "docsize", "idx")  # the tables in which FTS5 keeps an index


def index_damages(path: Path) -> Iterator[str]:
    """What is wrong inside the search index of the record at ``path``. The copy goes to the folder for temporary
    files. Raises :class:`sqlite3.Error` where it cannot even be made."""
    with TemporaryDirectory(prefix="reportedly-") as folder:
        copy = Path(folder) / "index.db"
        with closing(sqlite3.connect(copy, isolation_level=None, uri=True)) as made:
            made.execute("PRAGMA journal_mode = OFF")
            made.execute("PRAGMA synchronous = OFF")
            try:
                made.execute("ATTACH ? AS record", (address(path, read_only=True),))
                made.execute("SELECT 1 FROM record.search_rows LIMIT 1")
            except sqlite3.OperationalError:  # a folder that cannot be written to
                made.execute("DETACH record")
                made.execute("ATTACH ? AS record", (address(path, read_only=True, immutable=True),))
            made.execute("BEGIN")
            for name, statement in TABLES.items():
                made.execute(statement)
                for part in (f"{name}_{part}" for part in _PARTS):
                    made.execute(f"DELETE FROM main.{part}")
                    made.execute(f"INSERT INTO main.{part} SELECT * FROM record.{part}")
            made.execute("COMMIT")
        # FTS5 keeps in mind what it has read: another connection reads all of it anew.
        with closing(sqlite3.connect(copy, isolation_level=None)) as check:
            for name in TABLES:
                try:
                    check.execute(f"INSERT INTO {name} ({name}) VALUES ('integrity-check')")
                    check.execute(f"CREATE VIRTUAL TABLE temp.{name}_words USING fts5vocab('main', '{name}', 'row')")
                    (lost,) = check.execute(_UNFOUND.format(words=f"{name}_words")).fetchone()
                    if lost:
                        yield f"{name}: a search does not find {lost} words"
                except sqlite3.Error as error:
                    yield f"{name}: {error}"
