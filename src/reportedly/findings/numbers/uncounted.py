"""Numbers that count nothing: dates, clock times, ages, durations, percentages, addresses, telephone and document
numbers, names that hold a number, scores, ratios, "one of the", the pronoun "one"."""

from __future__ import annotations

import re

from reportedly.findings.numbers.numerals import Number, joined, read_number
from reportedly.findings.numbers.phrases import Noun, Passage
from reportedly.findings.numbers.words import (
    AGE_WORDS,
    AUXILIARIES,
    DAYS,
    LABELS,
    MONTHS,
    NOMINAL,
    ONE_ACTS,
    ONE_AFTER,
    ONE_BEFORE,
    PERIODS,
    STREETS,
    YEAR_BEFORE,
)

_LENGTHS = ("km", "kg", "ha", "mm", "cm", "ft", "m")
_MEASURED = frozenset("percent % ° per pct degrees gmt am pm o'clock a.m p.m".split())
_RATIO = frozenset("one two three four five six seven eight nine ten every 5 10 20 100 1000 1,000".split())
_AT = frozenset("toll number dead stood stands put estimated killed count figure population".split())
_SPEAKS = frozenset("said says told tells recalled explained added complained put asked wrote".split())
_YEAR_LEADS = frozenset("since until till in from circa before after during".split())
_YEAR = re.compile(r"1[5-9][0-9]{2}|20[0-9]{2}")


def stands_free(passage: Passage, number: Number) -> bool:
    """Whether a number in figures stands free, not inside a code, date, time, score or telephone number."""
    tokens, i, k = passage.tokens, number.first, number.stop
    before, after = passage.word(i - 1), passage.word(k)
    if joined(tokens, i) and before and (before in ":/#.+&@\\*=" or before[0].isalnum()):
        return False
    if joined(tokens, i) and before in ("-", "–") and (i < 2 or joined(tokens, i - 1)):
        return False
    if joined(tokens, k) and after:
        if after[0].isalpha() or after in "%°/\\#@_=*&$":
            return after in _LENGTHS
        if after in ":.,-–" and joined(tokens, k + 1) and k + 1 < len(tokens) and tokens[k + 1].numeric:
            return False
    word = tokens[i].word
    return word[0] != "0" or word.startswith("0.")


def counts_nothing(passage: Passage, number: Number, begin: int, noun: Noun, qualified: bool) -> bool:
    """Whether ``number`` counts nothing, by the words around it. The phrase begins at token ``begin``."""
    i, k, head = number.first, number.stop, noun.head
    before, after = passage.word(begin - 1), passage.word(k)
    if head == "-" or (noun.kind in ("duration", "percent") and head is not None) or head in AGE_WORDS:
        return True
    if after in _MEASURED:
        return after != "per" or passage.word(k + 1) not in PERIODS
    if before in ("per", "every") or (passage.word(noun.stop) == "per" and _number_at(passage, noun.stop + 1)):
        return True  # a ratio: "9 murders per 100,000 people"
    if before == "in" and passage.word(begin - 2) == "one":
        return True
    if head is None and after in ("more", "fewer", "less") and passage.word(k + 1) == "than":
        return True
    if (
        before in ("aged", "age", "ages")
        or (before == "of" and passage.word(begin - 2) in ("age", "ages"))
        or (after == "in" and passage.word(k + 1) in _RATIO)
    ):
        return True
    if passage.word(i) == "one":
        return _pronoun(passage, i, noun, qualified)
    if (before in LABELS and head is None) or (before in ("no", "nos", "number") and number.digits):
        return True
    if _dates(passage, number, begin, noun) or (head is None and not qualified and _names(passage, number)):
        return True
    if number.digits and before in LABELS and passage.proper(begin - 1) and head and passage.proper(noun.first):
        return True  # "Level 3 Systems"
    if number.digits and _address(passage, k, noun):
        return True
    if (
        not number.digits
        and not number.vague
        and i
        and passage.proper(i)
        and (passage.tokens[i - 1].wordy or before == "-")
    ):
        # "Channel One", "Group of Eight"; but in a headline every word has its capital
        return not (head and passage.title_case())
    rate = after in ("a", "per", "each", "every") and passage.word(k + 1) in PERIODS  # "6.8 a day"
    return head is None and (isinstance(number.low, float) or number.low == 0) and not rate


