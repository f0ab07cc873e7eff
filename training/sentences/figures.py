"""Read the training sentences with annotated figures: one a line, figures in braces.

Blank lines and lines that begin with ``#`` are skipped. In every other line braces mark the quantity phrases
(qualifier, number and counted noun head) and are taken out of the text::

    {killed|12|- At least 12 miners} died and the owner was fined {money|50000|50000|USD $50,000}.

``{measure|low|high words}``: the measure is one of :data:`reportedly.types.Measure`, the bounds are inclusive and
``-`` is open. ``{money|low|high|UNIT words}``: money alone has a unit, an ISO 4217 code or ``-`` where several
countries use the currency. What counts as a figure, how far it reaches and what bounds a word like "dozens" stands
for is told in ``docs/data-model.md``, "Figures". Spans do not nest. Offsets are code points of the text without
braces, end exclusive. A sentence without braces has no figure, whatever numbers stand in it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import get_args

from reportedly.types import Measure
from training.sentences.lines import AnnotationError, read_lines

Span = tuple[int, int]

MEASURES = frozenset(get_args(Measure))

_FIGURE = re.compile(
    r"\{(?P<measure>[a-z-]+)\|(?P<low>[0-9]+(?:\.[0-9]+)?|-)\|(?P<high>[0-9]+(?:\.[0-9]+)?|-)"
    r"(?:\|(?P<unit>[A-Z]{3}|-))? (?P<words>[^{}|]+)\}"
)


@dataclass(frozen=True, slots=True)
class Figure:
    """One annotated figure. ``low`` and ``high`` are inclusive, null open; ``unit`` is an ISO 4217 code, null for
    all but money and where the currency is that of several countries."""

    span: Span
    measure: str
    low: int | float | None
    high: int | float | None
    unit: str | None


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence without its braces, and its figures in order of text."""

    text: str
    figures: tuple[Figure, ...]


def _bound(value: str) -> int | float | None:
    if value == "-":
        return None
    number = float(value)
    return int(number) if number.is_integer() else number


def parse(line: str) -> Sentence:
    """The sentence that an annotated line stands for. Raises :class:`AnnotationError` where braces do not pair, a
    measure or unit is not valid, both bounds are open, ``low`` is above ``high``, or a span is empty or padded."""
    text: list[str] = []
    figures: list[Figure] = []
    length = position = 0
    for match in _FIGURE.finditer(line):
        before = line[position : match.start()]
        text += [before, match["words"]]
        start = length + len(before)
        length = start + len(match["words"])
        position = match.end()
        low, high = _bound(match["low"]), _bound(match["high"])
        if match["measure"] not in MEASURES:
            raise AnnotationError(f"no such measure: {match[0]}")
        if (match["unit"] is not None) != (match["measure"] == "money"):
            raise AnnotationError(f"money, and only money, has a unit: {match[0]}")
        if (low is None and high is None) or (low is not None and high is not None and low > high):
            raise AnnotationError(f"bounds that hold nothing or everything: {match[0]}")
        if match["words"] != match["words"].strip():
            raise AnnotationError(f"an empty or padded span: {match[0]}")
        unit = None if match["unit"] == "-" else match["unit"]
        figures.append(Figure((start, length), match["measure"], low, high, unit))
    text.append(line[position:])
    plain = "".join(text)
    if loose := re.search(r"[{}|]", plain):
        raise AnnotationError(f"no figure at {plain[loose.start() : loose.start() + 30]!r}")
    return Sentence(plain, tuple(figures))


def read(path: str | Path) -> list[Sentence]:
    """The sentences of one UTF-8 file, in order. Raises :class:`AnnotationError` with the file's line number."""
    return read_lines(path, parse)
