"""What a record keeps, replaces, merges and drops."""

from __future__ import annotations

import random
import signal
import sqlite3
import subprocess
import sys
import textwrap
from dataclasses import replace
from itertools import permutations
from pathlib import Path

import pytest
from made_values import TEXT, make_all, make_findings, make_page, make_report

from reportedly.errors import RecordError
from reportedly.record import Record, open_record
from reportedly.types import Actor, ActorRef, Findings, Mention, Role, Skipped


@pytest.fixture
def record(tmp_path: Path):
    with open_record(tmp_path / "bay.db", create=True) as made:
        yield made


def contents(path: Path) -> list[str]:
    """All rows of a record's file but the numbers that SQLite gives out."""
    with sqlite3.connect(path) as file:
        return [line for line in file.iterdump() if "sqlite_sequence" not in line]


def test_what_is_added_is_there(record: Record) -> None:
    page, report, findings, actors = make_all()
    assert record.add(page, report, findings, actors)
    assert record.page(page.sha256) == page
    assert record.report(report.id) == report
    assert list(record.reports()) == [report]
    assert record.findings(report.id) == findings
    assert {actor.id: actor for actor in record.actors()} == {actor.id: actor for actor in actors}
    assert record.actor(actors[0].id) == actors[0]
    counts = record.counts()
    assert (counts["pages"], counts["reports"], counts["statements"], counts["actors"]) == (1, 1, 2, 2)


def test_all_of_a_page_comes_back(record: Record) -> None:
    raw = bytes(range(256)) * 50
    page = replace(
        make_page("caf\udce9/\udcff.txt"), raw=raw, sha256="f" * 64, url="https://bay.example/é", declared="latin-1",
        captured_at="2031-05-06T10:00:00Z", captured_by="crawler", given={"outlet": "Bay \udcff", "title": "é"},
    )  # fmt: skip
    report = make_report(make_page())
    ref = replace(report.page, path=page.path, paths=(page.path,), url=page.url, sha256=page.sha256)
    ref = replace(ref, captured_at=page.captured_at, captured_by=page.captured_by)
    record.add(page, replace(report, page=ref), Findings())
    assert record.page(page.sha256) == page
    assert record.report(report.id).page == ref


def test_the_same_page_twice_changes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "bay.db"
    with open_record(path, create=True) as record:
        record.add(*make_all())
    before = contents(path)
    with open_record(path) as record:
        assert record.add(*make_all()) is False
        with record.batch():
            assert record.add(*make_all()) is False
    assert contents(path) == before


def test_another_reader_replaces_all_findings(record: Record) -> None:
    page, report, findings, actors = make_all()
    record.add(page, report, findings, actors)
    better = replace(report, reader="rules-2")
    fewer = replace(findings, statements=findings.statements[:1], events=(), mentions=())
    assert record.add(page, better, fewer, actors)
    assert record.report(report.id) == better
    assert record.findings(report.id) == fewer
    assert [actor.name for actor in record.actors()] == ["Élise Okafor"]  # nothing names the paper any more
    assert record.known(page.sha256).reader == "rules-2"


def test_a_page_in_two_places_is_one_page(record: Record) -> None:
    page, report, findings, actors = make_all("m/page.txt")
    record.add(page, report, findings, actors)
    assert record.add_path(page.sha256, "z/copy.txt") is True
    assert record.add_path(page.sha256, "a/copy.txt", url="https://bay.example/1") is True
    assert record.add_path(page.sha256, "z/copy.txt") is False
    stored = record.report(report.id)
    assert stored.page.path == "a/copy.txt"
    assert stored.page.paths == ("a/copy.txt", "m/page.txt", "z/copy.txt")
    assert stored.page.url == "https://bay.example/1"
    assert record.page(page.sha256).path == "a/copy.txt"
    assert record.counts()["reports"] == 1
    record.add(page, replace(report, reader="rules-2"), findings, actors)
    assert record.report(report.id).page.paths == ("a/copy.txt", "m/page.txt", "z/copy.txt")


