"""Cases and series from made findings of invented crises."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made_stories import AGENCY, Story, day, known_actors

from reportedly.collation.collate import collate
from reportedly.collation.registers import STATES
from reportedly.types import Case, Collation, Findings


def collated(*stories: Story) -> Collation:
    return collate([s.entry() for s in stories], known_actors(*stories))


def cases(register: str, *stories: Story) -> list[Case]:
    return [c for c in collated(*stories).cases if c.register == register]


def names(fillers) -> list[str]:
    return [getattr(f.filler, "name", None) or f.filler.text for f in fillers]


# Transfers


def jets(
    path="jets.txt", published="2031-05-06", money=300e6, words="$300-million", item="combat jets", **more
) -> Story:
    story = Story(f"Norland signed a {words} deal to sell {item} to Sudria last month.", path, published, **more)
    price = story.counts(words, "money", money, money, unit="USD", scope="incident")
    story.event(
        story.text[:-12], "contract", type="AGREE", actor=[story.ref("Norland")], recipient=[story.ref("Sudria")],
        figures=(price.id,), when=day("2031-04-10"),
    )  # fmt: skip
    return story


def supply(path="supply.txt", published="2031-05-07") -> Story:
    story = Story("Norland will not stop selling arms to Sudria, its minister said.", path, published)
    story.event(
        "Norland will not stop selling arms to Sudria", "restriction", "refused", type="REJECT",
        actor=[story.ref("Norland")], recipient=[story.ref("Sudria")], item=["arms"],
    )  # fmt: skip
    return story


def test_a_deal_has_its_sides_item_value_and_day():
    [case] = cases("transfers", jets())
    assert names(case.roles.actor) == ["Norland"]
    assert names(case.roles.recipient) == ["Sudria"]
    assert names(case.roles.item) == ["combat jets"]
    assert [h.status for h in case.history] == ["happened"]
    assert case.when == day("2031-04-10")
    assert len(case.figures) == 1
    assert case.title == "Norland → Sudria: combat jets"


def test_refusing_to_stop_is_a_supply_that_goes_on_apart_from_the_deal():
    found = {c.title: [h.status for h in c.history] for c in cases("transfers", jets(), supply())}
    assert found == {"Norland → Sudria: combat jets": ["happened"], "Norland → Sudria: arms": ["ongoing"]}


def test_the_same_deal_in_two_reports_is_one_case_that_says_why():
    one, other = jets(), jets("later.txt", "2031-06-01", item="fighter jets")
    [case] = cases("transfers", one, other)
    assert [j.how for j in case.joined_by] == ["same supplier and recipient, same value"]
    assert case.joined_by[0].finding == other.events[0].id
    assert case.joined_by[0].to == one.events[0].id
    assert case.independent_sources == 2


@pytest.mark.parametrize(
    ("money", "words", "item"),
    [(900e6, "$900-million", "combat jets"), (300e6, "$300-million", "patrol boats")],
    ids=["another value", "another item"],
)
def test_two_deals_of_the_same_parties_stay_two(money, words, item):
    assert len(cases("transfers", jets(), jets("b.txt", "2031-05-20", money, words, item))) == 2


def test_other_sides_are_another_deal():
    other = jets("b.txt")
    moved = Story(other.text.replace("Sudria", "Ostland"), "c.txt")
    price = moved.counts("$300-million", "money", 300e6, 300e6, unit="USD", scope="incident")
    moved.event(
        moved.text[:-12], "contract", type="AGREE", actor=[moved.ref("Norland")], recipient=[moved.ref("Ostland")],
        figures=(price.id,),
    )  # fmt: skip
    assert len(cases("transfers", jets(), moved)) == 2


def test_a_call_to_stop_is_a_restriction_that_is_demanded_not_a_stop():
    story = Story("The harbour was calm despite calls from Ostland to stop arming Sudria.")
    story.ref("Ostland")
    story.ref("Sudria")
    story.says(story.ref("harbour", "Harbour Office", "organization"), story.text[:-1])
    assert cases("transfers", story) == []
    [case] = cases("restrictions", story)
    assert [h.status for h in case.history] == ["demanded"]
    assert names(case.roles.actor) == ["Ostland"]
    assert names(case.roles.recipient) == ["Sudria"]


def test_who_is_punished_for_arming_others_is_the_supplier():
    story = Story("Ostland imposed sanctions on Norland for supplying rockets to the Lull Brigades.")
    story.ref("Lull Brigades", kind="organization")
    story.event(
        story.text[:-1], "restriction", type="SANCTION", actor=[story.ref("Ostland")], recipient=[story.ref("Norland")]
    )
    [transfer] = cases("transfers", story)
    assert (names(transfer.roles.actor), names(transfer.roles.recipient)) == (["Norland"], ["Lull Brigades"])
    [restriction] = cases("restrictions", story)
    assert (names(restriction.roles.actor), names(restriction.roles.recipient)) == (["Ostland"], ["Norland"])
    assert [h.status for h in restriction.history] == ["happened"]


@pytest.mark.parametrize(
    "text",
    [
        "Norland condemned the missile tests of Sudria.",
        "Norland struck a deal with Sudria that would halt the bombs.",
        "Norland is worried by a ring that sold rifles to Sudria.",
    ],
)
def test_weapons_that_nobody_supplies_are_no_transfer(text):
    story = Story(text)
    norland = story.ref("Norland")
    story.ref("Sudria")
    story.says(norland, text[8:-1])
    assert cases("transfers", story) == []


def test_laying_down_arms_is_no_transfer():
    story = Story("Norland urged the rebels of Sudria to lay down their arms.")
    story.ref("Sudria")
    story.says(story.ref("Norland"), "the rebels of Sudria to lay down their arms", "urge")
    assert cases("transfers", story) == []


# Restrictions and the docket


def blocks() -> Story:
    story = Story("Norland has blocked UN sanctions on Sudria.")
    story.event(
        story.text[:-1], "restriction", type="SANCTION", actor=[story.ref("Norland")], recipient=[story.ref("Sudria")]
    )
    return story


def test_who_blocks_sanctions_on_whom():
    [case] = cases("restrictions", blocks())
    assert (names(case.roles.actor), names(case.roles.recipient)) == (["Norland"], ["Sudria"])
    assert names(case.roles.instrument) == ["UN sanctions"]
    assert [h.status for h in case.history] == ["blocked"]


def test_denying_a_breach_is_no_breach():
    story = Story("Norland said it was not violating any international obligations.")
    story.says(story.ref("Norland"), "it was not violating any international obligations")
    [case] = cases("restrictions", story)
    assert [h.status for h in case.history] == ["denied violating"]


def council(path="council.txt", published="2031-05-06") -> Story:
    story = Story(
        "Norland opposes a draft resolution at the Security Council calling for Sudria to leave the islands. "
        "Norland says it would veto the draft.",
        path,
        published,
    )
    norland = story.ref("Norland")
    story.ref("Security Council", kind="organization")
    story.says(norland, "a draft resolution at the Security Council calling for Sudria to leave the islands", "reject")
    story.says(norland, "it would veto the draft", "threaten")
    return story


def test_a_draft_is_one_case_with_body_demand_and_states():
    [case] = cases("docket", council())
    assert names(case.roles.body) == ["Security Council"]
    assert names(case.roles.content) == ["Sudria to leave the islands"]
    assert [h.status for h in case.history] == ["opposed", "veto threatened"]
    assert case.joined_by[0].how.startswith("same report")


def test_a_draft_of_another_demand_is_another_case():
    other = Story("Norland backs a draft resolution at the Security Council calling for aid to flooded farms.", "b.txt")
    other.ref("Security Council", kind="organization")
    other.says(other.ref("Norland"), other.text[8:-1], "say")
    assert len(cases("docket", council(), other)) == 2


def test_the_resolution_of_a_conflict_is_no_instrument():
    story = Story("Norland opposes a resolution of the conflict by force in the Security Council.")
    story.ref("Security Council", kind="organization")
    story.says(story.ref("Norland"), story.text[8:-1], "reject")
    assert cases("docket", story) == []


# Meetings and proposals


def talks(published: str | None = "2031-05-06", path="talks.txt") -> Story:
    story = Story("Envoy Ilse Dorn met President Aram Vesk in Port Lull on Monday.", path, published)
    story.event(
        story.text[:-1], "meeting", type="CONSULT", actor=[story.ref("Ilse Dorn", kind="person")],
        recipient=[story.ref("Aram Vesk", kind="person")], place=["Port Lull"], when=day("2031-05-05"),
    )  # fmt: skip
    return story


def test_who_met_whom_where_and_when():
    [case] = cases("meetings", talks())
    assert (names(case.roles.actor), names(case.roles.recipient)) == (["Ilse Dorn"], ["Aram Vesk"])
    assert (case.place, case.when) == ("Port Lull", day("2031-05-05"))


def test_a_meeting_of_the_same_two_a_month_later_is_another():
    later = talks("2031-06-06", "later.txt")
    later.events[0] = replace(later.events[0], when=day("2031-06-05"))
    assert len(cases("meetings", talks(), later)) == 2
    assert len(cases("meetings", talks(), talks("2031-05-07", "copy.txt"))) == 1


def test_proposals_that_are_not_disclosed_belong_to_those_that_were_made():
    story = Story(
        'Ilse Dorn awaited an answer on the "concrete proposals" she made to Sudria. '
        "Dorn has not disclosed what those proposals entailed."
    )
    dorn = story.ref("Ilse Dorn", kind="person")
    story.ref("Sudria")
    story.says(dorn, 'an answer on the "concrete proposals" she made to Sudria', "believe")
    story.says(dorn, "what those proposals entailed", "announce", negated=True)
    [case] = cases("proposals", story)
    assert [h.status for h in case.history] == ["proposed", "not disclosed"]
    assert names(case.roles.recipient) == ["Sudria"]


# Positions


def test_a_position_is_held_over_reports_and_mixed_when_it_changes():
    stopped = Story("Norland has stopped selling arms to Sudria.", "stop.txt", "2031-07-01")
    stopped.event(
        stopped.text[:-1],
        "transfer",
        type="SANCTION",
        actor=[stopped.ref("Norland")],
        recipient=[stopped.ref("Sudria")],
    )
    [case] = cases("positions", supply(), stopped)
    assert (case.issue, case.stance) == ("arms for Sudria", "mixed")
    assert [h.status for h in case.history] == ["for", "against"]


def test_what_another_says_of_an_actor_is_not_its_stand():
    story = Story("Ostland says Norland will continue to sell arms to Sudria.")
    story.ref("Norland")
    story.ref("Sudria")
    story.says(story.ref("Ostland"), "Norland will continue to sell arms to Sudria")
    assert len(cases("transfers", story)) == 1
    assert cases("positions", story) == []


# Ground events and economic claims


def attack(text: str, published: str, path: str, when: str | None, **more: object) -> Story:
    story = Story(text, path, published)
    story.place("Port Lull")
    story.event(text[:-1], "attack", type="ASSAULT", place=["Port Lull"], when=day(when) if when else None, **more)
    return story


def test_an_attack_of_thirty_years_ago_is_not_one_of_this_year():
    old = attack("Shelling destroyed Port Lull in 2001.", "2031-05-06", "a.txt", None)
    old.events[0] = replace(old.events[0], when=replace(day("2001"), earliest="2001-01-01", latest="2001-12-31"))
    new = attack("Shelling hit Port Lull on Monday.", "2031-05-06", "b.txt", "2031-05-05")
    again = attack("Shells fell: shelling killed two in Port Lull on Monday.", "2031-05-07", "c.txt", "2031-05-05")
    found = cases("ground-events", old, new, again)
    assert sorted(c.title for c in found) == [
        "attack (shelling), Port Lull, 2001",
        "attack (shelling), Port Lull, 2031",
    ]
    assert sorted(len(c.joined_by) for c in found) == [0, 1]


def test_counts_of_one_incident_are_one_series_whatever_each_report_calls_the_place():
    stories = []
    for path, high, place in (("a.txt", 31.0, "Port Lull"), ("b.txt", 34.0, "the old harbour"), ("c.txt", 31.0, None)):
        story = attack(f"A bomb killed {high:.0f} people in Port Lull.", "2031-05-06", path, "2031-05-05")
        count = story.counts(f"{high:.0f} people", "killed", high, high, scope="incident", place=place)
        story.events[0] = replace(story.events[0], figures=(count.id,))
        stories.append(story)
    [series] = collated(*stories).series
    assert (series.place, series.episode) == ("Port Lull", "2031-05-05")
    [point] = series.points
    assert (point.low, point.high) == (31.0, 34.0)
    assert [c.why for c in series.conflicts] == ["31 at most, 34 at least, as of the same day"]


def bombing(place: str, path: str, land: str = "") -> Story:
    told = f"A bomb exploded in {place} on Monday"
    story = Story(f"{told}, as often in {land}." if land else f"{told}.", path, "2031-05-06")
    story.place(place)
    if land:
        story.ref(land)
    story.event(f"A bomb exploded in {place}", "attack", type="ASSAULT", place=[place], when=day("2031-05-05"))
    return story


def test_an_attack_is_one_case_under_two_spellings_of_its_town_and_two_in_two_towns_of_one_name():
    [case] = cases("ground-events", bombing("Kiev", "a.txt"), bombing("Kyiv", "b.txt"))
    assert (case.place, len(case.joined_by)) == ("Kiev", 1)
    apart = bombing("Tripoli", "a.txt", "Libya"), bombing("Tripoli", "b.txt", "Lebanon")
    assert len(cases("ground-events", *apart)) == 2
    assert len(cases("ground-events", apart[0], bombing("Tripoli", "c.txt"))) == 1


def test_what_is_told_of_a_country_joins_the_act_in_its_town_only_in_one_report_and_of_one_kind():
    told = "A bomb hit the crowded old market of Homs. A bomb hit a crowded old market in Syria. "
    for more, found in (("", 1), ("Shells hit a crowded old market in Syria", 2)):
        story = Story(told if not more else told.split(". ")[0] + ". " + more + ".", "a.txt")
        story.place("Homs")
        story.ref("Syria")
        story.event("A bomb hit the crowded old market of Homs", "attack", type="ASSAULT", place=["Homs"])
        again = more or "A bomb hit a crowded old market in Syria"
        story.event(again, "attack", type="ASSAULT", place=["Syria"])
        assert len(cases("ground-events", story)) == found, more
    assert len(cases("ground-events", bombing("Homs", "a.txt"), bombing("Syria", "b.txt"))) == 2


def test_prices_are_claims_of_who_tells_them_and_shares_are_none():
    story = Story("Prices for imported goods have risen in Sudria. Stock prices have risen in Norland.")
    story.ref("Sudria")
    story.ref("Norland")
    teller = story.ref("goods", "Lull Traders", "organization")
    story.says(teller, "Prices for imported goods have risen in Sudria")
    story.says(teller, "Stock prices have risen in Norland")
    [case] = cases("economic-claims", story)
    assert names(case.roles.actor) == ["Lull Traders"]
    assert names(case.roles.item) == ["imported goods"]


# Series


def toll(words: str, low: float | None, high: float | None, path: str, published: str, **more: object) -> Story:
    story = Story(f"The war has killed {words} people in Sudria.", path, published)
    story.counts(f"{words} people", "killed", low, high, group="people", place="Sudria", **more)
    return story


def test_a_growing_toll_is_one_series_in_order_of_days():
    later = toll("7,500", 7500, 7500, "a.txt", "2031-06-01")
    first = toll("more than 5,400", 5400, None, "b.txt", "2031-05-01", qualifier="more than")
    [series] = collated(later, first).series
    assert [(p.as_of.edtf, p.low, p.high) for p in series.points] == [
        ("2031-05-01", 5400, None),
        ("2031-06-01", 7500, 7500),
    ]
    assert series.conflicts == ()


def test_another_episode_scope_or_measure_is_another_series():
    old = replace(day("2001"), earliest="2001-01-01", latest="2001-12-31")
    base = toll("900", 900, 900, "a.txt", "2031-05-01")
    other = toll("900", 900, 900, "b.txt", "2031-05-01", period=old)
    scope = toll("900", 900, 900, "c.txt", "2031-05-01", scope="incident")
    hurt = toll("900", 900, 900, "d.txt", "2031-05-01")
    hurt.figures = [replace(hurt.figures[0], measure="injured")]
    found = collated(base, other, scope, hurt).series
    assert len(found) == 4
    assert sorted(s.episode or "" for s in found) == ["", "", "2001", "2031-05-01"]


def test_bounds_of_one_day_meet_and_only_firm_ones_conflict():
    firm = toll("5,000", 5000, 5000, "a.txt", "2031-05-01")
    least = toll("at least 4,000", 4000, None, "b.txt", "2031-05-01", qualifier="at least")
    hedged = toll("about 9,000", 9000, 9000, "c.txt", "2031-05-01", qualifier="about", vague=True)
    other = toll("6,000", 6000, 6000, "d.txt", "2031-05-01")
    [series] = collated(firm, least).series
    assert (series.points[0].low, series.points[0].high, series.conflicts) == (5000, 5000, ())
    [series] = collated(firm, hedged).series
    assert series.conflicts == ()
    [series] = collated(firm, other).series
    [conflict] = series.conflicts
    assert conflict.figures == (firm.figures[0].id, other.figures[0].id)


def test_a_toll_of_a_town_is_no_toll_of_its_country_and_joins_one_under_another_spelling():
    stories = []
    for n, place in enumerate(("Damascus", "Syria", "Dimashq", "the Syrian capital, Damascus")):
        story = Story("The war has killed 900 people.", f"{n}.txt", "2031-05-01")
        story.counts("900 people", "killed", 900, 900, place=place)
        stories.append(story)
    found = {s.place: len(s.points[0].figures) for s in collated(*stories).series}
    assert found == {"Damascus": 2, "Syria": 1, "Dimashq": 1}


def test_streets_and_money_are_no_series():
    story = Story("Two streets and $500 were given.")
    story.counts("Two streets", "other", 2, 2)
    story.counts("$500", "money", 500, 500, unit="USD")
    assert collated(story).series == ()


# Sources


def test_prints_of_one_agency_story_are_one_source():
    one, other = (
        jets("a.txt", credits=(AGENCY,), outlet="Lull Post"),
        jets("b.txt", credits=(AGENCY,), outlet="Dorn Mail"),
    )
    [case] = cases("transfers", one, other)
    assert case.independent_sources == 1


def test_hearsay_alone_has_no_known_source():
    story = jets()
    story.events[0] = replace(story.events[0], voice="hearsay")
    [case] = cases("transfers", story)
    assert case.independent_sources is None


# The whole


def all_stories() -> list[Story]:
    return [
        jets(), jets("later.txt", "2031-06-01"), supply(), blocks(), council(), council("again.txt", "2031-05-09"),
        talks(), talks(None, "undated.txt"),
        attack("Shelling hit Port Lull on Monday.", "2031-05-06", "g.txt", "2031-05-05"),
        toll("5,000", 5000, 5000, "t.txt", "2031-05-01"), toll("6,000", 6000, 6000, "u.txt", "2031-05-01"),
    ]  # fmt: skip


@settings(deadline=None, max_examples=30)
@given(st.permutations(range(len(all_stories()))))
def test_the_order_of_reading_does_not_matter(order):
    stories = all_stories()
    actors = known_actors(*stories)
    expected = collate([s.entry() for s in stories], actors)
    assert collate([stories[n].entry() for n in order], dict(reversed(actors.items()))) == expected


@settings(deadline=None, max_examples=30)
@given(st.sets(st.integers(0, len(all_stories()) - 1), min_size=1))
def test_every_id_is_of_a_finding_and_cases_partition_what_they_hold(chosen):
    stories = [s for n, s in enumerate(all_stories()) if n in chosen]
    found = collated(*stories)
    known = {f.id for s in stories for f in (*s.statements, *s.figures, *s.events)}
    assert len({c.id for c in found.cases}) == len(found.cases)
    assert len({s.id for s in found.series}) == len(found.series)
    for case in found.cases:
        assert {h.status for h in case.history} <= STATES[case.register]
        held = {f for h in case.history for f in h.findings}
        assert held
        assert held | set(case.figures) <= known
        assert {x for j in case.joined_by for x in (j.finding, j.to)} <= held
        assert all(j.how and j.finding != j.to for j in case.joined_by)
    counted = [f for s in found.series for p in s.points for f in p.figures]
    assert len(counted) == len(set(counted))
    assert set(counted) <= known


def test_a_case_keeps_its_id_when_a_later_report_joins():
    [before] = cases("transfers", jets())
    [after] = cases("transfers", jets(), jets("later.txt", "2031-06-01"))
    assert before.id == after.id
    assert len(after.history[0].findings) > len(before.history[0].findings)


def test_a_report_without_findings_gives_nothing():
    story = Story("Nothing happened in Sudria.")
    assert collate([(story.report, Findings())], {}) == Collation()
