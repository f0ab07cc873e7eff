"""Exports of LexisNexis and Nexis Uni: many articles in one file, as text or HTML (Word and RTF: ``word.py``).

Two layouts. The older one begins each article with "1 of 50 DOCUMENTS", then publication, day, headline, fields in
capitals ("BYLINE:", "LENGTH: 512 words"), the text, more fields ("LOAD-DATE:") and the copyright. Nexis Uni has the
headline first, then publication, day, copyright, fields ("Length:"), "Body", the text, fields, and "End of Document".
Of the names of fields in other languages, the public importers LexisNexisTools and newspapers (R) were looked at.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from reportedly.pages import press
from reportedly.pages.opened import Opened
from reportedly.pages.press_fields import byline_of, day_of, is_day, language_of
from reportedly.pages.press_rows import Article, Press, Role, Row
from reportedly.types import Page, Skipped

_MARKER = re.compile(
    r"(?:focus - )?\d+ of \d+ documents?|dokument \d+ von \d+|document \d+ (?:de|of) \d+|documento \d+ de \d+", re.I
)
_BYLINES = frozenset("BYLINE AUTHOR AUTOR VON AUTEUR DOOR".split())
_HEAD_FIELDS = _BYLINES | frozenset(
    """SECTION LENGTH DATELINE HIGHLIGHT HEADLINE SERIES COLUMN SOURCE SHOW ANCHOR ANCHORS GUESTS REPORTERS DISTRIBUTION
    SUBHEAD CONTACT EDITION RUBRIK LÄNGE ORT SERIE RUBRIQUE LONGUEUR ENCART LENGTE RUBRIEK SECCIÓN LONGITUD""".split()
)
_SURE_TAIL = frozenset(
    """LOAD-DATE UPDATE LANGUAGE SPRACHE LANGUE TAAL IDIOMA GRAPHIC GRAFIK PUBLICATION-TYPE JOURNAL-CODE ZEITUNGS-CODE
    DOCUMENT-TYPE PUB-TYPE ACC-NO CORRECTION-DATE CORRECTION-SUBJECT JOURNAL CLASSIFICATION""".split()
)
_INDEX_TAIL = frozenset(
    """SUBJECT ORGANIZATION COMPANY TICKER INDUSTRY GEOGRAPHIC PERSON COUNTRY STATE CITY NOTES URL""".split()
)
_FIELD = re.compile(r"([^\W\d_][^\W\d_]*(?:[- ][^\W\d_]+){0,2}):(?:\s+|$)")
_UNI_FIELDS = frozenset("SECTION RUBRIK RUBRIQUE LENGTH LÄNGE LONGUEUR BYLINE AUTHOR AUTOR LOAD-DATE".split())
_COPYRIGHT = re.compile(r"(?:copyright\b|©|\(c\))", re.I)
_RIGHTS = re.compile(
    r"(?:all rights reserved|alle rechte vorbehalten|tous droits réservés|derechos reservados).{0,40}", re.I
)
_COVER = re.compile(
    r"(?:user name|date and time|job number|client/matter|search terms|search type|narrowed by|content type|"
    r"download request|time of request|print request|send to|terms|source|combined source|project id|"
    r"research information|begriffe|quelle|ausgabeauftrag)\s*:.*|documents? \(\d+\)|\d+\.\s.*|-none-",
    re.I,
)
_END = re.compile(r"end of document", re.I)
_BODY = re.compile(r"(?:body|text|volltext|corps)\s*:?", re.I)
_AFTER_BODY = re.compile(r"graphics?|classification|klassifikation|notes", re.I)
_ID = re.compile(r"urn:contentItem:([0-9A-Z]{4}(?:-[0-9A-Z]{4,5}){2,5})")
_WIRE_LANGUAGE = re.compile(r"\s+--\s+\w{1,40}$")  # "Agence France Presse -- English"
_MOST_HEAD = 15  # rows from the marker to the day
_PAGE = re.compile(r"page \d+ of \d+", re.I)


# Recognition

_BYTES_MARKER = re.compile(
    rb"(?:^|[\r\n>])[ \t\f]*(?:FOCUS - )?(?:\d+ of \d+ DOCUMENTS?|Dokument \d+ von \d+|Document \d+ de \d+)[ \t]*"
    rb"(?=[\r\n<]|$)"
)
_BYTES_FIELD = re.compile(
    rb"(?:[\r\n>])[ \t]*(?:LENGTH|BYLINE|SECTION|LOAD-DATE|L.{1,6}NGE|LONGUEUR|RUBRIK|BODY|LANGUAGE): ?"
)
_BYTES_UNI = re.compile(
    rb"(?:^|[\r\n>])[ \t\f]*(Length:[\xc2\xa0 \t]{0,4}\d[\d,.]* word|Load-Date:|Body *(?=[\r\n<])|"
    rb"End of Document *(?=[\r\n<]|$)|Section:|Byline:|Copyright \d{4}|Classification *(?=[\r\n<]))"
)
_BYTES_COVER = re.compile(rb"(?:[\r\n>])[ \t]*Job Number:[^\r\n]{0,40}\d.{0,400}?Documents? \(\d+\)", re.S)
_BYTES_DOCUMENT = re.compile(rb"<a\s+name\s*=\s*[\"']?DOC_ID_\d", re.I)


def recognizes(opened: Opened) -> bool:
    """Whether a file begins as an export of LexisNexis or Nexis Uni does: with the marker of its first article and the
    fields of one, or with the fields of Nexis Uni in their order."""
    head = press.head_of(opened)
    return _is_older(head) or _is_uni(head)


def _is_older(head: bytes) -> bool:
    if b" DOCUMENT" not in head and b"Dokument " not in head and b"Document " not in head:
        return False
    marker = _BYTES_MARKER.search(head)
    plain = re.sub(rb"</?(?:SPAN|B|I)\b[^>]*>|&nbsp;", b"", head[marker.start() :]) if marker else b""
    return bool(marker and _BYTES_FIELD.search(plain))


def _is_uni(head: bytes) -> bool:
    if b"Job Number:" not in head and b"Length:" not in head and b"Load-Date:" not in head:
        return False
    plain = re.sub(rb"</?(?:SPAN|B|I|STRONG|EM)\b[^>]*>", b"", head, flags=re.I).replace(b"&nbsp;", b" ")
    if _BYTES_COVER.search(plain):
        return True
    found = {match[1][:6].strip() for match in _BYTES_UNI.finditer(plain)}
    return len(found) >= 3 and bool(found & {b"Length", b"Load-D"}) and bool(found & {b"Body", b"End of"})


def pages(opened: Opened) -> Iterator[Page | Skipped]:
    """A page for each article: the bytes from its first line to its last, and its fields in ``given``."""
    head = press.head_of(opened)
    layout, pieces = (OLDER, _older_pieces) if _is_older(head) else (UNI, _uni_pieces)
    if press.is_markup(head):
        return press.html_pages(opened, layout, pieces)
    return press.text_pages(opened, layout)


def _older_pieces(raw: bytes) -> Iterator[tuple[int, int]]:
    """Where articles begin and end in HTML: from anchor to anchor, up to the comment that closes the document."""
    begins = [match.start() for match in _BYTES_DOCUMENT.finditer(raw)]
    if not begins:
        begins = [_division(raw, match.start()) for match in _BYTES_MARKER.finditer(raw)]
        begins = sorted(set(begins))
    for begin, limit in pairwise([*begins, len(raw)]):
        closing = raw.find(b"</DOC>", begin, limit)
        end = raw.find(b"-->", closing, limit) + 3 if closing >= 0 else 2
        yield begin, end if end > 2 else limit


def _division(raw: bytes, marker: int) -> int:
    """Where the element begins that an article's marker stands in."""
    near = max(0, marker - 1000)
    found = max(raw.rfind(b"<DIV", near, marker + 1), raw.rfind(b"<div", near, marker + 1))
    return found if found >= 0 else marker


