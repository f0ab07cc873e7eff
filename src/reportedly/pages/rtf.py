"""The text of RTF files, as far as exports of articles need it: paragraphs, without fonts, pictures and headers.

The format is Microsoft's Rich Text Format Specification 1.9.1; letters beyond ASCII stand there as ``\\u`` with their
number, or as bytes in the code page of the document or of the font.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from reportedly.errors import PageError

_TOKEN = re.compile(
    rb"\\([a-zA-Z]{1,32})(-?\d{1,10})? ?|\\'([0-9a-fA-F]{2})|\\([^a-zA-Z'])|([{}])|[\r\n\0]+|[^\\{}\r\n\0]+|\\'?"
)
_UNSEEN = frozenset(
    b"""fonttbl colortbl stylesheet info pict object header headerl headerr headerf footer footerl footerr footerf
    fldinst listtable listoverridetable revtbl rsidtbl generator themedata colorschememapping latentstyles datastore
    xmlnstbl mmathpr pgptbl filetbl bkmkstart bkmkend annotation atnid atnauthor nonshppict shpinst""".split()
)
_ENDS = frozenset([b"par", b"row", b"sect", b"page", b"nestrow"])
_CHARACTERS = {
    b"tab": "\t", b"cell": "\t", b"nestcell": "\t", b"line": "\n", b"lquote": "‘", b"rquote": "’", b"ldblquote": "“",
    b"rdblquote": "”", b"emdash": "—", b"endash": "–", b"bullet": "•", b"emspace": " ", b"enspace": " ",
}  # fmt: skip
_SYMBOLS = {b"~": "\u00a0", b"_": "\u2011", b"{": "{", b"}": "}", b"\\": "\\", b"\t": "\t"}
_CHARSETS = {
    77: "mac-roman", 128: "cp932", 129: "cp949", 134: "gbk", 136: "big5", 161: "cp1253", 162: "cp1254", 163: "cp1258",
    177: "cp1255", 178: "cp1256", 186: "cp1257", 204: "cp1251", 222: "cp874", 238: "cp1250",
}  # fmt: skip
_DEEP = 10_000  # groups in groups


@dataclass(frozen=True, slots=True)
class _State:
    """What a group has of its own: whether its text is seen, the characters that follow a ``\\u`` for older readers,
    and the code page."""

    seen: bool = True
    fallback: int = 1
    encoding: str = "cp1252"


def rtf_paragraphs(raw: bytes) -> Iterator[str]:
    """The text of each paragraph in order; cells of a row have tabs between them. What is damaged gives what can be
    read of it. Raises :class:`PageError` for groups that nest without measure."""
    state, page = _State(), "cp1252"
    stack: list[_State] = []
    fonts: dict[int, str] = {}
    font = 0
    pieces: list[str] = []
    waiting = bytearray()
    skip = at = 0

    def flush() -> None:
        if waiting:
            pieces.append(bytes(waiting).decode(state.encoding, "replace"))
            waiting.clear()

    def text() -> str:
        flush()
        words = "".join(pieces)
        pieces.clear()
        return words.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace").strip()

    while token := _TOKEN.match(raw, at):
        at = token.end()
        word, number, code, symbol, brace = token.groups()
        if brace:
            flush()
            skip = 0
            if brace == b"{":
                if len(stack) >= _DEEP:
                    raise PageError("is an RTF file whose groups nest too deeply")
                stack.append(state)
            elif stack:
                state = stack.pop()
        elif word:
            value = int(number) if number else None
            if word == b"bin":
                at += max(0, value or 0)
            elif word == b"ansicpg" and value:
                page = _known(f"cp{value}")
                state = replace(state, encoding=page)
            elif word == b"f" and value is not None:
                flush()
                font = value
                state = replace(state, encoding=fonts.get(value, page))
            elif word == b"fcharset" and value is not None:
                fonts[font] = _CHARSETS.get(value, page)
            elif word == b"uc" and value is not None:
                state = replace(state, fallback=min(max(0, value), 8))
            elif word in _UNSEEN:
                state = replace(state, seen=False)
            elif not state.seen:
                continue
            elif word == b"u" and value is not None:
                flush()
                pieces.append(chr(value & 0xFFFF))
                skip = state.fallback
            elif word in _ENDS:
                yield text()
            elif word in _CHARACTERS:
                flush()
                pieces.append(_CHARACTERS[word])
        elif symbol == b"*":
            state = replace(state, seen=False)
        elif state.seen and symbol in _SYMBOLS:
            flush()
            pieces.append(_SYMBOLS[symbol])
        elif state.seen and symbol in (b"\n", b"\r"):
            yield text()
        elif state.seen and code:
            if skip:
                skip -= 1
            else:
                waiting.append(int(code, 16))
        elif state.seen and not symbol and not token[0].startswith((b"\r", b"\n", b"\0", b"\\")):
            words = token[0][skip:]
            skip = max(0, skip - len(token[0]))
            waiting += words
    yield text()


def _known(name: str) -> str:
    try:
        "".encode(name)
    except LookupError:
        return "cp1252"
    return name
