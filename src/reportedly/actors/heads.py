"""The head of a mention: one noun phrase without lists and appositions, read as title and name or as neither."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from reportedly.actors.countries import country_named
from reportedly.actors.given import Gender, gender_of
from reportedly.reading.cues import DOCUMENTS
from reportedly.reading.gazetteer import ORGANIZATION_WORDS, ORGANIZATIONS, PERSON_TITLES, TITLE_MODIFIERS, people_names
from reportedly.types import ActorKind

_JOINED = re.compile(r"(?!Mc|Mac|De|Di|Du|Fitz|La|Le|Van|Von|O['’])[A-Z][a-z]+[A-Z][a-z]")  # "PortWatch"
ARTICLE = re.compile(r"^(?:the|a|an)\s+", re.I)
_HONORIFIC = re.compile(r"^(?:(?:mr|mrs|ms|miss|dr|sir|lord|lady|dame)\.?\s+)", re.I)
_HONORIFICS = frozenset("mr mrs ms miss".split())
_LETTER = r"(?:[^\W_]|(?<=[ÃÂÄÅ])[\u0080-\u00bf\u2018-\u2122])"  # the second of a letter that was decoded wrongly
_WORD = re.compile(rf"(?:[^\W\d_]\.){{1,}}|{_LETTER}+(?:[-'’./&]{_LETTER}+)*['’]?")
_PARTICLES = frozenset("al el bin ibn abu de la du van von der den da del di dos le st al- and & of for the".split())
_NAMING = frozenset(
    """campaign administration government department committee party council ministry agency army commission
    company court police foundation institute organization organisation group coalition union association office
    team newspaper magazine regime military university network board bureau daily weekly charity channel station
    broadcaster movement bloc alliance embassy bank authorities faction chain""".split()
)
_SITES = frozenset("website site homepage blog".split())  # speak for the body whose they are
_SURVEYS = frozenset("poll survey study analysis report index review".split())
_ACTS = frozenset("act law bill treaty agreement accord constitution convention amendment charter bible quran".split())
_DAYS = frozenset(
    """monday tuesday wednesday thursday friday saturday sunday january february march april may june july august
    september october november december""".split()
)
_WEEK = frozenset("Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split())
_ORDINAL = re.compile(r"\d+(?:st|nd|rd|th)?$")
_SUFFIX = re.compile(r"(?:jr|sr|i{2,3}|iv)\.?$", re.I)
_CALLED = re.compile(r"(?P<name>[A-Z]\S+(?: [A-Z]\S+){0,2}),? the (?P<what>[a-z-]+)$")
_NAMED = re.compile(r"\b(?:named|called) (?=[A-Z])")
_OWNED = frozenset("campaign administration government presidential campaign".split()) | {"presidential campaign"}
_GROUP_HEADS = frozenset(
    """people police staff public men women children crowd family couple majority opposition media press youth
    audience team panel crew leadership""".split()
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


@lru_cache(maxsize=4096)
def fold(name: str) -> str:
    """A name for comparing: no accents, case, points or double spaces ("Jean-Luc É." to "jean-luc e")."""
    plain = unicodedata.normalize("NFKD", name)
    plain = "".join(c for c in plain if not unicodedata.combining(c))
    return " ".join(re.sub(r"[^\w\s'-]", "", plain.replace("’", "'")).casefold().split())


@lru_cache(maxsize=4096)
def last_name(name: str) -> str:
    """The folded last word of a person's name, suffixes aside ("Ivo Berek III" to "berek")."""
    words = fold(name).split()
    while len(words) > 2 and _SUFFIX.match(words[-1]):
        words.pop()
    return words[-1].removeprefix("al-").removeprefix("el-") if words else ""


