"""Every place of a text is found again after names in it were replaced."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from reportedly.masking.edits import Edits, arranged

TEXT = "Lena Orvast met Pavel Drim."
EDITS = Edits([(0, 11, "P1"), (16, 26, "Person 2")])
NOW = "P1 met Person 2."


def test_what_stands_between_and_around_moves():
    assert EDITS.words(TEXT, (0, len(TEXT))) == NOW
    for words in (" met ", "met", "."):
        start = TEXT.index(words)
        a, b = EDITS.span((start, start + len(words)))
        assert NOW[a:b] == words == EDITS.words(words, (start, start + len(words)))


def test_a_span_that_touches_a_name_holds_all_that_stands_for_it():
    for span in [(0, 4), (5, 11), (0, 11), (3, 7)]:
        assert EDITS.span(span) == (0, 2)
        assert EDITS.words(TEXT[slice(*span)], span) == "P1"
    for span in [(5, 18), (0, 26), (2, 17)]:  # two names in one
        a, b = EDITS.span(span)
        assert NOW[a:b] == "P1 met Person 2" == EDITS.words(TEXT[slice(*span)], span)
    assert EDITS.span((12, 18)) == (3, 15)


def test_a_span_of_nothing_stays_one():
    assert EDITS.span((13, 13)) == (4, 4)
    assert EDITS.span((5, 5)) == (0, 0)
    assert EDITS.words("", (5, 5)) == ""


def test_parts_that_shared_a_name_stay_apart():
    assert EDITS.spans(((0, 4), (5, 11), (12, 15))) == ((0, 2), (3, 6))
    assert EDITS.parted([((0, 7), "Lena Or"), ((8, 15), "ast met")]) == [((0, 2), "P1"), ((2, 6), " met")]


def test_overlaps_and_borders():
    made = arranged([(0, 11, "A"), (5, 11, "B"), (9, 15, "C"), (16, 26, "D")], {21, 22}, TEXT)
    assert made.changes == ((0, 11, "A"), (12, 15, " C"), (16, 21, "D"), (22, 26, "D"))


@given(st.data())
def test_spans_and_their_words_agree(data):
    text = data.draw(st.text(alphabet="ab \n", min_size=1, max_size=60))
    places = st.integers(0, len(text))
    cuts = sorted(set(data.draw(st.lists(places, max_size=12))))
    changes = [
        (a, b, data.draw(st.text(alphabet="XY", max_size=4))) for a, b in zip(cuts[::2], cuts[1::2], strict=False)
    ]
    edits = Edits(changes)
    now = edits.words(text, (0, len(text)))
    last = (0, 0)
    for span in sorted(tuple(sorted(data.draw(st.tuples(places, places)))) for _ in range(6)):
        a, b = edits.span(span)
        assert 0 <= a <= b <= len(now)
        assert now[a:b] == edits.words(text[slice(*span)], span)
        assert last[0] <= a  # the order of spans stays
        last = (a, b)
    pieces = [((a, b), text[a:b]) for a, b in pairwise(cuts)]
    end = 0
    for (a, b), words in edits.parted(pieces):
        assert end <= a <= b
        assert now[a:b] == words
        end = b
