"""The main job end to end: pages in, record out, the same bytes however it was built."""

import csv
import io
import shutil
import time
from dataclasses import replace
from pathlib import Path

import pytest

import reportedly
from reportedly import pipeline
from reportedly.exports.csv import export_csv
from reportedly.exports.jsonl import export_jsonl, rows
from reportedly.reading.tags import Clause
from reportedly.record.search import search
from reportedly.record.verify import verify
from reportedly.views.report import write_report
from reportedly.views.terminal import show_text

PAGES = Path(__file__).parent.parent / "examples" / "pages"

ARTICLE = """Mayor of Orvast calls off talks

ORVAST (Merrow Wire) - The mayor of Orvast, Lena Brisk, said on Tuesday that talks with the dockers were over.

“We have nothing left to discuss,” she told reporters outside the harbour office.

At least 14 people were injured in the clashes, the police said.
"""


def exported(record):
    with reportedly.open_record(record) as opened:
        stream = io.StringIO()
        export_jsonl(opened, stream)
    return stream.getvalue()


def findings(record, kind):
    with reportedly.open_record(record) as opened:
        return [row for row in rows(opened) if row["kind"] == kind]


@pytest.fixture
def folder(tmp_path):
    folder = tmp_path / "pages"
    folder.mkdir()
    (folder / "talks.txt").write_text(ARTICLE)
    return folder


@pytest.fixture(scope="module")
def samples(tmp_path_factory):
    record = tmp_path_factory.mktemp("samples") / "record.db"
    reportedly.build([PAGES], record, workers=1)
    return record


def test_a_page_becomes_a_report_with_its_findings(folder, tmp_path):
    summary = reportedly.build([folder], tmp_path / "r.db")
    assert (summary.pages, summary.added, summary.reports, summary.skipped) == (1, 1, 1, [])
    [report] = findings(tmp_path / "r.db", "report")
    assert report["title"] == "Mayor of Orvast calls off talks"
    assert [c["name"] for c in report["credits"]] == ["Merrow Wire"]
    statements = findings(tmp_path / "r.db", "statement")
    quoted = next(s for s in statements if "nothing left" in s["text"])
    assert (quoted["quotation"], quoted["speaker"]["name"]) == ("direct", "Lena Brisk")
    injured = next(f for f in findings(tmp_path / "r.db", "figure") if f["measure"] == "injured")
    assert (injured["low"], injured["high"], injured["voice"]) == (14, None, "attributed")


def test_the_same_build_twice_changes_nothing(folder, tmp_path):
    record = tmp_path / "r.db"
    reportedly.build([folder], record)
    before = exported(record)
    summary = reportedly.build([folder], record)
    assert (summary.added, summary.known) == (0, 1)
    assert exported(record) == before


def test_a_growing_folder_adds_only_what_is_new(folder, tmp_path):
    record = tmp_path / "r.db"
    reportedly.build([folder], record)
    (folder / "more.txt").write_text(ARTICLE.replace("Tuesday", "Friday"))
    summary = reportedly.build([folder], record)
    assert (summary.added, summary.known, summary.reports) == (1, 1, 2)


def test_the_same_page_twice_is_one_page_with_two_paths(folder, tmp_path):
    shutil.copy(folder / "talks.txt", folder / "again.txt")
    summary = reportedly.build([folder], tmp_path / "r.db")
    assert (summary.pages, summary.added, summary.known, summary.reports) == (2, 1, 1, 1)
    [report] = findings(tmp_path / "r.db", "report")
    assert report["page"]["path"] == "again.txt"
    assert report["page"]["paths"] == ["again.txt", "talks.txt"]


def test_the_other_model_reads_the_pages_again_and_names_itself(folder, tmp_path):
    record = tmp_path / "r.db"
    versions = []
    for model, added in (("full", 1), ("quick", 1), ("quick", 0)):
        summary = reportedly.build([folder], record, model=model)
        assert (summary.added, summary.reports) == (added, 1)
        versions.append(findings(record, "report")[0]["reader"])
    assert versions[0] != versions[1] == versions[2] == pipeline.reader_version("quick")
    assert "Lena Brisk" in {row["speaker"]["name"] for row in findings(record, "statement") if row["speaker"]}


