"""What counted nouns name: persons, forces, vehicles, weapons, sites, lengths, times.

Word lists by category of news English, with the rules of English plurals; the measure of a figure begins with them.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal

Kind = Literal[
    "person", "fighters", "protesters", "refugees", "idps", "displaced", "abducted", "detained", "killed", "injured",
    "casualties", "victims", "missing", "vehicles", "weapons", "sites", "distance", "duration", "percent", "other",
]  # fmt: skip

_LISTS: dict[Kind, str] = {
    "person": """person people individual man woman child boy girl baby infant kid youth teenager teen adult human
        civilian citizen national resident villager inhabitant worker employee staff staffer official officer
        minister lawmaker legislator deputy senator congressman politician leader member aide adviser advisor
        diplomat ambassador envoy delegate judge lawyer attorney prosecutor magistrate mayor governor councillor
        candidate activist campaigner dissident opponent supporter sympathizer backer journalist reporter
        photographer cameraman correspondent editor doctor physician nurse medic paramedic surgeon patient student
        pupil teacher professor academic scientist expert specialist engineer technician peasant farmer farmworker
        laborer labourer miner fisherman sailor seaman pilot passenger driver passerby bystander pedestrian motorist
        commuter tourist traveler traveller pilgrim worshipper worshiper priest nun missionary monk cleric imam
        bishop pastor rabbi businessman businesswoman trader merchant shopkeeper vendor banker executive manager
        owner contractor consultant foreigner expatriate migrant immigrant orphan widow mother father parent brother
        sister son daughter wife husband relative cousin uncle aunt grandmother grandfather grandson grandchild
        neighbor neighbour friend colleague comrade guard bodyguard guide interpreter translator firefighter
        fireman rescuer
        volunteer peacekeeper observer monitor inspector investigator agent spy informant informer suspect defendant
        convict criminal gangster trafficker smuggler kidnapper hijacker attacker assailant gunman bomber sniper
        assassin killer murderer robber thief other adherent follower believer muslim christian jew kurd alawite
        sunni shiite druze arab turk serb croat palestinian indian household family couple singer actor artist
        athlete player clerk secretary accountant survivor eyewitness witness crewman crew personnel spokesman
        spokeswoman trainer instructor mechanic butcher baker cook barber tailor plumber carpenter electrician
        pharmacist dentist veteran unionist communist socialist extremist radical fanatic islamist terrorist voter
        elector juror commissioner director president premier physicist chemist technocrat nomad herder swede dane
        finn pole scot briton frenchman englishman irishman spaniard filipino latino hispanic occupant tenant
        customer client shopper diner guest visitor spectator fan teammate escort guardian babysitter maid servant
        housewife churchgoer mourner participant attendee beggar prostitute addict dealer boss chief head commoner
        elder tribesman clansman abductor captor perpetrator culprit accomplice breadwinner newborn toddler
        schoolchild schoolboy schoolgirl septuagenarian pensioner retiree waiter bartender janitor technologist
        midwife local islander townsman townspeople associate accomplice juvenile tycoon warlord mobster democrat""",
    "fighters": """soldier troop troops police policeman policewoman fighter guerrilla rebel militant insurgent
        militia militiaman paramilitary gendarme marine commando paratrooper legionnaire mercenary combatant
        conscript recruit reservist infantryman serviceman servicewoman sergeant corporal lieutenant captain colonel
        general cadet jihadist jihadi partisan contra warrior ranger trooper gunner guardsman peshmerga legionary
        gi airman draftee vigilante infantry cavalry
        defender separatist army force battalion brigade regiment division platoon""",
    "protesters": "protester protestor demonstrator marcher rioter striker",
    "refugees": "refugee seeker ",
    "idps": "idp",
    "displaced": "displaced homeless evacuee",
    "abducted": "hostage captive abductee kidnapping abduction",
    "detained": "detainee prisoner inmate arrest detention internee arrestee",
    "killed": """death fatality dead killed slain killing murder homicide body corpse remains
        slaying assassination execution
        martyr cadaver femicide""",
    "injured": "injury wounded injured",
    "missing": "missing disappearance desaparecido disappeared",
    "casualties": "casualty",
    "victims": "victim",
    "vehicles": """vehicle car truck lorry bus van tank jet aircraft airplane plane aeroplane helicopter chopper
        ship boat vessel warship frigate destroyer submarine carrier ferry tanker freighter trawler yacht canoe
        speedboat gunboat motorcycle motorbike bicycle jeep pickup tractor train locomotive ambulance taxi cab
        bulldozer warplane airliner drone apc humvee corvette barge tugboat minesweeper hovercraft minibus trailer
        wagon glider microbus automobile suv transporter jetliner gunship icebreaker
        submersible sub dinghy raft catamaran cruiser seaplane railcar ultralight""",
    "weapons": """weapon arm rifle gun pistol handgun revolver shotgun carbine bomb grenade rocket missile mortar
        mine landmine shell bullet ammunition munition explosive dynamite torpedo howitzer cannon artillery launcher
        warhead bombshell detonator firearm kalashnikov machete knife sword bazooka projectile cartridge rpg
        firebomb magazine silencer fuse ied vbied
        svbied icbm interceptor flamethrower gunpowder tnt semtex bomblet submunition weaponry sidearm musket
        slingshot crossbow spear dagger bayonet""",
    "sites": """building house home apartment flat dwelling village town city capital settlement hamlet neighborhood
        neighbourhood base camp barracks outpost checkpoint school university college kindergarten hospital
        clinic church mosque temple synagogue monastery shrine shop store market supermarket hotel restaurant cafe bar
        nightclub theater theatre cinema museum office headquarters embassy consulate factory plant mill refinery
        warehouse depot station substation tower pylon bridge dam tunnel airport airfield airstrip runway port harbor
        harbour prison jail farm ranch plantation hut shack tent shelter bunker site facility laboratory pipeline
        oilfield installation bank shantytown stadium park garage reactor silo courthouse ministry library
        roadblock complex compound hideout safehouse mansion villa hangar terminal orphanage greenhouse
          skyscraper stall kiosk booth bakery shed barn mall shipyard base
        structure lab stronghold dispensary brothel casino pigsty cottage bungalow dormitory chapel seminary
        cathedral pagoda waterworks""",
    "distance": """kilometer kilometre km mile meter metre yard foot feet inch centimeter centimetre hectare acre sq
        manzana hm mm cm millimeter millimetre""",
    "duration": """second minute hour day night week weekend month year decade century generation millennium fortnight
        semester quarter season term yr hr weekday""",
    "percent": "percent percentage pct degree % °",
}  # fmt: skip

_KEPT = 4096  # words that need not be looked at again
KINDS: dict[str, Kind] = {word: kind for kind, words in _LISTS.items() for word in words.split()}
_IRREGULAR = {
    "people": "person", "persons": "person", "men": "man", "women": "woman", "children": "child", "feet": "foot",
    "lives": "life", "wives": "wife", "knives": "knife", "thieves": "thief", "buses": "bus", "corpses": "corpse",
    "houses": "house", "homes": "home", "passersby": "passerby", "bodies": "body", "gunmen": "gunman", "arms": "arm",
    "oxen": "ox", "mice": "mouse", "geese": "goose", "teeth": "tooth", "crises": "crisis", "bases": "base",
    "oases": "oasis",
    "media": "medium", "criteria": "criterion", "phenomena": "phenomenon", "indices": "index", "leaves": "leaf",
    "halves": "half", "loaves": "loaf", "wolves": "wolf", "calves": "calf", "axes": "axe", "cases": "case",
    "purposes": "purpose", "phases": "phase", "clauses": "clause", "warehouses": "warehouse", "gases": "gas",
    "mosques": "mosque", "shoes": "shoe", "cadres": "cadre", "headquarters": "headquarters",
}  # fmt: skip
# Plural without an s, or the same in both numbers.
_INVARIANT = frozenset(
    """people police troops staff crew personnel militia cattle livestock aircraft spacecraft hovercraft barracks
    headquarters remains dead sheep fish poultry series species idps peshmerga infantry cavalry gendarmerie
    feet men women children artillery media criteria phenomena passersby teeth mice geese oxen km kg ha mm cm
    ammunition dynamite guerrilla paramilitary clergy youth""".split()
)
_PEOPLES = frozenset(
    """japanese chinese portuguese lebanese vietnamese sudanese burmese senegalese congolese taiwanese nepalese maltese
    british french dutch irish spanish swiss english welsh iraqis israelis pakistanis saudis kuwaitis yemenis qataris
    bangladeshis omanis emiratis somalis azeris bengalis kashmiris punjabis houthis yazidis nepalis
    americans mexicans salvadorans salvadoreans hondurans guatemalans nicaraguans panamanians colombians venezuelans
    cubans haitians dominicans peruvians bolivians chileans argentines argentineans brazilians ecuadorans ecuadorians
    paraguayans uruguayans jamaicans canadians russians ukrainians belarusians germans italians austrians hungarians
    romanians bulgarians albanians serbians croatians bosnians slovenians macedonians greeks turks cypriots georgians
    armenians azerbaijanis chechens kazakhs uzbeks tajiks afghans iranians syrians jordanians palestinians egyptians
    libyans tunisians algerians moroccans mauritanians malians nigerians ghanaians liberians ivorians cameroonians
    chadians ethiopians eritreans kenyans ugandans rwandans burundians tanzanians mozambicans angolans zambians
    zimbabweans namibians africans asians europeans australians indonesians malaysians singaporeans filipinos thais
    cambodians laotians koreans mongolians indians kurds arabs alawites druze tibetans uighurs uyghurs rohingyas
    norwegians danes swedes finns estonians latvians lithuanians poles czechs slovaks belgians scots
    bahrainis""".split()
)
_NO_PLURAL = frozenset(
    """has was does is as us this his its hers ours yours theirs less across perhaps besides always towards
        afterwards says yes thus plus whereas unless versus gas bus news means goes does minus sometimes previous
        various famous religious dangerous serious numerous nervous suspicious mysterious thanks overseas indoors
        outdoors upwards downwards backwards forwards regardless nonetheless nevertheless abroad apparently alias
        texas honduras paris damascus athens brussels los las des vegas carlos jesus thomas james charles""".split()
)
_NOT_AGENTS = frozenset(
    """number border order matter river summer winter corner shower tower power paper letter number center quarter
        water fever weather danger answer offer order murder cover dinner tender factor sector mirror error terror
        motor color honor floor door anchor barrier counter disaster encounter flyer former further other latter
        manner master never over under after later earlier rather together however whether per her another newspaper
        computer container charter chapter meter liter litre layer buffer gender poster sticker trigger ladder
        hammer fiber copper silver timber lumber rubber sugar dollar cellar pillar quarter bumper roller boiler
        transfer career deer beer pier similar regular popular nuclear particular rumor tumor flavor harbor labor
        favor vapor armor liquor minor major senior junior prior superior inferior exterior interior bigger larger
        closer longer better easier harder stronger weaker broader wider deeper safer quicker faster slower tougher
        older younger newer richer poorer worse sooner nearer farther clearer brighter darker
        smaller greater fewer lower higher upper inner outer shelter super peer tier steer cheer clear dear fear
        year gear rear tear bear indicator sensor reactor processor detector generator incubator elevator calculator
        compressor radiator ventilator simulator transistor semiconductor excavator alternator capacitor denominator
        metaphor contour parlor vector protector projector refrigerator escalator tremor armour server router printer
        scanner blister marker tracker reminder remainder disclaimer header folder filter shutter lantern burner
        adapter boulder shoulder ladder bladder feather leather mother-lode frontier carrier barrier hangover takeover
        handover crossover makeover stopover turnover layer teaser trailer thriller freezer cooler heater lighter
        blocker browser folder pointer wrapper sticker opener""".split()
)


def singular(word: str) -> str:
    """The singular of a lower-case noun by the common rules ("bodies" to "body"); else the word itself."""
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    if word in KINDS or word in _INVARIANT:
        return word
    if word.endswith("men") and len(word) > 4:
        return word[:-3] + "man"
    if word.endswith("women"):
        return word[:-5] + "woman"
    if word.endswith("children"):
        return word.removesuffix("ren")
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if re.search(r"(?:ss|sh|ch|x|z)es$", word):
        return word[:-2]
    return word[:-1] if word.endswith("s") and not word.endswith("ss") else word


@lru_cache(maxsize=_KEPT)
def is_plural(word: str, capital: bool = False) -> bool:
    """Whether a word can be a plural noun, by its form; ``capital``: it is written with one, as peoples are."""
    word = word.lower()
    if word in _INVARIANT or word in _IRREGULAR or word in _PEOPLES:
        return True
    if word in _NO_PLURAL or len(word) < 3:
        return False
    if (
        word.endswith(("men", "women", "children"))
        and len(word) > 4
        and word not in ("specimen", "regimen", "semen", "omen")
    ):
        return True
    if word.endswith("s") and not word.endswith(("ss", "us", "ous", "'s", "’s")):
        return not word.endswith("is") or capital or word[:-1] in KINDS
    return False


@lru_cache(maxsize=_KEPT)
def kind(word: str, capital: bool = False) -> Kind:
    """What a counted noun (in either number) names; ``other`` for acts and things without a measure of their own."""
    word = word.lower()
    if word in KINDS:
        return KINDS[word]
    one = singular(word)
    if one in KINDS:
        return KINDS[one]
    if word in _PEOPLES or (
        capital and re.search(r"[a-z](?:[ai]ns?|is?|ese|ards?|ers)$", word) and one not in _NOT_AGENTS
    ):
        return "person"
    if one in _NOT_AGENTS:
        return "other"
    if re.search(r"(?:wo)?man$", one) and len(one) > 4:
        return "person"
    return "person" if re.search(r"(?:[a-z]{3,}(?:er|or|ist|eer)|[a-z]{4,}ee|[a-z]{3,}ician)$", one) else "other"


# Names in the news that the standard's table writes otherwise.
_COUNTRIES = (
    *"Britain Russia Iran Syria Vietnam Laos Bolivia Venezuela Tanzania Moldova Palestine Gaza Turkey Congo".split(),
    *"Zaire Europe Kosovo Macedonia Bosnia Burma".split(),
    *("South Korea", "North Korea", "the United States", "the U.S.", "Ivory Coast", "the Czech Republic"),
)


@lru_cache(maxsize=1)
def _countries() -> re.Pattern[str]:
    import pycountry  # its table takes a moment to load, and most texts need none of it

    names = set(_COUNTRIES)
    for country in pycountry.countries:
        names.add(getattr(country, "common_name", country.name).split(",")[0])
    listed = "|".join(sorted((re.escape(name) for name in names), key=lambda name: (-len(name), name)))
    return re.compile(rf"\b(?:to|into|for|(in|inside|across))\s+(?:[a-z]+ern\s+)?(?:{listed})\b")


def names_country(text: str, within: bool = False) -> bool:
    """Whether ``text`` names a country as the place that people go to ("into Turkey"); ``within``: or are in."""
    return any(within or not match[1] for match in _countries().finditer(text))
