"""A file that is one PDF document. Its bytes are the page; reports/pdf.py takes the text out of them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reportedly.pages.opened import Opened
from reportedly.pages.sources import make_page
from reportedly.types import Page, Skipped

_MARK = re.compile(rb"[\s\0]*(?:\xef\xbb\xbf)?%PDF-\d")
_NEAR = 1024  # bytes of rubbish that may stand before the mark (ISO 32000-1, annex H.3.4.1)


def recognizes(opened: Opened) -> bool:
    """What begins with the mark of a PDF file, or has it nearby and is called ``.pdf``."""
    return bool(_MARK.match(opened.head)) or (opened.name.lower().endswith(".pdf") and b"%PDF-" in opened.head[:_NEAR])


def pages(opened: Opened) -> Iterator[Page | Skipped]:
    """The one page."""
    yield make_page(opened, opened.read(), "application/pdf")
