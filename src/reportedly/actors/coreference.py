"""Who the mentions of a report are: names to their fullest form, titles, pronouns and by-names to their actors.

Names come first (the fullest name with the same last word), then the references of the findings in order of
their place, each pronoun to the nearest compatible actor before it, speakers and subjects preferred.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from dataclasses import dataclass, replace

from reportedly.actors.countries import country_named, country_of, name_in
from reportedly.actors.given import Gender, gender_of
from reportedly.actors.names import Named, fold, read_name
from reportedly.reading.clauses import np_left, tokenize
from reportedly.reading.gazetteer import PERSON_TITLES, TITLE_MODIFIERS
from reportedly.reading.quotes import quotations
from reportedly.reading.tags import Tagged
from reportedly.reports.sentences import paragraphs, split_sentences
from reportedly.types import ActorKind, ActorRef, Findings, Span, Statement

_TITLE_WORDS = PERSON_TITLES | TITLE_MODIFIERS
_WINDOW = 8  # sentences that a pronoun looks back
_HE = frozenset("he him his himself".split())
_SHE = frozenset("she her hers herself".split())
_THEY = frozenset("they them their themselves these those both".split())
_IT = frozenset("it its this".split())
_WE = frozenset("i we me us my our".split())
_RELATIVE = frozenset("who which that whom".split())
_WORD = re.compile(r"[^\W\d_]+")
_ACRONYM = re.compile(r"((?:[A-Z][\w’'-]*\s+(?:(?:of|for|the|and|on)\s+)*){1,7}[A-Z][\w’'-]*)\s*\(([A-Z][A-Z.]{1,9})\)")


@dataclass(frozen=True, slots=True)
class _Person:
    name: str
    gender: Gender | None
    count: int
    first: int


@dataclass(frozen=True, slots=True)
class _Seen:
    """An actor that was mentioned at a place."""

    at: int
    sentence: int
    ref: ActorRef
    gender: Gender | None
    speaker: bool
    subject: bool
    quoted: bool


class _Cast:
    """Everybody whom the report names, and the sentences and quotations they stand in."""

    def __init__(self, tagged: Tagged) -> None:
        self.text = tagged.report.text
        blocks = paragraphs(tagged.report)
        self.sentences = [s for p in blocks for s in split_sentences(self.text, p)]
        self.starts = [s for s, _ in self.sentences]
        self.quotes = [q.span for p in blocks for q in quotations(self.text, p)]
        self.quote_starts = [a for a, _ in self.quotes]
        self.acronyms = {
            m[2].replace(".", ""): " ".join(m[1].split()) for a, b in blocks for m in _ACRONYM.finditer(self.text, a, b)
        }
        self.learned: dict[str, Gender] = {}  # genders that pronouns told
        self.lower: set[str] = set()
        self.capital: Counter[str] = Counter()
        self.opening: Counter[str] = Counter()
        for a, b in self.sentences:
            for match in _WORD.finditer(self.text, a, b):
                if match[0].islower():
                    self.lower.add(match[0])
                else:
                    self.capital[match[0]] += 1
                    self.opening[match[0]] += match.start() - a < 3
        self.persons: dict[str, list[_Person]] = {}
        self.titles: list[tuple[int, str, str]] = []  # place, title, name
        self.mentions: list[tuple[int, Named]] = []
        self._collect(tagged)

    def _collect(self, tagged: Tagged) -> None:
        counts: Counter[str] = Counter()
        first: dict[str, int] = {}
        gender: dict[str, Gender | None] = {}
        spans: list[tuple[Span, str]] = [
            (e.span, e.type) for e in tagged.entities if e.type in {"person", "organization", "place"}
        ]
        spans += [(span, "source") for row in tagged.attributions for span in row.source[:1]]
        for span, kind in sorted(spans):
            words = self.text[slice(*span)]
            title = self._title_before(span[0]) if kind == "person" else ""
            named = read_name(f"{title} {words}" if title else words)
            if named.name is None:
                continue
            name = named.name
            self.mentions.append((span[0], named))
            if named.kind != "person":
                continue
            counts[name] += 1
            first.setdefault(name, span[0])
            gender[name] = gender.get(name) or named.gender or gender_of(name.split()[0])
            if named.description:
                self.titles.append((span[0], named.description, name))
            apposed = re.compile(r",\s+(?:the|an?)\s+([^,.;:]{3,80})[,.;]").match(self.text, span[1])
            if apposed and kind == "person":
                self.titles.append(
                    (span[0], " ".join(re.split(r"\s(?:who|which|whose)\s", apposed[1])[0].split()), named.name)
                )
        for name in first:
            parts = fold(name).split()
            if len(parts) > 1:
                person = _Person(name, gender[name], counts[name], first[name])
                for part in {parts[-1], parts[0]}:
                    self.persons.setdefault(part, []).append(person)
        self.mentions.sort(key=lambda m: m[0])

    def _title_before(self, start: int) -> str:
        """The title in front of a name at ``start``, from the first word that can belong to one."""
        before = self.text[max(0, start - 70) : start]
        match = re.search(r"(?:(?:[A-Z][\w.’'-]*|of|for|[a-z]+)[ \xa0]+){1,6}$", before)
        words = match[0].split() if match else []
        heads = [n for n, w in enumerate(words) if w.lower().rstrip(".") in PERSON_TITLES]
        if not heads or (heads[-1] < len(words) - 1 and words[heads[-1] + 1].lower() not in {"of", "for"}):
            return ""
        first = heads[-1]
        while first > 0 and (words[first - 1].lower().rstrip(".") in _TITLE_WORDS or country_of(words[first - 1])):
            first -= 1
        return " ".join(words[first:])

    def full(self, named: Named, at: int) -> tuple[str, Gender | None]:
        """The fullest name for a person's name at a place, and the gender it goes with."""
        assert named.name is not None
        parts = fold(named.name).split()
        gender = named.gender
        if not parts:
            return named.name, gender
        found = [
            p
            for p in self.persons.get(parts[-1], [])
            if (fold(p.name).split()[-1] == parts[-1] or len(parts) == 1)
            and (len(parts) == 1 or fold(p.name).split()[0] == parts[0])
            and (gender is None or p.gender is None or gender == p.gender)
        ]
        if len(parts) == 1:
            last = [p for p in found if fold(p.name).split()[-1] == parts[0]]
            found = last or found
        if not found:
            return named.name, gender
        # one person under several forms: the longest; several persons: the one named most
        by_first: dict[str, list[_Person]] = {}
        for person in found:
            by_first.setdefault(fold(person.name).split()[0], []).append(person)
        group = max(by_first.values(), key=lambda g: (sum(p.count for p in g), -min(p.first for p in g)))
        best = max(group, key=lambda p: (len(p.name.split()), p.count, -p.first))
        return best.name, gender or best.gender

    def common(self, words: str, at: int) -> bool:
        """Whether the first word of a mention at ``at`` has its capital from the sentence's start only."""
        k = self.sentence(at)
        if k < 0 or not words[:1].isupper() or at - self.starts[k] > 2:
            return False
        match = re.match(r"[^\W\d_]+", words)
        first = match[0] if match else ""
        if not first or first.isupper() or fold(first) in self.persons:
            return False
        if first.lower() in self.lower:
            return True
        alone = self.capital[first] <= self.opening[first]
        return (
            alone
            and re.match(r"[^\W\d_]+(?:\s+(?:on|of|in|for|at|from|with|to|and|[a-z]+s)\b|$)", words) is not None
            and (gender_of(first) is None and not country_of(first) and (first.endswith("s") or " " in words))
        )

    def sentence(self, at: int) -> int:
        return bisect_right(self.starts, at) - 1

    def quoted(self, at: int) -> bool:
        k = bisect_right(self.quote_starts, at) - 1
        return k >= 0 and self.quotes[k][0] <= at < self.quotes[k][1]

    def holder(self, title: str, at: int) -> str | None:
        """The person who was last given a title that ends like ``title`` before ``at``."""
        words = fold(title).split()
        if not words:
            return None
        for place, held, name in reversed(self.titles):
            if place < at and set(words) <= set(fold(held).split()) | {"former"}:
                return name
        return None


