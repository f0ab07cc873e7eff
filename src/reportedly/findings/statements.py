"""Statements: attributions made into who said what, how, to whom, when and through whom.

The reader gives source, cue and content; everything else is read off the words of the clause around them (the
sentence without what is attributed in it). Actors stay unresolved here: a reference holds only its words and place.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import replace
from typing import Literal

from reportedly.reading.clauses import Token, np_left, np_right, tokenize
from reportedly.reading.cues import ADDRESSING, DOCUMENTS, NOUNS, VERBS
from reportedly.reading.quotes import quotations
from reportedly.reading.tags import Attribution, Entity, Tagged
from reportedly.reports.sentences import paragraphs, split_sentences
from reportedly.types import (
    ActorRef,
    Date,
    Manner,
    Quotation,
    Span,
    Spans,
    Statement,
    Time,
    identifier,
    words_of,
)

How = Literal["interview", "agency", "media", "document", "person"]

_REACH = 1500  # characters of a sentence beside the cue that are looked at
_NEGATION = re.compile(r"\b(?:not|never|no|nor|neither|cannot|without)\b|n[’']t\b", re.I)
_NOBODY = re.compile(r"(?:no|neither|none|nobody)\b", re.I)
_PHRASES: tuple[tuple[re.Pattern[str], Manner], ...] = (
    (re.compile(r"\b(?:refus|declin)\w+\b"), "decline"),
    (re.compile(r"\bcall\w* (?:for|on|upon)\b"), "urge"),
    (re.compile(r"\b(?:insist\w*|press\w*) (?:on|for)\b"), "demand"),
    (re.compile(r"\brul\w+ out\b"), "reject"),
    (re.compile(r"\bappeal\w*\b"), "urge"),
)
_AGENCY = frozenset("agency agencies wire afp reuters ap tass itar-tass interfax ria xinhua sana irna upi".split())
_MEDIA = frozenset(
    """newspaper newspapers daily weekly magazine television tv radio channel broadcaster station network website
    paper papers press media news blog times post herald tribune gazette telegraph guardian journal cnn bbc abc
    nbc cbs msnbc npr fox bloomberg observer courier gazette mirror sun star globe standard express independent
    economist chronicle inquirer dispatch examiner register ledger newsweek reuters
    politico al-jazeera jazeera""".split()
)
_RELATIVES = frozenset("who which that".split())
_VERB = re.compile(r"\b(?:is|are|was|were|has|have|had|will|would|to|who|which|that|when|after|before|since|until)\b")
_QUOTED = re.compile(r"\s(?:has |have |had )?(?:also )?(?:quoted|quotes|cited|cites)\s+$")
_TALK = re.compile(r"\binterview(?:s|ed)?\b", re.I)
_TO = re.compile(r"(?<!ccording )\b(?:to|with)\s+", re.I)
_RELAYED = re.compile(
    r"\b(?:according\s+to|(?:as\s+)?(?:quoted|cited|reported)\s+by|in\s+remarks\s+carried\s+by)\s+", re.I
)
_PLACE = re.compile(r"\b(?:[Ii]n|[Aa]t|[Ff]rom)\s+(?:the\s+)?$")
_NOT_ADDRESSED = frozenset(
    """how why what when where who whether if that it this nothing more less one something a an against about of in
    on at by for with from to as over""".split()
)


def find_statements(tagged: Tagged, times: Sequence[Time]) -> tuple[Statement, ...]:
    """One statement for each attribution of ``tagged``, in order of start, end, id.

    ``times`` are the report's temporal expressions; one in the attributing clause says when it was said. Speakers,
    addressees and relays hold only ``text`` and ``span``: :func:`reportedly.actors.coreference.resolve` names them.
    """
    report = tagged.report
    times = sorted(times, key=_begins)
    sentences = [s for p in paragraphs(report) for s in split_sentences(report.text, p)]
    rows = tagged.attributions
    ids = [
        identifier("s", report.page.sha256, "statement", _manner(report.text, row), row.source, row.cue, row.content, n)
        for n, row in enumerate(rows)
    ]
    contents = sorted(span for row in rows for span in row.content)
    found: list[Statement] = []
    for n, row in enumerate(rows):
        clause = _clause(report.text, row, sentences, contents)
        previous = found[-1] if found else None
        found.append(_statement(tagged, row, ids[n], clause, times, previous))
    for n, row in enumerate(rows):
        if row.within is not None:
            outer = found[row.within]
            chain = outer.via
            if outer.speaker is not None:
                chain = (replace(outer.speaker, how="person"), *chain)
            found[n] = replace(found[n], within=ids[row.within], via=(*found[n].via, *chain))
    return tuple(sorted(found, key=lambda s: (_start(s), _end(s), s.id)))


def _start(statement: Statement) -> int:
    return min(a for a, _ in (*statement.source, *statement.cue, *statement.content))


def _end(statement: Statement) -> int:
    return max(b for _, b in (*statement.source, *statement.cue, *statement.content))


def _statement(
    tagged: Tagged, row: Attribution, key: str, clause: Spans, times: Sequence[Time], previous: Statement | None
) -> Statement:
    report = tagged.report
    text = report.text
    quotation = _quotation(text, row.content)
    speaker = _ref(text, row.source[0]) if row.source else None
    if speaker is None and not row.cue and quotation == "direct" and previous is not None:
        speaker = previous.speaker  # a quotation that stands alone goes on with the speaker before it
    addressee, via = _heard_by(text, row, clause)
    cue = words_of(text, row.cue)
    manner = _manner(text, row)
    return Statement(
        key,
        report.id,
        row.source,
        row.cue,
        row.content,
        words_of(text, row.content),
        quotation,
        manner != "decline"
        and (_NEGATION.search(cue) is not None or _NOBODY.match(words_of(text, row.source)) is not None),
        manner,
        speaker,
        addressee,
        via,
        _said(text, clause, row, times),
        _place(tagged, clause),
        None,
        row.confidence,
    )


def _ref(text: str, span: Span, how: How | None = None) -> ActorRef:
    return ActorRef(None, None, None, None, text[slice(*span)], span, how)


def _quotation(text: str, content: Spans) -> Quotation:
    """Direct where all words stand in quotation marks, mixed where some do."""
    inside = outside = 0
    for start, end in content:
        quoted = quotations(text, (start, end))
        at = start
        for quote in quoted:
            outside += len(re.findall(r"\w+", text[at : quote.span[0]]))
            inside += 1
            at = quote.span[1]
        outside += len(re.findall(r"\w+", text[at:end]))
    if not inside:
        return "indirect"
    return "mixed" if outside else "direct"


def _manner(text: str, row: Attribution) -> Manner:
    cue = words_of(text, row.cue).lower()
    for pattern, manner in _PHRASES:
        if pattern.search(cue):
            return manner
    words = re.findall(r"[\w’'-]+", cue)
    for word in reversed(words):
        if word in VERBS:
            return VERBS[word].manner
        if word in NOUNS:
            return NOUNS[word]
    return "say"


def _clause(text: str, row: Attribution, sentences: list[Span], contents: list[Span]) -> Spans:
    """The sentence of the cue (and source) without the contents that are in it: the attributing clause."""
    anchor = (*row.cue, *row.source) or row.content[:1]
    if not (row.cue or row.source):
        return ()
    first, last = min(a for a, _ in anchor), max(b for _, b in anchor)
    k = max(0, bisect_right(sentences, (first, len(text))) - 1)
    start, end = sentences[k] if sentences else (first, last)
    while k + 1 < len(sentences) and sentences[k + 1][0] < last:
        k += 1
        end = sentences[k][1]
    start, end = max(start, first - _REACH), min(end, last + _REACH)
    free: list[Span] = []
    at = start
    for a, b in contents[max(0, bisect_right(contents, (start, start)) - 50) :]:
        if a >= end:
            break
        if b <= at:
            continue
        if a <= first and last <= b:
            # This attribution stands in another's content: only what is outside of its own content counts.
            continue
        if at < a:
            free.append((at, a))
        at = max(at, b)
    if at < end:
        free.append((at, end))
    return tuple(free)


def _begins(time: Time) -> int:
    return time.span[0]


def _opens(entity: Entity) -> int:
    return entity.span[0]


def _said(text: str, clause: Spans, row: Attribution, times: Sequence[Time]) -> Date | None:
    """The date in the attributing clause that is nearest to the cue; one in the source's own words does not count,
    nor one before a source that is not the clause's subject ("those who want ...")."""
    if not row.cue or not row.source:
        return None
    at = row.cue[0][0]
    if text[slice(*row.source[0])].lower() in _RELATIVES:
        clause = tuple((max(a, at), b) for a, b in clause if b > at)
    # only the stretch around the cue, and a date that opens the sentence ("On Monday, ...")
    clause = tuple((a, b) for n, (a, b) in enumerate(clause) if n == 0 or a <= at < b or (n and clause[n - 1][1] > at))
    first, last = clause[0][0] if clause else at, clause[-1][1] if clause else at
    near = [
        (abs(t.span[0] - at), t.span, t.date)
        for t in times[bisect_left(times, first, key=_begins) : bisect_left(times, last, key=_begins)]
        if t.type == "DATE"
        and any(a <= t.span[0] and t.span[1] <= b for a, b in clause)
        and not any(a <= t.span[0] < b for a, b in row.source)
        and not _VERB.search(text, *sorted((t.span[1], at)))
    ]
    return min(near, key=lambda n: n[:2])[2] if near else None


