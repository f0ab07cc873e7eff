"""The encoder and its heads in ONNX Runtime: a window of word pieces in, scores of every label out.

One window a run and one thread a session: int8 activations are scaled by the largest value in a run, so that a
neighbour in a batch could change a result, and padding would be computed for nothing.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal, get_args

import numpy as np
import numpy.typing as npt
import onnxruntime
from tokenizers import Tokenizer

from reportedly.errors import ReportedlyError
from reportedly.reading.labels import LINKS, TAGS, slices
from reportedly.reading.windows import Pieces, Window

_SLOWER = ["SkipLayerNormFusion"]  # the fused kernel takes five times as long as a sum and a norm
MODELS = Path(__file__).with_name("models")
ModelName = Literal["full", "quick"]
"""The models that are shipped: the one with the best scores, and a smaller one that learned from it."""
NAMES: tuple[ModelName, ...] = get_args(ModelName)
Scores = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Settings:
    """What goes with the weights: their version, and the numbers that were tuned on development articles.

    ``cue``, ``event``, ``measure`` and ``inner`` are the probabilities from which a piece is taken for one, ``type``
    the probability that an event's type must have; ``confidence`` is the logistic curve (slope, shift) that makes an
    attribution's score the share of such attributions that are right.
    """

    version: str
    layers: int
    hidden_size: int
    cue: float
    event: float
    type: float
    measure: float
    inner: float
    confidence: tuple[float, float]


class Encoder:
    """The loaded model. Raises :class:`ReportedlyError` where its files are missing or of another version."""

    def __init__(self, folder: Path = MODELS / "full") -> None:
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.log_severity_level = 3

        def session(name: str) -> Any:
            file = folder / f"{name}.onnx"
            if not file.is_file():
                raise ReportedlyError(f"the reading model's file {file.name} is missing: install reportedly again")
            return onnxruntime.InferenceSession(
                str(file), options, providers=["CPUExecutionProvider"], disabled_optimizers=_SLOWER
            )

        self._reader = session("reader")
        self._links = {name: session(name) for name in LINKS}
        written = self._reader.get_modelmeta().custom_metadata_map
        if json.loads(written["labels"]) != {"tags": _lists(TAGS), "links": _lists(LINKS)}:
            raise ReportedlyError("the reading model was trained with other labels: install reportedly again")
        settings = json.loads(written["settings"])
        self.settings = Settings(
            written["version"],
            int(written["layers"]),
            int(written["hidden_size"]),
            settings["cue"],
            settings["event"],
            settings["type"],
            settings["measure"],
            settings["inner"],
            (settings["confidence"][0], settings["confidence"][1]),
        )
        shared = folder.parent / "tokenizer.json"  # of all models that are shipped
        self.tokenizer = Tokenizer.from_file(str(shared if shared.is_file() else folder / "tokenizer.json"))
        self.pieces = Pieces(self.tokenizer)
        self._slices = slices()
        self._starts = np.array([part.start for part in self._slices.values()])
        self._sizes = np.array([part.stop - part.start for part in self._slices.values()])

    def tags(self, window: Window) -> tuple[Scores, dict[str, Scores]]:
        """The pieces' states (pieces, size), and the probabilities (pieces, labels) of every head of TAGS."""
        ids = np.array([window.ids], dtype=np.int64)
        cases = np.array([window.cases], dtype=np.int64)
        states, scores = self._reader.run(None, {"ids": ids, "cases": cases})
        return states[0], self._heads(scores[0])

    def _heads(self, scores: Scores) -> dict[str, Scores]:
        """The softmax of every head's part of ``scores``, all heads in a few steps."""
        most = np.maximum.reduceat(scores, self._starts, axis=1)
        powers = np.exp(scores - most.repeat(self._sizes, axis=1))
        powers /= np.add.reduceat(powers, self._starts, axis=1).repeat(self._sizes, axis=1)
        return {name: powers[:, part] for name, part in self._slices.items()}

    def links(self, name: str, states: Scores, cues: list[tuple[int, int]]) -> Scores:
        """Probabilities (cues, pieces, labels) of the link head ``name`` for cues at (first, last) pieces."""
        at = np.array(cues, dtype=np.int64)
        scores = self._links[name].run(None, {"states": states, "first": at[:, 0], "last": at[:, 1]})[0]
        return softmax(scores)


def _lists(labels: dict[str, tuple[str, ...]]) -> dict[str, list[str]]:
    return {name: list(values) for name, values in labels.items()}


def softmax(scores: Scores) -> Scores:
    """Probabilities along the last axis."""
    powers = np.exp(scores - scores.max(axis=-1, keepdims=True))
    found: Scores = powers / powers.sum(axis=-1, keepdims=True)
    return found


@cache
def the_encoder(name: ModelName = "full") -> Encoder:
    """A model that is shipped, loaded once a process."""
    return Encoder(MODELS / name)
