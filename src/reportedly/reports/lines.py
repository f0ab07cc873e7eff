"""The line classifier: which lines of a page are title, body, caption, credit, and which are set aside."""

from __future__ import annotations

import re

from reportedly.reading.sentences import lines as _lines
from reportedly.reports.layout import Layout, Line, LineLabel

_CREDIT = re.compile(
    r"\(?(?:AP|AFP|Reuters|dpa|EFE|ANSA|TASS|Xinhua|UPI|PA|Bloomberg|Interfax|RIA Novosti|Kyodo|Anadolu)"
    r"(?:\s*(?:,|/|and|&)\s*(?:AP|AFP|Reuters|dpa|EFE|ANSA|TASS|Xinhua|UPI|PA|Bloomberg|Interfax|Kyodo|Anadolu))*\)?\.?"
)
_CAPTION = re.compile(
    r"(?:(?:Photo|Image|Picture|Credit|Photograph|Foto|Crédit|Bild)s?\s*[:©]|©|\bCredit: ?\w)", re.IGNORECASE
)
_END = re.compile(r"[.!?…]['\"”’»“)\]]*$")


def plain_layout(text: str) -> Layout:
    """The lines of a plain-text page, which is left as it is: only white space around a line is outside its span."""
    return Layout(text, tuple(Line(span) for span in _lines(text)))


def classify(layout: Layout) -> tuple[LineLabel, ...]:
    """One label for every line of ``layout``, in its order."""
    texts = [layout.text[line.span[0] : line.span[1]] for line in layout.lines]
    labels: list[LineLabel] = ["aside"] * len(texts)
    if layout.html:
        kept = [bool(line.chosen) for line in layout.lines]
    else:
        long = [len(t) >= 80 and bool(_END.search(t)) for t in texts]
        best, score, start, run = (0, 0), 0, 0, 0
        for i, (t, is_long) in enumerate(zip(texts, long, strict=True)):
            run += len(t) if is_long else -60
            if run <= 0:
                start, run = i + 1, 0
            elif run > score:
                best, score = (start, i + 1), run
        kept = [best[0] <= i < best[1] for i in range(len(texts))]
    for i, (t, k) in enumerate(zip(texts, kept, strict=True)):
        if _CREDIT.fullmatch(t):
            labels[i] = "credit"
        elif k:
            labels[i] = "caption" if _CAPTION.search(t) and len(t) < 300 else "body"
    first = next((i for i, label in enumerate(labels) if label == "body"), 0)
    for i in range(first - 1, max(-1, first - 6), -1):
        if 20 <= len(texts[i]) <= 180 and not _END.search(texts[i]) and labels[i] == "aside":
            labels[i] = "title"
            break
    return tuple(labels)
