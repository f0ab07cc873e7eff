"""Whether the words around a temporal expression speak of what was or of what is to come.

News gives weekdays, days and months without their year; the tense says which one is meant ("said Thursday", "will meet on
Thursday"). The nearest sign before the expression in its sentence decides, else the nearest one after it.
"""

from __future__ import annotations

import re
from typing import Literal

from reportedly.types import Span

Turn = Literal["past", "future"]

_REACH = 160  # code points looked at on each side; a sentence of news is about 140
_STOP = re.compile(r"[.!?;][\"'”’)]*\s+(?=[\"'“‘(]?[A-Z])|\n\s*\n")
_IRREGULAR = """was were had has did said told met went came left made took gave got held began won lost saw sent
    spoke wrote found fought struck flew fell rose hit set broke brought built bought caught chose drew drove knew led
    paid put ran sold shot showed shown sank stood thought threw understood withdrew swore sought felt heard kept laid
    lay became died grew been been's became beat bit blew burnt cut dealt dug fled forgot froze gone hid hung hurt let
    meant read rode rang sat shook shut slept slid spent spread stole stuck swept swung taught tore woke wore""".split()
_HEADS = """plans?|planned|planning|expects?|expected|hopes?|hoped|hoping|intends?|intended|agree[sd]?|agreed|promise[sd]?|due|scheduled|set|
    slated|wants?|wanted|vow(?:s|ed)|prepar(?:es|ed|ing)|ready|likely|going|is|are|was|were|invited|poised|
    supposed|bound|sure|certain|time|deadline|propos(?:es|ed|al)|arrang(?:es|ed)|decid(?:es|ed)|pledge[sd]?""".replace("\n", "").replace(" ", "")  # fmt: skip

_SIGN = re.compile(
    rf"""(?P<future>
        \b(?:will|won[’']t|shall|going\s+to|scheduled|slated|due|upcoming|coming|would|deadline|should|until|effective|
             expires?|expected|planned|plans|
             (?:{_HEADS})\s+to(?=\s+[a-z])|set\s+for|starting|beginning|by)\b
        |[’']ll\b)
      |(?P<past>\b(?:{"|".join(_IRREGULAR)}|[a-z]{{2,20}}ed|since|ago|previously|last)\b)""",
    re.VERBOSE | re.IGNORECASE,
)
_WEAK = frozenset(
    ("until", "by", "would", "should", "effective", "starting", "beginning", "due", "expected", "planned")
)


def turn_of(text: str, span: Span, within: Span) -> Turn | None:
    """``past`` or ``future`` from the signs around ``span`` in ``text``, null where there is none.

    ``within`` bounds what is looked at (a paragraph); never more than a sentence, and 160 code points each side.
    """
    start, end = span
    left = max(within[0], start - _REACH)
    for stop in _STOP.finditer(text, left, start):
        left = stop.end()
    before: re.Match[str] | None = None
    for before in _SIGN.finditer(text, left, start):  # noqa: B007  the last one is wanted
        pass
    if before is not None:
        return "future" if before["future"] else "past"
    right = min(within[1], end + _REACH)
    stopping = _STOP.search(text, end, right)
    after = _SIGN.search(text, end, stopping.start() if stopping else right)
    if after is None:
        return None
    if after["future"]:
        return None if after["future"].lower() in _WEAK else "future"
    return "past"
