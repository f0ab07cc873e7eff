"""What a quantity measures by its noun and its passage, where no verb beside it tells."""

from __future__ import annotations

import pytest

from reportedly.reading.measures import tag_quantities
from reportedly.reports.sentences import split_sentences


def tagged(text: str) -> list[tuple[str, str]]:
    sentences = split_sentences(text, (0, len(text)))
    return [(text[slice(*q.span)], q.measure) for q in tag_quantities(text, sentences)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # refugees and internally displaced persons
        ("Varland resettles refugees. It admitted 900 Ruritanians in May.", [("900 Ruritanians", "refugees")]),
        ("About 400 asylum seekers live in Osk.", [("About 400 asylum seekers", "refugees")]),
        (
            "The quota of refugees will rise from 700 to 850. The minister said 900 would be accepted.",
            [("700", "refugees"), ("850", "refugees"), ("900", "refugees")],
        ),
        (
            "Brell took in 100, 200 or 300 refugees.",
            [("100", "refugees"), ("200", "refugees"), ("300 refugees", "refugees")],
        ),
        ("Osk counts 900 internally displaced people.", [("900 internally displaced people", "idps")]),
        ("More than 700 farmers live in displacement camps.", [("More than 700 farmers", "idps")]),
        ("Some 60 families fled to the northern province.", [("Some 60 families", "idps")]),
        ("Nine families were told to leave their farms.", [("Nine families", "displaced")]),
        # crowds
        ("The rally went on. About 100 people gathered at the gate.", [("About 100 people", "protesters")]),
        ("Protests spread as hundreds streamed into the square.", [("hundreds", "protesters")]),
        ("The protest began small and swelled to 700.", [("700", "protesters")]),
        ("Some 80 people were at a rally in Osk.", [("Some 80 people", "protesters")]),
        ("About 100 people gathered for the harvest.", [("About 100 people", "people")]),
        # forces
        ("Varland has an army of 90,000.", [("90,000", "fighters")]),
        ("The police are weak: Brell has just 40 officers.", [("40 officers", "fighters")]),
        ("Three hundred members of the coast guard came.", [("Three hundred members", "fighters")]),
        ("Varland deployed 600 men along the river.", [("600 men", "fighters")]),
        ("Osk has 20 police units and 300 GIs.", [("20 police units", "fighters"), ("300 GIs", "fighters")]),
        (
            "There are 700 soldiers in Osk. About 90 of them are cadets.",
            [("700 soldiers", "fighters"), ("About 90", "fighters")],
        ),
        # the missing and the kidnapped, as cases of a statistic
        ("Kidnappings rose. Osk had 12 cases in May.", [("12 cases", "abducted")]),
        ("Osk recorded 40 cases of disappearance.", [("40 cases", "missing")]),
        ("The court heard 12 cases.", [("12 cases", "other")]),
        (
            "The office documented 90 cases of torture and the deaths of two nuns.",
            [("90 cases", "other"), ("two nuns", "killed")],
        ),
        ("Some 90 women are registered as disappeared.", [("Some 90 women", "missing")]),
        ("Nine kidnapping victims came home.", [("Nine kidnapping victims", "abducted")]),
        ("After the kidnapping, six men were released.", [("six men", "abducted")]),
        # weapons, sites, vehicles
        (
            "They found two weapons caches and six VBIEDs.",
            [("two weapons caches", "weapons"), ("six VBIEDs", "weapons")],
        ),
        ("Varland sold 12 artillery systems.", [("12 artillery systems", "weapons")]),
        ("They seized 90 pounds of explosives.", [("90 pounds", "weapons")]),
        ("They fired 60 rounds.", [("60 rounds", "weapons")]),
        ("There were three rounds of talks.", [("three rounds", "other")]),
        (
            "The strike hit nine fighting positions and two structures.",
            [("nine fighting positions", "sites"), ("two structures", "sites")],
        ),
        ("The navy caught four semi-submersibles.", [("four semi-submersibles", "vehicles")]),
        ("The 900 rifles that were lost came from Osk.", [("900 rifles", "weapons")]),
        # deaths
        ("The killings go on. The union mourns 12 victims.", [("12 victims", "killed")]),
        ("Nine clerks met with violent deaths in May.", [("Nine clerks", "killed")]),
        ("Nine clerks were killed in May. Of these, four were women.", [("Nine clerks", "killed"), ("four", "killed")]),
        (
            "Of the five clerks who were killed, at least two were cousins.",
            [("five clerks", "killed"), ("at least two", "killed")],
        ),
        ("They found the body of a clerk.", [("a clerk", "killed")]),
        ("The police shot one man for every 30 arrests.", [("one man", "other")]),
        # arrests
        ("There have been no arrests.", [("no arrests", "detained")]),
        ("A suspected dealer whose network armed the gang has been arrested.", [("A suspected dealer", "detained")]),
        ("Six clerks were arrested, as were two judges.", [("Six clerks", "detained"), ("two judges", "detained")]),
        # the noun that an earlier number named
        (
            "Osk had 12 kidnappings in May, while Brell had just four.",
            [("12 kidnappings", "abducted"), ("four", "abducted")],
        ),
        ("Osk lost 900 rifles, or 2.5 a day.", [("900 rifles", "weapons"), ("2.5", "weapons")]),
        (
            "Nine men died. The town lost 40 goats, which brings the total to 70.",
            [("Nine men", "killed"), ("40 goats", "other"), ("70", "other")],
        ),
    ],
)  # fmt: skip
def test_topics(text: str, expected: list[tuple[str, str]]) -> None:
    assert tagged(text) == expected


def test_what_one_clause_says_of_another_place_is_not_of_a_person() -> None:
    assert tagged("The team has a nurse who worked in Osk, where 90 people were killed.") == [("90 people", "killed")]
