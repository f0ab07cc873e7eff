"""JSON Lines (https://jsonlines.org): one object a line, with a page as ``text`` or ``html`` and what is known of it.

The bytes of such a page are its field's text in UTF-8. Lines are read one at a time; what is wrong with one costs no
other. The report lines of this project's own export are read too.
"""

from __future__ import annotations

import codecs
import io
import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import suppress
from datetime import date, datetime
from email.utils import parsedate_to_datetime
from typing import Any, BinaryIO, cast

from reportedly.errors import PageError, UsageError
from reportedly.pages import opened as limits
from reportedly.pages.opened import Opened
from reportedly.pages.sources import make_page
from reportedly.types import MediaType, Page, Skipped

FIELDS = (
    "url", "text", "html", "title", "published", "outlet", "captured_at", "captured_by", "byline", "language",
)  # fmt: skip
"""The fields of a line that are read; ``--fields`` says what they are called in a file."""

LOOKED_AT = 5  # lines at the beginning of which one must be a page
MOST_VALUES = 1_000_000  # values in one line: an empty object takes 60 bytes of memory for two of the file
_LONG = 1 << 20  # bytes of a line from which its values are counted before it is read
_SHOWN = 12  # names of fields that a reason lists
_NAMES = (".jsonl", ".ndjson", ".jsonlines", ".jl")
_START = re.compile(r"[\s\ufeff\x1e]*(?:\[\s*)?\{\s*(?:\"|\}|$)")
_ARRAY = re.compile(r"[\s\ufeff]*\[")
_STRING = re.compile(rb'"(?:[^"\\]++|\\.)*+"', re.S)
_OWN_ID = re.compile(r"[a-z]-[0-9a-f]{16}")
_CODE = re.compile(r"([a-z]{2})(?:[-_].*)?", re.I | re.S)
_RFC_5322 = re.compile(r"(?:[a-z]{3},\s*)?\d{1,2} [a-z]{3} \d{4} \d\d:\d\d", re.I)
_SURROGATE = re.compile("[\ud800-\udfff]")
_KINDS = {bool: "true or false", int: "a number", float: "a number", list: "a list", dict: "an object"}
_BOMS = ((codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))

Row = dict[str, Any]


def parse_fields(option: str | None) -> dict[str, str]:
    """``url=link,text=body.content`` as a mapping of our names to theirs. Raises :class:`UsageError`."""
    pairs = [part.strip().partition("=") for part in (option or "").split(",") if part.strip()]
    if wrong := next((name for name, sign, _ in pairs if not sign), None):
        raise UsageError(f"--fields: {wrong!r} names no field; write OURS=THEIRS, as in url=link,text=content")
    return checked_fields({ours.strip(): theirs.strip() for ours, _, theirs in pairs})


def checked_fields(fields: Mapping[str, str] | None) -> dict[str, str]:
    """``fields`` itself. Raises :class:`UsageError` where it has a name that is none of :data:`FIELDS`."""
    if wrong := next((name for name in fields or {} if name not in FIELDS), None):
        raise UsageError(f"{wrong!r} is no field of a page; those that can be mapped are {', '.join(FIELDS)}")
    return dict(fields or {})


def recognizes(opened: Opened) -> bool:
    """What begins with an object in braces, or is called ``.jsonl`` and has one in its first lines."""
    head = _head(opened.head)
    if _START.match(head):
        return True
    return opened.name.lower().endswith(_NAMES) and any(map(_START.match, head.splitlines()[:LOOKED_AT]))


def pages(opened: Opened) -> Iterator[Page | Skipped]:
    """A page a line. Raises :class:`PageError` where none of the first lines is one."""
    wrong: list[Skipped] = []  # lines before the first page
    seen: dict[str, None] = {}  # the names of their fields
    looked = found = 0
    for number, line, whole in _lines(opened):
        if not found and looked == LOOKED_AT:
            break
        looked += 1
        try:
            row = _object(line, whole)
            seen.update(dict.fromkeys(row) if not found else {})
            page = _page(opened, number, row)
        except PageError as error:
            wrong.append(Skipped(f"{opened.path}#{number}", str(error)))
        else:
            if page is None:
                continue
            found += 1
            yield from wrong
            wrong.clear()
            yield page
            continue
        if found:
            yield from wrong
            wrong.clear()
    if not found:
        raise PageError(_why_none(opened, wrong, list(seen), looked))


