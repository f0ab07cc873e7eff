"""The page of a record, as text; what a browser makes of it is in test_report_browser.py."""

from __future__ import annotations

import hashlib
import io
import re
from base64 import b64encode
from dataclasses import replace
from itertools import pairwise
from time import perf_counter

import lxml.html
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made_crisis import ASSEMBLY, BRANDEL, LINDQVIST, SARN, VELMORA, crisis
from made_record import MadeRecord, day, event, figure, report_over, statement

from reportedly.types import (
    Actor,
    ActorRef,
    Case,
    CaseFiller,
    CaseRoles,
    Collation,
    Conflict,
    Findings,
    Joined,
    Point,
    Reported,
    Roles,
    RoleText,
    Series,
    Skipped,
    Span,
)
from reportedly.views.actors import SHOWN
from reportedly.views.report import render, write_report

HOSTILE = (
    '</style></script><script>document.title="taken"</script><img src=x onerror=alert(1)> "\' {{style}} \u202e\0\ud800'
)


def page(record: MadeRecord, title: str = "The siege of Sarn") -> lxml.html.HtmlElement:
    return lxml.html.document_fromstring("".join(render(record, title)))


def words(element: lxml.html.HtmlElement) -> str:
    return " ".join(element.text_content().split())


def own_text(article: lxml.html.HtmlElement) -> str:
    """The text of a report as the page shows it: without notes, references and summaries."""
    (text,) = article.find_class("text")
    for added in [*text.find_class("ref"), *text.find_class("notes"), *text.iter("summary")]:
        added.drop_tree()
    return "".join("".join(p.itertext()) + "\n" for p in text.iter("p"))


@pytest.fixture(scope="module")
def shown() -> lxml.html.HtmlElement:
    return page(crisis())


def test_what_the_record_holds_stands_at_the_top(shown: lxml.html.HtmlElement) -> None:
    (holds,) = shown.find_class("holds")
    numbers = {words(item.find("dt")): words(item.find("dd")) for item in holds.iter("div")}
    assert numbers == {
        "pages": "3", "reports": "3", "statements": "13", "events": "3", "figures": "7", "people": "3",
        "bodies and countries": "2",
    }  # fmt: skip
    assert words(shown.find_class("standfirst")[0]) == "3 reports by 2 outlets, 9 to 18 April 2031"
    (skipped,) = shown.find_class("skipped")
    assert "map.png not a text page" in words(skipped)


def test_reports_are_listed_by_date_with_how_they_were_dated(shown: lxml.html.HtmlElement) -> None:
    listed = [words(item) for item in shown.find_class("contents")[0].iter("li")]
    assert [item.split(",")[0].split(" ")[0] for item in listed] == ["Velmora", "La", "River"]
    assert "The Harbour Ledger · 9 April 2031, from its dateline · 9 statements · 4 figures · 2 events" in listed[0]
    assert "10 April 2031, from the page’s own metadata · in French, not read" in listed[1]
    assert "outlet not known · between 11 and 18 April 2031, from a weekday in its text" in listed[2]
    headings = [words(article.find(".//h3")) for article in shown.find_class("report")]
    assert [heading.split(" ")[0] for heading in headings] == ["Velmora", "La", "River"]


def test_speakers_the_named_first_by_how_much_they_said(shown: lxml.html.HtmlElement) -> None:
    names = [words(speaker.find("summary")) for speaker in shown.find_class("speaker")]
    assert names == [
        "Oskar Brandel 5 statements",
        "Pavo Lindqvist 2 statements",
        "Ana Brecht 1 statement",
        "Assembly of Nations 1 statement",
        "Governor’s office 1 statement",
        "relief workers in Tessel 1 statement",
        "senior relief official 1 statement",
        "spokesman for the Sarn command 1 statement",
    ]
    brandel, lindqvist, *_ = shown.find_class("speaker")
    assert words(brandel.find_class("about")[0]) == (
        "Deputy Defence Minister of Velmora · also: Brandel · Roles, acts, figures"
    )
    said = [words(item) for item in lindqvist.iter("li")]
    assert said[0].startswith(
        '"I found him calm,"said · quoted · via Kestrel (interview) · 8 April 2031 · Velmora will'
    )
    assert "promised · partly quoted · via Pavo Lindqvist" in words(brandel)


