"""Frames learned from labelled examples: a linear classifier that starts from the codebook and corrects it.

The log-odds of a frame are those of the codebook, put to scale over all frames together, plus a correction of the frame
by the words and letter sequences of the text and by the evidence of all frames. The correction is penalised, so that
few examples change little: without any the score is the codebook's own. Everything is a sum over places in the text.
"""

from __future__ import annotations

import collections
import itertools
import math
import re
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import numpy as np

from analysis.text import Folded, fold

_WORD = re.compile(r"\w+")
# Sequences of so many letters of a word, its edges marked: stems and affixes without a morphological analysis.
_LETTERS = range(3, 6)
_LONGEST = 40
# How strongly the correction of a frame and the common scale are held to the codebook. Chosen on the 189 articles that
# the codebook's own three numbers were fitted on (docs/benchmarks/framing.md).
_PENALTY, _SCALE_PENALTY = 0.1, 0.1
# Evidence comes in log-odds of up to dozens: so it is brought to the size of the other features.
_EVIDENCE = 20.0


class Learned(NamedTuple):
    """What examples taught: for each frame of the codebook (columns) an intercept and the weight of each feature.

    intercepts: frames; evidence: frames (from) x frames (to), what the codebook's contributions count; features: the
    row of `weights` of each feature; idf: rows; every: whether each example has a frame, so that a text has one.
    """

    intercepts: np.ndarray
    evidence: np.ndarray
    features: dict[str, int]
    idf: np.ndarray
    weights: np.ndarray
    every: bool


class Place(NamedTuple):
    """A word of a folded text and its features."""

    start: int
    end: int
    features: list[str]


def places(form: Folded) -> Iterator[Place]:
    """The words of a folded text, each with itself and its letter sequences as features."""
    for match in _WORD.finditer(form.text):
        word = f"<{match.group()[:_LONGEST]}>"
        parts = [word[at : at + size] for size in _LETTERS for at in range(len(word) - size + 1)]
        yield Place(match.start(), match.end(), [word, *parts])


def fit(texts: Sequence[str], truth: np.ndarray, evidence: np.ndarray, intercept: float) -> Learned:
    """The classifier for these texts.

    `truth` is texts x frames (bool), `evidence` what the contributions of the codebook sum to in each, and `intercept`
    the codebook's own. Logistic regression with the codebook as offset and a quadratic penalty, which has one solution.
    """
    from scipy.sparse import csr_matrix, hstack
    from sklearn.feature_extraction.text import TfidfVectorizer

    vectoriser = TfidfVectorizer(analyzer=_features, sublinear_tf=True)
    words = vectoriser.fit_transform(texts)
    scale = _fitted(evidence.reshape(-1, 1) / _EVIDENCE, truth.ravel(), (intercept + evidence).ravel(), _SCALE_PENALTY)
    slope, shift = 1 + scale[0] / _EVIDENCE, intercept + scale[1]
    offset = shift + slope * evidence
    inputs = csr_matrix(hstack([words, evidence / _EVIDENCE]))
    found = np.stack([_fitted(inputs, truth[:, n], offset[:, n], _PENALTY) for n in range(truth.shape[1])], axis=1)
    count = words.shape[1]
    return Learned(
        intercepts=shift + found[-1],
        evidence=slope * np.eye(truth.shape[1]) + found[count:-1] / _EVIDENCE,
        features=vectoriser.vocabulary_,
        idf=vectoriser.idf_,
        weights=found[:count],
        every=bool(truth.any(axis=1).all()),
    )


def shrunk(learned: Learned, share: float, intercept: float) -> Learned:
    """The classifier with this share (0 to 1) of what it corrects in a codebook that starts from `intercept`."""
    own = np.eye(len(learned.intercepts))
    return learned._replace(
        intercepts=intercept + share * (learned.intercepts - intercept),
        evidence=own + share * (learned.evidence - own),
        weights=share * learned.weights,
    )


def _features(text: str) -> list[str]:
    return [feature for place in places(fold(text)) for feature in place.features]


def _fitted(inputs: Any, truth: np.ndarray, offset: np.ndarray, penalty: float) -> np.ndarray:
    """The weights of the inputs and, last, the intercept, that a logistic regression adds to the offset."""
    from scipy.optimize import minimize

    sign = np.where(truth, 1.0, -1.0)

    def loss(weights: np.ndarray) -> tuple[float, np.ndarray]:
        margin = sign * (offset + inputs @ weights[:-1] + weights[-1])
        pull = -sign * np.exp(-np.logaddexp(0, margin))
        value = np.logaddexp(0, -margin).sum() + penalty / 2 * (weights @ weights)
        return float(value), np.append(inputs.T @ pull, pull.sum()) + penalty * weights

    return np.asarray(minimize(loss, np.zeros(inputs.shape[1] + 1), jac=True, method="L-BFGS-B").x)


def word_contributions(form: Folded, learned: Learned) -> Iterator[tuple[int, int, np.ndarray]]:
    """What each word of a folded text adds to the log-odds of each frame: start, end, frames."""
    known = [place._replace(features=[f for f in place.features if f in learned.features]) for place in places(form)]
    times = collections.Counter(itertools.chain.from_iterable(place.features for place in known))
    value = {f: (1 + math.log(n)) * float(learned.idf[learned.features[f]]) for f, n in times.items()}
    norm = math.sqrt(sum(v * v for v in value.values())) or 1.0
    for place in known:
        if place.features:
            rows = [learned.features[f] for f in place.features]
            each = np.array([value[f] / times[f] for f in place.features]) / norm
            yield place.start, place.end, each @ learned.weights[rows]
