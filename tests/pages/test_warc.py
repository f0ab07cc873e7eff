"""WARC files: the pages that are kept, what is passed over, and damage of each kind."""

import base64
import gzip
import hashlib
import io
import random
import zipfile
import zlib
from pathlib import Path

import brotli
import pytest
import zstandard
from fastwarc.stream_io import GzipWriter, ZstdWriter
from fastwarc.warc import ArchiveIterator, WarcRecord, WarcRecordType
from hypothesis import given, settings
from hypothesis import strategies as st
from local_site import PAGE, answer, get
from typer.testing import CliRunner

import reportedly
from reportedly.cli import app
from reportedly.pages import opened as limits
from reportedly.pages.places import Place
from reportedly.pages.sources import read_place
from reportedly.types import Page, Skipped

HTML = (
    "<!DOCTYPE html><html><head><title>Talks in Orvast</title></head><body><p>They met on Tuesday, said the "
    "mayor’s office.</p></body></html>"
).encode()
DATE = "2031-05-02T10:00:00Z"


def record(
    kind="response", block=b"", uri="https://herald.example/1", media="application/http; msgtype=response", **fields
):
    """One record, as writers make them. A field that is None is left out."""
    head = {
        "WARC-Type": kind,
        "WARC-Record-ID": "<urn:uuid:1>",
        "WARC-Date": DATE,
        "WARC-Target-URI": uri,
        "Content-Type": media,
        "Content-Length": str(len(block)),
        **{name.replace("_", "-"): value for name, value in fields.items()},
    }
    lines = "".join(f"{name}: {value}\r\n" for name, value in head.items() if value is not None)
    return f"WARC/1.0\r\n{lines}\r\n".encode() + block + b"\r\n\r\n"


def http(body=HTML, status="200 OK", media="text/html; charset=utf-8", **fields):
    head = {"Content-Type": media, **{name.replace("_", "-"): value for name, value in fields.items()}}
    lines = "".join(f"{name}: {value}\r\n" for name, value in head.items() if value is not None)
    return f"HTTP/1.1 {status}\r\n{lines}\r\n".encode() + body


def chunked(body, size=50):
    parts = [body[at : at + size] for at in range(0, len(body), size)]
    return b"".join(b"%x\r\n%s\r\n" % (len(part), part) for part in parts) + b"0\r\n\r\n"


INFO = record(
    "warcinfo",
    b"software: ExampleCrawler/2\r\nisPartOf: crisis-week\r\n",
    None,
    "application/warc-fields",
    WARC_Record_ID="<urn:uuid:0>",
)
PAGES = [
    record(block=http(HTML + b"<!-- %d -->" % n), uri=f"https://herald.example/{n}", WARC_Record_ID=f"<urn:uuid:{n}>")
    for n in range(1, 4)
]
OFFSETS = [str(len(INFO)), str(len(INFO) + len(PAGES[0])), str(len(INFO) + len(PAGES[0]) * 2)]


@pytest.fixture(scope="session")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("warc")


@pytest.fixture
def read(folder):
    def read(*records, name="crawl.warc"):
        (folder / name).write_bytes(b"".join(records))
        return list(read_place(Place(folder / name, name)))

    return read


def places(pages):
    return [page.path.partition("#")[2] for page in pages]


# What is kept


def test_a_response_is_a_page_with_what_the_archive_knows_of_it(read):
    pages = read(INFO, *PAGES)
    assert places(pages) == OFFSETS
    assert pages[0] == Page(
        path=f"crawl.warc#{len(INFO)}",
        raw=HTML + b"<!-- 1 -->",
        sha256=hashlib.sha256(HTML + b"<!-- 1 -->").hexdigest(),
        media_type="text/html",
        url="https://herald.example/1",
        captured_at=DATE,
        captured_by="ExampleCrawler/2",
        declared="utf-8",
        capture_id="<urn:uuid:1>",
    )
    assert read(INFO, *PAGES) == pages