def resolve(tagged: Tagged, findings: Findings) -> Findings:
    """Fill name, description and kind of every actor reference of ``findings`` by its place in the report.

    Unnamed actors keep a null name and get their noun phrase as description. Order and ids stay.
    """
    cast = _Cast(tagged)
    seen: list[_Seen] = []
    done: dict[Span, ActorRef] = {}
    outer = {s.id: s for s in findings.statements}
    named = list(cast.mentions)
    index = 0
    jobs = sorted(_references(findings), key=lambda j: (j[0].span or (0, 0), j[1] is None))
    speaks = {s.speaker.span for s in findings.statements if s.speaker is not None}
    for ref, statement in jobs:
        span = ref.span
        if span is None or span in done:
            continue
        while index < len(named) and named[index][0] < span[0]:
            at, mention = named[index]
            _see(seen, cast, at, _named_ref(cast, mention, at, ref), mention.gender, False)
            index += 1
        holder = outer.get(statement.within) if statement is not None and statement.within else None
        told_by = done.get(holder.speaker.span) if holder and holder.speaker and holder.speaker.span else None
        resolved, gender = _resolve(cast, seen, ref, told_by)
        done[span] = resolved
        _see(seen, cast, span[0], resolved, gender, span in speaks)
    return _filled(findings, done)


