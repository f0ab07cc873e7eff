"""Where what people ask for becomes decisions: who and what is meant, whether the values make sense, and whether
somebody else decided otherwise or the row has changed since it was seen."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from reportedly.corrections.anchoring import relocated, spans_of
from reportedly.corrections.applying import Applied, apply, differs, finding_with, standing
from reportedly.corrections.casting import Cast
from reportedly.corrections.changes import Change, Conflict, last_of, sides, told
from reportedly.corrections.codec import Reading
from reportedly.corrections.fields import (
    Asked,
    Field,
    asked,
    field_of,
    kind_of,
    parse,
    require_sense,
    shown,
    values_of,
)
from reportedly.corrections.marks import TextLine, lines_of, mark_of
from reportedly.corrections.spots import nearest, ranges
from reportedly.corrections.versions import same_row
from reportedly.errors import UsageError
from reportedly.record import decided
from reportedly.record.asking import actor_meant, finding_meant, ref_asked, report_meant
from reportedly.record.sheets import actor_row, by_target, finding_row, line_row, on_actor
from reportedly.record.store import Record
from reportedly.types import Actor, Decision, Event, Finding, Report, Span, Statement, words_of

_STATES = 64  # reports whose findings are kept at hand


@dataclass
class _State:
    """A report with what was read in it, all decisions about it, and what follows."""

    report: Report
    reading: Reading
    decisions: list[Decision]
    applied: Applied


class Desk:
    """Takes changes one after the other, within one batch of ``record``; ``made`` are the decisions, ``conflicts`` what
    was not done, ``unchanged`` how many asked for what is so already. ``reread`` reads a page anew, by its hash, and
    puts it into the record."""

    def __init__(
        self, record: Record, who: str, at: str, *, overrule: bool = False, reread: Callable[[str], None]
    ) -> None:
        self._record, self._who, self._at, self._overrule, self._reread = record, who, at, overrule, reread
        self._next = record.next_decision()
        self._states: dict[str, _State] = {}
        self._waiting: list[Decision] = []
        self.made: list[Decision] = []
        self.conflicts: list[Conflict] = []
        self.unchanged = 0

    def take(self, change: Change) -> None:
        """Do one change, or note a conflict. Raises UsageError where it cannot be done."""
        made = len(self.made)
        conflicts = len(self.conflicts)
        match change.action:
            case "accept" | "reject" | "edit":
                self._on_finding(change)
            case "rename":
                self._rename(change)
            case "merge":
                self._merge(change)
            case "withdraw":
                self._withdraw(change)
            case _:
                self._on_lines(change)
        if len(self.made) == made and len(self.conflicts) == conflicts:
            self.unchanged += 1

    def finish(self) -> None:
        """Put what is decided into the record, if anything waits."""
        if self._waiting:
            self._record.decide(self._waiting)
        self._waiting = []
        self._states.clear()

    # Findings

    def _on_finding(self, change: Change) -> None:
        id, report_id = finding_meant(self._record, change.target)
        state = self._state(report_id)
        finding, judged = finding_with(state.applied.findings, id), finding_with(state.applied.judged, id)
        assert finding is not None
        assert judged is not None
        kind = kind_of(finding)
        on = by_target(state.decisions, state.applied.placed).get(id, [])
        values: dict[str, Any] = {}
        if change.action == "edit":
            values = self._edited(kind, finding, state.report, change.values)
            if not values:
                return
            require_sense(kind, {**values_of(finding), **values}, list(values))
        elif on and on[-1].action == change.action and on[-1].who == self._who:
            return
        why = self._contrary(change, finding, on, values)
        if why and not self._overrule:
            here, asked_for = sides(kind, finding, values, change)
            self.conflicts.append(Conflict(change, why, here, asked_for))
            return
        spans = spans_of(judged)
        decision = self._decision(
            change,
            kind=kind,
            target=id,
            page=state.report.page.sha256,
            spans=spans,
            quote=words_of(state.report.text, spans),
            reader=state.report.reader,
            before={**values_of(judged), "review": judged.review},
            decided=values,
        )
        state.decisions.append(decision)
        state.applied = apply(state.report.text, state.reading, state.decisions)
        self._waiting.append(decision)

    def _state(self, report_id: str) -> _State:
        if report_id not in self._states:
            if len(self._states) >= _STATES:
                self.finish()
            report = self._record.report(report_id)
            with self._record.snapshot() as connection:
                reading = decided.load_reading(connection, report_id)
                some = decided.about(connection, report.page.sha256)
            self._states[report_id] = _State(report, reading, some, apply(report.text, reading, some))
        return self._states[report_id]

    def _edited(self, kind: str, finding: Finding, report: Report, texts: Mapping[str, str]) -> dict[str, Any]:
        """The values that somebody gives and that are not so already."""
        now = values_of(finding)
        found: dict[str, Any] = {}
        for name, text in texts.items():
            field = field_of(kind, name)
            value = parse(kind, field, text)
            if isinstance(value, Asked):
                value = ref_asked(self._record, report, value, *_mention(finding, name, report))
            elif field.what == "spot" and value is not None:
                value = self._spot(field, finding, report, value)
            elif field.what == "spot":
                value = []
            same = shown(field, value) == shown(field, now[name])
            if not same and differs(kind, name, now[name], value):
                found[name] = value
        return found

    def _spot(self, field: Field, finding: Finding, report: Report, words: str) -> Any:
        assert isinstance(finding, Event)
        if shown(field, values_of(finding)[field.name]) == words:
            return values_of(finding)[field.name]
        span = nearest(report.text, words, finding.span)
        if span is None:
            raise UsageError(
                f"{field.name}: {words!r} does not stand in the report; the place of an event is given in its words"
            )
        return [{"text": report.text[slice(*span)], "span": list(span)}]

    def _contrary(
        self, change: Change, finding: Finding, on: Sequence[Decision], values: Mapping[str, Any]
    ) -> str | None:
        """Why a change is a conflict; null where it is none."""
        if change.version is not None:
            if same_row(change.version, finding_row(finding, on).version):
                return None
            return f"it is not what it was when it was exported{last_of(on)}"
        others = [decision for decision in on if decision.who != self._who]
        for decision in reversed(others):
            against = {
                "accept": decision.action == "reject" and finding.review == "rejected",
                "reject": decision.action in ("accept", "edit") and finding.review != "rejected",
                "edit": (decision.action == "reject" and finding.review == "rejected")
                or decision.action == "accept"
                or bool(set(decision.decided) & set(values)),
            }[change.action]
            if against:
                return f"{told(decision)}"
        return None

    # Actors

    def _actors(self) -> tuple[list[Decision], Cast]:
        self.finish()
        with self._record.snapshot() as connection:
            some = decided.about(connection, "")
        return some, Cast(standing(some))

    def _rename(self, change: Change) -> None:
        some, cast = self._actors()
        actor = self._actor(change.target, cast)
        name = " ".join(change.values["name"].split())
        if not name or len(name) > 300 or "\ufffd" in name:
            raise UsageError(f"{change.values['name'][:80]!r} is no name")
        if name == actor.name:
            return
        on = on_actor(some, cast, actor.id)
        why = self._contrary_actor(change, actor, cast, on)
        if why is None and change.version is None:
            others = [d for d in on if d.action == "rename" and d.who != self._who]
            why = told(others[-1]) if others else None
        self._decide_actor(change, actor, why, {"name": name})

    def _merge(self, change: Change) -> None:
        some, cast = self._actors()
        actor = self._actor(change.target, cast)
        target = asked("into", " ".join(change.values["into"].split()))
        into = self._actor(target.id or target.name or "", cast)
        if into.id == actor.id:
            return
        why = self._contrary_actor(change, actor, cast, on_actor(some, cast, actor.id))
        if why is None and actor.actor_kind != into.actor_kind and "unnamed" not in (actor.actor_kind, into.actor_kind):
            why = f"{actor.name} is recorded as {actor.actor_kind}, {into.name} as {into.actor_kind}"
        told = {"into": into.id, "name": into.name, "kind": into.actor_kind, "country": into.country}
        self._decide_actor(change, actor, why, told)

    def _actor(self, what: str, cast: Cast) -> Actor:
        return actor_meant(self._record, cast.root(what))

    def _contrary_actor(self, change: Change, actor: Actor, cast: Cast, on: Sequence[Decision]) -> str | None:
        if change.version is None or same_row(change.version, actor_row(actor, cast, on).version):
            return None
        return f"the actor is not what it was when it was exported{last_of(on)}"

    def _decide_actor(self, change: Change, actor: Actor, why: str | None, values: Mapping[str, Any]) -> None:
        before = {"name": actor.name, "kind": actor.actor_kind, "country": actor.country}
        if why and not self._overrule:
            self.conflicts.append(Conflict(change, why, before, values))
            return
        decision = self._decision(
            change, kind="actor", target=actor.id, quote=actor.name, before=before, decided=values
        )
        self._waiting.append(decision)
        self.finish()

    # Lines

    def _on_lines(self, change: Change) -> None:
        report = report_meant(self._record, change.target)
        self.finish()
        with self._record.snapshot() as connection:
            some = decided.about(connection, report.page.sha256)
        lines = lines_of(report)
        part = "body" if change.action == "body" else "aside"
        chosen = ranges(change.values["lines"], lines)
        if change.version is not None:
            seen = change.version.split()
            now = [line_row(report.id, line, report.text).version for several in chosen for line in several]
            if len(seen) != len(now) or not all(map(same_row, seen, now)):
                self._lines_conflict(change, "the lines are not what they were when they were exported", chosen)
                if not self._overrule:
                    return
        else:
            contrary = self._contrary_lines(change, report, some, chosen)
            if contrary:
                self._lines_conflict(change, told(contrary), chosen)
                if not self._overrule:
                    return
        decided_here = False
        for several in chosen:
            if all(line.label == part for line in several):
                continue
            span = (several[0].span[0], several[-1].span[1])
            decision = self._decision(
                change,
                kind="lines",
                target=report.id,
                page=report.page.sha256,
                spans=(span,),
                quote=report.text[slice(*span)],
                reader=report.reader,
                before={"parts": [line.label for line in several]},
                decided={"part": change.action},
            )
            self._waiting.append(decision)
            decided_here = True
        if decided_here:
            self.finish()
            self._reread(report.page.sha256)

    def _contrary_lines(
        self, change: Change, report: Report, some: Sequence[Decision], chosen: Sequence[Sequence[TextLine]]
    ) -> Decision | None:
        for decision in reversed(standing(d for d in some if d.kind == "lines" and d.who != self._who)):
            mark = mark_of(decision)
            there = relocated(report.text, (mark.span,), mark.quote)
            if decision.action == change.action or not there:
                continue
            if any(line.span[0] < there[0][1] and there[0][0] < line.span[1] for few in chosen for line in few):
                return decision
        return None

    def _lines_conflict(self, change: Change, why: str, chosen: Sequence[Sequence[TextLine]]) -> None:
        if not self._overrule:
            here = {str(line.number): line.label for several in chosen for line in several}
            self.conflicts.append(Conflict(change, why, here, {"part": change.action}))

    # All

    def _withdraw(self, change: Change) -> None:
        self.finish()
        number = change.target.lstrip("#")
        some = {str(d.seq): d for d in self._record.decisions()}
        decision = some.get(number)
        if decision is None:
            raise UsageError(
                f"{change.target}: there is no decision of this number; see: reportedly correct RECORD list"
            )
        if decision.action == "withdraw":
            raise UsageError(f"#{number} takes a decision back itself; decide anew instead")
        if decision not in standing(some.values()):
            raise UsageError(f"#{number} has been taken back already")
        taken = self._decision(
            change,
            kind=decision.kind,
            target=decision.target,
            page=decision.page,
            spans=decision.spans,
            quote=decision.quote,
            reader=decision.reader,
            before=decision.decided,
            decided={"seq": decision.seq},
            placed=decision.placed,
        )
        self._waiting.append(taken)
        self.finish()
        if decision.kind == "lines" and decision.page is not None:
            self._reread(decision.page)

    def _decision(
        self,
        change: Change,
        *,
        kind: Any,
        target: str,
        quote: str | None,
        before: Mapping[str, Any],
        decided: Mapping[str, Any],
        page: str | None = None,
        spans: tuple[Span, ...] = (),
        reader: str | None = None,
        placed: str | None = None,
    ) -> Decision:
        decision = Decision(
            seq=self._next,
            at=self._at,
            who=self._who,
            why=change.why,
            action=change.action,
            kind=kind,
            target=target,
            placed=placed if change.action == "withdraw" else target,
            page=page,
            spans=spans,
            quote=quote,
            reader=reader,
            before=before,
            decided=decided,
        )
        self._next += 1
        self.made.append(decision)
        return decision


def _mention(finding: Finding, name: str, report: Report) -> tuple[str, Span | None]:
    """The words and place of the mention that a reference has, or those of the source where it has none."""
    ref = getattr(finding, name)
    if ref is not None:
        return ref.text, ref.span
    if isinstance(finding, Statement) and name == "speaker" and len(finding.source) == 1:
        return report.text[slice(*finding.source[0])], finding.source[0]
    return "", None
