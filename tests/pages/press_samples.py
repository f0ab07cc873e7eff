"""Exports of press databases in their layouts, about the crisis of examples/README.md. Every sentence is our own."""

import io
import textwrap
import zipfile
from dataclasses import dataclass
from html import escape


@dataclass(frozen=True)
class Story:
    title: str
    outlet: str
    day: str  # ISO
    byline: str  # as printed
    names: str  # as given
    copyright: str
    code: str
    body: tuple[str, ...]
    section: str = ""
    language: str = "English"
    iso: str = "en"
    serial: str = "302e7320001a"
    credits: tuple[str, ...] = ()

    @property
    def date(self):
        return self.day.split("-")

    @property
    def accession(self):
        return f"{self.code:0<8}20{self.day[2:4]}{self.day[5:7]}{self.day[8:]}{self.serial[3:]}"


MONTHS = "January February March April May June July August September October November December".split()

CARGO = (
    "TOLMEK, Veshara (Meridian Press Agency) - A second ship with armoured vehicles from Karsovia reached Port Selin "
    "on Tuesday, the exporter Karsarm said, three weeks after the first.",
    "The cargo had been paid for in 2015 and broke no embargo, Karsarm's director, Jarek Volm, told reporters in "
    "Brennik. “We deliver what we signed,” he said.",
    "IN THE harbour, port workers counted 22 vehicles under tarpaulins. Allmark's foreign minister, Edda Carrow, "
    "called the delivery “a bill that other people will pay”.",
    "The list of the exporter's contracts, 1 of 50 documents that a court in Brennik released, names no price.",
)
TRUCE = (
    "The envoy of the Assembly of States asked both sides on Thursday for a truce of ten days around Port Selin.",
    "“Ten days are not a peace, but they are ten days,” the envoy, Teodor Maas, told the Security Council in Sarondel.",
    "President Idran Maskoy's government said it would study the plan. The Vesharan Rights Observatory said at "
    "least 41 people had been killed since the last truce ended.",
    "Sources close to the talks said Karsovia would not stand in the way.",
)
ARRIVALS = (
    "DORN VALE — More than 14,000 people crossed the Lissa into Quessel in the first week of March, Harbour Relief "
    "said.",
    "The camp, built for 6,000, has no room left, its head Marta Quill said by telephone.",
    "Quessel's interior ministry spoke of 11,500 and said no one had been turned away.",
)
CAMPO = (
    "El tercer campamento de la frontera abrió sus puertas el lunes con tiendas para cuatro mil personas, según la "
    "Oficina de Refugiados.",
    "«No alcanza», dijo la alcaldesa de Ilse, Berta Solís, que pidió ayuda a los países vecinos.",
)

STORIES = (
    Story("Second Karsovian cargo of armoured vehicles reaches Port Selin", "Meridian Press Agency", "2017-03-07",
          "By Ilan Dorr and Petra Vance", "Ilan Dorr; Petra Vance", "(c) 2017 Meridian Press Agency", "MERID", CARGO,
          credits=("Meridian Press Agency",)),
    Story("Karsovia lands more armour", "The Hethering Courier", "2017-03-08", "Meridian Press Agency",
          "Meridian Press Agency", "Copyright 2017 The Hethering Courier Ltd. All rights reserved.", "HETHC", CARGO,
          "World; Foreign", serial="302e7320002b", credits=("Meridian Press Agency",)),
    Story("Envoy seeks ten-day truce around Port Selin", "Sarondel Observer", "2017-03-09", "By DENA ORLAN",
          "DENA ORLAN", "© 2017, Sarondel Observer", "SAROB", TRUCE, serial="302e7320003c"),
    Story("More than 14,000 cross the Lissa", "Plumbline Daily", "2017-03-10", "", "", "Copyright 2017 Plumbline Media",
          "PLUMB", ARRIVALS, "News; A4", serial="302e7320004d"),
    Story("Abre el tercer campamento", "La Gaceta de Ilse", "2017-03-13", "Por Inés Valdor", "Inés Valdor",
          "Copyright 2017 La Gaceta de Ilse", "GACIL", CAMPO, language="Spanish", iso="es", serial="302e7320005e"),
)  # fmt: skip


def european(day):
    return f"{int(day[8:])} {MONTHS[int(day[5:7]) - 1]} {day[:4]}"


def american(day, weekday=True):
    from datetime import date

    name = f" {date.fromisoformat(day):%A}" if weekday else ""
    return f"{MONTHS[int(day[5:7]) - 1]} {int(day[8:])}, {day[:4]}{name}"


def words(story):
    return sum(len(p.split()) for p in story.body)


# Factiva


