"""The day a web page was published, by its mark-up and by the dates that it shows.

Every day that the page names where a day of publication may stand is a candidate (candidates.py); its signs are worth
what ``_WORTH`` says, and the day that is worth most is the page's. Where the page does not declare for certain when it
was published, what htmldate finds is a sign more.
"""

from __future__ import annotations

from collections.abc import Sequence
from copy import deepcopy
from typing import Any

from reportedly.reports.beside import Beside
from reportedly.reports.candidates import Candidate, candidates
from reportedly.reports.markup import Markup

# Fitted by ``python -m training.published`` on trafilatura's evaluation set (477 dated pages), of which 0.90 are
# right where they are kept out of the fitting, by site.
_WORTH = {
    "first declared": 1.75, "data": -0.17, "meta": 0.1, "published time": 0.88, "created": 0.19, "meta date": 0.92,
    "other data": 0.85, "changed": 0.76, "time": 0.74, "time elsewhere": 0.26, "midnight": 2.65, "local": 1.33,
    "utc": -0.84, "shown first": 3.55, "shown first below": 1.6, "shown first far": 0.61, "shown later": 0.13,
    "shown far": -0.56, "shown above": 2.02, "shown above far": 0.2, "shown changed": 1.7, "shown changed far": 0.43,
    "text": 0.59, "form": 0.12, "labelled": 0.98, "another's": -0.5, "address": 0.74, "in the title": 0.43,
    "new year": -0.58, "htmldate": 1.42, "extensive": 0.55,
}  # fmt: skip


def choose_day(found: Sequence[Candidate]) -> tuple[str, str] | None:
    """The day of publication as ISO and the words that say so ("meta: 2012-02-02T09:10Z"); None without candidates."""
    best = max(found, key=lambda its: sum(sorted(_WORTH.get(sign, 0.0) for sign in its.signs)), default=None)
    return (best.day, best.by) if best is not None else None


def possible_days(tree: Any, markup: Markup, beside: Beside, language: str | None, url: str | None) -> list[Candidate]:
    """The candidates for the day of publication with all of their signs, htmldate's among them where it was asked.

    :param tree: an lxml HTML element; it is not changed.
    :param beside: the page's pieces of text and its headline's place among them.
    :param url: the page's address, whose domain says where its clocks are.
    """
    found = candidates(tree, markup, beside, language, url)
    if any("first declared" in its.signs for its in found):
        return found
    by_day = {its.day: its for its in found}
    for extensive, sign in ((False, "htmldate"), (True, "extensive")):
        day = _by_htmldate(tree, extensive=extensive)
        if day:
            by_day.setdefault(day, Candidate(day, f"htmldate: {day}")).signs.add(sign)
            break
    return list(by_day.values())


def _by_htmldate(tree: Any, *, extensive: bool) -> str | None:
    from htmldate import find_date  # slow to import, and plain-text pages do without it

    try:
        return find_date(deepcopy(tree), original_date=True, extensive_search=extensive) or None
    except (ValueError, TypeError, AttributeError, RecursionError, KeyError, IndexError, OverflowError):
        return None
