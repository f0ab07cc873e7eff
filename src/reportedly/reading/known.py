"""Mentions that tables know better than the model: peoples' names, and ships by the letters before their names.

The sets that the model learned from mark nationalities within organizations ("Kurdish militia") in some places only.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import replace

from reportedly.reading.gazetteer import PEOPLES, people_names
from reportedly.reading.tags import Entity
from reportedly.types import Span

_WORD = re.compile(r"[A-ZÀ-Þ][^\W\d_]+(?:-[A-ZÀ-Þ][^\W\d_]+)?")
_ONE = frozenset("he she him her i me".split())
_SHIP = re.compile(
    r"\b(?:HMS|HMAS|HMCS|HMNZS|USS|USNS|USCGC|FS|INS|ROKS|HNLMS|RFS|TCG|PNS)\s[A-ZÀ-Þ][\w-]+(?:\s[A-ZÀ-Þ][\w-]+)?"
)


def known_mentions(text: str, sentences: Sequence[Span], found: Sequence[Entity]) -> list[Entity]:
    """``found`` with the nationalities and ships that stand in ``sentences`` and that it lacks. A ship's name takes the
    place of what was found inside it. What was taken for a body is a person where it is "he" or "she", or the last name
    of somebody whom the report names in full and that stands for persons as often as for bodies."""
    peoples = people_names()
    lasts = _last_names(text, found)
    nationalities = sorted(e.span for e in found if e.type == "nationality")
    names: list[Entity] = []
    ships: list[Span] = []
    for start, end in sentences:
        for match in _WORD.finditer(text, start, end):
            word = match[0].lower()
            if (word in peoples or word in PEOPLES) and not _meets(nationalities, match.span()):
                names.append(Entity(match.span(), "nationality"))
        ships += [match.span() for match in _SHIP.finditer(text, start, end)]
    found = [replace(e, type="person") if _person(text, e, lasts) else e for e in found]
    kept = [e for e in found if e.type in ("nationality", "title") or not _meets(ships, e.span)]
    return [*kept, *names, *(Entity(span, "weapon") for span in ships)]


def _last_names(text: str, found: Sequence[Entity]) -> set[str]:
    """Last words of persons' names that stand alone for bodies no more often than for persons, with their names or
    without."""
    full: set[str] = set()
    balance: Counter[str] = Counter()
    for one in found:
        words = text[slice(*one.span)].split()
        if one.type == "person" and words:
            if len(words) > 1:
                full.add(words[-1])
            balance[words[-1]] += 1
        elif one.type == "organization" and len(words) == 1:
            balance[words[0]] -= 1
    return {last for last in full if balance[last] >= 0}


def _person(text: str, one: Entity, lasts: Collection[str]) -> bool:
    """Whether what was taken for a body is a person: "he", "she", one of ``lasts``."""
    words = text[slice(*one.span)]
    return one.type == "organization" and (words in lasts or words.lower() in _ONE)


def _meets(spans: Sequence[Span], span: Span) -> bool:
    """Whether one of the sorted, separate ``spans`` overlaps ``span``."""
    at = bisect_left(spans, (span[1], 0))
    return at > 0 and spans[at - 1][1] > span[0]
