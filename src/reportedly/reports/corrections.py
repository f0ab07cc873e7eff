"""What is put right after the trees have judged the lines of a page, where rules know better.

Prose on a page without an article, appeals to the reader, bylines and dates above the article, captions. Each was
measured on the training pages in cross-validation (models/CARD.md).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

import numpy as np

from reportedly.reports.features import best_run
from reportedly.reports.furniture import (
    credit_start,
    is_appeal,
    is_byline,
    is_captioned,
    is_names,
    is_stamp,
    speaks_of_sales,
)
from reportedly.reports.layout import Layout, Line, LineLabel

_LOOKED_AT = 2000  # code points of a line
_PROSE = 80  # code points of a line that may be a paragraph
_NEXT_TO_NOTHING = 0.1  # of the prose on a page: less than this called article, and all the prose is
_OUTSIDE = frozenset("comment comments commentlist respond disqus footer <footer> <nav> <form> cookie consent".split())
_STOP = re.compile(r"[.!?…。！？؟।][\"'”’»)\]]*(?:\s|$)")
_LETTERS = re.compile(r"[^\W\d_]")
_ENDINGS = '.!?…:;,"”»)'
_SHORT = 70  # code points of a heading or a button of an appeal
_REACH = 3  # such lines on each side of an appeal that go with it
_HEAD = 5  # lines of the article among which a byline or a date may stand before its first paragraph


def article_of_prose(layout: Layout, labels: list[LineLabel]) -> None:
    """Where nothing, or next to nothing, is called body: the best run of prose is (``labels`` is changed)."""
    texts = [layout.text[line.span[0] : min(line.span[1], line.span[0] + _LOOKED_AT)] for line in layout.lines]
    sizes = np.array([line.span[1] - line.span[0] for line in layout.lines], np.float64)
    prose = np.array([_is_prose(t) and _in_article(line) for t, line in zip(texts, layout.lines, strict=True)])
    body = sum(size for size, label in zip(sizes, labels, strict=True) if label == "body")
    if body >= _NEXT_TO_NOTHING * float(sizes[prose].sum()):
        return
    start, end = best_run(np.where(prose, sizes, -60.0))
    for i in range(start, end):
        if labels[i] == "aside" and (prose[i] or (sizes[i] > 25 and _in_article(layout.lines[i]))):
            labels[i] = "body"


def _in_article(line: Line) -> bool:
    return line.links < 0.5 and _OUTSIDE.isdisjoint(line.enclosing)


def _is_prose(text: str) -> bool:
    """A long line with sentences in it, mostly of letters, that asks for nothing."""
    return (
        len(text) >= _PROSE
        and bool(_STOP.search(text))
        and 1.6 * len(_LETTERS.findall(text)) > len(text)
        and not is_appeal(text)
    )


def without_appeals(layout: Layout, labels: list[LineLabel]) -> None:
    """Set aside what in the body asks the reader to subscribe or give, with the headings and buttons around it.

    In an article about subscriptions or donations, only what speaks for the site itself goes.
    """
    body = [i for i, label in enumerate(labels) if label == "body"]
    texts = {i: layout.text[layout.lines[i].span[0] : layout.lines[i].span[1]] for i in body}
    asking = [i for i in body if is_appeal(texts[i])]
    if not asking:
        return
    close = {i + k for i in asking for k in (-1, 0, 1)}
    about = sum(speaks_of_sales(texts[i]) for i in body if i not in close) >= 2
    # Amid the article: paragraphs of it stand before and after.
    paragraphs = [i for i in body if i not in asking and len(texts[i]) >= _PROSE]
    first, last = (paragraphs[0], paragraphs[-1]) if paragraphs else (0, -1)
    asking = [i for i in asking if is_appeal(texts[i], amid=first < i < last, about=about)]
    if 2 * sum(len(texts[i]) for i in asking) > sum(map(len, texts.values())):
        return  # the article is one
    gone = set(asking)
    for i in asking:
        for step in (-1, 1):
            for k in range(1, _REACH + 1):
                text = texts.get(i + step * k)
                if text is None or not _goes_along(text):
                    break
                gone.add(i + step * k)
    for i in gone:
        labels[i] = "aside"


def _goes_along(text: str) -> bool:
    return is_appeal(text) or (len(text) <= _SHORT and text[-1] not in _ENDINGS)


def without_head(layout: Layout, labels: list[LineLabel]) -> None:
    """Set aside bylines and dates that stand between the title and the article's first paragraph."""
    body = [i for i, label in enumerate(labels) if label == "body"][:_HEAD]
    texts = [layout.text[layout.lines[i].span[0] : layout.lines[i].span[1]] for i in body]
    first = next((k for k, text in enumerate(texts) if len(text) >= _PROSE and _STOP.search(text)), None)
    if first is None:
        return
    for k in range(first):
        beside = [text for n, text in enumerate(texts[:first]) if abs(n - k) == 1]
        if is_stamp(texts[k]) or is_byline(texts[k]) or (is_names(texts[k]) and any(map(is_stamp, beside))):
            labels[body[k]] = "aside"


