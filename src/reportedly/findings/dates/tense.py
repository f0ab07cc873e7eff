"""Whether the words around a temporal expression speak of what was or of what is to come.

News gives weekdays, days and months without their year; the tense says which one is meant ("said Thursday", "will
meet on Thursday"). The nearest sign before the expression in its sentence decides, else the nearest one after it.
"""

from __future__ import annotations

import re
from typing import Literal

from reportedly.findings.dates.grammar import fold
from reportedly.types import Span

Turn = Literal["past", "future"]

_REACH = 160  # code points looked at on each side; a sentence of news is about 140
_STOP = re.compile(r"[.!?;][\"'”’)]*\s+(?=[\"'“‘(]?[A-Z])|\n\s*\n")
_PAST = "|".join(
    """was were had has did said told met went came left made took gave got held began won lost saw sent spoke wrote
    found fought struck flew fell rose hit broke brought built bought caught chose drew drove knew led paid put ran sold
    shot showed shown sank stood thought threw understood withdrew swore sought felt heard kept laid lay became died
    grew been beat bit blew burnt cut dealt dug fled forgot froze gone hid hung hurt let meant read rode rang sat shook
    shut slept slid spent spread stole stuck swept swung taught tore woke wore since ago previously last""".split()
)
# Verbs and adjectives whose "to" looks ahead: "plans to leave", "is to resume".
_HEADS = "|".join(
    """plans? planned planning expects? expected hopes? hoped hoping intends? intended agrees? agreed promises? promised
    due scheduled set slated wants? wanted vows? vowed prepares? preparing ready likely going is are was were be invited
    poised supposed bound sure certain agreement plan offer time deadline proposes? proposal arranged decides? decided
    pledges? pledged""".split()
)
_MODAL = r"(?:to|will|would|shall|should|may|might|can|could|must)"
_FUTURE = (
    # before "will" alone, so that the participle after it is not read as a past tense: "to be published"
    rf"{_MODAL}\s+(?:\w+\s+)?be\s+\w+|"
    r"will|won[’']t|shall|going\s+to|scheduled|slated|due|upcoming|coming|would|deadline|should|effective|payable|expires?"
    rf"|expected|planned|plans|(?:{_HEADS})\s+to(?=\s+[a-z])|set\s+for|beginning"
)
_VERB = r"(?<!\ba )(?<!\ban )(?<!\bstill )[a-z]{2,20}ed"  # "on an unnamed day" tells of no past
_NOT_UNTIL = re.compile(r"[^.;]{0,60}?\b(?:had(?:n[’']t| not| never| no)|was not|were not|did not|didn[’']t)\b")
_SIGN = re.compile(rf"(?P<future>\b(?:{_FUTURE})\b|[’']ll\b)|(?P<past>\b(?:{_VERB}|{_PAST})\b)")
# Signs that count before the expression only.
_WEAK = frozenset(("would", "should", "effective", "beginning", "due", "expected", "planned", "payable"))
_ADJACENT = re.compile(r"\b(?:by|until|till|starting|beginning|effective|no\s+later\s+than)\s+(?:the\s+)?$")


def turn_of(text: str, span: Span, within: Span) -> Turn | None:
    """``past`` or ``future`` from the signs around ``span`` in ``text``, null where there is none.

    ``within`` bounds what is looked at (a paragraph); never more than a sentence, and 160 code points each side.
    """
    start, end = span
    folded = fold(text)
    left = max(within[0], start - _REACH)
    for stop in _STOP.finditer(text, left, start):
        left = stop.end()
    if _ADJACENT.search(folded, max(left, start - 20), start):
        # "until Thursday, they had not called him"
        until = folded[max(left, start - 20) : start].rstrip().endswith(("until", "till"))
        return "past" if until and _NOT_UNTIL.match(folded, end, within[1]) else "future"
    last: re.Match[str] | None = None
    for sign in _SIGN.finditer(folded, left, start):
        last = sign
    if last is not None:
        return "future" if last["future"] else "past"
    right = min(within[1], end + _REACH)
    stopping = _STOP.search(text, end, right)
    after = _SIGN.search(folded, end, stopping.start() if stopping else right)
    if after is None or (after["future"] and after["future"] in _WEAK):
        return None
    return "future" if after["future"] else "past"
