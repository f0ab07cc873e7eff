"""Whom and what people mean by ids, names and paths when they decide on something."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select

from reportedly.actors.resolve import identified
from reportedly.corrections.fields import Asked
from reportedly.errors import UsageError
from reportedly.record.decided import cast_of, load_actors
from reportedly.record.lookup import places_of
from reportedly.record.parts import actors_called
from reportedly.record.schema import page_paths, reports
from reportedly.record.store import Record
from reportedly.types import Actor, ActorRef, Report, Span


def finding_meant(record: Record, start: str) -> tuple[str, str]:
    """The id of the finding whose id begins so, and that of its report. Raises UsageError where there is none, or
    several."""
    with record.snapshot() as connection:
        found = places_of(connection, start) if start[:2] in ("s-", "f-", "e-") else []
    if len(found) == 1:
        return found[0]
    if found:
        raise UsageError(f"{start} begins {len(found)} ids of this record: give more of it")
    raise UsageError(f"{start}: the record holds no such finding (its id begins with s-, f- or e-)")


def report_meant(record: Record, what: str) -> Report:
    """The report with this id (or whose id alone begins so) or path. Raises UsageError where there is none, or
    several."""
    with record.snapshot() as connection:
        ids = set(
            connection.execute(
                select(reports.c.id).where(reports.c.id.startswith(what, autoescape=True)).limit(2)
            ).scalars()
            if what.startswith("r-")
            else connection.execute(
                select(reports.c.id)
                .join(page_paths, page_paths.c.sha256 == reports.c.page)
                .where(page_paths.c.path == what)
            ).scalars()
        )
    if len(ids) == 1:
        return record.report(ids.pop())
    several = "means several reports of this record: give an id" if ids else "the record holds no such report"
    raise UsageError(f"{what}: {several}")


def actor_meant(record: Record, what: str) -> Actor:
    """The actor with this id or name. Raises UsageError where there is none, or several."""
    found = _called(record, what)
    if found is None:
        raise UsageError(f"{what}: the record names no such actor")
    return found


def _called(record: Record, what: str, report: str | None = None) -> Actor | None:
    """The one actor that is called so, first of all in ``report``."""
    called = actors_called(record, what)
    some = called.by_name or called.by_alias
    if len(some) > 1 and report is not None:
        with record.snapshot() as connection:
            here = {actor.id for actor in load_actors(connection, report)}
        some = tuple(actor for actor in some if actor.id in here) or some
    if len(some) > 1:
        several = ", ".join(f"{actor.id} ({actor.actor_kind})" for actor in some[:6])
        raise UsageError(f"{what}: several actors are called so: {several}; give an id")
    return some[0] if some else None


def ref_asked(record: Record, report: Report, asked: Asked, words: str, span: Span | None) -> dict[str, Any]:
    """The value of an actor reference to whom somebody named, in ``report``; ``words`` and ``span`` are the mention's.
    Somebody whom the record does not know by that name becomes a new actor. Raises UsageError."""
    if asked.id is not None:
        with record.snapshot() as connection:
            id = cast_of(connection).root(asked.id)
        actor = record.actor(id) if _there(record, id) else None
        if actor is None:
            raise UsageError(f"{asked.id}: the record holds no such actor")
        if asked.name is not None and actor.name is not None and asked.name.casefold() not in _names(actor):
            raise UsageError(
                f"{asked.name} [{asked.id}]: that is the id of {actor.name}; to name somebody else give "
                "a name or an id alone, to rename an actor use rename"
            )
        return _value(actor, None, words, span)
    if asked.name is not None:
        known = None
        if asked.kind is None:
            known = _called(record, asked.name, report.id)
        else:
            called = actors_called(record, asked.name)
            some = [a for a in (*called.by_name, *called.by_alias) if a.actor_kind == asked.kind]
            known = some[0] if len(some) == 1 else None
        if known is not None:
            return _value(known, None, words, span)
    kind: Any = asked.kind or "person"
    ref = ActorRef(None, asked.name, asked.description, kind, asked.name or asked.description or "", span)
    made, actor = identified(ref, report)
    value = _value(actor, asked.description, words, span)
    return {**value, "name": made.name}


def _names(actor: Actor) -> set[str]:
    return {" ".join(name.split()).casefold() for name in (actor.name, *actor.aliases) if name}


def _there(record: Record, id: str) -> bool:
    return any(actor.id == id for actor in actors_called(record, id).by_name)


def _value(actor: Actor, description: str | None, words: str, span: Span | None) -> dict[str, Any]:
    return {
        "actor": actor.id,
        "name": actor.name,
        "description": description,
        "kind": actor.actor_kind,
        "text": words,
        "span": list(span) if span else None,
        "country": actor.country,
    }
