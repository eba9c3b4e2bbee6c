"""The tables, the contract between analysis, notebooks, reports and evaluation.

Stand-off annotation over the untouched article text. Offsets are half-open and count Unicode code points;
`text[start:end]` is always the annotated string.
"""

from __future__ import annotations

import itertools
import logging
from collections import namedtuple
from collections.abc import Callable, Iterable, Iterator
from typing import Any, NamedTuple, NewType, TypeVar

import pandas as pd
import pandera.errors
import pandera.pandas as pa

from analysis import schemas
from analysis.errors import SchemaError

Articles = NewType("Articles", pd.DataFrame)
Sentences = NewType("Sentences", pd.DataFrame)
Mentions = NewType("Mentions", pd.DataFrame)
Entities = NewType("Entities", pd.DataFrame)
Quotes = NewType("Quotes", pd.DataFrame)
ArticleFrames = NewType("ArticleFrames", pd.DataFrame)
SentenceFrames = NewType("SentenceFrames", pd.DataFrame)
Terms = NewType("Terms", pd.DataFrame)
Portrayals = NewType("Portrayals", pd.DataFrame)
Spans = NewType("Spans", pd.DataFrame)

Item = TypeVar("Item")

log = logging.getLogger(__name__)


class Tables(NamedTuple):
    """All that is known of a corpus: nine tables, each a DataFrame of the schema of its name."""

    articles: Articles
    sentences: Sentences
    mentions: Mentions
    entities: Entities
    quotes: Quotes
    article_frames: ArticleFrames
    sentence_frames: SentenceFrames
    terms: Terms
    portrayals: Portrayals


SCHEMAS: dict[str, type[pa.DataFrameModel]] = {
    "articles": schemas.ArticleRows,
    "sentences": schemas.SentenceRows,
    "mentions": schemas.MentionRows,
    "entities": schemas.EntityRows,
    "quotes": schemas.QuoteRows,
    "article_frames": schemas.ArticleFrameRows,
    "sentence_frames": schemas.SentenceFrameRows,
    "terms": schemas.TermRows,
    "portrayals": schemas.PortrayalRows,
}

# For each layer, the columns that name a row and the pairs of columns (or the list column) that hold its spans.
_ROW_KEY = {
    "sentences": ["sentence_id"],
    "mentions": ["mention_id"],
    "quotes": ["quote_id"],
    "sentence_frames": ["sentence_id", "frame"],
    "terms": ["concept"],
    "portrayals": ["entity_id"],
}
_SPAN_COLUMNS = {
    "sentences": {"sentence": ("start", "end")},
    "mentions": {"mention": ("start", "end")},
    "quotes": {
        "cue": ("cue_start", "cue_end"),
        "source": ("source_start", "source_end"),
        "addressee": ("addressee_start", "addressee_end"),
    },
    "terms": {"term": ("start", "end")},
    "portrayals": {"entity": ("start", "end"), "predicate": ("predicate_start", "predicate_end")},
}
_LIST_COLUMNS = {
    "quotes": {"content": "segments", "quoted": "quoted"},
    "sentence_frames": {"evidence": "evidence"},
}


def frame(name: str, rows: Iterable[dict[str, Any]] = ()) -> pd.DataFrame:
    """The table called `name` with these rows; every column has its type even for no rows.

    >>> frame("mentions").dtypes["start"]
    dtype('int64')
    """
    types = schemas.pandas_types(SCHEMAS[name])
    return pd.DataFrame(list(rows), columns=list(types)).astype(types)


def quiet(items: Iterable[Item], _label: str, _count: int) -> Iterable[Item]:
    """The progress that shows nothing: what is done, its name, how many there are."""
    return items


def logged(article_id: str, problem: str) -> None:
    """The failure report that writes one warning."""
    log.warning("article %s: %s", article_id, problem)


