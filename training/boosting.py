"""The boosted trees of the reviewer: fitting them, and writing them in the form that the runtime reads."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice
from typing import Any

import numpy as np
import onnx
from onnx import TensorProto, helper
from sklearn.ensemble import HistGradientBoostingClassifier

from pledgebook.reading.link_table import COLUMNS, link_table
from pledgebook.reading.links import Link
from pledgebook.reading.reader import Examined

# The boosted trees: small, many, each of a third of the columns; more of them gained nothing out of fold.
TREES: dict[str, Any] = {
    "max_iter": 150,
    "learning_rate": 0.06,
    "max_leaf_nodes": 15,
    "min_samples_leaf": 40,
    "l2_regularization": 5.0,
    "max_features": 0.3,
    "early_stopping": False,
    "random_state": 0,
}


def table_of(
    links: Sequence[Sequence[Link]], examined: Sequence[Examined], alone: Sequence[float]
) -> np.ndarray:
    """What the trees see of each link of the reports, given what the weights make of it alone."""
    chances = iter(alone)
    rows = [
        row
        for mine, one in zip(links, examined, strict=True)
        for row in link_table(mine, list(islice(chances, len(mine))), len(one.sentences))
    ]
    return np.array(rows, dtype=np.float32)


def boosted(table: np.ndarray, pledges: Sequence[bool | None]) -> HistGradientBoostingClassifier:
    """Trees fitted to the links of which the codes tell whether they are pledges."""
    known = [number for number, pledge in enumerate(pledges) if pledge is not None]
    return HistGradientBoostingClassifier(**TREES).fit(table[known], [pledges[number] for number in known])


def boosted_out_of_fold(
    table: np.ndarray, pledges: Sequence[bool | None], folds: Sequence[int]
) -> list[float]:
    """For each link the chance of a pledge that trees give that were fitted to the other folds."""
    of = np.array(folds)
    found = np.zeros(len(table))
    for fold in sorted(set(folds)):
        others = np.flatnonzero(of != fold)
        model = boosted(table[others], [pledges[number] for number in others])
        found[of == fold] = model.predict_proba(table[of == fold])[:, 1]
    return found.tolist()


def ensemble(model: HistGradientBoostingClassifier) -> onnx.ModelProto:
    """A graph from a table `links` of `COLUMNS` to the log-odds `scores` that the trees add up to."""
    nodes: dict[str, list[Any]] = {
        name: []
        for name in ("treeids", "nodeids", "featureids", "values", "modes", "truenodeids", "falsenodeids")
    }
    leaves: dict[str, list[Any]] = {"treeids": [], "nodeids": [], "ids": [], "weights": []}
    for tree, [predictor] in enumerate(model._predictors):
        for at, node in enumerate(predictor.nodes):
            leaf = bool(node["is_leaf"])
            nodes["treeids"].append(tree)
            nodes["nodeids"].append(at)
            nodes["featureids"].append(0 if leaf else int(node["feature_idx"]))
            nodes["values"].append(0.0 if leaf else float(node["num_threshold"]))
            nodes["modes"].append("LEAF" if leaf else "BRANCH_LEQ")
            nodes["truenodeids"].append(0 if leaf else int(node["left"]))
            nodes["falsenodeids"].append(0 if leaf else int(node["right"]))
            if leaf:
                leaves["treeids"].append(tree)
                leaves["nodeids"].append(at)
                leaves["ids"].append(0)
                leaves["weights"].append(float(node["value"]))
    made = helper.make_node(
        "TreeEnsembleRegressor",
        ["links"],
        ["scores"],
        domain="ai.onnx.ml",
        n_targets=1,
        base_values=[float(model._baseline_prediction[0, 0])],
        aggregate_function="SUM",
        post_transform="NONE",
        **{f"nodes_{name}": values for name, values in nodes.items()},
        **{f"target_{name}": values for name, values in leaves.items()},
    )
    graph = helper.make_graph(
        [made],
        "trees",
        [helper.make_tensor_value_info("links", TensorProto.FLOAT, [None, len(COLUMNS)])],
        [helper.make_tensor_value_info("scores", TensorProto.FLOAT, [None, 1])],
    )
    # an older form of the graph than the library's newest, which any runtime of the last years reads
    versions = [helper.make_opsetid("", 17), helper.make_opsetid("ai.onnx.ml", 3)]
    return helper.make_model(graph, opset_imports=versions, ir_version=8)
