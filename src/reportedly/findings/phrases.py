"""Roles as whole noun phrases: the reader tags word pieces, and now and then leaves a word out or takes one too many.

"The 30-year anniversary of the siege" comes in three parts, "and troops" with its conjunction, "Orvania Official Says
Lumera" with who said it. Nothing is added here that does not stand beside the words that the reader took.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace

from reportedly.reading.gazetteer import country_names
from reportedly.reading.tags import Clause, Entity, Tagged
from reportedly.types import Span

Role = tuple[str, Span]
_PARTIES = frozenset(["actor", "recipient", "body"])
_NAMES = frozenset([*_PARTIES, "item", "instrument", "place"])
_GAP = 24  # characters between two parts of one phrase
_REACH = 40  # characters on both sides of a phrase that are looked at
# Between two parts of one phrase: up to two words, nothing that ends a phrase.
_WITHIN = re.compile(
    r"\s*(?:(?!and\b|or\b|who\b|which\b|that\b|to\b|by\b|is\b|are\b|was\b|were\b|\w+ing\b)[\w$€£'’-]+\s+){0,2}\s*"
)
_ADJACENT = re.compile(r"\s*[-–]?\s*")
# A part that cannot stand alone: an adjective, a numeral or a quantifier in small letters.
_LEANING = re.compile(
    r"(?:\d[\d,.]*|at|least|most|more|than|some|about|around|nearly|almost|up|entire|whole|many|several|dozens|scores"
    r"|hundreds|thousands|[a-z]+(?:ious|ous|ful|ive|ish|able|ible|less|like|ern|ary|ent|ant|ic|al))"
    r"(?:\s+(?:of|than|\d[\d,.]*))*"
)
_LEADING = re.compile(
    r"(?:(?:and|or|but|that|which|who|when|while|as|also|then|where|because|’s|'s|than|nor)(?:\s+|$)"
    r"|(?:the|an?|using|is|are|was|were)\s+|[\s,;:)\]”“\"'’.-]+)+",
    re.I,
)
_TRAILING = re.compile(
    r"(?:\s+(?:and|or|but|of|the|an?|to|by|for|in|on|at|as|with|from|that|who|which|said|is|was|were|are|has|have|had"
    r"|will|would|(?:more|less|fewer)\s+than)|[\s,;:(\[“”\"‘–-]+|['’]s?)+$"
)
_SAYS = re.compile(
    r"\s(?:[Ss]ays?|[Ss]aid|[Tt]old|[Tt]ells?|suggest(?:s|ed)|claim(?:s|ed)|insist(?:s|ed)|argue[sd]?|believe[sd]?"
    r"|warn(?:s|ed))\s+(?:(?:on\s+)?[A-Z][a-z]+day,?\s+)?(?:(?:that|him|her|them|us)\s+)?(?=\S)"
)
_QUOTED = re.compile(r"[”\"]\s+(?=\w)")
# Two results of one deed in one role ("levelled houses and killed 30 people").
_AND_DEED = re.compile(
    r"(?:[,;]|[,;]?\s+and)\s+(?:killed|wounded|injured|destroyed|damaged|displaced|killing|wounding|injuring)\s+", re.I
)
_REST = re.compile(r"(?:least|most|more|than|to|as|many|people|persons|of|about|estimated|some)\b|[^\w$€£]")
_OF_END = re.compile(r"\sof\s*$")
_ARTICLE = 5  # characters between "of" and a name, with an article
_ABBREVIATION = re.compile(r"\b(?:[A-Z]\.){2,}")
_IN = re.compile(r"in\s+(?:the\s+)?(?=\w)", re.I)
_ACRONYM = re.compile(r"\s*\(\s*$")
_PASSIVE = re.compile(
    r"\b(?:was|were|been|being|is|are|be|got)\b(?:\s+\w+ly)?(?:\s+(?:also|later|then))?(?:\s|$)", re.I
)
_PAST = re.compile(r"(?:\w+ed|shot|struck|hit|fought|beat|blew up|shot dead|set fire)(?:\s+\w+)?$", re.I)
# What the party before it does, where it stands in front of the noun ("the government crackdown").
_DEED = re.compile(
    r"\s+(?:[a-z]+\s+)?(?:crackdowns?|offensives?|assaults?|attacks?|raids?|operations?|shelling|bombardments?|campaigns?"
    r"|air ?strikes?|strikes?|bombings?|gunfire|fire|siege)\b"
)
_FORCES = re.compile(r"\s+(?:security\s+)?(?:forces|troops|soldiers|officials|army|militias?|fighters)\b")
_HOLDS_VERB = re.compile(r"(?<=\w)\s+(?:is|are|was|were|has|have|had|will|would)\s", re.I)
_WHO = re.compile(r"\b(?:who|which|that|whose)\b", re.I)
_DONE_BY = re.compile(r"[a-z]+(?:ed|en) by\b")
_NO_WORDS = re.compile(r"(?:(?:of|and|or|the|an?|to|in|on|for|with|by|that|as|it|their|its|his|her)\b\W*)+", re.I)
_APART = re.compile(r"\b(?:as|while|when|whereas|but|although|though)\b")
_LEADS = re.compile(r"\b(?:bordering|neighbou?ring|surrounding|near|around|outside|inside|of)$", re.I)
_ONE_WORD = re.compile(r"[a-z]+(?:ing|ed|ly)|[a-z]|well|wider|than|least|most|more|such|every|those|the|an?")


def mended(tagged: Tagged, clauses: Sequence[Clause]) -> tuple[Clause, ...]:
    """``clauses`` of a report in their order, their roles made whole phrases; none is added or lost but what is a
    part of another, or no phrase at all."""
    text = tagged.report.text
    entities = tagged.entities
    starts = [e.span[0] for e in entities]
    quantities = [q.span for q in tagged.quantities]
    firsts = [a for a, _ in quantities]
    triggers = sorted(c.trigger for c in clauses)
    agents = [s for c in clauses for n, s in c.roles if n == "actor" and _agent(text, c, s)]
    made = []
    for clause in clauses:
        clause = _own(text, clause, triggers, agents)
        first = min([clause.span[0], *(a for _, (a, _) in clause.roles)]) - 200
        last = max([clause.span[1], *(b for _, (_, b) in clause.roles)]) + _REACH
        near = entities[bisect_left(starts, first) : bisect_left(starts, last)]
        counted = quantities[bisect_left(firsts, first) : bisect_left(firsts, last)]
        made.append(_mended(text, clause, near, counted))
    return tuple(made)


def _agent(text: str, clause: Clause, span: Span) -> bool:
    """Whether a role follows a trigger that ends in "by"."""
    end = clause.trigger[1]
    return text[max(0, end - 3) : end].lower() == " by" and end <= span[0] <= end + _ARTICLE


def _own(text: str, clause: Clause, triggers: Sequence[Span], agents: Sequence[Span]) -> Clause:
    """A clause without what another one has a better claim to: who another one's trigger names with "by", and what
    stands behind another trigger in a clause of its own ("his call came as the office said it would send monitors")."""
    end = clause.trigger[1]
    kept = []
    mine = [span for name, span in clause.roles if name == "actor" and _agent(text, clause, span)]
    for name, (a, b) in clause.roles:
        if name in _PARTIES and (a, b) in agents and (a, b) not in mine:
            continue
        if name == "actor" and mine and (a, b) not in mine:
            continue
        if a >= end:
            at = bisect_left(triggers, (end, 0))
            parted = at < len(triggers) and triggers[at][0] <= a
            if parted and _APART.search(text, end, triggers[at][0]):
                continue
            if name == "actor" and _APART.search(text, end, a):
                continue
        kept.append((name, (a, b)))
    return replace(clause, roles=tuple(kept))


def _mended(text: str, clause: Clause, entities: Sequence[Entity], quantities: Sequence[Span]) -> Clause:
    roles = _leaned(text, list(clause.roles))
    roles = _grown_together(text, clause, roles)
    roles = [part for role in roles for part in _cut(text, *role)]
    roles = [(name, _trimmed(text, span) if name != "content" else span) for name, span in roles]
    roles = [(name, _whole(text, name, span, entities, quantities)) for name, span in roles]
    roles = [(name, _trimmed(text, span) if name != "content" else span) for name, span in roles]
    roles = [(name, _place(text, span) if name == "place" else span) for name, span in roles]
    roles = _acronyms(text, roles)
    roles = [(_doing(text, clause, name, span), _forces(text, name, span)) for name, span in roles]
    if not _PAST.fullmatch(text, *clause.trigger):
        roles = _where(text, clause, roles, entities)
    roles = _sided(text, clause, roles)
    kept = [
        (n, s)
        for n, s in roles
        if s[0] < s[1]
        and not (n in _NAMES and _ONE_WORD.fullmatch(text, *s))
        and not (n == "actor" and _DONE_BY.match(text, *s))
        and not (n == "content" and _NO_WORDS.fullmatch(text, *s))
        and not (n == "content" and " " not in text[slice(*s)] and text[s[1] : clause.trigger[0]].isspace())
    ]
    kept = _once(kept)
    moved = clause.type in (None, "MOBILIZE")
    kept = [role for role in kept if not any(_part_of(role, other, moved) for other in kept)]
    kept = sorted(dict.fromkeys(kept), key=lambda role: (role[1], role[0]))
    spans = [clause.trigger, *(span for _, span in kept)]
    return replace(clause, roles=tuple(kept), span=(min(a for a, _ in spans), max(b for _, b in spans)))


def _leaned(text: str, roles: list[Role]) -> list[Role]:
    """Parts that cannot stand alone take the role of what follows them at once ("rebellious" + "city of Velm")."""
    made: list[Role] = []
    for name, (start, end) in sorted(roles, key=lambda role: role[1]):
        if made and made[-1][0] != name and made[-1][0] in _NAMES and name in _NAMES:
            _, (a, b) = made[-1]
            if b <= start and _ADJACENT.fullmatch(text, b, start):
                if _LEANING.fullmatch(text, a, b):
                    made[-1] = (name, (a, end))
                    continue
                if _LEADS.search(text, a, b):
                    made[-1] = (made[-1][0], (a, end))
                    continue
        made.append((name, (start, end)))
    return made


def _grown_together(text: str, clause: Clause, roles: list[Role]) -> list[Role]:
    """Parts of one role that only a word or two parts are one phrase, where nothing of another role or the trigger
    stands between them; a content may hold its trigger."""
    made: list[Role] = []
    for name, (start, end) in sorted(roles, key=lambda role: (role[0], role[1])):
        if made and made[-1][0] == name:
            _, (a, b) = made[-1]
            others = [s for n, s in roles if n != name]
            free = not any(x < start and b < y for x, y in others)
            held = clause.trigger[0] < start and b < clause.trigger[1]
            if start - b <= _GAP and free and (name == "content" or not held) and _WITHIN.fullmatch(text, b, start):
                made[-1] = (name, (a, max(b, end)))
                continue
        made.append((name, (start, end)))
    return made


def _cut(text: str, name: str, span: Span) -> list[Role]:
    """A role without the speaker and verb before it, or the deed between two of those it befell."""
    start, end = span
    if name not in _PARTIES:
        return [(name, span)]
    if name == "actor":
        for pattern in (_SAYS, _QUOTED):
            if says := pattern.search(text, start, end):
                start = says.end()
        verb = _HOLDS_VERB.search(text, start, end)
        if verb and not _WHO.search(text, start, end):
            end = verb.start()
    parts: list[Role] = []
    while deed := _AND_DEED.search(text, start, end):
        parts.append((name, (start, deed.start())))
        start = deed.end()
    return [*parts, (name, (start, end))]


def _whole(text: str, name: str, span: Span, entities: Sequence[Entity], quantities: Sequence[Span]) -> Span:
    """A phrase with the rest of a counted phrase, of a name that it stands in, and of an abbreviation."""
    if name not in _NAMES:
        return span
    start, end = span
    for a, b in quantities:
        if a < end and start < b and 2 * (min(b, end) - max(a, start)) >= min(b - a, end - start):
            start, end = min(a, start) if _REST.match(text, start, end) else start, max(b, end)
    for entity in entities:
        a, b = entity.span
        if entity.type in ("person", "organization", "place") and a <= start and end <= b:
            start, end = a, b
    if _OF_END.search(text, start, end):
        end = next((e.span[1] for e in entities if end <= e.span[0] <= end + _ARTICLE), end)
    for match in _ABBREVIATION.finditer(text, max(0, start - 8), min(len(text), end + 8)):
        if match.start() < end < match.end():
            end = match.end()
    return start, end


def _trimmed(text: str, span: Span) -> Span:
    start, end = span
    if leading := _LEADING.match(text, start, end):
        start = leading.end()
    words = text[start:end]
    if (trailing := _TRAILING.search(words)) and not _ABBREVIATION.search(words[: trailing.start() + 1][-8:] + "."):
        end = start + trailing.start()
    if text[start:end].endswith(")") and "(" not in text[start:end]:
        end -= 1
    return start, max(start, end)


def _place(text: str, span: Span) -> Span:
    """A place without the "in" or "in the" before it."""
    leading = _IN.match(text, *span)
    return (leading.end(), span[1]) if leading else span


def _acronyms(text: str, roles: list[Role]) -> list[Role]:
    """A short form in brackets behind the name that it is short for goes with it."""
    made: list[Role] = []
    for name, (start, end) in sorted(roles, key=lambda role: role[1]):
        if made and text[start:end].isupper() and made[-1][1][1] < start and start - made[-1][1][1] <= 3:
            former, (a, b) = made[-1]
            if _ACRONYM.fullmatch(text, b, start) and text[end : end + 1] == ")":
                made[-1] = (former, (a, end + 1))
                continue
        made.append((name, (start, end)))
    return made


def _where(text: str, clause: Clause, roles: list[Role], entities: Sequence[Entity]) -> list[Role]:
    """A town right before the noun is where it was, not who did it ("the Velm massacre"); a country may be either."""
    if clause.type != "ASSAULT":
        return roles
    places = {e.span for e in entities if e.type == "place" and text[slice(*e.span)].lower() not in country_names()}
    return [
        ("place" if n == "actor" and s in places and text[s[1] : clause.trigger[0]].isspace() else n, s)
        for n, s in roles
    ]


def _doing(text: str, clause: Clause, name: str, span: Span) -> str:
    """A recipient in front of what it does to others is who does it."""
    deed = name == "recipient" and clause.type in ("ASSAULT", "COERCE") and _DEED.match(text, span[1], span[1] + _REACH)
    return "actor" if deed else name


def _forces(text: str, name: str, span: Span) -> Span:
    """ "Government" with the "forces" behind it."""
    start, end = span
    if name in _PARTIES and " " not in text[start:end] and (more := _FORCES.match(text, end, end + _REACH)):
        return start, more.end()
    return span


def _sided(text: str, clause: Clause, roles: list[Role]) -> list[Role]:
    """Who acts and who is acted upon, where the verb's form tells them apart: "the envoy was shot", "snipers shot a
    nurse"."""
    if clause.type not in ("ASSAULT", "COERCE"):
        return roles
    start, end = clause.trigger
    actors = [span for name, span in roles if name == "actor"]
    recipients = [span for name, span in roles if name == "recipient"]
    if _PASSIVE.match(text, start, end) or _PASSIVE.search(text, start, end):
        before = [s for s in actors if s[1] <= start]
        if before and (not recipients or set(before) & set(recipients)):
            return [("recipient" if n == "actor" and s in before else n, s) for n, s in roles]
    elif _PAST.fullmatch(text, start, end) and not actors:
        before = [s for s in recipients if s[1] <= start and len(text[s[1] : start].split()) <= 2]
        if before and any(s[0] >= end for s in recipients):
            return [("actor" if n == "recipient" and s == before[-1] else n, s) for n, s in roles]
    return roles


def _once(roles: list[Role]) -> list[Role]:
    """A place that is a recipient besides others is only the place, and who acts is no item."""
    places = {span for name, span in roles if name == "place"}
    actors = {span for name, span in roles if name == "actor"}
    others = any(name == "recipient" and span not in places for name, span in roles)
    return [
        (name, span)
        for name, span in roles
        if not (name == "recipient" and others and span in places) and not (name == "item" and span in actors)
    ]


def _part_of(role: Role, other: Role, moved: bool) -> bool:
    """Whether a role repeats a part of another one: of the same, or, where somebody is ``moved``, a recipient of who or
    what that is."""
    (name, (a, b)), (of, (c, d)) = role, other
    if role == other or not (c <= a and b <= d):
        return False
    if name == of:
        return (a, b) != (c, d)
    return moved and name == "recipient" and of in ("actor", "item")
