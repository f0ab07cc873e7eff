"""What the words of a mention say: a name without its titles, the title, whose it is, and what kind of actor it is."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from reportedly.actors.countries import country_named, government_named
from reportedly.actors.given import Gender, gender_of
from reportedly.reading.cues import DOCUMENTS
from reportedly.reading.gazetteer import ORGANIZATION_WORDS, ORGANIZATIONS, PERSON_TITLES, TITLE_MODIFIERS, people_names
from reportedly.types import ActorKind

PRONOUNS = frozenset(
    """he she they it i we you who which that him her them me us his their its my our your one himself herself themselves
    these this those whom someone somebody anyone everyone nobody others many some most few several both all none
    another""".split()
)
_ARTICLE = re.compile(r"^(?:the|a|an)\s+", re.I)
_HONORIFIC = re.compile(r"^(?:(?:mr|mrs|ms|miss|dr|sir|lord|lady|dame)\.?\s+)", re.I)
_PARENTHESIS = re.compile(r"\s*[(\[][^()\[\]]{0,80}[)\]]")
_RELATIVE = re.compile(r",?\s+(?:who|whose|which|whom)\s.*$", re.S)
_WORD = re.compile(r"(?:[^\W\d_]\.){1,}|[^\W_]+(?:[-'’./&][^\W_]+)*['’]?")
_PARTICLES = frozenset("al el bin ibn abu de la du van von der den da del di dos le st al- and & of for the".split())
_NAMING = frozenset(
    """campaign administration government department committee party council ministry agency army commission company
    court police foundation institute organization organisation group coalition union association office team
    newspaper magazine regime military university network board bureau embassy bank authorities""".split()
)
_GROUP_HEADS = frozenset(
    """people police staff public men women children crowd family couple majority opposition media press youth
    audience team panel crew leadership""".split()
)
_FEMALE = re.compile(
    r"\b(?:mrs|ms|miss|madam|queen|princess|lady|dame|\w+woman|actress|mother|wife|daughter|sister|widow)\b", re.I
)
_MALE = re.compile(
    r"\b(?:mr|sir|king|prince|lord|\w+sman|chairman|\w+pman|actor|father|husband|son|brother|sheikh|imam|pope)\b", re.I
)


@dataclass(frozen=True, slots=True)
class Named:
    """What a mention says. ``name`` is null for pronouns and unnamed actors; ``description`` is the title of a named
    actor or the noun phrase of an unnamed one; ``owner`` is whose title it is ("Russia's", "State Department")."""

    name: str | None
    description: str | None
    kind: ActorKind | None
    owner: str | None = None
    gender: Gender | None = None
    pronoun: bool = False
    definite: bool = False


def fold(name: str) -> str:
    """A name for comparing: no accents, case, points or double spaces ("Jean-Luc É." to "jean-luc e")."""
    plain = unicodedata.normalize("NFKD", name)
    plain = "".join(c for c in plain if not unicodedata.combining(c))
    return " ".join(re.sub(r"[^\w\s'-]", "", plain.replace("’", "'")).casefold().split())


def read_name(words: str, opens: bool = False) -> Named:
    """Take a mention apart: "Norland's Deputy Trade Minister Ana Petrov" is Ana Petrov, Deputy Trade Minister of Norland.

    ``opens`` says that the first word's capital may only be its sentence's ("Residents in the north").
    """
    if opens:
        words = words[:1].lower() + words[1:]
    text = " ".join(words.split()).strip(" ,;:—–-\"“”'‘’«»")
    text = _PARENTHESIS.sub("", text)
    if text.lower() in PRONOUNS or not text:
        return Named(None, None, None, pronoun=True)
    text = _RELATIVE.sub("", text)
    head, _, apposed = text.partition(", ")
    apposed = apposed.strip(" ,")
    gender: Gender | None = "she" if _FEMALE.search(text) else "he" if _MALE.search(text) else None
    definite = head[:4].lower() == "the " or not _ARTICLE.match(head)
    named = _of_country(head) or _read_head(head, gender, definite)
    if apposed and named.name is None and named.kind in {"unnamed", None} and apposed[0].isupper():
        inner = _read_head(apposed.split(", ")[0], gender, definite)  # "his spokesman, John Doe"
        if inner.name is not None and inner.kind == "person":
            return Named(inner.name, named.description, "person", named.owner, gender or inner.gender)
    if (
        apposed
        and named.kind == "person"
        and not named.description
        and not apposed.lower().startswith(("and ", "jr", "sr"))
    ):
        bare = _ARTICLE.sub("", apposed.split(", ")[0])
        named = Named(named.name, bare, named.kind, _owner_in(bare), gender or named.gender)
    return named


def _of_country(head: str) -> Named | None:
    row = country_named(head)
    if row is not None:
        return Named(row.name, None, "country")
    row = government_named(head)
    return Named(row.name, None, "country") if row is not None else None


def _read_head(head: str, gender: Gender | None, definite: bool) -> Named:
    bare = _ARTICLE.sub("", head)
    owner, rest = _possessor(bare)
    tokens = [m for m in _WORD.finditer(rest)]
    words = [t[0] for t in tokens]
    if not words:
        return Named(None, bare or None, "unnamed", owner, gender, definite=definite)
    title_end = _title_end(words)
    if len(words) > 1 and words[-1].lower() in _ROLES and all(_proper(w) for w in words):
        return _unnamed(bare, words, owner, gender, definite)
    name_words = words[title_end:]
    trailing = _after_nationality(words) if not title_end else 0
    if trailing:
        kind: ActorKind = (
            "organization" if words[trailing - 1].lower() in _NAMING | {"daily", "channel", "station"} else "person"
        )
        return Named(" ".join(words[trailing:]), " ".join(words[:trailing]), kind, owner or _owner_in(words[0]), gender)
    if title_end and name_words and name_words[0].lower() in _PREPOSITIONS:
        return _unnamed(bare, words, owner, gender, definite)
    while name_words and (name_words[0].lower() in {"of", "for", "and", "the"} or not _proper(name_words[0])):
        # "Secretary of State X Y": the name is what follows the office
        if name_words[0].lower() in {"of", "for"} and title_end:
            tail = [w for w in name_words if _proper(w)]
            if len(tail) < 3 or not all(_proper(w) for w in name_words[-2:]):
                return _unnamed(bare, words, owner, gender, definite)
            name_words = name_words[-2:]
            title_end = len(words) - 2
            break
        name_words = name_words[1:]
        title_end += 1
    if not name_words:
        return _unnamed(bare, words, owner, gender, definite)
    # the name runs to the first lower-case word that is no particle
    stop = len(name_words)
    for n, word in enumerate(name_words):
        if not _proper(word) and word.lower() not in _PARTICLES:
            stop = n
            break
    run, after = name_words[:stop], name_words[stop:]
    while run and not _proper(run[-1]):
        run.pop()
        after = [*after, "of"]
    low = [w.lower().removesuffix("'s").removesuffix("’s") for w in run]
    organization = _organization(run, low)
    if (
        after
        and stop < len(name_words)
        and name_words[stop].lower() not in {"in", "at", "from", "on", "to", "with", "as"}
    ):
        # "the X campaign" is named by X; "X aides" and "an X official" are not
        end = next((n for n in range(stop, len(name_words)) if name_words[n].lower() in _PREPOSITIONS), len(name_words))
        if name_words[end - 1].lower() in _NAMING and end - stop < 3 and not title_end:
            return Named(" ".join(name_words[:end]), None, "organization", owner, definite=definite)
        return _unnamed(bare, words, owner, gender, definite)
    if title_end == 0 and len(run) == 1 and low[0] in people_names() | _PARTY:
        return _unnamed(bare, words, owner, gender, definite)
    if not organization and ("of" in low or "for" in low):
        cut = next(n for n, w in enumerate(low) if w in {"of", "for"})
        if cut >= 2 or title_end:
            return Named(
                " ".join(run[:cut]),
                " ".join(words[:title_end]) or None,
                "person",
                owner or " ".join(run[cut + 1 :]),
                gender or gender_of(run[0]),
            )
        organization = True
    if "and" in low and not organization:
        return Named(" ".join(run), " ".join(words[:title_end]) or None, "group", owner)
    if organization and not title_end:
        return Named(
            rest[tokens[0].start() : tokens[len(words) - len(name_words) + len(run) - 1].end()]
            if not owner
            else " ".join(run),
            None,
            "organization",
            owner,
        )
    title = _HONORIFIC.sub("", " ".join(words[:title_end]) + " ").strip() or None
    return Named(" ".join(run), title, "person", owner or _owner_in(title or ""), gender or gender_of(run[0]))


_PREPOSITIONS = frozenset("of for in at from to with on by".split())
_ROLES = frozenset(
    """official officials aide aides lawmaker lawmakers activist activists rebel rebels protester protesters police troops
    soldiers voters supporters leaders lawyer lawyers resident residents witnesses experts analysts poll polls critics
    opponents allies diplomats diplomat officer officers sources""".split()
)


def _after_nationality(words: list[str]) -> int:
    """Where the name begins in "the Norlandic newspaper Dawn": 0 where the words are not of that shape."""
    if words[0].lower() not in people_names() and words[0].lower() not in _NAMING:
        return 0
    k = 1
    while k < len(words) and not _proper(words[k]):
        if words[k].lower() in _PREPOSITIONS:
            return 0
        k += 1
    return k if 1 < k < len(words) and all(_proper(w) for w in words[k:]) else 0


_PARTY = {
    w: None for w in "republican democrat republicans democrats conservative conservatives liberal liberals".split()
}


def _possessor(text: str) -> tuple[str | None, str]:
    """("Russia", "Deputy Defense Minister ...") for "Russia's Deputy Defense Minister ...", else (null, text)."""
    match = re.match(r"^(.{1,60}?)(?:['’]s|(?<=s)['’])\s+(?=\S)", text)
    return (match[1], text[match.end() :]) if match else (None, text)


def _proper(word: str) -> bool:
    return word[0].isupper() or (word[:3].lower() in {"al-", "el-"} and word[3:4].isupper())


def _title_end(words: list[str]) -> int:
    """How many words at the start belong to a title: up to the last title word that something follows."""
    end = 0
    for n, word in enumerate(words[:-1]):
        low = word.lower().rstrip(".")
        if low in PERSON_TITLES and not (n and end < n and _given_before(words, n)):
            end = n + 1
            while end < len(words) - 1 and words[end].lower().rstrip(".") in TITLE_MODIFIERS and words[end].islower():
                end += 1
    if end == 0 and words[-1].lower().rstrip(".") in PERSON_TITLES and not _given_before(words, len(words) - 1):
        return len(words)
    if (
        end
        and words[-1].lower().rstrip(".") in PERSON_TITLES
        and all(w.lower() in PERSON_TITLES | TITLE_MODIFIERS for w in words[end:])
    ):
        return len(words)
    return end


def _given_before(words: list[str], n: int) -> bool:
    """Whether the word before is a given name, so that "Steve King" is no king."""
    return n > 0 and gender_of(words[n - 1]) is not None


def _organization(run: list[str], low: list[str]) -> bool:
    if any(w.rstrip(".") in ORGANIZATION_WORDS for w in low) and not (len(run) == 2 and gender_of(run[0])):
        return True
    if low and (low[0] in ORGANIZATIONS or low[-1] in ORGANIZATIONS):
        return True
    return len(run) == 1 and len(run[0]) > 1 and run[0].replace(".", "").replace("-", "").isupper()


def _owner_in(title: str) -> str | None:
    """Whose title it is: the country or body that its words name ("Russian Foreign Minister", "pastor of X")."""
    owner, _ = _possessor(title)
    if owner:
        return owner
    for word in re.findall(r"[^\W\d_]+", title):
        row = people_names().get(word.lower())
        if row is not None and word[0].isupper():
            return row.name
    for word in re.findall(r"[^\W\d_]+", title):
        if word.isupper() and word.lower() in ORGANIZATIONS:
            return word
    match = re.search(r"\b(?:of|at|from)\s+(?:the\s+)?([A-Z].*)$", title)
    return match[1] if match else None


def _unnamed(bare: str, words: list[str], owner: str | None, gender: Gender | None, definite: bool) -> Named:
    """An unnamed actor: a group, a document or one somebody, by the head of its noun phrase."""
    head = next((words[n - 1] for n, w in enumerate(words) if n and w.lower() in {"of", "for", "in", "at", "from", "to", "with", "on", "led", "and"}), words[-1]).lower()  # fmt: skip
    kind: ActorKind = "unnamed"
    if head in DOCUMENTS:
        kind = "document"
    elif head in _GROUP_HEADS or (head.endswith("s") and not head.endswith(("ss", "us", "'s", "is"))):
        kind = "group"
    elif head in _NAMING or head in ORGANIZATION_WORDS:
        kind = "organization"
    return Named(None, bare, kind, owner or _owner_in(bare), gender, definite=definite)
