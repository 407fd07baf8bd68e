"""Makes the exported network one for many sentences in one call, each still read alone: the same bits.

The runtime works through the sentences by itself, in a loop within the graph. So the caller hands over a
whole report, and another thread of Python is free to go on with its work meanwhile. `network.py` calls it
on export. To do it to a network that is there already:

    python training/looped.py OLD.onnx NEW.onnx
"""

from __future__ import annotations

import sys
from itertools import pairwise

import numpy as np
import onnx
from onnx import ModelProto, TensorProto, checker, helper, numpy_helper

_BEFORE = "scores"  # what the graph of one sentence answers
_INPUTS = ("pieces", "places", "pick", "roles")


def looped(model: ModelProto) -> ModelProto:
    """The network of the pieces, places and slots of all sentences in a row, and where each one's begin.

    `bounds` holds (sentences + 1) rows of three: where the pieces, the places and the slots of a sentence
    begin, the last row where those of the last one end. `pick` (slots x places) is filled up on the right.
    """
    graph = model.graph
    roles = next(i for i in graph.input if i.name == "roles").type.tensor_type.shape.dim[1].dim_value
    columns = graph.output[0].type.tensor_type.shape.dim[1].dim_value
    weights = {f"loop_{n}": np.array(n, np.int64) for n in range(2)}
    weights |= {f"loop_list_{n}": np.array([n], np.int64) for n in range(4)}
    weights["loop_both"] = np.array([0, 1], np.int64)
    body = helper.make_graph(
        [*_cut(), *graph.node, *_added()],
        "sentence",
        [_value("at", TensorProto.INT64), _value("on", TensorProto.BOOL), _row_of_answers("before")],
        [_value("still", TensorProto.BOOL), _row_of_answers("after")],
        # inside the loop: the runtime makes weights unsigned, where it has to, only beside their products
        list(graph.initializer),
    )
    made = helper.make_graph(
        [
            helper.make_node("SequenceEmpty", [], ["none"], name="loop_none", dtype=TensorProto.FLOAT),
            helper.make_node("Shape", ["bounds"], ["rows"], name="loop_rows", start=0, end=1),
            helper.make_node("Squeeze", ["rows", "loop_list_0"], ["row_count"], name="loop_row_count"),
            helper.make_node("Sub", ["row_count", "loop_1"], ["count"], name="loop_count"),
            helper.make_node("Loop", ["count", "", "none"], ["each"], name="loop", body=body),
            helper.make_node("ConcatFromSequence", ["each"], ["answers"], name="loop_answers", axis=0),
        ],
        "sentences",
        [
            _value("all_pieces", TensorProto.INT64, "pieces"),
            _value("all_places", TensorProto.INT64, "places"),
            _value("all_pick", TensorProto.FLOAT, "slots", "widest"),
            _value("all_roles", TensorProto.FLOAT, "slots", roles),
            _value("bounds", TensorProto.INT64, "sentences + 1", len(_INPUTS) - 1),
        ],
        [_value("answers", TensorProto.FLOAT, "slots", columns)],
        [numpy_helper.from_array(held, name) for name, held in weights.items()],
    )
    whole = helper.make_model(made, opset_imports=model.opset_import, ir_version=model.ir_version)
    checker.check_model(whole)
    return whole


def _cut() -> list[onnx.NodeProto]:
    """The steps that cut the arrays of one sentence out of those of all."""
    steps: list[tuple[str, list[str], str]] = [
        ("Unsqueeze", ["at", "loop_list_0"], "begin_row"),
        ("Add", ["begin_row", "loop_list_1"], "end_row"),
    ]
    for end in ("begin", "end"):
        steps += [
            ("Gather", ["bounds", f"{end}_row"], f"{end}_bounds"),
            ("Squeeze", [f"{end}_bounds", "loop_list_0"], end),
        ]
        for (first, last), name in zip(pairwise(range(4)), ("pieces", "places", "slots"), strict=True):
            steps.append(("Slice", [end, f"loop_list_{first}", f"loop_list_{last}"], f"{end}_{name}"))
    steps += [
        ("Slice", ["all_pieces", "begin_pieces", "end_pieces"], "own_pieces"),
        ("Unsqueeze", ["own_pieces", "loop_list_0"], "pieces"),
        ("Slice", ["all_places", "begin_places", "end_places"], "places"),
        ("Sub", ["end_places", "begin_places"], "width"),
        ("Concat", ["begin_slots", "loop_list_0"], "first_corner"),
        ("Concat", ["end_slots", "width"], "last_corner"),
        ("Slice", ["all_pick", "first_corner", "last_corner", "loop_both"], "pick"),
        ("Slice", ["all_roles", "begin_slots", "end_slots"], "roles"),
    ]
    return [
        helper.make_node(
            kind, sources, [out], name=f"loop_{out}", **({"axis": 0} if kind == "Concat" else {})
        )
        for kind, sources, out in steps
    ]


def _added() -> list[onnx.NodeProto]:
    """The steps that add the answers of one sentence to those before, and go on."""
    return [
        helper.make_node("SequenceInsert", ["before", _BEFORE], ["after"], name="loop_after"),
        helper.make_node("Identity", ["on"], ["still"], name="loop_still"),
    ]


def _value(name: str, kind: int, *shape: str | int) -> onnx.ValueInfoProto:
    return helper.make_tensor_value_info(name, kind, list(shape))


def _row_of_answers(name: str) -> onnx.ValueInfoProto:
    return helper.make_tensor_sequence_value_info(name, TensorProto.FLOAT, None)


if __name__ == "__main__":
    old, target = sys.argv[1:]
    onnx.save(looped(onnx.load(old)), target)
