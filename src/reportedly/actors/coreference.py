"""Who the mentions of a report are: names to their fullest form, titles, pronouns and by-names to their actors.

Names come first (the fullest name with the same last word), then the references of the findings in order of
their place, each pronoun to the nearest compatible actor before it, speakers and subjects preferred.
"""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

from reportedly.actors.cast import Cast, Seen, office
from reportedly.actors.countries import country_named, name_in
from reportedly.actors.given import Gender, gender_of
from reportedly.actors.heads import Named, fold
from reportedly.actors.names import read_name
from reportedly.actors.references import map_references, references
from reportedly.actors.spans import completed
from reportedly.reading.clauses import np_left, tokenize
from reportedly.reading.gazetteer import PERSON_TITLES
from reportedly.reading.tags import Tagged
from reportedly.types import ActorKind, ActorRef, Findings, Span

_WINDOW = 8  # sentences that a pronoun looks back
_BACK = 300  # mentions that "the commission" looks back
_HE = frozenset("he him his himself".split())
_SHE = frozenset("she her hers herself".split())
_THEY = frozenset("they them their themselves these those both".split())
_IT = frozenset("it its this".split())
_WE = frozenset("i we me us my our".split())
_STATIONS = frozenset(
    """nominee candidate businessman businesswoman billionaire mogul senator governor congressman congresswoman
    president premier chancellor republican democrat libertarian lawmaker politician contender frontrunner
    front-runner hopeful minister mayor""".split()
)  # what news text calls somebody whom it has just named
_OFFICES = frozenset("senator representative governor mayor minister president premier chancellor".split())
_RELATIVE = frozenset("who which that whom".split())
_WORKS = frozenset("film documentary book memoir novel song play movie".split())
_BODIES = frozenset(
    """union group company agency organization organisation newspaper paper network firm magazine outlet website site
    bank broadcaster station channel retailer airline carrier automaker manufacturer chain club charity""".split()
)


def resolve(tagged: Tagged, findings: Findings) -> Findings:
    """Fill name, description and kind of every actor reference of ``findings`` by its place in the report.

    Unnamed actors keep a null name and get their noun phrase as description. Order and ids stay.
    """
    cast = Cast(tagged)
    seen: list[Seen] = []
    done: dict[Span, ActorRef] = {}
    outer = {s.id: s for s in findings.statements}
    named = list(cast.mentions)
    index = 0
    jobs = sorted(references(findings), key=lambda j: (j[0].span or (0, 0), j[1] is None))
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
    _look_forward(cast, findings, done)
    return _filled(findings, done)


def _look_forward(cast: Cast, findings: Findings, done: dict[Span, ActorRef]) -> None:
    """Name a role that the next statement's speaker fills: "The agency's envoy says ..." and then, in one of the next
    two sentences, a full name for the first time, without a title: news text introduces people that way."""
    spans = [s.speaker.span for s in findings.statements if s.within is None and s.speaker and s.speaker.span]
    for at, then in pairwise(spans):
        role, named = done[at], done[then]
        if role.name is not None or role.kind != "unnamed" or not role.description or named.kind != "person":
            continue
        definite = re.match(r"the\s|.{1,60}['’]s?\s", role.text, re.I) is not None
        near = 0 < cast.sentence(then[0]) - cast.sentence(at[0]) <= 2
        plain = named.text == named.name and " " in named.text and named.description is None
        head = re.split(r"\s(?:of|for|to|in|at)\s", fold(role.description))[0].split()[-1:]
        first = cast.first_at.get(named.text) == then[0]
        if definite and near and plain and first and head and head[0] in PERSON_TITLES:
            for span, ref in done.items():
                if ref.name == named.name or span == at:
                    done[span] = replace(ref, name=named.name, description=role.description, kind="person")


def _see(seen: list[Seen], cast: Cast, at: int, ref: ActorRef, gender: Gender | None, speaker: bool) -> None:
    k = cast.sentence(at)
    subject = k >= 0 and at - cast.starts[k] < 40
    seen.append(Seen(at, k, ref, gender, speaker, subject, cast.quoted(at)))


def _named_ref(cast: Cast, named: Named, at: int, like: ActorRef) -> ActorRef:
    name, kind = named.name, named.kind
    if name is not None and kind == "person":
        name, _ = cast.full(named, at)
    elif name is not None and kind == "group":
        parts = [read_name(part) for part in name.split(" and ")]
        name = " and ".join(cast.full(p, at)[0] if p.kind == "person" else p.name or "" for p in parts)
    elif name is not None and kind == "organization":
        name = cast.body(name, at)
    return ActorRef(None, name, named.description, kind, like.text, like.span)


