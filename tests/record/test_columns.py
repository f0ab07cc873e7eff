"""Text columns keep any Python string exactly."""

from hypothesis import example, given, settings
from hypothesis import strategies as st

from reportedly.record.columns import restored, storable

ANY = st.text(st.one_of(st.characters(), st.characters(categories=["Cs", "Co", "Cc"]), st.just("\U0010fffe")))


@settings(deadline=None)
@given(ANY)
@example("\ud83d\ude00")
@example("\U0010fffe\U0010f800\x00\U0010f800\ud800")
def test_stored_text_comes_back(text: str) -> None:
    assert restored(storable(text)) == text


@settings(deadline=None)
@given(ANY)
def test_stored_text_is_utf8_without_nul(text: str) -> None:
    assert b"\x00" not in storable(text).encode("utf-8")


def test_offsets_hold_in_sql_for_what_cannot_be_stored() -> None:
    assert len(storable("a\udc80\x00b")) == 4


def test_ordinary_text_is_stored_as_it_is() -> None:
    assert storable("Élise — “1,200” 😀") == "Élise — “1,200” 😀"
