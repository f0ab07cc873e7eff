"""Relays: through whom a report has a statement ("told the Herald", "in a letter", "quoted by N", "on N's show").

What is said here of outlets goes by their form: a noun ("the newspaper N", "N magazine"), a word that papers and
stations have in their names, a foreign article, and what else the report says of the name ("N reported", a credit).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Literal

from reportedly.reading.clauses import Token, np_right, tokenize
from reportedly.reading.gazetteer import ORGANIZATION_WORDS, PERSON_TITLES, country_names, government_names
from reportedly.types import ActorRef, Report, Span, Spans

How = Literal["interview", "agency", "media", "document", "person"]

_AGENCIES = frozenset("afp reuters ap tass itar-tass interfax ria xinhua sana irna upi efe anadolu dpa".split())
_AGENCY_NOUNS = frozenset("agency agencies wire".split())
_NOUNS = frozenset(
    """newspaper newspapers daily dailies weekly magazine magazines television tv radio channel channels broadcaster
    station network website websites site paper papers media outlet outlets blog portal tabloid programme program show
    broadcast podcast account interview interviews""".split()
)
_NAMES = frozenset(
    """times post herald tribune gazette telegraph guardian journal news press daily observer courier mirror sun star
    globe standard express independent economist chronicle inquirer dispatch examiner register ledger radio tv
    television channel cnn bbc abc nbc cbs msnbc npr pbs fox bloomberg newsweek politico jazeera al-jazeera twitter
    wikileaks facebook youtube instagram newspaper magazine reuters""".split()
)
_BODIES = (ORGANIZATION_WORDS | PERSON_TITLES) - _NAMES
_DOCUMENTS = frozenset(
    """statement statements letter letters filing filings report reports e-mail email e-mails emails tweet tweets memo
    memorandum memoir book op-ed column essay article post release advisory testimony affidavit complaint document
    documents cable cables study communique communiqué message supplement prospectus recording lawsuit litigation
    ruling opinion indictment note transcript decree bulletin dossier paper records figures statistics data estimates
    deposition manifesto""".split()
)
_NO_DOCUMENT = frozenset("news daily".split())  # "in news reports" names no document
_ARTICLE = frozenset("El La Al Der Il Los Las".split())
_OWNER = re.compile(r"(?:['’]s|s['’])$")
_JOINED = re.compile(r"^(?!Mc|Mac|De|Di|Du|Fitz|La|Le|Van|Von|O['’])[A-Z][a-z]+[A-Z][a-z]|\.(?:com|org|net)$")
_NAME = r"((?:The )?(?:[A-Z][\w&-]*\s){0,4}[A-Z][\w&-]*)"
_NAMED = (
    re.compile(r"\b(?:newspaper|daily|magazine|weekly|website|broadcaster|station|channel|radio|network) " + _NAME),
    re.compile(_NAME + r" (?:newspaper|magazine|website|radio|television|news agency)\b"),
    re.compile(_NAME + r" (?:(?:has|had|also|previously|first) ){0,2}report(?:s|ed)\b(?! to)"),
    re.compile(r", report(?:s|ed) " + _NAME),
)
_BY = re.compile(r"\b(in|on|to|by|via|with|for|per|through|citing|quoting|of)\s+", re.I)
_TEXTS = frozenset("in via through per citing quoting with".split())
_HEARD = re.compile(
    r"\b(?:interview(?:s|ed)?(?:\s+\w+)?\s+(?:with|by|on|for|to)|(?:quoted|cited)(?:\s+as\s+saying)?\s+by|per|"
    r"(?:wr[io]te|writ(?:es|ing|ten))\s+(?:for|in)(?=\s+(?:the\s+)?[A-Z])|"
    r"(?:through|via)(?=\s+(?:an?|his|her|their|its)\s+(?:\w+\s)?(?:law|spokes|translat|interpret|attorney|aide)))\s+",
    re.I,
)
_PARTICIPLE = re.compile(r"(?:\w(?:ed|ing)|spoken?|seen|spoke|told)(?:\s\w+ly)?\s+$")
_TALK = re.compile(r"\binterview(?:s|ed)?\b", re.I)
_QUOTES = "\"'“”‘’`«»"


def outlets(report: Report) -> frozenset[str]:
    """The names, lower case and without article, that the report uses as outlets' names."""
    text = report.text
    found = {name for name in (report.outlet, *(c.name for c in report.credits)) if name}
    for start, end in report.body:
        for pattern in _NAMED:
            for match in pattern.finditer(text, start, end):
                words = [w for w in match[1].split() if w != "The"]
                low = [w.lower() for w in words]
                plain = len(words) == 1 and re.search(rf"\b{re.escape(low[0])}\b", text)
                if words and not plain and _BODIES.isdisjoint(low) and not _country(low):
                    found.add(" ".join(words))
    return frozenset(name.lower().removeprefix("the ") for name in found)


