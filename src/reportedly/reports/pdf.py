"""The text of a PDF document: its lines as pypdf finds them, put together to paragraphs, one a line.

What stands at one place of several sheets (running heads, page numbers, what a browser prints around a page) comes
after all else, so that paragraphs go on over it. Words that are parted at the end of a line are whole again.
"""

from __future__ import annotations

import logging
import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from io import BytesIO
from itertools import accumulate, pairwise
from math import hypot, inf
from typing import Any

from reportedly.errors import PageError
from reportedly.reports.titles import cuts, fold

MAX_SHEETS = 1_000  # sheets of a document, a book; news has a few
MAX_OPERATIONS = 3_000_000  # drawing operations of a document, half a minute; a sheet of text has up to 5,000
MOST_HEAVY = 3  # sheets over the limits below; with more of them the document is not read
_LIMITS = {  # of pypdf, for one stream: its own would let a hostile one take gigabytes
    "zlib_maximum_output_length": 20_000_000,
    "lzw_maximum_output_length": 20_000_000,
    "run_length_maximum_output_length": 20_000_000,
    "array_based_stream_maximum_output_length": 20_000_000,
    "stream_parsing_work_maximum_count": 250_000,  # about three seconds; a sheet of text has 20,000
}
_EDGE = 8  # lines at the head and the foot of a sheet among which furniture stands
_SAME_PLACE = 4.0  # points that it may move from sheet to sheet
_SHARE = 0.4  # of the sheets; a newspaper has one head on the left and one on the right
_ROOM = 0.88  # of a usual line in letters, which letters of different widths blur
_NARROW = 0.15  # of the letters' size: the width of the narrowest text
_PITCH = 1.25  # of the distance from line to line; paragraphs stand farther apart
_INDENT = 0.6, 8.0  # of the letters' size: an indented first line; more is another column
_UNKNOWN = 0.3  # of the characters; more that no font explains, and the text is none
_FARTHEST = 1e6  # points from the corner of a sheet
_TOP = 40  # paragraphs among which the title stands
_LONGEST_REASON = 80
_LONGEST_PROPERTY = 500
_LAST = 60  # characters at the end of a line that are looked at: the longest word

_LIGATURES = str.maketrans({0xFB00 + i: s for i, s in enumerate(("ff", "fi", "fl", "ffi", "ffl", "st", "st"))})
_UNREADABLE = re.compile("[\0-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff]")
_UNEXPLAINED = re.compile("[\ue000-\uf8ff\ufffd]|[\U000f0000-\U0010ffff]")
_LEFTWARD = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]")  # Hebrew, Arabic and their kin
_ENDED = re.compile(r"[.!?…:;][\"'”’»)\]]*$")
_PARTED = re.compile(r"([^\W\d_]+)[-\u00ad\u2010]$")
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_DIGITS = re.compile(r"\d+")
_PRINTED = re.compile(r"(https?://[^\s…]+)\s+\d+/\d+")  # what browsers print at the foot of a page
_NO_TITLE = re.compile(
    r"^(?:untitled|microsoft |powerpoint |document\d*$)|\.(?:docx?|pdf|indd|rtf|odt|html?|qxp|txt)$|_", re.I
)
# First parts of words that English writes with a hyphen, which stays where a line ends at it.
_HYPHENATED = frozenset(
    """anti cease cross far half high left long multi near neo non peace right self semi short then vice well two three
    five twenty thirty forty fifty sixty seventy eighty ninety""".split()
)


@dataclass(frozen=True, slots=True)
class PdfText:
    """What a document says. ``text`` has a paragraph a line; what stands from ``furniture`` on is running heads and the
    like. ``title`` is what its properties say where that stands in the text, ``named`` where it only looks like a
    title; ``url`` is the address that a browser printed on it; ``notes`` tell by what it was read and what was not."""

    text: str
    furniture: int
    title: str | None
    named: str | None
    url: str | None
    notes: tuple[str, ...]


