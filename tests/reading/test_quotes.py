from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportedly.reading.quotes import quotations


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('He said "yes" and "no".', ['"yes"', '"no"']),
        ("He said “a ‘bad’ day” twice.", ["“a ‘bad’ day”"]),
        ("He said ‘five points’ were agreed.", ["‘five points’"]),
        ("The ministers' plan wasn't theirs.", []),
        ("„Ja“, «oui» and »nein«.", ["„Ja“", "«oui»", "»nein«"]),
        ("Alone: »nein«.", ["»nein«"]),
        ("''Doubled,'' she said.", ["''Doubled,''"]),
        ("He said: “It is open", ["“It is open"]),
        ("", []),
    ],
)
def test_quotations(text: str, expected: list[str]) -> None:
    assert [text[slice(*q.span)] for q in quotations(text, (0, len(text)))] == expected


def test_open_quotation_says_so() -> None:
    (quote,) = quotations("He said: “It is open", (0, 20))
    assert not quote.closed


@given(st.text(alphabet="ab .,\"'“”‘’«»„`\n"))
def test_quotations_do_not_overlap(text: str) -> None:
    spans = [q.span for q in quotations(text, (0, len(text)))]
    assert all(0 <= a < b <= len(text) for a, b in spans)
    assert all(b <= c for (_, b), (c, _) in pairwise(spans))
