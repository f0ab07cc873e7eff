"""Everybody whom a report names: full names, titles, acronyms, and the sentences and quotations they stand in."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import islice

from reportedly.actors.countries import country_of
from reportedly.actors.given import Gender, gender_of
from reportedly.actors.heads import Named, fold, last_name
from reportedly.actors.names import read_name, short_forms
from reportedly.actors.scans import companies, groups, last_words, works
from reportedly.actors.spans import person_spans
from reportedly.actors.titles import office, reigning
from reportedly.actors.voices import author_of
from reportedly.findings.interviews import answers
from reportedly.reading.gazetteer import ORGANIZATION_WORDS, ORGANIZATIONS, PERSON_TITLES, TITLE_MODIFIERS, Country
from reportedly.reading.quotes import quotations
from reportedly.reading.tags import Tagged
from reportedly.reports.sentences import paragraphs, split_sentences
from reportedly.types import ActorRef, Span

_TITLE_WORDS = PERSON_TITLES | TITLE_MODIFIERS
_BODIES = frozenset({"organization", "place"})
_FORMER = re.compile(r"\b(?:former|ex)\b", re.I)
_OF_BODY = re.compile(
    r"\b(?:Bank|Fund|University|Committee|Council|Institute|Union|Association|Inc|Corp|Group)\b|\bof (?:the )?[a-z]"
)
_MORE = re.compile(r"(?: [A-Z][\w-]+){1,3}")
_CAPITALS = re.compile(r"(?:[A-Z][\w&-]* ){1,4}$")
_WORDS = 5  # of a person's name; more are a headline's
_BACK = 300  # titles that are looked through for the holder of one
_NEAR = 20000  # characters around a mention that are looked through for it
_WORD = re.compile(r"[^\W\d_]+")
_STATE = re.compile(
    r"\b([A-Z][\w-]{2,30})['’]s\s(?:(?:foreign|prime|defen[cs]e|interior|deputy)\s){0,2}"
    r"(?:minister|president|ambassador|government|army|parliament|capital|mission|premier|embassy)\b"
)
_MARKS = re.compile(r"[\"'“‘«(\s-]*")
_RUN = re.compile(r"(?:[A-Z][\w’'-]*\.?)(?: (?:(?:of|for|and|the) ){0,2}(?:[A-Z][\w’-]*(?:\.(?= [A-Z]))?)){1,6}")
_APPOSED = re.compile(r",\s+(?:the|an?)\s+((?:[^,.;:]|(?<=Mr)\.|(?<=Mrs)\.|(?<=[A-Z])\.){3,80})[,.;]")
_PAIR = re.compile(r"\b([A-Z][a-z]{1,20}) ([A-Z][a-z]{2,20})\b")
_SHORT = re.compile(r"(?:[A-Z]\.?){2,4}")
_BEFORE_NOUN = re.compile(
    r"[ \xa0](?!(?:and|or|of|in|on|at|by|for|with|to|from|as|but|that|which|who|also|not|is|was|has|had|will|would"
    r"|[a-z]+ed|[a-z]+s|[a-z]+ly)\b)[a-z]+"
)
_ACRONYM = re.compile(
    r"\b((?:[A-Z][\w’'-]{0,30}\s(?:(?:of|for|the|and|on)\s){0,2}){1,7}[A-Z][\w’'-]{0,30})\s?\(([A-Z][A-Z.]{1,9})\)"
)


@dataclass(frozen=True, slots=True)
class Person:
    """A person's name as it stands in the report, how often, and where first."""

    name: str
    gender: Gender | None
    count: int
    first: int


@dataclass(frozen=True, slots=True)
class Seen:
    """An actor that was mentioned at a place."""

    at: int
    sentence: int
    ref: ActorRef
    gender: Gender | None
    speaker: bool
    subject: bool
    quoted: bool


def _place(mention: tuple[int, Named]) -> int:
    return mention[0]


@lru_cache(maxsize=4096)
def _country(title: str) -> Country | None:
    return country_of(title)


