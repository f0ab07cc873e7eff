"""EDTF strings that people give, as dates with their bounds: the forms that the program writes itself, and open ones.

ISO 8601-2:2019, levels 0 to 2 in part: a day, month, year, decade (``198X``) or century (``19XX``), each with ``?``,
``~`` or ``%``; from one to another with ``/``; one of several in ``[a..b]`` or ``[a,b]``; ``..`` for an open end.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date

from reportedly.types import Date

_ONE = re.compile(r"(\d{4}|\d{3}X|\d{2}XX)(?:-(\d\d)(?:-(\d\d))?)?[?~%]?", re.ASCII)
ALLOWED = (
    "a day (2017-03-12), month (2017-03) or year (2017), with ? where it is not sure; 2017-03-10/2017-03-12 from the "
    "one to the other; [2017-03-10..2017-03-12] one of these days; .. for an open end"
)


def parse(text: str) -> Date:
    """The date that an EDTF string names. Raises ValueError, saying what is allowed, for what is none."""
    words = text.strip()
    if words.startswith("[") and words.endswith("]"):
        inner = words[1:-1]
        if ".." in inner:
            first, _, last = inner.partition("..")
        else:
            first, comma, last = inner.partition(",")
            last = last if comma else first
        if not first.strip() and not last.strip():
            raise ValueError(_wrong(text))
        earliest, latest = _bounds(first, text)[0], _bounds(last, text)[1]
        compact = "[" + "".join(inner.split()) + "]"
    elif "/" in words:
        first, _, last = (part.strip() for part in words.partition("/"))
        if first in ("", "..") and last in ("", ".."):
            raise ValueError(_wrong(text))
        open_first, open_last = first.removeprefix(".."), last.removeprefix("..")
        earliest, latest = _bounds(open_first, text)[0], _bounds(open_last, text)[1]
        compact = f"{first or '..'}/{last or '..'}"
    else:
        if not words:
            raise ValueError(_wrong(text))
        earliest, latest = _bounds(words, text)
        compact = words
    if earliest and latest and earliest > latest:
        raise ValueError(f"{text.strip()!r} ends before it begins")
    return Date(compact, earliest, latest)


def _bounds(words: str, whole: str) -> tuple[str | None, str | None]:
    """The first and the last day of a day, month, year, decade or century; null for nothing."""
    words = words.strip()
    if not words:
        return None, None
    match = _ONE.fullmatch(words)
    if match is None:
        raise ValueError(_wrong(whole))
    year, month, day = match.groups()
    if "X" in year and month:
        raise ValueError(_wrong(whole))
    try:
        first = date(int(year.replace("X", "0")) or 1, int(month or 1), int(day or 1))
        final = int(year.replace("X", "9"))
        last = date(final, int(month or 12), int(day) if day else monthrange(final, int(month or 12))[1])
    except ValueError as error:
        raise ValueError(f"{whole.strip()!r} is not a day of the calendar") from error
    return first.isoformat(), last.isoformat()


def _wrong(text: str) -> str:
    return f"{text.strip()!r} is not a date as EDTF: give {ALLOWED}"
