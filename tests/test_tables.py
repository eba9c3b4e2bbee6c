"""The contract between all parts."""

import pandas as pd
import pytest

from analysis.errors import SchemaError
from analysis.tables import (
    SCHEMAS,
    Articles,
    Tables,
    Watch,
    empty,
    frame,
    per_article,
    rows_by_article,
    select,
    sorted_rows,
    spans,
    validate,
)
from samples import TEXT, article, tables


def test_an_empty_table_has_the_types_of_a_full_one():
    full = tables()
    for name in SCHEMAS:
        assert dict(frame(name).dtypes) == dict(getattr(full, name).dtypes), name


def test_valid_tables_pass_and_come_back():
    full = tables()
    assert validate(full) is full
    assert validate(empty(full.articles)).quotes.empty


@pytest.mark.parametrize(
    ("table", "change", "message"),
    [
        ("mentions", {"type": "DOG"}, "table mentions: column type, row 0: isin"),
        ("mentions", {"score": 1.5}, "table mentions: column score"),
        ("mentions", {"text": "محمد"}, "the row says 'محمد', the article 'أحمد علي'"),
        ("mentions", {"end": 10_000}, "mention 4:10000 of m4-12 is no span"),
        ("mentions", {"end": 4}, "mention 4:4 of m4-12 is no span"),
        ("sentences", {"article_id": "y"}, "table sentences: no article 'y'"),
        ("quotes", {"kind": "loud"}, "table quotes: column kind"),
        ("terms", {"text": "غدا"}, "table terms"),
    ],
)
def test_a_broken_row_is_named(table, change, message):
    full = tables()
    broken = getattr(full, table).copy()
    for column, value in change.items():
        broken.loc[0, column] = value
    with pytest.raises(SchemaError, match=message):
        validate(full._replace(**{table: broken}))


def test_a_missing_column_is_named():
    full = tables()
    with pytest.raises(SchemaError, match="table mentions"):
        validate(full._replace(mentions=full.mentions.drop(columns="score")))


def test_spans_hold_every_span_of_every_layer():
    long = spans(tables())
    assert set(long["layer"]) == {"sentences", "mentions", "quotes", "sentence_frames", "terms", "portrayals"}
    quotes = long[long["layer"] == "quotes"]
    assert sorted(quotes["role"]) == ["content", "content", "cue", "cue", "source"]
    said = quotes[quotes["role"] == "content"].iloc[0]
    assert TEXT[said.start : said.end] == "سنعود غدا"
    assert len(spans(empty(tables().articles))) == 0


def test_per_article_isolates_a_failure_and_reports_it():
    articles = Articles(frame("articles", [article("a"), article("b", "!"), article("c", "ج")]))

    class Found(tuple):
        def _asdict(self):
            return {"sentence_id": "s0-1", "start": 0, "end": 1}

    def find(text):
        if text == "!":
            raise ValueError("boom")
        yield Found()

    failures = {}
    table = per_article(articles, find, "sentences", watch=Watch(failed=failures.__setitem__))
    assert list(table["article_id"]) == ["a", "c"]
    assert failures == {"b": "sentences: ValueError: boom"}


def test_per_article_gives_each_article_its_own_rows():
    full = tables()
    seen = []
    per_article(
        full.articles, lambda text, mentions: seen.append([m.text for m in mentions]) or [], "terms", full.mentions
    )
    assert seen == [["أحمد علي", "عمّان"]]
    assert rows_by_article(full.mentions.iloc[:0]) == {}


def test_rows_are_sorted_by_article_then_start():
    quotes = tables().quotes
    shuffled = pd.concat([quotes.iloc[1:], quotes.iloc[:1]], ignore_index=True)
    assert list(sorted_rows(shuffled)["quote_id"]) == ["q15-24", "q37-57"]


@pytest.mark.parametrize(
    ("filters", "count"),
    [
        ({}, 1),
        ({"articles": ["x"]}, 1),
        ({"articles": ["y"]}, 0),
        ({"outlets": ["الدار"]}, 1),
        ({"outlets": ["غيرها"]}, 0),
        ({"since": "2024-01-31", "until": "2024-01-31"}, 1),
        ({"since": "2024-02-01"}, 0),
        ({"until": "2024-01-30"}, 0),
    ],
)
def test_select_filters_every_table(filters, count):
    chosen = select(tables(outlet="الدار", published=pd.Timestamp("2024-01-31")), **filters)
    assert isinstance(chosen, Tables)
    for name, table in zip(Tables._fields, chosen, strict=True):
        assert bool(len(table)) == bool(count), name
    validate(chosen)