def _country(low: list[str]) -> bool:
    return " ".join(low) in country_names() or " ".join(low) in government_names()


def holder_kind(words: str, known: frozenset[str]) -> How:
    """How somebody who says a statement relays what stands within it: as agency, outlet, document, else as person."""
    return kind_of(words, known) or "person"


def kind_of(words: str, known: frozenset[str]) -> How | None:
    """Whether a noun phrase names an agency, an outlet (``known`` holds the report's own) or a document, else null."""
    parts = re.findall(r"[\w&](?:[\w&’'.-]*\w)?", words.strip(_QUOTES + " ,."))
    parts = parts[1:] if parts and parts[0].lower() in {"the", "a", "an"} else parts
    end = next((n for n, w in enumerate(parts) if n and w in _BREAKS), len(parts))
    head = [w.removesuffix("'s").removesuffix("’s").strip("'’") for w in parts[:end]]
    low = [w.lower() for w in head]
    if not head:
        return None
    capital = [w[:1].isupper() for w in head]
    own = next((n + 1 for n, w in enumerate(parts[: end - 1]) if _OWNER.search(w)), 0)
    if own and not any(capital[own:]) and low[-1] not in _NOUNS | _DOCUMENTS:
        return None  # "the Herald's editorial board"
    if set(low[:-1]) & PERSON_TITLES and capital[-1] and low[-1] not in _NAMES:
        return None  # "CNN host Ana Petrov"
    if low[-1] in PERSON_TITLES or low[-1] in {"reporters", "journalists", "reporter", "conference", "editors"}:
        return None
    if set(low) & _AGENCY_NOUNS and low[-1] not in _DOCUMENTS and {"news", "wire", "press"} & set(low):
        return "agency"
    if any(c and w in _AGENCIES for c, w in zip(capital, low, strict=True)) or " ".join(low) == "associated press":
        return "agency"
    if low[-1] in _DOCUMENTS and not capital[-1] and low[0] not in _NO_DOCUMENT:
        return "document"
    if low[-1] in _NOUNS or (capital[-1] and set(low) & _NOUNS):
        return "media"
    if " ".join(low) in known or " ".join(parts).lower() in known:
        return "media"
    if any(c and w in _NAMES for c, w in zip(capital, low, strict=True)):
        return "media"
    if any(_JOINED.search(w) for w in head):
        return "media"
    if head[0] in _ARTICLE and len(head) in {2, 3, 4} and capital[1] and not _country(low):
        return "media"
    return None


_BREAKS = frozenset("of for from by to with in on at about that which who".split())


