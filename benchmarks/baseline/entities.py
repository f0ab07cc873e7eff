"""Names and other mentions by rule: runs of capitalized words typed by gazetteer, and small grammars for the rest."""

from __future__ import annotations

import re
from collections import Counter

from reportedly.reading import gazetteer as known
from reportedly.reading.tags import Entity
from reportedly.types import MentionType, Span

_WORD = re.compile(
    r"(?:[^\W\d_]\.){2,}|(?:[A-Z]|Mr|Mrs|Ms|Dr|Gen|Lt|Col|Sen|Rep|Gov|Maj|Capt|Sgt|St)\.|[^\W_]+(?:[-'’&/][^\W_]+)*"
)
_INNER = frozenset("of the for and al el bin ibn abu de la du van von der den da del di on".split())
_CALENDAR = frozenset(
    """monday tuesday wednesday thursday friday saturday sunday january february march april may june july august
    september october november december jan feb mar apr jun jul aug sept sep oct nov dec""".split()
)
_COMMON = frozenset(
    """the a an this that these those he she it they we i you his her its their our my your in on at by for from
    with to of as and or but nor so yet if when while after before since until although though because what who
    which where why how there here not no yes all some many most more few several both each every one two three
    four five six seven eight nine ten first second last next other another such also then now today yesterday
    tomorrow meanwhile however earlier later still even only just about according under over between among
    during despite without within against near is are was were be been has have had do does did will would can could
    may might must should let asked president’s""".split()
)
_MONEY = re.compile(
    r"(?:US|A|C|HK|NZ)?[$€£¥₪]\s?\d[\d,]{0,20}(?:\.\d{1,6})?(?:[\s-]?(?:thousand|million|billion|trillion|bn|mn|m)\b)?"
    r"|(?<![\d,.])\d[\d,]{0,20}(?:\.\d{1,6})?(?:\s(?:thousand|million|billion|trillion))?"
    r"\s(?:dollars|euros|pounds|rubles|roubles|lira|francs|yen|yuan|rials|dinars|riyals)\b",
)
_MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December|Jan\.|Feb\.|Mar\.|Apr\.|"
    r"Aug\.|Sept\.|Oct\.|Nov\.|Dec\.)"
)
_PLACE_BEFORE = re.compile(
    r"\b(?:in|at|near|from|to|of|around|outside|toward|towards|into|across)\s+(?:the\s+)?$", re.I
)
_PAPER_BEFORE = re.compile(r"\b(?:newspaper|daily|agency|magazine|channel|station|website)\s+$")
_SAYS_AFTER = re.compile(r"(?:\s+(?:also|has|had))?\s+(?:said|says|told|tells|added|wrote|asked)\b")
_TIME = re.compile(
    rf"\b(?:\d{{1,2}}(?:st|nd|rd|th)?\s{_MONTH}(?:,?\s\d{{4}})?|{_MONTH}\s\d{{1,2}}(?!\d)(?:st|nd|rd|th)?(?:,\s\d{{4}})?|{_MONTH}(?:\s\d{{4}})"
    r"|(?:January|February|June|July|August|September|October|November|December|April)\b"
    r"|(?:last|this|next)\s(?:week|month|year|night|decade|weekend|spring|summer|autumn|winter|fall)"
    r"|(?:(?:last|this|next)\s)?(?:Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)(?:\s(?:morning|afternoon|evening|night))?"
    r"|(?:the\s)?(?:last|past|next)\s(?:\d+|two|three|four|five|six|seven|ten|few|several)\s(?:hours|days|weeks|months|years)"
    r"|(?:[Tt]oday|[Yy]esterday|[Tt]omorrow|[Tt]onight)|(?:19|20)\d\d)\b"
)


def tag_entities(text: str, sentences: list[Span]) -> tuple[Entity, ...]:
    """Mentions in the sentences of ``text``, by position; they may lie within one another (a title in a name)."""
    found: list[Entity] = []
    runs: list[tuple[Span, list[str]]] = []
    headlines: list[re.Match[str]] = []
    lower = _lower_words(text, sentences)
    for start, end in sentences:
        found += [Entity(match.span(), "money") for match in _MONEY.finditer(text, start, end)]
        found += [Entity(match.span(), "time") for match in _TIME.finditer(text, start, end)]
        words = list(_WORD.finditer(text, start, end))
        found += _weapons(text, words)
        if text[end - 1] not in '.!?"”' and _headline(words):
            headlines += words
        else:
            runs += _runs(text, words, start, lower)
    persons = _surnames(runs)
    for span, words_ in runs:
        found += _typed(text, span, words_, persons)
    found += _in_headlines(headlines, persons)
    unique = {(entity.span, entity.type): entity for entity in found}
    return tuple(sorted(unique.values(), key=lambda e: (e.span, e.type)))


