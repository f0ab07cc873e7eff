"""The record as JSON Lines (https://jsonlines.org): one object a line, the contract that other tools build on.

The same bytes for the same pages, in whatever order they were added: reports by path; after each what it says by
start, end, kind and id; then the actors by id, the cases by register and id, the series by id. Every field is present
in every line; the fields and their order are those of docs/data-model.md.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from typing import Any, TextIO

from reportedly.record.readable import Readable
from reportedly.types import (
    Actor,
    ActorRef,
    Case,
    CaseFiller,
    Date,
    Event,
    Figure,
    Findings,
    Mention,
    Published,
    Report,
    RoleFiller,
    Series,
    Span,
    Statement,
    Time,
)

Line = dict[str, Any]
_SURROGATE = re.compile("[\ud800-\udfff]")
_EXACT = 2.0**53  # up to here a float tells every whole number apart


def export_jsonl(record: Readable, stream: TextIO) -> int:
    """Write the record to ``stream``, which takes text (open it as UTF-8 with ``newline="\\n"``). Returns how many
    lines. Raises RecordError when the record cannot be read."""
    count = 0
    with record.snapshot():
        for row in rows(record):
            stream.write(dumps(row) + "\n")
            count += 1
    return count


def dumps(row: Line) -> str:
    """A line without its end. A lone surrogate, which UTF-8 has no bytes for, is written as U+FFFD, so that
    every reader can read the line and offsets hold."""
    return _SURROGATE.sub("\ufffd", json.dumps(row, ensure_ascii=False, allow_nan=False))


def rows(record: Readable) -> Iterator[Line]:
    """The lines of a record as mappings, in their order."""
    for report, findings in record.entries():
        yield report_line(report)
        yield from findings_lines(findings)
    for actor in record.actors():
        yield actor_line(actor)
    for case in record.cases():
        yield case_line(case)
    for series in record.series():
        yield series_line(series)


def findings_lines(findings: Findings) -> list[Line]:
    """The lines of what one report says, by start, end, kind and id. A statement runs from the first of its source,
    cue and content to the last."""
    placed: list[tuple[tuple[int, int, str, str], Line]] = []
    for statement in findings.statements:
        spans = (*statement.source, *statement.cue, *statement.content)
        start, end = min((s for s, _ in spans), default=0), max((e for _, e in spans), default=0)
        placed.append(((start, end, "statement", statement.id), statement_line(statement)))
    placed += [((*f.span, "figure", f.id), figure_line(f)) for f in findings.figures]
    placed += [((*e.span, "event", e.id), event_line(e)) for e in findings.events]
    placed += [((*m.span, "mention", m.id), mention_line(m)) for m in findings.mentions]
    placed += [((*t.span, "time", t.id), time_line(t)) for t in findings.times]
    return [line for _, line in sorted(placed, key=lambda item: item[0])]


def report_line(report: Report) -> Line:
    """The line of a report."""
    page = report.page
    published = _date(report.published) or {}
    return {
        "kind": "report",
        "id": report.id,
        "page": {
            "path": page.path,
            "paths": list(page.paths),
            "url": page.url,
            "sha256": page.sha256,
            "media_type": page.media_type,
            "captured_at": page.captured_at,
            "captured_by": page.captured_by,
        },
        "title": report.title,
        "title_span": _span(report.title_span),
        "outlet": report.outlet,
        "byline": list(report.byline),
        "credits": [{"name": c.name, "for": c.for_, "span": _span(c.span)} for c in report.credits],
        "language": report.language,
        "published": {
            **published,
            "evidence": [{"how": e.how, "span": _span(e.span), "text": e.text} for e in report.published.evidence],
        },
        "text": report.text,
        "body": _spans(report.body),
        "captions": _spans(report.captions),
        "set_aside": _spans(report.set_aside),
        "reader": report.reader,
    }


def statement_line(statement: Statement) -> Line:
    """The line of a statement."""
    return {
        "kind": "statement",
        "id": statement.id,
        "report": statement.report,
        "source": _spans(statement.source),
        "cue": _spans(statement.cue),
        "content": _spans(statement.content),
        "text": statement.text,
        "quotation": statement.quotation,
        "negated": statement.negated,
        "manner": statement.manner,
        "speaker": _ref(statement.speaker),
        "addressee": _ref(statement.addressee),
        "via": _via(statement.via),
        "said": _date(statement.said),
        "place": statement.place,
        "within": statement.within,
        "confidence": _number(statement.confidence),
        "review": statement.review,
    }


def figure_line(figure: Figure) -> Line:
    """The line of a figure."""
    return {
        "kind": "figure",
        "id": figure.id,
        "report": figure.report,
        "span": _span(figure.span),
        "text": figure.text,
        "measure": figure.measure,
        "low": _number(figure.low),
        "high": _number(figure.high),
        "qualifier": figure.qualifier,
        "vague": figure.vague,
        "unit": figure.unit,
        "group": figure.group,
        "per": figure.per,
        "scope": figure.scope,
        "place": figure.place,
        "origin": figure.origin,
        "destinations": list(figure.destinations),
        "cause": figure.cause,
        "period": _date(figure.period),
        "as_of": _date(figure.as_of),
        "voice": figure.voice,
        "source": _ref(figure.source),
        "via": _via(figure.via),
        "statement": figure.statement,
        "confidence": _number(figure.confidence),
        "review": figure.review,
    }


def event_line(event: Event) -> Line:
    """The line of an event."""
    roles = event.roles
    return {
        "kind": "event",
        "id": event.id,
        "report": event.report,
        "span": _span(event.span),
        "text": event.text,
        "type": event.type,
        "mode": event.mode,
        "contexts": list(event.contexts),
        "subtype": event.subtype,
        "roles": {
            "actor": _fillers(roles.actor),
            "recipient": _fillers(roles.recipient),
            "item": _fillers(roles.item),
            "body": _fillers(roles.body),
            "instrument": _fillers(roles.instrument),
            "place": _fillers(roles.place),
            "content": _fillers(roles.content),
            "condition": _fillers(roles.condition),
        },
        "when": _date(event.when),
        "status": event.status,
        "negated": event.negated,
        "voice": event.voice,
        "denied_by": [_ref(ref) for ref in event.denied_by],
        "statement": event.statement,
        "figures": list(event.figures),
        "confidence": _number(event.confidence),
        "review": event.review,
    }


def mention_line(mention: Mention) -> Line:
    """The line of a mention."""
    return {
        "kind": "mention",
        "id": mention.id,
        "report": mention.report,
        "span": _span(mention.span),
        "text": mention.text,
        "type": mention.type,
        "actor": mention.actor,
    }


def time_line(time: Time) -> Line:
    """The line of a temporal expression."""
    return {
        "kind": "time",
        "id": time.id,
        "report": time.report,
        "span": _span(time.span),
        "text": time.text,
        "type": time.type,
        "date": _date(time.date),
    }


def actor_line(actor: Actor) -> Line:
    """The line of an actor."""
    return {
        "kind": "actor",
        "id": actor.id,
        "name": actor.name,
        "aliases": list(actor.aliases),
        "actor_kind": actor.actor_kind,
        "country": actor.country,
        "roles": [{"title": r.title, "of": r.of, "first": r.first, "last": r.last} for r in actor.roles],
    }


def case_line(case: Case) -> Line:
    """The line of a case."""
    roles = case.roles
    return {
        "kind": "case",
        "id": case.id,
        "register": case.register,
        "title": case.title,
        "roles": {
            "actor": _case_fillers(roles.actor),
            "recipient": _case_fillers(roles.recipient),
            "item": _case_fillers(roles.item),
            "body": _case_fillers(roles.body),
            "instrument": _case_fillers(roles.instrument),
            "place": _case_fillers(roles.place),
            "content": _case_fillers(roles.content),
            "condition": _case_fillers(roles.condition),
        },
        "place": case.place,
        "when": _date(case.when),
        "issue": case.issue,
        "stance": case.stance,
        "history": [
            {"status": state.status, "date": _date(state.date), "findings": list(state.findings)}
            for state in case.history
        ],
        "figures": list(case.figures),
        "independent_sources": case.independent_sources,
        "joined_by": [{"finding": join.finding, "to": join.to, "how": join.how} for join in case.joined_by],
    }


def series_line(series: Series) -> Line:
    """The line of a series."""
    return {
        "kind": "series",
        "id": series.id,
        "measure": series.measure,
        "scope": series.scope,
        "place": series.place,
        "group": series.group,
        "episode": series.episode,
        "points": [
            {
                "as_of": _date(point.as_of),
                "low": _number(point.low),
                "high": _number(point.high),
                "figures": list(point.figures),
                "independent_sources": point.independent_sources,
            }
            for point in series.points
        ],
        "conflicts": [{"figures": list(conflict.figures), "why": conflict.why} for conflict in series.conflicts],
    }


def _span(span: Span | None) -> list[int] | None:
    return None if span is None else list(span)


def _spans(spans: Iterable[Span]) -> list[list[int]]:
    return [list(span) for span in spans]


def _date(date: Date | Published | None) -> Line | None:
    if date is None:
        return None
    relative = date.relative
    hangs = relative and {"anchor": relative.anchor, "offset": list(relative.offset), "span": _span(relative.span)}
    return {"edtf": date.edtf, "earliest": date.earliest, "latest": date.latest, "relative": hangs}


def _ref(ref: ActorRef | None) -> Line | None:
    if ref is None:
        return None
    return {
        "actor": ref.actor,
        "name": ref.name,
        "description": ref.description,
        "kind": ref.kind,
        "text": ref.text,
        "span": _span(ref.span),
    }


def _via(refs: Iterable[ActorRef]) -> list[Line]:
    return [{**(_ref(ref) or {}), "how": ref.how} for ref in refs]


def _filler(filler: RoleFiller) -> Line:
    if isinstance(filler, ActorRef):
        return _ref(filler) or {}
    return {"text": filler.text, "span": _span(filler.span)}


def _fillers(fillers: Iterable[RoleFiller]) -> list[Line]:
    return [_filler(filler) for filler in fillers]


def _case_fillers(fillers: Iterable[CaseFiller]) -> list[Line]:
    return [{**_filler(f.filler), "report": f.report, "findings": list(f.findings)} for f in fillers]


def _number(value: float | None) -> float | int | None:
    """A whole number without a fraction; an infinite bound is an open one, as JSON has no infinity."""
    if value is None or value != value or abs(value) == float("inf"):
        return None
    return int(value) if value == int(value) and abs(value) <= _EXACT else float(value)
