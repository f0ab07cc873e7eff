from __future__ import annotations

import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

sys.path.insert(0, str(Path(__file__).parents[1] / "reading"))
from made_reports import report

from reportedly.findings.statements import find_statements
from reportedly.reading.rules import RuleReader
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


def test_agencies_relay() -> None:
    (found,) = statements('"It is open," she said, according to the state news agency. "It stays open."')
    assert [(v.text, v.how) for v in found.via] == [("the state news agency", "agency")]
    assert found.speaker is not None
    assert found.speaker.text == "she"


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
