"""JSON Lines: what is a page, what each bad line is told, and files that are damaged anywhere."""

from __future__ import annotations

import gzip
import hashlib
import io
import json
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportedly.errors import UsageError
from reportedly.pages import jsonl, opened
from reportedly.pages.jsonl import FIELDS, LOOKED_AT, checked_fields, parse_fields
from reportedly.pages.opened import Settings
from reportedly.pages.places import Place
from reportedly.pages.sources import read_pages, read_place
from reportedly.types import Page, Skipped

TALKS = {"url": "https://herald.example/talks", "text": "Talks in Orvast have ended, the mayor said."}
BRIDGE = {"url": "https://herald.example/bridge", "html": "<p>The bridge at Karsa is shut.</p>"}


def lines(*rows: object) -> bytes:
    return b"".join((row if isinstance(row, bytes) else json.dumps(row).encode()) + b"\n" for row in rows)


def read(raw: bytes, tmp_path: Path, name: str = "pages.jsonl", **fields: str) -> list[Page | Skipped]:
    (tmp_path / name).write_bytes(raw)
    return list(read_place(Place(tmp_path / name, name), None, Settings(fields)))


def one(row: object, tmp_path: Path, **fields: str) -> Page | Skipped:
    """What comes of the second line of a file whose first is a page."""
    first, second = read(lines(TALKS | {fields.get("text", "text"): "First."}, row), tmp_path, **fields)
    assert isinstance(first, Page)
    return second


def test_a_page_a_line(tmp_path: Path) -> None:
    known = {
        "title": "Talks end", "published": "2031-05-02T23:10:00+03:00", "outlet": "The Orvast Herald",
        "captured_at": "2031-05-03T08:00:00Z", "captured_by": "our crawler", "byline": ["Lena Brisk", "Ovid Tarn"],
        "language": "en-GB",
    }  # fmt: skip
    talks, bridge = read(lines(TALKS | known, b"", b" \t", BRIDGE), tmp_path)
    assert isinstance(talks, Page)
    assert isinstance(bridge, Page)
    assert (talks.path, talks.url, talks.media_type) == ("pages.jsonl#1", TALKS["url"], "text/plain")
    assert talks.raw == TALKS["text"].encode()
    assert talks.sha256 == hashlib.sha256(talks.raw).hexdigest()
    assert (talks.declared, talks.captured_at, talks.captured_by) == ("utf-8", "2031-05-03T08:00:00Z", "our crawler")
    assert talks.given == {
        "title": "Talks end", "published": "2031-05-02", "outlet": "The Orvast Herald",
        "byline": "Lena Brisk; Ovid Tarn", "language": "en",
    }  # fmt: skip
    assert (bridge.path, bridge.media_type, bridge.given) == ("pages.jsonl#4", "text/html", {})
    assert bridge.raw == BRIDGE["html"].encode()


@pytest.mark.parametrize(
    ("said", "day"),
    [
        ("2031-05-02", "2031-05-02"),
        ("2031-05-02 23:59", "2031-05-02"),
        ("20310502", "2031-05-02"),
        ("Fri, 02 May 2031 23:59:00 -0700", "2031-05-02"),
        ("last Tuesday", "last Tuesday"),  # a note in the report says that it is no day
        ("2031-02-30", "2031-02-30"),
        (1935532800, "1935532800"),
        ("", None),
        (None, None),
    ],
)
def test_published(tmp_path: Path, said: object, day: str | None) -> None:
    page = one(TALKS | {"published": said}, tmp_path)
    assert isinstance(page, Page)
    assert page.given.get("published") == day


