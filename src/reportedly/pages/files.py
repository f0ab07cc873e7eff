"""A file that is one page: plain text or HTML, recognized by content."""

from __future__ import annotations

from collections.abc import Iterator

from reportedly.pages.opened import Opened
from reportedly.pages.recognizing import address, capture, recognize
from reportedly.pages.sources import make_page
from reportedly.types import Page, Skipped


def recognizes(opened: Opened) -> bool:
    """Any file; :func:`pages` raises PageError for what is no page."""
    return True


def pages(opened: Opened) -> Iterator[Page | Skipped]:
    """The one page."""
    raw = opened.read()
    media_type = recognize(raw)
    html = media_type == "text/html"
    captured_at, captured_by = capture(raw) if html else (None, None)
    url = address(raw) if html else None
    yield make_page(opened, raw, media_type, url=url, captured_at=captured_at, captured_by=captured_by)
