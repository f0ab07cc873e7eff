"""Whatever values are put in, equal ones come out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, replace
from pathlib import Path
from typing import get_args

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from made_values import make_page

from reportedly.record import Record, open_record
from reportedly.types import (
    Actor,
    ActorKind,
    ActorRef,
    Credit,
    Date,
    Event,
    Evidence,
    Figure,
    Findings,
    Manner,
    Measure,
    Mention,
    MentionType,
    PageRef,
    Published,
    Quotation,
    Relative,
    Report,
    Role,
    Roles,
    RoleText,
    Scope,
    Statement,
    Status,
    Time,
    TimeType,
    Voice,
    identifier,
)

PAGE = make_page()
REPORT = identifier("r", PAGE.sha256)
words = st.text(st.characters(categories=["L", "N", "P", "Zs", "Cs", "Cc", "Co"]), max_size=6)
maybe = st.none() | words
span = st.tuples(st.integers(0, 400), st.integers(0, 400)).map(lambda s: (min(s), max(s)))
spans = st.lists(span, max_size=3).map(tuple)
day = st.dates().map(str)
relative = st.builds(Relative, st.just("published"), st.tuples(st.integers(), st.integers()), st.none() | span)
date = st.none() | st.builds(Date, maybe, st.none() | day, st.none() | day, st.none() | relative)
share = st.none() | st.floats(0, 1)
number = st.none() | st.floats(allow_nan=False) | st.integers(-(2**53), 2**53)
ACTORS = [
    Actor(
        "a-1", "Élise Okafor", ("E. Okafor", "Okafor"), "person", "NL", (Role("governor", None, "2031-01-01", None),)
    ),
    Actor("a-2", None, (), "unnamed", None),
    Actor("a-3", "Quay \udc80 Gazette", ("Gazette\x00",), "organization", None),
]


def one_of(literal: object) -> st.SearchStrategy[str]:
    return st.sampled_from(get_args(literal))


def ref() -> st.SearchStrategy[ActorRef]:
    ids = st.none() | st.sampled_from([actor.id for actor in ACTORS])
    return st.builds(ActorRef, ids, maybe, maybe, st.none() | one_of(ActorKind), words, st.none() | span)


refs = st.lists(ref(), max_size=2).map(tuple)
fillers = st.lists(ref() | st.builds(RoleText, words, span), max_size=2).map(tuple)
hows = st.sampled_from([None, "interview", "agency", "media", "document", "person"])
via = st.lists(st.builds(replace, ref(), how=hows), max_size=3).map(tuple)


@st.composite
def findings(draw: st.DrawFn) -> Findings:
    def ids(prefix: str) -> list[str]:
        return [f"{prefix}-{i}" for i in draw(st.permutations(range(draw(st.integers(0, 3)))))]

    statement_ids, figure_ids = ids("s"), ids("f")
    inside = st.none() | st.sampled_from(statement_ids) if statement_ids else st.none()
    statements = tuple(
        Statement(
            id, REPORT, *(draw(spans) for _ in range(3)), draw(words), draw(one_of(Quotation)), draw(st.booleans()),
            draw(one_of(Manner)), draw(st.none() | ref()), draw(st.none() | ref()), draw(via), draw(date), draw(maybe),
            draw(inside), draw(share), draw(maybe),
        )
        for id in statement_ids
    )  # fmt: skip
    figures = tuple(
        Figure(
            id, REPORT, draw(span), draw(words), draw(one_of(Measure)), draw(number), draw(number), draw(maybe),
            draw(st.booleans()), draw(maybe), draw(maybe), draw(st.sampled_from([None, "day", "year"])),
            draw(one_of(Scope)), draw(maybe), draw(maybe), draw(st.lists(words, max_size=2).map(tuple)), draw(maybe),
            draw(date), draw(date), draw(one_of(Voice)), draw(st.none() | ref()), draw(via), draw(inside), draw(share),
            draw(maybe),
        )
        for id in figure_ids
    )  # fmt: skip
    events = tuple(
        Event(
            id, REPORT, draw(span), draw(words), draw(maybe), draw(maybe), draw(st.lists(words, max_size=2).map(tuple)),
            draw(maybe), Roles(*(draw(fillers) for _ in fields(Roles))), draw(date), draw(one_of(Status)),
            draw(st.booleans()), draw(one_of(Voice)), draw(refs), draw(inside),
            tuple(draw(st.lists(st.sampled_from(figure_ids), max_size=2))) if figure_ids else (), draw(share),
            draw(maybe),
        )
        for id in ids("e")
    )  # fmt: skip
    actor = st.none() | st.sampled_from([actor.id for actor in ACTORS])
    mentions = tuple(
        Mention(id, REPORT, draw(span), draw(words), draw(one_of(MentionType)), draw(actor)) for id in ids("m")
    )
    dated = date.filter(lambda value: value is not None)
    times = tuple(Time(id, REPORT, draw(span), draw(words), draw(one_of(TimeType)), draw(dated)) for id in ids("t"))
    return Findings(statements, figures, events, mentions, times)


@st.composite
def reports(draw: st.DrawFn) -> Report:
    ref = PageRef(PAGE.path, (PAGE.path,), PAGE.url, PAGE.sha256, "text/plain", None, None)
    evidence = st.lists(st.builds(Evidence, words, st.none() | span, words), max_size=3).map(tuple)
    ends = st.none() | day
    return Report(
        REPORT, ref, draw(maybe), draw(st.none() | span), draw(maybe), draw(st.lists(words, max_size=2).map(tuple)),
        draw(st.lists(st.builds(Credit, words, st.sampled_from(["text", "photo"]), st.none() | span)).map(tuple)),
        draw(maybe), Published(draw(maybe), draw(ends), draw(ends), draw(st.none() | relative), draw(evidence)),
        draw(words), draw(spans), draw(spans), draw(spans), draw(maybe), tuple(draw(st.lists(words, max_size=2))),
    )  # fmt: skip


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Record]:
    with open_record(tmp_path_factory.mktemp("rows") / "r.db", create=True) as made:
        yield made


@settings(deadline=None, max_examples=25, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(report=reports(), said=findings())
def test_values_come_back_equal(record: Record, report: Report, said: Findings) -> None:
    record.add(PAGE, report, said, ACTORS)  # in place of what the example before put there
    assert record.report(REPORT) == report
    assert record.findings(REPORT) == said
    assert list(record.entries()) == [(report, said)]
    assert record.add(PAGE, report, said, ACTORS) is False


def test_a_date_of_which_nothing_is_known_is_not_the_absence_of_a_date(tmp_path: Path) -> None:
    time = Time("t-1", REPORT, (0, 1), "x", "DATE", Date(None, None, None))
    report = Report(
        REPORT, PageRef(PAGE.path, (PAGE.path,), None, PAGE.sha256, "text/plain", None, None),
        None, None, None, (), (), None, Published(None, None, None), "x", (), (), (),
    )  # fmt: skip
    figure = Figure(
        "f-1", REPORT, (0, 1), "x", "killed", 1.0, 1.0, None, False, None, None, None, "total", None, None, (), None,
        None, Date(None, None, None), "own", None, (), None, None,
    )  # fmt: skip
    with open_record(tmp_path / "r.db", create=True) as record:
        record.add(PAGE, report, Findings(figures=(figure,), times=(time,)))
        found = record.findings(REPORT)
    assert found.figures[0].period is None
    assert found.figures[0].as_of == Date(None, None, None)
    assert found.times == (time,)
