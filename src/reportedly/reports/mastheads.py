"""Names of newspapers and stations by their form: "The Kelvar Post", "Gaceta de Orlan"."""

from __future__ import annotations

import re

TITLES = (
    "Times|Post|Herald|Tribune|Gazette|Courier|Observer|Journal|News|Daily|Telegraph|Chronicle|Guardian|Mail|Star|Sun|"
    "Independent|Mirror|Examiner|Globe|Standard|Record|Register|Bulletin|Dispatch|Express|Argus|Echo|Monitor|Sentinel|"
    "Today|Review|Mercury|Inquirer|Enquirer|Advertiser|Leader|Press|Radio|Broadcasting|Zeitung|Tageblatt|Anzeiger|"
    "Nachrichten|Kurier|Diario|Gaceta|Prensa|Correo|Giornale|Corriere|Gazzetta|Courrier|Jornal|Folha|Krant|Dagblad"
)
WORD = r"[^\W\d_a-zß-öø-ÿ][\w'’\-]*"
_TITLE = rf"(?i:{TITLES})\b"
NAME = (
    rf"(?:(?:The|La|El|Le|Die|Der|De|Il|O)\s+)?(?:{WORD}\s+){{0,3}}{_TITLE}"
    rf"(?:\s+(?:{WORD}|of|de|del|von|di)){{0,3}}"
)
ALONE = re.compile(NAME)


def is_masthead(text: str) -> bool:
    """Whether a short line is an outlet's name and nothing else."""
    return len(text) <= 40 and " " in text and bool(ALONE.fullmatch(text))
