"""Who "the minister", "the commission", "the two candidates" or a headline's "judge" is."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import islice, pairwise

from reportedly.actors.cast import Cast, Seen
from reportedly.actors.countries import country_of, name_in
from reportedly.actors.given import gender_of
from reportedly.actors.heads import Named, fold, last_name
from reportedly.actors.titles import office
from reportedly.reading.cues import DOCUMENTS
from reportedly.reading.gazetteer import PERSON_TITLES, countries, people_names
from reportedly.types import ActorKind, ActorRef, Findings, Span

_NEAR = 20000  # characters on both sides that "his ex-wife" looks through
_BACK = 300  # mentions that "the commission" looks back
_OPENING = 4  # sentences of a report whose roles may be named later: its headline and lead
_SOON = 12  # sentences in which they are
_STATIONS = frozenset(
    """nominee candidate businessman businesswoman billionaire mogul senator governor congressman congresswoman
    president premier chancellor republican democrat libertarian lawmaker politician contender frontrunner
    front-runner hopeful minister mayor""".split()
)  # what news text calls somebody whom it has just named
_OFFICES = frozenset("senator representative governor mayor minister president premier chancellor".split())
_WORKS = frozenset("film documentary book memoir novel song play movie".split())
_BODIES = frozenset(
    """union group company agency organization organisation newspaper paper network firm magazine outlet website site
    bank broadcaster station channel retailer airline carrier automaker manufacturer chain club charity
    non-profit nonprofit""".split()
)
_SAME = tuple(
    frozenset(words.split())
    for words in (
        "judge justice magistrate",
        "chief head president director leader chairman chairwoman chair executive ceo boss",
        "lawmaker senator representative legislator deputy",
        "leader president premier chancellor king ruler strongman",
        "spokesman spokeswoman spokesperson",
        "prosecutor attorney",
        "lawyer attorney",
        "candidate nominee contender hopeful",
        "envoy ambassador diplomat negotiator mediator",
    )
)
_KIN = frozenset("wife husband ex-wife ex-husband son daughter brother sister father mother widow partner".split())
_COUNTRY = re.compile(r"(?:(?P<whose>his|her)|the|that) country(?:['’]s)?(?: government)?")
_PUBLIC = frozenset(
    """government senate house congress parliament party campaign administration committee council court ministry
    department police army forces commission nations""".split()
)  # in the name of what no newspaper, bank or company is
_SMALL = frozenset("of the a an in for on at to and".split())  # what a headline leaves in lower case
_PLAIN = frozenset("member official aide activist".split())
_THINGS = frozenset(
    """other former latter letter paper order matter number power river water weather error sector factor door floor
    summer winter quarter center computer offer measure picture future culture center centre tower corner
    chapter disaster theater war bar car answer murder border terror motor harbour harbor""".split()
)
_PERSON = re.compile(r"(?:er|or|ist|man|woman|ian|ee|year-old|star|chef|actress|hostess|victim|survivor|veteran)$")


def human(description: str | None) -> bool:
    """Whether an unnamed actor's noun phrase is one person's ("radio talker", "29-year-old"), not a thing's."""
    head = _head(description or "")
    if not head or head in _THINGS or head in DOCUMENTS or head in _BODIES:
        return False
    if head in PERSON_TITLES or head in _KIN or head in _PLAIN:
        return True
    return _PERSON.search(head) is not None and not head.endswith("ever")


def occupied(word: str) -> bool:
    """Whether one word is an occupation or "man" or "woman": what a headline may begin with without an article."""
    low = word.lower()
    return low in PERSON_TITLES or re.fullmatch(r"(?:\w*wo|police|gun|fire)?man", low) is not None