def test_when_a_page_was_captured_does_not_depend_on_which_place_came_first(tmp_path: Path) -> None:
    found = []
    for n, order in enumerate([("a", "b"), ("b", "a")]):
        with open_record(tmp_path / f"{n}.db", create=True) as record:
            pages = {
                "a": make_page("a.txt", captured_at="2031-05-07"),
                "b": make_page("b.txt", captured_at="2031-05-06"),
            }
            first, second = (pages[name] for name in order)
            report = make_report(first)
            record.add(first, report, *make_findings(report))
            record.add_path(second.sha256, second.path, captured_at=second.captured_at)
            found.append(record.report(report.id).page)
    assert found[0] == found[1]
    assert found[0].captured_at == "2031-05-07"


def test_a_place_for_a_page_that_is_not_there_is_refused(record: Record) -> None:
    with pytest.raises(RecordError, match="no page with the hash 00ff"):
        record.add_path("00ff", "a.txt")


def test_reports_come_by_path(record: Record) -> None:
    paths = [f"{n:03}.txt" for n in range(120)]
    random.Random(1).shuffle(paths)
    with record.batch():
        for path in paths:
            record.add(*make_all(path, TEXT + path))
    assert [report.page.path for report in record.reports()] == sorted(paths)
    assert [findings.statements[0].report == report.id for report, findings in record.entries()] == [True] * 120


def test_a_batch_is_undone_as_a_whole(record: Record) -> None:
    record.add(*make_all())

    def cut_off() -> None:
        with record.batch():
            for n in range(150):  # more than are written at a time
                record.add(*make_all(f"{n}.txt", TEXT + str(n)))
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        cut_off()
    assert record.counts()["pages"] == 1
    record.add(*make_all("next.txt", TEXT + "next"))
    assert record.counts()["pages"] == 2


def test_what_was_added_in_a_batch_can_be_read_in_it(record: Record) -> None:
    page, report, findings, actors = make_all()
    with record.batch(), record.batch():
        assert record.known(page.sha256) is None
        record.add(page, report, findings, actors)
        assert record.known(page.sha256).report == report.id
        assert record.add(page, report, findings, actors) is False
        assert record.add_path(page.sha256, "a.txt")
        assert record.report(report.id).page.paths == ("a.txt", "bay/harbour.txt")


def test_parts_that_contradict_each_other_are_refused_and_the_batch_goes_on(record: Record) -> None:
    page, report, findings, actors = make_all()
    dangling = replace(findings, figures=(replace(findings.figures[0], statement="s-none"),))
    with record.batch():
        record.add(*make_all("other.txt", TEXT + "other"))
        for wrong in (
            (make_page("b.txt", "b"), report, findings, actors),
            (page, report, dangling, actors),
            (page, report, findings, actors[:1]),
            (page, report, findings, (*actors, actors[0])),
            (page, report, replace(findings, mentions=findings.mentions * 2), actors),
            (page, replace(report, id="r-1"), findings, actors),
        ):
            with pytest.raises(RecordError, match="cannot be added"):
                record.add(*wrong)
    assert [report.page.path for report in record.reports()] == ["other.txt"]


def test_nothing_is_added_while_a_snapshot_is_read(record: Record) -> None:
    record.add(*make_all())
    other = make_all("b.txt", TEXT + "b")
    with record.snapshot(), pytest.raises(RecordError, match="snapshot"):
        record.add(*other)
    assert record.add(*other)


