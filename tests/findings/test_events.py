"""Events: who takes part, when, in whose voice, and who denies them."""

from __future__ import annotations

import time
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportedly.findings.events import find_events
from reportedly.reading.tags import Clause, Entity, Tagged
from reportedly.types import (
    UNDATED,
    ActorRef,
    Date,
    Event,
    Figure,
    Manner,
    PageRef,
    Report,
    Roles,
    RoleText,
    Span,
    Statement,
    Status,
    Time,
)


def report_of(text: str) -> Report:
    page = PageRef("a.txt", ("a.txt",), None, "0" * 64, "text/plain", None, None)
    return Report(
        id="r-1",
        page=page,
        title=None,
        title_span=None,
        outlet=None,
        byline=(),
        credits=(),
        language="en",
        published=UNDATED,
        text=text,
        body=((0, len(text)),),
        captions=(),
        set_aside=(),
    )


def at(text: str, words: str) -> Span:
    start = text.index(words)
    return start, start + len(words)


def act(
    text: str,
    trigger: str,
    type: str | None = "ASSAULT",
    subtype: str | None = None,
    status: Status = "happened",
    negated: bool = False,
    confidence: float = 0.9,
    **roles: str,
) -> Clause:
    filled = tuple((name, at(text, words)) for name, words in roles.items())
    spans = [at(text, trigger), *(span for _, span in filled)]
    whole = (min(a for a, _ in spans), max(b for _, b in spans))
    return Clause(whole, at(text, trigger), type, subtype, filled, status, negated, confidence)


def said(
    text: str, source: str | None, content: str, manner: Manner = "say", cue: str = "", **more: object
) -> Statement:
    made = Statement(
        id=f"s-{text.index(content)}-{len(content)}",
        report="r-1",
        source=(at(text, source),) if source else (),
        cue=(at(text, cue),) if cue else (),
        content=(at(text, content),),
        text=content,
        quotation="indirect",
        negated=False,
        manner=manner,
        speaker=ActorRef(None, None, None, None, source, at(text, source)) if source else None,
        addressee=None,
        via=(),
        said=None,
        place=None,
        within=None,
        confidence=1.0,
    )
    return replace(made, **more)  # type: ignore[arg-type]


def dated(text: str, words: str, edtf: str) -> Time:
    return Time(f"t-{words}", "r-1", at(text, words), words, "DATE", Date(edtf, edtf, edtf))


def counted(text: str, words: str) -> Figure:
    return Figure(
        id=f"f-{words}", report="r-1", span=at(text, words), text=words, measure="killed", low=1.0, high=None,
        qualifier=None, vague=False, unit=None, group=None, per=None, scope="incident", place=None, origin=None,
        destinations=(), cause=None, period=None, as_of=None, voice="own", source=None, via=(), statement=None,
        confidence=None,
    )  # fmt: skip


def events(
    text: str,
    *clauses: Clause,
    statements: tuple[Statement, ...] = (),
    figures: tuple[Figure, ...] = (),
    times: tuple[Time, ...] = (),
    entities: tuple[Entity, ...] = (),
) -> tuple[Event, ...]:
    return find_events(Tagged(report_of(text), entities=entities, clauses=clauses), statements, figures, times)


@pytest.mark.parametrize(
    ("text", "trigger", "status", "negated"),
    [
        ("The brigade has yet to release the mayor.", "has yet to release", "happened", True),
        ("The brigade has yet to formally release the mayor.", "release", "happened", True),
        ("The two sides failed to sign the pact.", "sign", "happened", True),
        ("The brigade did not fail to release the mayor.", "release", "happened", False),
        ("It had yet to rain when the brigade released the mayor.", "released", "happened", False),
        ("The two sides threatened and failed to sign it.", "sign", "planned", False),
    ],
)
def test_what_is_yet_to_be_done_is_not_done(text: str, trigger: str, status: Status, negated: bool) -> None:
    (event,) = events(text, act(text, trigger, status=status))
    assert event.negated is negated


SHELLED = "Rebels of the Oum Brigade shelled the harbour office in Port Selim with mortars."


