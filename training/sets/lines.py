"""What the readers of labels share: a JSON object a line, checked, and pairs of offsets."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

from training.reader.polnear import Span

T = TypeVar("T")


def require(holds: bool, problem: str) -> None:
    """Raise ``ValueError`` with ``problem`` unless ``holds``."""
    if not holds:
        raise ValueError(problem)


def read_rows(
    file: str | Path, parse: Callable[[Any], T], in_order: Callable[[T, T], None], error: type[ValueError]
) -> list[T]:
    """What ``parse`` makes of each line of a UTF-8 file. Raises ``error`` with the file's name and line number where
    ``parse``, or ``in_order`` for a line and the one before it, raises ``ValueError``."""
    found: list[T] = []
    with open(file, encoding="utf-8") as stream:
        for number, line in enumerate(stream, 1):
            try:
                found.append(parse(json.loads(line)))
                if len(found) > 1:
                    in_order(*found[-2:])
            except (ValueError, RecursionError) as problem:
                raise error(f"{Path(file).name}:{number}: {problem}") from problem
    return found


def span(value: Any) -> Span:
    """A JSON pair of offsets as a span that is not empty."""
    require(isinstance(value, list) and len(value) == 2 and all(type(n) is int for n in value), "a span is two offsets")
    require(0 <= value[0] < value[1], f"an empty span: {value}")
    return value[0], value[1]
