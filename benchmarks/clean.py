"""Clean articles stay whole: the share of words of PolNeAR's development texts that are title or body."""

from __future__ import annotations

import re

from benchmarks.common import Score, data, export, read_rows


def measure() -> Score:
    total = kept = 0
    worst: list[tuple[float, str]] = []
    for row in read_rows(export("clean", data("polnear") / "dev" / "text")):
        if row["kind"] != "report":
            continue
        spans = row["body"] + ([row["title_span"]] if row["title_span"] else [])
        words = [m.span() for m in re.finditer(r"\w+", row["text"])]
        inside = sum(any(s <= a and b <= e for s, e in spans) for a, b in words)
        total, kept = total + len(words), kept + inside
        worst.append((inside / max(1, len(words)), row["page"]["path"]))
    worst.sort()
    return {"words": total, "title or body": round(kept / total, 5), "worst article": round(worst[0][0], 4)}
