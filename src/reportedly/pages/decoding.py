"""Bytes to text, as browsers do it (WHATWG Encoding Standard, https://encoding.spec.whatwg.org), with notes.

The order of trust: a byte order mark; UTF-16 that shows by its zero bytes; the encoding that the transport or the
page declares; UTF-8; a guess from the bytes. What is declared is not believed where the bytes are UTF-8 all the
same. Text is repaired only where decoding failed: bytes that are not UTF-8 in a page that otherwise is are read
as windows-1252, and a note says how many.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from reportedly.types import Page

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_DECLARATION = re.compile(
    rb"""<meta[^>]{0,500}?charset\s*=\s*["']?\s*([A-Za-z0-9_:.\-]{1,40})|<\?xml[^>]{0,200}?encoding\s*=\s*["']([A-Za-z0-9_:.\-]{1,40})""",
    re.I,
)
_MULTIBYTE = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_WESTERN = frozenset("àâäáãåæçéèêëíìîïñóòôöõøœúùûüßÀÂÄÁÃÅÆÇÉÈÊËÍÎÑÓÔÖØŒÚÜ¿¡«»‘’“”„–—…€£•·°§©®™\xa0")
_SNIFFED = 4096  # bytes of a page in which browsers look for a declaration; 1,024 is the standard's least
_SAMPLE = 1 << 16  # bytes that are enough for a guess


@dataclass(frozen=True, slots=True)
class Decoded:
    """A page's text without byte order mark and NULs, the encoding it was read in, and remarks on the reading."""

    text: str
    encoding: str
    notes: tuple[str, ...] = ()


def decode(page: Page) -> Decoded:
    """Decode a page's bytes. Never fails: what no encoding explains becomes U+FFFD, and a note says so."""
    return decode_bytes(page.raw, page.declared, html=page.media_type == "text/html")


def decode_bytes(raw: bytes, declared: str | None = None, *, html: bool = False) -> Decoded:
    """Decode ``raw``; ``declared`` is the transport's label; ``html`` looks for a declaration in the markup too."""
    notes: list[str] = []
    text, encoding = _decode(raw, declared, html, notes)
    if "\0" in text:
        notes.append(f"{text.count(chr(0))} NULs left out")
        text = text.replace("\0", "")
    return Decoded(text.removeprefix("\ufeff"), encoding, tuple(notes))


def _decode(raw: bytes, declared: str | None, html: bool, notes: list[str]) -> tuple[str, str]:
    for mark, encoding in _BOMS:
        if raw.startswith(mark):
            return _lenient(raw[len(mark) :], encoding, notes), encoding
    if wide := _utf16_without_mark(raw) or _declared_utf16(raw, declared):
        return _lenient(raw, wide, notes), wide
    label = _label(raw, declared, html)
    utf8 = _strict(raw, "utf-8")
    if utf8 is not None and (label is None or label == "utf-8" or _MULTIBYTE.search(raw) or raw.isascii()):
        # A page of another encoding is valid UTF-8 with multi-byte sequences only by a rare accident.
        if label not in (None, "utf-8") and not raw.isascii():
            notes.append(f"declared {label}, read as utf-8, which its bytes are")
        return utf8, "utf-8"
    if label is not None and label != "utf-8":
        text = _strict(raw, label)
        if text is not None:
            return text, label
    if label is not None:
        notes.append(f"declared {label}, but its bytes are not")
    return _undeclared(raw, notes)


def _label(raw: bytes, declared: str | None, html: bool) -> str | None:
    """The declared encoding as a Python codec's name; latin-1 and ASCII mean windows-1252, as on the web."""
    import webencodings

    labels = [declared]
    if html and (found := _DECLARATION.search(raw, 0, _SNIFFED)):
        labels.append((found[1] or found[2]).decode("ascii"))
    for label in labels:
        encoding = webencodings.lookup(label) if label else None
        if encoding is not None:
            # A declaration that could be read byte by byte cannot be UTF-16.
            name: str = encoding.codec_info.name
            return "utf-8" if name.startswith("utf-16") else name
    return None


