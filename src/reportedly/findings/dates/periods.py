"""What months, seasons, quarters, years, decades and centuries mean, with a year or without one."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from reportedly.findings.dates import edtf, grammar
from reportedly.findings.dates.edtf import Period, Unit
from reportedly.findings.dates.meanings import Expression, Match, turn_around
from reportedly.findings.dates.tense import Turn
from reportedly.types import Span

_NOT_A_YEAR_BEFORE = re.compile(
    r"(?:\b(?:resolutions?|flights?|routes?|highway|rooms?|no\.|numbers?|sections?|articles?|pages?|channel|units?|windows|"
    r"office|about|nearly|almost|than|least|over|some|another|only|just|roughly|approximately|those|these|up\sto)\s"
    r"|[#/:&+=*]|\d[-–]|\d,)$",
    re.IGNORECASE,
)
_COUNTED_AFTER = re.compile(
    r"[\s-]{1,3}(?:(?:[a-z]+ed|[a-z]+ing|new|more|other|such|young|old|american|foreign|local|armed)\s)?"
    r"(?:people|persons?|men|women|children|troops|soldiers|"
    r"[a-z]{3,}ers|students|workers|police|civilians|refugees|jobs|points?|percent|votes|dollars|pounds|euros|francs|yen|"
    r"miles?|meters?|metres?|km|kilomet\w+|feet|foot|tons?|tonnes|pounds|acres|hectares|words|times|homes|"
    r"million|billion|hours?|minutes?|square|degrees|cases|copies|seats|members|employees|residents|families|homes|units)\b"
)
_YEAR_BEFORE = re.compile(
    r"\b(?:in|since|of|until|till|from|to|by|before|after|during|through|between|and|or|the|early|late|mid|circa|c\.|year|"
    r"class of|that|his|her|its|their|our|a|for|summer|fall|winter|spring|around|[a-z]+[’']s?)[\s-]$|[(–-]$",
    re.IGNORECASE,
)
_RESULTS = 100  # days: results of a quarter are published within about three months
_ALSO_WORDS = frozenset(("may", "march", "mar", "jun", "jan", "dec", "august", "april", "june"))
_MONTH_BEFORE = re.compile(
    r"\b(?:in|since|until|till|from|to|by|before|after|during|through|between|and|or|early|late|mid|last|next|this|past|for|of|every|"
    r"each|throughout|than|beginning|starting|as|with|the|on|was|is|,)[\s-]$",
    re.IGNORECASE,
)


def near_month(month: int, turn: Turn | None, anchor: date) -> Period:
    """That month nearest to ``anchor`` on the side of ``turn``; the month of ``anchor`` itself for either."""
    if turn == "future":
        return edtf.month_of(anchor.year + (month < anchor.month), month)
    return edtf.month_of(anchor.year - (month > anchor.month), month)


def month(m: Match, text: str, within: Span) -> Expression | None:
    """A month's name alone. Names that are words or people as well need a preposition before them."""
    word = m["m_name"]
    if not text[m.start()].isupper() and (len(word) < 6 or word == "august"):
        return None
    if word in _ALSO_WORDS or len(word) == 3:
        before = text[max(0, m.start() - 12) : m.start()].lower()
        if not _MONTH_BEFORE.search(before) or (
            word in ("may", "march") and before.endswith(("the ", "on ", "for ", "as "))
        ):
            return None
    number, turn = grammar.month_number(word), turn_around(m, text, within)
    return Expression(m.span(), "DATE", lambda c: near_month(number, turn, c.anchor), yearless=(number, 1))


def month_year(m: Match, text: str, within: Span) -> Expression | None:
    fixed = edtf.month_of(grammar.year_number(m["my_year"]), grammar.month_number(m["my_month"]))
    return Expression(m.span(), "DATE", lambda _: fixed, hangs=False)


def year(m: Match, text: str, within: Span) -> Expression | None:
    """A year's number, unless it numbers or counts something else: a resolution, people, metres."""
    if m["y_spelled"]:
        number = grammar.year_number(m["y_spelled"])
    else:
        number = int(m["y_number"])
        before = text[max(0, m.start() - 20) : m.start()]
        if _NOT_A_YEAR_BEFORE.search(before) or _COUNTED_AFTER.match(text, m.end(), min(len(text), m.end() + 60)):
            return None
        if not 1900 <= number < 2050 and not _YEAR_BEFORE.search(before):
            return None
    fixed = edtf.year_of(number)
    return Expression(m.span(), "DATE", lambda _: fixed, hangs=False)