def read_head(head: str, gender: Gender | None, definite: bool) -> Named:
    """A noun phrase without appositions: title, name, or neither."""
    bare = ARTICLE.sub("", head)
    if called := _CALLED.match(bare):  # "Tolin the optimist"
        inner = read_head(called["name"], gender, definite)
        return Named(inner.name, called["what"], inner.kind, inner.owner, inner.gender) if inner.name else inner
    if (named := _NAMED.search(bare)) and named.start() > 3:  # "a farmer named Ivo Berek"
        inner = read_head(bare[named.end() :], gender, definite)
        if inner.name and inner.kind == "person":
            return Named(inner.name, bare[: named.start()].strip(), "person", None, gender or inner.gender)
    owner, rest = _possessor(bare)
    if owner is not None and _proper(owner) and rest.lower() in _OWNED:
        owner = _HONORIFIC.sub("", owner)
        return Named(f"{owner} {rest}", None, "organization", owner, definite=definite)
    words = [m[0] for m in _WORD.finditer(rest)]
    nobody = unnamed(bare, words or [bare], owner, gender, definite)
    if not words or (len(words) > 1 and words[-1].lower() in _ROLES and all(map(_proper, words))):
        return nobody
    if whose(words):
        return Named(None, bare, "group", nobody.owner, gender, definite=definite)
    begin = _title_end(words)
    if begin == 0 and (begin := _after_nationality(words)):
        body = words[begin - 1].lower() in _NAMING | {"daily", "channel", "station"}
        kind: ActorKind = "organization" if body else "person"
        return Named(" ".join(words[begin:]), " ".join(words[:begin]), kind, owner or owner_in(words[0]), gender)
    begin = _name_start(words, begin)
    if begin >= len(words):
        return nobody
    stop = begin
    while stop < len(words) and (
        _proper(words[stop])
        or words[stop].lower() in _PARTICLES
        or (_ORDINAL.match(words[stop]) and stop > begin and words[stop - 1] in {"of", "the"})
    ):
        stop += 1
    while not _proper(words[stop - 1]) and not _ORDINAL.match(words[stop - 1]):
        stop -= 1
    run, after = words[begin:stop], words[stop:]
    if all(w in _WEEK for w in run) or (all(w.lower() in _DAYS for w in run) and begin):  # "new polls released Sunday"
        return unnamed(bare, [w for w in words if w.lower() in DOCUMENTS] or words, owner, gender, definite)
    low = [w.lower().removesuffix("'s").removesuffix("’s") for w in run]
    titled = any(w.lower().rstrip(".") in PERSON_TITLES and w.lower() not in _PARTY for w in words[:begin])
    cut = next((n for n, w in enumerate(low) if w in {"of", "for"}), None)
    of_body = (
        cut is not None and cut > 1 and not _organization(run[:cut], low[:cut])
    )  # "Mara Tolin of the Tide Council"
    the = head[:4].lower() == "the " and gender_of(run[0]) is None
    noun = begin > 0 and words[begin - 1].lower() in _NAMING
    organization = (_organization(run, low) or the or noun) and not of_body
    if organization and not titled:
        while begin and _proper(words[begin - 1]):
            begin -= 1  # "Republican National Committee"
            run.insert(0, words[begin])
    acts = next((n for n, w in enumerate(low) if w in _ACTS), 0)
    dated = _ORDINAL.match(low[-1]) is not None
    if acts and not titled and (dated or (acts == len(low) - 1 and not of_body)):
        return Named(" ".join(run), None, "document", owner, definite=definite)  # "Tide Safety Act of 2009"
    if after and after[0].lower() in _SITES and not titled and len(after) == 1:
        return Named(" ".join(run), after[0], "organization", owner, definite=definite)
    if len(after) == 1 and after[0].lower() in _SURVEYS and head[:4].lower() == "the " and begin == 0:
        return Named(" ".join([*run, after[0]]), None, "document", owner, definite=definite)
    if organization and not titled:
        while len(after) > 1 and after[0].lower() in {"of", "for", "on"} and _proper(after[1]):
            run, after = [*run, *after[:2]], after[2:]
            while after and (_proper(after[0]) or after[0] == "and"):
                run, after = [*run, after[0]], after[1:]
    if len(after) > 1 and all(map(_proper, after[1:])) and after[0].lower() in _NAMING | PERSON_TITLES:
        body = after[0].lower() in _NAMING  # "the Norlandic daily Dawn", for peoples that no table has
        return Named(
            " ".join(after[1:]), " ".join([*run, after[0]]), "organization" if body else "person", owner, gender
        )
    tail = next((n for n in range(len(after), 0, -1) if not _proper(after[n - 1])), 0)
    if tail and 1 < len(after) - tail < 4 and not set(after[:tail]) & (PREPOSITIONS | {"and"}):
        role = " ".join([*run, *after[:tail]])  # "Gull News moderator Ana Petrov"
        return Named(" ".join(after[tail:]), role, "person", owner, gender or gender_of(after[tail]))
    role_before = begin > 0 and words[begin - 1].islower()
    of_one = 1 < len(run) < 5 and bool(after) and after[0] in {"of", "for"}
    of_one = of_one and (gender_of(run[0]) is not None or (role_before and not organization))
    if after and after[0].lower() not in PREPOSITIONS - {"of", "for", "by"} and not of_one:
        # "the X campaign" is named by X; "X aides" and "an X official" are not
        end = next((n for n, w in enumerate(after) if w.lower() in PREPOSITIONS), len(after))
        if 0 < end < 3 and after[end - 1].lower() in _NAMING and not titled:
            return Named(" ".join([*run, *after[:end]]), None, "organization", owner, definite=definite)
        return nobody
    honored = any(w.lower().rstrip(".") in _HONORIFICS for w in words[:begin])
    if all(w in _PARTY for w in low) and not honored:
        return nobody
    if (begin == 0 or low[-1].endswith("s")) and all(w == "and" or w in people_names() or w in _PARTY for w in low):
        return nobody
    if organization and not titled:
        return Named(" ".join(run), None, "organization", owner, definite=definite)
    title = _HONORIFIC.sub("", " ".join(words[:begin]) + " ").strip() or None
    if cut is not None:
        if cut < 2 and not titled:
            return Named(" ".join(run), None, "organization", owner, definite=definite)
        owner, run = owner or " ".join(run[cut + 1 :]), run[:cut]
    if "and" in low and cut is None:
        return Named(" ".join(run), title, "group", owner)
    return Named(
        " ".join(run),
        title,
        "person",
        owner or owner_in(title or ""),
        gender or (gender_of(run[0]) if len(run) > 1 else None),
    )


