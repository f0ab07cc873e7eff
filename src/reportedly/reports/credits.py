"""Agencies and photographers who are credited, for the text and for photographs."""

from __future__ import annotations

from collections.abc import Sequence

from reportedly.reports.layout import Layout, LineLabel
from reportedly.types import Credit


def find_credits(layout: Layout, labels: Sequence[LineLabel]) -> tuple[tuple[Credit, ...], tuple[LineLabel, ...]]:
    """The credits and the lines' labels, ``credit`` only on lines that are the span of one."""
    return (), tuple("aside" if label == "credit" else label for label in labels)