def _resolve(cast: Cast, seen: list[Seen], ref: ActorRef, told_by: ActorRef | None) -> tuple[ActorRef, Gender | None]:
    assert ref.span is not None
    ref = replace(ref, text=completed(cast.text, ref.span, ref.text, cast.person_spans))
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
    if (
        named.kind == "person"
        and named.name in cast.places
        and not named.description
        and fold(named.name) not in cast.persons
    ):
        return replace(ref, name=named.name, description=None, kind="country"), None
    resolved = _named_ref(cast, named, at, ref)
    gender = cast.full(named, at)[1] if named.kind == "person" else named.gender
    description = named.description or (_title_of(cast, resolved.name) if named.kind == "person" else None)
    return replace(ref, name=resolved.name, description=description, kind=resolved.kind), gender


def _definite(cast: Cast, seen: list[Seen], ref: ActorRef, named: Named) -> Seen | None:
    """Who "the minister" or "the commission" is: the last actor with that title or noun in its name; for a role that
    no title has, whoever the two sentences before are about ("the businessman")."""
    assert ref.span is not None
    assert named.description is not None
    if ref.text[:4].lower() != "the ":
        return None
    at, here = ref.span[0], cast.sentence(ref.span[0])
    words = fold(named.description).split()
    if named.kind == "organization" and len(words) == 1:
        for one in reversed(seen[-_BACK:]):
            name = one.ref.name if one.ref.kind == "organization" else None
            near = words[0] in _BODIES and one.sentence >= here - 3 and (one.speaker or one.subject)
            if one.at < at and name and (near or words[0] in fold(name).split()):
                return one
        return None
    if named.kind == "document" or (len(words) == 1 and words[0] in _WORKS):
        works = (s for s in reversed(seen[-_BACK:]) if s.at < at and s.ref.kind == "document" and s.ref.name)
        return next(works, None) if len(words) == 1 else None
    if named.kind != "unnamed" or not words or words[-1] not in PERSON_TITLES:
        return None
    held = cast.holder(named.description, at)
    if held is not None:
        full, gender = cast.full(Named(held, None, "person"), at)
        return Seen(at, here, replace(ref, name=full, kind="person"), gender, True, True, False)
    for one in reversed(seen if words[-1] in _STATIONS else []):
        if one.sentence < here - 2:
            break
        other = words[-1] in _OFFICES and not office(_title_of(cast, one.ref.name) or words[-1]) & _OFFICES
        fits = (named.gender is None or one.gender in (None, named.gender)) and not other
        if fits and one.at < at and one.ref.kind == "person" and (one.speaker or one.subject) and not one.quoted:
            return one
    return None


def _title_of(cast: Cast, name: str | None) -> str | None:
    """The first title that the report gives somebody, as it stands there."""
    return cast.first_title.get(name) if name else None


def _antecedent(cast: Cast, span: Span) -> str | None:
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
    comma = start - 1 - (start > 1 and tokens[start - 1].low in {"now", "then"})
    if comma > 0 and start < len(tokens) and tokens[comma].text == "," and not tokens[start].text[0].isupper():
        before = np_left(tokens, comma - 1)  # "Tolin, now the leader of the opposition, who ..."
        if before < comma and tokens[comma - 1].text[0].isupper():
            tokens, start = tokens[:comma], before
    for j in range(len(tokens) - 2, start, -1):
        if tokens[j].low in {"for", "to", "with", "by", "from", "among", "against", "as", "like", "than", "become"}:
            start = j + 1
            break
    return cast.text[tokens[start].start : tokens[-1].end] if start < len(tokens) else None


def _pronoun(
    cast: Cast, seen: list[Seen], ref: ActorRef, low: str, told_by: ActorRef | None
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
    best: Seen | None = None
    score = -1e9
    for one in reversed(seen):
        if one.sentence < here - _WINDOW:
            break
        known = one.gender or cast.learned.get(one.ref.name or "")
        if one.at >= at or not _fits(low, one.ref, known) or (one.quoted and not quoted):
            continue
        if low in _THEY and one.ref.kind != "group" and not one.speaker:
            continue
        value = -1.0 * (here - one.sentence) + 1.6 * one.speaker + 0.8 * one.subject
        if one.sentence == here:
            value -= 0.2
        if low in _IT and one.ref.kind == "country" and not one.speaker:
            value -= 0.6
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
    # a single name without a title may be a body's
    bare = ref.kind == "person" and ref.name is not None and " " not in ref.name and not (gender or ref.description)
    return ref.kind in kinds or bare


def _filled(findings: Findings, done: dict[Span, ActorRef]) -> Findings:
    """``findings`` with every reference replaced by its resolution; ``how`` stays."""

    def fill(ref: ActorRef) -> ActorRef:
        found = done.get(ref.span) if ref.span is not None else None
        return replace(ref, name=found.name, description=found.description, kind=found.kind) if found else ref

    return map_references(findings, fill)
