"""The quantity grammar: bounds, hedges, ranges, number words, currencies, and numbers that count nothing."""

from __future__ import annotations

import re
import time
from unittest.mock import patch

import pytest
import vocabulary
from hypothesis import given, settings
from hypothesis import strategies as st

from reportedly.findings import numbers
from reportedly.findings.numbers import Amount, find_amounts, quantities


def only(text: str) -> Amount:
    found = [a for a in find_amounts(text) if not a.article]
    assert len(found) == 1, [text[slice(*a.span)] for a in found]
    return found[0]


def words(text: str) -> list[str]:
    return [text[slice(*a.span)] for a in find_amounts(text) if not a.article]


@pytest.mark.parametrize(
    ("text", "exact", "low", "high"),
    [
        ("They counted 1,234 villagers there.", "1,234 villagers", 1234, 1234),
        ("They counted 1 234 villagers there.", "1 234 villagers", 1234, 1234),
        ("They counted 5.400 villagers there.", "5.400 villagers", 5400, 5400),
        ("They counted 1'234'567 voters there.", "1'234'567 voters", 1234567, 1234567),
        ("two hundred and thirty miners", "two hundred and thirty miners", 230, 230),
        ("Twenty-five thousand six hundred miners", "Twenty-five thousand six hundred miners", 25600, 25600),
        ("2.5 million voters", "2.5 million voters", 2500000, 2500000),
        ("three and a half million voters", "three and a half million voters", 3500000, 3500000),
        ("half a million voters", "half a million voters", 500000, 500000),
        ("two dozen armed men", "two dozen armed men", 24, 24),
        ("half a dozen trucks", "half a dozen trucks", 6, 6),
        ("a couple of trucks", "a couple of trucks", 2, 2),
        ("3 lakh villagers", "3 lakh villagers", 300000, 300000),
        ("dozens of miners", "dozens of miners", 24, 99),
        ("scores of miners", "scores of miners", 40, 99),
        ("hundreds of miners", "hundreds of miners", 200, 999),
        ("thousands of miners", "thousands of miners", 2000, 9999),
        ("tens of thousands of miners", "tens of thousands of miners", 20000, 99999),
        ("hundreds of thousands of miners", "hundreds of thousands of miners", 200000, 999999),
        ("millions of voters", "millions of voters", 2000000, 9999999),
        ("several miners", "several miners", 3, 9),
        ("a few miners", "a few miners", 3, 9),
        ("a handful of miners", "a handful of miners", 3, 9),
        ("several hundred miners", "several hundred miners", 300, 999),
        ("a few hundred miners", "a few hundred miners", 300, 999),
        ("several thousand miners", "several thousand miners", 3000, 9999),
        ("a dozen miners", "a dozen miners", 12, 12),
    ],
)
def test_plain_numbers(text: str, exact: str, low: float, high: float) -> None:
    amount = only(text)
    assert text[slice(*amount.span)] == exact
    assert (amount.low, amount.high) == (low, high)


@pytest.mark.parametrize(
    ("phrase", "low", "high", "qualifier", "vague"),
    [
        ("more than 300 miners", 300, None, "more than", False),
        ("over 300 miners", 300, None, "over", False),
        ("at least 300 miners", 300, None, "at least", False),
        ("no fewer than 300 miners", 300, None, "no fewer than", False),
        ("well over 300 miners", 300, None, "well over", False),
        ("300 or more miners", 300, None, "or more", False),
        ("up to 300 miners", None, 300, "up to", False),
        ("as many as 300 miners", None, 300, "as many as", False),
        ("no more than 300 miners", None, 300, "no more than", False),
        ("fewer than 300 miners", None, 300, "fewer than", False),
        ("under 300 miners", None, 300, "under", False),
        ("nearly 300 miners", None, 300, "nearly", False),
        ("almost 300 miners", None, 300, "almost", False),
        ("close to 300 miners", None, 300, "close to", False),
        ("some 300 miners", 300, 300, "some", True),
        ("about 300 miners", 300, 300, "about", True),
        ("around 300 miners", 300, 300, "around", True),
        ("roughly 300 miners", 300, 300, "roughly", True),
        ("approximately 300 miners", 300, 300, "approximately", True),
        ("an estimated 300 miners", 300, 300, "an estimated", True),
        ("300 or so miners", 300, 300, "or so", True),
        ("30-odd miners", 30, 30, "odd", True),
        ("at least several hundred miners", 300, None, "at least", True),
        ("between 20 and 30 miners", 20, 30, None, False),
        ("20 to 30 miners", 20, 30, None, False),
        ("20-30 miners", 20, 30, None, False),
        ("20–30 miners", 20, 30, None, False),
        ("two or three miners", 2, 3, None, False),
        ("5 to 10 million voters", 5000000, 10000000, None, False),
        ("more than 20 to 30 miners", 20, None, "more than", False),
    ],
)
def test_bounds(phrase: str, low: float | None, high: float | None, qualifier: str | None, vague: bool) -> None:
    text = f"In Osk {phrase} were waiting."
    amount = only(text)
    assert text[slice(*amount.span)] == phrase
    assert (amount.low, amount.high, amount.qualifier, amount.vague) == (low, high, qualifier, vague)


