"""The score of a quotation: a probability that decomposes, and that tells the right rows from the wrong ones."""

import csv
import math
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis import entities, quotes
from analysis.evaluate.gold import articles_of, read_gold
from analysis.evaluate.quotes import characters, match, same_speakers
from analysis.quotes.confidence import START, WEIGHTS, probability, weighed
from analysis.tables import rows_by_article

GOLD = Path(__file__).parents[1] / "gold"
SURE = "قال وزير الخارجية سامي حداد إن الاتفاق سيوقع غدا في العاصمة بحضور الوفدين."
UNSURE = "وهو الرجل الذي كان يتحدث عن السلام."


def weights():
    with WEIGHTS.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_the_weights_are_a_feature_a_row():
    rows = weights()
    assert rows[0]["feature"] == START
    assert len({row["feature"] for row in rows}) == len(rows)
    assert all(math.isfinite(float(row["weight"])) and int(row["rows"]) >= 10 for row in rows)


def test_a_score_is_the_sum_of_what_its_features_add():
    known = {row["feature"]: float(row["weight"]) for row in weights()}
    quote, added = next(quotes.explained(SURE))
    assert added == {feature: known.get(feature, 0.0) for feature in added}
    assert quote.score == pytest.approx(1 / (1 + math.exp(-sum(added.values()))))
    assert probability(weighed([])) == pytest.approx(1 / (1 + math.exp(-known[START])))


def test_most_features_that_are_seen_have_a_weight():
    known = {row["feature"] for row in weights()}
    _, added = next(quotes.explained(SURE))
    assert sum(feature in known for feature in added) > 0.8 * len(added)


def test_a_plain_report_is_surer_than_a_relative_clause():
    (sure,) = quotes.quotations(SURE)
    (unsure,) = quotes.quotations(UNSURE)
    assert unsure.score < 0.5
    assert sure.score > 0.6


@given(st.text(alphabet='قال وأن «»"”“:.،\n التيذكر', max_size=120))
def test_every_score_is_a_probability(text):
    assert all(0 < quote.score < 1 for quote in quotes.quotations(text))


def test_right_rows_are_surer_than_wrong_ones():
    """In made-up articles that nobody read while rules were written: the area under the curve."""
    gold = [article for article in read_gold(GOLD) if int(article.article_id[-2:]) % 2 == 0]
    articles = articles_of(gold)
    mentions, names = entities.canonical(entities.find(articles), articles)
    named = rows_by_article(mentions.merge(names[["entity_id", "name"]], on="entity_id", how="left"))
    right, wrong = [], []
    for article in gold:
        found = list(quotes.quotations(article.text, named.get(article.article_id, [])))
        wanted = [characters(article.text, quote.segments) for quote in article.quotes]
        given_ = [characters(article.text, [(s["start"], s["end"]) for s in quote.segments]) for quote in found]
        pairs = {j: i for i, j, share in match(wanted, given_) if share >= 0.5}
        for n, quote in enumerate(found):
            good = n in pairs and same_speakers(article.quotes[pairs[n]].speakers, quote.speakers)
            (right if good else wrong).append(quote.score)
    above = sum((a > b) + (a == b) / 2 for a in right for b in wrong) / (len(right) * len(wrong))
    assert above >= 0.72
