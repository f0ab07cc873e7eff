"""Attributions within the contents of others: where each belongs, and which of all that stand in a content are kept.

A condition is no statement there, and most words that are also nouns are nouns.
"""

from __future__ import annotations

import re
from bisect import bisect_right, insort
from collections.abc import Sequence
from dataclasses import replace

from reportedly.reading.cues import NOUN_LIKE, VERBS
from reportedly.reading.decoding import Linked
from reportedly.reading.tags import Attribution
from reportedly.types import Spans, words_of

_LONGEST = 12  # words of a source inside a content
_BEFORE = 64  # contents that begin before a cue and are looked at for one that holds it
_PRONOUNS = frozenset("i we he she they it who".split())
_CONDITION = re.compile(r"\b(?:if|unless|whether|should|when|before|until)\s+(?:\w+\s)?$", re.I)
_NEXT = re.compile(r",?\s*(?:[—–]|--)\s|;|,\s(?:but|and|so|because|while|then|although|though|where|which|who)\s")


def placed(outer: Sequence[Attribution], found: Sequence[Linked]) -> list[Attribution]:
    """``outer`` and after them those of ``found`` whose cue stands in another's content, the smallest that holds it,
    with no more of source and content than stand there too; ``within`` is the holder's index in what is returned.

    What shares words of its cue with a cue before it is left out, and so is what has no content left.
    """
    made = list(outer)
    taken = {place for one in outer for span in one.cue for place in range(*span)}
    contents = sorted((*span, n) for n, one in enumerate(outer) for span in one.content)
    for one in sorted(found, key=lambda one: (-_size(one.content), one.cue)):
        if not one.cue or not all(taken.isdisjoint(range(*span)) for span in one.cue):
            continue
        at = bisect_right(contents, (one.cue[0][0] + 1,))
        around = [
            (_size(made[n].content), n)
            for _, _, n in contents[max(0, at - _BEFORE) : at]
            if made[n].content[-1][1] >= one.cue[-1][1]
            and all(any(a <= c and d <= b for a, b in made[n].content) for c, d in one.cue)
        ]
        if not around:
            continue
        holder = min(around)[1]
        source, content = (_within(spans, made[holder].content) for spans in (one.source, one.content))
        if not content:
            continue
        for span in content:
            insort(contents, (*span, len(made)))
        made.append(Attribution(source, one.cue, content, one.confidence, holder))
        taken.update(place for span in one.cue for place in range(*span))
    return made


def kept(text: str, rows: Sequence[Attribution]) -> list[Attribution]:
    """``rows`` by first position without those that have no words in their content or only look like statements in
    another; contents of inner rows end with their clause and with what holds them; ``within`` is renumbered."""
    fit = [_says(text, row.content) and (row.within is None or _plausible(text, row)) for row in rows]
    holder: list[int | None] = []
    for row in rows:
        at, steps = row.within, 0
        while at is not None and not fit[at] and steps < len(rows):
            at, steps = rows[at].within, steps + 1
        holder.append(at)
    order = [n for n in range(len(rows)) if fit[n]]
    order.sort(key=lambda n: (min(a for a, _ in (*rows[n].source, *rows[n].cue, *rows[n].content)), n))
    place = {old: new for new, old in enumerate(order)}
    made = []
    for n in order:
        row, outer = rows[n], holder[n]
        if outer is not None:
            row = replace(row, content=_clipped(text, row, rows[outer].content))
        made.append(replace(row, within=None if outer is None else place[outer]))
    return made


def _says(text: str, content: Spans) -> bool:
    """Whether there are words in a content; a colon stands for one that is still to come."""
    return any(b - a > 1 or text[a].isalnum() for a, b in content)


def _plausible(text: str, row: Attribution) -> bool:
    """Whether an attribution inside another's content is one: no condition, no noun that looks like a verb."""
    source, cue = words_of(text, row.source), words_of(text, row.cue).lower()
    first = min(a for a, _ in (*row.source, *row.cue))
    if not source or source.lower() in {"you", "one", "people"} or len(source.split()) > _LONGEST:
        return False
    if _CONDITION.search(text, max(0, first - 30), first) or not source[0].isalnum():
        return False
    words = [w for w in re.findall(r"[\w’'-]+", cue) if w in VERBS]
    if not words:
        return True
    named = source.lower() in _PRONOUNS or source[0].isupper() or source.split()[0].lower() in {"the", "a", "an"}
    if VERBS[words[-1]].kind == "object" or words[-1] in NOUN_LIKE:
        return named and source.lower() not in {"who", "that", "which"} and not (len(words) > 1 and "to" in cue)
    return True


def _clipped(text: str, row: Attribution, holder: Spans) -> Spans:
    """The content up to the end of its clause, inside its holder's."""
    spans = _within(row.content, holder)
    if len(spans) != 1 or not row.cue or spans[0][0] < row.cue[-1][0]:
        return spans or row.content
    (start, end) = spans[0]
    cut = _NEXT.search(text, start, end)
    return ((start, cut.start()),) if cut and cut.start() - start > 3 else ((start, end),)


def _size(spans: Spans) -> int:
    return sum(b - a for a, b in spans)


def _within(spans: Spans, around: Spans) -> Spans:
    """What of ``spans`` lies in ``around``."""
    return tuple(sorted((max(a, c), min(b, d)) for a, b in spans for c, d in around if a < d and c < b))
