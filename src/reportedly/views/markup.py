"""Page-derived text made safe to stand in HTML, and the few elements that every part of the view uses.

Three things can go wrong with text that strangers wrote: it can be read as markup, it can carry characters
that HTML does not allow, and it can turn around the reading order of what stands beside it. :func:`text`
deals with the first two and with the bidirectional overrides; :func:`bdi` isolates the rest
(https://www.w3.org/International/questions/qa-bidi-unicode-controls).
"""

from __future__ import annotations

import re

# HTML forbids most control characters (https://html.spec.whatwg.org/#preprocessing-the-input-stream): C0
# controls are shown by their Control Pictures, C1 controls, surrogates and noncharacters by U+FFFD.
_SAFE: dict[int, str] = {
    **{code: chr(0x2400 + code) for code in range(0x20) if code not in (0x09, 0x0A, 0x0D)},
    0x7F: "\u2421",
    **dict.fromkeys(range(128, 160), "�"),
    **dict.fromkeys(range(55296, 57344), "�"),
    **dict.fromkeys(range(64976, 65008), "�"),
    **{plane + low: "\ufffd" for plane in range(0, 0x110000, 0x10000) for low in (0xFFFE, 0xFFFF)},
    # Line ends of all kinds are white space here: a line of the page is an element of its own.
    **dict.fromkeys((0x0B, 0x0C, 0x0D, 0x85, 0x2028, 0x2029), "\n"),
    # An override shows words in another order than they were written: it is made visible. Embeddings and
    # isolates are left out, since each paragraph finds its own direction (dir=auto).
    0x202D: "\u27e6U+202D\u27e7",
    0x202E: "\u27e6U+202E\u27e7",
    **dict.fromkeys((0x202A, 0x202B, 0x202C, 0x2066, 0x2067, 0x2068, 0x2069), ""),
    ord("&"): "&amp;",
    ord("<"): "&lt;",
    ord(">"): "&gt;",
    ord('"'): "&quot;",
    ord("'"): "&#39;",
}
_UNSAFE_IN_ID = re.compile(r"[^A-Za-z0-9_-]")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8}){0,3}")
_WEB = re.compile(r"https?://[^\s]+", re.IGNORECASE)


def text(value: str) -> str:
    """``value`` escaped for use as element content or inside a quoted attribute."""
    return value.translate(_SAFE)


def bdi(value: str) -> str:
    """``value`` escaped and isolated, so that its direction does not touch what stands beside it; nothing for
    an empty value."""
    return f"<bdi>{text(value)}</bdi>" if value else ""


def anchor(identifier: str) -> str:
    """An ``id`` attribute's value for an identifier of the record. Those are safe already; a foreign one
    keeps its letters and digits, other characters become their code points."""
    return _UNSAFE_IN_ID.sub(lambda match: f"_{ord(match[0]):x}", identifier)


def language_attribute(language: str | None) -> str:
    """`` lang="..."`` for a well-formed language tag, else nothing."""
    return f' lang="{language}"' if language and _LANGUAGE.fullmatch(language) else ""


def outside_link(url: str) -> str:
    """A link to an address on the web that tells it nothing; anything else than http(s) stays text."""
    if not _WEB.fullmatch(url):
        return bdi(url)
    return f'<a href="{text(url)}" rel="external noreferrer noopener nofollow">{bdi(url)}</a>'


def struck(review: str | None, more: str = "") -> str:
    """The ``class`` attribute of a finding's element; one that a person rejected is struck out."""
    classes = " ".join(filter(None, [more, "rejected" if review == "rejected" else ""]))
    return f' class="{classes}"' if classes else ""


def counted(number: int, one: str, many: str | None = None) -> str:
    """``1 statement``, ``1,204 statements``."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def joined(parts: list[str], separator: str = " \u00b7 ") -> str:
    """The parts that are not empty, with ``separator`` between them."""
    return separator.join(part for part in parts if part)
