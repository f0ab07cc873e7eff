"""Interviews in print: whose turn each paragraph is, by the "Q" and "A" that it begins with."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from reportedly.types import Span, Spans

_ASKED = re.compile(r"(?:^|\n)\s*(Q|A)\s?[:.]\s", re.M)


@dataclass(frozen=True, slots=True)
class Turn:
    """A turn: the place of its "Q" or "A", and the rest of its paragraph."""

    letter: Span
    words: Spans


def answers(text: str) -> dict[Span, str]:
    """The places of "Q" and "A" at the start of an interview's paragraphs, each with its letter; empty where there are
    not two of both."""
    found = {match.span(1): match[1] for match in _ASKED.finditer(text)}
    letters = list(found.values())
    return found if letters.count("Q") > 1 and letters.count("A") > 1 else {}


def turns(text: str, blocks: Sequence[Span]) -> list[Turn]:
    """The turns of an interview among a report's paragraphs, in order; those without words are left out."""
    places = sorted(answers(text))
    found = []
    for a, b in blocks if places else ():
        letter = next((span for span in places if a <= span[0] < b and not text[a : span[0]].strip()), None)
        if letter is None:
            continue
        start = letter[1]
        while start < b and not text[start].isalnum() and text[start] not in "\"'“‘":
            start += 1
        if start < b:
            found.append(Turn(letter, ((start, b),)))
    return found
