"""The tables of a record: SQLAlchemy Core, one SQLite file, nothing here that another SQL database lacks.

Table and column names are the words of the exported lines, so that the file reads well in Datasette or any
SQL tool. Spans are ``span_start`` and ``span_end`` in code points of ``reports.text``, end exclusive (``start``
and ``end`` would need quoting in SQL). A date is four columns: ``_edtf``, ``_earliest``, ``_latest`` (ISO days as
text) and ``_relative`` (JSON, null unless the day hangs on another). Lists keep their order in ``position``.
"""

from __future__ import annotations

from sqlalchemy import (
    DDL,
    Boolean,
    Column,
    Float,
    Index,
    Integer,
    LargeBinary,
    PrimaryKeyConstraint,
    Table,
    Text,
    event,
)

from reportedly.record.case_tables import CASE_VIEWS
from reportedly.record.columns import (
    Json,
    Words,
    date_columns,
    filler_columns,
    id_column,
    index_where_set,
    judgement_columns,
    metadata,
    owned_by,
    position_column,
    refers_to,
    report_column,
    span_columns,
)

SCHEMA_VERSION = 3
"""``PRAGMA user_version`` of a record made by this package. A change of any table raises it."""

APPLICATION_ID = 0x52505444
"""``PRAGMA application_id`` of a record ("RPTD"), which tells it from other SQLite files."""

meta = Table("meta", metadata, Column("key", Text, primary_key=True), Column("value", Text, nullable=False))

pages = Table(
    "pages",
    metadata,
    Column("sha256", Text, primary_key=True),
    Column("media_type", Text, nullable=False),
    Column("declared_encoding", Words),
    Column("given", Json, nullable=False),
    Column("size", Integer, nullable=False),
)

# The bytes stand in a table of their own, so that a list of pages stays light.
page_bytes = Table(
    "page_bytes",
    metadata,
    Column("sha256", Text, owned_by("pages.sha256"), primary_key=True),
    Column("zlib", LargeBinary, nullable=False),
)

page_paths = Table(
    "page_paths",
    metadata,
    Column("sha256", Text, owned_by("pages.sha256"), nullable=False),
    Column("path", Words, nullable=False, index=True),
    Column("url", Words, index=True),
    Column("captured_at", Words),
    Column("captured_by", Words),
    Column("capture_id", Words),
    PrimaryKeyConstraint("sha256", "path"),
)

skipped_pages = Table(
    "skipped_pages",
    metadata,
    Column("path", Words, primary_key=True),
    Column("reason", Words, nullable=False),
    Column("sha256", Text, index=True),
    Column("build", Words),
)

reports = Table(
    "reports",
    metadata,
    id_column(),
    Column("page", Text, refers_to("pages.sha256"), nullable=False, index=True),
    Column("path", Words, nullable=False),
    Column("title", Words),
    Column("outlet", Words, index=True),
    Column("language", Words),
    *date_columns("published"),
    Column("reader", Words),
    Column("text", Words, nullable=False),
    Index("ix_reports_path", "path", "id"),
    Index("ix_reports_published", "published_earliest", "published_latest"),
)

report_spans = Table(
    "report_spans",
    metadata,
    Column("report", Text, owned_by("reports.id"), nullable=False),
    Column("role", Text, nullable=False),
    position_column(),
    *span_columns(),
    PrimaryKeyConstraint("report", "role", "position"),
)

report_bylines = Table(
    "report_bylines",
    metadata,
    Column("report", Text, owned_by("reports.id"), nullable=False),
    position_column(),
    Column("name", Words, nullable=False, index=True),
    PrimaryKeyConstraint("report", "position"),
)

report_credits = Table(
    "report_credits",
    metadata,
    Column("report", Text, owned_by("reports.id"), nullable=False),
    position_column(),
    Column("name", Words, nullable=False, index=True),
    Column("credit_for", Text, nullable=False),
    *span_columns(nullable=True),
    PrimaryKeyConstraint("report", "position"),
)

report_evidence = Table(
    "report_evidence",
    metadata,
    Column("report", Text, owned_by("reports.id"), nullable=False),
    position_column(),
    Column("how", Words, nullable=False),
    *span_columns(nullable=True),
    Column("text", Words, nullable=False),
    PrimaryKeyConstraint("report", "position"),
)

