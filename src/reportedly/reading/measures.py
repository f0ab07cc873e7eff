"""Quantity phrases of a report with what they measure, by the words around them.

The measure is what happened to the counted in that sentence: the verb before ("killed three soldiers"), else the verb
after ("three soldiers were killed"), else that of the counts it is listed with ("including 12 women"), else the kind of
the counted noun. Patterns and lists are of agency English; the measures are those of the annotation guide.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from reportedly.findings.nouns import names_country
from reportedly.findings.quantities import Amount, find_amounts
from reportedly.reading.tags import Quantity
from reportedly.types import Measure, Span

_WINDOW = 170  # characters on each side of a quantity; a verb further off belongs to something else
_THINGS = frozenset(["vehicles", "weapons", "sites", "distance", "other", "duration", "percent"])
_CASUALTY = frozenset(["killed", "injured", "missing", "detained", "abducted"])
# What is done to people: participles, in passive clauses ("were killed") and reduced ones ("12 killed in a raid").
_DONE = {
    "killed": "killed|slain|murdered|assassinated|executed|massacred|slaughtered|beheaded|decapitated|lynched|gunned down|cut "
    "down|shot dead|(?:shot|burned|burnt|beaten|hacked|stabbed|crushed|tortured) to death|shot and killed|dead|hanged|martyred",
    "injured": "injured|wounded|hurt|maimed|hospitali[sz]ed|shot|stabbed|beaten|in (?:critical|serious) condition",
    "missing": "missing|unaccounted for|feared trapped|trapped",
    "abducted": "kidnapped|abducted|taken (?:hostage|captive)|held (?:hostage|captive|for ransom)|seized",
    "detained": "arrested|detained|jailed|imprisoned|held|(?:in|into) custody|in (?:prison|jail|detention)|behind bars|interned|"
    "rounded up|handed over|extradited|apprehended|captured|incarcerated",
    "displaced": "displaced|uprooted|evacuated|homeless|driven (?:out|from)|forced (?:out|from|to (?:flee|leave))",
}
# What people do themselves.
_DID = {
    "killed": "died|perished|drowned|(?:lost|losing) their li[fv]es?|succumbed|(?:bled|starved|froze) to death",
    "missing": "disappeared|vanished|went missing",
    "displaced": "fled|flee|fleeing|(?:left|lost|leaving) their (?:homes|houses|villages)|cross(?:ed|ing)? (?:the border|into)|escaped to|"
    "(?:taken|took|sought) (?:refuge|shelter)|sheltering",
    "protesters": "march(?:ed|ing)?|rall(?:y|ied|ying)|protest(?:ed|ing)?|demonstrat(?:e|ed|ing)|rioted|took to the streets|(?:joined|"
    "attended|(?:took|taken|taking|take) part in|participated in) (?:\\w+ ){0,4}(?:march|rall|protest|demonstration)\\w*",
}
_DOING = {
    "killed": "kill(?:s|ing|ed)?|murder(?:s|ing|ed)|slay(?:ing)?|assassinat(?:e|es|ed|ing)|execut(?:e|es|ed|ing)|massacr(?:ed|ing)|behead(?:ed|"
    "ing)|gun(?:ned|ning) down|sh(?:oo|o)t(?:ing)? (?:dead|and kill(?:ed|ing))|claim(?:s|ed|ing)(?: the li[fv]es? of)?|slaughter(?:ed|ing)",
    "injured": "injur(?:e|es|ed|ing)|wound(?:s|ed|ing)|hurt(?:ing)?|maim(?:ed|ing)|hospitali[sz](?:ed|ing)",
    "abducted": "kidnap(?:s|ped|ping)?|abduct(?:s|ed|ing)?|(?:held|hold|holding|took|taking|taken) hostage|releas(?:ed|ing) hostages",
    "detained": "arrest(?:s|ed|ing)?|detain(?:s|ed|ing)?|jail(?:s|ed|ing)?|imprison(?:s|ed|ing)|captur(?:e|ed|ing)|round(?:ed|ing) up|apprehend(?:ed|ing)",
    "displaced": "displac(?:e|es|ed|ing)|uproot(?:ed|ing)|evacuat(?:e|ed|ing)|forc(?:ed|ing)|(?:driving|drove|driven) (?:out|away)",
}
_OF = {
    "killed": "deaths?|killings?|murders?|slayings?|assassinations?|executions?|massacre|(?:li[fv]es|bodies|corpses|remains)",
    "injured": "wounding|injur(?:y|ies)", "missing": "disappearances?", "abducted": "kidnappings?|abductions?",
    "detained": "arrests?|detentions?|imprisonment|captures?", "displaced": "displacement|evacuation|flight|exodus",
    "protesters": "demonstrations?|protests?|march|rall(?:y|ies)",
}  # fmt: skip
# "the death toll rose to 40", "the number of wounded topped 2,000"
_TALLY = {
    "killed": "(?:death|killed) toll|body count|toll|dead|deaths|killed|fatalities|died", "injured": "injured|wounded|injuries",
    "missing": "missing", "displaced": "displaced|homeless", "refugees": "refugees", "detained": "arrests|arrested|detained|prisoners",
    "abducted": "hostages|kidnapped", "protesters": "protesters|demonstrators|crowds?", "fighters": "troops|soldiers|fighters",
}  # fmt: skip


def _named(table: dict[str, str]) -> str:
    return "|".join(f"(?P<{name}>{words})" for name, words in table.items())


_ADVERB = r"(?:also|still|all|later|reportedly|feared|believed|presumed|reported|confirmed|listed as|found|now|since|either|[a-z]{3,}ly)"
_PASSIVE = r"(?:is|are|was|were|be|been|being|has|have|had|got|get|left|remain|remained|may|might|could|will|would|to)"
_FILL = r"(?:[,\s]+(?!(?:that|when|while|after|before|but|because|said|says|told|which|where|as|is|are|was|were|has|have|had|killing)\b|" \
        r"\w+ed\b)[^\s,.;:!?]+){0,12}?"  # fmt: skip
_AFTER = re.compile(
    rf"(?P<gap>{_FILL}),?(?P<aux>(?:[\s(]+(?:who|{_PASSIVE}|{_ADVERB})\b){{0,6}})[\s(]+(?:{_named(_DONE)})\b(?P<rest>[^.;]{{0,60}})",
    re.I,
)
_ACTS = re.compile(
    rf"(?P<gap>{_FILL}),?(?P<aux>(?:[\s(]+(?:who|{_PASSIVE}|{_ADVERB})\b){{0,6}})[\s(]+(?:{_named(_DID)})\b(?P<rest>[^.;]{{0,60}})",
    re.I,
)
_OBJECT = re.compile(r"\s+(?:the|an?|his|her|their|its|this|that|themselves|#)(?:\b|#)", re.I)
_DETERMINED = r"(?:\s+(?:the|another|an? (?:further|additional|total of|record)|its|his|their|other|only|just|up|out|also|first|last|of|[\"“`']+))*\s*$"
_BEFORE = re.compile(rf"\b(?:{_named(_DOING)}){_DETERMINED}", re.I)
_GENITIVE = re.compile(rf"\b(?:{_named(_OF)})\s+(?:of|by)(?:\s+(?:the|another|an?|all|these|those))?\s*$", re.I)
_COUNTED = re.compile(
    rf"\b(?:toll|number|count|total|figure)\b(?:\s+of)?(?:\s+(?:people|persons|those|the|\w+ians?))?(?:\s+(?:{_named(_TALLY)}))?\b(?:\s+[\w,#'-]+){{0,8}}?"
    r"(?:\s+(?:at|to|of|from|is|was|as|be|than|reached|hit|passed|exceeds?)|:|,)?\s*$", re.I,
)  # fmt: skip
_LISTED = re.compile(
    rf"(?:\b(?:{_named(_DOING)})\b)(?:[,\s]+(?!(?:{_PASSIVE}|that|who|said|after|while|\w+ed)\b)[^\s,.;:!?]+){{1,12}}?"
    r",?\s+(?:and|or|including|among them|along with|as well as)(?:\s+(?:the|another|other))?\s*$", re.I,
)  # fmt: skip
_JOINED = re.compile(
    r"(?:[,\s]+(?!(?:is|are|was|were|has|have|had|said|says|while|\w+ed)\b)[^\s.;:!?]+){0,12}[,\s(-]*", re.I
)
_ABROAD = re.compile(r"\b(?:abroad|neighbou?ring|border|the country|overseas)\b", re.I)


def tag_quantities(text: str, sentences: Sequence[Span]) -> tuple[Quantity, ...]:
    """The quantity phrases of ``text`` in these sentences, in order, each with its measure.

    Spans are code points of ``text``. "A civilian" and "no one" are quantities only where something befell them, bare
    numbers only where their measure can be told. "The two countries" points back and is left out.
    """
    found: list[Quantity] = []
    before = ""
    for start, end in sentences:
        amounts = find_amounts(text, start, end)
        masked = list(text[start:end])
        for a in amounts:
            masked[a.span[0] - start : a.span[1] - start] = "#" * (a.span[1] - a.span[0])
        sentence = "".join(masked)
        measures: list[str | None] = []
        for n, a in enumerate(amounts):
            first, last = a.span[0] - start, a.span[1] - start
            left, right = sentence[max(0, first - _WINDOW) : first], sentence[last : last + _WINDOW]
            measure = None if a.money or a.kind in _THINGS else _befell(left, right, a)
            if measure is None and n and (a.head is None or a.kind not in _THINGS) and not a.money:
                gap = sentence[amounts[n - 1].span[1] - start : first]
                listed = len(gap) < _WINDOW and _JOINED.fullmatch(gap) is not None
                if (listed and (a.head is None or measures[-1] in _DONE)) or re.match(r"\s+of (?:them|whom)\b", right):
                    measure = measures[-1]
            measures.append(measure or _by_noun(a, before + sentence))
        for n in range(len(amounts) - 1):  # in "10 of 12 hostages" the part is counted as the whole
            between = text[amounts[n].span[1] : min(amounts[n + 1].span[0], amounts[n].span[1] + 20)]
            if amounts[n].head is None and re.fullmatch(r"\s+(?:out )?of\s+(?:the |their |those )?", between):
                measures[n] = measures[n + 1]
        found += [Quantity(a.span, m) for a, m in zip(amounts, measures, strict=True) if m]  # type: ignore[arg-type]
        before = text[max(start, end - 4 * _WINDOW) : end]
    return tuple(found)


def _befell(left: str, right: str, a: Amount) -> str | None:
    """What happened to the counted, by the verbs on the left and the right of their phrase; null where none tells."""
    for pattern in (_BEFORE, _GENITIVE, _COUNTED):
        if (a.head is None or pattern is not _COUNTED) and (match := pattern.search(left)):
            if measure := match.lastgroup or ("killed" if "toll" in match[0].lower() else None):
                return _moved(measure, right)
    done, did = _AFTER.match(right), _ACTS.match(right)
    if done and not (
        _OBJECT.match(done["rest"]) and not re.search(r"\b(?:is|are|was|were|be|been|being)\b", done["aux"], re.I)
    ):
        if not ("#" in done["gap"] and not done["aux"]):
            return _moved(_which(done, _DONE), right[done.start("aux") :])
    if did:
        return _moved(_which(did, _DID), right[did.start("aux") :])
    listed = _LISTED.search(left)
    return _which(listed, _DOING) if listed else None


def _which(match: re.Match[str], table: dict[str, str]) -> str:
    return next(name for name in table if match[name])


def _moved(measure: str, rest: str) -> str:
    """Those driven from their homes: displaced, or at home (``idps``) or abroad (``refugees``) where it is said."""
    if measure != "displaced":
        return measure
    if re.search(r"\b(?:within|inside|internally)\b", rest, re.I):
        return "idps"
    return "refugees" if _ABROAD.search(rest) or names_country(rest) else measure


def _by_noun(a: Amount, passage: str) -> str | None:
    """The measure that the counted noun has by itself."""
    if a.money:
        return "money"
    group = (a.group or "").lower()
    if a.article or (a.definite and a.kind in _THINGS):
        return "injured" if a.head in ("injuries",) and a.low == 0 else ("people" if a.head == "casualties" else None)
    if a.kind == "victims":
        return (
            "killed"
            if re.search(r"\b(?:killed|died|dead|deaths?|bodies|remains|funerals?|buried)\b", passage, re.I)
            else "people"
        )
    if a.head in ("officers", "officer") and re.search(r"\b(?:police|army|security)\b", group) or a.kind == "fighters":
        return "fighters"
    if a.kind is None:
        return (
            ("people" if a.vague and a.qualifier is None else "other")
            if a.vague or a.qualifier or (a.low or 0) > 9999
            else None
        )
    if a.kind == "distance":
        return "area-distance"
    if re.search(r"\battempted\b", group):
        return "other"
    return "people" if a.kind in ("person", "casualties") else a.kind
