"""Who counts as the same party: a country with its capital and its ministers, a body with its short name."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from reportedly.actors.countries import country_named, country_of, government_named
from reportedly.actors.heads import fold
from reportedly.actors.names import PRONOUNS, short_forms
from reportedly.reading.cities import cities_named
from reportedly.reading.gazetteer import people_names
from reportedly.types import Actor, ActorRef, identifier

# Titles and bodies whose bearers speak and act for their government.
_OFFICIAL = re.compile(
    r"\b(?:(?:prime |foreign |defen[cs]e |deputy |vice[- ]|interior |finance |information |trade )*minist(?:er|ry"
    r"|ries|ers)"
    r"|premier|president|chancellor|king|emir|sultan|secretary of state|secretary of defen[cs]e|ambassador"
    r"|government|regime|kremlin|cabinet|officials?|army|military|armed forces|troops|state (?:media|exporter))\b",
    re.I,
)
_FOREIGN = re.compile(
    r"\b(?:UN|U\.N\.|United Nations|League|European Union|EU|NATO|opposition|pro-\w+|former|ex-\w+)\b"
)
_OWNER = re.compile(r"(?:the\s+)?((?:[A-Z][\w.-]*\s?){1,4})(?:['’]s?\b|\s)")
_NOBODY = re.compile(r"^(?:and|or|of|in|on|to|with|least|estimated|bordering|rebellious|\d[\d,.]*)\b|^\W*$", re.I)
_LONGEST = 80  # characters of a description that still names somebody
_WORDS_BEFORE = 60  # characters before a name in which its bearer's country may stand


@dataclass(frozen=True, slots=True)
class Party:
    """Who takes part: ``key`` is the same for the same party in every report; ``named`` says that a name stands
    behind it, so that another report may mean the same one."""

    key: str
    ref: ActorRef
    named: bool


class Parties:
    """Keys of parties over a record. ``actors`` are its resolved actors by id, in order of their ids; of those that a
    later report may need, countries and bodies, only what is needed is kept."""

    def __init__(self, actors: Mapping[str, Actor]) -> None:
        self._actors = actors
        self._countries: dict[str, Actor] = {}
        self._bodies: dict[str, tuple[str, str]] = {}  # id and name
        self._shorts = {short: fold(names[0]) for short, names in short_forms().items()}
        for actor in actors.values():
            if actor.actor_kind == "country" and actor.name:
                for name in (actor.name, *actor.aliases):
                    self._countries.setdefault(fold(name), actor)
            elif actor.actor_kind == "organization" and actor.name:
                self._bodies.setdefault(self._short(fold(actor.name)), (actor.id, actor.name))

    def actor(self, id: str | None) -> Actor | None:
        """The record's actor of an id, if it has one."""
        return self._actors.get(id) if id is not None else None

    def party(self, ref: ActorRef) -> Party | None:
        """Whom ``ref`` names; null where its words name nobody."""
        if ref.name is None:
            words = (ref.description or ref.text).strip()
            if _NOBODY.match(words) or len(words) > _LONGEST or fold(words) in PRONOUNS:
                return None
            return Party(f"unnamed:{fold(words)}", ref, False)
        name = fold(ref.name)
        if len(name) < 2 or name in PRONOUNS:
            return None
        if (country := self.country(ref.name)) is not None:
            return Party(country[0], ref if ref.kind == "country" else self._of_country(country[1], ref), True)
        if ref.kind == "person" and " " not in name:
            return Party(f"actor:{ref.actor or name}", ref, True)
        return Party(f"{ref.kind or 'actor'}:{self._short(name)}", ref, True)

    def country(self, words: str) -> tuple[str, str] | None:
        """Key and name of the country that ``words`` name, by the project's table or by any report of the record."""
        if words.islower() and fold(words) in PRONOUNS:  # "us" is no country
            return None
        row = country_named(words) or government_named(words)
        if row is not None:
            return f"country:{row.code}", row.name
        actor = self._countries.get(fold(re.sub(r"['’]s?$", "", words)))
        return (f"country:{fold(actor.name)}", actor.name) if actor is not None and actor.name else None

    def land(self, words: str) -> tuple[str, str] | None:
        """As :meth:`country`, for words that say where something is: there a capital is a town and no government."""
        town = country_named(words) is None and government_named(words) is not None and bool(cities_named(words))
        return None if town else self.country(words)

    def people(self, words: str) -> tuple[str, str] | None:
        """Key and name of the country whose people ``words`` are ("Syrian"), where the table has them."""
        row = people_names().get(words.lower())
        return (f"country:{row.code}", row.name) if row is not None else None

    def state(self, ref: ActorRef, text: str = "") -> Party | None:
        """The country that ``ref`` is, or for whose government it speaks, else the party itself.

        ``text`` is the report's, where a name may stand behind its country ("Norlander Foreign Minister Ana Petrov").
        """
        party = self.party(ref)
        if party is not None and party.key.startswith("country:"):
            return party
        found = self._spoken_for(ref, text)
        return Party(found[0], self._of_country(found[1], ref), True) if found else party

    def employer(self, ref: ActorRef) -> Party | None:
        """The organization in whose office ``ref`` says "we", by the titles that reports give; null where none does."""
        actor = self.actor(ref.actor)
        for role in actor.roles if actor is not None else ():
            if role.of and (found := self._bodies.get(self._short(fold(role.of)))) is not None:
                id, name = found
                return self.party(ActorRef(id, name, None, "organization", ref.text, ref.span))
        return None

    def _short(self, name: str) -> str:
        return self._shorts.get(name, name)

    def _spoken_for(self, ref: ActorRef, text: str) -> tuple[str, str] | None:
        actor = self.actor(ref.actor)
        said = [ref.text, ref.description or "", ref.name or ""]
        if actor is not None:
            for role in actor.roles:
                if _FOREIGN.search(role.title) or not _OFFICIAL.search(role.title):
                    continue
                if role.of and (country := self.country(role.of)):
                    return country
                said.append(role.title)
        words = " ".join(said)
        if _FOREIGN.search(words) or not _OFFICIAL.search(words):
            return None
        if actor is not None and actor.country and (row := self._coded(actor.country)):
            return row
        for phrase in said:
            if (country := self._owner(phrase)) is not None:
                return country
        if ref.name and ref.kind == "person" and " " in ref.name:
            for match in re.finditer(re.escape(ref.name), text):
                before = text[max(0, match.start() - _WORDS_BEFORE) : match.start()]
                title = re.search(r"(?:[A-Z][\w'’.-]*\s+){1,5}$", before)
                if title and _OFFICIAL.search(title[0]) and (country := self._owner(title[0])):
                    return country
        return None

    def _coded(self, code: str) -> tuple[str, str] | None:
        row = country_named(code) or next(
            (country_named(a.name or "") for a in self._countries.values() if a.country == code), None
        )
        return (f"country:{row.code}", row.name) if row is not None else None

    def _owner(self, phrase: str) -> tuple[str, str] | None:
        row = country_of(phrase)
        if row is not None:
            return f"country:{row.code}", row.name
        match = _OWNER.match(phrase)
        if match is None:
            return None
        words = match[1].split()
        for size in range(len(words), 0, -1):
            head = re.sub(r"['’]s?$", "", " ".join(words[:size]))
            if (country := self.country(head) or self.people(head)) is not None:
                return country
        return None

    def _of_country(self, name: str, ref: ActorRef) -> ActorRef:
        """A reference to the country, at the words that named it or its servant."""
        known = self._countries.get(fold(name))
        row = country_named(name)
        id = known.id if known else identifier("a", "country", row.code if row else fold(name))
        return ActorRef(id if id in self._actors else None, name, None, "country", ref.text, ref.span)

    def reference(self, country: str, text: str, span: tuple[int, int]) -> ActorRef:
        """A reference to the country named ``country`` at some words of a report."""
        return self._of_country(country, ActorRef(None, country, None, "country", text, span))
