"""Frames learned from labelled examples: a linear classifier that starts from the codebook and corrects it.

The log-odds of a frame are those of the codebook, put to scale over all frames together, plus a correction of the frame
by the words and letter sequences of the text, by the evidence of all frames and, where they are given, by the vectors
of its words (`vectors`). The correction is penalised, so that few examples change little: without any the score is the
codebook's own. Everything is a sum over places in the text.
"""

from __future__ import annotations

import collections
import itertools
import math
import operator
import re
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import numpy as np

from analysis.framing import vectors
from analysis.framing.vectors import Directions, Said, Totals
from analysis.text import Folded, Span, fold

_WORD = re.compile(r"\w+")
# Sequences of so many letters of a word, its edges marked: stems and affixes without a morphological analysis.
_LETTERS = range(3, 6)
_LONGEST = 40
# How strongly the correction of a frame and the common scale are held to the codebook. Chosen on the 189 articles that
# the codebook's own three numbers were fitted on (docs/benchmarks/framing.md).
_PENALTY, _SCALE_PENALTY = 0.1, 0.1
# Evidence comes in log-odds of up to dozens: so it is brought to the size of the other features.
_EVIDENCE = 20.0
_SAME = 1e-12


class Learned(NamedTuple):
    """What examples taught: for each frame of the codebook (columns) an intercept and the weight of each feature.

    intercepts: frames; evidence: frames (from) x frames (to), what the codebook's contributions count; features: the
    row of `weights` of each feature; idf: rows; every: whether each example has a frame, so that a text has one;
    directions: what the vectors of words count, None where they do not.
    """

    intercepts: np.ndarray
    evidence: np.ndarray
    features: dict[str, int]
    idf: np.ndarray
    weights: np.ndarray
    every: bool
    directions: Directions | None = None


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


def fit(
    features: Sequence[Sequence[str]],
    truth: np.ndarray,
    evidence: np.ndarray,
    intercept: float,
    totals: Totals | None = None,
) -> Learned:
    """The classifier for texts with these features (`features`).

    `truth` is texts x frames (bool), `evidence` what the contributions of the codebook sum to in each, and `intercept`
    the codebook's own; `totals` are the vectors of the texts, to be learned from too. Logistic regression with the
    codebook as offset and a quadratic penalty, which has one solution.
    """
    from scipy.sparse import csr_matrix, hstack
    from sklearn.feature_extraction.text import TfidfVectorizer

    vectoriser = TfidfVectorizer(analyzer=_as_it_is, sublinear_tf=True)
    words = vectoriser.fit_transform(features)
    scale = _fitted(evidence.reshape(-1, 1) / _EVIDENCE, truth.ravel(), (intercept + evidence).ravel(), _SCALE_PENALTY)
    slope, shift = 1 + scale[0] / _EVIDENCE, intercept + scale[1]
    offset = shift + slope * evidence
    none = np.empty((len(truth), 0))
    where, centre, factors = vectors.scaled(totals) if totals else (none, none, none)
    inputs = csr_matrix(hstack([words, evidence / _EVIDENCE, where]))
    thin, back = _thin(inputs)
    fitted = np.stack([_fitted(thin, truth[:, n], offset[:, n], _PENALTY) for n in range(truth.shape[1])], axis=1)
    found = np.vstack([inputs.T @ (back @ fitted[:-1]), fitted[-1]])
    terms, frames = words.shape[1], words.shape[1] + truth.shape[1]
    return Learned(
        intercepts=shift + found[-1],
        evidence=slope * np.eye(truth.shape[1]) + found[terms:frames] / _EVIDENCE,
        features=vectoriser.vocabulary_,
        idf=vectoriser.idf_,
        weights=found[:terms],
        every=bool(truth.any(axis=1).all()),
        directions=totals and Directions(centre, factors[:, None] * found[frames:-1]),
    )


def shrunk(learned: Learned, share: float, intercept: float) -> Learned:
    """The classifier with this share (0 to 1) of what it corrects in a codebook that starts from `intercept`."""
    own, directions = np.eye(len(learned.intercepts)), learned.directions
    return learned._replace(
        intercepts=intercept + share * (learned.intercepts - intercept),
        evidence=own + share * (learned.evidence - own),
        weights=share * learned.weights,
        directions=directions and directions._replace(weights=share * directions.weights),
    )


