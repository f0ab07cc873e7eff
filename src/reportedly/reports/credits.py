"""Agencies and photographers who are credited, for the text and for photographs.

A credit is known by its position and form: a dateline's brackets, a line of nothing but agencies, a line that says
who contributed, a copyright line, a byline, a photograph's caption. Agencies of the table (agencies.py) get one name
each; another name counts where the position leaves no doubt. A credit's span is the whole line where the line is
nothing else, otherwise the words that give the credit.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from reportedly.reports.agencies import PICTURE_AGENCIES, agency, looks_like_agency
from reportedly.reports.layout import Layout, LineLabel
from reportedly.types import Credit, Span

_REACH = 600  # code points at either end of a line that are looked at: a credit is never longer
_AROUND = 6  # lines after the article's last that may credit its text

_SPLIT = re.compile(r"\s*(?:[,;/|&+•]|\b(?:and|und|et|y|e|og|och|with|via|by|for|with files from|par|von|por)\b)\s*")
_NAME = re.compile(
    r"[^\W\d_a-zß-öø-ÿ][\w'’.\-]*(?:\s+(?:[^\W\d_a-zß-öø-ÿ][\w'’.\-]*|of|de|del|di|da|dos|van|von|der|bin|al|el|the)){0,5}"
)
_NOISE = re.compile(
    r"\b(?:photos?|photographs?|photographer|file|files?\s+photo|filephoto|pool|handout|stf|stringer|contributor|images?\s+by|"
    r"getty\s+contributor|foto|bild|picture|illustration|screenshot|video|archiv|archive|courtesy|the)\b\s*:?",
    re.I,
)
_STAFF = re.compile(r"\b(?:staff|our (?:own )?correspondents?|newsroom|agencies)\b", re.I)
_NOT_NAMES = frozenset(
    """continued end ends more updated update video photo photos watch file source sources correction corrected opinion
    advertisement subscribe adds archive all rights reserved gallery slideshow comment comments analysis exclusive
    reuse print share listen pictured left right center centre top bottom above below clockwise democrat republican
    d r i""".split()
)


@dataclass(frozen=True, slots=True)
class _Found:
    names: tuple[str, ...]
    for_: Literal["text", "photo"]
    span: Span  # in the line
    whole: bool  # whether the line is nothing else


def find_credits(layout: Layout, labels: Sequence[LineLabel]) -> tuple[tuple[Credit, ...], tuple[LineLabel, ...]]:
    """The credits and the lines' labels, ``credit`` exactly on the lines that are the span of one.

    A line that was labelled a credit and names nobody is set aside.

    :param labels: one label a line.
    """
    its = list(labels)
    body = [i for i, label in enumerate(its) if label == "body"]
    opening = [i for i, label in enumerate(its) if label in ("body", "title")][:4]
    first, last = (body[0], body[-1]) if body else (len(its), -1)
    middle = body[len(body) // 2] if body else 0
    head = next((i for i, label in enumerate(its) if label == "title"), max(0, first - 4))
    credits: list[Credit] = []
    for i, line in enumerate(layout.lines):
        start, end = line.span
        inside = head <= i <= last + _AROUND
        if not inside and its[i] not in ("credit", "caption"):
            continue
        text = layout.text[start:end]
        place = _Place(
            its[i],
            i in opening,
            i in body[-3:] or (i > middle and text[:1] in "(["),
            head < i < first or (i == first and len(text) < 80),
            i > last,
            line.tag == "figcaption" or "<figcaption>" in line.enclosing or "caption" in line.enclosing,
        )
        after_caption = i > 0 and labels[i - 1] == "caption"
        whole = False
        for found in _in_line(text, place, after_caption):
            whole = whole or found.whole
            span = (start, end) if found.whole else (start + found.span[0], start + found.span[1])
            credits.extend(Credit(name, found.for_, span) for name in found.names)
        if whole and its[i] != "caption":
            its[i] = "credit"
        elif its[i] == "credit":
            its[i] = "aside"
    unique = dict.fromkeys(sorted(credits, key=lambda c: (c.span or (0, 0), c.for_)))
    return tuple(unique), tuple(its)


@dataclass(frozen=True, slots=True)
class _Place:
    label: LineLabel
    opens: bool  # one of the first lines of title and body
    closes: bool  # one of the last body lines
    byline: bool  # between title and body
    after: bool  # after the last body line
    figure: bool = False  # in a figure's caption by its tags


def _in_line(text: str, place: _Place, after_caption: bool) -> Iterator[_Found]:
    """The credits in one line. Whole-line credits come alone."""
    if place.label == "caption" or place.figure:
        yield from _photo(text, loose=True)
        return
    if len(text) <= _REACH:
        found = _whole_line(text, place, after_caption)
        if found is not None:
            yield found
            return
    if (place.opens or place.byline) and (found := _dateline(text)) is not None:
        yield found
    if place.byline and len(text) <= 160:
        yield from _in_byline(text)
    if place.closes or place.after:
        yield from _closing(text, place)
    if not place.after and len(text) <= _REACH:
        yield from _photo(text, loose=False)


# Lines that are nothing but a credit

_BRACKETED = re.compile(r"[(\[/\-–—]\s*([^()\[\]]{2,200}?)\s*[)\]/\-–—]\.?")
_BY_LINE = re.compile(
    r"(?:(?:by|from|source|sources|quelle|quellen|fuente|fuentes|fonte|fonti|bron|källa|kilde|von|par|por|di|door|av|af)\b\s*:?\s*)?(.{2,120}?)\.?",
    re.I,
)
_PERSON_OF = re.compile(r"(?:by\s+)?[^,|/()]{3,80}?\s*(?:[,|/]|\s[-–—]\s|\()\s*([^,|/()]{2,40}?)\)?\.?", re.I)
_PHOTO_LINE = re.compile(
    r"\(?\[?(?:(?:main|cover|header|lead|top|feature[d]?)\s+)?"
    r"(?:photo(?:graph)?(?:s|\s+credits?|\s+courtesy)?|images?(?:\s+credits?|\s+source)?|pictures?(?:\s+credits?)?|credits?|fotos?|bild(?:er|nachweis|quelle)?|"
    r"crédits?(?:\s+photos?)?|copyright|foto(?:graf)?|beeld|zdjęcie|фото)\s*(?:by|[:©/]|courtesy(?:\s+of)?)+\s*(.{2,120}?)\)?\]?\.?",
    re.I,
)


def _whole_line(text: str, place: _Place, after_caption: bool) -> _Found | None:
    every = (0, len(text))
    if len(text) <= 160 and (match := _PHOTO_LINE.fullmatch(text)) and not text.lower().startswith("copyright"):
        names = _names(match[1], known=False)
        if names:
            return _Found(names, "photo", every, True)
    if len(text) <= 120 and (names := _photo_signature(text)) and not all(map(_sends_text, names)):
        return _Found(names, "photo", every, True)
    if len(text) <= 120 and not _REPORTING.match(text) and (match := _BRACKETED.fullmatch(text)):
        names = _names(match[1], known=not (place.label == "credit" or place.closes or place.after))
        if names:
            photo = (after_caption and not (place.closes or place.after)) or all(n in PICTURE_AGENCIES for n in names)
            return _Found(names, "photo" if photo else "text", every, True)
    if place.label == "credit" or place.byline or place.closes or place.after:
        if len(text) <= 100 and (match := _BY_LINE.fullmatch(text)) and (names := _names(match[1], known=True)):
            photo = all(name in PICTURE_AGENCIES for name in names) or (after_caption and not place.byline)
            return _Found(names, "photo" if photo else "text", every, True)
        if place.byline and len(text) <= 120 and (match := _PERSON_OF.fullmatch(text)):
            names = _names(match[1], known=True)
            if names:
                return _Found(names, "text", every, True)
        if (names := _signed(text)) and len(text) <= 400:
            return _Found(names, "text", every, True)
        if (names := _copyright(text)) and len(text) <= 200:
            return _Found(names, "text", every, True)
    return None


def _in_byline(text: str) -> Iterator[_Found]:
    """Agencies among the parts of a byline: "Merrow Wire · 3 March · 2 min read"."""
    for match in re.finditer(r"[^|·•]+", text):
        part = match[0].strip()
        if part and part != text.strip() and len(part) <= 60 and (names := _names(_BY_WORD.sub("", part), known=True)):
            start = match.start() + match[0].index(part)
            yield _Found(names, "text", (start, start + len(part)), False)


_BY_WORD = re.compile(r"^(?:by|from|source)\b\s*:?\s*", re.I)


# A dateline: BEIRUT (AP) -, (AFP) -, MOSCOW, August 8. /TASS/.

_DATELINE = re.compile(
    r"([^()\[\]/\n]{0,80}?)\s*(?:[(\[]([^()\[\]\n]{2,60})[)\]]\s*[.:]?\s*(?:--?|[–—:])|/([^/\n]{2,40})/\s*(?:\.|--?|[–—]))"
)
_BETWEEN = frozenset("of de la le les el al upon on del di da am an der and the in bei sur".split())


def _dateline(text: str) -> _Found | None:
    match = _DATELINE.match(text[:200])
    if match is None:
        return None
    words = re.findall(r"[^\W_]+", match[1])
    if len(words) > 9 or any(w[0].islower() and w.lower() not in _BETWEEN for w in words):
        return None
    inside = match[2] or match[3]
    shouted = not words or words[0].isupper()
    names = _names(inside, known=not shouted)
    if not names or (words and re.fullmatch(r"[A-Z](?:-.*)?|\d+", inside)):
        return None
    group = 2 if match[2] else 3
    return _Found(names, "text", (match.start(group) - 1, match.end(group) + 1), False)


# The article's end: "... on Tuesday. (AP, Reuters)", contributions, copyright

_TAIL = re.compile(r"(?<=[.!?…\"”’»])\s+([(\[]([^()\[\]]{2,80})[)\]])\s*\.?$")
_DASHED = re.compile(r"(?<=[.!?…\"”’»])\s+([-–—/]\s?([A-Z][\w ,/&\-]{1,40})/?)\.?$")
_CONTRIBUTED = re.compile(
    r"\bcontribut(?:ed|ing)\s+(?:to\s+(?:this|the)\s+(?:report|story|article)|reporting|to\s+this)|"
    r"\b(?:[Ww]ith|[Uu]sing|contains?|[Bb]ased\s+on)\s+(?:files|material|information|reporting|reports|input|inputs)\s+(?:from|by|of)\b|"
    r"\b(?:[Mm]it)\s+(?:Material|Agenturmaterial)\b|\b[Aa]vec\s+(?:l['’])?[A-Z]|\b[Cc]on\s+información\s+de\b|"
    r"\bsupplemented\s+this\b|\bwas\s+(?:first\s+)?(?:published|produced|distributed)\s+by\b|\bmaterial\s+(?:may\s+not|from)\b",
)
_REPORTING = re.compile(
    r"[(\[]?\s*(?:Additional\s+)?(?:Reporting|Writing)\s+by\s+(.{2,500}?)(?:\s*;|\s*\.?\s*[)\]]|\.?$)|[(\[]?\s*(?:\w+\s+)?Editing\s+by\s+",
    re.I,
)
_PLACE_AFTER = re.compile(r"\s+in\s+[A-ZÀ-Þ].*$|\s+at\s+[A-ZÀ-Þ].*$")
_RIGHTS = re.compile(
    r"(?:©|\(c\)|copyright)\s*(?:©|\(c\))?\s*(?:\d{4}(?:\s*[-–]\s*\d{2,4})?)?[\s.,]*(?:by\s+)?(.{2,60}?)"
    r"(?:\s+\d{4}|\s*[.,;|]|\s+All\s+rights|\s+Visit|$)",
    re.I,
)


def _signed(text: str) -> tuple[str, ...]:
    """Who reported or contributed, if that is all the line says."""
    match = _REPORTING.match(text)
    if match:
        names: list[str] = []
        for every in re.finditer(r"(?:Reporting|Writing)\s+by\s+([^;()]{2,300})", text, re.I):
            for part in re.split(r"\s*,\s*|\s+and\s+", every[1]):
                part = _PLACE_AFTER.sub("", part.strip(" .")).strip()
                known = agency(part)
                if known or _NAME.fullmatch(part):
                    names.append(known or part)
        return tuple(dict.fromkeys(names))
    return _named_agencies(text) if _CONTRIBUTED.search(text) and len(text) <= 300 else ()


def _copyright(text: str) -> tuple[str, ...]:
    match = _RIGHTS.match(text)
    return _names(match[1], known=True) if match else ()


def _closing(text: str, place: _Place) -> Iterator[_Found]:
    offset = max(0, len(text) - _REACH)
    tail = text[offset:]
    for pattern in (_TAIL, _DASHED):
        if match := pattern.search(tail):
            loose = pattern is _TAIL and place.closes
            if names := _names(match[2], known=not loose):
                yield _Found(names, "text", (offset + match.start(1), offset + match.end(1)), False)
                return
    match = re.search(r"[(\[](?:Additional\s+)?(?:Reporting|Writing)\s+by\s[^()]{2,500}[)\]]?\.?$", tail, re.I)
    if match and (names := _signed(match[0])):
        yield _Found(names, "text", (offset + match.start(), offset + match.end()), False)


# Photographs

_PHOTO_IN = re.compile(
    r"[(\[]?\b(?:(?:photo|image|picture|foto)\s+)?(?:photos?|photograph|images?|picture|credits?|courtesy|fotos?|bild|crédits?(?:\s+photo)?)\s*"
    r"(?:by\s|[:©]|courtesy\s+of\s|of\s(?=[A-Z])|\s/)\s*([^()\[\]]{2,80}?)(?:[)\]]|\.?$)|[(\[]?©\s*([^()\[\]]{2,80}?)(?:[)\]]|\.?$)",
    re.I,
)
_SLASHED = re.compile(
    r"[(\[]([^()\[\]]{2,80})[)\]]\s*\.?$|((?:[\w.'’\-]+\s+){0,4}[\w.'’\-]+(?:\s*/\s*[\w.'’\-]+(?:\s+[\w.'’\-]+){0,3})+)\s*\.?$"
)
_SIGNED_END = re.compile(r"[(\[]([^()\[\]]{2,80}/[^()\[\]]{2,80})[)\]]\s*\.?$")
_LAST_NAME = re.compile(r"(?:[.!?…\"”’»|]|\s[-–—])\s+([^.!?|]{2,40}?)\.?$")
# A caption's last words without a full stop, after its sentence: who took the photograph or gave it.
_TAIL_NAME = re.compile(r"[^\W\d_a-zß-öø-ÿ][\w'’.\-]*(?:\s+(?:of\s+|de\s+|von\s+)?[^\W\d_a-zß-öø-ÿ][\w'’.\-]*){1,4}")
_VIA = re.compile(
    r"(?:\b(?:via|by)\s+)?\bGetty(?:\s+Images)?\b|\bREUTERS\b|\bAP\s+Photo\b|\bAFP\s+PHOTO\b|\bShutterstock\b|\bAlamy\b"
)


def _photo(text: str, *, loose: bool) -> Iterator[_Found]:
    """A caption's credit: after "Photo:" or "Credit:", in brackets or with slashes at its end, or its last words."""
    offset = max(0, len(text) - _REACH)
    tail = text[offset:]
    patterns = ((_PHOTO_IN, False), (_SLASHED, True), (_LAST_NAME, True))
    if not loose and (match := _SIGNED_END.search(tail)) and (names := _photo_signature(match[1])):
        yield _Found(names, "photo", (offset + match.start(), offset + match.end()), match.span() == (0, len(text)))
        return
    for pattern, known in patterns if loose else patterns[:1]:
        for match in pattern.finditer(tail):
            group = next((k for k, found in enumerate(match.groups(), 1) if found), 0)
            words = match[group]
            names = _names(words, known=known) or (_with_agency(words) if known else ())
            if not names and known and "/" in words:
                names = _names(words, known=False)
            if not names and pattern is _LAST_NAME and not tail.endswith(".") and _TAIL_NAME.fullmatch(words):
                names = _names(words, known=False)
            if names:
                yield _Found(
                    names, "photo", (offset + match.start(), offset + match.end()), match.span() == (0, len(text))
                )
                return
    named = _VIA.search(tail)
    if named and loose and (names := _named_agencies(named[0])):
        yield _Found(names, "photo", (offset + named.start(), offset + named.end()), False)


