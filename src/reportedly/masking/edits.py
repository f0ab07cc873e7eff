"""What is replaced in a text, and where every place of the text is afterwards."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence

from reportedly.types import Span, Spans


class Edits:
    """Replacements in one text: ``(start, end, new words)``, sorted and apart. Offsets in code points."""

    def __init__(self, changes: Iterable[tuple[int, int, str]] = ()) -> None:
        self.changes: tuple[tuple[int, int, str], ...] = tuple(changes)
        self._starts = [start for start, _, _ in self.changes]
        self._shifts = [0]  # by how much what stands after the n-th change has moved
        for start, end, new in self.changes:
            self._shifts.append(self._shifts[-1] + len(new) - (end - start))

    def __bool__(self) -> bool:
        return bool(self.changes)

    def span(self, span: Span) -> Span:
        """Where a span is now; one that begins or ends inside a replaced name holds all of what stands for it."""
        start, end = span
        first = bisect_right(self._starts, start) - 1
        begin = start + self._shifts[first + 1]
        if first >= 0 and start < self.changes[first][1]:
            begin = self.changes[first][0] + self._shifts[first]
        if start >= end:
            return begin, begin
        last = bisect_left(self._starts, end) - 1
        close = end + self._shifts[last + 1]
        if last >= 0 and end <= self.changes[last][1]:
            close = self.changes[last][0] + self._shifts[last] + len(self.changes[last][2])
        return begin, close

    def words(self, words: str, span: Span) -> str:
        """The words that stand at a span now; ``words`` are those that stood there."""
        start, end = span
        if start >= end:
            return words
        first = bisect_right(self._starts, start) - 1
        first = first if first >= 0 and start < self.changes[first][1] else first + 1
        parts: list[str] = []
        at = start
        for begin, close, new in self.changes[first:]:
            if begin >= end:
                break
            parts += [words[at - start : max(begin - start, 0)], new]
            at = max(at, close)
        return "".join((*parts, words[at - start :] if at < end else ""))

    def spans(self, spans: Spans) -> Spans:
        """Spans of a list, still apart: where two held parts of one name, the first has what stands for it."""
        return tuple(span for span, _ in self.parted([(span, "") for span in spans]))

    def parted(self, pieces: Sequence[tuple[Span, str]]) -> list[tuple[Span, str]]:
        """The same of spans with the words at them."""
        found: list[tuple[Span, str]] = []
        for span, words in pieces:
            (start, end), now = self.span(span), self.words(words, span) if words else ""
            over = found[-1][0][1] - start if found else 0
            if over > 0:
                start, now = start + over, now[over:]
                if start >= end:
                    continue
            found.append(((start, end), now))
        return found


def arranged(changes: Iterable[tuple[int, int, str]], borders: Iterable[int], text: str) -> Edits:
    """Replacements that may overlap, made to be apart: one inside another is part of it, one that overlaps another
    loses what the other has. None goes over one of the ``borders``, where parts of the report meet: each part gets its
    own."""
    apart: list[tuple[int, int, str]] = []
    for start, end, new in sorted(changes, key=lambda c: (c[0], -c[1], c[2])):
        if apart and start < apart[-1][1]:
            if end <= apart[-1][1]:
                continue
            start, new = apart[-1][1], f" {new}"
        apart.append((start, end, new))
    cuts = sorted(set(borders))
    found: list[tuple[int, int, str]] = []
    for start, end, new in apart:
        at = start
        for cut in cuts[bisect_right(cuts, start) : bisect_left(cuts, end)]:
            found += _piece(text, at, cut, new)
            at = cut
        found += _piece(text, at, end, new)
    return Edits(found)


def _piece(text: str, start: int, end: int, new: str) -> list[tuple[int, int, str]]:
    """A change without the white space at its ends; nothing where no letters are left."""
    words = text[start:end]
    if not any(map(str.isalpha, words)):
        return []
    return [(start + len(words) - len(words.lstrip()), end - (len(words) - len(words.rstrip())), new)]
