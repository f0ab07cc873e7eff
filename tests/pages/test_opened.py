"""Compressed files: whatever they are like, their bytes come out or a reason does, within limits."""

import bz2
import gzip
import io
import lzma
import time
import tracemalloc
import zlib
from collections import deque
from pathlib import Path

import pytest
import zstandard
from hypothesis import given, settings
from hypothesis import strategies as st

from reportedly.errors import PageError
from reportedly.pages import opened as limits
from reportedly.pages.expanding import BROTLI, BZIP2, FREE, GZIP, HTTP_DEFLATE, RATIO, XZ, ZSTD, Budget, Expanding
from reportedly.pages.opened import DEPTH, Settings, TooMuch, opened_place, opened_stream
from reportedly.pages.places import Place
from reportedly.pages.sources import read_pages, read_place
from reportedly.types import Page, Skipped

TEXT = b"The mayor of Orvast spoke of eleven wounded. " * 40
SKIPPED_FRAME = b"\x53\x2a\x4d\x18" + (5).to_bytes(4, "little") + b"notes"


def zstd(data, **options):
    return zstandard.ZstdCompressor(**options).compress(data)


PACK = {
    "gzip": (GZIP, lambda data: gzip.compress(data, mtime=0)),
    "zstd": (ZSTD, zstd),
    "bzip2": (BZIP2, bz2.compress),
    "xz": (XZ, lzma.compress),
}
EACH = pytest.mark.parametrize(("kind", "pack"), PACK.values(), ids=PACK)


class Dripping(io.RawIOBase):
    """A source that gives few bytes at a time."""

    def __init__(self, data, most):
        self._data, self._most = io.BytesIO(data), most

    def readable(self):
        return True

    def read(self, length=-1):
        return self._data.read(min(length, self._most) if length >= 0 else self._most)


def whole(data, kind, step=1 << 16, most=1 << 16):
    stream = Expanding(Dripping(data, most), kind)
    return b"".join(iter(lambda: stream.read(step), b""))


@EACH
@settings(max_examples=25, deadline=None)
@given(data=st.lists(st.binary(max_size=3000), max_size=4), step=st.integers(1, 5000), most=st.integers(1, 5000))
def test_members_come_out_one_after_the_other_however_they_are_read(kind, pack, data, step, most):
    packed = b"".join(pack(member) for member in data)
    assert whole(packed, kind, step, most) == b"".join(data)


@EACH
def test_every_truncation_says_so(kind, pack):
    packed = pack(TEXT)
    for cut in range(8, len(packed)):
        with pytest.raises(PageError, match="ends too early"):
            whole(packed[:cut], kind)


@EACH
def test_a_file_that_is_cut_off_is_one_reason(kind, pack, tmp_path):
    packed = pack(TEXT)
    file = tmp_path / "page.txt"
    for cut in range(10, len(packed)):
        file.write_bytes(packed[:cut])
        (page,) = read_place(Place(file, "page.txt"))
        assert isinstance(page, Skipped), cut


@EACH
@settings(max_examples=60, deadline=None)
@given(flips=st.lists(st.tuples(st.integers(0, 10**6), st.integers(1, 255)), min_size=1, max_size=3))
def test_flipped_bytes_give_the_same_bytes_or_a_reason(kind, pack, flips):
    packed = bytearray(pack(TEXT) if kind is not ZSTD else zstd(TEXT, write_checksum=True))
    for at, bits in flips:
        packed[at % len(packed)] ^= bits
    try:
        out = whole(bytes(packed), kind)
    except PageError:
        return
    # A flip may lie in the name or time of a gzip head, or make rubbish of the next member.
    assert TEXT.startswith(out)


@EACH
def test_zeros_and_rubbish_behind_the_last_member_are_passed_over(kind, pack):
    assert whole(pack(TEXT) + bytes(70_000), kind) == TEXT
    assert whole(pack(TEXT) + b"rubbish" * 20_000, kind) == TEXT
    assert whole(pack(TEXT) + bytes(600) + pack(b"more"), kind) == TEXT + b"more"


