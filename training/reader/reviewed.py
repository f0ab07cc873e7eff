"""What a user has reviewed, as one more training set: the lines that ``reportedly export --format jsonl`` writes.

Only windows that hold a reviewed finding count, since only there somebody has looked. Findings that were rejected are
left out of the labels, so that their words are learnt as outside; all others in such a window are labels. Exported
events say which words they span and which fill their roles, not which are the trigger: that is taken from what is left
(:func:`trigger_of`), and where it cannot be told, the event head learns nothing there.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from tokenizers import Tokenizer

from reportedly.reading.labels import EVENT_ROLE_NAMES, EVENT_ROLES, EVENTS, MEASURES, NEGATED, STATUSES, SUBTYPES
from reportedly.reading.windows import Window, windows
from reportedly.reports.sentences import paragraphs, split_sentences
from reportedly.types import UNDATED, PageRef, Report
from training.reader.polnear import Article, Attribution, Span
from training.reader.sets import label_inner, label_mentions
from training.reader.windows import IGNORE, Labelled, blank, label_attributions, mark, pieces_in
from training.sets.nested import NestedContent

REJECTED = "rejected"
ORIGIN = "reviewed"
# Longer stretches between roles hold more than a trigger. On our own sentences with events, up to 4 words finds three
# triggers of five, none of them elsewhere, and nine of ten of their words belong to the trigger.
LONGEST_TRIGGER = 4
_EDGES = frozenset("the a an of to in on at by for from with and or but that which who as into over near".split())
_EDGES |= frozenset("its their his her s".split())

Row = Mapping[str, Any]


class NotAnExport(ValueError):
    """A file that is no export in JSON Lines; the message names file and line."""


@dataclass(slots=True)
class _Reviewed:
    """A report's lines: the report, and its findings and mentions by kind."""

    report: Report
    rows: dict[str, list[Row]] = field(
        default_factory=lambda: {"statement": [], "figure": [], "event": [], "mention": []}
    )


def reviewed(file: Path, tokenizer: Tokenizer) -> list[Labelled]:
    """The windows of ``file`` with a reviewed finding, with labels for every head, in the order of the file.

    Raises :class:`NotAnExport` where a line is not what the export writes.
    """
    made = []
    for one in _reports(file):
        text = one.report.text
        parts = [split_sentences(text, paragraph) for paragraph in paragraphs(one.report)]
        looked_at = [span for rows in one.rows.values() for row in rows if row.get("review") for span in _place(row)]
        found = [w for w in windows(text, parts, tokenizer) if any(pieces_in(w, span) for span in looked_at)]
        try:
            article, contents = _statements(one)
            made += [_labelled(one, labelled, contents) for labelled in label_attributions(article, found)]
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise NotAnExport(
                f"{file}: the findings of {one.report.id} are not as export writes them: {error}"
            ) from error
    return made


def _reports(file: Path) -> Iterator[_Reviewed]:
    """The reports of an export, each with its own lines, which follow it."""
    going: _Reviewed | None = None
    with open(file, encoding="utf-8") as stream:
        for number, line in enumerate(stream, 1):
            try:
                row = json.loads(line)
                kind = row["kind"]
                if kind == "report":
                    if going:
                        yield going
                    going = _Reviewed(_report(row))
                elif going and kind in going.rows:
                    _place(row)  # a line without its spans is none
                    going.rows[kind].append(row)
            except (ValueError, KeyError, TypeError) as error:
                raise NotAnExport(f"{file}:{number}: not a line of an export to JSON Lines") from error
    if going:
        yield going


def _report(row: Row) -> Report:
    """As much of a report as says where its paragraphs are."""
    title = row["title_span"]
    page = PageRef("", (), None, "", "text/plain", None, None)
    body = tuple((int(a), int(b)) for a, b in row["body"])
    span = (int(title[0]), int(title[1])) if title else None
    return Report(row["id"], page, row["title"], span, None, (), (), None, UNDATED, row["text"], body, (), ())


def _place(row: Row) -> list[Span]:
    """Where a line stands: a statement by its cue, or its content where it has none, all others by their span."""
    spans = (row["cue"] or row["content"]) if row["kind"] == "statement" else [row["span"]]
    return [(int(a), int(b)) for a, b in spans]


def _kept(rows: Iterable[Row]) -> list[Row]:
    return [row for row in rows if (row.get("review") or "").strip().lower() != REJECTED]


