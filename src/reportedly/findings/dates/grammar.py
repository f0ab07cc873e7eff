"""Where temporal expressions are in news English: one pattern for each form, tried in order at each word.

The patterns have bounded parts only, so that matching takes time proportional to the text. What a form means
is said in :mod:`reportedly.findings.dates.meanings`; a form's groups are named for the form they belong to.
"""

from __future__ import annotations

import re
from functools import lru_cache
from string import ascii_uppercase

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december",
)  # fmt: skip
SEASONS = {"spring": 1, "summer": 2, "autumn": 3, "fall": 3, "winter": 4}
ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "1st": 1, "2nd": 2, "3rd": 3, "4th": 4, "last": 0}
_ONES = "one two three four five six seven eight nine".split()
_TEENS = "ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
DECADES = {
    "twenties": 2,
    "thirties": 3,
    "forties": 4,
    "fifties": 5,
    "sixties": 6,
    "seventies": 7,
    "eighties": 8,
    "nineties": 9,
}
CENTURIES = {"eighteenth": 18, "nineteenth": 19, "twentieth": 20, "twenty-first": 21}
_SMALL = {w: n for n, w in enumerate([*_ONES, *_TEENS], 1)} | {w: 10 * n for n, w in enumerate(_TENS, 2)}

_S = r"\s{1,4}"
_H = r"(?:\s{1,4}|-)"
_ONE = "|".join(_ONES)
_WEEKDAY = r"(?:mon|tues|wednes|thurs|fri|satur|sun)day"
_SHORT_DAY = r"(?:mon|tues?|wed|thurs?|fri|sat|sun)\b\.?"
_MONTH = (
    r"(?:january|february|march|april|may|june|july|august|september|october|november|december"
    r"|(?:jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\b\.?)"
)
_SEASON = r"(?:spring|summer|autumn|fall|winter)"
_DAY = r"(?:3[01]|[12]\d|0?[1-9])"
_NTH = rf"{_DAY}(?:st|nd|rd|th)?(?![\w%]|[:,.]\d)"
_YEAR = r"(?:1[5-9]\d\d|20\d\d)(?![\w%]|[,.:]\d)"
_SPELLED = (
    rf"(?:(?:eighteen|nineteen|twenty){_H}(?:hundred|oh?{_H}(?:{_ONE})|{'|'.join(_TEENS)}"
    rf"|(?:{'|'.join(_TENS)})(?:{_H}(?:{_ONE}))?)|two{_S}thousand{_S}(?:and{_S})?(?:{_ONE}|{'|'.join(_TEENS)}))\b"
)
_NUMBER = (
    rf"(?:\d{{1,4}}(?:\.\d)?|an?{_S}(?:few|couple(?:{_S}of)?)|an?|(?:{'|'.join(_TENS)})(?:{_H}(?:{_ONE}))?|{'|'.join(_TEENS)}"
    rf"|{_ONE}|several|few|many|some|half{_S}an?)"
)
_UNIT = r"(?:second|minute|hour|day|weekend|week|month|quarter|year|decade|centur(?:y|ie))"
_WHOLE = r"(?:day|weekend|week|month|quarter|year|decade|century|period)\b"
_NTH_WORD = r"(?:first|second|third|fourth|1st|2nd|3rd|4th)"
_WHICH_YEAR = (
    rf"(?:fiscal{_S})?(?:{_YEAR}|(?:this|last|next){_S}(?:fiscal{_S})?year|the{_S}(?:current{_S}|fiscal{_S})?year)"
)
_YEARLY = rf"(?:this|last|next){_S}year[’']s{_S}|(?:{_YEAR})(?:[’']s)?{_S}"

