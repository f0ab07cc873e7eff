"""Cases and series over the findings of made_values.py, made by hand."""

from __future__ import annotations

from made_values import make_all, span_of

from reportedly.types import (
    ActorRef,
    Case,
    CaseFiller,
    CaseRoles,
    Collation,
    Conflict,
    Date,
    Joined,
    Point,
    Reported,
    RoleText,
    Series,
    identifier,
)


def make_collation(*made: tuple[object, ...]) -> Collation:
    """One transfer that every one of the pages speaks of, a position of its speaker, and a series with a conflict."""
    entries = [(report, findings) for _, report, findings, _ in (made or (make_all(),))]
    report, findings = entries[0]
    events = tuple(findings.events[0].id for _, findings in entries)
    figures = tuple(findings.figures[0].id for _, findings in entries)
    statements = tuple(findings.statements[1].id for _, findings in entries)
    governor = findings.events[0].roles.actor[0]
    tugs = RoleText("the tugs", span_of(report.text, "the tugs"))
    monday = Date("2031-05-05", "2031-05-05", "2031-05-05")
    assert isinstance(governor, ActorRef)
    transfer = Case(
        identifier("c", "transfers", events[0]), "transfers", "Élise Okafor: the tugs",
        CaseRoles(actor=(CaseFiller(governor, report.id, events),), item=(CaseFiller(tugs, report.id, events[:1]),)),
        "Ostrava Bay", monday, None, None,
        (Reported("refused", monday, events), Reported("planned", None, statements[:1])), figures, len(entries),
        tuple(Joined(id, events[0], "same supplier, same item: tugs") for id in events[1:]),
    )  # fmt: skip
    position = Case(
        identifier("c", "positions", statements[0]), "positions", "Élise Okafor on the sale of tugs",
        CaseRoles(actor=(CaseFiller(governor, report.id, statements),)), None, None, "sale of tugs", "against",
        (Reported("against", Date("2031-05", "2031-05-01", "2031-05-31"), statements),), (), None, (),
    )  # fmt: skip
    points = (Point(monday, 1200.0, None, figures, len(entries)), Point(None, None, 3.5, figures[:1], None))
    series = Series(
        identifier("n", "displaced", figures[0]), "displaced", "total", "Ostrava Bay", "people", "flood of 2031",
        points, (Conflict(figures, "1,200 or more, and at most 3.5"),),
    )  # fmt: skip
    cases = sorted((transfer, position), key=lambda case: (case.register, case.id))
    return Collation(tuple(cases), (series,))
