"""Every word that a grammar knows, from its own source: what random texts must be made of to reach all of its rules."""

from __future__ import annotations

import ast
import re
from pathlib import Path
from types import ModuleType

from hypothesis import strategies as st

_WORD = re.compile(r"[^\W\d_]+(?:['’.-][^\W\d_]+)*|[^\w\s]")
_NUMBERS = "1 2 7 12 30 170 1,500 4.5 1998 2031 2031-05-02 5th 3/4 ½ $ € % + - – , . ; : ' \" of the"


def words_of(package: ModuleType) -> list[str]:
    """The words and signs in the string constants of a package's modules, patterns among them."""
    found: set[str] = set()
    for file in sorted(Path(str(package.__file__)).parent.glob("*.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                found.update(_WORD.findall(node.value))
    return sorted(found)


def texts(package: ModuleType) -> st.SearchStrategy[str]:
    """Texts of such words and of numbers, with and without spaces between, which may end after any of them."""
    word = st.one_of(st.sampled_from(_NUMBERS.split()), st.sampled_from(words_of(package)))
    parts = st.lists(st.tuples(word, st.sampled_from([" ", " ", " ", "", "\n", "-"]), st.booleans()), max_size=14)
    return parts.map(lambda parts: "".join((w.title() if title else w) + after for w, after, title in parts))
