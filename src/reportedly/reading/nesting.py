"""Attributions within others: those inside quotations, and which of all that stand in a content are kept.

Inside a content the rules know less: a condition is no statement, and most words that are also nouns are nouns.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from reportedly.reading.attributions import read_unit
from reportedly.reading.clauses import Unit, sentence_units
from reportedly.reading.cues import NOUN_LIKE, VERBS
from reportedly.reading.nominal import Found
from reportedly.reading.quotes import quotations
from reportedly.reading.tags import Attribution
from reportedly.reports.sentences import split_sentences
from reportedly.types import Span, Spans, words_of

_MARKS = "\"'“”„‟«»‘’‹›`"
_LONGEST = 12  # words of a source inside a content
_PRONOUNS = frozenset("i we he she they it who".split())
_CONDITION = re.compile(r"\b(?:if|unless|whether|should|when|before|until)\s+(?:\w+\s)?$", re.I)
_NEXT = re.compile(r",?\s*(?:[—–]|--)\s|;|,\s(?:but|and|so|because|while|then|although|though|where|which|who)\s")


def sentence_attributions(unit: Unit, base: int) -> list[Attribution]:
    """The attributions of one sentence by rule; the first of them will have the index ``base`` among all."""
    return [attribution_of(unit, row, base) for row in read_unit(unit)]


def attribution_of(unit: Unit, row: Found, base: int) -> Attribution:
    """What the rules found in tokens, as spans; ``base`` is added to the index of the one that holds it."""

    def spans(ranges: Iterable[tuple[int, int]]) -> Spans:
        return tuple((unit.tokens[a].start, unit.tokens[b - 1].end) for a, b in sorted(ranges) if a < b)

    source = spans([row.source] if row.source else [])
    within = None if row.within is None else base + row.within
    return Attribution(source, spans([row.group]), spans(row.content), 0.8 if source else 0.5, within)


def inner(text: str, rows: Sequence[Attribution], *, quoted: bool = False) -> list[Attribution]:
    """The attributions inside the contents of ``rows`` ("I think ...", "that he had told us ..."), each within the
    innermost row whose content has it; only those inside quotations where ``quoted`` is set."""
    found: list[Attribution] = []
    done: set[Span] = set()
    for holder in sorted(range(len(rows)), key=lambda n: (_length(rows[n].content), n)):
        for span in rows[holder].content:
            parts = [_unmarked(text, quote.span) for quote in quotations(text, span)]
            whole = _unmarked(text, span)
            for part in parts if quoted or whole in parts else [span, *parts]:
                if part in done or part[0] >= part[1]:
                    continue
                done.add(part)
                for unit in sentence_units(text, split_sentences(text, part), quotations(text, part)):
                    inside = sentence_attributions(unit, len(rows) + len(found))
                    found += [one if one.within is not None else replace(one, within=holder) for one in inside]
    return found


def _length(content: Spans) -> int:
    return sum(b - a for a, b in content)


def _unmarked(text: str, span: Span) -> Span:
    """A quotation's span without its marks."""
    start, end = span
    while start < end and not text[start].isalnum():
        start += 1
    while end > start and text[end - 1] in _MARKS:
        end -= 1
    return start, end


def kept(text: str, rows: Sequence[Attribution]) -> list[Attribution]:
    """``rows`` by first position without those that have no words in their content or only look like statements in
    another; contents of inner rows end with their clause and with what holds them; ``within`` is renumbered."""
    fit = [_says(text, row.content) and (row.within is None or _plausible(text, row)) for row in rows]
    holder: list[int | None] = []
    for row in rows:
        at, steps = row.within, 0
        while at is not None and not fit[at] and steps < len(rows):
            at, steps = rows[at].within, steps + 1
        holder.append(at)
    order = [n for n in range(len(rows)) if fit[n]]
    order.sort(key=lambda n: (min(a for a, _ in (*rows[n].source, *rows[n].cue, *rows[n].content)), n))
    place = {old: new for new, old in enumerate(order)}
    made = []
    for n in order:
        row, outer = rows[n], holder[n]
        if outer is not None:
            row = replace(row, content=_clipped(text, row, rows[outer].content))
        made.append(replace(row, within=None if outer is None else place[outer]))
    return made


def _says(text: str, content: Spans) -> bool:
    """Whether there are words in a content; a colon stands for one that is still to come."""
    return any(b - a > 1 or text[a].isalnum() for a, b in content)


def _plausible(text: str, row: Attribution) -> bool:
    """Whether an attribution inside another's content is one: no condition, no noun that looks like a verb."""
    source, cue = words_of(text, row.source), words_of(text, row.cue).lower()
    first = min(a for a, _ in (*row.source, *row.cue))
    if not source or source.lower() in {"you", "one", "people"} or len(source.split()) > _LONGEST:
        return False
    if _CONDITION.search(text, max(0, first - 30), first) or not source[0].isalnum():
        return False
    words = [w for w in re.findall(r"[\w’'-]+", cue) if w in VERBS]
    if not words:
        return True
    named = source.lower() in _PRONOUNS or source[0].isupper() or source.split()[0].lower() in {"the", "a", "an"}
    if VERBS[words[-1]].kind == "object" or words[-1] in NOUN_LIKE:
        return named and source.lower() not in {"who", "that", "which"} and not (len(words) > 1 and "to" in cue)
    return True


def _clipped(text: str, row: Attribution, holder: Spans) -> Spans:
    """The content up to the end of its clause, inside its holder's."""
    spans = [(max(a, c), min(b, d)) for a, b in row.content for c, d in holder if a < d and c < b]
    if len(spans) != 1 or not row.cue or spans[0][0] < row.cue[-1][0]:
        return tuple(spans) or row.content
    (start, end) = spans[0]
    cut = _NEXT.search(text, start, end)
    return ((start, cut.start()),) if cut and cut.start() - start > 3 else ((start, end),)