def test_an_event_says_what_the_clause_says_and_who_takes_part() -> None:
    clause = act(
        SHELLED,
        "shelled",
        subtype="attack",
        actor="Rebels of the Oum Brigade",
        recipient="harbour office",
        place="Port Selim",
        instrument="mortars",
    )
    (event,) = events(SHELLED, clause)
    assert (event.span, event.text) == (clause.span, SHELLED[:-1])
    assert (event.type, event.subtype, event.status, event.negated) == ("ASSAULT", "attack", "happened", False)
    assert (event.mode, event.confidence, event.voice, event.statement) == ("heavy-weapons", 0.9, "own", None)
    (actor,) = event.roles.actor
    assert actor == ActorRef(
        None, None, None, None, "Rebels of the Oum Brigade", at(SHELLED, "Rebels of the Oum Brigade")
    )
    assert event.roles.recipient == (RoleText("harbour office", at(SHELLED, "harbour office")),)
    assert event.roles.place == (RoleText("Port Selim", at(SHELLED, "Port Selim")),)
    assert event.roles.instrument == (RoleText("mortars", at(SHELLED, "mortars")),)
    assert event.id.startswith("e-")
    assert event.review is None


@pytest.mark.parametrize(
    ("words", "is_actor"),
    [
        ("two army convoys", False),
        ("Port Authority", True),
        ("bridge over the Tessel", False),
        ("crew of the ferry", True),
        ("Selim Ports", True),
    ],
)
def test_who_is_hit_is_an_actor_unless_it_is_a_thing(words: str, is_actor: bool) -> None:
    text = f"Gunmen attacked the {words} on Monday."
    (event,) = events(text, act(text, "attacked", recipient=words))
    assert isinstance(event.roles.recipient[0], ActorRef) is is_actor


def test_a_weapon_that_is_hit_is_a_thing() -> None:
    text = "Gunners destroyed the Kalem launcher."
    (event,) = events(
        text,
        act(text, "destroyed", recipient="Kalem launcher"),
        entities=(Entity(at(text, "Kalem launcher"), "weapon"),),
    )
    assert event.roles.recipient == (RoleText("Kalem launcher", at(text, "Kalem launcher")),)


def test_a_role_that_is_not_known_or_empty_is_passed_over() -> None:
    clause = act(SHELLED, "shelled", actor="Rebels")
    odd = replace(clause, roles=(*clause.roles, ("reason", (0, 6)), ("item", (3, 3))))
    (event,) = events(SHELLED, odd)
    assert (len(event.roles.actor), event.roles.item) == (1, ())


@pytest.mark.parametrize(
    ("text", "trigger", "type", "subtype", "mode"),
    [
        ("Tanners are on hunger strike in Gelib.", "are on hunger strike", "PROTEST", "strike", "hunger"),
        ("Dockers boycotted the ferry.", "boycotted", "PROTEST", None, "boycott"),
        ("Dockers downed tools.", "downed tools", "PROTEST", "strike", "strike"),
        ("Students rioted.", "rioted", "PROTEST", "protest", "riot"),
        ("Jets bombed the pass.", "bombed", "ASSAULT", "attack", "aerial"),
        ("A man blew himself up.", "blew himself up", "ASSAULT", "attack", "suicide-attack"),
        ("Pirates abducted a pilot.", "abducted", "ASSAULT", None, "abduct"),
        ("The army imposed a curfew.", "imposed a curfew", "COERCE", None, "curfew"),
        ("Police arrested nine men.", "arrested", "COERCE", None, "arrest"),
        ("Velmora deported a clerk.", "deported", "COERCE", None, "deport"),
        ("The premier resigned.", "resigned", "RETREAT", None, "resign"),
        ("Sarn declared a truce.", "declared a truce", "RETREAT", "cease-fire", "ceasefire"),
        ("Sarn freed a pilot.", "freed", "RETREAT", None, "release"),
        ("The queen telephoned the envoy.", "telephoned", "CONSULT", "talks", "phone"),
        ("The queen flew to Sarn.", "flew to", "CONSULT", "visit", "visit"),
        ("Sarn expelled an envoy.", "expelled", "SANCTION", None, "expel"),
        ("Sarn recalled its envoy.", "recalled", "SANCTION", None, "withdraw"),
        ("Sarn refused to meet.", "refused", "REJECT", "meeting", "meet"),
        ("The queen met the envoy.", "met", "CONSULT", "meeting", None),
        ("Sarn agreed to a curfew.", "agreed", "AGREE", None, None),
        ("Prices rose after a curfew.", "rose", None, "economic", None),
    ],
)
def test_the_mode_is_what_the_words_make_plain(
    text: str, trigger: str, type: str | None, subtype: str | None, mode: str | None
) -> None:
    clause = act(text, trigger, type, subtype)
    actor = text.split(" ")[0]
    clause = replace(clause, roles=(("actor", at(text, actor)),)) if actor == "Jets" else clause
    assert events(text, clause)[0].mode == mode


