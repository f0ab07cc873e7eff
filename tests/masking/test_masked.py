"""A masked record: no name is left in any export, every span fits, the same name is the same everywhere."""

import io
import json
import re
from dataclasses import replace
from importlib.util import find_spec

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from made_people import (
    Lists,
    actor,
    event,
    figure,
    folded,
    mention,
    mention_at,
    ref,
    report_over,
    span_of,
    statement,
    unnamed,
)

from reportedly.exports.csv import COLUMNS as TABLES
from reportedly.exports.csv import export_csv
from reportedly.exports.frames import frame
from reportedly.exports.jsonl import export_jsonl
from reportedly.exports.register_files import export_register_csv, export_register_jsonl
from reportedly.exports.registers import COLUMNS as REGISTERS
from reportedly.masking import masked, notice
from reportedly.record.verify import _fillers, _findings, _parts
from reportedly.types import (
    Case,
    CaseFiller,
    CaseRoles,
    Collation,
    Credit,
    Date,
    Evidence,
    Figure,
    Findings,
    Joined,
    Point,
    Published,
    Relative,
    Reported,
    Series,
    Skipped,
    Time,
    identifier,
)
from reportedly.views.report import render

LENA = actor("Lena Orvast", "Orvast", "Lena")
PAVEL = actor("Pavel Drim", "Drim", title="interior minister")
TOLMEK = actor("Tolmek", kind="country")


def outputs(record, frames=False):
    """Every export and the report, by name; with ``frames`` what Parquet holds, too."""
    found = {}
    stream = io.StringIO()
    export_jsonl(record, stream)
    found["jsonl"] = stream.getvalue()
    for kind in TABLES:
        stream = io.StringIO()
        export_csv(record, stream, kind)
        found[f"{kind}.csv"] = stream.getvalue()
    for register in REGISTERS:
        for name, write in (("csv", export_register_csv), ("jsonl", export_register_jsonl)):
            stream = io.StringIO()
            write(record, register, stream)
            found[f"{register}.{name}"] = stream.getvalue()
    for kind in (*TABLES, *REGISTERS) if frames else ():
        found[f"{kind}.parquet"] = str(frame(record, kind).to_pylist())
    found["html"] = "".join(render(record, notice=notice(record)))
    found["words of the html"] = re.sub("<[^>]*>", "", found["html"])  # marks may stand inside a name
    return found


def problems(record):
    """What ``reportedly verify`` would say of the values of a record."""
    found = []
    reports = {}
    for report, findings in record.entries():
        reports[report.id] = report
        found += [*_parts(report), *_findings(report, findings)]
    for case in record.cases():
        fillers = [f for name in CaseRoles.__dataclass_fields__ for f in getattr(case.roles, name)]
        for filler in fillers:
            found += _fillers(reports[filler.report], [(case.id, filler.filler)])
    return [str(problem) for problem in found]


def assert_gone(record, *words, frames=False):
    for name, text in outputs(record, frames).items():
        plain = folded(text)
        for word in words:
            assert folded(word) not in plain, (
                f"{word} is in {name}: {plain[max(0, plain.index(folded(word)) - 80) :][:160]}"
            )


def one(text, *findings, **more):
    """A report and findings over it, put where they belong."""
    report = report_over(text, **more)
    return report, findings


TEXT = """ORVAST FREED AFTER NIGHT IN TOLMEK
Lena Orvast, a nurse, was freed on Monday, said Pavel Drim. "I saw Orvast leave," a guard at the Karsa gate told us.
Orvast's brother waited with 14 people. Lena
Orvast wept. Drim did not. The guard at the Karsa gate was not named.
"""


