"""Two groups side by side: every difference with a bootstrap interval and the number of articles behind it.

Outlets and periods are groups of articles. Speakers are compared in what they say (`units`): an article then stands
for the words of one speaker in it.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pandas as pd

from analysis.framing.examples import framed
from analysis.framing.inside import quoted_by
from analysis.framing.keyness import keyness
from analysis.framing.spoken import speaker_of, spoken
from analysis.morphology import lemmatised
from analysis.tables import Tables

# With fewer articles in a group an interval says nothing that one could rely on.
FEW = 10
_COLUMNS = ["item", "a", "b", "difference", "low", "high", "articles_a", "articles_b", "few"]


def names(tables: Tables, *, by: str = "outlet", a: str = "", b: str = "") -> tuple[str, str]:
    """What two groups of articles are called; an empty name takes the group with most articles that is left.

    `by` is outlet, month, year or, for tables of `units`, speaker; raises KeyError for another. Empty where there is no
    such group.
    """
    sizes = _value(tables, by).loc[lambda value: value != ""].value_counts().sort_index(kind="stable")
    left = [name for name in sizes.sort_values(ascending=False, kind="stable").index if name not in {a, b}]
    first = a or (left.pop(0) if left else "")
    return first, b or (left.pop(0) if left else "")


def groups(tables: Tables, *, by: str = "outlet", a: str = "", b: str = "") -> tuple[list[str], list[str]]:
    """The ids of the articles of the two groups of `names`."""
    value = _value(tables, by)
    first, second = (
        list(tables.articles.loc[(value == name) & (value != ""), "article_id"])
        for name in names(tables, by=by, a=a, b=b)
    )
    return first, second


def _value(tables: Tables, by: str) -> pd.Series[str]:
    if by == "outlet":
        return tables.articles["outlet"].fillna("")
    if by in {"month", "year"}:
        value: pd.Series[str] = tables.articles["published"].dt.strftime("%Y-%m" if by == "month" else "%Y").fillna("")
        return value
    if by == "speaker":
        return tables.articles["article_id"].map(speaker_of).astype("str")
    raise KeyError(f"by={by!r}: it is outlet, month, year or speaker")


def units(tables: Tables, *, by: str = "outlet", codebook: str = "") -> Tables:
    """The tables that are compared: those given or, by speaker, what each speaker says in each article (`spoken`).

    `codebook` is that of the frames. Where it is empty those of articles stay, and those of speakers are found with
    `policy_frames`.
    """
    if by == "speaker":
        return spoken(tables, codebook=codebook or "policy_frames")
    return framed(tables, codebook=codebook)


def sizes(groups: tuple[Sequence[str], Sequence[str]], names: tuple[str, str]) -> pd.DataFrame:
    """How many articles each group has, and whether they are too few to say anything: group, articles, few."""
    counts = [len(ids) for ids in groups]
    return pd.DataFrame({"group": list(names), "articles": counts, "few": [count < FEW for count in counts]})


def differences(
    counts: pd.DataFrame,
    whole: pd.DataFrame | pd.Series[float],
    groups: tuple[Sequence[str], Sequence[str]],
    *,
    level: float = 0.95,
    times: int = 1000,
    seed: int = 0,
) -> pd.DataFrame:
    """The difference of each ratio sum(counts) / sum(whole) between two groups of articles, largest first.

    `counts` is articles x items, `whole` the same or one number an article; an article without row counts as nothing.
    An item of whose whole one of two groups has nothing is left out; what rests on too few articles stands last.
    Columns item, a, b, difference (a - b), low, high (expanded percentile bootstrap over articles within each group:
    Hesterberg 2015), articles_a and articles_b (with anything of the item's whole), few (whether they are too few to
    say anything).
    """
    sides = [_side(counts, whole, ids) for ids in groups]
    reach = [(base > 0).sum(axis=0) for _, base in sides]
    full = all(len(ids) for ids in groups)
    kept = np.flatnonzero((reach[0] > 0) & (reach[1] > 0)) if full else np.arange(len(counts.columns))
    sides = [(values[:, kept], base[:, kept]) for values, base in sides]
    (a, b), (n_a, n_b) = [_ratio(*side) for side in sides], [found[kept] for found in reach]
    if full and len(kept):
        generator = np.random.default_rng(seed)
        drawn = [_resampled(*side, times=times, generator=generator) for side in sides]
        low, high = _interval(drawn[0] - drawn[1], np.minimum(n_a, n_b), level)
    else:
        low = high = np.full(len(kept), np.nan)
    table = pd.DataFrame(
        {
            "item": [str(item) for item in counts.columns[kept]],
            "a": a,
            "b": b,
            "difference": a - b,
            "low": low,
            "high": high,
            "articles_a": n_a,
            "articles_b": n_b,
            "few": np.minimum(n_a, n_b) < FEW,
        },
        columns=_COLUMNS,
    ).astype({"item": "str"})
    order = np.lexsort((-table["difference"].abs(), table["few"]))
    return table.iloc[order].reset_index(drop=True)


def _side(
    counts: pd.DataFrame, whole: pd.DataFrame | pd.Series[float], ids: Sequence[str]
) -> tuple[np.ndarray, np.ndarray]:
    values = counts.reindex(list(ids)).fillna(0.0).to_numpy(float)
    base = whole.reindex(list(ids)).fillna(0.0).to_numpy(float)
    return values, base if base.ndim == 2 else np.repeat(base[:, None], values.shape[1], axis=1)


def _ratio(values: np.ndarray, base: np.ndarray) -> np.ndarray:
    total = base.sum(axis=0)
    return np.asarray(values.sum(axis=0) / np.where(total > 0, total, 1.0))


def _resampled(values: np.ndarray, base: np.ndarray, *, times: int, generator: np.random.Generator) -> np.ndarray:
    """The ratio of each item in so many resamples of the articles; NaN in one that has nothing of its whole."""
    size = len(values)
    weights = generator.multinomial(size, np.full(size, 1 / size), size=times).astype(float)
    total = weights @ base
    return np.asarray((weights @ values) / np.where(total > 0, total, np.nan))


def _interval(drawn: np.ndarray, articles: np.ndarray, level: float) -> np.ndarray:
    """Lower and upper ends by item, from resampled differences and the articles of the smaller group.

    The plain percentile interval is as if the spread of a small group were known, so too narrow: for its n articles the
    tails are taken that make a normal interval one of Student's t (Hesterberg 2015, "expanded percentile").
    """
    from scipy.stats import norm, t

    ends = np.empty((2, drawn.shape[1]))
    for n in np.unique(articles):
        these = articles == n
        tail = norm.cdf(-math.sqrt(n / (n - 1)) * t.ppf((1 + level) / 2, n - 1)) if n > 1 else 0.0
        ends[:, these] = np.nanquantile(drawn[:, these], [tail, 1 - tail], axis=0)
    return ends


Groups = tuple[Sequence[str], Sequence[str]]


def frame_differences(tables: Tables, groups: Groups) -> pd.DataFrame:
    """In which share of the articles each frame is present: `differences` by frame."""
    present = tables.article_frames.assign(present=tables.article_frames["present"].astype(float))
    wide = present.pivot_table(index="article_id", columns="frame", values="present", aggfunc="first")
    return differences(wide, pd.Series(1.0, index=wide.index), groups)


def voice_differences(tables: Tables, groups: Groups) -> pd.DataFrame:
    """Which share of all words stands in quotations of each kind of source: `differences` by source type."""
    text = dict(zip(tables.articles["article_id"], tables.articles["text"], strict=True))
    words = [
        sum(len(text[article_id][s["start"] : s["end"]].split()) for s in segments)
        for article_id, segments in zip(tables.quotes["article_id"], tables.quotes["segments"], strict=True)
    ]
    said = tables.quotes.assign(words=words)
    whole = pd.Series({article_id: float(len(found.split())) for article_id, found in text.items()})
    return differences(_wide(said, "source_type", "words"), whole, groups)


def term_differences(tables: Tables, groups: Groups, *, own: bool = False) -> pd.DataFrame:
    """The share of each term among the words for its concept: `differences` by "concept: term".

    With `own` only what stands outside quotations counts.
    """
    found = tables.terms
    if own:
        found = found[~quoted_by(found, tables.quotes)["quoted"]]
    found = found.assign(item=found["concept"] + ": " + found["term"], one=1.0)
    counts = _wide(found, "item", "one")
    concepts = _wide(found, "concept", "one")
    whole = pd.DataFrame({item: concepts[item.partition(": ")[0]] for item in counts.columns}, index=counts.index)
    return differences(counts, whole, groups)


def entity_differences(tables: Tables, groups: Groups, *, top: int = 50) -> pd.DataFrame:
    """The share of each of the most named entities in all mentions: `differences` by name."""
    named = tables.mentions.merge(tables.entities[["entity_id", "name"]], on="entity_id").assign(one=1.0)
    counts = _wide(named, "name", "one")
    kept = counts.sum().sort_values(ascending=False, kind="stable").index[:top]
    return differences(counts[sorted(kept)], counts.sum(axis=1), groups)


def portrayal_differences(tables: Tables, groups: Groups, *, top: int = 50) -> pd.DataFrame:
    """How often the entities of most roles are agents rather than patients: `differences` by name."""
    roles = tables.portrayals.merge(tables.entities[["entity_id", "name"]], on="entity_id").assign(one=1.0)
    whole = _wide(roles, "name", "one")
    agents = _wide(roles[roles["role"] == "agent"], "name", "one").reindex(index=whole.index, columns=whole.columns)
    kept = sorted(whole.sum().sort_values(ascending=False, kind="stable").index[:top])
    return differences(agents[kept].fillna(0.0), whole[kept], groups)


def word_differences(
    tables: Tables, groups: Groups, *, least: int = 3, times: int = 500, database: str | Path = ""
) -> pd.DataFrame:
    """The words that mark the first group against the second: `keyness` over their articles.

    With a morphological `database` lemmas are counted, see `morphology.lemmatised`; empty is none.
    """
    text = dict(zip(tables.articles["article_id"], tables.articles["text"], strict=True))
    ids = [*groups[0], *groups[1]]
    mask = [True] * len(groups[0]) + [False] * len(groups[1])
    texts = [text[article_id] for article_id in ids]
    return keyness(lemmatised(texts, database) if database else texts, mask, least=least, times=times)


def _wide(table: pd.DataFrame, column: str, value: str) -> pd.DataFrame:
    wide: pd.DataFrame = table.pivot_table(
        index="article_id", columns=column, values=value, aggfunc="sum", fill_value=0.0
    ).astype(float)
    return wide
