"""Who takes which part in findings and cases, and the actors that a name or the beginning of an id means."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields

from sqlalchemy import select

from reportedly.record.lookup import Found, found_among
from reportedly.record.schema import actor_aliases, actor_refs, actors, report_actors
from reportedly.record.store import Record
from reportedly.types import (
    Actor,
    ActorRef,
    Case,
    CaseRoles,
    Date,
    Event,
    Figure,
    Finding,
    Published,
    Roles,
    Statement,
)

PARTS: dict[str, str] = {
    "speaker": "Says",
    "source": "Counts",
    "actor": "Acts",
    "recipient": "Is acted upon",
    "role": "Is named in other roles of acts",
    "denied": "Denies",
    "addressee": "Is told",
    "via": "Passes on",
}
"""The parts that an actor can take in findings, in the order in which they are shown, with their headings."""


@dataclass(frozen=True, slots=True)
class Called:
    """Actors that a name means: those whose name it is, and those that it is only another name of."""

    by_name: tuple[Actor, ...]
    by_alias: tuple[Actor, ...]


def parts_in(finding: Finding) -> dict[str, str]:
    """The actors that take part in a finding, by id, each with its first part in the order of :data:`PARTS`."""
    found: dict[str, str] = {}
    order = list(PARTS)
    for ref, part in sorted(_refs(finding), key=lambda pair: order.index(pair[1])):
        if isinstance(ref, ActorRef) and ref.actor:
            found.setdefault(ref.actor, part)
    return found


def _refs(finding: Finding) -> Iterator[tuple[object, str]]:
    match finding:
        case Statement():
            yield finding.speaker, "speaker"
            yield finding.addressee, "addressee"
            yield from ((ref, "via") for ref in finding.via)
        case Figure():
            yield finding.source, "source"
            yield from ((ref, "via") for ref in finding.via)
        case Event():
            for role in fields(Roles):
                part = role.name if role.name in PARTS else "role"
                yield from ((filler, part) for filler in getattr(finding.roles, role.name))
            yield from ((ref, "denied") for ref in finding.denied_by)


def actors_of(case: Case) -> dict[str, str]:
    """The actors that fill roles of a case, by id, each with its name there."""
    fillers = (item.filler for role in fields(CaseRoles) for item in getattr(case.roles, role.name))
    return {f.actor: f.name or f.text for f in fillers if isinstance(f, ActorRef) and f.actor}


def day_of(one: Found) -> Date | Published:
    """The day that a finding speaks of, else that of its report."""
    match one.finding:
        case Statement(said=date) | Figure(as_of=date) | Event(when=date):
            known = date is not None and (date.earliest or date.latest)
            return date if known and date is not None else one.published
    return one.published


def in_order(some: Iterable[Found]) -> list[Found]:
    """Findings by the day they speak of, those without one first, then by report and place."""
    return sorted(some, key=_order)


def _order(one: Found) -> tuple[str, str, tuple[tuple[int, int], ...], str]:
    day = day_of(one)
    return day.earliest or day.latest or "", one.path, one.spans, one.finding.id


def case_day(case: Case) -> Date | None:
    """The day of the last reported state that has one, else the day that the case speaks of."""
    days = [state.date for state in reversed(case.history) if state.date and (state.date.earliest or state.date.latest)]
    return days[0] if days else case.when


def cases_in_order(some: Iterable[Case]) -> list[Case]:
    """Cases by the day of their last reported state, those without one first."""

    def order(case: Case) -> tuple[str, str, str, str]:
        day = case_day(case)
        return (day.earliest or day.latest or "") if day else "", case.register, case.title, case.id

    return sorted(some, key=order)


def actors_called(record: Record, what: str) -> Called:
    """The actors that ``what`` means: the one with this id, those whose id begins so (``a-...``), or those that are
    called so, whatever the case of letters and the white space."""
    with record.snapshot() as connection:
        if what.startswith("a-"):
            query = select(actors.c.id).where(actors.c.id.startswith(what, autoescape=True)).order_by(actors.c.id)
            ids = list(connection.execute(query).scalars())
            if ids:
                return Called(tuple(map(record.actor, [what] if what in ids else ids)), ())
        wanted = _folded(what)
        named = {id for id, name in connection.execute(select(actors.c.id, actors.c.name)) if _folded(name) == wanted}
        other: set[str] = set()
        for table, column in ((actor_aliases, actor_aliases.c.alias), (report_actors, report_actors.c.name)):
            rows = connection.execute(select(table.c.actor, column).distinct())
            other.update(id for id, name in rows if _folded(name) == wanted)
        return Called(tuple(map(record.actor, sorted(named))), tuple(map(record.actor, sorted(other - named))))


def _folded(name: str | None) -> str | None:
    return " ".join(name.split()).casefold() if name else None


def findings_with(record: Record, actor: str) -> list[Found]:
    """The findings in which the actor with this id takes part, in order of their days."""
    with record.snapshot() as connection:
        columns = (actor_refs.c.statement, actor_refs.c.figure, actor_refs.c.event)
        rows = connection.execute(select(*columns).where(actor_refs.c.actor == actor).distinct())
        ids = {id for row in rows for id in row if id is not None}
        return in_order(found_among(connection, ids).values())


def cases_with(record: Record, actor: str) -> list[Case]:
    """The cases in which the actor with this id fills a role, in order of their last days."""
    return cases_in_order(case for case in record.cases() if actor in actors_of(case))
