"""What the bytes of a page are, by their content: HTML or plain text; and the address that a page gives itself."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from reportedly.errors import PageError
from reportedly.types import MediaType

_TAG = re.compile(
    rb"<(?:!doctype\s+html|html|head|body|meta|title|div|p|span|a|br|table|h[1-6]|article|section)\b", re.I
)
_START = re.compile(
    rb"\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--.{0,2000}?-->\s*)*<(?:!doctype\s+html|html|head|body|title|meta)\b",
    re.I | re.S,
)
_ADDRESS = re.compile(
    rb"""<link\s[^>]{0,300}?rel\s*=\s*["']?canonical["']?[^>]{0,300}?href\s*=\s*["']?(https?://[^"'\s>]{1,2000})"""
    rb"""|<link\s[^>]{0,300}?href\s*=\s*["']?(https?://[^"'\s>]{1,2000})["']?[^>]{0,300}?rel\s*=\s*["']?canonical"""
    rb"""|<meta\s[^>]{0,300}?property\s*=\s*["']?og:url["']?[^>]{0,300}?content\s*=\s*["']?(https?://[^"'\s>]{1,2000})"""
    rb"""|<!--\s+saved from url=\(\d+\)(https?://\S{1,2000})"""
    rb"""|<!--\s+Page saved with SingleFile\s+url:\s+(https?://\S{1,2000})""",
    re.I,
)
_SINGLEFILE = re.compile(
    rb"<!--\s{1,20}Page saved with SingleFile\s{1,20}url:\s{1,20}\S{1,2000}\s{1,20}saved date:\s{1,20}([^\r\n]{1,100})"
)
_MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()
# "Sat Mar 03 2012 10:15:00 GMT+0100 (Central European Standard Time)", as JavaScript writes a time
_JAVASCRIPT_TIME = re.compile(
    r"(?:[A-Z][a-z]{2} )?([A-Z][a-z]{2}) (\d\d) (\d{4}) (\d\d:\d\d:\d\d) GMT([+-]\d\d)(\d\d)(?: \([^)]*\))?"
)
_MAGIC = (
    (b"%PDF", "a PDF file"),
    (b"PK\x03\x04", "a zip archive"),
    (b"\x1f\x8b", "gzip data"),
    (b"\x28\xb5\x2f\xfd", "zstd data"),
    (b"\x89PNG", "an image"),
    (b"\xff\xd8\xff", "an image"),
    (b"GIF8", "an image"),
    (b"{\\rtf", "an RTF file"),
    (b"\xd0\xcf\x11\xe0", "an old Word or Excel file (save it as text or as .docx)"),
    (b"SQLite format 3", "a database"),
    (b"\x7fELF", "a program"),
)


def recognize(raw: bytes) -> MediaType:
    """HTML or plain text, by content. Raises :class:`PageError` for what is neither."""
    if not raw.strip(b"\0 \t\r\n\f\v\xef\xbb\xbf\xff\xfe"):
        raise PageError("is empty")
    for magic, kind in _MAGIC:
        if raw.startswith(magic):
            raise PageError(f"is {kind}, not a page of text or HTML")
    head = raw[:65_536]
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        head = head.decode("utf-16", "replace").encode("utf-8", "replace")  # half of its bytes may look like controls
    head = head.replace(b"\0", b"")
    controls = sum(head.count(bytes([c])) for c in range(1, 32) if c not in (9, 10, 11, 12, 13, 26, 27, 28, 29, 30, 31))
    if controls * 50 > len(head):
        raise PageError("is binary data, not a page of text or HTML")
    if _START.match(head.lstrip(b"\xef\xbb\xbf\xff\xfe")):
        return "text/html"
    return "text/html" if len({m[0].lower() for m in _TAG.finditer(head)}) >= 3 else "text/plain"


def capture(raw: bytes) -> tuple[str | None, str | None]:
    """When and by what an HTML page says that it was captured: SingleFile says so in a comment at its beginning. The
    time is in ISO 8601, null where it is written in no way that is known."""
    found = _SINGLEFILE.search(raw, 0, 10_000)
    if not found:
        return None, None
    return iso_time(found[1].decode("utf-8", "replace")), "SingleFile"


def iso_time(text: str) -> str | None:
    """A time in ISO 8601: one that is so already, as JavaScript writes it, or as mails do (RFC 5322); else null."""
    text = text.strip()
    found = _JAVASCRIPT_TIME.fullmatch(text)
    try:
        if found and found[1] in _MONTHS:
            month = _MONTHS.index(found[1]) + 1
            text = f"{found[3]}-{month:02}-{found[2]}T{found[4]}{found[5]}:{found[6]}"
        elif not re.match(r"\d{4}-\d\d-\d\d", text):
            time = parsedate_to_datetime(text)  # without a zone where it says -0000, which is UTC (RFC 5322, 3.3)
            text = (time if time.tzinfo else time.replace(tzinfo=UTC)).isoformat()
        time = datetime.fromisoformat(text)
        return time.isoformat(timespec="seconds").replace("+00:00", "Z") if "T" in text or " " in text else text
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def address(raw: bytes) -> str | None:
    """The address that an HTML page gives itself: canonical link, ``og:url`` or the comment a browser saved."""
    found = _ADDRESS.search(raw, 0, 300_000)
    if not found:
        return None
    return next(group for group in found.groups() if group).decode("utf-8", "replace").replace("&amp;", "&")
