"""The labels of the reading model's heads, in the order of its outputs. Training and reading share them."""

from __future__ import annotations

from typing import Final, get_args

from reportedly.types import Measure, MentionType, Status

BIO: Final = ("O", "B", "I")
FLAT: Final[tuple[MentionType, ...]] = ("person", "organization", "place", "weapon", "money", "quantity", "time")
"""Mention types of the entity head: never within one another. Nationality and title have heads of their own, since
they stand within organizations ("the Kurdish militia") and persons' names."""
ENTITIES: Final = ("O", *(f"{mark}-{name}" for name in FLAT for mark in "BI"))
PLOVER: Final = tuple(
    "AGREE CONSULT SUPPORT COOPERATE AID CONCEDE RETREAT REQUEST ACCUSE REJECT THREATEN PROTEST SANCTION MOBILIZE "
    "COERCE ASSAULT".split()
)
EVENTS: Final = ("O", "none", *PLOVER)
SUBTYPES: Final = (
    "none",
    *(
        "transfer contract delivery restriction draft-resolution vote veto meeting visit talks proposal cease-fire "
        "deployment attack strike protest displacement anniversary economic".split()
    ),
)
STATUSES: Final[tuple[Status, ...]] = get_args(Status)
NEGATED: Final = ("no", "yes")
MEASURES: Final = ("O", *get_args(Measure))

TAGS: Final[dict[str, tuple[str, ...]]] = {
    "cue": BIO,
    "source": BIO,
    "content": BIO,
    "entity": ENTITIES,
    "nationality": BIO,
    "title": BIO,
    "event": EVENTS,
    "subtype": SUBTYPES,
    "status": STATUSES,
    "negated": NEGATED,
    "measure": MEASURES,
    "inner": BIO,
}
"""Labels of each word piece, by head. ``cue`` is of outer attributions, ``inner`` of those within their contents."""

ATTRIBUTION_ROLES: Final = ("O", "B-source", "I-source", "B-content", "I-content")
EVENT_ROLE_NAMES: Final = ("actor", "recipient", "item", "body", "instrument", "place", "content", "condition")
EVENT_ROLES: Final = ("O", *(f"{mark}-{name}" for name in EVENT_ROLE_NAMES for mark in "BI"))
LINKS: Final[dict[str, tuple[str, ...]]] = {"attribution": ATTRIBUTION_ROLES, "act": EVENT_ROLES}
"""Labels of each word piece as seen from one cue or one trigger, by link head."""


def slices() -> dict[str, slice]:
    """Where each head's scores stand among the ``tags`` output's columns."""
    found: dict[str, slice] = {}
    at = 0
    for name, labels in TAGS.items():
        found[name] = slice(at, at + len(labels))
        at += len(labels)
    return found
