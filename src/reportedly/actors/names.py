"""What the words of a mention say: a name without its titles, the title, whose it is, and what kind of actor it is."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from reportedly.actors.countries import country_named, government_named
from reportedly.actors.given import Gender, gender_of
from reportedly.reading.cues import DOCUMENTS
from reportedly.reading.gazetteer import ORGANIZATION_WORDS, ORGANIZATIONS, PERSON_TITLES, TITLE_MODIFIERS, people_names
from reportedly.types import ActorKind

PRONOUNS = frozenset(
    """he she they it i we you who which that him her them me us his their its my our your one himself herself
    themselves these this those whom someone somebody anyone everyone nobody others many some most few several
    both all none another""".split()
)
_JOINED = re.compile(r"(?!Mc|Mac|De|Di|Du|Fitz|La|Le|Van|Von|O['’])[A-Z][a-z]+[A-Z][a-z]")  # "PortWatch"
_LONGEST = 400  # characters of a mention that are read
_ARTICLE = re.compile(r"^(?:the|a|an)\s+", re.I)
_HONORIFIC = re.compile(r"^(?:(?:mr|mrs|ms|miss|dr|sir|lord|lady|dame)\.?\s+)", re.I)
_PARENTHESIS = re.compile(r"\s*[(\[][^()\[\]]{0,80}[)\]]")
_HONORIFICS = frozenset("mr mrs ms miss".split())
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
_NOW = re.compile(r"^(?:now|then|also|himself|herself)\s+", re.I)
_QUANTIFIER = re.compile(
    r"^(?:many|some|most|several|few|all|other|these|those|both|two|three|dozens|hundreds|thousands)\s+(?=\S)", re.I
)
_RELATIVE = re.compile(r",?\s+(?:who|whose|which|whom)\s.*$", re.S)
_WORD = re.compile(r"(?:[^\W\d_]\.){1,}|[^\W_]+(?:[-'’./&][^\W_]+)*['’]?")
_PARTICLES = frozenset("al el bin ibn abu de la du van von der den da del di dos le st al- and & of for the".split())
_NAMING = frozenset(
    """campaign administration government department committee party council ministry agency army commission
    company court police foundation institute organization organisation group coalition union association office
    team newspaper magazine regime military university network board bureau daily weekly charity channel station
    broadcaster movement bloc alliance embassy bank authorities""".split()
)
_OWNED = frozenset("campaign administration government presidential campaign".split()) | {"presidential campaign"}
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


@lru_cache(maxsize=4096)
def fold(name: str) -> str:
    """A name for comparing: no accents, case, points or double spaces ("Jean-Luc É." to "jean-luc e")."""
    plain = unicodedata.normalize("NFKD", name)
    plain = "".join(c for c in plain if not unicodedata.combining(c))
    return " ".join(re.sub(r"[^\w\s'-]", "", plain.replace("’", "'")).casefold().split())


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
    text = _RELATIVE.sub("", text)
    if work := _WORK.search(text):  # "Tolin's "Tides"", "the film "Tides""
        return Named(work[1].strip(" ,."), None, "document")
    if made := _MADE.match(text):
        return _unnamed(_ARTICLE.sub("", text), made[1].split(), None, None, text[:4].lower() == "the ")
    if _TWO.search(text):
        return _several(text, Named(None, text, "group"))
    if _LIST.fullmatch(text) and not _LISTED_TITLE.search(text):
        return _several(text.replace(", ", " and "), Named(None, text, "group"))
    head, _, apposed = re.sub(r"\s[–—-]\s", ", ", _DATELINE.sub("", text)).partition(", ")
    apposed = _AGE.sub("", apposed.strip(" ,"))
    own = _WHOSE.split(text)[0]  # "a spokesman for Mrs. X" is not she
    gender: Gender | None = "she" if _FEMALE.search(own) else "he" if _MALE.search(own) else None
    definite = head[:4].lower() == "the " or not _ARTICLE.match(head)
    if _QUANTIFIER.match(head) and not re.match(r"\S+\s+of\s", head):
        bare = _ARTICLE.sub("", head)
        return Named(None, bare, "group", _owner_in(bare), gender)
    named = _of_country(head) or _read_head(head, gender, definite)
    if named.name is None and " and " in head:
        named = _several(head, named)
    if (
        apposed
        and named.name is None
        and (named.kind == "unnamed" or head.startswith("one of "))
        and apposed[0].isupper()
    ):
        inner = _read_head(apposed.split(", ")[0], gender, definite)  # "his spokesman, John Doe"
        if inner.name is not None and inner.kind == "person" and " " in inner.name:
            return Named(inner.name, named.description, "person", named.owner, gender or inner.gender)
    if (
        apposed
        and named.kind == "person"
        and not named.description
        and not apposed.lower().startswith(("and ", "jr", "sr"))
    ):
        bare = _ARTICLE.sub("", _NOW.sub("", apposed.split(", ")[0]))
        if not bare or bare.split()[0].lower() in _PREPOSITIONS or bare.split()[0].endswith("ing"):
            return named
        named = Named(named.name, bare, named.kind, _owner_in(bare), gender or named.gender)
    return named


def _several(head: str, whole: Named) -> Named:
    """Several actors in one phrase: the names of those that have one, as a group."""
    names = [part.name for part in (_read_head(p, None, False) for p in head.split(" and ") if p.strip()) if part.name]
    return Named(" and ".join(names), None, "group") if names else whole


def _of_country(head: str) -> Named | None:
    row = country_named(head)
    if row is not None:
        return Named(row.name, None, "country")
    row = government_named(head)
    return Named(row.name, None, "country") if row is not None else None


def _read_head(head: str, gender: Gender | None, definite: bool) -> Named:
    """A noun phrase without appositions: title, name, or neither."""
    bare = _ARTICLE.sub("", head)
    owner, rest = _possessor(bare)
    if owner is not None and _proper(owner) and rest.lower() in _OWNED:
        owner = _HONORIFIC.sub("", owner)
        return Named(f"{owner} {rest}", None, "organization", owner, definite=definite)
    words = [m[0] for m in _WORD.finditer(rest)]
    unnamed = _unnamed(bare, words or [bare], owner, gender, definite)
    if not words or (len(words) > 1 and words[-1].lower() in _ROLES and all(map(_proper, words))):
        return unnamed
    begin = _title_end(words)
    if begin == 0 and (begin := _after_nationality(words)):
        body = words[begin - 1].lower() in _NAMING | {"daily", "channel", "station"}
        kind: ActorKind = "organization" if body else "person"
        return Named(" ".join(words[begin:]), " ".join(words[:begin]), kind, owner or _owner_in(words[0]), gender)
    begin = _name_start(words, begin)
    if begin >= len(words):
        return unnamed
    stop = begin
    while stop < len(words) and (_proper(words[stop]) or words[stop].lower() in _PARTICLES):
        stop += 1
    while not _proper(words[stop - 1]):
        stop -= 1
    run, after = words[begin:stop], words[stop:]
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
    if tail and 1 < len(after) - tail < 4 and not set(after[:tail]) & (_PREPOSITIONS | {"and"}):
        role = " ".join([*run, *after[:tail]])  # "Gull News moderator Ana Petrov"
        return Named(" ".join(after[tail:]), role, "person", owner, gender or gender_of(after[tail]))
    of_one = 1 < len(run) < 5 and bool(after) and after[0] in {"of", "for"} and gender_of(run[0]) is not None
    if after and after[0].lower() not in _PREPOSITIONS - {"of", "for", "by"} and not of_one:
        # "the X campaign" is named by X; "X aides" and "an X official" are not
        end = next((n for n, w in enumerate(after) if w.lower() in _PREPOSITIONS), len(after))
        if 0 < end < 3 and after[end - 1].lower() in _NAMING and not titled:
            return Named(" ".join([*run, *after[:end]]), None, "organization", owner, definite=definite)
        return unnamed
    if (begin == 0 or low[-1].endswith("s")) and all(w == "and" or w in people_names() or w in _PARTY for w in low):
        return unnamed
    if organization and not titled:
        return Named(" ".join(run), None, "organization", owner, definite=definite)
    title = _HONORIFIC.sub("", " ".join(words[:begin]) + " ").strip() or None
    if cut is not None:
        if cut < 2 and not titled:
            return Named(" ".join(run), None, "organization", owner, definite=definite)
        owner, run = owner or " ".join(run[cut + 1 :]), run[:cut]
    if "and" in low and cut is None:
        return Named(" ".join(run), title, "group", owner)
    return Named(" ".join(run), title, "person", owner or _owner_in(title or ""), gender or gender_of(run[0]))


def _name_start(words: list[str], begin: int) -> int:
    """Where the name begins after a title that ends at ``begin``; ``len(words)`` where no name follows.

    Lower-case words before the name belong to the title ("conservative blogger Ana Petrov"); after "of" and
    "to" the office's complement comes first ("Secretary of State Ana Petrov", "ambassador to Norland Ana Petrov").
    """
    office = begin > 0
    while begin < len(words) and not _proper(words[begin]):
        if words[begin].lower() in _PREPOSITIONS:
            tail = [w for w in words[begin + 1 :] if w.lower() != "the"]
            if not office or len(tail) < 3 or not all(map(_proper, tail)):
                return len(words)
            size = next((n for n in (4, 3, 2, 1) if country_named(" ".join(tail[:n]))), 0)
            named = len(tail) - size if size and len(tail) - size in {2, 3, 4} else 2
            return len(words) - named
        begin += 1
    return begin


_PREPOSITIONS = frozenset("of for in at from to with on by".split())
_ROLES = frozenset(
    """official officials aide aides lawmaker lawmakers activist activists rebel rebels protester protesters police
    troops soldiers voters supporters leaders lawyer lawyers resident residents witnesses experts analysts poll
    polls critics opponents allies diplomats diplomat officer officers sources""".split()
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


_PARTY = dict.fromkeys("republican democrat republicans democrats conservative conservatives liberal liberals".split())


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
        if low in _PREPOSITIONS - {"of", "for", "to"} or (end and low in {"for", "to"}):
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
    if any(w.rstrip(".") in ORGANIZATION_WORDS for w in low) and not (len(run) == 2 and gender_of(run[0])):
        return True
    if low and (low[0] in ORGANIZATIONS or low[-1] in ORGANIZATIONS):
        return True
    if len(run) == 1 and _JOINED.match(run[0]):
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
    body = next((m[0] for m in re.finditer(r"[A-Z]{2,}", title) if m[0].lower() in ORGANIZATIONS), None)
    if body:
        return body
    match = re.search(
        r"(?<!ecretary )(?<!inister )\b(?:of|at|from)\s+(?:the\s+)?([A-Z].*?)(?:,|\s+and\s+an?\s|$)", title
    )
    return str(match[1]) if match else None


def _unnamed(bare: str, words: list[str], owner: str | None, gender: Gender | None, definite: bool) -> Named:
    """An unnamed actor: a group, a document or one somebody, by the head of its noun phrase."""
    ends = _PREPOSITIONS | {"led", "and"}
    head = next((words[n - 1] for n, w in enumerate(words) if n and w.lower() in ends), words[-1]).lower()
    kind: ActorKind = "unnamed"
    if head in DOCUMENTS:
        kind = "document"
    elif head in _GROUP_HEADS or (head.endswith("s") and not head.endswith(("ss", "us", "'s", "is"))):
        kind = "group"
    elif head not in PERSON_TITLES and (head in _NAMING or head in ORGANIZATION_WORDS):
        kind = "organization"
    return Named(None, bare, kind, owner or _owner_in(bare), gender, definite=definite)
