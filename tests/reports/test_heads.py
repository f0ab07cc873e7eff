"""Titles, outlets, bylines and photo credits together, on whole pages."""

from __future__ import annotations

import hashlib

import pytest

from reportedly.reports.article import make_report
from reportedly.types import Page, Report

_TEXT = [
    "The ferry left Port Kelvar before dawn on Monday with forty passengers, the harbour office said in a statement.",
    "A storm had kept the boats in for three days, and bread was short on the island, according to its mayor.",
    "The next boat is due on Wednesday if the wind falls, the office said, and a third one waits in the outer harbour.",
    "Nobody was hurt, said Ana Tolvar, who keeps the lighthouse and saw the first boats go out past the mole.",
]
_HTML = "".join(f"<p>{text}</p>" for text in _TEXT)


def report(text: str, media_type: str = "text/html") -> Report:
    raw = text.encode()
    return make_report(Page("a", raw, hashlib.sha256(raw).hexdigest(), media_type))


def photos(found: Report) -> list[str]:
    return [credit.name for credit in found.credits if credit.for_ == "photo"]


@pytest.mark.parametrize("around", ["Kelvar Gazette: {}", "{} - Kelvar Gazette"])
def test_a_title_element_with_the_outlet_of_the_masthead(around: str) -> None:
    headline = "Ferry leaves early after the storm"
    found = report(
        f"<html><head><title>{around.format(headline)}</title></head><body><font>The Kelvar Gazette</font><br>"
        f"<font><b>{headline}</b></font><br>{_HTML}</body></html>"
    )
    assert (found.title, found.outlet) == (headline, "The Kelvar Gazette")


def test_a_title_with_a_colon_of_its_own_is_kept() -> None:
    found = report(
        "<html><head><title>Ferries: a storm keeps the boats in</title></head><body><p>The Kelvar Gazette</p>"
        f"<p>A notice to mariners</p>{_HTML}</body></html>"
    )
    assert found.title == "Ferries: a storm keeps the boats in"


@pytest.mark.parametrize(
    "first",
    [
        "PORT KELVAR (AP) _ The ferry left Port Kelvar before dawn on Monday with forty passengers",
        "The ferry left Port Kelvar before dawn on Monday with forty people aboard. Nobody was hurt on the way",
        "The ferry left Port Kelvar before dawn on Monday " + "with forty passengers and their goats " * 6,
    ],
)
def test_a_paragraph_is_no_title(first: str) -> None:
    found = report("\n".join([first, *_TEXT]), "text/plain")
    assert found.title is None
    assert found.text[found.body[0][0] :].startswith(first.split()[0])


def test_a_headline_of_a_plain_page_stays_one() -> None:
    found = report("\n".join(["Ferry of St. Orlan leaves early after storm", *_TEXT]), "text/plain")
    assert found.title == "Ferry of St. Orlan leaves early after storm"


def test_the_masthead_of_a_plain_page_with_its_short_name() -> None:
    text = "\n".join(["Kelvar Observer", "Ferry leaves early after the storm", "", *_TEXT])
    asked = "The Observer has no owner but its readers. Give $4 a month."
    assert report(f"{text}\n{asked}", "text/plain").outlet == "Kelvar Observer"
    assert report(text, "text/plain").outlet is None


@pytest.mark.parametrize(
    ("caption", "names"),
    [
        ("The first boat at the mole on Monday. La Ribera / Ana Sol", ["La Ribera", "Ana Sol"]),
        ("The first boat at the mole, March 6, 2017. Orlan Transport Ministry", ["Orlan Transport Ministry"]),
        ("The first boat at the mole on Monday. Ana Sol/Reuters", ["Ana Sol", "Reuters"]),
        ("The first boat at the mole. Nobody was hurt.", []),
    ],
)
def test_a_caption_s_last_words_credit_its_photograph(caption: str, names: list[str]) -> None:
    figure = f"<figure><img src='a.jpg'><figcaption>{caption}</figcaption></figure>"
    assert photos(report(f"<html><body><h1>Ferry leaves early</h1>{figure}{_HTML}</body></html>")) == names


def test_a_photograph_s_signature_counts_in_any_line_of_the_article() -> None:
    lines = [*_TEXT[:2], "People wait for the ferry at the mole on Monday morning. (AP Photo/Ana Sol)", *_TEXT[2:]]
    assert photos(report("\n".join(["Ferry leaves early after storm", *lines]), "text/plain")) == ["AP", "Ana Sol"]


def test_a_byline_with_a_place_and_the_staff() -> None:
    head = "<h1>Ferry leaves early</h1><div class='by'>Ana Sol in Port Kelvar and Gazette staff</div>"
    assert report(f"<html><body>{head}{_HTML}</body></html>").byline == ("Ana Sol",)