def freed():
    """A report that holds names everywhere that a report can."""
    report = report_over(
        TEXT, path="x/lena-orvast-freed.html", url="https://x.example/2031/Lena%20Orvast/freed?u=orvast"
    )
    monday = span_of(TEXT, "Monday")
    when = Date("2031-05-05", "2031-05-05", "2031-05-05", Relative("the arrest of Lena Orvast", (-1, -1), monday))
    report = replace(
        report,
        page=replace(report.page, paths=("b/orvast.html", "x/lena-orvast-freed.html"), captured_by="lena.orvast",
                     capture_id="urn:uuid:0ada0000-0000-4000-8000-00001ada0000"),
        title="Orvast freed",
        outlet="The Lena Orvast Gazette",
        byline=("Ada Quenby", "L. Orvast"),
        credits=(Credit("Lena Orvast", "photo", span_of(TEXT, "Lena Orvast")), Credit("Quay Press", "text", None)),
        published=Published(
            when.edtf, when.earliest, when.latest, when.relative,
            (Evidence("weekday", monday, "Monday ... the day Orvast left"), Evidence("metadata", None, "lena-orvast")),
        ),
        notes=("text repaired: Orvast",),
    )  # fmt: skip
    lena = ref(report, LENA, "Lena Orvast")
    pavel = ref(report, PAVEL, "Pavel Drim")
    guard = unnamed(report, "a guard at the Karsa gate", "guard at the Karsa gate")
    freeing = event(report, "Lena Orvast, a nurse, was freed on Monday", lena, item="Orvast's brother", when=when)
    said = statement(report, "Lena Orvast, a nurse, was freed on Monday", pavel, said=when)
    saw = statement(report, '"I saw Orvast leave,"', guard, via=(replace(pavel, how="person"),), place="Orvast House")
    pieces = (span_of(TEXT, "Lena\n"), span_of(TEXT, "Orvast wept"), span_of(TEXT, "Drim did not"))
    parts = statement(report, "Lena", lena, content=pieces)
    count = figure(report, "14 people", pavel, group="Orvast's friends", cause="freeing Orvast", period=when)
    findings = Findings(
        (said, saw, parts), (count,), (replace(freeing, figures=(count.id,), denied_by=(pavel,)),),
        (
            mention(report, "ORVAST", LENA), mention(report, "Lena Orvast", LENA),
            mention(report, "Lena", LENA),
            mention(report, "Orvast, a nurse, was freed on Monday, said Pavel", None, "title"),
            mention(report, "TOLMEK", TOLMEK, "place"),
        ),
        (Time(identifier("t", report.id), report.id, monday, "Monday", "DATE", when),),
    )  # fmt: skip
    return report, findings


def record(*more, extra=()):
    report, findings = freed()
    freeing, count = findings.events[0], findings.figures[0]
    case = Case(
        identifier("c", freeing.id), "ground-events", "arrest of Lena Orvast, guard at the Karsa …",
        CaseRoles(
            actor=(CaseFiller(findings.statements[1].speaker, report.id, (freeing.id,)),),
            recipient=(CaseFiller(freeing.roles.recipient[0], report.id, (freeing.id,)),),
            item=(CaseFiller(freeing.roles.item[0], report.id, (freeing.id,)),),
        ),
        "Orvast House", None, "Orvast", None, (Reported("happened", None, (freeing.id,)),), (count.id,), 1,
        (Joined(freeing.id, freeing.id, "same report, same act: orvast, nurs"),),
    )  # fmt: skip
    series = Series(
        identifier("x", "injured", "Orvast House"), "injured", "incident", "Orvast House", "friends of Lena", None,
        (Point(None, 14.0, 14.0, (count.id,), 1),), (),
    )  # fmt: skip
    return Lists(
        [(report, findings), *more], (LENA, PAVEL, TOLMEK, *extra), Collation((case,), (series,)),
        (Skipped("x/lena-orvast.pdf", "is a PDF file: Lena Orvast"),),
    )  # fmt: skip


