"""One actor on the terminal: its names, its roles over time, and all findings and cases in which it takes part."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence

from reportedly.errors import RecordError
from reportedly.exports.jsonl import (
    actor_line,
    case_line,
    dumps,
    event_line,
    figure_line,
    report_line,
    statement_line,
)
from reportedly.record.lookup import Found
from reportedly.record.parts import (
    PARTS,
    Called,
    actors_called,
    case_day,
    cases_with,
    day_of,
    findings_with,
    parts_in,
)
from reportedly.record.store import Record
from reportedly.types import Actor, Case, Event, Figure, Statement
from reportedly.views.progress import one_line
from reportedly.views.words import (
    act_words,
    amount_words,
    date_words,
    manner_words,
    measure_words,
    review_words,
    role_words,
    status_words,
)

_WIDTH = 100
_LONGEST = 300  # characters of a finding's words; `reportedly show` with its id has them in full
_CANDIDATES = 12  # actors that an error names


def called(record: Record, what: str) -> Called | None:
    """The one actor that ``what`` means, and others that are called so too; null where there is none.

    An actor whose name it is goes before those that it is only another name of. Raises :class:`RecordError` with the
    candidates where it means several."""
    meant = actors_called(record, what)
    some = meant.by_name or meant.by_alias
    if len(some) > 1:
        raise RecordError(f"{what} means {len(some)} actors of this record, give the id of one: {_listed(some)}")
    return Called(some, meant.by_alias if meant.by_name else ()) if some else None


def _listed(some: Sequence[Actor]) -> str:
    ranked = sorted(some, key=lambda actor: (actor.actor_kind == "unnamed", actor.id))
    shown = ", ".join(f"{actor.id} {actor.name or 'unnamed'} ({actor.actor_kind})" for actor in ranked[:_CANDIDATES])
    return shown + (f" and {len(some) - _CANDIDATES} more" if len(some) > _CANDIDATES else "")


def actor_text(record: Record, meant: Called) -> Iterator[str]:
    """Names, kind, country and roles of an actor; then its findings by the part it takes in them, each with its day,
    the path of its report and its place there; then its cases."""
    (actor,) = meant.by_name
    yield f"{actor.actor_kind} {actor.id}"
    yield one_line(actor.name or "(not named)")
    if actor.aliases:
        yield from _field("also", "; ".join(actor.aliases))
    yield from _field("country", actor.country or "")
    for n, role in enumerate(actor.roles):
        yield from _field("" if n else "roles", role_words(role))
    if meant.by_alias:
        yield from _field("so called", f"other actors too: {_listed(meant.by_alias)}")
    found = findings_with(record, actor.id)
    for part, heading in PARTS.items():
        some = [one for one in found if parts_in(one.finding).get(actor.id) == part]
        if some:
            yield ""
            yield f"{heading.lower()} ({len(some):,}):"
            for one in some:
                yield from _finding(one)
    yield from _cases(record, cases_with(record, actor.id))


def actor_json(record: Record, meant: Called) -> Iterator[str]:
    """The same as exported lines: the actor; the reports that name it, without their text, each with the findings in
    which it takes part after it; the cases in which it fills a role."""
    (actor,) = meant.by_name
    yield dumps(actor_line(actor))
    by_report: dict[tuple[str, str], list[Found]] = {}
    for one in findings_with(record, actor.id):
        by_report.setdefault((one.path, one.report), []).append(one)
    for (_, report), some in sorted(by_report.items()):
        yield dumps({key: value for key, value in report_line(record.report(report)).items() if key != "text"})
        for one in sorted(some, key=lambda one: (one.spans, one.finding.id)):
            yield dumps(_line(one))
    for case in cases_with(record, actor.id):
        yield dumps(case_line(case))


def _line(one: Found) -> dict[str, object]:
    if isinstance(one.finding, Statement):
        return statement_line(one.finding)
    return event_line(one.finding) if isinstance(one.finding, Event) else figure_line(one.finding)


def _finding(one: Found) -> Iterator[str]:
    review = review_words(one.finding.review)
    what = (f"{review}, " if review else "") + (date_words(day_of(one)) or "no date")
    match one.finding:
        case Statement() as said:
            kind = manner_words(said)
        case Figure() as counted:
            kind = f"{measure_words(counted.measure)} {amount_words(counted)}"
        case Event() as act:
            kind = f"{act_words(act)} {status_words(act)}"
    words = " ".join(one.finding.text.split())
    words = words if len(words) <= _LONGEST else words[:_LONGEST].rstrip() + " […]"
    yield from _wrapped(f"    {one.finding.id}  {what}, {kind}: “{words}” {_origin(one)}")


def _cases(record: Record, cases: Sequence[Case]) -> Iterator[str]:
    """Cases, positions first, each with its last reported state and where that is reported."""
    last = {case.id: case.history[-1].findings[0] for case in cases if case.history and case.history[-1].findings}
    found = record.found(last.values())
    for heading, some in (
        ("positions", [case for case in cases if case.register == "positions"]),
        ("cases", [case for case in cases if case.register != "positions"]),
    ):
        if some:
            yield ""
            yield f"{heading} ({len(some):,}):"
        for case in some:
            register = "" if heading == "positions" else f"{case.register.replace('-', ' ')}: "
            status = case.history[-1].status if case.history else ""
            one = found.get(last.get(case.id, ""))
            parts = [case.title, status, date_words(case_day(case)) or "no date", _origin(one) if one else ""]
            yield from _wrapped(f"    {case.id}  {register}{', '.join(filter(None, parts))}")


def _origin(one: Found) -> str:
    spans = one.spans
    return f"{one.path} [{spans[0][0]}, {spans[-1][1]}]" if spans else one.path


def _field(name: str, value: str) -> Iterator[str]:
    if value:
        yield from textwrap.wrap(
            one_line(f"    {name:<10}{' '.join(value.split())}"), _WIDTH, subsequent_indent=" " * 14
        )


def _wrapped(line: str) -> list[str]:
    # A path is not broken at its hyphens, so that it can be copied.
    return textwrap.wrap(one_line(line), _WIDTH, subsequent_indent=" " * 8, break_on_hyphens=False)