def test_compressed_record_by_record_or_as_a_whole(read):
    plain = read(INFO, *PAGES)
    for name, pack in (("crawl.warc.gz", gzip.compress), ("crawl.warc.zst", zstandard.compress)):
        packed = [pack(part) for part in (INFO, *PAGES)]
        pages = read(*packed, name=name)
        assert [p.raw for p in pages] == [p.raw for p in plain]
        assert places(pages) == [str(sum(map(len, packed[:n]))) for n in (1, 2, 3)]
        pages = read(pack(b"".join((INFO, *PAGES))), name=name)
        assert [p.raw for p in pages] == [p.raw for p in plain]
        assert places(pages) == [f"0+{offset}" for offset in OFFSETS]


def test_what_another_library_writes_is_read(read, folder):
    """fastwarc writes a file, with digests; we find the pages that it finds, where it finds them."""
    for name, writer in (("peer.warc.gz", GzipWriter), ("peer.warc.zst", ZstdWriter)):
        with open(folder / name, "wb") as file:
            packer = writer(file)
            for n in range(5):
                one = WarcRecord()
                one.init_headers(record_type=WarcRecordType.response)
                one.headers["WARC-Target-URI"] = f"https://herald.example/{n}"
                one.is_http = True
                one.set_bytes_content(http(HTML * (n + 1)))
                one.write(packer, checksum_data=True)
                packer.finish()
            packer.close()
        theirs = [(str(r.stream_pos), r.record_id, r.reader.read()) for r in ArchiveIterator(str(folder / name))]
        ours = [(p.path.partition("#")[2], p.capture_id, p.raw) for p in read_place(Place(folder / name, name))]
        assert len(ours) == 5
        assert ours == theirs


@pytest.mark.parametrize("packed", [False, True])
def test_zstd_with_a_dictionary_in_front(read, folder, packed):
    dictionary = random.Random(1).randbytes(100_000) + HTML
    with open(folder / "peer.warc.zst", "wb") as file:
        packer = ZstdWriter(file, dictionary=dictionary, compress_dictionary_frame=packed)
        for part in (INFO, *PAGES):
            packer.write(part)
            packer.finish()
        packer.close()
    data = (folder / "peer.warc.zst").read_bytes()
    assert data.startswith(b"\x5d\x2a\x4d\x18")
    pages = read(data, name="crawl.warc.zst")
    assert [p.url[-1] for p in pages] == ["1", "2", "3"]
    assert all(data[int(place) :].startswith(b"\x28\xb5\x2f\xfd") for place in places(pages))
    for cut in (7, 500, 50_000, 100_005):
        assert all(isinstance(p, Skipped) for p in read(data[:cut], name="crawl.warc.zst"))
    (skipped,) = read(b"\x5d\x2a\x4d\x18" + b"\xff" * 50, name="crawl.warc.zst")
    assert "dictionary of 4,294,967,295 bytes" in skipped.reason


def test_what_fetch_saves_is_read(here, warc):
    packed = gzip.compress(PAGE * 50)
    here.pages["/a"] = answer(PAGE)
    here.pages["/b"] = answer(
        chunked(packed), Content_Length=None, Transfer_Encoding="chunked", Content_Encoding="gzip"
    )
    saved = get(warc, f"{here.url}/a", f"{here.url}/b")
    pages = list(read_place(Place(warc, "pages.warc.gz")))
    assert [p.raw for p in pages] == [PAGE, PAGE * 50]
    assert [(p.url, p.captured_at, p.capture_id) for p in pages] == [
        (one.final_url, one.captured_at, one.record) for one in saved.fetched
    ]
    assert pages[0].captured_by.startswith("reportedly")


