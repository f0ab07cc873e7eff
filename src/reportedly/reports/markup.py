"""What a web page says of itself in its mark-up: JSON-LD, meta elements, microdata, headings.

JSON-LD is read as https://www.w3.org/TR/json-ld11/ says where it is sound; broken blocks (trailing commas, raw line
breaks, HTML comments around them) are mended where that is easy and passed over where it is not. Nothing here
decides anything: titles.py, outlets.py, bylines.py and metadata.py choose among what is found.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from lxml import etree

Node = Mapping[str, Any]

# Bounds on what is looked at, so that a hostile page costs little: real pages have a tenth of these.
_MOST_ELEMENTS = 4000
_MOST_NODES = 20000
_LONGEST = 1000
_LONGEST_SCRIPT = 4_000_000

_UNSEEN = frozenset(["script", "style", "noscript", "template"])
_ARTICLE = re.compile(r"article|posting|^report$|newsitem|^recipe$", re.I)
_COMMENT = re.compile(r"^\s*(?://\s*)?(?:<!--|<!\[CDATA\[|/\*.{0,40}?\*/)|(?:-->|\]\]>|/\*.{0,40}?\*/)\s*;?\s*$", re.S)
_TRAILING = re.compile(r",(?=\s{0,200}[\]}])")
_SPACE = re.compile(r"\s+")
_TAG = re.compile(r"<[^<>]{1,300}>")


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading: its text, its level (1 and 2 for h1 and h2; 3 for another element whose class says that it is the
    headline), and whether the classes around it say that it is the headline, or the outlet's name."""

    text: str
    level: int
    headline: bool = False
    masthead: bool = False


@dataclass(frozen=True, slots=True)
class Markup:
    """What a page says of itself.

    ``metas``: contents of meta elements by lower-case name, property or itemprop, in document order.
    ``nodes``: every JSON-LD object, with ``@id`` references resolved one step by :func:`resolve`.
    ``title``: the title element; ``headings``: what may be the headline, in document order.
    ``canonical``: the page's address by itself; ``language``: the html element's ``lang``.
    """

    metas: Mapping[str, tuple[str, ...]]
    nodes: tuple[Node, ...]
    title: str | None
    headings: tuple[Heading, ...]
    canonical: str | None
    language: str | None

    def meta(self, *names: str) -> Iterator[str]:
        """The contents of the meta elements of these names, in the order of the names."""
        for name in names:
            yield from self.metas.get(name, ())

    def articles(self) -> list[Node]:
        """The JSON-LD objects that are an article of some type."""
        return [node for node in self.nodes if any(_ARTICLE.search(kind) for kind in types_of(node))]

    def resolve(self, value: Any) -> Any:
        """The object that ``{"@id": ...}`` refers to, if it is on the page; any other value unchanged."""
        if isinstance(value, dict) and isinstance(value.get("@id"), str) and "name" not in value:
            for node in self.nodes:
                if node is not value and node.get("@id") == value["@id"] and "name" in node:
                    return node
        return value


def read_markup(tree: Any) -> Markup:
    """Collect what the page behind ``tree`` (an lxml HTML element) says of itself. Does not change the tree."""
    metas: dict[str, list[str]] = {}
    for element in _some(tree, "meta"):
        content = clean(element.get("content") or element.get("value"))
        if content:
            for attribute in ("property", "name", "itemprop", "http-equiv"):
                for name in (element.get(attribute) or "").lower().split():
                    metas.setdefault(name, []).append(content)
    title = next((clean(words_in(element)) for element in _some(tree, "title")), None)
    canonical = next(
        (e.get("href") for e in _some(tree, "link") if "canonical" in (e.get("rel") or "").lower() and e.get("href")),
        None,
    )
    root = tree.getroottree().getroot()
    return Markup(
        metas={name: tuple(contents) for name, contents in metas.items()},
        nodes=tuple(_nodes(tree)),
        title=title or None,
        headings=tuple(_headings(tree)),
        canonical=canonical,
        language=(root.get("lang") or root.get("{http://www.w3.org/XML/1998/namespace}lang") or None),
    )


def words_in(element: Any, limit: int = _LONGEST) -> str:
    """The text inside ``element`` without scripts and styles, cut after about ``limit`` characters."""
    parts: list[str] = []
    length = 0
    walker = etree.iterwalk(element, events=("start", "end"))
    for event, node in walker:
        unseen = not isinstance(node.tag, str) or node.tag in _UNSEEN
        if event == "start":
            if unseen:
                walker.skip_subtree()
                continue
            piece = (" " if node.tag in ("br", "p", "div", "li") else "") + (node.text or "")
        else:
            piece = (node.tail or "") if node is not element else ""
        parts.append(piece)
        length += len(piece)
        if length > limit:
            break
    return "".join(parts)


