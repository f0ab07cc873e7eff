"""From the findings of all reports to the cases of the registers and the series of figures."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from reportedly.collation.cases import Joining, make_cases
from reportedly.collation.claims import Claim
from reportedly.collation.parties import Parties
from reportedly.collation.positions import positions_of_cases
from reportedly.collation.registers import SHOWING, claims_of
from reportedly.collation.scenes import Scene
from reportedly.collation.series import Counted, Incident, counted_in, make_series
from reportedly.types import Actor, Collation, Findings, Report


def collate(entries: Iterable[tuple[Report, Findings]], actors: Mapping[str, Actor]) -> Collation:
    """Cases and series of a record.

    ``entries`` are its reports with their findings, in any order: reports are ordered by day, path and id, so that the
    same reports give the same cases whatever the order in which they were added. ``actors`` are its actors by id. The
    texts are read once and not kept. A case's id comes from its register and its first finding, a series' from what
    it counts, so that both stay when later reports join.
    """
    parties = Parties(actors)
    claims: list[Claim] = []
    counted: list[Counted] = []
    for report, findings in entries:
        scene = Scene(report, findings, parties)
        claims += claims_of(scene)
        counted += counted_in(scene)
    joining = Joining()
    joining.add_all(c for c in claims if c.register != "positions")
    shown = positions_of_cases(case for case in joining.cases if case[0].register in SHOWING)
    joining.add_all([*shown, *(c for c in claims if c.register == "positions")])
    cases = make_cases(joining)
    incidents = {f: Incident(c.id, c.place, c.when) for c in cases if c.register == "ground-events" for f in c.figures}
    return Collation(tuple(cases), tuple(make_series(counted, incidents)))
