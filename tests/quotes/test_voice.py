"""Shares of voice."""

import pandas as pd
import pytest

from analysis.quotes import addressees, cue_classes, least_sure, lengths, share_by_outlet, share_of_voice
from analysis.quotes.voice import _interval, voices
from analysis.tables import empty
from samples import TEXT, tables


def test_words_are_shared_among_joint_speakers():
    full = tables()
    joint = full.quotes.assign(speakers=[["أ", "ب"], ["أ"]])
    said = voices(full._replace(quotes=joint))
    assert list(said["words"]) == [1.0, 1.0, 4.0]
    shares = share_of_voice(full._replace(quotes=joint), by="speaker")
    assert list(shares["speaker"]) == ["أ", "ب"]
    assert list(shares["share"]) == pytest.approx([5 / 6, 1 / 6])
    assert list(shares["count"]) == [1.5, 0.5]


@pytest.mark.parametrize("by", ["speaker", "source_type", "cue_class", "kind", "outlet", "named"])
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
    with pytest.raises(KeyError, match="it is one of speaker"):
        share_of_voice(tables(), by="weather")
    assert share_of_voice(empty(tables().articles)).empty
    assert cue_classes(empty(tables().articles)).empty


def test_cue_classes_count_quotations():
    assert list(cue_classes(tables())["count"]) == [2]


def test_attributes_of_speakers_are_groups():
    known = pd.DataFrame({"entity_id": ["e1"], "gender": ["male"], "country": [""]})
    shares = share_of_voice(tables(), by="gender", attributes=known)
    assert list(shares[["gender", "count"]].iloc[0]) == ["male", 2.0]
    with pytest.raises(KeyError, match="gender"):
        share_of_voice(tables(), by="age", attributes=known)


def test_shares_of_each_outlet_sum_to_one():
    full = tables(outlet="أ")
    second = [table.assign(article_id="y") for table in (full.articles, full.quotes)]
    other = second[0].assign(outlet="ب")
    both = full._replace(
        articles=pd.concat([full.articles, other], ignore_index=True),
        quotes=pd.concat([full.quotes, second[1].iloc[:1]], ignore_index=True),
    )
    shares = share_by_outlet(both, by="kind")
    assert shares.groupby("outlet")["share"].sum().to_list() == pytest.approx([1, 1])
    assert list(shares[shares["outlet"] == "ب"]["kind"]) == ["direct"]
    with pytest.raises(KeyError, match="it is one of speaker"):
        share_by_outlet(both, by="outlet")


def test_who_is_told_and_how_long_quotations_are():
    full = tables()
    told = full.quotes.assign(addressee_start=pd.array([4, None], "Int64"), addressee_end=pd.array([8, None], "Int64"))
    found = addressees(full._replace(quotes=told))
    assert list(found[["speaker", "addressee", "count"]].iloc[0]) == ["أحمد علي", TEXT[4:8], 1]
    assert addressees(full).empty
    measured = lengths(full).set_index("kind")
    assert measured.loc["direct", ["count", "median", "longest"]].to_list() == [1, 2, 2]
    assert 0 < measured.loc["direct", "position"] < measured.loc["indirect", "position"] < 1
    assert lengths(empty(full.articles)).empty


def test_the_least_sure_quotation_comes_first():
    full = tables()
    scored = full._replace(quotes=full.quotes.assign(score=[0.9, 0.4]))
    found = least_sure(scored)
    assert list(found["score"]) == [0.4, 0.9]
    first = scored.quotes.iloc[1]
    assert (found["start"][0], found["said"][0].split()[0]) == (
        first["segments"][0]["start"],
        TEXT[first["segments"][0]["start"] :].split()[0],
    )
    assert list(found["speakers"][0]) == list(first["speakers"])
    assert least_sure(empty(full.articles)).empty


def test_a_long_quotation_is_cut_in_the_table():
    text = " ".join(["كلمة"] * 30)
    full = tables()
    article = full.articles.assign(text=text)
    quote = full.quotes.iloc[:1].assign(segments=[[{"start": 0, "end": len(text)}]])
    assert least_sure(full._replace(articles=article, quotes=quote))["said"][0] == " ".join(["كلمة"] * 14) + " …"
