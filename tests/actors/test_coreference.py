from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

sys.path.insert(0, str(Path(__file__).parents[1] / "reading"))
from made_reports import report

from benchmarks.baseline.rules import RuleReader
from reportedly.actors.coreference import resolve
from reportedly.findings.statements import find_statements
from reportedly.reading.tags import Attribution, Entity, Tagged
from reportedly.types import ActorRef, Findings


def resolved(body: str, title: str | None = None) -> Findings:
    tagged = RuleReader().read([report(body, title)])[0]
    return resolve(tagged, Findings(find_statements(tagged, ())))


def speakers(body: str, title: str | None = None) -> list[ActorRef]:
    return [s.speaker for s in resolved(body, title).statements if s.speaker is not None]


@pytest.mark.parametrize(
    ("body", "names"),
    [
        ("Mara Tolin said it rained. Tolin said it snowed.", ["Mara Tolin", "Mara Tolin"]),
        ("Tolin said it rained. Later Mara Tolin said it snowed.", ["Mara Tolin", "Mara Tolin"]),
        ("Mr. Berek met Mara Tolin. He said it rained.", ["Berek"]),
        ("Mr. Berek met Mara Tolin. She said it rained.", ["Mara Tolin"]),
        ("Mara Tolin said it rained, and that she said it would.", ["Mara Tolin", "Mara Tolin"]),
        ("Trade Minister Mara Tolin came. The minister said it rained.", ["Mara Tolin"]),
        ("Ivo Berek spoke. The senator said it rained.", ["Ivo Berek"]),
        ("Ivo Berek spoke. The band leader said it rained.", [None]),
        ("Mr. Berek and Mrs. Tolin came. Ivo Berek left. Mr. Berek and Mrs. Tolin said so.", ["Ivo Berek and Tolin"]),
        ("Orvelia’s foreign minister left. Orvelia said it rained.", ["Orvelia"]),
        ("Mr. Berek met Nadia Tolin. Nobody said it rained. He said it snowed.", [None, "Berek"]),
        ("Mara Tarek came. King Tarek said it rained. Tarek said it snowed.", ["Tarek", "Mara Tarek"]),
        ("King Tarek Osk came. King Tarek said it rained.", ["Tarek Osk"]),
        ("Moscow said it rained.", ["Russia"]),
        ("Russia signed. Moscow says it will wait because it believes it can.", ["Russia", "Russia"]),
        ("The Tide Relief Group (TRG) met. TRG said it rained.", ["Tide Relief Group"]),
        ("The Harbour Workers Union met. The union said it rained.", ["Harbour Workers Union"]),
        ("Paul Berek left. Carla Berek came. Mrs. Berek said it rained.", ["Carla Berek"]),
        (
            "The council’s envoy said it rained.\n\nIvo Berek told reporters that it snowed.",
            ["Ivo Berek", "Ivo Berek"],
        ),
        ("Kolvar Sen. Mara Tolin came. Tolin said it rained.", ["Mara Tolin"]),
        ("Kolvar Sen. Mara Tolin came. The senator said it rained.", ["Mara Tolin"]),
        ("GOP nominee Ivo Berek came. The Republican nominee said it rained.", ["Ivo Berek"]),
        ("Paul King came. Mr. King said it rained.", ["Paul King"]),
        ("Ivo Berek, 56, said it rained.", ["Ivo Berek"]),
        ("Sun Ma Lin Tae came. Later Lin Tae said it rained.", ["Sun Ma Lin Tae"]),
        ("Sanu Berek met Mara Tolin. Mrs. Berek left. She said it rained.", ["Sanu Berek"]),
        ("Ivo Berek left the Quist Bay Times. Later the Times said it rained.", ["Quist Bay Times"]),
        ("The Harbour and Tide Commission met. The H.T.C. said it rained.", ["Harbour and Tide Commission"]),
        ("Berek criticized Tolin, now the leader of the council, who said it rained.", ["Berek", "Tolin"]),
        (
            "We met Friends for Justice. Friends for Justice said it rained.",
            ["Friends for Justice"],
        ),
        ("Ivo Berek’s “Low Tide” shows that it rained. The film says that it snowed.", ["Low Tide", "Low Tide"]),
        ("Ivo Berek III came. Berek said it rained.", ["Ivo Berek III"]),
        ("Mara Kay Henry came. Henry said it rained. She said it snowed.", ["Mara Kay Henry", "Mara Kay Henry"]),
        ("Supporters of Mara Tolin said it rained.", [None]),
        ("Mr. King and Mr. Tolin came. Both Mr. King and Mr. Tolin said it rained.", ["King and Tolin"]),
        ("Mara Tolin and Ivo Berek came. The two candidates said it rained.", ["Mara Tolin and Ivo Berek"]),
        (
            "Gov. Ivo Berek came. Former Gov. Mara Tolin came too. The governor said it rained.",
            ["Ivo Berek"],
        ),
        (
            "President Ivo Berek met Tide Bank President Mara Tolin. The president said it rained.",
            ["Ivo Berek"],
        ),
        ("President Ivo Berek came. The Peruvian leader said it rained.", ["Ivo Berek"]),
        ("Chadian President Ivo Berek came. The Peruvian president said it rained.", [None]),
        ("Justice Mara Tolin came. The judge said it rained.", ["Mara Tolin"]),
        ("A court judge said it rained.\n\nJustice Mara Tolin left.", ["Mara Tolin"]),
        ("The Federal Reserve met. The Fed said it rained.", ["Federal Reserve"]),
        ("His wife, Mara Tolin, came. His wife said it rained.", ["Mara Tolin"]),
        ("Paula Tolin’s measure failed. The measure said it rained. He said it snowed.", [None, None]),
        ("A senior official said it rained.", [None]),
        ("Residents said it rained. They said it snowed.", [None, None]),
        ("We think that it will rain.", [None]),
    ],
)
def test_names(body: str, names: list[str | None]) -> None:
    assert [ref.name for ref in speakers(body)] == names


