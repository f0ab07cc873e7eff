"""What goes on inside ONNX Runtime: processor time, tokens and the model's own description, counted around every run.

The count hangs on ONNX Runtime's session class, so that it sees every session of a process, whoever made it.
"""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass
class Counted:
    """``cpu``: processor seconds of the process within runs. ``places``: word pieces with padding; ``tokens``: without
    it, where a mask among the inputs tells. ``about``: the model's metadata properties."""

    cpu: float = 0.0
    runs: int = 0
    places: int = 0
    tokens: int = 0
    about: dict[str, str] = field(default_factory=dict)

    def clear(self) -> None:
        self.cpu, self.runs, self.places, self.tokens = 0.0, 0, 0, 0

    def sums(self) -> dict[str, float]:
        """What can be added up over processes."""
        return {"onnx": self.cpu, "runs": self.runs, "places": self.places, "tokens": self.tokens}


def count() -> Counted:
    """Counts from now on. Without ONNX Runtime there are no runs to count."""
    counted = Counted()
    try:
        import onnxruntime
    except ImportError:
        return counted
    session = onnxruntime.InferenceSession
    plain, bound = session.run, session.run_with_iobinding

    def run(self: Any, names: Any, feed: Mapping[str, Any], *more: Any, **named: Any) -> Any:
        places, tokens = _size(feed)
        counted.places += places
        counted.tokens += tokens
        return _timed(self, plain, names, feed, *more, **named)

    def run_bound(self: Any, *more: Any, **named: Any) -> Any:
        return _timed(self, bound, *more, **named)

    def _timed(self: Any, inner: Any, *more: Any, **named: Any) -> Any:
        started = time.process_time()
        try:
            return inner(self, *more, **named)
        finally:
            counted.cpu += time.process_time() - started
            counted.runs += 1
            if not counted.about:
                counted.about = dict(self.get_modelmeta().custom_metadata_map)

    session.run, session.run_with_iobinding = run, run_bound
    return counted


def _size(feed: Mapping[str, Any]) -> tuple[int, int]:
    """Word pieces of a batch with and without padding: the size of its ids, the ones of its mask."""
    whole = {name: value for name, value in feed.items() if getattr(value, "dtype", None) is not None}
    numbers = {name: value for name, value in whole.items() if value.dtype.kind in "iub" and value.ndim in (1, 2)}
    ids = next((value for name, value in numbers.items() if "id" in name), next(iter(numbers.values()), None))
    if ids is None:
        return 0, 0
    mask = next((value for name, value in numbers.items() if "mask" in name and value.shape == ids.shape), None)
    return int(ids.size), int((mask != 0).sum()) if mask is not None else int(ids.size)
