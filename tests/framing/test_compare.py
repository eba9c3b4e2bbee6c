"""Differences between two groups, with intervals that mean what they say."""

import numpy as np
import pandas as pd
import pytest

from analysis.framing import compare
from analysis.framing.spoken import spoken
from analysis.tables import Tables, frame, iter_tables, validate
from samples import article, tables


@pytest.mark.parametrize(("first", "second"), [(12, 12), (15, 60), (60, 60)])
@pytest.mark.parametrize("kind", ["counts", "present", "shares"])
def test_the_interval_covers_the_true_difference(first, second, kind):
    """In 93 to 97 % of 3,000 intervals: with 95 % in truth, a rate outside would be five standard errors away."""
    generator = np.random.default_rng(3)
    inside = []
    for run in range(60):
        made = [drawn(generator, kind, size, more=more) for size, more in ((first, True), (second, False))]
        counts, whole = (pd.DataFrame(np.concatenate([side[n] for side in made])) for n in (0, 1))
        groups = range(first), range(first, first + second)
        found = compare.differences(counts, whole, groups, times=400, seed=run)
        inside += list((found["low"] <= DIFFERENCE) & (found["high"] >= DIFFERENCE))
    assert len(inside) == 3000
    assert 0.93 <= np.mean(inside) <= 0.97


DIFFERENCE = 0.15


def drawn(generator, kind, articles, *, more):
    """Counts and wholes of 50 items in these articles, with the ratio 0.35, or 0.2 where it is not `more`."""
    shape, ratio = (articles, 50), 0.2 + DIFFERENCE * more
    if kind == "counts":  # of a word in ten
        return generator.poisson(10 * ratio, shape).astype(float), np.full(shape, 10.0)
    if kind == "present":  # a frame
        return (generator.random(shape) < ratio).astype(float), np.ones(shape)
    whole = 1 + generator.poisson(3, shape)  # a term among the words for its concept, by article more or less
    return generator.binomial(whole, generator.beta(4 * ratio, 4 * (1 - ratio), shape)).astype(float), whole.astype(
        float
    )


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


def test_what_one_group_has_nothing_of_is_left_out_and_what_few_articles_have_stands_last():
    ids = [str(n) for n in range(40)]
    words = pd.DataFrame(0.0, index=ids, columns=["often", "seldom", "in one group"])
    whole = words.copy()
    words["often"], whole["often"] = [0.5] * 20 + [0.4] * 20, 1.0
    words.loc["0", "seldom"] = whole.loc["0", "seldom"] = whole.loc["20", "seldom"] = 1.0
    words.loc["1", "in one group"] = whole.loc["1", "in one group"] = 1.0
    found = compare.differences(words, whole, (ids[:20], ids[20:]))
    assert list(found["item"]) == ["often", "seldom"]
    assert list(found["few"]) == [False, True]
    # A resample without the article says nothing about the share in it, above all not that it is 0.
    assert list(found.loc[1, ["difference", "low", "high"]]) == [1.0, 1.0, 1.0]


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
    with pytest.raises(KeyError, match="outlet, month, year or speaker"):
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


LINES = {
    "a": "قال علي: «قصفت إسرائيل المدينة». وقالت سعاد: «ارتفعت الأسعار في عمّان». وقال علي: «هاجم الجيش إسرائيل».",
    "b": "قالت سعاد: «تراجعت الأسواق والأسعار». وقال علي وسعاد: «الجيش قصف الحدود».",
}
SAID = [
    ("a", "قصفت إسرائيل المدينة", ["علي"]),
    ("a", "ارتفعت الأسعار في عمّان", ["سعاد"]),
    ("a", "هاجم الجيش إسرائيل", ["علي"]),
    ("a", "إسرائيل المدينة", ["علي"]),  # quoted once more, inside the first
    ("b", "تراجعت الأسواق والأسعار", ["سعاد"]),
    ("b", "الجيش قصف الحدود", ["علي", "سعاد"]),
    ("b", "الحدود", []),
]


def quoted():
    quotes = [
        {"article_id": key, "quote_id": f"q{n}", "kind": "direct", "source_type": "person", "speakers": speakers}
        | {"segments": [{"start": LINES[key].index(part), "end": LINES[key].index(part) + len(part)}], "quoted": []}
        | {"speaker_ids": [], "score": 1.0, "rule": "r"}
        for n, (key, part, speakers) in enumerate(SAID)
    ]
    mentions = [
        {"article_id": key, "mention_id": f"m{at}", "start": at, "end": at + len(name), "text": name, "type": "LOC"}
        | {"score": 1.0, "entity_id": name}
        for key, text in LINES.items()
        for name in ("إسرائيل", "عمّان")
        for at in range(len(text))
        if text.startswith(name, at)
    ]
    entities = [
        {"entity_id": name, "name": name, "type": "LOC", "aliases": [], "mention_count": 1, "article_count": 1}
        for name in ("إسرائيل", "عمّان")
    ]
    rows = {"articles": [article(k, t) for k, t in LINES.items()], "quotes": quotes, "mentions": mentions}
    return Tables(*(frame(name, rows.get(name, entities if name == "entities" else [])) for name in Tables._fields))


def test_what_each_speaker_says_becomes_an_article():
    made = validate(spoken(quoted()))
    assert dict(zip(made.articles["article_id"], made.articles["text"], strict=True)) == {
        "a · سعاد": "ارتفعت الأسعار في عمّان",
        "a · علي": "قصفت إسرائيل المدينة\nهاجم الجيش إسرائيل",
        "b · سعاد": "تراجعت الأسواق والأسعار\nالجيش قصف الحدود",
        "b · علي": "الجيش قصف الحدود",
    }
    assert list(made.mentions["text"]) == ["عمّان", "إسرائيل", "إسرائيل"]
    assert set(zip(made.portrayals["role"], made.portrayals["predicate_lemma"], strict=True)) == {
        ("agent", "قصف"),
        ("patient", "هاجم"),
    }
    assert made.quotes.empty


def test_speakers_are_compared_in_what_they_say():
    made = compare.units(quoted(), by="speaker")
    sides = compare.groups(made, by="speaker", a="علي", b="سعاد")
    assert sides == (["a · علي", "b · علي"], ["a · سعاد", "b · سعاد"])
    assert compare.names(made, by="speaker") == ("سعاد", "علي")
    found = compare.frame_differences(made, sides).set_index("item")
    assert list(found.loc["Security and Defense", ["a", "b"]]) == [1.0, 0.5]
    assert list(found.loc["Economic", ["a", "b"]]) == [0.0, 1.0]
    assert compare.entity_differences(made, sides).set_index("item")["a"]["إسرائيل"] == 1.0
    assert compare.voice_differences(made, sides).empty
    assert not compare.word_differences(made, sides, least=1, times=10).empty


def test_other_groups_are_compared_as_they_are():
    made = two()
    assert compare.units(made, by="outlet") is made
    assert compare.groups(made, by="speaker") == ([], [])
