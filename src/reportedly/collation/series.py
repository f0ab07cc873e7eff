"""Series: figures of one measure, scope, place, group and episode, by the day they speak of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from reportedly.actors.heads import fold
from reportedly.collation.claims import Order, known
from reportedly.collation.parties import Parties
from reportedly.collation.places import place_named
from reportedly.collation.scenes import Scene
from reportedly.collation.sources import count_sources, label_of_words
from reportedly.collation.wording import stem
from reportedly.types import ActorRef, Conflict, Date, Figure, Measure, Point, Report, Series, identifier

_COUNTED = frozenset(
    ["killed", "injured", "missing", "detained", "abducted", "displaced", "idps", "refugees", "fighters", "protesters"]
)
# Who is counted where the words say no more than that people are.
_ANYONE = frozenset(["people", "person", "persons", "dead", "killed", "others"])
_FAR = 400  # days before the report from which on a count is of another episode


@dataclass(frozen=True, slots=True)
class Key:
    """What one series counts. ``incident`` keeps tolls of single incidents apart: the case's id, else the report's."""

    measure: str
    scope: str
    place: str
    group: str
    episode: str
    incident: str


@dataclass(frozen=True, slots=True)
class Counted:
    """A figure with what puts it into a series: labels of its sources, and where it stands among all; ``where`` is the
    key of its place, which is the same for other names of that place."""

    figure: Figure
    key: Key
    order: Order
    labels: frozenset[str]
    where: str


@dataclass(frozen=True, slots=True)
class Incident:
    """A case on the ground that counts belong to: its id, where and when it was."""

    case: str
    place: str | None
    when: Date | None


def counted_in(scene: Scene) -> list[Counted]:
    """The figures of a report that belong to a series: tolls, people on the move, forces; what only has a number
    ("two streets"), rates, and money belong to none. A running total without a place is of the country that the report
    names most, so that the tolls of two wars stay two series; not one of refugees, who are elsewhere."""
    report, parties = scene.report, scene.parties
    found: list[Counted] = []
    main = scene.main_country()
    for figure in scene.findings.figures:
        if figure.measure not in _COUNTED or figure.per is not None or (figure.low is None and figure.high is None):
            continue
        episode = _episode(figure, report)
        key = Key(figure.measure, figure.scope, _place(figure, parties), _group(figure), episode, "")
        if figure.scope == "incident" and not episode:
            key = replace(key, episode=_day_of(figure), incident=report.id)
        elif not key.place and main is not None and figure.measure != "refugees":
            key = replace(key, place=main)
        party = parties.party(figure.source) if isinstance(figure.source, ActorRef) else None
        if party is not None and party.named:
            labels = frozenset([f"said:{party.key}"])
        else:
            labels = frozenset() if figure.voice == "hearsay" else scene.labels
        where = scene.where(key.place)
        order = scene.order(figure.span[0], figure.id)
        found.append(Counted(figure, key, order, labels, where.key if where is not None else ""))
    return found


def _place(figure: Figure, parties: Parties) -> str:
    """Where: the place as it is said; people who fled are where they fled to, or from where they came."""
    words = figure.place or (", ".join(figure.destinations) if figure.destinations else figure.origin)
    if words is None:
        return ""
    country = parties.land(words)
    if country is not None:
        return country[1]
    if figure.place is not None:
        return place_named(words, parties) or ""
    return " ".join(words.split())


def _group(figure: Figure) -> str:
    words = " ".join((figure.group or "").split()).lower()
    same = words in _ANYONE or (figure.measure == "refugees" and words == "refugees")
    return "" if same else words


def _episode(figure: Figure, report: Report) -> str:
    """The year or years of another time that a count is of; empty where it is of the report's own time."""
    for value in (figure.period, figure.as_of):
        if value is None or not known(value) or value.latest is None:
            continue
        first = report.published.earliest
        if first is not None and (date.fromisoformat(first) - date.fromisoformat(value.latest)).days > _FAR:
            begin = (value.earliest or value.latest)[:4]
            return begin if begin == value.latest[:4] else f"{begin}–{value.latest[:4]}"
    return ""


def _day_of(figure: Figure) -> str:
    """The day of an incident as the count names it, else the day on which it was counted."""
    for value in (figure.period, figure.as_of):
        if value is not None and value.edtf is not None:
            return value.edtf.rstrip("?")
    return ""


