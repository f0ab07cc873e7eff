"""The counted noun phrase after a number ("more than 20 *heavily armed men* from the north").

There is no parser behind this: a phrase runs to the first function word, verb or mark, and its head is the last plural
noun before that; forms that may be either (participles, adverbs) are told apart by whether a plural follows them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from reportedly.findings.numbers import nouns
from reportedly.findings.numbers.numerals import Number, Token, begins_number, joined, word_at
from reportedly.findings.numbers.words import (
    ADJECTIVES_ED,
    CLOSED,
    COMPOUND_S,
    NOMINAL,
    NOT_ADVERBS,
    STRENGTH,
    TEAMS,
    VERBS_ED,
)

_LONGEST = 9  # tokens of a counted noun phrase
_OWNERS = frozenset("the these those their his its her our my your other them".split())
_QUANTA = frozenset(
    """ton tons tonne tonnes kilogram kilograms kilo kilos kg pound pounds lb lbs grams boxes crates rounds truckloads
    truckload sticks caches loads pieces shipments stockpiles batteries consignments boatloads planeloads
    containers""".split()
)
_MOSTLY = frozenset("mostly mainly largely predominantly chiefly primarily all".split())
_ARTICLE_KINDS = frozenset(
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


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of text as tokens; ``caps``: it is all in capitals, which then tell nothing."""

    text: str
    tokens: Sequence[Token]
    caps: bool

    def word(self, i: int) -> str:
        """The lower-cased token ``i``, the empty string outside of the passage."""
        return word_at(self.tokens, i)

    def capital(self, i: int) -> bool:
        """Whether token ``i`` is a word that begins with a capital."""
        return 0 <= i < len(self.tokens) and self.tokens[i].wordy and self.text[self.tokens[i].start].isupper()

    def proper(self, i: int) -> bool:
        """Whether token ``i`` begins with a capital that means something."""
        return not self.caps and self.capital(i)

    def closed(self, i: int) -> bool:
        """Whether token ``i`` is a word that no counted noun phrase holds; "US" is a country where "us" is not."""
        return self.word(i) in CLOSED and not (self.word(i) == "us" and self.proper(i))

    def initial(self, i: int) -> bool:
        """Whether token ``i`` is an initial, as in "U.S."."""
        if not 0 <= i < len(self.tokens) or self.tokens[i].end - self.tokens[i].start > 1:
            return False
        return self.tokens[i].wordy and joined(self.tokens, i + 1)

    def compound(self, i: int) -> bool:
        """Whether token ``i`` begins or is inside a hyphenated word, as in "off-duty"."""
        return self.ends_compound(i) or (
            self.word(i + 1) == "-" and joined(self.tokens, i + 1) and joined(self.tokens, i + 2)
        )

    def ends_compound(self, i: int) -> bool:
        """Whether token ``i`` is a later part of a hyphenated word."""
        return self.word(i - 1) == "-" and joined(self.tokens, i) and joined(self.tokens, i - 1)

    def within(self, i: int) -> bool:
        """Whether the mark at token ``i`` stands inside a word: the hyphen of "off-duty", the stops of "U.S."."""
        if self.word(i) == "-":
            return joined(self.tokens, i) and joined(self.tokens, i + 1)
        return self.word(i) == "." and self.initial(i - 1)

    def title_case(self) -> bool:
        """Whether most words begin with a capital: a headline, where capitals tell nothing."""
        words = [n for n, t in enumerate(self.tokens[:60]) if t.wordy and len(t.word) > 3]
        return sum(self.capital(n) for n in words) * 4 > len(words) * 3


@dataclass(frozen=True, slots=True)
class Noun:
    """A counted noun phrase: tokens ``first`` to ``stop`` (exclusive), its head in lower case, null where it is elided.

    ``kind`` is what the head names. Where the noun is named only after the phrase ("five of the soldiers", "300, mostly
    children"), ``kind`` is its kind and ``whole`` its tokens.
    """

    stop: int
    head: str | None = None
    first: int = 0
    kind: nouns.Kind | None = None
    whole: tuple[int, int] | None = None


def strength(passage: Passage, number: Number) -> Noun | None:
    """ "40-member rescue team", "10,000-strong force": a count of persons before the noun, null where there is none."""
    tokens, k = passage.tokens, number.stop
    if passage.word(k) != "-" or not joined(tokens, k) or passage.word(k + 1) not in STRENGTH:
        return None
    stop, last = k + 2, ""
    for at in range(k + 2, min(k + 6, len(tokens))):
        if tokens[at].word in CLOSED or not tokens[at].wordy:
            break
        stop, last = at + 1, tokens[at].word
        if last in TEAMS:
            break
    fighters = nouns.KINDS.get(last) == "fighters"
    return Noun(stop, "troops" if fighters else "people", k + 2, "fighters" if fighters else "person")


