"""Claims of the register of ground events: what happens where."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from reportedly.collation.claims import Claim, Taking, known
from reportedly.collation.places import extended, place_named
from reportedly.collation.scenes import Scene, Spot, fillers, taking, thing
from reportedly.collation.wording import content_words
from reportedly.types import Date, Event, Figure, Span

_SUBTYPES = frozenset(["attack", "protest", "strike", "deployment", "displacement", "anniversary"])
_NATURES = (
    ("checkpoint", r"check-?points?|road-?blocks?"),
    ("strike", r"general strikes?|(?:on|went on|a|the) strike\b(?! on)|walk-?outs?|work stoppage"),
    ("protest", r"protests?|demonstrat\w+|rall(?:y|ies|ied)|march(?:es|ed)?|sit-ins?"),
    ("arrest", r"arrest(?:s|ed|ing)?|detain(?:s|ed|ing)?|rounded up"),
    ("anniversary", r"anniversar(?:y|ies)"),
)  # fmt: skip
_ATTACKS = (
    ("massacre", r"massacres?"), ("bombing", r"(?:car |suicide |truck )?bomb(?:s|ed|ings?)?|explosions?|blasts?"
     r"|exploded"),
    ("shelling", r"shell(?:ed|ing|s)|bombard\w+|mortar\w*|rockets?"), ("air raid", r"air (?:raids?|strikes?)"
     r"|airstrikes?"),
    ("shooting", r"shot|shootings?|gunfire|gunned|opened fire|snipers?"), ("ambush", r"ambush\w*"),
    ("assault", r"assaults?|offensives?|stormed|raid(?:s|ed)?"),
)  # fmt: skip
_BACK = re.compile(
    r"^\W*(?:the|that|this)\s+(?:\w+\s)?(?:attack|assault|massacre|bombing|offensive|raid|explosion|blast|protest"
    r"|strike|shelling)\b",
    re.I,
)
_THERE = re.compile(r"\bthe (?:city|town|village)\b", re.I)
_OF_NAME = re.compile(r"\b(?P<name>[A-Z][\w-]+)\s+(?:massacre|bombing|siege|killings|attacks?|uprising)\b")
_AGO = re.compile(
    r"\b(\d{1,3}|ten|twenty|thirty|forty|fifty)(?:th|st|nd|rd)?(?:[- ]?years?)?[- ](?:\w+ )?anniversary\b", re.I
)
_FEW = 700  # characters: about four sentences
_TENS = {"ten": 10, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50}
_DEPLOYED = re.compile(
    r"\b(?:send(?:s|ing)?|sent|deploy(?:s|ed|ing|ment)?|dispatch(?:es|ed|ing)?|post(?:s|ed|ing)?)\b[^.;:]{0,50}?"
    r"\b(?P<who>monitors?|observers?|peacekeepers?|troops|soldiers|forces|investigators?|police)\b",
    re.I,
)


_ARMING = re.compile(r"\b(?:re)?arming (?=[A-Z])|\b(?:sell|suppl|deliver|ship)\w*\s+(?:\w+\s+)?(?:arms|weapons)\b")
# Soldiers and police who stand in the way are no protest.
_FORCES = re.compile(
    r"\b(?:army|soldiers?|troops|police|policemen|security forces|military|gendarmes?|paramilitar\w+)\b", re.I
)


def ground_claims(scene: Scene) -> Iterator[Claim]:
    """Attacks, protests, strikes, deployments, checkpoints, arrests, flights and anniversaries that have a place, or a
    day and somebody named. A running toll is no event on the ground, and an act without place and day none to find."""
    claims: list[Claim] = []
    previous: Claim | None = None
    town: str | None = None  # the last place that was named: "the city"
    for event in scene.findings.events:
        arrest = event.type == "COERCE" and event.mode == "arrest"
        deploys = event.type == "MOBILIZE" or (
            _DEPLOYED.search(event.text) is not None and event.type in ("AGREE", "REQUEST")
        )
        if event.subtype not in _SUBTYPES and not arrest and not deploys:
            continue
        if deploys and event.type != "MOBILIZE" and event.subtype not in _SUBTYPES and _overlapped(scene, event):
            continue
        if deploys and event.type == "REQUEST" and _overlapped(scene, event):
            continue
        if event.type == "MOBILIZE" and _ARMING.search(event.text):
            continue  # arms that are supplied, which is a transfer
        if event.negated or (event.status == "refused" and event.subtype != "deployment"):
            continue
        claim = _ground(scene, event, previous, deploys, town)
        if claim is not None:
            claims.append(claim)
            previous, town = claim, claim.place or town
    yield from claims
    yield from _told_of(scene, claims)


_STANDING = re.compile(
    r"\b(?P<what>check-?points?|road-?blocks?|general strikes?|protests?|demonstrations?)\b"
    r"(?=\s+(?:was|were|are|is|had|have|has|every|on|in|across|at|around|near)\b)",
    re.I,
)


def _told_of(scene: Scene, claims: Sequence[Claim]) -> Iterator[Claim]:
    """Checkpoints, strikes and protests that somebody tells of where the reader marked no event: those of a town that
    the report's events are in."""
    held = {e.span for e in scene.findings.events}
    towns = sorted((c.order[4], c.place) for c in claims if c.place is not None)
    for spot in scene.spots(_STANDING, ("check", "road", "strike", "protest", "demonstration")):
        if not spot.statements or any(a < spot.span[1] and spot.span[0] < b for a, b in held):
            continue
        before = [place for at, place in towns if at <= spot.span[0]]
        if not before or not _is_near(scene, spot, towns):
            continue
        words = scene.text[slice(*spot.clause)]
        lead = scene.text[spot.span[1] : spot.span[1] + 30]
        status = (
            "planned"
            if re.match(r"\s+(?:was|were|are|is|had been) (?:planned|called|due|expected)", lead)
            else "ongoing"
        )
        nature = next(name for name, pattern in _NATURES if re.search(pattern, spot.words, re.I))
        labels, speaker = scene.sources(spot)
        yield Claim(
            register="ground-events",
            nature=nature,
            report=scene.report.id,
            findings=spot.findings,
            order=scene.order(spot.span[0], spot.findings[0], late=True),
            takings=(thing("content", scene, spot.clause),),
            status=status,
            date=scene.said(spot),
            when=None,
            words=content_words(words),
            place=before[-1],
            where=scene.where(before[-1]),
            labels=labels,
            speaker=speaker,
            saying=scene.saying(spot),
        )


