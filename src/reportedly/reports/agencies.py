"""News and picture agencies: the name each is credited under here, and the other names it goes by.

Compiled by hand from the agencies' own names in use; extend it a line at a time. A credit to an agency that is not
listed is found by its position (credits.py); the table only makes one agency of its several names.
"""

from __future__ import annotations

import re

# name | other names; a long row goes on in another one
_TABLE = """
AP | Associated Press | The Associated Press | AP Photo | AP Images | AP News
AP | Associated Press International | Associated Press Online | Associated Press Worldstream
AP | Associated Press Newswires | Associated Press State & Local Wire
AFP | Agence France-Presse | Agence France Presse | AFP Photo | AFP Forum
Reuters | Thomson Reuters | Reuters News Agency | Reuters News | Reuters Connect | Reuters Limited
dpa | Deutsche Presse-Agentur | German Press Agency | dpa-AFX | dpa picture-alliance | picture alliance/dpa
dpa | dpa International Service in English
EFE | Agencia EFE | Efe | EFEAgro | EFE News Service
ANSA | Agenzia ANSA | ANSA English Media Service
Adnkronos | AdnKronos
Xinhua | Xinhua News Agency | Xinhua News | New China News Agency | Xinhua General News Service
TASS | ITAR-TASS | Itar-Tass | TASS News Agency | Russian News Agency TASS
RIA Novosti | RIA | RIA-Novosti | RIA Novosti News Agency
Interfax | Interfax News Agency | Interfax-Ukraine
Sputnik | Sputnik News
SANA | Syrian Arab News Agency
Anadolu | Anadolu Agency | Anadolu Ajansi | Anadolu Ajansı | AA
IRNA | Islamic Republic News Agency
Fars | Fars News Agency | Fars News
Tasnim | Tasnim News Agency
Mehr | Mehr News Agency
ISNA | Iranian Students News Agency
MENA | Middle East News Agency
WAFA | Palestinian News Agency
Petra | Petra News Agency | Jordan News Agency
SPA | Saudi Press Agency
WAM | Emirates News Agency
KUNA | Kuwait News Agency
QNA | Qatar News Agency
BNA | Bahrain News Agency
NNA | National News Agency
SABA | Saba News Agency
SUNA | Sudan News Agency
APS | Algérie Presse Service
MAP | Maghreb Arabe Presse
PTI | Press Trust of India
ANI | Asian News International
IANS | Indo-Asian News Service
UNI | United News of India
APP | Associated Press of Pakistan
BSS | Bangladesh Sangbad Sangstha
Antara | Antara News
Bernama
VNA | Vietnam News Agency
Kyodo | Kyodo News | Kyodo News Service
Jiji | Jiji Press
Yonhap | Yonhap News Agency | Yonhap News
KCNA | Korean Central News Agency
CNA | Central News Agency
UPI | United Press International
Bloomberg | Bloomberg News
Dow Jones | Dow Jones Newswires | Dow Jones Institutional News | Dow Jones International News
PA | Press Association | PA Media | PA Wire | PA Images | The Press Association
PA | Press Association Mediapoint | Press Association National Newswire
AAP | Australian Associated Press
NZPA | New Zealand Press Association
CP | The Canadian Press | Canadian Press
SAPA | South African Press Association
NAN | News Agency of Nigeria
APA | Austria Presse Agentur
SDA | Keystone-SDA | Keystone
Belga | Belga News Agency
ANP | Algemeen Nederlands Persbureau
NTB | Norsk Telegrambyrå
TT | TT News Agency | Tidningarnas Telegrambyrå
Ritzau | Ritzau Scanpix
STT | Lehtikuva
PAP | Polska Agencja Prasowa
CTK | ČTK | Czech News Agency
MTI | Hungarian News Agency
BTA | Bulgarian News Agency
Agerpres
Tanjug | Tanjug News Agency
HINA
FENA
Lusa
Europa Press
ANA-MPA | Athens News Agency | ANA
BelTA
Ukrinform
UNIAN
Telam | Télam
Notimex
Prensa Latina
Agência Brasil | Agencia Brasil
KNA | Katholische Nachrichten-Agentur
epd | Evangelischer Pressedienst
SID | Sport-Informations-Dienst
AFX
IPS | Inter Press Service
JTA | Jewish Telegraphic Agency
Getty Images | Getty | AFP/Getty
EPA | European Pressphoto Agency | EPA-EFE
Magnum | Magnum Photos
Alamy | Alamy Stock Photo
Shutterstock
iStock
Zuma | Zuma Press | ZUMA Wire
Sipa | Sipa USA | Sipa Press
Abaca | Abaca Press
Imago | imago images
Corbis
"""
_WORD = re.compile(r"[\W_]+")


def _folded(name: str) -> str:
    return _WORD.sub(" ", name).strip().lower().removeprefix("the ")


_NAMES: dict[str, str] = {}
_WRITTEN: set[str] = set()
for _line in _TABLE.strip().splitlines():
    _first, *_others = (part.strip() for part in _line.split("|"))
    for _name in (_first, *_others):
        _NAMES.setdefault(_folded(_name), _first)
        _WRITTEN.add(_name)

PICTURE_AGENCIES = frozenset(
    "Getty Images|EPA|Magnum|Alamy|Shutterstock|iStock|Zuma|Sipa|Abaca|Imago|Corbis".split("|")
)

_WIRE = re.compile(
    r"\b(?:Wire|Wires|Newswire|Wire Service|News Agency|News Service|Press Agency|Press Service|Press Association"
    r"|Photo Agency|Pictures Agency|Agency|Agence|Agencia|Agência|Agenzia|Agentur|Presse-Agentur|Pressedienst"
    r"|Telegraph Agency|Ajansi|Ajansı)\b"
)


def agency(name: str) -> str | None:
    """The name an agency is credited under, for any of its names; None for a name that is not in the table.

    A short name counts only as the table writes it or in capitals (``AP``, ``dpa``, ``DPA``): "Map" is no agency.
    """
    known = _NAMES.get(_folded(name))
    bare = name.strip().removeprefix("The ").removeprefix("the ")
    if known is None or (len(bare) <= 5 and bare not in _WRITTEN and not bare.isupper()):
        return None
    return known


def looks_like_agency(name: str) -> bool:
    """Whether a name that is not in the table says itself that it is an agency ("Merrow Wire")."""
    return bool(_WIRE.search(name))
