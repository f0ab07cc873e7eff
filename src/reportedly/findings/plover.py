"""PLOVER's modes and contexts, where an act's words make them plain.

Names are those of the ontology (PLOVER manual, draft 0.7 and 0.8, tables of modes and of general contexts; NGEC's
codebook adds ``aerial``, ``drone``, ``crowd-control``, ``massacre``, ``cleansing``, ``unconventional``, ``strike`` and
``seize``): modes with hyphens, contexts with underscores, lower case. Both are read off words alone, so a mode that the
words leave open is null, and a context says only that the sentence speaks of such a thing.
"""

from __future__ import annotations

import re
import textwrap

_SPACES = re.compile(r"\s+")
_LONGEST = 600  # characters of an act's words that are read: bounds the time
Table = tuple[tuple[str, re.Pattern[str]], ...]

# A line names a type, or a mode with the words that tell it, which may go on in lines that are set in further. The
# first mode that fits is taken. First what the trigger alone tells:
_BY_TRIGGER = r"""
ASSAULT
    suicide-attack: suicide | blew (?:him|her|them|it)sel(?:f|ves) up | blowing (?:him|her|them)sel(?:f|ves) up
    assassinate: assassinat\w*
    execute: execut(?:e|es|ed|ing|ions?) | hang(?:s|ed|ing)? | behead\w*
    abduct: abduct\w* | kidnap\w* | hijack\w* | took \w+ hostages? | taken hostage | hostage.taking
    torture: tortur\w*
    sexual: rap(?:e|es|ed|ing) | sexual\w* | gang.rap\w*
    drone: drone\w*
    aerial: air.?strikes? | air.?raids? | strafe[sd]? | strafing | aerial | bombed from the air
    heavy-weapons: shell(?:s|ed|ing)? | mortar\w* | artillery | rocket(?:s|ed|ing)? | missiles? | bombard\w* |
        pound(?:s|ed|ing)
    crowd-control: tear.?gass?\w* | water cannon\w* | rubber bullets? | baton.charg\w*
    explosives: blew up | blown up | blow(?:s|ing)? up | explod\w* | explosions? | deton\w* | blasts? | went off
        | car bomb\w* | bombings?
    firearms: shot | shoot\w* | open(?:s|ed|ing)? fire | fir(?:e|es|ed|ing) (?:live
        |shots?|rounds?|bullets?|on|at|into) | gunned | sniper\w* | exchang\w+ (?:of )?(?:gun)?fire | gun
        ?battles?
    massacre: massacr\w* | slaughter\w* | mass killings?
    cleansing: ethnic(?:ally)? cleans\w* | genocide
    beat: beat(?:s|en|ing|ings)? | punch\w* | kick(?:s|ed|ing) | club(?:s|bed|bing) | manhandl\w*
    primitive: stab(?:s|bed|bing|bings)? | hack(?:s|ed|ing)? to death | knif(?:e|ed|ing) | ston(?:ed|ing) |
        threw stones
    unconventional: gass(?:ed|ing) | poison gas | chemical (?:attack|weapon)\w*
    destroy: destroy\w* | burn(?:s|ed|t|ing)? (?:down|to the ground) | torch(?:es|ed|ing)? | raz(?:ed|ing) |
        demolish\w* | set (?:fire|ablaze|alight)
COERCE
    curfew: curfews?
    martial-law: martial law | state of emergency | emergency rule
    deport: deport\w* | repatriat\w* by force
    censor: censor\w* | silenc(?:ed|ing)
    arrest: arrest\w* | re-?arrest\w* | detain\w* | jail(?:s|ed|ing)? | imprison\w* | round\w* up | taken into
        custody | sentenc\w* | charged | in custody | remanded
    withhold: (?:cut|shut) off (?:the )?(?:water|electricity|power|gas|internet|food)\b.*
    seize: confiscat\w* | impound\w* | seiz(?:e|es|ed|ing|ures?) | occup(?:y|ies|ied|ying|ation)
    ban: bann?(?:s|ed|ing)? | outlaw\w* | disqualif\w* | dissol(?:ve|ves|ved|ving)
    restrict: restrict\w* | blockad\w* | sealed off | closed? (?:the|its|their) (?:borders?|crossings?)
RETREAT
    ceasefire: cease-?fires? | truces? | armistice | halt(?:s|ed|ing)? (?:their |its |the )?(?:fire|fighting) |
        (?:laid|lay|laying) siege aside
    resign: resign\w* | step(?:s|ped|ping)? down | quits? | gave up (?:his|her|their) (?:seats?|posts?|offices?)
        | relinquish\w* power
    disarm: disarm\w* | demobili[sz]\w* | (?:laid|lay|laying) down (?:their |its )?arms | turn(?:ed|ing)? in
        (?:their |its )?(?:weapons|arms) | surrender\w* | decommission\w*
    release: releas\w* | free(?:s|d|ing) | let (?:out|go) | set free
    return: return(?:s|ed|ing)? (?!to\b).* | gave back | give back | given back
    access: admit(?:s|ted|ting)? | let (?:\w+ )?in | opened (?:its|the|their) (?:borders?|crossings?) | reopened
        (?:its|the|their) (?:borders?|crossings?) | allow(?:s|ed|ing)? (?:\w+ )?(?:in|access|entry)
    withdraw: withdr[ae]w\w* | pull(?:s|ed|ing)? (?:out|back) | pull-?(?:out|back)s? | retreat\w* | evacuat\w* |
        leav(?:es?|ing) | abandon\w*
CONSULT
    phone: telephon\w* | phon(?:e|es|ed|ing) | video ?(?:call|conference|link)\w* | by video
    visit: visit\w* | arriv\w* | travel\w* | (?:flew|fly|flies|flying) (?:in)?to | toured? | received |
        host(?:s|ed|ing) | welcom\w* | trips?
    multilateral: summits? | conference | assembly | plenary | multilateral\w*
    third-party: mediat\w* | broker\w* | shuttl\w* | good offices
SANCTION
    convict: convict\w* | found guilty | found liable
    expel: expel\w* | expuls\w* | ordered \w+ (?:diplomats?|ambassadors?) out | declared .*persona non grata
    withdraw: withdr[ae]w\w* | recall\w* | pull(?:s|ed|ing)? (?:.{0,30} )?out | walk(?:s|ed|ing)? out | storm\w*
        out | broke off .*(?:talks|negotiations) | closed (?:its|the|their) (?:embass|consulat)\w*
    discontinue: suspend\w* | halt(?:s|ed|ing)? | stop(?:s|ped|ping)? | cut(?:s|ting)? | froz(?:e|en) | freez\w*
        | cancel\w* | scrap(?:s|ped|ping)? | broke off | sever\w*
PROTEST
    hunger: hunger.strik\w* | refus\w+ (?:food|meals)
    riot: riot\w* | clash\w* | loot\w* | hurl\w* | (?:threw|throwing|thrown)
        (?:stones?|rocks?|bottles?|petrol)\b.* | ston(?:ed|ing) | set fire | burn(?:ed|t|ing)?
    boycott: boycott\w*
    obstruct: block(?:s|ed|ing|ades?|aded|ading)? | barricad\w* | chained | sit-?ins? |
        occup(?:y|ies|ied|ying|ation)
    strike: strik(?:e|es|ing|ers?) | struck | walk(?:s|ed|ing)? out | walkouts? | downed tools | stopp\w+ work |
        stoppages? | work-to-rule | shut (?:their|its) shops
    demo: demonstrat\w* | march(?:es|ed|ing)? | rall(?:y|ies|ied|ying) | picket\w* | vigils? | (?:pour|spill)\w*
        into
MOBILIZE
    militia: militias? | reservists? | volunteers
    weapons: test-?fir\w* | launch(?:es|ed|ing)? | missiles? | warheads?
    police: police\w* | officers
    troops: troops? | soldiers | brigades? | battalions? | regiments? | divisions? | army | guards? | carriers?
        | tanks | warships?
ACCUSE
    investigate: investigat\w* | probe[sd]? | probing | inquir(?:y|ies|ed|ing) | enquir(?:y|ies) | opened a case
    disapprove: condemn\w* | criti[cq]\w* | denounc\w* | deplor\w* | slam\w* | rebuk\w* | censur\w* | protested
        | blast(?:s|ed)
    allege: accus\w* | alleg\w* | blam\w* | sued? | suing | lawsuits? | complain\w* | charg(?:e|es|ed|ing)
THREATEN
    violence: attack\w* | strikes? | bomb\w* | kill\w* | shoot\w* | invad\w* | use (?:of )?force | use troops |
        retaliat\w* | war
    territory: annex\w* | occup(?:y|ying|ation) | seize
    arrest: arrest\w* | jail\w* | imprison\w* | prosecut\w*
    ban: ban(?:ning)? | outlaw\w*
    expel: expel\w*
    restrict: sanctions? | embargo\w* | boycott\w* | blockad\w* | curfew | strike | close the
    relations: (?:break|cut|sever|suspend|halt|end|stop)\w*
        .*(?:ties|relations|talks|aid|negotiations|mediation)
"""
# Where the trigger leaves it open: what the rest of the act's words (who, with what, against what) tell.
_BY_CLAUSE = r"""
ASSAULT
    suicide-attack: suicide (?:bomb\w*|attack\w*)
    drone: drones?
    aerial: war ?planes? | (?:fighter )?jets | helicopter gunships? | aircraft | bombers
    heavy-weapons: artillery | mortars? | rockets? | missiles? | tanks | howitzers?
    explosives: (?:car|roadside|truck|petrol) bombs? | explosives? | (?:land)?mines? | grenades?
    firearms: gunm[ae]n | snipers? | rifles? | machine.guns? | pistols?
    primitive: knif\w* | machetes? | stones | clubs
    unconventional: (?:chemical|biological|nerve|mustard) (?:weapons?|agents?|gas) | sarin
MOBILIZE
    police: (?:riot )?police\w* | gendarm\w*
    militia: militia\w* | reservists?
    weapons: missiles? | warheads?
    troops: troops | soldiers | brigades? | battalions? | tanks | warships? | army | air force | navy |
        carriers?
SANCTION
    expel: persona non grata
    discontinue: (?:military |economic |humanitarian )?aid
CONSULT
    phone: by (?:tele)?phone | telephone call
    multilateral: summit
RETREAT
    release: prisoners? | hostages? | detainees?
    access: observers | inspectors | peacekeepers | aid convoys?
    ceasefire: cease-?fire | truce
"""
# What subtype says where words do not. A demand and a refusal are told by what is wanted (CAMEO2PLOVER 10x, 12x).
_BY_SUBTYPE: dict[str, dict[str, str]] = {
    "REQUEST": {"meeting": "meet", "talks": "meet", "visit": "meet", "cease-fire": "yield", "delivery": "assist",
                "transfer": "assist", "contract": "assist"},
    "REJECT": {"meeting": "meet", "talks": "meet", "visit": "meet", "cease-fire": "yield", "delivery": "assist",
               "transfer": "assist", "contract": "assist", "veto": "yield"},
    "THREATEN": {"attack": "violence", "restriction": "restrict", "talks": "relations"},
    "CONSULT": {"visit": "visit"},
    "RETREAT": {"cease-fire": "ceasefire"},
    "PROTEST": {"strike": "strike"},
}  # fmt: skip

