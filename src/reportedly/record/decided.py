"""Decisions of people in a record's tables, and reports as they follow from them."""

from __future__ import annotations

import zlib
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any

from sqlalchemy import Connection, bindparam, delete, insert, select

from reportedly.corrections import codec
from reportedly.corrections.applying import Applied, apply, standing
from reportedly.corrections.casting import Cast
from reportedly.corrections.codec import Reading
from reportedly.corrections.marks import mark_of
from reportedly.errors import RecordError
from reportedly.record.cells import Row, chunks
from reportedly.record.decision_tables import decisions, readings
from reportedly.record.loading import load_findings, pack
from reportedly.record.rows import role_from
from reportedly.record.schema import actor_aliases, actor_roles, report_actors
from reportedly.types import Actor, Decision, Findings, LineMark, Report

_FIELDS = tuple(field.name for field in fields(Decision))


@dataclass(frozen=True, slots=True)
class Seen:
    """A report's findings and actors as the record shows them; ``reading`` is what the program read, packed, where
    decisions made something else of it."""

    findings: Findings
    actors: tuple[Actor, ...]
    reading: bytes | None
    placed: Mapping[int, str | None]


def seen(connection: Connection, report: Report, findings: Findings, actors: Sequence[Actor]) -> Seen:
    """What the record is to show of a report in which ``findings`` and ``actors`` were read."""
    some = about(connection, report.page.sha256)
    if not some:
        return Seen(findings, tuple(actors), None, {})
    reading = Reading(findings, tuple(sorted(actors, key=lambda actor: actor.id)))
    applied = apply(report.text, reading, some)
    if applied.findings == findings and applied.actors == reading.actors:
        return Seen(findings, tuple(actors), None, applied.placed)
    return Seen(applied.findings, applied.actors, pack(codec.dumps(reading)), applied.placed)


def about(connection: Connection, page: str) -> list[Decision]:
    """The decisions on a page (its findings and lines) and those on actors, in order."""
    here = select(decisions).where(decisions.c.page == page)
    some = [decision_from(row) for row in connection.execute(here).mappings()]
    return sorted([*some, *_on_actors(connection)], key=lambda decision: decision.seq)


def _on_actors(connection: Connection) -> list[Decision]:
    """The decisions on actors, in order; read once as long as there is no other last one, since they are needed for
    every page of a build."""
    every = select(decisions).where(decisions.c.kind == "actor").order_by(decisions.c.seq)
    last = connection.execute(
        select(*(decisions.c[name] for name in _FIELDS if name not in ("placed", "spans")))
        .where(decisions.c.kind == "actor")
        .order_by(decisions.c.seq.desc())
        .limit(1)
    ).first()
    if last is None:
        return []
    kept: tuple[str, list[Decision]] | None = connection.info.get("decisions on actors")
    if kept is None or kept[0] != repr(last):
        kept = repr(last), [decision_from(row) for row in connection.execute(every).mappings()]
        connection.info["decisions on actors"] = kept
    return kept[1]


def marks(connection: Connection, page: str) -> tuple[LineMark, ...]:
    """What people decided on the lines of a page and did not take back, in order."""
    here = (decisions.c.page == page) & (decisions.c.kind == "lines")
    rows = connection.execute(select(decisions).where(here).order_by("seq")).mappings()
    return tuple(mark_of(decision) for decision in standing(map(decision_from, rows)))


def cast_of(connection: Connection) -> Cast:
    """The decisions on actors."""
    return Cast(standing(_on_actors(connection)))


def decision_from(row: Row) -> Decision:
    """The decision of a row."""
    values = {name: row[name] for name in _FIELDS}
    values["spans"] = tuple((start, end) for start, end in row["spans"] or ())
    return Decision(**{**values, "before": row["before"] or {}, "decided": row["decided"] or {}})


def write(connection: Connection, decision: Decision) -> None:
    """Add a decision."""
    connection.execute(insert(decisions), [{name: getattr(decision, name) for name in _FIELDS}])


