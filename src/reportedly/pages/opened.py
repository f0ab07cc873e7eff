"""A file, or a member of one, opened for a page source: its bytes as a stream, without compression, with limits."""

from __future__ import annotations

import io
import os
import stat
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import BinaryIO, cast

from reportedly.errors import PageError
from reportedly.pages.expanding import (
    CHUNK,
    FREE,
    RATIO,
    Budget,
    Expanding,
    Kind,
    TooMuch,
    dictionary_frame,
    kind_of,
    read_up_to,
)
from reportedly.pages.places import Place

__all__ = ["FREE", "RATIO", "Opened", "Part", "Settings", "TooMuch", "opened_place", "opened_stream"]

MAX_BYTES = 50_000_000  # the largest page that is read; the largest real one seen so far has 7 MB
MAX_TAGS = 500_000  # opening angle brackets of an HTML page, a kilobyte of memory each; the largest real one has 19,437
HEAD = 65_536  # bytes at the beginning that a source is recognized by
DEPTH = 4  # archives within archives, at most
MAX_COPY = 2_000_000_000  # bytes that are copied to a temporary file where an archive is read from both ends
_ENDINGS = (".gz", ".zst", ".zstd", ".bz2", ".xz")


@dataclass(frozen=True, slots=True)
class Settings:
    """What the user says of how sources are to be read. ``fields`` maps our names of a JSON line's fields to
    theirs (``{"url": "link"}``)."""

    fields: Mapping[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class Opened:
    """Something that holds a page or many. ``stream`` begins at its first byte, ``head`` is its first 64 KiB, both
    without compression; ``original`` is the file as it is, compressed or not, for sources that expand it themselves
    (read from one of the two). ``size`` is the number of bytes of ``original`` where it is known; ``name`` is the
    file's own name, in which the ending of a compressed file (``.gz``) is left out; ``compression`` is how it is
    compressed, null where it is not; ``depth`` is in how many archives it lies."""

    path: str
    name: str
    head: bytes
    stream: BinaryIO
    original: Callable[[], BinaryIO]
    compressed: bool = False
    size: int | None = None
    depth: int = 0
    settings: Settings = field(default_factory=Settings)
    compression: Kind | None = None
    budget: Budget = field(default_factory=Budget)
    file: BinaryIO | None = None

    def read(self, most: int | None = None) -> bytes:
        """All of its bytes. Raises :class:`PageError` where there are more than ``most`` (:data:`MAX_BYTES`)."""
        most = MAX_BYTES if most is None else most
        if not self.compressed and self.size is not None and self.size > most:
            raise PageError(f"has {self.size:,} bytes, more than the {most:,} that a page may have")
        raw = read_up_to(self.stream, most + 1)
        if len(raw) > most:
            raise PageError(f"has more than the {most:,} bytes that a page may have")
        return raw

    def member(self, stream: BinaryIO, name: str | int, size: int | None = None) -> Opened:
        """A member of this archive, opened: :func:`reportedly.pages.sources.pages_of` gives its pages. What comes
        out of it counts with what came out of the rest of the file (:class:`TooMuch`)."""
        return opened_stream(
            stream, f"{self.path}#{name}", size=size, depth=self.depth + 1, settings=self.settings, budget=self.budget
        )

    @contextmanager
    def seekable(self) -> Iterator[BinaryIO]:
        """The bytes of ``stream`` in a file that can be read from anywhere: the file itself, else a temporary copy,
        which is gone afterwards. Raises :class:`PageError` where it is too long for one."""
        if self.file is not None and not self.compressed and self.file.seekable():
            self.file.seek(0)
            yield self.file
            return
        with tempfile.SpooledTemporaryFile(max_size=FREE) as copy:
            length = 0
            while part := self.stream.read(CHUNK):
                length += len(part)
                if length > MAX_COPY:
                    raise PageError(f"has more than {MAX_COPY:,} bytes: unpack what it lies in, and name it itself")
                copy.write(part)
            copy.seek(0)
            yield cast(BinaryIO, copy)


@contextmanager
def opened_place(place: Place, settings: Settings) -> Iterator[Opened]:
    """Open a file. Raises :class:`PageError` where it is no regular file, :class:`OSError` where it cannot be read."""
    if place.file is None:
        if sys.stdin is None:
            raise PageError("is closed: nothing can be read from it")
        yield opened_stream(cast(BinaryIO, sys.stdin.buffer), place.path, settings=settings)
        return
    status = os.stat(place.file)
    if not stat.S_ISREG(status.st_mode):
        raise PageError("is not a regular file")
    with open(place.file, "rb") as file:
        opened = opened_stream(file, place.path, size=status.st_size, settings=settings)
        opened.file = file
        yield opened


def opened_stream(
    file: BinaryIO,
    path: str,
    *,
    size: int | None = None,
    depth: int = 0,
    settings: Settings | None = None,
    budget: Budget | None = None,
) -> Opened:
    """What stands in ``file`` from where it is, under ``path`` in the record (:meth:`Opened.member` for what lies in
    an archive). Raises :class:`PageError` where archives are nested too deeply."""
    if depth > DEPTH:
        raise PageError(f"lies in more than {DEPTH} archives, one in another")
    if budget is None:
        # What a user names is the measure for all that lies in it.
        budget = Budget(size or 0)
        if size is None:
            file = cast(BinaryIO, _Counted(file, budget))
    settings = settings or Settings()
    name = path.rpartition("/")[2]
    start = read_up_to(file, HEAD)
    start += read_up_to(file, dictionary_frame(start))
    whole = cast(BinaryIO, io.BufferedReader(_Again(start, file), CHUNK))
    kind = kind_of(start)
    if kind is None:
        return Opened(path, name, start, whole, lambda: whole, False, size, depth, settings, None, budget)
    # The beginning is expanded twice: once to recognize what it is, and again when the source reads it.
    head = read_up_to(Expanding(cast(BinaryIO, io.BytesIO(start)), kind, lenient=True), HEAD)
    stream = cast(BinaryIO, io.BufferedReader(Expanding(whole, kind, budget), CHUNK))
    for ending in _ENDINGS:
        if name.lower().endswith(ending):
            name = name[: -len(ending)]
    return Opened(path, name, head, stream, lambda: whole, True, size, depth, settings, kind, budget)


class Part(io.RawIOBase):
    """The next ``size`` bytes of ``source``. Raises :class:`PageError` where there are less. ``left`` counts down."""

    def __init__(self, source: BinaryIO, size: int) -> None:
        self._source, self.left = source, size

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        wanted = min(len(buffer), self.left, CHUNK)
        if not wanted:
            return 0
        part = self._source.read(wanted)
        if not part:
            raise PageError("ends too early: the archive is cut off in it")
        self.left -= len(part)
        buffer[: len(part)] = part
        return len(part)


class _Again(io.RawIOBase):
    """A stream whose first bytes have been read, from its first byte on."""

    def __init__(self, start: bytes, rest: BinaryIO) -> None:
        self._start, self._rest = memoryview(start), rest

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        part = bytes(self._start[: len(buffer)])
        self._start = self._start[len(part) :]
        part = part or self._rest.read(min(len(buffer), CHUNK)) or b""
        buffer[: len(part)] = part
        return len(part)


class _Counted(io.RawIOBase):
    """A stream of unknown length, whose bytes are counted as they come."""

    def __init__(self, source: BinaryIO, budget: Budget) -> None:
        self._source, self._budget = source, budget

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        part = self._source.read(min(len(buffer), CHUNK)) or b""
        self._budget.taken += len(part)
        buffer[: len(part)] = part
        return len(part)
