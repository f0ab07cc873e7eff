"""What a report says after decisions, as a function of values: order, anchors, words of versions, dates."""

from __future__ import annotations

import itertools
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made_decisions import made
from test_rows import ACTORS as ODD_ACTORS
from test_rows import findings as odd_findings

from reportedly.corrections import dates
from reportedly.corrections.anchoring import overlap, placements, relocated, spans_of
from reportedly.corrections.applying import apply, differs, finding_with, without_rejected
from reportedly.corrections.codec import Reading, dumps, loads
from reportedly.corrections.fields import FIELDS, all_of, kind_of, shown, values_of
from reportedly.corrections.marks import lines_of, marked
from reportedly.corrections.spots import nearest, ranges
from reportedly.corrections.versions import canonical, edited, version
from reportedly.errors import UsageError
from reportedly.types import Decision, Figure, Findings, LineMark, Span, identifier, words_of

PAGE, REPORT, FOUND, ACTORS = made(0)
READING = Reading(FOUND, tuple(sorted(ACTORS, key=lambda actor: actor.id)))


def decision(seq: int, action: str, finding, who: str = "Mira", **decided) -> Decision:
    spans = spans_of(finding)
    return Decision(
        seq, "2031-06-01T08:00:00Z", who, None, action, kind_of(finding), finding.id, finding.id, PAGE.sha256, spans,
        words_of(REPORT.text, spans), "rules-1", {**values_of(finding), "review": None}, decided,
    )  # fmt: skip


def on_actor(seq: int, action: str, target: str, **decided) -> Decision:
    known = {"name": "Somebody", "kind": "person", "country": None} if action == "merge" else {}
    return Decision(
        seq, "2031-06-01T08:00:00Z", "Mira", None, action, "actor", target, target, None, (), None, None, {},
        {**known, **decided},
    )  # fmt: skip


@given(odd_findings())
@settings(max_examples=12, deadline=None)
def test_a_reading_is_kept_without_loss_and_a_version_knows_its_cells(said: Findings) -> None:
    floats = tuple(
        replace(f, low=None if f.low is None else float(f.low), high=None if f.high is None else float(f.high))
        for f in said.figures
    )
    reading = Reading(replace(said, figures=floats), tuple(ODD_ACTORS))
    assert loads(dumps(reading)) == reading
    assert dumps(loads(dumps(reading))) == dumps(reading)
    assert apply("", reading, []).findings == reading.findings
    for finding in all_of(said):
        fields = FIELDS[kind_of(finding)]
        values = values_of(finding)
        cells = {name: shown(field, values[name]) for name, field in fields.items()}
        word = version([finding.id], [(field, cells[name]) for name, field in fields.items()])
        assert edited(word, tuple(fields.values()), cells) == []
        assert not any(differs(kind_of(finding), name, values[name], values[name]) for name in fields)
        changed = {**cells, "status": "", "measure": "weapons and more", "manner": "no"}
        assert set(edited(word, tuple(fields.values()), changed) or ()) <= {"status", "measure", "manner"}
        assert edited(word[:-1], tuple(fields.values()), cells) is None


CHOICES = [
    ("accept", {}),
    ("reject", {}),
    ("edit", {"place": "A"}),
    ("edit", {"place": None}),
]


@given(st.lists(st.tuples(st.sampled_from(range(4)), st.sampled_from(CHOICES)), max_size=8), st.randoms())
@settings(max_examples=80, deadline=None)
def test_decisions_on_different_findings_come_to_the_same_in_any_order(some, random) -> None:
    items = all_of(FOUND)

    def numbered(order):
        return [
            decision(n, action, items[i], **({} if kind_of(items[i]) == "event" else decided))
            for n, (i, (action, decided)) in enumerate(order, 1)
        ]

    by_finding: dict[int, list] = {}
    for one in some:
        by_finding.setdefault(one[0], []).append(one)
    keys = list(by_finding)
    random.shuffle(keys)
    shuffled = [one for key in keys for one in by_finding[key]]
    one, other = (apply(REPORT.text, READING, numbered(order)) for order in (some, shuffled))
    assert (one.findings, one.actors) == (other.findings, other.actors)
    backwards = list(reversed(numbered(some)))
    assert apply(REPORT.text, READING, backwards).findings == one.findings  # their numbers tell their order


