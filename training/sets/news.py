"""Read the events that are labelled in sentences of public news sets, as offsets: the texts stay where they are.

A JSON line a sentence, in order of document and place, also where nothing happens in it::

    {"set": "re3d", "doc": "0A1B", "start": 10, "end": 95, "events": [{"type": "ASSAULT", "subtype": "attack",
     "status": "happened", "negated": false, "voice": "own", "trigger": [20, 28], "roles": {"actor": [[10, 19]]}}]}

Offsets are code points of the document's text exactly as its set has it (``text`` of re3d's ``documents.jsonl``, by
``_id``; the line, counted from 1, of the unlabelled news for insightcrime; else the file of that name), end exclusive.
Sentences are those of :mod:`reportedly.reports.sentences`, the labels those of :mod:`training.sentences.parse`, chosen
as ``training/sentences/CONVENTIONS.md`` says. Every fifth document of re3d by sorted identifier, from the first, has no
labels here: it is kept for measuring.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

from training.sentences.parse import ROLES, STATUSES, SUBTYPES, TYPES, VOICES, Event, Span
from training.sets.lines import read_rows, require, span

_SENTENCE = frozenset({"set", "doc", "start", "end", "events"})
_EVENT = frozenset({"type", "subtype", "status", "negated", "voice", "trigger", "roles"})


@dataclass(frozen=True, slots=True)
class LabelledSentence:
    """A sentence of a document of a set, ``[start, end)`` of the document's text, with the events that stand in it
    (none is common and meant); the events' spans are offsets in the document too."""

    set: str
    doc: str
    start: int
    end: int
    events: tuple[Event, ...]


class NotLabels(ValueError):
    """A file that is not in the format; the message names file and line."""


def read(file: str | Path) -> list[LabelledSentence]:
    """The labelled sentences of a UTF-8 file, in its order. Raises :class:`NotLabels` where a line is not in the
    format, a label is none of ours, a span is empty or leaves its sentence, spans of one event cross, or sentences
    are not sorted or overlap."""
    return read_rows(file, _sentence, _in_order, NotLabels)


def _in_order(before: LabelledSentence, after: LabelledSentence) -> None:
    first, second = (before.set, before.doc), (after.set, after.doc)
    sorted_so = before.end <= after.start if first == second else first < second
    require(sorted_so, "the sentences are not sorted, or overlap")


def _sentence(row: Any) -> LabelledSentence:
    require(isinstance(row, dict) and row.keys() == _SENTENCE, "not the fields of a sentence")
    require(all(isinstance(row[name], str) and row[name] for name in ("set", "doc")), "set and doc are names")
    start, end = span([row["start"], row["end"]])
    require(isinstance(row["events"], list), "events is a list")
    events = tuple(_event(event, (start, end)) for event in row["events"])
    require(len({event.trigger for event in events}) == len(events), "two events have one trigger")
    return LabelledSentence(row["set"], row["doc"], start, end, events)


def _event(row: Any, sentence: Span) -> Event:
    require(isinstance(row, dict) and row.keys() == _EVENT, "not the fields of an event")
    _one_of(row["type"], TYPES | {None})
    _one_of(row["subtype"], SUBTYPES | {None})
    require(row["type"] is not None or row["subtype"] is not None, "an event has a type or a subtype")
    _one_of(row["status"], STATUSES)
    _one_of(row["voice"], VOICES | {"own"})
    require(isinstance(row["negated"], bool), "negated is true or false")
    require(isinstance(row["roles"], dict), "roles is an object")
    roles: dict[str, tuple[Span, ...]] = {}
    for role, spans in row["roles"].items():
        _one_of(role, ROLES)
        require(isinstance(spans, list) and bool(spans), f"{role} has no spans")
        roles[role] = tuple(map(span, spans))
        require(all(a[1] <= b[0] for a, b in pairwise(roles[role])), f"spans of {role} are not sorted, or overlap")
    trigger = span(row["trigger"])
    every = [trigger, *(span for fillers in roles.values() for span in fillers)]
    require(all(sentence[0] <= a and b <= sentence[1] for a, b in every), "a span leaves its sentence")
    require(not any(a[0] < b[0] < a[1] < b[1] for a in every for b in every), "spans cross")
    return Event(row["type"], row["subtype"], row["status"], row["negated"], row["voice"], trigger, roles)


def _one_of(value: Any, names: frozenset[Any]) -> None:
    require((value is None or isinstance(value, str)) and value in names, f"no such label: {value!r}")