def _headline(words: list[re.Match[str]]) -> bool:
    """Whether nearly all words of four letters and more have capitals, so that a capital says nothing of names."""
    long = [w[0] for w in words if len(w[0]) > 3]
    return len(long) > 3 and sum(w[0].isupper() for w in long) >= 0.85 * len(long)


def _in_headlines(words: list[re.Match[str]], persons: set[str]) -> list[Entity]:
    """What the tables and the rest of the report know of the words of headlines."""
    found: list[Entity] = []
    for word in words:
        low, span = word[0].lower().replace("’", "'"), word.span()
        if low.endswith("'s"):
            low, span = low[:-2], (span[0], span[1] - 2)
        if low in known.country_names() or low in known.government_names():
            found.append(Entity(span, "place"))
        elif low in known.people_names():
            found.append(Entity(span, "nationality"))
        elif low in persons and low not in known.PERSON_TITLES:
            found.append(Entity(span, "person"))
        elif low in known.ORGANIZATIONS and not low.isdigit() and (len(low) > 4 or word[0][:2].isupper()):
            found.append(Entity(span, "organization"))
    return found


def _lower_words(text: str, sentences: list[Span]) -> Counter[str]:
    """How often each word stands in lower case: a capital at a sentence's start says nothing of these."""
    counts: Counter[str] = Counter()
    for start, end in sentences:
        counts.update(m[0] for m in _WORD.finditer(text, start, end) if m[0].islower())
    return counts


def _runs(text: str, words: list[re.Match[str]], start: int, lower: Counter[str]) -> list[tuple[Span, list[str]]]:
    """Runs of capitalized words, with "of", "al-" and the like inside, as spans with their words."""
    runs: list[tuple[Span, list[str]]] = []
    k = 0
    while k < len(words):
        if not _capital(words[k][0]) or not _names(words[k], start, lower):
            k += 1
            continue
        last, j = k, k + 1
        while j < len(words) and j < k + 14:
            between = text[words[j - 1].end() : words[j].start()]
            word = words[j][0]
            if between.strip() or "\n" in between or (word.lower() in _CALENDAR and not _surname_may(text, words, j)):
                break
            if words[j - 1][0].endswith(("'s", "’s")):
                break
            if _capital(word) and word.lower() not in {"i", "the"}:
                last = j
            elif word not in _INNER:
                break
            j += 1
        pieces = [w[0] for w in words[k : last + 1]]
        end = words[last].end()
        if pieces[-1].endswith(("'s", "’s")):
            end -= 2
            pieces[-1] = pieces[-1][:-2]
        runs += _split(text, words[k : last + 1], pieces, (words[k].start(), end))
        k = last + 1
    return runs


def _surname_may(text: str, words: list[re.Match[str]], j: int) -> bool:
    """Whether "May" after a capitalized word is a name: no day or year follows."""
    return words[j][0] == "May" and not text[words[j].end() : words[j].end() + 2].strip()[:1].isdigit()


def _split(text: str, words: list[re.Match[str]], pieces: list[str], span: Span) -> list[tuple[Span, list[str]]]:
    """A run cut at "and", "on" and "the" unless they hold a long name of one body together."""
    for n, piece in enumerate(pieces):
        if piece in {"and", "on"} and not (
            (any(p.lower() in known.ORGANIZATION_WORDS for p in pieces[:n]) and "of" in pieces[: n + 1])
            or "for" in pieces[:n]
        ):
            left = ((span[0], words[n - 1].end()), pieces[:n])
            after = n + 1
            while after < len(pieces) and pieces[after] in _INNER:
                after += 1
            return [left, *_split(text, words[after:], pieces[after:], (words[after].start(), span[1]))]
    return [(span, pieces)]


def _capital(word: str) -> bool:
    return word[0].isupper() or (word[:3] in {"al-", "el-"} and word[3:4].isupper())


def _names(match: re.Match[str], start: int, lower: Counter[str]) -> bool:
    """Whether a capitalized word may begin a name: not a weekday, not a common word that opens a sentence."""
    word = match[0]
    low = word.lower()
    if low in _CALENDAR or low in _COMMON or len(word) == 1:
        return word == "US"
    if match.start() == start and low.endswith(("ly", "ing")) and low not in known.ORGANIZATION_WORDS:
        return False
    opens = not match.string[start : match.start()].strip(" \t\"'“‘«(—-") if match.start() - start < 4 else False
    return not (opens and lower[low] > 0 and low not in known.PERSON_TITLES)


