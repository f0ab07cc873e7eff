"""In which country a town is: ``cities.tsv``, made from GeoNames (CC BY 4.0) by ``python -m training.cities``.

Many names are those of several towns. The country that a report speaks of decides between them; else only a town that
is large and much larger than its namesakes is meant, and where that does not decide either nobody knows.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

_LETTERS = str.maketrans({"ı": "i", "ł": "l", "ø": "o", "đ": "d", "ð": "d", "ħ": "h", "æ": "ae", "œ": "oe"})
_ARTICLE = re.compile(r"[AaEe][a-z]-(?=\w{3})")
_LARGE = 100  # thousands of people from which on a town is known without its country beside it ...
_TIMES = 10  # ... if it has this many times as many as any other of its name


@dataclass(frozen=True, slots=True)
class City:
    """A town, or a state of the U.S.; ``name`` is folded, ``country`` an ISO 3166-1 alpha-3 code, ``thousands`` its
    people in thousands, null for a state."""

    name: str
    country: str
    thousands: int | None


def fold_place(name: str) -> str:
    """A place's name for comparing: no accents, case, apostrophes, points or hyphens ("Al-Qaşr" to "al qasr")."""
    plain = unicodedata.normalize("NFKD", name)
    plain = "".join(c for c in plain if not unicodedata.combining(c)).casefold()
    plain = re.sub(r"[-‐–/_]", " ", plain).translate(_LETTERS)
    words = re.sub(r"[^\w\s]|[ʻʼʽʾʿ]", "", plain).split()
    return " ".join("saint" if word == "st" else word for word in words)


@lru_cache(maxsize=1)
def _lines() -> list[str]:
    """The sorted lines of the table, taken apart only where a name is looked up: it loads in milliseconds."""
    text = (files("reportedly.reading") / "cities.tsv").read_text(encoding="utf-8")
    return text.partition("\n")[2].rstrip("\n").split("\n")  # the first line says whence the table is


@lru_cache(maxsize=8192)
def cities_named(words: str) -> tuple[City, ...]:
    """The towns that are called ``words``, the largest first; states before them."""
    return _rows(fold_place(words)) or (_rows(fold_place(words[3:])) if _ARTICLE.match(words) else ())


def _rows(name: str) -> tuple[City, ...]:
    lines = _lines()
    at = bisect_left(lines, f"{name}\t") if name else len(lines)
    if at == len(lines) or not lines[at].startswith(f"{name}\t"):
        return ()
    found = []
    for entry in lines[at].partition("\t")[2].split(";"):
        country, people, *main = entry.split(":")
        found.append(City(main[0] if main else name, country, int(people) if people else None))
    return tuple(found)


def city_named(words: str, spoken: Sequence[str] = ()) -> City | None:
    """The town that ``words`` name, or null where the table has none or several may be meant.

    ``spoken`` are the codes of the countries that the report speaks of, the one it speaks of most first. A town in one
    of them is meant before any other; of several such the one in the first, else the much larger one.
    """
    cities = cities_named(words)
    near = [city for city in cities if city.country in spoken]
    if not near:
        first = _outstanding(cities)
        large = first is not None and (first.thousands is None or first.thousands >= _LARGE)
        return first if large else None
    return next((city for city in near if city.country == spoken[0]), None) or _outstanding(near)


def _outstanding(cities: Sequence[City]) -> City | None:
    """The first, where no town of another country comes near to it."""
    if not cities:
        return None
    first, *others = cities
    rivals = [city.thousands or 0 for city in others if city.country != first.country]
    return first if first.thousands is None or first.thousands >= _TIMES * max(rivals, default=0) else None
