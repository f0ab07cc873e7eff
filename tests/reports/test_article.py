"""Pages become reports: every line has one place, and nothing is lost."""

from __future__ import annotations

import hashlib
import os
import tarfile
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportedly.errors import PageError
from reportedly.reports.article import make_report, valid_day
from reportedly.reports.sentences import lines
from reportedly.types import MediaType, Page, Report

_PARAGRAPHS = (
    "PORT KELVAR (Merrow Wire) — The ferry left before dawn on Tuesday with forty passengers, the harbour office said.",
    "Nobody at the office would say why it had left two hours before its time, or who had ordered the captain to.",
    "Families waited on the quay until noon and then went home, according to a watchman who stood at the gate.",
    "“We counted forty and no more,” said Ana Sol, who sells the tickets. “After that I closed the window.”",
)


def report(content: str | bytes, media_type: MediaType = "text/plain", **given: str) -> Report:
    raw = content.encode("utf-8", "surrogatepass") if isinstance(content, str) else content
    return make_report(Page("a.txt", raw, hashlib.sha256(raw).hexdigest(), media_type, given=given))


def places(found: Report) -> list[tuple[int, int]]:
    """The parts of a report's text; a credit within another part is not one of them."""
    parts = [*found.body, *found.captions, *found.set_aside, *([found.title_span] if found.title_span else [])]
    credited = {credit.span for credit in found.credits if credit.span is not None}
    return sorted({*parts, *(c for c in credited if not any(a <= c[0] and c[1] <= b for a, b in parts))})


def check(found: Report) -> None:
    spans = places(found)
    assert all(a < b for a, b in spans)
    assert all(before[1] <= after[0] for before, after in pairwise(spans))
    for start, end in lines(found.text):
        assert sum(a <= start and end <= b for a, b in spans) == 1, found.text[start:end]
    if found.title_span is not None:
        assert found.title


def test_a_plain_article() -> None:
    found = report("Ferry leaves Kelvar two hours early\n\n" + "\n\n".join(_PARAGRAPHS))
    check(found)
    assert found.title == "Ferry leaves Kelvar two hours early"
    assert found.title_span == (0, 35)
    assert [(c.name, c.for_) for c in found.credits] == [("Merrow Wire", "text")]
    assert found.language == "en"
    assert found.published.edtf is None
    assert _PARAGRAPHS[0] in found.text
    assert found.id.startswith("r-")


def test_plain_text_is_kept_as_it_is() -> None:
    content = "\tOne\r\n\r\n  Two lines \n\x0c\nthree\u2028four\r"
    found = report(content)
    assert found.text == content
    check(found)


def test_an_html_article() -> None:
    body = "".join(f"<p>{text}</p>" for text in _PARAGRAPHS)
    found = report(
        "<html><head><title>Ferry leaves early | Kelvar Post</title>"
        "<meta property='og:site_name' content='Kelvar Post'>"
        "<meta property='article:published_time' content='2017-02-09T09:10:00+01:00'></head>"
        "<body><nav><a href='/'>World</a></nav><article><h1>Ferry leaves early</h1><p>By Ben Tor</p>"
        f"{body}</article></body></html>",
        "text/html",
    )
    check(found)
    assert (found.title, found.outlet, found.byline) == ("Ferry leaves early", "Kelvar Post", ("Ben Tor",))
    assert found.title_span is not None
    assert found.text[slice(*found.title_span)] == "Ferry leaves early"
    assert found.published.edtf == found.published.earliest == "2017-02-09"
    assert [e.how for e in found.published.evidence] == ["metadata"]


def test_what_is_given_overrides() -> None:
    found = report(
        "Ferry leaves Kelvar two hours early\n\n" + "\n\n".join(_PARAGRAPHS),
        outlet="Orrin Star", title="Another title", published="2017-02-10", captured_at="2017-03-01T00:00:00Z",
        url="https://orrin-star.example/a", byline="Ana Sol; Ben Tor",
    )  # fmt: skip
    check(found)
    assert (found.outlet, found.title, found.byline) == ("Orrin Star", "Another title", ("Ana Sol", "Ben Tor"))
    assert found.published.edtf == "2017-02-10"
    assert [(e.how, e.text) for e in found.published.evidence] == [("given", "2017-02-10")]
    assert (found.page.url, found.page.captured_at) == ("https://orrin-star.example/a", "2017-03-01T00:00:00Z")


