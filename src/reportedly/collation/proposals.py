"""Claims of the register of proposals: who put forward what to whom, and who answered how."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from reportedly.collation.claims import Claim, Taking
from reportedly.collation.offers import offer_claims
from reportedly.collation.parties import Party
from reportedly.collation.scenes import Named, Scene, Spot, fillers, taking, thing
from reportedly.collation.wording import content_words
from reportedly.types import ActorRef, Span, Statement

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
