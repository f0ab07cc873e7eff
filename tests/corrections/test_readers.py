"""Decisions and readers: lines that people sort anew, and pages read again by another reader. Readers are faked."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from made_decisions import do, edit, exported, lines_of_kind

import reportedly
from reportedly import building, pipeline
from reportedly.correcting import correct
from reportedly.corrections.changes import Change
from reportedly.corrections.marks import lines_of
from reportedly.reading.tags import Attribution, Quantity, Tagged
from reportedly.record import Record, open_record
from reportedly.record.verify import verify
from reportedly.reports.sentences import paragraphs

ARTICLE = """Mayor of Orvast calls off talks

ORVAST (Merrow Wire) - The mayor of Orvast, Lena Brisk, said that talks with the dockers were over.

At least 14 people were injured in the clashes at the gate, and 3 people are missing since Monday.

Lena Brisk said that 40 people had been moved to the school on the hill.
"""


class Fake:
    """Tags "NUMBER people" and "NAME said that ...", in title and body; ``wide`` takes "At least" along."""

    def __init__(self, version: str, wide: bool = False, blind: str = "(?!)") -> None:
        self.version, self.wide, self.blind = version, wide, re.compile(blind)

    def read(self, reports):
        return [self.tagged(report) for report in reports]

    def tagged(self, report) -> Tagged:
        quantities, attributions = [], []
        for start, end in paragraphs(report):
            pattern = r"(?:At least )?\d+ people" if self.wide else r"\d+ people"
            for match in re.compile(pattern).finditer(report.text, start, end):
                quantities += [] if self.blind.search(match[0]) else [Quantity(match.span(), "injured")]
            for match in re.compile(r"(Lena Brisk),? (said) that ([^.]+)").finditer(report.text, start, end):
                source, cue, content = (match.span(n) for n in (1, 2, 3))
                attributions.append(Attribution((source,), (cue,), (content,)))
        return Tagged(report, tuple(attributions), (), tuple(quantities), ())


@pytest.fixture
def read_by(monkeypatch: pytest.MonkeyPatch):
    def use(reader: Fake) -> None:
        monkeypatch.setattr(pipeline, "the_reader", lambda model="full": reader)
        monkeypatch.setattr("reportedly.correcting.the_reader", lambda model="full": reader)

    use(Fake("fake-1"))
    return use


@pytest.fixture
def pages(tmp_path: Path) -> Path:
    (tmp_path / "pages").mkdir()
    (tmp_path / "pages" / "talks.txt").write_text(ARTICLE)
    return tmp_path / "pages"


@pytest.fixture
def record(pages: Path, tmp_path: Path, read_by):
    build(pages, tmp_path)
    with open_record(tmp_path / "r.db") as opened:
        yield opened


def build(pages: Path, folder: Path):
    return reportedly.build([pages], folder / "r.db", workers=1, cases=False)


def figures(record: Record) -> list[dict]:
    return lines_of_kind(record, "figure")


def test_a_build_by_another_reader_keeps_decisions(record: Record, pages: Path, tmp_path: Path, read_by) -> None:
    plain = exported(record)
    texts = [figure["text"] for figure in figures(record)]
    assert texts == ["14 people", "3 people", "40 people"]
    first, second, third = (figure["id"] for figure in figures(record))
    do(record, edit(first, low="15", source="Lena Brisk"), Change("reject", second), Change("accept", third))
    decided = exported(record)
    record.close()

    read_by(Fake("fake-2", wide=True))
    summary = build(pages, tmp_path)
    assert (summary.again, summary.orphans) == (1, 0)
    with open_record(tmp_path / "r.db") as record:
        new = figures(record)
        assert [(f["text"], f["low"], f["review"]) for f in new] == [
            ("At least 14 people", 15, "edited"), ("3 people", 3, "rejected"), ("40 people", 40, "accepted")
        ]  # fmt: skip
        assert new[0]["source"]["name"] == "Lena Brisk"
        assert new[0]["id"] != first
        assert [d.placed for d in record.decisions()] == [f["id"] for f in new]
        assert list(verify(record)) == []

    read_by(Fake("fake-3", blind="3 people"))
    assert build(pages, tmp_path).orphans == 1
    with open_record(tmp_path / "r.db") as record:
        assert [d.target for d in record.orphans()] == [second]

    read_by(Fake("fake-1"))
    assert build(pages, tmp_path).orphans == 0
    with open_record(tmp_path / "r.db") as record:
        assert exported(record) == decided
        do(record, *(Change("withdraw", str(n)) for n in (1, 2, 3)))
        assert exported(record) == plain


def test_a_build_that_changes_nothing_leaves_decisions_alone(record: Record, pages: Path, tmp_path: Path) -> None:
    do(record, Change("reject", figures(record)[0]["id"]))
    before = exported(record)
    record.close()
    assert build(pages, tmp_path).known == 1
    reportedly.build([pages], tmp_path / "r.db", workers=1, again=True, cases=False)
    with open_record(tmp_path / "r.db") as record:
        assert exported(record) == before


def number_of(record: Record, words: str) -> str:
    [report] = record.reports()
    return str(next(line.number for line in lines_of(report) if words in report.text[slice(*line.span)]))


def test_lines_that_are_set_aside_are_not_read_and_come_back(
    record: Record, pages: Path, tmp_path: Path, read_by
) -> None:
    before = exported(record)
    do(record, Change("accept", figures(record)[2]["id"]))
    line = number_of(record, "At least 14")
    do(record, Change("set-aside", "talks.txt", {"lines": line}), why="a caption")
    assert [figure["text"] for figure in figures(record)] == ["40 people"]
    [report] = record.reports()
    assert any("At least 14" in report.text[slice(*span)] for span in report.set_aside)
    assert [f["review"] for f in figures(record)] == ["accepted"]
    record.close()

    for version in ("fake-2", "fake-1"):
        read_by(Fake(version))
        assert build(pages, tmp_path).again == 1
        with open_record(tmp_path / "r.db") as record:
            assert [figure["text"] for figure in figures(record)] == ["40 people"]
            assert list(verify(record)) == []
    with open_record(tmp_path / "r.db") as record:
        do(record, Change("withdraw", "2"), Change("withdraw", "1"))
        assert exported(record) == before


def test_lines_that_are_body_are_read(record: Record) -> None:
    before = exported(record)
    line = number_of(record, "At least 14")
    do(record, Change("set-aside", "talks.txt", {"lines": line}))
    do(record, Change("body", "talks.txt", {"lines": line}))
    assert exported(record) == before
    assert do(record, Change("body", "talks.txt", {"lines": line})).unchanged == 1


def test_two_people_and_the_same_lines(record: Record) -> None:
    line = number_of(record, "At least 14")
    do(record, Change("set-aside", "talks.txt", {"lines": line}))
    outcome = do(record, Change("body", "talks.txt", {"lines": f"{line},{int(line) + 1}"}), who="Jon")
    assert "Mira made it set-aside" in outcome.conflicts[0].why
    assert do(record, Change("body", "talks.txt", {"lines": line}), who="Jon", overrule=True).decided


def test_a_page_that_cannot_be_read_so_undoes_it_all(record: Record, monkeypatch: pytest.MonkeyPatch) -> None:
    before = exported(record)
    monkeypatch.setattr(pipeline, "make_report", lambda page: 1 / 0)
    line = number_of(record, "At least 14")
    with pytest.raises(reportedly.ReportedlyError, match=r"talks\.txt: nothing was changed, since it cannot be read"):
        correct(record, [Change("accept", figures(record)[0]["id"]), Change("set-aside", "talks.txt", {"lines": line})])
    assert exported(record) == before
    assert list(record.decisions()) == []


def test_where_the_page_was_found_stays_when_it_is_read_anew(pages: Path, tmp_path: Path, read_by) -> None:
    (pages / "again.txt").write_text(ARTICLE)
    build(pages, tmp_path)
    with open_record(tmp_path / "r.db") as record:
        before = [line["page"] for line in lines_of_kind(record, "report")]
        do(record, Change("set-aside", "again.txt", {"lines": number_of(record, "At least 14")}))
        assert [line["page"] for line in lines_of_kind(record, "report")] == before
        assert before[0]["paths"] == ["again.txt", "talks.txt"]


def test_a_page_takes_its_marks_to_another_process(record: Record, pages: Path) -> None:
    import pickle

    line = number_of(record, "At least 14")
    do(record, Change("set-aside", "talks.txt", {"lines": line}))
    places = building._Pages(building.find_places([pages]), {}, building.Settings({}))
    [job] = building._jobs(places, record, building.Summary(), None)
    read = pipeline.read_page(pickle.loads(pickle.dumps(job)))
    assert [figure.text for figure in read.findings.figures] == ["40 people"]
    assert read.report.body == next(record.reports()).body


def test_what_another_reader_says_now_is_told(record: Record, pages: Path, tmp_path: Path, read_by) -> None:
    from reportedly.views.decisions import list_lines

    do(record, Change("reject", figures(record)[1]["id"]), why="not missing any more")
    record.close()
    fake = Fake("fake-2")
    tagged = fake.tagged

    def other(report):
        found = tagged(report)
        from dataclasses import replace

        return replace(found, quantities=tuple(replace(q, measure="killed") for q in found.quantities))

    fake.tagged = other
    read_by(fake)
    build(pages, tmp_path)
    with open_record(tmp_path / "r.db") as record:
        lines = list(list_lines(record, None, orphans=False, as_json=False))
    assert "Mira rejected figure" in lines[0]
    assert "why: not missing any more" in lines[0]
    assert "read otherwise since: measure “injured” is “killed”" in lines[1]
