"""Who said what: every statement of the record, by speaker."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from reportedly.types import Actor, Report, Statement, words_of
from reportedly.views.article import place_of
from reportedly.views.links import actor_anchor, linked
from reportedly.views.markup import anchor, bdi, counted, joined, struck, text
from reportedly.views.words import actor_words, chain_words, date_words, manner_words, review_words, title_words

# Longer words are cut here (the report has them in full): statements within statements would otherwise
# repeat the text as often as they are deep.
LONGEST = 1200
# Up to so many statements all speakers stand open; beyond, they are folded, so that names can be looked over.
OPEN_UP_TO = 400

_QUOTATION = {"direct": "quoted", "indirect": "in the report\u2019s words", "mixed": "partly quoted"}
_KINDS = {"organization": "organization", "country": "country", "group": "group", "document": "document"}


@dataclass(frozen=True, slots=True)
class Quote:
    """A statement and what is needed of its report to show it elsewhere."""

    statement: Statement
    words: str
    title: str
    outlet: str | None
    earliest: str


def quote(statement: Statement, report: Report) -> Quote:
    """``statement`` with its exact words, read from the text of its report."""
    words = " ".join(words_of(report.text, ((a, min(b, a + LONGEST)) for a, b in statement.content[:20])).split())
    if len(words) > LONGEST or any(b - a > LONGEST for a, b in statement.content):
        words = words[:LONGEST].rstrip() + " [\u2026]"
    said = statement.said.earliest if statement.said else None
    return Quote(statement, words, title_words(report), report.outlet, said or report.published.earliest or "9999")


@dataclass(frozen=True, slots=True)
class Speaker:
    """Somebody who said something: name or description, whether named, what else is known, the statements."""

    key: str
    name: str
    named: bool
    about: str
    quotes: tuple[Quote, ...]


def speakers(quotes: Iterable[Quote], actors: Mapping[str, Actor]) -> list[Speaker]:
    """Speakers with their statements: the named by how many they made, then by name; after them the unnamed."""
    by_key: dict[str, list[Quote]] = {}
    for item in quotes:
        ref = item.statement.speaker
        if ref is None:
            key = ""
        elif ref.actor:
            key = ref.actor
        else:
            key = f"named {ref.name}" if ref.name else f"{item.statement.report} {actor_words(ref)}"
        by_key.setdefault(key, []).append(item)
    found = []
    for key, said in by_key.items():
        ref, actor = said[0].statement.speaker, actors.get(key)
        name = (actor.name if actor else None) or (ref.name if ref else None)
        said.sort(key=lambda q: (q.earliest, q.title, q.statement.report, q.statement.content, q.statement.id))
        shown = name or (actor_words(ref) if ref else "Nobody is named")
        found.append(Speaker(key, shown, name is not None, _about(actor, shown), tuple(said)))
    return sorted(found, key=lambda s: (not s.named, -len(s.quotes), s.key == "", s.name.casefold(), s.name, s.key))


def _about(actor: Actor | None, name: str) -> str:
    if actor is None:
        return ""
    roles = dict.fromkeys(f"{role.title} of {role.of}" if role.of else role.title for role in actor.roles)
    aliases = [alias for alias in actor.aliases if alias.casefold() != name.casefold()]
    return joined(
        [
            _KINDS.get(actor.actor_kind, ""),
            ", ".join(map(bdi, roles)),
            "also: " + ", ".join(map(bdi, aliases[:8])) if aliases else "",
        ]
    )


def who_said_what(said: list[Speaker], paged: Collection[str] = ()) -> Iterator[str]:
    """The section, in pieces; ``paged`` are the ids of the actors that have an entry to lead to."""
    total = sum(len(speaker.quotes) for speaker in said)
    yield '<section id="people" aria-labelledby="h-people">\n<h2 id="h-people">Who said what</h2>\n'
    if not said:
        yield '<p class="remark">No statement was found.</p>\n'
    named = [speaker for speaker in said if speaker.named]
    unnamed = [speaker for speaker in said if not speaker.named]
    opened = " open" if total <= OPEN_UP_TO else ""
    yield from _group(named, opened, paged)
    if unnamed:
        yield '<h3 class="group">Sources without a name</h3>\n'
        yield from _group(unnamed, opened, paged)
    yield "</section>\n"


def _group(said: list[Speaker], opened: str, paged: Collection[str]) -> Iterator[str]:
    """Speakers one below the other; those with a single statement, who come last, two beside each other."""
    many = [speaker for speaker in said if len(speaker.quotes) > 1]
    for speaker in many:
        yield from _speaker(speaker, opened, paged)
    yield '<div class="few">\n'
    for speaker in said[len(many) :]:
        yield from _speaker(speaker, opened, paged)
    yield "</div>\n"


def _speaker(speaker: Speaker, opened: str, paged: Collection[str]) -> Iterator[str]:
    tag = "h3" if speaker.named else "h4"
    count = counted(len(speaker.quotes), "statement")
    name = f"<{tag}>{bdi(speaker.name)}</{tag}>"
    yield f'<details class="speaker"{opened}><summary>{name} <span>{count}</span></summary>\n'
    # Beside the name there would be a link inside what folds.
    label = f'aria-label="Roles, acts, figures: {text(speaker.name)}"'
    link = f'<a href="#{actor_anchor(speaker.key)}" {label}>Roles, acts, figures</a>'
    entry = link if speaker.key in paged else ""
    if speaker.about or entry:
        yield f'<p class="about">{joined([speaker.about, entry])}</p>\n'
    yield "<ol>\n"
    for item in speaker.quotes:
        yield _quote(item, paged)
    yield "</ol>\n</details>\n"


def _quote(item: Quote, paged: Collection[str]) -> str:
    statement = item.statement
    meta = joined(
        [
            manner_words(statement),
            _QUOTATION[statement.quotation],
            f"to {linked(statement.addressee, paged)}" if statement.addressee else "",
            bdi(chain_words(statement.via) or ""),
            text(date_words(statement.said) or ""),
            f'<a href="#{place_of(statement.id)}">{bdi(item.title)}</a>'
            + (f" ({bdi(item.outlet)})" if item.outlet else ""),
            bdi(review_words(statement.review)),
        ]
    )
    inside = ""
    if statement.within:
        inside = f' <a href="#{anchor(statement.within)}">Part of another statement</a>'
    words = f'<blockquote dir="auto" class="{statement.quotation}">{text(item.words)}</blockquote>'
    return f"<li{struck(statement.review)}>{words}<p>{meta}{inside}</p></li>\n"
