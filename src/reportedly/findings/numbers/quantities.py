"""Quantity phrases in text: qualifier, number and counted noun ("more than 5,400 people", "$550-million").

The span is the shortest that holds the three, as the annotation guide for figures has it. Numbers that count
nothing (dates, clock times, ages, durations, ordinals, percentages, addresses, telephone and document numbers, names
that hold a number, scores, "one of the", the pronoun "one") are left out here, for every reader alike.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Literal

from reportedly.findings.numbers import money
from reportedly.findings.numbers.nouns import Kind
from reportedly.findings.numbers.numerals import (
    STARTS,
    Bound,
    Number,
    Token,
    begins_number,
    bounded,
    joined,
    pieces,
    qualifier_after,
    qualifier_before,
    read_number,
    tokenize,
    whole,
    with_range,
    word_at,
)
from reportedly.findings.numbers.phrases import Noun, Passage, after_article, counted, strength
from reportedly.findings.numbers.uncounted import counts_nothing, stands_free
from reportedly.findings.numbers.words import PERIODS
from reportedly.types import Span

Per = Literal["day", "week", "month", "year"]


@dataclass(frozen=True, slots=True)
class Amount:
    """A quantity phrase. ``span`` is qualifier, number and noun head, ``number`` the number (or article) alone.

    ``low`` and ``high`` are inclusive, null open. ``unit`` is an ISO 4217 code where ``money`` is true and the
    currency is known. ``head`` is the counted noun in lower case, ``group`` the noun phrase as it stands, both null
    where the noun is elided. ``definite``: the phrase points back ("the two men"); ``article``: the number is only
    "a" or "an", "no" or "no one", which is a figure for casualties alone.
    """

    span: Span
    number: Span
    low: int | float | None
    high: int | float | None
    qualifier: str | None = None
    vague: bool = False
    money: bool = False
    unit: str | None = None
    per: Per | None = None
    head: str | None = None
    group: str | None = None
    kind: Kind | None = None
    definite: bool = False
    article: bool = False


def find_amounts(text: str, start: int = 0, end: int | None = None) -> list[Amount]:
    """The quantity phrases of ``text[start:end]`` in order, none overlapping. Time is linear in the length."""
    found: list[Amount] = []
    for a, b in pieces(text, start, len(text) if end is None else end):
        if not _COUNTING.search(text[a:b].lower()):  # nearly half of all sentences
            continue
        tokens = tokenize(text, a, b)
        firsts = [i for i, token in enumerate(tokens) if begins_number(token[0]) or token[0] in _NONE]
        passage = Passage(text, tokens, text[a:b].isupper())
        after, least = 0, 0
        for i in firsts:
            if i < after:
                continue
            amount, after = _Phrase(passage, least).read(i)
            if amount is not None:
                found.append(amount)
                least = after
    return found


@dataclass(slots=True)
class _Phrase:
    """One attempt at a phrase; ``least`` is the first token that no earlier phrase has taken."""

    passage: Passage
    least: int

    @property
    def text(self) -> str:
        return self.passage.text

    @property
    def tokens(self) -> Sequence[Token]:
        return self.passage.tokens

    def read(self, i: int) -> tuple[Amount | None, int]:
        """The amount whose number begins at token ``i``, if there is one, and the token to go on from."""
        tokens = self.tokens
        token = tokens[i]
        if not begins_number(token.word):
            return self._article(i) if token.word in _NONE else (None, i + 1)
        currency_at, unit, is_money = money.prefix(tokens, i, self.text)
        if is_money and currency_at < self.least:  # the sign belongs to the amount before it
            unit, is_money = None, False
        number = read_number(tokens, i, money=is_money)
        if number is None:
            return self._article(i) if token.word in ("a", "an") else (None, self._skip(i))
        first = currency_at if is_money else i
        stop, unit_after, money_after = money.suffix(tokens, number.stop, number.scaled, self.text)
        if number.plural and word_at(tokens, number.stop) == "of":  # "hundreds of millions of dollars"
            stop_, unit_after, money_after = money.suffix(tokens, number.stop + 1, number.scaled, self.text)
            stop = stop_ if money_after else stop
        elif money_after and not is_money:
            number = read_number(tokens, i, money=True) or number
            stop, unit_after, money_after = money.suffix(tokens, number.stop, number.scaled, self.text)
        number, stop, unit, is_money = self._range(number, first, stop, unit_after if money_after else unit, is_money)
        is_money = is_money or money_after or stop > number.stop
        begin, bounds = self._before(first, number.ranged)
        after, bound = qualifier_after(tokens, stop)
        if bound:
            bounds.append(bound)
        noun = Noun(after)
        if not is_money:
            if number.digits and not stands_free(self.passage, number):
                return None, number.stop
            team = strength(self.passage, number)
            noun = team or counted(self.passage, number, begin, after)
            late, bound_late = qualifier_after(tokens, noun.stop)
            if bound_late and noun.head and tokens[noun.stop].word != "plus":
                bounds.append(bound_late)
                noun = replace(noun, stop=late)
            if team is None and counts_nothing(self.passage, number, begin, noun, bool(bounds)):
                return None, max(number.stop, noun.stop if noun.head in PERIODS else 0)
        return self._amount(number, begin, first, stop if is_money else noun.stop, noun, bounds, is_money, unit), max(
            number.stop, noun.stop, stop if is_money else 0, after if bound else 0
        )

    def _skip(self, i: int) -> int:
        """Past a number that is none ("1998-08-08" in pieces would be three)."""
        i += 1
        if self.tokens[i - 1].numeric:
            while i < len(self.tokens) and joined(self.tokens, i) and not self.tokens[i].word.isspace():
                i += 1
        return i

    def _range(
        self, number: Number, first: int, stop: int, unit: str | None, is_money: bool
    ) -> tuple[Number, int, str | None, bool]:
        tokens = self.tokens
        joint = word_at(tokens, stop)
        between = word_at(tokens, first - 1) == "between"
        if joint not in (("and", "to") if between else ("to", "or", "-", "–", "—", "‑")):
            return number, stop, unit, is_money
        if joint == "to" and self._change(first - 1):
            return number, stop, unit, is_money
        if joint == "or" and first > 1 and word_at(tokens, first - 1) == "," and tokens[first - 2].numeric:
            return number, stop, unit, is_money  # "100, 200 or 300" are three
        if word_at(tokens, stop - 1) in ("cents", "cent"):
            return number, stop, unit, is_money
        at = stop + 1
        while at < len(tokens) and at < stop + 4 and not (tokens[at].numeric or tokens[at].wordy):
            at += 1  # a currency sign
        signed = money.prefix(tokens, at, self.text)[2] if at < len(tokens) and at > stop + 1 else False
        if at > stop + 1 and not signed:
            return number, stop, unit, is_money
        second = read_number(tokens, at, money=is_money or signed)
        if second is None:
            return number, stop, unit, is_money
        end, unit_after, money_after = money.suffix(tokens, second.stop, second.scaled, self.text)
        if money_after and not second.scaled:
            second = read_number(tokens, at, money=True) or second
            end, unit_after, money_after = money.suffix(tokens, second.stop, second.scaled, self.text)
        either = with_range(
            tokens, Number(number.first, stop, number.low, number.high, number.vague, number.digits, number.scaled),
            second, between,
        )  # fmt: skip
        if either is None or (not is_money and unit is None and signed and not money_after):
            return number, stop, unit, is_money
        return either, max(end, either.stop), unit_after if money_after else unit, is_money or money_after or signed

    def _change(self, i: int) -> bool:
        """Whether the words up to token ``i`` tell of a change ("rose from 20 to 30"): then the two stay apart."""
        reach = 25 if word_at(self.tokens, i) == "from" else 4  # "raise the number of posts from 20 to 30"
        words = {t.word for t in self.tokens[max(0, i - reach) : i + 1]}
        return bool(words & _CHANGES)

    def _before(self, first: int, ranged: bool) -> tuple[int, list[Bound]]:
        bounds: list[Bound] = []
        begin = first
        if ranged and word_at(self.tokens, begin - 1) in ("between", "from"):
            begin -= 1
            if word_at(self.tokens, begin - 1) in ("anywhere", "somewhere"):
                begin -= 1
        while begin > self.least:
            at, bound = qualifier_before(self.tokens, begin)
            if bound is None or at < self.least or len(bounds) > 3:
                break
            begin = at
            bounds.append(bound)
        return begin, bounds[::-1]

    def _article(self, i: int) -> tuple[Amount | None, int]:
        """ "a civilian", "no casualties", "nobody": counts of casualties, if the clause is about them."""
        tokens, word = self.tokens, self.tokens[i].word
        value = 0 if word[0] == "n" else 1
        if word in ("nobody", "none") or (word == "no" and word_at(tokens, i + 1) == "one"):
            stop = i + 2 if word == "no" else i + 1
            span = (tokens[i].start, tokens[stop - 1].end)
            return Amount(span, span, 0, 0, head="people", kind="person", article=True), stop
        noun = after_article(self.passage, i)
        if noun is None or (value == 1 and self._describes(i, noun.stop)):
            return None, i + 1
        end = tokens[noun.stop - 1].end
        return Amount(
            (tokens[i].start, end), (tokens[i].start, tokens[i].end), value, value, head=noun.head,
            group=self.text[tokens[noun.first].start : end], kind=noun.kind, article=True,
        ), noun.stop  # fmt: skip

    def _describes(self, i: int, stop: int) -> bool:
        """Whether "a nurse" says what one is who is named already: "Jones, a nurse, was", "he was a nurse"."""
        before = word_at(self.tokens, i - 1)
        if before == "," and self.passage.proper(i - 2) and not self.passage.initial(i - 2):
            return True
        if before == "," and word_at(self.tokens, stop) == "," and word_at(self.tokens, stop + 1) in _FINITE:
            return True
        return before in ("as", "is", "was", "be", "been", "became", "become", "like", "such", "being")

    def _amount(
        self,
        number: Number,
        begin: int,
        first: int,
        stop: int,
        noun: Noun,
        bounds: list[Bound],
        is_money: bool,
        unit: str | None,
    ) -> Amount:
        tokens, text = self.tokens, self.text
        value = bounded(number, bounds)
        low, high = value.low, value.high
        if is_money and any(t.word in ("cents", "cent") for t in tokens[number.stop : stop]):
            low, high = (whole(Decimal(str(x)) / 100) if x is not None else None for x in (low, high))
        qualifier = None
        if begin < first and word_at(tokens, begin) not in ("between", "from"):
            qualifier = " ".join(text[tokens[begin].start : tokens[first - 1].end].lower().split())
        elif bounds:
            qualifier = self._said_after(number, stop)
        span = (tokens[begin].start, tokens[stop - 1].end)
        has_noun = not is_money and noun.head is not None
        group = None
        if noun.whole is not None:
            group = text[tokens[noun.whole[0]].start : tokens[noun.whole[1] - 1].end]
        elif has_noun and noun.first < stop:
            group = text[tokens[noun.first].start : span[1]]
        again = word_at(tokens, begin - 1) in _AGAIN  # "the other 12"
        return Amount(
            span=span,
            number=(tokens[number.first].start, tokens[number.stop - 1].end),
            low=low,
            high=high,
            qualifier=qualifier,
            vague=value.vague,
            money=is_money,
            unit=unit if is_money else None,
            per=self._per(stop, begin),
            head=noun.head if has_noun else None,
            group=group,
            kind=noun.kind,
            definite=word_at(tokens, begin - 2 if again else begin - 1) in _DEFINITE,
        )

    def _said_after(self, number: Number, stop: int) -> str | None:
        for at in range(number.stop, stop + 1):
            end, bound = qualifier_after(self.tokens, at)
            if bound:
                return " ".join(t.word for t in self.tokens[at:end] if t.word != "-")
        return None

    def _per(self, stop: int, begin: int) -> Per | None:
        tokens = self.tokens
        words = [word_at(tokens, stop + n) for n in range(4)]
        if words[0] in ("a", "per", "each", "every", "/", "an") and words[1] in PERIODS:
            if words[0] == "a" and words[2] in ("ago", "earlier", "later", "before", "after", "old", "long", "since"):
                return None
            return PERIODS[words[1]]
        for at in range(stop, min(stop + 6, len(tokens))):  # "500 people cross daily"
            if not tokens[at].wordy:
                break
            if tokens[at].word in ("every", "each", "per") and word_at(tokens, at + 1) in PERIODS:
                return PERIODS[tokens[at + 1].word]
            named = (
                word_at(tokens, at - 1) in ("the", "a") and word_at(tokens, at + 1) != "basis"
            )  # "the daily Osk Post"
            if tokens[at].word in _ADVERBS and not named:
                return _ADVERBS[tokens[at].word]
        ahead = begin - 2 if word_at(tokens, begin - 1) == "," else begin - 1
        return _ADVERBS.get(word_at(tokens, ahead - 1)) if word_at(tokens, ahead) == "basis" else None


_CHANGES = frozenset(
    """rose rise rises risen rising increased increase increases grew grown grow climbed jumped soared fell fall
        fallen dropped drop declined decline decreased down up raised raising lowered cut reduced went gone surged
        swelled slipped shrank plunged doubled expanded moved shifted boost boosts boosted boosting grow grows growing
        raise raises increasing rising cutting cuts doubling expand expands expanding dropping falling drops falls
        swell climb climbs climbing widen widened extended tripled reduce reducing reduction trimmed slashed slash
        lower lifted lift""".split()
)  # fmt: skip
_ADVERBS: dict[str, Per] = {
    "daily": "day", "weekly": "week", "monthly": "month", "annually": "year", "yearly": "year",
}  # fmt: skip
_NONE = frozenset("no none nobody".split())
_COUNTING = re.compile(rf"\d|(?<![^\W\d_])(?:{'|'.join(sorted(STARTS | _NONE))})(?![^\W\d_])")
_FINITE = frozenset("was were is are had has have who".split())
_DEFINITE = frozenset("the these those both such".split())
_AGAIN = frozenset("last other remaining same".split())