def test_a_given_date_that_is_no_day_is_named() -> None:
    found = report("\n\n".join(_PARAGRAPHS), published="last Tuesday")
    assert found.published.edtf is None
    assert any("'last Tuesday' is not a day" in note for note in found.notes)


def test_a_day_after_the_capture_is_not_believed() -> None:
    html = "<meta property='article:published_time' content='2031-02-09'>" + "".join(f"<p>{t}</p>" for t in _PARAGRAPHS)
    assert report(html, "text/html", captured_at="2017-03-01").published.edtf is None


@pytest.mark.parametrize(
    ("text", "captured_at", "day"),
    [
        ("2012-02-02T10:00Z", None, "2012-02-02"),
        ("2012-02-30", None, None),
        ("1899-12-31", None, None),
        ("2012-02-03", "2012-02-02T23:00:00Z", "2012-02-03"),
        ("2012-02-04", "2012-02-02T23:00:00Z", None),
        ("2012", None, None),
        ("2012-02-02", "9999-12-31", "2012-02-02"),
    ],
)
def test_days_that_can_be(text: str, captured_at: str | None, day: str | None) -> None:
    assert valid_day(text, captured_at) == day


@pytest.mark.parametrize(
    ("content", "media_type"), [("", "text/plain"), (" \n\t", "text/plain"), ("<p> </p>", "text/html")]
)
def test_a_page_without_text_is_refused(content: str, media_type: MediaType) -> None:
    with pytest.raises(PageError):
        report(content, media_type)


def test_another_language_is_noted() -> None:
    text = "Der Hafen wurde am Dienstag geschlossen, nachdem ein Kran ins Wasser gefallen war, sagte ein Sprecher."
    found = report("\n\n".join([text] * 4))
    assert found.language == "de"
    assert any("language de" in note for note in found.notes)


_LINES = st.lists(
    st.one_of(
        st.sampled_from([*_PARAGRAPHS, "(AP, Reuters)", "By Ana Sol", "Photo: Ana Sol/AFP", "Share", "2 May 2019"]),
        st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0\ufeff"), max_size=80),
    ),
    max_size=12,
)  # fmt: skip


# Text that UTF-8 can hold, without what decoding leaves out; it is kept to the letter.
@settings(max_examples=60, deadline=None)
@given(_LINES, st.sampled_from(["\n", "\r\n", "\n\n"]))
def test_no_line_of_any_text_is_lost(pieces: list[str], between: str) -> None:
    content = between.join(pieces)
    try:
        found = report(content)
    except PageError:
        return
    assert found.text == content
    check(found)


_TAGS = st.sampled_from(
    ["<p>", "</p>", "<h1>", "</h1>", "<div class='x'>", "</div>", "<br>", "<figure>", "<figcaption>", "<li>", "<pre>"]
)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.one_of(_TAGS, st.sampled_from(_PARAGRAPHS), st.text(max_size=30)), max_size=16))
def test_no_line_of_any_page_is_lost(pieces: list[str]) -> None:
    try:
        found = report("<html><body>" + "".join(pieces) + "</body></html>", "text/html")
    except PageError:
        return
    check(found)


_SHARED = Path(os.environ.get("REPORTEDLY_SHARED", Path(__file__).parents[3] / "shared"))
_POLNEAR = _SHARED / "data" / "polnear.tar.gz"


@pytest.mark.skipif(not _POLNEAR.is_file(), reason="PolNeAR's texts are not here")
def test_clean_articles_keep_their_words() -> None:
    whole = kept = 0
    with tarfile.open(_POLNEAR) as archive:
        names = [name for name in archive.getnames() if "dev/text/" in name and name.endswith(".txt")]
        for name in sorted(names)[:30]:
            found = report(archive.extractfile(name).read())  # type: ignore[union-attr]
            spans = [*found.body, *([found.title_span] if found.title_span else [])]
            whole += len(found.text.split())
            kept += sum(len(found.text[a:b].split()) for a, b in spans)
    assert whole
    assert kept >= 0.995 * whole
