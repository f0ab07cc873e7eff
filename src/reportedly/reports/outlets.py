"""Who published a report: the outlet's name out of a web page's mark-up or a plain page's copyright line."""

from __future__ import annotations

import re
from collections.abc import Sequence
from urllib.parse import urlsplit

from reportedly.reports.layout import Layout, LineLabel
from reportedly.reports.markup import Markup, clean, texts_of
from reportedly.reports.titles import cuts, fold

_COPYRIGHT = re.compile(
    r"(?:©|\(c\)|copyright)\s*(?:©|\(c\)|copyright)?\s*(?:\d{4}\s*(?:[-–—]\s*\d{2,4})?,?\s*)?(?:by\s+)?"
    r"([^\W\d_][^.|©®,;:()\n]{1,48}?)\s*(?:\d{4}\s*(?:[-–—]\s*\d{4})?)?\s*(?:[.|,;]|all rights|$)",
    re.I,
)
_COMPANY = re.compile(r"\s+(?:Inc|Ltd|LLC|Limited|GmbH|Corp|Corporation|Co|AG|S\.?A|B\.?V|plc|Pty)\.?$", re.I)
_LONGEST = 60


def choose_outlet(markup: Markup, url: str | None) -> str | None:
    """The outlet's name as a web page's mark-up has it: ``og:site_name``, the JSON-LD publisher, the part of the
    title element that looks like the domain, else None.
    """
    for text in markup.meta("og:site_name", "application-name", "twitter:app:name:iphone"):
        if fine := _name(text):
            return fine
    for node in markup.articles():
        for text in texts_of(markup.resolve(node.get("publisher"))):
            if fine := _name(text):
                return fine
    for node in markup.nodes:
        if node.get("@type") in ("WebSite", "NewsMediaOrganization"):
            for text in texts_of(node.get("name")):
                if fine := _name(text):
                    return fine
    domain = domain_of(url or markup.canonical)
    if domain and markup.title:
        for piece in cuts(markup.title):
            if _same(piece, domain):
                return _name(piece)
    for text in markup.meta("dc.publisher", "dcterms.publisher", "publisher", "copyright"):
        if (fine := _name(text)) and "://" not in fine:
            return fine
    return None


def domain_of(url: str | None) -> str | None:
    """The registered name in a URL without ``www`` and without its ending: ``kelvar-post`` of
    ``https://www.kelvar-post.example/a``."""
    if not url:
        return None
    try:
        host = urlsplit(url).hostname or ""
    except ValueError:
        return None
    parts = [part for part in host.split(".") if part not in ("www", "m", "amp", "edition", "news")]
    if len(parts) < 2:
        return None
    return parts[-3] if len(parts) > 2 and len(parts[-2]) <= 3 else parts[-2]


def _same(piece: str, domain: str) -> bool:
    a, b = fold(piece).replace(" ", ""), fold(domain).replace(" ", "")
    return len(a) >= 3 and (a == b or a.removeprefix("the") == b.removeprefix("the"))


def _name(text: str) -> str | None:
    text = clean(text).strip(" |-–—")
    return text if text and len(text) <= _LONGEST and re.search(r"[^\W\d_]", text) else None


def find_outlet(layout: Layout, labels: Sequence[LineLabel], known: str | None) -> str | None:
    """The outlet by the mark-up, else by a copyright line that is set aside; None when nothing says it safely."""
    if known:
        return known
    for i in range(len(labels) - 1, max(-1, len(labels) - 60), -1):
        if labels[i] not in ("aside", "credit"):
            continue
        start, end = layout.lines[i].span
        found = _COPYRIGHT.search(layout.text[start : min(end, start + 300)])
        if found and (name := _name(_COMPANY.sub("", found[1].strip()))) and name[0].isupper():
            return name
    return None
