"""WARC files, compressed or not: a page of every response, resource or conversion with HTML, text or PDF.

Read by ourselves, record after record, and not by fastwarc: see docs/decisions.md.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import io
import re
from collections import deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import BinaryIO, cast

from reportedly.errors import PageError
from reportedly.pages import opened as limits
from reportedly.pages.expanding import CHUNK, Expanding, Expands, TooMuch
from reportedly.pages.opened import Opened
from reportedly.pages.recognizing import recognize
from reportedly.pages.responses import (
    MAX_HEAD,
    Response,
    dechunked,
    decoded,
    end_of_head,
    fields_of,
    media_and_charset,
    read_response,
)
from reportedly.pages.sources import make_page, pages_of
from reportedly.types import MediaType, Page, Skipped

_VERSION = re.compile(rb"WARC/[01]\.\d{1,2}\r?\n")
_BEGINNING = re.compile(rb"(?=WARC/[01]\.\d{1,2}\r?\n[A-Za-z-]{1,40}[ \t]*:)")
_HELD = 1 << 20  # bytes of a record without a page that are kept in view, to find the next one if its length is wrong
_HTML = ("text/html", "application/xhtml+xml")
_PAGES = (*_HTML, "text/plain", "application/pdf")
_UNSAID = ("", "application/octet-stream", "application/unknown", "unk", "unknown/unknown")
_URL = re.compile(r"(?:https?|ftp|file):", re.I)
_ROBOTS = re.compile(r"/robots\.txt(?:[?#]|$)", re.I)
_DATE = re.compile(r"\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?(?:Z|[+-]\d\d:?\d\d)?)?")
_DIGESTS = {"sha1": "sha1", "sha-1": "sha1", "sha256": "sha256", "sha-256": "sha256", "md5": "md5", "sha512": "sha512"}
_MOST_INFOS = 1000  # warcinfo records of one file that are remembered


def recognizes(opened: Opened) -> bool:
    """By the first line of its first record; by its name too, since the beginning may be damaged. ARC files, the
    format before, are recognized so that they can be refused with a reason."""
    return (
        bool(_VERSION.match(opened.head[:20].lstrip(b"\r\n")))
        or opened.head.startswith(b"filedesc://")
        or (opened.name.lower().endswith(".warc") and bool(opened.head))
    )


def pages(opened: Opened) -> Iterator[Page | Skipped]:
    """The pages in the order of the file; their path is ``file#offset``, where their record begins. In a file that is
    compressed record by record, that is the offset of the compressed record; where one compressed member holds
    several records, ``+`` and the offset in it without compression follow."""
    if opened.head.startswith(b"filedesc://"):
        raise PageError("is an ARC file, which is not read: make a WARC file of it (`warcio recompress`)")
    stream = _Stream(opened)
    infos = _Infos()
    found = 0
    for record in _records(stream):
        if isinstance(record, _Damage):
            found += 1
            yield Skipped(f"{opened.path}#{record.place}", record.reason)
            continue
        infos.look_at(record)
        try:
            for page in _pages_of_record(opened, record, infos):
                found += 1
                yield page
        except TooMuch:
            raise
        except PageError as error:
            found += 1
            yield Skipped(f"{opened.path}#{record.place}", str(error))
    if not found:
        raise PageError("holds no page")


@dataclass(frozen=True, slots=True)
class _Record:
    """A record: where it begins, its fields, whether it is one with a page, and its block; null where it is too long
    to be held."""

    place: str
    fields: Mapping[str, str]
    wanted: bool
    length: int
    block: bytes | None

    @property
    def kind(self) -> str:
        return self.fields.get("warc-type", "").lower()


@dataclass(frozen=True, slots=True)
class _Damage:
    place: str
    reason: str


class _Stream:
    """The expanded bytes of a WARC file, some of them in view, and where they lie. Damaged compression looks like the
    end of the file until :meth:`resume`; ``damage`` says what it is."""

    def __init__(self, opened: Opened) -> None:
        self._starts: deque[tuple[int, int]] = deque()
        self._source: BinaryIO = opened.original()
        self._expanding: Expanding | None = None
        if opened.compression is not None:
            self._expanding = Expanding(self._source, opened.compression, opened.budget, starts=self._starts)
            self._source = cast(BinaryIO, self._expanding)
        self.view = bytearray()
        self._passed = 0  # bytes in front of the view
        self.damage: str | None = None

    def have(self, length: int) -> bool:
        """Whether there are so many bytes; then they are in view."""
        while len(self.view) < length:
            if self.damage is not None:
                return False
            try:
                part = self._source.read(CHUNK)
            except Expands:
                raise
            except PageError as error:
                self.damage = str(error)
                return False
            if not part:
                return False
            self.view += part
        return True

    def pass_over(self, length: int) -> bool:
        """Go on by so many bytes. False where there are not as many."""
        while length > len(self.view):
            length -= len(self.view)
            self._passed += len(self.view)
            self.view.clear()
            if not self.have(1):
                return False
        del self.view[:length]
        self._passed += length
        return True

    def place(self) -> str:
        """Where the view begins, in the file as it lies on the disk."""
        if self._expanding is None:
            return str(self._passed)
        while len(self._starts) > 1 and self._starts[1][1] <= self._passed:
            self._starts.popleft()
        member, start = self._starts[0] if self._starts else (0, 0)
        return str(member) if start == self._passed else f"{member}+{self._passed - start}"

    def resume(self) -> bool:
        """Behind the damage, if anything follows."""
        self.pass_over(len(self.view))
        self.damage = None
        return self._expanding is not None and self._expanding.resume()


def _records(stream: _Stream) -> Iterator[_Record | _Damage]:
    """The records, and between them the damage, one line however much of it there is in a row."""
    damaged = False
    while True:
        while stream.have(1) and stream.view[0] in b"\r\n":
            stream.pass_over(len(stream.view) - len(stream.view.lstrip(b"\r\n")))
        place = stream.place()
        if stream.have(1):
            record = _record(stream, place)
            if isinstance(record, _Record):
                damaged = False
                yield record
                continue
            # Where the compression is damaged, that is the reason.
            if stream.damage is None and not damaged:
                damaged = True
                yield _Damage(place, record)
            if _next_beginning(stream):
                continue
        if stream.damage is None:
            return
        if not damaged:
            damaged = True
            yield _Damage(place, stream.damage)
        if not stream.resume():
            return


def _record(stream: _Stream, place: str) -> _Record | str:
    """The record that the view begins with, which is passed; or what is wrong with it, and then nothing is passed."""
    wanted = 4096
    while True:
        more = stream.have(wanted)
        start = bytes(stream.view[:wanted])
        length = end_of_head(start)
        if not _VERSION.match(start):
            return "is no WARC record: what stands here is damaged"
        if _BEGINNING.search(start, 1, wanted if length is None else length):
            return "is damaged: another record begins in its head"
        if length is not None:
            break
        if not more or wanted >= MAX_HEAD:
            return "has no end of its head: the file is cut off or damaged here"
        wanted *= 2
    fields = fields_of(bytes(stream.view[:length]))
    size = fields.get("content-length", "")
    if not re.fullmatch(r"[0-9]{1,18}", size):
        return "does not say how long it is: the record is damaged"
    block = int(size)
    stream.have(length + min(block, MAX_HEAD))
    has_page = _has_page(fields, bytes(memoryview(stream.view)[length : length + min(block, MAX_HEAD)]))
    most = limits.MAX_BYTES + MAX_HEAD if has_page else _HELD
    if block > most:
        if not stream.pass_over(length + block):
            return "ends too early: the file is cut off in it"
        return _Record(place, fields, has_page, block, None)
    if not stream.have(length + block):
        return "ends too early: the file is cut off in it, or its length is wrong"
    end = length + block
    stream.have(end + 16)
    follows = bytes(stream.view[end : end + 16])
    behind = follows.lstrip(b"\r\n")
    if behind and not follows.startswith(b"\r\n\r\n") and not behind.startswith(b"WARC/"[: len(behind)]):
        return "is not as long as it says: the record is damaged"
    record = _Record(place, fields, has_page, block, bytes(memoryview(stream.view)[length:end]))
    stream.pass_over(end)
    return record


def _next_beginning(stream: _Stream) -> bool:
    """Go on to where the next record seems to begin."""
    stream.pass_over(1)
    while True:
        found = _BEGINNING.search(stream.view)
        if found:
            return stream.pass_over(found.end())
        # What is cut off by the end of the view may be a beginning.
        stream.pass_over(max(len(stream.view) - 80, 0))
        if not stream.have(len(stream.view) + 1):
            return False


def _has_page(fields: Mapping[str, str], start: bytes) -> bool:
    """Whether a record is one of those whose page is wanted; ``start`` is the beginning of its block."""
    url = _target(fields)
    if (url and not _URL.match(url)) or _ROBOTS.search(url or ""):
        return False  # dns:, urn:, metadata: and the like are what the crawler says of itself
    kind, media = fields.get("warc-type", "").lower(), media_and_charset(fields.get("content-type"))[0]
    if kind != "response":
        return kind in ("resource", "conversion") and media in _PAGES
    if media not in ("application/http", ""):
        return False
    response = read_response(start)
    if response is None:
        return True  # a response that is damaged is told
    return response.status == 200 and media_and_charset(response.fields.get("content-type"))[0] in (*_PAGES, *_UNSAID)


def _target(fields: Mapping[str, str]) -> str | None:
    """The address; some writers put it into angle brackets."""
    return fields.get("warc-target-uri", "").strip("<> ") or None


def _pages_of_record(opened: Opened, record: _Record, infos: _Infos) -> Iterator[Page | Skipped]:
    """The page of a record, if it is one. Raises PageError where it is one that cannot be read."""
    if not record.wanted:
        return
    if record.block is None:
        raise PageError(f"has {record.length:,} bytes, more than the {limits.MAX_BYTES:,} that a page may have")
    cut = record.fields.get("warc-truncated")
    response: Response | None = None
    entity = raw = record.block
    media, charset = media_and_charset(record.fields.get("content-type"))
    if record.kind == "response":
        response = read_response(record.block)
        if response is None:
            raise PageError("holds no response of a server that could be read")
        media, charset = media_and_charset(response.fields.get("content-type"))
        entity = dechunked(response, lenient=cut is not None)
        raw = decoded(response, entity, opened.budget, lenient=cut is not None)
    if "warc-segment-number" in record.fields:
        raise PageError("is stored in several records, which are not put together")
    _check(record, response.body if response else record.block, entity, raw, whole=cut is None)
    url = _target(record.fields)
    captured_at, captured_by = _date(record.fields.get("warc-date")), infos.of(record)
    capture_id = record.fields.get("warc-record-id") or None
    given = {"truncated": cut[:80]} if cut else {}
    if media == "application/pdf" or (media in _UNSAID and raw.startswith(b"%PDF")):
        inner = opened.member(cast(BinaryIO, io.BytesIO(raw)), record.place, len(raw))
        found: Iterator[Page | Skipped] = pages_of(inner)
    else:
        media_type = _media_type(raw, media)
        if media_type is None:
            return
        found = iter([make_page(opened, raw, media_type, member=record.place, declared=charset)])
    for page in found:
        if isinstance(page, Page):
            page = replace(page, url=url, captured_at=captured_at, captured_by=captured_by, capture_id=capture_id)
            page = replace(page, given={**page.given, **given})
        yield page


def _media_type(raw: bytes, media: str) -> MediaType | None:
    """HTML or text: what the server said of it, and where it said nothing what it looks like (null for neither)."""
    try:
        found = recognize(raw)
    except PageError:
        if media in _UNSAID:
            return None
        raise
    if media in _UNSAID:
        return found if found == "text/html" else None
    if media in _HTML and found == "text/plain":
        if raw.lstrip()[:1] in (b"{", b"["):
            return None  # JSON, which a script of a page asked for
        if re.search(rb"<[a-zA-Z!/]", raw[:65_536].replace(b"\0", b"")):
            return "text/html"
    return found


def _date(text: str | None) -> str | None:
    """The day or time as it is written, where it is one."""
    if text is None or not _DATE.fullmatch(text):
        return None
    try:
        datetime.fromisoformat(text)
    except ValueError:
        return None
    return text


def _check(record: _Record, body: bytes, entity: bytes, raw: bytes, whole: bool) -> None:
    """Raise PageError where a record's bytes are not those that its digests were made of."""
    assert record.block is not None
    if not _agrees(record.fields.get("warc-block-digest"), record.block):
        raise PageError("is damaged: its bytes do not have the digest that the archive gives (WARC-Block-Digest)")
    # Writers differ in whether the payload is the body as it was sent, or without chunks, or without compression.
    digest = record.fields.get("warc-payload-digest")
    if whole and not any(_agrees(digest, data) for data in {id(d): d for d in (body, entity, raw)}.values()):
        raise PageError("is damaged: its bytes do not have the digest that the archive gives (WARC-Payload-Digest)")


