"""Training under the rounding that the shipped int8 model does, so that what is lost there is won back here.

ONNX Runtime's dynamic quantization takes weights as 7-bit integers with a scale an output channel, and the input of
each product as 8-bit integers between the smallest and largest value of the run, here of the window.
"""

from __future__ import annotations

import torch
from torch import Tensor, nn

WEIGHT_LEVELS = 64  # reduce_range: -64..64
INPUT_LEVELS = 255


def rounded_weight(weight: Tensor) -> Tensor:
    """``weight`` (out, in) as it comes back from int8; the gradient passes as if nothing had happened."""
    with torch.no_grad():
        scale = weight.abs().amax(dim=1, keepdim=True).clamp_min(1e-8) / WEIGHT_LEVELS
        change = torch.round(weight / scale).mul_(scale).sub_(weight)
    return weight + change


def rounded_input(states: Tensor) -> Tensor:
    """``states`` (windows, ...) as they come back from uint8, each window with its own scale."""
    with torch.no_grad():
        flat = states.flatten(1)
        low, high = flat.amin(dim=1).clamp_max(0), flat.amax(dim=1).clamp_min(0)
        shape = (-1, *[1] * (states.dim() - 1))
        scale = ((high - low).clamp_min(1e-8) / INPUT_LEVELS).view(shape)
        zero = torch.round(-low.view(shape) / scale)
        change = torch.round(states / scale).add_(zero).clamp_(0, INPUT_LEVELS).sub_(zero).mul_(scale).sub_(states)
    return states + change


class RoundedLinear(nn.Linear):
    """A linear layer that computes as its int8 form will. Same parameters, same names."""

    def forward(self, input: Tensor) -> Tensor:
        return nn.functional.linear(rounded_input(input), rounded_weight(self.weight), self.bias)


def round_encoder(encoder: nn.Module) -> int:
    """Make every linear layer of ``encoder`` a :class:`RoundedLinear`; how many there were."""
    count = 0
    for module in encoder.modules():
        if type(module) is nn.Linear:
            module.__class__ = RoundedLinear
            count += 1
    return count
