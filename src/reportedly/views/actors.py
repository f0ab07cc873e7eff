"""The actors of the record: an entry for each that is named and takes part in anything, folded, with its roles over
time, what it says, does and counts, and its cases. Cells elsewhere that name it lead there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from reportedly.record.lookup import Found
from reportedly.record.parts import PARTS, actors_of, case_day, cases_in_order, day_of, in_order, parts_in
from reportedly.types import Actor, Case, Event, Figure, Statement
from reportedly.views.article import place_of
from reportedly.views.links import actor_anchor
from reportedly.views.markup import anchor, bdi, counted, joined, struck, text
from reportedly.views.words import (
    act_words,
    actor_words,
    amount_words,
    date_words,
    fillers_words,
    manner_words,
    measure_words,
    review_words,
    role_words,
    status_words,
)

SHOWN = 20
"""So many findings of one part, and cases, are listed, the latest; `reportedly show RECORD ID` lists them all."""
_LONGEST = 160  # characters of quoted words; the report has them in full
_ROLES = 30  # roles and other names that are listed
_QUOTES = ('"', "\u201c", "\u201e", "\u00ab", "'", "\u2018")  # words that begin so need no marks around them
_COUNTED = {
    "speaker": ("statement", "statements"),
    "source": ("figure", "figures"),
    "actor": ("act", "acts"),
}  # the parts that stand beside the name


@dataclass(slots=True)
class Cast:
    """Who takes part in what: findings by actor and part, and cases by actor, as they are put in."""

    findings: dict[str, dict[str, list[Found]]] = field(default_factory=dict)
    cases: dict[str, list[Case]] = field(default_factory=dict)

    def put(self, one: Found) -> None:
        """Note the actors that take part in a finding."""
        for actor, part in parts_in(one.finding).items():
            self.findings.setdefault(actor, {}).setdefault(part, []).append(one)

    def put_case(self, case: Case) -> None:
        """Note the actors that fill roles of a case."""
        for actor in actors_of(case):
            self.cases.setdefault(actor, []).append(case)

    def paged(self, actors: Iterable[Actor]) -> list[Actor]:
        """Those that have an entry: the named that take part in a finding, by in how many, then by name."""
        with_parts = [actor for actor in actors if actor.name and actor.id in self.findings]
        return sorted(with_parts, key=lambda actor: (-self.total(actor.id), actor.name or "", actor.id))

    def total(self, actor: str) -> int:
        """In how many findings an actor takes part."""
        return sum(map(len, self.findings[actor].values()))


def actors_section(cast: Cast, actors: list[Actor], cases: Iterable[Case]) -> Iterator[str]:
    """The section, in pieces; ``actors`` are those that have an entry, ``cases`` all cases."""
    yield '<section id="actors" aria-labelledby="h-actors">\n<h2 id="h-actors">Actors</h2>\n'
    if not actors:
        yield '<p class="remark">Nobody is named in any finding.</p>\n'
    for case in cases:
        cast.put_case(case)
    for actor in actors:
        yield from _entry(actor, cast.findings[actor.id], cast.cases.get(actor.id, []))
    yield "</section>\n"


def _entry(actor: Actor, parts: Mapping[str, list[Found]], cases: list[Case]) -> Iterator[str]:
    numbers = [counted(len(parts[part]), *words) for part, words in _COUNTED.items() if part in parts]
    numbers += [counted(len(cases), "case")] if cases else []
    rest = sum(len(some) for part, some in parts.items() if part not in _COUNTED)
    numbers += [f"in {counted(rest, 'more finding') if numbers else counted(rest, 'finding')}"] if rest else []
    name = f"<h3>{bdi(actor.name or '')}</h3>"
    yield f'<details class="actor" id="{actor_anchor(actor.id)}">'
    yield f"<summary>{name} <span>{joined(numbers)}</span></summary>\n"
    aliases = [alias for alias in actor.aliases if alias != actor.name]
    also = "also: " + ", ".join(map(bdi, aliases[:_ROLES])) + _more(len(aliases) - _ROLES) if aliases else ""
    about = joined([actor.actor_kind, bdi(actor.country or ""), also, f"<code>{bdi(actor.id)}</code>"])
    yield f'<div><p class="about">{about}</p>\n'
    if actor.roles:
        roles = "".join(f"<li>{bdi(role_words(role))}</li>" for role in actor.roles[:_ROLES])
        more = _more(len(actor.roles) - _ROLES)
        yield f"<h4>Reported as</h4>\n<ul>{roles}{f'<li>{more}</li>' if more else ''}</ul>\n"
    for part, heading in PARTS.items():
        if part in parts:
            said = _once(in_order(parts[part]), part)
            lines = [_finding(some[0], part, len(some)) for some in said[-SHOWN:]]
            yield from _listed(heading, lines, sum(map(len, said[:-SHOWN])), actor)
    if cases:
        lines = [_case(case) for case in cases_in_order(cases)[-SHOWN:]]
        yield from _listed("Cases", lines, len(cases) - len(lines), actor)
    yield "</div>\n</details>\n"


def _more(number: int) -> str:
    return f" and {number:,} more" if number > 0 else ""


def _once(some: Iterable[Found], part: str) -> list[list[Found]]:
    """Findings that say the same of the same day in the same words, as copies of a story do, together."""
    groups: dict[tuple[str, ...], list[Found]] = {}
    for one in some:
        words = " ".join(one.finding.text.split())
        key = (words, _kind(one, part), date_words(day_of(one)) or "", one.finding.review or "")
        groups.setdefault(key, []).append(one)
    return list(groups.values())


def _listed(heading: str, lines: list[str], earlier: int, actor: Actor) -> Iterator[str]:
    """A list with its heading; ``earlier``: how many are left out before the first line."""
    yield f"<h4>{heading}</h4>\n"
    if earlier:
        command = f"<code>reportedly show RECORD {bdi(actor.id)}</code>"
        yield f'<p class="about">The latest; {earlier:,} more before them: {command}</p>\n'
    yield "<ol>" + "\n".join(lines) + "</ol>\n"


def _finding(one: Found, part: str, places: int) -> str:
    """The words of a finding, a link to their place; what kind it is, its day, its report and how many more places have
    the same."""
    words = " ".join(one.finding.text[: _LONGEST + 1].split())
    if len(one.finding.text) > _LONGEST:
        words = words[:_LONGEST] + "\u2026"
    again = f"and in {counted(places - 1, 'more place')}" if places > 1 else ""
    review = one.finding.review
    meta = joined(
        [_kind(one, part), text(date_words(day_of(one)) or ""), _report(one), again, bdi(review_words(review))]
    )
    link = f'<a href="#{place_of(one.finding.id)}">{bdi(words)}</a>'
    return f"<li{struck(review)}>{link if words.startswith(_QUOTES) else f'<q>{link}</q>'} <small>{meta}</small></li>"


def _kind(one: Found, part: str) -> str:
    match one.finding:
        case Statement() as said:
            by = "" if part == "speaker" else f"{bdi(actor_words(said.speaker))} "
            return f"{by}{manner_words(said)}"
        case Figure() as figure:
            return bdi(f"{measure_words(figure.measure)} {amount_words(figure)}")
        case Event() as act:
            by = "" if part == "actor" else bdi(fillers_words(act.roles.actor))
            whom = fillers_words((*act.roles.recipient, *act.roles.item)) if part != "recipient" else ""
            return joined([joined([by, bdi(f"{act_words(act)} {status_words(act)}")], ": "), bdi(whom)], " \u2192 ")


def _report(one: Found) -> str:
    return bdi(one.title or one.path) + (f" ({bdi(one.outlet)})" if one.outlet else "")


def _case(case: Case) -> str:
    status = case.history[-1].status if case.history else ""
    meta = [case.register.replace("-", " "), bdi(status), text(date_words(case_day(case)) or "")]
    return f'<li><a href="#{anchor(case.id)}">{bdi(case.title)}</a> <small>{joined(meta)}</small></li>'
