"""Scores of frames: worked by hand."""

import numpy as np
import pytest
from click.testing import CliRunner

from analysis.cli import khabar
from analysis.evaluate.frames import alpha, calibration_error, kappa, score
from analysis.evaluate.gold import GoldArticle
from analysis.tables import frame


def gold(article_id, frames, annotators=()):
    return GoldArticle(article_id, "x", [], frames, frames[0], None, annotators)


def rows(article_id, scores):
    best = max(scores, key=scores.get)
    return [
        {"article_id": article_id, "frame": name, "score": value, "present": value >= 0.5, "primary": name == best}
        for name, value in scores.items()
    ]


def test_scores():
    found = frame(
        "article_frames", rows("a", {"A": 0.9, "B": 0.8, "C": 0.1}) + rows("b", {"A": 0.9, "B": 0.2, "C": 0.1})
    )
    table = score([gold("a", ["A", "C"]), gold("b", ["A"])], found, times=50).set_index("measure")["value"]
    assert table["micro F1"] == pytest.approx(2 * 2 / (3 + 3))
    assert table["macro F1"] == pytest.approx((1 + 0 + 0) / 3)
    assert table["primary accuracy"] == 1.0
    assert table["Cohen's kappa"] == pytest.approx((4 / 6 - 0.5) / 0.5)
    assert table["Krippendorff's alpha"] == pytest.approx(1 - (2 / 6) / (2 * 6 * 6 / (12 * 11)))
    assert "Krippendorff's alpha of annotators" not in table


def test_the_command_scores_a_csv_of_labelled_texts(tmp_path):
    """Headlines of the user's own, by a codebook of the user's own; the first label is the primary one."""
    (tmp_path / "mine.csv").write_text(
        "frame,term,weight,example,source,note\nSea,بحر,1,بحر,me,\nSky,سماء,1,سماء,me,\n"
    )
    path = tmp_path / "gold.csv"
    path.write_text("text,labels\nبحر هادئ,Sea\nسماء صافية,Sky|Sea\nبحر,\n", "utf-8")

    def run(*more):
        gold = ["evaluate", "frames", "--gold", str(path), "--codebook", str(tmp_path / "mine.csv")]
        return CliRunner().invoke(khabar, [*gold, *map(str, more)])

    lines = run().output.splitlines()
    assert next(line.split()[2:3] for line in lines if "micro F1" in line) == [f"{2 * 2 / (3 + 3):.3f}"]
    assert next(line.split()[2:3] for line in lines if "primary" in line) == [f"{2 / 3:.3f}"]
    path.write_text("text,labels\nبحر هادئ,Sun\n", "utf-8")
    assert "example 1: 'Sun' is no frame of the codebook" in str(run().exception)


def test_an_article_without_rows_counts_as_nothing_found():
    table = score([gold("a", ["A"])], frame("article_frames"), times=10).set_index("measure")["value"]
    assert table["micro F1"] == 0
    assert table["primary accuracy"] == 0


def test_annotators_are_compared_where_the_gold_names_them():
    found = frame("article_frames", rows("a", {"A": 0.9, "B": 0.1}))
    table = score([gold("a", ["A"], [["A"], ["A"]])], found, times=10).set_index("measure")
    assert table["value"]["Krippendorff's alpha of annotators"] == 1.0


def test_measures_of_agreement():
    same = np.array([True, False, True])
    assert kappa(same, same) == 1
    assert alpha(np.array([same, same], dtype=float)) == 1
    assert np.isnan(alpha(np.array([[1.0, np.nan], [np.nan, 0.0]])))
    assert calibration_error(np.array([True, False]), np.array([0.5, 0.5])) == 0
    assert calibration_error(np.array([True]), np.array([0.25])) == pytest.approx(0.75)