_CONTEXTS = r"""
asylum: asylum(?:[- ]seekers?)?
cbrn: (?:chemical|biological|nuclear|radiological) (?:weapons?|arms|attacks?|warheads?|tests?|bombs?) | nerve
    agents? | nerve gas | sarin | mustard gas | uranium | plutonium | weapons of mass destruction
corruption: corrupt\w* | bribe\w* | bribing | embezzl\w* | kickbacks? | graft
crime: murder\w* | smuggl\w* | traffick\w* | robber\w* | theft | criminals? | gangs? | drug
    (?:cartel|lord|ring)\w* | narcotics | money[- ]launder\w* | extort\w*
cyber: cyber\w* | hack(?:ers?|ed|ing) | malware | ransomware
diplomatic: diploma\w* | ambassadors? | embass(?:y|ies) | envoys? | foreign minist\w+ | foreign secretar\w+ |
    consul(?:ates?|ar)? | emissar\w+ | security council | summits? | treat(?:y|ies) | mediat\w+ | peace talks? |
    secretary of state | secretary[- ]general
disease: epidemics? | pandemics? | outbreaks? of (?:disease|cholera|measles|typhoid) | cholera | ebola | measles
    | influenza | virus\w*
economic: econom\w+ | trade | tariffs? | exports? | imports? | markets? | prices? | inflation | loans? | debts?
    | banks? | investments? | investors? | currenc(?:y|ies) | oil sales | contracts? | finance ministers? |
    budgets? | gross domestic product | financial
election: elections? | electoral | voters? | polling stations? | ballots? | referendums? | referenda |
    presidential candidates?
enviro_disaster: earthquakes? | floods? | flooding | droughts? | hurricanes? | cyclones? | typhoons? | tsunamis?
    | landslides? | wildfires? | oil spills? | climate change | volcan\w+
human_rights: human[- ]rights
human_security: (?:food|water|power|fuel|electricity|housing) (?:shortages?|supplies|supply|cuts?|rations?) |
    famine | malnutrition | starvation
humanitarian: humanitarian\w* | relief (?:agenc\w+|workers?|supplies|convoys?|goods) | aid
    (?:workers?|agenc\w+|convoys?|groups?) | food aid | field hospitals?
intelligence: intelligence | spies | espionage | secret services? | spying | surveillance | wiretap\w*
legal: courts? | tribunals? | judges? | prosecut\w+ | lawsuits? | verdicts? | indict\w+ | extradit\w+ | trials?
    | sentenced | lawyers? | war crimes?
legislative: parliament\w* | legislat\w+ | lawmakers? | senators? | congress\w* | deputies | draft laws? |
    coalition talks
migration: refugees? | migrants? | migration | displaced | displacement | deport\w+ | asylum(?:[- ]seekers?)?
military: militar\w+ | troops? | soldiers? | army | armies | navy | naval | air force | arms
    (?:deals?|deliver\w+|shipments?|sales?|embargo\w*|exports?) | weapons? | missiles? | warplanes? | warships?
    | tanks | artillery | battalions? | brigades? | cease-?fires? | fighters? | helicopters? | munitions |
    ammunition | defen[cs]e minist\w+ | reservists? | jets | frigates? | submarines?
peacekeeping: peacekeep\w+ | peace[- ]keep\w+ | blue helmets? | observer missions? |
    (?:military|unarmed|un|u\.n\.) (?:observers?|monitors?)
political_institutions: constitution\w* | coups? | regime change | martial law | state of emergency
religion_ethnicity: religio\w+ | ethnic\w* | mosques? | church(?:es)? | synagogues? | temples? | sectarian\w* |
    muslims? | christians? | jews | hindus? | buddhists? | sunnis? | shi(?:ite|a|'ite)s? | alawites? | clerics?
    | bishops? | imams?
resource: oil ?fields? | gas ?fields? | pipelines? | mines? and quarries | mining | fishing (?:grounds|rights) |
    water rights | diamonds? | minerals?
rights_freedoms: freedoms? of \w+ | press freedom | free press | civil (?:rights|liberties) | political
    prisoners? | censor\w+ | right to (?:vote|protest|assemble)
terrorism: terror\w* | suicide (?:bomb\w+|attack\w*) | car bomb\w* | jihad\w* | extremists?
"""