def test_figures_are_a_table_with_headed_columns(shown: lxml.html.HtmlElement) -> None:
    (table,) = shown.find_class("figures")
    assert {head.get("scope") for head in table.iter("th")} == {"col"}
    rows = [[words(cell) for cell in row.iter("td")] for row in table.find("tbody").iter("tr")]
    assert rows[0][:6] == [
        "killed in all", "more than 6,200", "more than 6,200 people", "Sarn", "9 April 2031", "Assembly of Nations",
    ]  # fmt: skip
    assert [row[1] for row in rows] == [
        "more than 6,200", "740 million USD", "48,000 or more", "nearly 50,000", "35,000 to 40,000",
        "200 to 999 a day", "2",
    ]  # fmt: skip
    assert rows[1][5] == "nobody named (hearsay)"
    assert rows[-1][5] == "the report itself"


def test_events_are_a_table_that_leads_to_their_places(shown: lxml.html.HtmlElement) -> None:
    (table,) = shown.find_class("events")
    assert {head.get("scope") for head in table.iter("th")} == {"col"}
    rows = [[words(cell) for cell in row.iter("td")] for row in table.find("tbody").iter("tr")]
    assert rows == [
        [
            "contract AGREE",
            "happened",
            "Velmora reportedly agreed to a $740-million sale of patrol boats",
            "Velmora",
            "Sarn · patrol boats",
            "probably 15 March 2031",
            "nobody named (hearsay) Velmora will go on shipping arms to Sarn, minister says (The Harbour Ledger)",
        ],
        [
            "displacement",
            "ongoing denied by spokesman for the Sarn command",
            "crossed the river",
            "",
            "",
            "",
            "relief workers in Tessel Velmora will go on shipping arms to Sarn, minister says (The Harbour Ledger)",
        ],
        [
            "attack ASSAULT, destroy",
            "did not happen",
            "Two bridges were destroyed last week",
            "",
            "Two bridges",
            "",
            "the report itself River camps fill as siege drags on",
        ],
    ]
    happened = [event for _, findings in crisis().pairs for event in findings.events]
    assert [a.get("href") for a in table.iter("a")] == [f"#at-{event.id}" for event in happened]


def entry(shown: lxml.html.HtmlElement, ref: ActorRef) -> lxml.html.HtmlElement:
    return shown.get_element_by_id(f"actor-{ref.actor}")


def lists(entry: lxml.html.HtmlElement) -> dict[str, list[str]]:
    """What an entry of an actor lists, by heading."""
    return {words(head): [words(item) for item in head.getnext().iter("li")] for head in entry.iter("h4")}


def test_named_actors_have_an_entry_each_by_how_much_they_take_part_in(shown: lxml.html.HtmlElement) -> None:
    entries = shown.find_class("actor")
    assert [words(entry.find("summary")) for entry in entries] == [
        "Oskar Brandel 5 statements",
        "Pavo Lindqvist 2 statements · in 1 more finding",
        "Assembly of Nations 1 statement · 1 figure",
        "Governor’s office 1 statement · 1 figure",
        "Ana Brecht 1 statement",
    ]
    assert not [entry for entry in entries if entry.get("open") is not None]
    assert "Support us" not in words(shown.get_element_by_id("actors"))


def test_an_entry_has_roles_over_time_and_findings_by_part(shown: lxml.html.HtmlElement) -> None:
    brandel = lists(entry(shown, BRANDEL))
    assert list(brandel) == ["Reported as", "Says"]
    assert brandel["Reported as"] == ["Deputy Defence Minister of Velmora, 9 April 2031"]
    assert (
        "that the shipments broke any resolution denied · 9 April 2031 · "
        "Velmora will go on shipping arms to Sarn, minister says (The Harbour Ledger)"
    ) in brandel["Says"]
    lindqvist = lists(entry(shown, LINDQVIST))
    assert list(lindqvist) == ["Says", "Passes on"]
    assert "Oskar Brandel promised" in lindqvist["Passes on"][0]
    assert lists(entry(shown, ASSEMBLY))["Counts"][0].startswith("more than 6,200 people killed more than 6,200")


