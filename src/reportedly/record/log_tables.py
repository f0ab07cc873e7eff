"""The tables that show whether a record is what was written: the log of what was done to it, and seals of its rows."""

from __future__ import annotations

from sqlalchemy import Column, Integer, PrimaryKeyConstraint, Table, Text

from reportedly.record.columns import Json, Words, metadata

# One row for each thing done (:mod:`reportedly.record.audit`). ``state`` is the digest over all seals when the row was
# written; ``hash`` is over the row, in which ``previous`` is the hash of the row before it.
log = Table(
    "log",
    metadata,
    Column("seq", Integer, primary_key=True),
    Column("at", Text, nullable=False),
    Column("who", Words),
    Column("action", Text, nullable=False),
    Column("details", Json, nullable=False),
    Column("state", Text, nullable=False),
    Column("previous", Text, nullable=False),
    Column("hash", Text, nullable=False),
)

# ``kind`` says which rows a seal is of (a page, a report, all cases, ...), ``key`` which one
# (:mod:`reportedly.record.seals`).
seals = Table(
    "seals",
    metadata,
    Column("kind", Text, nullable=False),
    Column("key", Words, nullable=False),
    Column("digest", Text, nullable=False),
    PrimaryKeyConstraint("kind", "key"),
    sqlite_with_rowid=False,
)

TABLES: tuple[Table, ...] = (log, seals)
