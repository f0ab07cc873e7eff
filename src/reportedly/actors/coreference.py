"""Who the mentions of a report are: names to their fullest form, titles, pronouns and by-names to their actors.

Names come first (the fullest name with the same last word), then the references of the findings in order of
their place, each pronoun to the nearest compatible actor before it, speakers and subjects preferred.
"""

from __future__ import annotations

import re
from dataclasses import replace

from reportedly.actors.cast import Cast, Seen
from reportedly.actors.countries import country_named, name_in
from reportedly.actors.given import Gender
from reportedly.actors.heads import Named, fold, last_name
from reportedly.actors.names import read_name
from reportedly.actors.pronouns import FIRST, RELATIVE, antecedent, pair, pronoun, same
from reportedly.actors.references import map_references, references
from reportedly.actors.roles import definite, headline_role, look_forward, occupied, own_country
from reportedly.actors.spans import completed, one_clause
from reportedly.reading.tags import Tagged
from reportedly.types import ActorRef, Findings, Span

_MIXED = re.compile(
    r"(?P<first>[Hh]e|[Ss]he|[Ii]t|I) and (?P<second>[A-Z].*)$"
    r"|(?P<other>(?:[Mm]y |[Hh]is |[Hh]er |[Tt]heir |[A-Z]).*) and (?P<pronoun>I|he|she)$"
)
_OWN = re.compile(r"(?P<whose>[Hh]is|[Hh]er) (?P<what>campaign|administration|government|office|party|foundation)$")
_BACK = 300  # bodies of one kind that "her campaign" looks through
_BETWEEN = re.compile(r",|\b(?:and|both|as well as|Mr|Mrs|Ms|Dr)\b\.?", re.I)
_SOME = re.compile(r"(?:the )?(?:two|three|four|five) [\w\s-]{3,80}")


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
        resolved, gender = _resolve(cast, seen, ref, told_by, statement is not None)
        done[span] = resolved
        _see(seen, cast, span[0], resolved, gender, span in speaks)
    for ref, statement in jobs:  # "we" in a quotation, where an act names it
        if (
            statement is None
            and ref.span
            and ref.text.lower() in FIRST
            and (speaker := _speaker(findings, done, ref.span))
        ):
            done[ref.span] = same(ref, speaker)
    for statement in findings.statements:  # "I hope", inside a quotation whose speaker stands after it
        inner, holder = statement.speaker, outer.get(statement.within or "")
        told_by = done.get(holder.speaker.span) if holder and holder.speaker and holder.speaker.span else None
        if inner and inner.span and inner.text.lower() in FIRST and told_by and (told_by.span or (0, 0)) > inner.span:
            done[inner.span] = same(inner, told_by)
    look_forward(cast, findings, done)
    return _filled(findings, done)


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
        parts = [p if p.name else Named(n, None, "person") for p, n in zip(parts, name.split(" and "), strict=True)]
        name = " and ".join(cast.full(p, at)[0] if p.kind == "person" else p.name or "" for p in parts)
    elif name is not None and kind == "organization":
        name = cast.body(name, at)
    return ActorRef(None, name, named.description, kind, like.text, like.span)


def _speaker(findings: Findings, done: dict[Span, ActorRef], span: Span) -> ActorRef | None:
    """The speaker of the smallest statement whose content holds ``span``."""
    held = [
        (sum(b - a for a, b in s.content), n, s.speaker.span)
        for n, s in enumerate(findings.statements)
        if s.speaker and s.speaker.span and any(a <= span[0] and span[1] <= b for a, b in s.content)
    ]
    return done.get(min(held)[2]) if held else None


def _resolve(
    cast: Cast, seen: list[Seen], ref: ActorRef, told_by: ActorRef | None, speaks: bool
) -> tuple[ActorRef, Gender | None]:
    assert ref.span is not None
    words = one_clause(ref.text, speaks)
    if words == ref.text:
        words = completed(cast.text, ref.span, words, cast.person_spans)
    words = cast.headed(words, ref.span[0])
    return _read(cast, seen, replace(ref, text=words), told_by)


