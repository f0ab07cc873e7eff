"""A smaller model from a trained one: ``python -m training.reader.distil WEIGHTS --out DIR``.

The student begins with some of the layers of the teacher, or of an earlier student (``--begin``), whose inner width is
cut to the units with the largest weights, and with all of its heads. It learns the sets' labels and, on every window,
what the teacher says of each piece: the probabilities of all heads, those of the links from the labelled cues and
triggers, and its last states. Of the set ``unlabelled`` (news that nobody labelled) it learns the teacher's word alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import torch
from torch import Tensor, nn

from reportedly.reading.labels import TAGS
from reportedly.reading.runs import runs
from training.reader import train
from training.reader.batches import tensors
from training.reader.model import Reader
from training.reader.windows import Labelled

STATES = 1.0  # weight of the last states' distance, beside the heads' divergence
OWN = 0.5  # weight of the sets' own labels
LINK_HEADS = {"attribution": "cue", "act": "event"}  # whose runs the links of each kind start from
_BEGIN, _INSIDE = 1, 2


def student_of(teacher: Reader, layers: list[int], wide: int) -> Reader:
    """A model with the teacher's ``layers``, each with the ``wide`` inner units that have the largest weights."""
    made = Reader(train.base_model(), layers=len(layers), wide=wide)
    weights = {k: v for k, v in teacher.state_dict().items() if not k.startswith("encoder.encoder.layer.")}
    for n, kept in enumerate(layers):
        layer = {
            k.removeprefix(f"encoder.encoder.layer.{kept}."): v
            for k, v in teacher.state_dict().items()
            if k.startswith(f"encoder.encoder.layer.{kept}.")
        }
        into, out = layer["intermediate.dense.weight"], layer["output.dense.weight"]
        units = (into.norm(dim=1) * out.norm(dim=0)).argsort(descending=True)[:wide].sort().values
        layer["intermediate.dense.weight"], layer["output.dense.weight"] = into[units], out[:, units]
        layer["intermediate.dense.bias"] = layer["intermediate.dense.bias"][units]
        weights |= {f"encoder.encoder.layer.{n}.{k}": v for k, v in layer.items()}
    made.load_state_dict(weights)
    return made


def divergence(student: Tensor, teacher: Tensor) -> Tensor:
    """Mean Kullback-Leibler divergence of label probabilities (..., labels) from the teacher's."""
    return nn.functional.kl_div(
        student.log_softmax(-1).flatten(0, -2),
        teacher.log_softmax(-1).flatten(0, -2),
        reduction="batchmean",
        log_target=True,
    )


def _cues_of(group: Sequence[Labelled], told: dict[str, Tensor]) -> dict[str, list[tuple[int, int, int]]]:
    """The (window, first piece, last piece) that the links of a batch start from: those of its labels, or in a batch
    without labels what the teacher's scores ``told`` take for cues and triggers."""
    if group[0].origin != "unlabelled":
        labelled = [(n, one.links) for n, one in enumerate(group)]
        return {name: [(n, a, b) for n, links in labelled for a, b, _ in links[name]] for name in group[0].links}
    found: dict[str, list[tuple[int, int, int]]] = {}
    for name, head in LINK_HEADS.items():
        rows = (told[head].argmax(-1) > 0).long() * _INSIDE
        found[name] = [
            (n, a, b)
            for n, (row, one) in enumerate(zip(rows.tolist(), group, strict=True))
            for a, b in runs(row[: len(one.window.ids)], _BEGIN, _INSIDE)
        ]
    return found


def loss_of(student: Reader, teacher: Reader, group: Sequence[Labelled]) -> Tensor:
    """The teacher's word on a batch, beside the labels that its windows have."""
    ids, cases, mask = tensors(group)
    with torch.no_grad():
        wanted, told = teacher(ids, cases, mask)
    states, scores = student(ids, cases, mask)
    text = mask.bool()
    total = STATES * nn.functional.mse_loss(states[text], wanted[text])
    for name in TAGS:
        total = total + train.WEIGHTS[name] * divergence(scores[name][text], told[name][text])
    for name, cues in _cues_of(group, told).items():
        if cues:
            index = [torch.tensor([c[k] for c in cues]) for k in range(3)]
            with torch.no_grad():
                right = teacher.links[name](wanted, *index)
            inside = text[index[0]]
            total = total + train.WEIGHTS[name] * divergence(student.links[name](states, *index)[inside], right[inside])
    if group[0].origin == "unlabelled":
        return total
    return total + OWN * train.loss_of(student, group, torch.device("cpu"))


def main() -> None:
    parser = train.options(__doc__)
    parser.set_defaults(epochs=2, rate=2e-4, head_rate=6e-4, decay=0.95)
    parser.add_argument("teacher", type=Path)
    parser.add_argument("--begin", type=Path, help="weights that the student begins with (default: the teacher's)")
    parser.add_argument("--layers", default="0,2,3,5", help="the layers of these weights that it begins with")
    parser.add_argument("--wide", type=int, default=1024, help="inner width of a layer")
    arguments = parser.parse_args()
    layers = [int(n) for n in arguments.layers.split(",")]
    teacher, begun = train.loaded(arguments.teacher), train.loaded(arguments.begin or arguments.teacher)
    teacher.eval()

    def models() -> tuple[Reader, Reader]:
        student = student_of(begun, layers, arguments.wide)
        if arguments.start:
            train.load(student, arguments.start)
        return student, student_of(begun, layers, arguments.wide)

    train.fit(models, lambda student, group: loss_of(student, teacher, group), arguments)


if __name__ == "__main__":
    main()
