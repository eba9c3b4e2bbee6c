"""Statistics over mentions."""

import pytest

from analysis.entities import cooccurrence, occurrences, prominence
from analysis.tables import empty
from samples import TEXT, tables


def test_prominence_counts_mentions_and_sentences():
    table = prominence(tables())
    assert list(table["name"]) == ["أحمد علي", "عمّان"]
    assert list(table["mentions"]) == [1, 1]
    assert list(table["share"]) == [0.5, 0.5]
    assert list(table["start"]) == [4, TEXT.index("عمّان")]


def test_occurrences_know_their_sentence():
    assert list(occurrences(tables())["sentence_id"]) == list(tables().sentences["sentence_id"])


def test_cooccurrence_within_sentence_and_article():
    assert cooccurrence(tables()).empty
    pair = cooccurrence(tables(), within="article").iloc[0]
    assert (pair["source"], pair["target"], pair["count"]) == ("أحمد علي", "عمّان", 1)
    with pytest.raises(ValueError, match="sentence or article"):
        cooccurrence(tables(), within="page")


def test_empty_tables_give_empty_statistics():
    nothing = empty(tables().articles)
    for statistic in (prominence, occurrences, cooccurrence):
        assert statistic(nothing).empty
