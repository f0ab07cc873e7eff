"""Windows as batches, and batches as tensors."""

from __future__ import annotations

import random
from collections.abc import Sequence

import torch
from torch import Tensor

from training.reader.windows import Labelled


def batches(found: Sequence[Labelled], pieces: int, shuffle: random.Random | None) -> list[list[Labelled]]:
    """Windows of one set and of like length together, at most ``pieces`` word pieces a batch with its padding."""

    def key(one: Labelled) -> tuple[str, float]:
        return one.origin, len(one.window.ids) + (shuffle.uniform(-8, 8) if shuffle else 0)

    groups: list[list[Labelled]] = []
    longest = 0
    for one in sorted(found, key=key):
        longest = max(longest, len(one.window.ids)) if groups and groups[-1][0].origin == one.origin else 0
        if not longest or (len(groups[-1]) + 1) * longest > pieces:
            groups.append([])
            longest = len(one.window.ids)
        groups[-1].append(one)
    if shuffle:
        shuffle.shuffle(groups)
    return groups


def padded(rows: Sequence[Sequence[int]], width: int, fill: int = 0) -> Tensor:
    return torch.tensor([[*row, *[fill] * (width - len(row))] for row in rows])


def tensors(group: Sequence[Labelled]) -> tuple[Tensor, Tensor, Tensor]:
    """Ids, cases and mask of a batch, (windows, pieces) each."""
    windows = [one.window for one in group]
    width = max(len(w.ids) for w in windows)
    mask = padded([[1] * len(w.ids) for w in windows], width)
    return padded([w.ids for w in windows], width), padded([w.cases for w in windows], width), mask
