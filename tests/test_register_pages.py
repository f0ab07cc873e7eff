"""The pages of docs/registers: every register has one, every column is in it, and its example is what is printed."""

from pathlib import Path

import pytest
from register_pages import PAGES, examples, printed, refresh

import reportedly
from reportedly.exports.register_files import csv_columns
from reportedly.exports.registers import COLUMNS

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def record(tmp_path_factory):
    made = tmp_path_factory.mktemp("registers") / "sample.db"
    reportedly.build([ROOT / "examples" / "pages"], made, meta=ROOT / "examples" / "meta.csv", workers=1)
    return made


def test_every_register_has_a_page_and_no_other():
    assert {page.stem for page in PAGES.glob("*.md")} == {*COLUMNS, "README"}


@pytest.mark.parametrize("register", COLUMNS)
def test_every_column_is_explained(register):
    page = (PAGES / f"{register}.md").read_text(encoding="utf-8")
    assert not [column for column in COLUMNS[register] if f"`{column}`" not in page]
    general = (PAGES / "README.md").read_text(encoding="utf-8")
    others = {column for column in csv_columns(register) if not column.endswith("_from")} - set(COLUMNS[register])
    assert not [column for column in others if f"`{column}`" not in general]
    assert "`X_from`" in general


@pytest.mark.parametrize("register", COLUMNS)
def test_the_example_is_what_the_command_prints(register, record):
    shown = examples(PAGES / f"{register}.md")
    assert shown
    for command, output in shown:
        assert f"--register {register}" in command
        assert not output.startswith("nothing in"), f"docs/registers/{register}.md: nothing is found by {command}"
        assert printed(command, record) == output, (
            f"docs/registers/{register}.md shows what the command no longer prints: look whether that is right, then "
            "run: make record && python tests/register_pages.py record/sample.db"
        )


def test_a_page_is_refreshed_in_its_example_only(record, tmp_path):
    page = PAGES / "transfers.md"
    copy = tmp_path / "transfers.md"
    copy.write_text(page.read_text(encoding="utf-8").replace("    supplier", "    seller  "), encoding="utf-8")
    refresh(copy, record)
    assert copy.read_text(encoding="utf-8") == page.read_text(encoding="utf-8")
