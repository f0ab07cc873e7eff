"""Where people mean: words in a report's text, lines of it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from reportedly.corrections.marks import TextLine
from reportedly.errors import UsageError
from reportedly.types import Span

_RANGE = re.compile(r"(\d{1,9})(?:\s*-\s*(\d{1,9}))?", re.ASCII)


def nearest(text: str, words: str, to: Span) -> Span | None:
    """Where ``words`` stand in ``text``, whatever the white space between them, nearest to the span ``to``; null where
    they do not. Only whole words count."""
    parts = words.split()
    if not parts:
        return None
    pattern = re.compile(r"(?<!\w)" + r"\s+".join(map(re.escape, parts)) + r"(?!\w)")
    found = [match.span() for match in pattern.finditer(text)]
    return min(found, key=lambda span: (max(0, to[0] - span[1], span[0] - to[1]), span[0]), default=None)


def ranges(words: str, lines: Sequence[TextLine]) -> list[list[TextLine]]:
    """The lines that ``12-15,18`` or ``span:120-240`` mean, in groups of neighbours. Raises UsageError for numbers that
    there are not."""
    compact = "".join(words.split())
    if compact.startswith("span:"):
        match = _RANGE.fullmatch(compact.removeprefix("span:"))
        if match is None or match[2] is None:
            raise UsageError(f"{words}: is no span; write it as span:120-240")
        start, end = int(match[1]), int(match[2])
        chosen = {line.number for line in lines if line.span[0] < end and start < line.span[1]}
        if not chosen:
            raise UsageError(f"{words}: no line of the report stands there")
    else:
        chosen = set()
        for part in compact.split(","):
            match = _RANGE.fullmatch(part)
            first, last = (int(match[1]), int(match[2] or match[1])) if match else (0, 0)
            if not 1 <= first <= last <= len(lines):
                raise UsageError(
                    f"{part or words!r}: the report has the lines 1 to {len(lines)}; write 12, 12-15 or 12-15,18"
                )
            chosen.update(range(first, last + 1))
    groups: list[list[TextLine]] = []
    for line in lines:
        if line.number in chosen:
            if groups and groups[-1][-1].number == line.number - 1:
                groups[-1].append(line)
            else:
                groups.append([line])
    return groups
