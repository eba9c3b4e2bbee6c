"""The score of a quotation: a probability that decomposes, and that tells the right rows from the wrong ones."""

import csv
import math
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis import entities, quotes
from analysis.evaluate.gold import articles_of, read_gold
from analysis.evaluate.quotes import right_rows
from analysis.quotes.confidence import INTERCEPT, WEIGHTS, probability, weighed
from analysis.tables import rows_by_article

GOLD = Path(__file__).parents[1] / "gold"
SURE = "قال وزير الخارجية سامي حداد إن الاتفاق سيوقع غدا في العاصمة بحضور الوفدين."
UNSURE = "وهو الرجل الذي كان يتحدث عن السلام."


def weights():
    with WEIGHTS.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_the_weights_are_a_feature_a_row():
    rows = weights()
    assert rows[0]["feature"] == INTERCEPT
    assert len({row["feature"] for row in rows}) == len(rows)
    assert all(math.isfinite(float(row["weight"])) and int(row["rows"]) >= 10 for row in rows)


def test_a_score_is_the_sum_of_what_its_features_add():
    known = {row["feature"]: float(row["weight"]) for row in weights()}
    quote, added = next(quotes.explained(SURE))
    assert added == {feature: known.get(feature, 0.0) for feature in added}
    assert quote.score == pytest.approx(1 / (1 + math.exp(-sum(added.values()))))
    assert probability(weighed([])) == pytest.approx(1 / (1 + math.exp(-known[INTERCEPT])))


def test_most_features_that_are_seen_have_a_weight():
    known = {row["feature"] for row in weights()}
    _, added = next(quotes.explained(SURE))
    assert sum(feature in known for feature in added) > 0.8 * len(added)


def test_a_plain_report_is_surer_than_a_relative_clause():
    (sure,) = quotes.quotations(SURE)
    (unsure,) = quotes.quotations(UNSURE)
    assert unsure.score < 0.5
    assert sure.score > 0.6


WORDS = [
    *("قال", "وقال", "أكد", "الوزير", "سامي", "إن", "أن", "وأضاف", "«نحن", "هنا»", "التي", "مؤكدا", "بحسب", "الوزارة"),
    *(":", "،", ".", "\n", '"', "؟"),
]


@given(st.lists(st.sampled_from(WORDS), max_size=40).map(" ".join))
def test_every_score_is_a_probability(text):
    assert all(0 < quote.score < 1 for quote in quotes.quotations(text))


@pytest.mark.parametrize(
    ("verb", "present"),
    [("نفى", False), ("نفت", False), ("ينفي", True), ("تنفي", True), ("تابع", False), ("تتابع", True)],
)
def test_the_present_is_told_from_a_stem_that_looks_like_it(verb, present):
    _, added = next(quotes.explained(f"{verb} سامي حداد إن الحل قريب جدا من الجميع."))
    assert ("present" in added) == present


def test_who_is_unknown_has_not_spoken_before():
    rows = [added for _, added in quotes.explained("قيل إن الاتفاق سيوقع غدا. وقيل إن الموعد لم يحدد بعد.")]
    assert len(rows) == 2
    assert not any("spoke before" in added for added in rows)


@pytest.mark.parametrize("end", [".", "\n", "\r\n", "؟ ثم", "! ثم", ""])
def test_the_end_of_a_sentence_is_a_stop_however_it_is_written(end):
    _, added = next(quotes.explained(f"{SURE.rstrip('.')}{end}"))
    assert "then=stop" in added


@pytest.mark.parametrize("space", [" ", "  ", "\N{NO-BREAK SPACE}"])
def test_words_are_counted_whatever_stands_between_them(space):
    (quote, _), *_ = quotes.explained(SURE.replace(" ", space))
    assert quote.score == pytest.approx(next(quotes.quotations(SURE)).score)


@pytest.mark.parametrize(
    ("before", "feature"), [("جاء الوفد.\n\n", "behind a mark"), ("لا نعرف ما\n\n", "behind a mark")]
)
def test_a_cue_at_the_head_of_a_sentence_is_behind_a_mark(before, feature):
    _, added = next(quotes.explained(before + SURE))
    assert feature in added


def test_right_rows_are_surer_than_wrong_ones():
    """In made-up articles that nobody read while rules were written: the area under the curve."""
    gold = [article for article in read_gold(GOLD) if int(article.article_id[-2:]) % 2 == 0]
    articles = articles_of(gold)
    mentions, names = entities.canonical(entities.find(articles), articles)
    rows = rows_by_article(quotes.find(articles, mentions, names))
    right, wrong = [], []
    for article in gold:
        found = rows.get(article.article_id, [])
        for good, quote in zip(right_rows(article, found), found, strict=True):
            (right if good else wrong).append(quote.score)
    above = sum((a > b) + (a == b) / 2 for a in right for b in wrong) / (len(right) * len(wrong))
    assert above >= 0.72
