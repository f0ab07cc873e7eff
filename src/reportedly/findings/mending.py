"""Attributions as the reader tagged them, mended: sources cut to the words that name somebody, sources found for cues
that the reader left alone, and the turns of an interview.

The rules know only closed word classes and what stands beside a cue; where they are not sure, nothing changes.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace

from reportedly.findings.interviews import Turn, turns
from reportedly.reading.clauses import Token, is_verb, np_left, tokenize
from reportedly.reading.cues import VERBS
from reportedly.reading.tags import Attribution, Tagged
from reportedly.reports.sentences import paragraphs, split_sentences
from reportedly.types import Span, Spans

_REACH = 400  # characters of a sentence before a cue that are looked at
_TIME = (
    r"(?:(?:on |late |early |last |this |next )*"
    r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|today|yesterday|tonight|tomorrow|earlier)"
    r"(?: morning| afternoon| evening| night)?)"
)
_WHEN = re.compile(rf"[\s,]+{_TIME}$")
_DAY = re.compile(r"(?:day|year|week|month)$")
_ONLY_WHEN = re.compile(rf"(?i:{_TIME})$")
_NAMED_DAYS = frozenset("super black good ash bloody red palm cyber".split())  # "Super Tuesday" is no time of saying
_JOINT = re.compile(r"(?:but|and|or|while|because|though|although)\s+(?=\S)", re.I)
_PRONOUN = re.compile(r"(?:[Hh]e|[Ss]he|[Tt]hey|[Ii]t|[Ww]e|I)\s+(?P<next>[a-z]+)\b")
_CAPITALS = re.compile(r"(?:[A-Z][\w.’'-]*\s+){1,5}$")
_EMPTY = frozenset("a an and the but or of at least most than that's there".split())
_PASSIVE = frozenset("is are was were be been being am 's 're".split())
_AUXILIARY = frozenset(
    """has have had do does did will would can could may might must should not also then never still later already
    just even once only again n't""".split()
)
_SEEMING = frozenset("seem seems seemed appear appears known expected".split())
_ADJUNCT = frozenset("in at on during after before".split())
_AFTER = frozenset("of for from to with by in at on against over about like as and or".split())
_DETERMINERS = frozenset("the a an his her its their this that these those".split())
_OPENERS = frozenset("when as while after before although though if since because once until despite in on at".split())
_RELATIVE = frozenset("who which that".split())
_CUT = frozenset("and but".split())


def mended(tagged: Tagged) -> Tagged:
    """``tagged`` with its attributions mended, in order of their first position, ``within`` renumbered."""
    text = tagged.report.text
    blocks = paragraphs(tagged.report)
    sentences = [s for block in blocks for s in split_sentences(text, block)]
    rows = [_row(text, row, sentences) for row in tagged.attributions]
    rows = _with_turns(rows, turns(text, blocks))
    return replace(tagged, attributions=_ordered(rows))


def _row(text: str, row: Attribution, sentences: Sequence[Span]) -> Attribution:
    source = tuple(span for span in (_named(text, span, sentences) for span in row.source) if span is not None)
    row = replace(row, source=source)
    return row if source or not row.cue else _with_source(text, row, sentences)


def _named(text: str, span: Span, sentences: Sequence[Span]) -> Span | None:
    """A source without what is no part of a name or noun phrase around it; null where nothing else is left."""
    a, b = span
    if text[max(0, a - 1) : a] in {"'", "’"}:
        if text[a:b] == "s":
            a = _phrase(text, b, sentences)  # of "the Quist campaign's"
        elif text.startswith("s ", a):  # of "Monday's" or of "Tolin's"
            a = a + 2 if _DAY.search(text, max(0, a - 12), a - 1) else _phrase(text, a + 1, sentences)
    if text[a:b].lower() == "and":
        return None
    if joint := _JOINT.match(text, a, b):
        a = joint.end()
    pronoun = _PRONOUN.match(text, a, b)
    if pronoun is not None:
        token = tokenize(text, pronoun.span("next"))
        if token and (is_verb(token[0]) or token[0].low.endswith("ed")):
            b = pronoun.start("next") - 1  # "he kept his"
    when = _WHEN.search(text, max(a, b - 40), b)
    before = text[a : when.start()].split() if when else []
    if when and before and before[-1].lower() not in _NAMED_DAYS and not before[-1].endswith("ed"):
        b = when.start()
    if ")" in text[a:b] and "(" not in text[a : text.index(")", a, b)]:
        a = _opened(text, a, sentences)
    if text[a:b].endswith(" and"):
        b -= 4
    words = text[a:b].lower().split()
    if not words or all(word.strip(",.") in _EMPTY for word in words) or _ONLY_WHEN.match(text[a:b]):
        return None
    return a, b


def _opened(text: str, start: int, sentences: Sequence[Span]) -> int:
    """Where the noun phrase begins whose bracket ``start`` stands in ("Ivo Berek (D-Quist)"), else ``start``."""
    bracket = text.rfind("(", max(0, start - 40), start)
    if bracket < 0 or ")" in text[bracket:start]:
        return start
    first = _phrase(text, bracket, sentences)
    names = _CAPITALS.search(text, first, bracket)
    return names.start() if names else start


