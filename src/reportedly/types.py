"""The words of a record as frozen values: page, report, span, finding, actor, attribution.

Every other module takes and gives these values; this one imports nothing of the package. Field names are
those of the exported lines (docs/data-model.md), so that an export is a plain rendering of a value.

A span is ``(start, end)`` in code points of ``Report.text``, end exclusive; a list of spans is sorted and
does not overlap. Days are ISO 8601 strings (``2012-02-02``).
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

Span = tuple[int, int]
Spans = tuple[Span, ...]

MediaType = Literal["text/html", "text/plain", "application/pdf"]
Quotation = Literal["direct", "indirect", "mixed"]
Manner = Literal[
    "say", "claim", "estimate", "deny", "confirm", "announce", "accuse", "demand", "urge", "propose",
    "reject", "warn", "threaten", "promise", "ask", "believe", "want", "show", "decline",
]  # fmt: skip
ActorKind = Literal["person", "organization", "country", "group", "document", "unnamed"]
MentionType = Literal["person", "organization", "place", "nationality", "weapon", "money", "quantity", "time", "title"]
TimeType = Literal["DATE", "DURATION", "SET"]
Voice = Literal["own", "attributed", "hearsay"]
Scope = Literal["incident", "total"]
Status = Literal["happened", "ongoing", "planned", "threatened", "demanded", "proposed", "refused", "blocked"]
RegisterName = Literal[
    "transfers", "restrictions", "docket", "tolls", "displacement", "positions", "meetings", "proposals",
    "ground-events", "economic-claims",
]  # fmt: skip
Stance = Literal["for", "against", "mixed"]
Review = Literal["accepted", "rejected", "edited"]
Action = Literal["accept", "reject", "edit", "rename", "merge", "body", "set-aside", "withdraw"]
Decided = Literal["statement", "figure", "event", "actor", "lines"]
Measure = Literal[
    "killed", "injured", "missing", "detained", "abducted", "displaced", "idps", "refugees", "fighters",
    "protesters", "people", "money", "weapons", "vehicles", "sites", "area-distance", "other",
]  # fmt: skip


def identifier(prefix: str, *parts: object) -> str:
    """A stable id: ``prefix`` and 16 hex digits of the SHA-256 of the parts' text.

    Derived from content only, so that a rebuild of the same pages gives the same ids.
    """
    digest = hashlib.sha256("\x1f".join(str(p) for p in parts).encode("utf-8", "surrogatepass"))
    return f"{prefix}-{digest.hexdigest()[:16]}"


def words_of(text: str, spans: Iterable[Span]) -> str:
    """The words at ``spans`` of ``text``, parts joined by `` ... ``."""
    return " ... ".join(text[start:end] for start, end in spans)


# Dates


@dataclass(frozen=True, slots=True)
class Relative:
    """A day that hangs on another: ``offset`` whole days (earliest, latest) from ``anchor``."""

    anchor: str
    offset: tuple[int, int]
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Date:
    """A day, interval or open interval. ``edtf`` is an EDTF (ISO 8601-2) string, null where only
    ``relative`` is known; ``earliest`` and ``latest`` are its strict bounds as days, null where open.
    """

    edtf: str | None
    earliest: str | None
    latest: str | None
    relative: Relative | None = None


@dataclass(frozen=True, slots=True)
class Evidence:
    """Why a report has the date it has: ``how`` (metadata, dateline, caption, weekday, anniversary ...),
    the place in the text where there is one, and the words."""

    how: str
    span: Span | None
    text: str


@dataclass(frozen=True, slots=True)
class Published:
    """The day a report was published, as a :class:`Date`, with its evidence."""

    edtf: str | None
    earliest: str | None
    latest: str | None
    relative: Relative | None = None
    evidence: tuple[Evidence, ...] = ()


UNDATED = Published(None, None, None)

# Pages and reports


@dataclass(frozen=True, slots=True)
class LineMark:
    """What a person decided on lines of a page's text: the article's body, or set aside. ``quote`` is the text there,
    by which they are found again should the text be derived otherwise."""

    span: Span
    quote: str
    part: Literal["body", "set-aside"]


@dataclass(frozen=True, slots=True)
class Page:
    """Bytes as they were found. ``path`` is relative to the folder that was named; ``declared`` is the
    encoding that the transport named, if any; ``given`` is what an archive, a sidecar or a ``--meta`` row says of the
    page (outlet, title, published, captured_at), which overrides what is inferred; ``capture_id`` is the id that an
    archive gives the capture (WARC-Record-ID); ``marks`` are what people decided on its lines, in order."""

    path: str
    raw: bytes
    sha256: str
    media_type: MediaType
    url: str | None = None
    captured_at: str | None = None
    captured_by: str | None = None
    declared: str | None = None
    given: Mapping[str, str] = field(default_factory=dict)
    capture_id: str | None = None
    marks: tuple[LineMark, ...] = ()


@dataclass(frozen=True, slots=True)
class Skipped:
    """A page that gave no report, and why, in one line."""

    path: str
    reason: str


@dataclass(frozen=True, slots=True)
class PageRef:
    """What a report says of its page. ``paths`` holds every place where the same bytes were found; ``capture_id`` is
    the archive's id of the capture that ``captured_at`` tells of."""

    path: str
    paths: tuple[str, ...]
    url: str | None
    sha256: str
    media_type: MediaType
    captured_at: str | None
    captured_by: str | None
    capture_id: str | None = None


