"""The title of a report: the one that most of the page's mark-up agrees on, and its place among the lines.

An outlet's name around the headline ("Headline | Outlet", "Outlet: Headline") is left away where another part of the
page has the headline without it. In plain text, the title is the line that the classifier calls so, else a
headline-like first line of the article.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence

from reportedly.reports.layout import Layout, LineLabel
from reportedly.reports.markup import Heading, Markup, clean, texts_of
from reportedly.reports.mastheads import is_masthead

_LONGEST_TITLE = 300
_NOT_WORD = re.compile(r"[\W_]+")
_SEPARATOR = re.compile(r"\s+(?:[|–—·•»«›‹→]|-{1,2}|::?|//|/)\s+|\s*[|»«]\s*|(?<=\w):\s+|_(?=\w)")
_END = re.compile(r"[.!?…:;,][\"'”’»)\]]*$")
_SAID = re.compile(r"\b(?:said|says|told|according)\b", re.I)
_BYLINE = re.compile(r"^(?:by|von|par|por|di|door|av|af)\s|(?:19|20)\d\d\b|\bmin read\b|[|·•]|©|\d{1,2}:\d\d|@", re.I)
# What a page says to its reader rather than about the news.
_APPEAL = re.compile(
    r"\b(?:you|your|our|us|we|subscri\w+|sign (?:up|in)|log ?in|register|newsletters?|ad-free|advertise\w*|cookies?|"
    r"donat\w+|free stories|share|skip to|menu)\b|[$€£]\s?\d+(?:\.\d\d)? an? (?:week|month|year)",
    re.I,
)
_SIGN_UP = re.compile(r"\b(?:subscribe|sign (?:up|in)|log ?in|ad-free|cookies)\b", re.I)
_TOP = 40  # lines from the top among which a title stands
_WORD = re.compile(r"\w+")


def fold(text: str | None) -> str:
    """Text without case, punctuation and differences of white space, for comparing titles."""
    return _NOT_WORD.sub(" ", text or "").strip().lower()


# What each sign is worth. Fitted on trafilatura's evaluation set (550 titles) by hill climbing on random parts of it,
# averaged. Fitted in the same way on one half of the pages (by address), 0.87 and 0.90 of the other half are right.
_WORTH = {
    "h1": 2.0, "h2": 1.4, "h3": 0.9, "only h1": 1.3, "h1 part": 0.8,
    "h1 headline": 0.8, "h2 headline": 0.8, "h3 headline": 0.5,
    "h1 masthead": -2.3, "h2 masthead": -2.1, "h3 masthead": -0.8,
    "data": 2.0, "data begins": 0.5, "data ends": 0.6, "social": 2.1, "social begins": 1.0, "social ends": 1.1,
    "title": 1.0, "title begins": 1.4, "title ends": 1.0,
    "heading": 0.7, "heading and cut": 0.8, "word": 0.1, "one word": -0.7, "outlet": -8.0, "outlet around": -1.4,
}  # fmt: skip


def choose_title(markup: Markup, outlet: str | None = None) -> str | None:
    """The headline that a web page's mark-up gives.

    Every heading, social title, JSON-LD headline and the title element, whole and cut at separators, is a candidate;
    its signs (which parts of the page have it whole, begin or end with it) are worth what ``_WORTH`` says.

    :param outlet: the outlet's name; a title is not just that, if there is another.
    """
    parts = {
        "data": [text for node in markup.articles() for text in texts_of(node.get("headline"))][:3],
        "social": list(
            markup.meta("og:title", "twitter:title", "dc.title", "dcterms.title", "parsely-title", "sailthru.title")
        )[:4],
        "title": [markup.title] if markup.title else [],
    }
    candidates: dict[str, str] = {}
    for text in [*(h.text for h in markup.headings), *parts["data"], *parts["social"], *parts["title"]]:
        candidates.setdefault(fold(text), text)
    for text in [*parts["title"], *parts["social"]]:
        for piece in cuts(text):
            candidates.setdefault(fold(piece), piece)
    folded = {name: [fold(text) for text in texts] for name, texts in parts.items()}
    headings = [(fold(heading.text), heading) for heading in markup.headings]
    best: tuple[float, str] | None = None
    for key, text in candidates.items():
        if key and len(text) <= _LONGEST_TITLE:
            worth = sum(_WORTH[sign] for sign in _signs(key, folded, headings, fold(outlet)))
            if best is None or worth > best[0] + 1e-9:
                best = (worth, text)
    return best[1].strip() if best is not None else None


def without_outlet(title: str, shown: Container[str]) -> tuple[str, str]:
    """A title and the outlet's name before or after it, where the page shows both apart ("Outlet: Headline").

    :param title: what only the page's title element says.
    :param shown: the page's pieces of text, folded; a title that is one of them is left as it is.
    :returns: the headline and the outlet's name; the name is empty where the title has none.
    """
    if fold(title) in shown:
        return title, ""
    for match in list(_SEPARATOR.finditer(title))[:12]:
        for headline, name in (
            (title[match.end() :], title[: match.start()]),
            (title[: match.start()], title[match.end() :]),
        ):
            key = fold(name)
            if len(headline.split()) >= 3 and fold(headline) in shown and (key in shown or f"the {key}" in shown):
                return headline.strip(), f"The {name.strip()}" if f"the {key}" in shown else name.strip()
    return title, ""


def _signs(
    key: str, parts: Mapping[str, list[str]], headings: Sequence[tuple[str, Heading]], outlet: str
) -> Iterator[str]:
    same = [heading for folded, heading in headings if folded == key]
    for level in (1, 2, 3):
        its = [heading for heading in same if heading.level == level]
        if its:
            yield f"h{level}"
            if any(heading.headline and not heading.masthead for heading in its):
                yield f"h{level} headline"
            if all(heading.masthead for heading in its):
                yield f"h{level} masthead"
    if {folded for folded, heading in headings if heading.level == 1 and not heading.masthead} == {key}:
        yield "only h1"
    cut = False
    for name, texts in parts.items():
        if key in texts:
            yield name
        elif any(text.startswith(key + " ") for text in texts):
            cut = cut or name != "data"
            yield f"{name} begins"
        elif any(text.endswith(" " + key) for text in texts):
            cut = cut or name != "data"
            yield f"{name} ends"
    if any(h.level == 1 and (folded.startswith(key + " ") or folded.endswith(" " + key)) for folded, h in headings):
        yield "h1 part"
    if same:
        yield "heading"
        if cut:
            yield "heading and cut"
    yield from ["word"] * min(key.count(" ") + 1, 8)
    if " " not in key:
        yield "one word"
    if outlet and key == outlet:
        yield "outlet"
    elif outlet and (key.endswith(" " + outlet) or key.startswith(outlet + " ")):
        yield "outlet around"


def cuts(text: str) -> list[str]:
    """The beginnings and ends of ``text`` at its separators."""
    places = [match.span() for match in _SEPARATOR.finditer(text)][:12]
    return [text[:a] for a, _ in places] + [text[b:] for _, b in places]


def find_title(
    layout: Layout, labels: Sequence[LineLabel], known: str | None
) -> tuple[str | None, tuple[LineLabel, ...]]:
    """The title and the lines' labels with at most one run of ``title`` lines, which are its place.

    :param labels: one label a line.
    :param known: the title as given or as the page's mark-up has it.
    """
    its = list(labels)
    texts = [layout.text[a:b] for a, b in (line.span for line in layout.lines)]
    if not known and not layout.html:
        _set_mastheads_aside(its, texts)
    run = _place_of(known, layout, its, texts) if known else _first_run(its, texts)
    if run is not None and not known and any(_APPEAL.search(texts[i]) for i in run):
        later = _above_a_lead(its, texts)
        if later is not None and _only_appeals(texts[run.start : later.start]):
            # An appeal with a headline of its own stands above the article.
            its[: later.start] = ["aside" if label in ("title", "body") else label for label in its[: later.start]]
            run = later
    if run is None and not known:
        run = _headline_like(its, texts)
    if run is not None and not known and _prose(" ".join(texts[i] for i in run)):
        run = None
    title = known or (clean_title(" ".join(texts[i] for i in run)) if run is not None else None)
    for i, label in enumerate(its):
        if run is not None and i in run:
            its[i] = "title"
        elif label == "title":
            # Nothing of a text is lost: a line that was taken for a title and is not, is body, unless it repeats it.
            its[i] = "aside" if layout.html or fold(texts[i]) == fold(title) else "body"
    return title, tuple(its)


def _set_mastheads_aside(labels: list[LineLabel], texts: Sequence[str]) -> None:
    """Take a newspaper's name in the first two lines, with a line of text below, out of the title and the article."""
    for i, text in enumerate(texts[:2]):
        if labels[i] in ("title", "body") and is_masthead(text) and i + 1 < len(texts):
            labels[i] = "aside"