@pytest.mark.parametrize(
    ("body", "fields"),
    [
        (chunked(HTML), {"Transfer_Encoding": "chunked"}),
        (chunked(HTML, 1), {"Transfer_Encoding": "Chunked"}),
        (chunked(HTML).replace(b"32\r\n", b"32;note=x\r\n"), {"Transfer_Encoding": "chunked"}),
        (gzip.compress(HTML), {"Content_Encoding": "gzip"}),
        (chunked(gzip.compress(HTML)), {"Content_Encoding": "x-gzip", "Transfer_Encoding": "chunked"}),
        (zlib.compress(HTML), {"Content_Encoding": "deflate"}),
        (zlib.compress(HTML)[2:-4], {"Content_Encoding": "deflate"}),
        (brotli.compress(HTML), {"Content_Encoding": "br"}),
        (zstandard.compress(HTML), {"Content_Encoding": "zstd"}),
        (gzip.compress(brotli.compress(HTML)), {"Content_Encoding": "br, gzip"}),
        # A crawler that undid the encodings and kept the fields.
        (HTML, {"Content_Encoding": "gzip"}),
        (HTML, {"Content_Encoding": "br"}),
        (HTML, {"Content_Encoding": "deflate"}),
        (HTML, {"Transfer_Encoding": "chunked"}),
        (HTML, {"Content_Encoding": "identity"}),
    ],
)
def test_transfer_and_content_encodings_are_undone(read, body, fields):
    (page,) = read(record(block=http(body, **fields)))
    assert page.raw == HTML


@pytest.mark.parametrize(
    ("kind", "media", "block", "media_type"),
    [
        ("resource", "text/html", HTML, "text/html"),
        ("resource", "text/plain; charset=windows-1252", b"The mayor spoke.", "text/plain"),
        ("conversion", "text/plain", b"The mayor spoke.", "text/plain"),
        ("response", "application/http", http(media="application/xhtml+xml"), "text/html"),
        ("response", "application/http", http(media=None), "text/html"),
        ("response", "application/http", http(b"The mayor spoke.", media="text/plain"), "text/plain"),
        ("response", "application/http", http(b"<p>The mayor spoke.", media="TEXT/HTML"), "text/html"),
        ("response", "application/http", http().replace(b"\r\n", b"\n", 3), "text/html"),
        ("response", None, http(), "text/html"),
    ],
)
def test_kinds_of_records_with_pages(read, kind, media, block, media_type):
    (page,) = read(record(kind, block, media=media))
    assert page.media_type == media_type


@pytest.mark.parametrize(
    "other",
    [
        record("request", b"GET / HTTP/1.1\r\n\r\n", media="application/http; msgtype=request"),
        record("metadata", b"fetchTimeMs: 7\r\n", media="application/warc-fields"),
        record("revisit", http(b""), WARC_Refers_To="<urn:uuid:1>"),
        record("response", b"20310502\nherald.example.", "dns:herald.example", "text/dns"),
        record(block=http(status="404 Not Found")),
        record(block=http(status="301 Moved")),
        record(block=http(b"\x89PNG...", media="image/png")),
        record(block=http(b"p {}", media="text/css")),
        record(block=http(b"{}", media="application/json")),
        record(block=http(b' {"html": "<p>x"}', media="text/html")),
        record(block=http(b"\0\1\2", media="application/octet-stream")),
        record(block=http(b"some words", media=None)),
        record(block=http(b"User-agent: *", media="text/plain"), uri="https://herald.example/robots.txt"),
        record("resource", b"All words of the page", "urn:text:https://herald.example/1", "text/plain"),
        record("continuation", b"more"),
        record("unheard-of", b"x"),
    ],
)
def test_what_is_no_page_is_passed_over_without_a_word(read, other):
    assert places(read(other, PAGES[0], other)) == [str(len(other))]


def test_a_file_without_a_page_says_so(read):
    (skipped,) = read(INFO)
    assert (skipped.path, skipped.reason) == ("crawl.warc", "holds no page")


def test_who_captured(read):
    both = b"software: ExampleCrawler/2\noperator: Orvast Library\n"
    info = [
        record("warcinfo", both, None, "application/warc-fields", WARC_Record_ID="<urn:uuid:a>"),
        record("warcinfo", b"isPartOf: week 9\r\n", None, "application/warc-fields", WARC_Record_ID="<urn:uuid:b>"),
    ]
    named = record(block=http(), WARC_Warcinfo_ID="<urn:uuid:a>")
    assert [p.captured_by for p in read(PAGES[0], *info, named, PAGES[1])] == [
        None,
        "Orvast Library, ExampleCrawler/2",
        "week 9",
    ]


