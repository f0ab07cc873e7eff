"""What the line classifier looks at: a row of numbers for every line of a layout.

Rows depend on the page alone (no clock, no locale, no hash order). Words are looked up by CRC-32 in tables of learned
weights, so no vocabulary is shipped. Cost is linear in lines and in the first 2,000 characters of each.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from reportedly.reports.layout import Layout, Line

Rows = NDArray[np.float32]

WORD_BITS = 15
NAME_BITS = 12

_READ = 2000  # characters of a line that are looked at
_DIGIT = re.compile(r"\d")
_WORD = re.compile(r"\w+(?:['’]\w+)*")
_ENDS = re.compile(r"[.!?…。！？]['\"”’»“)\]]*$")
_STOPS = re.compile(r"[.!?。！？]['\"”’»)]*(?:\s|$)")
_QUOTES = re.compile(r"[\"“”„«»‘]|\B'\b")
_JOINTS = re.compile(r"[|›»·•/→▸]| [-–—] ")
_SIGNS = re.compile(r"[|@#©®►▶✓★+*<>{}\[\]=_\\^~]")
_DATE = re.compile(r"\b(?:19|20)\d\d\b|\b\d{1,2}[./]\d{1,2}[./]\d{2,4}\b")
_CLOCK = re.compile(r"\b\d{1,2}[:h.]\d\d\b|\b\d+ ?(?:min|hours?|days?|mins?)\b", re.IGNORECASE)
_LINK = re.compile(r"https?:|www\.|\b[\w.]+@\w+\.\w|\.(?:com|org|net)\b", re.IGNORECASE)
_CREDIT = re.compile(r"©|\(c\)|copyright|credit|photo|image|reuters|\bap\b|\bafp\b|getty|foto", re.IGNORECASE)
_BREAK = re.compile(r"\r\n|[\n\r\u2028\u2029\x0b\x0c\x85]")

_HEADINGS = {f"h{n}": float(n) for n in range(1, 7)}
_TAGS = ("p", "li", "div", "td", "span", "figcaption", "blockquote", "pre", "dd", "dt", "section", "article", "body")
_AROUND = (
    "article main aside nav header footer figure figcaption table blockquote form ul ol p section address label"
).split()


def word_keys(texts: Sequence[str]) -> list[list[int]]:
    """Places in the word table of each line's words, neighbouring pairs, first, last and all words."""
    mask = (1 << WORD_BITS) - 1
    rows = []
    for text in texts:
        words = _WORD.findall(_DIGIT.sub("0", text[:_READ].lower()))
        keys = words + [f"{a} {b}" for a, b in pairwise(words)]
        if words:
            keys += ["^" + words[0], words[-1] + "$"]
            if len(words) <= 6:
                keys.append("=" + " ".join(words))
        rows.append([crc32(key.encode("utf-8", "replace")) & mask for key in dict.fromkeys(keys)])
    return rows


def name_keys(lines: Sequence[Line]) -> tuple[list[list[int]], NDArray[np.int64]]:
    """Places in the name table of the elements, classes and ids around lines, told apart by how near they are.

    :returns: a row for every different surrounding, and which of these each line has.
    """
    mask = (1 << NAME_BITS) - 1
    number = {enclosing: k for k, enclosing in enumerate(dict.fromkeys(line.enclosing for line in lines))}
    rows = []
    for enclosing in number:
        names: dict[str, None] = {}
        level = 0
        for name in enclosing:
            level += name[0] == "<"
            names[f"{'near' if level <= 2 else 'mid' if level <= 5 else 'far'} {name}"] = None
            names[name] = None
        rows.append([crc32(name.encode("utf-8", "replace")) & mask for name in names])
    return rows, np.array([number[line.enclosing] for line in lines], np.int64)


def lexical(keys: Sequence[Sequence[int]], table: NDArray[np.float32]) -> Rows:
    """Sum (damped), mean, least and greatest learned weight of each row's keys."""
    found = np.zeros((len(keys), 4), np.float32)
    if not keys:
        return found
    lengths = np.fromiter((len(row) for row in keys), np.int64, len(keys))
    flat = np.fromiter((key for row in keys for key in row), np.int64, int(lengths.sum()))
    some = np.flatnonzero(lengths)
    if not len(some):
        return found
    starts = np.concatenate(([0], np.cumsum(lengths[some])[:-1]))
    weights = table[flat].astype(np.float64)
    total = np.add.reduceat(weights, starts)
    found[some, 0] = total / np.sqrt(lengths[some])
    found[some, 1] = total / lengths[some]
    found[some, 2] = np.minimum.reduceat(weights, starts)
    found[some, 3] = np.maximum.reduceat(weights, starts)
    return found


def _share(count: float, of: float) -> float:
    return count / of if of else 0.0


