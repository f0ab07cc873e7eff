"""Finding masked names in a text: whole names anywhere, their single words where they cannot be anybody else's or where
the masked person is named in the same report."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from reportedly.masking.ordinary import ORDINARY
from reportedly.masking.words import SUFFIXES, Gap, Spelled, Token, sound, spelled, tokenize, units_of

_MOST = 7  # words of a name that are read together
_BETWEEN = 2  # middle names that a text may add
_LOWER = 4  # letters from which on a word in small letters may be a name
_INSIDE = 6  # letters of a name that may stand inside a longer word of an address ("freelenaorvast")
_WORD_INSIDE = 5
_LONG = 60  # letters of a word of an address that are looked through
_ENDINGS = ("s", "es", "ism", "ist", "ists", "ite", "ites", "ian", "ians", "gate", "esque")
_ADDRESS = re.compile(r"[@#_/\\]|\w[.]\w|www\.", re.I)
_CHUNK = re.compile(r"[^\s\"“”<>()\[\]{},;]+")


@dataclass(frozen=True, slots=True)
class Hit:
    """A masked name in a text: its place, whose it may be, whether it is a whole name, and whether it stands in an
    address, where no spaces can be."""

    start: int
    end: int
    who: tuple[int, ...]
    whole: bool
    address: bool = False


@dataclass(frozen=True, slots=True)
class _Form:
    who: int
    comma: bool = False
    initial: bool = False


@dataclass(frozen=True, slots=True)
class _Word:
    who: int
    alone: bool  # wherever it stands, not only in reports that name the person
    proper: bool  # wherever it stands with a capital inside a sentence: "the Bush plan", not "a bush"
    spaced: bool  # a space may stand inside
    last: bool


_Entry = TypeVar("_Entry", _Form, _Word)


class _Text:
    """A text that is looked through: its words, and which of them stand in an address, a user's name, a hashtag."""

    def __init__(self, text: str, address: bool) -> None:
        self.text = text
        self.tokens = tokenize(text)
        self.address = address  # whether all of it is one
        self._chunks: tuple[list[int], list[int]] | None = None

    def addressed(self, token: Token) -> bool:
        """Whether a word stands in an address."""
        if self.address:
            return True
        if self._chunks is None:
            found = [m.span() for m in _CHUNK.finditer(self.text) if _ADDRESS.search(m[0])]
            self._chunks = [start for start, _ in found], [end for _, end in found]
        starts, ends = self._chunks
        n = bisect_right(starts, token.start) - 1
        return n >= 0 and token.start < ends[n]