def test_no_name_is_left_anywhere_and_every_span_fits():
    whole = record()
    assert not problems(whole)
    shown = masked(whole, ["Lena Orvast"])
    assert_gone(shown, "Orvast", "Lena", "orvast-lena", frames=find_spec("pyarrow") is not None)
    assert not problems(shown)
    report, findings = next(shown.entries())
    assert report.text.startswith(
        "Person 1 FREED AFTER NIGHT IN TOLMEK\nPerson 1, a nurse, was freed on Monday, said Pavel Drim."
    )
    assert 'I saw Person 1 leave," a guard at the Karsa gate' in report.text
    assert "Person 1's brother waited with 14 people. Person 1 wept." in report.text
    assert report.page.path == "x/person-1-freed.html"
    assert report.page.url == "https://x.example/2031/person-1/freed?u=person-1"
    assert (report.page.captured_by, report.page.paths) == ("person-1", ("b/person-1.html", "x/person-1-freed.html"))
    assert report.byline == ("Ada Quenby", "Person 1")
    assert report.outlet == "The Person 1 Gazette"
    assert findings.mentions[0].text == "Person 1"
    assert findings.times[0].text == "Monday" == report.text[slice(*findings.times[0].span)]
    assert findings.statements[0].text == "Person 1, a nurse, was freed on Monday"
    assert findings.statements[2].text == "Person 1 ...  wept ... Drim did not"
    assert findings.events[0].roles.recipient[0].name == "Person 1"
    case = next(shown.cases())
    assert case.title == "arrest of Person 1, guard at the Karsa …"
    assert case.joined_by[0].how == "same report, same act: Person 1, nurs"


def test_ids_that_are_made_of_a_name_are_others_and_all_others_stay():
    whole, shown = record(), masked(record(), ["Lena Orvast"])
    before = {LENA.id, next(whole.series()).id}
    text = outputs(shown)["jsonl"] + outputs(shown)["html"]
    assert not [id for id in before if id in text]
    report, findings = next(shown.entries())
    held, kept = next(whole.entries())
    assert (report.id, report.page.sha256) == (held.id, held.page.sha256)
    assert [s.id for s in findings.statements] == [s.id for s in kept.statements]
    lena = next(a for a in shown.actors() if a.name == "Person 1")
    assert findings.events[0].roles.recipient[0].actor == lena.id == findings.mentions[0].actor
    assert lena.aliases == ()
    assert PAVEL.id in {a.id for a in shown.actors()}
    assert shown.actor(lena.id) == lena
    assert [a.id for a in shown.actors()] == sorted(a.id for a in shown.actors())


def test_what_is_found_by_id_is_what_stands_in_its_report():
    shown = masked(record(), ["persons"])
    report, findings = next(shown.entries())
    ids = [f.id for f in (*findings.statements, *findings.figures, *findings.events)]
    found = shown.found(ids)
    assert [found[id].finding for id in ids] == [*findings.statements, *findings.figures, *findings.events]
    assert {one.path for one in found.values()} == {report.page.path} == {shown.path_of(report.id)}
    assert {one.title for one in found.values()} == {report.title}
    assert shown.report(report.id) == report
    assert shown.findings(report.id) == findings
    assert list(shown.reports()) == [report]
    assert shown.findings("r-none") == Findings()


def test_an_id_whose_letters_spell_a_name_stays():
    shown = masked(record(), ["Ada Quenby"])
    report, _ = next(shown.entries())
    assert report.page.capture_id == freed()[0].page.capture_id
    assert report.byline[0] == "Person 1"


def test_nothing_to_mask_is_the_record_itself():
    whole = record()
    assert masked(whole, []) is whole
    assert notice(whole) is None


def test_sources_without_a_name_lose_their_description():
    shown = masked(record(), ["unnamed"])
    assert not problems(shown)
    assert_gone(shown, "guard at the Karsa gate", "guard at the Karsa")
    report, findings = next(shown.entries())
    assert 'leave," Unnamed source 1 told us' in report.text
    assert report.text.endswith("Drim did not. Unnamed source 1 was not named.\n")
    speaker = findings.statements[1].speaker
    assert (speaker.name, speaker.description, speaker.text) == (None, "Unnamed source 1", "Unnamed source 1")
    assert "Lena Orvast" in report.text
    assert next(shown.cases()).title == "arrest of Lena Orvast, Unnamed source 1"


