"""The embedded recogniser: its contract, its invariance, the spans around proclitics, the seed's names, its size."""

from __future__ import annotations

import subprocess
import sys
import time
import tracemalloc
from importlib.resources import files
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.encoder import WINDOW, packed
from analysis.entities.embedded import (
    GUIDELINES,
    LABELS,
    decode,
    names,
    past_proclitics,
    recognise,
)
from analysis.entities.letters import whole_names
from analysis.entities.recognise import Mention
from strategies import HOSTILE, arabic

TYPES = {"PER", "LOC", "ORG", "MISC"}
NEWS = "وقال رئيس الوزراء البريطاني بوريس جونسون في لندن إن بلاده تدعم الأمم المتحدة."
SEED_NAMES = [
    "الولايات المتحدة", "أوكرانيا", "ميامي", "روسيا", "دونالد ترامب", "ستيف ويتكوف", "رستم أوميروف", "كيريل دميترييف",
    "فلوريدا", "جاريد كوشنر", "موسكو", "رويترز", "فلاديمير بوتين", "أوروبا", "بي بي سي", "ستيف روزنبرغ",
]  # fmt: skip


def found(text):
    return [text[m.start : m.end] for m in recognise([text])[0]]


def check(text, mentions):
    end = 0
    for mention in mentions:
        assert end <= mention.start < mention.end <= len(text)
        assert mention.type in TYPES
        assert 0 <= mention.score <= 1
        assert text[mention.start : mention.end].strip() == text[mention.start : mention.end]
        end = mention.end


@given(arabic())
def test_spans_lie_in_order_inside_the_text(text):
    check(text, recognise([text])[0])


@given(st.text(st.characters(), max_size=60))
def test_any_unicode_string_is_read_lone_surrogates_too(text):
    check(text, recognise([text])[0])


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_texts(text):
    check(text, recognise([text])[0])


@pytest.mark.parametrize("text", ["😀" * 100_000, "ا" * 1_000_000, "\x00" * 10_000, "و" * 50_000 + " بوتين"])
def test_huge_lines_are_read_in_seconds(text):
    started = time.perf_counter()
    check(text, recognise([text])[0])
    assert time.perf_counter() - started < 10


def test_one_line_far_longer_than_a_window(seed):
    line = " ".join(seed.replace(".", " ").split()) * 5
    mentions = recognise([line])[0]
    check(line, mentions)
    for part in range(5):
        here = [m for m in mentions if part * len(line) <= 5 * m.start < (part + 1) * len(line)]
        assert "أوكرانيا" in {line[m.start : m.end] for m in here}


def test_a_book_in_one_line_is_never_held_as_a_whole(monkeypatch):
    """Beside the text, its search form: not each of its words and letters as objects, 200 bytes a character."""

    def says_nothing(window, **_):
        labels = np.zeros((len(window.firsts), 9), np.float32)
        labels[:, 0] = 1
        return labels, np.zeros(len(window.firsts), np.int64)

    monkeypatch.setattr("analysis.entities.embedded._run", says_nothing)
    line = " ".join(f"قال مدّ{'ابتثجحخدذر'[n % 10]} في كتاب" + "." * (n % 7 == 0) for n in range(3_000))
    recognise([NEWS, line[:3_000]])  # what is read once and stays
    tracemalloc.start()
    recognise([line], threads=1)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 60 * len(line)


def test_nothing_in_nothing_out():
    assert recognise([]) == []
    assert recognise(["", " \n ", "123 ؟!"]) == [[], [], []]


@settings(max_examples=15)
@given(st.lists(st.one_of(arabic(), st.sampled_from([NEWS, NEWS * 9])), min_size=2, max_size=5), st.randoms())
def test_company_order_and_threads_change_nothing(texts, random):
    alone = [recognise([text], threads=1)[0] for text in texts]
    assert recognise(texts, threads=2) == alone
    order = random.sample(range(len(texts)), len(texts))
    assert recognise([texts[n] for n in order], threads=3) == [alone[n] for n in order]


