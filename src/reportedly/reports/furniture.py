"""What single lines say of themselves: appeals to the reader, bylines and date stamps, captions with a credit.

The trees judge lines by look and company; these patterns know what is furniture wherever it stands. They look at the
first and last few hundred characters of a line only.
"""

from __future__ import annotations

import re

_LONGEST_APPEAL = 900
_QUOTED = re.compile(r"[\"“„«][^\"“”„«»]{0,600}[\"”“»]")
_ADDRESS = re.compile(
    r"\b(?:you|your|yours|we|us|our|ours|Sie|Ihre?[nms]?|wir|uns|unsere?[nmrs]?|vous|votre|vos|nous|notre|nos|"
    r"nosotros|nuestr[oa]s?|ustedes|usted)\b",
    re.IGNORECASE,
)
_IMPERATIVE = (
    r"(?:get|sign\s+up|subscribe|support|help|join|donate|become|register|log\s+in|give|chip\s+in|receive|try|read|"
    r"unlock|enjoy|please|start|spenden|unterstützen|abonnieren|soutenez|abonnez|inscrivez|suscríbete|suscríbase|apoya|"
    r"hazte|done[zs]?)"
)
_OPENING = re.compile(rf"(?:^|[.!?:…]\s+)(?:please\s+|now\s+)?{_IMPERATIVE}\b", re.IGNORECASE)
_MONEY = r"(?:[$€£]\s?\d[\d.,]*|\d[\d.,]*\s?(?:[$€£]|dollars|euros?|pounds|crowns))"
_PERIOD = re.compile(
    rf"\b(?:from|for|ab|dès|desde|por)?\s*(?:(?:only|just|as\s+little\s+as)\s+)?{_MONEY}\s?"
    r"(?:an?|per|each|every|/|im|pro|par|al)\s?(?:day|week|month|year|monat|jahr|woche|mois|semaine|an|mes|año)\b",
    re.IGNORECASE,
)
_GIFT = re.compile(
    rf"\b(?:send|give|gift\s+of|donation\s+of|contribution\s+of|spare|contribute|chip\s+in|donate)\s+(?:\w+\s+){{0,2}}{_MONEY}",
    re.IGNORECASE,
)
# Each group is one kind of thing that appeals speak of; two kinds and a word to the reader make an appeal.
_KINDS = (
    re.compile(
        r"\b(?:subscri(?:be|bers?|ptions?)|paywall|abonn\w+|suscr[ií]b\w+|suscripci\w+|unlimited\s+access)\b", re.I
    ),
    re.compile(
        r"\bfree\s+(?:stories|articles?)\b|\b(?:stories|articles?)\s+(?:left|remaining|this\s+month|for\s+free)\b"
        r"|\bcancel\s+(?:whenever|(?:at\s+)?any\s*time)\b|\bfree\s+(?:trial|account|of\s+charge)\b|\bit\s+is\s+free\b",
        re.I,
    ),
    re.compile(
        r"\b(?:donat(?:e|ion|ions|ing)|chip\s+in|one-off\s+gift|your\s+gift|your\s+(?:support|contribution|help)|"
        r"support\s+(?:us|our)|supporters?|become\s+a\s+(?:member|supporter|patron|friend)|membership|spende\w*|"
        r"faites\s+un\s+don|haz\s+una\s+donaci[oó]n|help\s+us|fundrais\w+|whatever\s+you\s+(?:can|give)|"
        r"what(?:ever)?\s+you\s+can\s+spare)\b",
        re.I,
    ),
    re.compile(
        r"\b(?:newsletters?|(?:morning|evening|weekly|daily|our)\s+(?:letter|briefing|email|e-mail|digest|bulletin)|"
        r"(?:your|ihr(?:en)?|votre|tu|su)\s+(?:inbox|postfach|boîte|bandeja|email|e-mail)|boletín|news\s+alerts)\b",
        re.I,
    ),
    re.compile(
        r"\b(?:our|the)\s+(?:newsroom|journalis[mt]s?|reporters?|reporting|coverage|independence|readers)\b"
        r"|\b(?:independent|quality|honest|free)\s+(?:journalism|reporting|press)\b|\breaders\s+like\s+you\b"
        r"|\b(?:readers|members|supporters)\b.{0,80}\b(?:pay|pays|paid|fund|give)\b"
        r"|\bits\s+readers\b|\bno\s+owner\b|\bkeep\s+(?:us|our|the\s+presses)\b|\bunabhängige\w*\s+journalismus\b"
        r"|\breporting\s+(?:\w+\s+){0,5}costs?\s+money\b|\bwithout\s+(?:ads|advertis\w+)\b|\bad[\s-]?block\w*\b",
        re.I,
    ),
    _PERIOD,
    _GIFT,
)  # fmt: skip
_PLAIN_APPEAL = re.compile(
    r"\b(?:you\s+have|you['’]ve)\s+(?:read|used|reached|\d+)\b.{0,60}\b(?:free|stories|articles?|limit)\b"
    r"|^(?:of\s+your|you\s+have)\s+\d+\s+(?:free\s+)?(?:stories|articles?)\b"
    r"|\bsubscribe\s+(?:now|today|from|for)\b.{0,60}[$€£]|\bsign\s+up\s+(?:for|to|here)\b.{0,40}\b(?:newsletters?|letter|briefing|inbox)\b"
    r"|\b(?:subscribe|sign\s+up)\s+(?:to|for)\s+our\b|\bsupport\s+(?:our|independent)\s+(?:work|journalism|reporting)\b",
    re.IGNORECASE,
)
_SITE = re.compile(r"\b(?:we|us|our|ours|wir|uns|unsere?[nmrs]?|nous|notre|nos|nuestr[oa]s?)\b", re.IGNORECASE)
_SALES = re.compile(
    r"\b(?:subscri\w+|newsletters?|email|streaming|free\s+trial|sign\s+up|abonn\w+|suscri\w+|fundrais\w+|donat\w+)\b",
    re.IGNORECASE,
)
_TOLD = re.compile(r"\b(?:said|says|told|added|according|announced|reported)\b", re.IGNORECASE)


