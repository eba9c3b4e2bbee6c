"""Keyness: the words that mark one group of texts against another, with effect sizes and an honest test."""

from __future__ import annotations

import collections
import functools
import re
from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from analysis.framing.phrases import PARTICLES
from analysis.text import fold

_WORD = re.compile(r"[^\W\d_]{2,}")
_ARTICLE = re.compile(r"^[وف]?(?:[بك]?ال|لل)(?=\w{3})")
# Weight of the prior: as many pseudo-words as this for each word of the vocabulary (Monroe and others 2008, 3.5).
_PRIOR = 0.5
_COLUMNS = [
    "term", "count_a", "count_b", "rate_a", "rate_b", "log_odds", "z", "g2", "log_ratio", "q", "p", "significant",
    "articles",
]  # fmt: skip


class DocumentTerms(NamedTuple):
    """Counts of words: a sparse matrix texts x terms, and how each term is written most often."""

    counts: Any
    terms: list[str]


def document_terms(texts: Sequence[str], *, least: int = 3) -> DocumentTerms:
    """The words of these texts, article and function words taken off, that stand in at least so many of them."""
    from scipy.sparse import csr_matrix

    bags = [collections.Counter(_words(text)) for text in texts]
    spread = collections.Counter(key for bag in bags for key in {key for key, _ in bag})
    kept = {key: n for n, key in enumerate(sorted(key for key, count in spread.items() if count >= least))}
    written: list[collections.Counter[str]] = [collections.Counter() for _ in kept]
    rows, columns, values = [], [], []
    for row, bag in enumerate(bags):
        for (key, form), count in bag.items():
            if key in kept:
                rows.append(row)
                columns.append(kept[key])
                values.append(count)
                written[kept[key]][form] += count
    counts = csr_matrix((values, (rows, columns)), shape=(len(texts), len(kept)), dtype=float)
    return DocumentTerms(counts, [min(forms, key=lambda f: (-forms[f], f)) for forms in written])


def _words(text: str) -> list[tuple[str, str]]:
    """The words of a text: each as what is counted and as it is written."""
    form = fold(text)
    found = []
    for match in _WORD.finditer(form.text):
        key = counted(match.group())
        if key:
            span = form.span(match.end() - len(key), match.end())
            found.append((key, text[span.start : span.end]))
    return found


@functools.lru_cache(maxsize=200_000)
def counted(word: str) -> str:
    """What is counted of a folded word: without the article; empty for function words."""
    bare = _ARTICLE.sub("", word)
    return "" if bare in PARTICLES or word in PARTICLES or len(bare) < 3 else bare


def log_odds(a: pd.Series[float], b: pd.Series[float], prior: pd.Series[float] | float | None = None) -> pd.DataFrame:
    """Weighted log-odds of each term in a against b, with an informative Dirichlet prior: log_odds, variance, z.

    `a` and `b` are counts by term; `prior` the pseudo-counts by term, or one for all, or None for those in proportion
    to both together. Method: Monroe, Colaresi and Quinn 2008, equations 15, 16, 20 and 22.
    """
    terms = a.index.union(b.index)
    first, second = a.reindex(terms).fillna(0.0), b.reindex(terms).fillna(0.0)
    both = first + second
    if prior is None:
        prior = both * (_PRIOR * len(terms) / both.sum())
    alpha = prior.reindex(terms).to_numpy(float) if isinstance(prior, pd.Series) else np.full(len(terms), prior)
    odds, variance = _log_odds(first.to_numpy(float), second.to_numpy(float), alpha)
    table = {"log_odds": odds, "variance": variance, "z": odds / np.sqrt(variance)}
    return pd.DataFrame(table, index=terms)


