"""What the fuzzers feed with bytes: decoding, HTML, lines, amounts, times and every page source.

A target takes any bytes and raises nothing but an AssertionError where it finds something wrong. ``seeds`` are inputs
to begin with, ``found/NAME/`` holds inputs that broke it once (test_fuzz.py runs them all).
"""

from __future__ import annotations

import gzip
import hashlib
import io
import json
import sys
import tarfile
import zipfile
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path

from reportedly.errors import PageError
from reportedly.findings import dates, numbers
from reportedly.findings.dates.times import find_times
from reportedly.findings.numbers.quantities import find_amounts
from reportedly.pages.decoding import decode_bytes
from reportedly.pages.opened import MAX_BYTES, Opened, opened_stream
from reportedly.pages.sources import pages_of
from reportedly.reports.article import make_report
from reportedly.reports.dating import date_report
from reportedly.reports.sentences import paragraphs
from reportedly.types import MediaType, Page, Report, Skipped

HERE = Path(__file__).parent
FOUND = HERE / "found"
EXAMPLES = HERE.parent.parent / "examples"


def report_of(data: bytes, media_type: MediaType) -> Report | None:
    """The dated report of some bytes; null where they are no page. Its parts lie in the text, apart and in order."""
    page = Page("x", data, hashlib.sha256(data).hexdigest(), media_type)
    try:
        report = date_report(make_report(page))
    except PageError as error:
        _one_line(str(error))
        return None
    placed = sorted([*report.body, *report.captions, *report.set_aside, *filter(None, [report.title_span])])
    assert all(0 <= start <= end <= len(report.text) for start, end in placed)
    assert all(one[1] <= other[0] for one, other in pairwise(placed))
    return report


def decoding(data: bytes) -> None:
    """Bytes to text, with and without markup."""
    for html in (False, True):
        for declared in (None, "utf-8", "windows-1252", "gb18030", "nonsense"):
            decoded = decode_bytes(data, declared, html=html)
            assert "\0" not in decoded.text
            assert len(decoded.text) <= len(data)


def html(data: bytes) -> None:
    """An HTML page to a report."""
    report_of(data, "text/html")


def lines(data: bytes) -> None:
    """A plain page to a report: the line classifier."""
    report = report_of(data, "text/plain")
    assert report is None or report.text == decode_bytes(data).text


def pdf(data: bytes) -> None:
    """A PDF file to a report."""
    report_of(data, "application/pdf")


def amounts(data: bytes) -> None:
    """The grammar of amounts."""
    text = data.decode("utf-8", "replace")
    for amount in find_amounts(text):
        assert 0 <= amount.span[0] < amount.span[1] <= len(text)
        assert amount.low is None or amount.high is None or amount.low <= amount.high


def times(data: bytes) -> None:
    """The grammar of dates."""
    report = report_of(data, "text/plain")
    for time in find_times(report, paragraphs(report)) if report else ():
        assert report is not None
        assert report.text[slice(*time.span)] == time.text
        assert not (time.date.earliest and time.date.latest) or time.date.earliest <= time.date.latest


def source(name: str) -> Callable[[bytes], None]:
    """Whatever source recognizes a file of this name."""

    def target(data: bytes) -> None:
        try:
            opened = opened_stream(io.BytesIO(data), name, size=len(data))
            for page in pages_of(opened):
                _sound(page, opened)
        except PageError as error:
            _one_line(str(error))

    return target


def _sound(page: Page | Skipped, opened: Opened) -> None:
    assert page.path.startswith(opened.path)
    if isinstance(page, Page):
        assert len(page.raw) <= MAX_BYTES
        assert page.sha256 == hashlib.sha256(page.raw).hexdigest()
    else:
        _one_line(page.reason)


def _one_line(reason: str) -> None:
    assert reason
    assert "\n" not in reason
    assert "please report it" not in reason


TARGETS: dict[str, Callable[[bytes], None]] = {
    "decoding": decoding,
    "html": html,
    "lines": lines,
    "pdf": pdf,
    "amounts": amounts,
    "times": times,
    **{
        f"source-{ending.replace('.', '-')}": source(f"pages.{ending}")
        for ending in (
            "txt",
            "html",
            "gz",
            "zst",
            "zip",
            "tar",
            "warc",
            "warc.gz",
            "mhtml",
            "jsonl",
            "pdf",
            "factiva",
            "nexis",
            "docx",
            "rtf",
        )
    },
}
"""The targets by name."""


