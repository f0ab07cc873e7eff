"""What stands for whom, over the whole record: labels, ids, and the index of the names that are masked."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from functools import lru_cache
from urllib.parse import quote, unquote

from reportedly.actors.heads import fold
from reportedly.collation.wording import stem
from reportedly.masking.choice import Choice
from reportedly.masking.edits import Edits, arranged
from reportedly.masking.forms import Hit, Index
from reportedly.masking.ordinary import ORDINARY
from reportedly.masking.survey import Bearer, Survey, person_named, words_in
from reportedly.masking.words import spelled, units_of
from reportedly.reading.gazetteer import country_names, people_names
from reportedly.types import Actor, Role, identifier

LABELS = {
    "person": "Person", "organization": "Organization", "country": "Country", "group": "Group",
    "document": "Document", "unnamed": "Unnamed source",
}  # fmt: skip
"""What masked actors are called, by kind, with a number after it."""
_SHORTEST = 4  # letters of a word that is masked wherever it stands
_MOST_WORDS = 6  # words of a name that is taken apart
_STEM = re.compile(r"[^\W\d_]{3,}")
_SAFE = "/:?#[]@!$&'()*+,;=%~"


class Plan:
    """Everything about a masking that does not depend on one report."""

    def __init__(self, choice: Choice, found: Survey) -> None:
        self.choice = choice
        self.index = Index()
        self.labels: list[str] = []  # by the number of the bearer in the choice
        self.of_actor: dict[str, int] = {}
        self.sources: dict[str, str] = {}  # labels of actors without a name
        self._ids: dict[str, str] = {}
        self._near: dict[str, frozenset[int]] = {}
        self._strings: dict[str, str] = {}
        self._stems: dict[str, set[int]] = {}
        counts: dict[str, int] = {}
        numbers = {bearer.key: number for number, bearer in enumerate(choice.bearers)}
        for number, bearer in enumerate(choice.bearers):
            self.labels.append(_label(counts, LABELS[bearer.kind]))
            ordered = sorted(bearer.actors, key=lambda id: (bearer.actors[id], id))
            for n, actor in enumerate(ordered):
                self.of_actor[actor] = number
                self._ids[actor] = identifier("a", "masked", self.labels[-1], n)
        for actor in choice.sources:
            self.sources[actor] = _label(counts, LABELS["unnamed"])
            self._ids[actor] = identifier("a", "masked", self.sources[actor])
        for report, named in found.named_in.items():
            if here := frozenset(numbers[key] for key in named if key in numbers):
                self._near[report] = here
        self._fill(found)
        self._other_ids(found)
        self.paths = self._masked_paths(found.paths)

    def _fill(self, found: Survey) -> None:
        """Put all names into the index."""
        masked = {bearer.key for bearer in self.choice.bearers}
        naming: dict[int, set[str]] = {}
        for report, numbers in self._near.items():
            for number in numbers:
                naming.setdefault(number, set()).add(report)
        others = [bearer for bearer in found.bearers.values() if bearer.key not in masked]
        taken = {word for b in others if b.kind == "person" for name in b.names for word in words_in(name)}
        owners: dict[str, set[int]] = {}
        for number, bearer in enumerate(self.choice.bearers):
            for name in bearer.names:
                if bearer.kind != "person" or len(name.split()) > _MOST_WORDS:
                    self.index.put_name(number, name)
                    continue
                for clean in _clean(bearer, name):
                    ways = spelled(clean)
                    for word in (*ways.last, *ways.other):
                        owners.setdefault(word, set()).add(number)
                    alone = {w for w in ways.last if self._alone(w, number, taken, found, naming)}
                    proper = {w for w in ways.last if w in ORDINARY and w not in taken and _as_person(w, found)}
                    self.index.put_person(number, clean, alone | self.choice.exact.get(bearer.key, set()), proper)
        for word, whose in owners.items():
            self._stems.setdefault(stem(word), set()).update(whose)
        for bearer in self.choice.kept:
            for name in bearer.names:
                self.index.keep(name, always=True)
        for bearer in others:
            for name in bearer.names:
                shared = self.index.words_of(name)
                # A body called like a masked person is left only where others than her reports know that name.
                if shared and (
                    bearer.kind == "person" or all(self._known_elsewhere(w, owners[w], found, naming) for w in shared)
                ):
                    self.index.keep(name)

    @staticmethod
    def _known_elsewhere(word: str, owners: Collection[int], found: Survey, naming: dict[int, set[str]]) -> bool:
        """Whether a report that names none of the owners has a word as that of a place or a body, and no report more
        often as a person's."""
        if _as_person(word, found):
            return False
        hers = {report for number in owners for report in naming.get(number, ())}
        return any(report not in hers for report in found.elsewhere.get(word, ()))

    def _alone(
        self, word: str, number: int, taken: Collection[str], found: Survey, naming: dict[int, set[str]]
    ) -> bool:
        """Whether a last name can be nobody else's, so that it is masked wherever it stands."""
        if len(word) < _SHORTEST or word in ORDINARY or word in taken:
            return False
        return not self._known_elsewhere(word, (number,), found, naming)

    def _other_ids(self, found: Survey) -> None:
        """New ids for actors that are not masked themselves, but of whose name a masked name is a part: an id is made
        of the name and could be guessed."""
        changed: list[tuple[tuple[str, str, int], str]] = []
        for bearer in found.bearers.values():
            for actor, at in bearer.actors.items():
                if actor not in self._ids and any(self.string(name) != name for name in bearer.names):
                    changed.append((at, actor))
        for actor, (report, words) in found.described.items():
            if actor not in self._ids and self.string(words, self.near(report)) != words:
                changed.append((("", report, 0), actor))
        for n, (_, actor) in enumerate(sorted(changed)):
            self._ids[actor] = identifier("a", "masked", "actor", n)

    def _masked_paths(self, paths: dict[str, str]) -> dict[str, str]:
        """The reports' paths, still different from each other."""
        found: dict[str, str] = {}
        taken = set()
        changed: list[str] = []
        for report, path in paths.items():
            found[report] = self.address(path, self.near(report))
            if found[report] == path:
                taken.add(path)
            else:
                changed.append(report)
        for report in sorted(changed):
            path, n = found[report], 1
            head, point, tail = path.rpartition(".")
            while path in taken:
                n += 1
                path = f"{head}-{n}{point}{tail}" if point and "/" not in tail else f"{found[report]}-{n}"
            taken.add(path)
            found[report] = path
        return found

    # What stands for whom

    def near(self, report: str | None) -> frozenset[int]:
        """The masked that a report names."""
        return self._near.get(report or "", frozenset())

    def id_of(self, actor: str | None) -> str | None:
        """The id under which an actor is shown."""
        return self._ids.get(actor, actor) if actor is not None else None

    def known_id(self, shown: str) -> str | None:
        """The actor that is shown under an id."""
        return next((actor for actor, id in self._ids.items() if id == shown), None if shown in self._ids else shown)

    def label(self, hit: Hit, number: int | None = None) -> str:
        """What is written for a hit; in an address without spaces."""
        label = self.labels[hit.who[0] if number is None else number]
        return label.lower().replace(" ", "-") if hit.address else label

    def edits(self, words: str, near: Collection[int], address: bool = False) -> Edits:
        """What is replaced in words that stand by themselves."""
        hits = self.index.find(words, near, address)
        return arranged(((h.start, h.end, self.label(h, _first(h, near))) for h in hits), (), words)

    def string(self, words: str, near: Collection[int] = frozenset()) -> str:
        """Words that stand by themselves, masked; those in ``near`` are masked by single words, too."""
        if not near:
            known = self._strings.get(words)
            if known is None:
                known = self.edits(words, near).words(words, (0, len(words)))
                if len(self._strings) < 50_000:
                    self._strings[words] = known
            return known
        return self.edits(words, near).words(words, (0, len(words)))

    def address(self, words: str, near: Collection[int] = frozenset()) -> str:
        """A path or an address, masked; one with percent signs is read as what they stand for."""
        plain = unquote(words) if "%" in words else words
        masked = self.edits(plain, near, address=True).words(plain, (0, len(plain)))
        if masked == plain:
            return words
        return quote(masked, safe=_SAFE) if plain != words else masked

    def reason(self, words: str, near: Collection[int]) -> str:
        """Why findings are joined: it may hold words without their endings."""

        def one(match: re.Match[str]) -> str:
            who = self._stems.get(match[0], set()) & set(near)
            return self.labels[min(who)] if who and match[0] not in ORDINARY else match[0]

        head, colon, tail = words.partition(": ")
        return self.string(head + colon + _STEM.sub(one, tail), near)

    def actor(self, actor: Actor, reports: Iterable[str]) -> Actor:
        """An actor as it is shown; ``reports`` are those that name it."""
        near = frozenset[int]().union(*map(self.near, reports))
        masked, source = self.of_actor.get(actor.id), self.sources.get(actor.id)
        roles = tuple(_role(role, near, self) for role in actor.roles)
        id = self.id_of(actor.id) or actor.id
        if masked is not None:
            return Actor(id, self.labels[masked], (), actor.actor_kind, actor.country, roles)
        if source is not None:
            return Actor(id, None, (), actor.actor_kind, actor.country, roles)
        name = self.string(actor.name) if actor.name else None
        # Another of its names might be what stands masked in this one.
        aliases = tuple(dict.fromkeys(map(self.string, actor.aliases))) if name == actor.name else ()
        return Actor(id, name, aliases, actor.actor_kind, actor.country, roles)


