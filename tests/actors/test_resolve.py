from __future__ import annotations

import sys
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

sys.path.insert(0, str(Path(__file__).parents[1] / "reading"))
from made_reports import report

from benchmarks.baseline.rules import RuleReader
from reportedly.actors.coreference import resolve
from reportedly.actors.resolve import identify
from reportedly.findings.statements import find_statements
from reportedly.types import UNDATED, Actor, Findings, Mention, Published, Role

DAY = Published("2019-05-06", "2019-05-06", "2019-05-06")


def identified(body: str, name: str = "a", published: Published = UNDATED) -> tuple[Findings, dict[str, Actor]]:
    made = report(body, published=published, name=name)
    tagged = RuleReader().read([made])[0]
    mentions = tuple(
        Mention(f"m-{n}", made.id, e.span, made.text[slice(*e.span)], e.type) for n, e in enumerate(tagged.entities)
    )
    findings = resolve(tagged, Findings(find_statements(tagged, ()), mentions=mentions))
    findings, actors = identify(findings, made)
    return findings, {actor.name or "": actor for actor in actors}


def test_same_full_name_is_one_actor_in_two_reports() -> None:
    _, first = identified("Mara Tolin said it rained.", "a")
    _, second = identified("Trade Minister Mara Tolin said it snowed. Tolin said it froze.", "b")
    assert first["Mara Tolin"].id == second["Mara Tolin"].id
    assert second["Mara Tolin"].aliases == ("Tolin",)


def test_people_who_share_a_surname_only_are_not_joined() -> None:
    _, first = identified("Tolin said it rained.", "a")
    _, second = identified("Tolin said it snowed.", "b")
    _, third = identified("Ivo Tolin said it froze.", "c")
    assert len({first["Tolin"].id, second["Tolin"].id, third["Ivo Tolin"].id}) == 3


def test_spellings_of_a_whole_name_are_one_actor() -> None:
    _, first = identified("Karim Tolin said it rained.", "a")
    _, second = identified("Karim al-Tolin said it snowed. Al-Tolin said it froze.", "b")
    assert first["Karim Tolin"].id == second["Karim al-Tolin"].id
    assert len([a for a in second.values() if a.actor_kind == "person"]) == 1


def test_an_initial_and_a_last_name_may_be_anybody() -> None:
    _, first = identified("J. Tolin said it rained.", "a")
    _, second = identified("J. Tolin said it snowed.", "b")
    assert first["J. Tolin"].id != second["J. Tolin"].id


def test_known_organization_has_one_id_by_short_and_long_name() -> None:
    _, first = identified("The UN said it rained.", "a")
    _, second = identified("The United Nations said it snowed.", "b")
    assert first["United Nations"].id == second["United Nations"].id
    assert "UN" in first["United Nations"].aliases


@given(st.permutations(["Karim Tolin said so.", "Karim al-Tolin said so.", "The UN said so.", "Moscow said so."]))
def test_ids_do_not_depend_on_the_order_of_reports(bodies: list[str]) -> None:
    ids = {body: sorted(a.id for a in identified(body, body)[1].values()) for body in bodies}
    assert ids == {body: sorted(a.id for a in identified(body, body)[1].values()) for body in sorted(bodies)}
    assert ids["Karim Tolin said so."] == ids["Karim al-Tolin said so."]


def test_country_has_one_id_by_any_name() -> None:
    _, first = identified("Moscow said it rained.", "a")
    _, second = identified("Russia said it snowed.", "b")
    assert first["Russia"].id == second["Russia"].id
    assert first["Russia"].country == "RUS"
    assert first["Russia"].actor_kind == "country"


def test_role_and_country() -> None:
    _, actors = identified("Peru’s Trade Minister Mara Tolin said it rained.", published=DAY)
    assert actors["Mara Tolin"].country == "PER"
    assert actors["Mara Tolin"].roles == (Role("Trade Minister", "Peru", "2019-05-06", "2019-05-06"),)


def test_unnamed_actors_stay_apart() -> None:
    findings, _ = identified("A resident said it rained. A resident said it snowed.")
    ids = [s.speaker.actor for s in findings.statements if s.speaker]
    assert None not in ids
    assert len(set(ids)) == 2


def test_mentions_get_their_actor() -> None:
    findings, actors = identified("Mara Tolin said it rained. Tolin left Peru.")
    linked = {m.text: m.actor for m in findings.mentions}
    assert linked["Mara Tolin"] == linked["Tolin"] == actors["Mara Tolin"].id
    assert linked["Peru"] is None