def test_known_tells_what_is_current(record: Record) -> None:
    page, report, findings, actors = make_all("m.txt")
    page = replace(page, given={"outlet": "Courier"}, declared="utf-8")
    assert record.known(page.sha256) is None
    record.add(page, report, findings, actors)
    known = record.known(page.sha256)
    assert (known.report, known.reader, known.given, known.declared, known.paths, known.reason) == (
        report.id, "rules-1", {"outlet": "Courier"}, "utf-8", ("m.txt",), None,
    )  # fmt: skip
    assert known.current(page, "rules-1")
    assert not known.current(page, "rules-2")
    assert not known.current(replace(page, given={"outlet": "Herald"}), "rules-1")
    assert not known.current(replace(page, declared="latin-1"), "rules-1")
    assert known.current(replace(page, path="z.txt", given={}), "rules-1")  # the first path tells
    assert not known.current(replace(page, path="a.txt", given={}), "rules-1")


def test_skipped_pages(record: Record) -> None:
    page, report, findings, actors = make_all()
    record.skip(page.path, "no text", sha256=page.sha256, build="rules-1")
    record.skip("a.bin", "is a picture")
    record.skip("a.bin", "is a film")
    assert list(record.skipped()) == [Skipped("a.bin", "is a film"), Skipped(page.path, "no text")]
    known = record.known(page.sha256)
    assert (known.report, known.reader, known.reason) == (None, "rules-1", "no text")
    assert known.current(page, "rules-1")
    assert not known.current(page, "rules-2")
    record.add(page, report, findings, actors)
    assert list(record.skipped()) == [Skipped("a.bin", "is a film")]
    record.skip("copy.txt", "could not be opened")
    record.add_path(page.sha256, "copy.txt")
    assert record.counts()["skipped_pages"] == 1


def naming(n: int, actor: Actor):
    """A page whose one finding names ``actor``."""
    page = make_page(f"{n}.txt", TEXT + str(n))
    report = make_report(page)
    mention = Mention(f"m-{n}", report.id, (0, 1), report.text[:1], "person", actor.id)
    return page, report, Findings(mentions=(mention,)), (actor,)


SAYINGS = [
    Actor("a-1", "Élise Okafor", ("Okafor",), "person", None, (Role("governor", "Bay", "2031-05-01", "2031-05-03"),)),
    Actor("a-1", "Elise Okafor", ("Lise", "Okafor"), "person", "NL", (Role("mayor", None, None, None),)),
    Actor("a-1", "Élise Okafor", (), "person", "DE", (Role("governor", "Bay", None, "2031-06-01"),)),
    Actor("a-1", "Elise Okafor", ("Élise Okafor",), "person", "NL", (Role("governor", "Bay", "2030-01-01", None),)),
]


def test_actors_are_merged_the_same_in_any_order(tmp_path: Path) -> None:
    merged = set()
    for n, order in enumerate(list(permutations(range(4)))[::5]):
        with open_record(tmp_path / f"{n}.db", create=True) as record, record.batch():
            for i in order:
                record.add(*naming(i, SAYINGS[i]))
        with open_record(tmp_path / f"{n}.db") as record:
            merged.update(record.actors())
    governor, mayor = Role("governor", "Bay", "2030-01-01", "2031-06-01"), Role("mayor", None, None, None)
    aliases = ("Lise", "Okafor", "Élise Okafor")
    assert merged == {Actor("a-1", "Elise Okafor", aliases, "person", "NL", (mayor, governor))}


def test_what_a_report_no_longer_says_of_an_actor_is_gone(record: Record) -> None:
    for i, actor in enumerate(SAYINGS[:2]):
        record.add(*naming(i, actor))
    page, report, *_ = naming(1, SAYINGS[1])
    record.add(page, replace(report, reader="rules-2"), Findings())
    assert record.actor("a-1") == SAYINGS[0]
    page, report, *_ = naming(0, SAYINGS[0])
    record.add(page, replace(report, reader="rules-2"), Findings())
    assert list(record.actors()) == []
    with pytest.raises(RecordError, match="no actor a-1"):
        record.actor("a-1")


