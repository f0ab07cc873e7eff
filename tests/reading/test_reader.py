"""The trained reader as it is shipped: the same report has the same tags wherever, whenever and beside whatever it is
read, and no text breaks it."""

from __future__ import annotations

import hashlib
import subprocess
import sys
from itertools import pairwise, permutations
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from made_reports import report

from reportedly.errors import ReportedlyError
from reportedly.reading.encoder import MODELS, NAMES, Encoder, ModelName, softmax, the_encoder
from reportedly.reading.reader import ModelReader
from reportedly.reading.tags import Tagged
from reportedly.reading.windows import windows
from reportedly.types import Span

BODIES = (
    "Kessara's foreign minister, Ana Brecht, said on Monday that 12 trucks of flour had crossed the Ommel. "
    "“We asked for forty,” she told the Harrow Courier.\n\n“Nobody answered,” she added.",
    "Rebels shelled the port of Velm overnight, killing at least nine people, the ministry said.",
    "COUNCIL TO MEET AGAIN\nNo date was given.",
    "a" * 3000,
    '"' * 200 + "\nhe said he said he said. " * 40,
    "Der Minister sagte: »Nein.« Он сказал, что нет. قال الوزير لا. 大臣は言った。" * 5,
    "\x00\ud800\u202e said \ufeff\u0301\u0301",
)
ODD = "abcDEF said told he Kessara 12 \n\n\r\t.,!?\"'“”‘’«»()—\x00\ud800\u0301\u00ad\u200f中한שם🙂"


@pytest.fixture(scope="module", params=NAMES)
def model(request: pytest.FixtureRequest) -> ModelName:
    """Each of the models that are shipped."""
    name: ModelName = request.param
    return name


@pytest.fixture(scope="module")
def reader(model: ModelName) -> ModelReader:
    return ModelReader(the_encoder(model))


def test_a_neighbour_changes_nothing(reader: ModelReader) -> None:
    reports = [report(body, name=str(n)) for n, body in enumerate(BODIES)]
    alone = [reader.read([one])[0] for one in reports]
    assert reader.read(reports) == alone
    assert reader.read(reports[::-1]) == alone[::-1]
    for first, second in permutations(range(3), 2):
        assert reader.read([reports[first], reports[second]]) == [alone[first], alone[second]]


def test_another_instance_gives_the_same(reader: ModelReader, model: ModelName) -> None:
    reports = [report(body) for body in BODIES]
    assert ModelReader(Encoder(MODELS / model)).read(reports) == reader.read(reports)


def test_scores_of_two_instances_are_equal_bit_by_bit(model: ModelName) -> None:
    one, other = Encoder(MODELS / model), Encoder(MODELS / model)
    for window in windows(BODIES[0], [[(0, len(BODIES[0]))]], one.tokenizer):
        states, tags = one.tags(window)
        again, same = other.tags(window)
        assert np.array_equal(states, again)
        assert all(np.array_equal(tags[name], same[name]) for name in tags)
        assert np.array_equal(one.links("act", states, [(1, 2)]), other.links("act", again, [(1, 2), (3, 3)])[:1])


