"""Voices that no name stands at: the author of a report in the first person, and who answers in an interview."""

from __future__ import annotations

import re

from reportedly.types import Report, Span

_END = 1200  # characters at the end of a report in which it may say who wrote it
_AUTHOR = re.compile(
    r"(?:^|\n|[.”\"] )((?:[A-Z][\w.’'-]* ){1,3}[A-Z][\w’'-]+)(?:, (?:an?|the) [^.\n]{3,120},)?"
    r" (?:is|serves as|writes|teaches)(?: an?| the)? ?[^.\n]{0,120}?\b(?i:editor|editor-at-large|columnist|writer"
    r"|author|reporter|correspondent|journalist|contributor|fellow|professor|director|blogger|commentator|analyst)\b"
)
_ASKED = re.compile(r"(?:^|\n)\s*(Q|A)\s?[:.]\s", re.M)


def author_of(report: Report) -> str | None:
    """The one author of a report: its byline, or the last line that says who "is senior editor at" somewhere."""
    if report.byline:
        return report.byline[0] if len(report.byline) == 1 else None
    end = max((b for _, b in report.body), default=len(report.text))
    last = None
    for match in _AUTHOR.finditer(report.text, max(0, end - _END), end):
        last = " ".join(match[1].split())
    return last


def answers(text: str) -> dict[Span, str]:
    """The places of "Q" and "A" at the start of an interview's paragraphs, each with its letter; empty where there are
    not two of both."""
    found = {match.span(1): match[1] for match in _ASKED.finditer(text)}
    letters = list(found.values())
    return found if letters.count("Q") > 1 and letters.count("A") > 1 else {}
