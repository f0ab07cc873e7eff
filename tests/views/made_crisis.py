"""Three reports on a crisis that never was: Velmora ships arms to Sarn, and people flee across the Tessel."""

from __future__ import annotations

from dataclasses import replace

from made_record import MadeRecord, actor, at, day, event, figure, report_over, role, statement, time

from reportedly.types import (
    Actor,
    ActorRef,
    Case,
    CaseFiller,
    CaseRoles,
    Collation,
    Conflict,
    Credit,
    Evidence,
    Findings,
    Joined,
    Point,
    Published,
    Report,
    Reported,
    Role,
    Roles,
    Series,
    Skipped,
    Span,
)

_PORT = """\
The Harbour Ledger
Home · World · Markets · Log in
Velmora will go on shipping arms to Sarn, minister says
By Ilse Tarrow
ORLIN, 9 April 2031 (Northwire) - Velmora sees "no obstacle whatever" to its arms deliveries to the \
government in Sarn, Deputy Defence Minister Oskar Brandel said on Wednesday, brushing aside calls for an \
embargo.
"We have signed contracts and we honour them," Brandel told reporters in Orlin. He denied that the shipments \
broke any resolution.
A guard watches the crossing at Tessel, 6 April 2031. Photo: Mira Holt / Northwire
The Assembly of Nations estimates that more than 6,200 people have been killed since the siege of Sarn \
began. Velmora reportedly agreed to a $740-million sale of patrol boats last month.
Pavo Lindqvist, a shipping broker, said the minister had assured him that the boats would sail "before the \
ice does".
"I found him calm," Lindqvist told the weekly Kestrel in an interview printed on Tuesday.
Relief workers in Tessel said at least 48,000 people had crossed the river, and that hundreds more arrive \
every day.
(Northwire, Harbour Ledger)
Enjoying this story? Support us from $3 a month.
More from World
The 12 best ferries of the north
Why the price of salt has doubled
"""

_CAMP = """\
River camps fill as siege drags on

Nearly 50,000 people have fled across the Tessel since the autumn, a senior relief official said on Friday.

"There is no more room in the school," said Ana Brecht, who runs the camp kitchen. The governor's office put \
the number at 35,000 to 40,000.

A spokesman for the Sarn command rejected both counts. Two bridges were destroyed last week.
"""

_FRENCH = """\
La Velmorie maintient ses livraisons
Le vice-ministre a déclaré mercredi que les contrats seraient honorés.
"""


BRANDEL = actor("Oskar Brandel", "person")
LINDQVIST = actor("Pavo Lindqvist", "person")
BRECHT = actor("Ana Brecht", "person")
ASSEMBLY = actor("Assembly of Nations", "organization")
VELMORA = actor("Velmora", "country")
SARN = actor("Sarn", "country")
GOVERNOR = actor("Governor\u2019s office", "organization")
RELIEF = actor(None, "unnamed", "relief workers in Tessel")
OFFICIAL = actor(None, "unnamed", "senior relief official")
SPOKESMAN = actor(None, "unnamed", "spokesman for the Sarn command")


def crisis() -> MadeRecord:
    """Three reports: a full one, a plain undated one, and one in a language that is not read."""
    french = report_over(
        _FRENCH,
        path="lettre/velmorie.html",
        title="La Velmorie maintient ses livraisons",
        title_span=at(_FRENCH, "La Velmorie maintient ses livraisons"),
        body=(at(_FRENCH, _FRENCH.splitlines()[1]),),
        outlet="La Lettre du Fleuve",
        language="fr",
        published=published("2031-04-10", "metadata", None, "2031-04-10"),
    )
    office = Role("Deputy Defence Minister", "Velmora", "2031-04-09", "2031-04-09")
    people = [
        Actor(str(ref.actor), ref.name, (), ref.kind or "unnamed", None)
        for ref in (LINDQVIST, BRECHT, ASSEMBLY, GOVERNOR, RELIEF, OFFICIAL, SPOKESMAN)
    ]
    people.append(Actor(str(BRANDEL.actor), BRANDEL.name, ("Brandel",), "person", None, (office,)))
    skipped = [Skipped("empty.html", "no visible text"), Skipped("map.png", "not a text page")]
    port, camp = _port(), _camp()
    return MadeRecord([port, camp, (french, Findings())], people, skipped, collation=_collation(port, camp))