def test_cells_that_name_an_actor_lead_to_its_entry() -> None:
    made = crisis()
    people = [*made.people, *(Actor(str(r.actor), r.name, (), "country", None) for r in (VELMORA, SARN))]
    shown = page(replace(made, people=people))

    def leading(element: lxml.html.HtmlElement) -> list[tuple[str, str]]:
        links = [(a.get("href"), words(a)) for a in element.iter("a")]
        return [(href, name) for href, name in links if href.startswith("#actor-")]

    velmora, sarn = (f"#actor-{VELMORA.actor}", "Velmora"), (f"#actor-{SARN.actor}", "Sarn")
    deal = shown.find_class("events")[0].find("tbody").find("tr")
    assert leading(deal) == [velmora, sarn]
    assert leading(shown.get_element_by_id("c-transfer")) == [velmora, sarn]
    assert (f"#actor-{ASSEMBLY.actor}", "Assembly of Nations") in leading(shown.find_class("figures")[0])
    (note,) = [note for note in shown.find_class("report")[0].iter("li") if "patrol boats" in words(note)]
    assert leading(note) == [velmora, sarn]
    assert leading(shown.find_class("speaker")[0]) == [(f"#actor-{BRANDEL.actor}", "Roles, acts, figures")]
    assert lists(entry(shown, VELMORA)) == {
        "Acts": [
            "Velmora reportedly agreed to a $740-million sale of patrol boats contract happened → Sarn, patrol boats"
            " · probably 15 March 2031 · Velmora will go on shipping arms to Sarn, minister says (The Harbour Ledger)"
        ],
        "Cases": [
            "Velmora: arms for Sarn positions · mixed · 9 April 2031",
            "Velmora → Sarn: patrol boats transfers · ongoing · 9 April 2031",
        ],
    }


def test_of_an_actor_with_thousands_of_findings_the_latest_are_listed() -> None:
    text = "".join(f"Lindqvist said that boat {n} had sailed.\n" for n in range(3000))
    report = report_over(text)
    said = tuple(
        replace(
            statement(report, "Lindqvist", LINDQVIST), id=f"s-{n}", text=m[0], content=(m.span(),),
            said=day(f"2031-{1 + n // 250:02}-{1 + n % 28:02}"),
        )
        for n, m in enumerate(re.finditer(r"boat \d+", text))
    )  # fmt: skip
    actor = Actor(str(LINDQVIST.actor), LINDQVIST.name, (), "person", None)
    shown = entry(page(MadeRecord([(report, Findings(said))], [actor])), LINDQVIST)
    assert words(shown.find("summary")) == "Pavo Lindqvist 3,000 statements"
    items = [words(item) for item in shown.iter("li")]
    assert len(items) == SHOWN
    assert all("28 December 2031" in item or "27 December 2031" in item for item in items[-9:])
    command = f"reportedly show RECORD {LINDQVIST.actor}"
    assert f"The latest; {3000 - SHOWN:,} more before them: {command}" in words(shown)


def test_copies_of_a_statement_are_one_line_of_an_entry() -> None:
    reports = [report_over(f"{n}: the boats sail, Lindqvist said.", path=f"{n}.txt") for n in range(3)]
    pairs = [(report, Findings((statement(report, "the boats sail", LINDQVIST),))) for report in reports]
    actor = Actor(str(LINDQVIST.actor), LINDQVIST.name, (), "person", None)
    (item,) = entry(page(MadeRecord(pairs, [actor])), LINDQVIST).iter("li")
    assert words(item).endswith("and in 2 more places")


def test_an_event_has_a_note_beside_its_words(shown: lxml.html.HtmlElement) -> None:
    notes = {event.text: words(shown.get_element_by_id(event.id)) for _, f in crisis().pairs for event in f.events}
    assert notes == {
        "Velmora reportedly agreed to a $740-million sale of patrol boats": "A"
        "contract happened · Velmora → Sarn, patrol boats · probably 15 March 2031 · told by nobody named (hearsay)",
        "crossed the river": "B"
        "displacement ongoing · told by relief workers in Tessel · denied by spokesman for the Sarn command",
        "Two bridges were destroyed last week": "Aattack did not happen · → Two bridges",
    }
    marked = [words(mark) for mark in shown.iter("mark") if "e" in (mark.get("class") or "").split()]
    assert "crossed the river" in marked


