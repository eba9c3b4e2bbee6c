"""Scores of article frames against gold: F1, the primary frame, agreement, calibration."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
from sklearn.metrics import cohen_kappa_score, f1_score

from analysis.evaluate.gold import GoldArticle
from analysis.tables import ArticleFrames

_BINS = 10


def score(
    gold: Sequence[GoldArticle], article_frames: ArticleFrames, *, times: int = 1000, seed: int = 0
) -> pd.DataFrame:
    """One row a measure: measure, value, low, high (95 % bootstrap over articles), articles.

    micro and macro F1 over all frames of the codebook that gold or tables have, accuracy of the primary frame, Cohen's
    kappa over all article-frame decisions, expected calibration error of the scores in ten bins.
    """
    frames = sorted({frame for article in gold for frame in article.frames} | set(article_frames["frame"]))
    ids = [article.article_id for article in gold]
    wide = article_frames.pivot_table(index="article_id", columns="frame", values="score", aggfunc="first")
    present = article_frames.assign(present=article_frames["present"].astype(float)).pivot_table(
        index="article_id", columns="frame", values="present", aggfunc="first"
    )
    truth = np.array([[frame in article.frames for frame in frames] for article in gold])
    found = present.reindex(index=ids, columns=frames, fill_value=0.0).fillna(0.0).to_numpy() > 0
    scores = wide.reindex(index=ids, columns=frames, fill_value=0.0).fillna(0.0).to_numpy()
    led = article_frames[article_frames["primary"]].set_index("article_id")["frame"]
    primary = np.array([led.get(article.article_id) == article.primary for article in gold])
    drawn = np.random.default_rng(seed).integers(0, len(gold), size=(times, len(gold)))
    rows = []
    for name in ("micro F1", "macro F1", "primary accuracy", "Cohen's kappa", "calibration error"):
        value = _measure(name, truth, found, scores, primary)
        samples = [_measure(name, truth[r], found[r], scores[r], primary[r]) for r in drawn[:200]]
        low, high = np.nanquantile(samples, [0.025, 0.975])
        rows.append((name, value, low, high, len(gold)))
    return pd.DataFrame(rows, columns=["measure", "value", "low", "high", "articles"])


def _measure(name: str, truth: np.ndarray, found: np.ndarray, scores: np.ndarray, primary: np.ndarray) -> float:
    match name:
        case "primary accuracy":
            return float(primary.mean())
        case "Cohen's kappa":
            return float(cohen_kappa_score(truth.ravel(), found.ravel()))
        case "calibration error":
            return calibration_error(truth.ravel(), scores.ravel())
    return float(f1_score(truth, found, average=name.split(maxsplit=1)[0], zero_division=0))


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
