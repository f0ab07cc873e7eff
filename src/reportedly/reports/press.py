"""The lines of an article from a press database: its layout tells title, text and fields better than any classifier.

The layout's name is in what the page was given (``layout``), since the source that split the file knew it; with it the
lines are the same after every rebuild from the record.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from reportedly.pages import factiva, nexis
from reportedly.pages.press_rows import Role, Row, told_by
from reportedly.reports.credits import find_credits
from reportedly.reports.layout import Layout, Line, LineLabel
from reportedly.types import Credit, Page

_READERS = {press.name: press.read for press in (factiva.LAYOUT, nexis.OLDER, nexis.UNI)}
_LABELS: dict[Role, LineLabel] = {
    "title": "title", "body": "body", "publication": "credit", "copyright": "credit", "credit": "credit",
    "byline": "aside", "field": "aside",
}  # fmt: skip
_BREAK = re.compile(r"\r\n|[\n\r\x0b\x0c\x85\u2028\u2029]")
_LANGUAGE = re.compile(r"\s+--\s+\w{1,40}$")  # a wire's name goes before it: "Agence France Presse -- English"


def read_press(layout: Layout, page: Page) -> tuple[Layout, tuple[LineLabel, ...], tuple[Credit, ...]] | None:
    """The lines of a page that a press database exported, with a label for each, and the credits in them.

    Lines in which a field's name stands before its value ("HD  Talks fail") become two. Null where the page is none
    or has nothing of the layout that it should have.
    """
    read = _READERS.get(page.given.get("layout", ""))
    if read is None:
        return None
    rows = _rows(layout)
    article = read(rows, page.given.get("title"))
    if not article.told:
        return None
    lines: list[Line] = []
    roles: list[Role] = []
    for line, (role, at) in zip(layout.lines, article.roles, strict=True):
        start, end = line.span
        if at:
            lines.append(_part(line, layout.text, start, start + at))
            roles.append("field")
        rest = _part(line, layout.text, start + at, end)
        cut = _LANGUAGE.search(layout.text[slice(*rest.span)]) if role == "publication" else None
        if cut:
            lines += [_part(line, layout.text, rest.span[0], rest.span[0] + cut.start())]
            lines += [_part(line, layout.text, rest.span[0] + cut.start(), end)]
            roles += [role, "field"]
        else:
            lines.append(rest)
            roles.append(role)
    whole = Layout(layout.text, tuple(lines), layout.html)
    labels: list[LineLabel] = [_LABELS[role] for role in roles]
    _one_title(labels)
    # Fields that are codes or index terms credit nobody.
    places = [i for i, role in enumerate(roles) if role != "field"]
    credits, found = find_credits(
        Layout(layout.text, tuple(lines[i] for i in places), layout.html), [labels[i] for i in places]
    )
    for i, label in zip(places, found, strict=True):
        labels[i] = label
    return whole, tuple(labels), credits


def _rows(layout: Layout) -> list[Row]:
    rows: list[Row] = []
    words = [layout.text[slice(*line.span)] for line in layout.lines]
    if layout.html:
        return [Row(text, 1, told_by_words(line)) for text, line in zip(words, layout.lines, strict=True)]
    before = [1, *(len(_BREAK.findall(layout.text[a.span[1] : b.span[0]])) - 1 for a, b in pairwise(layout.lines))]
    for text, gap in zip(words, before, strict=True):
        rows.append(Row(text, max(gap, 0)))
    return rows


def told_by_words(line: Line) -> Role | None:
    """What the classes around a line say it is (:func:`reportedly.pages.press_rows.told_by`), of which ``enclosing``
    has the words."""
    names = line.enclosing
    for first, second in pairwise(names):
        if second == "headline" and len(first) == 2:
            return told_by([first + second])
        if (first, second) == ("article", "paragraph"):
            return told_by([first + second])
    return "byline" if "author" in names else None


def _part(line: Line, text: str, start: int, end: int) -> Line:
    """A part of a line, without the white space around it."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Line((start, end), line.tag, line.enclosing, line.links, line.chosen)


def _one_title(labels: list[LineLabel]) -> None:
    """Only the first run of title lines is the title."""
    first: Sequence[int] = [i for i, label in enumerate(labels) if label == "title"]
    for k, i in enumerate(first):
        if i != first[0] + k:
            labels[i] = "aside"
