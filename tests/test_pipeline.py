"""All layers over articles: one that fails costs its rows only, and is reported once."""

import sys

import pytest

from analysis import annotate, framing
from analysis.tables import Articles, Watch, frame
from samples import article


def test_a_layer_that_fails_is_a_problem_of_its_article(monkeypatch):
    def failing(*_args):
        raise RuntimeError("no terms today")

    monkeypatch.setattr(sys.modules["analysis.framing.terms"], "article_terms", failing)
    reported = []
    articles = Articles(frame("articles", [article("a"), article("b")]))
    tables = annotate(articles, watch=Watch(failed=lambda *told: reported.append(told)))
    assert [key for key, _ in reported] == ["a", "b"]
    assert all("no terms today" in problem for problem in tables.articles["problem"])
    assert tables.terms.empty
    assert len(tables.quotes) == 4
    assert framing.frame_profile(tables) is not None


def test_no_articles_give_empty_tables():
    tables = annotate(Articles(frame("articles")))
    assert all(table.empty for table in tables)


@pytest.mark.parametrize("text", ["", " \n ", "\x00", "😀" * 50])
def test_texts_without_words_are_annotated(text):
    tables = annotate(Articles(frame("articles", [article("a", text)])))
    assert tables.quotes.empty
    assert len(tables.articles) == 1
