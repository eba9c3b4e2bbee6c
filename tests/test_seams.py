"""Words that were run together: cuts lie in the text, offsets lead back, whole words stay whole."""

import csv
import time
from importlib.resources import files

import pytest
from hypothesis import example, given

from analysis import quotes
from analysis.entities import recognise
from analysis.seams import fold_parted, original, parted, seams, spaced
from analysis.text import fold, folded
from strategies import HOSTILE, arabic


@pytest.mark.parametrize(
    ("run", "words"),
    [
        ("قالتإنه", "قالت إنه"),
        ("تدابيرمماثلة", "تدابير مماثلة"),
        ("كورياالشمالية", "كوريا الشمالية"),
        ("شائعةبسبب", "شائعة بسبب"),
        ("رئيسالولايات", "رئيس الولايات"),
        ("يجبأنيستمرإنفاذ", "يجب أن يستمر إنفاذ"),
        ("قَالَتإنَّه", "قَالَت إنَّه"),
        ("الحكومــةالجديدة", "الحكومــة الجديدة"),
    ],
)
def test_words_run_together_are_parted(run, words):
    assert parted(run, seams(run)) == words


@pytest.mark.parametrize(
    "word",
    [
        "والمستشفيات", "فسيكتبونها", "وبالاستقلال", "للمؤسسات", "استقبلناهم", "عبدالرحمن", "عبدالعزيز", "أبوظبي",
        "كأنما", "بواسطة", "مبادىء", "الأنثروبولوجيا", "بومبيو", "زيلينسكي", "غوانتانامو", "الترامادول",
        "وببريطانيا", "يستخدمونه", "لاستراتيجيتهما", "المتعددة",
    ],
)  # fmt: skip
def test_a_whole_word_stays_whole(word):
    assert seams(word) == []


@given(arabic())
@example("".join(HOSTILE))
@example("قالتإنهقالتإنه" * 40)
def test_cuts_lie_inside_words_and_offsets_lead_back(text):
    cuts = seams(text)
    assert cuts == sorted(set(cuts))
    assert all(0 < at < len(text) and not text[at - 1].isspace() and not text[at].isspace() for at in cuts)
    apart = parted(text, cuts)
    assert len(apart) == len(text) + len(cuts)
    for at in range(len(text)):
        assert apart[at + sum(cut <= at for cut in cuts)] == text[at]
        assert original(at + sum(cut <= at for cut in cuts), cuts) == at


@given(arabic())
@example("قالتإنه وَقَالَتإنَّه كورياالشمالية")
def test_the_parted_form_is_aligned_to_the_text_as_it_is(text):
    form = fold_parted(text)
    assert form.text == folded(parted(text, seams(text)))
    assert len(form.text) == len(form.starts) == len(form.ends)
    assert list(form.starts) == sorted(form.starts)
    assert all(0 <= a <= b <= len(text) for a, b in zip(form.starts, form.ends, strict=True))


def test_a_text_without_runs_has_the_common_form():
    text = "قالت وزيرة الخارجية إن المفاوضات تستأنف غدا"
    assert fold_parted(text) == fold(text)


def test_a_word_run_into_a_name_of_the_text_is_cut_off():
    text = "هارينغتونيهاجم المنتقدين.\nقال هارينغتون إنه باق، وغادرهارينغتون أمس."
    assert parted(text, seams(text)).split()[:2] == ["هارينغتون", "يهاجم"]
    assert "وغادر هارينغتون" in parted(text, seams(text))
    assert seams("هارينغتونيهاجم المنتقدين") == []
    assert len(seams("هارينغتونيهاجم المنتقدين، وهارينغتون؛ ثم هارينغتونبدوره")) == 2


def test_time_grows_with_the_length():
    seams("قالت")  # the list of words is read once
    started = time.perf_counter()
    seams("ض" * 200_000 + " " + "قالتإنه" * 30_000)
    assert time.perf_counter() - started < 2


def test_a_name_in_a_run_is_found_in_the_text_as_it_is():
    text = "وصل الرئيس إلى كورياالشمالية أمس"
    assert [text[m.start : m.end] for m in recognise([text])[0]] == ["كورياالشمالية"]
    assert spaced("كورياالشمالية") == "كوريا الشمالية"


def test_a_report_whose_words_are_run_together_is_found():
    text = "قالمحمود عباس إناللقاء انتهى."
    (quote,) = quotes.quotations(text)
    assert [text[s["start"] : s["end"]] for s in quote.segments] == ["اللقاء انتهى"]
    assert quote.cue_lemma == "قال"


def test_the_list_of_words_is_sorted_and_counted():
    rows = list(csv.DictReader((files("analysis") / "model" / "words.csv").read_text("utf-8").splitlines()))
    assert list(rows[0]) == ["word", "count"]
    words = [row["word"] for row in rows]
    assert len(words) > 40_000
    assert words == sorted(set(words))
    assert all(int(row["count"]) >= 5 for row in rows)