@dataclass(slots=True)
class _Line:
    """One line: its words, the sheet, how far right it begins and how far up it stands, and the letters' size, in
    points."""

    sheet: int
    x: float
    y: float
    size: float
    text: str = ""
    pieces: list[str] = field(default_factory=list)  # of which the text is made


@dataclass(slots=True)
class _Pen:
    """Takes down what pypdf tells of a sheet, line by line."""

    lines: list[_Line] = field(default_factory=list)
    sheet: int = 0
    operations: int = 0
    _line: _Line | None = None
    _reached: float = -inf  # what begins before it is no part of the line

    def drawn(self, *_: object) -> None:
        """An operation is about to be done."""
        self.operations += 1
        if self.operations > MAX_OPERATIONS:
            raise _TooMuch

    def written(self, text: str, cm: Sequence[float], tm: Sequence[float], _font: object, size: float | None) -> None:
        """A piece of text is there, in the matrices that say where."""
        for i, piece in enumerate(text.split("\n")):
            if i:
                self._line = None
            if not piece.strip():
                if self._line is not None:
                    self._line.pieces.append(piece)
                continue
            place = _place(self.sheet, cm, tm, size)
            line = self._line
            if line is None or abs(line.y - place.y) > 0.7 * max(line.size, place.size) or place.x < self._reached:
                self._line = line = place
                self.lines.append(line)
            line.pieces.append(piece)
            self._reached = -inf if _LEFTWARD.search(piece) else place.x + _NARROW * place.size * len(piece.strip())

    def ended(self) -> None:
        """The sheet is at its end."""
        self._line = None


class _TooMuch(Exception):
    pass


def read_pdf(raw: bytes) -> PdfText:
    """The text of a PDF file. Raises :class:`PageError` where it is encrypted, damaged or has no text."""
    import pypdf

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # what it puts up with is not the user's concern
    with _limited(pypdf):
        try:
            reader = pypdf.PdfReader(BytesIO(raw), strict=False)
            if reader.is_encrypted:
                _decrypt(reader)
            count = len(reader.pages)
        except PageError:
            raise
        except Exception as error:
            raise PageError(f"is a damaged PDF file ({_reason(error)})") from error
        if count > MAX_SHEETS:
            raise PageError(f"is a PDF file of {count:,} sheets, more than the {MAX_SHEETS:,} that are read")
        heavy, pen = 0, _Pen()
        notes = [f"text taken out of the PDF file by pypdf {pypdf.__version__}"]
        for number in range(count):
            pen.sheet = number
            try:
                reader.pages[number].extract_text(visitor_operand_before=pen.drawn, visitor_text=pen.written)
            except _TooMuch:
                raise PageError(f"is a PDF file that takes more than {MAX_OPERATIONS:,} operations to draw") from None
            except Exception as error:
                heavy += "Limit" in type(error).__name__
                if heavy > MOST_HEAVY:
                    raise PageError(f"is a PDF file that takes too much to draw ({_reason(error)})") from None
                notes.append(f"sheet {number + 1} of {count} could not be read to its end ({_reason(error)})")
            pen.ended()
        title = _property(lambda: reader.metadata.title if reader.metadata else None)
    lines = [line for line in pen.lines if _cleaned(line)]
    if not lines:
        why = notes[1] if len(notes) > 1 else "a scan? Text recognition (OCR) puts it in"
        raise PageError(f"is a PDF file that holds no text: {why}")
    _require_letters(lines)
    return _laid_out(lines, count, title, notes)


def _limited(pypdf: Any) -> AbstractContextManager[object]:
    limit: Callable[..., AbstractContextManager[object]] | None = getattr(pypdf, "apply_configuration", None)
    return limit(**_LIMITS) if limit else nullcontext()


def _decrypt(reader: Any) -> None:
    """Many documents are encrypted against printing only, and open with the empty password."""
    try:
        opened = reader.decrypt("")
    except Exception:  # an algorithm for which another package is needed, or a damaged dictionary
        opened = 0
    if not opened:
        raise PageError("is an encrypted PDF file: save it without its password")


