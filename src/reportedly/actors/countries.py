"""Countries: by name, people, capital or by-name ("Moscow", "the Kremlin"), from the project's own table."""

from __future__ import annotations

import re
from functools import lru_cache

from reportedly.reading.gazetteer import Country, country_names, government_names, people_names

_ARTICLE = re.compile(r"^(?:the|The)\s+")
_POSSESSIVE = re.compile(r"['’]s?$")
# Bodies that speak for a government but are named as themselves; capitals do not stand for these.
_BODIES = frozenset({"white house", "the white house", "downing street", "whitehall", "elysee palace"})


def country_named(words: str) -> Country | None:
    """The country whose name ``words`` are ("Russia", "the U.S.", "Britain's"), or null."""
    return country_names().get(_bare(words))


def government_named(words: str) -> Country | None:
    """The country whose government ``words`` stand for: a capital or by-name ("Damascus", "the Kremlin"), or null.

    Houses that are bodies of their own ("the White House") are not by-names; :func:`country_of` knows whose they are.
    """
    bare = _bare(words)
    return None if bare in _BODIES else government_names().get(bare)


@lru_cache(maxsize=1024)  # a report names the same few again and again
def country_of(words: str) -> Country | None:
    """The one country that ``words`` point to by name, people or government ("Russian Foreign Minister"), else null."""
    found: dict[str, Country] = {}
    tokens = re.findall(r"(?:[A-Z]\.){2,}|[^\W\d_]+(?:[-'’][^\W\d_]+)*", words[:200])
    k = 0
    while k < len(tokens):
        for size in range(min(4, len(tokens) - k), 0, -1) if tokens[k][0].isupper() else ():
            piece = _bare(" ".join(tokens[k : k + size]))
            row = country_names().get(piece) or people_names().get(piece) or government_names().get(piece)
            if row is not None:
                found[row.code] = row
                k += size - 1
                break
        k += 1
    return next(iter(found.values())) if len(found) == 1 else None


def name_in(country: Country, text: str) -> str:
    """The name that ``text`` uses for the country: the table's where it occurs, else the longest that does."""
    if re.search(rf"\b{re.escape(country.name)}\b", text):
        return country.name
    used = [n for n in country.names if re.search(rf"(?<!\w){re.escape(n)}(?!\w)", text)]
    return max(used, key=len) if used else country.name


def _bare(words: str) -> str:
    return _POSSESSIVE.sub("", _ARTICLE.sub("", " ".join(words.split()))).lower()
