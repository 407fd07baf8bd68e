"""Makes the exported network one for a single sentence, without what it would compute in vain.

`network.py` trains on batches, whose shorter sentences are filled up and masked. The reader hands over one
sentence at a time: no filling, no mask, and what comes of a sentence is the same in any company. Of the last
layer only the pieces that answers are drawn from are followed, some three in sixty. The arithmetic of what
remains is untouched.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import count

import numpy as np
from onnx import ModelProto, NodeProto, TensorProto, checker, helper, numpy_helper


def narrowed(model: ModelProto, layers: int, heads: int) -> ModelProto:
    """The network of `pieces` (1 x pieces), `places`, `pick` (slots x places) and `roles` (slots x roles).

    `places` are the pieces that answers are drawn from, that of the sentence first; `pick` says how much of
    each stands for a slot.
    """
    graph = model.graph
    nodes = {node.name: node for node in graph.node}
    kinds = new(graph, "Mul", ["pieces", numbers(graph, [0])])  # no second text
    fill(graph.node, "/encoder/embeddings/Expand_1_output_0", kinds)
    for layer in range(layers):
        own = f"/encoder/encoder/layer.{layer}/attention/self/"
        fill(graph.node, own + "Add_output_0", own + "Mul_output_0")  # no mask
        for reshape in ("Reshape", "Reshape_1", "Reshape_2"):
            nodes[own + reshape].input[1] = numbers(graph, [1, -1, heads, wide(graph, layer) // heads])
        nodes[own + "Reshape_3"].input[1] = numbers(graph, [1, -1, wide(graph, layer)])
    last = f"/encoder/encoder/layer.{layers - 1}/"
    query = nodes[last + "attention/self/query/MatMul_quant"]
    query.input[0] = new(graph, "Gather", [query.input[0], "places"], axis=1)
    around = nodes[last + "attention/output/Add"]  # what goes around the attention
    around.input[1] = new(graph, "Gather", [around.input[1], "places"], axis=1)
    seen = new(graph, "Squeeze", [nodes["/Gather"].input[0], numbers(graph, [0])])
    slots = new(graph, "Shape", ["pick"], start=0, end=1)
    first = new(graph, "ConstantOfShape", [slots], value=numpy_helper.from_array(np.zeros(1, np.int64)))
    fill(graph.node, "/Gather_1_output_0", new(graph, "Gather", [seen, first], axis=0))
    fill(graph.node, "/ReduceSum_output_0", new(graph, "MatMul", ["pick", seen]))
    _inputs(model)
    sweep(model)
    checker.check_model(model)
    return model


def _inputs(model: ModelProto) -> None:
    roles = next(i for i in model.graph.input if i.name == "roles").type.tensor_type.shape.dim[1].dim_value
    made = [
        helper.make_tensor_value_info("pieces", TensorProto.INT64, [1, "pieces"]),
        helper.make_tensor_value_info("places", TensorProto.INT64, ["places"]),
        helper.make_tensor_value_info("pick", TensorProto.FLOAT, ["slots", "places"]),
        helper.make_tensor_value_info("roles", TensorProto.FLOAT, ["slots", roles]),
    ]
    del model.graph.input[:], model.graph.value_info[:]
    model.graph.input.extend(made)


def wide(graph: object, layer: int) -> int:
    """How many numbers a layer gives for a piece."""
    name = f"encoder.encoder.layer.{layer}.attention.output.dense.bias"
    return next(i for i in graph.initializer if i.name == name).dims[0]


def fill(nodes: Iterable[NodeProto], old: str, other: str) -> None:
    """Puts one value in the place of another."""
    for node in nodes:
        for at, name in enumerate(node.input):
            if name == old:
                node.input[at] = other


def new(graph: object, kind: str, inputs: list[str], **attributes: object) -> str:
    """Adds a node; its value."""
    name = _free(f"made_{kind}", {node.name for node in graph.node})
    graph.node.append(helper.make_node(kind, inputs, [name], name=name, **attributes))
    return name


def numbers(graph: object, values: list[int]) -> str:
    """Adds whole numbers; their name."""
    return kept(graph, np.array(values, np.int64))


def kept(graph: object, values: np.ndarray) -> str:
    """Adds weights or other numbers; their name."""
    name = _free("made_constant", {weight.name for weight in graph.initializer})
    graph.initializer.append(numpy_helper.from_array(np.ascontiguousarray(values), name))
    return name


def _free(stem: str, taken: set[str]) -> str:
    return next(name for n in count() if (name := f"{stem}_{n}") not in taken)


def sweep(model: ModelProto) -> None:
    """Leaves out what no answer comes from, and brings the rest into the order of its making."""
    graph = model.graph
    by_output = {name: node for node in graph.node for name in node.output}
    ordered: dict[str, NodeProto] = {}
    waiting = [(out.name, False) for out in reversed(graph.output)]
    while waiting:
        name, made = waiting.pop()
        node = by_output.get(name)
        if node is None or node.output[0] in ordered:
            continue
        if made:
            ordered[node.output[0]] = node
        else:
            waiting.append((name, True))
            waiting += [(source, False) for source in node.input]
    nodes = list(ordered.values())
    used = {name for node in nodes for name in node.input}
    weights = [weight for weight in graph.initializer if weight.name in used]
    del graph.node[:], graph.initializer[:]
    graph.node.extend(nodes)
    graph.initializer.extend(weights)
