"""What rules put right on whole pages of our own: lost prose, appeals, bylines and dates, captions."""

import pytest

from reportedly.reports.html import html_layout, parse
from reportedly.reports.layout import Layout
from reportedly.reports.lines import classify, plain_layout

TITLE = "Ferry runs aground off Tarn Island with 140 aboard"
BODY = (
    "A ferry with about 140 people aboard ran aground on a sandbank off Tarn Island in thick fog on Sunday night, the "
    "harbour office in Ostmouth said.",
    "Lifeboats had taken off 96 passengers by midnight. Nobody was hurt, according to the rescue service, which said "
    "that the rest would be brought ashore when the tide had risen.",
    '"We felt a long scraping, and then it was very quiet," said Mara Eskel, a teacher who was on her way home.',
    "The ship, the Grey Heron, was built in 1987 and passed her last inspection in May. Her owners did not answer "
    "calls on Monday.",
    "It is the third grounding in the channel this year. Fishermen have long asked for a second light on the bank, "
    "which moves a little further south with every storm.",
    "The transport minister, Oskar Brandel, said he would wait for the report of the inspectors.",
)


def labelled(layout: Layout) -> dict[str, str]:
    texts = [layout.text[line.span[0] : line.span[1]] for line in layout.lines]
    return dict(zip(texts, classify(layout), strict=True))


def article(
    *, tag: str = "p", head: str = "", amid: str = "", end: str = "", after: str = "", own: str = "class='story'"
) -> dict[str, str]:
    def wrap(text: str) -> str:
        return f"<{tag}>{text}</{tag}>"

    page = (
        f"<html><head><title>{TITLE}</title></head><body><div class='top'><a href='/'>The Ostmouth Lantern</a> "
        f"<a href='/n'>News</a> <a href='/s'>Sport</a></div><article {own}><h1>{TITLE}</h1>{head}<div class='txt'>"
        f"{''.join(map(wrap, BODY[:3]))}{amid}{''.join(map(wrap, BODY[3:]))}{end}</div>{after}</article>"
        "<div class='bottom'><a href='/i'>Imprint</a> <a href='/p'>Privacy</a></div></body></html>"
    )
    return labelled(html_layout(parse(page)))


@pytest.mark.parametrize(
    "text",
    [
        f"OSTMOUTH (CNA)_ {' '.join(BODY)}",
        f"{TITLE}. {' '.join(BODY)}",
        f"Atlas: Wrecks of the Tarn Channel. {' '.join(BODY)}",
        f"The Week at Sea: Fog and Sand. In our talk of 26 July we spoke of the ferry. {' '.join(BODY[:2])}",
        "I welcome the news that every passenger of the ferry is safe and ashore. My thanks go to the lifeboat crews "
        "of Ostmouth, who went out in the fog. We will stand by the families and will look into the causes.",
    ],
)
def test_a_text_in_one_line_is_the_article(text: str) -> None:
    assert classify(plain_layout(text)) == ("body",)
    assert classify(plain_layout(text + "\n")) == ("body",)


def test_one_long_line_below_a_title_is_the_article() -> None:
    assert classify(plain_layout(f"{TITLE}\n\n{' '.join(BODY)}"))[1] == "body"


def test_a_page_without_prose_has_no_article() -> None:
    furniture = (
        "Skip to content", "News", "Sport", "Tides", "Sign in", "Share this page", "Most read", "Storm Ada",
        "Help us keep the lamp lit: send us €5, or what you can spare, and we will go on reporting from the islands.",
        "Privacy policy", "© 2016 The Ostmouth Lantern. All rights reserved.",
    )  # fmt: skip
    assert "body" not in classify(plain_layout("\n".join(furniture)))


APPEALS = {
    "counted": (
        "You have read 2 of your 3 free articles this month",
        "It takes money to send a reporter to Tarn Island. Subscribe from $2 a week and cancel at any time.",
    ),
    "owned": (
        "The Lantern has no owner but its readers, and 2,300 of them pay for the rest. Will you join them? From €3 a "
        "month.",
    ),
    "letter": ("Get our morning letter in your inbox. It is short, and it is free.",),
    "gift": ("Help us keep the lamp lit: send €5, €10 or what you can spare to the Lantern Fund, PO Box 4.",),
}


@pytest.mark.parametrize("name", list(APPEALS))
@pytest.mark.parametrize("place", ["head", "amid", "end", "after"])
@pytest.mark.parametrize("tag", ["p", "div"])
@pytest.mark.parametrize("box", ["<div>", "<div class='paywall'>", "<section class='x1'>", ""])
def test_appeals_are_set_aside_wherever_they_stand_in_the_article(name: str, place: str, tag: str, box: str) -> None:
    lines = "".join(f"<{tag}>{text}</{tag}>" for text in APPEALS[name])
    close = "</" + box[1:].split(" ")[0].rstrip(">") + ">" if box else ""
    found = article(tag=tag, **{place: box + lines + close})
    assert {text: found[text] for text in APPEALS[name]} == dict.fromkeys(APPEALS[name], "aside")
    assert {text: found[text] for text in BODY} == dict.fromkeys(BODY, "body")


def test_the_buttons_and_headings_of_an_appeal_go_with_it() -> None:
    box = f"<h3>Before you leave</h3><p>{APPEALS['owned'][0]}</p><p><a href='/offers'>See what it costs</a></p>"
    found = article(end=box)
    assert found["Before you leave"] == found["See what it costs"] == "aside"


