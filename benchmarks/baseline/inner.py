"""Attributions inside the contents of others, by rule: what stands in quotations and after "that"."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from benchmarks.baseline.attributions import read_unit
from benchmarks.baseline.nominal import Found
from reportedly.reading.clauses import Unit, sentence_units
from reportedly.reading.quotes import quotations
from reportedly.reading.tags import Attribution
from reportedly.reports.sentences import split_sentences
from reportedly.types import Span, Spans

_MARKS = "\"'“”„‟«»‘’‹›`"


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
