"""Claims of the docket: drafts and resolutions before a body, who does what about them, and what they demand."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from reportedly.collation.claims import Claim, Taking
from reportedly.collation.goods import CALLED_FOR, NOT
from reportedly.collation.parties import Party
from reportedly.collation.scenes import Scene, Spot, taking, thing
from reportedly.collation.wording import content_words
from reportedly.types import ActorRef, RoleText, Span

_INSTRUMENT = (
    r"(?:draft\s+)(?:[\w-]+\s){0,2}?(?:resolutions?|texts?|bills?|statements?|measures?)|drafts?\s+resolutions?"
    r"|(?:(?:embargo|sanctions|cease-?fire|peace|new|UN|U\.N\.|Western|rival|tougher|softer|binding)\s)?resolution"
    r"(?:\s(?:No\.?\s)?\d[\d/()]*)?|(?<=the )draft|(?<=a )draft|(?<=the )text(?=,? (?:sponsored|drafted|backed"
    r"|proposed))"
)
ON_DOCKET = re.compile(rf"\b(?:(?P<instrument>{_INSTRUMENT})|(?P<veto>veto(?:es|ed|ing)?))\b", re.I)
_BODY = re.compile(
    r"\b(?:(?:UN|U\.N\.|United Nations)[ \u00a0]+)?"
    r"(?:(?:Security Council|General Assembly|Human Rights Council)"
    r"|(?:[A-Z][\w-]+[ \u00a0]+){1,3}(?:Council|Assembly|Parliament|Congress|Senate))\b"
)
_NEAR = 900  # characters around a draft within which the only body that is named is the one it is before
_ACTIONS = (
    ("veto", r"veto(?:es|ed|ing)?"),
    ("adoption", r"adopt(?:s|ed|ing|ion)?|pass(?:es|ed|ing|age)?|approv(?:e|es|ed|ing|al)|endors(?:e|es|ed|ing)"),
    ("abstention", r"abstain(?:s|ed|ing)?|abstentions?"),
    ("opposition", r"oppos(?:e|es|ed|ing|ition)|reject(?:s|ed|ing|ion)?|against|resist(?:s|ed|ing)?|block(?:s|ed|ing)?"
     r"|object(?:s|ed|ion|ions)?"),
    ("vote", r"vot(?:e|es|ed|ing)"),
    ("support", r"support(?:s|ed|ing)?|back(?:s|ed|ing)?|in favou?r|welcom(?:e|es|ed|ing)"),
    ("tabling", r"tabl(?:e|es|ed|ing)|circulat(?:e|es|ed|ing)|submit(?:s|ted|ting)?|introduc(?:e|es|ed|ing)"
     r"|present(?:s|ed|ing)?|sponsor(?:s|ed|ing)?|propos(?:e|es|ed|ing|al)|draft(?:ed|ing)|discuss(?:es|ed|ing)?"
     r"|push(?:es|ed|ing)?"),
)  # fmt: skip
# How far an instrument is by what is done about it: what the register shows beside the act's own status.
_STATES = {
    "veto": "veto", "adoption": "adoption", "abstention": "abstention", "opposition": "opposition", "vote": "vote",
    "support": "support", "tabling": "draft",
}  # fmt: skip
_DEMAND = re.compile(
    r"\b(?:calling (?:for|on)|calls (?:for|on)|called (?:for|on)|demand(?:ing|s|ed)|urging|urges|requiring|requires"
    r"|that would|which would|condemning|condemns|imposing|authori[sz]ing|threatening)\s+"
    r"(?P<what>[^.;:,\"“”]{4,160}?)(?=[.;:,\"“”]|\s(?:comes?|came|is|was|were|has|had|because|which|while|when|if"
    r"|on [A-Z]\w+day)\b|$)",
)
_BESIDES = re.compile(r"[;:]|\b(?:about|because|that|which|who|despite|after|as)\b")
_WOULD = re.compile(r"\b(?:would|will|threaten\w*|could|may|might|ready to|prepared to|vow\w*|going to)\b", re.I)
_UPCOMING = re.compile(r"\b(?:will|to|would|expected|due|scheduled|plans?|planned)\b", re.I)


def docket_claims(scene: Scene) -> Iterator[Claim]:
    """What a report says of drafts, resolutions, votes and vetoes, one claim a sentence."""
    done: set[Span] = set()
    for spot in scene.spots(ON_DOCKET, ("draft", "resolution", "veto", "text")):
        if spot.sentence in done:
            continue
        claim = _docket(scene, spot)
        if claim is not None:
            done.add(spot.sentence)
            yield claim
            yield from _sponsors(scene, spot, claim)


_SPONSORED = re.compile(r"\b(?:(?:co-?)?sponsored|drafted|tabled|submitted|put forward|introduced) (?:jointly )?by\s+")


_SPONSOR = re.compile(
    r"(?:\s*,?\s*(?:and\s+)?)(?:the\s+)?(?P<name>[A-Z][\w’'-]+(?:\s(?:of\s(?:the\s)?)?[A-Z][\w’'-]+)*)(?<!['’]s)"
)


def _sponsors(scene: Scene, spot: Spot, claim: Claim) -> Iterator[Claim]:
    """Who put forward the draft, by the words after it: "the text, sponsored by A, B and C, demands ..."."""
    text, end = scene.text, spot.sentence[1]
    match = _SPONSORED.search(text, spot.span[1], min(end, spot.span[1] + 40))
    if match is None:
        return
    at, sponsors = match.end(), list[Party]()
    while name := _SPONSOR.match(text, at, end):
        span, at = name.span("name"), name.end()
        words = " ".join(text[slice(*span)].split())
        party = next((n.party for n in scene.named(span) if n.span[1] == span[1]), None)
        if party is None and (country := scene.parties.country(words)) is not None:
            party = Party(country[0], scene.parties.reference(country[1], words, span), True)
        party = party or scene.parties.party(ActorRef(None, words, None, "organization", text[slice(*span)], span))
        if party is not None:
            sponsors.append(scene.state(party))
    things = tuple(t for t in claim.takings if t.role != "actor")
    if sponsors:
        yield replace(
            claim,
            takings=(*(t for party in sponsors for t in taking("actor", party)), *things),
            status="draft proposed",
            topic="sponsor",
            dependent=False,
            speaker=None,
        )


def _docket(scene: Scene, spot: Spot) -> Claim | None:
    text, sentence = scene.text, spot.sentence
    found = [m for m in ON_DOCKET.finditer(text, *sentence) if m["instrument"]]
    instrument = next((m for m in found if m.end() > spot.span[0]), found[0] if found else None)
    if instrument is not None and _no_instrument(text, instrument):
        return None
    vetoes = ON_DOCKET.match(text, spot.span[0], sentence[1])
    body = _body(scene, spot)
    action = _action(scene, spot, instrument.span() if instrument else spot.span)
    if instrument is None and (body is None or vetoes is None or not vetoes["veto"]):
        return None
    own = spot.event is not None and spot.event.subtype in ("draft-resolution", "vote", "veto")
    if action is None and not own:
        return None
    actor = scene.subject(_at(spot, action[1] if action else None))
    if actor is not None and body is not None and actor.key == body.key:
        actor = None
    name, at = action if action else ("tabling", spot.span)
    status = _status(scene, spot, name, at)
    what = instrument.span() if instrument else spot.span
    demand = _DEMAND.search(text, what[1], sentence[1])
    words = content_words(demand["what"]) if demand else frozenset()
    number = re.search(r"\d{3,}", text[slice(*what)])
    back = demand is None and number is None and _points_back(text, what)
    labels, speaker = scene.sources(spot)
    when = scene.when(spot) if status.endswith("happened") else None
    takings: tuple[Taking, ...] = (*taking("actor", actor), *_body_taking(body, scene))
    if instrument is not None:
        takings = (*takings, thing("instrument", scene, what))
    if demand is not None:
        takings = (*takings, thing("content", scene, demand.span("what")))
    return Claim(
        register="docket",
        nature=number[0] if number else "draft",
        report=scene.report.id,
        findings=spot.findings,
        order=scene.order(spot.span[0], spot.findings[0], late=back),
        takings=takings,
        status=status,
        date=scene.state_date(spot, status, when),
        when=when,
        words=words,
        kinds=frozenset(["past" if name == "adoption" and status.endswith("happened") else "open"]),
        back=back,
        dependent=actor is None and body is None,
        labels=labels,
        speaker=speaker,
        saying=scene.saying(spot),
    )


def _at(spot: Spot, at: Span | None) -> Spot:
    """The spot moved to where the action stands, if that is within the same clause and before the instrument."""
    if at is None or at[0] >= spot.span[0] or at[0] < spot.clause[0]:
        return spot
    return Spot(at, spot.sentence, spot.event, spot.statements, spot.words)


def _no_instrument(text: str, match: re.Match[str]) -> bool:
    """A resolve, the settling of a quarrel, New Year's resolutions, a military or athletic draft."""
    after = text[match.end() : match.end() + 40]
    words = match[0].lower()
    if "resolution" in words:
        return (
            re.match(
                r"\s+of\s+(?:the|a|an|this|these|its)\s+(?:\w+\s)?(?:conflict|crisis|dispute|problem|issue|war|matter)",
                after,
            )
            is not None
            or re.match(r"(?:peaceful|quick|speedy|political|diplomatic|conflict|final|dispute|high|screen)\s", words)
            is not None
        )
    return words in ("draft", "drafts") and re.match(r"\s+(?:pick|board|dodg|choice|beer|animal)", after) is not None


