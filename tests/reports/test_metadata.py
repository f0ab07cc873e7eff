"""What a web page says of itself."""

from __future__ import annotations

import hashlib
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportedly.errors import PageError
from reportedly.reports.html import parse
from reportedly.reports.markup import clean, read_markup
from reportedly.reports.metadata import Metadata, read_metadata
from reportedly.types import Page

_TEXT = "<p>The ferry left Port Kelvar before dawn with forty passengers, the harbour office said.</p>" * 3


def read(html: str, url: str | None = None) -> Metadata:
    raw = html.encode()
    return read_metadata(parse(html), Page("a.html", raw, hashlib.sha256(raw).hexdigest(), "text/html", url=url))


def page(head: str = "", body: str = "") -> str:
    return f"<html lang='en'><head>{head}</head><body>{body}{_TEXT}</body></html>"


def data(**fields: object) -> str:
    return f"<script type='application/ld+json'>{json.dumps(fields)}</script>"


def test_json_ld() -> None:
    found = read(
        page(
            data(
                **{"@context": "https://schema.org", "@type": "NewsArticle"},
                headline="Ferry leaves early",
                datePublished="2017-02-09T09:10:00+01:00",
                author=[{"@type": "Person", "name": "Ana Sol"}, {"@type": "Person", "name": "Ben Tor"}],
                publisher={"@type": "Organization", "name": "The Kelvar Post"},
            ),
            "<h1>Ferry leaves early</h1>",
        )
    )
    assert found.title == "Ferry leaves early"
    assert found.byline == ("Ana Sol", "Ben Tor")
    assert found.outlet == "The Kelvar Post"
    assert found.published == "2017-02-09"
    assert found.published_by == "JSON-LD datePublished: 2017-02-09T09:10:00+01:00"
    assert found.language == "en"


def test_a_graph_whose_author_is_a_reference() -> None:
    graph = [
        {"@type": ["Article", "NewsArticle"], "headline": "Ferry leaves early", "author": {"@id": "#ana"}},
        {"@type": "Person", "@id": "#ana", "name": "Ana Sol"},
    ]
    assert read(page(data(**{"@graph": graph}))).byline == ("Ana Sol",)


@pytest.mark.parametrize(
    "block",
    [
        '<!-- {"@type": "NewsArticle", "headline": "Ferry leaves early", "datePublished": "2017-02-09"} -->',
        '{"@type": "NewsArticle", "headline": "Ferry leaves early", "datePublished": "2017-02-09",}',
        '{"@type": "NewsArticle", "headline": "Ferry leaves early", "datePublished": "2017-02-09", "x": }',
        '[{"@type": "NewsArticle", "headline": "Ferry\nleaves early", "datePublished": "2017-02-09"}];',
    ],
)
def test_broken_json_ld_is_mended(block: str) -> None:
    found = read(page(f"<script type='application/ld+json'>{block}</script>"))
    assert (found.title, found.published) == ("Ferry leaves early", "2017-02-09")


def test_open_graph_and_title_with_the_outlet_around() -> None:
    found = read(
        page(
            "<title>Ferry leaves early | World | The Kelvar Post</title>"
            "<meta property='og:title' content='Ferry leaves early - The Kelvar Post'>"
            "<meta property='og:site_name' content='The Kelvar Post'>"
            "<meta property='article:published_time' content='2017-02-09T23:30:00Z'>"
            "<meta name='author' content='By Ana Sol, Kelvar correspondent'>",
            "<h1 class='site-title'>The Kelvar Post</h1><h2 class='entry-title'>Ferry leaves early</h2>",
        )
    )
    assert found.title == "Ferry leaves early"
    assert found.outlet == "The Kelvar Post"
    assert found.byline == ("Ana Sol",)


def test_a_time_in_utc_gives_way_to_the_day_that_is_shown() -> None:
    head = "<meta property='article:published_time' content='2017-02-09T23:30:00Z'>"
    assert read(page(head, "<h1>Ferry leaves early</h1><p>10 February 2017</p>")).published == "2017-02-10"
    below = "<h1>Ferry leaves early</h1>" + _TEXT * 10 + "<p>12 March 2017</p>"
    assert read(page(head, below)).published == "2017-02-09"


@pytest.mark.parametrize(
    ("stamp", "language", "day"),
    [
        ("2017-02-08T23:00:00.000Z", "de-DE", "2017-02-09"),
        ("2017-07-08T22:00:00Z", "it", "2017-07-09"),
        ("2017-07-08T22:00:00+02:00", "it", "2017-07-08"),
        ("2017-02-08T23:00:00Z", "en", "2017-02-08"),
    ],
)
def test_midnight_where_the_page_is_read(stamp: str, language: str, day: str) -> None:
    head = f"<meta property='article:published_time' content='{stamp}'>"
    assert read(page(head).replace("lang='en'", f"lang='{language}'")).published == day


