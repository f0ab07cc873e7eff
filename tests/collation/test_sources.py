from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st
from made_stories import AGENCY, Story

from reportedly.collation.sources import count_sources, label_of_words, labels_of


def test_a_report_speaks_for_its_agency_else_its_outlet_else_its_site_else_itself():
    report = Story("Nothing.").report
    page = replace(report.page, url="https://www.lull.example/a?b")
    assert labels_of(replace(report, credits=(AGENCY,), outlet="Lull Post", page=page)) == {"agency:halden press"}
    assert labels_of(replace(report, outlet="Lull Post", page=page)) == {"outlet:lull post"}
    assert labels_of(replace(report, page=page)) == {"site:lull.example"}
    assert labels_of(report) == {f"page:{report.page.sha256}"}


def test_sources_are_connected_components():
    assert count_sources([frozenset("ab"), frozenset("bc"), frozenset("d")]) == 2
    assert count_sources([frozenset(), frozenset("a")]) == 1
    assert count_sources([frozenset()]) is None
    assert count_sources([]) is None


def test_few_words_are_no_copy():
    assert label_of_words("He was killed.") is None
    long = "Three boats left the harbour of Lull on Monday."
    assert label_of_words(long) == label_of_words(long.replace(" ", "\n")) is not None


@given(st.lists(st.frozensets(st.sampled_from("abcdef"), max_size=3), max_size=8), st.randoms())
def test_the_order_of_claims_does_not_matter(labels, random):
    other = list(labels)
    random.shuffle(other)
    assert count_sources(other) == count_sources(labels)
    assert (count_sources(labels) or 0) <= len([g for g in labels if g])
