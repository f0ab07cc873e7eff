"""Training pages for the line classifier, each laid out and labelled line by line.

Labels are silver but for the articles with a full gold text. ``kept`` and its weight say which lines belong to the
article; captions are told by the HTML (figcaption, classes), titles by the page's known title.
"""

from __future__ import annotations

import gzip
import json
import random
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import urlsplit
from zlib import crc32

import numpy as np

from reportedly.reports.html import html_layout, parse
from reportedly.reports.layout import Layout
from reportedly.reports.lines import plain_layout
from training.lines.labels import by_gold, by_segments, texts_of

_CAPTION_NAMES = frozenset(
    "figcaption caption captions wp-caption-text bildunterschrift cutline legend imagecaption".split()
)


@dataclass(frozen=True)
class Example:
    """A page with its labels; arrays have one entry a line.

    ``site`` groups pages that must stay on one side of a split; ``gold`` is the full text where it is known.
    ``kept``, ``caption`` and ``title`` are 0 or 1; a weight of 0 takes a line out of training.
    """

    name: str
    site: str
    source: str
    layout: Layout
    kept: np.ndarray
    weight: np.ndarray
    caption: np.ndarray
    title: np.ndarray
    titled: bool
    gold: str | None = None
    present: tuple[str, ...] = ()
    absent: tuple[str, ...] = ()

    def fold(self, folds: int) -> int:
        """Which of ``folds`` parts the page belongs to."""
        return crc32(self.site.encode()) % folds


def fold_text(text: str) -> str:
    """Letters and digits only, for comparing titles."""
    return re.sub(r"\W+", " ", text).strip().lower()


def _site(url: str) -> str:
    found = re.search(r"https?://web\.archive\.org/web/\d+/(https?://.*)", url)
    host = urlsplit(found[1] if found else url).netloc or url.removeprefix("hard::").split("-")[0]
    return ".".join(host.lower().split(":")[0].split(".")[-2:])


def _read(path: Path) -> str:
    raw = path.read_bytes()
    for encoding in ("utf-8", *re.findall(rb"charset=[\"']?([\w-]+)", raw[:3000])[:1], "windows-1252"):
        name = encoding if isinstance(encoding, str) else encoding.decode()
        try:
            return raw.decode(name)
        except (UnicodeDecodeError, LookupError):
            continue
    return raw.decode("latin-1")


def _captions(layout: Layout) -> np.ndarray:
    found = []
    for line in layout.lines:
        names = line.enclosing[:14]
        near = {name.strip("<>") for name in names}
        found.append(float(line.tag == "figcaption" or bool(near & _CAPTION_NAMES)))
    return np.array(found)


def _titles(layout: Layout, title: str | None) -> np.ndarray:
    """1 for the line that is the page's title, -1 for other lines with the same words."""
    found = np.zeros(len(layout.lines))
    if not title:
        return found
    want = fold_text(title)
    hits = [i for i, text in enumerate(texts_of(layout)) if fold_text(text) == want]
    if hits:
        found[hits] = -1
        found[min(hits, key=lambda i: (layout.lines[i].tag not in ("h1", "h2"), hits.index(i)))] = 1
    return found


def _head_title(tree: object) -> str | None:
    """The h1 or og:title that the page's <title> begins with or holds."""
    titles = [fold_text(t.text_content()) for t in tree.iter("title")][:1]  # type: ignore[attr-defined]
    for heading in tree.iter("h1", "h2"):  # type: ignore[attr-defined]
        words = fold_text(heading.text_content())
        if len(words) > 12 and titles and words in titles[0]:
            return " ".join(heading.text_content().split())
    for meta in tree.iter("meta"):  # type: ignore[attr-defined]
        if meta.get("property") == "og:title":
            return meta.get("content")
    return None


def articles(data: Path) -> Iterator[tuple[Example, str, Example]]:
    """Each article page: as HTML, its HTML source, and its dump of all visible text."""
    gold = json.loads((data / "articles/gold.json").read_text())
    for name, case in gold.items():
        source = _read(data / f"articles/html/{name}.html")
        tree = parse(source)
        title = _head_title(tree)
        html = label_by_gold(name, _site(case["url"]), "articles", html_layout(tree), case["articleBody"], title)
        html = replace(html, caption=_captions(html.layout))
        dump = plain_layout((data / f"articles/text/{name}.txt").read_bytes().decode("utf-8", "replace"))
        plain = label_by_gold(name, html.site, "articles", dump, case["articleBody"], title)
        yield html, source, transfer_captions(html, plain)