def _references(findings: Findings) -> list[tuple[ActorRef, Statement | None]]:
    found: list[tuple[ActorRef, Statement | None]] = []
    for s in findings.statements:
        found += [(r, s) for r in (s.speaker, s.addressee, *s.via) if r is not None]
    for f in findings.figures:
        found += [(r, None) for r in (f.source, *f.via) if r is not None]
    for e in findings.events:
        found += [(r, None) for r in e.denied_by]
        for role in ("actor", "recipient", "item", "body", "instrument", "place", "content", "condition"):
            found += [(r, None) for r in getattr(e.roles, role) if isinstance(r, ActorRef)]
    return found


def _see(seen: list[_Seen], cast: _Cast, at: int, ref: ActorRef, gender: Gender | None, speaker: bool) -> None:
    k = cast.sentence(at)
    subject = k >= 0 and at - cast.starts[k] < 40
    seen.append(_Seen(at, k, ref, gender, speaker, subject, cast.quoted(at)))


def _named_ref(cast: _Cast, named: Named, at: int, like: ActorRef) -> ActorRef:
    name, kind = named.name, named.kind
    if name is not None and kind == "person":
        name, _ = cast.full(named, at)
    elif name is not None and kind == "organization":
        name = cast.acronyms.get(name.replace(".", ""), name)
    return ActorRef(None, name, named.description, kind, like.text, like.span)


def _resolve(cast: _Cast, seen: list[_Seen], ref: ActorRef, told_by: ActorRef | None) -> tuple[ActorRef, Gender | None]:
    assert ref.span is not None
    low = " ".join(ref.text.lower().split())
    at = ref.span[0]
    if low in _RELATIVE:
        words = _antecedent(cast, ref.span)
        if words:
            inner, gender = _resolve(cast, seen, replace(ref, text=words), told_by)
            return replace(inner, text=ref.text), gender
        return replace(ref, kind="unnamed", description=None), None
    named = read_name(ref.text, opens=cast.common(ref.text, at))
    if named.pronoun:
        return _pronoun(cast, seen, ref, low, told_by)
    if named.kind == "country" and named.name is not None:
        row = country_named(named.name)
        name = name_in(row, cast.text) if row else named.name
        return replace(ref, name=name, description=None, kind="country"), None
    if named.name is None:
        if named.definite and named.description:
            back = _definite(cast, seen, ref, named)
            if back is not None:
                return replace(_as(ref, back.ref), description=named.description), back.gender
        return replace(ref, name=None, description=named.description, kind=named.kind or "unnamed"), named.gender
    resolved = _named_ref(cast, named, at, ref)
    gender = cast.full(named, at)[1] if named.kind == "person" else named.gender
    description = named.description or (_title_of(cast, resolved.name) if named.kind == "person" else None)
    return replace(ref, name=resolved.name, description=description, kind=resolved.kind), gender


def _definite(cast: _Cast, seen: list[_Seen], ref: ActorRef, named: Named) -> _Seen | None:
    """Who "the minister" or "the commission" is: the last actor with that title or noun in its name; for a role that
    no title has, whoever the two sentences before are about ("the businessman")."""
    assert ref.span is not None
    assert named.description is not None
    if ref.text[:4].lower() != "the ":
        return None
    at, here = ref.span[0], cast.sentence(ref.span[0])
    words = fold(named.description).split()
    if named.kind == "organization" and len(words) == 1:
        for one in reversed(seen):
            name = one.ref.name if one.ref.kind == "organization" else None
            if one.at < at and name and words[0] in fold(name).split():
                return one
        return None
    if named.kind != "unnamed" or not words or words[-1] not in PERSON_TITLES:
        return None
    held = cast.holder(named.description, at)
    if held is not None:
        full, gender = cast.full(Named(held, None, "person"), at)
        return _Seen(at, here, replace(ref, name=full, kind="person"), gender, True, True, False)
    for one in reversed(seen):
        if one.sentence < here - 2:
            break
        fits = named.gender is None or one.gender in (None, named.gender)
        if fits and one.at < at and one.ref.kind == "person" and (one.speaker or one.subject) and not one.quoted:
            return one
    return None


def _title_of(cast: _Cast, name: str | None) -> str | None:
    """The first title that the report gives somebody, as it stands there."""
    return next((title for _, title, held_by in cast.titles if held_by == name), None)