def _body(scene: Scene, spot: Spot) -> Party | None:
    """The body before which it is: named in the sentence, or in the event's role."""
    if spot.event is not None:
        for filler in spot.event.roles.body:
            if isinstance(filler, ActorRef) and (party := scene.parties.party(filler)) and party.named:
                return party
    match = _BODY.search(scene.text, *spot.sentence) or _only_body(scene, spot.span)
    if match is None:
        return None
    name = " ".join(match[0].split())
    for named in scene.named((match.start(), match.end())):
        if named.span[1] == match.end():
            return named.party
    return scene.parties.party(ActorRef(None, name, None, "organization", match[0], match.span()))


def _only_body(scene: Scene, span: Span) -> re.Match[str] | None:
    """The body that the article names around the words, where only one is."""
    near = [s for s in scene.sentences if s[1] > span[0] - _NEAR and s[0] < span[1] + _NEAR]
    found = [m for sentence in near for m in _BODY.finditer(scene.text, *sentence)]
    names = {m[0].split()[-2] for m in found}
    return min(found, key=lambda m: abs(m.start() - span[0])) if len(names) == 1 else None


def _body_taking(body: Party | None, scene: Scene) -> tuple[Taking, ...]:
    return (Taking("body", body.ref, body_key(body.key)),) if body is not None else ()


