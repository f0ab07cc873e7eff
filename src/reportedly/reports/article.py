"""A page to a report: its text, and which parts of it are title, body, captions, credits and set aside.

Every visible line gets exactly one place: the title, the body, a caption, a credit, or what is set aside. Runs of
consecutive lines with one label are one span, from the start of the first line to the end of the last.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta

from reportedly.errors import PageError
from reportedly.pages.decoding import decode
from reportedly.reports.agencies import agency, looks_like_agency
from reportedly.reports.bylines import find_byline
from reportedly.reports.credits import find_credits
from reportedly.reports.html import html_layout, parse
from reportedly.reports.language import find_language
from reportedly.reports.layout import Layout, LineLabel
from reportedly.reports.lines import classify, plain_layout
from reportedly.reports.metadata import NO_METADATA, Metadata, read_metadata
from reportedly.reports.outlets import find_outlet
from reportedly.reports.pdf import read_pdf
from reportedly.reports.press import read_press
from reportedly.reports.titles import find_title
from reportedly.types import UNDATED, Credit, Evidence, Page, PageRef, Published, Report, Spans, identifier

READ_LANGUAGES = frozenset({"en"})  # the languages that findings are read in

MAX_TEXT = 1_000_000  # code points, two to three minutes of reading; the longest of the 728 shared web pages has 97,078

_DAY = re.compile(r"\s*(\d{4})-(\d\d)-(\d\d)(?!\d)")


def make_report(page: Page) -> Report:
    """The article on ``page``.

    What ``page.given`` says of outlet, title, published (an ISO day), byline, language, captured_at and url
    overrides what the page says of itself. ``published`` is given or from the page's metadata here; dating.py
    infers it where neither has it. Spans are in code points of ``Report.text``.

    :raises PageError: when the page has no visible text, or no HTML that can be read.
    """
    layout, metadata, furniture, notes = _laid_out(page)
    if not layout.lines:
        raise PageError("has no visible text")
    if len(layout.text) > MAX_TEXT:
        length = len(layout.text)
        raise PageError(f"has {length:,} characters of text, more than the {MAX_TEXT:,} that a report may have")
    if (pressed := read_press(layout, page)) is not None:
        layout, labels, credits = pressed
        title = page.given.get("title")
    else:
        lines = tuple(line for line in layout.lines if line.span[0] < furniture)
        around: list[LineLabel] = ["aside"] * (len(layout.lines) - len(lines))
        labels = (*classify(replace(layout, lines=lines)), *around)
        title, labels = find_title(layout, labels, page.given.get("title") or metadata.title)
        credits, labels = find_credits(layout, labels)
    byline, agencies = _persons(_given_byline(page) or metadata.byline or find_byline(layout, labels))
    credited = {credit.name for credit in credits if credit.for_ == "text"}
    credits += tuple(Credit(name, "text", None) for name in agencies if name not in credited)
    body = _spans(layout, labels, "body")
    language = page.given.get("language") or find_language(
        "\n".join(layout.text[a:b] for a, b in body) or layout.text, declared=metadata.language
    )
    if language is not None and language not in READ_LANGUAGES:
        notes.append(f"language {language}: kept as a report, not read for findings")
    if cut := page.given.get("truncated"):
        notes.append(f"the archive holds the beginning of the page only ({cut})")
    if not body:
        notes.append("no article was found on the page: all of its lines are set aside")
    captured_at = page.given.get("captured_at") or page.captured_at
    published, note = _published(page, metadata, captured_at)
    notes.extend([note] if note else [])
    title_spans = _spans(layout, labels, "title")
    return Report(
        id=identifier("r", page.sha256),
        page=PageRef(
            path=page.path,
            paths=(page.path,),
            url=page.given.get("url") or page.url or metadata.url,
            sha256=page.sha256,
            media_type=page.media_type,
            captured_at=captured_at,
            captured_by=page.given.get("captured_by") or page.captured_by,
            capture_id=page.capture_id,
        ),
        title=page.given.get("title") or title or metadata.named,
        title_span=title_spans[0] if title_spans else None,
        outlet=page.given.get("outlet") or find_outlet(layout, labels, metadata.outlet),
        byline=byline,
        credits=credits,
        language=language,
        published=published,
        text=layout.text,
        body=body,
        captions=_spans(layout, labels, "caption"),
        set_aside=_spans(layout, labels, "aside"),
        notes=tuple(notes),
    )


def _laid_out(page: Page) -> tuple[Layout, Metadata, int, list[str]]:
    """The page's visible lines, what it says of itself, from where on its text is running heads, and remarks."""
    if page.media_type == "application/pdf":
        document = read_pdf(page.raw)
        said = Metadata(title=document.title, named=document.named, url=document.url)
        return plain_layout(document.text), said, document.furniture, list(document.notes)
    decoded = decode(page)
    if page.media_type == "text/html":
        tree = parse(decoded.text)
        # What an export of a press database says of an article stands in its fields, which the page was given.
        layout, said = html_layout(tree), NO_METADATA if "layout" in page.given else read_metadata(tree, page)
    else:
        layout, said = plain_layout(decoded.text), NO_METADATA
    return layout, said, len(layout.text), list(decoded.notes)


