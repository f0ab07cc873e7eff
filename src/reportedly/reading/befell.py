"""What befell the counted, by the words around their phrase: patterns and word lists of agency English.

The patterns are given at most some 170 characters on each side, so that their time is bounded. The trained model
replaces them.
"""

from __future__ import annotations

import re

from reportedly.findings.numbers import Kind, names_country


def _list(words: str) -> str:
    return "|".join(part.strip() for part in words.split("|"))


# What is done to people: participles in passive clauses ("were killed") and reduced ones ("12 killed in a raid").
_DONE = {
    "killed": _list(
        """killed|slain|murdered|assassinated|executed|massacred|slaughtered|beheaded|decapitated|lynched
            |gunned down|cut down|shot dead|(?:shot|burned|burnt|beaten|hacked|stabbed|crushed|tortured) to death
            |shot and killed|dead|hanged|martyred|strangled|suffocated|asphyxiated|electrocuted"""
    ),
    "injured": r"injured|wounded|hurt|maimed|hospitali[sz]ed|shot|stabbed|beaten|in (?:critical|serious) condition",
    "missing": "missing|disappeared|unaccounted for|feared trapped|trapped (?:under|beneath|in the rubble)",
    "abducted": r"kidnapped|abducted|hostage|captive|taken (?:hostage|captive)|held (?:hostage|captive|for ransom)",
    "detained": _list(
        """arrested|detained|jailed|imprisoned|held|(?:in|into) custody|in (?:prison|jail|detention)|behind bars
        |interned|rounded up|taken prisoner|nabbed|handed over|extradited|apprehended|captured|incarcerated"""
    ),
    "displaced": "(?:told|ordered|asked|made) to (?:flee|leave|abandon|vacate|evacuate)"
    "|displaced|uprooted|evacuated|homeless|driven (?:out|from)|forced (?:out|from|to (?:flee|leave))",
}
# What people do, or what happens to them in the active voice.
_DID = {
    "killed": r"died|perished|met (?:with )?(?:an? )?(?:\w+ )?(?:deaths?|ends?)|met their (?:deaths?|ends?)|drowned"
    r"|los(?:t|ing) their li[fv]es?|succumbed|(?:bled|starved|froze) to death",
    "missing": "disappeared|vanished|went missing",
    "displaced": _list(
        """fled|flee|fleeing|(?:left|lost|leaving|abandoned) their (?:homes|houses|villages)
            |(?:abandon|leave) their (?:homes|houses|villages|lands?|farms)
            |cross(?:ed|ing)? (?:the border|into)|escaped to
            |(?:taken|took|sought|seeking|found|granted|given) (?:refuge|shelter|asylum)|sheltering"""
    ),
    "protesters": _list(
        r"""march(?:ed|ing)?|rall(?:y|ied|ying)
            |(?<!in )protest(?:ed|ing)?|demonstrat(?:e|ed|ing)(?! (?:that|how|the|an?|its|his|their)\b)
            |rioted|took to the streets
            |(?:joined|attended
            |(?:took|taken|taking|take) part in|participated in) (?:\w+ ){0,4}(?:march|rall|protest|demonstr)\w*"""
    ),
}
# What somebody does to them, right before the phrase ("killing at least 40").
_DOING = {
    "killed": _list(
        """kill(?:s|ing|ed)?|murder(?:s|ing|ed)|slay(?:ing)?|assassinat(?:e|es|ed|ing)|execut(?:e|es|ed|ing)
            |massacr(?:ed|ing)|behead(?:ed|ing)|decapitat(?:ed|ing)|strangl(?:ed|ing)
            |gun(?:ned|ning) down|shoo?t(?:ing)? dead
            |claim(?:s|ed|ing) the li[fv]es? of|slaughter(?:ed|ing)"""
    ),
    "injured": "injur(?:e|es|ed|ing)|wound(?:s|ed|ing)|hurt(?:ing)?|maim(?:ed|ing)|hospitali[sz](?:ed|ing)",
    "abducted": "kidnap(?:s|ped|ping)?|abduct(?:s|ed|ing)?|(?:held|hold|holding|took|taking|taken) hostage",
    "detained": _list(
        """arrest(?:s|ed|ing)?|detain(?:s|ed|ing)?|jail(?:s|ed|ing)?|imprison(?:s|ed|ing)|(?:re)?captur(?:e|ed|ing)
        |round(?:ed|ing) up|apprehend(?:ed|ing)"""
    ),
    "displaced": "displac(?:e|es|ed|ing)|uproot(?:ed|ing)|evacuat(?:e|ed|ing)|(?:driving|drove|driven) (?:out|away)",
}
# Nouns for it ("the deaths of three women").
_OF = {
    "killed": "deaths?|killings?|murders?|slayings?|assassinations?|executions?|massacre|lives"
    "|bodies|(?<!a )body|corpses?|remains",
    "injured": "wounding|injur(?:y|ies)",
    "missing": "disappearances?",
    "abducted": "kidnappings?|abductions?",
    "detained": "arrests?|detentions?|imprisonment|captures?",
    "displaced": "displacement|evacuation|flight|exodus",
}
# What is counted in so many words ("the number of wounded rose to 2,000").
_TALLY = {
    "killed": "dead|deaths|killed|fatalities|murders|homicides|victims",
    "injured": "injured|wounded|injuries",
    "missing": "missing",
    "displaced": "displaced|homeless",
    "refugees": "refugees",
    "detained": "arrests|arrested|detained|detainees|prisoners",
    "abducted": "hostages|kidnapped|kidnappings",
    "protesters": "protesters|demonstrators",
    "fighters": "troops|soldiers|fighters",
}


