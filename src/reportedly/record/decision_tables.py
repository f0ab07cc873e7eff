"""The tables of what people decided: decisions on findings, actors and parts of reports, and what the program itself
had read where a decision changed it."""

from __future__ import annotations

from sqlalchemy import Column, Integer, LargeBinary, Table, Text

from reportedly.record.columns import Json, Words, metadata, owned_by

# Append-only but for ``placed``: a decision that is taken back is followed by one that says so. ``target`` is the id
# at the time of the decision, ``placed`` that of what it is about now (null where nothing is there any more: an
# orphan). ``page``, ``spans`` and ``quote`` are by what it is found again after another reading, ``reader`` is what had
# read it then; ``before`` and ``decided`` are values.
decisions = Table(
    "decisions",
    metadata,
    Column("seq", Integer, primary_key=True),
    Column("at", Text, nullable=False),
    Column("who", Words, nullable=False),
    Column("why", Words),
    Column("action", Text, nullable=False),
    Column("kind", Text, nullable=False, index=True),
    Column("target", Text, nullable=False, index=True),
    Column("placed", Text, index=True),
    Column("page", Text, index=True),
    Column("spans", Json),
    Column("quote", Words),
    Column("reader", Words),
    Column("before", Json),
    Column("decided", Json),
)

# What the program read in a report on which there are decisions: findings and actors before any of them.
readings = Table(
    "readings",
    metadata,
    Column("report", Text, owned_by("reports.id"), primary_key=True),
    Column("zlib", LargeBinary, nullable=False),
)

TABLES: tuple[Table, ...] = (decisions, readings)
