"""Exports of press databases: articles found, their fields, their text, in every layout and with every damage."""

import io
import sqlite3
import time
from contextlib import suppress
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import press_samples as samples
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from press_samples import LAYOUTS, STORIES

import reportedly
from reportedly.collation.sources import count_sources, labels_of
from reportedly.errors import PageError
from reportedly.pages import opened as limits
from reportedly.pages import press_rows
from reportedly.pages.opened import opened_stream
from reportedly.pages.places import Place
from reportedly.pages.press_fields import byline_of, day_of, is_byline, language_of
from reportedly.pages.sources import pages_of, read_place
from reportedly.record.store import open_record
from reportedly.record.verify import verify
from reportedly.reports.article import make_report
from reportedly.types import Page, Skipped

EXAMPLES = Path(__file__).parents[2] / "examples" / "pages"


def read(raw, name="export.txt"):
    return list(pages_of(opened_stream(io.BytesIO(raw), name)))


def flat(text):
    return " ".join(text.split())


def body_of(report):
    return [flat(line) for a, b in report.body for line in report.text[a:b].split("\n\n") if line.strip()]


def check(pages, stories, wrapped=False):
    """Every article with all its fields, its text and nothing but that."""
    assert [page for page in pages if isinstance(page, Skipped)] == []
    assert len(pages) == len(stories)
    for page, story in zip(pages, stories, strict=True):
        expected = {"title": story.title, "outlet": story.outlet, "published": story.day, "language": story.iso}
        expected |= {"byline": story.names} if story.names else {}
        assert {key: value for key, value in page.given.items() if key != "layout"} == expected
        report = make_report(page)
        assert flat(" ".join(report.text[a:b] for a, b in report.body)) == flat(" ".join(story.body))
        assert report.title_span is not None
        assert flat(report.text[slice(*report.title_span)]) == story.title
        assert report.title == story.title
        assert report.published.edtf == story.day
        assert tuple(dict.fromkeys(c.name for c in report.credits)) == story.credits
        assert report.byline == tuple(n for n in story.names.split("; ") if n and "Agency" not in n)
        assert not report.captions
        if page.given["layout"].startswith("factiva"):
            assert page.capture_id == story.accession


@pytest.mark.parametrize("name", LAYOUTS)
def test_articles_fields_and_text_of_each_layout(name):
    raw = LAYOUTS[name](STORIES)
    pages = read(raw, name)
    check(pages, STORIES)
    assert pages == read(raw, name)
    for page in pages:
        if not name.endswith(("docx", "rtf")):
            assert page.raw in raw
            line = int(page.path.partition("#")[2].partition(".")[0])
            assert raw.count(b"\n", 0, raw.index(page.raw)) == line - 1
        assert page.path.startswith(f"{name}#")
    assert len({page.path for page in pages}) == len(pages)
    covered = b"".join(page.raw for page in pages)
    for words in (b"HETHERING UNIVERSITY", b"Results Found", b"Job Number", b"Download Request"):
        assert words not in covered or name == "nexis-uni.html"


@pytest.mark.parametrize("name", LAYOUTS)
def test_a_file_of_one_article(name):
    for story in STORIES:
        check(read(LAYOUTS[name]((story,)), name), (story,))


