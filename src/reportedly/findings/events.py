"""Events: clauses made into acts with who took part, when, in whose voice, and who denies them.

The reader says which words are an act, of what type and status, and who fills its roles. Everything else is read off
the sentence around them and the statement that holds them. Actors stay unresolved here: a reference holds only its
words and place; :func:`reportedly.actors.coreference.resolve` names them.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

from reportedly.findings.asof import Times
from reportedly.findings.counters import asserts
from reportedly.findings.denials import Denials
from reportedly.findings.plover import contexts_of, mode_of
from reportedly.findings.voices import HEARSAY, Contents, Holders, voice_of
from reportedly.reading.tags import Clause, Tagged
from reportedly.reports.sentences import paragraphs, split_sentences
from reportedly.types import (
    ActorRef,
    Date,
    Event,
    Figure,
    RoleFiller,
    Roles,
    RoleText,
    Span,
    Statement,
    Time,
    Voice,
    identifier,
)

_WINDOW = 400  # characters of a sentence on each side of an act that tell of its time and of who says so
_BESIDE = 100  # characters before a trigger in which "reportedly" may belong to it
_NEAR = 40  # characters before a trigger in which "has yet to" may belong to it
_OPENING = 30  # characters at the start of a sentence where a time is that of all its acts
_EARLY = 20  # characters that a time before the act counts as further away: news text puts it behind
# A demand, charge, refusal, threat or promise is an event of the report's own: its saying is the act.
_SPOKEN = frozenset("AGREE REQUEST ACCUSE REJECT THREATEN".split())
# Of these, what the content dates is another's act, not the saying.
_OF_ANOTHER = frozenset("REQUEST ACCUSE REJECT".split())
_ACTORS = frozenset(["actor", "recipient", "body"])
_OTHER_ACT = re.compile(r"[,;:]|\b(?:who|which|whose|while|when|after|before|because|since|but|although)\b", re.I)
# After a cue in a trigger: a deed that is told ("said it had ..."), not one done by saying ("declared a truce").
_TOLD_DEED = re.compile(r"\s(?:it|he|she|they|we|that|has|have|had|having|was|were|\w+ing)\b", re.I)
# Before a time that only measures how rare the act is ("for the first time since 1979").
_COMPARED = re.compile(
    r"\b(?:time|first|last|only|most|largest|biggest|highest|lowest|worst|heaviest|deadliest|longest|strongest)\b"
    r"[^,;.]{0,40}\bsince\s+(?:the\s+)?$",
    re.I,
)
_UNDONE = re.compile(r"(?<!not )(?<!never )\b(?:yet|fail(?:s|ed|ing)?|unable) to\b(?:\s+\w+ly\b)?", re.I)
_SAYING = re.compile(r"\b(?:said|told|announced|reported|says)\b", re.I)
# Targets that are nobody, by the head of their noun phrase; with a name in it, it may be a body ("Port Authority").
_THINGS = re.compile(
    r"\b(?:bridges?|roads?|highways?|railways?|towns?|villages?|cit(?:y|ies)|buildings?|houses?|homes?|depots?|airports?"
    r"|airfields?|bases?|convoys?|mosques?|church(?:es)?|temples?|hospitals?|clinics?|schools?|markets?|stations?"
    r"|checkpoints?|posts?|plants?|pipelines?|ships?|tankers?|trawlers?|planes?|helicopters?|cars?|bus(?:es)?|trains?"
    r"|camps?|fields?|farms?|shops?|offices?|barracks|refiner(?:y|ies)|dams?|ports?)$",
    re.I,
)
_AFTER_HEAD = re.compile(
    r"\s(?:of|in|on|at|near|over|by|between|outside|inside|along|for|from|to|with|that|which|where)\s"
)


@dataclass(frozen=True, slots=True)
class _Around:
    """What an act is read beside: all of the report's clauses, its statements, times and figures.

    ``cores`` are the clauses without what stands behind another act's trigger ("Rebels shelled the mill and *burned
    down the pier*"), ``owners`` are the same to be asked which of them hold a place.
    """

    tagged: Tagged
    clauses: tuple[Clause, ...]
    triggers: list[Span]
    cores: list[Span]
    owners: Holders
    contents: Contents
    denials: Denials
    times: Times
    figures: Sequence[Figure]


def find_events(
    tagged: Tagged, statements: tuple[Statement, ...], figures: tuple[Figure, ...], times: tuple[Time, ...]
) -> tuple[Event, ...]:
    """The events of a report, one for each of its clauses, sorted by start, end and id.

    ``statements``, ``figures`` and ``times`` are those of the same report. An act in the content of a statement is
    ``attributed`` to it; "reportedly" with nobody named makes it ``hearsay``, by the rules for figures
    (:func:`reportedly.findings.voices.voice_of`). A saying that is itself the act ("threatened to close the strait")
    stands in the report's own voice.

    ``negated`` is the reader's, and true besides of what somebody has yet to do or failed to do, and where the inmost
    statement that holds the act denies that very act ("denied that its troops had shelled the clinic"), whose speaker
    then stands in ``denied_by``: the row says that by the speaker's account it did not happen. What a denial takes for
    granted ("denied any part in the shelling") is neither negated nor denied. An event told elsewhere in the report
    gets the speakers of denials that state the same act (:class:`reportedly.findings.denials.Denials`).
    """
    clauses = tuple(sorted(tagged.clauses, key=_order))
    triggers = sorted(c.trigger for c in clauses)
    cores = [_core(clause, triggers) for clause in clauses]
    around = _Around(
        tagged,
        clauses,
        triggers,
        cores,
        Holders([(core,) for core in cores], [f"{n:09}" for n in range(len(clauses))]),
        Contents(statements),
        Denials(tagged.report.text, statements, clauses),
        Times(times),
        sorted(figures, key=lambda f: (f.span, f.id)),
    )
    report = tagged.report
    sentences = [s for p in paragraphs(report) for s in split_sentences(report.text, p)]
    starts = [s for s, _ in sentences]
    seen: Counter[tuple[object, ...]] = Counter()
    contexts: dict[Span, tuple[str, ...]] = {}
    found: list[Event] = []
    for n, clause in enumerate(clauses):
        at = bisect_right(starts, clause.trigger[0]) - 1
        sentence = sentences[at] if at >= 0 and clause.trigger[0] < sentences[at][1] else clause.span
        if sentence not in contexts:
            contexts[sentence] = contexts_of(report.text[slice(*sentence)])
        same = (clause.type, clause.subtype, clause.span, clause.trigger)
        key = identifier("e", report.page.sha256, "event", *same, seen[same])
        seen[same] += 1
        found.append(_event(around, n, key, sentence, contexts[sentence]))
    return tuple(sorted(found, key=lambda e: (e.span, e.id)))


def _order(clause: Clause) -> tuple[object, ...]:
    """An order of clauses that does not hang on the one they were given in."""
    kind = (clause.type or "", clause.subtype or "", clause.status, clause.negated)
    return (clause.span, clause.trigger, kind, clause.roles, clause.confidence)


def _core(clause: Clause, triggers: Sequence[Span]) -> Span:
    """From the first to the last word of a clause's trigger and those of its roles that no other trigger parts
    from it."""
    start, end = clause.trigger
    at = bisect_left(triggers, clause.trigger)
    first = max((b for _, b in triggers[max(0, at - 8) : at] if b <= start), default=0)
    last = min((a for a, _ in triggers[at : at + 8] if a >= end and a > start), default=max(end, clause.span[1]))
    near = [span for _, span in clause.roles if first <= span[0] and span[1] <= last]
    return min([start, *(a for a, _ in near)]), max([end, *(b for _, b in near)])


def _event(around: _Around, n: int, key: str, sentence: Span, contexts: tuple[str, ...]) -> Event:
    clause, report = around.clauses[n], around.tagged.report
    text = report.text
    holding = around.contents.holding(clause.trigger) or _cued(around, clause)
    voice = _voice(text, clause, sentence, holding)
    statement = holding[0] if holding else None
    denied = around.denials.itself(clause.trigger, statement)
    deniers = list(around.denials.of(clause))
    if denied and statement is not None:
        deniers.insert(0, statement)
    speakers = dict.fromkeys(s.speaker for s in deniers if s.speaker is not None)
    others = " ".join(text[slice(*span)] for name, span in clause.roles if name not in ("content", "condition"))
    return Event(
        id=key,
        report=report.id,
        span=clause.span,
        text=text[slice(*clause.span)],
        type=clause.type,
        mode=mode_of(clause.type, clause.subtype, text[slice(*clause.trigger)], others),
        contexts=contexts,
        subtype=clause.subtype,
        roles=_roles(around.tagged, clause),
        when=_when(around, n, sentence, statement),
        status=clause.status,
        negated=clause.negated or denied or _undone(text, clause),
        voice=voice,
        denied_by=tuple(speakers),
        statement=statement.id if statement else None,
        figures=_figures(around, n),
        confidence=clause.confidence,
    )


def _undone(text: str, clause: Clause) -> bool:
    """Whether an act told as one that took place is one that somebody has yet to do, or failed to do."""
    start, end = clause.trigger
    first = max(0, start - _NEAR)
    match = _UNDONE.search(text, first, end) if clause.status in ("happened", "ongoing") else None
    return match is not None and (match.end() > start or not text[match.end() : start].strip())


def _cued(around: _Around, clause: Clause) -> list[Statement]:
    """The statements that hold an act whose trigger takes in their cue ("denied having sold", "said it had carried
    out"); none where the saying is the act."""
    if clause.type in _SPOKEN or clause.status not in ("happened", "ongoing"):
        return []
    start, end = clause.trigger
    text = around.tagged.report.text
    holding = around.contents.holding((max(start, end - 1), end))
    return [s for s in holding if any(start <= a < b <= end and _TOLD_DEED.match(text, b, end) for a, b in s.cue)][:1]


def _voice(text: str, clause: Clause, sentence: Span, holding: Sequence[Statement]) -> Voice:
    """Whose word it is that the act took place, is planned, or is threatened."""
    hearsay = _hearsay(text, clause.trigger, sentence)
    asserting = [s for s in holding if asserts(text, s, clause.trigger)]
    voice, _ = voice_of(clause.trigger, holding, asserting, hearsay)
    if voice is not None:
        return voice
    return "hearsay" if hearsay else "own"


def _hearsay(text: str, trigger: Span, sentence: Span) -> bool:
    """Whether "reportedly", "is said to" and their like belong to the trigger: in it, or before it with no other
    clause between; a comma may stand between them only where the sentence begins so ("Reportedly, ...")."""
    start = max(min(sentence[0], trigger[0]), trigger[0] - _BESIDE)
    for match in HEARSAY.finditer(text, start, min(trigger[1], trigger[0] + _WINDOW)):
        if match.end() > trigger[0]:
            return True
        between = text[match.end() : trigger[0]]
        if not re.search(r"\w", text[start : match.start()]):
            between = between.lstrip(" ,")
        if not _OTHER_ACT.search(between):
            return True
    return False


def _when(around: _Around, n: int, sentence: Span, statement: Statement | None) -> Date | None:
    """The date of the temporal expression that is nearest to the act, in its clause or its sentence.

    Not one in another event's clause, in a condition, or, where somebody says it, outside of what is said (that is
    when it was said), nor one that another act or a verb of saying separates from it, unless it opens the sentence.
    """
    clause, text = around.clauses[n], around.tagged.report.text
    start, end = around.cores[n]
    window = (max(min(sentence[0], start), start - _WINDOW), min(max(sentence[1], end), end + _WINDOW))
    apart = [
        span for name, span in clause.roles if name == "condition" or (name == "content" and clause.type in _OF_ANOTHER)
    ]
    best: tuple[int, int, Date] | None = None
    for time in around.times.within(window):
        a, b = time.span
        if any(c <= a and b <= d for c, d in apart) or not _may_own(around, n, time.span):
            continue
        if _COMPARED.search(text, max(0, a - 80), a):
            continue
        within = start <= a and b <= end
        if not within and not _told_together(around, clause, time.span, statement):
            continue
        late = a >= clause.trigger[1]
        between = (clause.trigger[1], a) if late else (b, clause.trigger[0])
        opens = a - sentence[0] <= _OPENING and not _parted(around, (sentence[0], a))
        if not within and not opens and (_SAYING.search(text, *between) or _parted(around, between)):
            continue
        if not within and not opens and not late and _OTHER_ACT.search(text, *between):
            continue
        gap = 0 if within else a - end if late else start - b
        far = _EARLY if not within and not late and (not opens or _parted(around, between)) else 0
        rank = (max(gap, 0) + far, abs(a - clause.trigger[0]))
        if best is None or rank < best[:2]:
            best = (*rank, time.date)
    return best[2] if best else None


def _may_own(around: _Around, n: int, span: Span) -> bool:
    """Whether no other event's clause has a better claim to what stands at ``span``: a tighter one that holds it."""
    holding = around.owners.holding(span)
    return not holding or around.cores[holding[0]] == around.cores[n]


def _told_together(around: _Around, clause: Clause, span: Span, statement: Statement | None) -> bool:
    """Whether the words at ``span`` and the act stand in the same statement, or neither of them in any."""
    holding = around.contents.holding(span)
    if statement is not None:
        return any(s.id == statement.id for s in holding)
    return not holding or any(a < clause.trigger[1] and clause.trigger[0] < b for a, b in holding[0].content)


def _parted(around: _Around, between: Span) -> bool:
    """Whether another act's trigger lies wholly in ``between``."""
    at = bisect_left(around.triggers, (between[0], -1))
    return any(t[1] <= between[1] for t in around.triggers[at : at + 8])


def _roles(tagged: Tagged, clause: Clause) -> Roles:
    """Who and what takes part: actor references for those who act, are acted upon, or decide, unless it is a thing
    that is hit or shipped; else words. An unknown role is passed over."""
    text = tagged.report.text
    found: dict[str, dict[Span, RoleFiller]] = {name: {} for name in Roles.__dataclass_fields__}
    for name, span in clause.roles:
        words = text[slice(*span)]
        if name not in found or not words.strip():
            continue
        if name in _ACTORS and not (name == "recipient" and _is_thing(tagged, words, span)):
            found[name][span] = ActorRef(None, None, None, None, words, span)
        else:
            found[name][span] = RoleText(words, span)
    return Roles(**{name: tuple(filler for _, filler in sorted(by.items())) for name, by in found.items()})


def _is_thing(tagged: Tagged, words: str, span: Span) -> bool:
    """Whether the words name no one: a weapon or amount, or a phrase in small letters whose head is a building, a
    road, a vehicle."""
    entities = tagged.entities
    at = bisect_left(entities, span, key=lambda e: e.span)
    if at < len(entities) and entities[at].span == span:
        return entities[at].type in ("weapon", "money", "quantity", "time")
    head = _AFTER_HEAD.split(" ".join(words.split()))[0]
    return _THINGS.search(head) is not None and not any(word[:1].isupper() for word in head.split()[1:])


def _figures(around: _Around, n: int) -> tuple[str, ...]:
    """Ids of the figures in the clause that no tighter clause holds, and of those in its roles, in text order."""
    clause, (start, stop) = around.clauses[n], around.cores[n]
    roles = [span for name, span in clause.roles if name not in ("content", "condition")]
    at = bisect_left(around.figures, start, key=lambda f: f.span[0])
    at = min([at, *(bisect_left(around.figures, a, key=lambda f: f.span[0]) for a, _ in roles)])
    end = max([stop, *(b for _, b in roles)])
    found: list[str] = []
    for figure in islice(around.figures, at, None):
        a, b = figure.span
        if a >= end:
            break
        filling = any(c <= a and b <= d for c, d in roles)
        if filling or (start <= a and b <= stop and _may_own(around, n, figure.span)):
            found.append(figure.id)
    return tuple(found)
