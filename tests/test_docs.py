"""The documentation is whole: commands, options, fields, tables and links. See docs/decisions.md."""

import re
from dataclasses import fields
from enum import StrEnum
from pathlib import Path

import pytest
import typer

import reportedly
import reportedly.cli
import reportedly.commands.correct
import reportedly.types as types
from reportedly.cli import app

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs"
CLI = typer.main.get_command(app)
KINDS = {
    "report": types.Report,
    "statement": types.Statement,
    "figure": types.Figure,
    "event": types.Event,
    "mention": types.Mention,
    "time": types.Time,
    "actor": types.Actor,
    "case": types.Case,
    "series": types.Series,
    "decision": types.Decision,
}
NOT_EXPORTED = {"notes"}  # fields of a report that its line leaves out
PARTS = {  # values inside the lines, and the heading of the section that explains them
    types.PageRef: "report",
    types.Credit: "report",
    types.Published: "report",
    types.Evidence: "report",
    types.Roles: "event",
    types.RoleText: "event",
    types.Role: "actor",
    types.ActorRef: "Actor references",
    types.Date: "Dates",
    types.Relative: "Dates",
    types.CaseRoles: "case",
    types.Reported: "case",
    types.Joined: "case",
    types.Point: "series",
    types.Conflict: "series",
}


def section(page: str, heading: str) -> str:
    """The part of a page below a heading, up to the next one of the same level or above."""
    text = (DOCS / page).read_text(encoding="utf-8")
    match = re.search(rf"^(#+) {re.escape(heading)}$", text, re.M)
    assert match, f"docs/{page} has no heading {heading!r}"
    rest = text[match.end() :]
    end = re.search(rf"^#{{1,{len(match[1])}}} ", rest, re.M)
    return rest[: end.start()] if end else rest


def named(text: str) -> set[str]:
    """What stands in back quotes, and the keys of JSON objects in them."""
    quoted = re.findall(r"`([^`\n]+)`", text)
    return set(quoted) | {key for words in quoted for key in re.findall(r'"(\w+)"', words)}


def missing(type_: type, text: str) -> list[str]:
    known = named(text)
    names = {f.name.rstrip("_") for f in fields(type_)} - (NOT_EXPORTED if type_ is types.Report else set())
    return sorted(names - known)


@pytest.mark.parametrize("command", sorted(CLI.commands))
def test_every_command_and_option_is_documented(command):
    text = section("commands.md", command)
    known = named(text)
    for parameter in CLI.commands[command].params:
        if parameter.param_type_name == "argument":
            assert parameter.name.upper().rstrip("S") in text, f"docs/commands.md, {command}: {parameter.name}"
        else:
            undocumented = [option for option in parameter.opts if option not in known]
            assert not undocumented, f"docs/commands.md, {command}: {undocumented}"


def test_every_choice_of_an_option_is_documented():
    known = named((DOCS / "commands.md").read_text(encoding="utf-8"))
    modules = [reportedly.cli, reportedly.commands.correct]
    found = [value for module in modules for value in vars(module).values() if isinstance(value, type)]
    lists = [value for value in found if issubclass(value, StrEnum)]
    choices = [choice.value for choices in lists if choices is not StrEnum for choice in choices]
    assert choices
    assert not set(choices) - known


def test_options_before_a_command_are_documented():
    known = re.findall(r"--[\w-]+", (DOCS / "commands.md").read_text(encoding="utf-8"))
    assert not [option for p in CLI.params for option in p.opts if option not in known]


def test_commands_page_names_no_command_or_option_that_is_not_there():
    headings = re.findall(r"^## (\w+)$", (DOCS / "commands.md").read_text(encoding="utf-8"), re.M)
    assert sorted(headings) == sorted(CLI.commands)
    for command in headings:
        there = {option for p in CLI.commands[command].params for option in p.opts}
        assert set(re.findall(r"--[a-z][\w-]*", section("commands.md", command))) <= there | {"--help", "--meta"}


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_every_exported_field_is_documented(kind):
    assert not missing(KINDS[kind], section("data-model.md", kind))


