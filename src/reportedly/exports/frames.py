"""The record as typed tables: Arrow tables for notebooks (https://arrow.apache.org), Parquet files for other programs.

Rows, columns and their order are those of the CSV tables; days are dates, numbers numbers, and what may be several is
a list. pyarrow is an extra that is installed with ``pip install "reportedly[frames]"``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, suppress
from datetime import date
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args

from reportedly.errors import RecordError, UsageError
from reportedly.exports.cells import Cell, date_text
from reportedly.exports.csv import COLUMNS, table_rows
from reportedly.exports.register_files import csv_columns
from reportedly.exports.registers import MEASURES, Row, register_rows
from reportedly.record import Record
from reportedly.types import RegisterName

if TYPE_CHECKING:
    import pyarrow as pa

REGISTERS: tuple[RegisterName, ...] = get_args(RegisterName)
KINDS: tuple[str, ...] = (*COLUMNS, *REGISTERS)
"""What there are frames of: the tables, then the registers."""

ROWS = 5_000  # rows that are turned at a time, and that a Parquet row group has: bounds the memory

_LISTS = {
    kind: frozenset(names.split())
    for kind, names in {
        "reports": "paths byline text_credits photo_credits published_evidence",
        "statements": "via",
        "figures": "destinations via",
        "events": "contexts actor recipient item body instrument place content condition denied_by figures",
        "actors": "aliases roles",
        "cases": """actor recipient item body instrument places content condition history findings figures
            joined_by""",
        "series": "figures conflicts",
    }.items()
}
_NUMBERS = frozenset(["low", "high", "confidence"])
_COUNTS = frozenset(["span_start", "span_end", "independent_sources", "sources"])
_TRUTHS = frozenset(["negated", "vague"])
# Columns of registers that have one value in words; the others have as many as findings give.
_SINGLE = frozenset(
    """case series title status when first_report last_report stance issue date measure scope place group episode as_of
    """.split()
)
_AMOUNTS = frozenset(["value_low", "value_high", "amount_low", "amount_high"])
_DAYS = ("_earliest", "_latest")
_SURROGATE = re.compile("[\ud800-\udfff]")

Columns = dict[str, Any]


def frame(record: Record, kind: str) -> pa.Table:
    """A table of a record, one of :data:`KINDS`, in memory. pandas (``.to_pandas()``) and polars
    (``polars.from_arrow``) read it.

    Raises :class:`UsageError` for a kind there is not, or where pyarrow is missing; RecordError when the record cannot
    be read.
    """
    arrow, its = _arrow(), schema(kind)
    with record.snapshot():
        batches = [_batch(rows, its) for rows in _many(_rows(record, kind))]
    return arrow.Table.from_batches(batches, its)


def schema(kind: str) -> pa.Schema:
    """The columns of a table and their types. Raises :class:`UsageError` as :func:`frame` does."""
    if kind not in KINDS:
        raise UsageError(f"{kind} is not a table; take one of {', '.join(KINDS)}")
    register = next((name for name in REGISTERS if name == kind), None)
    columns = COLUMNS[kind] if register is None else csv_columns(register)
    arrow = _arrow()
    return arrow.schema([(name, _type(arrow, kind, name)) for name in columns])


def parquet_files(record: Record, register: RegisterName | None, target: str | PathLike[str] | None) -> list[Path]:
    """Write the record's tables as Parquet files (``reports.parquet``, ...) into the folder ``target``, made if need
    be; or with ``register`` that one as the file ``target``. Returns what was written: the same bytes for the same
    record and version of pyarrow.

    Raises UsageError as :func:`frame` does and where there is no target, RecordError when a file cannot be written.
    """
    if target is None:
        raise UsageError(f"Parquet goes to no screen: name a {'file' if register else 'folder'} with -o")
    where = Path(target)
    schemas = {kind: schema(kind) for kind in ([register] if register else COLUMNS)}
    files = {kind: where if register else where / f"{kind}.parquet" for kind in schemas}
    try:
        with record.snapshot():
            if register:
                _write(files, schemas, ((register, row) for row in _rows(record, register)))
            else:
                where.mkdir(parents=True, exist_ok=True)
                _write(files, schemas, table_rows(record, set(schemas)))
    except OSError as error:
        raise RecordError(f"{where}: cannot be written ({error.strerror or error})") from error
    return list(files.values())


def _write(files: dict[str, Path], schemas: Mapping[str, pa.Schema], rows: Iterable[tuple[str, Columns]]) -> None:
    """Write rows into the files of their kinds, beside them first, so that a stopped export leaves no half of one."""
    from pyarrow import parquet

    waiting: dict[str, list[Columns]] = {kind: [] for kind in files}
    beside = {kind: file.with_name(f"{file.name}.part") for kind, file in files.items()}
    with ExitStack() as opened:
        writers = {
            kind: opened.enter_context(
                parquet.ParquetWriter(str(beside[kind]), schemas[kind], compression="zstd", compression_level=3)
            )
            for kind in files
        }

        def out(kind: str) -> None:
            if waiting[kind]:
                writers[kind].write_batch(_batch(waiting[kind], schemas[kind]))
                waiting[kind].clear()

        for kind, row in rows:
            waiting[kind].append(row)
            if len(waiting[kind]) >= ROWS:
                out(kind)
        for kind in files:
            out(kind)
    for kind, file in files.items():
        beside[kind].replace(file)


def _arrow() -> Any:
    try:
        import pyarrow
    except ImportError as error:
        raise UsageError('frames and Parquet need pyarrow: pip install "reportedly[frames]"') from error
    return pyarrow


def _type(arrow: Any, kind: str, name: str) -> Any:
    if name.endswith(_DAYS):
        return arrow.date32()
    if name in _COUNTS:
        return arrow.int64()
    if name in _NUMBERS:
        return arrow.float64()
    if name in _TRUTHS:
        return arrow.bool_()
    if kind in COLUMNS:
        return arrow.list_(arrow.string()) if name in _LISTS.get(kind, ()) else arrow.string()
    if name in _AMOUNTS:
        return arrow.list_(arrow.float64())
    if name.endswith("_from"):
        spans = arrow.list_(arrow.list_(arrow.int64()))
        words = [(part, arrow.string()) for part in ("finding", "report", "path")]
        return arrow.list_(arrow.struct([*words, ("spans", spans), ("quote", arrow.string())]))
    return arrow.string() if name in _SINGLE else arrow.list_(arrow.string())


# Rows


def _rows(record: Record, kind: str) -> Iterator[Columns]:
    register = next((name for name in REGISTERS if name == kind), None)
    if register is None:
        yield from (row for _, row in table_rows(record, {kind}))
        return
    single = {name for name in csv_columns(register) if name in _SINGLE | _COUNTS | _NUMBERS or name.endswith(_DAYS)}
    for row in register_rows(record, register):
        yield _register_row(row, single)


def _register_row(row: Row, single: set[str]) -> Columns:
    columns: Columns = {"series" if row.register in MEASURES else "case": row.id, "title": row.title}
    for name, cell in row.cells.items():
        values = [part.value for part in cell]
        columns[name] = (values[0] if values else None) if name in single else values
        columns[f"{name}_from"] = _places(cell)
    columns["history"] = [f"{state.status} {date_text(state.date) or ''}".strip() for state in row.history]
    return columns | {"findings": list(row.findings), "joined_by": list(row.joined_by)}


def _places(cell: Cell) -> list[Columns]:
    """The words that the values of a cell rest on, each place once."""
    return [
        {
            "finding": place.finding,
            "report": place.report,
            "path": place.path,
            "spans": [list(span) for span in place.spans],
            "quote": place.quote,
        }
        for place in dict.fromkeys(place for part in cell for place in part.places)
    ]


def _many(rows: Iterable[Columns]) -> Iterator[list[Columns]]:
    batch: list[Columns] = []
    for row in rows:
        batch.append(row)
        if len(batch) >= ROWS:
            yield batch
            batch = []
    if batch:
        yield batch


def _batch(rows: Sequence[Columns], its: pa.Schema) -> pa.RecordBatch:
    arrow = _arrow()
    arrays = []
    for field in its:
        value = _cell_of(field.type)
        arrays.append(arrow.array([value(row.get(field.name)) for row in rows], field.type))
    return arrow.RecordBatch.from_arrays(arrays, schema=its)


def _cell_of(kind: Any) -> Callable[[Any], Any]:
    """What makes a value one of an Arrow type."""
    from pyarrow import types

    if types.is_date32(kind):
        return _day
    if types.is_list(kind):
        item = _cell_of(kind.value_type)
        return lambda values: [item(value) for value in values or ()]
    if types.is_struct(kind):
        parts = {field.name: _cell_of(field.type) for field in kind}
        return lambda value: {name: part(value[name]) for name, part in parts.items()}
    if types.is_string(kind):
        return _text
    return _number if types.is_float64(kind) else lambda value: value


def _number(value: float | None) -> float | None:
    return None if value is None else float(value)


def _day(value: str | None) -> date | None:
    with suppress(ValueError):
        return date.fromisoformat(value) if value else None
    return None


def _text(value: object) -> str | None:
    """Text without lone surrogates, which UTF-8 has no bytes for; U+FFFD in their place as in the JSON Lines."""
    return None if value is None else _SURROGATE.sub("\ufffd", str(value))
