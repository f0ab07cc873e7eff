"""What exports of press databases have in common: how a file of many articles is split.

The layouts themselves are in ``factiva.py`` and ``nexis.py``. A source reads the rows of an article with them for what
its page is given (title, outlet, day ...); ``reports/press.py`` reads the rows of the same page with them once more, to
tell the article's text from its fields. ``press_rows.py`` has the rows, ``press_fields.py`` reads days, languages and
bylines.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import BinaryIO

from reportedly.errors import PageError
from reportedly.pages import opened as limits
from reportedly.pages.decoding import decode_bytes
from reportedly.pages.opened import Opened
from reportedly.pages.press_rows import Article, Press, Row, html_rows, numbered_rows
from reportedly.pages.sources import make_page
from reportedly.types import Page, Skipped

_CHUNK = 1 << 16
_LONG = 1 << 18  # bytes of a line that are taken in one piece


# Lines of a file as bytes


@dataclass(frozen=True, slots=True)
class RawLine:
    """A line of a file, or a piece of a very long one: its number from 1, its bytes with the line end, and its text as
    far as ASCII goes, for finding the borders of articles."""

    number: int
    raw: bytes
    key: str


_BOMS = {"utf-8": b"\xef\xbb\xbf", "utf-16-le": b"\xff\xfe", "utf-16-be": b"\xfe\xff"}
_CHARSET = re.compile(rb"<meta[^>]{0,300}?charset\s*=\s*[\"']?\s*([\w.:\-]{1,40})", re.I)


def encoding_of(head: bytes) -> str | None:
    """The encoding that the beginning of a file shows, by its mark, its zeros or what it declares; null for others."""
    for encoding, mark in _BOMS.items():
        if head.startswith(mark):
            return encoding
    even, odd = head[:4096:2].count(0), head[1:4096:2].count(0)
    if max(even, odd) * 10 > len(head[:4096]) and min(even, odd) * 20 < max(even, odd):
        return "utf-16-le" if odd > even else "utf-16-be"
    found = _CHARSET.search(head)
    return found[1].decode("ascii", "replace") if found else None


def head_of(opened: Opened) -> bytes:
    """The beginning of a file as far as ASCII goes: without byte order mark and the zeros of UTF-16. Empty for files
    that are packed, whatever stands in them."""
    if opened.head.startswith((b"PK\x03\x04", b"{\\rtf", b"%PDF")):
        return b""
    head = next((opened.head[len(mark) :] for mark in _BOMS.values() if opened.head.startswith(mark)), opened.head)
    return head.replace(b"\0", b"")


def is_markup(head: bytes) -> bool:
    """Whether a file is HTML: it begins with a tag. Tags may be left over in the text of others."""
    return head.lstrip()[:1] == b"<"


def _newline(opened: Opened) -> tuple[bytes, int]:
    """What ends a line of the file, and the bytes of a character."""
    encoding = encoding_of(opened.head) or ""
    if not encoding.startswith("utf-16-"):
        return (b"\n" if b"\n" in opened.head or b"\r" not in opened.head else b"\r"), 1
    ends = [b"\n\0", b"\r\0"] if encoding == "utf-16-le" else [b"\0\n", b"\0\r"]
    return (ends[0] if ends[0] in opened.head or ends[1] not in opened.head else ends[1]), 2


def raw_lines(opened: Opened) -> Iterator[RawLine]:
    """The lines of a text file, whatever its size. A byte order mark belongs to none of them."""
    newline, step = _newline(opened)
    number, fresh = 1, True
    for raw in _split(opened.stream, newline, step):
        if number == 1 and fresh:
            raw = next((raw[len(mark) :] for mark in _BOMS.values() if raw.startswith(mark)), raw)
        key = raw.replace(b"\0", b"").decode("ascii", "replace") if len(raw) < 1000 else ""
        yield RawLine(number, raw, key.strip(" \t\r\n\f\v\x1a\ufffd"))
        fresh = raw.endswith(newline)
        number += fresh


def _split(stream: BinaryIO, newline: bytes, step: int) -> Iterator[bytes]:
    waiting = b""
    while part := stream.read(_CHUNK):
        looked = max(0, len(waiting) - len(newline))
        waiting += part
        start, at = 0, waiting.find(newline, looked - looked % step)
        while at >= 0:
            if at % step:
                at = waiting.find(newline, at + 1)
                continue
            yield waiting[start : at + len(newline)]
            start = at + len(newline)
            at = waiting.find(newline, start)
        if len(waiting) - start > _LONG:
            end = len(waiting) - len(waiting) % step
            yield waiting[start:end]
            start = end
        waiting = waiting[start:]
    if waiting:
        yield waiting


def _blocks(opened: Opened, press: Press) -> Iterator[list[RawLine] | Skipped]:
    """Stretches of lines from border to border; one that is larger than a page may be is left out."""
    block: list[RawLine] = []
    size, dropped = 0, False
    for line in raw_lines(opened):
        border = press.border(line.key)
        if border and press.opens:
            if block:
                yield block
            block, size, dropped = [], 0, False
        if not dropped:
            block.append(line)
            size += len(line.raw)
        if size > limits.MAX_BYTES:
            most = f"more than the {limits.MAX_BYTES:,} bytes that a page may have"
            yield Skipped(f"{opened.path}#{block[0].number}", f"has {most} without the end of an article")
            block, size, dropped = [], 0, True
        if border and not press.opens:
            if block:
                yield block
            block, size, dropped = [], 0, False
    if block:
        yield block


# Articles of a file


def text_pages(opened: Opened, press: Press) -> Iterator[Page | Skipped]:
    """The articles of a text file, each with the bytes from its first line to its last. What stands before the first
    and behind the last (cover sheet, search summary) is none of an article's. Raises :class:`PageError` where the
    file has no article."""
    declared = encoding_of(opened.head)
    newline = _newline(opened)[0]
    cut: int | None = None
    found = 0
    for block in _blocks(opened, press):
        if isinstance(block, Skipped):
            yield block
            found += 1
            continue
        text = decode_bytes(b"".join(line.raw for line in block), declared).text
        at, rows = _placed(text, block, newline)
        starts = press.starts(rows)
        for begin, end in pairwise([*starts, len(rows)]):
            article = press.read(rows[begin:end], None)
            if not article.told:
                continue
            lines = block[at[begin] : at[end - 1] + 1]
            # What is left of a line in pieces belongs to it.
            while not lines[-1].raw.endswith(newline) and at[begin] + len(lines) < len(block):
                lines.append(block[at[begin] + len(lines)])
            raw = _without_end(b"".join(line.raw for line in lines), newline)
            yield page_of(opened, raw, article, press, lines[0].number, declared=declared)
            cut = None if article.whole else lines[0].number
            found += 1
    if not found:
        raise PageError(f"looks like an export of {press.database}, but holds no article with its text")
    if cut is not None:
        yield cut_off(opened, cut)


def cut_off(opened: Opened, line: int | str) -> Skipped:
    """The remark on a file that ends too early."""
    return Skipped(opened.path, f"ends in the middle of the article at #{line}: what there is of that is kept")


def _placed(text: str, block: list[RawLine], newline: bytes) -> tuple[list[int], list[Row]]:
    """The rows of a block's text, and the index of the raw line that each one begins in."""
    firsts = [i for i, line in enumerate(block) if i == 0 or block[i - 1].raw.endswith(newline)]
    end = "\n" if b"\n" in newline else "\r"
    places, rows = [], []
    line, start = 0, 0
    stop = text.find(end)
    for at, row in numbered_rows(text):
        while stop >= 0 and stop < at:
            line, start = line + 1, stop + 1
            stop = text.find(end, start)
        places.append(firsts[min(line, len(firsts) - 1)])
        rows.append(row)
    return places, rows


