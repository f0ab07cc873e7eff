"""Reportedly: news pages about an unfolding crisis in, the record out.

>>> import reportedly
>>> summary = reportedly.build(["pages"], "record.db")            # doctest: +SKIP
>>> with reportedly.open_record("record.db") as record:           # doctest: +SKIP
...     for report in record.reports():
...         for statement in record.findings(report.id).statements:
...             print(report.title, statement.speaker, statement.text)

``build`` reads pages into a record, ``open_record`` opens one; ``Record`` and the value types of docs/data-model.md
are the rest of the public face. Nothing else is imported until it is used.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from reportedly.errors import PageError, RecordError, ReportedlyError, StrictError, UsageError
from reportedly.types import (
    Actor,
    ActorRef,
    Credit,
    Date,
    Decision,
    Event,
    Evidence,
    Figure,
    Findings,
    Mention,
    Page,
    Published,
    Report,
    Skipped,
    Statement,
    Time,
)

if TYPE_CHECKING:
    from reportedly.building import Summary, build
    from reportedly.correcting import Outcome, correct
    from reportedly.corrections.changes import Change
    from reportedly.record.store import Record, open_record

__all__ = [
    "Actor",
    "ActorRef",
    "Change",
    "Credit",
    "Date",
    "Decision",
    "Event",
    "Evidence",
    "Figure",
    "Findings",
    "Mention",
    "Outcome",
    "Page",
    "PageError",
    "Published",
    "Record",
    "RecordError",
    "Report",
    "ReportedlyError",
    "Skipped",
    "Statement",
    "StrictError",
    "Summary",
    "Time",
    "UsageError",
    "build",
    "correct",
    "open_record",
]

_LATER = {
    "build": "building",
    "Summary": "building",
    "Record": "record.store",
    "open_record": "record.store",
    "correct": "correcting",
    "Outcome": "correcting",
    "Change": "corrections.changes",
}


def __getattr__(name: str) -> Any:
    if name in _LATER:
        return getattr(import_module(f"reportedly.{_LATER[name]}"), name)
    raise AttributeError(f"module reportedly has no attribute {name!r}")