def factiva_fields(stories=STORIES, separator="  ", below=False):
    """Codes in text: values two spaces after the code, or all of them in lines of their own."""

    def field(code, value):
        return f"{code}\n{value}" if below else f"{code}{separator}{value}"

    parts = []
    for s in stories:
        lines = [field("SE", s.section)] if s.section else []
        lines.append(field("HD", s.title))
        lines += [field("BY", s.byline)] if s.byline else []
        lines += [field("WC", f"{words(s)} words"), field("PD", european(s.day)), field("ET", "10:15")]
        lines += [field("SN", s.outlet), field("SC", s.code), field("LA", s.language), field("CY", s.copyright), ""]
        lines += ["LP", *_spaced(s.body[:1]), "TD", *_spaced(s.body[1:])]
        lines += [field("CO", "karsrm : Karsarm"), field("IN", "i364 : Defence"), field("NS", "gcat : Political News")]
        lines += [
            field("RE", "vesh : Veshara"),
            field("PUB", "Harlan Holdings"),
            f"AN{separator}Document {s.accession}",
        ]
        parts.append("\n".join(lines))
    return "\n\n".join(parts) + "\n\nSearch Summary\n\nText\narmoured vehicles\nResults Found\n5\n"


def _spaced(body):
    return [line for paragraph in body for line in (paragraph, "")]


def factiva_articles(stories=STORIES, head=""):
    """The article as it reads, in text."""
    parts = []
    for s in stories:
        lines = [s.section] if s.section else []
        lines += [s.title, *([s.byline] if s.byline else []), f"{words(s)} words", european(s.day), s.outlet, s.code]
        lines += ["4", s.language, s.copyright, "", *_spaced(s.body), f"Document {s.accession}"]
        parts.append("\n".join(lines))
    return head + "\n\n".join(parts) + "\n\n© 2017 Factiva, Inc. All rights reserved.\n"


def factiva_html(stories=STORIES, table=False, between="\n"):
    """HTML with Factiva's classes: the article as it reads, or a table of fields."""
    parts = []
    for s in stories:
        paragraphs = [f'<p class="articleParagraph {s.iso}articleParagraph">{escape(p)}  </p>' for p in s.body]
        if table:
            rows = [("SE", s.section)] if s.section else []
            rows += [("HD", f"<span class='{s.iso}Headline'>{escape(s.title)}</span>"), ("BY", escape(s.byline))]
            rows += [("WC", f"{words(s)} words"), ("PD", european(s.day)), ("SN", s.outlet), ("SC", s.code)]
            rows += [("LA", s.language), ("CY", escape(s.copyright)), ("LP", paragraphs[0])]
            rows += [("TD", "".join(paragraphs[1:])), ("NS", "gcat : Political News | gdip : Talks")]
            rows += [("PUB", "Harlan Holdings"), ("AN", f"Document {s.accession}")]
            inner = "".join(
                f'<tr><td class="index" valign="top"><b>{code}&nbsp;</b></td><td>{value}</td></tr>'
                for code, value in rows
                if value
            )
            inner = f"<table>{inner}</table>"
        else:
            author = f'<div class="author">{escape(s.byline)}  </div>' if s.byline else ""
            section = f"<div>{s.section}</div>" if s.section else ""
            divs = [f"{words(s)} words", european(s.day), s.outlet, s.code, "4", s.language, escape(s.copyright)]
            inner = (
                f'<p>\n</p>{section}<div id="hd"><span class="{s.iso}Headline">{escape(s.title)}  </span>\n</div>'
                + author
                + "".join(f"<div>{d}</div>" for d in divs)
                + "<p></p>\n"
                + "\n".join(paragraphs)
                + f"<p>Harlan Holdings</p><p>Document {s.accession}</p>"
            )
        parts.append(
            f'<div id="article-{s.accession}" class="article"><div class="article {s.iso}Article">{inner}</div></div>'
        )
    head = (
        '<html><head><meta http-equiv="Content-Type" content="text/html; charset=UTF-8"><title>Factiva</title></head>'
    )
    frame = '<body><div id="navcontainer"><h1>Dow Jones Factiva</h1></div><div id="contentWrapper">'
    return f"{head}\n{frame}{between.join(parts)}</div></body></html>\n"


# LexisNexis and Nexis Uni


COVER = """Download Request: Selected Items: 1-5
Time Of Request: Friday, March 24, 2017  16:51:31

Send To:
HETHERING UNIVERSITY LIBRARY

Terms: (armoured vehicles) and not (TYPE(web))

Source: The Hethering Courier;Sarondel Observer


"""


