"""Records with decisions, made by hand on the values of tests/record/made_values.py."""

from __future__ import annotations

import io
import json
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from made_values import TEXT, make_all

from reportedly.building import bring_together
from reportedly.correcting import Outcome, correct
from reportedly.corrections.changes import Change
from reportedly.exports.jsonl import export_jsonl
from reportedly.record import Record, open_record

AT = "2031-06-01T08:00:00Z"


def make_record(path: Path, pages: int = 2) -> Path:
    """A record of some pages whose texts begin alike. Made once, then copied."""
    path.write_bytes(_made_record(pages))
    return path


@cache
def _made_record(pages: int) -> bytes:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "r.db"
        with open_record(path, create=True) as record:
            with record.batch():
                for n in range(pages):
                    record.add(*made(n))
            bring_together(record)
        return path.read_bytes()


def made(n: int = 0):
    """Page, report, findings and actors number ``n``."""
    return make_all(f"bay/{n}.txt", TEXT + f"Number {n}\n")


def exported(record: Record) -> str:
    """The record's lines; cases and series that are due are made first."""
    bring_together(record)
    stream = io.StringIO()
    export_jsonl(record, stream)
    return stream.getvalue()


def lines_of_kind(record: Record, kind: str) -> list[dict]:
    return [line for line in map(json.loads, exported(record).splitlines()) if line["kind"] == kind]


def do(record: Record, *changes: Change, who: str = "Mira", **more) -> Outcome:
    """The changes, done; nothing may be refused. Cases and series are left to :func:`exported`."""
    outcome = correct(record, changes, who=who, at=AT, **{"later": True, **more})
    assert not outcome.refused, outcome.refused
    return outcome


def edit(id: str, **values: str) -> Change:
    return Change("edit", id, values)
