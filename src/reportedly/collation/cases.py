"""Cases: claims that speak of one deal, incident, draft, meeting, proposal or stand, with their history."""

from __future__ import annotations

from collections.abc import Sequence

from reportedly.actors.heads import fold
from reportedly.collation.claims import Claim, Taking, narrowest
from reportedly.collation.joining import blocks, contradicts, tie
from reportedly.collation.sources import count_sources
from reportedly.collation.spool import Spool
from reportedly.collation.wording import plain
from reportedly.types import (
    ActorRef,
    Case,
    CaseFiller,
    CaseRoles,
    Date,
    Joined,
    Reported,
    Stance,
    identifier,
)

_NEAREST = 12  # cases of one key, and members of a case, that a claim is compared with: the latest ones
_HELD = 2000  # cases whose latest members are in memory
_TITLE = 110  # characters
_NAME = 60


class Joining:
    """Claims put together greedily in the order in which they come, that of :attr:`Claim.order`, so that the order of
    reading does not matter. What a later claim is not compared with is in ``spool`` only."""

    def __init__(self, spool: Spool) -> None:
        self._spool = spool
        self._latest: dict[int, list[Claim]] = {}  # of the cases used last: the first member and the latest

    def add(self, claim: Claim) -> None:
        """Put a claim into the case that it belongs to, or begin one with it."""
        keys = list(dict.fromkeys(blocks(claim)))
        touched = {key: self._spool.touched(key, _NEAREST) for key in keys}
        number = None
        for candidate in dict.fromkeys(n for latest in touched.values() for n in latest):
            found = self._fits(claim, self._members(candidate))
            if found is not None:
                number = candidate
                other, how = found
                if other.finding != claim.finding:
                    self._spool.add_join(number, Joined(claim.finding, other.finding, how))
                break
        if number is None and claim.dependent:
            return
        if number is None:
            number = self._begin(claim)
        members = self._members(number)
        members.append(claim)
        del members[1:-_NEAREST]
        self._spool.add_member(number, claim)
        for key, latest in touched.items():
            if latest[:1] != [number]:
                self._spool.touch(key, number)

    def _begin(self, claim: Claim) -> int:
        ordinal = 0
        while (number := self._spool.begin(claim.register, _id(claim, ordinal))) is None:
            ordinal += 1
        return number

    def _members(self, number: int) -> list[Claim]:
        """The first member of a case and the latest ones."""
        held = self._latest.pop(number, None)
        if held is None:
            held = self._spool.ends(number, _NEAREST)
            if len(self._latest) >= _HELD:
                del self._latest[next(iter(self._latest))]
        self._latest[number] = held
        return held

    @staticmethod
    def _fits(claim: Claim, members: Sequence[Claim]) -> tuple[Claim, str] | None:
        """The member that ties the claim to a case, and why; null where any of the latest members contradicts it."""
        if any(contradicts(claim, member) for member in members):
            return None
        for member in reversed(members):
            how = tie(claim, member)
            if how is not None:
                return member, how
        return None


def _id(first: Claim, ordinal: int) -> str:
    return identifier("c", first.register, first.finding, ordinal)


def make_case(key: str, claims: Sequence[Claim], joined: Sequence[Joined]) -> Case:
    """The case of some claims, in the order in which they joined, as a value with the id ``key``."""
    first = claims[0]
    roles = _roles(claims)
    place = next((c.place for c in claims if c.place is not None), None)
    issue = next((c.issue for c in claims if c.issue is not None), None)
    when = narrowest(c.when for c in claims)
    return Case(
        id=key,
        register=first.register,
        title=_title(claims, roles, place, when, issue),
        roles=roles,
        place=place,
        when=when,
        issue=issue,
        stance=_stance(claims),
        history=_history(claims),
        figures=tuple(dict.fromkeys(f for c in claims for f in c.figures)),
        independent_sources=count_sources(c.labels | {c.saying} if c.labels and c.saying else c.labels for c in claims),
        joined_by=tuple(dict.fromkeys(joined)),
    )