def _name_start(words: list[str], begin: int) -> int:
    """Where the name begins after a title that ends at ``begin``; ``len(words)`` where no name follows.

    Lower-case words before the name belong to the title ("conservative blogger Ana Petrov"); after "of" and
    "to" the office's complement comes first ("Secretary of State Ana Petrov", "ambassador to Norland Ana Petrov").
    """
    office = begin > 0
    while begin < len(words) and not _proper(words[begin]):
        if words[begin].lower() in PREPOSITIONS:
            tail = [w for w in words[begin + 1 :] if w.lower() != "the"]
            if not office or len(tail) < 3 or not all(map(_proper, tail)):
                return len(words)
            if tail[-1].lower() in ORGANIZATION_WORDS and gender_of(tail[-2]) is None:
                return len(words)  # "a spokeswoman for the Lower House Tide Committee"
            size = next((n for n in (4, 3, 2, 1) if country_named(" ".join(tail[:n]))), 0)
            named = len(tail) - size if size and len(tail) - size in {2, 3, 4} else 2
            return len(words) - named
        begin += 1
    return begin


def whose(words: list[str]) -> bool:
    """Whether the words are people of somebody: "supporters of Ivo Berek", "Harbour Board spokesmen"."""
    if not words:
        return False
    at = next((n for n, w in enumerate(words) if w in {"of", "for", "to"}), 0)
    head = words[at - 1].lower() if at else ""
    known = words[at - 1].islower() or head in _ROLES
    if head in _PEOPLE and known and all(w.islower() for w in words[1 : at - 1]):
        return True
    last = len(words) > 1 and words[-1] in _PEOPLE - _ROLES and _proper(words[-2])
    return last or {"inside", "outside"} <= set(words)


PREPOSITIONS = frozenset("of for in at from to with on by".split())
_ROLES = frozenset(
    """official officials aide aides lawmaker lawmakers activist activists rebel rebels protester protesters police
    troops soldiers voters supporters leaders lawyer lawyers resident residents witnesses experts analysts poll
    polls critics opponents allies diplomats diplomat officer officers sources""".split()
)
_PEOPLE = frozenset("spokesmen spokeswomen spokespeople attorneys fans friends members colleagues advisers".split()) | {
    word for word in _ROLES if word.endswith("s")
}


def _after_nationality(words: list[str]) -> int:
    """Where the name begins in "the Norlandic newspaper Dawn": 0 where the words are not of that shape."""
    if words[0].lower() not in people_names() and words[0].lower() not in _NAMING:
        return 0
    k = 1
    while k < len(words) and not _proper(words[k]):
        if words[k].lower() in PREPOSITIONS:
            return 0
        k += 1
    return k if 1 < k < len(words) and all(_proper(w) for w in words[k:]) else 0


