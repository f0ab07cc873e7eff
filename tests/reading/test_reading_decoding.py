"""Tags from probabilities that are made by hand: what the arithmetic around the model does."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from small_tokenizer import small_tokenizer

from reportedly.reading.decoding import (
    Linked,
    act,
    carried_on,
    cue_runs,
    holders,
    joined,
    linked,
    measured,
    mentions,
    trigger_runs,
    undivided,
)
from reportedly.reading.labels import (
    ATTRIBUTION_ROLES,
    BIO,
    ENTITIES,
    EVENT_ROLES,
    EVENTS,
    MEASURES,
    NEGATED,
    STATUSES,
    SUBTYPES,
)
from reportedly.reading.tags import Attribution
from reportedly.reading.windows import EMPTY, Window, windows
from reportedly.reports.sentences import lines, split_sentences
from reportedly.types import Span, Spans

TOKENIZER = small_tokenizer()
TEXT = "Kessara's minister said the 12 trucks was in\nthe north."
Rows = npt.NDArray[np.float32]


def window_of(text: str) -> Window:
    (window,) = windows(text, [split_sentences(text, line) for line in lines(text)], TOKENIZER)
    return window


WINDOW = window_of(TEXT)
SENTENCE = (0, TEXT.index("\n"))


def at(words: str, text: str = TEXT, window: Window = WINDOW) -> list[int]:
    """The pieces of some words of a text."""
    start = text.index(words)
    return [i for i, (a, b) in enumerate(window.spans) if a < b and start <= a and b <= start + len(words)]


def scores(labels: tuple[str, ...], rows: dict[int, dict[str, float]], window: Window = WINDOW) -> Rows:
    """Probabilities of a head: ``rows`` has those of a piece, what is left is the first label's."""
    made = np.zeros((len(window.ids), len(labels)), dtype=np.float32)
    for i in range(len(window.ids)):
        for label, share in rows.get(i, {}).items():
            made[i, labels.index(label)] = share
        made[i, 0] += 1 - made[i].sum()
    return made


def spans(*words: str) -> Spans:
    return tuple((TEXT.index(w), TEXT.index(w) + len(w)) for w in words)


def test_the_text_is_cut_as_the_tests_below_take_it() -> None:
    assert [TOKENIZER.id_to_token(i) for i in WINDOW.ids] == (
        "[CLS] kess ##ara ' s minister said the 1 ##2 trucks was in [SEP] the north . [SEP]".split()
    )
    assert WINDOW.mask.tolist() == [0, *[1] * 12, 0, 1, 1, 1, 0]


# Cues and what belongs to them


def test_a_cue_is_one_from_the_threshold_on() -> None:
    (said,) = at("said")
    head = scores(BIO, {said: {"B": 0.3, "I": 0.1}})
    assert cue_runs(head, WINDOW, 0.41) == []
    assert cue_runs(head, WINDOW, 0.39) == [(said, said)]


def test_separators_are_no_cue_and_part_runs() -> None:
    inside, north = at("was in")[-1], at("the north")[0]
    assert north == inside + 2
    every = {i: {"I": 0.9} for i in range(inside, north + 1)} | {0: {"B": 0.9}}
    assert cue_runs(scores(BIO, every), WINDOW, 0.5) == [(inside, inside), (north, north)]


def test_neighbouring_cues_stay_two() -> None:
    minister, said = at("minister said")
    head = scores(BIO, {minister: {"B": 0.9}, said: {"B": 0.6, "I": 0.4}})
    assert cue_runs(head, WINDOW, 0.5) == [(minister, minister), (said, said)]


def test_linked_has_whole_words_and_joins_what_touches() -> None:
    (said,) = at("said")
    rows = {i: {"I-source": 0.8} for i in at("ara's minister")}
    rows |= {
        i: {"I-content": 0.5, "B-content": 0.5 if n == 0 else 0.1} for n, i in enumerate(at("the 12 trucks was in"))
    }
    rows |= {i: {"I-content": 0.9} for i in at("the north")}
    found = linked(TEXT, WINDOW, (said, said), 0.5, scores(ATTRIBUTION_ROLES, rows))
    assert found.cue == spans("said")
    assert found.source == spans("Kessara's minister")
    assert found.content == spans("the 12 trucks was in\nthe north")  # a line's end between them is nothing
    assert found.confidence == pytest.approx(0.5 * 0.8 * (1.0 + 4 * 0.6 + 0.6 + 2 * 0.9) / 8, abs=1e-6)