def test_contexts_are_those_of_the_sentence() -> None:
    text = "Refugees voted at the embassy. The army shelled a mosque before the election."
    assert events(text, act(text, "shelled"))[0].contexts == ("election", "military", "religion_ethnicity")
    assert events(text, act(text, "voted", "SUPPORT"))[0].contexts == ("diplomatic", "migration")


# Time


def when(text: str, trigger: str, *times: Time, others: tuple[Clause, ...] = (), **more: object) -> str | None:
    clause = act(text, trigger)
    found = events(text, clause, *others, times=times, **more)  # type: ignore[arg-type]
    (event,) = (e for e in found if e.span == clause.span)
    return event.when.edtf if event.when else None


def test_the_nearest_time_of_the_sentence_is_the_act_s() -> None:
    text = "On Monday dockers met. Rebels shelled Gelib on Tuesday and left the valley on Friday."
    times = (
        dated(text, "Monday", "2031-05-05"),
        dated(text, "Tuesday", "2031-05-06"),
        dated(text, "Friday", "2031-05-09"),
    )
    left = act(text, "left", "RETREAT")
    assert when(text, "shelled", *times, others=(left,)) == "2031-05-06"
    assert when(text, "left", *times, others=(act(text, "shelled"),)) == "2031-05-09"


def test_a_time_at_the_start_is_that_of_all_acts_of_the_sentence_without_their_own() -> None:
    text = "On Monday rebels shelled the mill and burned down the pier."
    monday = dated(text, "Monday", "2031-05-05")
    assert when(text, "burned down", monday, others=(act(text, "shelled"),)) == "2031-05-05"
    text = "On Monday rebels shelled the mill and on Tuesday burned down the pier."
    times = (dated(text, "Monday", "2031-05-05"), dated(text, "Tuesday", "2031-05-06"))
    assert when(text, "shelled", *times, others=(act(text, "burned down"),)) == "2031-05-05"
    assert when(text, "burned down", *times, others=(act(text, "shelled"),)) == "2031-05-06"


def test_acts_that_share_their_actor_keep_their_times_and_figures_apart() -> None:
    text = "Rebels shelled nine farms on Tuesday rather than wait, and promised three envoys a truce on Thursday."
    shelled = act(text, "shelled", actor="Rebels", recipient="nine farms")
    promised = act(text, "promised", "AGREE", actor="Rebels", recipient="three envoys", content="a truce")
    times = (dated(text, "Tuesday", "2031-05-06"), dated(text, "Thursday", "2031-05-08"))
    figures = (counted(text, "nine farms"), counted(text, "three envoys"))
    found = {
        e.type: (e.when and e.when.edtf, e.figures)
        for e in events(text, shelled, promised, times=times, figures=figures)
    }
    assert found == {"ASSAULT": ("2031-05-06", ("f-nine farms",)), "AGREE": ("2031-05-08", ("f-three envoys",))}


def test_a_time_before_another_clause_is_not_the_act_s() -> None:
    text = "The march of the monks on Sunday was the first since the army shelled the mill."
    assert when(text, "shelled", dated(text, "Sunday", "2031-05-04"), others=(act(text, "march"),)) is None


def test_a_time_that_only_compares_is_not_the_act_s() -> None:
    text = "The monks marched for the first time since 1979."
    assert when(text, "marched", dated(text, "1979", "1979-01-01")) is None
    text = "The monks have been under arrest since Monday."
    assert when(text, "have been under arrest", dated(text, "Monday", "2031-05-05")) == "2031-05-05"


def test_a_time_in_another_act_s_clause_is_that_act_s() -> None:
    text = "The rebels who had burned down the pier on Monday shelled the mill."
    monday = dated(text, "Monday", "2031-05-05")
    other = act(text, "had burned down", item="the pier on Monday")
    assert when(text, "shelled", monday, others=(other,)) is None
    assert when(text, "had burned down the pier on Monday", monday) == "2031-05-05"


