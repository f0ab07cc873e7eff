"""Verification of a record: that the bytes are the bytes, and that every span and quoted word is in its text."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from sqlalchemy import Connection, select

from reportedly.errors import RecordError, ReportedlyError
from reportedly.record.case_rows import dangling, fillers_in
from reportedly.record.rows import refs_of
from reportedly.record.schema import pages, reports
from reportedly.record.search import unindexed
from reportedly.record.store import Record
from reportedly.types import (
    ActorRef,
    Date,
    Event,
    Figure,
    Finding,
    Findings,
    Page,
    Published,
    Report,
    RoleFiller,
    Span,
    Statement,
    identifier,
    words_of,
)

_SHOWN = 60  # characters of a text that a problem quotes
_UNREADABLE = (RecordError, ValueError, TypeError, KeyError)  # what cells that somebody changed may lead to


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that does not hold: what, where (a path, an id, a table), what should be there and what is."""

    what: str
    where: str
    expected: str | None = None
    found: str | None = None

    def __str__(self) -> str:
        """The problem in one line."""
        parts = [f"{self.where}: {self.what}"]
        parts += [f"expected {self.expected}"] if self.expected is not None else []
        parts += [f"found {self.found}"] if self.found is not None else []
        return "; ".join(parts)


def verify(record: Record, derive: Callable[[Page], str] | None = None) -> Iterator[Problem]:
    """Look over a whole record and tell what does not hold, page by page in order of their paths.

    ``derive`` gives the text of a page's report, which is a function of its bytes; without it texts are not
    derived again. Nothing is changed. A record that is whole yields nothing.
    """
    yield from _structure(record)
    hashes = _column(record, "sha256")
    for sha256 in hashes:
        yield from _page(record, sha256)
    for id in _column(record, "id"):
        yield from _report(record, id, derive)


def _structure(record: Record) -> Iterator[Problem]:
    """SQLite's own checks (https://www.sqlite.org/pragma.html#pragma_integrity_check), and the search index."""
    for check in (_damages, _dangling, _unindexed, _lost):
        try:
            with record.snapshot() as connection:
                problems = check(connection)
        except RecordError as error:
            problems = [Problem("the file is damaged", str(record.path), found=_first_line(error))]
        yield from problems


def _damages(connection: Connection) -> list[Problem]:
    messages = connection.exec_driver_sql("PRAGMA integrity_check").scalars()
    return [Problem("the file is damaged", message.replace("\n", " ")) for message in messages if message != "ok"]


def _dangling(connection: Connection) -> list[Problem]:
    rows = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
    return [Problem("a row refers to what is not there", row[0], expected=f"a row of {row[2]}") for row in rows]


def _unindexed(connection: Connection) -> list[Problem]:
    return [Problem("the search index and the record differ", id) for id in unindexed(connection)]


def _lost(connection: Connection) -> list[Problem]:
    what = "a case names a finding that is not there"
    return [Problem(what, case, found=finding) for case, finding in dangling(connection)]


def _column(record: Record, name: str) -> list[str]:
    """All hashes of pages, or ids of reports in order of their paths. Strings only: a million fit in memory."""
    table = pages if name == "sha256" else reports
    order = (table.c.sha256,) if name == "sha256" else (table.c.path, table.c.id)
    with record.snapshot() as connection:
        return list(connection.execute(select(table.c[name]).order_by(*order)).scalars())


def _page(record: Record, sha256: str) -> Iterator[Problem]:
    try:
        page = record.page(sha256)
    except _UNREADABLE as error:
        yield Problem("the page cannot be read", sha256, found=_first_line(error))
        return
    found = hashlib.sha256(page.raw).hexdigest()
    if found != sha256:
        yield Problem("the page's bytes are not those that were hashed", page.path, expected=sha256, found=found)


def _report(record: Record, id: str, derive: Callable[[Page], str] | None) -> Iterator[Problem]:
    try:
        report, findings = record.report(id), record.findings(id)
        with record.snapshot() as connection:
            fillers = fillers_in(connection, id)
        problems = [*_parts(report), *_findings(report, findings), *_fillers(report, fillers)]
    except _UNREADABLE as error:
        yield Problem("the report cannot be read", id, found=_first_line(error))
        return
    where = report.page.path
    if report.id != identifier("r", report.page.sha256):
        yield Problem("the id is not that of the page", where, identifier("r", report.page.sha256), report.id)
    if report.page.path != record.path_of(id):
        yield Problem("the report stands under another path", where, report.page.path, record.path_of(id))
    if derive is not None:
        yield from _derived(record, report, derive)
    for problem in problems:
        yield Problem(problem.what, f"{where} ({problem.where})", problem.expected, problem.found)