def nexis(stories=STORIES, cover=COVER, page_break="", wrap=78):
    """The older layout as text: centred heads, wrapped lines."""
    parts = []
    for n, s in enumerate(stories, 1):
        lines = [f"{n} of {len(stories)} DOCUMENTS".center(wrap).rstrip(), "", ""]
        lines += [s.outlet.center(wrap).rstrip(), "", american(s.day).center(wrap).rstrip()]
        lines += ["Final Edition".center(wrap).rstrip()] if s.section else []
        lines += ["", *textwrap.wrap(s.title, 40), ""]
        lines += [f"BYLINE: {s.byline.removeprefix('By ')}", ""] if s.byline else []
        lines += [f"SECTION: {s.section}", ""] if s.section else []
        lines += [f"LENGTH: {words(s)} words", ""]
        lines += ["HIGHLIGHT: What is known, and who", "says so.", ""] if s.section else []
        for paragraph in s.body:
            lines += [*textwrap.wrap(paragraph, wrap), ""]
        lines += [f"LOAD-DATE: {american(s.day, False)}", "", f"LANGUAGE: {s.language.upper()}", ""]
        lines += ["PUBLICATION-TYPE: Newspaper", "", "", s.copyright.center(wrap).rstrip()]
        lines += ["All Rights Reserved".center(wrap).rstrip(), ""]
        parts.append("\n".join(lines))
    return cover + f"\n{page_break}".join(parts)


def nexis_html(stories=STORIES):
    """The older layout as HTML."""

    def block(text, css="c5"):
        return f'<BR><DIV CLASS="{css}"><P CLASS="c6"><SPAN CLASS="c2">{text}</SPAN></P>\n</DIV>\n'

    def labelled(name, value):
        spans = f'<SPAN CLASS="c8">{name}: </SPAN><SPAN CLASS="c2">{value}</SPAN>'
        return f'<BR><DIV CLASS="c5"><P CLASS="c6">{spans}</P>\n</DIV>\n'

    parts = []
    for n, s in enumerate(stories, 1):
        piece = f'<A NAME="DOC_ID_{n}_0"></A><!-- Hide XML section from browser\n<DOC NUMBER={n}>\n<DOCFULL> -->\n'
        piece += block(f"{n} of {len(stories)} DOCUMENTS", "c0") + block(s.outlet, "c0") + block(american(s.day), "c3")
        piece += block(escape(s.title))
        piece += labelled("BYLINE", escape(s.byline.removeprefix("By "))) if s.byline else ""
        piece += labelled("SECTION", s.section) if s.section else ""
        piece += labelled("LENGTH", f"{words(s)} words")
        paragraphs = "".join(f'<P CLASS="c9"><SPAN CLASS="c2">{escape(p)}</SPAN></P>\n' for p in s.body)
        piece += f'<BR><DIV CLASS="c5">{paragraphs}</DIV>\n'
        piece += labelled("LOAD-DATE", american(s.day, False)) + labelled("LANGUAGE", s.language.upper())
        piece += labelled("PUBLICATION-TYPE", "Newspaper")
        piece += block(f"{escape(s.copyright)}<BR>All Rights Reserved", "c0")
        piece += "<!-- Hide XML section from browser\n</DOCFULL>\n</DOC> -->\n"
        parts.append(piece)
    head = '<HTML>\n<HEAD>\n<META TOPIC="null" DOCUMENTS="5" /></HEAD>\n<BODY>\n'
    head += '<DIV CLASS="c5"><P>Download Request: 1-5</P></DIV>\n'
    return head + "".join(parts) + "</BODY></HTML>\n"


UNI_COVER = """User Name: A Reader
Date and Time: Friday, March 24, 2017 4:51:00 PM CET
Job Number: 79565034

Documents (5)

1. Second Karsovian cargo of armoured vehicles reaches Port Selin
Client/Matter: -None-
Search Terms: armoured vehicles
Search Type: Natural Language

"""


def uni_paragraphs(s):
    """The paragraphs of an article of Nexis Uni."""
    lines = [s.title, s.outlet, american(s.day), *(["Final Edition"] if s.section else []), s.copyright]
    lines += ["All Rights Reserved"]
    lines += [f"Section:\u00a0{s.section}"] if s.section else []
    lines += [f"Length:\u00a0{words(s)} words"]
    lines += [f"Byline:\u00a0{s.byline.removeprefix('By ')}"] if s.byline else []
    lines += ["Body", *s.body]
    lines += ["Graphic", "Vehicles on the quay. Photo by A. Reader"] if s.section else []
    lines += ["Classification", f"Language:\u00a0{s.language.upper()}", "Publication-Type:\u00a0Newspaper"]
    lines += [
        "Subject:\u00a0TALKS (90%); ARMS TRADE (89%)",
        f"Load-Date:\u00a0{american(s.day, False)}",
        "End of Document",
    ]
    return lines