def _named(table: dict[str, str]) -> str:
    return "|".join(f"(?P<{name}>{words})" for name, words in table.items())


_BE = re.compile(r"\b(?:is|are|was|were|be|been|being|gets?|got|left|remain(?:ed|s)?|feared|believed|presumed)\b", re.I)
_AUX = (
    r"(?:[\s(]+(?:who|is|are|was|were|be|been|being|has|have|had|got|gets?|left|remain|remained|may"
    r"|might|could|will|would|to"
    r"|also|still|all|later|since|now|already|just|even|not|never|today|yesterday|either|feared"
    r"|believed|presumed|reported|confirmed|(?:listed|registered|reported|declared|recorded) as|found"
    r"|registered|[a-z]{3,}ly)\b){0,6}"
)
# Words between a phrase and its verb: no other verb, no new clause.
# ... but "called", "accused of" and the like go with the noun.
_REDUCTIONS = "called|named|based|aged|accused|suspected|identified|armed|united|alleged|retired|masked|dressed|linked"
_FINITE = (
    r"(?!(?:that|when|while|after|before|but|because|said|says|told|which|where|as|is|are|was|were|has|have|had|killing"
    rf"|wounding|injuring|leaving|took|went|came|began|can|could|will|would|may)\b"
    rf"|(?!(?:{_REDUCTIONS})\b)\w+ed\b)"
)
_FILL = rf"(?:[,\s]+{_FINITE}[^\s,.;:!?]+){{0,18}}?"
_AFTER = re.compile(rf"(?P<gap>{_FILL}),?(?P<aux>{_AUX})[\s(]+(?:{_named(_DONE)})\b", re.I)
_ACTS = re.compile(rf"(?P<gap>{_FILL}),?(?P<aux>{_AUX})[\s(]+(?:{_named(_DID)})\b", re.I)
# What may follow a participle that has no auxiliary; before anything else it is an active verb.
_REDUCED = re.compile(
    r"\s*(?:$|[^\w\s#]|(?:in|on|at|by|when|during|after|since|near|as|and|or|from|for|to|with|while"
    r"|over|outside|inside|under|last|this"
    r"|yesterday|today|earlier|overnight|early|late|there|here|across|so|so far|were|was|are|have|had"
    r"|along|alongside|around|between|"
    r"fighting|trying|within|without|throughout|monday|tuesday|wednesday|thursday|friday|saturday|sunday)\b)",
    re.I,
)
_AMBIGUOUS = frozenset(["shot", "captured", "evacuated", "beaten", "stabbed"])  # as often active ("troops shot at")
_DETERMINED = (
    r"(?:\s+(?:the|another|an? (?:further|additional|total of|record)|its|his|their|other|only|just"
    r"|up|out|also|first|last|these"
    r"|those|[\"“`']+))*\s*$"
)
_BEFORE = re.compile(rf"\b(?:{_named(_DOING)}){_DETERMINED}", re.I)
_GENITIVE = re.compile(rf"\b(?:{_named(_OF)})\s+of(?:\s+(?:the|another|all|these|those))?\s*$", re.I)
# "a dealer whose network armed rebels has been arrested", "men who had been paid off were identified and arrested"
_CLAUSE = re.compile(
    rf"{_FILL},?\s+(?:who|whose|that|which)\b(?:(?!\b(?:where|when|in which)\b)[^.;:]){{3,120}}?"
    r"(?<!#\s)\b(?:was|were|(?:has|have|had)(?: \w+)? been)"
    rf"(?:\s+(?:also|now|later|since|recently|all|both|then|\w+ed and))*\s+(?:{_named(_DONE)})\b",
    re.I,
)
_INVERTED = re.compile(rf"\b(?:{_named(_DONE)})\b[^.;:]{{0,60}},?\s+as (?:were|was|have been)\s*$", re.I)
_BEING = re.compile(rf"\b(?:being|having been)\s+(?:{_named(_DONE)})\b[^.,;:#]{{0,80}},\s*$", re.I)
_THOSE = re.compile(rf"\b(?:{_named(_OF)})\b[^.;:]{{0,80}}\bthose of(?:\s+(?:the|at least))?\s*$", re.I)
_OWN = re.compile(rf"\s*[’']s?\s+(?:\w+\s+)?(?:{_named(_OF)})\b", re.I)
_COUNTED = re.compile(
    rf"\b(?:(?P<toll>(?:death )?toll|body count)|(?:number|count|total"
    rf"|figure)(?:\s+of)?(?:\s+(?:people|persons|those|the))?"
    rf"\s+(?:{_named(_TALLY)}))\b(?:\s+[\w,#'-]+){{0,8}}?(?:\s+(?:at|to|of|from|is|was|as|be|than"
    rf"|reached|hit|passed)|:|,)?\s*$",
    re.I,
)
_AND = (
    r"(?:,|\band|\bor|\bincluding|\bamong them|\balong with|\bas well as|\bplus|--|–|—"
    r"|\()(?:\s+(?:the|another|other|a further))?\s*$"
)
# "the killing of a mayor and two guards"
_AND_OF = re.compile(
    r"\b(?:(?P<killed>killings?|murders?|slayings?|assassinations?|deaths?)|(?P<abducted>kidnappings?|abductions?)"
    r"|(?P<detained>arrests?|detentions?))\s+of\b(?:[,\s]+"
    rf"{_FINITE}[^\s,.;:!?]+){{1,12}}?[,\s]*{_AND}",
    re.I,
)
_LISTED = re.compile(rf"\b(?:{_named(_DOING)})\b(?P<gap>(?:[,\s]+{_FINITE}[^\s,.;:!?]+){{1,12}}?)[,\s]*{_AND}", re.I)
_JOINED = re.compile(rf"(?:[,\s]+{_FINITE}[^\s,.;:!?]+){{0,10}}?[,;\s]*(?:;\s*$|{_AND})", re.I)
# "# were killed, along with #"
_WITH_THEM = re.compile(
    r"[^,.;:]{0,40}?\b(?:was|were|been|died)\b[^,.;:]{0,60}(?=,? (?:including|among them|along with|as well as)\b)",
    re.I,
)
_PREDICATE = re.compile(
    r"\s+(?:(?:also|later|then)\s+)?(?:\w+ed|is|are|was|were|has|have|had|will|would|took|went|came"
    r"|left|began|said|could|can|may)\b",
    re.I,
)
# Verbs that say by themselves that a counted noun of unknown kind ("six Ruritanians") names persons.
_SURE = re.compile(
    r"kill|slain|slay|murder|assassin|massacr|slaughter|behead|wound|injur|kidnap|abduct|arrest"
    r"|detain|jail|died|perished",
    re.I,
)
_TOLD = frozenset(
    ["killed", "injured", "missing", "detained", "abducted"]
)  # nouns that say it themselves ("12 arrests")
# What stands between the phrase and a verb of something else: "6,000 dead and [wounded]", "of the #, # [were hurt]".
_SUBJECT = re.compile(r"^\s+and$|^(?!.*\b(?:and|including|among)\b)[^#]*,\s+#+[^#,]*$", re.I)
_NOT_PERSONS = frozenset(
    """times counts occasions cattle sheep dogs cows horses goats pigs chickens birds fish animals elephants camels cats
    charges years bills laws jobs hopes attacks case cases incident incidents countries states reports""".split()
)
_ABROAD = re.compile(
    r"\b(?:abroad|neighbou?ring|the border|overseas)\b|\b(?:fle[ed]\w*|left) the country\b|\bcross\w* into\b", re.I
)
_REGION = re.compile(
    r"\b(?:fle[ed]\w*|fled|moved|escaped|relocated) to (?:the |other |another )(?:[a-z]+ern |neighbou?ring |nearby )?"
    r"(?:departments?|provinces?|regions?|districts?|count(?:y|ies)|cit(?:y|ies)|capital|towns?|villages|north|south|east|west"
    r"|municipalit(?:y|ies)|parts of the country)\b",
    re.I,
)
_HOLDS = re.compile(r"\b(?:hold|holds|holding|held)\s*$", re.I)
_PRISON = re.compile(r"[^.;]{0,60}?\b(?:prisons?|jails?|custody|cells?|detention)\b", re.I)


