from __future__ import annotations

import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

sys.path.insert(0, str(Path(__file__).parents[1] / "reading"))
from made_reports import report

from benchmarks.baseline.rules import RuleReader
from reportedly.findings.statements import find_statements
from reportedly.reading.tags import Attribution, Tagged
from reportedly.types import Date, Statement, Time


def statements(body: str, title: str | None = None, times: tuple[tuple[str, str], ...] = ()) -> tuple[Statement, ...]:
    made = report(body, title)
    found = []
    for words, day in times:
        start = made.text.index(words)
        found.append(Time("t", made.id, (start, start + len(words)), words, "DATE", Date(day, day, day)))
    return find_statements(RuleReader().read([made])[0], tuple(found))


@pytest.mark.parametrize(
    ("body", "quotation", "manner", "negated"),
    [
        ('"It is open," Tolin said.', "direct", "say", False),
        ("Tolin said it was open.", "indirect", "say", False),
        ('Tolin said it was "wide open" now.', "mixed", "say", False),
        ("Tolin denied that it was open.", "indirect", "deny", False),
        ("Tolin has not said that it is open.", "indirect", "say", True),
        ("Tolin refused to comment on the port.", "indirect", "decline", False),
        ("Tolin warned that ships would wait.", "indirect", "warn", False),
        ("Tolin promised to open the port.", "indirect", "promise", False),
        ("The council estimates that 300 fled.", "indirect", "estimate", False),
        ("Tolin called for an inquiry.", "indirect", "urge", False),
        ("A survey shows that many left.", "indirect", "show", False),
        ("Many fled, according to the council.", "indirect", "say", False),
    ],
)
def test_quotation_manner_and_negation(body: str, quotation: str, manner: str, negated: bool) -> None:
    (found,) = statements(body)
    assert (found.quotation, found.manner, found.negated) == (quotation, manner, negated)


def test_addressee() -> None:
    (found,) = statements('"It is open," Tolin told journalists in Lima.')
    assert found.addressee is not None
    assert found.addressee.text == "journalists"
    assert found.place == "Lima"
    assert found.via == ()


def test_newspaper_relays_an_interview_and_dates_it() -> None:
    (found,) = statements(
        '"It is open," Tolin told the Peruvian newspaper Morgen in an interview published Monday.',
        times=(("Monday", "2019-05-06"),),
    )
    assert [(v.text, v.how) for v in found.via] == [("the Peruvian newspaper Morgen", "interview")]
    assert found.addressee is None
    assert found.said is not None
    assert found.said.edtf == "2019-05-06"


@pytest.mark.parametrize(
    "body",
    [
        "She said the port was open, the state news agency reported.",
        "The state news agency reported that she said the port was open.",
    ],
)
def test_a_clause_that_reports_a_statement_holds_it(body: str) -> None:
    outer, inner = sorted(statements(body), key=lambda s: s.within is not None)
    assert outer.speaker is not None
    assert outer.speaker.text.lower() == "the state news agency"
    assert (outer.via, outer.within) == ((), None)
    assert inner.speaker is not None
    assert inner.speaker.text.lower() == "she"
    assert inner.within == outer.id
    assert [(v.text.lower(), v.how) for v in inner.via] == [("the state news agency", "agency")]


@pytest.mark.parametrize(
    ("agency", "how"), [("the state news agency", "agency"), ("a letter", "document"), ("two witnesses", "person")]
)
def test_according_to_somebody_after_the_speaker_is_a_relay_and_the_speech_goes_on(agency: str, how: str) -> None:
    (found,) = statements(f'"It is open," she told the crew in Selm, according to {agency}. "It stays open."')
    assert found.speaker is not None
    assert found.speaker.text == "she"
    assert found.text.endswith('"It stays open."')
    assert [(v.text, v.how) for v in found.via] == [(agency, how)]


@pytest.mark.parametrize(
    ("body", "relays"),
    [
        ("Tolin told the Harbour Gazette that ships would wait.", [("the Harbour Gazette", "media")]),
        ("Tolin told El Faro ships would wait.", [("El Faro", "media")]),
        ("Tolin told PortWatch that ships would wait.", [("PortWatch", "media")]),
        ("Tolin told Meridian that ships would wait. Meridian reported it on Monday.", [("Meridian", "media")]),
        ("Tolin told Norland Radio in an interview that ships would wait.", [("Norland Radio", "interview")]),
        ("In an interview with Mara Quist, Tolin said ships would wait.", [("Mara Quist", "interview")]),
        ("In a letter to the council, Tolin said ships would wait.", [("a letter to the council", "document")]),
        ("In their joint letter sent on Monday, ports said ships would wait.", [("their joint letter", "document")]),
        ('"Ships will wait," Tolin said in a statement.', [("a statement", "document")]),
        ('"Ships will wait," Tolin said on NTV\'s breakfast show.', [("NTV's breakfast show", "media")]),
        ('"It waits," Tolin was quoted as saying by the news agency Quist.', [("the news agency Quist", "agency")]),
        ('According to a memo seen by the Gazette, ships will wait.', [("the Gazette", "media")]),
        ("A pilot consulted by the newspaper Meridian said ships would wait.", [("the newspaper Meridian", "media")]),
        ('"Ships will wait," Tolin said through his lawyer.', [("his lawyer", "person")]),
        ("Tolin told the Gazette on Monday that ships would wait, saying it was full.", [("the Gazette", "media")]),
        ("Tolin told the Gazette's editorial board that ships would wait.", []),
        ("Tolin told parliament in a report on ships that they would wait.", [("a report", "document")]),
        ("Tolin commented on the report, saying that ships would wait.", []),
    ],
)  # fmt: skip
def test_relays(body: str, relays: list[tuple[str, str]]) -> None:
    for found in [s for s in statements(body) if s.within is None and s.speaker and s.speaker.text != "Meridian"]:
        assert [(v.text, v.how) for v in found.via] == relays
        assert not relays or found.addressee is None or found.addressee.text == "parliament"


