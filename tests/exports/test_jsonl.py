"""The exported lines: their fields are a contract with other tools."""

from __future__ import annotations

import io
import json
import random
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from made_cases import make_collation
from made_values import TEXT, make_all, make_findings, make_page, make_report, span_of

from reportedly.exports.jsonl import dumps, export_jsonl, figure_line, rows
from reportedly.record import open_record
from reportedly.types import (
    Actor,
    ActorRef,
    Date,
    Findings,
    Mention,
    PageRef,
    Published,
    Report,
    Role,
)

DATE = {"edtf", "earliest", "latest", "relative"}
ACTOR = ["actor", "name", "description", "kind", "text", "span"]
FIELDS = {
    "report": """kind id page title title_span outlet byline credits language published text body captions set_aside
        reader""",
    "statement": """kind id report source cue content text quotation negated manner speaker addressee via said place
        within confidence review""",
    "figure": """kind id report span text measure low high qualifier vague unit group per scope place origin
        destinations cause period as_of voice source via statement confidence review""",
    "event": """kind id report span text type mode contexts subtype roles when status negated voice denied_by statement
        figures confidence review""",
    "mention": "kind id report span text type actor",
    "time": "kind id report span text type date",
    "actor": "kind id name aliases actor_kind country roles",
    "case": """kind id register title roles place when issue stance history figures independent_sources joined_by""",
    "series": "kind id measure scope place group episode points conflicts",
}


def exported(path: Path) -> str:
    stream = io.StringIO()
    with open_record(path) as record:
        export_jsonl(record, stream)
    return stream.getvalue()


@pytest.fixture(scope="module")
def lines(tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, Any]]:
    path = tmp_path_factory.mktemp("jsonl") / "bay.db"
    with open_record(path, create=True) as record:
        record.add(*make_all())
        record.replace_cases(make_collation())
    return [json.loads(line) for line in exported(path).splitlines()]


def of(lines: list[dict[str, Any]], kind: str) -> list[dict[str, Any]]:
    return [line for line in lines if line["kind"] == kind]


@pytest.mark.parametrize("kind", FIELDS)
def test_every_line_has_the_fields_of_its_kind_in_order(lines: list[dict[str, Any]], kind: str) -> None:
    found = of(lines, kind)
    assert found
    for line in found:
        assert list(line) == FIELDS[kind].split()


def test_fields_within_fields(lines: list[dict[str, Any]]) -> None:
    (report,) = of(lines, "report")
    assert list(report["page"]) == ["path", "paths", "url", "sha256", "media_type", "captured_at", "captured_by"]
    assert [list(credit) for credit in report["credits"]] == [["name", "for", "span"]] * 2
    assert list(report["published"]) == ["edtf", "earliest", "latest", "relative", "evidence"]
    assert [list(item) for item in report["published"]["evidence"]] == [["how", "span", "text"]] * 2
    first, second = of(lines, "statement")
    assert list(first["speaker"]) == list(second["addressee"]) == ACTOR
    assert [list(ref) for ref in second["via"]] == [[*ACTOR, "how"]]
    assert set(first["said"]) == DATE
    assert list(first["said"]["relative"]) == ["anchor", "offset", "span"]
    (event,) = of(lines, "event")
    assert list(event["roles"]) == "actor recipient item body instrument place content condition".split()
    assert list(event["roles"]["actor"][0]) == ACTOR
    assert list(event["roles"]["item"][0]) == ["text", "span"]
    assert [list(ref) for ref in event["denied_by"]] == [ACTOR, ACTOR]
    (time,) = of(lines, "time")
    assert set(time["date"]) == DATE
    roles = [role for actor in of(lines, "actor") for role in actor["roles"]]
    assert [list(role) for role in roles] == [["title", "of", "first", "last"]]