def test_white_space_before_only_shifts(seed):
    shifted = recognise(["\n\n" + seed])[0]
    assert [m._replace(start=m.start - 2, end=m.end - 2) for m in shifted] == recognise([seed])[0]


def test_threads_are_at_least_one():
    with pytest.raises(ValueError, match="threads is 0"):
        recognise(["نص"], threads=0)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("وقالت الولايات المتحدة والصين إن المحادثات مثمرة.", "الصين"),
        ("وأعلن البيت الأبيض تقديم مساعدات لأوكرانيا هذا العام.", "أوكرانيا"),
        ("قال الأمين العام للأمم المتحدة إن الوضع خطير.", "لأمم المتحدة"),
        ("وصل الوزير إلى واشنطن مساء الاثنين.", "واشنطن"),
        ("عاد الوفد من موسكو وواشنطن أمس.", "واشنطن"),
        ("وقال بوتين للصحفيين إن الاتفاق قريب.", "بوتين"),
        ("التقى ترامب وبوتين في القمة.", "بوتين"),
        ("أطلقت كوريا الشمالية صاروخا أمس.", "كوريا الشمالية"),
        ("عقدت المحادثات في فيينا الأسبوع الماضي.", "فيينا"),
        ("سافر الرئيس إلى لندن اليوم.", "لندن"),
        ("عاد السفير من ليبيا أمس.", "ليبيا"),
        ("سافر إلى ليبيا ولبنان والعراق.", "لبنان"),
        ("عقد الاجتماع بباريس أمس.", "باريس"),
        ("زار الوفد بريطانيا وفرنسا أمس.", "فرنسا"),
    ],
)
def test_proclitics_stay_outside_and_first_letters_inside(text, name):
    assert name in found(text)


def test_titles_stay_outside():
    assert "فلاديمير بوتين" in found("التقى الرئيس الروسي فلاديمير بوتين الوفد في موسكو.")


def test_adjectives_of_nationality_are_no_names():
    text = "قالت الخارجية الأمريكية إن القوات الروسية والجيش البريطاني في السعودية. وصل الأمريكيون أمس."
    assert not {"الأمريكية", "الروسية", "البريطاني"} & set(found(text))
    assert "السعودية" in found(text)


@pytest.mark.parametrize(
    ("word", "letters", "start"),
    [("وَبِباريس", 2, 4), ("لـلأمم", 1, 2), ("مصر", 1, 0), ("وب", 1, 0), ("ولد", 1, 1), ("", 1, 0), ("ووو", 2, 1)],
)
def test_only_proclitic_letters_with_their_marks_are_cut(word, letters, start):
    assert past_proclitics(word, letters) == start


def test_names_of_the_seed(seed):
    texts = set(found(seed))
    assert sum(name in texts for name in SEED_NAMES) >= 12, [name for name in SEED_NAMES if name not in texts]


@given(st.lists(st.integers(0, len(LABELS) - 1), min_size=1, max_size=30), st.randoms())
def test_decoding_gives_the_best_of_the_well_formed_sequences(labels, random):
    generator = np.random.default_rng(random.randrange(2**32))
    scores = generator.random((len(labels), len(LABELS))).astype(np.float32)
    path = decode(scores)
    assert all(b % 2 == 1 or b == 0 or a in (b, b - 1) for a, b in zip([0, *path], path, strict=False))
    assert sum(end - begin for begin, end, _ in names(path)) == sum(label != 0 for label in path)
    best = scores.argmax(axis=1).tolist()
    if all(b % 2 == 1 or b == 0 or a in (b, b - 1) for a, b in zip([0, *best], best, strict=False)):
        assert path == best


@given(st.lists(st.lists(st.lists(st.integers(4, 99), min_size=1, max_size=16), max_size=40), max_size=12))
def test_windows_hold_every_word_once_and_keep_the_limit(sentences):
    found = list(packed(sentences))
    assert all(len(window.ids) <= WINDOW for window in found)
    firsts = [window.ids[first] for window in found for first in window.firsts]
    assert firsts == [word[0] for sentence in sentences for word in sentence]