def test_every_holder_says_how_it_relays() -> None:
    found = statements("The Gazette reported that a study shows that Tolin said ships would wait.")
    inner = next(s for s in found if s.speaker is not None and s.speaker.text == "Tolin")
    assert [(v.text.lower(), v.how) for v in inner.via] == [("a study", "document"), ("the gazette", "media")]


@pytest.mark.parametrize(
    ("body", "addressee"),
    [
        ("Tolin urged the council to open the port.", "the council"),
        ("Tolin told host Mara Quist that ships would wait.", "host Mara Quist"),
        ("Tolin told her that ships would wait.", "her"),
    ],
)
def test_addressees(body: str, addressee: str) -> None:
    (found,) = statements(body)
    assert found.addressee is not None
    assert found.addressee.text == addressee


@pytest.mark.parametrize(
    ("body", "cue", "manner"),
    [
        ("Tolin is willing to wait.", "is willing", "want"),
        ("Tolin would like to wait.", "would like", "want"),
        ("Tolin was frustrated by the delay.", "was frustrated by", "believe"),
        ("Tolin disavowed the council.", "disavowed", "reject"),
        ("Tolin agreed to wait.", "agreed", "promise"),
        ("Tolin agreed that it was late.", "agreed", "confirm"),
        ("Tolin remarked on the delay.", "remarked on", "say"),
    ],
)
def test_the_manner_of_attitudes(body: str, cue: str, manner: str) -> None:
    start = body.index(cue)
    row = Attribution(((0, 5),), ((start, start + len(cue)),), ((start + len(cue) + 1, len(body) - 1),))
    (found,) = find_statements(Tagged(report(body), (row,)), ())
    assert found.manner == manner


@pytest.mark.parametrize(
    ("body", "cue", "addressee"),
    [
        ("Tolin was urging a coastal council to open the port.", "was urging", "a coastal council"),
        (
            "Tolin has informed Harbour Chief Mara Quist that ships would wait.",
            "has informed",
            "Harbour Chief Mara Quist",
        ),
        ("Tolin told me she was leaving.", "told", "me"),
        ("Tolin thanked Quist for the flour.", "thanked", "Quist"),
        ("Tolin told the whole truth.", "told", None),
        ("Tolin suggested the council to the mayor.", "suggested", None),
    ],
)
def test_an_addressee_at_the_beginning_of_what_is_said(body: str, cue: str, addressee: str | None) -> None:
    start = body.index(cue)
    said = ((start + len(cue) + 1, len(body) - 1),)
    row = Attribution(((0, 5),), ((start, start + len(cue)),), said)
    (found,) = find_statements(Tagged(report(body), (row,)), ())
    assert (found.addressee.text if found.addressee else None) == addressee


def test_who_quotes_somebody_relays() -> None:
    (found,) = statements("State television quoted a dock worker as saying that ships had come.")
    assert found.speaker is not None
    assert found.speaker.text == "a dock worker"
    assert [v.text for v in found.via] == ["State television"]
    assert found.text == "that ships had come"


def test_nobody_negates() -> None:
    (found,) = statements("No group claimed that it had burnt the port.")
    assert found.negated


def test_day_in_what_is_said_is_not_when_it_was_said() -> None:
    (found,) = statements("Tolin said the port would open Monday.", times=(("Monday", "2019-05-06"),))
    assert found.said is None


def test_day_beside_the_cue_is_when_it_was_said() -> None:
    (found,) = statements("Tolin said Monday that the port was open.", times=(("Monday", "2019-05-06"),))
    assert found.said is not None
    assert found.said.edtf == "2019-05-06"
    assert found.text == "that the port was open"


def test_inner_statement_names_its_outer_one_as_relay() -> None:
    outer, inner = statements("Tolin said Berek told him the ships would come.")
    assert inner.within == outer.id
    assert [(v.text, v.how) for v in inner.via] == [("Tolin", "person")]


def test_quotation_that_stands_alone_keeps_the_speaker() -> None:
    found = statements('"It is open," Tolin said. She smiled.\n\n"We are glad of every ship that comes."')
    assert [s.speaker.text for s in found if s.speaker] == ["Tolin", "Tolin"]


def test_ids_depend_on_content_only_and_differ() -> None:
    body = "Tolin said it was open. Berek said it was closed. Berek said it was closed."
    first, again = statements(body), statements(body)
    assert first == again
    assert len({s.id for s in first}) == 3
    assert all(s.id.startswith("s-") for s in first)


def test_title_is_a_statement_too() -> None:
    found = statements("It rained.", "Tolin Says Port Will Open")
    assert [s.text for s in found] == ["Port Will Open"]


@given(st.lists(st.sampled_from(["“It is,” ", "he said", " told ", "Tolin", ", ", ". ", "according to ", "the paper ",
                                 "in an interview ", "Monday ", "that ", "\n", "not "])).map("".join))  # fmt: skip
def test_spans_lie_in_the_text_and_within_is_known(body: str) -> None:
    found = statements(body)
    ids = {s.id for s in found}
    assert len(ids) == len(found)
    for s in found:
        assert s.within is None or s.within in ids - {s.id}
        for ref in (s.speaker, s.addressee, *s.via):
            if ref is not None and ref.span is not None:
                assert body[slice(*ref.span)] == ref.text
                assert ref.text
