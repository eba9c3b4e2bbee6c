"""Scores of article frames against gold: F1, the primary frame, agreement, calibration."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pandas as pd

from analysis.evaluate.gold import GoldArticle, articles_of, read_gold
from analysis.framing.codebook import Codebook
from analysis.framing.examples import labelled
from analysis.framing.frames import article_frames
from analysis.tables import ArticleFrames, Watch, per_article

_BINS = 10
_MEASURES = ("micro F1", "macro F1", "primary accuracy", "Cohen's kappa", "Krippendorff's alpha", "calibration error")


def evaluate(gold: Path, *, codebook: Codebook, watch: Watch) -> pd.DataFrame:
    """The `score` of the frames of this codebook on a folder of gold, or on a CSV of labelled texts.

    The CSV has the columns of examples: text, and labels separated by `|`, the first the primary one. Raises as
    `gold.read_gold` and `examples.labelled` do.
    """
    annotated = read_labelled(gold, codebook.frames) if gold.is_file() else read_gold(gold)
    articles = articles_of(annotated)
    found = per_article(articles, lambda text: article_frames(text, codebook), "article_frames", watch=watch)
    return score(annotated, ArticleFrames(found))


def read_labelled(path: Path, known: Sequence[str]) -> list[GoldArticle]:
    """The texts of a CSV as gold articles, numbered from 1."""
    return [
        GoldArticle(str(n), text, [], labels, labels[0] if labels else None, None)
        for n, (text, labels) in enumerate(labelled(path, known), start=1)
    ]


def score(
    gold: Sequence[GoldArticle], article_frames: ArticleFrames, *, times: int = 1000, seed: int = 0
) -> pd.DataFrame:
    """One row a measure: measure, value, low, high (95 % bootstrap over articles), articles.

    Micro F1 over all article-frame decisions, macro F1 over the frames that gold or tables have anywhere, accuracy of
    the primary frame, Cohen's kappa and Krippendorff's alpha over all article-frame decisions, expected calibration
    error of the scores in ten bins; alpha between the gold's own annotators where its files name them (`annotators`).
    """
    frames = sorted({frame for article in gold for frame in article.frames} | set(article_frames["frame"]))
    ids = [article.article_id for article in gold]
    truth = np.array([[frame in article.frames for frame in frames] for article in gold])
    found = _wide(article_frames, "present", ids, frames) > 0
    scores = _wide(article_frames, "score", ids, frames)
    led = article_frames[article_frames["primary"]].set_index("article_id")["frame"]
    primary = np.array([led.get(article.article_id) == article.primary for article in gold])
    drawn = np.random.default_rng(seed).integers(0, len(gold), size=(times, len(gold)))
    rows = []
    for name in _MEASURES:
        value = _measure(name, truth, found, scores, primary)
        samples = [_measure(name, truth[r], found[r], scores[r], primary[r]) for r in drawn]
        low, high = np.nanquantile(samples, [0.025, 0.975])
        rows.append((name, value, low, high, len(gold)))
    annotated = [article for article in gold if len(article.annotators) > 1]
    if annotated:
        between = alpha(_decisions(annotated, frames))
        rows.append(("Krippendorff's alpha of annotators", between, np.nan, np.nan, len(annotated)))
    return pd.DataFrame(rows, columns=["measure", "value", "low", "high", "articles"])


def _wide(article_frames: ArticleFrames, column: str, ids: list[str], frames: list[str]) -> np.ndarray:
    """Articles x frames of this column; 0 where there is no row."""
    table = article_frames.assign(**{column: article_frames[column].astype(float)})
    wide = table.pivot_table(index="article_id", columns="frame", values=column, aggfunc="first")
    return wide.reindex(index=ids, columns=frames).fillna(0.0).to_numpy()


def _measure(name: str, truth: np.ndarray, found: np.ndarray, scores: np.ndarray, primary: np.ndarray) -> float:
    match name:
        case "primary accuracy":
            return float(primary.mean())
        case "micro F1":
            return _f1(truth.ravel(), found.ravel())
        case "macro F1":
            used = (truth | found).any(axis=0)
            return float(np.mean([_f1(truth[:, n], found[:, n]) for n in np.flatnonzero(used)] or [0.0]))
        case "Cohen's kappa":
            return kappa(truth.ravel(), found.ravel())
        case "Krippendorff's alpha":
            return alpha(np.stack([truth.ravel(), found.ravel()]).astype(float))
    return calibration_error(truth.ravel(), scores.ravel())


def _f1(truth: np.ndarray, found: np.ndarray) -> float:
    all_of_them = truth.sum() + found.sum()
    return float(2 * (truth & found).sum() / all_of_them) if all_of_them else 0.0


def kappa(first: np.ndarray, second: np.ndarray) -> float:
    """Cohen's kappa of two coders' yes-no decisions (Cohen 1960); 1 where both always say the same.

    >>> kappa(np.array([True, True, False, False]), np.array([True, False, False, False]))
    0.5
    """
    agreed = float((first == second).mean())
    chance = float(first.mean() * second.mean() + (1 - first.mean()) * (1 - second.mean()))
    return (agreed - chance) / (1 - chance) if chance < 1 else 1.0


def alpha(decisions: np.ndarray) -> float:
    """Krippendorff's alpha for nominal data: coders x units, NaN where a coder did not decide (Krippendorff 2011).

    >>> round(alpha(np.array([[1, 2, 3, 3, 2, 1, 4, 1, 2, np.nan, np.nan, np.nan],
    ...                       [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, np.nan, 3],
    ...                       [np.nan, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, np.nan],
    ...                       [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, np.nan]])), 3)
    0.743
    """
    values = np.unique(decisions[~np.isnan(decisions)])
    counts = np.stack([(decisions == value).sum(axis=0) for value in values], axis=1).astype(float)
    coders = counts.sum(axis=1)
    counts, coders = counts[coders > 1], coders[coders > 1]
    if not len(coders):
        return float("nan")
    total = coders.sum()
    observed = float(((coders**2 - (counts**2).sum(axis=1)) / (coders - 1)).sum() / total)
    expected = float((total**2 - (counts.sum(axis=0) ** 2).sum()) / (total * (total - 1)))
    return 1 - observed / expected if expected else 1.0


def _decisions(gold: Sequence[GoldArticle], frames: list[str]) -> np.ndarray:
    """Coders x (articles x frames) of the gold's own annotators; a coder who left an article out is NaN there."""
    coders = max(len(article.annotators) for article in gold)
    rows = [
        [
            float(frame in article.annotators[n]) if n < len(article.annotators) else np.nan
            for article in gold
            for frame in frames
        ]
        for n in range(coders)
    ]
    return np.array(rows)


def calibration_error(truth: np.ndarray, scores: np.ndarray) -> float:
    """Expected calibration error in ten bins of equal width (Naeini, Cooper and Hauskrecht 2015).

    >>> calibration_error(np.array([True, False]), np.array([1.0, 0.0]))
    0.0
    """
    bins = np.minimum((scores * _BINS).astype(int), _BINS - 1)
    gaps = [
        abs(float(truth[bins == b].mean()) - float(scores[bins == b].mean())) * float((bins == b).mean())
        for b in range(_BINS)
        if (bins == b).any()
    ]
    return float(sum(gaps))
