"""A smaller model from a trained one: ``python -m training.reader.distil WEIGHTS --out DIR``.

The student begins with some of the teacher's layers, whose inner width is cut to the units with the largest weights,
and with all of its heads. It learns the sets' labels and, on every window, what the teacher says of each piece: the
probabilities of all heads, those of the links from the labelled cues and triggers, and its last states.
"""

from __future__ import annotations

import argparse
import json
import math
import random
import time
from pathlib import Path
from typing import Any

import torch
from torch import Tensor, nn

from reportedly.reading.labels import TAGS
from training.reader import train
from training.reader.model import Reader, shape_of
from training.reader.polnear import read_articles, unpacked
from training.reader.score import score_attributions, score_events, score_mentions
from training.reader.windows import Labelled

STATES = 1.0  # weight of the last states' distance, beside the heads' divergence
OWN = 0.5  # weight of the sets' own labels


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


def loss_of(student: Reader, teacher: Reader, group: list[Labelled]) -> Tensor:
    """The teacher's word on a batch, beside the labels that its windows have."""
    ids, cases, mask = train.tensors(group)
    with torch.no_grad():
        wanted, told = teacher(ids, cases, mask)
    states, scores = student(ids, cases, mask)
    text = mask.bool()
    total = STATES * nn.functional.mse_loss(states[text], wanted[text])
    for name in TAGS:
        total = total + train.WEIGHTS[name] * divergence(scores[name][text], told[name][text])
    for name in group[0].links:
        cues = [(n, *cue) for n, one in enumerate(group) for cue in one.links[name]]
        if cues:
            index = [torch.tensor([c[k] for c in cues]) for k in range(3)]
            with torch.no_grad():
                right = teacher.links[name](wanted, *index)
            inside = text[index[0]]
            total = total + train.WEIGHTS[name] * divergence(student.links[name](states, *index)[inside], right[inside])
    return total + OWN * train.loss_of(student, group, torch.device("cpu"))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("teacher", type=Path)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--silver", type=Path)
    parser.add_argument("--reviewed", type=Path)
    parser.add_argument("--layers", default="0,2,3,5", help="the teacher's layers that the student begins with")
    parser.add_argument("--wide", type=int, default=1024, help="inner width of a layer")
    parser.add_argument("--sets", default=train.SETS)
    parser.add_argument("--epochs", type=int, default=2)
    parser.add_argument("--batches", type=int, default=0)
    parser.add_argument("--pieces", type=int, default=1536)
    parser.add_argument("--rate", type=float, default=2e-4)
    parser.add_argument("--head-rate", type=float, default=6e-4)
    parser.add_argument("--decay", type=float, default=0.95)
    parser.add_argument("--average", type=float, default=0.998)
    parser.add_argument("--articles", type=int, default=0)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    torch.manual_seed(arguments.seed)
    shuffle = random.Random(arguments.seed)
    arguments.out.mkdir(parents=True, exist_ok=True)
    tokenizer = train.load_tokenizer()
    fixed = train.training_sets(arguments, tokenizer, shuffle)
    dev = read_articles(unpacked(arguments.data, arguments.out) / "dev")
    weights = torch.load(arguments.teacher, map_location="cpu", weights_only=True)
    teacher = Reader(train.base_model(), **shape_of(weights)).eval()
    train.load(teacher, arguments.teacher)
    student = student_of(teacher, [int(n) for n in arguments.layers.split(",")], arguments.wide)
    measured = student_of(teacher, [int(n) for n in arguments.layers.split(",")], arguments.wide).eval()
    average = train.Average(student, arguments.average)
    optimizer = torch.optim.AdamW(train.rate_groups(student, arguments), weight_decay=0.01)
    a_pass = arguments.batches or len(train.epoch_of(fixed, arguments, tokenizer, random.Random(0)))
    steps = arguments.epochs * a_pass
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda n: min(1.0, n / (0.05 * steps)) * 0.5 * (1 + math.cos(math.pi * min(1.0, n / steps)))
    )
    trained = [p for p in student.parameters() if p.requires_grad]
    for epoch in range(arguments.epochs):
        student.train()
        started, recent = time.monotonic(), []
        groups = train.epoch_of(fixed, arguments, tokenizer, shuffle)[:a_pass]
        for n, group in enumerate(groups):
            loss = loss_of(student, teacher, group)
            loss.backward()
            nn.utils.clip_grad_norm_(trained, 1.0)
            optimizer.step()
            schedule.step()
            optimizer.zero_grad(set_to_none=True)
            average.update(student)
            recent.append(loss.item())
            if n % 100 == 99:
                seconds = round(time.monotonic() - started)
                print(
                    f"epoch {epoch} batch {n + 1}/{len(groups)} {seconds} s {sum(recent[-100:]) / 100:.3f}", flush=True
                )
                torch.save(average.weights, arguments.out / "latest.pt")
        measured.load_state_dict(average.weights, strict=False)
        result: dict[str, Any] = {"epoch": epoch, "seconds": round(time.monotonic() - started)}
        result.update(score_attributions(measured, dev, tokenizer, arguments.pieces))
        result["mentions"] = score_mentions(measured, fixed["re3d-dev"], arguments.pieces)
        result["events"] = score_events(measured, arguments.data / "plover" / "gsr-dev.jsonl", tokenizer)
        print(json.dumps(result), flush=True)
        with open(arguments.out / "log.jsonl", "a", encoding="utf-8") as log:
            log.write(json.dumps(result) + "\n")
        torch.save(average.weights, arguments.out / f"epoch-{epoch}.pt")


if __name__ == "__main__":
    main()
