"""Read the attributions within attributions that are labelled in PolNeAR's articles, as offsets: the texts stay where
they are.

PolNeAR (Newell et al. 2018) marks outer attributions only. A JSON line an outer content, by document and place, also
where nobody is said to say anything within it::

    {"set": "polnear-train", "doc": "NAME", "content": [[10, 60]],
     "inner": [{"source": [[10, 12]], "cue": [[13, 21]], "content": [[22, 60]]}]}

``content`` are the spans of the outer content as PolNeAR has them. All offsets are code points of the article's text
exactly as its file has it (read with ``newline=""``), end exclusive.

How the inner attributions are labelled, where a choice was open:

- The notion is PolNeAR's: speech, writing, documents and polls, beliefs, knowledge, feelings towards something, wishes,
  intentions, promises, support and opposition. "I think ..." inside a quotation counts; "let me tell you", "you know"
  and the like, votes cast, money spent and mere needs do not.
- The source is the nearest words that name it within the content, the relative pronoun alone where that is the subject
  ("people [who] believe"); it may be missing ("allegations that ..."). A speaker outside the content is no source.
- The cue is the verb group with its auxiliaries and negation, or the noun ("[their] [promise] [to leave]"), with a
  preposition that leads to the content ("criticism of"). Whom one speaks to is left out where he stands between.
- The content has its conjunction or "to". Of a relative clause it is the pronoun and what the cue governs ("[what]
  [they] [say] [was wrong]"), or the noun phrase where there is no pronoun. Quotation marks belong to it where both do.
- Attributions nest and share words ("[he] [believes] ... and [thinks] ..."); those of one attribution do not overlap.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

from training.reader.polnear import Attribution, Span
from training.sets.lines import read_rows, require, span

_ROW = frozenset({"set", "doc", "content", "inner"})
_INNER = frozenset({"source", "cue", "content"})


@dataclass(frozen=True, slots=True)
class NestedContent:
    """The content of an outer attribution of an article, as spans in the article's text, and the attributions that
    stand within it, by their cues (none is common and meant)."""

    set: str
    doc: str
    content: tuple[Span, ...]
    inner: tuple[Attribution, ...]


class NotNested(ValueError):
    """A file that is not in the format; the message names file and line."""


def read(file: str | Path) -> list[NestedContent]:
    """The labelled contents of a UTF-8 file, in its order. Raises :class:`NotNested` where a line is not in the
    format, a span is empty or leaves the outer content, spans of one attribution overlap, or lines are not sorted."""
    return read_rows(file, _nested, _in_order, NotNested)


def _in_order(before: NestedContent, after: NestedContent) -> None:
    first, second = ((one.set, one.doc, one.content) for one in (before, after))
    require(first < second, "the contents are not sorted, or one stands twice")


def _nested(row: Any) -> NestedContent:
    require(isinstance(row, dict) and row.keys() == _ROW, "not the fields of a content")
    require(all(isinstance(row[name], str) and row[name] for name in ("set", "doc")), "set and doc are names")
    content = _spans(row["content"])
    require(bool(content), "a content has spans")
    require(isinstance(row["inner"], list), "inner is a list")
    inner = tuple(_inner(one, content) for one in row["inner"])
    order = [(one.cue, one.content, one.source) for one in inner]
    require(all(a < b for a, b in pairwise(order)), "the inner attributions are not sorted, or one stands twice")
    return NestedContent(row["set"], row["doc"], content, inner)


def _inner(row: Any, outer: tuple[Span, ...]) -> Attribution:
    require(isinstance(row, dict) and row.keys() == _INNER, "not the fields of an attribution")
    found = Attribution(*(_spans(row[role]) for role in ("source", "cue", "content")))
    require(bool(found.cue and found.content), "an inner attribution has a cue and a content")
    spans = sorted((*found.source, *found.cue, *found.content))
    require(all(a[1] <= b[0] for a, b in pairwise(spans)), "spans of an attribution overlap")
    require(all(any(a <= s and e <= b for a, b in outer) for s, e in spans), "a span leaves the outer content")
    return found


def _spans(value: Any) -> tuple[Span, ...]:
    require(isinstance(value, list), "spans are a list")
    spans = tuple(map(span, value))
    require(all(a[1] <= b[0] for a, b in pairwise(spans)), "spans are not sorted, or overlap")
    return spans
