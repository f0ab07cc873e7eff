"""Word documents (.docx) and RTF files with articles of a press database, which is what Nexis Uni and Factiva save if
not told otherwise.

A page needs text or HTML, so its bytes are the paragraphs of the article in UTF-8, a blank line between them; they
are found in the same way every time. The format of Word documents is ECMA-376, part 1, 17.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from io import BytesIO
from itertools import pairwise
from typing import IO, cast

from reportedly.errors import PageError
from reportedly.pages import opened as limits
from reportedly.pages.factiva import LAYOUT as FACTIVA
from reportedly.pages.nexis import OLDER, UNI
from reportedly.pages.opened import Opened
from reportedly.pages.press import cut_off, page_of
from reportedly.pages.press_rows import Press, Row
from reportedly.pages.rtf import rtf_paragraphs
from reportedly.types import Page, Skipped

RTF = b"{\\rtf"
_ZIP = b"PK\x03\x04"
_MAIN = "word/document.xml"
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MOST = 200_000_000  # bytes of a document's XML; 500 articles with their formats take some 30 MB


def recognizes(opened: Opened) -> bool:
    """Whether a file is an RTF file or a Word document: by its first bytes, and the first name in the zip archive."""
    head = opened.head
    first = head[30 : 30 + int.from_bytes(head[26:28], "little")]
    return head.startswith(RTF) or (
        head.startswith(_ZIP)
        and first.startswith((b"[Content_Types].xml", b"_rels/", b"docProps/", b"word/"))
        and b"word/" in head
    )


def pages(opened: Opened) -> Iterator[Page | Skipped]:
    """The articles in a Word or RTF document; the member is the number of the paragraph that it begins with. Raises
    :class:`PageError` for a document that cannot be read or has none."""
    kind = "an RTF file" if opened.head.startswith(RTF) else "a Word document"
    if kind == "an RTF file":
        paragraphs = list(rtf_paragraphs(opened.read()))
    else:
        paragraphs = list(_paragraphs(BytesIO(opened.read())))
    blocks = [(number, Row(line, 1)) for number, text in enumerate(paragraphs, 1) for line in _lines(text)]
    press = _press([row.text for _, row in blocks])
    found, cut = 0, 0
    begin = 0
    for end in [*_borders(blocks, press), len(blocks)]:
        rows = [row for _, row in blocks[begin:end]]
        for first, last in pairwise([*press.starts(rows), len(rows)]):
            article = press.read(rows[first:last], None)
            if not article.told:
                continue
            raw = "\n\n".join(row.text for row in rows[first:last]).encode("utf-8", "replace")
            number = blocks[begin + first][0]
            yield page_of(opened, raw, article, press, number, declared="utf-8")
            found, cut = found + 1, 0 if article.whole else number
        begin = end
    if not found:
        raise PageError(f"is {kind} without articles of Factiva or Nexis Uni: save it as text or as a web page (HTML)")
    if cut:
        yield cut_off(opened, cut)


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.split("\n") if line.strip()]


def _press(lines: list[str]) -> Press:
    """The layout of the articles: the one whose borders stand in the document most often."""
    return max((UNI, OLDER, FACTIVA), key=lambda press: sum(map(press.border, lines)))


def _borders(blocks: list[tuple[int, Row]], press: Press) -> list[int]:
    """The places at which the document can be split."""
    its = [i for i, (_, row) in enumerate(blocks) if press.border(row.text)]
    return [i for i in its if i] if press.opens else [i + 1 for i in its if i + 1 < len(blocks)]


def _paragraphs(file: IO[bytes]) -> Iterator[str]:
    """The text of each paragraph in order, those in tables too; what was deleted under tracked changes is not in it."""
    from lxml import etree

    try:
        with zipfile.ZipFile(file) as archive:
            entry = archive.getinfo(_MAIN)
            if entry.file_size > max(limits.FREE, min(_MOST, limits.RATIO * entry.compress_size)):
                raise PageError("is a Word document that expands beyond measure: it is not opened")
            with archive.open(entry) as stream:
                tags = (f"{_W}p",)
                events = etree.iterparse(stream, events=("end",), tag=tags, resolve_entities=False, no_network=True)
                for _, paragraph in events:
                    yield "".join(_words(paragraph))
                    paragraph.clear()
                    while (before := paragraph.getprevious()) is not None:
                        before.getparent().remove(before)
    except PageError:
        raise
    except KeyError:
        raise PageError("is a zip archive, but no Word document: word/document.xml is not in it") from None
    except (zipfile.BadZipFile, etree.LxmlError, SyntaxError, OSError, EOFError, ValueError, RuntimeError) as error:
        raise PageError(f"is a Word document that cannot be read: {str(error).partition(chr(10))[0][:100]}") from error
    except Exception as error:  # zlib.error, NotImplementedError for odd compressions: whatever the archive does
        raise PageError(f"is a Word document that cannot be read: {type(error).__name__}") from error


def _words(paragraph: object) -> Iterator[str]:
    from lxml import etree

    for element in cast(etree._Element, paragraph).iter(f"{_W}t", f"{_W}tab", f"{_W}br", f"{_W}cr"):
        if element.tag == f"{_W}t":
            yield element.text or ""
        else:
            yield "\t" if element.tag == f"{_W}tab" else "\n"
