"""The cells of a register's row: values, each with the words of the reports that it rests on."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from reportedly.record.lookup import Found
from reportedly.types import (
    ActorRef,
    Case,
    CaseFiller,
    Date,
    Event,
    Figure,
    Published,
    RoleFiller,
    Span,
    Spans,
    Statement,
)

Findable = Mapping[str, Found]
"""Findings by their ids."""


@dataclass(frozen=True, slots=True)
class Place:
    """Words of a report that a cell rests on: the finding they belong to, where they stand, the words."""

    finding: str
    report: str
    path: str
    spans: Spans
    quote: str


@dataclass(frozen=True, slots=True)
class Part:
    """One value of a cell and the words it rests on; ``date`` is the date in full where the value is one."""

    value: str | int | float
    places: tuple[Place, ...] = ()
    date: Date | Published | None = None


Cell = tuple[Part, ...]


def place_of(one: Found) -> Place:
    """The words of a finding, as the place that a cell rests on."""
    return Place(one.finding.id, one.report, one.path, one.spans, one.finding.text)


def voice_of(one: Found) -> str:
    """Whose voice a finding is told in; a statement is always somebody's."""
    return "attributed" if isinstance(one.finding, Statement) else one.finding.voice


def act_of(one: Found) -> str | None:
    """What kind of act an event is, in this project's terms or PLOVER's; null for other findings."""
    kind = one.finding.subtype or one.finding.type if isinstance(one.finding, Event) else None
    return kind.replace("-", " ").lower() if kind else None


def teller_of(one: Found) -> str | None:
    """By whose word a finding is told: its source, or the outlet in whose own voice it is; null where nobody is
    named (hearsay)."""
    who = _source_of(one)
    if who is not None:
        return name_of(who)
    return (one.outlet or one.path) if voice_of(one) == "own" else None


def _source_of(one: Found) -> ActorRef | None:
    match one.finding:
        case Statement(speaker=who) | Figure(source=ActorRef() as who):
            return who
        case Event(voice="attributed") | Figure(voice="attributed"):
            return one.statement.speaker if one.statement else None
    return None


def tellers(stating: Sequence[Found]) -> Cell:
    """By whose word findings are told, each resting on the words that name them."""
    given: dict[str, list[Place]] = {}
    for one in stating:
        name, who = teller_of(one), _source_of(one)
        if name and who and who.span:
            given.setdefault(name, []).append(Place(one.finding.id, one.report, one.path, (who.span,), who.text))
        elif name:
            given.setdefault(name, []).append(place_of(one))
    return tuple(Part(name, tuple(places)) for name, places in given.items())


def telling(ids: Iterable[str], found: Findable) -> list[Found]:
    """The findings with these ids, without those that only say again what stands in the same words: a second event
    or figure of them, or a statement around an event that is there too."""
    there = [found[id] for id in dict.fromkeys(ids) if id in found]
    held: dict[str, list[Span]] = {}
    told: list[Found] = []
    for one in there:
        spans = held.setdefault(one.report, [])
        if not isinstance(one.finding, Statement) and one.finding.span not in spans:
            spans.append(one.finding.span)
            told.append(one)
    acts = {one.finding.id for one in told}
    return [one for one in there if one.finding.id in acts or _stands_alone(one, held[one.report])]


def _stands_alone(one: Found, held: Sequence[Span]) -> bool:
    apart = not any(start < last and first < end for start, end in one.spans for first, last in held)
    return apart and isinstance(one.finding, Statement)


def name_of(filler: RoleFiller) -> str:
    """The name of an actor, or what it is called, or the words."""
    named = isinstance(filler, ActorRef) and (filler.name or filler.description)
    return named or " ".join(filler.text.split())


def date_text(date: Date | Published | None) -> str | None:
    """A date as EDTF, its bounds where it has no such string; null where nothing is known."""
    if date is None or date.edtf is not None:
        return date.edtf if date else None
    if date.earliest is None and date.latest is None:
        return None
    return f"{date.earliest or '..'}/{date.latest or '..'}"


def filled(filler: CaseFiller, found: Findable) -> Part:
    """A role's filler, with the words that name it first."""
    says = next((found[id] for id in filler.findings if id in found and found[id].report == filler.report), None)
    if says is None:
        return Part(name_of(filler.filler))
    span: Span | None = filler.filler.span
    place = Place(says.finding.id, says.report, says.path, (span,), filler.filler.text) if span else place_of(says)
    return Part(name_of(filler.filler), (place,))


def words(value: str | None, resting_on: Sequence[Found]) -> Cell:
    """One value that rests on some findings; no part for none."""
    return (Part(value, tuple(map(place_of, resting_on))),) if value else ()


