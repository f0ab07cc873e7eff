"""Files of annotated sentences, one a line; blank lines and lines that begin with ``#`` are skipped."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

S = TypeVar("S")


class AnnotationError(ValueError):
    """A line that does not follow the format."""


def read_lines(path: str | Path, parse: Callable[[str], S]) -> list[S]:
    """What ``parse`` makes of each sentence of a UTF-8 file, in order. Raises :class:`AnnotationError` with the file's
    name and line number where ``parse`` does."""
    sentences = []
    for number, line in enumerate(Path(path).read_text(encoding="utf-8").splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        try:
            sentences.append(parse(line.strip()))
        except AnnotationError as error:
            raise AnnotationError(f"{Path(path).name}:{number}: {error}") from error
    return sentences