def test_a_small_gap_in_a_part_is_closed() -> None:
    (said,) = at("said")
    rows = {i: {"B-content": 0.9} for i in (*at("the"), *at("trucks"))}
    found = linked(TEXT, WINDOW, (said, said), 1.0, scores(ATTRIBUTION_ROLES, rows))
    assert found.content == spans("the 12 trucks")


def test_parts_with_more_words_or_another_role_between_them_stay_apart() -> None:
    (said,) = at("said")
    far = {i: {"B-content": 0.9} for i in (*at("Kessara"), *at("trucks"))}
    found = linked(TEXT, WINDOW, (said, said), 1.0, scores(ATTRIBUTION_ROLES, far))
    assert found.content == spans("Kessara", "trucks")
    around_cue = {i: {"B-content": 0.9} for i in (*at("minister"), *at("the"))}
    found = linked(TEXT, WINDOW, (said, said), 1.0, scores(ATTRIBUTION_ROLES, around_cue))
    assert found.content == spans("minister", "the")
    around_source = {at(word)[0]: {"B-content": 0.9} for word in ("the", "was")} | {at("trucks")[0]: {"B-source": 0.9}}
    found = linked(TEXT, WINDOW, (said, said), 1.0, scores(ATTRIBUTION_ROLES, around_source))
    assert found.source == spans("trucks")
    assert found.content == spans("the", "was")


def test_a_second_part_of_a_source_must_be_nearly_sure() -> None:
    (said,) = at("said")

    def sources(first: float, second: float) -> Spans:
        rows = {at("minister")[0]: {"B-source": first}, at("trucks")[0]: {"B-source": second}}
        return linked(TEXT, WINDOW, (said, said), 1.0, scores(ATTRIBUTION_ROLES, rows)).source

    assert sources(0.95, 0.85) == spans("minister", "trucks")
    assert sources(0.95, 0.6) == spans("minister")
    assert sources(0.55, 0.6) == spans("trucks")


@pytest.mark.parametrize("word", ["the", "was"])
def test_an_article_or_a_verb_alone_is_no_source(word: str) -> None:
    (said,) = at("said")
    rows = {at(word)[0]: {"B-source": 0.9}}
    assert linked(TEXT, WINDOW, (said, said), 1.0, scores(ATTRIBUTION_ROLES, rows)).source == ()


@pytest.mark.parametrize(("text", "source"), [("No one said so.", "No one"), ("The casino one said so.", "one")])
def test_the_no_of_no_one_is_part_of_it(text: str, source: str) -> None:
    window = window_of(text)
    said = at("said", text, window)
    head = np.zeros((len(window.ids), len(ATTRIBUTION_ROLES)), dtype=np.float32)
    head[:, 0] = 1
    head[at("one", text, window)] = [0, 0, 1, 0, 0]
    (found,) = linked(text, window, (said[0], said[-1]), 1.0, head).source
    assert text[slice(*found)] == source


def test_a_name_has_one_role() -> None:
    (said,) = at("said")
    name = at("Kessara's minister")
    rows = {i: {"I-actor": 0.9, "O": 0.1} for i in name[:-1]} | {name[-1]: {"B-recipient": 0.8, "I-actor": 0.2}}
    roles = scores(EVENT_ROLES, rows)[None]
    made = undivided(roles, TEXT, WINDOW, spans("Kessara's minister"))
    labels = [EVENT_ROLES[n] for n in made[0, name].argmax(-1)]
    assert labels == ["I-actor"] * len(name)
    assert np.allclose(made.sum(-1)[0, name], roles.sum(-1)[0, name].mean())
    others = [n for n in range(len(WINDOW.ids)) if n not in name]
    assert (made[0, others] == roles[0, others]).all()
    assert (roles == scores(EVENT_ROLES, rows)[None]).all()  # what was given stays
    assert (undivided(roles, TEXT, WINDOW, [(1, 5), *spans("said")]) == roles).all()  # no whole pieces; one piece only
    assert said not in name