def _antecedent(cast: _Cast, span: Span) -> str | None:
    """The noun phrase just before a relative pronoun."""
    k = cast.sentence(span[0])
    if k < 0:
        return None
    tokens = tokenize(cast.text, (max(cast.starts[k], span[0] - 300), span[0]))
    while tokens and tokens[-1].text in {",", "—", "–", "-"}:
        tokens.pop()
    if not tokens:
        return None
    start = np_left(tokens, len(tokens) - 1)
    for j in range(len(tokens) - 2, start, -1):
        if tokens[j].low in {"for", "to", "with", "by", "from", "among", "against", "as", "like", "than", "become"}:
            start = j + 1
            break
    return cast.text[tokens[start].start : tokens[-1].end] if start < len(tokens) else None


def _pronoun(
    cast: _Cast, seen: list[_Seen], ref: ActorRef, low: str, told_by: ActorRef | None
) -> tuple[ActorRef, Gender | None]:
    """The actor that a pronoun stands for: the nearest compatible one before it, speakers and subjects first."""
    assert ref.span is not None
    at, here = ref.span[0], cast.sentence(ref.span[0])
    gender: Gender | None = "he" if low in _HE else "she" if low in _SHE else None
    if told_by is not None and (low in _WE or _fits(low, told_by, None)):
        return _as(ref, told_by), gender
    quoted = cast.quoted(at)
    if low in _WE and not quoted:
        return replace(
            ref, name=None, description=None, kind="group" if low in {"we", "us", "our"} else "unnamed"
        ), None
    best: _Seen | None = None
    score = -1e9
    for one in reversed(seen):
        if one.sentence < here - _WINDOW:
            break
        known = one.gender or cast.learned.get(one.ref.name or "")
        if one.at >= at or not _fits(low, one.ref, known) or (one.quoted and not quoted):
            continue
        value = -1.0 * (here - one.sentence) + 1.6 * one.speaker + 0.8 * one.subject
        if one.sentence == here:
            value -= 0.2
        if gender is not None and known == gender:
            value += 0.9
        if value > score:
            best, score = one, value
    if best is None:
        group = low in _THEY
        return replace(ref, name=None, description=None, kind="group" if group else "unnamed"), gender
    if gender is not None and best.ref.name is not None:
        cast.learned.setdefault(best.ref.name, gender)
    return _as(ref, best.ref), gender


def _as(ref: ActorRef, actor: ActorRef) -> ActorRef:
    return replace(ref, name=actor.name, description=actor.description, kind=actor.kind)


def _fits(low: str, ref: ActorRef, gender: Gender | None) -> bool:
    kinds: tuple[ActorKind | None, ...]
    if low in _HE or low in _SHE:
        wanted: Gender = "he" if low in _HE else "she"
        if ref.kind == "person" and ref.name is not None:
            gender = gender or gender_of(ref.name.split()[0])
        return ref.kind in ("person", "unnamed") and gender in (None, wanted)
    if low in _IT:
        kinds = ("organization", "country", "document")
    elif low in _THEY:
        kinds = ("group", "organization")
    else:
        return False
    return ref.kind in kinds


def _filled(findings: Findings, done: dict[Span, ActorRef]) -> Findings:
    """``findings`` with every reference replaced by its resolution; ``how`` stays."""

    def fill(ref: ActorRef | None) -> ActorRef | None:
        if ref is None or ref.span is None or ref.span not in done:
            return ref
        found = done[ref.span]
        return replace(ref, name=found.name, description=found.description, kind=found.kind)

    def fill_all(refs: tuple[ActorRef, ...]) -> tuple[ActorRef, ...]:
        return tuple(r for r in map(fill, refs) if r is not None)

    return map_references(findings, fill_all)


def map_references(findings: Findings, change: object) -> Findings:
    """``findings`` with ``change`` (tuple of references to tuple of references) applied to every place of them."""
    assert callable(change)

    def one(ref: ActorRef | None) -> ActorRef | None:
        return change((ref,))[0] if ref is not None else None

    def role(fillers: tuple[object, ...]) -> tuple[object, ...]:
        return tuple(one(f) if isinstance(f, ActorRef) else f for f in fillers)

    statements = tuple(
        replace(s, speaker=one(s.speaker), addressee=one(s.addressee), via=change(s.via)) for s in findings.statements
    )
    figures = tuple(replace(f, source=one(f.source), via=change(f.via)) for f in findings.figures)
    names = ("actor", "recipient", "item", "body", "instrument", "place", "content", "condition")
    events = tuple(
        replace(
            e,
            denied_by=change(e.denied_by),
            roles=replace(e.roles, **{n: role(getattr(e.roles, n)) for n in names}),  # type: ignore[arg-type]
        )
        for e in findings.events
    )
    return replace(findings, statements=statements, figures=figures, events=events)
