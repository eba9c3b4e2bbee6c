"""Naming choices, and the score of the lexicon against judged places (tools/naming)."""

import importlib.util
import json
import lzma
from pathlib import Path

import pytest

from analysis import lexicons
from analysis.framing.terms import article_terms

TOOL = Path(__file__).parents[2] / "tools" / "naming" / "score.py"


@pytest.fixture(scope="module")
def score():
    spec = importlib.util.spec_from_file_location("naming_score", TOOL)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("اجتمعت دول الخليج العربية أمس.", []),
        ("عبرت السفينة مياه الخليج العربي.", ["Arabian Gulf"]),
        ("لعب المهاجم رأس حربة.", []),
        ("احتلت الجامعة المرتبة الثالثة.", []),
        ("احتلت القوات الجسر.", ["occupation"]),
        ("أعلنت الشركة إعادة هيكلة ديونها.", []),
        ("عمت الفوضى غرفة الأطفال.", ["chaos"]),
        ("كانت الفوضى في الدرج كبيرة.", []),
        ("استسلم مئة جندي.", ["surrender"]),
        ("قصفت الطائرات الميناء في غارة.", ["bombardment", "strike"]),
        ("ضد الإرهاب وأعمال إرهابية وخلية إرهابية", ["terrorism", "terror attack", "terrorists"]),
        ("تدخلت الدولة في السوق، وندد الحزب بالتدخل في شؤون البلاد.", ["intervention"]),
        ("صوت أعضاء الحزب ضد الحرب على الفساد.", ["corruption"]),
        ("سقط النظام بعد عام.", []),
        ("فاوض النظام السوري ثم انسحب النظام.", ["regime", "regime"]),
        ("دعا الحزب إلى الإصلاح في النظام السوري وفي النظام العام.", ["regime"]),
        ("سقط النظام ثم عاد النظام السوري.", ["regime"]),
        ("تحدثت الحكومة عن النظام.", ["government"]),
        ("زار الرئيس الكيني القرية وكان السبب الرئيسي المطر.", ["president"]),
        ("وصل الرئيس التنفيذي ثم الرئيس.", []),
        ("اعتمدت الرئيسة على فريقها.", []),
        ("أعلن الجيش انشقاق عقيد.", ["dissidents"]),
        ("حذر الطبيب من الاتجار بالبشر وتهريب المهاجرين.", ["trafficking", "smuggling"]),
    ],
)
def test_terms_where_they_name(text, expected):
    assert [term.term for term in article_terms(text)] == expected


def test_judged_places_name_terms_of_the_lexicon_and_hold_no_text(score):
    known = set(lexicons.read("naming")[["concept", "term"]].itertuples(index=False, name=None))
    places = score.judged()
    assert len(places) > 3000
    assert all(0 <= place.start < place.end for place in places)
    assert {place.drawn for place in places} == {"matcher", "search"}
    named = {(place.concept, place.variant) for place in places if place.right}
    assert named <= known
    assert score.JUDGED.read_text(encoding="utf-8").isascii()


def test_rates(score, tmp_path):
    text = "اندلعت الحرب قرب رأس حربة، واستسلم الجنود بعد هجوم."
    (tmp_path / "text" / "news").mkdir(parents=True)
    (tmp_path / "text" / "ntrex").mkdir()
    line = json.dumps({"article_id": "a", "text": text}, ensure_ascii=False)
    (tmp_path / "text" / "news" / "articles.jsonl").write_text(line, encoding="utf-8")
    (tmp_path / "text" / "ntrex" / "b.tsv").write_text("جملة أولى\tone\nثانية\ttwo\n", encoding="utf-8")
    with lzma.open(tmp_path / "text" / "unlabelled.txt.xz", "wt", encoding="utf-8") as paragraphs:
        paragraphs.write("فقرة\nوأخرى\n")
    texts = score.texts(tmp_path)
    assert texts == {"a": text, "b": "جملة أولى\nثانية", "unlabelled:0": "فقرة", "unlabelled:1": "وأخرى"}

    def place(word, concept, variant, right, drawn):
        start = text.index(word)
        return score.Place("a", start, start + len(word), concept, variant, right, drawn, "first")

    places = [
        place("حرب", "invasion", "war", True, "matcher"),
        place("حربة", "invasion", "war", False, "matcher"),
        place("استسلم", "peace plan", "surrender", True, "search"),
        place("هجوم", "acts of fighters", "terror attack", True, "search"),
        place("رأس", "invasion", "", False, "search"),
    ]
    terms = {"a": list(article_terms(text))}
    assert score.rates(places, terms) == {"precision": (1, 1), "recall": (1, 2)}
    wrong = {"a": [*terms["a"], terms["a"][0]._replace(start=places[1].start, end=places[1].end)]}
    assert score.rates(places, wrong)["precision"] == (1, 2)
    low, high = score.interval(95, 100)
    assert (round(low, 4), round(high, 4)) == (0.8882, 0.9785)
