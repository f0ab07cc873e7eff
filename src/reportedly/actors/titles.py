"""What titles say of their holders: which office is meant, and whether a given name follows."""

from __future__ import annotations

from reportedly.actors.heads import fold

_SAME = {
    "gop": "republican", "democrat": "democratic", "sen": "senator", "rep": "representative", "gov": "governor",
    "congressman": "representative", "congresswoman": "representative", "gen": "general", "pm": "minister",
}  # fmt: skip
_REIGNS = frozenset("king queen prince princess emperor empress emir sultan pope".split())


def office(title: str) -> set[str]:
    """The words of a title, those for one party or office made one."""
    return {_SAME.get(word, word) for word in fold(title).split()}


def reigning(title: str | None) -> bool:
    """Whether a title goes with a given name: King Tarek is no Mara Tarek."""
    words = (title or "").lower().split()
    return bool(words) and words[-1] in _REIGNS