def is_appeal(text: str, *, amid: bool = False, about: bool = False) -> bool:
    """Whether a line asks its reader to subscribe, give, join or sign up.

    It does where it speaks to the reader, outside quotation marks, of two of: subscriptions, free stories, gifts,
    letters by mail, the newsroom's work, a price a month, a sum to give. A line with words of saying is none: it
    reports.

    :param amid: it stands amid the article; then it must name a price or a sum, or speak as the site does ("our").
    :param about: the article is about such things; then only what speaks as the site does is an appeal.
    """
    if len(text) > _LONGEST_APPEAL:
        return False
    plain = _QUOTED.sub(" ", text)
    if _TOLD.search(plain) or (about and not _SITE.search(plain)):
        return False
    if _PLAIN_APPEAL.search(plain):
        return True
    if amid and not (_SITE.search(plain) or _PERIOD.search(plain) or _GIFT.search(plain)):
        return False
    if not (_ADDRESS.search(plain) or _OPENING.search(plain)):
        return False
    return sum(bool(kind.search(plain)) for kind in _KINDS) >= 2


def speaks_of_sales(text: str) -> bool:
    """Whether a line speaks of subscriptions, trials or prices a month, in whatever voice."""
    plain = text[:_LONGEST_APPEAL]
    return bool(_SALES.search(plain) or _PERIOD.search(plain))