def label_by_gold(name: str, site: str, source: str, layout: Layout, gold: str, title: str | None) -> Example:
    """An example labelled by a full gold text."""
    texts = texts_of(layout)
    share = by_gold(texts, gold)
    kept = np.nan_to_num(share, nan=0.0) > 0.5
    weight = np.where(np.isnan(share), 0.3, 1.0)
    titles = _titles(layout, title)
    return Example(
        name, site, source, layout, kept.astype(float), weight, np.zeros(len(texts)), titles, bool((titles == 1).any()),
        gold,
    )  # fmt: skip


def transfer_captions(html: Example, plain: Example) -> Example:
    """Caption labels for a dump, from the lines of the HTML page with the same words."""
    same = {fold_text(t) for t, c in zip(texts_of(html.layout), html.caption, strict=True) if c and len(t) > 15}
    found = np.array([float(fold_text(t) in same) for t in texts_of(plain.layout)])
    return replace(plain, caption=found)


def webpages(data: Path) -> Iterator[tuple[Example, str, Example]]:
    """Each web page: as HTML with silver labels, its HTML source, and a dump made like those of the articles."""
    from training.lines.dumps import dump

    expected = json.loads((data / "webpages/expected.json").read_text())
    for url, case in expected.items():
        path = data / "webpages/html" / case["file"]
        source = _read(path)
        tree = parse(source)
        layout = html_layout(tree)
        texts = texts_of(layout)
        if not texts:
            continue
        chosen = np.array([float(bool(line.chosen)) for line in layout.lines])
        told = by_segments(texts, case["with"], case["without"])
        title = case.get("title") or _head_title(tree)
        titles = _titles(layout, title)
        kept = np.where(np.isnan(told), chosen, told)
        kept[(titles != 0) & np.isnan(told)] = 0
        weight = np.where(np.isnan(told), 1.0, 4.0)
        present, absent = tuple(case["with"]), tuple(case["without"])
        html = Example(
            case["file"], _site(url), "webpages", layout, kept, weight, _captions(layout), titles,
            bool((titles == 1).any()), None, present, absent,
        )  # fmt: skip
        yield html, source, label_dump(html, dump(source), title)


def label_dump(html: Example, text: str, title: str | None = None) -> Example:
    """A dump of a page, labelled like the page's HTML lines."""
    layout = plain_layout(text)
    texts = texts_of(layout)
    kept_text = "\n".join(t for t, k in zip(texts_of(html.layout), html.kept, strict=True) if k)
    share = np.nan_to_num(by_gold(texts, kept_text), nan=0.0) if texts else np.zeros(0)
    told = by_segments(texts, list(html.present), list(html.absent))
    kept = np.where(np.isnan(told), share > 0.5, told).astype(float)
    titles = _titles(layout, title)
    if title is None and html.titled:
        titles = _titles(layout, next(t for t, y in zip(texts_of(html.layout), html.title, strict=True) if y == 1))
    weight = np.where(np.isnan(told), 1.0, 4.0)
    plain = replace(
        html, layout=layout, kept=kept, weight=weight, title=titles, titled=bool((titles == 1).any()),
        caption=np.zeros(len(texts)),
    )  # fmt: skip
    return transfer_captions(html, plain)


def clean(name: str, source: str, text: str) -> Example:
    """A clean article: every line is kept, the first is its title."""
    layout = plain_layout(text)
    n = len(layout.lines)
    title = np.zeros(n)
    title[:1] = 1
    # Whether the title counts as kept is of no matter: only that it is not set aside.
    return Example(name, name, source, layout, np.ones(n), np.ones(n), np.zeros(n), title, True)


def clean_articles(data: Path, shared: Path, split: str = "train") -> Iterator[Example]:
    """PolNeAR's texts and, with the training part, insightCrime's, cut into paragraphs of two to four sentences."""
    for path in sorted((data / f"polnear/{split}/text").glob("*.txt")):
        yield clean(path.stem, "polnear", path.read_text())
    if split != "train":
        return
    with gzip.open(shared / "news-text.jsonl.gz", "rt", encoding="utf-8") as stream:
        rows = [json.loads(row) for row in stream]
    rows = [row["text"] for row in rows if row["set"] == "insightCrime"]
    for i, text in enumerate(rows[:400]):
        rng = random.Random(i)
        sentences = re.split(r"(?<=[.!?]) (?=[A-Z\"“])", text)
        parts, k = [sentences[0].rstrip(".")], 1
        while k < len(sentences):
            size = rng.choice((1, 1, 2, 2, 3, 4))
            parts.append(" ".join(sentences[k : k + size]))
            k += size
        yield clean(f"insight-{i}", "insightcrime", rng.choice(("\n", "\n\n", "\n\n")).join(parts))
