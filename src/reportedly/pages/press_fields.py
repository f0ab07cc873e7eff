"""Days, languages and bylines as press databases write them."""

from __future__ import annotations

import re
from datetime import date

_MONTHS = {
    1: "january januar janvier enero gennaio janeiro januari янв января",
    2: "february februar février fevrier febrero febbraio fevereiro februari фев февраля",
    3: "march märz maerz mars marzo março marco maart марта",
    4: "april avril abril aprile апреля",
    5: "may mai mayo maggio maio mei maj мая",
    6: "june juni juin junio giugno junho июня",
    7: "july juli juillet julio luglio julho июля",
    8: "august août aout agosto augustus augusti августа",
    9: "september septembre septiembre setiembre settembre setembro сентября",
    10: "october oktober octobre octubre ottobre outubro октября",
    11: "november novembre noviembre novembro ноября",
    12: "december dezember décembre decembre diciembre dicembre dezembro декабря",
}
_MONTH = {name: number for number, names in _MONTHS.items() for name in names.split()}
_MONTH |= {
    name: number
    for number, name in enumerate("jan feb mar apr may jun jul aug sep oct nov dec".split(), 1)
}  # fmt: skip
_WEEKDAYS = (
    "monday montag lundi lunes lunedì lunedi maandag",
    "tuesday dienstag mardi martes martedì martedi dinsdag",
    "wednesday mittwoch mercredi miércoles miercoles mercoledì woensdag",
    "thursday donnerstag jeudi jueves giovedì donderdag",
    "friday freitag vendredi viernes venerdì vrijdag",
    "saturday samstag samedi sábado sabado sabato zaterdag",
    "sunday sonntag dimanche domingo domenica zondag",
)
_WEEKDAY = {name: number for number, names in enumerate(_WEEKDAYS) for name in names.split()}
_NAME = r"([^\W\d_]{3,12})\.?"
_DAY = re.compile(
    rf"(?<!\d)(\d{{1,2}})(?:\.|st|nd|rd|th)?\s+(?:de\s+)?{_NAME},?\s+(?:del?\s+)?((?:19|20)\d\d)(?!\d)"
    rf"|(?<!\w){_NAME}\s+(\d{{1,2}})(?:st|nd|rd|th)?,?\s+((?:19|20)\d\d)(?!\d)"
    r"|(?<!\d)((?:19|20)\d\d)-(\d\d)-(\d\d)(?!\d)"
    r"|(?<!\d)((?:19|20)\d\d)\s?年\s?(\d{1,2})\s?月\s?(\d{1,2})\s?日",
    re.I,
)
_LONGEST = 80  # characters of a line that is nothing but a day, a weekday and a time


def day_of(text: str) -> str | None:
    """The day that a line states, as ISO 8601: one day only, which is on the weekday that the line names, if any.

    Days of numbers alone (02/03/2012) say nothing, since nobody knows which number is the month.
    """
    if len(text) > _LONGEST:
        return None
    found = {its for match in _DAY.finditer(text) if (its := _day(match)) is not None}
    if len(found) != 1:
        return None
    (day,) = found
    weekdays = {_WEEKDAY[word] for word in re.findall(r"[^\W\d_]+", text.lower()) if word in _WEEKDAY}
    return day.isoformat() if weekdays <= {day.weekday()} else None


def _day(match: re.Match[str]) -> date | None:
    a = match.groups()
    if a[0]:
        year, month, day = a[2], _MONTH.get(a[1].lower(), 0), a[0]
    elif a[3]:
        year, month, day = a[5], _MONTH.get(a[3].lower(), 0), a[4]
    else:
        year, month, day = (a[6], int(a[7]), a[8]) if a[6] else (a[9], int(a[10]), a[11])
    try:
        return date(int(year), month, int(day))
    except ValueError:
        return None


def is_day(text: str) -> bool:
    """Whether a line is a day of publication: it begins with a day, perhaps after the weekday."""
    if len(text) > _LONGEST:
        return False
    match = _DAY.search(text)
    return bool(match and match.start() <= 14 and _day(match) is not None)


