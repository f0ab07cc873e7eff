"""One report as it stands in the page: what it is, its text with the findings marked, and notes beside it.

Statements are numbered, figures lettered, events lettered in capitals; the label stands raised after the marked
words, leads to the note, and the note leads back. Without colour the marks still differ: words of a statement are
underlined, its source is bold, its cue italic, a figure is boxed, an event dashed, a time dotted.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from reportedly.types import UNDATED, Date, Event, Evidence, Figure, Findings, Published, Report, Span, Statement
from reportedly.views.links import linked, linked_all, teller
from reportedly.views.markup import anchor, bdi, counted, joined, language_attribute, outside_link, struck, text
from reportedly.views.segments import Mark, Segment, Zone, cut, zones
from reportedly.views.words import (
    act_words,
    amount_words,
    chain_words,
    counted_by,
    date_words,
    how_dated,
    letters,
    manner_words,
    measure_words,
    review_words,
    status_words,
    title_words,
    told_by,
)

_CLASSES = {"content": "c", "source": "s", "cue": "u", "figure": "f", "event": "e", "time": "t"}
_QUOTATION = {"direct": "quoted", "indirect": "in the report\u2019s words", "mixed": "partly quoted"}


@dataclass(frozen=True, slots=True)
class Note:
    """A finding's label, what it is called aloud, its anchor, the span that its label follows, its HTML, and what a
    person decided on it."""

    label: str
    name: str
    anchor: str
    span: Span | None
    html: str
    review: str | None = None


def labels(findings: Findings) -> dict[str, str]:
    """The label of each statement (1, 2 ...), figure (a, b ...) and event (A, B ...) of a report, by id, in text
    order."""
    statements = sorted(findings.statements, key=lambda s: _order((*s.content, None)[0], s.id))
    figures = sorted(findings.figures, key=lambda f: (f.span, f.id))
    events = sorted(findings.events, key=lambda e: _order(e.span, e.id))
    return {
        **{statement.id: str(number) for number, statement in enumerate(statements, 1)},
        **{figure.id: letters(number) for number, figure in enumerate(figures)},
        **{event.id: letters(number).upper() for number, event in enumerate(events)},
    }


def _order(span: Span | None, key: str) -> tuple[int, int, str]:
    """Findings in text order, of two that begin together the longer first: it holds the other."""
    return (span[0], -span[1], key) if span else (0, 0, key)


def place_of(finding: str) -> str:
    """The anchor of a finding's place in the text; the note beside it has the finding's own id."""
    return f"at-{anchor(finding)}"


@lru_cache(maxsize=256)
def language_name(language: str) -> str:
    """``French`` for ``fr``; the tag itself where it is not one of ISO 639."""
    import pycountry  # slow to load, and only needed where a page is in another language

    code = language.partition("-")[0].lower()
    known = pycountry.languages.get(alpha_2=code) if len(code) == 2 else pycountry.languages.get(alpha_3=code)
    return str(known.name) if known else language


def article(report: Report, findings: Findings, paged: Collection[str] = ()) -> Iterator[str]:
    """The report as an ``<article>``, in pieces; ``paged`` are the ids of the actors that have an entry to lead to."""
    yield f'<article class="report" id="{anchor(report.id)}" aria-labelledby="h-{anchor(report.id)}">\n'
    yield f'<header>\n<h3 id="h-{anchor(report.id)}" dir="auto">{text(title_words(report))}</h3>\n'
    yield from _facts(report)
    yield from _remarks(report, findings)
    yield "</header>\n"
    yield from _text(report, findings, paged)
    yield '<p class="up"><a href="#reports">All reports</a></p>\n</article>\n'


def dated(report: Report) -> str:
    """The report's date as HTML, with the day for machines where it is one day."""
    words = date_words(report.published)
    if words is None:
        return "no date known"
    day = report.published.earliest
    if day and day == report.published.latest:
        return f'<time datetime="{text(day)}">{text(words)}</time>'
    return text(words)


def _facts(report: Report) -> Iterator[str]:
    line = [f"<b>{bdi(report.outlet)}</b>" if report.outlet else "outlet not known", dated(report)]
    if report.byline:
        line.append("by " + ", ".join(map(bdi, report.byline)))
    yield f'<p class="dateline">{joined(line)}</p>\n<dl class="facts">\n'
    for name, kind in (("Text credit", "text"), ("Photo credit", "photo")):
        credited = dict.fromkeys(bdi(credit.name) for credit in report.credits if credit.for_ == kind)
        if credited:
            yield _fact(name, ", ".join(credited))
    yield _fact("Date rests on", _evidence(report))
    page = report.page
    yield _fact("Page", "<br>".join(f"<code>{bdi(path)}</code>" for path in page.paths or (page.path,)))
    if page.url:
        yield _fact("Address", outside_link(page.url))
    captured = joined(
        [
            text(page.captured_at or ""),
            f"by {bdi(page.captured_by)}" if page.captured_by else "",
            f"as <code>{bdi(page.capture_id)}</code>" if page.capture_id else "",
        ]
    )
    yield _fact("Captured", captured or "not recorded")
    yield _fact("SHA-256", f'<code class="hash">{text(page.sha256)}</code>')
    for note in report.notes:
        yield _fact("Note", bdi(note))
    yield "</dl>\n"