def test_a_part_of_marks_only_is_none() -> None:
    (said,) = at("said")
    rows = {at(".")[0]: {"B-content": 0.9}}
    assert linked(TEXT, WINDOW, (said, said), 1.0, scores(ATTRIBUTION_ROLES, rows)).content == ()


def test_a_cue_alone_has_its_own_certainty() -> None:
    (said,) = at("said")
    found = linked(TEXT, WINDOW, (said, said), 0.7, scores(ATTRIBUTION_ROLES, {}))
    assert (found.source, found.content, found.confidence) == ((), (), pytest.approx(0.7))


def test_roles_of_separators_are_left_out() -> None:
    (said,) = at("said")
    rows = {i: {"B-source": 1.0} for i, span in enumerate(WINDOW.spans) if span == EMPTY}
    assert linked(TEXT, WINDOW, (said, said), 1.0, scores(ATTRIBUTION_ROLES, rows)).source == ()


# Attributions of one cue, and attributions within others

HE: Spans = ((0, 2),)


def test_an_attribution_without_content_is_dropped() -> None:
    assert joined([Linked(((3, 7),), HE, (), 0.9)]) == []


def test_parts_of_one_cue_are_joined() -> None:
    weak, strong = Linked(((3, 6),), HE, ((12, 30),), 0.6), Linked(((8, 11),), HE, ((13, 30),), 0.8)
    whole = Linked(((3, 6), (8, 11)), HE, ((13, 30),), 0.8)
    assert joined([weak, strong]) == joined([strong, weak]) == [whole]


def test_a_cue_that_was_begun_anew_inside_a_word_is_one_span() -> None:
    found = joined([Linked(((3, 11),), HE, ((12, 30),), 0.6), Linked(((7, 11),), HE, ((12, 30),), 0.8)])
    assert found == [Linked(((3, 11),), HE, ((12, 30),), 0.8)]


@pytest.mark.parametrize(
    ("source", "content"),
    [(((40, 44),), ((12, 30),)), (HE, ((40, 60),)), (HE, ((21, 30),)), (HE, ((12, 60),))],
)
def test_others_stay_two(source: Spans, content: Spans) -> None:
    two = [Linked(((3, 6),), HE, ((12, 30),), 0.6), Linked(((8, 11),), source, content, 0.8)]
    assert joined(two) == two


def test_holders() -> None:
    outer = (((0, 2),), ((3, 7),), ((8, 60),))
    middle = (((10, 12),), ((13, 17),), ((18, 50),))
    inner = (((20, 22),), ((23, 27),), ((28, 40),))
    beside = (((52, 54),), ((61, 65),), ((66, 70),))  # its source only stands in a content
    assert holders([outer, middle, inner, beside]) == [None, 0, 1, None]
    assert holders([beside, inner, middle, outer]) == [None, 2, 3, None]


def test_a_part_of_a_content_with_a_gap_holds_what_is_in_it() -> None:
    split = (((20, 22),), ((23, 27),), ((0, 18), (30, 50)))
    assert holders([split, (((0, 1),), ((2, 4),), ((5, 9),))]) == [None, 0]
    assert holders([split, (((0, 1),), ((23, 27),), ((5, 9),))]) == [None, None]


def test_of_two_that_hold_each_other_the_first_holds_none() -> None:
    twin = ((), ((3, 7),), ((0, 20),))
    assert holders([twin, twin]) == [None, 0]


span = st.tuples(st.integers(0, 15), st.integers(1, 8)).map(lambda s: (s[0], s[0] + s[1]))
parts = st.lists(span, max_size=2).map(tuple)
rows = st.lists(st.tuples(parts, parts, st.lists(span, min_size=1, max_size=2).map(tuple)), max_size=12)


