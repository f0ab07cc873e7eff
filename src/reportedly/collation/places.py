"""Names of places in the words of a role or a figure: "the port city of Oster Bay" is Oster Bay."""

from __future__ import annotations

import re

from reportedly.collation.parties import Parties

_NAME = re.compile(
    r"(?:St\. )?[A-Z][\w’'-]*(?:\s(?:[A-Z][\w’'-]*|al-\w+|de|es|el|la))*(?:\s(?:square|street|road|district|province"
    r"|camp|bridge))?"
)
_HELD = re.compile(r"\b(?:city|town|village|port|province|district|region|suburb|camp|capital)\s+of\s+$")
_LED = re.compile(r"\b(?:in|at|near|outside|to|on)\s+(?:the\s+)?$")
_NOT_A_PLACE = frozenset(
    "the a an this that these those he she it they we i in on at of and but some many most".split()
)


def place_named(words: str, parties: Parties) -> str | None:
    """The place that some words name: one "of" which a town is, else one after a preposition, else the first; null
    where they name none ("the city"), or only a people or an owner ("the Norlander port", "Maskov's prisons")."""
    line = " ".join(words.split())
    best: tuple[int, str] | None = None
    for match in _NAME.finditer(line):
        name, owner = re.subn(r"['’]s?$", "", match[0])
        if owner or re.search(r"['’]s\s", name):
            continue
        if len(name.split()) > 4:
            continue  # a headline
        first, _, rest = name.partition(" ")
        if first.lower() in _NOT_A_PLACE:
            name = rest
        if not name or (parties.people(name) is not None and parties.country(name) is None):
            continue
        before = line[: match.start()]
        rank = 0 if _HELD.search(before) else 1 if _LED.search(before) else 2
        if rank == 2 and not before and len(line) > match.end() and re.match(r"\s[a-z]", line[match.end() :]) \
                and re.search(r"(?:an|ian|ese|ish)$", name) and " " not in name:  # fmt: skip
            continue  # an adjective that no table has: "the Norlander port"
        if best is None or rank < best[0]:
            best = (rank, name)
    return best[1] if best else None


def extended(text: str, span: tuple[int, int]) -> tuple[int, int]:
    """A span widened over the rest of a name that it cuts ("Oster" of "Oster Bay")."""
    if not re.search(r"[A-Z][\w’'-]*$", text[slice(*span)]):
        return span
    more = re.match(r"(?:\s(?:[A-Z][\w-]+|al-\w+|es|de|el|la))+", text[span[1] : span[1] + 40])
    return (
        (span[0], span[1] + more.end())
        if more and not more[0].rstrip().endswith((" es", " de", " el", " la"))
        else span
    )
