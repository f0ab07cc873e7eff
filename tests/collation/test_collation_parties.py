import pytest

from reportedly.collation.parties import Parties
from reportedly.types import Actor, ActorRef, Role

RUSSIA = Actor("a-rus", "Russia", ("Moscow",), "country", "RUS")
NORLAND = Actor("a-nor", "Norland", (), "country", None)
MINISTER = Actor("a-min", "Ana Petrov", (), "person", None, (Role("foreign minister", "Norland", None, None),))
ANALYST = Actor("a-ana", "Ivo Lund", (), "person", "RUS", (Role("analyst", "Lund Institute", None, None),))
ENVOY = Actor("a-env", "Ilse Dorn", (), "person", None, (Role("deputy UN commissioner", "UN", None, None),))
BODY = Actor("a-un", "United Nations", ("UN",), "organization", None)
PARTIES = Parties({a.id: a for a in (RUSSIA, NORLAND, MINISTER, ANALYST, ENVOY, BODY)})


def ref(actor: Actor, text: str | None = None) -> ActorRef:
    return ActorRef(actor.id, actor.name, None, actor.actor_kind, text or actor.name or "", (0, 1))


def unnamed(words: str) -> ActorRef:
    return ActorRef(None, None, words, "unnamed", words, (0, 1))


def test_a_country_is_one_party_under_its_name_its_capital_and_as_a_mistaken_person():
    assert PARTIES.party(ref(RUSSIA)).key == "country:RUS"
    assert PARTIES.country("Moscow") == ("country:RUS", "Russia")
    assert PARTIES.party(ActorRef("a-x", "Norland", None, "person", "Norland", (0, 1))).key == "country:norland"


def test_a_capital_is_no_country_where_words_say_where_something_is():
    assert PARTIES.land("Moscow") is None
    assert PARTIES.land("Russia") == ("country:RUS", "Russia")
    assert PARTIES.land("Norland") == ("country:norland", "Norland")
    assert PARTIES.land("Halden") is None


def test_a_minister_speaks_for_the_country_and_an_analyst_for_nobody_else():
    assert PARTIES.state(ref(MINISTER)).key == "country:norland"
    assert PARTIES.state(ref(ANALYST)).key == "person:ivo lund"
    assert PARTIES.state(ref(ENVOY)).key == "person:ilse dorn"


def test_a_title_before_the_name_elsewhere_in_the_report_tells_the_country():
    person = ActorRef("a-new", "Oleg Varin", None, "person", "Varin", (0, 1))
    official = ActorRef("a-new", "Oleg Varin", None, "person", "Foreign Minister Oleg Varin", (0, 1))
    text = "Varin spoke. Russian Foreign Minister Oleg Varin left."
    assert PARTIES.state(official, text).key == "country:RUS"
    assert PARTIES.state(person, "Oleg Varin, a painter, spoke.").key == "person:oleg varin"


def test_who_says_we_in_office_is_the_body():
    assert PARTIES.employer(ref(ENVOY)).key == PARTIES.party(ref(BODY)).key
    assert PARTIES.employer(ref(ANALYST)) is None


def test_a_body_is_one_under_its_short_name():
    short = ActorRef("a-2", "UN", None, "organization", "the UN", (0, 1))
    assert PARTIES.party(short).key == PARTIES.party(ref(BODY)).key


@pytest.mark.parametrize("words", ["and troops", "least", "230,000", "rebellious", "they", "x" * 90])
def test_words_that_name_nobody(words):
    assert PARTIES.party(unnamed(words)) is None


def test_us_is_no_country():
    assert PARTIES.country("us") is None
    assert PARTIES.country("US") == ("country:USA", "United States")
