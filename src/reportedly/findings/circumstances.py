"""Where the counted are, came from and went to, and what befell them, where a figure's sentence says so plainly."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass

from reportedly.reading.gazetteer import PEOPLES, people_names
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
_NO_CAUSE = re.compile(r"^(?:(?:when|where|while|as|and|but|that|which|after|in|of)\s+)+", re.I)
_BEFALLS = re.compile(rf"\b(?:{CAUSES}|confrontations?|combat)\b", re.I)
_FLIGHT = frozenset(["refugees", "displaced", "idps"])
_LEAD = 32  # characters before a place that tell how it is led in
_RANKS = 90  # ... and whether it only bounds a superlative
_LEADS_IN = re.compile(
    r"\b(?:in|at|near|outside|inside|across|throughout|around|along|off"
    r"|(?:cit(?:y|ies)|towns?|villages?|provinces?|states?|districts?|regions?|capital|suburbs?|outskirts|neighbou?rhoods?"
    r"|parts?|areas?|north|south|east|west|northern|southern|border|port|island|camp|governorates?|coast|residents"
    r"|people|citizens|inhabitants|streets) of)\s+(?:[\w-]+\s+){0,2}$",
    re.I,
)
# ... of a mention that begins with them: "the rebellious city of Osk" is as much as Osk
_TOWN_OF = re.compile(r"(?:the\s+)?(?:[a-z]+\s+){0,2}(?:cit(?:y|ies)|towns?|villages?)\s+of\s+(?=(?-i:[A-ZÀ-Þ]))", re.I)
_RANKED = re.compile(r"\b(?:one of|among) the\b[^.;]*$", re.I)
_CLAUSE_ENDS = re.compile(r"[;:]|(?:,|\s)\s*\bbut\s|,\s+(?:while|whereas)\s", re.I)
_FOLLOWS = re.compile(r"\s([A-ZÀ-Þ][\w'’-]+)")
_PARTICLE = re.compile(r"(?:\s+(?:de|del|la|las|los|el|al|da|do|dos|du|of|and|the|in)|[,\s])+$", re.I)
_UNDONE = re.compile(r"\s(?:de|del|la|las|los|el|al|da|do|dos|du)$", re.I)


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
        cause = _NO_CAUSE.sub("", match[1].strip()) if match else None
    place = _place(tagged, (end, end + len(right)), (around[0], start), left, right)
    return Circumstances(None if place in destinations else place, origin, destinations, cause)


def _place(tagged: Tagged, after: Span, before: Span, left: str, right: str) -> str | None:
    """The nearest place that a preposition leads in, after the figure or else before it.

    What only bounds a superlative ("one of the worst massacres in the region") comes last."""
    text, entities = tagged.report.text, tagged.entities
    if any(e.type == "place" for e in entities):
        cut = max((m.end() for m in _CLAUSE_ENDS.finditer(left)), default=0)
        low, stop = before[0] + cut, _CLAUSE_ENDS.search(right)
        high = after[0] + stop.start() if stop else after[1]
        at = bisect_left(entities, low, key=lambda e: e.span[0])
        found: list[tuple[bool, bool, int, str]] = []
        for n in range(at, len(entities)):
            e = entities[n]
            if e.span[0] >= high:
                break
            late = e.span[0] >= after[0]
            of_these = late and text[after[0] : e.span[0]].split() in (["of"], ["of", "the"])
            if e.type != "place" or not (of_these or led_in(text, e.span, low)):
                continue
            name = place_name(text, e.span)
            if name is None:
                continue
            ranked = _RANKED.search(text, max(after[0] if late else low, e.span[0] - _RANKS), e.span[0]) is not None
            found.append((ranked, not late, e.span[0] - after[0] if late else before[1] - e.span[1], name))
        return min(found)[3] if found else None
    for part, last in ((right, False), (left, True)):
        names = [name for m in _IN.finditer(part) if (name := _named(m[1])) is not None]
        if names:
            return names[-1 if last else 0]
    return None


def led_in(text: str, span: Span, low: int = 0) -> bool:
    """Whether words from ``low`` on lead in the place at ``span`` as where something is or happens."""
    if _TOWN_OF.match(text, *span):
        return True
    return _LEADS_IN.search(text[max(low, span[0] - _LEAD) : span[0]]) is not None


def place_name(text: str, span: Span) -> str | None:
    """The words of a place as a whole, where the reader's span ends in the middle of its name; null for words that
    name no place by themselves ("border", "Latin" of "Latin American")."""
    name = " ".join(text[slice(*span)].split())
    if town := _TOWN_OF.match(name):
        name = name[town.end() :]
    if _BEFALLS.fullmatch(name) or (name.islower() and not name.startswith("the ")):
        return None
    following = _FOLLOWS.match(text, span[1], min(len(text), span[1] + _LEAD))
    if following and (following[1].lower() in people_names() or following[1].lower() in PEOPLES):
        return None
    if following and _UNDONE.search(name):
        return name + following[0]
    name = _PARTICLE.sub("", name)
    return name if name and name.lower() not in people_names() else None


def _named(words: str) -> str | None:
    """What a preposition leads in by its capitals alone, null where it names no place."""
    return None if _NOT_PLACES.match(words) else _PARTICLE.sub("", " ".join(words.split()))