@pytest.mark.parametrize(
    ("phrase", "low", "high", "unit"),
    [
        ("$550-million", 550_000_000, 550_000_000, "USD"),
        ("US$2.5 million", 2_500_000, 2_500_000, "USD"),
        ("U.S.$20", 20, 20, "USD"),
        ("A$5m", 5_000_000, 5_000_000, "AUD"),
        ("C$9.75", 9.75, 9.75, "CAD"),
        ("R$20", 20, 20, "BRL"),
        ("€3bn", 3_000_000_000, 3_000_000_000, "EUR"),
        ("£100,000", 100_000, 100_000, "GBP"),
        ("¥40,000", 40_000, 40_000, "JPY"),
        ("USD 5m", 5_000_000, 5_000_000, "USD"),
        ("5 million EUR", 5_000_000, 5_000_000, "EUR"),
        ("550 million dollars", 550_000_000, 550_000_000, "USD"),
        ("40 million Syrian pounds", 40_000_000, 40_000_000, "SYP"),
        ("700 Iraqi dinars", 700, 700, "IQD"),
        ("2,000 Saudi riyals", 2000, 2000, "SAR"),
        ("3 million dinars", 3_000_000, 3_000_000, None),
        ("90 rubles", 90, 90, "RUB"),
        ("50 South Korean won", 50, 50, "KRW"),
        ("25 cents", 0.25, 0.25, "USD"),
        ("75 Canadian cents", 0.75, 0.75, "CAD"),
        ("more than $3 billion", 3_000_000_000, None, "USD"),
        ("up to €50,000", None, 50_000, "EUR"),
        ("$2 to $3 million", 2_000_000, 3_000_000, "USD"),
        ("$2-3 million", 2_000_000, 3_000_000, "USD"),
        ("between $2 million and $3 million", 2_000_000, 3_000_000, "USD"),
        ("hundreds of millions of dollars", 200_000_000, 999_999_999, "USD"),
        ("half a million euros", 500_000, 500_000, "EUR"),
    ],
)
def test_money(phrase: str, low: float | None, high: float | None, unit: str | None) -> None:
    text = f"The ministry of Varland paid {phrase} in May."
    amount = only(text)
    assert text[slice(*amount.span)] == phrase
    assert amount.money
    assert (amount.low, amount.high, amount.unit) == (low, high, unit)


def test_weights_are_no_money() -> None:
    amount = only("They found 50 pounds of explosives.")
    assert not amount.money
    assert amount.head == "pounds"


def test_whole_numbers_are_integers() -> None:
    assert isinstance(only("5,400 miners").low, int)
    assert isinstance(only("2.5 million voters").low, int)
    assert isinstance(only("They paid $2.5.").low, float)


