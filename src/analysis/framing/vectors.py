"""Encoder features of a text: where the words of it lie, as the embedded entity model sees them, beside other texts.

A text is the mean of its words' vectors less the centre of the examples. What speaks for few words is less sure, so the
sum of their differences is divided by a few words more than there are; each of the 384 numbers is then brought to the
spread that it has in the examples. All of this is a sum over words, so a weight on it is a weight on each word.
"""

from __future__ import annotations

import bisect
import functools
from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from analysis import encoder
from analysis.text import Span

# A text counts as if it held so many words of the centre too: as the codebook's evidence does, see `frames`.
_WORDS = 16
_SAME = 1e-9


class Totals(NamedTuple):
    """The sum of the word vectors of each text (texts x 384), and how many words it has."""

    sums: np.ndarray
    counts: np.ndarray


class Directions(NamedTuple):
    """What examples taught of vectors: their centre (384), and what a vector off it speaks for (384 x frames)."""

    centre: np.ndarray
    weights: np.ndarray


class Said(NamedTuple):
    """The words of a text that have a letter or digit: where each stands, and what it speaks for (words x frames)."""

    places: list[Span]
    values: np.ndarray


def read(text: str, directions: Directions) -> Said:
    """The words of a text in these directions: what its sentences are made of too."""
    places, found = _words(text, next(encoder.encoded([text])))
    return Said(places, (found - directions.centre) @ directions.weights)


def _words(text: str, said: encoder.Encoded) -> tuple[list[Span], np.ndarray]:
    kept = [n for n, word in enumerate(said.words) if any(c.isalnum() for c in text[word.start : word.end])]
    return [said.words[n] for n in kept], said.vectors[kept].astype(np.float64)


def within(said: Said, start: int, end: int) -> Said:
    """The words between these offsets, counted from the first."""
    starts = [place.start for place in said.places]
    first, last = bisect.bisect_left(starts, start), bisect.bisect_left(starts, end)
    places = [Span(place.start - start, place.end - start) for place in said.places[first:last]]
    return Said(places, said.values[first:last])


@functools.lru_cache(maxsize=2)
def summed(texts: tuple[str, ...]) -> Totals:
    """The vectors of these texts summed; kept, since the same examples are read, learned from and judged."""
    vectors = [_words(text, said)[1] for text, said in zip(texts, encoder.encoded(texts), strict=True)]
    sums = np.array([each.sum(axis=0) for each in vectors]).reshape(len(texts), encoder.SIZE)
    return Totals(sums, np.array([len(each) for each in vectors]))


def scaled(totals: Totals) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """The features of examples (texts x 384, of length 1 on average), and the centre and factors that make them."""
    means = totals.sums / np.maximum(totals.counts, 1)[:, None]
    centre = means[totals.counts > 0].mean(axis=0) if totals.counts.any() else np.zeros(encoder.SIZE)
    off = _off(totals, centre)
    spread = off.std(axis=0)
    factors = np.divide(1.0, spread, out=np.zeros_like(spread), where=spread > _SAME) / np.sqrt(len(spread))
    return off * factors, centre, factors


def _off(totals: Totals, centre: np.ndarray) -> np.ndarray:
    off: np.ndarray = (totals.sums - totals.counts[:, None] * centre) / (totals.counts[:, None] + _WORDS)
    return off


def added(totals: Totals, directions: Directions) -> np.ndarray:
    """What the vectors of each text add to the log-odds of each frame: texts x frames."""
    values: np.ndarray = _off(totals, directions.centre) @ directions.weights
    return values


def word_contributions(said: Said) -> Iterator[tuple[Span, np.ndarray]]:
    """What each of these words, which are all of a text, adds to the log-odds of each frame: its place, frames."""
    yield from zip(said.places, said.values / (len(said.places) + _WORDS), strict=True)