def befell(left: str, right: str, kind: Kind | None, head: str | None) -> str | None:
    """What happened to the counted, by the verbs before (``left``) and after (``right``) them; null where none tells.

    Other quantities in the two texts are masked by ``#``. ``kind`` and ``head`` are those of the counted noun; of
    things of their own kind (vehicles, weapons) the caller does not ask.
    """
    unsure = kind == "other"
    if unsure and head in _NOT_PERSONS:
        return None
    if not unsure and _HOLDS.search(left) and _PRISON.match(right):
        return "detained"
    for pattern in (_BEFORE, _GENITIVE, _INVERTED, _BEING, _THOSE):
        match = pattern.search(left)
        if match and match.lastgroup and not (unsure and not _SURE.search(match[0])):
            return _moved(match.lastgroup, right)
    if not unsure and (match := _OWN.match(right)):
        return match.lastgroup
    if kind in (None, "person", "killed") and (match := _COUNTED.search(left)):
        return _moved("killed" if match["toll"] else match.lastgroup or "killed", right)
    done, did = _passive(right), _ACTS.match(right)
    if did and kind not in (None, "person", "protesters", "other") and did.lastgroup == "protesters":
        did = None
    first = min((m for m in (done, did) if m), key=lambda m: m.end(), default=None)
    if first is not None and not (unsure and not (_SURE.search(first[0]) and (first["aux"] or first is did))):
        return _moved(first.lastgroup or "", right[first.start("aux") :])
    clause = None if unsure else _CLAUSE.match(right)
    if clause is not None and clause.lastgroup:
        return _moved(clause.lastgroup, right[clause.end() :])
    of = None if unsure or kind in _TOLD or _PREDICATE.match(right) else _AND_OF.search(left)
    if of is not None:
        return of.lastgroup
    listed = None if unsure or kind in _TOLD or _PREDICATE.match(right) else _LISTED.search(left)
    return next((name for name in _DOING if listed[name]), None) if listed else None


