import os

import pytest

from reportedly.errors import UsageError
from reportedly.pages import opened
from reportedly.pages.meta import read_meta
from reportedly.pages.places import find_places
from reportedly.pages.recognizing import address
from reportedly.pages.sources import read_pages
from reportedly.types import Page, Skipped

HTML = b"<!DOCTYPE html><html><head><title>Talks in Orvast</title></head><body><p>They met.</p></body></html>"


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "two.html").write_bytes(HTML)
    (tmp_path / "a.txt").write_text("The mayor spoke.\n")
    (tmp_path / "noending").write_text("Nobody answered.\n")
    (tmp_path / "style.css").write_text("p { color: red }")
    (tmp_path / ".hidden").write_text("x")
    return tmp_path


def test_a_folder_gives_all_pages_below_it_in_order(folder):
    pages = list(read_pages([folder]))
    assert [(p.path, p.media_type) for p in pages] == [
        ("a.txt", "text/plain"),
        ("b/two.html", "text/html"),
        ("noending", "text/plain"),
    ]


def test_files_and_globs(folder):
    assert [p.path for p in find_places([folder / "b" / "two.html"])] == ["two.html"]
    assert [p.path for p in find_places([str(folder / "**" / "*.html")])] == ["b/two.html"]
    with pytest.raises(UsageError, match="no such file"):
        find_places([folder / "missing"])
    with pytest.raises(UsageError, match="no file matches"):
        find_places([str(folder / "*.warc")])


def test_html_is_recognized_by_content_not_by_name(tmp_path):
    (tmp_path / "page.txt").write_bytes(b"\xef\xbb\xbf \n<!-- saved --><HTML><p>x</p></HTML>")
    (tmp_path / "piece").write_bytes(b"<div><p>One</p><p>Two</p><span>x</span></div>")
    (tmp_path / "text.html").write_bytes(b"If a < b and b > c, said the clerk, then so be it.")
    (tmp_path / "wide.html").write_bytes("<html><body><p>x</p></body></html>".encode("utf-16"))
    assert {p.path: p.media_type for p in read_pages([tmp_path])} == {
        "page.txt": "text/html",
        "piece": "text/html",
        "text.html": "text/plain",
        "wide.html": "text/html",
    }


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (b"", "is empty"),
        (b" \n\0\0\t ", "is empty"),
        (b"\x1f\x8b\x08\0abc", "gzip data"),
        (bytes(range(1, 32)) * 40, "binary data"),
    ],
)
def test_what_is_no_page_is_skipped_with_its_reason(tmp_path, raw, reason):
    (tmp_path / "x").write_bytes(raw)
    (tmp_path / "y").write_text("Still here.")
    skipped, page = read_pages([tmp_path])
    assert isinstance(skipped, Skipped)
    assert reason in skipped.reason
    assert "\n" not in skipped.reason
    assert isinstance(page, Page)


def test_devices_pipes_and_huge_files_are_skipped(tmp_path, monkeypatch):
    os.mkfifo(tmp_path / "pipe")
    os.symlink("/dev/zero", tmp_path / "zero")
    os.symlink(tmp_path / "nowhere", tmp_path / "broken")
    (tmp_path / "long").write_text("x" * 2000)
    monkeypatch.setattr(opened, "MAX_BYTES", 1000)
    reasons = {s.path: s.reason for s in read_pages([tmp_path]) if isinstance(s, Skipped)}
    assert reasons["pipe"] == reasons["zero"] == "is not a regular file"
    assert "cannot be read" in reasons["broken"]
    assert "more than the 1,000" in reasons["long"]


@pytest.mark.parametrize(
    "raw",
    [
        b'<link rel="canonical" href="https://herald.example/a?b=1&amp;c=2">',
        b"<link href='https://herald.example/a?b=1&amp;c=2' rel=canonical>",
        b'<meta property="og:url" content="https://herald.example/a?b=1&amp;c=2"/>',
        b"<!-- saved from url=(0042)https://herald.example/a?b=1&c=2 -->",
        b"<!--\n Page saved with SingleFile \n url: https://herald.example/a?b=1&c=2 \n-->",
    ],
)
def test_the_address_that_a_page_gives_itself(raw):
    assert address(b"<html><head>" + raw) == "https://herald.example/a?b=1&c=2"


def test_meta_is_found_by_path_name_or_address(folder, tmp_path):
    table = tmp_path / "meta.csv"
    table.write_text(
        "Path,URL,outlet,published,note\na.txt,,The Orvast Herald,2031-05-02,x\n,https://h.example/2,Gazette,,\n"
    )
    (folder / "b" / "two.html").write_bytes(
        HTML.replace(b"</head>", b'<link rel=canonical href="https://h.example/2"></head>')
    )
    given = {p.path: dict(p.given) for p in read_pages([folder], read_meta(table))}
    assert given["a.txt"] == {"outlet": "The Orvast Herald", "published": "2031-05-02"}
    assert given["b/two.html"]["outlet"] == "Gazette"
    assert given["noending"] == {}


@pytest.mark.parametrize(
    ("table", "message"),
    [
        ("outlet,title\nA,B\n", "must name a column path or url"),
        ("path,published\nx,yesterday\n", "line 2"),
        ("path,outlet\n,Herald\n", "neither path nor url"),
    ],
)
def test_a_meta_table_that_cannot_be_used(tmp_path, table, message):
    (tmp_path / "meta.csv").write_text(table)
    with pytest.raises(UsageError, match=message):
        read_meta(tmp_path / "meta.csv")
