"""What somebody saw of a row when they decided on it, in a short word that travels through a spreadsheet and back.

The word tells two things without the record: whether the row is still the same (its values and the decisions on it),
and which of its cells somebody changed. Cells are compared as what they mean, so that what spreadsheets do to them
(quotes, white space, ``TRUE``, dates in the manner of the country) is no edit.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from datetime import datetime
from typing import Any

from reportedly.corrections import dates
from reportedly.corrections.fields import Field, number_shown
from reportedly.errors import UsageError

_DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
_ROW, _CELL = 7, 3  # digits of 62: a row is taken for another in one of 3.5e12 cases, a cell in one of 238,328
_QUOTES = str.maketrans("“”„‟«»‘’‚‛`´", "\"\"\"\"\"\"''''''")
_DAYS = ("%d.%m.%Y", "%d/%m/%Y", "%m/%d/%Y", "%Y/%m/%d", "%d-%m-%Y", "%d.%m.%y", "%d/%m/%y", "%m/%d/%y")
_MONTHS = ("%b-%y", "%b %y", "%b %Y", "%B %Y", "%m/%Y", "%m.%Y")
_NAMED_DAYS = ("%d-%b-%y", "%d-%b-%Y", "%d %b %Y", "%d %B %Y", "%B %d, %Y", "%b %d, %Y")
_UNWRITABLE = re.compile("[\x00\ud800-\udfff]")  # what a cell cannot hold
_CLOCK = re.compile(r"[ T]0?0:00(?::00)?$")


def digest(parts: Iterable[object], length: int) -> str:
    """``length`` digits of base 62 of the SHA-256 of the parts."""
    data = "\x1f".join(map(str, parts)).encode("utf-8", "surrogatepass")
    number = int.from_bytes(hashlib.sha256(data).digest(), "big")
    found = ""
    for _ in range(length):
        number, rest = divmod(number, 62)
        found += _DIGITS[rest]
    return found


def version(row: Iterable[object], cells: Sequence[tuple[Field, str]]) -> str:
    """The word for a row: ``row`` is all that makes it this row in this state, ``cells`` what may be edited in it."""
    word = "v" + digest(row, _ROW)
    return word + "".join(digest((field.name, canonical(field, cell)[0]), _CELL) for field, cell in cells)


def same_row(one: str, other: str) -> bool:
    """Whether two words are of the same row in the same state."""
    return one[: _ROW + 1] == other[: _ROW + 1] and len(one) == len(other)


def edited(word: str, fields: Sequence[Field], cells: Mapping[str, str]) -> list[str] | None:
    """The names of the cells that are not what they were when the word was made; null where the word is no such word.
    ``fields`` are all that the kind has, ``cells`` those that came back."""
    if not re.fullmatch(f"v[0-9A-Za-z]{{{_ROW + _CELL * len(fields)}}}", word, re.ASCII):
        return None
    found = []
    for i, field in enumerate(fields):
        at = 1 + _ROW + i * _CELL
        if field.name in cells:
            forms = canonical(field, cells[field.name])
            if all(digest((field.name, form), _CELL) != word[at : at + _CELL] for form in forms):
                found.append(field.name)
    return found


def canonical(field: Field, cell: str) -> list[str]:
    """What a cell may mean, written in one way; the plain reading first, then what spreadsheets may have made of it."""
    words = _plain(cell)
    forms = [words]
    with suppress(UnicodeError):  # UTF-8 that was read as Windows-1252 and written as UTF-8
        forms.append(_plain(cell.encode("cp1252").decode("utf-8")))
    match field.what:
        case "number":
            forms = [number_shown(number) for number in _numbers(words)] or forms
        case "flag":
            low = words.casefold()
            yes, no = ("yes", "true", "1", "y"), ("no", "false", "0", "n")
            forms = ["yes"] if low in yes else ["no"] if low in no else forms
        case "choice":
            forms = [form.casefold() for form in forms]
        case "date":
            forms += _days(words)
    return forms


def _plain(cell: str) -> str:
    text = _UNWRITABLE.sub("\ufffd", cell.replace("\ufeff", ""))
    words = " ".join(unicodedata.normalize("NFC", text).translate(_QUOTES).split())
    return words.lstrip("'").strip()


def _numbers(words: str) -> list[float]:
    found = []
    compact = words.replace(" ", "")
    for form in (
        compact,
        compact.replace(",", ""),
        compact.replace(".", "").replace(",", "."),
        compact.replace(",", "."),
    ):
        with suppress(ValueError, OverflowError):
            if re.fullmatch(r"[+-]?[\d.]+(?:[eE][+-]?\d{1,3})?", form, re.ASCII):
                found.append(float(form))
    return found


def _days(words: str) -> list[str]:
    """The EDTF strings that a spreadsheet may have shown so."""
    bare = _CLOCK.sub("", words)
    found = []
    for forms, written in ((_DAYS + _NAMED_DAYS, "%Y-%m-%d"), (_MONTHS, "%Y-%m")):
        for form in forms:
            with suppress(ValueError):
                found.append(datetime.strptime(bare, form).strftime(written))
    with suppress(ValueError):
        found.append(str(dates.parse(bare).edtf))
    return found


def unguarded(cell: str) -> str:
    """A cell without the apostrophe that keeps a spreadsheet from taking it for a formula."""
    return cell[1:] if cell[:1] == "'" and cell[1:2] in tuple("=+-@\t\r\n＝＋－＠") and cell[1:2] else cell


def refuse_damaged(field: Field, cell: str) -> None:
    """Raise UsageError for a date that a spreadsheet has written in its own manner: it may be read in several ways."""
    if field.what != "date" or not _days(_plain(cell)):
        return
    with suppress(ValueError):
        dates.parse(_plain(cell))
        return
    raise UsageError(
        f"{field.name}: {cell.strip()!r} is a date as a spreadsheet writes it, which may be read in several ways; "
        "write it as 2017-03-12, in a column of text"
    )


def row_of(id: str, shown: Mapping[str, str], review: Any, seqs: Iterable[int]) -> list[object]:
    """All that makes a finding's row what it is: id, values, verdict and the numbers of the decisions on it."""
    return [id, *(f"{name}={value}" for name, value in shown.items()), review, *sorted(seqs)]
