"""Out to a spreadsheet and back: what people edit comes back, what spreadsheets do to the rest is no edit."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from made_decisions import do, edit, exported, made, make_record
from test_rows import ACTORS as ODD_ACTORS
from test_rows import PAGE as ODD_PAGE
from test_rows import REPORT as ODD_REPORT
from test_rows import findings as odd_findings
from test_rows import reports as odd_reports

from reportedly.correcting import correct
from reportedly.corrections.changes import Change
from reportedly.errors import UsageError
from reportedly.exports.sheets import Returned, columns, read_rows, write_rows
from reportedly.record import Record, open_record
from reportedly.record.sheets import SHEETS

_, REPORT, FOUND, ACTORS = made(0)
FIGURE, STATEMENT = FOUND.figures[0].id, FOUND.statements[0].id
GOVERNOR, PAPER = (actor.id for actor in ACTORS)


@pytest.fixture
def record(tmp_path: Path):
    with open_record(make_record(tmp_path / "r.db")) as opened:
        yield opened


@pytest.fixture(scope="module")
def still(tmp_path_factory):
    """The rows of figures of a record that nothing is changed in."""
    with open_record(make_record(tmp_path_factory.mktemp("still") / "r.db")) as opened:
        return rows_of(opened, "figures")


def rows_of(record: Record, kind: str) -> list[dict[str, str]]:
    stream = io.StringIO()
    write_rows(record, kind, stream)
    return list(csv.DictReader(io.StringIO(stream.getvalue().removeprefix("\ufeff"), newline="")))


def saved(folder: Path, rows: list[dict[str, str]], names=None, delimiter=",", encoding="utf-8-sig", **how) -> Path:
    names = names or list(rows[0])
    stream = io.StringIO()
    writer = csv.DictWriter(stream, names, extrasaction="ignore", delimiter=delimiter, **how)
    writer.writeheader()
    writer.writerows(rows)
    path = folder / "rows.csv"
    path.write_bytes(stream.getvalue().encode(encoding))
    return path


def back(record: Record, path: Path, **more):
    returned = read_rows(path)
    return correct(record, returned.changes, who="Jon", returned=returned.refused, later=True, **more)


def by_id(rows: list[dict[str, str]], id: str) -> dict[str, str]:
    return next(row for row in rows if row["id"] == id)


@pytest.mark.parametrize("kind", SHEETS)
def test_rows_that_come_back_as_they_went_change_nothing(record: Record, tmp_path: Path, kind: str) -> None:
    before = exported(record)
    rows = rows_of(record, kind)
    assert rows
    assert tuple(rows[0]) == columns(kind)
    returned = read_rows(saved(tmp_path, rows))
    assert (returned.changes, returned.refused) == ((), ())
    assert exported(record) == before


def test_cells_that_were_edited_are_edits_and_verdicts_are_verdicts(record: Record, tmp_path: Path) -> None:
    rows = rows_of(record, "figures")
    one, other = by_id(rows, FIGURE), next(row for row in rows if row["id"] != FIGURE)
    one.update(low="1300", place="", source="organization: Harbour Guild", why="the guild's own count")
    other["decision"] = "Reject"
    outcome = back(record, saved(tmp_path, rows))
    assert [(d.action, set(d.decided), d.why) for d in outcome.decided] == [
        ("edit", {"low", "place", "source"}, "the guild's own count"), ("reject", set(), None)
    ]  # fmt: skip
    figure = record.findings(REPORT.id).figures[0]
    assert (figure.low, figure.place, figure.source.name, figure.review) == (1300, None, "Harbour Guild", "edited")


@pytest.mark.parametrize(
    "damage",
    [
        {"delimiter": ";"},
        {"delimiter": "\t", "encoding": "utf-16"},
        {"encoding": "utf-8"},
        {"quoting": csv.QUOTE_ALL, "lineterminator": "\n"},
        {"names": ["version", "low", "id"]},
        {"names": ["id", "version", "decision", "why", "measure", "low", "high"]},
    ],
    ids=lambda damage: "-".join(f"{k}={v!r}" for k, v in damage.items())[:40],
)
def test_what_spreadsheets_do_to_files_loses_nothing(still, tmp_path: Path, damage) -> None:
    rows = [dict(row) for row in still]
    by_id(rows, FIGURE)["low"] = "1300"
    returned = read_rows(saved(tmp_path, rows, **damage))
    assert [(c.action, c.target, dict(c.values)) for c in returned.changes] == [("edit", FIGURE, {"low": "1300"})]
    assert not returned.refused


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("vague", "FALSE"),
        ("vague", "0"),
        ("low", "1200.0"),
        ("low", "1,200"),
        ("low", "1.200"),
        ("low", "1.2E+03"),
        ("low", " 1200 "),
        ("as_of", "05.05.2031"),
        ("as_of", "5/5/2031"),
        ("as_of", "5-May-31"),
        ("as_of", "2031-05-05 00:00:00"),
        ("place", "  Ostrava   Bay\n"),
        ("source", f"Élise Okafor [{GOVERNOR}]".replace("É", "E\u0301")),
        ("source", f"Élise Okafor [{GOVERNOR}]".encode().decode("cp1252")),
        ("measure", "Displaced"),
    ],
)
def test_what_spreadsheets_do_to_cells_is_no_edit(still, tmp_path: Path, name: str, text: str) -> None:
    rows = [dict(row) for row in still]
    by_id(rows, FIGURE)[name] = text
    returned = read_rows(saved(tmp_path, rows))
    assert (returned.changes, returned.refused) == ((), ())


def test_a_text_that_looks_like_a_formula_comes_back(record: Record, tmp_path: Path) -> None:
    do(record, edit(FIGURE, place="=2+5", cause="'t Veld", qualifier="“about”"))
    rows = rows_of(record, "figures")
    row = by_id(rows, FIGURE)
    assert (row["place"], row["cause"]) == ("'=2+5", "'t Veld")
    assert read_rows(saved(tmp_path, rows)).changes == ()
    row["place"], row["qualifier"] = "=2+5", '"about"'  # the spreadsheet ate the apostrophe and curled no quotes
    assert read_rows(saved(tmp_path, rows)).changes == ()
    row["place"] = "'=2+6"
    back(record, saved(tmp_path, rows), overrule=True)
    assert record.findings(REPORT.id).figures[0].place == "=2+6"


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"as_of": "06.05.2031"}, "is a date as a spreadsheet writes it"),
        ({"period": "May-31"}, "is a date as a spreadsheet writes it"),
        ({"as_of": "44000"}, "is not a date as EDTF|not a day of the calendar"),
        ({"decision": "maybe"}, "is neither accept nor reject"),
        ({"decision": "reject", "low": "5"}, r"is rejected and edited \(low\) at once"),
        ({"why": "because"}, "nothing is decided or edited"),
        ({"low": "12.500"}, "may be read in two ways"),
        ({"id": "q-1"}, "is no id of a row"),
        ({"id": "f-0000000000000000", "decision": "accept"}, "holds no such finding"),
        ({"place": "caf\ufffd"}, "lost on the way"),
    ],
)
def test_what_cannot_be_taken_is_told_with_its_line_and_the_rest_is_done(
    record: Record, tmp_path: Path, changed, message: str
) -> None:
    rows = rows_of(record, "figures")
    other = next(row for row in rows if row["id"] != FIGURE)
    other["decision"] = "accept"
    by_id(rows, FIGURE).update(changed)
    outcome = back(record, saved(tmp_path, rows))
    line = 2 + rows.index(next(row for row in rows if row is not other))
    [refused] = outcome.refused
    assert refused.origin == f"rows.csv, line {line}"
    assert re.search(message, refused.why), refused.why
    assert [d.action for d in outcome.decided] == ["accept"]


def test_one_row_twice_with_something_else_decided(record: Record, tmp_path: Path) -> None:
    row = by_id(rows_of(record, "figures"), FIGURE)
    rows = [{**row, "decision": "accept"}, {**row, "decision": "reject"}]
    outcome = back(record, saved(tmp_path, rows))
    assert [d.action for d in outcome.decided] == ["accept"]
    assert "a second time" in outcome.refused[0].why


@pytest.mark.parametrize(
    ("raw", "message"),
    [
        (b"", "no columns id and version"),
        (b"id;name\n1;2\n", "no columns id and version"),
        (b"\x00\xff\xd8picture", "is not UTF-8"),
        ("id,version\nf-1,vé".encode("latin-1"), "save it as 'CSV UTF-8'"),
        (b'id,version,why\n"f-1,' + b"x" * 200_000, "cannot be read as CSV"),
    ],
)
def test_a_file_that_is_none(tmp_path: Path, raw: bytes, message: str) -> None:
    (tmp_path / "x.csv").write_bytes(raw)
    with pytest.raises(UsageError, match=message):
        read_rows(tmp_path / "x.csv")
    with pytest.raises(UsageError, match="cannot be read"):
        read_rows(tmp_path / "nothing.csv")


@given(st.binary(max_size=300) | st.text(max_size=200).map(lambda t: ("id,version\n" + t).encode("utf-8", "replace")))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_bytes_give_rows_or_one_clear_error(tmp_path: Path, raw: bytes) -> None:
    (tmp_path / "x.csv").write_bytes(raw)
    try:
        returned = read_rows(tmp_path / "x.csv")
    except UsageError as error:
        returned = Returned((), (("", str(error)),))
    assert all("\n" not in why for _, why in returned.refused)


# Conflicts


def test_a_row_that_changed_since_is_a_conflict_with_both_sides(record: Record, tmp_path: Path) -> None:
    rows = rows_of(record, "figures")
    do(record, edit(FIGURE, low="1300", place="the hills"))
    by_id(rows, FIGURE)["low"] = "1400"
    path = saved(tmp_path, rows)
    outcome = back(record, path)
    [conflict] = outcome.conflicts
    assert outcome.decided == ()
    assert "not what it was when it was exported; Mira edited low, place on 2031-06-01" in conflict.why
    assert (dict(conflict.here), dict(conflict.asked)) == ({"low": "1300"}, {"low": "1400"})
    assert record.findings(REPORT.id).figures[0].low == 1300
    assert back(record, path, overrule=True).decided
    figure = record.findings(REPORT.id).figures[0]
    assert (figure.low, figure.place) == (1400, "the hills")  # only what was edited in the file


def test_rows_that_changed_since_and_were_not_touched_are_no_conflict(record: Record, tmp_path: Path) -> None:
    rows = rows_of(record, "figures")
    do(record, edit(FIGURE, low="1300"))
    assert read_rows(saved(tmp_path, rows)).changes == ()


def test_knowing_somebody_elses_decision_is_no_conflict(record: Record, tmp_path: Path) -> None:
    do(record, Change("accept", FIGURE))
    rows = rows_of(record, "figures")
    row = by_id(rows, FIGURE)
    assert (row["review"], row["decisions"]) == ("accepted", "#1 accept by Mira")
    row["decision"] = "reject"
    path = saved(tmp_path, rows)
    assert back(record, path).decided
    assert back(record, path).conflicts == ()  # so already, by the same person


def test_a_new_reading_is_a_conflict(record: Record, tmp_path: Path) -> None:
    import dataclasses

    rows = rows_of(record, "figures")
    by_id(rows, FIGURE)["decision"] = "accept"
    page, report, findings, actors = made(0)
    other = dataclasses.replace(findings.figures[0], low=7.0)
    record.add(page, report, dataclasses.replace(findings, figures=(other,)), actors)
    assert "not what it was" in back(record, saved(tmp_path, rows)).conflicts[0].why


@pytest.mark.parametrize("word", ["", "v1", "12.03.2017"])
def test_a_row_whose_version_was_lost_is_a_conflict_where_it_differs(record: Record, tmp_path: Path, word) -> None:
    rows = rows_of(record, "figures")
    for row in rows:
        row["version"] = word
    by_id(rows, FIGURE)["low"] = "1300"
    outcome = back(record, saved(tmp_path, rows))
    assert [conflict.change.target for conflict in outcome.conflicts] == [FIGURE]
    assert (outcome.decided, outcome.refused, outcome.unchanged) == ((), (), len(rows) - 1)


# Actors and lines


def test_actors_are_renamed_and_merged(record: Record, tmp_path: Path) -> None:
    rows = rows_of(record, "actors")
    by_id(rows, GOVERNOR)["name"] = "Elisabeth Okafor"
    assert [d.action for d in back(record, saved(tmp_path, rows)).decided] == ["rename"]
    rows = rows_of(record, "actors")
    by_id(rows, PAPER)["into"] = f"Elisabeth Okafor [{GOVERNOR}]"
    path = saved(tmp_path, rows)
    assert back(record, path).conflicts
    assert [d.action for d in back(record, path, overrule=True).decided] == ["merge"]
    [row] = rows_of(record, "actors")
    assert "Quay Gazette" in row["aliases"]
    row.update(name="", into="")
    assert "cannot be empty" in back(record, saved(tmp_path, [row])).refused[0].why
    row.update(name="X", into="Y")
    assert "renamed and merged at once" in back(record, saved(tmp_path, [row])).refused[0].why


def test_neighbouring_lines_are_one_change(record: Record, tmp_path: Path) -> None:
    rows = [row for row in rows_of(record, "lines") if row["id"].startswith(REPORT.id)]
    assert [row["part"] for row in rows] == [
        "set-aside", "title", "set-aside", "body", "caption", "body", "set-aside", "set-aside"
    ]  # fmt: skip
    for row in rows[3:6]:
        row["part"] = "set aside"
    rows[0]["part"] = "Body"
    returned = read_rows(saved(tmp_path, rows))
    assert [(c.action, c.target, dict(c.values)) for c in returned.changes] == [
        ("body", REPORT.id, {"lines": "1"}), ("set-aside", REPORT.id, {"lines": "4,5,6"})
    ]  # fmt: skip
    rows[1]["part"] = "headline"
    assert "neither body nor set-aside" in read_rows(saved(tmp_path, rows)).refused[0][1]


@settings(deadline=None, max_examples=6, suppress_health_check=list(HealthCheck), phases=[Phase.generate])
@given(report=odd_reports(), said=odd_findings())
def test_rows_of_odd_strings_come_back_as_no_edit(tmp_path_factory, report, said) -> None:
    folder = tmp_path_factory.mktemp("odd")
    with open_record(folder / "r.db", create=True) as record:
        record.add(ODD_PAGE, report, said, ODD_ACTORS)
        assert report.id == ODD_REPORT
        for kind in SHEETS:
            rows = rows_of(record, kind)
            if rows:
                returned = read_rows(saved(folder, rows))
                assert (returned.changes, returned.refused) == ((), ()), kind


@given(st.text(max_size=40))
@settings(deadline=None, max_examples=8, suppress_health_check=list(HealthCheck))
def test_any_text_that_is_taken_comes_back_from_the_record(tmp_path_factory, text: str) -> None:
    record = _one_record(tmp_path_factory)
    rows = [by_id(rows_of(record, "figures"), FIGURE)]
    rows[0]["cause"] = text.replace("\x00", "")
    folder = tmp_path_factory.mktemp("text")
    outcome = back(record, _utf8(folder, rows), overrule=True)
    kept = record.findings(REPORT.id).figures[0].cause
    assert kept is None or kept == " ".join(kept.split())
    if outcome.decided:
        rows = [by_id(rows_of(record, "figures"), FIGURE)]
        assert read_rows(_utf8(folder, rows)).changes == ()


def _utf8(folder: Path, rows) -> Path:
    return saved(folder, [{k: v.encode("utf-8", "replace").decode() for k, v in row.items()} for row in rows])


_kept: dict[str, Record] = {}


def _one_record(tmp_path_factory) -> Record:
    if "record" not in _kept:
        _kept["record"] = open_record(make_record(tmp_path_factory.mktemp("one") / "r.db", 1))
    return _kept["record"]
