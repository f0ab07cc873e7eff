"""HTTP responses as an archive of the web holds them: head and body, with transfer and content encoding undone."""

from __future__ import annotations

import io
import re
from collections.abc import Mapping
from dataclasses import dataclass

from reportedly.errors import PageError
from reportedly.pages import opened
from reportedly.pages.expanding import BROTLI, GZIP, HTTP_DEFLATE, ZSTD, Budget, Expanding, Kind, read_up_to

MAX_HEAD = 1 << 16  # bytes of a head; servers allow 8 to 64 KiB
_STATUS = re.compile(rb"HTTP/\d(?:\.\d)?[ \t]+(\d{3})(?!\d)")
_CHARSET = re.compile(r"""charset\s*=\s*["']?([^\s;"',]{1,40})""", re.I)
_CHUNK_SIZE = re.compile(rb"[ \t]*([0-9A-Fa-f]{1,15})[ \t]*(?:;[^\r\n]{0,4096})?\r?\n")
_CODINGS: Mapping[str, Kind] = {
    "gzip": GZIP,
    "x-gzip": GZIP,
    "deflate": HTTP_DEFLATE,
    "br": BROTLI,
    "zstd": ZSTD,
}
_MOST_CODINGS = 3


@dataclass(frozen=True, slots=True)
class Response:
    """The status, the fields of the head by their names in small letters, and the body as it was sent."""

    status: int
    fields: Mapping[str, str]
    body: bytes


def read_response(block: bytes) -> Response | None:
    """An HTTP response, or null where ``block`` is none."""
    status = _STATUS.match(block)
    if not status:
        return None
    length = end_of_head(block[:MAX_HEAD])
    if length is None:
        return None
    return Response(int(status[1]), fields_of(block[:length]), block[length:])


def end_of_head(data: bytes | bytearray) -> int | None:
    """How long the head is that ``data`` begins with, its blank line included; null where that is not there."""
    ends = [at + len(mark) for mark in (b"\r\n\r\n", b"\n\n") if (at := data.find(mark)) >= 0]
    return min(ends, default=None)


def fields_of(head: bytes) -> dict[str, str]:
    """The fields of a head by their names in small letters, without its first line. The first of a name counts."""
    fields: dict[str, str] = {}
    name = ""
    for line in head.decode("utf-8", "replace").replace("\r\n", "\n").split("\n")[1:]:
        if line[:1] in (" ", "\t"):
            if name:
                fields[name] = f"{fields[name]} {line.strip()}".strip()
            continue
        key, colon, value = line.partition(":")
        name = key.strip().lower() if colon and key.strip().lower() not in fields else ""
        if name:
            fields[name] = value.strip()
    return fields


def media_and_charset(content_type: str | None) -> tuple[str, str | None]:
    """The media type in small letters, empty where there is none, and the encoding that it names."""
    text = content_type or ""
    charset = _CHARSET.search(text)
    return text.partition(";")[0].strip().lower(), charset[1] if charset else None


def dechunked(response: Response, lenient: bool = False) -> bytes:
    """The body without its transfer encoding. One that says it is chunked and is not was undone by who saved it.

    Raises :class:`PageError` where it is cut off or damaged; ``lenient`` gives what is there."""
    if "chunked" not in response.fields.get("transfer-encoding", "").lower():
        return response.body
    body = response.body
    size = _CHUNK_SIZE.match(body)
    if size is None:
        return body
    parts: list[bytes] = []
    while size is not None:
        length = int(size[1], 16)
        if not length:
            return b"".join(parts)
        part = body[size.end() : size.end() + length]
        parts.append(part)
        at = size.end() + length
        if len(part) < length:
            break
        at += 2 if body[at : at + 2] == b"\r\n" else 1
        size = _CHUNK_SIZE.match(body, at)
    if lenient:
        return b"".join(parts)
    raise PageError("was sent in chunks, which are damaged or cut off")


def decoded(response: Response, entity: bytes, budget: Budget | None, lenient: bool = False) -> bytes:
    """The body without its content encodings. One that does not begin as its encoding does was undone by who saved
    it. Raises :class:`PageError` where it is damaged, cut off, too long, or in an encoding that is not known."""
    names = [name.strip().lower() for name in response.fields.get("content-encoding", "").split(",")]
    names = [name for name in names if name not in ("", "identity", "none")]
    if len(names) > _MOST_CODINGS:
        raise PageError(f"was sent in {len(names)} content encodings, more than the {_MOST_CODINGS} that are undone")
    for name in reversed(names):
        kind = _CODINGS.get(name)
        if kind is None:
            raise PageError(f"was sent in the content encoding {name[:40]!r}, which is not known")
        if kind in (GZIP, ZSTD) and not kind.begins(entity[:8]):
            continue
        try:
            entity = _expanded(entity, kind, budget, lenient)
        except PageError:
            if kind in (GZIP, ZSTD) or not _is_markup(entity):
                raise
    return entity


def _expanded(entity: bytes, kind: Kind, budget: Budget | None, lenient: bool) -> bytes:
    most = opened.MAX_BYTES
    raw = read_up_to(Expanding(io.BytesIO(entity), kind, budget, lenient=lenient), most + 1)
    if len(raw) > most:
        raise PageError(f"has more than the {most:,} bytes that a page may have")
    return raw


def _is_markup(raw: bytes) -> bool:
    start = raw[:512].lstrip(b"\xef\xbb\xbf \t\r\n")
    return start.startswith(b"<") and not any(byte < 9 for byte in start)
