"""Registers: tables of cases, or of the points of series, for one purpose; each cell with the words it rests on.

A row is worked out from a case and the findings that it names; nothing is added. What a register's columns are and
where each comes from is told in docs/registers/.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from itertools import islice
from typing import Protocol, TypeVar

from reportedly.exports.cells import (
    Cell,
    Findable,
    Part,
    Place,
    act_of,
    amounts,
    bound,
    dates,
    each,
    filled,
    first_and_last,
    last_status,
    merged,
    number,
    place_of,
    quoted,
    sayings,
    stances,
    tellers,
    telling,
    voice_of,
    where,
    words,
)
from reportedly.record.lookup import Found
from reportedly.types import Case, Figure, RegisterName, Reported, Series

_SAID = ("status", "when", "when_earliest", "when_latest", "voice", "said_by", "first_report", "last_report", "sources")
_COUNTED = (
    "measure", "scope", "place", "group", "episode", "as_of", "as_of_earliest", "as_of_latest", "low", "high",
    "source", "voice", "sources", "conflict",
)  # fmt: skip
COLUMNS: dict[RegisterName, tuple[str, ...]] = {
    "transfers": ("supplier", "recipient", "item", "value", "value_low", "value_high", "currency", *_SAID),
    "restrictions": ("imposed_by", "against", "restriction", "body", "place", *_SAID),
    "docket": ("body", "instrument", "action", "actor", "demand", *_SAID),
    "tolls": _COUNTED,
    "displacement": _COUNTED,
    "meetings": ("who", "with", "place", "about", *_SAID),
    "proposals": ("by", "to", "content", "condition", *_SAID),
    "positions": ("actor", "issue", "stance", "date", "date_earliest", "date_latest", "words", "said_by", "sources"),
    "ground-events": ("act", "actor", "target", "place", "figures", *_SAID),
    "economic-claims": ("claim", "about", "place", "amount", "amount_low", "amount_high", "currency", *_SAID),
}
"""The columns of each register, in the order in which registers are shown."""

MEASURES: dict[RegisterName, frozenset[str]] = {
    "tolls": frozenset(["killed", "injured", "missing", "detained", "abducted"]),
    "displacement": frozenset(["displaced", "idps", "refugees"]),
}
"""The measures of the two registers that are made of series."""

_ROLES: dict[str, dict[str, tuple[str, ...]]] = {
    "transfers": {"supplier": ("actor",), "recipient": ("recipient",), "item": ("item",)},
    "restrictions": {
        "imposed_by": ("actor",), "against": ("recipient",), "restriction": ("instrument", "item", "content"),
        "body": ("body",),
    },
    "docket": {"body": ("body",), "instrument": ("instrument", "item"), "actor": ("actor",), "demand": ("content",)},
    "meetings": {"who": ("actor",), "with": ("recipient", "body"), "about": ("content", "item")},
    "proposals": {
        "by": ("actor",), "to": ("recipient",), "content": ("content", "instrument", "item"),
        "condition": ("condition",),
    },
    "positions": {"actor": ("actor",)},
    "ground-events": {"actor": ("actor",), "target": ("recipient", "item")},
    "economic-claims": {"about": ("item", "content", "recipient")},
}  # fmt: skip
_CHUNK = 200  # cases whose findings are looked up together


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a register. ``id`` is that of the case or series, ``history`` its reported states,
    ``findings`` all that it rests on, ``quotes`` the words of those that state it."""

    register: RegisterName
    id: str
    title: str
    cells: Mapping[str, Cell]
    history: tuple[Reported, ...]
    findings: tuple[str, ...]
    quotes: tuple[Place, ...]
    joined_by: tuple[str, ...] = ()


_Item = TypeVar("_Item", Case, Series)


class Shelves(Protocol):
    """What registers are made from; :class:`reportedly.record.store.Record` is one."""

    def cases(self, register: RegisterName | None = None, /) -> Iterable[Case]:
        """The cases of a register, or all."""
        ...

    def series(self) -> Iterable[Series]:
        """All series."""
        ...

    def found(self, ids: Iterable[str], /) -> Findable:
        """Findings by their ids."""
        ...


def register_rows(shelves: Shelves, register: RegisterName) -> Iterator[Row]:
    """The rows of a register in order of date: a row a case; of positions a row a reported state; of tolls and
    displacement a row a point of a series."""
    if register in MEASURES:
        counted = sorted((s for s in shelves.series() if s.measure in MEASURES[register]), key=series_order)
        for series, found in _looked_up(shelves, counted, named_by_series):
            yield from series_rows(register, series, found)
        return
    for case, found in _looked_up(shelves, sorted(shelves.cases(register), key=case_order), named_by_case):
        yield from position_rows(case, found) if register == "positions" else (case_row(case, found),)


def _looked_up(
    shelves: Shelves, items: Iterable[_Item], named: Callable[[_Item], Iterable[str]]
) -> Iterator[tuple[_Item, Findable]]:
    rest = iter(items)
    while some := list(islice(rest, _CHUNK)):
        found = shelves.found({id for item in some for id in named(item)})
        yield from ((item, found) for item in some)