_MONTH = (
    r"(?:jan(?:uary|uar|vier|eiro)?|feb(?:ruary|ruar|brero|braio)?|mar(?:ch|zo|s)?|märz|apr(?:il|ile)?|abril|may|mai|mayo|june?|juni|juin|"
    r"junio|july?|juli|juillet|julio|aug(?:ust)?|août|agosto|sept?(?:ember|embre)?|septiembre|oct(?:ober|obre|ubre)?|"
    r"okt(?:ober)?|nov(?:ember|embre|iembre)?|dec(?:ember)?|dez(?:ember)?|décembre|diciembre|enero|febrero|février|"
    r"avril|gennaio|maggio|giugno|luglio|ottobre|dicembre)"
)
_CALENDAR = (
    rf"(?:\d{{1,2}}(?:st|nd|rd|th)?\.?\s+(?:de\s+)?{_MONTH}\.?,?(?:\s+(?:de\s+|del\s+)?\d{{4}})?"
    rf"|{_MONTH}\.?\s+\d{{1,2}}(?:st|nd|rd|th)?,?(?:\s+\d{{4}})?|\d{{1,2}}[./-]\d{{1,2}}[./-]\d{{2,4}}|\d{{4}}-\d\d-\d\d)"
)
_HAS_DAY = re.compile(rf"(?<!\w){_CALENDAR}(?!\w)", re.IGNORECASE)
# Possessive: a line is read once, however it goes on.
_STAMP = re.compile(
    r"(?:(?:first|last|published|posted|updated|modified|created|on|at|by|um|uhr|am|pm|a\.m\.?|p\.m\.?|gmt|utc|bst|cet|cest|"
    r"est|edt|et|pst|pdt|ist|local|time|date|min(?:ute)?s?|read|veröffentlicht|aktualisiert|stand|publié|publicado|"
    r"actualizado|mis\s+à\s+jour|le|el|à|a\s+las|h|"
    r"(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?|montag|dienstag|mittwoch|donnerstag|freitag|"
    r"samstag|sonntag|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|lunes|martes|miércoles|jueves|viernes|"
    rf"sábado|domingo|{_MONTH}|de|of|the|ago|hours?|days?|mins?)\b\.?|\d++(?:st|nd|rd|th)?|[\s,.:;|·•/()–—+-]++)++",
    re.IGNORECASE,
)
_N = r"(?:[^\W\d_a-zß-öø-ÿ][\w'’.\-]*)"
_PERSON = rf"{_N}(?:\s+(?:von|van|der|den|de|del|della|di|da|dos|la|le|el|al|bin|ben|zu|y|{_N})){{0,3}}\s+{_N}"
_WRITERS = rf"{_PERSON}(?:\s*(?:,|&|\b(?:and|und|et|y|e)\b)\s*{_PERSON}){{0,5}}"
_HOUSE = r"(?i:staff|agencies|agenturen|agences|newsroom|news\s+desk|desk|correspondents?|reporters?|writers?)"
_BYLINE = re.compile(
    rf"(?:(?i:(?:(?:written|posted|published|reported|story|text)\s+)?(?:by|von|par|por|di)):?\s+{_WRITERS}(?:\W.{{0,80}}|\s+(?:in|for)\s.{{1,80}})?"
    rf"|(?i:from|by)\s+(?i:our|a|the)\s+(?:\w+\s+){{0,3}}{_HOUSE}(?:\W.{{0,60}})?"
    rf"|(?:(?i:by)\s+)?{_WRITERS},?(?:\s+in\s+{_PERSON}|\s+in\s+{_N})?\s+(?:and|und|et|y)\s+(?:\w+\s+){{0,2}}{_HOUSE}"
    rf"|{_WRITERS}\s*[|·•–—]\s*(?=\D*\d).{{0,80}})"
)
_WRITERS_ALONE = re.compile(rf"{_WRITERS}(?:,?\s+in\s+{_N}(?:\s+{_N}){{0,2}})?")
_HEAD_LENGTH = 150


def is_stamp(text: str) -> bool:
    """Whether a line is nothing but a day or a time, as pages print it above the article."""
    return len(text) <= _HEAD_LENGTH and bool(_HAS_DAY.search(text) and _STAMP.fullmatch(text))


