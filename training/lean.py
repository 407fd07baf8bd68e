"""The encoder as it is trained: of its last layer only the pieces that answers are drawn from.

The same sums as `BertModel` does, where anybody asks for them; a quarter less work. `narrow.py` does the like
to the network that is shipped.
"""

from __future__ import annotations

import torch
from transformers import BertModel
from transformers.models.bert.modeling_bert import BertLayer

# What is added to the likeness of a piece that only fills a row up: nothing attends to it.
FAR = -30_000.0


def seen_at(
    encoder: BertModel, pieces: torch.Tensor, mask: torch.Tensor, places: torch.Tensor
) -> torch.Tensor:
    """What the encoder's last layer gives at some places of each sentence.

    `pieces` and `mask` are (sentences x pieces), `places` (sentences x wanted) numbers of pieces; the answer
    is (sentences x wanted x width).
    """
    heads = encoder.config.num_attention_heads
    unheard = (1 - mask)[:, None, None, :] * FAR
    *before, last = encoder.encoder.layer
    held = encoder.embeddings(input_ids=pieces)
    for layer in before:
        held = _layer(layer, held, held, unheard, heads)
    wanted = held.gather(1, places[..., None].expand(-1, -1, held.shape[-1]))
    return _layer(last, wanted, held, unheard, heads)


def _layer(
    layer: BertLayer, asking: torch.Tensor, held: torch.Tensor, unheard: torch.Tensor, heads: int
) -> torch.Tensor:
    """One layer of the encoder for the pieces that ask, which attend to all but what is unheard."""
    attention = layer.attention.self

    def split(values: torch.Tensor) -> torch.Tensor:
        return values.unflatten(-1, (heads, -1)).transpose(1, 2)

    query, key, value = attention.query(asking), attention.key(held), attention.value(held)
    likeness = split(query) @ split(key).transpose(2, 3) / (query.shape[-1] // heads) ** 0.5
    attended = (likeness + unheard).softmax(-1) @ split(value)
    told = layer.attention.output(attended.transpose(1, 2).flatten(2), asking)
    return layer.output(layer.intermediate(told), told)
