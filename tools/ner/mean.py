"""The mean of the weights of several runs, which is better than each (model soups: Wortsman et al. 2022).

    python mean.py --runs run1 run2 run3 --out run

The runs must come from the same pretrained encoder with the same first weights of the heads (`train.py --seed`
changes the order and the variations of the sentences, not the heads).
"""

from __future__ import annotations

import argparse
import shutil
from pathlib import Path

import torch


def mean(runs: list[Path], out: Path) -> None:
    """Write `out/checkpoint.pt`, as train.py does, with the mean of the averaged weights of the runs."""
    parts = [torch.load(run / "checkpoint.pt")["average"] for run in runs]
    average = {name: sum(part[name].float() for part in parts) / len(parts) for name in parts[0]}
    out.mkdir(parents=True, exist_ok=True)
    torch.save({"average": average}, out / "checkpoint.pt")
    for name in ("labels.json", "tokenizer.json"):
        shutil.copy(runs[0] / name, out / name)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=Path, nargs="+", required=True, help="folders that train.py wrote")
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    mean(options.runs, options.out)
