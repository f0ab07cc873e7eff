"""Exports of Factiva (Dow Jones): many articles in one file, as text or HTML.

Three layouts: fields with codes of two or three letters ("HD" headline, "LP" and "TD" text), in text or in tables; the
article as it reads (headline, byline, "512 words", day, publication, code, language, copyright, text); and HTML, whose
classes tell headline and paragraphs. Each article ends with its accession number ("Document
KELV000020310302e7320001a"). The codes are those of Factiva's help ("Custom search fields"); for the class names and the
order of lines, the public importers tm.plugin.factiva and newspapers (R) were looked at.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from reportedly.pages import press
from reportedly.pages.opened import Opened
from reportedly.pages.press_fields import byline_of, day_of, is_byline, is_day, language_of
from reportedly.pages.press_rows import Article, Press, Role, Row
from reportedly.types import Page, Skipped

_HEAD_CODES = frozenset("SE HD CLM CR BY WC PD ET SN SC NGC ED PG VOL LA CY".split())
_TEXT_CODES = frozenset(["LP", "TD"])
_TAIL_CODES = frozenset("ART CX CT RF DE CO FDS RIC IN NS RE IPC IPD PUB AN".split())
_FIRST_CODES = frozenset(["SE", "CLM", "HD"])  # those that an article begins with
_CODES = _HEAD_CODES | _TEXT_CODES | _TAIL_CODES
_ROLES: dict[str, Role] = {
    "HD": "title", "BY": "byline", "CR": "credit", "SN": "publication", "CY": "copyright", "LP": "body", "TD": "body",
}  # fmt: skip
_CODE = re.compile(r"([A-Z]{2,3})(?:$|\t\s*|\s{2,}|( ))")
_ACCESSION = r"[A-Z][A-Z0-9_]{3,11}(?:19|20)\d{6}[0-9a-z]{5,12}"
_DOCUMENT = re.compile(rf"(?:AN\s+)?(?:Document|Dokument|Documento|Документ|文件|文档)\s+({_ACCESSION})")
_WORDS = re.compile(
    r"\d[\d.,\u00a0 ]{0,9}\s?(?:words?|wörter|worte|mots?|palabras?|parol[ae]|palavras?|woorden|слов[ао]?|ord|字|語)",
    re.I,
)
_TIME = re.compile(r"\d{1,2}[:.h]\d\d(?:[:.]\d\d)?(?:\s?[AP]M)?(?:\s+[A-Z]{2,4})?", re.I)
_SOURCE_CODE = re.compile(r"[A-Z][A-Z0-9]{1,9}")
_COPYRIGHT = re.compile(r"(?:©|\(c\)|copyright\b)", re.I)
_RIGHTS = re.compile(r"all rights reserved|alle rechte vorbehalten|tous droits réservés|todos los derechos", re.I)
_FURNITURE = re.compile(
    r"(?:page|seite)\s+\d+\s+(?:of|von)\s+\d+\b.{0,80}|.{0,20}©\s*\d{4}\s+factiva.{0,80}|search summary|"
    r"table of contents|dow jones factiva|results found|timestamp",
    re.I,
)
_SECTIONS = frozenset(
    """news world international foreign national home business finance economy economics markets money companies
    opinion comment analysis editorial editorials letters features sport sports politics political local regional metro
    culture arts life style front page desk section main general middle east africa asia europe americas uk us overseas
    weekend sunday report special edition""".split()
)
_MOST_HEAD = 8  # lines above "512 words": section, headline, subtitle, bylines
_MOST_FIELDS = 10  # lines from "512 words" to the copyright


# Recognition

_BYTES_WORDS = re.compile(
    rb"(?:^|[\r\n])[ \t\f]*\d[\d., ]{0,9} ?(?:words?|w.{1,2}rter|mots?|palabras?|parole|palavras?|woorden)[ \t]*[\r\n]+"
    rb"[ \t]*\d{1,2}\.? [^\r\n]{3,24} (?:19|20)\d\d[ \t]*[\r\n]+(?:[ \t]*\d\d?:\d\d[^\r\n]{0,12}[\r\n]+)?"
    rb"[ \t]*[^\r\n]{2,100}[\r\n]+[ \t]*[A-Z][A-Z0-9]{1,9}[ \t]*[\r\n]",
    re.I,
)
_BYTES_CODE = re.compile(rb"(?:^|[\r\n])\f?[ \t]*(HD|WC|PD|SN|SC|LA|CY|LP|TD|AN)(?=[ \t\r\n])")
_BYTES_HTML = re.compile(rb"<div\b[^<>]{0,200}\bclass\s*=\s*[\"']?article\s+[a-z]{2}Article\b", re.I)
_BYTES_TITLE = re.compile(rb"<title>\s*(?:Dow Jones )?Factiva\s*</title>", re.I)


def recognizes(opened: Opened) -> bool:
    """Whether a file begins as an export of Factiva does: with articles in its HTML, with its codes, or with its lines
    for length, day, publication and code. A text that only speaks of them does not."""
    head = press.head_of(opened)
    if press.is_markup(head):
        return bool(_BYTES_TITLE.search(head) or _BYTES_HTML.search(head))
    codes = {match[1] for match in _BYTES_CODE.finditer(head)} if b"HD" in head and b"SN" in head else set()
    if codes >= {b"HD", b"PD", b"SN"} and codes & {b"LP", b"TD"} and len(codes) >= 6:
        return True
    return bool(_BYTES_WORDS.search(head))


def pages(opened: Opened) -> Iterator[Page | Skipped]:
    """A page for each article: the bytes from its first line to its last, its fields in ``given``, its accession
    number as ``capture_id``."""
    head = press.head_of(opened)
    if press.is_markup(head):
        return press.html_pages(opened, LAYOUT, _divisions)
    return press.text_pages(opened, LAYOUT)


_MARKUP = re.compile(rb"<(/?)div\b", re.I)


def _divisions(raw: bytes) -> Iterator[tuple[int, int]]:
    """Where the elements of the articles begin and end; where one is not closed it goes on to the next."""
    starts = [match.start() for match in _BYTES_HTML.finditer(raw)]
    for start, limit in pairwise([*starts, len(raw)]):
        depth, end = 0, limit
        for match in _MARKUP.finditer(raw, start, limit):
            depth += -1 if match[1] else 1
            if depth == 0:
                end = raw.find(b">", match.end(), limit) + 1 or limit
                break
        yield start, end


# Where articles begin


def starts(rows: Sequence[Row]) -> list[int]:
    """The rows at which articles begin: at the first of their codes, or some lines above "512 words"."""
    codes = _coded(rows)
    if codes:
        return _coded_starts(codes)
    found: list[int] = []
    for i in range(1, len(rows) - 2):
        if not _is_length(rows, i):
            continue
        first = i
        while (
            first > (found[-1] + 3 if found else 0)
            and i - first < _MOST_HEAD
            and (first == i or rows[first].gap < 2)
            and not _FURNITURE.fullmatch(rows[first - 1].text)
            and not _DOCUMENT.fullmatch(rows[first - 1].text)
        ):
            first -= 1
        if first < i:
            found.append(first)
    return found


def _is_length(rows: Sequence[Row], i: int) -> bool:
    """Whether row ``i`` is the length of an article, with its day and publication after it."""
    return bool(_WORDS.fullmatch(rows[i].text)) and i + 2 < len(rows) and is_day(rows[i + 1].text)


def _coded_starts(codes: dict[int, tuple[str, int]]) -> list[int]:
    """A headline, or the section or column above it, begins an article once the one before has its day or text."""
    found: list[int] = []
    seen: set[str] = set()
    for i, (code, _) in codes.items():
        if not found or (code in _FIRST_CODES and (code in seen or seen & {"WC", "PD", "SN", "LP", "TD", "AN"})):
            if code not in ("SE", "CLM", "HD", "BY", "CR"):
                seen.add(code)
                continue
            found.append(i)
            seen = set()
        seen.add(code)
    return found


def _coded(rows: Sequence[Row]) -> dict[int, tuple[str, int]]:
    """The rows that begin with a code: the code, and where its value begins. Empty where the layout has none.

    A code is followed by a tab, two spaces, or nothing; where no headline has its code so, one space does,
    but then "IN" and "RE" at the beginning of a paragraph may be words, and only rows after which nothing but codes
    follows count.
    """
    matches = {i: match for i, row in enumerate(rows) if (match := _CODE.match(row.text)) and match[1] in _CODES}
    if not {"HD"} <= {match[1] for match in matches.values()}:
        return {}
    if any(not match[2] for match in matches.values() if match[1] == "HD"):
        matches = {i: match for i, match in matches.items() if not match[2]}
    found: dict[int, tuple[str, int]] = {}
    body, tail = False, _tail(rows, matches)
    for i, match in matches.items():
        code = match[1]
        if body and code in _HEAD_CODES and code not in _FIRST_CODES:
            continue
        if body and match[2] and code in _TAIL_CODES and i not in tail:
            continue
        body = code in _TEXT_CODES if code not in _FIRST_CODES else False
        found[i] = (code, match.end())
    return found if {"HD", "PD"} <= {code for code, _ in found.values()} else {}


def _tail(rows: Sequence[Row], matches: dict[int, re.Match[str]]) -> set[int]:
    """The rows from which on, to the end of their article, every paragraph begins with a code of the article's end."""
    found: set[int] = set()
    only = True
    for i in range(len(rows) - 1, -1, -1):
        if _DOCUMENT.fullmatch(rows[i].text):
            only = True
        elif rows[i].gap and (i not in matches or matches[i][1] not in _TAIL_CODES):
            only = False
        if only:
            found.add(i)
    return found


