"""Who published a report: the outlet's name out of a web page's mark-up or a plain page's copyright line."""

from __future__ import annotations

import re
from collections.abc import Sequence
from urllib.parse import urlsplit

from reportedly.reports.agencies import agency
from reportedly.reports.layout import Layout, LineLabel
from reportedly.reports.markup import Markup, clean, texts_of
from reportedly.reports.mastheads import ALONE, NAME, TITLES, WORD, is_masthead
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


_SELF = re.compile(
    rf"(?:^[-–—©\s]*|[.!?…]\s+)({NAME})(?=,?\s+(?:is|was|has been|founded|established|est\.|fundad[oa]|gegründet|"
    r"fondé\w*|an? independent|published)\b)"
)
_OF_OURS = re.compile(rf"\b(?:of|at|to|for|by|support|from)\s+((?:The\s+)?(?:{WORD}\s+){{1,3}}(?i:{TITLES})\b)")
_OURS = re.compile(r"\b(?:[Ww]e|[Oo]ur|[Uu]s)\b")
_SHORT_NAME = re.compile(rf"\b[Tt]he\s+({TITLES})\b")
_LEGAL = re.compile(
    r"\b(?:publish\w+|media|group|holdings?|company|corp|limited|verlag|communications|network|all rights|editorial|"
    r"partners|latest|breaking|my|your|more|related|home|auto|local|top)\b",
    re.I,
)
_TOP = 6  # lines from the top among which a masthead stands
_EDGE = 60  # lines from either end of a page among which an outlet names itself


def find_outlet(layout: Layout, labels: Sequence[LineLabel], known: str | None) -> str | None:
    """The outlet by the mark-up, else by what a page's frame says; None when nothing says it safely.

    The frame is what is set aside. There an outlet names itself in a sentence that says what it is ("The Kelvar Post,
    founded 1911"), in a copyright line, or in its masthead: a newspaper's name alone above the article. A sentence with
    "we" counts half, as do a masthead that begins with no article and its last word with one elsewhere ("the Post");
    two of them are enough.
    """
    if known:
        return known
    said: dict[str, tuple[float, str]] = {}

    def add(name: str, weight: float) -> None:
        fine = _name(name)
        if fine and not _LEGAL.search(fine) and not agency(fine) and "/" not in fine and " " in fine:
            key = fold(fine).removeprefix("the ")
            before, shown = said.get(key, (0.0, fine))
            better = fine if shown.isupper() or (fine.lower().startswith("the ") and not fine.isupper()) else shown
            said[key] = (before + weight, better)

    first = next((i for i, label in enumerate(labels) if label in ("title", "body")), len(labels))
    short: set[str] = set()
    for i, label in enumerate(labels):
        if label not in ("aside", "credit") or _EDGE <= i < len(labels) - _EDGE:
            continue
        start, end = layout.lines[i].span
        text = layout.text[start : min(end, start + 400)]
        if found := _COPYRIGHT.search(text):
            name = _COMPANY.sub("", found[1].strip())
            # Owners stand in copyright lines as often as outlets do: only a newspaper's name is safe.
            if name[:1].isupper() and ALONE.fullmatch(name):
                add(name, 2.0)
        if found := _SELF.search(text):
            add(found[1], 2.0)
        if i < first and is_masthead(text):
            add(text, 2.0 if text.startswith("The ") and i < _TOP else 1.0)
        short.update(found[1].lower() for found in _SHORT_NAME.finditer(text))
        if _OURS.search(text):
            for found in _OF_OURS.finditer(text):
                add(found[1], 1.0)
    for key, (weight, name) in said.items():
        if key.split()[-1] in short:
            said[key] = (weight + 1.0, name)
    best = max(said.values(), key=lambda its: its[0], default=None)
    if best is None or best[0] < 2.0:
        return None
    return _capitals(best[1])


def _capitals(name: str) -> str:
    """A name without shouting: ``KELVAR POST`` as ``Kelvar Post``; short ones may be initials."""
    return name.title() if name.isupper() and " " in name else name
