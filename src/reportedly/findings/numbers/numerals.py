"""Numbers in English text, as bounds: digits, number words, vague words ("dozens"), ranges, hedges.

The rules are those of the annotation guide for reported figures (docs/data-model.md, "Figures"): ``dozens`` is
24 to 99, ``more than 30`` is 30 and up, ``nearly 30`` is up to 30, ``some 30`` is 30, said vaguely. A pure grammar
over strings: nothing here knows what is counted. Every step looks at a bounded number of tokens, so that time is
linear in the length of the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Literal, NamedTuple

from reportedly.types import Span

Bound = Literal["low", "high", "hedge"]

_TOKEN = re.compile(r"[0-9]+(?:[.,'’\u00a0\u202f\u2009][0-9]+)*|[^\W\d_]+(?:['’][^\W\d_]+)*|[^\w\s]|[\w]")
_PIECE = 4000  # characters that are looked at together; no sentence of a report is longer
_DIGITS = 18  # more than these are no count of anything


class Token(NamedTuple):
    """A word, number or sign: its lower-cased text and its place in the whole text."""

    word: str
    start: int
    end: int

    @property
    def numeric(self) -> bool:
        return self.word[0].isdigit()

    @property
    def wordy(self) -> bool:
        return self.word[0].isalpha()


@dataclass(frozen=True, slots=True)
class Number:
    """A number as bounds: tokens ``first`` to ``stop`` (exclusive), inclusive ``low`` and ``high`` (null is open).

    ``vague``: the bounds come from words like "dozens" or "about"; ``digits``: written in figures only;
    ``scaled``: with "million" or the like; ``plural``: a word that wants "of" ("hundreds", "a handful").
    """

    first: int
    stop: int
    low: int | float | None
    high: int | float | None
    vague: bool = False
    digits: bool = False
    scaled: bool = False
    plural: bool = False
    ranged: bool = False
    qualifier: str | None = None


_UNITS = {
    w: n
    for n, w in enumerate(
        """zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen
        seventeen eighteen nineteen""".split()
    )
}
_TENS = {
    w: 10 * n for n, w in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), 2)
} | {"fourty": 40}  # fmt: skip
_SCALES = {
    "hundred": 100, "thousand": 1000, "lakh": 10**5, "million": 10**6, "crore": 10**7, "billion": 10**9,
    "trillion": 10**12, "dozen": 12,
}  # fmt: skip
_SHORT_SCALES = {"k": 1000, "m": 10**6, "mn": 10**6, "mln": 10**6, "bn": 10**9, "bln": 10**9, "b": 10**9, "tn": 10**12}
# "m" and "b" may as well be metres or bytes: read as scales only where money is named.
_VAGUE = {
    "tens": (20, 99), "dozens": (24, 99), "scores": (40, 99), "hundreds": (200, 999), "thousands": (2000, 9999),
    "millions": (2 * 10**6, 10**7 - 1), "billions": (2 * 10**9, 10**10 - 1), "trillions": (2 * 10**12, 10**13 - 1),
}  # fmt: skip
_MULTIPLES = {"thousands": 1000, "millions": 10**6, "billions": 10**9, "trillions": 10**12}
_FEW = {"several": (3, 9), "few": (3, 9), "handful": (3, 9), "couple": (2, 2), "pair": (2, 2)}

STARTS = frozenset([*_UNITS, *_TENS, *_SCALES, *_VAGUE, *"a an half quarter several many untold".split()])
"""Words that may begin a number."""

# What bounds or hedges a number, from the words before it.
_BEFORE: dict[str, Bound] = {
    **dict.fromkeys(
        """more than|over|at least|upwards of|upward of|in excess of|above|exceeding|exceeded|exceeds|topped
        |topping|tops|surpassed|surpassing|well over|just over|slightly over|a little over|well above|no fewer than
        |no less than|not less than|not fewer than|greater than|a minimum of|minimum of|as few as|far more than
        |much more than|well more than|slightly more than|just more than
        |a little more than""".replace("\n", "").split("|"),
        "low",
    ),
    **dict.fromkeys(
        """up to|as many as|as much as|as high as|no more than|not more than|at most|a maximum of|maximum of|fewer than
        |less than|under|below|just under|slightly under|nearly|almost|close to|approaching|nearing|just short of
        |just below|slightly less than|slightly fewer than|far fewer than|well under|well below|not quite|virtually
        |a little under""".replace("\n", "").split("|"),
        "high",
    ),
    **dict.fromkeys(
        """some|about|around|approximately|approx|roughly|an estimated|estimated|circa|in the region of
            |somewhere around|in the order of|on the order of|in the neighborhood of|more or less|perhaps|maybe
            |possibly|probably|an approximate|an average of|a reported|a supposed""".replace("\n", "").split("|"),
        "hedge",
    ),
}  # fmt: skip
_BEFORE = {" ".join(k.split()): v for k, v in _BEFORE.items()}
# ... and from the words after it.
_AFTER: dict[tuple[str, ...], Bound] = {
    ("or", "more"): "low", ("and", "more"): "low", ("or", "above"): "low", ("or", "over"): "low", ("plus",): "low",
    ("+",): "low", ("-", "plus"): "low", ("at", "least"): "low", ("and", "counting"): "low",
    ("or", "fewer"): "high", ("or", "less"): "high", ("at", "most"): "high",
    ("or", "so"): "hedge", ("-", "odd"): "hedge", ("odd",): "hedge", ("or", "thereabouts"): "hedge",
}  # fmt: skip
_PHRASAL = frozenset("hand hands handed handing turn turns turned turning take takes took taken taking".split())  # over
_ADDING = frozenset(
    """add adds added adding live lives lived go goes gone went going move moves moved push pushed come came bump bumped
    get gets got""".split()
)  # up to
_RATED = frozenset("low lower high higher well better poorly worse badly on at a an the points goals".split())
_MARKS = frozenset("test credit exam exams box their its his her settle settling settled".split())
_LONGEST = max(len(k.split()) for k in _BEFORE)


def pieces(text: str, start: int, end: int) -> Iterator[Span]:
    """``text[start:end]`` in parts of at most a few thousand characters, cut at white space where there is some."""
    while end - start > _PIECE:
        cut = start + _PIECE
        space = max(text.rfind(" ", start + _PIECE // 2, cut), text.rfind("\n", start + _PIECE // 2, cut))
        cut = space if space > start else cut
        yield start, cut
        start = cut
    if start < end:
        yield start, end


def tokenize(text: str, start: int, end: int) -> list[Token]:
    """The tokens of ``text[start:end]``; a number with its separators is one token, a hyphen is one of its own."""
    return [Token(m[0].lower(), m.start(), m.end()) for m in _TOKEN.finditer(text, start, end)]


def joined(tokens: Sequence[Token], i: int) -> bool:
    """Whether token ``i`` follows the one before it without white space."""
    return 0 < i < len(tokens) and tokens[i - 1].end == tokens[i].start


def word_at(tokens: Sequence[Token], i: int) -> str:
    """The lower-cased token ``i``, the empty string outside of the list."""
    return tokens[i].word if 0 <= i < len(tokens) else ""


def whole(value: Decimal | int) -> int | float:
    """``value`` as int where it is whole, else as float."""
    return int(value) if value == int(value) else float(value)


def begins_number(word: str) -> bool:
    """Whether a token may begin a number: a digit, a number word, an article."""
    return word in STARTS or word[0].isdigit()


def digits_value(word: str) -> Decimal | None:
    """The value of a number in figures with English separators; null where it is none ("1,23", "1.2.3").

    ``5.400`` is read as 5,400 where it ends in 0 (no decimal is written so), as a decimal otherwise.
    """
    if len(word) > _DIGITS + 8:
        return None
    plain = re.sub(r"[’\u00a0\u202f\u2009]", "'", word)
    if re.fullmatch(r"[0-9]{1,3}(?:([,'])[0-9]{3})(?:\1[0-9]{3})*(?:\.[0-9]+)?", plain):
        plain = plain.replace(",", "").replace("'", "")
    elif re.fullmatch(r"[1-9][0-9]{0,2}(?:\.[0-9]{3}){2,}|[1-9][0-9]{0,2}\.[0-9]{2}0", plain):
        plain = plain.replace(".", "")
    elif not re.fullmatch(r"[0-9]+(?:\.[0-9]+)?", plain):
        return None
    return Decimal(plain) if len(plain) <= _DIGITS else None


def read_number(tokens: Sequence[Token], i: int, *, money: bool = False) -> Number | None:
    """The number that begins at token ``i``, without qualifiers or range; null where there is none.

    ``money`` lets "5m" and "2b" be millions and billions.
    """
    word = word_at(tokens, i)
    if not word:
        return None
    if word[0].isdigit():
        return _figures(tokens, i, money)
    if word == "scores" and (word_at(tokens, i + 1) in _RATED or word_at(tokens, i - 1) in _MARKS):
        return None  # "the country scores low", "test scores"
    if word in _VAGUE or (word in ("many", "untold") and word_at(tokens, i + 1) in _VAGUE):
        return _vague(tokens, i if word in _VAGUE else i + 1)
    article = word in ("a", "an")
    k = i + 1 if article else i
    if word in ("half", "quarter") or (article and word_at(tokens, k) in ("half", "quarter")):
        return _part(tokens, i, k)
    few = word_at(tokens, k)
    if few in _FEW and (article or few == "several"):
        low, high = _FEW[few]
        stop = k + 1
        scale_at = stop + 1 if word_at(tokens, stop) == "of" else stop
        scale = _SCALES.get(word_at(tokens, scale_at).removesuffix("s"))
        if scale:
            top = 99 if scale == 12 else (high + 1) * scale - 1
            high_value = top if high > low else high * scale
            return Number(i, scale_at + 1, low * scale, high_value, vague=True, scaled=True, plural=few != "several")
        return Number(i, stop, low, high, vague=high > low, plural=few != "several")
    if article and word_at(tokens, k) in _SCALES:
        return _spelled(tokens, i, k)
    if not article and (word in _UNITS or word in _TENS or word in _SCALES):
        return _spelled(tokens, i, i)
    return None


def _figures(tokens: Sequence[Token], i: int, money: bool) -> Number | None:
    value = digits_value(tokens[i].word)
    stop = i + 1
    if value is None:
        return None
    if tokens[i].word.isdigit() and len(tokens[i].word) <= 3:  # "1 234 567"
        grouped = tokens[i].word
        while (
            stop < len(tokens)
            and re.fullmatch(r"[0-9]{3}", tokens[stop].word)
            and tokens[stop].start - tokens[stop - 1].end == 1
            and len(grouped) < _DIGITS
        ):
            grouped += tokens[stop].word
            stop += 1
        value = Decimal(grouped)
    scaled = False
    while True:
        at = stop + 1 if word_at(tokens, stop) == "-" and joined(tokens, stop) else stop
        word = word_at(tokens, at)
        scale = _SCALES.get(word)
        if scale is None and word in _SHORT_SCALES and (money or (word in ("k", "mn", "bn") and joined(tokens, at))):
            scale = _SHORT_SCALES[word]
        if scale is None or value > 10**_DIGITS:
            break
        decimal = tokens[i].word if not scaled else ""
        if re.fullmatch(r"[0-9]+\.[0-9]{3}", decimal):  # "1.250 million" is a decimal after all
            value = Decimal(decimal)
        value, stop, scaled = value * scale, at + 1, True
    number = whole(value)
    return Number(i, stop, number, number, digits=True, scaled=scaled)


def _vague(tokens: Sequence[Token], i: int) -> Number | None:
    low, high = _VAGUE[tokens[i].word]
    stop = i + 1
    if word_at(tokens, stop) == "of" and word_at(tokens, stop + 1) in _MULTIPLES:
        multiple = _MULTIPLES[tokens[stop + 1].word]
        if tokens[i].word in ("tens", "dozens", "scores", "hundreds"):
            return Number(i, stop + 2, low * multiple, (high + 1) * multiple - 1, vague=True, scaled=True, plural=True)
    if word_at(tokens, stop) in ("and", "upon") and word_at(tokens, stop + 1) == tokens[i].word:
        stop += 2
    if tokens[i].word == "tens" and word_at(tokens, stop) != "of":
        return None
    return Number(i, stop, low, high, vague=True, scaled=low >= 200, plural=True)


def _part(tokens: Sequence[Token], i: int, k: int) -> Number | None:
    """ "half a million", "a half-dozen", "a quarter of a million": parts of a scale; other halves are no counts."""
    part = Decimal("0.5") if tokens[k].word == "half" else Decimal("0.25")
    at = k + 1
    while word_at(tokens, at) in ("of", "a", "-") and at < k + 3:
        at += 1
    scale = _SCALES.get(word_at(tokens, at))
    if scale is None:
        return None
    value = whole(part * scale)
    return Number(i, at + 1, value, value, scaled=True)


def _spelled(tokens: Sequence[Token], first: int, i: int) -> Number | None:
    """Number words from token ``i``: "two hundred and thirty", "twenty-five thousand", "three and a half million"."""
    total, current, seen, last_scale, stop = Decimal(0), Decimal(0), False, 10**15, i
    k = i
    while k < len(tokens) and k - i < 24:
        word = tokens[k].word
        if word in ("-", "‑") and k > i and joined(tokens, k) and joined(tokens, k + 1):
            k += 1
            continue
        if word == "and" and seen:
            if [word_at(tokens, k + n) for n in (1, 2)] == ["a", "half"] and not total and k == stop:
                current += Decimal("0.5")
                k, stop = k + 3, k + 3
                continue
            follows = word_at(tokens, k + 1)
            if (
                tokens[stop - 1].word in ("hundred", "thousand")
                and (follows in _UNITS or follows in _TENS)
                and _SCALES.get(word_at(tokens, k + 2), 0) < last_scale  # "between two thousand and five thousand"
            ):
                k += 1
                continue
            break
        if word in _UNITS:
            value = _UNITS[word]
            if seen and (current % 10 or current % 100 == 10 or not value or (current % 100 and value > 9)):
                break
            if seen and tokens[stop - 1].word in _UNITS:
                break
            current += value
        elif word in _TENS:
            if seen and current % 100:
                break
            current += _TENS[word]
        elif word == "hundred" and current < 100:
            current = (current or Decimal(1)) * 100
        elif word in _SCALES and word != "hundred" and _SCALES[word] < last_scale:
            last_scale = _SCALES[word]
            total, current = total + (current or (0 if seen else 1)) * last_scale, Decimal(0)
            if word == "million" and [word_at(tokens, k + n) for n in (1, 2, 3)] == ["and", "a", "half"]:
                total, k = total + Decimal(500_000), k + 3
        else:
            break
        seen, k = True, k + 1
        stop = k
    if not seen:
        return None
    value_ = whole(total + current)
    return Number(first, stop, value_, value_, scaled=value_ >= 100)


def with_range(tokens: Sequence[Token], number: Number, second: Number | None, between: bool) -> Number | None:
    """One number from two: "20 to 30", "20-30", "two or three", "between 20 and 30"; null where they are no range.

    ``second`` begins after the one joining token. A scale that only the second has holds for both ("2 to 3 million").
    """
    if second is None or number.low is None or second.high is None or number.high is None or second.low is None:
        return None
    joint = word_at(tokens, number.stop)
    low, high = number.low, second.high
    if second.scaled and not number.scaled and number.low < 1000 and not second.vague and joint != "or":
        scale = _scale_of(tokens, second)
        low = whole(Decimal(str(number.low)) * scale)
    if not low < high or (joint == "or" and not between and high > 10 * low):
        return None
    return replace(
        number, stop=second.stop, low=low, high=high, vague=number.vague or second.vague, ranged=True,
        digits=number.digits and second.digits, scaled=second.scaled, plural=second.plural,
    )  # fmt: skip


def _scale_of(tokens: Sequence[Token], number: Number) -> int:
    scale = 1
    for token in tokens[number.first : number.stop]:
        scale *= _SCALES.get(token.word) or (_SHORT_SCALES.get(token.word, 1) if number.digits else 1)
    return scale


def qualifier_before(tokens: Sequence[Token], i: int) -> tuple[int, Bound | None]:
    """The first token and kind of the words that bound or hedge the number at token ``i``; (i, null) without any."""
    for length in range(min(_LONGEST, i), 0, -1):
        phrase = " ".join(t.word for t in tokens[i - length : i])
        bound = _BEFORE.get(phrase)
        verb = word_at(tokens, i - length - 1)
        phrasal = (phrase == "over" and verb in _PHRASAL) or (phrase == "up to" and verb in _ADDING)
        if bound is not None and not phrasal:
            return i - length, bound
    return i, None


def qualifier_after(tokens: Sequence[Token], i: int) -> tuple[int, Bound | None]:
    """The end (exclusive) and kind of the words at token ``i`` that bound or hedge the number before them."""
    for length in (2, 1):
        bound = _AFTER.get(tuple(t.word for t in tokens[i : i + length]))
        if bound is not None:
            if tokens[i].word in ("+", "-") and not joined(tokens, i):
                continue
            return min(i + length, len(tokens)), bound
    return i, None


def bounded(number: Number, bounds: Sequence[Bound]) -> Number:
    """``number`` with its bounds opened or hedged by the words around it."""
    low, high, vague = number.low, number.high, number.vague
    for bound in bounds:
        if bound == "low":
            low, high = (low if low is not None else high), None
        elif bound == "high":
            low, high = None, (high if high is not None else low)
        else:
            vague = True
    return replace(number, low=low, high=high, vague=vague)
