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
_AND = re.compile(r"\s*[;|•·/&,]\s*|\s+(?:and|und|et|y|e|en|og|och|with|mit)\s+", re.I)
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
_LABEL = re.compile(
    r"(?:autor(?:in|en)?|author|auteur|datum|date|follow|contact\w*|alle beiträge|more posts|all posts|posted|"
    r"read more|move comment|\w{3,7}tag|mittwoch|bild|foto|photo|photographs?|zeige|gesponsert\w*|"
    r"sponsored|quelle|source)\b",
    re.I,
)
_IN_PLACE = re.compile(r"(?<=\w)\s+in\s+(?:the\s+)?[A-ZÀ-Þ][^,;|]{1,40}$")
_SUFFIX = frozenset("jr sr ii iii iv phd md".split())
_WORD = re.compile(r"[^\W\d_][\w'’.\-]*")
_MOST = 12
_NOTHING = Beside()


def names_in(text: str, *, collective: bool = False) -> list[str]:
    """The names in a byline's words, in order, without "by", addresses, brackets, roles and repeats.

    :param collective: keep names such as "Newsroom of the Post", which have a role's word in them.
    """
    text = clean(text)[:400]
    text = _EMAIL.sub(" ", _BRACKETED.sub(" ", text))
    text = _BY.sub("", text.strip())
    names: list[str] = []
    for part in _AND.split(text):
        part = _IN_PLACE.sub("", part)
        part = _BY.sub("", part.strip(" -–—.:*\"'“”")).strip()
        if part.lower().rstrip(".") in _SUFFIX and names:
            names[-1] = f"{names[-1]} {part}"
        elif (
            part
            and not _DIGITS.search(part)
            and not _LABEL.match(part)
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
    metas = [*markup.meta(*_AUTHOR_METAS), *_labelled(markup)]
    houses = {fold(name).replace(" ", "") for name in (outlet, *_publishers(markup)) if name}
    lists = [
        [name for text in texts if "://" not in text for name in names_in(text) if not _house(name, houses)]
        for texts in (data, metas)
    ]
    marks = [names for text in marked if (names := [n for n in names_in(text) if not _house(n, houses)])]
    lists.append(next((names for names in marks if any(map(_person, names))), []))
    lists.append(_printed(beside))
    # The list that most others share a name with; without any such, the first: what is declared before what is shown.
    named = [names for i, names in enumerate(lists) if names and (i == 0 or any(map(_person, names)))]
    chosen = max(named, key=lambda names: sum(_share(names, other) for other in named), default=[])
    chosen = chosen + [n for names in named if _share(names, chosen) for n in names if _person(n)]
    lists.extend(
        [n for text in texts if "://" not in text for n in names_in(text, collective=True)] for texts in (data, metas)
    )
    lists.extend(marks[:1])
    chosen = chosen or next(filter(None, lists), [])
    by_key: dict[str, str] = {}
    for name in chosen:
        by_key.setdefault(fold(name), name)
    return tuple(by_key.values())[:_MOST]


_AUTHOR_METAS = (
    "author", "article:author", "article:author_name", "dc.creator", "dcterms.creator", "dc.contributor",
    "parsely-author", "sailthru.author", "citation_author", "og:author", "twitter:data1_author", "byl",
)  # fmt: skip


_AUTHOR_LABEL = re.compile(
    r"written|verfasst|geschrieben|autor|author|auteur|écrit|escrito|scritto|geschreven|by$|von$", re.I
)


def _labelled(markup: Markup) -> Iterator[str]:
    """The author among a Twitter card's labelled pieces ("Written by", then the name)."""
    for n in ("1", "2"):
        label = next(markup.meta(f"twitter:label{n}"), "")
        if _AUTHOR_LABEL.search(label.strip(" :")):
            yield from markup.meta(f"twitter:data{n}")


def _share(names: Sequence[str], others: Sequence[str]) -> bool:
    return not {fold(name) for name in names}.isdisjoint(map(fold, others))


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
    r"(?:^|[|•·–—,:;]\s*|\s)(?:(?:[Bb]y|BY)(?=[A-Z])"
    r"|(?:[Bb]y|BY|[Vv]on|VON|[Pp]ar|PAR|[Pp]or|POR|D[Ii]|di|[Dd]oor|Av|Af|Od|Przez"
    r"|Autor(?:in|en|es)?|Author|Auteur|Texte?|Foto und Text|Escribe|Redaktion)\s*:?\s+)(?:(?:Dr|Prof)\.\s+)*"
    rf"({_PERSON}(?:\s*(?:,|&|\b(?:and|und|et|y|e)\b)\s*{_PERSON}){{0,5}})"
    r"(?=\s*(?:$|[|•·–—,:;()/]|\d|-|(?:am|on|le|vom|Updated|Published)\b))"
)
_POSTED = re.compile(
    r"^(?:posted|written|published|veröffentlicht|geschrieben|verfasst|publié|publicado)(?:\s+[^|]{0,40}?)?\s+(?:by|von|par|por)\s*:?\s+"
    r"([\w.\-]{3,30}(?:\s[A-Z][\w.\-]{1,20})?)(?=\s*(?:$|[|•·–—,@:;]|\d|(?:am|on|under|in)\b))",
    re.I,
)


