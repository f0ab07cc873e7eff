"""Words that report: verbs and nouns of saying, believing, wanting and showing, with the manner of each.

The words are those that were cues at least as often as not in PolNeAR's training articles (counted outside
of quotations), grouped by hand under the manners of the record. ``clause`` verbs take a clause or a
quotation ("said that"), ``object`` verbs take what they are about ("criticized the plan").
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from reportedly.types import Manner

Kind = Literal["clause", "object"]
Form = Literal["base", "s", "past", "ing"]


@dataclass(frozen=True, slots=True)
class Cue:
    """A form of a reporting verb: its lemma, manner, what it takes, and which form it is."""

    lemma: str
    manner: Manner
    kind: Kind
    form: Form


_CLAUSE: dict[Manner, str] = {
    "say": """say tell add note state write tweet comment mention explain recall remark observe continue reply
        respond answer post joke quip reiterate repeat stress emphasize recount testify report conclude
        underscore elaborate blog chant shout yell muse lament complain email text brag opine go read begin
        preach echo recite whisper""",
    "claim": "claim allege assert contend maintain argue insist boast suggest imply hint assume",
    "estimate": "estimate predict project forecast calculate reckon",
    "deny": "deny dispute",
    "confirm": "confirm acknowledge admit concede verify agree affirm recognize",
    "announce": "announce declare reveal disclose signal inform proclaim",
    "accuse": "charge protest",
    "demand": "demand order",
    "urge": "urge advise plead implore",
    "propose": "propose recommend",
    "warn": "warn caution",
    "threaten": "threaten",
    "promise": "promise pledge vow swear assure guarantee",
    "ask": "ask wonder inquire",
    "believe": "believe think feel expect fear worry doubt suspect know understand realize figure",
    "want": "want hope wish intend plan prefer",
    "show": "show find indicate prove",
    "decline": "decline refuse",
}
_OBJECT: dict[Manner, str] = {
    "say": """describe cite call quote refer talk discuss address portray characterize depict highlight tout
        praise laud applaud hail welcome thank defend liken dub label deem express voice remind blast point
        reference commend credit celebrate""",
    "accuse": """accuse blame criticize attack denounce condemn mock assail decry slam lambaste deride chide
        scold ridicule bash rail skewer hammer excoriate bemoan castigate rebuke""",
    "demand": "request",
    "urge": "encourage press",
    "reject": "reject oppose dismiss object disagree rebuff rebut downplay",
    "propose": "offer",
    "ask": "question challenge",
    "believe": "consider regard view",
    "want": "support endorse favor back seek champion promote embrace",
}
_IRREGULAR = {
    "say": "said said", "tell": "told told", "write": "wrote written", "think": "thought thought", "go": "went gone",
    "know": "knew known", "feel": "felt felt", "speak": "spoke spoken", "find": "found found", "show": "showed shown",
    "swear": "swore sworn", "seek": "sought sought", "read": "read read", "begin": "began begun", "see": "saw seen",
    "understand": "understood understood", "forecast": "forecast forecast", "plan": "planned planned",
    "paint": "painted painted", "admit": "admitted admitted", "quip": "quipped quipped", "refer": "referred referred",
    "brag": "bragged bragged", "rebut": "rebutted rebutted", "dub": "dubbed dubbed",
    "prefer": "preferred preferred", "blog": "blogged blogged",
}  # fmt: skip

ADDRESSING = frozenset(
    "tell inform assure remind warn ask thank urge advise promise order implore encourage text".split()
)
"""Verbs whose first object is whom they speak to."""
QUOTING = frozenset("continue go read begin observe respond reply add answer echo preach post".split())
"""Verbs that report speech only with a quotation, a colon or "that"."""
NOUN_LIKE = frozenset(
    """talks calls reports attacks questions estimates plans hopes demands doubts fears claims promises offers
    requests addresses comments charges protests notes posts views supports orders projects forecasts figures
    concludes pledges threats texts emails blogs tweets answers replies suspects states points state tweet call claim
    report plan hope demand request charge vow question offer text email blog post complain fear doubt promise
    pledge threat answer""".split()
)
"""Forms that are nouns as often: verbs only right after a name or pronoun."""
DOCUMENTARY = frozenset("show find indicate prove reveal".split())
"""Verbs that report when a document, poll or body is their subject."""
INTENDING = frozenset(
    "want hope intend plan prefer decline refuse threaten promise pledge vow seek agree expect".split()
)
"""Verbs that take an infinitive."""
DOCUMENTS = frozenset(
    """poll polls survey surveys report reports study studies data results documents document records record
    analysis letter memo statement emails email filing filings review investigation audit figures statistics
    research average article test transcript article paper estimate estimates images video footage numbers count
    census projection projections evidence""".split()
)
NOUNS: dict[str, Manner] = {
    **dict.fromkeys("statement comment comments remark remarks message description assessment speech".split(), "say"),
    **dict.fromkeys("claim claims assertion assertions suggestion argument contention insistence".split(), "claim"),
    **dict.fromkeys("prediction estimate predictions forecast".split(), "estimate"),
    **dict.fromkeys(
        "accusation accusations allegation allegations criticism attack attacks complaints".split(), "accuse"
    ),
    **dict.fromkeys("view views belief opinion conviction fear fears concern concerns doubts".split(), "believe"),
    **dict.fromkeys("hope hopes desire support endorsement plan plans intention wish".split(), "want"),
    **dict.fromkeys("promise promises pledge vow assurance".split(), "promise"),
    **dict.fromkeys("warning warnings".split(), "warn"),
    **dict.fromkeys("threat threats".split(), "threaten"),
    **dict.fromkeys("call calls appeal".split(), "urge"),
    **dict.fromkeys("demand demands".split(), "demand"),
    **dict.fromkeys("proposal proposals".split(), "propose"),
    **dict.fromkeys("denial".split(), "deny"),
    **dict.fromkeys("announcement".split(), "announce"),
    **dict.fromkeys("opposition rejection refusal".split(), "reject"),
    **dict.fromkeys("question questions request".split(), "ask"),
}


# Words around a reporting verb: inside its group, as its subject, before it, after it, between clauses.
AUXILIARIES = frozenset(
    """has have had is was are were be been being do does did will would can could may might must should 'd 'll 've
    often further sometimes always ever long soon twice
    also not never n't later then already still now once only even again recently repeatedly just both all
    doesn't didn't don't hasn't haven't hadn't won't wouldn't isn't wasn't can't cannot""".split()
)
PRONOUNS = frozenset("he she it who which that one they we i you".split())
BEFORE_GERUND = frozenset("of for the to by from without about 's".split())
RELATIVES = frozenset("who which that".split())
DETERMINERS = frozenset(
    """the a an this that these those his her its their our my your no any some every each another such of for in
    on at to with by from as""".split()
)
PREPOSITIONS = frozenset("about for on to of out with against at against over as".split())
BREAKS = frozenset("but while although though whereas as and because".split())