def _rows(table: str) -> Table:
    """The lines of a table: names with their words as patterns."""
    found: list[tuple[str, re.Pattern[str]]] = []
    for row in re.split(r"\n(?! )", textwrap.dedent(table).strip("\n")):
        name, _, words = row.partition(":")
        pattern = " ".join(words.split()).replace(" | ", "|")
        found.append((name, re.compile(rf"\b(?:{pattern})\b", re.I)))
    return tuple(found)


def _by_type(table: str) -> dict[str, Table]:
    """Tables of modes by type."""
    parts = re.split(r"^([A-Z]+)$", table.strip("\n"), flags=re.M)
    return {name: _rows(rows.strip("\n")) for name, rows in zip(parts[1::2], parts[2::2], strict=True)}


_MODES = (_by_type(_BY_TRIGGER), _by_type(_BY_CLAUSE))
_SPOKEN_OF = _rows(_CONTEXTS)
MODES: dict[str, frozenset[str]] = {
    type: frozenset(
        [mode for tables in _MODES for mode, _ in tables.get(type, ())] + [*_BY_SUBTYPE.get(type, {}).values()]
    )
    for type in (*_MODES[0], "REQUEST", "REJECT")
}
"""The modes that an event of each type can have; a type that is not here has none."""
CONTEXTS = tuple(name for name, _ in _SPOKEN_OF)
"""The contexts that an event can have."""


def mode_of(type: str | None, subtype: str | None, trigger: str, words: str) -> str | None:
    """The PLOVER mode of an act of this ``type``: what its ``trigger`` tells, else the other ``words`` of the act,
    else its ``subtype``; null where none of them makes it plain."""
    if type is None:
        return None
    for tables, said in zip(_MODES, (trigger, words), strict=True):
        plain = _SPACES.sub(" ", said[:_LONGEST])
        for mode, pattern in tables.get(type, ()):
            if pattern.search(plain):
                return mode
    return _BY_SUBTYPE.get(type, {}).get(subtype or "")


def contexts_of(words: str) -> tuple[str, ...]:
    """The PLOVER contexts that ``words``, the sentence of an act, speak of, in alphabetical order."""
    plain = _SPACES.sub(" ", words)
    return tuple(name for name, pattern in _SPOKEN_OF if pattern.search(plain))
