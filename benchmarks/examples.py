"""The sample pages against the answers that a careful reader wrote down (examples/expected.json).

Shares of right titles, days, outlets, bylines, languages, photo and text credits, captions; words that must be set
aside and are; statements found (its words lie in an exported statement's content), and of those the right speaker,
manner, quotation and relays; figures found by their words, and of those the right bounds, measure and source.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections import defaultdict
from typing import Any

from benchmarks.common import ROOT, Score, export, read_rows

Row = dict[str, Any]


def measure() -> Score:
    reports: dict[str, Row] = {}
    found: dict[str, dict[str, list[Row]]] = defaultdict(lambda: defaultdict(list))
    for row in read_rows(export("examples", ROOT / "examples" / "pages")):
        if row["kind"] == "report":
            for path in row["page"]["paths"]:
                reports[path] = row
        elif row.get("report"):
            found[row["report"]][row["kind"]].append(row)
    tallies: dict[str, list[int]] = defaultdict(lambda: [0, 0])

    def tally(name: str, right: bool) -> None:
        tallies[name][0] += right
        tallies[name][1] += 1

    exported = {"statements": 0, "figures": 0}
    for page in json.loads((ROOT / "examples" / "expected.json").read_text(encoding="utf-8"))["pages"]:
        report = reports[page["path"]]
        _report(page, report, tally)
        statements, figures = found[report["id"]]["statement"], found[report["id"]]["figure"]
        if page["language"] == "en":
            exported["statements"] += len(statements)
            exported["figures"] += len(figures)
        for want in page["statements"]:
            if not want.get("optional"):
                _statement(want, statements, tally)
        for want in page["figures"]:
            if not want.get("optional"):
                _figure(want, figures, tally)
    shares = {name: f"{right}/{of}" for name, (right, of) in tallies.items()}
    return {**shares, "exported": exported}


def _report(page: Row, report: Row, tally: Any) -> None:
    tally("title", _fold(page["title"] or "") == _fold(report["title"] or ""))
    tally("outlet", _fold(page["outlet"] or "") == _fold(report["outlet"] or ""))
    tally("byline", {_fold(n) for n in page["byline"]} == {_fold(n) for n in report["byline"]})
    tally("language", page["language"] == report["language"])
    date = report["published"]
    single = date["earliest"] if date["earliest"] == date["latest"] else None
    tally("day, stated" if not page.get("inferred") else "day, inferred", page["published"] == single)
    want = {(_fold(c["name"]), c["for"]) for c in page["credits"]}
    tally("credits", want == {(_fold(c["name"]), c["for"]) for c in report["credits"]})
    body = _fold(" ".join(report["text"][a:b] for a, b in report["body"]))
    tally("body begins", body.startswith(_fold(page["body"]["first"])))
    tally("body ends", body.endswith(_fold(page["body"]["last"])))
    captions = _fold(" ".join(report["text"][a:b] for a, b in report["captions"]))
    for caption in page["captions"]:
        tally("captions", _fold(caption) in captions)
    kept = body + " " + captions + " " + _fold(report["title"] or "")
    for words in page["set_aside"]:
        tally("set aside", _fold(words) not in kept)


def _statement(want: Row, statements: list[Row], tally: Any) -> None:
    words = _fold(want["content"])
    hits = [s for s in statements if words in _fold(s["text"]) and bool(s["within"]) == bool(want.get("within"))]
    name = "statements within others" if want.get("within") else "statements"
    tally(name, bool(hits))
    if not hits:
        return
    best = max(hits, key=lambda s: (_speaks(want, s), -len(s["text"])))
    tally("speaker", _speaks(want, best))
    tally("manner", best["manner"] in (want["manner"], *want.get("manner_or", [])))
    tally("negation", best["negated"] == want.get("negated", False))
    tally("quotation", best["quotation"] == want["quotation"])
    via = [_fold(ref["name"] or ref["description"] or ref["text"]) for ref in best["via"]]
    tally("relays", via == [_fold(v) for v in want["via"]])


def _speaks(want: Row, statement: Row) -> bool:
    speaker = statement["speaker"] or {}
    if want["speaker"]:
        return _fold(want["speaker"]) == _fold(speaker.get("name") or "")
    return not speaker.get("name")


def _figure(want: Row, figures: list[Row], tally: Any) -> None:
    exact = _fold(want["exact"])
    hits = [f for f in figures if exact in _fold(f["text"]) or _fold(f["text"]) in exact]
    tally("figures", bool(hits))
    if not hits:
        return
    value = (want["low"], want["high"])
    best = max(hits, key=lambda f: ((f["low"], f["high"]) == value, f["measure"] == want["measure"]))
    tally("bounds", (best["low"], best["high"]) == value)
    tally("measure", best["measure"] in (want["measure"], *want.get("measure_or", [])))
    source = best["source"] or {}
    mine = set(_fold(" ".join(str(source.get(k) or "") for k in ("name", "description", "text"))).split())
    gold = set(_fold(want["source"] or "").split()) - {"the", "of", "a"}
    tally("figure's source", bool(gold & mine) if gold else not mine)


def _fold(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return " ".join(re.findall(r"\w+", plain))
