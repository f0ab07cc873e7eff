"""The kinds of column that a record's tables are made of: exact text, JSON, spans, dates, references."""

from __future__ import annotations

import json
import re
from typing import Any

from sqlalchemy import Boolean, Column, Float, ForeignKey, Index, Integer, MetaData, Table, Text
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator

metadata = MetaData()
"""All tables of a record."""

# Text that no database stores: NUL and lone surrogates (paths that are not UTF-8, broken character references).
# Each is kept as one private-use character, so that offsets hold in SQL too; a text that really has such a
# character gets a mark before it.
_MARK = "\U0010fffe"
_UNSTORABLE = re.compile("[\x00\ud800-\udfff\U0010f000-\U0010f800\U0010fffe]")
_STORED = re.compile("\U0010fffe[\U0010f000-\U0010f800\U0010fffe]|[\U0010f000-\U0010f800]")


def storable(text: str) -> str:
    """``text`` as it is stored: the same but for NUL and lone surrogates, which become private-use characters."""
    if text.isascii() and "\x00" not in text:
        return text
    return _UNSTORABLE.sub(_hide, text)


def restored(text: str) -> str:
    """The inverse of :func:`storable`."""
    return text if text.isascii() else _STORED.sub(_show, text)


def _hide(match: re.Match[str]) -> str:
    code = ord(match[0])
    if code == 0:
        return "\U0010f800"
    return chr(code - 0xD800 + 0x10F000) if code < 0xE000 else _MARK + match[0]


def _show(match: re.Match[str]) -> str:
    if match[0][0] == _MARK:
        return match[0][1]
    code = ord(match[0]) - 0x10F000
    return "\x00" if code == 0x800 else chr(code + 0xD800)


class Words(TypeDecorator[str]):
    """Any Python string, exactly (see :func:`storable`)."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        return None if value is None else storable(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> str | None:
        return None if value is None else restored(value)


class Json(TypeDecorator[Any]):
    """A small JSON value as readable text, keys sorted; null stays null."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> str | None:
        return None if value is None else storable(json.dumps(value, ensure_ascii=False, sort_keys=True))

    def process_result_value(self, value: str | None, dialect: Dialect) -> Any:
        return None if value is None else json.loads(restored(value))


def owned_by(column: str) -> ForeignKey:
    """A reference that goes when its target goes, checked at the end of the transaction (so that rows may be
    written in any order)."""
    return ForeignKey(column, ondelete="CASCADE", deferrable=True, initially="DEFERRED")


def refers_to(column: str) -> ForeignKey:
    """A reference whose target must be there at the end of the transaction."""
    return ForeignKey(column, deferrable=True, initially="DEFERRED")


def id_column() -> Column[str]:
    """The content-derived id."""
    return Column("id", Text, primary_key=True)


def report_column() -> Column[str]:
    """The report that a finding belongs to."""
    return Column("report", Text, owned_by("reports.id"), nullable=False, index=True)


def position_column() -> Column[int]:
    """The place in a list."""
    return Column("position", Integer, nullable=False)


def span_columns(nullable: bool = False) -> tuple[Column[int], Column[int]]:
    """A span of the report's text."""
    return Column("span_start", Integer, nullable=nullable), Column("span_end", Integer, nullable=nullable)


def date_columns(name: str) -> tuple[Column[Any], ...]:
    """A :class:`~reportedly.types.Date` in four columns."""
    return (
        Column(f"{name}_edtf", Words),
        Column(f"{name}_earliest", Text),
        Column(f"{name}_latest", Text),
        Column(f"{name}_relative", Json),
    )


def judgement_columns() -> tuple[Column[Any], ...]:
    """How sure the reader is, and what a person decided."""
    return Column("confidence", Float), Column("review", Words)


def filler_columns() -> tuple[Column[Any], ...]:
    """Who or what takes a part. ``names_actor`` is false for words that fill it without naming anybody ("jets")."""
    return (
        Column("names_actor", Boolean, nullable=False),
        Column("actor", Text, refers_to("actors.id")),
        Column("name", Words),
        Column("description", Words),
        Column("kind", Text),
        Column("text", Words, nullable=False),
        *span_columns(nullable=True),
    )


def index_where_set(table: Table, *columns: str) -> None:
    """Indexes on references that are mostly null; they leave the nulls out."""
    for name in columns:
        column = table.c[name]
        there = column.is_not(None)
        Index(f"ix_{table.name}_{name}", column, sqlite_where=there, postgresql_where=there)
