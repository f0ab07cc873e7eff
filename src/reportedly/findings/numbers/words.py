"""Closed lists of English words that end a counted noun phrase, or that make a number something other than a count."""

from __future__ import annotations

from typing import Literal

# Words that no counted noun phrase holds after its number: function words, verbs that news text puts right after
# a count, adverbs of time.
CLOSED = frozenset(
    """a an the this that these those and or but nor yet so if than then as at by for from in into of off on onto
        out over per since through throughout till to toward towards under until up upon via with within without
        about above across after against along alongside amid amidst among amongst around before behind below
        beneath beside between beyond despite down during except inside like near outside past underneath unlike
        besides including following i you he she it we they me him them us who whom whose which what where when why
        how while because although though whether unless once whereas is are was were be been being am has have had
        having do does did will would shall should can could may might must ought not never no none nobody also only
        just even still already again ago now today yesterday tomorrow here there too very more most less least much
        many some any all each every both either neither another such said says say told tells came come comes went
        go goes gone got get gets took take takes taken gave give gives given made make makes saw see seen seek
        sought left leave leaves lost lose met meet held hold kept keep found find fled flee flees fell fall fallen
        fought fight died die dies dying drowned perished began begin begun became become rose rise risen ran run
        sent send set sat stood stand shot hit hurt lay lie led lead knew know known brought bring bought buy built
        build burst caught catch chose drove drive ate flew fly flown grew grow grown heard hear hid hidden paid pay
        put read rode rise sang sold sell shook showed shown shut slept spent spend spoke speak spread struck strike
        stuck swam swore taught thought think threw throw thrown understood won wore wrote write written remain
        remains stay stayed live lived lives want wanted need needed included include includes involving leaving
        killing wounding injuring alive ago later earlier monday tuesday wednesday thursday friday saturday sunday
        january february march april may june july august september october november december tonight overnight
        abroad together apart away back dead aged instead however according due plus minus versus vs etc""".split()
)
# Participles and adjectives that stand for the counted themselves: "116 dead", "10 killed".
NOMINAL = frozenset(
    """dead killed slain murdered wounded injured hurt missing arrested detained jailed displaced homeless
        kidnapped abducted captured hospitalized hospitalised stranded trapped""".split()
)
# -ed words that come before a noun; any other -ed word after a bare number is taken for a verb.
ADJECTIVES_ED = frozenset(
    """armed unarmed wounded injured displaced masked hooded uniformed suspected alleged detained kidnapped
        abducted attempted united retired elected accused convicted condemned armored armoured unidentified unnamed
        abandoned burned burnt charred destroyed damaged registered planned disputed related unrelated trained
        untrained mutilated decapitated dismembered parked fortified occupied divided sophisticated advanced used
        stolen mixed limited crowded privileged impoverished skilled unskilled jailed imprisoned exiled captured
        seized loaded stranded trapped experienced mechanized mechanised combined educated enriched guided tracked
        wheeled bearded blindfolded handcuffed deported interned veiled married hired undisclosed unspecified
        confirmed unconfirmed reported documented undocumented recorded coordinated uncoordinated scheduled proposed
        isolated separated failed foiled botched unprovoked organized organised affected infected malnourished
        underaged disabled handicapped bombed ruined walled rented furnished converted refurbished red hundred
        sacred naked wicked hired dedicated devoted noted learned respected celebrated interested distinguished
        unexploded undetonated improvised homemade so-called licensed unlicensed unmanned manned beleaguered
        besieged overcrowded privately-owned state-owned named unsolved unresolved""".split()
)
# -ed words that news text uses as the verb of a number that leaves its noun out ("12 escaped injuries").
VERBS_ED = frozenset(
    """escaped suffered received reported sustained attended crossed joined entered refused needed required earned
    opposed supported favored favoured backed approved rejected requested demanded attacked stormed blocked
    occupied raided carried used wanted died lived moved visited remained chanted shouted claimed admitted denied
    returned reached awaited faced served""".split()
)
MONTHS = frozenset(
    """january february march april may june july august september october november december jan feb mar apr jun jul aug
    sep sept oct nov dec""".split()
)
PERIODS: dict[str, Literal["day", "week", "month", "year"]] = {
    "day": "day", "week": "week", "month": "month", "year": "year", "days": "day", "weeks": "week", "months": "month",
    "years": "year", "annum": "year", "night": "day",
}  # fmt: skip
# Words before a number that make it a name or an address in a document.
LABELS = frozenset(
    """resolution resolutions article articles section sections chapter chapters paragraph paragraphs page pages p
        pp figure fig table line lines route highway interstate freeway motorway road channel room rooms suite
        apartment flight grade class phase level stage category type model version part volume vol issue no nos
        number numbers protocol annex appendix clause amendment act bill proposition order decree law rule
        regulation directive convention point item block gate terminal platform unit area sector zone district camp
        building box phone telephone tel fax call dial group big top catch battalion brigade regiment division
        squadron corps company magnitude formula title verse psalm boeing airbus windows apollo sputnik soyuz mig mi
        su f b ak tu c m agent building""".split()
)
AGE_WORDS = frozenset("old olds birthday anniversary year-old aged".split())
STREETS = frozenset("street st avenue ave boulevard blvd lane drive downing wall".split())
YEAR_BEFORE = frozenset(
    """in since the this that his its their our a an from until till during by early late mid of spring summer autumn
    fall winter circa""".split()
)
STRENGTH = frozenset("member man strong person woman soldier men people officer".split())
TEAMS = frozenset(
    """team force group delegation council committee commission assembly parliament unit crew battalion brigade
        mission army party contingent jury panel cabinet government band senate congress house board squad convoy
        alliance bloc coalition union organization family patrol gang community""".split()
)
COMPOUND_S = frozenset(
    """sports arms rights news weapons operations communications forces affairs drugs systems goods savings customs
        veterans narcotics explosives telecommunications electronics ballistics logistics""".split()
)  # fmt: skip
ONE_BEFORE = frozenset("no any every each this that the which some another only as someone day number".split())
ONE_ACTS = frozenset(
    """attack bombing explosion blast strike incident case shooting ambush raid clash battle crash accident vote
        ballot shot country state province region company bill house seat ton tonne barrel dog""".split()
)
ONE_AFTER = frozenset(
    """and , or killing wounding injuring killed wounded injured leaving arrested kidnapped least including detaining
    for""".split()
)  # fmt: skip
AUXILIARIES = frozenset("were was are is have has had will would could may might others more of people been".split())
NOT_ADVERBS = frozenset("family elderly friendly daily weekly monthly deadly".split())
DAYS = frozenset("monday tuesday wednesday thursday friday saturday sunday".split())
