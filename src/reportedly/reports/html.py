"""HTML pages to a tree and to visible lines, with trafilatura's choice of them.

What is a block, what is hidden and how white space collapses follows the rendering section of the HTML standard
(https://html.spec.whatwg.org/multipage/rendering.html) without style sheets: only ``hidden`` and inline styles count.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Sequence
from copy import deepcopy

from lxml import etree
from lxml.html import HtmlElement, HTMLParser, document_fromstring

from reportedly.errors import PageError
from reportedly.pages.opened import MAX_TAGS
from reportedly.reports.layout import Layout, Line

_UNSEEN = frozenset(
    """head title script style template noscript noembed noframes iframe object embed applet svg canvas audio video
    datalist select option optgroup textarea rp meta link base param source track area map""".split()
)
_BLOCKS = frozenset(
    """html body address article aside blockquote button caption center dd details dialog dir div dl dt fieldset
    figcaption figure footer form frameset h1 h2 h3 h4 h5 h6 header hgroup hr legend li listing main menu nav ol
    optgroup option p plaintext pre search section summary table tbody td tfoot th thead tr ul xmp""".split()
)
_KEPT_SPACE = frozenset(["pre", "listing", "xmp", "plaintext"])
_HIDING = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
# No-break and typographic spaces stay: a browser collapses these only.
_SPACE = re.compile(r"[ \t\n\r\f]+")
# Characters that XML forbids: lxml gives them but does not take them back.
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_MARKS = re.compile("[\u2800-\u28ff]+")
_MARK = re.compile("[\u2800-\u28ff]{3}")
_NAME = re.compile(r"[a-z]+|[A-Z][a-z]*|\d+")
# Everything that can nest, apart from what hides its content: these become line breaks in a page that nests too deeply.
_NESTING = re.compile(
    r"</?(?!(?:p|h[1-6]|li|br|html|head|body|title|script|style|template|noscript|svg|textarea|meta|link)\b)[a-z][^<>]*>",
    re.IGNORECASE,
)

_NOSCRIPT = re.compile(r"<noscript\b[^<>]*>", re.IGNORECASE)
_NOSCRIPT_END = re.compile(r"</noscript\s*>", re.IGNORECASE)

# An ancestor chain is cut at these many words, so that deep nesting costs no more than flat pages do.
_ENCLOSING = 60


def parse(text: str) -> HtmlElement:
    """The tree of an HTML page, however broken.

    :param text: the decoded page.
    :raises PageError: when there is nothing in it that could be shown, or more tags than a page may have.
    """
    if (tags := text.count("<")) > MAX_TAGS:
        raise PageError(f"has {tags:,} tags, more than the {MAX_TAGS:,} that a page may have")
    clean = _without_noscript(text.replace("\0", ""))
    if not clean.strip():
        raise PageError("the page is empty")
    tree, complete = _tree(clean)
    if not complete:
        tree, _ = _tree(_NESTING.sub("<br>", clean))
    return tree


def _without_noscript(text: str) -> str:
    """Take ``noscript`` out as a browser does, up to its end tag: libxml2 would put what stands after tags that are
    left open in it inside it, at worst the whole page."""
    pieces, start = [], 0
    for begin in _NOSCRIPT.finditer(text):
        if begin.start() < start:
            continue
        end = _NOSCRIPT_END.search(text, begin.end())
        if end is None:
            break
        pieces.append(text[start : begin.start()])
        start = end.end()
    return "".join(pieces) + text[start:]


def _tree(text: str) -> tuple[HtmlElement, bool]:
    """The tree, and whether libxml2 went to the end: it stops at 2,048 levels."""
    # Bytes, because lxml refuses a str that declares an encoding; lone surrogates cannot be encoded.
    parser = HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True)
    try:
        tree = document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except (etree.LxmlError, ValueError, AssertionError) as error:
        reason = str(error).splitlines()[0] if str(error) else "there is nothing in it"
        raise PageError(f"no HTML that could be read: {reason}") from error
    return tree, not any("depth" in entry.message for entry in parser.error_log)


def html_layout(tree: HtmlElement) -> Layout:
    """Every visible line of a page in document order, joined by line feeds.

    A line ends where a block begins or ends and at ``<br>``; white space inside it is collapsed, in ``<pre>`` only
    at its ends. ``Line.chosen`` says whether most of its words are in what trafilatura (fast mode) takes for
    the article.

    :param tree: from :func:`parse`; it is not changed.
    """
    marked = deepcopy(tree)
    pen = _Pen()
    pen.walk(marked)
    chosen = _chosen(pen.lines, _extract(marked))
    lines: list[Line] = []
    start = 0
    for (text, line), choice in zip(pen.lines, chosen, strict=True):
        end = start + len(text)
        lines.append(Line((start, end), line.tag, line.enclosing, line.links, choice))
        start = end + 1
    return Layout("\n".join(text for text, _ in pen.lines), tuple(lines), html=True)


class _Pen:
    """Writes down the lines of a tree while it is walked, and marks each line's words in the tree with its number."""

    def __init__(self) -> None:
        self.lines: list[tuple[str, Line]] = []
        self._pieces: list[str] = []
        self._linked = 0
        self._blocks: list[tuple[str, tuple[str, ...]]] = [("html", ())]
        self._links = 0
        self._pre = 0

    def walk(self, tree: HtmlElement) -> None:
        """Write every visible line of ``tree``. A loop, not a recursion: trees may be thousands of levels deep."""
        walker = etree.iterwalk(tree, events=("start", "end"))
        for event, element in walker:
            tag = element.tag if isinstance(element.tag, str) else ""
            if event == "start":
                if not tag or tag in _UNSEEN or _hidden(element):
                    walker.skip_subtree()
                    continue
                self._open(tag, element)
                element.text = self._write(element.text)
            else:
                if tag and tag not in _UNSEEN and not _hidden(element):
                    self._close(tag)
                if element is not tree:
                    element.tail = self._write(element.tail)
        self._break()

    def _open(self, tag: str, element: HtmlElement) -> None:
        if tag == "br":
            self._break()
        if tag in _BLOCKS:
            self._break()
        if tag in _BLOCKS or element.get("class") or element.get("id") or element.get("itemprop"):
            enclosing = (_words_of(tag, element) + self._blocks[-1][1])[:_ENCLOSING]
        else:
            enclosing = self._blocks[-1][1]
        self._blocks.append((tag if tag in _BLOCKS else self._blocks[-1][0], enclosing))
        self._links += tag == "a"
        self._pre += tag in _KEPT_SPACE

    def _close(self, tag: str) -> None:
        if tag in _BLOCKS:
            self._break()
        self._blocks.pop()
        self._links -= tag == "a"
        self._pre -= tag in _KEPT_SPACE

    def _write(self, text: str | None) -> str | None:
        """Write a text node down; returns it with its marks."""
        if not text:
            return text
        text = _MARKS.sub("", _CONTROLS.sub(" ", text))
        if not self._pre:
            return self._put(text, _SPACE.sub(" ", text))
        marked = []
        for i, part in enumerate(re.split(r"\r\n|[\n\r]", text)):
            if i:
                self._break()
            marked.append(self._put(part, part.expandtabs(4)))
        return "\n".join(marked)

    def _put(self, raw: str, piece: str) -> str:
        blank = not piece or piece.isspace()
        if blank and not self._pieces:
            return raw
        if not self._pieces:
            # The line belongs to the block that its first words stand in.
            self._place = self._blocks[-1]
        self._pieces.append(piece)
        if self._links:
            self._linked += len(piece)
        if blank:
            return raw
        lead = len(raw) - len(raw.lstrip())
        return raw[:lead] + _mark(len(self.lines)) + raw[lead:]

    def _break(self) -> None:
        if self._pieces:
            whole = "".join(self._pieces)
            # Characters that some tools take for a line's end would split one visible line in two.
            text = re.sub(r"[\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]", " ", whole)
            text = (text if self._pre else re.sub(r" {2,}", " ", text)).strip()
            if text:
                tag, enclosing = self._place
                links = min(1.0, round(self._linked / len(text), 3))
                self.lines.append((text, Line((0, 0), tag, enclosing, links)))
        self._pieces = []
        self._linked = 0


