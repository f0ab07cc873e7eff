"""The title of a report and its place."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from reportedly.reports.layout import LineLabel
from reportedly.reports.lines import plain_layout
from reportedly.reports.markup import Heading, Markup
from reportedly.reports.titles import choose_title, cuts, find_title, fold

_BODY = (
    "The ferry left Port Kelvar before dawn on Tuesday with forty passengers, the harbour office said.",
    "Nobody at the office would say why it had left two hours before its time, or who had ordered it.",
    "Families waited on the quay until noon and then went home, according to a watchman at the gate.",
)


def markup(title: str | None, *headings: Heading, social: tuple[str, ...] = (), data: str | None = None) -> Markup:
    nodes = ({"@type": "NewsArticle", "headline": data},) if data else ()
    return Markup({"og:title": social} if social else {}, nodes, title, headings, None, None)


def test_the_outlet_is_left_away() -> None:
    for title in (
        "Ferry leaves early | Kelvar Post",
        "Ferry leaves early - World - Kelvar Post",
        "Kelvar Post: Ferry leaves early",
    ):
        assert choose_title(markup(title, Heading("Ferry leaves early", 1))) == "Ferry leaves early"


def test_a_masthead_is_no_headline() -> None:
    headings = (Heading("Kelvar Post", 1, masthead=True), Heading("Ferry leaves early", 2, headline=True))
    assert choose_title(markup("Ferry leaves early | Kelvar Post", *headings)) == "Ferry leaves early"
    assert choose_title(markup("Kelvar Post » Ferry leaves early", Heading("Kelvar Post", 1)), "Kelvar Post") == (
        "Ferry leaves early"
    )


def test_a_kicker_in_the_heading_is_left_away() -> None:
    found = choose_title(
        markup(
            "Harbour: Ferry leaves early",
            Heading("Harbour Ferry leaves early", 1),
            social=("Ferry leaves early",),
            data="Ferry leaves early",
        )
    )
    assert found == "Ferry leaves early"


def test_a_dash_of_the_headline_stays() -> None:
    whole = "Ferry leaves early - and nobody knows why"
    assert choose_title(markup(whole, Heading(whole, 1), social=(whole,))) == whole


def test_nothing_to_choose_from() -> None:
    assert choose_title(markup(None)) is None


def test_cuts() -> None:
    assert cuts("A b | C d - E") == ["A b", "A b | C d", "C d - E", "E"]
    assert cuts("plain") == []


def find(known: str | None, *lines: tuple[LineLabel, str]) -> tuple[str | None, list[LineLabel]]:
    layout = plain_layout("\n\n".join(text for _, text in lines))
    title, labels = find_title(layout, [label for label, _ in lines], known)
    return title, list(labels)


def test_the_labelled_line() -> None:
    body = [("body", text) for text in _BODY]
    assert find(None, ("aside", "Log in"), ("title", "Ferry leaves early"), *body) == (
        "Ferry leaves early",
        ["aside", "title", "body", "body", "body"],
    )


def test_a_known_title_is_found_among_the_lines_and_others_lose_the_label() -> None:
    body = [("body", text) for text in _BODY]
    title, labels = find("Ferry leaves early", ("aside", "FERRY LEAVES EARLY"), ("title", "Read also"), *body)
    assert title == "Ferry leaves early"
    assert labels == ["title", "body", "body", "body", "body"]


def test_a_known_title_that_is_nowhere_has_no_place() -> None:
    body = [("body", text) for text in _BODY]
    assert find("Given by hand", ("title", "Ferry leaves early"), *body) == ("Given by hand", ["body"] * 4)


def test_a_headline_like_first_line() -> None:
    body = [("body", text) for text in _BODY]
    assert find(None, ("body", "Ferry leaves Kelvar early"), *body)[1] == ["title", "body", "body", "body"]
    assert (
        find(None, ("aside", "Ferry leaves Kelvar early"), ("aside", "Share"), *body)[0] == "Ferry leaves Kelvar early"
    )
    assert find(None, *body) == (None, ["body"] * 3)


def test_fold() -> None:
    assert fold("Ferry — leaves  «early»!") == "ferry leaves early"


_LABELS = st.sampled_from(["title", "body", "caption", "credit", "aside"])


@given(
    st.lists(st.tuples(_LABELS, st.text(alphabet="abc AB.|-", min_size=1, max_size=30)), max_size=10),
    st.none() | st.text(alphabet="abc AB", max_size=20),
)
def test_at_most_one_run_of_title_lines(lines: list[tuple[LineLabel, str]], known: str | None) -> None:
    kept = [(label, text) for label, text in lines if text.strip()]
    _, labels = find(known, *kept)
    assert len(labels) == len(kept)
    assert sum(1 for a, b in zip(["", *labels], labels, strict=False) if b == "title" != a) <= 1
    for (before, _), after in zip(kept, labels, strict=True):
        assert after == before or "title" in (before, after)


def test_an_appeal_above_the_article_is_no_title() -> None:
    body = [("body", text) for text in _BODY]
    title, labels = find(
        None,
        ("title", "Enjoying the harbour without advertisements?"),
        ("body", "We took them down in May. Your gift of five marks keeps the lamp lit for another night."),
        ("body", "Ferry leaves Kelvar two hours early"),
        *body,
    )
    assert title == "Ferry leaves Kelvar two hours early"
    assert labels == ["aside", "aside", "title", "body", "body", "body"]


def test_a_headline_that_speaks_to_its_reader_stays() -> None:
    body = [("body", text) for text in _BODY]
    assert find(None, ("title", "What you should know of the ferry"), *body)[0] == "What you should know of the ferry"