def test_a_time_behind_another_act_is_not_this_one_s() -> None:
    text = "The rebels who had burned down the pier shelled the mill on Monday."
    assert when(text, "had burned down", dated(text, "Monday", "2031-05-05"), others=(act(text, "shelled"),)) is None


def test_when_somebody_spoke_is_not_when_it_happened() -> None:
    text = "Rebels shelled the mill, the mayor said on Monday."
    statement = said(text, "the mayor", "Rebels shelled the mill", cue="said")
    monday = dated(text, "Monday", "2031-05-05")
    assert when(text, "shelled", monday, statements=(statement,)) is None
    assert when(text, "shelled", monday) is None  # "said" stands between, even where no statement was found


def test_what_is_said_elsewhere_in_the_sentence_does_not_date_the_act() -> None:
    text = "The envoy met the queen, saying that the boats would sail on Friday."
    statement = said(text, "The envoy", "the boats would sail on Friday")
    assert when(text, "met", dated(text, "Friday", "2031-05-09"), statements=(statement,)) is None


def test_a_condition_and_a_charge_have_times_of_their_own() -> None:
    text = "Sarn threatened to close the strait unless the debt is paid by Friday."
    clause = act(text, "threatened to close", "THREATEN", status="threatened", condition="the debt is paid by Friday")
    friday = dated(text, "Friday", "2031-05-09")
    assert events(text, clause, times=(friday,))[0].when is None
    text = "Sarn accused Velmora of shelling the mill on Friday."
    clause = act(text, "accused", "ACCUSE", content="shelling the mill on Friday")
    assert events(text, clause, times=(dated(text, "Friday", "2031-05-09"),))[0].when is None


# Voice


def voice(text: str, clause: Clause, *statements: Statement) -> tuple[str, str | None]:
    (event,) = events(text, clause, statements=statements)
    return event.voice, event.statement


def test_what_somebody_says_is_attributed_to_the_innermost_statement() -> None:
    text = "The envoy said the mayor had told him that rebels shelled the mill."
    outer = said(text, "The envoy", "the mayor had told him that rebels shelled the mill")
    inner = said(text, "the mayor", "rebels shelled the mill", within=outer.id)
    assert voice(text, act(text, "shelled"), outer, inner) == ("attributed", inner.id)
    assert voice(text, act(text, "shelled"), inner, outer) == ("attributed", inner.id)


@pytest.mark.parametrize(
    "text",
    [
        "Rebels reportedly shelled the mill.",
        "Reportedly, the rebels of the valley shelled the mill.",
        "Rebels allegedly burned the pier and shelled the mill.",
        "The rebels are said to have shelled the mill.",
        "It was rumoured in the port that rebels shelled the mill.",
    ],
)
def test_reportedly_with_nobody_named_is_hearsay(text: str) -> None:
    assert voice(text, act(text, "shelled")) == ("hearsay", None)


@pytest.mark.parametrize(
    "text",
    [
        "The rebels, who reportedly lack fuel, shelled the mill.",
        "Rebels shelled the mill, reportedly.",
        "The envoy reportedly left. Rebels shelled the mill.",
    ],
)
def test_reportedly_of_another_clause_is_not(text: str) -> None:
    assert voice(text, act(text, "shelled")) == ("own", None)


def test_a_source_that_nobody_names_is_hearsay_too() -> None:
    text = "It was widely told that rebels shelled the mill."
    statement = said(text, None, "rebels shelled the mill")
    assert voice(text, act(text, "shelled"), statement) == ("hearsay", statement.id)


def test_a_named_speaker_beats_reportedly_unless_he_only_wants_it() -> None:
    text = "The mayor said rebels reportedly shelled the mill."
    speaks = said(text, "The mayor", "rebels reportedly shelled the mill")
    assert voice(text, act(text, "shelled"), speaks) == ("attributed", speaks.id)
    wants = replace(speaks, manner="want")
    assert voice(text, act(text, "shelled"), wants) == ("hearsay", wants.id)


def test_a_saying_that_is_the_act_stands_in_the_report_s_own_voice() -> None:
    text = "Sarn threatened to shell the mill."
    statement = said(text, "Sarn", "to shell the mill", "threaten", "threatened")
    clause = act(text, "threatened to shell", "THREATEN", "attack", "threatened")
    assert voice(text, clause, statement) == ("own", None)


