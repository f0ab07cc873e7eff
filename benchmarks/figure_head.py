"""The trained head for quantities in the place of the grammar: found, valued and full F1 on the figures of figures-dev.

The reader takes quantities and their measures from the grammar; this is what it would have from its own head.
"""

from __future__ import annotations

from dataclasses import replace

from benchmarks.common import Score
from reportedly.reading.decoding import measured
from reportedly.reading.encoder import the_encoder
from reportedly.reading.reader import ModelReader
from reportedly.reading.tags import Quantity, Tagged
from reportedly.reading.windows import windows
from reportedly.reports.sentences import paragraphs, split_sentences
from reportedly.types import Report


class HeadReader(ModelReader):
    """The shipped reader with the quantities of its head."""

    def read(self, reports: list[Report]) -> list[Tagged]:
        return [replace(tagged, quantities=_quantities(tagged.report)) for tagged in super().read(reports)]


def _quantities(report: Report) -> tuple[Quantity, ...]:
    encoder = the_encoder()
    sentences = [split_sentences(report.text, paragraph) for paragraph in paragraphs(report)]
    found = [
        Quantity(*one)
        for window in windows(report.text, sentences, encoder.tokenizer)
        for one in measured(report.text, window, encoder.tags(window)[1]["measure"], encoder.settings.measure)
    ]
    return tuple(sorted(found, key=lambda quantity: quantity.span))


def measure() -> Score:
    from benchmarks.reading import figures
    from reportedly import pipeline

    grammar = figures()
    pipeline.the_reader = lambda model: HeadReader()  # type: ignore[assignment]
    return {"grammar": grammar, "head": figures()}
