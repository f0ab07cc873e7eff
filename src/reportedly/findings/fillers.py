"""Roles that the reader left empty and the sentence's grammar gives away.

The subject of "was wounded" is whom it befell, that of "would veto" who would; an attack "on" somebody, a killing "of"
somebody names the victim; what "must" be done is asked of the subject, by whoever is told to say so. Only words right
beside the trigger are taken; a role that the reader filled stays as it is, but for "must", whose subject never asks.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import replace

from reportedly.reading.tags import Attribution, Clause, Entity, Tagged
from reportedly.reports.sentences import paragraphs, split_sentences
from reportedly.types import Span

_NAMED = frozenset(["person", "organization", "place", "nationality"])
_WORDS = r"[\w'’-]+"
# What no noun phrase goes on with: a preposition, a verb, a pronoun.
_ENDS = (
    r"(?:of|in|on|at|by|to|with|from|for|and|or|but|that|who|which|was|were|is|are|has|have|had|when|as|after|before"
    r"|while|he|she|it|they|we|you|would|will|could|said|says|went|came|began|left|took|made|got|did|also|near|over|into"
    r"|during|\w+ed|\w+ly)\b"
)
# A noun phrase in small letters and names, from its determiner or number on.
_PHRASE = (
    r"(?:(?:(?i:the|an?|his|her|its|their|our|this|these|those|some|many|several|two|three|four|five|six|seven|eight"
    rf"|nine|ten|dozens\sof|hundreds\sof|thousands\sof|more\sthan\s\d[\d,.]*|at\sleast\s{_WORDS})|\d[\d,.]*)"
    rf"\s+{_WORDS}"
    rf"(?:\s+(?!{_ENDS}){_WORDS}){{0,3}})"
)
_BARE = rf"(?:(?!{_ENDS}|[a-z]+ing\b)[a-z][\w-]+(?:\s+(?!{_ENDS})[a-z][\w-]+)?)"
_PRONOUN = r"(?:he|she|it|they|we|I|you|He|She|It|They|We|You)"
_SUBJECT = re.compile(rf"(?:(?<=[\s\"“”(‘—–-])|^)({_PRONOUN}|{_PHRASE}|[A-Z]{_WORDS})(?:,?\s+who)?(?:\s+\w+ly)?\s*$")
_OBJECT = re.compile(rf"\s+({_PHRASE}|them|him|her|us)")
_VICTIM = re.compile(rf"\s+(?:not only\s+)?(?:of|on|against|at)\s+({_PHRASE}|{_BARE})")
_BY = re.compile(rf"(?:\s+(?:of|on|against|in)(?:\s+(?!by\b){_WORDS}){{1,4}})?\s+by\s+({_PHRASE}|{_BARE})")
_AUXILIARY = re.compile(
    r"(?:has|have|had|was|were|is|are|will|would|did|do|does|been|be|being|may|might|could|should|must|also|not)\b",
    re.I,
)
_PAST = re.compile(r"(?:\w+\s)?(?:\w+ed|shot|struck|hit|fought|met|held|sent|took|fled)\b", re.I)
_PASSIVE = re.compile(r"(?:(?:has|have|had|will|would|also)\s+)*(?:was|were|been|being|is|are|be|got)\b", re.I)
_MUST = re.compile(r"(?:\w+\s+)?(?:must|should)\s", re.I)
_DUTY = re.compile(r"(?:must|should)\s+", re.I)
_STOP = re.compile(r"[;:!?”\"\n]|,\s(?:he|she|they|\w+\ssaid)\b")
_ASKED = re.compile(
    rf"(?:.*(?:^|[,:;“\"]|\b(?:that|said|says?|saying|and|but|adding|[A-Z][a-z]+day)\b))\s*((?:{_WORDS}\s+){{1,8}})$",
    re.S,
)
_INSTRUMENT = re.compile(
    rf"\s+((?:the|any|a|an|this|that|such|its)\s+(?:{_WORDS}\s+){{0,3}}?(?:draft|resolution|text|measure|bill)s?)\b"
)
_DRAFT = re.compile(r"\b(?:draft(?:\s+resolution)?|resolution)\b", re.I)
_BODY = re.compile(r"\b(?:Council|Assembly|Parliament|Congress|Senate|Commission|League|Union)\b")
_PRICE = re.compile(
    rf"\b((?:(?!of\b|in\b|says?\b|said\b|that\b|the\b|and\b|as\b|but\b){_WORDS}\s+)?"
    r"(?:prices?|costs?|inflation|currency|pound|dollar|euro|lira|dinar|ruble|rouble|yen|peso|shares?|stocks?|exports?"
    rf"|imports?|rents?|wages?|rates?|index)(?:\s+(?:of|for|in)\s+(?!(?:have|has|had)\b){_WORDS}"
    rf"(?:\s+(?!(?:have|has|had|would|will|is|are|was|were)\b){_WORDS}){{0,2}})?)\W+(?:(?:have|has|had|also)\W+)*$",
    re.I,
)
_ARTICLE = re.compile(r"(?:the|an?)\s+", re.I)
_NOT_WHOM = re.compile(r"(?:least|all|once|night|dawn|home|course|sea|first|last|it|that|this)\b", re.I)
_REACH = 90  # characters before or after a trigger in which a role is looked for
_NEAR_BODY = 320  # characters before a trigger in which the body may stand


def filled(tagged: Tagged, clauses: Sequence[Clause]) -> tuple[Clause, ...]:
    """``clauses`` of a report with empty roles filled from the words beside their triggers, in the same order."""
    text = tagged.report.text
    sentences = [s for paragraph in paragraphs(tagged.report) for s in split_sentences(text, paragraph)]
    starts = [start for start, _ in sentences]
    entities = [e for e in tagged.entities if e.type in _NAMED]
    made = []
    for clause in clauses:
        at = bisect_right(starts, clause.trigger[0]) - 1
        sentence = sentences[at] if at >= 0 and clause.trigger[1] <= sentences[at][1] else clause.span
        made.append(_Filling(text, sentence, entities, tagged.attributions, clause).clause())
    return tuple(made)


class _Filling:
    """One clause, with what its empty roles are read off."""

    def __init__(
        self,
        text: str,
        sentence: Span,
        entities: Sequence[Entity],
        attributions: Sequence[Attribution],
        clause: Clause,
    ) -> None:
        self._text = text
        self._first, self._last = sentence
        self._entities = entities
        self._attributions = attributions
        self._clause = clause
        self._start, self._end = clause.trigger
        self._roles = list(clause.roles)

    def clause(self) -> Clause:
        clause, text = self._clause, self._text
        if clause.type == "REQUEST" and _MUST.match(text, self._start, self._end):
            self._must()
        elif clause.subtype in ("veto", "draft-resolution"):
            self._docket()
        elif clause.type is None and clause.subtype == "economic":
            self._put("item", self._before(_PRICE))
        if clause.type in ("ASSAULT", "COERCE"):
            self._hit()
        elif clause.type is not None and self._verb():
            self._put("actor", self._subject())
        spans = [clause.span, *(s for _, s in self._roles if self._first <= s[0] and s[1] <= self._last)]
        return replace(
            clause,
            roles=tuple(sorted(dict.fromkeys(self._roles), key=lambda role: (role[1], role[0]))),
            span=(min(a for a, _ in spans), max(b for _, b in spans)),
        )

    def _has(self, name: str) -> bool:
        return any(role == name for role, _ in self._roles)

    def _put(self, name: str, span: Span | None) -> None:
        """Fill an empty role with words that fill no other."""
        if span is None or self._has(name) or any(a < span[1] and span[0] < b for _, (a, b) in self._roles):
            return
        self._roles.append((name, span))

    def _verb(self) -> bool:
        return bool(
            _AUXILIARY.match(self._text, self._start, self._end) or _PAST.match(self._text, self._start, self._end)
        )

    def _before(self, pattern: re.Pattern[str]) -> Span | None:
        first = max(self._first, self._start - _REACH)
        match = pattern.search(self._text[first : self._start])
        return self._bare(first + match.start(1), first + match.end(1)) if match else None

    def _after(self, pattern: re.Pattern[str]) -> Span | None:
        match = pattern.match(self._text, self._end, min(self._last, self._end + _REACH))
        if match is None or _NOT_WHOM.match(self._text, match.start(1)):
            return None
        return self._bare(*match.span(1))

    def _bare(self, start: int, end: int) -> Span:
        """Words without article and space, with the rest of a name that they stand in."""
        if article := _ARTICLE.match(self._text, start, end):
            start = article.end()
        end = start + len(self._text[start:end].rstrip(" ,;\n\t\xa0"))
        names = [e.span for e in self._entities_in((start, end)) if e.span[0] <= start and end <= e.span[1]]
        return self._named(names[0]) if names else (start, end)

    def _named(self, span: Span) -> Span:
        article = _ARTICLE.match(self._text, *span)
        return (article.end() if article else span[0], span[1])

    def _entities_in(self, span: Span) -> list[Entity]:
        at = bisect_left(self._entities, span[0] - 200, key=lambda e: e.span[0])
        return [e for e in self._entities[at : at + 60] if e.span[0] < span[1] and span[0] < e.span[1]]

    def _subject(self) -> Span | None:
        """The name, pronoun or short noun phrase right before the trigger."""
        text = self._text
        for entity in self._entities_in((max(self._first, self._start - _REACH), self._start)):
            between = text[entity.span[1] : self._start]
            if entity.span[1] <= self._start and re.fullmatch(r"(?:,?\s+who)?(?:\s+\w+ly|\s+also)?\s*", between):
                return self._named(entity.span)
        return self._before(_SUBJECT)

    def _hit(self) -> None:
        """Who attacks or arrests whom."""
        text = self._text
        if _PASSIVE.match(text, self._start, self._end):
            self._put("recipient", self._subject())
            self._put("actor", self._after(_BY))
        elif self._verb():
            self._put("actor", self._subject())
            self._put("recipient", self._after(_OBJECT))
        else:
            gerund = text[self._start : self._end].lower().endswith("ing")
            self._put("recipient", self._after(_VICTIM) or (self._after(_OBJECT) if gerund else None))
            self._put("actor", self._after(_BY))

    def _must(self) -> None:
        """Whose duty it is, what, and who says so."""
        text = self._text
        subject = self._before(_ASKED)
        if subject is None:
            subject = self._subject() or next(
                (span for name, span in self._roles if name == "actor" and span[1] <= self._start), None
            )
        self._roles = [
            (name, span)
            for name, span in self._roles
            if name not in ("actor", "recipient") or (subject and name == "recipient" and span == subject)
        ]
        must = _DUTY.search(text, self._start, self._end)
        if subject:
            self._roles = [(n, s) for n, s in self._roles if not (s[0] < subject[1] and subject[0] < s[1])]
            self._roles.append(("recipient", subject))
        if must:
            stop = _STOP.search(text, must.end(), self._last)
            end = stop.start() if stop else self._last
            content = (must.end(), must.end() + len(text[must.end() : end].rstrip(" .\n")))
            self._roles = [(n, s) for n, s in self._roles if not (n == "content" or content[0] <= s[0] < content[1])]
            if content[0] < content[1]:
                self._roles.append(("content", content))
        holding = [
            (sum(b - a for a, b in one.content), one.source[0])
            for one in self._attributions
            if one.source and any(a <= self._start and self._end <= b for a, b in one.content)
        ]
        if holding:
            self._roles.append(("actor", min(holding)[1]))

    def _docket(self) -> None:
        """The text that is voted on, and the body that votes."""
        text, clause = self._text, self._clause
        self._put("instrument", self._after(_INSTRUMENT))
        if clause.subtype == "draft-resolution":
            drafts = list(_DRAFT.finditer(text, max(self._first, self._start - _REACH), self._start))
            self._put("instrument", drafts[-1].span() if drafts else None)
        if self._has("body"):
            return
        start = max(0, self._start - _NEAR_BODY)
        near = [e.span for e in self._entities_in((start, self._last)) if e.type == "organization"]
        bodies = [span for span in near if span[0] >= start and _BODY.search(text, *span)]
        if bodies:
            self._put("body", self._named(min(bodies, key=lambda span: (abs(span[0] - self._start), span))))