def _surnames(runs: list[tuple[Span, list[str]]]) -> set[str]:
    """Last names of the persons whose names stand after a title, or are two to four plain words, somewhere."""
    found: set[str] = set()
    for _, words in runs:
        title = _title_length(words)
        name = words[title:]
        if not name or any(w.lower() in known.ORGANIZATION_WORDS | known.PLACE_WORDS for w in name):
            continue
        whole = " ".join(words).lower()
        if whole in known.country_names() or whole in known.government_names() or "of" in name or "for" in name:
            continue
        if title or (2 <= len(name) <= 4 and all(w.lower() not in known.people_names() for w in name)):
            found.add(name[-1].lower())
    return found


def _title_length(words: list[str]) -> int:
    """How many words at the start are a title: up to the last title word that only title words precede."""
    length = 0
    for n, word in enumerate(words):
        low = word.lower().rstrip(".")
        if low in known.PERSON_TITLES:
            length = n + 1
        elif (
            low not in known.TITLE_MODIFIERS
            and low not in known.people_names()
            and low not in {"of", "for", "the", "u.s"}
            and low not in known.ORGANIZATION_WORDS
            and low not in known.ORGANIZATIONS
            and low not in known.country_names()
        ):
            break
    return length


def _typed(text: str, span: Span, words: list[str], persons: set[str]) -> list[Entity]:
    found: list[Entity] = []
    low = [w.lower().replace("’", "'") for w in words]
    whole = " ".join(low)
    title = _title_length(words)
    if title and title == len(words):
        return [Entity(span, "title")]
    if title and len(words) == title + 1 and low[title] not in {"of", "for"}:
        return [Entity(span, "person")]  # "President Petrov"
    office = len(words) - 2  # "Secretary of State Ana Petrov": the name is the last two words
    if title and low[title] in {"of", "for"} and office > title + 1 and low[-1] not in known.ORGANIZATION_WORDS:
        title = office if not set(low[-2:]) & (_INNER | known.ORGANIZATION_WORDS | {"rights", "affairs"}) else title
    if title:
        at = span[0]
        for word in words[:title]:
            at = text.index(word, at) + len(word)
        found.append(Entity((span[0], at), "title"))
        begin = at
        while begin < span[1] and not text[begin].isalnum():
            begin += 1
        if low[title] in {"of", "for"}:
            return [Entity(span, "title")]
        return [*found, Entity((begin, span[1]), "person")]
    kind = _kind(low, whole, words, persons)
    if kind is None and len(words) == 1:
        kind = _alone(text, span)
    if kind is None:
        return []
    if low[0] in known.people_names() or low[0] in known.PEOPLES:
        found.append(Entity((span[0], span[0] + len(words[0])), "nationality"))
        if len(words) == 1:
            return found
    return [*found, Entity(span, kind)]


def _kind(low: list[str], whole: str, words: list[str], persons: set[str]) -> MentionType | None:
    if whole in known.country_names() or whole in known.government_names():
        return "place"
    if len(low) == 1 and (low[0] in known.people_names() or low[0] in known.PEOPLES):
        return "nationality"
    if (
        low[-1].rstrip(".") in known.ORGANIZATION_WORDS
        or low[0] in known.ORGANIZATIONS
        or low[-1] in known.ORGANIZATIONS
    ):
        return "organization"
    if low[-1] in known.PLACE_WORDS or low[0] in {"mount", "lake", "port", "fort", "deir", "tell", "khan"}:
        return "place"
    if any(w in known.ORGANIZATION_WORDS for w in low):
        return "organization"
    if low[-1] in persons:
        return "person"
    if (
        low[-1] in known.WEAPONS
        or low[0] in {"operation", "exercise"}
        or low[-1] in {"day", "time", "war", "act", "code"}
    ):
        return None
    if words[0].isupper() and len(words[0]) > 1:
        return "weapon" if low[0] in {"hms", "uss", "fs", "ins"} and len(words) > 1 else "organization"
    if "of" in low or "for" in low:
        return "organization"
    return "person" if 2 <= len(words) <= 4 else None


def _alone(text: str, span: Span) -> MentionType | None:
    """The type of a single capitalized word that no table has, by the words around it."""
    before = text[max(0, span[0] - 14) : span[0]]
    if _PLACE_BEFORE.search(before):
        return "place"
    if _PAPER_BEFORE.search(before):
        return "organization"
    if _SAYS_AFTER.match(text, span[1]):
        return "person"
    return None


def _weapons(text: str, words: list[re.Match[str]]) -> list[Entity]:
    found: list[Entity] = []
    for n, match in enumerate(words):
        if match[0].lower() in known.WEAPONS:
            k = n
            while k > 0 and words[k - 1][0].lower() in known.WEAPON_MODIFIERS:
                k -= 1
            found.append(Entity((words[k].start(), match.end()), "weapon"))
    return found
