"""The days that a web page could have been published on, each with the signs that speak for it.

A sign is where a day is found: what the page declares (JSON-LD, meta and time elements, microdata), its address, its
headline's surroundings, other short pieces of its text. Nothing here decides: published.py weighs the signs.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

from reportedly.reports.beside import Beside
from reportedly.reports.days import Day, days_in, first_day
from reportedly.reports.markup import Markup, types_of, words_in

_PUBLISHED_METAS = (
    "article:published_time", "og:article:published_time", "og:published_time", "datepublished", "dc.date.issued",
    "dcterms.issued", "parsely-pub-date", "sailthru.date", "pubdate", "pub_date", "publish-date", "publishdate",
    "publish_date", "publication_date", "publicationdate", "published_time", "cxenseparse:recs:publishtime",
    "cxenseparse:publishtime", "og:pubdate", "citation_publication_date", "article:published",
    "ob:date", "vr:published_time",
)  # fmt: skip
_CREATED_METAS = ("dcterms.created", "dc.date.created", "datecreated", "article:created", "created")
_DATE_METAS = ("dc.date", "dcterms.date", "date", "citation_date", "article.date", "articledate")
_CHANGED_METAS = (
    "article:modified_time", "og:updated_time", "datemodified", "last-modified", "lastmod", "dcterms.modified",
    "dc.date.modified", "revised", "article:modified",
)  # fmt: skip
_SHORT = 140  # a longer piece of text is prose, and a date in it is not the page's
_LABEL = 12  # the longest label before a date that opens a piece ("Published:")
_FIRST_WEB_DAY, _LAST_DAY = "1994-01-01", "2089-12-31"  # others are a script's, or history
_MOST_SHOWN = 60  # dates in the text that are looked at
_UTC = re.compile(r"(\d{4}-\d\d-\d\d)[T ](\d\d):(\d\d)\S*?\s*(?:Z|\+00:?00|GMT|UTC)\s*$", re.I)
_CLOCK = re.compile(r"\d{1,2}[:.]\d\d|\d\s?(?:uhr|h\b|am\b|pm\b)", re.I)
_CHANGED = re.compile(
    r"updat|aktualis|änder|stand\b|modif|actualiz|atualiz|aggiorn|gewijzigd|mis à jour|pdater|zmian|обнов|bijgewerkt",
    re.I,
)
_PUBLISHED = re.compile(
    r"publi|veröffentlicht|erstellt|posted|pubbl|gepubliceerd|geplaatst|opublik|dodan|опубл|eingestellt|geschrieben|written",
    re.I,
)
# Before a date that is something else's: an event's, a book's, a deadline.
_OTHER = re.compile(
    r"(?:\b(?:termine?|events?|veranstaltung\w*|begin(?:n|s)?|starts?|erschein\w+|erscheint|releas\w+|geboren|born|died|"
    r"deadline|frist|until|valid|gültig|expir\w+|fecha de nacimiento|naissance|evento|sale)\b)"
    r"[^\w]{0,3}(?:\w{1,3}\s+)?$",
    re.I,
)
_ELSEWHERE = re.compile(r"comment|kommentar|related|recommend|sidebar|footer|teaser|widget|slider|popular|latest|aside")
_IN_URL = re.compile(r"/((?:19|20)\d\d)[/\-_.]?([01]\d)[/\-_.]?([0-3]\d)(?!\d)")

# Hours east of Greenwich in winter, by country-code domain or language; Europe's clocks are an hour ahead in summer.
_HOURS = {
    "de": 1, "at": 1, "ch": 1, "fr": 1, "it": 1, "es": 1, "nl": 1, "be": 1, "pl": 1, "cz": 1, "dk": 1, "no": 1,
    "se": 1, "hu": 1, "hr": 1, "si": 1, "sk": 1, "rs": 1, "gr": 2, "fi": 2, "ro": 2, "bg": 2, "ua": 2, "tr": 3,
    "ru": 3, "il": 2, "in": 5.5, "cn": 8, "jp": 9, "kr": 9, "au": 10, "nz": 12, "br": -3, "ar": -3, "uy": -3,
    "cl": -4, "ve": -4, "co": -5, "pe": -5, "ec": -5, "mx": -6,
}  # fmt: skip
_BY_LANGUAGE = {"de": "de", "it": "it", "pl": "pl", "nl": "nl", "cs": "cz", "da": "dk", "sv": "se", "uk": "ua",
                "ru": "ru", "tr": "tr", "ja": "jp", "ko": "kr", "el": "gr", "fi": "fi", "hu": "hu"}  # fmt: skip


@dataclass(slots=True)
class Candidate:
    """A day as ISO, the signs that speak for it, and the page's words for the first of them."""

    day: str
    by: str
    signs: set[str] = field(default_factory=set)