def test_fields_of_cases_and_series(tmp_path: Path) -> None:
    both = make_all(), make_all("north.txt", TEXT + "North")
    with open_record(tmp_path / "two.db", create=True) as record:
        for made in both:
            record.add(*made)
        record.replace_cases(make_collation(*both))
    lines = [json.loads(line) for line in exported(tmp_path / "two.db").splitlines()]
    kinds = [line["kind"] for line in lines]
    assert kinds[kinds.index("actor") :] == ["actor", "actor", "case", "case", "series"]
    position, transfer = of(lines, "case")
    assert (position["register"], transfer["register"]) == ("positions", "transfers")
    assert list(transfer["roles"]) == [
        "actor", "recipient", "item", "body", "instrument", "place", "content", "condition",
    ]  # fmt: skip
    (governor,), (tugs,) = transfer["roles"]["actor"], transfer["roles"]["item"]
    assert list(governor) == [*ACTOR, "report", "findings"]
    events = [line["id"] for line in of(lines, "event")]
    assert sorted(governor["findings"]) == sorted(events)
    assert list(tugs) == ["text", "span", "report", "findings"]
    texts = {line["id"]: line["text"] for line in of(lines, "report")}
    assert texts[tugs["report"]][slice(*tugs["span"])] == tugs["text"] == "the tugs"
    assert [list(state) for state in transfer["history"]] == [["status", "date", "findings"]] * 2
    assert transfer["history"][1]["date"] is None
    assert [list(join) for join in transfer["joined_by"]] == [["finding", "to", "how"]]
    assert (transfer["independent_sources"], transfer["stance"], position["stance"]) == (2, None, "against")
    (series,) = of(lines, "series")
    assert [list(point) for point in series["points"]] == [
        ["as_of", "low", "high", "figures", "independent_sources"]
    ] * 2  # fmt: skip
    assert [(point["low"], point["high"]) for point in series["points"]] == [(1200, None), (None, 3.5)]
    assert [list(conflict) for conflict in series["conflicts"]] == [["figures", "why"]]


def test_values(lines: list[dict[str, Any]]) -> None:
    (report,) = of(lines, "report")
    assert report["text"] == TEXT
    assert report["title"] == TEXT[slice(*report["title_span"])]
    assert report["body"][0][0] == TEXT.index("Governor")
    assert report["credits"][1] == {"name": "HPA", "for": "text", "span": None}
    (figure,) = of(lines, "figure")
    assert (figure["low"], figure["high"]) == (1200, None)
    assert (figure["group"], figure["destinations"]) == ("people", ["the hills"])
    assert TEXT[slice(*figure["span"])] == figure["text"]
    assert figure["as_of"] == {
        "edtf": "2031-05-05", "earliest": "2031-05-05", "latest": "2031-05-05",
        "relative": {"anchor": "published", "offset": [-1, -1], "span": list(span_of(TEXT, "Monday"))},
    }  # fmt: skip
    assert figure["period"] is None
    first, second = of(lines, "statement")
    assert (first["addressee"], first["via"], second["said"], second["confidence"]) == (None, [], None, None)
    assert second["via"][0]["how"] == "interview"


def test_order_of_lines(tmp_path: Path) -> None:
    path = tmp_path / "bay.db"
    with open_record(path, create=True) as record:
        for name in ("b.txt", "a.txt"):
            record.add(*make_all(name, TEXT + name))
    found = [json.loads(line) for line in exported(path).splitlines()]
    assert [line["page"]["path"] for line in of(found, "report")] == ["a.txt", "b.txt"]
    half = (len(found) - 2) // 2
    assert [line["kind"] for line in found[:half]] == [line["kind"] for line in found[half:-2]]
    assert [line["kind"] for line in found[-2:]] == ["actor", "actor"]
    assert found[-2]["id"] < found[-1]["id"]

    def place(line: dict[str, Any]) -> tuple[int, int, str, str]:
        spans = [line["span"]] if "span" in line else [*line["source"], *line["cue"], *line["content"]]
        return min(s for s, _ in spans), max(e for _, e in spans), line["kind"], line["id"]

    places = [place(line) for line in found[1:half]]
    assert places == sorted(places)


def test_same_bytes_in_whatever_order_pages_come(tmp_path: Path) -> None:
    entries = [make_all(f"{n}.txt", TEXT + str(n)) for n in range(12)]
    for n, (page, report, findings, actors) in enumerate(entries):
        said = replace(actors[0], aliases=(f"Alias {n}",), name=["Élise Okafor", "Elise Okafor"][n % 2])
        entries[n] = (page, report, findings, (said, actors[1]))
    found = set()
    for seed in range(3):
        random.Random(seed).shuffle(entries)
        path = tmp_path / f"{seed}.db"
        with open_record(path, create=True) as record:
            with record.batch():
                for page, report, _, actors in entries[:6]:
                    record.add(page, replace(report, reader="rules-0"), Findings(), actors)
            for entry in entries:
                record.add(*entry)
            record.add_path(entries[0][0].sha256, entries[0][0].path)
        found.add(exported(path))
    assert len(found) == 1
    assert found.pop().count("\n") == 12 * 9 + 2


