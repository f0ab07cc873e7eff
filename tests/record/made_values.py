"""Pages, reports and findings made by hand, about places and people that do not exist."""

from __future__ import annotations

import hashlib
from dataclasses import replace

from reportedly.types import (
    Actor,
    ActorRef,
    Credit,
    Date,
    Event,
    Evidence,
    Figure,
    Findings,
    Mention,
    Page,
    PageRef,
    Published,
    Relative,
    Report,
    Role,
    Roles,
    RoleText,
    Span,
    Statement,
    Time,
    identifier,
)

TEXT = """Subscribe for two coins a week
Ostrava Bay evacuates its harbour
By Mira Tolland
Governor Élise Okafor said on Monday that 1,200 people had left the harbour of Ostrava Bay.
A boat leaves the harbour. Photo: Halden Press
"We will not sell the tugs," she told the Quay Gazette.
Read next: seven soups for winter
"""


def span_of(text: str, words: str) -> Span:
    """Where ``words`` first stand in ``text``."""
    start = text.index(words)
    return start, start + len(words)


def make_page(path: str = "bay/harbour.txt", text: str = TEXT, **more: object) -> Page:
    raw = text.encode("utf-8", "surrogatepass")
    page = Page(path=path, raw=raw, sha256=hashlib.sha256(raw).hexdigest(), media_type="text/plain")
    return replace(page, **more)


def make_report(page: Page, **more: object) -> Report:
    """The report of a page whose text is :data:`TEXT` or begins with it."""
    text = page.raw.decode("utf-8", "surrogatepass")
    ref = PageRef(page.path, (page.path,), page.url, page.sha256, page.media_type, page.captured_at, page.captured_by)
    tail = text.index("Read next")
    report = Report(
        id=identifier("r", page.sha256),
        page=ref,
        title="Ostrava Bay evacuates its harbour",
        title_span=span_of(text, "Ostrava Bay evacuates its harbour"),
        outlet="Bay Courier",
        byline=("Mira Tolland",),
        credits=(Credit("Halden Press", "photo", span_of(text, "Photo: Halden Press")), Credit("HPA", "text", None)),
        language="en",
        published=Published(
            "2031-05-06?",
            "2031-05-06",
            "2031-05-06",
            None,
            (Evidence("weekday", span_of(text, "Monday"), "Monday"), Evidence("metadata", None, "2031-05-06")),
        ),
        text=text,
        body=(span_of(text, TEXT.splitlines()[3]), span_of(text, TEXT.splitlines()[5])),
        captions=(span_of(text, "A boat leaves the harbour."),),
        set_aside=(
            span_of(text, TEXT.splitlines()[0]),
            span_of(text, TEXT.splitlines()[2]),
            (tail, len(text.rstrip())),
        ),
        reader="rules-1",
        notes=("text repaired: one character",),
    )
    return replace(report, **more)


def make_findings(report: Report) -> tuple[Findings, tuple[Actor, ...]]:
    """Two statements, one figure, one event, mentions and a time, with the actors that they name."""
    text = report.text
    key = report.page.sha256
    governor = Actor(
        identifier("a", "person", "elise okafor"), "Élise Okafor", ("Okafor",), "person", None,
        (Role("governor", "Ostrava Bay", "2031-05-06", "2031-05-06"),),
    )  # fmt: skip
    paper = Actor(identifier("a", "organization", "quay gazette"), "Quay Gazette", (), "organization", "NL")
    said = span_of(text, "1,200 people had left the harbour of Ostrava Bay")
    quoted = span_of(text, '"We will not sell the tugs,"')
    named = span_of(text, "Governor Élise Okafor")
    pronoun = span_of(text, "she")
    gazette = span_of(text, "the Quay Gazette")
    monday = Date("2031-05-05", "2031-05-05", "2031-05-05", Relative("published", (-1, -1), span_of(text, "Monday")))
    speaker = ActorRef(governor.id, governor.name, None, "person", "Governor Élise Okafor", named)
    she = replace(speaker, text="she", span=pronoun)
    via = ActorRef(paper.id, paper.name, None, "organization", "the Quay Gazette", gazette, "interview")
    first = Statement(
        identifier("s", key, "statement", said, 0), report.id, (named,), (span_of(text, "said"),), (said,),
        text[slice(*said)], "indirect", False, "say", speaker, None, (), monday, "Ostrava Bay", None, 0.75,
    )  # fmt: skip
    second = Statement(
        identifier("s", key, "statement", quoted, 1), report.id, (pronoun,), (span_of(text, "told"),), (quoted,),
        text[slice(*quoted)], "direct", True, "say", she, replace(via, how=None), (via,), None, None, None, None,
    )  # fmt: skip
    count = span_of(text, "1,200 people")
    figure = Figure(
        identifier("f", key, "figure", count, 0), report.id, count, "1,200 people", "displaced", 1200.0, None, None,
        False, None, "people", None, "total", "Ostrava Bay", "harbour", ("the hills",), None, None, monday,
        "attributed", speaker, (), first.id, 0.5,
    )  # fmt: skip
    tugs = span_of(text, "the tugs")
    event = Event(
        identifier("e", key, "event", quoted, 0), report.id, quoted, text[slice(*quoted)], "REJECT", None,
        ("military",), "transfer", Roles(actor=(she,), item=(RoleText("the tugs", tugs),)), None, "refused", True,
        "attributed", (via, speaker), second.id, (figure.id,), 0.25,
    )  # fmt: skip
    event = replace(event, denied_by=tuple(replace(ref, how=None) for ref in event.denied_by))
    mentions = (
        Mention(identifier("m", key, named), report.id, named, text[slice(*named)], "person", governor.id),
        Mention(identifier("m", key, count), report.id, count, text[slice(*count)], "quantity"),
        Mention(identifier("m", key, gazette), report.id, gazette, text[slice(*gazette)], "organization", paper.id),
    )
    day = span_of(text, "Monday")
    times = (Time(identifier("t", key, day), report.id, day, "Monday", "DATE", monday),)
    return Findings((first, second), (figure,), (event,), mentions, times), (governor, paper)


def make_all(path: str = "bay/harbour.txt", text: str = TEXT) -> tuple[Page, Report, Findings, tuple[Actor, ...]]:
    """Everything :meth:`Record.add` takes, of one page."""
    page = make_page(path, text)
    report = make_report(page)
    return (page, report, *make_findings(report))