@given(st.lists(st.tuples(st.sampled_from(range(4)), st.sampled_from(CHOICES)), max_size=6))
@settings(max_examples=60, deadline=None)
def test_all_taken_back_is_nothing_decided(some) -> None:
    items = all_of(FOUND)
    made_ = [decision(n, action, items[i]) for n, (i, (action, _)) in enumerate(some, 1)]
    taken = [replace(d, seq=len(made_) + d.seq, action="withdraw", decided={"seq": d.seq}) for d in reversed(made_)]
    assert apply(REPORT.text, READING, [*made_, *taken]).findings == FOUND


# Anchors

TEXT = "At least 1,200 people and 14 boats left the harbour on Monday, and 300 people came back to it on Friday."


def figure(words: str, after: int = 0, **more) -> Figure:
    start = TEXT.index(words, after)
    span = (start, start + len(words))
    return replace(FOUND.figures[0], id=identifier("f", span), span=span, text=words, **more)


def on(finding: Figure, seq: int = 1, action: str = "accept") -> Decision:
    return replace(decision(seq, action, finding), quote=words_of(TEXT, spans_of(finding)))


def placed(figures, *decisions: Decision, text: str = TEXT):
    found = placements(Findings(figures=tuple(figures)), text, decisions)
    return [found["figure", d.target] for d in decisions]


def test_the_same_id_then_the_best_overlap() -> None:
    old, wider, other = figure("1,200 people"), figure("At least 1,200 people"), figure("14 boats")
    assert placed([wider, other, old], on(old)) == [old.id]
    assert placed([wider, other], on(old)) == [wider.id]
    assert placed([other], on(old)) == [None]
    assert placed([figure("1,200 people and 14"), wider], on(old)) == [figure("1,200 people and 14").id]


def test_another_kind_does_not_take_it() -> None:
    old = figure("1,200 people")
    statement = replace(FOUND.statements[0], content=(old.span,))
    assert placements(Findings(statements=(statement,)), TEXT, [on(old)]) == {("figure", old.id): None}


def test_of_two_that_became_one_the_better_fit_has_it() -> None:
    one, two = figure("1,200 people"), figure("14 boats")
    merged = figure("1,200 people and 14 boats")
    assert placed([merged], on(one), on(two, 2, "reject")) == [merged.id, None]
    assert placed([merged], on(two, 1, "reject"), on(one, 2)) == [None, merged.id]


def test_of_one_that_became_two_the_better_fit_takes_it() -> None:
    whole, first, second = figure("1,200 people and 14 boats"), figure("1,200 people"), figure("14 boats")
    assert placed([first, second], on(whole)) == [first.id]


def test_decisions_on_one_thing_under_two_ids_stay_together() -> None:
    first, later = figure("1,200 people"), figure("At least 1,200 people")
    assert placed([first], on(first), on(later, 2)) == [first.id, first.id]
    assert placed([later], on(first), on(later, 2)) == [later.id, later.id]


def test_of_two_equal_places_the_one_with_the_same_values() -> None:
    old = figure("1,200 people")
    a = replace(old, id="f-a", measure="injured")
    b = replace(old, id="f-b")
    assert placed([a, b], on(old)) == ["f-b"]


def test_words_that_moved_are_found_where_they_stand_now() -> None:
    old, far = figure("300 people"), figure("1,200 people")
    moved = "Corrected. " + TEXT
    there = replace(old, id="f-new", span=(old.span[0] + 11, old.span[1] + 11))
    other = replace(far, id="f-other", span=old.span)
    assert placed([there, other], on(old), text=moved) == ["f-new"]
    assert placed([there, other], on(old), text="Nothing of it.") == [None]


@given(st.text(alphabet="ab ", min_size=1, max_size=30), st.data())
@settings(max_examples=100, deadline=None)
def test_what_is_relocated_has_the_same_words(text: str, data) -> None:
    cuts = sorted(data.draw(st.lists(st.integers(0, len(text)), min_size=2, max_size=4, unique=True)))
    spans: tuple[Span, ...] = tuple(zip(cuts[::2], cuts[1::2], strict=False))
    quote = words_of(text, spans)
    assert relocated(text, spans, quote) == spans
    shifted = data.draw(st.text(alphabet="ab ", max_size=5)) + text
    found = relocated(shifted, spans, quote)
    assert found is not None
    assert words_of(shifted, found) == quote
    assert all(a[1] <= b[0] for a, b in itertools.pairwise(found))