def test_both_together_with_a_name_inside_a_description():
    text = "Freed\nA cousin of Lena Orvast who lives in Karsa said that Lena Orvast was home."
    report = report_over(text)
    cousin = unnamed(report, "A cousin of Lena Orvast who lives in Karsa", "cousin of Lena Orvast")
    said = statement(report, "Lena Orvast was home", cousin)
    findings = Findings(
        (said,), mentions=(mention(report, "Lena Orvast", LENA), mention(report, "Lena Orvast", LENA, nth=1))
    )
    whole = Lists([(report, findings)], (LENA,))
    for values, start in (
        (["persons"], "A cousin of Person 1 who"),
        (["persons", "unnamed"], "Unnamed source 1 said that"),
    ):
        shown = masked(whole, values)
        assert not problems(shown)
        assert_gone(shown, "Orvast", "Lena")
        masked_report, masked_findings = next(shown.entries())
        assert masked_report.text.split("\n")[1].startswith(start)
        assert masked_findings.statements[0].speaker.actor != cousin.actor  # the id is made of the description


def test_reports_stand_in_the_order_of_the_paths_that_are_shown():
    """Where they stood would tell how a masked name begins."""
    texts = ["Lena Orvast left.", "A storm.", "Rain."]
    pairs = [
        (report_over(t, path=p), Findings())
        for t, p in zip(texts, ["m/orvast.txt", "m/ash.txt", "m/sun.txt"], strict=True)
    ]
    report = pairs[0][0]
    pairs[0] = report, Findings(mentions=(mention(report, "Lena Orvast"),))
    twin = report_over("Lena Orvast came.", path="m/lena-orvast.txt")
    pairs.append((twin, Findings(mentions=(mention(twin, "Lena Orvast"),))))
    shown = masked(Lists(pairs), ["persons"])
    paths = [r.page.path for r in shown.reports()]
    assert paths == ["m/ash.txt", "m/person-1-2.txt", "m/person-1.txt", "m/sun.txt"]


def test_a_name_over_the_border_of_two_parts_is_replaced_in_both():
    text = "The night of Lena\nOrvast fled."
    report = report_over(text)
    findings = Findings(mentions=(mention_at(report, (13, 24), LENA),))
    shown = masked(Lists([(report, findings)], (LENA,)), ["persons"])
    assert not problems(shown)
    report, findings = next(shown.entries())
    assert report.text == "The night of Person 1\nPerson 1 fled."
    assert report.title == "The night of Person 1"
    assert findings.mentions[0].text == "Person 1\nPerson 1"


def test_two_of_one_last_name_are_told_apart_by_what_the_record_takes_them_for():
    mara = actor("Mara Orvast", "Orvast")
    text = "Night\nLena Orvast met Mara Orvast. Orvast wept; Orvast did not. Lena left."
    report = report_over(text)
    findings = Findings(
        mentions=(
            mention(report, "Lena Orvast", LENA), mention(report, "Mara Orvast", mara),
            mention(report, "Orvast", LENA, nth=2), mention(report, "Orvast", mara, nth=3),
        )
    )  # fmt: skip
    shown = masked(Lists([(report, findings)], (LENA, mara)), ["persons"])
    report, _ = next(shown.entries())
    assert report.text == "Night\nPerson 1 met Person 2. Person 1 wept; Person 2 did not. Person 1 left."


def test_the_whole_name_of_one_who_stays_stays_and_the_word_alone_is_masked():
    pavel = actor("Pavel Orvast", "Orvast", title="minister")
    text = "Night\nLena Orvast met Pavel Orvast. Orvast wept."
    report = report_over(text)
    findings = Findings(mentions=(mention(report, "Lena Orvast", LENA), mention(report, "Pavel Orvast", pavel)))
    shown = masked(Lists([(report, findings)], (LENA, pavel)), ["Lena Orvast"])
    report, _ = next(shown.entries())
    assert report.text == "Night\nPerson 1 met Pavel Orvast. Person 1 wept."
    assert shown.warnings()[1] == "masked: not replaced, though of the same last name: Pavel Orvast"


