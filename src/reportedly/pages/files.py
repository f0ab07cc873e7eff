"""Pages from files, folders and globs: plain text and HTML, recognized by content."""

from __future__ import annotations

import glob
import hashlib
import os
import re
import stat
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from reportedly.errors import PageError, UsageError
from reportedly.types import MediaType, Page, Skipped

MAX_BYTES = 50_000_000  # the largest page that is read; the largest real one seen so far has 7 MB

# What a browser saves beside a page, and the tables that describe a folder. A file of these kinds that is named
# itself is still looked at.
NOT_PAGES = frozenset(
    """css js mjs json jsonl csv tsv xml rss map png jpg jpeg gif webp avif svg ico bmp mp3 mp4 m4a webm mov avi
    woff woff2 ttf otf eot db sqlite py pyc md""".split()
)

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
_MAGIC = (
    (b"%PDF", "a PDF file"),
    (b"PK\x03\x04", "a zip archive"),
    (b"\x1f\x8b", "gzip data"),
    (b"\x28\xb5\x2f\xfd", "zstd data"),
    (b"\x89PNG", "an image"),
    (b"\xff\xd8\xff", "an image"),
    (b"GIF8", "an image"),
    (b"SQLite format 3", "a database"),
    (b"\x7fELF", "a program"),
    (b"WARC/1", "a WARC file, which this version does not read"),
)


@dataclass(frozen=True, slots=True)
class Place:
    """A file to read and the path it has in the record: relative to the folder that was named, with slashes."""

    file: Path
    path: str


def find_places(paths: Sequence[str | Path]) -> list[Place]:
    """The files behind ``paths``: a file is itself, a folder all pages in it and below, else a glob pattern.

    In a folder, hidden files, links to folders and files of the kinds :data:`NOT_PAGES` are passed over. Sorted by
    path within each argument. Raises :class:`UsageError` where a path names nothing.
    """
    places: list[Place] = []
    for given in paths:
        path = Path(given)
        if path.is_dir():
            places.extend(_folder(path))
        elif os.path.lexists(path):
            places.append(Place(path, path.name))
        else:
            matches = sorted(glob.glob(str(given), recursive=True))
            if not matches:
                raise UsageError(f"{given}: no such file or folder, and no file matches it")
            root = _fixed_part(str(given))
            places.extend(Place(Path(m), _relative(Path(m), root)) for m in matches if not os.path.isdir(m))
    return places


def read_pages(
    paths: Sequence[str | Path], given: Mapping[str, Mapping[str, str]] | None = None
) -> Iterator[Page | Skipped]:
    """Every page behind ``paths`` in order, or the reason why it is none.

    ``given`` is what ``--meta`` says, by path or URL (:func:`reportedly.pages.meta.read_meta`).
    """
    for place in find_places(paths):
        yield read_place(place, given or {})


def read_place(place: Place, given: Mapping[str, Mapping[str, str]]) -> Page | Skipped:
    """Read one file; whatever is wrong with it comes back as the reason why it was skipped."""
    path = place.path.encode("utf-8", "backslashreplace").decode("utf-8")
    try:
        raw = _bytes(place.file)
        media_type = recognize(raw)
    except PageError as error:
        return Skipped(path, str(error))
    except OSError as error:
        return Skipped(path, f"cannot be read: {error.strerror or error}")
    url = address(raw) if media_type == "text/html" else None
    row = next((given[key] for key in (path, place.file.name, url) if key and key in given), {})
    return Page(
        path=path,
        raw=raw,
        sha256=hashlib.sha256(raw).hexdigest(),
        media_type=media_type,
        url=row.get("url") or url,
        captured_at=row.get("captured_at"),
        captured_by=row.get("captured_by"),
        given={key: value for key, value in row.items() if value and key != "path"},
    )


def recognize(raw: bytes) -> MediaType:
    """HTML or plain text, by content. Raises :class:`PageError` for what is neither."""
    if not raw.strip(b"\0 \t\r\n\f\v\xef\xbb\xbf\xff\xfe"):
        raise PageError("is empty")
    for magic, kind in _MAGIC:
        if raw.startswith(magic):
            raise PageError(f"is {kind}, not a page of text or HTML")
    head = raw[:65_536].replace(b"\0", b"")
    controls = sum(head.count(bytes([c])) for c in range(1, 32) if c not in (9, 10, 11, 12, 13, 26, 27, 28, 29, 30, 31))
    if controls * 50 > len(head):
        raise PageError("is binary data, not a page of text or HTML")
    if _START.match(head.lstrip(b"\xef\xbb\xbf\xff\xfe")):
        return "text/html"
    return "text/html" if len({m[0].lower() for m in _TAG.finditer(head)}) >= 3 else "text/plain"


def address(raw: bytes) -> str | None:
    """The address that an HTML page gives itself: canonical link, ``og:url`` or the comment a browser saved."""
    found = _ADDRESS.search(raw, 0, 300_000)
    if not found:
        return None
    return next(group for group in found.groups() if group).decode("utf-8", "replace").replace("&amp;", "&")


def _bytes(file: Path) -> bytes:
    status = os.stat(file)
    if not stat.S_ISREG(status.st_mode):
        raise PageError("is not a regular file")
    if status.st_size > MAX_BYTES:
        raise PageError(f"has {status.st_size:,} bytes, more than the {MAX_BYTES:,} that a page may have")
    with open(file, "rb") as stream:
        raw = stream.read(MAX_BYTES + 1)
    if len(raw) > MAX_BYTES:
        raise PageError(f"grew past the {MAX_BYTES:,} bytes that a page may have while it was read")
    return raw


def _folder(root: Path) -> Iterator[Place]:
    found: list[Path] = []
    for folder, folders, files in os.walk(root):
        folders[:] = [name for name in folders if not name.startswith(".")]
        found.extend(Path(folder, name) for name in files if not name.startswith("."))
    for file in sorted(found, key=lambda f: f.as_posix()):
        if file.suffix.lower().lstrip(".") not in NOT_PAGES:
            yield Place(file, _relative(file, root))


def _fixed_part(pattern: str) -> Path:
    """The folder in front of a glob's first wildcard."""
    parts = Path(pattern).parts
    fixed = next((i for i, part in enumerate(parts) if glob.has_magic(part)), len(parts))
    return Path(*parts[:fixed]) if fixed else Path()


def _relative(file: Path, root: Path) -> str:
    try:
        return file.relative_to(root).as_posix()
    except ValueError:
        return file.name
