"""A record over plain lists, and reports about people who do not exist, with their names written in many ways."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field, replace

from reportedly.record.lookup import Found, found_in
from reportedly.types import (
    UNDATED,
    Actor,
    ActorKind,
    ActorRef,
    Case,
    Collation,
    Event,
    Figure,
    Findings,
    Mention,
    PageRef,
    RegisterName,
    Report,
    Role,
    Roles,
    RoleText,
    Series,
    Skipped,
    Span,
    Statement,
    identifier,
)


@dataclass
class Lists:
    """What :class:`reportedly.record.readable.Readable` asks for, over plain lists."""

    pairs: Sequence[tuple[Report, Findings]]
    people: Sequence[Actor] = ()
    collation: Collation = field(default_factory=Collation)
    left_out: Sequence[Skipped] = ()
    cases_due: bool = False

    def snapshot(self) -> AbstractContextManager[object]:
        return nullcontext()

    def entries(self) -> Iterator[tuple[Report, Findings]]:
        return iter(sorted(self.pairs, key=lambda pair: (pair[0].page.path, pair[0].id)))

    def reports(self) -> Iterator[Report]:
        return (report for report, _ in self.entries())

    def report(self, id: str) -> Report:
        return next(report for report, _ in self.pairs if report.id == id)

    def path_of(self, report: str) -> str | None:
        return next((one.page.path for one, _ in self.pairs if one.id == report), None)

    def findings(self, report: str) -> Findings:
        return next((findings for one, findings in self.pairs if one.id == report), Findings())

    def actors(self) -> Iterator[Actor]:
        return iter(sorted(self.people, key=lambda actor: actor.id))

    def actor(self, id: str) -> Actor:
        return next(actor for actor in self.people if actor.id == id)

    def cases(self, register: RegisterName | None = None) -> Iterator[Case]:
        return (case for case in self.collation.cases if register in (None, case.register))

    def series(self) -> Iterator[Series]:
        return iter(self.collation.series)

    def found(self, ids: Iterable[str]) -> dict[str, Found]:
        wanted = set(ids)
        return {id: one for pair in self.pairs for id, one in found_in(*pair, wanted)}

    def skipped(self) -> Iterator[Skipped]:
        return iter(self.left_out)

    def counts(self) -> dict[str, int]:
        return {"pages": len(self.pairs)}


def actor(name: str, *aliases: str, kind: ActorKind = "person", title: str | None = None) -> Actor:
    roles = (Role(title, None, None, None),) if title else ()
    return Actor(identifier("a", kind, name.casefold()), name, aliases, kind, None, roles)


def span_of(text: str, words: str, nth: int = 0) -> Span:
    start = -1
    for _ in range(nth + 1):
        start = text.index(words, start + 1)
    return start, start + len(words)


def ref(report: Report, who: Actor, words: str, nth: int = 0) -> ActorRef:
    return ActorRef(who.id, who.name, None, who.actor_kind, words, span_of(report.text, words, nth))


def unnamed(report: Report, words: str, description: str) -> ActorRef:
    span = span_of(report.text, words)
    return ActorRef(identifier("a", "unnamed", report.id, description, span), None, description, "unnamed", words, span)


def report_over(text: str, **more: object) -> Report:
    """A report over ``text``: the first line is the title, the rest body."""
    sha256 = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    path = str(more.pop("path", f"{sha256[:8]}.txt"))
    url = more.pop("url", None)
    end = text.index("\n") if "\n" in text else 0
    made = Report(
        identifier("r", sha256), PageRef(path, (path,), url, sha256, "text/plain", None, None),  # type: ignore[arg-type]
        text[:end] or None, (0, end) if end else None, None, (), (), "en", UNDATED, text,
        ((end + 1, len(text)),) if end else ((0, len(text)),), (), (), "hand-1",
    )  # fmt: skip
    return replace(made, **more)  # type: ignore[arg-type]


def mention(report: Report, words: str, who: Actor | None = None, type: str = "person", nth: int = 0) -> Mention:
    span = span_of(report.text, words, nth)
    return mention_at(report, span, who, type)


def mention_at(report: Report, span: Span, who: Actor | None = None, type: str = "person") -> Mention:
    id = identifier("m", report.id, type, span)
    return Mention(id, report.id, span, report.text[slice(*span)], type, who.id if who else None)  # type: ignore[arg-type]


def statement(report: Report, words: str, speaker: ActorRef | None, **more: object) -> Statement:
    content = more.pop("content", None) or (span_of(report.text, words),)
    source = (speaker.span,) if speaker and speaker.span else ()
    text = " ... ".join(report.text[a:b] for a, b in content)  # type: ignore[attr-defined]
    made = Statement(
        identifier("s", report.id, words), report.id, source, (), content, text, "indirect", False, "say",  # type: ignore[arg-type]
        speaker, None, (), None, None, None, None,
    )  # fmt: skip
    return replace(made, **more)  # type: ignore[arg-type]


def figure(report: Report, words: str, source: ActorRef | None = None, **more: object) -> Figure:
    made = Figure(
        identifier("f", report.id, words), report.id, span_of(report.text, words), words, "injured", 14.0, 14.0, None,
        False, None, "people", None, "incident", None, None, (), None, None, None, "attributed", source, (), None, None,
    )  # fmt: skip
    return replace(made, **more)  # type: ignore[arg-type]


def event(report: Report, words: str, *who: ActorRef, item: str = "", **more: object) -> Event:
    items = (RoleText(item, span_of(report.text, item)),) if item else ()
    made = Event(
        identifier("e", report.id, words), report.id, span_of(report.text, words), words, "COERCE", "arrest", (), None,
        Roles(recipient=who, item=items), None, "happened", False, "own", (), None, (), None,
    )  # fmt: skip
    return replace(made, **more)  # type: ignore[arg-type]


def folded(words: str) -> str:
    """Words without case, accents and all that is no letter or digit."""
    import unicodedata

    plain = unicodedata.normalize("NFKD", words)
    return re.sub(r"[\W_]+", "", "".join(c for c in plain if not unicodedata.combining(c)).casefold())
