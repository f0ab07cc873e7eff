"""What a reader gives back: a report with its tagged spans, before they are made into findings."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from reportedly.types import Measure, MentionType, Report, Span, Spans, Status


@dataclass(frozen=True, slots=True)
class Attribution:
    """One attribution: source, cue and content that belong together (PolNeAR's terms).

    ``source`` and ``cue`` may be empty; ``content`` never is. ``within`` is the index, in the same list, of
    the attribution whose content holds this one.
    """

    source: Spans
    cue: Spans
    content: Spans
    confidence: float = 1.0
    within: int | None = None


@dataclass(frozen=True, slots=True)
class Entity:
    """A mention: its span and type."""

    span: Span
    type: MentionType
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Quantity:
    """A quantity phrase (qualifier, number, noun head) and what it measures."""

    span: Span
    measure: Measure
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Clause:
    """An act: its trigger, PLOVER type and the spans that fill its roles (role name, span).

    ``span`` reaches from its first to its last word, roles among them. At least one of ``type`` and ``subtype`` is
    not null. ``status`` is the act's, ``negated`` where the words say that it did not happen.
    """

    span: Span
    trigger: Span
    type: str | None
    subtype: str | None
    roles: tuple[tuple[str, Span], ...] = ()
    status: Status = "happened"
    negated: bool = False
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Tagged:
    """A report with its tags. Lists are sorted by their first position."""

    report: Report
    attributions: tuple[Attribution, ...] = ()
    entities: tuple[Entity, ...] = ()
    quantities: tuple[Quantity, ...] = ()
    clauses: tuple[Clause, ...] = ()


class Reader(Protocol):
    """A reading model. ``version`` goes into every report that it read."""

    @property
    def version(self) -> str: ...

    def read(self, reports: list[Report]) -> list[Tagged]:
        """Tag each report's title and body. Same length and order as ``reports``; no state is kept."""
        ...
