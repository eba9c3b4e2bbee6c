"""Where entities are named: over time and by outlet, and how sure a difference between outlets is."""

from __future__ import annotations

import numpy as np
import pandas as pd

from analysis.entities.presence import occurrences
from analysis.tables import Tables

_PERIODS = {"day": "D", "month": "M", "year": "Y"}
_MOST = 40  # periods that a line shows
_NORMAL = 1.96  # 95 % of a normal distribution lie so many standard deviations around its mean


def timeline(tables: Tables, *, by: str = "", top: int = 6) -> pd.DataFrame:
    """How many articles name each of the `top` entities in each period: one row a period and entity, zeros included.

    Columns period (its first day), name, articles, all (articles of the period). `by` is day, month or year; empty
    takes the finest of which there are at most forty. Articles without a date are left out. Raises ValueError for
    another `by`.
    """
    if by not in {"", *_PERIODS}:
        raise ValueError(f"by={by!r}; it is day, month or year")
    dated = tables.articles.dropna(subset=["published"])[["article_id", "published"]]
    columns = ["period", "name", "articles", "all"]
    if dated.empty:
        return pd.DataFrame(columns=columns)
    periods = {name: dated["published"].dt.to_period(code) for name, code in _PERIODS.items()}
    fine = [name for name, period in periods.items() if (period.max() - period.min()).n < _MOST]
    period = periods[by or (fine[0] if fine else "year")]
    dated = dated.assign(period=period)
    found = occurrences(tables).merge(dated, on="article_id").drop_duplicates(["article_id", "entity_id"])
    leading = found["entity_id"].value_counts(sort=True).sort_index().sort_values(ascending=False, kind="stable")
    chosen = found[found["entity_id"].isin(leading.index[:top])]
    counts = chosen.groupby(["period", "entity_id"], as_index=False).agg(articles=("article_id", "size"))
    every = pd.MultiIndex.from_product(
        [pd.period_range(period.min(), period.max()), leading.index[:top]], names=["period", "entity_id"]
    )
    long = counts.set_index(["period", "entity_id"]).reindex(every, fill_value=0).reset_index()
    names = dict(zip(found["entity_id"], found["name"], strict=True))
    total = dated["period"].value_counts()
    long = long.assign(name=long["entity_id"].map(names), all=long["period"].map(total).fillna(0).astype("int64"))
    long["period"] = long["period"].dt.to_timestamp()
    return long[columns]


def by_outlet(tables: Tables, *, least: int = 3) -> pd.DataFrame:
    """What each outlet names more than the others: one row an outlet and entity, strongest first within an outlet.

    Columns outlet, name, type, mentions, share (of the mentions of the outlet), log_odds (against all other outlets,
    natural), low and high (its 95 % interval), z, article_id, start (of the first mention in the outlet). The
    log-odds are weighted by a Dirichlet prior, the whole corpus (Monroe, Colaresi and Quinn 2008): rare names are
    drawn to zero. Entities with fewer than `least` mentions in the corpus are left out; fewer than two outlets give no
    rows.
    """
    outlets = tables.articles[["article_id", "outlet"]].dropna()
    found = occurrences(tables).merge(outlets, on="article_id")
    columns = ["outlet", "name", "type", "mentions", "share", "log_odds", "low", "high", "z", "article_id", "start"]
    if found["outlet"].nunique() < 2:
        return pd.DataFrame(columns=columns)
    keys = ["outlet", "entity_id"]
    table = found.groupby(keys, as_index=False).agg(
        name=("name", "first"),
        type=("type", "first"),
        mentions=("start", "size"),
        article_id=("article_id", "first"),
        start=("start", "first"),
    )
    prior = table.groupby("entity_id")["mentions"].transform("sum").to_numpy(dtype=float)
    here = table["mentions"].to_numpy(dtype=float)
    size = table.groupby("outlet")["mentions"].transform("sum").to_numpy(dtype=float)
    total = float(here.sum())
    log_odds, deviation = _log_odds(here, size, prior - here, total - size, prior)
    table = table.assign(
        share=here / size,
        log_odds=log_odds,
        low=log_odds - _NORMAL * deviation,
        high=log_odds + _NORMAL * deviation,
        z=log_odds / deviation,
    )
    table = table[prior >= least].sort_values(["outlet", "z", "name"], ascending=[True, False, True], kind="stable")
    return table[columns].reset_index(drop=True)


def _log_odds(
    here: np.ndarray, size: np.ndarray, there: np.ndarray, rest: np.ndarray, prior: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """The log-odds ratio with its standard deviation, of counts in two corpora (their equations 16, 19, 20)."""
    mass = size + rest  # the prior is the whole corpus
    one, other = here + prior, there + prior
    ratio = np.log(one / (size + mass - one)) - np.log(other / (rest + mass - other))
    return ratio, np.sqrt(1 / one + 1 / other)
