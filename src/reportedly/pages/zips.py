"""The directory of a zip archive and the bytes of its members (APPNOTE.TXT 6.3.10, https://pkware.com/appnote).

Not by :mod:`zipfile`: it refuses an archive for one name that cannot be decoded, and expands bzip2 without a limit.
"""

from __future__ import annotations

import io
import stat
import struct
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import BinaryIO, cast

from reportedly.errors import PageError
from reportedly.pages.expanding import BZIP2, CHUNK, RAW_DEFLATE, XZ, ZSTD, Budget, Expanding, Kind
from reportedly.pages.opened import Part

METHODS: Mapping[int, Kind | None] = {0: None, 8: RAW_DEFLATE, 12: BZIP2, 20: ZSTD, 93: ZSTD, 95: XZ}
_END = struct.Struct("<4s4H2LH")
_LOCATOR = struct.Struct("<4sLQL")
_END_64 = struct.Struct("<4sQ2H2L4Q")
_ENTRY = struct.Struct("<4s6H3L5H2L")
_LOCAL = struct.Struct("<4s5H3L2H")
_DAMAGED = "is a zip archive that is damaged or cut off: its directory cannot be read"
_UNIX, _MACOS = 3, 19


@dataclass(frozen=True, slots=True)
class ZipMember:
    """A member: its name, how it is packed, where its local head begins, and how long it is packed and unpacked."""

    name: str
    method: int
    encrypted: bool
    is_link: bool
    crc: int
    packed: int
    size: int
    offset: int

    def open(self, file: BinaryIO, budget: Budget) -> BinaryIO:
        """Its bytes. Reading them raises :class:`PageError` where they are damaged, cut off or too many."""
        return cast(BinaryIO, io.BufferedReader(_Content(self, file, budget), CHUNK))


def read_directory(file: BinaryIO, most: int) -> list[ZipMember]:
    """The members in the order of the directory. Raises :class:`PageError` where it is damaged, where the archive is
    one of several parts, holds more than ``most`` members, or has members that lie over one another."""
    length = file.seek(0, io.SEEK_END)
    tail_at = max(length - _END.size - 0xFFFF, 0)
    file.seek(tail_at)
    tail = file.read(length - tail_at)
    at = tail.rfind(b"PK\x05\x06")
    if at < 0 or len(tail) - at < _END.size:
        raise PageError(_DAMAGED)
    _, disk, first_disk, _, count, size, offset, _ = _END.unpack_from(tail, at)
    end = tail_at + at
    if 0xFFFF in (count, disk) or 0xFFFFFFFF in (size, offset):
        found = _end_64(file, end)
        if found is not None:
            end, disk, first_disk, size, offset = found
    if disk or first_disk:
        raise PageError("is one of several parts of a zip archive: put them together first (`zip -s 0`)")
    # Whatever stands in front of the archive shifts all offsets.
    shift = end - size - offset
    if shift < 0:
        raise PageError(_DAMAGED)
    file.seek(offset + shift)
    directory = cast(BinaryIO, io.BufferedReader(Part(file, size), CHUNK))
    members: list[ZipMember] = []
    left = size
    while left >= _ENTRY.size:
        member, length = _entry(directory, shift)
        members.append(member)
        left -= length
        if len(members) > most:
            raise PageError(f"holds more than {most:,} files: unpack it, and name the folder")
    places = sorted((m.offset, m.packed) for m in members)
    if any(a + _LOCAL.size + packed > b for (a, packed), (b, _) in pairwise(places)):
        raise PageError(
            "is a zip archive whose files lie over one another, as in those made to fill a disk: not opened"
        )
    return members


