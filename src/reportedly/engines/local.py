"""Running a stage on this machine: in this process, or in a pool of processes with the results in order.

A process of the pool may die of an item (a crash in a library's C code, the system short of memory) or never come
back from it. Its item is then given up, and the others go on.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import signal
import sys
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures import TimeoutError as NotDone
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing.connection import wait
from types import ModuleType
from typing import Generic, TypeVar

from reportedly.errors import ReportedlyError

In = TypeVar("In")
Out = TypeVar("Out")

AHEAD = 8  # items handed to each process before the first result is waited for; bounds the memory
DIED = "the process that read it died of it"
_SECONDS_TO_START = 120.0
HUNG = "the process that read it did not come back"


class OutOfTime(BaseException):
    """The time for an item is over. Not an Exception, so that no library takes it for one of its own."""


@contextmanager
def time_limit(seconds: float) -> Iterator[None]:
    """Raise :class:`OutOfTime` inside after so many seconds, when Python code runs next. Only the main thread has
    such an alarm, and only where the system has one; elsewhere nothing is limited. 0 is no limit."""
    if not seconds or not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
        yield
        return

    def ring(number: int, frame: object) -> None:
        raise OutOfTime

    before = signal.signal(signal.SIGALRM, ring)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


@dataclass(slots=True)
class _Job(Generic[In, Out]):
    item: In
    weight: int
    future: Future[Out]


def _no_weight(item: object) -> int:
    return 0


def run(
    function: Callable[[In], Out],
    items: Iterable[In],
    workers: int = 1,
    *,
    weight: Callable[[In], int] = _no_weight,
    most: int = 0,
    lost: Callable[[In, str], Out] | None = None,
    patience: float | None = None,
) -> Iterator[Out]:
    """Apply ``function`` to each item, in ``workers`` processes; results come in the order of the items.

    Items are drawn only as results are taken: at most ``AHEAD`` a process are under way, and together they weigh at
    most ``most``, one item aside, so that a long iterable never lies in memory. ``function`` must be importable by
    name where ``workers`` is more than one, and not from the script that runs: the processes do not read that one, so
    that it needs no ``if __name__ == "__main__"``.

    ``lost`` gives the result for an item of which a process died, or which kept one for more than ``patience``
    seconds, and why; without it BrokenProcessPool or TimeoutError is raised. Raises :class:`ReportedlyError` where
    processes do not start at all.
    """
    if workers <= 1:
        yield from map(function, items)
        return
    pool = _Pool(function, workers, lost, patience)
    under_way: deque[_Job[In, Out]] = deque()
    carried = 0
    try:
        for item in items:
            heavy = weight(item)
            while under_way and (len(under_way) >= workers * AHEAD or carried + heavy > most > 0):
                result = pool.result(under_way)
                carried -= under_way.popleft().weight
                yield result
            under_way.append(_Job(item, heavy, pool.submit(item)))
            carried += heavy
        while under_way:
            result = pool.result(under_way)
            under_way.popleft()
            yield result
    finally:
        pool.stop()


def _end_with_parent() -> None:
    """Let this process end when the one that started it is gone, even where that was killed: it would wait for work
    for ever."""
    parent = multiprocessing.parent_process()

    def watch() -> None:
        if parent is not None:
            wait([parent.sentinel])
            os._exit(1)

    threading.Thread(target=watch, daemon=True).start()


@contextmanager
def _no_main() -> Iterator[None]:
    """Start processes inside that do not run this one's script again, as multiprocessing lets them (it tells them the
    file of ``__main__``): a script that calls a build without asking for its own name would build in each of them."""
    main = sys.modules["__main__"]
    sys.modules["__main__"] = ModuleType("__main__")
    try:
        yield
    finally:
        sys.modules["__main__"] = main


def _nothing() -> None:
    """What a process does to show that it has started."""


class _Pool(Generic[In, Out]):
    """A pool of processes that is made anew when one of them dies."""

    def __init__(
        self,
        function: Callable[[In], Out],
        workers: int,
        lost: Callable[[In, str], Out] | None,
        patience: float | None,
    ) -> None:
        self._function, self._workers, self._lost, self._patience = function, workers, lost, patience
        self._pool = self._made()

    def _made(self) -> ProcessPoolExecutor:
        # A forked child could inherit the locks of threads; a fresh server process has none.
        method = "forkserver" if "forkserver" in multiprocessing.get_all_start_methods() else "spawn"
        context = multiprocessing.get_context(method)
        return ProcessPoolExecutor(self._workers, mp_context=context, initializer=_end_with_parent)

    def submit(self, item: In) -> Future[Out]:
        try:
            with _no_main():
                return self._pool.submit(self._function, item)
        except BrokenProcessPool as error:  # noticed when the results before it are taken
            broken: Future[Out] = Future()
            broken.set_exception(error)
            return broken

    def result(self, under_way: deque[_Job[In, Out]]) -> Out:
        """The result of the first job. Where the pool has died, all jobs are run again, one at a time, so that it
        shows which one it died of."""
        try:
            return under_way[0].future.result(self._patience)
        except (BrokenProcessPool, NotDone):
            if self._lost is None:
                raise
        self._again()
        self._must_start()
        for job in under_way:
            if not job.future.done() or job.future.cancelled() or isinstance(job.future.exception(), BrokenProcessPool):
                job.future = self._alone(job.item)
        return under_way[0].future.result()

    def _must_start(self) -> None:
        """What no process survives is no page's fault."""
        try:
            with _no_main():
                self._pool.submit(_nothing).result(_SECONDS_TO_START)
        except (BrokenProcessPool, NotDone) as error:
            raise ReportedlyError(
                "the processes that read pages do not start; --workers 1 does without them"
            ) from error

    def _alone(self, item: In) -> Future[Out]:
        assert self._lost is not None
        future = self.submit(item)
        try:
            future.result(self._patience)
        except (BrokenProcessPool, NotDone) as error:
            self._again()
            instead: Future[Out] = Future()
            instead.set_result(self._lost(item, DIED if isinstance(error, BrokenProcessPool) else HUNG))
            return instead
        except Exception:
            return future  # the function's own, which whoever takes the result gets
        return future

    def _again(self) -> None:
        self.stop(kill=True)
        self._pool = self._made()

    def stop(self, kill: bool = False) -> None:
        """End the processes; with ``kill`` without waiting for what they do."""
        if kill:
            for process in list((self._pool._processes or {}).values()):
                with contextlib.suppress(ProcessLookupError):
                    process.kill()
        # Not future.cancel() for each: in Python 3.11.2 the pool then waited for ever at its end.
        self._pool.shutdown(cancel_futures=True)