@pytest.mark.parametrize(
    ("said", "moment"),
    [
        ("2031-05-02", "2031-05-02"),
        ("20310502T101500Z", "2031-05-02T10:15:00+00:00"),
        ("Fri, 02 May 2031 10:15:00 +0200", "2031-05-02T10:15:00+02:00"),
        ("some time ago", None),
    ],
)
def test_captured_at(tmp_path: Path, said: str, moment: str | None) -> None:
    page = one(TALKS | {"captured_at": said}, tmp_path)
    assert isinstance(page, Page)
    assert page.captured_at == moment


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (b'{"text": "cut', "is no JSON"),
        (b"not at all", "is no JSON"),
        (b'["text"]', "is no JSON object"),
        (b"7", "is no JSON object"),
        ({"url": "https://herald.example/x"}, "has neither text nor html"),
        ({"text": "", "html": None}, "has neither text nor html"),
        ({"text": " \n"}, "has nothing in its text"),
        ({"text": "a", "html": "<p>a"}, "has both text and html"),
        ({"text": 5}, "has a number for its text, not a string"),
        ({"text": {"content": "a"}}, "has an object for its text"),
        (TALKS | {"title": ["a"]}, "has a list for its title"),
        (TALKS | {"byline": [True]}, "has true or false for its byline"),
        (b'{"text": "half of \\ud83d a pair"}', "has half of a character in its text"),
        (b'{"text": "a", "title": "\\udc00"}', "has half of a character in its title"),
        (b'{"text": "a", "score": NaN}', "NaN is no number"),
        (b'{"text": "a", "score": -Infinity}', "-Infinity is no number"),
        (b'{"text": "a", "text": "b"}', "names the field 'text' twice"),
        (b'{"text": "a", "more": {"x": 1, "x": 1}}', "names the field 'x' twice"),
        (b'{"text": ' + b"[" * 200_000 + b"]" * 200_000 + b"}", "is nested too deeply"),
        (b'{"more": ' + b'{"a":' * 200_000 + b"1" + b"}" * 200_001, "is nested too deeply"),
        (b'{"more": [' + b"{}," * 1_000_000 + b"{}]}", "more than 1,000,000 values"),
        (b'{"text": "a", "n": ' + b"9" * 10_000 + b"}", "is no JSON"),
        (b'{"text": "caf\xe9"}', "is not in UTF-8"),
        (b'{"text": "a"} {"text": "b"}', "is no JSON"),
    ],
)
def test_a_bad_line_costs_no_other(tmp_path: Path, line: object, reason: str) -> None:
    first, bad, last = read(lines(TALKS, line, BRIDGE), tmp_path)
    assert isinstance(first, Page)
    assert isinstance(last, Page)
    assert isinstance(bad, Skipped)
    assert (bad.path, last.path) == ("pages.jsonl#2", "pages.jsonl#3")
    assert reason in bad.reason
    assert "\n" not in bad.reason
    assert len(bad.reason) < 300


def test_bad_lines_at_the_beginning_are_told_one_by_one_where_a_page_follows(tmp_path: Path) -> None:
    found = read(lines(b"{", {"text": 1}, TALKS, {"text": 2}), tmp_path)
    assert [(type(item), item.path[-2:]) for item in found] == [
        (Skipped, "#1"), (Skipped, "#2"), (Page, "#3"), (Skipped, "#4"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (lines(*[{"link": "x", "content": "y"}] * 9), "--fields url=link,text=content (they have link, content)"),
        (lines({"link": "x"}), "its line is no page: has neither text nor html"),
        (json.dumps([TALKS, BRIDGE]).encode(), "is a JSON array"),
        (json.dumps(TALKS, indent=1).encode(), "an object must stand in one line"),
        (lines({"kind": "statement", "id": "s-0123456789abcdef", "text": "x"}), "holds no page"),
        (b'{"\n\n', "none of its first lines is a page"),
    ],
)
def test_a_file_of_another_shape_is_told_once(tmp_path: Path, raw: bytes, reason: str) -> None:
    (skipped,) = read(raw, tmp_path)
    assert isinstance(skipped, Skipped)
    assert skipped.path == "pages.jsonl"
    assert reason in skipped.reason
    assert "\n" not in skipped.reason


def test_no_more_than_the_first_lines_are_looked_at(tmp_path: Path) -> None:
    assert len(read(lines(*[{"a": 1}] * (LOOKED_AT - 1), TALKS), tmp_path)) == LOOKED_AT
    assert len(read(lines(*[{"a": 1}] * LOOKED_AT, TALKS), tmp_path)) == 1


def test_fields_have_other_names(tmp_path: Path) -> None:
    fields = parse_fields(" url = link, text=body.content ,title=dc.title,")
    assert fields == {"url": "link", "text": "body.content", "title": "dc.title"}
    row = {"link": "https://a.example", "body": {"content": "They met."}, "dc.title": "Met", "html": "<p>", "text": 7}
    page, broken = read(lines(row, row | {"body": ["They met."]}), tmp_path, **fields)
    assert isinstance(page, Page)
    assert (page.url, page.raw, page.given, page.media_type) == (
        "https://a.example", b"They met.", {"title": "Met"}, "text/plain",
    )  # fmt: skip
    assert isinstance(broken, Skipped)
    assert broken.reason == "has no text"
    both = {"text": "They met.", "html": "<p>They met.</p>"}
    page, *_ = read(lines(both), tmp_path, html="")
    assert isinstance(page, Skipped)
    page, *_ = read(lines(both), tmp_path, html="html")
    assert isinstance(page, Page)
    assert page.media_type == "text/html"


