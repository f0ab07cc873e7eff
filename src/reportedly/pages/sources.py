"""Where pages come from: which source reads a file, and every page behind what a user names.

A source is one small file of this folder with one function, from an opened file to the pages in it; this module
knows them all, in the order in which they are asked (docs/adding-a-page-source.md). Those of other packages are
loaded when the first file is looked at.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from importlib import import_module
from pathlib import Path

from reportedly.errors import PageError, ReportedlyError, UsageError
from reportedly.pages.opened import Opened, Settings, opened_place
from reportedly.pages.places import Place, find_places
from reportedly.types import MediaType, Page, Skipped

Given = Mapping[str, Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class Source:
    """One kind of thing that holds pages. ``recognizes`` looks at the beginning of a file and its name;
    ``pages`` yields what is in it, one page at a time, in the same order every time."""

    name: str
    recognizes: Callable[[Opened], bool]
    pages: Callable[[Opened], Iterator[Page | Skipped]]


def _shipped(module: str, name: str) -> Source:
    """A source of this package, whose module is imported when a file is first looked at."""

    def of(function: str) -> Callable[[Opened], object]:
        found: Callable[[Opened], object] = getattr(import_module(f"reportedly.pages.{module}"), function)
        return found

    return Source(name, lambda opened: bool(of("recognizes")(opened)), lambda opened: of("pages")(opened))  # type: ignore[arg-type, return-value]


SOURCES: list[Source] = [
    # A Word document is a zip archive too, so it is asked for first; archives may hold exports, which come last.
    _shipped("word", "a Word or RTF document with articles of a press database"),
    _shipped("warc", "a WARC file"),
    _shipped("archives", "a zip or tar archive"),
    _shipped("mhtml", "an MHTML file"),
    _shipped("pdf", "a PDF file"),
    _shipped("jsonl", "JSON Lines"),
    _shipped("factiva", "an export of Factiva"),
    _shipped("nexis", "an export of LexisNexis or Nexis Uni"),
    _shipped("files", "a page of text or HTML"),
]
"""The first that recognizes a file reads it; the last takes what no other does."""


ENTRY_POINTS = "reportedly.page_sources"
_loaded = False


def register(source: Source) -> None:
    """Let ``source`` be asked before all others. A package names its own under the entry point
    ``reportedly.page_sources``: a :class:`Source`, or a module with ``recognizes`` and ``pages``."""
    SOURCES.insert(0, source)


def load_installed() -> None:
    """Register the sources of other packages that are installed, once: the last by the names of their entry points
    is asked first. Raises :class:`UsageError` where one cannot be loaded."""
    global _loaded
    if _loaded:
        return
    from importlib.metadata import entry_points

    found: list[Source] = []
    for entry in sorted(entry_points(group=ENTRY_POINTS), key=lambda e: (e.name, e.value)):
        try:
            source = entry.load()
            if not isinstance(source, Source):
                source = Source(entry.name, source.recognizes, source.pages)
        except Exception as error:
            raise UsageError(
                f"the page source {entry.name!r} ({entry.value}) that is installed cannot be loaded: "
                f"{_one_line(error)}. Mend or uninstall the package that it comes with"
            ) from error
        found.append(source)
    for source in found:
        register(source)
    _loaded = True


def read_pages(
    paths: Sequence[str | Path], given: Given | None = None, settings: Settings | None = None
) -> Iterator[Page | Skipped]:
    """Every page behind ``paths`` in order, or the reason why it is none.

    ``given`` is what ``--meta`` says, by path or URL (:func:`reportedly.pages.meta.read_meta`).
    """
    for place in find_places(paths):
        yield from read_place(place, given, settings)


def read_place(place: Place, given: Given | None = None, settings: Settings | None = None) -> Iterator[Page | Skipped]:
    """Every page in one file. Whatever is wrong with the file or a page in it comes back as the reason why it was
    skipped. Raises :class:`UsageError` where a source of another package cannot be loaded."""
    load_installed()
    path = place.path.encode("utf-8", "backslashreplace").decode("utf-8")
    try:
        with opened_place(replace(place, path=path), settings or Settings()) as opened:
            for page in pages_of(opened):
                yield with_given(page, given or {}) if isinstance(page, Page) else page
    except PageError as error:
        yield Skipped(path, str(error))
    except OSError as error:
        yield Skipped(path, f"cannot be read: {error.strerror or error}")


def pages_of(opened: Opened) -> Iterator[Page | Skipped]:
    """The pages of something that is open, by the first source that recognizes it. An archive calls this for each of
    its members. Raises :class:`PageError` where the file is nothing that a source can read, and where a source fails
    on it (``REPORTEDLY_DEBUG`` in the environment lets such an error through)."""
    for source in tuple(SOURCES):
        try:
            if source.recognizes(opened):
                yield from source.pages(opened)
                return
        except (ReportedlyError, OSError):
            raise
        except Exception as error:
            if os.environ.get("REPORTEDLY_DEBUG"):
                raise
            raise PageError(
                f"could not be read as {source.name}: this program failed on it, please report it: {_one_line(error)}"
            ) from error


def _one_line(error: Exception) -> str:
    return f"{type(error).__name__}: {' '.join(str(error).split())[:200]}"


def make_page(
    opened: Opened,
    raw: bytes,
    media_type: MediaType,
    *,
    member: str | int | None = None,
    url: str | None = None,
    captured_at: str | None = None,
    captured_by: str | None = None,
    declared: str | None = None,
    capture_id: str | None = None,
    given: Mapping[str, str | None] | None = None,
) -> Page:
    """A page of ``opened``: the file itself, or its ``member`` (a line, an offset, a name), which is added to the
    path behind ``#``. ``given`` is what the source says of outlet, title, published, byline or language."""
    return Page(
        path=opened.path if member is None else f"{opened.path}#{member}",
        raw=raw,
        sha256=hashlib.sha256(raw).hexdigest(),
        media_type=media_type,
        url=url or None,
        captured_at=captured_at or None,
        captured_by=captured_by or None,
        declared=declared or None,
        capture_id=capture_id or None,
        given={key: value for key, value in (given or {}).items() if value},
    )


def with_given(page: Page, given: Given) -> Page:
    """The page with what ``--meta`` says of it, which goes before what its source says."""
    name = page.path.rpartition("/")[2]
    row = next((given[key] for key in (page.path, name, page.url) if key and key in given), None)
    if row is None:
        return page
    return replace(
        page,
        url=row.get("url") or page.url,
        captured_at=row.get("captured_at") or page.captured_at,
        captured_by=row.get("captured_by") or page.captured_by,
        given={**page.given, **{key: value for key, value in row.items() if value and key != "path"}},
    )
