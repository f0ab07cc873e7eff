"""A record as one HTML file that needs nothing else: no server, no network, no script to be read.

The file is written in pieces, so that a large record never stands in memory as a page. It is the same bytes
for the same record.
"""

from __future__ import annotations

import hashlib
from base64 import b64encode
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Protocol, TextIO

from reportedly.exports.registers import named_by_case, named_by_series
from reportedly.record.lookup import Found, found_in
from reportedly.types import Actor, Case, Date, Findings, Report, Series, Skipped
from reportedly.views.actors import Cast, actors_section
from reportedly.views.article import article, dated, language_name
from reportedly.views.events import Happening, events_table, happening
from reportedly.views.figures import Counted, counted_in, figures_table
from reportedly.views.markup import anchor, bdi, counted, joined, language_attribute, text
from reportedly.views.people import Quote, quote, speakers, who_said_what
from reportedly.views.registers import registers
from reportedly.views.words import date_words, how_dated, title_words


class ReadableRecord(Protocol):
    """What the view asks of a record; :class:`reportedly.record.store.Record` has it."""

    def snapshot(self) -> AbstractContextManager[object]:
        """The record as it is at this moment, for as long as the context lasts."""
        ...

    def entries(self) -> Iterable[tuple[Report, Findings]]:
        """Every report with what it says."""
        ...

    def report(self, id: str, /) -> Report:
        """The report with this id."""
        ...

    def findings(self, report: str, /) -> Findings:
        """What the report with this id says."""
        ...

    def actors(self) -> Iterable[Actor]:
        """All actors of the record."""
        ...

    def cases(self) -> Iterable[Case]:
        """All cases of the record."""
        ...

    def series(self) -> Iterable[Series]:
        """All series of the record."""
        ...

    @property
    def cases_due(self) -> bool:
        """Whether findings have changed since cases and series were made of them."""
        ...

    def counts(self) -> Mapping[str, int]:
        """How many pages there are, under ``pages``, and of other things."""
        ...

    def skipped(self) -> Iterable[Skipped]:
        """Pages that gave no report."""
        ...


@dataclass(frozen=True, slots=True)
class _Entry:
    """A report in the list of reports. ``order``: by date, then by path, the id to settle it."""

    order: tuple[str, str, str]
    outlet: str | None
    days: tuple[str | None, str | None]
    html: str


def write_report(
    record: ReadableRecord, stream: TextIO, title: str = "What the reports say", notice: str | None = None
) -> None:
    """Write ``record`` as one self-contained HTML file to ``stream``, a text stream that is written as UTF-8
    with ``newline="\\n"`` (so that it is the same bytes everywhere). ``notice`` stands above all else in it."""
    for piece in render(record, title, notice):
        stream.write(piece)


def render(record: ReadableRecord, title: str = "What the reports say", notice: str | None = None) -> Iterator[str]:
    """The same as :func:`write_report`, as pieces of text that make the file when put together.

    The record is gone through twice: once for the overviews, once for the reports' texts. Only the
    findings, not the texts, are held in between.
    """
    with record.snapshot():
        yield from _page(record, title, notice)


def _page(record: ReadableRecord, title: str, notice: str | None) -> Iterator[str]:
    actors = {actor.id: actor for actor in record.actors()}
    skipped = list(record.skipped())
    entries: list[_Entry] = []
    quotes: list[Quote] = []
    rows: list[Counted] = []
    happenings: list[Happening] = []
    cases, series = list(record.cases()), list(record.series())
    named = {id for case in cases for id in named_by_case(case)} | {id for s in series for id in named_by_series(s)}
    found: dict[str, Found] = {}
    cast = Cast()
    for report, findings in record.entries():
        quotes.extend(quote(statement, report) for statement in findings.statements)
        rows.extend(counted_in(figure, report) for figure in findings.figures)
        said = {statement.id: statement for statement in findings.statements}
        happenings.extend(happening(event, report, said) for event in findings.events)
        for id, one in found_in(report, findings):
            cast.put(one)
            if id in named:
                found[id] = one
        entries.append(_entry(report, findings))
    entries.sort(key=lambda entry: entry.order)
    with_entry = cast.paged(actors.values())
    paged = frozenset(actor.id for actor in with_entry)
    yield from _head(title)
    if notice is not None:
        yield f'<p class="remark notice">{text(notice)}</p>\n'
    yield from _holds(record.counts(), entries, (len(quotes), len(happenings), len(rows)), actors.values(), skipped)
    yield from registers(cases, series, found, record.cases_due, paged)
    yield from _contents(entries)
    yield from who_said_what(speakers(quotes, actors), paged)
    yield from actors_section(cast, with_entry, cases)
    yield from events_table(happenings, paged)
    yield from figures_table(rows, paged)
    yield '<section id="texts" aria-labelledby="h-texts">\n<h2 id="h-texts">The reports in full</h2>\n'
    for entry in entries:
        report_id = entry.order[-1]
        yield from article(record.report(report_id), record.findings(report_id), paged)
    yield "</section>\n"
    yield _template("foot.html").replace("{{script}}", _template("report.js"))


