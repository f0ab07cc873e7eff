"""Records with decisions, made by hand on the values of tests/record/made_values.py."""

from __future__ import annotations

import io
from pathlib import Path

from made_values import make_all

import reportedly
from reportedly.corrections.changes import Change
from reportedly.correcting import Outcome, correct
from reportedly.exports.jsonl import export_jsonl
from reportedly.record import Record, open_record

AT = "2031-06-01T08:00:00Z"


def make_record(path: Path, pages: int = 2) -> Path:
    """A record of some pages whose texts begin alike."""
    with open_record(path, create=True) as record, record.batch():
        for n in range(pages):
            page, report, findings, actors = made(n)
            record.add(page, report, findings, actors)
    with open_record(path) as record:
        reportedly.pipeline.bring_together(record)
    return path


def made(n: int = 0):
    """Page, report, findings and actors number ``n``."""
    from made_values import TEXT

    return make_all(f"bay/{n}.txt", TEXT + f"Number {n}\n")


def exported(record: Record) -> str:
    stream = io.StringIO()
    export_jsonl(record, stream)
    return stream.getvalue()


def lines_of_kind(record: Record, kind: str) -> list[dict]:
    import json

    return [line for line in map(json.loads, exported(record).splitlines()) if line["kind"] == kind]


def do(record: Record, *changes: Change, who: str = "Mira", **more) -> Outcome:
    """The changes, done; nothing may be refused."""
    outcome = correct(record, changes, who=who, at=AT, **more)
    assert not outcome.refused, outcome.refused
    return outcome


def edit(id: str, **values: str) -> Change:
    return Change("edit", id, values)
