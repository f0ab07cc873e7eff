"""Small values in the cells of a row: spans, dates, numbers; and ids in handy parts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from typing import Any

from sqlalchemy import RowMapping

from reportedly.types import Date, Published, Relative, Span

Row = RowMapping
"""A row as it is read: column name to value."""


def number_cell(value: float | None) -> float | None:
    """As the database gives it back: a float, infinite where it is too large for one; NaN is unknown."""
    if value is None or value != value:
        return None
    try:
        return float(value)
    except OverflowError:
        return float("inf") if value > 0 else float("-inf")


def span_cells(span: Span | None) -> dict[str, int | None]:
    """The columns of :func:`~reportedly.record.columns.span_columns`."""
    return {"span_start": span[0], "span_end": span[1]} if span else {"span_start": None, "span_end": None}


def span_from(row: Row) -> Span | None:
    """The span of a row; null where it has none."""
    return None if row["span_start"] is None else (row["span_start"], row["span_end"])


def date_cells(name: str, date: Date | Published | None) -> dict[str, Any]:
    """The columns of a date; ``name`` is how they begin."""
    if date is None:
        return {f"{name}_{part}": None for part in ("edtf", "earliest", "latest", "relative")}
    relative: dict[str, Any] | None = None
    if date.relative:
        relative = {"anchor": date.relative.anchor, "offset": date.relative.offset, "span": date.relative.span}
    elif date.edtf is None and date.earliest is None and date.latest is None:
        relative = {}  # a date of which nothing is known, which is not the same as no date
    return {
        f"{name}_edtf": date.edtf,
        f"{name}_earliest": date.earliest,
        f"{name}_latest": date.latest,
        f"{name}_relative": relative,
    }


def date_from(name: str, row: Row) -> Date | None:
    """The date of a row; null where it has none."""
    edtf, earliest, latest = row[f"{name}_edtf"], row[f"{name}_earliest"], row[f"{name}_latest"]
    relative = row[f"{name}_relative"]
    if edtf is None and earliest is None and latest is None and relative is None:
        return None
    return Date(edtf, earliest, latest, relative_from(relative))


def relative_from(value: Mapping[str, Any] | None) -> Relative | None:
    """What a day hangs on, from its cell."""
    if not value:
        return None
    first, last = value["offset"]
    return Relative(value["anchor"], (first, last), tuple(value["span"]) if value["span"] else None)


def chunks(ids: Sequence[str], size: int = 500) -> Iterator[list[str]]:
    """``ids`` in parts small enough for one query (older SQLite takes 999 values)."""
    rest = iter(ids)
    while chunk := list(islice(rest, size)):
        yield chunk
