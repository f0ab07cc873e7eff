import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportedly.pages.decoding import decode_bytes

SENTENCE = "The mayor of Orvast said: “We’ll stay” – for now. Naïve, déjà vu, Kärnten, €5."


def test_utf8_needs_no_note():
    decoded = decode_bytes(SENTENCE.encode())
    assert (decoded.text, decoded.encoding, decoded.notes) == (SENTENCE, "utf-8", ())


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32", "utf-16-le", "utf-16-be"])
def test_byte_order_marks_and_utf16_without_one(encoding):
    assert decode_bytes(SENTENCE.encode(encoding)).text == SENTENCE


@pytest.mark.parametrize("label", ["iso-8859-1", "latin1", "ascii", "windows-1252"])
def test_latin1_means_windows_1252(label):
    raw = f'<meta charset="{label}"><p>{SENTENCE}</p>'.encode("cp1252")
    decoded = decode_bytes(raw, html=True)
    assert SENTENCE in decoded.text
    assert decoded.encoding == "cp1252"
    assert decoded.notes == ()


def test_undeclared_windows_1252_is_found_out():
    decoded = decode_bytes((SENTENCE * 3).encode("cp1252"))
    assert decoded.text == SENTENCE * 3
    assert any("not declared" in note for note in decoded.notes)


@pytest.mark.parametrize(
    ("label", "text"), [("windows-1251", "Совет заявил в пятницу"), ("shift_jis", "首相は述べた"), ("koi8-r", "Совет")]
)
def test_declared_encodings_of_other_scripts(label, text):
    codec = {"windows-1251": "cp1251"}.get(label, label)
    assert decode_bytes(f"<meta charset={label}>{text}".encode(codec), html=True).text.endswith(text)


def test_undeclared_cyrillic_is_guessed():
    text = "Министр иностранных дел заявил в пятницу, что переговоры будут продолжены на следующей неделе. " * 4
    assert decode_bytes(text.encode("cp1251")).text == text


def test_a_false_declaration_is_not_believed_where_the_bytes_are_utf8():
    decoded = decode_bytes(f'<meta charset="iso-8859-1">{SENTENCE}'.encode(), html=True)
    assert SENTENCE in decoded.text
    assert decoded.notes == ("declared cp1252, read as utf-8, which its bytes are",)


def test_transport_wins_over_markup():
    raw = "<meta charset=koi8-r>Совет".encode("cp1251")
    assert decode_bytes(raw, "windows-1251", html=True).text.endswith("Совет")


def test_stray_bytes_in_utf8_are_repaired_and_noted():
    raw = SENTENCE.encode() + b" \x93He said it\x94 " + SENTENCE.encode()
    decoded = decode_bytes(raw)
    assert decoded.text == f"{SENTENCE} “He said it” {SENTENCE}"
    assert decoded.notes == ("text repaired: 2 places that are not UTF-8 read as windows-1252",)


def test_mojibake_that_decodes_well_is_left_as_it_was_found():
    found = "The Uâ€™s envoy said so"
    assert decode_bytes(found.encode()).text == found


def test_a_cut_character_at_the_end():
    decoded = decode_bytes((SENTENCE + "é").encode()[:-1])
    assert decoded.text == SENTENCE
    assert decoded.notes == ("ends in the middle of a character",)


def test_nuls_and_mark_are_left_out_and_line_ends_kept():
    decoded = decode_bytes(b"\xef\xbb\xbfone\0\r\ntwo\rthree\n")
    assert decoded.text == "one\r\ntwo\rthree\n"
    assert decoded.notes == ("1 NULs left out",)


@given(st.binary(max_size=300), st.sampled_from([None, "utf-8", "latin1", "gbk", "utf-16", "nonsense"]), st.booleans())
def test_any_bytes_give_text_that_can_be_written(raw, declared, html):
    decoded = decode_bytes(raw, declared, html=html)
    decoded.text.encode("utf-8")
    assert "\0" not in decoded.text


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=200))
def test_utf8_text_comes_back_as_it_was(text):
    if not text.startswith("\ufeff") and "\0" not in text:
        assert decode_bytes(b"\xef\xbb\xbf" + text.encode()).text == text.removeprefix("\ufeff")