def _number_at(passage: Passage, i: int) -> bool:
    return i < len(passage.tokens) and (passage.tokens[i].numeric or read_number(passage.tokens, i) is not None)


def _address(passage: Passage, k: int, noun: Noun) -> bool:
    words = range(k, min(max(noun.stop, k + 1) + 1, len(passage.tokens)))
    return any(passage.word(n) in STREETS for n in words) and all(
        passage.capital(n) for n in words if passage.tokens[n].wordy
    )


def _pronoun(passage: Passage, i: int, noun: Noun, qualified: bool) -> bool:
    """Whether "one" is no count: "one of the", "no one", "one must", "one official said"."""
    before, after = passage.word(i - 1), passage.word(i + 1)
    counted = before == "that" or (before == "only" and noun.kind != "other")
    if (before in ONE_BEFORE and not (counted and noun.head)) or after in (
        "another",
        "of",
        "'s",
        "’s",
        "day",
        "time",
        "way",
        "thing",
        "side",
        "hand",
        "-",
    ):
        return True
    if before == "-" and joined(passage.tokens, i):
        return True
    if noun.head is not None:
        if noun.kind in ("person", "fighters") and not qualified and passage.word(noun.stop) in _SPEAKS:
            return True  # "one official said"
        return noun.kind == "other" and not qualified and noun.head not in ONE_ACTS
    if qualified or before not in ONE_AFTER:
        return not qualified
    if before in NOMINAL or before.endswith("ing"):
        return False
    return not any(
        n != i and (t.numeric or (t.word not in ("a", "an", "one") and read_number(passage.tokens, n)))
        for n, t in enumerate(passage.tokens[max(0, i - 25) : i + 25], max(0, i - 25))
    )


def _dates(passage: Passage, number: Number, begin: int, noun: Noun) -> bool:
    """Whether the number is a day of a month or a year."""
    i, k, head = number.first, number.stop, noun.head
    before, after = passage.word(i - 1), passage.word(k)
    small = number.low is not None and number.low <= 31
    month = before in MONTHS or (before == "." and passage.word(i - 2) in MONTHS)
    if month and number.digits and len(passage.word(i)) == 2 and passage.word(i - 2).isdigit():
        return True  # "22 Jan 89"
    if month and small and (before != "may" or passage.capital(i - 1)):
        return True
    if number.digits and small and (after in MONTHS or (after == "of" and passage.word(k + 1) in MONTHS)):
        return passage.capital(k) or after == "of"
    ends = [t.word for t in passage.tokens[i:k] if t.numeric]
    years = bool(ends) and all(_YEAR.fullmatch(e) or (n and len(e) == 2) for n, e in enumerate(ends))
    if not years or number.scaled or len(passage.word(i)) != 4:
        return False
    if month or (before == "," and passage.word(i - 3) in MONTHS) or before in YEAR_BEFORE or number.ranged:
        return True
    if head is None:
        return begin == i or passage.word(begin - 1) in _YEAR_LEADS  # "since at least 2010"
    if before.endswith(("'s", "’s", "s'", "s’")):
        return True  # "the firm's 1989 results"
    # News text writes 1,989 for a count; whole hundreds and tens are left alone, for not all of it does.
    return begin == i and noun.kind == "other" and number.low is not None and number.low % 10 != 0


def _names(passage: Passage, number: Number) -> bool:
    """Whether a bare number dates or names something: "Orlov, 52, was", "Channel 4", "(36)", "at 10"."""
    i, k = number.first, number.stop
    before, after = passage.word(i - 1), passage.word(k)
    small = number.low is not None and number.low < 110
    if before == "," and after in (",", ".", ")", ";", "") and small and passage.capital(i - 2):
        return True
    if before == "(" and after in (")", ","):
        return True
    if (
        number.digits
        and number.low is not None
        and number.low > 10**9
        and passage.word(i).isdigit()
        and not number.scaled
    ):
        return True
    if before == "at" and small and after != "of":
        return number.digits and passage.word(i - 2) not in _AT
    if i > 1 and passage.proper(i - 1) and before not in MONTHS:
        return number.digits and after not in AUXILIARIES and before not in DAYS and after not in NOMINAL
    if before in ("votes", "vote", "voted"):
        return True
    first = passage.word(i - 2)
    return bool(
        before == "to" and number.digits and first.isdigit() and len(first) < 4 and int(first) > (number.low or 0)
    )
