"""Words of the arms trade and of restrictions: what is supplied, what is imposed, and what is done with it.

The lists are the field's common words, from the headings of public arms-transfer registers and sanctions lists; none of
them names a country, a maker or a type of its own.
"""

from __future__ import annotations

import re

_CLASSES = {
    "aircraft": r"(?:combat |fighter |war|bomber |training |trainer )?(?:jets?|planes?|aircraft)|warplanes?|bombers?",
    "helicopters": r"helicopters?|gunships?",
    "missiles": r"missiles?|rockets?|air[- ]defen[cs]e (?:systems?|batter(?:y|ies))|launchers?",
    "armour": r"tanks?|armou?red (?:personnel carriers?|vehicles?|cars?)|howitzers?|artillery",
    "ships": r"warships?|frigates?|corvettes?|submarines?|patrol boats?|destroyers?|gunboats?",
    "small arms": r"rifles?|machine guns?|pistols?|small arms|grenades?|mortars?",
    "ammunition": r"ammunition|munitions?|cartridges|(?:artillery|tank|mortar) shells|bombs?|explosives",
    "drones": r"drones?|unmanned aircraft",
    "radars": r"radars?|night[- ]vision (?:gear|equipment|goggles)",
}
# Words for arms at large: no class of goods of their own.
GENERAL = (
    r"arms|weapons?|weaponry|armaments?|military (?:equipment|hardware|supplies|gear|aid|assistance)"
    r"|military(?:[- ]technical)? cooperation|war mat[eé]riel"
)
_ANY = "|".join([*_CLASSES.values(), GENERAL])
_SUPPLY = (
    r"sells?|sold|selling|sales?|suppl(?:y|ies|ied|ying)|deliver(?:s|y|ies|ed|ing)?|ship(?:s|ped|ping|ments?)?"
    r"|export(?:s|ed|ing)?|transfer(?:s|red|ring)?|provid(?:e|es|ed|ing)|send(?:s|ing)?|sent|buy(?:s|ing)?|bought"
    r"|purchas(?:e|es|ed|ing)|order(?:s|ed|ing)?|import(?:s|ed|ing)?|deals?|contracts?|trade|flows? of"
)
# A supply and what is supplied within a few words of each other, or a party that is armed.
# Between the supply and the goods no other clause begins.
_GAP = r"(?:(?!\b(?:that|which|who|because|after|against|response|despite|while)\b)[^.;:!?\"“”]){0,60}?"
# Weapons that are tested or fired are not supplied.
_USED = r"(?!\s+(?:tests?|programs?|programmes?|launch\w*|attacks?|strikes?|fire|ambitions|inspect\w+|of mass))"
SUPPLIED = re.compile(
    rf"\b(?:(?:{_SUPPLY})\b{_GAP}\b(?P<goods>{_ANY})\b{_USED}"
    rf"|(?P<goods_>{_ANY})\s+(?:{_SUPPLY})\b"
    rf"|military(?:[- ]technical)? cooperation with\b"
    rf"|(?:arming|rearming|(?:to|will|would|not) arm)\s+(?=(?:the\s+|President\s+)?[A-Z]))",
    re.I,
)
SUPPLIED_LETTERS = (
    "arm", "weapon", "jet", "plane", "aircraft", "bomb", "helicopter", "gunship", "missile", "rocket", "air-def",
    "air def", "launcher", "tank", "howitzer", "artillery", "ship", "frigate", "corvette", "submarine", "patrol",
    "destroyer", "gunboat", "rifle", "gun", "pistol", "grenade", "mortar", "munition", "cartridge", "explosive",
    "drone", "radar", "night", "military", "materiel", "matériel",
)  # fmt: skip
BOUGHT = re.compile(r"\b(?:buy|buys|buying|bought|purchas\w+|order(?:s|ed|ing)?|import\w*)\b", re.I)
STOPPED = re.compile(
    r"\b(?:stop(?:s|ped|ping)?|halt(?:s|ed|ing)?|end(?:s|ed|ing)?|suspend(?:s|ed|ing)?|curtail(?:s|ed|ing)?"
    r"|cease(?:s|d)?|cut(?:s|ting)? off|cancel(?:s|led|ed|ling|ing)?|freez(?:e|es|ing)|froze|reconsider|break(?:s"
    r"|ing)? off)\b",
    re.I,
)
GOES_ON = re.compile(
    r"\b(?:continu(?:e|es|ed|ing)|keep(?:s|ing)?|kept|go(?:es|ing)? on|resum(?:e|es|ed|ing)|existing contracts?"
    r"|abide|honou?r|fulfil\w*|no restrictions?)\b",
    re.I,
)
NOT = re.compile(
    r"\b(?:not|never|no|refus\w+|declin\w+|den(?:y|ies|ied)|reject\w*|without|nor|cannot|fail(?:s"
    r"|ed)? (?:\w+ ){0,4}to)\b|n['’]t\b",
    re.I,
)
# Someone else's call, not the act itself.
CALLED_FOR = re.compile(
    r"\b(?:calls?|called|calling|urg(?:e|es|ed|ing)|demand(?:s|ed|ing)?|appeal(?:s|ed|ing)?|pressure|pressed|pressing"
    r"|ask(?:s|ed|ing)?|must|should)\b",
    re.I,
)

