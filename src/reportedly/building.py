"""A build: all pages of the paths that are given, read and put into a record, and its cases made of them."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from reportedly.corrections.applying import without_rejected
from reportedly.engines.local import OutOfTime, run, time_limit
from reportedly.errors import ReportedlyError, StrictError
from reportedly.pages.opened import Settings
from reportedly.pages.places import Place, find_places
from reportedly.pages.sources import read_place
from reportedly.pipeline import Read, read_page, reader_version
from reportedly.record.collated import ActorsById
from reportedly.record.known import Known
from reportedly.record.rows import actors_named
from reportedly.record.store import Record, open_record
from reportedly.types import Findings, Page, Report, Skipped

if TYPE_CHECKING:
    from reportedly.reading.encoder import ModelName

POOL_FROM = 24  # pages to read from which a pool of processes pays for its start
PAGE_SECONDS = 600.0  # for one page; the longest text that is let in takes some two minutes on a quiet machine
MOST_UNDER_WAY = 200_000_000  # bytes of pages that are handed to processes before results are waited for


@dataclass
class Summary:
    """What a build did. ``known`` pages were in the record already, ``again`` of the added ones had been read by
    another reader or with other ``--meta`` values; ``orphans`` are decisions of people that nothing in the record is
    left for; ``seconds`` is wall time, ``collating`` how many of them went into cases and series, null where nothing
    had changed."""

    pages: int = 0
    added: int = 0
    again: int = 0
    known: int = 0
    reports: int = 0
    statements: int = 0
    figures: int = 0
    events: int = 0
    mentions: int = 0
    times: int = 0
    cases: int = 0
    series: int = 0
    orphans: int = 0
    collating: float | None = None
    skipped: list[Skipped] = field(default_factory=list)
    unread: dict[str, int] = field(default_factory=dict)
    seconds: float = 0.0


Progress = Callable[[int, int, Summary], None]


def build(
    paths: Sequence[str | Path],
    record: str | Path,
    *,
    meta: str | Path | Mapping[str, Mapping[str, str]] | None = None,
    fields: Mapping[str, str] | None = None,
    strict: bool = False,
    again: bool = False,
    workers: int | None = None,
    model: ModelName = "full",
    page_seconds: float = PAGE_SECONDS,
    cases: bool = True,
    who: str | None = None,
    progress: Progress | None = None,
) -> Summary:
    """Read every page behind ``paths`` into the record file ``record``, which is made where it is not there.

    Pages that the record holds already, read by the same model and rules with the same ``meta``, are not read again, so
    that the same build twice changes nothing and a killed one goes on where it stopped; ``again`` reads them all.
    ``meta`` is a CSV file or its rows (:func:`reportedly.pages.meta.read_meta`). ``workers`` is the number of
    processes (default: the cores, or one for a few pages). ``model`` is the reading model: ``full``, or ``quick`` for
    about twice the speed and a few points less. ``fields`` says what the fields of JSON Lines are called
    (``{"url": "link"}``). A page that is not read in ``page_seconds`` is skipped. At the end cases and series are made
    anew of all findings in the record, if any has changed and ``cases`` is set. ``who`` is by whom, for the record's
    log (default: ``REPORTEDLY_WHO`` in the environment, else the login name). ``progress`` is called after each page
    with pages done, pages in all as far as that is known, and the summary so far.

    Raises :class:`UsageError` for paths or a meta file that cannot be used, :class:`RecordError` for a record
    that cannot be opened, :class:`StrictError` at the first page that is skipped where ``strict`` is set.
    """
    from reportedly.pages.jsonl import checked_fields
    from reportedly.pages.meta import read_meta

    started = time.monotonic()
    settings = Settings(checked_fields(fields))
    given = read_meta(meta) if isinstance(meta, str | os.PathLike) else dict(meta or {})
    places = find_places(paths)
    summary = Summary()
    version = reader_version(model)
    of = str(meta) if isinstance(meta, str | os.PathLike) else meta is not None
    options = {"meta": of, "fields": fields, "strict": strict, "again": again, "cases": cases, "model": model}
    told = {"paths": [str(path) for path in paths], "reader": version, "options": options}
    with open_record(record, create=True, who=who) as store, store.building(told) as outcome:
        pages = _Pages(places, given, settings)
        jobs, many = _looked_ahead(_jobs(pages, store, summary, None if again else version))
        if workers is None:
            workers = os.cpu_count() or 1 if many else 1
        step = partial(_step, model=model, seconds=page_seconds)
        patience = page_seconds * 1.5 + 60 if page_seconds else None
        done = run(step, jobs, workers, weight=_weight, most=MOST_UNDER_WAY, lost=_lost, patience=patience)
        for items in _batches(done):
            with store.batch():
                for item in items:
                    _keep(item, store, summary, version)
                    if progress:
                        progress(summary.pages, pages.drawn + pages.left, summary)
                    if strict and summary.skipped:
                        break
            if strict and summary.skipped:
                raise StrictError(f"{summary.skipped[0].path}: {summary.skipped[0].reason}")
        summary.collating = bring_together(store) if cases else None
        counts = store.counts()
        summary.orphans = len(store.orphans())
        for kind in ("reports", "statements", "figures", "events", "mentions", "times", "cases", "series"):
            setattr(summary, kind, counts[kind])
        outcome.update((kind, getattr(summary, kind)) for kind in ("pages", "added", "again", "known", "reports"))
        outcome["skipped"] = len(summary.skipped)
    summary.seconds = time.monotonic() - started
    return summary


def bring_together(store: Record) -> float | None:
    """Make cases and series of all findings of a record, in place of those that it holds, in one transaction.

    Returns the seconds that it took; null where nothing has changed since it was done last, and so nothing is to be
    done. Raises :class:`ReportedlyError` where the program fails on it: the pages are in the record all the same.
    """
    if not store.cases_due:
        return None
    from reportedly.collation.collate import collating

    started = time.monotonic()
    try:
        with store.batch():
            actors = store.actors_by_id()
            with collating(entries_of(store, actors), actors) as collation:
                store.replace_cases(collation)
    except ReportedlyError:
        raise
    except Exception as error:
        if os.environ.get("REPORTEDLY_DEBUG"):
            raise
        message = " ".join(str(error).split())[:200]
        raise ReportedlyError(
            f"{store.path}: the pages are recorded, but this program failed on making cases of them, please report it: "
            f"{type(error).__name__}: {message}"
        ) from error
    return time.monotonic() - started


def entries_of(store: Record, actors: ActorsById) -> Iterator[tuple[Report, Findings]]:
    """The reports of a record with their findings as cases are made of them: by day, without what people rejected, and
    with their actors read into ``actors``."""
    for report, findings in store.entries_by_day():
        standing = without_rejected(findings)
        actors.bring(actors_named(standing))
        yield report, standing


# A page that the record holds, or that cannot be read, goes through the pool too, so that the order stays. What
# failed for want of time or memory is Skipped, which the next build tries again; what the page itself is to blame for
# is Failed, which is remembered with its hash.
@dataclass(frozen=True, slots=True)
class _Known:
    page: Page


@dataclass(frozen=True, slots=True)
class _Failed:
    page: Page
    reason: str


_Item = Read | Skipped | _Known | _Failed


def _step(job: Page | Skipped | _Known, model: ModelName, seconds: float) -> _Item:
    if not isinstance(job, Page):
        return job
    try:
        with time_limit(seconds):
            result = read_page(job, model)
    except OutOfTime:
        return Skipped(job.path, f"was not read in {seconds:g} seconds")
    except MemoryError:
        return Skipped(job.path, "needs more memory than there is")
    return _Failed(replace(job, raw=b""), result.reason) if isinstance(result, Skipped) else result


def _lost(job: Page | Skipped | _Known, why: str) -> _Item:
    return Skipped(job.path, why) if isinstance(job, Page) else job


class _Pages:
    """The pages of all places in their order; how many were drawn, and how many files are still to be opened."""

    def __init__(self, places: Sequence[Place], given: Mapping[str, Mapping[str, str]], settings: Settings) -> None:
        self._places, self._given, self._settings = places, given, settings
        self.drawn, self.left = 0, len(places)

    def __iter__(self) -> Iterator[Page | Skipped]:
        for place in self._places:
            self.left -= 1
            for page in read_place(place, self._given, self._settings):
                self.drawn += 1
                yield page


def _jobs(
    pages: Iterable[Page | Skipped], store: Record, summary: Summary, reader: str | None
) -> Iterator[Page | Skipped | _Known]:
    under_way: set[str] = set()
    for page in pages:
        if isinstance(page, Page):
            known = store.known(page.sha256)
            if page.sha256 in under_way or (known is not None and reader and _current(known, page, reader)):
                yield _Known(replace(page, raw=b""))
                continue
            under_way.add(page.sha256)
            page = replace(page, marks=store.marks(page.sha256))
            if known is not None and known.report is not None:
                summary.again += 1
        yield page


_Job = Page | Skipped | _Known


def _looked_ahead(jobs: Iterator[_Job]) -> tuple[Iterator[_Job], bool]:
    """The same jobs, and whether so many of them are to be read that a pool of processes pays."""
    first: list[_Job] = []
    many = weight = 0
    for job in jobs:
        first.append(job)
        many += isinstance(job, Page)
        weight += _weight(job)
        if many >= POOL_FROM or weight > MOST_UNDER_WAY:
            break
    return chain(first, jobs), many >= POOL_FROM


def _weight(job: _Job) -> int:
    return len(job.raw) if isinstance(job, Page) else 0


def _current(known: Known, page: Page, reader: str) -> bool:
    """Whether reading the page again would give the same. A report in a language that is not read has no reader."""
    return known.current(page, None if known.report and known.reader is None else reader)


def _batches(items: Iterator[_Item], size: int = 64, seconds: float = 2.0) -> Iterator[Iterator[_Item]]:
    """Groups of items, one transaction each: at most ``size`` items or about ``seconds`` long."""
    for first in items:

        def group(first: _Item = first) -> Iterator[_Item]:
            yield first
            started = time.monotonic()
            for n, item in enumerate(items, 2):
                yield item
                if n >= size or time.monotonic() - started > seconds:
                    return

        yield group()


def _keep(item: _Item, store: Record, summary: Summary, reader: str) -> None:
    summary.pages += 1
    if isinstance(item, _Known):
        page, known = item.page, store.known(item.page.sha256)
        if known is not None and known.report is not None:
            store.add_path(
                page.sha256,
                page.path,
                url=page.url,
                captured_at=page.captured_at,
                captured_by=page.captured_by,
                capture_id=page.capture_id,
            )
            summary.known += 1
            return
        item = _Failed(page, (known.reason if known else None) or "is the same as a page that was skipped")
    if isinstance(item, _Failed):
        store.skip(item.page.path, item.reason, sha256=item.page.sha256, build=reader)
        summary.skipped.append(Skipped(item.page.path, item.reason))
    elif isinstance(item, Skipped):
        store.skip(item.path, item.reason)
        summary.skipped.append(item)
    else:
        store.add(item.page, item.report, item.findings, item.actors)
        summary.added += 1
        if item.report.reader is None:
            language = item.report.language or "an unknown language"
            summary.unread[language] = summary.unread.get(language, 0) + 1
