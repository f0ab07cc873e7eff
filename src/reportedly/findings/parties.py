"""Whom an act concerns where no words beside its trigger say so: PLOVER's recipient, read off what the act is about.

Who rejects "the Lumeran plan" rejects Lumera's; who eases a curfew "in Ostmark" eases it for Ostmark; a demand "that
Orvania withdraw" is made of Orvania. The reader tags what stands in the grammar's place of a recipient; this module
looks for a party in the content, the item or the place instead, for the types where those name one.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace

from reportedly.reading.gazetteer import country_names, government_names, people_names
from reportedly.reading.tags import Clause, Entity, Tagged
from reportedly.types import Span

_PARTIES = frozenset(["organization", "nationality", "person", "place"])
# In the order in which they are asked, by type: what is refused, asked for or threatened names whose it is; a rule that
# is laid on a place or lifted there concerns those who live there; a visit is to the host. Elsewhere a place is only
# where it was, unless it is a country.
_ABOUT = ("content", "item", "instrument", "body")
_ASKED: dict[str, tuple[str, ...]] = {
    "REJECT": _ABOUT, "REQUEST": _ABOUT, "ACCUSE": _ABOUT, "AGREE": _ABOUT, "SUPPORT": _ABOUT,
    "THREATEN": (*_ABOUT, "place"), "PROTEST": (*_ABOUT, "country"), "SANCTION": (*_ABOUT, "place"),
    "COERCE": (*_ABOUT, "place"), "CONCEDE": (*_ABOUT, "place"), "RETREAT": ("country", "content"),
    "AID": ("country", "content"), "COOPERATE": ("content", "country"), "MOBILIZE": ("country", "content"),
    "ASSAULT": ("country",), "CONSULT": (*_ABOUT, "place"),
}  # fmt: skip
_NUMBER = re.compile(r"[$€£]?\d[\d,.]*\d(?:-\w+)?|[$€£]?\d(?:-\w+)?")
_DIGITS = 20  # characters on both sides in which the rest of a number may stand
_PRONOUNS = frozenset("i you he she it we they him her us them who".split())
# Before the party that something comes from, rather than one that is only named in it.
_FROM = re.compile(r"\b(?:from|by)\s+(?:the\s+|an?\s+)?$", re.I)
# Before a name, and no part of it.
_LITTLE = re.compile(r"(?:(?:the|an?|at|on|of|from|with|to|by|against|for)(?:\s+|$))+", re.I)
_AGAINST = re.compile(r"\bagainst\s+(?:the\s+|an?\s+)?$", re.I)
_RELATIVE = re.compile(r",?\s+(?:which|who|whose|whom|where)\b.*$", re.S)
_LONGEST = 200  # characters of a mention
_REACH = 90  # characters after a demand's trigger in which whom it is made of may stand


def completed(tagged: Tagged) -> tuple[Clause, ...]:
    """The clauses of a report with their roles' spans made whole names, and a recipient where one can be told."""
    text = tagged.report.text
    entities = sorted((e for e in tagged.entities if e.type in _PARTIES), key=lambda e: e.span)
    starts = [e.span[0] for e in entities]
    made = []
    for clause in tagged.clauses:
        first = min([clause.span[0], *(a for _, (a, _) in clause.roles)])
        last = max([clause.span[1], *(b for _, (_, b) in clause.roles)])
        near = entities[bisect_left(starts, first - _LONGEST) : bisect_left(starts, last)]
        made.append(_with_recipient(text, _whole(text, clause, near), near))
    return tuple(made)


def _whole(text: str, clause: Clause, entities: Sequence[Entity]) -> Clause:
    """Roles without relative clauses behind a name, and with the rest of a name of which they hold the larger part."""
    roles = []
    for name, (start, end) in clause.roles:
        if name in ("actor", "recipient") and (tail := _RELATIVE.search(text, start, end)) and tail.start() > start:
            end = tail.start()
        for entity in entities:
            a, b = entity.span
            if a < end and start < b and (a < start or end < b):
                shared = min(b, end) - max(a, start)
                if 2 * shared >= b - a:
                    start, end = min(a, start), max(b, end)
                elif name in ("actor", "recipient") and a < start:
                    start = min(b, end)
                elif name in ("actor", "recipient"):
                    end = max(start, a)
        for number in _NUMBER.finditer(text, max(0, start - _DIGITS), min(len(text), end + _DIGITS)):
            if number.start() < start < number.end() or number.start() < end < number.end():
                start, end = min(start, number.start()), max(end, number.end())
        if name not in ("content", "condition") and (little := _LITTLE.match(text, start, end)):
            start = little.end()
        words = text[start:end]
        start += len(words) - len(words.lstrip())
        end -= len(words) - len(words.rstrip())
        if start < end and any(c.isalnum() for c in text[start:end]):
            against = name == "actor" and _AGAINST.search(text, max(0, start - 20), start)
            roles.append(("recipient" if against else name, (start, end)))
    return replace(clause, roles=tuple(dict.fromkeys(roles)))


def _with_recipient(text: str, clause: Clause, entities: Sequence[Entity]) -> Clause:
    if clause.type not in _ASKED or any(name == "recipient" for name, _ in clause.roles):
        return clause
    actors = [span for name, span in clause.roles if name == "actor"]
    own = {_country(text[slice(*e.span)]) for e in entities for s in actors if _meet(e.span, s)} - {None}
    words = {text[slice(*span)].lower() for span in actors}
    for name in _ASKED[clause.type]:
        spans = [span for role, span in clause.roles if role == ("place" if name == "country" else name)]
        if clause.type == "REQUEST" and name == "content":
            spans = [_asked(text, clause, span) for span in spans]
        found = [
            one
            for span in spans
            for one in _parties(text, span, entities)
            if not any(_meet(one, s) for s in actors)
            and text[slice(*one)].lower() not in words
            and _country(text[slice(*one)]) not in own
            and (name != "country" or _country(text[slice(*one)]))
        ]
        if found:
            sender = [one for one in found if _FROM.search(text, max(0, one[0] - 20), one[0])]
            best = (sender if clause.type == "REJECT" and sender else found)[0]
            more = (*clause.roles, ("recipient", best))
            return replace(clause, roles=tuple(sorted(more, key=lambda role: (role[1], role[0]))))
    return clause


def _asked(text: str, clause: Clause, content: Span) -> Span:
    """What is demanded, from the trigger on: "that Orvania" often stands before the words that the reader takes."""
    end = clause.trigger[1]
    return (end, content[1]) if end <= content[0] <= end + _REACH else content


def _parties(text: str, span: Span, entities: Sequence[Entity]) -> Iterator[Span]:
    """The mentions in ``span`` in text order, an adjective of nation together with the people that it tells of."""
    inside = [e for e in entities if 2 * (min(e.span[1], span[1]) - max(e.span[0], span[0])) >= e.span[1] - e.span[0]]
    for n, entity in enumerate(inside):
        start, end = entity.span
        if not any(c.isalnum() for c in text[start:end]):
            continue
        if text[start:end].lower() in _PRONOUNS or (entity.type == "place" and text[start:end].islower()):
            continue
        if entity.type == "nationality" and n + 1 < len(inside):
            after = inside[n + 1]
            if after.type in ("organization", "person") and not text[end : after.span[0]].strip():
                end = after.span[1]
        yield start, end


def _country(words: str) -> str | None:
    low = words.lower().removeprefix("the ")
    known = people_names().get(low) or country_names().get(low) or government_names().get(low)
    return known.code if known else None


def _meet(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]
