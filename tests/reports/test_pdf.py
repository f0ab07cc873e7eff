"""The text of PDF documents: paragraphs, running heads, parted words; and documents that cannot be read."""

from __future__ import annotations

import hashlib
import io
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made_pdf import Put, column, make_pdf

from reportedly.errors import PageError
from reportedly.reports import pdf
from reportedly.reports.article import make_report
from reportedly.reports.pdf import read_pdf
from reportedly.types import Page, Report

STORY = [
    "The river at Karsa rose on Monday by two metres, the harbour office said, and the",
    "old bridge was shut before noon. Nobody was hurt, said Lena Brisk, who heads the",
    "office.",
    "",
    "More than 400 people left the lower town in buses that the council had sent. A cease-",
    "fire in the hills let the engineers reach the dam, whose gates had been closed for re-",
    "pairs since the spring.",
    "",
    "“We heard the water first,” said Ovid Tarn, a ferryman.",
]
TOLD = [
    "The river at Karsa rose on Monday by two metres, the harbour office said, and the old bridge was shut before "
    "noon. Nobody was hurt, said Lena Brisk, who heads the office.",
    "More than 400 people left the lower town in buses that the council had sent. A cease-fire in the hills let the "
    "engineers reach the dam, whose gates had been closed for repairs since the spring.",
    "“We heard the water first,” said Ovid Tarn, a ferryman.",
]


def page(raw: bytes) -> Page:
    return Page("a.pdf", raw, hashlib.sha256(raw).hexdigest(), "application/pdf")


def paragraphs(*sheets: list[Put]) -> list[str]:
    found = read_pdf(make_pdf(sheets))
    return found.text[: found.furniture].split("\n")


def test_lines_are_put_together_to_paragraphs() -> None:
    assert paragraphs(column(STORY)) == TOLD
    assert read_pdf(make_pdf([column(STORY)])) == read_pdf(make_pdf([column(STORY)], packed=True))


def test_an_indented_line_begins_a_paragraph() -> None:
    lines = [line for line in STORY if line]
    indented = [
        (x + (14 if i in (0, 3, 6) else 0), y, size, words)
        for i, (x, y, size, words) in enumerate(column(lines))
    ]  # fmt: skip
    assert paragraphs(indented) == TOLD


def test_a_paragraph_goes_on_in_another_column_and_on_another_sheet() -> None:
    left, right = column(STORY[:2], 760, 60), column(STORY[2:5], 760, 320)
    assert paragraphs(left + right, column(STORY[5:])) == TOLD


def test_lines_of_a_menu_stay_lines() -> None:
    menu = ["World", "Money", "Sport", "Crossword"]
    assert paragraphs(column([*menu, "", *STORY])) == [*menu, *TOLD]


def test_a_headline_of_two_lines_in_larger_letters() -> None:
    headline = [(60, 800, 24, "Karsa shuts its bridge as"), (60, 774, 24, "the river goes on rising")]
    assert paragraphs(headline + column(STORY, 730)) == ["Karsa shuts its bridge as the river goes on rising", *TOLD]


def test_a_sheet_on_its_side_and_one_that_a_browser_scaled() -> None:
    def moved(matrix: str) -> bytes:
        words = [f"({words})".encode("cp1252") for *_, words in column([line for line in STORY if line])]
        lines = [b"1 0 0 1 60 %d Tm %s Tj" % (760 - 14 * i, line) for i, line in enumerate(words)]
        return b"q " + matrix.encode() + b" cm BT /F1 11 Tf " + b"\n".join(lines) + b" ET Q"

    upright, side, scaled = (
        read_pdf(make_pdf([moved(m)])).text for m in ("1 0 0 1 0 0", "0 1 -1 0 842 0", ".24 0 0 .24 0 0")
    )
    assert upright == side == scaled
    assert upright.startswith(TOLD[0].partition(". Nobody")[0])


