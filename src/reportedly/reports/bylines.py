"""Who wrote a report: names out of bylines ("By Ana Sol and Ben Tor, Kelvar Bureau Chief") and author metadata."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from reportedly.reports.layout import Layout, LineLabel
from reportedly.reports.markup import Markup, clean, texts_of

_BY = re.compile(
    r"^(?:(?:written|posted|published|reported|story|text|words|interview|geschrieben|verfasst|ein (?:beitrag|artikel)"
    r"|escrito|publicado|scritto|écrit|publié|autor(?:in|en|es)?|author|auteur|texto?|fotos? und text)s?\s*)?"
    r"(?:\b(?:by|von|par|por|di|door|af|av|от|автор|przez|yazan|oleh)\b|(?:autor(?:in|en|es)?|author|auteur|text)\s*:)\s*:?\s*",
    re.I,
)
_AND = re.compile(r"\s*(?:[;|•·/&]|,|\b(?:and|und|et|y|e|en|og|och|with|mit)\b)\s*", re.I)
_EMAIL = re.compile(r"\S+@\S+|https?://\S+|www\.\S+|(?<!\w)@\w+")
_BRACKETED = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_DIGITS = re.compile(r"\d")
_ROLE = re.compile(
    r"\b(?:staff|writers?|editors?|reporters?|correspondents?|contributors?|contributing|bureau|chief|senior|associate|"
    r"special|guest|columnist|redaktion|redakteur(?:in)?|korrespondent(?:in)?|journalist(?:in|e)?|redacción|"
    r"rédaction|newsroom|newsdesk|desk|team|admin|administrator|webmaster|anonymous|unknown|null|undefined)\b",
    re.I,
)
_SUFFIX = frozenset("jr sr ii iii iv phd md".split())
_WORD = re.compile(r"[^\W\d_][\w'’.\-]*")
_MOST = 12


def names_in(text: str) -> list[str]:
    """The names in a byline's words, in order, without "by", addresses, brackets, roles and repeats."""
    text = clean(text)[:400]
    text = _BRACKETED.sub(" ", _EMAIL.sub(" ", text))
    text = _BY.sub("", text.strip())
    names: list[str] = []
    for part in _AND.split(text):
        part = _BY.sub("", part.strip(" -–—.:*\"'“”")).strip()
        if part.lower().rstrip(".") in _SUFFIX and names:
            names[-1] = f"{names[-1]} {part}"
        elif part and not _DIGITS.search(part) and not _ROLE.search(part) and len(part) <= 60 and _WORD.search(part):
            names.append(part)
    return list(dict.fromkeys(names))[:_MOST]


def choose_byline(markup: Markup, shown: Iterable[str] = ()) -> tuple[str, ...]:
    """The names of the authors as a web page's mark-up has them: JSON-LD, then meta elements, then what is shown.

    :param shown: texts of elements that are marked as the author's name or byline.
    """
    data: list[str] = []
    for node in markup.articles():
        authors = node.get("author")
        for author in authors if isinstance(authors, list) else [authors]:
            data.extend(texts_of(markup.resolve(author)))
    for texts in (
        data,
        list(
            markup.meta(
                "author", "article:author", "dc.creator", "dcterms.creator", "parsely-author", "sailthru.author"
            )
        ),
        list(shown),
    ):
        names = [name for text in texts if "://" not in text for name in names_in(text)]
        if names:
            return tuple(dict.fromkeys(names))[:_MOST]
    return ()


def find_byline(layout: Layout, labels: Sequence[LineLabel]) -> tuple[str, ...]:
    """The names in a "By ..." line near the title or the article's first line."""
    first = next((i for i, label in enumerate(labels) if label in ("title", "body")), None)
    if first is None:
        return ()
    for i in range(max(0, first - 3), min(len(labels), first + 6)):
        start, end = layout.lines[i].span
        text = layout.text[start:end]
        if len(text) <= 150 and labels[i] != "title" and (by := _BY.match(text)) and by.end() < len(text):
            names = [name for name in names_in(text) if _person(name)]
            if names:
                return tuple(names)
    return ()


def _person(name: str) -> bool:
    words = _WORD.findall(name)
    return 2 <= len(words) <= 5 and words[0][0].isupper() and words[-1][0].isupper()
