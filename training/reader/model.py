"""The encoder with letter case given back, and its heads (PyTorch)."""

from __future__ import annotations

from pathlib import Path

import torch
from torch import Tensor, nn
from transformers import BertModel

from training.reader.windows import CASES, ROLE_TAGS, TAGS

DISTANCES = 64  # distances between a piece and a cue beyond this count alike


class Reader(nn.Module):
    """MiniLM-L6-H384 with a case embedding; tags for cue, source and content, and role tags for a cue.

    ``forward`` gives the pieces' states and tag scores; ``roles`` scores every piece of a window for one cue.
    """

    def __init__(self, base: Path, width: int = 192, dropout: float = 0.1) -> None:
        super().__init__()
        self.encoder = BertModel.from_pretrained(base, add_pooling_layer=False)
        size = self.encoder.config.hidden_size
        self.case = nn.Embedding(len(CASES), size)
        nn.init.normal_(self.case.weight, std=0.02)
        self.dropout = nn.Dropout(dropout)
        self.tags = nn.ModuleDict({name: nn.Linear(size, len(TAGS)) for name in ("cue", "source", "content")})
        self.of_cue, self.of_piece = nn.Linear(2 * size, width), nn.Linear(size, width)
        self.cue_shift, self.piece_shift = nn.Linear(2 * size, width), nn.Linear(size, width)
        self.distance = nn.Embedding(2 * DISTANCES + 1, width)
        nn.init.normal_(self.distance.weight, std=0.02)
        self.norm = nn.LayerNorm(width)
        self.role = nn.Linear(width, len(ROLE_TAGS))

    def forward(self, ids: Tensor, cases: Tensor, mask: Tensor) -> tuple[Tensor, dict[str, Tensor]]:
        """``ids``, ``cases``, ``mask``: (batch, pieces). States (batch, pieces, size) and scores by tag."""
        embedded = self.encoder.embeddings.word_embeddings(ids) + self.case(cases)
        states = self.dropout(self.encoder(inputs_embeds=embedded, attention_mask=mask).last_hidden_state)
        return states, {name: head(states) for name, head in self.tags.items()}

    def roles(self, states: Tensor, batch: Tensor, first: Tensor, last: Tensor) -> Tensor:
        """Scores (cues, pieces, role tags) for the cues at ``first``..``last`` of the windows ``batch``."""
        cue = torch.cat([states[batch, first], states[batch, last]], dim=-1)
        places = torch.arange(states.shape[1], device=states.device)
        away = (places[None, :] - first[:, None]).clamp(-DISTANCES, DISTANCES) + DISTANCES
        pieces = states[batch]
        mixed = self.of_cue(cue)[:, None] * self.of_piece(pieces)
        mixed = mixed + self.cue_shift(cue)[:, None] + self.piece_shift(pieces) + self.distance(away)
        return self.role(self.dropout(nn.functional.gelu(self.norm(mixed))))
