"""Cases and series in a record: what is read is what was written, all of them at once or none."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from made_cases import make_collation
from made_values import TEXT, make_all

from reportedly.errors import RecordError
from reportedly.record import Record, open_record
from reportedly.record.schema import SCHEMA_VERSION
from reportedly.record.verify import verify
from reportedly.types import Collation, Date, Joined, Reported


@pytest.fixture
def record(tmp_path: Path) -> Iterator[Record]:
    with open_record(tmp_path / "bay.db", create=True) as made:
        made.add(*make_all())
        yield made


def held(record: Record) -> Collation:
    return Collation(tuple(record.cases()), tuple(record.series()))


def test_what_is_read_is_what_was_written(record: Record) -> None:
    other = make_all("north.txt", TEXT + "North")
    record.add(*other)
    collation = make_collation(make_all(), other)
    record.replace_cases(collation)
    assert held(record) == collation
    assert [case.register for case in record.cases()] == ["positions", "transfers"]
    assert [case.register for case in record.cases("transfers")] == ["transfers"]
    assert list(record.cases("docket")) == []
    assert (record.counts()["cases"], record.counts()["series"]) == (2, 1)
    assert list(verify(record)) == []


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.text(),
    st.none() | st.text(),
    st.lists(st.tuples(st.text(), st.sampled_from([None, Date("2031", "2031-01-01", None), Date(None, None, None)]))),
    st.none() | st.floats(allow_nan=False),
    st.none() | st.integers(0, 10**6),
)
def test_any_words_and_numbers_come_back(
    record: Record, title: str, place: str | None, states: list, low: float | None, sources: int | None
) -> None:
    collation = make_collation()
    case, series = collation.cases[0], collation.series[0]
    finding = case.history[0].findings
    case = replace(
        case, title=title, place=place, issue=place, when=states[0][1] if states else None, independent_sources=sources,
        history=tuple(Reported(status, date, finding if n % 2 else ()) for n, (status, date) in enumerate(states)),
        joined_by=(Joined(finding[0], finding[0], title),),
    )  # fmt: skip
    series = replace(series, episode=place, group=title, points=(replace(series.points[0], low=low),))
    record.replace_cases(Collation((case,), (series,)))
    assert held(record) == Collation((case,), (series,))


def test_many_are_read_some_at_a_time(record: Record) -> None:
    case = make_collation().cases[0]
    several = tuple(
        sorted(
            (
                replace(case, id=f"c-{n:04}", register=register)
                for n in range(700)
                for register in (("docket", "meetings")[n % 2],)
            ),
            key=lambda c: (c.register, c.id),
        )
    )
    record.replace_cases(Collation(several))
    assert tuple(record.cases()) == several
    assert {case.id for case in record.beginning("c-000")} == {f"c-{n:04}" for n in range(10)}
    assert record.beginning("c_000") == []


def test_cases_are_due_after_a_change_and_only_then(record: Record) -> None:
    assert record.cases_due
    record.replace_cases(make_collation())
    assert not record.cases_due
    record.add(*make_all())
    record.skip("none.txt", "is empty")
    page = make_all()[0]
    record.add_path(page.sha256, page.path)
    assert not record.cases_due
    record.add_path(page.sha256, "another/place.txt")
    assert record.cases_due
    record.replace_cases(make_collation())
    record.add(*make_all("north.txt", TEXT + "North"))
    assert record.cases_due
    assert held(record) == make_collation()


def test_the_findings_of_a_batch_and_their_cases_are_one_change(record: Record) -> None:
    with record.batch():
        record.add(*make_all("north.txt", TEXT + "North"))
        assert record.cases_due
        record.replace_cases(make_collation())
        assert not record.cases_due
    assert not record.cases_due


def test_a_change_that_fails_leaves_the_old_ones(record: Record) -> None:
    record.replace_cases(make_collation())
    before = held(record)

    def fail() -> None:
        with record.batch():
            record.replace_cases(Collation(before.cases[:1]))
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert held(record) == before
    unknown = replace(before.series[0].points[0], figures=("f-0000000000000000",))
    with pytest.raises(RecordError, match="contradict"):
        record.replace_cases(Collation((), (replace(before.series[0], points=(unknown,)),)))
    assert held(record) == before
    assert not record.cases_due


def test_a_report_that_is_replaced_takes_all_cases_with_it(record: Record) -> None:
    record.replace_cases(make_collation())
    page, report, findings, actors = make_all()
    record.add(page, replace(report, title="Another title"), replace(findings, events=()), actors)
    assert held(record) == Collation()
    assert record.cases_due
    assert list(verify(record)) == []


def test_verify_names_a_finding_that_is_not_there_and_words_that_are_not(record: Record) -> None:
    collation = make_collation()
    case = collation.cases[0]
    lost = replace(case, id="c-lost", history=(Reported("for", None, ("s-lost",)),), joined_by=())
    joined = replace(case, id="c-joined", joined_by=(Joined("e-lost", case.history[0].findings[0], "same words"),))
    filler = case.roles.actor[0]
    wrong = replace(filler, filler=replace(filler.filler, text="nobody"))
    words = replace(case, id="c-words", roles=replace(case.roles, actor=(wrong,)))
    record.replace_cases(Collation((lost, joined, words)))
    problems = [str(problem) for problem in verify(record)]
    assert problems == [
        "c-joined: a case names a finding that is not there; found e-lost",
        "c-lost: a case names a finding that is not there; found s-lost",
        "bay/harbour.txt (c-words, a role): the quoted words are not in their place; "
        "expected 'she'; found 'nobody'",
    ]  # fmt: skip


def test_findings_are_found_by_their_ids(record: Record) -> None:
    _, report, findings, _ = make_all()
    event, figure = findings.events[0], findings.figures[0]
    found = record.found([event.id, figure.id, "s-none"])
    assert set(found) == {event.id, figure.id}
    assert (found[event.id].finding, found[event.id].path) == (event, "bay/harbour.txt")
    assert found[event.id].statement == findings.statements[1]
    assert (found[figure.id].spans, found[figure.id].outlet) == ((figure.span,), report.outlet)


def older(path: Path, version: int) -> Path:
    """A record as an earlier version made it."""
    with open_record(path, create=True) as record:
        record.add(*make_all())
    with sqlite3.connect(path) as file:
        for table in "log seals decisions readings".split():
            file.execute(f"DROP TABLE {table}")
        file.execute("ALTER TABLE page_paths DROP COLUMN capture_id")
        file.execute(f"UPDATE meta SET value = '{version}' WHERE key = 'schema_version'")
        file.execute(f"PRAGMA user_version = {version}")
    if version == 1:
        _without_cases(path)
    return path


def _without_cases(path: Path) -> None:
    with sqlite3.connect(path) as file:
        for (view,) in file.execute("SELECT name FROM sqlite_master WHERE type = 'view'").fetchall():
            if view in ("case_states", "points_of_series"):
                file.execute(f"DROP VIEW {view}")
        for table in "case_roles case_history case_findings case_joins cases".split():
            file.execute(f"DROP TABLE {table}")
        for table in "series_points series_conflicts series_figures series".split():
            file.execute(f"DROP TABLE {table}")
        file.execute("DELETE FROM meta WHERE key = 'collation'")
    file.close()


@pytest.mark.parametrize("version", [1, 2])
def test_a_record_of_an_earlier_version_is_brought_up_to_date_by_a_build(tmp_path: Path, version: int) -> None:
    path = older(tmp_path / "old.db", version)
    with pytest.raises(
        RecordError, match=rf"record version {version}, .*brings it up to date and keeps what it holds: repo"
    ):
        open_record(path, read_only=True)
    with open_record(path, create=True) as record:
        assert record.cases_due
        assert record.counts()["reports"] == 1
        record.replace_cases(make_collation())
        assert held(record) == make_collation()
    with open_record(path, read_only=True) as record:
        assert held(record) == make_collation()
        assert list(verify(record)) == []
    with sqlite3.connect(path) as file, sqlite3.connect(tmp_path / "new.db") as other:
        open_record(tmp_path / "new.db", create=True).close()
        query = "SELECT type, name, tbl_name FROM sqlite_master WHERE name NOT LIKE '%search%' ORDER BY 1, 2"
        assert file.execute(query).fetchall() == other.execute(query).fetchall()


@pytest.mark.parametrize("version", [1, 2])
def test_an_older_record_gets_seals_and_a_log(tmp_path: Path, version: int) -> None:
    path = older(tmp_path / "bay.db", version)
    with open_record(path, create=True, who="Mira Tolland") as record, open_record(tmp_path / "new.db", True) as new:
        assert list(verify(record)) == []
        (entry,) = record.log()
        assert (entry.action, entry.who) == ("migrate", "Mira Tolland")
        assert (entry.details["from"], entry.details["schema"]) == (version, SCHEMA_VERSION)
        schemas = []
        for each in (record, new):
            with each.snapshot() as connection:
                rows = connection.exec_driver_sql("SELECT kind, digest FROM seals WHERE kind = 'schema'")
                schemas.append(rows.all())
        assert schemas[0] == schemas[1]  # the file reads like a new one
        assert record.add(*make_all("b.txt", "😀" + make_all()[0].raw.decode()))
        assert list(verify(record)) == []