@cache
def _template(name: str) -> str:
    return (files("reportedly.views") / name).read_text(encoding="utf-8")


def _sha256(source: str) -> str:
    return "sha256-" + b64encode(hashlib.sha256(source.encode()).digest()).decode()


def _head(title: str) -> Iterator[str]:
    style, script = _template("report.css"), _template("report.js")
    head = _template("head.html").replace("{{style-hash}}", _sha256(style)).replace("{{script-hash}}", _sha256(script))
    # The title goes in last: whatever it holds, no placeholder in it is filled.
    yield head.replace("{{style}}", style).replace("{{title}}", text(title))


def _holds(
    counts: Mapping[str, int],
    entries: list[_Entry],
    found: tuple[int, int, int],
    actors: Iterable[Actor],
    skipped: list[Skipped],
) -> Iterator[str]:
    """What the record holds (``found``: how many statements, events, figures), and what was skipped and why."""
    statements, events, figures = found
    kinds = Counter(actor.actor_kind for actor in actors)
    named = kinds["organization"] + kinds["country"] + kinds["group"] + kinds["document"]
    numbers = [
        (counts.get("pages", len(entries)), "page", "pages"),
        (len(entries), "report", "reports"),
        (statements, "statement", "statements"),
        (events, "event", "events"),
        (figures, "figure", "figures"),
        (kinds["person"], "person", "people"),
        (named, "body or country", "bodies and countries"),
    ]
    yield f'<p class="standfirst">{_standfirst(entries)}</p>\n<dl class="holds">\n'
    for number, one, many in numbers:
        yield f"<div><dt>{one if number == 1 else many}</dt><dd>{number:,}</dd></div>\n"
    yield "</dl>\n"
    if skipped:
        yield f'<details class="skipped"><summary>{counted(len(skipped), "page")} skipped</summary>\n<ul>\n'
        for page in skipped:
            yield f"<li><code>{bdi(page.path)}</code> {bdi(page.reason)}</li>\n"
        yield "</ul>\n</details>\n"
    yield _template("legend.html")


def _standfirst(entries: list[_Entry]) -> str:
    """``12 reports by 4 outlets, 9 to 18 April 2031``: the days that are known to the month, no others."""
    outlets = len({entry.outlet for entry in entries if entry.outlet})
    known = [(a, b) for a, b in (entry.days for entry in entries) if a and b and a[:7] == b[:7]]
    first = min((a for a, _ in known), default=None)
    last = max((b for _, b in known), default=None)
    words = counted(len(entries), "report") + (f" by {counted(outlets, 'outlet')}" if outlets else "")
    if first and last:
        words += f", {date_words(Date(first if first == last else f'{first}/{last}', first, last))}"
    return text(words)


def _entry(report: Report, findings: Findings) -> _Entry:
    language = report.language
    html = joined(
        [
            bdi(report.outlet) if report.outlet else "outlet not known",
            joined([dated(report), text(how_dated(report.published) or "")], ", "),
            counted(len(findings.statements), "statement") if findings.statements else "",
            counted(len(findings.figures), "figure") if findings.figures else "",
            counted(len(findings.events), "event") if findings.events else "",
            "" if language is None or language.startswith("en") else text(f"in {language_name(language)}, not read"),
        ]
    )
    title = bdi(title_words(report))
    title = f'<a href="#{anchor(report.id)}"{language_attribute(language)}>{title}</a>'
    when = report.published.earliest or report.published.latest or "9999"
    days = (report.published.earliest, report.published.latest)
    return _Entry((when, report.page.path, report.id), report.outlet, days, f"<li>{title}<p>{html}</p></li>\n")


def _contents(entries: list[_Entry]) -> Iterator[str]:
    yield '<section id="reports" aria-labelledby="h-reports">\n<h2 id="h-reports">Reports by date</h2>\n'
    yield '<ol class="contents">\n'
    for entry in entries:
        yield entry.html
    yield "</ol>\n</section>\n"
