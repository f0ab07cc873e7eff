"""Running a stage on this machine: in this process, or in a pool of processes with the results in order."""

from __future__ import annotations

import multiprocessing
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from itertools import islice
from typing import TypeVar

In = TypeVar("In")
Out = TypeVar("Out")

AHEAD = 8  # items handed to each process before the first result is waited for; bounds the memory


def run(function: Callable[[In], Out], items: Iterable[In], workers: int = 1) -> Iterator[Out]:
    """Apply ``function`` to each item, in ``workers`` processes; results come in the order of the items.

    Items are drawn only as results are taken (at most ``AHEAD`` a process are under way), so that a long
    iterable never lies in memory. ``function`` must be importable by name where ``workers`` is more than one.
    """
    if workers <= 1:
        yield from map(function, items)
        return
    remaining = iter(items)
    # A forked child could inherit the locks of threads; a fresh server process has none.
    method = "forkserver" if "forkserver" in multiprocessing.get_all_start_methods() else "spawn"
    with ProcessPoolExecutor(workers, mp_context=multiprocessing.get_context(method)) as pool:
        under_way: deque[Future[Out]] = deque(
            pool.submit(function, item) for item in islice(remaining, workers * AHEAD)
        )
        try:
            while under_way:
                result = under_way.popleft().result()
                under_way.extend(pool.submit(function, item) for item in islice(remaining, 1))
                yield result
        finally:
            # Not future.cancel() for each: in Python 3.11.2 the pool then waited for ever at its end.
            pool.shutdown(cancel_futures=True)
