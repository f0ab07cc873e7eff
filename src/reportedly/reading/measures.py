"""Quantity phrases of a report with what they measure, by the words around them.

The measure is what befell the counted: the verb before ("killed three men"), else the verb after ("three men were
killed"), else that of the counts it is listed with ("including 12 women"), else the kind of the counted noun.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from reportedly.findings.numbers import Amount, find_amounts
from reportedly.reading.befell import befell, joined_to
from reportedly.reading.tags import Quantity
from reportedly.reading.topics import by_noun, by_topic, elided, state
from reportedly.types import Span

_WINDOW = 170  # characters on each side of a quantity; a verb further off belongs to something else
_NEAR = 50  # ... and a bare number further off than this from "200 tanks" counts no tanks
_THINGS = frozenset(["vehicles", "weapons", "sites", "distance", "duration", "percent"])
_CASUALTIES = frozenset("killed injured missing detained abducted".split())
_SPACES = str.maketrans("\n\r\t\u00a0\u202f", "     ")
_OF_PERSONS = frozenset([*_CASUALTIES, "displaced", "idps", "refugees", "fighters", "protesters"])
# "puts the number at 900": of what, an earlier sentence has said
_THE_NUMBER = re.compile(
    r"\b(?:(?:number|figure|total|count|tally)(?: \w+){0,5} (?:at|to|was|is|reached)|adds? up to|amounts? to)\s*$", re.I
)
_OF_THEM = re.compile(r"\s+of (?:them|whom)\b", re.I)
_OF_ALL = re.compile(r"\bof (?:the|those|these|its|their|all)\s+#+[^#]*,\s*$", re.I)  # "of the 12 hostages, 10"
_OF_THESE = re.compile(r"\bof (?:these|those|them|whom|the (?:dead|victims|total)),?\s*$", re.I)
_RATIO = re.compile(r"\s+(?:for|in|out of) every\b", re.I)
_SERIES = re.compile(r",\s*(?:or\s+|and\s+)?|\s+(?:or|and)\s+")  # "100, 200 or 300 refugees"
_OF_MANY = re.compile(r"\b(?:out )?of (?:the|those|these|its|their|all|some)?\s*#+[^#.;:]*,\s*$", re.I)
# "seven of the past eight contests"
_PART = re.compile(
    r"\s+(?:out )?of\s+(?:(?:the|their|those|its|his|her|past|last|first|next|remaining|other)\s+)*", re.I
)
_WHOLE_NEAR = 40  # characters between a part and its whole
_OTHERS_NEAR = 60  # ... and between things and the "others" of their kind


def tag_quantities(text: str, sentences: Sequence[Span]) -> tuple[Quantity, ...]:
    """The quantity phrases of ``text`` in these sentences, in order, each with its measure.

    Spans are code points of ``text``. "A civilian" and "no one" are quantities only where something befell them, bare
    numbers only where their measure can be told. "The two countries" points back and is left out.
    """
    found: list[Quantity] = []
    before = ""
    told: str | None = None  # what befell the counted that were named last
    for start, end in sentences:
        amounts = find_amounts(text, start, end)
        if amounts:
            measures = _measures(text, (start, end), amounts, before, told)
            told = next((m for m in reversed(measures) if m in _OF_PERSONS), told)
            found += [Quantity(a.span, m) for a, m in zip(amounts, measures, strict=True) if m]  # type: ignore[arg-type]
        before = (before + " " + text[max(start, end - 4 * _WINDOW) : end])[-4 * _WINDOW :]
    return tuple(found)


def _measures(text: str, sentence: Span, amounts: Sequence[Amount], before: str, told: str | None) -> list[str | None]:
    start = sentence[0]
    masked = _masked(text, sentence, amounts)
    found: list[str | None] = []
    for n, a in enumerate(amounts):
        first, last = a.span[0] - start, a.span[1] - start
        left, right = masked[max(0, first - _WINDOW) : first], masked[last : last + _WINDOW]
        measure = None
        if not a.money and a.kind not in _THINGS:
            measure = befell(left, right, a.kind, a.head)
            if measure in (None, "displaced"):
                measure = state(a.group) or (a.kind if measure and a.kind in ("refugees", "idps") else measure)
            if a.head is None and n and found[-1] in _CASUALTIES and _OF_ALL.search(left):
                measure = found[-1] if measure is None or found[-1] == "killed" else measure
            if measure is None and n and amounts[n - 1].article and amounts[n - 1].kind == "fighters":
                of = masked[amounts[n - 1].span[1] - start : first].strip() == "of"
                measure = "fighters" if of else None  # "an army of 90,000"
            if measure is None and n and a.head is None and _OF_MANY.search(left):
                measure = found[-1]  # "out of 9,000 members, some 7,000 have left"
            if measure is None and n and a.head == "others" and found[-1] in ("vehicles", "weapons", "sites"):
                gap = masked[amounts[n - 1].span[1] - start : first]  # "downed one helicopter, damaged two others"
                measure = found[-1] if len(gap) < _OTHERS_NEAR and not re.search(r"[.;:]", gap) else None
            if (
                measure is None
                and a.head is None
                and (_THE_NUMBER.search(left) or _OF_THESE.search(left) or (not n and _OF_THEM.match(right)))
            ):
                measure = found[-1] if found and found[-1] else told
            if measure is None and n and found[-1] and a.kind not in ("other", *_CASUALTIES):
                gap = masked[amounts[n - 1].span[1] - start : first]
                reach = _WINDOW if found[-1] in _CASUALTIES else (_NEAR if a.head is None else 0)
                listed = len(gap) < reach and joined_to(gap, right)
                if listed or _OF_THEM.match(right):
                    measure = found[-1]
        if a.article and measure not in _CASUALTIES:
            measure = _nobody(a)
        elif measure is None:
            passage = before + text[max(start, a.span[0] - 2 * _WINDOW) : a.span[1] + 2 * _WINDOW]
            measure = elided(a, left, right, found[-1] if found else told) or by_topic(a, left, right, before)
            measure = measure or by_noun(a, passage)
        found.append("other" if measure and _RATIO.match(right) else measure)
    for n in range(len(amounts) - 1):  # in "10 of 12 hostages" the part is counted as the whole
        between = text[amounts[n].span[1] : min(amounts[n + 1].span[0], amounts[n].span[1] + _WHOLE_NEAR)]
        if amounts[n].head is None and _PART.fullmatch(between):
            found[n] = found[n + 1]
    for n in range(len(amounts) - 2, -1, -1):
        between = text[amounts[n].span[1] : min(amounts[n + 1].span[0], amounts[n].span[1] + 20)]
        if amounts[n].head is None and found[n] in (None, "other", "people") and _SERIES.fullmatch(between):
            found[n] = found[n + 1]
    return found


def _masked(text: str, sentence: Span, amounts: Sequence[Amount]) -> str:
    """The sentence with ``#`` for every character of a quantity, so that patterns see where others stand."""
    parts, at = [], sentence[0]
    for a in amounts:
        parts += [text[at : a.span[0]], "#" * (a.span[1] - a.span[0])]
        at = a.span[1]
    return "".join([*parts, text[at : sentence[1]]]).translate(_SPACES)


def _nobody(a: Amount) -> str | None:
    """ "No deaths", "no casualties" say so by themselves; an article alone counts nothing."""
    told = a.low == 0 and a.kind in (*_CASUALTIES, "casualties")
    return ("people" if a.kind == "casualties" else a.kind) if told else None
