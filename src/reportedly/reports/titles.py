"""The title of a report: the one that most of the page's mark-up agrees on, and its place among the lines.

An outlet's name around the headline ("Headline | Outlet", "Outlet: Headline") is left away where another part of the
page has the headline without it. In plain text, the title is the line that the classifier calls so, else a
headline-like first line of the article.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from reportedly.reports.layout import Layout, LineLabel
from reportedly.reports.markup import Markup, clean, texts_of

_LONGEST_TITLE = 300
_NOT_WORD = re.compile(r"[\W_]+")
_SEPARATOR = re.compile(r"\s+(?:[|–—·•»«›‹→]|-{1,2}|::?|//|/)\s+|\s*[|»«]\s*|(?<=\w):\s+|_(?=\w)")
_END = re.compile(r"[.!?…:;,][\"'”’»)\]]*$")
_QUOTED = re.compile(r"[\"“”„«»]")
_SAID = re.compile(r"\b(?:said|says|told|according)\b", re.I)
_WORD = re.compile(r"\w+")


def fold(text: str | None) -> str:
    """Text without case, punctuation and differences of white space, for comparing titles."""
    return _NOT_WORD.sub(" ", text or "").strip().lower()


def choose_title(markup: Markup, outlet: str | None = None) -> str | None:
    """The headline that a web page's mark-up gives.

    Every h1 and h2, ``og:title``, JSON-LD headline and the title element, whole and cut at separators, is a
    candidate; each gets a weight for every part of the page that has it whole, and a smaller one for every part that
    begins or ends with it. The weights were set on half of the pages of trafilatura's evaluation set.

    :param outlet: the outlet's name; a title is not just that, if there is another.
    """
    sources = _sources(markup)
    shown: dict[str, str] = {}
    for _, texts in sources:
        for text in texts:
            shown.setdefault(fold(text), text)
    pieces: dict[str, str] = {}
    for name, texts in sources:
        if name in ("title", "social"):
            for text in texts:
                for piece in cuts(text):
                    pieces.setdefault(fold(piece), piece)
    best: tuple[float, str] | None = None
    for key in dict.fromkeys([*shown, *pieces]):
        text = shown.get(key) or pieces[key]
        if not key or len(text) > _LONGEST_TITLE:
            continue
        weight = _support(key, sources, outlet)
        if best is None or weight > best[0] + 1e-9:
            best = (weight, text)
    return best[1] if best is not None and best[0] > 0 else None


_WEIGHTS = {"h1": (3.0, 0.5), "h2": (1.0, 0.2), "social": (2.0, 1.0), "ld": (2.0, 0.5), "title": (1.5, 1.4)}


def _sources(markup: Markup) -> list[tuple[str, list[str]]]:
    social = [*markup.meta("og:title", "twitter:title", "dc.title", "dcterms.title", "parsely-title", "sailthru.title")]
    data = [text for node in markup.articles() for text in texts_of(node.get("headline"))]
    return [
        ("h1", list(markup.headings[:6])),
        ("h2", list(markup.subheadings[:6])),
        ("ld", data[:3]),
        ("social", social[:4]),
        ("title", [markup.title] if markup.title else []),
    ]


def cuts(text: str) -> list[str]:
    """The beginnings and ends of ``text`` at its separators."""
    places = [match.span() for match in _SEPARATOR.finditer(text)][:12]
    return [text[:a] for a, _ in places] + [text[b:] for _, b in places]


def _support(key: str, sources: Sequence[tuple[str, list[str]]], outlet: str | None) -> float:
    weight = 0.0
    for name, texts in sources:
        whole, part = _WEIGHTS[name]
        best = 0.0
        for i, text in enumerate(texts):
            other = fold(text)
            later = 0.15 * i if name in ("h1", "h2") else 0.0
            if other == key:
                best = max(best, whole - later)
            elif name != "h2" and (other.startswith(key + " ") or other.endswith(" " + key)):
                best = max(best, part)
        weight += best
    words = key.count(" ") + 1
    weight += 0.15 * min(words, 6)
    if outlet is not None and key == fold(outlet):
        weight -= 5.0
    return weight


def find_title(
    layout: Layout, labels: Sequence[LineLabel], known: str | None
) -> tuple[str | None, tuple[LineLabel, ...]]:
    """The title and the lines' labels with at most one run of ``title`` lines, which are its place.

    :param labels: one label a line.
    :param known: the title as given or as the page's mark-up has it.
    """
    its = list(labels)
    texts = [layout.text[a:b] for a, b in (line.span for line in layout.lines)]
    run = _place_of(known, layout, its, texts) if known else _first_run(its, texts)
    if run is None and not known and not layout.html:
        run = _headline_like(its, texts)
    title = known or (clean_title(" ".join(texts[i] for i in run)) if run is not None else None)
    for i, label in enumerate(its):
        if run is not None and i in run:
            its[i] = "title"
        elif label == "title":
            # Nothing of a text is lost: a line that was taken for a title and is not, is body, unless it repeats it.
            its[i] = "aside" if layout.html or fold(texts[i]) == fold(title) else "body"
    return title, tuple(its)


def clean_title(text: str) -> str | None:
    """A title as it is kept: one line of at most 300 code points."""
    return clean(text)[:_LONGEST_TITLE].strip() or None


def _runs_of(labels: Sequence[str], label: str) -> list[range]:
    runs: list[range] = []
    start: int | None = None
    for i, its in enumerate([*labels, ""]):
        if its == label and start is None:
            start = i
        elif its != label and start is not None:
            runs.append(range(start, i))
            start = None
    return runs


def _first_run(labels: Sequence[LineLabel], texts: Sequence[str]) -> range | None:
    runs = _runs_of(labels, "title")
    if not runs:
        return None
    first = runs[0]
    joined = " ".join(texts[i] for i in first)
    return first if len(first) == 1 or len(joined) <= _LONGEST_TITLE // 2 else range(first.start, first.start + 1)


def _place_of(known: str, layout: Layout, labels: Sequence[LineLabel], texts: Sequence[str]) -> range | None:
    """Where the known title stands: whole in one line, or in lines that were labelled so and share its words."""
    key = fold(known)
    equal = [i for i, text in enumerate(texts) if len(text) < 2 * _LONGEST_TITLE and fold(text) == key]
    if equal:
        body = next((i for i, label in enumerate(labels) if label == "body"), len(labels))

        def rank(i: int) -> tuple[bool, bool, bool, int]:
            return (labels[i] != "title", layout.lines[i].tag != "h1", i > body, abs(body - i))

        best = min(equal, key=rank)
        return range(best, best + 1)
    for run in _runs_of(labels, "title"):
        words, its = set(key.split()), set(fold(" ".join(texts[i] for i in run)).split())
        if words and len(words & its) * 2 > min(len(words), len(its)):
            return run
    return None


def _headline_like(labels: Sequence[LineLabel], texts: Sequence[str]) -> range | None:
    """The first line of the article, if it looks like a headline: short, and unlike what follows it."""
    body = [i for i, label in enumerate(labels) if label == "body"]
    if len(body) < 3:
        return None
    first = body[0]
    text = texts[first]
    words = _WORD.findall(text)
    after = sorted(len(texts[i]) for i in body[1:8])
    typical = after[len(after) // 2]
    if not 3 <= len(words) <= 25 or len(text) > 180 or len(text) > typical * 1.2:
        return None
    if _END.search(text) and (_SAID.search(text) or not _capitalized(words)):
        return None
    return range(first, first + 1)


def _capitalized(words: Iterable[str]) -> bool:
    long = [word for word in words if len(word) > 3]
    return bool(long) and sum(word[0].isupper() for word in long) * 3 >= len(long) * 2
