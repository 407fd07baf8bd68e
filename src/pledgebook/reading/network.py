"""The small trained network: what each actor of a sentence undertakes in it, and where it stands.

A transformer encoder of four layers (MiniLM; Wang et al. 2020, arXiv:2002.10957), trained further on the
coded reports of the project by `training/network.py` and kept in eight-bit weights, reads a sentence once;
for each of its actors (`slots.py`) it gives the chance of a pledge and of a position about every
contribution, the status and the stance. It needs no word of the vocabulary, and so finds what cues do not.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import islice
from typing import TYPE_CHECKING, Any

from pledgebook.reading.encoding import Encoded
from pledgebook.reading.slots import Slot
from pledgebook.reading.wordpieces import WordPieces

if TYPE_CHECKING:
    from numpy.typing import NDArray

# The order of the network's answers, fixed when it was trained; a test holds the codes to the codebook's.
CONTRIBUTIONS = (
    "ground_troops",
    "air_forces",
    "naval_forces",
    "force_unspecified",
    "weapons",
    "training",
    "intelligence",
    "logistics",
    "monitoring",
    "command",
    "funding",
    "humanitarian",
    "defence_commitment",
    "sanctions",
    "security_guarantee",
)
STATUSES = ("delivered", "formalised", "pledged", "offered", "undecided", "refused", "withdrawn")
STANCES = ("supports", "opposes", "demands", "conditional")
_ANSWERS = ("answers",)


@dataclass(frozen=True, slots=True)
class Chances:
    """What the network gives for one slot: probabilities by contribution, status and stance.

    `pledge[c]` and `position[c]` are those of a pledge and of a position about `CONTRIBUTIONS[c]`;
    `status[c]` those of each of `STATUSES` if it is a pledge, `stance` those of each of `STANCES`.
    """

    slot: Slot
    pledge: Sequence[float]
    status: Sequence[Sequence[float]]
    position: Sequence[float]
    stance: Sequence[float]


class Network:
    """The trained network with its vocabulary of word pieces; made once a process."""

    def __init__(self, model: bytes, vocabulary: Sequence[str]) -> None:
        self.words = WordPieces(vocabulary)
        self._session = _session(model, unsigned=_cuts_products())

    def chances(self, sentences: Sequence[Encoded]) -> list[tuple[Chances, ...]]:
        """The chances of every slot of each sentence.

        Each goes through alone, though one call to the runtime takes many: eight-bit arithmetic scales by
        all that goes through, and a sentence must not be read otherwise for the company it comes in.
        """
        if not sentences:
            return []
        [answers] = self._session.run(_ANSWERS, arrays(sentences))
        slots = [slot for sentence in sentences for slot in sentence.slots]
        every = iter(chances_of(slots, _joined(answers)))
        return [tuple(islice(every, len(sentence.slots))) for sentence in sentences]


def _session(model: bytes, *, unsigned: bool = False) -> Any:
    """A graph to run on one core; `unsigned`: eight-bit products go the slower way that cuts nothing."""
    import onnxruntime  # slow to load: only who reads needs it

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    options.add_session_config_entry("session.x64quantprecision", str(int(unsigned)))
    return onnxruntime.InferenceSession(
        model,
        sess_options=options,
        providers=["CPUExecutionProvider"],
        # of one sentence at a time it costs more than it saves
        disabled_optimizers=["SkipLayerNormFusion"],
    )


def _cuts_products() -> bool:
    """Whether this processor cuts products of bytes that overflow (`training/probe.py`)."""
    import numpy as np

    probe = _session(_shipped("probe.onnx"))
    [given] = probe.get_inputs()
    largest = np.full(given.shape, 255, np.uint8)
    [product] = probe.run(None, {given.name: largest})
    return bool((product != 127 * int(largest.sum())).any())


def _joined(answers: NDArray[Any]) -> NDArray[Any]:
    """The scores that the columns of the network's answers come to; those of a status come in two parts.

    The columns stand in the order of `training/fused.py`.
    """
    import numpy as np

    c, s = len(CONTRIBUTIONS), len(STATUSES)
    pledge, position, stance, by, each = _cut(answers, (c, c, len(STANCES), c * s, s))
    status = by.reshape(-1, c, s) + each[:, None]
    return np.concatenate([pledge, status.reshape(-1, c * s), position, stance], 1)


def chances_of(slots: Sequence[Slot], scores: NDArray[Any]) -> tuple[Chances, ...]:
    """The chances that the scores of a sentence come to, a row for each slot."""
    c, s = len(CONTRIBUTIONS), len(STATUSES)
    pledge, status, position, stance = _cut(scores, (c, c * s, c, len(STANCES)))
    columns = (
        _logistic(pledge).tolist(),
        _softmax(status.reshape(-1, c, s)).tolist(),
        _logistic(position).tolist(),
        _softmax(stance).tolist(),
    )
    return tuple(map(Chances, slots, *columns))


def _cut(scores: NDArray[Any], widths: Sequence[int]) -> Iterator[NDArray[Any]]:
    """The columns of each answer."""
    start = 0
    for width in widths:
        yield scores[:, start : start + width]
        start += width


def arrays(sentences: Sequence[Encoded]) -> dict[str, NDArray[Any]]:
    """The network's input, the sentences one after another, in the form of `training/looped.py`.

    The pieces, the places among those of a sentence that are asked about, how much of each place (columns)
    stands for a slot (rows), what is known of the slots, and where each sentence begins in these.
    """
    import numpy as np

    slots = [slot for sentence in sentences for slot in sentence.slots]
    chosen = [tuple(sentence.places) for sentence in sentences]
    places = [sorted({0}.union(*of_slots)) for of_slots in chosen]
    pick = np.zeros((len(slots), max(map(len, places))), dtype=np.float32)
    own = iter(pick)
    for of_slots, asked in zip(chosen, places, strict=True):
        column = {place: number for number, place in enumerate(asked)}
        for of_slot, row in zip(of_slots, islice(own, len(of_slots)), strict=True):
            row[[column[place] for place in of_slot]] = 1 / len(of_slot)
    lengths = [
        (len(sentence.pieces), len(asked), len(sentence.slots))
        for sentence, asked in zip(sentences, places, strict=True)
    ]
    return {
        "all_pieces": np.array([piece for s in sentences for piece in s.pieces], dtype=np.int64),
        "all_places": np.array([place for asked in places for place in asked], dtype=np.int64),
        "all_pick": pick,
        "all_roles": np.array([slot.roles for slot in slots], dtype=np.float32),
        "bounds": np.cumsum([(0, 0, 0), *lengths], axis=0, dtype=np.int64),
    }


def _logistic(scores: NDArray[Any]) -> NDArray[Any]:
    import numpy as np

    return np.asarray(1 / (1 + np.exp(-np.clip(scores, -30, 30))))


def _softmax(scores: NDArray[Any]) -> NDArray[Any]:
    import numpy as np

    powers = np.exp(scores - scores.max(axis=-1, keepdims=True))
    return np.asarray(powers / powers.sum(axis=-1, keepdims=True))


def vocabulary_of(text: str) -> list[str]:
    """The pieces of a vocabulary file, one a line."""
    return text.split("\n")


@cache
def network() -> Network:
    """The network that the package ships; read once a process."""
    pieces = vocabulary_of(_shipped("pieces.txt").decode("utf-8"))
    return Network(_shipped("network.onnx"), pieces)


def _shipped(name: str) -> bytes:
    return files("pledgebook.reading").joinpath("trained", name).read_bytes()