def _spans(layout: Layout, labels: Sequence[LineLabel], label: LineLabel) -> Spans:
    """The runs of consecutive lines that carry ``label``."""
    return tuple(_runs(layout, labels, label))


def _runs(layout: Layout, labels: Sequence[LineLabel], label: LineLabel) -> Iterator[tuple[int, int]]:
    start: int | None = None
    end = 0
    for line, its in zip(layout.lines, labels, strict=True):
        if its == label:
            start, end = (line.span[0] if start is None else start), line.span[1]
        elif start is not None:
            yield (start, end)
            start = None
    if start is not None:
        yield (start, end)


def _persons(names: Sequence[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """A byline's persons, and the agencies that stand among them, which are credits for the text."""
    persons = tuple(name for name in names if not (agency(name) or looks_like_agency(name)))
    return persons, tuple(dict.fromkeys(agency(name) or name for name in names if name not in persons))


def _given_byline(page: Page) -> tuple[str, ...]:
    return tuple(name.strip() for name in (page.given.get("byline") or "").split(";") if name.strip())


def _published(page: Page, metadata: Metadata, captured_at: str | None) -> tuple[Published, str | None]:
    """The day of publication as given or from metadata, and a remark where the given one is no day."""
    given = page.given.get("published") or ""
    note = None
    if given.strip():
        day = valid_day(given, None)
        if day is not None:
            return _on(day, Evidence("given", None, given.strip())), None
        note = f"the given date {given.strip()[:40]!r} is not a day such as 2012-02-02"
    if metadata.published is not None:
        day = valid_day(metadata.published, captured_at)
        if day is not None:
            return _on(day, Evidence("metadata", None, metadata.published_by or day)), note
    return UNDATED, note


def valid_day(text: str, captured_at: str | None) -> str | None:
    """The day that ``text`` starts with, if it exists, is not before 1900 nor after the day of capture.

    A day more than the capture is let pass, since the outlet's clock may be ahead of the capturer's (UTC+14).
    """
    match = _DAY.match(text)
    try:
        day = date(int(match[1]), int(match[2]), int(match[3])) if match else None
        captured = _DAY.match(captured_at) if captured_at else None
        latest = date(int(captured[1]), int(captured[2]), int(captured[3])) if captured else date.max
    except ValueError:
        return None
    if day is None or day.year < 1900 or (latest < date.max and day > latest + timedelta(days=1)):
        return None
    return day.isoformat()


def _on(day: str, evidence: Evidence) -> Published:
    return Published(edtf=day, earliest=day, latest=day, evidence=(evidence,))