def test_a_report_says_where_it_comes_from(shown: lxml.html.HtmlElement) -> None:
    article = shown.find_class("report")[0]
    facts = {words(item.find("dt")): words(item.find("dd")) for item in article.find_class("facts")[0].iter("div")}
    report = crisis().pairs[0][0]
    assert facts == {
        "Text credit": "Northwire",
        "Photo credit": "Mira Holt / Northwire",
        "Date rests on": "from its dateline: 9 April 2031",
        "Page": "ledger/2031-04-09-arms.html",
        "Address": "https://ledger.example/arms",
        "Captured": "2031-04-09T18:02:11Z",
        "SHA-256": report.page.sha256,
    }
    assert words(article.find_class("dateline")[0]) == "The Harbour Ledger · 9 April 2031 · by Ilse Tarrow"


def test_captions_and_what_was_set_aside_are_folded_where_they_stand(shown: lxml.html.HtmlElement) -> None:
    article = shown.find_class("report")[0]
    (text,) = article.find_class("text")
    folded = [(fold.get("class"), words(fold.find("summary"))) for fold in text.iter("details")]
    assert folded == [
        ("aside", "2 lines set aside"),
        ("aside", "1 line set aside"),
        ("caption", "Caption: A guard watches the crossing at Tessel, 6 April 2031…"),
        ("aside", "4 lines set aside"),
    ]
    assert "support us from $3 a month" in words(text).casefold()


def test_a_language_that_is_not_read_says_so(shown: lxml.html.HtmlElement) -> None:
    french = shown.find_class("report")[1]
    assert words(french.find_class("remark")[0]).startswith("In French. Only English is read so far")
    assert french.find_class("text")[0].get("lang") == "fr"


def test_marks_hold_the_words_of_their_findings(shown: lxml.html.HtmlElement) -> None:
    article = shown.find_class("report")[0]

    def marked(label: str, kind: str) -> str:
        marks = [
            m
            for m in article.iter("mark")
            if label in (m.get("data-f") or "").split() and kind in m.get("class").split()
        ]
        return "".join(mark.text_content() for mark in marks)

    assert marked("3", "c") == '"We have signed contracts and we honour them,"'
    assert marked("6", "c") == 'the minister had assured him that the boats would sail "before the ice does"'
    assert marked("a", "f") == "more than 6,200 people"
    nested = [mark for mark in article.iter("mark") if mark.get("data-f") == "6 7"]
    assert [(mark.get("class"), words(mark)) for mark in nested] == [
        ("c s", "the minister"), ("c u", "had assured"), ("c c2", 'that the boats would sail "before the ice does"'),
    ]  # fmt: skip
    assert [m.get("title") for m in article.iter("mark") if "t" in m.get("class").split()] == [
        "9 April 2031",
        "8 April 2031",
    ]


def test_every_link_has_a_target_and_every_finding_a_way_back(shown: lxml.html.HtmlElement) -> None:
    ids = [element.get("id") for element in shown.iter() if element.get("id")]
    assert len(ids) == len(set(ids))
    links = [a.get("href") for a in shown.iter("a")]
    inside = {link[1:] for link in links if link.startswith("#")}
    assert inside <= set(ids)
    for _, findings in crisis().pairs:
        for item in (*findings.statements, *findings.figures, *findings.events):
            assert {item.id, f"at-{item.id}"} <= set(ids)
            assert {item.id, f"at-{item.id}"} <= inside
    assert {link for link in links if not link.startswith("#")} == {"https://ledger.example/arms"}


def test_headings_go_down_one_level_at_a_time(shown: lxml.html.HtmlElement) -> None:
    levels = [int(element.tag[1]) for element in shown.iter("h1", "h2", "h3", "h4")]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_the_policy_allows_this_style_and_script_and_nothing_else() -> None:
    html = "".join(render(crisis()))
    policy = re.search(r'http-equiv="Content-Security-Policy" content="([^"]*)"', html)
    assert policy
    rules = dict(rule.strip().split(" ", 1) for rule in policy[1].split(";"))
    assert rules["default-src"] == rules["base-uri"] == rules["form-action"] == "'none'"
    for tag in ("style", "script"):
        (source,) = re.findall(f"<{tag}>(.*?)</{tag}>", html, re.DOTALL)
        assert rules[f"{tag}-src"] == f"'sha256-{b64encode(hashlib.sha256(source.encode()).digest()).decode()}'"
    assert not re.search(r"<(img|link|iframe|object|embed|base|form)\b|\bsrc=|\bstyle=|\bon\w+=", html)


