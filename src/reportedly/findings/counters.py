"""Who counted a figure: which statements assert it, and whom the words beside it name where no statement does.

A source is an actor: a person, a body, a document that speaks. What a statement only wants, doubts or describes, and
what the report adds in a clause of its own ("about the port, where nine died"), is not its speaker's count.
"""

from __future__ import annotations

import re

from reportedly.types import ActorRef, Span, Spans, Statement

_SPACES = str.maketrans("\n\r\t\u00a0\u202f", "     ")  # of wrapped lines
_LONGEST_PARAGRAPH = 1500  # characters from its beginning to a sentence that its lead still speaks for
_LONGEST_LEAD = 300  # characters of the line before that may lead in ("the ministry said:")
_SAYS = (
    r"(?:said|says|told|reported|reports|announced|confirmed|estimated|estimates|claimed|stated|added|recorded"
    r"|documented|acknowledged|revealed|noted|wrote|tweeted)"
)
_COUNTED = r"(?:reported|recorded|registered|documented|counted|tallied|estimated|compiled|collected|cited|verified)"
# What follows where an attribution ends its sentence ("..., the mayor told reporters on Friday").
_DONE = (
    r"(?=\s*(?:[.,;:)\"”’]|$|(?:reporters|journalists|on|in|at|to|as|this|last|late|early|earlier|after|during|by|via|through"
    r"|here|today|yesterday|overnight|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|an? \w+ agency|the [A-Z]\w*)\b))"
)
_NAME = r"(?:[^\W\d_][\w.'’-]*\s+){0,7}[^\W\d_][\w'’-]*"
_ACCORDING = re.compile(rf"\b[Aa]ccording\s+to\s+({_NAME})")
_SOURCE = re.compile(rf"\b[Ss]ources?:\s*({_NAME})")
_BY = re.compile(rf"\b{_COUNTED}\s+by\s+({_NAME})")
_THAT = re.compile(
    r"[^.;:]{0,40}?\bthat\s+((?:[^\W\d_][\w.'’-]*\s+){1,8}?)(?:\([^()]{1,40}\)\s+)?(?:has\s+|have\s+|had\s+)?"
    rf"{_COUNTED}\b"
)
_TRAILING = re.compile(rf",[\"”’']*\s+((?:[^\W\d_][\w.'’-]*\s+){{1,8}}?){_SAYS}\b{_DONE}")
_LEADING = re.compile(
    r"(?:^|[,;:]\s+|\band\s+|\bwhile\s+)((?:[^\W\d_][\w.'’-]*\s+){0,9}?[^\W\d_][\w'’-]*)(?:\s+\([^()]{1,90}\)|,[^,;.]{1,80},)?\s+"
    r"(?:now\s+|has\s+|have\s+|had\s+|also\s+)?(?:puts?|estimates?|estimated|expects?|counted|counts|recorded|documented"
    r"|registered|tallied)\s+(?:[\w'’,#-]+\s+){0,14}$"
)
_LEAD_LINE = re.compile(rf"(?:^|[.,;]\s+)((?:[^\W\d_][\w.'’-]*\s+){{1,10}}?){_SAYS}\b[^.:]{{0,80}}:[\"“]*\s*$")
_TOLD_BY = re.compile(
    r"\b(?:announcement|statement|declaration|report|estimate|claim|assertion|pledge|promise|warning)s?\s+"
    rf"(?:\w+\s+){{0,5}}?by\s+({_NAME}?)\s+that\s"
)
_CITING = re.compile(rf"\b[Cc]iting\s+({_NAME})")
_RELATIVE = re.compile(r"\b(?:who|which|that),?\s*$")
_STOPS = re.compile(r"[.;:]")
_OF_NAME = re.compile(r"\b(?:of|for|on|in|at|to)\s+(?:the\s+)?(?=[A-Z])")  # "Ministry of Health"
_HEADLINE = re.compile(r":\s+((?:[^\W\d_][\w.'’-]*\s+){0,3}[^\W\d_][\w'’-]*)\s*$")
_AFTER_NAME = re.compile(
    r"\s+(?:who|which|that|and|in|on|at|for|from|released|published|more|some|about|as|last|this|between|to)\b"
)
_CLAUSE = re.compile(
    r"\b(?:that|which|who|was|were|is|are|be|been|has|have|had|of|by|in|there|it|to|at|on|for|when|after|as)\b", re.I
)
# A phrase that names no one who could count.
_NO_ACTOR = re.compile(
    r"^(?:there|that|this|these|those|what|which|almost|nearly|about|including|(?:the )?number|a total|total|here|such"
    r"|so|then|now|more|most)\b(?!\s+(?:man|woman|official|officials|person|group|sources?|witness(?:es)?)\b)"
    r"|\b(?:net|revenues?|incomes?|profits?|sales|earnings|shares?|stocks?|prices?|bombs?|blasts?|explosions?|attacks?"
    r"|weapons?|guns?|rifles?|vehicles?|cars?|tanks?|entry|deaths|losses|examples?|reasons?|concerns?|evidence|fears?"
    r"|lack|needs?|costs?)$",
    re.I,
)
# Cues of what is thought about or told of somebody, not asserted by him: "is considering", "police accused of".
_IDLE = re.compile(
    r"\b(?:consider(?:s|ed|ing)?|realiz(?:e|es|ed|ing)|doubts?|doubted|boasts?|declin(?:e|es|ed|ing)|counts? on"
    r"|barr(?:ed|ing)|bann(?:ed|ing)|impos(?:es?|ed|ing)|sentenc(?:ed|ing)|investigat(?:es?|ed|ing)"
    r"|(?:has|have|had) seen)\b"
    r"|^(?:known|suspected|alleged|so-called)\b|\b(?:accused of|charged with|convicted of|suspected of)\b",
    re.I,
)
# Cues of how somebody feels about what the report tells itself: "deplored the blasts, which killed nine".
_FELT = re.compile(
    r"\b(?:deplor(?:es?|ed|ing)|condemn(?:s|ed|ing)?|denounc(?:es?|ed|ing)|mourn(?:s|ed|ing)?|lament(?:s|ed|ing)?"
    r"|regret(?:s|ted|ting)?)\b",
    re.I,
)
_ADDED = re.compile(r"(?:,|\band)\s+where\b[^.;:]*$|^\s*responsibility\b", re.I)


