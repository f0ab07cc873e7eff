"""One actor on the terminal: who is meant by a name, and what is listed of it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from made_crisis import BRANDEL, SARN, SPOKESMAN, VELMORA, crisis
from made_record import actor, report_over, statement

from reportedly.errors import RecordError
from reportedly.record.parts import PARTS, actors_called, findings_with, parts_in
from reportedly.record.store import Record, open_record
from reportedly.types import Actor, ActorRef, Findings, Page, Report, Role
from reportedly.views.terminal import show_json, show_text

KESTREL = actor("Kestrel", "organization")
OTHER = Actor("a-0ther", "Pavo Brandel", ("Brandel", "Kestrel"), "person", None)


def page_of(report: Report) -> Page:
    return Page(
        report.page.path, report.text.encode(), report.page.sha256, "text/plain",
        url=report.page.url, captured_at=report.page.captured_at,
    )  # fmt: skip


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Record]:
    """The crisis, and a later report in which Brandel has another office and a namesake speaks."""
    made = crisis()
    refs = (VELMORA, SARN, KESTREL)
    people = [*made.people, *(Actor(str(ref.actor), ref.name, (), ref.kind or "unnamed", None) for ref in refs)]
    later = report_over("Brandel said no. Pavo Brandel said yes.\n", path="later.txt")
    namesake = ActorRef(OTHER.id, OTHER.name, None, "person", "Pavo Brandel", None)
    findings = Findings((statement(later, "no", BRANDEL, "Brandel"), statement(later, "yes", namesake, "Pavo Brandel")))
    risen = replace(
        next(person for person in made.people if person.id == BRANDEL.actor),
        roles=(Role("Defence Minister", "Velmora", "2031-05-02", "2031-05-02"),),
    )
    with open_record(tmp_path_factory.mktemp("dossier") / "r.db", create=True) as opened:
        for report, found in made.pairs:
            opened.add(page_of(report), report, found, people)
        opened.add(page_of(later), later, findings, (risen, OTHER))
        opened.replace_cases(made.collation)
        yield opened


def shown(record: Record, what: str) -> str:
    return "\n".join(show_text(record, what)) + "\n"


def test_an_actor_by_its_name_with_roles_over_time(record: Record) -> None:
    lines = shown(record, "oskar  BRANDEL").splitlines()
    assert lines[:5] == [
        f"person {BRANDEL.actor}",
        "Oskar Brandel",
        "    also      Brandel",
        "    roles     Deputy Defence Minister of Velmora, 9 April 2031",
        "              Defence Minister of Velmora, 2 May 2031",
    ]


def test_every_finding_stands_under_its_part_with_day_path_and_offsets(record: Record) -> None:
    text = shown(record, "Oskar Brandel")
    assert re.findall(r"^(\w[\w ]*) \((\d+)\):$", text, re.M) == [("says", "6")]
    flat = " ".join(text.split())
    port = crisis().pairs[0][0]
    start = port.text.index("that the shipments broke any resolution")
    assert (
        "9 April 2031, denied: “that the shipments broke any resolution” ledger/2031-04-09-arms.html "
        f"[{start}, {start + len('that the shipments broke any resolution')}]"
    ) in flat
    lindqvist = shown(record, "Pavo Lindqvist")
    assert re.findall(r"^(\w[\w ]*) \((\d+)\):$", lindqvist, re.M) == [("says", "2"), ("passes on", "1")]


def test_counts_denials_and_cases(record: Record) -> None:
    assembly = " ".join(shown(record, "Assembly of Nations").split())
    assert "counts (1):" in assembly
    assert "killed more than 6,200: “more than 6,200 people”" in assembly
    assert "denies (1):" in shown(record, str(SPOKESMAN.actor))
    velmora = shown(record, "Velmora")
    assert "acts (1):" in velmora
    assert "positions (1):\n    c-position  Velmora: arms for Sarn, mixed, 9 April 2031" in velmora
    assert "cases (1):\n    c-transfer  transfers: Velmora → Sarn: patrol boats, ongoing, 9 April 2031" in velmora
    assert "ledger/2031-04-09-arms.html [" in velmora.partition("cases (1):")[2]
    assert "is acted upon (1):" in shown(record, "Sarn")


def test_the_same_as_lines_for_a_program(record: Record) -> None:
    rows = [json.loads(line) for line in show_json(record, "Velmora")]
    assert [row["kind"] for row in rows] == ["actor", "report", "event", "case", "case"]
    assert rows[0]["id"] == VELMORA.actor
    assert "text" not in rows[1]
    assert rows[2]["report"] == rows[1]["id"]
    said = [json.loads(line) for line in show_json(record, "Oskar Brandel")]
    assert sum(row["kind"] == "statement" for row in said) == 6
    assert [row["page"]["path"] for row in said if row["kind"] == "report"] == [
        "later.txt",
        "ledger/2031-04-09-arms.html",
    ]


def test_a_name_of_several_lists_them(record: Record) -> None:
    with pytest.raises(RecordError, match="Brandel means 2 actors") as raised:
        shown(record, "Brandel")
    for id, name in ((BRANDEL.actor, "Oskar Brandel"), (OTHER.id, "Pavo Brandel")):
        assert f"{id} {name} (person)" in str(raised.value)
    with pytest.raises(RecordError, match=r"^a- means 12 actors"):
        shown(record, "a-")
    assert shown(record, "a-0t").startswith("person a-0ther\nPavo Brandel\n")


def test_a_name_goes_before_another_name_and_both_are_told(record: Record) -> None:
    lines = shown(record, "kestrel").splitlines()
    assert lines[:2] == [f"organization {KESTREL.actor}", "Kestrel"]
    assert "    so called other actors too: a-0ther Pavo Brandel (person)" in lines


def test_what_is_nothing_says_so(record: Record) -> None:
    with pytest.raises(RecordError, match="no such report, finding, case, series or actor"):
        shown(record, "Nobody At All")


@given(st.text(max_size=30))
def test_any_words_mean_actors_or_none(record: Record, words: str) -> None:
    called = actors_called(record, words)
    for one in (*called.by_name, *called.by_alias):
        names = {" ".join(name.split()).casefold() for name in (one.name or "", *one.aliases)}
        assert " ".join(words.split()).casefold() in names or one.id.startswith(words)


def test_an_actor_has_one_part_in_a_finding_and_all_its_findings(record: Record) -> None:
    for one in record.actors():
        listed = {found.finding.id for found in findings_with(record, one.id)}
        taking = set()
        for _, findings in record.entries():
            for item in (*findings.statements, *findings.figures, *findings.events):
                part = parts_in(item).get(one.id)
                assert part is None or part in PARTS
                taking |= {item.id} if part else set()
        assert listed == taking != set()
