"""Keyness against the printed formulas, and under chance."""

import math

import numpy as np
import pandas as pd
import pytest

from analysis import framing
from analysis.annotated import table_html
from analysis.framing.keyness import document_terms, keyness
from analysis.tables import frame
from samples import article

A = pd.Series({"حرب": 30.0, "سلام": 5.0, "نفط": 12.0, "شعر": 0.0, "بحر": 53.0})
B = pd.Series({"حرب": 10.0, "سلام": 25.0, "نفط": 11.0, "شعر": 7.0, "بحر": 147.0})


@pytest.mark.parametrize("prior", [0.01, 1.0, pd.Series({"حرب": 3.0, "سلام": 2.0, "نفط": 1.0, "شعر": 0.5, "بحر": 9.0})])
def test_log_odds_is_the_formula_of_monroe_colaresi_and_quinn(prior):
    found = framing.log_odds(A, B, prior)
    alpha = prior if isinstance(prior, pd.Series) else pd.Series(prior, index=A.index)
    n_a, n_b, a_0 = A.sum(), B.sum(), alpha.sum()
    for w in A.index:
        first = math.log((A[w] + alpha[w]) / (n_a + a_0 - A[w] - alpha[w]))
        second = math.log((B[w] + alpha[w]) / (n_b + a_0 - B[w] - alpha[w]))
        variance = 1 / (A[w] + alpha[w]) + 1 / (B[w] + alpha[w])
        assert found["log_odds"][w] == pytest.approx(first - second, abs=1e-9)
        assert found["z"][w] == pytest.approx((first - second) / math.sqrt(variance), abs=1e-9)


def test_log_likelihood_is_that_of_a_two_by_two_table():
    from scipy.stats import chi2_contingency

    found = framing.log_likelihood(A, B)
    for w in A.index:
        # Rayson and Garside leave out the cells of the other words, so the reference is taken over the first row alone.
        observed = [A[w], B[w]]
        expected = [(A[w] + B[w]) * n / (A.sum() + B.sum()) for n in (A.sum(), B.sum())]
        g2 = 2 * sum(o * math.log(o / e) for o, e in zip(observed, expected, strict=True) if o)
        assert found["g2"][w] == pytest.approx(g2, abs=1e-9)
    assert found["log_ratio"]["حرب"] == pytest.approx(math.log2((30 / 100) / (10 / 200)), abs=1e-9)
    texts = ["حرب سلام حرب", "حرب نفط", "سلام نفط نفط"] * 4
    table = framing.collocations(texts, "حرب", window=1).set_index("word")
    assert set(table.index) == {"سلام", "نفط"}
    cells = np.array([[4, 4], [4, 20]])  # beside حرب or not, سلام or not
    assert table["g2"]["سلام"] == pytest.approx(
        chi2_contingency(cells, lambda_="log-likelihood", correction=False)[0], abs=1e-9
    )


def texts_of(generator, articles, topics):
    """Texts whose words come in bursts: each article has a topic, each topic its own words."""
    words = np.array([a + b + c for a in "بتثجح" for b in "سشصضط" for c in "فقكلم"])
    found = []
    for _ in range(articles):
        topic = generator.integers(topics)
        weights = np.full(len(words), 0.2)
        weights[topic * 10 : topic * 10 + 10] = 4
        found.append(" ".join(generator.choice(words, 60, p=weights / weights.sum())))
    return found


def test_shuffled_labels_give_a_significant_term_in_at_most_one_run_of_twenty():
    generator = np.random.default_rng(7)
    runs = 600
    wrong = 0  # of few shuffles, where an error in how they are counted shows most
    for run in range(runs):
        texts = texts_of(generator, 30, 8)
        labels = generator.permutation([True] * 15 + [False] * 15)
        wrong += bool(keyness(texts, labels, times=59, seed=run)["significant"].any())
    assert wrong <= 0.05 * runs


def test_what_truly_differs_is_found():
    generator = np.random.default_rng(1)
    texts = texts_of(generator, 60, 8)
    texts = [text + " حرب حرب" if n < 30 else text for n, text in enumerate(texts)]
    table = keyness(texts, [n < 30 for n in range(60)])
    assert table["term"][0] == "حرب"
    assert list(table.loc[table["significant"], "term"]) == ["حرب"]
    assert table["log_ratio"][0] > 5


def test_words_are_counted_without_article_and_function_words():
    counts = document_terms(["الحرب والحرب في حرب", "بالحرب من"], least=1)
    assert counts.terms == ["حرب"]
    assert counts.counts.toarray().tolist() == [[3], [1]]


def test_groups_that_are_empty_give_no_rows():
    assert keyness([], []).empty
    assert keyness(["حرب"], [True], least=1).empty


def test_collocates_stand_as_they_are_written():
    found = framing.collocations(["حرب الأمة", "حرب الأمة والأمة"], "حرب")
    assert list(found["word"]) == ["أمة"]


def test_concordance_lines_run_right_to_left_in_every_language():
    lines = framing.concordance(frame("articles", [article("x", "انتهت الحرب أمس")]), "حرب")
    headings = {"before": "Before", "word": "Word", "after": "After"}
    assert 'class="table lines" lang="en" dir="rtl"' in table_html(lines, headings, caption="Concordance", lang="en")
    assert 'class="table" lang="en" dir="ltr"' in table_html(lines, {"word": "Word"}, caption="Words", lang="en")


def test_concordance():
    text = "قال الوزير:\nانتهت الحرب أمس وبدأت حرب أخرى طويلة جدا في الجنوب البعيد"
    lines = framing.concordance(frame("articles", [article("x", text)]), "حرب", context=20)
    assert list(lines["word"]) == ["الحرب", "حرب"]
    assert lines["before"][0].endswith("انتهت ")
    assert "\n" not in lines["before"][0]
    assert text[lines["start"][1] : lines["end"][1]] == "حرب"
    assert framing.concordance(frame("articles", [article("x", text)]), "").empty
