"""Joins steps of the exported network that cost more to call than to compute; its answers stay the same bits.

The runtime calls each node of the graph anew for every sentence, and most sentences have some forty pieces.
The heads of the attention are multiplied where they lie, without turning the arrays about; positions and the
kind of the text are kept as they are added; all questions are asked in one multiplication.

`network.py` calls it on export. To do it to a network that is there already:

    python training/fused.py OLD.onnx NEW.onnx
"""

from __future__ import annotations

import sys

import numpy as np
import onnx
from narrow import fill, kept, new, numbers, sweep, wide
from onnx import ModelProto, TensorProto, checker, helper, numpy_helper

from pledgebook.reading.encoding import PLACES

# Operators that onnxruntime has beside those of the standard.
_OWN = "com.microsoft"
# The answers in the order of the columns: `network.py` of the reader cuts them apart.
ANSWERS = ("pledge", "position", "stance", "status_by", "status")


def fused(model: ModelProto, layers: int, heads: int) -> ModelProto:
    """The narrowed network with fewer nodes; its one output `scores` has the columns of `ANSWERS`."""
    graph = model.graph
    model.opset_import.append(helper.make_opsetid(_OWN, 1))
    _embeddings(graph)
    for layer in range(layers):
        _attention(graph, layer, heads)
    _answers(graph)
    sweep(model)
    checker.check_model(model)
    return model


def _embeddings(graph: object) -> None:
    """Adds the kind of the text, which is always the first, and the places as plain numbers."""
    own = "/encoder/embeddings/"
    kinds, places = (_plain(graph, f"encoder.embeddings.{n}_embeddings") for n in ("token_type", "position"))
    typed = new(graph, "Add", [own + "word_embeddings/Gather_output_0", kept(graph, kinds[0])])
    long = new(graph, "Shape", ["pieces"], start=1, end=2)
    here = new(graph, "Slice", [kept(graph, places[:PLACES]), numbers(graph, [0]), long, numbers(graph, [0])])
    fill(graph.node, own + "Add_1_output_0", new(graph, "Add", [typed, here]))


def _attention(graph: object, layer: int, heads: int) -> None:
    """Multiplies the heads side by side, as they come: pieces x heads x width of a head."""
    own = f"/encoder/encoder/layer.{layer}/attention/self/"
    width = wide(graph, layer) // heads
    apart = numbers(graph, [-1, heads, width])
    query, key, value = (
        new(graph, "Reshape", [f"{own}{part}/Add_output_0", apart]) for part in ("query", "key", "value")
    )
    like = new(
        graph,
        "FusedMatMul",
        [query, key],
        domain=_OWN,
        transB=1,
        transBatchA=1,
        transBatchB=1,
        alpha=float(np.float32(width**-0.5)),
    )
    shares = new(graph, "Softmax", [like], axis=-1)
    seen = new(graph, "FusedMatMul", [shares, value], domain=_OWN, transBatchB=1)
    together = new(graph, "Transpose", [seen], perm=[1, 0, 2])
    fill(
        graph.node,
        own + "Reshape_3_output_0",
        new(graph, "Reshape", [together, numbers(graph, [1, -1, heads * width])]),
    )


def _answers(graph: object) -> None:
    """Asks all questions in one multiplication; each keeps the scale of its own weights."""
    nodes = {node.name: node for node in graph.node}
    parts = [nodes[f"/{name}/Gemm_MatMul_quant"] for name in ANSWERS]
    held, zero = parts[0].input[0], parts[0].input[2]
    weights = [_array(graph, part.input[1]) for part in parts]
    scales = [
        np.full(weight.shape[1], _array(graph, part.input[1].replace("_quantized", "_scale")), np.float32)
        for part, weight in zip(parts, weights, strict=True)
    ]
    biases = [_array(graph, f"{name}.bias") for name in ANSWERS]
    columns = sum(len(bias) for bias in biases)
    scores = new(
        graph,
        "MatMulIntegerToFloat",
        [
            held,
            kept(graph, np.concatenate(weights, 1)),
            held.replace("_quantized", "_scale"),
            kept(graph, np.concatenate(scales)),
            zero,
            kept(graph, np.zeros(columns, np.int8)),
            kept(graph, np.concatenate(biases)),
        ],
        domain=_OWN,
    )
    next(node for node in graph.node if scores in node.output).output[0] = "scores"
    del graph.output[:]
    graph.output.append(helper.make_tensor_value_info("scores", TensorProto.FLOAT, ["slots", columns]))


def _array(graph: object, name: str) -> np.ndarray:
    return numpy_helper.to_array(next(i for i in graph.initializer if i.name == name))


def _plain(graph: object, name: str) -> np.ndarray:
    """Eight-bit weights as the runtime takes them back into numbers."""
    weights, zero, scale = (
        _array(graph, f"{name}.weight_{part}") for part in ("quantized", "zero_point", "scale")
    )
    return (weights.astype(np.int32) - int(zero)).astype(np.float32) * scale


if __name__ == "__main__":
    old, target = sys.argv[1:]
    onnx.save(fused(onnx.load(old), layers=4, heads=12), target)