class Watch(NamedTuple):
    """What a run over articles tells its caller: its progress, and each article that failed in a layer."""

    progress: Callable[[Iterable[Any], str, int], Iterable[Any]] = quiet
    failed: Callable[[str, str], None] = logged


def records(table: pd.DataFrame) -> Iterator[Any]:
    """The rows as named tuples, in the table's order."""
    row = namedtuple("Row", table.columns)  # type: ignore[misc]
    # A list of each column first: `itertuples` fetches strings one by one.
    return map(row._make, zip(*(table[column].tolist() for column in table.columns), strict=True))


def rows_by_article(table: pd.DataFrame) -> dict[str, list[Any]]:
    """The rows of each article as named tuples, in the table's order."""
    ordered = records(table.sort_values("article_id", kind="stable"))
    return {key: list(rows) for key, rows in itertools.groupby(ordered, key=lambda row: row.article_id)}


def per_article(
    articles: Articles,
    find: Callable[..., Iterable[Any]],
    name: str,
    *layers: pd.DataFrame,
    watch: Watch = Watch(),  # noqa: B008 -- immutable
) -> pd.DataFrame:
    """The table `name`: `find(text, *rows of each layer)` for each article. The only loop over articles.

    `find` returns records (named tuples) whose fields are the columns of the table, article_id left out. An article
    that fails costs its rows of this layer only, and is reported to `watch.failed`.
    """
    grouped = [rows_by_article(layer) for layer in layers]
    rows: list[dict[str, Any]] = []
    pairs = list(zip(articles["article_id"], articles["text"], strict=True))
    for article_id, text in watch.progress(pairs, name, len(pairs)):
        try:
            records = list(find(text, *(group.get(article_id, []) for group in grouped)))
        except Exception as error:  # one bad article must not end the run of the other thousands
            log.debug("article %s: %s failed", article_id, name, exc_info=True)
            watch.failed(article_id, f"{name}: {type(error).__name__}: {error}")
            continue
        rows += [{"article_id": article_id, **record._asdict()} for record in records]
    return frame(name, rows)


def spans(tables: Tables) -> Spans:
    """All spans of all layers as one long table: article_id, layer, row_id, role, start, end."""
    parts: list[pd.DataFrame] = []

    def add(layer: str, role: str, table: pd.DataFrame, start: Iterable[int], end: Iterable[int]) -> None:
        keys = zip(*(table[key] for key in _ROW_KEY[layer]), strict=True)
        row_id = pd.Series(["/".join(key) for key in keys], index=table.index, dtype="str")
        columns = {"article_id": table["article_id"], "layer": layer, "row_id": row_id, "role": role}
        parts.append(pd.DataFrame({**columns, "start": start, "end": end}))

    for layer, roles in _SPAN_COLUMNS.items():
        whole: pd.DataFrame = getattr(tables, layer)
        for role, (start, end) in roles.items():
            table = whole[whole[start].notna()]
            add(layer, role, table, table[start].astype("int64"), table[end].astype("int64"))
    for layer, lists in _LIST_COLUMNS.items():
        whole = getattr(tables, layer)
        for role, column in lists.items():
            table = whole.explode(column).dropna(subset=[column])
            add(layer, role, table, [s["start"] for s in table[column]], [s["end"] for s in table[column]])
    types = {
        "article_id": "str",
        "layer": "str",
        "row_id": "str",
        "role": "str",
        "start": "int64",
        "end": "int64",
    }
    long = pd.concat(parts, ignore_index=True).astype(types)
    return Spans(long.sort_values(["article_id", "start", "end", "layer", "role"], kind="stable", ignore_index=True))


def validate(tables: Tables) -> Tables:
    """The same tables, checked: columns, types, allowed values, spans inside their text, `text` columns equal slices.

    Raises SchemaError naming the table, the row and what is wrong.
    """
    for name, schema in SCHEMAS.items():
        try:
            schema.validate(getattr(tables, name), lazy=True)
        except pandera.errors.SchemaErrors as error:
            raise SchemaError(f"table {name}: {_first_case(error)}") from error
    text = dict(zip(tables.articles["article_id"], tables.articles["text"], strict=True))
    _check_spans(spans(tables), text)
    for name in ("mentions", "terms"):
        _check_slices(name, getattr(tables, name), text)
    return tables