@pytest.mark.parametrize(
    "text",
    [
        "On May 12, 2012, they met.",
        "On 12 May they met; on the 3rd they left.",
        "Since 1985 and in the 1990s nobody came.",
        "Between 1982 and 1992 it rained.",
        "The 1998 attacks were forgotten.",
        "At 10:35 and at 10 p.m. the bell rang.",
        "The talks lasted three months and two days.",
        "The three-week assault on a 30-year-old man was condemned.",
        "Orlov, 52, was there.",
        "She is aged 40 and he is 31 years old.",
        "Some 15 percent, or 5%, or 20 to 30 per cent agreed.",
        "Resolution 1441 and Article 5 were quoted on page 12.",
        "An F-16 and a MiG-29 flew over Highway 7.",
        "The Group of Eight met on Channel One.",
        "Call 555-1234 or visit 10 Larch Street.",
        "One of the men left; no one said which one.",
        "One must ask one another.",
        "Osk won 3-2.",
        "It happened on 2011-03-15 at 0735 GMT.",
        "One in five agreed.",
        "There were 9 murders per 100,000 people.",
        "The ship 4711A and the code AB12 were noted.",
    ],
)
def test_numbers_that_count_nothing(text: str) -> None:
    assert words(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("7 Kenyans and 12 Americans died.", ["7 Kenyans", "12 Americans"]),
        ("4 guardsmen were killed and 30 wounded.", ["4 guardsmen", "30"]),
        ("It left 116 dead.", ["116 dead"]),
        ("killing one and wounding two", ["one", "two"]),
        ("10 of the 12 hostages came home.", ["10", "12 hostages"]),
        ("The toll rose from 20 to 30.", ["20", "30"]),
        ("The number of wounded topped 3,100.", ["topped 3,100"]),
        (
            "Two U.S. warships and three non-nuclear submarines left.",
            ["Two U.S. warships", "three non-nuclear submarines"],
        ),
        ("A 40-member rescue team arrived.", ["40-member rescue team"]),
        ("three soldiers killed in Osk", ["three soldiers"]),
        ("20 heavily armed men came.", ["20 heavily armed men"]),
        ("12 members of the council met 3 Osk dockers.", ["12 members", "3 Osk dockers"]),
        ("hundreds, perhaps thousands, fled", ["hundreds", "perhaps thousands"]),
    ],
)
def test_spans(text: str, expected: list[str]) -> None:
    assert words(text) == expected


@pytest.mark.parametrize(
    ("text", "per"),
    [
        ("10,000 people a week cross the river.", "week"),
        ("They lose 30 men per day.", "day"),
        ("On a daily basis hundreds of people cross.", "day"),
        ("500 people cross daily.", "day"),
        ("500 people crossed a month ago.", None),
        ("It costs $90 a month.", "month"),
    ],
)
def test_rates(text: str, per: str | None) -> None:
    assert only(text).per == per


def test_articles_and_nobody() -> None:
    text = "An off-duty fireman was hurt, a security guard was killed and no one else was harmed; no casualties."
    found = [(text[slice(*a.span)], a.low, a.high, a.article) for a in find_amounts(text)]
    assert found == [
        ("An off-duty fireman", 1, 1, True),
        ("a security guard", 1, 1, True),
        ("no one", 0, 0, True),
        ("no casualties", 0, 0, True),
    ]


@pytest.mark.parametrize(
    "text", ["Jones, a nurse, was hurt.", "He was a soldier.", "The border and a number of errors."]
)
def test_articles_that_describe(text: str) -> None:
    assert find_amounts(text) == []


def test_definite_phrases_and_groups() -> None:
    assert only("They left the two countries.").definite
    assert not only("They left two countries.").definite
    assert only("They met nearly 40 Osk dockers.").group == "Osk dockers"
    assert only("Some 900, mostly children, were there.").group == "children"
    assert only("He met five of the soldiers.").kind == "fighters"


@given(st.text(alphabet=st.sampled_from("12,.-$€ aontfhd'\"–%s\n") | st.characters(), max_size=300))
def test_any_text(text: str) -> None:
    amounts_are_apart(text)


def amounts_are_apart(text: str) -> None:
    at = 0
    for amount in find_amounts(text):
        assert at <= amount.span[0] <= amount.number[0] < amount.number[1] <= amount.span[1] <= len(text)
        assert amount.low is None or amount.high is None or amount.low <= amount.high
        at = amount.span[1]


@settings(max_examples=200, deadline=None)
@given(vocabulary.texts(numbers))
def test_any_words_of_the_grammar_at_the_end_of_a_text_too(text: str) -> None:
    amounts_are_apart(text)


def test_a_sign_belongs_to_one_amount() -> None:
    assert [(a.low, a.unit) for a in find_amounts("1 € 2")] == [(1, "EUR"), (2, None)]
    assert [(a.low, a.high) for a in find_amounts("170+")] == [(170, None)]


_WORDS = "one two of thousand million dozen between and to $ 3 4,000 more than people dead in - , . killed".split()


