"""Attributions of one sentence by rule: each reporting word, its subject beside it, and what it reports.

A sentence is tokens in which a quotation is a single token. Content is what is quoted, what follows the verb, or
what stands before ", X said". Each step is one pass over at most :data:`~reportedly.reading.clauses.LONGEST` tokens.
"""

from __future__ import annotations

from dataclasses import replace

from benchmarks.baseline.nominal import Found, is_owner, noun_attribution
from reportedly.reading.clauses import (
    DASHES,
    SPEECH,
    Token,
    Unit,
    adjunct_end,
    may_speak,
    np_left,
    np_right,
    opening_noun,
)
from reportedly.reading.cues import (
    ADDRESSING,
    AUXILIARIES,
    BEFORE_GERUND,
    BREAKS,
    DETERMINERS,
    DOCUMENTARY,
    DOCUMENTS,
    INTENDING,
    NOUN_LIKE,
    NOUNS,
    PREPOSITIONS,
    PRONOUNS,
    QUOTING,
    RELATIVES,
    VERBS,
    Cue,
)


def read_unit(unit: Unit) -> list[Found]:
    """The attributions of one sentence (with the sentences quoted in it), outer ones before those within."""
    tokens = unit.tokens
    rows: list[Found] = []
    inside_until, holder = 0, None  # tokens before this index are the content of ``holder``
    for i, token in enumerate(tokens):
        if token.kind != "word":
            continue
        row: Found | None = None
        if token.low == "according" and i + 1 < len(tokens) and tokens[i + 1].low == "to":
            row = _according(tokens, i, rows)
        elif token.low in VERBS:
            row = _verb(tokens, i, VERBS[token.low], rows, inside_until > i)
        if row is None and token.low in NOUNS and i:
            row = noun_attribution(tokens, i)
        if row is None or not row.content or (row.source and not may_speak(tokens, *row.source)):
            continue
        if inside_until > i:
            trailing = max(b for _, b in row.content) <= i and _start_of(row) <= rows[holder or 0].group[0]
            if not trailing and not _starts_anew(tokens, row, i):
                inner = next(n for n in range(len(rows) - 1, -1, -1) if _holds(rows[n], i) or n == holder)
                if row.source is not None and row.source[0] >= _start_of(rows[inner]):
                    rows.append(replace(row, within=inner))
                continue
            if not trailing:
                rows[holder or 0] = _cut(tokens, rows[holder or 0], row)
        rows.append(row)
        # What stands before ", X said" holds the attributions found in it.
        for n, other in enumerate(rows[:-1]):
            if other.within is None and any(a <= other.group[0] < b for a, b in row.content):
                rows[n] = replace(other, within=len(rows) - 1)
        last = max(b for _, b in row.content)
        if last > i:
            inside_until, holder = last, len(rows) - 1
    return [row for row in rows if row.content]


def _holds(row: Found, i: int) -> bool:
    return any(a <= i < b for a, b in row.content)


def _start_of(row: Found) -> int:
    return min(a for a, _ in row.content)


def _starts_anew(tokens: list[Token], row: Found, i: int) -> bool:
    """Whether a cue that stands in another's content is outside it: it shares the subject (", saying ...", ", and
    added"), or follows a break such as ", but"."""
    k = row.group[0] - 1
    if row.source is None or not (row.source[0] <= k < row.source[1]):
        # a shared subject, which stands further left
        if row.source is None or row.source[1] <= k:
            while k > 0 and tokens[k].low in AUXILIARIES:
                k -= 1
            return tokens[k].low in {",", "and", "but", "while", "before", "by", "in"} or tokens[k].kind == "quote"
        return False
    k = row.source[0] - 1
    if k < 1:
        return False
    if tokens[k].text in {";", "—", "–", "-"}:
        return True
    return tokens[k].low in BREAKS and tokens[k - 1].text == ","