def fiscal(m: Match, text: str, within: Span) -> Expression | None:
    fixed = edtf.year_of(int(m["f_year"][:4]))
    return Expression(m.span(), "DATE", lambda _: fixed, hangs=False)


def decade(m: Match, text: str, within: Span) -> Expression | None:
    hundreds = int(m["dc_century"]) if m["dc_century"] else None
    tens = int(m["dc_tens"])
    if hundreds is None:
        if not re.search(r"(?:[’'‘`]|\bmid-|\bthe\s|early\s|late\s)$", text[max(0, m.start() - 6) : m.start()]):
            return None
        hundreds = 19 if tens >= 2 else 20
    fixed = edtf.period("decade", date(hundreds * 100 + tens * 10, 1, 1))
    return Expression(m.span(), "DATE", lambda _: fixed, hangs=False)


def decade_word(m: Match, text: str, within: Span) -> Expression | None:
    fixed = edtf.period("decade", date(1900 + 10 * grammar.DECADES[m["dw_name"].lower()], 1, 1))
    return Expression(m.span(), "DATE", lambda _: fixed, hangs=False)


def century(m: Match, text: str, within: Span) -> Expression | None:
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


def quarter(m: Match, text: str, within: Span) -> Expression | None:
    number = grammar.ORDINALS[m["q_number"]]
    words = m["q_year"] or m["q_before"]
    if words:
        return _part(m, "quarter", number, words)
    turn = turn_around(m, text, within)
    return Expression(m.span(), "DATE", lambda c: _near_quarter(number, turn, c.anchor), measures=True)


def _near_quarter(number: int, turn: Turn | None, anchor: date) -> Period | None:
    """That quarter: the one running or just ended, whose results are news; else the one on the side of ``turn``."""
    past = near_part("quarter", number, "past", anchor)
    if past and (anchor - past.last).days <= _RESULTS:
        return past
    return near_part("quarter", number, turn, anchor)


def near_part(unit: Unit, number: int, turn: Turn | None, anchor: date) -> Period | None:
    """That quarter or season, the running or nearest one on the side of ``turn`` (null counts as the past)."""
    found = [edtf.part_of_year(unit, anchor.year + step, number) for step in (-1, 0, 1) if anchor.year + step > 1]
    found = [edtf.period(unit, p.first) for p in found]  # winters that begin, or end, in each year
    if turn == "future":
        return next((p for p in found if p.last >= anchor), None)
    return next((p for p in reversed(found) if p.first <= anchor), None)


def short_quarter(m: Match, text: str, within: Span) -> Expression | None:
    if text[m.start()] != "Q":
        return None
    number, turn = int(m["sq_number"]), turn_around(m, text, within)
    if m["sq_year"]:
        return _part(m, "quarter", number, m["sq_year"])
    return Expression(m.span(), "DATE", lambda c: _near_quarter(number, turn, c.anchor), measures=True)


def half(m: Match, text: str, within: Span) -> Expression | None:
    return _part(m, "half", grammar.ORDINALS[m["h_number"].lower()] or 2, m["h_year"])


def season_year(m: Match, text: str, within: Span) -> Expression | None:
    number = grammar.SEASONS[m["sy_season"].lower()]
    if re.match(r"\d", m["sy_year"]) or not re.match(r"this|last|next", m["sy_year"], re.IGNORECASE):
        fixed = edtf.part_of_year("season", grammar.year_number(m["sy_year"]), number)
        return Expression(m.span(), "DATE", lambda _: fixed, hangs=False)
    return replace(_part(m, "season", number, m["sy_year"]), measures=False)


def season(m: Match, text: str, within: Span) -> Expression | None:
    number, turn = grammar.SEASONS[m["s_name"].lower()], turn_around(m, text, within)
    if m["s_name"].lower() == "fall" and re.match(r"\s(?:in|from|out|to|for|and)\b", text[m.end() : m.end() + 6]):
        return None
    return Expression(m.span(), "DATE", lambda c: near_part("season", number, turn, c.anchor))