def _uni_pieces(raw: bytes) -> Iterator[tuple[int, int]]:
    """Where articles begin and end in HTML of Nexis Uni: from one "End of Document" to the next."""
    begin = 0
    for match in re.finditer(rb"[>\r\n][ \t]{0,200}End of Document[ \t]{0,200}(?=[<\r\n]|$)", raw):
        yield begin, match.end()
        begin = match.end()
    if raw[begin:].strip():
        yield begin, len(raw)


# Where articles begin


def _older_starts(rows: Sequence[Row]) -> list[int]:
    return [i for i, row in enumerate(rows) if _MARKER.fullmatch(row.text)]


def _uni_starts(rows: Sequence[Row]) -> list[int]:
    """The headline: two rows above the day that stands above the first field. Nothing where the rows have no field."""
    field = next((i for i, row in enumerate(rows) if _is_uni_field(row.text)), None)
    if field is None or not any(_name(row) in _UNI_FIELDS for row in rows):
        return []
    # Of the dates above it the last; a line of the cover sheet has its own in front.
    day = next((i for i in range(field - 1, max(-1, field - 8), -1) if is_day(rows[i].text)), None)
    if day is None:
        return [max(0, field - 2)]
    first = max(0, day - 2)
    above = [i for i in range(first) if not _PAGE.fullmatch(rows[i].text)]
    cover = any(_COVER.fullmatch(rows[i].text) for i in above)
    return [first if cover or first > 3 or not above else above[0]]


