"""The figures of the record as one table; it can be read without script and sorted with it."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from reportedly.types import Figure, Report
from reportedly.views.article import place_of
from reportedly.views.links import teller
from reportedly.views.markup import bdi, joined, struck, text
from reportedly.views.words import amount_words, counted_by, date_words, measure_words, review_words, title_words

_COLUMNS = ("Counted", "How many", "In the words", "Where", "As of", "Counted by", "Report")


@dataclass(frozen=True, slots=True)
class Counted:
    """A figure and what is needed of its report to show it elsewhere."""

    figure: Figure
    title: str
    outlet: str | None


def counted_in(figure: Figure, report: Report) -> Counted:
    """``figure`` beside the title and outlet of its report."""
    return Counted(figure, title_words(report), report.outlet)


def figures_table(rows: Sequence[Counted], paged: Collection[str] = ()) -> Iterator[str]:
    """The section, in pieces; by measure, then by day, then largest first. ``paged`` are the ids of the actors that
    have an entry to lead to."""
    yield '<section id="figures" aria-labelledby="h-figures">\n<h2 id="h-figures">Figures</h2>\n'
    if not rows:
        yield '<p class="remark">No figure was found.</p>\n</section>\n'
        return
    # Roles are spelt out because the rows are laid out as grids and blocks (report.css says why), and
    # browsers then forget that this is a table.
    yield '<table role="table" class="figures" aria-labelledby="h-figures">\n<thead role="rowgroup"><tr role="row">'
    for name in _COLUMNS:
        yield f'<th scope="col" role="columnheader">{name}</th>'
    yield '</tr></thead>\n<tbody role="rowgroup">\n'
    for row in sorted(rows, key=_order):
        yield _row(row, paged)
    yield "</tbody>\n</table>\n</section>\n"


def _order(row: Counted) -> tuple[str, str, float, str]:
    figure = row.figure
    day = figure.as_of.earliest if figure.as_of else None
    return measure_words(figure.measure), day or "9999", -_size(figure), figure.id


def _size(figure: Figure) -> float:
    """What a figure is sorted by: its lower bound, else its upper."""
    size = figure.low if figure.low is not None else figure.high
    return size if size is not None and math.isfinite(size) else 0.0


def _row(row: Counted, paged: Collection[str]) -> str:
    figure = row.figure
    as_of = date_words(figure.as_of)
    day = (figure.as_of.earliest or figure.as_of.latest) if figure.as_of else None
    words = " ".join(figure.text.split())
    if len(words) > 300:
        words = words[:300] + "\u2026"
    report = f'<a href="#{place_of(figure.id)}">{bdi(row.title)}</a>' + (f" ({bdi(row.outlet)})" if row.outlet else "")
    where = figure.place or ""
    if figure.origin or figure.destinations:
        path = [f"from {figure.origin}" if figure.origin else "", *(f"to {d}" for d in figure.destinations)]
        where = ", ".join(filter(None, [where, *path]))
    about = [figure.group or "", figure.cause or "", review_words(figure.review)]
    detail = joined([bdi(about[0]), "in all" if figure.scope == "total" else "", *map(bdi, about[1:])])
    cells = [
        ("What", bdi(measure_words(figure.measure)) + (f" <small>{detail}</small>" if detail else ""), None),
        ("How many", text(amount_words(figure)), repr(_size(figure))),
        ("Words", f"<q>{bdi(words)}</q>", None),
        ("Where", bdi(where), None),
        ("As of", text(as_of or ""), day or "9999"),
        ("By", teller(figure.source, counted_by(figure), paged), None),
        ("Report", report, None),
    ]
    html = "".join(
        f'<td role="cell" data-name="{name}"' + (f' data-key="{text(key)}"' if key else "") + f">{cell}</td>"
        for name, cell, key in cells
    )
    return f'<tr role="row"{struck(figure.review)}>{html}</tr>\n'
