"""The line classifier: which lines of a page are title, body, caption, credit, and which are set aside.

Two stages of boosted trees say how surely each line belongs to the article; the second sees what the first says of
the lines around. Two more sets of trees tell titles and captions, a pattern tells credits. One set of weights is for
pages with tags, one for pages without, which is heard on the others too (``models/CARD.md``; fitted by
``training/lines``). What rules know better is put right at the end (corrections.py).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

from reportedly.reports import features
from reportedly.reports.corrections import corrected
from reportedly.reports.features import Rows
from reportedly.reports.layout import Layout, Line, LineLabel
from reportedly.reports.sentences import lines as _lines

Floats = NDArray[np.float64]

_AGENCY = (
    r"(?:the\s+)?(?:AP|AFP|Reuters|dpa|EFE|ANSA|TASS|ITAR-TASS|RIA Novosti|Interfax|Xinhua|UPI|PA|PA Media|Bloomberg|"
    r"Kyodo|Anadolu|Lusa|APA|SDA|Ritzau|NTB|TT|ANP|Belga|PAP|CTK|MTI|Tanjug|MENA|SANA|IRNA|PTI|ANI|Yonhap|Jiji|AAP|"
    r"Associated Press|Agence France-Presse|Agencies|Getty|Getty Images|EPA|EPA-EFE|ZUMA|Shutterstock|Alamy)"
)
# Which agencies there are is credits.py's concern, which reads every credit again; this tells the line's kind.
_CREDIT = re.compile(
    rf"\(?(?:(?:photo|image|picture|foto|bild|credit|source)s?\s*[:©]?\s*(?:by\s+)?)?{_AGENCY}"
    rf"(?:\s*(?:,|/|;|&|\band\b|\bvia\b|\bund\b|\bet\b)\s*{_AGENCY}){{0,8}}\)?\.?",
    re.IGNORECASE,
)
_CREDIT_LENGTH = 160
_PHOTO = re.compile(r"\b(?:photo|image|picture|credit|foto|bild|crédit)s?(?: by|:)|©|/ ?(?:AP|AFP|Reuters|Getty)", re.I)
_AFTER_SIGN_OFF = 0.9  # how sure the trees must be of a line after "(AP, Reuters)": mostly appeals stand there
_OF_KEPT, _OF_BARE_PAGE = 0.3, 0.7  # the plain model's share in the judgement of a page with tags (CARD.md)
_TELLING = frozenset("<article> <main> <nav> <aside> <header> <footer> <figure> <figcaption> <section>".split())
_TOLD = 0.25  # of a page's lines
_PIECE = 20_000  # lines that are judged together: bounds the memory that a very long page takes


@dataclass(frozen=True)
class Trees:
    """Boosted trees as flat arrays.

    A row goes left where its feature is at most the threshold; leaves point at themselves.
    """

    feature: NDArray[np.int16]
    threshold: NDArray[np.float32]
    left: NDArray[np.int32]
    right: NDArray[np.int32]
    value: NDArray[np.float32]
    roots: NDArray[np.int32]
    depth: int

    def score(self, rows: Rows) -> Floats:
        """The probability of each row."""
        total = np.zeros(len(rows))
        flat = np.ascontiguousarray(rows, np.float32)
        width = flat.shape[1]
        # Blocks keep the working arrays in the processor's cache.
        for start in range(0, len(rows), 256):
            block = flat[start : start + 256].ravel()
            n = len(block) // width
            offsets = (np.arange(n, dtype=np.int64) * width)[:, None]
            node = np.repeat(self.roots[None, :], n, axis=0)
            for _ in range(self.depth):
                goes_left = block.take(self.feature.take(node) + offsets) <= self.threshold.take(node)
                node = np.where(goes_left, self.left.take(node), self.right.take(node))
            total[start : start + n] = self.value.take(node).sum(axis=1, dtype=np.float64)
        return 1 / (1 + np.exp(-total))


@dataclass(frozen=True)
class Model:
    """The weights for one kind of page."""

    words: NDArray[np.float32]
    names: NDArray[np.float32]
    captions: NDArray[np.float32]
    first: Trees
    second: Trees
    title: Trees
    caption: Trees

    def judge(self, layout: Layout) -> tuple[Floats, Floats, Floats]:
        """How surely each line is kept, the title, a caption."""
        texts = [layout.text[line.span[0] : line.span[1]] for line in layout.lines]
        words = features.word_keys(texts)
        parts = [features.page_rows(layout), features.lexical(words, self.words)]
        if layout.html:
            names, which = features.name_keys(layout.lines)
            parts.append(features.lexical(names, self.names)[which])
        rows = np.hstack(parts)
        sizes = np.array([len(t) for t in texts], np.float64)
        said = self.first.score(first_columns(rows, layout.html))
        behind = second_columns(rows, said, sizes, layout.html)
        pictured = np.hstack([behind, features.lexical(words, self.captions)])
        return self.second.score(behind), self.title.score(behind), self.caption.score(pictured)


# Columns of features.page_rows that are looked at on the neighbouring lines too: size, end mark, first letter,
# capitals, marks, gaps, topic.
_NEAR = (0, 2, 5, 8, 9, 12, 14, 15, 17, 18, 21, 26, 28, 39, 42)
_WIDE = (0, 2, 9, 14, 17, 39)
_PLAIN = 53  # columns of a plain page's rows; those of an HTML page follow them, learned weights come last


def first_columns(rows: Rows, html: bool) -> Rows:
    """What the first stage sees."""
    learned = list(range(rows.shape[1] - (8 if html else 4), rows.shape[1]))
    tags = [_PLAIN, _PLAIN + 1, _PLAIN + 2, _PLAIN + 8, _PLAIN + 13] if html else []
    near = [*_NEAR, *tags, *learned[:2], *learned[4:6]]
    wide = [*_WIDE, *tags[:2], learned[0], *learned[4:5]]
    return features.in_context(rows, near, wide)


def second_columns(rows: Rows, said: Floats, sizes: Floats, html: bool) -> Rows:
    """What the second stage sees: the first stage's columns, and what it said of the line and its neighbours."""
    weighted = (said - 0.5) * np.sqrt(np.minimum(sizes, 600))
    mass = said * sizes
    sums = np.concatenate(([0.0], np.cumsum(mass)))
    total = max(float(sums[-1]), 1.0)
    columns = [
        said,
        weighted,
        *features.run_columns(weighted, sizes),
        *features.run_columns(weighted - 2.0, sizes),
        sums[:-1] / total,
        1 - sums[1:] / total,
        np.full(len(said), np.log1p(total)),
        np.full(len(said), total / max(float(sizes.sum()), 1.0)),
    ]
    own = np.stack(columns, axis=1).astype(np.float32)
    # Said of the five lines on each side; beyond the page's ends -9.
    padded = np.concatenate((np.full(8, -9.0), said, np.full(8, -9.0))).astype(np.float32)
    n = len(said)
    shifts = [padded[8 + k : 8 + k + n] for k in (*range(-8, 0), *range(1, 9))]
    wide = features.in_context(own[:, :2], (), (0, 1))[:, 2:]
    return np.hstack([first_columns(rows, html), own, np.stack(shifts, axis=1), wide]).astype(np.float32)


