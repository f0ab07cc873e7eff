"""What a quantity measures where no verb tells: by its noun, or by what its passage is about.

Patterns and word lists of agency English over a bounded number of characters on each side. The trained model replaces
them.
"""

from __future__ import annotations

import re

from reportedly.findings.numbers import Amount

_THINGS = frozenset(["vehicles", "weapons", "sites", "distance", "duration", "percent"])
_IMPORTANT = 9999  # a bare number above it is worth a place in the record, whatever it counts
# "26 jailed members"
_STATES: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"\binternal(?:ly)?[ -](?:displaced|refugees?)\b|\bidps?\b"), "idps"),
    (re.compile(r"\b(?:asylum|refugees?)\b"), "refugees"),
    (re.compile(r"\b(?:kidnap(?:ped|ping)?|abduct(?:ed|ion)|hostage)\b"), "abducted"),
    (re.compile(r"\b(?:missing|disappeared)\b"), "missing"),
    (re.compile(r"\b(?:killed|slain|murdered|dead|murder|homicide)\b"), "killed"),
    (re.compile(r"\b(?:wounded|injured)\b"), "injured"),
    (re.compile(r"\b(?:captured|jailed|detained|imprisoned|arrested|interned)\b"), "detained"),
    (re.compile(r"\b(?:displaced|evacuated|homeless|uprooted)\b"), "displaced"),
    (re.compile(r"\bprotesting\b"), "protesters"),
)
_CONDITIONS = frozenset(["idps", "refugees", "displaced", "protesters"])  # of persons who are nothing else besides
_DEAD = re.compile(
    r"\b(?:killed|killers?|killings?|slain|slayings?|murders?|murdered|homicides?|massacres?|died|dead|deaths?|bodies"
    r"|remains|funerals?|buried)\b",
    re.I,
)
_SEIZED = re.compile(r"\b(?:kidnap\w*|abduct\w*|hostages?|ransoms?)\b", re.I)
# Nouns of a statistic whose cases each have one person as their victim.
_ACT = re.compile(
    r"\b(?:(?P<missing>(?:forced |enforced )?disappearances?|disappeared|missing (?:persons?|people))"
    r"|(?P<abducted>kidnappings?|abductions?|hostage.takings?)"
    r"|(?P<killed>killings?|murders?|homicides?|femicides?|slayings?|assassinations?|executions?|deaths?)"
    r"|(?P<detained>arrests?|detentions?))\b",
    re.I,
)
_CASES = frozenset("case cases instances incidents complaints reports".split())
# Persons who are told apart by nothing but what happens to them.
_ANYONE = frozenset(
    """people persons individuals families family men women children minors others residents civilians locals
    inhabitants villagers citizens migrants applicants newcomers arrivals households relatives students supporters
    activists workers participants attendees teenagers youths youngsters farmers opponents backers fans strikers members
    adults employees teachers unionists employees immigrants""".split()
)
_WORDS = r"(?:[,\s]+(?!(?:that|when|while|after|but|because|said|says|told|which|where)\b)[^\s,.;:!?#]+)"
_REFUGE = re.compile(
    r"\b(?:refugees?(?! (?:agency|council|office|commission\w*|organi[sz]ation|day|camps?)\b)|asylum|resettle\w*)\b",
    re.I,
)
_ADMITTING = re.compile(
    r"\b(?:admit|accept|resettl|welcom|receiv|tak|took|host|shelter|screen|vett?|br[io]ng|brought|let|get|absorb)\w*"
    r"(?:\s+(?:in|an average of|a total of|another|only|just|up|over|the|these|those|him|her|them))*\s*$",
    re.I,
)
_ADMITTED = re.compile(
    rf"{_WORDS}{{0,8}}?[,\s]+(?:admitted|accepted|resettled|screened|vetted|(?:allowed|let|taken) in(?:to)?|settled"
    r"|arriv(?:e|es|ed|ing)|welcomed|received|came|come|coming|entered|enter|entering|reached|cross(?:ed|ing)?)\b",
    re.I,
)
_BECOME = re.compile(
    rf"{_WORDS}{{0,16}}?\s+(?:become|became|are|were|(?:living|registered|counted|classified|remained|remain|stayed)"
    r" as)\s+(?:now\s+)?"
    r"(?:(?P<idps>internal(?:ly displaced| refugees?))|(?P<refugees>refugees?))\b",
    re.I,
)
_CAMPS = re.compile(
    rf"{_WORDS}{{0,8}}?\s+in\s+(?:\w+\s+){{0,4}}?(?P<camps>(?:displacement|idp|displaced persons['’]?|refugee) camps?"
    r"|camps? for (?:the )?(?:internally )?displaced)\b",
    re.I,
)
_PROTEST = re.compile(
    r"\b(?:protest(?:s|ers?|ors?|ed|ing)?|demonstrat(?:ions?|ors?|ed|ing)|rall(?:y|ies|ied|ying)|march(?:es|ers|ed|ing)?"
    r"|sit-ins?|picket\w*|riots?|rioters)\b",
    re.I,
)
_GATHER = re.compile(
    r"(?:[,\s]+[^\s,.;:!?#]+){0,10}?[,\s]+(?:gather(?:s|ed|ing)?|assembl(?:e|ed|ing)|crowd(?:s|ed|ing)?"
    r"|converg(?:e|ed|ing)|stream(?:s|ed|ing)?|pour(?:s|ed|ing)?|chant(?:s|ed|ing)?"
    r"|(?:show|turn)(?:s|ed|ing)? (?:up|out)|descend(?:ed|ing)?|flock(?:s|ed|ing)?|flood(?:s|ed|ing)?|mass(?:ed|ing)"
    r"|pack(?:s|ed|ing)?|block(?:s|ed|ing)?|(?:held|hold|holding|wav(?:e|ed|ing)|carr(?:y|ied|ying)) (?:up )?(?:\w+ )?"
    r"(?:signs|banners|placards|flags|posters)"
    r"|attend(?:s|ed|ing)?|camped|angry|picket\w*|join(?:ed|ing)|in the crowd|walked|paraded)\b",
    re.I,
)
_CROWD = re.compile(
    r"\b(?:crowds? (?:of|estimated at)|swell(?:ed|ing)? to|swollen to|grew to|grown to|drew|draws?|drawing"
    r"|attract(?:ed|ing)|attended by|expect(?:s|ed|ing)?|turnout of|gathering of|group of|brought (?:out|together)"
    r"|number(?:ed|ing))\s*$",
    re.I,
)
_ARMY = re.compile(
    r"\b(?:army|force|forces|militia|garrison|contingent|legion|troops?|guerrillas?|infantry|police)\s+"
    r"(?:strength )?(?:of|numbering|numbers|totalling|totaling)\s*$",
    re.I,
)
_FORCE = (
    r"police(?:man|men)?|army|security|military|militia|marines?|navy|naval|guerrillas?|rebels?|paramilitary|peacekeeping"
    r"|armed|combat|(?:national|coast|civil|revolutionary|presidential) guards?|special forces|soldiers?|patrols?"
)
_SERVING = frozenset(
    "members member officers officer personnel agents units elements men women operatives recruits".split()
)
_FORCES = re.compile(rf"\b(?:{_FORCE})\b", re.I)
_OF_FORCE = re.compile(
    r"\s+(?:of|from|in|with) (?:[\w’'.-]+ ){0,5}?(?:army|police|militia|guards?|(?:armed|security|special) forces"
    r"|military|marines|navy|air force|paramilitar(?:y|ies))\b",
    re.I,
)
_ARMS = re.compile(
    r"\b(?:weapons?|arms|ammunition|explosives?|munitions?|artillery|missiles?|rockets?|mortars?|anti-(?:aircraft|tank)"
    r"|air[- ]defen[cs]e|howitzers?|bombs?|grenades?|guns?|rifles?)\b",
    re.I,
)
_ARMING = frozenset(
    """caches cache systems system pieces batteries stockpiles devices device shipments parts components stashes depots
    arsenals rounds round charges kits crates barrels""".split()
)
_FIRED = re.compile(
    r"\b(?:fir(?:ed|ing)|shots?|shooting|ammunition|bullets?|cali(?:b(?:er|re))|magazines?|weapons?)\b", re.I
)
_POSITIONS = re.compile(
    r"\b(?:fighting|firing|defensive|mortar|sniper|enemy|rebel|militant|fortified|staging|terrorist|machine[- ]gun)\b",
    re.I,
)
# Words that lead in a number whose noun was named before.
_AGAIN = re.compile(
    r"(?:\b(?:just|only|while|whereas|than|with|saw|was|were|had|recorded|registered|reported|counted|documented"
    r"|compared (?:to|with)|(?:up|down) from|to|from|against|representing|another|or|of|the|total of|rate of|average of"
    r"|including|and|those)|[(–—-])"
    r"\s*$",
    re.I,
)
_RESETTLING = re.compile(
    r"\b(?:resettl\w*|admitt\w*|admissions?|refugee (?:programs?|programmes?|status|quotas?))\b", re.I
)
_AT_PROTEST = re.compile(
    rf"{_WORDS}{{0,4}}?\s+(?:at|in|for|to) (?:[\w’'-]+ ){{0,4}}?"
    r"(?:protests?|rall(?:y|ies)|demonstrations?|march|sit-in)\b",
    re.I,
)
_DEPLOYED = re.compile(
    r"\b(?:deploy(?:s|ed|ing)?|stationed|garrisoned|mobili[sz](?:ed|ing)|dispatched|deployment of)"
    r"(?:\s+(?:an additional|another|a further|some))?\s*$",
    re.I,
)
_MANNING = frozenset("men officers personnel agents members reinforcements reservists recruits".split())
_FREED = re.compile(
    r"\b(?:fre(?:ed|eing)|releas(?:ed|ing)|rescu(?:ed|ing)|snatch(?:ed|ing)|seiz(?:ed|ing)|took|taken|holding)\s*$",
    re.I,
)
_WERE_FREED = re.compile(
    rf"{_WORDS}{{0,6}}?\s+(?:was|were|been)\s+(?:\w+ly )?(?:freed|released|rescued|seized|snatched|taken|held)\b", re.I
)
_DEFINED = re.compile(r"\s+(?:that|which)\b", re.I)  # "the 900 rifles that were stolen" points to nothing before
_ALONE = re.compile(
    r"\s*(?:$|[,.;:)–—-]|(?:in|during|a|per|that|which|who|last|this|so far"
    r"|on|from|to|between|have|had|were|was|are|is|has|will|would|could)\b)",
    re.I,
)