def test_zstd_frames_of_every_kind():
    assert whole(zstd(TEXT, write_content_size=False), ZSTD) == TEXT
    assert whole(SKIPPED_FRAME + zstd(TEXT) + SKIPPED_FRAME + zstd(b"x"), ZSTD, 7, 3) == TEXT + b"x"
    assert whole(zstd(b"") + zstd(b"y"), ZSTD) == b"y"
    stream = opened_stream(io.BytesIO(SKIPPED_FRAME + zstd(TEXT)), "page.txt.zst")
    assert (stream.head, stream.name, stream.compressed) == (TEXT, "page.txt", True)


def test_a_gzip_head_with_all_its_fields():
    raw = zlib.compressobj(wbits=-15)
    body = raw.compress(TEXT) + raw.flush()
    head = b"\x1f\x8b\x08\x1e" + bytes(6) + b"\x04\0more" + b"name\0" + b"comment\0"
    head += (zlib.crc32(head) & 0xFFFF).to_bytes(2, "little")
    tail = zlib.crc32(TEXT).to_bytes(4, "little") + len(TEXT).to_bytes(4, "little")
    assert whole(head + body + tail, GZIP) == TEXT


def test_http_encodings():
    import brotli

    assert whole(zlib.compress(TEXT), HTTP_DEFLATE, 10, 7) == TEXT
    assert whole(zlib.compress(TEXT)[2:-4], HTTP_DEFLATE) == TEXT
    assert whole(brotli.compress(TEXT), BROTLI, 10, 7) == TEXT
    with pytest.raises(PageError, match="ends too early"):
        whole(brotli.compress(TEXT)[:-3], BROTLI)


def test_after_damage_the_next_member_is_found():
    members = [gzip.compress(bytes([c]) * 50 + TEXT, mtime=0) for c in b"abcd"]
    members[1] = members[1][:40] + b"\xff\xff\xff" + members[1][43:]
    starts = deque()
    stream = Expanding(io.BytesIO(b"".join(members)), GZIP, starts=starts)
    first = stream.read(50)
    with pytest.raises(PageError, match="damaged"):
        stream.readall()
    with pytest.raises(PageError, match="damaged"):
        stream.read(1)
    assert stream.resume()
    rest = stream.readall()
    assert first == b"a" * 50
    assert rest == b"c" * 50 + TEXT + b"d" * 50 + TEXT
    assert [at for at, _ in starts] == [sum(map(len, members[:n])) for n in range(4)]
    assert not stream.resume()


def test_names_lose_the_ending_of_compression():
    names = {"a.html.gz": "a.html", "b.WARC.GZ": "b.WARC", "c.txt.zst": "c.txt", "d.tar.bz2": "d.tar", "e": "e"}
    for given_name, name in names.items():
        assert opened_stream(io.BytesIO(gzip.compress(b"x")), f"in/{given_name}").name == name
    assert opened_stream(io.BytesIO(b"no gzip"), "a.html.gz").name == "a.html.gz"


@pytest.mark.parametrize("text", [b"BZh is a name in Orvast.", b"(\xb5/ and so on", b"", b"\x1f", b"\x1f\x8b\x08"])
def test_text_that_begins_like_compressed_data_is_left_alone(text):
    assert not opened_stream(io.BytesIO(text), "x").compressed


# Bombs


@pytest.fixture
def small(tmp_path):
    """Reads a file and gives what was read, within a second and 100 MB."""

    def read(name, data):
        (tmp_path / name).write_bytes(data)
        tracemalloc.start()
        started = time.process_time()
        pages = list(read_pages([tmp_path / name]))
        seconds, peak = time.process_time() - started, tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        assert seconds < 2
        assert peak < 100_000_000
        return pages

    return read


def zeros(length, wbits=31):
    packer = zlib.compressobj(9, wbits=wbits)
    return b"".join([packer.compress(bytes(1 << 20)) for _ in range(length >> 20)]) + packer.flush()


