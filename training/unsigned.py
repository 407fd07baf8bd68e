"""Shifts signed eight-bit weights into unsigned ones: the same products, and the same on every processor.

Without the instructions for eight-bit products (VNNI) the runtime adds products of unsigned and signed bytes
in sixteen bits, and cuts what overflows; those of unsigned and unsigned ones it adds without a loss. With
those instructions both take the same way. See "Data type selection" in onnxruntime's documentation of
quantization. `network.py` calls it on export. To do it to a network that is there already:

    python training/unsigned.py OLD.onnx NEW.onnx
"""

from __future__ import annotations

import sys
from collections.abc import Iterator

import numpy as np
import onnx
from onnx.numpy_helper import from_array, to_array

# From the lowest signed byte to the lowest unsigned one.
_SHIFT = 128
# Where the weights and their zero point stand among the inputs of MatMulInteger.
_WEIGHTS, _ZERO = 1, 3


def unsigned(model: onnx.ModelProto) -> onnx.ModelProto:
    """The model with the weights of its integer products, and their zero points, as unsigned bytes.

    Changes the model in place. Every product stays the same integer.
    """
    graphs = list(_graphs(model.graph))
    products = [node for graph in graphs for node in graph.node if node.op_type == "MatMulInteger"]
    wanted = {node.input[at] for node in products for at in (_WEIGHTS, _ZERO)}
    for graph in graphs:
        for tensor in graph.initializer:
            if tensor.name in wanted and tensor.data_type == onnx.TensorProto.INT8:
                shifted = to_array(tensor).astype(np.int16) + _SHIFT
                tensor.CopyFrom(from_array(shifted.astype(np.uint8), tensor.name))
    return model


def _graphs(graph: onnx.GraphProto) -> Iterator[onnx.GraphProto]:
    """A graph and those inside its nodes."""
    yield graph
    for node in graph.node:
        for attribute in node.attribute:
            if attribute.HasField("g"):
                yield from _graphs(attribute.g)


if __name__ == "__main__":
    onnx.save(unsigned(onnx.load(sys.argv[1])), sys.argv[2])