def _log_odds(first: np.ndarray, second: np.ndarray, alpha: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Log-odds and variance by term; the last axis is that of terms."""
    a, b = first + alpha, second + alpha
    odds = np.log(a / (a.sum(axis=-1, keepdims=True) - a)) - np.log(b / (b.sum(axis=-1, keepdims=True) - b))
    return odds, 1 / a + 1 / b


def log_likelihood(a: pd.Series[float], b: pd.Series[float]) -> pd.DataFrame:
    """Log-likelihood ratio of each term between two groups, and its effect size: g2, log_ratio.

    g2: Rayson and Garside 2000, from the counts expected by group size. log_ratio: binary log of the ratio of relative
    frequencies, half a count added to a zero (Hardie 2014).
    """
    terms = a.index.union(b.index)
    first = a.reindex(terms).fillna(0.0).to_numpy(float)
    second = b.reindex(terms).fillna(0.0).to_numpy(float)
    size_a, size_b = first.sum(), second.sum()
    both = (first + second) / (size_a + size_b)
    with np.errstate(divide="ignore", invalid="ignore"):
        part_a = np.where(first > 0, first * np.log(first / (size_a * both)), 0.0)
        part_b = np.where(second > 0, second * np.log(second / (size_b * both)), 0.0)
    ratio = np.log2(np.where(first > 0, first, 0.5) / size_a) - np.log2(np.where(second > 0, second, 0.5) / size_b)
    return pd.DataFrame({"g2": 2 * (part_a + part_b), "log_ratio": ratio}, index=terms)


def keyness(
    texts: Sequence[str], in_a: Sequence[bool], *, least: int = 3, level: float = 0.05, times: int = 500, seed: int = 0
) -> pd.DataFrame:
    """The terms of two groups of texts, the most typical of a first: one row a term in at least `least` texts.

    Columns term, count_a, count_b, rate_a and rate_b (per 1,000 words), log_odds and z (informative prior), g2 and
    log_ratio, q (of g2, Benjamini and Hochberg 1995: takes words as independent, which they are not within a text), p
    (family-wise, by shuffling whole texts: Westfall and Young 1993, max T), significant (p below `level`), articles.
    """
    from scipy.stats import chi2, false_discovery_control

    counts, terms = document_terms(texts, least=least)
    mask = np.asarray(in_a, dtype=float)
    if not terms or mask.sum() in {0, len(mask)}:
        return pd.DataFrame({name: [] for name in _COLUMNS}).astype({"term": "str"})
    total = np.asarray(counts.sum(axis=0)).ravel()
    first = counts.T @ mask
    second = total - first
    alpha = total * (_PRIOR * len(terms) / total.sum())
    odds, variance = _log_odds(first, second, alpha)
    likelihood = log_likelihood(pd.Series(first), pd.Series(second))
    p = _shuffled(counts, mask, alpha, times=times, seed=seed)
    table = pd.DataFrame(
        {
            "term": terms,
            "count_a": first.astype("int64"),
            "count_b": second.astype("int64"),
            "rate_a": 1000 * first / max(first.sum(), 1),
            "rate_b": 1000 * second / max(second.sum(), 1),
            "log_odds": odds,
            "z": odds / np.sqrt(variance),
            "g2": likelihood["g2"].to_numpy(),
            "log_ratio": likelihood["log_ratio"].to_numpy(),
            "q": false_discovery_control(chi2.sf(likelihood["g2"].to_numpy().clip(min=0), 1)),
            "p": p,
            "significant": p < level,
            "articles": np.asarray((counts > 0).sum(axis=0)).ravel(),
        }
    )
    return table[_COLUMNS].sort_values(["z", "term"], ascending=[False, True], ignore_index=True)


def _shuffled(counts: Any, mask: np.ndarray, alpha: np.ndarray, *, times: int, seed: int) -> np.ndarray:
    """The family-wise p value of each term: how often, the texts shuffled, any term stands out as much.

    A term's z is first put on the scale of its own shuffles, so that words that come in bursts do not set the bar. The
    true grouping counts among them: only then is it, where labels mean nothing, one shuffle like any other.
    """
    generator = np.random.default_rng(seed)
    groups = np.stack([mask, *(generator.permutation(mask) for _ in range(times))]).astype(float)
    total = np.asarray(counts.sum(axis=0)).ravel()
    first = np.asarray((counts.T @ groups.T).T)
    odds, variance = _log_odds(first, total - first, alpha)
    z = odds / np.sqrt(variance)
    spread = z.std(axis=0)
    scaled = np.abs(z - z.mean(axis=0)) / np.where(spread > 0, spread, np.inf)
    highest = np.sort(scaled.max(axis=1))
    above = len(highest) - np.searchsorted(highest, scaled[0] - 1e-12, side="left")
    return np.asarray(above / len(highest))
