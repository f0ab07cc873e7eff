"""Verification of a record: that the bytes are the bytes, that every span and quoted word is in its text, that all
rows are those that were sealed, and that the log is whole."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from sqlalchemy import Connection, select

from reportedly.errors import RecordError, ReportedlyError
from reportedly.record import audit, merging, seals
from reportedly.record.case_rows import dangling, fillers_in
from reportedly.record.index_check import index_damages
from reportedly.record.opening import told
from reportedly.record.rows import refs_of
from reportedly.record.schema import pages, reports
from reportedly.record.seals import raw_of
from reportedly.record.search import astray, words_held, words_in
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
# What cells that somebody changed may lead to.
_UNREADABLE = (RecordError, ValueError, TypeError, AttributeError, LookupError, ArithmeticError)
_KINDS = {
    "skipped": "this skipped page",
    "cases": "the cases",
    "meta": "the file's facts",
    "schema": "the schema",
}


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


def verify(record: Record, derive: Callable[[Page], str] | None = None, head: str | None = None) -> Iterator[Problem]:
    """Look over a whole record and tell what does not hold, page by page in order of their paths.

    ``derive`` gives the text of a page's report, which is a function of its bytes; without it texts are not
    derived again. ``head`` is the hash of an entry of the log that somebody has kept: the log must still have it.
    Nothing is changed. A record that is whole yields nothing.
    """
    yield from _structure(record)
    yield from log_problems(record, head)
    yield from _kept(record)
    for sha256 in _column(record, "sha256"):
        yield from _page(record, sha256)
    for id in _column(record, "id"):
        yield from _report(record, id, derive)


def log_problems(record: Record, head: str | None = None) -> Iterator[Problem]:
    """What does not hold of the log alone: its chain, and that its last entry tells of the seals as they are."""
    try:
        with record.snapshot() as connection, told(record.path):
            problems = list(_log(raw_of(connection), head))
    except _UNREADABLE as error:
        problems = [Problem("the log cannot be read", str(record.path), found=_first_line(error))]
    yield from problems


def _structure(record: Record) -> Iterator[Problem]:
    """SQLite's own checks (https://www.sqlite.org/pragma.html#pragma_integrity_check), and the search index."""
    for check in (_damages, _dangling, _astray, _lost, _actors):
        try:
            with record.snapshot() as connection, told(record.path):
                problems = list(check(connection))
        except _UNREADABLE as error:
            problems = [Problem("the file is damaged", str(record.path), found=_first_line(error))]
        yield from problems
    try:
        found = list(index_damages(record.path))
    except (sqlite3.Error, OSError) as error:
        found = [_first_line(error)]
    yield from (Problem("the search index is damaged", str(record.path), found=message) for message in found)


def _kept(record: Record) -> Iterator[Problem]:
    """The seals, but for those of pages and reports."""
    try:
        with record.snapshot() as connection, told(record.path):
            problems = list(_seals(raw_of(connection)))
    except _UNREADABLE as error:
        problems = [Problem("the seals cannot be read", str(record.path), found=_first_line(error))]
    yield from problems


def _log(raw: sqlite3.Connection, head: str | None) -> Iterator[Problem]:
    last = None
    known = head is None
    for last in audit.entries(raw):
        if last.problem:
            yield Problem(f"the entry {last.problem}", f"log entry {last.seq}")
        known |= last.hash == head and last.problem is None
    if last is None:
        yield Problem("the log has no entry", "log")
    elif (build := audit.unlogged(raw)) is None and (now := seals.state(raw)) != last.state:
        yield Problem("the record is not what the last entry of the log says", "log", last.state, now)
    elif build is not None and head is not None and last.hash == head:
        yield Problem(f"build {build} did not end: what it wrote is not covered by the head", "log")
    if not known:
        yield Problem("no entry of the log has this hash", "log", expected=head)


def _seals(raw: sqlite3.Connection) -> Iterator[Problem]:
    for kind, query in seals.KEYS.items():
        for (key,) in raw.execute(query).fetchall() if kind not in ("page", "report") else ():
            yield from _sealed(raw, kind, key, f"{kind} {key}".strip())
    yield from (Problem("what was sealed is not there", f"{kind} {key}".strip()) for kind, key in seals.astray(raw))


def _sealed(raw: sqlite3.Connection, kind: str, key: str, where: str) -> Iterator[Problem]:
    broken = seals.broken(raw, kind, key)
    if broken:
        what = f"the rows of {_KINDS.get(kind, f'this {kind}')} are not those that were sealed"
        yield Problem(what, where, *(part or "nothing" for part in broken))


def _damages(connection: Connection) -> list[Problem]:
    messages = connection.exec_driver_sql("PRAGMA integrity_check").scalars()
    return [Problem("the file is damaged", message.replace("\n", " ")) for message in messages if message != "ok"]


def _dangling(connection: Connection) -> list[Problem]:
    rows = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
    return [Problem("a row refers to what is not there", row[0], expected=f"a row of {row[2]}") for row in rows]


def _astray(connection: Connection) -> list[Problem]:
    return [Problem("the search index and the record differ", what) for what in astray(connection)]


def _actors(connection: Connection) -> list[Problem]:
    return [Problem("the actor is not what its reports say of it", id) for id in merging.unsettled(connection)]


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
        found = hashlib.sha256(page.raw).hexdigest()
        if found != sha256:
            yield Problem("the page's bytes are not those that were hashed", page.path, expected=sha256, found=found)
            return
        with record.snapshot() as connection, told(record.path):
            problems = list(_sealed(raw_of(connection), "page", sha256, page.path))
    except _UNREADABLE as error:
        problems = [Problem("the page cannot be read", sha256, found=_first_line(error))]
    yield from problems


def _report(record: Record, id: str, derive: Callable[[Page], str] | None) -> Iterator[Problem]:
    problems: list[Problem] = []
    try:
        report, findings = record.report(id), record.findings(id)
        problems += _whole(record, report, derive)
        with record.snapshot() as connection, told(record.path):
            fillers = fillers_in(connection, id)
            inside = [*_parts(report), *_findings(report, findings), *_fillers(report, fillers)]
            where = report.page.path
            problems += [replace(problem, where=f"{where} ({problem.where})") for problem in inside]
            if not problems:  # else what is wrong has been said in better words
                problems += _sealed(raw_of(connection), "report", id, where)
                if words_held(connection, id) != list(words_in(report, findings)):
                    problems.append(Problem("the search index and the record differ", where))
    except _UNREADABLE as error:
        problems = [Problem("the report cannot be read", id, found=_first_line(error))]
    yield from problems


def _whole(record: Record, report: Report, derive: Callable[[Page], str] | None) -> Iterator[Problem]:
    where = report.page.path
    if report.id != identifier("r", report.page.sha256):
        yield Problem("the id is not that of the page", where, identifier("r", report.page.sha256), report.id)
    if report.page.path != record.path_of(report.id):
        yield Problem("the report stands under another path", where, report.page.path, record.path_of(report.id))
    if derive is not None:
        yield from _derived(record, report, derive)


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