@settings(deadline=None)
@given(rows)
def test_nesting_has_no_circle(found: list[tuple[Spans, Spans, Spans]]) -> None:
    within = holders(found)
    for n, holder in enumerate(within):
        seen = {n}
        while holder is not None:
            assert holder not in seen
            seen.add(holder)
            holder = within[holder]


@settings(deadline=None)
@given(rows)
def test_holders_hold(found: list[tuple[Spans, Spans, Spans]]) -> None:
    for (source, cue, content), holder in zip(found, holders(found), strict=True):
        if holder is not None:
            outer = {i for a, b in found[holder][2] for i in range(a, b)}
            assert {i for a, b in (*source, *cue, *content) for i in range(a, b)} <= outer


@settings(deadline=None)
@given(rows)
def test_joined_contents_are_all_there(found: list[tuple[Spans, Spans, Spans]]) -> None:
    given_ = [Linked(cue, source, content, 0.5) for source, cue, content in found]
    made = joined(given_)
    assert {one.content for one in made} <= {one.content for one in given_}
    for one in made:
        assert all(a[1] <= b[0] for a, b in pairwise(one.cue)) or one in given_
    if given_:
        assert made


# Mentions, quantities


def names(**rows_by_head: dict[int, dict[str, float]]) -> dict[str, Rows]:
    return {
        head: scores(ENTITIES if head == "entity" else BIO, rows_by_head.get(head, {}))
        for head in ("entity", "nationality", "title")
    }


def test_a_mention_ends_with_its_accent() -> None:
    text = "kess\u0301ara\u0301 said"
    window = window_of(text)
    found = mentions(
        text,
        window,
        {
            n: scores(v, {1: {"B-person": 1.0}} if n == "entity" else {}, window)
            for n, v in (("entity", ENTITIES), ("nationality", BIO), ("title", BIO))
        },
    )
    assert [text[a:b] for (a, b), _, _ in found] == ["kess\u0301ara\u0301"]


def test_mentions_of_all_heads_in_order() -> None:
    first, second = at("Kessara")
    found = mentions(
        TEXT,
        WINDOW,
        names(
            entity={
                first: {"B-place": 0.8},
                second: {"I-place": 0.6, "B-place": 0.2},
                **{i: {"B-quantity" if n == 0 else "I-quantity": 1.0} for n, i in enumerate(at("12 trucks"))},
            },
            nationality={first: {"B": 0.9}, second: {"I": 0.7}},
            title={i: {"I": 0.6} for i in at("minister")},
        ),
    )
    assert [(TEXT[a:b], kind, round(sure, 4)) for (a, b), kind, sure in found] == [
        ("Kessara", "nationality", 0.8),
        ("Kessara", "place", 0.8),
        ("minister", "title", 0.6),
        ("12 trucks", "quantity", 1.0),
    ]


def test_a_mention_has_whole_words() -> None:
    found = mentions(TEXT, WINDOW, names(entity={at("Kessara")[1]: {"I-person": 0.9}}))
    assert [(TEXT[a:b], kind) for (a, b), kind, _ in found] == [("Kessara", "person")]


def test_a_mention_that_begins_anew_inside_a_word_is_one() -> None:
    found = mentions(TEXT, WINDOW, names(entity={i: {"B-person": 0.9} for i in at("Kessara")}))
    assert [(TEXT[a:b], kind) for (a, b), kind, _ in found] == [("Kessara", "person")]


def test_of_two_types_in_one_word_the_surer_has_it() -> None:
    first, second = at("Kessara")
    head = {first: {"B-person": 0.6, "B-place": 0.1}, second: {"B-place": 0.9}}
    found = mentions(TEXT, WINDOW, names(entity=head))
    assert [(TEXT[a:b], kind) for (a, b), kind, _ in found] == [("Kessara", "place")]


def test_neighbouring_mentions_stay_two() -> None:
    found = mentions(TEXT, WINDOW, names(entity={i: {"B-person": 0.9} for i in at("minister said")}))
    assert [TEXT[a:b] for (a, b), _, _ in found] == ["minister", "said"]


