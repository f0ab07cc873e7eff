"""HTML pages as trees and visible lines: white space, blocks, what is hidden, trafilatura's choice, hostile input."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportedly.errors import PageError
from reportedly.reports.html import html_layout, parse
from reportedly.reports.layout import Layout

PARAGRAPHS = (
    "The harbour board of Tellin closed its northern basin on Monday after a crane fell across two moored ferries.",
    'Nobody was hurt, said Odile Marrane, who heads the board, "but it will be weeks before the basin can be used."',
    "Divers are to look at the hulls before the ferries are towed to the yard at Sorvik, some forty kilometres away.",
    "The crane, which is sixty years old, had been inspected in spring and was found to be sound, the board added.",
)
PAGE = f"""<!doctype html><html><head><title>Crane falls on ferries | Tellin Post</title>
<style>p {{ color: red }}</style>
<script>var hidden = "not text";</script></head><body>
<nav class="site-menu"><ul><li><a href="/">Home</a></li><li><a href="/sea">Shipping</a></li></ul></nav>
<main><article><h1>Crane falls on two ferries in Tellin</h1>
<p>{PARAGRAPHS[0]}</p>
<figure><img src="a.jpg" alt="a crane"><figcaption>The fallen crane. Photo: Ana Dell</figcaption></figure>
<p>{PARAGRAPHS[1]}</p><p>{PARAGRAPHS[2]}</p><p>{PARAGRAPHS[3]}</p></article></main>
<aside class="related"><h3>Read more</h3><a href="/x">Ten islands to see before summer ends</a></aside>
<footer>Tellin Post. All rights reserved.</footer><noscript>Please enable scripts</noscript></body></html>"""


TAGS = "<p> </p> <div> </div> <br> <pre> </pre> <ul> <li> <table> <td> <a> </a> <b> <!-- --> <svg> <dialog>".split()


def shown(html: str) -> list[str]:
    layout = html_layout(parse(html))
    return [layout.text[line.span[0] : line.span[1]] for line in layout.lines]


def check(layout: Layout) -> None:
    """Lines are disjoint, in order, not blank, without white space around them, and cover all else."""
    end = 0
    for line in layout.lines:
        start, stop = line.span
        text = layout.text[start:stop]
        assert start >= end
        assert text
        assert text == text.strip()
        assert not layout.text[end:start].strip()
        end = stop
    assert not layout.text[end:].strip()


def test_every_visible_line_in_document_order() -> None:
    assert shown(PAGE) == [
        "Home", "Shipping", "Crane falls on two ferries in Tellin", PARAGRAPHS[0], "The fallen crane. Photo: Ana Dell",
        *PARAGRAPHS[1:], "Read more", "Ten islands to see before summer ends", "Tellin Post. All rights reserved.",
    ]  # fmt: skip


def test_lines_know_their_elements_links_and_the_extractors_choice() -> None:
    layout = html_layout(parse(PAGE))
    by_text = {layout.text[line.span[0] : line.span[1]]: line for line in layout.lines}
    home, caption, body = by_text["Home"], by_text["The fallen crane. Photo: Ana Dell"], by_text[PARAGRAPHS[1]]
    assert layout.html
    assert (home.tag, home.links, home.chosen) == ("li", 1.0, False)
    assert home.enclosing[:5] == ("<li>", "<ul>", "<nav>", "site", "menu")
    assert caption.tag == "figcaption"
    assert (body.tag, body.links, body.chosen) == ("p", 0.0, True)
    assert by_text["Ten islands to see before summer ends"].chosen is False


def test_a_paragraph_that_stands_on_the_page_twice_is_chosen_where_the_article_is() -> None:
    teaser = f"<ul class='latest'><li><p>{PARAGRAPHS[0]}</p></li></ul>"
    layout = html_layout(parse(PAGE.replace("<main>", teaser + "<main>")))
    chosen = [line.chosen for line in layout.lines if layout.text[slice(*line.span)] == PARAGRAPHS[0]]
    assert chosen == [False, True]


@pytest.mark.parametrize(
    ("html", "lines"),
    [
        ("<p>one\n  two\t<b>three</b>,\r\nfour </p>", ["one two three, four"]),
        ("<p>one<br>two<br/> <br>three", ["one", "two", "three"]),
        ("<div>one<p>two</p>three</div>", ["one", "two", "three"]),
        ("<p>in<i>side</i> <a href=x> out </a> .</p>", ["inside out ."]),
        ("<pre>one\n  two\n\n three </pre>", ["one", "two", "three"]),
        ("<p>a&nbsp;&nbsp;b&amp;c &lt;d&gt;</p>", ["a\xa0\xa0b&c <d>"]),
        ("<p>a<span hidden>b</span>c<span style='Display : none'>d</span>e</p>", ["ace"]),
        ("<p>a<template>b</template><script>c</script><style>d</style><textarea>e</textarea>f</p>", ["af"]),
        ("<p>a<!-- b -->c<?php d ?></p>", ["ac"]),
        ("<table><tr><td>one<td>two<tr><td>three</table>", ["one", "two", "three"]),
        ("<ul><li>one<li>two<ul><li>three</ul></ul>", ["one", "two", "three"]),
        ("<svg><title>a</title><text>b</text></svg><p>c", ["c"]),
        ("<p>\u2801\u2802one\u2803 two</p>", ["one two"]),
        ("<p>one\u2028two</p>", ["one two"]),
        ("words without a tag", ["words without a tag"]),
        ("<p>not closed <div>at <b>all", ["not closed", "at all"]),
        ("<?xml version='1.0' encoding='koi8-r'?><html><body><p>ж</p></body></html>", ["ж"]),
        ("<noscript><div>a</noscript><p>b</p><NOSCRIPT>c</noscript >d", ["b", "d"]),
        ("<p>a<noscript>b", ["a"]),
        ("<p>nul\0s</p>", ["nuls"]),
        ("<frameset><frame src=a></frameset>", []),
    ],
)
def test_white_space_blocks_and_what_is_hidden(html: str, lines: list[str]) -> None:
    assert shown(html) == lines


@pytest.mark.parametrize("html", ["", " \n\t", "\0\0", "<!-- only a comment -->"])
def test_nothing_to_show_is_one_clear_line(html: str) -> None:
    with pytest.raises(PageError) as caught:
        parse(html)
    assert "\n" not in str(caught.value)
    assert str(caught.value)


def test_the_tree_stays_as_it_was() -> None:
    from lxml.html import tostring

    tree = parse(PAGE)
    before = tostring(tree)
    html_layout(tree)
    assert tostring(tree) == before


@pytest.mark.parametrize(
    "html",
    [
        "<div>" * 100_000 + "the innermost words" + "</div>" * 100_000 + "<p>words after it</p>",
        "<div>x" * 20_000 + "the innermost words<p>words after it</p>",
        "<b><i>" * 30_000 + "the innermost words<p>words after it</p>",
        "<table><tr><td>" * 5_000 + "the innermost words<p>words after it</p>",
    ],
    ids=["divs", "divs-with-text", "inline", "tables"],
)
def test_deep_nesting_neither_crashes_nor_loses_words(html: str) -> None:
    started = time.process_time()
    lines = shown(html)
    assert time.process_time() - started < 20
    assert "innermost words" in " ".join(lines)
    assert lines[-1].endswith("words after it")


def test_a_page_of_tags_is_refused_before_a_tree_is_made_of_it() -> None:
    with pytest.raises(PageError, match="has 500,001 tags, more than the 500,000 that a page may have"):
        parse("<p>" + "<i>x</i>" * 250_000)


def test_long_flat_pages_take_linear_time() -> None:
    def seconds(n: int) -> float:
        started = time.process_time()
        html_layout(parse("<ul>" + "<li class='a b'>word <a href=x>link</a>" * n + "</ul>"))
        return time.process_time() - started

    seconds(500)
    assert seconds(16_000) < 12 * max(seconds(4_000), 0.05)


@settings(max_examples=60, deadline=None)
@given(st.text())
def test_any_text_gives_lines_or_one_clear_error(text: str) -> None:
    try:
        layout = html_layout(parse(text))
    except PageError:
        return
    check(layout)


@settings(max_examples=80, deadline=None)
@given(
    st.lists(
        st.one_of(
            st.sampled_from([*TAGS, " "]),
            st.text(max_size=8),
        ),
        max_size=40,
    )
)
def test_any_mixture_of_tags_and_text_gives_sound_lines(parts: list[str]) -> None:
    try:
        layout = html_layout(parse("".join(parts)))
    except PageError:
        return
    check(layout)