def _place(tagged: Tagged, clause: Spans) -> str | None:
    """A place in the attributing clause that is plainly where it was said ("told reporters in Geneva")."""
    text = tagged.report.text
    first, last = clause[0][0] if clause else 0, clause[-1][1] if clause else 0
    entities = tagged.entities
    for entity in entities[bisect_left(entities, first, key=_opens) : bisect_left(entities, last, key=_opens)]:
        a, b = entity.span
        if entity.type == "place" and any(s <= a and b <= e for s, e in clause):
            before = text[max(0, a - 12) : a]
            opening = any(a - s <= 8 and text[b : b + 1] == "," for s, _ in clause)
            told = re.search(
                r"\b(?:told|reporters|journalists|said|speech|conference)\b[^,;]{0,60}$", text[max(0, a - 80) : a]
            )
            if _PLACE.search(before) and (opening or told):
                return text[a:b]
    return None


def _heard_by(text: str, row: Attribution, clause: Spans) -> tuple[ActorRef | None, tuple[ActorRef, ...]]:
    """Whom it was said to, and through whom the report has it."""
    if not row.cue:
        return None, ()
    addressee: ActorRef | None = None
    via: list[ActorRef] = []
    end = max(b for _, b in row.cue)
    after = [(max(a, end), b) for a, b in clause if b > end]
    rest = after[0] if after and not text[end : after[0][0]].strip() else None
    lemma = next(
        (VERBS[w].lemma for w in reversed(re.findall(r"\w+", words_of(text, row.cue).lower())) if w in VERBS), ""
    )
    interview = rest is not None and _TALK.search(text, *rest) is not None
    if rest is not None:
        span: Span | None = None
        if lemma in ADDRESSING:
            span = _noun_phrase(text, rest)
        elif match := _TO.search(text, rest[0], rest[1]):
            near = text[rest[0] : match.start()]
            if (match[0].strip().lower() == "to" and len(near.split()) < 4) or _TALK.search(near):
                span = _noun_phrase(text, (match.end(), rest[1]))
        if span is not None and not any(a < span[1] and span[0] < b for a, b in row.source):
            how = _how(text[slice(*span)], interview)
            if how in {"agency", "media", "interview"}:
                via.append(_ref(text, span, how))
            else:
                addressee = _ref(text, span)
    start = min(a for a, _ in (row.source or row.cue))
    if words_of(text, row.cue).lower() == "as saying" and (match := _QUOTED.search(text[max(0, start - 200) : start])):
        tokens = tokenize(text, (max(0, start - 200), max(0, start - 200) + match.start()))
        left = np_left(tokens, len(tokens) - 1) if tokens else 0
        if left < len(tokens):
            span = (tokens[left].start, tokens[-1].end)
            via.append(_ref(text, span, _how(text[slice(*span)], False) or "media"))
    for part in after:
        for match in _RELAYED.finditer(text, *part):
            span = _noun_phrase(text, (match.end(), part[1]))
            if span is not None and not any(a <= match.start() < b for a, b in (*row.cue, *row.source)):
                via.append(_ref(text, span, _how(text[slice(*span)], False) or "person"))
    return addressee, tuple(via)