# The end of a sentence and the start of the next; an initial or "St." ends none.
_NEXT_SENTENCE = re.compile(r"[^\W\d_]{3,}[.!?][\"'”’»)\]]*\s+[\"'“‘«(]?[^\W\d_a-zß-öø-ÿ]")
_DATELINE = re.compile(r"[^\W\d_a-z]{3,}[^()\n]{0,60}\([^()\n]{2,40}\)\s*[-–—_:]")
_MOST_WORDS = 30


def _prose(text: str) -> bool:
    """Whether a line is a paragraph rather than a headline: a dateline, several sentences, or very many words."""
    words = len(_WORD.findall(text[:2000]))
    several = words > 12 and _NEXT_SENTENCE.search(text[:2000])
    return words > _MOST_WORDS or bool(several) or bool(_DATELINE.match(text[:200]))


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


def _above_a_lead(labels: Sequence[LineLabel], texts: Sequence[str]) -> range | None:
    """The first headline-like line with a long paragraph of the article at most six short lines below it."""
    for i, text in enumerate(texts[:_TOP]):
        if labels[i] not in ("caption", "credit") and _bare(text) and not _APPEAL.search(text):
            below = next((k for k in range(i + 1, min(i + 8, len(texts))) if len(texts[k]) > 80), None)
            if below is not None and labels[below] == "body" and _END.search(texts[below]):
                return range(i, i + 1)
    return None


