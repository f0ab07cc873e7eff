"""Claims of the register of positions: where an actor stands on an issue, by its own acts and words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from reportedly.collation.claims import Claim, Taking
from reportedly.collation.parties import Party
from reportedly.collation.scenes import Scene, Spot, thing
from reportedly.collation.wording import content_words, plain
from reportedly.types import ActorRef, Span, Stance, Statement

_FOR = frozenset(["ongoing", "planned", "happened", "demanded", "proposed", "supported", "veto refused"])
_AGAINST = frozenset(
    ["refused", "stopped", "planned stop", "blocked", "opposed", "veto threatened", "veto happened", "lifted",
     "demanded lifting", "planned lifting", "violated", "adoption refused", "vote refused"]
)  # fmt: skip
_REJECTS = re.compile(
    r"\b(?:reject(?:s|ed|ing)?|oppos(?:e|es|ed|ing)|unacceptable|unrealistic|rul(?:e|ed|es) out|no reason to"
    r"|condemn(?:s|ed|ing)?|(?:will|would) (?:not|never) (?:vote for|accept|allow|tolerate|recogni[sz]e|support|back"
    r"|agree to|sign))\b",
    re.I,
)
_MUST = re.compile(r"\b(?:must|should|(?:has|have) to)\s+(?!have\b)(?:be\s+)?\w+")
_MUST_NOT = re.compile(r"\b(?:must|should) (?:not|never)\b|\bcannot be (?:allowed|accepted|tolerated)\b")
# Persons who stand for more than themselves.
_OFFICE = re.compile(
    r"\b(?:minister|president|premier|chancellor|king|queen|emir|secretary|ambassador|envoy|leader|spokes\w+|commander"
    r"|general|senator|governor|mayor|commissioner|chief|head|chair\w*|director|official|lawmaker|deputy|lord"
    r"|marshal)\b",
    re.I,
)
_SUPPORTS = re.compile(
    r"\b(?:support(?:s|ed|ing)?|back(?:s|ed|ing)?|welcom(?:e|es|ed|ing)|endors(?:e|es|ed|ing)|in favou?r of)\b",
    re.I,
)
# What is denied was not done, what is not told is no issue.
_NO_STAND = re.compile(
    r"\b(?:den(?:y|ies|ied|ying)|alleg\w+|accusations?|charges?|claims?|reports? that"
    r"|(?:declin|refus)\w+ to (?:say|comment|disclose|name|answer|discuss|give|reveal|identify))\b",
    re.I,
)
_VAGUE = re.compile(r"\W*(?:this|it|that is|they|no one|nobody|everyone|you|we|I)\b", re.I)
_LONG = 3  # words of content without which an issue cannot be told
_ABOUT = 110  # characters of an issue


def positions_of_cases(cases: Iterable[Sequence[Claim]]) -> Iterator[Claim]:
    """The stands that actors take by what they do in cases of transfers, restrictions and the docket.

    All arms of one supplier for one recipient are one issue, as is every draft and every restriction on one target.
    What others say of an actor is not its stand.
    """
    for claims in cases:
        first = claims[0]
        for claim in claims:
            backs = claim.status in _FOR or (claim.status == "draft proposed" and claim.topic == "sponsor")
            stance: Stance | None = "for" if backs else "against" if claim.status in _AGAINST else None
            if stance is None:
                continue
            for taking in claim.takings:
                if taking.role != "actor" or taking.key is None or taking.key.startswith("unnamed:"):
                    continue
                if claim.speaker is not None and claim.speaker != taking.key:
                    continue
                topic, issue = _issue_of_case(first, claim, claims)
                if topic is None:
                    continue
                yield replace(
                    claim,
                    register="positions",
                    nature="position",
                    takings=(taking,),
                    status=stance,
                    date=claim.date,
                    when=None,
                    words=frozenset(),
                    kinds=frozenset(),
                    values=frozenset(),
                    figures=(),
                    place=None,
                    back=False,
                    topic=topic,
                    issue=issue,
                    stance=stance,
                )


def _issue_of_case(first: Claim, claim: Claim, claims: Sequence[Claim]) -> tuple[str | None, str]:
    def name(role: str) -> str | None:
        for one in claims:
            for taking in one.takings:
                if taking.role == role:
                    filler = taking.filler
                    return (filler.name or filler.text) if isinstance(filler, ActorRef) else filler.text
        return None

    if first.register == "transfers":
        keys = sorted(claim.keys("recipient") or first.keys("recipient"))
        return (f"arms|{keys[0]}", f"arms for {name('recipient')}") if keys else (None, "")
    if first.register == "restrictions":
        keys = sorted(first.keys("recipient"))
        kind = sorted(first.kinds)[0] if first.kinds else "restriction"
        if first.nature == "rule" or kind == "end of arms supplies":
            return None, ""
        what = plain(name("instrument") or kind, 60)
        target = name("recipient")
        return f"{kind}|{keys[0] if keys else first.finding}", f"{what} on {target}" if target else what
    body, what = name("body"), plain(name("instrument") or "draft resolution", 60)
    return f"docket|{first.finding}", f"{what} at {body}" if body else what


def stated_positions(scene: Scene, taken: frozenset[str]) -> Iterator[Claim]:
    """Stands that named actors take in words: what they reject, support or demand. ``taken`` are the findings that a
    case of another register accounts for."""
    for event in scene.findings.events:
        if event.type not in ("REJECT", "SUPPORT") or event.id in taken or event.statement in taken or event.negated:
            continue
        if event.type == "SUPPORT" and not _SUPPORTS.search(event.text):
            continue
        if _NO_STAND.search(event.text):
            continue
        if event.subtype not in (None, "cease-fire", "proposal", "deployment") or not event.roles.content:
            continue
        actor = _stander(scene, event.roles.actor)
        content = max(event.roles.content, key=lambda f: len(f.text))
        if actor is None or content.span is None:
            continue
        spot = scene.event_spot(event)
        claim = _stated(scene, spot, actor, content.span, "against" if event.type == "REJECT" else "for")
        if claim is not None:
            yield claim
    for statement in scene.findings.statements:
        if statement.id in taken or statement.within is not None or statement.speaker is None or statement.negated:
            continue
        stance, span = _told(scene, statement)
        actor = _stander(scene, (statement.speaker,))
        if stance is None or actor is None or span is None or _NO_STAND.search(statement.text):
            continue
        spot = scene.spot((span[0], span[0] + 1), scene.sentence(span))
        claim = _stated(scene, replace(spot, event=None, statements=(statement,)), actor, span, stance)
        if claim is not None:
            yield claim


def _told(scene: Scene, statement: Statement) -> tuple[Stance | None, Span | None]:
    """The stand that a statement takes, and the sentence of its content that does."""
    for content in statement.content:
        for sentence in scene.within(content):
            stance = _stance(statement.manner, scene.text[slice(*sentence)])
            words = scene.words(sentence)
            if stance is not None and len(content_words(words)) >= _LONG and not _VAGUE.match(words):
                return stance, sentence
    return None, None


def _stance(manner: str, text: str) -> Stance | None:
    if manner == "reject":
        return "against"
    if manner in ("demand", "urge", "propose"):
        return "for"
    if manner in ("say", "believe", "claim", "warn", "announce"):
        if _REJECTS.search(text) or _MUST_NOT.search(text):
            return "against"
        if _MUST.search(text) and not re.search(r"\b(?:I|you|she|he)\s+(?:must|should)\b", text):
            return "for"
    return None


def _stander(scene: Scene, refs: Sequence[object]) -> Party | None:
    """Who takes the stand: a country, a body, or a person who holds an office."""
    for ref in refs:
        if not isinstance(ref, ActorRef) or ref.name is None:
            continue
        party = scene.parties.state(ref, scene.text)
        if party is None or not party.named:
            continue
        actor = scene.parties.actor(ref.actor)
        if party.key.startswith(("country:", "organization:")) or (
            actor is not None and any(_OFFICE.search(role.title) for role in actor.roles)
        ):
            return party
    return None


def _stated(scene: Scene, spot: Spot, actor: Party, span: tuple[int, int], stance: Stance) -> Claim | None:
    text = scene.words(span)
    words = content_words(text)
    if len(words) < _LONG:
        return None
    labels, speaker = scene.sources(spot)
    if spot.event is not None and speaker is not None and speaker != actor.key:
        return None
    return Claim(
        register="positions",
        nature="position",
        report=scene.report.id,
        findings=spot.findings,
        order=scene.order(spot.span[0], spot.findings[0]),
        takings=(Taking("actor", actor.ref, actor.key), thing("content", scene, span)),
        status=stance,
        date=scene.said(spot),
        when=None,
        words=words,
        labels=labels,
        speaker=speaker,
        saying=scene.saying(spot),
        issue=plain(text, _ABOUT),
        stance=stance,
    )
