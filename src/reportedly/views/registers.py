"""The registers of the record: what they hold at a glance, then a table each, every cell a link to its sentence."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from reportedly.exports.cells import Cell, Findable, Part, place_of, teller_of, telling
from reportedly.exports.registers import (
    COLUMNS,
    MEASURES,
    Row,
    case_order,
    case_row,
    series_order,
    series_rows,
)
from reportedly.record.lookup import Found
from reportedly.record.parts import actors_of
from reportedly.types import Case, Figure, Point, RegisterName, Reported, Series
from reportedly.views.article import place_of as place_in_text
from reportedly.views.links import actor_anchor
from reportedly.views.markup import anchor, bdi, counted, joined, text
from reportedly.views.words import amount_words, bounds_words, date_words, measure_words

_LONGEST = 300  # characters of quoted words; the report has them in full
_FINDINGS = 60  # findings that a row's history lists; `reportedly show` lists them all
_JOINS = 12  # reasons for joins that a row lists; `reportedly show` lists them all


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: its heading, the register's column it shows, others that stand small below it, and what it
    is called where there is little room."""

    name: str
    main: str
    below: tuple[str, ...] = ()
    short: str = ""


_WORD = Column("By whose word", "said_by", ("voice", "sources"), "Said by")
_STATUS, _WHEN = Column("Status", "status"), Column("When", "when")
TABLES: dict[RegisterName, tuple[str, str, tuple[Column, ...]]] = {
    "transfers": (
        "Transfers", "arms and other goods that are sold, promised or delivered",
        (Column("Supplier", "supplier"), Column("Recipient", "recipient"), Column("Item", "item"),
         Column("Value", "value"), _STATUS, _WHEN, _WORD),
    ),
    "restrictions": (
        "Restrictions", "sanctions, embargoes and bans: who imposes, blocks or lifts them",
        (Column("Who", "imposed_by"), Column("Against", "against"), Column("Restriction", "restriction"),
         Column("Where", "place", ("body",)), _STATUS, _WHEN, _WORD),
    ),
    "docket": (
        "Docket", "what councils, courts and parliaments have before them",
        (Column("Body", "body"), Column("Instrument", "instrument"), Column("Action", "action"),
         Column("By", "actor"), Column("Demand", "demand"), _STATUS, _WHEN, _WORD),
    ),
    "tolls": (
        "Tolls", "the dead, injured, missing and detained, as they were counted",
        (),
    ),
    "displacement": (
        "Displacement", "displaced people and refugees, as they were counted",
        (),
    ),
    "meetings": (
        "Meetings", "who met whom, visits and talks",
        (Column("Who", "who"), Column("With", "with"), Column("Where", "place"), Column("About", "about"),
         _STATUS, _WHEN, _WORD),
    ),
    "proposals": (
        "Proposals", "plans, principles and conditions that are put forward",
        (Column("By", "by"), Column("To", "to"), Column("Content", "content", ("condition",)), _STATUS, _WHEN, _WORD),
    ),
    "positions": (
        "Positions", "where an actor stands on an issue, and how that shifts",
        (Column("Actor", "actor"), Column("Issue", "issue"), Column("Stance", "stance"), Column("When", "date"),
         Column("In the words", "words", (), "Words"), _WORD),
    ),
    "ground-events": (
        "Ground events", "attacks, protests, strikes, arrests and deployments, by place and day",
        (Column("Act", "act"), Column("Who", "actor"), Column("Against what", "target", (), "Against"),
         Column("Where", "place"), Column("Figures", "figures"), _STATUS, _WHEN, _WORD),
    ),
    "economic-claims": (
        "Economic claims", "prices, currency and trade, by whoever claims it",
        (Column("Claim", "claim"), Column("About", "about"), Column("Amount", "amount"), Column("Where", "place"),
         _WHEN, _WORD),
    ),
}  # fmt: skip
"""Each register: its title, what it holds, and the columns of its table (those of series are of one kind)."""

_COUNTED = ("Counted", "How many", "Where", "Whom", "As of", "Counted by")


