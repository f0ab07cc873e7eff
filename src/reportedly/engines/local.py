"""Running a stage on this machine: in this process, or in a pool of processes with the results in order."""

from __future__ import annotations

import multiprocessing
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from typing import TypeVar

In = TypeVar("In")
Out = TypeVar("Out")

AHEAD = 8  # items handed to each process before the first result is waited for; bounds the memory


def _no_weight(item: object) -> int:
    return 0


def run(
    function: Callable[[In], Out],
    items: Iterable[In],
    workers: int = 1,
    *,
    weight: Callable[[In], int] = _no_weight,
    most: int = 0,
) -> Iterator[Out]:
    """Apply ``function`` to each item, in ``workers`` processes; results come in the order of the items.

    Items are drawn only as results are taken: at most ``AHEAD`` a process are under way, and together they weigh at
    most ``most``, one item aside, so that a long iterable never lies in memory. ``function`` must be importable by
    name where ``workers`` is more than one.
    """
    if workers <= 1:
        yield from map(function, items)
        return
    # A forked child could inherit the locks of threads; a fresh server process has none.
    method = "forkserver" if "forkserver" in multiprocessing.get_all_start_methods() else "spawn"
    with ProcessPoolExecutor(workers, mp_context=multiprocessing.get_context(method)) as pool:
        under_way: deque[tuple[Future[Out], int]] = deque()
        carried = 0
        try:
            for item in items:
                heavy = weight(item)
                while under_way and (len(under_way) >= workers * AHEAD or carried + heavy > most > 0):
                    result, done = under_way.popleft()
                    yield result.result()
                    carried -= done
                under_way.append((pool.submit(function, item), heavy))
                carried += heavy
            while under_way:
                yield under_way.popleft()[0].result()
        finally:
            # Not future.cancel() for each: in Python 3.11.2 the pool then waited for ever at its end.
            pool.shutdown(cancel_futures=True)
