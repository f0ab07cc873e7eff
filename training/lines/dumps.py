"""Plain texts as scrapers leave them: dumps of HTML pages, restyled dumps, articles between other pages' furniture."""

from __future__ import annotations

import random
import re
import textwrap
from dataclasses import dataclass

import numpy as np

from reportedly.reports.lines import plain_layout
from training.lines.appeals import appeal
from training.lines.data import Example
from training.lines.labels import texts_of

_BULLET = re.compile(r"^( *)(?:[*+o-]|\d+\.) (?=\S)")


def dump(source: str, bullets: bool = False) -> str:
    """All visible text of an HTML page, laid out by inscriptis; list items indented two spaces a level."""
    from inscriptis import get_text
    from inscriptis.css_profiles import CSS_PROFILES
    from inscriptis.model.config import ParserConfig

    try:
        text = get_text(source.replace("\0", ""), ParserConfig(css=CSS_PROFILES["strict"]))
    except (ValueError, RecursionError, TypeError, AttributeError):
        return ""
    if bullets:
        return text
    lines = []
    for line in text.split("\n"):
        found = _BULLET.match(line)
        lines.append("  " * (1 + len(found[1]) // 4) + line[found.end() :] if found else line)
    return "\n".join(lines)


@dataclass
class _Row:
    text: str
    kept: float
    weight: float
    caption: float
    title: float


def rows_of(example: Example) -> list[_Row]:
    """The lines of an example with their labels."""
    columns = (example.kept, example.weight, example.caption, example.title)
    return [_Row(t, *map(float, v)) for t, *v in zip(texts_of(example.layout), *columns, strict=True)]


def compose(like: Example, name: str, rows: list[_Row], rng: random.Random) -> Example | None:
    """A plain-text page of these lines, in one of several styles."""
    style = rng.random()
    gap = rng.choice(("\n", "\n", "\n\n", "\n\n", "mixed"))
    if gap == "mixed":
        pieces = [row.text + ("\n\n" if len(row.text) > 60 or rng.random() < 0.3 else "\n") for row in rows]
    else:
        pieces = [row.text + gap for row in rows]
    keep = list(range(len(rows)))
    if style < 0.12:
        # Wrapped lines: every piece of a line takes its label.
        width = rng.choice((60, 72, 80, 100))
        pieces, keep = [], []
        for i, row in enumerate(rows):
            parts = textwrap.wrap(row.text, width) or [row.text]
            for k, part in enumerate(parts):
                pieces.append(part + ("\n" if k < len(parts) - 1 or rng.random() < 0.15 else "\n\n"))
                keep.append(i)
    elif style < 0.2:
        pieces = [rng.choice(("", "  ", "\t", "")) + piece for piece in pieces]
    text = "".join(pieces)
    if rng.random() < 0.1:
        text = text.replace("\n", "\r\n")
    layout = plain_layout(text)
    flat = [t for piece in pieces for t in texts_of(plain_layout(piece))]
    if len(flat) != len(keep) or len(layout.lines) != len(keep):
        return None
    columns = [np.array([getattr(rows[i], f) for i in keep]) for f in ("kept", "weight", "caption", "title")]
    kept, weight, caption, title = columns
    if len(keep) != len(rows):
        title = np.where(title == 1, -1, title)
        titled = False
    else:
        titled = bool((title == 1).any())
    return Example(
        name, like.site, "made", layout, kept, weight, caption, title, titled, None, like.present, like.absent
    )


def restyled(example: Example, rng: random.Random) -> Example | None:
    """The page's lines in another style."""
    return compose(example, example.name + "-restyled", rows_of(example), rng)


def cropped(example: Example, rng: random.Random) -> Example | None:
    """The page cut to its article with a few lines before and some more after."""
    rows = rows_of(example)
    kept = [i for i, row in enumerate(rows) if row.kept]
    if not kept:
        return None
    first = next((i for i in range(kept[0] - 1, max(-1, kept[0] - 40), -1) if rows[i].title == 1), kept[0])
    before, after = rng.choice((0, 0, 2, 4, 8, 15)), rng.choice((0, 0, 3, 8, 15, 30, 60))
    part = rows[max(0, first - before) : kept[-1] + 1 + after]
    if rng.random() < 0.2:
        part = [_Row(text, 0.0, 1.0, 0.0, 0.0) for text in appeal(rng)] + part
    if rng.random() < 0.2:
        part = part + [_Row(text, 0.0, 1.0, 0.0, 0.0) for text in appeal(rng)]
    return compose(example, example.name + "-cropped", part, rng)


def mixed(article: Example, pages: list[Example], rng: random.Random) -> Example | None:
    """A clean article between the furniture of other pages, with a caption or a related headline inside it."""
    body = rows_of(article)
    made: list[_Row] = []

    def furniture(after: bool) -> list[_Row]:
        page = rows_of(rng.choice(pages))
        kept = [i for i, row in enumerate(page) if row.kept]
        if not kept:
            return []
        part = page[kept[-1] + 1 :] if after else page[: kept[0]]
        part = [row for row in part if not row.kept and row.title == 0 and row.weight]
        size = rng.choice((1, 2, 3, 5, 8, 15, 30, 60))
        if rng.random() < 0.5 or len(part) <= size:
            return part[:size] if after else part[-size:]
        start = rng.randrange(len(part) - size)
        return part[start : start + size]

    def plea() -> list[_Row]:
        return [_Row(text, 0.0, 1.0, 0.0, 0.0) for text in appeal(rng)]

    if body and rng.random() < 0.8:
        body[0].text = body[0].text.rstrip(".")
    for part, chance in ((lambda: furniture(rng.random() < 0.3), 0.6), (plea, 0.3)):
        if rng.random() < chance:
            made += part()
    made += body
    inside = rng.random()
    captions = [row for row in rows_of(rng.choice(pages)) if row.caption and len(row.text) > 25]
    start = len(made) - len(body)
    if inside < 0.5 and captions:
        made.insert(start + rng.randrange(1, max(2, len(body))), captions[0])
    if 0.3 < inside < 0.7:
        extra = [row for row in furniture(True) if len(row.text) < 120][: rng.choice((1, 1, 2, 4))]
        place = start + rng.randrange(1, max(2, len(body)))
        made[place:place] = extra
    endings = [(lambda: furniture(rng.random() > 0.15), 0.7), (plea, 0.3)]
    rng.shuffle(endings)
    for part, chance in endings:
        if rng.random() < chance:
            made += part()
    return compose(article, article.name + "-mixed", made, rng)