def is_byline(text: str) -> bool:
    """Whether a line is nothing but who wrote the article, perhaps with the day ("By Ana Sol · 3 March 2017")."""
    return len(text) <= _HEAD_LENGTH and bool(_BYLINE.fullmatch(text))


def is_names(text: str) -> bool:
    """Whether a line is nothing but what may be persons' names, perhaps with where they are."""
    return len(text) <= _HEAD_LENGTH and bool(_WRITERS_ALONE.fullmatch(text))


_PICTURE_WORD = (
    r"(?:photo(?:graph)?s?|images?|pictures?|credits?|fotos?|fotograf(?:ía|ie|in)?|bild(?:er|quelle|nachweis)?|archivfoto|"
    r"symbolbild|symbolfoto|crédits?(?:\s+photo)?|zdjęcie|fot)"
)
_WHOSE = r"(?:[^.!?()\[\]]|(?<=\b[A-Z])\.|\.(?=(?:com|de|org|net)\b)){2,80}?"
# "Photo: Ana Sol / Meridian", "(Foto: dpa)", "Credit: AP", "Photograph by Ana Sol", "Courtesy of the port", "© Sol".
_CREDIT_END = re.compile(
    rf"(?:\b(?i:(?:{_PICTURE_WORD}\s+)?{_PICTURE_WORD})\s*(?:(?i:by|courtesy\s+of|via)\b|[:©/|]+(?:\s*©)?)\s*|(?i:\bcourtesy\s+(?:of|photo)\b)\s*|©\s*(?!\d{{4}})(?i:{_PICTURE_WORD}\s*:\s*)?)"
    rf"{_WHOSE}\s*[)\]]?\s*\.?"
)
_SOURCE = (
    r"(?:AP|AFP|Reuters|REUTERS|EPA|dpa|EFE|Getty(?:\sImages)?|Xinhua|Anadolu|Unsplash|Flickr|Shutterstock|iStock)"
)
_SLASHED = re.compile(
    rf"[(\[]{_N}(?:\s{_N}){{0,3}}\s?/\s?{_N}(?:\s{_N}){{0,3}}[)\]]\.?"
    rf"|{_N}(?:\s{_N}){{0,3}}\s?(?:/|\bvia\b)\s?{_SOURCE}(?:\s{_N}){{0,2}}\.?"
)
_LONGEST_CAPTION = 500
_TAIL = 110
_RIGHTS = re.compile(r"\brights\s+reserved\b|\bvorbehalten\b|[®™]", re.IGNORECASE)
_DATED_END = re.compile(rf",\s(?:(?:in|on)\s)?{_MONTH}\.?\s\d{{1,2}},\s\d{{4}}\.?", re.IGNORECASE)
_NOUN_PHRASE = 6  # words at least, of a line that ends with the day its picture was taken


def credit_start(text: str) -> int | None:
    """Where the photographer's credit that ends a line begins, if one does ("... Photo: Ana Sol / Meridian")."""
    if len(text) > _LONGEST_CAPTION or _RIGHTS.search(text):
        return None
    for at in range(max(0, len(text) - _TAIL), len(text)):
        if (at == 0 or not text[at - 1].isalnum()) and (
            _CREDIT_END.fullmatch(text, at) or _SLASHED.fullmatch(text, at)
        ):
            return at
    return None


def is_captioned(text: str) -> bool:
    """Whether a line ends like a caption: with a photographer's credit, or a noun phrase with the day it was taken."""
    if len(text) > _LONGEST_CAPTION:
        return False
    if credit_start(text) is not None:
        return True
    dated = next(_DATED_END.finditer(text, max(0, len(text) - 40)), None)
    if dated is None or dated.end() < len(text) or text.count(" ", 0, dated.start()) < _NOUN_PHRASE:
        return False
    return not _TOLD.search(text) and not _QUOTED.search(text)
