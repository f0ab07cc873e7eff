"""The lines of a report with their numbers, by which people say which are the article."""

from __future__ import annotations

from collections.abc import Iterator

from reportedly.corrections.marks import lines_of
from reportedly.errors import UsageError
from reportedly.exports.jsonl import dumps
from reportedly.record.asking import report_meant
from reportedly.record.sheets import PARTS
from reportedly.record.store import Record
from reportedly.views.progress import one_line

_LONGEST = 110  # characters of a line


def numbered_lines(record: Record, what: str | None, as_json: bool) -> Iterator[str]:
    """Every line of a report that is not blank: its number, what it is, and its words. ``what`` is the report's id or
    path. Raises UsageError where there is no such report."""
    if what is None:
        raise UsageError("--lines needs a report: give its id or path")
    report = report_meant(record, what)
    for line in lines_of(report):
        text = report.text[slice(*line.span)]
        if as_json:
            part = PARTS[line.label]
            yield dumps({"report": report.id, "line": line.number, "span": list(line.span), "part": part, "text": text})
        else:
            words = " ".join(text.split())
            words = words if len(words) <= _LONGEST else words[:_LONGEST] + "…"
            yield f"{line.number:>5}  {PARTS[line.label]:<9}  {one_line(words)}"
