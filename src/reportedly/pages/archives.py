"""Zip and tar archives: the pages in them, in the archive's own order. Nothing is unpacked under its own name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO

from reportedly.errors import PageError
from reportedly.pages.expanding import TooMuch
from reportedly.pages.opened import Opened
from reportedly.pages.places import NOT_PAGES
from reportedly.pages.sources import pages_of
from reportedly.pages.tars import TarDamage, is_tar, tar_members
from reportedly.pages.zips import METHODS, read_directory
from reportedly.types import Page, Skipped

MAX_MEMBERS = 500_000  # of one archive; about 400 bytes of memory each
_ZIP = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08PK")  # a member; the end of an empty one; a part of several
_PROGRAM = {"[Content_Types].xml", "mimetype", "META-INF/MANIFEST.MF", "AndroidManifest.xml"}
_CONTROLS = re.compile(r"[\x00-\x1f\x7f]")


def recognizes(opened: Opened) -> bool:
    """By content. A page of SingleFile that unpacks itself is a zip archive behind some HTML."""
    head = opened.head
    return head.startswith(_ZIP) or is_tar(head) or _unpacks_itself(head)


def pages(opened: Opened) -> Iterator[Page | Skipped]:
    """The pages of all members that a folder would not pass over; their path is ``file#name``, a second member of
    one name has `` (2)`` behind it. Members may be archives themselves."""
    found = False
    for page in _zip(opened) if not is_tar(opened.head) else _tar(opened):
        found = True
        yield page
    if not found:
        raise PageError("holds no page")


def _zip(opened: Opened) -> Iterator[Page | Skipped]:
    with opened.seekable() as file:
        members = read_directory(file, MAX_MEMBERS)
        names = {member.name for member in members}
        if names & _PROGRAM:
            raise PageError("is a document or program that is packed as a zip archive: export it as HTML or text")
        # In a WACZ file the captures lie in this folder; what else is there was made of them.
        folder = "archive/" if "datapackage.json" in names and any(n.startswith("archive/") for n in names) else ""
        if _unpacks_itself(opened.head):
            folder = "index.html"
        called = _Names()
        locked = 0
        for member in members:
            if passed_over(member.name) or not member.name.startswith(folder) or member.is_link:
                continue
            name = called.of(member.name)
            if member.encrypted:
                locked += 1
            elif member.method not in METHODS:
                yield Skipped(
                    f"{opened.path}#{name}", f"is packed in a way that is not read (zip method {member.method})"
                )
            else:
                yield from _member(opened, member.open(file, opened.budget), name, member.size)
    if locked:
        yield Skipped(
            opened.path, f"holds {locked} encrypted file{'s' * (locked > 1)}: unpack it with its password first"
        )


def _tar(opened: Opened) -> Iterator[Page | Skipped]:
    called = _Names()
    for number, member in enumerate(tar_members(opened.stream)):
        if number >= MAX_MEMBERS:
            raise PageError(f"holds more than {MAX_MEMBERS:,} files: unpack it, and name the folder")
        if isinstance(member, TarDamage):
            yield Skipped(f"{opened.path}#{member.offset}", member.reason)
        elif not passed_over(member.name):
            yield from _member(opened, member.stream, called.of(member.name), member.size)


def _member(opened: Opened, stream: BinaryIO, name: str, size: int | None) -> Iterator[Page | Skipped]:
    try:
        yield from pages_of(opened.member(stream, name, size))
    except TooMuch:
        raise
    except PageError as error:
        yield Skipped(f"{opened.path}#{name}", str(error))


def passed_over(name: str) -> bool:
    """Whether a folder with a file of this name in it would pass over it; so are what macOS puts beside a file, and
    folders themselves."""
    parts = [part for part in re.split(r"[/\\]", name) if part not in ("", ".", "..")]
    if not parts or name.endswith(("/", "\\")):
        return True
    ending = parts[-1].rpartition(".")[2].lower() if "." in parts[-1] else ""
    return ending in NOT_PAGES or "__MACOSX" in parts or any(part.startswith(".") for part in parts)


def _unpacks_itself(head: bytes) -> bool:
    start = head.find(b"PK\x03\x04")
    return start > 0 and b"data-sfz" in head[:start] and b"<html" in head[:start].lower()


class _Names:
    """The names of members in the record: no two the same, no characters that control a terminal."""

    def __init__(self) -> None:
        self._times: dict[str, int] = {}

    def of(self, name: str) -> str:
        name = _CONTROLS.sub(lambda found: f"\\x{ord(found[0]):02x}", name)
        times = self._times[name] = self._times.get(name, 0) + 1
        return name if times == 1 else self.of(f"{name} ({times})")
