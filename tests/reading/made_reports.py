"""Reports of our own sentences for the tests of reading, findings and actors."""

from __future__ import annotations

from reportedly.types import UNDATED, PageRef, Published, Report


def report(body: str, title: str | None = None, published: Published = UNDATED, name: str = "a") -> Report:
    """A report whose text is the title, if there is one, a blank line, and the body."""
    text = f"{title}\n\n{body}" if title else body
    start = len(text) - len(body)
    return Report(
        f"r-{name}",
        PageRef(f"{name}.txt", (f"{name}.txt",), None, name, "text/plain", None, None),
        title,
        (0, len(title)) if title else None,
        None,
        (),
        (),
        "en",
        published,
        text,
        ((start, len(text)),) if body else (),
        (),
        (),
    )
