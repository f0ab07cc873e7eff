"""Finding again what a decision is on, after another reading of the page.

A finding with the same id is the same: its id comes from its kind and spans. Where there is none, the finding of the
kind that shares most of its words with the decision's takes it. No finding takes decisions on two others that stood
beside each other: where the reader now makes one finding of two, the better fit has it, the other is an orphan.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from reportedly.corrections.fields import FIELDS, all_of, kind_of, shown, values_of
from reportedly.types import Decision, Finding, Findings, Span, Spans, Statement, words_of

LEAST = 0.3
"""The share of the characters of both that two findings must have in common to be taken for one."""

Key = tuple[str, str]
"""A kind and the id of what was decided on."""


@dataclass(frozen=True, slots=True)
class Anchor:
    """What a decision was on: its places and words at that time, and its values."""

    spans: Spans
    quote: str
    before: Mapping[str, Any]


def spans_of(finding: Finding) -> Spans:
    """The places by which a finding is found again: a statement's content, else the span."""
    return finding.content if isinstance(finding, Statement) else (finding.span,)


def placements(findings: Findings, text: str, decisions: Iterable[Decision]) -> dict[Key, str | None]:
    """The finding that each kind and target of ``decisions`` is on now, null where there is none. ``text`` is the
    report's."""
    anchors: dict[Key, Anchor] = {}
    for decision in decisions:
        if decision.kind in FIELDS and decision.action != "withdraw":
            anchor = Anchor(decision.spans, decision.quote or "", decision.before)
            anchors.setdefault((decision.kind, decision.target), anchor)
    if not anchors:
        return {}
    there: dict[Key, Finding] = {(kind_of(f), f.id): f for f in all_of(findings)}
    found: dict[Key, str | None] = dict.fromkeys(anchors)
    moved: dict[Key, Spans] = {}
    taken: dict[Key, list[Key]] = {}
    for key, anchor in anchors.items():
        spans = relocated(text, anchor.spans, anchor.quote)
        if spans is None:
            continue
        moved[key] = spans
        if key in there and spans == anchor.spans:
            found[key] = key[1]
            taken.setdefault(key, []).append(key)
    fits: list[tuple[float, int, str, Key]] = []
    for key, spans in moved.items():
        if found[key] is not None:
            continue
        for (kind, id), finding in there.items():
            share = overlap(spans, spans_of(finding)) if kind == key[0] else 0.0
            if share >= LEAST:
                fits.append((-share, -_alike(finding, anchors[key].before), id, key))
    for _, _, id, key in sorted(fits):
        holders = taken.setdefault((key[0], id), [])
        if found[key] is None and all(overlap(moved[key], moved[other]) >= LEAST for other in holders):
            found[key] = id
            holders.append(key)
    return found


def relocated(text: str, spans: Spans, quote: str) -> Spans | None:
    """Where the words of ``quote`` stand that stood at ``spans``: there, else the nearest place before or behind where
    all parts stand in their order; null where they are not in the text."""
    if words_of(text, spans) == quote:
        return spans
    parts: list[str] = []
    at = 0
    for start, end in spans:
        parts.append(quote[at : at + end - start])
        at += end - start + len(" ... ")
    if not parts or not all(parts):
        return None
    found: list[Span] = []
    near = spans[0][0]
    for part, (start, _) in zip(parts, spans, strict=True):
        expected = start + (found[-1][0] - spans[len(found) - 1][0] if found else 0)
        least = found[-1][1] if found else 0
        behind = text.find(part, max(least, expected))
        before = text.rfind(part, least, max(least, expected) + len(part))
        places = [place for place in (before, behind) if place >= 0]
        if not places:
            return None
        place = min(places, key=lambda p: abs(p - (expected if found else near)))
        found.append((place, place + len(part)))
    return tuple(found)


def overlap(one: Sequence[Span], other: Sequence[Span]) -> float:
    """The share of the characters of two lists of spans that both have; 1 for the same, 0 for none."""
    common = sum(max(0, min(b, d) - max(a, c)) for a, b in one for c, d in other)
    total = sum(b - a for a, b in one) + sum(b - a for a, b in other) - common
    return common / total if total > 0 else float(tuple(one) == tuple(other))


def _alike(finding: Finding, before: Mapping[str, Any]) -> int:
    """How many of the values that were decided on a finding has."""
    values = values_of(finding)
    fields = FIELDS[kind_of(finding)]
    return sum(shown(fields[name], values[name]) == shown(fields[name], before.get(name)) for name in values)
