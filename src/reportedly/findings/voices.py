"""Whose word a figure or an event is: the report's own, that of the somebody who is quoted, or hearsay.

Shared by :mod:`reportedly.findings.figures` and :mod:`reportedly.findings.events`, so that a toll and the attack
that took it are never told in two voices for want of one rule.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

from reportedly.findings.counters import is_actor
from reportedly.types import Span, Spans, Statement, Voice

_NEAR = 200  # spans that begin before a place and are asked whether they hold it: bounds the time
# Who wants or condemns something does not count the dead in it.
NOT_ASSERTING = frozenset("demand urge propose reject threaten promise ask want decline".split())
"""Manners of statements that do not assert what their content speaks of."""
HEARSAY = re.compile(
    r"\b(?:reportedly|allegedly|supposedly|purportedly|rumou?red|unconfirmed reports?|(?:is|are|was"
    r"|were|been) (?:widely )?"
    r"(?:said|reported|believed|thought|understood|alleged) to)\b",
    re.I,
)
"""Words that give something as told by others, without naming them."""


class Holders:
    """Things with spans, to be asked which of them hold a place."""

    def __init__(self, spans: Sequence[Spans], keys: Sequence[str]) -> None:
        """``spans`` of each thing; ``keys``, as many, settle the order of those that are equally long."""
        self._rows = sorted((span, n) for n, parts in enumerate(spans) for span in parts)
        self._order = [(sum(b - a for a, b in parts), key) for parts, key in zip(spans, keys, strict=True)]
        self._reach: list[int] = []  # how far the spans up to here go, so that a search can stop
        furthest = 0
        for (_, end), _n in self._rows:
            furthest = max(furthest, end)
            self._reach.append(furthest)

    def holding(self, span: Span) -> list[int]:
        """Which things (their positions in the list given) have a span that holds ``span``, the innermost (shortest
        in all) first."""
        at = bisect_right(self._rows, ((span[0], 1 << 62), 0)) - 1
        found: set[int] = set()
        stop = max(-1, at - _NEAR)
        while at > stop and self._reach[at] >= span[1]:
            (start, end), n = self._rows[at]
            if start <= span[0] and span[1] <= end:
                found.add(n)
            at -= 1
        return sorted(found, key=lambda n: self._order[n])


class Contents:
    """The contents of statements, to be asked which of them hold a span."""

    def __init__(self, statements: Sequence[Statement]) -> None:
        self._statements = statements
        self._holders = Holders([s.content for s in statements], [s.id for s in statements])

    def holding(self, span: Span) -> list[Statement]:
        """The statements whose content holds ``span``, innermost (shortest content) first."""
        return [self._statements[n] for n in self._holders.holding(span)]


def voice_of(
    span: Span, holding: Sequence[Statement], asserting: Sequence[Statement], hearsay: bool
) -> tuple[Voice | None, Statement | None]:
    """In whose voice the words at ``span`` stand: ``attributed`` with the statement whose speaker says them, or
    ``hearsay``, or null where no statement tells.

    ``holding`` are the statements whose content holds ``span``, innermost first, ``asserting`` those of them that
    say so rather than want or mention it; ``hearsay`` whether words beside it give it as told by nobody named. A
    speaker who is named beats such words; a statement that only wants something does not.
    """
    if hearsay and holding and all(s.manner in NOT_ASSERTING for s in holding):
        return "hearsay", None
    for statement in asserting:
        if statement.speaker is not None and is_actor(statement.speaker, span):
            return "attributed", statement
    if any(s.speaker is None for s in asserting):
        return "hearsay", None
    return None, None
