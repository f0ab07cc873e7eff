"""The log is a chain: entries are added with what they tell of, and none can be changed alone."""

from __future__ import annotations

import getpass
import hashlib
import sqlite3
from pathlib import Path

import pytest
from made_cases import make_collation
from made_values import TEXT, make_all

from reportedly.errors import RecordError
from reportedly.record import Record, audit, open_record
from reportedly.record.seals import line, raw_of, seal_all
from reportedly.record.verify import log_problems, verify


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> None:
    seconds = iter(range(60))
    monkeypatch.setattr(audit, "now", lambda: f"2031-05-06T08:00:{next(seconds):02}Z")
    monkeypatch.setenv("REPORTEDLY_WHO", "Mira Tolland")


def told(record: Record) -> list[tuple[str, object]]:
    return [(entry.action, entry.details) for entry in record.log()]


def test_every_kind_of_entry(tmp_path: Path) -> None:
    path = tmp_path / "bay.db"
    with open_record(path, create=True) as record:
        with record.building({"paths": ["bay"]}) as outcome:
            record.add(*make_all())
            outcome["added"] = 1
        record.write_log("export", {"format": "csv"}, who="Ämne\x00")
        record.add(*make_all("b.txt", TEXT + "b"))
        entries = list(record.log())
    made, begun, built, export, change = entries
    assert [entry.action for entry in entries] == ["make", "build", "built", "export", "change"]
    assert [entry.seq for entry in entries] == [1, 2, 3, 4, 5]
    assert [entry.at[-3:] for entry in entries] == ["00Z", "01Z", "02Z", "03Z", "04Z"]
    assert [entry.who for entry in entries] == [*3 * ["Mira Tolland"], "Ämne\x00", "Mira Tolland"]
    assert made.details["schema"] == 3
    assert begun.details["paths"] == ["bay"]
    assert built.details == {"build": 2, "added": 1}
    assert export.details == {"format": "csv"}
    assert made.previous == ""
    assert [entry.previous for entry in entries[1:]] == [entry.hash for entry in entries[:-1]]
    assert made.state == begun.state != built.state == export.state != change.state
    assert not any(entry.problem for entry in entries)


def test_what_changes_nothing_is_no_change(tmp_path: Path) -> None:
    with open_record(tmp_path / "bay.db", create=True) as record:
        record.add(*make_all())
        before = told(record)
        assert not record.add(*make_all())
        with record.batch():
            pass
        assert told(record) == before
        with record.building({}):
            record.add(*make_all())
        assert [action for action, _ in told(record)[len(before) :]] == ["build", "built"]


def test_an_entry_is_of_its_transaction(tmp_path: Path) -> None:
    with open_record(tmp_path / "bay.db", create=True) as record:
        with pytest.raises(KeyboardInterrupt), record.batch():  # noqa: PT012
            record.write_log("correct", {"accept": "e-1"})
            record.add(*make_all())
            raise KeyboardInterrupt
        with record.batch():
            record.write_log("correct", {"accept": "e-2"})
            record.skip("x", "is empty")
            record.write_log("correct", {"accept": "e-3"})
        assert told(record)[1:] == [("correct", {"accept": "e-2"}), ("correct", {"accept": "e-3"})]
        assert list(verify(record)) == []


def test_a_build_that_is_stopped(tmp_path: Path) -> None:
    with open_record(tmp_path / "bay.db", create=True) as record:
        with pytest.raises(KeyboardInterrupt), record.building({}):  # noqa: PT012
            record.add(*make_all())
            raise KeyboardInterrupt
        assert told(record)[-1] == ("stopped", {"build": 2, "why": "KeyboardInterrupt"})
        assert list(verify(record)) == []


def test_a_build_that_was_killed(tmp_path: Path) -> None:
    path = tmp_path / "bay.db"
    with open_record(path, create=True) as record:
        with record.batch():
            record._keeper.note("build", {}, None)
        record._keeper.build = record._keeper.last
        record.add(*make_all())
    with open_record(path, create=True) as record:
        assert told(record)[-1] == ("build", {})
        head = list(record.log())[-1].hash
        assert list(verify(record)) == []
        assert [problem.what for problem in verify(record, head=head)] == [
            "build 2 did not end: what it wrote is not covered by the head"
        ]
        with record.building({}):
            pass
        assert list(verify(record, head=head)) == []
        with record.snapshot() as connection:
            assert audit.unlogged(raw_of(connection)) is None