def _fact(name: str, html: str) -> str:
    return f"<div><dt>{name}</dt><dd>{html}</dd></div>\n"


def _evidence(report: Report) -> str:
    evidence = report.published.evidence
    if not evidence:
        return "stated without evidence" if report.published != UNDATED else ("nothing in the page bounds it")

    def one(item: Evidence) -> str:
        return f"<q>{bdi(' '.join(item.text.split())[:300])}</q>" if item.text.strip() else ""

    quoted = ", ".join(dict.fromkeys(filter(None, map(one, evidence))))
    return joined([text(how_dated(report.published) or ""), quoted], ": ")


def _remarks(report: Report, findings: Findings) -> Iterator[str]:
    if findings.statements or findings.figures or findings.events:
        return
    if report.language and report.language.partition("-")[0].lower() != "en":
        name = text(language_name(report.language))
        kept = "Only English is read so far: the text is kept, findings were not sought."
        yield f'<p class="remark">In {name}. {kept}</p>\n'
    else:
        yield '<p class="remark">No statement, figure or event was found in this report.</p>\n'


def _text(report: Report, findings: Findings, paged: Collection[str]) -> Iterator[str]:
    parts = zones(report)
    rows = [line for zone in parts for line in zone.lines]
    notes, without_place = _notes_by_row(rows, list(_notes(findings, report.published, paged)))
    pieces = cut(rows, _marks(findings))
    number = 0
    yield f'<div class="text"{language_attribute(report.language)}>\n'
    for zone in parts:
        opening, closing = _fold(zone, report)
        yield opening
        for start, end in zone.lines:
            beside = notes.get(number, [])
            number += 1
            yield _row(report.text, next(pieces), (start, end), beside, zone.label)
        yield closing
    yield "</div>\n"
    if without_place:
        yield '<p class="remark">Without a place in the text:</p>\n'
        yield _list([(note, None) for note in without_place])


def _fold(zone: Zone, report: Report) -> tuple[str, str]:
    if zone.label == "aside":
        count = len(zone.lines)
        return (
            f'<details class="aside"><summary lang="en">{counted(count, "line")} set aside</summary>\n',
            "</details>\n",
        )
    if zone.label == "caption":
        start, end = zone.lines[0]
        words = " ".join(report.text[start : min(end, start + 160)].split())
        head = words if len(words) <= 60 else words[:60].rsplit(" ", 1)[0].rstrip(".,;: ") + "\u2026"
        return (
            f'<details class="caption"><summary><span lang="en">Caption:</span> {bdi(head)}</summary>\n',
            "</details>\n",
        )
    return "", ""


def _row(whole: str, segments: list[Segment[Mark]], line: Span, notes: list[tuple[Note, int]], label: str) -> str:
    references: dict[int, list[Note]] = {}
    for note, at in notes:
        references.setdefault(at, []).append(note)
    parts = []
    for segment in segments:
        parts.append(_segment(whole, segment))
        parts += [
            f'<a class="ref" id="at-{note.anchor}" href="#{note.anchor}" aria-label="{note.name}">{note.label}</a>'
            for note in references.get(segment.span[1], ())
        ]
    paragraph = f'<p class="{label}" dir="auto">{"".join(parts)}</p>'
    if not notes:
        return paragraph + "\n"
    return f'<div class="row">{paragraph}\n{_list(notes)}</div>\n'


def _list(notes: list[tuple[Note, int]] | list[tuple[Note, None]]) -> str:
    items = "".join(
        f'<li id="{note.anchor}"{struck(note.review)}>'
        f'<a class="n" href="#{"at-" if at is not None else ""}{note.anchor}"'
        f' aria-label="{note.name}, its place in the text">{note.label}</a><p>{note.html}</p></li>\n'
        for note, at in notes
    )
    return f'<ul class="notes" lang="en">\n{items}</ul>\n'


def _segment(whole: str, segment: Segment[Mark]) -> str:
    words = text(whole[segment.span[0] : segment.span[1]])
    if not segment.marks:
        return words
    roles = [mark.role for mark in segment.marks]
    classes = dict.fromkeys(_CLASSES[role] for role in roles)
    if roles.count("content") > 1:
        classes["c2"] = None
    belongs = " ".join(dict.fromkeys(mark.label for mark in segment.marks if mark.role != "time"))
    title = next((f' title="{text(mark.label)}"' for mark in segment.marks if mark.role == "time" and mark.label), "")
    data = f' data-f="{belongs}"' if belongs else ""
    return f'<mark class="{" ".join(classes)}"{data}{title}>{words}</mark>'


