"""Whom pronouns stand for: the nearest compatible actor before them, speakers and subjects first."""

from __future__ import annotations

import re
from dataclasses import replace

from reportedly.actors.cast import Cast, Seen
from reportedly.actors.given import Gender, gender_of
from reportedly.actors.roles import human
from reportedly.reading.clauses import np_left, tokenize
from reportedly.types import ActorKind, ActorRef, Span

_WINDOW = 8  # sentences that a pronoun looks back
_BACK, _LEAD = 300, 30  # mentions before "both", and at a report's beginning, that are looked through for two
_HE = frozenset("he him his himself".split())
_SHE = frozenset("she her hers herself".split())
_THEY = frozenset("they them their themselves these those both".split())
_IT = frozenset("it its this".split())
FIRST = frozenset("i we me us my our".split())
_PAIRS = re.compile(r"(?:both|each|the two|both of them)(?:\s+(?P<noun>[a-z-]+|.* [a-z-]+))?$", re.I)
_BEFORE = frozenset("for to with by from among against as like than become".split())  # an antecedent
_NOBODY = frozenset({"no one", *"nobody none everyone everybody anyone anybody".split()})
RELATIVE = frozenset("who which that whom".split())


def antecedent(cast: Cast, span: Span) -> str | None:
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
    for j in range(len(tokens) - 2, start - 1, -1):
        if tokens[j].low in _BEFORE or (j == start and tokens[j].low in {"in", "at"}):
            start = j + 1
            break
    return cast.text[tokens[start].start : tokens[-1].end] if start < len(tokens) else None


def pair(cast: Cast, seen: list[Seen], at: int, words: str) -> ActorRef | None:
    """The two persons whom "both" or "the two candidates" stand for: two that spoke together, else exactly two that the
    sentence, the two before or the one after it name. Null where the words are no such phrase or there are not two."""
    match = _PAIRS.match(words)
    if match is None or (match["noun"] and not human(match["noun"].removesuffix("s"))):
        return None
    here = cast.sentence(at)
    for one in (*reversed(seen[-_BACK:]), *seen[:_LEAD]):
        if one.at >= at or (1 < one.sentence < here - _WINDOW):
            continue
        names = (one.ref.name or "").split(" and ")
        if one.ref.kind == "group" and len(names) == 2 and all(cast.weight[n] for n in names) and not one.quoted:
            return one.ref
    for first, last in ((here - 2, here), (here - 1, here - 1), (here, here), (here, here + 1)):
        two = dict.fromkeys(name for name, place in cast.persons_between(first, last) if not cast.quoted(place))
        if len(two) == 2:
            return ActorRef(None, " and ".join(two), None, "group", words, (at, at))
    return None


def pronoun(
    cast: Cast, seen: list[Seen], ref: ActorRef, low: str, told_by: ActorRef | None
) -> tuple[ActorRef, Gender | None]:
    """The actor that a pronoun stands for and the gender that it tells."""
    assert ref.span is not None
    at, here = ref.span[0], cast.sentence(ref.span[0])
    gender: Gender | None = "he" if low in _HE else "she" if low in _SHE else None
    if told_by is not None and (low in FIRST or fits(low, told_by, None)):
        return same(ref, told_by), gender
    quoted = cast.quoted(at)
    if low in FIRST and not quoted:
        if low in {"we", "us", "our"}:
            return replace(ref, name=None, description=None, kind="group"), None
        return replace(ref, name=cast.author, description=None, kind="person" if cast.author else "unnamed"), None
    best: Seen | None = None
    score = -1e9
    for one in reversed(seen):
        if one.sentence < here - _WINDOW:
            break
        known = one.gender or cast.learned.get(one.ref.name or "")
        if one.at >= at or not fits(low, one.ref, known) or (one.quoted and not quoted) or _nobody(one.ref):
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
        two = pair(cast, seen, at, "both") if group else None
        if two is not None:
            return same(ref, two), gender
        return replace(ref, name=None, description=None, kind="group" if group else "unnamed"), gender
    if gender is not None and best.ref.name is not None:
        cast.learned.setdefault(best.ref.name, gender)
    return same(ref, best.ref), gender


def _nobody(ref: ActorRef) -> bool:
    """Whether the words are of nobody in particular ("no one expected"): no "he" stands for that."""
    return ref.name is None and " ".join(ref.text.lower().split()) in _NOBODY


def same(ref: ActorRef, actor: ActorRef) -> ActorRef:
    """``ref`` as a reference to ``actor``."""
    return replace(ref, name=actor.name, description=actor.description, kind=actor.kind)


def fits(low: str, ref: ActorRef, gender: Gender | None) -> bool:
    """Whether a pronoun may stand for an actor of a kind and, where it is known, gender."""
    kinds: tuple[ActorKind | None, ...]
    if low in _HE or low in _SHE:
        wanted: Gender = "he" if low in _HE else "she"
        if ref.kind == "person" and ref.name is not None and " " in ref.name:
            gender = gender or gender_of(ref.name.split()[0])
        person = ref.kind == "person" or (ref.kind == "unnamed" and (ref.description is None or human(ref.description)))
        return person and gender in (None, wanted)
    if low in _IT:
        kinds = ("organization", "country", "document")
    elif low in _THEY:
        kinds = ("group", "organization")
    else:
        return False
    # a single name without a title may be a body's
    bare = ref.kind == "person" and ref.name is not None and " " not in ref.name
    bare = bare and not gender and (not ref.description or not human(ref.description))
    return ref.kind in kinds or bare
