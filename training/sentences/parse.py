"""Read the annotated training sentences: one a line, events marked in square brackets.

Blank lines and lines that begin with ``#`` are skipped. In every other line brackets mark spans and are taken out
of the text::

    [actor Orvania] has [!AGREE/contract/happened/hearsay reportedly signed] a deal to sell [item 24 jets].

``[!TYPE/subtype/status words]`` is an event's trigger; ``/not`` (negated) and ``/attributed`` or ``/hearsay`` (the
voice; else the report's own) may follow the status. TYPE is one of the 16 PLOVER types or ``-``, subtype one of
:data:`SUBTYPES` or ``-``. ``[role words]`` is a role of the first event. A second event is numbered:
``[!2 TYPE/subtype/status words]``, ``[actor2 words]``; ``[actor12 words]`` is an actor of events 1 and 2. Spans nest
but never cross. Offsets are code points of the text without brackets, end exclusive.

How the sentences are labelled, where a choice was open, is written in ``CONVENTIONS.md`` beside this file.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import get_args

from reportedly.reading import labels
from reportedly.reading.labels import EVENT_ROLE_NAMES, PLOVER
from reportedly.types import Status
from training.sentences.lines import AnnotationError, read_lines

Span = tuple[int, int]

TYPES = frozenset(PLOVER)
SUBTYPES = frozenset(labels.SUBTYPES) - {"none"}
ROLES = frozenset(EVENT_ROLE_NAMES)
STATUSES = frozenset(get_args(Status))
VOICES = frozenset({"attributed", "hearsay"})

_OPENING = re.compile(r"\[(?:!(?P<number>[1-9]) |!|(?P<role>[a-z]+)(?P<numbers>[1-9]*) )")
_LABEL = re.compile(r"(?P<label>[A-Za-z/-]+) ")


@dataclass(frozen=True, slots=True)
class Event:
    """One annotated event. ``type`` and ``subtype`` are null where ``-`` stands; ``voice`` is own, attributed or
    hearsay; ``roles`` maps a role to its spans in order of text."""

    type: str | None
    subtype: str | None
    status: str
    negated: bool
    voice: str
    trigger: Span
    roles: Mapping[str, tuple[Span, ...]]


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence without its brackets, and its events by number (none is common and meant)."""

    text: str
    events: tuple[Event, ...]


def _label(label: str) -> tuple[str | None, str | None, str, bool, str]:
    """Type, subtype, status, negated and voice of ``TYPE/subtype/status[/not][/voice]``."""
    parts = label.split("/")
    if len(parts) < 3:
        raise AnnotationError(f"a trigger needs type, subtype and status: {label}")
    kind, subtype, status, *rest = parts
    negated = rest[:1] == ["not"]
    voice = rest[negated:]
    if kind not in TYPES | {"-"} or subtype not in SUBTYPES | {"-"} or status not in STATUSES:
        raise AnnotationError(f"no such type, subtype or status: {label}")
    if len(voice) > 1 or not VOICES.issuperset(voice):
        raise AnnotationError(f"no such voice: {label}")
    if kind == subtype == "-":
        raise AnnotationError(f"an event has a type or a subtype: {label}")
    return (None if kind == "-" else kind, None if subtype == "-" else subtype, status, negated, (voice or ["own"])[0])


def parse(line: str) -> Sentence:
    """The sentence that an annotated line stands for. Raises :class:`AnnotationError` where brackets do not pair,
    a label is not valid, a span is empty or padded, or a role names an event that has no trigger."""
    text: list[str] = []
    length = position = 0
    stack: list[tuple[str, str, int]] = []  # what ("!" or role), label or event numbers, start in the text
    triggers: dict[str, tuple[str, Span]] = {}
    roles: dict[str, dict[str, list[Span]]] = {}
    while position < len(line):
        char = line[position]
        if char == "[":
            opening = _OPENING.match(line, position)
            if not opening:
                raise AnnotationError(f"no label at {line[position : position + 30]!r}")
            position = opening.end()
            if role := opening["role"]:
                if role not in ROLES:
                    raise AnnotationError(f"no such role: {role}")
                stack.append((role, opening["numbers"] or "1", length))
            else:
                label = _LABEL.match(line, position)
                if not label:
                    raise AnnotationError(f"no trigger label at {line[position : position + 30]!r}")
                position = label.end()
                stack.append(("!", f"{opening['number'] or 1}{label['label']}", length))
        elif char == "]":
            if not stack:
                raise AnnotationError("a bracket closes that was not opened")
            what, value, start = stack.pop()
            words = "".join(text)[start:length]
            if not words.strip() or words != words.strip():
                raise AnnotationError(f"an empty or padded span: {words!r}")
            if what == "!":
                if value[0] in triggers:
                    raise AnnotationError(f"event {value[0]} has two triggers")
                triggers[value[0]] = (value[1:], (start, length))
            else:
                for number in value:
                    roles.setdefault(number, {}).setdefault(what, []).append((start, length))
            position += 1
        else:
            text.append(char)
            length += 1
            position += 1
    if stack:
        raise AnnotationError("a bracket is not closed")
    if loose := sorted(set(roles) - set(triggers)):
        raise AnnotationError(f"roles of events without a trigger: {', '.join(loose)}")
    if sorted(triggers) != [str(n) for n in range(1, len(triggers) + 1)]:
        raise AnnotationError(f"events are not numbered from 1: {sorted(triggers)}")
    events = []
    for number in sorted(triggers):
        label_text, span = triggers[number]
        named = {role: tuple(sorted(spans)) for role, spans in sorted(roles.get(number, {}).items())}
        events.append(Event(*_label(label_text), span, named))
    return Sentence("".join(text), tuple(events))


def read(path: str | Path) -> list[Sentence]:
    """The sentences of one UTF-8 file, in order. Raises :class:`AnnotationError` with the file's line number."""
    return read_lines(path, parse)