_LANGUAGES = {
    "en": "english englisch anglais inglés ingles inglese inglês engels английский 英语",
    "de": "german deutsch allemand alemán aleman tedesco alemão duits немецкий",
    "fr": "french französisch francais français francés frances francese francês frans французский",
    "es": "spanish spanisch espagnol español espanol spagnolo espanhol spaans испанский",
    "it": "italian italienisch italien italiano italiaans",
    "pt": "portuguese portugiesisch portugais portugués português portoghese portugees",
    "nl": "dutch niederländisch néerlandais nederlands holandés olandese",
    "ru": "russian russisch russe ruso russo русский",
    "ar": "arabic arabisch arabe árabe arabo", "tr": "turkish türkisch turc turco",
    "pl": "polish polnisch polonais polaco polacco", "cs": "czech tschechisch", "sk": "slovak slowakisch",
    "hu": "hungarian ungarisch", "ro": "romanian rumänisch", "bg": "bulgarian bulgarisch", "el": "greek griechisch",
    "uk": "ukrainian ukrainisch", "sr": "serbian serbisch", "hr": "croatian kroatisch", "sl": "slovene slovenian",
    "sv": "swedish schwedisch", "da": "danish dänisch", "no": "norwegian norwegisch", "fi": "finnish finnisch",
    "ja": "japanese japanisch", "ko": "korean koreanisch", "he": "hebrew hebräisch", "fa": "persian farsi",
    "id": "indonesian", "ms": "malay", "th": "thai", "vi": "vietnamese", "ca": "catalan", "hi": "hindi",
    "zh": "chinese chinesisch chinois",
}  # fmt: skip
_LANGUAGE = {name: code for code, names in _LANGUAGES.items() for name in names.split()}


def language_of(text: str) -> str | None:
    """The ISO 639-1 code of a language by its name ("English", "GERMAN; DEUTSCH", "Chinese - Simplified")."""
    if len(text) > 40:
        return None
    codes = {_LANGUAGE.get(part.split("-")[0].strip().lower()) for part in re.split(r"[;,/(]", text)}
    codes.discard(None)
    return codes.pop() if len(codes) == 1 else None


_BY = re.compile(
    r"^(?:(?:written|reported|story|text)\s+)?(?:by|von|par|por|di|door|af|av|autor(?:in|en)?|author|auteur)\b\s*:?\s*",
    re.I,
)
_NOBODY = re.compile(
    r"[\d@]|\b(?:staff|writers?|editors?|reporters?|correspondents?|contributors?|bureau|chief|senior|special|columnist|"
    r"redaktion|redakteur(?:in)?|korrespondent(?:in)?|journalist(?:in|e)?|desk|team|newsroom|anonymous|unknown)\b",
    re.I,
)
_AND = re.compile(r"\s*[;|&/•·]\s*|\s+(?:and|und|et|y|e|en|og|och)\s+", re.I)
_IN = re.compile(r"(?<=\w)\s+in\s+(?:the\s+)?[A-ZÀ-Þ][^,;|]{1,40}$")
_LAST_FIRST = re.compile(r"([^\W\d_][\w'’\-]+), ([^\W\d_][\w'’\-]+)")


def byline_of(text: str) -> str:
    """The names in a byline's field, with ``;`` between them: "By Ana Sol and Ben Tor, Kelvar Bureau Chief" has two.
    "Sol, Ana; Tor, Ben" and "Sol, Ana" give the last name first."""
    text = _BY.sub("", " ".join(re.sub(r"\([^()]*\)", " ", text[:400]).split()))
    names: list[str] = []
    for group in _AND.split(text):
        swapped = _LAST_FIRST.fullmatch(group.strip(" ."))
        for part in [f"{swapped[2]} {swapped[1]}"] if swapped else group.split(","):
            part = _IN.sub("", _BY.sub("", part.strip(" .:*-–—"))).strip()
            if 2 <= len(part) <= 60 and not _NOBODY.search(part):
                names.append(part)
    return "; ".join(dict.fromkeys(names))


_N = r"(?:[^\W\d_a-zß-öø-ÿ][\w'’.\-]*)"
_PERSONS = re.compile(
    rf"{_N}(?:\s+(?:von|van|der|de|del|al|el|bin|{_N})){{1,3}}(?:(?:,|;|\s+and|\s+&)\s+{_N}(?:\s+{_N}){{1,3}}){{0,4}}"
    rf"(?:\s+in\s+{_N}(?:\s+{_N}){{0,2}})?"
)


def is_byline(text: str) -> bool:
    """Whether a line is a byline: it says so ("By Ana Sol"), or is nothing but what may be names."""
    return len(text) <= 160 and bool(_BY.match(text) or _PERSONS.fullmatch(text))
