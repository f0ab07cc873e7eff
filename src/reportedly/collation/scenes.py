"""A report as the registers look at it: its sentences, and which findings and parties stand where."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from reportedly.actors.heads import fold
from reportedly.actors.names import PRONOUNS
from reportedly.actors.references import references
from reportedly.collation.claims import Order, Taking
from reportedly.collation.parties import Parties, Party
from reportedly.collation.places import Place, placed
from reportedly.collation.sources import label_of_words, labels_of
from reportedly.reports.sentences import paragraphs, split_sentences
from reportedly.types import (
    ActorRef,
    Date,
    Event,
    Figure,
    Findings,
    Mention,
    Relative,
    Report,
    RoleFiller,
    RoleText,
    Span,
    Statement,
)

_NEVER = "9999-12-31"  # undated reports come last
_PARTIES = frozenset(["person", "organization", "place", "nationality"])
_SPEAKER = re.compile(
    r"\b(?:our|we|us|his (?:country|government)|her (?:country|government)|it|its|they|their)\b", re.I
)
_CLAUSE = re.compile(r"\b(?:after|before|while|when|but|although|because|that|as)\b")
# A relative clause between a party and the act, whose subject is somebody else ("looks into a ring that sold ...").
_OTHER_SUBJECT = re.compile(r"\w\W+(?:that|which|who|whose)\s+(?!(?:it|they|he|she|we|is|are|will|would|has|had)\b)")
_DOING = frozenset(["reject", "threaten", "promise", "demand", "urge", "propose", "want"])  # to say it is to do it
_LED = re.compile(
    r"(?:\b(?:to|for|with|from|against|on|over|of|in|by|between|despite|behind|at|arming|near|outside)\s+"
    r"(?:the\s+|an?\s+|President\s+)*)$",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Named:
    """A party at a place of the text; ``adjective`` says that it only says whose something is ("Syrian")."""

    span: Span
    party: Party
    adjective: bool


@dataclass(frozen=True, slots=True)
class Spot:
    """Words that put a sentence on a register, with the findings that hold them.

    ``event`` is the tightest event whose words take in the spot, ``statements`` are those whose content does, the
    innermost first; ``span`` is where the words stand, ``sentence`` the sentence's place.
    """

    span: Span
    sentence: Span
    event: Event | None
    statements: tuple[Statement, ...]
    words: str

    @property
    def clause(self) -> Span:
        """The narrowest finding's words around the spot, else the sentence."""
        if self.event is not None:
            return self.event.span
        for statement in self.statements:
            for start, end in statement.content:
                if start <= self.span[0] and self.span[1] <= end:
                    return start, end
        return self.sentence

    @property
    def findings(self) -> tuple[str, ...]:
        """The ids of the findings that say it, the event first."""
        ids = [self.event.id] if self.event else []
        return (*ids, *(s.id for s in self.statements))


def place_of(report: Report) -> tuple[str, str, str]:
    """Where a report stands among all of a record: its day, undated ones last, its path and id."""
    return (report.published.earliest or report.published.latest or _NEVER, report.page.path, report.id)


