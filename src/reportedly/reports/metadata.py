"""What a web page says of itself, as title, outlet, byline, day of publication, address and language."""

from __future__ import annotations

import re
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

from reportedly.reports.bylines import choose_byline
from reportedly.reports.markup import Markup, read_markup, words_in
from reportedly.reports.outlets import choose_outlet
from reportedly.reports.titles import choose_title
from reportedly.types import Page

_DAY = re.compile(r"\s*((?:19|20)\d\d)-(\d\d)-(\d\d)(?!\d)")
_DATE_METAS = (
    "article:published_time", "og:article:published_time", "datepublished", "parsely-pub-date", "sailthru.date",
    "dc.date.issued", "dcterms.issued", "dcterms.created", "dc.date", "pubdate", "publishdate", "publish-date",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Metadata:
    """What a page says of itself. ``published`` is an ISO day, ``published_by`` the tag and value it is from."""

    title: str | None = None
    outlet: str | None = None
    byline: tuple[str, ...] = ()
    published: str | None = None
    published_by: str | None = None
    url: str | None = None
    language: str | None = None


NO_METADATA = Metadata()


def read_metadata(tree: Any, page: Page) -> Metadata:
    """Read what the page behind ``tree`` (an lxml HTML element, left unchanged) says of itself."""
    markup = read_markup(tree)
    url = page.url or markup.canonical or next(markup.meta("og:url"), None)
    outlet = choose_outlet(markup, url)
    published, published_by = _published(tree, markup)
    return Metadata(
        title=choose_title(markup, outlet),
        outlet=outlet,
        byline=choose_byline(markup, _shown_authors(tree)),
        published=published,
        published_by=published_by,
        url=url if url and re.match(r"https?://", url) else None,
        language=markup.language or next(markup.meta("og:locale", "content-language", "dc.language"), None),
    )


def _published(tree: Any, markup: Markup) -> tuple[str | None, str | None]:
    for node in markup.articles():
        value = node.get("datePublished")
        if isinstance(value, str) and (match := _DAY.match(value)):
            return match[0].strip(), f"JSON-LD datePublished: {value[:60]}"
    for name in _DATE_METAS:
        for value in markup.meta(name):
            if match := _DAY.match(value):
                return match[0].strip(), f"{name}: {value[:60]}"
    day = _by_htmldate(tree)
    return (day, f"htmldate: {day}") if day else (None, None)


def _by_htmldate(tree: Any) -> str | None:
    from htmldate import find_date  # slow to import, and plain-text pages do without it

    try:
        return find_date(deepcopy(tree), original_date=True, extensive_search=True) or None
    except (ValueError, TypeError, AttributeError, RecursionError, KeyError, IndexError, OverflowError):
        return None


_AUTHOR_PATH = (
    "//*[@rel='author' or @itemprop='author' or @class='author' or @id='author' or contains(@class,'author-name')"
    " or contains(@class,'author_name') or contains(@class,'byline')]"
)


def _shown_authors(tree: Any) -> list[str]:
    return [text for e in tree.xpath(_AUTHOR_PATH)[:5] if 0 < len(text := words_in(e, 200).strip()) <= 100]