def nexis_uni(stories=STORIES, cover=UNI_COVER, blank=True):
    """Nexis Uni as text."""
    gap = "\n\n" if blank else "\n"
    return cover + "\n\n".join(gap.join(uni_paragraphs(s)) for s in stories) + "\n"


def nexis_uni_html(stories=STORIES, cover=UNI_COVER):
    """Nexis Uni as a word processor saves it as HTML."""
    lines = [line for line in cover.splitlines() if line]
    lines += [line for s in stories for line in uni_paragraphs(s)]
    return "<html><body>\n" + "\n".join(f"<p><span>{escape(line)}</span></p>" for line in lines) + "\n</body></html>\n"


def nexis_docx(stories=STORIES, cover=UNI_COVER):
    """Nexis Uni as a Word document."""
    lines = [line for line in cover.splitlines() if line]
    lines += [line for s in stories for line in uni_paragraphs(s)]
    return docx(lines)


def docx(lines):
    paragraphs = "".join(
        f'<w:p><w:pPr><w:jc w:val="both"/></w:pPr><w:r><w:t xml:space="preserve">{escape(line[:9])}</w:t></w:r><w:r>'
        f'<w:t xml:space="preserve">{escape(line[9:])}</w:t></w:r></w:p>'
        for line in lines
    )
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    xml = f'<?xml version="1.0"?><w:document xmlns:w="{space}"><w:body>{paragraphs}</w:body></w:document>'
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in (("[Content_Types].xml", "<Types/>"), ("word/document.xml", xml)):
            archive.writestr(zipfile.ZipInfo(name, (2017, 3, 24, 0, 0, 0)), content, zipfile.ZIP_DEFLATED)
    return file.getvalue()


LAYOUTS = {
    "factiva-fields.txt": lambda s: factiva_fields(s).encode(),
    "factiva-fields-tab.txt": lambda s: factiva_fields(s, "\t").encode(),
    "factiva-fields-space.txt": lambda s: factiva_fields(s, " ").replace("\nLP\n", "\nLP \n").encode(),
    "factiva-fields-below.txt": lambda s: factiva_fields(s, below=True).encode(),
    "factiva-articles.txt": lambda s: factiva_articles(s).encode(),
    "factiva.html": lambda s: factiva_html(s).encode(),
    "factiva-table.html": lambda s: factiva_html(s, table=True, between="").encode(),
    "nexis.txt": lambda s: nexis(s).encode(),
    "nexis.html": lambda s: nexis_html(s).encode(),
    "nexis-uni.txt": lambda s: nexis_uni(s).encode(),
    "nexis-uni-dense.txt": lambda s: nexis_uni(s, blank=False).encode(),
    "nexis-uni.html": lambda s: nexis_uni_html(s).encode(),
    "nexis-uni.docx": nexis_docx,
}
"""Bytes of a file in each layout."""


def rtf(lines, encoding="cp1252"):
    """An RTF file as Word or Factiva write it; a line with a tab is a row of a table."""

    def words(text):
        escaped = []
        for ch in text:
            if ch in "\\{}":
                escaped.append(f"\\{ch}")
            elif ch == "\u00a0":
                escaped.append("\\~")
            elif ord(ch) < 128:
                escaped.append(ch)
            elif ch.encode(encoding, "ignore") and ch.isalpha():
                escaped.append("".join(f"\\'{byte:02x}" for byte in ch.encode(encoding)))
            else:
                wide = ch.encode("utf-16-le")
                units = [int.from_bytes(wide[i : i + 2], "little", signed=True) for i in range(0, len(wide), 2)]
                escaped.append("".join(f"\\u{unit}?" for unit in units))
        return "".join(escaped)

    def paragraph(line):
        if "\t" in line:
            first, _, rest = line.partition("\t")
            return f"\\trowd {{\\b {words(first)}}}\\cell {words(rest)}\\cell\\row"
        return f"{{\\pard\\f0 {words(line[:7])}}}{{\\i {words(line[7:])}}}\\par"

    head = f"{{\\rtf1\\ansi\\ansicpg{encoding[2:]}\\uc1{{\\fonttbl{{\\f0\\fswiss Arial;}}}}{{\\*\\generator Msftedit;}}"
    picture = "{\\pict\\pngblip 89504e470d0a}{\\header Page 1 of 9\\par}"
    return (head + picture + "\n" + "\n".join(map(paragraph, lines)) + "}").encode("ascii")


def _lines(text):
    return [line for line in text.splitlines() if line.strip()]


LAYOUTS |= {
    "factiva-fields.rtf": lambda s: rtf(_lines(factiva_fields(s, "\t"))),
    "factiva-articles.rtf": lambda s: rtf(_lines(factiva_articles(s))),
    "nexis-uni.rtf": lambda s: rtf(_lines(nexis_uni(s))),
}
