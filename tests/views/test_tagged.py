"""The text with its tags: every word, balanced brackets, nothing forged, each layer by itself."""

import io
import json
import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

import reportedly.pipeline as pipeline
from reportedly.errors import PageError, UsageError
from reportedly.reading.tags import Attribution, Clause, Entity, Quantity, Tagged
from reportedly.types import UNDATED, PageRef, Report
from reportedly.views.tagged import LAYERS, bracketed, chosen, coloured, json_lines, print_tagged, tags

TEXT = "Lena Brisk said that gunmen killed 14 dockers in Orvast."


def report(text, body=None):
    page = PageRef("a.txt", ("a.txt",), None, "0" * 64, "text/plain", None, None)
    body = ((0, len(text)),) if body is None else body
    return Report("r-1", page, None, None, None, (), (), "en", UNDATED, text, body, (), (), "made-1")


def at(words, text=TEXT):
    start = text.index(words)
    return start, start + len(words)


TAGGED = Tagged(
    report(TEXT),
    (Attribution((at("Lena Brisk"),), (at("said"),), (at("that gunmen killed 14 dockers in Orvast"),)),),
    (Entity(at("Lena Brisk"), "person"), Entity(at("Orvast"), "place")),
    (Quantity(at("14 dockers"), "killed"),),
    (
        Clause(
            at("gunmen killed 14 dockers"),
            at("killed"),
            "ASSAULT",
            None,
            (("actor", at("gunmen")), ("recipient", at("14 dockers"))),
            negated=True,
        ),
    ),
)


def rows(tagged, layer):
    """The text with the tags of one layer; the first column, the summary and the legend are left out."""
    lines = list(bracketed(tagged, [layer]))
    end = next(n for n, line in enumerate(lines) if line.startswith("made-1: "))
    return " ".join(line[13:] for line in lines[:end] if line)


def unbracketed(row):
    """The text without its tags, and the labels; fails where a bracket has no partner."""
    out, labels, depth, i = [], [], 0, 0
    while i < len(row):
        if row[i] == "\\":
            out.append(row[i + 1] if row[i + 1] in "\\[]" else row[i : i + 2])
            i += 2
        elif row[i] == "[":
            end = row.index(" ", i)
            labels.append(row[i + 1 : end])
            depth, i = depth + 1, end + 1
        elif row[i] == "]":
            depth, i = depth - 1, i + 1
            assert depth >= 0
        else:
            out.append(row[i])
            i += 1
    assert depth == 0
    return "".join(out), labels


def test_each_layer_has_a_line_of_its_own_with_its_tags_in_brackets():
    lines = list(bracketed(TAGGED, LAYERS))
    said = "[source:1 Lena Brisk] [cue:1 said] [content:1 that gunmen killed 14 dockers in Orvast]."
    assert lines[0] == f"attribution  {said}"
    assert lines[1] == "entities     [person Lena Brisk] said that gunmen killed 14 dockers in [place Orvast]."
    assert lines[2] == "figures      Lena Brisk said that gunmen killed [figure:killed 14 dockers] in Orvast."
    assert rows(TAGGED, "events") == (
        "Lena Brisk said that [actor:1 gunmen] [trigger:1:ASSAULT:happened:negated killed] "
        "[recipient:1 14 dockers] in Orvast."
    )
    assert "made-1: attribution 1, entities 2, figures 1, events 1" in lines


def test_only_the_layers_that_are_asked_for_are_shown():
    shown = "\n".join(bracketed(TAGGED, chosen("figures")))
    assert "[figure:killed 14 dockers]" in shown
    assert "[person" not in shown
    assert {json.loads(line)["kind"] for line in json_lines(TAGGED, ("entities",))} == {"report", "entity"}
    with pytest.raises(UsageError, match="colours"):
        chosen("figures,colours")
    with pytest.raises(UsageError):
        chosen(" , ")


def test_nested_attributions_say_in_which_they_stand_and_crossing_ones_go_on():
    text = "Ives said Lena Brisk said no."
    first = Attribution((at("Ives", text),), ((5, 9),), (at("Lena Brisk said no", text),))
    second = Attribution((at("Lena Brisk", text),), ((21, 25),), (at("no", text),), within=0)
    row = rows(Tagged(report(text), (first, second)), "attribution")
    assert row == "[source:1 Ives] [cue:1 said] [content:1 [source:2 Lena Brisk] [cue:2 said] [content:2<1 no]]."
    crossing = Tagged(report("a b c d e"), (), (Entity((0, 5), "person"), Entity((4, 9), "place")))
    assert rows(crossing, "entities") == "[person a b [place c]][…place  d e]"


def test_a_tag_over_two_paragraphs_goes_on_in_the_second():
    text = "She left.\n\nHe stayed."
    tagged = Tagged(report(text), (Attribution((), (), ((0, len(text)),)),))
    assert [line for line in bracketed(tagged, LAYERS) if line.startswith("attribution  [")][:2] == [
        "attribution  [content:1 She left.]",
        "attribution  […content:1 He stayed.]",
    ]


def test_brackets_and_control_characters_of_the_page_forge_nothing():
    text = "The [person \x1b[31mmayor\u202e] \\ left."
    tagged = Tagged(report(text), (), (Entity(at("mayor", text), "title"),))
    row = rows(tagged, "entities")
    assert row == "The \\[person \\x1b\\[31m[title mayor]\\u202e\\] \\\\ left."
    for line in [*bracketed(tagged, LAYERS), *(piece.plain for piece in coloured(tagged, LAYERS))]:
        assert line.isprintable()


