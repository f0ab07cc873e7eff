"""Days as pages write them."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportedly.reports.days import days_in, first_day


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2012-02-02T10:00:00Z", "2012-02-02"),
        ("2022-5-5 22:17:36", "2022-05-05"),
        ("Thu, 02 Feb 2012 10:00:00 GMT", "2012-02-02"),
        ("Tue Feb 20 2018 01:00:00", "2018-02-20"),
        ("2 February 2012", "2012-02-02"),
        ("February 2nd, 2012", "2012-02-02"),
        ("2. Februar 2012", "2012-02-02"),
        ("2 de febrero de 2012", "2012-02-02"),
        ("1er août 2020", "2020-08-01"),
        ("5 maggio 2021", "2021-05-05"),
        ("3 listopada 2020", "2020-11-03"),
        ("7 лютого 2021", "2021-02-07"),
        ("9 мая 2021", "2021-05-09"),
        ("02.02.2012, 14:05", "2012-02-02"),
        ("2012年2月3日", "2012-02-03"),
        ("02.02.12, 14:05", "2012-02-02"),
        ("13/02/2012", "2012-02-13"),
        ("02/13/2012", "2012-02-13"),
        ("at noon", None),
        ("31.02.2012", None),
        ("Room 2012-13", None),
        ("28.09.1912:44", None),
    ],
)
def test_first_day(text: str, day: str | None) -> None:
    assert first_day(text) == day


def test_the_language_decides_between_day_and_month() -> None:
    assert first_day("03/02/2012", "de") == "2012-02-03"
    assert first_day("03/02/2012", "en-GB") == "2012-02-03"
    assert first_day("03/02/2012", "en-US") == "2012-03-02"
    assert not days_in("03/02/2012")[0].sure
    assert days_in("13/02/2012")[0].sure


def test_places_of_the_days() -> None:
    text = "Published 2 May 2019, updated 2019-05-04"
    assert [(d.day, text[d.start : d.end]) for d in days_in(text)] == [
        ("2019-05-02", "2 May 2019"),
        ("2019-05-04", "2019-05-04"),
    ]


@given(st.dates(min_value=date(1900, 1, 1), max_value=date(2099, 12, 31)))
def test_every_day_is_read_in_several_forms(day: date) -> None:
    for form in ("%Y-%m-%d", "%d %B %Y", "%B %d, %Y", "%d.%m.%Y"):
        assert first_day(day.strftime(form)) == day.isoformat()


@given(st.text(alphabet="0123456789-/. abcfeMay年月日", max_size=80))
def test_any_text_gives_days_that_exist(text: str) -> None:
    for found in days_in(text):
        assert date.fromisoformat(found.day).isoformat() == found.day
        assert 0 <= found.start < found.end <= len(text)
