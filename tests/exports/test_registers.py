"""Registers as tables: every cell leads to the words it rests on."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from made_cases import make_collation
from made_values import TEXT, make_all, span_of

from reportedly.exports.register_files import csv_columns, export_register_csv, export_register_jsonl
from reportedly.exports.registers import COLUMNS, MEASURES, register_rows
from reportedly.record import Record, open_record
from reportedly.types import (
    Case,
    CaseFiller,
    CaseRoles,
    Collation,
    Date,
    Point,
    RegisterName,
    Reported,
    RoleText,
)

NORTH = ("north.txt", TEXT + "North")


@pytest.fixture
def record(tmp_path: Path) -> Iterator[Record]:
    with open_record(tmp_path / "bay.db", create=True) as made:
        made.add(*make_all())
        made.add(*make_all(*NORTH))
        made.replace_cases(make_collation(make_all(), make_all(*NORTH)))
        yield made


def lines(record: Record, register: RegisterName) -> list[dict[str, Any]]:
    stream = io.StringIO()
    count = export_register_jsonl(record, register, stream)
    found = [json.loads(line) for line in stream.getvalue().splitlines()]
    assert len(found) == count
    return found


def table(record: Record, register: RegisterName) -> list[dict[str, str]]:
    stream = io.StringIO(newline="")
    count = export_register_csv(record, register, stream)
    found = list(csv.DictReader(io.StringIO(stream.getvalue(), newline="")))
    assert len(found) == count
    return found


def values(line: dict[str, Any]) -> dict[str, list[object]]:
    return {column: [part["value"] for part in cell] for column, cell in line["cells"].items()}


def test_every_register_has_its_columns_whatever_is_in_it(record: Record) -> None:
    assert set(COLUMNS) == set(RegisterName.__args__)  # type: ignore[attr-defined]
    for register in COLUMNS:
        stream = io.StringIO(newline="")
        export_register_csv(record, register, stream)
        (head, *_) = csv.reader(io.StringIO(stream.getvalue(), newline=""))
        assert tuple(head) == csv_columns(register)
        assert set(COLUMNS[register]) <= set(head)
        assert len(set(head)) == len(head)


def test_a_transfer(record: Record) -> None:
    (line,) = lines(record, "transfers")
    assert list(line) == "kind register id title cells history findings joined_by".split()
    assert list(line["cells"]) == list(COLUMNS["transfers"])
    found = values(line)
    assert (found["supplier"], found["item"], found["recipient"]) == (["Élise Okafor"], ["the tugs"], [])
    assert (found["status"], found["when"], found["when_latest"]) == (["planned"], ["2031-05-05"], ["2031-05-05"])
    assert (found["voice"], found["said_by"]) == (["attributed"], ["Élise Okafor"])
    assert (found["first_report"], found["last_report"]) == (["2031-05-06?"], ["2031-05-06?"])
    assert found["sources"] == [2]
    assert [state["status"] for state in line["history"]] == ["refused", "planned"]
    assert line["joined_by"] == ["same supplier, same item: tugs"]
    events = [findings.events[0].id for _, _, findings, _ in (make_all(), make_all(*NORTH))]
    assert set(line["findings"]) >= set(events)


@pytest.mark.parametrize("register", COLUMNS)
def test_every_cell_leads_to_words_that_stand_there(record: Record, register: RegisterName) -> None:
    texts = {report.id: report for report in record.reports()}
    rows = lines(record, register)
    assert rows or register not in ("transfers", "positions", "displacement")
    for line in rows:
        for column, cell in line["cells"].items():
            for part in cell:
                assert part["from"] or column == "sources", column
                for place in part["from"]:
                    report = texts[place["report"]]
                    assert report.page.path == place["path"]
                    words = " ... ".join(report.text[start:end] for start, end in place["spans"])
                    assert words == place["quote"]
                    assert place["finding"] in record.found([place["finding"]])


def test_the_words_of_a_role_are_what_its_cell_rests_on(record: Record) -> None:
    (line,) = lines(record, "transfers")
    (tugs,) = line["cells"]["item"]
    assert [(place["quote"], place["spans"]) for place in tugs["from"]] == [
        ("the tugs", [list(span_of(TEXT, "the tugs"))])
    ]
    (row,) = table(record, "transfers")
    start, end = span_of(TEXT, "the tugs")
    assert row["item_from"] == f"bay/harbour.txt[{start}-{end}] “the tugs”"
    assert (row["history"], row["case"]) == ("refused 2031-05-05; planned", line["id"])


def test_a_position_has_a_row_for_each_reported_state(record: Record) -> None:
    collation = make_collation()
    position = collation.cases[0]
    shifted = Reported("for", Date("2031-05-20", "2031-05-20", "2031-05-20"), position.history[0].findings)
    record.replace_cases(Collation((replace(position, history=(*position.history, shifted), stance="for"),)))
    rows = table(record, "positions")
    assert [(row["actor"], row["issue"], row["stance"], row["date"]) for row in rows] == [
        ("Élise Okafor", "sale of tugs", "against", "2031-05"),
        ("Élise Okafor", "sale of tugs", "for", "2031-05-20"),
    ]
    assert rows[0]["words"] == '"We will not sell the tugs,"'
    assert {row["case"] for row in rows} == {position.id}


def test_a_series_has_a_row_for_each_point(record: Record) -> None:
    first, second = table(record, "displacement")
    assert (first["measure"], first["low"], first["high"], first["as_of"]) == ("displaced", "1200", "", "2031-05-05")
    assert (first["source"], first["sources"], first["episode"]) == ("Élise Okafor", "2", "flood of 2031")
    assert "“1,200 people”" in first["low_from"]
    assert (second["low"], second["high"], second["conflict"]) == ("", "3.5", "1,200 or more, and at most 3.5")
    assert table(record, "tolls") == []
    assert not MEASURES["tolls"] & MEASURES["displacement"]


def test_rows_stand_in_order_of_date_then_title(record: Record) -> None:
    case = make_collation().cases[1]
    state = case.history[0]

    def on(day: str | None, title: str) -> Case:
        date = Date(day, day, day) if day else None
        return replace(
            case, id=f"c-{title}", title=title, when=date, history=(replace(state, date=None),), joined_by=()
        )

    record.replace_cases(
        Collation((on(None, "b"), on("2031-05-09", "c"), on("2031-05-02", "d"), on("2031-05-09", "a")))
    )
    assert [row.title for row in register_rows(record, "transfers")] == ["d", "a", "c", "b"]


def test_values_and_amounts(record: Record) -> None:
    _, report, findings, _ = make_all()
    event, figure = findings.events[0], findings.figures[0]
    text = RoleText("the harbour", span_of(TEXT, "the harbour"))
    roles = CaseRoles(place=(CaseFiller(text, report.id, (event.id,)),), content=(CaseFiller(text, report.id, ()),))
    case = Case(
        "c-price", "economic-claims", "the harbour", roles, "the harbour", None, None, None,
        (Reported("happened", None, (event.id, "e-none")),), (figure.id,), None, (),
    )  # fmt: skip
    point = Point(None, None, None, (), None)
    record.replace_cases(Collation((case,), (replace(make_collation().series[0], points=(point,), conflicts=()),)))
    (row,) = table(record, "economic-claims")
    assert (row["place"], row["about"], row["amount"], row["amount_low"]) == (
        "the harbour", "the harbour", "1,200 people", "1200",
    )  # fmt: skip
    assert (row["claim"], row["sources"], row["amount_high"]) == ('"We will not sell the tugs,"', "", "")
    assert row["place_from"].endswith("“the harbour”")
    (row,) = table(record, "displacement")
    assert (row["low"], row["as_of"], row["source"], row["findings"]) == ("", "", "", "")
