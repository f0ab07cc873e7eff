"""Frames and Parquet files: typed, in the lines' order, saying what the JSON Lines say."""

from __future__ import annotations

import io
import re
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made_cases import make_collation
from made_values import TEXT, make_all

from reportedly.errors import RecordError, UsageError
from reportedly.exports import frames
from reportedly.exports.csv import COLUMNS
from reportedly.exports.frames import KINDS, REGISTERS, parquet_files, schema
from reportedly.exports.jsonl import rows
from reportedly.exports.register_files import csv_columns, row_line
from reportedly.exports.registers import register_rows
from reportedly.record import Record, open_record

pa = pytest.importorskip("pyarrow")
parquet = pytest.importorskip("pyarrow.parquet")
DOCS = Path(__file__).parent.parent.parent / "docs"


@pytest.fixture
def record(tmp_path: Path) -> Iterator[Record]:
    with open_record(tmp_path / "bay.db", create=True) as made:
        made.add(*make_all())
        made.add(*make_all("other.txt", TEXT + "More.\n"))
        made.replace_cases(make_collation())
        yield made


def lines(record: Record, kind: str) -> list[dict[str, Any]]:
    return [line for line in rows(record) if line["kind"] == kind]


def day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


@pytest.mark.parametrize("kind", KINDS)
def test_every_table_has_the_columns_of_its_csv(record: Record, kind: str) -> None:
    table = record.frame(kind)
    assert tuple(table.column_names) == (COLUMNS[kind] if kind in COLUMNS else csv_columns(kind))
    assert table.schema == schema(kind)
    table.validate(full=True)
    assert len(table.to_pandas()) == table.num_rows


def test_figures_say_what_the_lines_say(record: Record) -> None:
    found = record.frame("figures").to_pylist()
    told = lines(record, "figure")
    assert len(found) == len(told) == 2
    for row, line in zip(found, told, strict=True):
        same = "id measure low high qualifier vague unit group per place origin destinations cause scope text".split()
        assert {name: row[name] for name in same} == {name: line[name] for name in same}
        assert (row["as_of_edtf"], row["as_of_earliest"]) == (
            (line["as_of"] or {}).get("edtf"), day((line["as_of"] or {}).get("earliest")),
        )  # fmt: skip
        assert row["source_id"] == line["source"]["actor"]
        assert row["via"] == [ref["name"] or ref["description"] or ref["text"] for ref in line["via"]]


def test_the_other_tables_say_what_the_lines_say(record: Record) -> None:
    reports, told = record.frame("reports").to_pylist(), lines(record, "report")
    assert [(r["id"], r["path"], r["paths"], r["byline"]) for r in reports] == [
        (t["id"], t["page"]["path"], t["page"]["paths"], t["byline"]) for t in told
    ]
    assert reports[0]["published_earliest"] == date(2031, 5, 6)
    assert reports[0]["published_evidence"] == ["weekday: Monday", "metadata: 2031-05-06"]
    statements = record.frame("statements").to_pylist()
    assert [(s["negated"], s["confidence"], s["text"]) for s in statements] == [
        (t["negated"], t["confidence"], t["text"]) for t in lines(record, "statement")
    ]
    events, told = record.frame("events").to_pylist(), lines(record, "event")
    assert [(e["figures"], len(e["actor"]), e["negated"]) for e in events] == [
        (t["figures"], len(t["roles"]["actor"]), t["negated"]) for t in told
    ]
    assert events[0]["denied_by"] == ["Quay Gazette", "Élise Okafor"]
    mentions = record.frame("mentions").to_pylist()
    assert [[m["span_start"], m["span_end"]] for m in mentions] == [t["span"] for t in lines(record, "mention")]
    actors, told = record.frame("actors").to_pylist(), lines(record, "actor")
    assert [(a["id"], a["aliases"]) for a in actors] == [(t["id"], t["aliases"]) for t in told]
    times = record.frame("times").to_pylist()
    assert [t["date_latest"] for t in times] == [day(t["date"]["latest"]) for t in lines(record, "time")]


def test_cases_and_series(record: Record) -> None:
    position, transfer = record.frame("cases").to_pylist()
    assert (transfer["actor"], transfer["place"], transfer["history"]) == (
        ["Élise Okafor"], "Ostrava Bay", ["refused 2031-05-05", "planned"],
    )  # fmt: skip
    assert (position["issue"], len(transfer["findings"])) == ("sale of tugs", 2)
    first, second = record.frame("series").to_pylist()
    assert (first["low"], first["high"], first["independent_sources"]) == (1200.0, None, 1)
    assert (second["high"], second["as_of_earliest"], len(second["figures"])) == (3.5, None, 1)