def _reason(error: Exception) -> str:
    words = " ".join(str(error).split())
    return words[:_LONGEST_REASON] or type(error).__name__


def _property(read: Callable[[], str | None]) -> str:
    try:
        return " ".join(_UNREADABLE.sub(" ", str(read() or "")[:_LONGEST_PROPERTY]).split())
    except Exception:  # of a damaged file; the text is there all the same
        return ""


def _require_letters(lines: Sequence[_Line]) -> None:
    unknown = sum(len(_UNEXPLAINED.findall(line.text)) for line in lines)
    if unknown > _UNKNOWN * sum(len(line.text) for line in lines):
        raise PageError("is a PDF file whose fonts do not say which letters they show: its text cannot be read")


def _place(sheet: int, cm: Sequence[float], tm: Sequence[float], size: float | None) -> _Line:
    """Where text stands, seen in its own direction: sheets may lie on their side."""
    a, b, c, d, e, f = (float(value) for value in tm)
    g, h, i, j, k, m = (float(value) for value in cm)
    right = (a * g + b * i, a * h + b * j)
    up = (c * g + d * i, c * h + d * j)
    x, y = e * g + f * i + k, e * h + f * j + m
    wide, high = hypot(*right) or 1.0, hypot(*up) or 1.0
    along, above = (x * right[0] + y * right[1]) / wide, (x * up[0] + y * up[1]) / high
    return _Line(sheet, _sane(along), _sane(above), _sane(abs(float(size or 1.0)) * high))


def _sane(points: float) -> float:
    """A place or size that can be counted with, whatever a damaged file says."""
    return min(max(points, -_FARTHEST), _FARTHEST) if points == points else 0.0


def _cleaned(line: _Line) -> str:
    """Its text without ligatures, control characters and double spaces."""
    text = "".join(line.pieces).translate(_LIGATURES)
    text = _UNREADABLE.sub(lambda found: "\ufffd" if found[0] >= "\ud800" else " ", text)
    line.text = " ".join(text.split())
    return line.text


# Paragraphs


def _laid_out(lines: Sequence[_Line], sheets: int, title: str, notes: Sequence[str]) -> PdfText:
    furniture = _furniture(lines, sheets)
    main = [line for i, line in enumerate(lines) if i not in furniture]
    around = [line.text for i, line in enumerate(lines) if i in furniture]
    paragraphs = _paragraphs(main)
    text = "\n".join(paragraphs)
    printed = {found[1] for words in around if (found := _PRINTED.fullmatch(words))}
    shown = {fold(words) for words in paragraphs[:_TOP]}
    its = next((part for part in (title, *sorted(cuts(title), key=len, reverse=True)) if fold(part) in shown), None)
    looks = len(title) <= 300 and len(title.split()) >= 3 and not _NO_TITLE.search(title)
    return PdfText(
        text="\n".join(filter(None, (text, *around))),
        furniture=len(text),
        title=its.strip() if its and len(its.split()) >= 2 else None,
        named=title if looks else None,
        url=printed.pop() if len(printed) == 1 else None,
        notes=tuple(notes),
    )


def _furniture(lines: Sequence[_Line], sheets: int) -> set[int]:
    """The lines at the head or foot of sheets that stand at the same place of others, but for numbers in them."""
    on: dict[int, list[int]] = {}
    for i, line in enumerate(lines):
        on.setdefault(line.sheet, []).append(i)
    alike: dict[str, list[int]] = {}
    for its in on.values():
        ordered = sorted(its, key=lambda i: -lines[i].y)
        for i in sorted({*ordered[:_EDGE], *ordered[-_EDGE:]}):
            alike.setdefault(_DIGITS.sub("#", lines[i].text).casefold(), []).append(i)
    found = {i for i, line in enumerate(lines) if _PRINTED.fullmatch(line.text)}
    for same in alike.values():
        at: dict[int, set[int]] = {}  # the sheets on which it stands at about a height
        for i in same:
            at.setdefault(round(lines[i].y / _SAME_PLACE), set()).add(lines[i].sheet)
        usual = {
            height
            for height in at
            if len(set().union(*(at.get(height + k, ()) for k in (-1, 0, 1)))) >= max(2, _SHARE * sheets)
        }
        found.update(i for i in same if round(lines[i].y / _SAME_PLACE) in usual)
    return found