def registers(
    cases: Sequence[Case], series: Sequence[Series], found: Findable, due: bool, paged: Collection[str] = ()
) -> Iterator[str]:
    """The section, in pieces; ``found`` has the findings that the cases and series name, ``due`` says that findings
    have changed since, ``paged`` are the ids of the actors that have an entry to lead to."""
    held: dict[RegisterName, list[str]] = {name: [] for name in COLUMNS}
    for case in sorted(cases, key=case_order):
        held[case.register].append(_case(case, found, paged))
    for one in sorted(series, key=series_order):
        for name, measures in MEASURES.items():
            if one.measure in measures:
                held[name].append(_series(name, one, found))
    yield '<section id="registers" aria-labelledby="h-registers">\n<h2 id="h-registers">Registers</h2>\n'
    if due:
        yield '<p class="remark">Findings have changed since these were made: run reportedly build again.</p>\n'
    if not any(held.values()):
        yield '<p class="remark">No case was found.</p>\n</section>\n'
        return
    yield '<ul class="shelves">\n'
    for name, rows in held.items():
        title, what, _ = TABLES[name]
        link = f'<a href="#register-{name}">{title}</a> <b>{len(rows):,}</b>' if rows else f"{title} <b>none</b>"
        yield f"<li>{link} <small>{what}</small></li>\n"
    yield "</ul>\n"
    for name, rows in held.items():
        if rows:
            yield from _table(name, rows)
    yield "</section>\n"


def _table(name: RegisterName, rows: list[str]) -> Iterator[str]:
    title, _, columns = TABLES[name]
    heads = _COUNTED if name in MEASURES else tuple(column.name for column in columns)
    yield f'<section id="register-{name}" aria-labelledby="h-register-{name}">\n'
    yield f'<h3 id="h-register-{name}">{title}</h3>\n'
    # Roles are spelt out for the reason given in reportedly.views.figures.
    kind = "counted" if name in MEASURES else name
    yield f'<table role="table" class="register r-{kind}" aria-labelledby="h-register-{name}">\n'
    yield '<thead role="rowgroup"><tr role="row">'
    yield "".join(f'<th scope="col" role="columnheader">{head}</th>' for head in heads)
    yield '<th scope="col" role="columnheader" class="still">History</th></tr></thead>\n<tbody role="rowgroup">\n'
    yield from rows
    yield "</tbody>\n</table>\n</section>\n"


def _case(case: Case, found: Findable, paged: Collection[str]) -> str:
    row = case_row(case, found)
    html = "".join(_td(column, row.cells) for column in TABLES[case.register][2])
    return f'<tr role="row" id="{anchor(case.id)}">{html}{_history(case, row, found, paged)}</tr>\n'


def _td(column: Column, cells: Mapping[str, Cell]) -> str:
    main = _links(cells.get(column.main, ()))
    if column.main == "said_by" and not main:
        main = "nobody named"
    below = joined([_below(name, cells.get(name, ())) for name in column.below])
    key = _key(cells.get(column.main, ()))
    return _cell(column.short or column.name, main + (f" <small>{below}</small>" if below else ""), key)


def _cell(name: str, html: str, key: str | None = None) -> str:
    data = f' data-key="{text(key)}"' if key else ""
    return f'<td role="cell" data-name="{name}"{data}>{html}</td>'


def _below(name: str, cell: Cell) -> str:
    if name == "voice":
        return "hearsay" if [part.value for part in cell] == ["hearsay"] else ""
    if name != "sources":
        return _links(cell)
    return "".join(counted(int(part.value), "independent source") for part in cell)


def _key(cell: Cell) -> str | None:
    """What a cell of dates is sorted by."""
    date = cell[0].date if cell else None
    return (date.earliest or date.latest or "9999") if date else None


def _links(cell: Cell) -> str:
    return "; ".join(dict.fromkeys(map(_link, cell)))


def _link(part: Part) -> str:
    value = (date_words(part.date) if part.date else None) or str(part.value)
    words = " ".join(value.split())
    words = bdi(words if len(words) <= _LONGEST else words[:_LONGEST] + "\u2026")
    return f'<a href="#{place_in_text(part.places[0].finding)}">{words}</a>' if part.places else words