FORMS: tuple[tuple[str, str], ...] = (
    ("iso", r"\d{4}-[01]\d-[0-3]\d(?![\d-])"),
    ("numeric", r"\d{1,2}(?P<n_sep>[/.])\d{1,2}(?P=n_sep)(?:(?:1[5-9]|20)\d\d|\d\d)(?![\d/]|\.\d)"),
    (
        "month_day",
        rf"(?:(?P<md_weekday>{_WEEKDAY}|{_SHORT_DAY}),?{_S})?(?P<md_month>{_MONTH}){_S}(?:the{_S})?(?P<md_day>{_NTH})"
        rf"(?:(?:\s?[-–]\s?|{_S}(?:to|through|and){_S})(?P<md_last>{_NTH})(?!{_S}(?:people|percent|others|more)\b))?"
        rf"(?:(?:,|{_S}of|{_S}in)?{_S}(?P<md_year>{_YEAR}))?",
    ),
    (
        "day_month",
        rf"(?:(?P<dm_weekday>{_WEEKDAY}|{_SHORT_DAY}),?{_S}(?:the{_S})?)?(?P<dm_day>{_NTH})"
        rf"(?:(?:\s?[-–]\s?|{_S}(?:to|and){_S})(?P<dm_last>{_NTH}))?"
        rf"{_S}(?:of{_S})?(?P<dm_month>{_MONTH})(?!\w)(?:,?{_S}(?P<dm_year>{_YEAR}))?(?!{_S}{_NTH}\b)",
    ),
    ("month_year", rf"(?P<my_month>{_MONTH}),?{_S}(?:of{_S})?(?P<my_year>{_YEAR}|{_SPELLED})"),
    (
        "quarter",
        rf"(?:(?P<q_before>{_YEARLY})|fiscal{_S})?(?:fiscal{_S})?(?P<q_number>{_NTH_WORD}){_H}quarter\b(?!-?finals?)"
        rf"(?:{_S}(?:of|in){_S}(?P<q_year>{_WHICH_YEAR}))?",
    ),
    ("short_quarter", rf"q(?P<sq_number>[1-4])(?:{_S}(?P<sq_year>{_YEAR})|\b)"),
    (
        "half",
        rf"(?P<h_number>first|second|last){_S}(?:half|two{_S}quarters|six{_S}months){_S}of{_S}(?P<h_year>{_WHICH_YEAR})",
    ),
    ("decade", r"(?P<dc_century>1[5-9]|20|(?<=[’'‘`])|(?<=\bmid-)|(?=[2-9]0s))(?P<dc_tens>\d)0[’']?s\b"),
    ("decade_word", rf"(?:the{_S}|mid-)(?P<dw_name>{'|'.join(DECADES)})\b"),
    ("century", rf"(?P<c_number>(?:1\d|2[01])(?:st|th)|{'|'.join(CENTURIES)}){_H}century\b"),
    ("fiscal", rf"(?:fiscal|financial){_S}(?:year{_S})?(?P<f_year>{_YEAR})"),
    (
        "season_year",
        rf"(?P<sy_season>{_SEASON}),?{_S}(?:of{_S}|in{_S})?(?P<sy_year>{_YEAR}|{_SPELLED}|(?:this|last|next){_S}year\b)",
    ),
    (
        "year_ago",
        rf"(?P<ya_same>year-?{_H}?ago|year-?{_H}?earlier|corresponding|comparable|same){_H}(?:{_NTH_WORD}{_H})?(?:quarter|period)\b"
        rf"(?:{_S}(?:of{_S}|in{_S})?(?P<ya_year>last{_S}year|a{_S}year{_S}(?:ago|earlier)|{_YEAR}))?"
        rf"|year-(?:ago|earlier)\b|(?P<ya_year2>{_YEAR}){_S}(?:quarter|period)\b",
    ),
    (
        "ended",
        rf"(?:(?:(?P<en_number>{_NUMBER}){_H})?|(?:{_NTH_WORD}|fiscal|latest|the){_S}){{1,2}}(?P<en_unit>week|month|quarter|year)s?{_S}"
        rf"(?P<en_verb>ended|ending|to|through){_S}(?:on{_S})?"
        rf"(?=(?P<en_month>{_MONTH}){_S}(?P<en_day>{_DAY})(?!\d)(?:,?{_S}(?P<en_year>{_YEAR}))?)",
    ),
    (
        "lasting",
        rf"(?:(?P<l_side>past|last|next|coming|previous|following|first|final){_S}(?P<l_number>{_NUMBER}|\d{{1,4}})"
        rf"(?:{_S}and{_S}a{_S}half)?{_H}(?P<l_unit>{_UNIT})s?\b)",
    ),
    (
        "deictic",
        rf"(?P<d_which>this{_S}past|this{_S}coming|this|last|next|past|coming|current|previous|following|preceding|same|that"
        rf"|latest|upcoming){_S}(?:(?:fiscal|calendar|business){_S})?"
        rf"(?P<d_unit>{_WHOLE}|{_WEEKDAY}\b|{_MONTH}(?!\w)|{_SEASON}\b)",
    ),
    (
        "counted",
        rf"(?P<ct_number>{_NUMBER}){_H}(?P<ct_half>and{_S}a{_S}half{_S})?(?:(?:consecutive|straight|full|more|whole){_S})?"
        rf"(?P<ct_unit>{_UNIT})s?\b"
        rf"(?:{_H}(?:and{_S}a{_S}half{_S})?(?P<ct_how>ago|earlier|later|before|after|old|long|from{_S}now|hence|prior|previously)\b)?",
    ),
    (
        "day_before",
        rf"(?:the{_S})(?P<db_unit>day|week|month|year)(?P<db_more>{_S}(?:before|after))\b"
        rf"(?P<db_near>{_S}(?:yesterday|tomorrow))?",
    ),
    (
        "each",
        rf"(?:every|each){_S}(?:other{_S}|{_NUMBER}{_S})?"
        rf"(?:{_UNIT}s?|{_WEEKDAY}|morning|night|evening|{_SEASON}|{_MONTH}(?!\w))\b",
    ),
    ("weekdays", rf"(?:{_WEEKDAY}|weekday|weekend)s\b"),
    ("weekday", rf"(?P<w_name>{_WEEKDAY})\b|(?P<w_short>(?:mon|tues?|wed|thurs?|fri|sat|sun)\.(?=[\s,)]))"),
    ("month", rf"(?P<m_name>{_MONTH})(?!\w)"),
    ("year", rf"(?P<y_number>{_YEAR})|(?P<y_spelled>{_SPELLED}|(?:the{_S})?year{_S}two{_S}thousand\b)"),
    (
        "near",
        r"(?P<near_word>today|tonight|yesterday|tomorrow|this\s(?:morning|afternoon|evening)|last\s(?:night|evening))\b",
    ),
    ("season", rf"(?:the|in|during|by){_S}(?P<s_name>{_SEASON})\b(?!{_S}of\b)"),
    ("often", r"(?:daily|weekly|monthly|quarterly|yearly|annually|nightly|hourly)\b"),
    (
        "bare",
        rf"the{_S}(?:full{_S}|entire{_S})?(?P<b_unit>week|weekend|month|quarter|year)\b"
        rf"(?!-|{_S}that\b|[’']s{_S}end)",
    ),
    ("weekend", r"weekend\b"),
    ("year_end", rf"(?:year-end|year[’']s{_S}end|the{_S}end{_S}of{_S}the{_S}year)\b"),
    (
        "vague",
        rf"(?:right{_S})?now\b(?!{_S}that\b)|currently\b|recently\b|nowadays\b|these{_S}days\b|at{_S}(?:present\b|the{_S}moment\b)"
        rf"|recent{_S}(?:day|week|month|year|decade)s\b|the{_S}(?:near|foreseeable|immediate){_S}future\b"
        rf"|in{_S}the{_S}past\b(?!{_S}(?:{_NUMBER}{_S})?{_UNIT})",
    ),
)  # fmt: skip

