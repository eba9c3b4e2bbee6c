"""Scores of quotations: worked by hand."""

import pandas as pd
import pytest

from analysis.evaluate.gold import GoldArticle, GoldQuote
from analysis.evaluate.quotes import characters, match, same_speakers, score
from analysis.tables import frame
from analysis.text import Span

TEXT = "قال سامي إن العمل مستمر هنا. «لا شيء»، قالت ليلى. ونفى الوزير ذلك كله."


def span(part):
    return Span(TEXT.index(part), TEXT.index(part) + len(part))


def truth(kind, content, cue, speaker):
    return GoldQuote(kind, [span(content)], [], span(cue), None, None, [speaker], "person")


def found(number, kind, content, cue, speaker):
    start, end = span(content)
    segments = [{"start": start, "end": end}]
    at = span(cue) if cue else Span(None, None)
    names = {"speakers": [speaker], "speaker_ids": [""], "source_type": "person"}
    return {
        "article_id": "a",
        "quote_id": f"q{number}",
        "kind": kind,
        "segments": segments,
        "quoted": [],
        "cue_start": at.start,
        "cue_end": at.end,
        "score": 0.5,
        "rule": "verb+colon",
        **names,
    }


@pytest.fixture
def figures():
    gold = [
        truth("indirect", "العمل مستمر هنا", "قال", "سامي حداد"),
        truth("direct", "لا شيء", "قالت", "ليلى"),
        truth("indirect", "ذلك كله", "نفى", "الوزير"),
    ]
    rows = [
        found(1, "indirect", "العمل مستمر", "قال", "سامي"),  # 10 of 13 letters
        found(2, "mixed", "«لا شيء»", None, "سامي"),  # the marks do not count
        found(3, "indirect", "قالت ليلى", "قالت", "ليلى"),  # nobody's content
    ]
    article = GoldArticle("a", TEXT, gold, [], None, None)
    return score([article], frame("quotes", rows), times=20).set_index("measure")["value"]


def test_contents(figures):
    assert figures["precision@0.5"] == pytest.approx(2 / 3)
    assert figures["recall@0.5"] == pytest.approx(2 / 3)
    assert figures["F1@0.5"] == pytest.approx(2 / 3)
    assert figures["F1@0.9"] == pytest.approx(1 / 3)


def test_attributes_are_judged_over_matched_pairs(figures):
    assert figures["speaker accuracy"] == pytest.approx(1 / 2)
    assert figures["attributed F1"] == pytest.approx(2 * 1 / (3 + 3))
    assert figures["kind accuracy"] == pytest.approx(1 / 2)
    assert figures["cue accuracy"] == pytest.approx(1 / 2)
    assert figures["direct recall"] == 1.0


def test_an_article_without_quotations_found_counts_as_missed():
    article = GoldArticle("a", TEXT, [truth("direct", "لا شيء", "قالت", "ليلى")], [], None, None)
    table = score([article], frame("quotes", []), times=20).set_index("measure")["value"]
    assert table["recall@0.5"] == 0.0
    assert not pd.isna(table["F1@0.5"])


def test_contents_are_compared_without_spaces_and_outer_marks():
    assert characters("«لا شيء»، ", [(0, 10)]) == {1, 2, 4, 5, 6}


def test_contents_are_matched_one_to_one_for_the_largest_sum():
    """The first gold content overlaps both; the one that leaves a partner to the second is taken."""
    gold, said = [set(range(10)), set(range(6))], [set(range(7)), set(range(12))]
    assert [(g, f) for g, f, _ in match(gold, said)] == [(0, 1), (1, 0)]


@pytest.mark.parametrize(
    ("gold", "said", "same"),
    [
        (["ستيف ويتكوف"], ["ويتكوف"], True),
        (["ستيف ويتكوف"], ["ستيف"], True),
        (["أحمد"], ["احمد"], True),
        (["علي"], ["عليان"], False),
        (["عبدالفتاح السيسي"], ["عبد الفتاح السيسي"], True),
        (["عبده حسن"], ["عبد حسن"], False),
        (["سامي", "ليلى"], ["ليلى", "سامي"], True),
        (["سامي", "ليلى"], ["سامي"], False),
        ([], [], True),
    ],
)
def test_speakers(gold, said, same):
    assert same_speakers(gold, said) is same
