"""What a record already has of a page, so that it need not be read again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from reportedly.record.columns import storable
from reportedly.types import Page


@dataclass(frozen=True, slots=True)
class Known:
    """What a record already has of a page: its report (null when it was skipped), the reader that read it, what was
    given and declared for it then, and where it was found. For a skipped page ``reader`` is the build."""

    report: str | None
    reader: str | None
    given: Mapping[str, str] = field(default_factory=dict)
    declared: str | None = None
    paths: tuple[str, ...] = ()
    reason: str | None = None

    def current(self, page: Page, reader: str | None) -> bool:
        """Whether reading ``page`` with ``reader`` again would give the same. Where the same bytes stand in several
        places, the first path tells what is given and declared, whichever was found first."""
        if self.reader != reader:
            return False
        if self.report is None or (self.paths and storable(page.path) > storable(self.paths[0])):
            return True
        return dict(self.given) == dict(page.given) and self.declared == page.declared
