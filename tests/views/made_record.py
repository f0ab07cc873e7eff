"""A record made by hand: builders for reports and findings over a text, places found by their words."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field, replace
from functools import cached_property

from reportedly.types import (
    UNDATED,
    Actor,
    ActorKind,
    ActorRef,
    Case,
    Collation,
    Date,
    Event,
    Figure,
    Findings,
    Measure,
    PageRef,
    Report,
    Roles,
    RoleText,
    Series,
    Skipped,
    Span,
    Statement,
    Time,
    identifier,
)


@dataclass
class MadeRecord:
    """What :class:`reportedly.views.report.ReadableRecord` asks for, over plain lists."""

    pairs: Sequence[tuple[Report, Findings]]
    people: Sequence[Actor] = ()
    left_out: Sequence[Skipped] = ()
    numbers: Mapping[str, int] = field(default_factory=dict)
    collation: Collation = field(default_factory=Collation)
    cases_due: bool = False

    def snapshot(self) -> AbstractContextManager[object]:
        return nullcontext()

    def entries(self) -> Sequence[tuple[Report, Findings]]:
        return self.pairs

    def report(self, id: str) -> Report:
        return self._by_id[id][0]

    def findings(self, report: str) -> Findings:
        return self._by_id[report][1]

    @cached_property
    def _by_id(self) -> dict[str, tuple[Report, Findings]]:
        return {report.id: (report, findings) for report, findings in self.pairs}

    def actors(self) -> Sequence[Actor]:
        return self.people

    def cases(self) -> Sequence[Case]:
        return self.collation.cases

    def series(self) -> Sequence[Series]:
        return self.collation.series

    def counts(self) -> Mapping[str, int]:
        return {"pages": len(self.pairs), **self.numbers}

    def skipped(self) -> Sequence[Skipped]:
        return self.left_out


def day(iso: str, doubt: str = "") -> Date:
    return Date(iso + doubt, iso, iso)


def at(text: str, words: str, nth: int = 0) -> Span:
    """The place of the ``nth`` occurrence of ``words``."""
    start = -1
    for _ in range(nth + 1):
        start = text.index(words, start + 1)
    return start, start + len(words)


def actor(name: str | None, kind: ActorKind, description: str | None = None) -> ActorRef:
    """A reference to an actor, resolved."""
    key = identifier("a", kind, (name or description or "").casefold())
    return ActorRef(key, name, description, kind, name or description or "", None)


def report_over(text: str, **fields: object) -> Report:
    """A report over ``text``; everything is body unless ``fields`` says otherwise."""
    sha256 = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    path = str(fields.pop("path", f"{sha256[:8]}.txt"))
    made = Report(
        id=identifier("r", sha256),
        page=PageRef(path, (path,), None, sha256, "text/plain", None, None),
        title=None,
        title_span=None,
        outlet=None,
        byline=(),
        credits=(),
        language="en",
        published=UNDATED,
        text=text,
        body=((0, len(text)),),
        captions=(),
        set_aside=(),
        reader="hand-1",
    )
    return replace(made, **fields)  # type: ignore[arg-type]


def near(text: str, words: str, place: int) -> Span:
    """The occurrence of ``words`` that begins nearest to ``place``."""
    starts = [start for start in range(len(text)) if text.startswith(words, start)]
    start = min(starts, key=lambda start: abs(start - place))
    return start, start + len(words)


def statement(
    report: Report, words: str, speaker: ActorRef | None, source: str = "", cue: str = "", **fields: object
) -> Statement:
    """A statement whose content is ``words``; its source and cue are looked for nearest to them."""
    content = at(report.text, words)
    made = Statement(
        id=identifier("s", report.page.sha256, content, source),
        report=report.id,
        source=(near(report.text, source, content[0]),) if source else (),
        cue=(near(report.text, cue, content[0]),) if cue else (),
        content=(content,),
        text=words,
        quotation="indirect",
        negated=False,
        manner="say",
        speaker=speaker,
        addressee=None,
        via=(),
        said=None,
        place=None,
        within=None,
        confidence=None,
    )
    return replace(made, **fields)  # type: ignore[arg-type]


def figure(
    report: Report,
    words: str,
    measure: Measure,
    low: float | None,
    high: float | None,
    source: ActorRef | None,
    **fields: object,
) -> Figure:
    """A figure at the first place of ``words``."""
    span = at(report.text, words)
    made = Figure(
        id=identifier("f", report.page.sha256, span),
        report=report.id,
        span=span,
        text=words,
        measure=measure,
        low=low,
        high=high,
        qualifier=None,
        vague=False,
        unit=None,
        group=None,
        per=None,
        scope="incident",
        place=None,
        origin=None,
        destinations=(),
        cause=None,
        period=None,
        as_of=None,
        voice="attributed" if source else "own",
        source=source,
        via=(),
        statement=None,
        confidence=None,
    )
    return replace(made, **fields)  # type: ignore[arg-type]


def event(report: Report, words: str, type: str | None, subtype: str | None, **fields: object) -> Event:
    """An event at the first place of ``words``; it happened and the report says so, unless ``fields`` say otherwise."""
    span = at(report.text, words)
    made = Event(
        id=identifier("e", report.page.sha256, span),
        report=report.id,
        span=span,
        text=words,
        type=type,
        mode=None,
        contexts=(),
        subtype=subtype,
        roles=Roles(),
        when=None,
        status="happened",
        negated=False,
        voice="own",
        denied_by=(),
        statement=None,
        figures=(),
        confidence=None,
    )
    return replace(made, **fields)  # type: ignore[arg-type]


def role(report: Report, words: str) -> RoleText:
    """A role's filler that names nobody, at the first place of ``words``."""
    return RoleText(words, at(report.text, words))


def time(report: Report, words: str, date: Date) -> Time:
    """A time at the first place of ``words``."""
    span = at(report.text, words)
    return Time(identifier("t", report.page.sha256, span), report.id, span, words, "DATE", date)
