from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "reading"))
from made_reports import report

from reportedly.actors.voices import author_of


@pytest.mark.parametrize(
    ("end", "author"),
    [
        ("Mara Tolin is senior editor at the Quist Post.", "Mara Tolin"),
        ("Mara J. Tolin, a retired pilot in Port Sol, is a fellow with the Tide Project.", "Mara J. Tolin"),
        ("Mara Tolin is tired.", None),
    ],
)
def test_author_at_the_end(end: str, author: str | None) -> None:
    assert author_of(report(f"I think that it will rain.\n\n{end}")) == author


def test_byline_goes_first_and_two_authors_are_not_one() -> None:
    made = report("It rained.\n\nMara Tolin is senior editor at the Quist Post.")
    assert author_of(replace(made, byline=("Ivo Berek",))) == "Ivo Berek"
    assert author_of(replace(made, byline=("Ivo Berek", "Mara Tolin"))) is None