def test_the_same_record_gives_the_same_bytes() -> None:
    first, second = io.StringIO(newline="\n"), io.StringIO(newline="\n")
    write_report(crisis(), first)
    write_report(crisis(), second)
    assert first.getvalue() == second.getvalue()
    assert "\r" not in first.getvalue()


def test_an_empty_record_is_a_page_too() -> None:
    shown = page(MadeRecord([]))
    assert "No statement was found." in words(shown)
    assert "No figure was found." in words(shown)
    assert "No event was found." in words(shown)


def hostile_record() -> MadeRecord:
    """Every string that a page can reach is hostile."""
    report = report_over(f"{HOSTILE}\nA line about {HOSTILE} and the rest.\n", path=HOSTILE)
    evil = replace(BRANDEL, name=HOSTILE, actor=HOSTILE, description=HOSTILE, text=HOSTILE)
    report = replace(
        report, title=HOSTILE, outlet=HOSTILE, byline=(HOSTILE,), language=HOSTILE, notes=(HOSTILE,),
        page=replace(report.page, url="https://" + HOSTILE, captured_at=HOSTILE, captured_by=HOSTILE, sha256=HOSTILE),
        published=replace(report.published, edtf=HOSTILE, earliest=HOSTILE, latest=HOSTILE),
    )  # fmt: skip
    said = statement(report, HOSTILE, evil, addressee=evil, via=(evil,))
    counted = figure(
        report,
        HOSTILE,
        "killed",
        1,
        2,
        evil,
        unit=HOSTILE,
        group=HOSTILE,
        place=HOSTILE,
        cause=HOSTILE,
        qualifier=HOSTILE,
    )
    act = event(
        report, HOSTILE, HOSTILE, HOSTILE, mode=HOSTILE, contexts=(HOSTILE,), denied_by=(evil,),
        roles=Roles((evil,), (RoleText(HOSTILE, (0, 1)),), (evil,), place=(RoleText(HOSTILE, (0, 1)),)),
        voice="attributed", statement=HOSTILE,
    )  # fmt: skip
    findings = Findings(
        (replace(said, id=HOSTILE),), (replace(counted, id=HOSTILE),), (replace(act, id=HOSTILE + "e"),)
    )
    actor = Actor(HOSTILE, HOSTILE, (HOSTILE,), "person", HOSTILE)
    ids = (HOSTILE + "e", HOSTILE)
    fillers = (CaseFiller(evil, report.id, ids), CaseFiller(RoleText(HOSTILE, (0, 1)), report.id, ()))
    case = Case(
        HOSTILE + "c", "transfers", HOSTILE, CaseRoles(*[fillers] * 8), HOSTILE, None, HOSTILE, None,
        (Reported(HOSTILE, act.when, ids),), (HOSTILE,), 1, (Joined(HOSTILE, HOSTILE, HOSTILE),),
    )  # fmt: skip
    conflicts = (Conflict((HOSTILE,), HOSTILE),)
    point = Point(None, 1, 2, (HOSTILE + "f",), None)
    series = Series(HOSTILE + "x", "killed", "total", HOSTILE, HOSTILE, HOSTILE, (point,), conflicts)
    collation = Collation(
        tuple(
            replace(case, id=f"{HOSTILE}{name}", register=name)
            for name in ("transfers", "restrictions", "docket", "meetings", "proposals", "positions")
        ),
        (series,),
    )
    return MadeRecord([(report, findings)], [actor], [Skipped(HOSTILE, HOSTILE)], collation=collation)


