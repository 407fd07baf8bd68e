"""The boosted trees of the reviewer: how likely a link is a pledge, all links of its report considered.

Gradient boosting (Friedman 2001, "Greedy function approximation") over the columns of `link_table.py`, the
first of which is what the reviewer's weights give. `training/train.py` fits them to chances that no report
gives for itself, and writes them in the form that the runtime of the network reads.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import cache
from importlib.resources import files

from pledgebook.reading.link_table import link_table
from pledgebook.reading.links import Link
from pledgebook.reading.reviewer import Reviewer


class Trees:
    """Trees that are read from a model file; made once a process."""

    def __init__(self, model: bytes) -> None:
        import onnxruntime  # slow to load: only who reads needs it

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.log_severity_level = 3
        self._session = onnxruntime.InferenceSession(
            model, sess_options=options, providers=["CPUExecutionProvider"]
        )

    def chances(self, links: Sequence[Link], reviewer: Reviewer, sentences: int) -> list[float]:
        """How likely each link of a report of so many sentences is a pledge, 0 to 1.

        The reviewer's weights look at each alone first.
        """
        import numpy as np

        if not links:
            return []
        alone = [reviewer.link_probability(link.seen) for link in links]
        table = np.array(link_table(links, alone, sentences), dtype=np.float32)
        [scores] = self._session.run(None, {"links": table})
        return [1 / (1 + math.exp(-float(score))) for score in scores[:, 0]]


@cache
def trees() -> Trees:
    """The trees that the package ships; read once a process."""
    return Trees(files("pledgebook.reading").joinpath("trained/trees.onnx").read_bytes())
