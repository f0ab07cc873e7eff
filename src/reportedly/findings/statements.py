"""Statements: attributions made into who said what, how, to whom, when and through whom.

The reader gives source, cue and content; everything else is read off the words of the clause around them (the
sentence without what is attributed in it). Actors stay unresolved here: a reference holds only its words and place.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import replace

from reportedly.findings.relays import How, find_relays, holder_kind, kind_of, noun_phrase, outlets
from reportedly.reading.clauses import np_left, tokenize
from reportedly.reading.cues import ADDRESSING, ATTITUDES, NOUNS, VERBS
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

_REACH = 1500  # characters of a sentence beside the cue that are looked at
_DEPTH = 12  # statements around a statement; nobody writes more
_NEGATION = re.compile(r"\b(?:not|never|no|nor|neither|cannot|without)\b|n[’']t\b", re.I)
_NOBODY = re.compile(r"(?:no|neither|none|nobody)\b", re.I)
_PHRASES: tuple[tuple[re.Pattern[str], Manner], ...] = (
    (re.compile(r"\b(?:refus|declin)\w+\b"), "decline"),
    (re.compile(r"\bcall\w* (?:for|on|upon)\b"), "urge"),
    (re.compile(r"\b(?:insist\w*|press\w*) (?:on|for)\b"), "demand"),
    (re.compile(r"\brul\w+ out\b"), "reject"),
    (re.compile(r"\bappeal\w*\b"), "urge"),
)
_RELATIVES = frozenset("who which that".split())
_VERB = re.compile(r"\b(?:is|are|was|were|has|have|had|will|would|to|who|which|that|when|after|before|since|until)\b")
_QUOTED = re.compile(r"\s(?:has |have |had )?(?:also )?(?:quoted|quotes|cited|cites)\s+$")
_TO = re.compile(r"(?<!ccording )\bto\s+", re.I)
# After whom one speaks to, where the content has both.
_THEN = re.compile(r"\s(?:not\s)?(?:to|that|for|about|whether|how|what|why|he|she|they|it|we|I|you|there)\s")
_REST = 12  # characters after a noun phrase in which what follows it shows
_TO_ACT = re.compile(r"(?:not )?to\s[a-z]")
_PASSIVE = re.compile(r"\b(?:is|are|was|were|be|been|being|am)\s+(?:\w+\s+)?\w+(?:ed|ld)\b", re.I)
_TALK = re.compile(r"\binterview(?:s|ed)?\b", re.I)
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
    rows = [_sourced(row) for row in tagged.attributions]
    ids = [
        identifier("s", report.page.sha256, "statement", _manner(report.text, row), row.source, row.cue, row.content, n)
        for n, row in enumerate(rows)
    ]
    contents = sorted(span for row in rows for span in row.content)
    known = outlets(report)
    found: list[Statement] = []
    for n, row in enumerate(rows):
        clause = _clause(report.text, row, sentences, contents)
        if row.within is not None:
            clause = _inside(clause, rows[row.within].content)
        previous = found[-1] if found else None
        made = _statement(tagged, row, ids[n], clause, times, previous)
        addressee, via = _heard_by(report.text, row, clause, known, _others(rows, n))
        if not via and previous is not None and row.source == rows[n - 1].source and row.within == rows[n - 1].within:
            via = previous.via  # "told N on Sunday, saying ..."
        found.append(replace(made, addressee=addressee, via=via))
    chains = [_chain(n, rows, found, known) for n in range(len(rows))]
    for n, row in enumerate(rows):
        if row.within is not None:
            found[n] = replace(found[n], within=ids[row.within], via=chains[n])
    return tuple(sorted(found, key=lambda s: (_start(s), _end(s), s.id)))


def _sourced(row: Attribution) -> Attribution:
    """``row`` without the parts of its source that stand in what is said, where others do not ("... have crossed into
    Nerl and Osk, said the mayor")."""
    outside = tuple(s for s in row.source if not any(a <= s[0] and s[1] <= b for a, b in row.content))
    return replace(row, source=outside) if outside and outside != row.source else row


def _chain(
    n: int, rows: Sequence[Attribution], found: Sequence[Statement], known: frozenset[str]
) -> tuple[ActorRef, ...]:
    """The relays of a statement outward: its own, the source of the one that holds it, that one's own, and so on."""
    via = list(found[n].via)
    seen = {n}
    holder = rows[n].within
    while holder is not None and holder not in seen and len(seen) < _DEPTH:
        seen.add(holder)
        speaker = found[holder].speaker
        if speaker is not None:
            via.append(replace(speaker, how=holder_kind(speaker.text, known)))
        via += found[holder].via
        holder = rows[holder].within
    return tuple(via)


def _inside(clause: Spans, holder: Spans) -> Spans:
    """The parts of a clause that stand in the content of the statement that holds it."""
    parts = [(max(a, c), min(b, d)) for a, b in clause for c, d in holder if a < d and c < b]
    return tuple(sorted(parts))


def _others(rows: Sequence[Attribution], n: int) -> tuple[list[int], list[int]]:
    """Where the cues beside statement ``n``'s stand: all of them, and those that have another source."""
    near = [row for row in rows[max(0, n - 8) : n + 9] if row is not rows[n] and row.cue]
    return [r.cue[0][0] for r in near], [r.cue[0][0] for r in near if r.source != rows[n].source]


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
        None,
        (),
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
            undertakes = VERBS[word].lemma == "agree" and row.content and _TO_ACT.match(text, row.content[0][0])
            return "promise" if undertakes else VERBS[word].manner
        if word in NOUNS:
            return NOUNS[word]
    return next((ATTITUDES[word] for word in reversed(words) if word in ATTITUDES), "say")


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


def _heard_by(
    text: str, row: Attribution, clause: Spans, known: frozenset[str], others: tuple[list[int], list[int]]
) -> tuple[ActorRef | None, tuple[ActorRef, ...]]:
    """Whom it was said to, and through whom the report has it. An outlet that was told relays."""
    if not row.cue:
        return None, ()
    start, end = min(a for a, _ in (*row.source, *row.cue)), max(b for _, b in row.cue)
    every, foreign = others
    # what another's cue separates from this one is that other's
    opens = clause[0][0] if clause else start
    first = start if any(opens <= at < start for at in foreign) else -1
    last = min((at for at in every if at > end), default=len(text))
    clause = tuple((max(a, first), min(b, last)) for a, b in clause if b > first and a < last)
    after = [(max(a, end), b) for a, b in clause if b > end and text[max(a, end) : b].strip()]
    rest = after[0] if after and not text[end : after[0][0]].strip() else None
    talk = any(_TALK.search(text, *part) for part in (*after, *row.cue))
    addressee: ActorRef | None = None
    via: list[ActorRef] = []
    span = _told(text, row, rest)
    if span is not None and not any(a < span[1] and span[0] < b for a, b in row.source):
        how = kind_of(text[slice(*span)], known)
        if how in {"agency", "media"}:
            via.append(_ref(text, span, "interview" if talk and how == "media" else how))
        elif how is None:
            addressee = _ref(text, span)
    quoting = _quoting(text, row)
    if quoting is not None:
        via.append(_ref(text, quoting, holder_kind(text[slice(*quoting)], known)))
    taken = [ref.span for ref in (*via, addressee) if ref is not None and ref.span is not None]
    via += find_relays(text, clause, row.source, row.cue, known, taken)
    return addressee, tuple(via)


def _told(text: str, row: Attribution, rest: Span | None) -> Span | None:
    """Whom the words right after the cue name: "told N", "said to N", "said in an interview with N"."""
    words = re.findall(r"\w+", words_of(text, row.cue).lower())
    lemma = next((VERBS[w].lemma for w in reversed(words) if w in VERBS), "")
    cue = words_of(text, row.cue)
    if lemma in ADDRESSING and _PASSIVE.search(cue):
        start = row.cue[0][0]
        tokens = tokenize(text, (max(0, start - 200), start))
        left = np_left(tokens, len(tokens) - 1) if tokens else 0
        return (tokens[left].start, tokens[-1].end) if left < len(tokens) else None
    if rest is None:  # "urged the council to act", "told her that ...": whom one urges is part of what one wants
        if lemma not in ADDRESSING and not cue.lower().endswith((" on", " upon")):
            return None
        span = _noun_phrase(text, row.content[0])
        then = _THEN.search(text, span[0], span[1] + _REST) if span else None
        return (span[0], then.start()) if span and then and then.start() <= span[1] else None
    if lemma in ADDRESSING:
        return _noun_phrase(text, rest)
    match = _TO.search(text, rest[0], rest[1])
    if match and len(text[rest[0] : match.start()].split()) < 4:
        return _noun_phrase(text, (match.end(), rest[1]))
    return None


def _quoting(text: str, row: Attribution) -> Span | None:
    """Who quotes, in "N quoted A as saying"."""
    if not row.source or not words_of(text, row.cue).lower().endswith("as saying"):
        return None
    start, near = row.source[0][0], max(0, row.source[0][0] - 200)
    if not (match := _QUOTED.search(text[near:start])):
        return None
    tokens = tokenize(text, (near, near + match.start()))
    left = np_left(tokens, len(tokens) - 1) if tokens else 0
    return (tokens[left].start, tokens[-1].end) if left < len(tokens) else None


def _noun_phrase(text: str, span: Span) -> Span | None:
    """The noun phrase at the start of ``text[span]``, if it can be whom something was said to."""
    found = noun_phrase(text, span)
    if found is None or text[span[0] : found[0]].strip():
        return None
    words = text[slice(*found)].lower().split()
    if words[0] in _NOT_ADDRESSED - {"a", "an"}:
        return None
    one = words[0] in {"him", "her", "them", "me", "us", "you", "reporters", "journalists"}
    return (found[0], found[0] + len(words[0])) if one else found
