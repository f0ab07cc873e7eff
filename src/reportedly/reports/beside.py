"""The pieces of text around a web page's headline, where its date and byline are shown."""

from __future__ import annotations

from collections.abc import Iterator
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
    """What stands beside a headline: the pieces after it and those before it, both by nearness."""

    after: tuple[str, ...] = ()
    before: tuple[str, ...] = ()


def read_beside(tree: Any, title: str | None) -> Beside:
    """The blocks of text around the headline ``title`` of the page behind ``tree`` (unchanged)."""
    if not title:
        return Beside()
    key, longest = fold(title), 2 * len(title) + 20
    pieces = list(_pieces(tree))
    near = [i for i, (text, _) in enumerate(pieces) if len(text) <= longest and fold(text) == key]
    if not near:
        return Beside()
    at = next((i for i in near if pieces[i][1] == "h1"), near[0])
    return Beside(
        tuple(_within((pieces[i][0] for i in range(at + 1, len(pieces))), _AFTER)),
        tuple(_within((pieces[i][0] for i in range(at - 1, -1, -1)), _BEFORE)),
    )


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
