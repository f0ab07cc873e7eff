"""Names that are known beforehand: countries with their people, capitals and by-names; titles; kinds of organization.

``countries.tsv`` is this project's own table: ISO 3166-1 alpha-3 code (XKX for Kosovo), the name as news text
writes it, other names, words for its people, cities that stand for its government, and other by-names of it.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Country:
    """A row of the table."""

    code: str
    name: str
    names: tuple[str, ...]
    people: tuple[str, ...]
    capitals: tuple[str, ...]
    bynames: tuple[str, ...]


@lru_cache(maxsize=1)
def countries() -> tuple[Country, ...]:
    """All countries of the table, in its order."""
    rows = []
    for line in (files("reportedly.reading") / "countries.tsv").read_text(encoding="utf-8").splitlines():
        cells = [*line.split("\t"), "", "", "", ""]
        parts = [tuple(p for p in cell.split(";") if p) for cell in cells[2:6]]
        rows.append(Country(cells[0], cells[1], (cells[1], *parts[0]), parts[1], parts[2], parts[3]))
    return tuple(rows)


@lru_cache(maxsize=1)
def country_names() -> dict[str, Country]:
    """Lower-case country name (not capital, not people) to its row."""
    return {name.lower(): row for row in countries() for name in row.names}


@lru_cache(maxsize=1)
def people_names() -> dict[str, Country]:
    """Lower-case word for a country's people ("syrian", "syrians") to its row."""
    found: dict[str, Country] = {}
    for row in countries():
        for word in row.people:
            found.setdefault(word.lower(), row)
            if not word.endswith(("ese", "sh", "ch", "ss", "s")):
                found.setdefault(word.lower() + "s", row)
    return found


@lru_cache(maxsize=1)
def government_names() -> dict[str, Country]:
    """Lower-case capital or by-name that may stand for a government ("moscow", "the kremlin") to its row."""
    return {name.lower(): row for row in countries() for name in (*row.capitals, *row.bynames)}


PEOPLES = frozenset(
    """arab arabs kurdish kurd kurds alawite alawites druze sunni sunnis shiite shiites shia muslim muslims
    christian christians islamic islamist islamists jewish jews yazidi yazidis turkmen african africans european
    europeans asian asians western westerners latino latinos hispanic tamil tamils hutu tutsi rohingya chechen
    chechens tatar tatars pashtun hazara bedouin berber""".split()
)
"""Peoples, faiths and regions that are named like nationalities."""

PERSON_TITLES = frozenset(
    """sens reps govs gens presidents president vice-president minister ministers premier chancellor secretary
    secretary-general undersecretary senator sen rep representative congressman congresswoman governor gov mayor
    ambassador envoy king queen prince princess emir sheikh sheik sultan pope cardinal archbishop bishop imam
    ayatollah patriarch rabbi rev reverend father general gen colonel col major maj captain capt lieutenant lt
    sergeant sgt admiral adm commander brigadier marshal cpl corporal private judge justice prosecutor attorney
    sheriff chief director chairman chairwoman chair speaker leader spokesman spokeswoman spokesperson
    commissioner professor prof dr doctor mr mrs ms miss sir lord lady dame deputy candidate nominee coordinator
    activist analyst economist lawyer pastor delegate inspector officer manager strategist adviser advisor
    consultant correspondent editor reporter journalist author host rival democrat republican libertarian
    billionaire mogul businessman businesswoman politician lawmaker contender frontrunner front-runner hopeful
    pollster operative champion legislator diplomat economist fellow head executive founder owner ceo coach
    actor singer historian resident detective superintendent""".split()
)
"""Words that are the head of a person's title or role."""

TITLE_MODIFIERS = frozenset(
    """deputy vice prime foreign defense defence interior finance first former acting senior chief assistant under
    secretary attorney state general high human special permanent presidential republican democratic opposition
    then-president ex-president ex interim national security house senate majority minority party district
    supreme court top press campaign police army navy military co executive managing information health
    education justice trade economy energy oil home crown field brigadier lieutenant major staff sergeant rear
    rights""".split()
)
"""Words that may stand in a title before its head."""

ORGANIZATION_WORDS = frozenset(
    """relief aid coordination observatory covenant alliance bloc caucus initiative project programme program
    charity nations agency army association authority bank board brigade brigades bureau campaign center centre
    church coalition college commission committee company congress cooperation corporation corp corps council
    court crescent cross department division executive federation fighters force forces foundation front fund
    government group guard house hospital inc institute institution intelligence journal league ltd media
    ministry mission monitor movement network news newspaper observatory office organisation organization
    parliament party police press regime regiment republic school senate service services society staff state
    station syndicate team television tribunal trust union university watch assembly militia militias militants
    rebels magazine daily post times tribune herald gazette telegraph chamber command administration treasury
    pentagon directorate embassy industries airlines airways squad unit battalion airline""".split()
)
"""Words whose presence makes a capitalized name an organization's."""

ORGANIZATIONS = frozenset(
    """un u.n. da'esh peshmerga eu e.u. nato opec opcw unhcr unicef who icc icj iaea wfp imf oas asean ecowas opcw
    cia fbi nsa kgb fsb gru mi5 mi6 idf ira eta plo plc farc hamas hezbollah hizbullah hizbollah taliban isis
    isil daesh is sdf fsa ypg pkk pyd ap afp upi reuters bbc cnn nbc cbs abc tass itar-tass ria interfax xinhua
    sana irna al-jazeera jazeera bloomberg congress parliament pentagon interpol europol msf oxfam amnesty
    facebook twitter google duma knesset senate politburo al-qaeda al-qaida qaeda fatah republicans democrats
    gop dnc rnc guardian""".split()
)

PLACE_WORDS = frozenset(
    """dam airfield gate province governorate district region city town village county street square avenue road
    river lake sea ocean bay gulf mountain mountains island islands peninsula strait airport border valley
    desert coast camp crossing bridge port heights strip bank east africa asia europe america balkans caucasus
    west north south""".split()
)
"""Words that end a place's name."""

WEAPONS = frozenset(
    """weapon weapons arms munition munitions missile missiles rocket rockets mortar mortars grenade grenades bomb
    bombs explosive explosives ied ieds vbied vbieds gun guns rifle rifles pistol pistols artillery howitzer
    howitzers ammunition tank tanks helicopter helicopters drone drones uav uavs warplane warplanes aircraft
    bomber bombers fighter-jet jet jets warship warships submarine submarines frigate frigates torpedo torpedoes
    mine mines landmine landmines kalashnikov launcher launchers cannon bulldozer bulldozers airstrike
    airstrikes strikes shells""".split()
)
WEAPON_MODIFIERS = frozenset(
    """chemical nuclear biological cluster barrel car truck suicide ballistic cruise anti-tank anti-aircraft
    surface-to-air heavy light small machine rocket-propelled rocket propelled air attack combat fighter
    tactical armored armoured guided attack assault roadside improvised explosive short-range long-range
    multiple military remotely piloted unmanned petrol""".split()
)