def _cut(tokens: list[Token], row: Found, by: Found) -> Found:
    """``row`` with its content ended before ``by`` begins."""
    end = by.group[0]
    if by.source and by.source[0] >= row.group[1]:
        end = min(end, by.source[0])
    end = min([end, *(a for a, _ in by.content if a > row.group[1])])
    while end > 0 and (tokens[end - 1].text in {",", ";", "—", "–", "-"} or tokens[end - 1].low in BREAKS):
        end -= 1
    kept = tuple((a, min(b, end)) for a, b in row.content if a < end)
    return replace(row, content=kept)


def _according(tokens: list[Token], i: int, rows: list[Found]) -> Found | None:
    """ "According to S, ..." and "..., according to S". After "X said" S only relays: see findings.relays."""
    stop = np_right(tokens, i + 2, appositions=False, verbs=False)
    if stop == i + 2:
        return None
    before = _clause_before(tokens, i)
    if before and tokens[i - 1].low not in {"that", "and", "but"}:
        outer = next((row for row in reversed(rows) if row.within is None), None)
        if outer and any(VERBS[t.low].manner == "say" for t in tokens[slice(*outer.group)] if t.low in VERBS):
            return None
        return Found((i, i + 2), (i + 2, stop), (before,))
    start = stop + 1 if stop < len(tokens) and tokens[stop].text == "," else stop
    return Found((i, i + 2), (i + 2, stop), _right(tokens, start))


def _verb(tokens: list[Token], i: int, cue: Cue, rows: list[Found], nested: bool) -> Found | None:
    start = i
    while start > 0 and (
        (tokens[start - 1].low in AUXILIARIES and tokens[start - 1].text != "May")
        or (tokens[start - 1].low.endswith("ly") and start > 1)
    ):
        start -= 1
    end = i + 1
    if cue.lemma == "call" and end < len(tokens) and tokens[end].low in {"off", "up", "in", "back", "out"}:
        return None
    if cue.lemma in {"quote", "cite"}:
        said = next((k for k in range(end, min(len(tokens) - 2, end + 25)) if tokens[k].low == "as"), 0)
        if said and tokens[said + 1].low == "saying":  # "N quoted X as saying": X speaks, N relays
            return Found((said, said + 2), (end, said), _right(tokens, said + 2))
    source, shared = _subject(tokens, start, i, cue, rows)
    inverted = source is not None and source[0] >= end
    after = source[1] if inverted and source else end
    if source is None and (not shared or start == 0):
        return None
    passive = cue.form == "past" and any(
        tokens[k].low in {"is", "was", "are", "were", "been", "be", "being"} for k in range(start, i)
    )
    expected = cue.lemma == "expect" and shared and end < len(tokens) and tokens[end].low == "to"
    if passive or expected:
        return None
    # What is said stands before: a quotation, or ", X said".
    edge = min(start, source[0]) if source and not shared and source[0] < i else start
    after_word = tokens[after] if after < len(tokens) else None
    if edge > 0 and not shared and cue.kind == "clause":
        quoted = tokens[edge - 1].kind == "quote" or (
            edge > 1 and tokens[edge - 1].text in {",", "—", "–", "-"} and tokens[edge - 2].kind == "quote"
        )
        rest = adjunct_end(tokens, after)
        closing = rest >= len(tokens) or tokens[rest].text in {",", ".", ";", "—", "–"} or tokens[rest].kind == "quote"
        if (quoted and (tokens[edge - 1].words > 2 if tokens[edge - 1].kind == "quote" else True)) or (
            tokens[edge - 1].text == ","
            and closing
            and (not nested or rest >= len(tokens) - 1)
            and cue.lemma not in {"go", "read", "begin"}
        ):
            before = _clause_before(tokens, edge)
            if before:
                content = [before]
                goes_on = rest + 1 < len(tokens) and tokens[rest].text in {",", "—", "–"}
                if goes_on and (tokens[rest + 1].kind == "quote" or not (quoted or _cue_follows(tokens, rest + 1))):
                    content.append((rest + 1, _end(tokens, rest + 1)))
                return Found((start, end), source, tuple(content))
    if inverted and (after_word is None or after_word.text != ":"):
        return None
    return _following(tokens, start, end, cue, source)