@pytest.mark.parametrize(
    ("first", "second", "joined"),
    [
        ("the govern-", "ment fell", "the government fell"),
        ("an anti-", "tank gun", "an anti-tank gun"),
        ("in Anglo-", "Saxon times", "in Anglo-Saxon times"),
        ("a MiG-", "29 fell", "a MiG-29 fell"),
        ("the sol\u00ad", "diers left", "the soldiers left"),
        ("he came -", "and went", "he came - and went"),
        ("the water-", "line broke; the water-line held", "the water-line broke; the water-line held"),
        ("the over-", "seas office; overseas", "the overseas office; overseas"),
    ],
)
def test_words_that_are_parted(first: str, second: str, joined: str) -> None:
    words = {word.lower() for word in pdf._WORD.findall(f"{first}\n{second}")}
    assert pdf._before(first, second, words) + second == joined


def test_running_heads_are_set_aside_and_paragraphs_go_on_over_them() -> None:
    def sheet(lines: list[str], number: int) -> list[Put]:
        head = (60, 800, 9, f"The Orvast Herald, 2 May 2031, page {number}")
        foot = (250, 30, 9, "herald.example")
        return [head, *column(lines), foot]

    document = read_pdf(make_pdf([sheet(STORY[:2], 1), sheet(STORY[2:6], 2), sheet(STORY[6:], 3)]))
    assert document.text[: document.furniture].split("\n") == TOLD
    assert document.text[document.furniture :].split("\n")[1:3] == [
        "The Orvast Herald, 2 May 2031, page 1", "herald.example",
    ]  # fmt: skip
    report = make_report(page(make_pdf([sheet(STORY[:2], 1), sheet(STORY[2:6], 2), sheet(STORY[6:], 3)])))
    assert [line for span in report.body for line in report.text[slice(*span)].split("\n")] == TOLD
    aside = "".join(report.text[slice(*span)] for span in report.set_aside)
    assert aside.count("The Orvast Herald") == 3


def report_of(puts: list[Put], info: dict[str, str] | None = None) -> Report:
    return make_report(page(make_pdf([puts], info)))


def test_a_report_of_a_document() -> None:
    headline: list[Put] = [(60, 800, 24, "Karsa shuts its bridge")]
    info = {"Title": "Karsa shuts its bridge | The Orvast Herald", "Author": "hbrandt", "CreationDate": "D:20310502"}
    report = report_of(headline + column(STORY), info)
    assert (report.title, report.text[slice(*report.title_span or (0, 0))]) == ("Karsa shuts its bridge",) * 2
    assert (report.byline, report.published.edtf, report.page.media_type) == ((), None, "application/pdf")
    assert [report.text[slice(*span)] for span in report.body] == ["\n".join(TOLD)]
    assert report.notes[0].startswith("text taken out of the PDF file by pypdf ")
    foot: list[Put] = [(20, 20, 8, "https://herald.example/karsa?x=1 1/1")]
    assert report_of(headline + column(STORY) + foot).page.url == "https://herald.example/karsa?x=1"


@pytest.mark.parametrize("title", ["Microsoft Word - karsa final.docx", "herald_02_05_p1", "untitled", "Page 1", ""])
def test_titles_that_are_none(title: str) -> None:
    assert "inal" not in (report_of(column(STORY), {"Title": title}).title or "")
    document = read_pdf(make_pdf([column(STORY)], {"Title": title}))
    assert (document.title, document.named) == (None, None)


def test_a_title_that_only_the_properties_have() -> None:
    assert read_pdf(make_pdf([column(STORY)], {"Title": "River rises at Karsa"})).named == "River rises at Karsa"


def test_ligatures_and_what_no_reader_can_take() -> None:
    line = pdf._Line(0, 0, 0, 1, pieces=["The \ufb01ghters\x00 o", "\ufb00er \ud800 a\xa0truce"])
    assert pdf._cleaned(line) == "The fighters offer \ufffd a truce"


# What cannot be read


def encrypted(password: str) -> bytes:
    from pypdf import PdfReader, PdfWriter

    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(make_pdf([column(STORY)]))))
    writer.encrypt(password, "owner", algorithm="RC4-128")
    stream = io.BytesIO()
    writer.write(stream)
    return stream.getvalue()


