"""A small WordPiece tokenizer of the kind that the reading model has, with letters and a few words."""

from __future__ import annotations

import string
from collections.abc import Iterable

from tokenizers import Tokenizer
from tokenizers.models import WordPiece
from tokenizers.normalizers import BertNormalizer
from tokenizers.pre_tokenizers import BertPreTokenizer

_WORDS = "the a said he she was in of to port minister town trucks north kess ##ara ##ed ##ing ##s on and".split()
_LETTERS = string.ascii_lowercase + string.digits + "абвгдеженорус" + "שלום" + "مرحبا" + "中"
_MARKS = string.punctuation + "“”‘’«»—…"


def small_tokenizer(more: Iterable[str] = ()) -> Tokenizer:
    """Lower-cases, strips accents, and cuts words that it does not have into letters; what it has no letter for is
    one [UNK]. ``more`` are further pieces."""
    letters = sorted(set(_LETTERS))
    names = [
        "[PAD]",
        "[UNK]",
        "[CLS]",
        "[SEP]",
        *_MARKS,
        *letters,
        *("##" + c for c in letters),
        *_WORDS,
        *sorted(more),
    ]
    vocabulary = {name: n for n, name in enumerate(dict.fromkeys(names))}
    tokenizer = Tokenizer(WordPiece(vocabulary, unk_token="[UNK]", max_input_chars_per_word=100))
    tokenizer.normalizer = BertNormalizer(lowercase=True)
    tokenizer.pre_tokenizer = BertPreTokenizer()
    return tokenizer
