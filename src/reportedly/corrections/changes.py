"""What people ask for, before it is decided, and what keeps it from being done."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from reportedly.corrections.fields import FIELDS, shown, values_of
from reportedly.types import Action, Decision, Finding


@dataclass(frozen=True, slots=True)
class Change:
    """What somebody asks for. ``target`` is the id of a finding or actor (or the actor's name), the id or path of a
    report, or the number of the decision to withdraw. ``values`` are words: of an edit the fields, of a rename
    ``name``, of a merge ``into``, of lines ``lines`` (``12-15,18``, or ``span:120-240``). ``version`` is the word of
    the row that was seen (of lines one each), null where nothing was seen. ``origin`` is where it comes from, for
    messages."""

    action: Action
    target: str
    values: Mapping[str, str] = field(default_factory=dict)
    why: str | None = None
    version: str | None = None
    origin: str = ""


@dataclass(frozen=True, slots=True)
class Conflict:
    """What was not done since somebody decided otherwise, or since it has changed: what stands in the record, and what
    was asked for."""

    change: Change
    why: str
    here: Mapping[str, Any]
    asked: Mapping[str, Any]


def sides(
    kind: str, finding: Finding, values: Mapping[str, Any], change: Change
) -> tuple[dict[str, Any], dict[str, Any]]:
    """What stands in the record and what was asked for, as people write it."""
    now = values_of(finding)
    here = {name: shown(FIELDS[kind][name], now[name]) for name in values}
    there = {name: shown(FIELDS[kind][name], value) for name, value in values.items()}
    if not values:
        return {"review": finding.review}, {"review": f"{change.action}ed"}
    return here, there


def told(decision: Decision) -> str:
    """Who decided what, when and why, in words."""
    done = {"accept": "accepted it", "reject": "rejected it", "rename": "renamed it", "merge": "merged it"}
    fields = ", ".join(decision.decided)
    words = done.get(decision.action) or (
        f"edited {fields}" if decision.action == "edit" else f"made it {decision.action}"
    )
    why = f" ({decision.why})" if decision.why else ""
    return f"{decision.who} {words} on {decision.at[:10]}{why}, decision #{decision.seq}"


def last_of(on: Sequence[Decision]) -> str:
    """The last of some decisions in words that go on a sentence."""
    return f"; {told(on[-1])}" if on else ""