def _why_none(opened: Opened, wrong: list[Skipped], seen: list[str], looked: int) -> str:
    if not looked:
        return "is empty"
    if _ARRAY.match(_head(opened.head)):
        return "is a JSON array; JSON Lines have one object a line (jq -c '.[]' FILE writes them)"
    if not wrong:
        return "holds no page: its lines are those of findings or a register"
    if not seen:
        several = opened.head.strip(b"\xef\xbb\xbf\0\r\n\t ")[:200].split(b"\n")[0].strip() == b"{"
        hint = " (an object must stand in one line: jq -c . FILE writes it so)" if several else ""
        return f"begins like JSON Lines, but none of its first lines is a page: line 1 {wrong[0].reason}{hint}"
    named = ", ".join(seen[:_SHOWN]) + (", ..." if len(seen) > _SHOWN else "")
    lines = f"its first {looked} lines are no pages" if looked > 1 else "its line is no page"
    return (
        f"{lines}: {wrong[0].reason}; --fields says which field is which, as in --fields url=link,text=content "
        f"(they have {named})"
    )


# Lines


def _head(head: bytes) -> str:
    encoding = next((name for mark, name in _wide(head)), "utf-8")
    return head.decode(encoding, "replace")


def _wide(head: bytes) -> Iterator[tuple[bytes, str]]:
    """UTF-16, told by its mark or, as JSON begins with ASCII, by the zeros of its first characters."""
    yield from ((mark, name) for mark, name in _BOMS if head.startswith(mark))
    if len(head) >= 4 and head[0] and not head[1] and head[2] and not head[3]:
        yield b"", "utf-16-le"
    if len(head) >= 4 and not head[0] and head[1] and not head[2] and head[3]:
        yield b"", "utf-16-be"


def _lines(opened: Opened) -> Iterator[tuple[int, bytes | None, bool]]:
    """The lines that are not blank, by number from 1: their bytes in UTF-8, null where there are too many; and whether
    they come to an end."""
    stream = opened.stream
    wide = next((name for _, name in _wide(opened.head)), None)
    if wide:
        stream = cast(BinaryIO, io.BufferedReader(_Narrow(stream, wide), 1 << 16))
    number = 0
    while line := stream.readline(limits.MAX_BYTES + 1):
        number += 1
        if len(line) > limits.MAX_BYTES and not line.endswith(b"\n"):
            while (rest := stream.readline(1 << 16)) and not rest.endswith(b"\n"):
                pass
            yield number, None, True
        elif bare := line.strip(b" \t\r\n\x1e").removeprefix(codecs.BOM_UTF8):
            yield number, bare, line.endswith(b"\n")


class _Narrow(io.RawIOBase):
    """A stream of UTF-16 as one of UTF-8. Half of a pair stays what it is, and is told with its line."""

    def __init__(self, source: BinaryIO, encoding: str) -> None:
        self._source = source
        self._decoder = codecs.getincrementaldecoder(encoding)("surrogatepass")
        self._ready = memoryview(b"")

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        while not self._ready:
            raw = self._source.read(1 << 15)
            if not raw:
                return 0  # half of a character at the end is left out
            self._ready = memoryview(self._decoder.decode(raw).encode("utf-8", "surrogatepass"))
        part, self._ready = self._ready[: len(buffer)], self._ready[len(buffer) :]
        buffer[: len(part)] = part
        return len(part)


def _object(line: bytes | None, whole: bool) -> Row:
    """The object of a line. Raises :class:`PageError`."""
    if line is None:
        raise PageError(f"has more than the {limits.MAX_BYTES:,} bytes that a page may have")
    if len(line) > _LONG and _values(line) > MOST_VALUES:
        raise PageError(f"has more than {MOST_VALUES:,} values: it is not read")
    try:
        text = line.decode("utf-8", "surrogatepass")
    except UnicodeDecodeError:
        raise PageError("is not in UTF-8") from None
    try:
        row = json.loads(text, object_pairs_hook=_unambiguous, parse_constant=_no_constant)
    except RecursionError:
        raise PageError("is nested too deeply") from None
    except json.JSONDecodeError as error:
        if not whole:
            raise PageError("ends in the middle: the file is cut off") from None
        raise PageError(f"is no JSON ({error.msg} at character {error.pos + 1})") from None
    except ValueError as error:  # a number of very many digits
        raise PageError(f"is no JSON ({str(error).partition(';')[0][:100]})") from None
    if not isinstance(row, dict):
        raise PageError("is no JSON object")
    return row


def _values(line: bytes) -> int:
    """About how many values a line has: commas and brackets outside of its strings."""
    bare = _STRING.sub(b"", line)
    return sum(map(bare.count, (b",", b"[", b"{")))


def _unambiguous(pairs: list[tuple[str, Any]]) -> Row:
    row = dict(pairs)
    if len(row) != len(pairs):
        ((twice, _),) = Counter(name for name, _ in pairs).most_common(1)
        raise PageError(f"names the field {_shown(twice)} twice")
    return row


