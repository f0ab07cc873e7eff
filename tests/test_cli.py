"""The command line as a person uses it."""

import json
import re
import subprocess
import sys

import pytest

ARTICLE = """Mayor of Orvast calls off talks

The mayor of Orvast, Lena Brisk, said on Tuesday that talks with the dockers were over.

At least 14 people were injured in the clashes, the police said.
"""


def run(*arguments, cwd=None):
    return subprocess.run(
        [sys.executable, "-m", "reportedly.cli", *map(str, arguments)],
        capture_output=True, encoding="utf-8", cwd=cwd, check=False,
    )  # fmt: skip


@pytest.fixture(scope="module")
def record(tmp_path_factory):
    folder = tmp_path_factory.mktemp("cli")
    (folder / "pages").mkdir()
    (folder / "pages" / "talks.txt").write_text(ARTICLE)
    (folder / "pages" / "bad.txt").write_bytes(b"")
    done = run("build", folder / "pages", "--record", folder / "r.db")
    assert done.returncode == 0, done.stderr
    assert "skipped: bad.txt: is empty" in done.stderr
    assert "2 pages: 1 read, 1 skipped" in done.stderr
    return folder / "r.db"


def test_show_lists_reports_then_one_report_then_one_finding(record):
    listed = run("show", record).stdout
    assert "talks.txt" in listed
    assert "Mayor of Orvast calls off talks" in listed
    shown = run("show", record, "talks.txt").stdout
    assert "Lena Brisk said" in shown
    finding = next(line.split()[1] for line in shown.splitlines() if "Lena Brisk said" in line)
    one = run("show", record, finding[:10]).stdout
    assert "who        Lena Brisk" in one
    assert "SHA-256" in one
    rows = [json.loads(line) for line in run("show", record, "talks.txt", "--json").stdout.splitlines()]
    assert {"report", "statement", "figure"} <= {row["kind"] for row in rows}


def test_read_prints_the_tags_of_one_page_without_a_record(record, tmp_path):
    page = record.parent / "pages" / "talks.txt"
    done = run("read", page, "--layers", "attribution,figures", cwd=tmp_path)
    assert re.search(r"\[cue:\d said\]", done.stdout)
    assert "[figure:injured" in done.stdout
    assert "\x1b" not in done.stdout
    assert not list(tmp_path.iterdir())
    first = json.loads(run("read", page, "--format", "jsonl").stdout.splitlines()[0])
    assert first["text"] == ARTICLE
    failed = run("read", record.parent / "pages" / "bad.txt")
    assert (failed.returncode, failed.stderr) == (1, "reportedly: bad.txt: is empty\n")
    assert run("read", page, "--layers", "colours").returncode == 2


def test_search_finds_words_and_says_when_there_are_none(record):
    assert "dockers" in run("search", record, "dockers").stdout
    assert run("search", record, "zeppelin").stdout == "nothing found\n"
    hits = [
        json.loads(line) for line in run("search", record, "people", "--kind", "figure", "--json").stdout.splitlines()
    ]
    assert [hit["kind"] for hit in hits] == ["figure"]


def test_export_writes_lines_and_tables(record, tmp_path):
    run("export", record, "-o", tmp_path / "a.jsonl")
    lines = (tmp_path / "a.jsonl").read_text(encoding="utf-8")
    assert lines == run("export", record, "--format", "jsonl").stdout
    assert json.loads(lines.splitlines()[0])["kind"] == "report"
    done = run("export", record, "--format", "csv", "-o", tmp_path / "tables")
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "tables" / "statements.csv").read_text(encoding="utf-8-sig").count("Lena Brisk")
    assert run("export", record, "--format", "csv").returncode == 2


def test_a_register_is_listed_and_exported(record, tmp_path):
    listed = run("show", record, "--register", "tolls").stdout
    assert "how many      14 or more" in listed
    series = listed.split()[0]
    assert run("show", record, "harbour", "--register", "tolls").stdout == "nothing in tolls that holds these words\n"
    assert "“At least 14 people” told by police" in run("show", record, series[:8]).stdout
    assert json.loads(run("show", record, series, "--json").stdout)["measure"] == "injured"
    run("export", record, "--register", "tolls", "-o", tmp_path / "tolls.csv")
    table = (tmp_path / "tolls.csv").read_bytes()
    assert table.startswith(b"series,title,measure,")
    assert b"talks.txt[" in table
    rows = run("export", record, "--register", "tolls", "--format", "jsonl").stdout.splitlines()
    assert [json.loads(row)["id"] for row in rows] == [series]
    assert run("export", record, "--register", "rumours").returncode == 2


def test_report_is_one_file(record, tmp_path):
    assert run("report", record, "-o", tmp_path / "r.html").returncode == 0
    html = (tmp_path / "r.html").read_text(encoding="utf-8")
    assert "Lena Brisk" in html
    assert not (tmp_path / "r.html.part").exists()


def test_verify_passes_and_then_names_what_was_changed(record, tmp_path):
    assert run("verify", record).returncode == 0
    import shutil
    import sqlite3

    copy = tmp_path / "copy.db"
    shutil.copy(record, copy)
    with sqlite3.connect(copy) as connection:
        connection.execute("UPDATE reports SET text = replace(text, 'over', 'open')")
    connection.close()
    done = run("verify", copy)
    assert done.returncode == 1
    assert "talks.txt" in done.stdout


@pytest.mark.parametrize(
    ("arguments", "status", "message"),
    [
        (["build", "nowhere"], 2, "no such file"),
        (["build"], 2, "Missing argument"),
        (["show", "nowhere.db"], 1, "nowhere.db"),
        (["build", "--strict", "."], 1, "bad.txt: is empty"),
        (["build", ".", "--meta", "nowhere.csv"], 2, "cannot be read"),
        (["search", "nowhere.db", "x", "--kind", "rumour"], 2, "rumour"),
        (["report", "nowhere.db"], 1, "nowhere.db"),
    ],
)
def test_what_goes_wrong_is_one_line_and_a_status(tmp_path, arguments, status, message):
    (tmp_path / "bad.txt").write_bytes(b"")
    done = run(*arguments, cwd=tmp_path)
    assert done.returncode == status
    assert message in done.stderr
    assert "Traceback" not in done.stderr


def test_hostile_names_and_text_cannot_forge_terminal_output(tmp_path):
    (tmp_path / "p").mkdir()
    (tmp_path / "p" / "a\x1b[31m\nskipped: x.txt").write_text(
        "Title\x1b]0;owned\x07\n\nThe mayor said it was \x1b[2Jover.\n"
    )
    run("build", tmp_path / "p", "--record", tmp_path / "r.db")
    for command in (["show", tmp_path / "r.db"], ["search", tmp_path / "r.db", "mayor"]):
        assert "\x1b" not in run(*command).stdout
