"""Makes the probe of eight-bit products: a graph whose answer tells whether this processor cuts them.

Without the instructions for eight-bit products (VNNI) the runtime adds products of unsigned and signed bytes
in pairs of sixteen bits, and cuts what overflows. `reading/network.py` asks the probe when it loads the
network and, where they are cut, has the runtime take the slower way that cuts nothing. See "Data type
selection" in onnxruntime's documentation of quantization. `network.py` calls it on export; by hand:

    python training/probe.py PROBE.onnx
"""

from __future__ import annotations

import sys

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

# The largest signed byte: two products of it and 255 do not fit into sixteen bits.
_LARGEST = 127
_DEEP, _WIDE = 64, 16


def probe() -> onnx.ModelProto:
    """The graph of `bytes` (1 x 64) times weights of 127; each of its 16 answers is 127 times their sum."""
    weights = np.full((_DEEP, _WIDE), _LARGEST, np.int8)
    graph = helper.make_graph(
        [helper.make_node("MatMulInteger", ["bytes", "weights"], ["product"])],
        "probe",
        [helper.make_tensor_value_info("bytes", TensorProto.UINT8, [1, _DEEP])],
        [helper.make_tensor_value_info("product", TensorProto.INT32, [1, _WIDE])],
        [numpy_helper.from_array(weights, "weights")],
    )
    return helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)


if __name__ == "__main__":
    onnx.save(probe(), sys.argv[1])
