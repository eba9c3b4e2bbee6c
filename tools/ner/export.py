"""From a checkpoint to the shipped model: an ONNX graph written node by node, and its tokenizer.

    python export.py --run DIR --out src/analysis/model

The graph takes one window (`ids`: 1 x length, `firsts`: words) and gives the probabilities of the labels (words x 9)
under each of `embedded.GUIDELINES`, an output for each, `clitics` (words x 3, probabilities) and `words`, what these
are made from (words x width: hidden states of the last layer at the first piece of each). Weights are whole numbers
with a scale for each output. Activations are quantised over the whole window, so a window must be computed alone if
its result shall not depend on its company.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import numpy as np
import onnx
import torch
from data import LABELS
from onnx import TensorProto, helper, numpy_helper

from analysis.encoder import WINDOW
from analysis.entities.embedded import GUIDELINES

MICROSOFT = "com.microsoft"
HEADS = 12
EPSILON = 1e-12
# The label sets whose heads are meant by these guidelines; of several, the mean.
MIXTURES = {"articles": ["articles"], "anercorp": ["anercorp"], "cleananercorp": ["clean"]}
WEIGHT_TOP = 63  # 7 bits: with 8, sums of two products overflow 16 bits on processors without VNNI


class Graph:
    """Nodes and constants of a graph under construction; each method adds to it and returns the name of the result."""

    def __init__(self, weights: dict[str, np.ndarray], *, exact: bool) -> None:
        self.weights, self.exact = weights, exact
        self.nodes: list[onnx.NodeProto] = []
        self.constants: list[onnx.TensorProto] = []

    def constant(self, name: str, array: np.ndarray) -> str:
        self.constants.append(numpy_helper.from_array(np.ascontiguousarray(array), name))
        return name

    def given(self, name: str) -> str:
        return self.constant(name, self.weights[name])

    def node(self, kind: str, inputs: list[str], name: str, domain: str = "", **attributes: object) -> str:
        self.nodes.append(helper.make_node(kind, inputs, [name], name=name, domain=domain, **attributes))
        return name

    def product(self, x: str, name: str) -> str:
        """`x` times the transposed weight of the linear layer `name`, without its bias."""
        weight = self.weights[f"{name}.weight"]
        if self.exact:
            return self.node("MatMul", [x, self.constant(f"{name}.transposed", weight.T)], name)
        whole, scale = quantised(weight, WEIGHT_TOP)
        inputs = [
            x,
            self.constant(f"{name}.whole", whole.T),
            self.constant(f"{name}.scale", scale[:, 0]),
            self.constant(f"{name}.middle", np.zeros(len(weight), np.int8)),
        ]
        return self.node("DynamicQuantizeMatMul", inputs, name, MICROSOFT)

    def normed(self, x: str, skip: str, bias: str, norm: str) -> str:
        """Layer normalisation of `x` + bias + `skip`; the fused operator for it is the slower one."""
        total = self.node("Add", [self.node("Add", [x, self.given(bias)], f"{norm}.biased"), skip], f"{norm}.sum")
        inputs = [total, self.given(f"{norm}.weight"), self.given(f"{norm}.bias")]
        return self.node("LayerNormalization", inputs, norm, axis=-1, epsilon=EPSILON)

    def layer(self, x: str, number: int) -> str:
        name = f"layers.{number}"
        qkv = self.product(x, f"{name}.qkv")
        parts = [f"{name}.{part}" for part in "qkv"]
        self.nodes.append(helper.make_node("Split", [qkv], parts, axis=-1, num_outputs=3))
        context = self.node(
            "MultiHeadAttention", [*parts, self.given(f"{name}.qkv.bias")], f"{name}.context", MICROSOFT,
            num_heads=HEADS,
        )  # fmt: skip
        x = self.normed(self.product(context, f"{name}.out"), x, f"{name}.out.bias", f"{name}.norm1")
        up = self.product(x, f"{name}.up")
        wide = self.node("BiasGelu", [up, self.given(f"{name}.up.bias")], f"{name}.gelu", MICROSOFT)
        return self.normed(self.product(wide, f"{name}.down"), x, f"{name}.down.bias", f"{name}.norm2")

    def embedded(self) -> str:
        """Piece and position embeddings of `ids`, normalised. The rows of the piece table are 8-bit with one scale."""
        whole, scale = quantised(self.weights["pieces.weight"], 127)
        rows, scales = self.constant("pieces.whole", whole), self.constant("pieces.scale", scale)
        floats = self.node("Cast", [self.node("Gather", [rows, "ids"], "piece")], "piece.float", to=TensorProto.FLOAT)
        x = self.node("Mul", [floats, self.node("Gather", [scales, "ids"], "scale")], "pieces")
        places = self.constant("positions", self.weights["positions.weight"][:WINDOW].astype(np.float16))
        length = self.node("Shape", ["ids"], "length", start=1, end=2)
        zero, axis = self.constant("zero", np.array([0])), self.constant("axis", np.array([0]))
        here = self.node("Slice", [places, zero, length, axis], "here")
        x = self.node("Add", [x, self.node("Cast", [here], "here.float", to=TensorProto.FLOAT)], "placed")
        inputs = [x, self.given("norm.weight"), self.given("norm.bias")]
        return self.node("LayerNormalization", inputs, "start", axis=-1, epsilon=EPSILON)

    def head(self, x: str, name: str, weight: np.ndarray, bias: np.ndarray) -> str:
        inputs = [x, self.constant(f"{name}.weight", weight), self.constant(f"{name}.bias", bias)]
        scores = self.node("Gemm", inputs, f"{name}.scores", transB=1)
        return self.node("Softmax", [scores], name, axis=-1)


def quantised(weight: np.ndarray, top: int) -> tuple[np.ndarray, np.ndarray]:
    """Whole numbers (int8) in -top..top, and a scale for each row, (rows, 1)."""
    scale = np.maximum(np.abs(weight).max(axis=1, keepdims=True) / top, 1e-12).astype(np.float32)
    return np.round(weight / scale).astype(np.int8), scale


def build(weights: dict[str, np.ndarray], *, exact: bool) -> onnx.ModelProto:
    """The graph, with the label heads that `MIXTURES` makes of those of the corpora."""
    graph = Graph(weights, exact=exact)
    x = graph.embedded()
    for number in range(1 + max(int(name.split(".")[1]) for name in weights if name.startswith("layers."))):
        x = graph.layer(x, number)
    flat = graph.node("Squeeze", [x, "zero"], "flat")
    words = graph.node("Gather", [flat, "firsts"], "words")
    for guidelines in GUIDELINES:
        heads = MIXTURES[guidelines]
        weight, bias = (
            np.mean([weights[f"heads.{name}.{kind}"] for name in heads], axis=0, dtype=np.float32)
            for kind in ("weight", "bias")
        )
        graph.head(words, guidelines, weight, bias)
    graph.head(words, "clitics", weights["heads.clitic.weight"], weights["heads.clitic.bias"])
    inputs = [
        helper.make_tensor_value_info("ids", TensorProto.INT64, [1, "length"]),
        helper.make_tensor_value_info("firsts", TensorProto.INT64, ["count"]),
    ]
    sizes = [*((guidelines, len(LABELS)) for guidelines in GUIDELINES), ("clitics", 3)]
    sizes.append(("words", len(weights["norm.weight"])))
    outputs = [helper.make_tensor_value_info(name, TensorProto.FLOAT, ["count", size]) for name, size in sizes]
    body = helper.make_graph(graph.nodes, "entities", inputs, outputs, graph.constants)
    opsets = [helper.make_opsetid("", 18), helper.make_opsetid(MICROSOFT, 1)]
    return helper.make_model(body, opset_imports=opsets, ir_version=9)


def export(run: Path, out: Path, *, exact: bool) -> None:
    """Write `out/entities.onnx` and `out/tokenizer.json` from the averaged weights of the run."""
    state = torch.load(run / "checkpoint.pt", map_location="cpu")["average"]
    weights = {name: tensor.float().numpy() for name, tensor in state.items()}
    out.mkdir(parents=True, exist_ok=True)
    onnx.save(build(weights, exact=exact), out / "entities.onnx")
    tokenizer = json.loads((run / "tokenizer.json").read_text("utf-8"))
    (out / "tokenizer.json").write_text(json.dumps(tokenizer, ensure_ascii=False, separators=(",", ":")), "utf-8")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--run", type=Path, required=True, help="folder that train.py wrote")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--exact", action="store_true", help="weights as floats, to see what the whole numbers cost")
    options = parser.parse_args()
    export(options.run, options.out, exact=options.exact)