_MEASURE = (
    r"sanctions?|(?:arms |oil |trade |weapons )?embargo(?:es)?|no-fly zones?|travel bans?|visa bans?|asset freezes?"
    r"|blockades?|boycotts?|trade bans?|export bans?|import bans?|curfews?"
)
RESTRICTED = re.compile(
    rf"\b(?:(?P<measure>{_MEASURE})"
    r"|(?P<rule>restrictions? on|bans? on|(?:international |treaty |legal )?obligations?)"
    r"|(?P<closed>barr(?:ed|ing)\b[^.;:]{0,40}?\bfrom (?:trading|dealing|doing business|lending|investing|exporting"
    r"|importing|entering|flying)|clos(?:e|es|ed|ing)\s(?:its|their|his|her|the country['’]s)\s(?:airspace|borders?"
    r"|ports?)(?=\sto\b)"
    r"|order(?:s|ed|ing)?\s(?:\w+\s){1,2}to stop (?:lending|trading|dealing))"
    r"|(?P<freeze>(?:fr(?:eez(?:e|es|ing)|oze|ozen))\b[^.;:]{0,30}\b(?:assets?|accounts?|funds|holdings)))\b",
    re.I,
)
RESTRICTED_LETTERS = (
    "sanction", "embargo", "no-fly", "ban", "freez", "froz", "blockade", "boycott", "curfew", "restriction",
    "obligation", "barr", "clos", "order",
)  # fmt: skip
# What is done with a restriction, the state that it leaves behind, in the order in which they are looked for.
DONE = (
    ("blocked", r"block(?:s|ed|ing)?|veto(?:es|ed|ing)?|prevent(?:s|ed|ing)?|thwart(?:s|ed|ing)?|stall(?:s|ed|ing)?"),
    ("lifted", r"lift(?:s|ed|ing)?|eas(?:e|es|ed|ing)|remov(?:e|es|ed|ing)|drop(?:s|ped|ping)?|end(?:s|ed|ing)?"),
    ("violated", r"violat(?:e|es|ed|ing|ions?)|breach(?:es|ed|ing)?|break(?:s|ing)?|broke|defi(?:es|ed)|defy(?:ing)?"
     r"|evad(?:e|es|ed|ing)|circumvent(?:s|ed|ing)?|flout(?:s|ed|ing)?|bust(?:ing)?"),
    ("refused", r"oppos(?:e|es|ed|ing|ition)|reject(?:s|ed|ing|ion)?|resist(?:s|ed|ing)?|refus(?:e|es|ed|ing|al)"
     r"|object(?:s|ed|ing|ion)?|against"),
    ("threatened", r"threaten(?:s|ed|ing)?|threat(?:s)?|warn(?:s|ed|ing)?"),
    ("demanded", r"call(?:s|ed|ing)? for|urg(?:e|es|ed|ing)|demand(?:s|ed|ing)?|seek(?:s|ing)?|sought|want(?:s|ed)?"
     r"|push(?:es|ed|ing)? for|press(?:es|ed|ing)? for"),
    ("proposed", r"propos(?:e|es|ed|ing|al)|consider(?:s|ed|ing)?|weigh(?:s|ed|ing)?|discuss(?:es|ed|ing)?|draft(?:s"
     r"|ed|ing)?"),
    ("happened", r"impos(?:e|es|ed|ing|ition)|slap(?:s|ped|ping)?|tighten(?:s|ed|ing)?|extend(?:s|ed|ing)?"
     r"|expand(?:s|ed|ing)?|adopt(?:s|ed|ing)?|approv(?:e|es|ed|ing)|introduc(?:e|es|ed|ing)|join(?:s|ed|ing)?"
     r"|enforc(?:e|es|ed|ing)|fr(?:eez(?:e|es|ing)|oze|ozen)|appl(?:y|ied|ying)|announc(?:e|es|ed|ing)"),
)  # fmt: skip


def class_of(words: str) -> frozenset[str]:
    """The classes of goods that some words name; empty where they speak of arms at large."""
    return frozenset(name for name, pattern in _CLASSES.items() if re.search(rf"\b(?:{pattern})\b", words, re.I))