def test_what_meta_says_overrides_and_is_read_again_when_it_changes(folder, tmp_path):
    record = tmp_path / "r.db"
    reportedly.build([folder], record)
    meta = {"talks.txt": {"outlet": "The Orvast Herald", "published": "2031-05-06"}}
    summary = reportedly.build([folder], record, meta=meta)
    assert (summary.added, summary.again, summary.reports) == (1, 1, 1)
    [report] = findings(record, "report")
    assert (report["outlet"], report["published"]["edtf"]) == ("The Orvast Herald", "2031-05-06")
    said = next(s for s in findings(record, "statement") if s["said"])["said"]
    assert said["earliest"] == said["latest"] == "2031-05-06"  # a Tuesday
    assert reportedly.build([folder], record, meta=meta).added == 0


def test_bad_pages_are_counted_and_nothing_else_is_lost(folder, tmp_path):
    (folder / "a.txt").write_bytes(b"")
    (folder / "b.html").write_bytes(b"<html><body><script>1</script></body></html>")
    (folder / "c.html").write_bytes(b"<div>" * 100_000 + b"x")
    (folder / "d.txt").write_bytes(bytes(range(1, 256)) * 50)
    (folder / "z.txt").write_bytes(b"\xff\xfe\0\0" + b"\xd8\0\0\0" * 20)
    summary = reportedly.build([folder], tmp_path / "r.db")
    assert {s.path for s in summary.skipped} >= {"a.txt", "b.html", "d.txt"}
    assert all("\n" not in s.reason for s in summary.skipped)
    assert "Mayor of Orvast calls off talks" in {r["title"] for r in findings(tmp_path / "r.db", "report")}
    again = reportedly.build([folder], tmp_path / "r.db")
    assert (again.added, {s.path for s in again.skipped}) == (0, {s.path for s in summary.skipped})


def test_an_error_of_the_program_costs_one_page_only(folder, tmp_path, monkeypatch):
    from reportedly import pipeline

    (folder / "other.txt").write_text(ARTICLE.replace("Tuesday", "Friday"))
    made = pipeline.make_report

    def failing(page):
        if page.path == "other.txt":
            raise IndexError("list index\nout of range")
        return made(page)

    monkeypatch.setattr(pipeline, "make_report", failing)
    summary = reportedly.build([folder], tmp_path / "r.db", workers=1)
    assert [s.reason for s in summary.skipped] == [
        "this program failed on it, please report it: IndexError: list index out of range"
    ]
    assert summary.added == 1
    monkeypatch.setenv("REPORTEDLY_DEBUG", "1")
    with pytest.raises(IndexError):
        reportedly.build([folder], tmp_path / "again.db", workers=1)


def test_a_page_that_takes_too_long_is_skipped_and_tried_again(folder, tmp_path, monkeypatch):
    (folder / "slow.txt").write_text(ARTICLE.replace("Tuesday", "Friday"))
    made = pipeline.make_report

    def slow(page):
        while page.path == "slow.txt":
            time.sleep(0.01)
        return made(page)

    reportedly.build([folder / "talks.txt"], tmp_path / "r.db", workers=1)
    with monkeypatch.context() as patch:
        patch.setattr(pipeline, "make_report", slow)
        summary = reportedly.build([folder], tmp_path / "r.db", workers=1, page_seconds=0.5)
    assert [(s.path, s.reason) for s in summary.skipped] == [("slow.txt", "was not read in 0.5 seconds")]
    again = reportedly.build([folder], tmp_path / "r.db", workers=1)
    assert (again.added, again.skipped) == (1, [])


def test_strict_stops_at_the_first_bad_page_and_keeps_what_was_read(folder, tmp_path):
    (folder / "zzz.txt").write_bytes(b"")
    with pytest.raises(reportedly.StrictError, match=r"zzz\.txt: is empty"):
        reportedly.build([folder], tmp_path / "r.db", strict=True)
    assert len(findings(tmp_path / "r.db", "report")) == 1


