"""Texts as windows of word pieces with their letter case, and labels on them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from tokenizers import Tokenizer

from training.reader.polnear import Article, Attribution, Span

CASES = ("none", "lower", "Title", "UPPER", "miXed", "digit")
ROLE_TAGS = ("O", "B-source", "I-source", "B-content", "I-content")
TAGS = ("O", "B", "I")


@dataclass(slots=True)
class Window:
    """Word pieces of neighbouring paragraphs: ids, cases, places in the text (empty span for separators)."""

    article: str
    ids: list[int]
    cases: list[int]
    spans: list[Span]
    tags: dict[str, list[int]] = field(default_factory=dict)  # cue, source, content: BIO
    cues: list[tuple[int, int]] = field(default_factory=list)  # first and last piece of each cue
    roles: list[list[int]] = field(default_factory=list)  # a row of ROLE_TAGS a cue


def case_of(word: str) -> int:
    if word.isdigit() or any(c.isdigit() for c in word):
        return 5
    if word.islower():
        return 1
    if word[:1].isupper() and (len(word) == 1 or word[1:].islower()):
        return 2
    if word.isupper():
        return 3
    return 4 if any(c.isalpha() for c in word) else 0


def windows(name: str, text: str, tokenizer: Tokenizer, longest: int) -> list[Window]:
    """Paragraphs (lines) packed in order into windows of at most ``longest`` pieces, [CLS] and [SEP] among them."""
    cls, sep = tokenizer.token_to_id("[CLS]"), tokenizer.token_to_id("[SEP]")
    lines = [m.span() for m in re.finditer(r"[^\n]+", text) if m[0].strip()]
    encoded = tokenizer.encode_batch([text[a:b] for a, b in lines], add_special_tokens=False)
    found: list[Window] = []
    for (start, _), pieces in zip(lines, encoded, strict=True):
        for first in range(0, len(pieces.ids), longest - 2):
            ids = pieces.ids[first : first + longest - 2]
            spans = [(start + a, start + b) for a, b in pieces.offsets[first : first + longest - 2]]
            if not found or len(found[-1].ids) + len(ids) + 1 > longest:
                found.append(Window(name, [cls], [0], [(0, 0)]))
            window = found[-1]
            window.ids += [*ids, sep]
            window.spans += [*spans, (0, 0)]
            window.cases += [*_cases(text, spans), 0]
    return found


def _cases(text: str, spans: Sequence[Span]) -> list[int]:
    """The case of the whole word that a piece belongs to."""
    found: list[int] = []
    i = 0
    while i < len(spans):
        j = i + 1
        while (
            j < len(spans)
            and spans[j][0] == spans[j - 1][1]
            and text[spans[j][0]].isalnum()
            and text[spans[i][0]].isalnum()
        ):
            j += 1
        found += [case_of(text[spans[i][0] : spans[j - 1][1]])] * (j - i)
        i = j
    return found


def label(article: Article, found: Sequence[Window]) -> None:
    """Put an article's attributions on its windows. What lies in another window than its cue is left out there."""
    for window in found:
        window.tags = {role: [0] * len(window.ids) for role in ("source", "cue", "content")}
        for attribution in article.attributions:
            for role in ("source", "cue", "content"):
                _mark(window, getattr(attribution, role), window.tags[role], 1)
            cue = _pieces(window, attribution.cue)
            if not cue:
                continue
            row = [0] * len(window.ids)
            _mark(window, attribution.content, row, 3)
            _mark(window, attribution.source, row, 1)
            window.cues.append((cue[0], cue[-1]))
            window.roles.append(row)


def _pieces(window: Window, spans: Iterable[Span]) -> list[int]:
    return [i for i, (a, b) in enumerate(window.spans) if a < b and any(a < e and s < b for s, e in spans)]


def _mark(window: Window, spans: Iterable[Span], row: list[int], begin: int) -> None:
    for span in spans:
        for n, i in enumerate(_pieces(window, [span])):
            row[i] = begin if n == 0 else begin + 1


def decode(window: Window, cue_tags: Sequence[int], roles: Sequence[Sequence[int]]) -> list[Attribution]:
    """Attributions from tags: a run of cue tags each, with its row of role tags."""
    found = []
    for (first, last), row in zip(runs(cue_tags, 1, 2), roles, strict=True):
        source = [_span(window, a, b) for a, b in runs(row, 1, 2)]
        content = [_span(window, a, b) for a, b in runs(row, 3, 4)]
        found.append(Attribution(tuple(source), (_span(window, first, last),), tuple(content)))
    return found


def runs(tags: Sequence[int], begin: int, inside: int) -> list[tuple[int, int]]:
    """First and last index of each run that starts with ``begin`` (or with ``inside`` after something else)."""
    found: list[tuple[int, int]] = []
    open_ = False
    for i, tag in enumerate(tags):
        if tag == begin or (tag == inside and not open_):
            found.append((i, i))
            open_ = True
        elif tag == inside:
            found[-1] = (found[-1][0], i)
        else:
            open_ = False
    return found


def _span(window: Window, first: int, last: int) -> Span:
    inside = [s for s in window.spans[first : last + 1] if s[0] < s[1]]
    return (inside[0][0], inside[-1][1]) if inside else (0, 0)
