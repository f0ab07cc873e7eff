"""The language of a report, by py3langid over its body."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

_LETTERS_NEEDED = 20  # fewer letters say nothing: a word or two of any language looks like several
_SAMPLE = 20_000  # code points that are enough
_NOT_PROSE = re.compile(r"https?://\S+|\S+@\S+|[\d_]+")
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_CODE = re.compile(r"([a-z]{2})(?:[-_].*)?\s*$", re.I)

# Words that stand in every English text and hardly in any other language's. The model takes a second to load,
# which a page of plain English need not wait for.
_ENGLISH = frozenset("the and that with from this which were they have been would their there said after".split())
_ENGLISH_SHARE = 0.12  # of PolNeAR's development texts all have more, of the German, French ... web pages none

# The languages of news; py3langid knows 140, and among close kin a short text would land on a rare one.
_LANGUAGES = (
    "af am ar az be bg bn bs ca cs cy da de el en es et eu fa fi fr ga gl gu ha he hi hr hu hy id is it ja ka kk km kn"
    " ko ku ky lo lt lv mk ml mn mr ms mt my ne nl no or pa pl ps pt ro ru si sk sl so sq sr sv sw ta te tg th tk tl tr"
    " tt ug uk ur uz vi xh yo zh zu"
).split()
_SURE = 0.80  # below this probability what the page declares decides, if it is among the likely ones
_LIKELY = 3  # so many of the model's first guesses are likely
_LEAST = 0.30  # a short text whose best guess is below this has no language that can be told


def find_language(text: str, declared: str | None = None) -> str | None:
    """The ISO 639-1 code of the language that ``text`` is in; None when there is too little of it to tell.

    :param text: the body, or all text where there is no body.
    :param declared: what the page says (``en``, ``en-GB``, ``pt_BR``); decides only where the text leaves doubt.
    """
    sample = _NOT_PROSE.sub(" ", text[:_SAMPLE])
    letters = sum(map(str.isalpha, sample))
    if letters < _LETTERS_NEEDED:
        return None
    words = _WORD.findall(sample.lower())
    if len(words) >= 20 and sum(word in _ENGLISH for word in words) >= _ENGLISH_SHARE * len(words):
        return "en"
    ranked = [(str(code), float(share)) for code, share in _model().rank(sample)[:_LIKELY]]
    best, share = ranked[0]
    said = _CODE.match((declared or "").strip())
    if said and share < _SURE and said[1].lower() in [code for code, _ in ranked]:
        return said[1].lower()
    return best if share >= _LEAST or letters >= 200 else None


@lru_cache(maxsize=1)
def _model() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    model = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    model.set_languages(_LANGUAGES)
    return model