@dataclass
class Index:
    """The names of all that are masked, numbered, and of those that are to stay."""

    _full: dict[str, list[_Form]] = field(default_factory=dict)
    _sounds: dict[str, list[_Form]] = field(default_factory=dict)
    _words: dict[str, list[_Word]] = field(default_factory=dict)
    _word_sounds: dict[str, list[_Word]] = field(default_factory=dict)
    _firsts: set[str] = field(default_factory=set)
    _first_sounds: set[str] = field(default_factory=set)
    _word_firsts: set[str] = field(default_factory=set)
    _kept: dict[str, bool] = field(default_factory=dict)  # whether it stays whatever else says
    _kept_firsts: set[str] = field(default_factory=set)
    _caseless: dict[str, int] = field(default_factory=dict)
    _caseless_pattern: re.Pattern[str] | None = None

    def put_person(self, who: int, name: str, alone: Collection[str], proper: Collection[str] = ()) -> None:
        """A name of a masked person; the words among ``alone`` are masked wherever they stand, those among ``proper``
        where they are names by their place."""
        ways = spelled(name)
        self._put_whole(who, ways)
        for words, last in ((ways.last, True), (ways.other, False)):
            for word, spaced in words.items():
                if len(word) > 1:
                    self._put_word(word, _Word(who, word in alone, word in proper, spaced, last), name)
        self._put_caseless(who, name)

    def put_name(self, who: int, name: str) -> None:
        """A name of a masked body or place, which is not taken apart."""
        parts = [part for unit in units_of(name) for part in unit.parts]
        if parts:
            _add(self._full, "".join(parts), _Form(who))
            self._firsts.add(parts[0])
        self._put_caseless(who, name)

    def keep(self, name: str, always: bool = False) -> None:
        """A name that stays where it stands as a whole; ``always``: also where a masked name is part of it."""
        parts = [part for unit in units_of(name) for part in unit.parts]
        if parts and (always or len(parts) > 1):
            joined = "".join(parts)
            self._kept[joined] = always or self._kept.get(joined, False)
            self._kept_firsts.add(parts[0])

    def words_of(self, name: str) -> set[str]:
        """The words of ``name`` that are words of masked names."""
        return {part for unit in units_of(name) for part in (*unit.parts, unit.whole) if part in self._words}

    def _put_whole(self, who: int, ways: Spelled) -> None:
        for form in ways.full:
            _add(self._full, form, _Form(who, comma=form in ways.turned))
        for form in ways.short:
            _add(self._full, form, _Form(who, comma=True, initial=True))
        for form in ways.sounds:
            _add(self._sounds, form, _Form(who))
        self._firsts |= ways.firsts
        self._first_sounds |= ways.first_sounds

    def _put_word(self, word: str, entry: _Word, name: str) -> None:
        _add(self._words, word, entry)
        if entry.last and len(word) >= _LOWER:
            _add(self._word_sounds, sound(word), entry)
        for unit in units_of(name):
            if len(unit.parts) > 1 and unit.whole.endswith(word[-3:]):
                self._word_firsts.update(unit.parts[:-1])
        if entry.spaced:
            self._word_firsts.update(part for unit in units_of(name) for part in unit.parts)

    def _put_caseless(self, who: int, name: str) -> None:
        """Scripts without capitals write words together: their names are found inside longer words, too."""
        for piece in (name, *name.split()):
            letters = [c for c in piece if c.isalpha()]
            if len(letters) > 1 and all(c.upper() == c.lower() for c in letters):
                self._caseless.setdefault(piece, who)
                self._caseless_pattern = None

    # Looking

    def find(self, text: str, named: Collection[int] = (), address: bool = False) -> list[Hit]:
        """The masked names in ``text``, in order, apart from each other.

        ``named`` are those of whom single words count here; those whose whole name stands in the text count, too.
        ``address``: all of the text is an address or a path.
        """
        read = _Text(text, address)
        tokens = read.tokens
        hits, covered, shielded = self._whole_names(read)
        near = frozenset(named).union(*(hit.who for hit in hits))
        n = 0
        while n < len(tokens):
            if n in covered or n in shielded:
                n += 1
                continue
            last, who = self._word_at(read, n, near, covered)
            if who:
                hits.append(_hit(read, n, last, who, False))
                covered.update(range(n, last + 1))
            n = last + 1
        hits += self._without_case(text)
        return _together(text, hits)

    def _whole_names(self, read: _Text) -> tuple[list[Hit], set[int], set[int]]:
        tokens = read.tokens
        hits: list[Hit] = []
        covered: set[int] = set()
        shielded: set[int] = set()
        n = 0
        while n < len(tokens):
            token = tokens[n]
            stays, always = self._kept_at(tokens, n) if token.key in self._kept_firsts else (n - 1, False)
            last = n
            who: tuple[int, ...] = ()
            if (
                token.key in self._firsts
                or token.sound in self._first_sounds
                or token.broken
                or token.key in self._full
            ):
                last, who = self._whole_at(read, n)
            if who and not (always and stays >= last):
                if last + 1 < len(tokens) and tokens[last + 1].key in SUFFIXES and tokens[last].gap < Gap.APART:
                    last += 1
                hits.append(_hit(read, n, last, who, True))
                covered.update(range(n, last + 1))
                n = last + 1
                continue
            if stays >= n:
                shielded.update(range(n, stays + 1))
                n = stays + 1 if always else n + 1
                continue
            n += 1
        return hits, covered, shielded

    def _kept_at(self, tokens: Sequence[Token], n: int) -> tuple[int, bool]:
        joined, found, always = "", n - 1, False
        for last in range(n, min(n + _MOST, len(tokens))):
            joined += tokens[last].key
            if joined in self._kept:
                found, always = last, self._kept[joined]
            if tokens[last].gap > Gap.LOOSE:
                break
        return found, always

    def _whole_at(self, read: _Text, n: int) -> tuple[int, tuple[int, ...]]:
        """The last word of the longest masked whole name that begins with a word, and whose it may be."""
        tokens = read.tokens
        joined = sounds = ""
        widest = Gap.TIGHT
        best = n
        who: tuple[int, ...] = ()
        for last in range(n, min(n + _MOST, len(tokens))):
            joined += tokens[last].key
            sounds += tokens[last].sound
            forms = [
                form
                for form in self._full.get(joined, ())
                if (widest < Gap.COMMA or form.comma)
                and (not form.initial or self._initialled(tokens[n : last + 1], read.addressed(tokens[n])))
            ]
            if not forms and widest < Gap.COMMA and last > n and tokens[n].capital:
                forms = self._sounds.get(sounds, [])
            if forms:
                best, who = last, tuple(sorted({form.who for form in forms}))
            widest = max(widest, tokens[last].gap)
            if widest is Gap.APART:
                break
        return (best, who) if who else self._with_middle(tokens, n)

    def _with_middle(self, tokens: Sequence[Token], n: int) -> tuple[int, tuple[int, ...]]:
        """A given and a last name with other names or initials between them, "Lena Maria Orvast"."""
        if not tokens[n].capital:
            return n, ()
        for last in range(n + 2, min(n + 2 + _BETWEEN, len(tokens))):
            between = tokens[n:last]
            if (
                any(t.gap > Gap.LOOSE for t in between)
                or not all(t.capital for t in between)
                or not tokens[last].capital
            ):
                return n, ()
            forms = [f for f in self._full.get(tokens[n].key + tokens[last].key, ()) if not f.initial and not f.comma]
            if forms:
                return last, tuple(sorted({form.who for form in forms}))
        return n, ()

    @staticmethod
    def _initialled(tokens: Sequence[Token], address: bool) -> bool:
        """Whether words may be a name with initials: "L. Orvast", not "a brook"; "lorvast" in an address."""
        if address or (len(tokens) == 1 and len(tokens[0].key) > 5):
            return True
        return len(tokens) > 1 and all(t.capital for t in tokens) and any(len(t.key) < 3 for t in tokens)

    def _word_at(
        self, read: _Text, n: int, near: frozenset[int], covered: Collection[int]
    ) -> tuple[int, tuple[int, ...]]:
        """The last word of a masked name's single word that begins at a word, and whose it may be."""
        tokens = read.tokens
        token = tokens[n]
        best = n
        who: tuple[int, ...] = ()
        if token.key in self._word_firsts or token.broken:
            joined, widest = "", Gap.TIGHT
            for last in range(n, min(n + 4, len(tokens))):
                if last in covered:
                    break
                joined += tokens[last].key
                found = [w for w in self._words.get(joined, ()) if widest is Gap.TIGHT or w.spaced]
                if last > n and (chosen := _counting(found, near)) and token.capital | tokens[last].capital:
                    best, who = last, chosen
                widest = max(widest, tokens[last].gap)
                if widest > Gap.LOOSE:
                    break
        if who:
            return best, who
        held = self._words.get(token.key, ())
        chosen = _counting(held, near)
        if not chosen and any(word.proper for word in held) and _inside_sentence(read, n):
            return n, tuple(sorted({word.who for word in held if word.proper}))
        if chosen and (self._may_be_name(token) or read.addressed(token)):
            return n, chosen
        inside = not chosen and len(token.key) >= _INSIDE and read.addressed(token)
        if not chosen and (token.capital or inside):
            chosen = self._derived(token, near) or (self._inside(token, near) if inside else ())
            if chosen:
                return n, chosen
        return n, ()

    @staticmethod
    def _may_be_name(token: Token) -> bool:
        return token.capital or (len(token.key) >= _LOWER and token.key not in ORDINARY)

    def _derived(self, token: Token, near: frozenset[int]) -> tuple[int, ...]:
        """Whose name a word is made from or sounds like: "the Orvasts", "Orvastism"."""
        if token.key in ORDINARY:
            return ()
        for ending in _ENDINGS:
            stem = token.key.removesuffix(ending)
            least = _LOWER - 1 if ending in ("s", "es") else _WORD_INSIDE
            if len(stem) < len(token.key) and len(stem) >= least:
                found = _counting([w for w in self._words.get(stem, ()) if w.last], near)
                if found:
                    return found
        return _counting(self._word_sounds.get(token.sound, ()), near) if len(token.key) >= _LOWER else ()

    def _inside(self, token: Token, near: frozenset[int]) -> tuple[int, ...]:
        """Whose name stands inside a longer word of an address."""
        word = token.key[:_LONG]
        for start in range(len(word) - _WORD_INSIDE + 1):
            for end in range(start + _WORD_INSIDE, len(word) + 1):
                piece = word[start:end]
                if end - start >= _INSIDE and piece in self._full:
                    return tuple(sorted({form.who for form in self._full[piece] if not form.initial})) or ()
                if piece in self._words and piece not in ORDINARY and (found := _counting(self._words[piece], near)):
                    return found
        return ()

    def _without_case(self, text: str) -> list[Hit]:
        if not self._caseless:
            return []
        if self._caseless_pattern is None:
            names = sorted(self._caseless, key=lambda name: (-len(name), name))
            self._caseless_pattern = re.compile("|".join(map(re.escape, names)))
        return [Hit(*m.span(), (self._caseless[m[0]],), True) for m in self._caseless_pattern.finditer(text)]


