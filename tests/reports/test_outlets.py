"""Who published a report."""

from __future__ import annotations

import pytest

from reportedly.reports.layout import LineLabel
from reportedly.reports.lines import plain_layout
from reportedly.reports.markup import Markup
from reportedly.reports.outlets import choose_outlet, domain_of, find_outlet

_BODY = "The ferry left Port Kelvar before dawn on Tuesday, the harbour office said."


def found(*pairs: tuple[LineLabel, str]) -> str | None:
    return find_outlet(plain_layout("\n".join(text for _, text in pairs)), [label for label, _ in pairs], None)


@pytest.mark.parametrize(
    "frame",
    [
        "The Kelvar Post, founded 1911. Printed on the Quay.",
        "May we ask for a minute? The Kelvar Post has been shut out of the market.",
        "© 2019 The Kelvar Post. All rights reserved.",
    ],
)
def test_an_outlet_names_itself(frame: str) -> None:
    assert found(("title", "Ferry leaves"), ("body", _BODY), ("aside", frame)) == "The Kelvar Post"


def test_a_masthead() -> None:
    assert found(("aside", "The Kelvar Post"), ("aside", "World"), ("title", "Ferry leaves"), ("body", _BODY)) == (
        "The Kelvar Post"
    )


@pytest.mark.parametrize(
    "frame",
    ["© 2019 Merrow Media Group. All rights reserved.", "Latest News", "Copyright 2019 The Associated Press.", "Share"],
)
def test_what_is_not_safe_is_left_open(frame: str) -> None:
    assert found(("aside", frame), ("title", "Ferry leaves"), ("body", _BODY), ("aside", frame)) is None


def test_a_paper_in_the_article_is_not_the_outlet() -> None:
    assert found(("title", "Ferry leaves"), ("body", "The Kelvar Post is wrong, the harbour office said.")) is None


def test_the_mark_up_first() -> None:
    markup = Markup({"og:site_name": ("Kelvar Post",)}, (), "Ferry leaves | Elsewhere", (), None, None)
    assert choose_outlet(markup, "https://elsewhere.example/a") == "Kelvar Post"


@pytest.mark.parametrize(
    ("url", "domain"),
    [
        ("https://www.kelvar-post.example/a", "kelvar-post"),
        ("http://news.kelvarpost.co.uk/", "kelvarpost"),
        ("nonsense", None),
        ("http://[", None),
        (None, None),
    ],
)
def test_domains(url: str | None, domain: str | None) -> None:
    assert domain_of(url) == domain
