"""The same plain word has the same type wherever it is labelled, as the table of the conventions says."""

from __future__ import annotations

import json
import re
import tarfile
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from training.reader.sets import news_lines
from training.sentences import parse as sentences
from training.sets import news

SENTENCES = Path(sentences.__file__).parent
SETS = Path(news.__file__).parent
SHARED = Path(__file__).parents[3] / "shared" / "data"
Place = tuple[str, int | str, int]
Event = tuple[str, int | str, int, str, str | None, str]  # its place, trigger, type, status
# Meant otherwise: the word is there, but what is reported is another act. By file, line and number of the event in it;
# in the public sets by file, document and where the trigger begins.
MEANT: dict[Place, str] = {
    ("events-1", 102, 1): "sanctions eased",
    ("events-1", 178, 1): "a text that demands something is adopted",
    ("events-2", 98, 1): "a truce broken",
    ("events-2", 163, 1): "a truce violated",
    ("events-4", 103, 1): "a blockade lifted",
    ("events-4", 109, 1): "sanctions lifted",
    ("events-5", 46, 1): "rallied behind somebody",
    ("events-5", 203, 1): "a loan released",
    ("events-6", 29, 1): "demands met",
    ("events-7", 163, 1): "a guest welcomed",
    ("events-7", 298, 1): "money released",
    ("events-7", 352, 1): "martial law lifted",
    ("events-7", 399, 1): "peacekeepers welcomed, so let in",
    ("events-8", 12, 1): "investigators visited",
    ("events-8", 173, 1): "protesters overran a palace",
    ("events-8", 326, 1): "a truce violated",
    ("events-9", 145, 1): "colleagues rallied to a cause",
    ("events-9", 299, 1): "demands met",
    ("events-10", 57, 1): "voters rallied against somebody",
    ("events-insightcrime", "3228", 30): "a fugitive recaptured",
    ("events-polnear-train", "nyt_2016-06-07_germany-pledges-to-expand-its-mi", 80): "a pledge met with relief",
    ("events-polnear-train", "nyt_2016-09-03_professor-nega-s-war-why-an-ethi", 3094): "an arrest, with an extradition",
    ("events-polnear-train", "usa-today_2016-04-01_obama-asian-leaders-huddle-on-re", 277): "guests welcomed",
    ("events-polnear-train", "wash-post_2015-12-10_netanyahu-rejects-trump-s-remark", 2095): "warned that it is unfit",
    ("events-polnear-train", "wash-post_2016-09-01_trump-appeared-to-break-down-wal", 90): "warned of somebody",
    ("events-timebank", "APW19980306.1001", 1501): "inspectors visited",
}


def plain() -> dict[str, re.Pattern[str]]:
    """The words of the table's last part, by type."""
    text = (SENTENCES / "CONVENTIONS.md").read_text(encoding="utf-8").split("## Plain triggers")[1]
    found = {}
    for kind, words in re.findall(r"^\| ([A-Z]+) \| (.+?) \|$", text, re.M):
        either = "|".join(re.escape(word) for word in words.split(", "))
        found[kind] = re.compile(rf"(?<!\w)(?:{either})(?!\w)", re.IGNORECASE)
    return found


def own() -> Iterator[Event]:
    for file in sorted(SENTENCES.glob("events-*.txt")):
        for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
            if line.strip() and not line.startswith("#"):
                sentence = sentences.parse(line)
                for n, event in enumerate(sentence.events, 1):
                    yield file.stem, number, n, sentence.text[slice(*event.trigger)], event.type, event.status


def texts() -> dict[tuple[str, str], str]:
    found = news_lines(SHARED / "news-text.jsonl.gz")
    for file in sorted((SHARED / "re3d").glob("*/documents.jsonl")):
        rows = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines() if line]
        found |= {("re3d", row["_id"]): row["text"] for row in rows}
    for name, archive, folder in (
        ("timebank", "timebank.tar.gz", "/text/"),
        ("polnear-train", "polnear.tar.gz", "/train/text/"),
    ):
        with tarfile.open(SHARED / archive) as members:
            for member in members:
                if member.isfile() and folder in f"/{member.name}" and (stream := members.extractfile(member)):
                    found[name, Path(member.name).stem] = stream.read().decode()
    return found


def labelled(documents: dict[tuple[str, str], str]) -> Iterator[Event]:
    for file in sorted(SETS.glob("events-*.jsonl")):
        for sentence in news.read(file):
            text = documents[sentence.set, sentence.doc]
            for event in sentence.events:
                start, end = event.trigger
                yield file.stem, sentence.doc, start, text[start:end], event.type, event.status


def others(events: Iterable[Event]) -> dict[Place, str]:
    """The events whose trigger has a word of the table and another type, by place, with what is amiss."""
    table = plain()
    return {
        (file, line, n): f"{trigger!r} is {kind}, not {wanted}"
        for file, line, n, trigger, kind, status in events
        for wanted, words in table.items()
        if status in ("happened", "ongoing") and kind != wanted and words.search(trigger)
    }


def meant(files: Iterable[Path]) -> set[Place]:
    names = {file.stem for file in files}
    return {place for place in MEANT if place[0] in names}


def test_the_table_knows_every_type_that_has_plain_words() -> None:
    table = plain()
    assert table.keys() <= sentences.TYPES
    assert len(table) == 15


def test_a_plain_trigger_of_another_type_is_found() -> None:
    events: list[Event] = [
        ("events-0", 1, 1, "was indicted", "COERCE", "happened"),
        ("events-0", 2, 1, "was indicted", "ACCUSE", "happened"),
        ("events-0", 3, 1, "threatened to have indicted", "THREATEN", "threatened"),
    ]
    assert others(events) == {("events-0", 1, 1): "'was indicted' is COERCE, not ACCUSE"}


def test_plain_triggers_of_own_sentences_have_the_type_of_the_table() -> None:
    """But for those that are meant otherwise, and each of these still is."""
    found = others(own())
    expected = meant(SENTENCES.glob("events-*.txt"))
    assert {place: found.get(place, "as in the table") for place in found.keys() ^ expected} == {}


def test_plain_triggers_of_public_sets_have_the_type_of_the_table() -> None:
    if not (SHARED / "polnear.tar.gz").exists():
        pytest.skip("needs the shared data")
    found = others(labelled(texts()))
    expected = meant(SETS.glob("events-*.jsonl"))
    assert {place: found.get(place, "as in the table") for place in found.keys() ^ expected} == {}
