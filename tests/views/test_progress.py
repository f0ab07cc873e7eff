"""The lines of a build's progress: how far it is, where that is known."""

from __future__ import annotations

import io

import pytest

from reportedly.building import Summary
from reportedly.views import progress


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    now = [0.0]
    monkeypatch.setattr(progress.time, "monotonic", lambda: now[0])
    return now


def told(clock: list[float], steps: list[tuple[int, int]]) -> list[str]:
    """What is printed where a step takes eleven seconds."""
    stream = io.StringIO()
    with progress.progress_to(stream) as update:
        assert update
        for done, total in steps:
            clock[0] += 11
            update(done, total, Summary())
    return stream.getvalue().splitlines()


def test_a_folder_of_pages(clock: list[float]) -> None:
    assert told(clock, [(11, 44), (22, 44), (44, 44)]) == [
        "11 of 44 pages, 1.0 a second, about 33 s left",
        "22 of 44 pages, 1.0 a second, about 22 s left",
    ]


def test_what_is_in_an_archive_is_not_known_beforehand(clock: list[float]) -> None:
    assert told(clock, [(11, 12), (22, 40), (33, 41), (44, 44)]) == [
        "11 of 12 pages, 1.0 a second, about 1 s left",
        "22 pages, 1.0 a second",
        "33 pages, 1.0 a second",
        "44 pages, 1.0 a second",
    ]


def test_standard_input_that_is_read_page_by_page(clock: list[float]) -> None:
    assert told(clock, [(1, 1), (2, 2), (3, 3)]) == ["2 pages, 0.1 a second", "3 pages, 0.1 a second"]


def test_a_bar_of_what_is_not_known(clock: list[float]) -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    stream = Terminal()
    with progress.progress_to(stream) as update:
        assert update
        for done in range(1, 4):
            clock[0] += 1
            update(done, done, Summary())
    assert "3/?" in stream.getvalue()
    with progress.progress_to(stream, quiet=True) as update:
        assert update is None
