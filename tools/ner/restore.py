"""The shipped model as a checkpoint that training can go on from: its whole-number weights as floats again.

    python restore.py --encoder DIR --out DIR        # then: train.py --start DIR/checkpoint.pt

What is lost is the rounding (weights to 7 bits, pieces to 8, places to half precision) and the heads of the corpora
that are not shipped (WikiFANE, AQMAR), which begin anew.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import encoder
import onnx
import torch
from onnx import numpy_helper

MODEL = Path(__file__).parents[2] / "src" / "analysis" / "model"
HEADS = {"articles": "articles", "anercorp": "anercorp", "cleananercorp": "clean", "clitics": "clitic"}

# Filled in below, or not shipped: the last two layers.
ELSEWHERE = ("heads.", "positions.", "layers.10.", "layers.11.")


def restored(graph: Path, encoder_folder: Path) -> dict[str, torch.Tensor]:
    """The weights of the graph that export.py wrote, by their names in the network."""
    constants = {c.name: torch.from_numpy(numpy_helper.to_array(c).copy()) for c in onnx.load(graph).graph.initializer}
    model, _ = encoder.load(encoder_folder / "e5-small-q4.bin", encoder_folder / "tokenizer.json", {})
    weights: dict[str, torch.Tensor] = {}
    for name in model.state_dict():
        part = name.removesuffix(".weight")
        if f"{part}.whole" in constants:
            whole, scale = constants[f"{part}.whole"].float(), constants[f"{part}.scale"].float()
            weights[name] = whole * scale.reshape(-1, 1) if part == "pieces" else whole.T * scale.reshape(-1, 1)
        elif name in constants:
            weights[name] = constants[name].float()
    lost = [name for name in model.state_dict() if name not in weights and not name.startswith(ELSEWHERE)]
    if lost:
        raise ValueError(f"{graph} lacks {', '.join(lost)}")
    shipped = constants["positions"].float()
    weights["positions.weight"] = torch.cat([shipped, model.state_dict()["positions.weight"][len(shipped) :]])
    for output, head in HEADS.items():
        for kind in ("weight", "bias"):
            weights[f"heads.{head}.{kind}"] = constants[f"{output}.{kind}"].float()
    return weights


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--encoder", type=Path, required=True, help="folder of e5-small-q4.bin and tokenizer.json")
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    torch.save({"average": restored(MODEL / "entities.onnx", options.encoder)}, options.out / "checkpoint.pt")