report_notes = Table(
    "report_notes",
    metadata,
    Column("report", Text, owned_by("reports.id"), nullable=False),
    position_column(),
    Column("note", Words, nullable=False),
    PrimaryKeyConstraint("report", "position"),
)

statements = Table(
    "statements",
    metadata,
    id_column(),
    report_column(),
    position_column(),
    Column("text", Words, nullable=False),
    Column("quotation", Text, nullable=False),
    Column("negated", Boolean, nullable=False),
    Column("manner", Text, nullable=False, index=True),
    *date_columns("said"),
    Column("place", Words),
    Column("within", Text, refers_to("statements.id")),
    *judgement_columns(),
)
index_where_set(statements, "within", "said_earliest")

statement_spans = Table(
    "statement_spans",
    metadata,
    Column("statement", Text, owned_by("statements.id"), nullable=False),
    Column("role", Text, nullable=False),
    position_column(),
    *span_columns(),
    PrimaryKeyConstraint("statement", "role", "position"),
)

figures = Table(
    "figures",
    metadata,
    id_column(),
    report_column(),
    position_column(),
    *span_columns(),
    Column("text", Words, nullable=False),
    Column("measure", Text, nullable=False, index=True),
    Column("low", Float),
    Column("high", Float),
    Column("qualifier", Words),
    Column("vague", Boolean, nullable=False),
    Column("unit", Words),
    Column("group_name", Words),
    Column("per", Text),
    Column("scope", Text, nullable=False),
    Column("place", Words),
    Column("origin", Words),
    Column("cause", Words),
    *date_columns("period"),
    *date_columns("as_of"),
    Column("voice", Text, nullable=False),
    Column("statement", Text, refers_to("statements.id")),
    *judgement_columns(),
)
index_where_set(figures, "statement", "place", "as_of_earliest")

figure_destinations = Table(
    "figure_destinations",
    metadata,
    Column("figure", Text, owned_by("figures.id"), nullable=False),
    position_column(),
    Column("place", Words, nullable=False, index=True),
    PrimaryKeyConstraint("figure", "position"),
)

events = Table(
    "events",
    metadata,
    id_column(),
    report_column(),
    position_column(),
    *span_columns(),
    Column("text", Words, nullable=False),
    Column("type", Words, index=True),
    Column("mode", Words),
    Column("subtype", Words, index=True),
    *date_columns("when"),
    Column("status", Text, nullable=False),
    Column("negated", Boolean, nullable=False),
    Column("voice", Text, nullable=False),
    Column("statement", Text, refers_to("statements.id")),
    *judgement_columns(),
)
index_where_set(events, "statement", "when_earliest")

event_contexts = Table(
    "event_contexts",
    metadata,
    Column("event", Text, owned_by("events.id"), nullable=False),
    position_column(),
    Column("context", Words, nullable=False),
    PrimaryKeyConstraint("event", "position"),
)

event_figures = Table(
    "event_figures",
    metadata,
    Column("event", Text, owned_by("events.id"), nullable=False),
    position_column(),
    Column("figure", Text, refers_to("figures.id"), nullable=False, index=True),
    PrimaryKeyConstraint("event", "position"),
)

mentions = Table(
    "mentions",
    metadata,
    id_column(),
    report_column(),
    position_column(),
    *span_columns(),
    Column("text", Words, nullable=False, index=True),
    Column("type", Text, nullable=False),
    Column("actor", Text, refers_to("actors.id")),
)
index_where_set(mentions, "actor")

times = Table(
    "times",
    metadata,
    id_column(),
    report_column(),
    position_column(),
    *span_columns(),
    Column("text", Words, nullable=False),
    Column("type", Text, nullable=False),
    *date_columns("date"),
)
index_where_set(times, "date_earliest")

# What the whole record says of an actor; worked out from what each report says of it (below).
actors = Table(
    "actors",
    metadata,
    id_column(),
    Column("name", Words, index=True),
    Column("actor_kind", Text, nullable=False),
    Column("country", Words),
    Column("reports", Integer, nullable=False),
)

