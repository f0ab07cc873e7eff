"""Verification names whatever was changed in a record behind its back, and nothing else."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from made_cases import make_collation
from made_values import TEXT, make_all, span_of

from reportedly.errors import PageError
from reportedly.record import index_check, open_record
from reportedly.record.loading import pack
from reportedly.record.opening import address
from reportedly.record.verify import Problem, verify
from reportedly.types import Findings, Page


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("verify") / "bay.db"
    with open_record(path, create=True) as record:
        record.add(*make_all())
        record.add(*make_all("b.txt", TEXT + "b"))
        record.skip("torn.txt", "is torn", build="1")
        record.replace_cases(make_collation(make_all(), make_all("b.txt", TEXT + "b")))
    return path


@pytest.fixture
def path(whole: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(whole, tmp_path / "bay.db"))


def text_of(page: Page) -> str:
    return page.raw.decode()


def problems(path: Path) -> list[Problem]:
    with open_record(path) as record:
        return list(verify(record, text_of))


def tamper(path: Path, *statements: str, values: tuple[object, ...] = ()) -> None:
    with sqlite3.connect(path) as file:
        for statement in statements:
            file.execute(statement, values)


def test_a_whole_record_has_no_problem(path: Path) -> None:
    assert problems(path) == []


@pytest.mark.parametrize(
    ("statement", "told"),
    [
        ("UPDATE reports SET text = 'X' || substr(text, 2) WHERE path = 'b.txt'", "the text is not what the page's"),
        ("UPDATE reports SET text = substr(text, 1, 20) WHERE path = 'b.txt'", "a span is not in the text"),
        ("UPDATE figures SET text = '12,000 people'", "the quoted words are not in their place"),
        ("UPDATE statements SET text = text || '!'", "the quoted words are not in their place"),
        ("UPDATE events SET span_end = span_end + 1", "the quoted words are not in their place"),
        ("UPDATE mentions SET span_start = -4", "a span is not in the text"),
        ("UPDATE times SET text = 'Tuesday'", "the quoted words are not in their place"),
        ("UPDATE statement_spans SET span_end = 99999 WHERE role = 'cue'", "a span is not in the text"),
        ("UPDATE actor_refs SET text = 'somebody else' WHERE role = 'speaker'", "the quoted words are not in their"),
        ("UPDATE report_evidence SET text = 'Friday' WHERE how = 'weekday'", "the quoted words are not in their place"),
        ("UPDATE report_spans SET span_end = span_end + 40 WHERE role = 'title'", "two parts of the report overlap"),
        ("UPDATE report_credits SET span_end = 9999 WHERE name <> 'HPA'", "a span is not in the text"),
        ("UPDATE report_credits SET span_start = 0", "the report cannot be read"),
        ("UPDATE times SET date_earliest = '2031-12-31'", "a date ends before it begins"),
        ("UPDATE pages SET size = size - 1", "the page cannot be read"),
        ("UPDATE page_bytes SET zlib = x'00'", "the page cannot be read"),
        ("DELETE FROM page_bytes", "the page cannot be read"),
        ("UPDATE pages SET given = '{'", "the page cannot be read"),
        ("DELETE FROM page_paths", "the report cannot be read"),
        ("UPDATE reports SET path = 'elsewhere.txt'", "the report stands under another path"),
        ("UPDATE times SET date_relative = '{\"anchor\": 1}'", "the report cannot be read"),
        ("DELETE FROM search_rows WHERE kind = 'figure'", "the search index and the record differ"),
        ("INSERT INTO search_rows VALUES (999, 'r-9', NULL, 'report')", "the search index and the record differ"),
        ("UPDATE report_search_content SET c1 = upper(c1)", "the search index and the record differ"),
        ("UPDATE finding_search_content SET c1 = 'nobody'", "the search index is damaged; found finding_search"),
        (
            "DELETE FROM report_search_idx",
            "the search index is damaged; found report_search: nothing leads to 2",
        ),
        (
            "UPDATE report_search_data SET block = substr(block, 1, 9) WHERE id > 10",
            "the search index is damaged; found report_search",
        ),
        ("UPDATE mentions SET type = 'place' WHERE type = 'person'", "the rows of this report are not those"),
        ("UPDATE statements SET confidence = 0.76 WHERE confidence = 0.75", "the rows of this report are not those"),
        ("UPDATE figures SET review = 'accepted'", "the rows of this report are not those"),
        ("UPDATE events SET negated = 0", "the rows of this report are not those"),
        ("DELETE FROM event_contexts", "the rows of this report are not those"),
        ("INSERT INTO figure_destinations SELECT id, 7, 'the moon' FROM figures", "the rows of this report are not"),
        ("UPDATE report_actors SET country = 'FR' WHERE country IS NULL", "the rows of this report are not those"),
        ("UPDATE page_paths SET captured_at = '2031-05-06T08:00:00Z'", "the rows of this page are not those"),
        ("UPDATE page_paths SET url = 'https://example.org/'", "the rows of this page are not those"),
        ("UPDATE actors SET name = 'Elise Okafor' WHERE name LIKE '%Okafor'", "the actor is not what its reports say"),
        ("UPDATE actors SET reports = 3", "the actor is not what its reports say of it"),
        ("INSERT INTO actors VALUES ('a-9', 'Nobody', 'person', NULL, 1)", "the actor is not what its reports say"),
        ("UPDATE skipped_pages SET reason = 'is old'", "the rows of this skipped page are not those that were sealed"),
        ("INSERT INTO skipped_pages VALUES ('x', 'is empty', NULL, NULL)", "the rows of this skipped page are not"),
        ("DELETE FROM skipped_pages", "skipped torn.txt: what was sealed is not there"),
        ("UPDATE case_history SET status = 'delivered'", "the rows of the cases are not those that were sealed"),
        ("DELETE FROM series_conflicts", "the rows of the cases are not those that were sealed"),
        ("UPDATE meta SET value = 'due' WHERE key = 'collation'", "the rows of the file's facts are not those"),
        ("DROP VIEW who_said_what", "the rows of the schema are not those that were sealed"),
        ("CREATE TRIGGER t AFTER INSERT ON log BEGIN DELETE FROM log; END", "the rows of the schema are not those"),
        ("UPDATE seals SET digest = lower(hex(zeroblob(32))) WHERE kind = 'page'", "the rows of this page are not"),
        ("DELETE FROM seals WHERE kind = 'report'", "the rows of this report are not those that were sealed"),
        ("INSERT INTO seals VALUES ('page', 'x', 'y')", "page x: what was sealed is not there"),
        ("INSERT INTO seals VALUES ('z', 'x', 'y')", "z x: what was sealed is not there"),
        ("UPDATE log SET who = 'somebody' WHERE seq = 2", "log entry 2: the entry is not what was written"),
        ("UPDATE log SET at = '2031-05-06T08:00:00Z' WHERE seq = 1", "log entry 1: the entry is not what was written"),
        ("UPDATE log SET details = '{' WHERE seq = 2", "log entry 2: the entry is not what was written"),
        ("DELETE FROM log WHERE seq = 2", "log entry 3: the entry does not follow: entry 2 before it is missing"),
        ("DELETE FROM log WHERE seq = 5", "the record is not what the last entry of the log says"),
        ("DELETE FROM log", "the log has no entry"),
        ("INSERT INTO mentions VALUES ('m-9', 'r-9', 0, 0, 1, 'S', 'person', 'a-9')", "refers to what is not there"),
    ],
)
def test_what_was_changed_is_named(path: Path, statement: str, told: str) -> None:
    tamper(path, statement)
    lines = [str(problem) for problem in problems(path)]
    assert any(told in line for line in lines), lines
    assert all("\n" not in line for line in lines)


def test_other_bytes_than_were_hashed(path: Path) -> None:
    raw = TEXT.replace("1,200", "1,900").encode()
    with sqlite3.connect(path) as file:
        (sha256,) = file.execute("SELECT sha256 FROM page_paths WHERE path = 'bay/harbour.txt'").fetchone()
        file.execute("UPDATE page_bytes SET zlib = ? WHERE sha256 = ?", (pack(raw), sha256))
    found = problems(path)
    assert [problem.what for problem in found] == [
        "the page's bytes are not those that were hashed",
        f"the text is not what the page's bytes give, from character {TEXT.index('1,200') + 2}",
    ]
    assert found[0].where == "bay/harbour.txt"
    assert found[0].expected == sha256
    assert found[0].found != sha256
    assert "'" in str(found[1])


def test_only_the_changed_report_is_named(path: Path) -> None:
    tamper(path, "UPDATE figures SET text = 'x' WHERE report = (SELECT id FROM reports WHERE path = 'b.txt')")
    found = problems(path)
    assert len(found) == 1
    assert found[0].where.startswith("b.txt (f-")
    assert (found[0].expected, found[0].found) == ("'1,200 people'", "'x'")


def test_an_id_that_is_not_the_pages(tmp_path: Path) -> None:
    page, report, _, _ = make_all()
    with open_record(tmp_path / "bay.db", create=True) as record:
        record.add(page, replace(report, id="r-1"), Findings())
        assert [problem.what for problem in verify(record)] == ["the id is not that of the page"]


def test_a_page_that_can_no_longer_be_derived(path: Path) -> None:
    def refuse(page: Page) -> str:
        raise PageError("no text in it")

    with open_record(path) as record:
        found = list(verify(record, refuse))
        assert [str(problem) for problem in found] == [
            "b.txt: the text cannot be derived from the page again; found no text in it",
            "bay/harbour.txt: the text cannot be derived from the page again; found no text in it",
        ]
        assert list(verify(record)) == []


def test_a_damaged_file_is_a_problem_and_no_crash(path: Path) -> None:
    with sqlite3.connect(path) as file:
        (page,) = file.execute("SELECT rootpage FROM sqlite_master WHERE name = 'mentions'").fetchone()
        (size,) = file.execute("PRAGMA page_size").fetchone()
    raw = bytearray(path.read_bytes())
    raw[(page - 1) * size : page * size] = b"\x55" * size
    path.write_bytes(raw)
    found = problems(path)
    assert any("damaged" in problem.what for problem in found)
    assert all("\n" not in str(problem) for problem in found)


def test_the_index_is_checked_where_nothing_can_be_written(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def nowhere(path: Path, *, read_only: bool, immutable: bool = False) -> str:
        return address(path if immutable else path / "none", read_only=read_only, immutable=immutable)

    monkeypatch.setattr(index_check, "address", nowhere)
    assert problems(path) == []
    with closing(sqlite3.connect(path)) as file, file:
        file.execute("UPDATE finding_search_content SET c1 = 'nobody'")
    assert any(problem.what == "the search index is damaged" for problem in problems(path))


def test_long_texts_are_cut_in_a_problem(path: Path) -> None:
    tamper(path, "UPDATE figures SET text = ?", values=("x\n" * 500,))
    assert max(len(str(problem)) for problem in problems(path)) < 400


def test_spans_are_of_code_points(tmp_path: Path) -> None:
    text = "😀" + TEXT
    page, report, findings, actors = make_all("astral.txt", text)
    assert report.title_span == span_of(text, "Ostrava Bay evacuates its harbour")
    with open_record(tmp_path / "bay.db", create=True) as record:
        record.add(page, report, findings, actors)
        assert list(verify(record, text_of)) == []
        with record.snapshot() as connection:
            query = """SELECT substr(reports.text, span_start + 1, span_end - span_start), mentions.text
                       FROM mentions JOIN reports ON reports.id = mentions.report"""
            assert all(cut == words for cut, words in connection.exec_driver_sql(query))


def test_evidence_in_two_places_is_whole(tmp_path: Path) -> None:
    page, report, findings, actors = make_all()
    weekday = replace(report.published.evidence[0], text="Monday ... winter")
    published = replace(report.published, evidence=(weekday,))
    with open_record(tmp_path / "bay.db", create=True) as record:
        record.add(page, replace(report, published=published), findings, actors)
        assert list(verify(record, text_of)) == []
