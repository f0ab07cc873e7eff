"""A record in which names are replaced: it is read like the record itself, by every export and view."""

from __future__ import annotations

import re
from collections import OrderedDict
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import fields, replace
from itertools import islice

from sqlalchemy import Connection

from reportedly.errors import RecordError
from reportedly.masking.choice import Choice, shared_names
from reportedly.masking.edits import arranged
from reportedly.masking.forms import Hit
from reportedly.masking.plan import LABELS, Plan
from reportedly.masking.sources import Descriptions, placed
from reportedly.masking.survey import Survey, person_named
from reportedly.masking.values import Masking
from reportedly.record.lookup import Found, reports_naming, reports_of
from reportedly.record.readable import Readable
from reportedly.types import (
    Actor,
    ActorRef,
    Case,
    CaseFiller,
    CaseRoles,
    Findings,
    RegisterName,
    Report,
    Series,
    Skipped,
    Span,
    identifier,
)

_HELD = 500  # reports whose changes are remembered
_CHUNK = 200
_SHOWN = 5  # names that a warning lists


class MaskedRecord:
    """``record`` with all that ``choice`` names replaced. It gives what :class:`Readable` asks for, never a page's
    bytes, a page's given metadata or the connection."""

    def __init__(self, record: Readable, choice: Choice, found: Survey) -> None:
        self._record = record
        self._plan = Plan(choice, found)
        self._choice = choice
        self._held: OrderedDict[str, Masking] = OrderedDict()
        self._shared = shared_names(choice, found)
        self._series_ids: dict[str, str] = {}

    # What is told of it

    @property
    def notice(self) -> str:
        """What a reader of the masked record is to know."""
        return f"{self._count()} replaced. {LIMITS}"

    def warnings(self) -> list[str]:
        """What whoever masks a record is to know, a line each."""
        lines = [f"masked: {self._count()} replaced; {LIMITS[0].lower()}{LIMITS[1:]}"]
        if self._shared:
            some = ", ".join(self._shared[:_SHOWN])
            more = f" and {len(self._shared) - _SHOWN:,} more" if len(self._shared) > _SHOWN else ""
            lines.append(f"masked: not replaced, though of the same last name: {some}{more}")
        if self._choice.missing:
            lines.append(f"masked: not in this record: {'; '.join(self._choice.missing)}")
        return lines

    def _count(self) -> str:
        numbers: dict[str, int] = {}
        for label in (*self._plan.labels, *self._plan.sources.values()):
            kind = label.rpartition(" ")[0].lower()
            numbers[kind] = numbers.get(kind, 0) + 1
        names = {one.lower(): many for one, many in zip(LABELS.values(), _MANY, strict=True)}
        parts = [f"{n:,} {kind if n == 1 else names[kind]}" for kind, n in numbers.items()]
        return " and ".join(filter(None, (", ".join(parts[:-1]), *parts[-1:]))) or "nobody"

    # Reading

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """The record as it is at this moment; what is behind it stays out of reach."""
        with self._record.snapshot():
            yield

    def entries(self) -> Iterator[tuple[Report, Findings]]:
        """Every report with what it says, by the path that is shown."""
        ordered = self._order()
        if ordered is None:
            for report, findings in self._record.entries():
                masking = self._masking(report, findings)
                yield masking.value(report), masking.value(findings)
            return
        for id in ordered:
            report, findings = self._record.report(id), self._record.findings(id)
            masking = self._masking(report, findings)
            yield masking.value(report), masking.value(findings)

    def reports(self) -> Iterator[Report]:
        """Every report, by the path that is shown."""
        yield from (report for report, _ in self.entries())

    def _order(self) -> list[str] | None:
        """The reports' ids by the paths that are shown, null where that is the record's own order: between which paths
        a masked one stands would tell how its name begins."""
        paths = self._plan.paths
        ordered = sorted(paths, key=lambda id: (paths[id], id))
        return None if ordered == list(paths) else ordered

    def report(self, id: str) -> Report:
        """The report with this id. Raises RecordError when there is none."""
        return self._of(id).value(self._record.report(id))

    def path_of(self, report: str) -> str | None:
        """The path that a report is shown under; null when there is none."""
        return self._plan.paths.get(report)

    def findings(self, report: str) -> Findings:
        """What the report with this id says; nothing when there is none."""
        if report not in self._plan.paths:
            return Findings()
        return self._of(report).value(self._record.findings(report))

    def actors(self) -> Iterator[Actor]:
        """Every actor, by the id that is shown."""
        found: list[Actor] = []
        rest = self._record.actors()
        while some := list(islice(rest, _CHUNK)):
            with self._record.snapshot() as connection:
                naming = reports_naming(connection, [a.id for a in some]) if isinstance(connection, Connection) else {}
            found += [self._plan.actor(actor, naming.get(actor.id, ())) for actor in some]
        yield from sorted(found, key=lambda actor: actor.id)

    def actor(self, id: str) -> Actor:
        """The actor that is shown under this id. Raises RecordError when there is none."""
        known = self._plan.known_id(id)
        if known is None:
            raise RecordError(f"no actor {id} is in this record")
        actor = self._record.actor(known)
        with self._record.snapshot() as connection:
            naming = reports_naming(connection, [known]) if isinstance(connection, Connection) else {}
        return self._plan.actor(actor, naming.get(known, ()))

    @property
    def cases_due(self) -> bool:
        """Whether findings have changed since cases and series were made of them."""
        return self._record.cases_due

    def cases(self, register: RegisterName | None = None) -> Iterator[Case]:
        """Every case, by register and id, or those of one register."""
        rest = self._record.cases(register)
        while some := list(islice(rest, _CHUNK)):
            where = self._reports({id for case in some for state in case.history for id in state.findings})
            yield from (self._case(case, where) for case in some)

    def series(self) -> Iterator[Series]:
        """Every series, by the id that is shown."""
        found: list[Series] = []
        rest = self._record.series()
        while some := list(islice(rest, _CHUNK)):
            where = self._reports({id for one in some for point in one.points for id in point.figures})
            found += [self._one_series(one, where) for one in some]
        yield from sorted(found, key=lambda one: one.id)

    def found(self, ids: Iterable[str]) -> dict[str, Found]:
        """The findings with these ids, each with where it stands; what is not there is left out."""
        return {id: self._found(one) for id, one in self._record.found(ids).items()}

    def skipped(self) -> Iterator[Skipped]:
        """The pages that gave no report, by the path that is shown, and why."""
        pages = [Skipped(self._plan.address(s.path), self._plan.string(s.reason)) for s in self._record.skipped()]
        yield from sorted(pages, key=lambda page: (page.path, page.reason))

    def counts(self) -> Mapping[str, int]:
        """How many pages, reports, findings and actors there are."""
        return self._record.counts()

    # Changing

    def _found(self, one: Found) -> Found:
        masking = self._of(one.report)
        return Found(
            masking.value(one.finding),
            one.report,
            self._plan.paths.get(one.report, one.path),
            one.title and masking.title,
            one.outlet and masking.string(one.outlet),
            masking.value(one.published),
            masking.value(one.statement),
        )

    def _of(self, id: str) -> Masking:
        if id in self._held:
            self._held.move_to_end(id)
            return self._held[id]
        return self._masking(self._record.report(id), self._record.findings(id))

    def _masking(self, report: Report, findings: Findings) -> Masking:
        """The changes of a report; the same whenever it is asked for."""
        if report.id in self._held:
            self._held.move_to_end(report.id)
            return self._held[report.id]
        plan, near = self._plan, self._plan.near(report.id)
        for words in filter(None, (report.title, report.outlet, *report.byline)):
            near = near.union(*(hit.who for hit in plan.index.find(words) if hit.whole))
        hits = plan.index.find(report.text, near)
        near = near.union(*(hit.who for hit in hits if hit.whole))
        sources = Descriptions(findings, plan.sources)
        changes = [*_named(plan, report, findings, hits, near), *sources.changes(report.text)]
        masking = Masking(plan, arranged(changes, _borders(report), report.text), near, sources)
        masking.title = masking.value(report).title
        self._held[report.id] = masking
        if len(self._held) > _HELD:
            self._held.popitem(last=False)
        return masking

    def _reports(self, ids: set[str]) -> dict[str, str]:
        """The reports of findings, by the findings' ids."""
        with self._record.snapshot() as connection:
            if isinstance(connection, Connection):
                return reports_of(connection, ids)
        return {id: one.report for id, one in self._record.found(ids).items()}

    def _case(self, case: Case, where: Mapping[str, str]) -> Case:
        fillers = {f.name: getattr(case.roles, f.name) for f in fields(CaseRoles)}
        reports = {where[id] for state in case.history for id in state.findings if id in where}
        reports |= {one.report for some in fillers.values() for one in some}
        near = frozenset[int]().union(*map(self._plan.near, reports))
        plan = self._plan
        changed = {
            role: tuple(CaseFiller(self._of(one.report).value(one.filler), one.report, one.findings) for one in some)
            for role, some in fillers.items()
        }
        return replace(
            case,
            title=self._title(case, fillers, near),
            roles=CaseRoles(**changed),
            place=case.place and plan.string(case.place, near),
            issue=case.issue and plan.string(case.issue, near),
            history=tuple(replace(state, status=plan.string(state.status, near)) for state in case.history),
            joined_by=tuple(replace(join, how=plan.reason(join.how, near)) for join in case.joined_by),
        )

    def _title(self, case: Case, fillers: Mapping[str, tuple[CaseFiller, ...]], near: frozenset[int]) -> str:
        """A case's title: put together from its roles' names and words, cut where they are long."""
        title = case.title
        for before in (one.filler for some in fillers.values() for one in some):
            if not isinstance(before, ActorRef) or before.actor not in self._plan.sources:
                continue
            for words in (before.description, before.text):
                title = _exchanged(title, words or "", self._plan.sources[before.actor])
        return self._plan.string(title, near)

    def _one_series(self, series: Series, where: Mapping[str, str]) -> Series:
        reports = {where[id] for point in series.points for id in point.figures if id in where}
        near = frozenset[int]().union(*map(self._plan.near, reports))

        def string(words: str | None) -> str | None:
            return words and self._plan.string(words, near)

        place, group, episode = string(series.place), string(series.group), string(series.episode)
        id = series.id
        if (place, group, episode) != (series.place, series.group, series.episode):
            # The id is made of what is counted and where, which could be guessed from it.
            figures = [id for point in series.points for id in point.figures]
            id = identifier("x", "masked", series.measure, series.scope, place, group, episode, *figures)
        conflicts = tuple(replace(c, why=self._plan.string(c.why, near)) for c in series.conflicts)
        return replace(series, id=id, place=place, group=group, episode=episode, conflicts=conflicts)


