"""Days as pages write them beside a headline or in their mark-up, in the languages of news.

``2012-02-02T10:00:00Z``, ``Thu, 02 Feb 2012 10:00:00 GMT``, ``2 February 2012``, ``February 2nd, 2012``,
``2. Februar 2012``, ``2 de febrero de 2012``, ``02.02.2012``, ``02.02.12``, ``2012年2月2日``. Only days
with a year count. In ``03/02/2012`` the day comes first, unless the page is American English or the second number is
above twelve.
(Expressions in an article's sentences are findings/dates/'s; this is for dates that stand alone.)
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

# Months' names by number; a name stands for every word that begins with it and at most six letters more.
_MONTHS = """
1 jan genn ene januar styczn янв січ ocak led ian gennaio enero gener ιαν يناير
2 feb févr fév lut фев лют şub únor feve fevr lutego φεβ فبراير
3 mar mär maa mrt mär mars märz marz березн мар mart břez μαρ مارس
4 apr avr abr kwie апр квіт nis dub ene_ aprile abril avril απρ أبريل نيسان
5 may mai mei maj mag mayo maio maggio май мая трав mayıs květ μαΐ μαι مايو
6 jun juin giu jún июн черв haz červn junho junio giugno czerw ιουν يونيو
7 jul juil lug lip июл лип tem červen julio julho luglio ιουλ يوليو
8 aug aoû aou ago sie авг серп ağu srp agosto sierp αυγ أغسطس
9 sep set wrz сен верес eyl zář sett septiembre setembro settembre σεπ سبتمبر
10 oct okt ott out paź окт жовт eki říj octubre outubro ottobre οκτ أكتوبر
11 nov noviembre novembro listop ноя лист kas noe νοε نوفمبر
12 dec dez déc dic des gru дек груд ara pros diciembre dezembro dicembre δεκ ديسمبر
"""
_EXACT = {"červen": 6, "července": 7, "červenec": 7, "lipca": 7, "listopada": 11, "sierpnia": 8, "липня": 7}
_BY_PREFIX: dict[str, int] = {}
for _row in _MONTHS.split("\n"):
    _number, _, _names = _row.partition(" ")
    for _name in _names.split():
        _BY_PREFIX.setdefault(_name, int(_number))

_W = r"[^\W\d_]{3,12}"
_YEAR = re.compile(r"(?:19|20)\d\d|[./]\d\d")  # a cheap test that most text fails
_ISO = re.compile(r"(?<!\d)((?:19|20)\d\d)[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)")
_DAY_FIRST = re.compile(
    rf"(?<![\d.,])(\d{{1,2}})(?:st|nd|rd|th|er|º|ª|\.)?[\s\-]*(?:of\s+|de\s+|d['’])?({_W})\.?,?[\s\-]*(?:de\s+|del\s+)?((?:19|20)\d\d)(?!\d)",
    re.I,
)
_MONTH_FIRST = re.compile(
    rf"(?<!\w)({_W})\.?\s*(\d{{1,2}})(?:st|nd|rd|th)?,?(?:\s+\d\d:\d\d(?::\d\d)?)?,?\s+((?:19|20)\d\d)(?!\d)", re.I
)
_NUMBERS = re.compile(r"(?<![\d./\-])(\d{1,2})\s?([./\-])\s?(\d{1,2})\s?\2\s?((?:19|20)\d\d)(?![\d:])")
_SHORT_YEAR = re.compile(r"(?<![\d./\-])(\d\d)([./])(\d\d)\2([0-4]\d)(?![\d./:\-])")
_CJK = re.compile(r"((?:19|20)\d\d)\s?[年년]\s?(\d{1,2})\s?[月월]\s?(\d{1,2})\s?[日일]")


@dataclass(frozen=True, slots=True)
class Day:
    """An ISO day and its place in the text that it was found in; ``sure`` unless day and month could be swapped."""

    day: str
    start: int
    end: int
    sure: bool = True


def days_in(text: str, language: str | None = None) -> list[Day]:
    """The days with a year in ``text``, in order of their places.

    :param language: the page's (``en``, ``en-US``, ``de``); decides whether the month comes first in 03/02/2012.
    """
    if not _YEAR.search(text):
        return []
    return sorted(_days(text, language), key=lambda found: (found.start, -found.end))


def first_day(text: str, language: str | None = None) -> str | None:
    """The first day in ``text`` as ISO, or None."""
    found = days_in(text[:300], language)
    return found[0].day if found else None


def _days(text: str, language: str | None) -> Iterator[Day]:
    for pattern in (_ISO, _CJK):
        for match in pattern.finditer(text):
            if day := _day(match[1], int(match[2]), match[3]):
                yield Day(day, *match.span())
    for match in _DAY_FIRST.finditer(text):
        if (month := _month(match[2])) and (day := _day(match[3], month, match[1])):
            yield Day(day, *match.span())
    for match in _MONTH_FIRST.finditer(text):
        if (month := _month(match[1])) and (day := _day(match[3], month, match[2])):
            yield Day(day, *match.span())
    american = (language or "").lower().replace("_", "-") in ("en-us", "en")
    for match in (*_NUMBERS.finditer(text), *_SHORT_YEAR.finditer(text)):
        first, second = int(match[1]), int(match[3])
        month_first = (american and match[2] != ".") if max(first, second) <= 12 else second > 12
        month, number = (first, second) if month_first else (second, first)
        if day := _day(match[4] if len(match[4]) == 4 else "20" + match[4], month, str(number)):
            yield Day(day, *match.span(), sure=max(first, second) > 12 or first == second or match[2] == ".")


def _month(word: str) -> int | None:
    word = word.lower()
    if word in _EXACT:
        return _EXACT[word]
    for length in range(min(len(word), 9), 2, -1):
        if (number := _BY_PREFIX.get(word[:length])) and len(word) - length <= 7:
            return number
    return None


def _day(year: str, month: int, day: str) -> str | None:
    try:
        return date(int(year), month, int(day)).isoformat()
    except ValueError:
        return None