def _no_constant(name: str) -> None:
    raise PageError(f"is no JSON ({name} is no number there)")


# Pages


def _page(opened: Opened, number: int, row: Row) -> Page | None:
    """The page of a line; null for the lines of our own export that are none. Raises :class:`PageError`."""
    fields = opened.settings.fields
    if (own := _own(row)) is not None:
        row, fields = own, {}
        if not row:
            return None
    # Whoever says what the one is called means that one.
    kinds = [name for name in ("text", "html") if name in fields] or ["text", "html"]
    bodies = {name: body for name in kinds if (body := _string(name, _value(row, fields, name)))}
    if not bodies:
        raise PageError(f"has {'neither text nor html' if len(kinds) > 1 else f'no {kinds[0]}'}")
    if len(bodies) > 1:
        raise PageError("has both text and html: --fields html= or --fields text= says that there is none of the one")
    ((kind, body),) = bodies.items()
    if not body.strip("\0 \t\r\n\f\v\ufeff"):
        raise PageError(f"has nothing in its {kind}")
    known = {name: _given(name, _value(row, fields, name)) for name in FIELDS if name not in ("text", "html")}
    url, captured_at, captured_by = (known.pop(name) for name in ("url", "captured_at", "captured_by"))
    media_type: MediaType = "text/html" if kind == "html" else "text/plain"
    return make_page(
        opened,
        body.encode("utf-8"),
        media_type,
        member=number,
        url=url,
        captured_at=captured_at,
        captured_by=captured_by,
        declared="utf-8",
        given=known,
    )


def _own(row: Row) -> Row | None:
    """A line of our own export in the fields of a page, empty where it is no report's; null for any other line.

    Its day is taken where it was given or stood in the page's metadata, which the text alone does not have.
    """
    kind, id = row.get("kind"), row.get("id")
    if not (isinstance(kind, str) and isinstance(id, str) and _OWN_ID.fullmatch(id)):
        return None
    page, published = row.get("page"), row.get("published")
    if kind != "report" or not isinstance(page, dict):
        return {}
    evidence = published.get("evidence") if isinstance(published, dict) else None
    told = isinstance(evidence, list) and any(
        isinstance(item, dict) and item.get("how") in ("given", "metadata") for item in evidence
    )
    return {
        **{name: row.get(name) for name in ("text", "title", "outlet", "byline", "language")},
        **{name: page.get(name) for name in ("url", "captured_at", "captured_by")},
        "published": published.get("edtf") if told and isinstance(published, dict) else None,
    }


def _value(row: Row, fields: Mapping[str, str], ours: str) -> object:
    """What a line has in the field that holds ``ours``; a dotted name reaches into objects, unless it is the name of a
    field itself. No name: there is no such field."""
    theirs = fields.get(ours, ours)
    inner: object = row
    while isinstance(inner, dict) and theirs:
        if theirs in inner:
            return inner[theirs]
        first, dot, theirs = theirs.partition(".")
        inner = inner.get(first) if dot else None
    return None


def _string(name: str, value: object) -> str | None:
    if value is None or isinstance(value, str):
        if value and _SURROGATE.search(value):
            raise PageError(f"has half of a character in its {name}, which no bytes can stand for")
        return value or None
    raise PageError(f"has {_KINDS.get(type(value), 'something else')} for its {name}, not a string")


def _given(name: str, value: object) -> str | None:
    """What a line says of a page beside its text, as a page has it; null where that cannot be told."""
    if name == "byline" and isinstance(value, list):
        return "; ".join(filter(None, (_string(name, one) for one in value))) or None
    if name == "published" and isinstance(value, int | float) and not isinstance(value, bool):
        value = str(value)  # no day: a note in the report says so
    text = " ".join((_string(name, value) or "").split())
    if name == "published":
        moment = _moment(text)
        return moment[: len("2031-05-02")] if moment else text
    if name == "captured_at":
        return _moment(text)
    if name == "language":
        code = _CODE.fullmatch(text)
        return code[1].lower() if code else None
    return text


def _moment(text: str) -> str | None:
    """A day or time in ISO 8601, in its own zone: as it stands, or from one in RFC 5322 ("Sat, 03 Mar 2031 10:15:00
    +0100"); null for anything else."""
    for read in (date.fromisoformat, datetime.fromisoformat):
        with suppress(ValueError):
            moment = read(text).isoformat()
            return text if text.startswith(moment[: len("2031-05-02")]) else moment
    if _RFC_5322.match(text):
        with suppress(ValueError, TypeError, IndexError, OverflowError):
            return parsedate_to_datetime(text).isoformat()
    return None


def _shown(name: str) -> str:
    return repr(name if len(name) <= 40 else name[:39] + "…")
