"""Whom to mask: what ``--mask`` says, held against the names of the record."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path

from reportedly.actors.heads import fold
from reportedly.actors.identity import person_key
from reportedly.errors import UsageError
from reportedly.masking.forms import Index
from reportedly.masking.survey import Bearer, Survey, is_other, partial, put
from reportedly.masking.words import spelled, units_of
from reportedly.record.readable import Readable

PERSONS, PRIVATE, UNNAMED = "persons", "private", "unnamed"
_NEAREST = 3
_SHORTEST_ID = 6  # characters of an id that are enough to mean it


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the values ask for, read but not looked up. ``names`` and ``kept`` are each with where it stands: the file,
    or an empty string for the command line."""

    persons: bool = False
    private: bool = False
    unnamed: bool = False
    names: tuple[tuple[str, str], ...] = ()
    kept: tuple[tuple[str, str], ...] = ()


@dataclass
class Choice:
    """Who is masked: bearers of names in order of their first place, and actors without a name; ``kept`` are those who
    stay by name, ``missing`` lines of files that name nothing in the record, each with the nearest names."""

    bearers: list[Bearer] = field(default_factory=list)
    sources: list[str] = field(default_factory=list)
    kept: list[Bearer] = field(default_factory=list)
    exact: dict[str, set[str]] = field(default_factory=dict)  # words that were given, by the bearer's key
    missing: list[str] = field(default_factory=list)


def read_values(values: Iterable[str]) -> Wanted:
    """Read the values of ``--mask``. Raises UsageError for a file that cannot be read or says nothing."""
    flags: set[str] = set()
    names: list[tuple[str, str]] = []
    kept: list[tuple[str, str]] = []
    for value in values:
        low = value.strip().lower()
        if low in (PERSONS, PRIVATE, UNNAMED):
            flags.add(low)
            continue
        file = _file(value)
        lines = _lines(file) if file else value.replace(";", ",").split(",")
        before = len(names) + len(kept) + len(flags)
        for line in lines:
            one = " ".join(line.split())
            one = one.title() if one.islower() and not one.startswith("a-") else one
            if file is None and one.lower() in (PERSONS, PRIVATE, UNNAMED):
                flags.add(one.lower())
            elif one.startswith("!"):
                kept.append((one[1:].strip(), value if file else ""))
            elif one and not (file and one.startswith("#")):
                names.append((one, value if file else ""))
        if len(names) + len(kept) + len(flags) == before:
            raise UsageError(
                f"--mask {value!r}: no name in it; give persons, private, unnamed, names or a file of names"
            )
    kept = [(name, where) for name, where in kept if name]
    return Wanted(PERSONS in flags, PRIVATE in flags, UNNAMED in flags, tuple(names), tuple(kept))


def _file(value: str) -> Path | None:
    path = Path(value)
    try:
        if path.is_file():
            return path
    except OSError:  # too long for a file's name
        return None
    if path.suffix.lower() in (".txt", ".csv", ".lst") or "/" in value or "\\" in value:
        raise UsageError(f"--mask {value}: there is no such file")
    return None


def _lines(file: Path) -> list[str]:
    try:
        text = file.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"--mask {file}: cannot be read as UTF-8 text ({error})") from error
    return text.splitlines()


def choose(wanted: Wanted, found: Survey, record: Readable) -> Choice:
    """Look up what is wanted. Raises UsageError, with the nearest names, for a name that the record does not hold: for
    each of the command line, and for a file of which it holds none."""
    choice = Choice()
    chosen: dict[str, Bearer] = {}
    sources: set[str] = set()
    if wanted.unnamed:
        sources.update(found.sources)
    for bearer in found.bearers.values():
        meant = wanted.persons or (wanted.private and is_private(bearer))
        if meant and bearer.kind == "person" and not is_other(found, bearer):
            chosen[bearer.key] = bearer
    lost: dict[str, list[str]] = {}
    held: dict[str, int] = {}
    for name, where in wanted.names:
        bearers, unnamed = look_up(found, name)
        if not bearers and not unnamed:
            bearers = [*filter(None, [_in_texts(found, record, name)])]
        for bearer in bearers:
            chosen[bearer.key] = bearer
            choice.exact.setdefault(bearer.key, set()).update(_given(name))
            if len(bearers) == 1 and not name.startswith("a-"):
                bearer.names.setdefault(name)
        sources.update(unnamed)
        if bearers or unnamed:
            held[where] = held.get(where, 0) + 1
        else:
            lost.setdefault(where, []).append(name)
    kept: dict[str, Bearer] = {}
    for name, where in wanted.kept:
        bearers, unnamed = look_up(found, name)
        kept.update((bearer.key, bearer) for bearer in bearers)
        sources.difference_update(unnamed)
        if not bearers and not unnamed:
            lost.setdefault(where, []).append(name)
        else:
            held[where] = held.get(where, 0) + 1
    for where, names in lost.items():
        told = [_told(found, name) for name in names]
        if where == "" or where not in held:
            raise UsageError(f"--mask{f' {where}' if where else ''}: not in this record: {'; '.join(told)}")
        choice.missing += told
    choice.bearers = sorted((b for key, b in chosen.items() if key not in kept), key=lambda b: (b.first, b.kind, b.key))
    choice.sources = sorted(sources, key=lambda actor: (found.sources.get(actor, ("~", "~", 0)), actor))
    choice.kept = list(kept.values())
    return choice