def test_time_grows_with_the_text_not_faster():
    def seconds(text):
        return min(_timed(text) for _ in range(2))

    assert seconds(NEWS * 80) < 4 * seconds(NEWS * 40)


def _timed(text):
    started = time.perf_counter()
    recognise([text])
    return time.perf_counter() - started


def test_model_and_tokenizer_are_small():
    sizes = {file.name: len(file.read_bytes()) for file in (files("analysis") / "model").iterdir()}
    assert {"entities.onnx", "tokenizer.json", "card.md"} <= set(sizes)
    assert sum(sizes.values()) <= 40_000_000


SCRIPT = """
import sys, time
import analysis
assert "onnxruntime" not in sys.modules and "tokenizers" not in sys.modules
from analysis import encoder
from analysis.entities import embedded
assert "onnxruntime" not in sys.modules and "tokenizers" not in sys.modules
import onnxruntime, tokenizers
started = time.perf_counter()
encoder.model()
seconds = time.perf_counter() - started
embedded.recognise(["زار فلاديمير بوتين باريس"] * 3)
assert "torch" not in sys.modules and "transformers" not in sys.modules
# not getrusage: on Linux it hands the parent's maximum on to a child
lines = open("/proc/self/status", encoding="ascii").read().splitlines()
print(seconds, int(next(line for line in lines if line.startswith("VmHWM")).split()[1]) / 1024)
"""


def test_loads_in_a_second_without_torch_in_little_memory():
    if not Path("/proc/self/status").is_file():
        pytest.skip("needs Linux to tell its memory")
    done = subprocess.run([sys.executable, "-c", SCRIPT], check=True, capture_output=True, text=True)
    seconds, megabytes = map(float, done.stdout.split())
    assert seconds < 1
    assert megabytes < 700


@pytest.mark.parametrize(
    ("text", "cut", "whole"),
    [
        # Within another name of the text; behind a title; ف in the midst of a clause; ك before a person.
        (
            "روبرتو كالزاديلا هنا. نفى كالزاديلا ذلك.",
            ["روبرتو كالزاديلا", "الزاديلا"],
            ["روبرتو كالزاديلا", "كالزاديلا"],
        ),
        ("أعلن العقيد بلحسن الوسلاتي ذلك.", ["لحسن الوسلاتي"], ["بلحسن الوسلاتي"]),
        ("قالت رئيسة المجلس فالنتينا ماتفيينكو ذلك.", ["النتينا ماتفيينكو"], ["فالنتينا ماتفيينكو"]),
        ("وقالت كاثرين هارت ذلك.", ["اثرين هارت"], ["كاثرين هارت"]),
        # These are proclitics.
        ("فروسيا ترفض. التقى ببوتين.", ["روسيا", "بوتين"], ["روسيا", "بوتين"]),
    ],
)
def test_letters_that_are_no_proclitics_are_given_back(text, cut, whole):
    kinds = ["LOC" if name == "روسيا" else "PER" for name in cut]
    found, at = [], 0
    for name, kind in zip(cut, kinds, strict=True):
        at = text.index(name, at)
        found.append(Mention(at, at + len(name), kind, 1.0))
        at += len(name)
    assert [text[m.start : m.end] for m in whole_names(text, found)] == whole


def test_guidelines_of_a_corpus_keep_its_adjectives():
    text = "أعلنت الحكومة الأمريكية أن باراك أوباما يزور القاهرة"
    names = {g: [text[m.start : m.end] for m in recognise([text], guidelines=g)[0]] for g in GUIDELINES}
    assert "الأمريكية" not in names["articles"]
    assert "الأمريكية" in names["cleananercorp"]
    assert all({"باراك أوباما", "القاهرة"} <= set(found) for found in names.values())


def test_unknown_guidelines_are_refused():
    with pytest.raises(ValueError, match="articles, anercorp, cleananercorp"):
        recognise(["باريس"], guidelines="ontonotes")
