"""The rows of an article of a press database: its lines of text, with what they say of themselves, and what an article
and a layout are. ``press.py`` splits files, ``factiva.py`` and ``nexis.py`` know the layouts.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from reportedly.pages.opened import MAX_TAGS

Role = Literal["title", "byline", "publication", "copyright", "credit", "body", "field"]
_BREAK = re.compile(r"\r\n|[\n\r\u2028\u2029\x0b\x0c\x85]")  # as in reports/sentences.py
_PAGE_BREAK = 2  # blank lines that a form feed counts as


@dataclass(frozen=True, slots=True)
class Row:
    """A line that is not blank, without the white space around it. ``gap`` is the number of blank lines before it (of
    HTML: whether the border of a block is there); ``told`` what its mark-up says it is."""

    text: str
    gap: int = 0
    told: Role | None = None


@dataclass(frozen=True, slots=True)
class Article:
    """What the rows of one article are: of each its role, and where in it that begins (what stands before is the
    field's name); the fields by our names (title, outlet, published, byline, language, id) where they are certain;
    and whether the article's end is there."""

    roles: tuple[tuple[Role, int], ...]
    fields: Mapping[str, str] = field(default_factory=dict)
    whole: bool = True

    @property
    def told(self) -> bool:
        """Whether the layout was found in it: it has text, or at least a title and a day."""
        return any(role == "body" for role, _ in self.roles) or {"title", "published"} <= self.fields.keys()


@dataclass(frozen=True, slots=True)
class Press:
    """A layout. ``read`` says what the rows of an article are, with its title where that is known beforehand;
    ``starts`` at which rows of a stretch of a file articles begin. ``border`` tells lines at which a file can be
    split, which end an article, or begin one (``opens``)."""

    name: str
    database: str
    read: Callable[[Sequence[Row], str | None], Article]
    starts: Callable[[Sequence[Row]], list[int]]
    border: Callable[[str], bool]
    opens: bool = False


# Rows


def numbered_rows(text: str) -> Iterator[tuple[int, Row]]:
    """The rows of plain text with the place of each one's first character."""
    start = gap = 0
    for match in [*_BREAK.finditer(text), None]:
        end = match.start() if match else len(text)
        words = text[start:end].strip().strip("\ufeff\x1a").strip()
        if words:
            yield start + text[start:end].index(words[0]), Row(words, gap)
            gap = 0
        else:
            gap += 1
        if match and match[0] == "\x0c":
            gap = max(gap, _PAGE_BREAK)
        start = match.end() if match else end


_BLOCKS = frozenset(
    "p div td th tr table li ul ol h1 h2 h3 h4 h5 h6 br hr body center blockquote section article pre".split()
)
_BORDERS = frozenset("div table h1 h2 h3 h4 h5 h6 hr".split())
_UNSEEN = frozenset("head style script title noscript".split())


def html_rows(text: str) -> list[Row]:
    """The rows of a piece of HTML, told apart by its blocks. Empty where nothing in it can be read, or it has more tags
    than a page may have."""
    if text.count("<") > MAX_TAGS:
        return []
    from lxml import etree
    from lxml.html import HTMLParser, document_fromstring

    try:
        parser = HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True)
        tree = document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except (etree.LxmlError, ValueError, AssertionError):
        return []
    pen = _Pen()
    walker = etree.iterwalk(tree, events=("start", "end"))
    for event, element in walker:
        tag = element.tag if isinstance(element.tag, str) else ""
        if event == "start":
            if tag in _UNSEEN:
                walker.skip_subtree()
                continue
            pen.block(tag)
            pen.told.append(told_by(re.findall(r"\w+", element.get("class", ""))) or pen.told[-1])
            pen.write(element.text)
        else:
            if tag not in _UNSEEN:
                pen.block(tag)
                pen.told.pop()
            pen.write(element.tail)
    pen.block("div")
    return pen.rows


class _Pen:
    def __init__(self) -> None:
        self.rows: list[Row] = []
        self.told: list[Role | None] = [None]
        self._pieces: list[str] = []
        self._its: Role | None = None
        self._gap = 1

    def block(self, tag: str) -> None:
        """A block begins or ends."""
        if tag not in _BLOCKS:
            return
        if words := " ".join("".join(self._pieces).split()):
            self.rows.append(Row(words, self._gap, self._its))
            self._gap = 0
        self._pieces, self._its = [], None
        self._gap = max(self._gap, int(tag in _BORDERS))

    def write(self, words: str | None) -> None:
        if words:
            self._pieces.append(words)
            self._its = self._its or (None if words.isspace() else self.told[-1])


def told_by(names: Sequence[str]) -> Role | None:
    """What a line is by the classes of an element around it as Factiva has them, in any case: ``enHeadline``,
    ``articleParagraph``, ``author``."""
    for name in map(str.lower, names):
        if len(name) == 10 and name.endswith("headline"):
            return "title"
        if name.endswith("articleparagraph"):
            return "body"
        if name == "author":
            return "byline"
    return None
