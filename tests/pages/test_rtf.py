import pytest
from hypothesis import given
from hypothesis import strategies as st
from press_samples import rtf

from reportedly.errors import PageError
from reportedly.pages.rtf import rtf_paragraphs


def paragraphs(raw):
    return [text for text in rtf_paragraphs(raw) if text]


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        (rb"{\rtf1\ansi Mill\par shut}", ["Mill", "shut"]),
        (rb"{\rtf1\ansi\ansicpg1252 K\'e9lvar \ldblquote no\rdblquote\par}", ["Kélvar “no”"]),
        (rb"{\rtf1\ansi\uc1 \u1058?\u1086?\uc0\u1083}", ["Тол"]),
        (rb"{\rtf1\uc2 \u8217\'a1\'afs}", ["’s"]),
        (rb"{\rtf1 \u-10179?\u-8704?}", ["😀"]),
        (rb"{\rtf1{\fonttbl{\f0\fcharset0 Arial;}{\f1\fcharset204 Arial;}}\f1\'d2\'ee\f0\'e9}", ["Тоé"]),
        (rb"{\rtf1{\fonttbl{\f2\fcharset128 Gothic;}}\f2\'93\'fa\'96\'7b}", ["日本"]),
        (rb"{\rtf1{\*\unknown secret}{\field{\*\fldinst HYPERLINK x}{\fldrslt Velm}} and\~on}", ["Velm and\u00a0on"]),
        (rb"{\rtf1{\pict 00ff{\*\x y}}\bin3 }}}Mill {\b bold}\{x\}\tab y}", ["Mill bold{x}\ty"]),
        (rb"{\rtf1\trowd HD\cell Mill\par shut\cell\row next}", ["HD\tMill", "shut", "next"]),
        (b"{\\rtf1 one\\\ntwo\\", ["one", "two"]),
        (b"{\\rtf1 one\\'zz", ["onezz"]),
        (rb"{\rtf1 a}}}} b", ["a b"]),
        (b"", []),
    ],
)
def test_text(raw, expected):
    assert paragraphs(raw) == expected


@given(st.lists(st.text(st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp", "Zs"]), min_size=1), max_size=5))
def test_any_text_comes_back(lines):
    assert paragraphs(rtf(lines)) == lines


@given(
    st.lists(
        st.sampled_from(
            [b"{", b"}", b"\\u1", b"\\u-9", b"\\'", b"e9", b"\\bin9 ", b"\\*", b"\\par", b"\\", b"x", b"\0"]
        )
    )
)
def test_whatever_stands_there(parts):
    for text in rtf_paragraphs(b"{\\rtf1 " + b"".join(parts)):
        text.encode()


def test_groups_without_measure_are_refused():
    with pytest.raises(PageError, match="nest too deeply"):
        list(rtf_paragraphs(b"{" * 20_000))
