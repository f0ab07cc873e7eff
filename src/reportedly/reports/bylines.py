"""Who wrote a report: names out of bylines ("By Ana Sol and Ben Tor, Kelvar Bureau Chief") and author metadata."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from reportedly.reports.beside import Beside
from reportedly.reports.layout import Layout, LineLabel
from reportedly.reports.markup import Markup, clean, texts_of, words_in
from reportedly.reports.titles import fold

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
_NOBODY = re.compile(
    r"\b(?:staff|admin|administrator|webmaster|anonymous|unknown|null|undefined|no author|contributors?|reporters?)\b",
    re.I,
)
_SUFFIX = frozenset("jr sr ii iii iv phd md".split())
_WORD = re.compile(r"[^\W\d_][\w'’.\-]*")
_MOST = 12
_NOTHING = Beside()


def names_in(text: str, *, collective: bool = False) -> list[str]:
    """The names in a byline's words, in order, without "by", addresses, brackets, roles and repeats.

    :param collective: keep names such as "Newsroom of the Post", which have a role's word in them.
    """
    text = clean(text)[:400]
    text = _BRACKETED.sub(" ", _EMAIL.sub(" ", text))
    text = _BY.sub("", text.strip())
    names: list[str] = []
    for part in _AND.split(text):
        part = _BY.sub("", part.strip(" -–—.:*\"'“”")).strip()
        if part.lower().rstrip(".") in _SUFFIX and names:
            names[-1] = f"{names[-1]} {part}"
        elif (
            part
            and not _DIGITS.search(part)
            and (not _ROLE.search(part) or (collective and not _NOBODY.search(part)))
            and len(part) <= 60
            and _WORD.search(part)
        ):
            names.append(part)
    return list(dict.fromkeys(names))[:_MOST]


def choose_byline(
    markup: Markup, marked: Sequence[str] = (), beside: Beside = _NOTHING, outlet: str | None = None
) -> tuple[str, ...]:
    """The names of the authors as a web page has them.

    JSON-LD and meta elements first (together, where they share a name); a name that is only the outlet's does not count
    while another is found. Then a "By ..." beside the headline, then elements that are marked as the author's.

    :param marked: texts of such elements, from :func:`marked_authors`.
    """
    data: list[str] = []
    for node in markup.articles():
        authors = node.get("author") or node.get("creator")
        for author in authors if isinstance(authors, list) else [authors]:
            data.extend(texts_of(markup.resolve(author)))
    metas = list(markup.meta(*_AUTHOR_METAS))
    houses = {fold(name).replace(" ", "") for name in (outlet, *_publishers(markup)) if name}
    lists = [
        [name for text in texts if "://" not in text for name in names_in(text)]
        for texts in (data, metas, list(marked))
    ]
    persons = [[name for name in names if not _house(name, houses)] for names in lists]
    printed = _printed(beside)
    chosen = persons[0] or persons[1]
    if persons[0] and persons[1] and {fold(n) for n in persons[0]} & {fold(n) for n in persons[1]}:
        chosen = [*persons[0], *persons[1]]
    chosen = chosen or printed or persons[2]
    for texts in (data, metas, list(marked)):
        chosen = chosen or [name for text in texts if "://" not in text for name in names_in(text, collective=True)]
    by_key: dict[str, str] = {}
    for name in chosen:
        by_key.setdefault(fold(name), name)
    return tuple(by_key.values())[:_MOST]


_AUTHOR_METAS = (
    "author", "article:author", "article:author_name", "dc.creator", "dcterms.creator", "dc.contributor",
    "parsely-author", "sailthru.author", "citation_author", "og:author", "twitter:data1_author", "byl",
)  # fmt: skip


def _publishers(markup: Markup) -> Iterator[str]:
    for node in markup.nodes:
        if node.get("@type") in ("Organization", "NewsMediaOrganization", "WebSite"):
            yield from texts_of(node.get("name"))[:1]


def _house(name: str, houses: set[str]) -> bool:
    """Whether a name is the outlet's, or an address, rather than a writer's."""
    key = fold(name).replace(" ", "")
    return (
        key in houses or bool(_DOMAIN.search(name)) or any(len(key) > 5 and house.startswith(key) for house in houses)
    )


_DOMAIN = re.compile(r"\w\.(?:com|org|net|de|at|ch|fr|it|es|uk|eu|info|tv|io)\b", re.I)
_N = r"(?:[^\W\d_a-zß-öø-ÿ][\w'’.\-]*|d['’][^\W\d_]\w+)"
_PERSON = rf"{_N}(?:\s+(?:von|van|der|den|de|del|della|di|da|dos|du|la|le|el|al|bin|ben|zu|y|{_N})){{0,3}}\s+{_N}"
_PRINTED = re.compile(
    rf"(?:^|[|•·–—,:;]\s*|\s)(?:[Bb]y|BY|[Vv]on|VON|[Pp]ar|PAR|[Pp]or|POR|Di|DI|di|[Dd]oor|Av|Af|Od|Przez|Text|Autor(?:in|en)?|Author|Auteur|"
    rf"Escrito por|Written by|Words by|Foto und Text|Texte)\s*:?\s+(?:Dr\.\s+|Prof\.\s+)*({_PERSON}(?:\s*(?:,|&|\band\b|\bund\b|\bet\b|\by\b|\be\b)\s*{_PERSON}){{0,5}})"
    r"(?=\s*(?:$|[|•·–—,:;()/]|\d|-|am\b|on\b|le\b|vom\b|Updated|Published))"
)


def _printed(beside: Beside) -> list[str]:
    """The names in the first "By ..." beside the headline."""
    for text in (*beside.after, *beside.before):
        if len(text) <= 160 and (match := _PRINTED.search(text)):
            names = [name for name in names_in(match[1]) if _person(name)]
            if names:
                return names
    return []


_MARKED_PATH = (
    "//*[contains(@rel,'author') or contains(@itemprop,'author') or contains(@class,'author') or contains(@id,'author')"
    " or contains(@class,'Author') or contains(@class,'byline') or contains(@class,'Byline') or contains(@class,'autor')"
    " or contains(@class,'writer') or contains(@class,'username') or contains(@class,'redakteur')"
    " or contains(@href,'/author/') or contains(@href,'/autor/') or contains(@href,'/autoren/')]"
)
_NOT_MARKED = re.compile(
    r"comment|kommentar|avatar|related|widget|sidebar|footer|teaser|bio\b|description|share|social", re.I
)


def marked_authors(tree: Any) -> list[str]:
    """The texts of the elements of a page (an lxml HTML element) that are marked as the author's."""
    found: list[str] = []
    for element in tree.xpath(_MARKED_PATH)[:40]:
        classes = f"{element.get('class') or ''} {element.get('id') or ''}"
        around = element.getparent()
        classes += f" {around.get('class') or ''} {around.get('id') or ''}" if around is not None else ""
        text = element.get("content") or clean(words_in(element, 300))
        if _NOT_MARKED.search(classes) or not 2 <= len(text) <= 80 or text.count(" ") > 9:
            continue
        found.append(text)
    return found[:1] if found else []


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