def _phrase(text: str, end: int, sentences: Sequence[Span]) -> int:
    """Where the noun phrase begins that ends at ``end``; ``end`` where none does."""
    k = bisect_right(sentences, (end - 1, len(text))) - 1
    first = sentences[k][0] if k >= 0 else 0
    tokens = tokenize(text, (max(first, end - _REACH), end))
    left = np_left(tokens, len(tokens) - 1) if tokens else 0
    while left < len(tokens) - 1 and tokens[left].low.endswith("ing"):
        left += 1
    return tokens[left].start if left < len(tokens) else end


def _with_source(text: str, row: Attribution, sentences: Sequence[Span]) -> Attribution:
    """``row``, which has a cue and no source, with the subject of that cue where one is plain."""
    start, end = row.cue[0]
    k = bisect_right(sentences, (start, len(text))) - 1
    if k < 0:
        return row
    cue = tokenize(text, (start, end))
    low = [token.low for token in cue]
    verb = next((n for n, word in enumerate(low) if word in VERBS), None)
    if verb is None or set(low) & (_PASSIVE | _SEEMING) or text[start - 1 : start] in {"'", "’"}:
        return row
    tokens = tokenize(text, (max(sentences[k][0], start - _REACH), start))
    while tokens and tokens[-1].low in _AUXILIARY:
        tokens.pop()
    if not tokens or tokens[-1].low in _PASSIVE:
        return row
    form = VERBS[low[verb]].form
    last = len(tokens) - 1
    clause = VERBS[low[verb]].kind == "clause"
    if form == "ing" and tokens[last].text == ",":
        span = _subject(tokens, last, relative=False)
    elif (form == "past" or (form == "s" and clause)) and verb == 0 and tokens[last].low in _CUT:
        span = _subject(tokens, last, relative=True)
    elif form in {"past", "s"} and clause and verb == 0:
        span = _beside(tokens, last)
    else:
        span = None
    if span is None:
        return row
    content = _without(row.content, span, text)
    return replace(row, source=(span,), content=content) if content else row


def _beside(tokens: list[Token], last: int) -> Span | None:
    """The noun phrase that ends with token ``last``, without an adjunct at its end ("Tolin in an interview")."""
    comma = tokens[last].text == ","
    left = np_left(tokens, last, apposition=comma)
    if left >= last + (not comma):
        return None
    end = last if comma else last + 1
    inner = next((n for n in range(left + 1, end) if tokens[n].low in _DETERMINERS), None)
    if inner is not None and not comma and tokens[inner - 1].text.islower() and tokens[inner - 1].low not in _AFTER:
        left = inner  # "meddling the congresswoman said"
    cut = next((n for n in range(left + 1, end) if tokens[n].low in _ADJUNCT and not comma), end)
    while cut > left + 1 and tokens[cut - 1].low.endswith("ly"):
        cut -= 1
    words = tokens[left:cut]
    if not words or words[0].low in _AFTER | _OPENERS or words[-1].low in _DETERMINERS or words[0].low.endswith("ing"):
        return None
    return words[0].start, words[-1].end


def _subject(tokens: list[Token], last: int, relative: bool) -> Span | None:
    """The subject of the clause that goes on after token ``last``: what stands before its nearest finite verb; a
    relative pronoun only where ``relative``."""
    for k in range(last - 1, 0, -1):
        if tokens[k].text in {";", ":", "“", "”", '"', "—"}:
            return None
        finite = is_verb(tokens[k]) or (tokens[k].low.endswith("ed") and len(tokens[k].text) > 4)
        if not finite or not tokens[k].text.islower():
            continue
        n = k
        while n > 1 and (tokens[n - 1].low in _AUXILIARY or is_verb(tokens[n - 1])):
            n -= 1
        span = _beside(tokens, n - 1)
        if span is not None and tokens[n - 1].text != "," and (relative or tokens[n - 1].low not in _RELATIVE):
            return span
    return None


def _without(content: Spans, span: Span, text: str) -> Spans:
    """``content`` without ``span``, and without single words that then are left of it."""
    found: list[Span] = []
    for a, b in content:
        for part in ((a, min(b, span[0])), (max(a, span[1]), b)) if a < span[1] and span[0] < b else ((a, b),):
            words = text[slice(*part)].strip() if part[0] < part[1] else ""
            if words:
                first = text.index(words, *part)
                found.append((first, first + len(words)))
    return tuple(found)


def _with_turns(rows: list[Attribution], found: Sequence[Turn]) -> list[Attribution]:
    """``rows`` with one for each turn of an interview that has none; rows inside its words are then within it."""
    for turn in found:
        if any(row.within is None and turn.letter in row.source for row in rows):
            continue
        for n, row in enumerate(rows):
            parts = (*row.source, *row.cue, *row.content)
            if row.within is None and all(any(a <= c and d <= b for a, b in turn.words) for c, d in parts):
                rows[n] = replace(row, within=len(rows))
        rows.append(Attribution((turn.letter,), (), turn.words))
    return rows


def _ordered(rows: Sequence[Attribution]) -> tuple[Attribution, ...]:
    order = sorted(
        range(len(rows)), key=lambda n: (min(a for a, _ in (*rows[n].source, *rows[n].cue, *rows[n].content)), n)
    )
    place = {old: new for new, old in enumerate(order)}
    return tuple(
        replace(rows[n], within=None if rows[n].within is None else place[rows[n].within])  # type: ignore[index]
        for n in order
    )
