"""The trained reader: a report in, its tags out. One encoder reads every window once; the rest is arithmetic.

What is said inside a content ("he said he had told us ...") has a head of its own: most of the articles that the
encoder was trained on mark outer attributions only.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import replace

from reportedly.reading import decoding
from reportedly.reading.encoder import Encoder, Scores, the_encoder
from reportedly.reading.known import known_mentions
from reportedly.reading.measures import tag_quantities
from reportedly.reading.nesting import kept, placed
from reportedly.reading.runs import Run
from reportedly.reading.tags import Attribution, Clause, Entity, Tagged
from reportedly.reading.triggers import Act, apart, as_listed, with_listed
from reportedly.reading.windows import Window, windows
from reportedly.reports.sentences import paragraphs, split_sentences
from reportedly.types import Report, Span

_LONGEST_DATELINE = 100
# A place in capitals, further names and numbers, an agency in brackets, a dash.
_DATELINE = re.compile(
    r"[A-ZÀ-Þ][A-ZÀ-Þ'’.-]{2,}(?:[\s,]+(?:[A-ZÀ-Þ][\w.'’]{0,20}|\d{1,4}(?:st|nd|rd|th)?)){0,8}[,.]?\s{0,3}"
    r"(?:\([^()\n]{2,40}\)|/[^/\n]{2,40}/)?\s{0,3}[-–—_]{1,3}\s+(?=\S)"
)
_NAMES = frozenset({"person", "organization"})
_UNLIKELY = 0.15  # probability of a cue that counts where content is left over
_MOST = 0.5  # share of its content that it takes from there
_IN_A_ROW = 16  # windows, whose states take 4 MB together
_RECENT = 8  # attributions of earlier windows that a quotation may go on with


class ModelReader:
    """Reads attributions, mentions, quantities and events with the trained model. It keeps no state."""

    def __init__(self, encoder: Encoder | None = None) -> None:
        self._encoder = encoder or the_encoder()

    @property
    def version(self) -> str:
        """The version of the weights, which goes into every report. The rules around them have none of their own."""
        return self._encoder.settings.version

    def read(self, reports: list[Report]) -> list[Tagged]:
        """Tag the title and body of each report; same length and order as ``reports``."""
        return [self._read(report) for report in reports]

    def _read(self, report: Report) -> Tagged:
        text = report.text
        read = [split_sentences(text, _without_dateline(report, paragraph)) for paragraph in paragraphs(report)]
        sentences = [sentence for paragraph in read for sentence in paragraph]
        outer: list[Attribution] = []
        entities: list[Entity] = []
        clauses: list[Clause] = []
        nested: list[decoding.Linked] = []
        for window, states, scores, links in self._encoded(windows(text, read, self._encoder.pieces)):
            inner = decoding.cue_runs(scores["inner"], window, self._encoder.settings.inner)
            linked, rest = attributions_of(links, text, window, scores, self._encoder.settings.cue)
            recent = max(0, len(outer) - _RECENT)
            own = self._nested(linked, len(outer))
            outer[recent:] = decoding.carried_on(text, [*outer[recent:], *own], rest)
            # A cue of an outer attribution is no inner one: `placed` would leave it out.
            taken = [span for one in linked for span in one.cue]
            inner = [(a, b) for a, b in inner if not _meets(taken, (window.spans[a][0], window.spans[b][1]))]
            nested += linked_to(links, text, window, scores["inner"], inner)
            here = [Entity(*found) for found in decoding.mentions(text, window, scores)]
            entities += here
            clauses += self._clauses(text, window, sentences, states, scores, here)
        whole = kept(text, placed(outer, [replace(one, confidence=self._sure(one)) for one in nested]))
        return Tagged(
            report,
            tuple(whole),
            tuple(sorted(known_mentions(text, sentences, entities), key=lambda e: (e.span, e.type))),
            tag_quantities(text, sentences),
            tuple(sorted(clauses, key=lambda c: (c.span, c.trigger))),
        )

    def _encoded(self, every: list[Window]) -> Iterator[tuple[Window, Scores, dict[str, Scores], Links]]:
        """Each window with its states and scores, and with the links of its likely cues. Some go through the encoder in
        a row, then through the link head: what is done with one afterwards drives the weights out of the processor's
        cache, and the weights that."""
        for at in range(0, len(every), _IN_A_ROW):
            some = [(window, *self._encoder.tags(window)) for window in every[at : at + _IN_A_ROW]]
            yield from [
                (window, states, scores, self._linked(window, states, scores)) for window, states, scores in some
            ]

    def _linked(self, window: Window, states: Scores, scores: dict[str, Scores]) -> Links:
        """The links of the cues of a window, inner and outer, asked for at once."""
        links, settings = Links(self._encoder, states), self._encoder.settings
        cues = decoding.cue_runs(scores["cue"], window, settings.cue)
        links.ask([*cues, *decoding.cue_runs(scores["inner"], window, settings.inner)])
        return links

    def _nested(self, found: list[decoding.Linked], before: int) -> list[Attribution]:
        """The attributions of one window, of which ``before`` stand in earlier windows; none reaches into another."""
        within = decoding.holders([(one.source, one.cue, one.content) for one in found])
        return [
            Attribution(
                one.source,
                one.cue,
                one.content,
                self._sure(one),
                None if holder is None else holder + before,
            )
            for one, holder in zip(found, within, strict=True)
        ]

    def _sure(self, one: decoding.Linked) -> float:
        """The share of attributions such as ``one`` that are right."""
        return _calibrated(one.confidence, *self._encoder.settings.confidence)

    def _clauses(
        self,
        text: str,
        window: Window,
        sentences: list[Span],
        states: Scores,
        scores: dict[str, Scores],
        here: list[Entity],
    ) -> list[Clause]:
        found = decoding.trigger_runs(
            text, window, scores["event"], self._encoder.settings.event, self._encoder.settings.type
        )
        found, acts = with_listed(text, window, 1 - scores["event"][:, 0], found)
        if not found:
            return []
        roles = self._encoder.links("act", states, [run for run, _, _ in found])
        roles = decoding.undivided(roles, text, window, [one.span for one in here if one.type in _NAMES])
        made: list[tuple[Clause, Act | None]] = []
        for (run, label, sure), row, act in zip(found, roles, acts, strict=True):
            at = bisect_right(sentences, window.spans[run[0]][0], key=lambda sentence: sentence[0]) - 1
            clause = decoding.act(text, window, sentences[max(0, at)], run, label, sure, scores, row)
            made.append((as_listed(clause, act) if act else clause, act))
        return [clause for clause in apart(text, made) if clause.type or clause.subtype]


def _meets(spans: list[Span], span: Span) -> bool:
    """Whether ``span`` overlaps one of ``spans``."""
    return any(a < span[1] and span[0] < b for a, b in spans)


def _without_dateline(report: Report, paragraph: Span) -> Span:
    """The body's first paragraph after "BEIRUT (AP) -", which is no part of its first sentence; others as they are."""
    start, end = paragraph
    if not report.body or start != report.body[0][0]:
        return paragraph
    dateline = _DATELINE.match(report.text, start, min(end, start + _LONGEST_DATELINE))
    return (dateline.end(), end) if dateline else paragraph