# One article


def read(rows: Sequence[Row], title: str | None = None) -> Article:
    """What the rows of one article are. ``title`` helps to find the headline where it is known."""
    codes = _coded(rows)
    return _coded_article(rows, codes) if codes else _article(rows, title)


def _coded_article(rows: Sequence[Row], codes: dict[int, tuple[str, int]]) -> Article:
    values: dict[str, list[str]] = {}
    roles: list[tuple[Role, int]] = []
    code: str | None = None
    whole = False
    for i, row in enumerate(rows):
        start = 0
        if i in codes:
            code, start = codes[i]
        if _DOCUMENT.fullmatch(row.text):
            code, start, whole = "AN", 0, True
        words = row.text[start:]
        if code and words:
            values.setdefault(code, []).append(words)
        role = _ROLES.get(code or "", "field")
        roles.append(("field", 0) if not words else (role, start))
        whole = whole or bool(code == "AN" and _DOCUMENT.search(f"Document {words}"))
    fields = _fields(
        title=" ".join(values.get("HD", [])),
        outlet=" ".join(values.get("SN", [])),
        published=" ".join(values.get("PD", [])[:1]),
        byline=" ".join(values.get("BY", [])),
        language=" ".join(values.get("LA", [])),
        id=" ".join(values.get("AN", [])),
    )
    return Article(tuple(roles), fields, whole)


