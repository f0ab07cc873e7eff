"""A register as a CSV table or as JSON Lines. In both, every cell has beside it the words that it rests on."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from typing import TextIO

from reportedly.exports.cells import Cell, Place, date_text
from reportedly.exports.csv import cell as csv_cell
from reportedly.exports.jsonl import Line, dumps
from reportedly.exports.registers import COLUMNS, MEASURES, Row, Shelves, register_rows
from reportedly.types import RegisterName

_BARE = frozenset(["sources", "voice", "scope", "currency"])  # columns whose words stand beside another
_QUOTED = 300  # characters of a quotation in a CSV cell; the offsets lead to all of it


def csv_columns(register: RegisterName) -> tuple[str, ...]:
    """The columns of a register's CSV table. ``X_from`` quotes what the cells of ``X`` rest on."""
    own = [name for column in COLUMNS[register] for name in (column, *_from(column))]
    last = () if register in MEASURES else ("history",)
    return ("series" if register in MEASURES else "case", "title", *own, *last, "findings", "joined_by")


def _from(column: str) -> tuple[str, ...]:
    bare = column in _BARE or column.endswith(("_earliest", "_latest", "_low", "_high"))
    return () if bare else (f"{column}_from",)


def export_register_csv(shelves: Shelves, register: RegisterName, stream: TextIO) -> int:
    """Write a register as one table to ``stream`` (text, UTF-8, opened with ``newline=""``). Returns how many rows."""
    writer = csv.writer(stream, lineterminator="\r\n")
    columns = csv_columns(register)
    writer.writerow(columns)
    count = 0
    for row in register_rows(shelves, register):
        cells = _cells(row)
        writer.writerow([csv_cell(cells.get(column)) for column in columns])
        count += 1
    return count


def export_register_jsonl(shelves: Shelves, register: RegisterName, stream: TextIO) -> int:
    """Write a register as JSON Lines, a row a line, to ``stream`` (text, UTF-8). Returns how many rows."""
    count = 0
    for row in register_rows(shelves, register):
        stream.write(dumps(row_line(row)) + "\n")
        count += 1
    return count


def row_line(row: Row) -> Line:
    """The line of a row: its cells by column, each a list of values with what they rest on."""
    return {
        "kind": "row",
        "register": row.register,
        "id": row.id,
        "title": row.title,
        "cells": {
            column: [{"value": part.value, "from": list(map(_place_line, part.places))} for part in cell]
            for column, cell in row.cells.items()
        },
        "history": [
            {"status": state.status, "date": date_text(state.date), "findings": list(state.findings)}
            for state in row.history
        ],
        "findings": list(row.findings),
        "joined_by": list(row.joined_by),
    }


def _place_line(place: Place) -> Line:
    return {
        "finding": place.finding,
        "report": place.report,
        "path": place.path,
        "spans": [list(span) for span in place.spans],
        "quote": place.quote,
    }


def _cells(row: Row) -> dict[str, object]:
    first = {"series" if row.register in MEASURES else "case": row.id, "title": row.title}
    states = (f"{state.status} {date_text(state.date) or ''}".strip() for state in row.history)
    last = {"history": "; ".join(states), "findings": "; ".join(row.findings), "joined_by": "; ".join(row.joined_by)}
    cells: dict[str, object] = {**first, **last}
    for column, cell in row.cells.items():
        cells[column] = _values(cell)
        cells |= {name: _quotes(cell) for name in _from(column)}
    return cells


def _values(cell: Cell) -> object:
    """A single number as a number; several values in one cell."""
    values = list(dict.fromkeys(part.value for part in cell))
    return values[0] if len(values) == 1 else "; ".join(map(str, values)) or None


def _quotes(cell: Cell) -> str | None:
    """``path[start-end] “words”`` for each place, in one cell."""
    return "; ".join(dict.fromkeys(_quote(place) for part in cell for place in part.places)) or None


def _quote(place: Place) -> str:
    words = " ".join(place.quote.split())
    words = words if len(words) <= _QUOTED else words[:_QUOTED] + "\u2026"
    return f"{place.path}[{_offsets(place.spans)}] \u201c{words}\u201d"


def _offsets(spans: Iterable[tuple[int, int]]) -> str:
    return ",".join(f"{start}-{end}" for start, end in spans)
