from __future__ import annotations

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
        ("A senior official said it rained.", [None]),
        ("Residents said it rained. They said it snowed.", [None, None]),
        ("We think that it will rain.", [None]),
    ],
)
def test_names(body: str, names: list[str | None]) -> None:
    assert [ref.name for ref in speakers(body)] == names


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
