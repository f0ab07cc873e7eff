"""The first reader: rules for reported speech and for names.

Sentences are read one by one (:mod:`reportedly.reading.attributions`); here quotations are carried on from sentence to
sentence and from paragraph to paragraph.
"""

from __future__ import annotations

from dataclasses import replace

from benchmarks.baseline.attributions import read_unit
from benchmarks.baseline.entities import tag_entities
from benchmarks.baseline.inner import attribution_of, inner
from benchmarks.baseline.nominal import Found
from reportedly.reading.clauses import SPEECH, Unit, sentence_units
from reportedly.reading.measures import tag_quantities
from reportedly.reading.nesting import kept
from reportedly.reading.quotes import quotations
from reportedly.reading.tags import Attribution, Tagged
from reportedly.reports.sentences import paragraphs, split_sentences
from reportedly.types import Report, Span, Spans

_PARTS = 60  # parts of a content, so that a mark that is never closed does not gather the whole page


class RuleReader:
    """Reads attributions, entities and quantities by rule. It keeps no state."""

    @property
    def version(self) -> str:
        """The version that goes into every report: changes whenever the rules do."""
        return "rules-1"

    def read(self, reports: list[Report]) -> list[Tagged]:
        """Tag the title and body of each report; same length and order as ``reports``."""
        return [self._read(report) for report in reports]

    def _read(self, report: Report) -> Tagged:
        text = report.text
        sentences: list[Span] = []
        found: list[Attribution] = []
        open_row: int | None = None
        for paragraph in paragraphs(report):
            own = split_sentences(text, paragraph)
            sentences += own
            open_row = _read_paragraph(text, paragraph, own, found, open_row)
        found += inner(text, found, quoted=True)
        entities = tag_entities(text, sentences)
        return Tagged(report, tuple(kept(text, found)), entities, tag_quantities(text, sentences))


def _read_paragraph(
    text: str, paragraph: Span, sentences: list[Span], found: list[Attribution], open_row: int | None
) -> int | None:
    """Add the paragraph's attributions to ``found``.

    ``open_row`` is the one whose quotation the paragraph before left open, or announced by a colon; what this
    paragraph leaves open is given back.
    """
    speaking, open_row = open_row, None
    for unit in sentence_units(text, sentences, quotations(text, paragraph)):
        base, tokens = len(found), unit.tokens
        rows = read_unit(unit)
        announced = speaking is not None and not _says(text, found[speaking].content)
        run = 0
        while run < len(tokens) and tokens[run].kind == "quote":
            run += 1
        if announced and not run and speaking is not None:  # "X said:" and a paragraph without quotation marks
            row = found[speaking]
            found[speaking] = replace(row, content=_joined(text, (*row.content, paragraph)))
            return None
        if speaking is not None and run and not _covers(rows, 0) and len(found[speaking].content) < _PARTS:
            # A quotation that goes on in the next sentence, or in the next paragraph after an open one.
            row = found[speaking]
            found[speaking] = replace(row, content=_joined(text, (*row.content, (unit.start, tokens[run - 1].end))))
            open_row = speaking if run == len(tokens) and not tokens[-1].closed else None
        elif not rows and run and len(tokens) <= 2 and tokens[0].words >= SPEECH:
            found.append(Attribution((), (), ((tokens[0].start, tokens[0].end),), 0.4))
            speaking = len(found) - 1
        elif not run:
            speaking = None
        found.extend(attribution_of(unit, row, base) for row in rows)
        quoting = [n for n, row in enumerate(rows) if row.within is None and (_quotes(unit, row) or row.announces)]
        if rows:
            speaking = base + quoting[-1] if quoting else None
            last = tokens[-1]
            open_row = speaking if (last.kind == "quote" and not last.closed) or last.text == ":" else None
    return open_row


def _quotes(unit: Unit, row: Found) -> bool:
    return any(unit.tokens[i].kind == "quote" for a, b in row.content for i in range(a, b))


def _says(text: str, content: Spans) -> bool:
    """Whether there are words in a content; a colon stands for one that is still to come."""
    return any(b - a > 1 or text[a].isalnum() for a, b in content)


def _covers(rows: list[Found], index: int) -> bool:
    return any(a <= index < b for row in rows for a, b in row.content)


def _joined(text: str, spans: Spans) -> Spans:
    """Sorted spans, those with nothing but white space between them made one."""
    out: list[Span] = []
    for a, b in sorted(spans):
        if out and text[slice(*out[-1])] == ":":
            out[-1] = (a, b)
        elif out and a <= out[-1][1]:
            out[-1] = (out[-1][0], max(b, out[-1][1]))
        elif out and a - out[-1][1] < 4 and not text[out[-1][1] : a].strip():
            out[-1] = (out[-1][0], b)
        else:
            out.append((a, b))
    return tuple(out)
