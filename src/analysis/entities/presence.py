"""How prominent an entity is, and with whom it is named: statistics over the mentions table."""

from __future__ import annotations

import itertools

import pandas as pd

from analysis.entities.forms import headline_end
from analysis.tables import Tables, records
from analysis.text import folded

_OCCURRENCE = ["article_id", "sentence_id", "start", "end", "text", "name", "type", "entity_id", "score"]


def occurrences(tables: Tables) -> pd.DataFrame:
    """Every mention with the name of its entity and its sentence: one row a mention, in text order."""
    mentions = tables.mentions.merge(tables.entities[["entity_id", "name"]], on="entity_id", how="left")
    sentences = tables.sentences.rename(columns={"start": "from", "end": "to"}).sort_values("from", kind="stable")
    if mentions.empty:  # merge_asof cannot
        return mentions.assign(sentence_id=mentions["mention_id"])[_OCCURRENCE]
    placed = pd.merge_asof(
        mentions.sort_values("start", kind="stable"), sentences, left_on="start", right_on="from", by="article_id"
    )
    return placed[_OCCURRENCE].sort_values(["article_id", "start"], kind="stable", ignore_index=True)


def prominence(tables: Tables) -> pd.DataFrame:
    """Over the whole corpus: one row an entity, most mentions first.

    Columns entity_id, name, type, mentions (count), articles (count), sentences (count), share (of all sentences, 0 to
    1, in which it is named), article_id and start (where it is first named), headlines (articles that name it in their
    headline), first (how far into an article it is first named, 0 to 1: the median of the articles that name it).
    """
    found = occurrences(tables)
    opening = found.drop_duplicates(["entity_id", "article_id"])
    table = found.drop_duplicates("entity_id")[["entity_id", "name", "type", "article_id", "start"]]
    for place, (name, rows) in enumerate((("mentions", found), ("articles", opening)), start=3):
        table.insert(place, name, table["entity_id"].map(rows["entity_id"].value_counts()).astype("int64"))
    table = table.reset_index(drop=True)
    pairs = found[["entity_id", "article_id", "sentence_id"]].drop_duplicates()
    sentences = table["entity_id"].map(pairs["entity_id"].value_counts()).astype("int64")
    table.insert(5, "sentences", sentences)
    table.insert(6, "share", sentences / max(len(tables.sentences), 1))
    length = dict(zip(tables.articles["article_id"], tables.articles["text"].str.len(), strict=True))
    far = opening["start"] / opening["article_id"].map(length).astype("float64")
    table["headlines"] = table["entity_id"].map(_headlines(tables, opening)).fillna(0).astype("int64")
    table["first"] = table["entity_id"].map(far.groupby(opening["entity_id"]).median())
    return table.sort_values(["mentions", "name"], ascending=[False, True], kind="stable", ignore_index=True)


def _headlines(tables: Tables, opening: pd.DataFrame) -> pd.Series[int]:
    """In how many articles the entity is named in the headline: the title, or a short first line of the text."""
    forms = dict(zip(tables.entities["entity_id"], tables.entities["aliases"], strict=True))
    names = dict(zip(tables.entities["entity_id"], tables.entities["name"], strict=True))
    articles = {row.article_id: row for row in records(tables.articles)}
    ends = {key: headline_end(row.text) for key, row in articles.items()}
    titles = {key: f" {folded(row.title)} " if pd.notna(row.title) else "" for key, row in articles.items()}
    named = [
        start < ends[article_id]
        or any(f" {folded(form)} " in titles[article_id] for form in (names[entity_id], *forms[entity_id]))
        for entity_id, article_id, start in zip(
            opening["entity_id"], opening["article_id"], opening["start"], strict=True
        )
    ]
    counts: pd.Series[int] = opening.loc[named, "entity_id"].value_counts()
    return counts


def cooccurrence(tables: Tables, *, within: str = "sentence") -> pd.DataFrame:
    """Over the whole corpus: pairs of entities named in one sentence (or `within="article"`), most frequent first.

    Columns source, target (names), count, article_id and start (of the first time). Raises ValueError for another
    `within`.
    """
    if within not in {"sentence", "article"}:
        raise ValueError(f"within={within!r}; it is sentence or article")
    keys = ["article_id", "sentence_id"] if within == "sentence" else ["article_id"]
    found = occurrences(tables)
    pairs: dict[tuple[str, str], list[tuple[str, int]]] = {}
    for _, rows in found.groupby(keys, sort=False):
        first = dict(
            zip(rows["name"][::-1], zip(rows["article_id"][::-1], rows["start"][::-1], strict=True), strict=True)
        )
        for one, other in itertools.combinations(sorted(first), 2):
            pairs.setdefault((one, other), []).append(max(first[one], first[other]))
    table = pd.DataFrame(
        [(one, other, len(places), *places[0]) for (one, other), places in pairs.items()],
        columns=["source", "target", "count", "article_id", "start"],
    )
    return table.sort_values(["count", "source", "target"], ascending=[False, True, True], ignore_index=True)
