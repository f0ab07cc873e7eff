"""Appeals, bylines and stamps told from sentences of articles; our own words."""

import time

import pytest

from reportedly.reports.furniture import credit_start, is_appeal, is_byline, is_captioned, is_names, is_stamp


@pytest.mark.parametrize(
    "text",
    [
        "You have read 2 of your 5 free articles this week",
        "Keeping reporters in Harrow Sound costs money. Subscribe from £2 a month and stop when you like.",
        "The Lantern belongs to nobody but its readers. Could you be one of those who pay? From 3 crowns a month.",
        "Sign up for our morning letter: all that matters on the coast, and it is free.",
        "Help us keep the lamps lit: send €10, or what you can spare, to the Lantern Fund.",
        "Unsere Arbeit kostet Geld. Abonnieren Sie uns ab 4 Euro im Monat.",
        "Suscríbete a nuestro boletín y recibe cada mañana las noticias en tu correo.",
    ],
)
def test_appeals(text: str) -> None:
    assert is_appeal(text)


@pytest.mark.parametrize(
    "text",
    [
        "The telephone company will charge its subscribers $9 a month from June, a tenth more than now.",
        '"Help us, send €10, subscribe to our newsletter," the leaflet begs its readers.',
        "Korran said that readers who subscribe get our newsletter for $3 a month.",
        "You could hear the blast from the quay, and you could smell it until the evening.",
        "Donations to the harbour fund reached $40,000 a month after the storm.",
        "Our correspondent counted nine coffins on the quay.",
    ],
)
def test_sentences_of_articles_are_no_appeals(text: str) -> None:
    assert not is_appeal(text)


def test_amid_an_article_about_such_things_only_the_site_itself_asks() -> None:
    advice = "You can subscribe for a trial, which is free of charge, and cancel any time."
    assert is_appeal(advice)
    assert not is_appeal(advice, amid=True)
    assert not is_appeal("Subscribe for $6 a month and you get unlimited access.", about=True)
    assert is_appeal("Subscribe to our newsletter, and you get it every morning.", amid=True, about=True)


@pytest.mark.parametrize(
    "text",
    [
        "Friday, 4 March 2016, 21:05",
        "Friday, 4 March 2016 · Updated 18:41",
        "Published March 4, 2016 at 9:30 am GMT",
        "04.03.2016 - 15:00 Uhr",
        "viernes, 4 de marzo de 2016",
        "2016-03-04",
    ],
)
def test_stamps(text: str) -> None:
    assert is_stamp(text)


@pytest.mark.parametrize("text", ["On Friday", "9:30", "In March 2016 nine ships sank.", "", "March of the 300", "7"])
def test_no_stamps(text: str) -> None:
    assert not is_stamp(text)


@pytest.mark.parametrize(
    "text",
    [
        "By Jonas Wirth",
        "By Jonas Wirth and Ilse Korran in Harrow Sound",
        "By Jonas Wirth, Harbour Correspondent",
        "From our shipping desk",
        "By our own correspondent",
        "Por Iria Velasco · 4 de marzo de 2016",
        "Von Ilse Korran | 4. März 2016",
        "Jonas Wirth in Cape Ostra and Lantern staff",
        "Jonas Wirth · 4 March 2016 · 3 min read",
    ],
)
def test_bylines(text: str) -> None:
    assert is_byline(text)


@pytest.mark.parametrize(
    "text",
    [
        "By Friday the sea was calm",
        "Jonas Wirth",
        "By the time Korran spoke, the square was empty.",
        "From the harbour",
        "Ilse Korran, the minister, said on 4 March that the port was closed.",
    ],
)
def test_no_bylines(text: str) -> None:
    assert not is_byline(text)


def test_names_may_be_a_byline_beside_a_stamp() -> None:
    assert is_names("Jonas Wirth")
    assert is_names("Jonas Wirth in Cape Ostra")
    assert not is_names("the fleet")


@pytest.mark.parametrize(
    "text",
    [
        "A crane lifts the Grey Heron off the bank below Tarn Island, September 8, 2016. Credit: Meridian Press",
        "Passengers come ashore at Ostmouth. Photo: Mara Lindqvist / Reuters",
        "Passengers come ashore at Ostmouth. (Lantern / M. Lindqvist)",
        "Fahrgäste gehen in Ostmouth an Land. (Foto: M. Lindqvist)",
        "Fog over the channel © Mara Lindqvist",
        "Minister Oskar Brandel with the harbour master in Ostmouth, September 8, 2016.",
        "The lifeboat crew of Ostmouth after the rescue. Photograph: Mara Lindqvist/Lantern",
    ],
)
def test_captions(text: str) -> None:
    assert is_captioned(text)


@pytest.mark.parametrize(
    "text",
    [
        "The photo shows the ferry on the bank, the harbour office said.",
        "He gave credit to the crew of the lifeboat.",
        "The ship was sold to her present owners in Ostmouth, Brandel said on September 8, 2016.",
        "September 8, 2016",
        "Ostmouth, September 8, 2016",
        "The crew asked for food and/or water.",
        "© 2016 The Ostmouth Lantern. All rights reserved.",
    ],
)
def test_sentences_and_stamps_are_no_captions(text: str) -> None:
    assert not is_captioned(text)


def test_where_a_credit_begins() -> None:
    text = "Passengers come ashore at Ostmouth. Photo: Mara Lindqvist / Reuters"
    assert credit_start(text) == text.index("Photo")
    assert credit_start("Photo: Mara Lindqvist") == 0
    assert credit_start("Passengers come ashore.") is None


@pytest.mark.parametrize(
    "piece", ["1", "A ", "And ", "By A ", "1 ", ". ", "a", "$1 ", "“", "reporting ", "you ", "Mar ", "·", "   "]
)
def test_no_line_takes_long(piece: str) -> None:
    started = time.process_time()
    for length in (140, 890, 100_000):
        for end in ("", "x", "!", "9"):
            text = (piece * length)[:length] + end
            is_appeal(text), is_stamp(text), is_byline(text), is_names(text), is_captioned(text)
    assert time.process_time() - started < 2
