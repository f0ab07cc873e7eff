"""The stages in their order: the one place that knows it.

``read_page`` takes one page the whole way to findings with their actors; ``building.py`` does so for many and puts what
comes out into a record.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from reportedly.corrections.marks import marked
from reportedly.errors import PageError, UsageError
from reportedly.findings.dates.times import find_times
from reportedly.pages.places import STANDARD_INPUT, find_places
from reportedly.pages.sources import read_place
from reportedly.reading.tags import Reader, Tagged
from reportedly.reports.article import READ_LANGUAGES, make_report
from reportedly.reports.dating import date_report
from reportedly.reports.sentences import paragraphs
from reportedly.types import Actor, Findings, Mention, Page, Report, Skipped, identifier
from reportedly.versions import READING, rules_version

if TYPE_CHECKING:
    from reportedly.reading.encoder import ModelName


@dataclass(frozen=True, slots=True)
class Read:
    """One page's report, findings and actors."""

    page: Page
    report: Report
    findings: Findings
    actors: tuple[Actor, ...]


@cache
def the_reader(model: ModelName = "full") -> Reader:
    """A reading model, loaded once a process."""
    from reportedly.reading.encoder import the_encoder
    from reportedly.reading.reader import ModelReader

    return ModelReader(the_encoder(model))


def reader_version(model: ModelName = "full") -> str:
    """The version of the weights and, after ``+``, that of the rules around them: what a report's reading hangs on."""
    return f"{the_reader(model).version}+{rules_version(READING)}"


def read_page(page: Page, model: ModelName = "full") -> Read | Skipped:
    """Take one page through all stages. What is wrong with the page comes back as the reason it was skipped.

    So does an error of the program's own: one page that it cannot take must not cost the others.
    ``REPORTEDLY_DEBUG`` in the environment lets such an error through, with its traceback. Raises MemoryError.
    """
    try:
        return _read_page(page, model)
    except MemoryError:
        raise
    except PageError as error:
        return Skipped(page.path, str(error))
    except RecursionError:
        return Skipped(page.path, "is nested too deeply")
    except Exception as error:
        if os.environ.get("REPORTEDLY_DEBUG"):
            raise
        message = " ".join(str(error).split())[:200]
        return Skipped(page.path, f"this program failed on it, please report it: {type(error).__name__}: {message}")


def _read_page(page: Page, model: ModelName) -> Read:
    report = date_report(marked(make_report(page), page.marks))
    if report.language not in READ_LANGUAGES:
        return Read(page, report, Findings(), ())
    report = replace(report, reader=reader_version(model))
    findings, actors = find(report, model)
    return Read(page, report, findings, actors)


def tag_file(file: str | Path, model: ModelName = "full") -> Tagged:
    """One file's report (the first, where it holds several; ``-`` is standard input) with what the reader tags in it,
    for looking; nothing is recorded.

    Where no article is found on the page every line is read, so that a sentence alone can be looked at too.
    Raises :class:`UsageError` where there is no such file, :class:`PageError` where it is no page that can be read.
    """
    path = Path(file)
    if str(file) != STANDARD_INPUT and not path.is_file():
        raise UsageError(f"{file}: {'is not a file: name one page' if path.exists() else 'no such file'}")
    page = next(read_place(find_places([file])[0]), None)
    if page is None:
        raise PageError(f"{file}: holds no page")
    if isinstance(page, Skipped):
        raise PageError(f"{page.path}: {page.reason}")
    try:
        report = make_report(page)
    except PageError as error:
        raise PageError(f"{page.path}: {error}") from error
    if not report.body:
        whole = tuple(sorted((*report.captions, *report.set_aside)))
        report = replace(report, body=whole, captions=(), set_aside=())
    return the_reader(model).read([replace(report, reader=reader_version(model))])[0]


def find(report: Report, model: ModelName = "full") -> tuple[Findings, tuple[Actor, ...]]:
    """All findings of a report, with their actors."""
    from reportedly.actors.coreference import resolve
    from reportedly.actors.resolve import identify
    from reportedly.findings.acts import acts_of
    from reportedly.findings.events import find_events
    from reportedly.findings.figures import find_figures
    from reportedly.findings.mending import mended
    from reportedly.findings.statements import find_statements

    tagged = mended(the_reader(model).read([report])[0])
    times = find_times(report, paragraphs(report))
    statements = find_statements(tagged, times)
    figures = find_figures(tagged, statements, times)
    events = find_events(replace(tagged, clauses=acts_of(tagged)), statements, figures, times)
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
    findings = Findings(statements, figures, events, mentions, times)
    return identify(resolve(tagged, findings), report)