def test_what_is_measured() -> None:
    count = at("12 trucks")
    head = scores(MEASURES, {count[0]: {"vehicles": 0.4, "weapons": 0.2}, **{i: {"vehicles": 0.9} for i in count[1:]}})
    found = measured(TEXT, WINDOW, head, 0.5)
    assert [(TEXT[a:b], measure) for (a, b), measure, _ in found] == [("12 trucks", "vehicles")]
    assert found[0][2] == pytest.approx((0.6 + 0.9 * (len(count) - 1)) / len(count))
    assert measured(TEXT, WINDOW, head, 0.95) == []
    assert measured(TEXT, WINDOW, scores(MEASURES, {0: {"killed": 1.0}}), 0.5) == []


# Acts


def test_triggers() -> None:
    (said,), (was,) = at("said"), at("was")
    head = scores(EVENTS, {said: {"ACCUSE": 0.5, "REJECT": 0.1}, was: {"none": 0.9}, 0: {"AID": 1.0}})
    found = trigger_runs(TEXT, WINDOW, head, 0.55, 0.0)
    assert [(run, EVENTS[label]) for run, label, _ in found] == [((said, said), "ACCUSE"), ((was, was), "none")]
    assert [sure for _, _, sure in found] == pytest.approx([0.5, 0.9])
    assert [run for run, _, _ in trigger_runs(TEXT, WINDOW, head, 0.65, 0.0)] == [(was, was)]
    assert trigger_runs(TEXT, WINDOW, head, 0.95, 0.0) == []


def test_a_trigger_whose_type_changes_at_its_end_is_one() -> None:
    pieces = at("trucks was in")
    head = scores(EVENTS, {i: {"AID": 0.9} for i in pieces[:2]} | {pieces[2]: {"AGREE": 0.8, "AID": 0.1}})
    ((run, label, sure),) = trigger_runs(TEXT, WINDOW, head, 0.5, 0.0)
    assert trigger_runs(TEXT, WINDOW, head, 0.5, sure) == [(run, label, sure)]
    assert trigger_runs(TEXT, WINDOW, head, 0.5, sure + 0.01) == []
    assert (run, EVENTS[label], sure) == ((pieces[0], pieces[-1]), "AID", pytest.approx(1.9 / 3))


def test_a_word_is_one_trigger() -> None:
    first, second = at("Kessara")
    head = scores(EVENTS, {first: {"AID": 0.9}, **{i: {"AGREE": 0.6} for i in range(second, second + 3)}})
    ((run, label, _),) = trigger_runs(TEXT, WINDOW, head, 0.5, 0.0)
    assert (run, EVENTS[label]) == ((first, second + 2), "AGREE")
    head = scores(EVENTS, {second: {"AID": 0.9}})
    assert [(run, EVENTS[label]) for run, label, _ in trigger_runs(TEXT, WINDOW, head, 0.5, 0.0)] == [
        ((first, second), "AID")
    ]


def heads(pieces: list[int], subtype: str, status: str, negated: str) -> dict[str, Rows]:
    return {
        name: scores(labels, {i: {label: 0.7} for i in pieces})
        for name, labels, label in (
            ("subtype", SUBTYPES, subtype),
            ("status", STATUSES, status),
            ("negated", NEGATED, negated),
        )
    }


def test_an_act_with_its_roles() -> None:
    trigger = at("was")
    roles = {i: {"I-actor": 0.9} for i in at("ara's minister")} | {i: {"B-place": 0.9} for i in at("north")}
    roles |= {i: {"I-item": 0.9} for i in at("12 trucks")} | {0: {"B-recipient": 1.0}}
    found = act(
        TEXT,
        WINDOW,
        SENTENCE,
        (trigger[0], trigger[0]),
        EVENTS.index("AID"),
        0.7,
        heads(trigger, "delivery", "planned", "yes"),
        scores(EVENT_ROLES, roles),
    )
    (was,) = spans("was")
    assert (found.trigger, found.type, found.subtype, found.status) == (was, "AID", "delivery", "planned")
    assert (found.negated, found.confidence) == (True, 0.7)
    # "north" stands in another sentence than the trigger.
    whole = zip(("actor", "item"), spans("Kessara's minister", "12 trucks"), strict=True)
    assert found.roles == tuple(whole)


