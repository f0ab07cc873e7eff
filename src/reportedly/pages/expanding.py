"""Compressed streams, expanded within limits: gzip, zstd, bzip2 and xz files, and what zip and HTTP add to them.

A stream that expands without measure is refused: after :data:`FREE` bytes it may give at most :data:`RATIO` times
what was read for it; and so may all streams together that lie in one file (:class:`Budget`).
"""

from __future__ import annotations

import io
import zlib
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, BinaryIO

from reportedly.errors import PageError

if TYPE_CHECKING:
    from bz2 import BZ2Decompressor
    from lzma import LZMADecompressor

RATIO = 300  # the most bytes that one compressed byte may stand for; web pages reach 20, their archives 10
FREE = 8_000_000  # bytes that may come out before the ratio is looked at
CHUNK = 1 << 16
_WINDOW = 1 << 27  # the most memory that a zstd or xz stream may ask for, in bytes: what `zstd --long` and `xz -9` need


class Expands(PageError):
    """A compressed stream expands without measure: it is not read further."""


class TooMuch(Expands):
    """A file expands so with all that lies in it: nothing more of it is read, members that follow included."""


@dataclass(slots=True)
class Budget:
    """What was read of the file that a user named, and what all archives in it gave, in bytes."""

    taken: int = 0
    given: int = 0

    def spend(self, given: int) -> None:
        """Count ``given`` bytes that came out. Raises :class:`TooMuch` where it was too much altogether."""
        self.given += given
        if self.given > FREE and self.given > RATIO * self.taken:
            raise TooMuch(f"expands, with all that lies in it, more than {RATIO} times: it is not opened further")


class Decompressor:
    """What the libraries have in common. ``piece`` is how many bytes are handed over at most, so that what comes of
    them at once stays small; ``left`` how many of the last ones were not taken; ``hungry`` is false while there is
    more to come without any; ``eof`` is true at the end of the member."""

    piece = 4096
    eof = False
    hungry = True
    left = 0

    def decompress(self, data: bytes) -> bytes:
        raise NotImplementedError


class _Zlib(Decompressor):
    def __init__(self, wbits: int) -> None:
        self._inner = zlib.decompressobj(wbits=wbits)

    def decompress(self, data: bytes) -> bytes:
        part = self._inner.decompress(data, CHUNK)
        self.eof = self._inner.eof
        self.left = len(self._inner.unused_data if self.eof else self._inner.unconsumed_tail)
        return part


class _Deflate(Decompressor):
    """HTTP's "deflate", which some servers send with a zlib header and some without."""

    def __init__(self) -> None:
        self._inner: _Zlib | None = None

    def decompress(self, data: bytes) -> bytes:
        if self._inner is None:
            zlib_header = len(data) > 1 and data[0] & 15 == 8 and (data[0] * 256 + data[1]) % 31 == 0
            self._inner = _Zlib(15 if zlib_header else -15)
        part = self._inner.decompress(data)
        self.eof, self.left = self._inner.eof, self._inner.left
        return part


class _Standard(Decompressor):
    """A decompressor of bz2 or lzma, which are alike."""

    def __init__(self, inner: BZ2Decompressor | LZMADecompressor) -> None:
        self._inner = inner

    def decompress(self, data: bytes) -> bytes:
        part = self._inner.decompress(data, CHUNK)
        self.eof = self._inner.eof
        self.hungry = self._inner.needs_input
        self.left = len(self._inner.unused_data) if self.eof else 0
        return part


def _bzip2() -> Decompressor:
    import bz2

    return _Standard(bz2.BZ2Decompressor())


def _xz() -> Decompressor:
    import lzma

    return _Standard(lzma.LZMADecompressor(lzma.FORMAT_XZ, memlimit=_WINDOW))


class _Zstd(Decompressor):
    """zstandard gives back all that its input expands to, so that pieces must be small: one block of a frame expands
    to 128 KiB at most (RFC 8878, 3.1.1.2.4), and takes three bytes or more."""

    piece = 512

    def __init__(self, dictionary: bytes | None = None) -> None:
        import zstandard

        words = zstandard.ZstdCompressionDict(dictionary) if dictionary else None
        self._inner = zstandard.ZstdDecompressor(dict_data=words, max_window_size=_WINDOW).decompressobj()

    def decompress(self, data: bytes) -> bytes:
        part: bytes = self._inner.decompress(data)
        self.eof = self._inner.eof
        self.left = len(self._inner.unused_data) if self.eof else 0
        return part


