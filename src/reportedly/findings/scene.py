"""The country that a report's tolls are about: the one whose conflict it tells of, or that it names far the most.

A report of a war names the country once and then counts its dead and displaced without it. Sellers of arms, mediators
and spokesmen's countries are named as often; what tells the country of the conflict are the words beside its name
("the Ruritanian uprising", "violence in Ruritania").
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from reportedly.findings.circumstances import Circumstances, led_in, place_name
from reportedly.reading.gazetteer import Country, country_names, people_names
from reportedly.reading.tags import Quantity, Tagged
from reportedly.types import Span

_NAME = re.compile(r"\b[A-ZÀ-Þ][^\W\d_]*(?:[\s\u00a0][A-ZÀ-Þ][^\W\d_]*)?")
_CONFLICT = (
    r"(?:crackdown|uprising|revolt|conflict|crisis|civil war|war|violence|unrest|massacre|insurgency|fighting|rebellion"
    r"|repression|bombardment|siege|rebels?|opposition(?!\s+to\b)|insurgents?|regime|revolution|protest(?:s|ers)?"
    r"|activists|earthquake|quake|floods?|flooding|famine|drought|epidemic|typhoon|hurricane|cyclone)\b"
)
_AFTER = re.compile(rf"(?:['’]s)?\s+(?:[a-z][\w'’-]*\s+){{0,3}}?{_CONFLICT}")
_BEFORE = re.compile(rf"\b(?i:{_CONFLICT})\s+(?:in|across|inside|throughout)\s+(?:the\s+)?(?:[a-z]+\s+)?$")
_NEAR = 60  # characters beside a name that are looked at
_LEAST = 3  # a country without a word of conflict beside it is named this often ...
_TIMES = 3  # ... and this many times as often as any other


_HAPPENS = frozenset(["killed", "injured", "missing", "detained", "abducted"])
_DRIVEN = frozenset(["displaced", "idps"])
_RUNS_ON = re.compile(
    r"\b(?:crackdown|uprising|revolt|war|conflict|violence|unrest|insurgency|fighting|rebellion|repression|siege"
    r"|revolution)\b",
    re.I,
)
_COUNTRY = re.compile(r"the (?:whole |entire )?(?:country|nation)", re.I)
_TOWN = re.compile(r"the (?:\w+ )?(?:city|town|village|capital|port|camp)", re.I)
_REGION = re.compile(r"\b(?:East|West|North|South|Africa|Asia|Europe|America)\b")
_BACK = 1500  # characters back to the town that "the city" means


@dataclass(frozen=True, slots=True)
class Named:
    """A country as it is named in a text; ``people``: by the word for its people ("Ruritanian")."""

    span: Span
    country: Country
    people: bool


def countries_in(text: str, start: int = 0, end: int | None = None) -> Iterator[Named]:
    """The countries named in ``text[start:end]``, in order, by their names or by words for their people."""
    names, peoples = country_names(), people_names()
    at, stop = start, len(text) if end is None else end
    while match := _NAME.search(text, at, stop):
        words = " ".join(match[0].split()).lower()
        first = words.split(" ")[0]
        found = next((w for w in (words, first) if w in names or w in peoples), None)
        size = len(match[0]) if found == words else len(first)
        if found is not None:
            yield Named((match.start(), match.start() + size), names.get(found) or peoples[found], found not in names)
        at = match.start() + max(1, size)


def scene_of(text: str, parts: Sequence[Span]) -> str | None:
    """The name of the country that the tolls of a report are about, null where that is not plain.

    ``parts`` are the spans of ``text`` that are read: title and body.
    """
    told: Counter[str] = Counter()
    named: Counter[str] = Counter()
    for part in parts:
        for one in countries_in(text, *part):
            start, end = one.span
            before, after = text[max(part[0], start - _NEAR) : start], text[end : min(part[1], end + _NEAR)]
            named[one.country.name] += 1
            if _AFTER.match(after) or _BEFORE.search(before):
                told[one.country.name] += 1
    for counts, least, times in ((told, 1, 2), (named, _LEAST, _TIMES)):
        ranked = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
        if ranked:
            second = ranked[1][1] if len(ranked) > 1 else 0
            return ranked[0][0] if ranked[0][1] >= max(least, times * second) else None
    return None


class Scene:
    """Where the counted of one report are, where a figure's own sentence leaves it out."""

    def __init__(self, tagged: Tagged) -> None:
        self._tagged = tagged
        self._places = [e.span for e in tagged.entities if e.type == "place"]

    @cached_property
    def country(self) -> str | None:
        """See :func:`scene_of`; read when the first figure needs it."""
        report = self._tagged.report
        title = [report.title_span] if report.title_span else []
        return scene_of(report.text, [*title, *report.body])

    def settled(self, told: Circumstances, quantity: Quantity, group: str | None, around: Span) -> Circumstances:
        """``told`` with place and origin filled: from the people that ``group`` names ("Ruritanian refugees"), from
        the report's scene, and with "the city" as the town it means. ``around`` is the figure's sentence.

        Only what befalls people has a place by default, and none where the sentence speaks of another country."""
        text, measure = self._tagged.report.text, quantity.measure
        place, origin = told.place, told.origin
        if place is not None and _TOWN.fullmatch(place):
            place = self._town(quantity.span[0]) or place
        elif place is not None and _COUNTRY.fullmatch(place):
            place = self.country or place
        people = next((one.country.name for one in countries_in(group or "") if one.people), None)
        if measure == "refugees" and origin is None:
            gone = (place, *told.destinations)
            origin = people or (self.country if any(gone) and self.country not in gone else None)
        elif place is None and measure in _DRIVEN and people is not None:
            place = people
        elif place is None and measure in (*_HAPPENS, *_DRIVEN) and self.country is not None:
            others = any(one.country.name != self.country for one in countries_in(text, *around))
            if not others or _RUNS_ON.search(text, *around):
                place = self.country
        return replace(told, place=place, origin=origin)

    def _town(self, before: int) -> str | None:
        """The place last named before ``before`` that is no country."""
        text, at = self._tagged.report.text, bisect_left(self._places, (before, 0))
        for start, end in reversed(self._places[max(0, at - 20) : at]):
            if before - start > _BACK:
                return None
            name = place_name(text, (start, end)) if led_in(text, (start, end)) else None
            if name and name[0].isupper() and name.lower() not in country_names() and not _REGION.search(name):
                return name
        return None