def _add(into: dict[str, list[_Entry]], at: str, entry: _Entry) -> None:
    held = into.setdefault(at, [])
    if entry not in held:
        held.append(entry)


def _counting(words: Iterable[_Word], near: frozenset[int]) -> tuple[int, ...]:
    """Whose the words are, those first who are named here."""
    here = {w.who for w in words if w.who in near}
    return tuple(sorted(here)) or tuple(sorted({w.who for w in words if w.alone}))


def _inside_sentence(read: _Text, n: int) -> bool:
    """Whether a word has its capital without its sentence or its headline giving it one."""
    token = read.tokens[n]
    small = n > 0 and read.tokens[n - 1].gap <= Gap.LOOSE and not read.tokens[n - 1].capital
    return small and token.capital and not read.text[token.start : token.end].isupper()


def _hit(read: _Text, first: int, last: int, who: tuple[int, ...], whole: bool) -> Hit:
    start, end = read.tokens[first].start, read.tokens[last].end
    small = read.text[start:end].islower()
    return Hit(start, end, who, whole, read.address or (small and read.addressed(read.tokens[first])))


def _together(text: str, hits: list[Hit]) -> list[Hit]:
    """Hits in order; what overlaps, and neighbours that are one person's names, become one."""
    found: list[Hit] = []
    for hit in sorted(hits, key=lambda h: (h.start, -h.end, h.who)):
        if found and hit.start < found[-1].end:
            if hit.end > found[-1].end:
                found[-1] = Hit(found[-1].start, hit.end, found[-1].who, True, found[-1].address)
            continue
        if found and hit.start - found[-1].end <= 3 and (same := set(found[-1].who) & set(hit.who)):
            between = text[found[-1].end : hit.start]
            if not between.strip(" \t-_") and "\n" not in between and not (found[-1].whole and hit.whole):
                whole = found[-1].whole or hit.whole
                found[-1] = Hit(found[-1].start, hit.end, tuple(sorted(same)), whole, found[-1].address)
                continue
        found.append(hit)
    return found