def _derived(record: Record, report: Report, derive: Callable[[Page], str]) -> Iterator[Problem]:
    where = report.page.path
    try:
        text = derive(record.page(report.page.sha256))
    except (ReportedlyError, ValueError, TypeError) as error:
        yield Problem("the text cannot be derived from the page again", where, found=_first_line(error))
        return
    if text == report.text:
        return
    place = next((i for i, (a, b) in enumerate(zip(text, report.text, strict=False)) if a != b), None)
    place = min(len(text), len(report.text)) if place is None else place
    around = slice(max(place - 10, 0), place + _SHOWN)
    what = f"the text is not what the page's bytes give, from character {place}"
    yield Problem(what, where, _quoted(text[around]), _quoted(report.text[around]))


def _parts(report: Report) -> Iterator[Problem]:
    """The parts of a report: inside the text, none over another but for credits."""
    text = report.text
    placed: list[tuple[Span, str]] = [(report.title_span, "title")] if report.title_span else []
    for role, spans in (("body", report.body), ("caption", report.captions), ("set aside", report.set_aside)):
        placed += [(span, role) for span in spans]
    # A credit may stand on a line of its own or, as in a dateline, within one of the body or a caption.
    credits = [(credit.span, "credit") for credit in report.credits if credit.span]
    for span, role in (*placed, *credits):
        yield from _inside(text, span, role)
    for (first, one), (second, other) in pairwise(sorted(placed)):
        if second[0] < first[1]:
            yield Problem("two parts of the report overlap", f"{one} and {other}", "apart", f"{first} and {second}")
    for evidence in report.published.evidence:
        # The words may stand in two places ("anniversary ... 1982"), of which the span is one.
        if evidence.span and text[slice(*evidence.span)] not in evidence.text.split(" ... "):
            yield from _reads(text, (evidence.span,), evidence.text, f"evidence of the date, {evidence.how}")
    yield from _hanging(text, report.published, "published")


def _findings(report: Report, findings: Findings) -> Iterator[Problem]:
    text = report.text
    for statement in findings.statements:
        yield from _reads(text, statement.content, statement.text, statement.id)
        for span in (*statement.source, *statement.cue):
            yield from _inside(text, span, statement.id)
    quoted = [(f.id, f.span, f.text) for f in findings.figures] + [(e.id, e.span, e.text) for e in findings.events]
    quoted += [(m.id, m.span, m.text) for m in findings.mentions] + [(t.id, t.span, t.text) for t in findings.times]
    for id, span, words in quoted:
        yield from _reads(text, (span,), words, id)
    found: list[Finding] = [*findings.statements, *findings.figures, *findings.events]
    for finding in found:
        for ref in refs_of(finding):
            who = (ref.name or ref.description or ref.text) if isinstance(ref, ActorRef) else ref.text
            if ref.span:
                yield from _reads(text, (ref.span,), ref.text, f"{finding.id}, {who}")
        for date in _dates(finding):
            yield from _hanging(text, date, finding.id)
    for time in findings.times:
        yield from _hanging(text, time.date, time.id)


def _fillers(report: Report, fillers: Iterable[tuple[str, RoleFiller]]) -> Iterator[Problem]:
    """What cases quote of a report."""
    for case, filler in fillers:
        if filler.span:
            yield from _reads(report.text, (filler.span,), filler.text, f"{case}, a role")


def _dates(finding: Finding) -> Iterable[Date | None]:
    match finding:
        case Statement():
            return (finding.said,)
        case Figure():
            return (finding.period, finding.as_of)
        case Event():
            return (finding.when,)


def _inside(text: str, span: Span, where: str) -> Iterator[Problem]:
    start, end = span
    if not 0 <= start <= end <= len(text):
        yield Problem("a span is not in the text", where, f"0 to {len(text)}", f"{start} to {end}")


def _reads(text: str, spans: Iterable[Span], words: str, where: str) -> Iterator[Problem]:
    spans = tuple(spans)
    outside = [problem for span in spans for problem in _inside(text, span, where)]
    if outside:
        yield from outside
    elif words_of(text, spans) != words:
        yield Problem("the quoted words are not in their place", where, _quoted(words_of(text, spans)), _quoted(words))


def _hanging(text: str, date: Date | Published | None, where: str) -> Iterator[Problem]:
    if date and date.relative and date.relative.span:
        yield from _inside(text, date.relative.span, f"{where}, what its date hangs on")
    if date and date.earliest and date.latest and date.earliest > date.latest:
        yield Problem("a date ends before it begins", where, found=f"{date.earliest} to {date.latest}")


def _quoted(text: str) -> str:
    """``text`` as one line, cut where it is long."""
    return repr(text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…")


def _first_line(error: Exception) -> str:
    return str(error).partition("\n")[0] or type(error).__name__
