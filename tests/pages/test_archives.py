"""Zip and tar archives: their pages, what is passed over, damage, and archives made to do harm."""

import bz2
import gzip
import io
import lzma
import random
import struct
import tarfile
import time
import tracemalloc
import zipfile
import zlib
from pathlib import Path

import pytest
import zstandard
from hypothesis import given, settings
from hypothesis import strategies as st

from reportedly.pages import archives, opened
from reportedly.pages.places import Place
from reportedly.pages.sources import read_place
from reportedly.pages.tars import tar_members
from reportedly.types import Page, Skipped

HTML = b"<!DOCTYPE html><html><head><title>Talks in Orvast</title></head><body><p>They met.</p></body></html>"
TEXT = b"The mayor of Orvast spoke.\n"
BOTH = {"zip": None, "tar": None}


def zipped(*members, method=zipfile.ZIP_DEFLATED):
    """A zip archive of (name, bytes)."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, data in members:
            archive.writestr(name, data)
    return out.getvalue()


def tarred(*members, form=tarfile.PAX_FORMAT):
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w", format=form) as archive:
        for name, data in members:
            info = tarfile.TarInfo(name)
            if isinstance(data, bytes):
                info.size = len(data)
                archive.addfile(info, io.BytesIO(data))
            else:
                info.type, info.linkname = data.encode(), "a.html"
                archive.addfile(info)
    return out.getvalue()


PACKED = pytest.mark.parametrize("packed", [zipped, tarred], ids=["zip", "tar"])


@pytest.fixture(scope="session")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("archives")


@pytest.fixture
def read(folder):
    def read(data, name="pages.zip"):
        (folder / name).write_bytes(data)
        return list(read_place(Place(folder / name, name)))

    return read


def names(pages):
    return [page.path.partition("#")[2] for page in pages]


# What is kept


@PACKED
def test_pages_in_the_order_of_the_archive(read, packed):
    pages = read(packed(("b/two.html", HTML), ("a.txt", TEXT), ("noending", TEXT)))
    assert [(p.path, p.raw, p.media_type) for p in pages] == [
        ("pages.zip#b/two.html", HTML, "text/html"),
        ("pages.zip#a.txt", TEXT, "text/plain"),
        ("pages.zip#noending", TEXT, "text/plain"),
    ]


@PACKED
def test_what_a_folder_passes_over_is_passed_over(read, packed):
    other = ["style.css", ".hidden", "a/.git/x", "__MACOSX/._a.html", "folder/", "a\\.b\\c", "x.PNG", "data.json"]
    assert names(read(packed(*[(name, TEXT) for name in other], ("a.html", HTML)))) == ["a.html"]
    (skipped,) = read(packed(("style.css", b"p {}")))
    assert (skipped.path, skipped.reason) == ("pages.zip", "holds no page")


@PACKED
def test_names_are_only_names(read, packed, folder):
    odd = [
        "/etc/page.html",
        "../../page.html",
        "./page.html",
        "two words.html",
        "C:\\page.html",
        "Über/été.html",
        "x" * 300,
    ]
    pages = read(packed(*[(name, TEXT + name.encode()) for name in odd]))
    assert sorted(p.raw.removeprefix(TEXT).decode() for p in pages) == sorted(odd)
    assert len(set(names(pages))) == len(odd)
    assert {p.name for p in folder.iterdir()} >= {"pages.zip"}
    assert not (folder.parent / "page.html").exists()


@PACKED
@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_names_that_are_there_twice_or_control_a_terminal(read, packed):
    pages = read(packed(("a", TEXT), ("a", TEXT + b"2"), ("a (2)", TEXT + b"3"), ("b\x1b[2J", TEXT)))
    assert names(pages) == ["a", "a (2)", "a (2) (2)", "b\\x1b[2J"]


@PACKED
def test_archives_in_archives(read, packed):
    inner = tarred(("one.html", HTML))
    record = (
        b"WARC/1.0\r\nWARC-Type: resource\r\nWARC-Target-URI: https://h.example/\r\nContent-Type: text/html\r\n"
        b"Content-Length: %d\r\n\r\n%s\r\n\r\n" % (len(HTML), HTML)
    )
    pages = read(
        packed(
            ("in.zip", zipped(("in.tar.gz", gzip.compress(inner)))),
            ("crawl.warc.gz", gzip.compress(record)),
            ("page.html.gz", gzip.compress(HTML)),
        )
    )
    assert names(pages) == ["in.zip#in.tar.gz#one.html", "crawl.warc.gz#0", "page.html.gz"]
    assert {p.raw for p in pages} == {HTML}


@PACKED
def test_archives_nested_too_deeply(read, packed):
    data = packed(("page.html", HTML))
    for _ in range(opened.DEPTH - 1):
        data = packed(("in", data))
    assert isinstance(read(data)[0], Page)
    (skipped,) = read(packed(("in", data)))
    assert "more than 4 archives" in skipped.reason


@PACKED
def test_a_member_that_is_no_page_costs_no_other(read, packed, monkeypatch):
    monkeypatch.setattr(opened, "MAX_BYTES", 1000)
    pages = read(
        packed(("empty.html", b""), ("binary", bytes(range(1, 32)) * 9), ("long.txt", TEXT * 99), ("a.html", HTML))
    )
    assert [(p.path.partition("#")[2], p.reason.partition(",")[0]) for p in pages[:-1]] == [
        ("empty.html", "is empty"),
        ("binary", "is binary data"),
        ("long.txt", "has 2"),
    ]
    assert pages[-1].raw == HTML


def test_a_member_has_the_row_of_the_meta_file_that_names_it(folder):
    (folder / "meta.zip").write_bytes(zipped(("a.html", HTML)))
    row = {"outlet": "The Orvast Herald"}
    (page,) = read_place(Place(folder / "meta.zip", "meta.zip"), {"meta.zip#a.html": row})
    assert page.given == row


# Zip


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2])
def test_ways_of_packing(read, method):
    assert [p.raw for p in read(zipped(("a.html", HTML), method=method))] == [HTML]


def made(name=b"a.html", data=HTML, method=0, flags=0, extra=b"", packed=None, mode=0, crc=None, size=None):
    """A zip archive of one member, byte by byte."""
    packed = data if packed is None else packed
    facts = (method, 0, 0, zlib.crc32(data) if crc is None else crc, len(packed), len(data) if size is None else size)
    local = struct.pack("<4s5H3L2H", b"PK\x03\x04", 20, flags, *facts, len(name), 0) + name + packed
    entry = struct.pack(
        "<4s6H3L5H2L", b"PK\x01\x02", 3 << 8, 20, flags, *facts, len(name), len(extra), 0, 0, 0, mode << 16, 0
    )
    end = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 1, 1, len(entry + name + extra), len(local), 0)
    return local + entry + name + extra + end


def test_newer_ways_of_packing(read):
    for method, packed in ((93, zstandard.compress(HTML)), (95, lzma.compress(HTML)), (12, bz2.compress(HTML))):
        assert [p.raw for p in read(made(method=method, packed=packed))] == [HTML]
    (skipped,) = read(made(method=98))
    assert skipped == Skipped("pages.zip#a.html", "is packed in a way that is not read (zip method 98)")


def test_names_in_other_encodings(read):
    name = "Über.html"
    extra = struct.pack("<2HBL", 0x7075, 5 + len(name.encode()), 1, zlib.crc32(b"?ber.html")) + name.encode()
    for data, expected in (
        (made(name.encode(), flags=0x800), name),
        (made(name.encode()), name),  # macOS forgets the flag
        (made(name.encode("cp437")), name),
        (made(b"?ber.html", extra=extra), name),
        (made(b"\xff\xfe.html", flags=0x800), "\\xff\\xfe.html"),
    ):
        assert names(read(data)) == [expected]


def test_an_encrypted_archive_and_one_of_documents(read):
    (skipped,) = read(made(flags=1))
    assert skipped == Skipped("pages.zip", "holds 1 encrypted file: unpack it with its password first")
    (skipped,) = read(zipped(("[Content_Types].xml", b"<x/>"), ("xl/workbook.xml", b"<x/>")))
    assert "export it as HTML or text" in skipped.reason


def test_links_are_not_followed(read):
    (skipped,) = read(made(data=b"/etc/passwd", mode=0o120777))
    assert skipped.reason == "holds no page"


def test_an_archive_behind_something_else_and_zip64(read):
    data = zipped(("a.html", HTML))
    assert names(read(b"PK\x03\x04 a program that unpacks " + data)) == ["a.html"]
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive, archive.open("a.html", "w", force_zip64=True) as file:
        file.write(HTML)
    assert [p.raw for p in read(out.getvalue())] == [HTML]
    # The same with all numbers of the directory in their wide form.
    local = (
        struct.pack("<4s5H3L2H", b"PK\x03\x04", 45, 0, 0, 0, 0, zlib.crc32(HTML), len(HTML), len(HTML), 1, 0)
        + b"a"
        + HTML
    )
    wide = struct.pack("<2H3Q", 1, 24, len(HTML), len(HTML), 0)
    most = 0xFFFFFFFF
    entry = struct.pack(
        "<4s6H3L5H2L", b"PK\x01\x02", 45, 45, 0, 0, 0, 0, zlib.crc32(HTML), most, most, 1, 28, 0, 0, 0, 0, most
    )
    entry += b"a" + wide
    end64 = struct.pack("<4sQ2H2L4Q", b"PK\x06\x06", 44, 45, 45, 0, 0, 1, 1, len(entry), len(local))
    locator = struct.pack("<4sLQL", b"PK\x06\x07", 0, len(local + entry), 1)
    end = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 0xFFFF, 0xFFFF, most, most, 0)
    assert [p.raw for p in read(local + entry + end64 + locator + end)] == [HTML]


def test_a_part_of_several_and_an_empty_one(read):
    data = bytearray(zipped(("a.html", HTML)))
    data[-18] = 2
    (skipped,) = read(bytes(data))
    assert "one of several parts" in skipped.reason
    (skipped,) = read(zipped())
    assert skipped.reason == "holds no page"


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (made(crc=1), "do not have the sum"),
        (made(size=5), "not as long as it should be"),
        (made(size=5000), "not as long as it should be"),
        (made(method=8, packed=b"\xff" * 50), "deflate data that is damaged"),
        (made(method=8, packed=zlib.compress(HTML)[2:20]), "deflate data that ends too early"),
        (made().replace(b"PK\x03\x04", b"PK\x03\x05"), "not a page"),
        (made()[:-30], "directory cannot be read"),
        (made()[:60], "directory cannot be read"),
        (made().replace(b"PK\x01\x02", b"PK\x01\x03"), "directory cannot be read"),
    ],
)
def test_damaged_zip(read, data, reason):
    (skipped,) = read(data)
    assert reason in skipped.reason or "binary data" in skipped.reason


def test_a_zip_on_standard_input(monkeypatch):
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(zipped(("a.html", HTML)))))
    (page,) = read_place(Place(None, "stdin"))
    assert page.path == "stdin#a.html"


def test_wacz_is_read_by_its_captures(read):
    record = (
        b"WARC/1.0\r\nWARC-Type: conversion\r\nContent-Type: text/plain\r\nContent-Length: 27\r\n\r\n"
        + TEXT
        + b"\r\n\r\n"
    )
    pages = read(
        zipped(
            ("datapackage.json", b"{}"),
            ("pages/pages.jsonl", b'{"url": "x", "text": "y"}'),
            ("archive/data.warc", record),
        ),
        "crawl.wacz",
    )
    assert [p.path for p in pages] == ["crawl.wacz#archive/data.warc#0"]


def test_a_singlefile_page_that_unpacks_itself(read):
    comment = b"<!--\n Page saved with SingleFile \n url: https://h.example/a \n saved date: "
    comment += b"Sat Mar 03 2012 10:15:00 GMT+0100 (CET)\n-->"
    inner = zipped(
        ("index.html", b"<!DOCTYPE html> <html>" + comment + b"<body><p>Hi</p>"), ("images/0.svg", b"<svg/>")
    )
    data = b"<!doctype html><html data-sfz><meta charset=utf-8><!--" + inner + b"--><script>x</script></html>"
    (page,) = read(data, "page.html")
    assert (page.path, page.url) == ("page.html#index.html", "https://h.example/a")
    assert (page.captured_at, page.captured_by) == ("2012-03-03T10:15:00+01:00", "SingleFile")
    (skipped,) = read(data[:300], "page.html")
    assert "directory cannot be read" in skipped.reason


# Tar


@pytest.mark.parametrize("form", [tarfile.USTAR_FORMAT, tarfile.GNU_FORMAT, tarfile.PAX_FORMAT])
def test_forms_of_tar(read, form):
    long = "folder/" * 20 + "page.html"
    pages = read(tarred((long, HTML), ("empty-folder", "5"), ("a.html", HTML + b"2"), form=form), "pages.tar")
    assert [(p.path.partition("#")[2], p.raw) for p in pages] == [(long, HTML), ("a.html", HTML + b"2")]


@pytest.mark.parametrize("pack", [gzip.compress, zstandard.compress, bz2.compress, lzma.compress])
def test_compressed_tar(read, pack):
    assert names(read(pack(tarred(("a.html", HTML))), "pages.tgz")) == ["a.html"]


def test_links_and_devices_in_tar_are_passed_over(read):
    kinds = "123456"  # hard and symbolic links, devices of two kinds, a folder, a pipe
    assert names(read(tarred(*[(f"x{n}", kind) for n, kind in enumerate(kinds)], ("a.html", HTML)))) == ["a.html"]


def test_tar_members_may_be_left_unread():
    data = tarred(("a", TEXT * 100), ("b", TEXT))
    assert [m.name for m in tar_members(io.BytesIO(data))] == ["a", "b"]


def test_damage_in_tar_costs_one_member(read):
    data = bytearray(
        tarred(("a.html", HTML), ("b.html", HTML + b"2"), ("c.html", HTML + b"3"), form=tarfile.USTAR_FORMAT)
    )
    data[1024 + 3] ^= 1
    pages = read(bytes(data))
    assert names(pages) == ["a.html", "1024", "c.html"]
    assert pages[1].reason == "is damaged: what stands here is no file of the archive"


def test_a_tar_without_its_end(read):
    data = tarred(("a.html", HTML))[:1024]
    page, skipped = read(data)
    assert page.raw == HTML
    assert skipped == Skipped("pages.zip#1024", "ends without the mark of its end: the archive may be cut off here")


# Any damage


@PACKED
@pytest.mark.parametrize("around", [None, gzip.compress], ids=["", "gzip"])
def test_every_truncation(read, packed, around):
    data = packed(("a.html", HTML), ("b.html", HTML + b"2"))
    data = around(data) if around else data
    for cut in range(20 if around else 600, len(data), max(1, len(data) // 250)):
        pages = read(data[:cut])
        assert pages
        assert isinstance(pages[-1], Skipped) or (packed is tarred and len(data) - cut < 9000), cut
        for page in pages:
            if isinstance(page, Page):
                assert page.raw in (HTML, HTML + b"2")


@settings(max_examples=120, deadline=None)
@given(
    packed=st.sampled_from([zipped, tarred]),
    flips=st.lists(st.tuples(st.floats(0, 0.9999), st.integers(1, 255)), min_size=1, max_size=5),
)
def test_flipped_bytes_never_raise_and_never_change_a_zip_page(packed, flips, tmp_path_factory):
    members = [("a.html", HTML), ("b.html", HTML + b"2"), ("in.zip", zipped(("c.html", HTML + b"3")))]
    data = bytearray(packed(*members))
    data = data[: 512 * 10] if packed is tarred else data
    for at, bits in flips:
        data[int(at * len(data))] ^= bits
    file = Path(tmp_path_factory.getbasetemp()) / "flipped"
    file.write_bytes(data)
    pages = list(read_place(Place(file, "flipped")))
    assert pages
    for page in pages:
        assert isinstance(page, Page) or "report it" not in page.reason
    if packed is zipped and data[:2] == b"PK":
        assert {p.raw for p in pages if isinstance(p, Page)} <= {HTML, HTML + b"2", HTML + b"3"}
    assert list(read_place(Place(file, "flipped"))) == pages


# Archives made to do harm


@pytest.fixture
def harmless(read):
    def harmless(data, seconds=3):
        tracemalloc.start()
        started = time.process_time()
        pages = read(data)
        taken, peak = time.process_time() - started, tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        assert taken < seconds
        assert peak < 60_000_000
        assert sum(isinstance(p, Page) for p in pages) <= 1
        return [p.reason for p in pages if isinstance(p, Skipped)]

    return harmless


def nested_zips(levels, width, payload):
    data = zipped(("payload", payload))
    for _ in range(levels):
        data = zipped(*[(f"{n}.zip", data) for n in range(width)])
    return data


def test_zips_in_zips_in_zips(harmless):
    """As 42.zip: six layers of sixteen, that would make petabytes of a few thousand bytes."""
    reasons = harmless(nested_zips(4, 16, bytes(20_000_000)))
    assert len(reasons) < 500
    assert "expands, with all that lies in it" in reasons[-1]


def test_a_zip_of_zeros(harmless):
    (reason,) = harmless(zipped(("zeros", bytes(30_000_000))))
    assert "expands more than" in reason


def test_members_that_lie_over_one_another(harmless):
    data = random.Random(1).randbytes(300)
    name = b"a.html"
    local = (
        struct.pack("<4s5H3L2H", b"PK\x03\x04", 20, 0, 0, 0, 0, zlib.crc32(data), 300, 300, len(name), 0) + name + data
    )
    entry = struct.pack(
        "<4s6H3L5H2L", b"PK\x01\x02", 20, 20, 0, 0, 0, 0, zlib.crc32(data), 300, 300, 6, 0, 0, 0, 0, 0, 0
    )
    directory = (entry + name) * 5_000
    end = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 5_000, 5_000, len(directory), len(local), 0)
    (reason,) = harmless(local + directory + end)
    assert "lie over one another" in reason


def test_more_members_than_are_read(read, monkeypatch):
    monkeypatch.setattr(archives, "MAX_MEMBERS", 2)
    members = [(f"{n}.txt", TEXT) for n in range(3)]
    (skipped,) = read(zipped(*members))
    assert skipped.reason == "holds more than 2 files: unpack it, and name the folder"
    assert [type(p) for p in read(tarred(*members))] == [Page, Page, Skipped]


@pytest.mark.parametrize("size", [b"\x80" + (1 << 80).to_bytes(11, "big"), b"77777777777\0"])
@pytest.mark.parametrize("kind", [b"0", b"L", b"x", b"5"])
def test_a_tar_that_declares_a_huge_size(harmless, size, kind):
    head = bytearray(tarfile.TarInfo("a.txt").tobuf(tarfile.USTAR_FORMAT))
    head[124:136], head[156:157] = size, kind
    head[148:156] = b" " * 8
    head[148:156] = b"%06o\0 " % sum(head)
    assert harmless(bytes(head) + TEXT * 100)
    assert harmless(gzip.compress(bytes(head) + bytes(30_000_000)))


def test_a_tar_of_gzip_of_zeros(harmless):
    bomb = gzip.compress(bytes(20_000_000))
    reasons = harmless(tarred(*[(f"{n}.txt.gz", bomb) for n in range(6)]))
    assert "expands" in reasons[0]


def test_a_zip_that_holds_itself(harmless):
    """What holds itself has no end; here thirty layers stand for it."""
    data = b"x"
    for _ in range(30):
        data = zipped(("again.zip", data))
    (reason,) = harmless(data)
    assert "more than 4 archives" in reason
