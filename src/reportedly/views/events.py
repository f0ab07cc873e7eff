"""The events of the record as one table, by day; it can be read without script and sorted with it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from reportedly.types import ActorRef, Event, Report, Statement
from reportedly.views.article import place_of
from reportedly.views.links import linked_all, teller
from reportedly.views.markup import bdi, joined, struck, text
from reportedly.views.words import act_words, date_words, kind_words, review_words, status_words, title_words, told_by

_COLUMNS = ("What", "State", "In the words", "Who", "To whom or what", "When", "By whose word")
_LONGEST = 300  # characters of an event's words; the report has them in full


@dataclass(frozen=True, slots=True)
class Happening:
    """An event, by whose word it is told (in words, and the actor that these begin with), and what is needed of its
    report to show it elsewhere."""

    event: Event
    by: str
    who: ActorRef | None
    title: str
    outlet: str | None


def happening(event: Event, report: Report, statements: Mapping[str, Statement]) -> Happening:
    """``event`` beside its report; ``statements`` are the report's, by id."""
    says = statements.get(event.statement or "") if event.voice == "attributed" else None
    who = says.speaker if says else None
    return Happening(event, told_by(event, statements), who, title_words(report), report.outlet)


def events_table(rows: Sequence[Happening], paged: Collection[str] = ()) -> Iterator[str]:
    """The section, in pieces; by day, those without one last, then in the order they were given. ``paged`` are the
    ids of the actors that have an entry to lead to."""
    yield '<section id="events" aria-labelledby="h-events">\n'
    yield '<h2 id="h-events">What happened or is threatened</h2>\n'
    if not rows:
        yield '<p class="remark">No event was found.</p>\n</section>\n'
        return
    # Roles are spelt out for the reason given in reportedly.views.figures.
    yield '<table role="table" class="events" aria-labelledby="h-events">\n<thead role="rowgroup"><tr role="row">'
    for name in _COLUMNS:
        yield f'<th scope="col" role="columnheader">{name}</th>'
    yield '</tr></thead>\n<tbody role="rowgroup">\n'
    for row in sorted(rows, key=_day):
        yield _row(row, paged)
    yield "</tbody>\n</table>\n</section>\n"


def _day(row: Happening) -> str:
    when = row.event.when
    return (when.earliest or when.latest or "9999") if when else "9999"


def _row(row: Happening, paged: Collection[str]) -> str:
    event, roles, review = row.event, row.event.roles, review_words(row.event.review)
    words = " ".join(event.text[: _LONGEST + 1].split())
    if len(event.text) > _LONGEST:
        words = words[:_LONGEST] + "\u2026"
    quoted = f'<a href="#{place_of(event.id)}"><q>{bdi(words)}</q></a>'
    report = bdi(row.title) + (f" ({bdi(row.outlet)})" if row.outlet else "")
    denied = linked_all(event.denied_by, paged)
    whom = [linked_all(roles.recipient, paged), linked_all(roles.item, paged)]
    cells = [
        ("What", bdi(act_words(event)) + _small(joined([text(kind_words(event)), bdi(review)])), None),
        ("State", text(status_words(event)) + _small(f"denied by {denied}" if denied else ""), None),
        ("Words", quoted, None),
        ("Who", linked_all(roles.actor, paged), None),
        ("To whom", joined(whom) + _small(linked_all(roles.place, paged)), None),
        ("When", text(date_words(event.when) or ""), _day(row)),
        ("By", teller(row.who, row.by, paged) + _small(report), None),
    ]
    html = "".join(
        f'<td role="cell" data-name="{name}"' + (f' data-key="{text(key)}"' if key else "") + f">{cell}</td>"
        for name, cell, key in cells
    )
    return f'<tr role="row"{struck(event.review)}>{html}</tr>\n'


def _small(html: str) -> str:
    return f" <small>{html}</small>" if html else ""