def test_encrypted_documents() -> None:
    with pytest.raises(PageError, match="encrypted PDF file: save it without"):
        read_pdf(encrypted("secret"))
    assert read_pdf(encrypted("")).text.split("\n") == TOLD


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (make_pdf([[]]), r"holds no text: a scan\?"),
        (make_pdf([b"q 100 0 0 100 0 0 cm Q"]), "holds no text"),
        (b"%PDF-1.7\n%%EOF", "damaged PDF file"),
        (b"%PDF-1.7 " + b"\xff" * 500, "damaged PDF file"),
        (make_pdf([[]] * 1001), "of 1,001 sheets, more than the 1,000"),
    ],
)
def test_what_cannot_be_read_is_told_in_a_line(raw: bytes, reason: str) -> None:
    with pytest.raises(PageError, match=reason) as told:
        read_pdf(raw)
    assert "\n" not in str(told.value)
    assert len(str(told.value)) < 200


def test_fonts_that_do_not_say_their_letters(monkeypatch: pytest.MonkeyPatch) -> None:
    lines = [pdf._Line(0, 0, 0, 1, "\ue001\ue002 \ue003 ab")]
    with pytest.raises(PageError, match="do not say which letters"):
        pdf._require_letters(lines)


def test_one_bad_sheet_costs_no_other() -> None:
    good = make_pdf([column(STORY), column(["Something else."])], packed=True)
    second = good.index(b"stream", good.index(b"endstream") + 9) + 7
    bad = good[:second] + b"\0" * 12 + good[second + 12 :]
    document = read_pdf(bad)
    assert document.text.split("\n")[0] == TOLD[0]


def test_documents_that_expand_or_draw_without_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(pdf._LIMITS, "stream_parsing_work_maximum_count", 5_000)
    drawing, wide = b"0 0 m " * 500_000, b" " * 30_000_000
    started = time.monotonic()
    for content in (drawing, wide):
        bomb = make_pdf([content, column(STORY)], packed=True)
        assert len(bomb) < len(content) / 100
        document = read_pdf(bomb)
        assert document.text.split("\n") == TOLD
        assert "sheet 1 of 2 could not be read to its end" in document.notes[1]
    with pytest.raises(PageError, match="takes too much to draw"):
        read_pdf(make_pdf([drawing] * 9, packed=True))
    assert time.monotonic() - started < 20


def test_time_grows_with_the_length() -> None:
    started = time.monotonic()
    lines = [pdf._Line(i // 200, 0, -float(i % 200), 1, "a-" * 40 + "x" * 40) for i in range(10_000)]
    assert len(pdf._laid_out(lines, 50, "a b c", ()).text) > 1_000_000
    pdf._laid_out([pdf._Line(i, 0, k, 1, "same") for i in range(1000) for k in range(16)], 1000, "", ())
    pdf._laid_out([pdf._Line(0, 0, -float(i), 1, "x" * 1_000_000) for i in range(3)], 1, "", ())
    assert time.monotonic() - started < 10


@pytest.mark.parametrize("number", [b"9" * 40, b"-" + b"9" * 40, b"0", b"." * 3])
def test_places_that_are_none(number: bytes) -> None:
    words = b"BT /F1 11 Tf 1 0 0 1 %s %s Tm (They met at Karsa.) Tj ET "
    sheet = words % (number, number) + words % (b"60", b"700") + b"%s 0 0 %s 0 0 cm " % (number, number) * 8
    assert "They met at Karsa." in read_pdf(make_pdf([sheet + words % (b"60", b"700")])).text


def test_too_many_operations(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "MAX_OPERATIONS", 20)
    with pytest.raises(PageError, match="more than 20 operations"):
        read_pdf(make_pdf([column(STORY)]))


SMALL = make_pdf([column(STORY), column(STORY[:2])], {"Title": "Karsa shuts its bridge"})


@settings(max_examples=100, deadline=None)
@given(st.data())
def test_damage_never_raises_anything_else(data: st.DataObject) -> None:
    raw = bytearray(SMALL[: data.draw(st.integers(0, len(SMALL)))] if data.draw(st.booleans()) else SMALL)
    for _ in range(data.draw(st.integers(0, 8)) if raw else 0):
        raw[data.draw(st.integers(0, len(raw) - 1))] = data.draw(st.integers(0, 255))
    try:
        document = read_pdf(bytes(raw))
    except PageError:
        return
    document.text.encode("utf-8")
    assert document == read_pdf(bytes(raw))
