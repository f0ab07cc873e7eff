"""Who a record names, before anything is masked: each bearer of a name once, under all its spellings, with where it is
named; and which words are names of places and bodies as well."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from functools import lru_cache

from reportedly.actors.heads import fold
from reportedly.actors.identity import person_key
from reportedly.actors.names import PRONOUNS, read_name
from reportedly.actors.references import references
from reportedly.masking.ordinary import ORDINARY
from reportedly.masking.words import key, units_of
from reportedly.reading.gazetteer import (
    ORGANIZATION_WORDS,
    ORGANIZATIONS,
    PERSON_TITLES,
    TITLE_MODIFIERS,
    country_names,
    government_names,
    people_names,
)
from reportedly.record.readable import Readable
from reportedly.reports.agencies import looks_like_agency
from reportedly.types import Actor, ActorKind, ActorRef, Findings, Report, Span

Order = tuple[str, str, int]
"""A place in a record that tells nothing about names: the report's day, its id, the offset in its text."""

# Titles that are no office: who has none but these is a private person.
_NO_OFFICE = frozenset(
    """mr mrs ms miss sir lady dame dr doctor father private resident rival fellow host actor singer activist author
    candidate hopeful lawyer pastor nominee""".split()
)
_NO_NAMES = PERSON_TITLES | TITLE_MODIFIERS | PRONOUNS
_OFFICES = PERSON_TITLES - _NO_OFFICE
_BEFORE = 24  # characters before a name in which a title may stand
_WITNESSES = 8  # reports that are remembered for a word
_SOURCES = frozenset(["unnamed", "group", "person"])
_NOT_IN_BYLINES = frozenset("by and the".split())
_TITLED_SO = frozenset("la le el il los les die das".split())  # of two words that begin so: a paper, "La Gaceta"
_OF_PEOPLE = frozenset("n an ian i ese ish s ns ans ians".split())  # makes of a country's name its people's


_NAME_AFTER = re.compile(r"[ \u00a0-]([^\W\d_a-zß-öø-ÿ][^\W\d_]+(?:['’-][^\W\d_]+)*)(?!['’])")
_NAME_BEFORE = re.compile(r"(?<![.!?\n“\"] )(?<![\n“\"])\b([^\W\d_a-zß-öø-ÿ][^\W\d_]+)[ \u00a0]$")


@dataclass(eq=False)
class Bearer:
    """Somebody or something with a name. ``names`` are all spellings, ``actors`` its ids in the record, each with its
    first place; ``office``: whether a title of an office is reported; ``named``: whether a report's text or findings
    name it, not only a byline or credit."""

    key: str
    name: str
    kind: ActorKind
    names: dict[str, None] = field(default_factory=dict)
    actors: dict[str, Order] = field(default_factory=dict)
    office: bool = False
    named: bool = False
    first: Order = ("~", "~", 0)

    @property
    def single(self) -> bool:
        """Whether no more than one word, or initials and one, of the name are known."""
        return partial(self.name)


@dataclass
class Survey:
    """What masking needs to know of a whole record."""

    bearers: dict[str, Bearer] = field(default_factory=dict)
    of_actor: dict[str, str] = field(default_factory=dict)  # the bearer's key by the actor's id
    named_in: dict[str, frozenset[str]] = field(default_factory=dict)  # bearers' keys by the report's id
    sources: dict[str, Order] = field(default_factory=dict)  # actors without a name whose word something is
    described: dict[str, tuple[str, str]] = field(default_factory=dict)  # unnamed actors: report, words with a name
    paths: dict[str, str] = field(default_factory=dict)  # by the report's id, in the record's order
    as_person: Counter[str] = field(default_factory=Counter)
    as_other: Counter[str] = field(default_factory=Counter)
    elsewhere: dict[str, list[str]] = field(default_factory=dict)  # reports with a word as a place's or body's


def partial(name: str) -> bool:
    """Whether a name is one word, or initials and one ("J. Tolin")."""
    words = [unit.whole for unit in units_of(name)]
    return sum(len(word) > 1 for word in words) < 2


@lru_cache(maxsize=8192)
def person_named(words: str) -> tuple[str, str | None] | None:
    """The person's name in the words of a mention, with the title before it; null for a pronoun or a description."""
    words = " ".join(words.split())
    letters = [c for c in words if c.isalpha()]
    if not letters or words.casefold() in PRONOUNS:
        return None
    if all(c.upper() == c.lower() for c in letters):  # a script without capitals, which our rules do not read
        return words, None
    read = read_name(words)
    name = (read.name or "").strip(" .,'’\"")
    if not name or read.kind != "person" or name[:1].islower():
        return None
    if _no_name(name):
        return None
    return name, read.description


def _no_name(name: str) -> bool:
    """Whether what was read as a name has no word that could be one ("Prime", "J."); of "George Miller" both could."""
    words = [word.lower().strip(".") for word in name.split()]
    no_names = _NO_NAMES if len(words) > 1 else _NO_NAMES | ORDINARY
    return all(len(word) < 2 or word in no_names for word in words)


