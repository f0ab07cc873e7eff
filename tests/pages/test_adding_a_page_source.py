"""What docs/adding-a-page-source.md says: its example is a source that works, in a script and in a package."""

import importlib
import re
import sys
from pathlib import Path
from types import ModuleType

import pytest

from reportedly.errors import UsageError
from reportedly.pages import sources
from reportedly.pages.opened import Opened
from reportedly.pages.places import Place
from reportedly.pages.sources import Source, make_page, read_pages, read_place, register
from reportedly.types import Page, Skipped

GUIDE = Path(__file__).parents[2] / "docs" / "adding-a-page-source.md"
MBOX = b"""From news@herald.example Fri May  2 10:00:00 2031
From: The Orvast Herald <news@herald.example>
Subject: Talks in Orvast
Date: Fri, 2 May 2031 10:00:00 +0200
MIME-Version: 1.0
Content-Type: multipart/alternative; boundary="x"

--x
Content-Type: text/plain

They met.
--x
Content-Type: text/html; charset=iso-8859-1
Content-Transfer-Encoding: quoted-printable

<html><body><p>They met in the caf=E9.</p></body></html>
--x--

From empty@herald.example Fri May  2 10:00:00 2031
From: x
Content-Type: image/png

-
From last@herald.example Fri May  2 10:00:00 2031
From: last@herald.example

>From the mayor: nothing.
"""


@pytest.fixture
def example(monkeypatch):
    """The code of the page, as a module."""
    code = re.search(r"^```python\n(.*?)^```$", GUIDE.read_text(encoding="utf-8"), re.M | re.S)[1]
    module = ModuleType("example_of_the_guide")
    monkeypatch.setitem(sys.modules, module.__name__, module)
    exec(compile(code, "adding-a-page-source.md", "exec"), module.__dict__)
    return module


@pytest.fixture(autouse=True)
def _sources(monkeypatch):
    """What a test registers is gone after it."""
    monkeypatch.setattr(sources, "SOURCES", list(sources.SOURCES))
    monkeypatch.setattr(sources, "_loaded", False)


def test_the_source_of_the_guide_reads_pages(example, tmp_path):
    (tmp_path / "alerts.mbox").write_bytes(MBOX)
    (before,) = read_pages([tmp_path])
    assert before.raw == MBOX  # without it the file is one page of text
    register(Source("an mbox file", example.recognizes, example.pages))
    first, second, third = read_pages([tmp_path])
    assert (first.path, first.media_type, first.declared) == ("alerts.mbox#1", "text/html", "iso-8859-1")
    assert "café" in first.raw.decode("iso-8859-1")
    assert first.given == {"outlet": "The Orvast Herald", "title": "Talks in Orvast", "published": "2031-05-02"}
    assert second == Skipped("alerts.mbox#2", "is a mail without text")
    assert (third.path, third.raw.strip()) == ("alerts.mbox#3", b">From the mayor: nothing.")
    for cut in range(10, len(MBOX), 7):
        (tmp_path / "alerts.mbox").write_bytes(MBOX[:cut])
        assert all(isinstance(page, Page | Skipped) for page in read_pages([tmp_path]))


def test_what_opened_has_is_what_the_guide_says(example):
    tables = GUIDE.read_text(encoding="utf-8").partition("## What it is given")[2]
    named = set(re.findall(r"`(\w+)(?:\([^`]*\))?`", tables))
    assert {name for name in named if hasattr(Opened, name)} >= {"head", "name", "stream", "read", "seekable", "member"}
    arguments = set(
        make_page.__code__.co_varnames[: make_page.__code__.co_argcount + make_page.__code__.co_kwonlyargcount]
    )
    assert arguments - {"opened"} <= named


def installed(tmp_path, monkeypatch, code, entry="mine = my_pages"):
    """A package with a page source, as pip would put it on the path."""
    (tmp_path / "site" / "mine-1.0.dist-info").mkdir(parents=True)
    info = tmp_path / "site" / "mine-1.0.dist-info"
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: mine\nVersion: 1.0\n")
    (info / "entry_points.txt").write_text(f"[{sources.ENTRY_POINTS}]\n{entry}\n")
    (tmp_path / "site" / "my_pages.py").write_text(code)
    monkeypatch.syspath_prepend(tmp_path / "site")
    monkeypatch.delitem(sys.modules, "my_pages", raising=False)
    importlib.invalidate_caches()
    (tmp_path / "page.txt").write_text("MINE: They met.")
    return Place(tmp_path / "page.txt", "page.txt")


WORKING = """
import builtins
from reportedly.pages.sources import Source, make_page
builtins.times_loaded = getattr(builtins, "times_loaded", 0) + 1
def recognizes(opened):
    return opened.head.startswith(b"MINE")
def pages(opened):
    yield make_page(opened, opened.read(), "text/plain", member=7)
source = Source("mine", recognizes, pages)
"""


@pytest.mark.parametrize("entry", ["mine = my_pages", "mine = my_pages:source"])
def test_a_source_of_an_installed_package_is_asked_first_and_loaded_once(tmp_path, monkeypatch, entry):
    monkeypatch.setattr("builtins.times_loaded", 0, raising=False)
    place = installed(tmp_path, monkeypatch, WORKING, entry)
    assert [page.path for _ in range(3) for page in read_place(place)] == ["page.txt#7"] * 3
    assert __import__("builtins").times_loaded == 1


@pytest.mark.parametrize(
    ("code", "error"),
    [
        ("import not_there_at_all", "ModuleNotFoundError"),
        ("def pages(opened): ...", "AttributeError"),
        ("1 +", "SyntaxError"),
    ],
)
def test_a_package_that_cannot_be_loaded_is_one_clear_line(tmp_path, monkeypatch, code, error):
    place = installed(tmp_path, monkeypatch, code)
    for _ in range(2):
        with pytest.raises(UsageError, match=rf"the page source 'mine' \(my_pages\).*{error}") as raised:
            list(read_place(place))
        assert "\n" not in str(raised.value)


@pytest.mark.parametrize("code", ["{}['key']", "1 / 0", "raise SystemError('two\\nlines')"])
def test_an_error_in_a_source_costs_the_file(tmp_path, monkeypatch, code):
    pages = f"def recognizes(opened):\n    return True\ndef pages(opened):\n    yield from ()\n    {code}\n"
    (skipped,) = read_place(installed(tmp_path, monkeypatch, pages))
    assert skipped.reason.startswith("could not be read as mine: this program failed on it, please report it: ")
    assert "\n" not in skipped.reason
    monkeypatch.setenv("REPORTEDLY_DEBUG", "1")
    with pytest.raises((KeyError, ZeroDivisionError, SystemError)):
        list(read_place(Place(tmp_path / "page.txt", "page.txt")))