class Cast:
    """Everybody whom the report names, and the sentences and quotations they stand in."""

    def __init__(self, tagged: Tagged) -> None:
        self.text = tagged.report.text
        blocks = paragraphs(tagged.report)
        self.sentences = [s for p in blocks for s in split_sentences(self.text, p)]
        self.starts = [s for s, _ in self.sentences]
        self.opens = {a + len(m[0]) for a, b in self.sentences for m in [_MARKS.match(self.text, a, b)] if m}
        self.quotes = [q.span for p in blocks for q in quotations(self.text, p)]
        self.quote_starts = [a for a, _ in self.quotes]
        self.acronyms = {
            m[2].replace(".", ""): " ".join(m[1].removeprefix("The ").split())
            for a, b in blocks
            for m in _ACRONYM.finditer(self.text, a, b)
        }
        self.long = {
            short: long for short, names in short_forms().items() for long in reversed(names) if long in self.text
        }  # "the Fed" and the name of it that the report uses
        self.learned: dict[str, Gender] = {}  # genders that pronouns told
        self.lower: set[str] = set()
        self.capital: Counter[str] = Counter()
        self.opening: Counter[str] = Counter()
        for a, b in self.sentences:
            for match in _WORD.finditer(self.text, a, b):
                if match[0].islower():
                    self.lower.add(match[0])
                else:
                    self.capital[match[0]] += 1
                    self.opening[match[0]] += match.start() - a < 3
        self.persons: dict[str, list[Person]] = {}
        self.titles: list[tuple[int, str, str]] = []  # place, title, name
        self.mentions: list[tuple[int, Named]] = []
        self.first_at: dict[str, int] = {}
        # names that stand as places ("in N") more often than as persons: towns, or countries that no table has
        placed: Counter[str] = Counter()
        for entity in tagged.entities:
            if entity.type in {"place", "person"}:
                placed[self.text[slice(*entity.span)].rstrip(".")] += 1 if entity.type == "place" else -1
        placed.update({match[1]: 9 for a, b in blocks for match in _STATE.finditer(self.text, a, b)})
        self.places = {name for name, balance in placed.items() if balance > 0}
        self.companies = companies(tagged, blocks)
        self.person_spans = person_spans(tagged)
        self.begins: dict[str, set[str]] = {}
        self.nations: dict[str, set[str]] = {}  # last names, and the countries whose people or office holders they are
        self._collect(tagged)
        self.first_title: dict[str, str] = {}
        for _, title, name in self.titles:
            self.first_title.setdefault(name, title)
        self.weight = Counter(name for name, _ in self.persons_between(0, len(self.sentences)) if " " in name)
        self.main = max(self.weight, key=lambda n: (self.weight[n], -self.first_at.get(n, 0)), default=None)
        self.most = max(self.weight.values(), default=1)
        self.documents = {n.name for _, n in self.mentions if n.kind == "document" and n.name}
        self.author = author_of(tagged.report)
        self.letters = answers(self.text)
        self.interviewed = self._interviewed()

    def _interviewed(self) -> str | None:
        """The person named most before the first question of an interview, and first among those."""
        if not self.letters:
            return None
        first = min(self.letters)[0]
        before = Counter(
            name for name, at in self.persons_between(0, self.sentence(first)) if at < first and " " in name
        )
        return before.most_common(1)[0][0] if before else None

    def _collect(self, tagged: Tagged) -> None:
        counts: Counter[str] = Counter()
        first: dict[str, int] = {}
        gender: dict[str, Gender | None] = {}
        spans: list[tuple[Span, str]] = [(e.span, e.type) for e in tagged.entities if e.type in _BODIES]
        spans += [(span, "person") for span in self.person_spans]
        spans += [(span, "source") for row in tagged.attributions for span in row.source[:1]]
        for a, b in self.sentences[:2]:  # capitals of a headline name nobody, but a given name and a last name do
            for pair in _PAIR.finditer(self.text, a, b):
                if gender_of(pair[1]) and self.capital[pair[2]] > 1 and pair[2].lower() not in self.lower:
                    spans.append((pair.span(), "headline"))
        for span, kind in sorted(spans):
            if kind == "organization" and self.sentence(span[0]) and (more := _MORE.match(self.text, span[1])):
                span = (span[0], more.end())  # the rest of "Tide Council Convention"
            words = self.text[slice(*span)]
            if kind == "place" and _SHORT.fullmatch(words) and _BEFORE_NOUN.match(self.text, span[1]):
                continue  # "a U.S. senator" speaks of no country
            title = self._title_before(span[0]) if kind == "person" else ""
            named = read_name(f"{title} {words}" if title else words)
            if named.name is None:
                continue
            name = named.name
            if kind == "place" and named.kind == "person" and name in self.places:
                named = Named(name, None, "country")  # a town is no "he"
            if kind != "place" and named.kind == "person" and not title and name in self.companies:
                named = replace(named, kind="organization")
            if kind == "organization" and " " in name and gender_of(name.split()[0]) is None and self.sentence(span[0]):
                self.begins.setdefault(fold(name.split()[0]), set()).add(name)
            self.mentions.append((span[0], named))
            if named.kind != "person" or len(name.split()) > _WORDS:
                continue
            if nation := country_of(named.owner or "") or country_of(named.description or ""):
                self.nations.setdefault(last_name(name), set()).add(nation.code)
            counts[name] += 1
            first.setdefault(name, span[0])
            gender[name] = gender.get(name) or named.gender or gender_of(name.split()[0])
            if named.description:
                bodies = _CAPITALS.search(self.text, max(0, span[0] - 60), span[0])
                owned = bodies[0] if bodies and _OF_BODY.search(bodies[0]) else ""  # "Tide Bank" of its president
                self.titles.append((span[0], owned + named.description, named.name or ""))
            apposed = _APPOSED.match(self.text, span[1])
            if apposed and kind == "person":
                self.titles.append(
                    (span[0], " ".join(re.split(r"\s(?:who|which|whose)\s", apposed[1])[0].split()), name)
                )
        self.first_at = first
        for name in first:
            parts = fold(name).split()
            if len(parts) > 1:
                person = Person(name, gender[name], counts[name], first[name])
                for part in {last_name(name), parts[0]}:
                    self.persons.setdefault(part, []).append(person)
        known = {at for at, _ in self.mentions}
        self.mentions += works(self.text, self.sentences)
        self.mentions += [m for m in groups(self.text, self.sentences) if m[0] not in known]
        self.mentions.sort(key=_place)
        self.titles.sort()
        self.bodies: dict[str, list[tuple[int, str]]] = {}
        for at, named in self.mentions:
            if named.kind == "organization" and named.name and " " in named.name:
                folded = fold(named.name).split()
                if folded:
                    self.bodies.setdefault(folded[-1], []).append((at, named.name))
        named_so = last_words(self.text, self.sentences, self.bodies.keys() & ORGANIZATION_WORDS)
        known = {at for at, _ in self.mentions}
        self.mentions += [m for m in named_so if not known & {m[0], m[0] - 4}]
        self.mentions.sort(key=_place)
        self._capitals()
        self._genders()

    def _capitals(self) -> None:
        """Full names and bodies that nobody tagged: runs of capitals after a title or a given name, and the initials of
        longer runs ("the S.E.C." of the Securities and Exchange Commission)."""
        self.initials: dict[str, str] = {}
        known = {p.name for people in self.persons.values() for p in people}
        for a, b in self.sentences:
            for match in _RUN.finditer(self.text, a, b):
                words = match[0].removeprefix("The ").split()
                letters = "".join(w[0] for w in words if w[0].isupper())
                if len(letters) > 2:
                    self.initials.setdefault(letters, " ".join(words))
                titles = [n for n, w in enumerate(words[:-1]) if w.lower().rstrip(".") in PERSON_TITLES]
                name = words[titles[-1] + 1 :] if titles else words
                low = {w.lower() for w in name}
                if not 2 <= len(name) <= 4 or low & (ORGANIZATION_WORDS | {"the", "of", "for", "and"}):
                    continue
                whole = " ".join(name)
                if (titles or gender_of(name[0])) and whole not in known:
                    known.add(whole)
                    person = Person(whole, gender_of(name[0]), 0, match.start())
                    self.persons.setdefault(last_name(whole), []).append(person)

    def _genders(self) -> None:
        """Give persons without one the gender of the "Mr." or "Mrs." that stands before their last name elsewhere."""
        told = {fold(n.name): n.gender for _, n in self.mentions if n.name and n.gender and " " not in n.name}
        both = {fold(n.name) for _, n in self.mentions if n.name and n.gender and n.gender != told.get(fold(n.name))}
        for _, n in self.mentions:
            if n.name and " " not in n.name and (gender := told.get(fold(n.name))) and fold(n.name) not in both:
                self.learned.setdefault(n.name, gender)
        for last, people in self.persons.items():
            if last in told and len({p.name for p in people}) == 1:
                self.persons[last] = [replace(p, gender=p.gender or told[last]) for p in people]

    def body(self, name: str, at: int) -> str:
        """An organization's fullest name: what an acronym stands for, or a longer name, before rather than later, that
        ends or, where only one does, begins so ("the Quist" of the Quist Institute)."""
        plain = name.replace(".", "")
        if plain in self.acronyms or (plain.isupper() and len(plain) > 2 and plain in self.initials):
            return self.acronyms.get(plain) or self.initials[plain]
        if plain.lower() in self.long:
            return self.long[plain.lower()]
        low = fold(name)
        ends = self.bodies.get(low.split()[-1] if low else "", [])[:_BACK]
        longer = [(place > at, abs(place - at), long) for place, long in ends if fold(long).endswith(f" {low}")]
        if longer and plain.lower() not in ORGANIZATIONS:
            return min(longer)[2]
        begins = {long for long in self.begins.get(low, ()) if len(long.split()) < 5 and low not in ORGANIZATIONS}
        least = min(begins, key=len, default=name)
        return least if " " not in low and all(long.startswith(least) for long in begins) else name

    def _title_before(self, start: int) -> str:
        """The title in front of a name at ``start``, from the first word that can belong to one."""
        before = self.text[max(0, start - 70) : start]
        match = re.search(r"(?:(?:[A-Z][\w.’'-]*|of|for|[a-z]+)[ \xa0]+){1,6}$", before)
        words = match[0].split() if match else []
        heads = [n for n, w in enumerate(words) if w.lower().rstrip(".") in PERSON_TITLES]
        if not heads or (heads[-1] < len(words) - 1 and words[heads[-1] + 1].lower() not in {"of", "for"}):
            return ""
        first = heads[-1]
        while first > 0 and (words[first - 1].lower().rstrip(".") in _TITLE_WORDS or country_of(words[first - 1])):
            first -= 1
        return " ".join(words[first:])

    def full(self, named: Named, at: int) -> tuple[str, Gender | None]:
        """The fullest name for a person's name at a place, and the gender it goes with."""
        assert named.name is not None
        parts = fold(named.name).split()
        gender = named.gender
        if not parts:
            return named.name, gender
        last = last_name(named.name)
        found = [
            p
            for p in self.persons.get(last, [])
            if (last_name(p.name) == last or len(parts) == 1)
            and (len(parts) == 1 or fold(p.name).split()[0] == parts[0])
            and (gender is None or p.gender is None or gender == p.gender)
        ]
        if len(parts) == 1 and reigning(named.description):
            found = [p for p in found if fold(p.name).split()[0] == parts[0]]
        elif len(parts) == 1:
            found = [p for p in found if last_name(p.name) == last] or found
        longer = [p for p in self.persons.get(last, []) if fold(p.name).endswith(" " + " ".join(parts))]
        if len(parts) > 1 and longer:  # "Lin Tae" of "Sun Ma Lin Tae"
            found = longer
        if not found:
            return named.name, gender
        # one person under several forms: the longest; several persons: the one named most
        by_first: dict[str, list[Person]] = {}
        for person in found:
            by_first.setdefault(fold(person.name).split()[0], []).append(person)
        group = max(by_first.values(), key=lambda g: (sum(p.count for p in g), -min(p.first for p in g)))
        best = max(group, key=lambda p: (len(p.name.split()), p.count, -p.first))
        return best.name, gender or best.gender

    def common(self, words: str, at: int) -> bool:
        """Whether the first word of a mention at ``at`` has its capital from the sentence's start only."""
        k = self.sentence(at)
        if k < 0 or not words[:1].isupper() or at - self.starts[k] > 2:
            return False
        match = re.match(r"[^\W\d_]+", words)
        first = match[0] if match else ""
        if not first or first.isupper() or fold(first) in self.persons:
            return False
        near = self.text[max(0, at - _NEAR) : at + _NEAR]
        hits = islice(re.finditer(re.escape(words), near), _BACK) if " " in words else ()
        if any(m.start() + max(0, at - _NEAR) not in self.opens for m in hits):
            return False  # it has its capital elsewhere, too
        if first.lower() in self.lower:
            return True
        alone = self.capital[first] <= self.opening[first]
        return (
            alone
            and re.match(r"[^\W\d_]+(?:\s+(?:on|of|in|for|at|from|with|to|and|[a-z]+s)\b|$)", words) is not None
            and (gender_of(first) is None and not country_of(first) and (first.endswith("s") or " " in words))
        )

    def sentence(self, at: int) -> int:
        return bisect_right(self.starts, at) - 1

    def quoted(self, at: int) -> bool:
        k = bisect_right(self.quote_starts, at) - 1
        return k >= 0 and self.quotes[k][0] <= at < self.quotes[k][1]

    def _titles_to(self, at: int) -> list[tuple[int, str, str]]:
        end = bisect_right(self.titles, (at,))
        return self.titles[max(0, end - _BACK) : end]

    def titles_after(self, at: int) -> list[tuple[int, str, str]]:
        """The next titles after a place, each with its own place and whose it is."""
        first = bisect_right(self.titles, (at + 1,))
        return self.titles[first : first + _BACK]

    def headed(self, words: str, at: int) -> str:
        """The full name that a headline's words begin with, where the report has it elsewhere too and a capitalised
        verb follows ("Mara Tolin Visits Port Sol"); other words as they are."""
        parts = words.split()
        for n in (3, 2) if self.sentence(at) == 0 and len(parts) > 2 else ():
            name = " ".join(parts[:n])
            if len(parts) > n and parts[n][0].isupper() and self.weight[name] > 1 and not parts[n][:-1].isupper():
                return name
        return words

    def holder(self, title: str, at: int, where: Country | None = None) -> str | None:
        """The person who was last given a title that ends like ``title`` before ``at``; not a former holder or one who
        holds it of some body ("World Bank president") where there is another, nor one of another country than
        ``where``."""
        words = office(title)
        if not words:
            return None
        found = [row for row in reversed(self._titles_to(at)) if row[0] < at and words <= office(row[1]) | {"former"}]
        if where is not None:
            others = {row[2] for row in found if _country(row[1]) not in (None, where)}
            found = [row for row in found if row[2] not in others]
        for test in (_FORMER, _OF_BODY):
            found = [row for row in found if test.search(title) or not test.search(row[1])] or found
        return found[0][2] if found else None

    def persons_in(self, span: Span) -> list[Span]:
        """The reader's persons inside a span."""
        first = bisect_left(self.person_spans, (span[0], 0))
        return [s for s in self.person_spans[first : bisect_left(self.person_spans, (span[1], 0))] if s[1] <= span[1]]

    def persons_between(self, first: int, last: int) -> list[tuple[str, int]]:
        """The full names of the persons in sentences ``first`` to ``last``, each with its place."""
        if not self.sentences or last < 0 or first >= len(self.sentences):
            return []
        span = self.sentences[max(0, first)][0], self.sentences[min(last, len(self.sentences) - 1)][1]
        read = [(read_name(self.text[slice(*s)]), s[0]) for s in self.persons_in(span)]
        return [(self.full(named, at)[0], at) for named, at in read if named.name and named.kind == "person"]