@given(*[st.lists(st.tuples(st.integers(0, 20), st.integers(0, 9)).map(lambda s: (s[0], s[0] + s[1])), max_size=1)] * 2)
def test_overlap_is_a_share(one, other) -> None:
    assert 0 <= overlap(one, other) <= 1
    assert overlap(one, other) == overlap(other, one)
    assert overlap(one, one) == 1


# What is rejected


def test_what_stands_in_a_rejected_statement_moves_up() -> None:
    outer, inner = FOUND.statements
    inner = replace(inner, within=outer.id)
    deepest = replace(inner, id="s-3", within=inner.id)
    counted = replace(FOUND.figures[0], statement=inner.id)
    some = replace(FOUND, statements=(outer, replace(inner, review="rejected"), deepest), figures=(counted,))
    kept = without_rejected(some)
    assert [(s.id, s.within) for s in kept.statements] == [(outer.id, None), ("s-3", outer.id)]
    assert kept.figures[0].statement == outer.id
    event = replace(FOUND.events[0], figures=(counted.id,))
    kept = without_rejected(replace(some, figures=(replace(counted, review="rejected"),), events=(event,)))
    assert (kept.figures, kept.events[0].figures) == ((), ())


# Actors


def test_a_merge_before_and_after_a_rename() -> None:
    governor, paper = (actor.id for actor in ACTORS)
    rename = on_actor(1, "rename", paper, name="Gazette of the Quay")
    merge = on_actor(2, "merge", paper, into=governor, name="Élise Okafor")
    [actor] = apply(REPORT.text, READING, [rename, merge]).actors
    assert (actor.id, actor.name) == (governor, "Élise Okafor")
    assert {"Gazette of the Quay", "Quay Gazette", "Okafor"} <= set(actor.aliases)
    [actor] = apply(REPORT.text, READING, [merge, replace(rename, seq=3)]).actors
    assert (actor.id, actor.name) == (governor, "Gazette of the Quay")


def test_merges_never_run_in_circles() -> None:
    a, b, c = "a-1", "a-2", "a-3"
    some = [on_actor(1, "merge", a, into=b), on_actor(2, "merge", b, into=c), on_actor(3, "merge", c, into=a)]
    apply(REPORT.text, READING, some)


# Lines


def test_lines_are_sorted_as_people_say() -> None:
    lines = lines_of(REPORT)
    labels = [line.label for line in lines]
    assert labels == ["aside", "title", "aside", "body", "caption", "body", "aside", "aside"]
    assert [REPORT.text[slice(*line.span)] for line in lines] == REPORT.text.split("\n")[:-1]

    def mark(first: int, last: int, part) -> LineMark:
        span = (lines[first - 1].span[0], lines[last - 1].span[1])
        return LineMark(span, REPORT.text[slice(*span)], part)

    new = marked(REPORT, [mark(4, 5, "set-aside"), mark(7, 7, "body"), mark(5, 5, "body")])
    assert [line.label for line in lines_of(new)] == [
        "aside", "title", "aside", "aside", "body", "body", "body", "aside"
    ]  # fmt: skip
    assert new.body == ((lines[4].span[0], lines[6].span[1]),)
    assert new.captions == ()
    assert marked(REPORT, []) == REPORT
    assert marked(REPORT, [replace(mark(4, 4, "body"), quote="words that are not there")]) == REPORT
    without = marked(REPORT, [mark(2, 2, "set-aside")])
    assert (without.title_span, without.title) == (None, REPORT.title)


@pytest.mark.parametrize(
    ("words", "numbers"),
    [("1", [[1]]), ("2-4", [[2, 3, 4]]), ("2 - 4, 6", [[2, 3, 4], [6]]), ("1,2", [[1, 2]]), ("span:0-3", [[1]])],
)
def test_ranges_of_lines(words: str, numbers) -> None:
    found = ranges(words, lines_of(REPORT))
    assert [[line.number for line in group] for group in found] == numbers


