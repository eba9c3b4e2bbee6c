"""Terms are found with what Arabic writes onto a word, and only then."""

import itertools

import pytest
from hypothesis import given

from analysis.framing.matching import compiled, hits, readings
from analysis.text import fold
from strategies import arabic


@pytest.mark.parametrize(
    ("terms", "text", "expected"),
    [
        (["حرب"], "حرب الحرب وبالحرب للحرب حربها فالحرب", ["حرب", "حرب", "حرب", "حرب", "حربها", "حرب"]),
        (["حرب"], "محاربة الحر باء", []),
        (["عسكر*"], "العسكريون وعسكرة معسكر", ["عسكريون", "عسكرة"]),
        (["حكومه"], "حكومته وحكومتنا", ["حكومته", "حكومتنا"]),
        (["النظام السوري"], "نظام سوري والنظام السوري", ["النظام السوري"]),
        (["وقف اطلاق النار", "وقف"], "وقف إطلاق النار ثم وقف", ["وقف إطلاق النار", "وقف"]),
        (["انتحار", "انتحاري*"], "انتحاري", ["انتحاري"]),
        (["قد ي*"], "قد يصل وقد وصل", ["قد يصل"]),
        (["قتل * شخصا"], "قتل 12 شخصا وقتل عشرون شخصا وقتل شخصا", ["قتل 12 شخصا", "قتل عشرون شخصا"]),
        (["سلم|سلام"], "السلام", ["سلام"]),
        (["القاء القبض"], "وإلقاء القبض", ["إلقاء القبض"]),
        (["وزير"], "وزير والوزير زير", ["وزير", "وزير"]),
    ],
)
def test_terms(terms, text, expected):
    form = fold(text)
    found = [form.span(hit.start, hit.end) for hit in hits(form, compiled(terms))]
    assert [text[start:end] for start, end in found] == expected


def test_hits_do_not_overlap():
    form = fold("جرائم حرب في الحرب")
    assert [hit.key for hit in hits(form, compiled(["جرائم حرب", "حرب", "جرائم"]))] == ["جرائم حرب", "حرب"]


def test_the_closer_of_two_phrases_counts():
    form = fold("دول الخليج العربية")
    for terms in (["الخليج العربي", "الخليج العربيه"], ["الخليج العربيه", "الخليج العربي"]):
        assert [hit.key for hit in hits(form, compiled(terms))] == ["الخليج العربيه"]


@given(arabic())
def test_any_text(text):
    form = fold(text)
    found = list(hits(form, compiled(["قال", "ال*", "رئيس*", "قال إن"])))
    assert all(0 <= a.start < a.end for a in found)
    assert all(a.end <= b.start for a, b in itertools.pairwise(found))


def test_a_very_long_word_costs_little():
    assert sum(len(keys) for _, keys in readings("ا" * 100_000)) < 500