def _is_near(scene: Scene, spot: Spot, towns: Sequence[tuple[int, str]]) -> bool:
    """Whether the last place before the spot was named within a few sentences."""
    return any(0 <= spot.span[0] - at <= _FEW for at, _ in towns)


def _overlapped(scene: Scene, event: Event) -> bool:
    """Whether a deployment of its own says the same words as an event that only speaks of one."""
    return any(
        e.type == "MOBILIZE" and e.span[0] < event.span[1] and event.span[0] < e.span[1] for e in scene.findings.events
    )


def _ground(scene: Scene, event: Event, previous: Claim | None, deploys: bool, town: str | None) -> Claim | None:
    figures = [scene.figures[f] for f in event.figures if f in scene.figures]
    sentence = scene.sentence(event.span)
    nature = _nature(event, scene.text[event.span[1] : min(sentence[1], event.span[1] + 30)])
    if deploys and nature not in ("attack", "protest", "checkpoint"):
        nature = "deployment"
    if nature == "protest" and event.mode == "obstruct" and _FORCES.search(_who(event)):
        nature = "deployment"
    if nature in ("attack", "displacement") and any(f.scope == "total" for f in figures):
        return None
    if nature == "attack" and figures and all(f.measure == "detained" for f in figures):
        return None
    spot = scene.event_spot(event)
    place = _place(scene, event, spot.sentence)
    if place is None and _THERE.search(scene.text, *spot.sentence):
        place = town
    when = event.when
    if when is None or not known(when):
        when = _counted_then(figures) or _years_ago(scene, event, spot) or when
    back = place is None and _BACK.search(_opening(scene, spot)) is not None
    people: tuple[Taking, ...]
    if nature == "deployment" and (sent := _DEPLOYED.search(event.text)):
        people = (thing("item", scene, (event.span[0] + sent.start("who"), event.span[0] + sent.end("who"))),)
    else:
        people = ()
    doers = fillers(scene, "actor", event.roles.actor)
    if people and not doers and people[0].filler.span is not None:
        at = scene.spot(people[0].filler.span, spot.sentence)
        doers = taking("actor", scene.subject(replace(at, event=None)))
    done_to = fillers(scene, "recipient", event.roles.recipient)
    takings = (*doers, *done_to, *people, *fillers(scene, "place", event.roles.place),
               *fillers(scene, "content", event.roles.content))  # fmt: skip
    named = any(t.key and not t.key.startswith("unnamed:") for t in (*doers, *done_to))
    if place is None and not back and not (named and when is not None and known(when)) and not people:
        return None
    labels, speaker = scene.sources(spot)
    status = event.status
    return Claim(
        register="ground-events",
        nature=nature,
        report=scene.report.id,
        findings=spot.findings,
        order=scene.order(event.span[0], event.id, late=when is None or not known(when) or place is None),
        takings=takings,
        status=status,
        date=scene.state_date(spot, status, when) if status != "ongoing" else (when or scene.said(spot)),
        when=when,
        words=content_words(event.text),
        kinds=_kinds(event.text),
        place=place,
        where=scene.where(place),
        back=back,
        dependent=place is None and back,
        figures=event.figures,
        labels=labels,
        speaker=speaker,
        saying=scene.saying(spot),
    )