@pytest.mark.parametrize("words", ["", "0", "9", "4-2", "x", "1,,2", "span:7", "span:9000-9001", "-1", "1-99999999999"])
def test_lines_that_there_are_not(words: str) -> None:
    with pytest.raises(UsageError):
        ranges(words, lines_of(REPORT))


def test_the_nearest_words() -> None:
    text = "Velm. The port of Velm  and Old\nVelm."
    assert nearest(text, "Velm", (16, 20)) == (18, 22)
    assert nearest(text, "old  velm", (0, 1)) is None
    assert nearest(text, "Old Velm", (0, 1)) == (28, 36)
    assert nearest(text, "Vel", (0, 1)) is None
    assert nearest(text, "  ", (0, 1)) is None


# Words that travel


@given(st.sampled_from([f for fields in FIELDS.values() for f in fields.values()]), st.text(max_size=30))
def test_any_cell_means_something(field, cell: str) -> None:
    assert canonical(field, cell)


# Dates


@pytest.mark.parametrize(
    ("text", "bounds"),
    [
        ("2017-03-12", ("2017-03-12", "2017-03-12")),
        ("2017-02?", ("2017-02-01", "2017-02-28")),
        ("2016", ("2016-01-01", "2016-12-31")),
        ("198X", ("1980-01-01", "1989-12-31")),
        ("19XX", ("1900-01-01", "1999-12-31")),
        ("2017-03-10/2017-04", ("2017-03-10", "2017-04-30")),
        ("../2017-04", (None, "2017-04-30")),
        ("2017-04/..", ("2017-04-01", None)),
        ("[2017-03-12..2017-03-14]", ("2017-03-12", "2017-03-14")),
        ("[2017-03-12..]", ("2017-03-12", None)),
        ("[2017-03-12, 2017-03-14]", ("2017-03-12", "2017-03-14")),
    ],
)
def test_dates_and_their_bounds(text: str, bounds) -> None:
    date = dates.parse(f" {text} ")
    assert (date.edtf, date.earliest, date.latest) == ("".join(text.split()), *bounds)


@pytest.mark.parametrize(
    "text", ["", "x", "2017-13", "2017-02-30", "[..]", "../..", "/", "198X-03", "2017-1-2", "17", "٢٠١٧"]
)
def test_dates_that_there_are_not(text: str) -> None:
    with pytest.raises(ValueError, match=r"date as EDTF|calendar"):
        dates.parse(text)


@given(st.text(max_size=25))
def test_any_text_is_a_date_or_none(text: str) -> None:
    try:
        date = dates.parse(text)
    except ValueError:
        return
    assert date.earliest or date.latest


@given(st.dates(), st.dates())
def test_what_the_program_writes_is_read_with_the_same_bounds(one, other) -> None:
    from reportedly.findings.dates import edtf

    first, last = sorted((one, other))
    for written in (
        edtf.dated(edtf.day(one)), edtf.dated(edtf.day(one), inferred=True), edtf.between(first, last),
        edtf.between(first, None), edtf.between(None, last), edtf.dated(edtf.Period("stretch", first, last)),
        *(edtf.dated(edtf.period(unit, one)) for unit in ("month", "week", "year") if 1 < one.year < 9999),
    ):  # fmt: skip
        assert dates.parse(written.edtf) == written


def test_the_finding_of_an_id() -> None:
    assert finding_with(FOUND, FOUND.events[0].id) == FOUND.events[0]
    assert finding_with(FOUND, "e-0") is None


def test_an_accepted_unnamed_speaker_keeps_the_id_that_the_new_reading_gives() -> None:
    unnamed = replace(FOUND.statements[0].speaker, actor="a-old", name=None, description="official", kind="unnamed")
    old = replace(FOUND.statements[0], speaker=unnamed)
    new = replace(old, speaker=replace(unnamed, actor="a-new"))
    accepted = decision(1, "accept", old)
    reading = Reading(replace(FOUND, statements=(new, FOUND.statements[1])), READING.actors)
    assert apply(REPORT.text, reading, [accepted]).findings.statements[0].speaker.actor == "a-new"
    edited_to = decision(2, "edit", old, speaker=values_of(old)["speaker"])
    assert apply(REPORT.text, reading, [edited_to]).findings.statements[0].speaker.actor == "a-old"