def _following(tokens: list[Token], start: int, end: int, cue: Cue, source: tuple[int, int] | None) -> Found | None:
    """The attribution of a verb whose content follows it."""
    begin = end
    if begin < len(tokens) and tokens[begin].low in PREPOSITIONS and cue.kind == "object":
        begin += 1
        end = begin
    elif cue.lemma in ADDRESSING:
        begin = _addressee_end(tokens, begin)
    if cue.kind == "clause" and not (begin < len(tokens) and tokens[begin].low == "to"):
        begin = adjunct_end(tokens, begin)
    if begin >= len(tokens):
        return None
    word = tokens[begin]
    if word.text in {",", ":"} and begin + 1 < len(tokens):
        quoted = tokens[begin + 1].kind == "quote"
        introduced = source is not None and source[0] > 0 and tokens[source[0] - 1].low == "as"
        if word.text == "," and not quoted and not (introduced and cue.kind == "clause"):
            return None
        begin += 1
        word = tokens[begin]
    elif word.text == ":":
        return Found((start, end), source, ((begin, begin + 1),), announces=True)
    elif word.text in {",", ".", ";", ")"}:
        return None
    speech = word.kind == "quote" and word.words >= SPEECH
    if cue.lemma in QUOTING and not speech and word.low != "that" and tokens[begin - 1].text != ":":
        return None
    if word.low == "to" and cue.kind == "clause" and cue.lemma not in INTENDING and cue.lemma not in ADDRESSING:
        return None
    if cue.lemma in DOCUMENTARY and word.low not in {"that", "how", "why"} and not _document(tokens, source):
        return None
    return Found((start, end), source, _right(tokens, begin))


def _document(tokens: list[Token], source: tuple[int, int] | None) -> bool:
    return source is not None and any(tokens[k].low in DOCUMENTS for k in range(*source))


def _addressee_end(tokens: list[Token], start: int) -> int:
    """The end of the first object of "told", "asked" and the like, if there is one before the content."""
    if (
        start < len(tokens)
        and tokens[start].kind == "word"
        and tokens[start].low not in {"that", "to", "for", "about", "if"}
    ):
        if tokens[start].low in {"him", "her", "them", "me", "us", "you", "reporters", "journalists"}:
            return start + 1
        return np_right(tokens, start, appositions=False, verbs=False)
    return start


def _subject(
    tokens: list[Token], start: int, i: int, cue: Cue, rows: list[Found]
) -> tuple[tuple[int, int] | None, bool]:
    """The token range of the verb's subject, and whether it is shared with a verb before."""
    before = tokens[start - 1] if start else None
    if cue.form == "ing":
        if (before is not None and before.low in BEFORE_GERUND) or (before and is_owner(before.low)):
            return None, False
        progressive = any(
            tokens[k].low in {"is", "are", "was", "were", "been", "be", "'re", "'s"} for k in range(start, i)
        )
        if not progressive:
            return _shared(tokens, start, rows), True
    if before is None or before.kind == "quote" or before.text in {",", "—", "–", "-"}:
        return _beside_mark(tokens, start, i, cue, rows)
    if tokens[i].low in NOUN_LIKE and start == i:
        # After "that" such a form is the clause's subject: "said that talks were over".
        named = before.text[0].isupper() or (before.low in PRONOUNS and before.low != "that")
        that = i + 1 < len(tokens) and tokens[i + 1].low == "that" and cue.form == "s"
        if not tokens[i].text.islower() or not (named or that):
            return None, False
    if before.low in RELATIVES:
        return (start - 1, start), False
    if before.low in {"and", "or", "but"} and cue.form != "base":
        return _shared(tokens, start, rows), True
    if before.kind != "word" or before.low in DETERMINERS or is_owner(before.low):
        return None, False
    left = np_left(tokens, start - 1)
    if left >= start:
        return None, False
    if left == start - 1 and (
        tokens[left].text.isdigit() or (tokens[left].text.islower() and tokens[left].low.endswith("ing"))
    ):
        relative = left > 1 and tokens[left - 2].low in RELATIVES  # "who in 2010 said"
        return ((left - 2, left - 1) if relative else None), False
    if cue.form == "base" and not _plural(tokens, left, start, tokens[start].low if start < i else None):
        return None, False
    if cue.form == "past" and start == i and i + 1 < len(tokens) and tokens[i + 1].low == "by":
        return None, False  # "a plan proposed by"
    return (left, start), False


