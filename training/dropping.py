"""Dropout that takes its masks from a store of random bits.

To draw a mask anew for every layer and step takes a third of the time of training on a processor; to cut
one out of a long row of bits at a random place takes next to none.
"""

from __future__ import annotations

import random

import torch
from torch import nn

# Bits in the store: some hundred times what the widest layer needs at once.
_STORED = 64_000_000


class StoredDropout(nn.Module):
    """Dropout at the rate `p` in training, with masks from `bits`, which are set where a value is kept.

    The places are drawn from `random`, so its seed decides them.
    """

    def __init__(self, bits: torch.Tensor, p: float) -> None:
        super().__init__()
        self.bits, self.p = bits, p

    def forward(self, values: torch.Tensor) -> torch.Tensor:
        """The values, in training some of them zero and the others larger for it."""
        if not self.training:
            return values
        start = random.randrange(len(self.bits) - values.numel())
        kept = self.bits[start : start + values.numel()].view(values.shape)
        return values * (kept.to(values.dtype) / (1 - self.p))


def with_stored_dropout(net: nn.Module, p: float, seed: int) -> nn.Module:
    """The network with every dropout of the rate `p` taken from one store."""
    drawn = torch.rand(_STORED, generator=torch.Generator().manual_seed(seed))
    _replace(net, (drawn >= p).to(torch.uint8), p)
    return net


def _replace(net: nn.Module, bits: torch.Tensor, p: float) -> None:
    for name, part in net.named_children():
        if isinstance(part, nn.Dropout) and part.p == p:
            setattr(net, name, StoredDropout(bits, p))
        else:
            _replace(part, bits, p)
