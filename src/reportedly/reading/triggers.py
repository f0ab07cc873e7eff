"""Words that are an act by themselves, for those that the model passes over: who "was wounded" was attacked.

The model alone says what most acts are. Where it hesitates, this list of general English words speaks up: a line names
an act and how likely the model must hold it, at the least, that something happens there. Words that also mean other
things need more of the model's word; how much was chosen on labelled news (``training/sets``) and half of the whole
pages of ``python -m benchmarks page-events``, then three times that, since on the other half the first choice added
only what is no event.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import cast

import numpy as np

from reportedly.reading.encoder import Scores
from reportedly.reading.labels import STATUSES
from reportedly.reading.runs import Run
from reportedly.reading.tags import Clause
from reportedly.reading.windows import EMPTY, Window
from reportedly.types import Span, Status

# TYPE/subtype/status LIKELIHOOD: words. A line that is set in goes on with the one before it; "-" leaves subtype or
# status to the model, and is no type in the type's place; "/not" after the status: it did not happen. With "!" before
# the type the words are so, whatever the model takes them for. All in small letters.
_LIST = r"""
ASSAULT/attack/- .1: (?:was|were|been|being|is|are|got)\s(?:(?:\w+ly|also|later|then)\s)?(?:killed|wounded|injured|shot
    |slain|murdered|attacked|kidnapped|abducted|assassinated|bombed|shelled|tortured|executed|massacred|gunned down
    |ambushed|beheaded|raped|maimed)
    | massacred | murdered | kidnapped | abducted
ASSAULT/attack/- .45: killed | wounded | attacked | shelled | bombed | assassinated | ambushed | tortured | stormed
    | bombarded | strafed | raped | opened fire | open fire | gunned down | retook | retaken | retaking | killing (?!of)
    | wounding | injuring | destroying | fired
ASSAULT/attack/- .1 noun: slayings? | assassinations? | beheadings? | terror attacks?
ASSAULT/attack/- .45 noun: attacks? | bombings? | shootings? | killings? | murders? | massacres? | air ?strikes?
    | air raids? | shelling | bombardment | kidnappings? | abductions? | invasion | offensive | assaults?
    | ambush(?:es)? | executions? | atrocities | explosions? | blasts? | acts of terror(?:ism)? | raids? | clash(?:es)?
COERCE/-/- .15: arrested | detained | jailed | deported | besieged | rounded up | sentenced
COERCE/-/- .45: harass(?:ed|ing) | seized | confiscated | captured | imprisoned
COERCE/-/- .45 noun: arrests? | detentions? | crackdowns? | curfews? | harassment
!ACCUSE/-/- .03: (?:was|were|been|being|is|are)\s(?:(?:\w+ly|also|later|then)\s)?(?:charged (?:with|in)|indicted)
ACCUSE/-/- .15: fac(?:e|es|ed|ing) (?:\w+\s){0,3}charges?
ACCUSE/-/- .15: accus(?:ed|es|ing) | blam(?:ed|es|ing) | condemn(?:ed|s|ing) | denounc(?:ed|es|ing)
    | critici[sz](?:ed|es|ing)
ACCUSE/-/- .45: investigating | investigated
ACCUSE/-/- .45: complained | sued | implicated | (?:searching|hunting) for | (?:being|are|is|was|were) sought
    | fil(?:ed|ing) (?:an?\s|the\s)?(?:\w+\s)?(?:complaints?|suits?|lawsuits?|charges?)
ACCUSE/-/- .45 noun: accusations? | charges | investigations? | manhunt | probe
REQUEST/-/- .15: urg(?:ed|es|ing) | call(?:ed|s|ing)? (?:up)?on | (?<!is\s)(?<!are\s)demand(?:ed|ing)
    | demands (?:that|an) | appeal(?:ed|s|ing)? (?:to|for) | call(?:ed|ing) for | requested | press(?:ed|es|ing) for