@pytest.mark.parametrize(
    ("date", "captured_at"),
    [("2031-05-02T10:00:00.123456Z", "2031-05-02T10:00:00.123456Z"), ("2031-05-02", "2031-05-02"), ("2031-13-02", None),
     ("yesterday", None), (None, None)],
)  # fmt: skip
def test_a_date_that_is_none_is_left_out(read, date, captured_at):
    (page,) = read(record(block=http(), WARC_Date=date))
    assert page.captured_at == captured_at


# Damage


def digest(data, name="sha1"):
    return f"{name}:{base64.b32encode(hashlib.new(name, data).digest()).decode()}"


def test_digests_are_checked(read):
    packed = chunked(gzip.compress(HTML, mtime=0))
    block = http(packed, Transfer_Encoding="chunked", Content_Encoding="gzip")
    right = {"WARC_Block_Digest": digest(block)}
    for payload in (packed, gzip.compress(HTML, mtime=0), HTML):
        (page,) = read(record(block=block, **right, WARC_Payload_Digest=digest(payload)))
        assert page.raw == HTML
    for text in (
        "sha1:" + hashlib.sha1(block).hexdigest().upper(),
        digest(block, "sha256"),
        "sha256:" + base64.b64encode(hashlib.sha256(block).digest()).decode(),
        "md5:" + hashlib.md5(block).hexdigest(),
        "blake3:xyz",
        "sha1:short",
        "rubbish",
    ):
        assert isinstance(read(record(block=block, WARC_Block_Digest=text))[0], Page)
    other = block.replace(b"HTTP/1.1", b"HTTP/1.0")
    for wrong, name in (
        (record(block=other, **right), "WARC-Block-Digest"),
        (record(block=block, WARC_Payload_Digest=digest(b"x")), "WARC-Payload-Digest"),
    ):
        skipped, page = read(wrong, PAGES[0])
        assert name in skipped.reason
        assert places([skipped, page]) == ["0", str(len(wrong))]


@pytest.mark.parametrize(
    ("block", "reason"),
    [
        (http(chunked(HTML)[:-40], Transfer_Encoding="chunked"), "in chunks, which are damaged"),
        (http(gzip.compress(HTML)[:-9], Content_Encoding="gzip"), "gzip data that ends too early"),
        (http(gzip.compress(HTML)[:-6] + b"xxxxxx", Content_Encoding="gzip"), "gzip data that is damaged"),
        (http(brotli.compress(HTML)[:-9], Content_Encoding="br"), "brotli data that ends too early"),
        (http(HTML, Content_Encoding="lz77"), "content encoding 'lz77', which is not known"),
        (http(HTML, Content_Encoding="gzip, gzip, gzip, br"), "in 4 content encodings"),
        (http(b""), "is empty"),
        (http(b"\x89PNG rest"), "an image"),
        (b"HTTP/1.1 200 OK\r\nContent-Type: text/html", "no response of a server"),
        (http(gzip.compress(bytes(20_000_000)), Content_Encoding="gzip"), "expands more than"),
    ],
)
def test_a_page_that_cannot_be_read_costs_no_other(read, block, reason):
    skipped, page = read(record(block=block), PAGES[1])
    assert reason in skipped.reason
    assert "\n" not in skipped.reason
    assert page.url == "https://herald.example/2"


def test_what_a_crawler_cut_off_is_kept_and_noted(read):
    body = chunked(gzip.compress(HTML * 50 + b"x"))[:-30]
    block = http(body, Transfer_Encoding="chunked", Content_Encoding="gzip")
    (page,) = read(record(block=block, WARC_Truncated="length", WARC_Payload_Digest=digest(b"the whole")))
    assert page.raw.startswith(HTML)
    assert page.given == {"truncated": "length"}


def test_a_page_in_segments_and_one_too_long(read, monkeypatch):
    monkeypatch.setattr(limits, "MAX_BYTES", 1000)
    monkeypatch.setattr("reportedly.pages.warc._HELD", 1000)
    long = http(b"<html>" + b"x" * 70_000)
    pages = read(
        record(block=http(), WARC_Segment_Number="1"),
        record(block=long),
        record(block=http(gzip.compress(HTML * 50), Content_Encoding="gzip")),
        record(block=http(b"x" * 70_000, media="video/mp4")),
        PAGES[2],
    )
    assert [p.reason.partition(",")[0] for p in pages[:3]] == [
        "is stored in several records",
        "has 70",
        "has more than the 1",
    ]
    assert pages[3].url == "https://herald.example/3"


