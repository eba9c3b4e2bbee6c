"""The encoder: a vector for each word, the same in any company, with spans of the text as it is."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis import encoder
from analysis.encoder import Window, encoded
from strategies import HOSTILE, arabic

NEWS = "وقال رئيس الوزراء البريطاني بوريس جونسون في لندن إن بلاده تدعم الأمم المتحدة."


def check(text, said):
    assert said.vectors.shape == (len(said.words), encoder.SIZE)
    assert np.isfinite(said.vectors).all()
    end = 0
    for word in said.words:
        assert end <= word.start < word.end <= len(text)
        end = word.end


@settings(max_examples=25)
@given(st.one_of(arabic(), st.text(st.characters(), max_size=60)))
def test_any_text_has_words_with_vectors(text):
    check(text, next(encoded([text])))


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_texts(text):
    check(text, next(encoded([text])))


def test_company_and_threads_change_nothing(seed):
    texts = [NEWS, "", seed, NEWS * 9, "123 ؟!"]
    alone = [next(encoded([text], threads=1)) for text in texts]
    for threads in (1, 3):
        for one, other in zip(alone, encoded(texts, threads=threads), strict=True):
            assert one.words == other.words
            assert (one.vectors == other.vectors).all()


def test_words_run_together_are_two_with_spans_of_the_text():
    text = "أعلنت كورياالشمالية ذلك"
    words = [text[word.start : word.end] for word in next(encoded([text])).words]
    assert words == ["أعلنت", "كوريا", "الشمالية", "ذلك"]


def test_the_vectors_are_what_the_heads_of_the_graph_are_made_from():
    """The labels of a head, computed from the words' vectors by its own weights."""
    onnx = pytest.importorskip("onnx")
    from importlib.resources import files

    graph = onnx.load(files("analysis") / "model" / "entities.onnx").graph
    given = {each.name: onnx.numpy_helper.to_array(each) for each in graph.initializer if "articles" in each.name}
    ids = [encoder.START, *(n for word in NEWS.split() for n in encoder.pieces(word)), encoder.STOP]
    vectors, labels = encoder.run(Window(ids, [1, 2, 3]), ["words", "articles"])
    scores = vectors @ given["articles.weight"].T + given["articles.bias"]
    shares = np.exp(scores) / np.exp(scores).sum(axis=1, keepdims=True)
    assert labels == pytest.approx(shares, abs=1e-5)
