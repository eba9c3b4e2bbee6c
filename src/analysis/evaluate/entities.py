"""Scores of named entities against gold: strict spans with type, and B-cubed for canonical names."""

from __future__ import annotations

import functools
from collections.abc import Hashable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import pandas as pd

from analysis import entities
from analysis.entities import embedded
from analysis.errors import InputError
from analysis.evaluate import conll
from analysis.evaluate.gold import GoldArticle, articles_of, read_gold
from analysis.schemas import ENTITY_TYPES
from analysis.tables import Mentions, Watch, frame, rows_by_article

if TYPE_CHECKING:
    from analysis.entities.recognise import Recogniser

Span = tuple[int, int, str]
COLUMNS = ["type", "precision", "recall", "f1", "low", "high", "gold"]


class Counts(NamedTuple):
    """Right, found and gold mentions."""

    right: int
    found: int
    gold: int


def evaluate(
    path: str | Path,
    *,
    backend: str | Recogniser = "embedded",
    watch: Watch = Watch(),  # noqa: B008 -- immutable
) -> pd.DataFrame:
    """Recognise the texts of the gold and score: a folder of NAME.txt and NAME.json, or CoNLL files.

    For the columns see `score` and `score_words`, for the guidelines of the embedded recogniser see `under`: those
    usual for the form of the gold, unless `backend` was already made by it. Raises InputError when there is no gold.
    """
    backend = under(usual_guidelines(path), backend) if backend == "embedded" else backend
    if any(Path(path).glob("*.json")):
        gold = [article for article in read_gold(path) if article.mentions is not None]
        articles = articles_of(gold)
        mentions, _ = entities.canonical(entities.find(articles, backend=backend, watch=watch), articles)
        return score(gold, mentions)
    words = conll.read_conll(path)
    return score_words(conll.by_sentence(words, entities.find(conll.articles_of(words), backend=backend, watch=watch)))


def usual_guidelines(path: str | Path) -> str:
    """After whose guidelines this gold is likely annotated: articles as ours are, CoNLL files as ANERcorp."""
    return "articles" if any(Path(path).glob("*.json")) else "anercorp"


def under(guidelines: str, backend: str | Recogniser) -> str | Recogniser:
    """The embedded recogniser as it names things under these guidelines (`entities.embedded.recognise`).

    A recogniser is scored unfairly on a corpus whose notion of a name is another: adjectives of nationality (الأمريكية)
    are MISC in ANERcorp and no names in our articles. Raises InputError for another backend or unknown guidelines.
    """
    if backend != "embedded":
        raise InputError(f"guidelines are chosen for the recogniser 'embedded' only, not for {backend!r}")
    if guidelines not in embedded.GUIDELINES:
        raise InputError(f"no guidelines are called {guidelines!r}; there are: {', '.join(embedded.GUIDELINES)}")
    return functools.partial(embedded.recognise, guidelines=guidelines)


