"""The registers of the sample pages against rows that a careful reader wrote down (examples/expected-registers.json).

A case is an expected row's where the register is the same, both rest on one page at least, and by folded words: one of
the row's words (``about``) stands in the case's roles, issue or findings, and, where the row names them, one of its
actors (positions, restrictions) or one on either side (meetings); for ground events two of words, kind of act and place
agree, and the year. A point of a series is
a row's where measure and bounds are the same. Among several, parties, day, pages and the number of words decide, one
case for one row. By register: rows found, rows of the record that are no expected ones, and of the found ones those
with the right states, parties, kind of act, day, pages (place, scope, source for points); rows in two cases (split)
and two rows in one case (merged). Optional rows are neither missed nor wrong.

``python -m benchmarks.registers --mark`` writes into the answers which rows are missed today and what is wrong in the
others; ``--list`` prints the misses, the splits and what was not expected.
"""

from __future__ import annotations

import json
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from benchmarks.common import ROOT, Score, export, published, read_rows
from benchmarks.examples import _fold as fold

Row = dict[str, Any]
EXAMPLES = ROOT / "examples"
ANSWERS = EXAMPLES / "expected-registers.json"
TOLLS = frozenset(["killed", "injured", "missing", "detained", "abducted"])
DISPLACEMENT = frozenset(["displaced", "idps", "refugees"])


@dataclass(frozen=True)
class Found:
    """A case, or a point of a series, in folded words."""

    register: str
    id: str
    title: str
    pages: frozenset[str]
    days: tuple[str, ...]
    actor: tuple[str, ...] = ()
    recipient: tuple[str, ...] = ()
    place: str = ""
    about: str = ""
    acts: frozenset[str] = frozenset()
    states: frozenset[str] = frozenset()
    stance: str | None = None
    values: frozenset[tuple[float | None, float | None]] = frozenset()
    measure: str = ""
    scope: str = ""
    source: tuple[str, ...] = ()


@dataclass
class Matched:
    """Which expected row is which row of the record; by position in the two lists."""

    pairs: dict[int, int] = field(default_factory=dict)
    merged: dict[int, int] = field(default_factory=dict)
    split: dict[int, int] = field(default_factory=dict)


def measure() -> Score:
    rows = answers()
    found = found_in(export("registers", EXAMPLES / "pages", published(EXAMPLES / "meta.csv")))
    return score(rows, found, match(rows, found))


def answers() -> list[Row]:
    """The expected rows."""
    rows: list[Row] = json.loads(ANSWERS.read_text(encoding="utf-8"))["rows"]
    return rows


def score(rows: Sequence[Row], found: Sequence[Found], matched: Matched) -> Score:
    """Shares by register and over all."""
    tallies: dict[str, Counter[str]] = defaultdict(Counter)
    for n, row in enumerate(rows):
        for name in ("all", row["register"]):
            tally = tallies[name]
            if not row.get("optional"):
                tally["expected"] += 1
                tally["found"] += n in matched.pairs
                tally["merged"] += n in matched.merged
                if n in matched.pairs:
                    for what, right in judged(row, found[matched.pairs[n]]).items():
                        tally[f"{what}|of"] += 1
                        tally[what] += right
    known = set(matched.pairs.values())
    for n, one in enumerate(found):
        for name in ("all", one.register):
            tallies[name]["rows"] += 1
            tallies[name]["expected rows"] += n in known
            tallies[name]["split"] += n in matched.split
    result: Score = {}
    for name, tally in tallies.items():
        shares = {k[:-3]: f"{tally[k[:-3]]}/{tally[k]}" for k in tally if k.endswith("|of")}
        result[name] = {
            "recall": f"{tally['found']}/{tally['expected']}",
            "precision": f"{tally['expected rows']}/{tally['rows']}",
            **shares,
            "split": tally["split"],
            "merged": tally["merged"],
        }
    return result


def match(rows: Sequence[Row], found: Sequence[Found]) -> Matched:
    """Each expected row with the case that fits it best; rows that may be left out get what the others leave."""
    matched = Matched()
    likely: list[tuple[bool, float, int, int]] = []
    for n, row in enumerate(rows):
        for m, one in enumerate(found):
            weight = fits(row, one)
            if weight is not None:
                likely.append((bool(row.get("optional")), -weight, n, m))
    taken: dict[int, int] = {}
    for _, _, n, m in sorted(likely):
        if n not in matched.pairs and m not in taken:
            matched.pairs[n] = m
            taken[m] = n
    for optional, _, n, m in sorted(likely):
        if not optional and n not in matched.pairs and m in taken:
            matched.merged.setdefault(n, m)
        elif not optional and m not in taken:
            matched.split.setdefault(m, n)
    return matched