def by_noun(a: Amount, passage: str) -> str | None:
    """The measure that the counted noun has by itself; null for numbers that tell too little."""
    if a.money:
        return "money"
    if a.kind is None:
        if a.head is None and a.vague and a.qualifier is None:
            return "people"  # "hundreds gathered"
        return "other" if a.qualifier or (a.low or 0) > _IMPORTANT else None
    group = (a.group or "").lower()
    if a.definite and (a.kind in _THINGS or a.kind == "other"):
        return None
    if a.kind == "victims":
        if _SEIZED.search(group):
            return "abducted"
        return "killed" if _DEAD.search(passage) else ("abducted" if _SEIZED.search(passage) else "people")
    if a.head == "fighters" and re.search(r"\b(?:jet|combat|stealth)\b", group):
        return "vehicles"
    if re.search(r"\battempted\b", group):
        return "other"
    if a.kind in ("person", "fighters", "refugees", "displaced"):
        befallen = next((measure for pattern, measure in _STATES if pattern.search(group)), None)
        if befallen:
            return befallen
    if a.head in _SERVING and _FORCES.search(group):
        return "fighters"
    if a.kind in ("other", "sites") and a.head in _ARMING and _ARMS.search(group):
        return "weapons"
    if a.head == "rounds" and _FIRED.search(passage):
        return "weapons"
    if a.head == "positions" and _POSITIONS.search(group):
        return "sites"
    return {"person": "people", "casualties": "people", "distance": "area-distance"}.get(a.kind, a.kind)


