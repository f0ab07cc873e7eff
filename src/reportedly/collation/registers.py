"""Which registers a report's findings belong to: all its claims."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from reportedly.collation.claims import Claim
from reportedly.collation.docket import docket_claims
from reportedly.collation.ground import economic_claims, ground_claims
from reportedly.collation.positions import stated_positions
from reportedly.collation.scenes import Scene
from reportedly.collation.talks import meeting_claims, proposal_claims
from reportedly.collation.transfers import restriction_claims, transfer_claims

_REGISTERS: tuple[Callable[[Scene], Iterator[Claim]], ...] = (
    transfer_claims,
    restriction_claims,
    docket_claims,
    meeting_claims,
    proposal_claims,
    ground_claims,
    economic_claims,
)
# Acts in these registers show where an actor stands.
SHOWING = frozenset(["transfers", "restrictions", "docket"])


def claims_of(scene: Scene) -> list[Claim]:
    """Every claim of a report but the stands that follow from cases."""
    found = [claim for register in _REGISTERS for claim in register(scene)]
    shown = frozenset(f for c in found if c.register in SHOWING for f in c.findings)
    return [*found, *stated_positions(scene, shown)]
