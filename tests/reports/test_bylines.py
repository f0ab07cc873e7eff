"""Who wrote a report."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportedly.reports.beside import Beside
from reportedly.reports.bylines import choose_byline, find_byline, marked_authors, names_in
from reportedly.reports.html import parse
from reportedly.reports.layout import LineLabel
from reportedly.reports.lines import plain_layout
from reportedly.reports.markup import Markup


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("By Ana Sol and Ben Tor", ["Ana Sol", "Ben Tor"]),
        ("BY ANA SOL, Kelvar Bureau Chief", ["ANA SOL"]),
        ("Von Ana Sol und Ben van der Tor", ["Ana Sol", "Ben van der Tor"]),
        ("Par Ana d'Orrin", ["Ana d'Orrin"]),
        ("Por Ana Sol y Ben Tor", ["Ana Sol", "Ben Tor"]),
        ("Ana Sol (ana@kelvar-post.example), staff writer", ["Ana Sol"]),
        ("Ana Sol, Jr.", ["Ana Sol Jr"]),
        ("Lena Croft in Port Selin and Observer staff", ["Lena Croft"]),
        ("Staff", []),
        ("admin", []),
        ("", []),
    ],
)
def test_names_in_a_byline(text: str, names: list[str]) -> None:
    assert names_in(text) == names


def lines(*pairs: tuple[LineLabel, str]) -> tuple[str, ...]:
    layout = plain_layout("\n".join(text for _, text in pairs))
    return find_byline(layout, [label for label, _ in pairs])


_BODY = "The ferry left Port Kelvar before dawn on Tuesday, the harbour office said."


def test_a_byline_between_title_and_text() -> None:
    assert lines(("title", "Ferry leaves"), ("aside", "By Ana Sol"), ("body", _BODY)) == ("Ana Sol",)
    assert lines(("title", "Ferry leaves"), ("aside", "Ana Sol · 3 March 2017 · 2 min read"), ("body", _BODY)) == (
        "Ana Sol",
    )


def test_other_lines_are_no_bylines() -> None:
    assert lines(("title", "By the sea"), ("aside", "Photo tour"), ("body", _BODY)) == ()
    assert lines(("title", "Ferry leaves"), ("aside", "By bus"), ("body", "By noon the quay was empty.")) == ()
    assert lines(("aside", "By Ana Sol")) == ()


def markup(**metas: str) -> Markup:
    return Markup({name: (content,) for name, content in metas.items()}, (), None, (), None, None)


def test_the_outlet_is_not_the_author_where_a_person_is_shown() -> None:
    beside = Beside(after=("By Ana Sol", "3 March 2017"))
    assert choose_byline(markup(author="Kelvar Post"), (), beside, "Kelvar Post") == ("Ana Sol",)


def test_names_that_two_parts_of_a_page_share_are_joined() -> None:
    beside = Beside(after=("By Ana Sol, Ben Tor",))
    assert choose_byline(markup(author="Ana Sol"), (), beside) == ("Ana Sol", "Ben Tor")


def test_marked_authors_leave_comments_out() -> None:
    tree = parse(
        "<body><div class='comment'><span class='author'>Wuff</span></div>"
        "<p class='byline'>By Ana Sol | 3 March 2017</p></body>"
    )
    assert marked_authors(tree) == ["By Ana Sol"]


@given(st.text(alphabet="AnaSol by,|·&().@/ 12-", max_size=120))
def test_any_byline(text: str) -> None:
    for name in names_in(text):
        assert name == name.strip() != ""
        assert not any(c.isdigit() for c in name)