def _is_uni_field(text: str) -> bool:
    match = _FIELD.match(text)
    if match and match[1].upper() in _HEAD_FIELDS - {"SOURCE"}:
        return True
    return bool(_COPYRIGHT.match(text) or text.lower() == "body")


# One article


def _read_older(rows: Sequence[Row], title: str | None = None) -> Article:
    """The older layout, from its marker on."""
    roles: list[tuple[Role, int]] = [("field", 0)] * len(rows)
    fields: dict[str, str] = {}
    day = next((i for i in range(min(len(rows), _MOST_HEAD)) if is_day(rows[i].text)), None)
    at = 1 if rows and _MARKER.fullmatch(rows[0].text) else 0
    head = range(at, day if day is not None else min(at + 1, len(rows)))
    names = [i for i in head if not (_COPYRIGHT.match(rows[i].text) or _RIGHTS.fullmatch(rows[i].text))]
    for i in head:
        if _COPYRIGHT.match(rows[i].text):
            roles[i] = ("copyright", 0)
    if names:
        roles[names[-1]] = ("publication", 0)
        fields["outlet"] = rows[names[-1]].text
    at = head.stop
    if day is not None:
        fields["published"] = rows[day].text
        at = day + 1
        while at < len(rows) and not rows[at].gap and _name(rows[at]) is None:
            at += 1  # the edition stands right below the day
    titles, body = _older_head(rows, at, title, roles, fields)
    for i in titles:
        roles[i] = ("title", 0)
    if titles:
        fields.setdefault("title", " ".join(rows[i].text for i in titles))
    whole = _tail(rows, body, roles, fields, older=True)
    return Article(tuple(roles), _clean(fields), whole)


def _older_head(
    rows: Sequence[Row], at: int, title: str | None, roles: list[tuple[Role, int]], fields: dict[str, str]
) -> tuple[list[int], int]:
    """The rows of the headline, and the first of the text, of what follows the day."""
    marker = next((i for i in range(at, len(rows)) if rows[i].text.upper().startswith("BODY:")), None)
    titles: list[int] = []
    seen, current = False, ""
    i = at
    while i < len(rows):
        name = _name(rows[i])
        if i == marker:
            length = len("BODY:")
            start = length + len(rows[i].text[length:]) - len(rows[i].text[length:].lstrip())
            if start < len(rows[i].text):
                roles[i] = ("body", start)
                return titles, i
            return titles, i + 1
        if name in _SURE_TAIL and name != "LANGUAGE":
            return titles, i
        if name in _HEAD_FIELDS or name == "LANGUAGE":
            seen, current = True, name or ""
            _field(rows[i], i, current, roles, fields)
            titles = [] if current == "HEADLINE" else titles
        elif not rows[i].gap and current:
            _more(rows[i], i, current, roles, fields)
        elif not rows[i].gap and titles and titles[-1] == i - 1 and not seen:
            titles.append(i)
        elif not seen and ((not titles and "title" not in fields) or rows[i].text == title):
            titles = [i]
        elif seen and marker is None:
            return titles, i
        else:
            current = ""
        i += 1
    return titles, len(rows)


def _read_uni(rows: Sequence[Row], title: str | None = None) -> Article:
    """The layout of Nexis Uni, from its headline on."""
    roles: list[tuple[Role, int]] = [("field", 0)] * len(rows)
    fields: dict[str, str] = {}
    start = _uni_starts(rows)
    first = start[0] if start else 0
    field = next((i for i in range(first, len(rows)) if _is_uni_field(rows[i].text)), len(rows))
    day = next((i for i in range(first, field) if is_day(rows[i].text)), None)
    publication = (day if day is not None else min(first + 2, field)) - 1
    titles = list(range(first, publication))[:3]
    for i in titles:
        roles[i] = ("title", 0)
    if titles:
        fields["title"] = " ".join(rows[i].text for i in titles)
    if publication >= first:
        roles[publication] = ("publication", 0)
        fields["outlet"] = rows[publication].text
    if day is not None:
        fields["published"] = rows[day].text
    body, current = len(rows), ""
    marker = next((i for i in range(field, len(rows)) if _BODY.fullmatch(rows[i].text)), None)
    for i in range(field, len(rows)):
        name = _name(rows[i])
        if i == marker:
            body = i + 1
            break
        if name in _SURE_TAIL or _END.fullmatch(rows[i].text):
            body = i
            break
        if name in _HEAD_FIELDS:
            current = name or ""
            _field(rows[i], i, current, roles, fields)
        elif _COPYRIGHT.match(rows[i].text):
            roles[i], current = ("copyright", 0), ""
        elif current and marker is None and len(rows[i].text) > 200:
            body = i  # a paragraph, where "Body" is missing
            break
    whole = _tail(rows, body, roles, fields, older=False)
    if (found := next((i for i, row in enumerate(rows) if _ID.search(row.text)), None)) is not None:
        fields.setdefault("id", rows[found].text)
    return Article(tuple(roles), _clean(fields), whole)


