"""Names of actors as links to their entries in the report."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from reportedly.types import ActorRef, RoleFiller
from reportedly.views.markup import anchor, bdi, text
from reportedly.views.words import actor_words


def actor_anchor(actor: str) -> str:
    """The anchor of an actor's entry."""
    return f"actor-{anchor(actor)}"


def linked(filler: RoleFiller | None, paged: Collection[str]) -> str:
    """The name of an actor, or the words that fill a role, as HTML: a link where the actor has an entry."""
    if filler is None or isinstance(filler, ActorRef):
        words = bdi(actor_words(filler))
        if filler is not None and filler.actor in paged:
            return f'<a href="#{actor_anchor(filler.actor or "")}">{words}</a>'
        return words
    return bdi(" ".join(filler.text.split()))


def linked_all(fillers: Iterable[RoleFiller], paged: Collection[str]) -> str:
    """The same for several, with commas between."""
    return ", ".join(linked(filler, paged) for filler in fillers)


def teller(who: ActorRef | None, words: str, paged: Collection[str]) -> str:
    """``words``, which begin with who tells something and may go on with the relays; the name a link where it has an
    entry."""
    name = actor_words(who) if who else ""
    if who is None or who.actor not in paged or not words.startswith(name):
        return bdi(words)
    return linked(who, paged) + text(words[len(name) :])
