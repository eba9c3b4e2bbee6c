"""Naming and labelling: competing words for one referent or act, from `lexicons/naming.csv`."""

from __future__ import annotations

import functools
from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from analysis import lexicons
from analysis.framing.inside import quoted_by
from analysis.framing.matching import Lookup, compiled, hits
from analysis.tables import Articles, Tables, Terms, Watch, per_article
from analysis.text import fold

if TYPE_CHECKING:
    import pandas as pd


class Term(NamedTuple):
    """A naming choice: its span, proclitics outside, what it names and with which stance."""

    start: int
    end: int
    text: str
    concept: str
    term: str
    stance: str


class _Entry(NamedTuple):
    """What a form stands for; `bare`: only after a longer form of the concept in which it stands."""

    concept: str
    term: str
    stance: str
    bare: bool


@functools.cache
def _naming() -> tuple[Lookup, dict[str, list[_Entry]]]:
    """The lookup of all forms, and what each stands for; nothing where a form is an exception."""
    entries: dict[str, list[_Entry]] = {}
    rows = lexicons.read("naming").to_dict("records")
    for row in rows:
        for column, bare in (("forms", False), ("later", True)):
            for form in lexicons.forms(row[column]):
                entries.setdefault(form, []).append(_Entry(row["concept"], row["term"], row["stance"], bare))
    for row in rows:
        for form in lexicons.forms(row["except"]):
            entries.setdefault(form, [])
    return compiled(entries), entries


def terms(articles: Articles, *, watch: Watch = Watch()) -> Terms:  # noqa: B008 -- immutable
    """The naming choices in each article."""
    return Terms(per_article(articles, article_terms, "terms", watch=watch))


def article_terms(text: str) -> Iterator[Term]:
    """The naming choices in one article, in text order; a word that names two concepts gives two."""
    table, entries = _naming()
    form = fold(text)
    named: set[tuple[str, str]] = set()  # concepts, and the words of the longer forms that named them so far
    for hit in hits(form, table):
        start, end = form.span(hit.start, hit.end)
        words = [word.removeprefix("ال") for word in hit.key.split()]
        for concept, term, stance, bare in entries[hit.key]:
            if not bare or (concept, words[0]) in named:
                yield Term(start, end, text[start:end], concept, term, stance)
                if len(words) > 1:
                    named.update((concept, word) for word in words)


def term_counts(tables: Tables) -> pd.DataFrame:
    """Over the whole corpus: how often each term is used, in the outlet's own words and inside quotations.

    Columns concept, term, word (as written most often), stance, own, quoted, count, share (of its concept), article_id
    and start (of the first use).
    """
    found = tables.terms.assign(quoted=quoted_by(tables.terms, tables.quotes)["quoted"])
    table = (
        found.groupby(["concept", "term", "stance"], sort=True, dropna=False)
        .agg(
            own=("quoted", lambda inside: int((~inside).sum())),
            quoted=("quoted", "sum"),
            count=("quoted", "size"),
            word=("text", lambda texts: texts.value_counts(sort=True).index[0]),
            article_id=("article_id", "first"),
            start=("start", "first"),
        )
        .reset_index()
        .astype({"own": "int64", "quoted": "int64"})
    )
    table["share"] = table["count"] / table.groupby("concept")["count"].transform("sum")
    columns = ["concept", "term", "word", "stance", "own", "quoted", "count", "share", "article_id", "start"]
    return table[columns].sort_values(["concept", "count", "term"], ascending=[True, False, True], ignore_index=True)


def telling_word(tables: Tables, word: str = "") -> str:
    """The word to look up in its contexts: the one given, else the most used of a concept that has rival words here.

    As written most often; empty where the tables have no rival words.
    """
    if word:
        return word
    rivals = term_counts(tables).query("share < 1")
    return str(rivals.sort_values(["count", "word"], ascending=[False, True])["word"].iloc[0]) if len(rivals) else ""


def terms_by(tables: Tables, *, by: str) -> pd.DataFrame:
    """Over the whole corpus: the terms of each concept by outlet, month or speaker (empty: the outlet's own words).

    Columns concept, the value of `by`, term, stance, count, share (of the concept there), article_id and start. Raises
    KeyError for another `by`.
    """
    found = tables.terms.assign(speaker=quoted_by(tables.terms, tables.quotes)["speaker"])
    if by in {"outlet", "month"}:
        dated = tables.articles.assign(month=tables.articles["published"].dt.strftime("%Y-%m"))
        value = dict(zip(dated["article_id"], dated[by].fillna(""), strict=True))
        found = found.assign(**{by: [value[article_id] for article_id in found["article_id"]]})
    elif by != "speaker":
        raise KeyError(f"by={by!r}: it is outlet, month or speaker")
    table = (
        found.groupby(["concept", by, "term", "stance"], sort=True, dropna=False)
        .agg(count=("start", "size"), article_id=("article_id", "first"), start=("start", "first"))
        .reset_index()
    )
    table["share"] = table["count"] / table.groupby(["concept", by])["count"].transform("sum")
    columns = ["concept", by, "term", "stance", "count", "share", "article_id", "start"]
    return table[columns].sort_values(["concept", by, "count"], ascending=[True, True, False], ignore_index=True)