def fits(row: Row, one: Found) -> float | None:
    """How well a row of the record fits an expected one; null where it cannot be the same."""
    pages = frozenset(row["pages"])
    if row["register"] != one.register or not pages & one.pages:
        return None
    weight = len(pages & one.pages) / len(pages | one.pages)
    if "measure" in row:
        if (
            one.measure not in (row["measure"], *row.get("measure_or", []))
            or (row["low"], row["high"]) not in one.values
        ):
            return None
        return weight + sum(judged(row, one).values()) / 4
    actor, recipient = row.get("actor", []), row.get("recipient", [])
    words = row.get("about", [])
    hits = sum(f" {fold(w)} " in f" {one.about} " for w in words)
    register, right = row["register"], judged(row, one)
    if register == "ground-events":
        years = {year for day in one.days for year in re.findall(r"\d{4}", day)}
        if row.get("day") and years and row["day"][:4] not in years:
            return None
        if (hits > 0) + right.get("act", False) + right.get("place", False) < 2 - ("act" not in row):
            return None
    elif words and not hits:
        return None
    if register in ("positions", "restrictions") and actor and not _named(actor, one.actor):
        return None
    if register == "meetings":
        sides = (*one.actor, *one.recipient)
        if any(side and not _named(side, sides) for side in (actor, recipient)):
            return None
    return weight + hits / 4 + sum(right[k] for k in ("parties", "day", "act", "value") if k in right)


def judged(row: Row, one: Found) -> dict[str, bool]:
    """What is right in a row of the record, by the expected one."""
    right: dict[str, bool] = {}
    if row.get("place"):
        right["place"] = _named([row["place"], *row.get("place_or", [])], [one.place])
    if "measure" in row:
        right["scope"] = one.scope in (row["scope"], *row.get("scope_or", []))
        if row["as_of"]:
            right["day"] = any(day.startswith(row["as_of"]) for day in one.days)
        right["source"] = _named(row["source"], one.source) if row["source"] else not one.source
        right["pages"] = frozenset(row["pages"]) == one.pages
        return right
    actor, recipient = row.get("actor", []), row.get("recipient", [])
    if row["register"] == "meetings":
        right["parties"] = True  # both are named, or it were not this row's case
    elif row["register"] == "docket":
        right["parties"] = all(_named([name], one.actor) for name in actor)
    elif actor or recipient:
        right["parties"] = (not actor or _named(actor, one.actor)) and (
            not recipient or _named(recipient, one.recipient)
        )
    if row.get("states"):
        right["states"] = frozenset(row["states"]) == one.states
    if row.get("stance"):
        right["stance"] = row["stance"] == one.stance
    if row.get("act"):
        right["act"] = bool(one.acts & {row["act"], *row.get("act_or", [])})
    if row.get("day"):
        right["day"] = any(day.startswith(row["day"]) for day in one.days)
    if row.get("value"):
        right["value"] = tuple(row["value"][:2]) in one.values
    right["pages"] = frozenset(row["pages"]) == one.pages
    return right


def _named(names: Iterable[str], words: Iterable[str]) -> bool:
    """Whether one of the names stands in, or holds, one of the words."""
    held = [f" {w} " for w in words if w]
    return any(f" {fold(n)} " in w or w in f" {fold(n)} " for n in names for w in held)