def test_the_day_shown_beside_the_headline_is_the_one_that_readers_saw() -> None:
    head = data(**{"@type": "NewsArticle"}, datePublished="2017-02-09", dateModified="2017-03-12")
    assert read(page(head, "<h1>Ferry leaves early</h1><p>12 March 2017</p>")).published == "2017-03-12"
    assert read(page(head, "<h1>Ferry leaves early</h1><p>Event: 14 March 2017</p>")).published == "2017-02-09"


def test_days_of_other_stories_and_comments_do_not_count() -> None:
    other = "<div class='related'><time datetime='2018-01-05'>A harbour opens</time></div>"
    own = "<time itemprop='datePublished' datetime='2017-02-09T08:00'>"
    assert read(page("", f"<h1>Ferry leaves early</h1>{own}</time>{other}")).published == "2017-02-09"
    assert read(page("", f"{other}<h1>Ferry leaves early</h1>{own}</time>")).published == "2017-02-09"


def test_the_day_in_the_address_where_nothing_else_says() -> None:
    assert read(page(), url="https://kelvarpost.example/2017/02/09/ferry.html").published == "2017-02-09"


def test_a_page_without_metadata_has_what_is_shown() -> None:
    found = read(
        page(
            "", "<h1>Ferry leaves early</h1><div>Von Ana Sol und Ben Tor</div><div>Stand: 9. Februar 2017, 10:00</div>"
        )
    )
    assert found.title == "Ferry leaves early"
    assert found.published == "2017-02-09"
    assert found.byline == ("Ana Sol", "Ben Tor")
    assert found.outlet is None


@pytest.mark.parametrize(
    ("head", "body"),
    [
        ("<meta name='twitter:label1' content='Written by'><meta name='twitter:data1' content='Ana Sol'>", ""),
        ("", "<div>9.2.2017 - Ana Sol</div>"),
        ("", "<div>9. Februar 2017 Ana Sol</div>"),
        ("", "<div class='author'>Photograph by Ben Tor</div><div>By Ana Sol</div>"),
        ("", "<div class='profile-data'><a class='g-profile'>Ana Sol</a></div>"),
    ],
)
def test_where_authors_stand(head: str, body: str) -> None:
    assert read(page(head, f"<h1>Ferry leaves early</h1>{body}")).byline == ("Ana Sol",)


def test_a_labelled_piece_that_is_no_author() -> None:
    head = "<meta name='twitter:label1' content='Reading time'><meta name='twitter:data1' content='Four Minutes'>"
    assert read(page(head, "<h1>Ferry leaves early</h1>")).byline == ()


def test_nothing_said_nothing_found() -> None:
    assert read("<p>Hello</p>") == Metadata()


def test_the_outlet_by_its_address() -> None:
    html = page("<title>Ferry leaves early - Kelvar Post</title>")
    assert read(html, url="https://www.kelvarpost.example/world/a").outlet == "Kelvar Post"
    assert read(html).outlet is None


def test_text_is_cleaned() -> None:
    assert clean(" Ana &amp;amp; Ben&nbsp;<b>Tor</b>\n") == "Ana & Ben Tor"


def test_the_tree_is_left_as_it_was() -> None:
    from lxml import etree

    tree = parse(page("<title>Ferry leaves early</title>", "<h1>Ferry leaves early</h1>"))
    before = etree.tostring(tree)
    read_metadata(tree, Page("a.html", b"", "0", "text/html"))
    assert etree.tostring(tree) == before


_PIECES = st.sampled_from(
    [
        "<h1>", "</h1>", "<title>", "</title>", "<meta property='og:title' content='", "'>",
        "<script type='application/ld+json'>",
        '{"@type":"Article","author":', "[[", "{}", "</script>", "<time datetime='2017-02-31'>", "Ana Sol",
        "By Ana Sol | 2017",
        "<a rel=author>", "<div class=byline>", "|", " - ", "31/12/2017", "&#0;", "\ud800", "<h2 class=headline>",
    ]
)  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(st.lists(_PIECES, max_size=14).map("".join))
def test_any_page_is_read(html: str) -> None:
    try:
        found = read_metadata(parse(html), Page("a.html", b"", "0", "text/html"))
    except PageError:
        return
    assert found.title is None or found.title.strip() == found.title != ""
    assert all(name.strip() for name in found.byline)


def test_deep_and_wide_pages_take_linear_time() -> None:
    deep = "<div class='author'>" * 3000 + "x"
    wide = "<h1>a b c | d</h1><a rel=author>Ana Sol</a>" * 5000
    markup = read_markup(parse(f"<html><body>{wide}{deep}</body></html>"))
    assert 0 < len(markup.headings) < 100
