"""PDF files as pages: recognized by their mark; the page is the file, and its text is derived again by ``verify``."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

import reportedly
from reportedly.pages.places import Place
from reportedly.pages.sources import read_place
from reportedly.record.verify import verify
from reportedly.reports.article import make_report
from reportedly.types import Page, Skipped

sys.path.insert(0, str(Path(__file__).parent.parent / "reports"))
from made_pdf import column, make_pdf

RAW = make_pdf([column(["The bridge at Karsa is shut, said Lena Brisk, who heads the harbour office."])])


def read(raw: bytes, tmp_path: Path, name: str) -> Page | Skipped:
    (tmp_path / name).write_bytes(raw)
    (item,) = read_place(Place(tmp_path / name, name))
    return item


@pytest.mark.parametrize(
    ("raw", "name", "kind"),
    [
        (RAW, "page.pdf", "application/pdf"),
        (RAW, "page", "application/pdf"),
        (b"\r\n" + RAW, "page.html", "application/pdf"),
        (b"HTTP/1.1 200 OK\r\n\r\n" + RAW, "page.PDF", "application/pdf"),
        (b"A file that begins with %PDF-1.4 is a PDF file.", "page.txt", "text/plain"),
        (b"They met.", "page.pdf", "text/plain"),
    ],
)
def test_recognized_by_content(tmp_path: Path, raw: bytes, name: str, kind: str) -> None:
    page = read(raw, tmp_path, name)
    assert isinstance(page, Page)
    assert (page.media_type, page.raw) == (kind, raw)


def test_a_build_of_one(tmp_path: Path) -> None:
    (tmp_path / "pages").mkdir()
    (tmp_path / "pages" / "a.pdf").write_bytes(RAW)
    (tmp_path / "pages" / "b.pdf").write_bytes(RAW[:60])
    summary = reportedly.build([tmp_path / "pages"], tmp_path / "record.db", workers=1)
    assert (summary.added, [(item.path, item.reason[:21]) for item in summary.skipped]) == (
        1, [("b.pdf", "is a damaged PDF file")],
    )  # fmt: skip
    with reportedly.open_record(tmp_path / "record.db") as record:
        (report,) = record.reports()
        assert record.page(report.page.sha256).raw == RAW
        assert report.page.media_type == "application/pdf"
        assert [s.speaker.name for s in record.findings(report.id).statements if s.speaker] == ["Lena Brisk"]
        assert list(verify(record, lambda page: make_report(page).text)) == []
