"""Where the counted are, came from and went to, and what befell them, where a figure's sentence says so plainly."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass

from reportedly.reading.tags import Quantity, Tagged
from reportedly.types import Span

_WORD = r"(?:(?:[A-Z]\.)+|St\.|[A-Z][\w'’-]*)"
_NAME = rf"(?:the\s+)?{_WORD}(?:\s+(?:(?:of|and the|al|el|es|de|la|del|du)\s+)?{_WORD}){{0,4}}"
_NOT_PLACES = re.compile(
    r"(?:the\s+)?(?:January|February|March|April|May|June|July|August|September|October|November"
    r"|December|Jan|Feb|Mar|Apr|Jun"
    r"|Jul|Aug|Sept?|Oct|Nov|Dec|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|Congress|Parliament)\b"
)
_IN = re.compile(
    rf"\b(?:[Ii]n|[Aa]t|[Nn]ear|[Oo]utside|[Ii]nside|[Aa]cross|[Tt]hroughout|[Aa]round"
    rf"|[Aa]long|[Oo]ff|[Ss]outh of|[Nn]orth of"
                 rf"|[Ee]ast of|[Ww]est of)\s+({_NAME})")  # fmt: skip
_TO = re.compile(
    rf"\b(?:to|into|for|in)\s+((?:{_NAME}(?:,\s+|,?\s+and\s+)?){{1,6}}|neighbou?ring (?:countries|states))"
)
_FROM = re.compile(rf"\bfrom\s+({_NAME})")
# What kills, wounds and drives away, as news text names it.
CAUSES = (
    "attack|attacks|bombing|bombings|blast|blasts|explosion|explosions|crash|raid|raids|clash|clashes|shelling|crackdown|massacre|massacres|"
    "earthquake|quake|flood|floods|flooding|storm|hurricane|cyclone|fire|accident|shooting|shootings|ambush|battle|fighting|"
    "violence|war|conflict|uprising|strike|strikes|airstrike|airstrikes|offensive|riots|unrest|landslide|epidemic|outbreak|"
    "famine|drought|assault|siege|collision|stampede|operation|protests|incident|gunfire|bombardment|avalanche|typhoon"
)
_CAUSE = re.compile(
    rf"\b(?:in|by|during|from|after|when)\s+((?:an?|the|two|three|several"
    rf"|\w+[’']s?)?\s*(?:[\w.-]+\s+){{0,4}}?(?:{CAUSES}))\b",
    re.I,
)
# "the crackdown in which # were killed", "the assault killed #"
_BY = re.compile(
    rf"((?:\b(?:an?|the|this|that)\s+)?(?:[\w'’-]+\s+){{0,2}}(?:{CAUSES}))\b[^.;:]{{0,60}}?"
    r"\b(?:in which|where|(?:that |which |has |have )?(?:kill|wound|injur|claim|leav"
    r"|left)\w*(?:\s+and\s+\w+)?)\s*$", re.I,
)  # fmt: skip
_FLIGHT = frozenset(["refugees", "displaced", "idps"])


@dataclass(frozen=True, slots=True)
class Circumstances:
    """Words of the report: where, whence, whither, and what befell the counted."""

    place: str | None = None
    origin: str | None = None
    destinations: tuple[str, ...] = ()
    cause: str | None = None


def circumstances(tagged: Tagged, quantity: Quantity, around: Span) -> Circumstances:
    """What ``text[around]``, the sentence or its part about the quantity, says of them; null what it does not say."""
    text, (start, end) = tagged.report.text, quantity.span
    right = re.split(r"[;:]|\band (?=\d)", text[end : around[1]])[0]
    left = text[around[0] : start]
    destinations: tuple[str, ...] = ()
    origin = None
    if quantity.measure in _FLIGHT:
        flight = re.search(
            r"\b(?:fle[ed]\w*|cross\w*|escap\w+|arriv\w+|refuge|shelter\w*|went|gone|poured|moved)\b", right
        )
        if flight and (to := _TO.search(right, flight.end())) and not _NOT_PLACES.match(to[1]):
            destinations = tuple(p for p in re.split(r",\s+(?:and\s+)?|\s+and\s+", to[1].strip(" ,")) if p)
        leaving = _FROM.search(right)
        origin = leaving[1] if leaving and not _NOT_PLACES.match(leaving[1]) else None
    cause = None
    if quantity.measure in ("killed", "injured", "missing", *_FLIGHT):
        match = _CAUSE.search(right[:160])
        if match is None:
            match = _BY.search(left[-160:])
        cause = match[1].strip() if match else None
    place = _place(tagged, (end, end + len(right)), (around[0], start), left, right)
    return Circumstances(None if place in destinations else place, origin, destinations, cause)


def _place(tagged: Tagged, after: Span, before: Span, left: str, right: str) -> str | None:
    """The nearest place that a preposition leads in, after the figure or else before it."""
    entities = tagged.entities
    if any(e.type == "place" for e in entities):
        text = tagged.report.text
        at = bisect_left(entities, before[0], key=lambda e: e.span[0])
        found: list[tuple[bool, int, str]] = []
        for n in range(at, len(entities)):
            e = entities[n]
            if e.span[0] >= after[1]:
                break
            lead = text[max(before[0], e.span[0] - 24) : e.span[0]]
            if e.type == "place" and re.search(
                r"\b(?:in|at|near|outside|inside|across|throughout|around|along|off|of)\s+(?:[\w-]+\s+){0,2}$",
                lead,
                re.I,
            ):
                late = e.span[0] >= after[0]
                found.append((not late, e.span[0] - after[0] if late else before[1] - e.span[1], text[slice(*e.span)]))
        return min(found)[2] if found else None
    for part, last in ((right, False), (left, True)):
        matches = [m for m in _IN.finditer(part) if not _NOT_PLACES.match(m[1])]
        if matches:
            return str(matches[-1 if last else 0][1])
    return None