def plain_layout(text: str) -> Layout:
    """The lines of a plain-text page, which is left as it is: only white space around a line is outside its span."""
    return Layout(text, tuple(Line(span) for span in _lines(text)))


@cache
def _model(html: bool) -> Model:
    path = files("reportedly.reports") / "models" / ("html.npz" if html else "plain.npz")
    with path.open("rb") as stream, np.load(stream) as arrays:
        return unpack(dict(arrays))


def unpack(arrays: dict[str, NDArray[np.generic]]) -> Model:
    """A model from the arrays that training wrote."""
    forests = []
    for name in ("first", "second", "title", "caption"):
        parts = [arrays[f"{name}_{part}"] for part in ("feature", "threshold", "left", "right", "value", "roots")]
        feature, threshold, left, right, value, roots = parts
        forests.append(
            Trees(
                feature.astype(np.int16),
                threshold.astype(np.float32),
                left.astype(np.int32),
                right.astype(np.int32),
                value.astype(np.float32),
                roots.astype(np.int32),
                int(arrays[f"{name}_depth"]),
            )
        )
    words, names, captions = (arrays[name].astype(np.float32) for name in ("words", "names", "captions"))
    return Model(words, names, captions, *forests)


def classify(layout: Layout) -> tuple[LineLabel, ...]:
    """One label for every line of ``layout``, in its order.

    At most one line is the title. Captions are those inside or just before the article: a caption of another story is
    set aside with it. A line is a credit where it is nothing but agencies.
    """
    if not layout.lines:
        return ()
    kept, title, caption = judged(layout, _model(layout.html), _model(False))
    return label(layout, kept, title, caption)


