"""Whose voice is heard: statistics over the quotes table."""

from __future__ import annotations

import numpy as np
import pandas as pd

from analysis.tables import Tables, records


def voices(tables: Tables) -> pd.DataFrame:
    """One row a quotation and speaker: article_id, start, speaker, source_type, cue_class, kind, words, weight.

    `words` are those of the content, shared evenly among joint speakers (`weight` is one over their number).
    """
    text = dict(zip(tables.articles["article_id"], tables.articles["text"], strict=True))
    rows = []
    for quote in records(tables.quotes):
        words = sum(len(text[quote.article_id][s["start"] : s["end"]].split()) for s in quote.segments)
        for speaker in quote.speakers or [""]:
            weight = 1 / max(len(quote.speakers), 1)
            row = (
                quote.article_id,
                quote.segments[0]["start"],
                speaker,
                quote.source_type,
                quote.cue_class,
                quote.kind,
            )
            rows.append((*row, words * weight, weight))
    columns = ["article_id", "start", "speaker", "source_type", "cue_class", "kind", "words", "weight"]
    return pd.DataFrame(rows, columns=columns)


def share_of_voice(tables: Tables, *, by: str = "source_type", level: float = 0.95, seed: int = 0) -> pd.DataFrame:
    """Over the whole corpus: the share of quoted words of each group of speakers, with a bootstrap interval.

    One row a value of `by` (speaker, source_type, cue_class or kind), largest first: by, count (quotations), words,
    share (0 to 1), low, high, article_id and start (of its first quotation). Articles are resampled, since quotations
    of one article are not independent; with one article low and high are the share itself. Raises KeyError for another
    `by`. Method: percentile bootstrap, Efron and Tibshirani 1993, ch. 13.
    """
    said = voices(tables)
    if by not in {"speaker", "source_type", "cue_class", "kind"}:
        raise KeyError(f"by={by!r}: it is speaker, source_type, cue_class or kind")
    said[by] = said[by].fillna("")
    table = (
        said.groupby(by, sort=True)
        .agg(
            count=("weight", "sum"),
            words=("words", "sum"),
            article_id=("article_id", "first"),
            start=("start", "first"),
        )
        .reset_index()
    )
    table["share"] = table["words"] / max(table["words"].sum(), 1)
    per_article = said.pivot_table(index="article_id", columns=by, values="words", aggfunc="sum", fill_value=0)
    table["low"], table["high"] = _interval(per_article.reindex(columns=table[by]).to_numpy(dtype=float), level, seed)
    columns = [by, "count", "words", "share", "low", "high", "article_id", "start"]
    return table[columns].sort_values(["share", by], ascending=[False, True], kind="stable", ignore_index=True)


def _interval(words: np.ndarray, level: float, seed: int, times: int = 1000) -> tuple[np.ndarray, np.ndarray]:
    """The bootstrap interval of the share of each column, rows being articles."""
    if words.size == 0:
        return np.zeros(words.shape[1]), np.zeros(words.shape[1])
    drawn = np.random.default_rng(seed).integers(0, len(words), size=(times, len(words)))
    sums = np.stack([words[rows].sum(axis=0) for rows in drawn])
    shares = sums / np.maximum(sums.sum(axis=1, keepdims=True), 1)
    low, high = np.quantile(shares, [(1 - level) / 2, (1 + level) / 2], axis=0)
    return low, high


def cue_classes(tables: Tables) -> pd.DataFrame:
    """Over the whole corpus: how often each speaker is quoted with which class of cue, most quoted speakers first.

    Columns speaker, cue_class, count, article_id and start (of the first time).
    """
    said = voices(tables).assign(cue_class=lambda table: table["cue_class"].fillna("none"))
    table = (
        said.groupby(["speaker", "cue_class"], sort=True)
        .agg(count=("start", "size"), article_id=("article_id", "first"), start=("start", "first"))
        .reset_index()
    )
    total = table.groupby("speaker")["count"].transform("sum")
    order = table.assign(total=total).sort_values(["total", "speaker", "cue_class"], ascending=[False, True, True])
    return order.drop(columns="total").reset_index(drop=True)
