"""Scores of named entities against gold: strict spans with type, and B-cubed for canonical names."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import pandas as pd

from analysis.evaluate.gold import GoldArticle
from analysis.schemas import ENTITY_TYPES
from analysis.tables import Entities, Mentions, rows_by_article

Span = tuple[int, int, str]


class Counts(NamedTuple):
    """Right, found and gold mentions."""

    right: int
    found: int
    gold: int


def score(
    gold: Sequence[GoldArticle], mentions: Mentions, entities: Entities, *, times: int = 1000, seed: int = 0
) -> pd.DataFrame:
    """One row a group of types, and one for names: type, precision, recall, f1, low, high, gold (mentions).

    A mention is right when span and type are. `low` and `high` bound f1, 95 % bootstrap over articles. Articles whose
    gold has no mentions are left out. The row names is B-cubed over the right spans (Bagga and Baldwin 1998).
    """
    annotated = [article for article in gold if article.mentions]
    by_article = rows_by_article(mentions)
    pairs = [
        (
            {(m.start, m.end, m.type) for m in article.mentions or []},
            {(m.start, m.end, m.type) for m in by_article.get(article.article_id, [])},
        )
        for article in annotated
    ]
    groups = {"PER+LOC+ORG": ENTITY_TYPES[:3], "all": ENTITY_TYPES, **{name: (name,) for name in ENTITY_TYPES}}
    drawn = np.random.default_rng(seed).integers(0, max(len(pairs), 1), size=(times, len(pairs)))
    rows = [(name, *_group(pairs, types, drawn)) for name, types in groups.items()]
    rows.append(("names", *_names(annotated, mentions)))
    return pd.DataFrame(rows, columns=["type", "precision", "recall", "f1", "low", "high", "gold"])


def _group(
    pairs: Sequence[tuple[set[Span], set[Span]]], types: Sequence[str], drawn: np.ndarray
) -> tuple[float, float, float, float, float, int]:
    counts = np.array([_counts(truth, found, types) for truth, found in pairs]).reshape(-1, 3)
    total = Counts(*counts.sum(axis=0).tolist())
    samples = counts[drawn].sum(axis=1)
    scores = 2 * samples[:, 0] / np.maximum(samples[:, 1] + samples[:, 2], 1)
    low, high = np.quantile(scores, [0.025, 0.975]) if len(pairs) else (0.0, 0.0)
    precision, recall = total.right / max(total.found, 1), total.right / max(total.gold, 1)
    f1 = 2 * total.right / max(total.found + total.gold, 1)
    return precision, recall, f1, float(low), float(high), total.gold


def _counts(truth: set[Span], found: set[Span], types: Sequence[str]) -> Counts:
    truth = {span for span in truth if span[2] in types}
    found = {span for span in found if span[2] in types}
    return Counts(len(truth & found), len(found), len(truth))


def _names(gold: Sequence[GoldArticle], mentions: Mentions) -> tuple[float, float, float, float, float, int]:
    """B-cubed over the mentions whose span is in both, within each article."""
    by_article = rows_by_article(mentions)
    precision, recall = [], []
    for article in gold:
        names = {(m.start, m.end): m.name for m in article.mentions or []}
        ids = {(m.start, m.end): m.entity_id for m in by_article.get(article.article_id, [])}
        both = sorted(names.keys() & ids.keys())
        for span in both:
            same_id = {other for other in both if ids[other] == ids[span]}
            same_name = {other for other in both if names[other] == names[span]}
            precision.append(len(same_id & same_name) / len(same_id))
            recall.append(len(same_id & same_name) / len(same_name))
    p, r = (float(np.mean(values)) if values else 0.0 for values in (precision, recall))
    f1 = 2 * p * r / (p + r) if p + r else 0.0
    return p, r, f1, f1, f1, len(precision)
