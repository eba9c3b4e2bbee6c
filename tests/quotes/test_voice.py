"""Shares of voice."""

import pytest

from analysis.quotes import cue_classes, share_of_voice
from analysis.quotes.voice import _interval, voices
from analysis.tables import empty
from samples import tables


def test_words_are_shared_among_joint_speakers():
    full = tables()
    joint = full.quotes.assign(speakers=[["أ", "ب"], ["أ"]])
    said = voices(full._replace(quotes=joint))
    assert list(said["words"]) == [1.0, 1.0, 4.0]
    shares = share_of_voice(full._replace(quotes=joint), by="speaker")
    assert list(shares["speaker"]) == ["أ", "ب"]
    assert list(shares["share"]) == pytest.approx([5 / 6, 1 / 6])
    assert list(shares["count"]) == [1.5, 0.5]


@pytest.mark.parametrize("by", ["speaker", "source_type", "cue_class", "kind"])
def test_shares_sum_to_one_and_lie_in_their_interval(by):
    shares = share_of_voice(tables(), by=by)
    assert shares["share"].sum() == pytest.approx(1)
    assert ((shares["low"] <= shares["share"] + 1e-9) & (shares["share"] <= shares["high"] + 1e-9)).all()


def test_the_interval_is_the_percentile_bootstrap_over_articles():
    import numpy as np

    words = np.array([[10.0, 0.0], [0.0, 10.0], [5.0, 5.0]] * 20)
    low, high = _interval(words, 0.95, 0)
    assert low[0] < 0.5 < high[0]
    assert low[0] == pytest.approx(1 - high[1])
    assert (_interval(words, 0.95, 0)[0] == low).all()


def test_unknown_grouping_and_empty_tables():
    with pytest.raises(KeyError, match="it is speaker"):
        share_of_voice(tables(), by="weather")
    assert share_of_voice(empty(tables().articles)).empty
    assert cue_classes(empty(tables().articles)).empty


def test_cue_classes_count_quotations():
    assert list(cue_classes(tables())["count"]) == [2]
