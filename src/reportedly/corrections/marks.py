"""The lines of a report's text, and what people decided on them: the article's body, or set aside."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from reportedly.corrections.anchoring import relocated
from reportedly.reports.layout import LineLabel
from reportedly.reports.sentences import lines
from reportedly.types import Decision, LineMark, Report, Span, Spans

_NO_BODY = "no article was found on the page"


@dataclass(frozen=True, slots=True)
class TextLine:
    """A line of a report's text that is not blank: its number from 1, its place, and what it is."""

    number: int
    span: Span
    label: LineLabel


def lines_of(report: Report) -> list[TextLine]:
    """The lines of a report in order; one that the report gives no label is a credit."""
    parts: list[tuple[Span, LineLabel]] = [
        *([(report.title_span, "title")] if report.title_span else []),  # type: ignore[list-item]
        *((span, "body") for span in report.body),
        *((span, "caption") for span in report.captions),
        *((span, "aside") for span in report.set_aside),
    ]
    parts.sort(key=lambda part: part[0])
    starts = [span[0] for span, _ in parts]
    found = []
    for number, span in enumerate(lines(report.text), 1):
        at = bisect_right(starts, span[1] - 1) - 1
        label: LineLabel = parts[at][1] if at >= 0 and parts[at][0][1] > span[0] else "credit"
        found.append(TextLine(number, span, label))
    return found


def marked(report: Report, marks: Iterable[LineMark]) -> Report:
    """``report`` with its lines sorted as people decided, the later decision last. Neighbouring lines of one label are
    one span. A mark whose words are no longer in the text does nothing."""
    there = list(_there(report.text, marks))
    if not there:
        return report
    sorted_lines = lines_of(report)
    labels = {line.span: line.label for line in sorted_lines}
    for start, end, label in there:
        for line in sorted_lines:
            if line.span[0] < end and start < line.span[1]:
                labels[line.span] = label

    def spans(label: LineLabel) -> Spans:
        found: list[Span] = []
        going = False
        for span, its in labels.items():
            if its == label:
                found[-1:] = [(found[-1][0], span[1])] if going else [*found[-1:], span]
            going = its == label
        return tuple(found)

    titles = spans("title")
    notes = tuple(note for note in report.notes if not (note.startswith(_NO_BODY) and spans("body")))
    return replace(
        report,
        title_span=titles[0] if titles else None,
        body=spans("body"),
        captions=spans("caption"),
        set_aside=spans("aside"),
        notes=notes,
    )


def _there(text: str, marks: Iterable[LineMark]) -> Iterator[tuple[int, int, LineLabel]]:
    for mark in marks:
        found = relocated(text, (mark.span,), mark.quote)
        if found:
            yield (*found[0], "body" if mark.part == "body" else "aside")


def mark_of(decision: Decision) -> LineMark:
    """The mark of a decision on lines."""
    part = decision.decided["part"]
    return LineMark(decision.spans[0], decision.quote or "", part)
