"""Pages as browsers save them in one file: MHTML of Chrome, Edge and old Internet Explorer, and SingleFile."""

import base64
import quopri
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportedly.pages.places import Place
from reportedly.pages.recognizing import iso_time
from reportedly.pages.sources import read_place
from reportedly.types import Page, Skipped

HTML = "<!DOCTYPE html><html><head><title>Talks in Orvast</title></head><body><p>Zażółć = gęślą jaźń</p></body></html>"
FRAME = b"<html><body>An advertisement</body></html>"
URL = "https://herald.example/talks?a=1&b=2"
BOUNDARY = "----MultipartBoundary--abc----"


def part(content, media="text/html", encoding="quoted-printable", location=URL, **fields):
    head = {"Content-Type": media, "Content-Transfer-Encoding": encoding, "Content-Location": location, **fields}
    lines = "".join(f"{name.replace('_', '-')}: {value}\r\n" for name, value in head.items() if value is not None)
    if encoding == "quoted-printable":
        content = quopri.encodestring(content).replace(b"\n", b"\r\n")
    elif encoding == "base64":
        content = base64.encodebytes(content).replace(b"\n", b"\r\n")
    return lines.encode() + b"\r\n" + content


def saved(*parts, start=None, boundary=BOUNDARY, **fields):
    """A file as Chrome writes it."""
    head = {
        "From": "<Saved by Blink>",
        "Snapshot-Content-Location": URL,
        "Subject": "=?utf-8?Q?Talks?=",
        "Date": "Sat, 3 Mar 2012 09:15:00 -0000",
        "MIME-Version": "1.0",
        "Content-Type": f'multipart/related;\r\n\ttype="text/html";\r\n\tboundary="{boundary}"'
        + (f';\r\n\tstart="{start}"' if start else ""),
        **{name.replace("_", "-"): value for name, value in fields.items()},
    }
    lines = "".join(f"{name}: {value}\r\n" for name, value in head.items() if value is not None)
    mark = b"\r\n--" + boundary.encode() + b"\r\n"
    return lines.encode() + b"\r\n" + mark + mark.join(parts) + b"\r\n--" + boundary.encode() + b"--\r\n"


PICTURE = part(bytes(range(256)), "image/png", "base64", "https://herald.example/a.png")
ROOT = part(HTML.encode(), Content_ID="<frame-1@mhtml.blink>")
FRAME_PART = part(FRAME, Content_ID="<frame-2@mhtml.blink>", location="cid:css")


@pytest.fixture
def read(tmp_path):
    def read(data, name="page.mhtml"):
        (tmp_path / name).write_bytes(data)
        return list(read_place(Place(tmp_path / name, name)))

    return read


def test_a_page_as_chrome_saves_it(read):
    (page,) = read(saved(ROOT, FRAME_PART, PICTURE))
    assert (page.path, page.raw.decode().strip(), page.media_type) == ("page.mhtml", HTML, "text/html")
    assert (page.url, page.captured_at, page.captured_by) == (URL, "2012-03-03T09:15:00Z", "Blink")
    assert page.given == {}


def test_a_page_as_internet_explorer_saves_it(read):
    root = part(HTML.encode("cp1250", "replace"), 'text/html;\r\n\tcharset="windows-1250"')
    data = saved(
        root, PICTURE, From='"Saved by Windows Internet Explorer 8"', Snapshot_Content_Location=None,
        Date="Sat, 3 Mar 2012 10:15:00 +0100", X_MimeOLE="Produced By Microsoft MimeOLE V6.1.7601.17609",
    ).replace(b"\r\n\r\n", b"\r\n\r\nThis is a multi-part message in MIME format.\r\n", 1)  # fmt: skip
    (page,) = read(data, "page.mht")
    assert page.raw.strip() == HTML.encode("cp1250", "replace")
    assert (page.url, page.declared, page.captured_at) == (URL, "windows-1250", "2012-03-03T10:15:00+01:00")
    assert page.captured_by == "Windows Internet Explorer 8"


def test_a_page_without_anything_that_belongs_to_it(read):
    head = 'From: "Saved by Microsoft Internet Explorer 5"\r\nMIME-Version: 1.0\r\n'
    (page,) = read(head.encode() + part(HTML.encode(), "text/html; charset=utf-8"))
    assert (page.raw.decode().strip(), page.url, page.declared) == (HTML, URL, "utf-8")