def _hidden(element: HtmlElement) -> bool:
    attributes = element.attrib
    if not attributes:
        return False
    if "hidden" in attributes or (element.tag == "dialog" and "open" not in attributes):
        return True
    return "style" in attributes and bool(_HIDING.search(attributes["style"]))


def _words_of(tag: str, element: HtmlElement) -> tuple[str, ...]:
    """An element's name, then its id, classes, role and item property as lower-case words."""
    names = " ".join(element.get(name, "")[:200] for name in ("id", "class", "role", "itemprop"))
    return ("<" + tag + ">", *(word.lower() for word in _NAME.findall(names)[:16]))


def _mark(number: int) -> str:
    """Three Braille cells: symbols that trafilatura neither drops nor takes for words, and that pages hardly use."""
    return "".join(chr(0x2800 + (number >> shift & 0xFF)) for shift in (16, 8, 0))


def _extract(tree: HtmlElement) -> str:
    """The text that trafilatura takes for the article, with its marks; empty when it fails."""
    from trafilatura import bare_extraction  # slow to import, and plain-text pages do without it

    # Its remarks on pages without an article are not the user's concern: such a page still has its lines.
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    try:
        document = bare_extraction(tree, fast=True, include_comments=False, with_metadata=False)
    except Exception:  # whatever it trips over, the page is read on: the classifier then judges by the tags alone
        return ""
    return getattr(document, "text", None) or ""


def _chosen(lines: Sequence[tuple[str, Line]], extracted: str) -> list[bool]:
    """Which lines are in the marked text: those with most of their characters after one of their marks."""
    taken = [0] * len(lines)
    marks = list(_MARK.finditer(extracted))
    ends = [*(mark.start() for mark in marks[1:]), len(extracted)][: len(marks)]
    for mark, end in zip(marks, ends, strict=True):
        high, middle, low = (ord(cell) & 0xFF for cell in mark[0])
        number = high << 16 | middle << 8 | low
        if number < len(lines):
            taken[number] += end - mark.end()
    return [2 * n > len(text) for n, (text, _) in zip(taken, lines, strict=True)]
