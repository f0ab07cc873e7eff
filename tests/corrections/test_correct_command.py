"""``reportedly correct`` and ``show --lines`` on the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from made_decisions import made, make_record
from typer.testing import CliRunner

from reportedly.cli import app, main

_, REPORT, FOUND, ACTORS = made(0)
FIGURE, EVENT = FOUND.figures[0].id, FOUND.events[0].id


@pytest.fixture
def record(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setenv("REPORTEDLY_WHO", "Mira")
    return str(make_record(tmp_path / "r.db"))


@pytest.fixture(scope="module")
def still(tmp_path_factory) -> str:
    return str(make_record(tmp_path_factory.mktemp("still") / "r.db"))


def run(*words: str, code: int = 0) -> str:
    result = CliRunner().invoke(app, list(words))
    assert result.exit_code == code, result.output + repr(result.exception)
    return result.output


def fails(capsys, monkeypatch, *words: str) -> str:
    monkeypatch.setattr("sys.argv", ["reportedly", *words])
    with pytest.raises(SystemExit) as stopped:
        main()
    assert stopped.value.code == 2
    return capsys.readouterr().err


def test_decide_list_and_withdraw(record: str) -> None:
    out = run("correct", record, "reject", FIGURE, EVENT, "--why", "a copy")
    assert f"Mira rejected figure {FIGURE} “1,200 people”; why: a copy" in out
    assert "2 decided" in out
    out = run("correct", record, "edit", FIGURE, "low=1300", "place=")
    assert "edited figure" in out
    assert "low “1200” is “1300”, place “Ostrava Bay” is nothing" in out
    assert f"figure {FIGURE} (edited by a person)" in run("show", record, FIGURE)
    assert f"event {EVENT} (rejected)" in run("show", record, EVENT)
    assert "(rejected)" in run("show", record, REPORT.id)
    assert "rejected, " in run("show", record, "Okafor")
    run("correct", record, "withdraw", "3")
    out = run("correct", record, "list", FIGURE)
    assert [line.split("  ")[0] for line in out.splitlines()] == [
        "#1",
        "#3",
        "    taken back by #4".split("  ")[0],
        "#4",
    ]
    assert run("correct", record, "orphans") == "no orphans\n"


def test_conflicts_are_shown_with_both_sides(record: str) -> None:
    run("correct", record, "edit", FIGURE, "low=1300")
    out = run("correct", record, "edit", FIGURE, "low=1400", "--who", "Jon", code=1)
    assert "conflict: edit" in out
    assert "Mira edited low on" in out
    assert "low: the record has “1300”, you ask for “1400”" in out
    assert "1 in conflict, not done" in out
    assert "1 decided" in run("correct", record, "edit", FIGURE, "low=1400", "--who", "Jon", "--overrule")


def test_actors(record: str) -> None:
    out = run("correct", record, "rename", "Okafor", "Elisabeth Okafor", "--dry-run")
    assert "“Élise Okafor” is “Elisabeth Okafor”" in out
    assert "nothing was changed (dry run): 1 decided" in out
    run("correct", record, "rename", "Okafor", "Elisabeth Okafor", "--later")
    assert "into" in run("correct", record, "merge", "Quay Gazette", "--into", "Elisabeth Okafor", "--overrule")
    assert "Elisabeth Okafor" in run("show", record, ACTORS[1].id.replace(ACTORS[1].id, "Quay Gazette"))


def test_json(record: str) -> None:
    lines = [json.loads(line) for line in run("correct", record, "accept", FIGURE, "--json").splitlines()]
    assert [(line["outcome"], line["action"], line["target"]) for line in lines] == [("decided", "accept", FIGURE)]
    lines = run("correct", record, "reject", FIGURE, "f-0", "--who", "Jon", "--json", code=1).splitlines()
    conflict, refused = map(json.loads, lines)
    assert (conflict["outcome"], conflict["here"], conflict["asked"]) == (
        "conflict", {"review": "accepted"}, {"review": "rejected"}
    )  # fmt: skip
    assert (refused["outcome"], refused["target"]) == ("refused", "f-0")
    [line] = map(json.loads, run("correct", record, "list", "--json").splitlines())
    assert (line["seq"], line["who"], line["withdrawn_by"], line["read_since"]) == (1, "Mira", None, {})


def test_there_and_back(record: str, tmp_path: Path) -> None:
    out = tmp_path / "rows.csv"
    run("correct", record, "export", "figures", "--report", REPORT.id, "-o", str(out))
    assert out.read_bytes().startswith(b"\xef\xbb\xbfid,version,decision,why,measure,low,")
    assert "so already" not in run("correct", record, "import", str(out))
    text = out.read_text("utf-8-sig").replace(",displaced,1200,", ",displaced,1300,")
    out.write_text(text.replace(",", ";") if text.count(";") == 0 and '"' not in text else text, "utf-8")
    assert "low “1200” is “1300”" in run("correct", record, "import", str(out), "--why", "counted again")
    assert "1 refused" in run("correct", record, "import", str(_bad(tmp_path)), code=1)
    assert run("correct", record, "export", "actors").startswith("\ufeffid,version,why,name,into,aliases")


def _bad(folder: Path) -> Path:
    (folder / "bad.csv").write_text("id,version,decision\nf-1,x,perhaps\n")
    return folder / "bad.csv"


def test_lines_have_numbers(record: str) -> None:
    out = run("show", record, "bay/0.txt", "--lines").splitlines()
    assert out[1].split(maxsplit=2) == ["2", "title", "Ostrava Bay evacuates its harbour"]
    line = json.loads(run("show", record, REPORT.id, "--lines", "--json").splitlines()[3])
    assert (line["line"], line["part"], line["span"]) == (4, "body", list(REPORT.body[0]))


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["accept"], "give ids of findings"),
        (["withdraw"], "give numbers of decisions"),
        (["accept", "f-0"], "holds no such finding"),
        (["edit", FIGURE], "give the id of a finding, then FIELD=VALUE"),
        (["edit", FIGURE, "low"], "FIELD=VALUE"),
        (["rename", "Okafor"], "give an actor"),
        (["merge", "Okafor"], "--into ACTOR"),
        (["body", REPORT.id], "give a report"),
        (["body", REPORT.id, "90"], "the report has the lines 1 to 8"),
        (["body", "nothing.txt", "1"], "holds no such report"),
        (["import"], "give the files"),
        (["export"], "give one kind"),
        (["export", "people"], "take one of statements, figures, events, actors, lines"),
        (["export", "actors", "--report", "bay/0.txt"], "leave out --report"),
        (["list", "a", "b"], "give one id at most"),
    ],
)
def test_a_call_that_is_off_is_one_line(still: str, words, message, capsys, monkeypatch) -> None:
    told = fails(capsys, monkeypatch, "correct", still, *words)
    assert message in told
    assert told.count("\n") == 1


def test_the_report_strikes_out_what_was_rejected(record: str, tmp_path: Path) -> None:
    run("correct", record, "reject", FIGURE, EVENT, FOUND.statements[1].id)
    run("correct", record, "accept", FOUND.statements[0].id)
    run("report", record, "-o", str(tmp_path / "r.html"))
    html = (tmp_path / "r.html").read_text("utf-8")
    assert html.count('<tr role="row" class="rejected">') == 2
    assert html.count('class="rejected"><a class="n"') == 3
    assert '<li class="rejected"><blockquote' in html
    assert "checked by a person" in html
    csv = run("export", record, "--format", "jsonl")
    assert csv.count('"review": "rejected"') == 3