@pytest.mark.parametrize("kind", PACK)
def test_zeros_are_refused_by_their_ratio(small, kind):
    data = zeros(24 << 20) if kind == "gzip" else PACK[kind][1](bytes(24 << 20))
    (skipped,) = small("zeros.txt", data)
    assert skipped.reason == f"is {kind} data that expands more than {RATIO} times: it is not opened further"


def test_zstd_blocks_of_one_byte_are_refused(small):
    """A frame of blocks that repeat one byte 128 KiB times: four bytes each (RFC 8878, 3.1.1.2.2)."""
    block = (0b010 | (1 << 17) << 3).to_bytes(3, "little") + b"a"
    (skipped,) = small("bomb.txt.zst", b"\x28\xb5\x2f\xfd\x00\x58" + block * 100_000)
    assert "expands more than" in skipped.reason


def test_a_page_within_the_ratio_is_refused_by_its_size(small, monkeypatch):
    monkeypatch.setattr(limits, "MAX_BYTES", 100_000)
    (skipped,) = small("long.txt", gzip.compress(TEXT * 100))
    assert "more than the 100,000 bytes" in skipped.reason


def test_gzip_in_gzip_is_not_opened_again_and_again(small):
    data = b"text"
    for _ in range(50):
        data = gzip.compress(data)
    (skipped,) = small("nested.gz", data)
    assert "gzip data" in skipped.reason


def test_members_without_bytes_take_no_time(small):
    (skipped,) = small("empty.gz", gzip.compress(b"") * 10_000)
    assert skipped.reason == "is empty"


def test_all_that_lies_in_a_file_is_measured_against_the_file():
    budget = Budget(taken=1000)
    packed = gzip.compress(b"ab" * (FREE // 4))
    assert len(Expanding(io.BytesIO(packed), GZIP, budget).readall()) == FREE // 2
    with pytest.raises(TooMuch):
        Expanding(io.BytesIO(packed + packed), GZIP, budget).readall()
    outer = opened_stream(io.BytesIO(b"x" * 10), "outer", size=10)
    assert outer.member(io.BytesIO(gzip.compress(b"y")), "inner").budget is outer.budget
    with pytest.raises(PageError, match=f"more than {DEPTH} archives"):
        opened_stream(io.BytesIO(b""), "deep", depth=DEPTH + 1)


# Standard input, files that can be read from both ends


def test_standard_input(monkeypatch):
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(gzip.compress(TEXT))))
    (page,) = read_pages(["-"])
    assert (page.path, page.raw) == ("stdin", TEXT)
    monkeypatch.setattr("sys.stdin", None)
    (skipped,) = read_pages(["-"])
    assert skipped.reason == "is closed: nothing can be read from it"


def test_a_file_that_can_be_read_from_both_ends(tmp_path, monkeypatch):
    (tmp_path / "plain").write_bytes(TEXT)
    (tmp_path / "packed").write_bytes(gzip.compress(TEXT))
    for name in ("plain", "packed"):
        place = Place(tmp_path / name, name)
        with opened_place(place, Settings()) as file, file.seekable() as copy:
            copy.seek(-10, io.SEEK_END)
            assert copy.read() == TEXT[-10:]
    monkeypatch.setattr(limits, "MAX_COPY", 1000)
    with (
        opened_place(place, Settings()) as file,
        pytest.raises(PageError, match="more than 1,000 bytes"),
        file.seekable(),
    ):
        pass


@settings(max_examples=100, deadline=None)
@given(
    start=st.sampled_from([b"", b"\x1f\x8b\x08\0", b"\x28\xb5\x2f\xfd", b"\xfd7zXZ\0", b"BZh91AY&SY"]), data=st.binary()
)
def test_any_bytes_are_a_page_or_a_reason(tmp_path_factory, start, data):
    file = Path(tmp_path_factory.getbasetemp()) / "any"
    file.write_bytes(start + data)
    for page in read_place(Place(file, "any")):
        assert isinstance(page, Page | Skipped)