def _photo_signature(text: str) -> tuple[str, ...]:
    """The names in a line that only a photograph's credit looks like: "(AP Photo/Ana Sol)", "REUTERS/Ana Sol"."""
    bare = text.strip("()[] .")
    if not re.search(
        r"\b(?:AP|AFP)\s+Photo\b|^REUTERS\s*/|/\s*(?:REUTERS|AFP|AP|EPA|Getty)|\bGetty\s+Images\b", bare, re.I
    ):
        return ()
    return _with_agency(bare)


def _sends_text(name: str) -> bool:
    """Whether a name is that of a known agency for text: "AP/Reuters" credits a text, "Ana Sol/AP" a photograph."""
    return agency(name) is not None and name not in PICTURE_AGENCIES


def _with_agency(text: str) -> tuple[str, ...]:
    """Names with slashes or commas between them, if one of them is an agency: photographer and agency."""
    parts = _parts(text)
    return (
        _names(text, known=False) if any(agency(p) or looks_like_agency(p) for p in parts) and len(parts) <= 5 else ()
    )


def _parts(text: str) -> list[str]:
    parts = [_NOISE.sub(" ", part).strip(" .:-–—()[]©*") for part in _SPLIT.split(text) if not _STAFF.search(part)]
    return [re.sub(r"\s+", " ", part) for part in parts if part]


