"""The mean of the weights of several runs, which is better than each (model soups: Wortsman et al. 2022).

    python mean.py --runs run1 run2 run3 --out run

The runs must come from the same pretrained encoder with the same first weights of the heads (`train.py --seed`
changes the order and the variations of the sentences, not the heads).
"""

from __future__ import annotations

import argparse
import shutil
from collections import defaultdict
from pathlib import Path

import torch


def mean(runs: list[Path], out: Path) -> None:
    """Write `out/checkpoint.pt`, as train.py does, with the mean of the averaged weights of the runs.

    A head that not all of them have is the mean of those that have it.
    """
    having: dict[str, list[torch.Tensor]] = defaultdict(list)
    for run in runs:
        for name, weight in torch.load(run / "checkpoint.pt")["average"].items():
            having[name].append(weight.float())
    average = {name: sum(weights) / len(weights) for name, weights in having.items()}
    out.mkdir(parents=True, exist_ok=True)
    torch.save({"average": average}, out / "checkpoint.pt")
    for name in ("labels.json", "tokenizer.json"):
        shutil.copy(runs[-1] / name, out / name)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=Path, nargs="+", required=True, help="folders that train.py wrote")
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    mean(options.runs, options.out)
