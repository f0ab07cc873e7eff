"""Clauses that tell one act made one: "signed a contract to supply ..." has three triggers, but one deal."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace

from reportedly.findings.fillers import filled
from reportedly.findings.parties import completed
from reportedly.findings.phrases import mended
from reportedly.reading.tags import Clause, Tagged
from reportedly.reports.sentences import paragraphs, split_sentences
from reportedly.types import Span

_PARTIES = frozenset(["actor", "recipient", "item", "content", "instrument"])
_PHRASES = frozenset(["content", "condition"])  # in which other roles may stand
_NEAR = 120  # characters between two triggers of one act
_UNSURE = 0.45  # confidence of an act without a party that is doubted
_BACK = 8  # acts of a sentence that are looked at for the same
# A deed in the past tense by itself is no plan, whatever stands beside it ("reportedly signed a deal to supply").
_DONE = re.compile(
    r"(?:(?:reportedly|allegedly|apparently|has|have|had|also|already|later|then|recently)\s+)*"
    r"(?!agreed|promised|pledged|vowed|planned|intended|decided|offered|proposed|threatened|scheduled|expected|prepared"
    r"|wanted|hoped|needed|asked|urged|called|demanded|ordered|announced|approved|invited|agreed|backed|supported)"
    r"(?:\w{2,}ed|sold|bought|sent|gave|made|took|held|met|won|struck|shot|hit|broke|left|fled|fought|led|built)\b",
    re.I,
)
_OPEN = re.compile(r"\b(?:will|would|to|may|might|could|can|should|shall|must|if|unless|be|being|is|are|get)\s+$", re.I)


def acts_of(tagged: Tagged) -> tuple[Clause, ...]:
    """The acts of a report: its clauses with whole roles and recipients, settled, those of one act joined."""
    text = tagged.report.text
    sentences = [s for paragraph in paragraphs(tagged.report) for s in split_sentences(text, paragraph)]
    whole = mended(tagged, joined([settled(text, clause) for clause in completed(tagged)], sentences))
    return tuple(clause for clause in filled(tagged, whole) if not _nobody(clause))


def _nobody(clause: Clause) -> bool:
    """Whether nobody takes part in an act of which the reader is not sure."""
    parties = any(name in ("actor", "recipient") for name, _ in clause.roles)
    return not parties and clause.type not in (None, "ASSAULT", "COERCE") and clause.confidence < _UNSURE


def settled(text: str, clause: Clause) -> Clause:
    """``clause``, as happened where it is planned or proposed by its tag, but its trigger a deed in the past tense."""
    start, end = clause.trigger
    if clause.status not in ("planned", "proposed") or clause.type == "THREATEN":
        return clause
    done = _DONE.match(text, start, end)
    if not done or " to " in text[done.end() : end + 1] or _OPEN.search(text, max(0, start - 12), start):
        return clause
    return replace(clause, status="happened")


def joined(clauses: Sequence[Clause], sentences: Sequence[Span]) -> tuple[Clause, ...]:
    """``clauses`` in order of their triggers, those of one sentence made one that have a type in common and share words
    in a role, or of which one has no party at all. The surer one gives type, status, trigger and confidence."""
    starts = [start for start, _ in sentences]
    made: list[Clause] = []
    for clause in sorted(clauses, key=lambda c: (c.trigger, c.span, c.type or "", c.subtype or "")):
        at = bisect_right(starts, clause.trigger[0])
        for n in range(len(made) - 1, max(-1, len(made) - 1 - _BACK), -1):
            if bisect_right(starts, made[n].trigger[0]) == at and _one(made[n], clause):
                made[n] = _both(made[n], clause)
                break
        else:
            made.append(clause)
    return tuple(made)


def _one(first: Clause, second: Clause) -> bool:
    if first.type != second.type or first.negated != second.negated:
        return False
    if first.subtype and second.subtype and first.subtype != second.subtype:
        return False
    if second.trigger[0] - first.trigger[1] > _NEAR:
        return False
    ours, theirs = ([role for role in c.roles if role[0] in _PARTIES] for c in (first, second))
    if not ours or not theirs:
        return True
    return any(name == other and a < d and c < b for name, (a, b) in ours for other, (c, d) in theirs)


def _both(first: Clause, second: Clause) -> Clause:
    best, rest = sorted((first, second), key=lambda c: (-c.confidence, c.trigger))
    more = tuple(
        (name, (c, d))
        for name, (c, d) in rest.roles
        if not any(a < d and c < b and (other == name or other not in _PHRASES) for other, (a, b) in best.roles)
    )
    return replace(
        best,
        span=(min(first.span[0], second.span[0]), max(first.span[1], second.span[1])),
        subtype=best.subtype or rest.subtype,
        roles=tuple(sorted((*best.roles, *more), key=lambda role: (role[1], role[0]))),
    )
