"""What the words of a mention say: a name without its titles, the title, whose it is, and what kind of actor it is."""

from __future__ import annotations

import re
from functools import lru_cache

from reportedly.actors.countries import country_named, government_named
from reportedly.actors.given import Gender
from reportedly.actors.heads import ARTICLE, PREPOSITIONS, Named, owner_in, read_head, unnamed, whose

PRONOUNS = frozenset(
    """he she they it i we you who which that him her them me us his their its my our your one himself herself
    themselves these this those whom someone somebody anyone everyone nobody others many some most few several
    both all none another""".split()
)
_LONGEST = 400  # characters of a mention that are read
_PARENTHESIS = re.compile(r"\s*[(\[][^()\[\]]{0,80}[)\]]")
_LOWERED = frozenset(
    "her his their its our my your no any every each both neither either one another such other".split()
)
_LIST = re.compile(r"(?:the )?[A-Z][^,]{0,60}(?:, (?:the )?[A-Z][^,]{0,60}){1,6},? and (?:the )?[A-Z][^,]{0,60}")
_LISTED_TITLE = re.compile(r", (?:the )?(?:[A-Z][\w-]* )*(?:of|for|and (?!the )[a-z])|, (?:Jr|Sr)")
_DATELINE = re.compile(r"^(?:[A-Z][A-Z.,'’ ]{2,40}|.{2,60}(?=\s\S{1,2}\s(?:The|An?|Mr|Mrs|Ms)\b))\s(?:[–—-]|--)\s")
_AGE = re.compile(r"^\d+(?:,\s*|$)")
_TWO = re.compile(r"^[^,]{3,80} and (?:Mr|Mrs|Ms|Dr|Sen|Rep|Gov|Gen|President|Senator)\b\.? [^,]{2,60}$")
_WHOSE = re.compile(r"\b(?:for|of|to|with)\b|['’]s\b")
_WORK = re.compile(
    r"(?:['’]s|\b(?:film|documentary|book|memoir|novel|song|play|essay|article|report|study))\s[\"“‘]([^\"”“]{2,60})[\"”’]?$"
)
_MADE = re.compile(r"((?:[a-z][\w-]*\s){1,4}?)(?:\w{3,}ed|written|seen|given)\s(?:by|in|from|for|at|to)\s")
_PARTIES = frozenset(["Republican", "Democrat"])
_NOW = re.compile(r"^(?:now|then|also|himself|herself)\s+", re.I)
_QUANTIFIER = re.compile(
    r"^(?:many|some|most|several|few|all|other|these|those|both|two|three|dozens|hundreds|thousands)\s+(?=\S)", re.I
)
_SUCH = re.compile(r",? (?:including|like|such as|which include) (?P<names>(?:the )?[A-Z].*)$")
_SHORT = (
    ("fed", "Federal Reserve"),
    ("doj", "Department of Justice", "Justice Department"),
    ("dod", "Department of Defense", "Defense Department"),
    ("dhs", "Department of Homeland Security", "Homeland Security Department"),
    ("mod", "Ministry of Defence", "Ministry of Defense", "Defence Ministry", "Defense Ministry"),
    ("mfa", "Ministry of Foreign Affairs", "Foreign Ministry"),
    ("un", "United Nations"),
    ("eu", "European Union"),
    ("au", "African Union"),
    ("imf", "International Monetary Fund"),
    ("who", "World Health Organization"),
    ("icrc", "International Committee of the Red Cross"),
    ("idf", "Israel Defense Forces", "Israeli army"),
    ("ap", "Associated Press"),
    ("msf", "Médecins Sans Frontières", "Doctors Without Borders"),
)
_RELATIVE = re.compile(r",?\s+(?:who|whose|which|whom)\s.*$", re.S)
_KIND = r"(?:federal|state|county|local|city|municipal|tribal|regional|provincial|national|military|civilian|religious)"
_KINDS = re.compile(rf"(?i:{_KIND}(?:,\s+{_KIND})*,?\s+and\s+{_KIND})\s+[a-z]")  # of officials
_BODY_OF = re.compile(
    r"(?:the\s+)?(?:[a-z-]+\s+)?(?:government|administration|office|army|regime|party|campaign|cabinet|family|forces)\s+of\s+",
    re.I,
)
_FEMALE = re.compile(
    r"\b(?:mrs|ms|miss|madam|queen|princess|lady|dame|\w+woman|actress|mother|wife|daughter|sister|widow)\b", re.I
)
_MALE = re.compile(
    r"\b(?:mr|sir|king|prince|lord|\w+sman|chairman|\w+pman|actor|father|husband|son|brother|sheikh|imam|pope)\b", re.I
)


