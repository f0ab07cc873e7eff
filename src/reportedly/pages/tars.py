"""The members of a tar archive as it comes (POSIX.1-2017, pax; GNU tar's long names).

Not by :mod:`tarfile`: it takes a damaged head for the end of the archive, and reads a name of any length.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO, cast

from reportedly.errors import PageError
from reportedly.pages.expanding import CHUNK
from reportedly.pages.opened import Part

_BLOCK = 512
_MAX_HEADER = 1 << 20  # bytes of a pax header or a long name
_FILES = (b"0", b"\0", b"7")
_WITHOUT_BYTES = (b"1", b"2", b"3", b"4", b"5", b"6")  # links, devices, folders, pipes, whatever length they give
_NO_END = "ends without the mark of its end: the archive may be cut off here"
_CUT = "ends too early: the archive is cut off here"


@dataclass(frozen=True, slots=True)
class TarMember:
    """A file in the archive, whose bytes must be read before the next member is asked for."""

    name: str
    size: int
    stream: BinaryIO


@dataclass(frozen=True, slots=True)
class TarDamage:
    """What is wrong at an offset of the expanded archive; the members that follow are given all the same."""

    offset: int
    reason: str


def is_tar(head: bytes) -> bool:
    """Whether an archive begins so: its first block has the sum that stands in it, and a name."""
    return len(head) >= _BLOCK and head[0] != 0 and _is_head(head[:_BLOCK])


def tar_members(stream: BinaryIO) -> Iterator[TarMember | TarDamage]:
    """The files in the order of the archive; folders, links and devices are passed over.

    Raises :class:`PageError` where the compression around the archive is damaged."""
    offset = 0
    name: str | None = None
    size: int | None = None
    damaged = False
    while True:
        head = stream.read(_BLOCK)
        if len(head) < _BLOCK:
            if not damaged:
                yield TarDamage(offset, _CUT if head else _NO_END)
            return
        offset += _BLOCK
        if not head.strip(b"\0"):
            if damaged:
                continue
            return
        if not _is_head(head):
            if not damaged:
                yield TarDamage(offset - _BLOCK, "is damaged: what stands here is no file of the archive")
            damaged, name, size = True, None, None
            continue
        damaged = False
        kind = head[156:157]
        length = _number(head[124:136])
        if kind in b"xLKg" and length is not None:
            if length > _MAX_HEADER:
                yield TarDamage(offset - _BLOCK, f"is damaged: a name or head has {length:,} bytes")
                damaged = True
                continue
            padded = length + -length % _BLOCK
            raw = stream.read(padded)
            if len(raw) < padded:
                yield TarDamage(offset, _CUT)
                return
            offset += padded
            if kind == b"L":
                name = _text(raw[:length])
            elif kind == b"x":
                path, wide = _pax(raw[:length])
                name, size = path if path is not None else name, wide if wide is not None else size
            continue
        length = 0 if kind in _WITHOUT_BYTES else size if size is not None else length
        if length is None:
            yield TarDamage(offset - _BLOCK, "is damaged: it does not say how long it is")
            damaged, name, size = True, None, None
            continue
        part = Part(stream, length)
        if kind in _FILES:
            called = name if name is not None else _name(head)
            yield TarMember(called, length, cast(BinaryIO, io.BufferedReader(part, CHUNK)))
        name, size = None, None
        # What the reader of the member left, and what fills up its last block.
        try:
            while part.read(CHUNK):
                pass
        except PageError:
            stream.read(1)  # compression that is damaged says so again, and that ends it; else the archive is cut off
        left = part.left
        padding = -length % _BLOCK
        if left or len(stream.read(padding)) < padding:
            yield TarDamage(offset, _CUT)
            return
        offset += length + padding


def _is_head(block: bytes) -> bool:
    """Whether the sum of its bytes stands in it; some writers summed them with their signs."""
    said = _number(block[148:156])
    if said is None:
        return False
    field = block[:148] + b" " * 8 + block[156:]
    unsigned = sum(field)
    return said in (unsigned, unsigned - 256 * sum(byte > 127 for byte in field))


def _number(field: bytes) -> int | None:
    """A number in octal digits, or as GNU tar writes large ones, in bytes behind one with the highest bit; null for
    what is none."""
    if field[:1] == b"\x80":
        return int.from_bytes(field[1:], "big")
    digits = field.strip(b" \0").split(b"\0")[0].strip()
    if not digits or digits.strip(b"01234567"):
        return None
    return int(digits, 8)


def _name(head: bytes) -> str:
    name = _text(head[:100])
    prefix = _text(head[345:500]) if head[257:263] == b"ustar\0" else ""
    return f"{prefix}/{name}" if prefix else name


def _text(raw: bytes) -> str:
    return raw.split(b"\0")[0].decode("utf-8", "backslashreplace")


def _pax(raw: bytes) -> tuple[str | None, int | None]:
    """Path and size out of a pax header: lines of "length key=value", the length being that of the whole line."""
    path: str | None = None
    size: int | None = None
    while raw:
        digits, space, _ = raw.partition(b" ")
        if not space or not digits.isdigit() or len(digits) > 8 or not len(digits) < int(digits) <= len(raw):
            break
        key, _, value = raw[len(digits) + 1 : int(digits)].rstrip(b"\n").partition(b"=")
        if key == b"path":
            path = value.decode("utf-8", "backslashreplace")
        elif key == b"size" and value.isdigit() and len(value) < 20:
            size = int(value)
        raw = raw[int(digits) :]
    return path, size