def _beside_mark(
    tokens: list[Token], start: int, i: int, cue: Cue, rows: list[Found]
) -> tuple[tuple[int, int] | None, bool]:
    """The subject of a verb that a quotation, comma or dash precedes, or that opens the sentence."""
    before = tokens[start - 1] if start else None
    quoted = before is not None and (before.kind == "quote" or (start > 1 and tokens[start - 2].kind == "quote"))
    invertible = start == i and cue.kind == "clause" and cue.form in {"past", "s"} and before is not None
    if invertible and i + 1 < len(tokens) and _starts_noun(tokens[i + 1], quoted) and (quoted or cue.lemma != "tell"):
        stop = np_right(tokens, i + 1)
        ends = stop >= len(tokens) or tokens[stop].kind == "mark" or adjunct_end(tokens, stop) > stop
        bare = stop == i + 2 and tokens[i + 1].low in DETERMINERS
        if stop > i + 1 and not bare and (quoted or ends):
            return (i + 1, stop), False
    if before is None:
        return None, False
    if before.text == "," and cue.form in {"past", "s", "base"}:
        found = np_left(tokens, start - 1, apposition=True)
        if found < start - 1:
            return (found, start - 1), False
        return (_shared(tokens, start, rows), True) if cue.form != "base" else (None, False)
    if before.text in DASHES and cue.form in {"past", "s"}:
        dash = start - 2
        while dash > 0 and tokens[dash].text not in DASHES:
            dash -= 1
        found = np_left(tokens, dash - 1) if dash > 0 else start
        return ((found, start - 1), False) if found < dash else (None, False)
    if before.kind == "quote" and before.words <= 2:
        return (np_left(tokens, start - 1), start), False
    return None, False


def _plural(tokens: list[Token], start: int, stop: int, auxiliary: str | None) -> bool:
    if auxiliary is not None:
        return True
    last = tokens[stop - 1]
    return (
        last.low
        in {"i", "we", "you", "they", "people", "some", "many", "others", "most", "police", "women", "men", "who"}
        or last.low.endswith("s")
        or any(tokens[k].low == "and" for k in range(start, stop))
    )


def _starts_noun(token: Token, quoted: bool) -> bool:
    if token.kind != "word":
        return False
    pronoun = token.low in {"he", "she", "they", "i", "we", "it", "you"}
    named = token.text[0].isupper() or token.low in {"the", "a", "an", "one", "another", "his", "her", "their"}
    return named or pronoun or (quoted and token.low not in AUXILIARIES and token.low not in PREPOSITIONS)


def _shared(tokens: list[Token], start: int, rows: list[Found]) -> tuple[int, int] | None:
    for row in reversed(rows):
        if row.within is None and row.source is not None:
            return row.source
    return opening_noun(tokens, start)


def _clause_before(tokens: list[Token], stop: int) -> tuple[int, int] | None:
    """What stands before ", X said": from the sentence's start, or after a dash or semicolon, to the comma."""
    end = stop
    while end > 0 and tokens[end - 1].text in {",", "—", "–", "-", ":"}:
        end -= 1
    start = end
    while start > 0 and tokens[start - 1].text != ";":
        start -= 1
    while start < end and (tokens[start].low in {"but", "and", "yet"} or tokens[start].text == ","):
        start += 1
    return (start, end) if start < end else None


def _right(tokens: list[Token], start: int) -> tuple[tuple[int, int], ...]:
    end = _end(tokens, start)
    return ((start, end),) if start < end else ()


def _end(tokens: list[Token], start: int) -> int:
    """The end of a content that starts at ``start``: the sentence's end without its full stop, or a semicolon."""
    end = start
    while end < len(tokens) and tokens[end].text != ";":
        end += 1
    while end > start and tokens[end - 1].text in {".", ",", "!", "?", ":"}:
        end -= 1
    return end


def _cue_follows(tokens: list[Token], start: int) -> bool:
    return start < len(tokens) and any(t.low in VERBS for t in tokens[start : start + 3])