REQUEST/-/- .15 party: calls? for | demands
REQUEST/-/- .6: insist(?:ed|s|ing)? | asked | would like to see
REQUEST/-/demanded .0 party .5: (?:must|should) (?!be\b|have\b|also\b|still\b|not\b)\w+
!REQUEST/draft-resolution/proposed .0 draft: (?:(?:that|which)\s)?(?:calling for | calls for | calling on | calls on
    | demanding | demands | urging)
REQUEST/proposal/proposed .0: proposals?["'”’]*\s(?:(?:that|which)\s)?(?:he|she|it|they|[a-z]\w+)(?:\s(?:had|has))?
    (?:made | put forward | presented | submitted)
    | (?:put forward | presented | submitted | tabled | unveiled) (?:an?|his|her|its|their)(?:\s[\w-]+){0,2}
    (?:proposals?|plan|draft)
REJECT/-/refused .15: reject(?:ed|s|ing) | refus(?:ed|es|ing) | declin(?:ed|es) to | rul(?:ed|es|ing) out
    | oppos(?:ed|es)
REJECT/-/refused .3: (?:would|will|did) not (?:comment|say|divulge|disclose|reveal|discuss|identify) | denied | objected
!REJECT/-/refused .0: s(?:ees?|aw) no reason to \w+
THREATEN/-/- .6: (?<!to\s)threaten(?:ed|s|ing)?
THREATEN/-/- .6 noun: threats?
THREATEN/-/- .45: warned | (?<!s\s)warning that
!THREATEN/veto/threatened .0: (?:would|will|might|could) veto
!REJECT/restriction/blocked .0: (?:blocked|blocking|blocks) (?:[\w.]+\s){0,2}(?:sanctions|embargo)
!REJECT/draft-resolution/blocked .0: (?:blocked|blocking|blocks) (?:[\w.]+\s){0,3}(?:draft|resolutions?)
!REJECT/veto/- .02: vetoed | vetoes | cast (?:a|its|their) veto(?:es)?
AGREE/-/- .3: pledg(?:ed|es|ing) | promis(?:ed|es|ing)
AGREE/-/planned .45: (?:will|would) continue (?:to \w+|the\s|its\s|their\s) | (?:remains?\s)?committed to
    | (?:is|are|was|were) (?:ready|willing|prepared) to \w+ | offer(?:ed|s|ing) to
!AGREE/-/happened .0: agreed by | agreed (?:up)?on by
AGREE/-/- .1: agreed
!AGREE/contract/planned .0: (?:will|would|shall) (?:abide by|hono[u]?r|fulfil[l]?) (?:\w+\s){0,3}contracts?
CONSULT/meeting/- .15: met (?!by) | meets with | held a meeting
CONSULT/talks/- .06: held talks | talks with
CONSULT/talks/- .3: discussed
CONSULT/talks/- .45: (?:spoke|spoken|talked|talking|talk|negotiating|negotiated|conferred) (?:to|with)
CONSULT/visit/- .3: visited | arrived in | return(?:ed|ing) to | travel[l]?ed to | flew to
SUPPORT/-/- .3: welcom(?:ed|es) | prais(?:ed|es) | applaud(?:ed|s) | endors(?:ed|es) | hail(?:ed|s)
SUPPORT/-/- .45: backed | stands? (?:with|by|behind) | (?:is|are|was|were) grateful (?:to|for) | thanked | voted for
    | expressed (?:his|her|its|their) (?:support|condolences|sympathy)
RETREAT/-/- .3: freed | resigned | withdrew
SANCTION/restriction/- .6 noun: sanctions | embargo(?:es)?
!SANCTION/restriction/ongoing/not .0: there (?:is|are|were|was) no (?:\w+\s){0,3}(?:restrictions?|embargo(?:es)?) on
PROTEST/protest/- .45: protested | rallied | marched
PROTEST/protest/- .45 noun: demonstrations? | protests
PROTEST/strike/- .3: general strikes? | hunger strikes? | (?:went|go|gone) on strike | walkouts?
MOBILIZE/deployment/- .3: deployed | deploying | mobili[sz](?:ed|ing)
MOBILIZE/deployment/- .3 noun: deployments? | reinforcements | build-?up
MOBILIZE/deployment/- .0 troops .2: set up (?:\w+\s){0,3}checkpoints | (?:flooded|filled|patrolled) the streets?
    | (?:poured|rolled|moved) into | surrounded
COOPERATE/-/- .3: cooperat(?:ed|es|ing) with | working (?:closely\s|together\s)?with | extradited | working together
    | collaborated
AID/-/- .3: evacuated | donated | airlifted | (?:are|is|was|were) (?:advising|assisting|training)
-/displacement/- .15: displaced | (?:have|had|has) (?:already )?fled | fled (?:to|from|their|the) | uprooted
-/economic/- .1 price: skyrocketed | soared | rose | risen | fell | fallen | plunged | plummeted | jumped | dropped
    | surged | climbed | tumbled | doubled | trebled | tripled
-/economic/- .15: (?:rising|soaring|falling|higher) prices | devaluation of
"""
_LINE = re.compile(r"(!?)([A-Z-]+)/([\w-]+)/([a-z-]+)(/not)? (\S+)(?: (\w+)(?: (\S+))?)?: (.+)")
_BEFORE = re.compile(
    r"(?:\b(?:has|have|had|was|were|is|are|be|been|being|will|would|may|might|could|did|do|does|to|not|never|also"
    r"|already|reportedly|allegedly)\s+){1,4}$"
)
_SPOKEN = frozenset("AGREE REQUEST ACCUSE REJECT THREATEN SUPPORT".split())
_SAYING = re.compile(r"(?:(?:has|have|had|also)\s+)*(?:said|says|say|told|tells)(?:\s+\w+day)?", re.I)
_CONTENTS = frozenset(["content", "condition", "item", "instrument"])
# Before a noun that is one act or several, rather than any such act; and before one that is none.
_ONE = re.compile(
    r"(?:\b(?:the|an?|this|that|these|those|his|her|its|their|our|another|one|two|three|several|many|some|more"
    r"|dozens of|series of|\d[\d,]*)|['’]s?|\b[A-Z][\w-]*)\s+"
    r"(?:(?!of\b|for\b|in\b|on\b|to\b|with\b|by\b|from\b)[\w-]+\s+){0,3}$"
)
_NONE = re.compile(r"\b(?:no|any|possible|potential|future|without)\s+(?:[\w-]+,?\s+){0,3}$", re.I)
_COMPOUND = re.compile(
    r"\s+(?:deaths?|helicopters?|charges?|planes?|aircraft|warrants?|victims?|suspects?|trials?|cases?|dogs?|jets?"
    r"|weapons?|rifles?|squads?|plots?|attempts?)\b"
)
# Before a noun that only says when or why something else was: the model must be surer of it.
_BESIDES = re.compile(r"\b(?:after|following|over|amid|despite|response to)\s+(?:[\w'’.-]+,?\s+){0,5}$", re.I)
_OF = re.compile(r"\s+(?:of|on|against|by|at|in|near|that|which|kill\w*|wound\w*|left|leaves)\s")
# What else a line may want before its words.
_CHECKS = {
    "party": re.compile(
        r"(?:\b(?!He|She|It|We|They|You|I|This|That|There|What|Who|The)[A-Z][\w'’.-]+|\b(?:government|regime|forces|rebels"
        r"|sides?|authorities|parties|army|troops|opposition|leaders?|countries|groups?|militants?|fighters|states))\s+$"
    ),
    "draft": re.compile(r"\b(?:draft|resolution)\b(?:\s+[\w'’-]+){0,5},?\s+$", re.I),
    "troops": re.compile(
        r"\b(?:troops|forces|soldiers|army|police|officers|tanks|units|security)\b(?:\s+(?!of\b)[\w-]+){0,2}\s+$", re.I
    ),
    "price": re.compile(
        r"\b(?:prices?|costs?|inflation|currency|pound|dollar|euro|lira|dinar|ruble|rouble|yen|peso|shares?|stocks?"
        r"|exports?|imports?|rents?|wages?|rates?|index|economy)\b[^.;:!?]{0,30}$",
        re.I,
    ),
}
_SURE = 0.5  # confidence, at the least, of what is so whatever the model says
_SENTENCE_END = re.compile(r"[.!?]['\"”’]?\s")
_SURER = 0.5
_REACH = 60  # characters before the words in which their auxiliaries stand


@dataclass(frozen=True, slots=True)
class Act:
    """What words are by the list: an act's ``type`` (null where PLOVER has none), ``subtype`` and ``status`` (null:
    as the model says); ``surely`` whatever the model takes them for, else where it holds an act there at least as
    likely as ``least``."""

    type: str | None
    subtype: str | None
    status: Status | None
    negated: bool
    surely: bool
    least: float
    check: str | None
    otherwise: float | None


Table = tuple[re.Pattern[str], tuple[Act, ...]]


def _table(surely: bool) -> Table:
    """The lines that are so whatever the model says, or the others: their words, each with an empty group behind it
    that tells which they are, and the acts of these groups. (A group around words would be entered at every word of a
    text; words that stand in no group are passed over by their first letter.)"""
    acts: list[Act] = []
    groups: list[str] = []
    for line in re.sub(r"\n\s+", " ", _LIST).strip().split("\n"):
        match = _LINE.fullmatch(line)
        if match is None:
            raise ValueError(f"no line of the list: {line}")
        sure, type, subtype, status, negated, least, check, otherwise, words = match.groups()
        if bool(sure) is not surely:
            continue
        act = Act(
            None if type == "-" else type,
            None if subtype == "-" else subtype,
            cast(Status, status) if status in STATUSES else None,
            negated is not None,
            bool(sure),
            float(least),
            check,
            float(otherwise) if otherwise else None,
        )
        choices = _choices(re.sub(r" +", r"\\s+", re.sub(r"\s*\|\s*", "|", words)))
        acts += [act] * len(choices)
        groups += [rf"{choice}\b()" for choice in choices]
    return re.compile(rf"\b(?=\w)(?:{'|'.join(groups)})"), tuple(acts)


def _choices(pattern: str) -> list[str]:
    """The alternatives of a pattern, in order."""
    found, depth, start = [], 0, 0
    for n, c in enumerate(pattern):
        depth += (c == "(") - (c == ")")
        if c == "|" and not depth:
            found.append(pattern[start:n])
            start = n + 1
    return [*found, pattern[start:]]


_TABLES = (_table(True), _table(False))


def listed(text: str, start: int, end: int) -> list[tuple[Span, Act]]:
    """The words of ``text[start:end]`` that the list has, in order, with their auxiliaries."""
    found: list[tuple[Span, Act]] = []
    small = _small(text[start:end])  # a search that does not mind letter case takes nearly three times as long
    for words, acts in _TABLES:
        for match in words.finditer(small):
            act = acts[(match.lastindex or 1) - 1]
            first, last = match.start() + start, match.end() + start
            from_ = max(start, first - _REACH)
            if act.check and not _checked(text, from_, (first, last), act.check):
                if act.otherwise is None:
                    continue
                act = replace(act, least=act.otherwise)
            elif act.check == "noun" and _BESIDES.search(text, from_, first):
                act = replace(act, least=max(act.least, _SURER))
            before = _BEFORE.search(text, from_, first)
            span = (before.start() if before else first, last)
            if not any(a < span[1] and span[0] < b for (a, b), _ in found):
                found.append((span, act))
    return sorted(found, key=lambda one: one[0])


def _small(text: str) -> str:
    """``text`` in small letters, as long as before."""
    small = text.lower()
    return small if len(small) == len(text) else "".join(c.lower() if len(c.lower()) == 1 else c for c in text)


def _checked(text: str, start: int, words: Span, check: str) -> bool:
    """Whether what stands before the words, from ``start``, is as the list wants it."""
    first, last = words
    if check in _CHECKS:
        return _CHECKS[check].search(text, start, first) is not None
    # A noun tells of an act that took place, rather than of any of its kind.
    if _NONE.search(text, start, first) or _COMPOUND.match(text, last):
        return False
    return bool(text[last - 1] in "sS" or first == start or _OF.match(text, last) or _ONE.search(text, start, first))


def with_listed(
    text: str, window: Window, happens: Scores, found: Sequence[tuple[Run, int, float]]
) -> tuple[list[tuple[Run, int, float]], list[Act | None]]:
    """The triggers that the model ``found`` in a window (pieces, label, probability), and those of the list that it
    passed over, in text order; for each what the list makes of it. ``happens`` is each piece's probability that an act
    is there."""
    every: list[tuple[Run, int, float]] = list(found)
    acts: list[Act | None] = [None] * len(found)
    inside = [n for n, span in enumerate(window.spans) if span != EMPTY]
    those = listed(text, window.spans[inside[0]][0], window.spans[inside[-1]][1]) if inside else []
    if not those:
        return every, acts
    firsts = [window.spans[n][0] for n in inside]
    lasts = [window.spans[n][1] for n in inside]
    for (start, end), act in those:
        a, b = bisect_right(lasts, start), bisect_left(firsts, end) - 1
        if a > b:
            continue
        run = (inside[a], inside[b])
        met = [n for n, ((first, last), _, _) in enumerate(every) if first <= run[1] and run[0] <= last]
        if not met:
            sure = float(np.max(happens[run[0] : run[1] + 1]))
            if sure >= act.least:
                every.append((run, 0, sure))
                acts.append(act)
        elif act.surely:
            acts[met[0]] = act
            for n in reversed(met[1:]):
                del every[n], acts[n]
    order = sorted(range(len(every)), key=lambda n: every[n][0])
    return [every[n] for n in order], [acts[n] for n in order]


def as_listed(clause: Clause, act: Act) -> Clause:
    """``clause``, as the list has its words."""
    return replace(
        clause,
        type=act.type,
        subtype=act.subtype or (clause.subtype if act.type == "ASSAULT" or clause.subtype != "attack" else None),
        status=act.status or clause.status,
        negated=act.negated or clause.negated,
        confidence=max(clause.confidence, _SURE) if act.surely else clause.confidence,
    )


def apart(text: str, clauses: Sequence[tuple[Clause, Act | None]]) -> list[Clause]:
    """``clauses``, each with what the list made of it, without such as stand in what another one says: a demand,
    charge, refusal, threat or promise is one act, and what it speaks of its content."""
    told = [
        (span, clause)
        for clause, _ in clauses
        for name, span in clause.roles
        if name == "content" or (name in _CONTENTS and clause.type in _SPOKEN)
    ]
    kept = []
    for clause, act in clauses:
        around = [other for (a, b), other in told if a <= clause.trigger[0] and clause.trigger[1] <= b]
        if act is None or act.surely or not (around or _marched_for(text, clause, clauses)):
            kept.append(clause)
    # What is surely an act is not a threat or promise of whoever tells it besides.
    sure = [clause.trigger for clause, act in clauses if act and act.surely]
    saying = [
        clause
        for span, clause in told
        if any(span[0] <= a and b <= span[1] for a, b in sure) and _SAYING.fullmatch(text, *clause.trigger)
    ]
    return [clause for clause in kept if clause not in saying]


def _marched_for(text: str, clause: Clause, clauses: Sequence[tuple[Clause, Act | None]]) -> bool:
    """Whether a demand is what the protest before it in the sentence is for ("marched, saying he must go")."""
    if clause.type != "REQUEST":
        return False
    return any(
        other.type == "PROTEST"
        and other.trigger[1] <= clause.trigger[0]
        and not _SENTENCE_END.search(text, other.trigger[1], clause.trigger[0])
        for other, _ in clauses
    )
