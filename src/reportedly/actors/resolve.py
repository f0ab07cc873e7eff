"""Actors of a report with ids that are the same in every report: one full name and kind, one actor."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace

from reportedly.actors.countries import country_named, country_of
from reportedly.actors.heads import fold, last_name
from reportedly.actors.identity import Organization, organization_named, person_key
from reportedly.actors.names import read_name
from reportedly.actors.references import map_references
from reportedly.types import Actor, ActorKind, ActorRef, Findings, Report, Role, identifier


@dataclass
class _Gathered:
    name: str | None
    kind: ActorKind
    aliases: Counter[str] = field(default_factory=Counter)
    country: str | None = None
    roles: dict[tuple[str, str | None], None] = field(default_factory=dict)


def identify(findings: Findings, report: Report) -> tuple[Findings, tuple[Actor, ...]]:
    """Give every resolved reference of ``findings`` its actor's id, and return the actors, sorted by id.

    A named actor's id comes from its kind and folded name, a person's from its name without what spellings differ in, a
    known organization's from the table, a country's from its ISO 3166 code, so that reports that use the same full name
    share it. A person of whom a report gives one word only ("Petrov") is kept apart from
    every other report's: two people who share a surname are not one. An unnamed actor's id comes from the report,
    its description and where it stands. A role's first and last day are the report's, where its day is known.
    """
    gathered: dict[str, _Gathered] = {}
    day = report.published.earliest if report.published.earliest == report.published.latest else None

    out = map_references(findings, lambda ref: _identified(ref, report, gathered))
    known = _known(gathered)
    named = {"person", "organization", "place"}
    mentions = tuple(replace(m, actor=known.get(fold(m.text)) if m.type in named else None) for m in out.mentions)
    out = replace(out, mentions=mentions)
    actors = tuple(
        Actor(
            key,
            one.name,
            tuple(sorted(a for a in one.aliases if a != one.name)),
            one.kind,
            one.country,
            tuple(Role(title, of, day, day) for title, of in one.roles),
        )
        for key, one in sorted(gathered.items())
    )
    return out, actors


def identified(ref: ActorRef, report: Report) -> tuple[ActorRef, Actor]:
    """A reference that a person gives in a report, with the id that it would have been given there, and its actor.
    ``ref`` has a name or a description, and a kind."""
    gathered: dict[str, _Gathered] = {}
    out = _identified(ref, report, gathered)
    [(key, one)] = gathered.items()
    aliases = tuple(sorted(alias for alias in one.aliases if alias != one.name))
    return out, Actor(key, one.name, aliases, one.kind, one.country)


def _known(gathered: dict[str, _Gathered]) -> dict[str, str]:
    """Folded names and aliases to ids; a last name where one person of the report has it."""
    known: dict[str, str] = {}
    last: dict[str, list[str]] = {}
    for key, one in sorted(gathered.items()):
        if one.name is not None:
            for name in (one.name, *one.aliases):
                known.setdefault(fold(name), key)
            if one.kind == "person":
                last.setdefault(last_name(one.name), []).append(key)
    return {**{name: keys[0] for name, keys in last.items() if len(keys) == 1}, **known}


def _identified(ref: ActorRef, report: Report, gathered: dict[str, _Gathered]) -> ActorRef:
    if ref.kind is None or (ref.name is None and ref.description is None):
        return ref
    known = _organization(ref)
    kind: ActorKind = "organization" if known is not None else ref.kind
    ref = replace(ref, kind=kind)
    key = _key(ref, report, known)
    country = country_named(ref.name) if ref.kind == "country" and ref.name else None
    named_by = country or known
    one = gathered.setdefault(key, _Gathered(named_by.name if named_by else ref.name, kind))
    if known is not None and ref.name:
        one.country = known.country
        one.aliases[ref.name] += 1
    named = read_name(ref.text)
    if country is not None:
        one.country = country.code
        if ref.name:
            one.aliases[ref.name] += 1
    if not named.pronoun and named.name:
        one.aliases[" ".join(_alias(ref.text, named.name).split())] += 1
    title = named.description if named.name else None
    if ref.kind == "person" and title and named.kind == "person":
        of = named.owner
        owned_by = country_named(of) if of else None
        one.roles.setdefault((title, owned_by.name if owned_by else of), None)
    if one.country is None and ref.kind != "country":
        found = country_of(named.owner or "") or country_of(ref.description or "") if not named.pronoun else None
        found = found or (country_of(ref.name or "") if ref.kind == "organization" else None)
        one.country = found.code if found else None
    return replace(ref, actor=key)


def _organization(ref: ActorRef) -> Organization | None:
    """The organization of the table that a reference names; a lone word that looks like a person's name is none."""
    body = ref.kind == "organization" or (ref.kind == "person" and " " in (ref.name or ""))
    return organization_named(ref.name) if body and ref.name else None


def _alias(words: str, name: str) -> str:
    return name if name in " ".join(words.split()) else words


def _key(ref: ActorRef, report: Report, known: Organization | None) -> str:
    if ref.name is None:
        return identifier("a", "unnamed", report.id, ref.description, ref.span)
    if ref.kind == "country":
        row = country_named(ref.name)
        return identifier("a", "country", row.code if row else fold(ref.name))
    if known is not None:
        return identifier("a", "organization", fold(known.name))
    if ref.kind == "person":
        key = person_key(ref.name)
        whole = " " in key and not (key[1] == " " and key.count(" ") == 1)  # "J. Tolin" may be anybody
        return identifier("a", "person", key) if whole else identifier("a", "person", report.id, key)
    return identifier("a", ref.kind, fold(ref.name))
