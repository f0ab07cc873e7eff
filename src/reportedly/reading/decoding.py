"""Probabilities of labels read as tags: runs of word pieces, and what belongs together."""

from __future__ import annotations

import math
import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from reportedly.reading.encoder import Scores
from reportedly.reading.labels import (
    ATTRIBUTION_ROLES,
    EVENT_ROLE_NAMES,
    EVENTS,
    FLAT,
    MEASURES,
    STATUSES,
    SUBTYPES,
)
from reportedly.reading.runs import Run, runs, stretches
from reportedly.reading.spans import balanced, closed, grown, span_of, spans_of, whole_span
from reportedly.reading.tags import Attribution, Clause
from reportedly.reading.windows import EMPTY, Window
from reportedly.types import Measure, MentionType, Span, Spans

_SAME = 0.5  # share of the longer content that two cues' contents have in common when they are parts of one cue
_COPY = 0.5  # confidence below which a cue that has another's source and content is no cue of its own
_WORDS = 5  # words of a content without a cue that are more than noise
_ANEW = 0.8  # probability of a beginning from which a mention that touches one of its own type is another one
_LEADING = re.compile(r"(?:(?:of|in|on|at|by|for|with|to|from|and|or)\s+)+(?=\w)", re.I)  # no mention begins so
_NO = re.compile(r"\bno\s$", re.I)
_WORD = re.compile(r"\w+")
_LETTER = re.compile(r"[^\W_]")  # or a digit
_LITTLE = frozenset(  # alone they name nothing
    "the a an of in on at by for to and or least most about s this that these those both other it which who"
    " none nobody everyone".split()
)
_SURE = 0.8  # probability from which a second part of a source counts
# Alone they are nobody.
_NOBODY = frozenset("the a an has have had was were is are be been to of and or in on by for as from with not".split())
_ARTICLE = re.compile(r"(?:the|an?)\s+", re.I)
_BEGIN, _INSIDE = 1, 2
_FIRST, _LATER = np.uint8(_BEGIN), np.uint8(_INSIDE)
_ROLES = [(name, ATTRIBUTION_ROLES.index(f"B-{name}")) for name in ("source", "content")]
_OPENING = "\"'“‘«„"
_NEAR = 200  # characters between a quotation and the one that it goes on with: the rest of a sentence at most


@dataclass(frozen=True, slots=True)
class Linked:
    """A cue and what belongs to it, as spans in the text; ``confidence`` is not yet calibrated."""

    cue: Spans
    source: Spans
    content: Spans
    confidence: float


def _best(scores: Scores, window: Window) -> npt.NDArray[np.uint8]:
    """The likeliest label of every piece; 0 for separators."""
    found: npt.NDArray[np.uint8] = scores.argmax(axis=-1).astype(np.uint8) * window.inside
    return found


def _mean(scores: Scores) -> float:
    """The mean of a row; ``ndarray.mean`` takes four times as long for a few numbers."""
    return float(np.add.reduce(scores)) / len(scores)


def cue_runs(scores: Scores, window: Window, threshold: float) -> list[Run]:
    """The runs of pieces that are a cue with at least ``threshold``."""
    said = (1 - scores[:, 0]) * window.mask >= threshold
    if not said.any():
        return []
    row = said * np.where(scores[:, _BEGIN] > scores[:, _INSIDE], _FIRST, _LATER)
    return runs(row.tobytes(), _BEGIN, _INSIDE)


def linked(text: str, window: Window, cue: Run, certainty: float, roles: Scores) -> Linked:
    """What belongs to one cue. ``roles``: (pieces, roles) probabilities; ``certainty`` that it is a cue."""
    row = _best(roles, window).tobytes()
    parts = {}
    sure = [certainty]
    for name, begin in _ROLES:
        found = closed(runs(row, begin, begin + 1), row, cue, window)
        likely = roles[:, begin] + roles[:, begin + 1]
        if name == "source":
            found = _surest(_beside(found, cue, window) or found, likely)
        spans = spans_of(text, window, found)
        kept = [(a, b) for a, b in spans if _LETTER.search(text, a, b)]
        if name == "source":
            kept = [(a, b) for a, b in kept if text[a:b].strip().lower() not in _NOBODY]
        parts[name] = tuple(_main(text, kept) if name == "content" else (_trimmed(text, span) for span in kept))
        if found:
            sure.append(_mean(np.concatenate([likely[a : b + 1] for a, b in found])))
    return Linked(spans_of(text, window, [cue]), parts["source"], parts["content"], math.prod(sure))