def own_country(cast: Cast, seen: list[Seen], ref: ActorRef, low: str) -> ActorRef | None:
    """The country that "his country" or "the country" is: that of the last person whose office tells it, or the last
    country that this sentence or the one before names. Null for other words and where there is none."""
    assert ref.span is not None
    at, here = ref.span[0], cast.sentence(ref.span[0])
    before = cast.text[max(0, at - 6) : at].lower().split(" ")[-2:][0]
    match = _COUNTRY.fullmatch(low if " " in low else f"{before} {low}")
    if match is None:
        return None
    for one in reversed(seen[-_BACK:]):
        if one.at >= at or one.sentence < here - (2 if match["whose"] else 1):
            continue
        if match["whose"] and one.ref.kind == "person" and one.ref.name:
            codes = cast.nations.get(last_name(one.ref.name), set())
            row = next((row for row in countries() if {row.code} == codes), None)
            return replace(ref, name=name_in(row, cast.text), description=None, kind="country") if row else None
        if not match["whose"] and one.ref.kind == "country" and one.ref.name:
            return same_country(ref, one.ref)
    return None


def same_country(ref: ActorRef, country: ActorRef) -> ActorRef:
    """``ref`` as a reference to a country."""
    return replace(ref, name=country.name, description=None, kind="country")


def headline_role(cast: Cast, words: str) -> str | None:
    """The words of a headline that name nobody though all have capitals ("Quist Official", "Popular Website"), in
    lower case but for names of countries and short forms; null where they may be a name."""
    parts = words.split()
    low = parts[-1].lower() if parts else ""
    if len(parts) < 2 or not all(p[0].isupper() or p in _SMALL for p in parts) or words in cast.companies:
        return None
    known = low in PERSON_TITLES | _PLAIN | _BODIES or low in cast.lower
    if not known or not (human(low) or low in _BODIES) or any(fold(p) in cast.persons for p in parts):
        return None
    if len(parts) == 2 and gender_of(parts[0]):
        return None  # "Paul Judge"
    return " ".join(p if p.isupper() or country_of(p) else p.lower() for p in parts)


def _head(description: str) -> str:
    words = re.split(r"\s(?:of|for|to|in|at|on|with|from|by|who)\s", fold(description), maxsplit=1)[0].split()
    return words[-1] if words else ""


def definite(cast: Cast, seen: list[Seen], ref: ActorRef, named: Named) -> Seen | None:
    """Who "the minister" or "the commission" is: the last actor with that title or noun in its name; for a role that
    no title has, whoever the two sentences before are about ("the businessman"). Null where nobody is."""
    assert ref.span is not None
    assert named.description is not None
    if kin := re.match(r"(?:his|her)\s+([\w-]+)$", ref.text, re.I):
        return _relation(cast, ref, kin[1].lower()) if kin[1].lower() in _KIN else None
    start = ref.span[0]
    if "the " not in (ref.text[:4].lower(), cast.text[max(0, start - 4) : start].lower()):
        return None
    at, here = ref.span[0], cast.sentence(ref.span[0])
    words = fold(named.description).split()
    if len(words) == 1 and (named.kind == "organization" or words[0] in _BODIES):
        return _body(seen, words[0], at, here)
    if named.kind == "document" or (len(words) == 1 and words[0] in _WORKS):
        return _document(cast, seen, ref, _head(named.description), len(words) == 1)
    head = _head(named.description)
    if named.kind != "unnamed" or not human(named.description):
        return None
    place = named.description.split()[0]
    if (
        head in _STATIONS
        and place[0].isupper()
        and not country_of(place)
        and cast.holder(named.description, at) is None
    ):
        here_too = _present(cast, seen, named, head, at)  # "the Quist senator", who was just spoken of
        if here_too is not None:
            return here_too
    if head in PERSON_TITLES:
        held = _holder(cast, named.description, at)
        if held is not None:
            full, gender = cast.full(Named(held, None, "person"), at)
            return Seen(at, here, replace(ref, name=full, kind="person"), gender, True, True, False)
    return _present(cast, seen, named, head, at) if words[-1] == head else None


