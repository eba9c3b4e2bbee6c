"""Hedging, certainty and evidentiality: how sure a statement is made to be, from `lexicons/hedges.csv`."""

from __future__ import annotations

import functools
from collections.abc import Iterator
from typing import NamedTuple

import pandas as pd

from analysis import lexicons
from analysis.framing.inside import quoted_by
from analysis.framing.matching import Lookup, compiled, hits
from analysis.tables import Tables
from analysis.text import fold

_COLUMNS = ["article_id", "sentence_id", "start", "end", "text", "class", "quoted", "speaker"]


class Hedge(NamedTuple):
    """A word of doubt, certainty, evidence or condition: its span, its text, its class."""

    start: int
    end: int
    text: str
    class_: str


@functools.cache
def _hedges() -> tuple[Lookup, dict[str, str]]:
    rows = lexicons.read("hedges").to_dict("records")
    classes = {form: row["class"] for row in rows for form in lexicons.forms(row["term"])}
    return compiled(classes), classes


def article_hedges(text: str) -> Iterator[Hedge]:
    """The hedges of one article, in text order."""
    table, classes = _hedges()
    form = fold(text)
    for hit in hits(form, table):
        start, end = form.span(hit.start, hit.end)
        yield Hedge(start, end, text[start:end], classes[hit.key])


def hedges(tables: Tables) -> pd.DataFrame:
    """One row a hedge: article_id, sentence_id, start, end, text, class, quoted, speaker (empty in the outlet's words).

    Classes: possibility (ربما), approximation (نحو), distance (زعم), evidential (بحسب), certainty (لا شك), necessity
    (يجب), conditional (إذا). After Hyland 2005 (hedges, boosters) and Aikhenvald 2004 (evidentiality).
    """
    rows = [
        (article_id, found.start, found.end, found.text, found.class_)
        for article_id, text in zip(tables.articles["article_id"], tables.articles["text"], strict=True)
        for found in article_hedges(text)
    ]
    table = pd.DataFrame(rows, columns=["article_id", "start", "end", "text", "class"])
    table = table.astype({"article_id": "str", "start": "int64", "end": "int64"})
    said = quoted_by(table, tables.quotes)
    table = table.assign(quoted=said["quoted"], speaker=said["speaker"])
    return _in_sentences(table, tables)[_COLUMNS]


def _in_sentences(table: pd.DataFrame, tables: Tables) -> pd.DataFrame:
    """The rows with the sentence in which each starts."""
    starts = tables.sentences[["article_id", "sentence_id", "start"]].rename(columns={"start": "begins"})
    joined = pd.merge_asof(
        table.sort_values("start", kind="stable"),
        starts.sort_values("begins", kind="stable"),
        left_on="start",
        right_on="begins",
        by="article_id",
    )
    return joined.sort_values(["article_id", "start"], kind="stable", ignore_index=True)


def hedging_counts(tables: Tables) -> pd.DataFrame:
    """Over the whole corpus: how often each speaker (empty: the outlet) hedges in which way, per 1,000 words spoken.

    Columns speaker, class, count, rate, words (list as written), article_id and start (of the first time).
    """
    found = hedges(tables)
    spoken = _words_spoken(tables)
    table = (
        found.groupby(["speaker", "class"], sort=True)
        .agg(
            count=("start", "size"),
            words=("text", lambda texts: sorted(set(texts))),
            article_id=("article_id", "first"),
            start=("start", "first"),
        )
        .reset_index()
    )
    table["rate"] = [
        1000 * count / max(spoken.get(speaker, 0), 1)
        for speaker, count in zip(table["speaker"], table["count"], strict=True)
    ]
    columns = ["speaker", "class", "count", "rate", "words", "article_id", "start"]
    return table[columns].sort_values(["count", "speaker", "class"], ascending=[False, True, True], ignore_index=True)


def _words_spoken(tables: Tables) -> dict[str, int]:
    text = dict(zip(tables.articles["article_id"], tables.articles["text"], strict=True))
    words: dict[str, int] = {"": sum(len(t.split()) for t in text.values())}
    for article_id, segments, speakers in zip(
        tables.quotes["article_id"], tables.quotes["segments"], tables.quotes["speakers"], strict=True
    ):
        speaker = "، ".join(speakers) or "?"
        said = sum(len(text[article_id][s["start"] : s["end"]].split()) for s in segments)
        words[speaker] = words.get(speaker, 0) + said
        words[""] -= said
    return words