def known_words(name: str) -> list[str]:
    """The words of a target's grammar, for the fuzzer to put into its inputs; of letters and digits alone."""
    sys.path.insert(0, str(HERE.parent / "findings"))
    from vocabulary import words_of

    grammar = {"amounts": numbers, "times": dates}.get(name)
    return [word for word in words_of(grammar) if word.isascii() and word.isalnum()] if grammar else []


def seeds(name: str) -> Iterator[bytes]:
    """Inputs to begin with."""
    if name.startswith("source-"):
        yield from SEEDS.get(name.removeprefix("source-"), _pages)()
    elif name == "pdf":
        yield from _pdf()
    elif name in ("amounts", "times"):
        yield from (raw[-1500:] for raw in _pages())
    else:
        yield from _pages()
    yield from (file.read_bytes() for file in sorted((FOUND / name).glob("*")))


def _pages() -> Iterator[bytes]:
    for file in sorted((EXAMPLES / "pages").rglob("*")):
        if file.is_file() and file.stat().st_size < 30_000:
            yield file.read_bytes()


TEXT = b"Talks in Orvast\n\nThe mayor said on Tuesday that talks were over. At least 14 people were hurt.\n"
HTML = b"<html><head><title>Talks in Orvast</title></head><body><p>The mayor spoke on Tuesday.</p></body></html>"


def _gz() -> Iterator[bytes]:
    yield gzip.compress(TEXT, mtime=0)
    yield gzip.compress(TEXT, mtime=0) + gzip.compress(HTML, mtime=0)


def _zst() -> Iterator[bytes]:
    import zstandard

    yield zstandard.compress(TEXT)


def _zip() -> Iterator[bytes]:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.txt", TEXT)
        archive.writestr("b/c.html", HTML)
    yield stream.getvalue()


def _tar() -> Iterator[bytes]:
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode="w") as archive:
        for name, raw in (("a.txt", TEXT), ("b/c.html", HTML)):
            info = tarfile.TarInfo(name)
            info.size = len(raw)
            archive.addfile(info, io.BytesIO(raw))
    yield stream.getvalue()


def _warc() -> Iterator[bytes]:
    http = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + HTML
    yield (
        (
            b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:00000000-0000-4000-8000-000000000001>\r\n"
            b"WARC-Date: 2031-05-02T10:00:00Z\r\nWARC-Target-URI: https://herald.example/talks\r\n"
            b"Content-Type: application/http; msgtype=response\r\nContent-Length: %d\r\n\r\n" % len(http)
        )
        + http
        + b"\r\n\r\n"
    )


def _warc_gz() -> Iterator[bytes]:
    yield from (gzip.compress(raw, mtime=0) for raw in _warc())


def _mhtml() -> Iterator[bytes]:
    yield (
        b"From: <Saved by Blink>\r\nSnapshot-Content-Location: https://herald.example/talks\r\nSubject: Talks\r\n"
        b"Date: Fri, 2 May 2031 10:00:00 -0000\r\nMIME-Version: 1.0\r\n"
        b'Content-Type: multipart/related; type="text/html"; boundary="----x"\r\n\r\n------x\r\n'
        b"Content-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n"
        b"Content-Location: https://herald.example/talks\r\n\r\n" + HTML.replace(b"=", b"=3D") + b"\r\n------x--\r\n"
    )


def _jsonl() -> Iterator[bytes]:
    page = {"url": "https://herald.example/talks", "published": "2031-05-02", "title": "Talks", "outlet": "Herald"}
    yield (json.dumps({**page, "text": TEXT.decode()}) + "\n" + json.dumps({**page, "html": HTML.decode()})).encode()