class Links:
    """The roles (pieces, labels) of a window's pieces as seen from its cues. What was asked for once is kept, so that
    cues of several heads cost one run of the link head."""

    def __init__(self, encoder: Encoder, states: Scores) -> None:
        self._encoder, self._states = encoder, states
        self._known: dict[Run, Scores] = {}

    def ask(self, cues: list[Run]) -> list[Scores]:
        """The roles for each of ``cues``."""
        new = [cue for cue in dict.fromkeys(cues) if cue not in self._known]
        if new:
            self._known.update(zip(new, self._encoder.links("attribution", self._states, new), strict=True))
        return [self._known[cue] for cue in cues]


def linked_to(links: Links, text: str, window: Window, scores: Scores, cues: list[Run]) -> list[decoding.Linked]:
    """What belongs to each of ``cues``, of which ``scores`` (pieces, labels) say how likely each is one."""
    sure = [float(1 - scores[a : b + 1, 0].mean()) for a, b in cues]
    return [decoding.linked(text, window, c, s, r) for c, s, r in zip(cues, sure, links.ask(cues), strict=True)]


def attributions_of(
    links: Links, text: str, window: Window, scores: dict[str, Scores], threshold: float
) -> tuple[list[decoding.Linked], list[Span]]:
    """The attributions of a window whose cues have at least the probability ``threshold``, and what is said without
    one. Where content is left over, a less likely cue that takes most of its own content from there counts too."""

    def linked(cues: list[Run]) -> list[decoding.Linked]:
        return linked_to(links, text, window, scores["cue"], cues)

    cues = decoding.cue_runs(scores["cue"], window, threshold)
    found = decoding.joined(linked(cues))
    rest = decoding.leftovers(text, window, scores["content"], found)
    if rest:
        taken = {piece for first, last in cues for piece in range(first, last + 1)}
        less = [
            cue
            for cue in decoding.cue_runs(scores["cue"], window, _UNLIKELY)
            if taken.isdisjoint(range(cue[0], cue[1] + 1))
        ]
        for one in sorted(linked(less), key=lambda one: (-one.confidence, one.cue)):
            if one.content and decoding.share_in(one.content, tuple(rest)) >= _MOST:
                found = decoding.joined([*found, one])
                rest = decoding.leftovers(text, window, scores["content"], found)
    return found, rest


def _calibrated(score: float, slope: float, shift: float) -> float:
    """The share of attributions with this score that are right, by a logistic curve over its log odds."""
    score = min(max(score, 1e-6), 1 - 1e-6)
    odds = slope * math.log(score / (1 - score)) + shift
    return round(1 / (1 + math.exp(-odds)), 4)