def _role(role: Role, near: frozenset[int], plan: Plan) -> Role:
    of = plan.string(role.of, near) if role.of else role.of
    return Role(plan.string(role.title, near), of, role.first, role.last)


def _label(counts: dict[str, int], word: str) -> str:
    counts[word] = counts.get(word, 0) + 1
    return f"{word} {counts[word]}"


def _as_person(word: str, found: Survey) -> bool:
    """Whether a word alone was read as a person's name, and not more often as another."""
    return found.as_person[word] > found.as_other[word]


def _first(hit: Hit, near: Collection[int]) -> int:
    return next((number for number in hit.who if number in near), hit.who[0])


@lru_cache(maxsize=4096)
def _bare(name: str) -> str | None:
    read = person_named(name)
    return read[0] if read else None


def _clean(bearer: Bearer, name: str) -> Sequence[str]:
    """A person's name without titles; an alias that is a title, a description or a country's is none of hers."""
    low = fold(name)
    if name != bearer.name and (low in country_names() or low in people_names()):
        return []
    bare = _bare(name)
    if bare is not None:
        return [bare] if bare == name else [bare, *([name] if name == bearer.name else [])]
    words = units_of(name)
    return [name] if name == bearer.name or (len(words) > 1 and all(w[:1].isupper() for w in name.split())) else []