def is_private(bearer: Bearer) -> bool:
    """Whether a person is named in a report and has no title of an office in any."""
    return bearer.named and not bearer.office


def look_up(found: Survey, name: str) -> tuple[list[Bearer], list[str]]:
    """The bearers, or the actors without a name, that a name or (the beginning of) an id means."""
    if name.startswith("a-"):
        ids = {id for id in (*found.of_actor, *found.sources) if id == name} or {
            id for id in (*found.of_actor, *found.sources) if len(name) >= _SHORTEST_ID and id.startswith(name)
        }
        if len(ids) == 1:
            (id,) = ids
            return ([found.bearers[found.of_actor[id]]] if id in found.of_actor else []), [id] * (id in found.sources)
    low, person = fold(name), f"person {person_key(name)}"
    exact = [b for b in found.bearers.values() if b.key == person or any(fold(other) == low for other in b.names)]
    if exact:
        return exact, []
    ways = spelled(name)
    if not partial(name):
        near = [b for b in found.bearers.values() if any(ways.full & spelled(n).full for n in b.names)]
        return [b for b in near if b.kind == "person"], []
    word = "".join(unit.whole for unit in units_of(name))
    persons = [b for b in found.bearers.values() if b.kind == "person" and word]
    last = [b for b in persons if word in spelled(b.name).last or word in spelled(b.name).short]
    return last or [b for b in persons if word in spelled(b.name).other], []


def _given(name: str) -> set[str]:
    """The word of a name of one word, which is then masked wherever it stands."""
    units = units_of(name)
    return {units[0].whole, *units[0].parts[-1:]} if len(units) == 1 else set()


def _in_texts(found: Survey, record: Readable, name: str) -> Bearer | None:
    """A bearer for a name that no finding holds, but some page's text, title or path does."""
    if not units_of(name) or name.startswith("a-"):
        return None
    index = Index()
    index.put_person(0, name, _given(name))
    first = None
    reports: list[str] = []
    for report in record.reports():
        plain = (
            report.text,
            report.title or "",
            report.outlet or "",
            *report.byline,
            *(c.name for c in report.credits),
        )
        addresses = (*report.page.paths, report.page.path, report.page.url or "")
        hits = [h for words in plain for h in index.find(words)] + [
            h for words in addresses for h in index.find(words, address=True)
        ]
        if hits:
            day = report.published.earliest or report.published.latest or "9999"
            at = (day, report.id, hits[0].start)
            first = at if first is None else min(first, at)
            reports.append(report.id)
    if first is None:
        return None
    bearer = put(found, name, "person")
    bearer.first, bearer.named = first, True
    for id in reports:
        found.named_in[id] = found.named_in.get(id, frozenset()) | {bearer.key}
    return bearer


def _told(found: Survey, name: str) -> str:
    names = {other: other for b in found.bearers.values() for other in (b.name, *b.names)}
    folded = {fold(other): other for other in sorted(names)}
    near = get_close_matches(fold(name), list(folded), _NEAREST, 0.6)
    return f"{name} (nearest: {', '.join(folded[n] for n in near)})" if near else f"{name} (nothing is called so)"


def shared_names(choice: Choice, found: Survey) -> list[str]:
    """The names of persons who are not masked and have the last name of one who is."""
    masked = {b.key for b in choice.bearers}
    last = {w for b in choice.bearers if b.kind == "person" for w in spelled(b.name).last if len(w) > 2}
    others = [b for b in found.bearers.values() if b.kind == "person" and b.key not in masked and not b.single]
    return sorted(b.name for b in others if units_of(b.name)[-1].whole in last)
