"""What labelled examples teach a codebook, as far as cross-validation within them shows a gain.

Two choices are made so: which share of what is learned is taken, and whether the encoder is learned from beside the
terms and letters. What is read of a text, the encoder's vectors included, is read once.
"""

from __future__ import annotations

import operator
from collections.abc import Sequence
from contextlib import AbstractContextManager
from typing import Any, NamedTuple

import numpy as np

from analysis.framing import vectors
from analysis.framing.codebook import Codebook
from analysis.framing.frames import certainty, decided, evidence, is_headline
from analysis.framing.learned import Learned, features, fit, log_odds, shrunk
from analysis.framing.vectors import Totals

# Cross-validation in so many parts; with fewer examples than twice as many its figures would say nothing.
FOLDS = 5
FEWEST = 2 * FOLDS
# The shares of what was learned that are tried, and how many standard errors of its gain one has to gain (90 % sure).
_SHARES, _ERRORS = (1.0, 0.75, 0.5, 0.25), 1.28
# The encoder is a second look at the same examples, and costs a pass of the model over every text: 95 % sure.
_ENCODER_ERRORS = 1.64


class Examples(NamedTuple):
    """The texts and, texts x frames of the codebook, whether each frame is in each."""

    texts: list[str]
    truth: np.ndarray


class Read(NamedTuple):
    """What is read of each text: words and letters, evidence (texts x frames), vectors, whether it is a headline."""

    features: list[list[str]]
    evidence: np.ndarray
    totals: Totals
    headlines: list[bool]


class Choice(NamedTuple):
    """Which share of what is learned is taken, and whether the encoder is learned from."""

    share: float
    encoder: bool


def read_texts(book: Codebook, texts: Sequence[str]) -> Read:
    """What the codebook, the letters and the encoder see of these texts."""
    found = np.array([evidence(text, book) for text in texts])
    totals = vectors.summed(tuple(texts))
    return Read([features(text) for text in texts], found, totals, [is_headline(text) for text in texts])


def _rows(seen: Read, kept: np.ndarray) -> Read:
    """What was read of some of the texts, by their numbers."""
    return Read(
        [seen.features[n] for n in kept],
        seen.evidence[kept],
        Totals(seen.totals.sums[kept], seen.totals.counts[kept]),
        [seen.headlines[n] for n in kept],
    )


def taught(book: Codebook, examples: Examples, *, encoder: bool = True) -> Codebook:
    """The codebook with what it learns from these examples, or as it is where they teach nothing that holds.

    The learned correction is shrunk to the codebook: by cross-validation within the examples that share of it is taken
    whose gain in micro F1, less 1.28 standard errors over the examples, is greatest; none where none gains. The encoder
    is learned from where that gains by more than 1.64 over what is taken without it and over the same share of it;
    never without `encoder`.
    """
    return _taught(book, examples.truth, read_texts(book, examples.texts), encoder=encoder)


def source(book: Codebook) -> str:
    """What a codebook learned from: "nothing", "words" (and letters) or "words and encoder"."""
    if book.learned is None:
        return "nothing"
    return "words and encoder" if book.learned.directions else "words"


def _taught(book: Codebook, truth: np.ndarray, seen: Read, *, encoder: bool) -> Codebook:
    with _one_thread():
        choice = choose(book, truth, seen, encoder=encoder)
        fitted = _fitted(book, truth, seen, encoder=choice.encoder) if choice.share else None
    return book._replace(learned=fitted and shrunk(fitted, choice.share, book.intercept))


def _one_thread() -> AbstractContextManager[Any]:
    """Linear algebra without threads: the steps of a fit are too small for them, and they wait for other work."""
    import scipy.optimize  # noqa: F401 -- has a library of its own, which is held to one thread only if it is there
    from threadpoolctl import threadpool_limits

    limits: AbstractContextManager[Any] = threadpool_limits(limits=1, user_api="blas")
    return limits


def _fitted(book: Codebook, truth: np.ndarray, seen: Read, *, encoder: bool) -> Learned:
    return fit(seen.features, truth, seen.evidence, book.intercept, seen.totals if encoder else None)


