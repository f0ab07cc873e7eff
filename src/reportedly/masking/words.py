"""Texts and names taken apart in the same way, so that a name is found however it is written.

A word is compared without case, accents and invisible characters; what parts the words of a name (a space, a hyphen,
a line end, nothing as in "LenaOrvast") is told apart by how much it may part.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache

from reportedly.actors.identity import person_key

_UNSEEN = "\u00ad\u200b-\u200d\u2060\ufeff"  # soft hyphen, zero-width space, joiners
_LETTER = r"[^\W\d_][\u0300-\u036f]*"
_WORD = re.compile(rf"{_LETTER}(?:[{_UNSEEN}]*{_LETTER})*")
_HUMP = re.compile(r"[a-zß-öø-ÿ](?=[A-ZÀ-ÖØ-Þ])")  # between the words of "LenaOrvast"
_DROPPED = str.maketrans("", "", "\u00ad\u200b\u200c\u200d\u2060\ufeffʼʻʿʾ`")
_LETTERS = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h"})
_GERMAN = str.maketrans(
    {"ä": "ae", "ö": "oe", "ü": "ue", "ø": "oe", "å": "aa", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue", "Ø": "Oe", "Å": "Aa"}
)
_TWO_LETTERS = re.compile(r"(?<=[^\W\d_])([aou])e")
_TIGHT = re.compile(r"[-'’ʼ‘`´‐‑]?|[-‐‑\u00ad][^\S\n]*\r?\n[^\S\n]*")
_BROKEN = re.compile(r"[-‐‑\u00ad][^\S\n]*\r?\n[^\S\n]*")
_LOOSE = re.compile(r"[^\S\n]{1,4}|[^\S\n]{0,3}\r?\n[^\S\n]{0,8}|[^\S\n]?[_/+–—.-][^\S\n]?|%20")
_POINT = re.compile(r"\.\s{0,3}")
_COMMA = re.compile(r",\s{1,3}")
_LONGEST_GAP = 12

ARTICLES = frozenset("al el ad ar as ash at az ul".split())
"""The Arabic article as names have it; it may be there or not."""
PARTICLES = ARTICLES | frozenset(
    """abu abd abdul abdel abdal bin ibn bint ben de del della di da dos das du van von der den ter ten la le los las
    zu zur y e st o d l mc mac""".split()
)
"""Words of names that name nobody by themselves."""
_SERVANTS = frozenset("abd abdul abdel abdal abdu".split())
SUFFIXES = frozenset("jr sr ii iii iv phd md".split())
"""Words after a name that are no part of it."""


class Gap(IntEnum):
    """How much what stands between two words parts them."""

    TIGHT = 0  # one word: nothing, a hyphen, an apostrophe, a word broken over a line end
    LOOSE = 1  # words of one name: a space, one line end, "_" and "/" of an address
    COMMA = 2  # "Orvast, Lena"
    APART = 3


@dataclass(frozen=True, slots=True)
class Token:
    """A word of a text: its place, what it is compared by, by its sound, whether it begins with a capital (or has none
    to begin with, in scripts without), and how it is parted from the next."""

    start: int
    end: int
    key: str
    sound: str
    capital: bool
    gap: Gap
    broken: bool


def tokenize(text: str) -> list[Token]:
    """The words of ``text``, those of "LenaOrvast" apart."""
    places: list[tuple[int, int]] = []
    for match in _WORD.finditer(text):
        start, end = match.span()
        word = match[0]
        if not word.islower() and _HUMP.search(word):
            for hump in _HUMP.finditer(word):
                places.append((start, match.start() + hump.end()))
                start = match.start() + hump.end()
        places.append((start, end))
    found: list[Token] = []
    for n, (start, end) in enumerate(places):
        word = text[start:end]
        after = places[n + 1][0] if n + 1 < len(places) else None
        between = text[end:after] if after is not None and after - end <= _LONGEST_GAP else None
        gap = Gap.APART if between is None else gap_of(between, end - start <= 2)
        folded, broken = key(word), bool(between) and _hyphened(between)
        found.append(Token(start, end, folded, sound(folded), not word[0].islower(), gap, broken))
    return found


@lru_cache(maxsize=4096)
def gap_of(between: str, short: bool) -> Gap:
    """What kind of gap these characters are; after a ``short`` word a full stop may be that of an initial."""
    if _TIGHT.fullmatch(between):
        return Gap.TIGHT
    if _LOOSE.fullmatch(between) and not (between.strip() == "." and between != "." and not short):
        return Gap.LOOSE
    if short and _POINT.fullmatch(between):
        return Gap.LOOSE
    return Gap.COMMA if _COMMA.fullmatch(between) else Gap.APART


@lru_cache(maxsize=4096)
def _hyphened(between: str | None) -> bool:
    return bool(between) and _BROKEN.fullmatch(between or "") is not None


@lru_cache(maxsize=65536)
def key(word: str) -> str:
    """What a word is compared by: no case, accents or invisible characters."""
    plain = unicodedata.normalize("NFKD", word.translate(_DROPPED))
    return "".join(c for c in plain if not unicodedata.combining(c)).casefold().translate(_LETTERS)


@lru_cache(maxsize=65536)
def sound(word: str) -> str:
    """A folded word without what transliterations differ in; empty for an article."""
    if word in ARTICLES:
        return ""
    return "abdul" if word in _SERVANTS else person_key(word).replace(" ", "")


# Names


@dataclass(frozen=True, slots=True)
class Unit:
    """A word of a name as spaces part them; "al-Assad" has two parts."""

    parts: tuple[str, ...]

    @property
    def whole(self) -> str:
        """The parts in one."""
        return "".join(self.parts)

    @property
    def sounds(self) -> str:
        """The same by their sound."""
        return "".join(map(sound, self.parts))


@dataclass(frozen=True, slots=True)
class Spelled:
    """A name as it may be written. ``full``: given and last name in one, in every order and without what may be left
    out; ``turned``: those that may have a comma inside; ``short``: those with initials; ``sounds``: as they sound.
    ``last`` and ``other`` are its single words, each with whether a space may stand inside it."""

    full: frozenset[str]
    turned: frozenset[str]
    short: frozenset[str]
    sounds: frozenset[str]
    last: dict[str, bool]
    other: dict[str, bool]
    firsts: frozenset[str]
    first_sounds: frozenset[str]


def units_of(name: str) -> tuple[Unit, ...]:
    """The words of a name, without "Jr" at its end."""
    units = [Unit(tuple(t.key for t in tokenize(word))) for word in name.split()]
    units = [unit for unit in units if unit.parts]
    while len(units) > 2 and units[-1].whole in SUFFIXES:
        units.pop()
    return tuple(units)


def variants(name: str) -> tuple[str, ...]:
    """A name, and with "ue" for "ü" and the other way round."""
    return tuple(dict.fromkeys((name, name.translate(_GERMAN), _TWO_LETTERS.sub(r"\1", name))))


@lru_cache(maxsize=4096)
def spelled(name: str) -> Spelled:
    """The ways in which a person's name may be written."""
    full: set[str] = set()
    turned: set[str] = set()
    short: set[str] = set()
    sounds: set[str] = set()
    last: dict[str, bool] = {}
    other: dict[str, bool] = {}
    firsts: set[str] = set()
    first_sounds: set[str] = set()
    for variant in variants(name):
        units = units_of(variant)
        if not units:
            continue
        bare = [unit for unit in units if unit.whole not in PARTICLES] or list(units)
        _words(last, bare[-1])
        if len(units) > 1 and units[-2].whole in PARTICLES:
            last[units[-2].whole + units[-1].whole] = True
        for unit in bare[:-1]:
            _words(other, unit)
        if len(bare) < 2:
            if len(units) > 1:  # "Abu Tamm"
                full.add("".join(u.whole for u in units))
                firsts.add(units[0].parts[0])
            continue
        given, surname = bare[0], bare[-1]
        orders = [units, tuple(bare), (given, surname)]
        orders += [(given, bare[1])] if len(bare) > 2 else []
        backwards = [(surname, *bare[:-1]), (surname, given)]
        if units[-2].whole in PARTICLES:
            orders.append((given, units[-2], surname))
            backwards.append((units[-2], surname, given))
        for order in (*orders, *backwards):
            full.add("".join(u.whole for u in order))
            sounds.add("".join(u.sounds for u in order))
            firsts.add(order[0].parts[0])
            first_sounds.add(sound(order[0].parts[0]) or order[0].sounds)
        turned |= {"".join(u.whole for u in order) for order in backwards}
        letters = "".join(u.whole[0] for u in bare[:-1])
        short |= {letters + surname.whole, letters[0] + surname.whole, given.whole + surname.whole[0]}
        short |= {surname.whole + letters[0], given.whole + letters[1:] + surname.whole}
        firsts |= {letters[0], given.parts[0], surname.parts[0]}
    return Spelled(
        frozenset(full), frozenset(turned), frozenset(short - full), frozenset(sounds), last, other,
        frozenset(firsts), frozenset(filter(None, first_sounds)),
    )  # fmt: skip


def _words(into: dict[str, bool], unit: Unit) -> None:
    """A unit and, of "Orvast-Drim" and "al-Assad", its parts that are names by themselves."""
    into.setdefault(unit.whole, len(unit.parts) > 1)
    if len(unit.parts) > 1:
        for part in unit.parts:
            if len(part) > 2 and part not in PARTICLES:
                into.setdefault(part, False)