def joined_to(gap: str, right: str) -> bool:
    """Whether ``gap`` joins a quantity to the one before it in one list ("90 in the capital and 8 in the north")."""
    if _PREDICATE.match(right):
        return False
    if with_them := _WITH_THEM.match(gap):
        gap = gap[with_them.end() :]
    return _JOINED.fullmatch(gap) is not None


def _passive(right: str) -> re.Match[str] | None:
    """The participle that the phrase is the subject of, passive or reduced; null where the phrase is the doer."""
    match = _AFTER.match(right)
    if match is None or match.lastgroup is None or _SUBJECT.search(match["gap"]):
        return None
    if _BE.search(match["aux"]):
        return match
    if "#" in match["gap"] or match[match.lastgroup].lower() in _AMBIGUOUS:
        return None
    return match if _REDUCED.match(right, match.end()) else None


def _moved(measure: str, rest: str) -> str:
    """Those driven from their homes: displaced, or at home (``idps``) or abroad (``refugees``) where it is said."""
    if measure != "displaced":
        return measure
    near = rest[:90]
    if re.search(
        r"\b(?:within|inside) (?:the|their|its|this) |\binternally\b|\b(?:within|inside) (?-i:[A-Z])", near, re.I
    ):
        return "idps"
    if _REGION.search(near):
        return "idps"
    sheltered = re.search(r"refuge|shelter|asylum", near, re.I) is not None
    return "refugees" if _ABROAD.search(near) or names_country(near, sheltered) else measure
