"""A claim: what one report says at one place that belongs on a register. Cases are made of claims."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from reportedly.collation.places import Place
from reportedly.types import Date, RegisterName, RoleFiller, Stance

Value = tuple[float | None, float | None, str | None]
Order = tuple[str, str, str, int, int, str]


@dataclass(frozen=True, slots=True)
class Taking:
    """Who or what fills a role of a claim; ``key`` is the party's, null for things and unnamed words."""

    role: str
    filler: RoleFiller
    key: str | None = None


@dataclass(frozen=True, slots=True)
class Claim:
    """What one report says at one place.

    ``nature`` is the kind of act within the register; ``findings`` are those that say so, the principal one first;
    ``words`` are the stems of what it is about, ``kinds`` the classes of goods or instruments; ``where`` is the place
    that ``place`` names, by which places are compared; ``back`` says that its words only point back to what the report
    has named ("the draft"), ``dependent`` that it makes no case by itself ("welcomed the proposal"); ``labels`` name
    the sources (sources.py); ``order`` sorts claims by the report's day, its path and id, what says much before what
    points back, the place and the finding.
    """

    register: RegisterName
    nature: str
    report: str
    findings: tuple[str, ...]
    order: Order
    takings: tuple[Taking, ...]
    status: str
    date: Date | None
    when: Date | None
    words: frozenset[str] = frozenset()
    kinds: frozenset[str] = frozenset()
    values: frozenset[Value] = frozenset()
    place: str | None = None
    where: Place | None = None
    back: bool = False
    dependent: bool = False
    figures: tuple[str, ...] = ()
    labels: frozenset[str] = frozenset()
    topic: str = ""
    issue: str | None = None
    stance: Stance | None = None
    speaker: str | None = None
    saying: str | None = None

    def keys(self, *roles: str) -> frozenset[str]:
        """The keys of the parties in some roles."""
        return frozenset(t.key for t in self.takings if t.key is not None and t.role in roles)

    @property
    def finding(self) -> str:
        """The id of its principal finding."""
        return self.findings[0]


def known(value: Date | None) -> bool:
    """Whether a date has at least one bound."""
    return value is not None and (value.earliest is not None or value.latest is not None)


def days_apart(one: Date | None, other: Date | None) -> int | None:
    """The fewest days between two dates, 0 where they overlap; null where either is not known."""
    if one is None or other is None or not known(one) or not known(other):
        return None
    if one.latest and other.earliest and one.latest < other.earliest:
        return (date.fromisoformat(other.earliest) - date.fromisoformat(one.latest)).days
    if other.latest and one.earliest and other.latest < one.earliest:
        return (date.fromisoformat(one.earliest) - date.fromisoformat(other.latest)).days
    return 0


def width(value: Date | None) -> int:
    """How many days a date leaves open; a very large number where a bound is missing."""
    if value is None or value.earliest is None or value.latest is None:
        return 10**6
    return (date.fromisoformat(value.latest) - date.fromisoformat(value.earliest)).days


def narrowest(values: Iterable[Date | None]) -> Date | None:
    """The date that says most, the first of several that say as much; null where none has a value."""
    best: Date | None = None
    for value in values:
        if value is None or (value.edtf is None and not known(value) and value.relative is None):
            continue
        if best is None or width(value) < width(best):
            best = value
    return best
