"""Figures: quantity phrases made into reported counts and amounts, with who counted, when and where.

The reader says which phrases are quantities and what they measure; the bounds come from the grammar of
:mod:`reportedly.findings.numbers`, everything else from the statement that holds the phrase and the words of its
sentence. Actors stay unresolved: a source is the statement's speaker as it stands, to be named later by its span.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace

from reportedly.findings.asof import Times, period_and_day, when_counted, when_told_beside
from reportedly.findings.circumstances import circumstances
from reportedly.findings.counters import asserts, cited, counter, lead_line
from reportedly.findings.numbers import Amount, find_amounts
from reportedly.findings.relays import holder_kind
from reportedly.findings.scene import Scene
from reportedly.findings.voices import HEARSAY, NOT_ASSERTING, Contents, voice_of
from reportedly.reading.tags import Quantity, Tagged
from reportedly.reports.sentences import paragraphs, split_sentences
from reportedly.types import (
    ActorRef,
    Figure,
    Measure,
    Scope,
    Span,
    Statement,
    Time,
    Voice,
    identifier,
)

_SPACES = str.maketrans("\n\r\t\u00a0\u202f", "     ")  # of wrapped lines
_WINDOW = 400  # characters of a sentence on each side of a figure that tell of its circumstances
# Who promises or demands an amount names it.
_NAMED_AMOUNTS = frozenset(["money", "fighters", "weapons", "vehicles"])
_TOLLS = frozenset(["killed", "injured", "missing", "detained", "abducted"])
_RUNNING = re.compile(
    r"\b(?:since|so far|to date|in all|in total|altogether|overall|all told|cumulative"
    r"|(?:death )?toll|total of|number of"
    r"|over the (?:past|last|course)|(?:in|during) the (?:past|last) (?:\w+ )?(?:years?|months?|weeks?|decades?))\b",
    re.I,
)
_IN_ALL = re.compile(r"\b(?:in all|in total|altogether|all told|so far)\b", re.I)
_STANDS = re.compile(r"\s+(?:are|is|were|remain|live|living|registered|staying)\b", re.I)
_ONGOING = re.compile(
    r"\b(?:crackdown|uprising|revolt|war|conflict|violence|unrest|insurgency|fighting|rebellion|repression|siege"
    r"|offensive|campaign|epidemic|revolution|intifada)\b",
    re.I,
)
_PERFECT = re.compile(r"^(?:[^.;:]{0,60}?\s)?(?:have|has)\s+(?:\w+\s+){0,2}(?:been|died|fled|perished|lost)\b", re.I)


def find_figures(tagged: Tagged, statements: Sequence[Statement], times: Sequence[Time]) -> tuple[Figure, ...]:
    """The figures of a report, sorted by start, end and id: one for each quantity whose bounds can be read.

    ``statements`` and ``times`` are those of the same report; a figure in the content of a statement takes its
    speaker as source. A definite phrase that only points back to things ("the two countries") is no figure.
    """
    report = tagged.report
    sentences = [s for p in paragraphs(report) for s in split_sentences(report.text, p)]
    starts = [s for s, _ in sentences]
    contents = Contents(statements)
    dated, scene = Times(times), Scene(tagged)
    found: list[Figure] = []
    read: tuple[Span, list[Amount]] = ((0, 0), [])
    for quantity in tagged.quantities:
        at = bisect_right(starts, quantity.span[0]) - 1
        sentence = sentences[at] if at >= 0 and quantity.span[0] < sentences[at][1] else quantity.span
        if sentence != read[0]:
            read = (sentence, find_amounts(report.text, *sentence))
        amount = _amount(report.text, quantity.span, read[1])
        if amount is None or _points_back(report.text, amount, quantity.measure):
            continue
        following = sentences[at + 1] if at >= 0 and at + 1 < len(sentences) else None
        found.append(
            _figure(tagged, quantity, amount, (sentence, following), contents.holding(quantity.span), dated, scene)
        )
    return tuple(sorted(found, key=lambda f: (f.span, f.id)))


def _amount(text: str, span: Span, amounts: Sequence[Amount]) -> Amount | None:
    """The amount that the reader's phrase means: the one it overlaps most, else what the phrase says by itself."""
    start, end = span
    first = bisect_right(amounts, start, key=lambda a: a.span[1])
    near = [a for a in amounts[first : first + 8] if a.span[0] < end] or find_amounts(text, start, end)
    return max(near, key=lambda a: (min(end, a.span[1]) - max(start, a.span[0]), -a.span[0]), default=None)


def _points_back(text: str, amount: Amount, measure: Measure) -> bool:
    if not amount.definite or measure in _TOLLS or measure == "people" or amount.money:
        return False
    return (amount.low or 0) <= 20 and not re.match(
        r"\s+(?:that|which|who|whose)\b", text[amount.span[1] : amount.span[1] + 8]
    )