def person_credited(name: str) -> bool:
    """Whether a byline's or credit's name is a person's: two words or more, none that names a body."""
    words = [word.strip(".,") for word in name.split()]
    low = {word.lower() for word in words}
    if not 2 <= len(words) <= 6 or low & (ORGANIZATION_WORDS | ORGANIZATIONS | _NOT_IN_BYLINES):
        return False
    if len(words) == 2 and words[0].lower() in _TITLED_SO:
        return False
    return not looks_like_agency(name) and all(word[:1].isalpha() for word in words if word)


def survey(record: Readable) -> Survey:
    """Go through a record once."""
    found = Survey()
    for actor in record.actors():
        _actor(found, actor)
    for report, findings in record.entries():
        _report(found, report, findings)
    _join_partial(found)
    return found


def _actor(found: Survey, actor: Actor) -> None:
    if actor.name is None:
        return
    bearer = put(found, actor.name, actor.actor_kind)
    bearer.actors[actor.id] = ("~", "~", 0)
    bearer.names.update(dict.fromkeys(actor.aliases))
    bearer.office |= any(_is_office(role.title) for role in actor.roles)
    bearer.named = True
    found.of_actor[actor.id] = bearer.key


def put(found: Survey, name: str, kind: ActorKind) -> Bearer:
    """The bearer of a name, a new one where there is none yet."""
    at = f"person {person_key(name)}" if kind == "person" else f"{kind} {fold(name)}"
    bearer = found.bearers.get(at)
    if bearer is None:
        bearer = found.bearers[at] = Bearer(at, name, kind)
    bearer.names.setdefault(name)
    return bearer


def _is_office(title: str) -> bool:
    return any(word.strip(".,'’").lower() in _OFFICES for word in title.replace("-", " ").split())


def _report(found: Survey, report: Report, findings: Findings) -> None:
    day = report.published.earliest or report.published.latest or "9999"
    found.paths[report.id] = report.page.path
    named: set[str] = set()
    for ref, _ in references(findings):
        at: Order = (day, report.id, ref.span[0] if ref.span else len(report.text))
        _reference(found, ref, at, named)
        if ref.name is not None and ref.kind is not None and ref.kind != "person":
            _elsewhere(found, ref.name, report.id, ref.kind == "country")
    _sources(found, findings, day)
    for mention in findings.mentions:
        at = (day, report.id, mention.span[0])
        if mention.actor in found.of_actor:
            _seen(found.bearers[found.of_actor[mention.actor]], at, mention.actor)
            named.add(found.of_actor[mention.actor])
        if mention.type == "person":
            found.as_person[fold(mention.text)] += 1
            read = person_named(mention.text)
            whole = _stretched(report, findings, mention.span) if read and " " not in read[0] else None
            if whole and mention.actor in found.of_actor:
                found.bearers[found.of_actor[mention.actor]].names.setdefault(whole)
            elif read is not None and mention.actor not in found.of_actor:
                bearer = put(found, whole or read[0], "person")
                bearer.names.setdefault(read[0])
                bearer.named = True
                before = report.text[max(0, mention.span[0] - _BEFORE) : mention.span[0]].rpartition(",")[2]
                bearer.office |= _is_office(f"{read[1] or ''} {before}")
                _seen(bearer, at)
                named.add(bearer.key)
        elif mention.type in ("organization", "place", "nationality"):
            found.as_other[fold(mention.text)] += 1
            _elsewhere(found, mention.text, report.id, mention.type == "place")
    for number, name in enumerate((*report.byline, *(credit.name for credit in report.credits))):
        if person_credited(name) and fold(name) != fold(report.outlet or ""):
            bearer = put(found, name, "person")
            _seen(bearer, (day, report.id, number - 1000))
            named.add(bearer.key)
    if named:
        found.named_in[report.id] = frozenset(named)


def _stretched(report: Report, findings: Findings, span: Span) -> str | None:
    """The whole name where the reader saw one word of it ("Lena" of "Lena Orvast"); null where the words beside it are
    no names, and in a title, where all words have capitals."""
    start, end = span
    if report.title_span and report.title_span[0] <= start < report.title_span[1]:
        return None
    held = [m.span for m in findings.mentions]
    after, before = _NAME_AFTER.match(report.text, end), _NAME_BEFORE.search(report.text, max(0, start - 40), start)
    # The last name alone may have been read as a place or a body.
    apart = [m.span for m in findings.mentions if after and (m.type == "person" or m.span != after.span(1))]
    if after and _is_name(after[1]) and not any(a < after.end() and after.start(1) < b for a, b in apart):
        return report.text[start : after.end()]
    if before and _is_name(before[1]) and not any(a < before.end(1) and before.start(1) < b for a, b in held):
        return report.text[before.start(1) : end]
    return None


