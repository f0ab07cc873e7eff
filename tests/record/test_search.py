"""Search takes whatever a person types and finds reports and findings by it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, replace
from json import dumps

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from made_values import TEXT, make_all

from reportedly.errors import UsageError
from reportedly.record import Record, open_record
from reportedly.record.search import KINDS, astray, query, search, words_held, words_in
from reportedly.types import Findings


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Record]:
    with open_record(tmp_path_factory.mktemp("search") / "bay.db", create=True) as made:
        for n in range(3):
            made.add(*make_all(f"{n}.txt", TEXT + f"Number {n}"))
        yield made


def found(record: Record, words: str, **options: object) -> set[str]:
    return {hit.kind for hit in search(record, words, **options)}


def test_words_of_reports_and_findings_are_found(record: Record) -> None:
    assert found(record, "harbour") == {"report", "statement"}
    assert found(record, "tugs") == {"report", "statement", "event"}
    assert found(record, "1,200") == {"report", "statement", "figure"}
    assert found(record, "HARBOUR left") == {"report", "statement"}
    assert found(record, "harbour soup") == set()


def test_a_statement_is_found_by_its_speaker(record: Record) -> None:
    hits = list(search(record, "okafor left", kind="statement"))
    assert [hit.path for hit in hits] == ["0.txt", "1.txt", "2.txt"]
    assert hits[0].snippet == "Élise Okafor: 1,200 people had left the harbour of Ostrava Bay"
    assert [hits[0].snippet[start:end] for start, end in hits[0].marks] == ["Okafor", "left"]


def test_set_aside_text_is_not_searched(record: Record) -> None:
    assert found(record, "soups") == set()
    assert found(record, "subscribe") == set()


def test_diacritics_and_case_do_not_count(record: Record) -> None:
    assert found(record, "elise") == found(record, "ÉLISE") == {"report", "statement", "figure", "event"}


def test_phrases_and_beginnings(record: Record) -> None:
    assert found(record, '"left the harbour"') == {"report", "statement"}
    assert found(record, '"harbour the left"') == set()
    assert found(record, "“left the harbour”") == {"report", "statement"}
    assert found(record, "harb*") == {"report", "statement"}
    assert found(record, "harb") == set()
    assert found(record, '"left the harb"*') == {"report", "statement"}


def test_limit_kind_and_order(record: Record) -> None:
    assert [hit.path for hit in search(record, "harbour", kind="report")] == ["0.txt", "1.txt", "2.txt"]
    assert len(list(search(record, "harbour", limit=2))) == 2
    assert list(search(record, "harbour", limit=0)) == []
    for kind in KINDS:
        assert found(record, "1,200 tugs okafor harbour"[:5], kind=kind) <= {kind}
    ranks = [hit.rank for hit in search(record, "harbour")]
    assert ranks == sorted(ranks)
    with pytest.raises(UsageError, match="take one of report"):
        list(search(record, "harbour", kind="mention"))


def test_a_hit_can_be_written_as_json(record: Record) -> None:
    hit = next(search(record, "tugs", kind="event"))
    assert dumps(asdict(hit))
    assert (hit.finding or "").startswith("e-")
    assert hit.title == "Ostrava Bay evacuates its harbour"


@settings(deadline=None)
@given(st.text(st.one_of(st.characters(), st.sampled_from('"*()^:+-{}“”\x00\udc80 ANDORNOT'))))
@example('"')
@example("AND")
@example("title: harbour")
@example("NEAR(a b)")
@example("-harbour ^left (or")
@example('* ""* \'')
@example("e\u0301 \u0301")
@example("\u0378 \U000e0100")
def test_nothing_that_is_typed_is_an_error(record: Record, words: str) -> None:
    assert isinstance(list(search(record, words)), list)


def test_words_that_look_like_operators_are_words() -> None:
    assert query("harbour NOT tugs") == '"harbour" "NOT" "tugs"'
    assert query("cease-fire") == '"cease-fire"'
    assert query("!? ...") == ""


def test_the_index_follows_the_rows(tmp_path) -> None:
    page, report, findings, actors = make_all()
    with open_record(tmp_path / "bay.db", create=True) as record:
        record.add(page, report, findings, actors)
        record.add(page, replace(report, title="Bay is quiet", body=(), reader="rules-2"), Findings())
        assert found(record, "harbour") == set()
        assert found(record, "quiet") == {"report"}
        with record.snapshot() as connection:
            assert astray(connection) == []
            assert words_held(connection, report.id) == list(words_in(record.report(report.id), Findings()))
            rows = connection.exec_driver_sql("SELECT COUNT(*) FROM finding_search").scalar_one()
        assert rows == 0
