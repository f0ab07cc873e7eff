"""Attributions against an annotator's, counted as the shared scorer counts them."""

from __future__ import annotations

from training.reader.compare import compare, counts_of, right_ones
from training.reader.polnear import Article, Attribution, Span

TEXT = "Rebels, who fled, said the town had fallen. Its mayor denied it again and again."


def spans(*words: str) -> tuple[Span, ...]:
    return tuple((TEXT.index(w), TEXT.index(w) + len(w)) for w in words)


GOLD = (
    Attribution(spans("Rebels"), spans("said"), spans("the town had fallen")),
    Attribution(spans("Its mayor"), spans("denied"), spans("it again and again")),
)
ARTICLE = Article("a", TEXT, GOLD)


def test_what_is_the_same_is_right() -> None:
    whole = {"precision": 1.0, "recall": 1.0, "f1": 1.0}
    names = ("source", "cue", "content", "attribution")
    assert compare([ARTICLE], {"a": GOLD}) == dict.fromkeys(names, whole)
    assert [right for _, right in right_ones(ARTICLE, GOLD)] == [True, True]


def test_words_are_counted_once_and_across_attributions() -> None:
    found = (Attribution(spans("Rebels, who fled"), spans("said"), spans("the town")), GOLD[0])
    counts = counts_of(ARTICLE, found)
    assert counts["source"] == (1, 2, 2)
    assert counts["cue"] == (1, 0, 1)
    assert counts["content"] == (4, 0, 4)


def test_half_of_the_content_and_a_word_of_the_source_make_it_right() -> None:
    half = Attribution(spans("Rebels, who fled"), (), spans("the town"))
    less = Attribution(spans("Rebels"), spans("said"), spans("fallen"))
    wide = Attribution(spans("Rebels"), spans("said"), spans("the town had fallen. Its mayor denied it"))
    other = Attribution(spans("Its mayor"), spans("said"), spans("the town had fallen"))
    nobody = Attribution((), spans("said"), spans("the town had fallen"))
    for one, right in ((half, True), (less, False), (wide, True), (other, False), (nobody, False)):
        assert [r for _, r in right_ones(ARTICLE, [one])] == [right]


def test_a_gold_attribution_is_found_once() -> None:
    assert [right for _, right in right_ones(ARTICLE, [GOLD[0], GOLD[0]])] == [True, False]
    assert counts_of(ARTICLE, [GOLD[0], GOLD[0]])["attribution"] == (1, 1, 1)


def test_an_attribution_without_words_in_its_content_is_none() -> None:
    comma = Attribution(spans("Rebels"), spans("said"), spans(","))
    assert right_ones(ARTICLE, [comma]) == []
    assert counts_of(ARTICLE, [comma])["attribution"] == (0, 0, 2)


def test_articles_are_added_up() -> None:
    result = compare([ARTICLE, Article("b", TEXT, GOLD)], {"a": GOLD, "b": ()})
    assert result["attribution"] == {"precision": 1.0, "recall": 0.5, "f1": 0.6667}