def _shape(text: str, words: list[str]) -> list[float]:
    """The look of one line."""
    n, w = len(text), len(words)
    head = text[:_READ]
    initials = [word[0] for word in words if word[0].isalpha()]
    long = [word for word in words if len(word) > 3 and word[0].isalpha()]
    first = head[0]
    return [
        np.log1p(n),
        np.log1p(w),
        bool(_ENDS.search(text[-20:])),
        text[-1] == ":",
        text.endswith(("...", "…")),
        first.islower(),
        first.isdigit(),
        not (first.isalnum() or first in "\"'“”„«»‘("),
        bool(_QUOTES.match(first)),
        _share(sum(map(str.isupper, initials)), len(initials)),
        _share(sum(word[0].isupper() for word in long), len(long)),
        _share(sum(map(str.isupper, long)), len(long)),
        _share(sum(map(str.isdigit, head)), len(head)),
        _share(head.count(",") + head.count("،") + head.count("、"), w),
        len(_STOPS.findall(head)),
        len(_QUOTES.findall(head)),
        len(_JOINTS.findall(head)),
        len(_SIGNS.findall(head)),
        bool(_DATE.search(head)),
        bool(_CLOCK.search(head)),
        bool(_LINK.search(head)),
        bool(_CREDIT.search(head)),
        _share(sum(map(len, words)), w),
        head.isascii(),
        head.count("?") + head.count("!"),
        head[0] == "(" and head[-1] == ")",
    ]


def page_rows(layout: Layout) -> Rows:
    """Features of each line by itself and by its place in the page, before any learned weight."""
    lines, text = layout.lines, layout.text
    texts = [text[line.span[0] : line.span[1]] for line in lines]
    words = [_WORD.findall(t[:_READ]) for t in texts]
    shapes = np.array([_shape(t, w) for t, w in zip(texts, words, strict=True)], np.float32)
    blocks = [shapes, _places(layout, texts), _topic(texts, words), _runs(texts, shapes)]
    if layout.html:
        blocks.append(_tagged(lines, texts))
    return np.hstack(blocks).astype(np.float32)


def _places(layout: Layout, texts: list[str]) -> Rows:
    """Where the line stands in the page, the white space around it, whether it stands there twice."""
    lines, text = layout.lines, layout.text
    n = len(lines)
    sizes = np.array([len(t) for t in texts], np.float64)
    before = np.concatenate(([0.0], np.cumsum(sizes)[:-1]))
    total = sizes.sum()
    folded = [t[:_READ].lower() for t in texts]
    twice = Counter(folded)
    gaps = [0] * (n + 1)
    indents = [0] * n
    if not layout.html:
        end = 0
        for i, line in enumerate(lines):
            gap = text[max(end, line.span[0] - 400) : line.span[0]]
            gaps[i] = len(_BREAK.findall(gap))
            indents[i] = len(gap) - 1 - gap.rfind("\n")
            end = line.span[1]
        gaps[0] = gaps[n] = 3
    room = np.clip(np.array(gaps, np.float64), 0, 4)
    indent = np.clip(np.array(indents, np.float64), 0, 12)
    order = np.arange(n)
    share_of_gaps = float((room[:-1] > 1).mean())
    return np.stack(
        [
            room[:-1],
            room[1:],
            indent,
            indent - np.append(indent[1:], 0),
            order / n,
            before / total,
            np.log1p(order),
            np.log1p(n - 1 - order),
            np.array([min(twice[f], 5) for f in folded]),
            np.full(n, np.log1p(n)),
            np.full(n, np.log1p(total)),
            np.full(n, share_of_gaps),
            np.full(n, np.log1p(np.median(sizes))),
        ],
        axis=1,
    ).astype(np.float32)


def _topic(texts: list[str], words: list[list[str]]) -> Rows:
    """How much of the line's content words other long lines of the page have, near it and anywhere."""
    content = [{w.lower()[:7] for w in row if len(w) > 3} for row in words]
    core = [len(t) > 100 and bool(_ENDS.search(t[-20:])) for t in texts]
    counts = Counter(w for row, is_core in zip(content, core, strict=True) if is_core for w in row)
    n_core = sum(core)
    found = np.zeros((len(texts), 4), np.float32)
    for i, row in enumerate(content):
        if not row:
            continue
        own = 1 if core[i] else 0
        others = [counts[w] - own for w in row if w in counts]
        shared = sum(1 for count in others if count > 0)
        found[i] = (
            shared / len(row),
            shared,
            sum(min(count, 5) for count in others) / len(row),
            sum(others) / (len(row) * max(n_core - own, 1)),
        )
    return found


def _runs(texts: list[str], shapes: Rows) -> Rows:
    """The place of the line relative to the best run of long, punctuated lines, for two ideas of a long line."""
    found = []
    sizes = np.array([len(t) for t in texts], np.float64)
    for least, cost in ((80, 60.0), (140, 100.0)):
        gain = np.where((sizes >= least) & (shapes[:, 2] > 0), np.minimum(sizes, 500), -cost)
        found += run_columns(gain, sizes)
    return np.stack(found, axis=1).astype(np.float32)