def _holder(cast: Cast, description: str, at: int) -> str | None:
    """Who holds a title: as it stands, without the place or people before it ("Tolinese leader"), or under a word for
    the same office."""
    plain = " ".join(w for w in description.split() if w.islower())
    head, people = _head(description), fold(description).split()[0] in people_names()
    where = country_of(description) if people else None
    found = cast.holder(description, at, where)
    if found is None and plain and not people:
        found = cast.holder(plain, at)
    for same in _SAME if plain else ():
        for word in sorted(same if head in same and (head != "leader" or people) else ()):
            found = found or cast.holder(word, at, where)
    return found


def _relation(cast: Cast, ref: ActorRef, kin: str) -> Seen | None:
    """For "his ex-wife": the full name that stands after that word anywhere in the report."""
    assert ref.span is not None
    start, end = max(0, ref.span[0] - _NEAR), ref.span[0] + _NEAR
    after = re.compile(rf"\b{re.escape(kin.removeprefix('ex-'))},? (?=[A-Z])")
    places = [match.end() for match in islice(after.finditer(cast.text, start, end), _BACK)]
    spans = [s for at in places for s in cast.persons_in((at, at + 60))[:1] if s[0] == at]
    if len({cast.text[slice(*s)] for s in spans}) != 1:
        return None
    found = spans[0]
    full, gender = cast.full(Named(cast.text[slice(*found)], None, "person"), found[0])
    here = cast.sentence(ref.span[0])
    return Seen(ref.span[0], here, replace(ref, name=full, kind="person"), gender, True, True, False)


def _body(seen: list[Seen], noun: str, at: int, here: int) -> Seen | None:
    """The last body with the noun in its name; for a noun that any body may go by, one that the three sentences
    before are about."""
    for one in reversed(seen[-_BACK:]):
        if one.at >= at or one.ref.kind != "organization" or not one.ref.name:
            continue
        near = noun in _BODIES and one.sentence >= here - 3 and (one.speaker or one.subject)
        words = set(fold(one.ref.name).split())
        if noun in words or (near and not (words & _PUBLIC and noun not in {"group", "agency", "organization"})):
            return one
    return None


def _document(cast: Cast, seen: list[Seen], ref: ActorRef, noun: str, alone: bool) -> Seen | None:
    """The last document that has a name: for "the film" any, for "the 50-state poll" one with that noun, later too."""
    assert ref.span is not None
    at = ref.span[0]
    works = [s for s in seen[-_BACK:] if s.at < at and s.ref.kind == "document" and s.ref.name]
    if alone and noun in _WORKS:
        works = [s for s in works if s.ref.description in _WORKS] or works
    if alone and works:
        return works[-1]
    ends = f" {noun}"
    names = {name for name in cast.documents if fold(name).endswith(ends)} if len(cast.documents) < _BACK else set()
    if len(names) != 1:
        return None
    name = names.pop()
    return Seen(at, cast.sentence(at), replace(ref, name=name, kind="document"), None, True, True, False)


def _present(cast: Cast, seen: list[Seen], named: Named, noun: str, at: int) -> Seen | None:
    """The person whom the two sentences before are about; for a station ("the candidate") nobody of another office,
    and where nobody is there, the one whom the whole report is about."""
    here = cast.sentence(at)
    station = noun in _STATIONS
    if noun in PERSON_TITLES and not station:
        return None

    where = country_of(named.description or "")

    def fits(name: str | None, gender: str | None) -> bool:
        title = cast.first_title.get(name or "") or ""
        if where is not None and country_of(title) not in (None, where):
            return False
        held = office(title) & _OFFICES
        other = bool(held) and noun not in held and noun not in {"republican", "democrat", "lawmaker", "politician"}
        return (named.gender is None or gender in (None, named.gender)) and not (station and other)

    best, score = None, -1e9
    for one in reversed(seen):
        if one.sentence < here - 2:
            break
        about = one.at < at and one.ref.kind == "person" and (one.speaker or one.subject) and not one.quoted
        if about and one.ref.name and fits(one.ref.name, one.gender):
            value = one.sentence - here + 0.8 * one.speaker + 2.0 * cast.weight[one.ref.name] / cast.most
            if value > score:
                best, score = one, value
    if best is not None:
        return best
    main = cast.main
    if noun not in {"candidate", "nominee"} or main is None or not fits(main, cast.learned.get(main)):
        return None
    ref = ActorRef(None, main, None, "person", main, (at, at))
    return Seen(at, here, ref, cast.learned.get(main), True, True, False)