def _read(cast: Cast, seen: list[Seen], ref: ActorRef, told_by: ActorRef | None) -> tuple[ActorRef, Gender | None]:
    """Who a reference is by its words, which are complete."""
    assert ref.span is not None
    low = " ".join(ref.text.lower().split())
    at = ref.span[0]
    letter = cast.letters.get((at, at + 1)) if low in {"q", "a"} else None
    if letter == "Q":
        return replace(ref, name=None, description="interviewer", kind="unnamed"), None
    if letter == "A":
        name = cast.interviewed
        return replace(ref, name=name, description=None, kind="person" if name else "unnamed"), None
    listed = _listed(cast, seen, ref, told_by)
    if listed is not None:
        return listed, None
    if low in RELATIVE:
        if (before := _joined(cast, seen, at)) is not None:
            return replace(same(ref, before.ref), text=ref.text), before.gender
        words = antecedent(cast, ref.span)
        if words and words.lower() not in RELATIVE:
            inner, gender = _read(cast, seen, replace(ref, text=words), told_by)
            return replace(inner, text=ref.text), gender
        return replace(ref, kind="unnamed", description=None), None
    headline = cast.sentence(at) == 0 and fold(ref.text) not in cast.persons
    role = headline_role(cast, ref.text) if headline else None
    named = read_name(role or ref.text, opens=(headline and occupied(ref.text)) or cast.common(ref.text, at))
    if named.pronoun:
        return pronoun(cast, seen, ref, low, told_by)
    if named.kind == "country" and named.name is not None:
        row = country_named(named.name)
        name = name_in(row, cast.text) if row else named.name
        return replace(ref, name=name, description=None, kind="country"), None
    if land := own_country(cast, seen, ref, low):
        return land, None
    if own := _OWN.match(ref.text):  # "her campaign": the name that the report has for it
        holder, _ = pronoun(cast, seen, ref, own["whose"].lower(), told_by)
        last = last_name(holder.name) if holder.name else ""
        known = [n for _, n in cast.bodies.get(own["what"], [])[:_BACK] if last and fold(n).split()[-2:-1] == [last]]
        if known:
            return replace(ref, name=known[0], description=None, kind="organization"), None
    if named.name is None:
        if named.definite and named.description:
            back = definite(cast, seen, ref, named)
            if back is not None:
                return replace(same(ref, back.ref), description=named.description), back.gender
        return replace(ref, name=None, description=named.description, kind=named.kind or "unnamed"), named.gender
    if (
        named.kind == "person"
        and named.name in cast.places
        and not named.description
        and fold(named.name) not in cast.persons
    ):
        return replace(ref, name=named.name, description=None, kind="country"), None
    if named.kind == "person" and named.name in cast.companies and named.gender is None:
        named = replace(named, kind="organization")
    resolved = _named_ref(cast, named, at, ref)
    gender = cast.full(named, at)[1] if named.kind == "person" else named.gender
    description = named.description or (cast.first_title.get(resolved.name or "") if named.kind == "person" else None)
    return replace(ref, name=resolved.name, description=description, kind=resolved.kind), gender


def _joined(cast: Cast, seen: list[Seen], at: int) -> Seen | None:
    """For the second of "Tolin, who came and who said": the one that the first stands for, where that was asked for."""
    k = cast.sentence(at)
    if k < 0 or not cast.text[cast.starts[k] : at].endswith((" and ", " but ")):
        return None
    back = (one for one in reversed(seen[-_BACK:]) if one.sentence == k and one.ref.text in RELATIVE)
    return next((one for one in back if one.ref.name or one.ref.description), None)


def _listed(cast: Cast, seen: list[Seen], ref: ActorRef, told_by: ActorRef | None) -> ActorRef | None:
    """Several actors in one reference: names that only commas and "and" part, a pronoun with a name ("she and Ivo
    Berek"), two that "both" stands for. Null for every other reference."""
    assert ref.span is not None
    a = ref.span[0]
    words = " ".join(ref.text.split())
    if two := pair(cast, seen, a, words):
        return replace(ref, name=two.name, description=None if words.islower() else words, kind="group")
    if mixed := _MIXED.match(words):
        word, rest = mixed["first"] or mixed["pronoun"], mixed["second"] or mixed["other"]
        other, _ = _read(cast, seen, replace(ref, text=rest), told_by)
        rivals = [one for one in seen[-_BACK:] if other.name is None or one.ref.name != other.name]
        one, _ = _read(cast, rivals, replace(ref, text=word), told_by)
        both = (one.name, other.name) if mixed["first"] else (other.name, one.name)
        names = [name for name in both if name]
        return replace(ref, name=" and ".join(names) or None, description=None if names else words, kind="group")
    whole = cast.text[a : a + len(ref.text)] == ref.text
    inside = [s for s in cast.persons_in((a, a + len(ref.text))) if read_name(cast.text[slice(*s)]).kind == "person"]
    if whole and len(inside) > 1:
        between = ref.text
        for start, end in reversed(inside):
            between = between[: start - a] + between[end - a :]
        left = _BETWEEN.sub(" ", between).strip(" ,")
        if not left or _SOME.fullmatch(left):
            full = [cast.full(read_name(cast.text[slice(*s)]), s[0])[0] for s in inside]
            return replace(ref, name=" and ".join(dict.fromkeys(full)), description=left or None, kind="group")
    return None


def _filled(findings: Findings, done: dict[Span, ActorRef]) -> Findings:
    """``findings`` with every reference replaced by its resolution; ``how`` stays."""

    def fill(ref: ActorRef) -> ActorRef:
        found = done.get(ref.span) if ref.span is not None else None
        return replace(ref, name=found.name, description=found.description, kind=found.kind) if found else ref

    return map_references(findings, fill)