def series_of(one: Counted, incident: Incident | None) -> tuple[str, Counted]:
    """The id of the series that a figure belongs to, and the figure as it stands there.

    ``incident`` is the case on the ground that the figure is of: all counts of one incident are one series, whatever
    words each report has for the place.
    """
    key = one.key
    if incident is not None and key.scope == "incident":
        when = incident.when.edtf.rstrip("?") if incident.when is not None and incident.when.edtf else key.episode
        key = replace(key, place=incident.place or key.place, episode=when, incident=incident.case)
        one = replace(one, key=key)
    place = fold(key.place) if key.incident else one.where
    same = replace(key, place=place, group=" ".join(sorted(stem(w) for w in key.group.split())))
    if same.incident:
        same = replace(same, episode="")
    return identifier("x", same.measure, same.scope, same.place, same.group, same.episode, same.incident), one


def make_series(id: str, members: Sequence[Counted]) -> Series:
    """The series of some figures, which are in order of :attr:`Counted.order`."""
    first = members[0]
    key = first.key
    measure: Measure = first.figure.measure
    by_day: dict[tuple[str | None, str | None, str], list[Counted]] = {}
    for one in members:
        as_of = one.figure.as_of
        # A day that hangs on an unknown one is the same only within one report.
        hangs = "" if known(as_of) else one.figure.report
        by_day.setdefault((as_of.earliest if as_of else None, as_of.latest if as_of else None, hangs), []).append(one)
    points: list[tuple[tuple[str, str, int], Point]] = []
    conflicts: list[Conflict] = []
    for n, ((earliest, latest, _), here) in enumerate(by_day.items()):
        low, high, apart = _bounds(here)
        conflicts += apart
        labels = [c.labels | ({w} if c.labels and (w := label_of_words(c.figure.text)) else set()) for c in here]
        point = Point(here[0].figure.as_of, low, high, tuple(c.figure.id for c in here), count_sources(labels))
        points.append(((earliest or latest or "~", latest or "~", n), point))
    return Series(
        id=id,
        measure=measure,
        scope=first.figure.scope,
        place=key.place or None,
        group=key.group or None,
        episode=key.episode or None,
        points=tuple(point for _, point in sorted(points, key=lambda p: p[0])),
        conflicts=tuple(conflicts),
    )


def _bounds(here: Sequence[Counted]) -> tuple[float | None, float | None, list[Conflict]]:
    """The bounds that the figures of one day give together: what all of them allow; where they contradict each other,
    from the lowest to the highest, with a conflict for each pair of numbers that nobody hedged."""
    figures = [c.figure for c in here]
    lows, highs = [f.low for f in figures if f.low is not None], [f.high for f in figures if f.high is not None]
    low, high = max(lows, default=None), min(highs, default=None)
    if low is None or high is None or low <= high:
        return low, high, []
    conflicts: dict[tuple[str, str], Conflict] = {}
    distinct: dict[tuple[float | None, float | None, bool], Figure] = {}
    for figure in figures:
        distinct.setdefault((figure.low, figure.high, figure.vague), figure)
    firm = sorted(distinct.values(), key=lambda f: (f.low or 0.0, f.id))
    for n, one in enumerate(firm):
        for other in firm[n + 1 : n + 4]:
            if one.high is None or other.low is None or one.high >= other.low or one.vague or other.vague:
                continue
            if _hedged(one) or _hedged(other) or (one.report == other.report and _key(one) == _key(other)):
                continue  # two counts by one source in one report are of different things, or of different days
            why = f"{_number(one.high)} at most, {_number(other.low)} at least, as of the same day"
            conflicts[(one.id, other.id)] = Conflict((one.id, other.id), why)
    return min(lows), (max(highs) if len(highs) == len(figures) else None), list(conflicts.values())


def _key(figure: Figure) -> str | None:
    return figure.source.actor or figure.source.text if figure.source is not None else None


def _hedged(figure: Figure) -> bool:
    """Whether words like "about" or "estimated" soften the number; "more than" bounds it and does not."""
    words = (figure.qualifier or "").lower()
    return any(
        w in words
        for w in ("about", "some", "around", "approx", "rough", "estimat", "nearly", "almost", "believed", "perhaps")
    )


def _number(value: float) -> str:
    return f"{value:,.0f}" if value == int(value) else f"{value:,}"
