"""Tables for spreadsheets: flat, in the lines' order, and safe to open."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made_cases import make_collation
from made_values import TEXT, make_all

from reportedly.errors import RecordError, UsageError
from reportedly.exports.csv import COLUMNS, cell, export_csv
from reportedly.record import Record, open_record


@pytest.fixture
def record(tmp_path: Path):
    with open_record(tmp_path / "bay.db", create=True) as made:
        made.add(*make_all())
        made.replace_cases(make_collation())
        yield made


def table(record: Record, kind: str) -> list[dict[str, str]]:
    stream = io.StringIO(newline="")
    assert export_csv(record, stream, kind) == []
    return list(csv.DictReader(io.StringIO(stream.getvalue(), newline="")))


def test_one_file_a_kind(record: Record, tmp_path: Path) -> None:
    written = export_csv(record, tmp_path / "new" / "tables")
    assert [path.name for path in written] == [f"{kind}.csv" for kind in COLUMNS]
    rows = {path.stem: list(csv.reader(path.open(encoding="utf-8", newline=""))) for path in written}
    assert {kind: len(found) - 1 for kind, found in rows.items()} == {
        "reports": 1, "statements": 2, "figures": 1, "events": 1, "mentions": 3, "times": 1, "actors": 2,
        "cases": 2, "series": 2,
    }  # fmt: skip
    for kind, found in rows.items():
        assert tuple(found[0]) == COLUMNS[kind]
        assert {len(row) for row in found} == {len(COLUMNS[kind])}
    assert export_csv(record, str(tmp_path / "one"), kind="figures") == [tmp_path / "one" / "figures.csv"]
    assert [path.name for path in (tmp_path / "one").iterdir()] == ["figures.csv"]


def test_reports(record: Record) -> None:
    (row,) = table(record, "reports")
    assert row["title"] == "Ostrava Bay evacuates its harbour"
    assert (row["byline"], row["text_credits"], row["photo_credits"]) == ("Mira Tolland", "HPA", "Halden Press")
    assert row["published_evidence"] == "weekday: Monday; metadata: 2031-05-06"
    assert (row["path"], row["published_edtf"], row["captured_at"]) == ("bay/harbour.txt", "2031-05-06?", "")


def test_statements(record: Record) -> None:
    first, second = table(record, "statements")
    assert (first["speaker"], first["speaker_text"], first["cue_text"]) == (
        "Élise Okafor",
        "Governor Élise Okafor",
        "said",
    )
    assert (first["said_earliest"], first["addressee"], first["negated"]) == ("2031-05-05", "", "no")
    assert (second["text"], second["via"], second["source_text"]) == (
        '"We will not sell the tugs,"',
        "Quay Gazette",
        "she",
    )
    assert (second["negated"], second["confidence"], first["confidence"]) == ("yes", "", "0.75")
    assert first["report_title"] == "Ostrava Bay evacuates its harbour"
    assert len(first["sha256"]) == 64


def test_figures_events_mentions_times_actors(record: Record) -> None:
    (figure,) = table(record, "figures")
    assert (figure["low"], figure["high"], figure["source"], figure["destinations"]) == (
        "1200",
        "",
        "Élise Okafor",
        "the hills",
    )
    (event,) = table(record, "events")
    assert (event["actor"], event["item"], event["denied_by"]) == (
        "Élise Okafor",
        "the tugs",
        "Quay Gazette; Élise Okafor",
    )
    mentions = table(record, "mentions")
    assert [TEXT[int(row["span_start"]) : int(row["span_end"])] for row in mentions] == [
        row["text"] for row in mentions
    ]
    (time,) = table(record, "times")
    assert (time["text"], time["date_edtf"]) == ("Monday", "2031-05-05")
    names = {row["name"]: row for row in table(record, "actors")}
    assert names["Élise Okafor"]["roles"] == "governor of Ostrava Bay"
    assert names["Quay Gazette"]["country"] == "NL"


def test_cases_and_series(record: Record) -> None:
    position, transfer = table(record, "cases")
    assert (position["issue"], position["stance"], position["history"]) == (
        "sale of tugs",
        "against",
        "against 2031-05",
    )
    assert (transfer["actor"], transfer["item"], transfer["place"]) == ("Élise Okafor", "the tugs", "Ostrava Bay")
    assert (transfer["status"], transfer["history"]) == ("planned", "refused 2031-05-05; planned")
    assert transfer["findings"].count("; ") == 1
    first, second = table(record, "series")
    assert (first["low"], first["high"], first["as_of_edtf"], first["independent_sources"]) == (
        "1200", "", "2031-05-05", "1",
    )  # fmt: skip
    assert (second["low"], second["high"], second["as_of_edtf"]) == ("", "3.5", "")
    assert first["conflicts"] == second["conflicts"] == "1,200 or more, and at most 3.5"
    assert first["group"] == "people"


def test_rows_stand_in_the_order_of_the_lines(record: Record) -> None:
    for name in ("z.txt", "a.txt"):
        record.add(*make_all(name, TEXT + name))
    assert [row["path"] for row in table(record, "figures")] == ["a.txt", "bay/harbour.txt", "z.txt"]


@pytest.mark.parametrize("words", ["=1+1", "+1", "-1", "@sum", "\t=1", "\r=1", "\n=1", "＝1"])
def test_formulas_are_text(record: Record, words: str) -> None:
    page, report, findings, actors = make_all()
    quoted = replace(findings.statements[0], text=words)
    actors = (replace(actors[0], name=words), actors[1])
    statements = (quoted, findings.statements[1])
    record.add(page, replace(report, title=words, outlet=words), replace(findings, statements=statements), actors)
    row = table(record, "statements")[0]
    assert (row["text"], row["report_title"], row["outlet"]) == ("'" + words,) * 3
    assert "'" + words in {row["name"] for row in table(record, "actors")}
    assert table(record, "reports")[0]["title"] == "'" + words


def test_numbers_below_zero_stay_numbers() -> None:
    assert cell(-5) == -5
    assert cell("-5") == "'-5"


@settings(deadline=None)
@given(st.text())
def test_no_cell_is_a_formula_and_every_cell_can_be_read_back(words: str) -> None:
    written = str(cell(words))
    assert not written.startswith(("=", "+", "-", "@", "\t", "\r", "\n"))
    stream = io.StringIO(newline="")
    csv.writer(stream, lineterminator="\r\n").writerow([written, "next"])
    stream.getvalue().encode("utf-8")
    assert list(csv.reader(io.StringIO(stream.getvalue(), newline=""))) == [[written, "next"]]


def test_lines_end_as_the_standard_says(record: Record, tmp_path: Path) -> None:
    export_csv(record, tmp_path / "tables")
    assert (tmp_path / "tables" / "times.csv").read_bytes().count(b"\r\n") == 2


def test_refusals(record: Record, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="take one of reports"):
        export_csv(record, tmp_path, "stories")
    with pytest.raises(UsageError, match="a stream takes one table"):
        export_csv(record, io.StringIO())
    (tmp_path / "file").touch()
    with pytest.raises(RecordError, match="cannot be written"):
        export_csv(record, tmp_path / "file")
