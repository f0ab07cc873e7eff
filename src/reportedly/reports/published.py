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

from lxml import etree

from reportedly.reports.days import days_in, first_day
from reportedly.reports.markup import Markup, clean
from reportedly.reports.titles import fold

_DATE_METAS = (
    "article:published_time", "og:article:published_time", "og:published_time", "datepublished", "dc.date.issued",
    "dcterms.issued", "parsely-pub-date", "sailthru.date", "dcterms.created", "dc.date.created", "pubdate",
    "pub_date", "publish-date", "publishdate", "publish_date", "publication_date", "publicationdate", "published_time",
    "cxenseparse:recs:publishtime", "cxenseparse:publishtime", "dc.date", "dcterms.date", "date", "og:pubdate",
)  # fmt: skip
_AFTER, _BEFORE = 900, 400  # code points around the headline in which its date is shown
_SHORT = 140  # a longer piece of text is prose, and a date in it is not the page's
_UTC = re.compile(r"\d\s*(?:Z|\+00:?00|GMT|UTC)\s*$", re.I)
_CHANGED = re.compile(
    r"updat|aktualis|änder|stand\b|modif|actualiz|atualiz|aggiorn|gewijzigd|mis à jour|pdater|zmian|обнов|bijgewerkt",
    re.I,
)
_INLINE = frozenset("a abbr b bdi bdo br cite code data em font i mark small span strong sub sup time u".split())
_HIDDEN = frozenset(["script", "style", "noscript", "template", "select", "option", "textarea", "head", "svg"])


@dataclass(frozen=True, slots=True)
class _Declared:
    day: str
    utc: bool
    by: str


def find_published(tree: Any, markup: Markup, title: str | None, language: str | None) -> tuple[str, str] | None:
    """The day of publication as ISO and the words that say so ("article:published_time: 2012-02-02T09:10Z").

    :param tree: an lxml HTML element; it is not changed.
    :param title: the page's headline, beside which its date is looked for.
    """
    declared = list(_declared(markup))
    shown = _shown(tree, title, language) if title else []
    if declared:
        return _settled(declared, [day for day, _ in shown])
    if shown:
        return shown[0]
    day = _by_htmldate(tree)
    return (day, f"htmldate: {day}") if day else None


def _declared(markup: Markup) -> Iterator[_Declared]:
    for node in markup.articles():
        value = node.get("datePublished")
        if isinstance(value, str) and (day := first_day(value, "en-US")):
            yield _Declared(day, bool(_UTC.search(value)), f"JSON-LD datePublished: {value[:60]}")
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


def _shown(tree: Any, title: str, language: str | None) -> list[tuple[str, str]]:
    """The days shown beside the headline and their words: after it by nearness, before it, then days of a change."""
    pieces = list(_pieces(tree))
    key = fold(title)
    near = [i for i, (text, _) in enumerate(pieces) if len(text) <= 2 * len(title) + 20 and fold(text) == key]
    if not near:
        return []
    at = next((i for i in near if pieces[i][1] == "h1"), near[0])
    found: list[tuple[str, str]] = []
    changed: list[tuple[str, str]] = []
    for run, reach in ((range(at + 1, len(pieces)), _AFTER), (range(at - 1, -1, -1), _BEFORE)):
        for i in run:
            reach -= len(pieces[i][0])
            if reach < 0:
                break
            text = pieces[i][0] if len(pieces[i][0]) <= _SHORT else pieces[i][0][:40]
            for day in days_in(text, language):
                before = (pieces[i - 1][0][-30:] + " " if i and day.start < 3 else "") + text[: day.start]
                its = changed if _CHANGED.search(before[-40:]) else found
                its.append((day.day, f"shown beside the headline: {text[:60]}"))
    return [*found, *changed]


def _by_htmldate(tree: Any) -> str | None:
    from htmldate import find_date  # slow to import, and plain-text pages do without it

    try:
        return find_date(deepcopy(tree), original_date=True, extensive_search=True) or None
    except (ValueError, TypeError, AttributeError, RecursionError, KeyError, IndexError, OverflowError):
        return None


def _pieces(tree: Any) -> Iterator[tuple[str, str]]:
    """The page's text block by block, each with its element's name; a time element's ``datetime`` is a piece too."""
    parts: list[str] = []
    tag = ""
    walker = etree.iterwalk(tree, events=("start", "end"))
    for event, element in walker:
        name = element.tag if isinstance(element.tag, str) else ""
        if event == "start":
            if not name or name in _HIDDEN:
                walker.skip_subtree()
                continue
            if name not in _INLINE or name == "br":
                if text := clean("".join(parts)):
                    yield text, tag
                parts, tag = [], name
            if name == "time" and (stamp := element.get("datetime")) and not (element.text or "").strip():
                parts.append(f" {stamp[:10]} ")
            parts.append(element.text or "")
        else:
            if name and name not in _HIDDEN and name not in _INLINE:
                if text := clean("".join(parts)):
                    yield text, tag
                parts, tag = [], ""
            if element is not tree:
                parts.append(element.tail or "")
    if text := clean("".join(parts)):
        yield text, tag