def test_hostile_text_stays_text() -> None:
    html = "".join(render(hostile_record(), HOSTILE))
    html.encode("utf-8")
    assert html.count("<script>") == html.count("</script>") == html.count("<style>") == html.count("</style>") == 1
    assert not re.search(r"[\0\u202e]|<img", html)
    shown = lxml.html.document_fromstring(html)
    assert shown.find(".//title").text.startswith("</style></script><script>")
    assert not [element for element in shown.iter() if any(name.startswith("on") for name in element.attrib)]


SPANS = st.tuples(st.integers(0, 60), st.integers(0, 60)).map(lambda pair: (min(pair), max(pair)))


@settings(max_examples=60, deadline=None)
@given(
    st.text(st.characters(exclude_categories=["Cc", "Cs", "Cf", "Zl", "Zp"]) | st.sampled_from(" \n.<&"), max_size=60),
    st.lists(st.tuples(SPANS, SPANS, SPANS), max_size=5),
    SPANS,
)
def test_no_word_of_a_report_is_lost_or_said_twice(text: str, found: list[tuple[Span, Span, Span]], body: Span) -> None:
    report = replace(report_over(text), body=(body,))
    made = [statement(report, "", LINDQVIST) for _ in found]
    statements = tuple(
        replace(item, id=f"s-{n}", content=(content,), source=(source,), cue=(cue,))
        for n, (item, (content, source, cue)) in enumerate(zip(made, found, strict=True))
    )
    shown = page(MadeRecord([(report, Findings(statements))]))
    ids = [element.get("id") for element in shown.iter() if element.get("id")]
    assert len(ids) == len(set(ids))
    assert {item.id for item in statements} <= set(ids)
    # Spans that cut through a word make two lines of it: white space does not count.
    assert "".join(own_text(shown.find_class("report")[0]).split()) == "".join(text.split())


def test_a_finding_without_a_place_is_still_listed() -> None:
    report = report_over("One line of text.\n")
    lost = replace(statement(report, "One line", LINDQVIST), content=((400, 420),))
    shown = page(MadeRecord([(report, Findings((lost,)))]))
    assert "Without a place in the text" in words(shown)
    assert shown.get_element_by_id(lost.id) is not None


def test_time_grows_with_the_text_not_faster() -> None:
    def seconds(lines: int) -> float:
        text = "".join(f'"Boat {n} has sailed," said harbour master {n}.\n' for n in range(lines))
        report = report_over(text)
        said = tuple(
            replace(statement(report, "Boat", LINDQVIST), id=f"s-{n}", content=((m.start(), m.end()),))
            for n, m in enumerate(re.finditer('"[^"]*"', text))
        )
        record = MadeRecord([(report, Findings(said))])
        began = perf_counter()
        for _ in render(record):
            pass
        return perf_counter() - began

    seconds(200)
    assert seconds(8000) < 40 * max(seconds(800), 0.01)


def test_statements_within_statements_do_not_multiply_the_text() -> None:
    text = "x" * 50_000
    report = report_over(text)
    said = tuple(
        replace(statement(report, "x", LINDQVIST), id=f"s-{n}", content=((n, 50_000 - n),)) for n in range(1000)
    )
    assert sum(map(len, render(MadeRecord([(report, Findings(said))])))) < 4_000_000


def colours(scheme: str) -> dict[str, str]:
    html = "".join(render(MadeRecord([])))
    light, dark = re.findall(r":root \{(.*?)\n *\}", html, re.DOTALL)[:2]
    found = dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", light))
    return found if scheme == "light" else found | dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", dark))


def contrast(one: str, other: str) -> float:
    """The contrast ratio of WCAG 2.2 (https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio)."""

    def luminance(colour: str) -> float:
        parts = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
        red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_can_be_read_in_both_schemes(scheme: str) -> None:
    found = colours(scheme)
    grounds = {name: found[name] for name in ("paper", "content", "nested")}
    for name in ("ink", "source", "cue", "accent", "soft"):
        for ground, colour in grounds.items():
            assert contrast(found[name], colour) >= 4.5, (name, ground)
    for name in ("content-line", "figure", "focus"):
        assert contrast(found[name], found["paper"]) >= 3, name


def register(shown: lxml.html.HtmlElement, name: str) -> list[dict[str, str]]:
    """The rows of a register's table, cells by the heading of their column."""
    section = shown.get_element_by_id(f"register-{name}")
    heads = [words(head) for head in section.iter("th")]
    rows = [[words(cell) for cell in row.iter("td")] for row in section.find(".//tbody").iter("tr")]
    return [dict(zip(heads, row, strict=True)) for row in rows]