def run_columns(gain: NDArray[np.float64], sizes: NDArray[np.float64]) -> list[NDArray[np.float64]]:
    """Columns on the run of lines with the greatest sum of ``gain``: inside, lines to its ends, share of page, size."""
    start, end = best_run(gain)
    order = np.arange(len(gain))
    inside = (order >= start) & (order < end)
    share = sizes[inside].sum() / max(sizes.sum(), 1.0)
    return [
        inside.astype(np.float64),
        np.sign(order - start) * np.log1p(np.abs(order - start)),
        np.sign(order - end + 1) * np.log1p(np.abs(order - end + 1)),
        np.full(len(gain), share),
        np.full(len(gain), np.log1p(end - start)),
    ]


def best_run(gain: NDArray[np.float64]) -> tuple[int, int]:
    """First and last (exclusive) index of the run with the greatest sum, empty when nothing is above zero."""
    sums = np.concatenate(([0.0], np.cumsum(gain)))
    lowest = np.minimum.accumulate(sums)
    end = int(np.argmax(sums - lowest))
    start = int(np.argmin(sums[: end + 1]))
    return start, end


def _tagged(lines: Sequence[Line], texts: list[str]) -> Rows:
    """What the tags say: element, links, trafilatura's choice, and the company the line keeps in its container."""
    n = len(lines)
    sizes = np.array([len(t) for t in texts], np.float64)
    chosen = np.array([bool(line.chosen) for line in lines], np.float64)
    links = np.array([line.links for line in lines], np.float64)
    columns = [
        chosen,
        links,
        np.array([_HEADINGS.get(line.tag or "", 0.0) for line in lines]),
        np.array([_TAGS.index(line.tag) + 1 if line.tag in _TAGS else 0 for line in lines], np.float64),
    ]
    near: dict[tuple[str, ...], list[float]] = {}
    for line in lines:
        if line.enclosing not in near:
            level = 0
            levels: dict[str, int] = {}
            for name in line.enclosing:
                if name.startswith("<"):
                    level += 1
                    levels.setdefault(name[1:-1], level)
            near[line.enclosing] = [float(levels.get(name, 20)) for name in _AROUND] + [float(level)]
    around = np.array([near[line.enclosing] for line in lines])
    inside = np.flatnonzero(chosen)
    first, last = (int(inside[0]), int(inside[-1])) if len(inside) else (n, -1)
    order = np.arange(n)
    columns += [
        np.sign(order - first) * np.log1p(np.abs(order - first)),
        np.sign(order - last) * np.log1p(np.abs(order - last)),
        np.full(n, (chosen * sizes).sum() / max(sizes.sum(), 1.0)),
        np.full(n, np.log1p((chosen * sizes).sum())),
    ]
    for own in (False, True):
        outer = {enclosing: _container(enclosing, own) for enclosing in near}
        group = {key: k for k, key in enumerate(dict.fromkeys(outer.values()))}
        index = np.array([group[outer[line.enclosing]] for line in lines])
        size = np.bincount(index, sizes)
        columns += [
            (np.bincount(index, sizes * chosen) / size)[index],
            (np.bincount(index, sizes * (sizes > 80)) / size)[index],
            (np.bincount(index, sizes * links) / size)[index],
            np.log1p(np.bincount(index))[index],
            (size / sizes.sum())[index],
        ]
    return np.hstack([np.stack(columns, axis=1), around]).astype(np.float32)


def _container(enclosing: tuple[str, ...], own: bool) -> tuple[str, ...]:
    """The chain of elements around a line, with the innermost or without it."""
    if own:
        return enclosing
    for k, name in enumerate(enclosing[1:], 1):
        if name.startswith("<"):
            return enclosing[k:]
    return ()


def in_context(rows: Rows, columns: Sequence[int], means: Sequence[int]) -> Rows:
    """``rows`` with those of the two lines before and after (``columns``), and means over wider windows (``means``).

    Beyond the page's ends every value is -9.
    """
    n = len(rows)
    picked = rows[:, list(columns)]
    pad = np.full((2, picked.shape[1]), -9.0, np.float32)
    padded = np.vstack([pad, picked, pad])
    parts = [rows] + [padded[2 + k : 2 + k + n] for k in (-2, -1, 1, 2)]
    wide = rows[:, list(means)].astype(np.float64)
    sums = np.vstack([np.zeros((1, wide.shape[1])), np.cumsum(wide, axis=0)])
    order = np.arange(n)
    for reach in (6, 20):
        low, high = np.maximum(order - reach, 0), np.minimum(order + reach + 1, n)
        parts.append(((sums[order] - sums[low]) / reach).astype(np.float32))
        parts.append(((sums[high] - sums[order + 1]) / reach).astype(np.float32))
    return np.hstack(parts).astype(np.float32)