def candidates(tree: Any, markup: Markup, beside: Beside, language: str | None, url: str | None) -> list[Candidate]:
    """Every day that the page names in a place where a day of publication may stand, in order of discovery.

    :param tree: an lxml HTML element; it is not changed.
    :param beside: the page's pieces of text and the headline's place among them.
    :param language: the page's; decides whether the month comes first in 03/02/2012, and where its clocks are.
    """
    found: dict[str, Candidate] = {}
    hours = _hours(url, language)
    seen: set[str] = set()
    for sign, where, value in _declared(tree, markup):
        days = list(_days_of(value, "en-US" if sign == "data" else language, hours))
        for day, moved in days:
            its = _add(found, day, f"{where}: {value[:60]}" + (f"; there {day}" if moved else ""), moved or sign)
            if its is None or moved:
                continue
            if sign in _DECLARED and sign not in seen:
                its.signs.add("first declared")
            if len(days) > 1:
                its.signs.add("utc")
            seen.add(sign)
    for sign, text, day in _shown(beside, language):
        _add(found, day, f"shown {'beside the headline' if sign in _BESIDE else 'on the page'}: {text[:60]}", sign)
    if url and (match := _IN_URL.search(url)) and (address := first_day("-".join(match.groups()))):
        _add(found, address, f"address: {url[-80:]}", "address")
    if markup.title and (titled := first_day(markup.title, language)):
        _add(found, titled, f"title: {markup.title[:60]}", "in the title")
    for its in found.values():
        if its.day.endswith("-01-01"):
            its.signs.add("new year")
    return list(found.values())


_DECLARED = frozenset(["data", "meta", "published time"])


_BESIDE = frozenset(["shown first", "shown later", "shown above", "shown changed"])


def _add(found: dict[str, Candidate], day: str, by: str, sign: str) -> Candidate | None:
    if day < _FIRST_WEB_DAY or day > _LAST_DAY:
        return None
    its = found.setdefault(day, Candidate(day, by))
    its.signs.add(sign)
    return its


def _declared(tree: Any, markup: Markup) -> Iterator[tuple[str, str, str]]:
    """What the page declares: the kind of the declaration, where it stands, and its value."""
    articles = markup.articles()
    others = [node for node in markup.nodes if node not in articles and "Comment" not in types_of(node)]
    for nodes, names in (
        (articles, {"datePublished": "data", "dateModified": "changed"}),
        (others, {"datePublished": "other data", "dateModified": "changed"}),
    ):
        for name, sign in names.items():
            for node in nodes:
                if isinstance(value := node.get(name), str):
                    yield sign, f"JSON-LD {name}", value
    for metas, sign in (
        (_PUBLISHED_METAS, "meta"),
        (_CREATED_METAS, "created"),
        (_DATE_METAS, "meta date"),
        (_CHANGED_METAS, "changed"),
    ):
        for name in metas:
            for value in markup.meta(name):
                yield sign, name, value
    for element in tree.xpath("//time[@datetime]|//*[@itemprop='datePublished' or @itemprop='dateModified']")[:200]:
        value = element.get("datetime") or element.get("content") or words_in(element, 80)
        own = f"{element.get('class') or ''} {element.get('itemprop') or ''}".lower()
        kind = "changed" if "modif" in own or "updat" in own else "time"
        if element.get("pubdate") is not None or "publish" in own:
            kind = "published time"
        yield "time elsewhere" if kind != "changed" and _elsewhere(element) else kind, f"{element.tag} element", value


