"""Who is who after people renamed and merged actors, in whichever report they are named."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from reportedly.actors.references import map_references
from reportedly.types import Actor, ActorRef, Decision, Findings, Role


@dataclass(frozen=True, slots=True)
class Known:
    """What a merge says of the actor that it merged into: name, kind and country at that time."""

    name: str | None
    kind: str
    country: str | None


class Cast:
    """The decisions on actors that stand, together. A merge holds for every report in which the merged actor is read,
    a rename for the actor and all that were merged into it."""

    def __init__(self, decisions: Iterable[Decision]) -> None:
        self._into: dict[str, str] = {}
        self._names: dict[str, str] = {}
        self._known: dict[str, Known] = {}
        self._also: dict[str, set[str]] = {}
        for decision in sorted(decisions, key=lambda d: d.seq):
            root = self.root(decision.target)
            if decision.action == "rename":
                self._names[root] = decision.decided["name"]
            elif decision.action == "merge":
                into = self.root(decision.decided["into"])
                if into == root:
                    continue
                self._into[root] = into
                also = self._also.pop(root, set()) | ({self._names.pop(root)} if root in self._names else set())
                self._also.setdefault(into, set()).update(also)
                told = decision.decided
                self._known.setdefault(into, Known(told["name"], told["kind"], told["country"]))

    def root(self, id: str) -> str:
        """The actor that the one with this id is now: itself, unless it was merged into another."""
        while id in self._into:
            id = self._into[id]
        return id

    def members(self, id: str) -> set[str]:
        """The ids of all actors that are the one with this id now, itself among them."""
        root = self.root(id)
        return {root, *(one for one in self._into if self.root(one) == root)}

    def findings(self, findings: Findings) -> Findings:
        """``findings`` with their references and mentions leading to whom they mean now."""
        if not self._into and not self._names:
            return findings
        out = map_references(findings, self._ref)
        mentions = tuple(replace(m, actor=self.root(m.actor)) if m.actor else m for m in out.mentions)
        return replace(out, mentions=mentions)

    def _ref(self, ref: ActorRef) -> ActorRef:
        if ref.actor is None:
            return ref
        root = self.root(ref.actor)
        known = self._known.get(root)
        name, kind = self._names.get(root, ref.name), ref.kind
        if root != ref.actor and known is not None:
            name, kind = self._names.get(root, known.name or ref.name), known.kind  # type: ignore[assignment]
        if kind == "unnamed" and name is not None:
            kind = "person"
        return replace(ref, actor=root, name=name, kind=kind)

    def actors(self, actors: Iterable[Actor]) -> tuple[Actor, ...]:
        """The actors of one report as they are now, by id; the names that they had are other names of them."""
        groups: dict[str, list[Actor]] = {}
        for actor in sorted(actors, key=lambda actor: actor.id):
            groups.setdefault(self.root(actor.id), []).append(actor)
        return tuple(self._actor(root, groups[root]) for root in sorted(groups))

    def _actor(self, root: str, several: list[Actor]) -> Actor:
        known = self._known.get(root)
        own = next((actor for actor in several if actor.id == root), None)
        if own is not None and len(several) == 1 and root not in self._names:
            return own
        base = own or several[0]
        name: str | None = base.name
        kind: Any = base.actor_kind
        country = next((actor.country for actor in (base, *several) if actor.country), None)
        if own is None and known is not None:
            name, kind, country = known.name or name, known.kind, known.country or country
        name = self._names.get(root, name)
        if kind == "unnamed" and name is not None:
            kind = "person"
        names = self._also.get(root, set()) | {
            name for actor in several for name in (actor.name, *actor.aliases) if name
        }
        roles: dict[Role, None] = {}
        for actor in (base, *several):
            roles.update(dict.fromkeys(actor.roles))
        return Actor(root, name, tuple(sorted(names - {name})), kind, country, tuple(roles))


def named_in(findings: Findings) -> set[str]:
    """The ids of the actors that findings and mentions name."""
    found = {mention.actor for mention in findings.mentions if mention.actor}

    def note(ref: ActorRef) -> ActorRef:
        if ref.actor:
            found.add(ref.actor)
        return ref

    map_references(findings, note)
    return found