def _marks(findings: Findings) -> Iterator[Mark]:
    label = labels(findings)
    for statement in findings.statements:
        for span in statement.content:
            yield Mark(span, "content", label[statement.id])
        for span in statement.source:
            yield Mark(span, "source", label[statement.id])
        for span in statement.cue:
            yield Mark(span, "cue", label[statement.id])
    for figure in findings.figures:
        yield Mark(figure.span, "figure", label[figure.id])
    for event in findings.events:
        yield Mark(event.span, "event", label[event.id])
    for time in findings.times:
        yield Mark(time.span, "time", date_words(time.date) or "")


def _notes(findings: Findings, published: Published, paged: Collection[str]) -> Iterator[Note]:
    label = labels(findings)
    for statement in findings.statements:
        number = label[statement.id]
        span = statement.content[0] if statement.content else None
        html = _statement_note(statement, label, published, paged)
        yield Note(
            number, f"Statement {number}", anchor(statement.id), span, _judged(html, statement.review), statement.review
        )
    for figure in findings.figures:
        letter = label[figure.id]
        html = _figure_note(figure, published, paged)
        yield Note(
            letter, f"Figure {letter}", anchor(figure.id), figure.span, _judged(html, figure.review), figure.review
        )
    statements = {statement.id: statement for statement in findings.statements}
    for event in findings.events:
        letter = label[event.id]
        html = _event_note(event, published, statements, paged)
        yield Note(letter, f"Event {letter}", anchor(event.id), event.span, _judged(html, event.review), event.review)


def _judged(html: str, review: str | None) -> str:
    return joined([html, bdi(review_words(review))])


def _statement_note(
    statement: Statement, label: Mapping[str, str], published: Published, paged: Collection[str]
) -> str:
    outer = label.get(statement.within or "")
    return joined(
        [
            f"<b>{linked(statement.speaker, paged)}</b> <i>{manner_words(statement)}</i>",
            f"to {linked(statement.addressee, paged)}" if statement.addressee else "",
            bdi(chain_words(statement.via) or ""),
            text(_unless_published(statement.said, published) or ""),
            f"inside statement {outer}" if outer else "",
            _QUOTATION[statement.quotation],
        ]
    )


def _unless_published(date: Date | None, published: Published) -> str | None:
    """A date in words; nothing where it is the report's, which stands above the text."""
    words = date_words(date)
    return None if words == date_words(published) else words


def _figure_note(figure: Figure, published: Published, paged: Collection[str]) -> str:
    return joined(
        [
            f"<b>{text(amount_words(figure))}</b> <i>{text(measure_words(figure.measure))}</i>",
            bdi(figure.place) if figure.place else "",
            text(_unless_published(figure.as_of, published) or ""),
            f"counted by {teller(figure.source, counted_by(figure), paged)}"
            if figure.voice != "own" or figure.source
            else "",
        ]
    )


def _event_note(event: Event, published: Published, statements: Mapping[str, Statement], paged: Collection[str]) -> str:
    roles, denied = event.roles, linked_all(event.denied_by, paged)
    whom = linked_all((*roles.recipient, *roles.item), paged)
    said = statements.get(event.statement or "") if event.voice == "attributed" else None
    told = teller(said.speaker if said else None, told_by(event, statements), paged)
    return joined(
        [
            f"<b>{bdi(act_words(event))}</b> <i>{text(status_words(event))}</i>",
            joined([linked_all(roles.actor, paged), f"\u2192 {whom}" if whom else ""], " "),
            linked_all(roles.place, paged),
            text(_unless_published(event.when, published) or ""),
            f"told by {told}" if event.voice != "own" else "",
            f"denied by {denied}" if denied else "",
        ]
    )


def _notes_by_row(rows: list[Span], notes: list[Note]) -> tuple[dict[int, list[tuple[Note, int]]], list[Note]]:
    """Each note with the row it stands beside and the offset that its label follows; those without a row."""
    starts = [start for start, _ in rows]
    placed: dict[int, list[tuple[Note, int]]] = {}
    without: list[Note] = []
    for note in sorted(notes, key=lambda note: _order(note.span, note.anchor)):
        row = _row_of(rows, starts, note.span)
        if row is None or note.span is None:
            without.append(note)
        else:
            placed.setdefault(row, []).append((note, min(note.span[1], rows[row][1])))
    return placed, without


def _row_of(rows: list[Span], starts: list[int], span: Span | None) -> int | None:
    """The row where a span's first words stand: it may begin in the white space before them."""
    if span is None or span[0] >= span[1]:
        return None
    row = bisect_right(starts, span[0]) - 1
    if row < 0 or span[0] >= rows[row][1]:
        row += 1
    return row if row < len(rows) and rows[row][0] < span[1] else None