def body_key(key: str) -> str:
    """The key of a body without the words that only say whose it is ("UN Security Council")."""
    return re.sub(r"^(\w+:)(?:un|u n|united nations|the)\s+(?=\S)", r"\1", key)


def _action(scene: Scene, spot: Spot, what: Span) -> tuple[str, Span] | None:
    """What is done about the instrument, and where that verb stands: the nearest before it, else after it."""
    text = scene.text
    start = max(spot.sentence[0], what[0] - 70)
    best: tuple[int, str, Span] | None = None
    for name, pattern in _ACTIONS:
        for match in re.finditer(rf"\b(?:{pattern})\b", text[start : what[0]], re.I):
            span = (start + match.start(), start + match.end())
            if _BESIDES.search(text, span[1], what[0]):
                continue
            if best is None or span[1] > best[0]:
                best = (span[1], name, span)
    if best is None:
        for name, pattern in _ACTIONS:
            match2 = re.search(rf"\b(?:{pattern})\b", text[what[0] : min(spot.sentence[1], what[1] + 60)], re.I)
            if match2 is not None:
                span = (what[0] + match2.start(), what[0] + match2.end())
                if best is None or span[0] < best[2][0]:
                    best = (span[1], name, span)
    return (best[1], best[2]) if best else None


def _status(scene: Scene, spot: Spot, action: str, at: Span) -> str:
    """The action with its status: "veto threatened", "adoption demanded", "draft proposed"."""
    text = scene.text
    before = text[max(spot.sentence[0], at[0] - 50) : at[0]]
    state = _STATES[action]
    if action == "tabling":
        return "draft proposed"
    if action == "opposition":
        return "opposed"
    if action == "support":
        return "supported" if not NOT.search(before[-25:]) else "opposed"
    if NOT.search(before[-25:]):
        return f"{state} refused"
    if action == "veto" and (_WOULD.search(before) or (spot.event and spot.event.status == "threatened")):
        return "veto threatened"
    if CALLED_FOR.search(before[-40:]):
        return f"{state} demanded"
    if action in ("vote", "adoption", "abstention") and _UPCOMING.search(before[-25:]):
        return f"{state} planned"
    if (
        spot.event is not None
        and spot.event.subtype in ("draft-resolution", "vote", "veto")
        and spot.event.status != "ongoing"
    ):
        return f"{state} {spot.event.status}"
    return f"{state} happened"


def _points_back(text: str, what: Span) -> bool:
    return re.search(r"\b(?:the|that|this|its)\s+$", text[max(0, what[0] - 6) : what[0]], re.I) is not None


__all__ = ["RoleText", "body_key", "docket_claims"]
