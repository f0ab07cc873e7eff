"""Names of places in the words of a role or a figure ("the port city of Oster Bay" is Oster Bay), and which are one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from reportedly.actors.heads import fold
from reportedly.collation.parties import Parties
from reportedly.reading.cities import city_named

_NAME = re.compile(
    r"(?:St\. )?[A-Z][\w’'-]*(?:\s(?:[A-Z][\w’'-]*|al-\w+|de|es|el|la))*(?:\s(?:square|street|road|district|province"
    r"|camp|bridge))?"
)
_HELD = re.compile(r"\b(?:city|town|village|port|province|district|region|suburb|camp|capital)\s+of\s+$")
_LED = re.compile(r"\b(?:in|at|near|outside|to|on)\s+(?:the\s+)?$")
_NOT_A_PLACE = frozenset(
    "the a an this that these those he she it they we i in on at of and but some many most".split()
)


@dataclass(frozen=True, slots=True)
class Place:
    """A place as one report names it.

    ``key`` is the same for the same place under another name or spelling, ``name`` the report's own, folded;
    ``country`` is the key of the country in which it lies or that it is (``whole``), null where that is not plain.
    """

    key: str
    name: str
    country: str | None
    whole: bool

    def same(self, other: Place) -> bool:
        """Whether both are one place: by key, or by name where nothing says that it is another country's town."""
        return self.key == other.key or (self.name == other.name and None in (self.country, other.country))

    def holds(self, other: Place) -> bool:
        """Whether this is the country in which the other lies."""
        return self.whole and not other.whole and self.country == other.country


def placed(words: str, parties: Parties, spoken: Sequence[str]) -> Place:
    """The place that a name is. ``spoken`` are the ISO 3166-1 alpha-3 codes of the countries that the report speaks
    of, the one it names most first: among towns of one name, one in these is meant."""
    name = fold(words)
    land = parties.land(words)
    if land is not None:
        return Place(fold(land[1]), name, land[0], True)
    city = city_named(words, spoken)
    if city is None:
        return Place(name, name, None, False)
    known = city_named(words)  # what every report means by the name that does not say otherwise
    key = city.name if city == known else f"{city.name}, {city.country}"
    return Place(key, name, f"country:{city.country}", False)


def place_named(words: str, parties: Parties) -> str | None:
    """The place that some words name: one "of" which a town is, else one after a preposition, else the first; null
    where they name none ("the city"), or only a people or an owner ("the Norlander port", "Maskov's prisons")."""
    line = " ".join(words.split())
    best: tuple[int, str] | None = None
    for match in _NAME.finditer(line):
        name, owner = re.subn(r"['’]s?$", "", match[0])
        if owner or re.search(r"['’]s\s", name):
            continue
        if len(name.split()) > 4:
            continue  # a headline
        first, _, rest = name.partition(" ")
        if first.lower() in _NOT_A_PLACE:
            name = rest
        if not name or (parties.people(name) is not None and parties.country(name) is None):
            continue
        before = line[: match.start()]
        rank = 0 if _HELD.search(before) else 1 if _LED.search(before) else 2
        if rank == 2 and not before and len(line) > match.end() and re.match(r"\s[a-z]", line[match.end() :]) \
                and re.search(r"(?:an|ian|ese|ish)$", name) and " " not in name:  # fmt: skip
            continue  # an adjective that no table has: "the Norlander port"
        if best is None or rank < best[0]:
            best = (rank, name)
    return best[1] if best else None


def extended(text: str, span: tuple[int, int]) -> tuple[int, int]:
    """A span widened over the rest of a name that it cuts ("Oster" of "Oster Bay")."""
    if not re.search(r"[A-Z][\w’'-]*$", text[slice(*span)]):
        return span
    more = re.match(r"(?:\s(?:[A-Z][\w-]+|al-\w+|es|de|el|la))+", text[span[1] : span[1] + 40])
    return (
        (span[0], span[1] + more.end())
        if more and not more[0].rstrip().endswith((" es", " de", " el", " la"))
        else span
    )
