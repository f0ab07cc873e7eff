"""Single findings by their ids, with what is needed to say where they stand."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass

from sqlalchemy import Connection, select

from reportedly.record.cells import chunks
from reportedly.record.loading import load_findings, load_reports
from reportedly.record.schema import events, figures, report_actors, reports, statements
from reportedly.types import Event, Figure, Finding, Findings, Published, Report, Spans, Statement

_TABLES = (statements, figures, events)


@dataclass(frozen=True, slots=True)
class Found:
    """A finding with its report's id, path, title, outlet and day. ``statement`` is the one that a figure or an event
    stands in."""

    finding: Finding
    report: str
    path: str
    title: str | None
    outlet: str | None
    published: Published
    statement: Statement | None = None

    @property
    def spans(self) -> Spans:
        """Where the words of the finding stand."""
        return self.finding.content if isinstance(self.finding, Statement) else (self.finding.span,)


def found_in(report: Report, findings: Findings, wanted: Container[str] | None = None) -> Iterator[tuple[str, Found]]:
    """The findings of a report by id, all or those in ``wanted``."""
    said = {statement.id: statement for statement in findings.statements}
    items: tuple[Finding, ...] = (*findings.statements, *findings.figures, *findings.events)
    for item in items:
        if wanted is None or item.id in wanted:
            inside = said.get(item.statement or "") if isinstance(item, Figure | Event) else None
            origin = (report.id, report.page.path, report.title, report.outlet, report.published)
            yield item.id, Found(item, *origin, inside)


def found_among(connection: Connection, ids: Iterable[str]) -> dict[str, Found]:
    """The findings with these ids; what is not there is left out."""
    wanted = sorted(set(ids))
    where: set[str] = set()
    for some in chunks(wanted):
        for table in _TABLES:
            where.update(connection.execute(select(table.c.report).where(table.c.id.in_(some)).distinct()).scalars())
    among = set(wanted)
    found: dict[str, Found] = {}
    for some in chunks(sorted(where), 50):
        rows = connection.execute(select(reports).where(reports.c.id.in_(some))).mappings().all()
        findings = load_findings(connection, some)
        for report in load_reports(connection, rows):
            found.update(found_in(report, findings[report.id], among))
    return found


def reports_of(connection: Connection, ids: Iterable[str]) -> dict[str, str]:
    """The report of each of these findings, by the finding's id; what is not there is left out."""
    found: dict[str, str] = {}
    for some in chunks(sorted(set(ids))):
        for table in _TABLES:
            rows = connection.execute(select(table.c.id, table.c.report).where(table.c.id.in_(some)))
            found.update((row.id, row.report) for row in rows)
    return found


def reports_naming(connection: Connection, actors: Iterable[str]) -> dict[str, set[str]]:
    """The reports that name each of these actors, by the actor's id."""
    found: dict[str, set[str]] = {}
    for some in chunks(sorted(set(actors))):
        query = select(report_actors.c.actor, report_actors.c.report).where(report_actors.c.actor.in_(some))
        for row in connection.execute(query):
            found.setdefault(row.actor, set()).add(row.report)
    return found


def places_of(connection: Connection, start: str) -> list[tuple[str, str]]:
    """The findings whose ids begin so, each with its report's id; one with just this id alone."""
    found: list[tuple[str, str]] = []
    for table in _TABLES:
        query = select(table.c.id, table.c.report).where(table.c.id.startswith(start, autoescape=True))
        found += [(id, report) for id, report in connection.execute(query.order_by(table.c.id).limit(50))]
    exact = [pair for pair in found if pair[0] == start]
    return exact or found
