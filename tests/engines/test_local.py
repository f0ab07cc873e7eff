import contextlib
import json
import os
import signal
import subprocess
import sys
import time

import pytest

from reportedly.engines import local
from reportedly.engines.local import AHEAD, DIED, HUNG, OutOfTime, run, time_limit
from reportedly.errors import ReportedlyError


def square(n):
    time.sleep(0.002 * (n % 3))
    return n * n


def fail(n):
    if n == 5:
        raise ValueError("five")
    return n


@pytest.mark.parametrize("workers", [1, 2])
def test_results_come_in_the_order_of_the_items(workers):
    assert list(run(square, range(40), workers)) == [n * n for n in range(40)]


@pytest.mark.parametrize("workers", [1, 2])
def test_items_are_drawn_only_as_results_are_taken(workers):
    drawn = []

    def items():
        for n in range(1000):
            drawn.append(n)
            yield n

    results = run(square, items(), workers)
    assert [next(results) for _ in range(3)] == [0, 1, 4]
    assert len(drawn) <= 3 + workers * AHEAD
    results.close()


@pytest.mark.parametrize("workers", [1, 2])
def test_an_error_of_the_function_reaches_the_caller(workers):
    with pytest.raises(ValueError, match="five"):
        list(run(fail, range(20), workers))


def die_or_hang(n):
    if n in (3, 21):
        os.kill(os.getpid(), signal.SIGKILL)
    if n == 9:
        time.sleep(60)
    return n


def gone(n, why):
    return f"{n}: {why}"


def test_an_item_that_kills_or_keeps_its_process_is_given_up_and_nothing_else_is_lost():
    results = list(run(die_or_hang, range(30), 2, lost=gone, patience=1.0))
    told = {3: f"3: {DIED}", 21: f"21: {DIED}", 9: f"9: {HUNG}"}
    assert results == [told.get(n, n) for n in range(30)]


def test_a_script_that_does_not_ask_for_its_name_runs_once(tmp_path):
    lines = [json.dumps({"text": f"Los vecinos de la calle {n} dicen que no."}) for n in range(30)]
    (tmp_path / "a.jsonl").write_text("\n".join(lines))
    script = tmp_path / "script.py"
    script.write_text("import reportedly\nprint(reportedly.build(['a.jsonl'], 'a.db', workers=2).added)\n")
    done = subprocess.run(
        [sys.executable, script], cwd=tmp_path, capture_output=True, text=True, timeout=120, check=False
    )
    assert (done.stdout.split(), done.stderr) == (["30"], "")


def test_processes_that_do_not_start_are_told_and_no_item_is_blamed(monkeypatch):
    monkeypatch.setattr(local, "_end_with_parent", die)
    with pytest.raises(ReportedlyError, match="the processes that read pages do not start; --workers 1"):
        list(run(square, range(9), 2, lost=gone))


def die():
    os._exit(1)


def test_heavy_items_wait_for_results():
    drawn = []

    def items():
        for n in range(100):
            drawn.append(n)
            yield n

    results = run(square, items(), 2, weight=lambda n: 10, most=30)
    assert next(results) == 0
    assert len(drawn) <= 5  # three under way, one taken, one that waits
    results.close()
    assert list(run(square, range(9), 2, weight=lambda n: 100, most=30)) == [n * n for n in range(9)]


def test_time_runs_out_even_where_exceptions_are_swallowed():
    def stubborn():
        while True:
            with contextlib.suppress(Exception):
                time.sleep(0.01)

    with pytest.raises(OutOfTime), time_limit(0.1):
        stubborn()
    with time_limit(0.05):
        pass
    time.sleep(0.1)  # no alarm is left over
    with time_limit(0):
        time.sleep(0.01)