def test_actors_are_the_same_one_by_one_or_at_once(tmp_path: Path) -> None:
    sayings = [SAYINGS[n * n % 4] for n in range(9)] + [Actor("a-2", None, (), "unnamed", None)]
    with open_record(tmp_path / "one.db", create=True) as record:
        for n, actor in enumerate(sayings):
            record.add(*naming(n, actor))
        record.add(*naming(9, sayings[9]))
    with open_record(tmp_path / "all.db", create=True) as record, record.batch():
        for n, actor in reversed(list(enumerate(sayings))):
            record.add(*naming(n, actor))
    rows = []
    for name in ("one.db", "all.db"):
        with sqlite3.connect(tmp_path / name) as file:
            rows.append(file.execute("SELECT * FROM actors ORDER BY id").fetchall())
    assert rows[0] == rows[1] == [("a-1", "Élise Okafor", "person", "NL", 9), ("a-2", None, "unnamed", None, 1)]


def test_an_actor_that_no_finding_names_is_left_out(record: Record) -> None:
    page, report, findings, actors = make_all()
    record.add(page, report, findings, (*actors, Actor("a-9", "Nobody", (), "person", None)))
    assert "a-9" not in {actor.id for actor in record.actors()}


def test_what_is_not_there_is_an_error(record: Record) -> None:
    with pytest.raises(RecordError, match="no report r-0"):
        record.report("r-0")
    with pytest.raises(RecordError, match="no page"):
        record.page("00")
    assert record.findings("r-0") == Findings()


def test_damaged_bytes_are_told(tmp_path: Path) -> None:
    page, *rest = make_all()
    with open_record(tmp_path / "bay.db", create=True) as record:
        record.add(page, *rest)
    for damage in ("x'00ff'", "substr(zlib, 1, 40)", "x''"):
        with sqlite3.connect(tmp_path / "bay.db") as file:
            file.execute(f"UPDATE page_bytes SET zlib = {damage}")
        with open_record(tmp_path / "bay.db") as record, pytest.raises(RecordError, match="damaged"):
            record.page(page.sha256)


def test_an_empty_page_and_an_empty_report(record: Record) -> None:
    page = make_page("empty.txt", "")
    report = replace(
        make_report(make_page()), id="r-e", title=None, title_span=None, text="", body=(), captions=(), set_aside=(),
        credits=(), page=replace(make_report(make_page()).page, path=page.path, paths=(page.path,), sha256=page.sha256),
    )  # fmt: skip
    record.add(page, report, Findings())
    assert record.page(page.sha256).raw == b""
    assert record.report("r-e") == report


def test_a_killed_build_leaves_whole_batches(tmp_path: Path) -> None:
    script = textwrap.dedent(
        """
        import os, signal, sys
        from made_values import TEXT, make_all
        from reportedly.record import open_record
        record = open_record(sys.argv[1], create=True)
        with record.batch():
            for n in range(5):
                record.add(*make_all(f"{n}.txt", TEXT + str(n)))
        with record.batch():
            for n in range(5, 150):
                record.add(*make_all(f"{n}.txt", TEXT + str(n)))
            os.kill(os.getpid(), signal.SIGKILL)
        """
    )
    path = tmp_path / "bay.db"
    done = subprocess.run(
        [sys.executable, "-c", script, str(path)], env={"PYTHONPATH": ":".join(filter(None, sys.path))}, check=False
    )
    assert done.returncode == -signal.SIGKILL
    with open_record(path) as record:
        assert record.counts()["reports"] == 5
        for n in range(150):
            record.add(*make_all(f"{n}.txt", TEXT + str(n)))
        assert record.counts()["reports"] == 150
        with record.snapshot() as connection:
            assert connection.exec_driver_sql("PRAGMA integrity_check").scalar_one() == "ok"
            assert connection.exec_driver_sql("PRAGMA foreign_key_check").all() == []


def test_references_in_events_reach_actors(record: Record) -> None:
    page, report, findings, actors = make_all()
    record.add(page, report, findings, actors)
    event = record.findings(report.id).events[0]
    assert isinstance(event.roles.actor[0], ActorRef)
    assert record.actor(event.roles.actor[0].actor).name == "Élise Okafor"