def test_a_deed_that_somebody_says_he_did_is_attributed() -> None:
    text = "The brigade said it had shelled the mill."
    statement = said(text, "The brigade", "it had shelled the mill", cue="said")
    assert voice(text, act(text, "said it had shelled"), statement) == ("attributed", statement.id)


def test_a_deed_that_is_done_by_saying_is_the_report_s_own() -> None:
    text = "The premier declared a truce."
    statement = said(text, "The premier", "a truce", "announce", "declared")
    assert voice(text, act(text, "declared a truce", "RETREAT"), statement) == ("own", None)


# Denials


def test_a_denied_act_did_not_happen_by_the_account_of_who_denies_it() -> None:
    text = "The brigade denied that its men in the valley had shelled the mill."
    denial = said(text, "The brigade", "that its men in the valley had shelled the mill", "deny", "denied")
    (event,) = events(text, act(text, "had shelled"), statements=(denial,))
    assert (event.negated, event.voice, event.statement) == (True, "attributed", denial.id)
    assert event.denied_by == (denial.speaker,)


@pytest.mark.parametrize(
    "content",
    ["any role in the shelling", "that it knew of the shelling", "that the men who began the shelling were its own"],
)
def test_what_a_denial_takes_for_granted_is_not_denied(content: str) -> None:
    text = f"The brigade denied {content}."
    denial = said(text, "The brigade", content, "deny", "denied")
    (event,) = events(text, act(text, "shelling"), statements=(denial,))
    assert (event.negated, event.denied_by) == (False, ())


def test_a_denial_elsewhere_in_the_report_is_of_the_same_act_only() -> None:
    text = (
        "Monks say rebels shelled the mill in Gelib. The brigade denied shelling the mill. "
        "Rebels shelled a ferry. Rebels shelled Gelib. Rebels will shell the mill, a monk wrote."
    )
    denial = said(text, "The brigade", "shelling the mill", "deny", "denied")
    inside = act(text, "shelling", item="the mill")

    def place(words: str, **more: object) -> Clause:
        whole = at(text, words)
        start = text.index("shell", whole[0])
        trigger = (start, start + len(text[start:].split(" ")[0]))
        return replace(Clause(whole, trigger, "ASSAULT", None), **more)  # type: ignore[arg-type]

    monks, ferry, town, plan = (
        place("rebels shelled the mill in Gelib"),
        place("Rebels shelled a ferry"),
        place("Rebels shelled Gelib"),
        place("Rebels will shell the mill", status="planned"),
    )
    found = {e.span: e.denied_by for e in events(text, inside, monks, ferry, town, plan, statements=(denial,))}
    assert found == {
        inside.span: (denial.speaker,), monks.span: (denial.speaker,), ferry.span: (), town.span: (), plan.span: (),
    }  # fmt: skip


def test_another_recipient_is_another_act() -> None:
    text = "Sarn sold boats to Lumera. Sarn denied having sold boats to Galdor."
    denial = said(text, "Sarn", "having sold boats to Galdor", "deny", "denied")
    sold = act(text, "sold", "COOPERATE", "transfer", item="boats", recipient="Lumera")
    start = text.index("having sold")
    other = replace(sold, span=at(text, "having sold boats to Galdor"), trigger=(start, start + 11))
    other = replace(other, roles=(("recipient", at(text, "Galdor")),), negated=True)
    first, second = events(text, sold, other, statements=(denial,))
    assert first.denied_by == ()
    assert (second.negated, second.denied_by) == (True, (denial.speaker,))
    # without the role that tells them apart, they would be one
    vague = replace(other, roles=())
    assert events(text, sold, vague, statements=(denial,))[0].denied_by == (denial.speaker,)


def test_who_does_not_deny_denies_nothing() -> None:
    text = "The brigade did not deny that it had shelled the mill."
    denial = said(text, "The brigade", "that it had shelled the mill", "deny", "did not deny", negated=True)
    (event,) = events(text, act(text, "had shelled"), statements=(denial,))
    assert (event.negated, event.denied_by) == (False, ())


# Figures