def _article(rows: Sequence[Row], title: str | None) -> Article:
    """The layout without codes, in text or HTML."""
    length = next((i for i in range(len(rows)) if _is_length(rows, i)), None)
    if length is None:
        return Article((("field", 0),) * len(rows), {}, False)
    roles: list[Role] = ["field"] * len(rows)
    head = _headline(rows[:length], title)
    for i in head:
        roles[i] = "title"
    bylines = [i for i in range(length) if rows[i].told == "byline"] or [
        i for i in range(max(head, default=length) + 1, length) if is_byline(rows[i].text)
    ][:2]
    for i in bylines:
        roles[i] = "byline"
    at = length + 2
    if at < len(rows) and _TIME.fullmatch(rows[at].text):
        at += 1
    if at < len(rows):
        roles[at] = "publication"
    first, language = _fields_end(rows, at, roles)
    last = next((i for i in range(first, len(rows)) if _DOCUMENT.fullmatch(rows[i].text)), len(rows))
    marked = any(rows[i].told == "body" for i in range(first, last))
    for i in range(first, last):
        roles[i] = "body" if not marked or rows[i].told == "body" else "credit"
    if not marked:
        _set_publisher_aside(rows, roles, first, last)
    fields = _fields(
        title=" ".join(rows[i].text for i in head),
        outlet=rows[at].text if at < len(rows) else "",
        published=rows[length + 1].text,
        byline="; ".join(rows[i].text for i in bylines),
        language=language,
        id=rows[last].text if last < len(rows) else "",
    )
    return Article(tuple((role, 0) for role in roles), fields, last < len(rows))


