"""When two claims speak of one case, and why: a rule for each register.

A rule gives the reason in words, or null. It looks at two claims only; :mod:`reportedly.collation.cases` asks it for a
few likely pairs and lets no member of a case be contradicted.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import combinations

from reportedly.collation.claims import Claim, Value, days_apart, known, width
from reportedly.collation.wording import listed

# Days within which claims without a date of their own may speak of one thing; from the pace of the field: a deal is
# reported for months, a draft is voted on within weeks, an incident is news for days.
_DEAL, _MEASURE, _DRAFT, _PROPOSAL, _MEETING, _INCIDENT, _PRICES = 365, 730, 45, 60, 3, 1, 30
_ANY_ATTACK = frozenset(["assault", "massacre"])  # words for what may have been a bombing or a shelling too
_STANDING = frozenset(["checkpoint", "strike"])  # one report's checkpoints of a town are one case
_EXACT = 31  # days that a date may leave open and still tell two incidents apart
_GOODS = frozenset("good goods product item basic".split())
_EVERYDAY = frozenset("propos plan principl initiativ peac ceas fir ceasefir truc arm weapon government countr".split())


def blocks(claim: Claim) -> Iterator[str]:
    """Keys under which claims that may be one case meet; a claim has at most about a dozen."""
    register, report = claim.register, claim.report
    if claim.saying is not None:
        yield f"{register}|{claim.saying}"
    actors, recipients = sorted(claim.keys("actor")), sorted(claim.keys("recipient"))
    if register == "transfers":
        yield from (f"t|{a}|{r}" for a in actors for r in recipients)
        yield from (f"t|{report}|{key}" for key in (*actors, *recipients))
    elif register == "restrictions":
        for kind in sorted(claim.kinds):
            yield from (f"r|{kind}|{key}" for key in (*recipients[:3], *actors[:3]))
            yield f"r|{report}|{kind}"
    elif register == "docket":
        yield f"d|{report}"
        for body in sorted(claim.keys("body")):
            yield f"d|{body}"
            yield from (f"d|{body}|{word}" for word in sorted(claim.words)[:8])
        if claim.nature.isdigit():
            yield f"d|{claim.nature}"
    elif register == "meetings":
        keys = sorted(_named(claim, "actor", "recipient"))[:6]
        yield from (f"m|{a}|{b}" for a, b in combinations(keys, 2))
        yield from (f"m|{report}|{key}" for key in keys)
    elif register == "proposals":
        yield from (f"p|{claim.nature}|{key}" for key in actors[:4])
        yield f"p|{report}|{claim.nature}"
    elif register == "ground-events":
        for place in _names(claim):
            yield f"g|{claim.nature}|{place}"
        yield f"g|{report}|{claim.nature}"
    elif register == "economic-claims":
        yield f"e|{report}"
        for place in _names(claim):
            yield from (f"e|{place}|{word}" for word in sorted(claim.words)[:6])
    else:
        for actor in actors[:1]:
            yield from (
                [f"s|{actor}|{claim.topic}"] if claim.topic else (f"s|{actor}|{w}" for w in sorted(claim.words)[:12])
            )


def tie(one: Claim, other: Claim) -> str | None:
    """Why ``other``, the earlier one, and ``one`` are of one case; null where nothing says so."""
    if one.register != other.register or contradicts(one, other):
        return None
    reason = _RULES[one.register](one, other)
    if reason is None and one.saying is not None and one.saying == other.saying and one.report != other.report:
        return "the same words in both reports" if one.nature == other.nature else None
    return reason


def contradicts(one: Claim, other: Claim) -> bool:
    """Whether two claims cannot be of one case whatever else they share."""
    if one.register == "transfers":
        apart = bool(one.kinds and other.kinds and not one.kinds & other.kinds)
        return apart or one.nature != other.nature or _prices_differ(one.values, other.values)
    if one.register in ("meetings", "ground-events"):
        gap = days_apart(one.when, other.when)
        apart = one.register == "ground-events" and _elsewhere(one, other)
        return apart or (gap is not None and gap > (_MEETING if one.register == "meetings" else _INCIDENT))
    if one.register == "docket":
        return one.nature != other.nature and one.nature.isdigit() and other.nature.isdigit()
    if one.register == "economic-claims":
        return _far(one, other, _PRICES)
    return False


def _prices_differ(one: frozenset[Value], other: frozenset[Value]) -> bool:
    """Whether the two name amounts of one unit (a currency, aircraft) that cannot be one."""
    units = {v[2] for v in one} & {v[2] for v in other}
    return any(not any(_meet(a, b) for a in one for b in other if a[2] == b[2] == unit) for unit in units)


def _meet(one: Value, other: Value) -> bool:
    """Whether the bounds of two amounts overlap."""
    low = max(v for v in (one[0], other[0], 0.0) if v is not None)
    high = min(v for v in (one[1], other[1], float("inf")) if v is not None)
    return low <= high


def _gap(one: Claim, other: Claim) -> int | None:
    if one.report == other.report:
        return 0
    return days_apart(one.when if known(one.when) else one.date, other.when if known(other.when) else other.date)


def _far(one: Claim, other: Claim, days: int) -> bool:
    """Whether the two speak of times that lie more than ``days`` apart, by their own dates or their reports', as far as
    these are known."""
    gap = _gap(one, other)
    return gap is not None and gap > days


def _near(one: Claim, other: Claim, days: int) -> bool:
    """Whether the two are known to speak of times at most ``days`` apart."""
    gap = _gap(one, other)
    return gap is not None and gap <= days


def _named(claim: Claim, *roles: str) -> frozenset[str]:
    return frozenset(k for k in claim.keys(*roles) if not k.startswith("unnamed:"))


def _names(claim: Claim) -> list[str]:
    """The names under which a claim's place may be that of another."""
    return sorted({claim.where.key, claim.where.name}) if claim.where is not None else []


