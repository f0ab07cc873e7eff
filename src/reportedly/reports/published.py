"""The day a web page was published, by its mark-up and by the date that is shown beside its headline.

What the page declares (JSON-LD ``datePublished``, ``article:published_time`` and their kin) comes first. Times in UTC
may name the day before or after the one that readers saw: there the date shown beside the headline decides. A page
that declares nothing has the date shown beside its headline, else what htmldate finds.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass
from datetime import date
from typing import Any

from reportedly.reports.beside import Beside
from reportedly.reports.days import Day, days_in, first_day
from reportedly.reports.markup import Markup

_DATE_METAS = (
    "article:published_time", "og:article:published_time", "og:published_time", "datepublished", "dc.date.issued",
    "dcterms.issued", "parsely-pub-date", "sailthru.date", "dcterms.created", "dc.date.created", "pubdate",
    "pub_date", "publish-date", "publishdate", "publish_date", "publication_date", "publicationdate", "published_time",
    "cxenseparse:recs:publishtime", "cxenseparse:publishtime", "dc.date", "dcterms.date", "date", "og:pubdate",
)  # fmt: skip
_SHORT = 140  # a longer piece of text is prose, and a date in it is not the page's
_LABEL = 12  # the longest label before a date that opens a piece ("Published:")
_FIRST_WEB_DAY = "1994-01-01"  # an earlier date beside a headline is not the page's
_UTC = re.compile(r"\d\s*(?:Z|\+00:?00|GMT|UTC)\s*$", re.I)
_CHANGED = re.compile(
    r"updat|aktualis|änder|stand\b|modif|actualiz|atualiz|aggiorn|gewijzigd|mis à jour|pdater|zmian|обнов|bijgewerkt",
    re.I,
)


@dataclass(frozen=True, slots=True)
class _Declared:
    day: str
    utc: bool
    by: str


def find_published(tree: Any, markup: Markup, beside: Beside, language: str | None) -> tuple[str, str] | None:
    """The day of publication as ISO and the words that say so ("article:published_time: 2012-02-02T09:10Z").

    :param tree: an lxml HTML element; it is not changed.
    :param beside: what stands beside the page's headline.
    """
    declared = list(_declared(markup))
    shown = _shown(beside, language)
    if declared:
        return _settled(declared, [day for day, _ in shown])
    fast = _by_htmldate(tree, extensive=False)
    if shown:
        return next((day for day in shown if day[0] == fast), shown[0])
    day = fast or _by_htmldate(tree, extensive=True)
    return (day, f"htmldate: {day}") if day else None


def _declared(markup: Markup) -> Iterator[_Declared]:
    for name in ("datePublished", "dateCreated"):
        for node in markup.articles():
            value = node.get(name)
            if isinstance(value, str) and (day := first_day(value, "en-US")):
                yield _Declared(day, bool(_UTC.search(value)), f"JSON-LD {name}: {value[:60]}")
    for name in _DATE_METAS:
        for value in markup.meta(name):
            if day := first_day(value, markup.language):
                yield _Declared(day, bool(_UTC.search(value)), f"{name}: {value[:60]}")


def _settled(declared: list[_Declared], shown: list[str]) -> tuple[str, str]:
    first = declared[0]
    if first.day not in shown[:3]:
        for other in declared[1:]:
            if other.day in shown[:2]:
                return other.day, other.by
        if first.utc:
            for day in shown[:2]:
                if abs((date.fromisoformat(day) - date.fromisoformat(first.day)).days) == 1:
                    return day, f"{first.by}; shown as {day}"
    return first.day, first.by


def _shown(beside: Beside, language: str | None) -> list[tuple[str, str]]:
    """The days shown beside the headline and their words: after it by nearness, before it, then days of a change."""
    found: list[tuple[str, str]] = []
    changed: list[tuple[str, str]] = []
    for pieces, step in ((beside.after, -1), (beside.before, 1)):
        for i, text in enumerate(pieces):
            for day in days_in(text[:_SHORT], language):
                if day.day < _FIRST_WEB_DAY or not _stands_alone(text, day):
                    continue
                label = pieces[i + step][-30:] + " " if day.start < 3 and 0 <= i + step < len(pieces) else ""
                its = changed if _CHANGED.search((label + text[: day.start])[-40:]) else found
                its.append((day.day, f"shown beside the headline: {text[:60]}"))
    return [*found, *changed]


def _stands_alone(text: str, day: Day) -> bool:
    """Whether a date is a piece of its own or opens one, rather than part of a sentence."""
    if len(text) > _SHORT:
        return day.start <= 2
    return day.start <= _LABEL or (day.end - day.start) * 5 >= len(text)


def _by_htmldate(tree: Any, *, extensive: bool) -> str | None:
    from htmldate import find_date  # slow to import, and plain-text pages do without it

    try:
        return find_date(deepcopy(tree), original_date=True, extensive_search=extensive) or None
    except (ValueError, TypeError, AttributeError, RecursionError, KeyError, IndexError, OverflowError):
        return None
