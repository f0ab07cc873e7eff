"""What a whole record says of an actor, worked out from what each of its reports says.

The answer depends on the reports only, not on the order in which they came: what most reports say wins; where as
many say one thing as another, the longer, then the first in code-point order.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Any

from sqlalchemy import Connection, bindparam, delete, func, insert, select

from reportedly.errors import RecordError
from reportedly.record.cells import Row, chunks
from reportedly.record.rows import role_from
from reportedly.record.schema import actor_aliases, actor_roles, actors, report_actors
from reportedly.types import Actor, Role


def welcome(connection: Connection, sayings: Iterable[Actor]) -> set[str]:
    """Make rows of ``actors`` for what new reports say, one saying a report and actor, and count them in.

    A report that says what the row says anyway (or does not say) changes nothing in it but the count, however
    many reports there are. Returns the ids of the actors of which something else is said, which :func:`settle`
    is to look at.
    """
    said: dict[str, list[Actor]] = defaultdict(list)
    for actor in sayings:
        said[actor.id].append(actor)
    rows: dict[str, tuple[str | None, str, str | None]] = {}
    for ids in chunks(sorted(said)):
        found = select(actors.c.id, actors.c.name, actors.c.actor_kind, actors.c.country).where(actors.c.id.in_(ids))
        rows.update({id: (name, kind, country) for id, name, kind, country in connection.execute(found)})
    new = [several[0] for id, several in said.items() if id not in rows]
    if new:
        names = [{"id": a.id, "name": a.name, "actor_kind": a.actor_kind, "country": a.country} for a in new]
        connection.execute(insert(actors), [{**row, "reports": 0} for row in names])
    rows.update({actor.id: (actor.name, actor.actor_kind, actor.country) for actor in new})
    if said:
        counted = actors.update().where(actors.c.id == bindparam("said"))
        counted = counted.values(reports=actors.c.reports + bindparam("n"))
        connection.execute(counted, [{"said": id, "n": len(several)} for id, several in said.items()])
    return {id for id, several in said.items() if not all(_agrees(actor, *rows[id]) for actor in several)}


def _agrees(actor: Actor, name: str | None, kind: str, country: str | None) -> bool:
    return actor.name in (None, name) and actor.actor_kind == kind and actor.country in (None, country)


def settle(connection: Connection, touched: Collection[str]) -> None:
    """Bring the rows of ``actors`` named in ``touched`` up to what the reports say of them now; drop those of
    which no report says anything any more."""
    for ids in chunks(sorted(touched)):
        by_actor = _said(connection, ids)
        gone = [{"gone": id} for id in ids if id not in by_actor]
        if gone:
            connection.execute(delete(actors).where(actors.c.id == bindparam("gone")), gone)
        if by_actor:
            connection.execute(
                actors.update().where(actors.c.id == bindparam("settled")),
                [{"settled": id, **_settled(rows)} for id, rows in by_actor.items()],
            )


def unsettled(connection: Connection) -> Iterator[str]:
    """The ids of actors whose rows are not what the reports say of them, by id."""
    last = ""
    while True:
        query = select(actors).where(actors.c.id > last).order_by(actors.c.id).limit(500)
        held = connection.execute(query).mappings().all()
        if not held:
            break
        by_actor = _said(connection, [row["id"] for row in held])
        for row in held:
            said = by_actor[row["id"]]
            if not said or repr({"id": row["id"], **_settled(said)}) != repr(dict(row)):
                yield row["id"]
        if held[-1]["id"] <= last:
            raise RecordError("the index of the table actors is damaged")
        last = held[-1]["id"]


def _said(connection: Connection, ids: Sequence[str]) -> dict[str, list[Row]]:
    """What reports say of some actors, each saying once, with the number of reports."""
    names = report_actors.c
    said = connection.execute(
        select(names.actor, names.name, names.actor_kind, names.country, func.count().label("reports"))
        .where(names.actor.in_(ids))
        .group_by(names.actor, names.name, names.actor_kind, names.country)
    ).mappings()
    by_actor: dict[str, list[Row]] = defaultdict(list)
    for row in said:
        by_actor[row["actor"]].append(row)
    return by_actor


def _settled(said: Sequence[Row]) -> dict[str, Any]:
    """The columns of an actor but for its id."""
    most = {name: _most(said, name) for name in ("name", "actor_kind", "country")}
    return {**most, "reports": sum(row["reports"] for row in said)}


def merged(connection: Connection, rows: Sequence[Row]) -> list[Actor]:
    """The actors of some rows of ``actors``, in their order, with their aliases and roles."""
    ids = [row["id"] for row in rows]
    aliases: dict[str, set[str]] = defaultdict(set)
    for table, column in ((actor_aliases, actor_aliases.c.alias), (report_actors, report_actors.c.name)):
        found = select(table.c.actor, column).where(table.c.actor.in_(ids), column.is_not(None)).distinct()
        for actor, alias in connection.execute(found):
            aliases[actor].add(alias)
    roles: dict[str, list[Role]] = defaultdict(list)
    for row in connection.execute(select(actor_roles).where(actor_roles.c.actor.in_(ids))).mappings():
        roles[row["actor"]].append(role_from(row))
    return [
        Actor(
            id=row["id"],
            name=row["name"],
            aliases=tuple(sorted(aliases[row["id"]] - {row["name"]})),
            actor_kind=row["actor_kind"],
            country=row["country"],
            roles=merged_roles(roles[row["id"]]),
        )
        for row in rows
    ]


def merged_roles(roles: Iterable[Role]) -> tuple[Role, ...]:
    """One role for each title and what it is of, from the first day it was reported to the last."""
    days: dict[tuple[str, str | None], tuple[list[str], list[str]]] = defaultdict(lambda: ([], []))
    for role in roles:
        firsts, lasts = days[role.title, role.of]
        firsts += [role.first] if role.first is not None else []
        lasts += [role.last] if role.last is not None else []
    found = [
        Role(title, of, min(firsts, default=None), max(lasts, default=None))
        for (title, of), (firsts, lasts) in days.items()
    ]
    return tuple(sorted(found, key=lambda role: (role.first or "", role.title, role.of or "", role.of is not None)))


def _most(rows: Sequence[Row], column: str) -> Any:
    """The value that most reports give; null only where all do."""
    votes: Counter[str] = Counter()
    for row in rows:
        if row[column] is not None:
            votes[row[column]] += row["reports"]
    return min(votes, key=lambda value: (-votes[value], -len(value), value), default=None)
