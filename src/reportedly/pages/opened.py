"""A file, or a member of one, opened for a page source: its bytes as a stream, without gzip or zstd, with limits.

A stream that expands without measure is refused: after :data:`FREE` bytes it may hold at most :data:`RATIO` times
what was read for it.
"""

from __future__ import annotations

import io
import os
import stat
import sys
import zlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import BinaryIO, cast

from reportedly.errors import PageError
from reportedly.pages.places import Place

MAX_BYTES = 50_000_000  # the largest page that is read; the largest real one seen so far has 7 MB
HEAD = 65_536  # bytes at the beginning that a source is recognized by
RATIO = 300  # the most bytes that one compressed byte may stand for; web pages reach 20, their archives 10
FREE = 8_000_000  # bytes that may come out before the ratio is looked at
DEPTH = 4  # archives within archives, at most
_CHUNK = 1 << 16
_GZIP = b"\x1f\x8b"
_ZSTD = b"\x28\xb5\x2f\xfd"


@dataclass(frozen=True, slots=True)
class Settings:
    """What the user says of how sources are to be read. ``fields`` maps our names of a JSON line's fields to
    theirs (``{"url": "link"}``)."""

    fields: Mapping[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class Opened:
    """Something that holds a page or many. ``stream`` begins at its first byte, ``head`` is its first 64 KiB, both
    without compression; ``original`` is the file as it is, compressed or not, for sources that read gzip themselves.
    ``size`` is the number of bytes of ``original`` where it is known; ``name`` is the file's own name, in which the
    endings ``.gz`` and ``.zst`` are left out; ``depth`` is in how many archives it lies."""

    path: str
    name: str
    head: bytes
    stream: BinaryIO
    original: Callable[[], BinaryIO]
    compressed: bool = False
    size: int | None = None
    depth: int = 0
    settings: Settings = field(default_factory=Settings)

    def read(self, most: int | None = None) -> bytes:
        """All of its bytes. Raises :class:`PageError` where there are more than ``most`` (:data:`MAX_BYTES`)."""
        most = MAX_BYTES if most is None else most
        if not self.compressed and self.size is not None and self.size > most:
            raise PageError(f"has {self.size:,} bytes, more than the {most:,} that a page may have")
        raw = self.stream.read(most + 1)
        if len(raw) > most:
            raise PageError(f"has more than the {most:,} bytes that a page may have")
        return raw


@contextmanager
def opened_place(place: Place, settings: Settings) -> Iterator[Opened]:
    """Open a file. Raises :class:`PageError` where it is no regular file, :class:`OSError` where it cannot be read."""
    if place.file is None:
        if sys.stdin is None:
            raise PageError("is closed")
        yield opened_stream(cast(BinaryIO, sys.stdin.buffer), place.path, settings=settings)
        return
    status = os.stat(place.file)
    if not stat.S_ISREG(status.st_mode):
        raise PageError("is not a regular file")
    with open(place.file, "rb") as file:
        yield opened_stream(file, place.path, size=status.st_size, settings=settings)


def opened_stream(
    file: BinaryIO, path: str, *, size: int | None = None, depth: int = 0, settings: Settings | None = None
) -> Opened:
    """What stands in ``file`` from where it is, under ``path`` in the record; an archive calls it for its members,
    with the depth that these have. Raises :class:`PageError` where archives are nested too deeply."""
    if depth > DEPTH:
        raise PageError(f"lies in more than {DEPTH} archives, one in another")
    name = path.rpartition("/")[2]
    start = _read_fully(file, HEAD)
    whole = cast(BinaryIO, io.BufferedReader(_Again(start, file), _CHUNK))
    expanding = _expanding(start)
    if expanding is None:
        return Opened(path, name, start, whole, lambda: whole, False, size, depth, settings or Settings())
    # The beginning is expanded twice: once to recognize what it is, and again when the source reads it.
    head = _read_fully(expanding(cast(BinaryIO, io.BytesIO(start)), lenient=True), HEAD)
    stream = cast(BinaryIO, io.BufferedReader(expanding(whole), _CHUNK))
    for ending in (".gz", ".zst", ".zstd"):
        name = name.removesuffix(ending)
    return Opened(path, name, head, stream, lambda: whole, True, size, depth, settings or Settings())


class Expanding(io.RawIOBase):
    """The bytes of a compressed stream. ``make`` gives a decompressor for each member or frame of it."""

    def __init__(self, source: BinaryIO, make: Callable[[], Decompressor], kind: str, lenient: bool = False) -> None:
        self._source, self._make, self._kind, self._lenient = source, make, kind, lenient
        self._under_way: Decompressor | None = None
        self._rest = b""  # compressed bytes that wait
        self._ready = memoryview(b"")  # expanded ones
        self._members = 0
        self._taken = self._given = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        if not self._ready:
            self._ready = memoryview(self._next(len(buffer)))
            self._given += len(self._ready)
        part, self._ready = self._ready[: len(buffer)], self._ready[len(buffer) :]
        buffer[: len(part)] = part
        if self._given > FREE and self._given > RATIO * self._taken:
            raise PageError(f"is {self._kind} data that expands more than {RATIO} times: it is not opened further")
        return len(part)

    def _next(self, most: int) -> bytes:
        """Some bytes, about ``most`` of them; none at the end."""
        while True:
            if not self._rest:
                self._rest = self._source.read(_CHUNK)
                self._taken += len(self._rest)
            if not self._rest and (self._under_way is None or not self._under_way.unconsumed_tail):
                if self._under_way is not None and not self._lenient:
                    raise PageError(f"is {self._kind} data that ends too early")
                return b""
            if self._under_way is None:
                # Zeros may fill up the end of a gzip file (https://www.gnu.org/software/gzip/manual, Tapes).
                self._rest = self._rest.lstrip(b"\0")
                if not self._rest:
                    continue
                if self._members and not _begins_member(self._rest):
                    return b""  # rubbish behind the last member, which gzip too passes over
                self._under_way = self._make()
                self._members += 1
            waiting = self._under_way.unconsumed_tail + self._rest
            self._rest = b""
            try:
                part = self._under_way.decompress(waiting, most)
            except Exception as error:
                if self._lenient:
                    return b""
                raise PageError(f"is {self._kind} data that is damaged ({_first_line(error)})") from error
            if self._under_way.eof:
                self._rest, self._under_way = self._under_way.unused_data, None
            if part:
                return part


class Decompressor:
    """What :mod:`zlib` and zstandard have in common: about so many bytes at a time, and where a member ends."""

    eof = False
    unused_data = b""
    unconsumed_tail = b""

    def decompress(self, data: bytes, most: int) -> bytes:
        raise NotImplementedError


class _Gzip(Decompressor):
    def __init__(self) -> None:
        self._inner = zlib.decompressobj(wbits=31)

    def decompress(self, data: bytes, most: int) -> bytes:
        part = self._inner.decompress(data, most)
        self.eof, self.unused_data = self._inner.eof, self._inner.unused_data
        self.unconsumed_tail = self._inner.unconsumed_tail
        return part


class _Zstd(Decompressor):
    """zstandard gives back all that its input expands to, so the input is handed over in pieces: one block of a
    frame expands to 128 KiB at most (RFC 8878, 3.1.1.2.4), and takes three bytes or more."""

    def __init__(self) -> None:
        import zstandard

        self._inner = zstandard.ZstdDecompressor(max_window_size=1 << 27).decompressobj()

    def decompress(self, data: bytes, most: int) -> bytes:
        piece, rest = data[:512], data[512:]
        part = self._inner.decompress(piece)
        self.eof = self._inner.eof
        if self.eof:
            self.unused_data, self.unconsumed_tail = self._inner.unused_data + rest, b""
        else:
            self.unconsumed_tail = rest
        return part


def _expanding(start: bytes) -> Callable[..., Expanding] | None:
    """The way to expand what begins so; null for what is not compressed."""
    if start.startswith(_GZIP):
        return lambda source, lenient=False: Expanding(source, _Gzip, "gzip", lenient)
    if start.startswith(_ZSTD):
        return lambda source, lenient=False: Expanding(source, _Zstd, "zstd", lenient)
    return None


def _begins_member(data: bytes) -> bool:
    return data[:2] == _GZIP[: len(data)] or data[:4] == _ZSTD[: len(data)] or data[1:4] == b"\x2a\x4d\x18"


class _Again(io.RawIOBase):
    """A stream whose first bytes have been read, from its first byte on."""

    def __init__(self, start: bytes, rest: BinaryIO) -> None:
        self._start, self._rest = memoryview(start), rest

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        part = bytes(self._start[: len(buffer)])
        self._start = self._start[len(part) :]
        part = part or self._rest.read(len(buffer)) or b""
        buffer[: len(part)] = part
        return len(part)


def _read_fully(stream: BinaryIO | io.RawIOBase, most: int) -> bytes:
    parts, missing = [], most
    while missing and (part := stream.read(missing)):
        parts.append(part)
        missing -= len(part)
    return b"".join(parts)


def _first_line(error: Exception) -> str:
    return str(error).partition("\n")[0][:100] or type(error).__name__