def test_a_place_called_like_a_person_is_masked_only_where_she_is_named():
    """There its references lose their id, which would tell her name from other reports."""
    tolmek = actor("Lena Tolmek")
    here = report_over("Night\nLena Tolmek left Tolmek. Tolmek said no.", path="a.txt")
    there = report_over("Day\nRain in Tolmek. Tolmek said no.", path="b.txt")
    pairs = []
    for report, named in ((here, (mention(here, "Lena Tolmek", tolmek),)), (there, ())):
        nth = 2 if report is here else 1
        place = mention(report, "Tolmek", TOLMEK, "place", nth=nth - 1)
        said = statement(report, "no", ref(report, TOLMEK, "Tolmek", nth))
        pairs.append((report, Findings((said,), mentions=(*named, place))))
    shown = masked(Lists(pairs, (tolmek, TOLMEK)), ["persons"])
    (first, said), (second, other) = shown.entries()
    assert first.text == "Night\nPerson 1 left Person 1. Person 1 said no."
    assert second.text == there.text
    assert (said.statements[0].speaker.name, said.statements[0].speaker.actor) == ("Person 1", None)
    assert (other.statements[0].speaker.name, other.statements[0].speaker.actor) == ("Tolmek", TOLMEK.id)
    assert [m.actor for m in said.mentions if m.type == "place"] == [None]


def test_a_body_that_is_called_after_her_has_another_id():
    fund = actor("Lena Orvast Fund", kind="organization")
    report = report_over("Night\nLena Orvast gave to the Lena Orvast Fund.")
    giving = event(report, "Lena Orvast gave", ref(report, fund, "Lena Orvast Fund"))
    findings = Findings(events=(giving,), mentions=(mention(report, "Lena Orvast", LENA),))
    shown = masked(Lists([(report, findings)], (LENA, fund)), ["persons"])
    (body,) = (a for a in shown.actors() if a.actor_kind == "organization")
    assert body.name == "Person 1 Fund"
    assert body.id not in (fund.id, identifier("a", "organization", "person 1 fund"))
    assert next(shown.entries())[1].events[0].roles.recipient[0].actor == body.id


def test_the_report_says_what_masking_does_not_do():
    html = outputs(masked(record(), ["persons"]))["html"]
    assert html.count('<p class="remark notice">') == 1
    assert "Quotes can identify" in html
    assert "lines set aside" in html
    assert "notice" not in "".join(render(record()))


def test_numbers_follow_the_days_and_are_the_same_in_every_export():
    later = report_over("Ivo Zemlin spoke.", path="a.txt", published=Published("2032", "2032-01-01", "2032-12-31"))
    shown = masked(record((later, Findings(mentions=(mention(later, "Ivo Zemlin"),)))), ["persons"])
    lines = [json.loads(line) for line in outputs(shown)["jsonl"].splitlines()]
    texts = {line["page"]["path"]: line["text"] for line in lines if line["kind"] == "report"}
    number = int(texts["a.txt"].split()[1])
    assert number == max(int(a.name.split()[1]) for a in shown.actors() if a.actor_kind == "person") + 1
    assert masked(record(), ["persons"])._plan.labels == ["Person 1", "Person 2", "Person 3"]
    assert outputs(shown) == outputs(
        masked(record((later, Findings(mentions=(mention(later, "Ivo Zemlin"),)))), ["persons"])
    )


# Any names in any of the ways in which they are written

_SYLLABLES = ["zoq", "wux", "jiv", "qyr", "xoz", "wyk", "juz", "vow", "kuzh", "zwy", "yox", "quj"]
_WAYS = [
    "{given} {last} said no.", "{GIVEN} {LAST} SEIZED", "{last}'s house burned.", "They saw {given}\n{last} leave.",
    "{last} wept.", "{given} was there.", "{i}. {last} left.", "{last}, {given}", "#{given}{last}", "@{slug_}",
    "https://x.example/a/{slug}.html", "{given}-{last}", "{accents} came.", "the {last}s", "({given} {last})",
    "{given} Karsa {last} fell.", "{cut}", "mail {low}@x.example", "“{given}” and {last}", "{given}\u00a0{last}",
]  # fmt: skip
_names = st.lists(st.sampled_from(_SYLLABLES), min_size=2, max_size=3).map(lambda s: "".join(s).capitalize())


