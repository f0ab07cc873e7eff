"""Who a reference is that the reader tagged badly, or that only the rest of the report tells: tags put by hand."""

from __future__ import annotations

import re
import sys
from dataclasses import replace
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "reading"))
from made_reports import report

from reportedly.actors.coreference import resolve
from reportedly.actors.scans import companies, groups, last_words, works
from reportedly.actors.spans import one_clause
from reportedly.findings.events import find_events
from reportedly.findings.statements import find_statements
from reportedly.reading.tags import Attribution, Clause, Entity, Tagged
from reportedly.types import ActorRef, Findings, MentionType, Span


def place(text: str, words: str) -> Span:
    return text.rindex(words), text.rindex(words) + len(words)


def tagged(body: str, title: str | None = None, **names: MentionType) -> Tagged:
    """A report whose ``names`` ("Mara_Tolin") are tagged everywhere."""
    made = report(body, title)
    entities = [
        Entity(match.span(), kind)
        for name, kind in names.items()
        for match in re.finditer(re.escape(name.replace("_", " ")), made.text)
    ]
    return Tagged(made, entities=tuple(sorted(entities, key=lambda e: e.span)))


def speaker(body: str, source: str, title: str | None = None, **names: MentionType) -> ActorRef:
    """Who the last ``source`` is, with "said" and the rest of the report after it."""
    made = tagged(body, title, **names)
    text, span = made.report.text, place(made.report.text, source)
    row = Attribution((span,), ((span[1] + 1, span[1] + 5),), ((span[1] + 6, len(text)),))
    made = replace(made, attributions=(row,))
    (statement,) = resolve(made, Findings(find_statements(made, ()))).statements
    assert statement.speaker is not None
    return statement.speaker


@pytest.mark.parametrize(
    ("body", "source", "name"),
    [
        ("Quist Ledger shut. The bank said it rained.", "The bank", "Quist Ledger"),
        ("Quist Ledger shut. It said it rained.", "It", "Quist Ledger"),
        ("Quist Ledger shut. He said it rained.", "He", None),
    ],
)
def test_a_name_that_stands_as_a_body_is_no_person(body: str, source: str, name: str | None) -> None:
    assert speaker(body, source, Quist_Ledger="organization").name == name


def test_a_last_name_tagged_as_a_body_stays_a_person() -> None:
    made = tagged("Paula Ledger left. Ledger said it rained.", Ledger="organization")
    assert companies(made, [(0, len(made.report.text))]) == set()


def test_a_party_council_is_no_newspaper() -> None:
    body = "The Tide Council met. The paper said it rained."
    assert speaker(body, "The paper", Tide_Council="organization").name is None
    body = "The Quist Ledger met. The paper said it rained."
    assert speaker(body, "The paper", Quist_Ledger="organization").name == "Quist Ledger"


def test_he_goes_with_the_gender_that_mr_told() -> None:
    body = "Mr. Berek came. Mara Tolin met Berek. She said it rained."
    assert speaker(body, "She", Mara_Tolin="person", Berek="person").name == "Mara Tolin"


def test_the_film_is_the_one_in_quotation_marks() -> None:
    body = "Mara Tolin made a film, “Tides.” The Harbour Act came. The film said it rained."
    assert speaker(body, "The film", Harbour_Act="organization").name == "Tides"


@pytest.mark.parametrize(
    ("title", "source", "name", "description"),
    [
        ("Quist Official Says It Rained", "Quist Official", None, "quist official"),
        ("Member of Tide Panel says it rained", "Member of Tide Panel", None, "member of Tide Panel"),
    ],
)
def test_capitals_of_a_headline_name_nobody(title: str, source: str, name: str | None, description: str) -> None:
    ref = speaker("A port official spoke of rain.", source, title)
    assert (ref.name, ref.description) == (name, description)