@pytest.mark.parametrize("register", REGISTERS)
def test_registers_say_what_their_lines_say(record: Record, register: Any) -> None:
    found, told = record.frame(register).to_pylist(), list(map(row_line, register_rows(record, register)))
    assert len(found) == len(told)
    for row, line in zip(found, told, strict=True):
        assert (row["findings"], row["joined_by"]) == (line["findings"], line["joined_by"])
        for column, cell in line["cells"].items():
            values = [part["value"] for part in cell]
            here = row[column] if isinstance(row[column], list) else [row[column]] if row[column] is not None else []
            assert [str(v) if isinstance(v, date) else v for v in here] == values, column
            if f"{column}_from" in row:
                places = [place for part in cell for place in part["from"]]
                assert row[f"{column}_from"] == [p for i, p in enumerate(places) if p not in places[:i]]


def test_some_registers_have_rows(record: Record) -> None:
    assert {kind for kind in REGISTERS if record.frame(kind).num_rows} >= {"transfers", "positions"}


def test_what_is_no_table_is_told(record: Record) -> None:
    with pytest.raises(UsageError, match=r"stories is not a table; take one of reports, .*economic-claims"):
        record.frame("stories")


def test_pyarrow_is_asked_for(record: Record, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    for call in (lambda: record.frame("figures"), lambda: parquet_files(record, None, tmp_path / "new")):
        with pytest.raises(UsageError, match=r'pip install "reportedly\[frames\]"'):
            call()
    assert not (tmp_path / "new").exists()


def test_parquet_files(record: Record, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    written = parquet_files(record, None, tmp_path / "new" / "tables")
    assert [file.name for file in written] == [f"{kind}.parquet" for kind in COLUMNS]
    assert sorted(file.name for file in (tmp_path / "new" / "tables").iterdir()) == sorted(f.name for f in written)
    for file in written:
        assert parquet.read_table(file) == record.frame(file.stem)
    again = parquet_files(record, None, tmp_path / "again")
    assert [file.read_bytes() for file in again] == [file.read_bytes() for file in written]
    assert parquet_files(record, "transfers", tmp_path / "t.parquet") == [tmp_path / "t.parquet"]
    assert parquet.read_table(tmp_path / "t.parquet") == record.frame("transfers")
    monkeypatch.setattr(frames, "ROWS", 1)
    parquet_files(record, None, tmp_path / "small")
    small = parquet.ParquetFile(tmp_path / "small" / "mentions.parquet")
    assert small.num_row_groups == small.metadata.num_rows == 6
    assert small.read() == record.frame("mentions").combine_chunks()


def test_refusals(record: Record, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="name a folder with -o"):
        parquet_files(record, None, None)
    with pytest.raises(UsageError, match="name a file with -o"):
        parquet_files(record, "transfers", None)
    (tmp_path / "file").touch()
    with pytest.raises(RecordError, match="cannot be written"):
        parquet_files(record, None, tmp_path / "file")


def test_an_empty_record(tmp_path: Path) -> None:
    with open_record(tmp_path / "empty.db", create=True) as empty:
        assert [empty.frame(kind).num_rows for kind in KINDS] == [0] * len(KINDS)
        for file in parquet_files(empty, None, tmp_path / "tables"):
            assert parquet.read_table(file).schema == schema(file.stem)


@settings(max_examples=100, deadline=None)
@given(st.lists(st.none() | st.text(st.characters(codec=None)), min_size=1, max_size=4))
def test_odd_strings_come_back(words: list[str | None]) -> None:
    made = [{"id": word, "byline": [word, "Mira Tolland"], "published_earliest": "2031-05-06"} for word in words]
    file = io.BytesIO()
    parquet.write_table(pa.Table.from_batches([frames._batch(made, schema("reports"))]), file)
    clean = [word if word is None else re.sub("[\ud800-\udfff]", "\ufffd", word) for word in words]
    found = parquet.read_table(file).select(["id", "byline", "published_earliest", "title", "paths"]).to_pylist()
    assert [tuple(row.values()) for row in found] == [
        (word, [word, "Mira Tolland"], date(2031, 5, 6), None, []) for word in clean
    ]


# What data-model.md says of the types


def documented() -> dict[str, set[str]]:
    text = (DOCS / "data-model.md").read_text(encoding="utf-8")
    part = text[text.index("\n## Frames and Parquet\n") :].partition("\n## Tables of the file")[0]
    rows = re.findall(r"^\| `([^`|]+)`[^|]* \| ([^|]*) \|", part, re.M)
    return {kind: set(re.findall(r"`([^`]+)`", columns)) for kind, columns in rows}


@pytest.mark.parametrize("kind", KINDS)
def test_the_types_are_documented(kind: str) -> None:
    types = documented()
    for field in schema(kind):
        shape = re.sub(r"<(?:element|item): ", "<", re.sub("struct<.*>>", "struct>", str(field.type)))
        names = {field.name, f"{kind}.{field.name}", f"…_{field.name.rpartition('_')[2]}"}
        says = {shape for shape, columns in types.items() if names & columns}
        assert says == ({shape} if shape != "string" else set()), f"docs/data-model.md: {kind}.{field.name} is {shape}"
