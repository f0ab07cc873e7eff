"""Decisions in a record: what they change, what they keep, and who wins. No model is loaded."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from made_decisions import AT, do, edit, exported, lines_of_kind, made, make_record
from made_values import make_findings, span_of

import reportedly
from reportedly.building import bring_together
from reportedly.correcting import correct
from reportedly.corrections.changes import Change
from reportedly.record import Record, open_record
from reportedly.record.decision_tables import readings
from reportedly.record.verify import verify
from reportedly.types import ActorRef, identifier

_, REPORT, FOUND, ACTORS = made(0)
STATEMENT, QUOTED = (statement.id for statement in FOUND.statements)
FIGURE, EVENT = FOUND.figures[0].id, FOUND.events[0].id
GOVERNOR, PAPER = (actor.id for actor in ACTORS)


@pytest.fixture
def record(tmp_path: Path):
    with open_record(make_record(tmp_path / "r.db")) as opened:
        yield opened


@pytest.fixture(scope="module")
def still(tmp_path_factory: pytest.TempPathFactory):
    """A record for tests that change nothing in it, and its lines."""
    with open_record(make_record(tmp_path_factory.mktemp("still") / "r.db")) as opened:
        yield opened, exported(opened)


def figure(record: Record):
    return record.findings(REPORT.id).figures[0]


def kept_readings(record: Record) -> list[str]:
    with record.snapshot() as connection:
        return list(connection.execute(readings.select()).scalars())


def test_a_verdict_is_in_the_record_and_nothing_else_changes(record: Record) -> None:
    before = lines_of_kind(record, "statement"), lines_of_kind(record, "actor")
    outcome = do(record, Change("accept", FIGURE), Change("reject", EVENT), why="read the page")
    assert [(d.seq, d.who, d.why, d.at, d.action, d.placed) for d in outcome.decided] == [
        (1, "Mira", "read the page", AT, "accept", FIGURE),
        (2, "Mira", "read the page", AT, "reject", EVENT),
    ]
    assert tuple(record.decisions()) == outcome.decided
    assert [line["review"] for line in lines_of_kind(record, "figure")] == ["accepted", None]
    assert [line["review"] for line in lines_of_kind(record, "event")] == ["rejected", None]
    assert (lines_of_kind(record, "statement"), lines_of_kind(record, "actor")) == before
    assert list(verify(record)) == []


def test_what_is_taken_back_leaves_the_same_bytes(record: Record) -> None:
    before = exported(record)
    do(record, edit(FIGURE, low="1300", source="Halden Press"), Change("reject", STATEMENT), Change("accept", EVENT))
    do(
        record,
        Change("rename", GOVERNOR, {"name": "E. Okafor"}),
        Change("merge", PAPER, {"into": GOVERNOR}),
        overrule=True,
    )
    assert exported(record) != before
    assert kept_readings(record)
    do(record, *(Change("withdraw", str(n)) for n in (4, 1, 5, 3, 2)))
    assert exported(record) == before
    assert kept_readings(record) == []
    assert len(list(record.decisions())) == 10
    assert list(verify(record)) == []


def test_what_was_rejected_takes_no_part_in_series(record: Record) -> None:
    assert any(FIGURE in point["figures"] for line in lines_of_kind(record, "series") for point in line["points"])
    do(record, Change("reject", FIGURE), later=False)
    assert not record.cases_due
    assert not any(FIGURE in point["figures"] for line in lines_of_kind(record, "series") for point in line["points"])


def test_cases_can_wait(record: Record) -> None:
    assert do(record, Change("reject", FIGURE), later=True).cases_due
    assert not correct(record, []).cases_due
    assert not record.cases_due


def test_an_edit_changes_values_and_keeps_words_and_spans(record: Record) -> None:
    old = figure(record)
    do(record, edit(FIGURE, low="1300", high="1,5e3", measure="refugees", vague="yes", place="", per="week"))
    do(record, edit(FIGURE, as_of="[2031-05-03..2031-05-05]", unit="families"))
    new = figure(record)
    assert (new.low, new.high, new.measure, new.vague, new.place, new.per) == (
        1300,
        1500,
        "refugees",
        True,
        None,
        "week",
    )
    assert (new.as_of.edtf, new.as_of.earliest, new.as_of.latest) == (
        "[2031-05-03..2031-05-05]", "2031-05-03", "2031-05-05"
    )  # fmt: skip
    assert (new.review, new.unit) == ("edited", "families")
    assert (new.id, new.span, new.text, new.statement) == (old.id, old.span, old.text, old.statement)


def test_an_edit_stays_an_edit_when_it_is_accepted_and_comes_back_from_a_rejection(record: Record) -> None:
    do(record, edit(FIGURE, low="1300"), Change("accept", FIGURE))
    assert figure(record).review == "edited"
    do(record, Change("reject", FIGURE))
    assert (figure(record).review, figure(record).low) == ("rejected", 1300)
    do(record, edit(FIGURE, low="1250"))
    assert (figure(record).review, figure(record).low) == ("edited", 1250)


LAST = {"low": "3"}  # after it the record is looked at: nothing changed


@pytest.mark.parametrize(
    ("id", "values", "message"),
    [
        (FIGURE, {"measure": "dead"}, r"measure: 'dead' is not one of killed, injured"),
        (FIGURE, {"measure": ""}, "measure cannot be empty"),
        (FIGURE, {"low": "many"}, r"low: 'many' is not a number such as 1200"),
        (FIGURE, {"low": "1.200"}, "may be read in two ways"),
        (FIGURE, {"high": "5"}, r"low \(1200\) is more than high \(5\)"),
        (FIGURE, {"measure": "money", "unit": "dollars"}, "give its ISO 4217 code"),
        (FIGURE, {"as_of": "12 March"}, "is not a date as EDTF: give a day"),
        (FIGURE, {"as_of": "2031-02-30"}, "is not a day of the calendar"),
        (FIGURE, {"as_of": "2031-05/2031-04"}, "ends before it begins"),
        (FIGURE, {"span": "3"}, r"no field of a figure that can be edited: take measure, .* stays as it is"),
        (FIGURE, {"vague": "perhaps"}, "neither yes nor no"),
        (FIGURE, {"source": "a-0123456789abcdef"}, "the record holds no such actor"),
        (FIGURE, {"source": f"Somebody Else [{GOVERNOR}]"}, "that is the id of Élise Okafor"),
        (FIGURE, {"place": "x" * 501}, "more than 500"),
        (FIGURE, {"place": "caf\ufffd"}, "lost on the way"),
        (STATEMENT, {"manner": "mutter"}, "manner: 'mutter' is not one of say, claim"),
        (STATEMENT, {"low": "3"}, "low: no field of a statement"),
        (EVENT, {"type": "WAR"}, "type: 'WAR' is not one of AGREE, .* or nothing"),
        (EVENT, {"status": ""}, "status cannot be empty"),
        (EVENT, {"place": "Atlantis"}, "does not stand in the report"),
        ("f-ffffffffffffffff", {"low": "3"}, "holds no such finding"),
        ("f-", LAST, "begins 2 ids"),
    ],
)
def test_a_value_that_cannot_be_is_refused(still, id, values, message) -> None:
    record, before = still
    outcome = correct(record, [Change("edit", id, values)], who="Mira")
    assert (outcome.decided, outcome.conflicts) == ((), ())
    assert re.search(message, outcome.refused[0].why), outcome.refused[0].why
    assert (values is not LAST) or exported(record) == before


def test_what_is_so_already_is_no_decision(record: Record) -> None:
    outcome = do(record, edit(FIGURE, low="1200", measure="Displaced", source=GOVERNOR, place="Ostrava  Bay"))
    assert (outcome.decided, outcome.unchanged) == ((), 1)
    do(record, Change("accept", FIGURE))
    assert do(record, Change("accept", FIGURE)).unchanged == 1


def speaker(record: Record) -> ActorRef | None:
    return record.findings(REPORT.id).statements[0].speaker


def test_a_speaker_by_id_by_name_new_unnamed_and_none(record: Record) -> None:
    old = speaker(record)
    do(record, edit(STATEMENT, speaker=PAPER))
    assert (speaker(record).actor, speaker(record).name) == (PAPER, "Quay Gazette")
    assert (speaker(record).text, speaker(record).span) == (old.text, old.span)
    do(record, edit(STATEMENT, speaker="okafor"))
    assert speaker(record) == old
    do(record, edit(STATEMENT, speaker="Tomas Illig"))
    new = speaker(record)
    assert (new.name, new.kind) == ("Tomas Illig", "person")
    assert record.actor(new.actor).name == "Tomas Illig"
    do(record, edit(STATEMENT, speaker="organization: Harbour Guild"))
    assert (speaker(record).name, speaker(record).kind) == ("Harbour Guild", "organization")
    do(record, edit(STATEMENT, speaker="unnamed: harbour official"))
    assert (speaker(record).name, speaker(record).description, speaker(record).kind) == (
        None, "harbour official", "unnamed"
    )  # fmt: skip
    do(record, edit(STATEMENT, speaker=""))
    assert speaker(record) is None
    assert list(verify(record)) == []
    do(record, *(Change("withdraw", str(n)) for n in range(1, 7)))
    assert speaker(record) == old


def test_a_named_speaker_is_the_actor_that_another_report_would_make_of_the_name(record: Record) -> None:
    do(record, edit(STATEMENT, speaker="Halden Krause"))
    assert speaker(record).actor == identifier("a", "person", "halden krause")


def test_the_place_of_an_event_is_words_of_the_report(record: Record) -> None:
    do(record, edit(EVENT, place="Ostrava Bay", when="2031-05-04", type="", subtype="deployment"))
    event = record.findings(REPORT.id).events[0]
    [place] = event.roles.place
    text = record.report(REPORT.id).text
    assert text[slice(*place.span)] == "Ostrava Bay"
    assert place.span[0] == text.index("Ostrava Bay", text.index("harbour of"))  # the nearest to the event
    assert (event.type, event.subtype, event.when.edtf) == (None, "deployment", "2031-05-04")
    assert list(verify(record)) == []


# Two people


def test_somebody_elses_decision_is_not_overwritten_unless_it_is_overruled(record: Record) -> None:
    do(record, Change("accept", FIGURE, why="seen in print"))
    for change in (Change("reject", FIGURE), edit(FIGURE, low="1")):
        outcome = do(record, change, who="Jon")
        assert outcome.decided == ()
        assert "Mira accepted it on 2031-06-01 (seen in print), decision #1" in outcome.conflicts[0].why
    assert dict(outcome.conflicts[0].here) == {"low": "1200"}
    assert dict(outcome.conflicts[0].asked) == {"low": "1"}
    assert figure(record).review == "accepted"
    assert do(record, Change("accept", FIGURE), who="Jon").decided
    assert do(record, Change("reject", FIGURE), who="Jon", overrule=True).decided
    assert figure(record).review == "rejected"
    assert do(record, edit(FIGURE, low="1"), who="Mira").conflicts
    assert do(record, Change("accept", FIGURE), who="Mira").conflicts


def test_edits_of_other_fields_are_no_conflict(record: Record) -> None:
    do(record, edit(FIGURE, low="1300"))
    assert do(record, edit(FIGURE, place="the hills"), who="Jon").decided
    assert do(record, edit(FIGURE, low="1400"), who="Jon").conflicts
    assert do(record, edit(FIGURE, low="1400"), who="Mira").decided


def test_a_dry_run_tells_and_changes_nothing(record: Record) -> None:
    before = exported(record)
    outcome = do(record, Change("reject", FIGURE), Change("rename", GOVERNOR, {"name": "E. O."}), dry_run=True)
    assert [d.action for d in outcome.decided] == ["reject", "rename"]
    assert exported(record) == before
    assert list(record.decisions()) == []


def test_what_is_cut_off_leaves_nothing(record: Record, monkeypatch: pytest.MonkeyPatch) -> None:
    before = exported(record)
    monkeypatch.setattr("reportedly.record.decided.keep", lambda *_: 1 / 0)
    monkeypatch.setattr("reportedly.record.correcting.remove_report", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        do(record, Change("rename", GOVERNOR, {"name": "E. O."}), Change("reject", FIGURE))
    assert exported(record) == before
    assert list(record.decisions()) == []


def test_nobody_decides(record: Record, monkeypatch: pytest.MonkeyPatch) -> None:
    import getpass

    monkeypatch.setenv("REPORTEDLY_WHO", "  Ada   F. ")
    assert correct(record, [Change("accept", FIGURE)]).decided[0].who == "Ada F."
    monkeypatch.delenv("REPORTEDLY_WHO")

    def unknown() -> str:
        raise KeyError("uid not found")

    monkeypatch.setattr(getpass, "getuser", unknown)
    with pytest.raises(reportedly.UsageError, match="who decides this"):
        correct(record, [Change("accept", FIGURE)])


def test_withdrawing_what_is_not_there(record: Record) -> None:
    do(record, Change("accept", FIGURE), Change("withdraw", "1"))
    for number, why in (("7", "no decision of this number"), ("#1", "taken back already"), ("2", "decide anew")):
        assert why in correct(record, [Change("withdraw", number)], who="Mira").refused[0].why


def test_every_decision_is_in_the_log(record: Record) -> None:
    before = len(list(record.log()))
    do(record, Change("reject", FIGURE, why="a copy"), Change("rename", GOVERNOR, {"name": "E. O."}), later=False)
    entries = list(record.log())[before:]
    assert [(entry.who, entry.action, entry.problem) for entry in entries] == [("Mira", "correct", None)] * 3
    assert entries[0].details == {
        "decision": 1, "action": "reject", "kind": "figure", "target": FIGURE, "why": "a copy"
    }  # fmt: skip
    do(record, Change("accept", EVENT), dry_run=True)
    assert len(list(record.log())) == before + 3
    assert list(verify(record)) == []


# Actors


def test_a_rename_holds_everywhere_and_for_reports_that_come_later(record: Record) -> None:
    do(record, Change("rename", "Élise Okafor", {"name": " Elisabeth  Okafor "}))
    record.add(*made(7))
    bring_together(record)
    [actor] = [line for line in lines_of_kind(record, "actor") if line["id"] == GOVERNOR]
    assert actor["name"] == "Elisabeth Okafor"
    assert "Élise Okafor" in actor["aliases"]
    speakers = {line["speaker"]["name"] for line in lines_of_kind(record, "statement")}
    assert speakers == {"Elisabeth Okafor"}
    assert list(verify(record)) == []


def test_merged_actors_are_one_everywhere_and_for_reports_that_come_later(record: Record) -> None:
    do(record, Change("merge", PAPER, {"into": GOVERNOR}), overrule=True)
    record.add(*made(7))
    bring_together(record)
    [actor] = lines_of_kind(record, "actor")
    assert (actor["id"], actor["name"], actor["actor_kind"]) == (GOVERNOR, "Élise Okafor", "person")
    assert {"Quay Gazette", "Okafor"} <= set(actor["aliases"])
    assert {mention["actor"] for mention in lines_of_kind(record, "mention")} == {GOVERNOR, None}
    assert all(line["via"][0]["name"] == "Élise Okafor" for line in lines_of_kind(record, "statement") if line["via"])
    assert list(verify(record)) == []


def test_the_order_of_reports_and_decisions_on_actors_does_not_matter(tmp_path: Path) -> None:
    rename = Change("rename", GOVERNOR, {"name": "E. O."})
    with open_record(make_record(tmp_path / "a.db", 3)) as before:
        do(before, rename, edit(FIGURE, low="5"))
        expected = exported(before)
    with open_record(make_record(tmp_path / "b.db", 1)) as record:
        do(record, rename, edit(FIGURE, low="5"))
        for n in (2, 1):
            record.add(*made(n))
        bring_together(record)
        assert exported(record) == expected


def test_a_merge_into_another_kind_is_a_conflict(record: Record) -> None:
    outcome = do(record, Change("merge", PAPER, {"into": "Okafor"}))
    assert "is recorded as organization" in outcome.conflicts[0].why


def test_merges_follow_each_other_and_a_merge_into_itself_is_none(record: Record) -> None:
    do(record, edit(STATEMENT, speaker="Tomas Illig"))
    new = speaker(record).actor
    do(record, Change("merge", GOVERNOR, {"into": new}))
    assert do(record, Change("merge", new, {"into": GOVERNOR})).unchanged == 1
    do(record, Change("merge", PAPER, {"into": GOVERNOR}), overrule=True)
    [actor] = record.actors()
    assert (actor.id, actor.name) == (new, "Tomas Illig")
    assert {"Élise Okafor", "Quay Gazette"} <= set(actor.aliases)
    do(record, Change("rename", GOVERNOR, {"name": "T. I."}))
    [actor] = record.actors()
    assert (actor.id, actor.name) == (new, "T. I.")


def test_somebody_elses_rename_is_a_conflict(record: Record) -> None:
    do(record, Change("rename", GOVERNOR, {"name": "A"}))
    assert "Mira renamed it" in do(record, Change("rename", GOVERNOR, {"name": "B"}), who="Jon").conflicts[0].why
    assert (
        correct(record, [Change("rename", "nobody", {"name": "B"})], who="J").refused[0].why.endswith("no such actor")
    )


# Other readings


def test_a_decision_is_found_again_where_the_spans_have_moved_a_little(record: Record) -> None:
    do(record, edit(FIGURE, low="1300"), Change("accept", STATEMENT), Change("reject", EVENT))
    record.add(*read_otherwise("1,200 people had left", "figure"))
    [figure] = record.findings(REPORT.id).figures
    assert (figure.text, figure.low, figure.review) == ("1,200 people had left", 1300, "edited")
    assert figure.id != FIGURE
    assert next(record.decisions()).placed == figure.id
    assert record.orphans() == []
    assert list(verify(record)) == []


def test_what_is_no_longer_read_is_an_orphan_until_it_is_read_again(record: Record) -> None:
    before = exported(record)
    do(record, edit(FIGURE, low="1300"))
    decided = exported(record)
    page, report, findings, actors = made(0)
    import dataclasses

    events = tuple(dataclasses.replace(event, figures=()) for event in findings.events)
    record.add(page, report, dataclasses.replace(findings, figures=(), events=events), actors)
    assert [(d.target, d.placed) for d in record.orphans()] == [(FIGURE, None)]
    record.add(page, report, findings, actors)
    bring_together(record)
    assert exported(record) == decided
    assert record.orphans() == []
    do(record, Change("withdraw", "1"))
    assert exported(record) == before


def test_what_was_accepted_stays_as_it_was_accepted(record: Record) -> None:
    import dataclasses

    do(record, Change("accept", FIGURE))
    page, report, findings, actors = made(0)
    other = dataclasses.replace(findings.figures[0], measure="injured", low=7.0, source=None, as_of=None)
    report = dataclasses.replace(report, reader="rules-2")
    record.add(page, report, dataclasses.replace(findings, figures=(other,)), actors)
    kept = figure(record)
    assert (kept.measure, kept.low, kept.review) == ("displaced", 1200, "accepted")
    assert (kept.source.actor, kept.as_of.edtf) == (GOVERNOR, "2031-05-05")
    do(record, Change("withdraw", "1"))
    assert (figure(record).measure, figure(record).review) == ("injured", None)


def read_otherwise(words: str, kind: str):
    """The first page as another reader gives it: its figure spans other words."""
    import dataclasses

    page, report, findings, actors = made(0)
    span = span_of(report.text, words)
    new = dataclasses.replace(
        findings.figures[0], id=identifier("f", "other", span), span=span, text=words, low=2.0, confidence=0.1
    )
    events = tuple(dataclasses.replace(event, figures=(new.id,)) for event in findings.events)
    report = dataclasses.replace(report, reader="rules-2")
    return page, report, dataclasses.replace(findings, figures=(new,), events=events), actors


def test_an_actor_that_nobody_names_any_more_leaves_an_orphan(record: Record) -> None:
    do(record, edit(STATEMENT, speaker="Tomas Illig"))
    do(record, Change("rename", speaker(record).actor, {"name": "T. Illig"}))
    assert record.orphans() == []
    do(record, Change("withdraw", "1"))
    assert [d.seq for d in record.orphans()] == [2]
    do(record, edit(STATEMENT, speaker="Tomas Illig"))
    assert record.orphans() == []
    assert speaker(record).name == "T. Illig"


def test_findings_of_the_values_are_those_of_the_page() -> None:
    assert make_findings(REPORT)[0] == FOUND
