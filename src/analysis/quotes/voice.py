"""Whose voice is heard: statistics over the quotes table."""

from __future__ import annotations

import numpy as np
import pandas as pd

from analysis.tables import Tables, records

GROUPS = ("speaker", "source_type", "cue_class", "kind", "outlet", "named")
_TIMES = 1000  # that the articles are drawn anew for an interval
_SHOWN = 14  # words of a quotation in a table


def voices(tables: Tables) -> pd.DataFrame:
    """One row a quotation and speaker, in the order of the quotes table.

    Columns article_id, outlet, start, speaker, speaker_id, source_type, cue_class, kind, named ("named" or "unnamed"),
    addressee (as written), position (of the quotation in its article, 0 to 1), length (words of the quotation), words,
    weight. `words` are those of the content, shared evenly among joint speakers (`weight` is one over their number).
    """
    outlets = dict(zip(tables.articles["article_id"], tables.articles["outlet"].fillna(""), strict=True))
    text = dict(zip(tables.articles["article_id"], tables.articles["text"], strict=True))
    rows = []
    for quote in records(tables.quotes):
        article = text[quote.article_id]
        length = sum(len(article[s["start"] : s["end"]].split()) for s in quote.segments)
        told = "" if pd.isna(quote.addressee_start) else article[quote.addressee_start : quote.addressee_end]
        start = quote.segments[0]["start"]
        named = "named" if quote.source_type in ("person", "organization", "media") else "unnamed"
        names = quote.speakers if len(quote.speakers) else [""]
        ids = quote.speaker_ids if len(quote.speaker_ids) == len(names) else [""] * len(names)
        fixed = (quote.source_type, quote.cue_class, quote.kind, named, told, start / max(len(article), 1), length)
        for speaker, speaker_id in zip(names, ids, strict=True):
            head = (quote.article_id, outlets[quote.article_id], start, speaker, speaker_id)
            rows.append((*head, *fixed, length / len(names), 1 / len(names)))
    columns = ["article_id", "outlet", "start", "speaker", "speaker_id", "source_type", "cue_class", "kind", "named"]
    return pd.DataFrame(rows, columns=[*columns, "addressee", "position", "length", "words", "weight"])


def share_of_voice(
    tables: Tables,
    *,
    by: str = "source_type",
    attributes: pd.DataFrame | None = None,
    level: float = 0.95,
    seed: int = 0,
) -> pd.DataFrame:
    """Over the whole corpus: the share of quoted words of each group of speakers, with a bootstrap interval.

    One row a value of `by` (speaker, source_type, cue_class, kind, outlet, named, or a column of `attributes`, a table
    by entity_id such as `entities.attributes`), largest first: by, count (quotations), words, share (0 to 1), low,
    high, article_id and start (of its first quotation). Articles are resampled, since quotations of one article are
    not independent; with one article low and high are the share itself. Raises KeyError for another `by`. Method:
    percentile bootstrap, Efron and Tibshirani 1993, ch. 13. What is not known is under "unknown".
    """
    said = voices(tables)
    if attributes is not None:
        said = said.merge(attributes.rename(columns={"entity_id": "speaker_id"}), on="speaker_id", how="left")
    known = [*GROUPS, *(attributes.columns if attributes is not None else [])]
    if by not in known or by == "entity_id":
        raise KeyError(f"by={by!r}: it is one of {', '.join(known)}")
    return _shares(said, by, level, seed)


def share_by_outlet(tables: Tables, *, by: str = "source_type", level: float = 0.95, seed: int = 0) -> pd.DataFrame:
    """As `share_of_voice`, within each outlet: columns outlet, articles (with quotations), then those of it.

    Shares of an outlet sum to 1. An article without an outlet counts under "unknown". Raises KeyError for another `by`.
    """
    if by not in GROUPS or by == "outlet":
        raise KeyError(f"by={by!r}: it is one of {', '.join(group for group in GROUPS if group != 'outlet')}")
    parts = [
        _shares(said, by, level, seed).assign(outlet=outlet, articles=said["article_id"].nunique())
        for outlet, said in voices(tables).replace({"outlet": {"": "unknown"}}).groupby("outlet", sort=True)
    ]
    columns = ["outlet", "articles", by, "count", "words", "share", "low", "high", "article_id", "start"]
    return pd.concat(parts, ignore_index=True)[columns] if parts else pd.DataFrame(columns=columns)


