"""What cases are made of, in the order in which they are made, and as many actors as are needed."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from made_cases import make_collation
from made_values import TEXT, make_all

from reportedly.collation.scenes import place_of
from reportedly.record import case_rows, collated, open_record
from reportedly.types import Collation, Published


def test_reports_come_by_day_and_undated_ones_last(tmp_path: Path) -> None:
    days = [("d.txt", None), ("c.txt", "2031-05-02"), ("b.txt", "2031-05-03"), ("a.txt", "2031-05-03")]
    with open_record(tmp_path / "bay.db", create=True) as record:
        for path, day in days:
            page, report, findings, actors = make_all(path, TEXT + path)
            record.add(page, replace(report, published=Published(day, day, day)), findings, actors)
        ordered = list(record.entries_by_day())
        assert [report.page.path for report, _ in ordered] == ["c.txt", "a.txt", "b.txt", "d.txt"]
        assert ordered == sorted(record.entries(), key=lambda entry: place_of(entry[0]))  # as cases must have them


@pytest.mark.parametrize("held", [1, 20_000])
def test_actors_are_found_by_id_whatever_is_in_memory(tmp_path: Path, monkeypatch, held: int) -> None:
    monkeypatch.setattr(collated, "_HELD", held)
    with open_record(tmp_path / "bay.db", create=True) as record:
        record.add(*make_all())
        expected = list(record.actors())
        assert len(expected) == 2
        actors = record.actors_by_id()
        assert list(actors.values()) == expected
        assert list(actors) == sorted(actors)
        assert len(actors) == len(expected)
        actors.bring([expected[0].id, expected[-1].id, "a-none"])
        assert [actors[actor.id] for actor in reversed(expected)] == expected[::-1]
        assert "a-none" not in actors
        assert actors.get("a-none") is None
        with pytest.raises(KeyError):
            actors["a-none"]
        assert record.actors_of(["a-none", expected[1].id, expected[0].id]) == expected[:2]


def test_cases_are_written_some_at_a_time(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setattr(case_rows, "_AT_ONCE", 2)
    case, series = make_collation().cases[0], make_collation().series[0]
    several = tuple(replace(case, id=f"c-{n:016}") for n in range(5))
    more = tuple(replace(series, id=f"x-{n:016}") for n in range(3))
    with open_record(tmp_path / "bay.db", create=True) as record:
        record.add(*make_all())
        record.replace_cases(Collation(iter(several), iter(more)))
        assert tuple(record.cases()) == several
        assert tuple(record.series()) == more