@pytest.mark.parametrize(
    "data",
    [
        saved(FRAME_PART, ROOT, PICTURE, start="<frame-1@mhtml.blink>"),
        saved(PICTURE, ROOT, FRAME_PART),
        saved(part(HTML.encode(), encoding="base64")),
        saved(part(HTML.encode(), encoding="8bit")),
        saved(part(HTML.encode(), "application/xhtml+xml")),
        saved(ROOT, boundary="a.b+(c)?"),
        saved(
            b'Content-Type: multipart/alternative; boundary="in"\r\n\r\n--in\r\n' + ROOT + b"\r\n--in--\r\n", PICTURE
        ),
        saved(ROOT, PICTURE).replace(b"\r\n", b"\n"),
        b"\r\n" + saved(ROOT),
        saved(ROOT, PICTURE)[:-200],  # cut off in a picture
    ],
)
def test_the_root_is_found(read, data):
    (page,) = read(data)
    assert page.raw.decode().strip() == HTML


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (saved(PICTURE), "without a page of HTML"),
        (saved(ROOT, Content_Type="multipart/related"), "does not say where its parts begin"),
        (saved(ROOT).rpartition(b"\r\n--")[0][:-30], "ends in the middle of the page"),
        (saved(part(HTML.encode(), encoding="base64").replace(b"PCFET0", b"PCFET")), "it is no base64"),
        (saved(part(HTML.encode(), encoding="x-uuencode")), "transfer encoding 'x-uuencode'"),
        (saved(part(b"")), "is empty"),
        (saved(part(b"no more than words")), "no HTML"),
    ],
)
def test_damage(read, data, reason):
    (skipped,) = read(data)
    assert reason in skipped.reason


def test_parts_in_parts_without_end(read):
    inner = ROOT
    for n in range(9):
        inner = b'Content-Type: multipart/mixed; boundary="%d"\r\n\r\n--%d\r\n%s\r\n--%d--\r\n' % (n, n, inner, n)
    (skipped,) = read(saved(inner))
    assert "more than 4 deep" in skipped.reason


@pytest.mark.parametrize(
    "text",
    ["Subject: talks\r\n\r\nThey met.", "MIME-Version: 1.0\nTo: editor\n\nThey met.", "Note: they met.", "From: x"],
)
def test_other_texts_with_a_head_are_texts(read, text):
    (page,) = read(text.encode())
    assert page.raw == text.encode()


def test_every_truncation(read):
    data = saved(ROOT, PICTURE)
    whole = read(data)[0].raw
    for cut in range(60, len(data), 9):
        (page,) = read(data[:cut])
        # In front of the fields that show what it is, the file is a text like others.
        assert isinstance(page, Skipped) or page.raw.strip() in (whole.strip(), data[:cut].strip())


@settings(max_examples=80, deadline=None)
@given(flips=st.lists(st.tuples(st.floats(0, 0.9999), st.integers(1, 255)), min_size=1, max_size=5))
def test_flipped_bytes_never_raise(flips, tmp_path_factory):
    data = bytearray(saved(ROOT, FRAME_PART, PICTURE))
    for at, bits in flips:
        data[int(at * len(data))] ^= bits
    file = Path(tmp_path_factory.getbasetemp()) / "flipped.mhtml"
    file.write_bytes(data)
    (page,) = read_place(Place(file, "flipped.mhtml"))
    assert isinstance(page, Page) or "report it" not in page.reason


def test_a_boundary_that_is_everywhere_takes_no_time(read):
    data = saved(*[b"\r\n--x"] * 100_000, boundary="x")
    (skipped,) = read(data)
    assert "without a page" in skipped.reason


# SingleFile


@pytest.mark.parametrize(
    ("date", "captured_at"),
    [
        ("Sat Mar 03 2012 10:15:00 GMT+0100 (Central European Standard Time)", "2012-03-03T10:15:00+01:00"),
        ("Sat Mar 03 2012 10:15:00 GMT+0000 (Coordinated Universal Time)", "2012-03-03T10:15:00Z"),
        ("Sat, 03 Mar 2012 09:15:00 GMT", "2012-03-03T09:15:00Z"),
        ("2012-03-03T09:15:00.000Z", "2012-03-03T09:15:00Z"),
        ("2012-03-03", "2012-03-03"),
        ("samedi 3 mars 2012", None),
        ("Sat Mar 33 2012 10:15:00 GMT+0100", None),
        ("3/3/2012, 10:15:00", None),
    ],
)
def test_a_page_of_singlefile(read, date, captured_at):
    comment = f"<!--\n Page saved with SingleFile \n url: {URL} \n saved date: {date}\n-->"
    (page,) = read(f"<!DOCTYPE html> <html lang=en><!--\n x\n-->{comment}<body><p>They met.</p></body></html>".encode())
    assert (page.url, page.captured_at, page.captured_by) == (URL, captured_at, "SingleFile")


def test_a_page_that_is_not_of_singlefile(read):
    (page,) = read(HTML.encode())
    assert (page.captured_at, page.captured_by) == (None, None)


@settings(max_examples=60, deadline=None)
@given(st.text("0123456789:-+ ,()ADGJMSTZabcdeh", max_size=40))
def test_a_time_of_any_form_is_one_or_none(text):
    assert iso_time(text) is None or iso_time(text)[:4].isdigit()
