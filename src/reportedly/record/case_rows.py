"""Cases and series to rows and back, and the one row that says whether they are of the findings as they stand.

All are replaced together: which findings belong together depends on all reports.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import fields
from typing import Any

from sqlalchemy import Connection, Table, delete, insert, select, tuple_, union_all

from reportedly.record import case_tables as tables
from reportedly.record.cells import Row, chunks, date_cells, date_from, number_cell
from reportedly.record.rows import filler_cells, filler_from
from reportedly.record.schema import events, figures, meta, statements
from reportedly.types import (
    Case,
    CaseFiller,
    CaseRoles,
    Collation,
    Conflict,
    Joined,
    Point,
    Reported,
    RoleFiller,
    Series,
)
from reportedly.versions import COLLATING, rules_version

CASE_ROLES = tuple(f.name for f in fields(CaseRoles))
_STATE = "collation"  # the key in ``meta``
_PARTS = (tables.case_roles, tables.case_history, tables.case_findings, tables.case_joins)
_SERIES_PARTS = (tables.series_points, tables.series_conflicts, tables.series_figures)
_AT_ONCE = 500  # cases or series whose rows are written together
_Rows = dict[Table, list[dict[str, Any]]]


def is_due(connection: Connection) -> bool:
    """Whether findings have changed since cases and series were last made of them, or the rules that make them have."""
    found = connection.execute(select(meta.c.value).where(meta.c.key == _STATE)).scalar_one_or_none()
    return found is not None and found != rules_version(COLLATING)


def set_due(connection: Connection, due: bool) -> None:
    """Note whether cases and series are to be made anew."""
    connection.execute(delete(meta).where(meta.c.key == _STATE))
    connection.execute(insert(meta), [{"key": _STATE, "value": "due" if due else rules_version(COLLATING)}])


def dangling(connection: Connection) -> list[tuple[str, str]]:
    """Each case with a finding that it names and the record does not hold."""
    there = union_all(*(select(table.c.id) for table in (statements, figures, events)))
    parts = (tables.case_findings.c, tables.case_joins.c)
    named = [select(c.case_id, c.finding) for c in parts]
    named.append(select(tables.case_joins.c.case_id, tables.case_joins.c.joined_to))
    lost: set[tuple[str, str]] = set()
    for query in named:
        column = query.selected_columns[1]
        lost.update((case, finding) for case, finding in connection.execute(query.where(column.not_in(there))))
    return sorted(lost)


def fillers_in(connection: Connection, report: str) -> list[tuple[str, RoleFiller]]:
    """Who and what fills the roles of cases in the words of one report, each with its case."""
    table = tables.case_roles
    query = select(table).where(table.c.report == report).order_by(table.c.case_id, table.c.role, table.c.position)
    return [(row["case_id"], filler_from(row)) for row in connection.execute(query).mappings()]


def drop(connection: Connection) -> None:
    """Take out all cases and series."""
    for table in reversed(tables.TABLES):
        connection.execute(delete(table))


def write(connection: Connection, collation: Collation) -> None:
    """Put cases and series in the place of those that are there, and note that they are up to date. Only some of them
    are in memory at a time."""
    drop(connection)
    rows: _Rows = defaultdict(list)
    for n, case in enumerate(collation.cases, 1):
        _case_rows(rows, case)
        if n % _AT_ONCE == 0:
            _insert(connection, rows)
    for n, series in enumerate(collation.series, 1):
        _series_rows(rows, series)
        if n % _AT_ONCE == 0:
            _insert(connection, rows)
    _insert(connection, rows)
    set_due(connection, False)


def _insert(connection: Connection, rows: _Rows) -> None:
    for table in tables.TABLES:
        if rows[table]:
            connection.execute(insert(table), rows[table])
    rows.clear()


def _case_rows(rows: _Rows, case: Case) -> None:
    owner = {"case_id": case.id}
    plain = {name: getattr(case, name) for name in "id register title place issue stance independent_sources".split()}
    rows[tables.cases].append({**plain, **date_cells("when", case.when)})

    def findings(part: str, entry: int, ids: Iterable[str]) -> None:
        rows[tables.case_findings] += [
            {**owner, "part": part, "entry": entry, "position": i, "finding": id} for i, id in enumerate(ids)
        ]

    for role in CASE_ROLES:
        for i, item in enumerate(getattr(case.roles, role)):
            place = {**owner, "role": role, "position": i, "report": item.report}
            rows[tables.case_roles].append({**place, **filler_cells(item.filler)})
            findings(role, i, item.findings)
    for i, state in enumerate(case.history):
        rows[tables.case_history].append(
            {**owner, "position": i, "status": state.status, **date_cells("date", state.date)}
        )
        findings("history", i, state.findings)
    findings("figures", 0, case.figures)
    rows[tables.case_joins] += [
        {**owner, "position": i, "finding": join.finding, "joined_to": join.to, "how": join.how}
        for i, join in enumerate(case.joined_by)
    ]


def _series_rows(rows: _Rows, series: Series) -> None:
    owner = {"series": series.id}
    plain = {name: getattr(series, name) for name in "id measure scope place episode".split()}
    rows[tables.series].append({**plain, "group_name": series.group})

    def figures(part: str, entry: int, ids: Iterable[str]) -> None:
        rows[tables.series_figures] += [
            {**owner, "part": part, "entry": entry, "position": i, "figure": id} for i, id in enumerate(ids)
        ]

    for i, point in enumerate(series.points):
        bounds = {"low": number_cell(point.low), "high": number_cell(point.high)}
        sources = {"independent_sources": point.independent_sources}
        rows[tables.series_points].append(
            {**owner, "position": i, **date_cells("as_of", point.as_of), **bounds, **sources}
        )
        figures("point", i, point.figures)
    for i, conflict in enumerate(series.conflicts):
        rows[tables.series_conflicts].append({**owner, "position": i, "why": conflict.why})
        figures("conflict", i, conflict.figures)


def next_cases(connection: Connection, last: Case | None, register: str | None, limit: int) -> list[Case]:
    """At most ``limit`` cases after ``last``, by register and id; of all registers or of one."""
    table = tables.cases
    query = select(table).order_by(table.c.register, table.c.id).limit(limit)
    if register is not None:
        query = query.where(table.c.register == register)
    if last is not None:
        query = query.where(tuple_(table.c.register, table.c.id) > (last.register, last.id))
    return _load_cases(connection, connection.execute(query).mappings().all())


def next_series(connection: Connection, last: Series | None, limit: int) -> list[Series]:
    """At most ``limit`` series after ``last``, by id."""
    table = tables.series
    query = select(table).order_by(table.c.id).limit(limit)
    if last is not None:
        query = query.where(table.c.id > last.id)
    return _load_series(connection, connection.execute(query).mappings().all())


def beginning(connection: Connection, start: str) -> list[Case | Series]:
    """The cases and series whose ids begin so."""
    rows = [
        connection.execute(select(table).where(table.c.id.startswith(start, autoescape=True))).mappings().all()
        for table in (tables.cases, tables.series)
    ]
    return [*_load_cases(connection, rows[0]), *_load_series(connection, rows[1])]


def _load_cases(connection: Connection, rows: Sequence[Row]) -> list[Case]:
    parts = _parts(connection, _PARTS, "case_id", [row["id"] for row in rows])
    return [_case(row, parts[row["id"]]) for row in rows]


def _load_series(connection: Connection, rows: Sequence[Row]) -> list[Series]:
    parts = _parts(connection, _SERIES_PARTS, "series", [row["id"] for row in rows])
    return [_series(row, parts[row["id"]]) for row in rows]


def _parts(
    connection: Connection, parts: Iterable[Table], owner: str, ids: Sequence[str]
) -> dict[str, dict[Table, list[Row]]]:
    found: dict[str, dict[Table, list[Row]]] = defaultdict(lambda: defaultdict(list))
    for some in chunks(ids):
        for table in parts:
            query = select(table).where(table.c[owner].in_(some)).order_by(table.c.position)
            for row in connection.execute(query).mappings():
                found[row[owner]][table].append(row)
    return found


def _lists(rows: Iterable[Row], column: str) -> dict[tuple[str, int], tuple[str, ...]]:
    """Ids by the part and entry that they belong to."""
    lists: dict[tuple[str, int], list[str]] = defaultdict(list)
    for row in rows:
        lists[row["part"], row["entry"]].append(row[column])
    return defaultdict(tuple, {key: tuple(ids) for key, ids in lists.items()})


def _case(row: Row, parts: dict[Table, list[Row]]) -> Case:
    findings = _lists(parts[tables.case_findings], "finding")
    roles: dict[str, list[CaseFiller]] = defaultdict(list)
    for filler in parts[tables.case_roles]:
        role = filler["role"]
        ids = findings[role, filler["position"]]
        roles[role].append(CaseFiller(filler_from(filler), filler["report"], ids))
    return Case(
        **{name: row[name] for name in "id register title place issue stance independent_sources".split()},
        roles=CaseRoles(**{role: tuple(roles[role]) for role in CASE_ROLES}),
        when=date_from("when", row),
        history=tuple(
            Reported(state["status"], date_from("date", state), findings["history", state["position"]])
            for state in parts[tables.case_history]
        ),
        figures=findings["figures", 0],
        joined_by=tuple(Joined(r["finding"], r["joined_to"], r["how"]) for r in parts[tables.case_joins]),
    )


def _series(row: Row, parts: dict[Table, list[Row]]) -> Series:
    figures = _lists(parts[tables.series_figures], "figure")
    return Series(
        **{name: row[name] for name in "id measure scope place episode".split()},
        group=row["group_name"],
        points=tuple(
            Point(
                date_from("as_of", point),
                point["low"],
                point["high"],
                figures["point", point["position"]],
                point["independent_sources"],
            )
            for point in parts[tables.series_points]
        ),
        conflicts=tuple(
            Conflict(figures["conflict", conflict["position"]], conflict["why"])
            for conflict in parts[tables.series_conflicts]
        ),
    )