def _is_name(word: str) -> bool:
    return word[:1].isupper() and word.lower() not in PERSON_TITLES | ORGANIZATION_WORDS | ORDINARY


def _reference(found: Survey, ref: ActorRef, at: Order, named: set[str]) -> None:
    if ref.actor in found.of_actor:
        bearer = found.bearers[found.of_actor[ref.actor]]
        _seen(bearer, at, ref.actor)
        named.add(bearer.key)
        if ref.name:
            bearer.names.setdefault(ref.name)
    elif ref.actor is not None and ref.description and any(c.isupper() for c in ref.description):
        found.described[ref.actor] = (at[1], ref.description)


def _sources(found: Survey, findings: Findings, day: str) -> None:
    """Those without a name whose word statements, figures and denials are."""
    refs: list[tuple[ActorRef | None, str]] = []
    for said in findings.statements:
        refs += [(ref, said.report) for ref in (said.speaker, *said.via)]
    for figure in findings.figures:
        refs += [(ref, figure.report) for ref in (figure.source, *figure.via)]
    for event in findings.events:
        refs += [(ref, event.report) for ref in event.denied_by]
    for ref, report in refs:
        if ref is not None and ref.actor and ref.name is None and ref.description and ref.kind in _SOURCES:
            at: Order = (day, report, ref.span[0] if ref.span else 0)
            found.sources[ref.actor] = min(at, found.sources.get(ref.actor, at))


def _seen(bearer: Bearer, at: Order, actor: str | None = None) -> None:
    bearer.first = min(bearer.first, at)
    if actor is not None:
        bearer.actors[actor] = min(at, bearer.actors.get(actor, at))


def _elsewhere(found: Survey, name: str, report: str, place: bool) -> None:
    """Note the words of a name that is no person's; not those of a body of several words, which may be called after a
    person ("Orvast's government")."""
    if not place and len(name.split()) > 1:
        return
    for word in words_in(name):
        held = found.elsewhere.setdefault(word, [])
        if len(held) < _WITNESSES and report not in held:
            held.append(report)


@lru_cache(maxsize=8192)
def words_in(name: str) -> tuple[str, ...]:
    """The single words of a name."""
    return tuple(dict.fromkeys(part for unit in units_of(name) for part in (*unit.parts, unit.whole)))


def _join_partial(found: Survey) -> None:
    """A name of one word, or with initials, is taken for that of the one person who has it as the last name, or of the
    one of several who is named beside it; else it stays by itself."""
    whole: dict[str, list[Bearer]] = {}
    parts = [bearer for bearer in found.bearers.values() if bearer.kind == "person" and bearer.single]
    for bearer in found.bearers.values():
        if bearer.kind == "person" and not bearer.single:
            whole.setdefault(units_of(bearer.name)[-1].whole, []).append(bearer)
    beside: dict[str, set[str]] = {part.key: set() for part in parts}
    for named in found.named_in.values():
        for at in named & beside.keys():
            beside[at] |= named
    renamed: dict[str, str] = {}
    for part in parts:
        units = units_of(part.name)
        if not units:
            continue
        others = whole.get(units[-1].whole, [])
        part.office |= any(other.office for other in others)
        if len(units) > 1:
            others = [o for o in others if units_of(o.name)[0].whole[0] == units[0].whole[0]]
        if len(others) > 1:
            others = [other for other in others if other.key in beside[part.key]]
        if len(others) == 1:
            _absorb(others[0], part)
            renamed[part.key] = others[0].key
            del found.bearers[part.key]
    if renamed:
        found.of_actor = {actor: renamed.get(at, at) for actor, at in found.of_actor.items()}
        found.named_in = {
            report: frozenset(renamed.get(at, at) for at in named) for report, named in found.named_in.items()
        }


def _absorb(whole: Bearer, part: Bearer) -> None:
    whole.names.update(part.names)
    whole.actors.update(part.actors)
    whole.office |= part.office
    whole.named |= part.named
    whole.first = min(whole.first, part.first)


def is_other(found: Survey, bearer: Bearer) -> bool:
    """Whether what was read as a person's name is rather that of a country, a place or a body."""
    low = fold(bearer.name)
    if (
        _no_name(bearer.name)
        or low in country_names()
        or low in people_names()
        or (bearer.single and low in government_names())
    ):
        return True
    if found.as_other[low] > found.as_person[low]:
        return True
    if not bearer.single:
        return False
    if f"country {low}" in found.bearers:
        return True
    if any(low[:end] in found.elsewhere and low[end:] in _OF_PEOPLE for end in range(max(4, len(low) - 4), len(low))):
        return True
    others = found.elsewhere.get(key("".join(low.split())), ())
    apart = any(bearer.key not in found.named_in.get(report, ()) for report in others)
    return apart and found.as_other[low] == found.as_person[low]
