"""The encoder written out for export: few, large products, which ONNX Runtime can fuse and quantize.

The base model's own code works too, but takes queries, keys and values by three products where one does.
"""

from __future__ import annotations

import math

import torch
from torch import Tensor, nn

from training.reader.model import Reader


class Layer(nn.Module):
    """One layer of BERT: attention over all pieces of one window, then the two products of the feed-forward part."""

    def __init__(self, layer: nn.Module, heads: int) -> None:
        super().__init__()
        attention = layer.attention
        own = attention.self
        self.heads = heads
        self.joint = nn.Linear(own.query.in_features, 3 * own.query.out_features)
        with torch.no_grad():
            self.joint.weight.copy_(torch.cat([own.query.weight, own.key.weight, own.value.weight]))
            self.joint.bias.copy_(torch.cat([own.query.bias, own.key.bias, own.value.bias]))
            scale = 1 / math.sqrt(own.query.out_features // heads)
            self.joint.weight[: own.query.out_features] *= scale
            self.joint.bias[: own.query.out_features] *= scale
        self.out, self.norm = attention.output.dense, attention.output.LayerNorm
        self.wide, self.narrow, self.last = layer.intermediate.dense, layer.output.dense, layer.output.LayerNorm

    def forward(self, states: Tensor) -> Tensor:
        """States (1, pieces, size) to states of the same shape."""
        size = states.shape[-1]
        joint = self.joint(states).view(-1, 3, self.heads, size // self.heads)
        query, key, value = joint[:, 0].transpose(0, 1), joint[:, 1].permute(1, 2, 0), joint[:, 2].transpose(0, 1)
        weights = torch.softmax(query @ key, dim=-1)
        mixed = (weights @ value).transpose(0, 1).reshape(1, -1, size)
        states = self.norm(self.out(mixed) + states)
        found: Tensor = self.last(self.narrow(nn.functional.gelu(self.wide(states))) + states)
        return found


class Encoding(nn.Module):
    """A window's ids and cases (1, pieces) to its states (1, pieces, size) and the scores of all tags."""

    def __init__(self, model: Reader) -> None:
        super().__init__()
        embeddings, config = model.encoder.embeddings, model.encoder.config
        self.words, self.case, self.norm = embeddings.word_embeddings, model.case, embeddings.LayerNorm
        places = embeddings.position_embeddings.weight + embeddings.token_type_embeddings.weight[:1]
        self.places = nn.Parameter(places.detach().clone())
        self.layers = nn.ModuleList(Layer(one, config.num_attention_heads) for one in model.encoder.encoder.layer)
        self.tags = model.tags

    def forward(self, ids: Tensor, cases: Tensor) -> tuple[Tensor, Tensor]:
        states = self.norm(self.words(ids) + self.case(cases) + self.places[: ids.shape[1]])
        for layer in self.layers:
            states = layer(states)
        return states, self.tags(states)
