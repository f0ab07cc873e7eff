"""From the findings of all reports to the cases of the registers and the series of figures."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager

from reportedly.collation.cases import Joining, make_case
from reportedly.collation.parties import Parties
from reportedly.collation.positions import positions_of_cases
from reportedly.collation.registers import SHOWING, claims_of
from reportedly.collation.scenes import Scene, place_of
from reportedly.collation.series import Incident, counted_in, make_series
from reportedly.collation.spool import Spool
from reportedly.types import Actor, Case, Collation, Findings, Report, Series


@contextmanager
def collating(entries: Iterable[tuple[Report, Findings]], actors: Mapping[str, Actor]) -> Iterator[Collation]:
    """Cases and series of a record, made as they are read: the cases first, then the series, once.

    ``entries`` are its reports with their findings by day, path and id (:func:`~reportedly.collation.scenes.place_of`),
    ``actors`` its actors by id, in order of their ids. One report, one case and one series are in memory at a time,
    and what the next claims are compared with. A case's id comes from its register and its first finding, a series'
    from what it counts, so that both stay when later reports join. Raises ValueError for entries that are out of
    order, ReportedlyError where there is no room for temporary files.
    """
    parties = Parties(actors)
    with Spool() as spool:
        joining = Joining(spool)
        last = ("", "", "")
        for report, findings in entries:
            if place_of(report) < last:
                raise ValueError(f"{report.page.path}: a report that comes too late")
            last = place_of(report)
            scene = Scene(report, findings, parties)
            claims = claims_of(scene)
            for claim in sorted(claims, key=lambda c: (c.order, c.register, c.findings, c.nature)):
                if claim.register == "positions":
                    spool.add_stand(claim, stated=True)
                else:
                    joining.add(claim)
            for counted in sorted(counted_in(scene), key=lambda c: c.order):
                spool.count(counted)
        for claim in positions_of_cases(spool.cases_begun(SHOWING)):
            spool.add_stand(claim, stated=False)
        for claim in spool.stands():
            joining.add(claim)
        yield Collation(_cases(spool), _series(spool))


def collate(entries: Iterable[tuple[Report, Findings]], actors: Mapping[str, Actor]) -> Collation:
    """As :func:`collating`, for entries and actors in any order, with all cases and series in memory."""
    ordered = sorted(entries, key=lambda entry: place_of(entry[0]))
    with collating(ordered, dict(sorted(actors.items()))) as found:
        return Collation(tuple(found.cases), tuple(found.series))


def _cases(spool: Spool) -> Iterator[Case]:
    for id, claims, joined in spool.cases_by_id():
        case = make_case(id, claims, joined)
        if case.register == "ground-events":
            for figure in case.figures:
                spool.add_incident(figure, Incident(case.id, case.place, case.when))
        yield case


def _series(spool: Spool) -> Iterator[Series]:
    for id, members in spool.by_series():
        yield make_series(id, members)
