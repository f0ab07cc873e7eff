"""Whether the parts of one addition to a record agree, before anything is written."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from reportedly.errors import RecordError
from reportedly.record.rows import actors_named
from reportedly.types import Actor, Findings, Page, Report


def require_agreement(page: Page, report: Report, findings: Findings, actors: Sequence[Actor]) -> None:
    """Raise RecordError, naming the page, unless the report is the page's, the findings are the report's, ids are
    unique, and whatever is referred to is there."""
    for problem in _disagreements(page, report, findings, actors):
        raise RecordError(f"{page.path}: cannot be added: {problem}")


def _disagreements(page: Page, report: Report, findings: Findings, actors: Sequence[Actor]) -> Iterable[str]:
    if report.page.sha256 != page.sha256:
        yield f"the report {report.id} is of another page"
    ids: Counter[str] = Counter()
    for values in (findings.statements, findings.figures, findings.events, findings.mentions, findings.times):
        ids.update(value.id for value in values)
        yield from (f"{value.id} is of another report" for value in values if value.report != report.id)
    yield from (f"two findings have the id {id}" for id, count in ids.items() if count > 1)
    if len({actor.id for actor in actors}) < len(actors):
        yield "an actor is given twice"
    statements = {statement.id for statement in findings.statements}
    figures = {figure.id for figure in findings.figures}
    there = {actor.id for actor in actors}
    for statement in findings.statements:
        if statement.within is not None and statement.within not in statements:
            yield f"{statement.id} is within {statement.within}, which is not there"
    belongs = [(figure.id, figure.statement) for figure in findings.figures]
    belongs += [(event.id, event.statement) for event in findings.events]
    for id, statement_id in belongs:
        if statement_id is not None and statement_id not in statements:
            yield f"{id} belongs to the statement {statement_id}, which is not there"
    for event in findings.events:
        yield from (f"{event.id} has the figure {id}, which is not there" for id in event.figures if id not in figures)
    for id in sorted(actors_named(findings) - there):
        yield f"a finding names the actor {id}, which was not given"
