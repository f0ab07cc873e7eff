"""Text of strangers in HTML."""

import lxml.html
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportedly.views.markup import anchor, bdi, counted, language_attribute, outside_link, text

# Any code point, lone surrogates as well.
ANYTHING = st.text(st.characters(min_codepoint=0, max_codepoint=0x10FFFF))


@given(ANYTHING)
def test_text_never_ends_its_element_or_attribute(value: str) -> None:
    escaped = text(value)
    assert not set(escaped) & set("<>\"'\0\r")
    escaped.encode("utf-8")
    parsed = lxml.html.fromstring(f'<div><p title="{escaped}">{escaped}</p></div>')
    assert [element.tag for element in parsed.iter()] == ["div", "p"]
    assert len(parsed[0].attrib) == 1


@given(st.text(st.characters(categories=["L", "N", "P", "S", "Zs"])))
def test_text_is_shown_as_it_is(value: str) -> None:
    assert lxml.html.fromstring(f"<p>-{text(value)}-</p>").text_content() == f"-{value}-"


def test_control_characters_become_visible() -> None:
    assert text("a\0b\x1bc\x7f") == "a\u2400b\u241bc\u2421"
    assert text("a\x9bb\ud800\uffff") == "a\ufffdb\ufffd\ufffd"
    assert text("one\u2028two\rthree\x0bfour") == "one\ntwo\nthree\nfour"


def test_overrides_are_named_and_isolates_left_out() -> None:
    assert text("pay \u202e001\u202c now") == "pay \u27e6U+202E\u27e7001 now"
    assert text("\u2067x\u2069") == "x"


def test_right_to_left_marks_and_joiners_stay() -> None:
    assert text("\u200fשלום\u200d") == "\u200fשלום\u200d"


def test_bdi_of_nothing_is_nothing() -> None:
    assert bdi("") == ""
    assert bdi("<b>") == "<bdi>&lt;b&gt;</bdi>"


@given(ANYTHING)
def test_anchors_are_plain(value: str) -> None:
    assert set(anchor(value)) <= set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-")


def test_anchors_of_our_own_ids_are_the_ids() -> None:
    assert anchor("s-0123456789abcdef") == "s-0123456789abcdef"


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "data:text/html,x", "//ledger.example", "https://a b", "ftp://a"]
)
def test_only_web_addresses_become_links(url: str) -> None:
    assert "<a" not in outside_link(url)


def test_a_web_address_cannot_leave_its_attribute() -> None:
    link = lxml.html.fromstring(outside_link('https://ledger.example/?q="onclick="x'))
    assert set(link.attrib) == {"href", "rel"}


@pytest.mark.parametrize(("language", "expected"), [("fr", ' lang="fr"'), ("pt-BR", ' lang="pt-BR"'), (None, "")])
def test_language(language: str | None, expected: str) -> None:
    assert language_attribute(language) == expected


def test_a_hostile_language_is_left_out() -> None:
    assert language_attribute('en" onload="x') == ""
    assert language_attribute("en\n") == ""


def test_counted() -> None:
    assert counted(1, "line") == "1 line"
    assert counted(1204, "body", "bodies") == "1,204 bodies"