def _agrees(digest: str | None, data: bytes) -> bool:
    """Whether ``data`` has the digest ("sha1:..." in base 32, 16 or 64); true where it cannot be told."""
    name, _, value = (digest or "").strip().partition(":")
    algorithm = _DIGESTS.get(name.strip().lower())
    value = value.strip().rstrip("=")
    if algorithm is None or not value:
        return True
    own = hashlib.new(algorithm, data, usedforsecurity=False).digest()
    if len(value) == 2 * len(own):
        return value.lower() == binascii.hexlify(own).decode()
    if len(value) == len(base64.b32encode(own).rstrip(b"=")):
        return value.upper() == base64.b32encode(own).decode().rstrip("=")
    if len(value) == len(base64.b64encode(own).rstrip(b"=")):
        return value.replace("-", "+").replace("_", "/") == base64.b64encode(own).decode().rstrip("=")
    return True


class _Infos:
    """Who captured: what the warcinfo records of a file say, of which each record may name its own."""

    def __init__(self) -> None:
        self._by_id: dict[str, str | None] = {}
        self._last: str | None = None

    def look_at(self, record: _Record) -> None:
        if record.kind != "warcinfo" or record.block is None:
            return
        fields = fields_of(b"\n" + record.block)
        names = [fields.get("operator"), fields.get("software")]
        self._last = ", ".join(name for name in names if name)[:200] or fields.get("ispartof", "")[:200] or None
        if len(self._by_id) < _MOST_INFOS:
            self._by_id[record.fields.get("warc-record-id", "")] = self._last

    def of(self, record: _Record) -> str | None:
        return self._by_id.get(record.fields.get("warc-warcinfo-id", ""), self._last)
