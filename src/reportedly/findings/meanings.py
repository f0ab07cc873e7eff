"""What a temporal expression means: a function of the day of publication and of the dates named before it.

One maker for each form of :mod:`reportedly.findings.grammar`. A maker takes the match and gives an :class:`Expression`,
or null where the words are no temporal expression after all ("the fall of", "may", a resolution's number).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from reportedly.findings import edtf, grammar
from reportedly.findings.edtf import Period, Unit
from reportedly.findings.tense import Turn, turn_of
from reportedly.types import Span, TimeType


@dataclass(slots=True)
class Context:
    """What an expression is resolved against: the day of publication, the last date that the text named and the last
    period that results were given for, with their places in the text."""

    anchor: date
    latest: Period | None = None
    latest_at: int = 0
    measured: Period | None = None
    measured_at: int = 0


Meaning = Callable[[Context], Period | None]


def unknown(_: Context) -> Period | None:
    """The meaning of what names no day ("now", "three weeks")."""
    return None


@dataclass(frozen=True, slots=True)
class Expression:
    """A temporal expression: its place, its TIMEX3 type and its meaning. ``hangs`` tells whether that depends on the day of
    publication, ``measures`` whether it is a period that results are given for."""

    span: Span
    type: TimeType
    meaning: Meaning = unknown
    hangs: bool = True
    measures: bool = False
    yearless: tuple[int, int] | None = None


Match = re.Match[str]
_UNITS: dict[str, Unit] = {"day": "day", "weekend": "weekend", "week": "week", "month": "month", "quarter": "quarter",
    "year": "year", "decade": "decade", "century": "century", "centurie": "century"}  # fmt: skip
_ENDED = re.compile(r"\bend(?:ed|ing|s)\s{1,4}(?:on\s)?$", re.IGNORECASE)
_NOT_A_YEAR_BEFORE = re.compile(
    r"(?:\b(?:resolutions?|flights?|routes?|highway|rooms?|no\.|numbers?|sections?|articles?|pages?|channel|units?|windows|office|"
    r"about|nearly|almost|than|least|over|some|another|only|just|roughly|approximately|those|these|up\sto)\s"
    r"|[#/:&+=*]|\d[-–]|\d,)$",
    re.IGNORECASE,
)
_COUNTED_AFTER = re.compile(
    r"[\s-]{1,3}(?:(?:[a-z]+ed|[a-z]+ing|new|more|other|such|young|old|american|foreign|local|armed)\s)?(?:people|persons?|men|women|children|troops|soldiers|"
    r"[a-z]{3,}ers|students|workers|police|civilians|refugees|jobs|points?|percent|votes|dollars|pounds|euros|francs|yen|"
    r"miles?|meters?|metres?|km|kilomet\w+|feet|foot|tons?|tonnes|pounds|acres|hectares|words|times|homes|"
    r"million|billion|hours?|minutes?|square|degrees|cases|copies|seats|members|employees|residents|families|homes|units)\b"
)
_YEAR_BEFORE = re.compile(
    r"\b(?:in|since|of|until|till|from|to|by|before|after|during|through|between|and|or|the|early|late|mid|circa|c\.|year|"
    r"class of|that|his|her|its|their|our|a|for|summer|fall|winter|spring|around|[a-z]+[’']s?)[\s-]$|[(–-]$",
    re.IGNORECASE,
)
_MONTH_BEFORE = re.compile(
    r"\b(?:in|since|until|till|from|to|by|before|after|during|through|between|and|or|early|late|mid|last|next|this|past|for|of|every|each|"
    r"throughout|than|beginning|starting|as|with|the|on|was|is|,)[\s-]$",
    re.IGNORECASE,
)


def _capital(word: str) -> bool:
    return word[:1].isupper()


def _turn(m: Match, within: Span) -> Turn | None:
    return turn_of(m.string, m.span(), within)


# Days


def _near_day(month: int, number: int, turn: Turn | None, weekday: int | None, anchor: date) -> Period | None:
    """The day of that month which is nearest to ``anchor`` in the direction of ``turn``, and on that weekday if one is given."""
    found: list[date] = []
    for year in (
        range(max(1, anchor.year - 11), min(9998, anchor.year + 11))
        if weekday is not None
        else range(anchor.year - 1, anchor.year + 2)
    ):
        try:
            day = date(year, month, number)
        except ValueError:
            continue
        if weekday is None or day.weekday() == weekday:
            found.append(day)
    if weekday is not None and not found:
        return _near_day(month, number, turn, None, anchor)
    if turn == "past":
        found = [d for d in found if d <= anchor] or found
    elif turn == "future":
        found = [d for d in found if d >= anchor] or found
    return edtf.day(min(found, key=lambda d: (abs((d - anchor).days), d))) if found else None


def _days(first: date, last: date) -> Period:
    return edtf.day(first) if first == last else Period("stretch", min(first, last), max(first, last))


def _month_and_day(m: Match, within: Span, prefix: str) -> Expression | None:
    month_word, year = m[f"{prefix}_month"], m[f"{prefix}_year"]
    if not _capital(month_word) and month_word.lower() in (
        "may",
        "march",
        "mar",
        "sept",
        "sep",
        "dec",
        "jan",
        "nov",
        "oct",
    ):
        return None
    month, first = grammar.month_number(month_word), int(re.sub(r"\D", "", m[f"{prefix}_day"]))
    last = int(re.sub(r"\D", "", m[f"{prefix}_last"] or "") or first) if m[f"{prefix}_last"] else first
    weekday = grammar.weekday_number(m[f"{prefix}_weekday"]) if m[f"{prefix}_weekday"] else None
    measures = bool(_ENDED.search(m.string, max(0, m.start() - 20), m.start()))
    if year:
        try:
            fixed = _days(date(int(year[:4]), month, first), date(int(year[:4]), month, last))
        except ValueError:
            return None
        return Expression(m.span(), "DATE", lambda _: fixed, hangs=False, measures=measures)
    if first > 29 and month == 2:
        return None
    turn = "past" if measures and _turn(m, within) != "future" else _turn(m, within)

    def meaning(context: Context) -> Period | None:
        begin = _near_day(month, first, turn, weekday, context.anchor)
        if begin is None or last <= first:
            return begin
        try:
            return _days(begin.first, begin.first.replace(day=last))
        except ValueError:
            return begin

    return Expression(m.span(), "DATE", meaning, measures=measures, yearless=(month, first))


def month_day(m: Match, within: Span) -> Expression | None:
    return _month_and_day(m, within, "md")


def day_month(m: Match, within: Span) -> Expression | None:
    return _month_and_day(m, within, "dm")


def iso(m: Match, within: Span) -> Expression | None:
    try:
        fixed = edtf.day(date.fromisoformat(m[0]))
    except ValueError:
        return None
    return Expression(m.span(), "DATE", lambda _: fixed, hangs=False)


def numeric(m: Match, within: Span) -> Expression | None:
    """02/03/2012 may be the second of March or the third of February: one of two days, unless one is impossible. With dots
    the day comes first."""
    a, b, c = (int(part) for part in re.split(r"[/.]", m[0]))
    if c < 100:
        if m["n_sep"] == ".":
            return None
        c += 2000 if c < 50 else 1900
    days = set()
    for month, day in ((b, a),) if m["n_sep"] == "." else ((a, b), (b, a)):
        try:
            days.add(date(c, month, day))
        except ValueError:
            continue
    if not days:
        return None
    first, last = min(days), max(days)
    fixed = edtf.day(first) if first == last else Period("either", first, last)
    return Expression(m.span(), "DATE", lambda _: fixed, hangs=False)


def last_weekday(anchor: date, weekday: int, strictly: bool = False) -> date:
    """The latest such weekday on or before ``anchor`` (``strictly``: before it)."""
    back = (anchor.weekday() - weekday) % 7
    return anchor - timedelta(days=back or (7 if strictly else 0))


def next_weekday(anchor: date, weekday: int, strictly: bool = False) -> date:
    """The earliest such weekday on or after ``anchor`` (``strictly``: after it)."""
    ahead = (weekday - anchor.weekday()) % 7
    return anchor + timedelta(days=ahead or (7 if strictly else 0))


def weekday(m: Match, within: Span) -> Expression | None:
    word = m["w_name"] or m["w_short"]
    if m["w_short"] and not _capital(word):
        return None
    number = grammar.weekday_number(word)
    if _turn(m, within) == "future":
        return Expression(m.span(), "DATE", lambda c: edtf.day(next_weekday(c.anchor, number)))
    return Expression(m.span(), "DATE", lambda c: edtf.day(last_weekday(c.anchor, number)))


def near(m: Match, within: Span) -> Expression | None:
    word = m["near_word"].lower()
    days = {"yesterday": -1, "tomorrow": 1}.get(word, -1 if word.startswith("last") else 0)
    return Expression(m.span(), "DATE", lambda c: edtf.day(c.anchor + timedelta(days=days)))


# Months, seasons, quarters, years


def _near_month(month: int, turn: Turn | None, anchor: date, strictly: bool = False) -> Period:
    here = edtf.period("month", anchor)
    year = anchor.year
    if turn == "future":
        year += month < anchor.month or (strictly and month == anchor.month)
    else:
        year -= month > anchor.month or (strictly and month == anchor.month)
    return edtf.month_of(year, month) if (year, month) != (anchor.year, anchor.month) else here


def month(m: Match, within: Span) -> Expression | None:
    word = m["m_name"]
    if not _capital(word) and (len(word) < 6 or word.lower() == "august"):
        return None
    if word.lower() in ("may", "march", "mar", "jun", "jan", "dec", "august", "april", "june") or len(word) == 3:
        before = m.string[max(0, m.start() - 12) : m.start()]
        if not _MONTH_BEFORE.search(before):
            return None
        if before.lower().endswith(("the ", "on ", "was ", "is ", "with ", "as ")) and word.lower() in ("may", "march"):
            return None
    number, turn = grammar.month_number(word), _turn(m, within)
    return Expression(m.span(), "DATE", lambda c: _near_month(number, turn, c.anchor), yearless=(number, 1))


def month_year(m: Match, within: Span) -> Expression | None:
    fixed = edtf.month_of(grammar.year_number(m["my_year"]), grammar.month_number(m["my_month"]))
    return Expression(m.span(), "DATE", lambda _: fixed, hangs=False)


def year(m: Match, within: Span) -> Expression | None:
    text = m.string
    if m["y_spelled"]:
        number = grammar.year_number(m["y_spelled"])
    else:
        number = int(m["y_number"])
        before = text[max(0, m.start() - 20) : m.start()]
        if _NOT_A_YEAR_BEFORE.search(before) or _COUNTED_AFTER.match(text, m.end(), min(len(text), m.end() + 60)):
            return None
        if text[m.end() : m.end() + 1] in ("-", "–") and text[m.end() + 1 : m.end() + 2].isdigit() is False:
            pass
        if (number < 1900 or number > 2049) and not _YEAR_BEFORE.search(before):
            return None
    fixed = edtf.year_of(number)
    return Expression(m.span(), "DATE", lambda _: fixed, hangs=False)


def fiscal(m: Match, within: Span) -> Expression | None:
    fixed = edtf.year_of(int(m["f_year"][:4]))
    return Expression(m.span(), "DATE", lambda _: fixed, hangs=False)


def decade(m: Match, within: Span) -> Expression | None:
    hundreds = int(m["dc_century"]) if m["dc_century"] else None
    tens = int(m["dc_tens"])
    if hundreds is None:
        if not re.search(r"(?:[’'‘`]|\bmid-|\bthe\s|early\s|late\s)$", m.string[max(0, m.start() - 6) : m.start()]):
            return None
        hundreds = 19 if tens >= 2 else 20
    fixed = edtf.period("decade", date(hundreds * 100 + tens * 10, 1, 1))
    return Expression(m.span(), "DATE", lambda _: fixed, hangs=False)


def decade_word(m: Match, within: Span) -> Expression | None:
    fixed = edtf.period("decade", date(1900 + 10 * grammar.DECADES[m["dw_name"].lower()], 1, 1))
    return Expression(m.span(), "DATE", lambda _: fixed, hangs=False)


def century(m: Match, within: Span) -> Expression | None:
    word = m["c_number"].lower()
    number = grammar.CENTURIES.get(word) or int(word[:2])
    fixed = edtf.period("century", date((number - 1) * 100 + 1, 1, 1))
    return Expression(m.span(), "DATE", lambda _: fixed, hangs=False)


def _which_year(words: str | None) -> tuple[int | None, int]:
    """An absolute year, or an offset to the year of publication ("last year": -1)."""
    if words is None:
        return None, 0
    digits = re.search(r"\d{4}", words)
    if digits:
        return int(digits[0]), 0
    word = words.lower()
    return None, -1 if "last" in word else 1 if "next" in word else 0


def _part(m: Match, unit: Unit, number: int, words: str) -> Expression:
    absolute, offset = _which_year(words)
    if absolute is not None:
        fixed = edtf.part_of_year(unit, absolute, number)
        return Expression(m.span(), "DATE", lambda _: fixed, hangs=False, measures=True)
    return Expression(
        m.span(), "DATE", lambda c: edtf.part_of_year(unit, c.anchor.year + offset, number), measures=True
    )


def quarter(m: Match, within: Span) -> Expression | None:
    number = grammar.ORDINALS[m["q_number"].lower()]
    words = m["q_year"] or m["q_before"]
    if words:
        return _part(m, "quarter", number, words)
    turn = _turn(m, within)
    return Expression(m.span(), "DATE", lambda c: _near_part("quarter", number, turn, c.anchor), measures=True)


def _near_part(unit: Unit, number: int, turn: Turn | None, anchor: date) -> Period | None:
    found = [edtf.part_of_year(unit, anchor.year + step, number) for step in (-1, 0, 1)]
    found = [edtf.period(unit, p.last) for p in found] if unit == "season" else found
    if turn == "future":
        return next((p for p in found if p.last >= anchor), None)
    return next((p for p in reversed(found) if p.first <= anchor), None)


def short_quarter(m: Match, within: Span) -> Expression | None:
    if m[0][0] != "Q":
        return None
    number, turn = int(m["sq_number"]), _turn(m, within)
    if m["sq_year"]:
        return _part(m, "quarter", number, m["sq_year"])
    return Expression(m.span(), "DATE", lambda c: _near_part("quarter", number, turn, c.anchor), measures=True)


def half(m: Match, within: Span) -> Expression | None:
    return _part(m, "half", grammar.ORDINALS[m["h_number"].lower()] or 2, m["h_year"])


def season_year(m: Match, within: Span) -> Expression | None:
    number = grammar.SEASONS[m["sy_season"].lower()]
    if re.match(r"\d", m["sy_year"]) or not re.match(r"this|last|next", m["sy_year"], re.IGNORECASE):
        fixed = edtf.part_of_year("season", grammar.year_number(m["sy_year"]), number)
        return Expression(m.span(), "DATE", lambda _: fixed, hangs=False)
    return replace(_part(m, "season", number, m["sy_year"]), measures=False)


def season(m: Match, within: Span) -> Expression | None:
    number, turn = grammar.SEASONS[m["s_name"].lower()], _turn(m, within)
    if m["s_name"].lower() == "fall" and re.match(r"\s(?:in|from|out|to|for|and)\b", m.string[m.end() : m.end() + 6]):
        return None
    return Expression(m.span(), "DATE", lambda c: _near_part("season", number, turn, c.anchor))
