"""Read the training sentences with marked mentions: one a line, mentions in brackets.

Blank lines and lines that begin with ``#`` are skipped. In every other line brackets mark the mentions and are taken
out of the text::

    [organization The Orvanian Ministry of Defence] said [title Brig. Gen.] [person Oran Telle] had left [place Kessra].

``[type words]``: the type is one of :data:`reportedly.types.MentionType`. Spans do not nest. Offsets are code points
of the text without brackets, end exclusive. What is not in brackets is no mention.

How the committed sentences are marked (mostly as re3d marks, flat where re3d nests):

- "the" directly before a name or noun that is marked is inside, "a" and "an" (but of times and amounts) and a
  possessive ending are outside, and so is "the" before a number, an amount or a nationality. Ages are not marked.
- organization: bodies by name, countries and capitals that act, and groups of people ("the rebels", "civilians",
  "officials", "the Orvanians"); "we" and "us" too. A nationality is part of a proper name ("Orvanian Ministry of
  Defence") and stands alone before a common noun ("Orvanian" + "forces").
- person: the name without its title; "I", "he" and "she" too (:data:`PRONOUNS`; other pronouns are not marked).
- title: the words of an office or rank, beside a name or alone, also "the minister", "a spokesman". A field of duty is
  inside ("Minister of Trade", "UN envoy", "army chief"), a name after "of" or "for" and a full name before it have
  spans of their own. "Mr." and the like are not marked.
- place: names, and areas and facilities by common noun ("the city", "a fighting position").
- nationality: adjectives of nation, people or faith.
- weapon: arms, munitions, military platforms, vehicles and machines, by name or common noun; no acts ("air strikes").
- quantity: qualifier, number, unit and counted head ("about 400 families", "12 air strikes", "30 kilometers"). A head
  that is a weapon or holds a name or nationality has a span of its own, and the number stands alone.
- money: an amount with its qualifier and currency. time: dates, clock times, spans of time and repeated times;
  "since" is inside, other prepositions are outside.
- Names of documents, laws, operations, prizes and languages are not marked.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import get_args

from reportedly.types import MentionType
from training.sentences.lines import AnnotationError, read_lines

Mention = tuple[int, int, MentionType]

TYPES: frozenset[MentionType] = frozenset(get_args(MentionType))
"""The valid types of a mention."""

PRONOUNS = frozenset({"i", "he", "she", "we", "us"})
"""Pronouns that the sentences mark, in lower case: whoever wants names alone drops mentions with these words."""

_MENTION = re.compile(r"\[(?P<type>[a-z]+) (?P<words>[^\[\]]*)\]")
_BY_NAME: dict[str, MentionType] = {name: name for name in TYPES}


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence without its brackets, and its mentions (start, end, type) in order of text."""

    text: str
    mentions: tuple[Mention, ...]


def parse(line: str) -> Sentence:
    """The sentence that an annotated line stands for. Raises :class:`AnnotationError` where brackets do not pair or
    nest, a type is not valid, or a span is empty, padded or cuts a word in two."""
    text: list[str] = []
    mentions: list[Mention] = []
    length = position = 0
    for match in _MENTION.finditer(line):
        before, words = line[position : match.start()], match["words"]
        text += [before, words]
        start = length + len(before)
        length = start + len(words)
        position = match.end()
        if match["type"] not in _BY_NAME:
            raise AnnotationError(f"no such type: {match[0]}")
        if not words or words != words.strip():
            raise AnnotationError(f"an empty or padded span: {match[0]}")
        around = line[max(0, match.start() - 1) : match.start()] + line[position : position + 1]
        if any(char.isalnum() for char in around):
            raise AnnotationError(f"a span that cuts a word: {match[0]}")
        mentions.append((start, length, _BY_NAME[match["type"]]))
    text.append(line[position:])
    plain = "".join(text)
    if loose := re.search(r"[\[\]]", plain):
        raise AnnotationError(f"no mention at {plain[loose.start() : loose.start() + 30]!r}")
    return Sentence(plain, tuple(mentions))


def read(path: str | Path) -> list[Sentence]:
    """The sentences of one UTF-8 file, in order. Raises :class:`AnnotationError` with the file's line number."""
    return read_lines(path, parse)
