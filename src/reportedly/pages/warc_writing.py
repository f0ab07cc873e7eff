"""Appends what was fetched to a WARC 1.1 file: each record a gzip member of its own, on the disk before the next.

A run that is killed leaves at most its last member torn; the next run cuts that off.
"""

from __future__ import annotations

import hashlib
import os
import zlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from io import FileIO
from mmap import ACCESS_READ, mmap
from pathlib import Path
from uuid import uuid4

from reportedly.errors import ReportedlyError, UsageError
from reportedly.pages.exchange import Answer, web_address
from reportedly.pages.hosts import NotFetched

_STANDARD = "http://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/"
_NOT_MODIFIED = "http://netpreserve.org/warc/1.1/revisit/server-not-modified"
_MEMBER = b"\x1f\x8b\x08"
_FIRST_WRITE = 4096  # bytes; a first record that tore without a word of it being readable is shorter


@dataclass(frozen=True, slots=True)
class Capture:
    """A page that a WARC file holds: when it was captured, as which record, and what tells whether it has changed."""

    url: str
    date: str
    record: str
    etag: bytes | None
    modified: bytes | None


class WarcWriter:
    """Writes records at the end of an open file."""

    def __init__(self, stream: FileIO, name: str, info: Mapping[str, str]) -> None:
        self._stream, self._name, self._info = stream, name, info
        self._info_record = ""

    def response(self, answer: Answer) -> Capture:
        """Write an answer and its request."""
        fields = self._fields(answer, "response")
        if not any(key.lower() == b"transfer-encoding" for key, _ in answer.headers):
            # Of a body in chunks the standard wants the digest without them, the tools with them: left out.
            fields["WARC-Payload-Digest"] = digest(answer.body)
        self._write_both(answer, "response", fields, answer.response)
        etag, modified = answer.header("ETag"), answer.header("Last-Modified")
        return Capture(
            url=fields["WARC-Target-URI"],
            date=fields["WARC-Date"],
            record=fields["WARC-Record-ID"],
            etag=etag.encode("latin-1") if etag else None,
            modified=modified.encode("latin-1") if modified else None,
        )

    def unchanged(self, answer: Answer, capture: Capture) -> None:
        """Write that the server says ``capture`` is still what it has (its answer 304)."""
        fields = self._fields(answer, "revisit") | {
            "WARC-Profile": _NOT_MODIFIED,
            "WARC-Refers-To": capture.record,
            "WARC-Refers-To-Target-URI": capture.url,
            "WARC-Refers-To-Date": capture.date,
        }
        self._write_both(answer, "revisit", {k: v for k, v in fields.items() if v}, answer.response[: answer.head])

    def _fields(self, answer: Answer, kind: str) -> dict[str, str]:
        return {
            "WARC-Type": kind,
            "WARC-Record-ID": f"<{uuid4().urn}>",
            "WARC-Date": answer.at.strftime("%Y-%m-%dT%H:%M:%SZ"),
            "WARC-Target-URI": str(answer.url),
            "WARC-IP-Address": answer.ip.partition("%")[0],
        }

    def _write_both(self, answer: Answer, kind: str, fields: dict[str, str], block: bytes) -> None:
        asked = self._fields(answer, "request") | {"WARC-Concurrent-To": fields["WARC-Record-ID"]}
        members = b"" if self._info_record else self._warcinfo(fields["WARC-Date"])
        for record, what, bytes_ in ((fields, "response", block), (asked, "request", answer.request)):
            record["WARC-Warcinfo-ID"] = self._info_record
            members += member(record, f"application/http;msgtype={what}", bytes_)
        self._append(members)

    def _warcinfo(self, date: str) -> bytes:
        self._info_record = f"<{uuid4().urn}>"
        fields = {
            "WARC-Type": "warcinfo",
            "WARC-Record-ID": self._info_record,
            "WARC-Date": date,
            "WARC-Filename": self._name,
        }
        said = {"format": "WARC File Format 1.1", "conformsTo": _STANDARD, **self._info}
        block = "".join(f"{key}: {value}\r\n" for key, value in said.items())
        return member(fields, "application/warc-fields", block.encode("utf-8", "replace"))

    def _append(self, members: bytes) -> None:
        start, rest = self._stream.tell(), memoryview(members)
        try:
            while rest:
                rest = rest[self._stream.write(rest) :]
            os.fsync(self._stream.fileno())
        except OSError as error:
            with suppress(OSError):
                self._stream.truncate(start)
            raise ReportedlyError(
                f"{self._name}: cannot be written: {error.strerror or error}; what was saved before is whole"
            ) from error


def digest(block: bytes) -> str:
    """A labelled digest as WARC headers have it: SHA-256, hexadecimal."""
    return f"sha256:{hashlib.sha256(block).hexdigest()}"


