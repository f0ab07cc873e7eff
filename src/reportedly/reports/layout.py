"""A page laid out as visible lines: what the line classifier and the metadata readers look at."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from reportedly.types import Span

LineLabel = Literal["title", "body", "caption", "credit", "aside"]


@dataclass(frozen=True, slots=True)
class Line:
    """One visible line.

    ``span`` is its place in :attr:`Layout.text`, without surrounding white space; never empty. For a
    plain-text page the other fields keep their defaults. ``tag`` is the innermost block element;
    ``enclosing`` its ancestors' names, ids, classes and roles as lower-case words, innermost first;
    ``links`` the share of its characters inside links; ``chosen`` whether the extractor chose it.
    """

    span: Span
    tag: str | None = None
    enclosing: tuple[str, ...] = ()
    links: float = 0.0
    chosen: bool | None = None


@dataclass(frozen=True, slots=True)
class Layout:
    """A page's visible text in document order and its lines, which are not blank."""

    text: str
    lines: tuple[Line, ...]
    html: bool = False