def _names(text: str, *, known: bool) -> tuple[str, ...]:
    """The agencies in a list of names; empty when a part of it is no name.

    :param known: only agencies of the table, and names that say themselves that they are agencies, count.
    """
    whole = agency(_NOISE.sub(" ", text).strip(" .:"))
    if whole:
        return (whole,)
    names: list[str] = []
    parts = _parts(text)
    for part in parts:
        found = agency(part)
        if found is None:
            if not _NAME.fullmatch(part) or len(part) < 2 or part.lower() in _NOT_NAMES:
                return ()
            if known and not looks_like_agency(part):
                return ()
            found = part
        names.append(found)
    return tuple(dict.fromkeys(names)) if 0 < len(parts) <= 8 else ()


def _named_agencies(text: str) -> tuple[str, ...]:
    """The agencies named anywhere in a sentence."""
    names: list[str] = []
    for match in _NAME.finditer(text[:_REACH]):
        words = match[0].split()
        for size in range(len(words), 0, -1):
            found = next(
                (name for k in range(len(words) - size + 1) if (name := agency(" ".join(words[k : k + size])))), None
            )
            if found:
                names.append(found)
                break
        else:
            if looks_like_agency(match[0]):
                names.append(match[0].removeprefix("The "))
    return tuple(dict.fromkeys(names))
