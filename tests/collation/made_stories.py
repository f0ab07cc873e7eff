"""Reports with findings made by hand for the registers, about places and people that do not exist."""

from __future__ import annotations

import hashlib
from dataclasses import replace

from reportedly.actors.heads import fold
from reportedly.types import (
    Actor,
    ActorRef,
    Credit,
    Date,
    Event,
    Figure,
    Findings,
    Mention,
    PageRef,
    Published,
    Report,
    Roles,
    RoleText,
    Span,
    Statement,
    Time,
    identifier,
)

KINDS = {"country": "place", "person": "person", "organization": "organization"}


def day(value: str) -> Date:
    return Date(value, value, value)


class Story:
    """A report under construction: each method adds a finding at the first place of its words."""

    def __init__(self, text: str, path: str = "a.txt", published: str | None = "2031-05-06", **more: object) -> None:
        sha = hashlib.sha256(f"{path}\0{text}".encode()).hexdigest()
        dated = Published(published, published, published) if published else Published(None, None, None)
        ref = PageRef(path, (path,), None, sha, "text/plain", None, None)
        self.report = Report(
            identifier("r", sha), ref, None, None, None, (), (), "en", dated, text, ((0, len(text)),), (), (), "made"
        )
        self.report = replace(self.report, **more)
        self.text = text
        self.actors: dict[str, Actor] = {}
        self.statements: list[Statement] = []
        self.figures: list[Figure] = []
        self.events: list[Event] = []
        self.mentions: list[Mention] = []
        self.times: list[Time] = []

    def span(self, words: str) -> Span:
        start = self.text.index(words)
        return start, start + len(words)

    def id(self, prefix: str, words: str) -> str:
        return identifier(prefix, self.report.id, words, len(self.statements) + len(self.events) + len(self.figures))

    def ref(self, words: str, name: str | None = None, kind: str = "country") -> ActorRef:
        """Whom some words name; ``name`` null for an unnamed one. Adds the mention and the actor."""
        span = self.span(words)
        named = name if name is not None else (words if kind != "unnamed" else None)
        if named is None:
            return ActorRef(None, None, words, "unnamed", words, span)
        key = identifier("a", kind, fold(named))
        self.actors.setdefault(key, Actor(key, named, (), kind, None))
        if not any(m.span == span for m in self.mentions):
            self.mentions.append(Mention(self.id("m", words), self.report.id, span, words, KINDS[kind], key))
        return ActorRef(key, named, None, kind, words, span)

    def place(self, words: str) -> None:
        self.mentions.append(Mention(self.id("m", words), self.report.id, self.span(words), words, "place", None))

    def event(self, words: str, subtype: str | None, status: str = "happened", **more: object) -> Event:
        roles = {
            name: tuple(
                one if isinstance(one, ActorRef) else RoleText(one, self.span(one)) for one in more.pop(name, ())
            )
            for name in Roles.__dataclass_fields__
        }
        event = Event(
            id=self.id("e", words), report=self.report.id, span=self.span(words), text=words, type=None, mode=None,
            contexts=(), subtype=subtype, roles=Roles(**roles), when=None, status=status, negated=False, voice="own",
            denied_by=(), statement=None, figures=(), confidence=0.9,
        )  # fmt: skip
        event = replace(event, **more)
        self.events.append(event)
        return event

    def says(self, speaker: ActorRef | None, words: str, manner: str = "say", **more: object) -> Statement:
        statement = Statement(
            id=self.id("s", words), report=self.report.id, source=(speaker.span,) if speaker else (), cue=(),
            content=(self.span(words),), text=words, quotation="indirect", negated=False, manner=manner,
            speaker=speaker, addressee=None, via=(), said=None, place=None, within=None, confidence=0.9,
        )  # fmt: skip
        statement = replace(statement, **more)
        self.statements.append(statement)
        return statement

    def counts(self, words: str, measure: str, low: float | None, high: float | None, **more: object) -> Figure:
        figure = Figure(
            id=self.id("f", words), report=self.report.id, span=self.span(words), text=words, measure=measure, low=low,
            high=high, qualifier=None, vague=False, unit=None, group=None, per=None, scope="total", place=None,
            origin=None, destinations=(), cause=None, period=None, as_of=Date(*3 * (self.report.published.edtf,)),
            voice="own", source=None, via=(), statement=None, confidence=0.9,
        )  # fmt: skip
        figure = replace(figure, **more)
        self.figures.append(figure)
        return figure

    def entry(self) -> tuple[Report, Findings]:
        def order(found: list) -> tuple:
            return tuple(sorted(found, key=lambda f: (getattr(f, "span", None) or f.content[0], f.id)))

        return self.report, Findings(
            *(order(x) for x in (self.statements, self.figures, self.events, self.mentions, self.times))
        )


def known_actors(*stories: Story) -> dict[str, Actor]:
    return {key: actor for story in stories for key, actor in story.actors.items()}


AGENCY = Credit("Halden Press", "text", None)
