"""Fits the weights of `analysis.quotes.confidence` on annotated articles and says how well they are calibrated.

    PYTHONPATH=tools/ner python tools/quotes/confidence.py --data DATA            # figures, left-out articles
    PYTHONPATH=tools/ner python tools/quotes/confidence.py --data DATA --write    # and writes confidence.csv

A row is right where an annotator has its content (intersection over union of one half) and its speakers. Learnt from
sets M, N and P of `annotations.jsonl` and the made-up articles of tests/gold that were read; set L only tests.
Logistic regression (L2, C below) over the features seen in enough rows, ten folds by article. The annotators of P saw
what was found and kept more of it, and the made-up articles are easier: what that adds is learnt as a feature of its
own (`KINDER`) and not written.
"""

from __future__ import annotations

import argparse
import csv
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
from score import read
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import GroupKFold

from analysis import entities
from analysis.evaluate.frames import calibration_error
from analysis.evaluate.gold import GoldArticle, articles_of, read_gold
from analysis.evaluate.quotes import right_rows
from analysis.quotes import explained
from analysis.quotes.confidence import INTERCEPT, WEIGHTS
from analysis.tables import rows_by_article

LEARNT = ("M", "N", "P")
CORRECTED = "P"
KINDER = "(corrected or made up)"
TEST = "L"
MADE_UP = Path(__file__).parents[2] / "tests" / "gold"
ENOUGH = 10  # rows that have a feature
C = 0.1


class Row(NamedTuple):
    """A quotation as found: its article, its features, whether annotators have it so."""

    article_id: str
    features: tuple[str, ...]
    right: bool


def rows(gold: Sequence[GoldArticle], *more: str) -> list[Row]:
    """Every quotation found in these articles, with these features more."""
    articles = articles_of(gold)
    mentions, names = entities.canonical(entities.find(articles), articles)
    named = rows_by_article(mentions.merge(names[["entity_id", "name"]], on="entity_id", how="left"))
    found = []
    for article in gold:
        told = list(explained(article.text, named.get(article.article_id, [])))
        for right, (_, added) in zip(right_rows(article, [quote for quote, _ in told]), told, strict=True):
            seen = [feature for feature in added if feature != INTERCEPT]
            found.append(Row(article.article_id, (*seen, *more), right))
    return found


def fitted(learnt: Sequence[Row]) -> tuple[DictVectorizer, LogisticRegression]:
    """The regression over the features that enough of these rows have."""
    seen = Counter(feature for row in learnt for feature in row.features)
    columns = DictVectorizer()
    table = columns.fit_transform([{f: 1 for f in row.features if seen[f] >= ENOUGH} for row in learnt])
    return columns, LogisticRegression(C=C, max_iter=5000).fit(table, [row.right for row in learnt])


def probabilities(model: tuple[DictVectorizer, LogisticRegression], tested: Sequence[Row]) -> np.ndarray:
    """The probability of each row as the package gives it: whether its annotators were kind is not known there."""
    columns, regression = model
    seen = [{feature: 1 for feature in row.features if feature != KINDER} for row in tested]
    return regression.predict_proba(columns.transform(seen))[:, 1]


def figures(right: np.ndarray, given: np.ndarray) -> str:
    """Rows, share right, area under the curve, expected calibration error, share right of each tenth of the rows."""
    tenths = np.array_split(np.argsort(given), 10)
    error = calibration_error(right, given)
    least = 1 - right[np.concatenate(tenths[:2])]
    return (
        f"{len(right)} rows, right {right.mean():.3f}, area {roc_auc_score(right, given):.3f}, "
        f"calibration error {error:.3f}, errors in the least sure fifth {least.sum() / (1 - right).sum():.2f}, "
        f"right by tenths {' '.join(f'{right[tenth].mean():.2f}' for tenth in tenths)}"
    )


def main() -> None:
    """Prints the figures, and writes the weights."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, help="folder of text/news and text/ntrex")
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    sets = read(options.data)
    made_up = [article for article in read_gold(MADE_UP) if int(article.article_id[-2:]) % 2]
    learnt = [row for name in LEARNT for row in rows(sets[name], *[KINDER] * (name == CORRECTED))]
    learnt += rows(made_up, KINDER)
    right, groups = np.array([row.right for row in learnt]), [row.article_id for row in learnt]
    given = np.zeros(len(learnt))
    for train, test in GroupKFold(10, shuffle=True, random_state=0).split(learnt, right, groups):
        given[test] = probabilities(fitted([learnt[n] for n in train]), [learnt[n] for n in test])
    kinder = np.array([KINDER in row.features for row in learnt])
    for name, kept in (("M and N", ~kinder), (f"{CORRECTED} and made up", kinder)):
        print(f"left out of ten, {name}:", figures(right[kept], given[kept]))
    model = fitted(learnt)
    tested = rows(sets[TEST])
    print(f"set {TEST}:", figures(np.array([row.right for row in tested]), probabilities(model, tested)))
    if options.write:
        columns, regression = model
        seen = Counter(feature for row in learnt for feature in row.features)
        weights = zip(columns.get_feature_names_out(), regression.coef_[0], strict=True)
        with WEIGHTS.open("w", encoding="utf-8", newline="") as file:
            out = csv.writer(file, lineterminator="\n")
            out.writerow(["feature", "weight", "rows"])
            out.writerow([INTERCEPT, f"{regression.intercept_[0]:.3f}", len(learnt)])
            out.writerows([name, f"{weight:.3f}", seen[name]] for name, weight in weights if name != KINDER)


if __name__ == "__main__":
    main()