def _only_appeals(texts: Sequence[str]) -> bool:
    """Whether the few lines above a headline speak to the reader, most of them or by a word that no news has."""
    if not texts:
        return False
    spoken = sum(bool(_APPEAL.search(text)) for text in texts)
    short = len(texts) <= 12 and sum(map(len, texts)) <= 1200
    return short and (bool(_SIGN_UP.search(texts[0])) or (len(texts) > 1 and spoken * 2 >= len(texts)))


def _bare(text: str) -> bool:
    """Whether a line is four to 25 words without a full stop, and no byline or date."""
    words = _WORD.findall(text[:400])
    return 4 <= len(words) <= 25 and len(text) <= 180 and not _END.search(text) and not _BYLINE.search(text)


def _headline_like(labels: Sequence[LineLabel], texts: Sequence[str]) -> range | None:
    """The first line of the article or one of the four lines above it, if it looks like a headline: short, without a
    full stop, no byline or date, and unlike what follows it."""
    body = [i for i, label in enumerate(labels) if label == "body"]
    if len(body) < 3:
        return None
    first = body[0]
    after = sorted(len(texts[i]) for i in body[1:8])
    typical = after[len(after) // 2]
    text = texts[first]
    words = _WORD.findall(text)
    if 3 <= len(words) <= 25 and len(text) <= min(180.0, typical * 1.2):
        full_stop = _END.search(text) and (_SAID.search(text) or not _capitalized(words))
        if not full_stop:
            return range(first, first + 1)
    above = [i for i in range(max(0, first - 4), first) if _bare(texts[i]) and not _APPEAL.search(texts[i])]
    best = max(above, key=lambda i: (len(_WORD.findall(texts[i])), i), default=None)
    return range(best, best + 1) if best is not None else None


def _capitalized(words: Iterable[str]) -> bool:
    long = [word for word in words if len(word) > 3]
    return bool(long) and sum(word[0].isupper() for word in long) * 3 >= len(long) * 2
