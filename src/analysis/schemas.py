"""The columns of every table: one schema class a table, its field types the single source of column types.

A column is `str`, `int`, `float`, `bool`, a nullable `pd.Int64Dtype` (an offset that may be missing), a
`pd.Timestamp`, or `object` with the Arrow type of its lists in `metadata`. `arrow_schema` derives from these the
explicit schema under which a table is written, so that an empty list column never becomes Parquet `null`.
"""

from __future__ import annotations

import functools
from typing import Any

import pandas as pd
import pandera.pandas as pa
import pyarrow as arrow

SPAN_LIST = arrow.list_(arrow.struct([("start", arrow.int64()), ("end", arrow.int64())]))
TEXT_LIST = arrow.list_(arrow.string())

ENTITY_TYPES = ("PER", "LOC", "ORG", "MISC")
QUOTE_KINDS = ("direct", "indirect", "mixed")
SOURCE_TYPES = ("person", "organization", "media", "unnamed", "document", "unknown")


def _offset(**options: Any) -> Any:
    return pa.Field(ge=0, **options)


def _probability() -> Any:
    return pa.Field(ge=0, le=1)


def _list_of(type_: arrow.DataType) -> Any:
    return pa.Field(metadata={"arrow": type_})


class _Rows(pa.DataFrameModel):
    """Settings shared by all schemas: exactly these columns, in this order."""

    class Config:
        strict = True
        ordered = True


class ArticleRows(_Rows):
    """One row per input, always; `problem` is null when fine."""

    article_id: str = pa.Field(unique=True)
    outlet: str = pa.Field(nullable=True)
    title: str = pa.Field(nullable=True)
    published: pd.Timestamp = pa.Field(nullable=True)
    url: str = pa.Field(nullable=True)
    text: str
    sha256: str
    source: str
    problem: str = pa.Field(nullable=True)


class SentenceRows(_Rows):
    """One row per sentence."""

    article_id: str
    sentence_id: str
    start: int = _offset()
    end: int = _offset()


class MentionRows(_Rows):
    """One row per named mention, proclitics and titles outside the span."""

    article_id: str
    mention_id: str
    start: int = _offset()
    end: int = _offset()
    text: str
    type: str = pa.Field(isin=ENTITY_TYPES)
    score: float = _probability()
    entity_id: str


class EntityRows(_Rows):
    """One row per entity of the corpus."""

    entity_id: str = pa.Field(unique=True)
    name: str
    type: str = pa.Field(isin=ENTITY_TYPES)
    aliases: object = _list_of(TEXT_LIST)
    mention_count: int = pa.Field(ge=1)
    article_count: int = pa.Field(ge=1)
    link: str = pa.Field(nullable=True)


class QuoteRows(_Rows):
    """One row per quotation; `rule` names the decision that found it."""

    article_id: str
    quote_id: str
    kind: str = pa.Field(isin=QUOTE_KINDS)
    segments: object = _list_of(SPAN_LIST)
    quoted: object = _list_of(SPAN_LIST)
    cue_start: pd.Int64Dtype = _offset(nullable=True)
    cue_end: pd.Int64Dtype = _offset(nullable=True)
    cue_lemma: str = pa.Field(nullable=True)
    cue_class: str = pa.Field(nullable=True)
    source_start: pd.Int64Dtype = _offset(nullable=True)
    source_end: pd.Int64Dtype = _offset(nullable=True)
    source_type: str = pa.Field(isin=SOURCE_TYPES)
    speakers: object = _list_of(TEXT_LIST)
    speaker_ids: object = _list_of(TEXT_LIST)
    addressee_start: pd.Int64Dtype = _offset(nullable=True)
    addressee_end: pd.Int64Dtype = _offset(nullable=True)
    score: float = _probability()
    rule: str


class ArticleFrameRows(_Rows):
    """One row per article and frame of the codebook."""

    article_id: str
    frame: str
    score: float = _probability()
    present: bool
    primary: bool


class SentenceFrameRows(_Rows):
    """One row per sentence and frame found in it, with the spans that are its evidence."""

    article_id: str
    sentence_id: str
    frame: str
    score: float = _probability()
    evidence: object = _list_of(SPAN_LIST)


class TermRows(_Rows):
    """One row per naming or labelling choice."""

    article_id: str
    start: int = _offset()
    end: int = _offset()
    text: str
    concept: str
    term: str
    stance: str = pa.Field(nullable=True)


class PortrayalRows(_Rows):
    """One row per entity in a role of a predicate."""

    article_id: str
    entity_id: str
    start: int = _offset()
    end: int = _offset()
    role: str
    predicate_start: int = _offset()
    predicate_end: int = _offset()
    predicate_lemma: str
    polarity: str = pa.Field(isin=("positive", "neutral", "negative"))


_ARROW_TYPES = {
    "str": arrow.string(),
    "string[pyarrow]": arrow.string(),
    "int64": arrow.int64(),
    "Int64": arrow.int64(),
    "float64": arrow.float64(),
    "bool": arrow.bool_(),
    "datetime64[ns]": arrow.date32(),
}


@functools.cache
def pandas_types(schema: type[pa.DataFrameModel]) -> dict[str, str]:
    """The pandas type of each column, in column order."""
    names = {"string[pyarrow]": "str"}
    columns = schema.to_schema().columns
    return {name: names.get(str(column.dtype), str(column.dtype)) for name, column in columns.items()}


@functools.cache
def arrow_schema(schema: type[pa.DataFrameModel]) -> arrow.Schema:
    """The explicit Arrow schema under which a table of this kind is written."""
    columns = schema.to_schema().columns
    return arrow.schema(
        [
            (name, (column.metadata or {}).get("arrow") or _ARROW_TYPES[str(column.dtype)])
            for name, column in columns.items()
        ]
    )