LIMITS = (
    "Quotes can identify: words that a person said, roles, places and days can be searched for, and each page's hash "
    "tells which public page it was. Names that were not read as such are left, those in lines set aside among them."
)
"""What masking does not do."""
_MANY = ("persons", "organizations", "countries", "groups", "documents", "unnamed sources")


def _exchanged(title: str, words: str, label: str) -> str:
    """A case's title without a description, which it may have without its article, or only the beginning of."""
    parts = words.split()
    for last in range(len(parts), 1, -1):
        whole = r"\b" if last == len(parts) else " …"
        changed, count = re.subn(re.escape(" ".join(parts[:last])) + whole, label, title, flags=re.I)
        if count:
            return changed
    return _exchanged(title, " ".join(parts[1:]), label) if parts and parts[0].lower() in ("a", "an", "the") else title


def _borders(report: Report) -> set[int]:
    """Where the parts of a report meet."""
    spans: list[Span] = [*report.body, *report.captions, *report.set_aside]
    spans += [report.title_span] if report.title_span else []
    return {border for span in spans for border in span}


def _named(
    plan: Plan, report: Report, findings: Findings, hits: list[Hit], near: frozenset[int]
) -> Iterator[tuple[int, int, str]]:
    """What is written for each name in a text. Where a word is the name of several, it is of the one whom the record
    takes it for, else of the one last named before it."""
    known: list[tuple[int, int, int]] = []
    for (start, end), words, actor, _ in placed(report, findings):
        number = plan.of_actor.get(actor or "")
        if number is None:
            continue
        known.append((start, end, number))
        if not any(hit.start < end and start < hit.end for hit in hits):
            # Whatever else the name is called here, it is masked.
            read = person_named(words)
            at = words.find(read[0]) if read else -1
            if read and at >= 0:
                yield start + at, start + at + len(read[0]), plan.labels[number]
    last: dict[int, int] = {}
    for hit in hits:
        number = hit.who[0]
        if len(hit.who) > 1:
            over = [(e - s, n) for s, e, n in known if s < hit.end and hit.start < e and n in hit.who]
            here = [n for n in hit.who if n in near] or list(hit.who)
            number = min(over)[1] if over else max(here, key=lambda n: (last.get(n, -1), -n))
        if hit.whole:
            last[number] = hit.start
        yield hit.start, hit.end, plan.label(hit, number)