_PARTY = dict.fromkeys(
    "democratic republican democrat republicans democrats conservative conservatives liberal liberals".split()
)


def _possessor(text: str) -> tuple[str | None, str]:
    """("Russia", "Deputy Defense Minister ...") for "Russia's Deputy Defense Minister ...", else (null, text)."""
    match = re.match(r"^(.{1,60}?)(?:['’]s|(?<=s)['’])\s+(?=\S)", text)
    return (match[1], text[match.end() :]) if match else (None, text)


def _proper(word: str) -> bool:
    if word[0].isupper() and word.lower() in PREPOSITIONS:
        return False  # of a headline
    return word[0].isupper() or (word[:3].lower() in {"al-", "el-"} and word[3:4].isupper())


def _title_end(words: list[str]) -> int:
    """How many words at the start belong to a title: up to the last title word that something follows."""
    end = 0
    for n, word in enumerate(words[:-1]):
        low = word.lower().rstrip(".")
        if low in PREPOSITIONS - {"of", "for", "to"} or (end and low in {"for", "to"}):
            break
        if low in PERSON_TITLES:
            end = n + 1
            if low in _HONORIFICS:
                break  # "Mr. King" is no king
            while end < len(words) - 1 and words[end].lower().rstrip(".") in TITLE_MODIFIERS and words[end].islower():
                end += 1
    last = words[-1].lower().rstrip(".") in PERSON_TITLES
    if end == 0 and last and not _given_before(words, len(words) - 1) and not {"for", "of"} & set(words):
        return len(words)  # not "Neighbours for Justice"
    if (
        end
        and words[end - 1].lower().rstrip(".") not in _HONORIFICS
        and words[-1].lower().rstrip(".") in PERSON_TITLES
        and all(w.lower() in PERSON_TITLES | TITLE_MODIFIERS for w in words[end:])
    ):
        return len(words)
    return end


def _given_before(words: list[str], n: int) -> bool:
    """Whether the word before is a given name, so that "Steve King" is no king."""
    return n > 0 and gender_of(words[n - 1]) is not None


def _organization(run: list[str], low: list[str]) -> bool:
    if len(low) > 1 and low[-1] in {"county", "city", "province", "district", "region", "village", "township"}:
        return True
    if any(w.rstrip(".") in ORGANIZATION_WORDS for w in low) and not (len(run) == 2 and gender_of(run[0])):
        return True
    if low and (low[0] in ORGANIZATIONS or low[-1] in ORGANIZATIONS):
        return True
    if len(run) == 1 and _JOINED.match(run[0]):
        return True
    return len(run) == 1 and len(run[0]) > 1 and run[0].replace(".", "").replace("-", "").isupper()


def owner_in(title: str) -> str | None:
    """Whose title it is: the country or body that its words name ("Russian Foreign Minister", "pastor of X")."""
    owner, _ = _possessor(title)
    if owner:
        return owner
    for word in re.findall(r"[^\W\d_]+", title):
        row = people_names().get(word.lower())
        if row is not None and word[0].isupper():
            return row.name
    body = next((m[0] for m in re.finditer(r"[A-Z]{2,}", title) if m[0].lower() in ORGANIZATIONS), None)
    if body:
        return body
    match = re.search(
        r"(?<!ecretary )(?<!inister )\b(?:of|at|from)\s+(?:the\s+)?([A-Z].*?)(?:,|\s+and\s+an?\s|$)", title
    )
    return str(match[1]) if match else None


def unnamed(bare: str, words: list[str], owner: str | None, gender: Gender | None, definite: bool) -> Named:
    """An unnamed actor: a group, a document or one somebody, by the head of its noun phrase."""
    ends = PREPOSITIONS | {"led", "and"}
    head = next((words[n - 1] for n, w in enumerate(words) if n and w.lower() in ends), words[-1]).lower()
    kind: ActorKind = "unnamed"
    if head in DOCUMENTS:
        kind = "document"
    elif head in _GROUP_HEADS or (head.endswith("s") and not head.endswith(("ss", "us", "'s", "is"))):
        kind = "group"
    elif head not in PERSON_TITLES and (head in _NAMING or head in ORGANIZATION_WORDS):
        kind = "organization"
    return Named(None, bare, kind, owner or owner_in(bare), gender, definite=definite)
