"""The figures of quotations in the made-up articles of tests/gold that no change may fall short of.

Raise them when the rules get better; never lower them. See tests/gold/README.md for the two halves.
"""

from pathlib import Path

import pytest

from analysis import entities, quotes
from analysis.evaluate.gold import articles_of, read_gold
from analysis.evaluate.quotes import score

GOLD = Path(__file__).parents[1] / "gold"
READ = {"F1@0.5": 0.95, "F1@0.9": 0.925, "speaker accuracy": 0.97, "attributed F1": 0.92, "direct recall": 0.90}
UNREAD = {"F1@0.5": 0.89, "F1@0.9": 0.85, "speaker accuracy": 0.86, "attributed F1": 0.765, "direct recall": 0.83}


@pytest.mark.parametrize(("odd", "least"), [(True, READ), (False, UNREAD)], ids=["read", "unread"])
def test_quotations_of_made_up_articles(odd, least):
    gold = [article for article in read_gold(GOLD) if int(article.article_id[-2:]) % 2 == odd]
    articles = articles_of(gold)
    mentions, names = entities.canonical(entities.find(articles), articles)
    table = score(gold, quotes.find(articles, mentions, names), times=1).set_index("measure")["value"]
    short = {name: float(table[name]) for name, value in least.items() if table[name] < value}
    assert not short


def test_the_gold_is_whole():
    gold = read_gold(GOLD)
    assert len(gold) == 48
    assert all(len(article.quotes) > 5 for article in gold)
