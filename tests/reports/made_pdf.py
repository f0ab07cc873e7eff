"""PDF files made by hand: lines of text at places, as a program that prints would write them."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Mapping, Sequence

Put = tuple[float, float, float, str]
"""How far right and how far up, the letters' size, the words."""


def text_at(puts: Iterable[Put]) -> bytes:
    """The operations that write words at places."""
    drawn = []
    for x, y, size, words in puts:
        raw = words.encode("cp1252").replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")
        drawn.append(b"BT /F1 %g Tf 1 0 0 1 %g %g Tm (%s) Tj ET" % (size, x, y, raw))
    return b"\n".join(drawn)


def make_pdf(
    sheets: Sequence[Iterable[Put] | bytes], info: Mapping[str, str] | None = None, *, packed: bool = False
) -> bytes:
    """A document with these sheets, each as words at places or as operations; ``packed`` is with compression."""
    kids = " ".join(f"{4 + 2 * i} 0 R" for i in range(len(sheets)))
    font = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"
    pages = f"<< /Type /Pages /Kids [{kids}] /Count {len(sheets)} >>".encode()
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>", pages, font]
    for i, sheet in enumerate(sheets):
        content = sheet if isinstance(sheet, bytes) else text_at(sheet)
        content = zlib.compress(content) if packed else content
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >> "
            b"/Contents %d 0 R >>" % (5 + 2 * i)
        )
        coded = b" /Filter /FlateDecode" if packed else b""
        objects.append(b"<< /Length %d%s >>\nstream\n%s\nendstream" % (len(content), coded, content))
    said = " ".join(f"/{key} ({value})" for key, value in (info or {}).items())
    objects.append(f"<< {said} >>".encode("latin-1"))
    raw, places = bytearray(b"%PDF-1.4\n"), []
    for number, one in enumerate(objects, 1):
        places.append(len(raw))
        raw += b"%d 0 obj\n%s\nendobj\n" % (number, one)
    start = len(raw)
    raw += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    raw += b"".join(b"%010d 00000 n \n" % place for place in places)
    raw += b"trailer << /Size %d /Root 1 0 R /Info %d 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (
        len(objects) + 1, len(objects), start,
    )  # fmt: skip
    return bytes(raw)


def column(lines: Sequence[str], top: float = 760, x: float = 60, size: float = 11, pitch: float = 14) -> list[Put]:
    """Lines below each other; an empty one leaves half a line free."""
    puts, y = [], top
    for line in lines:
        if line:
            puts.append((x, y, size, line))
        y -= pitch if line else pitch / 2
    return puts