class Scene:
    """One report with its findings, prepared for the registers."""

    def __init__(self, report: Report, findings: Findings, parties: Parties) -> None:
        self.report, self.findings, self.parties = report, findings, parties
        self.text = report.text
        self.sentences = [s for p in paragraphs(report) for s in split_sentences(report.text, p)]
        self._starts = [s for s, _ in self.sentences]
        self.statements = {s.id: s for s in findings.statements}
        self.figures = {f.id: f for f in findings.figures}
        self._cast: dict[str, ActorRef] = {}
        self._at: dict[Span, ActorRef] = {}
        for ref, _ in references(findings):
            if ref.name is not None and ref.kind not in (None, "group"):
                for name in (ref.name, ref.text):
                    if fold(name) not in PRONOUNS:
                        self._cast.setdefault(fold(name), ref)
            if ref.span is not None:
                self._at.setdefault(ref.span, ref)
        self._mentions = sorted(findings.mentions, key=lambda m: (m.span, m.id))
        self._mention_starts = [m.span[0] for m in self._mentions]
        self._named = self._all_named()
        self._named_starts = [n.span[0] for n in self._named]
        self.labels = labels_of(report)
        self._spans: dict[Span, list[Event]] = {}
        self._contents: dict[Span, list[Statement]] = {}
        for event in findings.events:
            for sentence in self._sentences_of(event.span):
                self._spans.setdefault(sentence, []).append(event)
        for statement in findings.statements:
            for content in statement.content:
                for sentence in self._sentences_of(content):
                    here = self._contents.setdefault(sentence, [])
                    if statement not in here:
                        here.append(statement)

        held = [s for s in self.sentences if s in self._spans or s in self._contents]
        self._told = [(s, self.text[slice(*s)].lower()) for s in held]

    # Where things stand

    def _sentences_of(self, span: Span) -> list[Span]:
        first = max(bisect_right(self._starts, span[0]) - 1, 0)
        return [s for s in self.sentences[first : bisect_left(self._starts, span[1])] if s[1] > span[0]]

    def sentence(self, span: Span) -> Span:
        """The sentence in which ``span`` begins, else the span."""
        at = bisect_right(self._starts, span[0]) - 1
        return self.sentences[at] if at >= 0 and span[0] < self.sentences[at][1] else span

    def spots(self, pattern: re.Pattern[str], letters: Sequence[str]) -> Iterator[Spot]:
        """Every place in title and body where ``pattern`` matches and a finding speaks, in order of the text.

        ``letters`` are small letters of which one at least stands in all that the pattern matches; looking for them
        first is many times as fast.
        """
        for sentence, low in self._told:
            if not any(piece in low for piece in letters):
                continue
            for match in pattern.finditer(self.text, *sentence):
                spot = self.spot(match.span(), sentence)
                if spot.event is not None or spot.statements:
                    yield spot

    def spot(self, span: Span, sentence: Span) -> Spot:
        """The findings around some words of a sentence."""
        events = [e for e in self._spans.get(sentence, ()) if e.span[0] <= span[0] and span[1] <= e.span[1]]
        events = events or [e for e in self._spans.get(sentence, ()) if e.span[0] < span[1] and span[0] < e.span[1]]
        said = [s for s in self._contents.get(sentence, ()) if any(a <= span[0] and span[1] <= b for a, b in s.content)]
        event = min(events, key=lambda e: (e.span[1] - e.span[0], e.span, e.id), default=None)
        order = sorted(said, key=lambda s: (sum(b - a for a, b in s.content), s.id))
        return Spot(span, sentence, event, tuple(order), self.text[slice(*span)])

    def event_spot(self, event: Event) -> Spot:
        """An event as its own spot."""
        sentence = self.sentence(event.span)
        holder = self.statements.get(event.statement or "")
        return Spot(event.span, sentence, event, (holder,) if holder else (), event.text)

    def within(self, span: Span) -> list[Span]:
        """The parts of the sentences that a span covers."""
        found = [(max(a, span[0]), min(b, span[1])) for a, b in self._sentences_of(span)]
        return found or [span]

    def words(self, span: Span) -> str:
        """The words at a span, on one line."""
        return " ".join(self.text[slice(*span)].split())

    # Parties

    def _all_named(self) -> list[Named]:
        found: dict[int, Named] = {}
        for mention in self.findings.mentions:
            if mention.type not in _PARTIES:
                continue
            named = self._name(mention)
            if named is None:
                continue
            other = found.get(mention.span[1])
            if other is None or (other.adjective and not named.adjective):
                found[mention.span[1]] = named
        return sorted(found.values(), key=lambda n: n.span)

    def _name(self, mention: Mention) -> Named | None:
        span = mention.span
        line = re.sub(r"['’]s?$", "", " ".join(mention.text.split()))
        country = self.parties.country(line)
        if country is not None:
            return Named(span, Party(country[0], self.parties.reference(country[1], line, span), True), False)
        if people := self.parties.people(line):
            return Named(span, Party(people[0], self.parties.reference(people[1], line, span), True), True)
        if mention.type in ("nationality", "place"):
            return None
        pronoun = fold(line) in PRONOUNS
        actor = self.parties.actor(mention.actor) if not pronoun else None
        ref = self._at.get(span)
        if (ref is None or ref.name is None) and actor is not None and actor.name is not None:
            ref = ActorRef(actor.id, actor.name, None, actor.actor_kind, line, span)
        if ref is not None and ref.kind == "group":
            ref = None
        tokens = line.split()
        for size in range(len(tokens), 0, -1):
            if (ref is None or ref.name is None) and not pronoun:
                ref = self._cast.get(fold(" ".join(tokens[-size:])))
        if ref is None or ref.name is None or ref.kind == "group":
            return None
        party = self.parties.party(ActorRef(ref.actor, ref.name, ref.description, ref.kind, line, span))
        return Named(span, party, False) if party is not None else None

    def main_country(self) -> str | None:
        """The name of the country that the report names most often, the first of several named as often."""
        counts = Counter(n.party.key for n in self._named if n.party.key.startswith("country:"))
        if not counts:
            return None
        key = max(counts, key=lambda k: counts[k])
        return next(n.party.ref.name for n in self._named if n.party.key == key)

    @cached_property
    def _spoken(self) -> list[str]:
        counts = Counter(n.party.key for n in self._named if n.party.key.startswith("country:"))
        ranked = sorted(counts, key=lambda key: (-counts[key], key))
        return [key.removeprefix("country:") for key in ranked]

    def where(self, place: str | None) -> Place | None:
        """The place that a name of this report is; null where there is none."""
        return placed(place, self.parties, self._spoken) if place else None

    def mentions(self, kind: str, span: Span) -> list[Mention]:
        """The reader's mentions of a kind within a span."""
        first = bisect_left(self._mention_starts, span[0])
        last = bisect_left(self._mention_starts, span[1])
        return [m for m in self._mentions[first:last] if m.type == kind and m.span[1] <= span[1]]

    def named(self, span: Span) -> list[Named]:
        """The parties that are named within a span, in order."""
        first = bisect_left(self._named_starts, span[0])
        return [n for n in self._named[first : bisect_left(self._named_starts, span[1])] if n.span[1] <= span[1]]

    def after(self, start: int, end: int, lead: str, reach: int = 60) -> Named | None:
        """The first party after ``start`` that one of the prepositions ``lead`` (a pattern) brings in."""
        for named in self.named((start, min(end, start + reach + 40))):
            before = self.text[max(start, named.span[0] - 60) : named.span[0]]
            if re.search(rf"\b(?:{lead})\s+(?:(?:the|an?|its|President|[a-z]+(?:'s)?)\s+){{0,3}}$", before, re.I):
                return named
            if named.span[0] - start > reach:
                break
        return None

    def subject(self, spot: Spot) -> Party | None:
        """Who does what the spot names: an event's actor, else who stands before it, else the speaker who says "we"."""
        start, end = self.told(spot)
        before = [
            n
            for n in self.named((start, spot.span[0]))
            if not n.adjective and not _LED.search(self.text[start : n.span[0]])
        ]
        event = spot.event
        if event is not None:
            for filler in event.roles.actor:
                if isinstance(filler, ActorRef) and (party := self.parties.state(filler, self.text)) and party.named:
                    nearer = before and filler.span and filler.span[1] < before[-1].span[0]
                    if nearer and _CLAUSE.search(self.text, filler.span[1] if filler.span else 0, before[-1].span[0]):
                        break  # "the minister spoke after the council had failed ..."
                    return party
        if before and not _OTHER_SUBJECT.search(self.text[before[-1].span[1] : spot.span[0]]):
            return self.state(before[-1].party)
        if not spot.statements:
            return None
        first = spot.statements[0]
        if _SPEAKER.search(self.text, start, min(end, spot.span[1] + 20)) or first.manner in _DOING:
            party = self.speaker(first)
            if party is not None and first.speaker is not None and party.key.startswith("person:"):
                return self.parties.employer(first.speaker) or party
            return party
        return None

    def told(self, spot: Spot) -> Span:
        """What the innermost speaker says around the spot, else its sentence."""
        for statement in spot.statements:
            for a, b in statement.content:
                if a <= spot.span[0] and spot.span[1] <= b:
                    return max(a, spot.sentence[0]), min(b, spot.sentence[1])
        return spot.sentence

    def speaker(self, statement: Statement) -> Party | None:
        """Who says it, or the country for whose government the speaker speaks."""
        return self.parties.state(statement.speaker, self.text) if statement.speaker is not None else None

    def state(self, party: Party) -> Party:
        """The country that a party speaks for, else the party."""
        return self.parties.state(party.ref, self.text) or party

    # Circumstances

    def published(self) -> Date:
        """The report's day, relative to itself where it is not known."""
        p = self.report.published
        if p.earliest is None and p.latest is None and p.relative is None:
            return Date(None, None, None, Relative("published", (0, 0)))
        return Date(p.edtf, p.earliest, p.latest, p.relative)

    def when(self, spot: Spot) -> Date | None:
        """The event's own date, else that of the temporal expression nearest to the spot within the clause."""
        if spot.event is not None and spot.event.when is not None:
            return spot.event.when
        clause = spot.clause
        near = [
            (abs(t.span[0] - spot.span[0]), t.span, t.date)
            for t in self.findings.times
            if clause[0] <= t.span[0] and t.span[1] <= clause[1] and t.type == "DATE"
            and (t.date.edtf or t.date.earliest or t.date.latest or t.date.relative)
        ]  # fmt: skip
        return min(near, key=lambda n: n[:2])[2] if near else None

    def said(self, spot: Spot) -> Date:
        """The day on which the spot's words were said: the outermost statement's, else the report's."""
        for statement in reversed(spot.statements):
            if statement.said is not None and (statement.said.edtf or statement.said.relative):
                return statement.said
        return self.published()

    def state_date(self, spot: Spot, status: str, when: Date | None) -> Date:
        """The day that a reported state speaks of: the act's own for what happened, else when it was said."""
        past = status.split()[-1] in ("happened", "blocked", "lifted", "stopped")
        return when if past and when is not None else self.said(spot)

    def order(self, at: int, finding: str, *, late: bool = False) -> Order:
        """Where a claim stands among all claims of the record; ``late`` ones come after the others of their report."""
        return (*place_of(self.report), int(late), at, finding)

    def counted(self, spot: Spot, measures: Sequence[str]) -> list[Figure]:
        """The figures of some measures that belong to the event, or stand in the spot's clause."""
        clause = spot.clause
        ids = set(spot.event.figures) if spot.event else set()
        return [
            f
            for f in self.findings.figures
            if f.measure in measures and (f.id in ids or (clause[0] <= f.span[0] and f.span[1] <= clause[1]))
        ]

    def saying(self, spot: Spot) -> str | None:
        """A label of the sentence's words, by which copies are known."""
        return label_of_words(self.words(spot.sentence))

    def sources(self, spot: Spot) -> tuple[frozenset[str], str | None]:
        """Labels of who says it, and the key of the speaker where there is one."""
        speaker = spot.statements[0].speaker if spot.statements else None
        party = self.parties.party(speaker) if speaker is not None else None
        state = self.parties.state(speaker, self.text) if speaker is not None else None
        key = state.key if state is not None else None
        if party is not None and party.named:
            return frozenset([f"said:{party.key}"]), key
        if spot.event is not None and spot.event.voice == "hearsay":
            return frozenset(), key
        return self.labels, key


def taking(role: str, party: Party | None) -> tuple[Taking, ...]:
    """A party in a role, if there is one."""
    return (Taking(role, party.ref, party.key),) if party is not None else ()


def thing(role: str, scene: Scene, span: Span) -> Taking:
    """Words in a role."""
    return Taking(role, RoleText(scene.text[slice(*span)], span))


def fillers(scene: Scene, role: str, given: Sequence[RoleFiller], state: bool = False) -> tuple[Taking, ...]:
    """An event's fillers of a role that name somebody or something, each party once."""
    found: dict[str, Taking] = {}
    for filler in given:
        if isinstance(filler, RoleText):
            found.setdefault(f"words:{filler.text.lower()}", Taking(role, filler))
            continue
        party = scene.parties.state(filler, scene.text) if state else scene.parties.party(filler)
        if party is not None:
            found.setdefault(party.key, Taking(role, party.ref, party.key))
    return tuple(found.values())