def look_forward(cast: Cast, findings: Findings, done: dict[Span, ActorRef]) -> None:
    """Name roles that stand before their holder's name.

    "The agency's envoy says ..." and then, in one of the next two sentences, a full name for the first time, without
    a title, that speaks; and a headline's or lead's "judge" by the first person who is given that office later, a
    headline's "woman" by the first speaker of the report.
    """
    spans = [s.speaker.span for s in findings.statements if s.within is None and s.speaker and s.speaker.span]
    for at, then in pairwise(spans):
        role, named = done[at], done[then]
        if role.name is not None or role.kind != "unnamed" or not role.description or named.kind != "person":
            continue
        definitely = re.match(r"the\s|.{1,60}['’]s?\s", role.text, re.I) is not None
        near = 0 < cast.sentence(then[0]) - cast.sentence(at[0]) <= 2
        plain = named.text == named.name and " " in named.text and named.description is None
        first = cast.first_at.get(named.text) == then[0]
        if definitely and near and plain and first and _head(role.description) in PERSON_TITLES:
            for span, ref in done.items():
                if ref.name == named.name or span == at:
                    done[span] = replace(ref, name=named.name, description=role.description, kind="person")
    for span in spans:
        role = done[span]
        if role.name is None and role.kind == "unnamed" and role.description:
            name = _later(cast, role, span)
            headline = name is None and cast.sentence(span[0]) == 0 and not role.text[:2].islower()
            if headline and human(role.description):
                name = _first_speaker(cast, spans, done, "person")
            if name is not None:
                done[span] = replace(role, name=name, kind="person")
        elif role.name is None and role.kind == "organization" and cast.sentence(span[0]) == 0:
            body = _head(role.description or "") in _BODIES
            name = _first_speaker(cast, spans, done, "organization") if body else None
            if name is not None:
                done[span] = replace(role, name=name)


def _later(cast: Cast, role: ActorRef, span: Span) -> str | None:
    """The first person that is given the role's office later on: soon for a headline or lead, at once elsewhere."""
    here = cast.sentence(span[0])
    opening = here < _OPENING
    the = role.text[:4].lower() == "the "
    if not (opening or the) or re.match(r"an?\s+(?:senior|top|former)\b", role.text, re.I):
        return None
    head = _head(role.description or "")
    if head not in PERSON_TITLES:
        return None
    wanted = {head}.union(*(s for s in _SAME if head in s))
    for place, held, name in cast.titles_after(span[1]):
        k = cast.sentence(place)
        if k > here + (_SOON if opening else 3):
            break
        if k > here:
            known = cast.first_at.get(name, place)
            if wanted & office(held) and " " in name and (known > span[0]):
                return cast.full(Named(name, None, "person"), place)[0]
    return None


def _first_speaker(cast: Cast, spans: list[Span], done: dict[Span, ActorRef], kind: ActorKind) -> str | None:
    """The first speaker after the headline, if that is a person with a full name, or a body, whom the headline does not
    name."""
    later = next((s for s in spans if cast.sentence(s[0]) > 0), None)
    found = done[later] if later else None
    if later is None or found is None or found.kind != kind or not found.name:
        return None
    if kind == "person" and " " not in found.name:
        return None
    title = fold(cast.text[: cast.sentences[0][1]]).split()
    return None if set(fold(found.name).split()) & set(title) else found.name