def member(fields: Mapping[str, str], content_type: str, block: bytes) -> bytes:
    """A whole record as one gzip member."""
    # Values may come from a file of somebody else (``--since``): a line end in one would be a header of its own.
    lines = [f"{name}: {''.join(c if c.isprintable() else ' ' for c in value)}" for name, value in fields.items()]
    lines += [f"WARC-Block-Digest: {digest(block)}", f"Content-Type: {content_type}", f"Content-Length: {len(block)}"]
    packer = zlib.compressobj(wbits=31)
    head = packer.compress("\r\n".join(["WARC/1.1", *lines, "", ""]).encode("utf-8"))
    return head + packer.compress(block) + packer.compress(b"\r\n\r\n") + packer.flush()


@contextmanager
def appending(file: Path, info: Mapping[str, str], note: Callable[[str], None]) -> Iterator[WarcWriter]:
    """Open ``file`` to append to, made where it is not there; ``info`` goes into a warcinfo record before the first.

    A torn last member is cut off, and ``note`` is told so. Raises :class:`UsageError` where the file is not gzip with
    WARC records, cannot be opened, or another run writes to it. A file to which nothing was written is not made.
    """
    try:
        there = file.exists()
        if there and not file.is_file():
            raise UsageError(f"{file}: cannot be written: it is not a regular file")
        stream = FileIO(file, "r+" if there else "x+")
    except OSError as error:
        raise UsageError(f"{file}: cannot be written: {error.strerror or error}") from error
    written = there
    try:
        with stream:
            _lock(stream, file)
            size, whole = stream.seek(0, os.SEEK_END), whole_length(stream, file)
            if whole < size:
                stream.truncate(whole)
                note(f"{file}: a run was stopped while it wrote; the torn last {size - whole:,} bytes are cut off")
            stream.seek(whole)
            yield WarcWriter(stream, file.name, info)
            written = written or stream.tell() > 0
    finally:
        if not written and not file.stat().st_size:
            file.unlink()


def whole_length(stream: FileIO, file: Path) -> int:
    """How many bytes at the start of a WARC.gz file are whole gzip members, the rest being the torn last one.

    Raises :class:`UsageError` where the file is none or is damaged in the middle: then nothing may be cut off.
    """
    size, at, whole = stream.seek(0, os.SEEK_END), 0, 0
    stream.seek(0)
    packer, start, damaged = zlib.decompressobj(31), b"", False
    try:
        while piece := stream.read(1 << 20):
            at += len(piece)
            while piece:
                text = packer.decompress(piece, 1 << 16)
                start = (start + text)[:5]
                piece = packer.unused_data if packer.eof else packer.unconsumed_tail
                if packer.eof:
                    whole = at - len(piece)
                    packer = zlib.decompressobj(31)
    except zlib.error:
        stream.seek(whole)
        # A file system that lost its power may leave zeros behind what was written.
        damaged = not start or any(stream.read(1 << 20).strip(b"\0") for _ in range(whole, size, 1 << 20))
    if size and start != b"WARC/" and (damaged or not b"WARC/".startswith(start) or size > _FIRST_WRITE):
        raise UsageError(f"{file}: is no WARC file packed with gzip; name another one with --output")
    if damaged or (whole < size and _records_behind(stream, whole)):
        raise UsageError(f"{file}: is damaged behind byte {whole:,}; name another one with --output")
    return whole


def _records_behind(stream: FileIO, start: int) -> bool:
    """Whether another record begins behind the one at ``start``: then that one is damaged, not torn."""
    with mmap(stream.fileno(), 0, access=ACCESS_READ) as content:
        at = start
        while (at := content.find(_MEMBER, at + 1)) >= 0:
            with suppress(zlib.error):
                if zlib.decompressobj(31).decompress(content[at : at + 4096], 5) == b"WARC/":
                    return True
    return False


def captures_in(file: Path) -> dict[str, Capture]:
    """The newest whole page (status 200) of each address in a WARC file, by address.

    Raises :class:`UsageError` where the file cannot be read.
    """
    from fastwarc.warc import ArchiveIterator, WarcRecordType

    captures: dict[str, Capture] = {}
    try:
        with open(file, "rb") as stream:
            for record in ArchiveIterator(stream, record_types=WarcRecordType.response, quirks_mode=True):
                url = (record.headers.get("WARC-Target-URI") or "").strip("<>")
                http = record.http_headers
                if http is None or http.status_code != 200 or record.headers.get("WARC-Truncated"):
                    continue
                try:
                    key = str(web_address(url))
                except NotFetched:
                    continue
                captures[key] = Capture(
                    url=url,
                    date=record.headers.get("WARC-Date") or "",
                    record=record.headers.get("WARC-Record-ID") or "",
                    etag=http.get_bytes(b"ETag"),
                    modified=http.get_bytes(b"Last-Modified"),
                )
    except OSError as error:
        raise UsageError(f"{file}: cannot be read: {error.strerror or error}") from error
    except Exception as error:
        raise UsageError(f"{file}: cannot be read as a WARC file ({error})") from error
    return captures


def _lock(stream: FileIO, file: Path) -> None:
    try:
        import fcntl
    except ImportError:  # Windows has none; two runs into one file are then the user's to avoid
        return
    try:
        fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        raise UsageError(f"{file}: another fetch writes to it; name another one with --output") from None
