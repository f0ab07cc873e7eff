"""The stages in their order: the one place that knows it.

``read_page`` takes one page the whole way to findings with their actors; ``build`` does so for all pages of the
paths it is given and puts what comes out into a record.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path

from reportedly.errors import PageError, StrictError
from reportedly.findings.dates import find_times
from reportedly.pages.files import Place, find_places, read_place
from reportedly.reading.sentences import paragraphs
from reportedly.reading.tags import Reader
from reportedly.record.store import Record
from reportedly.types import Actor, Findings, Mention, Page, Report, Skipped, identifier

READ_LANGUAGES = frozenset({"en"})  # reports in other languages are stored, and not read further
POOL_FROM = 24  # pages from which a pool of processes pays for its start


@dataclass(frozen=True, slots=True)
class Read:
    """One page's report, findings and actors."""

    page: Page
    report: Report
    findings: Findings
    actors: tuple[Actor, ...]


@dataclass
class Summary:
    """What a build did. ``known`` pages were in the record already, ``again`` of the added ones had been read by
    another reader or with other ``--meta`` values; ``seconds`` is wall time."""

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
    skipped: list[Skipped] = field(default_factory=list)
    unread: dict[str, int] = field(default_factory=dict)
    seconds: float = 0.0


Progress = Callable[[int, int, Summary], None]


@lru_cache(maxsize=1)
def the_reader() -> Reader:
    """The reading model, loaded once a process."""
    from reportedly.reading.rules import RuleReader

    return RuleReader()


def read_page(page: Page) -> Read | Skipped:
    """Take one page through all stages. What is wrong with the page comes back as the reason it was skipped."""
    from reportedly.reports.article import make_report
    from reportedly.reports.dating import date_report

    try:
        report = date_report(make_report(page))
    except PageError as error:
        return Skipped(page.path, str(error))
    except RecursionError:
        return Skipped(page.path, "is nested too deeply")
    if report.language not in READ_LANGUAGES:
        return Read(page, report, Findings(), ())
    report = replace(report, reader=the_reader().version)
    findings, actors = find(report)
    return Read(page, report, findings, actors)


def find(report: Report) -> tuple[Findings, tuple[Actor, ...]]:
    """All findings of a report, with their actors."""
    from reportedly.actors.coreference import resolve
    from reportedly.actors.resolve import identify
    from reportedly.findings.figures import find_figures
    from reportedly.findings.statements import find_statements

    tagged = the_reader().read([report])[0]
    times = find_times(report, paragraphs(report))
    statements = find_statements(tagged, times)
    figures = find_figures(tagged, statements, times)
    mentions = tuple(
        Mention(
            identifier("m", report.page.sha256, "mention", entity.type, entity.span, ordinal),
            report.id,
            entity.span,
            report.text[slice(*entity.span)],
            entity.type,
        )
        for ordinal, entity in enumerate(tagged.entities)
    )
    findings = Findings(statements, figures, (), mentions, times)
    return identify(resolve(tagged, findings), report)


def build(
    paths: Sequence[str | Path],
    record: str | Path,
    *,
    meta: str | Path | Mapping[str, Mapping[str, str]] | None = None,
    strict: bool = False,
    workers: int | None = None,
    progress: Progress | None = None,
) -> Summary:
    """Read every page behind ``paths`` into the record file ``record``, which is made where it is not there.

    Pages that the record holds already, read by the same reader with the same ``meta``, are not read again, so
    that the same build twice changes nothing and a killed one goes on where it stopped. ``meta`` is a CSV file or
    its rows (:func:`reportedly.pages.meta.read_meta`). ``workers`` is the number of processes (default: the
    cores, or one for a few pages). ``progress`` is called after each page with pages done, pages in all, and the
    summary so far.

    Raises :class:`UsageError` for paths or a meta file that cannot be used, :class:`RecordError` for a record
    that cannot be opened, :class:`StrictError` at the first page that is skipped where ``strict`` is set.
    """
    from reportedly.engines.local import run
    from reportedly.pages.meta import read_meta

    started = time.monotonic()
    given = read_meta(meta) if isinstance(meta, str | os.PathLike) else dict(meta or {})
    places = find_places(paths)
    if workers is None:
        workers = os.cpu_count() or 1 if len(places) >= POOL_FROM else 1
    summary = Summary()
    with Record.open(record, create=True) as store:
        for items in _batches(run(_step, _jobs(places, given, store, summary), workers)):
            with store.batch():
                for item in items:
                    _keep(item, store, summary)
                    if progress:
                        progress(summary.pages, len(places), summary)
                    if strict and summary.skipped:
                        break
            if strict and summary.skipped:
                raise StrictError(f"{summary.skipped[0].path}: {summary.skipped[0].reason}")
        counts = store.counts()
    for kind in ("statements", "figures", "events", "mentions", "times"):
        setattr(summary, kind, counts.get(kind, 0))
    summary.reports = counts.get("reports", 0)
    summary.seconds = time.monotonic() - started
    return summary


# A page that the record holds goes through the pool too, as a job without work, so that the order stays.
@dataclass(frozen=True, slots=True)
class _Known:
    page: Page


def _step(job: Page | Skipped | _Known) -> Read | Skipped | _Known:
    return read_page(job) if isinstance(job, Page) else job


def _jobs(
    places: Sequence[Place], given: Mapping[str, Mapping[str, str]], store: Record, summary: Summary
) -> Iterator[Page | Skipped | _Known]:
    under_way: set[str] = set()
    for place in places:
        page = read_place(place, given)
        if isinstance(page, Page):
            known = store.known(page.sha256)
            current = known is not None and known.reader in (the_reader().version, None) and known.given == page.given
            if page.sha256 in under_way or current:
                yield _Known(replace(page, raw=b""))
                continue
            under_way.add(page.sha256)
            if known is not None:
                summary.again += 1
        yield page


def _batches(
    items: Iterator[Read | Skipped | _Known], size: int = 64, seconds: float = 2.0
) -> Iterator[Iterator[Read | Skipped | _Known]]:
    """Groups of items, one transaction each: at most ``size`` items or about ``seconds`` long."""
    for first in items:

        def group(first: Read | Skipped | _Known = first) -> Iterator[Read | Skipped | _Known]:
            yield first
            started = time.monotonic()
            for n, item in enumerate(items, 2):
                yield item
                if n >= size or time.monotonic() - started > seconds:
                    return

        yield group()


def _keep(item: Read | Skipped | _Known, store: Record, summary: Summary) -> None:
    summary.pages += 1
    if isinstance(item, _Known) and store.known(item.page.sha256) is None:
        item = Skipped(item.page.path, "is the same as a page that was skipped")
    if isinstance(item, Skipped):
        store.skip(item.path, item.reason)
        summary.skipped.append(item)
    elif isinstance(item, _Known):
        store.add_path(item.page.sha256, item.page.path)
        summary.known += 1
    else:
        store.add(item.page, item.report, item.findings, item.actors)
        summary.added += 1
        if item.report.reader is None:
            language = item.report.language or "unknown"
            summary.unread[language] = summary.unread.get(language, 0) + 1