def test_an_act_of_no_type() -> None:
    (was,) = at("was")
    head = heads([was], "economic", "happened", "no")
    found = act(TEXT, WINDOW, SENTENCE, (was, was), EVENTS.index("none"), 0.7, head, scores(EVENT_ROLES, {}))
    assert (found.type, found.subtype, found.status, found.negated) == (None, "economic", "happened", False)
    assert found.roles == ()


def test_a_role_that_begins_anew_inside_a_word_stands_once() -> None:
    (was,) = at("was")
    roles = scores(EVENT_ROLES, {i: {"B-actor": 0.9} for i in at("Kessara")})
    found = act(TEXT, WINDOW, SENTENCE, (was, was), 2, 0.7, heads([was], "none", "happened", "no"), roles)
    assert found.roles == (("actor", spans("Kessara")[0]),)


# Any probabilities over any text


@settings(deadline=None)
@given(st.text(alphabet="kessara town.\n é\u0301한中12'", min_size=1, max_size=60), st.integers(0, 2**32 - 1))
def test_any_scores_give_spans_in_the_text(text: str, seed: int) -> None:
    chance = np.random.default_rng(seed)

    def some(labels: tuple[str, ...], window: Window) -> Rows:
        powers = np.exp(3 * chance.standard_normal((len(window.ids), len(labels)))).astype(np.float32)
        found: Rows = powers / powers.sum(-1, keepdims=True)
        return found

    for window in windows(text, [split_sentences(text, line) for line in lines(text)], TOKENIZER):
        places: list[Span] = []
        for cue in cue_runs(some(BIO, window), window, 0.5):
            one = linked(text, window, cue, 0.5, some(ATTRIBUTION_ROLES, window))
            for part in (one.source, one.cue, one.content):
                assert all(a[1] <= b[0] for a, b in pairwise(part))
                places += part
            assert 0 <= one.confidence <= 1 + 1e-6
        made = mentions(
            text, window, {n: some(v, window) for n, v in (("entity", ENTITIES), ("nationality", BIO), ("title", BIO))}
        )
        flat = [s for s, kind, _ in made if kind not in ("nationality", "title")]
        assert all(a[1] <= b[0] for a, b in pairwise(flat))
        assert len({(s, kind) for s, kind, _ in made}) == len(made)
        places += [s for s, _, _ in made]
        places += [s for s, _, _ in measured(text, window, some(MEASURES, window), 0.5)]
        triggers = trigger_runs(text, window, some(EVENTS, window), 0.5, 0.3)
        assert all(a[1] < b[0] for (a, _, _), (b, _, _) in pairwise(triggers))
        for run, label, sure in triggers:
            two = {n: some(v, window) for n, v in (("subtype", SUBTYPES), ("status", STATUSES), ("negated", NEGATED))}
            found = act(text, window, (0, len(text)), run, label, sure, two, some(EVENT_ROLES, window))
            places += [found.trigger, *(s for _, s in found.roles)]
            assert len(set(found.roles)) == len(found.roles)
        assert all(0 <= a < b <= len(text) and text[a:b] == text[a:b].strip() for a, b in places)


def test_a_quotation_goes_on_in_the_next_paragraph() -> None:
    text = 'Ana said, "It rains\n"and it pours." The end'
    first = Attribution(((0, 3),), ((4, 8),), ((10, 19),))
    more, other = (20, 34), (35, 42)
    assert carried_on(text, [first], [more])[0].content == ((10, 19), more)
    assert carried_on(text, [first], [other])[0].content == ((10, 19),)
    assert carried_on(text, [], [more]) == []


def test_an_unlikely_second_cue_of_one_statement_is_left_out() -> None:
    told = Linked(((5, 9),), ((0, 4),), ((10, 40),), 0.9)
    copy = Linked(((50, 55),), ((0, 2),), ((12, 40),), 0.3)
    bare = Linked(((50, 55),), (), ((12, 40),), 0.3)
    other = Linked(((50, 55),), ((45, 49),), ((12, 40),), 0.3)
    assert joined([told, copy]) == joined([copy, told]) == joined([bare, told]) == [told]
    assert joined([told, other]) == [told, other]
