"""The files behind what a user names: a file, a folder with all below it, a glob, or ``-`` for standard input."""

from __future__ import annotations

import glob
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from reportedly.errors import UsageError

STANDARD_INPUT = "-"

# What a browser saves beside a page, and the tables that describe a folder. A file of these kinds that is named
# itself is still looked at.
NOT_PAGES = frozenset(
    """css js mjs json csv tsv xml rss map png jpg jpeg gif webp avif svg ico bmp mp3 mp4 m4a webm mov avi
    woff woff2 ttf otf eot db sqlite sqlite3 py pyc md part""".split()
)


@dataclass(frozen=True, slots=True)
class Place:
    """A file to read and the path it has in the record: relative to the folder that was named, with slashes.
    ``file`` is null for standard input."""

    file: Path | None
    path: str


def find_places(paths: Sequence[str | Path]) -> list[Place]:
    """The files behind ``paths``: a file is itself, a folder all pages in it and below, else a glob pattern.

    In a folder, hidden files, links to folders and files of the kinds :data:`NOT_PAGES` are passed over. ``-`` is
    standard input. Sorted by path within each argument. Raises :class:`UsageError` where a path names nothing.
    """
    places: list[Place] = []
    for given in paths:
        path = Path(given)
        if str(given) == STANDARD_INPUT:
            if any(place.file is None for place in places):
                raise UsageError("- is standard input, which can be read only once")
            places.append(Place(None, "stdin"))
            continue
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
