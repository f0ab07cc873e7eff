"""What a reporting word was found to govern, and reporting nouns: "X's claim that ...", "their support for ..."."""

from __future__ import annotations

from dataclasses import dataclass

from reportedly.reading.clauses import Token, is_verb, np_left
from reportedly.reading.cues import DETERMINERS


@dataclass(frozen=True, slots=True)
class Found:
    """A cue in a unit: its verb group, and the token ranges of its source and content. ``within`` is the index of the
    row whose content holds it."""

    group: tuple[int, int]
    source: tuple[int, int] | None
    content: tuple[tuple[int, int], ...]
    within: int | None = None
    announces: bool = False  # a colon ends the sentence: its content is the paragraph that follows


def noun_attribution(tokens: list[Token], i: int) -> Found | None:
    """ "X's claim that ...", "their support for ...": a reporting noun with its owner before it."""
    k = i - 1
    if not is_owner(tokens[k].low) and k and not is_verb(tokens[k]) and tokens[k].low not in DETERMINERS:
        k -= 1
    if not is_owner(tokens[k].low) or i + 1 >= len(tokens):
        return None
    if tokens[i + 1].low not in {"that", "of", "for", "to", "about", "against", "on", "over"}:
        return None
    start = k if tokens[k].low in {"his", "her", "their", "its", "my", "our"} else np_left(tokens, k)
    begin = i + 1 if tokens[i + 1].low in {"that", "to"} else i + 2
    return Found((k + 1, begin), (start, k + 1), ((begin, _noun_end(tokens, begin)),) if begin < len(tokens) else ())


def is_owner(word: str) -> bool:
    """Whether a word, lower case, is a possessive: "the mayor's", "their"."""
    return word.endswith(("'s", "’s", "s'", "s’")) or word in {"his", "her", "their", "its", "my", "our"}


def _noun_end(tokens: list[Token], start: int) -> int:
    end = start
    while end < len(tokens) and not (tokens[end].kind == "mark" or (end > start and is_verb(tokens[end]))):
        end += 1
    return end
