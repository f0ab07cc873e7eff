"""What is a record and what is not; each refusal says what to do."""

from __future__ import annotations

import sqlite3
import threading
from pathlib import Path

import pytest
from made_values import TEXT, make_all

from reportedly.errors import RecordError
from reportedly.record import open_record
from reportedly.record.opening import _advice


def made(path: Path) -> Path:
    with open_record(path, create=True) as record:
        record.add(*make_all())
    return path


def test_a_closed_record_is_one_file(tmp_path: Path) -> None:
    made(tmp_path / "bay.db")
    assert [file.name for file in tmp_path.iterdir()] == ["bay.db"]


def test_create_opens_what_is_there(tmp_path: Path) -> None:
    path = made(tmp_path / "bay #1?%.db")
    with open_record(path, create=True) as record:
        assert record.counts()["reports"] == 1


def test_an_empty_file_becomes_a_record(tmp_path: Path) -> None:
    path = tmp_path / "bay.db"
    path.touch()
    with pytest.raises(RecordError, match="is not a record"):
        open_record(path)
    with open_record(path, create=True) as record:
        assert record.counts()["reports"] == 0


def test_refusals(tmp_path: Path) -> None:
    with pytest.raises(RecordError, match=r"no record here; make one with: reportedly build"):
        open_record(tmp_path / "none.db")
    with pytest.raises(RecordError, match="is a folder"):
        open_record(tmp_path, create=True)
    with pytest.raises(RecordError, match="does not exist"):
        open_record(tmp_path / "no" / "bay.db", create=True)
    text = tmp_path / "page.txt"
    text.write_text(TEXT)
    for create in (False, True):
        with pytest.raises(RecordError, match="is not a record"):
            open_record(text, create=create)
    assert text.read_text() == TEXT
    other = tmp_path / "other.db"
    with sqlite3.connect(other) as file:
        file.execute("CREATE TABLE t (x)")
    for create in (False, True):
        with pytest.raises(RecordError, match="a SQLite file but not a record"):
            open_record(other, create=create)


@pytest.mark.parametrize(("version", "told"), [(99, "a newer reportedly.*update"), (0, "an older.*build it again")])
def test_other_versions(tmp_path: Path, version: int, told: str) -> None:
    path = made(tmp_path / "bay.db")
    with sqlite3.connect(path) as file:
        file.execute(f"PRAGMA user_version = {version}")
    with pytest.raises(RecordError, match=told):
        open_record(path)


def test_a_damaged_file(tmp_path: Path) -> None:
    path = made(tmp_path / "bay.db")
    raw = path.read_bytes()
    path.write_bytes(raw[:100] + b"\x00" * (len(raw) - 100))
    with pytest.raises(RecordError), open_record(path) as record:
        list(record.reports())


def test_a_record_that_another_writes_is_told_after_waiting(tmp_path: Path) -> None:
    path = made(tmp_path / "bay.db")
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with open_record(path, wait=0.1) as record:
        with pytest.raises(RecordError, match="another process is writing"):
            record.add(*make_all("b.txt", TEXT + "b"))
        assert record.counts()["reports"] == 1  # reading goes on meanwhile
        other.execute("ROLLBACK")
        assert record.add(*make_all("b.txt", TEXT + "b"))
    other.close()


def test_a_short_lock_is_waited_for(tmp_path: Path) -> None:
    path = made(tmp_path / "bay.db")
    other = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
    other.execute("BEGIN IMMEDIATE")
    later = threading.Timer(0.3, lambda: other.execute("ROLLBACK"))
    later.start()
    with open_record(path) as record:
        assert record.add(*make_all("b.txt", TEXT + "b"))
    later.join()
    other.close()


def test_a_snapshot_does_not_see_what_another_adds(tmp_path: Path) -> None:
    path = made(tmp_path / "bay.db")
    with open_record(path) as reader, open_record(path) as writer:
        with reader.snapshot():
            assert len(list(reader.reports())) == 1
            writer.add(*make_all("b.txt", TEXT + "b"))
            assert len(list(reader.reports())) == 1
        assert len(list(reader.reports())) == 2


def test_read_only(tmp_path: Path) -> None:
    path = made(tmp_path / "bay.db")
    with open_record(path, read_only=True) as record:
        assert record.counts()["reports"] == 1
        with pytest.raises(RecordError, match="read-only"):
            record.add(*make_all("b.txt", TEXT + "b"))


@pytest.mark.parametrize(
    ("message", "told"),
    [
        ("database is locked", "another process"),
        ("attempt to write a readonly database", "read-only"),
        ("database or disk is full", "disk is full"),
        ("database disk image is malformed", "damaged"),
        ("string or blob too big", "too large"),
        ("FOREIGN KEY constraint failed", "contradict"),
        ("something else", "something else"),
    ],
)
def test_every_trouble_says_what_to_do(message: str, told: str) -> None:
    assert told in _advice(message)
