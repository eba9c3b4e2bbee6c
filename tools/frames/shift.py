"""How sure of each frame of `policy_frames` to be before anything is found: fitted on labelled articles.

    PYTHONPATH=tools/ner python tools/frames/shift.py --data DATA

prints the fit and its cross-validation; with --write the column `shift` of frame_definitions.csv is written too.
`labels.csv` holds whole articles that nobody had looked at when the codebook was written: article_id, reader, primary,
frames (joined by |). Their texts are in DATA/text/news/articles.jsonl and DATA/text/ntrex/*.tsv and may not be
published. A frame's shift is added to the intercept of the codebook in whole articles. It is the most probable one
under a normal prior around 0 (log-likelihood less PRECISION / 2 times its square) over the articles in which something
speaks for the frame, each read counting as one; and 0 where that gains less than GAIN: the .05 level of a likelihood
ratio, divided among fifteen frames.
"""

from __future__ import annotations

import argparse
import csv
from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from articles import texts
from scipy.optimize import minimize_scalar
from sklearn.metrics import f1_score

from analysis.framing.codebook import INTERCEPT, Codebook, read_codebook
from analysis.framing.frames import PRESENT, evidence
from analysis.lexicons import HERE

LABELS = Path(__file__).with_name("labels.csv")
DEFINITIONS = HERE / "frame_definitions.csv"
PRECISION = 4.0
GAIN = 4.3
FOLDS = 10
Numbers = npt.NDArray[np.float64]
Truths = npt.NDArray[np.bool_]


class Labelled(NamedTuple):
    """Reads of articles: the article of each, its evidence and its truth (reads x frames of the codebook)."""

    articles: list[str]
    evidence: Numbers
    truth: Truths


def read(folder: Path, book: Codebook, labels: Path = LABELS) -> Labelled:
    """The reads of `labels` with the evidence of the codebook; KeyError where the data lack an article."""
    known = texts(folder)
    with labels.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    found = np.array([evidence(known[row["article_id"]], book) for row in rows])
    truth = np.array([[frame in row["frames"].split("|") for frame in book.frames] for row in rows])
    return Labelled([row["article_id"] for row in rows], found, truth)


def fitted(found: Numbers, truth: Truths, precision: float = PRECISION) -> Numbers:
    """The shift of each frame (columns of both), in log-odds."""

    def loss(shift: float, column: int) -> float:
        seen = found[:, column] > 0
        odds = INTERCEPT + shift + found[seen, column]
        likely = np.where(truth[seen, column], -np.logaddexp(0, -odds), -np.logaddexp(0, odds))
        return float(precision / 2 * shift**2 - likely.sum())

    best = [minimize_scalar(loss, bounds=(-5, 5), args=(n,), method="bounded") for n in range(found.shape[1])]
    return np.array([b.x if loss(0.0, n) - b.fun >= GAIN else 0.0 for n, b in enumerate(best)])


def present(found: Numbers, shift: Numbers | float) -> Truths:
    """Which frames count as present with this shift."""
    return np.asarray((found > 0) & (1 / (1 + np.exp(-INTERCEPT - shift - found)) >= PRESENT), dtype=bool)


def scores(said: Truths, truth: Truths) -> tuple[float, ...]:
    """Micro F1, and macro F1 over the frames that either has."""
    used = (said | truth).any(axis=0)
    return tuple(float(f1_score(truth[:, used], said[:, used], average=mean)) for mean in ("micro", "macro"))


def held_out(labelled: Labelled) -> Truths:
    """What is present in each article with shifts fitted on the other nine tenths of the articles."""
    names = sorted(set(labelled.articles))
    part = dict(zip(np.random.default_rng(0).permutation(names).tolist(), np.arange(len(names)) % FOLDS, strict=True))
    fold = np.array([part[name] for name in labelled.articles])
    said = np.zeros_like(labelled.truth)
    for n in range(FOLDS):
        shift = fitted(labelled.evidence[fold != n], labelled.truth[fold != n])
        said[fold == n] = present(labelled.evidence[fold == n], shift)
    return said


def write(shift: dict[str, float], path: Path = DEFINITIONS) -> None:
    """Write the shifts into the definitions of `policy_frames`."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        row["shift"] = f"{shift[row['frame']]:.2f}" if row["codebook"] == "policy_frames" else row["shift"]
    with path.open("w", encoding="utf-8", newline="") as file:
        out = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        out.writeheader()
        out.writerows(rows)


def main() -> None:
    """Fit, print, and write where asked to."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    book = read_codebook("policy_frames")
    labelled = read(options.data / "text", book)
    shift = dict(zip(book.frames, fitted(labelled.evidence, labelled.truth).tolist(), strict=True))
    print(f"{len(set(labelled.articles))} articles, {len(labelled.articles)} reads; micro, macro F1:")
    for name, said in (
        ("without shifts", present(labelled.evidence, 0.0)),
        ("with those of the other articles", held_out(labelled)),
        ("with all", present(labelled.evidence, np.array(list(shift.values())))),
    ):
        print(f"  {name}:", *(f"{score:.3f}" for score in scores(said, labelled.truth)))
    for frame, value in shift.items():
        print(f"  {frame}: {value:+.2f}")
    if options.write:
        write(shift)


if __name__ == "__main__":
    main()
