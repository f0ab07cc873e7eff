"""Claims of the registers of meetings and proposals: who met whom, and who put forward what."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from reportedly.collation.claims import Claim, Taking
from reportedly.collation.goods import NOT
from reportedly.collation.offers import offer_claims
from reportedly.collation.parties import Party
from reportedly.collation.scenes import Named, Scene, Spot, fillers, taking, thing
from reportedly.collation.wording import content_words
from reportedly.types import ActorRef, RoleText, Span, Statement

_MET = frozenset(["meeting", "visit", "talks"])
_TALKS = re.compile(
    r"\b(?:(?:talks|meetings?|discussions?|negotiations|summit|conversation|consultations)\s+"
    r"(?:(?:on|in|at|last|this)\s+[\w ]{1,20}?\s)?(?P<lead>with|between)\b"
    r"|(?:met|meets|meeting)\s+(?:(?:(?:on\s+)?[A-Z]\w+day|yesterday|today|briefly|privately)\s+)?(?P<lead_>with)\b)"
)
_PROPOSAL = re.compile(
    r"\b(?:(?:[\w'’-]+\s)?(?P<noun>proposals?|peace plans?|roadmaps?|principles|(?:peace|diplomatic) initiatives?"
    r"|peace offers?"
    r"|truce offers?)"
    r"|(?P<plan>(?:[\w-]+-point|peace|cease-?fire|settlement|transition)\s+plans?)"
    r"|(?P<truce>cease-?fires?|truces?|lay(?:ing)? down (?:their|its) (?:arms|weapons)))\b",
    re.I,
)
_PROPOSAL_LETTERS = ("propos", "plan", "roadmap", "initiative", "principle", "offer", "cease", "truce", "down")
_MADE_BY = re.compile(
    r"[^.;:]{0,6}?\b(?:he|she|it|they)\s+(?:(?:has|have|had)\s+)?(?:made|put forward|submitted|presented|offered)\b"
)
_AGREED_BY = re.compile(
    r"[^.;:]{0,60}?\b(?:agreed|accepted|adopted|drawn up|proposed|put forward)\s+(?:up)?(?:on\s+)?by\s+"
)
_OWNS = re.compile(r"(?:..)?['’]s?\s|['’]s")
_PUTS = re.compile(r"\b(?:proposed|put forward|presented|offered|submitted|unveiled)\s+(?:\w+\s+){0,3}$")
_CONDITION = re.compile(
    r"\b(?:must|only if|unless|provided that|on condition|in return for|in exchange for|as long as)\b", re.I
)
_ANSWERS = {"yes": "welcomed", "no": "refused"}
_ACCEPTED = re.compile(r"\b(?:accept\w*|reject\w*|welcom\w*|refus\w*|dismiss\w*)\b", re.I)
_ANSWERED = re.compile(
    r"\b(?:(?P<yes>welcom\w+|accept\w*|back(?:s|ed|ing)?|support\w*|endors\w+|agreed to)|(?P<no>reject\w*|refus\w+"
    r"|dismiss\w*|spurn\w*|rul\w+ out))"
    r"\s+(?:[\w'’-]+\s){0,2}$",
    re.I,
)


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


# Proposals


def proposal_claims(scene: Scene) -> Iterator[Claim]:
    """Proposals, plans, principles and conditions of a cease-fire: by whom, to whom, and what they say."""
    done: set[tuple[Span, str | None]] = set()
    for spot in scene.spots(_PROPOSAL, _PROPOSAL_LETTERS):
        claim = _proposal(scene, spot)
        if claim is not None and (spot.sentence, claim.nature) not in done:
            done.add((spot.sentence, claim.nature))
            yield claim
    for event in scene.findings.events:
        if event.subtype != "proposal" or not event.roles.content or _ACCEPTED.search(event.text):
            continue
        spot = scene.event_spot(event)
        if (spot.sentence, "proposal") in done or (spot.sentence, "truce") in done:
            continue
        by = next((p for f in event.roles.actor if isinstance(f, ActorRef) and (p := scene.parties.party(f))), None)
        if by is None or not by.named:
            continue
        if not any(len(content_words(f.text)) > 1 for f in event.roles.content):
            continue
        done.add((spot.sentence, "proposal"))
        to = fillers(scene, "recipient", event.roles.recipient)
        yield _put_forward(scene, spot, by, to, event.status, fillers(scene, "content", event.roles.content))
    yield from offer_claims(scene, frozenset(sentence for sentence, _ in done))


def _proposal(scene: Scene, spot: Spot) -> Claim | None:
    text, end = scene.text, spot.sentence[1]
    match = _PROPOSAL.match(text, spot.span[0], end)
    if match is None:
        return None
    if match["truce"]:
        return _truce(scene, spot)
    secret = _undisclosed(scene, spot)
    if secret is not None:
        by = scene.parties.party(secret.speaker) if secret.speaker is not None else None
        if by is None:
            return None
        claim = _put_forward(scene, spot, by, (), "not disclosed", ())
        return replace(claim, findings=(secret.id, *(f for f in claim.findings if f != secret.id)), back=True)
    agreed = _AGREED_BY.match(text, spot.span[1], end)
    if agreed is not None:
        people = [n for n in scene.named((agreed.end(), min(end, agreed.end() + 120))) if not n.adjective]
        if people and people[0].span[0] - agreed.end() < 50:
            first = people[0].party
            claim = _put_forward(scene, spot, first, (), "happened", ())
            others = [n.party for n in people[1:] if n.party.key != first.key and _together(text, people[0], n)]
            extra = tuple(t for p in others for t in taking("actor", p))
            return replace(claim, takings=(*claim.takings, *extra))
    lead = text[max(spot.clause[0], spot.span[0] - 40) : spot.span[0]]
    answer = _ANSWERED.search(lead)
    if answer is not None:
        by = scene.subject(replace(spot, span=(spot.span[0] - len(lead) + answer.start(), spot.span[1])))
        if by is None:
            return None
        claim = _put_forward(scene, spot, by, (), _ANSWERS[answer.lastgroup or ""], ())
        answered = tuple(Taking("recipient", t.filler, t.key) if t.role == "actor" else t for t in claim.takings)
        return replace(
            claim, takings=answered, back=True, dependent=True, order=scene.order(*claim.order[4:], late=True)
        )
    maker = None
    if spot.statements and _MADE_BY.match(text, spot.span[1], end):
        speaker = spot.statements[0].speaker
        maker = scene.parties.party(speaker) if speaker is not None else None
    near = (max(spot.sentence[0], spot.span[0] - 30), spot.span[0] + len(spot.words))
    owner = [n for n in scene.named(near) if n.adjective or _OWNS.match(text, max(n.span[1] - 2, 0))]
    if maker is None and owner:
        maker = owner[-1].party
    event = spot.event
    if maker is None and event is not None and event.subtype == "proposal":
        maker = scene.subject(spot)
    if maker is None and _PUTS.search(text, spot.clause[0], spot.span[0]):
        maker = scene.subject(spot)
    if maker is None or not maker.named:
        return None
    to = scene.after(spot.span[1], min(end, spot.span[1] + 120), "to|with", 110)
    recipient = taking("recipient", to.party) if to is not None and to.party.key != maker.key else ()
    return _put_forward(
        scene, spot, maker, recipient, event.status if event and event.subtype == "proposal" else "proposed", ()
    )


def _together(text: str, one: Named, other: Named) -> bool:
    return re.search(r"\b(?:in|at|on|with|after)\b", text[one.span[1] : other.span[0]]) is None


def _truce(scene: Scene, spot: Spot) -> Claim | None:
    """A cease-fire that somebody proposes, demands, accepts or refuses, or its conditions."""
    event = spot.event
    clause = spot.clause
    condition = _CONDITION.search(scene.text, *clause)
    if event is not None and event.subtype in ("cease-fire", "proposal"):
        by = scene.subject(spot)
        status: str = event.status
        if event.negated and status == "happened":
            status = "refused"
    elif spot.statements and (
        condition or spot.statements[0].manner in ("propose", "demand", "urge", "reject", "promise")
    ):
        statement = spot.statements[0]
        by = scene.parties.party(statement.speaker) if statement.speaker is not None else None
        manner = {"propose": "proposed", "reject": "refused", "promise": "planned"}
        status = manner.get(statement.manner, "demanded")
    else:
        return None
    if by is None or not by.named:
        return None
    to = (
        fillers(scene, "recipient", event.roles.recipient)
        if event is not None and event.subtype == "cease-fire"
        else ()
    )
    claim = _put_forward(scene, spot, by, to, status, (thing("content", scene, clause),))
    return replace(claim, nature="truce")


def _undisclosed(scene: Scene, spot: Spot) -> Statement | None:
    """The statement that the content is not given: "has not disclosed what those proposals entailed"."""
    for statement in spot.statements:
        if (
            statement.negated and statement.manner in ("announce", "say", "confirm", "show")
        ) or statement.manner == "decline":
            return statement
    return None


def _put_forward(
    scene: Scene, spot: Spot, by: Party, to: tuple[Taking, ...], status: str, content: tuple[Taking, ...]
) -> Claim:
    labels, speaker = scene.sources(spot)
    when = scene.when(spot) if status in ("happened", "proposed") else None
    what: tuple[Taking, ...] = ()
    if spot.event is None or spot.span != spot.event.span:
        phrase = _phrase(scene, spot)
        what = (thing("item", scene, phrase),) if phrase[1] - phrase[0] > 2 else ()
    words: frozenset[str] = frozenset()
    for one in (*what, *content):
        words |= content_words(one.filler.text)
    return Claim(
        register="proposals",
        nature="proposal",
        report=scene.report.id,
        findings=spot.findings,
        order=scene.order(spot.span[0], spot.findings[0]),
        takings=(*taking("actor", by), *to, *what, *content),
        status=status,
        date=scene.state_date(spot, status, when),
        when=when,
        words=words,
        back=re.search(
            r"\b(?:those|these|this|that|the|his|her|their|its)\s", scene.text[max(0, spot.span[0] - 8) : spot.span[1]]
        )
        is not None,
        labels=labels,
        speaker=speaker,
        saying=scene.saying(spot),
    )


def _phrase(scene: Scene, spot: Spot) -> Span:
    """The noun phrase of the proposal, without the articles and verbs before it."""
    words = scene.text[slice(*spot.span)]
    lead = re.match(
        r"(?:(?:[\w'’-]*\b(?:on|the|a|an|his|her|their|its|those|these|this|that|what|of|to|for|with|by|made|has|had"
        r"|have)\b)\s)+",
        words,
    )
    return (spot.span[0] + lead.end(), spot.span[1]) if lead else spot.span


__all__ = ["RoleText", "meeting_claims", "proposal_claims"]