def _same_place(one: Claim, other: Claim) -> bool:
    return one.where is not None and other.where is not None and one.where.same(other.where)


def _in_it(one: Claim, other: Claim) -> bool:
    """Whether one's place is the country of the other's: not the same, but none that tells the two acts apart."""
    mine, theirs = one.where, other.where
    return mine is not None and theirs is not None and (mine.holds(theirs) or theirs.holds(mine))


def _elsewhere(one: Claim, other: Claim) -> bool:
    """Whether the places of both are known and neither the same nor one in the other."""
    both = one.where is not None and other.where is not None
    return both and not _same_place(one, other) and not _in_it(one, other)


def _shared(one: Claim, other: Claim) -> frozenset[str]:
    return (one.words & other.words) - _EVERYDAY


def _transfers(one: Claim, other: Claim) -> str | None:
    same_report = one.report == other.report
    for role in ("actor", "recipient"):
        if not one.keys(role) & other.keys(role) and (not same_report or (one.keys(role) and other.keys(role))):
            return None
    both = bool(one.keys("actor") & other.keys("actor")) and bool(one.keys("recipient") & other.keys("recipient"))
    sides = "same supplier and recipient" if both else "same report, and the side that both name is the same"
    if one.nature == "supply":
        return f"{sides}, arms at large"
    if not both and not one.kinds & other.kinds:
        return None
    far = _far(one, other, _DEAL)
    same = {unit for _, _, unit in one.values & other.values}
    if not far and any(unit is not None and unit.isupper() for unit in same):
        return f"{sides}, same value"
    if not far and same and one.kinds & other.kinds:
        return f"{sides}, same number of the same goods: {listed(one.kinds & other.kinds)}"
    exact = {word for word in one.words & other.words if any(c.isdigit() for c in word)}
    if exact and one.kinds & other.kinds:
        return f"{sides}, same item: {listed(exact)}"
    if one.kinds & other.kinds and _near(one, other, _DEAL):
        return f"{sides}, same item: {listed(one.kinds & other.kinds)}"
    return None


def _restrictions(one: Claim, other: Claim) -> str | None:
    kinds = one.kinds & other.kinds
    if not kinds or _far(one, other, _MEASURE):
        return None
    same_report = one.report == other.report
    actors, targets = _named(one, "actor") & _named(other, "actor"), one.keys("recipient") & other.keys("recipient")
    if one.nature == "rule" or other.nature == "rule":
        close = _near(one, other, _DRAFT)
        return f"same actor, same rule: {listed(kinds)}" if actors and close and one.nature == other.nature else None
    if one.keys("recipient") and other.keys("recipient") and not targets:
        return None
    if actors and (targets or same_report):
        return f"same actor{' and target' if targets else ' in one report'}, same measure: {listed(kinds)}"
    whose = (one.words & other.words) - kinds
    if targets and len(one.words & other.words) >= 2 and not _of_others(one, other):
        return f"same target, same measure by name: {listed(one.words & other.words)}"
    if same_report and targets and not (_named(one, "actor") and _named(other, "actor")):
        return f"same target in one report, same measure: {listed(kinds)}"
    if same_report and one.words == other.words and whose:
        return f"same report, same measure by name: {listed(whose)}"
    return None


def _of_others(one: Claim, other: Claim) -> bool:
    """Whether each imposes a restriction of its own."""
    imposes = ("happened", "planned", "threatened")
    return one.status in imposes and other.status in imposes and bool(_named(one, "actor") and _named(other, "actor"))