def _paragraphs(lines: Sequence[_Line]) -> list[str]:
    widths = _widths(lines)
    pitches = _pitches(lines, widths)
    words = {word.lower() for line in lines for word in _WORD.findall(line.text)}
    paragraphs: list[list[str]] = []
    before: _Line | None = None
    for line in lines:
        if before is not None and _goes_on(before, line, widths, pitches):
            paragraphs[-1][-1] = _before(before.text, line.text, words)
            paragraphs[-1].append(line.text)
        else:
            paragraphs.append([line.text])
        before = line
    return ["".join(parts).replace("\u00ad", "") for parts in paragraphs]


def _kind(line: _Line) -> float:
    """Letters of a size: half points."""
    return round(line.size * 2) / 2


def _widths(lines: Iterable[_Line]) -> dict[float, int]:
    """How many letters of each size stand in a usual line: half of the text is in lines as long or longer."""
    lengths: dict[float, list[int]] = {}
    for line in lines:
        lengths.setdefault(_kind(line), []).append(len(line.text))
    widths = {}
    for kind, its in lengths.items():
        its.sort()
        half = (sum(its) + 1) // 2
        widths[kind] = next(length for length, so_far in zip(its, accumulate(its), strict=True) if so_far >= half)
    return widths


def _pitches(lines: Sequence[_Line], widths: dict[float, int]) -> dict[float, float]:
    """The usual distance from a full line to the next for each size of letters."""
    steps: dict[float, Counter[float]] = {}
    for before, line in pairwise(lines):
        step = before.y - line.y
        if before.sheet == line.sheet and 0.7 * line.size < step < 2.5 * line.size and _full(before, line, widths):
            steps.setdefault(_kind(line), Counter())[round(step * 2) / 2] += len(line.text)
    return {kind: min(its, key=lambda step: (-its[step], step)) for kind, its in steps.items()}


def _full(before: _Line, line: _Line, widths: dict[float, int]) -> bool:
    """Whether a line's first word had no room in the line before."""
    kind = _kind(line)
    return _kind(before) == kind and len(before.text) + 1 + len(line.text.split(None, 1)[0]) > _ROOM * widths[kind]


def _goes_on(before: _Line, line: _Line, widths: dict[float, int], pitches: dict[float, float]) -> bool:
    """Whether the paragraph of the line before goes on in ``line``."""
    if _kind(before) != _kind(line):
        return False
    full, ended = _full(before, line, widths), bool(_ENDED.search(before.text[-_LAST:]))
    step = before.y - line.y
    if before.sheet != line.sheet or step <= 0:
        return not ended and full  # in another column or on another sheet
    shift = (line.x - before.x) / max(line.size, 0.1)
    if step > _PITCH * pitches.get(_kind(line), 1.6 * line.size) or _INDENT[0] < shift < _INDENT[1]:
        return False
    return full or (not ended and line.text[0].islower())


def _before(text: str, more: str, words: set[str]) -> str:
    """A line as it stands before the next of its paragraph. A hyphen at its end goes where it parts a word: not before
    a capital or digit, in a word that the document elsewhere writes with it, or after what English joins by one."""
    parted = _PARTED.search(text[-_LAST:])
    if not parted or not more[0].isalpha():
        return text if text.endswith("-") and more[0].isdigit() else f"{text} "
    following = _WORD.match(more)
    first, second = parted[1].lower(), (following[0] if following else "").lower()
    if text[-1] == "\u00ad" or first + second in words:
        return text[:-1]
    hyphenated = f"{first}-{second}" in words or first in _HYPHENATED or not more[0].islower()
    return text if hyphenated else text[:-1]