def features(text: str) -> list[str]:
    """The words and letter sequences of a text, as often as they come."""
    return [feature for place in places(fold(text)) for feature in place.features]


def _as_it_is(given: Sequence[str]) -> Sequence[str]:
    return given


def _thin(inputs: Any) -> tuple[np.ndarray, np.ndarray]:
    """The inputs (texts x features) turned into at most as many columns as texts, and texts x columns, the way back.

    With a quadratic penalty the best weights are sums of the texts' own features: so the problem has the size of the
    examples, not that of their letters, and the same solution, `inputs` transposed times the way back times its own.
    """
    values, columns = np.linalg.eigh((inputs @ inputs.T).toarray())
    kept = values > _SAME * values[-1]
    length = np.sqrt(values[kept])
    return columns[:, kept] * length, columns[:, kept] / length


def _fitted(inputs: Any, truth: np.ndarray, offset: np.ndarray, penalty: float) -> np.ndarray:
    """The weights of the inputs and, last, the intercept, that a logistic regression adds to the offset."""
    from scipy.optimize import minimize

    sign = np.where(truth, 1.0, -1.0)

    def loss(weights: np.ndarray) -> tuple[float, np.ndarray]:
        margin = sign * (offset + inputs @ weights[:-1] + weights[-1])
        pull = -sign * np.exp(-np.logaddexp(0, margin))
        value = np.logaddexp(0, -margin).sum() + penalty / 2 * (weights @ weights)
        return float(value), np.append(inputs.T @ pull, pull.sum()) + penalty * weights

    start, exact = np.zeros(inputs.shape[1] + 1), {"ftol": 1e-12, "gtol": 1e-7}
    return np.asarray(minimize(loss, start, jac=True, method="L-BFGS-B", options=exact).x)


def log_odds(
    learned: Learned, features: Sequence[Sequence[str]], evidence: np.ndarray, totals: Totals | None
) -> np.ndarray:
    """What all places of each text add to the log-odds of each frame (texts x frames), of what `fit` is given."""
    words = [_values([f for f in each if f in learned.features], learned) for each in features]
    sums = [np.array([*each.values()]) @ learned.weights[[learned.features[f] for f in each]] for each in words]
    whole: np.ndarray = evidence @ learned.evidence + np.array(sums)
    return whole + vectors.added(totals, learned.directions) if totals and learned.directions else whole


def _values(known: Sequence[str], learned: Learned) -> dict[str, float]:
    """How much each of the known features of a text counts in it: tf-idf, of length 1 together."""
    value = {
        f: (1 + math.log(n)) * float(learned.idf[learned.features[f]]) for f, n in collections.Counter(known).items()
    }
    norm = math.sqrt(sum(v * v for v in value.values())) or 1.0
    return {f: v / norm for f, v in value.items()}


def word_contributions(form: Folded, learned: Learned) -> Iterator[tuple[int, int, np.ndarray]]:
    """What each word of a folded text adds to the log-odds of each frame by its letters: start, end, frames."""
    known = [place._replace(features=[f for f in place.features if f in learned.features]) for place in places(form)]
    every = list(itertools.chain.from_iterable(place.features for place in known))
    times, value = collections.Counter(every), _values(every, learned)
    for place in known:
        if place.features:
            rows = [learned.features[f] for f in place.features]
            each = np.array([value[f] / times[f] for f in place.features])
            yield place.start, place.end, each @ learned.weights[rows]


def contributions(text: str, form: Folded, learned: Learned, said: Said | None) -> Iterator[tuple[Span, np.ndarray]]:
    """What each word of a text, `form` its search form, adds by its letters and by its vector: its place, frames."""
    found = {form.span(start, end): values for start, end, values in word_contributions(form, learned)}
    for place, values in vectors.word_contributions(said) if said else ():
        found[place] = found[place] + values if place in found else values
    yield from sorted(found.items(), key=operator.itemgetter(0))