@given(st.lists(st.sampled_from(_WORDS), max_size=60))
def test_any_words(parts: list[str]) -> None:
    text = " ".join(parts)
    spans = [a.span for a in find_amounts(text)]
    assert spans == sorted(spans)
    assert all(text[a:b].strip() == text[a:b] != "" for a, b in spans)


@given(
    st.lists(
        st.sampled_from("no_one NOBODY none. an A's half_ 5 ²x x² 7th ٣ men killed Half “two” _a - of ſix İ".split()),
        max_size=8,
    ),
    st.sampled_from(["", " ", "_"]),
)
def test_what_is_passed_over_at_a_glance_counts_nothing(parts: list[str], between: str) -> None:
    text = between.join(parts)
    with patch.object(quantities, "_COUNTING", re.compile("")):
        looked_at = find_amounts(text)
    assert find_amounts(text) == looked_at


@pytest.mark.parametrize("unit", ["1", "1,", "twenty-", "of ", "a.a.", "$ "])
def test_time_is_linear(unit: str) -> None:
    def seconds(length: int) -> float:
        text = unit * (length // len(unit))
        start = time.process_time()
        find_amounts(text)
        return time.process_time() - start

    small = min(seconds(50_000) for _ in range(2))
    assert seconds(1_000_000 if len(unit) < 3 else 200_000) < 60 * max(small, 0.02)


def test_a_list_of_three_and_a_change_are_no_ranges() -> None:
    assert words("It took in 100, 200 or 300 people.") == ["100", "200", "300 people"]
    assert words("Osk will raise the number of its posts from 70 to 85.") == ["70", "85"]
    assert words("The estimates range from 70 to 85 posts.") == ["from 70 to 85 posts"]


def test_two_spelled_numbers_after_between() -> None:
    amount = only("They charge between two thousand and five thousand dollars.")
    assert (amount.low, amount.high, amount.unit) == (2000, 5000, "USD")


def test_what_adds_up_is_not_bounded() -> None:
    amount = only("That adds up to 900 posts.")
    assert (amount.low, amount.high, amount.qualifier) == (900, 900, None)


def test_weights_of_weapons_are_no_money() -> None:
    assert not only("They found two million pounds of explosives.").money
    assert not any(a.money for a in find_amounts("It was a 500-pound bomb."))
    assert only("He paid two million pounds of his own.").money


def test_a_rate_may_be_a_fraction() -> None:
    assert only("It came to 6.8 a day.").per == "day"


def test_one_who_speaks_is_not_counted() -> None:
    assert words("One clerk said so.") == []
    assert words("Only one clerk was hurt.") == ["one clerk"]


@pytest.mark.parametrize(
    "text",
    [
        "The gang has been losing ground since at least 2031.",
        "The firm's 2029 operating results were good.",
        "The port had the highest 2031 smuggling rates.",
        "A report by Level 3 Harbors was read out.",
        "Varland scores low on the index.",
    ],
)
def test_years_and_names_are_no_counts(text: str) -> None:
    assert words(text) == []


@pytest.mark.parametrize(
    ("text", "exact"),
    [
        ("They hold 1990 prisoners.", "1990 prisoners"),
        ("They hold 2031 people.", "2031 people"),
        ("Some 2029 rebels surrendered.", "Some 2029 rebels"),
        ("Scores of dockers were there.", "Scores of dockers"),
        ("She has won 758 pledged delegates so far.", "758 pledged delegates"),
        ("Dozens of private and public clinics closed.", "Dozens of private and public clinics"),
        ("Two US soldiers came.", "Two US soldiers"),
        ("Several US and Varlandic soldiers came.", "Several US and Varlandic soldiers"),
        ("There were 43 indicators.", "43 indicators"),
    ],
)
def test_counted_noun_phrases(text: str, exact: str) -> None:
    assert words(text) == [exact]


def test_an_elided_noun_is_not_taken_from_the_next_count() -> None:
    text = "Two and three dockers came; 12 escaped injuries."
    assert words(text) == ["Two", "three dockers", "12"]


def test_dues_that_have_gone_up_to_a_sum() -> None:
    found = only("The dues have gone up to $840.")
    assert (found.low, found.high, found.qualifier) == (840, 840, None)


def test_nouns_in_or_that_name_no_persons() -> None:
    assert only("43 indicators").kind == "other"
    assert only("43 senators").kind == "person"
    assert only("THE 3,718 SALVADORANS STAYED").kind == "person"
