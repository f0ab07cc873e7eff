"""What older rules made is made again."""

import shutil

import reportedly
from reportedly import pipeline, versions
from reportedly.record import case_rows
from reportedly.versions import READING, rules_version

ARTICLE = """Mill in Velm shut

VELM (Merrow Wire) - The mayor of Velm, Ana Tolin, said on Tuesday that the mill had been shut.

She met the miners in Orvast. At least 14 people were injured in the clashes, the police said.
"""


def test_a_version_hangs_on_code_and_tables_and_not_on_the_models(tmp_path, monkeypatch):
    copy = tmp_path / "reportedly"
    shutil.copytree(versions._PACKAGE, copy, ignore=shutil.ignore_patterns("__pycache__"))
    monkeypatch.setattr(versions, "_PACKAGE", copy)
    monkeypatch.setattr(versions, "_APART", copy / "reading" / "models")
    fresh = rules_version.__wrapped__
    first = fresh(READING)
    (copy / "reading" / "models" / "full" / "reader.onnx").write_bytes(b"")
    (copy / "collation" / "cases.py").write_text("# changed\n")
    assert fresh(READING) == first
    for file in ("findings/events.py", "actors/organizations.tsv", "types.py", "reports/models/html.npz"):
        before = fresh(READING)
        with open(copy / file, "ab") as stream:
            stream.write(b"\n")
        assert fresh(READING) != before, file


def test_pages_are_read_again_where_rules_have_changed_and_cases_made_again(tmp_path, monkeypatch):
    folder = tmp_path / "pages"
    folder.mkdir()
    (folder / "mill.txt").write_text(ARTICLE)
    record = tmp_path / "r.db"
    assert reportedly.build([folder], record).added == 1
    again = reportedly.build([folder], record)
    assert (again.added, again.collating) == (0, None)
    monkeypatch.setattr(case_rows, "rules_version", lambda parts: "other000")
    again = reportedly.build([folder], record)
    assert again.added == 0
    assert again.collating is not None
    monkeypatch.setattr(pipeline, "rules_version", lambda parts: "other000")
    again = reportedly.build([folder], record)
    assert (again.added, again.again) == (1, 1)
