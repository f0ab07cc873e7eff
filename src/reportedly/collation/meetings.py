"""Claims of the register of meetings: who met whom, and where."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from reportedly.collation.claims import Claim, Taking
from reportedly.collation.goods import NOT
from reportedly.collation.parties import Party
from reportedly.collation.scenes import Named, Scene, Spot, taking, thing
from reportedly.collation.wording import content_words
from reportedly.types import ActorRef, Span

_MET = frozenset(["meeting", "visit", "talks"])
_TALKS = re.compile(
    r"\b(?:(?:talks|meetings?|discussions?|negotiations|summit|conversation|consultations)\s+"
    r"(?:(?:on|in|at|last|this)\s+[\w ]{1,20}?\s)?(?P<lead>with|between)\b"
    r"|(?:met|meets|meeting)\s+(?:(?:(?:on\s+)?[A-Z]\w+day|yesterday|today|briefly|privately)\s+)?(?P<lead_>with)\b)"
)
_MEETING = re.compile(
    r"\b(?:met|meet|meets|meetings?|talks?|talked|discuss\w*|negotiat\w*|summits?|conferences?|consult\w*|visit\w*"
    r"|arriv\w*"
    r"|travel\w*|fl[ey]w|left for|host(?:s|ed|ing)?|receiv\w*|telephoned|phoned|call(?:ed|s)? on|brief(?:s|ed|ing)?"
    r"|sessions?"
    r"|mediat\w*|dialogue|conversations?|envoys?)\b",
    re.I,
)
_HOSTED = re.compile(
    r",\s+who\s+(?:had\s+)?(?:(?:just|also|later)\s+)?(?:received|hosted|met)\s+(?=(?:[a-z]+\s+)?[A-Z])"
)
_HOSTED_AT = re.compile(r"\s+(?:in|at)\s+(?P<place>[A-Z][\w’'-]+(?:\s[A-Z][\w’'-]+)*)")
_WHO_TELLS = re.compile(r"\s+(?:[A-Z][\w’'-]+\s+){0,3}(?:said|says|told|reported)\b")
_WHERE = re.compile(r"\b(?:discuss\w*|in|at|under|near|for|from)\s+(?:an?\s+|the\s+)?$")


def meeting_claims(scene: Scene) -> Iterator[Claim]:
    """Meetings, visits and talks with at least two parties, one of them named."""
    taken: set[str] = set()
    yield from _hosts(scene)
    for spot in scene.spots(_TALKS, ("talks", "met", "meet", "discussion", "negotiat", "summit", "convers", "consult")):
        people = _told(scene, spot)
        claim = _meeting(scene, spot, people) if people else None
        if claim is not None:
            taken.update(claim.findings[:1])
            yield claim
    for event in scene.findings.events:
        if (
            event.subtype not in _MET
            or event.id in taken
            or event.type not in ("CONSULT", "AGREE", "REQUEST", "REJECT")
        ):
            continue
        if not _MEETING.search(event.text):
            continue
        spot = scene.event_spot(event)
        people = _present(scene, spot)
        claim = _meeting(scene, spot, people)
        if claim is not None:
            yield claim


def _hosts(scene: Scene) -> Iterator[Claim]:
    """Meetings told in passing: "the minister, who received the envoy in Tolmek, said ..."."""
    for spot in scene.spots(_HOSTED, ("who",)):
        guests = [n for n in scene.named((spot.span[1], min(spot.sentence[1], spot.span[1] + 60))) if not n.adjective]
        hosts = [n for n in scene.named((spot.sentence[0], spot.span[0])) if n.span[1] >= spot.span[0] - 1]
        if not hosts or not guests or guests[0].span[0] - spot.span[1] > 25:
            continue
        # The passing remark is no part of what else the sentence's event says.
        at = replace(spot, event=None) if spot.statements else spot
        claim = _meeting(scene, at, [hosts[-1].party, guests[0].party])
        if claim is None:
            continue
        place = _HOSTED_AT.match(scene.text, guests[0].span[1], spot.sentence[1])
        yield replace(
            claim,
            status="happened",
            takings=(*claim.takings, *((thing("place", scene, place.span("place")),) if place else ())),
            place=place["place"] if place else None,
        )


def _told(scene: Scene, spot: Spot) -> list[Party]:
    """Who takes part by the words around "talks with", "discussion between"."""
    match = _TALKS.match(scene.text, spot.span[0], spot.sentence[1])
    end = min(spot.sentence[1], spot.span[1] + 120)
    others = [n for n in scene.named((spot.span[1], end)) if not n.adjective]
    if not others or others[0].span[0] - spot.span[1] > 45:
        return []
    people = [others[0].party]
    for one, other in pairwise(others):
        between = scene.text[one.span[1] : other.span[0]]
        if not re.fullmatch(r"\s*(?:,|and|,\s*and)\s+(?:(?:the|President|[A-Z]\w+|[a-z]+)\s+){0,4}", between):
            break
        people.append(other.party)
    if match is not None and (match["lead"] or match["lead_"]) == "with":
        first = _subject(scene, spot)
        if first is None:
            return []
        people.insert(0, first)
    return people


def _subject(scene: Scene, spot: Spot) -> Party | None:
    event = spot.event
    if event is not None and event.subtype in _MET:
        for filler in event.roles.actor:
            if isinstance(filler, ActorRef) and (party := scene.parties.party(filler)):
                return party
    start = spot.clause[0]
    before = [n for n in scene.named((start, spot.span[0])) if not n.adjective and not _object(scene, n, start)]
    if before:
        return before[-1].party
    for statement in spot.statements:
        if statement.speaker is None:
            continue
        if re.search(r"\b(?:he|she|they|it|we|I|his|her|their|our)\b", scene.text[start : spot.span[0]]):
            return scene.parties.party(statement.speaker)
    return None


def _object(scene: Scene, named: Named, start: int) -> bool:
    lead = scene.text[max(start, named.span[0] - 30) : named.span[0]]
    return re.search(r"\b(?:to|for|with|from|against|on|over|of|in|by|between)\s+(?:the\s+|\w+\s+)?$", lead) is not None


def _present(scene: Scene, spot: Spot) -> list[Party]:
    event = spot.event
    if event is None:
        return []
    found = []
    for filler in (*event.roles.actor, *event.roles.recipient):
        if not isinstance(filler, ActorRef) or filler.span is None:
            continue
        if _WHERE.search(scene.text, max(spot.sentence[0], filler.span[0] - 12), filler.span[0]):
            continue  # where they met
        if _WHO_TELLS.match(scene.text, filler.span[1], spot.sentence[1]):
            continue  # who only tells of it
        party = scene.parties.party(filler)
        if party is not None and not (filler in event.roles.recipient and _is_place(scene, party, filler.span)):
            found.append(party)
    return found


def _is_place(scene: Scene, party: Party, span: Span) -> bool:
    """Whether a recipient is only the goal of a journey: a place that is no country ("to the Middle East")."""
    return not party.key.startswith("country:") and bool(scene.mentions("place", span))


def _meeting(scene: Scene, spot: Spot, people: list[Party]) -> Claim | None:
    unique = list({p.key: p for p in people}.values())
    if len(unique) < 2 or sum(p.named for p in unique) < (1 if spot.event is not None else 2):
        return None
    event = spot.event
    own = event is not None and event.subtype in _MET
    told = _TALKS.match(scene.text, *spot.span) is not None
    if event is not None and own and (event.type == "CONSULT" or not told):
        status: str = event.status
    else:
        status = _status(scene, spot)
    if own and event is not None and event.negated and status == "happened":
        status = "denied"
    when = scene.when(spot)
    places = tuple(Taking("place", f) for f in event.roles.place) if own and event is not None else ()
    labels, speaker = scene.sources(spot)
    return Claim(
        register="meetings",
        nature="visit" if own and event is not None and event.subtype == "visit" else "meeting",
        report=scene.report.id,
        findings=spot.findings,
        order=scene.order(spot.span[0], spot.findings[0]),
        takings=(*taking("actor", unique[0]), *(t for p in unique[1:] for t in taking("recipient", p)), *places),
        status=status,
        date=scene.state_date(spot, status, when),
        when=when,
        words=content_words(scene.words(spot.sentence)),
        place=_place(places),
        labels=labels,
        speaker=speaker,
        saying=scene.saying(spot),
    )


def _place(places: tuple[Taking, ...]) -> str | None:
    return " ".join(places[0].filler.text.split()) if places else None


def _status(scene: Scene, spot: Spot) -> str:
    before = scene.text[max(spot.clause[0], spot.span[0] - 50) : spot.span[0]]
    if NOT.search(before[-30:]) or re.search(r"\bno\s+$", before):
        return "refused"
    if re.search(
        r"\b(?:will|would|plans?|planned|due|expected|to hold|to have|ahead of|next|upcoming)\b", before[-40:], re.I
    ):
        return "planned"
    if re.search(r"\b(?:call(?:s|ed)? for|urg\w+|demand\w*|propos\w+|want\w*|offer\w*)\b", before[-40:], re.I):
        return "proposed"
    return "happened"
