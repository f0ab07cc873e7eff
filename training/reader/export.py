"""Trained weights to what the package ships: ``python -m training.reader.export WEIGHTS --out DIR``.

The encoder becomes int8 ONNX with fused attention and layer norms, the link heads stay float (they are small).
"""

from __future__ import annotations

import argparse
import hashlib
import json
import tempfile
from pathlib import Path

import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.transformers import optimizer
from onnxruntime.transformers.fusion_options import FusionOptions
from torch import Tensor, nn

from reportedly.reading.labels import LINKS, TAGS
from training.reader.model import DISTANCES, Link
from training.reader.plain import Encoding
from training.reader.train import base_model, loaded

SETTINGS = {"cue": 0.5, "event": 0.5, "type": 0.3, "measure": 0.5, "inner": 0.5, "confidence": [1.0, 0.0]}
OPSET = 17


class Linking(nn.Module):
    """A link head for the cues of one window."""

    def __init__(self, link: Link) -> None:
        super().__init__()
        self.link = link

    def forward(self, states: Tensor, first: Tensor, last: Tensor) -> Tensor:
        link = self.link
        factor, shift = link.head(torch.cat([states[first], states[last]], dim=-1)).chunk(2, dim=-1)
        piece, own = link.piece(states).chunk(2, dim=-1)
        places = torch.arange(states.shape[0])
        away = (places[None, :] - first[:, None]).clamp(-DISTANCES, DISTANCES) + DISTANCES
        mixed = factor[:, None] * piece[None] + shift[:, None] + own[None] + link.distance(away)
        found: Tensor = link.role(nn.functional.gelu(link.norm(mixed)))
        return found


def export(weights: Path, out: Path, settings: dict[str, object], *, quantize: bool = True) -> None:
    """Write ``reader.onnx``, a file a link head, and ``tokenizer.json`` to ``out``."""
    model = loaded(weights)
    model.eval()
    out.mkdir(parents=True, exist_ok=True)
    ids = torch.randint(1000, 20000, (1, 24))
    axes = {0: "windows", 1: "pieces"}
    with tempfile.TemporaryDirectory() as folder:
        plain, fused, ready = (str(Path(folder) / f"{name}.onnx") for name in ("plain", "fused", "ready"))
        torch.onnx.export(
            Encoding(model),
            (ids, torch.zeros_like(ids)),
            plain,
            input_names=["ids", "cases"],
            output_names=["states", "tags"],
            dynamic_axes={"ids": axes, "cases": axes, "states": axes, "tags": axes},
            opset_version=OPSET,
            dynamo=False,
        )
        config = model.encoder.config
        fusion = FusionOptions("bert")
        fusion.enable_skip_layer_norm = False  # five times slower than the sum and the norm by themselves
        joined = optimizer.optimize_model(
            plain,
            model_type="bert",
            num_heads=config.num_attention_heads,
            hidden_size=config.hidden_size,
            optimization_options=fusion,
            opt_level=1,
        )
        print("fused:", {k: v for k, v in joined.get_fused_operator_statistics().items() if v})
        joined.save_model_to_file(fused)
        if quantize:
            # 7 bits of weight: without VNNI the int8 kernels add in 16 bits, and 8 bits could overflow there. A scale
            # an output channel costs no time and loses a quarter as much as one for the whole matrix.
            quantize_dynamic(
                fused,
                ready,
                weight_type=QuantType.QInt8,
                per_channel=True,
                reduce_range=True,
                nodes_to_exclude=[node.name for node in joined.model.graph.node if "/tags/" in node.name],
                extra_options={"DefaultTensorType": 1},
            )
        made = onnx.load(ready if quantize else fused)
    written = json.dumps(settings, sort_keys=True).encode()
    digest = hashlib.sha256(made.SerializeToString() + written).hexdigest()[:8]
    labels = {"tags": {k: list(v) for k, v in TAGS.items()}, "links": {k: list(v) for k, v in LINKS.items()}}
    notes = {
        "version": f"reader-1-{digest}",
        "layers": str(config.num_hidden_layers),
        "hidden_size": str(config.hidden_size),
        "intermediate_size": str(config.intermediate_size),
        "labels": json.dumps(labels),
        "settings": json.dumps(settings),
    }
    onnx.helper.set_model_props(made, notes)
    onnx.save(made, str(out / "reader.onnx"))
    states, at = torch.randn(24, config.hidden_size), torch.tensor([3, 9])
    for name in LINKS:
        torch.onnx.export(
            Linking(model.links[name]),
            (states, at, at),
            str(out / f"{name}.onnx"),
            input_names=["states", "first", "last"],
            output_names=["scores"],
            dynamic_axes={"states": {0: "pieces"}, "first": {0: "cues"}, "last": {0: "cues"}},
            opset_version=OPSET,
            dynamo=False,
        )
    tokenizer = json.loads((base_model() / "tokenizer.json").read_text(encoding="utf-8"))
    tokenizer["truncation"] = tokenizer["padding"] = None
    shared = out.parent if (out.parent / "tokenizer.json").is_file() else out  # one for all models that are shipped
    (shared / "tokenizer.json").write_text(json.dumps(tokenizer, ensure_ascii=False), encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("weights", type=Path)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--settings", type=Path, help="numbers tuned on development articles (JSON)")
    parser.add_argument("--float", action="store_true", help="no int8, to see what it costs")
    arguments = parser.parse_args()
    settings = dict(SETTINGS)
    if arguments.settings:
        settings.update(json.loads(arguments.settings.read_text(encoding="utf-8")))
    export(arguments.weights, arguments.out, settings, quantize=not arguments.float)
    for file in sorted(arguments.out.iterdir()):
        print(f"{file.stat().st_size / 2**20:6.1f} MB {file.name}")


if __name__ == "__main__":
    main()
