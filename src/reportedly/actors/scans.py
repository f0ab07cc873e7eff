"""Names that are read off a report's words beside the reader's spans: bodies, titles of works, groups of people."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Sequence

from reportedly.actors.given import gender_of
from reportedly.actors.heads import Named, fold
from reportedly.actors.names import read_name
from reportedly.reading.tags import Tagged
from reportedly.types import Span

_PAIR = re.compile(r"\b([A-Z][a-z]{1,20}) ([A-Z][a-z]{2,20})\b")
_WORK = re.compile(
    r"\b(film|documentary|book|memoir|novel|song|play|movie)s?,? [“\"‘]([A-Z0-9][^\"”’“\n]{1,60}?)[,.]?[”\"’](?!\w)"
)
_BODY = re.compile(r"\b[Tt]he ([A-Z][a-z]{2,})\b(?! [A-Z])")
_GROUP = re.compile(
    r"\b(?:(?:[Mm]any|[Ss]ome|[Ss]everal|[Mm]ost|[Oo]ther|[Tt]he|[Tt]hese|[Tt]hose|[Tt]wo|[Ss]enior|[a-z]+) )?"
    r"(?:[Oo]fficials|[Aa]nalysts|[Ee]xperts|[Aa]ctivists|[Rr]esidents|[Pp]rotesters|[Vv]oters|[Ll]awmakers|[Rr]ebels"
    r"|[Dd]iplomats|[Ww]itnesses|[Cc]ritics|[Ss]upporters|[Ee]conomists|[Ii]nvestigators|[Dd]octors|[Ww]orkers)\b"
)


def companies(tagged: Tagged, blocks: Sequence[Span]) -> set[str]:
    """Names that stand as bodies more often than as persons, where no given name says otherwise ("Quist Ledger").

    ``blocks`` are the report's paragraphs. A last name that is also tagged as a body is none.
    """
    text = tagged.report.text
    held: Counter[str] = Counter()
    for entity in tagged.entities:
        if entity.type in {"organization", "person"}:
            bare = text[slice(*entity.span)].removeprefix("the ").removeprefix("The ")
            held[bare] += 1 if entity.type == "organization" else -1
    people = {text[slice(*e.span)].split()[-1] for e in tagged.entities if e.type == "person"}
    people |= {pair[2] for a, b in blocks for pair in _PAIR.finditer(text, a, b) if gender_of(pair[1])}
    spoke = (read_name(text[slice(*span)]) for row in tagged.attributions for span in row.source[:1])
    last = {n.name.split()[-1] for n in spoke if n.name and n.kind == "person" and " " in n.name}
    return {
        name
        for name, balance in held.items()
        if balance > 0 and name[:1].isupper() and gender_of(name.split()[0]) is None
        if name.split()[-1] not in people and name not in last
    }


def works(text: str, sentences: Sequence[Span]) -> list[tuple[int, Named]]:
    """Films, books and the like whose title stands in quotation marks after the word for it, with their places."""
    return [
        (match.start(2), Named(match[2].rstrip(" ,."), match[1].lower(), "document"))
        for a, b in sentences
        for match in _WORK.finditer(text, a, b)
    ]


def groups(text: str, sentences: Sequence[Span]) -> list[tuple[int, Named]]:
    """People whom only a noun names ("many analysts"), with their places: "they" may be these."""
    return [
        (match.start(), read_name(match[0], opens=match.start() == a))
        for a, b in sentences
        for match in _GROUP.finditer(text, a, b)
    ]


def last_words(text: str, sentences: Sequence[Span], known: Collection[str]) -> list[tuple[int, Named]]:
    """Bodies that go by the last word of their name ("the Times"), one of ``known`` (folded), with their places."""
    return [
        (match.start(1), Named(match[1], None, "organization"))
        for a, b in sentences
        for match in _BODY.finditer(text, a, b)
        if fold(match[1]) in known
    ]
