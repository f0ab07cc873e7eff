"""A report's text with its tags, to look at what the reading model sees: in colour, in brackets, or as JSON Lines.

Tags overlap and cross as they like. In colour every piece of the text has the styles of all its tags. In brackets
each layer has a line of its own, and a tag that crosses another of its layer is closed and opened again with ``…``:
``[content:1 They left, [source:2 he] [cue:2 said]]``. In the text itself ``[``, ``]`` and ``\\`` have a backslash
before them, and control characters are written out, so that a page can forge neither tags nor colours.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from itertools import zip_longest
from typing import TYPE_CHECKING, Any, TextIO, get_args

from reportedly.errors import UsageError
from reportedly.exports.jsonl import dumps
from reportedly.reading.tags import Clause, Tagged
from reportedly.types import MentionType, Report, Span, words_of
from reportedly.views.progress import one_line
from reportedly.views.segments import Segment, cut, zones

if TYPE_CHECKING:
    from rich.style import Style
    from rich.text import Text

LAYERS = ("attribution", "entities", "figures", "events")  # in the order of the lists of Tagged
WIDTH = 100
_INDENT = max(map(len, LAYERS)) + 2

# Dark grounds under attributions; colours of middle lightness for names, which show on these and on white paper.
_GROUNDS = {"source": "white on #0b3d0b", "cue": "white on #4a3000", "content": "white on #1a2740"}
_COLOURS = {
    "person": "#d75f87",
    "organization": "#2e9bd6",
    "place": "#3aa655",
    "nationality": "#12a5a0",
    "weapon": "#e05a3a",
    "money": "#b58900",
    "quantity": "#a07cdc",
    "time": "#8a8f3c",
    "title": "#c46fc4",
}
_FIGURE, _TRIGGER, _ROLE, _NOTE = "bold", "bold reverse", "italic", "dim"


@dataclass(frozen=True, slots=True)
class Tag:
    """A span to be shown. ``kind`` chooses its style, ``label`` is what its bracket says, ``note`` what follows it in
    colour (nothing for names, whose colour is their type)."""

    span: Span
    layer: str
    kind: str
    label: str
    note: str = ""


def chosen(layers: str) -> tuple[str, ...]:
    """The layers of a list with commas, in the order of :data:`LAYERS`. Raises :class:`UsageError` for other words."""
    wanted = {name.strip() for name in layers.split(",") if name.strip()}
    if unknown := sorted(wanted - set(LAYERS)):
        raise UsageError(f"--layers: there is no layer {', '.join(unknown)}; there are {', '.join(LAYERS)}")
    if not wanted:
        raise UsageError(f"--layers: name at least one of {', '.join(LAYERS)}")
    return tuple(name for name in LAYERS if name in wanted)


def print_tagged(tagged: Tagged, layers: Sequence[str], stream: TextIO) -> None:
    """Write the text with its tags to ``stream``: in colour on a terminal that has colours and where ``NO_COLOR`` is
    not set, else in brackets (rich decides, https://no-color.org)."""
    from rich.console import Console

    console = Console(file=stream, highlight=False, markup=False, emoji=False)
    if console.is_terminal and not console.no_color and console.color_system:
        for text in coloured(tagged, layers):
            console.print(text)
    else:
        for line in bracketed(tagged, layers):
            print(line, file=stream)


def tags(tagged: Tagged, layer: str) -> list[Tag]:
    """The tags of one of :data:`LAYERS`; attributions and events are numbered from 1, in their order."""
    found: list[Tag] = []
    if layer == "attribution":
        for number, attribution in enumerate(tagged.attributions, 1):
            inside = "" if attribution.within is None else f"<{attribution.within + 1}"
            for kind in ("source", "cue", "content"):
                label = f"{kind}:{number}{inside if kind == 'content' else ''}"
                found += [Tag(span, layer, kind, label, f"{number}") for span in getattr(attribution, kind)]
    elif layer == "entities":
        found += [Tag(entity.span, layer, entity.type, entity.type) for entity in tagged.entities]
    elif layer == "figures":
        for quantity in tagged.quantities:
            found.append(Tag(quantity.span, layer, "figure", f"figure:{quantity.measure}", quantity.measure))
    else:
        for number, clause in enumerate(tagged.clauses, 1):
            act = _act(clause)
            found.append(Tag(clause.trigger, layer, "trigger", f"trigger:{number}:{':'.join(act)}", " ".join(act)))
            for role, span in clause.roles:
                found.append(Tag(span, layer, "role", f"{role}:{number}", f"{number} {role}"))
    return found


def bracketed(tagged: Tagged, layers: Sequence[str]) -> Iterator[str]:
    """The text in lines, each layer's tags in brackets on lines of their own, then what the brackets mean."""
    report = tagged.report
    places = [line for zone in zones(report) if zone.label != "aside" for line in zone.lines]
    by_layer = [cut(places, tags(tagged, layer)) for layer in layers]
    pieces = dict(zip(places, zip(*by_layer, strict=True), strict=True))
    for label, lines in _shown(report):
        if not lines:
            yield f"({label})"
        for line in lines:
            rows = [
                (layer, brackets(report.text, segments))
                for layer, segments in zip(layers, pieces[line], strict=True)
                if any(segment.marks for segment in segments)
            ]
            for name, row in rows or [(label, escaped(report.text[slice(*line)]))]:
                yield from _wrapped(name, row)
            yield ""
    yield from _summary(tagged)
    yield from (line for layer in layers for line in _wrapped(layer, _MEANINGS[layer]))


def brackets(text: str, segments: Sequence[Segment[Tag]]) -> str:
    """``segments`` of ``text`` in one line, with balanced brackets."""
    out: list[str] = []
    opened: tuple[Tag, ...] = ()
    for segment in segments:
        keep = next(
            (i for i, (a, b) in enumerate(zip_longest(opened, segment.marks)) if a is None or a != b), len(opened)
        )
        out.append("]" * (len(opened) - keep))
        out += [f"[{'…' if tag.span[0] < segment.span[0] else ''}{tag.label} " for tag in segment.marks[keep:]]
        out.append(escaped(text[slice(*segment.span)]))
        opened = segment.marks
    out.append("]" * len(opened))
    return "".join(out)


def escaped(text: str) -> str:
    """``text`` in one line: a backslash before its own brackets and backslashes, control characters written out."""
    return _flat(text.replace("\\", "\\\\").replace("[", "\\[").replace("]", "\\]"))


def coloured(tagged: Tagged, layers: Sequence[str]) -> Iterator[Text]:
    """The text, a piece of rich text for each line, all layers at once; then what the colours mean."""
    from rich.text import Text

    report = tagged.report
    places = [line for zone in zones(report) if zone.label != "aside" for line in zone.lines]
    pieces = dict(zip(places, cut(places, [tag for layer in layers for tag in tags(tagged, layer)]), strict=True))
    for label, lines in _shown(report):
        if not lines:
            yield Text(f"({label})", _NOTE)
        for line in lines:
            shown = Text().append("" if label == "body" else f"({label}) ", _NOTE)
            for segment in pieces[line]:
                shown.append(_flat(report.text[slice(*segment.span)]), _style(segment.marks))
                ending = [tag.note for tag in segment.marks if tag.span[1] == segment.span[1] and tag.note]
                for note in reversed(ending):
                    shown.append(f"‹{one_line(note)}›", _NOTE)
            yield shown
            yield Text()
    yield from map(Text, _summary(tagged))
    yield from (_legend(layer) for layer in layers)


def json_lines(tagged: Tagged, layers: Sequence[str]) -> Iterator[str]:
    """A line ``report`` with the text, then a line for each tag of ``layers`` with its spans and words. Spans are in
    code points of the report's text; ``within`` counts the attributions from 0, as they come."""
    report = tagged.report
    head = {"path": report.page.path, "reader": report.reader, "language": report.language, "text": report.text}
    yield dumps({"kind": "report", **head})
    if "attribution" in layers:
        for attribution in tagged.attributions:
            yield dumps(
                {"kind": "attribution", "text": words_of(report.text, attribution.content), **asdict(attribution)}
            )
    if "entities" in layers:
        yield from (_json("entity", report, entity.span, asdict(entity)) for entity in tagged.entities)
    if "figures" in layers:
        yield from (_json("figure", report, quantity.span, asdict(quantity)) for quantity in tagged.quantities)
    if "events" in layers:
        yield from (_json("event", report, clause.span, asdict(clause)) for clause in tagged.clauses)


_MEANINGS = {
    "attribution": "[source:1 who] [cue:1 says] [content:1 what]; content:2<1 stands inside what 1 says",
    "entities": f"[TYPE words]; TYPE is one of {', '.join(get_args(MentionType))}",
    "figures": "[figure:MEASURE words]",
    "events": "[trigger:1:TYPE:STATUS word] and its roles, such as [actor:1 words]",
}


def _json(kind: str, report: Report, span: Span, fields: dict[str, Any]) -> str:
    return dumps({"kind": kind, "text": report.text[slice(*span)], **fields})


def _legend(layer: str) -> Text:
    from rich.text import Text

    text = Text().append(f"{layer:<{_INDENT}}", _NOTE)
    if layer == "attribution":
        for kind, style in _GROUNDS.items():
            text.append(kind, style).append("  ")
        text.append("the same number belongs together", _NOTE)
    elif layer == "entities":
        for kind, colour in _COLOURS.items():
            text.append(kind, f"underline {colour}").append("  ")
    elif layer == "figures":
        text.append("words", _FIGURE).append("‹measure›", _NOTE)
    else:
        text.append("trigger", _TRIGGER).append("‹type status›", _NOTE).append("  ")
        text.append("role", _ROLE).append("‹number role›", _NOTE)
    return text


def _style(marks: Sequence[Tag]) -> Style:
    """The styles of all tags on a piece, the innermost on top; grounds lie below everything."""
    from rich.style import Style

    named = {"figure": _FIGURE, "trigger": _TRIGGER, "role": _ROLE}
    ordered = sorted(marks, key=lambda tag: tag.kind not in _GROUNDS)
    styles = (
        _GROUNDS.get(tag.kind) or named.get(tag.kind) or f"underline {_COLOURS.get(tag.kind, 'default')}"
        for tag in ordered
    )
    return Style.combine([Style.null(), *map(Style.parse, styles)])


def _act(clause: Clause) -> list[str]:
    kind = "/".join(name for name in (clause.type, clause.subtype) if name)
    return [kind, clause.status, *(["negated"] if clause.negated else [])]


def _shown(report: Report) -> Iterator[tuple[str, tuple[Span, ...]]]:
    """Each zone's label and lines; notes and what is set aside come as a label without lines."""
    for note in report.notes:
        yield f"note: {one_line(note)}", ()
    for zone in zones(report):
        aside = zone.label == "aside"
        yield (f"{len(zone.lines)} lines set aside", ()) if aside else (zone.label, zone.lines)


def _summary(tagged: Tagged) -> Iterator[str]:
    lists = (tagged.attributions, tagged.entities, tagged.quantities, tagged.clauses)
    counts = (f"{name} {len(found)}" for name, found in zip(LAYERS, lists, strict=True))
    yield f"{tagged.report.reader}: {', '.join(counts)}"


def _wrapped(name: str, row: str) -> list[str]:
    first = f"{'' if name == 'body' else name:<{_INDENT}}"
    return textwrap.wrap(
        row,
        WIDTH,
        initial_indent=first,
        subsequent_indent=" " * _INDENT,
        break_long_words=False,
        break_on_hyphens=False,
    ) or [first.rstrip()]


def _flat(text: str) -> str:
    return one_line("".join(" " if c.isspace() else c for c in text))
