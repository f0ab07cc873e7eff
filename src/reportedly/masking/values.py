"""Values of a record as they are when masked: every word changed, every span moved, whatever the value is.

A value is gone through field by field, so that a field that is added to it later is masked as well; only what is no
text of the page (ids, codes, dates) is passed over, by name.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import fields, is_dataclass, replace
from functools import cache
from typing import Any, TypeVar

from reportedly.masking.edits import Edits
from reportedly.masking.plan import Plan
from reportedly.masking.sources import Descriptions
from reportedly.types import (
    ActorRef,
    Credit,
    Evidence,
    Findings,
    Mention,
    PageRef,
    Report,
    Span,
    Statement,
)

_CODES = frozenset(
    """id report finding findings figures to statement within actor kind sha256 media_type captured_at type measure
    scope voice quotation manner mode contexts subtype unit per stance register actor_kind edtf earliest latest for_
    reader language""".split()
)
_NUMBERS = frozenset(["offset"])  # two numbers that are no span
_UUID = re.compile(r"<?(?:urn:uuid:)?[0-9a-f-]{32,36}>?", re.I)  # whose letters are no words
_MENDED = " ... "  # between the parts of words that stand apart in the text
_Value = TypeVar("_Value")


class Masking:
    """Changes values of one report: ``edits`` are those of its text, ``near`` who is named in it, ``described`` the
    descriptions of its masked sources."""

    def __init__(self, plan: Plan, edits: Edits, near: frozenset[int], described: Descriptions) -> None:
        self.plan = plan
        self.edits = edits
        self.near = near
        self.title: str | None = None
        """The report's title, for findings that are shown without their report."""
        self._described = described
        self._strings: dict[str, str] = {}

    def string(self, words: str) -> str:
        """Words that stand by themselves."""
        if words not in self._strings:
            self._strings[words] = self.plan.string(self._described.string(words), self.near)
        return self._strings[words]

    def value(self, value: _Value) -> _Value:
        """A value with all that is in it."""
        return self._any(value)  # type: ignore[no-any-return]

    def _any(self, value: Any) -> Any:
        if value is None or isinstance(value, bool | int | float):
            return value
        if isinstance(value, str):
            return self.string(value)
        if isinstance(value, tuple):
            return self._tuple(value)
        match value:
            case ActorRef():
                return self._reference(value)
            case Statement():
                return self._statement(value)
            case Mention():
                return self._mention(value)
            case Evidence():
                return self._evidence(value)
            case Credit():
                return Credit(self.string(value.name), value.for_, value.span and self.edits.span(value.span))
            case Report():
                return self._report(value)
            case PageRef():
                return value
            case Findings():
                return self._findings(value)
        return self._fields(value) if is_dataclass(value) else value

    def _tuple(self, value: tuple[Any, ...]) -> tuple[Any, ...]:
        if _is_span(value):
            return self.edits.span(value)
        if value and all(map(_is_span, value)):
            return self.edits.spans(value)
        return tuple(map(self._any, value))

    def _fields(self, value: Any) -> Any:
        """A value by its fields; the words of one that has a place are those at that place."""
        span = getattr(value, "span", None)
        names = _names(value.__class__)
        changed = {name: self._field(value, name) for name in names if name != "text" or span is None}
        if span is not None and "text" in names:
            changed["text"] = self._words(value.text, span)
        return replace(value, **changed)

    def _field(self, value: Any, name: str) -> Any:
        held = getattr(value, name)
        # By their names only ids and codes are passed over: "actor" is an id in a reference, a role in an event.
        passed = isinstance(held, str) or (isinstance(held, tuple) and all(isinstance(part, str) for part in held))
        return held if (passed and name in _CODES) or name in _NUMBERS else self._any(held)

    def _words(self, words: str, span: Span) -> str:
        return self.edits.words(words, span) if len(words) == span[1] - span[0] else self.string(words)

    def _reference(self, ref: ActorRef) -> ActorRef:
        text = self._words(ref.text, ref.span) if ref.span else self.string(ref.text)
        span = ref.span and self.edits.span(ref.span)
        name, description = ref.name, ref.description and self.string(ref.description)
        actor = self.plan.id_of(ref.actor)
        masked = self.plan.of_actor.get(ref.actor or "")
        source = self.plan.sources.get(ref.actor or "")
        if masked is not None:
            name = name and self.plan.labels[masked]
        elif source is not None:
            description = source
            text = source if ref.span is None and not self._described.is_pronoun(ref.text) else text
        elif name is not None:
            here, anywhere = self.string(name), self.plan.string(name)
            # What cannot be told from a masked name here keeps its id elsewhere only, or the id would tell the name.
            name, actor = here, actor if here == anywhere else None
        return replace(ref, actor=actor, name=name, description=description, text=text, span=span)

    def _mention(self, mention: Mention) -> Mention:
        text, actor = self._words(mention.text, mention.span), self.plan.id_of(mention.actor)
        named = mention.actor in self.plan.of_actor or mention.actor in self.plan.sources
        if not named and text != mention.text and text != self.plan.string(mention.text):
            actor = None
        return replace(mention, span=self.edits.span(mention.span), text=text, actor=actor)

    def _statement(self, statement: Statement) -> Statement:
        pieces = _pieces(statement.text, statement.content)
        changed: Statement = self._fields(statement if pieces is None else replace(statement, text=""))
        if pieces is None:
            return changed
        parted = self.edits.parted(pieces)
        text = _MENDED.join(words for _, words in parted)
        return replace(changed, content=tuple(span for span, _ in parted), text=text)

    def _evidence(self, evidence: Evidence) -> Evidence:
        if evidence.span is None:
            return Evidence(evidence.how, None, self.string(evidence.text))
        length = evidence.span[1] - evidence.span[0]
        parts = [
            self.edits.words(part, evidence.span) if len(part) == length else self.string(part)
            for part in evidence.text.split(_MENDED)
        ]
        return Evidence(evidence.how, self.edits.span(evidence.span), _MENDED.join(parts))

    def _report(self, report: Report) -> Report:
        changed: Report = self._fields(replace(report, text=""))
        place = report.title_span
        if report.title is not None and place and report.text[slice(*place)] == report.title:
            changed = replace(changed, title=self.edits.words(report.title, place))
        text = self.edits.words(report.text, (0, len(report.text)))
        return replace(changed, text=text, page=self._page(report))

    def _page(self, report: Report) -> PageRef:
        page = report.page
        path = self.plan.paths.get(report.id, page.path)
        others = {self.plan.address(other, self.near) for other in page.paths if other != page.path}
        paths = (path, *others) if page.path in page.paths else tuple(others)
        # Whatever else is known of a page may be an address or a user's name.
        held = {name: getattr(page, name) for name in _names(PageRef) if name not in _CODES}
        texts = {name: v for name, v in held.items() if isinstance(v, str) and not _UUID.fullmatch(v)}
        changed: dict[str, Any] = {name: self.plan.address(v, self.near) for name, v in texts.items()}
        return replace(page, **{**changed, "path": path, "paths": tuple(sorted(set(paths)))})

    def _findings(self, findings: Findings) -> Findings:
        """The lists of a report; their order stays, but for those that begin together now."""

        changed: dict[str, tuple[Any, ...]] = {}
        for name in _names(Findings):
            values = tuple(map(self._any, getattr(findings, name)))
            placed = all(hasattr(value, "span") for value in values)
            changed[name] = tuple(sorted(values, key=lambda value: value.span)) if placed else values
        return replace(findings, **changed)


@cache
def _names(kind: Any) -> tuple[str, ...]:
    """The fields of a kind of value."""
    return tuple(f.name for f in fields(kind))


def _is_span(value: object) -> bool:
    return isinstance(value, tuple) and len(value) == 2 and all(type(part) is int for part in value)


def _pieces(words: str, spans: Sequence[Span]) -> list[tuple[Span, str]] | None:
    """The words at each of several spans, of words that were put together; null where they do not fit."""
    if len(words) != sum(end - start for start, end in spans) + len(_MENDED) * max(len(spans) - 1, 0):
        return None
    found: list[tuple[Span, str]] = []
    at = 0
    for start, end in spans:
        found.append(((start, end), words[at : at + end - start]))
        at += end - start + len(_MENDED)
    return found