def test_every_key_of_every_line_is_documented(tmp_path):
    from reportedly.exports.jsonl import rows

    def keys(value):
        if isinstance(value, dict):
            yield from value
        for inner in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
            yield from keys(inner)

    general = named(section("data-model.md", "Dates") + section("data-model.md", "Actor references")) | {"kind"}
    reportedly.build([ROOT / "examples" / "pages" / "notes"], tmp_path / "record.db")
    with reportedly.open_record(tmp_path / "record.db") as record:
        lines = list(rows(record))
    assert {"report", "statement", "figure", "actor", "case", "series"} <= {line["kind"] for line in lines}
    for line in lines:
        known = general | named(section("data-model.md", line["kind"])) | named(section("data-model.md", "figure"))
        known |= named(section("data-model.md", "event")) if line["kind"] == "case" else set()
        assert not set(keys(line)) - known, f"docs/data-model.md, {line['kind']}"


@pytest.mark.parametrize("part", PARTS, ids=lambda part: part.__name__)
def test_every_field_inside_the_lines_is_documented(part):
    text = section("data-model.md", PARTS[part])
    if part is types.Published:
        text += section("data-model.md", "Dates")
    if part is types.RoleText:
        text += section("data-model.md", "figure")
    assert not missing(part, text)


def test_every_value_of_a_closed_list_is_documented():
    known = named((DOCS / "data-model.md").read_text(encoding="utf-8"))
    lists = "Quotation Manner ActorKind MentionType TimeType Voice Scope Status Measure MediaType".split()
    lists += ["RegisterName", "Stance", "Review", "Action", "Decided"]
    assert not [value for name in lists for value in getattr(types, name).__args__ if value not in known]


def test_every_csv_table_and_column_is_documented():
    from reportedly.exports.csv import COLUMNS

    csv = named(section("data-model.md", "CSV"))
    assert {f"{name}.csv" for name in COLUMNS} <= csv
    for name, columns in COLUMNS.items():
        assert (
            not set(columns)
            - csv
            - named(section("data-model.md", name.removesuffix("s") if name != "series" else name))
        ), name


def tables():
    from reportedly.record.schema import metadata

    return metadata.sorted_tables


@pytest.mark.parametrize("table", tables(), ids=lambda table: table.name)
def test_every_table_and_column_is_documented(table):
    known = named(section("data-model.md", f"Table `{table.name}`"))
    assert not [column.name for column in table.columns if column.name not in known]


def test_no_table_is_documented_that_is_not_there():
    found = re.findall(r"^### Table `(\w+)`$", (DOCS / "data-model.md").read_text(encoding="utf-8"), re.M)
    assert sorted(found) == sorted(table.name for table in tables())


def test_every_view_is_documented():
    from reportedly.record.schema import VIEWS

    assert set(VIEWS) <= named(section("data-model.md", "Views"))


def pages() -> list[Path]:
    hidden = {".venv", ".git", "node_modules"}
    return sorted(
        p for p in ROOT.rglob("*.md") if not any(part in hidden or part[0] == "." for part in p.relative_to(ROOT).parts)
    )


def anchors(page: Path) -> set[str]:
    text = page.read_text(encoding="utf-8")
    headings = re.findall(r"^#+ (.+)$", text, re.M)
    return set(re.findall(r'<a id="([^"]+)"', text)) | {
        re.sub(r"\s", "-", re.sub(r"[^\w\s-]", "", h.lower()).strip()) for h in headings
    }


@pytest.mark.parametrize("page", pages(), ids=lambda page: page.relative_to(ROOT).as_posix())
def test_no_relative_link_is_broken(page):
    text = re.sub(r"```.*?```", "", page.read_text(encoding="utf-8"), flags=re.S)
    broken = []
    for link in re.findall(r"\]\(([^)\s]+)\)", text):
        if re.match(r"[a-z]+:", link):
            continue
        path, _, anchor = link.partition("#")
        target = (page.parent / path).resolve() if path else page
        if not target.exists() or (anchor and anchor not in anchors(target)):
            broken.append(link)
    assert not broken