@pytest.mark.parametrize("name", [name for name in LAYOUTS if name.endswith(".txt")])
@pytest.mark.parametrize("encoding", ["cp1252", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_encodings_and_line_ends(name, encoding, newline):
    text = LAYOUTS[name](STORIES).decode().replace("\n", newline)
    check(read(text.encode(encoding), name), STORIES)


def test_other_scripts_in_utf_16():
    story = replace(
        STORIES[2],
        title="Посол просит о перемирии",
        outlet="Вестник Тольмека",
        body=("Посол попросил о перемирии.",) * 3,
        byline="",
        language="Russian",
        copyright="(c) 2017 Вестник",
    )
    for encoding in ("utf-16", "utf-8-sig"):
        pages = read(samples.factiva_fields((story,)).encode(encoding))
        assert [make_report(page).title for page in pages] == [story.title]
        assert body_of(make_report(pages[0])) == list(story.body)


def test_html_in_other_encodings():
    for make, name in ((samples.factiva_html, "f.html"), (samples.nexis_html, "n.html")):
        text = make(STORIES)
        check(read(text.encode("utf-16"), name), STORIES)
        declared = text.replace("charset=UTF-8", "charset=windows-1252").replace(
            "<META TOPIC", '<META HTTP-EQUIV="Content-Type" CONTENT="text/html; charset=windows-1252"><META TOPIC'
        )
        pages = read(declared.encode("cp1252"), name)
        check(pages, STORIES)
        assert {page.declared for page in pages} == {"windows-1252"}


def test_articles_in_different_encodings_in_one_file():
    first, second = samples.factiva_articles(STORIES[:3]), samples.factiva_articles(STORIES[3:])
    check(read(first.encode("utf-8") + second.encode("cp1252")), STORIES)
    head, tail = samples.nexis(STORIES[:3]), samples.nexis(STORIES[3:], cover="")
    check(read(head.encode("utf-8-sig") + b"\r\n\r\n" + tail.encode("cp1252")), STORIES)


def test_form_feeds_between_articles():
    check(read(samples.nexis(page_break="\f").encode()), STORIES)
    broken = samples.factiva_articles().replace("\n\n\n", "\n\f\n").replace("Document", "\fDocument")
    check(read(broken.encode()), STORIES)


def test_what_stands_at_the_head_of_a_file_is_none_of_its_articles():
    cover = "Dow Jones Factiva\n\nTable of Contents\n\nKarsovia lands more armour 2\nEnvoy seeks truce 4\n\n\n\n"
    pages = read(samples.factiva_articles(head=cover).encode())
    check(pages, STORIES)
    assert pages[0].path == "export.txt#10"
    assert read(samples.nexis().encode())[0].path == "export.txt#12"


def test_tags_that_are_left_in_the_text_make_no_html_of_it():
    story = replace(STORIES[2], body=("<p>It is over.</p> <div>Nobody knows.</div>", *STORIES[2].body))
    for name in ("factiva-fields.txt", "factiva-articles.txt", "nexis.txt", "nexis-uni.txt"):
        check(read(LAYOUTS[name]((story,)), name), (story,))


def test_headlines_of_several_lines_sections_and_subtitles():
    body = STORIES[2].body

    def article(*head):
        lines = [*head, "512 words", "9 March 2017", "10:15", "Sarondel Observer", "SAROB", "English"]
        lines += ["(c) 2017 Sarondel Observer", "", *body, "", f"Document {STORIES[2].accession}"]
        (page,) = read("\n".join(lines).encode())
        assert flat(" ".join(body_of(make_report(page)))) == flat(" ".join(body))
        return page.given.get("title"), page.given.get("byline")

    assert article("Envoy seeks truce") == ("Envoy seeks truce", None)
    assert article("Foreign Desk; 1", "Envoy seeks a truce") == ("Envoy seeks a truce", None)
    assert article("World News", "Envoy seeks a truce", "By Ana Sol") == ("Envoy seeks a truce", "Ana Sol")
    said = article("Envoy seeks truce", "Ten days are asked for", "Ana Sol in Sarondel")
    assert said == ("Envoy seeks truce", "Ana Sol")


GERMAN = """<HTML><BODY><A NAME="DOC_ID_1_0"></A><!-- Hide XML section from browser
<DOC NUMBER=1>
<DOCFULL> -->
<BR><DIV CLASS="c0"><P><SPAN>Dokument 1 von 2</SPAN></P></DIV>
<BR><DIV CLASS="c0"><BR><P><SPAN CLASS="c2">Brennik Online</SPAN></P></DIV>
<BR><DIV CLASS="c3"><P><SPAN>27.</SPAN><SPAN> Februar 2017 Montag 9:50 PM GMT+1<BR>Ausgabe Nord</SPAN></P></DIV>
<BR><DIV CLASS="c5"><P><SPAN CLASS="c7">Warnung f&uuml;r Maskoy</SPAN></P></DIV>
<BR><DIV CLASS="c5"><P><SPAN CLASS="c8">AUTOR: </SPAN><SPAN>Albrecht, Bernd</SPAN></P></DIV>
<BR><DIV CLASS="c5"><P><SPAN CLASS="c8">L&Auml;NGE: </SPAN><SPAN>285 W&ouml;rter</SPAN></P></DIV>
<BR><DIV CLASS="c5"><P><SPAN CLASS="c8">HIGHLIGHT:</SPAN><SPAN>&nbsp;Der Rat hat abgestimmt.</SPAN></P></DIV>
<BR><DIV CLASS="c5"><P><SPAN>Der Rat hat am Montag lange beraten (</SPAN><SPAN>VBP</SPAN><SPAN>).</SPAN></P>
<P><SPAN>Wer dagegen war</SPAN></P>
<P><SPAN>Noch ist nichts entschieden, sagte der B&uuml;rgermeister.</SPAN></P></DIV>
<BR><DIV CLASS="c5"><P><SPAN CLASS="c8">UPDATE: </SPAN><SPAN>28. Februar 2017</SPAN></P></DIV>
<BR><DIV CLASS="c5"><P><SPAN CLASS="c8">SPRACHE: </SPAN><SPAN>GERMAN; DEUTSCH</SPAN></P></DIV>
<BR><DIV CLASS="c0"><P><SPAN>Copyright 2017 Brennik Online GmbH<BR>Alle Rechte vorbehalten</SPAN></P></DIV>
<!-- Hide XML section from browser
</DOCFULL>
</DOC> -->
</BODY></HTML>"""


def test_names_of_fields_in_another_language():
    (page,) = read(GERMAN.encode(), "brennik.html")
    assert dict(page.given) == {
        "layout": "nexis", "title": "Warnung für Maskoy", "outlet": "Brennik Online", "published": "2017-02-27",
        "byline": "Bernd Albrecht", "language": "de",
    }  # fmt: skip
    report = make_report(page)
    assert " ".join(body_of(report)).startswith("Der Rat hat am Montag lange beraten (VBP). Wer dagegen war")
    assert report.title_span is not None


WIRE = """                 Copyright 2017 Agence France Presse
                     Agence France Presse -- English

                  March 8, 2017 Wednesday 10:15 PM GMT

LENGTH: 677 words

HEADLINE: Strike ends: union

BYLINE: Ana Sol

DATELINE: PORT SELIN, March 8 2017

BODY:
The strike is over, the union said on Wednesday after two nights of talks in
Tolmek.

Nobody knows who pays.

LOAD-DATE: March 9, 2017
"""


def test_agencies_as_publication_and_owner_are_credits():
    (page,) = read(f"1 of 1 DOCUMENT\n\n{WIRE}".encode())
    report = make_report(page)
    assert page.given["outlet"] == "Agence France Presse"
    assert {credit.name for credit in report.credits} == {"AFP"}
    assert report.title == "Strike ends: union" == report.text[slice(*report.title_span)]
    assert labels_of(report) == {"agency:afp"}
    other = replace(STORIES[3], outlet="Reuters News", copyright="(c) 2017, The Associated Press")
    report = make_report(read(samples.factiva_fields([other]).encode())[0])
    assert {credit.name for credit in report.credits} == {"Reuters", "AP"}
    assert all("  " not in report.text[slice(*c.span)] for c in report.credits)


def test_the_same_story_from_two_outlets_is_one_source():
    for make in LAYOUTS.values():
        reports = [make_report(page) for page in read(make(STORIES))]
        assert body_of(reports[0]) == body_of(reports[1])
        assert count_sources(labels_of(report) for report in reports[:2]) == 1
        assert count_sources(labels_of(report) for report in reports[:3]) == 2


# What is none


@pytest.mark.parametrize("page", sorted(EXAMPLES.rglob("*.*")), ids=lambda path: path.name)
def test_ordinary_pages_are_not_taken_for_exports(page):
    found = read(page.read_bytes(), page.name)
    assert [(p.path, p.given) for p in found] == [(page.name, {})]


@pytest.mark.parametrize(
    "text",
    [
        "Court papers\n\nThe list is 1 of 50 documents that were released.\n\n1 of 50 DOCUMENTS\n\nNobody read it.\n",
        "How to cite\n\nSECTION: gives the part of the paper. LENGTH: 512 words is its length.\n\nBYLINE: who.\n",
        "HD television\n\nHD  screens cost less.\n\nPD  stands for police department, SN  for nothing.\n",
        "An essay of\n512 words\nwas read on\n9 March 2017\nin Sarondel.\n",
        "512 words\n\n9 March 2017 was a Thursday, said the teacher, and then she went home.\n",
        "The end\n\nEnd of Document\n\nBody\n\nHe found the body at noon. Length: unknown.\n",
        "Document MERID00020170307e7320001a was cited in court.\n\nThe judge asked for Factiva's help.\n",
    ],
)
def test_texts_that_speak_of_exports_are_not_taken_for_them(text):
    (page,) = read(text.encode())
    assert not page.given
    html = f"<html><head><title>About Factiva</title></head><body><p>{text}</p></body></html>"
    (page,) = read(html.encode(), "a.html")
    assert not page.given


# Damage


@pytest.mark.parametrize("name", LAYOUTS)
def test_cut_off_at_every_place(name):
    """Pages that were whole before the cut stay the same; what is left of one says that it is."""
    raw = LAYOUTS[name](STORIES[:3])
    whole = read(raw, name)
    for cut in range(0, len(raw), max(1, len(raw) // 60)):
        try:
            found = read(raw[:cut], name)
        except PageError:
            continue
        pages = [page for page in found if isinstance(page, Page)]
        if not pages or "layout" not in pages[0].given:
            continue
        assert pages[:-1] == whole[: len(pages) - 1]
        if STORIES[len(pages) - 1].body[-1].split()[-1].encode() not in pages[-1].raw:
            assert isinstance(found[-1], Skipped)
            assert "ends in the middle of the article at #" in found[-1].reason


@pytest.mark.parametrize("name", LAYOUTS)
@settings(max_examples=8, deadline=None)
@given(data=st.data())
def test_whatever_the_damage_there_are_pages_or_reasons(name, data, tmp_path_factory):
    raw = bytearray(LAYOUTS[name](STORIES))
    for _ in range(data.draw(st.integers(1, 12))):
        at = data.draw(st.integers(0, len(raw) - 1))
        what = data.draw(st.sampled_from(["flip", "cut", "double", "zero"]))
        if what == "flip":
            raw[at] ^= data.draw(st.integers(1, 255))
        elif what == "cut":
            del raw[at : at + data.draw(st.integers(1, 400))]
        elif what == "double":
            raw[at:at] = raw[at : at + data.draw(st.integers(1, 4000))]
        else:
            raw[at : at + 3] = b"\0\0\0"
        if not raw:
            return
    file = tmp_path_factory.getbasetemp() / f"damaged-{name}"
    file.write_bytes(bytes(raw))
    for page in read_place(Place(file, name)):
        assert isinstance(page, Page | Skipped)
        if isinstance(page, Page) and not name.endswith(("docx", "rtf")) and "layout" in page.given:
            assert page.raw in bytes(raw)
            try:
                report = make_report(page)
            except PageError:
                continue
            parts = sorted([*report.body, *report.set_aside, *([report.title_span] if report.title_span else [])])
            assert all(a[1] <= b[0] for a, b in pairwise(parts))


@pytest.mark.parametrize(
    ("raw", "name", "reason"),
    [
        (b"<html><head><title>Factiva</title></head><body>Session over</body></html>", "f.html", "no article"),
        (b"Search\n\nJob Number: 79565034\n\nDocuments (50)\n\n1. Truce\n", "n.txt", "no article"),
        (samples.docx(["A letter", "Dear Sir,", "Body", "yours"]), "letter.docx", "without articles"),
        (samples.nexis_docx()[:900], "cut.docx", "cannot be read"),
        (b"{\\rtf1\\ansi Talks fail\\par}", "n.rtf", "an RTF file without articles"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "n.doc", "old Word"),
    ],
)  # fmt: skip
def test_files_without_articles_say_what_is_wrong(raw, name, reason):
    with pytest.raises(PageError) as error:
        read(raw, name)
    assert reason in str(error.value)


def test_an_article_that_is_too_large_is_left_out_and_the_next_follows(monkeypatch):
    monkeypatch.setattr(limits, "MAX_BYTES", 3000)
    long = replace(STORIES[1], body=("The harbour was quiet.",) * 400)
    found = read(samples.factiva_fields([STORIES[0], long, STORIES[2]]).encode())
    check([found[0], found[2]], (STORIES[0], STORIES[2]))
    assert found[1].path == "export.txt#27"
    assert "more than the 3,000 bytes" in found[1].reason


def test_long_lines_and_many_marks_take_time_in_proportion():
    started = time.process_time()
    for raw in (
        samples.factiva_fields(STORIES[:1]).encode() + b"HD  " + b"x " * 2_000_000,
        samples.nexis(STORIES[:1]).encode() + b"\n1 of 2 DOCUMENTS\n" * 4_000,
        samples.factiva_html(STORIES[:1]).encode() + b'<div class="article enArticle">' * 3_000,
        samples.nexis_html(STORIES[:1]).encode() + b"<SPAN>1 of 2 DOCUMENTS</SPAN>" * 20_000,
        samples.nexis_uni(STORIES[:1]).encode() + b"\n" * 100_000,
        samples.nexis_uni_html(STORIES[:1]).encode() + b"\n" * 100_000 + b"<p>End of Document</p>" * 3_000,
        samples.rtf(["a"]) + b"{" * 9_000 + b"\\u1" * 100_000 + b"\\bin99999999 x",
        samples.factiva_fields(STORIES[:1], " ").encode() + b"\n\nIN  the end\n\nRE all\n" * 20_000,
    ):
        with suppress(PageError):
            read(raw, "x.html" if raw.startswith(b"<") else "x.txt")
    assert time.process_time() - started < 8


def test_a_document_that_expands_beyond_measure_is_refused():
    bomb = samples.docx(["a" * 10_000_000])
    with pytest.raises(PageError, match="beyond measure"):
        read(bomb, "bomb.docx")


# Fields


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2 March 2012", "2012-03-02"),
        ("March 2, 2012 Friday", "2012-03-02"),
        ("02 March 2012 10:15", "2012-03-02"),
        ("Friday, March 2, 2012", "2012-03-02"),
        ("March 2, 2012 Friday 10:15 PM GMT", "2012-03-02"),
        ("27. Februar 2012 Montag 9:50 PM GMT+1", "2012-02-27"),
        ("9 Januar 1993", "1993-01-09"),
        ("2 de marzo de 2012 viernes", "2012-03-02"),
        ("1er mars 2012", None),
        ("2 mars 2012", "2012-03-02"),
        ("2 марта 2012", "2012-03-02"),
        ("2012 年 3 月 2 日", "2012-03-02"),
        ("March 2, 2012 Monday", None),  # it was a Friday
        ("02/03/2012", None),
        ("March 2012", None),
        ("31 February 2012", None),
        ("2 March 2012 and 3 March 2012", None),
    ],
)
def test_days(text, day):
    assert day_of(text) == day


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("By ANA SOL", "ANA SOL"),
        ("By Ana Sol and Ben Tor, Kelvar Bureau Chief", "Ana Sol; Ben Tor"),
        ("Sol, Ana; Tor, Ben", "Ana Sol; Ben Tor"),
        ("Ana Sol in Brennik", "Ana Sol"),
        ("Ana Sol (Tolmek) & Ben Tor", "Ana Sol; Ben Tor"),
        ("Von Bernd Albrecht", "Bernd Albrecht"),
        ("From our own correspondent", ""),
        ("STAFF", ""),
        ("", ""),
    ],
)
def test_bylines(text, names):
    assert byline_of(text) == names