# What any of the forms begins with. It only saves time: the forms alone find the same (a test compares them).
STARTS = (
    r"(?=\d|an?\s|[’'‘`]\d|q\d|the\s{1,4}[adefnqtwsmy]|in\s{1,4}(?:the|[sfaw])|(?:during|by)\s{1,4}[sfaw]|at\s{1,4}(?:p|the)"
    r"|th(?:is|at|ese|ir|ree|ur)|ja|fe|ma|apr|ju|aug|sep|oct|nov|dec|mon|tue|wed|fri|sat|sun|spr|sum|aut|fal|win|fir|sec|fou"
    r"|las|nex|pas|com|cor|curr|prev|foll|prec|sam|lat|upc|one|tw|fiv|fif|six|sev|eig|nin|ten|ele|for|few|som|hal|eve|eac"
    r"|wee|tod|ton|yes|tom|dai|qua|yea|ann|nig|hou|mid|now|rec|rig|fis|fin)"
)
ANY = re.compile(r"(?<![\w$€£])" + STARTS + "(?:" + "|".join(f"(?P<{name}>{form})" for name, form in FORMS) + ")")

LEAD = re.compile(
    r"(?:(?:\b(?:the\s)?(?:very\s)?(?:early|late|mid|middle|beginning|start|end|close)(?:\s(?:of|in|on))?[\s-]"
    r"|\b(?:earlier|later|sometime|nearly|almost|about|around|roughly|just|over|under|more\sthan|less\sthan|at\sleast)\s)"
    r"(?:the\s)?|\bthe\s)$"
)