def _beside(found: Sequence[Run], cue: Run, window: Window) -> list[Run]:
    """Those of ``found`` that stand in the paragraph of ``cue``."""
    return [run for run in found if EMPTY not in window.spans[min(run[0], cue[0]) : max(run[1], cue[1]) + 1]]


def _surest(found: Sequence[Run], scores: Scores) -> list[Run]:
    """The likeliest part of a source, and such others as are nearly sure: one source a cue, but "A and ... B"."""
    if len(found) < 2:
        return list(found)
    sure = [_mean(scores[first : last + 1]) for first, last in found]
    return [run for run, score in zip(found, sure, strict=True) if score >= min(_SURE, max(sure))]


def _main(text: str, content: Sequence[Span]) -> list[Span]:
    """The parts of a content without single words apart from a longer one."""
    words = [len(text[a:b].split()) for a, b in content]
    return [span for span, count in zip(content, words, strict=True) if count > 1 or max(words) < _WORDS]


def _trimmed(text: str, span: Span) -> Span:
    """A span without marks and space at its ends, but for those of a quotation and of an abbreviation; the "no" of
    "no one" belongs to it."""
    start, end = span
    while start < end and not (text[start].isalnum() or text[start] in _OPENING):
        start += 1
    if leading := _LEADING.match(text, start, end):
        start = leading.end()
    while end > start and text[end - 1] in ",;:-–—([ \t\n\r\xa0":
        end -= 1
    if text[start:end] == "one" and (no := _NO.search(text, max(0, start - 4), start)):
        start = no.start()
    return start, end


def joined(found: Sequence[Linked]) -> list[Linked]:
    """Attributions with words in their content; several runs of one cue ("has ... said") made one, and second copies
    left out: an unlikely cue with a part of another's source, or none, and most of its content."""
    kept: list[Linked] = []
    for one in found:
        if not one.content:
            continue
        for n, other in enumerate(kept):
            longer = max(_size(one.content), _size(other.content))
            if _common(one.content, other.content) <= _SAME * longer:
                continue
            better = max(one, other, key=lambda x: (x.confidence, x.cue))
            if one.source == other.source:
                kept[n] = Linked(_united((*one.cue, *other.cue)), better.source, better.content, better.confidence)
                break
            if _one_source(one, other) and min(one.confidence, other.confidence) < _COPY:
                kept[n] = better
                break
        else:
            kept.append(one)
    return kept


def _one_source(one: Linked, other: Linked) -> bool:
    """Whether the sources of two attributions share a character, or one has none."""
    if not one.source or not other.source:
        return True
    return _common(one.source, other.source) > 0


def _united(spans: Spans) -> Spans:
    """Spans in order, those that overlap made one."""
    made: list[Span] = []
    for start, end in sorted(spans):
        if made and start < made[-1][1]:
            made[-1] = (made[-1][0], max(made[-1][1], end))
        else:
            made.append((start, end))
    return tuple(made)


def leftovers(text: str, window: Window, scores: Scores, found: Sequence[Linked]) -> list[Span]:
    """Runs of content of some words that belong to none of ``found``."""
    row = _best(scores, window).tobytes()
    taken = [span for one in found for span in (*one.source, *one.cue, *one.content)]
    spans = spans_of(text, window, runs(row, _BEGIN, _INSIDE))
    long = [(a, b) for a, b in spans if len(text[a:b].split()) >= _WORDS]
    return [(a, b) for a, b in long if not any(a < d and c < b for c, d in taken)]


def share_in(content: Spans, other: Spans) -> float:
    """The share of the characters of ``content`` that lie in ``other`` too."""
    return _common(content, other) / max(1, _size(content))


def _common(one: Spans, other: Spans) -> int:
    return sum(max(0, min(b, d) - max(a, c)) for a, b in one for c, d in other)


def _size(spans: Spans) -> int:
    return sum(b - a for a, b in spans)


