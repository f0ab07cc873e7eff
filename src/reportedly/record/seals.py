"""Seals: for rows that belong together one SHA-256 over every cell as it is stored, so that any change shows.

The rows of a group (:data:`GROUPS`) are taken table by table in order of the tables' names, within a table in order
of its key; each is one line: a JSON array of the table's name and its cells in the order of the columns, without
spaces, all but ASCII escaped, a blob as the SHA-256 of its bytes. The seal is over these lines, a newline after each.
A group without rows has no seal. Nothing in a seal hangs on the order in which pages came: the same pages give the
same seals, and the same :func:`state`, however often the build was stopped.

Triggers of the writing connection note what is to be sealed again at the end of a transaction, so that nothing can
be written past them.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import Connection, Table

from reportedly.record import case_tables, decision_tables, log_tables, schema
from reportedly.record.columns import metadata

UNSEALED = (schema.actors, *log_tables.TABLES)
"""Tables without seals: actors follow from what reports say of them, the log is a chain of its own, and the seals
are covered by the :func:`state` that the log notes."""
_WHOLE = {schema.meta: "meta", **dict.fromkeys(case_tables.TABLES, "cases")}
_BY_KEY = {
    schema.pages: ("page", "sha256"),
    schema.reports: ("report", "id"),
    schema.skipped_pages: ("skipped", "path"),
    decision_tables.decisions: ("decision", "seq"),
}
_MEANINGLESS = {(schema.actor_refs, "id")}  # a number that tells only in which order reports came
_SCHEMA = """SELECT type, name, tbl_name, sql FROM sqlite_master
    WHERE name NOT LIKE 'sqlite_stat%' ORDER BY type, name"""


@dataclass(frozen=True, slots=True)
class _Part:
    """The rows of one table in a group: ``query`` selects those of a key; ``key`` is SQL for the key of a row in a
    trigger, where the row stands for ``{row}``."""

    table: str
    query: str
    key: str


def _parts() -> dict[str, tuple[_Part, ...]]:
    groups: dict[str, list[_Part]] = {}
    for name in sorted(metadata.tables):
        table = metadata.tables[name]
        if table not in UNSEALED:
            kind, part = _part(table)
            groups.setdefault(kind, []).append(part)
    return {kind: tuple(parts) for kind, parts in groups.items()}


def _part(table: Table) -> tuple[str, _Part]:
    cells = [column.name for column in table.columns if (table, column.name) not in _MEANINGLESS]
    order = [column.name for column in table.primary_key if (table, column.name) not in _MEANINGLESS] or cells
    chosen = f"SELECT {_names(table, cells)} FROM {table.name}"
    ordered = f" ORDER BY {_names(table, order)}"
    if table in _WHOLE:
        return _WHOLE[table], _Part(table.name, chosen + ordered, "''")
    if table in _BY_KEY:
        kind, column = _BY_KEY[table]
        key = f"CAST({{row}}.{column} AS TEXT)"
        return kind, _Part(table.name, f"{chosen} WHERE {table.name}.{column} = ?{ordered}", key)
    owners = {fk.column.table: fk.parent.name for fk in table.foreign_keys if fk.ondelete == "CASCADE"}
    for owner in (schema.reports, schema.pages):
        if owner in owners:
            column = owners[owner]
            where = f" WHERE {table.name}.{column} = ?"
            return _BY_KEY[owner][0], _Part(table.name, chosen + where + ordered, f"{{row}}.{column}")
    (owner,) = owners  # a part of a finding: whose report is a column of the finding's table
    column = owners[owner]
    joined = f" JOIN {owner.name} ON {owner.name}.id = {table.name}.{column} WHERE {owner.name}.report = ?"
    key = f"(SELECT report FROM {owner.name} WHERE id = {{row}}.{column})"
    return "report", _Part(table.name, chosen + joined + ordered, key)


def _names(table: Table, columns: list[str]) -> str:
    return ", ".join(f'{table.name}."{column}"' for column in columns)


GROUPS = _parts()
"""The kinds of seals with the tables of which rows belong to them. ``schema`` is one kind more."""
KEYS = {
    "schema": "SELECT ''",
    "meta": "SELECT ''",
    "page": "SELECT sha256 FROM pages",
    "report": "SELECT id FROM reports",
    "skipped": "SELECT path FROM skipped_pages",
    "decision": "SELECT CAST(seq AS TEXT) FROM decisions",
    "cases": "SELECT '' WHERE EXISTS (SELECT * FROM cases) OR EXISTS (SELECT * FROM series)",
}
"""Of each kind the query for the keys of all groups in the record."""


def _blob(value: object) -> dict[str, str]:
    assert isinstance(value, bytes)
    return {"sha256": hashlib.sha256(value).hexdigest()}


_encode = json.JSONEncoder(separators=(",", ":"), default=_blob, check_circular=False).encode


def line(*cells: object) -> bytes:
    """Some cells as one line of what a digest is over."""
    return _encode(cells).encode() + b"\n"


def raw_of(connection: Connection) -> sqlite3.Connection:
    """The driver's connection: cells as they are stored, and many small queries at little cost."""
    raw = connection.connection.driver_connection
    assert isinstance(raw, sqlite3.Connection)
    return raw


