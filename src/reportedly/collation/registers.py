"""Which registers a report's findings belong to: all its claims."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import get_args

from reportedly.collation.claims import Claim
from reportedly.collation.docket import docket_claims
from reportedly.collation.economy import economic_claims
from reportedly.collation.ground import ground_claims
from reportedly.collation.meetings import meeting_claims
from reportedly.collation.positions import stated_positions
from reportedly.collation.proposals import proposal_claims
from reportedly.collation.scenes import Scene
from reportedly.collation.transfers import restriction_claims, transfer_claims
from reportedly.types import Status

_ACT: frozenset[str] = frozenset(get_args(Status))
_REGISTERS: tuple[Callable[[Scene], Iterator[Claim]], ...] = (
    transfer_claims,
    restriction_claims,
    docket_claims,
    meeting_claims,
    proposal_claims,
    ground_claims,
    economic_claims,
)
# The states that a case's history may have, by register. Those of the docket are an action with its status.
STATES: dict[str, frozenset[str]] = {
    "transfers": _ACT | {"stopped", "planned stop", "denied"},
    "restrictions": _ACT
    | {"lifted", "violated", "denied violating", "denied", "refused to lift", "not blocked"}
    | {f"{status} lifting" for status in ("demanded", "planned")}
    | {f"{status} lifted" for status in _ACT},
    "docket": frozenset({"draft proposed", "opposed", "supported"})
    | {f"{what} {status}" for what in ("veto", "adoption", "abstention", "vote") for status in _ACT}
    | {f"draft {status}" for status in _ACT},
    "meetings": _ACT | {"denied"},
    "proposals": _ACT | {"not disclosed", "welcomed"},
    "positions": frozenset({"for", "against"}),
    "ground-events": _ACT,
    "economic-claims": _ACT,
}
# Acts in these registers show where an actor stands.
SHOWING = frozenset(["transfers", "restrictions", "docket"])


def claims_of(scene: Scene) -> list[Claim]:
    """Every claim of a report but the stands that follow from cases."""
    found = [claim for register in _REGISTERS for claim in register(scene)]
    shown = frozenset(f for c in found if c.register in SHOWING for f in c.findings)
    return [*found, *stated_positions(scene, shown)]