class _Brotli(Decompressor):
    """Brotli has no sum to check what came out against, and what stands behind its end is not told apart."""

    def __init__(self) -> None:
        import brotli  # type: ignore[import-untyped]

        self._inner = brotli.Decompressor()

    def decompress(self, data: bytes) -> bytes:
        part: bytes = self._inner.process(data, output_buffer_limit=CHUNK)
        self.eof = self._inner.is_finished()
        self.hungry = self._inner.can_accept_more_data()
        return part


@dataclass(frozen=True, slots=True)
class Kind:
    """A way to compress. ``begins`` says whether a member begins with these bytes, which may be few; ``magic`` is
    what can be searched for where one is damaged."""

    name: str
    make: Callable[[], Decompressor]
    begins: Callable[[bytes], bool]
    magic: bytes = b""


def _with(magic: bytes) -> Callable[[bytes], bool]:
    return lambda data: data[: len(magic)] == magic[: len(data)]


def _begins_zstd(data: bytes) -> bool:
    """A frame, or one of the frames that a reader passes over (RFC 8878, 3.1.2)."""
    if data[:1] and 0x50 <= data[0] <= 0x5F:
        return data[1:4] == b"\x2a\x4d\x18"[: max(len(data) - 1, 0)]
    return data[:4] == _ZSTD_MAGIC[: len(data)]


_DICTIONARY = b"\x5d\x2a\x4d\x18"
_MAX_DICTIONARY = 4_000_000  # bytes; `zstd --train` makes 112,640
_ZSTD_MAGIC = b"\x28\xb5\x2f\xfd"
GZIP = Kind("gzip", lambda: _Zlib(31), _with(b"\x1f\x8b"), b"\x1f\x8b\x08")
ZSTD = Kind("zstd", _Zstd, _begins_zstd, _ZSTD_MAGIC)
BZIP2 = Kind("bzip2", _bzip2, _with(b"BZh"), b"BZh")
XZ = Kind("xz", _xz, _with(b"\xfd7zXZ\0"), b"\xfd7zXZ\0")
RAW_DEFLATE = Kind("deflate", lambda: _Zlib(-15), lambda data: False)
HTTP_DEFLATE = Kind("deflate", _Deflate, lambda data: False)
BROTLI = Kind("brotli", _Brotli, lambda data: False)


def kind_of(start: bytes) -> Kind | None:
    """How a file that begins with ``start`` is compressed; null where it is not."""
    if len(start) < 4:
        return None
    for kind in (GZIP, ZSTD, XZ):
        if kind.begins(start[:8]):
            return kind
    # A text may begin with BZh too: a block of data follows, or the end (their marks are the digits of pi and its root)
    if start[:3] == b"BZh" and start[3:4].isdigit() and start[4:10] in (b"1AY&SY", b"\x17\x72\x45\x38\x50\x90"):
        return BZIP2
    return None


def dictionary_frame(start: bytes) -> int:
    """How long the frame is in which a WARC file compressed with zstd brings its dictionary, where it begins with one
    (https://iipc.github.io/warc-specifications/specifications/warc-zstd/); else 0. Raises :class:`PageError` where it
    is too long."""
    if start[:4] != _DICTIONARY or len(start) < 8:
        return 0
    length = int.from_bytes(start[4:8], "little")
    if length > _MAX_DICTIONARY:
        raise PageError(
            f"is zstd data with a dictionary of {length:,} bytes, more than the {_MAX_DICTIONARY:,} allowed"
        )
    return 8 + length