def digest(raw: sqlite3.Connection, kind: str, key: str) -> str | None:
    """The digest over the rows of a group as they are now; null where there are none."""
    whole = hashlib.sha256()
    rows = 0
    if kind == "schema":
        for row in raw.execute(_SCHEMA):
            whole.update(line("sqlite_master", *row))
            rows += 1
    for part in GROUPS.get(kind, ()):
        for row in raw.execute(part.query, (key,) if "?" in part.query else ()):
            whole.update(line(part.table, *row))
            rows += 1
    return whole.hexdigest() if rows else None


def state(raw: sqlite3.Connection) -> str:
    """The digest over all seals: what the whole record holds, in 64 hexadecimal digits."""
    whole = hashlib.sha256()
    for row in raw.execute("SELECT kind, key, digest FROM seals ORDER BY kind, key"):
        whole.update(line("seals", *row))
    return whole.hexdigest()


# Writing


def watch(raw: sqlite3.Connection) -> None:
    """Let this connection note from now on, in a table that only it has, which groups are written to."""
    raw.execute("CREATE TEMP TABLE touched (kind TEXT, key TEXT, PRIMARY KEY (kind, key)) WITHOUT ROWID")
    for kind, parts in GROUPS.items():
        for part in parts:
            for act, rows in (("INSERT", ("NEW",)), ("UPDATE", ("OLD", "NEW")), ("DELETE", ("OLD",))):
                keys = (part.key.format(row=row) for row in rows)
                noted = "".join(f" INSERT OR IGNORE INTO touched SELECT '{kind}', {key};" for key in keys)
                name = f"touched_{part.table}_{act.lower()}"
                raw.execute(f"CREATE TEMP TRIGGER {name} AFTER {act} ON main.{part.table} BEGIN{noted} END")


def touched(raw: sqlite3.Connection) -> bool:
    """Whether anything that has seals was written to since the last :func:`settle`."""
    return raw.execute("SELECT 1 FROM temp.touched LIMIT 1").fetchone() is not None


def settle(raw: sqlite3.Connection) -> bool:
    """Seal again what was written to. Returns whether any seal is another one than before."""
    changed = False
    for kind, key in raw.execute("SELECT kind, key FROM temp.touched").fetchall():
        changed |= seal(raw, kind, key)
    raw.execute("DELETE FROM temp.touched")
    return changed


def seal(raw: sqlite3.Connection, kind: str, key: str) -> bool:
    """Make the seal of a group that of its rows as they are now. Returns whether it was another one."""
    now = digest(raw, kind, key)
    found = raw.execute("SELECT digest FROM seals WHERE kind = ? AND key = ?", (kind, key)).fetchone()
    if found == (None if now is None else (now,)):
        return False
    raw.execute("DELETE FROM seals WHERE kind = ? AND key = ?", (kind, key))
    if now is not None:
        raw.execute("INSERT INTO seals (kind, key, digest) VALUES (?, ?, ?)", (kind, key, now))
    return True


def seal_all(raw: sqlite3.Connection) -> None:
    """Seal everything as it is now: for a record from before there were seals."""
    for kind, query in KEYS.items():
        for (key,) in raw.execute(query).fetchall():
            seal(raw, kind, key)


# Checking


def broken(raw: sqlite3.Connection, kind: str, key: str) -> tuple[str | None, str | None] | None:
    """Null where the rows of a group are those that were sealed; else the seal and the digest of the rows as they are
    now, each null where there is none."""
    now = digest(raw, kind, key)
    row = raw.execute("SELECT digest FROM seals WHERE kind = ? AND key = ?", (kind, key)).fetchone()
    sealed = None if row is None else row[0]
    return None if sealed == now else (sealed, now)


def astray(raw: sqlite3.Connection) -> Iterator[tuple[str, str]]:
    """Kind and key of each seal of what is not there, or of what cannot be sealed."""
    known = ", ".join(f"'{kind}'" for kind in KEYS)
    yield from raw.execute(f"SELECT kind, key FROM seals WHERE kind NOT IN ({known}) ORDER BY kind, key").fetchall()
    for kind, query in KEYS.items():
        lost = f"SELECT kind, key FROM seals WHERE kind = '{kind}' AND key NOT IN ({query}) ORDER BY key"
        yield from raw.execute(lost).fetchall()