def damaged(first, second, third):
    """Files in which the second of three records is damaged."""
    return {
        "rubbish between": [first, b"rubbish " * 20, third],
        "rubbish with line ends": [first, b"rubbish\r\n" * 20, third],
        "a length that is too long": [first, second.replace(b"Content-Length: 2", b"Content-Length: 3"), third],
        "a length that is too short": [first, second.replace(b"Content-Length: 2", b"Content-Length: 1"), third],
        "a length beyond the end": [first, second.replace(b"Content-Length: ", b"Content-Length: 9"), third],
        "a length that is none": [first, second.replace(b"Content-Length: ", b"Content-Length: -"), third],
        "no length": [first, second.replace(b"Content-Length", b"Content-Lenght"), third],
        "half of it": [first, second[:-100], third],
        "half of its head": [first, second[:60], third],
        "another version": [first, second.replace(b"WARC/1.0", b"WARC/x.0"), third],
        "zeros": [first, bytes(1000), third],
    }


@pytest.mark.parametrize("how", damaged(b"", b"", b""))
def test_what_stands_before_and_behind_damage_is_read(read, how):
    parts = damaged(*PAGES)[how]
    pages = read(*parts)
    assert [p.url[-1] for p in pages if isinstance(p, Page)] == ["1", "3"]
    (skipped,) = [p for p in pages if isinstance(p, Skipped)]
    assert skipped.path == f"crawl.warc#{len(PAGES[0])}"
    packed = [gzip.compress(part) for part in parts]
    pages = read(*packed, name="crawl.warc.gz")
    assert [p.url[-1] for p in pages if isinstance(p, Page)] == ["1", "3"]
    assert len([p for p in pages if isinstance(p, Skipped)]) == 1


def test_damaged_compression_costs_the_records_in_it(read):
    packed = [gzip.compress(part) for part in PAGES]
    packed[1] = packed[1][:30] + b"\xff" * 8 + packed[1][38:]
    first, skipped, third = read(*packed, name="crawl.warc.gz")
    assert (first.url[-1], third.url[-1]) == ("1", "3")
    assert skipped.path == f"crawl.warc.gz#{len(packed[0])}"
    assert "gzip data that is damaged" in skipped.reason
    packed[1] = gzip.compress(PAGES[1])[:100]  # a crawler that was stopped, and another that went on with the file
    pages = read(*packed, name="crawl.warc.gz")
    assert [p.url[-1] for p in pages if isinstance(p, Page)] == ["1", "3"]


def test_a_beginning_that_is_damaged(read):
    pages = read(b"rubbish", *PAGES)
    assert places(pages) == ["0", "7", str(7 + len(PAGES[0])), str(7 + len(PAGES[0]) * 2)]
    assert [type(p) for p in pages] == [Skipped, Page, Page, Page]


def test_arc_files_are_refused_with_what_to_do(read):
    (skipped,) = read(b"filedesc://old.arc 0.0.0.0 20050101000000 text/plain 76\n1 0 X\n", name="old.arc")
    assert "ARC file" in skipped.reason


def test_every_truncation_gives_the_records_before_it(read):
    data = INFO + b"".join(PAGES)
    ends = [len(INFO) + len(PAGES[0]) * n for n in (1, 2, 3)]
    for cut in range(len("WARC/1.0\r\n"), len(data), 5):
        pages = read(data[:cut])
        there = sum(end - 4 <= cut for end in ends)
        assert sum(isinstance(p, Page) for p in pages) == there, cut
        assert sum(isinstance(p, Skipped) for p in pages) <= 1
    packed = [gzip.compress(part, mtime=0) for part in (INFO, *PAGES)]
    data = b"".join(packed)
    for cut in range(10, len(data), 3):
        pages = read(data[:cut], name="crawl.warc.gz")
        assert all(isinstance(p, Page) for p in pages[:-1])
        assert sum(isinstance(p, Page) for p in pages) >= sum(
            sum(map(len, packed[: n + 1])) <= cut for n in (1, 2, 3)
        ), cut