def test_figures_of_the_clause_are_the_event_s_but_not_those_of_a_clause_in_it() -> None:
    text = "The rebels who killed 40 monks sold nine boats for 12 goats last year."
    outer = act(text, "sold", "COOPERATE", actor="The rebels who killed 40 monks", item="nine boats for 12 goats")
    outer = replace(outer, roles=(("actor", at(text, "The rebels")), *outer.roles[1:]))
    inner = act(text, "killed", recipient="40 monks")
    figures = tuple(counted(text, words) for words in ("12 goats", "40 monks", "nine boats"))
    found = {e.span: e.figures for e in events(text, outer, inner, figures=figures)}
    assert found == {outer.span: ("f-nine boats", "f-12 goats"), inner.span: ("f-40 monks",)}


def test_a_figure_in_a_role_that_stands_apart_belongs_to_the_event() -> None:
    text = "They sold boats. There were nine hulls in all."
    clause = Clause(at(text, "sold boats"), at(text, "sold"), "COOPERATE", None, (("item", at(text, "nine hulls")),))
    assert events(text, clause, figures=(counted(text, "nine hulls"),))[0].figures == ("f-nine hulls",)


# Order and identity


def test_ids_are_the_clause_s_own_and_twins_have_two() -> None:
    clause = act(SHELLED, "shelled", actor="Rebels")
    found = events(SHELLED, clause, clause, replace(clause, type="COERCE"))
    assert len({e.id for e in found}) == 3
    assert found[0].id in {e.id for e in events(SHELLED, clause, clause)}
    assert list(found) == sorted(found, key=lambda e: (e.span, e.id))


LINE = "On Monday rebels reportedly shelled the mill, the mayor denied that 40 monks had left. It rained. "
SPANS = st.tuples(st.integers(0, len(LINE) * 2), st.integers(0, len(LINE) * 2)).map(lambda p: (min(p), max(p)))
ROLES = st.sampled_from("actor recipient item body instrument place content condition other".split())
CLAUSES = st.builds(
    Clause,
    SPANS,
    SPANS,
    st.sampled_from(["ASSAULT", "AGREE", "RETREAT", "ACCUSE"]),
    st.sampled_from([None, "attack", "talks"]),
    st.lists(st.tuples(ROLES, SPANS), max_size=4).map(tuple),
    st.sampled_from(["happened", "planned", "threatened"]),
    st.booleans(),
)


@settings(max_examples=60, deadline=None)
@given(st.lists(CLAUSES, max_size=6), st.data())
def test_spans_in_any_order_give_the_same_events(clauses: list[Clause], data: st.DataObject) -> None:
    text = LINE * 2
    statements = (
        said(text, "the mayor", "that 40 monks had left", "deny", "denied"),
        said(text, "the mayor", LINE[:40]),
    )
    figures = (counted(text, "40 monks"),)
    times = (dated(text, "Monday", "2031-05-05"),)
    found = events(text, *clauses, statements=statements, figures=figures, times=times)
    assert len(found) == len(clauses)
    assert len({e.id for e in found}) == len(found)
    for event in found:
        assert event.text == text[slice(*event.span)]
        assert list(event.contexts) == sorted(set(event.contexts))
        for name in Roles.__dataclass_fields__:
            for filler in getattr(event.roles, name):
                assert filler.text == text[slice(*filler.span)]
    mixed = data.draw(st.permutations(clauses))
    assert events(text, *mixed, statements=statements, figures=figures, times=times) == found


def test_many_acts_in_one_long_line_take_no_time_to_speak_of() -> None:
    words = "rebels shelled the mill on Monday and denied shelling it "
    text = words * 3000
    step = len(words)
    clauses, statements, times = [], [], []
    for n in range(3000):
        start = n * step
        clauses.append(Clause((start, start + 24), (start + 7, start + 14), "ASSAULT", None))
        whole = (start + 45, start + 56)
        model = said(words, "rebels", "shelling it", "deny", "denied")
        statements.append(replace(model, id=f"s-{n}", content=(whole,)))
        day = Date("2031-05-05", "2031-05-05", "2031-05-05")
        times.append(Time(f"t-{n}", "r-1", (start + 27, start + 33), "Monday", "DATE", day))
    started = time.process_time()
    found = events(text, *clauses, statements=tuple(statements), times=tuple(times))
    assert time.process_time() - started < 10
    assert len(found) == 3000
