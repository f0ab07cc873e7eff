"""A report's text cut up for display: zones (title, body, caption ...), lines, and segments of one marking.

Findings overlap and nest as they like; HTML elements do not. So a line is cut wherever any span begins or
ends, and each piece knows the findings that it belongs to. One sweep over the sorted span borders; linear
in the text and, the sorting aside, in the number of findings.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Generic, Literal, Protocol, TypeVar

from reportedly.reports.sentences import lines, paragraphs
from reportedly.types import Report, Span

ZoneLabel = Literal["title", "body", "caption", "credit", "aside"]
MarkRole = Literal["content", "source", "cue", "figure", "event", "time"]

# So many findings of one piece of text are shown, the innermost; a bound, so that findings piled on one
# place by hostile text cannot make the page quadratic. Nested statements of news text stop at three or four.
DEEPEST = 8


@dataclass(frozen=True, slots=True)
class Zone:
    """Neighbouring lines of one label."""

    label: ZoneLabel
    lines: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Mark:
    """A span to be marked, as what, and the label of the finding (empty for times)."""

    span: Span
    role: MarkRole
    label: str


class Spanned(Protocol):
    """Whatever has a place in the text and can be told from others of its kind: hashable, compared by value."""

    @property
    def span(self) -> Span: ...


M = TypeVar("M", bound=Spanned)


@dataclass(frozen=True, slots=True)
class Segment(Generic[M]):
    """A piece of a line and the marks on it, the outermost first; at most :data:`DEEPEST` of them."""

    span: Span
    marks: tuple[M, ...]


def zones(report: Report) -> list[Zone]:
    """The report's lines in document order, by label. Every line that is not blank is in exactly one zone;
    one that the report gives no label is a credit where it holds one, else set aside."""
    labelled: list[tuple[Span, ZoneLabel]] = [
        *([(report.title_span, "title")] if report.title_span else []),  # type: ignore[list-item]
        *((span, "body") for span in report.body),
        *((span, "caption") for span in report.captions),
        *((span, "aside") for span in report.set_aside),
    ]
    labelled.sort(key=lambda pair: pair[0])
    read = sorted((start, end) for start, end in paragraphs(report) if start < end)
    starts = [start for start, _ in read]
    credits = sorted(credit.span for credit in report.credits if credit.span)
    found: list[tuple[ZoneLabel, list[Span]]] = []

    def add(label: ZoneLabel, spans: Iterable[Span]) -> None:
        for span in spans:
            if found and found[-1][0] == label:
                found[-1][1].append(span)
            else:
                found.append((label, [span]))

    def unlabelled(start: int, end: int) -> None:
        for line in _lines(report.text, start, end):
            at = bisect_left(credits, (line[0], line[0]))
            add("credit" if at < len(credits) and credits[at][0] < line[1] else "aside", [line])

    done = 0
    for (start, end), label in labelled:
        if start > done:
            unlabelled(done, start)
        done = max(start, done)
        if label in ("title", "body"):
            for a, b in read[bisect_left(starts, done) : bisect_left(starts, end)]:
                if a >= done:
                    # Between paragraphs is only white space, unless spans overlapped and were cut.
                    add(label, _lines(report.text, done, a))
                    add(label, [(a, min(b, end))])
                    done = min(b, end)
        add(label, _lines(report.text, done, end))
        done = max(done, end)
    unlabelled(done, len(report.text))
    return [Zone(label, tuple(spans)) for label, spans in found]


def _lines(text: str, start: int, end: int) -> list[Span]:
    return [(a + start, b + start) for a, b in lines(text[start:end])] if start < end else []


def cut(ranges: Sequence[Span], marks: Iterable[M]) -> Iterator[list[Segment[M]]]:
    """For each of ``ranges`` (sorted, not overlapping) its segments, which cover it without gaps."""
    opening = sorted((m for m in marks if m.span[0] < m.span[1]), key=lambda m: (m.span[0], -m.span[1]))
    closing = sorted(opening, key=lambda m: m.span[1])
    active: dict[M, None] = {}  # a dict keeps the order of opening and forgets in constant time
    opened = closed = 0
    for start, end in ranges:
        segments = []
        at = start
        while at < end:
            while opened < len(opening) and opening[opened].span[0] <= at:
                active[opening[opened]] = None
                opened += 1
            while closed < len(closing) and closing[closed].span[1] <= at:
                # Where a mark began and ended between two ranges it was opened just above.
                active.pop(closing[closed], None)
                closed += 1
            stop = end
            if opened < len(opening):
                stop = min(stop, opening[opened].span[0])
            if closed < len(closing):
                stop = min(stop, closing[closed].span[1])
            segments.append(Segment((at, stop), tuple(reversed(list(islice(reversed(active), DEEPEST))))))
            at = stop
        yield segments