@pytest.mark.parametrize("option", ["link=url", "url=link,body=text", "url"])
def test_a_name_that_is_no_field_is_told(option: str) -> None:
    with pytest.raises(UsageError, match=r"captured_at|url=link"):
        parse_fields(option)


def test_fields_of_a_call_are_checked() -> None:
    assert checked_fields(None) == {}
    with pytest.raises(UsageError, match=", ".join(FIELDS)):
        checked_fields({"headline": "title"})


def test_report_lines_of_our_own_export(tmp_path: Path) -> None:
    evidence = {"how": "metadata", "span": None, "text": "2031-05-02"}
    report = {
        "kind": "report", "id": "r-0123456789abcdef", "title": "Talks end", "outlet": "The Orvast Herald",
        "page": {"path": "a.html", "url": TALKS["url"], "captured_at": "2031-05-03", "media_type": "text/html"},
        "byline": ["Lena Brisk"], "language": "en", "published": {"edtf": "2031-05-02", "evidence": [evidence]},
        "text": "Menu\nTalks end\nThey met.",
    }  # fmt: skip
    inferred = report | {"published": {"edtf": "2031-05-02?", "evidence": [evidence | {"how": "weekday"}]}}
    statement = {"kind": "statement", "id": "s-0123456789abcdef", "text": "They met."}
    first, second = read(lines(report, statement, statement, inferred), tmp_path)
    assert isinstance(first, Page)
    assert isinstance(second, Page)
    assert (first.url, first.captured_at, first.media_type) == (TALKS["url"], "2031-05-03", "text/plain")
    assert first.given == {
        "title": "Talks end", "outlet": "The Orvast Herald", "byline": "Lena Brisk", "language": "en",
        "published": "2031-05-02",
    }  # fmt: skip
    assert "published" not in second.given


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_encodings_of_the_file(tmp_path: Path, encoding: str) -> None:
    text = "\n".join(json.dumps(TALKS | {"text": words}, ensure_ascii=False) for words in ("Žďár 😀", "Ōrvast")) + "\n"
    for name in ("pages.jsonl", "pages"):
        found = read(text.encode(encoding), tmp_path, name)
        assert [page.raw.decode() for page in found if isinstance(page, Page)] == ["Žďár 😀", "Ōrvast"]


def test_half_a_pair_in_utf_16(tmp_path: Path) -> None:
    raw = json.dumps(TALKS).encode("utf-16-le") + '\n{"text": "\ud83d"}\n'.encode("utf-16-le", "surrogatepass")
    page, skipped = read(raw, tmp_path)
    assert isinstance(page, Page)
    assert isinstance(skipped, Skipped)
    assert "half of a character" in skipped.reason


def test_compressed_files(tmp_path: Path) -> None:
    import zstandard

    raw = lines(TALKS, BRIDGE)
    assert [p.path for p in read(gzip.compress(raw), tmp_path, "a.jsonl.gz")] == ["a.jsonl.gz#1", "a.jsonl.gz#2"]
    assert len(read(zstandard.compress(raw), tmp_path, "a.ndjson.zst")) == 2
    *before, damage = read(gzip.compress(raw, mtime=0)[:-12], tmp_path, "a.jsonl.gz")
    assert all(isinstance(item, Page) for item in before)
    assert damage == Skipped("a.jsonl.gz", "is gzip data that ends too early")


def test_a_folder_holds_them_among_pages(tmp_path: Path) -> None:
    (tmp_path / "b.ndjson").write_bytes(lines(TALKS))
    (tmp_path / "a.txt").write_text("{Curly} words begin this page of plain text.")
    (tmp_path / "c.jsonl").write_text("They met and no JSON is here.")
    assert [page.path for page in read_pages([tmp_path])] == ["a.txt", "b.ndjson#1", "c.jsonl"]


def test_a_line_that_is_too_long_does_not_lie_in_memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opened, "MAX_BYTES", 2_000_000)
    longest = 0

    class Watched(io.BytesIO):
        def readline(self, most: int | None = -1, /) -> bytes:
            nonlocal longest
            line = super().readline(most)
            longest = max(longest, len(line))
            return line

    raw = lines(TALKS, {"text": "x" * 20_000_000}, BRIDGE)
    file = opened.opened_stream(io.BytesIO(raw), "pages.jsonl")
    file.stream = Watched(raw)
    first, long, last = jsonl.pages(file)
    assert isinstance(first, Page)
    assert isinstance(last, Page)
    assert isinstance(long, Skipped)
    assert (long.path, last.path) == ("pages.jsonl#2", "pages.jsonl#3")
    assert "more than the 2,000,000 bytes" in long.reason
    assert longest <= 2_000_001