def named_by(body: str, source: str, *persons: str) -> str | None:
    """The name that the last occurrence of ``source`` gets, with tags put by hand."""
    made = report(body)
    at = made.text.rindex(source)
    end = at + len(source)
    entities = [Entity(m.span(), "person") for p in persons for m in re.finditer(rf"{p}|{p.split()[1]}", body)]
    said = Attribution(((at, end),), ((end + 1, end + 5),), ((end + 6, len(made.text)),))
    tagged = Tagged(made, (said,), tuple(sorted(entities, key=lambda e: e.span)))
    (statement,) = resolve(tagged, Findings(find_statements(tagged, ()))).statements
    assert statement.speaker is not None
    return statement.speaker.name


@pytest.mark.parametrize(
    ("body", "source", "name"),
    [
        ("Mara Tolin met Ivo Berek. Both said it rained.", "Both", "Mara Tolin and Ivo Berek"),
        ("Mara Tolin met Ivo Berek. They said it rained.", "They", "Mara Tolin and Ivo Berek"),
        ("Mara Tolin met Ivo Berek. The two rivals said it rained.", "The two rivals", "Mara Tolin and Ivo Berek"),
        ("Mara Tolin met Ivo Berek. The two rivers said it rained.", "The two rivers", None),
        (
            "Paula Tolin came. She and Ivo Berek said it.",
            "She and Ivo Berek",
            "Paula Tolin and Ivo Berek",
        ),
        ("Mara Tolin came. Ivo Berek left. Tolin, Berek said it rained.", "Tolin, Berek", "Mara Tolin and Ivo Berek"),
        ("Mara Tolin came. The old baker said it rained.", "The old baker", "Mara Tolin"),
        ("Mara Tolin met Ivo Berek. The measure said it rained.", "The measure", None),
    ],
)
def test_several_and_described(body: str, source: str, name: str | None) -> None:
    assert named_by(body, source, "Mara Tolin" if "Mara" in body else "Paula Tolin", "Ivo Berek") == name


def test_interview_is_with_the_person_named_before_it() -> None:
    body = "Mara Tolin spoke.\n\nQ: Why go?\n\nA: It was late.\n\nQ: Where to?\n\nA: said it was far."
    assert named_by(body, "A", "Mara Tolin") == "Mara Tolin"
    assert named_by(body, "Q", "Mara Tolin") is None


def test_headline_is_resolved_by_what_follows() -> None:
    title, said = speakers("Mara Tolin said it rained.", "Woman says it rained.")
    assert (title.name, title.description, said.name) == ("Mara Tolin", "woman", "Mara Tolin")


def test_headline_of_an_official_stays_unnamed() -> None:
    title, _ = speakers("A port official said it rained. Mara Tolin left.", "Official says it rained.")
    assert title.name is None


def test_author_speaks_in_the_first_person() -> None:
    (ref, *_) = speakers("I believe that it will rain.\n\nMara Tolin is senior editor at the Quist Post.")
    assert (ref.name, ref.kind) == ("Mara Tolin", "person")


def test_unnamed_actor_has_a_description() -> None:
    (ref,) = speakers("A senior port official said it rained.")
    assert (ref.name, ref.description, ref.kind) == (None, "senior port official", "unnamed")


def test_title_stays_with_the_name() -> None:
    first, second = speakers("Trade Minister Mara Tolin said it rained. She said it snowed.")
    assert first.description == second.description == "Trade Minister"


def test_i_in_speech_within_speech_is_its_speaker() -> None:
    body = "Mara Tolin said Ivo Berek told her: he knows that it will rain."
    findings = resolved(body)
    inner = [s for s in findings.statements if s.within is not None]
    assert inner
    assert all(s.speaker is not None and s.speaker.name in {"Ivo Berek", "Mara Tolin"} for s in inner)


def test_relays_and_addressees_are_resolved() -> None:
    findings = resolved("Mara Tolin came. Paul Berek told her that it rained, she said.")
    refs = [s.addressee for s in findings.statements if s.addressee is not None]
    assert [ref.name for ref in refs] == ["Mara Tolin"]


PIECES = """Mara Tolin|Mr. Berek|he |she |they |it | said |that |. |, |the minister |Moscow |“I know,” |who |
|The council’s envoy |TRG """.split("|")


@given(st.lists(st.sampled_from(PIECES)).map("".join))
def test_any_report_is_resolved(body: str) -> None:
    for ref in speakers(body):
        assert ref.kind is not None
        assert ref.name is None or ref.name