_PICTURES = frozenset(
    """<figure> <figcaption> caption captions figcaption figure bildunterschrift cutline imagecaption cap img image pic
    picture photo foto bild pie legend fotografie""".split()
)
_TEASERS = frozenset(
    """related teaser teasers recommended slider carousel lightbox social share author more promo button consent cookie
    gallery <nav> <aside> <footer> comments comment""".split()
)
_SHORTEST_CAPTION, _LONGEST_CAPTION = 12, 300  # code points of a caption that nothing but its element tells
_BESIDE = 3  # lines to the nearest paragraph of the article on the far side of a caption


def with_captions(layout: Layout, labels: list[LineLabel]) -> None:
    """Call captions what among the article's lines is one by its element (a figure) or by a credit at its end.

    A credit that stands alone is a part of the caption before it, if there is one.
    """
    body = [i for i, label in enumerate(labels) if label == "body"]
    if len(body) < 2:
        return
    texts = {i: layout.text[slice(*layout.lines[i].span)] for i in range(body[0] - _BESIDE, body[-1] + 1) if i >= 0}
    said = {
        i
        for i, text in texts.items()
        if is_captioned(text) and (labels[i] == "body" or (labels[i] == "aside" and credit_start(text) != 0))
    }
    if layout.html:
        homes = Counter(_home(layout.lines[i]) for i in body)
        for i in texts:
            if labels[i] == "caption" and layout.lines[i].links > 0.5 and _teaser(layout.lines[i], texts[i]):
                labels[i] = "aside"
        usual = homes.most_common(1)[0][0]
        for i in texts:
            line = layout.lines[i]
            pictured = not _PICTURES.isdisjoint(_home(line)) and _home(line) != usual
            if labels[i] in ("body", "aside") and pictured and _among(i, labels) and not _teaser(line, texts[i]):
                said.add(i)
    share = sum(len(texts[i]) for i in said if labels[i] == "body")
    if 3 * share > sum(len(texts[i]) for i in body):
        return  # a page of pictures: what is said of them is its text
    for i in sorted(said):
        if labels[i] == "body" or _among(i, labels):
            labels[i] = "caption"
    for i in texts:
        if labels[i] == "aside" and i and labels[i - 1] == "caption" and credit_start(texts[i]) == 0:
            labels[i] = "caption"


def _home(line: Line) -> tuple[str, ...]:
    """The two innermost elements around a line, with their classes."""
    starts = [k for k, name in enumerate(line.enclosing) if name.startswith("<")]
    return line.enclosing[: starts[2]] if len(starts) > 2 else line.enclosing


def _teaser(line: Line, text: str) -> bool:
    return (
        line.links > 0.5
        or not _SHORTEST_CAPTION <= len(text) <= _LONGEST_CAPTION
        or line.tag in ("h1", "h2", "h3", "h4", "h5", "h6", "button", "li")
        or not _TEASERS.isdisjoint(line.enclosing[:24])
    )


def _among(i: int, labels: Sequence[LineLabel]) -> bool:
    """Whether paragraphs of the article stand near a line; one side is enough before the article's first."""
    after = any(label == "body" for label in labels[i + 1 : i + 1 + _BESIDE])
    before = any(label in ("body", "title") for label in labels[max(0, i - _BESIDE) : i])
    return after and (before or "body" not in labels[:i])


def without_strays(layout: Layout, labels: list[LineLabel]) -> None:
    """Set aside short lines that end like no sentence after the article's last paragraph, parted from it by others."""
    body = [i for i, label in enumerate(labels) if label == "body"]
    while len(body) > 1:
        text = layout.text[slice(*layout.lines[body[-1]].span)]
        if len(text) > _SHORT or text[-1] in _ENDINGS or "aside" not in labels[body[-2] + 1 : body[-1]]:
            return
        labels[body.pop()] = "aside"


def corrected(layout: Layout, labels: Sequence[LineLabel]) -> tuple[LineLabel, ...]:
    """The labels of a page's lines with all that is put right."""
    right = list(labels)
    article_of_prose(layout, right)
    without_appeals(layout, right)
    without_head(layout, right)
    without_strays(layout, right)
    with_captions(layout, right)
    return tuple(right)
