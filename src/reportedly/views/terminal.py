"""A record on the terminal: lines of text to read, or JSON Lines for a program."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Mapping
from dataclasses import asdict

from reportedly.errors import RecordError
from reportedly.exports.jsonl import (
    case_line,
    dumps,
    event_line,
    figure_line,
    findings_lines,
    report_line,
    series_line,
    statement_line,
)
from reportedly.record.parts import Called
from reportedly.record.search import search
from reportedly.record.store import Record
from reportedly.record.verify import verify
from reportedly.reports.article import make_report
from reportedly.types import (
    ActorRef,
    Case,
    Event,
    Finding,
    Findings,
    Report,
    RoleFiller,
    Roles,
    Series,
    Span,
    Statement,
)
from reportedly.views.dossier import actor_json, actor_text, called
from reportedly.views.progress import one_line
from reportedly.views.register_lines import case_text, series_text
from reportedly.views.segments import zones
from reportedly.views.words import (
    act_words,
    actor_words,
    amount_words,
    chain_words,
    counted_by,
    date_words,
    fillers_words,
    how_dated,
    kind_words,
    manner_words,
    measure_words,
    review_words,
    status_words,
    told_by,
)

WIDTH = 100
AROUND = 160  # characters of context on each side of a finding


def show_text(record: Record, what: str | None) -> Iterator[str]:
    """The list of reports; one report with its findings in context; one finding with its attribution; one case or
    series with its history; one actor with all it takes part in.

    ``what`` is a report's id or path, the id of a finding, case, series or actor, or an actor's name; the first
    characters of an id will do. Raises :class:`RecordError` where the record holds no such thing, or several.
    """
    if what is None:
        yield from _list(record)
        return
    shelved = _shelved(record, what)
    if shelved is not None:
        yield from case_text(record, shelved) if isinstance(shelved, Case) else series_text(record, shelved)
        return
    item = _found(record, what)
    if isinstance(item, Called):
        yield from actor_text(record, item)
        return
    report, finding = item
    if finding is None:
        yield from _report(report, record.findings(report.id))
    else:
        said = {statement.id: statement for statement in record.findings(report.id).statements}
        yield from _finding(report, finding, said)


def show_json(record: Record, what: str | None) -> Iterator[str]:
    """The same as exported lines: report rows without their text, or a report and its findings, or a finding, or an
    actor and what it takes part in."""
    if what is None:
        for report in record.reports():
            yield dumps({key: value for key, value in report_line(report).items() if key != "text"})
        return
    shelved = _shelved(record, what)
    if shelved is not None:
        yield dumps(case_line(shelved) if isinstance(shelved, Case) else series_line(shelved))
        return
    item = _found(record, what)
    if isinstance(item, Called):
        yield from actor_json(record, item)
        return
    report, finding = item
    if finding is None:
        yield dumps(report_line(report))
        yield from map(dumps, findings_lines(record.findings(report.id)))
    else:
        yield dumps(_line(finding))


def _line(finding: Finding) -> dict[str, object]:
    if isinstance(finding, Statement):
        return statement_line(finding)
    return event_line(finding) if isinstance(finding, Event) else figure_line(finding)


def hits_text(record: Record, words: str, kind: str | None, limit: int) -> Iterator[str]:
    """What holds ``words``, best first, two lines a hit."""
    hits = list(search(record, words, limit=limit, kind=kind))
    for hit in hits:
        yield f"{hit.kind} {hit.finding or hit.report}  {one_line(hit.title or hit.path)}"
        yield from textwrap.wrap(
            one_line(" ".join(hit.snippet.split())), WIDTH, initial_indent="    ", subsequent_indent="    "
        )
    if not hits:
        yield "nothing found"


def hits_json(record: Record, words: str, kind: str | None, limit: int) -> Iterator[str]:
    """The same, an object a line."""
    for hit in search(record, words, limit=limit, kind=kind):
        yield dumps(asdict(hit))


def verify_lines(record: Record, as_json: bool, head: str | None = None) -> Iterator[tuple[str, bool]]:
    """Each thing that differs, and whether the line names one; a last line for people says that nothing does."""
    problems = 0
    for problem in verify(record, lambda page: make_report(page).text, head):
        problems += 1
        yield (dumps(asdict(problem)) if as_json else one_line(str(problem))), True
    if not problems and not as_json:
        counts = record.counts()
        yield f"{counts['pages']} pages and {counts['reports']} reports are as they were recorded", False
        entries = list(record.log())
        kept = "".join(f"; the hash given is that of entry {entry.seq}" for entry in entries if entry.hash == head)
        yield f"the log has {len(entries)} entries, the last with the hash {entries[-1].hash}{kept}", False


def _list(record: Record) -> Iterator[str]:
    for report, findings in record.entries():
        when = date_words(report.published) or "undated"
        yield f"{report.id}  {one_line(report.page.path)}"
        yield f"    {one_line(report.title or '(no title)')}"
        facts = [when, one_line(report.outlet or "outlet unknown"), f"{len(findings.statements)} statements"]
        facts += [f"{len(findings.figures)} figures", f"{len(findings.events)} events"]
        yield f"    {' · '.join(facts)}"
    for skipped in record.skipped():
        yield f"skipped  {one_line(skipped.path)}: {skipped.reason}"


def _report(report: Report, findings: Findings) -> Iterator[str]:
    yield one_line(report.title or "(no title)")
    how = how_dated(report.published)
    when = date_words(report.published) or "undated"
    yield f"{one_line(report.outlet or 'outlet unknown')} · {when}{f' ({how})' if how else ''}"
    if report.byline:
        yield "by " + one_line(", ".join(report.byline))
    for credit in report.credits:
        yield f"credit for the {'photograph' if credit.for_ == 'photo' else 'text'}: {one_line(credit.name)}"
    yield f"page {one_line(report.page.path)}, SHA-256 {report.page.sha256}"
    for note in report.notes:
        yield f"note: {one_line(note)}"
    items: list[tuple[Span, Finding]] = [
        *((_place(s), s) for s in findings.statements),
        *((f.span, f) for f in findings.figures),
        *((e.span, e) for e in findings.events),
    ]
    said = {statement.id: statement for statement in findings.statements}
    items.sort(key=lambda pair: (pair[0], pair[1].id))
    for zone in zones(report):
        yield ""
        if zone.label == "aside":
            yield f"  ({len(zone.lines)} lines set aside)"
            continue
        for start, end in zone.lines:
            mark = "" if zone.label in ("title", "body") else f"[{zone.label}] "
            yield from textwrap.wrap(mark + _flat(report.text[start:end]), WIDTH) or [""]
            for place, item in items:
                if start <= place[0] < end:
                    review = review_words(item.review)
                    yield from (f"{line}{f' ({review})' if review else ''}" for line in _brief(item, said))


def _brief(item: Finding, said: Mapping[str, Statement]) -> Iterator[str]:
    if isinstance(item, Statement):
        parts = [f"{one_line(actor_words(item.speaker))} {manner_words(item)}"]
        if item.addressee:
            parts.append(f"to {one_line(actor_words(item.addressee))}")
        parts += [x for x in (chain_words(item.via), item.said and date_words(item.said)) if x]
        yield f"    ▸ {item.id}  {', '.join(parts)} [{item.quotation}]"
    elif isinstance(item, Event):
        who, whom = fillers_words(item.roles.actor), fillers_words((*item.roles.recipient, *item.roles.item))
        parts = [f"{act_words(item)} {status_words(item)}", f"{who} → {whom}" if whom else who]
        parts += [date_words(item.when) or "", f"told by {told_by(item, said)}" if item.voice != "own" else ""]
        yield f"    ! {item.id}  {one_line(', '.join(filter(None, parts)))}"
    else:
        counted = f"{measure_words(item.measure)} {amount_words(item)}, {counted_by(item)}"
        yield f"    # {item.id}  {one_line(_flat(item.text))}: {one_line(counted)}"


def _finding(report: Report, finding: Finding, said: Mapping[str, Statement]) -> Iterator[str]:
    start, end = _place(finding) if isinstance(finding, Statement) else finding.span
    review = review_words(finding.review)
    yield f"{type(finding).__name__.lower()} {finding.id}{f' ({review})' if review else ''}"
    title, path = one_line(report.title or "(no title)"), one_line(report.page.path)
    yield f"in {title} ({report.id}), {path} [{start}, {end}]"
    yield ""
    before, after = report.text[max(0, start - AROUND) : start], report.text[end : end + AROUND]
    yield from textwrap.wrap(f"… {_flat(before)} ⟦{_flat(report.text[start:end])}⟧ {_flat(after)} …", WIDTH)
    yield ""
    if isinstance(finding, Statement):
        yield from _fields(
            ("who", _actor(finding.speaker)),
            ("how", f"{manner_words(finding)}, {finding.quotation}"),
            ("what", one_line(_flat(finding.text))),
            ("to", _actor(finding.addressee) if finding.addressee else None),
            ("through", "; ".join(f"{_actor(ref)}{f', {ref.how}' if ref.how else ''}" for ref in finding.via)),
            ("said", date_words(finding.said)),
            ("place", finding.place),
            ("inside", finding.within),
        )
    elif isinstance(finding, Event):
        roles = ((role, _fillers(getattr(finding.roles, role))) for role in Roles.__dataclass_fields__)
        yield from _fields(
            ("what", f"{act_words(finding)}: {status_words(finding)}"),
            ("PLOVER", kind_words(finding)),
            ("contexts", ", ".join(finding.contexts)),
            *roles,
            ("when", date_words(finding.when)),
            ("told by", told_by(finding, said)),
            ("denied by", _fillers(finding.denied_by)),
            ("figures", ", ".join(finding.figures)),
            ("statement", finding.statement),
        )
    else:
        yield from _fields(
            ("what", f"{measure_words(finding.measure)}: {amount_words(finding)}"),
            (
                "bounds",
                f"{_bound(finding.low)} to {_bound(finding.high)}",
            ),
            ("hedge", finding.qualifier),
            ("who", finding.group),
            ("where", finding.place),
            ("as of", date_words(finding.as_of)),
            ("counted by", counted_by(finding)),
            ("scope", finding.scope),
            ("statement", finding.statement),
        )
    yield from _fields(("source", f"{report.page.url or report.page.path}, SHA-256 {report.page.sha256}"))


def _fields(*pairs: tuple[str, str | None]) -> Iterator[str]:
    for name, value in pairs:
        if value:
            yield from textwrap.wrap(f"{name:<11}{one_line(value)}", WIDTH, subsequent_indent=" " * 11)


def _actor(ref: ActorRef | None) -> str:
    if ref is None:
        return "somebody not named"
    said = _flat(ref.text)
    name = actor_words(ref)
    return f"{name} (“{said}”)" if said and said != name else name


def _fillers(fillers: tuple[RoleFiller, ...]) -> str:
    return "; ".join(_actor(f) if isinstance(f, ActorRef) else _flat(f.text) for f in fillers)


def _place(statement: Statement) -> Span:
    spans = (*statement.source, *statement.cue, *statement.content)
    return min(s for s, _ in spans), max(e for _, e in spans)


def _shelved(record: Record, what: str) -> Case | Series | None:
    """The one case or series whose id begins so, null where none does."""
    hits = record.beginning(what) if "-" in what[:3] else []
    if len(hits) > 1:
        raise RecordError(f"{what} begins {len(hits)} ids of this record: give more of it")
    return hits[0] if hits else None


def _found(record: Record, what: str) -> tuple[Report, Finding | None] | Called:
    """The report, finding or actor that ``what`` means: ids and paths go before names."""
    for report in record.reports():
        if what == report.id or what in report.page.paths:
            return report, None
    actor = called(record, what)
    if actor is not None:
        return actor
    hits: list[tuple[Report, Finding | None]] = []
    for report in record.reports():
        if report.id.startswith(what):
            hits.append((report, None))
        if what[:2] in ("s-", "f-", "e-"):
            findings = record.findings(report.id)
            items: tuple[Finding, ...] = (*findings.statements, *findings.figures, *findings.events)
            hits.extend((report, item) for item in items if item.id.startswith(what))
    if len(hits) == 1:
        return hits[0]
    if hits:
        raise RecordError(f"{what} begins {len(hits)} ids of this record: give more of it")
    raise RecordError(
        f"{what}: the record holds no such report, finding, case, series or actor; see: reportedly show RECORD"
    )


def _bound(value: float | None) -> str:
    return "open" if value is None else f"{value:,}"


def _flat(text: str) -> str:
    return " ".join(text.split())
