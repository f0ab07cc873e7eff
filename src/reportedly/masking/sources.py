"""The descriptions of sources without a name in one report: where they stand, and the same words elsewhere."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from reportedly.actors.names import PRONOUNS
from reportedly.actors.references import references
from reportedly.masking.edits import arranged
from reportedly.masking.forms import Index
from reportedly.masking.words import units_of
from reportedly.types import ActorRef, Findings, Report, Span

_ARTICLES = frozenset("a an the one".split())
_BEFORE = re.compile(r"\b(?:an?|the)\s+$", re.I)
_LEAST = 2  # words of a description that are looked for elsewhere in the report


class Descriptions:
    """The descriptions of a report's masked sources, ``labels`` by the actor's id."""

    def __init__(self, findings: Findings, labels: dict[str, str]) -> None:
        self._index = Index()
        self._labels: list[str] = []
        self.spans: list[tuple[int, int, str]] = []
        if not labels:
            return
        numbers: dict[str, int] = {}
        for ref, statement in references(findings):
            label = labels.get(ref.actor or "")
            if label is None or ref.name is not None:
                continue
            if label not in numbers:
                numbers[label] = len(self._labels)
                self._labels.append(label)
            for words in (ref.description, ref.text):
                if words and len(parts := _bare(words)) >= _LEAST:
                    self._index.put_name(numbers[label], " ".join(parts))
            if ref.span is None or self.is_pronoun(ref.text):
                continue
            self.spans.append((*ref.span, label))
            if statement is not None and statement.speaker == ref:
                self.spans += [(*span, label) for span in _over(statement.source, ref.span)]

    @staticmethod
    def is_pronoun(words: str) -> bool:
        """Whether words describe nobody."""
        return " ".join(words.split()).casefold() in PRONOUNS

    def changes(self, text: str) -> Iterator[tuple[int, int, str]]:
        """What is replaced in the report's text."""
        yield from self.spans
        for hit in self._index.find(text) if self._labels else ():
            article = _BEFORE.search(text, max(0, hit.start - 8), hit.start)
            yield article.start() if article else hit.start, hit.end, self._labels[hit.who[0]]

    def string(self, words: str) -> str:
        """Words that stand by themselves, descriptions in them replaced."""
        if not self._labels:
            return words
        hits = self._index.find(words)
        changes = ((hit.start, hit.end, self._labels[hit.who[0]]) for hit in hits)
        return arranged(changes, (), words).words(words, (0, len(words))) if hits else words


def _bare(words: str) -> list[str]:
    """Words without an article before them, where letters are in them."""
    parts = [part for part in words.split() if units_of(part)]
    return parts[1:] if parts and parts[0].lower() in _ARTICLES else parts


def _over(spans: Iterable[Span], span: Span) -> list[Span]:
    return [other for other in spans if other[0] < span[1] and span[0] < other[1]]


def placed(report: Report, findings: Findings) -> Iterator[tuple[Span, str, str | None, ActorRef | None]]:
    """Every reference and mention of a report that has a place, with its words and its actor."""
    for ref, _ in references(findings):
        if ref.span is not None:
            yield ref.span, ref.text, ref.actor, ref
    for mention in findings.mentions:
        if mention.type == "person":
            yield mention.span, mention.text, mention.actor, None
