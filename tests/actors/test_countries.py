from __future__ import annotations

import pytest

from reportedly.actors.countries import country_named, country_of, government_named, name_in


@pytest.mark.parametrize(
    ("words", "code"), [("Peru", "PER"), ("the U.S.", "USA"), ("Britain's", "GBR"), ("DR Congo", "COD")]
)
def test_country_named(words: str, code: str) -> None:
    row = country_named(words)
    assert row is not None
    assert row.code == code


@pytest.mark.parametrize(("words", "code"), [("Damascus", "SYR"), ("the Kremlin", "RUS"), ("Washington", "USA")])
def test_government_named(words: str, code: str) -> None:
    row = government_named(words)
    assert row is not None
    assert row.code == code


@pytest.mark.parametrize("words", ["Tovenburg", "the White House", "", "Tolin"])
def test_no_government(words: str) -> None:
    assert government_named(words) is None


def test_country_of_needs_one_country() -> None:
    row = country_of("Peruvian Foreign Minister")
    assert row is not None
    assert row.code == "PER"
    assert country_of("talks of Peru and Chad") is None
    assert country_of("the harbour master") is None


def test_name_in_is_the_reports_own() -> None:
    row = country_named("UK")
    assert row is not None
    assert name_in(row, "The UK and Britain agreed.") == "Britain"
    assert name_in(row, "Nobody else.") == "United Kingdom"
