"""A byte flipped anywhere in a record's file is told, or is without any effect. ``REPORTEDLY_FLIPS=5000`` flips that
many (the suite 300); with ``-s`` it prints what came of them."""

from __future__ import annotations

import functools
import os
import random
import sqlite3
from collections import Counter
from contextlib import closing
from pathlib import Path

import pytest
from made_cases import make_collation
from made_values import TEXT, make_all

from reportedly.errors import RecordError
from reportedly.record import open_record, opening
from reportedly.record.verify import verify
from reportedly.types import Page

FLIPS = int(os.environ.get("REPORTEDLY_FLIPS", "300"))
Dump = dict[str, list[str]]


def make(path: Path, page_size: int) -> Path:
    with open_record(path, create=True, who="Mira Tolland") as record, record.building({"paths": ["bay"]}):
        record.add(*make_all())
        record.skip("torn.txt", "is torn", build="1")
        record.replace_cases(make_collation(make_all()))
    with closing(sqlite3.connect(path, isolation_level=None)) as file:
        for statement in ("journal_mode = DELETE", f"page_size = {page_size}", "journal_mode = WAL"):
            file.execute(f"PRAGMA {statement}")
            file.execute("VACUUM")  # which takes another page size only without a write-ahead log
    return path


def dump(path: Path) -> Dump:
    """All that a record says to whoever asks: every cell of every table and view, every word of the search index."""
    with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro&immutable=1", uri=True)) as file:
        listed = file.execute("SELECT type, name, tbl_name, sql FROM sqlite_master").fetchall()
        held: dict[str, str] = {"sqlite_master": "SELECT type, name, tbl_name, sql FROM sqlite_master"}
        for kind, name, _, _ in listed:
            if kind in ("table", "view") and not name.startswith(("report_search_", "finding_search_")):
                held[name] = f"SELECT * FROM {name}"
        for name in ("report_search", "finding_search"):
            held[name] = f"SELECT rowid, * FROM {name}"
            held[f"{name}_words"] = f"SELECT * FROM temp.{name}_words"
            file.execute(f"CREATE VIRTUAL TABLE temp.{name}_words USING fts5vocab('main', '{name}', 'instance')")
        return {name: sorted(repr(row) for row in file.execute(query)) for name, query in held.items()}


def text_of(page: Page) -> str:
    return page.raw.decode()


def told(path: Path) -> str | None:
    """How a damage is told; null where nothing is."""
    try:
        with open_record(path, read_only=True) as record:
            return "reported" if list(verify(record, text_of)) else None
    except RecordError:
        return "refused"


@pytest.fixture
def one_engine(monkeypatch: pytest.MonkeyPatch) -> None:
    """Statements are compiled once for all records that are opened: much faster."""
    monkeypatch.setattr(opening, "_engine", functools.cache(opening._engine))


# In a small record most of a page of 4,096 bytes is empty; one of 512 has less room for flips without effect.
@pytest.mark.parametrize(("page_size", "share"), [(4096, 0.2), (512, 0.8)])
def test_every_flipped_byte_is_told_or_without_effect(
    tmp_path: Path, page_size: int, share: float, one_engine: None
) -> None:
    path = make(tmp_path / "bay.db", page_size)
    assert [file.name for file in tmp_path.iterdir()] == ["bay.db"]
    whole, said = path.read_bytes(), dump(path)
    assert told(path) is None
    rng = random.Random(f"{os.environ.get('REPORTEDLY_FLIP_SEED', '5')} {page_size}")
    outcomes: Counter[str] = Counter()
    for _ in range(int(FLIPS * share)):
        place, change = rng.randrange(len(whole)), rng.choice((1 << rng.randrange(8), rng.randrange(1, 256)))
        raw = bytearray(whole)
        raw[place] ^= change
        for journal in ("-wal", "-shm"):
            path.with_name(path.name + journal).unlink(missing_ok=True)
        path.write_bytes(raw)
        outcome = told(path)
        if outcome is None:
            assert dump(path) == said, f"byte {place} changed by {change}"
        outcomes[outcome or "without effect"] += 1
    print(f"\n{len(whole)} bytes in pages of {page_size}: {dict(outcomes)}")
    assert outcomes["reported"]


def places_of(raw: bytes, words: bytes) -> list[int]:
    found, place = [], raw.find(words)
    while place >= 0:
        found.append(place)
        place = raw.find(words, place + 1)
    return found


@pytest.mark.parametrize(
    ("query", "what"),
    [
        ("SELECT zlib FROM page_bytes", "a page"),
        ("SELECT text FROM reports", "a text"),
        ("SELECT text FROM statements", "a finding"),
        ("SELECT name FROM report_actors", "an actor"),
        ("SELECT at FROM log WHERE seq = 2", "the log"),
        ("SELECT hash FROM log ORDER BY seq DESC LIMIT 1", "the log's head"),
        ("SELECT digest FROM seals WHERE kind = 'report'", "a seal"),
        ("SELECT sql FROM sqlite_master WHERE name = 'who_said_what'", "the schema"),
    ],
)
def test_a_flip_in_what_matters_is_told(tmp_path: Path, query: str, what: str, one_engine: None) -> None:
    path = make(tmp_path / "bay.db", 4096)
    with closing(sqlite3.connect(path)) as file:
        (cell,) = file.execute(query).fetchone()
    words = (cell if isinstance(cell, bytes) else cell.encode())[:24]
    whole = path.read_bytes()
    places = places_of(whole, words)
    assert places, what
    for place in places[:3]:
        for offset in (0, len(words) // 2):
            raw = bytearray(whole)
            raw[place + offset] ^= 0x20
            path.write_bytes(raw)
            assert told(path), f"{what}: byte {place + offset}"


def test_a_flipped_span_is_told(tmp_path: Path, one_engine: None) -> None:
    """Spans are numbers of one or two bytes: each cell of one is changed by one instead."""
    path = make(tmp_path / "bay.db", 4096)
    whole = path.read_bytes()
    with closing(sqlite3.connect(path)) as file:
        tables = [name for (name,) in file.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        columns = {name: [row[1] for row in file.execute(f"PRAGMA table_info({name})")] for name in tables}
        with_spans = [name for name in tables if "span_start" in columns[name]]
    assert len(with_spans) >= 8
    for name in with_spans:
        for column in ("span_start", "span_end"):
            path.write_bytes(whole)
            with closing(sqlite3.connect(path)) as file, file:
                changed = file.execute(f"UPDATE {name} SET {column} = {column} + 1 WHERE {column} IS NOT NULL")
                assert changed.rowcount > 0
            assert told(path), f"{name}.{column}"


def test_a_cut_file_is_told(tmp_path: Path, one_engine: None) -> None:
    path = make(tmp_path / "bay.db", 4096)
    whole = path.read_bytes()
    for size in (len(whole) - 1, len(whole) - 4096, len(whole) // 2, 4096, 100, 17):
        path.write_bytes(whole[:size])
        assert told(path), size
    assert TEXT.encode()[:20] in whole