def _history(case: Case, row: Row, found: Findable, paged: Collection[str]) -> str:
    """The fold-out of a row: each reported state with the words that report it, why they are joined, and who takes
    part (cells lead to sentences, these to the actors' entries)."""
    told = [(state, telling(state.findings, found)) for state in case.history]
    saying = sum(len(some) for _, some in told)
    states, left = "", _FINDINGS
    for state, some in told:
        states += _state(state, some[:left]) if left > 0 else ""
        left -= len(some)
    states += f"<li>and {-left:,} more findings</li>" if left < 0 else ""
    reasons = row.joined_by[:_JOINS]
    more = f" and {len(row.joined_by) - _JOINS} more" if len(row.joined_by) > _JOINS else ""
    why = f"<p>Joined by: {'; '.join(map(bdi, reasons))}{more}</p>" if reasons else ""
    named = [(id, name) for id, name in actors_of(case).items() if id in paged]
    links = ", ".join(f'<a href="#{actor_anchor(id)}">{bdi(name)}</a>' for id, name in named)
    who = f"<p>Actors: {links}</p>" if links else ""
    reports = len({one.report for _, some in told for one in some})
    head = f"{counted(saying, 'finding')} in {counted(reports, 'report')}"
    return _fold(head, f"<ol>{states}</ol>{why}{who}<p>{bdi(case.title)} <code>{bdi(case.id)}</code></p>")


def _fold(title: str, html: str) -> str:
    return f'<td role="cell" class="more"><details><summary>{title}</summary>{html}</details></td>'


def _state(state: Reported, said: Sequence[Found]) -> str:
    head = joined([text(date_words(state.date) or "no date"), text(state.status)])
    return f"<li>{head}<ul>{''.join(map(_saying, said))}</ul></li>"


def _saying(one: Found, note: str = "") -> str:
    """The words of a finding, by whose word, in which report."""
    words = " ".join(one.finding.text[: _LONGEST + 1].split())
    if len(one.finding.text) > _LONGEST:
        words = words[:_LONGEST] + "\u2026"
    link = f'<a href="#{place_in_text(one.finding.id)}"><q>{bdi(words)}</q></a>'
    report = bdi(one.title or one.path) + (f" ({bdi(one.outlet)})" if one.outlet else "")
    told = f"by the word of {bdi(teller_of(one) or 'nobody named')}"
    return f"<li>{link} <small>{joined([text(note), told, report, text(date_words(one.published) or '')])}</small></li>"


def _series(name: RegisterName, series: Series, found: Findable) -> str:
    """A series with its last point in the row and all points in the fold-out."""
    rows = list(series_rows(name, series, found))
    if not rows:
        return ""
    point, row = series.points[-1], rows[-1]
    first = row.cells["low"] or row.cells["high"]
    linked = first[0].places if first else tuple(map(place_of, (found[id] for id in point.figures if id in found)))
    scope = "in all" if series.scope == "total" else "one incident"
    counted_what = bdi(measure_words(series.measure)) + f" <small>{scope}</small>"
    whom = joined(
        [
            _link(Part(series.group, linked)) if series.group else "",
            f"<small>{bdi(series.episode)}</small>" if series.episode else "",
        ],
        " ",
    )
    many = Part(bounds_words(point.low, point.high), linked)
    size = point.low if point.low is not None else point.high
    sources = _below("sources", row.cells["sources"])
    cells = [
        _cell("Counted", counted_what),
        _cell("How many", _links((many,)) + _conflict(series), repr(size or 0.0)),
        _cell("Where", _link(Part(series.place, linked)) if series.place else ""),
        _cell("Whom", whom),
        _cell("As of", _links(row.cells["as_of"]), _key(row.cells["as_of"]) or "9999"),
        _cell("Counted by", _links(row.cells["source"]) + (f" <small>{sources}</small>" if sources else "")),
    ]
    points = "".join(_point(point, found) for point in series.points)
    why = "".join(f"<p>Conflict: {bdi(conflict.why)}</p>" for conflict in series.conflicts)
    title = counted(len(series.points), "point") + (" \u00b7 in conflict" if series.conflicts else "")
    more = _fold(title, f"<ol>{points}</ol>{why}<p><code>{bdi(series.id)}</code></p>")
    return f'<tr role="row" id="{anchor(series.id)}">{"".join(cells)}{more}</tr>\n'


def _conflict(series: Series) -> str:
    return " <small>in conflict</small>" if series.conflicts else ""


def _point(point: Point, found: Findable) -> str:
    figures = [found[id] for id in point.figures if id in found]
    head = joined([text(date_words(point.as_of) or "no date"), text(bounds_words(point.low, point.high))])
    said = "".join(
        _saying(one, amount_words(one.finding) if isinstance(one.finding, Figure) else "") for one in figures
    )
    return f"<li>{head}<ul>{said}</ul></li>"