def test_i_is_the_speaker_whose_name_comes_later() -> None:
    text = "“I think it rained,” said Mara Tolin."
    made = tagged(text, Mara_Tolin="person")
    outer = Attribution((place(text, "Mara Tolin"),), (place(text, "said"),), ((0, 20),))
    inner = Attribution((place(text, "I"),), (place(text, "think"),), (place(text, "it rained"),), 1.0, 0)
    made = replace(made, attributions=(inner, outer))
    made = replace(made, attributions=(replace(inner, within=1), outer))
    found = resolve(made, Findings(find_statements(made, ()))).statements
    assert [s.speaker.name for s in found if s.speaker] == ["Mara Tolin", "Mara Tolin"]


def test_and_who_is_the_one_that_who_is() -> None:
    text = "Mara Tolin of Quist, who came in May, and who said it rained."
    made = tagged(text, Mara_Tolin="person")
    first, second = text.index("who"), text.rindex("who")
    rows = tuple(Attribution(((at, at + 3),), ((at + 4, at + 8),), ((at + 9, at + 15),)) for at in (first, second))
    made = replace(made, attributions=rows)
    found = resolve(made, Findings(find_statements(made, ()))).statements
    assert [s.speaker.name for s in found if s.speaker] == ["Mara Tolin", "Mara Tolin"]


def actor(body: str, words: str, trigger: str, said: Attribution | None = None, **names: MentionType) -> ActorRef:
    """Who does ``trigger``, where the reader has ``words`` for it."""
    made = tagged(body, **names)
    text = made.report.text
    at, act = place(text, words), place(text, trigger)
    clause = Clause((min(at[0], act[0]), max(at[1], act[1])), act, "AID", None, (("actor", at),))
    made = replace(made, clauses=(clause,), attributions=(said,) if said else ())
    statements = find_statements(made, ())
    events = find_events(made, statements, (), ())
    (event,) = resolve(made, Findings(statements, events=events)).events
    (ref,) = event.roles.actor
    assert isinstance(ref, ActorRef)
    return ref


def test_his_country_is_the_one_whose_office_he_holds() -> None:
    body = "Peru’s Trade Minister Ivo Berek came to Chile. His country helped the town."
    ref = actor(body, "country", "helped", Ivo_Berek="person", Chile="place")
    assert (ref.name, ref.kind) == ("Peru", "country")


def test_the_country_is_the_last_one_named() -> None:
    body = "Peru’s Trade Minister Ivo Berek came to Chile. The country helped the town."
    assert actor(body, "The country", "helped", Ivo_Berek="person", Chile="place").name == "Chile"


def test_a_relative_is_not_the_one_he_is_named_by() -> None:
    body = "Mara Tolin spoke of Tolin's father, Ivo, who helped the town."
    assert actor(body, "Tolin", "helped", Mara_Tolin="person").name == "Ivo"


def test_we_in_a_quotation_is_who_says_it() -> None:
    text = "“We will help the town,” said Mara Tolin."
    said = Attribution((place(text, "Mara Tolin"),), (place(text, "said"),), ((0, 24),))
    assert actor(text, "We", "help", said, Mara_Tolin="person").name == "Mara Tolin"


@pytest.mark.parametrize(
    ("words", "says", "does"),
    [
        ("Tolin said Berek", "Tolin", "Berek"),
        ("Quist Official Says Tolin", "Quist Official", "Tolin"),
        ("and troops", "troops", "troops"),
        ("Tolin and", "Tolin", "Tolin"),
        ("Tolin and Berek", "Tolin and Berek", "Tolin and Berek"),
    ],
)
def test_one_clause_of_a_reference(words: str, says: str, does: str) -> None:
    assert (one_clause(words, True), one_clause(words, False)) == (says, does)


def test_names_read_off_the_text() -> None:
    text = "Many analysts saw the play “Ebb.” The Times and the baker left."
    sentences = [(0, 33), (34, len(text))]
    assert [(n.description, n.kind) for _, n in groups(text, sentences)] == [("many analysts", "group")]
    assert [n.name for _, n in works(text, sentences)] == ["Ebb"]
    assert [n.name for _, n in last_words(text, sentences, {"times"})] == ["Times"]
    assert last_words(text, sentences, {"post"}) == []