def choose(book: Codebook, truth: np.ndarray, seen: Read, *, encoder: bool = True) -> Choice:
    """What gains most on examples that it was not learned from; a share of 0 is the codebook alone."""
    chosen, side = Choice(0.0, encoder=False), present(book, seen)
    without = dict.fromkeys(_SHARES, side)
    for also in (False, True) if encoder else (False,):
        sides = _sides(book, truth, seen, encoder=also)
        # The encoder has to gain over its own share without it too: else what gains may be the share.
        errors = _ENCODER_ERRORS if also else _ERRORS
        gains = {n: min(_sure_gain(truth, sides[n], other, errors) for other in (side, without[n])) for n in _SHARES}
        best, gain = max(gains.items(), key=operator.itemgetter(1))
        if gain > 0:
            chosen, side = Choice(best, encoder=also), sides[best]
        without = sides
    return chosen


def _sides(book: Codebook, truth: np.ndarray, seen: Read, *, encoder: bool) -> dict[float, np.ndarray]:
    """What each share of what the other parts teach finds in each example (texts x frames)."""
    part = parts(truth)
    sides = {share: np.zeros_like(truth) for share in _SHARES}
    for n in np.unique(part):
        kept, held = np.flatnonzero(part != n), np.flatnonzero(part == n)
        learned, others = _fitted(book, truth[kept], _rows(seen, kept), encoder=encoder), _rows(seen, held)
        for share, found in sides.items():
            found[held] = present(book._replace(learned=shrunk(learned, share, book.intercept)), others)
    return sides


def _sure_gain(truth: np.ndarray, side: np.ndarray, before: np.ndarray, errors: float) -> float:
    """By how much micro F1 is higher than before, less so many standard errors (bootstrap over examples)."""
    drawn = np.random.default_rng(0).integers(0, len(truth), size=(200, len(truth)))
    values = [f1(truth[d], side[d], macro=False) - f1(truth[d], before[d], macro=False) for d in drawn]
    return f1(truth, side, macro=False) - f1(truth, before, macro=False) - errors * float(np.std(values))


def cross_validated(book: Codebook, examples: Examples, *, encoder: bool = True, seed: int = 0) -> np.ndarray:
    """Texts x frames: whether each frame is found in each example by what the examples of the other parts teach.

    `encoder` as for `taught`; `seed` deals the examples out.
    """
    part, seen = parts(examples.truth, seed), read_texts(book, examples.texts)
    found = np.zeros_like(examples.truth)
    for n in range(FOLDS):
        kept, held = np.flatnonzero(part != n), np.flatnonzero(part == n)
        found[held] = present(
            _taught(book, examples.truth[kept], _rows(seen, kept), encoder=encoder), _rows(seen, held)
        )
    return found


def parts(truth: np.ndarray, seed: int = 0) -> np.ndarray:
    """The part of each example: those with the same rarest frame are dealt out evenly."""
    order = np.random.default_rng(seed).permutation(len(truth))
    size = np.where(truth.any(axis=0), truth.sum(axis=0), len(truth) + 1)
    rarest = np.where(truth, size, len(truth) + 2).argmin(axis=1)
    part = np.empty(len(truth), dtype="int64")
    part[order[np.argsort(rarest[order], kind="stable")]] = np.arange(len(truth)) % FOLDS
    return part


def present(book: Codebook, seen: Read) -> np.ndarray:
    """Texts x frames: what `article_frames` finds in these texts, without reading them again."""
    if book.learned is None:
        sums = seen.evidence * np.array([[certainty(book, headline=each)] for each in seen.headlines])
    else:
        sums = log_odds(book.learned, seen.features, seen.evidence, seen.totals)
    rows = [dict(zip(book.frames, row, strict=True)) for row in sums.tolist()]
    found = [decided(row, book, headline=each) for row, each in zip(rows, seen.headlines, strict=True)]
    return np.array([[frame.present for frame in row] for row in found])


def f1(truth: np.ndarray, found: np.ndarray, *, macro: bool) -> float:
    """F1 of what is found (texts x frames): over all decisions, or the mean of the frames that are there or found."""
    hit, size = (truth & found).sum(axis=0), truth.sum(axis=0) + found.sum(axis=0)
    if macro:
        return float(np.mean(2 * hit[size > 0] / size[size > 0])) if (size > 0).any() else 0.0
    return float(2 * hit.sum() / size.sum()) if size.sum() else 0.0