def carried_on(text: str, found: Sequence[Attribution], spans: Sequence[Span]) -> list[Attribution]:
    """``found`` (none without content) with each of ``spans`` added to the content that it goes on with: the last
    before it, with no word between them, or with a quotation that opens a paragraph after the content's own."""
    made = list(found)
    for start, end in spans:
        before = [
            (one.content[-1][1], n) for n, one in enumerate(made) if one.within is None and one.content[-1][1] <= start
        ]
        if not before:
            continue
        at, n = max(before)
        between = text[at:start]
        quoted = text[start] in _OPENING and "\n" in between and len(between) < _NEAR
        if quoted or not any(c.isalnum() for c in between):
            made[n] = replace(made[n], content=(*made[n].content, (start, end)))
    return made


def holders(found: Sequence[tuple[Spans, Spans, Spans]]) -> list[int | None]:
    """For each (source, cue, content) the index of the smallest other content that holds its cue, source and content.

    Of two that hold each other, the first in order holds none.
    """
    sizes = [_size(content) for _, _, content in found]
    within: list[int | None] = []
    for n, (source, cue, content) in enumerate(found):
        around = [
            (sizes[m], m)
            for m, (_, _, outer) in enumerate(found)
            if m != n and (sizes[m], -m) > (sizes[n], -n) and _inside((*source, *cue, *content), outer)
        ]
        within.append(min(around)[1] if around else None)
    return within


def _inside(spans: Spans, outer: Spans) -> bool:
    return all(any(c <= a and b <= d for c, d in outer) for a, b in spans)


def mentions(text: str, window: Window, scores: dict[str, Scores]) -> list[tuple[Span, MentionType, float]]:
    """Mentions of all types with their probabilities. Where two types of FLAT claim one word, the surer one has it."""
    found: list[tuple[Span, MentionType, float]] = []
    entity = scores["entity"]
    types = _either(entity)
    row = _marked(_best(types, window), entity[:, 1::2] > _ANEW)
    for n in _kinds(row):
        kind = FLAT[n - 1]
        for first, last in grown(text, window, runs(row, 2 * n - 1, 2 * n)):
            sure = _mean(types[first : last + 1, n])
            start, end = balanced(text, span_of(text, window, first, last))
            leading = _LEADING.match(text, start, end)
            found.append(((leading.end() if leading else start, end), kind, sure))
    found = _apart(found)
    beside: tuple[MentionType, ...] = ("nationality", "title")
    for kind in beside:
        row = _best(scores[kind], window).tobytes()
        for first, last in grown(text, window, runs(row, _BEGIN, _INSIDE)):
            sure = 1 - _mean(scores[kind][first : last + 1, 0])
            found.append((span_of(text, window, first, last), kind, sure))
    return sorted(m for m in found if any(w.lower() not in _LITTLE for w in _WORD.findall(text, *m[0])))


def _marked(best: npt.NDArray[np.uint8], anew: npt.NDArray[np.bool_]) -> bytes:
    """``best`` (0 for none, then each type or role, of which :func:`_either` made one) as labels that say which pieces
    begin ``anew`` (pieces, types): 2n - 1 for these, 2n for others."""
    labels = 2 * best
    labels[best > 0] -= anew[best > 0, best[best > 0] - 1]
    return labels.tobytes()