def _days_of(value: str, language: str | None, hours: float | None) -> Iterator[tuple[str, str]]:
    """The day of a declared value, and the day on the clocks where the page is read, if that is another."""
    day = first_day(value, language)
    if day is None:
        return
    yield day, ""
    if (match := _UTC.search(value)) and hours is not None:
        try:
            there = datetime.fromisoformat(f"{match[1]}T{match[2]}:{match[3]}") + timedelta(hours=hours)
        except ValueError:
            return
        if _europe(hours) and 4 <= there.month <= 10:
            there += timedelta(hours=1)
        if there.date() != date.fromisoformat(match[1]):
            yield there.date().isoformat(), "midnight" if (there.hour, there.minute) == (0, 0) else "local"


def _shown(beside: Beside, language: str | None) -> Iterator[tuple[str, str, str]]:
    """Days in short pieces of text, those after the headline first: where they stand, the piece, and the day."""
    pieces, at = beside.pieces, beside.at
    counts = {"after": 0, "above": 0, "text": 0, "changed": 0}
    for i, side, away in _in_order(pieces, at):
        text = pieces[i][0]
        if sum(counts.values()) >= _MOST_SHOWN:
            return
        for day in days_in(text[:_SHORT], language):
            if not stands_alone(text, day):
                continue
            label = pieces[i - 1][0][-30:] + " " if day.start < 3 and i > 0 else ""
            words = (label + text[: day.start])[-40:]
            name = "changed" if _CHANGED.search(words) else side
            other = _OTHER.search(words)
            yield "another's" if other else _WHERE[name](away, counts[name]), text, day.day
            counts[name] += 0 if other else 1
            if other:
                continue
            if day.start == 0 or _CLOCK.search(text[: day.start] + text[day.end :]):
                yield "form", text, day.day
            if _PUBLISHED.search(words) and name != "changed":
                yield "labelled", text, day.day


def _in_order(pieces: Sequence[tuple[str, str]], at: int | None) -> Iterator[tuple[int, str, int]]:
    """The places of the pieces after the headline at ``at``, then of those above it, with the side of it that they
    stand on and the text between; of all pieces where it has no place."""
    below = range(len(pieces)) if at is None else range(at + 1, len(pieces))
    for places, side in ((below, "text" if at is None else "after"), (range((at or 0) - 1, -1, -1), "above")):
        away = 0
        for i in places:
            yield i, side, away
            away += len(pieces[i][0])


def _after(away: int, before: int) -> str:
    if before:
        return "shown later" if away < 900 else "shown far"
    return "shown first" if away < 400 else "shown first below" if away < 900 else "shown first far"


# The sign of a day by its side of the headline: from the length of text between and the number of days before it.
_WHERE: dict[str, Callable[[int, int], str]] = {
    "after": _after,
    "above": lambda away, before: "shown far" if before else "shown above" if away < 400 else "shown above far",
    "text": lambda away, before: "shown far" if before else "text",
    "changed": lambda away, before: "shown changed" if away < 400 else "shown far" if before else "shown changed far",
}


def stands_alone(text: str, day: Day) -> bool:
    """Whether a date is a piece of its own or opens one, rather than part of a sentence."""
    if len(text) > _SHORT:
        return day.start <= 2
    return day.start <= _LABEL or (day.end - day.start) * 5 >= len(text)


def _elsewhere(element: Any) -> bool:
    """Whether an element stands among comments, teasers of other articles and the like."""
    for around, _ in zip(element.iterancestors(), range(6), strict=False):
        if around.tag in ("body", "html"):
            return False
        if around.tag in ("footer", "nav", "aside"):
            return True
        if _ELSEWHERE.search(f"{around.get('class') or ''} {around.get('id') or ''}"[:400].lower()):
            return True
    return False


def _hours(url: str | None, language: str | None) -> float | None:
    try:
        domain = (urlsplit(url).hostname or "").rsplit(".", 1)[-1] if url else ""
    except ValueError:
        domain = ""
    if domain in _HOURS:
        return _HOURS[domain]
    code = (language or "").lower().replace("_", "-")
    region = code[3:5] if len(code) == 5 else _BY_LANGUAGE.get(code[:2], "")
    return _HOURS.get(region)


def _europe(hours: float) -> bool:
    return hours in (1, 2)