def _end_64(file: BinaryIO, end: int) -> tuple[int, int, int, int, int] | None:
    if end < _LOCATOR.size:
        return None
    file.seek(end - _LOCATOR.size)
    mark, _, _, _ = _LOCATOR.unpack(file.read(_LOCATOR.size))
    # The record lies right in front of its locator; where that is said to be does not count what stands before all.
    start = end - _LOCATOR.size - _END_64.size
    if mark != b"PK\x06\x07" or start < 0:
        return None
    file.seek(start)
    mark, _, _, _, disk, first_disk, _, _, size, offset = _END_64.unpack(file.read(_END_64.size))
    if mark != b"PK\x06\x06":
        raise PageError(_DAMAGED)
    return start, disk, first_disk, size, offset


def _entry(directory: BinaryIO, shift: int) -> tuple[ZipMember, int]:
    fixed = directory.read(_ENTRY.size)
    if len(fixed) < _ENTRY.size or fixed[:4] != b"PK\x01\x02":
        raise PageError(_DAMAGED)
    (_, made, _, flags, method, _, _, crc, packed, size, name_length, extra_length, comment, _, _, mode, offset) = (
        _ENTRY.unpack(fixed)
    )
    raw = directory.read(name_length)
    extra = _extra(directory.read(extra_length))
    directory.read(comment)
    wide = extra.get(1, b"")
    for at, value in enumerate((size, packed, offset)):
        if value == 0xFFFFFFFF and len(wide) >= 8:
            number, wide = int.from_bytes(wide[:8], "little"), wide[8:]
            size, packed, offset = (number if i == at else v for i, v in enumerate((size, packed, offset)))
    link = made >> 8 in (_UNIX, _MACOS) and stat.S_ISLNK(mode >> 16)
    member = ZipMember(
        _name(raw, extra, bool(flags & 0x800)), method, bool(flags & 0x2041), link, crc, packed, size, offset + shift
    )
    return member, _ENTRY.size + name_length + extra_length + comment


def _extra(raw: bytes) -> dict[int, bytes]:
    fields: dict[int, bytes] = {}
    while len(raw) >= 4:
        kind, length = struct.unpack_from("<2H", raw)
        fields.setdefault(kind, raw[4 : 4 + length])
        raw = raw[4 + length :]
    return fields


def _name(raw: bytes, extra: Mapping[int, bytes], utf8: bool) -> str:
    """A member's name: UTF-8 where the archive says so, in a field of its own (APPNOTE 4.6.9) or by a flag, and where
    the bytes are UTF-8 all the same; else code page 437, as the format has it."""
    field = extra.get(0x7075, b"")
    if len(field) > 5 and int.from_bytes(field[1:5], "little") == zlib.crc32(raw):
        return field[5:].decode("utf-8", "backslashreplace")
    if utf8:
        return raw.decode("utf-8", "backslashreplace")
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("cp437")


class _Content(io.RawIOBase):
    """A member's bytes, checked against its length and sum. It is opened when it is first read."""

    def __init__(self, member: ZipMember, file: BinaryIO, budget: Budget) -> None:
        self._member, self._file, self._budget = member, file, budget
        self._stream: BinaryIO | None = None
        self._crc = self._length = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        if self._stream is None:
            self._stream = self._open()
        part = self._stream.read(min(len(buffer), CHUNK))
        self._crc = zlib.crc32(part, self._crc)
        self._length += len(part)
        if self._length > self._member.size or (not part and self._length < self._member.size):
            raise PageError("is damaged in its zip archive: it is not as long as it should be")
        if not part and self._crc != self._member.crc:
            raise PageError("is damaged in its zip archive: its bytes do not have the sum that stands there")
        buffer[: len(part)] = part
        return len(part)

    def _open(self) -> BinaryIO:
        self._file.seek(self._member.offset)
        head = self._file.read(_LOCAL.size)
        if len(head) < _LOCAL.size or head[:4] != b"PK\x03\x04":
            raise PageError("is damaged in its zip archive: it is not where the directory says")
        name_length, extra_length = struct.unpack_from("<2H", head, 26)
        self._file.seek(name_length + extra_length, io.SEEK_CUR)
        packed = cast(BinaryIO, Part(self._file, self._member.packed))
        kind = METHODS[self._member.method]
        return packed if kind is None else cast(BinaryIO, Expanding(packed, kind, self._budget))