_HEADLINE = re.compile(
    r"headline|(?:entry|article|post|story|page|news|content|single|detail|blog-?entry|beitrag|artikel)[-_ ]*"
    r"(?:title|titel|heading|header|name)|\btitle\b|\btitel\b|headline|einleitung|p-name"
)
_MASTHEAD = re.compile(
    r"site-?(?:title|name|branding|logo|header|heading)|blog-?(?:title|name|heading|description)|logo|masthead|brand|banner|navbar|"
    r"widget|sidebar|footer|comment|related|teaser|\bnav\b|menu|cookie|search|screen-reader|visually-?hidden|sr-only"
)


def _headings(tree: Any) -> Iterator[Heading]:
    counts = {1: 0, 2: 0, 3: 0}
    for element in tree.iter("h1", "h2", "h3", "h4", "div", "span", "p", "a", "header"):
        level = {"h1": 1, "h2": 2}.get(element.tag, 3)
        own = f"{element.get('class') or ''} {element.get('id') or ''} {element.get('itemprop') or ''}".lower()[:400]
        headline = bool(_HEADLINE.search(own))
        if (level == 3 and not (headline and _MARKED.search(own))) or counts[level] >= _MOST_HEADINGS:
            continue
        text = clean(words_in(element))
        if not text or len(text) > 400:
            continue
        counts[level] += 1
        masthead = bool(_MASTHEAD.search(own))
        for around, _ in zip(element.iterancestors(), range(3), strict=False):
            its = f"{around.get('class') or ''} {around.get('id') or ''}".lower()[:400]
            headline = headline or bool(_MARKED.search(its))
            masthead = masthead or bool(_MASTHEAD.search(its))
        yield Heading(text, level, headline, masthead)


_MARKED = re.compile(r"headline|(?:entry|article|post|story)[-_ ]*(?:title|titel|heading)|artikel-?titel|\bp-name\b")
_MOST_HEADINGS = 12


def clean(text: str | None) -> str:
    """One line of text: character references resolved twice over, tags dropped, white space folded."""
    if not text:
        return ""
    text = text[: 4 * _LONGEST]
    if "&" in text:
        text = html.unescape(html.unescape(text))
    if "<" in text:
        text = _TAG.sub(" ", text)
    return _SPACE.sub(" ", text.replace("\x00", "")).strip()[:_LONGEST]


def types_of(node: Node) -> list[str]:
    """The types of a JSON-LD object, without their vocabulary's address."""
    kinds = node.get("@type")
    kinds = kinds if isinstance(kinds, list) else [kinds]
    return [kind.rsplit("/", 1)[-1] for kind in kinds if isinstance(kind, str)]


def texts_of(value: Any) -> list[str]:
    """The strings in a JSON-LD value that may be a string, a list, or an object with a name or @value."""
    if isinstance(value, str):
        return [clean(value)] if clean(value) else []
    if isinstance(value, dict):
        return texts_of(value.get("name") or value.get("@value"))
    if isinstance(value, list):
        return [text for item in value[:50] if not isinstance(item, list) for text in texts_of(item)]
    return []


def _some(tree: Any, tag: str, most: int = _MOST_ELEMENTS) -> Iterator[Any]:
    for count, element in enumerate(tree.iter(tag)):
        if count >= most:
            return
        yield element


def _nodes(tree: Any) -> Iterator[Node]:
    found = 0
    for script in _some(tree, "script", 500):
        if "ld+json" not in (script.get("type") or "").lower():
            continue
        stack = [_loads(script.text or "")]
        while stack and found < _MOST_NODES:
            value = stack.pop()
            if isinstance(value, dict):
                found += 1
                yield value
                stack.extend(reversed([v for v in value.values() if isinstance(v, dict | list)]))
            elif isinstance(value, list):
                stack.extend(reversed([v for v in value if isinstance(v, dict | list)]))


def _loads(text: str) -> Any:
    """The value of a JSON-LD block, mended where that is easy; None where it is not."""
    if len(text) > _LONGEST_SCRIPT:
        return None
    text = _COMMENT.sub("", text.strip()).strip().rstrip(";")
    decoder = json.JSONDecoder(strict=False)
    for attempt in (text, _TRAILING.sub("", text), _TRAILING.sub("", html.unescape(text))):
        try:
            return decoder.raw_decode(attempt)[0]
        except (ValueError, RecursionError):
            continue
    return _by_pattern(text)


_FIELD = re.compile(r'"(headline|datePublished|dateCreated|name)"\s{0,20}:\s{0,20}"((?:[^"\\\n]|\\.){1,500})"')
_AUTHOR = re.compile(r'"author"\s{0,20}:[^"]{0,40}"(?:[^"]{0,40}"){0,8}?name"\s{0,20}:\s{0,20}"([^"\\\n]{1,100})"')


def _by_pattern(text: str) -> Any:
    """The few fields that matter out of a block that is not JSON, if it says that it is about an article."""
    if not _ARTICLE.search(text[:20000]):
        return None
    found: dict[str, Any] = {"@type": "Article"}
    for match in _FIELD.finditer(text):
        if match[1] != "name":
            found.setdefault(match[1], match[2].replace('\\"', '"').replace("\\/", "/"))
    author = _AUTHOR.search(text)
    if author:
        found["author"] = author[1]
    return found if len(found) > 1 else None
