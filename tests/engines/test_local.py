import time

import pytest

from reportedly.engines.local import AHEAD, run


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
