"""Full-text search over reports (title and body) and findings, by SQLite's FTS5 (https://www.sqlite.org/fts5.html).

The one part of a record that needs SQLite. Letter case and diacritics do not count. The words stand in the index
in the same transaction as the rows they come from.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, text

from reportedly.errors import UsageError
from reportedly.record.columns import restored, storable
from reportedly.record.rows import refs_of
from reportedly.types import ActorRef, Finding, Findings, Report, Spans

if TYPE_CHECKING:
    from reportedly.record.store import Record

KINDS = ("report", "statement", "figure", "event")
_TOKENS = "tokenize = 'unicode61 remove_diacritics 2'"
_TITLE_WEIGHT = 4.0  # a word in the title says more of a report than one in its body
_OPEN, _CLOSE = "\ufdd0", "\ufdd1"  # noncharacters: no text has them, and they are never shown
_TERM = re.compile(r"[\"“”„«»]([^\"“”„«»]*)[\"“”„«»](\*?)|([^\s\"“”„«»]+)")


@dataclass(frozen=True, slots=True)
class Hit:
    """A place that was found. ``finding`` is null where the words are the report's own title or body; ``marks``
    are the spans of the words in ``snippet``; a smaller ``rank`` is a better one (BM25, negative)."""

    kind: str
    report: str
    path: str
    title: str | None
    finding: str | None
    snippet: str
    marks: Spans
    rank: float


def search(record: Record, words: str, limit: int = 20, kind: str | None = None) -> Iterator[Hit]:
    """The best ``limit`` places that hold all of ``words``, best first.

    ``words`` are what a person types: words, ``"phrases in quotes"``, and ``beginnings*``; nothing in it is
    special beyond that. ``kind`` keeps to reports, statements, figures or events. Raises UsageError for another
    kind and RecordError when the record cannot be read.
    """
    if kind is not None and kind not in KINDS:
        raise UsageError(f"{kind} is not a kind that can be searched; take one of {', '.join(KINDS)}")
    asked = query(words)
    if not asked or limit <= 0:
        return
    with record.snapshot() as connection:
        ranked = connection.execute(text(_RANKED), {"query": asked, "kind": kind, "limit": limit}).all()
        hits = [_hit(connection, row, asked) for row in ranked]
    yield from hits


def query(words: str) -> str:
    """``words`` as an FTS5 query that means all of them, whatever characters they hold; empty if there are none."""
    terms = []
    for match in _TERM.finditer(words):
        term, prefix = (match[1], match[2]) if match[3] is None else (match[3].rstrip("*"), match[3].endswith("*"))
        if any(unicodedata.category(c)[0] in "LN" for c in term):
            terms.append('"' + storable(term).replace('"', '""') + '"' + ("*" if prefix else ""))
    return " ".join(terms)


TABLES = {
    "report_search": f"CREATE VIRTUAL TABLE report_search USING fts5(title, body, {_TOKENS})",
    "finding_search": f"CREATE VIRTUAL TABLE finding_search USING fts5(text, who, {_TOKENS})",
}
"""The tables of the index, each with what makes it. ``search_rows`` says what their rows are of, by number."""


def make(connection: Connection) -> None:
    """Make the index's tables."""
    for statement in (
        "CREATE TABLE search_rows (number INTEGER PRIMARY KEY, report TEXT NOT NULL, finding TEXT, kind TEXT NOT NULL)",
        "CREATE INDEX ix_search_rows_report ON search_rows (report)",
        *TABLES.values(),
    ):
        connection.exec_driver_sql(statement)


def index(connection: Connection, entries: Iterable[tuple[Report, Findings]]) -> None:
    """Put the words of reports and of their findings in the index."""
    number: int = connection.exec_driver_sql("SELECT COALESCE(MAX(number), 0) FROM search_rows").scalar_one()
    numbers: list[tuple[int, str, str | None, str]] = []
    words: dict[str, list[tuple[int, str, str]]] = {table: [] for table in TABLES}
    for report, findings in entries:
        for finding, kind, one, other in words_in(report, findings):
            number += 1
            numbers.append((number, report.id, finding, kind))
            words["report_search" if finding is None else "finding_search"].append((number, one, other))
    for statement, rows in (
        ("INSERT INTO search_rows (number, report, finding, kind) VALUES (?, ?, ?, ?)", numbers),
        ("INSERT INTO report_search (rowid, title, body) VALUES (?, ?, ?)", words["report_search"]),
        ("INSERT INTO finding_search (rowid, text, who) VALUES (?, ?, ?)", words["finding_search"]),
    ):
        if rows:
            connection.exec_driver_sql(statement, list(rows))


def words_in(report: Report, findings: Findings) -> Iterator[tuple[str | None, str, str, str]]:
    """What the index holds of a report: of itself and of each finding its id (null for the report), kind and words."""
    title = report.title or (report.text[slice(*report.title_span)] if report.title_span else "")
    body = "\n".join(report.text[start:end] for start, end in report.body)
    yield None, "report", storable(title), storable(body)
    said: tuple[tuple[str, tuple[Finding, ...]], ...] = (
        ("statement", findings.statements),
        ("figure", findings.figures),
        ("event", findings.events),
    )
    for kind, finding in ((kind, finding) for kind, several in said for finding in several):
        yield finding.id, kind, storable(finding.text), storable(_who(finding))