@settings(max_examples=150, deadline=None)
@given(
    flips=st.lists(st.tuples(st.integers(0, 10**6), st.integers(1, 255)), max_size=4),
    cut=st.integers(0, 10**6),
    pack=st.sampled_from([None, gzip.compress, zstandard.compress]),
)
def test_flipped_and_lost_bytes_never_raise(flips, cut, pack, tmp_path_factory):
    file = Path(tmp_path_factory.getbasetemp()) / "flipped.warc"
    parts = [
        INFO,
        record(block=http(chunked(gzip.compress(HTML, mtime=0)), Transfer_Encoding="chunked", Content_Encoding="gzip")),
        *PAGES,
    ]
    data = bytearray(b"".join(pack(part) if pack else part for part in parts))
    for at, bits in flips:
        data[at % len(data)] ^= bits
    file.write_bytes(data[: len(data) - cut % len(data) // 2])
    pages = list(read_place(Place(file, "flipped.warc")))
    assert pages
    for page in pages:
        assert isinstance(page, Page | Skipped)
        if isinstance(page, Page):
            assert hashlib.sha256(page.raw).hexdigest() == page.sha256
        else:
            assert "report it" not in page.reason
    assert list(read_place(Place(file, "flipped.warc"))) == pages


def test_one_page_is_held_at_a_time(folder):
    """A thousand pages of a megabyte, which are more than the memory that they take."""
    import tracemalloc

    body = HTML + b"<p>" + b"x" * 1_000_000
    with gzip.open(folder / "many.warc.gz", "wb", compresslevel=1) as file:
        for n in range(60):
            file.write(record(block=http(b"%d" % n + body)))
    tracemalloc.start()
    count = sum(isinstance(p, Page) for p in read_place(Place(folder / "many.warc.gz", "many.warc.gz")))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert count == 60
    assert peak < 12_000_000


def test_pdf_goes_to_its_own_source(read):
    """Whatever reads PDF files is given the payload, and the page keeps what the archive knows of it."""
    found = read(record(block=http(b"%PDF-1.4 not really one", media="application/pdf")), PAGES[0])
    assert places(found) == [
        "0",
        str(len(found and record(block=http(b"%PDF-1.4 not really one", media="application/pdf")))),
    ]
    assert isinstance(found[0], Page)
    assert isinstance(found[1], Page)
    assert (found[0].media_type, found[0].url) == ("application/pdf", "https://herald.example/1")


def test_a_record_is_built_from_an_archive(folder):
    story = "The mayor of Orvast said on Tuesday that 14 people had been hurt in the harbour, and that talks were over."
    page = f"<html><head><title>Talks end</title></head><body><h1>Talks end</h1><p>{story}</p></body></html>".encode()
    crawl = gzip.compress(INFO) + gzip.compress(record(block=http(page)))
    with zipfile.ZipFile(folder / "crawls.zip", "w") as archive:
        archive.writestr("week/one.warc.gz", crawl)
        archive.writestr("again.html", page)
        archive.writestr("broken.warc", PAGES[0][:-50])
    summary = reportedly.build([folder / "crawls.zip"], folder / "record.db", workers=1)
    assert (summary.added, summary.known) == (1, 1)
    assert [s.path for s in summary.skipped] == ["crawls.zip#broken.warc#0"]
    with reportedly.open_record(folder / "record.db") as made:
        (report,) = made.reports()
    at = f"crawls.zip#week/one.warc.gz#{len(gzip.compress(INFO))}"
    assert report.page.paths == ("crawls.zip#again.html", at)
    assert (report.page.captured_at, report.page.capture_id) == (DATE, "<urn:uuid:1>")
    assert CliRunner().invoke(app, ["verify", str(folder / "record.db")]).exit_code == 0


def test_standard_input(monkeypatch):
    data = gzip.compress(INFO) + gzip.compress(PAGES[0])
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(data)))
    (page,) = read_place(Place(None, "stdin"))
    assert page.path == f"stdin#{len(gzip.compress(INFO))}"
