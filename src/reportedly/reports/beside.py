"""The pieces of text around a web page's headline, where its date and byline are shown."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from lxml import etree

from reportedly.reports.markup import clean
from reportedly.reports.titles import fold

_AFTER, _BEFORE = 900, 400  # code points after and before the headline that count as beside it
_INLINE = frozenset("a abbr b bdi bdo br cite code data em font i mark small span strong sub sup time u".split())
_HIDDEN = frozenset(["script", "style", "noscript", "template", "select", "option", "textarea", "head", "svg"])


@dataclass(frozen=True, slots=True)
class Beside:
    """What stands beside a headline: the pieces after it and those before it, both by nearness.

    ``pieces``: all of the page's, each with its element's name; ``at``: the headline's place among them, if it has one.
    """

    after: tuple[str, ...] = ()
    before: tuple[str, ...] = ()
    pieces: tuple[tuple[str, str], ...] = ()
    at: int | None = None


def read_beside(tree: Any, title: str | None) -> Beside:
    """The blocks of text around the headline ``title`` of the page behind ``tree`` (unchanged)."""
    pieces = tuple(_pieces(tree))
    at = _place(pieces, title) if title else None
    if at is None:
        return Beside(pieces=pieces)
    return Beside(
        tuple(_within((pieces[i][0] for i in range(at + 1, len(pieces))), _AFTER)),
        tuple(_within((pieces[i][0] for i in range(at - 1, -1, -1)), _BEFORE)),
        pieces,
        at,
    )


def _place(pieces: Sequence[tuple[str, str]], title: str) -> int | None:
    """Where the headline stands: the piece that is it, in an h1 if there is one, else a heading that is part of it."""
    key, longest = fold(title), 2 * len(title) + 20
    near = [i for i, (text, _) in enumerate(pieces) if len(text) <= longest and fold(text) == key]
    if near:
        return next((i for i in near if pieces[i][1] == "h1"), near[0])
    headings = [(i, fold(text)) for i, (text, tag) in enumerate(pieces) if tag in ("h1", "h2") and len(text) <= 300]
    parts = [i for i, text in headings if text and (text in key or key in text) and 3 * len(text) >= len(key)]
    return parts[0] if parts else None


def _within(texts: Iterator[str], reach: int) -> Iterator[str]:
    for text in texts:
        reach -= len(text)
        if reach < 0:
            return
        yield text


def _pieces(tree: Any) -> Iterator[tuple[str, str]]:
    """The page's text block by block, each with its element's name; an empty time element gives its ``datetime``."""
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
