"""The embedded recogniser: a small transformer in this package, run by onnxruntime on the processor.

A text is cut into sentences and words as everywhere in the package. Neighbouring sentences share a window, which the
model sees at once. Windows are never padded or batched: each goes through the model alone, since activations are
quantised over all that is computed together. So a text has the same mentions in any company, in any order and with any
number of threads. How the model was made: `tools/ner`; what it knows and where it fails: `analysis/model/card.md`.
"""

from __future__ import annotations

import functools
import itertools
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

import numpy as np

from analysis import encoder
from analysis.encoder import Window
from analysis.entities.agreement import agreed, repeated
from analysis.entities.letters import PROCLITICS
from analysis.entities.recognise import TYPES, Mention
from analysis.entities.spans import mended
from analysis.seams import original, parted, seams
from analysis.text import Span, surface

if TYPE_CHECKING:
    from numpy.typing import NDArray

# Label 0 is "in no name"; then for each type one label that begins a name and one that goes on with it.
LABELS = ("O", *(f"{edge}-{kind}" for kind in TYPES for edge in "BI"))
# A mention of less probability is none. The head for articles has learnt from the fewest words and is the rashest; in
# the corpora MISC is what is surest to be wrong.
_LEAST, _SURE = 0.4, {"MISC": 0.5}
_LEAST_OURS = 0.55
# Whose notion of a name is asked for: that of this package, or that of a corpus, to be scored on it (`recognise`).
GUIDELINES = ("articles", "anercorp", "cleananercorp")


# The probabilities of the labels of each word of a window, and the letters of proclitic of each if it opens a name.
Output = tuple["NDArray[np.float32]", "NDArray[np.int64]"]


def recognise(texts: Sequence[str], *, threads: int = 2, guidelines: str = "articles") -> list[list[Mention]]:
    """The named mentions of each text, in text order: PER, LOC, ORG or MISC, proclitics outside the span.

    `score` is the mean probability of the labels of the mention's words, 0 to 1. Words that were run together are read
    apart (`analysis.seams`). `threads` windows are
    computed at a time; the result does not depend on it.

    `guidelines` says what counts as a name. "articles", those of this package: organisations with their kind, no
    adjectives of nationality. "anercorp" and "cleananercorp": as these corpora annotate, which take the adjectives for
    MISC, each in its way, and differ on organisations; for texts annotated so. Raises ValueError when `threads` is less
    than 1 or `guidelines` are none of these.

    >>> [text[m.start:m.end] for text in ["زار فلاديمير بوتين باريس"] for m in recognise([text])[0]]
    ['فلاديمير بوتين', 'باريس']
    """
    if threads < 1:
        raise ValueError(f"threads is {threads}; it must be at least 1")
    if guidelines not in GUIDELINES:
        raise ValueError(f"guidelines are {guidelines!r}; there are: {', '.join(GUIDELINES)}")
    ours = guidelines == "articles"
    cuts = [seams(text) for text in texts]
    texts = [parted(text, here) for text, here in zip(texts, cuts, strict=True)]
    seen = (encoder.windows(encoder.words(text), text) for text in texts)
    run = functools.partial(_run, guidelines=guidelines)
    outputs = encoder.ahead(run, itertools.chain.from_iterable(seen), threads)
    found = []
    for text, here in zip(texts, cuts, strict=True):
        sure = [m for m in _mentions(text, outputs) if m.score >= (_LEAST_OURS if ours else _SURE.get(m.type, _LEAST))]
        mentions = repeated(text, agreed(text, mended(text, sure, ours=ours)), lexicon=ours)
        found.append([m._replace(start=original(m.start, here), end=original(m.end, here)) for m in mentions])
    return found


def _run(window: Window, guidelines: str) -> Output:
    labels, clitics = encoder.run(window, [guidelines, "clitics"])
    return labels, clitics.argmax(axis=1)