def _factiva() -> Iterator[bytes]:
    number = b"Document ORVHE00020310502e7520001a"
    yield (
        b"HD  Talks in Orvast\nBY  By Ana Sol\nWC  20 words\nPD  2 May 2031\nSN  The Orvast Herald\nSC  ORVHE\n"
        b"LA  English\nCY  (c) 2031 The Orvast Herald\n\nLP\nThe mayor spoke on Tuesday.\n\nTD\nNobody answered.\n\n"
        b"IN  i1 : Mills\nAN  " + number + b"\n\nHD  More talks\nPD  3 May 2031\n"
    )
    yield (
        b"World; 4\nTalks in Orvast\nBy Ana Sol\n20 words\n2 May 2031\nThe Orvast Herald\nORVHE\nEnglish\n"
        b"(c) 2031 The Orvast Herald\n\nThe mayor spoke.\n\nNobody answered.\n\n" + number + b"\n"
    )
    yield (
        b'<html><head><title>Factiva</title></head><body><div class="article enArticle"><div id="hd">'
        b'<span class="enHeadline">Talks</span></div><div class="author">By Ana Sol</div><div>20 words</div>'
        b"<div>2 May 2031</div><div>The Orvast Herald</div><div>ORVHE</div><div>English</div><div>(c) 2031 Herald</div>"
        b'<p class="articleParagraph enarticleParagraph">The mayor spoke.</p><p>' + number + b"</p></div></body></html>"
    )


NEXIS_UNI = (
    "Job Number: 12", "Documents (2)", "1. Talks in Orvast", "Talks in Orvast", "The Orvast Herald",
    "May 2, 2031 Friday",
    "Copyright 2031 Herald", "Section:\u00a0World", "Length:\u00a020 words", "Byline:\u00a0Ana Sol", "Body",
    "The mayor spoke on Tuesday.", "Nobody answered.", "Classification", "Language:\u00a0ENGLISH",
    "Load-Date:\u00a0May 3, 2031", "End of Document",
)  # fmt: skip


def _nexis() -> Iterator[bytes]:
    older = (
        b"Download Request: 1-2\n\n     1 of 2 DOCUMENTS\n\n     The Orvast Herald\n\n     May 2, 2031 Friday\n\n"
        b"Talks in Orvast\n\nBYLINE: Ana Sol\n\nLENGTH: 20 words\n\nThe mayor spoke.\n\nNobody answered.\n\n"
        b"LOAD-DATE: May 3, 2031\n\nLANGUAGE: ENGLISH\n\n     Copyright 2031 Herald\n\n     2 of 2 DOCUMENTS\n"
    )
    yield older
    lines = b"".join(b"<BR><DIV><P>%b</P></DIV>\n" % line.strip() for line in older.splitlines() if line.strip())
    yield b'<HTML><BODY><A NAME="DOC_ID_1_0"></A>' + lines + b"</BODY></HTML>"
    yield "\n\n".join(NEXIS_UNI).encode()


def _docx() -> Iterator[bytes]:
    paragraphs = "".join(f"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>" for line in NEXIS_UNI)
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr(
            "word/document.xml", f'<w:document xmlns:w="{space}"><w:body>{paragraphs}</w:body></w:document>'
        )
    yield stream.getvalue()


def _rtf() -> Iterator[bytes]:
    lines = "\\par ".join(NEXIS_UNI).replace("\u00a0", "\\~")
    fonts = b"{\\fonttbl{\\f0\\fcharset204 Arial;}}"
    yield b"{\\rtf1\\ansi" + fonts + b"\\f0 \\u1058?\\'e9 " + lines.encode() + b"\\par}"


def _pdf() -> Iterator[bytes]:
    sys.path.insert(0, str(HERE.parent / "reports"))
    from made_pdf import column, make_pdf

    sheets = [
        column(TEXT.decode().splitlines() * 3),
        column(["The old bridge was shut, said the harbour of-", "fice."]),
    ]
    for packed in (False, True):
        yield make_pdf(sheets, {"Title": "Talks in Orvast | Herald"}, packed=packed)


SEEDS: dict[str, Callable[[], Iterator[bytes]]] = {
    "gz": _gz,
    "zst": _zst,
    "zip": _zip,
    "tar": _tar,
    "warc": _warc,
    "warc-gz": _warc_gz,
    "mhtml": _mhtml,
    "jsonl": _jsonl,
    "factiva": _factiva,
    "nexis": _nexis,
    "docx": _docx,
    "rtf": _rtf,
    "pdf": _pdf,
}