def noun_phrase(text: str, span: Span) -> Span | None:
    """The noun phrase, maybe in quotation marks, at the start of ``text[span]``. A name ends with its capitals."""
    tokens: list[Token] = tokenize(text, (span[0], min(span[1], span[0] + 400)))
    first = 0
    while first < len(tokens) and tokens[first].text in _QUOTES and first < 2:
        first += 1
    if first >= len(tokens) or tokens[first].kind != "word":
        return None
    end = np_right(tokens, first, appositions=False)
    if end < len(tokens) and tokens[end].low in _DOCUMENTS and tokens[end].text.islower():
        end += 1  # "secret reports" looks like a verb
    k = first + (tokens[first].low == "the")
    if k < end and tokens[k].text[0].isupper():
        while (
            k < end
            and not _OWNER.search(tokens[k - 1].text)
            and (
                tokens[k].text[0].isupper()
                or tokens[k].low in _NOUNS | _DOCUMENTS | _AGENCY_NOUNS | {"news"}
                or (tokens[k].low in {"of", "the", "de", "del", "la", "for", "&"} and _capital(tokens, k + 1, end))
            )
        ):
            k += 1
        end = end if _OWNER.search(tokens[k - 1].text) else k
        if (
            end < len(tokens)
            and tokens[end - 1].text.endswith(("'s", "’s", "s'", "s’"))
            and tokens[end].text in _QUOTES
        ):
            shut = next((j for j in range(end + 1, min(len(tokens), end + 12)) if tokens[j].text in _QUOTES), end - 1)
            end = shut + 1  # the name of a programme: CNN's "Morning"
    else:
        for k in range(first + 1, end):
            headed = tokens[k - 1].low in _NOUNS | _DOCUMENTS and tokens[k].text.islower()
            if tokens[k].low in {"in", "on", "at", "from", "during"} or (headed and tokens[k].low.endswith("ed")):
                end = k
                break
    return (tokens[first].start, tokens[end - 1].end) if end > first else None


def _capital(tokens: list[Token], k: int, end: int) -> bool:
    return k < end and (tokens[k].text[0].isupper() or _capital(tokens, k + 1, min(end, k + 2)))


def find_relays(
    text: str, clause: Spans, source: Spans, cue: Spans, known: frozenset[str], taken: Iterable[Span] = ()
) -> tuple[ActorRef, ...]:
    """The relays that the attributing clause names: an outlet, agency or document behind a preposition ("in a letter",
    "seen by N"), whoever interviews, quotes or translates; in the source's own words only behind a participle
    ("sources consulted by N"). ``known`` are the report's outlets, ``taken`` spans already used."""
    used = list(taken)
    found: list[ActorRef] = []
    talk = any(_TALK.search(text, *part) for part in (*clause, *source, *cue))
    for part in sorted({*clause, *source, *cue}):
        inside = part in source
        for match in sorted((*_HEARD.finditer(text, *part), *_BY.finditer(text, *part)), key=lambda m: -m.end()):
            before = text[max(0, match.start() - 30) : match.start()].lower()
            if any(a <= match.start() < b for a, b in source) != inside:
                continue
            if any(a <= match.start() < b for a, b in cue):
                continue  # "according to N" as the cue itself
            according = before.endswith("according ")
            if inside and match.re is _BY and not _PARTICIPLE.search(before):
                continue
            span = noun_phrase(text, (match.end(), part[1]))
            if span is None or any(a < span[1] and span[0] < b for a, b in used):
                continue
            how = _how(match, text[slice(*span)], known, talk)
            if according:
                how = holder_kind(text[slice(*span)], known)
            if how is not None:
                used.append(span)
                found.append(ActorRef(None, None, None, None, text[slice(*span)], span, how))
    return tuple(sorted(found, key=lambda ref: ref.span or (0, 0)))


def _how(match: re.Match[str], words: str, known: frozenset[str], talk: bool) -> How | None:
    """How the noun phrase behind a match relays, if it does; ``talk`` says that the clause speaks of an interview."""
    kind, lead = kind_of(words, known), match[0].lower()
    if match.re is _HEARD:
        return "interview" if "interview" in lead else kind or ("media" if lead.startswith("wr") else "person")
    if kind == "document":
        return kind if lead.split()[0] in _TEXTS else None
    if kind == "media":
        if lead.startswith("of") or words.lower().split()[-1].startswith("interview"):
            return None
        return "interview" if talk else kind
    return kind