_AFTER_A_DAY = re.compile(rf"\d{{1,2}}\.\s?(?:\d{{1,2}}\.|{_N})\s?\d{{4}}\s*[-–—|·•/]?\s+({_PERSON})$")


_PICTURE = re.compile(r"\b(?:photo\w*|foto\w*|pictures?|images?|bild\w*|illustrat\w*|video)\b", re.I)


def _printed(beside: Beside) -> list[str]:
    """The names in the first "By ..." beside the headline."""
    pieces = [text for text in (*beside.after, *beside.before) if len(text) <= 200]
    for pattern in (_PRINTED, _POSTED):
        for text in pieces:
            match = pattern.search(text)
            if match and not _PICTURE.search(text[: match.start(1)]):
                names = [name for name in names_in(match[1]) if pattern is _POSTED or _person(name)]
                if names:
                    return names
    dated = (_AFTER_A_DAY.fullmatch(text) for text in beside.after[:4])
    return next((names_in(match[1]) for match in dated if match), [])


_STRONG_PATH = (
    "//*[@rel='author' or @itemprop='author' or @id='author' or @class='author' or @class='byline' or @class='by'"
    " or contains(concat(' ', @class, ' '), ' author ') or contains(@class, 'author-name')"
    " or contains(@class, 'author_name') or contains(@class, 'authorName')"
    " or contains(@class, 'author__name') or contains(@class, 'byline')]"
)
_WEAK_PATH = (
    "//*[contains(@itemprop,'author') or contains(@class,'author') or contains(@id,'author')"
    " or contains(@class,'Author') or contains(@class,'Byline') or contains(@class,'autor')"
    " or contains(@class,'username') or contains(@class,'g-profile')"
    " or contains(@href,'/author/') or contains(@href,'/autor/') or contains(@href,'/autoren/')]"
)
_NOT_MARKED = re.compile(
    r"comment|kommentar|related|recommend|sidebar|footer|teaser|listing|kontextliste|widget|slider|share|social|"
    r"license|caption",
    re.I,
)


def marked_authors(tree: Any) -> list[str]:
    """The texts of the elements of a page (an lxml HTML element) that are marked as the author's, the surest first."""
    found: dict[str, None] = {}
    for path in (_STRONG_PATH, _WEAK_PATH):
        for element in tree.xpath(path)[:60]:
            if element.tag in ("link", "meta", "body", "html") or _elsewhere(element):
                continue
            text = clean(words_in(element, 300)) or clean(element.get("content"))
            text = _WHEN.sub(" ", text).strip(" |,-–—·•")
            if 2 <= len(text) <= 160 and text.count(" ") <= (24 if _BY.match(text) else 8):
                found.setdefault(text)
    return list(found)[:20]


_WHEN = re.compile(
    r"(?:\b(?:updated|published|posted on|veröffentlicht am|stand|am|on)\b\s*:?\s*)?"
    r"\d{1,4}[./\- ]\s?(?:\d{1,2}|[^\W\d_]{3,9}\.?)[./\- ,]\s?\d{2,4}.*$",
    re.I,
)


def _elsewhere(element: Any) -> bool:
    """Whether an element stands among comments, teasers of other articles and the like."""
    for around, _ in zip([element, *element.iterancestors()], range(4), strict=False):
        if around.tag in ("body", "html"):
            return False
        if around.tag in ("footer", "nav") or _NOT_MARKED.search(
            f"{around.get('class') or ''} {around.get('id') or ''}"[:400]
        ):
            return True
    return False


def find_byline(layout: Layout, labels: Sequence[LineLabel]) -> tuple[str, ...]:
    """The names in a byline near the title or the first line: "By Ana Sol", "Ana Sol · 3 March · 2 min read"."""
    title = next((i for i, label in enumerate(labels) if label == "title"), None)
    body = next((i for i, label in enumerate(labels) if label == "body" and i > (title or -1)), None)
    if title is None and body is None:
        return ()
    first = title if title is not None else (body or 0)
    for i in range(max(0, first - 3), min(len(labels), first + 8)):
        start, end = layout.lines[i].span
        text = layout.text[start:end]
        if labels[i] == "title" or len(text) > 150 or (body is not None and i > body):
            continue
        by = _BY.match(text)
        if by and by.end() < len(text):
            names = [name for name in names_in(_WHEN.sub("", text)) if _person(name)]
        else:
            parts = [part.strip() for part in re.split(r"[|·•]", text)]
            dated = any(_DATED.search(part) for part in parts[1:])
            names = [name for name in names_in(parts[0]) if _person(name)] if dated and len(parts) > 1 else []
        if names:
            return tuple(names)
    return ()


_DATED = re.compile(r"\b(?:19|20)\d\d\b|\bmin(?:ute)?s? read\b|\b\d{1,2}[:.]\d\d\b", re.I)


def _person(name: str) -> bool:
    words = _WORD.findall(name)
    return 2 <= len(words) <= 5 and words[0][0].isupper() and words[-1][0].isupper()
