"""The encoder of the embedded entity model: what it sees of a text, and what it makes of each word.

A text is cut into sentences and words as everywhere in the package. Neighbouring sentences share a window, which the
model sees at once. Windows are never padded or batched: each goes through the model alone, since activations are
quantised over all that is computed together. So a text gives the same in any company, in any order and with any number
of threads. The graph has an output for each use (`tools/ner/export.py`): `run` is asked for those that are wanted.
"""

from __future__ import annotations

import functools
import itertools
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from importlib.resources import files
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

import numpy as np

from analysis.seams import original, parted, seams
from analysis.text import Span, each_token, sentences, surface

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from onnxruntime import InferenceSession
    from tokenizers import Tokenizer

START, STOP, UNKNOWN = 0, 2, 3
WINDOW = 160  # pieces that the model sees at once: some four sentences of news
LONGEST = 16  # pieces read of one word, and
LETTERS = 64  # letters read of it: no Arabic word has more, but a line without spaces may
AHEAD = 512  # windows computed before what is said of them is read
SIZE = 384  # numbers in the vector of a word
_Said = TypeVar("_Said")


class Window(NamedTuple):
    """What the model sees at once: piece ids, and where in them each word begins."""

    ids: list[int]
    firsts: list[int]


class Model(NamedTuple):
    """The loaded network and its tokenizer."""

    session: InferenceSession
    tokenizer: Tokenizer


class Encoded(NamedTuple):
    """The words of a text and, in the same order, the vector of each (words x 384)."""

    words: list[Span]
    vectors: NDArray[np.float32]


@functools.cache
def model() -> Model:
    """Load both once. One thread a session: threads work on windows of their own, so their number changes nothing."""
    import onnxruntime
    import tokenizers

    folder = files("analysis") / "model"
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    graph = (folder / "entities.onnx").read_bytes()
    session = onnxruntime.InferenceSession(graph, options, providers=["CPUExecutionProvider"])
    return Model(session, tokenizers.Tokenizer.from_str((folder / "tokenizer.json").read_text("utf-8")))


def encoded(texts: Iterable[str], *, threads: int = 2) -> Iterator[Encoded]:
    """The words of each text with their vectors: hidden states of the last layer at the first piece of each.

    Words that were run together are read apart (`analysis.seams`); spans are those of the text as given, in order and
    disjoint. Sentences without a letter are left out. `threads` windows are computed at a time; the vectors do not
    depend on it, nor on the other texts.

    >>> [(len(said.words), said.vectors.shape) for said in encoded(["زار باريس", ""])]
    [(2, (2, 384)), (0, (0, 384))]
    """
    texts = list(texts)
    cuts = [seams(text) for text in texts]
    apart = [parted(text, here) for text, here in zip(texts, cuts, strict=True)]
    seen = itertools.chain.from_iterable(windows(words(text), text) for text in apart)
    said = ahead(_vectors, seen, threads)
    for text, here in zip(apart, cuts, strict=True):
        spans = list(itertools.chain.from_iterable(words(text)))
        vectors, count = [np.empty((0, SIZE), np.float32)], 0
        while count < len(spans):
            vectors.append(next(said))
            count += len(vectors[-1])
        places = [Span(original(word.start, here), original(word.end, here)) for word in spans]
        yield Encoded(places, np.concatenate(vectors))


def _vectors(window: Window) -> NDArray[np.float32]:
    vectors: NDArray[np.float32] = run(window, ["words"])[0]
    return vectors


def words(text: str) -> Iterator[list[Span]]:
    """The words of each sentence that has a letter in it; what has none names nobody and is not computed."""
    each = each_token(text)
    word = next(each, None)
    for sentence in sentences(text):
        here = []
        while word and word.start < sentence.end:
            here.append(word)
            word = next(each, None)
        if any(c.isalpha() for c in text[sentence.start : sentence.end]):
            yield here


def windows(sentences: Iterable[Sequence[Span]], text: str) -> Iterator[Window]:
    """What the model sees of the words of these sentences of a text, in order."""
    return packed([pieces(text[start:end]) for start, end in sentence] for sentence in sentences)


def ahead(say: Callable[[Window], _Said], seen: Iterator[Window], threads: int) -> Iterator[_Said]:
    """What is said of each window, in order, some windows ahead: a long text is never held as a whole."""
    with ThreadPoolExecutor(threads) as pool:
        while some := list(itertools.islice(seen, AHEAD)):
            yield from pool.map(say, some) if threads > 1 and len(some) > 1 else map(say, some)


def run(window: Window, outputs: list[str]) -> list[Any]:
    """These outputs of the graph for one window; what is not asked for is not handed over."""
    ids, firsts = np.array([window.ids], np.int64), np.array(window.firsts, np.int64)
    said: list[Any] = model().session.run(outputs, {"ids": ids, "firsts": firsts})
    return said


@functools.lru_cache(maxsize=200_000)
def pieces(word: str) -> tuple[int, ...]:
    """Ids of the pieces of a word, at least one."""
    return word_pieces(word, model().tokenizer)


def word_pieces(word: str, tokenizer: Tokenizer) -> tuple[int, ...]:
    """As `pieces`, by this tokenizer: what training and use share."""
    shown = surface(word[:LETTERS]).encode("utf-8", "replace").decode()  # a lone surrogate becomes "?"
    return tuple(tokenizer.encode(shown, add_special_tokens=False).ids[:LONGEST]) or (UNKNOWN,)


def packed(sentences: Iterable[Sequence[Sequence[int]]], limit: int = WINDOW) -> Iterator[Window]:
    """Sentences of words of piece ids, packed in order into windows of at most `limit` pieces.

    A window is filled with whole sentences, so that each is read beside its neighbours; a sentence that alone is too
    long is cut between words.
    """
    ids, firsts = [START], list[int]()
    for sentence in sentences:
        if firsts and len(ids) + sum(map(len, sentence)) + 1 > limit:
            yield Window(ids, firsts)
            ids, firsts = [START], []
        for word in sentence:
            if firsts and len(ids) + len(word) + 1 > limit:
                yield Window([*ids, STOP], firsts)
                ids, firsts = [START], []
            firsts.append(len(ids))
            ids.extend(word)
        ids.append(STOP)
    if firsts:
        yield Window(ids, firsts)