@st.composite
def people_and_reports(draw):
    words = draw(st.lists(_names, min_size=2, max_size=5, unique=True))
    # Two may share a last or a given name.
    people = [(draw(st.sampled_from(words)), draw(st.sampled_from(words))) for _ in range(draw(st.integers(1, 3)))]
    people = list(dict.fromkeys((given, last) for given, last in people if given != last)) or [(words[0], words[1])]
    actors = [actor(f"{given} {last}", last) for given, last in people]
    pairs = []
    for number in range(draw(st.integers(1, 2))):
        sentences, spans = [f"Report {number}"], []
        for who, (given_, last) in enumerate(people):
            ways = [_WAYS[0], *draw(st.lists(st.sampled_from(_WAYS), max_size=5))]
            for way in ways:
                words_ = way.format(
                    given=given_, last=last, GIVEN=given_.upper(), LAST=last.upper(), i=given_[0],
                    slug=f"{given_}-{last}".lower(), slug_=f"{given_}_{last}".lower(), low=f"{given_}{last}".lower(),
                    accents=f"{given_[0]}{given_[1]}\u0301{given_[2:]} {last}",
                    cut=f"{given_} {last[:3]}-\n{last[3:]} ran.",
                )  # fmt: skip
                at = sum(map(len, sentences)) + len(sentences)
                found = words_.find(f"{given_} {last}")
                if found >= 0:
                    spans.append((at + found, at + found + len(given_) + 1 + len(last), who))
                sentences.append(words_)
        text = "\n".join(sentences)
        slug = "-".join(people[0]).lower()
        report = report_over(
            text, path=f"{slug}/{number}.txt", url=f"https://x.example/{slug}", byline=(" ".join(people[0]),)
        )
        mentions = tuple(mention_at(report, (a, b), actors[who]) for a, b, who in spans)
        places = st.integers(0, len(text))
        cuts = [tuple(sorted(draw(st.tuples(places, places)))) for _ in range(4)]
        statements = tuple(
            replace(statement(report, text[:1], ref(report, actors[0], " ".join(people[0]))), id=f"s-{number}{n}",
                    content=(cut,), text=text[slice(*cut)])
            for n, cut in enumerate(cuts)
        )  # fmt: skip
        figures = tuple(
            Figure(**{**{f: getattr(figure(report, "Report"), f) for f in Figure.__dataclass_fields__},
                      "id": f"f-{number}{n}", "span": cut, "text": text[slice(*cut)], "place": people[-1][1]})
            for n, cut in enumerate(cuts)
        )  # fmt: skip
        pairs.append((report, Findings(statements, figures, (), mentions, ())))
    return Lists(pairs, tuple({a.id: a for a in actors}.values())), sorted({w for pair in people for w in pair})


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(people_and_reports(), st.sampled_from(["persons", "private", "names"]))
def test_whatever_the_names_and_however_they_are_written_none_is_left(made, value):
    whole, words = made
    assert not problems(whole)
    assert all(word in folded(outputs(whole)["jsonl"]) for word in map(folded, words))
    names = ", ".join(a.name for a in whole.people)
    shown = masked(whole, [names if value == "names" else value])
    assert_gone(shown, *words)
    assert not problems(shown)
    for (report, findings), (before, held) in zip(
        sorted(shown.entries(), key=lambda e: e[0].id), sorted(whole.entries(), key=lambda e: e[0].id), strict=True
    ):
        assert len(findings.mentions) == len(held.mentions)
        assert report.text.startswith("Report ")
        assert report.text.count("\n") <= before.text.count("\n")


@pytest.mark.parametrize("values", [["persons"], ["private", "unnamed"], ["Pavel Drim; Lena Orvast"]])
def test_masking_is_told_by_the_values_alone(values):
    first, again = (outputs(masked(record(), values)) for _ in range(2))
    assert first == again