def test_registers_stand_first_with_what_they_hold(shown: lxml.html.HtmlElement) -> None:
    (overview,) = shown.find_class("shelves")
    assert len(list(overview.iter("li"))) == 10
    assert words(overview).startswith("Transfers 1 arms and other goods")
    assert "Docket none what councils" in words(overview)
    assert {a.get("href") for a in overview.iter("a")} == {
        "#register-transfers", "#register-positions", "#register-ground-events", "#register-displacement",
    }  # fmt: skip
    sections = [section.get("id") for section in shown.iter("section")]
    assert sections.index("registers") < sections.index("reports")


def test_a_row_of_a_register_and_its_history(shown: lxml.html.HtmlElement) -> None:
    (row,) = register(shown, "transfers")
    history = row.pop("History")
    assert row == {
        "Supplier": "Velmora", "Recipient": "Sarn", "Item": "patrol boats", "Value": "$740-million",
        "Status": "ongoing", "When": "probably 15 March 2031", "By whose word": "Oskar Brandel 2 independent sources",
    }  # fmt: skip
    assert history.startswith("2 findings in 1 reportprobably 15 March 2031 · happenedVelmora reportedly agreed to a")
    assert "by the word of nobody named · Velmora will go on shipping arms to Sarn" in history
    assert "9 April 2031 · ongoingVelmora sees" in history
    assert history.endswith("Joined by: same supplier and recipientVelmora → Sarn: patrol boats c-transfer")


def test_a_position_shows_how_it_shifts(shown: lxml.html.HtmlElement) -> None:
    (row,) = register(shown, "positions")
    assert (row["Actor"], row["Issue"], row["Stance"]) == ("Velmora", "arms for Sarn", "for, then mixed")
    assert row["In the words"] == '"We have signed contracts and we honour them,"'


def test_a_series_shows_its_last_point_and_what_contradicts_it(shown: lxml.html.HtmlElement) -> None:
    (row,) = register(shown, "displacement")
    assert row["How many"] == "35,000 to 40,000 in conflict"
    assert (row["Counted"], row["Where"], row["Whom"]) == ("refugees in all", "Tessel", "people siege of Sarn")
    assert row["Counted by"] == "senior relief official; Governor’s office 2 independent sources"
    assert "2 points · in conflict9 April 2031 · 48,000 or moreat least 48,000 people" in row["History"]
    assert "Conflict: 48,000 or more, and 35,000 to 40,000" in row["History"]


def test_every_cell_of_a_register_leads_to_its_words(shown: lxml.html.HtmlElement) -> None:
    ids = {element.get("id") for element in shown.iter() if element.get("id")}
    for table in shown.find_class("register"):
        for cell in table.find("tbody").iter("td"):
            for small in cell.iter("small"):
                small.text = ""
            if words(cell) and words(cell) != "nobody named" and cell.get("data-name") not in ("Counted",):
                links = [a.get("href")[1:] for a in cell.iter("a")]
                assert links, words(cell)
                assert set(links) <= ids


def test_a_register_that_is_due_and_one_that_is_empty_say_so() -> None:
    record = crisis()
    record.cases_due = True
    assert "Findings have changed since these were made: run reportedly build again." in words(page(record))
    assert "No case was found." in words(page(MadeRecord([])))


def test_a_case_of_many_findings_does_not_fill_the_page() -> None:
    report = report_over("The harbour was shelled. " * 500)
    acts = tuple(
        replace(event(report, "The harbour was shelled", "ASSAULT", "attack"), id=f"e-{n}", span=(25 * n, 25 * n + 23))
        for n in range(500)
    )
    state = Reported("happened", None, tuple(act.id for act in acts))
    case = Case("c-many", "ground-events", "attack", CaseRoles(), None, None, None, None, (state,), (), None, ())
    shown = page(MadeRecord([(report, Findings((), (), acts))], collation=Collation((case,))))
    (row,) = register(shown, "ground-events")
    assert row["History"].startswith("500 findings in 1 report")
    assert "and 440 more findings" in row["History"]
