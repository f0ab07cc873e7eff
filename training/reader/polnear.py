"""PolNeAR's standoff files (Newell et al. 2018) as articles with attributions."""

from __future__ import annotations

import re
import tarfile
from dataclasses import dataclass
from pathlib import Path

Span = tuple[int, int]
ROLES = ("Source", "Cue", "Content")


@dataclass(frozen=True, slots=True)
class Attribution:
    """Spans of one attribution, in code points of the article's text."""

    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Article:
    """A text and its attributions by one annotator."""

    name: str
    text: str
    attributions: tuple[Attribution, ...]


def unpacked(data: Path, scratch: Path, name: str = "polnear") -> Path:
    """The folder of a set, unpacked below ``scratch`` from the shared ``data`` where it is not there yet."""
    folder = scratch / name
    if not folder.is_dir():
        with tarfile.open(data / f"{name}.tar.gz") as archive:
            if hasattr(tarfile, "data_filter"):
                archive.extractall(scratch, filter="data")
            else:  # Python before 3.11.4
                archive.extractall(scratch)
    return folder


def read_articles(split: Path) -> list[Article]:
    """The articles of a split's folder, by name; of several annotators the first."""
    articles = []
    for file in sorted((split / "text").glob("*.txt")):
        with open(file, encoding="utf-8", newline="") as stream:
            text = stream.read()
        annotations = sorted(
            a for a in (split / "attributions").glob("*.ann") if a.name.rpartition("_")[0] == file.stem
        )
        if annotations:
            articles.append(Article(file.stem, text, _attributions(annotations[0])))
    return articles


def _attributions(file: Path) -> tuple[Attribution, ...]:
    spans: dict[str, list[Span]] = {}
    events = []
    for line in file.read_text(encoding="utf-8").splitlines():
        if match := re.match(r"(T\d+)\t(\S+) ([\d ;]+)", line):
            parts = [part.split() for part in match[3].split(";")]
            spans[match[1]] = [(int(a), int(b)) for a, b in parts]
        elif match := re.match(r"E\d+\t(.*)", line):
            events.append([part.split(":", 1) for part in match[1].split()])
    found = []
    for event in events:
        # A role's number (``Content2``) only tells its parts apart.
        by_role = {
            role: tuple(sorted(s for name, t in event if name.rstrip("0123456789") == role for s in spans.get(t, ())))
            for role in ROLES
        }
        found.append(Attribution(by_role["Source"], by_role["Cue"], by_role["Content"]))
    return tuple(found)
