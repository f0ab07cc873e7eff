"""Lines of articles from press databases: labels, credits, and whatever a page may hold."""

import hashlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportedly.pages import factiva, nexis
from reportedly.pages.press_rows import Row
from reportedly.reports.article import make_report
from reportedly.types import Page

TAGGED = """HD  Mill in Velm shut
BY  By Ana Sol
CR  Merrow Wire
WC  40 words
PD  2 March 2031
SN  The Orvast Herald
LA  English
CY  (c) 2031 The Orvast Herald

LP
VELM (Merrow Wire) - The mill in Velm was shut on Friday, the mayor said.

TD
"IN  short, it is over," she said.

RE  velm : Velm
AN  Document ORVHE00020310302e7320001a
"""


def page(text, layout, **said):
    raw = text.encode()
    return Page("x.txt#1", raw, hashlib.sha256(raw).hexdigest(), "text/plain", given={"layout": layout, **said})


def words(report, spans):
    return [report.text[a:b] for a, b in spans]


def test_names_of_fields_are_set_aside_and_their_values_are_what_they_are():
    report = make_report(page(TAGGED, "factiva", title="Mill in Velm shut", byline="Ana Sol"))
    assert report.text == TAGGED
    assert words(report, [report.title_span]) == ["Mill in Velm shut"]
    assert words(report, report.body) == [
        "VELM (Merrow Wire) - The mill in Velm was shut on Friday, the mayor said.",
        '"IN  short, it is over," she said.',
    ]
    assert words(report, [c.span for c in report.credits]) == ["Merrow Wire", "(Merrow Wire)"]
    aside = " ".join(words(report, report.set_aside))
    for name in ("HD", "BY", "By Ana Sol", "CR", "40 words", "LP", "TD", "RE  velm : Velm", "Document ORVHE"):
        assert name in aside


def test_a_title_that_was_given_by_hand_changes_no_other_line():
    first = make_report(page(TAGGED, "factiva", title="Mill in Velm shut"))
    second = make_report(page(TAGGED, "factiva", title="A mill closes"))
    assert (second.title, second.body, second.title_span) == ("A mill closes", first.body, first.title_span)


@pytest.mark.parametrize("layout", ["nexis", "nexis-uni", "factiva", "unknown"])
def test_a_page_that_has_nothing_of_its_layout_is_read_like_any_other(layout):
    text = "Mill in Velm shut\n\n" + "The mayor of Velm said on Friday that the mill in the valley had been shut. " * 8
    report = make_report(page(text, layout))
    assert "had been shut" in " ".join(words(report, report.body))


KNOWN = """
HD
HD  Mill shut
SE World
BY  By Ana Sol
WC 40 words
40 words
1,200 Wörter
2 March 2031
March 2, 2031 Sunday
PD  2 March 2031
10:15
SN  Herald
Orvast Herald
ORVHE
English
LA  English
(c) 2031 Herald
Copyright 2031 Herald
All Rights Reserved
LP
TD
IN
RE  velm
Document ORVHE00020310302e7320001a
AN Document ORVHE00020310302e7320001a
1 of 2 DOCUMENTS
Dokument 1 von 2
SECTION: A
LENGTH: 40 words
BYLINE: Ana Sol
BYLINE:
HEADLINE: Mill
HEADLINE:
BODY:
BODY: It is shut.
Body
LOAD-DATE: March 3, 2031
LANGUAGE: ENGLISH
SUBJECT: MILLS (90%)
GRAPHIC: A mill
Graphic
Classification
Load-Date: March 3, 2031
End of Document
Job Number: 12
1. Mill shut
Page 1 of 2
"""
LINE = st.one_of(
    st.sampled_from(KNOWN.strip().splitlines()),
    st.text(max_size=40),
    st.sampled_from(["The mill in the valley was shut on Friday, the mayor said.", '"It is over," she said.']),
)
ROW = st.builds(
    Row, LINE.map(str.strip).filter(bool), st.integers(0, 3), st.sampled_from([None, None, None, "title", "body"])
)


@settings(max_examples=150, deadline=None)
@given(st.lists(ROW, max_size=30), st.one_of(st.none(), LINE))
def test_every_row_has_a_role_that_begins_inside_it(rows, title):
    for press in (factiva.LAYOUT, nexis.OLDER, nexis.UNI):
        starts = press.starts(rows)
        assert starts == sorted(set(starts))
        assert all(0 <= start < len(rows) for start in starts)
        for start in [0, *starts]:
            article = press.read(rows[start:], title)
            assert len(article.roles) == len(rows) - start
            assert all(0 <= at < len(row.text) for row, (_, at) in zip(rows[start:], article.roles, strict=True))
            assert all(article.fields.values())


@settings(max_examples=60, deadline=None)
@given(st.lists(LINE, min_size=1, max_size=30), st.sampled_from(["factiva", "nexis", "nexis-uni"]))
def test_every_line_of_a_page_is_in_one_part(lines, layout):
    text = "\n".join(lines)
    if not text.strip():
        return
    report = make_report(page(text.encode("utf-8", "replace").decode(), layout))
    parts = [*report.body, *report.set_aside, *report.captions, *(c.span for c in report.credits if c.span)]
    parts += [report.title_span] if report.title_span else []
    covered = {i for a, b in parts for i in range(a, b)}
    assert all(i in covered or ch.isspace() or not ch.isprintable() for i, ch in enumerate(report.text))
