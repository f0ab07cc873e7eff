"""Rows of registers that follow from how something is told: offers, hosts, sponsors, closures, prices of one thing."""

from __future__ import annotations

import pytest
from made_stories import Story, known_actors

from reportedly.collation.collate import collate
from reportedly.types import Case


def cases(register: str, story: Story) -> list[Case]:
    return [c for c in collate([story.entry()], known_actors(story)).cases if c.register == register]


def names(fillers) -> list[str]:
    return [getattr(f.filler, "name", None) or f.filler.text for f in fillers]


def asked(text: str, words: str, manner: str) -> Story:
    story = Story(text)
    story.says(story.ref("Orla Denning", kind="person"), words, manner)
    return story


@pytest.mark.parametrize(
    ("text", "words", "manner", "status"),
    [
        ("Orla Denning proposed that both armies leave the valley.", "that both armies leave the valley",
         "propose", "proposed"),
        ("Orla Denning demanded the return of all hostages before any talks.", "the return of all hostages",
         "demand", "demanded"),
        ("Orla Denning wants the militia to leave Marrow first.", "the militia to leave Marrow first",
         "want", "demanded"),
    ],
    ids=["proposed", "before any talks", "first"],
)  # fmt: skip
def test_what_somebody_proposes_or_wants_first_is_a_proposal(text, words, manner, status):
    [case] = cases("proposals", asked(text, words, manner))
    assert names(case.roles.actor) == ["Orla Denning"]
    assert names(case.roles.content) == [words]
    assert [h.status for h in case.history] == [status]


@pytest.mark.parametrize(
    ("text", "words", "manner"),
    [
        ("Orla Denning demanded the return of all hostages.", "the return of all hostages", "demand"),
        ("Orla Denning offered no plan for the valley.", "no plan for the valley", "propose"),
        ("Orla Denning offered few details of her plan.", "few details of her plan", "propose"),
    ],
    ids=["a demand alone", "nothing", "few details"],
)
def test_a_demand_without_condition_and_an_empty_offer_are_none(text, words, manner):
    assert cases("proposals", asked(text, words, manner)) == []


def test_a_paper_that_is_withheld_is_a_proposal_not_disclosed():
    text = "Orla Denning refused to reveal what the paper says."
    story = asked(text, "what the paper says", "decline")
    denning = story.ref("Orla Denning", kind="person")
    story.event(text[:-1], None, "refused", type="REJECT", actor=[denning], content=["what the paper says"])
    [case] = cases("proposals", story)
    assert names(case.roles.item) == ["the paper"]
    assert [h.status for h in case.history] == ["not disclosed"]


def hosting(verb: str) -> Story:
    story = Story(f"Foreign Minister Idra Holm, who {verb} Orla Denning in Tarsel, praised the truce.")
    holm = story.ref("Idra Holm", kind="person")
    story.ref("Orla Denning", kind="person")
    story.event(story.text[:-1], None, type="SUPPORT", actor=[holm], content=["truce"])
    return story


def test_a_host_told_in_passing_is_a_meeting():
    [case] = cases("meetings", hosting("received"))
    assert {*names(case.roles.actor), *names(case.roles.recipient)} == {"Idra Holm", "Orla Denning"}
    assert case.place == "Tarsel"
    assert [h.status for h in case.history] == ["happened"]


def test_who_only_dislikes_somebody_meets_nobody():
    assert cases("meetings", hosting("dislikes")) == []


def sponsored(by: str) -> Story:
    story = Story(f"The draft resolution, sponsored by {by}, calls on Sudria to open its Security Council seat.")
    norland = story.ref("Sudria")
    story.event(story.text[:-1], "draft-resolution", "proposed", type="REQUEST", recipient=[norland])
    for name in ("Norland", "Ostland"):
        if name in by:
            story.ref(name)
    return story


def test_those_who_sponsor_a_draft_are_for_it():
    story = sponsored("Norland, Ostland and the Harbour League")
    [draft] = cases("docket", story)
    assert {"Norland", "Ostland", "Harbour League"} <= set(names(draft.roles.actor))
    stands = {names(c.roles.actor)[0]: c.stance for c in cases("positions", story)}
    assert stands == {"Norland": "for", "Ostland": "for", "Harbour League": "for"}


@pytest.mark.parametrize(
    ("act", "target", "status"),
    [
        ("Norland barred its banks from dealing with seven shipping firms.", "seven shipping firms", "happened"),
        ("Norland would close its airspace to military flights.", "military flights", "planned"),
    ],
    ids=["barred", "would close"],
)
def test_closing_and_barring_are_restrictions_on_whom_they_name(act, target, status):
    story = Story(act)
    norland, whom = story.ref("Norland"), story.ref(target, kind="unnamed")
    story.event(act[:-1], "restriction", type="SANCTION", actor=[norland], recipient=[whom])
    [case] = cases("restrictions", story)
    assert names(case.roles.actor) == ["Norland"]
    assert [f.filler.text for f in case.roles.recipient] == [target]
    assert [h.status for h in case.history] == [status]


def test_arming_is_no_deployment():
    story = Story("Norland to keep arming Sudria.")
    norland, sudria = story.ref("Norland"), story.ref("Sudria")
    story.event(story.text[:-1], "deployment", "ongoing", type="MOBILIZE", actor=[norland], recipient=[sudria])
    assert cases("ground-events", story) == []


@pytest.mark.parametrize(("who", "nature"), [("Soldiers", "deployment"), ("Farmers", "protest")])
def test_soldiers_who_block_a_road_are_no_protest(who, nature):
    story = Story(f"{who} blocked the road in Tarsel.")
    story.place("Tarsel")
    doers = story.ref(who, kind="unnamed")
    story.event(
        story.text[:-1], "protest", type="PROTEST", mode="obstruct", actor=[doers], place=["Tarsel"]
    )  # fmt: skip
    [case] = cases("ground-events", story)
    assert case.title.startswith(nature)


@pytest.mark.parametrize(
    ("words", "about"),
    [
        ("a sack of flour that cost 80 crowns in autumn now sells for 210", "a sack of flour"),
        ("a loaf cost 11 crowns", "a loaf"),
        ("the bank held $4 billion in foreign currency", "$4 billion in foreign currency"),
    ],
    ids=["sack", "loaf", "reserves"],
)
def test_the_price_of_one_thing_and_what_a_bank_keeps_are_economic_claims(words, about):
    story = Story(f"Traders said {words}.")
    story.says(story.ref("Traders", kind="unnamed"), words)
    [case] = cases("economic-claims", story)
    assert names(case.roles.item) == [about]


def test_a_war_that_cost_lives_has_no_price():
    story = Story("Traders said the war cost 80 lives.")
    story.says(story.ref("Traders", kind="unnamed"), "the war cost 80 lives")
    assert cases("economic-claims", story) == []


def test_the_place_that_opens_the_sentence_is_that_of_the_act():
    story = Story("In Tarsel a sniper shot dead a nurse.")
    story.place("Tarsel")
    story.event("a sniper shot dead a nurse", "attack", type="ASSAULT", recipient=[story.ref("nurse", kind="unnamed")])
    [case] = cases("ground-events", story)
    assert case.place == "Tarsel"
