"""The language of a report."""

from __future__ import annotations

import pytest

from reportedly.reports.language import find_language


@pytest.mark.parametrize(
    ("language", "text"),
    [
        (
            "en",
            "The harbour was closed on Tuesday after a crane fell into the water, and nobody knew who had moved it.",
        ),
        (
            "de",
            "Der Hafen wurde am Dienstag geschlossen, nachdem ein Kran ins Wasser gefallen war, sagte der Sprecher.",
        ),
        (
            "fr",
            "Le port a été fermé mardi après la chute d'une grue dans l'eau, a déclaré le porte-parole de la ville.",
        ),
        (
            "es",
            "El puerto fue cerrado el martes después de que una grúa cayera al agua, dijo el portavoz de la ciudad.",
        ),
        ("ru", "Порт был закрыт во вторник после того, как кран упал в воду, сообщил представитель города."),
        ("ar", "أغلق الميناء يوم الثلاثاء بعد سقوط رافعة في الماء، بحسب ما قال المتحدث باسم المدينة."),
        ("uk", "Порт закрили у вівторок після того, як кран упав у воду, повідомив речник міста."),
    ],
)
def test_the_body_decides(language: str, text: str) -> None:
    assert find_language(text) == language
    assert find_language(text, declared="en-GB") == language


def test_short_english_needs_no_model() -> None:
    assert find_language("The ship was seen at Port Kelvar on Tuesday.") == "en"


@pytest.mark.parametrize(
    "text", ["", "12.04.2019 14:05", "Kelvar 3", "https://kelvar-post.example/a-long-address-in-it"]
)
def test_too_little_text_has_no_language(text: str) -> None:
    assert find_language(text, declared="en") is None


def test_what_the_page_declares_decides_in_doubt() -> None:
    doubtful = "Kelvar Merrow Selin Orrin Callow Dorn"
    assert find_language(doubtful, declared="xx-unknown") == find_language(doubtful)