def _undeclared(raw: bytes, notes: list[str]) -> tuple[str, str]:
    sequences = sum(1 for _ in _MULTIBYTE.finditer(raw, 0, 1 << 20))
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError as error:
        if error.end == len(raw) and error.reason == "unexpected end of data" and (sequences or error.start > 64):
            notes.append("ends in the middle of a character")
            return raw[: error.start].decode("utf-8"), "utf-8"
    if sequences:
        text, wrong = _repaired(raw)
        if wrong <= sequences:
            notes.append(f"text repaired: {wrong} places that are not UTF-8 read as windows-1252")
            return text, "utf-8"
    encoding = _guess(raw)
    notes.append(f"encoding not declared, read as {encoding}")
    return _lenient(raw, encoding, notes), encoding


def _guess(raw: bytes) -> str:
    """A single- or multi-byte encoding guessed from a sample of the bytes that are not ASCII."""
    from charset_normalizer import from_bytes

    first = next((i for i, byte in enumerate(raw[: 1 << 20]) if byte >= 0x80), 0)
    sample = raw[max(0, first - 512) : first + _SAMPLE]
    best = from_bytes(sample, cp_exclusion=["utf_16", "utf_32", "utf_7"], preemptive_behaviour=False).best()
    if best is None or best.encoding in ("cp1252", "latin_1", "ascii", "iso8859_15", "mac_roman"):
        return "cp1252"
    high = [c for c in _lenient(sample, "cp1252", []) if ord(c) >= 0x80]
    usual = sum(1 for c in high if c in _WESTERN)
    # Other scripts are mostly high bytes; other Latin alphabets put their letters where windows-1252 has symbols.
    return "cp1252" if len(high) * 4 < len(sample) and usual * 10 >= len(high) * 9 else best.encoding


def _repaired(raw: bytes) -> tuple[str, int]:
    """UTF-8 with every byte that is not part of it read as windows-1252, and how many such places there were."""
    wrong = raw.decode("utf-8", "replace").count("\ufffd") - raw.count("\ufffd".encode())
    return raw.decode("utf-8", _REPAIR), wrong


def _windows_1252(raw: bytes) -> str:
    """windows-1252 as browsers have it: its five unassigned bytes are control characters."""
    return "".join(
        chr(byte) if byte in (0x81, 0x8D, 0x8F, 0x90, 0x9D) else bytes([byte]).decode("cp1252") for byte in raw
    )


def _repair(error: UnicodeError) -> tuple[str, int]:
    assert isinstance(error, UnicodeDecodeError)
    return _windows_1252(error.object[error.start : error.end]), error.end


_REPAIR = "reportedly-windows-1252"
codecs.register_error(_REPAIR, _repair)


def _strict(raw: bytes, encoding: str) -> str | None:
    try:
        if encoding == "cp1252":
            return _lenient(raw, "cp1252", [])
        return raw.decode(encoding)
    except (UnicodeDecodeError, LookupError):
        return None


def _lenient(raw: bytes, encoding: str, notes: list[str]) -> str:
    if encoding == "cp1252":
        try:
            return raw.decode("cp1252")
        except UnicodeDecodeError:
            return _windows_1252(raw)
    text = raw.decode(encoding, "replace")
    if (lost := text.count("\ufffd")) and "\ufffd".encode(encoding) not in raw:
        notes.append(f"{lost} characters could not be read in {encoding}")
    return text


def _declared_utf16(raw: bytes, declared: str | None) -> str | None:
    """UTF-16 of any script, as a part of a file whose mark said so: it has zeros, and in every second byte only."""
    name = (declared or "").lower()
    if name not in ("utf-16-le", "utf-16-be"):
        return None
    even, odd = raw[:_SNIFFED:2].count(0), raw[1:_SNIFFED:2].count(0)
    mine, other = (odd, even) if name == "utf-16-le" else (even, odd)
    return name if mine > 0 and other * 8 <= mine else None


def _utf16_without_mark(raw: bytes) -> str | None:
    """UTF-16 of mostly Latin text has a zero in every second byte."""
    sample = raw[:_SNIFFED]
    if len(sample) < 8:
        return None
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    half = len(sample) // 2
    if odd > half * 0.7 and even < half * 0.1:
        return "utf-16-le"
    if even > half * 0.7 and odd < half * 0.1:
        return "utf-16-be"
    return None