def _kinds(row: bytes) -> list[int]:
    """The types or roles that such a row has, as numbers from 1."""
    return sorted({(label + 1) // 2 for label in set(row) if label})


def _either(scores: Scores) -> Scores:
    """A type's beginning (an odd column) and inside (the next) made one, after the column of none: which of them it is
    is less sure than that it is that type."""
    found: Scores = np.concatenate([scores[:, :1], scores[:, 1::2] + scores[:, 2::2]], axis=1)
    return found


def _apart(found: Sequence[tuple[Span, MentionType, float]]) -> list[tuple[Span, MentionType, float]]:
    """Those of ``found`` that overlap no surer one."""
    made: list[tuple[Span, MentionType, float]] = []
    spans: list[Span] = []  # of these, in order
    for one in sorted(found, key=lambda f: (-f[2], f)):
        start, end = one[0]
        at = bisect_left(spans, (end, end))
        if not at or spans[at - 1][1] <= start:
            spans.insert(at, (start, end))
            made.append(one)
    return made


def measured(text: str, window: Window, scores: Scores, threshold: float) -> list[tuple[Span, Measure, float]]:
    """Quantity phrases and what they measure, where that a piece counts something has at least ``threshold``.

    The reader takes these from the grammar (:mod:`reportedly.reading.measures`): see ``benchmarks/figure_head.py``.
    """
    row = np.where((1 - scores[:, 0]) * window.mask >= threshold, scores[:, 1:].argmax(axis=-1) + 1, 0)
    return [
        (whole_span(text, window, a, b), MEASURES[label], float(1 - scores[a : b + 1, 0].mean()))
        for a, b, label in stretches(row.tolist())
    ]


def trigger_runs(
    text: str, window: Window, scores: Scores, threshold: float, sure: float
) -> list[tuple[Run, int, float]]:
    """Runs of trigger words as pieces, the type of each (a label of EVENTS), and its probability: pieces that are a
    trigger's with at least ``threshold``, of a type that has at least ``sure``."""
    happens = (1 - scores[:, 0]) * window.mask
    # Where types change within a run, it is one trigger of the type that has more of it.
    parts = runs(np.where(happens >= threshold, _LATER, 0).tobytes(), _BEGIN, _INSIDE)
    found: list[tuple[Run, int, float]] = []
    for first, last in grown(text, window, parts):
        summed = scores[first : last + 1, 1:].sum(axis=0)
        label = int(summed.argmax()) + 1
        found.append(((first, last), label, float(summed[label - 1] / (last - first + 1))))
    return [one for one in found if one[2] >= sure]


def undivided(roles: Scores, text: str, window: Window, names: Sequence[Span]) -> Scores:
    """``roles`` (triggers, pieces, labels) with one role for all pieces of each of ``names``, but for an article before
    it: the likeliest of them together. "Council for the Defence of the Coast" is no actor and two recipients."""
    made = roles.copy()
    first_at = {span[0]: n for n, span in enumerate(window.spans) if span != EMPTY}
    last_at = {span[1]: n for n, span in enumerate(window.spans) if span != EMPTY}
    for start, end in names:
        article = _ARTICLE.match(text, start, end)
        first, last = first_at.get(article.end() if article else start), last_at.get(end)
        if first is None or last is None or first == last:
            continue
        whole = roles[:, first : last + 1].mean(axis=1)
        made[:, first] = whole
        made[:, first + 1 : last + 1, 0] = whole[:, :1]
        made[:, first + 1 : last + 1, 1::2] = 0
        made[:, first + 1 : last + 1, 2::2] = whole[:, None, 1::2] + whole[:, None, 2::2]
    return made


def act(
    text: str,
    window: Window,
    sentence: Span,
    trigger: Run,
    label: int,
    sure: float,
    scores: dict[str, Scores],
    roles: Scores,
) -> Clause:
    """A trigger with what the heads say of it, and those of its roles that stand in its ``sentence``."""
    first, last = trigger
    row = _marked(_best(_either(roles), window), roles[:, 1::2] > roles[:, 2::2])
    parts: list[tuple[str, Span]] = []
    for n in _kinds(row):
        name = EVENT_ROLE_NAMES[n - 1]
        whole = closed(runs(row, 2 * n - 1, 2 * n), row, trigger, window)
        spans = (balanced(text, span_of(text, window, a, b)) for a, b in grown(text, window, whole))
        parts += [(name, span) for span in spans if sentence[0] <= span[0] and span[1] <= sentence[1]]
    of = {
        name: int((np.add.reduce(scores[name][first : last + 1]) / (last - first + 1)).argmax())
        for name in ("subtype", "status", "negated")
    }
    words = whole_span(text, window, first, last)
    every = [words, *(span for _, span in parts)]
    return Clause(
        (min(a for a, _ in every), max(b for _, b in every)),
        words,
        None if EVENTS[label] == "none" else EVENTS[label],
        None if SUBTYPES[of["subtype"]] == "none" else SUBTYPES[of["subtype"]],
        tuple(sorted(parts, key=lambda p: (p[1], p[0]))),
        STATUSES[of["status"]],
        bool(of["negated"]),
        round(sure, 4),
    )