def test_another_process_gives_the_same(reader: ModelReader, model: ModelName) -> None:
    script = (
        "import hashlib, sys; from made_reports import report; from test_reader import BODIES, digest; "
        "from reportedly.reading.encoder import the_encoder; from reportedly.reading.reader import ModelReader; "
        f"print(digest(ModelReader(the_encoder({model!r})).read([report(body) for body in BODIES])))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=Path(__file__).parent, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == digest(reader.read([report(body) for body in BODIES]))


def digest(tagged: list[Tagged]) -> str:
    """Everything in some tags, down to the last digit of a confidence, as one line."""
    return hashlib.sha256(repr(tagged).encode("utf-8", "surrogatepass")).hexdigest()


def test_something_is_read(reader: ModelReader) -> None:
    (tagged,) = reader.read([report(BODIES[0])])
    assert "said" in [BODIES[0][a:b] for one in tagged.attributions for a, b in one.cue]
    assert ("Ana Brecht", "person") in [(BODIES[0][slice(*e.span)], e.type) for e in tagged.entities]
    assert [BODIES[0][slice(*q.span)] for q in tagged.quantities][:1] == ["12 trucks"]


def test_a_report_without_text(reader: ModelReader) -> None:
    assert reader.read([]) == []
    for empty in (report(""), report(" \n\n\t"), report("\x00\x00\x00"), report("\ud800")):
        (tagged,) = reader.read([empty])
        assert tagged == Tagged(empty)


def test_only_title_and_body_are_read(reader: ModelReader) -> None:
    text = "He said it was raining.\nShe said it was dry."
    whole = report(text)
    part = type(whole)(**{**{f: getattr(whole, f) for f in whole.__slots__}, "body": ((24, len(text)),)})
    (tagged,) = reader.read([part])
    assert tagged.attributions
    assert all(start >= 24 for start, _ in places(tagged))


def places(tagged: Tagged) -> list[Span]:
    """Every span of some tags."""
    found = [span for one in tagged.attributions for span in (*one.source, *one.cue, *one.content)]
    found += [one.span for one in (*tagged.entities, *tagged.quantities, *tagged.clauses)]
    return found + [span for one in tagged.clauses for span in (one.trigger, *(s for _, s in one.roles))]


def sound(tagged: Tagged) -> None:
    """Spans lie in the title or the body and hold words, lists are sorted, and what points at something finds it."""
    text = tagged.report.text
    parts = [*tagged.report.body, *([tagged.report.title_span] if tagged.report.title_span else [])]
    for start, end in places(tagged):
        assert start < end
        assert any(a <= start < b for a, b in parts)
        assert any(a < end <= b for a, b in parts)
        assert text[start:end].strip()
    firsts = []
    for n, one in enumerate(tagged.attributions):
        assert one.content
        for spans in (one.source, one.cue, one.content):
            assert all(a[1] <= b[0] for a, b in pairwise(spans))
        assert 0 <= one.confidence <= 1
        assert one.within is None or 0 <= one.within < len(tagged.attributions)
        assert one.within != n
        firsts.append(min(a for a, _ in (*one.source, *one.cue, *one.content)))
    assert firsts == sorted(firsts)
    assert [e.span for e in tagged.entities] == sorted(e.span for e in tagged.entities)
    assert len({(e.span, e.type) for e in tagged.entities}) == len(tagged.entities)
    assert [q.span for q in tagged.quantities] == sorted(q.span for q in tagged.quantities)
    assert [c.span for c in tagged.clauses] == sorted(c.span for c in tagged.clauses)
    for clause in tagged.clauses:
        assert clause.type or clause.subtype
        inside = [clause.trigger, *(span for _, span in clause.roles)]
        assert clause.span == (min(a for a, _ in inside), max(b for _, b in inside))


def test_tags_are_sound(reader: ModelReader) -> None:
    for body in BODIES:
        sound(reader.read([report(body, title="Kessara, minister say no")])[0])


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.one_of(st.text(max_size=200), st.text(alphabet=ODD, max_size=400)), st.none() | st.text(min_size=1, max_size=40)
)
@example("he said\n" * 30, None)
def test_any_text_is_read(reader: ModelReader, body: str, title: str | None) -> None:
    one = report(body, title)
    (tagged,) = reader.read([one])
    assert tagged.report is one
    sound(tagged)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(ReportedlyError, match=r"reader\.onnx"):
        Encoder(tmp_path)


def test_softmax_of_large_scores() -> None:
    found = softmax(np.array([[1000.0, 0.0], [-1000.0, -1000.0]], dtype=np.float32))
    assert found.tolist() == [[1.0, 0.0], [0.5, 0.5]]
