"""The data sets other than PolNeAR as labelled windows: mentions, events, figures.

Paths are below the shared data folder, or the repository's own ``training/sentences``. What a set does not label is
left open (:data:`IGNORE`, or a label that stands for several), so that no head learns from silence.
"""

from __future__ import annotations

import csv
import gzip
import io
import json
import random
import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from tokenizers import Tokenizer

from reportedly.reading.gazetteer import PERSON_TITLES, TITLE_MODIFIERS, people_names
from reportedly.reading.labels import (
    ENTITIES,
    EVENT_ROLES,
    EVENTS,
    MEASURES,
    NEGATED,
    PLOVER,
    STATUSES,
    SUBTYPES,
)
from reportedly.reading.windows import Window, windows
from training.reader.polnear import Article
from training.reader.windows import IGNORE, Labelled, blank, mark, pieces_in, role_row, windows_of
from training.sentences import entities as entity_sentences
from training.sentences import figures as figure_sentences
from training.sentences import parse as event_sentences
from training.sets import news
from training.sets.nested import NestedContent
from training.sets.nested import read as read_nested

Span = tuple[int, int]
SENTENCES = Path(__file__).parents[1] / "sentences"
LABELLED = Path(__file__).parents[1] / "sets"

# Labels of the entity head that stand for several: what a set that marks fewer types leaves unmarked.
NO_NAME = len(ENTITIES)  # no person, organization or place by name (wikigold, UNER)
NO_SILVER = len(ENTITIES) + 1  # nothing that a tagger of names, money and times finds (spaCy)
ALLOWED: Mapping[int, tuple[str, ...]] = {
    NO_NAME: ("O", "weapon", "money", "quantity", "time"),
    NO_SILVER: ("O", "weapon", "quantity", "organization"),
}

_RE3D = {
    "Organisation": "organization", "Person": "person", "Location": "place", "Weapon": "weapon",
    "MilitaryPlatform": "weapon", "Vehicle": "weapon", "Money": "money", "Temporal": "time", "Quantity": "quantity",
}  # fmt: skip
_CONLL = {"PER": "person", "ORG": "organization", "LOC": "place"}
# The five classes of the CAMEO sentences, read as the PLOVER types that each may be.
_CLASSES = {
    "1": ("AGREE", "CONSULT", "SUPPORT"),
    "2": ("COOPERATE", "AID", "CONCEDE", "RETREAT"),
    "3": ("REQUEST", "ACCUSE", "REJECT", "THREATEN", "PROTEST"),
    "4": ("MOBILIZE", "SANCTION", "COERCE", "ASSAULT"),
}


def label_mentions(one: Labelled, mentions: Iterable[tuple[int, int, str]], outside: int = 0) -> None:
    """Put mentions (start, end, type) on the entity, nationality and title heads. The longest wins where they cross."""
    window = one.window
    row = [outside if label == 0 else label for label in blank(window)]
    for start, end, kind in sorted(mentions, key=lambda m: (m[2] in one.tags, m[1] - m[0], m)):
        if kind in one.tags:  # re3d has titles and nationalities in persons and organizations, our sentences beside
            mark(window, [(start, end)], one.tags[kind], 1, 2)
            for i in pieces_in(window, (start, end)):
                row[i] = IGNORE if row[i] == outside else row[i]
        elif f"B-{kind}" in ENTITIES:
            mark(window, [(start, end)], row, ENTITIES.index(f"B-{kind}"), ENTITIES.index(f"I-{kind}"))
        elif kind == "unknown":
            for i in pieces_in(window, (start, end)):
                row[i] = IGNORE
    one.tags["entity"] = row