def test_a_file_cut_at_any_byte(tmp_path: Path) -> None:
    raw = lines(TALKS, BRIDGE | {"title": "Brücke"}, TALKS | {"text": "Again."})
    whole = [page.sha256 for page in read(raw, tmp_path) if isinstance(page, Page)]
    assert len(whole) == 3
    for cut in range(len(raw)):
        found = read(raw[:cut], tmp_path)
        pages = [page.sha256 for page in found if isinstance(page, Page)]
        assert pages == whole[: len(pages)] if len(pages) < 4 else False
        assert len(pages) >= raw[:cut].count(b"\n")
        torn = [item for item in found if isinstance(item, Skipped)]
        assert len(torn) <= 1
        if len(pages) and torn:
            assert "ends in the middle" in torn[0].reason


@settings(max_examples=120, deadline=None)
@given(st.data())
def test_flipped_bytes_and_any_bytes_never_raise(tmp_path_factory: pytest.TempPathFactory, data: st.DataObject) -> None:
    raw = bytearray(lines(TALKS, BRIDGE, TALKS))
    for _ in range(data.draw(st.integers(1, 6))):
        raw[data.draw(st.integers(0, len(raw) - 1))] = data.draw(st.integers(0, 255))
    raw += data.draw(st.binary(max_size=40))
    folder = tmp_path_factory.getbasetemp()
    found = read(bytes(raw), folder)
    assert found
    assert found == read(bytes(raw), folder)
    for item in found:
        assert isinstance(item, Page) or (item.reason and "\n" not in item.reason and "fail" not in item.reason)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.dictionaries(st.sampled_from([*FIELDS, "kind", "id", "page"]), JSON, max_size=6), max_size=6))
def test_any_objects_are_pages_or_reasons(tmp_path_factory: pytest.TempPathFactory, rows: list[object]) -> None:
    for item in read(lines(TALKS, *rows), tmp_path_factory.getbasetemp()):
        if isinstance(item, Page):
            assert item.raw.decode("utf-8").strip()
            assert all(isinstance(value, str) and value for value in item.given.values())
        else:
            assert item.reason


def test_standard_input(tmp_path: Path) -> None:
    code = (
        "from reportedly.pages.sources import read_pages\n"
        "for item in read_pages(['-']): print(item.path, getattr(item, 'reason', ''))"
    )

    def piped(raw: bytes) -> list[str]:
        run = subprocess.run([sys.executable, "-c", code], input=raw, capture_output=True, check=True)
        return run.stdout.decode().splitlines()

    assert piped(lines(TALKS, {"text": 1}, BRIDGE)) == [
        "stdin#1 ", "stdin#2 has a number for its text, not a string", "stdin#3 ",
    ]  # fmt: skip
    assert piped(b"<!DOCTYPE html><p>One page.") == ["stdin "]
    assert piped(b"") == ["stdin is empty"]
    with pytest.raises(UsageError, match="only once"):
        list(read_pages(["-", "-"]))


def test_a_build_of_them(tmp_path: Path) -> None:
    import reportedly

    rows = [
        {"link": TALKS["url"], "body": "Talks in Orvast have ended, the mayor, Lena Brisk, said on Monday.", "day": 3},
        {"link": TALKS["url"], "body": {}},
        {"link": BRIDGE["url"], "body": "The bridge at Karsa is shut, the mayor said.", "day": "2031-05-02T10:15:00Z"},
    ]
    (tmp_path / "pages.jsonl").write_bytes(lines(*rows))
    fields = {"url": "link", "text": "body", "published": "day"}
    summary = reportedly.build([tmp_path / "pages.jsonl"], tmp_path / "record.db", fields=fields, workers=1)
    assert (summary.pages, summary.added, [skipped.path for skipped in summary.skipped]) == (3, 2, ["pages.jsonl#2"])
    with reportedly.open_record(tmp_path / "record.db") as record:
        talks, bridge = record.reports()
    assert (talks.page.path, talks.page.url, bridge.published.edtf) == ("pages.jsonl#1", TALKS["url"], "2031-05-02")
    assert any("'3' is not a day" in note for note in talks.notes)
    with pytest.raises(UsageError, match="no field of a page"):
        reportedly.build([tmp_path / "pages.jsonl"], tmp_path / "record.db", fields={"link": "url"})


def test_a_line_of_standard_input_is_tagged(monkeypatch: pytest.MonkeyPatch) -> None:
    from reportedly.pipeline import tag_file

    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(lines(TALKS, BRIDGE))))
    assert tag_file("-").report.text == TALKS["text"]
