"""What the making of cases sets aside comes back in its order, whatever is in memory and whatever on disk."""

from __future__ import annotations

from collections import deque
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made_stories import Story, known_actors
from test_collate import all_stories, jets

from reportedly.collation import cases, spool
from reportedly.collation.claims import Claim
from reportedly.collation.collate import collate, collating
from reportedly.collation.spool import Spool
from reportedly.errors import ReportedlyError
from reportedly.types import Joined


def claim(at: int = 0, finding: str = "e-1", path: str = "a.txt", **more: object) -> Claim:
    made = Claim("positions", "position", "r-1", (finding,), ("2031-05-06", path, "r-1", 0, at, finding), (), "for",
                 None, None)  # fmt: skip
    return replace(made, **more)


def test_a_case_keeps_its_first_and_its_latest_claims_at_hand():
    with Spool() as made:
        number = made.begin("positions", "c-1")
        several = [claim(n) for n in range(9)]
        for one in several:
            made.add_member(number, one)
        made.add_join(number, Joined("e-2", "e-1", "same words"))
        assert made.ends(number, 3) == [several[0], *several[-3:]]
        assert made.ends(number, 8) == made.ends(number, 9) == several
        assert list(made.cases_begun(["positions", "docket"])) == [several]
        assert list(made.cases_begun(["docket"])) == []
        assert list(made.cases_by_id()) == [("c-1", several, [Joined("e-2", "e-1", "same words")])]
        assert made.begin("positions", "c-1") is None
        assert made.begin("transfers", "c-2") != number


def test_touches_are_told_latest_first_however_often_a_case_was_touched():
    with Spool() as made:
        for number in (1, 2, 1, 3):
            made.touch("arms", number)
        made.touch("other", 9)
        assert made.touched("arms", 3) == [3, 1, 2]
        assert made.touched("arms", 9) == [3, 1, 2, 1]
        assert made.touched("nothing", 9) == []


places = st.tuples(st.integers(0, 3), st.sampled_from(["e-1", "e-2"]), st.sampled_from("ab"), st.booleans())


@settings(deadline=None, max_examples=50)
@given(st.lists(places))
def test_stands_come_in_the_order_of_their_reports_and_those_of_cases_first(several):
    made = [(claim(at, finding, path, topic=str(n)), stated) for n, (at, finding, path, stated) in enumerate(several)]
    with Spool() as held:
        for one, stated in made:
            held.add_stand(one, stated=stated)
        assert list(held.stands()) == [one for one, _ in sorted(made, key=lambda m: (m[0].order, m[1]))]


def many() -> list[Story]:
    later = [
        jets(f"{n}.txt", f"2031-07-{1 + n % 28:02}", 1e6 * (n % 7 + 1), f"${n % 7 + 1}-million") for n in range(40)
    ]
    return [*all_stories(), *later]


def test_what_is_in_memory_changes_nothing(monkeypatch):
    stories = many()
    actors = known_actors(*stories)
    expected = collate([s.entry() for s in stories], actors)
    monkeypatch.setattr(cases, "_HELD", 1)
    monkeypatch.setattr(spool, "_CACHE", 0.001)
    assert collate([s.entry() for s in stories], actors) == expected
    assert len(expected.cases) > 9


def test_reports_out_of_order_are_refused():
    later, earlier = jets("b.txt", "2031-05-07").entry(), jets("a.txt", "2031-05-06").entry()
    with pytest.raises(ValueError, match=r"a\.txt: a report that comes too late"), collating([later, earlier], {}):
        pass


def test_no_room_for_temporary_files_is_told():
    with Spool() as made:
        made._do("PRAGMA max_page_count = 60")
        number = made.begin("positions", "c-1")
        long = claim(issue="x" * 1000)
        with pytest.raises(ReportedlyError, match=r"cases cannot be made: .* full .*TMPDIR"):
            deque(made.add_member(number, long) for _ in range(1000))