def test_other_languages_are_kept_as_reports_and_not_read(tmp_path):
    (tmp_path / "p").mkdir()
    (tmp_path / "p" / "es.txt").write_text(
        "El alcalde habla\n\nEl alcalde de Orvasta dijo el martes que las conversaciones con los estibadores del "
        "puerto habían terminado y que no quedaba nada de que hablar, según informaron fuentes del ayuntamiento."
    )
    summary = reportedly.build([tmp_path / "p"], tmp_path / "r.db")
    assert (summary.unread, summary.statements) == ({"es": 1}, 0)
    [report] = findings(tmp_path / "r.db", "report")
    assert (report["language"], report["reader"]) == ("es", None)
    assert reportedly.build([tmp_path / "p"], tmp_path / "r.db").known == 1


def test_a_build_that_was_cut_off_ends_with_the_same_bytes(samples, tmp_path):
    class Cut(Exception):
        pass

    def cut(done, total, summary):
        if done == total // 2:
            raise Cut

    record = tmp_path / "r.db"
    with pytest.raises(Cut):
        reportedly.build([PAGES], record, workers=1, progress=cut)
    reportedly.build([PAGES], record, workers=1)
    assert exported(record) == exported(samples)


def test_cases_are_made_at_the_end_and_only_where_something_changed(folder, tmp_path, monkeypatch):
    from reportedly.collation import collate as module

    record = tmp_path / "r.db"
    first = reportedly.build([folder], record, workers=1)
    assert first.collating is not None
    assert first.series == 1
    with reportedly.open_record(record) as opened:
        before = list(opened.series())
    made = module.collating
    monkeypatch.setattr(module, "collating", lambda *_: 1 / 0)
    assert reportedly.build([folder], record, workers=1).collating is None

    (folder / "more.txt").write_text(ARTICLE.replace("Tuesday", "Friday"))
    with pytest.raises(reportedly.ReportedlyError, match=r"the pages are recorded, .*: ZeroDivisionError"):
        reportedly.build([folder], record, workers=1)
    with reportedly.open_record(record) as opened:
        assert opened.cases_due
        assert list(opened.series()) == before
        assert opened.counts()["reports"] == 2

    monkeypatch.setattr(module, "collating", made)
    again = reportedly.build([folder], record, workers=1)
    assert (again.added, again.collating is None) == (0, False)
    with reportedly.open_record(record) as opened:
        assert not opened.cases_due
        assert sum(len(point.figures) for series in opened.series() for point in series.points) == 2


def test_cases_can_be_left_to_a_later_build(samples, tmp_path):
    record = tmp_path / "r.db"
    assert reportedly.build([PAGES], record, workers=1, cases=False).collating is None
    with reportedly.open_record(record) as opened:
        assert opened.cases_due
        assert list(opened.cases()) == []
    assert reportedly.build([PAGES], record, workers=1).collating is not None
    assert exported(record) == exported(samples)


def test_two_processes_give_the_same_bytes_as_one(samples, tmp_path):
    reportedly.build([PAGES], tmp_path / "r.db", workers=2)
    assert exported(tmp_path / "r.db") == exported(samples)


def test_the_order_in_which_pages_come_does_not_matter(samples, tmp_path):
    folders = sorted(f for f in PAGES.iterdir() if f.is_dir())
    pages = tmp_path / "pages"
    for folder in reversed(folders):
        shutil.copytree(folder, pages / folder.name)
        reportedly.build([pages], tmp_path / "r.db", workers=1)
    assert exported(tmp_path / "r.db") == exported(samples)


def test_every_sample_page_is_read_and_verifies(samples):
    assert len(findings(samples, "report")) == len([f for f in PAGES.rglob("*") if f.is_file()])
    with reportedly.open_record(samples) as record:
        assert list(verify(record)) == []


def test_a_page_of_one_endless_line_is_one_clear_line(folder, tmp_path, monkeypatch):
    from reportedly.reports import article

    monkeypatch.setattr(article, "MAX_TEXT", 10_000)
    (folder / "endless.txt").write_text("The mayor said so. " * 1000)
    summary = reportedly.build([folder], tmp_path / "r.db", workers=1)
    assert [(s.path, s.reason) for s in summary.skipped] == [
        ("endless.txt", "has 19,000 characters of text, more than the 10,000 that a report may have")
    ]
    assert summary.added == 1


