"""Claims of the register of economic claims: what things cost, what is short, what a currency is worth."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from reportedly.collation.claims import Claim, Taking, known
from reportedly.collation.scenes import Scene, Spot, fillers, thing
from reportedly.collation.wording import content_words
from reportedly.types import Span

_MONEY_WORDS = (
    ("prices", r"prices?|cost of living|costs?"),
    ("currency", r"currenc(?:y|ies)|devaluation|exchange rate|depreciat\w+"),
    ("inflation", r"inflation"),
    ("shortage", r"shortages?|ran out of|run out of|vanished|scarce"),
    ("goods", r"bread|flour|sugar|rice|wheat|food|fuel|petrol|gasoline|diesel|cooking (?:oil|gas)|medicines?"
     r"|electricity|power cuts"
     r"|(?:imported|basic) goods|wages|salaries"),
    ("trade", r"trade (?:between|with|in)"),
    ("reserves", r"in (?:foreign (?:currency|exchange)|hard currency|gold)"
     r"|(?:foreign(?:[- ]currency)?|gold|central bank) reserves|reserves"),
)  # fmt: skip
_PRICED = re.compile(
    r"\b(?P<what>prices?|inflation|devaluation|exchange rate|shortages?|currency)\b"
    r"(?:(?<=rising prices)|(?<=soaring prices)|(?<=higher prices)|(?<=falling prices)|(?=[^.;]{0,80}\b(?:ris(?:e|es"
    r"|en|ing)|rose|soar\w*|skyrocket\w*|climb\w*|jump\w*|doubl\w*|tripl\w*|f[ae]ll\w*|drop\w*"
    r"|slip\w*|slid\w*|plung\w*|collaps\w*|increas\w*|because|lost)\b))",
    re.I,
)
# What one of some goods costs ("a loaf that sold for 3 crowns a year ago costs 11"), and what a bank keeps.
_COSTS = re.compile(
    r"\b(?P<what>(?:an?|the|one)\s+(?:loaf|sack|bag|kilos?|kilogram\w*|pounds?|litre|liter|gallon|tonne|ton|barrel|bottle|box"
    r"|carton|tank|cylinder|can|tin|tray|dozen|basket|bundle)(?:\s+of\s+[\w-]+(?:\s(?!that\b|which\b)[\w-]+)??)?)\s+"
    r"(?:(?:that|which)\s[^.;]{0,60}?\s)?(?:now\s+)?(?:costs?|sells? for|sold for|went for|goes for|fetch\w+)\b",
    re.I,
)
_HOLDS = re.compile(
    r"\b(?:h[oe]ld|holds|has|have|had|kept|keeps)\s+(?P<what>(?:\w+\s){0,2}[$€£]?\d[\d.,]*\s(?:[mb]illion|thousand)?[^.;]{0,20}?"
    r"\bin (?:foreign (?:currency|exchange)|hard currency|gold)(?:\sreserves)?)\b",
    re.I,
)
_RISING = re.compile(r"\b(?:rising|soaring|falling|higher|lower|increased)\s+$", re.I)
_MARKETS = re.compile(
    r"\b(?:shares?|stocks?|bonds?|earnings|investors?|dividend|futures|traders said|per share|Treasury|yields?"
    r"|stock market|index|market has|percent drop|jobs|ounce)\b",
    re.I,
)
_OF = re.compile(
    r"(?:prices?|costs?|shortages?)\s+(?:of|for)\s+(?P<what>[\w-]+(?:\s[\w-]+){0,2}?)(?=\s+(?:have|has|had|rose|were"
    r"|was|are|is|and)\b|[,.;\"“]|$)",
    re.I,
)


def economic_claims(scene: Scene) -> Iterator[Claim]:
    """What prices and currencies do, by the report or by those it quotes; markets for shares and bonds are left out."""
    done: set[Span] = set()
    for event in scene.findings.events:
        if event.subtype == "economic":
            spot = scene.event_spot(event)
            done.add(spot.sentence)
            if not _MARKETS.search(scene.text, *spot.sentence) and _money_kinds(scene.text[slice(*spot.clause)]):
                yield _economic(scene, spot, event.status)
    for spot in scene.spots(_PRICED, ("price", "inflation", "devaluation", "exchange", "shortage", "currency")):
        if spot.sentence in done or _MARKETS.search(scene.text, *spot.sentence):
            continue
        lead = scene.text[max(spot.sentence[0], spot.span[0] - 20) : spot.span[0]]
        if (
            spot.event is not None
            and spot.event.subtype not in (None, "economic", "displacement")
            and not _RISING.search(lead)
        ):
            continue
        done.add(spot.sentence)
        yield _economic(scene, spot, "happened")
    for pattern, letters in ((_COSTS, ("cost", "sell", "sold", "went", "goes", "fetch")), (_HOLDS, ("in ",))):
        for spot in scene.spots(pattern, letters):
            match = pattern.match(scene.text, spot.span[0], spot.sentence[1])
            if match is None or spot.sentence in done:
                continue
            done.add(spot.sentence)
            claim = _economic(scene, replace(spot, event=None), "happened") if spot.statements else None
            if claim is not None:
                item = thing("item", scene, match.span("what"))
                others = tuple(t for t in claim.takings if t.role != "item")
                kinds = frozenset(["reserves" if pattern is _HOLDS else "prices"])
                words = content_words(item.filler.text)
                yield replace(claim, takings=(*others, item), kinds=kinds | (claim.kinds & {"goods"}), words=words)


def _money_kinds(words: str) -> frozenset[str]:
    return frozenset(name for name, pattern in _MONEY_WORDS if re.search(rf"\b(?:{pattern})\b", words, re.I))


def _economic(scene: Scene, spot: Spot, status: str) -> Claim:
    text, sentence = scene.text, spot.sentence
    own = spot.event is not None and spot.event.subtype == "economic"
    items: tuple[Taking, ...] = fillers(scene, "item", spot.event.roles.item) if own and spot.event is not None else ()
    if not items:
        match = _OF.search(text, spot.span[0], sentence[1])
        items = (thing("item", scene, match.span("what") if match else spot.span),)
    words = frozenset(w for t in items for w in content_words(t.filler.text))
    kinds = _money_kinds(text[slice(*spot.clause)])
    who = scene.parties.party(spot.statements[0].speaker) if spot.statements and spot.statements[0].speaker else None
    labels, speaker = scene.sources(spot)
    when = scene.when(spot)
    countries = [n for n in scene.named(sentence) if n.party.key.startswith("country:")]
    place = next((n.party.ref.name for n in sorted(countries, key=lambda n: n.adjective)), None)
    money = scene.counted(spot, ["money"])
    return Claim(
        register="economic-claims",
        nature="price",
        report=scene.report.id,
        findings=spot.findings,
        order=scene.order(spot.span[0], spot.findings[0]),
        takings=(*((Taking("actor", who.ref, who.key),) if who is not None else ()), *items),
        status=status,
        date=when if when is not None and known(when) else scene.said(spot),
        when=when,
        words=words,
        kinds=kinds,
        place=place,
        where=scene.where(place),
        figures=tuple(f.id for f in money),
        labels=labels,
        speaker=speaker,
        saying=scene.saying(spot),
    )
