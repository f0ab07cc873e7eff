"""MHTML files, as browsers save a page with all that belongs to it in one file (RFC 2557)."""

from __future__ import annotations

import binascii
import quopri
import re
from collections.abc import Iterator
from email.message import Message
from email.parser import BytesHeaderParser

from reportedly.errors import PageError
from reportedly.pages.opened import Opened
from reportedly.pages.recognizing import address, iso_time, recognize
from reportedly.pages.responses import end_of_head
from reportedly.pages.sources import make_page
from reportedly.types import Page, Skipped

_FIELD = re.compile(rb"[A-Za-z][A-Za-z0-9-]{1,60}:")
_SAVED = re.compile(
    rb"^(?:Snapshot-Content-Location:|From:\s*\"?<?Saved by |X-MimeOLE:|Content-Type:\s*multipart/related)", re.I | re.M
)
_SAVED_BY = re.compile(r"<?\s*Saved by ([^<>\r\n]{1,100}?)\s*>?\s*(?:<[^<>]{0,200}>)?\s*", re.I)
_HTML = ("text/html", "application/xhtml+xml")
_MAX_HEAD = 1 << 16
_DEPTH = 4  # parts within parts
_MOST_PARTS = 10_000
_CUT = "is MHTML that ends in the middle of the page"


def recognizes(opened: Opened) -> bool:
    """By a head of fields at its beginning, as mails have one, that says it is a saved page or holds related parts."""
    start = opened.head.lstrip(b"\r\n")
    length = end_of_head(start)
    head = start[:length] if length else b""
    return bool(_FIELD.match(head)) and b"ime-version:" in head.lower() and bool(_SAVED.search(head))


def pages(opened: Opened) -> Iterator[Page | Skipped]:
    """The one page: the root of the related parts. Frames, pictures and styles are passed over; ``raw`` is the HTML
    as the server sent it, without the encoding of the transfer (quoted-printable, base64)."""
    raw = opened.read().lstrip(b"\r\n")
    head, body = _split(raw)
    part, content = _root(head, body, whole=True, depth=0)
    html = _decoded(part, content)
    if recognize(html) == "text/plain" and not html.lstrip().startswith(b"<"):
        raise PageError("is MHTML whose page is no HTML")
    location = head.get("Snapshot-Content-Location") or part.get("Content-Location") or head.get("Content-Location")
    url = "".join(str(location or "").split())
    saved_by = _SAVED_BY.fullmatch(str(head.get("From") or "").strip().strip('"'))
    yield make_page(
        opened,
        html,
        "text/html",
        url=url if re.match(r"(?:https?|ftp|file):", url, re.I) else address(html),
        captured_at=iso_time(str(head.get("Date") or "")),
        captured_by=saved_by[1] if saved_by else None,
        declared=_charset(part),
    )


def _root(head: Message, body: bytes, whole: bool, depth: int) -> tuple[Message, bytes]:
    """The part that is the page: the one that ``start`` names, else the first of HTML. ``whole`` is false where
    ``body`` may be cut off at its end."""
    media = head.get_content_type()
    if not media.startswith("multipart/"):
        if media not in _HTML:
            raise PageError("is MHTML without a page of HTML in it")
        if not whole:
            raise PageError(_CUT)
        return head, body
    if depth >= _DEPTH:
        raise PageError(f"is MHTML with parts in parts more than {_DEPTH} deep")
    boundary = head.get_boundary()
    if not boundary:
        raise PageError("is MHTML that does not say where its parts begin")
    start = str(head.get_param("start") or "").strip("<> ")
    first: tuple[Message, bytes, bool] | None = None
    for part, content, ended in _parts(body, boundary.encode("utf-8", "surrogateescape")):
        is_page = part.get_content_type() in _HTML or part.get_content_maintype() == "multipart"
        if is_page and start and str(part.get("Content-ID") or "").strip("<> ") == start:
            first = part, content, ended
            break
        if is_page and first is None:
            first = part, content, ended
            if not start:
                break
    if first is None:
        raise PageError("is MHTML without a page of HTML in it: it may be cut off")
    return _root(first[0], first[1], first[2], depth + 1)


def _parts(body: bytes, boundary: bytes) -> Iterator[tuple[Message, bytes, bool]]:
    """Head and content of each part, and whether another line of the boundary follows it."""
    mark = re.compile(rb"(?:\A|\r?\n)--" + re.escape(boundary) + rb"(--)?[ \t]*(?:\r?\n|\Z)")
    line = mark.search(body)
    for _ in range(_MOST_PARTS):
        if line is None or line[1]:
            return
        following = mark.search(body, line.end())
        part = body[line.end() : following.start() if following else len(body)]
        yield *_split(part), following is not None
        line = following


def _split(data: bytes) -> tuple[Message, bytes]:
    length = end_of_head(data[:_MAX_HEAD])
    if data[:1] in (b"\r", b"\n"):
        length = 0
    if length is None:
        return BytesHeaderParser().parsebytes(data[:_MAX_HEAD]), b""
    return BytesHeaderParser().parsebytes(data[:length]), data[length:]


def _decoded(part: Message, content: bytes) -> bytes:
    encoding = str(part.get("Content-Transfer-Encoding") or "").strip().lower()
    if encoding == "base64":
        try:
            return binascii.a2b_base64(content)
        except binascii.Error:
            raise PageError("is MHTML whose page is damaged: it is no base64") from None
    if encoding == "quoted-printable":
        return quopri.decodestring(content)
    if encoding in ("", "7bit", "8bit", "binary"):
        return content
    raise PageError(f"is MHTML in the transfer encoding {encoding[:40]!r}, which is not known")


def _charset(part: Message) -> str | None:
    charset = part.get_param("charset")
    return charset.strip("\"' ") or None if isinstance(charset, str) else None