def each(stating: Sequence[Found], what: Callable[[Found], str | None]) -> Cell:
    """The different values that findings give, each with those that give it, in their order."""
    given: dict[str, list[Place]] = {}
    for one in stating:
        value = what(one)
        if value:
            given.setdefault(value, []).append(place_of(one))
    return tuple(Part(value, tuple(places)) for value, places in given.items())


def last_status(case: Case, found: Findable) -> Cell:
    """The last reported state."""
    if not case.history:
        return ()
    last = case.history[-1]
    return words(last.status, telling(last.findings, found))


def stances(case: Case, found: Findable) -> Cell:
    """The stands of a position one after the other as words ("against, then for"), resting on all that state them."""
    stands: list[str] = []
    stating: list[Found] = []
    for state in case.history:
        if not stands or stands[-1] != state.status:
            stands.append(state.status)
            stating += telling(state.findings, found)[:1]
    return words(", then ".join(stands) or case.stance, stating)


def dates(name: str, date: Date | None, stating: Sequence[Found]) -> dict[str, Cell]:
    """A date and its bounds, resting on the findings that give the same date (on all where none does by itself)."""
    if date is None:
        return {}
    giving = [one for one in stating if date in _dates_of(one)]
    places = tuple(map(place_of, giving or stating))
    bounds = {"": date_text(date), "_earliest": date.earliest, "_latest": date.latest}
    return {f"{name}{end}": (Part(value, places, date),) for end, value in bounds.items() if value}


def _dates_of(one: Found) -> tuple[Date | None, ...]:
    match one.finding:
        case Statement(said=said):
            return (said,)
        case Figure(as_of=as_of, period=period):
            return (as_of, period)
        case Event(when=when):
            return (when,)


def first_and_last(stating: Sequence[Found]) -> dict[str, Cell]:
    """The days of the first and the last report that states it."""
    dated = [one for one in stating if one.published.earliest]
    if not dated:
        return {}
    ordered = sorted(dated, key=lambda one: (one.published.earliest or "", one.path))
    ends = {"first_report": ordered[0], "last_report": ordered[-1]}
    return {
        name: (Part(date_text(one.published) or "", (place_of(one),), one.published),) for name, one in ends.items()
    }


def where(case: Case, stating: Sequence[Found]) -> Cell:
    """The case's place, resting on the words that name it where a role holds them."""
    if case.place is None:
        return ()
    found = {one.finding.id: one for one in stating}
    named = [filler for filler in case.roles.place if name_of(filler.filler) == case.place]
    return (replace(filled(named[0], found), value=case.place),) if named else words(case.place, stating[:1])


def merged(cell: Cell) -> Cell:
    """The parts of a cell, those of one value as one that rests on the words of all."""
    parts: dict[object, Part] = {}
    for part in cell:
        old = parts.get(part.value)
        places = dict.fromkeys((*(old.places if old else ()), *part.places))
        parts[part.value] = replace(old or part, places=tuple(places))
    return tuple(parts.values())


def sayings(stating: Sequence[Found]) -> Cell:
    """The words of findings themselves."""
    return tuple(Part(one.finding.text, (place_of(one),)) for one in stating)


def quoted(figures: Sequence[Found]) -> Cell:
    """Figures in their own words."""
    return tuple(Part(" ".join(one.finding.text.split()), (place_of(one),)) for one in figures)


def amounts(name: str, figures: Sequence[Found]) -> dict[str, Cell]:
    """Figures in their words; their bounds and currencies as columns of their own."""
    lows, highs, units = [], [], []
    for one in figures:
        if isinstance(one.finding, Figure):
            at = (place_of(one),)
            lows += _bounds(one.finding.low, at)
            highs += _bounds(one.finding.high, at)
            units += [Part(one.finding.unit, at)] if one.finding.unit else []
    cells = {name: quoted(figures), f"{name}_low": tuple(lows), f"{name}_high": tuple(highs)}
    return {**cells, "currency": tuple(units)} if units else cells


def _bounds(value: float | None, places: tuple[Place, ...]) -> list[Part]:
    if value is None or value != value or abs(value) == float("inf"):
        return []
    return [Part(int(value) if value == int(value) else value, places)]


def bound(value: float | None, which: str, figures: Sequence[Found]) -> Cell:
    """A bound of a point, resting on the figures that give it (on all where only their sum does)."""
    giving = [one for one in figures if getattr(one.finding, which) == value]
    return tuple(_bounds(value, tuple(map(place_of, giving or figures))))


def number(value: int | None) -> Cell:
    """A number that rests on no words of its own."""
    return () if value is None else (Part(value),)
