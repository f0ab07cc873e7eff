"""Who counted a figure, where statements do not tell or tell wrongly."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportedly.findings.counters import asserts, cited, counter, is_actor, lead_line
from reportedly.types import ActorRef, Span, Statement


def at(text: str, words: str) -> Span:
    start = text.index(words)
    return start, start + len(words)


def ref(words: str, span: Span | None = None) -> ActorRef:
    return ActorRef(None, None, None, None, words, span)


def statement(text: str, cue: str, content: str) -> Statement:
    return Statement(
        id="s-1",
        report="r-1",
        source=(),
        cue=(at(text, cue),),
        content=(at(text, content),),
        text=content,
        quotation="indirect",
        negated=False,
        manner="say",
        speaker=None,
        addressee=None,
        via=(),
        said=None,
        place=None,
        within=None,
        confidence=1.0,
    )


@pytest.mark.parametrize(
    ("text", "figure", "source"),
    [
        ("Nine dockers were killed, according to the harbor union.", "Nine dockers", "the harbor union"),
        ("Nine dockers were killed, Judge Ann Orlov told reporters on Friday.", "Nine", "Judge Ann Orlov"),
        ("The Office of Health (OH) has recorded 90 deaths.", "90 deaths", "The Office of Health"),
        ("A nurse at Osk Hospital, who hid her name, put the toll at 90.", "90", "A nurse at Osk Hospital"),
        ("The 90 deaths that the harbor union recorded in May are many.", "90 deaths", "the harbor union"),
        ("Nine deaths were recorded by the harbor union in May.", "Nine deaths", "the harbor union"),
        ("There was a report in May by the harbor union that nine dockers died.", "nine dockers", "the harbor union"),
        ("Nine dockers died before the report by the harbor union that it rained.", "Nine dockers", None),
        ("Osk had 90 thefts (source: Harbor Union).", "90 thefts", "Harbor Union"),
        ("Following the death of nine dockers, Ann Orlov said the port was unsafe.", "nine dockers", None),
        ("The storm damaged an estimated 900 homes.", "900 homes", None),
        ("Nine dockers were killed.", "Nine dockers", None),
    ],
)  # fmt: skip
def test_counters(text: str, figure: str, source: str | None) -> None:
    found = counter(text, at(text, figure), (0, len(text)), None, None)
    assert (found.text if found else None) == source
    if found is not None and found.span is not None:
        assert text[slice(*found.span)] == source


def test_a_speaker_names_whose_announcement_it_was() -> None:
    text = "Osk said an announcement in May by Mayor Ann Orlov that 90 had fled was wrong: 95 had."
    content = (at(text, text[text.index("an announcement") : -1]),)
    found = cited(text, at(text, "90"), (0, len(text)), content)
    assert found is not None
    assert found.text == "Mayor Ann Orlov"


def test_the_line_before_may_lead_in() -> None:
    text = "The harbor union said on Friday:\n\nNine dockers were killed."
    around = at(text, "Nine dockers were killed.")
    assert lead_line(text, around) == (0, text.index("\n"))
    found = counter(text, at(text, "Nine dockers"), around, lead_line(text, around), None)
    assert found is not None
    assert found.text == "The harbor union"
    assert lead_line("It rained.\n\nNine dockers were killed.", (12, 37)) is None
    assert lead_line("It was so: nine dockers were killed.", (11, 36)) is None


def test_a_headline_may_end_in_its_source() -> None:
    title = "Nine dockers killed in blast: harbor police"
    found = counter(title, at(title, "Nine dockers"), (0, len(title)), None, (0, len(title)))
    assert found is not None
    assert found.text == "harbor police"
    assert counter(title, at(title, "Nine dockers"), (0, len(title)), None, None) is None


@pytest.mark.parametrize("words", ["there", "revenue", "including net", "That", "almost", "six weapons", " "])
def test_no_actors(words: str) -> None:
    assert not is_actor(ref(words), (90, 95))


@pytest.mark.parametrize("words", ["the ministry", "that official", "two dockers", "he", "the Harbor Post", "a report"])
def test_actors(words: str) -> None:
    assert is_actor(ref(words, (0, 9)), (90, 95))


def test_the_counted_do_not_count_themselves() -> None:
    assert not is_actor(ref("two people", (90, 100)), (90, 100))


@pytest.mark.parametrize(
    ("text", "cue", "content", "figure", "asserted"),
    [
        ("Osk said nine dockers died.", "said", "nine dockers died", "nine dockers", True),
        ("Osk is considering issuing $90 fines.", "is considering", "issuing $90 fines", "$90", False),
        ("Orlov wrote about the port, where nine died.", "wrote", "about the port, where nine died", "nine", False),
        ("The port, where nine died, is shut, Osk said.", "said", "The port, where nine died, is shut", "nine", True),
        ("Osk deplored the blasts, which killed nine.", "deplored", "the blasts, which killed nine", "nine", False),
        ("Men accused of selling 90 rifles fled.", "accused of", "selling 90 rifles", "90 rifles", False),
    ],
)
def test_assertions(text: str, cue: str, content: str, figure: str, asserted: bool) -> None:
    assert asserts(text, statement(text, cue, content), at(text, figure)) is asserted


def test_who_deplores_in_his_own_words_asserts() -> None:
    text = "Osk deplored the blasts: \u201cNine dockers died.\u201d"
    told = replace(statement(text, "deplored", "Nine dockers died."), quotation="direct")
    assert asserts(text, told, at(text, "Nine dockers"))


_WORDS = "said : , the Union of Osk ( ) according to recorded by that which 9 deaths source \n reported ; a".split(" ")


@given(st.lists(st.sampled_from(_WORDS), min_size=1, max_size=80), st.data())
def test_any_words(parts: list[str], data: st.DataObject) -> None:
    text = " ".join(parts)
    start = data.draw(st.integers(0, len(text) - 1))
    found = counter(text, (start, start + 1), (0, len(text)), lead_line(text, (start, len(text))), (0, len(text)))
    if found is not None:
        assert found.span is not None
        assert text[slice(*found.span)] == found.text


def test_nobody_counts_himself() -> None:
    text = "Nobody has left, according to several harbor officials."
    assert counter(text, at(text, "several harbor officials"), (0, len(text)), None, None) is None


def test_whom_a_relative_clause_cites_gives_way() -> None:
    text = "Police held the mayor, who according to the Osk Star is ill, and two guards, the Osk Herald reported."
    found = counter(text, at(text, "two guards"), (0, len(text)), None, None)
    assert found is not None
    assert found.text == "the Osk Herald"


def test_a_lead_line_speaks_for_its_whole_paragraph() -> None:
    text = "Minister Ana Petrov said:\nIt is a sad day. Nine people have died."
    sentence = at(text, "Nine people have died.")
    before = lead_line(text, sentence)
    found = counter(text, at(text, "Nine people"), sentence, before, None)
    assert found is not None
    assert found.text == "Minister Ana Petrov"
