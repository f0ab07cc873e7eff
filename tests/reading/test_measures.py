"""What a quantity measures, by the words around it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportedly.reading.measures import tag_quantities
from reportedly.reports.sentences import split_sentences


def tagged(text: str) -> list[tuple[str, str]]:
    sentences = split_sentences(text, (0, len(text)))
    return [(text[slice(*q.span)], q.measure) for q in tag_quantities(text, sentences)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # the passive and its reduced form
        ("Seven soldiers were killed and 12 wounded.", [("Seven soldiers", "killed"), ("12", "injured")]),
        ("At least 40 villagers have been injured in Osk.", [("At least 40 villagers", "injured")]),
        ("The army buried three men killed in Osk on Friday.", [("three men", "killed")]),
        ("30 dockers are still missing.", [("30 dockers", "missing")]),
        ("Two clerks from the port of Osk were arrested.", [("Two clerks", "detained")]),
        ("Five nurses were taken hostage.", [("Five nurses", "abducted")]),
        ("Nine miners and two guards were shot dead.", [("Nine miners", "killed"), ("two guards", "killed")]),
        # the active voice, before and after
        (
            "Rebels killed three soldiers and wounded six others.",
            [("three soldiers", "killed"), ("six others", "injured")],
        ),
        (
            "The blast hit Osk, killing 40 people while wounding at least 90.",
            [("40 people", "killed"), ("at least 90", "injured")],
        ),
        ("Three of its members died.", [("Three", "killed")]),
        ("Three gunmen killed Mayor Orlov.", [("Three gunmen", "people")]),
        ("Police arrested 15 students.", [("15 students", "detained")]),
        ("They are holding more than 50 passengers hostage.", [("more than 50 passengers", "abducted")]),
        # nouns
        ("The deaths of two nurses shocked Osk.", [("two nurses", "killed")]),
        ("There were 39 deaths and 12 arrests.", [("39 deaths", "killed"), ("12 arrests", "detained")]),
        ("Osk mourned the six monks' murder.", [("six monks", "killed")]),
        ("There were eight casualties.", [("eight casualties", "people")]),
        ("Three members of a gang called the Larks were arrested.", [("Three members", "detained")]),
        ("They killed the mayor of Osk, as well as two clerks.", [("two clerks", "killed")]),
        ("Of the eight miners, three were wounded.", [("eight miners", "people"), ("three", "injured")]),
        # tallies
        ("The death toll rose to 5,400.", [("5,400", "killed")]),
        ("The number of wounded topped 3,100.", [("topped 3,100", "injured")]),
        # lists and parts
        ("It killed 90 people in Osk and 8 in Brell.", [("90 people", "killed"), ("8", "killed")]),
        (
            "It killed 90 people, including 12 children, and injured 7.",
            [("90 people", "killed"), ("12 children", "killed"), ("7", "injured")],
        ),
        (
            "More than 90 people have died, eight of them nuns.",
            [("More than 90 people", "killed"), ("eight", "killed")],
        ),
        ("Ten people were killed in Osk, along with two guards.", [("Ten people", "killed"), ("two guards", "killed")]),
        ("They freed 10 of the 12 hostages.", [("10", "abducted"), ("12 hostages", "abducted")]),
        # articles and nobody, for casualties alone
        ("A nurse was killed and a clerk met a judge.", [("A nurse", "killed")]),
        ("No one was hurt.", [("No one", "injured")]),
        ("No one has claimed the attack.", []),
        ("There were no casualties.", [("no casualties", "people")]),
        # flight
        ("Some 2,000 villagers fled their homes in Varland.", [("Some 2,000 villagers", "displaced")]),
        ("30,000 villagers have fled to Turkey and Jordan.", [("30,000 villagers", "refugees")]),
        ("Hundreds of villagers are crossing into neighboring countries.", [("Hundreds of villagers", "refugees")]),
        ("At least 700 families are displaced within the country.", [("At least 700 families", "idps")]),
        ("Some 110,000, mostly Varlander refugees living in Osk, were counted.", [("Some 110,000", "refugees")]),
        ("Up to 80 people could flee within days.", [("Up to 80 people", "displaced")]),
        ("About 60 villagers have crossed into Brelland.", [("About 60 villagers", "refugees")]),
        ("An estimated 90 refugees fled a fire in Osk.", [("An estimated 90 refugees", "refugees")]),
        (
            "Hundreds of men were killed. The union puts the number at 900.",
            [("Hundreds of men", "killed"), ("900", "killed")],
        ),
        ("The army handed over 39 captured fighters.", [("39 captured fighters", "detained")]),
        ("Rebels hold 30 of their comrades in a prison.", [("30", "detained")]),
        ("It carried 60 tonnes of ammunition.", [("60 tonnes", "weapons")]),
        ("He said that one suspect, a former clerk, had been arrested.", [("one suspect", "detained")]),
        # forces, crowds, things
        ("Hundreds of troops were in the city.", [("Hundreds of troops", "fighters")]),
        ("The port was guarded by 1,400 police officers.", [("1,400 police officers", "fighters")]),
        ("Tens of thousands of women marched through Osk.", [("Tens of thousands of women", "protesters")]),
        ("About 300 students took part in the protest.", [("About 300 students", "protesters")]),
        ("Varland bought 36 combat jets and 90 rockets.", [("36 combat jets", "vehicles"), ("90 rockets", "weapons")]),
        ("They burned two schools for $5 million.", [("two schools", "sites"), ("$5 million", "money")]),
        ("It is 40 kilometers from Osk.", [("40 kilometers", "area-distance")]),
        ("There were three attacks.", [("three attacks", "other")]),
        ("Six Ruritanians were killed.", [("Six Ruritanians", "killed")]),
        ("About 500 people attended a service.", [("About 500 people", "people")]),
        # parts, others, lists
        (
            "Out of the nearly 900 dockers of the port, some 700 have joined the union.",
            [("nearly 900 dockers", "people"), ("some 700", "people")],
        ),
        ("They downed one ship and sank two others.", [("one ship", "vehicles"), ("two others", "vehicles")]),
        ("She has won seven of the past eight contests.", [("seven", "other"), ("eight contests", "other")]),
        ("The murder of a judge and two guards shook Osk.", [("a judge", "killed"), ("two guards", "killed")]),
        ("Police arrested the leader along with several of his associates.", [("several", "detained")]),
        # what points back
        ("The envoys of the two countries met the two men.", [("two men", "people")]),
    ],
)  # fmt: skip
def test_measures(text: str, expected: list[tuple[str, str]]) -> None:
    assert tagged(text) == expected


def test_victims_are_killed_where_the_passage_says_so() -> None:
    assert tagged("The bodies came home. A priest blessed 12 victims of the blast.") == [("12 victims", "killed")]
    assert tagged("The city pays 12 victims of fraud.") == [("12 victims", "people")]


def test_wrapped_lines_and_hard_spaces() -> None:
    text = "At least 700 families are displaced within\u00a0the\ncountry and 12 clerks were taken\nhostage."
    assert tagged(text) == [("At least 700 families", "idps"), ("12 clerks", "abducted")]


def test_capitals_only() -> None:
    text = "THREE WOMEN WERE KILLED IN OSK, AND REBELS KIDNAPPED TWO JUDGES."
    assert tagged(text) == [("THREE WOMEN", "killed"), ("TWO JUDGES", "abducted")]


_WORDS = (
    "killed were # 3 12 people soldiers, and the of a was died in Osk fled to Turkey toll number ( -- more than".split()
)


@given(st.lists(st.sampled_from(_WORDS), max_size=80))
def test_any_words(parts: list[str]) -> None:
    text = " ".join(parts)
    found = tag_quantities(text, [(0, len(text))])
    assert all(0 <= q.span[0] < q.span[1] <= len(text) for q in found)
    assert [q.span for q in found] == sorted({q.span for q in found})
