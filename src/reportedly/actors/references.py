"""Every actor reference that findings hold, and findings with all of them changed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from reportedly.types import ActorRef, Findings, RoleFiller, Roles, Statement

_ROLES = ("actor", "recipient", "item", "body", "instrument", "place", "content", "condition")


def references(findings: Findings) -> list[tuple[ActorRef, Statement | None]]:
    """All references, each with the statement that it belongs to, if any."""
    found: list[tuple[ActorRef, Statement | None]] = []
    for s in findings.statements:
        found += [(r, s) for r in (s.speaker, s.addressee, *s.via) if r is not None]
    for f in findings.figures:
        found += [(r, None) for r in (f.source, *f.via) if r is not None]
    for e in findings.events:
        found += [(r, None) for r in e.denied_by]
        for role in _ROLES:
            found += [(r, None) for r in getattr(e.roles, role) if isinstance(r, ActorRef)]
    return found


def map_references(findings: Findings, change: Callable[[ActorRef], ActorRef]) -> Findings:
    """``findings`` with ``change`` applied to every reference."""

    def one(ref: ActorRef | None) -> ActorRef | None:
        return change(ref) if ref is not None else None

    def many(refs: tuple[ActorRef, ...]) -> tuple[ActorRef, ...]:
        return tuple(change(ref) for ref in refs)

    def fillers(role: tuple[RoleFiller, ...]) -> tuple[RoleFiller, ...]:
        return tuple(change(f) if isinstance(f, ActorRef) else f for f in role)

    return replace(
        findings,
        statements=tuple(
            replace(s, speaker=one(s.speaker), addressee=one(s.addressee), via=many(s.via)) for s in findings.statements
        ),
        figures=tuple(replace(f, source=one(f.source), via=many(f.via)) for f in findings.figures),
        events=tuple(
            replace(e, denied_by=many(e.denied_by), roles=Roles(**{n: fillers(getattr(e.roles, n)) for n in _ROLES}))
            for e in findings.events
        ),
    )