def _shares(said: pd.DataFrame, by: str, level: float, seed: int) -> pd.DataFrame:
    group = said[by].fillna("").astype("str").replace("", "unknown")
    column, names = pd.factorize(group, sort=True)
    row, articles = pd.factorize(said["article_id"], sort=True)
    words = np.zeros((len(articles), len(names)))
    np.add.at(words, (row, column), said["words"].to_numpy(dtype=float))
    first = said.loc[~group.duplicated(), ["article_id", "start"]].set_axis(group.drop_duplicates()).reindex(names)
    table = first.rename_axis(by).reset_index()
    table["count"] = np.bincount(column, weights=said["weight"], minlength=len(names))
    table["words"] = words.sum(axis=0)
    table["share"] = table["words"] / max(words.sum(), 1)
    table["low"], table["high"] = _interval(words, level, seed)
    columns = [by, "count", "words", "share", "low", "high", "article_id", "start"]
    return table[columns].sort_values(["share", by], ascending=[False, True], kind="stable", ignore_index=True)


def _interval(words: np.ndarray, level: float, seed: int) -> tuple[np.ndarray, np.ndarray]:
    """The bootstrap interval of the share of each column, rows being articles."""
    if words.size == 0:
        return np.zeros(words.shape[1]), np.zeros(words.shape[1])
    if len(words) == 1:  # drawn again and again it stays what it is
        share = words[0] / max(words.sum(), 1)
        return share, share
    drawn = np.random.default_rng(seed).integers(0, len(words), size=(_TIMES, len(words)))
    sums = np.stack([np.bincount(rows, minlength=len(words)) @ words for rows in drawn])
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


def addressees(tables: Tables) -> pd.DataFrame:
    """Over the whole corpus: who speaks to whom, most frequent first.

    Columns speaker, addressee (as written), count, article_id and start (of the first time).
    """
    said = voices(tables)
    table = (
        said[said["addressee"] != ""]
        .groupby(["speaker", "addressee"], sort=True)
        .agg(count=("start", "size"), article_id=("article_id", "first"), start=("start", "first"))
        .reset_index()
    )
    return table.sort_values(["count", "speaker"], ascending=[False, True], kind="stable", ignore_index=True)


def lengths(tables: Tables) -> pd.DataFrame:
    """Over the whole corpus: how long quotations of each kind are and where they stand, one row a kind.

    Columns kind, count, median and longest (words), position (median place in the article, 0 to 1), article_id and
    start (of the longest).
    """
    said = voices(tables).drop_duplicates(["article_id", "start", "kind"])
    longest = said.sort_values("length", ascending=False, kind="stable").drop_duplicates("kind").set_index("kind")
    table = (
        said.groupby("kind", sort=True)
        .agg(
            count=("start", "size"),
            median=("length", "median"),
            longest=("length", "max"),
            position=("position", "median"),
        )
        .reset_index()
    )
    places = longest.reindex(table["kind"])[["article_id", "start"]].reset_index(drop=True)
    table = pd.concat([table, places], axis=1)
    return table.sort_values(["count", "kind"], ascending=[False, True], kind="stable", ignore_index=True)


def least_sure(tables: Tables) -> pd.DataFrame:
    """The quotations, those first that are least likely to be right in content and speakers (see `confidence`).

    One row a quotation: speakers (list of names), said (its first words), rule, score (that probability), article_id
    and start (of its content).
    """
    text = dict(zip(tables.articles["article_id"], tables.articles["text"], strict=True))
    rows = []
    for quote in records(tables.quotes):
        start, end = quote.segments[0]["start"], quote.segments[0]["end"]
        words = text[quote.article_id][start:end].split()
        said = " ".join(words[:_SHOWN]) + (" …" if len(words) > _SHOWN else "")
        rows.append((list(quote.speakers), said, quote.rule, quote.score, quote.article_id, start))
    table = pd.DataFrame(rows, columns=["speakers", "said", "rule", "score", "article_id", "start"])
    return table.sort_values("score", kind="stable", ignore_index=True)