@lru_cache(maxsize=4096)
def read_name(words: str, opens: bool = False) -> Named:
    """Take a mention apart: "Norland's Trade Minister Ana Petrov" is Ana Petrov, Trade Minister, of Norland.

    ``opens`` says that the first word's capital may only be its sentence's ("Residents in the north").
    """
    if opens:
        words = words[:1].lower() + words[1:]
    text = " ".join(words[:_LONGEST].split()).strip(" ,;:—–-\"“”'‘’«»")
    text = re.sub(r"['’]s$|(?<=s)['’]$", "", _PARENTHESIS.sub("", text))
    if re.split(r"[\s-]", text, maxsplit=1)[0].lower() in _LOWERED:
        text = text[:1].lower() + text[1:]
    if text.lower() in PRONOUNS or not text:
        return Named(None, None, None, pronoun=True)
    text = _RELATIVE.sub("", text) if " which include " not in text else text
    if work := _WORK.search(text):  # "Tolin's "Tides"", "the film "Tides""
        return Named(work[1].strip(" ,."), None, "document")
    if made := _MADE.match(text):
        return unnamed(ARTICLE.sub("", text), made[1].split(), None, None, text[:4].lower() == "the ")
    if _TWO.search(text):
        return _several(text, Named(None, text, "group"))
    if _LIST.fullmatch(text) and not _LISTED_TITLE.search(text):
        return _several(text.replace(", ", " and "), Named(None, text, "group"))
    if _KINDS.match(text):
        return unnamed(text[:1].lower() + text[1:], text.rpartition(" and ")[2].split(), None, None, False)
    head, _, apposed = re.sub(r"\s[–—-]\s", ", ", _DATELINE.sub("", text)).partition(", ")
    apposed = _AGE.sub("", apposed.strip(" ,"))
    own = _WHOSE.split(text)[0]  # "a spokesman for Mrs. X" is not she
    gender: Gender | None = "she" if _FEMALE.search(own) else "he" if _MALE.search(own) else None
    definite = head[:4].lower() == "the " or not ARTICLE.match(head)
    if _QUANTIFIER.match(head) and not re.match(r"\S+\s+of\s", head):
        bare = ARTICLE.sub("", head)
        return Named(None, bare, "group", owner_in(bare), gender)
    if such := _SUCH.search(text):  # "six newspapers, including the Quist Post"
        many, inner = read_head(text[: such.start()], None, definite), read_name(such["names"])
        if many.name is None and many.kind == "group" and inner.name is not None:
            return Named(inner.name.replace(" and the ", " and "), text[: such.start()], "group")
    if body := _BODY_OF.match(head):  # "the government of President Mara Tolin" is not she
        inner = read_head(head[body.end() :], None, False)
        if inner.kind == "person" and inner.name and inner.description:
            bare = ARTICLE.sub("", head)
            return unnamed(bare, bare.split(), inner.name, None, definite)
    named = _of_country(head) or read_head(head, gender, definite)
    if named.name is None and whose(head.split()):
        return named
    if named.name is None and " and " in head:
        named = _several(head, named)
    if (
        apposed
        and named.name is None
        and (named.kind == "unnamed" or head.startswith("one of ") or head in _PARTIES)
        and (apposed[0].isupper() or head in _PARTIES)
    ):
        inner = read_head(apposed.split(", ")[0], gender, definite)  # "his spokesman, John Doe"
        if inner.name is not None and inner.kind == "person" and " " in inner.name:
            return Named(inner.name, named.description, "person", named.owner, gender or inner.gender)
    if (
        apposed
        and named.kind == "person"
        and not named.description
        and not apposed.lower().startswith(("and ", "jr", "sr"))
    ):
        bare = ARTICLE.sub("", _NOW.sub("", apposed.split(", ")[0]))
        if not bare or bare.split()[0].lower() in PREPOSITIONS or bare.split()[0].endswith("ing"):
            return named
        named = Named(named.name, bare, named.kind, owner_in(bare), gender or named.gender)
    return named


@lru_cache(maxsize=1)
def short_forms() -> dict[str, tuple[str, ...]]:
    """Lower-case short forms of well-known bodies, each with the names that a report may use for it in full."""
    return {short: full for short, *names in _SHORT for full in [tuple(names)]}


def _several(head: str, whole: Named) -> Named:
    """Several actors in one phrase: the names of those that have one, as a group."""
    names = [part.name for part in (read_head(p, None, False) for p in head.split(" and ") if p.strip()) if part.name]
    return Named(" and ".join(names), None, "group") if names else whole


def _of_country(head: str) -> Named | None:
    row = country_named(head)
    if row is not None:
        return Named(row.name, None, "country")
    row = government_named(head)
    return Named(row.name, None, "country") if row is not None else None