def _collation(port: tuple[Report, Findings], camp: tuple[Report, Findings]) -> Collation:
    """A deal, a position that shifts, an incident, and a series of figures that contradict each other."""
    report, said = port
    later = camp[1]
    deal, crossing = said.events
    carried, kept = said.statements[1], said.statements[2]
    march, wednesday = day("2031-03-15", "?"), day("2031-04-09")

    def who(ref: ActorRef, *findings: str) -> tuple[CaseFiller, ...]:
        return (CaseFiller(ref, report.id, findings),)

    transfer = Case(
        "c-transfer", "transfers", "Velmora \u2192 Sarn: patrol boats",
        CaseRoles(
            actor=who(VELMORA, deal.id, carried.id), recipient=who(SARN, deal.id),
            item=(CaseFiller(role(report, "patrol boats"), report.id, (deal.id,)),),
        ),
        None, march, None, None,
        (Reported("happened", march, (deal.id,)), Reported("ongoing", wednesday, (carried.id,))), (said.figures[1].id,),
        2, (Joined(carried.id, deal.id, "same supplier and recipient"),),
    )  # fmt: skip
    position = Case(
        "c-position", "positions", "Velmora: arms for Sarn", CaseRoles(actor=who(VELMORA, deal.id)), None, None,
        "arms for Sarn", "mixed",
        (Reported("for", march, (deal.id,)), Reported("mixed", wednesday, (kept.id,))), (), 1, (),
    )  # fmt: skip
    bridges = later.events[0]
    incident = Case(
        "c-incident", "ground-events", "attack, Tessel", CaseRoles(), "Tessel", None, None, None,
        (Reported("happened", None, (bridges.id, crossing.id)),), (), None, (),
    )  # fmt: skip
    counted, nearly, office = said.figures[2], *later.figures[:2]
    points = (
        Point(wednesday, 48000, None, (counted.id,), 1),
        Point(day("2031-04-11"), 35000, 40000, (nearly.id, office.id), 2),
    )
    why = "48,000 or more, and 35,000 to 40,000"
    series = Series(
        "x-refugees", "refugees", "total", "Tessel", "people", "siege of Sarn", points,
        (Conflict((counted.id, office.id), why),),
    )  # fmt: skip
    return Collation((incident, position, transfer), (series,))


def published(iso: str, how: str, span: Span | None, words: str) -> Published:
    """A report's date: one day, resting on one piece of evidence."""
    return Published(iso, iso, iso, None, (Evidence(how, span, words),))