def test_what_is_set_aside_is_counted_and_notes_are_shown():
    text = "She left.\nMenu"
    made = replace(report(text, ((0, 9),)), set_aside=((10, 14),), notes=("text repaired: \x07",))
    lines = list(bracketed(Tagged(made), LAYERS))
    assert "(1 lines set aside)" in lines
    assert "(note: text repaired: \\x07)" in lines
    assert not [line for line in lines if "Menu" in line]


def test_colours_mark_every_tag_and_name_measures_types_and_roles():
    shown = next(coloured(TAGGED, LAYERS))
    styles = {shown.plain[span.start : span.end]: str(span.style) for span in shown.spans}
    assert shown.plain.startswith("Lena Brisk‹1› said‹1› that gunmen‹1 actor› killed‹ASSAULT happened negated› 14 dock")
    assert "underline" in styles["Lena Brisk"]
    assert "#0b3d0b" in styles["Lena Brisk"]
    assert "bold" in styles["14 dockers"]
    assert "italic" in styles["14 dockers"]
    assert "reverse" in styles["killed"]
    assert "‹killed›" in shown.plain


@pytest.mark.parametrize(("no_color", "colour"), [(None, True), ("1", False)])
def test_colour_only_on_a_terminal_that_wants_it(monkeypatch, no_color, colour):
    class Terminal(io.StringIO):
        def isatty(self):
            return True

    for name in ("NO_COLOR", "FORCE_COLOR", "TTY_COMPATIBLE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TERM", "xterm-256color")
    if no_color:
        monkeypatch.setenv("NO_COLOR", no_color)
    terminal, file = Terminal(), io.StringIO()
    print_tagged(TAGGED, LAYERS, terminal)
    print_tagged(TAGGED, LAYERS, file)
    assert ("\x1b[" in terminal.getvalue()) is colour
    assert "\x1b[" not in file.getvalue()
    assert "[person Lena Brisk]" in file.getvalue()


def test_json_lines_have_the_text_and_every_tag():
    lines = [json.loads(line) for line in json_lines(TAGGED, LAYERS)]
    assert [line["kind"] for line in lines] == ["report", "attribution", "entity", "entity", "figure", "event"]
    text = lines[0]["text"]
    assert all(text[slice(*line["span"])] == line["text"] for line in lines[2:])
    assert lines[1]["text"] == "that gunmen killed 14 dockers in Orvast"
    assert lines[5]["roles"][0] == ["actor", list(at("gunmen"))]


def test_a_file_is_read_and_a_page_without_an_article_whole(tmp_path):
    (tmp_path / "a.txt").write_text("Contact us\n")
    tagged = pipeline.tag_file(tmp_path / "a.txt")
    assert "Contact us" in "\n".join(bracketed(tagged, LAYERS))
    assert tagged.report.body
    (tmp_path / "b.txt").write_text("")
    with pytest.raises(PageError, match=r"b\.txt: is empty"):
        pipeline.tag_file(tmp_path / "b.txt")
    for path in (tmp_path, tmp_path / "c.txt"):
        with pytest.raises(UsageError):
            pipeline.tag_file(path)


WORDS = st.lists(st.sampled_from(["the", "mayor", "[", "]x", "\\", "\\[", "\x1b", "‹1›", "…", "é\n", "14"]), min_size=1)


@given(WORDS.map(" ".join), st.data())
def test_no_word_is_lost_and_tags_are_balanced_however_spans_overlap(text, data):
    edge = st.integers(0, len(text))
    span = st.tuples(edge, edge).map(lambda ab: (min(ab), max(ab)))
    spans = st.lists(span, max_size=12)
    attribution = st.builds(
        lambda s, c, k: Attribution(tuple(s), tuple(c), tuple(k)), spans, st.lists(span, max_size=2), spans
    )
    clause = st.builds(lambda s, t, r: Clause(s, t, "MAKE", None, tuple(("actor", x) for x in r)), span, span, spans)
    tagged = Tagged(
        report(text),
        tuple(data.draw(st.lists(attribution, max_size=3))),
        tuple(Entity(s, "person") for s in data.draw(spans)),
        tuple(Quantity(s, "other") for s in data.draw(spans)),
        tuple(data.draw(st.lists(clause, max_size=3))),
    )
    words = "".join(text.split()).replace("\x1b", "\\x1b")
    for layer in LAYERS:
        read, labels = unbracketed(rows(tagged, layer))
        assert "".join(read.split()) == words
        assert labels or not any(text[slice(*tag.span)].strip() for tag in tags(tagged, layer))
    lines = [piece.plain for piece in coloured(tagged, ("entities",))]
    shown = "".join(lines[: lines.index(next(line for line in lines if line.startswith("made-1: ")))])
    assert "".join(shown.split()) == words


def test_a_thousand_tags_on_one_place_stay_readable():
    text = "word " * 2000
    tagged = Tagged(report(text), (), tuple(Entity((n, len(text) - 1 - n), "place") for n in range(1000)))
    row = rows(tagged, "entities")
    read, labels = unbracketed(row)
    assert len(re.findall("word", read.replace(" ", ""))) == 2000
    assert len(labels) < 40 * 1000