def _who(event: Event) -> str:
    return " ".join(filler.text for filler in event.roles.actor)


def _opening(scene: Scene, spot: Spot) -> str:
    return scene.text[spot.sentence[0] : spot.sentence[0] + 60]


def _nature(event: Event, after: str = "") -> str:
    words = event.text + after if event.type == "MOBILIZE" else event.text
    for name, pattern in _NATURES:
        if re.search(rf"\b(?:{pattern})", words, re.I) and (
            event.subtype != "attack" or name == "arrest" == event.mode
        ):
            return name
    return event.subtype or event.mode or "event"


def _kinds(text: str) -> frozenset[str]:
    return frozenset(name for name, pattern in _ATTACKS if re.search(rf"\b(?:{pattern})\b", text, re.I))


def _counted_then(figures: list[Figure]) -> Date | None:
    """The time that the event's own figures are given for ("killed thousands of people" in 1982)."""
    return next((f.period for f in figures if f.period is not None and known(f.period)), None)


def _years_ago(scene: Scene, event: Event, spot: Spot) -> Date | None:
    """The year of what an anniversary in the same sentence is of."""
    if event.subtype == "anniversary" or _nature(event) == "anniversary":
        return None
    match = _AGO.search(scene.text, *spot.sentence)
    if (
        match is None
        or re.search(r"\s+of\b", scene.text[match.end() : match.end() + 4]) is None
        or event.span[0] < match.end()
    ):
        return None
    base = scene.published().latest
    if base is None:
        return None
    year = date.fromisoformat(base).year - _TENS.get(match[1].lower(), int(match[1]) if match[1].isdigit() else 0)
    return Date(f"{year:04d}?", f"{year:04d}-01-01", f"{year:04d}-12-31")


def _place(scene: Scene, event: Event, sentence: Span) -> str | None:
    """The place that the act is said to have been at, by name: the narrowest that its words or its sentence name."""
    for filler in event.roles.place:
        words = scene.text[slice(*extended(scene.text, filler.span))] if filler.span else filler.text
        if (name := place_named(words, scene.parties)) is not None:
            return name
    before = re.search(
        r"\b([A-Z][\w’'-]+(?:\s[A-Z][\w’'-]+)?)\s+$", scene.text[max(sentence[0], event.span[0] - 40) : event.span[0]]
    )
    if before and len(event.text.split()) <= 2 and not _is_country(scene, before[1]):
        name = place_named(before[1], scene.parties)
        if name is not None:
            return name
    near = [m.span for m in scene.mentions("place", event.span)]
    near += [
        m.span
        for m in scene.mentions("place", (event.span[1], min(sentence[1], event.span[1] + 40)))
        if re.search(
            r"\b(?:in|at|near|outside|on)\s+(?:the\s+)?$", scene.text[max(sentence[0], m.span[0] - 12) : m.span[0]]
        )
    ]
    near += [
        m.span
        for m in scene.mentions("place", (sentence[0], event.span[0]))
        if re.fullmatch(r"\W*(?:In|At|Near|Outside)\s+(?:the\s+)?", scene.text[sentence[0] : m.span[0]])
    ]  # "In Tarsel a sniper shot ..."
    names = [
        name
        for span in (extended(scene.text, s) for s in near)
        if not re.match(r"['’]s\b", scene.text[span[1] : span[1] + 2])
        and (name := place_named(scene.text[slice(*span)], scene.parties)) is not None
    ]
    towns = [n for n in names if not _is_country(scene, n)]
    if not towns and (match := _OF_NAME.search(event.text)) and not _is_country(scene, match["name"]):
        return match["name"]
    return towns[0] if towns else names[0] if names else None


def _is_country(scene: Scene, words: str) -> bool:
    return scene.parties.land(words) is not None or scene.parties.people(words) is not None