def test_who(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with open_record(tmp_path / "bay.db", create=True, who=" Élise ") as record:
        record.write_log("export", {}, who="")
        assert [entry.who for entry in record.log()] == ["Élise", None]
    monkeypatch.setenv("REPORTEDLY_WHO", "")
    assert audit.who_is_it() is None
    monkeypatch.delenv("REPORTEDLY_WHO")
    monkeypatch.setattr(getpass, "getuser", lambda: "mira")
    assert audit.who_is_it() == "mira"

    def nobody() -> str:
        raise KeyError("uid not found")

    monkeypatch.setattr(getpass, "getuser", nobody)
    assert audit.who_is_it() is None


@pytest.fixture
def kept(tmp_path: Path) -> tuple[Path, str]:
    """A record with four entries, and its head as somebody wrote it down."""
    path = tmp_path / "bay.db"
    with open_record(path, create=True) as record:
        record.add(*make_all())
        record.write_log("export", {"format": "csv"})
        record.write_log("export", {"format": "jsonl"})
        return path, list(record.log())[-1].hash


def problems(path: Path, head: str | None = None) -> list[str]:
    with open_record(path, read_only=True) as record:
        return [str(problem) for problem in log_problems(record, head)]


def rewrite(path: Path, seq: int, **cells: object) -> None:
    """Change an entry and give it the hash that fits, as whoever knows the rules can."""
    with sqlite3.connect(path) as file:
        for name, value in cells.items():
            file.execute(f"UPDATE log SET {name} = ? WHERE seq = ?", (value, seq))
        row = file.execute(
            "SELECT seq, at, who, action, details, state, previous FROM log WHERE seq = ?", (seq,)
        ).fetchone()
        file.execute("UPDATE log SET hash = ? WHERE seq = ?", (audit._hash(*row), seq))


def test_the_hash_can_be_made_by_hand(kept: tuple[Path, str]) -> None:
    """As docs/data-model.md says."""
    with open_record(kept[0]) as record:
        last = list(record.log())[-1]
    cells = (4, "2031-05-06T08:00:03Z", "Mira Tolland", "export", '{"format": "jsonl"}', last.state, last.previous)
    assert last.hash == hashlib.sha256(line("log", *cells)).hexdigest()


def test_an_entry_rewritten_with_its_hash_is_found_by_the_next(kept: tuple[Path, str]) -> None:
    path, head = kept
    assert problems(path, head) == []
    rewrite(path, 3, who="Somebody Else")
    assert problems(path) == ["log entry 4: the entry does not follow from the entry before it"]


def test_the_last_entry_rewritten_with_its_hash_is_found_by_the_head_that_was_kept(kept: tuple[Path, str]) -> None:
    path, head = kept
    rewrite(path, 4, who="Somebody Else")
    assert problems(path) == []
    assert problems(path, head) == [f"log: no entry of the log has this hash; expected {head}"]


def test_a_last_entry_for_another_state_is_found(kept: tuple[Path, str]) -> None:
    path, _ = kept
    rewrite(path, 4, state="0" * 64)
    assert "the record is not what the last entry of the log says" in problems(path)[0]


def test_rows_sealed_anew_after_a_change_are_found_by_the_state(kept: tuple[Path, str]) -> None:
    path, head = kept
    with sqlite3.connect(path) as file:
        file.execute("UPDATE figures SET low = 1900")
        seal_all(file)
    found = problems(path)
    assert len(found) == 1
    assert "the record is not what the last entry of the log says" in found[0]
    # Whoever rewrites the last entry too is found by the head alone.
    rewrite(path, 4, state=found[0].rpartition("found ")[2])
    assert problems(path) == []
    assert problems(path, head)


def test_an_old_head_is_good_while_its_entry_stands(kept: tuple[Path, str]) -> None:
    path, head = kept
    with open_record(path) as record:
        record.add(*make_all("b.txt", TEXT + "b"))
        record.replace_cases(make_collation(make_all()))
        assert list(verify(record, head=head)) == []


@pytest.mark.parametrize("seq", [1, 2, 3])
def test_an_entry_taken_out_is_found(kept: tuple[Path, str], seq: int) -> None:
    with sqlite3.connect(kept[0]) as file:
        file.execute("DELETE FROM log WHERE seq = ?", (seq,))
    assert problems(kept[0])[0] == f"log entry {seq + 1}: the entry does not follow: entry {seq} before it is missing"


def test_a_last_entry_taken_out_is_found_by_the_head(kept: tuple[Path, str]) -> None:
    path, head = kept
    with sqlite3.connect(path) as file:
        file.execute("DELETE FROM log WHERE seq = 4")
    assert problems(path) == []  # the export changed nothing else
    assert problems(path, head)


def test_a_log_that_cannot_be_read(kept: tuple[Path, str]) -> None:
    with sqlite3.connect(kept[0]) as file:
        file.execute("UPDATE log SET details = CAST(x'ff' AS TEXT)")
    assert problems(kept[0])
    with open_record(kept[0]) as record, pytest.raises(RecordError):
        list(record.log())
