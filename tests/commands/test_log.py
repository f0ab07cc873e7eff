"""``reportedly log``, ``verify --head``, and the entries that exports leave."""

from __future__ import annotations

import hashlib
import json
import sqlite3
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from reportedly import cli
from reportedly.commands import exporting
from reportedly.record import open_record

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    monkeypatch.setenv("REPORTEDLY_WHO", "Mira Tolland")

    def run(*arguments: object) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["reportedly", *map(str, arguments)])
        with pytest.raises(SystemExit) as done:
            cli.main()
        out, err = capsys.readouterr()
        return int(done.value.code or 0), out, err

    return run


@pytest.fixture
def record(tmp_path: Path) -> Path:
    path = tmp_path / "bay.db"
    with open_record(path, create=True, who="Mira Tolland") as opened:
        opened.skip("torn\x1b.txt", "is torn")
    return path


def entries(path: Path) -> list[dict[str, object]]:
    with open_record(path, read_only=True) as opened:
        return [{"action": e.action, "who": e.who, "details": e.details, "state": e.state} for e in opened.log()]


def test_entries_are_lines(record: Path, run: Run) -> None:
    with open_record(record) as opened:
        opened.write_log("correct", {"accept": ["e-1", "e-2"], "why": "seen\x1b[31m", "no": None}, who="")
    code, out, err = run("log", record)
    assert (code, err) == (0, "")
    lines = out.splitlines()
    assert [line.split("  ")[2:4] for line in (line.strip() for line in lines)] == [
        ["Mira Tolland", "make"],
        ["Mira Tolland", "change"],
        ["-", "correct"],
    ]
    assert "accept e-1 e-2; why seen\\x1b[31m  " in lines[2]
    code, out, _ = run("log", record, "--json")
    rows = [json.loads(line) for line in out.splitlines()]
    assert [row["seq"] for row in rows] == [1, 2, 3]
    assert set(rows[0]) == {"seq", "at", "who", "action", "details", "state", "previous", "hash", "problem"}
    assert rows[1]["previous"] == rows[0]["hash"]


def test_the_head_is_kept_and_found_again(record: Path, run: Run) -> None:
    code, head, _ = run("log", record, "--head")
    assert code == 0
    assert len(head.strip()) == 64
    assert json.loads(run("log", record, "--head", "--json")[1])["hash"] == head.strip()
    code, out, _ = run("verify", record, "--head", head.upper())
    assert code == 0
    assert f"the hash {head.strip()}; the hash given is that of entry 2" in out
    assert run("verify", record, "--head", head, "--json")[:2] == (0, "")
    code, out, _ = run("verify", record, "--head", "0" * 64)
    assert code == 1
    assert "no entry of the log has this hash" in out


def test_a_changed_log_is_told(record: Path, run: Run) -> None:
    with sqlite3.connect(record) as file:
        file.execute("UPDATE log SET who = 'Somebody Else' WHERE seq = 1")
    code, out, err = run("log", record)
    assert code == 1
    assert "(the entry is not what was written)" in out.splitlines()[0]
    assert err == "log entry 1: the entry is not what was written\n"
    code, out, err = run("log", record, "--head")
    assert code == 1
    assert len(out) == 65
    assert "log entry 1" in err


def test_a_build_without_an_end_is_told(record: Path, run: Run) -> None:
    with open_record(record) as opened:
        opened.write_log("build", {"paths": ["bay"]})
    code, _, err = run("log", record)
    assert (code, err) == (0, "note: the build of entry 3 is under way or was killed\n")
    with open_record(record) as opened:
        opened.write_log("stopped", {"build": 3, "why": "a page was skipped"})
    assert run("log", record)[2] == ""


def test_exports_are_in_the_log(record: Path, run: Run, tmp_path: Path) -> None:
    state = entries(record)[-1]["state"]
    lines = tmp_path / "bay.jsonl"
    assert run("export", record, "-o", lines, "--who", "Élise")[0] == 0
    assert run("export", record, "--register", "tolls")[0] == 0
    printed = run("export", record)[1].encode()
    assert run("export", record, "--format", "csv", "-o", tmp_path / "tables")[0] == 0
    assert run("report", record, "-o", tmp_path / "bay.html", "--who", "")[0] == 0
    to_file, register, to_screen, tables, report = entries(record)[2:]
    digest = hashlib.sha256(lines.read_bytes()).hexdigest()
    assert to_file == {
        "action": "export",
        "who": "Élise",
        "details": {
            "format": "jsonl",
            "of": state,
            "files": [{"path": str(lines), "sha256": digest, "bytes": lines.stat().st_size}],
        },
        "state": state,
    }
    assert register["details"]["register"] == "tolls"  # type: ignore[index]
    assert to_screen["details"]["files"] == [  # type: ignore[index]
        {"path": None, "sha256": hashlib.sha256(printed).hexdigest(), "bytes": len(printed)}
    ]
    files = tables["details"]["files"]  # type: ignore[index]
    assert {Path(file["path"]).name for file in files} >= {"reports.csv", "statements.csv"}
    assert (report["who"], report["details"]["format"]) == (None, "html")  # type: ignore[index]
    assert run("verify", record)[0] == 0
    assert "9 files, " in run("log", record)[1]


def test_an_export_that_cannot_be_logged_is_made(
    record: Path, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(exporting, "WAIT", 0.05)
    builder = sqlite3.connect(record, isolation_level=None)
    builder.execute("BEGIN IMMEDIATE")
    code, _, err = run("export", record, "-o", tmp_path / "bay.jsonl")
    builder.close()
    assert code == 0
    assert (tmp_path / "bay.jsonl").exists()
    assert err.startswith("reportedly: this export is not in the record's log: ")
    assert "another process is writing" in err
    assert err.count("\n") == 1
    assert len(entries(record)) == 2


def test_an_export_that_fails_leaves_no_entry(record: Path, run: Run, tmp_path: Path) -> None:
    code, _, err = run("export", record, "-o", tmp_path / "none" / "bay.jsonl")
    assert code == 2
    assert "cannot be written" in err
    assert len(entries(record)) == 2
