"""What of a finding people may decide, and how its values are written and checked.

A value is what JSON holds: a word, a number, yes or no, null; a date and an actor reference as mappings of the fields
that docs/data-model.md gives them; an event's place as a list of such references or of words. Spans are not among
them: what a finding is tied to stays.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Any, Literal, get_args

from reportedly.corrections import dates
from reportedly.corrections.codec import plain, restored
from reportedly.errors import UsageError
from reportedly.reading.labels import PLOVER, SUBTYPES
from reportedly.types import (
    ActorKind,
    ActorRef,
    Date,
    Event,
    Figure,
    Finding,
    Findings,
    Manner,
    Measure,
    Quotation,
    RoleFiller,
    Scope,
    Span,
    Statement,
    Status,
    Voice,
)

What = Literal["choice", "words", "flag", "number", "date", "who", "spot"]
Values = Mapping[str, Any]
ACTOR_ID = re.compile(r"a-[0-9a-f]{16}")
KINDS: tuple[str, ...] = get_args(ActorKind)
_YES = frozenset("yes y true 1".split())
_NO = frozenset("no n false 0".split())
_LONGEST = 500  # characters of a value in words


@dataclass(frozen=True, slots=True)
class Field:
    """A field that may be edited: what it holds, of a choice the words, and whether it may be empty (null)."""

    name: str
    what: What
    choices: tuple[str, ...] = ()
    empty: bool = True


def _fields(*some: Field) -> dict[str, Field]:
    return {field.name: field for field in some}


def _choice(name: str, of: Any, empty: bool = False) -> Field:
    return Field(name, "choice", of if isinstance(of, tuple) else get_args(of), empty)


def _words(name: str) -> Field:
    return Field(name, "words")


FIELDS: dict[str, dict[str, Field]] = {
    "statement": _fields(
        _choice("manner", Manner),
        _choice("quotation", Quotation),
        Field("negated", "flag", empty=False),
        Field("speaker", "who"),
        Field("addressee", "who"),
        Field("said", "date"),
        _words("place"),
    ),
    "figure": _fields(
        _choice("measure", Measure),
        Field("low", "number"),
        Field("high", "number"),
        _words("qualifier"),
        Field("vague", "flag", empty=False),
        _words("unit"),
        _words("group"),
        _choice("per", ("day", "week", "month", "year"), empty=True),
        _choice("scope", Scope),
        _words("place"),
        _words("origin"),
        _words("cause"),
        Field("source", "who"),
        _choice("voice", Voice),
        Field("as_of", "date"),
        Field("period", "date"),
    ),
    "event": _fields(
        _choice("type", PLOVER, empty=True),
        _choice("subtype", SUBTYPES[1:], empty=True),
        _choice("status", Status),
        Field("negated", "flag", empty=False),
        _choice("voice", Voice),
        Field("when", "date"),
        Field("place", "spot"),
    ),
}
"""What may be edited, by kind of finding."""


def kind_of(finding: Finding) -> Literal["statement", "figure", "event"]:
    """``statement``, ``figure`` or ``event``."""
    if isinstance(finding, Statement):
        return "statement"
    return "figure" if isinstance(finding, Figure) else "event"


def all_of(findings: Findings) -> tuple[Finding, ...]:
    """All findings of a report, statements first."""
    return (*findings.statements, *findings.figures, *findings.events)


def field_of(kind: str, name: str) -> Field:
    """The field of a kind of finding; raises UsageError for one that there is not or that may not be edited."""
    found = FIELDS[kind].get(name)
    if found is None:
        why = "; what a finding is tied to (its spans and words) stays as it is" if _is_place(name) else ""
        raise UsageError(f"{name}: no field of a {kind} that can be edited: take {', '.join(FIELDS[kind])}{why}")
    return found


def _is_place(name: str) -> bool:
    return name in ("span", "text", "content", "cue", "roles", "via") or name.endswith("_text")


def values_of(finding: Finding) -> dict[str, Any]:
    """All values of a finding that may be edited."""
    found: dict[str, Any] = {}
    for name, field in FIELDS[kind_of(finding)].items():
        if field.what == "spot":
            assert isinstance(finding, Event)
            found[name] = plain(finding.roles.place)
        else:
            found[name] = plain(getattr(finding, name))
        if field.what == "number" and found[name] is not None:
            found[name] = float(found[name])
    return found


def with_values(finding: Finding, values: Values, text: str) -> Finding:
    """``finding`` with other values. ``text`` is that of its report: an actor reference keeps the words and place that
    it has; a place that is not there (the text was derived otherwise) is left out."""
    kind = kind_of(finding)
    changes: dict[str, Any] = {}
    for name, value in values.items():
        field = FIELDS[kind].get(name)
        if field is None:
            continue  # decided by a newer version
        if field.what == "who":
            changes[name] = _ref(getattr(finding, name), value, text)
        elif field.what == "date":
            changes[name] = None if value is None else restored(Date, value)
        elif field.what == "spot":
            assert isinstance(finding, Event)
            fillers: tuple[RoleFiller, ...] = restored(tuple[RoleFiller, ...], value)
            there = tuple(f for f in fillers if f.span is None or _stands(text, f.span, f.text))
            changes["roles"] = replace(finding.roles, place=there)
        else:
            changes[name] = value
    return replace(finding, **changes)


def _ref(old: ActorRef | None, value: Mapping[str, Any] | None, text: str) -> ActorRef | None:
    if value is None:
        return None
    if old is not None and who_key(plain(old)) == who_key(value):
        return old
    words, span = (old.text, old.span) if old else (value["text"], value["span"] and tuple(value["span"]))
    if span is not None and not _stands(text, span, words):
        span = None
    return ActorRef(value["actor"], value["name"], value["description"], value["kind"], words, span)


def _stands(text: str, span: Span, words: str) -> bool:
    return text[slice(*span)] == words


def who_key(value: Mapping[str, Any] | None, loosely: bool = False) -> tuple[Any, ...] | None:
    """What two references are the same by: the actor, else what it is called; ``loosely``, an unnamed actor by what it
    is called too."""
    if value is None:
        return None
    if value["actor"] and not (loosely and value["name"] is None):
        return (value["actor"],)
    return None, value["name"], value["description"] or value["text"]


# Writing


def shown(field: Field, value: Any) -> str:
    """A value as people write it: in a cell, or after ``field=``; empty for null."""
    if value is None or value == []:
        return ""
    match field.what:
        case "flag":
            return "yes" if value else "no"
        case "number":
            return number_shown(value)
        case "date":
            return _date_shown(value)
        case "who":
            return who_shown(value)
        case "spot":
            return "; ".join(" ".join(item["text"].split()) for item in value)
    return " ".join(str(value).split())


def number_shown(value: float) -> str:
    """A number in digits; empty where it is infinite, which is an open bound."""
    if value != value or value in (float("inf"), float("-inf")):
        return ""
    return str(int(value)) if value == int(value) and abs(value) < 1e16 else repr(value)


def _date_shown(value: Mapping[str, Any]) -> str:
    if value["edtf"]:
        return str(value["edtf"])
    if value["relative"]:
        first, last = value["relative"]["offset"]
        return f"({value['relative']['anchor']} {first:+d}..{last:+d} days)"
    if value["earliest"] or value["latest"]:
        return f"{value['earliest'] or '..'}/{value['latest'] or '..'}"
    return "(unknown)"


def who_shown(value: Mapping[str, Any]) -> str:
    """An actor as people write it: name or description, and its id in brackets."""
    called = " ".join((value["name"] or value["description"] or "").split())
    if value["actor"]:
        return f"{called} [{value['actor']}]".strip()
    return called or f"({' '.join(value['text'].split())})"


# Reading


@dataclass(frozen=True, slots=True)
class Asked:
    """Whom somebody named: by id, or by name or description with a kind (null: a person, or whoever is called so)."""

    id: str | None = None
    name: str | None = None
    description: str | None = None
    kind: str | None = None


def parse(kind: str, field: Field, text: str) -> Any:
    """The value that ``text`` names; :class:`Asked` for somebody, the plain words for the place of an event, which the
    record has to look up. Raises UsageError, naming field and what is allowed."""
    words = " ".join(text.split())
    if "\ufffd" in words:
        raise UsageError(f"{field.name}: {words!r} holds a character that was lost on the way; write it again")
    if not words:
        if not field.empty:
            raise UsageError(f"{field.name} cannot be empty: take {', '.join(field.choices or ('yes', 'no'))}")
        return None
    return _PARSERS[field.what](field, words)


def _parse_choice(field: Field, words: str) -> str:
    found = {choice.casefold(): choice for choice in field.choices}.get(words.casefold())
    if found is None:
        nothing = " or nothing" if field.empty else ""
        raise UsageError(f"{field.name}: {words!r} is not one of {', '.join(field.choices)}{nothing}")
    return found


def _parse_words(field: Field, words: str) -> str:
    if len(words) > _LONGEST:
        raise UsageError(f"{field.name}: has {len(words)} characters, more than {_LONGEST}")
    return words


def _parse_flag(field: Field, words: str) -> bool:
    low = words.casefold()
    if low not in _YES | _NO:
        raise UsageError(f"{field.name}: {words!r} is neither yes nor no")
    return low in _YES


_PLAIN_NUMBER = re.compile(r"[+-]?\d+(?:[.,]\d+)?(?:[eE][+-]?\d{1,3})?", re.ASCII)
_UNCLEAR = re.compile(r"[.,]\d{3}(?!\d)", re.ASCII)


def _parse_number(field: Field, words: str) -> float:
    compact = words.replace(" ", "")
    if _PLAIN_NUMBER.fullmatch(compact):
        if _UNCLEAR.search(compact) and "e" not in compact.lower():
            raise UsageError(f"{field.name}: {words!r} may be read in two ways: write thousands without a sign")
        value = float(compact.replace(",", "."))
        if abs(value) != float("inf"):
            return value
    raise UsageError(f"{field.name}: {words!r} is not a number such as 1200 or 0.5; nothing for an open bound")


def _parse_date(field: Field, words: str) -> Any:
    try:
        return plain(dates.parse(words))
    except ValueError as error:
        raise UsageError(f"{field.name}: {error}") from error


_NAMED = re.compile(r"(?:(?P<called>.*\S)\s*)?\[(?P<id>a-[0-9a-f]{16})\]")


def _parse_who(field: Field, words: str) -> Asked:
    return asked(field.name, words)


def asked(name: str, words: str) -> Asked:
    """Whom ``words`` name: an id, ``Name [id]``, ``kind: name``, ``unnamed: description`` or a name. ``name`` is that
    of the field, for errors."""
    if ACTOR_ID.fullmatch(words):
        return Asked(id=words)
    match = _NAMED.fullmatch(words)
    if match:
        return Asked(id=match["id"], name=match["called"])
    if len(words) > _LONGEST or "[" in words or "]" in words:
        raise UsageError(
            f"{name}: {words[:80]!r} is neither an actor's id nor a name; give a-..., a name, 'organization: a name' "
            "or 'unnamed: a description'"
        )
    kind, colon, called = (part.strip() for part in words.partition(":"))
    if colon and called and kind.casefold() in KINDS:
        kind = kind.casefold()
        return Asked(description=called, kind=kind) if kind == "unnamed" else Asked(name=called, kind=kind)
    return Asked(name=words)


_PARSERS: dict[What, Callable[[Field, str], Any]] = {
    "choice": _parse_choice,
    "words": _parse_words,
    "flag": _parse_flag,
    "number": _parse_number,
    "date": _parse_date,
    "who": _parse_who,
    "spot": _parse_words,
}


def require_sense(kind: str, values: Values, changed: Collection[str]) -> None:
    """Raise UsageError where values contradict each other and one of ``changed`` has to do with it: bounds, and the
    unit of money."""
    if kind != "figure":
        return
    low, high = values["low"], values["high"]
    if low is not None and high is not None and low > high and {"low", "high"} & set(changed):
        raise UsageError(f"low ({number_shown(low)}) is more than high ({number_shown(high)})")
    money = values["measure"] == "money" and values["unit"] is not None and {"measure", "unit"} & set(changed)
    if money and values["unit"] not in _currencies():
        raise UsageError(f"unit: {values['unit']!r} is no currency: give its ISO 4217 code, such as USD or EUR")


@cache
def _currencies() -> frozenset[str]:
    import pycountry  # slow to load, and only needed where money is edited

    return frozenset(currency.alpha_3 for currency in pycountry.currencies)