def judged(layout: Layout, model: Model, plain: Model) -> tuple[Floats, Floats, Floats]:
    """How surely each line is kept, the title, a caption: :meth:`Model.judge`, piece by piece.

    What ``plain`` says of the lines of a page with tags has its weight in what is kept, and where tags and class names
    tell nothing (tables and fonts), most of the weight in everything.
    """
    starts = range(0, len(layout.lines), _PIECE)
    pieces = [model.judge(Layout(layout.text, layout.lines[k : k + _PIECE], layout.html)) for k in starts]
    kept, title, caption = (np.concatenate(column) for column in zip(*pieces, strict=True))
    if not layout.html:
        return kept, title, caption
    bare = tuple(Line(line.span) for line in layout.lines)
    pieces = [plain.judge(Layout(layout.text, bare[k : k + _PIECE])) for k in starts]
    others = [np.concatenate(column) for column in zip(*pieces, strict=True)]
    if not is_bare(layout.lines):
        return (1 - _OF_KEPT) * kept + _OF_KEPT * others[0], title, caption
    kept, title, caption = (
        (1 - _OF_BARE_PAGE) * its + _OF_BARE_PAGE * other
        for its, other in zip((kept, title, caption), others, strict=True)
    )
    return kept, title, caption


def is_bare(lines: Sequence[Line]) -> bool:
    """Whether a page's tags tell nothing of what its lines are: hardly any has a class, an id or an element for it."""
    told = sum(any(name[0] != "<" or name in _TELLING for name in line.enclosing) for line in lines)
    return told < _TOLD * len(lines)


def label(layout: Layout, kept: Floats, title: Floats, caption: Floats) -> tuple[LineLabel, ...]:
    """Labels from how surely each line is kept, the title, a caption (:meth:`Model.judge`)."""
    text = layout.text
    agencies = [
        line.span[1] - line.span[0] <= _CREDIT_LENGTH and bool(_CREDIT.fullmatch(text, *line.span))
        for line in layout.lines
    ]
    sure = np.where(_after_sign_off(layout, kept, agencies), _AFTER_SIGN_OFF, 0.5)
    labels: list[LineLabel] = ["body" if is_body else "aside" for is_body in kept > sure]
    body = np.flatnonzero(kept > sure)
    first, last, middle = (int(body[0]), int(body[-1]), int(body[len(body) // 2])) if len(body) else (0, -1, len(kept))
    best = int(np.argmax(title))
    if title[best] > (0.5 if kept[best] > 0.5 else 0.3) and best <= middle:
        labels[best] = "title"
    elif len(body) > 1 and title[first] > 0.1 and text[layout.lines[first].span[1] - 1] not in ".!…":
        labels[first] = "title"  # an article's first line that ends like no sentence
    for i, line in enumerate(layout.lines):
        if labels[i] == "title":
            continue
        # A photographer's credit at its end makes a caption of what may be one.
        credited = _PHOTO.search(text, max(line.span[0], line.span[1] - 80), line.span[1])
        if agencies[i]:
            labels[i] = "credit"
        elif caption[i] > (0.7 if kept[i] > 0.5 and not credited else 0.5) and first - 4 <= i <= last:
            labels[i] = "caption"
    return corrected(layout, labels)


def _after_sign_off(layout: Layout, kept: Floats, agencies: list[bool]) -> NDArray[np.bool_]:
    """Lines after agencies in brackets that stand alone in the second half of the article: they end it."""
    sizes = np.array([line.span[1] - line.span[0] for line in layout.lines]) * (kept > 0.5)
    so_far = np.cumsum(sizes)
    for i, line in enumerate(layout.lines):
        if agencies[i] and layout.text[line.span[0]] == "(" and 2 * so_far[i] > so_far[-1] > 0:
            return np.arange(len(kept)) > i
    return np.zeros(len(kept), np.bool_)