def state(group: str | None) -> str | None:
    """What the counted are said to be by their own noun phrase ("12 internally displaced persons"), else null."""
    found = next((m for pattern, m in _STATES if group and pattern.search(group.lower())), None)
    return found if found in _CONDITIONS else None


def by_topic(a: Amount, left: str, right: str, before: str) -> str | None:
    """The measure that the passage gives to persons, cases and bare numbers; null where it gives none.

    ``left`` and ``right`` are the words on both sides in the sentence, other quantities masked by ``#``; ``before`` is
    the end of the sentence before.
    """
    if a.money:
        return None
    if a.head in _CASES:
        return _act(left, right, before)
    if a.definite and a.kind in ("vehicles", "weapons", "sites") and _DEFINED.match(right):
        return a.kind
    if a.kind in (None, "person", "other") and _ARMY.search(left):
        return "fighters"
    if a.head in _SERVING and _OF_FORCE.match(right):
        return "fighters"
    sentence = f"{left} # {right}"
    if (a.group or "").lower() == "officers" and _FORCES.search(f"{before[-200:]} {sentence}"):
        return "fighters"
    if _DEPLOYED.search(left) and (a.head in _MANNING or a.kind is None):
        return "fighters"
    if not _anyone(a):
        return None
    if become := _BECOME.match(right):
        return become.lastgroup
    if camps := _CAMPS.match(right):
        return "refugees" if "refugee" in camps["camps"].lower() else "idps"
    refuge, protest = (p.search(sentence) or p.search(before[-500:]) for p in (_REFUGE, _PROTEST))
    if refuge and (_ADMITTING.search(left) or _ADMITTED.match(right)):
        return "refugees"
    named = a.kind == "person" and (a.group or " ").split(" ")[-1][:1].isupper()
    if refuge and ((named and _RESETTLING.search(sentence)) or (a.kind is None and elided(a, left, right, "refugees"))):
        return "refugees"
    if _AT_PROTEST.match(right):
        return "protesters"
    if _SEIZED.search(f"{before[-300:]} {sentence}") and (_FREED.search(left) or _WERE_FREED.match(right)):
        return "abducted"
    return "protesters" if protest and (_GATHER.match(right) or _CROWD.search(left)) else None


def elided(a: Amount, left: str, right: str, last: str | None) -> str | None:
    """The measure of a number that leaves out the noun counted before ("while Osk had just four"), else null.

    ``last`` is the measure of the quantity before it.
    """
    if (
        a.money
        or a.head is not None
        or a.kind is not None
        or last in (None, "other", "people", "area-distance", "money")
    ):
        return None
    if a.per or (_AGAIN.search(left) and _ALONE.match(right)):
        return last
    return None


def _anyone(a: Amount) -> bool:
    if a.kind is None:
        return True
    if a.kind not in ("person", "other"):
        return False
    last = (a.group or "").split()[-1:]
    return a.head in _ANYONE or (bool(last) and last[0][0].isupper() and a.kind == "person")


def _act(left: str, right: str, before: str) -> str | None:
    of = re.match(r"\s+of\b[^.;#]{0,40}", right)
    if of:
        named = _ACT.search(of[0].split(" and ")[0])
        return named.lastgroup if named else None
    for text in (left, before):
        acts = list(_ACT.finditer(text))
        if acts:
            return acts[-1].lastgroup
    return None