DENIED = """Hill brigade denies shelling Gelib

ORVAST (Merrow Wire) - The mayor of Gelib, Lena Brisk, said on Tuesday that rebels had shelled the town hall on Monday.

Commander Pavo Renk denied that his men had shelled the town hall. Brisk met reporters in Orvast.
"""


class ActsAsWell:
    """The reader with acts that are found by their words."""

    version = "acts-1"

    def __init__(self, acts):
        self.reader, self.acts = pipeline.the_reader(), acts

    def read(self, reports):
        return [
            replace(tagged, clauses=tuple(self.clauses(tagged.report.text))) for tagged in self.reader.read(reports)
        ]

    def clauses(self, text):
        for words, trigger, kind, roles in self.acts:
            start = text.index(words)
            places = [(text.index(part, start), part) for part in (trigger, *roles.values())]
            (trigger_at, *spans) = [(at, at + len(part)) for at, part in places]
            yield Clause((start, start + len(words)), trigger_at, *kind, tuple(zip(roles, spans, strict=True)))


def test_acts_become_events_with_their_actors_voices_and_denials(tmp_path, monkeypatch):
    (tmp_path / "pages").mkdir()
    (tmp_path / "pages" / "gelib.txt").write_text(DENIED)
    reader = ActsAsWell(
        [
            ("Brisk met reporters in Orvast", "met", ("CONSULT", "meeting"), {"actor": "Brisk", "place": "Orvast"}),
            ("rebels had shelled the town hall", "had shelled", ("ASSAULT", "attack"),
             {"actor": "rebels", "recipient": "town hall"}),
            ("his men had shelled the town hall", "had shelled", ("ASSAULT", "attack"), {"recipient": "town hall"}),
        ]
    )  # fmt: skip
    monkeypatch.setattr(pipeline, "the_reader", lambda model: reader)
    record = tmp_path / "r.db"
    summary = reportedly.build([tmp_path / "pages"], record, workers=1)
    assert (summary.skipped, summary.events) == ([], 3)
    shelled, denied, met = findings(record, "event")
    actors = {actor["id"]: actor["name"] for actor in findings(record, "actor")}
    assert (shelled["mode"], shelled["voice"], shelled["negated"]) == ("heavy-weapons", "attributed", False)
    assert shelled["roles"]["recipient"][0]["text"] == "town hall"
    assert [ref["name"] for ref in shelled["denied_by"]] == ["Pavo Renk"]
    assert actors[shelled["denied_by"][0]["actor"]] == "Pavo Renk"
    assert (denied["voice"], denied["negated"]) == ("attributed", True)
    said = {row["id"]: row["speaker"]["name"] for row in findings(record, "statement")}
    assert (said[shelled["statement"]], said[denied["statement"]]) == ("Lena Brisk", "Pavo Renk")
    assert (met["voice"], met["statement"], met["roles"]["place"][0]["text"]) == ("own", None, "Orvast")
    assert actors[met["roles"]["actor"][0]["actor"]] == "Lena Brisk"

    before = exported(record)
    assert reportedly.build([tmp_path / "pages"], tmp_path / "again.db", workers=1).events == 3
    assert exported(tmp_path / "again.db") == before
    with reportedly.open_record(record) as opened:
        assert list(verify(opened)) == []
        assert {hit.finding for hit in search(opened, "shelled", kind="event")} == {shelled["id"], denied["id"]}
        text = "\n".join(show_text(opened, denied["id"]))
        assert "attack: did not happen" in text
        assert "Pavo Renk" in text
        html = io.StringIO()
        write_report(opened, html)
        assert f'href="#at-{shelled["id"]}"' in html.getvalue()
        tables = export_csv(opened, tmp_path / "csv")
    rows_of = list(csv.DictReader((tmp_path / "csv" / "events.csv").open(encoding="utf-8", newline="")))
    assert len(tables) == 9
    assert [(row["type"], row["negated"], row["denied_by"]) for row in rows_of] == [
        ("ASSAULT", "no", "Pavo Renk"), ("ASSAULT", "yes", "Pavo Renk"), ("CONSULT", "no", ""),
    ]  # fmt: skip
