"""From articles to all tables, layer by layer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import pandas as pd

from analysis import entities, framing, quotes, text
from analysis.tables import Articles, Sentences, Tables, Watch, per_article, sorted_rows, validate

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from analysis.entities.recognise import Recogniser
    from analysis.framing.codebook import Codebook


class Sentence(NamedTuple):
    """One sentence; its id comes from its offsets."""

    sentence_id: str
    start: int
    end: int


def sentences(article: str) -> Iterator[Sentence]:
    """The sentences of one article."""
    for start, end in text.sentences(article):
        yield Sentence(f"s{start}-{end}", start, end)


def annotate(
    articles: Articles,
    *,
    backend: str | Recogniser = "embedded",
    codebook: str | Path | Codebook = "policy_frames",
    names: str | Path | None = None,
    watch: Watch = Watch(),  # noqa: B008 -- immutable
) -> Tables:
    """Entities, quotations and frames of these articles, as validated tables.

    `codebook` is a name, a file, or one with labelled examples, see `framing.read_taught`; `names` is a user's file of
    names, see `entities.read_names`.

    An article in which a layer fails keeps its row and its other layers; the failure is added to its `problem`.
    """
    problems: dict[str, list[str]] = {}
    tell = watch.failed

    def failed(article_id: str, problem: str) -> None:
        problems.setdefault(article_id, []).append(problem)
        tell(article_id, problem)

    watch = watch._replace(failed=failed)
    sentence_rows = Sentences(per_article(articles, sentences, "sentences"))
    found = entities.find(articles, backend=backend, watch=watch)
    mentions, entity_rows = entities.canonical(found, articles, names=names)
    quote_rows = quotes.find(articles, mentions, entity_rows, watch=watch)
    article_frames, sentence_frames = framing.frames(articles, sentence_rows, codebook=codebook, watch=watch)
    terms = framing.terms(articles, watch=watch)
    portrayals = framing.portrayals(articles, mentions, watch=watch)
    tables = Tables(
        Articles(articles.assign(problem=_with(articles["problem"], articles["article_id"], problems))),
        sentence_rows,
        mentions,
        entity_rows,
        quote_rows,
        article_frames,
        sentence_frames,
        terms,
        portrayals,
    )
    return validate(Tables(*(sorted_rows(table) for table in tables)))  # type: ignore[arg-type]


def _with(problem: pd.Series[Any], article_id: pd.Series[Any], more: dict[str, list[str]]) -> pd.Series[Any]:
    """The problem column with the failures of this run added to it."""
    joined = [
        "; ".join(([] if pd.isna(old) else [old]) + more.get(key, [])) or None
        for old, key in zip(problem, article_id, strict=True)
    ]
    return pd.Series(joined, index=problem.index, dtype="str")
