"""Reviewed findings as labels: which windows count, and what each head is told of them. Needs no PyTorch."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tokenizers import Tokenizer
from tokenizers.models import WordLevel
from tokenizers.pre_tokenizers import BertPreTokenizer

from reportedly.reading.labels import (
    ATTRIBUTION_ROLES,
    ENTITIES,
    EVENT_ROLES,
    EVENTS,
    LINKS,
    MEASURES,
    NEGATED,
    STATUSES,
    SUBTYPES,
    TAGS,
)
from training.reader.reviewed import NotAnExport, reviewed, trigger_of
from training.reader.windows import IGNORE, Labelled

FIRST = "Rebels shelled the port of Velm, killing nine people, Foreign Minister Ana Brecht said."
SECOND = " ".join(["The ferries ran late again."] * 30)  # fills a window, so that nothing else stands in it
THIRD = "Brecht said Orvanian envoys would meet the council of elders on Friday."
TEXT = "\n".join([FIRST, SECOND, THIRD])
Line = dict[str, Any]


def tokenizer() -> Tokenizer:
    made = Tokenizer(WordLevel({"[UNK]": 0, "[CLS]": 1, "[SEP]": 2}, unk_token="[UNK]"))
    made.pre_tokenizer = BertPreTokenizer()
    return made


def at(words: str, after: str = "") -> list[int]:
    start = TEXT.index(words, TEXT.index(after))
    return [start, start + len(words)]


def report(text: str = TEXT, **changed: Any) -> Line:
    return {
        "kind": "report", "id": "r-1", "title": None, "title_span": None, "text": text, "body": [[0, len(text)]]
    } | changed  # fmt: skip


def statement(key: str, source: list[str], cue: list[str], content: list[str], after: str = "", **more: Any) -> Line:
    parts = {"source": source, "cue": cue, "content": content}
    spans = {role: [at(words, after) for words in given_] for role, given_ in parts.items()}
    return {"kind": "statement", "id": key, "report": "r-1", **spans, "within": None, "review": None} | more


def figure(words: str, measure: str, review: str | None = None) -> Line:
    return {"kind": "figure", "id": "f", "report": "r-1", "span": at(words), "measure": measure, "review": review}


def mention(words: str, kind: str, after: str = "") -> Line:
    return {"kind": "mention", "id": "m", "report": "r-1", "span": at(words, after), "type": kind}


def event(words: str, review: str | None = None, **more: Any) -> Line:
    roles: dict[str, list[Line]] = {name[2:]: [] for name in EVENT_ROLES if name[0] == "B"}
    for name, fillers in more.pop("roles", {}).items():
        roles[name] = [{"text": filler, "span": at(filler)} for filler in fillers]
    known = {"type": "ASSAULT", "subtype": "attack", "status": "happened", "negated": False}
    return (
        {"kind": "event", "id": "e", "report": "r-1", "span": at(words), "roles": roles, "review": review}
        | known
        | more
    )


def read(folder: Path, *lines: Line) -> list[Labelled]:
    file = folder / "export.jsonl"
    file.write_text("".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines), encoding="utf-8")
    return reviewed(file, tokenizer())


def words(one: Labelled, row: list[int], names: tuple[str, ...]) -> list[tuple[str, str]]:
    """The words that have a label other than the first, with it."""
    pairs = zip(one.window.spans, row, strict=True)
    return [(one.text[a:b], names[label]) for (a, b), label in pairs if label not in (0, IGNORE)]


SAID = statement(
    "s-1", ["Foreign Minister Ana Brecht"], ["said"], ["Rebels shelled the port of Velm, killing nine people"]
)
MEETING = statement("s-2", ["Brecht"], ["said"], ["Orvanian envoys would meet the council of elders on Friday"], THIRD)


def test_nobody_looked_at_anything(tmp_path: Path) -> None:
    assert read(tmp_path, report(), SAID, MEETING, figure("nine people", "killed")) == []
    assert read(tmp_path) == []


def test_only_windows_with_a_reviewed_finding_count(tmp_path: Path) -> None:
    (one,) = read(tmp_path, report(), SAID, MEETING | {"review": "confirmed"})
    assert one.origin == "reviewed"
    assert one.text == TEXT
    assert "Orvanian" in [TEXT[a:b] for a, b in one.window.spans]
    assert "Rebels" not in [TEXT[a:b] for a, b in one.window.spans]
    assert len(read(tmp_path, report(), SAID | {"review": "confirmed"}, MEETING | {"review": "rejected"})) == 2


def test_every_head_has_labels_or_says_that_it_has_none(tmp_path: Path) -> None:
    (one,) = read(tmp_path, report(), SAID | {"review": "confirmed"})
    assert set(one.tags) == set(TAGS)
    assert set(one.links) == set(LINKS)
    for row in [*one.tags.values(), *(row for _, _, row in one.links["attribution"])]:
        assert len(row) == len(one.window.ids)
    assert set(one.tags["subtype"]) == {IGNORE}
    assert set(one.tags["inner"]) == {IGNORE, 0}  # nothing in what was said is itself said
    assert one.tags["cue"][0] == one.tags["measure"][0] == one.tags["event"][0] == IGNORE


def test_statements_label_words_and_links(tmp_path: Path) -> None:
    (one,) = read(tmp_path, report(), SAID | {"review": "confirmed"})
    assert words(one, one.tags["cue"], ("O", "B", "I")) == [("said", "B")]
    assert words(one, one.tags["source"], ("O", "B", "I")) == [
        ("Foreign", "B"), ("Minister", "I"), ("Ana", "I"), ("Brecht", "I")
    ]  # fmt: skip
    ((first, last, row),) = one.links["attribution"]
    assert first == last
    assert TEXT[slice(*one.window.spans[first])] == "said"
    linked = words(one, row, ATTRIBUTION_ROLES)
    assert linked[:2] == [("Rebels", "B-content"), ("shelled", "I-content")]
    assert linked[-4:] == [
        (w, ("B" if w == "Foreign" else "I") + "-source") for w in "Foreign Minister Ana Brecht".split()
    ]


def test_a_rejected_statement_is_no_label(tmp_path: Path) -> None:
    (one,) = read(tmp_path, report(), SAID | {"review": "rejected"})
    assert all(words(one, one.tags[role], ("O", "B", "I")) == [] for role in ("source", "cue", "content"))
    assert one.links["attribution"] == []
    assert 0 in one.tags["cue"]  # learnt as outside


def test_inner_statements_have_a_head_of_their_own_unless_what_holds_them_was_rejected(tmp_path: Path) -> None:
    inner = statement("s-3", ["Rebels"], ["shelled"], ["the port"], within="s-1")
    (one,) = read(tmp_path, report(), SAID | {"review": "confirmed"}, inner)
    assert [w for w, _ in words(one, one.tags["cue"], ("O", "B", "I"))] == ["said"]
    assert [w for w, _ in words(one, one.tags["inner"], ("O", "B", "I"))] == ["shelled"]
    _, (first, last, row) = one.links["attribution"]
    assert TEXT[slice(*one.window.spans[first])] == TEXT[slice(*one.window.spans[last])] == "shelled"
    assert [w for w, _ in words(one, row, ATTRIBUTION_ROLES)] == ["Rebels", "the", "port"]
    outside = next(i for i, span in enumerate(one.window.spans) if TEXT[slice(*span)] == "said")
    assert (one.tags["inner"][outside], row[outside]) == (IGNORE, IGNORE)
    (one,) = read(tmp_path, report(), SAID | {"review": "rejected"}, inner)
    assert [w for w, _ in words(one, one.tags["cue"], ("O", "B", "I"))] == ["shelled"]
    deeper = statement("s-4", ["Velm"], ["killing"], ["nine people"], within="s-3")
    (one,) = read(tmp_path, report(), SAID | {"review": "rejected"}, inner | {"review": "rejected"}, deeper)
    assert [w for w, _ in words(one, one.tags["cue"], ("O", "B", "I"))] == ["killing"]


def test_statements_that_hold_each_other_end(tmp_path: Path) -> None:
    one, other = SAID | {"within": "s-2", "review": "rejected"}, MEETING | {"within": "s-1", "review": "rejected"}
    assert len(read(tmp_path, report(), one, other)) == 2


def test_mentions_and_figures(tmp_path: Path) -> None:
    (one,) = read(
        tmp_path,
        report(),
        figure("nine people", "killed", "confirmed"),
        mention("Ana Brecht", "person"),
        mention("Velm", "place"),
        mention("nine people", "quantity"),
        mention("Foreign Minister", "title"),
    )
    assert words(one, one.tags["measure"], MEASURES) == [("nine", "killed"), ("people", "killed")]
    assert words(one, one.tags["entity"], ENTITIES) == [
        ("Velm", "B-place"), ("nine", "B-quantity"), ("people", "I-quantity"),
        ("Ana", "B-person"), ("Brecht", "I-person"),
    ]  # fmt: skip
    assert words(one, one.tags["title"], ("O", "B", "I")) == [("Foreign", "B"), ("Minister", "I")]
    (one,) = read(tmp_path, report(), figure("nine people", "killed", "rejected"))
    assert words(one, one.tags["measure"], MEASURES) == []


def test_events(tmp_path: Path) -> None:
    shelling = event(
        "Rebels shelled the port of Velm",
        "confirmed",
        roles={"actor": ["Rebels"], "recipient": ["port of Velm"], "place": ["Velm"]},
    )
    (one,) = read(tmp_path, report(), shelling)
    assert words(one, one.tags["event"], EVENTS) == [("shelled", "ASSAULT")]
    at_trigger = one.tags["event"].index(EVENTS.index("ASSAULT"))
    assert one.tags["subtype"][at_trigger] == SUBTYPES.index("attack")
    assert one.tags["status"][at_trigger] == STATUSES.index("happened")
    assert one.tags["negated"][at_trigger] == NEGATED.index("no")
    assert [label for label in one.tags["status"] if label != IGNORE] == [STATUSES.index("happened")]
    ((first, last, row),) = one.links["act"]
    assert first == last == at_trigger
    assert words(one, row, EVENT_ROLES) == [
        ("Rebels", "B-actor"), ("port", "B-recipient"), ("of", "I-recipient"), ("Velm", "B-place")
    ]  # fmt: skip


def test_a_rejected_event_is_outside(tmp_path: Path) -> None:
    (one,) = read(tmp_path, report(), event("Rebels shelled the port of Velm", "rejected", roles={"actor": ["Rebels"]}))
    assert set(one.tags["event"]) == {0, IGNORE}
    assert one.tags["event"].count(IGNORE) == one.tags["cue"].count(IGNORE)
    assert one.links["act"] == []


def test_an_event_without_a_plain_trigger_is_left_open(tmp_path: Path) -> None:
    torn = event(
        "Rebels shelled the port of Velm, killing nine people", "confirmed", roles={"recipient": ["port of Velm"]}
    )
    (one,) = read(tmp_path, report(), torn)
    assert words(one, one.tags["event"], EVENTS) == []
    open_ = [TEXT[a:b] for (a, b), label in zip(one.window.spans, one.tags["event"], strict=True) if label == IGNORE]
    assert [w for w in open_ if w] == ["Rebels", "shelled", "the", ",", "killing", "nine", "people"]
    assert one.links["act"] == []


@pytest.mark.parametrize(
    ("text", "roles", "expected"),
    [
        ("Rebels shelled the port of Velm", ["Rebels", "port of Velm"], "shelled"),
        ("Orvania sent the trucks to Velm", ["Orvania", "trucks", "Velm"], "sent"),
        ("The siege of Velm", ["Velm"], "siege"),
        ("Velm was shelled", ["Velm"], "was shelled"),
        ("Rebels, who shelled Velm, fled", ["Rebels", "Velm"], None),
        ("a b c d e f g h i", [], None),
        ("Velm", ["Velm"], None),
        ("of the", [], None),
    ],
)
def test_trigger_of(text: str, roles: list[str], expected: str | None) -> None:
    found = trigger_of(text, (0, len(text)), [(text.index(r), text.index(r) + len(r)) for r in roles])
    assert (text[slice(*found)] if found else None) == expected


@given(
    st.text(alphabet="ab the.,É\n", max_size=40),
    st.lists(st.tuples(st.integers(0, 45), st.integers(0, 45)), max_size=4),
)
def test_a_trigger_fills_no_role(text: str, roles: list[tuple[int, int]]) -> None:
    span = (2, len(text)) if len(text) > 2 else (0, len(text))
    found = trigger_of(text, span, [(min(r), max(r)) for r in roles])
    if found:
        assert span[0] <= found[0] < found[1] <= span[1]
        assert not any(a < found[1] and found[0] < b for a, b in map(sorted, roles))


def test_only_title_and_body_are_read(tmp_path: Path) -> None:
    body = [[len(FIRST) + 1, len(TEXT)]]
    assert read(tmp_path, report(body=body), SAID | {"review": "confirmed"}) == []
    assert len(read(tmp_path, report(body=body, title_span=[0, len(FIRST)]), SAID | {"review": "confirmed"})) == 1


def test_reports_do_not_mix(tmp_path: Path) -> None:
    plain = "Nothing is said here."
    second = report(plain, id="r-2")
    found = read(tmp_path, report(), SAID | {"review": "confirmed"}, second, {"kind": "actor", "id": "a"})
    assert [one.text for one in found] == [TEXT]


@pytest.mark.parametrize(
    "line", ["{", "[]", "3", '{"kind": "report"}', '{"id": 1}', '{"kind": "report", "id": 1, "title_span": 3}']
)
def test_what_is_no_export_is_refused_by_line(tmp_path: Path, line: str) -> None:
    file = tmp_path / "export.jsonl"
    file.write_text(json.dumps(report()) + "\n" + line + "\n", encoding="utf-8")
    with pytest.raises(NotAnExport, match=r"export\.jsonl:2"):
        reviewed(file, tokenizer())


def test_an_unknown_label_is_refused(tmp_path: Path) -> None:
    with pytest.raises(NotAnExport, match="r-1"):
        read(tmp_path, report(), figure("nine people", "counted", "confirmed"))


def test_an_export_of_a_record_is_read(tmp_path: Path) -> None:
    import reportedly
    from reportedly.exports.jsonl import export_jsonl

    (tmp_path / "pages").mkdir()
    (tmp_path / "pages" / "a.txt").write_text(TEXT, encoding="utf-8")
    reportedly.build([tmp_path / "pages"], tmp_path / "record.db")
    file = tmp_path / "export.jsonl"
    with reportedly.open_record(tmp_path / "record.db") as record, open(file, "w", encoding="utf-8") as stream:
        export_jsonl(record, stream)
    assert reviewed(file, tokenizer()) == []
    lines = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
    (text,) = [line["text"] for line in lines if line["kind"] == "report"]
    for line in lines:
        if line["kind"] in ("statement", "figure", "event"):
            line["review"] = "confirmed"
    found = read(tmp_path, *lines)
    outer = [line for line in lines if line["kind"] == "statement" and not line["within"]]
    cues = {text[a:b] for line in outer for a, b in line["cue"]}
    assert cues
    assert {w for one in found for w, _ in words(one, one.tags["cue"], ("O", "B", "I"))} == {
        w for cue in cues for w in re.findall(r"\w+|[^\w\s]", cue)
    }


def test_pytorch_is_not_needed() -> None:
    script = "import sys; sys.modules['torch'] = None; import training.reader.reviewed"
    subprocess.run([sys.executable, "-c", script], cwd=Path(__file__).parents[2], check=True)