_LOWER = {ord(letter): letter.lower() for letter in ascii_uppercase}


@lru_cache(maxsize=2)
def fold(text: str) -> str:
    """``text`` as the patterns read it: the letters A to Z in lower case, all else as it was, so that offsets hold."""
    return text.translate(_LOWER)


def number_of(words: str) -> int | float | None:
    """The number that ``words`` of a count say ("two", "twenty-one", "1.5", "a"), null for vague ones ("several")."""
    words = words.lower().replace("-", " ")
    if words in ("a", "an"):
        return 1
    if words[0].isdigit():
        return float(words) if "." in words else int(words)
    if words.startswith("half"):
        return 0.5
    if "couple" in words:
        return 2
    parts = words.split()
    return sum(_SMALL[p] for p in parts) if all(p in _SMALL for p in parts) else None


def year_number(words: str) -> int:
    """The year that digits or words name: ``1982``, "nineteen eighty-two", "two thousand and twelve"."""
    if words[0].isdigit():
        return int(words[:4])
    parts = [
        p for p in words.lower().replace("-", " ").split() if p not in ("the", "year", "and", "o", "oh", "hundred")
    ]
    if "thousand" in parts:
        return 2000 + sum(_SMALL[p] for p in parts[parts.index("thousand") + 1 :])
    return 100 * _SMALL[parts[0]] + sum(_SMALL[p] for p in parts[1:])


def month_number(word: str) -> int:
    """1 to 12 for a month's name or abbreviation."""
    return next(n for n, name in enumerate(MONTHS, 1) if name.startswith(word.lower()[:3]))


def weekday_number(word: str) -> int:
    """0 (Monday) to 6 for a weekday's name or abbreviation."""
    return next(n for n, name in enumerate(WEEKDAYS) if name.startswith(word.lower()[:3]))


_SHOWS = re.compile(r"[\"“‘'`](?:This|Last|Next)\s[A-Z][a-z]+,?[\"”’']")  # "on ABC's "This Week""
_PAPERS = re.compile(r"(?<![A-Z])\b[A-Z]{2,5}\s(?:Today|TODAY)\b(?!\s[A-Z]{2})")  # "VOA Today"


def names(text: str, start: int, end: int) -> bool:
    """Whether ``text[start:end]`` is the name of a paper or programme, or the end of one, and no time."""
    if start and _SHOWS.match(text, start - 1, end + 2):
        return True
    return text[start:end].lower() == "today" and _PAPERS.search(text, max(0, start - 7), end + 4) is not None