def test_languages_and_lines_that_are_bylines():
    names = ["English", "ENGLISH", "GERMAN; DEUTSCH", "Chinese - Simplified", "Klingon", "English; French", ""]
    assert [language_of(name) for name in names] == ["en", "en", "de", "zh", None, None, None]
    assert is_byline("By Ana Sol")
    assert is_byline("Ana Sol and Ben Tor in Port Selin")
    assert not is_byline("Strike ends in Port Selin, says union")


# The whole way


def test_a_build_keeps_the_articles_and_verifies(tmp_path):
    folder = tmp_path / "exports"
    folder.mkdir()
    (folder / "factiva.txt").write_text(samples.factiva_fields(), encoding="utf-8")
    (folder / "nexis.docx").write_bytes(samples.nexis_docx(STORIES[2:3]))
    record = tmp_path / "r.db"
    summary = reportedly.build([folder], record, model="quick")
    assert (summary.added, summary.skipped) == (6, [])
    assert reportedly.build([folder], record, model="quick").known == 6
    with sqlite3.connect(record) as connection:
        ids = dict(connection.execute("SELECT path, capture_id FROM page_paths"))
    assert ids["factiva.txt#1"] == STORIES[0].accession
    with open_record(record, read_only=True) as store:
        assert not list(verify(store, derive=lambda page: make_report(page).text))
        reports = {report.page.path: report for report in store.reports()}
        assert [reports[f"factiva.txt#{line}"].outlet for line in (1, 28)] == [STORIES[0].outlet, STORIES[1].outlet]
        page = store.page(reports["factiva.txt#1"].page.sha256)
        assert page.given["layout"] == "factiva"
        said = store.findings(reports["factiva.txt#1"].id).statements
        assert any("deliver what we signed" in s.text for s in said)


def test_an_article_of_too_many_tags_has_no_rows(monkeypatch):
    monkeypatch.setattr(press_rows, "MAX_TAGS", 3)
    assert [row.text for row in press_rows.html_rows("<p>The talks<br>ended.")] == ["The talks", "ended."]
    assert press_rows.html_rows("<p>The<b>talks</b></p>") == []