def _statements(one: _Reviewed) -> tuple[Article, list[NestedContent]]:
    """The statements that were not rejected: the outer ones as PolNeAR has them, and their contents with what stands
    within these. What stands in a rejected one stands where that stood."""
    rows = {row["id"]: row for row in one.rows["statement"]}
    kept = {row["id"] for row in _kept(rows.values())}
    outer: dict[str, Attribution] = {}
    inner: dict[str, list[Attribution]] = {}
    for row in rows.values():
        if row["id"] not in kept:
            continue
        holder, top, seen = row["within"], None, {row["id"]}
        while holder in rows and holder not in seen:
            seen.add(holder)
            top = holder if holder in kept else top
            holder = rows[holder]["within"]
        parts = (tuple((int(a), int(b)) for a, b in row[role]) for role in ("source", "cue", "content"))
        if top is None:
            outer[row["id"]] = Attribution(*parts)
        else:
            inner.setdefault(top, []).append(Attribution(*parts))
    contents = [
        NestedContent(ORIGIN, one.report.id, found.content, tuple(inner.get(name, ()))) for name, found in outer.items()
    ]
    return Article(one.report.id, one.report.text, tuple(outer.values())), contents


def _labelled(one: _Reviewed, labelled: Labelled, contents: Sequence[NestedContent]) -> Labelled:
    """A window that has its attributions with the labels of the other heads too."""
    window, text = labelled.window, labelled.text
    labelled = replace(labelled, origin=ORIGIN)
    label_inner(labelled, contents)
    tags = labelled.tags
    tags["nationality"], tags["title"] = blank(window), blank(window)
    label_mentions(labelled, [(*_place(row)[0], row["type"]) for row in _kept(one.rows["mention"])])
    measure = tags["measure"] = blank(window)
    for row in _kept(one.rows["figure"]):
        for i in pieces_in(window, _place(row)[0]):
            measure[i] = MEASURES.index(row["measure"])
    tags["event"] = blank(window)
    tags.update({name: [IGNORE] * len(window.ids) for name in ("subtype", "status", "negated")})
    labelled.links["act"] = []
    known = []
    for row in _kept(one.rows["event"]):
        trigger = trigger_of(text, _place(row)[0], [span for span, _ in _roles(row)])
        if trigger:
            known.append((row, trigger))
        else:
            _leave_open(window, row, tags["event"])
    for row, trigger in known:
        _label_event(labelled, row, trigger)
    return labelled


def _roles(row: Row) -> list[tuple[Span, str]]:
    """Places and names of what fills an event's roles; an actor that is only understood has no place."""
    return [
        ((int(filler["span"][0]), int(filler["span"][1])), name)
        for name in EVENT_ROLE_NAMES
        for filler in row["roles"][name]
        if filler["span"]
    ]


def trigger_of(text: str, span: Span, roles: Sequence[Span]) -> Span | None:
    """The words of an event that fill no role, without articles and prepositions at their ends; null where several
    stretches are left, or one of more than :data:`LONGEST_TRIGGER` words. Spans are code points of ``text``."""
    gaps, at = [], span[0]
    for start, end in [*sorted(roles), (span[1], span[1])]:
        if at < start:
            gaps.append((at, min(start, span[1])))
        at = max(at, end)
    found = []
    for start, end in gaps:
        words = [(m.start() + start, m.end() + start) for m in re.finditer(r"[^\W_]+", text[start:end])]
        while words and text[slice(*words[0])].lower() in _EDGES:
            del words[0]
        while words and text[slice(*words[-1])].lower() in _EDGES:
            del words[-1]
        if words:
            found.append(words)
    if len(found) != 1 or len(found[0]) > LONGEST_TRIGGER:
        return None
    return found[0][0][0], found[0][-1][1]


def _leave_open(window: Window, row: Row, event: list[int]) -> None:
    """Say nothing of the words of an event whose trigger is somewhere among them."""
    filled = {i for span, _ in _roles(row) for i in pieces_in(window, span)}
    for i in pieces_in(window, _place(row)[0]):
        if i not in filled and event[i] == 0:
            event[i] = IGNORE


def _label_event(one: Labelled, row: Row, trigger: Span) -> None:
    pieces = pieces_in(one.window, trigger)
    for i in pieces:
        one.tags["event"][i] = EVENTS.index(row["type"] or "none")
        one.tags["subtype"][i] = SUBTYPES.index(row["subtype"] or "none")
        one.tags["status"][i] = STATUSES.index(row["status"])
        one.tags["negated"][i] = NEGATED.index("yes" if row["negated"] else "no")
    if pieces:
        roles = blank(one.window)
        for span, name in sorted(_roles(row), key=lambda r: (r[0][0] - r[0][1], r)):  # the shorter stands in the longer
            begin = EVENT_ROLES.index(f"B-{name}")
            mark(one.window, [span], roles, begin, begin + 1)
        one.links["act"].append((pieces[0], pieces[-1], roles))
