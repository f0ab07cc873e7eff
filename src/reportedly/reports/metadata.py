"""What a web page says of itself, as title, outlet, byline, day of publication, address and language."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from reportedly.reports.beside import read_beside
from reportedly.reports.bylines import choose_byline, marked_authors
from reportedly.reports.candidates import Candidate
from reportedly.reports.markup import Markup, read_markup
from reportedly.reports.outlets import choose_outlet
from reportedly.reports.published import choose_day, possible_days
from reportedly.reports.titles import choose_title, fold, without_outlet
from reportedly.types import Page


@dataclass(frozen=True, slots=True)
class Metadata:
    """What a page says of itself. ``published`` is an ISO day, ``published_by`` the tag and value it is from, ``named``
    a title that is taken where the page shows none."""

    title: str | None = None
    outlet: str | None = None
    byline: tuple[str, ...] = ()
    published: str | None = None
    published_by: str | None = None
    url: str | None = None
    language: str | None = None
    named: str | None = None


NO_METADATA = Metadata()


def read_metadata(tree: Any, page: Page) -> Metadata:
    """Read what the page behind ``tree`` (an lxml HTML element, left unchanged) says of itself."""
    markup = read_markup(tree)
    url = page.url or markup.canonical or next(markup.meta("og:url"), None)
    outlet = choose_outlet(markup, url)
    title = choose_title(markup, outlet)
    beside = read_beside(tree, title)
    if title and beside.at is None:
        title, name = without_outlet(title, {fold(text) for text, _ in beside.pieces if len(text) <= 300})
        if name:
            outlet = outlet or name
            beside = read_beside(tree, title)
    language = _language(markup)
    published, published_by = choose_day(possible_days(tree, markup, beside, language, url)) or (None, None)
    return Metadata(
        title=title,
        outlet=outlet,
        byline=choose_byline(markup, marked_authors(tree), beside, outlet),
        published=published,
        published_by=published_by,
        url=url if url and re.match(r"https?://", url) else None,
        language=language,
    )


def days_of_page(tree: Any, page: Page) -> list[Candidate]:
    """The days that the page behind ``tree`` could have been published on, for training and for looking closer."""
    markup = read_markup(tree)
    url = page.url or markup.canonical or next(markup.meta("og:url"), None)
    beside = read_beside(tree, choose_title(markup, choose_outlet(markup, url)))
    return possible_days(tree, markup, beside, _language(markup), url)


def _language(markup: Markup) -> str | None:
    return markup.language or next(markup.meta("og:locale", "content-language", "dc.language"), None)