def _headline(rows: Sequence[Row], title: str | None) -> list[int]:
    """The rows of the headline among those above the length: section, headline, subtitle, byline."""
    told = [i for i, row in enumerate(rows) if row.told == "title"]
    if told:
        return told
    if title is not None:
        for i in range(len(rows)):
            for end in range(i + 1, min(i + 4, len(rows)) + 1):
                if " ".join(row.text for row in rows[i:end]) == title:
                    return list(range(i, end))
    lines = [i for i, row in enumerate(rows) if not _FURNITURE.fullmatch(row.text)]
    while len(lines) > 1 and is_byline(rows[lines[-1]].text):
        lines.pop()
    if len(lines) > 1 and _is_section(rows[lines[0]].text, rows[lines[1]].text):
        lines.pop(0)
    return lines[:1]


def _is_section(text: str, after: str) -> bool:
    """Whether a line above another is the name of a section ("Foreign Desk; 1", "World News"), no headline."""
    named = [word for word in re.findall(r"[^\W\d_]+", text.lower()) if word not in ("and", "the", "of")]
    sure = ";" in text or all(word in _SECTIONS for word in named) or len(named) == 1
    return sure and len(text) <= 60 and len(after.split()) > 2


def _fields_end(rows: Sequence[Row], at: int, roles: list[Role]) -> tuple[int, str]:
    """The first row after the fields that follow the publication in row ``at``, and the language."""
    end = min(at + _MOST_FIELDS, len(rows))
    known = next((i for i in range(at + 1, end) if language_of(rows[i].text)), None)
    owner = next((i for i in range(at + 1, end) if _COPYRIGHT.match(rows[i].text) and rows[i].told != "body"), None)
    language = rows[known].text if known is not None else ""
    if owner is not None:
        roles[owner] = "copyright"
        owner += 1
        while (
            owner < len(rows)
            and not rows[owner].gap
            and rows[owner].told != "body"
            and _RIGHTS.search(rows[owner].text)
        ):
            owner += 1
        return owner, language
    if known is not None:
        return known + 1, language
    after = at + 1
    if after < len(rows) and _SOURCE_CODE.fullmatch(rows[after].text):
        after += 1
    return min(after, len(rows)), language


def _set_publisher_aside(rows: Sequence[Row], roles: list[Role], first: int, last: int) -> None:
    """The publisher's name, which may stand alone above the accession number, is no text. Codes of the index are
    not either."""
    for i in range(first + 1, last):
        if (match := _CODE.match(rows[i].text)) and match[1] in _TAIL_CODES and not match[2]:
            for k in range(i, last):
                roles[k] = "field"
            return
    if last - 1 > first and last < len(rows):
        text = rows[last - 1].text
        if len(text) <= 80 and text[-1] not in ".!?…\"'”’»" and text[0] not in "([-—–*" and text.count(" ") <= 8:
            roles[last - 1] = "credit"


def _fields(**said: str) -> dict[str, str]:
    document = _DOCUMENT.search(said["id"]) or re.search(rf"({_ACCESSION})", said["id"])
    fields = {
        "title": " ".join(said["title"].split())[:300],
        "outlet": said["outlet"][:120],
        "published": day_of(said["published"]),
        "byline": byline_of(said["byline"]),
        "language": language_of(said["language"]),
        "id": document[1] if document else None,
    }
    return {key: value for key, value in fields.items() if value}


def _ends(line: str) -> bool:
    return bool(_DOCUMENT.fullmatch(line))


LAYOUT = Press("factiva", "Factiva", read, starts, _ends)
