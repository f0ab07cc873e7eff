"""What the quick model reads, by the scorers of the full one: statements, mentions, single events, events of pages."""

from __future__ import annotations

import os

from benchmarks import chains, events, page_events, reading
from benchmarks.common import Score


def measure() -> Score:
    before = os.environ.get("REPORTEDLY_MODEL")
    os.environ["REPORTEDLY_MODEL"] = "quick"
    try:
        return {
            "attributions": reading.attributions(),
            "mentions": reading.mentions()["apart"],
            "events": events.measure(),
            "page-events": page_events.measure(),
            "chains": chains.measure(),
        }
    finally:
        os.environ.pop("REPORTEDLY_MODEL")
        if before is not None:
            os.environ["REPORTEDLY_MODEL"] = before
