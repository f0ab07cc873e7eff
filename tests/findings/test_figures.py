"""Figures: who counted, where, when, whether one incident's count or a running total."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportedly.findings.figures import find_figures
from reportedly.reading.measures import tag_quantities
from reportedly.reading.tags import Entity, Quantity, Tagged
from reportedly.reports.sentences import paragraphs, split_sentences
from reportedly.types import (
    UNDATED,
    ActorRef,
    Date,
    Figure,
    Manner,
    PageRef,
    Published,
    Relative,
    Report,
    Span,
    Statement,
    Time,
)

MAY = Published("2031-05-20", "2031-05-20", "2031-05-20")


def report_of(text: str, published: Published = MAY) -> Report:
    return Report(
        id="r-1",
        page=PageRef("a.txt", ("a.txt",), None, "0" * 64, "text/plain", None, None),
        title=None,
        title_span=None,
        outlet=None,
        byline=(),
        credits=(),
        language="en",
        published=published,
        text=text,
        body=((0, len(text)),),
        captions=(),
        set_aside=(),
    )


def at(text: str, words: str) -> Span:
    start = text.index(words)
    return start, start + len(words)


def said(
    text: str, source: str | None, content: str, manner: Manner = "say", said_on: Date | None = None, name: str = "s-1"
) -> Statement:
    speaker = ActorRef(None, None, None, None, source, at(text, source)) if source else None
    return Statement(
        id=name,
        report="r-1",
        source=(at(text, source),) if source else (),
        cue=(),
        content=(at(text, content),),
        text=content,
        quotation="indirect",
        negated=False,
        manner=manner,
        speaker=speaker,
        addressee=None,
        via=(),
        said=said_on,
        place=None,
        within=None,
        confidence=1.0,
    )


def dated(text: str, words: str, edtf: str, earliest: str, latest: str) -> Time:
    return Time("t-1", "r-1", at(text, words), words, "DATE", Date(edtf, earliest, latest))


def figures(
    text: str,
    statements: tuple[Statement, ...] = (),
    times: tuple[Time, ...] = (),
    published: Published = MAY,
    entities: tuple[Entity, ...] = (),
) -> tuple[Figure, ...]:
    report = report_of(text, published)
    sentences = [s for p in paragraphs(report) for s in split_sentences(text, p)]
    tagged = Tagged(report, entities=entities, quantities=tag_quantities(text, sentences))
    return find_figures(tagged, statements, times)


def test_a_figure_has_bounds_group_and_unit() -> None:
    killed, paid = figures("At least 40 Osk dockers were killed. Varland paid up to $3 million.")
    assert (killed.text, killed.measure, killed.low, killed.high) == ("At least 40 Osk dockers", "killed", 40, None)
    assert (killed.qualifier, killed.vague, killed.group, killed.unit) == ("at least", False, "Osk dockers", None)
    assert (paid.measure, paid.low, paid.high, paid.unit) == ("money", None, 3_000_000, "USD")


def test_ids_come_from_content() -> None:
    text = "Forty dockers were killed. Forty dockers were killed."
    first, second = figures(text)
    assert first.id != second.id
    assert figures(text) == (first, second)


def test_own_voice() -> None:
    (figure,) = figures("Nine dockers were killed in Osk.")
    assert (figure.voice, figure.source, figure.statement) == ("own", None, None)


def test_a_statement_gives_its_speaker() -> None:
    text = "The harbor union said nine dockers were killed in Osk. Two ships sank."
    statement = said(text, "The harbor union", "nine dockers were killed in Osk")
    killed, ships = figures(text, (statement,))
    assert (killed.voice, killed.source, killed.statement) == ("attributed", statement.speaker, "s-1")
    assert (ships.voice, ships.source) == ("own", None)


def test_the_innermost_speaker_counts() -> None:
    text = "Orlov told reporters that according to the union nine dockers were killed."
    outer = said(text, "Orlov", "according to the union nine dockers were killed")
    relay = ActorRef(None, None, None, None, "Orlov", at(text, "Orlov"), "person")
    inner = replace(said(text, "the union", "nine dockers were killed", name="s-2"), via=(relay,), within="s-1")
    (figure,) = figures(text, (outer, inner))
    assert figure.source == inner.speaker
    assert figure.via == (relay,)


def test_an_estimate_is_hedged() -> None:
    text = "The union estimated that 900 women marched."
    (figure,) = figures(text, (said(text, "The union", "900 women marched", "estimate"),))
    assert (figure.qualifier, figure.vague) == ("estimated", True)


def test_who_condemns_does_not_count() -> None:
    text = "Varland condemned the blast that killed nine dockers and demanded $3 million."
    blast = said(text, "Varland", "the blast that killed nine dockers", "reject")
    demand = said(text, "Varland", "$3 million", "demand", name="s-2")
    killed, money = figures(text, (blast, demand))
    assert (killed.voice, killed.source, killed.statement) == ("own", None, "s-1")
    assert (money.voice, money.source) == ("attributed", demand.speaker)


@pytest.mark.parametrize(
    "text",
    [
        "Varland reportedly paid $3 million for the jets.",
        "Varland is said to have lost 90 soldiers.",
        "About 90 soldiers were allegedly killed.",
    ],
)
def test_hearsay(text: str) -> None:
    (figure,) = [f for f in figures(text) if f.measure in ("money", "killed", "fighters")]
    assert (figure.voice, figure.source) == ("hearsay", None)


def test_a_statement_of_nobody_is_hearsay() -> None:
    text = "It was rumored that nine dockers were killed."
    (figure,) = figures(text, (said(text, None, "nine dockers were killed"),))
    assert (figure.voice, figure.source) == ("hearsay", None)


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("Nine dockers were killed, according to the harbor union.", "the harbor union"),
        ("The harbor union puts the toll at 90.", "The harbor union"),
        ("The ministry estimates that 900 villagers were killed.", "The ministry"),
    ],
)
def test_counters_without_a_statement(text: str, source: str) -> None:
    (figure,) = figures(text)
    assert figure.voice == "attributed"
    assert figure.source is not None
    assert (figure.source.text, figure.source.span) == (source, at(text, source))


@pytest.mark.parametrize(
    ("text", "scope"),
    [
        ("Nine dockers were killed in Osk.", "incident"),
        ("The death toll has reached 90.", "total"),
        ("Since March, 90 dockers have been killed.", "total"),
        ("So far 90 dockers were killed.", "total"),
        ("More than 90 people have been killed in the uprising.", "total"),
        ("Some 900 Varlanders have fled their homes.", "total"),
        ("Hundreds of villagers flee to Turkey every day.", "incident"),
        ("Varland paid $3 million.", "incident"),
    ],
)
def test_scope(text: str, scope: str) -> None:
    assert figures(text)[-1].scope == scope


def test_the_report_day_is_the_day_of_a_count() -> None:
    (figure,) = figures("Nine dockers were killed.")
    assert figure.as_of == Date("2031-05-20", "2031-05-20", "2031-05-20")
    assert figure.period is None


def test_without_a_report_day_the_count_hangs_on_it() -> None:
    (figure,) = figures("Nine dockers were killed.", published=UNDATED)
    assert figure.as_of == Date(None, None, None, Relative("published", (0, 0)))


def test_the_day_of_speaking() -> None:
    text = "The union said that nine dockers were killed."
    monday = Date("2031-05-19", "2031-05-19", "2031-05-19")
    (figure,) = figures(text, (said(text, "The union", "nine dockers were killed", said_on=monday),))
    assert figure.as_of == monday


def test_since() -> None:
    text = "Since March, 90 dockers have been killed."
    (figure,) = figures(text, times=(dated(text, "March", "2031-03", "2031-03-01", "2031-03-31"),))
    assert figure.period == Date("2031-03-01/2031-05-20", "2031-03-01", "2031-05-20")
    assert figure.as_of == Date("2031-05-20", "2031-05-20", "2031-05-20")


def test_as_of() -> None:
    text = "By May 12 the storm had killed 90 dockers."
    (figure,) = figures(text, times=(dated(text, "May 12", "2031-05-12", "2031-05-12", "2031-05-12"),))
    assert figure.as_of == Date("2031-05-12", "2031-05-12", "2031-05-12")


def test_a_toll_is_counted_on_a_closed_one_is_not() -> None:
    recent = "The storm killed 90 dockers on May 12."
    (figure,) = figures(recent, times=(dated(recent, "May 12", "2031-05-12", "2031-05-12", "2031-05-12"),))
    assert figure.period == Date("2031-05-12", "2031-05-12", "2031-05-12")
    assert figure.as_of == Date("2031-05-20", "2031-05-20", "2031-05-20")
    old = "The storm killed 90 dockers in 1974."
    (figure,) = figures(old, times=(dated(old, "1974", "1974", "1974-01-01", "1974-12-31"),))
    assert figure.period == figure.as_of == Date("1974", "1974-01-01", "1974-12-31")


def test_a_time_in_the_next_sentence() -> None:
    text = "The siege of Osk killed hundreds of people.\nThe assault took place in 1974."
    (figure,) = figures(text, times=(dated(text, "1974", "1974", "1974-01-01", "1974-12-31"),))
    assert figure.period == figure.as_of == Date("1974", "1974-01-01", "1974-12-31")


def test_circumstances() -> None:
    (killed,) = figures("Nine dockers were killed in a bombing near Osk.")
    assert (killed.place, killed.cause) == ("Osk", "a bombing")
    (fled,) = figures("Some 900 villagers fled from Brell to Turkey, Jordan and Lebanon.")
    assert (fled.origin, fled.destinations) == ("Brell", ("Turkey", "Jordan", "Lebanon"))


def test_places_of_the_reader() -> None:
    text = "Nine dockers were killed in old Osk."
    (figure,) = figures(text, entities=(Entity(at(text, "Osk"), "place"),))
    assert figure.place == "Osk"


def test_back_references_are_no_figures() -> None:
    text = "He left the two countries and the 12 hostages."
    report = report_of(text)
    tags = (Quantity(at(text, "two countries"), "other"), Quantity(at(text, "12 hostages"), "abducted"))
    found = find_figures(Tagged(report, quantities=tags), (), ())
    assert [f.text for f in found] == ["12 hostages"]


def test_a_phrase_of_another_reader_gets_the_bounds_of_the_grammar() -> None:
    text = "More than 90 dockers were killed."
    (figure,) = find_figures(Tagged(report_of(text), quantities=(Quantity(at(text, "90"), "killed"),)), (), ())
    assert (figure.span, figure.low, figure.high, figure.qualifier) == (at(text, "90"), 90, None, "more than")


def test_a_phrase_without_a_number_is_no_figure() -> None:
    text = "Dockers were killed."
    assert find_figures(Tagged(report_of(text), quantities=(Quantity((0, 7), "killed"),)), (), ()) == ()


def test_parts_take_the_group_of_the_whole() -> None:
    part, whole = figures("They freed 10 of the 12 Osk hostages.")
    assert (part.text, part.group, whole.group) == ("10", "Osk hostages", "Osk hostages")


_WORDS = (
    "90 people were killed since 1974 in Osk the toll said reportedly fled to Turkey . , according union puts".split()
)


@given(st.lists(st.sampled_from(_WORDS), max_size=60), st.data())
def test_any_words(parts: list[str], data: st.DataObject) -> None:
    text = " ".join(parts)
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    statements = (replace(said(text, None, ""), content=((start, end),)),) if start < end else ()
    found = figures(text, statements)
    assert all(text[slice(*f.span)] == f.text for f in found)
    assert all((f.voice == "attributed") == (f.source is not None) for f in found)


def test_whom_a_speaker_cites_counts() -> None:
    text = "Citing the coast guard, Orlov added that nine dockers drowned."
    (figure,) = figures(text, (said(text, "Orlov", "that nine dockers drowned"),))
    assert figure.source is not None
    assert figure.source.text == "the coast guard"


def test_a_phrase_that_names_nobody_is_no_source() -> None:
    text = "There were doubts about who killed nine dockers."
    (figure,) = figures(text, (said(text, "There", "who killed nine dockers"),))
    assert (figure.voice, figure.source) == ("own", None)


def placed(text: str, *places: str) -> tuple[Figure, ...]:
    return figures(text, entities=tuple(Entity(at(text, place), "place") for place in places))


def test_a_toll_without_a_place_has_the_country_that_the_report_is_about() -> None:
    text = "Chile will not arm the Omani regime. Some 5,400 people have been killed in the government's crackdown."
    (killed,) = figures(text)
    assert killed.place == "Oman"
    assert [f.place for f in figures("Chile will not arm Oman. Some 5,400 people have been killed.")] == [None]


def test_another_countrys_toll_has_no_place_by_default() -> None:
    text = "The Omani uprising goes on. In a speech to Chile, 12 people were said to have been killed."
    assert [f.place for f in figures(text)] == [None]


def test_origin_and_place_of_the_people_that_are_counted() -> None:
    text = "Some 900 Omani refugees live in Chile. About 200 Omanis were driven from their homes."
    refugees, displaced = placed(text, "Chile")
    assert (refugees.measure, refugees.origin, refugees.place) == ("refugees", "Oman", "Chile")
    assert (displaced.measure, displaced.place, displaced.origin) == ("displaced", "Oman", None)


def test_who_fled_from_the_country_that_the_report_is_about() -> None:
    text = "The war in Oman goes on. Some 300 people have fled to Chile and Peru."
    (fled,) = figures(text)
    assert (fled.measure, fled.origin, fled.destinations, fled.place) == ("refugees", "Oman", ("Chile", "Peru"), None)


def test_the_city_is_the_town_named_before() -> None:
    text = "Crowds filled the streets of Osk on Friday. Hundreds of troops were in the city."
    (troops,) = placed(text, "Osk", "the city")
    assert troops.place == "Osk"


def test_a_superlatives_bounds_come_last() -> None:
    text = "The assault on the city of Osk killed 900 people in one of the worst massacres in the Gulf."
    (killed,) = placed(text, "city of Osk", "the Gulf")
    assert killed.place == "Osk"
    (killed,) = placed("Nine people died in one of the worst storms in the Gulf.", "the Gulf")
    assert killed.place == "the Gulf"


@pytest.mark.parametrize(
    ("text", "entity", "place"),
    [
        ("Twelve people were killed in Ayla de los Montes.", "Ayla de los", "Ayla de los Montes"),
        ("Twelve people were killed in Mexican territory.", "Mexican", None),
        ("The losses in Latin American ports came to 12 ships.", "Latin", None),
        ("The sale to Osk Holding of Varna brought in $12 million.", "Varna", None),
        ("The talks were held in Osk, but 12 people were killed later.", "Osk", None),
    ],
)
def test_words_that_are_no_place_of_a_figure(text: str, entity: str, place: str | None) -> None:
    (figure,) = placed(text, entity)
    assert figure.place == place


def test_what_befalls_people_is_no_place() -> None:
    (figure,) = placed("NINE PEOPLE DIED IN CONFRONTATIONS.", "CONFRONTATIONS")
    assert figure.place is None


def test_between_two_years() -> None:
    text = "Between 2029 and 2031, 900 dockers were killed in Osk."
    times = (
        dated(text, "2029", "2029", "2029-01-01", "2029-12-31"),
        dated(text, "2031", "2031", "2031-01-01", "2031-12-31"),
    )
    (killed,) = figures(text, times=times)
    assert killed.period is not None
    assert (killed.period.earliest, killed.period.latest) == ("2029-01-01", "2031-12-31")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("There are 900 fewer dockers than there were in 2021.", "2021"),
        ("Holders may buy $100 of bonds due 2033.", "2033"),
        ("They left in 2021 in the war, which has left 900 people dead.", "2021"),
    ],
)
def test_times_of_other_acts(text: str, words: str) -> None:
    (figure,) = figures(text, times=(dated(text, words, words, f"{words}-01-01", f"{words}-12-31"),))
    assert figure.period is None


def test_a_speaker_relays_what_he_has_from_another() -> None:
    text = "Orlov told reporters that according to the Osk Relief Fund at least 200 people are displaced."
    statement = said(text, "Orlov", "according to the Osk Relief Fund at least 200 people are displaced")
    (figure,) = figures(text, (statement,))
    assert figure.source is not None
    assert figure.source.text == "the Osk Relief Fund"
    assert [(ref.text, ref.how) for ref in figure.via] == [("Orlov", "person")]


def test_an_agency_that_has_it_from_the_speaker_is_no_source() -> None:
    text = "Nine people are displaced, Orlov said, according to the Osk Wire."
    (figure,) = figures(text, (said(text, "Orlov", "Nine people are displaced"),))
    assert figure.source is not None
    assert figure.source.text == "Orlov"


def test_a_headlines_count_is_not_what_the_body_quotes() -> None:
    text = "Blast kills nine\nA blast killed nine people, officials said."
    statement = replace(said(text, "officials", "A blast killed nine people"), cue=(at(text, "said"),))
    both = replace(statement, content=(at(text, "Blast kills nine"), *statement.content))
    report = replace(report_of(text), title_span=(0, 16), body=((17, len(text)),))
    sentences = [s for p in paragraphs(report) for s in split_sentences(text, p)]
    title, body = find_figures(Tagged(report, quantities=tag_quantities(text, sentences)), (both,), ())
    assert (title.source, body.source) == (None, both.speaker)
