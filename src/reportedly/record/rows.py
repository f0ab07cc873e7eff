"""Values to rows and rows to values: what is read is equal to what was written.

Rows are plain mappings from column to value, grouped by table, so that one report's are written with one
statement a table.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import fields
from typing import Any

from sqlalchemy import Table

from reportedly.record import schema
from reportedly.record.cells import Row, date_cells, date_from, number_cell, relative_from, span_cells, span_from
from reportedly.types import (
    Actor,
    ActorRef,
    Credit,
    Date,
    Event,
    Evidence,
    Figure,
    Finding,
    Findings,
    Mention,
    PageRef,
    Published,
    Report,
    Role,
    RoleFiller,
    Roles,
    RoleText,
    Span,
    Statement,
    Time,
)

Rows = dict[Table, list[dict[str, Any]]]
ROLES = tuple(f.name for f in fields(Roles))


def report_rows(report: Report, path: str) -> Rows:
    """The rows of a report, without its page; it stands under ``path``."""
    rows: Rows = defaultdict(list)
    rows[schema.reports].append(
        {
            "id": report.id,
            "page": report.page.sha256,
            "path": path,
            "title": report.title,
            "outlet": report.outlet,
            "language": report.language,
            **date_cells("published", report.published),
            "reader": report.reader,
            "text": report.text,
        }
    )
    spans = {
        "title": (report.title_span,) if report.title_span else (),
        "body": report.body,
        "caption": report.captions,
        "set_aside": report.set_aside,
    }
    for role, places in spans.items():
        rows[schema.report_spans] += [
            {"report": report.id, "role": role, "position": i, **span_cells(span)} for i, span in enumerate(places)
        ]
    rows[schema.report_bylines] = [
        {"report": report.id, "position": i, "name": name} for i, name in enumerate(report.byline)
    ]
    rows[schema.report_credits] = [
        {"report": report.id, "position": i, "name": credit.name, "credit_for": credit.for_, **span_cells(credit.span)}
        for i, credit in enumerate(report.credits)
    ]
    rows[schema.report_evidence] = [
        {"report": report.id, "position": i, "how": item.how, "text": item.text, **span_cells(item.span)}
        for i, item in enumerate(report.published.evidence)
    ]
    rows[schema.report_notes] = [
        {"report": report.id, "position": i, "note": note} for i, note in enumerate(report.notes)
    ]
    return rows


def report_from(row: Row, page: PageRef, parts: Mapping[Table, Sequence[Row]]) -> Report:
    """The report of a row of ``reports`` and its rows in the tables of its parts, which are in order."""
    spans: dict[str, list[Span]] = defaultdict(list)
    for part in parts[schema.report_spans]:
        spans[part["role"]].append((part["span_start"], part["span_end"]))
    evidence = tuple(Evidence(r["how"], span_from(r), r["text"]) for r in parts[schema.report_evidence])
    return Report(
        id=row["id"],
        page=page,
        title=row["title"],
        title_span=spans["title"][0] if spans["title"] else None,
        outlet=row["outlet"],
        byline=tuple(r["name"] for r in parts[schema.report_bylines]),
        credits=tuple(Credit(r["name"], r["credit_for"], span_from(r)) for r in parts[schema.report_credits]),
        language=row["language"],
        published=Published(
            row["published_edtf"],
            row["published_earliest"],
            row["published_latest"],
            relative_from(row["published_relative"]),
            evidence,
        ),
        text=row["text"],
        body=tuple(spans["body"]),
        captions=tuple(spans["caption"]),
        set_aside=tuple(spans["set_aside"]),
        reader=row["reader"],
        notes=tuple(r["note"] for r in parts[schema.report_notes]),
    )


def findings_rows(report: str, findings: Findings) -> Rows:
    """The rows of what one report says; ``report`` is its id."""
    rows: Rows = defaultdict(list)
    refs = rows[schema.actor_refs]
    for i, statement in enumerate(findings.statements):
        rows[schema.statements].append(
            {
                "id": statement.id,
                "report": report,
                "position": i,
                "text": statement.text,
                "quotation": statement.quotation,
                "negated": statement.negated,
                "manner": statement.manner,
                **date_cells("said", statement.said),
                "place": statement.place,
                "within": statement.within,
                **_judgement(statement),
            }
        )
        for role in ("source", "cue", "content"):
            rows[schema.statement_spans] += [
                {"statement": statement.id, "role": role, "position": j, **span_cells(span)}
                for j, span in enumerate(getattr(statement, role))
            ]
        refs += _refs(report, "statement", statement.id, "speaker", _one(statement.speaker))
        refs += _refs(report, "statement", statement.id, "addressee", _one(statement.addressee))
        refs += _refs(report, "statement", statement.id, "via", statement.via)
    for i, figure in enumerate(findings.figures):
        rows[schema.figures].append(
            {
                "position": i,
                **_plain(figure, "id text measure qualifier vague unit per scope place origin cause voice statement"),
                **span_cells(figure.span),
                "report": report,
                "low": number_cell(figure.low),
                "high": number_cell(figure.high),
                "group_name": figure.group,
                **date_cells("period", figure.period),
                **date_cells("as_of", figure.as_of),
                **_judgement(figure),
            }
        )
        rows[schema.figure_destinations] += [
            {"figure": figure.id, "position": j, "place": place} for j, place in enumerate(figure.destinations)
        ]
        refs += _refs(report, "figure", figure.id, "source", _one(figure.source))
        refs += _refs(report, "figure", figure.id, "via", figure.via)
    for i, event in enumerate(findings.events):
        rows[schema.events].append(
            {
                "position": i,
                **_plain(event, "id text type mode subtype status negated voice statement"),
                **span_cells(event.span),
                "report": report,
                **date_cells("when", event.when),
                **_judgement(event),
            }
        )
        rows[schema.event_contexts] += [
            {"event": event.id, "position": j, "context": context} for j, context in enumerate(event.contexts)
        ]
        rows[schema.event_figures] += [
            {"event": event.id, "position": j, "figure": figure_id} for j, figure_id in enumerate(event.figures)
        ]
        for role in ROLES:
            refs += _refs(report, "event", event.id, role, getattr(event.roles, role))
        refs += _refs(report, "event", event.id, "denied_by", event.denied_by)
    rows[schema.mentions] = [
        {"position": i, "report": report, **_plain(mention, "id text type actor"), **span_cells(mention.span)}
        for i, mention in enumerate(findings.mentions)
    ]
    rows[schema.times] = [
        {
            "position": i,
            "report": report,
            **_plain(time, "id text type"),
            **span_cells(time.span),
            **date_cells("date", time.date),
        }
        for i, time in enumerate(findings.times)
    ]
    return rows


def findings_from(parts: Mapping[Table, Sequence[Row]]) -> Findings:
    """The findings of one report from its rows in each table, which are in order."""
    spans: dict[tuple[str, str], list[Span]] = defaultdict(list)
    for row in parts[schema.statement_spans]:
        spans[row["statement"], row["role"]].append((row["span_start"], row["span_end"]))
    refs: dict[tuple[str, str], list[Any]] = defaultdict(list)
    for row in parts[schema.actor_refs]:
        refs[row["statement"] or row["figure"] or row["event"], row["role"]].append(filler_from(row))
    lists: dict[str, list[str]] = defaultdict(list)
    for table, owner, value in (
        (schema.figure_destinations, "figure", "place"),
        (schema.event_contexts, "event", "context"),
        (schema.event_figures, "event", "figure"),
    ):
        for row in parts[table]:
            lists[f"{table.name} {row[owner]}"].append(row[value])

    def one(finding: str, role: str) -> ActorRef | None:
        return refs[finding, role][0] if refs[finding, role] else None

    return Findings(
        statements=tuple(
            Statement(
                **_plain_from(r, "id report text quotation negated manner place within confidence review"),
                source=tuple(spans[r["id"], "source"]),
                cue=tuple(spans[r["id"], "cue"]),
                content=tuple(spans[r["id"], "content"]),
                speaker=one(r["id"], "speaker"),
                addressee=one(r["id"], "addressee"),
                via=tuple(refs[r["id"], "via"]),
                said=date_from("said", r),
            )
            for r in parts[schema.statements]
        ),
        figures=tuple(
            Figure(
                **_plain_from(r, "id report text measure low high qualifier vague unit per scope place origin cause"),
                **_plain_from(r, "voice statement confidence review"),
                span=(r["span_start"], r["span_end"]),
                group=r["group_name"],
                destinations=tuple(lists[f"figure_destinations {r['id']}"]),
                period=date_from("period", r),
                as_of=date_from("as_of", r),
                source=one(r["id"], "source"),
                via=tuple(refs[r["id"], "via"]),
            )
            for r in parts[schema.figures]
        ),
        events=tuple(
            Event(
                **_plain_from(r, "id report text type mode subtype status negated voice statement confidence review"),
                span=(r["span_start"], r["span_end"]),
                contexts=tuple(lists[f"event_contexts {r['id']}"]),
                roles=Roles(**{role: tuple(refs[r["id"], role]) for role in ROLES}),
                when=date_from("when", r),
                denied_by=tuple(refs[r["id"], "denied_by"]),
                figures=tuple(lists[f"event_figures {r['id']}"]),
            )
            for r in parts[schema.events]
        ),
        mentions=tuple(
            Mention(**_plain_from(r, "id report text type actor"), span=(r["span_start"], r["span_end"]))
            for r in parts[schema.mentions]
        ),
        times=tuple(
            Time(
                **_plain_from(r, "id report text type"),
                span=(r["span_start"], r["span_end"]),
                date=date_from("date", r) or Date(None, None, None),
            )
            for r in parts[schema.times]
        ),
    )


def actor_rows(report: str, actors: Iterable[Actor]) -> Rows:
    """What one report says of its actors; ``report`` is its id."""
    rows: Rows = defaultdict(list)
    for actor in actors:
        rows[schema.report_actors].append(
            {
                "report": report,
                "actor": actor.id,
                "name": actor.name,
                "actor_kind": actor.actor_kind,
                "country": actor.country,
            }
        )
        rows[schema.actor_aliases] += [
            {"actor": actor.id, "report": report, "alias": alias} for alias in sorted(set(actor.aliases))
        ]
        rows[schema.actor_roles] += [
            {"actor": actor.id, "report": report, "position": i, **_plain(role, "title of first last")}
            for i, role in enumerate(actor.roles)
        ]
    return rows


def role_from(row: Row) -> Role:
    """The role of a row of ``actor_roles``."""
    return Role(row["title"], row["of"], row["first"], row["last"])


def refs_of(finding: Finding) -> Iterator[RoleFiller]:
    """Every actor reference and role filler of a finding."""
    match finding:
        case Statement():
            yield from (*_one(finding.speaker), *_one(finding.addressee), *finding.via)
        case Figure():
            yield from (*_one(finding.source), *finding.via)
        case Event():
            for role in ROLES:
                yield from getattr(finding.roles, role)
            yield from finding.denied_by


def actors_named(findings: Findings) -> set[str]:
    """The ids of the actors that the findings and mentions of a report name."""
    found: list[Finding] = [*findings.statements, *findings.figures, *findings.events]
    refs = (ref for finding in found for ref in refs_of(finding))
    ids = [ref.actor for ref in refs if isinstance(ref, ActorRef)] + [mention.actor for mention in findings.mentions]
    return {id for id in ids if id is not None}


def _one(ref: ActorRef | None) -> tuple[ActorRef, ...]:
    return () if ref is None else (ref,)


def _plain(value: object, names: str) -> dict[str, Any]:
    return {name: getattr(value, name) for name in names.split()}


def _plain_from(row: Row, names: str) -> dict[str, Any]:
    return {name: row[name] for name in names.split()}


def _judgement(finding: Statement | Figure | Event) -> dict[str, Any]:
    return {"confidence": number_cell(finding.confidence), "review": finding.review}


def _refs(report: str, kind: str, finding: str, role: str, refs: Iterable[RoleFiller]) -> list[dict[str, Any]]:
    owner: dict[str, str | None] = {"statement": None, "figure": None, "event": None}
    owner[kind] = finding
    rows = []
    for i, ref in enumerate(refs):
        how = ref.how if isinstance(ref, ActorRef) else None
        rows.append({"report": report, **owner, "role": role, "position": i, "how": how, **filler_cells(ref)})
    return rows


def filler_cells(filler: RoleFiller) -> dict[str, Any]:
    """The columns of :func:`~reportedly.record.columns.filler_columns`."""
    row: dict[str, Any] = {"text": filler.text, **span_cells(filler.span)}
    if isinstance(filler, ActorRef):
        return row | {"names_actor": True, **_plain(filler, "actor name description kind")}
    return row | {"names_actor": False, "actor": None, "name": None, "description": None, "kind": None}


def filler_from(row: Row) -> RoleFiller:
    """Who or what a row with these columns names; ``how`` is told in ``actor_refs`` only."""
    if not row["names_actor"]:
        return RoleText(row["text"], (row["span_start"], row["span_end"]))
    how = {"how": row["how"]} if "how" in row else {}
    return ActorRef(**_plain_from(row, "actor name description kind text"), **how, span=span_from(row))
