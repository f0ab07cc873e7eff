"""A voice that no name stands at: the author of a report in the first person."""

from __future__ import annotations

import re

from reportedly.types import Report

_END = 1200  # characters at the end of a report in which it may say who wrote it
_AUTHOR = re.compile(
    r"(?:^|\n|[.”\"] )((?:[A-Z][\w.’'-]* ){1,3}[A-Z][\w’'-]+)(?:, (?:an?|the) [^.\n]{3,120},)?"
    r" (?:is|serves as|writes|teaches)(?: an?| the)? ?[^.\n]{0,120}?\b(?i:editor|editor-at-large|columnist|writer"
    r"|author|reporter|correspondent|journalist|contributor|fellow|professor|director|blogger|commentator|analyst)\b"
)


def author_of(report: Report) -> str | None:
    """The one author of a report: its byline, or the last line that says who "is senior editor at" somewhere."""
    if report.byline:
        return report.byline[0] if len(report.byline) == 1 else None
    end = max((b for _, b in report.body), default=len(report.text))
    last = None
    for match in _AUTHOR.finditer(report.text, max(0, end - _END), end):
        last = " ".join(match[1].split())
    return last
