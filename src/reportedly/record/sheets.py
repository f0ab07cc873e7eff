"""Rows that people decide on: the values that may be edited, as they are written, and the word that tells whether
somebody saw just this."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from reportedly.corrections.applying import standing
from reportedly.corrections.casting import Cast
from reportedly.corrections.fields import FIELDS, Field, kind_of, shown, values_of
from reportedly.corrections.marks import TextLine
from reportedly.corrections.versions import row_of, version
from reportedly.types import Actor, Decision, Finding

SHEETS: dict[str, tuple[Field, ...]] = {
    "statements": tuple(FIELDS["statement"].values()),
    "figures": tuple(FIELDS["figure"].values()),
    "events": tuple(FIELDS["event"].values()),
    "actors": (Field("name", "words"), Field("into", "who")),
    "lines": (Field("part", "choice", ("body", "set-aside"), empty=False),),
}
"""The kinds of rows, each with the fields that may be edited."""

PARTS = {"title": "title", "body": "body", "caption": "caption", "credit": "credit", "aside": "set-aside"}
"""What the parts of a report are called in rows, by the label of the line."""


@dataclass(frozen=True, slots=True)
class SheetRow:
    """A row: its id, the word for what it is now, and its cells."""

    id: str
    version: str
    cells: Mapping[str, str]


def finding_row(finding: Finding, on: Iterable[Decision]) -> SheetRow:
    """The row of a finding on which there are the decisions ``on``."""
    kind = kind_of(finding)
    values = values_of(finding)
    cells = {name: shown(field, values[name]) for name, field in FIELDS[kind].items()}
    row = row_of(finding.id, cells, finding.review, (decision.seq for decision in on))
    return SheetRow(finding.id, version(row, _pairs(f"{kind}s", cells)), cells)


def actor_row(actor: Actor, cast: Cast, on: Iterable[Decision]) -> SheetRow:
    """The row of an actor."""
    cells = {"name": actor.name or "", "into": ""}
    row = row_of(actor.id, cells, sorted(cast.members(actor.id)), (decision.seq for decision in on))
    return SheetRow(actor.id, version(row, _pairs("actors", cells)), cells)


def line_row(report: str, line: TextLine, text: str) -> SheetRow:
    """The row of a line of a report; its id is the report's with the line's number."""
    cells = {"part": PARTS[line.label]}
    id = f"{report}:{line.number}"
    return SheetRow(id, version([id, text[slice(*line.span)], line.label], _pairs("lines", cells)), cells)


def _pairs(kind: str, cells: Mapping[str, str]) -> list[tuple[Field, str]]:
    return [(field, cells[field.name]) for field in SHEETS[kind]]


def by_target(decisions: Iterable[Decision], placed: Mapping[int, str | None]) -> dict[str, list[Decision]]:
    """The decisions that stand, by the id of the finding that each is on."""
    found: dict[str, list[Decision]] = {}
    for decision in standing(decisions):
        id = placed.get(decision.seq)
        if id is not None:
            found.setdefault(id, []).append(decision)
    return found


def on_actor(decisions: Iterable[Decision], cast: Cast, id: str) -> list[Decision]:
    """The decisions that stand on an actor or on one that is the same now."""
    members = cast.members(id)
    return [d for d in standing(decisions) if d.kind == "actor" and d.target in members]