def case_order(case: Case) -> tuple[str, str, str]:
    """Cases by the day they speak of, else that of the first reported state that has one, then by title."""
    dates = (case.when, *(state.date for state in case.history))
    day = next((d.earliest or d.latest for d in dates if d and (d.earliest or d.latest)), None)
    return day or "9999", case.title, case.id


def series_order(series: Series) -> tuple[str, ...]:
    """Series by what they count, where, whom and when."""
    return series.measure, series.place or "", series.group or "", series.episode or "", series.id


def named_by_case(case: Case) -> dict[str, None]:
    """The ids of all findings of a case, those of its history first."""
    ids = dict.fromkeys(id for state in case.history for id in state.findings)
    fillers = (filler for name in fields(case.roles) for filler in getattr(case.roles, name.name))
    return ids | dict.fromkeys(id for filler in fillers for id in filler.findings) | dict.fromkeys(case.figures)


def named_by_series(series: Series) -> dict[str, None]:
    """The ids of all figures of a series."""
    return dict.fromkeys(id for some in _figures_of(series) for id in some)


def _figures_of(series: Series) -> Iterator[tuple[str, ...]]:
    yield from (point.figures for point in series.points)
    yield from (conflict.figures for conflict in series.conflicts)


def case_row(case: Case, found: Findable) -> Row:
    """The row of a case; ``found`` has the findings that it names."""
    stating = telling((id for state in case.history for id in state.findings), found)
    cells: dict[str, Cell] = {
        "status": last_status(case, found),
        **dates("when", case.when, stating),
        "voice": each(stating, voice_of),
        "said_by": tellers(stating),
        **first_and_last(stating),
        "sources": number(case.independent_sources),
        "issue": words(case.issue, stating),
        "stance": stances(case, found),
        **dates("date", case.when or next((s.date for s in reversed(case.history) if s.date), None), stating),
        "words": sayings(stating[-1:]),
        "action": each(stating, act_of),
        "act": each(stating, act_of),
        "claim": sayings(stating),
        "place": where(case, stating),
    }
    for column, roles in _ROLES[case.register].items():
        fillers = [filler for role in roles for filler in getattr(case.roles, role)]
        cells[column] = tuple(filled(filler, found) for filler in fillers)
    figures = [one for one in (found.get(id) for id in case.figures) if one and isinstance(one.finding, Figure)]
    money = [one for one in figures if isinstance(one.finding, Figure) and one.finding.measure == "money"]
    cells["figures"] = quoted(figures)
    cells |= amounts("value", money) | amounts("amount", figures)
    joined = tuple(dict.fromkeys(join.how for join in case.joined_by))
    return _row(case, cells, case.history, tuple(named_by_case(case)), stating, joined)


def position_rows(case: Case, found: Findable) -> Iterator[Row]:
    """A row for each reported state of a position, so that a shift can be seen."""
    whole = case_row(case, found)
    for state in case.history:
        stating = telling(state.findings, found)
        cells = {
            **whole.cells,
            "stance": words(state.status, stating),
            **dates("date", state.date, stating),
            "words": sayings(stating),
            "said_by": tellers(stating),
        }
        yield _row(case, cells, (state,), state.findings, stating, whole.joined_by)


def series_rows(register: RegisterName, series: Series, found: Findable) -> Iterator[Row]:
    """A row for each point of a series."""
    for point in series.points:
        figures = [one for one in (found.get(id) for id in point.figures) if one]
        conflicts = [c for c in series.conflicts if set(c.figures) & set(point.figures)]
        cells: dict[str, Cell] = {
            "measure": words(series.measure, figures),
            "scope": words(series.scope, figures),
            "place": words(series.place, figures),
            "group": words(series.group, figures),
            "episode": words(series.episode, figures),
            **dates("as_of", point.as_of, figures),
            "low": bound(point.low, "low", figures),
            "high": bound(point.high, "high", figures),
            "source": tellers(figures),
            "voice": each(figures, voice_of),
            "sources": number(point.independent_sources),
            "conflict": tuple(
                Part(c.why, tuple(place_of(found[id]) for id in c.figures if id in found)) for c in conflicts
            ),
        }
        named = {column: merged(cells.get(column, ())) for column in COLUMNS[register]}
        quotes = tuple(map(place_of, figures))
        yield Row(register, series.id, series_title(series), named, (), point.figures, quotes)


def series_title(series: Series) -> str:
    """What a series counts, in a few words."""
    what = "in all" if series.scope == "total" else "in one incident"
    return ", ".join(filter(None, (series.measure, series.place, series.group, series.episode, what)))


def _row(
    case: Case,
    cells: Mapping[str, Cell],
    history: tuple[Reported, ...],
    findings: tuple[str, ...],
    stating: Sequence[Found],
    joined: tuple[str, ...],
) -> Row:
    named = {column: merged(cells.get(column, ())) for column in COLUMNS[case.register]}
    return Row(case.register, case.id, case.title, named, history, findings, tuple(map(place_of, stating)), joined)