def words_held(connection: Connection, report: str) -> list[tuple[str | None, str, str, str]]:
    """The same as the index has it."""
    held: list[tuple[str | None, str, str, str]] = []
    for table, columns in (("report_search", "title, body"), ("finding_search", "text, who")):
        query = f"SELECT finding, kind, {columns} FROM search_rows CROSS JOIN {table} ON {table}.rowid = number "
        query += f"WHERE report = ? AND (finding IS NULL) = {int(table == 'report_search')} ORDER BY number"
        held += [tuple(row) for row in connection.exec_driver_sql(query, (report,))]
    return held


def _who(finding: Finding) -> str:
    """The names and descriptions of those who take part, so that a statement is found by its speaker."""
    refs = (ref for ref in refs_of(finding) if isinstance(ref, ActorRef))
    return "; ".join(dict.fromkeys(ref.name or ref.description or ref.text for ref in refs))


def forget(connection: Connection, report: str) -> None:
    """Take a report and its findings out of the index."""
    rows = connection.exec_driver_sql("SELECT number, finding FROM search_rows WHERE report = ?", (report,)).all()
    for table, numbers in (
        ("report_search", [(number,) for number, finding in rows if finding is None]),
        ("finding_search", [(number,) for number, finding in rows if finding is not None]),
    ):
        if numbers:
            connection.exec_driver_sql(f"DELETE FROM {table} WHERE rowid = ?", numbers)
    connection.exec_driver_sql("DELETE FROM search_rows WHERE report = ?", (report,))


def astray(connection: Connection) -> list[str]:
    """What is in the index and is of no report, and numbers that lead to no words."""
    lost = "SELECT report FROM search_rows EXCEPT SELECT id FROM reports"
    found = [str(id) for id in connection.exec_driver_sql(lost).scalars()]
    for table, of in (("report_search", "IS NULL"), ("finding_search", "IS NOT NULL")):
        # The table of sizes has a row for each row of the index and is much smaller than the words themselves.
        one, other = f"SELECT id FROM {table}_docsize", f"SELECT number FROM search_rows WHERE finding {of}"
        for query in (f"{one} EXCEPT {other}", f"{other} EXCEPT {one}"):
            found += [f"{table}, row {number}" for number in connection.exec_driver_sql(query).scalars()]
        both = (f"SELECT COUNT(*) FROM {table}_content", f"SELECT COUNT(*) FROM {table}_docsize")
        rows = [connection.exec_driver_sql(query).scalar_one() for query in both]
        found += [f"{table}, {rows[0]} rows for {rows[1]}"] if rows[0] != rows[1] else []
    return found


_RANKED = f"""
    SELECT found.number, found.rank, search_rows.kind, search_rows.report, search_rows.finding,
           reports.path, reports.title
    FROM (
        SELECT rowid AS number, bm25(report_search, {_TITLE_WEIGHT}, 1.0) AS rank
        FROM report_search WHERE report_search MATCH :query AND COALESCE(:kind, 'report') = 'report'
        UNION ALL
        SELECT rowid AS number, bm25(finding_search) AS rank
        FROM finding_search WHERE finding_search MATCH :query AND COALESCE(:kind, '') <> 'report'
    ) AS found
    JOIN search_rows ON search_rows.number = found.number
    JOIN reports ON reports.id = search_rows.report
    WHERE :kind IS NULL OR search_rows.kind = :kind
    ORDER BY ROUND(found.rank, 10), reports.path, search_rows.kind, search_rows.finding
    LIMIT :limit
"""


def _hit(connection: Connection, row: Any, asked: str) -> Hit:
    table = "report_search" if row.finding is None else "finding_search"
    words = f"snippet({table}, {{}}, '{_OPEN}', '{_CLOSE}', '…', 24)"
    columns = words.format(-1) if row.finding is None else f"{words.format(1)}, {words.format(0)}"
    found = connection.execute(
        text(f"SELECT {columns} FROM {table} WHERE {table} MATCH :query AND rowid = :number"),
        {"query": asked, "number": row.number},
    ).one()
    # Of those who take part, only whoever was asked for.
    shown = ": ".join(part for i, part in enumerate(found) if i == len(found) - 1 or _OPEN in part)
    snippet, marks = _marked(restored(shown))
    title = None if row.title is None else restored(row.title)
    return Hit(row.kind, row.report, restored(row.path), title, row.finding, snippet, marks, round(row.rank, 10))


def _marked(shown: str) -> tuple[str, Spans]:
    """A snippet on one line, and the places of its marks."""
    parts: list[str] = []
    marks: list[tuple[int, int]] = []
    length = 0
    start: int | None = None
    for piece in _pieces(shown):
        if piece == _OPEN:
            start = length
        elif piece == _CLOSE:
            if start is not None and start < length:
                marks.append((start, length))
            start = None
        else:
            parts.append(re.sub(r"\s", " ", piece))
            length += len(piece)
    return "".join(parts), tuple(marks)


def _pieces(shown: str) -> Iterable[str]:
    return (piece for piece in re.split(f"([{_OPEN}{_CLOSE}])", shown) if piece)