def _how(words: str, interview: bool) -> How | None:
    low = {w.removesuffix("'s").removesuffix("’s") for w in re.findall(r"[\w’'-]+", words.lower())}
    if low & {"reporters", "journalists", "conference"}:
        return None
    if low & _AGENCY:
        return "agency"
    if low & _MEDIA or (len(low) == 1 and words.istitle() and words.lower().endswith(("press", "news", "media"))):
        return "interview" if interview else "media"
    if low & DOCUMENTS:
        return "document"
    return None


def _noun_phrase(text: str, span: Span) -> Span | None:
    """The noun phrase at the start of ``text[span]``, if one is there."""
    tokens: list[Token] = tokenize(text, (span[0], min(span[1], span[0] + 400)))
    if not tokens or tokens[0].kind != "word" or tokens[0].low in _NOT_ADDRESSED - {"a", "an"}:
        return None
    if text[span[0] : tokens[0].start].strip():
        return None
    end = np_right(tokens, 0, appositions=False, verbs=False)
    if tokens[0].low in {"him", "her", "them", "me", "us", "you", "reporters", "journalists"}:
        end = 1
    for k in range(1, end):
        if tokens[k].low in {"in", "on", "at", "from", "during"}:
            end = k
            break
    return (tokens[0].start, tokens[end - 1].end) if end else None