@dataclass(frozen=True, slots=True)
class Credit:
    """An agency or photographer who is credited, for the text or for a photograph."""

    name: str
    for_: Literal["text", "photo"]
    span: Span | None


@dataclass(frozen=True, slots=True)
class Report:
    """The article on a page. ``text`` is all visible text in document order; ``title_span``, ``body``,
    ``captions`` and ``set_aside`` are places in it. ``notes`` are remarks on decoding and reading
    ("text repaired: ..."), which stay in the record."""

    id: str
    page: PageRef
    title: str | None
    title_span: Span | None
    outlet: str | None
    byline: tuple[str, ...]
    credits: tuple[Credit, ...]
    language: str | None
    published: Published
    text: str
    body: Spans
    captions: Spans
    set_aside: Spans
    reader: str | None = None
    notes: tuple[str, ...] = ()


# Actors


@dataclass(frozen=True, slots=True)
class ActorRef:
    """A mention of an actor: the resolved actor's id, its name (null when unnamed), what it is called
    when unnamed, its kind, and the words and place of the mention. ``how`` is set in ``via`` only."""

    actor: str | None
    name: str | None
    description: str | None
    kind: ActorKind | None
    text: str
    span: Span | None
    how: Literal["interview", "agency", "media", "document", "person"] | None = None


@dataclass(frozen=True, slots=True)
class Role:
    """A title an actor is given: of what, first and last day it was reported."""

    title: str
    of: str | None
    first: str | None
    last: str | None


@dataclass(frozen=True, slots=True)
class Actor:
    """An actor, resolved over the whole record."""

    id: str
    name: str | None
    aliases: tuple[str, ...]
    actor_kind: ActorKind
    country: str | None
    roles: tuple[Role, ...] = ()


# Findings


@dataclass(frozen=True, slots=True)
class Statement:
    """Somebody says, writes, believes, wants, promises or denies something."""

    id: str
    report: str
    source: Spans
    cue: Spans
    content: Spans
    text: str
    quotation: Quotation
    negated: bool
    manner: Manner
    speaker: ActorRef | None
    addressee: ActorRef | None
    via: tuple[ActorRef, ...]
    said: Date | None
    place: str | None
    within: str | None
    confidence: float | None
    review: str | None = None


@dataclass(frozen=True, slots=True)
class Figure:
    """A reported count or amount. Bounds are inclusive; null is open. Money carries an ISO 4217 unit."""

    id: str
    report: str
    span: Span
    text: str
    measure: Measure
    low: float | None
    high: float | None
    qualifier: str | None
    vague: bool
    unit: str | None
    group: str | None
    per: Literal["day", "week", "month", "year"] | None
    scope: Scope
    place: str | None
    origin: str | None
    destinations: tuple[str, ...]
    cause: str | None
    period: Date | None
    as_of: Date | None
    voice: Voice
    source: ActorRef | None
    via: tuple[ActorRef, ...]
    statement: str | None
    confidence: float | None
    review: str | None = None


@dataclass(frozen=True, slots=True)
class RoleText:
    """Words that fill a role of an event without naming an actor."""

    text: str
    span: Span


RoleFiller = ActorRef | RoleText


@dataclass(frozen=True, slots=True)
class Roles:
    """Who and what takes part in an event."""

    actor: tuple[RoleFiller, ...] = ()
    recipient: tuple[RoleFiller, ...] = ()
    item: tuple[RoleFiller, ...] = ()
    body: tuple[RoleFiller, ...] = ()
    instrument: tuple[RoleFiller, ...] = ()
    place: tuple[RoleFiller, ...] = ()
    content: tuple[RoleFiller, ...] = ()
    condition: tuple[RoleFiller, ...] = ()


