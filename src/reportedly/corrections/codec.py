"""Findings and actors as JSON and back, without loss: what the program read is kept so beside what people decided."""

from __future__ import annotations

import json
import types
from collections.abc import Sequence
from dataclasses import dataclass, fields, is_dataclass
from functools import cache
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from reportedly.types import Actor, ActorRef, Findings, RoleText


@dataclass(frozen=True, slots=True)
class Reading:
    """What the program read in a report: its findings and the actors that they name."""

    findings: Findings
    actors: tuple[Actor, ...]


def dumps(reading: Reading) -> bytes:
    """``reading`` as JSON in ASCII (lone surrogates are escaped); equal readings give the same bytes."""
    return json.dumps(plain(reading), separators=(",", ":")).encode("ascii")


def loads(data: bytes) -> Reading:
    """The inverse of :func:`dumps`. Raises ValueError, KeyError or TypeError for anything else."""
    made: Reading = restored(Reading, json.loads(data))
    return made


def plain(value: Any) -> Any:
    """A value of the record as mappings, lists and scalars. Numbers that are not bounds of spans are floats, as the
    database gives them back."""
    if is_dataclass(value):
        return {field.name: _field(value, field.name) for field in fields(value)}
    if isinstance(value, tuple | list):
        return [plain(item) for item in value]
    return value


def _field(value: Any, name: str) -> Any:
    one = getattr(value, name)
    if name in ("low", "high", "confidence") and one is not None:
        return None if one != one else float(one)
    return plain(one)


def restored(hint: Any, value: Any) -> Any:
    """The value of type ``hint`` that :func:`plain` made ``value`` of."""
    origin, arguments = get_origin(hint), get_args(hint)
    if origin in (Union, types.UnionType):
        if value is None:
            return None
        kinds = [kind for kind in arguments if kind is not types.NoneType]
        if set(kinds) == {ActorRef, RoleText}:
            return restored(ActorRef if "actor" in value else RoleText, value)
        return restored(kinds[0], value)
    if origin is tuple:
        if not isinstance(value, Sequence) or isinstance(value, str):
            raise TypeError(f"a list is needed, not {value!r}")
        return tuple(restored(arguments[0], item) for item in value)
    if origin is Literal or not is_dataclass(hint):
        return value
    assert isinstance(hint, type)
    hints = _hints(hint)
    return hint(**{name: restored(hints[name], value[name]) for name in hints})


@cache
def _hints(kind: type) -> dict[str, Any]:
    hints = get_type_hints(kind)
    return {field.name: hints[field.name] for field in fields(kind)}