report_actors = Table(
    "report_actors",
    metadata,
    Column("report", Text, owned_by("reports.id"), nullable=False),
    Column("actor", Text, refers_to("actors.id"), nullable=False, index=True),
    Column("name", Words),
    Column("actor_kind", Text, nullable=False),
    Column("country", Words),
    PrimaryKeyConstraint("report", "actor"),
)

actor_aliases = Table(
    "actor_aliases",
    metadata,
    Column("actor", Text, refers_to("actors.id"), nullable=False),
    Column("report", Text, owned_by("reports.id"), nullable=False, index=True),
    Column("alias", Words, nullable=False, index=True),
    PrimaryKeyConstraint("actor", "report", "alias"),
)

actor_roles = Table(
    "actor_roles",
    metadata,
    Column("actor", Text, refers_to("actors.id"), nullable=False),
    Column("report", Text, owned_by("reports.id"), nullable=False, index=True),
    position_column(),
    Column("title", Words, nullable=False, index=True),
    Column("of", Words),
    Column("first", Words),
    Column("last", Words),
    PrimaryKeyConstraint("actor", "report", "position"),
)

# Who takes which part in a finding: exactly one of statement, figure and event is set.
actor_refs = Table(
    "actor_refs",
    metadata,
    Column("id", Integer, primary_key=True),
    report_column(),
    Column("statement", Text, owned_by("statements.id")),
    Column("figure", Text, owned_by("figures.id")),
    Column("event", Text, owned_by("events.id")),
    Column("role", Text, nullable=False),
    position_column(),
    *filler_columns(),
    Column("how", Text),
    Index("ix_actor_refs_name", "name", "role"),
)
index_where_set(actor_refs, "statement", "figure", "event", "actor")

VIEWS = {
    "who_said_what": """
        SELECT statements.id AS statement, reports.path, reports.title AS report_title, reports.outlet,
               reports.published_earliest, reports.published_latest,
               COALESCE(speaker.name, speaker.description, speaker.text) AS speaker, speaker.kind AS speaker_kind,
               statements.manner, statements.negated, statements.quotation, statements.text AS said,
               COALESCE(addressee.name, addressee.description, addressee.text) AS addressee,
               COALESCE(relay.name, relay.description, relay.text) AS first_via,
               statements.said_earliest, statements.said_latest, statements.within, statements.report
        FROM statements
        JOIN reports ON reports.id = statements.report
        LEFT JOIN actor_refs AS speaker ON speaker.statement = statements.id AND speaker.role = 'speaker'
        LEFT JOIN actor_refs AS addressee ON addressee.statement = statements.id AND addressee.role = 'addressee'
        LEFT JOIN actor_refs AS relay
            ON relay.statement = statements.id AND relay.role = 'via' AND relay.position = 0
    """,
    "figures_by_report": """
        SELECT figures.id AS figure, reports.path, reports.title AS report_title, reports.outlet,
               reports.published_earliest, reports.published_latest, figures.measure, figures.low, figures.high,
               figures.unit, figures.per, figures.vague, figures.qualifier, figures.group_name, figures.place,
               figures.scope, figures.as_of_earliest, figures.as_of_latest, figures.voice,
               COALESCE(source.name, source.description, source.text) AS source, figures.text, figures.statement,
               figures.report
        FROM figures
        JOIN reports ON reports.id = figures.report
        LEFT JOIN actor_refs AS source ON source.figure = figures.id AND source.role = 'source'
    """,
    "who_takes_part": """
        SELECT events.id AS event, reports.path, reports.title AS report_title, events.type, events.subtype,
               events.status, events.negated, events.voice, actor_refs.role,
               COALESCE(actor_refs.name, actor_refs.description, actor_refs.text) AS who_or_what,
               events.text, events.when_earliest, events.when_latest, events.report
        FROM events
        JOIN reports ON reports.id = events.report
        LEFT JOIN actor_refs ON actor_refs.event = events.id
    """,
    **CASE_VIEWS,
}
"""Views for people, by name."""

for _name, _query in VIEWS.items():
    event.listen(metadata, "after_create", DDL(f"CREATE VIEW {_name} AS {_query}"))  # type: ignore[no-untyped-call]
