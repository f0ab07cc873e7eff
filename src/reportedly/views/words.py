"""Values of the record in plain English: dates, amounts, manners of speaking, chains of attribution.

Everything here gives plain text, not HTML; :mod:`reportedly.views.markup` escapes it.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence

from reportedly.types import (
    ActorRef,
    Date,
    Event,
    Figure,
    Manner,
    Measure,
    Published,
    Report,
    Role,
    RoleFiller,
    Statement,
)

_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July",
    "August", "September", "October", "November", "December",
)  # fmt: skip
# EDTF level 1: months 21 to 24 are seasons, X an unspecified digit, ? uncertain, ~ approximate, % both.
_SEASONS = {"21": "spring", "22": "summer", "23": "autumn", "24": "winter"}
_DAY = re.compile(r"(\d{2,4}X{0,2})(?:-(\d\d|XX)(?:-(\d\d|XX))?)?([?~%]?)")
_DOUBT = {"": "", "?": "probably ", "~": "about ", "%": "perhaps about "}

_SAID: dict[Manner, tuple[str, str]] = {
    "say": ("said", "did not say"),
    "claim": ("claimed", "did not claim"),
    "estimate": ("estimated", "did not estimate"),
    "deny": ("denied", "did not deny"),
    "confirm": ("confirmed", "did not confirm"),
    "announce": ("announced", "did not announce"),
    "accuse": ("accused", "did not accuse"),
    "demand": ("demanded", "did not demand"),
    "urge": ("urged", "did not urge"),
    "propose": ("proposed", "did not propose"),
    "reject": ("rejected", "did not reject"),
    "warn": ("warned", "did not warn"),
    "threaten": ("threatened", "did not threaten"),
    "promise": ("promised", "did not promise"),
    "ask": ("asked", "did not ask"),
    "believe": ("believes", "does not believe"),
    "want": ("wants", "does not want"),
    "show": ("showed", "did not show"),
    "decline": ("declined", "did not decline"),
}
_MEASURES: dict[Measure, str] = {
    "idps": "displaced inside the country",
    "area-distance": "area or distance",
    "people": "people, other",
    "other": "other",
}
_HOW_DATED = {
    "metadata": "from the page\u2019s own metadata",
    "given": "as given with the page",
    "dateline": "from its dateline",
    "caption": "from a dated photograph",
    "weekday": "from a weekday in its text",
    "anniversary": "from an anniversary in its text",
    "title": "from its title",
    "body": "from its text",
    "url": "from its address",
    "past date": "from a day that its text looks back on",
    "future date": "from a day that its text looks forward to",
    "capture": "from when the page was captured",
}
_MORE = frozenset(["more than", "over", "above", "in excess of", "upwards of", "well over"])
_LESS = frozenset(["fewer than", "less than", "under", "below"])
_NEARLY = frozenset(["nearly", "almost", "close to", "just under"])
_ABOUT = frozenset(["about", "some", "around", "approximately", "roughly", "estimated", "an estimated", "circa"])


def review_words(review: str | None) -> str:
    """What a person decided on a finding, in a word or two; nothing where nobody did."""
    return {"edited": "edited by a person", "accepted": "checked by a person"}.get(review or "", review or "")


def date_words(date: Date | Published | None) -> str | None:
    """A date in words (``2 February 2012``, ``between 12 and 14 March 2012``), null where nothing is known."""
    if date is None:
        return None
    if date.edtf is not None:
        return _edtf_words(date.edtf)
    if date.relative is not None:
        return _relative_words(date.relative.offset, date.relative.anchor)
    if date.earliest and date.latest:
        return f"between {_range(date.earliest, date.latest, 'and')}"
    if date.earliest:
        return f"{_day(date.earliest)} or later"
    return f"{_day(date.latest)} or earlier" if date.latest else None


def _edtf_words(edtf: str) -> str:
    if edtf.startswith(("[", "{")) and edtf.endswith(("]", "}")):
        first, dots, last = edtf[1:-1].partition("..")
        if not dots:
            parts = [_day(part.strip()) for part in edtf[1:-1].split(",")]
            return (" or " if edtf[0] == "[" else " and ").join(parts)
        if not first or not last:
            return f"{_day(first)} or later" if first else f"{_day(last)} or earlier"
        return f"between {_range(first, last, 'and')}"
    first, slash, last = edtf.partition("/")
    if not slash:
        return _day(first)
    if first in ("", "..") or last in ("", ".."):
        if first in ("", ".."):
            return f"until {_day(last)}" if last not in ("", "..") else "at a time not known"
        return f"from {_day(first)} on"
    return _range(first, last, "to")


def _day(edtf: str) -> str:
    """One EDTF day, month, season, year or decade in words; the string itself where it is none of these."""
    match = _DAY.fullmatch(edtf)
    if not match:
        return edtf
    year, month, day, doubt = match.groups()
    if year.endswith("XX"):
        words = f"{year[:2]}00s"
    elif year.endswith("X"):
        words = f"{year[:3]}0s"
    elif month is None:
        words = year
    elif month in _SEASONS:
        words = f"{_SEASONS[month]} {year}"
    elif month == "XX":
        words = f"a day in {year}" if day else f"a month in {year}"
    elif not 1 <= int(month) <= 12:
        return edtf
    elif day is None:
        words = f"{_MONTHS[int(month) - 1]} {year}"
    else:
        words = f"{_MONTHS[int(month) - 1]} {year}"
        words = f"a day in {words}" if day == "XX" else f"{int(day)} {words}"
    return _DOUBT[doubt] + words


def _range(first: str, last: str, between: str) -> str:
    """Two days in words, the month or year said once where both have it."""
    a, b = _DAY.fullmatch(first), _DAY.fullmatch(last)
    words, until = _day(first), _day(last)
    if first == last:
        return words
    if a and b and a[3] and b[3] and "X" not in first + last and not a[4]:
        if a[1] == b[1]:
            words = words.removesuffix(f" {a[1]}")
            if a[2] == b[2]:
                words = words.partition(" ")[0]
    elif a and b and a[2] and b[2] and a[1] == b[1] and not a[4] and "X" not in first:
        words = words.removesuffix(f" {a[1]}")
    return f"{words} {between} {until}"


def _relative_words(offset: tuple[int, int], anchor: str) -> str:
    earliest, latest = offset
    what = "the report" if anchor == "published" else anchor
    if earliest == latest == 0:
        return f"the day of {what}"
    if earliest == latest:
        days = abs(earliest)
        return f"{days} {'day' if days == 1 else 'days'} {'before' if earliest < 0 else 'after'} {what}"
    if latest == 0:
        return f"up to {-earliest} days before {what}"
    if latest < 0:
        return f"{-latest} to {-earliest} days before {what}"
    if earliest >= 0:
        return f"{earliest} to {latest} days after {what}"
    return f"between {-earliest} days before and {latest} after {what}"


def how_dated(published: Published) -> str | None:
    """On what the date of a report rests (``from its dateline``), null where there is no evidence."""
    hows = dict.fromkeys(_HOW_DATED.get(e.how, f"from: {e.how.replace('-', ' ')}") for e in published.evidence)
    return " and ".join(hows) or None


def number_words(value: float) -> str:
    """A number with thousands separators; whole millions and billions by name (``550 million``)."""
    if not math.isfinite(value):
        return str(value)
    for size, name in ((1e12, "trillion"), (1e9, "billion"), (1e6, "million")):
        if abs(value) >= size and round(value / size, 3) * size == value:
            return f"{value / size:,.10g} {name}"
    return f"{int(value):,}" if value == int(value) else f"{value:,.10g}"


def amount_words(figure: Figure) -> str:
    """The bounds of a figure in words, with unit and rate: ``more than 5,400``, ``200,000 or more``, ``20 to 30``."""
    low, high, qualifier = figure.low, figure.high, (figure.qualifier or "").lower()
    unit = f" {figure.unit}" if figure.unit else ""
    fewer = "less" if figure.measure in ("money", "area-distance") else "fewer"
    if low is not None and high is not None:
        words = number_words(high) + unit
        if low != high:
            words = f"{number_words(low)} to {words}"
        elif figure.vague or qualifier in _ABOUT:
            words = f"about {words}"
    elif low is not None:
        words = number_words(low) + unit
        words = f"more than {words}" if qualifier in _MORE else f"{words} or more"
    elif high is not None:
        words = number_words(high) + unit
        if qualifier in _LESS:
            words = f"{fewer} than {words}"
        else:
            words = f"nearly {words}" if qualifier in _NEARLY else f"{words} or {fewer}"
    else:
        words = "not known"
    return f"{words} a {figure.per}" if figure.per else words


def bounds_words(low: float | None, high: float | None) -> str:
    """Two bounds in words, both included: ``200 to 300``, ``5,400 or more``, ``up to 300``."""
    if low is None or high is None:
        if low is None:
            return "not known" if high is None else f"up to {number_words(high)}"
        return f"{number_words(low)} or more"
    return number_words(low) if low == high else f"{number_words(low)} to {number_words(high)}"


def measure_words(measure: Measure) -> str:
    """What a measure counts, in words."""
    return _MEASURES.get(measure, measure)


def manner_words(statement: Statement) -> str:
    """The manner of a statement as a verb: ``said``, ``did not deny``."""
    return _SAID[statement.manner][statement.negated]


def actor_words(ref: ActorRef | None) -> str:
    """Who an actor reference means: its name, else what it is called, else its words in the text."""
    if ref is None:
        return "somebody not named"
    return ref.name or ref.description or " ".join(ref.text.split()) or "somebody not named"


def role_words(role: Role) -> str:
    """A role with the days between which it was reported: ``governor of Sarn, 9 to 12 April 2031``."""
    of = f" of {role.of}" if role.of and role.of.casefold() not in role.title.casefold() else ""
    first, last = role.first or role.last, role.last or role.first
    return f"{role.title}{of}" + (f", {_range(first, last, 'to')}" if first and last else "")


def chain_words(via: tuple[ActorRef, ...]) -> str | None:
    """The relays of an attribution from the source outward: ``via Al-Akhbar (interview)``; null without any."""
    if not via:
        return None
    # That a person or an agency relays as a person or an agency does goes without saying.
    return "via " + ", then ".join(actor_words(ref) + (" (interview)" if ref.how == "interview" else "") for ref in via)


def counted_by(figure: Figure) -> str:
    """Who stands behind a figure: its source and the relays, or the report itself, or nobody who is named."""
    if figure.source is not None:
        chain = chain_words(figure.via)
        return f"{actor_words(figure.source)}, {chain}" if chain else actor_words(figure.source)
    if figure.voice == "own":
        return "the report itself"
    return "nobody named (hearsay)" if figure.voice == "hearsay" else "somebody not named"


def act_words(event: Event) -> str:
    """What kind of act an event is: its subtype, else its PLOVER type (``attack``, ``coerce``)."""
    return (event.subtype or event.type or "event").replace("-", " ").lower()


def kind_words(event: Event) -> str:
    """The PLOVER type and mode of an event (``ASSAULT, aerial``), empty without a type."""
    return ", ".join(part for part in (event.type, event.mode) if part)


def status_words(event: Event) -> str:
    """The status of an event in words: ``happened``, ``did not happen``, ``not planned``."""
    if not event.negated:
        return event.status
    return "did not happen" if event.status == "happened" else f"not {event.status}"


def told_by(event: Event, statements: Mapping[str, Statement]) -> str:
    """By whose word an event is told: the speaker of the statement it stands in (``statements`` are the report's, by
    id) with the relays, or the report itself, or nobody who is named."""
    if event.voice == "attributed":
        statement = statements.get(event.statement or "")
        if statement is None or statement.speaker is None:
            return "somebody not named"
        chain = chain_words(statement.via)
        return f"{actor_words(statement.speaker)}, {chain}" if chain else actor_words(statement.speaker)
    return "the report itself" if event.voice == "own" else "nobody named (hearsay)"


def fillers_words(fillers: Sequence[RoleFiller]) -> str:
    """Who or what fills a role, with commas between; empty where nobody does."""
    return ", ".join(actor_words(f) if isinstance(f, ActorRef) else " ".join(f.text.split()) for f in fillers)


def title_words(report: Report) -> str:
    """A report's title; where none was found its first words, else the name of its page."""
    if report.title:
        return report.title
    start = report.body[0][0] if report.body else 0
    words = " ".join(report.text[start : start + 200].split())
    if not words:
        return f"Untitled: {report.page.path}"
    return "Untitled: " + (words if len(words) <= 60 else words[:60].rsplit(" ", 1)[0].rstrip(".,;: ") + "\u2026")


def letters(index: int) -> str:
    """0, 1, ... as ``a``, ``b``, ..., ``z``, ``aa``, ``ab``: the labels of figures."""
    label = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        label = chr(97 + rest) + label
    return label
