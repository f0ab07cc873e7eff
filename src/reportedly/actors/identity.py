"""What a name is the same by in every report: a person's name without the differences of spelling, an organization's
by the project's own tables."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from reportedly.actors.heads import fold
from reportedly.reading.gazetteer import ORGANIZATIONS
from reportedly.reports.agencies import agency

# The Arabic article, also where it takes on the sound of the letter after it: "al-Assad", "ash-Shami".
_ARTICLE = re.compile(r"\b(?:al|el|ad|ar|as|ash|at|az|ul)-(?=\w)")
_LONE_ARTICLE = re.compile(r"(?<=\w )(?:al|el) (?=\w)")
_SERVANT = re.compile(r"\b(?:abd|abdul|abdel|abdal|abdu)[ -](?:al |el |ul |al-|el-|ul-)?(?=\w)")
_INITIAL = re.compile(r"(?<=\w ).(?= \w)")
_SAME_GIVEN = {
    spelling: spellings.split()[0]
    for spellings in (
        "muhammad mohammed mohammad mohamed muhammed mohamad mehmed mohamud mohammud",
        "ahmad ahmed ahmet",
        "hussein hussain husain husayn hossein hussien husein",
        "hassan hasan",
        "khaled khalid",
        "umar omar",
        "abdullah abdallah abdulla",
        "yusuf yousef youssef yousuf yusef yousif",
        "qasim qassem qasem kassem qassim ghassem",
        "suleiman sulaiman suleyman soleiman",
        "mahmud mahmoud mahmood",
        "faisal faysal feisal",
        "saud saoud",
        "hariri harriri",
        "gaddafi qaddafi gadhafi kadhafi qadhafi kaddafi khadafy gadafi",
        "assad asad",
        "sharaa shara",
        "sergei sergey serguei",
        "alexei aleksei alexey aleksey",
        "aleksandr alexander alexandr",
        "andrei andrey",
        "yevgeny evgeny yevgeni evgeni evgeniy yevgeniy",
        "maxim maksim",
        "yuri yury yuriy iouri",
    )
    for spelling in spellings.split()
}
_ENDING = re.compile(r"(?<=[b-df-hj-np-tv-xz])(?:iy|yy|ii|ij|yi|y)$")  # "Zelenskyy", "Lukyanskiy"
_TWICE = re.compile(r"([b-df-hj-np-tv-z])\1")
_SHORT = 4  # letters of a name in capitals that may stand for anything


@dataclass(frozen=True, slots=True)
class Organization:
    """A row of the table: the name it goes by here, and its country's ISO 3166 code where it is one country's."""

    name: str
    country: str | None


@lru_cache(maxsize=4096)
def person_key(name: str) -> str:
    """A person's name with what spellings and transliterations differ in made one: "Bashar al-Assad" and "Bashar
    Asad". Given names, last names and suffixes stay, so that only spellings of one whole name are joined."""
    words = _SERVANT.sub("abdul", _ARTICLE.sub("", fold(name).strip("'- ")))
    words = _LONE_ARTICLE.sub("", words.replace("-", " ").replace("'", ""))
    words = " ".join(words.split())
    words = words if words[1:2] == " " else _INITIAL.sub("", words)
    return " ".join(_sound(word) for word in words.split()) or fold(name)


def _sound(word: str) -> str:
    word = _SAME_GIVEN.get(word, word)
    return _TWICE.sub(r"\1", _ENDING.sub("i", word).replace("ou", "u"))


@lru_cache(maxsize=4096)
def organization_named(name: str) -> Organization | None:
    """The organization of the table that a name is one of the names of ("the UN", "UNHCR"), or null."""
    if name.islower():
        return None
    row = _table().get(_bare(name))
    if row is None and (len(name) > _SHORT or not name.isupper() or name.lower() in ORGANIZATIONS):
        wire = agency(name)
        row = Organization(wire, None) if wire else None
    return row


def _bare(name: str) -> str:
    words = fold(name).removeprefix("the ")
    return re.sub(r"^united nations (?=\w)", "un ", words.removesuffix("'s"))


@lru_cache(maxsize=1)
def _table() -> dict[str, Organization]:
    found: dict[str, Organization] = {}
    for line in (files("reportedly.actors") / "organizations.tsv").read_text(encoding="utf-8").splitlines():
        name, others, country = [*line.split("\t"), "", ""][:3]
        row = Organization(name, country or None)
        for one in (name, *others.split(";")):
            if one:
                found.setdefault(_bare(one), row)
    return found
