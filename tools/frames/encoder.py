"""What the encoder's features add to labelled examples: micro and macro F1 without and with them.

    PYTHONPATH=tools/ner python tools/frames/encoder.py --data DATA
    python tools/frames/encoder.py --codebook mine.csv --examples labelled.csv

The first is of the articles of `labels.csv` (one read each, the first), by `policy_frames`, by 15 % of its forms, drawn
with a fixed seed, and by one form a frame; the second of any codebook and its examples. The examples are dealt out in
five parts by each of SEEDS, and each part is judged by what the others teach.
"""

from __future__ import annotations

import argparse
import csv
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from analysis.framing.codebook import Codebook, read_codebook
from analysis.framing.examples import read_examples
from analysis.framing.matching import compiled
from analysis.framing.taught import Examples, cross_validated, f1, present, read_texts, source, taught

LABELS = Path(__file__).with_name("labels.csv")
SEEDS = range(5)
KEPT = 0.15


def articles(folder: Path, book: Codebook) -> Examples:
    """The labelled articles, each as it was read first; KeyError where the data lack one."""
    from articles import texts

    known, first = texts(folder), dict[str, list[str]]()
    with LABELS.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            first.setdefault(row["article_id"], row["frames"].split("|"))
    truth = np.array([[frame in found for frame in book.frames] for found in first.values()])
    return Examples([known[name] for name in first], truth)


def poor(book: Codebook, share: float) -> Codebook:
    """The codebook of a user who knows this share of the forms of each frame, at least one; without shifts."""
    drawn = np.random.default_rng(0).permutation(sorted(book.weights)).tolist()
    kept: set[str] = set()
    for frame in book.frames:
        own = [form for form in drawn if book.weights[form].get(frame)]
        kept.update(own[: max(1, round(share * len(own)))])
    weights = {form: book.weights[form] for form in sorted(kept)}
    return book._replace(weights=weights, table=compiled(weights), shifts={})


def lines(name: str, book: Codebook, examples: Examples) -> Iterator[str]:
    """A row of the table for each way to learn."""
    truth = examples.truth
    started = time.perf_counter()
    seen = read_texts(book, examples.texts)
    read = time.perf_counter() - started
    started = time.perf_counter()
    found = source(taught(book, examples))
    chosen = time.perf_counter() - started
    alone = present(book, seen)
    micro, macro = (f1(truth, alone, macro=macro) for macro in (False, True))
    yield f"| {name} ({len(truth)}) | codebook alone | {micro:.3f}, {macro:.3f} |"
    both = {}
    for encoder in (False, True):
        sides = [cross_validated(book, examples, encoder=encoder, seed=seed) for seed in SEEDS]
        both[encoder] = np.array([[f1(truth, side, macro=macro) for macro in (False, True)] for side in sides])
        (micro, macro), (micro_sd, macro_sd) = both[encoder].mean(axis=0), both[encoder].std(axis=0)
        way = "terms, letters and encoder" if encoder else "terms and letters"
        yield f"| | {way} | {micro:.3f}, {macro:.3f} (sd {micro_sd:.3f}, {macro_sd:.3f}) |"
    gain = both[True] - both[False]
    yield f"| | gain by seed, micro | {' '.join(f'{value:+.3f}' for value in gain[:, 0])} |"
    yield f"| | all together teach by: {found}; read in {read:.1f} s, learned in {chosen:.1f} s | |"


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, help="folder with text/news/articles.jsonl and text/ntrex")
    parser.add_argument("--codebook", default="policy_frames")
    parser.add_argument("--examples", type=Path)
    options = parser.parse_args()
    whole = read_codebook(options.codebook)
    if options.examples:
        runs = [(options.examples.stem, whole, read_examples(options.examples, whole.frames))]
    else:
        given = articles(options.data / "text", whole)
        runs = [("whole articles", whole, given), ("15 % of its forms", poor(whole, KEPT), given)]
        runs.append(("one form a frame", poor(whole, 0), given))
    for run in runs:
        for line in lines(*run):
            print(line, flush=True)
