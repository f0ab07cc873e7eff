"""The tables of what findings of many reports come to together: cases and series. Made and replaced as a whole.

They hold nothing of their own: all of it follows from reports, findings and actors (:mod:`reportedly.collation`).
``case_id`` and ``series`` say whose a row is, for ``case`` would need quoting in SQL.
"""

from __future__ import annotations

from sqlalchemy import Column, Float, Integer, PrimaryKeyConstraint, Table, Text

from reportedly.record.columns import (
    Words,
    date_columns,
    filler_columns,
    id_column,
    metadata,
    owned_by,
    position_column,
    refers_to,
)

cases = Table(
    "cases",
    metadata,
    id_column(),
    Column("register", Text, nullable=False, index=True),
    Column("title", Words, nullable=False),
    Column("place", Words),
    *date_columns("when"),
    Column("issue", Words),
    Column("stance", Text),
    Column("independent_sources", Integer),
)

case_roles = Table(
    "case_roles",
    metadata,
    Column("case_id", Text, owned_by("cases.id"), nullable=False),
    Column("role", Text, nullable=False),
    position_column(),
    Column("report", Text, refers_to("reports.id"), nullable=False, index=True),
    *filler_columns(),
    PrimaryKeyConstraint("case_id", "role", "position"),
)

case_history = Table(
    "case_history",
    metadata,
    Column("case_id", Text, owned_by("cases.id"), nullable=False),
    position_column(),
    Column("status", Words, nullable=False),
    *date_columns("date"),
    PrimaryKeyConstraint("case_id", "position"),
)

# ``part`` is a role, ``history`` or ``figures``; ``entry`` is the place of the filler or the state among its like.
case_findings = Table(
    "case_findings",
    metadata,
    Column("case_id", Text, owned_by("cases.id"), nullable=False),
    Column("part", Text, nullable=False),
    Column("entry", Integer, nullable=False),
    position_column(),
    Column("finding", Text, nullable=False, index=True),
    PrimaryKeyConstraint("case_id", "part", "entry", "position"),
)

case_joins = Table(
    "case_joins",
    metadata,
    Column("case_id", Text, owned_by("cases.id"), nullable=False),
    position_column(),
    Column("finding", Text, nullable=False),
    Column("joined_to", Text, nullable=False),
    Column("how", Words, nullable=False),
    PrimaryKeyConstraint("case_id", "position"),
)

series = Table(
    "series",
    metadata,
    id_column(),
    Column("measure", Text, nullable=False, index=True),
    Column("scope", Text, nullable=False),
    Column("place", Words),
    Column("group_name", Words),
    Column("episode", Words),
)

series_points = Table(
    "series_points",
    metadata,
    Column("series", Text, owned_by("series.id"), nullable=False),
    position_column(),
    *date_columns("as_of"),
    Column("low", Float),
    Column("high", Float),
    Column("independent_sources", Integer),
    PrimaryKeyConstraint("series", "position"),
)

series_conflicts = Table(
    "series_conflicts",
    metadata,
    Column("series", Text, owned_by("series.id"), nullable=False),
    position_column(),
    Column("why", Words, nullable=False),
    PrimaryKeyConstraint("series", "position"),
)

# ``part`` is ``point`` or ``conflict``; ``entry`` is which of them.
series_figures = Table(
    "series_figures",
    metadata,
    Column("series", Text, owned_by("series.id"), nullable=False),
    Column("part", Text, nullable=False),
    Column("entry", Integer, nullable=False),
    position_column(),
    Column("figure", Text, refers_to("figures.id"), nullable=False, index=True),
    PrimaryKeyConstraint("series", "part", "entry", "position"),
)

TABLES = (
    cases, case_roles, case_history, case_findings, case_joins,
    series, series_points, series_conflicts, series_figures,
)  # fmt: skip
"""All of them, each after those that it refers to."""

CASE_VIEWS = {
    "case_states": """
        SELECT cases.id AS case_id, cases.register, cases.title, case_history.position, case_history.status,
               case_history.date_earliest, case_history.date_latest, cases.issue, cases.stance, cases.place,
               cases.independent_sources,
               (SELECT COUNT(*) FROM case_findings
                WHERE case_findings.case_id = cases.id AND case_findings.part = 'history'
                AND case_findings.entry = case_history.position) AS findings
        FROM cases
        JOIN case_history ON case_history.case_id = cases.id
    """,
    "points_of_series": """
        SELECT series.id AS series, series.measure, series.scope, series.place, series.group_name, series.episode,
               series_points.position, series_points.as_of_earliest, series_points.as_of_latest, series_points.low,
               series_points.high, series_points.independent_sources
        FROM series
        JOIN series_points ON series_points.series = series.id
    """,
}
"""Views for people, by name; made after the tables."""