def counted(passage: Passage, number: Number, begin: int, k: int) -> Noun:
    """The noun phrase that ``number`` counts. The quantity phrase begins at ``begin``, the noun from ``k`` on."""
    at = k
    if passage.word(at) == "of":
        if number.plural or passage.word(number.first) in ("dozen", "score"):
            at += 2 if passage.word(at + 1) in _OWNERS else 1
        else:
            whole = passage.word(at + 1) in _OWNERS
            part = _phrase(passage, at + 2, at + 2, False) if whole else None
            return Noun(k, kind=part.kind, whole=(part.first, part.stop)) if part and part.head else Noun(k)
    elif passage.word(at) == "-" and joined(passage.tokens, at):
        unit = passage.word(at + 1)
        kind = None if unit in ("mm", "cm", "caliber", "calibre") else nouns.KINDS.get(unit)  # the bore of a gun
        measured = kind in ("duration", "distance", "percent")
        return Noun(at + 2, unit, at + 1, kind) if measured else Noun(at + 1, "-", at + 1)
    elif passage.word(at) == "," and passage.word(at + 1) in _MOSTLY:
        part = _phrase(passage, at + 2, at + 2, False)
        return Noun(k, kind=part.kind, whole=(part.first, part.stop)) if part.head and part.kind != "other" else Noun(k)
    found = _phrase(passage, at, k, number.low == number.high == 1)
    if (
        found.head is None
        and passage.word(at) in NOMINAL
        and passage.word(begin - 1) not in ("and", ",", "but", "while")
    ):
        # "10 killed" is a noun phrase; "and 30 wounded" after another count leaves its noun out
        return Noun(at + 1, passage.word(at), at, nouns.kind(passage.word(at)))
    if found.head in _QUANTA and passage.word(found.stop) == "of":
        for k in range(found.stop + 1, min(found.stop + 4, len(passage.tokens))):
            if nouns.KINDS.get(nouns.singular(passage.word(k))) == "weapons":  # "60 tonnes of ammunition"
                return replace(found, kind="weapons")
    return found


def _phrase(passage: Passage, at: int, k: int, single: bool) -> Noun:
    tokens, first = passage.tokens, at
    head, stop, proper = None, k, False
    limit = min(at + _LONGEST, len(tokens))
    while at < limit:
        word = tokens[at].word
        if not tokens[at].wordy and not (tokens[at].numeric and passage.compound(at)):
            if not (passage.within(at) or (word in "\"“`'" and head is None and not joined(tokens, at))):
                break
        elif word in ("and", "or") and head is None and at > first and _listed(passage, at):
            pass  # "private and public schools"
        elif (passage.closed(at) and not passage.compound(at)) or _verbal(passage, at, k, head is not None):
            break
        elif passage.compound(at) and not passage.ends_compound(at):
            pass  # the first part of "well-known" is no noun
        elif single:
            if head is not None and word.endswith("s") and not nouns.KINDS.get(word):
                break
            if nouns.KINDS.get(word) or head is None or not nouns.KINDS.get(head):
                head, stop, proper = word, at + 1, passage.proper(at)
        elif nouns.is_plural(word, passage.proper(at)):
            if head is not None and passage.capital(at) and not passage.capital(stop - 1):
                break
            head, stop, proper = word, at + 1, passage.proper(at)
            if nouns.KINDS.get(word) in ("duration", "percent"):
                break
        elif head is not None and not (proper or head in COMPOUND_S):
            break
        elif head is None and nouns.KINDS.get(word) == "percent":
            return Noun(at + 1, word, first, "percent")
        at += 1
    return Noun(stop, head, first, nouns.kind(head, proper) if head else None)


def _verbal(passage: Passage, at: int, first: int, headed: bool) -> bool:
    """Whether the word at token ``at`` is a verb or adverb of the clause rather than a part of the noun phrase."""
    word = passage.word(at)
    if word.endswith("ed") and len(word) > 4:
        adjective = (
            word in ADJECTIVES_ED
            or (at > first and (joined(passage.tokens, at) or passage.word(at - 1).endswith("ly")))
            # "758 pledged delegates": a verb after a bare number would hardly have a bare plural right behind it
            or (at == first and word not in VERBS_ED and nouns.is_plural(passage.word(at + 1), passage.proper(at + 1)))
        )
        return headed or not adjective or not _plural_near(passage, at)
    if word in NOMINAL or (word.endswith("ing") and len(word) > 5 and not nouns.KINDS.get(word)):
        return headed or not _plural_near(passage, at)
    return word.endswith("ly") and len(word) > 4 and word not in NOT_ADVERBS and not _plural_near(passage, at)


def _listed(passage: Passage, at: int) -> bool:
    """Whether the "and" at token ``at`` joins two adjectives before a plural noun, and no second count follows it."""
    after = passage.word(at + 1)
    if not passage.tokens[at - 1].wordy or not after[:1].isalpha() or begins_number(after):
        return False
    return passage.word(at - 1) not in NOMINAL and after not in NOMINAL and _plural_near(passage, at + 1)


def _plural_near(passage: Passage, at: int) -> bool:
    """Whether a plural noun follows within five tokens, with nothing between that ends a noun phrase."""
    for k in range(at + 1, min(at + 6, len(passage.tokens))):
        token = passage.tokens[k]
        if passage.closed(k) or not (token.wordy or token.word == "-"):
            return False
        if nouns.is_plural(token.word, passage.proper(k)):
            return True
    return False


def after_article(passage: Passage, i: int) -> Noun | None:
    """The person named after "a", "an" or "no" at token ``i`` ("an off-duty fireman"); else null."""
    best = None
    for at in range(i + 1, min(i + _LONGEST, len(passage.tokens))):
        word = passage.word(at)
        if word in "-." and joined(passage.tokens, at):
            continue
        if passage.tokens[at].numeric and passage.word(at + 2) in STRENGTH:
            return None  # "a 40-member team" counts 40
        if not (passage.tokens[at].wordy or passage.compound(at)) or (passage.closed(at) and not passage.compound(at)):
            break
        kind = nouns.kind(word, passage.proper(at))
        if best is not None and (word.endswith(("ed", "ing", "ly")) or not (nouns.KINDS.get(word) or kind == "person")):
            break
        singular = not nouns.is_plural(word, passage.proper(at)) or word in ("guerrilla", "paramilitary")
        if kind in _ARTICLE_KINDS and (singular or passage.word(i) == "no"):
            best = at
    if best is None:
        return None
    return Noun(best + 1, passage.word(best), i + 1, nouns.kind(passage.word(best), passage.proper(best)))
