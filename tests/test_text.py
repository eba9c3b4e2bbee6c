"""Offsets are exact: whatever the text, spans slice back to it."""

import time
import unicodedata

import pytest
from camel_tools.tokenizers.word import simple_word_tokenize
from camel_tools.utils.charsets import AR_DIAC_CHARSET, AR_LETTERS_CHARSET
from camel_tools.utils.normalize import normalize_alef_ar, normalize_alef_maksura_ar, normalize_teh_marbuta_ar
from hypothesis import given
from hypothesis import strategies as st

from analysis.text import align, fold, folded, has_arabic, plain, sentences, tokens
from strategies import HOSTILE, arabic

hostile = pytest.mark.parametrize("text", HOSTILE)


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("أوكرانيا", "اوكرانيا"),
        ("إِلَى", "الي"),
        ("الحكومــة", "الحكومه"),
        ("آسيا ٱسم", "اسيا اسم"),
        ("هدى", "هدي"),
        ("ایران", "ايران"),
        ("\u200fنص\u200e", "نص"),
        ("BBC 24", "BBC 24"),
    ],
)
def test_fold_gives_the_search_form(text, form):
    assert folded(text) == form


@given(arabic(), st.data())
def test_fold_commutes_with_slicing(text, data):
    form = fold(text)
    assert len(form.text) == len(form.starts) == len(form.ends)
    assert list(form.starts) == sorted(form.starts)
    if form.text:
        a = data.draw(st.integers(0, len(form.text) - 1))
        b = data.draw(st.integers(a + 1, len(form.text)))
        start, end = form.span(a, b)
        assert 0 <= start < end <= len(text)
        assert folded(text[start:end]) == form.text[a:b]


@given(arabic())
def test_fold_is_idempotent(text):
    assert folded(folded(text)) == folded(text)


@given(arabic())
def test_no_span_cuts_a_letter_from_its_marks(text):
    form = fold(text)
    for n in range(len(form.text)):
        _, end = form.span(n, n + 1)
        assert end == len(text) or not unicodedata.combining(text[end])


@given(arabic())
def test_tokens_are_disjoint_and_cover_every_non_space(text):
    spans = tokens(text)
    covered = [i for start, end in spans for i in range(start, end)]
    assert covered == sorted(set(covered))
    assert {i for i, c in enumerate(text) if not c.isspace()} == set(covered)


@given(arabic())
def test_sentences_hold_every_non_space_once_and_in_order(text):
    covered = [i for start, end in sentences(text) for i in range(start, end)]
    assert covered == sorted(set(covered))
    assert {i for i, c in enumerate(text) if not c.isspace()} <= set(covered)


@given(arabic())
def test_leading_breaks_shift_offsets_and_change_nothing_else(text):
    assert [(a + 2, b + 2) for a, b in sentences(text)] == sentences("\n\n" + text)
    assert [(a + 2, b + 2) for a, b in tokens(text)] == tokens("\n\n" + text)


@hostile
def test_hostile_text_is_cut_without_error(text):
    for start, end in [*tokens(text), *sentences(text)]:
        assert text[start:end].strip() == text[start:end] != ""


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("قال نعم. ثم مضى.", ["قال نعم.", "ثم مضى."]),
        ("بلغ النمو 3.1 في المئة. انتهى", ["بلغ النمو 3.1 في المئة.", "انتهى"]),
        ("«هل تأتي؟» سأل. لا!", ["«هل تأتي؟»", "سأل.", "لا!"]),
        ("عنوان\nمتن أول. متن ثان", ["عنوان", "متن أول.", "متن ثان"]),
        ("قال د. أحمد زويل ذلك.", ["قال د. أحمد زويل ذلك."]),
        ("“انتهى.” ثم خرج", ["“انتهى.”", "ثم خرج"]),
    ],
)
def test_sentences_end_where_a_reader_ends_them(text, parts):
    assert [text[start:end] for start, end in sentences(text)] == parts


def test_tokens_split_punctuation_from_words():
    text = "وقال: «نعم»، 20%"
    assert [text[a:b] for a, b in tokens(text)] == ["وقال", ":", "«", "نعم", "»", "،", "20", "%"]


@given(arabic())
def test_tokens_are_those_of_camel_tools(text):
    assert tokens(text) == align(text, simple_word_tokenize(text))


@pytest.mark.parametrize("block", [(0x20, 0x250), (0x600, 0x700), (0x2000, 0x2070)])
def test_every_character_is_cut_from_a_word_as_camel_tools_cuts_it(block):
    text = " ".join(f"قال{chr(c)}1 {chr(c)}{chr(c)}" for c in range(*block))
    assert tokens(text) == align(text, simple_word_tokenize(text))


def test_letters_and_marks_are_those_of_camel_tools():
    block = [chr(c) for c in range(0x600, 0x700)]
    assert {c for c in map(chr, range(0x3000)) if has_arabic(c)} == AR_LETTERS_CHARSET
    assert all(unicodedata.combining(c) for c in AR_DIAC_CHARSET)
    unified = {c: normalize_teh_marbuta_ar(normalize_alef_maksura_ar(normalize_alef_ar(c))) for c in AR_LETTERS_CHARSET}
    assert all(folded(c) == form for c, form in unified.items() if c not in "\u0640\u0671")
    assert all(plain(c) == ("" if c in AR_DIAC_CHARSET else c) for c in block)


@given(st.text(max_size=40))
def test_align_finds_the_words_it_was_given(text):
    words = text.split()
    assert [text[a:b] for a, b in align(text, words)] == words


def test_align_says_which_word_is_missing():
    with pytest.raises(ValueError, match="'بوتين' is not in the text after offset 3"):
        align("قال ترامب", ["قال", "بوتين"])


def test_plain_and_has_arabic():
    assert plain("مُحَمَّد") == "محمد"
    assert has_arabic("abc م")
    assert not has_arabic("abc 123")


def test_time_is_linear_in_length():
    def seconds(text):
        started = time.process_time()
        fold(text), tokens(text), sentences(text)
        return time.process_time() - started

    text = "وقالَ ويتكوف، أمس: «نعم»" * 4000
    # Of processor time, the least of some runs: the others measure what else the machine was doing.
    short, long = (min(seconds(text * times) for _ in range(3)) for times in (1, 4))
    assert long < 4 * 3 * max(short, 0.02)