def _first_case(error: pandera.errors.SchemaErrors) -> str:
    case = error.failure_cases.iloc[0]
    return f"column {case['column']}, row {case['index']}: {case['check']} does not hold for {case['failure_case']!r}"


def _check_spans(table: Spans, text: dict[str, str]) -> None:
    lost = table.loc[~table["article_id"].isin(list(text))]
    if len(lost):
        raise SchemaError(f"table {lost['layer'].iloc[0]}: no article {lost['article_id'].iloc[0]!r}")
    length = pd.Series([len(text[key]) for key in table["article_id"]], index=table.index, dtype="int64")
    bad = table[(table["start"] >= table["end"]) | (table["end"] > length)]
    if len(bad):
        row = bad.iloc[0]
        where = f"{row['role']} {row['start']}:{row['end']} of {row['row_id']}"
        raise SchemaError(f"table {row['layer']}, article {row['article_id']}: {where} is no span of the text")


def _check_slices(name: str, table: pd.DataFrame, text: dict[str, str]) -> None:
    columns = zip(table["article_id"], table["start"], table["end"], table["text"], strict=True)
    for article_id, start, end, said in columns:
        there = text[article_id][start:end]
        if there != said:
            where = f"table {name}, article {article_id}, {start}:{end}"
            raise SchemaError(f"{where}: the row says {said!r}, the article {there!r}")


def sorted_rows(table: pd.DataFrame) -> pd.DataFrame:
    """The table in the contract's row order: by article_id, then start (a quotation starts with its content)."""
    if "segments" in table:
        first = [segments[0]["start"] for segments in table["segments"]]
        order = pd.DataFrame({"a": table["article_id"], "b": first}, index=table.index)
        return table.loc[order.sort_values(["a", "b"], kind="stable").index].reset_index(drop=True)
    keys = [column for column in ("article_id", "start") if column in table]
    return table.sort_values(keys, kind="stable", ignore_index=True) if keys else table.reset_index(drop=True)


def empty(articles: Articles) -> Tables:
    """Tables with these articles and nothing found in them."""
    return Tables(articles, *(frame(name) for name in list(SCHEMAS)[1:]))  # type: ignore[arg-type]


def iter_tables(tables: Tables) -> Iterator[tuple[str, pd.DataFrame]]:
    """Name and table, in the contract's order."""
    return zip(Tables._fields, tables, strict=True)


def select(
    tables: Tables,
    *,
    articles: Iterable[str] = (),
    outlets: Iterable[str] = (),
    since: str = "",
    until: str = "",
) -> Tables:
    """The tables of the articles that fit every filter given; an empty filter lets all pass.

    `since` and `until` are ISO dates, both included: an article without a date does not fit them. An entity stays
    when one of its mentions does, with the counts of the whole corpus.
    """
    rows = tables.articles
    fits = pd.Series(True, index=rows.index)
    for column, wanted in (("article_id", list(articles)), ("outlet", list(outlets))):
        if wanted:
            fits &= rows[column].isin(wanted)
    if since:
        fits &= rows["published"] >= pd.Timestamp(since)
    if until:
        fits &= rows["published"] <= pd.Timestamp(until)
    if fits.all():
        return tables
    kept = set(rows.loc[fits, "article_id"])
    parts = {
        name: table[table["article_id"].isin(kept)].reset_index(drop=True)
        for name, table in iter_tables(tables)
        if name != "entities"
    }
    entities = tables.entities[tables.entities["entity_id"].isin(parts["mentions"]["entity_id"])]
    return Tables(entities=Entities(entities.reset_index(drop=True)), **parts)  # type: ignore[arg-type]
