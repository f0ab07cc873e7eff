"""Actors of a report with ids that are the same in every report: one full name and kind, one actor."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace

from reportedly.actors.countries import country_named, country_of
from reportedly.actors.heads import fold, last_name
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

    A named actor's id comes from its kind and folded name, a country's from its ISO 3166 code, so that reports that
    use the same full name share it. A person of whom a report gives one word only ("Petrov") is kept apart from
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
    key = _key(ref, report)
    country = country_named(ref.name) if ref.kind == "country" and ref.name else None
    one = gathered.setdefault(key, _Gathered(country.name if country else ref.name, ref.kind))
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


def _alias(words: str, name: str) -> str:
    return name if name in " ".join(words.split()) else words


def _key(ref: ActorRef, report: Report) -> str:
    if ref.name is None:
        return identifier("a", "unnamed", report.id, ref.description, ref.span)
    if ref.kind == "country":
        row = country_named(ref.name)
        return identifier("a", "country", row.code if row else fold(ref.name))
    if ref.kind == "person" and len(fold(ref.name).split()) < 2:
        return identifier("a", "person", report.id, fold(ref.name))
    return identifier("a", ref.kind, fold(ref.name))