def silver_mentions(text: str, found: Iterable[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    """What spaCy found; its parties and religions (it has one type for all of them) are no nationality of ours."""
    nations = people_names()
    return [
        (a, b, "unknown" if kind == "nationality" and text[a:b].lower() not in nations else kind)
        for a, b, kind in found
    ]


_ALONE = re.compile(  # "the minister", before what does not belong to a title
    r"\b[Tt]he(?: [\w.'’-]*\w){1,5}?(?= (?:of|for|in|from|said|told|says|has|had|was|is)\b|[,.;:]|$)", re.M
)
_OFFICES = PERSON_TITLES - {"mr", "mrs", "ms", "miss"}


def silver_titles(one: Labelled, found: Iterable[tuple[int, int, str]]) -> list[int]:
    """Titles by rule, for the title head: the office before a person whom spaCy ``found``, and "the minister" alone.
    Other words that are offices, and what stands two words before them, are left open."""
    text, window = one.text, one.window
    row = blank(window)
    titles: list[Span] = []
    for start, _, kind in found:
        if kind == "person":
            words = list(re.finditer(r"[\w.'’-]+", text[max(0, start - 60) : start]))
            base, first = max(0, start - 60), start
            while words and base + words[-1].end() == first - 1 and _in_title(words[-1][0]):
                first = base + words.pop().start()
            if first < start and any(map(_is_office, text[first:start].split())):
                titles.append((first, start - 1))
    for match in _ALONE.finditer(text):
        words = match[0].split()[1:]
        if _is_office(words[-1]) and words[-1].islower() and all(map(_in_title, words)):
            titles.append(match.span())
    for match in re.finditer(r"(?:[\w.'’-]+ ){0,2}([\w.'’-]+)", text):
        if _is_office(match[1]) or _is_office(match[1].rstrip("s")):
            for i in pieces_in(window, match.span()):
                row[i] = IGNORE
    mark(window, titles, row, 1, 2)
    return row


def _is_office(word: str) -> bool:
    return word.lower().rstrip(".,") in _OFFICES


def _in_title(word: str) -> bool:
    return _is_office(word) or word.lower().rstrip(".") in TITLE_MODIFIERS


def nested_contents() -> dict[str, list[NestedContent]]:
    """The contents of PolNeAR's articles that are labelled for the attributions within them, by article."""
    found: dict[str, list[NestedContent]] = {}
    for one in read_nested(LABELLED / "nested-polnear.jsonl"):
        found.setdefault(one.doc, []).append(one)
    return found


def nested_attributions(article: Article, found: Sequence[Window], contents: Iterable[NestedContent]) -> list[Labelled]:
    """The windows that have labelled ``contents``."""
    made = []
    for window in found:
        one = Labelled("nested", window, article.text, links={"attribution": []})
        label_inner(one, contents)
        if any(label != IGNORE for label in one.tags["inner"]):
            made.append(one)
    return made


def label_inner(one: Labelled, contents: Iterable[NestedContent]) -> None:
    """Put the attributions within ``contents`` on the head for inner cues and among the links; what is outside of
    these is left open."""
    window = one.window
    row = one.tags["inner"] = [IGNORE] * len(window.ids)
    for content in contents:
        within = {i for span in content.content for i in pieces_in(window, span)}
        for i in within:
            row[i] = 0 if row[i] == IGNORE else row[i]
        for inner in content.inner:
            mark(window, inner.cue, row, 1, 2)
            cue = [i for span in inner.cue for i in pieces_in(window, span)]
            if cue:
                roles = [label if i in within else IGNORE for i, label in enumerate(role_row(window, inner))]
                one.links["attribution"].append((cue[0], cue[-1], roles))


def re3d(folder: Path, tokenizer: Tokenizer) -> dict[str, list[Labelled]]:
    """The re3d documents by id, each as its windows; repeated documents and mentions once."""
    texts: dict[str, str] = {}
    mentions: dict[str, set[tuple[int, int, str]]] = {}
    for file in sorted(folder.glob("*/documents.jsonl")):
        for document in _rows(file):
            texts.setdefault(document["_id"], document["text"])
        for entity in _rows(file.with_name("entities.jsonl")):
            kind = {"Nationality": "nationality"}.get(entity["type"]) or _RE3D.get(entity["type"], "unknown")
            mentions.setdefault(entity["documentId"], set()).add((entity["begin"], entity["end"], kind))
    found = {}
    for name, text in sorted(texts.items()):
        made = [Labelled("re3d", w, text) for w in windows_of(text, tokenizer)]
        for one in made:
            one.tags["nationality"] = blank(one.window)
            label_mentions(one, mentions.get(name, ()))
        found[name] = made
    return found


def named(folder: Path, tokenizer: Tokenizer) -> list[Labelled]:
    """Wikigold and UNER: persons, organizations and places, other types left open."""
    made = []
    for file, token, label in (
        ("wikigold.conll.gz", 0, 1),
        ("uner-ewt-dev.iob2.gz", 1, 2),
        ("uner-ewt-test.iob2.gz", 1, 2),
    ):
        with gzip.open(folder / file, "rt", encoding="utf-8") as stream:
            for text, mentions in _conll(stream, token, label):
                for window in windows(text, [[(0, len(text))]], tokenizer):
                    one = Labelled("named", window, text)
                    label_mentions(one, mentions, NO_NAME)
                    made.append(one)
    return made


def _conll(lines: Iterable[str], token: int, label: int) -> Iterator[tuple[str, list[tuple[int, int, str]]]]:
    """Sentences as text and mentions; classes that are no person, organization or place are ``unknown``."""
    text, mentions, before = "", [], "O"
    for line in [*lines, ""]:
        columns = line.rstrip("\n").split("\t" if "\t" in line else " ")
        if line.startswith("#") or (line.strip() and len(columns) <= label):
            continue
        if not line.strip():
            if text:
                yield text, mentions
            text, mentions, before = "", [], "O"
            continue
        word, tag = columns[token], columns[label]
        text += " " if text else ""
        start = len(text)
        text += word
        kind = _CONLL.get(tag[2:], "unknown")
        if tag[0] == "I" and before[2:] == tag[2:]:
            mentions[-1] = (mentions[-1][0], len(text), kind)
        elif tag != "O":
            mentions.append((start, len(text), kind))
        before = tag


def own_mentions(tokenizer: Tokenizer) -> list[Labelled]:
    """Our own sentences with marked mentions of all types."""
    made = []
    for file in sorted(SENTENCES.glob("entities-*.txt")):
        for sentence in entity_sentences.read(file):
            for window in windows(sentence.text, [[(0, len(sentence.text))]], tokenizer):
                one = Labelled("mentions", window, sentence.text)
                one.tags = {"nationality": blank(window), "title": blank(window)}
                label_mentions(one, sentence.mentions)
                made.append(one)
    return made


def own_events(tokenizer: Tokenizer, shuffle: random.Random) -> list[Labelled]:
    """Our own sentences with events, one to three of them a window, in an order that ``shuffle`` chooses."""
    sentences = [s for file in sorted(SENTENCES.glob("events-*.txt")) for s in event_sentences.read(file)]
    made = []
    for text, group in _joined(sentences, shuffle):
        for window in windows(text, [[(at, at + len(s.text))] for at, s in group], tokenizer):
            one = _no_events("events", window, text)
            for at, sentence in group:
                for event in sentence.events:
                    _label_event(one, event, at)
            made.append(one)
    return made


def news_lines(file: Path) -> dict[tuple[str, str], str]:
    """The articles of the unlabelled news, by "insightcrime" and their line, counted from 1."""
    with gzip.open(file, "rt", encoding="utf-8", newline="\n") as stream:
        rows = ((str(number), json.loads(line)) for number, line in enumerate(stream, 1))
        return {("insightcrime", number): row["text"] for number, row in rows if row["set"] == "insightCrime"}


def unlabelled(texts: Mapping[tuple[str, str], str], tokenizer: Tokenizer) -> list[Labelled]:
    """Windows of whole news articles that nobody labelled, for a student whose teacher reads them."""
    return [Labelled("unlabelled", window, text) for text in texts.values() for window in windows_of(text, tokenizer)]


def news_events(texts: Mapping[tuple[str, str], str], tokenizer: Tokenizer) -> list[Labelled]:
    """Sentences of real news with events, and without: neighbours together. ``texts`` by set and document."""
    made = []
    for file in sorted(LABELLED.glob("events-*.jsonl")):
        by_document: dict[tuple[str, str], list[news.LabelledSentence]] = {}
        for sentence in news.read(file):
            by_document.setdefault((sentence.set, sentence.doc), []).append(sentence)
        for key, sentences in by_document.items():
            text = texts[key]
            paragraphs: list[list[Span]] = []
            for n, sentence in enumerate(sentences):
                between = text[sentences[n - 1].end : sentence.start] if n else "\n"
                if between.strip() or "\n" in between:
                    paragraphs.append([])
                paragraphs[-1].append((sentence.start, sentence.end))
            for window in windows(text, paragraphs, tokenizer):
                one = _no_events("news", window, text)
                for sentence in sentences:
                    for event in sentence.events:
                        _label_event(one, event, 0)
                made.append(one)
    return made


def _no_events(origin: str, window: Window, text: str) -> Labelled:
    one = Labelled(origin, window, text)
    one.tags = {"event": blank(window), **{n: [IGNORE] * len(window.ids) for n in ("subtype", "status", "negated")}}
    one.links["act"] = []
    return one


def _label_event(one: Labelled, event: event_sentences.Event, at: int) -> None:
    trigger = pieces_in(one.window, (event.trigger[0] + at, event.trigger[1] + at))
    if not trigger:
        return
    for i in trigger:
        one.tags["event"][i] = EVENTS.index(event.type or "none")
        one.tags["subtype"][i] = SUBTYPES.index(event.subtype or "none")
        one.tags["status"][i] = STATUSES.index(event.status)  # type: ignore[arg-type]
        one.tags["negated"][i] = NEGATED.index("yes" if event.negated else "no")
    row = blank(one.window)
    spans = [(a + at, b + at, name) for name, parts in event.roles.items() for a, b in parts]
    for start, end, name in sorted(spans, key=lambda s: (s[0] - s[1], s)):  # the shorter stands in the longer
        begin = EVENT_ROLES.index(f"B-{name}")
        mark(one.window, [(start, end)], row, begin, begin + 1)
    one.links["act"].append((trigger[0], trigger[-1], row))


def own_figures(tokenizer: Tokenizer, shuffle: random.Random) -> list[Labelled]:
    """Our own sentences with figures, one to three of them a window."""
    sentences = [s for file in sorted(SENTENCES.glob("figures-*.txt")) for s in figure_sentences.read(file)]
    made = []
    for text, group in _joined(sentences, shuffle):
        for window in windows(text, [[(at, at + len(s.text))] for at, s in group], tokenizer):
            one = Labelled("figures", window, text)
            row = one.tags["measure"] = blank(window)
            for at, sentence in group:
                for figure in sentence.figures:
                    for i in pieces_in(window, (figure.span[0] + at, figure.span[1] + at)):
                        row[i] = MEASURES.index(figure.measure)  # type: ignore[arg-type]
            made.append(one)
    return made


def _joined(sentences: Sequence[Any], shuffle: random.Random) -> Iterator[tuple[str, list[tuple[int, Any]]]]:
    """Groups of one to three sentences: their lines as a text, and each with the place where it begins."""
    order = list(sentences)
    shuffle.shuffle(order)
    while order:
        text, group = "", []
        for _ in range(min(len(order), shuffle.choice((1, 1, 2, 3)))):
            sentence = order.pop()
            text += "\n" if text else ""
            group.append((len(text), sentence))
            text += sentence.text
        yield text, group


def stories(file: Path, tokenizer: Tokenizer, shuffle: random.Random, share: float) -> list[Labelled]:
    """The beginnings of a ``share`` of the synthetic stories; a type each, of the whole."""
    with zipfile.ZipFile(file) as archive:
        name = next(n for n in archive.namelist() if n.endswith(".csv") and not n.startswith("__"))
        rows = list(csv.DictReader(io.TextIOWrapper(archive.open(name), encoding="utf-8")))
    made = []
    for row in shuffle.sample(rows, round(share * len(rows))):
        first = row["text"].strip()
        if row["label"] in PLOVER and first:
            window = windows_of(first, tokenizer, 96)[0]
            made.append(Labelled("stories", window, first, weak=(EVENTS.index(row["label"]),)))
    return made


def classes(file: Path, tokenizer: Tokenizer) -> list[Labelled]:
    """The CAMEO sentences; a class stands for the types that it may be. Class 0 has none of its own and is left out."""
    made = []
    for line in file.read_text(encoding="utf-8").splitlines():
        text, _, label = line.strip().rpartition("\t")
        if text and label in _CLASSES:
            window = windows(text, [[(0, len(text))]], tokenizer)[0]
            made.append(Labelled("classes", window, text, weak=tuple(EVENTS.index(t) for t in _CLASSES[label])))
    return made


def _rows(file: Path) -> Iterator[dict[str, str | int]]:
    with open(file, encoding="utf-8") as stream:
        for line in stream:
            yield json.loads(line)
