"""Claims of the register of proposals that are known by how they are said: what somebody proposes, what somebody wants
before anything else, and papers whose content is withheld."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from reportedly.collation.claims import Claim
from reportedly.collation.parties import Party
from reportedly.collation.scenes import Scene, Spot, fillers, taking, thing
from reportedly.collation.wording import content_words
from reportedly.types import Span, Statement

# What makes a demand a condition of something else.
_FIRST = re.compile(
    r"\b(?:before (?:any|there|they|it|he|she|talks|negotiations|peace|the talks)\b|(?:only|unless|until) "
    r"|as a (?:pre)?condition|first(?=\W*(?:$|[,.;\"”]|(?:the|said|according)\b)))",
    re.I,
)
# "offered no plan", "offered few details": nothing that is proposed.
_NOTHING = re.compile(r"(?:no|few|little|any|how|what|why|such|more|an olive branch|help|praise|condolences)\b", re.I)
_ASKING = frozenset(["demand", "want", "urge"])
# "refused to reveal what the paper says": what it is called stands in ``what``.
_WITHHELD = re.compile(
    r"\b(?:refus|declin)\w+ to (?:reveal|disclose|say|describe|discuss|give (?:any )?details of)\s+"
    r"(?:(?:what|anything)\s+(?:is\s+)?(?:in\s+|about\s+)?)?(?P<what>(?:the|his|her|their|its)\s+(?:\w+\s)?(?:papers?"
    r"|documents?|plans?|proposals?|offers?|texts?|letters?|terms|ideas|initiatives?))\b",
    re.I,
)


def offer_claims(scene: Scene, taken: frozenset[Span]) -> Iterator[Claim]:
    """Proposals by their manner, in sentences that are not ``taken`` by the words of other proposals."""
    done = set(taken)
    for statement in scene.findings.statements:
        claim = _offered(scene, statement, done)
        if claim is not None:
            yield claim
    for spot in scene.spots(_WITHHELD, ("refus", "declin")):
        match = _WITHHELD.match(scene.text, spot.span[0], spot.sentence[1])
        by = scene.subject(spot)
        if match is None or by is None or not by.named or spot.sentence in done:
            continue
        done.add(spot.sentence)
        yield replace(_offer(scene, spot, by, match.span("what"), "not disclosed"), words=frozenset())


def _offered(scene: Scene, statement: Statement, done: set[Span]) -> Claim | None:
    """What a named speaker proposes, or wants first."""
    speaker = statement.speaker
    if speaker is None or not statement.content or statement.negated:
        return None
    span = max(statement.content, key=lambda c: c[1] - c[0])
    sentence = scene.sentence(span)
    if statement.manner == "propose":
        status = "proposed"
    elif statement.manner in _ASKING and _FIRST.search(scene.text, span[0], sentence[1]):
        status = "demanded"
    else:
        return None
    by = scene.parties.party(speaker)
    if _NOTHING.match(scene.words(span)):
        return None
    if sentence in done or by is None or not by.named or len(content_words(scene.words(span))) < 2:
        return None
    done.add(sentence)
    spot = scene.spot((span[0], span[0] + 1), sentence)
    told = (statement, *(s for s in spot.statements if s.id != statement.id))
    return _offer(scene, replace(spot, statements=told), by, span, status)


def _offer(scene: Scene, spot: Spot, by: Party, what: Span, status: str) -> Claim:
    labels, speaker = scene.sources(spot)
    to = fillers(scene, "recipient", spot.event.roles.recipient) if spot.event is not None else ()
    to = tuple(t for t in to if t.key not in (None, by.key))
    when = scene.when(spot) if status == "proposed" else None
    return Claim(
        register="proposals",
        nature="demand" if status == "demanded" else "proposal",  # "the proposal" does not point back to a demand
        report=scene.report.id,
        findings=spot.findings,
        order=scene.order(spot.span[0], spot.findings[0]),
        takings=(*taking("actor", by), *to, thing("content" if status != "not disclosed" else "item", scene, what)),
        status=status,
        date=scene.state_date(spot, status, when) if status != "proposed" else when or scene.said(spot),
        when=when,
        words=content_words(scene.words(what)),
        labels=labels,
        speaker=speaker,
        saying=scene.saying(spot),
    )