@dataclass(frozen=True, slots=True)
class Event:
    """Somebody does, plans, threatens, demands or refuses to do something, or something happens.
    ``type`` is a PLOVER type, null where PLOVER has none."""

    id: str
    report: str
    span: Span
    text: str
    type: str | None
    mode: str | None
    contexts: tuple[str, ...]
    subtype: str | None
    roles: Roles
    when: Date | None
    status: Status
    negated: bool
    voice: Voice
    denied_by: tuple[ActorRef, ...]
    statement: str | None
    figures: tuple[str, ...]
    confidence: float | None
    review: str | None = None


@dataclass(frozen=True, slots=True)
class Mention:
    """The words that name something, and what kind of thing it is."""

    id: str
    report: str
    span: Span
    text: str
    type: MentionType
    actor: str | None = None


@dataclass(frozen=True, slots=True)
class Time:
    """A temporal expression and the days it names."""

    id: str
    report: str
    span: Span
    text: str
    type: TimeType
    date: Date


Finding = Statement | Figure | Event


@dataclass(frozen=True, slots=True)
class Findings:
    """All that one report says, each list sorted by start, end, id."""

    statements: tuple[Statement, ...] = ()
    figures: tuple[Figure, ...] = ()
    events: tuple[Event, ...] = ()
    mentions: tuple[Mention, ...] = ()
    times: tuple[Time, ...] = ()


# Over reports


@dataclass(frozen=True, slots=True)
class CaseFiller:
    """Who or what fills a role of a case: as ``report`` names it first, and the findings that say so."""

    filler: RoleFiller
    report: str
    findings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CaseRoles:
    """Who and what takes part in a case, by the roles of its findings."""

    actor: tuple[CaseFiller, ...] = ()
    recipient: tuple[CaseFiller, ...] = ()
    item: tuple[CaseFiller, ...] = ()
    body: tuple[CaseFiller, ...] = ()
    instrument: tuple[CaseFiller, ...] = ()
    place: tuple[CaseFiller, ...] = ()
    content: tuple[CaseFiller, ...] = ()
    condition: tuple[CaseFiller, ...] = ()


@dataclass(frozen=True, slots=True)
class Reported:
    """One reported state of a case: the status, the day it speaks of, the findings that report it."""

    status: str
    date: Date | None
    findings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Joined:
    """Why two findings are of one case: the later finding, the one it was joined to, and the reason in words."""

    finding: str
    to: str
    how: str


@dataclass(frozen=True, slots=True)
class Case:
    """What several findings speak of: one deal, incident, instrument, restriction, meeting, proposal or position.

    ``history`` is in order of date. ``issue`` and ``stance`` are set for positions, ``figures`` are the ids of the
    figures that count or price it. ``independent_sources`` counts the sources of its findings that do not
    copy each other, null where that was not compared."""

    id: str
    register: RegisterName
    title: str
    roles: CaseRoles
    place: str | None
    when: Date | None
    issue: str | None
    stance: Stance | None
    history: tuple[Reported, ...]
    figures: tuple[str, ...]
    independent_sources: int | None
    joined_by: tuple[Joined, ...]


@dataclass(frozen=True, slots=True)
class Point:
    """What was counted as of one day: the bounds that the figures give together, and those figures."""

    as_of: Date | None
    low: float | None
    high: float | None
    figures: tuple[str, ...]
    independent_sources: int | None


@dataclass(frozen=True, slots=True)
class Conflict:
    """Figures of one point that cannot all be right, and why."""

    figures: tuple[str, ...]
    why: str


@dataclass(frozen=True, slots=True)
class Series:
    """Figures of one measure, scope, place, group and episode over time, points in order of their day."""

    id: str
    measure: Measure
    scope: Scope
    place: str | None
    group: str | None
    episode: str | None
    points: tuple[Point, ...]
    conflicts: tuple[Conflict, ...]


@dataclass(frozen=True, slots=True)
class Collation:
    """What findings of all reports come together to: cases by register and id, series by id. Where they are made as
    they are read, all cases are read before the series, once."""

    cases: Iterable[Case] = ()
    series: Iterable[Series] = ()


# What people decide


@dataclass(frozen=True, slots=True)
class Decision:
    """What a person decided on a finding, an actor or lines of a report. ``at`` is in UTC (ISO 8601).

    ``target`` is the id of what it is on at the time (for lines that of the report), ``placed`` that of what it stands
    on now, null for an orphan. ``page`` (null for an actor), ``spans`` and ``quote`` are by what a finding is
    found again after another reading; ``reader`` is what had read it then. ``before`` are the values that were decided
    on, ``decided`` those that hold from then on."""

    seq: int
    at: str
    who: str
    why: str | None
    action: Action
    kind: Decided
    target: str
    placed: str | None
    page: str | None
    spans: Spans
    quote: str | None
    reader: str | None
    before: Mapping[str, Any]
    decided: Mapping[str, Any]
