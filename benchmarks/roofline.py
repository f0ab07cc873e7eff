"""int8 multiply-adds a second: what the reader reaches, beside a plain int8 matrix product on the same core.

The plain product is ONNX Runtime's ``MatMulInteger`` (uint8 by int8 weights) and ``DynamicQuantizeLinear`` with it,
which the runtime fuses, for 128 tokens and the shapes of a transformer layer of width 384; "a layer" is the rate over
the six products of one layer. The reader's multiply-adds are those of its layers' weights only (its heads and the
attention itself are not counted), for every word piece that is no padding; the model's metadata names its layers and
width. Rates are by processor time, one thread, all in one run.
"""

from __future__ import annotations

import importlib.util
import json
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from benchmarks.common import ROOT, Score, scratch
from benchmarks.reading_speed import NO_MODEL, prepare
from benchmarks.sessions import count
from benchmarks.workers import articles, one_thread, peers_python

TOKENS, WIDTH = 128, 384
# (inner, outer, how many of them a layer has): query, key, value and output; up; down
SHAPES = ((WIDTH, WIDTH, 4), (WIDTH, 4 * WIDTH, 1), (4 * WIDTH, WIDTH, 1))
SECONDS = 0.5  # of each shape; the best of five parts counts

# Runs in the peers' environment, which has the onnx package.
_MAKE = """
import sys, numpy, onnx
from onnx import TensorProto as T, helper as h, numpy_helper as n
folder, rows, shapes = sys.argv[1], int(sys.argv[2]), [s.split("x") for s in sys.argv[3:]]
random = numpy.random.default_rng(1)
for inner, outer in ((int(a), int(b)) for a, b in shapes):
    weights = n.from_array(random.integers(-127, 128, (inner, outer), dtype=numpy.int8), "b")
    scale, zero = n.from_array(numpy.float32(0.01), "s"), n.from_array(numpy.uint8(128), "z")
    kinds = {
        "product": ([h.make_node("MatMulInteger", ["a", "b", "z"], ["y"])], T.UINT8, T.INT32, [weights, zero]),
        "quantized": ([
            h.make_node("DynamicQuantizeLinear", ["a"], ["q", "qs", "qz"]),
            h.make_node("MatMulInteger", ["q", "b", "qz"], ["i"]),
            h.make_node("Cast", ["i"], ["f"], to=T.FLOAT),
            h.make_node("Mul", ["qs", "s"], ["m"]),
            h.make_node("Mul", ["f", "m"], ["y"]),
        ], T.FLOAT, T.FLOAT, [weights, scale]),
    }
    for name, (nodes, given, taken, constants) in kinds.items():
        graph = h.make_graph(
            nodes, name, [h.make_tensor_value_info("a", given, [rows, inner])],
            [h.make_tensor_value_info("y", taken, [rows, outer])], constants,
        )
        model = h.make_model(graph, opset_imports=[h.make_opsetid("", 17)], ir_version=8)
        onnx.checker.check_model(model)
        onnx.save(model, f"{folder}/{name}-{inner}x{outer}.onnx")
"""


def measure() -> Score:
    folder, peers = scratch("roofline"), peers_python()
    shapes = [f"{inner}x{outer}" for inner, outer, _ in SHAPES]
    subprocess.run([peers, "-c", _MAKE, str(folder), str(TOKENS), *shapes], check=True)
    # The runtime that reads is the one to measure; where the reader needs none the peers' will do.
    python = sys.executable if importlib.util.find_spec("onnxruntime") else peers
    plain = _json(python, "--kernels", str(folder))
    reader = _json(sys.executable, "--reader")
    result: Score = {"plain int8 product": plain, "reader": reader}
    if isinstance(reader, dict) and "giga multiply-adds a second in ONNX Runtime" in reader:
        limit = plain["a layer, product"]
        result["ratio"] = {
            "in ONNX Runtime": round(reader["giga multiply-adds a second in ONNX Runtime"] / limit, 3),
            "of the reader": round(reader["giga multiply-adds a second of the reader"] / limit, 3),
        }
    return result


def _json(python: str, *arguments: str) -> Any:
    command = [python, "-m", "benchmarks.roofline", *arguments]
    printed = subprocess.run(command, cwd=ROOT, env=one_thread(), stdout=subprocess.PIPE, text=True, check=True).stdout
    return json.loads(printed)


def _kernels(folder: Path) -> Score:
    """Giga multiply-adds a processor second of every shape, plain and with its quantization."""
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    result: Score = {"ONNX Runtime": onnxruntime.__version__}
    for kind in ("product", "quantized"):
        operations, seconds = 0, 0.0
        for inner, outer, times in SHAPES:
            file = folder / f"{kind}-{inner}x{outer}.onnx"
            session = onnxruntime.InferenceSession(str(file), options, providers=["CPUExecutionProvider"])
            took = _seconds(session, inner, kind)
            result[f"{TOKENS}x{inner}x{outer}, {kind}"] = round(TOKENS * inner * outer / took / 1e9, 1)
            operations += times * TOKENS * inner * outer
            seconds += times * took
        result[f"a layer, {kind}"] = round(operations / seconds / 1e9, 1)
    return result


def _seconds(session: Any, inner: int, kind: str) -> float:
    """Processor seconds of one run, the best of five parts, with the output's memory given beforehand."""
    import numpy

    random = numpy.random.default_rng(2)
    given = random.integers(0, 256, (TOKENS, inner)).astype(numpy.uint8)
    if kind == "quantized":
        given = (given.astype(numpy.float32) - 128) / 64
    binding = session.io_binding()
    binding.bind_cpu_input("a", given)
    binding.bind_output("y")
    session.run_with_iobinding(binding)
    best = float("inf")
    for _ in range(5):
        started, runs = time.process_time(), 0
        while (spent := time.process_time() - started) < SECONDS / 5:
            for _ in range(20):
                session.run_with_iobinding(binding)
            runs += 20
        best = min(best, spent / runs)
    return best


def _reader() -> Score | str:
    """Tokens and multiply-adds a processor second of the reader, in one process."""
    counted = count()
    work = prepare(articles(), counted)
    started = time.process_time()
    sums = work("all")
    seconds = time.process_time() - started
    if not sums["runs"]:
        return NO_MODEL
    result: Score = {
        "tokens": sums["tokens"],
        "padding": round(1 - sums["tokens"] / max(1, sums["places"]), 3),
        "tokens a second": round(sums["tokens"] / seconds),
    }
    layers, width = _number(counted.about, "layers"), _number(counted.about, "hidden")
    if not layers or not width:
        return {**result, "note": "the model's metadata does not name its layers and hidden size"}
    wide = _number(counted.about, "intermediate") or 4 * width
    each = layers * (4 * width * width + 2 * width * wide)
    return {
        **result,
        "layers": layers,
        "width": width,
        "multiply-adds a token": each,
        "giga multiply-adds a second in ONNX Runtime": round(each * sums["tokens"] / sums["onnx"] / 1e9, 1),
        "giga multiply-adds a second of the reader": round(each * sums["tokens"] / seconds / 1e9, 1),
    }


def _number(about: dict[str, str], word: str) -> int | None:
    """A whole number among the metadata by a word of its name: ``layers``, ``num_hidden_layers``, ``hidden_size``."""
    exact = [value for name, value in about.items() if name == word]
    named = [v for name, v in about.items() if word in name and not (word == "hidden" and "layers" in name)]
    return next((int(value) for value in exact + named if value.isdigit()), None)


if __name__ == "__main__":
    print(json.dumps(_kernels(Path(sys.argv[2])) if "--kernels" in sys.argv else _reader()))