def _roles(claims: Sequence[Claim]) -> CaseRoles:
    found: dict[str, dict[str, tuple[Taking, str, dict[str, None]]]] = {}
    for claim in claims:
        for taking in claim.takings:
            name = taking.filler.name if isinstance(taking.filler, ActorRef) else None
            key = fold(name or plain(taking.filler.text, 400)) or taking.key or ""
            role = taking.role
            if claim.register == "meetings" and role in ("actor", "recipient"):  # who meets whom has no sides
                role = next((r for r in ("actor", "recipient") if key in found.get(r, {})), role)
            _, _, ids = found.setdefault(role, {}).setdefault(key, (taking, claim.report, {}))
            ids.update(dict.fromkeys(claim.findings))
    return CaseRoles(
        **{
            role: tuple(CaseFiller(taking.filler, report, tuple(ids)) for taking, report, ids in by.values())
            for role, by in found.items()
        }
    )


def _stance(claims: Sequence[Claim]) -> Stance | None:
    stances = {c.stance for c in claims if c.stance is not None}
    return next(iter(stances)) if len(stances) == 1 else "mixed" if stances else None


def _history(claims: Sequence[Claim]) -> tuple[Reported, ...]:
    """The reported states in order of the day they speak of; those without a day last, in order of their reports."""
    states: dict[tuple[str, Date | None, str | None], dict[str, None]] = {}
    for claim in claims:
        # A day that hangs on an unknown one is the same only within one report.
        hangs = claim.report if claim.date is not None and claim.date.earliest is None else None
        states.setdefault((claim.status, claim.date, hangs), {}).update(dict.fromkeys(claim.findings))
    order = {state: n for n, state in enumerate(states)}

    def place(state: tuple[str, Date | None, str | None]) -> tuple[str, str, int]:
        date = state[1]
        first = (date.earliest or date.latest or "~") if date else "~"
        return (first, (date.latest or "~") if date else "~", order[state])

    return tuple(Reported(status, date, tuple(states[(status, date, hangs)]))
                 for status, date, hangs in sorted(states, key=place))  # fmt: skip


# Titles


def _title(claims: Sequence[Claim], roles: CaseRoles, place: str | None, when: Date | None, issue: str | None) -> str:
    register = claims[0].register
    actor, recipient = _names(roles.actor), _names(roles.recipient)
    item = _names(roles.item, 1)
    item = item.lower() if item[1:].islower() else item  # a headline's capital
    if register == "transfers":
        title = f"{actor or '?'} → {recipient or '?'}: {item}"
    elif register == "restrictions":
        what = _names(roles.instrument, 1)
        title = ": ".join(p for p in (actor, what + (f" → {recipient}" if recipient else "")) if p)
    elif register == "docket":
        what = _names(roles.instrument, 1) or "veto"
        title = f"{_names(roles.body, 1)}: {what}" if roles.body else f"{what} ({actor})"
    elif register == "meetings":
        title = " – ".join(p for p in (actor, recipient) if p) + (f", {place}" if place else "")
    elif register == "proposals":
        title = f"{actor}" + (f" → {recipient}" if recipient else "") + f": {item or _names(roles.content, 1)}"
    elif register == "positions":
        title = f"{actor}: {issue}"
    elif register == "economic-claims":
        kinds = sorted(claims[0].kinds - {"goods"})
        title = ", ".join([*kinds, *([item] if item and fold(item) not in kinds else [])]) or "prices"
        title += f", {place}" if place else ""
    else:
        year = (
            when.earliest[:4]
            if when and when.earliest and when.latest and when.earliest[:4] == when.latest[:4]
            else None
        )
        kinds = sorted({k for c in claims for k in c.kinds})
        nature = claims[0].nature
        title = f"{nature}{f' ({kinds[0]})' if len(kinds) == 1 and nature == 'attack' else ''}"
        title += f" of {item}" if nature == "deployment" and item else ""
        title += f", {place}" if place else f", {actor or recipient}" if actor or recipient else ""
        title += f", {year}" if year else ""
    return plain(title, _TITLE) if len(title) > _TITLE else title


def _names(fillers: Sequence[CaseFiller], most: int = 2) -> str:
    names: dict[str, str] = {}
    for one in fillers:
        filler = one.filler
        name = (filler.name or filler.description or filler.text) if isinstance(filler, ActorRef) else filler.text
        names.setdefault(fold(name), plain(name, _NAME))
    return ", ".join(list(names.values())[:most])
