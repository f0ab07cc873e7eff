"""A record opens in Datasette, with names that a person understands."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import pytest
from made_cases import make_collation
from made_values import make_all

from reportedly.record import open_record

datasette_app = pytest.importorskip("datasette.app")


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("datasette") / "bay.db"
    with open_record(path, create=True) as record:
        record.add(*make_all())
        record.replace_cases(make_collation())
    return path


def get(path: Path, address: str) -> dict[str, Any]:
    async def ask() -> dict[str, Any]:
        served = datasette_app.Datasette([str(path)])
        await served.invoke_startup()
        response = await served.client.get(address)
        assert response.status_code == 200, response.text
        answer: dict[str, Any] = response.json()
        return answer

    return asyncio.run(ask())


def test_tables_and_views(path: Path) -> None:
    database = get(path, "/bay.json")
    shown = {table["name"] for table in database["tables"] if not table["hidden"]}
    assert shown >= {
        "pages", "page_paths", "page_bytes", "reports", "report_spans", "statements", "statement_spans", "figures",
        "events", "mentions", "times", "actors", "actor_refs", "actor_aliases", "actor_roles", "skipped_pages", "meta",
        "cases", "case_roles", "case_history", "case_findings", "case_joins",
        "series", "series_points", "series_conflicts", "series_figures",
    }  # fmt: skip
    views = {view["name"] if isinstance(view, dict) else view for view in database["views"]}
    assert views == {"who_said_what", "figures_by_report", "who_takes_part", "case_states", "points_of_series"}


def test_a_row_of_figures(path: Path) -> None:
    table = get(path, "/bay/figures.json?_shape=objects")
    assert set(table["columns"]) >= {"id", "report", "text", "measure", "low", "high", "unit", "as_of_earliest"}
    (row,) = table["rows"]
    assert (row["text"], row["measure"], row["low"], row["high"]) == ("1,200 people", "displaced", 1200.0, None)
    assert (row["as_of_earliest"], row["group_name"]) == ("2031-05-05", "people")


def test_foreign_keys_lead_from_a_finding_to_its_report_and_page(path: Path) -> None:
    table = get(path, "/bay/statements.json?_shape=objects&_labels=on")
    assert {row["report"]["value"] for row in table["rows"]} == {make_all()[1].id}
    report = get(path, "/bay/reports.json?_shape=objects&_labels=on")["rows"][0]
    assert report["page"]["value"] == make_all()[0].sha256


def test_who_said_what(path: Path) -> None:
    rows = get(path, "/bay/who_said_what.json?_shape=objects&_sort=said")["rows"]
    assert [(row["speaker"], row["said"], row["addressee"], row["path"]) for row in rows] == [
        ("Élise Okafor", '"We will not sell the tugs,"', "Quay Gazette", "bay/harbour.txt"),
        ("Élise Okafor", "1,200 people had left the harbour of Ostrava Bay", None, "bay/harbour.txt"),
    ]


def test_figures_and_events_by_name(path: Path) -> None:
    (figure,) = get(path, "/bay/figures_by_report.json?_shape=objects")["rows"]
    assert (figure["source"], figure["low"], figure["outlet"]) == ("Élise Okafor", 1200.0, "Bay Courier")
    parts = get(path, "/bay/who_takes_part.json?_shape=objects")["rows"]
    assert {(row["role"], row["who_or_what"]) for row in parts} == {
        ("actor", "Élise Okafor"), ("item", "the tugs"), ("denied_by", "Quay Gazette"), ("denied_by", "Élise Okafor"),
    }  # fmt: skip


def test_cases_and_series_by_what_is_reported_of_them(path: Path) -> None:
    states = get(path, "/bay/case_states.json?_shape=objects&register=transfers&_sort=position")["rows"]
    assert [(row["title"], row["status"], row["date_earliest"], row["findings"]) for row in states] == [
        ("Élise Okafor: the tugs", "refused", "2031-05-05", 1), ("Élise Okafor: the tugs", "planned", None, 1),
    ]  # fmt: skip
    points = get(path, "/bay/points_of_series.json?_shape=objects&_sort=position")["rows"]
    assert [(row["measure"], row["episode"], row["low"], row["high"]) for row in points] == [
        ("displaced", "flood of 2031", 1200.0, None), ("displaced", "flood of 2031", None, 3.5),
    ]  # fmt: skip


def test_full_text_search(path: Path) -> None:
    rows = get(path, "/bay.json?sql=select+title+from+report_search('evacuat*')&_shape=objects")["rows"]
    assert rows == [{"title": "Ostrava Bay evacuates its harbour"}]
