"""What a report says, given what the program read in it and what people decided."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from reportedly.corrections.anchoring import placements
from reportedly.corrections.casting import Cast, named_in
from reportedly.corrections.codec import Reading
from reportedly.corrections.fields import FIELDS, all_of, kind_of, values_of, who_key, with_values
from reportedly.types import Actor, Decision, Event, Figure, Finding, Findings, Review, Statement


@dataclass(frozen=True, slots=True)
class Applied:
    """A report's findings after all decisions and the actors that they name; ``judged`` are the findings before the
    decisions on actors, and ``placed`` says of each decision on a finding, by its number, which one it is on (null: an
    orphan)."""

    findings: Findings
    actors: tuple[Actor, ...]
    judged: Findings
    placed: Mapping[int, str | None]


def standing(decisions: Iterable[Decision]) -> list[Decision]:
    """Those decisions that were not taken back, in order."""
    some = sorted(decisions, key=lambda decision: decision.seq)
    withdrawn = {decision.decided["seq"] for decision in some if decision.action == "withdraw"}
    return [d for d in some if d.action != "withdraw" and d.seq not in withdrawn]


def apply(text: str, reading: Reading, decisions: Iterable[Decision]) -> Applied:
    """``reading`` with ``decisions``: all those on findings of its page and all those on actors, in any order. ``text``
    is the report's. Decisions on lines have no part in it: they change what is read."""
    some = sorted(decisions, key=lambda decision: decision.seq)
    on_findings = [decision for decision in some if decision.kind in FIELDS]
    where = placements(reading.findings, text, on_findings)
    stands = standing(some)
    by_finding: dict[str, list[Decision]] = {}
    for decision in stands:
        id = where.get((decision.kind, decision.target))
        if id is not None:
            by_finding.setdefault(id, []).append(decision)
    read = reading.findings
    judged = replace(
        read,
        statements=tuple(_judged(f, by_finding.get(f.id, ()), text) for f in read.statements),
        figures=tuple(_judged(f, by_finding.get(f.id, ()), text) for f in read.figures),
        events=tuple(_judged(f, by_finding.get(f.id, ()), text) for f in read.events),
    )
    cast = Cast(decision for decision in stands if decision.kind == "actor")
    findings = cast.findings(judged)
    named = named_in(judged)
    known = (*reading.actors, *_brought(by_finding, judged, reading.actors))
    actors = cast.actors(actor for actor in known if actor.id in named)
    placed = {d.seq: where.get((d.kind, d.target)) for d in on_findings}
    return Applied(findings, actors, judged, placed)


def _judged(finding: Any, decisions: Sequence[Decision], text: str) -> Any:
    """A finding after the decisions on it, in order."""
    if not decisions:
        return finding
    values: dict[str, Any] = {}
    pinned: set[str] = set()  # what was accepted, not edited
    edited = False
    review: Review = "accepted"
    for decision in decisions:
        if decision.action == "edit":
            values.update(decision.decided)
            pinned -= decision.decided.keys()
            edited, review = True, "edited"
        elif decision.action == "accept":
            # What was accepted are these values: another reading does not change them.
            accepted = {name: value for name, value in decision.before.items() if name != "review"}
            pinned |= accepted.keys() - values.keys()
            values.update(accepted)
            review = "edited" if edited else "accepted"
        else:
            review = "rejected"
    kind = kind_of(finding)
    now = values_of(finding)
    values = {
        name: value
        for name, value in values.items()
        if name in now and differs(kind, name, now[name], value, loosely=name in pinned)
    }
    return replace(with_values(finding, values, text), review=review)


def differs(kind: str, name: str, one: Any, other: Any, loosely: bool = False) -> bool:
    """Whether two values of a field mean something else. ``loosely``, two unnamed actors of one description are the
    same: their ids hang on where they stand, which another reader may see otherwise."""
    what = FIELDS[kind][name].what
    if what == "who":
        return who_key(one, loosely) != who_key(other, loosely)
    if what == "date":
        return bool(_without_span(one) != _without_span(other))
    if what == "spot":
        return [item["text"] for item in one] != [item["text"] for item in other]
    return bool(one != other)


def _without_span(date: Mapping[str, Any] | None) -> Any:
    if date is None or date["relative"] is None:
        return date
    return {**date, "relative": {**date["relative"], "span": None}}


def _brought(
    by_finding: Mapping[str, Sequence[Decision]], judged: Findings, known: Iterable[Actor]
) -> tuple[Actor, ...]:
    """Actors that decisions name and the reading does not, as the decisions know them."""
    there = {actor.id for actor in known}
    found: dict[str, Actor] = {}
    for finding in all_of(judged):
        for decision in by_finding.get(finding.id, ()):
            for value in (*decision.decided.values(), *decision.before.values()):
                for who in value if isinstance(value, list) else [value]:
                    if isinstance(who, dict) and who.get("actor") and who["actor"] not in there:
                        kind: Any = who["kind"] or "unnamed"
                        found.setdefault(who["actor"], Actor(who["actor"], who["name"], (), kind, who.get("country")))
    return tuple(found[id] for id in sorted(found))


def without_rejected(findings: Findings) -> Findings:
    """``findings`` without those that were rejected, for what is made of all reports together. What stands within a
    rejected statement stands where that stood; a figure or an event of one has none."""
    said = {statement.id: statement for statement in findings.statements}
    gone = {finding.id for finding in all_of(findings) if finding.review == "rejected"}
    if not gone:
        return findings

    def holder(id: str | None) -> str | None:
        seen: set[str] = set()
        while id in gone and id in said and id not in seen:
            seen.add(id)
            id = said[id].within
        return None if id in gone else id

    def kept(some: Iterable[Any]) -> list[Any]:
        return [finding for finding in some if finding.id not in gone]

    statements: list[Statement] = [replace(s, within=holder(s.within)) for s in kept(findings.statements)]
    figures: list[Figure] = [replace(f, statement=holder(f.statement)) for f in kept(findings.figures)]
    events: list[Event] = [
        replace(e, statement=holder(e.statement), figures=tuple(id for id in e.figures if id not in gone))
        for e in kept(findings.events)
    ]
    return replace(findings, statements=tuple(statements), figures=tuple(figures), events=tuple(events))


def finding_with(findings: Findings, id: str) -> Finding | None:
    """The finding of a report with this id."""
    return next((finding for finding in all_of(findings) if finding.id == id), None)
