"""Claims of the registers of transfers and restrictions: arms that are supplied; what is imposed, lifted or blocked."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reportedly.collation.claims import Claim, Taking
from reportedly.collation.goods import (
    BOUGHT,
    CALLED_FOR,
    DONE,
    GOES_ON,
    NOT,
    RESTRICTED,
    RESTRICTED_LETTERS,
    STOPPED,
    SUPPLIED,
    SUPPLIED_LETTERS,
    class_of,
)
from reportedly.collation.parties import Party
from reportedly.collation.scenes import Scene, Spot, taking, thing
from reportedly.collation.wording import content_words
from reportedly.types import ActorRef, Span

_AHEAD = re.compile(
    r"\b(?:will|would|to|plans?|planned|planning|intends?|expects?|agreed to|promised to|may|could)\b", re.I
)
_WHOSE = re.compile(
    r"(?:\b(?:(?!The\b|An?\b)[A-Z][\w.-]*|economic|financial|new|tougher|international|oil|arms|trade|targeted"
    r"|unilateral)\s){1,3}$"
)
_GIVEN = "sold|sells?|selling|supplied|supplies|supplying|sent|sends?|sending|delivered|provided"  # sold Norland tanks
_GIVEN_TO = re.compile(rf"(?:{_GIVEN})\s+([A-Z][\w-]+(?:\s[A-Z][\w-]+)?)\b")
_AT_ONCE = re.compile(r"(?:(?!\b(?:that|which|on)\b)[^,;]){0,40}")
_BLAMED = 40  # characters before "for arming rebels" in which the one who is blamed is named
_ACCUSED = re.compile(r"\b(?:for|of)\s+(?=\w+ing\b)")
_BESIDES = re.compile(r"[,;]|\b(?:about|with|because|that|which|who|if|despite|after|as)\b")
_ON_WHAT = re.compile(
    r"\s+(?:[\w-]+\s){0,3}?[\w-]+(?=[,.;:\"“”]|\s(?:to|by|in|for|and|that|which|has|have|is|are)\b|$)(?:\sof\s\w+)?"
)
_DEAL = re.compile(r"\b(?:contracts?|deals?|agreements?|signed|order(?:s|ed)?|package)\b", re.I)
# A word before goods that says which: a number, a type's own name, a common kind.
_WHICH = re.compile(
    r"(?:(?:\d[\d,]*|[\w]*-[\w-]+|\w*\d\w*|new|used|advanced|heavy|light|guided|ballistic|cruise|chemical|nuclear|small"
    r"|offensive|defensive|lethal|modern|sophisticated|dozens of|hundreds of|tonnes of|tons of)\s+){0,3}$",
    re.I,
)


def transfer_claims(scene: Scene) -> Iterator[Claim]:
    """What a report says of arms that are or are not supplied, one claim a sentence and spot."""
    for spot in scene.spots(SUPPLIED, SUPPLIED_LETTERS):
        claim = _transfer(scene, spot)
        if claim is not None:
            yield claim


def _transfer(scene: Scene, spot: Spot) -> Claim | None:
    event = spot.event
    if event is not None and event.type in ("ASSAULT", "PROTEST"):
        return None
    clause = (min(spot.clause[0], spot.span[0]), max(spot.clause[1], spot.span[1]))
    supplier, recipient = _sides(scene, spot, clause)
    if supplier is None and recipient is None:
        return None
    if supplier is not None and recipient is not None and supplier.key == recipient.key:
        return None
    if not any(p is not None and not p.key.startswith(("person:", "actor:")) for p in (supplier, recipient)):
        return None  # arms that one person sells another are a crime, not a transfer
    status = _supplying(scene, spot, clause)
    if status is None:
        return None
    goods = _goods(scene, spot)
    kinds = class_of(scene.words(goods))
    money = scene.counted(spot, ["money"]) if kinds or _DEAL.search(scene.text, *clause) else []
    counted = scene.counted(spot, ["weapons", "vehicles"])
    kinds = kinds or frozenset(k for f in counted for k in class_of(f.text))
    when = scene.when(spot) if kinds or money else None
    items = (thing("item", scene, goods),) if goods != spot.span else ()
    labels, speaker = scene.sources(spot)
    return Claim(
        register="transfers",
        nature="deal" if kinds or money else "supply",
        report=scene.report.id,
        findings=spot.findings,
        order=scene.order(spot.span[0], spot.findings[0], late=supplier is None or recipient is None),
        takings=(*taking("actor", supplier), *taking("recipient", recipient), *items, *_places(spot)),
        status=status,
        date=scene.state_date(spot, status, when),
        when=when,
        words=content_words(scene.words(goods)),
        kinds=kinds,
        values=frozenset((f.low, f.high, f.unit or f.measure) for f in (*money, *counted)),
        dependent=(supplier is None or recipient is None) and not (kinds and items and supplier is not None),
        figures=tuple(f.id for f in (*money, *counted)),
        labels=labels,
        speaker=speaker,
        saying=scene.saying(spot),
    )


def _places(spot: Spot) -> tuple[Taking, ...]:
    return tuple(Taking("place", f) for f in spot.event.roles.place) if spot.event else ()


def _sides(scene: Scene, spot: Spot, clause: Span) -> tuple[Party | None, Party | None]:
    """Who supplies and who receives."""
    text, event = scene.text, spot.event
    near = (spot.span[0], max(spot.span[1], min(clause[1], spot.span[1] + 80)))
    led = scene.after(near[0], near[1], "to|for|with|arming|rearming|arm") or scene.after(
        near[0], spot.span[1], _GIVEN, 20
    )
    recipient = scene.state(led.party) if led is not None else None
    given_to = _GIVEN_TO.match(text, spot.span[0])
    if recipient is None and given_to is not None and (country := scene.parties.country(given_to[1])) is not None:
        ref = scene.parties.reference(country[1], given_to[1], given_to.span(1))
        recipient = Party(country[0], ref, True)
    if recipient is None and event is not None:
        given = [f for f in event.roles.recipient if isinstance(f, ActorRef)]
        found = [p for f in given if (p := scene.parties.state(f, text)) is not None and p.named]
        recipient = found[0] if found else None
    inside = [n for n in scene.named(spot.span) if n.adjective]
    before = [
        n for n in scene.named((max(clause[0], spot.span[0] - 30), spot.span[0])) if n.span[1] >= spot.span[0] - 2
    ]
    supplier = scene.subject(spot)
    if before and (supplier is None or event is None):
        supplier = scene.state(before[-1].party)  # "Norlander arms sales"
    if _ACCUSED.search(text, max(spot.sentence[0], spot.span[0] - 5), spot.span[1]) and re.match(
        r"\w+ing\b", spot.words
    ):
        blamed = scene.named((max(spot.sentence[0], spot.span[0] - _BLAMED), spot.span[0]))
        supplier = scene.state(blamed[-1].party) if blamed else supplier  # "sanctions on Norland for arming rebels"
    if supplier is None and inside:
        supplier = inside[0].party
    source = scene.after(near[0], near[1], "from|by")
    if BOUGHT.search(text, *spot.span):
        supplier, recipient = (scene.state(source.party) if source else None), supplier or recipient
    elif supplier is None and source is not None:
        supplier = scene.state(source.party)
    return supplier, recipient


def _supplying(scene: Scene, spot: Spot, clause: Span) -> str | None:
    """The state of the supply that the words report; null for a call of others that says nothing of it."""
    text, event = scene.text, spot.event
    before = text[max(spot.sentence[0], spot.span[0] - 70) : spot.span[0]]
    words = before + text[slice(*spot.span)]
    stop = next((m for m in reversed([*STOPPED.finditer(before)]) if _AT_ONCE.fullmatch(before, m.end())), None)
    if stop is not None:
        lead = before[: stop.start()]
        if CALLED_FOR.search(lead):
            return None  # a demand that it end: a restriction, not a state of the supply
        if NOT.search(lead) or (event is not None and event.status == "refused"):
            return "ongoing"
        return "planned stop" if _AHEAD.search(lead) else "stopped"
    around = text[clause[0] : min(clause[1], spot.span[1] + 60)]
    if event is not None and event.subtype in ("contract", "transfer", "delivery") and not event.negated:
        if GOES_ON.search(words) or event.status == "ongoing":
            return "ongoing"
        return event.status
    if NOT.search(before) and not re.search(
        r"\bno (?:restrictions?|limits?|embargo|reason|rule)\b|not violat", before, re.I
    ):
        if event is not None and event.status in ("threatened", "demanded", "planned", "proposed"):
            return event.status
        return "refused" if _AHEAD.search(before) else "denied"
    if GOES_ON.search(around) or re.search(r"\bno (?:restrictions?|limits?)\b", before, re.I):
        return "ongoing"
    if CALLED_FOR.search(before):
        return "demanded"
    if _AHEAD.search(before):
        return "planned"
    return event.status if event is not None and event.status != "refused" else "ongoing"


def _goods(scene: Scene, spot: Spot) -> Span:
    """Where the goods are named, with the number and up to two words that say which; the spot where none are."""
    match = SUPPLIED.match(scene.text, spot.span[0], spot.sentence[1])
    for group in ("goods", "goods_"):
        if match is not None and match[group]:
            start, end = match.span(group)
            lead = scene.text[max(spot.sentence[0], start - 40) : start]
            which = _WHICH.search(lead)
            return start - (len(which[0]) if which else 0), end
    return spot.span


def restriction_claims(scene: Scene) -> Iterator[Claim]:
    """What a report says of sanctions, embargoes, bans and obligations, and calls to end a supply of arms."""
    for spot in scene.spots(RESTRICTED, RESTRICTED_LETTERS):
        claim = _restriction(scene, spot)
        if claim is not None:
            yield claim
    for spot in scene.spots(SUPPLIED, SUPPLIED_LETTERS):
        claim = _called_off(scene, spot)
        if claim is not None:
            yield claim


def _restriction(scene: Scene, spot: Spot) -> Claim | None:
    text = scene.text
    match = RESTRICTED.match(text, spot.span[0], spot.sentence[1])
    before = text[max(spot.sentence[0], spot.span[0] - 90) : spot.span[0]]
    after = text[spot.span[1] : min(spot.sentence[1], spot.span[1] + 60)]
    status, verb = _done(before, after)
    rule = match is not None and bool(match["rule"])
    if status is None:
        if re.search(r"\b(?:no|any)\s+(?:\w+\s){0,2}$", before) and (NOT.search(before) or "no " in before):
            status = "denied"
        elif match is not None and (match["freeze"] or match["closed"]):
            status = "planned" if _AHEAD.search(before[-12:]) else "happened"
        elif rule or spot.event is None or (spot.event.type != "SANCTION" and spot.event.subtype != "restriction"):
            return None
        else:
            status = spot.event.status
    negated = NOT.search(before[max(0, verb - 40) : verb]) is not None if verb is not None else False
    if status == "violated":
        status = "denied violating" if negated else "violated"
    elif negated:
        status = {"happened": "refused", "lifted": "refused to lift", "blocked": "not blocked"}.get(status, status)
    elif status in ("happened", "lifted") and verb is not None:
        status = _mood(spot, before[:verb], status)
    if rule and status not in ("denied", "denied violating", "violated", "happened", "lifted"):
        return None
    actor = scene.subject(spot)
    on = scene.after(spot.span[1], min(spot.sentence[1], spot.span[1] + 80), "on|against|over|targeting|for")
    target = scene.state(on.party) if on is not None else None
    if target is not None and actor is not None and target.key == actor.key:
        target = None
    if actor is None and target is None:
        return None
    struck = taking("recipient", target) or _struck(scene, spot)
    closed = match is not None and bool(match["closed"])
    start = spot.span[0] if closed else _instrument_start(scene, spot)
    end = spot.span[1]
    if rule and re.search(r"\son$", spot.words) and (on_what := _ON_WHAT.match(text, end, spot.sentence[1])):
        end = on_what.end()
    owner = next((n.party for n in scene.named((start, spot.span[1])) if n.party.named), None)
    if owner is not None and re.search(r"\bunder\s+(?:[\w-]+\s+){0,2}$", text[max(0, start - 30) : start]):
        actor, target = owner, actor if actor is not None and actor.key != owner.key else target
        struck = taking("recipient", target)
    what = (start, end)
    when = scene.when(spot) if status in ("happened", "lifted", "blocked") else None
    labels, speaker = scene.sources(spot)
    return Claim(
        register="restrictions",
        nature="rule" if rule else "measure",
        report=scene.report.id,
        findings=spot.findings,
        order=scene.order(spot.span[0], spot.findings[0]),
        takings=(*taking("actor", actor), *struck, thing("instrument", scene, what)),
        status=status,
        date=scene.state_date(spot, status, when),
        when=when,
        words=content_words(scene.words(what)),
        kinds=_restriction_kind(spot.words),
        labels=labels,
        speaker=speaker,
        saying=scene.saying(spot),
    )


_OF = re.compile(r"\s+(?:on|against|of|with|to)\s+(?:(?:the|all|its|his|their)\s+)?")


def _struck(scene: Scene, spot: Spot) -> tuple[Taking, ...]:
    """Whom a measure is to hit by the event that stands right behind it: a party, or words that name none and by which
    no cases are told apart."""
    for filler in spot.event.roles.recipient if spot.event is not None else ():
        if filler.span is None or not _OF.fullmatch(scene.text, spot.span[1], max(filler.span[0], spot.span[1])):
            continue
        party = scene.parties.state(filler, scene.text) if isinstance(filler, ActorRef) else None
        return (Taking("recipient", filler, party.key if party is not None and party.named else None),)
    return ()


def _instrument_start(scene: Scene, spot: Spot) -> int:
    """Where the noun phrase of a restriction begins: with its name or kind ("UN sanctions", "oil embargo")."""
    before = scene.text[max(spot.sentence[0], spot.span[0] - 40) : spot.span[0]]
    match = _WHOSE.search(before)
    return spot.span[0] - (len(match[0]) if match else 0)


def _done(before: str, after: str) -> tuple[str | None, int | None]:
    """What is done with the restriction and where in ``before`` that verb begins; what stands before is nearer."""
    best: tuple[int, str, int] | None = None
    for status, pattern in DONE:
        for match in re.finditer(rf"\b(?:{pattern})\b", before, re.I):
            if _BESIDES.search(before, match.end()):
                continue
            if best is None or match.end() > best[0]:
                best = (match.end(), status, match.start())
    if best is not None:
        return best[1], best[2]
    for status, pattern in DONE:
        if re.match(rf"[^.;:,]{{0,30}}?\b(?:was|were|been|be|being)\s(?:\w+\s)?(?:{pattern})\b", after, re.I):
            return status, len(before)
    return None, None


def _mood(spot: Spot, lead: str, status: str) -> str:
    if spot.event is not None and spot.event.status in ("threatened", "demanded", "proposed", "planned", "refused"):
        return spot.event.status if status == "happened" else f"{spot.event.status} lifted"
    if CALLED_FOR.search(lead[-40:]):
        return "demanded" if status == "happened" else "demanded lifting"
    if _AHEAD.search(lead[-25:]):
        return "planned" if status == "happened" else "planned lifting"
    return status


def _restriction_kind(words: str) -> frozenset[str]:
    low = words.lower()
    for name, verb in (("trade ban", "barr"), ("closure", "clos"), ("order to stop", "order")):
        if low.startswith(verb):
            return frozenset([name])
    for name, stem in (("embargo", "embargo"), ("freeze", "fr"), ("ban", "ban"), ("sanctions", "sanction"),
                       ("obligations", "obligation"), ("restrictions", "restriction")):  # fmt: skip
        if re.search(rf"\b(?:\w+ )?{stem}", low):
            return frozenset([name])
    return frozenset([low])


def _called_off(scene: Scene, spot: Spot) -> Claim | None:
    """A call on a supplier to stop: a restriction that is demanded."""
    text = scene.text
    clause = (min(spot.clause[0], spot.span[0]), max(spot.clause[1], spot.span[1]))
    lead = text[max(spot.sentence[0], spot.span[0] - 80) : spot.span[0]]
    stop = STOPPED.search(lead)
    if stop is None or not CALLED_FOR.search(lead[: stop.start()]):
        return None
    call = CALLED_FOR.search(lead[: stop.start()])
    by = scene.after(spot.sentence[0], spot.span[0], "from|by")
    caller = scene.state(by.party) if by is not None else None
    led = scene.after(spot.span[0], max(spot.span[1], min(clause[1], spot.span[1] + 80)), "to|for|with|arming|arm")
    recipient = scene.state(led.party) if led is not None else None
    if (caller is None and recipient is None) or call is None:
        return None
    end = led.span[1] if led is not None else spot.span[1]
    end -= 2 if re.search(r"['’]s$", text[:end][-2:]) else 0
    what = (spot.span[0] - len(lead) + stop.start(), spot.span[0] + len(text[spot.span[0] : end].rstrip()))
    labels, speaker = scene.sources(spot)
    return Claim(
        register="restrictions",
        nature="measure",
        report=scene.report.id,
        findings=spot.findings,
        order=scene.order(spot.span[0], spot.findings[0]),
        takings=(*taking("actor", caller), *taking("recipient", recipient), thing("instrument", scene, what)),
        status="demanded",
        date=scene.said(spot),
        when=None,
        words=content_words(scene.words(what)),
        kinds=frozenset(["end of arms supplies"]),
        labels=labels,
        speaker=speaker,
        saying=scene.saying(spot),
    )
