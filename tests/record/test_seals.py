"""Seals are over every cell of every table, follow whatever is written, and hang on content alone."""

from __future__ import annotations

import hashlib
import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest
from made_cases import make_collation
from made_values import TEXT, make_all

from reportedly.record import Record, open_record
from reportedly.record.columns import metadata
from reportedly.record.seals import GROUPS, KEYS, UNSEALED, digest, line, raw_of, seal_all, state
from reportedly.types import Findings

BOTH = (make_all(), make_all("b.txt", TEXT + "b"))


def seals_of(record: Record) -> list[tuple[str, str, str]]:
    with record.snapshot() as connection:
        return raw_of(connection).execute("SELECT kind, key, digest FROM seals ORDER BY kind, key").fetchall()


def state_of(record: Record) -> str:
    with record.snapshot() as connection:
        return state(raw_of(connection))


def anew(record: Record) -> list[tuple[str, str, str | None]]:
    """The seals that the record should have."""
    with record.snapshot() as connection:
        raw = raw_of(connection)
        keys = [(kind, key) for kind, query in KEYS.items() for (key,) in raw.execute(query)]
        return sorted((kind, key, digest(raw, kind, key)) for kind, key in keys)


def test_every_table_is_of_one_group() -> None:
    grouped = [part.table for parts in GROUPS.values() for part in parts]
    assert sorted([*grouped, *(table.name for table in UNSEALED)]) == sorted(metadata.tables)
    assert {*GROUPS, "schema"} == set(KEYS)


def test_every_change_is_sealed(tmp_path: Path) -> None:
    page, report, findings, actors = make_all()
    with open_record(tmp_path / "bay.db", create=True) as record:
        steps = (
            lambda: record.add(page, report, findings, actors),
            lambda: record.add(*BOTH[1]),
            lambda: record.skip("torn.txt", "is torn"),
            lambda: record.add_path(page.sha256, "another.txt", url="https://example.org/"),
            lambda: record.replace_cases(make_collation(*BOTH)),
            lambda: record.add(replace(page, given={"outlet": "Bay"}), report, findings, actors),
            lambda: record.add(page, replace(report, reader="rules-2"), Findings()),
            lambda: record.skip("torn.txt", "is empty"),
            lambda: record.add_path(page.sha256, "torn.txt"),
        )
        before = seals_of(record)
        for step in steps:
            step()
            after = seals_of(record)
            assert after != before
            assert after == anew(record)
            before = after


def test_what_is_written_past_the_methods_is_sealed_too(tmp_path: Path) -> None:
    with open_record(tmp_path / "bay.db", create=True) as record:
        record.add(*make_all())
        before = {(kind, key): digest for kind, key, digest in seals_of(record)}
        with record.batch(), record.snapshot() as connection:
            connection.exec_driver_sql("UPDATE statement_spans SET span_end = span_end - 1 WHERE role = 'cue'")
            columns = "seq, at, who, action, kind, target"
            connection.exec_driver_sql(
                f"INSERT INTO decisions ({columns}) VALUES (1, 'now', 'I', 'accept', 'event', 'e')"
            )
        after = {(kind, key): digest for kind, key, digest in seals_of(record)}
        assert {key for key in {*before, *after} if before.get(key) != after.get(key)} == {
            ("report", make_all()[1].id),
            ("decision", "1"),
        }
        assert sorted((*key, digest) for key, digest in after.items()) == anew(record)


def test_the_state_hangs_on_content_alone(tmp_path: Path) -> None:
    with open_record(tmp_path / "a.db", create=True) as one, open_record(tmp_path / "b.db", create=True) as other:
        with one.batch():
            for made in BOTH:
                one.add(*made)
        page, report, findings, actors = BOTH[0]
        other.skip("b.txt", "is torn")
        other.add(*BOTH[1])
        other.add(page, replace(report, reader="rules-0"), Findings())
        assert state_of(other) != state_of(one)
        other.add(page, report, findings, actors)
        for record in (one, other):
            record.replace_cases(make_collation(*BOTH))
        assert state_of(other) == state_of(one)


def test_what_is_undone_leaves_no_seal(tmp_path: Path) -> None:
    with open_record(tmp_path / "bay.db", create=True) as record:
        record.add(*BOTH[0])
        before, at = seals_of(record), state_of(record)
        with pytest.raises(KeyboardInterrupt), record.batch():  # noqa: PT012
            record.add(*BOTH[1])
            record.skip("x", "is empty")
            raise KeyboardInterrupt
        assert (seals_of(record), state_of(record)) == (before, at)
        record.skip("x", "is empty")
        assert seals_of(record) == anew(record)


def test_a_seal_can_be_made_by_hand(tmp_path: Path) -> None:
    """As docs/data-model.md says."""
    with open_record(tmp_path / "bay.db", create=True) as record:
        record.skip("Ölhafen.txt", "is torn", build="1")
    with sqlite3.connect(tmp_path / "bay.db") as file:
        (sealed,) = file.execute("SELECT digest FROM seals WHERE kind = 'skipped'").fetchone()
        rows = file.execute("SELECT kind, key, digest FROM seals ORDER BY kind, key").fetchall()
        (last,) = file.execute("SELECT state FROM log ORDER BY seq DESC LIMIT 1").fetchone()
    row = b'["skipped_pages","\\u00d6lhafen.txt","is torn",null,"1"]\n'
    assert sealed == hashlib.sha256(row).hexdigest()
    lines = (f'["seals","{kind}","{key}","{digest}"]\n'.replace("Ö", "\\u00d6") for kind, key, digest in rows)
    assert last == hashlib.sha256("".join(lines).encode()).hexdigest()
    assert line("x", 1, 1.5, None, b"abc") == (
        b'["x",1,1.5,null,{"sha256":"ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"}]\n'
    )


def test_sealing_all_again_changes_nothing(tmp_path: Path) -> None:
    with open_record(tmp_path / "bay.db", create=True) as record:
        record.add(*BOTH[0])
        record.skip("x", "is empty")
        before = seals_of(record)
        with record.batch(), record.snapshot() as connection:
            seal_all(raw_of(connection))
        assert seals_of(record) == before