def found_in(exported: Path) -> list[Found]:
    """The cases and the points of series of an export."""
    rows = list(read_rows(exported))
    by_id = {row["id"]: row for row in rows if "id" in row}
    paths = {row["id"]: row["page"]["paths"] for row in rows if row["kind"] == "report"}

    def pages(findings: Iterable[str]) -> frozenset[str]:
        return frozenset(path for f in findings for path in paths[by_id[f]["report"]])

    found: list[Found] = []
    for row in rows:
        if row["kind"] == "case":
            found.append(_case(row, by_id, pages([f for h in row["history"] for f in h["findings"]])))
        elif row["kind"] == "series" and row["measure"] in TOLLS | DISPLACEMENT:
            for point in row["points"]:
                figures = [by_id[f] for f in point["figures"]]
                found.append(
                    Found(
                        register="tolls" if row["measure"] in TOLLS else "displacement",
                        id=row["id"],
                        title=f"{row['measure']} {point['low']}-{point['high']} ({figures[0]['text']})",
                        pages=pages(point["figures"]),
                        days=tuple(d for d in (_day(point["as_of"]), row["episode"] or "") if d),
                        place=fold(row["place"] or ""),
                        values=frozenset([(point["low"], point["high"])]),
                        measure=row["measure"],
                        scope=row["scope"],
                        source=tuple(_words(f["source"]) for f in figures if f["source"]),
                    )
                )
    return found


def _case(row: Row, by_id: dict[str, Row], pages: frozenset[str]) -> Found:
    findings = [by_id[f] for h in row["history"] for f in h["findings"]]
    roles = row["roles"]
    figures = [by_id[f] for f in row["figures"]]
    told = [_words(entry) for entries in roles.values() for entry in entries]
    acts = {f["subtype"] for f in findings if f["kind"] == "event" and f["subtype"]}
    # The title of a ground event begins with the kind of act, with what the attack was in brackets.
    acts |= set(fold(row["title"].split(",")[0]).split()) if row["register"] == "ground-events" else set()
    return Found(
        register=row["register"],
        id=row["id"],
        title=row["title"],
        pages=pages,
        days=tuple(filter(None, [_day(row["when"]), *(_day(h["date"]) for h in row["history"])])),
        actor=tuple(_words(e) for e in roles["actor"]),
        recipient=tuple(_words(e) for role in ("recipient", "body") for e in roles[role]),
        place=fold(" ".join([row["place"] or ""])),
        about=" | ".join([*told, fold(row["issue"] or ""), *(fold(f["text"]) for f in findings)]),
        acts=frozenset(acts),
        states=frozenset(h["status"] for h in row["history"]),
        stance=row["stance"],
        values=frozenset((f["low"], f["high"]) for f in figures),
    )


def _words(entry: Row) -> str:
    return fold(" ".join(dict.fromkeys(str(entry[k]) for k in ("name", "description", "text") if entry.get(k))))


def _day(date: Row | None) -> str:
    return (date["edtf"] or "").rstrip("?") if date else ""


def mark(rows: Sequence[Row], found: Sequence[Found], matched: Matched) -> list[Row]:
    """The expected rows with ``missed`` where no row of the record is theirs, and ``wrong``: what is not right."""
    made = []
    for n, row in enumerate(rows):
        kept = {k: v for k, v in row.items() if k not in ("missed", "wrong", "why")}
        if n in matched.pairs:
            wrong = sorted(k for k, right in judged(row, found[matched.pairs[n]]).items() if not right)
            kept |= {"wrong": wrong} if wrong and not row.get("optional") else {}
        elif not row.get("optional"):
            kept |= {"missed": True, "why": row.get("why", "unknown")}
        made.append(kept)
    return made


def _main(arguments: Sequence[str]) -> None:
    rows = answers()
    found = found_in(export("registers", EXAMPLES / "pages", published(EXAMPLES / "meta.csv")))
    matched = match(rows, found)
    if "--mark" in arguments:
        lines = ",\n".join(" " + json.dumps(row, ensure_ascii=False) for row in mark(rows, found, matched))
        ANSWERS.write_text('{\n"rows": [\n' + lines + "\n]\n}\n", encoding="utf-8")
    if "--list" in arguments:
        for n, row in enumerate(rows):
            if n in matched.pairs:
                one = found[matched.pairs[n]]
                wrong = [k for k, right in judged(row, one).items() if not right]
                if not row.get("optional"):
                    print("found ", row["register"], _short(row), "=", one.title, wrong or "")
            elif not row.get("optional"):
                print("missed", row["register"], _short(row), "(merged)" if n in matched.merged else "")
        known = set(matched.pairs.values())
        for m, one in enumerate(found):
            if m not in known:
                print("split " if m in matched.split else "extra ", one.register, one.title)


def _short(row: Row) -> str:
    return " ".join(
        str(row[k]) for k in ("actor", "recipient", "about", "measure", "low", "high", "place") if row.get(k)
    )


if __name__ == "__main__":
    _main(sys.argv[1:])