def place(connection: Connection, placed: Mapping[int, str | None]) -> None:
    """Note what decisions are on now."""
    if placed:
        here = decisions.update().where(decisions.c.seq == bindparam("number")).values(placed=bindparam("now"))
        connection.execute(here, [{"number": seq, "now": id} for seq, id in sorted(placed.items())])


def keep(connection: Connection, report: str, reading: bytes | None) -> None:
    """Keep what the program read in a report, or nothing where no decision made something else of it."""
    connection.execute(delete(readings).where(readings.c.report == report))
    if reading is not None:
        connection.execute(insert(readings), [{"report": report, "zlib": reading}])


def load_reading(connection: Connection, report: str) -> Reading:
    """What the program itself read in a report of the record. Raises RecordError where that is damaged."""
    packed = packed_reading(connection, report)
    if packed is None:
        return Reading(load_findings(connection, [report])[report], load_actors(connection, report))
    try:
        return codec.loads(zlib.decompress(packed))
    except (zlib.error, ValueError, KeyError, TypeError) as error:
        raise RecordError(f"what was read in the report {report} is damaged ({error}); read its page again") from error


def packed_reading(connection: Connection, report: str) -> bytes | None:
    """The cell that holds it."""
    query = select(readings.c.zlib).where(readings.c.report == report)
    packed: bytes | None = connection.execute(query).scalar_one_or_none()
    return packed


def load_actors(connection: Connection, report: str) -> tuple[Actor, ...]:
    """What one report says of its actors, by id."""
    aliases: dict[str, list[str]] = {}
    for row in connection.execute(select(actor_aliases).where(actor_aliases.c.report == report)).mappings():
        aliases.setdefault(row["actor"], []).append(row["alias"])
    roles: dict[str, list[Any]] = {}
    query = select(actor_roles).where(actor_roles.c.report == report).order_by(actor_roles.c.position)
    for row in connection.execute(query).mappings():
        roles.setdefault(row["actor"], []).append(role_from(row))
    rows = connection.execute(
        select(report_actors).where(report_actors.c.report == report).order_by(report_actors.c.actor)
    ).mappings()
    return tuple(
        Actor(
            row["actor"],
            row["name"],
            tuple(sorted(aliases.get(row["actor"], ()))),
            row["actor_kind"],
            row["country"],
            tuple(roles.get(row["actor"], ())),
        )
        for row in rows
    )


def applied(connection: Connection, report: Report) -> Applied:
    """A report of the record with all decisions, and what its findings were before those on actors."""
    reading = load_reading(connection, report.id)
    return apply(report.text, reading, about(connection, report.page.sha256))


def naming(connection: Connection, actors: Collection[str]) -> list[str]:
    """The reports that name one of these actors, by id."""
    found: set[str] = set()
    for ids in chunks(sorted(actors)):
        query = select(report_actors.c.report).where(report_actors.c.actor.in_(ids)).distinct()
        found.update(connection.execute(query).scalars())
    return sorted(found)


def place_actors(connection: Connection, some: Iterable[Decision] | None = None) -> None:
    """Note of each decision on an actor whom it is on now, null where no report names that actor any more."""
    if some is None:
        rows = connection.execute(select(decisions).where(decisions.c.kind == "actor").order_by("seq")).mappings()
        some = [decision_from(row) for row in rows]
    some = list(some)
    if not some:
        return
    cast = Cast(standing(some))
    roots = {decision.target: cast.root(decision.target) for decision in some}
    there: set[str] = set()
    for ids in chunks(sorted(set(roots.values()))):
        query = select(report_actors.c.actor).where(report_actors.c.actor.in_(ids)).distinct()
        there.update(connection.execute(query).scalars())
    now = {d.seq: roots[d.target] if roots[d.target] in there else None for d in some}
    place(connection, {d.seq: now[d.seq] for d in some if d.placed != now[d.seq]})
