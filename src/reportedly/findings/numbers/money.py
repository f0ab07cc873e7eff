"""Currencies as they are written in English news, to ISO 4217 codes.

A name that several countries share ("dinars", "francs") has a code only with its country ("Iraqi dinars"); the
dollar and the pound alone are those of the United States and Britain, as news agencies write them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from reportedly.findings.numbers.nouns import KINDS
from reportedly.findings.numbers.numerals import Token, joined, word_at

# Signs and abbreviations before the number (longest first where one holds another).
_PREFIXES = {
    "us$": "USD", "a$": "AUD", "au$": "AUD", "c$": "CAD", "ca$": "CAD", "nz$": "NZD", "hk$": "HKD", "s$": "SGD",
    "r$": "BRL", "nt$": "TWD", "mx$": "MXN", "j$": "JMD", "z$": "ZWL", "$": "USD", "€": "EUR", "£": "GBP", "¥": "JPY",
    "₽": "RUB", "₹": "INR", "₩": "KRW", "₪": "ILS", "₺": "TRY", "₴": "UAH", "₦": "NGN", "฿": "THB", "₫": "VND",
    "₱": "PHP", "₡": "CRC", "₲": "PYG", "₵": "GHS", "₸": "KZT", "₼": "AZN", "₾": "GEL", "dlrs": "USD", "dlr": "USD",
    "rs": None, "dm": "DEM", "ff": "FRF", "sfr": "CHF",
}  # fmt: skip
# Names after the number. Null: a currency, but of several countries.
_NAMES = {
    "dollar": "USD", "buck": "USD", "cent": "USD", "euro": "EUR", "pound": "GBP", "sterling": "GBP", "quid": "GBP",
    "ruble": "RUB", "rouble": "RUB", "yen": "JPY", "yuan": "CNY", "renminbi": "CNY", "shekel": "ILS", "sheqel": "ILS",
    "zloty": "PLN", "forint": "HUF", "hryvnia": "UAH", "baht": "THB", "dong": "VND", "ringgit": "MYR", "rupiah": "IDR",
    "taka": "BDT", "naira": "NGN", "cedi": "GHS", "birr": "ETB", "kwacha": "ZMW", "rand": "ZAR", "tenge": "KZT",
    "lari": "GEL", "dram": "AMD", "lev": "BGN", "kuna": "HRK", "kyat": "MMK", "tugrik": "MNT", "afghani": "AFN",
    "quetzal": "GTQ", "lempira": "HNL", "cordoba": "NIO", "córdoba": "NIO", "bolivar": "VES", "boliviano": "BOB",
    "guarani": "PYG", "kronor": "SEK", "mark": "DEM", "deutschmark": "DEM", "drachma": "GRD", "escudo": "PTE",
    "peseta": "ESP", "guilder": "NLG", "sucre": "ECS", "gourde": "HTG", "kina": "PGK", "ariary": "MGA",
    "markka": "FIM", "markkaa": "FIM", "koruna": "CZK", "pula": "BWP", "metical": "MZN", "kip": "LAK", "riel": "KHR",
    "dalasi": "GMD", "somoni": "TJS", "ngultrum": "BTN", "rufiyaa": "MVR", "cruzeiro": "BRR", "cruzado": "BRC",
    "austral": "ARA", "schilling": "ATS", "ecu": "XEU", "punt": "IEP", "zloties": "PLN", "bolivares": "VES",
    "dinar": None, "rial": None, "riyal": None, "franc": None, "peso": None, "rupee": None, "shilling": None,
    "lira": None, "lire": "ITL", "krone": None, "kroner": None, "krona": "SEK", "crown": None, "dirham": None,
    "manat": None, "leu": None, "lei": None, "real": "BRL", "reais": "BRL", "won": "KRW", "colon": None, "som": None,
}  # fmt: skip
# Words that are something else at least as often: money only after a country's adjective or a scale word.
_DOUBTFUL = frozenset("won mark marks real crown crowns colon colons sterling rand lev leu som cent buck bucks".split())
_OF_COUNTRY = {
    "u.s. dollar": "USD", "us dollar": "USD", "american dollar": "USD", "british pound": "GBP", "saudi riyal": "SAR",
    "russian ruble": "RUB", "russian rouble": "RUB", "chinese yuan": "CNY", "israeli shekel": "ILS",
    "iranian toman": "IRR",
    "south korean won": "KRW", "north korean won": "KPW", "korean won": "KRW", "south african rand": "ZAR",
    "turkish lira": "TRY", "turkish liras": "TRY", "qatari riyal": "QAR", "omani riyal": "OMR", "yemeni riyal": "YER",
    "emirati dirham": "AED", "uae dirham": "AED", "cfa franc": "XOF", "polish zloty": "PLN", "german mark": "DEM",
    "french franc": "FRF", "belgian franc": "BEF", "swiss franc": "CHF", "italian lira": "ITL", "italian lire": "ITL",
    "venezuelan bolivar": "VES", "belarusian ruble": "BYN", "belarusian rouble": "BYN", "deutsche mark": "DEM",
    "sudanese pound": "SDG", "lebanese lira": "LBP", "syrian lira": "SYP", "mexican peso": "MXN",
    "sri lankan rupee": "LKR",
    "pakistani rupee": "PKR", "salvadoran colon": "SVC", "norwegian kroner": "NOK", "danish kroner": "DKK",
}  # fmt: skip


@lru_cache(maxsize=1)
def _standard() -> tuple[frozenset[str], dict[str, str]]:
    """ISO 4217 codes, and currency names in lower case ("kenyan shilling") to codes; loaded on first use."""
    import pycountry  # its tables take a moment to load, and most texts need none of them

    codes = {c.alpha_3: c.name.lower() for c in pycountry.currencies if not c.alpha_3.startswith("X")}
    return frozenset(codes), {name: code for code, name in sorted(codes.items(), reverse=True)}


def prefix(tokens: Sequence[Token], i: int, text: str) -> tuple[int, str | None, bool]:
    """The currency written before the number at token ``i``: its first token, its code, and whether there is one."""
    before = word_at(tokens, i - 1)
    if not before or i < 1:
        return i, None, False
    if before == ".":
        return prefix(tokens, i - 1, text) if word_at(tokens, i - 2) in ("rs", "dlrs") else (i, None, False)
    if before[0] in "$€£¥₽₹₩₪₺₴₦฿₫₱₡₲₵₸₼₾":
        for back, sign in ((2, word_at(tokens, i - 2) + before), (5, _initials(tokens, i - 1) + before)):
            if back <= i and len(sign) > 1 and sign in _PREFIXES and joined(tokens, i - 1):
                return i - back, _PREFIXES[sign], True
        return i - 1, _PREFIXES.get(before), True
    if before in _PREFIXES:
        return i - 1, _PREFIXES[before], True
    written = text[tokens[i - 1].start : tokens[i - 1].end]
    if len(written) == 3 and written.isupper() and written.isascii() and written in _standard()[0]:
        return i - 1, written, True
    return i, None, False


def _initials(tokens: Sequence[Token], i: int) -> str:
    """ "us" where the tokens before ``i`` are ``U.S.``"""
    return "us" if [word_at(tokens, i - n) for n in (4, 3, 2, 1)] == ["u", ".", "s", "."] else ""


def suffix(tokens: Sequence[Token], i: int, scaled: bool, text: str) -> tuple[int, str | None, bool]:
    """The currency named at token ``i``, after a number: its end (exclusive), its code, and whether there is one."""
    at = i + 1 if word_at(tokens, i) == "-" and joined(tokens, i) else i
    word = word_at(tokens, at)
    if not word:
        return i, None, False
    if word[0] in "€£₽₹₪₺₴" or (word == "$" and joined(tokens, at)):
        return at + 1, _PREFIXES[word], True
    written = text[tokens[at].start : tokens[at].end]
    if len(written) == 3 and written.isupper() and written in _standard()[0]:
        return at + 1, written, True
    one = _singular(word)
    if one in _NAMES and (scaled or word not in _DOUBTFUL or (one == "cent" and word == "cents")):
        if one == "pound":
            if word_at(tokens, at + 1) == "sterling":
                return at + 2, "GBP", True
            # "50 pounds of explosives" is a weight
            if not scaled and (word_at(tokens, at + 1) == "of" or _weighed(tokens, i)):
                return i, None, False
            if any(_arms(word_at(tokens, at + n)) for n in ((1, 2) if word == "pound" else (2, 3, 4))):
                return i, None, False  # "a 500-pound bomb", "two million pounds of explosives"
        return at + 1, _NAMES[one], True
    name = ""
    for k in range(at, min(at + 7, len(tokens))):
        part = tokens[k].word
        name += part if part in (".", "-") or (name.endswith(".") and len(part) == 1) else f" {part}"
        one = _singular(part)
        if one in _NAMES or one == "toman":
            full = name.strip()[: -len(part)] + one
            full = full.replace(" cent", " dollar")
            code = _OF_COUNTRY.get(full) or _standard()[1].get(full) or (None if k - at > 2 else _NAMES.get(one))
            known = full in _OF_COUNTRY or full in _standard()[1]
            if known or (k == at + 1 and re.search(r"(?:an|ese|ish|i|ch|ic)$", tokens[at].word) and code is None):
                return k + 1, code, True
            return i, None, False
        if not (part.isalpha() or part == "."):
            break
    return i, None, False


def _singular(word: str) -> str:
    if word in _NAMES:
        return word
    return word[:-2] if word.endswith("es") and word[:-2] in _NAMES else word.removesuffix("s")


def _arms(word: str) -> bool:
    """Whether ``word`` names weapons; drugs, food and the like are weighed with a plain number more often."""
    return KINDS.get(word.removesuffix("s")) == "weapons" or word in ("cocaine", "marijuana", "heroin")


def _weighed(tokens: Sequence[Token], i: int) -> bool:
    return any(t.word.startswith("weigh") for t in tokens[max(0, i - 6) : i])
