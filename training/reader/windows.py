"""Labels on windows of word pieces, and attributions read back from labels."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from tokenizers import Tokenizer

from reportedly.reading.runs import runs
from reportedly.reading.windows import EMPTY, LONGEST, Window, windows
from reportedly.reports.sentences import lines, split_sentences
from training.reader.polnear import Article, Attribution, Span

IGNORE = -100
ATTRIBUTION = {"source": 1, "content": 3}  # B- of each role among ATTRIBUTION_ROLES


@dataclass(slots=True)
class Labelled:
    """A window with the labels of one data set: ``tags`` (head to a label a piece, :data:`IGNORE` for none), ``links``
    (link head to first piece, last piece and a label a piece, for each cue), and ``weak``: PLOVER types one of which
    the window as a whole has, as indices among EVENTS."""

    origin: str
    window: Window
    text: str
    tags: dict[str, list[int]] = field(default_factory=dict)
    links: dict[str, list[tuple[int, int, list[int]]]] = field(default_factory=dict)
    weak: tuple[int, ...] = ()


def windows_of(text: str, tokenizer: Tokenizer, longest: int = LONGEST) -> list[Window]:
    """The windows of a plain text whose lines are its paragraphs."""
    return windows(text, [split_sentences(text, line) for line in lines(text)], tokenizer, longest)


def pieces_in(window: Window, span: Span) -> list[int]:
    """Indices of the pieces that share a character with ``span``."""
    start, end = span
    return [i for i, (a, b) in enumerate(window.spans) if a < end and start < b and a < b]


def mark(window: Window, spans: Iterable[Span], row: list[int], begin: int, inside: int) -> None:
    """Put ``begin`` on the first and ``inside`` on the other pieces of each span."""
    for span in spans:
        for n, i in enumerate(pieces_in(window, span)):
            row[i] = begin if n == 0 else inside


def blank(window: Window) -> list[int]:
    """A row that says "outside" for every piece, and nothing for separators."""
    return [IGNORE if span == EMPTY else 0 for span in window.spans]


def role_row(window: Window, attribution: Attribution) -> list[int]:
    """What each piece is to the cue of ``attribution``: its source, its content, or nothing."""
    row = blank(window)
    for role in ("content", "source"):
        begin = ATTRIBUTION[role]
        mark(window, getattr(attribution, role), row, begin, begin + 1)
    return row


def label_attributions(article: Article, found: Sequence[Window]) -> list[Labelled]:
    """An article's attributions on its windows. What lies in another window than its cue is left out there."""
    made = []
    for window in found:
        one = Labelled(article.name, window, article.text)
        one.tags = {role: blank(window) for role in ("source", "cue", "content")}
        one.links["attribution"] = []
        for attribution in article.attributions:
            for role, row in one.tags.items():
                mark(window, getattr(attribution, role), row, 1, 2)
            cue = [i for span in attribution.cue for i in pieces_in(window, span)]
            if cue:
                one.links["attribution"].append((cue[0], cue[-1], role_row(window, attribution)))
        made.append(one)
    return made


def decode(window: Window, cue_tags: Sequence[int], roles: Sequence[Sequence[int]]) -> list[Attribution]:
    """Attributions from tags: a run of cue tags each, with its row of role tags."""
    found = []
    for (first, last), row in zip(runs(cue_tags, 1, 2), roles, strict=True):
        source = [_span(window, a, b) for a, b in runs(row, 1, 2)]
        content = [_span(window, a, b) for a, b in runs(row, 3, 4)]
        found.append(Attribution(tuple(source), (_span(window, first, last),), tuple(content)))
    return found


def _span(window: Window, first: int, last: int) -> Span:
    inside = [s for s in window.spans[first : last + 1] if s != EMPTY]
    return (inside[0][0], inside[-1][1]) if inside else (0, 0)
