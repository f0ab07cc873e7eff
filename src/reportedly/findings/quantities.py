"""Quantity phrases in text: qualifier, number and counted noun ("more than 5,400 people", "$550-million").

The span is the shortest that holds the three, as the annotation guide for figures has it. Numbers that count
nothing (dates, clock times, ages, durations, ordinals, percentages, addresses, telephone and document numbers, names
that hold a number, scores, "one of the", the pronoun "one") are left out here, for every reader alike.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from reportedly.findings import money, nouns
from reportedly.findings.nouns import Kind
from reportedly.findings.numbers import (
    Bound,
    Number,
    Token,
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
from reportedly.findings.words import (
    ADJECTIVES_ED,
    AGE_WORDS,
    CLOSED,
    LABELS,
    MONTHS,
    NOMINAL,
    PERIODS,
    STRENGTH,
    STREETS,
    TEAMS,
    YEAR_BEFORE,
)
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
        tokens = tokenize(text, a, b)
        caps = text[a:b].isupper()
        i, least = 0, 0
        while i < len(tokens):
            amount, i = _Phrase(text, tokens, caps, least).read(i)
            if amount is not None:
                found.append(amount)
                least = i
    return found


@dataclass(frozen=True, slots=True)
class _Noun:
    stop: int
    head: str | None = None
    first: int = 0
    capital: bool = False


@dataclass(slots=True)
class _Phrase:
    """One attempt at a phrase; ``least`` is the first token that no earlier phrase has taken."""

    text: str
    tokens: Sequence[Token]
    caps: bool
    least: int

    def read(self, i: int) -> tuple[Amount | None, int]:
        """The amount whose number begins at token ``i``, if there is one, and the token to go on from."""
        tokens = self.tokens
        token = tokens[i]
        if not (token.numeric or token.wordy):
            return None, i + 1
        currency_at, unit, is_money = money.prefix(tokens, i, self.text)
        number = read_number(tokens, i, money=is_money)
        if number is None:
            if token.word in ("a", "an", "no", "none", "nobody"):
                return self._article(i)
            return None, self._skip(i)
        first = currency_at if is_money else i
        stop, unit_after, money_after = money.suffix(tokens, number.stop, number.scaled, self.text)
        if money_after and not is_money:
            number = read_number(tokens, i, money=True) or number
            stop, unit_after, money_after = money.suffix(tokens, number.stop, number.scaled, self.text)
        number, stop, unit, is_money = self._range(number, first, stop, unit_after if money_after else unit, is_money)
        is_money = is_money or money_after or stop > number.stop
        begin, bounds = self._before(first)
        after, bound = qualifier_after(tokens, stop)
        if bound:
            bounds.append(bound)
        noun = _Noun(after)
        if not is_money:
            if number.digits and not self._free(number):
                return None, number.stop
            team = self._strength(number)
            noun = team or self._noun(number, begin, after)
            late, bound = qualifier_after(tokens, noun.stop)
            if bound and noun.head and tokens[noun.stop].word != "plus":
                bounds.append(bound)
                noun = _Noun(late, noun.head, noun.first, noun.capital)
            if team is None and self._no_figure(number, begin, noun, bool(bounds)):
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
        if joint not in (("and",) if between else ("to", "or", "-", "–", "—", "‑")):
            return number, stop, unit, is_money
        if joint == "to" and word_at(tokens, first - 1) == "from" and self._change(first - 2):
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
        words = {t.word for t in self.tokens[max(0, i - 4) : i + 1]}
        return bool(words & _CHANGES)

    def _before(self, first: int) -> tuple[int, list[Bound]]:
        bounds: list[Bound] = []
        begin = first
        if word_at(self.tokens, begin - 1) in ("between", "from") and word_at(self.tokens, begin - 2) in (
            "between", "from", "anywhere", "somewhere", "any",
        ):  # fmt: skip
            begin -= 1
        if word_at(self.tokens, begin - 1) == "between":
            begin -= 1
        while begin > self.least:
            at, bound = qualifier_before(self.tokens, begin)
            if bound is None or at < self.least or len(bounds) > 3:
                break
            begin = at
            bounds.append(bound)
        return begin, bounds[::-1]

    def _free(self, number: Number) -> bool:
        """Whether the figures stand free, not inside a code, date, time, score or telephone number."""
        tokens, i, k = self.tokens, number.first, number.stop
        if joined(tokens, i) and re.match(r"[\w:/#.+&@\\*=-]", tokens[i - 1].word) and tokens[i - 1].word != "-":
            return False
        if joined(tokens, i) and word_at(tokens, i - 1) in "-–" and (i < 2 or joined(tokens, i - 1)):
            return False
        if joined(tokens, k) and k < len(tokens):
            sign = tokens[k].word
            if sign[0].isalpha() or sign in "%°/\\#@_=*&$":
                return sign in ("km", "kg", "ha", "mm", "cm", "ft", "m")
            if sign in ":.," and joined(tokens, k + 1) and k + 1 < len(tokens) and tokens[k + 1].numeric:
                return False
            if sign in "-–" and joined(tokens, k + 1) and k + 1 < len(tokens) and tokens[k + 1].numeric:
                return False
        word = tokens[i].word
        return not (word[0] == "0" and not word.startswith("0."))

    def _strength(self, number: Number) -> _Noun | None:
        """ "62-member rescue team", "10,000-strong force": a count of persons before the noun."""
        tokens, k = self.tokens, number.stop
        if word_at(tokens, k) != "-" or not joined(tokens, k) or word_at(tokens, k + 1) not in STRENGTH:
            return None
        stop, last = k + 2, ""
        for at in range(k + 2, min(k + 6, len(tokens))):
            if tokens[at].word in CLOSED or not tokens[at].wordy:
                break
            stop, last = at + 1, tokens[at].word
            if last in TEAMS:
                break
        return _Noun(stop, "troops" if nouns.KINDS.get(last) == "fighters" else "people", k + 2)

    def _noun(self, number: Number, begin: int, k: int) -> _Noun:
        """The counted noun phrase after the number, which ends before token ``k``."""
        tokens = self.tokens
        at = k
        if word_at(tokens, at) == "of" and (number.plural or word_at(tokens, number.first) in ("dozen", "score")):
            at += 1
            if word_at(tokens, at) in ("the", "these", "those", "their", "his", "its", "her", "our", "other"):
                at += 1
        elif word_at(tokens, at) == "-" and joined(tokens, at):
            unit = word_at(tokens, at + 1)
            kind = nouns.KINDS.get(unit)
            if kind in ("duration", "distance", "percent"):
                return _Noun(at + 2, unit, at + 1)
            return _Noun(at + 1, "-", at + 1)
        single = number.low == number.high == 1
        head, capital, stop, first = None, False, k, at
        limit = min(at + 9, len(tokens))
        while at < limit:
            word = tokens[at].word
            if not tokens[at].wordy:
                if word == "-" and joined(tokens, at) and joined(tokens, at + 1):
                    at += 1
                    continue
                if word == "." and self._initial(at - 1):
                    at += 1
                    continue
                if word in ('"', "“", "`", "'") and head is None and not joined(tokens, at):
                    at += 1
                    continue
                break
            if (word in CLOSED and not self._compound(at)) or self._verbal(at, k, head is not None):
                if head is None and word in NOMINAL and at == first and self._nominal(begin):
                    return _Noun(at + 1, word, first)
                break
            upper = self.text[tokens[at].start].isupper()
            if single:
                if head is not None and word.endswith("s") and not nouns.KINDS.get(word):
                    break
                if nouns.KINDS.get(word) or head is None or not nouns.KINDS.get(head):
                    head, capital, stop = word, upper, at + 1
            elif nouns.is_plural(word, upper and not self.caps):
                if head is not None and upper and not self.text[tokens[stop - 1].start].isupper():
                    break
                head, capital, stop = word, upper and not self.caps, at + 1
                if word in nouns.KINDS and nouns.KINDS[word] in ("duration", "percent"):
                    break
            elif head is not None and not (capital or head in _COMPOUND_S):
                break
            elif head is None and nouns.KINDS.get(word) in ("percent",):
                return _Noun(at + 1, word, first)
            at += 1
        return _Noun(stop, head, first, capital)

    def _initial(self, i: int) -> bool:
        """Whether token ``i`` is an initial, as in "U.S."."""
        return (
            i >= 0
            and self.tokens[i].end - self.tokens[i].start == 1
            and self.tokens[i].wordy
            and joined(self.tokens, i + 1)
        )

    def _verbal(self, at: int, first: int, headed: bool) -> bool:
        """Whether the word at token ``at`` is a verb rather than a part of the noun phrase, by its form and place."""
        word = self.tokens[at].word
        if word.endswith("ed") and len(word) > 4:
            return (
                headed
                or (word not in ADJECTIVES_ED and not (joined(self.tokens, at) and at > first))
                or not self._plural_near(at)
            )
        if word in NOMINAL:
            return headed or not self._plural_near(at)
        if word.endswith("ing") and len(word) > 5 and not nouns.KINDS.get(word):
            return headed or not self._plural_near(at)
        return word.endswith("ly") and len(word) > 4 and word not in _NOT_ADVERBS and not self._plural_near(at)

    def _plural_near(self, at: int) -> bool:
        """Whether a plural noun follows within three words, with nothing between that ends a noun phrase."""
        for k in range(at + 1, min(at + 4, len(self.tokens))):
            word = self.tokens[k].word
            if word in CLOSED or not (self.tokens[k].wordy or word == "-"):
                return False
            if nouns.is_plural(word, self.text[self.tokens[k].start].isupper()):
                return True
        return False

    def _compound(self, at: int) -> bool:
        """Whether token ``at`` begins a hyphenated word, as in "off-duty"."""
        return word_at(self.tokens, at + 1) == "-" and joined(self.tokens, at + 1) and joined(self.tokens, at + 2)

    def _nominal(self, begin: int) -> bool:
        """ "10 killed" is a noun phrase, "and 30 wounded" after another count leaves its noun out."""
        return word_at(self.tokens, begin - 1) not in ("and", ",", "but", "while")

    def _no_figure(self, number: Number, begin: int, noun: _Noun, qualified: bool) -> bool:
        tokens, i, k = self.tokens, number.first, number.stop
        before, after, head = word_at(tokens, begin - 1), word_at(tokens, k), noun.head
        if head == "-":
            return True
        kind = nouns.kind(head) if head else None
        if kind in ("duration", "percent") or after in (
            "percent",
            "%",
            "per",
            "pct",
            "degrees",
            "gmt",
            "am",
            "pm",
            "a.m",
            "p.m",
            "o'clock",
        ):
            return after not in PERIODS if after == "per" and kind is None else True
        if head in AGE_WORDS or before in ("aged", "age", "ages"):
            return True
        if after == "in" and word_at(tokens, k + 1) in _RATIO:
            return True
        if tokens[i].word == "one":
            return self._pronoun(i, head, qualified)
        if before in LABELS and head is None or before in ("no", "nos", "number") and number.digits:
            return True
        if self._date(number, begin, head):
            return True
        if head is None and not qualified and self._label_or_age(number):
            return True
        if noun.first and any(t.word in STREETS for t in tokens[noun.first : noun.stop + 1]) and number.digits:
            if all(self.text[t.start].isupper() for t in tokens[k : noun.stop + 1] if t.wordy):
                return True
        if not number.digits and not self.caps and i and self.text[tokens[i].start].isupper() and not number.vague:
            if tokens[i - 1].wordy or tokens[i - 1].word == "-" and joined(tokens, i):
                return not (head and self._title_case())
        if number.low is not None and isinstance(number.low, float) and head is None:
            return True
        return bool(number.low == 0 and head is None)

    def _pronoun(self, i: int, head: str | None, qualified: bool) -> bool:
        """Whether "one" stands for nobody's count: "one of the", "no one", "one must"."""
        before, after = word_at(self.tokens, i - 1), word_at(self.tokens, i + 1)
        if before in _ONE_BEFORE or after in (
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
        ):
            return True
        if joined(self.tokens, i) and self.tokens[i - 1].word == "-" or word_at(self.tokens, i + 1) == "-":
            return True
        if head is not None:
            return after in ("can", "might", "must", "may")
        others = any(
            t.numeric or read_number(self.tokens, n) for n, t in enumerate(self.tokens) if abs(n - i) < 25 and n != i
            and t.word not in ("a", "an", "one")
        )  # fmt: skip
        return not qualified and not (before in _ONE_AFTER and (others or before in NOMINAL or before.endswith("ing")))

    def _date(self, number: Number, begin: int, head: str | None) -> bool:
        tokens, i, k = self.tokens, number.first, number.stop
        word, before, after = tokens[i].word, word_at(tokens, i - 1), word_at(tokens, k)
        low = number.low if number.low is not None else 0
        month_before = before in MONTHS or (before == "." and word_at(tokens, i - 2) in MONTHS)
        if month_before and low <= 31 and (before != "may" or self.text[tokens[i - 1].start].isupper()):
            return True
        if (after in MONTHS or (after == "of" and word_at(tokens, k + 1) in MONTHS)) and low <= 31 and number.digits:
            return self.text[tokens[k].start].isupper() or after == "of"
        ends = [t.word for t in tokens[i:k] if t.numeric]
        years = bool(ends) and all(
            re.fullmatch(r"1[5-9][0-9]{2}|20[0-9]{2}", e) or (n and len(e) == 2) for n, e in enumerate(ends)
        )
        if not years or number.scaled or len(word) != 4:
            return False
        if month_before or before in MONTHS or (before == "," and word_at(tokens, i - 3) in MONTHS):
            return True
        if before in YEAR_BEFORE or number.ranged:
            return True
        return head is None and begin == i

    def _label_or_age(self, number: Number) -> bool:
        """A bare number after a name ("Slepian, 52, was", "Channel 4", "(36)") names or dates something."""
        tokens, i, k = self.tokens, number.first, number.stop
        before, after = word_at(tokens, i - 1), word_at(tokens, k)
        small = number.low is not None and number.low < 110
        if before == "," and after in (",", ".", ")", ";", "") and small and i > 1 and self._capital(i - 2):
            return True
        if before == "(" and after in (")", ","):
            return True
        if before == "at" and small and after not in ("of",):
            return number.digits and word_at(tokens, i - 2) not in (
                "toll",
                "number",
                "dead",
                "stood",
                "stands",
                "put",
                "estimated",
            )
        if before and tokens[i - 1].wordy and self._capital(i - 1) and not self.caps and i > 1 and before not in MONTHS:
            return after not in _AUXILIARIES and before not in _DAYS and number.digits and after not in NOMINAL
        return before in ("votes", "vote", "voted") or (
            before == "to"
            and tokens[i - 2].numeric
            and number.digits
            and number.low is not None
            and (tokens[i - 2].word.isdigit() and int(tokens[i - 2].word[:9]) > number.low < 50)
        )

    def _capital(self, i: int) -> bool:
        return i >= 0 and self.tokens[i].wordy and self.text[self.tokens[i].start].isupper()

    def _title_case(self) -> bool:
        """Whether most words begin with a capital: a headline, where capitals tell nothing."""
        words = [t for t in self.tokens[:60] if t.wordy and len(t.word) > 3]
        return sum(self.text[t.start].isupper() for t in words) * 4 > len(words) * 3

    def _article(self, i: int) -> tuple[Amount | None, int]:
        """ "a civilian", "no casualties", "nobody": counts of casualties, if the clause is about them."""
        tokens, word = self.tokens, self.tokens[i].word
        value = 0 if word[0] == "n" else 1
        if word in ("nobody", "none") or (word == "no" and word_at(tokens, i + 1) == "one"):
            stop = i + 2 if word == "no" else i + 1
            span = (tokens[i].start, tokens[stop - 1].end)
            return Amount(span, span, 0, 0, head="people", kind="person", article=True), stop
        best = None
        for at in range(i + 1, min(i + 8, len(tokens))):
            part = tokens[at].word
            if part in ("-", ".") and joined(tokens, at):
                continue
            if not tokens[at].wordy or (part in CLOSED and not self._compound(at)):
                break
            if best is not None and (
                part.endswith(("ed", "ing", "ly")) or not (nouns.KINDS.get(part) or nouns.kind(part) == "person")
            ):
                break
            upper = self.text[tokens[at].start].isupper() and not self.caps
            plural = nouns.is_plural(part, upper)
            kind = nouns.kind(part, upper)
            if kind in _COUNTED_BY_ARTICLE and (value == 0 or not plural or part in ("guerrilla", "paramilitary")):
                best = at
        if best is None:
            return None, i + 1
        head = tokens[best].word
        number = (tokens[i].start, tokens[i].end)
        group = self.text[tokens[i + 1].start : tokens[best].end]
        upper = self.text[tokens[best].start].isupper() and not self.caps
        return Amount(
            (number[0], tokens[best].end), number, value, value, head=head, group=group, kind=nouns.kind(head, upper), article=True
        ), best + 1  # fmt: skip

    def _amount(
        self,
        number: Number,
        begin: int,
        first: int,
        stop: int,
        noun: _Noun,
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
        elif bounds and stop > number.stop or bounds:
            qualifier = self._said_after(number, stop)
        span = (tokens[begin].start, tokens[stop - 1].end)
        counted = not is_money and noun.head is not None
        group = text[tokens[noun.first].start : tokens[stop - 1].end] if counted and noun.first < stop else None
        return Amount(
            span, (tokens[number.first].start, tokens[number.stop - 1].end), low, high, qualifier, value.vague, is_money,
            unit if is_money else None, self._per(stop, begin), noun.head if counted else None, group,
            nouns.kind(noun.head, noun.capital) if counted and noun.head else None,
            word_at(tokens, begin - 1) in _DEFINITE or word_at(tokens, begin - 2) in _DEFINITE and begin > 1
            and word_at(tokens, begin - 1) in ("last", "other", "remaining", "same"),
        )  # fmt: skip

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
        near = {t.word: n for n, t in enumerate(tokens[max(0, begin - 5) : begin])}
        for word, per in (
            ("daily", "day"),
            ("weekly", "week"),
            ("monthly", "month"),
            ("annually", "year"),
            ("yearly", "year"),
        ):
            if (
                words[0] == word
                or (words[:2] == ["on", "a"] and words[2] == word)
                or (word in near and "basis" in near)
            ):
                return per  # type: ignore[return-value]
        return None


_CHANGES = frozenset(
    """rose rise rises risen rising increased increase increases grew grown grow climbed jumped soared fell fall fallen dropped
    drop declined decline decreased down up raised raising lowered cut reduced went gone surged swelled slipped shrank
    plunged doubled expanded moved shifted""".split()
)  # fmt: skip
_COMPOUND_S = frozenset(
    """sports arms rights news weapons operations communications forces affairs drugs systems goods savings customs veterans
    narcotics explosives human-rights telecommunications electronics ballistics logistics hostages-taking""".split()
)  # fmt: skip
_RATIO = frozenset("one two three four five six seven eight nine ten every 5 10 20 100 1000 1,000".split())
_ONE_BEFORE = frozenset("no any every each this that the which some another only as someone day number".split())
_ONE_AFTER = frozenset(
    "and , or killing wounding injuring killed wounded injured leaving arrested kidnapped least including detaining for".split()
)  # fmt: skip
_AUXILIARIES = frozenset("were was are is have has had will would could may might others more of people been".split())
_NOT_ADVERBS = frozenset("family elderly friendly daily weekly monthly deadly".split())
_DAYS = frozenset("monday tuesday wednesday thursday friday saturday sunday".split())
_COUNTED_BY_ARTICLE = frozenset(
    [
        "person",
        "fighters",
        "protesters",
        "refugees",
        "abducted",
        "detained",
        "killed",
        "injured",
        "casualties",
        "victims",
    ]
)
_DEFINITE = frozenset("the these those both his her its their our my your all whose".split())
