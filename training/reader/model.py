"""The encoder with letter case given back, and its heads (PyTorch)."""

from __future__ import annotations

from pathlib import Path

import torch
from torch import Tensor, nn
from transformers import BertConfig, BertModel

from reportedly.reading.labels import LINKS, TAGS, slices
from reportedly.reading.windows import CASES

DISTANCES = 64  # distances between a piece and a cue beyond this count alike


class Link(nn.Module):
    """Scores of every piece of a window as seen from one cue or trigger: which part of it the piece belongs to."""

    def __init__(self, size: int, labels: int, width: int = 192, dropout: float = 0.1) -> None:
        super().__init__()
        self.head = nn.Linear(2 * size, 2 * width)  # a factor and a shift from the cue's first and last state
        self.piece = nn.Linear(size, 2 * width)
        self.distance = nn.Embedding(2 * DISTANCES + 1, width)
        nn.init.normal_(self.distance.weight, std=0.02)
        self.norm = nn.LayerNorm(width)
        self.dropout = nn.Dropout(dropout)
        self.role = nn.Linear(width, labels)

    def forward(self, states: Tensor, batch: Tensor, first: Tensor, last: Tensor) -> Tensor:
        """Scores (cues, pieces, labels) for the cues at ``first``..``last`` of the windows ``batch``."""
        factor, shift = self.head(torch.cat([states[batch, first], states[batch, last]], dim=-1)).chunk(2, dim=-1)
        places = torch.arange(states.shape[1], device=states.device)
        away = (places[None, :] - first[:, None]).clamp(-DISTANCES, DISTANCES) + DISTANCES
        piece, own = self.piece(states).chunk(2, dim=-1)
        mixed = factor[:, None] * piece[batch] + shift[:, None] + own[batch] + self.distance(away)
        return self.role(self.dropout(nn.functional.gelu(self.norm(mixed))))


def shape_of(weights: dict[str, Tensor]) -> dict[str, int]:
    """How many layers of which inner width some weights are for."""
    inner = {k: v for k, v in weights.items() if k.endswith(".intermediate.dense.bias")}
    return {"layers": len(inner), "wide": len(next(iter(inner.values())))}


class Reader(nn.Module):
    """MiniLM-L6-H384 with a case embedding, one linear layer for all tags, and a :class:`Link` per kind of link."""

    def __init__(self, base: Path, dropout: float = 0.1, layers: int | None = None, wide: int | None = None) -> None:
        """``layers`` of ``wide`` inner units each, without weights; by default those of ``base`` with its weights."""
        super().__init__()
        config = BertConfig.from_pretrained(base)
        if (layers or config.num_hidden_layers, wide or config.intermediate_size) == (
            config.num_hidden_layers,
            config.intermediate_size,
        ):
            self.encoder = BertModel.from_pretrained(base, add_pooling_layer=False)
        else:
            config.num_hidden_layers = layers or config.num_hidden_layers
            config.intermediate_size = wide or config.intermediate_size
            self.encoder = BertModel(config, add_pooling_layer=False)
        size = self.encoder.config.hidden_size
        self.encoder.embeddings.word_embeddings.weight.requires_grad_(False)
        self.case = nn.Embedding(CASES, size)
        nn.init.normal_(self.case.weight, std=0.02)
        self.dropout = nn.Dropout(dropout)
        self.tags = nn.Linear(size, sum(len(labels) for labels in TAGS.values()))
        self.links = nn.ModuleDict({name: Link(size, len(labels), dropout=dropout) for name, labels in LINKS.items()})

    def forward(self, ids: Tensor, cases: Tensor, mask: Tensor) -> tuple[Tensor, dict[str, Tensor]]:
        """``ids``, ``cases``, ``mask``: (batch, pieces). States (batch, pieces, size) and scores by head."""
        embedded = self.encoder.embeddings.word_embeddings(ids) + self.case(cases)
        states = self.dropout(self.encoder(inputs_embeds=embedded, attention_mask=mask).last_hidden_state)
        scores = self.tags(states)
        return states, {name: scores[..., part] for name, part in slices().items()}