@pytest.mark.parametrize(
    "head",
    [
        ("By Mara Lindqvist", "Monday, 5 September 2016, 22:15"),
        ("From our shipping desk", "Monday, 5 September 2016 · Updated 18:41"),
        ("Por Iria Velasco · 5 de septiembre de 2016",),
        ("Mara Lindqvist in Ostmouth and Lantern staff", "September 5, 2016 at 9:30 am"),
        ("Mara Lindqvist", "5 September 2016"),
    ],
)
@pytest.mark.parametrize("tag", ["p", "div"])
def test_bylines_and_dates_above_the_article_are_set_aside(head: tuple[str, ...], tag: str) -> None:
    found = article(tag=tag, head="".join(f"<{tag}>{text}</{tag}>" for text in head))
    assert {text: found[text] for text in head} == dict.fromkeys(head, "aside")
    assert {text: found[text] for text in BODY} == dict.fromkeys(BODY, "body")


PICTURED = "Passengers of the Grey Heron come ashore at the old quay in Ostmouth"


@pytest.mark.parametrize(
    "figure",
    [
        f"<figure><img src='a.jpg'><figcaption>{PICTURED}</figcaption></figure>",
        f"<div class='wp-caption'><img src='a.jpg'><p class='wp-caption-text'>{PICTURED}</p></div>",
        f"<div class='c-img'><div class='ph'></div><div class='c-cap'>{PICTURED}</div></div>",
        f"<div class='foto'><img src='a.jpg'><br><span class='pie'>{PICTURED}</span></div>",
    ],
)
@pytest.mark.parametrize("tag", ["p", "div"])
def test_a_line_in_a_figure_among_paragraphs_is_a_caption(figure: str, tag: str) -> None:
    found = article(tag=tag, amid=figure)
    assert found[PICTURED] == "caption"
    assert {text: found[text] for text in BODY} == dict.fromkeys(BODY, "body")


def test_the_caption_of_a_teaser_stays_aside() -> None:
    teaser = (
        "<aside class='related'><h3>Read next</h3><figure><a href='/x'><img src='b.jpg'></a><figcaption>"
        f"<a href='/x'>{PICTURED}</a></figcaption></figure></aside>"
    )
    assert article(amid=teaser)[PICTURED] == "aside"


@pytest.mark.parametrize(
    "caption",
    [
        f"{PICTURED}, September 5, 2016. Credit: Meridian Press",
        f"{PICTURED}. Photograph: Mara Lindqvist/Lantern",
        f"{PICTURED}. (Foto: M. Lindqvist)",
    ],
)
@pytest.mark.parametrize("joint", ["\n", "\n\n"])
def test_a_line_with_a_credit_among_paragraphs_of_a_dump_is_a_caption(caption: str, joint: str) -> None:
    found = labelled(plain_layout(joint.join([TITLE, *BODY[:2], caption, *BODY[2:]])))
    assert found[caption] == "caption"
    assert {text: found[text] for text in BODY} == dict.fromkeys(BODY, "body")


def old_page(*, breaks: bool) -> dict[str, str]:
    """A page of the time of tables: cells for boxes, fonts for headings, no classes; paragraphs or line breaks."""
    font = "<FONT FACE=Arial SIZE=2>"
    texts = f"{font}{'<BR><BR>'.join(BODY)}</FONT>" if breaks else "".join(f"<P>{font}{t}</FONT></P>" for t in BODY)
    return labelled(
        html_layout(
            parse(
                f"<HTML><HEAD><TITLE>Ostmouth Lantern: {TITLE}</TITLE></HEAD><BODY BGCOLOR=white><TABLE WIDTH=750>"
                "<TR><TD COLSPAN=3><FONT SIZE=6>The Ostmouth Lantern</FONT><BR><FONT SIZE=1>On line since the flood of "
                f"1997</FONT></TD></TR><TR><TD>{font}<A HREF=i.htm>Front page</A><BR><A HREF=h.htm>Harbour</A>"
                "<BR><A HREF=t.htm>Tides</A><BR><A HREF=g.htm>Guestbook</A></FONT></TD><TD WIDTH=460><FONT SIZE=1>"
                f"Monday, 5 September 2016</FONT><BR><FONT SIZE=5><B>{TITLE}</B></FONT><BR>{texts}<HR><FONT SIZE=1>"
                "Help us keep the lamp lit: send €5 to the Lantern Fund.<BR><A HREF=p.htm>Print this</A></FONT></TD>"
                f"<TD WIDTH=150>{font}<B>Also in this issue</B><BR><A HREF=a.htm>Council sells the old quay</A><BR><A "
                "HREF=b.htm>Two held over missing eels</A></FONT></TD></TR><TR><TD COLSPAN=3><FONT SIZE=1>Visitors "
                "since 3 May 2009: 0012345</FONT></TD></TR></TABLE></BODY></HTML>"
            )
        )
    )


@pytest.mark.parametrize("breaks", [False, True])
def test_a_page_of_tables_and_fonts_is_sorted_without_class_names(breaks: bool) -> None:
    found = old_page(breaks=breaks)
    assert {text: found[text] for text in BODY} == dict.fromkeys(BODY, "body")
    assert found[TITLE] == "title"
    others = set(found) - {*BODY, TITLE}
    assert {text: found[text] for text in others} == dict.fromkeys(others, "aside")