def score(gold: Sequence[GoldArticle], mentions: Mentions, *, times: int = 1000, seed: int = 0) -> pd.DataFrame:
    """One row a group of types, and three for names: type, precision, recall, f1, low, high, gold (mentions).

    A mention is right when span and type are. `low` and `high` bound f1, 95 % bootstrap over articles. Articles whose
    gold has no mentions are left out. The rows of names are B-cubed within articles (Bagga and Baldwin 1998): over the
    spans that are in both; over all, where a missed or false mention is an error; of `canonical` over gold mentions.
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
    drawn = np.random.default_rng(seed).integers(0, max(len(pairs), 1), size=(times, len(pairs)))
    table = _types(pairs, drawn)
    given, _ = entities.canonical(gold_mentions(annotated), articles_of(annotated))
    rows = [
        ("names", *_names(annotated, mentions, drawn, shared=True)),
        ("names, all mentions", *_names(annotated, mentions, drawn, shared=False)),
        ("names, gold mentions", *_names(annotated, given, drawn, shared=True)),
    ]
    return pd.concat([table, pd.DataFrame(rows, columns=COLUMNS)], ignore_index=True)


def score_words(
    pairs: Sequence[tuple[set[conll.Name], set[conll.Name]]], *, times: int = 1000, seed: int = 0
) -> pd.DataFrame:
    """One row a group of types: type, precision, recall, f1, low, high, gold (names).

    `pairs` are the gold and the found names of each sentence; a name is right when its words and its type are, as in
    seqeval's strict mode. `low` and `high` bound f1, 95 % bootstrap over sentences.
    """
    drawn = np.random.default_rng(seed).integers(0, max(len(pairs), 1), size=(times, len(pairs)))
    return _types(pairs, drawn)


def gold_mentions(gold: Sequence[GoldArticle]) -> Mentions:
    """The gold mentions as a mentions table without entities."""
    spans = [(a, span) for a in gold for span in sorted({(m.start, m.end, m.type) for m in a.mentions or []})]
    rows = [
        {"article_id": a.article_id, "mention_id": f"m{start}-{end}", "start": start, "end": end}
        | {"text": a.text[start:end], "type": type_, "score": 1.0, "entity_id": ""}
        for a, (start, end, type_) in spans
    ]
    return Mentions(frame("mentions", rows))


def _types(pairs: Sequence[tuple[set[Span], set[Span]]], drawn: np.ndarray) -> pd.DataFrame:
    groups = {"PER+LOC+ORG": ENTITY_TYPES[:3], "all": ENTITY_TYPES, **{name: (name,) for name in ENTITY_TYPES}}
    rows = []
    for name, types in groups.items():
        counts = np.array([_counts(truth, found, types) for truth, found in pairs]).reshape(-1, 3)
        total = Counts(*counts.sum(axis=0).tolist())
        precision, recall = total.right / max(total.found, 1), total.right / max(total.gold, 1)
        samples = [counts[sample].sum(axis=0) for sample in drawn]
        low, high = _bounds([_f1_of(Counts(*sample.tolist())) for sample in samples])
        rows.append((name, precision, recall, _f1_of(total), low, high, total.gold))
    return pd.DataFrame(rows, columns=COLUMNS)


def _f1_of(counts: Counts) -> float:
    return 2 * counts.right / max(counts.found + counts.gold, 1)


def _bounds(values: Sequence[float]) -> tuple[float, float]:
    low, high = np.quantile(values, [0.025, 0.975]) if len(values) else (0.0, 0.0)
    return float(low), float(high)


def _counts(truth: set[Span], found: set[Span], types: Sequence[str]) -> Counts:
    truth = {span for span in truth if span[2] in types}
    found = {span for span in found if span[2] in types}
    return Counts(len(truth & found), len(found), len(truth))


def b_cubed(truth: dict[Hashable, str], found: dict[Hashable, str]) -> tuple[list[float], list[float]]:
    """Precision of each found mention and recall of each gold one, both given as mention -> cluster.

    A mention that the other side lacks scores 0 (Cai and Strube 2010 call them twinless).

    >>> b_cubed({1: "a", 2: "a", 3: "b"}, {1: "x", 2: "x", 3: "x"})
    ([0.6666666666666666, 0.6666666666666666, 0.3333333333333333], [1.0, 1.0, 1.0])
    """
    return _overlaps(found, truth), _overlaps(truth, found)


def _overlaps(one: dict[Hashable, str], other: dict[Hashable, str]) -> list[float]:
    clusters: dict[str, set[Hashable]] = {}
    others: dict[str, set[Hashable]] = {}
    for side, members in ((one, clusters), (other, others)):
        for mention, cluster in side.items():
            members.setdefault(cluster, set()).add(mention)
    return [len(clusters[one[m]] & others[other[m]]) / len(clusters[one[m]]) if m in other else 0.0 for m in one]


def _names(
    gold: Sequence[GoldArticle], mentions: Mentions, drawn: np.ndarray, *, shared: bool
) -> tuple[float, float, float, float, float, int]:
    by_article = rows_by_article(mentions)
    sums = []
    for article in gold:
        truth: dict[Hashable, str] = {(m.start, m.end): m.name for m in article.mentions or []}
        found: dict[Hashable, str] = {(m.start, m.end): m.entity_id for m in by_article.get(article.article_id, [])}
        if shared:
            both = truth.keys() & found.keys()
            truth, found = ({m: side[m] for m in both} for side in (truth, found))
        precisions, recalls = b_cubed(truth, found)
        sums.append((sum(precisions), len(precisions), sum(recalls), len(recalls)))
    counts = np.array(sums, dtype=float).reshape(-1, 4)
    precision, recall, f1 = _ratios(counts.sum(axis=0))
    low, high = _bounds([_ratios(counts[sample].sum(axis=0))[2] for sample in drawn])
    return precision, recall, f1, low, high, int(counts[:, 3].sum())


def _ratios(sums: np.ndarray) -> tuple[float, float, float]:
    precision, recall = float(sums[0] / max(sums[1], 1)), float(sums[2] / max(sums[3], 1))
    return precision, recall, 2 * precision * recall / (precision + recall) if precision + recall else 0.0
