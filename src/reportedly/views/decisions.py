"""Decisions of people on the terminal, and what came of asking for some."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict
from typing import Any

from reportedly.correcting import Outcome, Refused
from reportedly.corrections.applying import finding_with, standing
from reportedly.corrections.changes import Change, Conflict
from reportedly.corrections.fields import FIELDS, shown, values_of, who_shown
from reportedly.exports.jsonl import dumps
from reportedly.record import decided
from reportedly.record.store import Record
from reportedly.types import Decision, identifier
from reportedly.views.progress import one_line

_LONGEST = 80  # characters of a quotation
_DONE = {
    "accept": "accepted",
    "reject": "rejected",
    "edit": "edited",
    "rename": "renamed",
    "merge": "merged",
    "body": "made body",
    "set-aside": "set aside",
}


def outcome_lines(outcome: Outcome, dry_run: bool) -> Iterator[str]:
    """What came of changes: decisions, conflicts with both sides, what was refused, and a summary."""
    for decision in outcome.decided:
        yield decision_words(decision)
    for conflict in outcome.conflicts:
        yield from conflict_lines(conflict)
    for one in outcome.refused:
        asked = f"{one.action} {one.target}: " if one.action else ""
        yield one_line(f"refused: {_origin(one.origin)}{asked}{one.why}")
    counts = [(len(outcome.decided), "decided"), (len(outcome.conflicts), "in conflict, not done")]
    counts += [(len(outcome.refused), "refused"), (outcome.unchanged, "so already")]
    words = ", ".join(f"{count} {what}" for count, what in counts if count) or "nothing to do"
    yield f"nothing was changed (dry run): {words}" if dry_run else words
    if outcome.cases_due:
        yield "cases and series are left to the next correction or build"


def outcome_json(outcome: Outcome) -> Iterator[str]:
    """The same, an object a line."""
    for decision in outcome.decided:
        yield dumps({"outcome": "decided", **decision_line(decision)})
    for conflict in outcome.conflicts:
        sides = {"why": conflict.why, "here": dict(conflict.here), "asked": dict(conflict.asked)}
        yield dumps({"outcome": "conflict", **_change(conflict.change), **sides})
    for one in outcome.refused:
        yield dumps({"outcome": "refused", **_change(one), "why": one.why})


def _change(change: Change | Refused) -> dict[str, Any]:
    return {"action": change.action, "target": change.target, "origin": change.origin or None}


def _origin(origin: str) -> str:
    return f"{origin}: " if origin else ""


def conflict_lines(conflict: Conflict) -> Iterator[str]:
    """A conflict with both sides."""
    change = conflict.change
    yield one_line(f"conflict: {_origin(change.origin)}{change.action} {change.target} was not done: {conflict.why}")
    for name in conflict.asked:
        here = conflict.here.get(name)
        yield one_line(f"    {name}: the record has {_quoted(here)}, you ask for {_quoted(conflict.asked[name])}")
    yield "    --overrule does it all the same"


def _quoted(value: Any) -> str:
    return "nothing" if value in (None, "") else f"“{value}”"


def decision_line(decision: Decision) -> dict[str, Any]:
    """A decision as an object of JSON."""
    return {**asdict(decision), "spans": [list(span) for span in decision.spans]}


def decision_words(decision: Decision) -> str:
    """A decision in one line."""
    what = f"{decision.kind} {decision.target}"
    if decision.placed is not None and decision.placed != decision.target:
        what += f" (now {decision.placed})"
    if decision.action == "withdraw":
        did = f"took back #{decision.decided['seq']} on {what}"
    else:
        did = f"{_DONE[decision.action]} {what}{_details(decision)}"
    quote = " ".join((decision.quote or "").split())
    quote = quote if len(quote) <= _LONGEST else quote[:_LONGEST] + "…"
    words = f"#{decision.seq}  {decision.at}  {decision.who} {did}"
    words += f" “{quote}”" if quote and decision.kind != "actor" else ""
    return one_line(words + (f"; why: {decision.why}" if decision.why else ""))


def _details(decision: Decision) -> str:
    if decision.action == "rename":
        return f": {_quoted(decision.before['name'])} is {_quoted(decision.decided['name'])}"
    if decision.action == "merge":
        into = decision.decided
        return f" ({decision.before['name'] or 'unnamed'}) into {into['into']} ({into['name'] or 'unnamed'})"
    if decision.action == "edit":
        return ": " + ", ".join(
            f"{name} {_quoted(_shown(decision.kind, name, decision.before.get(name)))} is "
            f"{_quoted(_shown(decision.kind, name, value))}"
            for name, value in decision.decided.items()
        )
    return ""


def _shown(kind: str, name: str, value: Any) -> str:
    field = FIELDS[kind].get(name)
    if field is None:
        return str(value)
    if field.what == "who" and value is not None:
        return who_shown(value)
    return shown(field, value)


def list_lines(record: Record, what: str | None, *, orphans: bool, as_json: bool) -> Iterator[str]:
    """Decisions in order: all, those on one thing (an id, or its beginning), or the orphans: those that stand and have
    nothing any more that they are on. Says of a decision that it was taken back, and where the report is now read
    otherwise than when it was made."""
    some = list(record.decisions())
    stands = {decision.seq for decision in standing(some)}
    taken = {d.decided["seq"]: d.seq for d in some if d.action == "withdraw"}
    shown_any = False
    for decision in some:
        if orphans and (decision.seq not in stands or decision.placed is not None):
            continue
        if what is not None and not _about(decision, what):
            continue
        shown_any = True
        since = read_since(record, decision, some) if decision.seq in stands else {}
        if as_json:
            differs = {name: {"then": then, "now": now} for name, (then, now) in since.items()}
            yield dumps({**decision_line(decision), "withdrawn_by": taken.get(decision.seq), "read_since": differs})
            continue
        yield decision_words(decision)
        if decision.seq in taken:
            yield f"    taken back by #{taken[decision.seq]}"
        elif decision.action != "withdraw" and decision.placed is None:
            yield "    an orphan: the record has nothing any more that it is on"
        if since:
            differ = ", ".join(f"{name} {_quoted(then)} is {_quoted(now)}" for name, (then, now) in since.items())
            yield one_line(f"    read otherwise since: {differ}")
    if not shown_any and not as_json:
        yield "no orphans" if orphans else "no decisions"


def _about(decision: Decision, what: str) -> bool:
    ids = [decision.target, decision.placed or ""]
    ids += [identifier("r", decision.page)] if decision.page else []
    return any(id.startswith(what) for id in ids) or what == f"#{decision.seq}"


def read_since(record: Record, decision: Decision, some: list[Decision]) -> Mapping[str, tuple[str, str]]:
    """The values that another reader gives the finding of a decision now: then and now, by field. Nothing where the
    report is still as it was read then."""
    if decision.kind not in FIELDS or decision.placed is None or decision.page is None or decision.action == "withdraw":
        return {}
    id = identifier("r", decision.page)
    with record.snapshot() as connection:
        known = record.known(decision.page)
        if known is None or known.reader == decision.reader:
            return {}
        finding = finding_with(decided.load_reading(connection, id).findings, decision.placed)
    if finding is None:
        return {}
    edited = {name for d in some if d.placed == decision.placed and d.action == "edit" for name in d.decided}
    now = values_of(finding)
    fields = FIELDS[decision.kind]
    both = {
        name: (shown(field, decision.before.get(name)), shown(field, now[name]))
        for name, field in fields.items()
        if name not in edited
    }
    return {name: sides for name, sides in both.items() if sides[0] != sides[1]}