def _docket(one: Claim, other: Claim) -> str | None:
    bodies = one.keys("body") & other.keys("body")
    if one.keys("body") and other.keys("body") and not bodies:
        return None
    if one.nature.isdigit() and one.nature == other.nature:
        return f"same number of the resolution: {one.nature}"
    shared = _shared(one, other)
    if one.report == other.report:
        if one.back or other.back or (bodies and not (one.words and other.words)):
            return "same report, whose words point back to the draft" if not bodies else "same report, same body"
        return f"same report, same demand: {listed(shared)}" if len(shared) >= 2 else None
    if not bodies or not _near(one, other, _DRAFT) or one.kinds != other.kinds:
        return None
    if len(shared) >= 2:
        return f"same body, same demand: {listed(shared)}"
    if one.words and other.words:
        return None
    who = _named(one, "actor") & _named(other, "actor")
    return f"same body, same actor within {_DRAFT} days" if who else None


def _meetings(one: Claim, other: Claim) -> str | None:
    mine, theirs = _named(one, "actor", "recipient"), _named(other, "actor", "recipient")
    both = mine & theirs
    if len(both) < 2 and not (both and (mine <= theirs or theirs <= mine) and one.report == other.report):
        return None
    if len(mine | theirs) > len(both) and one.report != other.report and len(both) < 2:
        return None
    gap = days_apart(one.when, other.when)
    if gap is not None:
        near = width(one.when) <= _EXACT and width(other.when) <= _EXACT
        return "same parties, same days" if near else None
    if one.report == other.report:
        return "same parties in one report, no other date" if len(both) >= 2 else None
    return "same parties, reported within days" if _near(one, other, _MEETING) else None


def _proposals(one: Claim, other: Claim) -> str | None:
    if one.nature != other.nature:
        return None
    if one.dependent and one.report == other.report:
        return "same report, whose words point back to it"
    if not _named(one, "actor") & _named(other, "actor"):
        return None
    shared = _shared(one, other)
    if one.report == other.report and (one.back or other.back or one.nature == "truce"):
        return "same report, same author, whose words point back to it"
    if len(shared) >= 2 and _near(one, other, _PROPOSAL):
        return f"same author, same content: {listed(shared)}"
    return None


def _ground(one: Claim, other: Claim) -> str | None:
    if one.nature != other.nature:
        return None
    same_report = one.report == other.report
    place = _same_place(one, other)
    if _in_it(one, other) and not one.kinds & other.kinds and not one.back:
        return None
    mine, theirs = _named(one, "actor"), _named(other, "actor")
    if mine and theirs and not mine & theirs and not one.back:
        return None
    mine, theirs = one.kinds - _ANY_ATTACK, other.kinds - _ANY_ATTACK
    if mine and theirs and not mine & theirs and not (one.back or other.back):
        return None
    dated = days_apart(one.when, other.when) is not None
    precise = dated and min(width(one.when), width(other.when)) <= 366
    if place and precise and (same_report or max(width(one.when), width(other.when)) <= 366):
        return f"same kind of act, same place and time: {one.place}"
    if same_report and one.back:
        return "same report, whose words point back to it"
    if (
        same_report
        and place
        and not dated
        and (one.nature in _STANDING or _shared(one, other) or one.kinds & other.kinds)
    ):
        return f"same report, same kind of act, same place: {one.place}"
    if same_report and one.place is None and other.place is None:
        words = one.words & other.words
        return f"same report, same act: {listed(words)}" if len(words) >= 3 else None
    if same_report and not dated and len(one.words & other.words) >= 3:
        return f"same report, same act: {listed(one.words & other.words)}"
    if place and not dated and _near(one, other, _INCIDENT) and one.kinds & other.kinds:
        return f"same kind of act at the same place, reported within a day: {one.place}"
    return None


def _economic(one: Claim, other: Claim) -> str | None:
    shared = (one.words & other.words) - _GOODS
    if not one.kinds & other.kinds or not shared:
        return None
    if one.report == other.report:
        return f"same report, same goods: {listed(shared)}"
    close = _near(one, other, _PRICES)
    if close and _same_place(one, other):
        return f"same country and goods within {_PRICES} days: {listed(shared)}"
    return None


def _positions(one: Claim, other: Claim) -> str | None:
    if not one.keys("actor") & other.keys("actor"):
        return None
    if one.topic or other.topic:
        return "same actor, same issue" if one.topic == other.topic else None
    shared = _shared(one, other)
    least = min(len(one.words), len(other.words))
    if len(shared) >= 3 and 2 * len(shared) >= least:
        return f"same actor, same issue: {listed(shared)}"
    return None


_RULES: dict[str, Callable[[Claim, Claim], str | None]] = {
    "transfers": _transfers,
    "restrictions": _restrictions,
    "docket": _docket,
    "meetings": _meetings,
    "proposals": _proposals,
    "ground-events": _ground,
    "economic-claims": _economic,
    "positions": _positions,
}
