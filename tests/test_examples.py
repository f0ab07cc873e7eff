"""The answers in examples/expected.json fit the sample pages: every word that is quoted stands in its page."""

import csv
import json
from pathlib import Path

import pytest

from reportedly.pages.files import read_pages
from reportedly.pages.meta import read_meta
from reportedly.reports.article import make_report
from reportedly.types import Manner, Measure, Page

EXAMPLES = Path(__file__).parent.parent / "examples"
EXPECTED = json.loads((EXAMPLES / "expected.json").read_text(encoding="utf-8"))["pages"]


@pytest.fixture(scope="module")
def pages():
    return {page.path: page for page in read_pages([EXAMPLES / "pages"])}


def test_every_page_has_its_answers(pages):
    assert sorted(pages) == sorted(answers["path"] for answers in EXPECTED)
    assert all(isinstance(page, Page) for page in pages.values())


@pytest.mark.parametrize("answers", EXPECTED, ids=lambda answers: answers["path"])
def test_what_is_quoted_stands_in_the_visible_text(answers, pages):
    text = make_report(pages[answers["path"]]).text
    quoted = [
        answers["title"],
        answers["body"]["first"],
        answers["body"]["last"],
        *answers["captions"],
        *answers["set_aside"],
        *(credit["name"] for credit in answers["credits"]),
        *(statement["content"] for statement in answers["statements"]),
        *(statement["speaker"] for statement in answers["statements"] if statement["speaker"]),
        *(figure["exact"] for figure in answers["figures"]),
    ]
    assert [words for words in quoted if words not in text] == []


def test_answers_use_the_words_of_the_record():
    def all_of(kind, field):
        for answers in EXPECTED:
            for item in answers[kind]:
                yield from (item[field], *item.get(f"{field}_or", ()))

    assert set(all_of("statements", "manner")) <= set(Manner.__args__)
    assert set(all_of("statements", "quotation")) <= {"direct", "indirect", "mixed"}
    assert set(all_of("figures", "measure")) <= set(Measure.__args__)
    assert all(s["speaker"] or s["description"] for answers in EXPECTED for s in answers["statements"])


def test_the_sidecar_names_pages_that_are_there(pages):
    rows = read_meta(EXAMPLES / "meta.csv")
    with open(EXAMPLES / "meta.csv", encoding="utf-8", newline="") as stream:
        assert len(list(csv.DictReader(stream))) == len(rows)
    assert set(rows) <= set(pages)
