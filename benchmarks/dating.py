"""Reports without a date, dated from their own text: how often, how narrowly, how rightly.

PolNeAR's development articles (``metadata.tsv`` has their days of publication) and the TimeML documents, as plain text
with nothing said of their date.
"""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path
from statistics import median

from benchmarks.common import Score, data, export, published, read_rows


def measure() -> Score:
    polnear = data("polnear")
    with open(polnear / "metadata.tsv", encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream, delimiter="\t", quoting=csv.QUOTE_NONE))
    days = {f"{row['filename']}.txt": row["publication_date"] for row in rows}
    timebank = data("timebank")
    known = {path: row["published"] for path, row in published(timebank / "meta.csv").items()}
    return {
        "polnear dev": _against(export("dating-polnear", polnear / "dev" / "text"), days),
        "timebank": _against(export("dating-timebank", timebank / "text"), known),
    }


def _against(exported: Path, days: dict[str, str]) -> Score:
    reports = bounded = closed = holds = single = right = 0
    widths = []
    for row in read_rows(exported):
        if row["kind"] != "report" or row["page"]["path"] not in days:
            continue
        true, found = days[row["page"]["path"]], row["published"]
        reports += 1
        if found["earliest"] is None and found["latest"] is None:
            continue
        bounded += 1
        holds += (found["earliest"] or "0") <= true <= (found["latest"] or "9")
        if found["earliest"] and found["latest"]:
            closed += 1
            widths.append((date.fromisoformat(found["latest"]) - date.fromisoformat(found["earliest"])).days + 1)
            if found["earliest"] == found["latest"]:
                single += 1
                right += found["earliest"] == true
    return {
        "reports": reports,
        "bounded": bounded,
        "bounds hold": round(holds / max(1, bounded), 4),
        "bounded on both sides": closed,
        "median days": median(widths) if widths else None,
        "a single day": single,
        "that day is right": round(right / single, 4) if single else None,
    }
