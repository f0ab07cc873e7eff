"""Attributions within the contents of others, as the model reads them: each finds the content that holds its cue."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from reportedly.reading.decoding import Linked
from reportedly.reading.tags import Attribution
from reportedly.types import Span, Spans


def placed(outer: Sequence[Attribution], found: Sequence[Linked]) -> list[Attribution]:
    """``outer`` and after them those of ``found`` whose cue stands in another's content, the smallest that holds it,
    with no more of source and content than stand there too; ``within`` is the holder's index in what is returned.

    What shares words of its cue with a cue before it is left out, and so is what has no content left.
    """
    made = list(outer)
    taken = [span for one in outer for span in one.cue]
    for one in sorted(found, key=lambda one: (-_size(one.content), one.cue)):
        around = [(_size(row.content), n) for n, row in enumerate(made) if _holds(row.content, one.cue)]
        if not around or _clipped(one.cue, taken):
            continue
        holder = min(around)[1]
        source, content = (_clipped(spans, made[holder].content) for spans in (one.source, one.content))
        if not content:
            continue
        made.append(Attribution(source, one.cue, content, one.confidence, holder))
        taken += one.cue
    return made


def in_order(rows: Sequence[Attribution]) -> list[Attribution]:
    """``rows`` by first position, ``within`` renumbered; none without a word in its content."""
    order = [n for n, row in enumerate(rows) if row.content]
    order.sort(key=lambda n: (min(a for a, _ in (*rows[n].source, *rows[n].cue, *rows[n].content)), n))
    place = {old: new for new, old in enumerate(order)}
    return [replace(rows[n], within=place.get(rows[n].within)) for n in order]  # type: ignore[arg-type]


def _size(spans: Spans) -> int:
    return sum(b - a for a, b in spans)


def _holds(content: Spans, cue: Spans) -> bool:
    return bool(cue) and all(any(a <= start and end <= b for a, b in content) for start, end in cue)


def _clipped(spans: Spans, around: Sequence[Span]) -> Spans:
    """What of ``spans`` lies in ``around``."""
    return tuple(sorted((max(a, c), min(b, d)) for a, b in spans for c, d in around if a < d and c < b))
