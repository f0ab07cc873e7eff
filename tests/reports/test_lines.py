"""The line classifier on our own pages: with tags, as plain dumps, clean, with furniture before, inside and after."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportedly.errors import PageError
from reportedly.reports.html import html_layout, parse
from reportedly.reports.layout import Layout
from reportedly.reports.lines import classify, plain_layout

TITLE = "Velmark orders trawlers back to port after blast off Cape Ostra"
BODY = (
    "The government of Velmark ordered some two hundred trawlers back to port on Thursday, a day after an explosion "
    "sank a coast guard cutter off Cape Ostra and left at least nine sailors dead.",
    "Fisheries Minister Ilse Korran told reporters in the capital that the waters east of the cape would stay closed "
    "until divers had searched them. Eleven other crew members were pulled from the sea alive, she said.",
    '"We do not know yet what the cutter struck, and until we know, nobody will cast a net there," Korran said.',
    "Neighbouring Dasmere denied that it had laid mines in the strait. Its foreign ministry called the accusation, "
    "made by a Velmark lawmaker on state radio, absurd and dangerous.",
    "The two countries have quarrelled for years over the fishing grounds, which both claim as their own. Talks that "
    "were to be held next week under the eye of the Northern Council have been put off.",
    "Families of the missing gathered at the naval base in Harrow Sound, where candles were lit along the quay and a "
    "list of names was read out in the evening by the base's chaplain.",
    "The closure may cost the fleet four million crowns a week, according to the shipowners' association.",
)
CAPTION = "Rescue boats leave the naval base at Harrow Sound on March 3. Photo: Jonas Wirth / Reuters"
BEFORE = (
    "Skip to content", "Subscribe", "Sign in", "Home", "World", "Business", "Sport",
    "Our reporting is free for everyone, and it can only stay so with your help. Please support us today!",
    "Become a member",
)  # fmt: skip
AFTER = (
    "Share this article", "Facebook", "Email", "Most read", "Ten recipes for a rainy Sunday",
    "Storm Ada: what we know so far", "Advertisement", "Get the best of our stories in your inbox every morning.",
    "Enter your email address", "Privacy policy", "Terms of use", "© 2021 The Velmark Courier. All rights reserved.",
)  # fmt: skip


def labelled(layout: Layout) -> dict[str, str]:
    texts = [layout.text[line.span[0] : line.span[1]] for line in layout.lines]
    return dict(zip(texts, classify(layout), strict=True))


def dump(joint: str = "\n\n", before: tuple[str, ...] = BEFORE, after: tuple[str, ...] = AFTER) -> str:
    inside = [*BODY[:2], CAPTION, *BODY[2:], "(AP, Reuters)"]
    return "\n".join(before) + "\n\n" + joint.join([TITLE, *inside]) + "\n\n" + "\n".join(after)


def web_page() -> str:
    menu = "".join(f"<li><a href='/{n}'>{text}</a></li>" for n, text in enumerate(BEFORE[3:7]))
    paragraphs = "".join(f"<p>{text}</p>" for text in BODY[2:])
    related = "".join(f"<li><a href='/{text[:5]}'>{text}</a></li>" for text in AFTER[4:6])
    return (
        f"<html><head><title>{TITLE} - The Velmark Courier</title></head>"
        f"<body><header><nav><ul>{menu}</ul></nav></header>"
        f"<main><article class='story'><h1>{TITLE}</h1><div class='story-body'><p>{BODY[0]}</p><p>{BODY[1]}</p>"
        f"<figure><img src='b.jpg'><figcaption>{CAPTION}</figcaption></figure>{paragraphs}</div></article>"
        f"<div class='paywall-plea'><p>{BEFORE[7]}</p><button>Become a member</button></div>"
        f"<section class='related'><h3>Most read</h3><ul>{related}</ul></section></main>"
        f"<footer><p>{AFTER[-1]}</p></footer></body></html>"
    )


@pytest.mark.parametrize("joint", ["\n", "\n\n", "\r\n", "\n \n\n"], ids=["lines", "blank", "windows", "wide"])
def test_a_dump_is_sorted_into_article_and_furniture(joint: str) -> None:
    found = labelled(plain_layout(dump(joint)))
    assert {text: found[text] for text in BODY} == dict.fromkeys(BODY, "body")
    assert {text: found[text] for text in (*BEFORE, *AFTER)} == dict.fromkeys((*BEFORE, *AFTER), "aside")
    assert found[TITLE] == "title"
    assert found["(AP, Reuters)"] == "credit"


def test_a_caption_among_the_paragraphs_is_a_caption() -> None:
    assert labelled(plain_layout(dump()))[CAPTION] == "caption"


def test_an_appeal_in_whole_sentences_is_set_aside_before_the_title_and_after_the_sign_off() -> None:
    plea = (
        "Why we are asking you for help",
        "The Velmark Courier has no owner and no advertisers. Six reporters write it, and readers pay for it. If you "
        "can spare two crowns a month, please become a subscriber and keep our newsroom going.",
        "Whatever you give helps us to cover the coast as nobody else does. Thank you for your support!",
        "Donate now",
    )
    found = labelled(plain_layout(dump(before=plea[:2], after=plea[1:])))
    assert {text: found[text] for text in plea} == dict.fromkeys(plea, "aside")
    assert {text: found[text] for text in BODY} == dict.fromkeys(BODY, "body")
    assert found[TITLE] == "title"


def test_an_html_page_is_sorted_into_article_and_furniture() -> None:
    found = labelled(html_layout(parse(web_page())))
    assert {text: found[text] for text in BODY} == dict.fromkeys(BODY, "body")
    assert found[TITLE] == "title"
    assert found[CAPTION] == "caption"
    others = set(found) - {*BODY, TITLE, CAPTION}
    assert {text: found[text] for text in others} == dict.fromkeys(others, "aside")


@pytest.mark.parametrize("before", [BEFORE, ()], ids=["before", "not-before"])
@pytest.mark.parametrize("after", [AFTER, ()], ids=["after", "not-after"])
def test_furniture_before_and_after_in_any_combination(before: tuple[str, ...], after: tuple[str, ...]) -> None:
    found = labelled(plain_layout(dump(before=before, after=after)))
    assert {text: found[text] for text in BODY} == dict.fromkeys(BODY, "body")
    assert {found[text] for text in (*before, *after)} <= {"aside"}


def test_a_clean_article_stays_whole() -> None:
    found = labelled(plain_layout("\n\n".join([TITLE, *BODY])))
    assert set(found.values()) <= {"title", "body"}


def test_a_clean_article_in_wrapped_lines_stays_whole() -> None:
    import textwrap

    found = classify(plain_layout("\n\n".join("\n".join(textwrap.wrap(part, 70)) for part in [TITLE, *BODY])))
    assert set(found) <= {"title", "body"}


@pytest.mark.parametrize(
    "paragraphs",
    [
        (
            "Die Regierung von Velmark rief am Donnerstag rund zweihundert Kutter in die Häfen zurück, nachdem vor Kap "
            "Ostra ein Schiff der Küstenwache gesunken war.",
            "„Bevor wir nicht wissen, worauf das Schiff gelaufen ist, wird dort niemand fischen“, sagte die Ministerin "
            "vor der Presse in der Hauptstadt.",
            "Das Nachbarland Dasmere wies den Vorwurf zurück, es habe in der Meerenge Minen gelegt.",
        ),
        (
            "Le gouvernement du Velmark a rappelé jeudi quelque deux cents chalutiers au port, au lendemain d'une "
            "explosion qui a coulé une vedette des garde-côtes.",
            "« Tant que nous ne savons pas ce que la vedette a heurté, personne ne pêchera là-bas », a déclaré la "
            "ministre à des journalistes.",
            "Le Dasmere voisin a démenti avoir posé des mines dans le détroit, une accusation qu'il juge absurde.",
        ),
    ],
    ids=["german", "french"],
)
def test_other_languages_and_their_quotation_marks(paragraphs: tuple[str, ...]) -> None:
    found = labelled(plain_layout("\n".join(BEFORE) + "\n\n" + "\n\n".join(paragraphs) + "\n\n" + "\n".join(AFTER)))
    assert [found[text] for text in paragraphs] == ["body"] * 3


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("", []),
        (" \r\n\t\n", []),
        ("one\r\n two \rthree\n\n\nfour", ["one", "two", "three", "four"]),
        ("one\u2028two\u2029three\x0bfour\x0cfive\x85six", ["one", "two", "three", "four", "five", "six"]),
        ("\u3000one\u00a0\n", ["one"]),
    ],
)
def test_plain_lines_are_found_at_their_places(text: str, lines: list[str]) -> None:
    layout = plain_layout(text)
    assert layout.text == text
    assert not layout.html
    assert [text[line.span[0] : line.span[1]] for line in layout.lines] == lines
    assert len(classify(layout)) == len(lines)


def test_the_same_page_gives_the_same_labels() -> None:
    layout = html_layout(parse(web_page()))
    assert classify(layout) == classify(layout)


def test_the_weights_are_small_and_load_quickly() -> None:
    from reportedly.reports.lines import _model

    for html in (True, False):
        _model.cache_clear()
        started = time.process_time()
        _model(html)
        assert time.process_time() - started < 0.5


@pytest.mark.parametrize("text", ["word " * 400_000, "word\n" * 45_000, "“" * 100_000, "a.b" * 100_000])
def test_long_input_takes_bounded_time(text: str) -> None:
    started = time.process_time()
    layout = plain_layout(text)
    assert len(classify(layout)) == len(layout.lines)
    assert time.process_time() - started < 60


@settings(max_examples=60, deadline=None)
@given(st.text())
def test_any_text_gets_a_label_a_line_and_sound_spans(text: str) -> None:
    layout = plain_layout(text)
    assert len(classify(layout)) == len(layout.lines)
    end = 0
    for line in layout.lines:
        assert line.span[0] >= end
        assert text[slice(*line.span)].strip() == text[slice(*line.span)] != ""
        assert not text[end : line.span[0]].strip()
        end = line.span[1]
    assert not text[end:].strip()


@settings(max_examples=40, deadline=None)
@given(st.lists(st.sampled_from(["<p>", "<div class='x'>", "</div>", "<br>", "words, and more words.", "\ud800", "1"])))
def test_any_html_gets_a_label_a_line(parts: list[str]) -> None:
    try:
        layout = html_layout(parse("".join(parts)))
    except PageError:
        return
    labels = classify(layout)
    assert len(labels) == len(layout.lines)
    assert labels.count("title") <= 1