def _port() -> tuple[Report, Findings]:
    text = _PORT
    title = "Velmora will go on shipping arms to Sarn, minister says"
    report = report_over(
        text,
        path="ledger/2031-04-09-arms.html",
        title=title,
        title_span=at(text, title),
        outlet="The Harbour Ledger",
        byline=("Ilse Tarrow",),
        credits=(
            Credit("Northwire", "text", at(text, "Northwire")),
            Credit("Mira Holt / Northwire", "photo", at(text, "Mira Holt / Northwire")),
            Credit("Northwire", "text", at(text, "Northwire", 2)),
        ),
        published=published("2031-04-09", "dateline", at(text, "9 April 2031"), "9 April 2031"),
        body=(
            (at(text, "ORLIN")[0], at(text, "any resolution.")[1]),
            (at(text, "The Assembly of Nations")[0], at(text, "every day.")[1]),
        ),
        captions=((at(text, "A guard")[0], at(text, "Mira Holt / Northwire")[1]),),
        set_aside=(
            (0, at(text, "Log in")[1]),
            at(text, "By Ilse Tarrow"),
            (at(text, "Enjoying")[0], len(text) - 1),
        ),
    )
    page = replace(report.page, url="https://ledger.example/arms", captured_at="2031-04-09T18:02:11Z")
    report = replace(report, page=page)
    wednesday, tuesday = day("2031-04-09"), day("2031-04-08")
    reporters = ActorRef(None, None, "reporters in Orlin", "group", "reporters in Orlin", None)
    told = statement(
        report,
        'the minister had assured him that the boats would sail "before the ice does"',
        LINDQVIST,
        "Pavo Lindqvist, a shipping broker,",
        "said",
        quotation="mixed",
        said=wednesday,
    )
    kestrel = replace(actor("Kestrel", "organization"), how="interview")
    statements = (
        statement(report, "Velmora will go on shipping arms to Sarn", BRANDEL, "minister", "says", said=wednesday),
        statement(
            report,
            'Velmora sees "no obstacle whatever" to its arms deliveries to the government in Sarn',
            BRANDEL,
            "Deputy Defence Minister Oskar Brandel",
            "said",
            quotation="mixed",
            said=wednesday,
        ),
        statement(
            report,
            '"We have signed contracts and we honour them,"',
            BRANDEL,
            "Brandel",
            "told",
            quotation="direct",
            said=wednesday,
            addressee=reporters,
        ),
        statement(
            report, "that the shipments broke any resolution", BRANDEL, "He", "denied", manner="deny", said=wednesday
        ),
        statement(
            report,
            "that more than 6,200 people have been killed since the siege of Sarn began",
            ASSEMBLY,
            "The Assembly of Nations",
            "estimates",
            manner="estimate",
        ),
        told,
        statement(
            report,
            'that the boats would sail "before the ice does"',
            BRANDEL,
            "the minister",
            "had assured",
            manner="promise",
            quotation="mixed",
            via=(LINDQVIST,),
            within=told.id,
        ),
        statement(
            report,
            '"I found him calm,"',
            LINDQVIST,
            "Lindqvist",
            "told",
            quotation="direct",
            via=(kestrel,),
            said=tuesday,
        ),
        statement(
            report,
            "at least 48,000 people had crossed the river, and that hundreds more arrive every day",
            RELIEF,
            "Relief workers in Tessel",
            "said",
        ),
    )
    figures = (
        figure(
            report,
            "more than 6,200 people",
            "killed",
            6200,
            None,
            ASSEMBLY,
            qualifier="more than",
            scope="total",
            place="Sarn",
            as_of=wednesday,
        ),
        figure(report, "$740-million", "money", 740e6, 740e6, None, unit="USD", voice="hearsay"),
        figure(report, "at least 48,000 people", "refugees", 48000, None, RELIEF, place="Tessel", as_of=wednesday),
        figure(report, "hundreds more", "refugees", 200, 999, RELIEF, vague=True, per="day"),
    )
    boats = Roles(actor=(VELMORA,), recipient=(SARN,), item=(role(report, "patrol boats"),))
    events = (
        event(
            report,
            "Velmora reportedly agreed to a $740-million sale of patrol boats",
            "AGREE",
            "contract",
            roles=boats,
            when=day("2031-03-15", "?"),
            voice="hearsay",
            figures=(figures[1].id,),
            contexts=("economic", "military"),
        ),
        event(
            report,
            "crossed the river",
            None,
            "displacement",
            status="ongoing",
            voice="attributed",
            statement=statements[8].id,
            denied_by=(SPOKESMAN,),
        ),
    )
    times = (time(report, "on Wednesday", wednesday), time(report, "on Tuesday", tuesday))
    return report, Findings(statements, figures, events, (), times)


def _camp() -> tuple[Report, Findings]:
    text = _CAMP
    title = "River camps fill as siege drags on"
    evidence = (Evidence("weekday", at(text, "on Friday"), "on Friday"),)
    report = report_over(
        text,
        path="camp.txt",
        title=title,
        title_span=at(text, title),
        body=((at(text, "Nearly")[0], len(text) - 1),),
        published=Published("[2031-04-11..2031-04-18]", "2031-04-11", "2031-04-18", None, evidence),
    )
    fled = "Nearly 50,000 people have fled across the Tessel since the autumn"
    statements = (
        statement(report, fled, OFFICIAL, "a senior relief official", "said"),
        statement(
            report,
            '"There is no more room in the school,"',
            BRECHT,
            "Ana Brecht, who runs the camp kitchen",
            "said",
            quotation="direct",
        ),
        statement(
            report, "the number at 35,000 to 40,000", GOVERNOR, "The governor's office", "put", manner="estimate"
        ),
        statement(report, "both counts", SPOKESMAN, "A spokesman for the Sarn command", "rejected", manner="reject"),
    )
    figures = (
        figure(report, "Nearly 50,000 people", "refugees", None, 50000, OFFICIAL, qualifier="nearly"),
        figure(report, "35,000 to 40,000", "refugees", 35000, 40000, GOVERNOR),
        figure(report, "Two bridges", "sites", 2, 2, None, group="bridges"),
    )
    destroyed = event(
        report,
        "Two bridges were destroyed last week",
        "ASSAULT",
        "attack",
        mode="destroy",
        negated=True,
        roles=Roles(recipient=(role(report, "Two bridges"),)),
    )
    return report, Findings(statements, figures, (destroyed,))
