"""Differences between two groups, with intervals that mean what they say."""

import numpy as np
import pandas as pd
import pytest

from analysis.framing import compare
from analysis.tables import Tables, iter_tables
from samples import tables


def test_the_interval_covers_the_true_difference():
    generator = np.random.default_rng(3)
    runs, inside = 400, 0
    for run in range(runs):
        counts = pd.DataFrame({"x": [*generator.poisson(3, 60), *generator.poisson(2, 60)]}, dtype=float)
        whole = pd.Series(10.0, index=counts.index)
        found = compare.differences(counts, whole, (range(60), range(60, 120)), times=400, seed=run)
        inside += found["low"][0] <= 0.1 <= found["high"][0]
    assert 0.92 <= inside / runs <= 0.98  # 93 to 97 %, and what 400 runs can tell of that


def test_ratios_counts_and_the_warning():
    counts = pd.DataFrame({"x": [1.0, 3.0, 0.0], "y": [0.0, 0.0, 2.0]}, index=["a", "b", "c"])
    whole = pd.Series([2.0, 6.0, 4.0], index=["a", "b", "c"])
    found = compare.differences(counts, whole, (["a", "b"], ["c", "none"])).set_index("item")
    assert list(found.loc["x", ["a", "b", "difference"]]) == [0.5, 0.0, 0.5]
    assert list(found.loc["y", ["a", "b", "difference"]]) == [0.0, 0.5, -0.5]
    assert list(found["articles_a"]) == [2, 2]
    assert list(found["articles_b"]) == [1, 1]
    assert found["few"].all()
    assert found["low"]["x"] <= 0.5 <= found["high"]["x"]


def two():
    """The sample twice, as two outlets."""
    first, second = tables(outlet="one"), tables(outlet="two")
    renamed = {name: table.assign(article_id="y") for name, table in iter_tables(second) if "article_id" in table}
    parts = {
        name: pd.concat([table, renamed[name]], ignore_index=True) if name in renamed else table
        for name, table in iter_tables(first)
    }
    return Tables(**parts)


def test_groups():
    made = two()
    assert compare.names(made) == ("one", "two")
    assert compare.groups(made, a="two") == (["y"], ["x"])
    assert compare.groups(made, a="nobody") == ([], ["x"])
    assert compare.groups(made, by="year") == ([], [])
    with pytest.raises(KeyError, match="outlet, month or year"):
        compare.groups(made, by="mood")
    sizes = compare.sizes((["x"], ["y"]), ("one", "two"))
    assert list(sizes["few"]) == [True, True]


@pytest.mark.parametrize(
    ("function", "item"),
    [
        (compare.frame_differences, "Other"),
        (compare.voice_differences, "person"),
        (compare.term_differences, "return: عودة"),
        (compare.entity_differences, "أحمد علي"),
        (compare.portrayal_differences, "أحمد علي"),
    ],
)
def test_two_equal_groups_do_not_differ(function, item):
    made = two()
    found = function(made, compare.groups(made)).set_index("item")
    assert found["difference"][item] == 0
    assert found["a"][item] > 0
    alone = function(made, ([], []))
    assert alone["low"].isna().all()


def test_own_words_leave_out_what_is_quoted():
    made = two()
    assert compare.term_differences(made, compare.groups(made), own=True).empty
    assert compare.word_differences(made, compare.groups(made), least=2).shape[1] == 13