def _inflect(lemma: str) -> list[tuple[str, Form]]:
    if lemma.endswith("y") and lemma[-2] not in "aeiou":
        s, past = lemma[:-1] + "ies", lemma[:-1] + "ied"
    else:
        s = lemma + ("es" if lemma.endswith(("s", "sh", "ch", "x", "o")) else "s")
        past = lemma + ("d" if lemma.endswith("e") else "ed")
    ing = lemma[:-1] + "ing" if lemma.endswith("e") and not lemma.endswith("ee") else lemma + "ing"
    pasts = _IRREGULAR.get(lemma, past).split()
    if pasts[0].endswith(("ged", "ned", "ped", "red", "ted", "bed")) and pasts[0] != past:
        ing = pasts[0][:-2] + "ing"
    return [(lemma, "base"), (s, "s"), *((p, "past") for p in dict.fromkeys(pasts)), (ing, "ing")]


def _table() -> dict[str, Cue]:
    table: dict[str, Cue] = {}
    kinds: list[tuple[Kind, dict[Manner, str]]] = [("clause", _CLAUSE), ("object", _OBJECT)]
    for kind, by_manner in kinds:
        for manner, lemmas in by_manner.items():
            for lemma in lemmas.split():
                for form, name in _inflect(lemma):
                    table.setdefault(form, Cue(lemma, manner, kind, name))
    return table


VERBS: dict[str, Cue] = _table()
"""Every form of every reporting verb, lower case."""
_ATTITUDES: dict[Manner, str] = {
    "want": """willing eager keen ready interested determined hopeful like likes liked care cares cared pray prays
        prayed praying looking""",
    "believe": """sure certain confident convinced aware surprised shocked frustrated disappointed saddened sad pleased
        happy glad proud delighted worried concerned afraid angry outraged alarmed sceptical skeptical optimistic
        pessimistic regret regrets regretted see sees saw""",
    "reject": "unwilling reluctant disavow disavows disavowed bristle bristles bristled sour sours soured mind",
    "promise": "committed",
}
ATTITUDES: dict[str, Manner] = {word: manner for manner, words in _ATTITUDES.items() for word in words.split()}
"""The manner of cues that are neither a reporting verb nor a reporting noun ("is willing", "was frustrated by")."""