class Expanding(io.RawIOBase):
    """The bytes of a compressed stream, all of its members or frames one after the other.

    Raises :class:`PageError` where it is damaged or ends too early, each time it is read from then on, unless
    :meth:`resume` finds a member that follows. ``lenient`` takes the damage for the end. ``starts`` is a queue for
    (offset in the compressed stream, offset in the expanded one) of the beginning of each member, where it is wanted.
    """

    def __init__(
        self,
        source: BinaryIO,
        kind: Kind,
        budget: Budget | None = None,
        *,
        lenient: bool = False,
        starts: deque[tuple[int, int]] | None = None,
    ) -> None:
        self._source, self._kind, self._budget, self._lenient = source, kind, budget, lenient
        self.starts = starts
        self._under_way: Decompressor | None = None
        self._dictionary: bytes | None = None
        self._chunk = b""  # compressed bytes; the first of them has the offset _base, the next to be used is at _at
        self._base = self._at = 0
        self._ready = memoryview(b"")  # expanded ones
        self._members = 0
        self._member = 0  # where the member under way begins in the compressed stream
        self._given = 0
        self._failed: str | None = None

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        if not self._ready:
            part = self._next()
            self._given += len(part)
            taken = self._base + len(self._chunk)
            if self._given > FREE and self._given > RATIO * taken:
                raise Expands(
                    f"is {self._kind.name} data that expands more than {RATIO} times: it is not opened further"
                )
            if self._budget:
                self._budget.spend(len(part))
            self._ready = memoryview(part)
        part_of = self._ready[: len(buffer)]
        self._ready = self._ready[len(buffer) :]
        buffer[: len(part_of)] = part_of
        return len(part_of)

    def resume(self) -> bool:
        """After damage: go on with the next member behind the beginning of the one that failed. False where none is
        found. What was damaged is left out without a trace in the bytes that follow."""
        magic = self._kind.magic
        self._failed, self._under_way = None, None
        if not magic:
            return False
        self._at = max(self._member + 1 - self._base, 0)
        while True:
            found = self._chunk.find(magic, self._at)
            if found >= 0:
                self._at = found
                return True
            self._at = max(len(self._chunk) - len(magic) + 1, self._at)
            if not self._more():
                return False

    def _next(self) -> bytes:
        """Some bytes, a few hundred KiB at most but for zstd; none at the end."""
        if self._failed is not None:
            raise PageError(self._failed)
        while True:
            if self._under_way is None and not self._begin():
                return b""
            under_way = self._under_way
            assert under_way is not None
            data = b""
            if under_way.hungry:
                if self._at == len(self._chunk) and not self._more():
                    return self._fail(f"is {self._kind.name} data that ends too early")
                data = self._chunk[self._at : self._at + under_way.piece]
            try:
                part = under_way.decompress(data)
            except Exception as error:
                return self._fail(f"is {self._kind.name} data that is damaged ({_first_line(error)})")
            self._at += len(data) - under_way.left
            if under_way.eof:
                self._under_way = None
            if part:
                return part
            if not under_way.eof and (under_way.left == len(data) if data else not under_way.hungry):
                return self._fail(f"is {self._kind.name} data that is damaged (nothing more comes out of it)")

    def _fail(self, reason: str) -> bytes:
        if self._lenient:
            return b""
        self._failed = reason
        raise PageError(reason)

    def _begin(self) -> bool:
        """Begin the next member; false where there is none."""
        # Zeros may fill up the end of a file (https://www.gnu.org/software/gzip/manual, Tapes; xz pads too).
        while self._members and (self._at < len(self._chunk) or self._more()) and not self._chunk[self._at]:
            self._at = len(self._chunk) - len(self._chunk[self._at :].lstrip(b"\0"))
        while len(self._chunk) - self._at < 8 and self._more():
            pass
        start = self._chunk[self._at : self._at + 8]
        # Rubbish behind the last member is passed over, as gzip does.
        if not start or (self._members and not self._kind.begins(start)):
            return False
        if self._dictionary is None and self._kind is ZSTD and not self._members:
            self._read_dictionary(start)
        self._member = self._base + self._at
        if self.starts is not None:
            self.starts.append((self._member, self._given))
        self._under_way = _Zstd(self._dictionary) if self._dictionary else self._kind.make()
        self._members += 1
        return True

    def _read_dictionary(self, start: bytes) -> None:
        length = dictionary_frame(start)
        if not length:
            return
        while len(self._chunk) - self._at < length:
            if not self._more():
                self._fail("is zstd data that ends too early")
                return
        raw = self._chunk[self._at + 8 : self._at + length]
        self._at += length
        if raw.startswith(_ZSTD_MAGIC):
            raw = read_up_to(Expanding(io.BytesIO(raw), ZSTD, self._budget), _MAX_DICTIONARY)
        self._dictionary = raw

    def _more(self) -> bool:
        """Read on; what was used is forgotten. False at the end of the source."""
        part = self._source.read(CHUNK)
        if part:
            self._base += self._at
            self._chunk, self._at = self._chunk[self._at :] + part, 0
        return bool(part)


def read_up_to(stream: BinaryIO | io.RawIOBase, most: int) -> bytes:
    """The next ``most`` bytes, or less at the end. (``stream.read(most)`` would take the memory for all of them.)"""
    parts, missing = [], most
    while missing and (part := stream.read(min(missing, CHUNK))):
        parts.append(part)
        missing -= len(part)
    return b"".join(parts)


def _first_line(error: Exception) -> str:
    return str(error).partition("\n")[0][:100] or type(error).__name__