def _without_end(raw: bytes, newline: bytes) -> bytes:
    if len(newline) == 1:
        return raw.rstrip(b"\r\n")
    ends = (newline, newline.replace(b"\n", b"\r"))
    while raw.endswith(ends):
        raw = raw[:-2]
    return raw


def page_of(
    opened: Opened,
    raw: bytes,
    article: Article,
    press: Press,
    member: int | str,
    *,
    declared: str | None,
    html: bool = False,
) -> Page:
    """The page of an article. ``given`` has its fields, and in ``layout`` how its lines are to be read."""
    fields = article.fields
    return make_page(
        opened,
        raw,
        "text/html" if html else "text/plain",
        member=member,
        declared=declared,
        capture_id=fields.get("id"),
        given={"layout": press.name, **{key: value for key, value in fields.items() if key != "id"}},
    )


def _view(raw: bytes, declared: str | None) -> tuple[bytes, int]:
    """The file with one byte for each character, or unit of UTF-16, and how many bytes these have."""
    if declared is None or not declared.startswith("utf-16-"):
        return raw, 1
    text = raw.decode(declared, "replace")
    return re.sub("[\U00010000-\U0010ffff]", "??", text).encode("latin-1", "replace"), 2


def html_pages(
    opened: Opened, press: Press, pieces: Callable[[bytes], Iterator[tuple[int, int]]]
) -> Iterator[Page | Skipped]:
    """The articles of an HTML file. ``pieces`` says where each begins and ends. The member is the number of the line;
    a second one in the same line is ``12.2``."""
    raw = opened.read()
    declared = encoding_of(opened.head)
    view, step = _view(raw, declared)
    line, counted, found, same = 1, 0, 0, 0
    cut: str | None = None
    for begin, end in pieces(view):
        number = line + view.count(b"\n", counted, begin)
        same = same + 1 if found and number == line else 1
        line, counted = number, begin
        part = raw[begin * step : end * step]
        article = press.read(html_rows(decode_bytes(part, declared, html=True).text), None)
        if not article.told:
            continue
        member = str(number) if same == 1 else f"{number}.{same}"
        yield page_of(opened, part, article, press, member, declared=declared, html=True)
        cut = None if article.whole else member
        found += 1
    if not found:
        raise PageError(f"looks like an export of {press.database}, but holds no article with its text")
    if cut is not None:
        yield cut_off(opened, cut)