def _figure(
    tagged: Tagged,
    quantity: Quantity,
    amount: Amount,
    places: tuple[Span, Span | None],
    holding: Sequence[Statement],
    times: Times,
    scene: Scene,
) -> Figure:
    report, text, (sentence, following) = tagged.report, tagged.report.text, places
    start = max(sentence[0], quantity.span[0] - _WINDOW)
    end = min(max(sentence[1], quantity.span[1]), quantity.span[1] + _WINDOW)
    left = text[start : quantity.span[0]].translate(_SPACES)
    right = text[quantity.span[1] : end].translate(_SPACES)
    statement = holding[0] if holding else None
    voice, source, via = _voice(text, quantity, (start, end), holding, report.title_span)
    qualifier, vague = amount.qualifier, amount.vague
    if qualifier is None and statement is not None and statement.manner == "estimate":
        qualifier, vague = "estimated", True
    told = [
        s for s in (statement.content if statement else ()) if s[0] <= quantity.span[0] and quantity.span[1] <= s[1]
    ]
    group = amount.group or _whole_group(text, amount, end)
    around = circumstances(tagged, quantity, (max(start, told[0][0]), min(end, told[0][1])) if told else (start, end))
    around = scene.settled(around, quantity, group, (start, end))
    scope = _scope(quantity.measure, amount, left, right)
    when = when_counted(text, quantity.span, (start, end), statement.content if statement else (), times)
    if when is None and quantity.measure in _TOLLS:
        when = when_told_beside(text, (start, end), following, times, report.published)
    period, as_of = period_and_day(report.published, quantity.measure, when, statement)
    return Figure(
        id=identifier("f", report.page.sha256, "figure", quantity.measure, quantity.span, 0),
        report=report.id,
        span=quantity.span,
        text=text[slice(*quantity.span)],
        measure=quantity.measure,
        low=amount.low,
        high=amount.high,
        qualifier=qualifier,
        vague=vague,
        unit=amount.unit,
        group=group,
        per=amount.per,
        scope=scope,
        place=around.place,
        origin=around.origin,
        destinations=around.destinations,
        cause=around.cause,
        period=period,
        as_of=as_of,
        voice=voice,
        source=source,
        via=via,
        statement=statement.id if statement else None,
        confidence=quantity.confidence,
    )


def _whole_group(text: str, amount: Amount, end: int) -> str | None:
    """The group of a part whose whole is named after it: "10 of the 12 hostages", "eight of them women"."""
    if amount.head is not None or amount.money:
        return None
    after = text[amount.span[1] : min(end, amount.span[1] + 80)]
    if match := re.match(r"\s+of\s+(?:them|whom)\s+([A-Z]\w+s|women|men|children|civilians|soldiers)\b", after):
        return match[1]
    if re.match(r"\s+(?:out )?of\s+(?:the |their |those |its )?", after):
        whole = find_amounts(text, amount.span[1], min(end, amount.span[1] + 80))
        if whole and whole[0].span[0] - amount.span[1] < 20:
            return whole[0].group
    return None


def _voice(
    text: str, quantity: Quantity, around: Span, holding: Sequence[Statement], title: Span | None
) -> tuple[Voice, ActorRef | None, tuple[ActorRef, ...]]:
    """Whose count it is: the innermost speaker's, that of a body named beside it, nobody's, or the report's."""
    span = quantity.span
    near = text[max(around[0], span[0] - 100) : min(around[1], span[1] + 100)].translate(_SPACES)
    hearsay = HEARSAY.search(near) is not None
    if title is not None and title[0] <= span[0] < title[1]:  # a headline's count is no part of what the body quotes
        holding = [s for s in holding if all(title[0] <= a < title[1] for a, _ in s.cue)]
    asserting = [
        s
        for s in holding
        if (s.manner not in NOT_ASSERTING or quantity.measure in _NAMED_AMOUNTS) and asserts(text, s, span)
    ]
    voice, told = voice_of(span, holding, asserting, hearsay)
    if told is not None:
        if (source := cited(text, span, around, told.content)) is not None:
            return "attributed", source, _relayed(told, source)
        return "attributed", told.speaker, told.via
    if voice is not None:
        return voice, None, ()
    source = counter(text, span, around, lead_line(text, around), title)
    if source is not None:
        return "attributed", source, ()
    return "hearsay" if hearsay else "own", None, ()


def _relayed(told: Statement, source: ActorRef) -> tuple[ActorRef, ...]:
    """The relays of a count that the speaker of ``told`` has from ``source``: the speaker, then the statement's own."""
    speaker = told.speaker
    if speaker is None or speaker.span is None or speaker.span == source.span:
        return told.via
    return replace(speaker, how=holder_kind(speaker.text, frozenset())), *told.via


def _scope(measure: Measure, amount: Amount, left: str, right: str) -> Scope:
    """Whether the count runs on over a time and many incidents, or is that of one."""
    near_left, near_right = left[-120:], right[:120]
    if amount.per is not None:
        return "incident"
    if measure in ("money", "people", "other", "area-distance"):
        return "total" if _IN_ALL.search(near_left + " " + near_right) else "incident"
    if _RUNNING.search(near_left) or _RUNNING.search(near_right):
        return "total"
    if measure in ("refugees", "idps", "displaced"):
        standing = amount.kind == measure or _PERFECT.match(near_right) or _STANDS.match(near_right)
        return "total" if standing else "incident"
    return "total" if _PERFECT.match(near_right) and _ONGOING.search(near_left + near_right) else "incident"