def is_actor(ref: ActorRef, span: Span) -> bool:
    """Whether ``ref`` can be the one who counted the figure at ``span``: an actor, and not the counted themselves."""
    if ref.span is not None and ref.span[0] < span[1] and span[0] < ref.span[1]:
        return False
    return bool(ref.text.strip()) and _NO_ACTOR.search(" ".join(ref.text.split())) is None


def asserts(text: str, statement: Statement, span: Span) -> bool:
    """Whether the content of ``statement`` says what stands at ``span``, rather than describing or adding to it."""
    cue = " ".join(text[a:b] for a, b in statement.cue)
    if _IDLE.search(cue) or (statement.quotation == "indirect" and _FELT.search(cue)):
        return False
    for start, end in statement.content:
        if start <= span[0] and span[1] <= end:
            if statement.quotation == "direct" or (statement.cue and statement.cue[0][0] > start):
                return True
            return _ADDED.search(text[max(start, span[0] - _LONGEST_LEAD) : span[0]].translate(_SPACES)) is None
    return True


def counter(text: str, span: Span, around: Span, before: Span | None, title: Span | None) -> ActorRef | None:
    """Who counted the figure at ``span`` by the words of its sentence ``around``: "according to the ministry", "the
    ministry puts the toll at"; or by the line ``before`` where it leads in ("the ministry said:").

    ``title`` is the span of the report's title, whose end may name who said it ("Nine killed in blast: police").
    """
    aside: ActorRef | None = None  # whom a relative clause names for what it says itself
    for pattern, last in ((_ACCORDING, around[1]), (_SOURCE, around[1]), (_BY, around[1]), (_TOLD_BY, span[0])):
        for match in pattern.finditer(text, around[0], last):
            found = _reference(match.start(1), _AFTER_NAME.split(match[1])[0])
            if not is_actor(found, span):
                continue
            if not _RELATIVE.search(text, max(around[0], match.start() - 10), match.start()):
                return found
            aside = aside or found
    if title is not None and title[0] <= span[0] < title[1] and (match_ := _HEADLINE.search(text, span[1], title[1])):
        return _reference(match_.start(1), match_[1])
    for pattern, start, end in (
        (_THAT, span[1], min(around[1], span[1] + 200)),
        (_TRAILING, span[1], around[1]),
    ):
        for match in pattern.finditer(text, start, end):
            if _names(match[1]):
                return _reference(match.start(1), match[1].rstrip())
    match_ = _LEADING.search(text[around[0] : span[0]])
    if match_ is not None and _names(match_[1]):
        return _reference(around[0] + match_.start(1), match_[1].strip())
    if before is not None and (match_ := _LEAD_LINE.search(text[before[0] : before[1]])) and _names(match_[1]):
        return _reference(before[0] + match_.start(1), match_[1].strip())
    return aside


def cited(text: str, span: Span, around: Span, content: Spans) -> ActorRef | None:
    """Whom a speaker names for the count at ``span`` in the sentence ``around``: "Citing the coast guard, he added
    ...", or "he said that according to the coast guard nine had drowned", or "a report by the coast guard that nine had
    drowned", within the ``content`` of what he says.

    "Nine drowned, he said, according to the agency" is the other way round: the agency has it from him."""
    match = _CITING.search(text, *around)
    for start, end in content:
        if match is None and start <= span[0] and span[1] <= end:
            first = max(start, around[0])
            match = _ACCORDING.search(text, first, span[0]) or _TOLD_BY.search(text, first, span[0])
            if match is not None and _STOPS.search(text, match.end(), span[0]):
                match = None
    if match is None:
        return None
    found = _reference(match.start(1), _AFTER_NAME.split(match[1])[0])
    return found if is_actor(found, span) else None


def lead_line(text: str, around: Span) -> Span | None:
    """The end of the line before the paragraph of the sentence ``around``, if that line ends in a colon."""
    begin = text.rfind("\n", max(0, around[0] - _LONGEST_PARAGRAPH), around[0]) + 1 or around[0]
    end = len(text[max(0, begin - _LONGEST_LEAD) : begin].rstrip()) + max(0, begin - _LONGEST_LEAD)
    if end == 0 or ":" not in text[max(0, end - 2) : end] or "\n" not in text[end:begin]:
        return None
    return max(text.rfind("\n", max(0, end - _LONGEST_LEAD), end) + 1, end - _LONGEST_LEAD, 0), end


def _names(words: str) -> bool:
    plain = _OF_NAME.sub("", words.strip())
    return len(plain) > 1 and _CLAUSE.search(plain) is None and not re.search(r"^\w+ed\b|\b(?:an?|the)$", plain)


def _reference(start: int, words: str) -> ActorRef:
    return ActorRef(None, None, None, None, words, (start, start + len(words)))
