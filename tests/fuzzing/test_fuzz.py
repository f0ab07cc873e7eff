"""Every target of the fuzzers on its seeds, on what once broke it, and on generated and damaged inputs. Coverage-guided
fuzzing with atheris goes further: ``make fuzz``."""

import time

import pytest
from fuzz_targets import FOUND, TARGETS, seeds
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

SECONDS = 20  # for one input of a few KB; a hang takes for ever


@pytest.mark.parametrize("name", TARGETS)
def test_seeds_and_what_was_found(name):
    inputs = list(seeds(name))
    assert inputs
    for data in inputs:
        started = time.monotonic()
        TARGETS[name](data)
        assert time.monotonic() - started < SECONDS


def test_what_was_found_belongs_to_a_target():
    assert {folder.name for folder in FOUND.iterdir() if folder.is_dir()} <= set(TARGETS)


@pytest.mark.parametrize("name", TARGETS)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_damaged_seeds(name, data):
    raw = bytearray(data.draw(st.sampled_from(list(seeds(name))))[:20_000])
    for _ in range(data.draw(st.integers(0, 4))):
        place = data.draw(st.integers(0, len(raw)))
        match data.draw(st.sampled_from(("flip", "cut", "put", "double"))):
            case "flip" if place < len(raw):
                raw[place] ^= data.draw(st.integers(1, 255))
            case "cut":
                del raw[place : place + data.draw(st.integers(1, 400))]
            case "put":
                raw[place:place] = data.draw(st.binary(max_size=30))
            case "double":
                raw += raw[place : place + 200]
    TARGETS[name](bytes(raw))


@pytest.mark.parametrize("name", TARGETS)
@settings(max_examples=15, deadline=None)
@given(raw=st.binary(max_size=400) | st.text(max_size=200).map(lambda text: text.encode("utf-8", "surrogatepass")))
def test_any_bytes(name, raw):
    TARGETS[name](raw)
