"""Registers, cases and series on the terminal: lines of text to read, or JSON Lines for a program."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator, Mapping

from reportedly.exports.cells import Cell, Part, Place, name_of, teller_of, telling
from reportedly.exports.jsonl import dumps
from reportedly.exports.register_files import row_line
from reportedly.exports.registers import (
    Row,
    case_row,
    named_by_case,
    named_by_series,
    register_rows,
    series_title,
)
from reportedly.record.lookup import Found
from reportedly.record.store import Record
from reportedly.types import Case, CaseRoles, Figure, Joined, RegisterName, Series
from reportedly.views.progress import one_line
from reportedly.views.words import amount_words, bounds_words, date_words

_WIDTH = 100
_PARTS = ("_earliest", "_latest", "_low", "_high")  # of columns that stand whole beside them
_LEFT_OUT = frozenset(["high", "last_report", "currency"])
_NAMES = 14  # characters of the names of columns
_DUE = "Findings have changed since cases were made of them: run reportedly build again."


def register_text(record: Record, register: RegisterName, words: str) -> Iterator[str]:
    """The rows of a register that hold all ``words``: title, cells, and the words that they rest on."""
    if record.cases_due:
        yield _DUE
    count = 0
    for row in _holding(register_rows(record, register), words):
        yield from [""] if count else []
        yield from _row(row)
        count += 1
    if not count:
        yield f"nothing in {register}" + (" that holds these words" if words.strip() else "")


def register_json(record: Record, register: RegisterName, words: str) -> Iterator[str]:
    """The same, an object a line."""
    for row in _holding(register_rows(record, register), words):
        yield dumps(row_line(row))


def _holding(rows: Iterable[Row], words: str) -> Iterator[Row]:
    wanted = words.casefold().split()
    for row in rows:
        said = [row.id, row.title]
        for cell in row.cells.values():
            said += [str(part.value) for part in cell] + [place.quote for part in cell for place in part.places]
        folded = " ".join(said).casefold()
        if all(word in folded for word in wanted):
            yield row


def _row(row: Row) -> Iterator[str]:
    yield one_line(f"{row.id}  {_flat(row.title)}")
    yield from _cells(row.cells)
    quotes = {place.finding: place for place in row.quotes}
    told = [(id, state.status) for state in row.history for id in state.findings]
    for id, status in told if told else [(id, "") for id in row.findings]:
        if id in quotes:
            yield from _quoted(quotes.pop(id), status if len(row.history) > 1 else "")


def _cells(cells: Mapping[str, Cell]) -> Iterator[str]:
    """The cells that people read, a line each: bounds together, the reports as a time span."""
    reported = _span(cells.get("first_report", ()), cells.get("last_report", ()))
    for column, cell in cells.items():
        if column == "low":
            low, high = (cell[0].value if cell else None for cell in (cells["low"], cells["high"]))
            yield from _field("how many", bounds_words(_number(low), _number(high)))
        elif column == "first_report":
            yield from _field("reported", reported)
        elif not column.endswith(_PARTS) and column not in _LEFT_OUT:
            yield from _field(column.replace("_", " "), _values(cell))


def _number(value: str | int | float | None) -> float | None:
    return value if isinstance(value, int | float) else None


def _span(first: Cell, last: Cell) -> str:
    words = dict.fromkeys(_values(cell) for cell in (first, last) if cell)
    return " to ".join(words)


def _quoted(place: Place, status: str) -> Iterator[str]:
    where = f"{place.path} [{place.spans[0][0]}, {place.spans[-1][1]}]" if place.spans else place.path
    lead = ": ".join(filter(None, (status, where)))
    yield from _wrapped(f"    {place.finding}  {lead} \u201c{_flat(place.quote)}\u201d")


def _values(cell: Cell) -> str:
    return "; ".join(dict.fromkeys(_value(part) for part in cell))


def _value(part: Part) -> str:
    if part.date is not None:
        return date_words(part.date) or str(part.value)
    return f"{part.value:,}" if isinstance(part.value, int | float) else _flat(part.value)


def case_text(record: Record, case: Case) -> Iterator[str]:
    """One case: its cells, its history with the words of each state, its figures, and why its findings are joined."""
    found = record.found(named_by_case(case))
    row = case_row(case, found)
    yield f"{case.register} {case.id}"
    yield one_line(_flat(case.title))
    yield ""
    own = {column: cell for column, cell in row.cells.items() if column not in ("status", "said_by")}
    yield from _cells(own)
    shown = {part.value for cell in own.values() for part in cell}
    for role in CaseRoles.__dataclass_fields__:
        names = dict.fromkeys(name_of(item.filler) for item in getattr(case.roles, role))
        if names and not shown.issuperset(names):
            yield from _field(role, "; ".join(names))
    yield ""
    yield "reported:"
    for state in case.history:
        yield one_line("  " + ", ".join(filter(None, (state.status, date_words(state.date)))))
        for one in telling(state.findings, found):
            yield from _saying(one)
    if case.figures:
        yield "figures:"
        for one in telling(case.figures, found):
            yield from _saying(one, amount_words(one.finding) if isinstance(one.finding, Figure) else "")
    yield from _joins(case.joined_by)


def series_text(record: Record, series: Series) -> Iterator[str]:
    """One series: its points, each with its figures, and where they contradict each other."""
    found = record.found(named_by_series(series))
    yield f"series {series.id}"
    yield one_line(_flat(series_title(series)))
    for point in series.points:
        yield ""
        bounds = bounds_words(point.low, point.high)
        sources = f"{point.independent_sources} independent" if point.independent_sources is not None else ""
        yield one_line("  " + ", ".join(filter(None, (date_words(point.as_of) or "no date", bounds, sources))))
        for one in telling(point.figures, found):
            yield from _saying(one)
    for conflict in series.conflicts:
        yield ""
        yield from _wrapped(f"  conflict: {conflict.why} ({', '.join(conflict.figures)})")


def _saying(one: Found, note: str = "") -> Iterator[str]:
    origin = ", ".join(filter(None, (f"told by {teller_of(one) or 'nobody named'}", _origin(one), note)))
    yield from _wrapped(f"    {one.finding.id}  \u201c{_flat(one.finding.text)}\u201d {origin}")


def _origin(one: Found) -> str:
    spans = one.spans
    return f"{one.path} [{spans[0][0]}, {spans[-1][1]}]" if spans else one.path


def _joins(joins: Iterable[Joined]) -> Iterator[str]:
    for n, join in enumerate(joins):
        if n == 0:
            yield "joined:"
        yield from _wrapped(f"    {join.finding} to {join.to}: {join.how}")


def _field(name: str, value: str) -> Iterator[str]:
    if value:
        lead = f"    {name:<{_NAMES}}"
        yield from textwrap.wrap(one_line(lead + value), _WIDTH, subsequent_indent=" " * len(lead))


def _wrapped(line: str) -> list[str]:
    return textwrap.wrap(one_line(line), _WIDTH, subsequent_indent=" " * 8)


def _flat(text: str) -> str:
    return " ".join(str(text).split())
