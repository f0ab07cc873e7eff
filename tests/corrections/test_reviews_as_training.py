"""What people decided is what ``training.reader --reviewed`` learns from."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from made_decisions import do, edit, exported, made, make_record
from tokenizers import Tokenizer
from tokenizers.models import WordLevel
from tokenizers.pre_tokenizers import BertPreTokenizer

from reportedly.corrections.changes import Change
from reportedly.reading.labels import EVENTS, MEASURES, STATUSES
from reportedly.record import open_record

sys.path.insert(0, str(Path(__file__).parent.parent.parent))
reviewed = pytest.importorskip("training.reader.reviewed").reviewed

_, REPORT, FOUND, _ = made(0)
FIGURE, EVENT = FOUND.figures[0], FOUND.events[0]


def labelled(folder: Path, *changes: Change):
    tokenizer = Tokenizer(WordLevel({"[UNK]": 0, "[CLS]": 1, "[SEP]": 2}, unk_token="[UNK]"))
    tokenizer.pre_tokenizer = BertPreTokenizer()
    with open_record(make_record(folder / "r.db", 1)) as record:
        do(record, *changes)
        (folder / "x.jsonl").write_text(exported(record), "utf-8")
    return reviewed(folder / "x.jsonl", tokenizer)


def tagged(windows, head: str, names) -> set[str]:
    return {names[label] for window in windows for label in window.tags[head] if label > 0}


def test_nothing_decided_is_nothing_to_learn(tmp_path: Path) -> None:
    assert labelled(tmp_path) == []


def test_an_edited_figure_is_learnt_as_edited(tmp_path: Path) -> None:
    windows = labelled(tmp_path, edit(FIGURE.id, measure="refugees"))
    assert tagged(windows, "measure", MEASURES) == {"refugees"}


def test_a_rejected_figure_is_learnt_as_none(tmp_path: Path) -> None:
    windows = labelled(tmp_path, Change("reject", FIGURE.id))
    assert windows
    assert tagged(windows, "measure", MEASURES) == set()


def test_accepted_and_edited_events_are_learnt_with_their_values(tmp_path: Path) -> None:
    windows = labelled(tmp_path, edit(EVENT.id, status="planned", type="AGREE"), Change("accept", EVENT.id))
    places = [(row, window) for window in windows for row in (window.tags["event"],) if any(label > 0 for label in row)]
    assert places
    assert tagged(windows, "event", EVENTS) == {"AGREE"}
    [(row, window)] = places
    assert {STATUSES[window.tags["status"][i]] for i, label in enumerate(row) if label > 0} == {"planned"}