def _tail(
    rows: Sequence[Row], body: int, roles: list[tuple[Role, int]], fields: dict[str, str], *, older: bool
) -> bool:
    """Label the text, which begins at row ``body``, and the fields behind it. Whether the article's end was found."""
    last = len(rows)
    for i in range(body, len(rows)):
        name, text = _name(rows[i]), rows[i].text
        free = rows[i].gap > 0 or not older
        index = name in _INDEX_TAIL and bool(re.search(r"\(\d+%\)", text) or (older and text.isupper()))
        if (free and (name in _SURE_TAIL or index)) or (
            not older and (_AFTER_BODY.fullmatch(text) or _END.fullmatch(text))
        ):
            last = i
            break
    whole = last < len(rows) if older else any(_END.fullmatch(row.text) for row in rows[last:])
    if older and last == len(rows):
        # Without fields behind it, a copyright of its own ends the text.
        copyright = next(
            (
                i
                for i in range(len(rows) - 1, max(body, len(rows) - 4), -1)
                if _COPYRIGHT.match(rows[i].text) and rows[i].gap
            ),
            None,
        )
        if copyright is not None and all(len(row.text) <= 200 for row in rows[copyright:]):
            last, whole = copyright, True
    for i in range(body, last):
        roles[i] = ("body", roles[i][1] if roles[i][0] == "body" else 0)
    for i in range(last, len(rows)):
        if _COPYRIGHT.match(rows[i].text):
            roles[i] = ("copyright", 0)
        elif (name := _name(rows[i])) is not None:
            _field(rows[i], i, name, roles, fields)
    return whole


def _name(row: Row) -> str | None:
    """The name of the field that a row begins, in capitals; null for other rows."""
    match = _FIELD.match(row.text)
    name = match[1].upper() if match else ""
    return name if name in _HEAD_FIELDS | _SURE_TAIL | _INDEX_TAIL else None


def _field(row: Row, i: int, name: str, roles: list[tuple[Role, int]], fields: dict[str, str]) -> None:
    match = _FIELD.match(row.text)
    value = row.text[match.end() :] if match else ""
    start = match.end() if match else 0
    if name in _BYLINES:
        fields["byline"] = value
        roles[i] = ("byline", start) if value else ("field", 0)
    elif name == "HEADLINE" and value:
        fields["title"] = value
        roles[i] = ("title", start)
    elif name == "SOURCE" and value:
        roles[i] = ("credit", start)
    elif name in ("LANGUAGE", "SPRACHE", "LANGUE", "TAAL", "IDIOMA"):
        fields.setdefault("language", value)
    elif name == "ACC-NO":
        fields.setdefault("id", value)


def _more(row: Row, i: int, name: str, roles: list[tuple[Role, int]], fields: dict[str, str]) -> None:
    """A further row of a field."""
    if name in _BYLINES:
        fields["byline"] = f"{fields.get('byline', '')} {row.text}".strip()
        roles[i] = ("byline", 0)
    elif name == "HEADLINE":
        fields["title"] = f"{fields.get('title', '')} {row.text}".strip()
        roles[i] = ("title", 0)


def _clean(said: dict[str, str]) -> dict[str, str]:
    id = said.get("id", "")
    found = _ID.search(id)
    fields = {
        "title": " ".join(said.get("title", "").split())[:300],
        "outlet": _WIRE_LANGUAGE.sub("", said.get("outlet", ""))[:120],
        "published": day_of(said.get("published", "")),
        "byline": byline_of(said.get("byline", "")),
        "language": language_of(said.get("language", "")),
        "id": found[1] if found else id[:60],
    }
    return {key: value for key, value in fields.items() if value}


def _marks(line: str) -> bool:
    return bool(_MARKER.fullmatch(line))


def _ends(line: str) -> bool:
    return bool(_END.fullmatch(line))


OLDER = Press("nexis", "LexisNexis", _read_older, _older_starts, _marks, opens=True)
UNI = Press("nexis-uni", "Nexis Uni", _read_uni, _uni_starts, _ends)
