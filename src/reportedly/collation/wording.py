"""Words that tell two descriptions to be of one thing: content words cut to a common stem."""

from __future__ import annotations

import re

_WORD = re.compile(r"[^\W\d_]{3,}(?:-\d+)?|\b[A-Z]{2}\b|\d[\d,.]*\d|\d")  # "UN", "EU" tell bodies apart
_EMPTY = frozenset(
    """the and for with that this these those from over under into onto upon its his her their our your was were are
    has have had been being will would could should may might must not than then there which who whom whose what when
    where while after before against between about all any each both more most some such other another only own same
    also just very still said says told say new use used make made take taken give given get got one two three four
    five six seven eight nine ten first last next many much few several against because since until during within
    without toward towards amid despite among they them you she him but per via yet can did does done out off""".split()
)
_ENDINGS = ("ations", "ation", "ments", "ment", "ings", "ing", "ions", "ion", "ies", "ed", "es", "s", "y", "e")


def stem(word: str) -> str:
    """``word`` in small letters without its commonest endings: "sanctions" and "sanctioned" are one."""
    low = word.lower()
    for ending in _ENDINGS:
        if low.endswith(ending) and len(low) - len(ending) >= 4:
            return low[: -len(ending)]
    return low


def content_words(text: str) -> frozenset[str]:
    """The stems of the words of ``text`` that carry meaning, numbers among them."""
    return frozenset(stem(word) for word in _WORD.findall(text) if word.lower() not in _EMPTY)


def plain(text: str, longest: int = 80) -> str:
    """``text`` on one line, without quotation marks and articles before it, cut at a word where it is too long."""
    line = re.sub(
        r"^(?:the|an?|its|his|her|their|our)\s+", "", " ".join(text.split()).strip(" ,;:.\"“”'‘’()"), flags=re.I
    )
    if len(line) <= longest:
        return line
    return line[:longest].rsplit(" ", 1)[0] + " …"


def listed(words: frozenset[str] | set[str], most: int = 3) -> str:
    """Some words as a reason gives them: in order of the alphabet, the longest first where not all have room."""
    chosen = sorted(sorted(words), key=len, reverse=True)[:most]
    return ", ".join(sorted(chosen))