def _mentions(text: str, outputs: Iterator[Output]) -> Iterator[Mention]:
    """The mentions that the next outputs, which are those of the windows of this text, spell."""
    for words, probabilities, clitics in _by_sentence(encoder.words(text), outputs):
        for begin, end, kind in names(decode(probabilities)):
            last = max(n for n in range(begin, end) if n == begin or _wordlike(text, words[n]))
            start = words[begin].start
            start += past_proclitics(text[start : words[begin].end], int(clitics[begin]))
            path = [2 * kind + 1 if n == begin else 2 * kind + 2 for n in range(begin, end)]
            score = float(probabilities[np.arange(begin, end), path].mean(dtype=np.float64))
            if _wordlike(text, words[begin]) or last > begin:
                yield Mention(start, words[last].end, TYPES[kind], min(score, 1.0))


def _by_sentence(
    sentence_words: Iterable[list[Span]], outputs: Iterator[Output]
) -> Iterator[tuple[list[Span], NDArray[np.float32], NDArray[np.int64]]]:
    """The words of each sentence and what was said of them; a window holds several sentences, or a part of one."""
    labels, clitics = np.empty((0, len(LABELS)), np.float32), np.empty(0, np.int64)
    for words in sentence_words:
        parts, count = [(labels, clitics)], len(clitics)
        while count < len(words):
            parts.append(next(outputs))
            count += len(parts[-1][1])
        labels, clitics = (np.concatenate(part) for part in zip(*parts, strict=True))
        yield words, labels[: len(words)], clitics[: len(words)]
        labels, clitics = labels[len(words) :], clitics[len(words) :]


def _wordlike(text: str, word: Span) -> bool:
    return any(c.isalnum() for c in text[word.start : word.end])


@functools.cache
def _forbidden() -> NDArray[np.float64]:
    """(labels, labels), minus infinity where the second must not follow the first: a type goes on only after itself."""
    penalty = np.zeros((len(LABELS), len(LABELS)))
    for inside in range(2, len(LABELS), 2):
        penalty[:, inside] = -np.inf
        penalty[[inside - 1, inside], inside] = 0
    return penalty


def decode(probabilities: NDArray[np.float32]) -> list[int]:
    """The likeliest sequence of labels for (words, labels) probabilities in which every name begins with its beginning.

    >>> decode(np.eye(9, dtype=np.float32)[[0, 1, 2]])
    [0, 1, 2]
    """
    best: list[int] = probabilities.argmax(axis=1).tolist()
    forbidden = _forbidden()
    if all(forbidden[a, b] == 0 for a, b in itertools.pairwise([0, *best])):
        return best  # nothing to repair, and that is the rule
    logs = np.log(np.maximum(probabilities.astype(np.float64), 1e-12))
    total = logs[0] + forbidden[0]
    back = np.empty(logs.shape, np.int8)
    for row in range(1, len(logs)):
        ways = total[:, None] + forbidden
        back[row] = ways.argmax(axis=0)
        total = ways.max(axis=0) + logs[row]
    path = [int(total.argmax())]
    for row in range(len(logs) - 1, 0, -1):
        path.append(int(back[row, path[-1]]))
    return path[::-1]


def names(path: Sequence[int]) -> Iterator[tuple[int, int, int]]:
    """(first word, word after the last, number of the type) of the names in a sequence of labels.

    >>> list(names([0, 1, 2, 3]))
    [(1, 3, 0), (3, 4, 1)]
    """
    begin = 0
    for at, (label, following) in enumerate(itertools.pairwise([*path, 0])):
        if label % 2 == 1:
            begin = at
        if label and (following != (label + 1) // 2 * 2):
            yield begin, at + 1, (label - 1) // 2


def past_proclitics(word: str, letters: int) -> int:
    """Where the name begins in a word that has this many letters of proclitic before it, as the model says.

    The model is not believed where these letters are none (و ف ب ل ك), or where less than two letters would be left.

    >>> past_proclitics("لأوكرانيا", 1), past_proclitics("وَبِباريس", 2), past_proclitics("مصر", 1)
    (1, 4, 0)
    """
    at = 0
    for _ in range(letters):
        after = at + 1
        while after < len(word) and not surface(word[after]):
            after += 1
        if at >= len(word) or word[at] not in PROCLITICS or len(surface(word[after:])) < 2:
            break
        at = after
    return at