def test_lines_end_alike_everywhere_and_hold_their_letters(tmp_path: Path) -> None:
    path = tmp_path / "bay.db"
    with open_record(path, create=True) as record:
        record.add(*make_all(text=TEXT + "\u2028\x85 next\r\n"))
        with (tmp_path / "bay.jsonl").open("w", encoding="utf-8", newline="\n") as stream:
            assert export_jsonl(record, stream) == 11
        assert [json.loads(dumps(row))["kind"] for row in rows(record)].count("actor") == 2
    raw = (tmp_path / "bay.jsonl").read_bytes()
    assert raw.count(b"\n") == 11
    assert b"\r" not in raw
    assert raw.endswith(b"}\n")
    assert "Élise".encode() in raw


def test_lone_surrogates_do_not_stop_the_export_and_keep_offsets(tmp_path: Path) -> None:
    page = make_page("caf\udce9.txt", TEXT)
    text = "a\ud800" + TEXT + "\udc00"
    report = replace(make_report(page), text=text, body=(), captions=(), set_aside=(), title_span=(2, 12), title=None)
    with open_record(tmp_path / "bay.db", create=True) as record:
        record.add(page, report, Findings())
        assert record.report(report.id) == report
        with (tmp_path / "bay.jsonl").open("w", encoding="utf-8", newline="\n") as stream:
            export_jsonl(record, stream)
    line = json.loads((tmp_path / "bay.jsonl").read_text(encoding="utf-8"))
    assert line["page"]["path"] == "caf\ufffd.txt"
    assert line["text"] == "a\ufffd" + TEXT + "\ufffd"


def test_numbers_are_plain_json() -> None:
    page = make_page()
    figure = make_findings(make_report(page))[0].figures[0]

    def written(**bounds: float | None) -> str:
        return dumps(figure_line(replace(figure, **bounds)))

    assert '"low": 1200, "high": null' in written()
    assert '"low": 0.5, "high": 3' in written(low=0.5, high=3.0)
    assert '"low": null, "high": null' in written(low=float("-inf"), high=float("inf"))
    assert '"low": null, "high": 1e+300' in written(low=float("nan"), high=1e300)
    assert '"low": 550000000, "high": 0' in written(low=5.5e8, high=-0.0)


def test_a_report_of_which_little_is_known(tmp_path: Path) -> None:
    page = make_page("a.txt", "x")
    ref = PageRef(page.path, (page.path,), None, page.sha256, "text/plain", None, None)
    report = Report("r-1", ref, None, None, None, (), (), None, Published(None, None, None), "x", (), (), ())
    actor = Actor("a-1", None, (), "unnamed", None, (Role("official", None, None, None),))
    mention = Mention("m-1", "r-1", (0, 1), "x", "person", "a-1")
    with open_record(tmp_path / "bay.db", create=True) as record:
        record.add(page, report, Findings(mentions=(mention,)), [actor])
        first, _, last = rows(record)
    assert first["published"] == {"edtf": None, "earliest": None, "latest": None, "relative": None, "evidence": []}
    assert (first["body"], first["byline"], first["credits"], first["title_span"]) == ([], [], [], None)
    assert last["roles"] == [{"title": "official", "of": None, "first": None, "last": None}]


def test_an_open_date_keeps_its_open_end() -> None:
    figure = make_findings(make_report(make_page()))[0].figures[0]
    line = figure_line(replace(figure, period=Date("../2012-04", None, "2012-04-30"), source=None))
    assert line["period"] == {"edtf": "../2012-04", "earliest": None, "latest": "2012-04-30", "relative": None}
    assert line["source"] is None


def test_via_keeps_its_order(tmp_path: Path) -> None:
    page, report, findings, actors = make_all()
    relays = tuple(ActorRef(None, f"Paper {n}", None, "organization", "paper", None, "media") for n in range(12))
    statement = replace(findings.statements[0], via=relays)
    with open_record(tmp_path / "bay.db", create=True) as record:
        record.add(page, report, replace(findings, statements=(statement,), figures=(), events=()), actors)
        (line,) = (row for row in rows(record) if row["kind"] == "statement")
    assert [ref["name"] for ref in line["via"]] == [f"Paper {n}" for n in range(12)]
